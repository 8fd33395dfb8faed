//! Schemes: typed, signed off, returned by item, filed, amended; what is in force as of a day; what nobody else sees.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    access::{Role, Scope},
    fault::Fault,
    report::Signature,
    scheme::{Action, Promise, Slot, State},
};
use jiff::{Timestamp, civil::date};
use storage::{
    Caller, Error, Refusal,
    schemes::{self, Fate, Letter, Scheme},
    settings::{self, RequiredTask, Settings},
};

use crate::{
    reports::{at, second},
    scheme_form::scheme_form,
    support::{Fixture, admin, approver, auditor, caller, editor, reviewer},
};

crate::both!(
    a_scheme_goes_its_way,
    only_what_is_returned_is_open,
    a_lower_target_counts_only_where_it_is_granted,
    what_is_filed_stays_in_force_while_it_is_amended,
    two_people_on_one_field_are_told,
    what_cnipa_requires_begins_the_draft,
    a_letter_is_whole_or_not_there,
    drafts_and_comments_are_sealed_in_the_audit,
);

const CITY: &str = "suzhou";

fn liaison() -> Caller {
    caller("liaison", Role::Liaison, Scope::Province("jiangsu".into()))
}

fn day(text: &str) -> Timestamp {
    format!("{text}T10:00:00+08:00").parse().unwrap()
}

fn fields(all: &[(&str, &str)]) -> BTreeMap<Slot, String> {
    all.iter()
        .map(|(name, text)| (Slot::parse(name).unwrap(), (*text).to_owned()))
        .collect()
}

fn texts(all: &[(&str, &str)]) -> BTreeMap<String, String> {
    all.iter()
        .map(|(item, text)| ((*item).to_owned(), (*text).to_owned()))
        .collect()
}

async fn save(store: &Fixture, all: &[(&str, &str)]) {
    let saved = schemes::save(store, &editor(CITY), CITY, &fields(all), None)
        .await
        .unwrap();
    assert!(saved.conflicts.is_empty() && saved.closed.is_empty(), "{saved:?}");
}

async fn whole(store: &Fixture) {
    let form = scheme_form();
    let form: Vec<_> = form.iter().map(|(n, t)| (n.as_str(), t.as_str())).collect();
    save(store, &form).await;
}

async fn handed_in(store: &Fixture, on: &str) {
    schemes::sign_off(store, &at(editor(CITY), day(on)), CITY)
        .await
        .unwrap();
    schemes::submit(store, &at(approver(CITY), day(on)), CITY, &Signature::OnScreen, None)
        .await
        .unwrap();
}

async fn file(store: &Fixture, on: &str, granted: &[&str]) -> String {
    let granted: BTreeSet<String> = granted.iter().map(|c| (*c).to_owned()).collect();
    schemes::file(store, &at(reviewer(), day(on)), CITY, &Letter::default(), &granted)
        .await
        .unwrap()
}

async fn get(store: &Fixture, who: &Caller) -> Scheme {
    schemes::get(store, who, CITY).await.unwrap()
}

fn state_is(outcome: Result<(), Error>, state: State) {
    assert_eq!(outcome, Err(Refusal::SchemeState(state).into()));
}

