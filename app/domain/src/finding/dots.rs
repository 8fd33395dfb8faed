//! The claim of a chart of one period's figures: leader and last, spread, or one's own beside the median.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::{Audience, yeses};
use crate::{
    compare::{level, median, places, range},
    indicator::{Definition, Direction, Way},
    number::round,
};

/// How a city stands to the median.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Position {
    /// Better by the indicator's direction (higher, where it has none).
    Better,
    /// Within the smallest difference.
    Level,
    /// Worse.
    Worse,
}

/// What a chart of one period's figures by city may claim. Figures are rounded as shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "finding", rename_all = "snake_case")]
pub enum DotsFinding {
    /// No city has a value.
    NoValues,
    /// One city has a value.
    OneCity {
        /// City slug.
        city: String,
        /// Its figure.
        figure: Decimal,
    },
    /// All cities with a value share one place.
    AllEqual {
        /// Their median.
        figure: Decimal,
        /// Cities with a value, at least 2.
        cities: usize,
        /// False if they differ, by less than the smallest difference.
        exact: bool,
        /// Cities without a value.
        missing: usize,
    },
    /// One city leads.
    Leader {
        /// City slug.
        city: String,
        /// Its figure.
        figure: Decimal,
        /// All cities that share the last place; empty if the reader may not see them named.
        last: Vec<String>,
        /// The worst figure.
        last_figure: Decimal,
        /// Cities without a value.
        missing: usize,
    },
    /// Several cities, but not all, share the first place.
    LeadersTie {
        /// City slugs, best first.
        cities: Vec<String>,
        /// The best figure.
        figure: Decimal,
        /// False if the leaders differ, by less than the smallest difference.
        exact: bool,
        /// All cities that share the last place; empty if the reader may not see them named.
        last: Vec<String>,
        /// The worst figure.
        last_figure: Decimal,
        /// Cities without a value.
        missing: usize,
    },
    /// Values without places.
    SpreadOf {
        /// The least figure.
        low_figure: Decimal,
        /// The greatest figure.
        high_figure: Decimal,
        /// The median.
        median: Decimal,
        /// Cities with a value, at least 2.
        cities: usize,
        /// Cities without a value.
        missing: usize,
    },
    /// The reader's own city beside the median.
    Own {
        /// City slug.
        city: String,
        /// Its figure.
        figure: Decimal,
        /// The median of all cities with a value, its own too.
        median: Decimal,
        /// How it stands to the median.
        position: Position,
    },
    /// The reader's own count beside the median: cities of different size, so neither better nor worse.
    OwnBeside {
        /// City slug.
        city: String,
        /// Its figure.
        figure: Decimal,
        /// The median of all cities with a value, its own too.
        median: Decimal,
    },
    /// The reader's own city, where the median is withheld because too few others have a value.
    OwnAlone {
        /// City slug.
        city: String,
        /// Its figure.
        figure: Decimal,
    },
    /// The reader's own city has no value.
    OwnMissing {
        /// City slug.
        city: String,
        /// The median of the others; none if there is none, or the indicator is yes or no.
        median: Option<Decimal>,
    },
    /// The reader's own answer to a yes or no.
    OwnYes {
        /// City slug.
        city: String,
        /// The answer.
        yes: bool,
    },
    /// How many cities answered yes.
    YesCount {
        /// Cities that answered yes.
        yes: usize,
        /// Cities that answered.
        of: usize,
        /// Cities without an answer.
        missing: usize,
    },
}

