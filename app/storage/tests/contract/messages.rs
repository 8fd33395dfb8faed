//! Messages: who is told what, what is done with, mentions, and reminders that are made once.

use domain::{
    access::{Actor, Role, Scope},
    message::Kind,
    period::Period,
    practice,
    problem::{Action, Content, Deed, Level},
    report::Signature,
};
use jiff::Timestamp;
use storage::{
    AuditKey, Caller, Error, Store, audit,
    calendar::{self, Change},
    messages::{self, Inbox},
    practices, problems, questions, reports,
    users::{self, NewUser},
};

use crate::{
    reports::{form, whole},
    support::Fixture,
};

crate::both!(
    a_report_tells_whose_turn_it_is,
    what_is_asked_for_is_done_with,
    who_may_not_read_is_not_told,
    problems_practices_and_questions_tell,
    ones_own_are_marked_as_read,
    a_reminder_is_made_once,
    nobody_is_reminded_of_what_is_done,
);

/// Everybody who acts, with accounts.
struct People(Vec<Actor>);

impl People {
    async fn of(store: &Store) -> Self {
        let city = |slug: &str| Scope::City(slug.into());
        let mut all = Vec::new();
        for (name, role, scope) in [
            ("ed", Role::CityEditor, city("suzhou")),
            ("ed2", Role::CityEditor, city("suzhou")),
            ("ap", Role::CityApprover, city("suzhou")),
            ("km", Role::CityEditor, city("kunming")),
            ("li", Role::Liaison, Scope::Province("jiangsu".into())),
            ("re", Role::Reviewer, Scope::Nation),
            ("ad", Role::Admin, Scope::Nation),
            ("au", Role::Auditor, Scope::Nation),
        ] {
            let new = NewUser {
                account: name.into(),
                name: name.into(),
                role,
                scope,
            };
            let cli = Caller::cli(time("2026-05-06T08:00"));
            all.push(users::add(store, &cli, new).await.unwrap().actor);
        }
        People(all)
    }

    fn at(&self, name: &str, at: &str) -> Caller {
        Caller {
            actor: self.0.iter().find(|a| a.account == name).unwrap().clone(),
            at: time(at),
            from: "test".into(),
        }
    }

    fn now(&self, name: &str) -> Caller {
        self.at(name, "2026-05-08T10:00")
    }

    /// The unread messages of everybody, as `name: kinds`, the latest first.
    async fn unread(&self, store: &Store) -> Vec<String> {
        let mut all = Vec::new();
        for actor in &self.0 {
            let inbox = inbox(store, &self.now(&actor.account)).await;
            if !inbox.unread.is_empty() {
                let kinds: Vec<_> = inbox.unread.iter().map(|m| m.kind.name()).collect();
                all.push(format!("{}: {}", actor.account, kinds.join(" ")));
            }
            let count = messages::unread(store, &self.now(&actor.account)).await.unwrap();
            assert_eq!(count, inbox.unread_count);
            assert_eq!(usize::try_from(count).unwrap(), inbox.unread.len());
        }
        all
    }
}

async fn inbox(store: &Store, caller: &Caller) -> Inbox {
    messages::inbox(store, caller, 1).await.unwrap()
}

fn time(text: &str) -> Timestamp {
    format!("{text}:00+08:00").parse().unwrap()
}

const CITY: &str = "suzhou";

async fn signed_off(store: &Store, all: &People, period: Period) {
    let ed = all.now("ed");
    reports::save(store, &ed, CITY, period, &whole(period)).await.unwrap();
    reports::sign_off(store, &ed, CITY, period).await.unwrap();
}

async fn submitted(store: &Store, all: &People, period: Period) {
    signed_off(store, all, period).await;
    reports::submit(store, &all.now("ap"), CITY, period, Signature::OnScreen)
        .await
        .unwrap();
}

