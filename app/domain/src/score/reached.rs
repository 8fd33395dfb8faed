//! How far a city has come towards its own target at the end of a quarter: what charts, tables and the editor say beside a
//! value, and the figure of the modes that compare by it.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::{Rule, Score, Standing, against, score};
use crate::{
    aggregate::roll_up,
    compare::{Mode, is_small},
    entry::Entry,
    indicator::Definition,
    period::Period,
    scheme::Promise,
};

/// What a city has reached of its own target.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reached {
    /// Where it stands: of a flow since the pilot began, else in the quarter.
    pub standing: Standing,
    /// Values held.
    pub held: usize,
    /// Values expected.
    pub expected: usize,
    /// True of a figure over too few cases.
    pub small: bool,
    /// True where a promise is filed for the indicator.
    pub filed: bool,
    /// Baseline at the quarter (`Path::baseline_at`).
    pub baseline: Option<Decimal>,
    /// Target in force at the quarter (`Path::at`).
    pub target: Option<Decimal>,
    /// Attainment and progress, where there are both a figure and a target.
    pub score: Option<Score>,
}

/// Why there is no figure in a mode of targets, or of change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Lack {
    /// Does not apply, as reported or as agreed at filing.
    NotApplicable,
    /// No cases 无业务量.
    NoCases,
    /// Nothing is filed yet: baseline to be filed 基期待备案.
    NotFiled,
    /// Filed, but no step holds at the quarter yet.
    NoTarget,
    /// The value will come.
    NotYet,
    /// The base is zero, and of nothing there is no percentage.
    ZeroBase,
    /// No month of the quarter has a value a year before.
    NoYearBefore,
    /// The definition changed in between, and no change crosses that.
    Break,
    /// There is no value, or its parts come to none.
    Missing,
}

impl Lack {
    /// The name in exports, the kind of an entry where there is one of that.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Lack::NotApplicable | Lack::NoCases => "not_applicable",
            Lack::NotFiled => "baseline_to_be_filed",
            Lack::NoTarget => "no_target",
            Lack::NotYet => "not_yet_available",
            Lack::ZeroBase => "zero_base",
            Lack::NoYearBefore => "no_value_a_year_before",
            Lack::Break => "definition_changed",
            Lack::Missing => "missing",
        }
    }
}

/// What the entries of a quarter's range (`score::periods`, in order) have reached of a promise.
#[must_use]
pub fn reached(
    definition: &Definition,
    entries: &[Entry],
    promise: Option<&Promise>,
    quarter: Period,
    pilot: &[Period],
) -> Reached {
    let stands = against(definition, entries, promise, (quarter, pilot), |_| false);
    let score = match (stands.standing, stands.target, definition.direction) {
        (Standing::Value(value), Some(target), Some(direction)) => {
            Some(score(direction, Rule::Mean, value, stands.baseline, target))
        }
        _ => None,
    };
    let small = roll_up(definition, entries).amount.is_some_and(|a| is_small(&a));
    Reached {
        standing: stands.standing,
        held: stands.held,
        expected: stands.expected,
        small,
        filed: promise.is_some(),
        baseline: stands.baseline,
        target: stands.target,
        score,
    }
}

