//! Scores: of one indicator, from 0 to 100 by value, baseline and target (`score`), and of a city, each contribution
//! rounded so that a printed explanation adds up (`city`). Where a range of entries stands is `standing`.

mod reached;
mod standing;
mod total;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

pub use reached::{Lack, Reached, reached};
pub use standing::{Against, Standing, against, periods, standing};
pub use total::{Grey, Line, Outcome, Reason, Row, Total, When, city};

use crate::{indicator::Direction, problem::named};

named! {
    /// How a round scores.
    #[derive(Default)]
    Rule {
        /// How much of the target is reached.
        Attainment = "attainment",
        /// How much of the way from baseline to target is gone.
        Progress = "progress",
        /// The mean of both.
        #[default]
        Mean = "mean",
    }
}

/// The score of an indicator, unrounded, each number from 0 to 100.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Score {
    /// How much of the target is reached.
    pub attainment: Decimal,
    /// How much of the way from baseline to target is gone; none without a baseline.
    pub progress: Option<Decimal>,
    /// What counts.
    pub points: Decimal,
    /// The rule that gave the points: attainment where there is no baseline, whatever the round's rule.
    pub by: Rule,
}

/// The score of a value against a target; no better value ever has a lower one. Yes/no (1 and 0) needs no rule of its own:
/// it comes to 100 or 0, and a target of "no" is always met.
///
/// Divisions keep 28 decimals, and a distance beyond the range of decimals stops at its end.
#[must_use]
pub fn score(direction: Direction, rule: Rule, value: Decimal, baseline: Option<Decimal>, target: Decimal) -> Score {
    let attainment = attainment(direction, value, target);
    let progress = baseline.map(|baseline| progress(direction, value, baseline, target));
    let (points, by) = match (rule, progress) {
        (Rule::Attainment, _) | (_, None) => (attainment, Rule::Attainment),
        (Rule::Progress, Some(progress)) => (progress, Rule::Progress),
        (Rule::Mean, Some(progress)) => ((attainment + progress) / Decimal::TWO, Rule::Mean),
    };
    Score {
        attainment,
        progress,
        points,
        by,
    }
}

/// 100·v/t, where lower is better 100·t/v. A quotient says nothing across zero: for t ≤ 0 it is 100 where the target is met,
/// else 0, in both directions. Where lower is better the rule of the house has that for t = 0 by itself; for t < 0, which no
/// indicator allows, it would divide by v = 0 and give 100 to values that miss their target.
fn attainment(direction: Direction, value: Decimal, target: Decimal) -> Decimal {
    if !direction.is_better(target, value) {
        return Decimal::ONE_HUNDRED;
    }
    if target <= Decimal::ZERO {
        return Decimal::ZERO;
    }
    match direction {
        Direction::Higher => percent(value, target),
        Direction::Lower => percent(target, value),
    }
}

/// 100·(v−b)/(t−b); where the baseline already meets the target 100 while the value does, and attainment when not.
fn progress(direction: Direction, value: Decimal, baseline: Decimal, target: Decimal) -> Decimal {
    if !direction.is_better(target, value) {
        return Decimal::ONE_HUNDRED;
    }
    if !direction.is_better(target, baseline) {
        return attainment(direction, value, target);
    }
    // Both distances are negative where lower is better, and their quotient is not.
    percent(value.saturating_sub(baseline), target.saturating_sub(baseline))
}

/// A part of a whole in percent, from 0 to 100. Divided first, so that nothing in between is beyond range.
fn percent(part: Decimal, whole: Decimal) -> Decimal {
    let share = part.checked_div(whole).unwrap_or_default();
    share.clamp(Decimal::ZERO, Decimal::ONE) * Decimal::ONE_HUNDRED
}

#[cfg(test)]
mod properties;
#[cfg(test)]
mod samples;
#[cfg(test)]
mod tests;
