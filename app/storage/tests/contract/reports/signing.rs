//! What is signed and what is submitted: one code, whoever signs and however; versions found by their code; and how many
//! items differ from what was accepted.

use domain::report::{Signature, State};
use storage::{
    Caller, Error, Refusal, Store, audit, completeness,
    reports::{self, Fate},
};

use super::{accepted, at, form, minute, month, submitted, whole};
use crate::support::{Fixture, approver, auditor, editor, reviewer};

crate::both!(
    the_code_on_the_sheet_is_the_code_of_the_version,
    a_change_of_the_month_before_moves_no_letter,
    other_content_than_was_seen_is_not_submitted,
    the_audit_says_how_it_was_signed_and_by_whom,
    a_version_is_found_by_its_code_where_it_may_be_read,
    what_differs_from_the_accepted_version_is_counted,
);

const CITY: &str = "suzhou";

fn paper() -> Signature {
    Signature::OnPaper {
        name: "李明".into(),
        post: "副局长".into(),
        signed_on: "2026-03-02".into(),
        document_number: "苏知发〔2026〕7号".into(),
    }
}

async fn handed_in(store: &Store) {
    let (ed, p) = (at(editor(CITY), minute(1)), month());
    reports::save(store, &ed, CITY, p, &whole(p)).await.unwrap();
    reports::sign_off(store, &ed, CITY, p).await.unwrap();
}

async fn the_code_on_the_sheet_is_the_code_of_the_version(store: Fixture) {
    let (ed, ap, p) = (at(editor(CITY), minute(2)), at(approver(CITY), minute(2)), month());
    let not_yet = reports::to_sign(&store, &ed, CITY, p).await;
    assert_eq!(not_yet.unwrap_err(), Error::NotFound, "nothing is frozen");
    handed_in(&store).await;
    for who in [reviewer(), editor("kunming"), auditor()] {
        let hidden = reports::to_sign(&store, &at(who, minute(2)), CITY, p).await;
        assert_eq!(hidden.unwrap_err(), Error::NotFound);
    }
    let sheet = reports::to_sign(&store, &ed, CITY, p).await.unwrap();
    assert_eq!((sheet.content.number, sheet.check_code.len()), (1, 8));
    assert_eq!(sheet.drafted_by.as_deref(), Some(ed.actor.id.as_str()));
    let head = reports::submit(&store, &ap, CITY, p, paper()).await.unwrap();
    assert_eq!((head.hash, head.check_code.clone()), (sheet.hash, sheet.check_code));
    assert_eq!(
        reports::to_sign(&store, &ed, CITY, p).await.unwrap_err(),
        Error::NotFound
    );
    let version = reports::version(&store, &ap, CITY, p, 1).await.unwrap();
    assert_eq!((version.content, version.signature), (sheet.content, paper()));

    // Withdrawn, the next one has its own number, and so its own code; signed otherwise it keeps it.
    reports::withdraw(&store, &ap, CITY, p).await.unwrap();
    let again = reports::to_sign(&store, &ap, CITY, p).await.unwrap();
    assert_eq!(again.content.number, 2);
    assert_ne!(again.check_code, head.check_code);
    let second = reports::submit(&store, &ap, CITY, p, Signature::OnScreen)
        .await
        .unwrap();
    assert_eq!(second.check_code, again.check_code);
    let version = reports::version(&store, &ap, CITY, p, 2).await.unwrap();
    assert_eq!(version.signature, Signature::OnScreen);
}