/// The claim of a chart of one period's figures: each city by slug with its
/// [`comparable`](crate::compare::comparable) figure, if it has one.
#[must_use]
pub fn dots(definition: &Definition, values: &[(String, Option<Decimal>)], audience: Audience<'_>) -> DotsFinding {
    let known: Vec<(String, Decimal)> = values
        .iter()
        .filter_map(|(city, v)| Some((city.clone(), round((*v)?, definition.decimals))))
        .collect();
    let missing = values.len() - known.len();
    let figures: Vec<Decimal> = known.iter().map(|(_, v)| *v).collect();
    let median = median(&figures).map(|m| round(m, definition.decimals));
    if let Audience::City(own) = audience {
        let figure = known.iter().find(|(c, _)| c == own).map(|(_, v)| *v);
        return own_dot(definition, own, figure, median);
    }
    let (Some(median), Some((low_figure, high_figure))) = (median, range(&figures)) else {
        return DotsFinding::NoValues;
    };
    if definition.way == Way::YesNo {
        return DotsFinding::YesCount {
            yes: yeses(&figures),
            of: figures.len(),
            missing,
        };
    }
    if let [(city, figure)] = known.as_slice() {
        return DotsFinding::OneCity {
            city: city.clone(),
            figure: *figure,
        };
    }
    let direction = definition.direction.unwrap_or(Direction::Higher);
    let ranked = places(&known, direction, definition.smallest_difference, definition.decimals);
    let (Some(best), Some(worst)) = (ranked.first(), ranked.last()) else {
        return DotsFinding::NoValues;
    };
    let cities = figures.len();
    if worst.place == best.place {
        let exact = low_figure == high_figure;
        return DotsFinding::AllEqual {
            figure: median,
            cities,
            exact,
            missing,
        };
    }
    if audience == Audience::NamedNoPlaces || definition.direction.is_none() || definition.per_million {
        return DotsFinding::SpreadOf {
            low_figure,
            high_figure,
            median,
            cities,
            missing,
        };
    }
    let may_name = |city: &str| match audience {
        Audience::Ranked { own } => own == Some(city),
        _ => true,
    };
    let last = ranked
        .iter()
        .filter(|r| r.place == worst.place && may_name(&r.city))
        .map(|r| r.city.clone())
        .collect();
    let (figure, last_figure) = (best.figure, worst.figure);
    if !best.shared {
        return DotsFinding::Leader {
            city: best.city.clone(),
            figure,
            last,
            last_figure,
            missing,
        };
    }
    let leaders = || ranked.iter().filter(|r| r.place == best.place);
    DotsFinding::LeadersTie {
        cities: leaders().map(|r| r.city.clone()).collect(),
        figure,
        exact: leaders().all(|r| r.figure == figure),
        last,
        last_figure,
        missing,
    }
}

