//! Nine cities side by side: a quarter of a monthly indicator is rolled up from its months, as fairly and as narrowly
//! released as they are.

use domain::{Decimal, access::Release, change::Base, compare::Mode, peers::Peers, period::Period, score::Lack};
use storage::{
    Caller,
    facts::{self, Months, NinePeriod, View},
    releases,
};

use crate::support::{Fixture, admin, editor, reviewer};

crate::both!(
    a_quarter_is_rolled_up_and_compares_only_the_fullest,
    a_quarter_is_released_as_narrowly_as_its_narrowest_month,
    another_citys_version_and_time_stay_hidden,
    counts_are_divided_by_residents_when_asked_for,
    a_release_is_looked_at_without_being_set,
    a_change_on_the_year_before_follows_both_years_releases,
    a_peer_group_is_narrowed_from_what_is_seen,
);

fn p(text: &str) -> Period {
    text.parse().unwrap()
}

/// Accepted values of training sessions (F4-03, summed) as facts: city, month, number.
async fn held(store: &Fixture, rows: &[(&str, &str, u32)]) {
    let mut sql = "INSERT INTO reports (id, city, period, state, revision, versions, created_at) \
                   VALUES ('r', 'x', 'y', 'accepted', 1, 1, 1);"
        .to_owned();
    for (city, month, n) in rows {
        let detail = format!(r#"{{"kind":"value","amount":{{"number":"{n}"}}}}"#);
        sql.push_str(&format!(
            "INSERT INTO facts (city, period, indicator, kind, no_cases, value, detail, scaled, definition, report_id, \
             report_period, version, valid_from, accepted_at) VALUES ('{city}', '{month}', 'F4-03', 'value', 0, '{n}', \
             '{detail}', {n}000000, 1, 'r', '{month}', 3, 0, 5);"
        ));
    }
    store.sql(&sql).await;
}

async fn quarter(store: &Fixture, who: &Caller) -> NinePeriod {
    let nine = facts::nine(store, who, "F4-03", &[p("2026-Q1")], View::default())
        .await
        .unwrap();
    let all = facts::overview(store, who, &[p("2026-Q1")], View::default())
        .await
        .unwrap();
    assert_eq!(all.len(), 32);
    assert!(all.contains(&nine), "the overview says the same");
    nine.periods.into_iter().next().unwrap()
}

const MONTHS: [&str; 3] = ["2026-01", "2026-02", "2026-03"];

/// Four cities with all three months of 1, 2, 3 and 4 sessions each, and Suzhou with two months of 50.
async fn five(store: &Fixture) {
    let cities = ["beijing", "shanghai", "guangzhou", "kunming"];
    let mut rows: Vec<_> = cities
        .iter()
        .zip(1..)
        .flat_map(|(c, n)| MONTHS.map(|m| (*c, m, n)))
        .collect();
    rows.extend([("suzhou", "2026-01", 50), ("suzhou", "2026-02", 50)]);
    held(store, &rows).await;
}

async fn a_quarter_is_rolled_up_and_compares_only_the_fullest(store: Fixture) {
    five(&store).await;
    let all = quarter(&store, &reviewer()).await;
    let figures: Vec<_> = all
        .values
        .iter()
        .map(|o| (o.city.as_str(), o.figure().unwrap()))
        .collect();
    let d = Decimal::from;
    assert_eq!(
        figures,
        [
            ("beijing", d(3)),
            ("shanghai", d(6)),
            ("guangzhou", d(9)),
            ("kunming", d(12)),
            ("suzhou", d(100))
        ]
    );
    let whole = Months { held: 3, expected: 3 };
    assert_eq!((all.fullest, all.held), (Some(whole), 4));
    assert_eq!(all.months["suzhou"], Months { held: 2, expected: 3 });
    assert!(all.is_comparable("kunming") && !all.is_comparable("suzhou"));
    assert_eq!(
        (all.median, all.range),
        (Some("7.5".parse().unwrap()), Some((d(3), d(12))))
    );
}

async fn a_quarter_is_released_as_narrowly_as_its_narrowest_month(store: Fixture) {
    five(&store).await;
    let kunming = editor("kunming");
    let own = quarter(&store, &kunming).await;
    assert_eq!(own.values.len(), 1);
    assert_eq!((own.months.len(), own.median), (1, Some("7.5".parse().unwrap())));
    let release = async |period: &str| {
        let done = releases::set(&store, &admin(), Some(p(period)), None, Some(Release::Named)).await;
        done.unwrap();
    };
    release("2026-Q1").await;
    release("2026-01").await;
    let one_month_short = quarter(&store, &kunming).await;
    assert_eq!(
        (one_month_short.release, one_month_short.values.len()),
        (Release::Own, 1)
    );
    release("2026-02").await;
    let named = quarter(&store, &kunming).await;
    assert_eq!((named.release, named.values.len()), (Release::Named, 5));
}

async fn another_citys_version_and_time_stay_hidden(store: Fixture) {
    five(&store).await;
    let done = releases::set(&store, &admin(), None, None, Some(Release::Ranked)).await;
    done.unwrap();
    let all = facts::observations(&store, &editor("kunming"), facts::Filter::default())
        .await
        .unwrap();
    assert_eq!(all.len(), 14);
    for o in all {
        let shown = o.city == "kunming";
        assert_eq!((o.version > 0, o.accepted_at.is_some()), (shown, shown), "{}", o.city);
    }
}

/// A count per million residents is exact, its median that of such figures, and a rate is left as it is.
async fn counts_are_divided_by_residents_when_asked_for(store: Fixture) {
    held(
        &store,
        &[
            ("beijing", "2026-01", 40),
            ("kunming", "2026-01", 30),
            ("suzhou", "2026-01", 35),
        ],
    )
    .await;
    let view = View {
        mode: Mode::PerMillion,
        ..View::default()
    };
    let nine = facts::nine(&store, &reviewer(), "F4-03", &[p("2026-01")], view)
        .await
        .unwrap();
    let now = &nine.periods[0];
    let mut expected: Vec<_> = [("beijing", 40), ("kunming", 30), ("suzhou", 35)]
        .map(|(slug, n)| Decimal::from(n * 100) / domain::city::city(slug).unwrap().population_10k)
        .to_vec();
    let figures: Vec<_> = now.values.iter().map(|o| o.figure().unwrap()).collect();
    for (a, b) in figures.iter().zip(&expected) {
        assert_eq!(a.round_dp(20), b.round_dp(20));
    }
    expected.sort_unstable();
    assert_eq!(now.median.unwrap().round_dp(20), expected[1].round_dp(20));
}

/// What the administrator looks at is what would be, for that reader, and nothing is set by it.
async fn a_release_is_looked_at_without_being_set(store: Fixture) {
    five(&store).await;
    let kunming = editor("kunming");
    let set = releases::Set {
        period: None,
        indicator: None,
        level: Release::Named,
    };
    let seen = |all: &[facts::Nine]| {
        let nine = all.iter().find(|n| n.indicator == "F4-03").unwrap();
        nine.periods[0].values.len()
    };
    let periods = [p("2026-01")];
    let all = facts::preview(&store, &admin(), &kunming.actor, &set, &periods)
        .await
        .unwrap();
    assert_eq!(seen(&all), 5);
    let now = facts::overview(&store, &kunming, &periods, View::default())
        .await
        .unwrap();
    assert_eq!(seen(&now), 1, "it is still released as own");
    let denied = facts::preview(&store, &kunming, &kunming.actor, &set, &periods).await;
    assert_eq!(denied, Err(storage::Error::Forbidden));
}

fn pilot() -> domain::calendar::Pilot {
    domain::calendar::Pilot {
        first: jiff::civil::date(2025, 10, 1),
        last: jiff::civil::date(2026, 9, 30),
    }
}

async fn changes(store: &Fixture, who: &Caller) -> facts::Nine {
    let view = View {
        mode: Mode::Change,
        targets: Some(pilot()),
        ..View::default()
    };
    facts::nine(store, who, "F4-03", &[p("2026-Q1")], view).await.unwrap()
}

/// Of sessions that have the same months a year before, the change is on those, for all cities of the picture; and it is
/// released as narrowly as the narrowest month of either year.
async fn a_change_on_the_year_before_follows_both_years_releases(store: Fixture) {
    let last_year = ["2025-01", "2025-02", "2025-03"];
    let of = |city, now, then| {
        let now = MONTHS.map(|m| (city, m, now));
        now.into_iter().chain(last_year.map(|m| (city, m, then)))
    };
    let cities = [
        ("beijing", 30, 20),
        ("shanghai", 20, 20),
        ("guangzhou", 9, 12),
        ("kunming", 5, 0),
        ("suzhou", 6, 3),
    ];
    let rows: Vec<_> = cities.into_iter().flat_map(|(c, now, then)| of(c, now, then)).collect();
    held(&store, &rows).await;
    let all = changes(&store, &reviewer()).await;
    assert_eq!(all.base, Some(Base::YearBefore), "no scheme is filed");
    let now = &all.periods[0];
    let figures: Vec<_> = now
        .values
        .iter()
        .map(|o| (o.city.as_str(), o.figure().unwrap()))
        .collect();
    let d = Decimal::from;
    assert_eq!(
        figures,
        [
            ("beijing", d(50)),
            ("shanghai", d(0)),
            ("guangzhou", d(-25)),
            ("suzhou", d(100))
        ]
    );
    assert_eq!(
        now.lacks["kunming"],
        Lack::ZeroBase,
        "of nothing there is no percentage"
    );
    assert_eq!((now.median, now.range), (Some(d(25)), Some((d(-25), d(100)))));
    assert_eq!(
        now.small.iter().collect::<Vec<_>>(),
        ["kunming", "suzhou"],
        "less than ten a year before"
    );
    assert_eq!(
        (now.moves["beijing"].value, now.moves["beijing"].base),
        (Some(d(90)), Some(d(60)))
    );

    let suzhou = editor("suzhou");
    let release = async |period: &str| {
        let done = releases::set(&store, &admin(), Some(p(period)), None, Some(Release::Ranked)).await;
        done.unwrap();
    };
    for period in ["2026-01", "2026-02", "2026-Q1", "2025-01", "2025-02"] {
        release(period).await;
    }
    let own = &changes(&store, &suzhou).await.periods[0];
    assert_eq!((own.release, own.values.len(), own.moves.len()), (Release::Own, 1, 1));
    assert_eq!(own.median, Some(d(25)), "three others are enough");
    release("2025-Q1").await;
    let named = &changes(&store, &suzhou).await.periods[0];
    assert_eq!(
        (named.release, named.values.len(), named.moves.len()),
        (Release::Ranked, 4, 9)
    );
    assert!(named.only.is_none(), "no scheme's baseline is in it");
}

/// A group is made of what its reader sees: its own fullest months, its own median, none of fewer than three.
async fn a_peer_group_is_narrowed_from_what_is_seen(store: Fixture) {
    five(&store).await;
    let group = async |who: &Caller, peers| {
        let view = View {
            peers: Some(peers),
            ..View::default()
        };
        facts::nine(&store, who, "F4-03", &[p("2026-Q1")], view).await.unwrap()
    };
    let d = Decimal::from;
    let east = group(&reviewer(), Peers::East).await;
    let now = &east.periods[0];
    assert_eq!(
        (east.peers, now.held, now.expected, now.values.len()),
        (Some(Peers::East), 3, 6, 4)
    );
    assert_eq!(
        (now.median, now.range),
        (Some(d(6)), Some((d(3), d(9)))),
        "of all it is 7.5"
    );
    assert!(now.value("kunming").is_none() && now.value("suzhou").is_some());
    assert!(!now.is_comparable("suzhou"), "with two months of three");
    let smaller = &group(&reviewer(), Peers::Smaller).await.periods[0];
    assert_eq!((smaller.held, smaller.median, smaller.range), (1, None, None));

    let kunming = editor("kunming");
    let own = group(&kunming, Peers::Smaller).await;
    assert_eq!((own.peers, own.periods[0].median), (None, Some("7.5".parse().unwrap())));
    assert_eq!(
        own.periods[0],
        quarter(&store, &kunming).await,
        "as if none were asked for"
    );
    releases::set(&store, &admin(), None, None, Some(Release::Named))
        .await
        .unwrap();
    let named = group(&kunming, Peers::East).await;
    assert_eq!((named.peers, named.periods[0].median), (Some(Peers::East), Some(d(6))));
}
