//! The score of a city, or of one of its aspects, goals or indicators: the same sum over fewer rows. Every row says whether
//! it counts and why not, so that the total opens to what it is made of.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::{Rule, Score, Standing, score};
use crate::{indicator::Direction, number};

/// Percent of the weight that may leave a city's base as not applicable; more makes its score grey.
const REMOVED_PERCENT: u32 = 10;

/// Decimals to which a contribution is taken before it is rounded as it is shown: a third of 100, three times, is 100.
const EXACT: u32 = 20;

/// Decimals of a contribution.
const DECIMALS: u32 = 2;

/// When is scored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum When {
    /// On the way: what is not there yet is left out.
    Running,
    /// At an evaluation: what is not there counts 0, unless CNIPA exempts.
    Evaluation,
}

/// An indicator of a city.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// `S1-02`.
    pub code: String,
    /// Weight, from 0 to 10^15; beyond counts as the bound.
    pub weight: Decimal,
    /// Which way is better.
    pub direction: Direction,
    /// Where it stands.
    pub standing: Standing,
    /// Values held.
    pub held: usize,
    /// Values expected.
    pub expected: usize,
    /// Baseline at the moment (`Path::baseline_at`).
    pub baseline: Option<Decimal>,
    /// Target in force at the moment (`Path::at`); none until one is filed.
    pub target: Option<Decimal>,
    /// True where CNIPA lets a value that is not there go without a 0.
    pub exempt: bool,
}

/// Why a row counts 0 or not at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// Does not apply: agreed where it is left out, not agreed where it counts 0.
    NotApplicable,
    /// The whole range had no cases.
    NoCases,
    /// No target is in force yet: baseline to be filed 基期待备案.
    NoTarget,
    /// Not yet available.
    NotYet,
    /// Missing.
    Missing,
    /// The values come to no figure.
    NoFigure,
    /// Not there, and CNIPA exempts.
    Exempt,
}

/// How a row counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// By its score.
    Scored(Score),
    /// 0, with its weight.
    Zero(Reason),
    /// Not at all: its weight is not in the base.
    Out(Reason),
}

/// A line of the explanation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// `S1-02`.
    pub code: String,
    /// Weight.
    pub weight: Decimal,
    /// How it counts.
    pub outcome: Outcome,
    /// Share of the base's weight, from 0 to 1, unrounded; none of what is out, and where the base weighs nothing.
    pub share: Option<Decimal>,
    /// What it adds to the total, weight·score/Σ weights that apply, rounded half-up to 2 decimals; none as `share`.
    pub contribution: Option<Decimal>,
    /// Values held.
    pub held: usize,
    /// Values expected.
    pub expected: usize,
}

/// Why a total is grey and unranked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Grey {
    /// Over 10 % of the weight is left out as not applicable or without cases.
    Removed {
        /// That share of the weight of all rows, from 0 to 1.
        share: Decimal,
    },
    /// Too few of the expected values are behind it.
    Thin {
        /// `Total::value_share`.
        share: Decimal,
    },
}

/// A total and what it is made of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Total {
    /// A line for each row, in the order of the rows.
    pub lines: Vec<Line>,
    /// The sum of the contributions, nothing else: rounding may take it a few hundredths over 100. None if nothing counts.
    pub total: Option<Decimal>,
    /// The weights that count, Σ of the rule.
    pub base: Decimal,
    /// `base` of all weight but what is not applicable (agreed) or without cases, from 0 to 1; none of nothing.
    pub weight_share: Option<Decimal>,
    /// Values held of the rows that count.
    pub held: usize,
    /// Values expected of all rows but those not applicable (agreed) or without cases.
    pub expected: usize,
    /// `held` of `expected`, from 0 to 1; none of nothing.
    pub value_share: Option<Decimal>,
    /// Why it is grey; empty where it is not, and where there is no total.
    pub grey: Vec<Grey>,
}

impl Total {
    /// True of a total that takes part in a ranking.
    #[must_use]
    pub fn is_ranked(&self) -> bool {
        self.total.is_some() && self.grey.is_empty()
    }
}

