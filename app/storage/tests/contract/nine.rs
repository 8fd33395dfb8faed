//! Nine cities side by side: a quarter of a monthly indicator is rolled up from its months, as fairly and as narrowly
//! released as they are.

use domain::{Decimal, access::Release, compare::Mode, period::Period};
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