async fn a_report_tells_whose_turn_it_is(store: Fixture) {
    let (all, p) = (People::of(&store).await, april());
    signed_off(&store, &all, p).await;
    assert_eq!(all.unread(&store).await, ["ap: report_signed_off"]);
    reports::send_back(&store, &all.now("ap"), CITY, p, "look")
        .await
        .unwrap();
    assert_eq!(
        all.unread(&store).await,
        ["ed: report_sent_back", "ed2: report_sent_back"]
    );
    reports::sign_off(&store, &all.now("ed"), CITY, p).await.unwrap();
    reports::submit(&store, &all.now("ap"), CITY, p, Signature::OnScreen)
        .await
        .unwrap();
    assert_eq!(
        all.unread(&store).await,
        ["re: report_submitted", "ad: report_submitted"]
    );
    reports::withdraw(&store, &all.now("ap"), CITY, p).await.unwrap();
    assert!(all.unread(&store).await.is_empty(), "nothing waits for CNIPA");
    reports::submit(&store, &all.now("ap"), CITY, p, Signature::OnScreen)
        .await
        .unwrap();
    reports::accept(&store, &all.now("re"), CITY, p, &form(&[]))
        .await
        .unwrap();
    let accepted = ["ed: report_accepted", "ed2: report_accepted", "ap: report_accepted"];
    assert_eq!(all.unread(&store).await, accepted);
    let told = inbox(&store, &all.now("ed")).await.unread.remove(0);
    assert_eq!(told.about, format!("/reports/{CITY}/{p}"));
    assert_eq!((told.params.city.as_str(), told.params.period), (CITY, Some(p)));

    let ask = form(&[("items[N3-02][selected]", "on"), ("reason", "a slip")]);
    reports::request_correction(&store, &all.now("ap"), CITY, p, &ask)
        .await
        .unwrap();
    assert!(
        all.unread(&store)
            .await
            .contains(&"re: correction_requested".to_owned())
    );
    reports::grant_correction(&store, &all.now("ad"), CITY, p, &ask)
        .await
        .unwrap();
    let unread = all.unread(&store).await;
    assert_eq!(unread[0], "ed: correction_granted report_accepted");
    assert!(
        unread.iter().all(|line| !line.starts_with("re")),
        "answered by the other one: {unread:?}"
    );
}

async fn what_is_asked_for_is_done_with(store: Fixture) {
    let (all, p) = (People::of(&store).await, april());
    submitted(&store, &all, p).await;
    let ask = form(&[("items[F3-01][verdict]", "ask"), ("items[F3-01][comment]", "why?")]);
    reports::ask(&store, &all.now("re"), CITY, p, &ask).await.unwrap();
    reports::ask(&store, &all.now("re"), CITY, p, &ask).await.unwrap();
    let asked = inbox(&store, &all.now("ed2")).await.unread;
    assert_eq!(asked.len(), 1, "the same question is told once");
    assert_eq!(asked[0].params.items, ["F3-01"]);
    reports::comment(&store, &all.now("ed"), CITY, p, "F3-01", "because")
        .await
        .unwrap();
    let unread = all.unread(&store).await;
    assert_eq!(unread, ["re: item_answered report_submitted", "ad: report_submitted"]);
    let done = inbox(&store, &all.now("ed2")).await.read;
    assert!(done.len() == 1 && done[0].done && done[0].kind == Kind::ReportAsked);

    let back = form(&[
        ("items[F3-01][verdict]", "return"),
        ("items[F3-01][comment]", "mend it"),
    ]);
    reports::return_items(&store, &all.now("re"), CITY, p, &back)
        .await
        .unwrap();
    let unread = all.unread(&store).await;
    assert!(unread.contains(&"ed: report_returned".to_owned()), "{unread:?}");
    assert!(unread.iter().all(|line| !line.starts_with("ad")), "{unread:?}");
    reports::comment(&store, &all.now("ed"), CITY, p, "F3-01", "it is right")
        .await
        .unwrap();
    reports::sign_off(&store, &all.now("ed"), CITY, p).await.unwrap();
    let unread = all.unread(&store).await;
    assert!(unread.contains(&"ap: report_signed_off".to_owned()), "{unread:?}");
    assert!(unread.iter().all(|line| !line.starts_with("ed")), "{unread:?}");
}

async fn who_may_not_read_is_not_told(store: Fixture) {
    let (all, p) = (People::of(&store).await, april());
    submitted(&store, &all, p).await;
    let words = "@昆明填报员 @Jiangsu liaison @苏州审签人 @CNIPA reviewer @Suzhou approver";
    reports::comment(&store, &all.now("ed"), CITY, p, "F3-01", words)
        .await
        .unwrap();
    let unread = all.unread(&store).await;
    let want = [
        "ap: mentioned",
        "li: mentioned",
        "re: mentioned report_submitted",
        "ad: report_submitted",
    ];
    assert_eq!(unread, want, "Kunming may not read it");
    let m = inbox(&store, &all.now("li")).await.unread.remove(0);
    assert_eq!(
        (m.params.by.as_str(), m.params.items.as_slice()),
        ("ed", ["F3-01".to_owned()].as_slice())
    );
    assert!(m.params.title.is_empty(), "no words of the thread");

    let ap = all.now("ap");
    users::disable(&store, &all.now("ad"), &ap.actor.id).await.unwrap();
    reports::comment(&store, &all.now("ed"), CITY, p, "F3-01", "@苏州审签人")
        .await
        .unwrap();
    assert_eq!(
        inbox(&store, &ap).await.unread.len(),
        1,
        "who is disabled is told nothing"
    );
}

