//! The calendar as CNIPA sets it: who may, what it does, how it ends, and what was known of it on a past day.

use domain::{
    calendar::{Rule, Timeliness, end_of},
    fault::Fault,
    period::Period,
};
use jiff::{SignedDuration, civil::date};
use storage::{
    Caller, Error, Refusal, Store, audit,
    calendar::{self, Change},
    completeness, reports, settings,
};

use crate::{
    reports::{accepted, at, form, minute, month, submitted},
    support::{Fixture, admin, auditor, caller, editor, reviewer},
};

crate::both!(
    an_extension_opens_one_citys_report_and_ends_by_itself,
    only_the_administrator_changes_the_calendar,
    a_change_is_looked_at_first_and_kept_with_its_reason,
    the_calendar_is_known_as_it_was,
    a_year_is_made_and_leaves_no_report_out,
    completeness_counts_each_report_once,
);

fn on(who: Caller, day: jiff::civil::Date) -> Caller {
    let noon = domain::calendar::start_of(day) + SignedDuration::from_hours(12);
    Caller { at: noon, ..who }
}

fn extended(city: &str, period: Period, until: jiff::civil::Date) -> Change {
    Change::Set(Rule::Extended {
        city: city.into(),
        period,
        until,
    })
}

async fn set(store: &Store, change: Change) {
    calendar::change(store, &admin(), &change, "heavy rain").await.unwrap();
}

async fn an_extension_opens_one_citys_report_and_ends_by_itself(store: Fixture) {
    let (p, change) = (month(), form(&[("entries[B4][value]", "2")]));
    let locks = reports::row(&store, &reviewer(), "suzhou", p)
        .await
        .unwrap()
        .deadlines
        .locks;
    let locked = Err(Refusal::Locked { since: locks }.into());
    let save = |city: &'static str, time| {
        let (store, change) = (&store, &change);
        async move {
            reports::save(store, &at(editor(city), time), city, p, change)
                .await
                .map(|_| ())
        }
    };
    assert_eq!(save("suzhou", locks).await, locked);
    let until = date(2026, 7, 10);
    set(&store, extended("suzhou", p, until)).await;
    let last = end_of(until) - SignedDuration::from_nanos(1);
    save("suzhou", locks).await.unwrap();
    save("suzhou", last).await.unwrap();
    assert_eq!(save("kunming", locks).await, locked, "another city's stays locked");
    let other = "2026-01".parse().unwrap();
    let january = reports::save(&store, &at(editor("suzhou"), locks), "suzhou", other, &change).await;
    assert!(
        matches!(january, Err(Error::Refused(Refusal::Locked { .. }))),
        "and so does every other report of the city"
    );
    assert_eq!(
        save("suzhou", end_of(until)).await,
        Err(Refusal::Locked { since: end_of(until) }.into()),
        "24:00 of its day, without anybody's doing"
    );
    let row = reports::row(&store, &at(reviewer(), last), "suzhou", p).await.unwrap();
    assert!(matches!(row.timeliness, Timeliness::Open { extended: true, .. }) && row.locked_since.is_none());

    let back = Change::TakeBack {
        rule: "extended".into(),
        city: "suzhou".into(),
        period: p.to_string(),
    };
    calendar::change(&store, &admin(), &back, "by mistake").await.unwrap();
    assert_eq!(save("suzhou", locks).await, locked, "taken back, it is locked again");
    assert_eq!(
        calendar::change(&store, &admin(), &back, "twice").await,
        Err(Error::NotFound)
    );
    audit::verify(&store, None).await.unwrap();
}

