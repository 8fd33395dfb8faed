//! Accepted values reach other cities only as far as CNIPA has released them, and history shows with today's rights.

use domain::{
    access::{Release, Role, Scope},
    city::cities,
    entry::{Amount, Entry},
    period::Period,
};
use storage::{
    Caller, Error, Refusal,
    facts::{self, Filter, Nine, Status, View},
    releases, reports,
};

use super::{accepted, at, form, minute, month, submitted};
use crate::support::{Fixture, admin, auditor, caller, editor, reviewer};

crate::both!(
    own_named_and_ranked,
    a_median_gives_no_single_city_away,
    only_the_administrator_releases,
    what_is_submitted_is_for_those_who_read_the_report,
    as_of_is_the_end_of_a_beijing_day,
    columns_hold_what_was_typed,
);

const ALL: Filter<'static> = Filter {
    period: None,
    indicator: Some("F4-03"),
    city: None,
    as_of: None,
    include_submitted: false,
};

async fn seen(store: &Fixture, who: &Caller, filter: Filter<'_>) -> Vec<String> {
    let all = facts::observations(store, &at(who.clone(), minute(9)), filter)
        .await
        .unwrap();
    all.into_iter().map(|o| o.city).collect()
}

async fn nine(store: &Fixture, who: &Caller, period: Period) -> Nine {
    facts::nine(store, &at(who.clone(), minute(9)), "F4-03", &[period], View::default())
        .await
        .unwrap()
}

async fn own_named_and_ranked(store: Fixture) {
    let p = month();
    let reason = [
        ("entries[F4-03][kind]", "not_applicable"),
        ("entries[F4-03][reason]", "内部说明"),
    ];
    accepted(&store, "suzhou", p, minute(1), &reason).await;
    accepted(&store, "beijing", p, minute(2), &[]).await;
    let (kunming, suzhou) = (editor("kunming"), editor("suzhou"));
    let liaison = caller("liaison", Role::Liaison, Scope::Province("jiangsu".into()));
    let observer = caller("observer", Role::Observer, Scope::City("suzhou".into()));
    assert_eq!(
        seen(&store, &reviewer(), ALL).await,
        ["beijing", "suzhou"],
        "the notice's order"
    );
    assert!(seen(&store, &kunming, ALL).await.is_empty());
    for own in [&suzhou, &liaison, &observer] {
        assert_eq!(seen(&store, own, ALL).await, ["suzhou"]);
    }
    let level = async |period, indicator, level| {
        releases::set(&store, &at(admin(), minute(3)), period, indicator, level)
            .await
            .unwrap();
    };
    level(Some(p), None, Some(Release::Named)).await;
    assert_eq!(seen(&store, &kunming, ALL).await, ["beijing", "suzhou"]);
    assert_eq!(nine(&store, &kunming, p).await.periods[0].release, Release::Named);
    level(None, Some("F4-03"), Some(Release::Own)).await;
    assert!(
        seen(&store, &kunming, ALL).await.is_empty(),
        "the indicator is held back"
    );
    level(Some(p), Some("F4-03"), Some(Release::Ranked)).await;
    assert_eq!(seen(&store, &kunming, ALL).await, ["beijing", "suzhou"]);
    assert_eq!(releases::level(&store, &kunming, p, "F4-03").await, Ok(Release::Ranked));
    level(Some(p), Some("F4-03"), None).await;
    assert!(
        seen(&store, &kunming, ALL).await.is_empty(),
        "its own row is gone, the indicator's counts"
    );
    level(None, Some("F4-03"), None).await;

    let words = async |who: &Caller| {
        let all = facts::observations(
            &store,
            who,
            Filter {
                city: Some("suzhou"),
                ..ALL
            },
        )
        .await
        .unwrap();
        serde_json::to_string(&all).unwrap().contains("内部说明")
    };
    assert!(words(&suzhou).await && words(&reviewer()).await && words(&liaison).await);
    assert!(
        !words(&kunming).await && !words(&observer).await,
        "values are released, words to reviewers are not"
    );
    let view = nine(&store, &kunming, p).await;
    assert!(!format!("{view:?}").contains("内部说明"));
    for nobody in [caller("expert", Role::Expert, Scope::None), auditor()] {
        assert_eq!(facts::observations(&store, &nobody, ALL).await, Err(Error::NotFound));
        assert_eq!(
            facts::nine(&store, &nobody, "F4-03", &[p], View::default()).await,
            Err(Error::NotFound)
        );
        assert_eq!(releases::level(&store, &nobody, p, "F4-03").await, Err(Error::NotFound));
    }
}

