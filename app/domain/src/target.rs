//! Baselines and quarterly target paths, of one indicator of one city: what is in force at a quarter, and what a scheme
//! must put right or explain before it is handed in. Flows are counted since the pilot began.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::{
    check::Problem,
    indicator::{Aggregation, Definition, Direction, Frequency, Way},
    number,
    period::Period,
};

/// Quarters of the twelve months that a flow's baseline is the total of.
const YEAR: i64 = 4;

/// What a city starts from and where it means to be at the end of each quarter. Numbers are in the indicator's unit, rates
/// in percent; of yes/no 1 is yes and 0 is no.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Path {
    /// Of a flow the total of the twelve months before the pilot, else the level before it; none is "to be filed" 基期待备案.
    pub baseline: Option<Decimal>,
    /// By quarter: of a flow what has come together since the pilot began, else the level of that quarter.
    pub steps: BTreeMap<Period, Decimal>,
}

impl Path {
    /// The step in force at a period: its own quarter's, else the last before; none before the first.
    #[must_use]
    pub fn at(&self, period: Period) -> Option<Decimal> {
        self.steps.range(..=period.quarter()).next_back().map(|(_, step)| *step)
    }

    /// What the figure of a period is compared with: of a flow that share of the twelve months' baseline which has run,
    /// b·k/4 after k of the pilot's quarters, this one included; else the baseline. None without a baseline, and beyond
    /// the range of decimals.
    #[must_use]
    pub fn baseline_at(&self, definition: &Definition, period: Period, pilot: &[Period]) -> Option<Decimal> {
        let baseline = self.baseline?;
        if definition.aggregation != Aggregation::Sum {
            return Some(baseline);
        }
        let quarter = baseline.checked_div(Decimal::from(YEAR))?;
        quarter.checked_mul(Decimal::from(run(period, pilot)))
    }
}

/// How many of the pilot's quarters have run at the end of a period's quarter.
fn run(period: Period, pilot: &[Period]) -> i64 {
    let count = pilot.iter().filter(|q| **q <= period.quarter()).count();
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// A number of a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum At {
    /// The baseline.
    Baseline,
    /// The step of a quarter.
    Step(Period),
}

/// What stands in the way of a path, or asks why.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "fault", rename_all = "snake_case")]
pub enum Fault {
    /// Error: a number that cannot stand, or that must be there and is not (the baseline, the pilot's last quarter).
    Wrong {
        /// Which number.
        at: At,
        /// What is wrong with it.
        problem: Problem,
    },
    /// Error: what has come together since the pilot began becomes less.
    Falls {
        /// The quarter that is less than the step before it.
        quarter: Period,
        /// The step before.
        from: Decimal,
        /// The quarter's.
        to: Decimal,
    },
    /// Warning: the final target is worse than the baseline, of a flow than what the same time gave before the pilot.
    Backward {
        /// The baseline, of a flow for the pilot's length.
        baseline: Decimal,
        /// The final target.
        target: Decimal,
    },
    /// Warning: the final target is the baseline, though better is possible.
    Unambitious {
        /// The baseline, of a flow for the pilot's length.
        baseline: Decimal,
    },
    /// Warning: a level becomes worse from one step to the next, or from the baseline to the first.
    StepBack {
        /// The quarter that is worse.
        quarter: Period,
        /// What stands before it.
        from: Decimal,
        /// The quarter's.
        to: Decimal,
    },
    /// Warning: the final target is worse than the one that CNIPA set for reference.
    UnderReference {
        /// CNIPA's.
        reference: Decimal,
        /// The city's.
        target: Decimal,
    },
}

impl Fault {
    /// True of what must be put right, false of what needs a reason only.
    #[must_use]
    pub const fn is_error(&self) -> bool {
        matches!(self, Fault::Wrong { .. } | Fault::Falls { .. })
    }
}

/// What is wrong with a path over the pilot's quarters (in order), or, where nothing is, what asks why; `why` is the reason
/// that the city gave, and where it is not blank nothing is asked.
#[must_use]
pub fn check(
    definition: &Definition,
    path: &Path,
    pilot: &[Period],
    reference: Option<Decimal>,
    why: &str,
) -> Vec<Fault> {
    let errors = errors(definition, path, pilot);
    if !errors.is_empty() || !why.trim().is_empty() {
        return errors;
    }
    warnings(definition, path, pilot, reference).unwrap_or_default()
}