async fn a_change_of_the_month_before_moves_no_letter(store: Fixture) {
    let (january, p) = ("2026-01".parse().unwrap(), month());
    let then = "2026-02-03T09:00:00+08:00".parse().unwrap();
    submitted(&store, CITY, january, then, &[("entries[F4-02][value]", "300")]).await;
    let (ed, ap, re) = (
        at(editor(CITY), minute(2)),
        at(approver(CITY), minute(3)),
        at(reviewer(), minute(2)),
    );
    reports::save(&store, &ed, CITY, p, &whole(p)).await.unwrap();
    let jump = [
        ("entries[F4-02][value]", "1200"),
        ("entries[F4-02][explanation]", "专项行动"),
    ];
    reports::save(&store, &ed, CITY, p, &form(&jump)).await.unwrap();
    reports::sign_off(&store, &ed, CITY, p).await.unwrap();
    let sheet = reports::to_sign(&store, &ap, CITY, p).await.unwrap();
    assert!(
        sheet.content.canonical().unwrap().matches("专项行动").count() == 2,
        "as typed and as entry"
    );
    // January is mended so that nothing jumps any more: what is being signed stays what it is.
    let why = form(&[("items[F4-02][verdict]", "return"), ("items[F4-02][comment]", "核对")]);
    reports::return_items(&store, &re, CITY, january, &why).await.unwrap();
    submitted(&store, CITY, january, minute(2), &[("entries[F4-02][value]", "1190")]).await;
    let head = reports::submit_seen(&store, &ap, CITY, p, paper(), Some(&sheet.check_code))
        .await
        .unwrap();
    assert_eq!(head.hash, sheet.hash);
}

async fn other_content_than_was_seen_is_not_submitted(store: Fixture) {
    let (ed, ap, p) = (at(editor(CITY), minute(2)), at(approver(CITY), minute(3)), month());
    handed_in(&store).await;
    let seen = reports::to_sign(&store, &ap, CITY, p).await.unwrap().check_code;
    reports::send_back(&store, &ap, CITY, p, "").await.unwrap();
    let other = form(&[("entries[F3-01][value]", "13")]);
    reports::save(&store, &ed, CITY, p, &other).await.unwrap();
    reports::sign_off(&store, &ed, CITY, p).await.unwrap();
    let now = reports::to_sign(&store, &ap, CITY, p).await.unwrap().check_code;
    assert_ne!(now, seen);
    let submit = |code: String| {
        let (store, ap) = (&store, &ap);
        async move { reports::submit_seen(store, ap, CITY, p, paper(), Some(&code)).await }
    };
    assert_eq!(
        submit(seen).await,
        Err(Refusal::OtherContent { code: now.clone() }.into())
    );
    let row = reports::row(&store, &ap, CITY, p).await.unwrap();
    assert_eq!((row.state, row.versions), (State::CitySignOff, 0), "nothing was sent");
    assert_eq!(submit(now.clone()).await.unwrap().check_code, now);
}

async fn the_audit_says_how_it_was_signed_and_by_whom(store: Fixture) {
    let (ap, p) = (at(approver(CITY), minute(3)), month());
    handed_in(&store).await;
    reports::submit(&store, &ap, CITY, p, paper()).await.unwrap();
    reports::withdraw(&store, &ap, CITY, p).await.unwrap();
    reports::submit(&store, &ap, CITY, p, Signature::OnScreen)
        .await
        .unwrap();
    let filter = audit::Filter {
        action: "report.submit".into(),
        ..audit::Filter::default()
    };
    let lines = audit::list(&store, &auditor(), &filter).await.unwrap();
    let told: Vec<serde_json::Value> = lines
        .iter()
        .map(|l| serde_json::from_str::<serde_json::Value>(&l.record.after).unwrap()["signature"].clone())
        .collect();
    assert_eq!(
        told[0],
        serde_json::json!({ "how": "on_screen" }),
        "by the account of the line"
    );
    assert!(lines.iter().all(|l| l.record.account == ap.actor.account));
    let paper = &told[1];
    assert_eq!(
        (&paper["how"], &paper["name"], &paper["post"], &paper["signed_on"]),
        (
            &"on_paper".into(),
            &"李明".into(),
            &"副局长".into(),
            &"2026-03-02".into()
        )
    );
    assert_eq!(paper["document_number"], store.seal("苏知发〔2026〕7号"), "sealed");
    audit::verify(&store, None).await.unwrap();
}

