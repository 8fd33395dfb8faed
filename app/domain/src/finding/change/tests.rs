//! Examples, and what no claim may ever say, checked against the figures by rules of their own.

use proptest::prelude::*;

use super::*;
use crate::{city::cities, compare::Mode, indicator::in_mode};

fn d(text: &str) -> Decimal {
    text.parse().unwrap()
}

fn of(code: &str) -> &'static Definition {
    in_mode(code, Mode::Change).unwrap()
}

fn said(code: &str, rows: &[(&str, Option<&str>)], audience: Audience<'_>) -> ChangeFinding {
    let values: Vec<_> = rows.iter().map(|(c, v)| ((*c).to_owned(), v.map(d))).collect();
    change(of(code), &values, audience)
}

fn turns(gained: usize, level: usize, fell_back: usize, missing: usize) -> Turns {
    Turns {
        gained,
        level,
        fell_back,
        missing,
    }
}

const RATES: &[(&str, Option<&str>)] = &[
    ("beijing", Some("5.21")),
    ("suzhou", Some("0.05")),
    ("kunming", Some("-1.1")),
    ("changsha", None),
];

#[test]
fn who_gained_most_and_who_fell_back() {
    let apart = |worst: &[&str]| ChangeFinding::Apart {
        best: vec!["beijing".into()],
        best_figure: d("5.21"),
        best_turn: Turn::Gained,
        worst: worst.iter().map(|c| (*c).to_owned()).collect(),
        worst_figure: d("-1.1"),
        worst_turn: Turn::FellBack,
        turns: turns(1, 1, 1, 1),
    };
    assert_eq!(said("F2-01", RATES, Audience::Nation), apart(&["kunming"]));
    assert_eq!(said("F2-01", RATES, Audience::Ranked { own: None }), apart(&[]));
    assert_eq!(
        said("F2-01", RATES, Audience::Ranked { own: Some("kunming") }),
        apart(&["kunming"])
    );
    let unnamed = said("F2-01", RATES, Audience::NamedNoPlaces);
    assert!(
        matches!(unnamed, ChangeFinding::Spread { median: Some(m), .. } if m == d("0.05")),
        "{unnamed:?}"
    );
}

#[test]
fn fewer_days_are_a_gain() {
    let days = [("beijing", Some("-1.2")), ("kunming", Some("0.4"))];
    let found = said("N2-03", &days, Audience::Nation);
    let ChangeFinding::Apart {
        best,
        worst,
        turns: all,
        ..
    } = found
    else {
        panic!("{found:?}");
    };
    assert_eq!(
        (best, worst, all),
        (
            vec!["beijing".to_owned()],
            vec!["kunming".to_owned()],
            turns(1, 0, 1, 0)
        )
    );
}

#[test]
fn a_place_shared_with_one_that_did_not_move_names_only_who_did() {
    // Incidents: one more or less counts. −1.5 and −0.75 share the first place; the second has not moved by a whole one.
    let rows = [
        ("beijing", Some("-1.5")),
        ("suzhou", Some("-0.75")),
        ("kunming", Some("2")),
    ];
    let found = said("N3-02", &rows, Audience::Nation);
    assert!(
        matches!(&found, ChangeFinding::Apart { best, .. } if *best == ["beijing"]),
        "{found:?}"
    );
    let near = said(
        "F2-01",
        &[("beijing", Some("0.06")), ("suzhou", Some("0"))],
        Audience::Nation,
    );
    assert_eq!(
        near,
        ChangeFinding::Alike {
            low: d("0"),
            high: d("0.06"),
            turns: turns(0, 2, 0, 0)
        }
    );
}

#[test]
fn nothing_one_city_and_outlets_without_places() {
    assert_eq!(
        said("F2-01", &[("beijing", None)], Audience::Nation),
        ChangeFinding::NoValues
    );
    let one = said("F2-01", &[("beijing", Some("-2")), ("suzhou", None)], Audience::Nation);
    assert!(
        matches!(
            one,
            ChangeFinding::OneCity {
                turn: Turn::FellBack,
                missing: 1,
                ..
            }
        ),
        "{one:?}"
    );
    let outlets = [("beijing", Some("9")), ("kunming", Some("1"))];
    let spread = said("F4-01", &outlets, Audience::Nation);
    assert!(
        matches!(spread, ChangeFinding::Spread { median: None, .. }),
        "two have no median: {spread:?}"
    );
}

fn any_changes() -> impl Strategy<Value = Vec<(String, Option<Decimal>)>> {
    let figure = prop::option::weighted(
        0.85,
        (-300_i64..300, 0_u32..4).prop_map(|(m, scale)| Decimal::new(m, scale)),
    );
    prop::collection::vec(figure, 9).prop_map(|figures| cities().iter().map(|c| c.slug.clone()).zip(figures).collect())
}