async fn only_the_administrator_changes_the_calendar(store: Fixture) {
    let change = extended("suzhou", month(), date(2026, 7, 20));
    for who in [reviewer(), editor("suzhou"), auditor()] {
        assert_eq!(
            calendar::change(&store, &who, &change, "why").await,
            Err(Error::Forbidden)
        );
        assert_eq!(calendar::preview(&store, &who, &change).await, Err(Error::Forbidden));
        assert_eq!(calendar::history(&store, &who).await, Err(Error::Forbidden));
    }
    for (reason, fault) in [(" ", Fault::Missing), (&"字".repeat(501), Fault::TooLong { most: 500 })] {
        assert_eq!(
            calendar::change(&store, &admin(), &change, reason).await,
            Err(Refusal::Fields(vec![("reason", fault)]).into())
        );
    }
    assert_eq!(calendar::history(&store, &admin()).await, Ok(vec![]));
    // A city knows its own relief, not that of others.
    set(&store, change).await;
    let relief = |who: Caller| {
        let store = &store;
        async move { calendar::get(store, &who).await.unwrap().rules().count() }
    };
    assert_eq!((relief(editor("suzhou")).await, relief(reviewer()).await), (1, 1));
    assert_eq!(relief(editor("kunming")).await, 0);
    let observer = caller(
        "observer",
        domain::access::Role::Observer,
        domain::access::Scope::Nation,
    );
    assert_eq!(relief(observer).await, 0);
}

async fn a_change_is_looked_at_first_and_kept_with_its_reason(store: Fixture) {
    let p = month();
    // Due on 6 March 2026; Suzhou comes on the 3rd.
    submitted(&store, "suzhou", p, minute(1), &[]).await;
    let earlier = Change::Set(Rule::DueOn {
        period: p,
        day: date(2026, 3, 2),
    });
    let told = calendar::preview(&store, &on(admin(), date(2026, 3, 4)), &earlier)
        .await
        .unwrap();
    assert_eq!(told.moved.len(), 1);
    let late = told.effects.iter().find(|e| e.city == "suzhou").unwrap();
    assert_eq!(
        (late.before.timeliness, late.after.timeliness),
        (Timeliness::OnTime { extended: false }, Timeliness::Late { days: 1 })
    );
    assert_eq!(told.effects.len(), 9, "the other eight would be overdue");
    let row = |day| {
        let store = &store;
        async move { reports::row(store, &on(reviewer(), day), "suzhou", p).await.unwrap() }
    };
    assert_eq!(
        row(date(2026, 3, 4)).await.deadlines.due_on,
        date(2026, 3, 6),
        "looking changes nothing"
    );
    calendar::change(&store, &on(admin(), date(2026, 3, 4)), &earlier, "the ministry asks")
        .await
        .unwrap();
    assert_eq!(row(date(2026, 3, 4)).await.deadlines.due_on, date(2026, 3, 2));
    assert_eq!(row(date(2026, 3, 4)).await.timeliness, Timeliness::Late { days: 1 });
    // The same once more is nothing; another day takes its place.
    calendar::change(&store, &admin(), &earlier, "again").await.unwrap();
    let later = Change::Set(Rule::DueOn {
        period: p,
        day: date(2026, 3, 9),
    });
    calendar::change(&store, &admin(), &later, "holidays").await.unwrap();
    let history = calendar::history(&store, &admin()).await.unwrap();
    let told: Vec<_> = history.iter().map(|e| (e.reason.as_str(), e.ended.is_some())).collect();
    assert_eq!(told, [("holidays", false), ("the ministry asks", true)]);
    let filter = audit::Filter {
        action: "calendar.set".into(),
        ..audit::Filter::default()
    };
    assert_eq!(audit::list(&store, &auditor(), &filter).await.unwrap().len(), 2);
}