async fn a_median_gives_no_single_city_away(store: Fixture) {
    let p = month();
    let values = ["10", "20", "40", "80"];
    let kunming = editor("kunming");
    accepted(&store, "kunming", p, minute(1), &[("entries[F4-03][value]", "5")]).await;
    for (i, (city, value)) in cities().iter().zip(values).enumerate() {
        accepted(&store, &city.slug, p, minute(2), &[("entries[F4-03][value]", value)]).await;
        let view = &nine(&store, &kunming, p).await.periods[0];
        assert_eq!((view.values.len(), view.values[0].city.as_str()), (1, "kunming"));
        assert_eq!((view.held, view.expected), (i + 2, 9));
        assert_eq!(view.range.is_some(), i >= 2, "with {} others", i + 1);
        assert_eq!(view.median.is_some(), i >= 2);
        let all = &nine(&store, &reviewer(), p).await.periods[0];
        assert!(all.range.is_some(), "who sees every value is told the range of two");
    }
    let view = &nine(&store, &kunming, p).await.periods[0];
    assert_eq!(
        (view.median, view.range),
        (Some(20.into()), Some((5.into(), 80.into())))
    );
    let all = &nine(&store, &reviewer(), p).await.periods[0];
    assert_eq!(all.values.len(), 5);
    assert_eq!((all.median, all.range), (view.median, view.range));
    let empty = &nine(&store, &kunming, "2026-01".parse().unwrap()).await.periods[0];
    assert_eq!((empty.held, empty.median, empty.range), (0, None, None));
    assert_eq!(
        facts::nine(&store, &kunming, "X9-99", &[p], View::default()).await,
        Err(Error::NotFound)
    );
    assert_eq!(
        facts::periods(&store, &kunming, Some("F4-03"), None).await.unwrap(),
        [(p, 5)]
    );
}

async fn only_the_administrator_releases(store: Fixture) {
    for who in [reviewer(), editor("suzhou"), auditor()] {
        let set = releases::set(&store, &who, None, None, Some(Release::Ranked)).await;
        assert_eq!(set, Err(Error::Forbidden));
        assert_eq!(releases::list(&store, &who).await, Err(Error::Forbidden));
    }
    let unknown = releases::set(&store, &admin(), None, Some("X9-99"), Some(Release::Named)).await;
    assert_eq!(unknown, Err(Refusal::Unknown(vec!["X9-99".into()]).into()));
    let march = "2026-03".parse().unwrap();
    releases::set(&store, &admin(), Some(march), None, Some(Release::Named))
        .await
        .unwrap();
    releases::set(&store, &admin(), None, None, Some(Release::Named))
        .await
        .unwrap();
    releases::set(&store, &admin(), None, None, Some(Release::Named))
        .await
        .unwrap();
    let list = releases::list(&store, &admin()).await.unwrap();
    let list: Vec<_> = list.into_iter().map(|set| set.period.map(|p| p.to_string())).collect();
    assert_eq!(
        list,
        [None, Some("2026-Q1".into())],
        "a quarter's last month is released with its quarter"
    );
    let lines = storage::audit::list(&store, &auditor(), &storage::audit::Filter::default())
        .await
        .unwrap();
    assert_eq!(lines.len(), 2);
}

async fn what_is_submitted_is_for_those_who_read_the_report(store: Fixture) {
    let p = month();
    submitted(&store, "suzhou", p, minute(1), &[]).await;
    releases::set(&store, &admin(), None, None, Some(Release::Ranked))
        .await
        .unwrap();
    let with = Filter {
        include_submitted: true,
        ..ALL
    };
    assert_eq!(seen(&store, &reviewer(), with).await, ["suzhou"]);
    assert_eq!(seen(&store, &editor("suzhou"), with).await, ["suzhou"]);
    assert!(seen(&store, &reviewer(), ALL).await.is_empty());
    assert!(
        seen(
            &store,
            &reviewer(),
            Filter {
                city: Some("beijing"),
                ..with
            }
        )
        .await
        .is_empty()
    );
    assert!(
        seen(
            &store,
            &reviewer(),
            Filter {
                period: Some("2026-01".parse().unwrap()),
                ..with
            }
        )
        .await
        .is_empty()
    );
    for who in [
        editor("kunming"),
        caller("observer", Role::Observer, Scope::City("suzhou".into())),
    ] {
        assert!(seen(&store, &who, with).await.is_empty());
    }
    let why = form(&[("items[B4][verdict]", "return"), ("items[B4][comment]", "x")]);
    reports::return_items(&store, &at(reviewer(), minute(2)), "suzhou", p, &why)
        .await
        .unwrap();
    assert!(
        seen(&store, &reviewer(), with).await.is_empty(),
        "returned, it waits no more"
    );
    let then = Filter {
        as_of: Some("2026-03-03".parse().unwrap()),
        ..with
    };
    assert!(seen(&store, &reviewer(), then).await.is_empty());
}

