//! Warnings: what moved so far since the period before that reviewers will ask why.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::figure;
use crate::{
    entry::Amount,
    indicator::{Definition, Quantity},
    number::round,
};

/// A move that asks for an explanation; each only where the change is greater than the definition's `warning_floor`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "warning", rename_all = "snake_case")]
pub enum Warning {
    /// A stock moved over 20 %.
    StockMoved {
        /// Figure before, rounded as shown.
        from: Decimal,
        /// Figure now, rounded as shown.
        to: Decimal,
        /// Size of the move from `from` to `to` in percent, 1 decimal, none over 100.
        percent: Decimal,
    },
    /// A rate moved over 30 percentage points.
    RateMoved {
        /// Rate before in percent, rounded as shown.
        from: Decimal,
        /// Rate now in percent, rounded as shown.
        to: Decimal,
        /// Size of the move from `from` to `to` in points.
        points: Decimal,
    },
    /// A flow grew over threefold.
    FlowJumped {
        /// Figure before.
        from: Decimal,
        /// Figure now.
        to: Decimal,
        /// `to` ÷ `from`, 1 decimal.
        times: Decimal,
    },
    /// A flow fell below a third.
    FlowFell {
        /// Figure before.
        from: Decimal,
        /// Figure now.
        to: Decimal,
        /// `from` ÷ `to`, 1 decimal; 0 where it fell to zero.
        times: Decimal,
    },
    /// A flow (or a stock) rose from zero.
    FlowFromZero {
        /// Figure now.
        to: Decimal,
    },
    /// A yes turned to no.
    YesToNo,
}

/// Percent a stock may move.
const STOCK_PERCENT: u32 = 20;
/// Points a rate may move.
const RATE_POINTS: u32 = 30;
/// How many times as much, or as little, a flow may become.
const FLOW_TIMES: u32 = 3;

/// The warning that a move from `before` to `now` calls for, if any.
pub(super) fn warning(definition: &Definition, before: &Amount, now: &Amount) -> Option<Warning> {
    if let (Amount::YesNo(before), Amount::YesNo(now)) = (before, now) {
        return (*before && !now).then_some(Warning::YesToNo);
    }
    let (before, now) = (figure(definition, before)?, figure(definition, now)?);
    let change = now.checked_sub(before)?.abs();
    if change <= definition.warning_floor {
        return None;
    }
    let [from, to] = [before, now].map(|figure| round(figure, definition.decimals));
    let many = Decimal::from(FLOW_TIMES);
    match definition.quantity() {
        Quantity::Flag => None,
        Quantity::Rate => (change > Decimal::from(RATE_POINTS)).then(|| Warning::RateMoved {
            from,
            to,
            points: (to - from).abs(),
        }),
        Quantity::Stock | Quantity::Flow if before.is_zero() => Some(Warning::FlowFromZero { to }),
        Quantity::Stock => {
            let percent = Decimal::ONE_HUNDRED.checked_mul(change)?.checked_div(before.abs())?;
            (percent > Decimal::from(STOCK_PERCENT)).then(|| Warning::StockMoved {
                from,
                to,
                percent: shown_percent(from, to).unwrap_or_else(|| round(percent, 0)),
            })
        }
        Quantity::Flow if now > before.checked_mul(many)? => {
            let times = round(to.checked_div(from).or_else(|| now.checked_div(before))?, 1);
            Some(Warning::FlowJumped { from, to, times })
        }
        Quantity::Flow if now.checked_mul(many)? < before => {
            let times = round(from.checked_div(to).unwrap_or_default(), 1);
            Some(Warning::FlowFell { from, to, times })
        }
        Quantity::Flow => None,
    }
}

