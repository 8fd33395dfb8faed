//! Tasks in motion: what quarterly reports ask of the filed scheme, what an acceptance writes of it, and as of which day.

use domain::{entry::Field, form::ReportForm, period::Period, report::Signature, task::State};
use jiff::{Timestamp, civil::Date};
use storage::{
    Caller, Error, Refusal, Store, reports,
    schemes::{self, Progress},
    settings,
};

use crate::{
    filed,
    reports::{at, form, second, whole},
    support::{Fixture, admin, approver, caller, editor, reviewer},
};

crate::both!(
    tasks_are_begun_checked_frozen_and_written,
    what_a_task_began_with_is_nobodys_typing,
    a_correction_takes_the_place_of_what_was_accepted,
    returned_tasks_alone_are_open,
    a_report_keeps_the_scheme_that_it_began_with,
    a_report_begun_before_any_scheme_gets_the_tasks_of_the_first,
    the_scheme_may_have_to_come_first,
);

const CITY: &str = "suzhou";

fn day(text: &str) -> Timestamp {
    format!("{text}T10:00:00+08:00").parse().unwrap()
}

fn quarter(text: &str) -> Period {
    text.parse().unwrap()
}

async fn file(store: &Store, on: &str, other: &[(&str, &str)]) {
    let other: Vec<_> = other.iter().map(|(n, t)| ((*n).to_owned(), (*t).to_owned())).collect();
    let [ed, ap, re] = [editor(CITY), approver(CITY), reviewer()].map(|who| at(who, day(on)));
    filed::file(store, [&ed, &ap, &re], CITY, &other).await;
}

async fn save(store: &Store, on: &str, period: Period, fields: &[(&str, &str)]) -> reports::Saved {
    reports::save(store, &at(editor(CITY), day(on)), CITY, period, &form(fields))
        .await
        .unwrap()
}

async fn sign_off(store: &Store, on: &str, period: Period) -> Result<(), Error> {
    reports::sign_off(store, &at(editor(CITY), day(on)), CITY, period).await
}

async fn submit(store: &Store, on: &str, period: Period) {
    sign_off(store, on, period).await.unwrap();
    reports::submit(store, &at(approver(CITY), day(on)), CITY, period, Signature::OnScreen)
        .await
        .unwrap();
}

async fn accept(store: &Store, on: &str, period: Period) {
    reports::accept(store, &at(reviewer(), day(on)), CITY, period, &ReportForm::default())
        .await
        .unwrap();
}

async fn progress(store: &Store, who: Caller, as_of: Option<&str>) -> Progress {
    let as_of = as_of.map(|day| day.parse::<Date>().unwrap());
    schemes::progress(store, &who, CITY, as_of).await.unwrap()
}

const TYPED: [(&str, &str); 7] = [
    ("tasks[1][state]", "under_way"),
    ("tasks[1][percent]", "50"),
    ("tasks[1][note]", "only of this quarter"),
    ("tasks[1][milestones][1][done_on]", "2025-12-20"),
    ("tasks[3][state]", "delayed"),
    ("tasks[3][percent]", "10"),
    ("funding_spent", "30"),
];

/// The last quarter of 2025 accepted, with task 3 delayed into April.
async fn first_quarter(store: &Store) -> Period {
    file(store, "2025-11-03", &[]).await;
    let q4 = quarter("2025-Q4");
    let late = [
        ("tasks[3][cause]", "no budget"),
        ("tasks[3][expected_on]", "2026-04-10"),
    ];
    let mut all = whole(q4);
    all.entries.extend(form(&[&TYPED[..], &late[..]].concat()).entries);
    reports::save(store, &at(editor(CITY), day("2026-01-07")), CITY, q4, &all)
        .await
        .unwrap();
    submit(store, "2026-01-08", q4).await;
    accept(store, "2026-01-12", q4).await;
    q4
}