/// The claim to a city of its own figure beside the nine cities' median, none where that is withheld: for a reader
/// who has no other city's figure at hand.
#[must_use]
pub fn own_dot(definition: &Definition, own: &str, figure: Option<Decimal>, median: Option<Decimal>) -> DotsFinding {
    let city = own.to_owned();
    let yes_no = definition.way == Way::YesNo;
    let shown = |v: Decimal| round(v, definition.decimals);
    let (figure, median) = (figure.map(shown), median.map(shown));
    let Some(figure) = figure else {
        return DotsFinding::OwnMissing {
            city,
            median: median.filter(|_| !yes_no),
        };
    };
    if yes_no {
        return DotsFinding::OwnYes {
            city,
            yes: !figure.is_zero(),
        };
    }
    let Some(median) = median else {
        return DotsFinding::OwnAlone { city, figure };
    };
    if definition.per_million {
        return DotsFinding::OwnBeside { city, figure, median };
    }
    let position = if level(figure, median, definition.smallest_difference) {
        Position::Level
    } else if (figure > median) == (definition.direction != Some(Direction::Lower)) {
        Position::Better
    } else {
        Position::Worse
    };
    DotsFinding::Own {
        city,
        figure,
        median,
        position,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{
        finding::tests::{any_code, any_values},
        indicator::definition,
    };

    type Dots = [(&'static str, Option<&'static str>)];

    fn d(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    fn of(code: &str, values: &Dots, audience: Audience<'_>) -> DotsFinding {
        let values: Vec<_> = values.iter().map(|(c, v)| ((*c).to_owned(), v.map(d))).collect();
        dots(definition(code).unwrap(), &values, audience)
    }

    const RATES: &Dots = &[
        ("beijing", Some("97.5")),
        ("suzhou", Some("98.456")),
        ("kunming", Some("90")),
        ("changsha", None),
    ];

    #[test]
    fn nothing_and_one_city() {
        assert_eq!(of("S1-02", &[], Audience::Nation), DotsFinding::NoValues);
        assert_eq!(
            of("S1-02", &[("beijing", None)], Audience::NamedNoPlaces),
            DotsFinding::NoValues
        );
        assert_eq!(
            of("S1-02", &[("beijing", Some("0")), ("suzhou", None)], Audience::Nation),
            DotsFinding::OneCity {
                city: "beijing".into(),
                figure: d("0")
            },
            "zero is a value"
        );
    }

    #[test]
    fn counts_of_cities_of_different_size_get_no_places() {
        let visits: &Dots = &[
            ("beijing", Some("900")),
            ("kunming", Some("90")),
            ("suzhou", Some("300")),
        ];
        let spread = of("F4-02", visits, Audience::Nation);
        assert!(matches!(spread, DotsFinding::SpreadOf { cities: 3, .. }), "{spread:?}");
        assert_eq!(
            of("F4-02", visits, Audience::City("kunming")),
            DotsFinding::OwnBeside {
                city: "kunming".into(),
                figure: d("90"),
                median: d("300")
            }
        );
        let values: Vec<_> = visits.iter().map(|(c, v)| ((*c).to_owned(), v.map(d))).collect();
        let per_million = crate::indicator::in_mode("F4-02", crate::compare::Mode::PerMillion).unwrap();
        let ranked = dots(per_million, &values, Audience::Nation);
        assert!(
            matches!(ranked, DotsFinding::Leader { ref city, .. } if city == "beijing"),
            "{ranked:?}"
        );
    }

    #[test]
    fn a_leader_by_direction_and_who_may_read_the_last() {
        let leader = |last: &[&str]| DotsFinding::Leader {
            city: "suzhou".into(),
            figure: d("98.46"),
            last: last.iter().map(|c| (*c).to_owned()).collect(),
            last_figure: d("90"),
            missing: 1,
        };
        assert_eq!(of("S1-02", RATES, Audience::Nation), leader(&["kunming"]));
        assert_eq!(of("S1-02", RATES, Audience::Ranked { own: None }), leader(&[]));
        assert_eq!(
            of("S1-02", RATES, Audience::Ranked { own: Some("beijing") }),
            leader(&[])
        );
        assert_eq!(
            of("S1-02", RATES, Audience::Ranked { own: Some("kunming") }),
            leader(&["kunming"])
        );
        let waits = of(
            "N2-03",
            &[("beijing", Some("2.0")), ("suzhou", Some("1.5"))],
            Audience::Nation,
        );
        assert!(
            matches!(waits, DotsFinding::Leader { city, .. } if city == "suzhou"),
            "lower is better"
        );
        let shared: &Dots = &[
            ("beijing", Some("99")),
            ("kunming", Some("80.05")),
            ("suzhou", Some("80")),
        ];
        assert!(
            matches!(of("S1-02", shared, Audience::Nation), DotsFinding::Leader { last, .. } if last == ["kunming", "suzhou"]),
            "nobody is last alone by less than the smallest difference"
        );
    }

    #[test]
    fn without_places_nobody_leads() {
        let spread = DotsFinding::SpreadOf {
            low_figure: d("90"),
            high_figure: d("98.46"),
            median: d("97.5"),
            cities: 3,
            missing: 1,
        };
        assert_eq!(of("S1-02", RATES, Audience::NamedNoPlaces), spread);
        let base = of(
            "B1",
            &[("beijing", Some("50")), ("suzhou", Some("60"))],
            Audience::Nation,
        );
        assert!(
            matches!(base, DotsFinding::SpreadOf { .. }),
            "a base figure has no better"
        );
    }

    #[test]
    fn ties_and_all_equal() {
        let tie: &Dots = &[
            ("suzhou", Some("98.46")),
            ("beijing", Some("98.5")),
            ("kunming", Some("98.4")),
        ];
        assert_eq!(
            of("S1-02", tie, Audience::Nation),
            DotsFinding::LeadersTie {
                cities: vec!["beijing".into(), "suzhou".into()],
                figure: d("98.5"),
                exact: false,
                last: vec!["kunming".into()],
                last_figure: d("98.4"),
                missing: 0
            }
        );
        let equal = |exact, figure: &str| DotsFinding::AllEqual {
            figure: d(figure),
            cities: 2,
            exact,
            missing: 0,
        };
        let hundred: &Dots = &[("suzhou", Some("100")), ("beijing", Some("100.00"))];
        assert_eq!(of("S1-02", hundred, Audience::Nation), equal(true, "100"));
        let near: &Dots = &[("suzhou", Some("99.94")), ("beijing", Some("100"))];
        assert_eq!(of("S1-02", near, Audience::NamedNoPlaces), equal(false, "99.97"));
    }

    #[test]
    fn zero_and_a_billion() {
        let far: &Dots = &[("suzhou", Some("0")), ("beijing", Some("1000000000"))];
        assert!(matches!(
            of("S3-02", far, Audience::Nation),
            DotsFinding::Leader { city, last_figure, .. } if city == "beijing" && last_figure.is_zero()
        ));
        let huge = [
            ("suzhou".to_owned(), Some(Decimal::MIN)),
            ("beijing".to_owned(), Some(Decimal::MAX)),
        ];
        let finding = dots(definition("S3-02").unwrap(), &huge, Audience::Nation);
        assert!(
            matches!(finding, DotsFinding::Leader { .. }),
            "no panic at the ends of the range"
        );
    }

    #[test]
    fn a_city_reads_itself_beside_the_median() {
        let own = |city: &str, figure: &str, position| DotsFinding::Own {
            city: city.into(),
            figure: d(figure),
            median: d("97.5"),
            position,
        };
        assert_eq!(
            of("S1-02", RATES, Audience::City("suzhou")),
            own("suzhou", "98.46", Position::Better)
        );
        assert_eq!(
            of("S1-02", RATES, Audience::City("beijing")),
            own("beijing", "97.5", Position::Level)
        );
        assert_eq!(
            of("S1-02", RATES, Audience::City("kunming")),
            own("kunming", "90", Position::Worse)
        );
        let waits: &Dots = &[("beijing", Some("2")), ("suzhou", Some("1")), ("kunming", Some("3"))];
        assert!(matches!(
            of("N2-03", waits, Audience::City("suzhou")),
            DotsFinding::Own {
                position: Position::Better,
                ..
            }
        ));
        let missing = |median: Option<&str>| DotsFinding::OwnMissing {
            city: "changsha".into(),
            median: median.map(d),
        };
        assert_eq!(of("S1-02", RATES, Audience::City("changsha")), missing(Some("97.5")));
        assert_eq!(of("S1-02", &[], Audience::City("changsha")), missing(None));
        assert_eq!(
            of("S1-01", &[("beijing", Some("1"))], Audience::City("changsha")),
            missing(None)
        );
    }

    #[test]
    fn a_city_alone_is_told_of_a_median_it_did_not_see_or_that_there_is_none() {
        let definition = definition("S1-02").unwrap();
        let (figure, median) = (Some(d("91.5")), Some(d("95.004")));
        let own = |figure, median| own_dot(definition, "suzhou", figure, median);
        assert!(matches!(
            own(figure, median),
            DotsFinding::Own { median, position: Position::Worse, .. } if median == d("95.00")
        ));
        assert!(matches!(own(figure, None), DotsFinding::OwnAlone { figure, .. } if figure == d("91.5")));
        assert!(matches!(own(None, None), DotsFinding::OwnMissing { median: None, .. }));
    }

    #[test]
    fn yes_is_counted_not_ranked() {
        let answers: &Dots = &[("beijing", Some("1")), ("suzhou", Some("0")), ("kunming", None)];
        for audience in [
            Audience::Nation,
            Audience::Ranked { own: None },
            Audience::NamedNoPlaces,
        ] {
            assert_eq!(
                of("S1-01", answers, audience),
                DotsFinding::YesCount {
                    yes: 1,
                    of: 2,
                    missing: 1
                }
            );
        }
        let own = of("S1-01", answers, Audience::City("suzhou"));
        assert_eq!(
            own,
            DotsFinding::OwnYes {
                city: "suzhou".into(),
                yes: false
            }
        );
    }

    #[test]
    fn a_finding_survives_the_wire() {
        for audience in [Audience::Nation, Audience::NamedNoPlaces, Audience::City("suzhou")] {
            let dots = of("S1-02", RATES, audience);
            let text = serde_json::to_string(&dots).unwrap();
            assert_eq!(serde_json::from_str::<DotsFinding>(&text).unwrap(), dots, "{text}");
        }
    }

    proptest! {
        #[test]
        fn a_named_leader_is_never_exceeded(values in any_values(), code in any_code()) {
            let definition = definition(code).unwrap();
            let leaders = match dots(definition, &values, Audience::Nation) {
                DotsFinding::Leader { city, figure, .. } => vec![(city, figure)],
                DotsFinding::LeadersTie { cities, figure, .. } => cities.into_iter().map(|c| (c, figure)).collect(),
                _ => vec![],
            };
            for (leader, best) in leaders {
                let own = values.iter().find(|(c, _)| *c == leader).and_then(|(_, v)| *v).unwrap();
                prop_assert!(level(round(own, definition.decimals), best, definition.smallest_difference));
                for v in values.iter().filter_map(|(_, v)| *v) {
                    let v = round(v, definition.decimals);
                    let lower = definition.direction == Some(Direction::Lower);
                    prop_assert!(if lower { v >= best } else { v <= best }, "{v} exceeds {best}");
                }
            }
        }

        #[test]
        fn without_places_no_sentence_orders_cities(values in any_values(), code in any_code()) {
            let named = dots(definition(code).unwrap(), &values, Audience::NamedNoPlaces);
            let ordered = matches!(named, DotsFinding::Leader { .. } | DotsFinding::LeadersTie { .. });
            prop_assert!(!ordered);
        }
    }
}