fn content(level: Level) -> Content {
    let get = |name: &str| match name {
        "title" => Some("政务外网不通"),
        "description" => Some("@Yunnan liaison 县级窗口"),
        "category" => Some("data-sharing"),
        "kind" => Some("systems_data"),
        "level" => Some(level.name()),
        _ => None,
    };
    Content::read(get).unwrap()
}

async fn problems_practices_and_questions_tell(store: Fixture) {
    let all = People::of(&store).await;
    let n = problems::register(&store, &all.now("ed"), None, &content(Level::Provincial), false, None)
        .await
        .unwrap();
    assert!(
        all.unread(&store).await.is_empty(),
        "Yunnan's liaison may not read it, nor is there one"
    );
    let act = async |who: &str, action: Action| {
        let deed = Deed {
            comment: if Deed::needs_words(action) {
                "words".into()
            } else {
                String::new()
            },
            unit: (action == Action::Assign).then(|| "unit".into()),
            due_on: (action == Action::Assign).then(|| "2026-07-20".parse().unwrap()),
            ..Deed::plain(action)
        };
        problems::act(&store, &all.now(who), n, None, &deed).await.unwrap();
        all.unread(&store).await.join(", ")
    };
    assert_eq!(act("ap", Action::Escalate).await, "li: problem_escalated");
    assert_eq!(
        act("li", Action::PassOn).await,
        "re: problem_escalated, ad: problem_escalated"
    );
    assert_eq!(act("re", Action::Receive).await, "", "one of them has it");
    let city = |kind: &str| format!("ed: {kind}, ed2: {kind}, ap: {kind}");
    assert_eq!(act("re", Action::Assign).await, city("problem_assigned"));
    let both = "problem_replied problem_assigned";
    assert_eq!(act("ad", Action::Reply).await, city(both));
    let assigned = city("problem_assigned");
    let reopened = act("ed", Action::Reopen).await;
    assert_eq!(
        reopened,
        format!("{assigned}, re: problem_reopened, ad: problem_reopened")
    );
    for name in ["ed", "ed2", "ap", "re", "ad"] {
        messages::mark_all_read(&store, &all.now(name), i64::MAX).await.unwrap();
    }

    let mut case = practice::Case::default();
    for (name, text) in [
        ("title", "一窗受理"),
        ("aspect", "standardization"),
        ("goal", "data-sharing"),
        ("background", "背景"),
        ("measures", "做法"),
        ("results", "成效"),
        ("conditions", "条件"),
        ("scope", "全市"),
    ] {
        case.set(name, text);
    }
    let n = practices::create(&store, &all.now("ed"), &case).await.unwrap();
    assert!(all.unread(&store).await.is_empty(), "a draft is its city's");
    practices::submit(&store, &all.now("ed"), n, &case, None).await.unwrap();
    assert_eq!(
        all.unread(&store).await.join(", "),
        "re: practice_submitted, ad: practice_submitted"
    );
    for action in [practice::Action::Select, practice::Action::Publish] {
        practices::act(&store, &all.now("re"), n, action, "good", None)
            .await
            .unwrap();
    }
    assert_eq!(
        all.unread(&store).await.join(", "),
        city("practice_published practice_selected")
    );
    let adopted = ("2026-05-08", "F3-01", "a paper");
    practices::adopt(&store, &all.now("km"), n, adopted).await.unwrap();
    practices::adopt(&store, &all.now("km"), n, ("2026-05-08", "F3-01", "another"))
        .await
        .unwrap();
    let unread = all.unread(&store).await.join(", ");
    assert_eq!(
        unread,
        city("practice_adopted practice_published practice_selected"),
        "said anew is told once"
    );
    for name in ["ed", "ed2", "ap"] {
        messages::mark_all_read(&store, &all.now(name), i64::MAX).await.unwrap();
    }

    let q = questions::ask(&store, &all.now("km"), "F2-01", "does it count?")
        .await
        .unwrap();
    assert_eq!(
        all.unread(&store).await.join(", "),
        "re: question_asked, ad: question_asked"
    );
    questions::answer(&store, &all.now("re"), &q, "it does", false)
        .await
        .unwrap();
    assert_eq!(
        all.unread(&store).await,
        ["km: question_answered"],
        "the others find it beside the indicator"
    );
    audit::verify(&store, None).await.unwrap();
}