impl Reached {
    /// The figure that a mode of targets compares, from 0 to 100, or why there is none. Of the other modes there is none.
    ///
    /// # Errors
    /// [`Lack`].
    pub fn in_mode(&self, mode: Mode) -> Result<Decimal, Lack> {
        match self.standing {
            Standing::NotApplicable { .. } => return Err(Lack::NotApplicable),
            Standing::NoCases => return Err(Lack::NoCases),
            _ if !self.filed => return Err(Lack::NotFiled),
            _ if self.target.is_none() => return Err(Lack::NoTarget),
            Standing::NotYet => return Err(Lack::NotYet),
            Standing::Value(_) | Standing::Missing | Standing::NoFigure => {}
        }
        let score = self.score.ok_or(Lack::Missing)?;
        match mode {
            Mode::Progress => score.progress.ok_or(Lack::NoTarget),
            _ => Ok(score.attainment),
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::{
        entry::Amount,
        indicator::{definition, in_mode},
        score::periods,
        target::Path,
    };

    fn d(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    fn q(text: &str) -> Period {
        text.parse().unwrap()
    }

    fn pilot() -> Vec<Period> {
        ["2025-Q4", "2026-Q1", "2026-Q2", "2026-Q3"].map(q).to_vec()
    }

    fn promise(baseline: &str, steps: &[(&str, &str)]) -> Promise {
        Promise::Value {
            path: Path {
                baseline: Some(d(baseline)),
                steps: steps.iter().map(|(at, n)| (q(at), d(n))).collect(),
            },
            baseline_on: date(2025, 9, 30),
            source: String::new(),
            explanation: String::new(),
        }
    }

    fn value(amount: Amount) -> Entry {
        Entry::Value {
            amount,
            explanation: String::new(),
        }
    }

    fn rate(numerator: &str, denominator: &str) -> Entry {
        value(Amount::Quotient {
            numerator: d(numerator),
            denominator: d(denominator),
        })
    }

    fn of(code: &str, entries: &[Entry], promise: Option<&Promise>, quarter: &str) -> Reached {
        let def = definition(code).unwrap();
        assert_eq!(entries.len(), periods(def, q(quarter), &pilot()).len());
        reached(def, entries, promise, q(quarter), &pilot())
    }

    #[test]
    fn a_rate_is_measured_against_its_quarters_step() {
        // F2-01, percent: 80 + 81 + 82 of 300 are 81 %; the step is 90, the baseline 72.
        let months = [rate("80", "100"), rate("81", "100"), rate("82", "100")];
        let path = promise("72", &[("2026-Q1", "90"), ("2026-Q3", "95")]);
        let now = of("F2-01", &months, Some(&path), "2026-Q2");
        assert_eq!(now.target, Some(d("90")), "the step before holds");
        // 100 · 81 / 90 = 90; 100 · (81 − 72) / (90 − 72) = 50.
        assert_eq!(now.in_mode(Mode::Attainment), Ok(d("90")));
        assert_eq!(now.in_mode(Mode::Progress), Ok(d("50")));
        let before = of("F2-01", &months, Some(&path), "2025-Q4");
        assert_eq!(before.in_mode(Mode::Attainment), Err(Lack::NoTarget));
    }

    #[test]
    fn a_flow_is_measured_since_the_pilot_began() {
        // F4-03, sessions: 10 a month over six months are 60 of 80; the year before had 80, of which two quarters 40.
        let months = vec![value(Amount::Number(d("10"))); 6];
        let path = promise("80", &[("2025-Q4", "30"), ("2026-Q1", "80")]);
        let now = of("F4-03", &months, Some(&path), "2026-Q1");
        assert_eq!((now.standing, now.baseline), (Standing::Value(d("60")), Some(d("40"))));
        // 100 · 60 / 80 = 75; 100 · (60 − 40) / (80 − 40) = 50.
        assert_eq!(now.in_mode(Mode::Attainment), Ok(d("75")));
        assert_eq!(now.in_mode(Mode::Progress), Ok(d("50")));
    }

    #[test]
    fn what_has_no_figure_says_why() {
        let path = promise("72", &[("2025-Q4", "90")]);
        let not_applicable = Promise::NotApplicable { reason: String::new() };
        let lack = |months: [Entry; 3], promise| of("F2-01", &months, promise, "2026-Q1").in_mode(Mode::Attainment);
        let full = || [(); 3].map(|()| rate("8", "9"));
        let na = |no_cases| {
            [(); 3].map(|()| Entry::NotApplicable {
                reason: String::new(),
                no_cases,
            })
        };
        let not_yet = || Entry::NotYetAvailable {
            reason: String::new(),
            expected_on: date(2026, 7, 1),
        };
        assert_eq!(lack(full(), None), Err(Lack::NotFiled));
        assert_eq!(lack(Default::default(), None), Err(Lack::NotFiled));
        assert_eq!(lack(Default::default(), Some(&path)), Err(Lack::Missing));
        assert_eq!(
            lack([Entry::Missing, Entry::Missing, not_yet()], Some(&path)),
            Err(Lack::NotYet)
        );
        assert_eq!(lack(na(true), None), Err(Lack::NoCases));
        assert_eq!(lack(na(false), Some(&path)), Err(Lack::NotApplicable));
        assert_eq!(lack(full(), Some(&not_applicable)), Err(Lack::NotApplicable));
        // 24 of 27 cases: enough of them together, though no month has ten.
        assert!(!of("F2-01", &full(), Some(&path), "2026-Q1").small);
    }

    #[test]
    fn modes_of_targets_are_percent_with_a_tenth_that_counts() {
        for mode in [Mode::Attainment, Mode::Progress] {
            let lower = in_mode("N2-03", mode).unwrap();
            assert_eq!((lower.unit.as_str(), lower.decimals), ("%", 1));
            assert_eq!(lower.smallest_difference, d("0.1"));
            assert_eq!(lower.direction, Some(crate::indicator::Direction::Higher));
            assert!(!in_mode("F4-03", mode).unwrap().per_million);
            assert_eq!(in_mode("B4", mode).unwrap().unit, definition("B4").unwrap().unit);
        }
    }
}
