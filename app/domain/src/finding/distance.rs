//! The claim of a chart of distances: how many cities meet their own targets, and who is farthest from them.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::Audience;
use crate::{
    compare::level,
    indicator::{Definition, Direction},
    number::round,
};

/// A city's figure beside its own target.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reach {
    /// City slug.
    pub city: String,
    /// Its figure.
    pub value: Option<Decimal>,
    /// Its target.
    pub target: Option<Decimal>,
}

impl Reach {
    /// Figure and target as shown; none where either is missing.
    fn shown(&self, definition: &Definition) -> Option<(Decimal, Decimal)> {
        let shown = |v: Decimal| round(v, definition.decimals);
        Some((shown(self.value?), shown(self.target?)))
    }

    /// What is left to the target, as shown: 0 where it is met; none where figure or target is missing.
    #[must_use]
    pub fn left(&self, definition: &Definition) -> Option<Decimal> {
        let (value, target) = self.shown(definition)?;
        let direction = definition.direction.unwrap_or(Direction::Higher);
        let short = direction.is_better(target, value);
        Some(if short {
            target.saturating_sub(value).abs()
        } else {
            Decimal::ZERO
        })
    }
}

/// What a chart of distances to own targets may claim.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "finding", rename_all = "snake_case")]
pub enum DistanceFinding {
    /// No city has a figure and a target.
    None,
    /// The reader's own city.
    Own {
        /// City slug.
        city: String,
        /// What is left; none where its figure or target is missing.
        left: Option<Decimal>,
    },
    /// The cities that can be measured.
    Met {
        /// Cities that meet their target.
        met: usize,
        /// Cities with a figure and a target.
        of: usize,
        /// Cities without either.
        without: usize,
        /// Who is farthest, by the notice; empty where none is short, and of those the reader may not see named.
        farthest: Vec<String>,
        /// The greatest distance; 0 where none is short.
        left: Decimal,
    },
}

/// The claim of one period's distances. Cities that differ from the farthest by less than the smallest difference are as
/// far as it.
#[must_use]
pub fn distance(definition: &Definition, rows: &[Reach], audience: Audience<'_>) -> DistanceFinding {
    let left: Vec<_> = rows
        .iter()
        .filter_map(|r| Some((r.city.as_str(), r.left(definition)?)))
        .collect();
    if let Audience::City(own) = audience {
        return DistanceFinding::Own {
            city: own.to_owned(),
            left: left.iter().find(|(city, _)| *city == own).map(|(_, left)| *left),
        };
    }
    let Some(most) = left.iter().map(|(_, left)| *left).max() else {
        return DistanceFinding::None;
    };
    let may_name = |city: &str| match audience {
        Audience::Nation => true,
        Audience::Ranked { own } => own == Some(city),
        Audience::NamedNoPlaces | Audience::City(_) => false,
    };
    let as_far = |v: Decimal| !v.is_zero() && level(v, most, definition.smallest_difference);
    let farthest = left.iter().filter(|(city, v)| as_far(*v) && may_name(city));
    DistanceFinding::Met {
        met: left.iter().filter(|(_, v)| v.is_zero()).count(),
        of: left.len(),
        without: rows.len() - left.len(),
        farthest: farthest.map(|(city, _)| (*city).to_owned()).collect(),
        left: most,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{city::cities, indicator::definition};

    fn rows(all: &[(&str, Option<&str>, Option<&str>)]) -> Vec<Reach> {
        let parse = |v: &Option<&str>| v.map(|v| v.parse().unwrap());
        all.iter()
            .map(|(city, value, target)| Reach {
                city: (*city).to_owned(),
                value: parse(value),
                target: parse(target),
            })
            .collect()
    }

    #[test]
    fn lower_is_better_for_visits_and_an_equal_value_meets() {
        let d = definition("F1-02").unwrap();
        assert_eq!(d.direction, Some(Direction::Lower));
        let all = rows(&[
            ("beijing", Some("2.00"), Some("2")),
            ("suzhou", Some("3.50"), Some("2")),
            ("kunming", Some("1"), None),
        ]);
        let found = distance(d, &all, Audience::Nation);
        let expected = DistanceFinding::Met {
            met: 1,
            of: 2,
            without: 1,
            farthest: vec!["suzhou".into()],
            left: "1.50".parse().unwrap(),
        };
        assert_eq!(found, expected);
        let own = distance(d, &all, Audience::City("kunming"));
        assert_eq!(
            own,
            DistanceFinding::Own {
                city: "kunming".into(),
                left: None
            }
        );
    }

    fn any() -> impl Strategy<Value = Vec<Reach>> {
        let figure = || prop::option::of((-500_i64..3_000, 0_u32..3).prop_map(|(m, s)| Decimal::new(m, s)));
        prop::collection::vec((figure(), figure()), 9).prop_map(|all| {
            let named = cities().iter().zip(all);
            named
                .map(|(c, (value, target))| Reach {
                    city: c.slug.clone(),
                    value,
                    target,
                })
                .collect()
        })
    }

    proptest! {
        #[test]
        fn what_is_claimed_is_there(rows in any(), code in prop::sample::select(vec!["F2-01", "F1-02", "N3-02"])) {
            let d = definition(code).unwrap();
            let shown = |v: Option<Decimal>| v.map(|v| round(v, d.decimals));
            match distance(d, &rows, Audience::Nation) {
                DistanceFinding::None => prop_assert!(rows.iter().all(|r| r.value.is_none() || r.target.is_none())),
                DistanceFinding::Own { .. } => prop_assert!(false, "nobody's own"),
                DistanceFinding::Met { met, of, without, farthest, left } => {
                    prop_assert_eq!(of + without, rows.len());
                    let both = rows.iter().filter_map(|r| Some((&r.city, shown(r.value)?, shown(r.target)?)));
                    let both: Vec<_> = both.collect();
                    let meets = |v: Decimal, t: Decimal| if d.direction == Some(Direction::Lower) { v <= t } else { v >= t };
                    prop_assert_eq!(met, both.iter().filter(|(_, v, t)| meets(*v, *t)).count());
                    prop_assert_eq!(farthest.is_empty(), met == of);
                    for (city, v, t) in &both {
                        let gap = if meets(*v, *t) { Decimal::ZERO } else { (*v - *t).abs() };
                        prop_assert!(gap <= left);
                        if farthest.contains(city) {
                            prop_assert!(!meets(*v, *t) && (gap == left || left - gap < d.smallest_difference));
                        }
                    }
                }
            }
        }

        #[test]
        fn nobody_is_named_who_may_not_be(rows in any(), own in 0_usize..9) {
            let own = cities()[own].slug.as_str();
            let d = definition("F2-01").unwrap();
            for audience in [Audience::City(own), Audience::NamedNoPlaces, Audience::Ranked { own: Some(own) }] {
                let said = serde_json::to_string(&distance(d, &rows, audience)).unwrap();
                for other in cities().iter().filter(|c| c.slug != own) {
                    prop_assert!(!said.contains(&other.slug), "{}", said);
                }
            }
        }
    }
}