async fn tasks_are_begun_checked_frozen_and_written(store: Fixture) {
    file(&store, "2025-11-03", &[]).await;
    let q4 = quarter("2025-Q4");
    let on = "2026-01-07";
    reports::save(&store, &at(editor(CITY), day(on)), CITY, q4, &whole(q4))
        .await
        .unwrap();
    let row = reports::row(&store, &at(editor(CITY), day(on)), CITY, q4)
        .await
        .unwrap();
    assert_eq!(row.filled, (43, 45), "two tasks to go; what was spent may be left open");
    let refused = |n| Err(Error::Refused(Refusal::Errors { count: n }));
    assert_eq!(sign_off(&store, on, q4).await, refused(2), "each task needs a state");
    let _ = save(&store, on, q4, &TYPED).await;
    assert_eq!(
        sign_off(&store, on, q4).await,
        refused(1),
        "a delay asks why and until when"
    );
    let view = reports::editor(&store, &at(editor(CITY), day(on)), CITY, q4)
        .await
        .unwrap();
    let wrong: Vec<_> = view.check.tasks.tasks[&3].errors.iter().map(|(f, _)| *f).collect();
    assert_eq!(wrong, [Field::Cause, Field::ExpectedOn]);
    assert_eq!(view.check.filled(), (45, 45));
    let late = [
        ("tasks[3][cause]", "no budget"),
        ("tasks[3][expected_on]", "2026-04-10"),
    ];
    let _ = save(&store, on, q4, &late).await;
    submit(&store, "2026-01-08", q4).await;
    let version = reports::current(&store, &at(reviewer(), day("2026-01-09")), CITY, q4)
        .await
        .unwrap();
    let task = &version.content.tasks[&3];
    assert_eq!((task.title.as_str(), task.state), ("Local standard", State::Delayed));
    assert_eq!(version.content.funding_spent, Some(30.into()));
    let none = progress(&store, at(reviewer(), day("2026-01-09")), None).await;
    assert!(none.accepted.tasks.is_empty(), "submitted is not accepted");
    accept(&store, "2026-01-12", q4).await;

    let p = progress(&store, at(reviewer(), day("2026-01-13")), None).await;
    let one = &p.accepted.tasks[&1];
    assert_eq!((one.state, one.percent, one.period), (State::UnderWay, 50, q4));
    assert_eq!(one.reached[&1].to_string(), "2025-12-20");
    assert_eq!(p.accepted.spent, Some((q4, 30.into())));
    let before = progress(&store, at(reviewer(), day("2026-01-13")), Some("2026-01-11")).await;
    assert!(before.accepted.tasks.is_empty() && before.accepted.spent.is_none() && before.filed.is_some());
    let earlier = progress(&store, at(reviewer(), day("2026-01-13")), Some("2025-11-02")).await;
    assert!(earlier.filed.is_none(), "not filed by then");
    // Who may not read the scheme reads nothing of its tasks, alone or in the list.
    for other in [
        editor("kunming"),
        caller("expert", domain::access::Role::Expert, domain::access::Scope::None),
    ] {
        let read = schemes::progress(&store, &other, CITY, None).await;
        assert_eq!(read, Err(Error::NotFound), "{:?}", other.actor.role);
        let rows = schemes::list(&store, &other).await.unwrap();
        assert!(
            rows.iter().all(|row| row.accepted.tasks.is_empty()),
            "{:?}",
            other.actor.role
        );
    }
    let rows = schemes::list(&store, &at(reviewer(), day("2026-01-13"))).await.unwrap();
    let told: Vec<_> = rows
        .iter()
        .filter(|r| !r.accepted.tasks.is_empty())
        .map(|r| r.city.as_str())
        .collect();
    assert_eq!(told, [CITY]);
}

async fn what_a_task_began_with_is_nobodys_typing(store: Fixture) {
    first_quarter(&store).await;
    let (q1, on) = (quarter("2026-Q1"), "2026-04-07");
    let ed = at(editor(CITY), day(on));
    let fresh = reports::editor(&store, &ed, CITY, q1).await.unwrap();
    let text = |view: &reports::Editor, item: &str, field| view.typed.get(item).map_or("", |t| t.get(field)).to_owned();
    assert_eq!(text(&fresh, "task-1", Field::State), "under_way");
    assert_eq!(text(&fresh, "task-1", Field::Percent), "50");
    assert_eq!(text(&fresh, "task-1", Field::Note), "", "the note is of its quarter");
    assert_eq!(text(&fresh, "task-1", Field::DoneOn(1)), "2025-12-20");
    assert_eq!(text(&fresh, "task-3", Field::ExpectedOn), "2026-04-10");
    assert_eq!(fresh.told_before[&1].percent, 50);
    assert!(fresh.saved.is_empty());
    // Another begins the report; who was shown the page before that types over nobody.
    let _ = save(&store, on, q1, &[("entries[B1][value]", "200")]).await;
    let begun = reports::editor(&store, &ed, CITY, q1).await.unwrap();
    assert_eq!(text(&begun, "task-1", Field::State), "under_way");
    assert!(!begun.saved.contains_key("task-1"), "nobody saved it");
    let change = form(&[("tasks[1][percent]", "70"), ("seen", "0")]);
    let saved = reports::save(&store, &second(ed.clone()), CITY, q1, &change)
        .await
        .unwrap();
    assert!(saved.conflicts.is_empty(), "{:?}", saved.conflicts);
    // Now somebody has.
    let again = form(&[("tasks[1][percent]", "75"), ("seen", "1")]);
    let clash = reports::save(&store, &ed, CITY, q1, &again).await.unwrap();
    assert_eq!((clash.conflicts.len(), clash.conflicts[0].theirs.as_str()), (1, "70"));
    // A month has none of it.
    let month = quarter("2026-02");
    let view = reports::editor(&store, &ed, CITY, month).await.unwrap();
    assert!(view.plan.tasks.is_empty() && view.typed.is_empty());
}