fn errors(definition: &Definition, path: &Path, pilot: &[Period]) -> Vec<Fault> {
    let wrong = |at: At, number: Option<Decimal>, quarters: i64| {
        let problem = match number {
            Some(number) => problem(definition, number, quarters),
            None => Some(Problem::Missing),
        };
        problem.map(|problem| Fault::Wrong { at, problem })
    };
    let mut faults: Vec<Fault> = wrong(At::Baseline, path.baseline, YEAR).into_iter().collect();
    let steps = path.steps.iter();
    faults.extend(steps.filter_map(|(q, step)| wrong(At::Step(*q), Some(*step), run(*q, pilot))));
    if let Some(last) = pilot.last().filter(|q| !path.steps.contains_key(q)) {
        faults.extend(wrong(At::Step(*last), None, 0));
    }
    if definition.aggregation == Aggregation::Sum {
        let pairs = path.steps.iter().zip(path.steps.iter().skip(1));
        faults.extend(pairs.filter(|((_, from), (_, to))| to < from).map(fall));
    }
    faults
}

fn fall(((_, from), (quarter, to)): ((&Period, &Decimal), (&Period, &Decimal))) -> Fault {
    Fault::Falls {
        quarter: *quarter,
        from: *from,
        to: *to,
    }
}

/// What is wrong with a number that stands for so many quarters.
fn problem(definition: &Definition, number: Decimal, quarters: i64) -> Option<Problem> {
    let allowed = definition.decimals;
    let (min, max) = range(definition, quarters);
    if number < Decimal::ZERO {
        Some(Problem::Negative)
    } else if definition.way == Way::YesNo {
        let known = [Decimal::ZERO, Decimal::ONE].contains(&number);
        (!known).then_some(Problem::NotYesNo)
    } else if number < min || number > max {
        Some(Problem::OutOfRange { min, max })
    } else if number.normalize().scale() > allowed {
        Some(Problem::TooManyDecimals { allowed })
    } else {
        None
    }
}

/// The least and the greatest number of so many quarters. What a definition allows is allowed to one report: a flow may
/// come to as much of it as there are reports.
fn range(definition: &Definition, quarters: i64) -> (Decimal, Decimal) {
    let reports = match (definition.aggregation, definition.frequency) {
        (Aggregation::Sum, Frequency::Monthly) => Decimal::from(quarters.saturating_mul(3)),
        (Aggregation::Sum, _) => Decimal::from(quarters),
        _ => Decimal::ONE,
    };
    let most = definition.max.unwrap_or(match definition.way {
        Way::YesNo => Decimal::ONE,
        _ => number::LARGEST.into(),
    });
    let least = definition.min.unwrap_or_default();
    (least.saturating_mul(reports), most.saturating_mul(reports))
}

/// What asks why in a path without errors; none of what has no direction or no pilot.
fn warnings(definition: &Definition, path: &Path, pilot: &[Period], reference: Option<Decimal>) -> Option<Vec<Fault>> {
    let direction = definition.direction?;
    let last = *pilot.last()?;
    let target = path.at(last)?;
    let baseline = path.baseline_at(definition, last, pilot)?;
    let (least, most) = range(definition, run(last, pilot));
    let best = match direction {
        Direction::Higher => most,
        Direction::Lower => least,
    };
    let mut asked = Vec::new();
    if direction.is_better(baseline, target) {
        asked.push(Fault::Backward { baseline, target });
    } else if baseline == target && baseline != best {
        asked.push(Fault::Unambitious { baseline });
    }
    // A flow's steps come together: less of them is an error, more of what should be less is how time passes.
    if definition.aggregation != Aggregation::Sum {
        let mut from = baseline;
        for (&quarter, &to) in &path.steps {
            if direction.is_better(from, to) {
                asked.push(Fault::StepBack { quarter, from, to });
            }
            from = to;
        }
    }
    if let Some(reference) = reference.filter(|r| direction.is_better(*r, target)) {
        asked.push(Fault::UnderReference { reference, target });
    }
    Some(asked)
}

#[cfg(test)]
mod tests;