async fn a_version_is_found_by_its_code_where_it_may_be_read(store: Fixture) {
    let (ap, p) = (at(approver(CITY), minute(5)), month());
    submitted(&store, CITY, p, minute(1), &[]).await;
    submitted(&store, "kunming", p, minute(2), &[]).await;
    let code = async |city: &'static str| {
        let head = reports::heads(&store, &at(approver(city), minute(5)), city, p)
            .await
            .unwrap();
        head[0].check_code.clone()
    };
    let (own, other) = (code(CITY).await, code("kunming").await);
    let found = async |who: Caller, typed: &str| {
        let found = reports::by_code(&store, &at(who, minute(5)), typed).await.unwrap();
        found
            .into_iter()
            .map(|f| (f.city, f.period, f.head.number))
            .collect::<Vec<_>>()
    };
    let mine = vec![(CITY.to_owned(), p, 1)];
    assert_eq!(found(editor(CITY), &own).await, mine);
    let spelled = format!(" {} {} ", own[..4].to_lowercase(), &own[4..]);
    assert_eq!(found(editor(CITY), &spelled).await, mine);
    assert!(found(reviewer(), &own[..4]).await.contains(&mine[0]));
    assert_eq!(found(reviewer(), &own[..3]).await, [], "too short");
    assert_eq!(found(editor(CITY), &other).await, [], "another's is as unknown as none");
    assert_eq!(found(auditor(), &own).await, []);
    assert_eq!(found(reviewer(), &other).await, [("kunming".to_owned(), p, 1)]);
    reports::withdraw(&store, &ap, CITY, p).await.unwrap();
    assert_eq!(found(reviewer(), &own).await, [], "a withdrawn one is its city's");
    let kept = reports::by_code(&store, &ap, &own).await.unwrap();
    assert!(matches!(kept[0].head.fate, Some((Fate::Withdrawn, _))));
}

async fn what_differs_from_the_accepted_version_is_counted(store: Fixture) {
    let p = month();
    accepted(&store, CITY, p, minute(1), &[]).await;
    let (ed, ap, re) = (
        at(editor(CITY), minute(5)),
        at(approver(CITY), minute(5)),
        at(reviewer(), minute(5)),
    );
    let changed = async |city: u32, cnipa: u32, when: &str| {
        let own = reports::row(&store, &ed, CITY, p).await.unwrap().changed;
        let listed = reports::list(&store, &re).await.unwrap();
        let listed = listed.iter().find(|r| r.city == CITY && r.period == p).unwrap().changed;
        let sums = completeness::of(&store, &re, None).await.unwrap().changed;
        let sums = sums.get(&(CITY.to_owned(), p)).copied().unwrap_or(0);
        assert_eq!((own, listed, sums), (city, cnipa, cnipa), "{when}");
    };
    changed(0, 0, "accepted").await;
    let ask = form(&[
        ("items[F3-01][selected]", "on"),
        ("items[N1-01][selected]", "on"),
        ("reason", "counted twice"),
    ]);
    reports::request_correction(&store, &ed, CITY, p, &ask).await.unwrap();
    reports::grant_correction(&store, &re, CITY, p, &ask).await.unwrap();
    changed(0, 0, "opened").await;
    let save = async |pairs: &[(&str, &str)]| reports::save(&store, &ed, CITY, p, &form(pairs)).await.unwrap();
    save(&[("entries[F3-01][value]", "11")]).await;
    changed(1, 0, "CNIPA reads no draft").await;
    save(&[("entries[N1-01][numerator]", "80")]).await;
    changed(2, 0, "two items").await;
    reports::sign_off(&store, &ed, CITY, p).await.unwrap();
    reports::submit(&store, &ap, CITY, p, Signature::OnScreen)
        .await
        .unwrap();
    changed(2, 2, "submitted").await;
    reports::withdraw(&store, &ap, CITY, p).await.unwrap();
    changed(2, 0, "withdrawn").await;
    reports::submit(&store, &ap, CITY, p, Signature::OnScreen)
        .await
        .unwrap();
    let why = form(&[("items[N1-01][verdict]", "return"), ("items[N1-01][comment]", "why?")]);
    reports::return_items(&store, &re, CITY, p, &why).await.unwrap();
    changed(2, 2, "returned").await;
    save(&[("entries[N1-01][numerator]", "90")]).await;
    changed(1, 2, "typed back").await;
    reports::sign_off(&store, &ed, CITY, p).await.unwrap();
    reports::submit(&store, &ap, CITY, p, Signature::OnScreen)
        .await
        .unwrap();
    reports::accept(&store, &re, CITY, p, &form(&[])).await.unwrap();
    changed(0, 0, "accepted again").await;
}