async fn a_correction_takes_the_place_of_what_was_accepted(store: Fixture) {
    let q4 = first_quarter(&store).await;
    let ask = form(&[
        ("items[task-1][selected]", "on"),
        ("items[funding_spent][selected]", "on"),
        ("reason", "counted wrongly"),
    ]);
    reports::request_correction(&store, &at(editor(CITY), day("2026-02-02")), CITY, q4, &ask)
        .await
        .unwrap();
    reports::grant_correction(&store, &at(reviewer(), day("2026-02-03")), CITY, q4, &ask)
        .await
        .unwrap();
    let saved = save(
        &store,
        "2026-02-04",
        q4,
        &[
            ("tasks[1][percent]", "40"),
            ("funding_spent", "25"),
            ("tasks[3][percent]", "20"),
        ],
    )
    .await;
    assert_eq!(saved.closed, ["task-3"], "what was not asked for stays closed");
    submit(&store, "2026-02-05", q4).await;
    let now = |as_of| progress(&store, at(reviewer(), day("2026-02-20")), as_of);
    assert_eq!(
        now(None).await.accepted.tasks[&1].percent,
        50,
        "the accepted one counts meanwhile"
    );
    accept(&store, "2026-02-06", q4).await;
    let p = now(None).await;
    assert_eq!((p.accepted.tasks[&1].percent, p.accepted.tasks[&1].version), (40, 2));
    assert_eq!(
        p.accepted.tasks[&3].version, 1,
        "what stayed the same stays the first version's"
    );
    assert_eq!(p.accepted.spent, Some((q4, 25.into())));
    let before = now(Some("2026-02-05")).await;
    assert_eq!(before.accepted.tasks[&1].percent, 50);
    assert_eq!(before.accepted.spent, Some((q4, 30.into())));
}

async fn returned_tasks_alone_are_open(store: Fixture) {
    file(&store, "2025-11-03", &[]).await;
    let q4 = quarter("2025-Q4");
    let mut all = whole(q4);
    let states = [("tasks[1][state]", "not_started"), ("tasks[3][state]", "done")];
    all.entries.extend(form(&states).entries);
    reports::save(&store, &at(editor(CITY), day("2026-01-07")), CITY, q4, &all)
        .await
        .unwrap();
    submit(&store, "2026-01-08", q4).await;
    let verdict = form(&[
        ("items[task-3][verdict]", "return"),
        ("items[task-3][comment]", "not approved yet"),
        ("items[task-2][verdict]", "return"),
        ("items[task-2][comment]", "there is none"),
    ]);
    reports::return_items(&store, &at(reviewer(), day("2026-01-09")), CITY, q4, &verdict)
        .await
        .unwrap();
    let view = reports::editor(&store, &at(editor(CITY), day("2026-01-10")), CITY, q4)
        .await
        .unwrap();
    assert_eq!(view.open.unwrap().into_iter().collect::<Vec<_>>(), ["task-3"]);
    assert_eq!(view.returned["task-3"], "not approved yet");
    let untouched = Err(Error::Refused(Refusal::Untouched(vec!["task-3".into()])));
    assert_eq!(sign_off(&store, "2026-01-10", q4).await, untouched);
    let saved = save(
        &store,
        "2026-01-10",
        q4,
        &[
            ("tasks[3][state]", "under_way"),
            ("tasks[3][percent]", "80"),
            ("tasks[1][state]", "done"),
        ],
    )
    .await;
    assert_eq!(saved.closed, ["task-1"]);
    submit(&store, "2026-01-11", q4).await;
    let review = reports::review(&store, &at(reviewer(), day("2026-01-12")), CITY, q4)
        .await
        .unwrap();
    let found = domain::difference::differences(&review.before.unwrap().content, &review.version.content);
    assert_eq!(found.iter().map(|d| d.item).collect::<Vec<_>>(), ["task-3"]);
    assert_eq!(review.threads["task-3"].len(), 1);
}