/// Adds rows up. A total with less than `least` (a share, from 0 to 1) of its expected values is grey.
#[must_use]
pub fn city<'a>(rows: impl IntoIterator<Item = &'a Row>, rule: Rule, when: When, least: Decimal) -> Total {
    let all: Vec<(&Row, Decimal, Outcome)> = rows
        .into_iter()
        .map(|row| {
            let weight = row.weight.clamp(Decimal::ZERO, number::LARGEST.into());
            (row, weight, outcome(row, rule, when))
        })
        .collect();
    let weigh = |of: fn(Outcome) -> bool| {
        let weights = all
            .iter()
            .filter(|(.., outcome)| of(*outcome))
            .map(|(_, weight, _)| *weight);
        weights.fold(Decimal::ZERO, Decimal::saturating_add)
    };
    let (base, left, whole) = (weigh(counts), weigh(|o| !is_removed(o)), weigh(|_| true));
    let lines: Vec<Line> = all
        .iter()
        .map(|(row, weight, o)| line(row, *weight, *o, base))
        .collect();
    let contributions = lines.iter().filter_map(|line| line.contribution);
    let total = contributions.reduce(Decimal::saturating_add);
    let count = |of: fn(Outcome) -> bool, number: fn(&Row) -> usize| {
        let numbers = all
            .iter()
            .filter(|(.., outcome)| of(*outcome))
            .map(|(row, ..)| number(row));
        numbers.fold(0, usize::saturating_add)
    };
    let (held, expected) = (count(counts, |r| r.held), count(|o| !is_removed(o), |r| r.expected));
    let value_share = Decimal::from(held).checked_div(Decimal::from(expected));
    let mut grey = Vec::new();
    if total.is_some() {
        let removed = weigh(is_removed);
        if removed.saturating_mul(Decimal::ONE_HUNDRED) > whole.saturating_mul(Decimal::from(REMOVED_PERCENT)) {
            grey.extend(removed.checked_div(whole).map(|share| Grey::Removed { share }));
        }
        grey.extend(
            value_share
                .filter(|share| *share < least)
                .map(|share| Grey::Thin { share }),
        );
    }
    Total {
        lines,
        total,
        base,
        weight_share: base.checked_div(left),
        held,
        expected,
        value_share,
        grey,
    }
}

fn outcome(row: &Row, rule: Rule, when: When) -> Outcome {
    let reason = match (row.standing, row.target) {
        (Standing::NotApplicable { agreed: true }, _) => return Outcome::Out(Reason::NotApplicable),
        (Standing::NoCases, _) => return Outcome::Out(Reason::NoCases),
        (_, None) => return Outcome::Out(Reason::NoTarget),
        (Standing::Value(value), Some(target)) => {
            return Outcome::Scored(score(row.direction, rule, value, row.baseline, target));
        }
        (Standing::NotApplicable { agreed: false }, _) => return Outcome::Zero(Reason::NotApplicable),
        (Standing::NotYet, _) => Reason::NotYet,
        (Standing::Missing, _) => Reason::Missing,
        (Standing::NoFigure, _) => Reason::NoFigure,
    };
    match when {
        When::Running => Outcome::Out(reason),
        When::Evaluation if row.exempt => Outcome::Out(Reason::Exempt),
        When::Evaluation => Outcome::Zero(reason),
    }
}

const fn counts(outcome: Outcome) -> bool {
    !matches!(outcome, Outcome::Out(_))
}

/// True of what a city has nothing to show of, so that nothing is expected.
const fn is_removed(outcome: Outcome) -> bool {
    matches!(outcome, Outcome::Out(Reason::NotApplicable | Reason::NoCases))
}

fn line(row: &Row, weight: Decimal, outcome: Outcome, base: Decimal) -> Line {
    let share = if counts(outcome) {
        weight.checked_div(base)
    } else {
        None
    };
    let points = match outcome {
        Outcome::Scored(score) => score.points,
        Outcome::Zero(_) | Outcome::Out(_) => Decimal::ZERO,
    };
    let exact = share.map(|share| number::round(share * points, EXACT));
    Line {
        code: row.code.clone(),
        weight,
        outcome,
        share,
        contribution: exact.map(|exact| number::round(exact, DECIMALS)),
        held: row.held,
        expected: row.expected,
    }
}

#[cfg(test)]
mod tests;