async fn ones_own_are_marked_as_read(store: Fixture) {
    let (all, p) = (People::of(&store).await, april());
    submitted(&store, &all, p).await;
    let re = all.now("re");
    let one = inbox(&store, &re).await.unread.remove(0);
    let refused = messages::mark_read(&store, &all.now("ad"), &one.id).await;
    assert_eq!(refused.err(), Some(Error::NotFound), "another's is not there");
    assert_eq!(
        messages::mark_read(&store, &re, "none").await.err(),
        Some(Error::NotFound)
    );
    messages::mark_all_read(&store, &re, one.seq - 1).await.unwrap();
    assert_eq!(
        messages::unread(&store, &re).await.unwrap(),
        1,
        "what came after the page stays"
    );
    let read = messages::mark_read(&store, &re, &one.id).await.unwrap();
    assert_eq!(read.about, one.about);
    let lines = audit::anchor(&store).await.unwrap().seq;
    messages::mark_read(&store, &re, &one.id).await.unwrap();
    messages::mark_all_read(&store, &re, i64::MAX).await.unwrap();
    assert_eq!(audit::anchor(&store).await.unwrap().seq, lines, "twice is once");
    assert_eq!(messages::unread(&store, &all.now("ad")).await.unwrap(), 1);

    for n in 0..35 {
        reports::comment(&store, &all.now("re"), CITY, p, "F3-01", &format!("word {n}"))
            .await
            .unwrap();
    }
    let ap = all.now("ap");
    messages::mark_all_read(&store, &ap, i64::MAX).await.unwrap();
    let first = messages::inbox(&store, &ap, 1).await.unwrap();
    let second = messages::inbox(&store, &ap, 2).await.unwrap();
    assert!(first.older && !second.older && first.unread.is_empty());
    assert_eq!(
        (first.read.len(), second.read.len()),
        (30, 6),
        "with the one about the sign-off"
    );
}

async fn a_reminder_is_made_once(store: Fixture) {
    let all = People::of(&store).await;
    let day = time("2026-05-07T09:00");
    assert_eq!(
        messages::remind(&store, time("2026-05-06T09:00")).await,
        Ok(0),
        "four days left"
    );
    // Two copies of the program on one store.
    let other = Store::open(&store.url, AuditKey::new([7; 32])).await.unwrap();
    let (a, b) = tokio::join!(messages::remind(&store, day), messages::remind(&other, day));
    assert_eq!(
        a.unwrap() + b.unwrap(),
        3,
        "both editors of Suzhou and the one of Kunming"
    );
    other.close().await;
    assert_eq!(messages::remind(&store, time("2026-05-07T18:00")).await, Ok(0));
    assert_eq!(
        all.unread(&store).await,
        ["ed: reminder", "ed2: reminder", "km: reminder"]
    );
    let m = inbox(&store, &all.now("ed")).await.unread.remove(0);
    assert_eq!((m.params.days, m.params.period), (3, "2026-04".parse().ok()));
    assert_eq!(messages::remind(&store, time("2026-05-08T09:00")).await, Ok(0));
    assert_eq!(
        messages::remind(&store, time("2026-05-10T09:00")).await,
        Ok(0),
        "a Sunday"
    );
    audit::verify(&store, None).await.unwrap();
}

async fn nobody_is_reminded_of_what_is_done(store: Fixture) {
    let (all, p) = (People::of(&store).await, april());
    messages::remind(&store, time("2026-05-07T09:00")).await.unwrap();
    signed_off(&store, &all, p).await;
    assert_eq!(
        all.unread(&store).await,
        ["ap: report_signed_off", "km: reminder"],
        "the editors' part is done"
    );
    let change = Change::Set(domain::calendar::Rule::Extended {
        city: "kunming".into(),
        period: p,
        until: "2026-05-20".parse().unwrap(),
    });
    calendar::change(&store, &all.now("ad"), &change, "flood")
        .await
        .unwrap();
    assert_eq!(all.unread(&store).await[1], "km: extended reminder");
    // One working day is left to Suzhou, to Kunming eight; the approver has the report.
    assert_eq!(messages::remind(&store, time("2026-05-09T09:00")).await, Ok(1));
    assert_eq!(all.unread(&store).await[0], "ap: reminder report_signed_off");
    reports::submit(&store, &all.at("ap", "2026-05-09T10:00"), CITY, p, Signature::OnScreen)
        .await
        .unwrap();
    assert!(!all.unread(&store).await[0].starts_with("ap"));
    assert_eq!(messages::remind(&store, time("2026-05-12T09:00")).await, Ok(0));
}

fn april() -> Period {
    "2026-04".parse().unwrap()
}