async fn a_scheme_goes_its_way(store: Fixture) {
    for stranger in [editor("kunming"), auditor(), reviewer(), liaison()] {
        assert_eq!(
            schemes::get(&store, &stranger, CITY).await.unwrap_err(),
            Error::NotFound
        );
    }
    save(&store, &[("objectives", "目标")]).await;
    let early = schemes::sign_off(&store, &editor(CITY), CITY).await;
    assert!(matches!(early, Err(Error::Refused(Refusal::Scheme(flaws))) if flaws.len() > 60));
    let listed = schemes::list(&store, &reviewer()).await.unwrap();
    let seen = listed.iter().find(|row| row.city == CITY).unwrap();
    assert_eq!(
        (seen.state, seen.readable),
        (State::Drafting, false),
        "a draft is the city's own"
    );
    assert_eq!(
        schemes::get(&store, &reviewer(), CITY).await.unwrap_err(),
        Error::NotFound
    );
    let hers = fields(&[("objectives", "x")]);
    assert_eq!(
        schemes::save(&store, &reviewer(), CITY, &hers, None).await.unwrap_err(),
        Error::NotFound
    );

    whole(&store).await;
    schemes::sign_off(&store, &editor(CITY), CITY).await.unwrap();
    state_is(schemes::sign_off(&store, &editor(CITY), CITY).await, State::CitySignOff);
    let sign = Signature::OnScreen;
    assert_eq!(
        schemes::submit(&store, &editor(CITY), CITY, &sign, None)
            .await
            .unwrap_err(),
        Error::Forbidden
    );
    let (_, code) = get(&store, &approver(CITY)).await.to_sign.unwrap();
    let other = schemes::submit(&store, &approver(CITY), CITY, &sign, Some("00000000")).await;
    assert_eq!(other, Err(Refusal::OtherContent { code: code.clone() }.into()));
    assert_eq!(
        schemes::submit(&store, &approver(CITY), CITY, &sign, Some(&code)).await,
        Ok((1, code))
    );

    schemes::withdraw(&store, &approver(CITY), CITY).await.unwrap();
    assert_eq!(
        schemes::version(&store, &reviewer(), CITY, 1).await.unwrap_err(),
        Error::NotFound,
        "what was withdrawn is the city's own"
    );
    assert_eq!(
        get(&store, &editor(CITY)).await.heads[0].fate.unwrap().0,
        Fate::Withdrawn
    );
    schemes::submit(&store, &approver(CITY), CITY, &sign, None)
        .await
        .unwrap();
    schemes::take(&store, &reviewer(), CITY).await.unwrap();
    schemes::take(&store, &reviewer(), CITY).await.unwrap();
    state_is(schemes::withdraw(&store, &approver(CITY), CITY).await, State::Submitted);
    let granted = BTreeSet::new();
    let hers = schemes::file(&store, &liaison(), CITY, &Letter::default(), &granted).await;
    assert_eq!(hers, Err(Error::Forbidden));
    assert_eq!(file(&store, "2026-07-09", &[]).await, "2026-001");
    let filed = get(&store, &liaison()).await;
    assert_eq!((filed.state, filed.version.unwrap().content.number), (State::Filed, 2));
    let mut read = store.read().await.unwrap();
    let targets = schemes::of_city(read.conn(), CITY, None).await.unwrap();
    assert_eq!(targets.len(), 32);
    assert!(
        targets
            .iter()
            .all(|t| t.version == 2 && t.promise == t.scoring && t.to.is_none())
    );
}

async fn only_what_is_returned_is_open(store: Fixture) {
    whole(&store).await;
    handed_in(&store, "2026-07-09").await;
    let back = async |all: &[(&str, &str)]| schemes::return_items(&store, &reviewer(), CITY, &texts(all)).await;
    assert_eq!(back(&[]).await, Err(Refusal::NothingReturned.into()));
    assert_eq!(
        back(&[("S1-02", " ")]).await,
        Err(Refusal::CommentMissing(vec!["S1-02".into()]).into())
    );
    assert_eq!(
        back(&[("task-9", "x")]).await,
        Err(Refusal::Unknown(vec!["task-9".into()]).into())
    );
    back(&[("S1-02", "核对基期"), ("funding", "写明来源")]).await.unwrap();

    let later = at(editor(CITY), day("2026-07-10"));
    let sent = fields(&[("objectives", "改"), ("targets[S1-02][baseline]", "41")]);
    let saved = schemes::save(&store, &later, CITY, &sent, None).await.unwrap();
    assert_eq!(saved.closed, ["objectives"]);
    let left = schemes::sign_off(&store, &later, CITY).await;
    assert_eq!(left, Err(Refusal::Untouched(vec!["funding".into()]).into()));
    let elsewhere = schemes::answer(&store, &later, CITY, &texts(&[("S1-03", "x")])).await;
    assert_eq!(elsewhere, Err(Refusal::ItemClosed(vec!["S1-03".into()]).into()));
    schemes::answer(&store, &later, CITY, &texts(&[("funding", "来自年度预算")]))
        .await
        .unwrap();
    schemes::sign_off(&store, &later, CITY).await.unwrap();
    schemes::send_back(&store, &at(approver(CITY), day("2026-07-10")), CITY, "再看")
        .await
        .unwrap();
    let again = get(&store, &editor(CITY)).await;
    assert_eq!(again.state, State::Returned, "it is returned still, not a new draft");
    assert_eq!(again.draft.unwrap().open.unwrap().len(), 2);
    handed_in(&store, "2026-07-10").await;
    let review = schemes::under_review(&store, &reviewer(), CITY).await.unwrap();
    assert_eq!(review.remarks["funding"].len(), 2);
    assert_eq!(review.version.unwrap().content.number, 2);
    assert_eq!(
        schemes::under_review(&store, &liaison(), CITY).await.unwrap_err(),
        Error::Forbidden
    );
}

async fn scoring(store: &Fixture, as_of: Option<jiff::civil::Date>) -> (Promise, Promise, usize) {
    let mut read = store.read().await.unwrap();
    let all = schemes::of_indicator(read.conn(), "F2-01", as_of).await.unwrap();
    let in_force = all.iter().find(|t| t.to.is_none()).unwrap();
    (in_force.promise.clone(), in_force.scoring.clone(), all.len())
}