async fn the_calendar_is_known_as_it_was(store: Fixture) {
    let p = month();
    // Suzhou comes on 10 March, two working days late: 6 March was a Friday.
    submitted(&store, "suzhou", p, minute(7 * 24 * 60), &[]).await;
    let moved = Change::Set(Rule::DueOn {
        period: p,
        day: date(2026, 3, 12),
    });
    calendar::change(&store, &on(admin(), date(2026, 3, 20)), &moved, "late holidays")
        .await
        .unwrap();
    let known = |as_of| {
        let store = &store;
        async move {
            let all = completeness::of(store, &on(reviewer(), date(2026, 4, 1)), as_of)
                .await
                .unwrap();
            let here = all.reports.iter().find(|r| r.city == "suzhou" && r.period == p);
            here.map(|r| r.timeliness)
        }
    };
    assert_eq!(known(None).await, Some(Timeliness::OnTime { extended: false }));
    assert_eq!(
        known(Some(date(2026, 3, 20))).await,
        Some(Timeliness::OnTime { extended: false })
    );
    assert_eq!(known(Some(date(2026, 3, 19))).await, Some(Timeliness::Late { days: 4 }));
    assert_eq!(
        known(Some(date(2026, 3, 9))).await,
        Some(Timeliness::Overdue { days: 3 })
    );
    assert_eq!(known(Some(date(2026, 2, 28))).await, None, "it had not opened");
}

async fn a_year_is_made_and_leaves_no_report_out(store: Fixture) {
    submitted(&store, "suzhou", month(), minute(1), &[]).await;
    let year = |first| {
        let get = move |name: &str| (name == "first").then_some(first);
        let calendar = domain::calendar::Calendar::new(
            settings::Settings::default().pilot,
            domain::calendar::Terms::default(),
            [],
        );
        Change::Set(Rule::read("year", &calendar, date(2026, 3, 4), get).unwrap())
    };
    assert_eq!(
        calendar::change(&store, &admin(), &year("2026-05-01"), "next").await,
        Err(Refusal::ReportsOutside(vec!["2026-02".into()]).into())
    );
    let wider = year("2026-01-01");
    let told = calendar::preview(&store, &admin(), &wider).await.unwrap();
    assert_eq!(told.moved.len(), 6, "three reports go, three come");
    calendar::change(&store, &admin(), &wider, "the pilot's second year")
        .await
        .unwrap();
    let pilot = settings::get(&store).await.unwrap().pilot;
    assert_eq!((pilot.first, pilot.last), (date(2026, 1, 1), date(2026, 12, 31)));
    let rows = reports::list(&store, &on(reviewer(), date(2027, 2, 1))).await.unwrap();
    assert_eq!(rows.len(), 9 * 12);
}

async fn completeness_counts_each_report_once(store: Fixture) {
    let p = month();
    accepted(&store, "suzhou", p, minute(1), &[]).await;
    submitted(&store, "kunming", p, minute(2), &[]).await;
    let back = form(&[("items[B4][verdict]", "return"), ("items[B4][comment]", "x")]);
    reports::return_items(&store, &at(reviewer(), minute(3)), "kunming", p, &back)
        .await
        .unwrap();
    set(
        &store,
        Change::Set(Rule::Exempt {
            city: "beijing".into(),
            period: p,
        }),
    )
    .await;
    let now = on(reviewer(), date(2026, 3, 12));
    let all = completeness::of(&store, &now, None).await.unwrap();
    let here: Vec<_> = all.reports.iter().filter(|r| r.period == p).collect();
    let sum = domain::punctuality::tally(here.iter().copied(), all.known_at);
    assert_eq!((sum.expected, sum.on_time, sum.overdue, sum.exempt), (8, 2, 6, 1));
    // Returned on Tuesday 3 March: five working days end on the 10th.
    assert_eq!((sum.returns, sum.returns_over, sum.reviews), (1, 1, 2));
    assert_eq!((sum.kinds.value, sum.kinds.missing), (28, 6 * 14));
    let own = completeness::of(&store, &on(editor("kunming"), date(2026, 3, 12)), None)
        .await
        .unwrap();
    assert!(own.reports.iter().all(|r| r.city == "kunming"));
    let mine = here.iter().find(|r| r.city == "kunming").unwrap();
    assert!(own.reports.contains(mine), "the same numbers for both");
    for who in [
        auditor(),
        caller("expert", domain::access::Role::Expert, domain::access::Scope::None),
    ] {
        assert!(matches!(
            completeness::of(&store, &who, None).await,
            Err(Error::NotFound)
        ));
    }
}