fn any_audience() -> impl Strategy<Value = Audience<'static>> {
    let own = || (0_usize..9).prop_map(|n| cities()[n].slug.as_str());
    prop_oneof![
        Just(Audience::Nation),
        Just(Audience::NamedNoPlaces),
        prop::option::of(own()).prop_map(|own| Audience::Ranked { own }),
        own().prop_map(Audience::City),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1024))]

    /// Nothing here uses places, turns or the median of the house: a change for the better is a number of the right sign.
    #[test]
    fn a_sentence_never_claims_what_the_changes_do_not_show(
        values in any_changes(), audience in any_audience(),
        code in prop::sample::select(vec!["F2-01", "N2-03", "F4-03", "N3-02", "F4-01", "N4-01", "F2-02"]),
    ) {
        let definition = of(code);
        let sign = if definition.direction == Some(Direction::Lower) { -Decimal::ONE } else { Decimal::ONE };
        let least = definition.smallest_difference;
        let shown: Vec<(&str, Decimal)> = values
            .iter()
            .filter_map(|(c, v)| Some((c.as_str(), round((*v)?, definition.decimals) * sign)))
            .collect();
        let gain = |city: &str| shown.iter().find(|(c, _)| *c == city).map(|(_, v)| *v).unwrap();
        let all = || shown.iter().map(|(_, v)| *v);
        let (top, bottom) = (all().max(), all().min());
        let check = |t: &Turns| {
            t.gained == all().filter(|v| *v >= least && *v > Decimal::ZERO).count()
                && t.fell_back == all().filter(|v| -*v >= least && *v < Decimal::ZERO).count()
                && t.gained + t.level + t.fell_back == shown.len()
                && t.missing == values.len() - shown.len()
        };
        let found = change(definition, &values, audience);
        let text = serde_json::to_string(&found).unwrap();
        let named: Vec<_> = cities().iter().filter(|c| text.contains(&c.slug)).collect();
        match (&found, audience) {
            (_, Audience::City(own)) => prop_assert!(named.iter().all(|c| c.slug == own), "{}", text),
            (ChangeFinding::Own { .. } | ChangeFinding::OwnMissing { .. }, _) => prop_assert!(false, "{}", text),
            (ChangeFinding::NoValues, _) => prop_assert!(shown.is_empty()),
            (ChangeFinding::OneCity { city, figure, missing, .. }, _) => {
                prop_assert_eq!(shown.len(), 1);
                prop_assert_eq!(gain(city), *figure * sign);
                prop_assert_eq!(*missing, values.len() - 1);
            }
            (ChangeFinding::Alike { low, high, turns }, _) => {
                prop_assert!(low == high || *high - *low < least);
                prop_assert!(check(turns) && named.is_empty());
                prop_assert_eq!((*high - *low).abs(), top.unwrap() - bottom.unwrap());
            }
            (ChangeFinding::Spread { low, high, median, turns }, _) => {
                prop_assert!(check(turns) && named.is_empty());
                prop_assert!(audience == Audience::NamedNoPlaces || definition.per_million);
                prop_assert_eq!(median.is_some(), shown.len() > 2);
                let middle = median.unwrap_or(*low);
                prop_assert!(low <= &middle && &middle <= high);
            }
            (ChangeFinding::Apart { best, best_figure, best_turn, worst, worst_figure, worst_turn, turns }, _) => {
                let (top, bottom) = (top.unwrap(), bottom.unwrap());
                prop_assert!(check(turns) && !definition.per_million && audience != Audience::NamedNoPlaces);
                prop_assert_eq!((*best_figure * sign, *worst_figure * sign), (top, bottom));
                prop_assert_eq!(best.is_empty(), turns.gained == 0);
                prop_assert_eq!(*best_turn == Turn::Gained, turns.gained > 0);
                prop_assert_eq!(*worst_turn == Turn::FellBack, turns.fell_back > 0);
                for city in best {
                    prop_assert!(gain(city) > Decimal::ZERO && gain(city) >= least);
                    prop_assert!(top == gain(city) || top - gain(city) < least);
                }
                for (city, v) in &shown {
                    let close = top == *v || top - *v < least;
                    prop_assert!(best.iter().any(|b| b == city) || !close || *v < least || *v <= Decimal::ZERO);
                }
                for city in worst {
                    prop_assert!(gain(city) < Decimal::ZERO && -gain(city) >= least);
                    let own = match audience { Audience::Ranked { own } => own == Some(city.as_str()), _ => true };
                    prop_assert!(own, "nobody else is named for falling back");
                }
                prop_assert!(audience != Audience::Nation || worst.is_empty() == (turns.fell_back == 0));
                prop_assert!(worst.is_empty() || audience != Audience::Nation || gain(&worst[0]) == bottom);
            }
        }
    }
}