async fn a_report_keeps_the_scheme_that_it_began_with(store: Fixture) {
    file(&store, "2026-01-07", &[]).await;
    let ed = |on| at(editor(CITY), day(on));
    let q1 = quarter("2026-Q1");
    let _ = save(&store, "2026-04-07", q1, &[("tasks[1][state]", "done")]).await;
    file(&store, "2026-04-08", &[("tasks[1][milestones][2][due]", "2026-07-31")]).await;
    let view = reports::editor(&store, &ed("2026-04-09"), CITY, q1).await.unwrap();
    let due = |tasks: &[domain::scheme::Task]| tasks[0].milestones[1].due.to_string();
    assert_eq!(
        (view.plan.version, due(&view.plan.tasks).as_str()),
        (Some(1), "2026-06-30")
    );
    let p = progress(&store, at(reviewer(), day("2026-04-10")), None).await;
    assert_eq!(due(&p.filed.unwrap().tasks), "2026-07-31");
    assert_eq!(due(&p.first.unwrap().tasks), "2026-06-30", "where it stood before");
    let rows = reports::list(&store, &ed("2026-07-03")).await.unwrap();
    let of = |q: &str| rows.iter().find(|r| r.period == quarter(q)).unwrap().filled.1;
    assert_eq!((of("2026-Q1"), of("2026-Q2")), (45, 45));
}

async fn the_scheme_may_have_to_come_first(store: Fixture) {
    let mut all = settings::get(&store).await.unwrap();
    all.scheme_first = true;
    settings::set(&store, &at(admin(), day("2025-12-01")), all)
        .await
        .unwrap();
    let (q4, on) = (quarter("2025-Q4"), "2026-01-07");
    reports::save(&store, &at(editor(CITY), day(on)), CITY, q4, &whole(q4))
        .await
        .unwrap();
    assert_eq!(
        sign_off(&store, on, q4).await,
        Err(Error::Refused(Refusal::SchemeFirst))
    );
    let (ed, ap) = (at(editor(CITY), day(on)), at(approver(CITY), day(on)));
    filed::submit(&store, [&ed, &ap], CITY, &[]).await;
    sign_off(&store, on, q4).await.unwrap();
    schemes::withdraw(&store, &ap, CITY).await.unwrap();
    let submitted = reports::submit(&store, &ap, CITY, q4, Signature::OnScreen).await;
    assert_eq!(
        submitted.unwrap_err(),
        Error::Refused(Refusal::SchemeFirst),
        "it was withdrawn"
    );
    schemes::submit(&store, &ap, CITY, &Signature::OnScreen, None)
        .await
        .unwrap();
    reports::submit(&store, &ap, CITY, q4, Signature::OnScreen)
        .await
        .unwrap();
    // Of a month nothing is asked.
    let month = quarter("2026-01");
    let kunming = at(editor("kunming"), day("2026-02-03"));
    reports::save(&store, &kunming, "kunming", month, &whole(month))
        .await
        .unwrap();
    reports::sign_off(&store, &kunming, "kunming", month).await.unwrap();
}

async fn a_report_begun_before_any_scheme_gets_the_tasks_of_the_first(store: Fixture) {
    let (q4, on) = (quarter("2025-Q4"), "2026-01-05");
    let numbers = |all: &Fixture, on: &str| {
        let (store, who) = (Store::clone(all), at(editor(CITY), day(on)));
        async move {
            let editor = reports::editor(&store, &who, CITY, quarter("2025-Q4")).await.unwrap();
            editor.plan.tasks.iter().map(|task| task.number).collect::<Vec<_>>()
        }
    };
    save(&store, on, q4, &[("progress", "begun")]).await;
    assert_eq!(numbers(&store, on).await, Vec::<u8>::new());
    let _ = save(&store, on, q4, &[("tasks[1][state]", "done")]).await;
    file(&store, "2026-01-06", &[]).await;
    assert_eq!(numbers(&store, "2026-01-07").await, [1, 3]);
    let mut all = whole(q4);
    let late = [
        ("tasks[3][cause]", "no budget"),
        ("tasks[3][expected_on]", "2026-04-10"),
    ];
    all.entries.extend(form(&[&TYPED[..], &late[..]].concat()).entries);
    reports::save(&store, &at(editor(CITY), day("2026-01-07")), CITY, q4, &all)
        .await
        .unwrap();
    submit(&store, "2026-01-08", q4).await;
    accept(&store, "2026-01-12", q4).await;
    let told = progress(&store, reviewer(), None).await.accepted.tasks;
    assert_eq!(told.get(&1).map(|m| m.percent), Some(50));
}
