//! Rolls entries of consecutive periods up by the indicator's rule: sum, last, or Σ numerator ÷ Σ denominator.
//! Never a mean of percentages; every total says how many of the expected values it holds.

use rust_decimal::Decimal;

use crate::{
    entry::{Amount, Entry, Kind},
    indicator::{Aggregation, Definition},
};

/// A total of several periods.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RolledUp {
    /// The quantity; none if no entry had one.
    pub amount: Option<Amount>,
    /// How many of the expected entries it holds: values, and no cases where numerators are summed.
    pub held: usize,
    /// How many entries were expected.
    pub expected: usize,
    /// The kind of the last expected entry; missing if none was expected.
    pub last_kind: Kind,
}

/// Rolls up the entries of consecutive expected periods, in order, one for each period.
#[must_use]
pub fn roll_up(definition: &Definition, entries: &[Entry]) -> RolledUp {
    let values: Vec<&Amount> = entries.iter().filter_map(Entry::amount).collect();
    let no_cases = entries
        .iter()
        .filter(|e| matches!(e, Entry::NotApplicable { no_cases: true, .. }))
        .count();
    let (amount, held) = match definition.aggregation {
        Aggregation::Sum => (sum(&values), values.len()),
        Aggregation::Last => (values.last().copied().cloned(), values.len()),
        Aggregation::Avg => (weigh(&values), values.len() + no_cases),
    };
    RolledUp {
        amount,
        held,
        expected: entries.len(),
        last_kind: entries.last().map_or(Kind::Missing, Entry::kind),
    }
}

/// The sum of numbers; none of nothing, of what is not a number, or beyond the range of decimals.
fn sum(values: &[&Amount]) -> Option<Amount> {
    let numbers = values.iter().map(|a| match a {
        Amount::Number(n) => Some(*n),
        _ => None,
    });
    add(numbers).map(Amount::Number)
}

/// Σ numerator and Σ denominator, or the mean weighted by n; what has no weight (yes or no, a gap) is the last.
fn weigh(values: &[&Amount]) -> Option<Amount> {
    match values.last()? {
        Amount::Quotient { .. } => {
            let parts = |a: &&Amount| match a {
                Amount::Quotient { numerator, denominator } => Some((*numerator, *denominator)),
                _ => None,
            };
            let numerator = add(values.iter().map(|a| parts(a).map(|p| p.0)))?;
            let denominator = add(values.iter().map(|a| parts(a).map(|p| p.1)))?;
            Some(Amount::Quotient { numerator, denominator })
        }
        Amount::Mean { .. } => {
            let parts = |a: &&Amount| match a {
                Amount::Mean { mean, n } => Some((mean.checked_mul(*n)?, *n)),
                _ => None,
            };
            let total = add(values.iter().map(|a| parts(a).map(|p| p.0)))?;
            let n = add(values.iter().map(|a| parts(a).map(|p| p.1)))?;
            Some(Amount::Mean {
                mean: total.checked_div(n)?,
                n,
            })
        }
        last => Some((*last).clone()),
    }
}