async fn as_of_is_the_end_of_a_beijing_day(store: Fixture) {
    let p = month();
    let last = "2026-03-03T23:59:59.999999+08:00".parse().unwrap();
    accepted(&store, "suzhou", p, last, &[]).await;
    accepted(&store, "beijing", p, "2026-03-04T00:00:00+08:00".parse().unwrap(), &[]).await;
    let as_of = async |who: &Caller, day: &str| {
        let filter = Filter {
            as_of: Some(day.parse().unwrap()),
            include_submitted: true,
            ..ALL
        };
        let all = facts::observations(&store, who, filter).await.unwrap();
        all.into_iter().map(|o| (o.city, o.status)).collect::<Vec<_>>()
    };
    let (suzhou, beijing) = (
        ("suzhou".to_owned(), Status::Accepted),
        ("beijing".to_owned(), Status::Accepted),
    );
    assert!(as_of(&reviewer(), "2026-03-02").await.is_empty());
    assert_eq!(as_of(&reviewer(), "2026-03-03").await, std::slice::from_ref(&suzhou));
    assert_eq!(as_of(&reviewer(), "2026-03-04").await, [beijing, suzhou.clone()]);
    assert_eq!(
        as_of(&editor("suzhou"), "2026-03-04").await,
        [suzhou],
        "rights are today's"
    );
    let day = Some("2026-03-03".parse().unwrap());
    let then = facts::nine(
        &store,
        &reviewer(),
        "F4-03",
        &[p],
        View {
            as_of: day,
            ..View::default()
        },
    )
    .await
    .unwrap();
    assert_eq!(then.periods[0].held, 1);
}

async fn columns_hold_what_was_typed(store: Fixture) {
    let typed = [
        ("entries[B4][value]", "1,100"),
        ("entries[N1-01][numerator]", "１０００"),
        ("entries[N2-02][numerator]", "0"),
        ("entries[N2-02][denominator]", "0"),
        ("entries[F4-03][kind]", "not_applicable"),
        ("entries[F4-03][reason]", "未开展"),
        ("entries[F4-03][value]", ""),
    ];
    accepted(&store, "suzhou", month(), minute(1), &typed).await;
    let mut raw = store.raw().await;
    type Columns = (
        String,
        String,
        i64,
        Option<String>,
        Option<String>,
        Option<String>,
        Option<i64>,
    );
    let rows: Vec<Columns> = sqlx::query_as(
        "SELECT indicator, kind, no_cases, numerator, denominator, value, scaled FROM facts \
         WHERE indicator IN ('B4', 'N1-01', 'N2-02', 'F4-03') ORDER BY indicator",
    )
    .fetch_all(&mut raw)
    .await
    .unwrap();
    let row = |i: usize| {
        let (_, kind, no_cases, n, d, v, scaled) = &rows[i];
        (
            kind.as_str(),
            *no_cases,
            n.as_deref(),
            d.as_deref(),
            v.as_deref(),
            *scaled,
        )
    };
    assert_eq!(row(0), ("value", 0, None, None, Some("1100"), Some(1_100_000_000)));
    assert_eq!(row(1), ("not_applicable", 0, None, None, None, None));
    assert_eq!(row(2), ("value", 0, Some("1000"), Some("1100"), None, Some(90_909_091)));
    assert_eq!(row(3), ("not_applicable", 1, None, None, None, None));
    let n = facts::observations(
        &store,
        &reviewer(),
        Filter {
            indicator: Some("N1-01"),
            ..ALL
        },
    )
    .await
    .unwrap();
    let want = Amount::Quotient {
        numerator: 1000.into(),
        denominator: 1100.into(),
    };
    assert!(matches!(&n[0].entry, Entry::Value { amount, .. } if *amount == want));
}