/// The move between two figures as they are shown, in percent, so that a reader who checks it finds the same: 1 decimal,
/// none over 100. None where the first is shown as 0.
fn shown_percent(from: Decimal, to: Decimal) -> Option<Decimal> {
    let change = to.checked_sub(from)?.abs();
    let percent = Decimal::ONE_HUNDRED.checked_mul(change)?.checked_div(from.abs())?;
    let decimals = u32::from(percent <= Decimal::ONE_HUNDRED);
    Some(round(percent, decimals).normalize())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        check::{Context, Problem as P, check, samples::*},
        entry::{Entry, Field as F},
        indicator::{Aggregation, definition},
    };

    /// Definitions made for the edges of a rule: at the edge nothing is asked, beyond it is.
    fn warned(definition: &Definition, before: &str, now: &str) -> Option<Warning> {
        let previous = number(before);
        let cx = Context {
            definition,
            base: None,
            base_wrong: false,
            previous: Some(&previous),
            today: TODAY,
        };
        let checked = check(&typed(&[(F::Value, now)]), &cx);
        assert_eq!(checked.errors, [], "a warning never blocks");
        checked.warning
    }

    fn number_definition(aggregation: Aggregation, floor: &str) -> Definition {
        let base = definition("B4").unwrap().clone();
        Definition {
            aggregation,
            warning_floor: d(floor),
            decimals: 2,
            ..base
        }
    }

    #[test]
    fn a_stock_warns_beyond_a_fifth_and_beyond_its_floor() {
        let stock = number_definition(Aggregation::Last, "5");
        let moved = |from, to, percent| {
            Some(Warning::StockMoved {
                from: d(from),
                to: d(to),
                percent: d(percent),
            })
        };
        for (before, now, warning) in [
            ("100", "119.99", None),
            ("100", "120", None),
            ("100", "120.01", moved("100", "120.01", "20")),
            ("100", "80", None),
            ("100", "79.99", moved("100", "79.99", "20")),
            ("10", "14.99", None),
            ("10", "15", None),
            ("10", "15.01", moved("10", "15.01", "50.1")),
            ("0", "5", None),
            ("0", "5.01", Some(Warning::FlowFromZero { to: d("5.01") })),
            ("0", "0", None),
        ] {
            assert_eq!(warned(&stock, before, now), warning, "{before} to {now}");
        }
    }

    /// 1.349 to 1.989 is 47.4 %, but who reads 1.3 and 2.0 finds 53.8 %.
    #[test]
    fn the_change_told_is_that_of_the_figures_told() {
        for (from, to, percent) in [
            ("1.3", "2.0", "53.8"),
            ("2", "3", "50"),
            ("3", "1", "66.7"),
            ("3", "10", "233"),
            ("1", "2", "100"),
        ] {
            assert_eq!(shown_percent(d(from), d(to)), Some(d(percent)), "{from} to {to}");
        }
        assert_eq!(shown_percent(d("0"), d("1")), None);
        let coarse = Definition {
            decimals: 0,
            ..number_definition(Aggregation::Last, "0")
        };
        let (before, now) = (Amount::Number(d("2.4")), Amount::Number(d("3.4")));
        let told = warning(&coarse, &before, &now);
        let (from, to, percent) = (d("2"), d("3"), d("50"));
        assert_eq!(told, Some(Warning::StockMoved { from, to, percent }), "not 41.67");
    }

    #[test]
    fn a_flow_warns_beyond_threefold_and_beyond_its_floor() {
        let flow = number_definition(Aggregation::Sum, "5");
        let jumped = |a, b, times| {
            Some(Warning::FlowJumped {
                from: d(a),
                to: d(b),
                times: d(times),
            })
        };
        let fell = |a, b, times| {
            Some(Warning::FlowFell {
                from: d(a),
                to: d(b),
                times: d(times),
            })
        };
        for (before, now, warning) in [
            ("10", "29.99", None),
            ("10", "30", None),
            ("10", "30.01", jumped("10", "30.01", "3.0")),
            ("10", "45", jumped("10", "45", "4.5")),
            ("30", "10.01", None),
            ("30", "10", None),
            ("30", "9.99", fell("30", "9.99", "3.0")),
            ("30", "0", fell("30", "0", "0")),
            ("1", "5.99", None),
            ("1", "6", None),
            ("1", "6.01", jumped("1", "6.01", "6.0")),
            ("0", "5", None),
            ("0", "5.01", Some(Warning::FlowFromZero { to: d("5.01") })),
            ("5", "0", None),
            ("5.01", "0", fell("5.01", "0", "0")),
        ] {
            assert_eq!(warned(&flow, before, now), warning, "{before} to {now}");
        }
    }

    #[test]
    fn a_rate_warns_beyond_thirty_points_and_beyond_its_floor() {
        let definition = definition("S2-01").unwrap();
        let floored = Definition {
            warning_floor: d("40"),
            ..definition.clone()
        };
        let warned = |definition, before: &str, now: &str| {
            let previous = quotient(before, "10000");
            let cx = Context {
                definition,
                base: None,
                base_wrong: false,
                previous: Some(&previous),
                today: TODAY,
            };
            check(&typed(&[(F::Numerator, now), (F::Denominator, "10000")]), &cx).warning
        };
        let moved = |from, to, points| {
            Some(Warning::RateMoved {
                from: d(from),
                to: d(to),
                points: d(points),
            })
        };
        assert_eq!(warned(definition, "5000", "7999"), None);
        assert_eq!(warned(definition, "5000", "8000"), None);
        assert_eq!(warned(definition, "5000", "8001"), moved("50", "80.01", "30.01"));
        assert_eq!(warned(definition, "5000", "2000"), None);
        assert_eq!(warned(definition, "5000", "1999"), moved("50", "19.99", "30.01"));
        assert_eq!(warned(definition, "0", "3001"), moved("0", "30.01", "30.01"));
        assert_eq!(warned(&floored, "5000", "9000"), None);
        assert_eq!(warned(&floored, "5000", "9001"), moved("50", "90.01", "40.01"));
    }

    #[test]
    fn a_yes_that_turned_to_no_warns() {
        for (before, now, warning) in [
            (true, "no", Some(Warning::YesToNo)),
            (true, "yes", None),
            (false, "no", None),
            (false, "yes", None),
        ] {
            let previous = Entry::Value {
                amount: Amount::YesNo(before),
                explanation: String::new(),
            };
            let cx = Context {
                definition: definition("S1-01").unwrap(),
                base: None,
                base_wrong: false,
                previous: Some(&previous),
                today: TODAY,
            };
            assert_eq!(check(&typed(&[(F::Value, now)]), &cx).warning, warning);
        }
    }

    #[test]
    fn only_values_are_compared_and_only_warnings_explained() {
        let definition = definition("B4").unwrap();
        let run = |previous: Option<&Entry>, fields: &[(F, &str)]| {
            check(
                &typed(fields),
                &Context {
                    definition,
                    base: None,
                    base_wrong: false,
                    previous,
                    today: TODAY,
                },
            )
        };
        let later = Entry::NotYetAvailable {
            reason: "late".into(),
            expected_on: TODAY,
        };
        for previous in [None, Some(&Entry::Missing), Some(&no_cases()), Some(&later)] {
            assert_eq!(run(previous, &[(F::Value, "1000")]).warning, None, "{previous:?}");
        }
        let ten = number("10");
        assert_eq!(
            run(Some(&ten), &[(F::Kind, "not_applicable"), (F::Reason, "r")]).warning,
            None
        );

        let open = run(Some(&ten), &[(F::Value, "1000"), (F::Explanation, "  ")]);
        assert!(open.warning.is_some() && !open.explained && open.entry == number("1000"));
        let answered = run(Some(&ten), &[(F::Value, "1000"), (F::Explanation, " a campaign ")]);
        assert!(answered.explained);
        assert_eq!(
            answered.entry,
            Entry::Value {
                amount: Amount::Number(d("1000")),
                explanation: "a campaign".into()
            }
        );
        assert_eq!(
            run(Some(&ten), &[(F::Value, "11"), (F::Explanation, "old answer")]).entry,
            number("11")
        );
        let long = run(Some(&ten), &[(F::Value, "1000"), (F::Explanation, &"长".repeat(501))]);
        assert_eq!(long.errors, [(F::Explanation, P::TooLong { max: 500 })]);
        assert!(
            long.warning.is_some() && long.entry == Entry::Missing,
            "the question stays while its answer is too long"
        );
    }
}