fn last(p: &Promise) -> String {
    p.path().unwrap().steps.values().next_back().unwrap().to_string()
}

async fn a_lower_target_counts_only_where_it_is_granted(store: Fixture) {
    whole(&store).await;
    handed_in(&store, "2026-07-09").await;
    file(&store, "2026-07-09", &[]).await;
    for (on, target, granted) in [("2026-07-13", "90", &[][..]), ("2026-07-20", "85", &["F2-01"][..])] {
        schemes::amend(&store, &at(editor(CITY), day(on)), CITY, "口径调整")
            .await
            .unwrap();
        let lower = fields(&[("targets[F2-01][2026-Q3]", target)]);
        schemes::save(&store, &at(editor(CITY), day(on)), CITY, &lower, None)
            .await
            .unwrap();
        handed_in(&store, on).await;
        file(&store, on, granted).await;
    }
    let (promise, counted, revisions) = scoring(&store, None).await;
    assert_eq!(
        (last(&promise), last(&counted), revisions),
        ("85".into(), "85".into(), 3)
    );
    let (promise, counted, revisions) = scoring(&store, Some(date(2026, 7, 15))).await;
    assert_eq!(
        (last(&promise), last(&counted), revisions),
        ("90".into(), "96".into(), 2),
        "both are known"
    );
    let (promise, counted, _) = scoring(&store, Some(date(2026, 7, 10))).await;
    assert_eq!((last(&promise), last(&counted)), ("96".into(), "96".into()));
    let mut read = store.read().await.unwrap();
    assert_eq!(
        schemes::of_city(read.conn(), CITY, Some(date(2026, 7, 8)))
            .await
            .unwrap(),
        vec![]
    );
    let untouched = schemes::of_city(read.conn(), CITY, None).await.unwrap();
    assert_eq!(untouched.len(), 32 + 2, "only what changed has a new line");
    assert_eq!(untouched.iter().find(|t| t.version == 2).unwrap().reason, "口径调整");
}

async fn what_is_filed_stays_in_force_while_it_is_amended(store: Fixture) {
    whole(&store).await;
    handed_in(&store, "2026-07-09").await;
    file(&store, "2026-07-09", &[]).await;
    let later = at(editor(CITY), day("2026-07-10"));
    let silent = schemes::amend(&store, &later, CITY, " ").await;
    assert_eq!(silent, Err(Refusal::Fields(vec![("reason", Fault::Missing)]).into()));
    assert_eq!(
        schemes::amend(&store, &reviewer(), CITY, "x").await,
        Err(Error::Forbidden)
    );
    schemes::amend(&store, &later, CITY, "机构调整").await.unwrap();
    assert_eq!(
        schemes::sign_off(&store, &later, CITY).await,
        Err(Refusal::Unchanged.into())
    );
    save(&store, &[("tasks[2][title]", "新任务")]).await;

    let seen = get(&store, &reviewer()).await;
    assert_eq!((seen.state, seen.version.unwrap().head.number), (State::Drafting, 1));
    assert!(
        seen.draft.is_none() && seen.reason.is_empty(),
        "why is told with the submission"
    );
    let own = get(&store, &editor(CITY)).await;
    assert_eq!(own.reason, "机构调整");
    assert!(own.can.contains(&Action::Abandon));
    schemes::abandon(&store, &later, CITY).await.unwrap();
    let own = get(&store, &editor(CITY)).await;
    assert_eq!((own.state, own.reason.as_str()), (State::Filed, ""));
    schemes::amend(&store, &later, CITY, "再次变更").await.unwrap();
    let texts = get(&store, &editor(CITY)).await.draft.unwrap().texts;
    assert!(texts["tasks[2][title]"].is_empty(), "what was given up is gone");
    save(&store, &[("funding_planned", "200")]).await;
    handed_in(&store, "2026-07-10").await;
    let review = schemes::under_review(&store, &reviewer(), CITY).await.unwrap();
    assert_eq!(
        (review.reason.as_str(), review.before.unwrap().head.number),
        ("再次变更", 1)
    );
    assert_eq!(file(&store, "2026-07-13", &[]).await, "2026-002");
    let list = schemes::list(&store, &reviewer()).await.unwrap();
    assert_eq!(list.iter().filter(|r| r.filed.is_some()).count(), 1);
    assert_eq!(
        schemes::list(&store, &editor("kunming")).await.unwrap().len(),
        1,
        "its own only"
    );
    assert_eq!(schemes::list(&store, &auditor()).await.unwrap(), vec![]);
}

