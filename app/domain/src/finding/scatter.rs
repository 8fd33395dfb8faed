//! The claim of a chart of two indicators: who lies on the better side of both medians, and who on the worse.

use std::cmp::Ordering;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::Audience;
use crate::{
    compare::{ahead, median},
    indicator::Definition,
    number::round,
};

/// A city's figures of two indicators: slug, the one drawn to the right, the one drawn upwards.
pub type Pair = (String, Option<Decimal>, Option<Decimal>);

/// What a chart of two indicators may claim.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "finding", rename_all = "snake_case")]
pub enum ScatterFinding {
    /// Fewer than three cities have both values: no medians part the field.
    TooFew {
        /// Cities with both.
        both: usize,
    },
    /// Either is a count of cities of different size, so that no side is better.
    Unranked {
        /// Cities with both.
        both: usize,
    },
    /// The reader's own city, of whom no other is seen.
    Own {
        /// City slug.
        city: String,
        /// True if it has both values.
        both: bool,
    },
    /// Cities on either side of both medians.
    Sides {
        /// Cities with both.
        both: usize,
        /// How many are on the better side of both, by the smallest difference or more.
        better: usize,
        /// Who these are, by the notice; empty for who may not see them named.
        better_named: Vec<String>,
        /// How many are on the worse side of both.
        worse: usize,
        /// Who these are; empty for who may not see them named.
        worse_named: Vec<String>,
    },
}

/// The claim of two indicators of one period, over the cities that have both.
#[must_use]
pub fn scatter(x: &Definition, y: &Definition, points: &[Pair], audience: Audience<'_>) -> ScatterFinding {
    let known: Vec<(&str, Decimal, Decimal)> = points
        .iter()
        .filter_map(|(city, a, b)| Some((city.as_str(), round((*a)?, x.decimals), round((*b)?, y.decimals))))
        .collect();
    let both = known.len();
    if let Audience::City(own) = audience {
        return ScatterFinding::Own {
            city: own.to_owned(),
            both: known.iter().any(|(city, ..)| *city == own),
        };
    }
    if x.per_million || y.per_million {
        return ScatterFinding::Unranked { both };
    }
    let across: Vec<_> = known.iter().map(|(_, a, _)| *a).collect();
    let upwards: Vec<_> = known.iter().map(|(.., b)| *b).collect();
    let (Some(mx), Some(my)) = (median(&across), median(&upwards)) else {
        return ScatterFinding::TooFew { both };
    };
    if both < 3 {
        return ScatterFinding::TooFew { both };
    }
    let (mx, my) = (round(mx, x.decimals), round(my, y.decimals));
    let on = |wanted: Ordering| -> Vec<String> {
        let here = known
            .iter()
            .filter(|(_, a, b)| ahead(x, *a, mx) == wanted && ahead(y, *b, my) == wanted);
        here.map(|(city, ..)| (*city).to_owned()).collect()
    };
    let (better, worse) = (on(Ordering::Greater), on(Ordering::Less));
    let (n, m) = (better.len(), worse.len());
    let named = |all: Vec<String>, may: &dyn Fn(&str) -> bool| all.into_iter().filter(|c| may(c)).collect();
    let leads = |_: &str| !matches!(audience, Audience::NamedNoPlaces);
    let behind = |city: &str| match audience {
        Audience::Nation => true,
        Audience::Ranked { own } => own == Some(city),
        _ => false,
    };
    ScatterFinding::Sides {
        both,
        better: n,
        better_named: named(better, &leads),
        worse: m,
        worse_named: named(worse, &behind),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{finding::tests::any_values, indicator::definition};

    #[test]
    fn lower_visits_and_a_higher_rate_are_the_better_side() {
        let (x, y) = (definition("F2-01").unwrap(), definition("F1-02").unwrap());
        let point = |city: &str, a: i64, b: i64| (city.to_owned(), Some(Decimal::from(a)), Some(Decimal::from(b)));
        let all = [
            point("beijing", 95, 1),
            point("suzhou", 90, 2),
            point("kunming", 80, 3),
            ("changsha".to_owned(), Some(Decimal::ONE), None),
        ];
        let found = scatter(x, y, &all, Audience::Nation);
        let expected = ScatterFinding::Sides {
            both: 3,
            better: 1,
            better_named: vec!["beijing".into()],
            worse: 1,
            worse_named: vec!["kunming".into()],
        };
        assert_eq!(found, expected);
        let ScatterFinding::Sides {
            worse_named,
            better_named,
            ..
        } = scatter(x, y, &all, Audience::Ranked { own: None })
        else {
            panic!("sides");
        };
        assert_eq!(
            (better_named.len(), worse_named.len()),
            (1, 0),
            "a laggard is named to CNIPA and itself alone"
        );
    }

    proptest! {
        #[test]
        fn who_is_named_beats_or_trails_both_medians(a in any_values(), b in any_values()) {
            let (x, y) = (definition("F2-01").unwrap(), definition("F1-02").unwrap());
            let points: Vec<Pair> = a.iter().zip(&b).map(|((c, a), (_, b))| (c.clone(), *a, *b)).collect();
            let known: Vec<_> = points.iter().filter_map(|(c, a, b)| Some((c, round((*a)?, x.decimals), round((*b)?, y.decimals)))).collect();
            if let ScatterFinding::Sides { both, better, better_named, worse, worse_named } = scatter(x, y, &points, Audience::Nation) {
                prop_assert_eq!(both, known.len());
                prop_assert_eq!((better, worse), (better_named.len(), worse_named.len()));
                for (city, v, w) in &known {
                    let beaten = known.iter().filter(|(_, a, _)| a < v).count() >= both / 2;
                    let fewer = known.iter().filter(|(.., b)| b > w).count() >= both / 2;
                    if better_named.contains(city) {
                        prop_assert!(beaten && fewer, "at least half lie behind on each");
                    }
                    prop_assert!(!(better_named.contains(city) && worse_named.contains(city)));
                }
            } else {
                prop_assert!(known.len() < 3);
            }
        }
    }
}