/// The sum; none of nothing, if one is none, or beyond the range of decimals.
fn add(mut numbers: impl Iterator<Item = Option<Decimal>>) -> Option<Decimal> {
    let first = numbers.next()??;
    numbers.try_fold(first, |sum, n| sum.checked_add(n?))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{entry::District, indicator::definition};

    fn d(n: i64) -> Decimal {
        Decimal::from(n)
    }

    fn value(amount: Amount) -> Entry {
        Entry::Value {
            amount,
            explanation: String::new(),
        }
    }

    fn number(n: i64) -> Entry {
        value(Amount::Number(d(n)))
    }

    fn rate(numerator: i64, denominator: i64) -> Entry {
        value(Amount::Quotient {
            numerator: d(numerator),
            denominator: d(denominator),
        })
    }

    fn no_cases() -> Entry {
        Entry::NotApplicable {
            reason: String::new(),
            no_cases: true,
        }
    }

    fn up(code: &str, entries: &[Entry]) -> RolledUp {
        roll_up(definition(code).unwrap(), entries)
    }

    #[test]
    fn flows_add_up_and_say_how_many_they_hold() {
        let total = up("F3-01", &[number(3), Entry::Missing, number(0), no_cases()]);
        assert_eq!(total.amount, Some(Amount::Number(d(3))));
        assert_eq!(
            (total.held, total.expected),
            (2, 4),
            "zero is a value; no cases is no number to sum"
        );
        assert_eq!(total.last_kind, Kind::NotApplicable);
        let huge = value(Amount::Number(Decimal::MAX));
        assert_eq!(
            up("F3-01", &[huge.clone(), huge]).amount,
            None,
            "beyond the range is no total, and no panic"
        );
    }

    #[test]
    fn stocks_take_the_last_value_and_say_if_it_is_not_of_the_last_period() {
        let full = up("S3-02", &[number(5), number(7)]);
        assert_eq!(
            (full.amount, full.held, full.last_kind),
            (Some(Amount::Number(d(7))), 2, Kind::Value)
        );
        let open = up("S3-02", &[number(5), number(6), Entry::Missing]);
        assert_eq!(
            (open.amount, open.held, open.last_kind),
            (Some(Amount::Number(d(6))), 2, Kind::Missing)
        );
        let yes = up("S1-01", &[value(Amount::YesNo(true)), value(Amount::YesNo(false))]);
        assert_eq!(yes.amount, Some(Amount::YesNo(false)));
        let district = District {
            name: "A".into(),
            numerator: d(9),
            denominator: d(10),
        };
        let gap = Amount::Gap {
            high: district.clone(),
            low: district,
            districts: d(2),
        };
        assert_eq!(up("N4-01", &[Entry::Missing, value(gap.clone())]).amount, Some(gap));
    }

    #[test]
    fn a_rate_of_several_months_is_no_mean_of_percentages() {
        // 1 of 1 is 100 %, 0 of 99 is 0 %: the mean of percentages would claim 50 %, the truth is 1 %.
        let total = up("N2-02", &[rate(1, 1), rate(0, 99)]);
        assert_eq!(
            total.amount,
            Some(Amount::Quotient {
                numerator: d(1),
                denominator: d(100)
            })
        );
        let waits = up("N2-03", &[rate(30, 10), rate(5, 10)]);
        assert_eq!(
            waits.amount,
            Some(Amount::Quotient {
                numerator: d(35),
                denominator: d(20)
            })
        );
    }

    #[test]
    fn no_cases_is_held_with_nothing_to_weigh() {
        let total = up("N2-02", &[rate(4, 5), no_cases(), Entry::Missing]);
        assert_eq!(
            total.amount,
            Some(Amount::Quotient {
                numerator: d(4),
                denominator: d(5)
            })
        );
        assert_eq!((total.held, total.expected), (2, 3));
        let idle = up("N2-02", &[no_cases(), no_cases()]);
        assert_eq!((idle.amount, idle.held), (None, 2));
        let other = Entry::NotApplicable {
            reason: "r".into(),
            no_cases: false,
        };
        assert_eq!(
            up("N2-02", &[rate(4, 5), other]).held,
            1,
            "not applicable for another reason is not held"
        );
    }

    #[test]
    fn a_mean_is_weighted_by_its_sample() {
        let mean = |mean: i64, n: i64| value(Amount::Mean { mean: d(mean), n: d(n) });
        let total = up("F2-02", &[mean(90, 30), mean(60, 10)]);
        assert_eq!(
            total.amount,
            Some(Amount::Mean {
                mean: "82.5".parse().unwrap(),
                n: d(40)
            })
        );
    }

    #[test]
    fn nothing_rolls_up_to_nothing() {
        for code in ["F3-01", "S3-02", "N2-02", "F2-02"] {
            let none = RolledUp {
                amount: None,
                held: 0,
                expected: 0,
                last_kind: Kind::Missing,
            };
            assert_eq!(up(code, &[]), none);
            assert_eq!(up(code, &[Entry::Missing]), RolledUp { expected: 1, ..none });
        }
    }

    proptest! {
        /// By cross multiplication, so that no division rounds.
        #[test]
        fn a_rolled_up_rate_lies_between_the_lowest_and_the_highest(
            rates in prop::collection::vec((0_i64..1_000_000, 1_i64..1_000_000), 1..13)
        ) {
            let entries: Vec<_> = rates.iter().map(|(n, d)| rate(*n, *d)).collect();
            let Some(Amount::Quotient { numerator, denominator }) = up("N2-02", &entries).amount else {
                panic!("rates roll up to a rate");
            };
            prop_assert!(rates.iter().any(|(n, m)| numerator * d(*m) >= d(*n) * denominator));
            prop_assert!(rates.iter().any(|(n, m)| numerator * d(*m) <= d(*n) * denominator));
        }
    }
}