async fn two_people_on_one_field_are_told(store: Fixture) {
    let (first, other) = (editor(CITY), second(editor(CITY)));
    let one = |text: &str| fields(&[("objectives", text)]);
    let seen = schemes::save(&store, &first, CITY, &one("一"), None)
        .await
        .unwrap()
        .revision;
    let newer = schemes::save(&store, &other, CITY, &one("二"), Some(seen))
        .await
        .unwrap();
    let clash = schemes::save(&store, &first, CITY, &one("三"), Some(seen))
        .await
        .unwrap();
    assert_eq!((clash.conflicts.len(), clash.revision), (1, newer.revision));
    assert_eq!(
        (clash.conflicts[0].theirs.as_str(), clash.conflicts[0].mine.as_str()),
        ("二", "三")
    );
    let shown = schemes::save(&store, &first, CITY, &one("一"), Some(seen))
        .await
        .unwrap();
    assert!(shown.conflicts.is_empty(), "what was only shown is no change");
    assert_eq!(get(&store, &first).await.draft.unwrap().texts["objectives"], "二");
    let knowing = schemes::save(&store, &first, CITY, &one("三"), Some(newer.revision))
        .await
        .unwrap();
    assert_eq!(knowing.revision, newer.revision + 1);
    let long = schemes::save(&store, &first, CITY, &one(&"长".repeat(20_001)), None)
        .await
        .unwrap();
    assert_eq!(long.too_long, ["objectives"]);
}

async fn what_cnipa_requires_begins_the_draft(store: Fixture) {
    let required = |key: &str, title: &str| RequiredTask {
        key: key.into(),
        title: title.into(),
    };
    let new = Settings {
        required_tasks: vec![required("list", "事项清单"), required("data", "数据目录")],
        ..Settings::default()
    };
    settings::set(&store, &admin(), new.clone()).await.unwrap();
    let twice = Settings {
        required_tasks: vec![required("a", "x"), required("a", "y")],
        ..new
    };
    assert_eq!(
        settings::set(&store, &admin(), twice).await,
        Err(Refusal::BadSetting("required_tasks").into())
    );
    let draft = get(&store, &editor(CITY)).await.draft.unwrap();
    assert_eq!(draft.texts["tasks[2][title]"], "数据目录");
    save(&store, &[("objectives", "目标")]).await;
    let draft = get(&store, &editor(CITY)).await.draft.unwrap();
    assert_eq!(
        (
            draft.texts["tasks[1][required]"].as_str(),
            draft.texts["objectives"].as_str()
        ),
        ("list", "目标")
    );
    save(&store, &[("tasks[2][title]", ""), ("tasks[2][required]", "")]).await;
    let draft = get(&store, &editor(CITY)).await.draft.unwrap();
    assert_eq!(
        draft.texts["tasks[2][title]"], "",
        "what is taken out does not come back"
    );
}

async fn a_letter_is_whole_or_not_there(store: Fixture) {
    whole(&store).await;
    handed_in(&store, "2026-07-09").await;
    let file = async |number: &str, on: &str| {
        let letter = Letter {
            number: number.into(),
            on: on.into(),
        };
        schemes::file(
            &store,
            &at(reviewer(), day("2026-07-09")),
            CITY,
            &letter,
            &BTreeSet::new(),
        )
        .await
    };
    let wrong = |field, fault| Err(Refusal::Fields(vec![(field, fault)]).into());
    assert_eq!(file("函〔2026〕1号", "").await, wrong("letter_on", Fault::Missing));
    assert_eq!(file("", "2026-07-01").await, wrong("letter_number", Fault::Missing));
    assert_eq!(
        file("函〔2026〕1号", "2026-07-10").await,
        wrong("letter_on", Fault::After(date(2026, 7, 9)))
    );
    file("函〔2026〕1号", "2026-07-09").await.unwrap();
    let filed = get(&store, &reviewer()).await.filed.unwrap().filed.unwrap();
    assert_eq!(
        (filed.letter_number.as_str(), filed.letter_on),
        ("函〔2026〕1号", Some(date(2026, 7, 9)))
    );
}

async fn drafts_and_comments_are_sealed_in_the_audit(store: Fixture) {
    whole(&store).await;
    save(&store, &[("objectives", "不得外泄")]).await;
    handed_in(&store, "2026-07-09").await;
    schemes::return_items(&store, &reviewer(), CITY, &texts(&[("funding", "意见外泄")]))
        .await
        .unwrap();
    let later = at(editor(CITY), day("2026-07-10"));
    schemes::answer(&store, &later, CITY, &texts(&[("funding", "答复外泄")]))
        .await
        .unwrap();
    let mut raw = store.raw().await;
    let all: Vec<String> =
        sqlx::query_scalar("SELECT before_value || after_value FROM audit WHERE object = 'scheme:suzhou'")
            .fetch_all(&mut raw)
            .await
            .unwrap();
    assert!(
        all.len() >= 6 && all.iter().all(|line| !line.contains("外泄")),
        "{all:?}"
    );
    storage::audit::verify(&store, None).await.unwrap();
}
