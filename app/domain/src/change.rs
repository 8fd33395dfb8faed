//! How far a city has moved: since the baseline of its filed scheme, or on the same months a year before. What is compared,
//! in which unit, and why there is no figure; one base for all cities of a picture.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::{
    aggregate::roll_up,
    compare::{SMALL_DENOMINATOR, is_small},
    entry::{Amount, Entry},
    indicator::{Aggregation, Definition, Frequency, Quantity},
    period::Period,
    problem::named,
    scheme::Promise,
    score::{Lack, Standing, against, standing},
};

named! {
    /// What a change is measured from.
    Base {
        /// The baseline of the city's filed scheme.
        Baseline = "baseline",
        /// What the same months of the year before came to.
        YearBefore = "year_before",
    }
}

impl Base {
    /// The base of a picture, by how many cities can be compared by each: one for all, since a change since a baseline and one
    /// on the year before are not of one kind; the one that leaves fewer cities out, and of two equally good ones the year
    /// before, whose months are the same and were measured alike.
    #[must_use]
    pub const fn of_most(by_baseline: usize, by_year_before: usize) -> Self {
        if by_year_before > 0 && by_year_before >= by_baseline {
            Base::YearBefore
        } else {
            Base::Baseline
        }
    }
}

/// How a change is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// Value minus base, in the unit; of percentages in percentage points.
    Difference,
    /// 100 · (value − base) ÷ base, in percent.
    Percent,
}

/// How the change of an indicator is told; none of a yes or no, which turns and does not grow.
///
/// Rates, means, gaps and stocks have a unit of their own in which a difference reads well, and a percentage of a percentage
/// misleads. Flows that grow with the size of a city (those with a `scale`) change in percent, which takes the size out: so
/// large and small cities can be set side by side. The other flows, standards issued and incidents, are a handful a year,
/// are compared as they are, and are often none: for them a percentage would be wild or undefined, and a difference is neither.
#[must_use]
pub fn measure(definition: &Definition) -> Option<Measure> {
    match (definition.quantity(), definition.per_million) {
        (Quantity::Flag, _) => None,
        (Quantity::Flow, true) => Some(Measure::Percent),
        _ => Some(Measure::Difference),
    }
}

/// How far a city has moved by the end of a quarter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moved {
    /// The change, unrounded, or why there is none.
    pub figure: Result<Decimal, Lack>,
    /// Where the city stands: of a flow what was counted in the months held, else the level of the quarter.
    pub value: Option<Decimal>,
    /// What that is compared with, of as many months.
    pub base: Option<Decimal>,
    /// Values held.
    pub held: usize,
    /// Values expected.
    pub expected: usize,
    /// True of a figure made of too few cases, and of a percentage of fewer than ten.
    pub small: bool,
}

/// The change since the baseline. `entries` are those of `score::periods`: of a flow since the pilot began, which are set
/// against the baseline's twelve months in proportion to the months held (b · held ÷ 12), so that a month that is not in yet
/// is no loss. Seasons are not in that proportion, which the pages say.
///
/// `version` gives the version of the definition that holds in a period: across a change of it there is no figure.
#[must_use]
pub fn since_baseline(
    definition: &Definition,
    entries: &[Entry],
    promise: Option<&Promise>,
    (quarter, pilot): (Period, &[Period]),
    version: impl Fn(Period) -> u32,
) -> Moved {
    let stands = against(definition, entries, promise, (quarter, pilot), |_| false);
    let baseline = promise.and_then(Promise::path).and_then(|p| p.baseline);
    let flow = definition.aggregation == Aggregation::Sum;
    let base = match baseline {
        Some(baseline) if flow => share(definition, baseline, stands.held),
        level => level,
    };
    let broken = pilot.first().is_some_and(|first| version(*first) != version(quarter));
    let figure = match stands.standing {
        Standing::NotApplicable { .. } => Err(Lack::NotApplicable),
        Standing::NoCases => Err(Lack::NoCases),
        _ if baseline.is_none() => Err(Lack::NotFiled),
        _ if broken => Err(Lack::Break),
        Standing::Value(value) => tell(definition, value, base),
        standing => Err(lack(standing)),
    };
    let few = roll_up(definition, entries).amount.is_some_and(|a| is_small(&a));
    Moved {
        figure,
        value: known(stands.standing),
        base,
        held: stands.held,
        expected: stands.expected,
        small: few || is_small_base(definition, base),
    }
}

/// The change of a flow on the same months a year before: of a quarter's periods, each with its entry now and then, those
/// that have a value in both. `version` as in [`since_baseline`].
#[must_use]
pub fn on_year_before(
    definition: &Definition,
    periods: &[(Period, Entry, Entry)],
    version: impl Fn(Period) -> u32,
) -> Moved {
    let number = |e: &Entry| match e.amount() {
        Some(Amount::Number(n)) => Some(*n),
        _ => None,
    };
    let pairs = periods
        .iter()
        .filter_map(|(p, now, then)| Some((*p, number(now)?, number(then)?)));
    let pairs: Vec<_> = pairs.collect();
    let sum = |of: fn(&(Period, Decimal, Decimal)) -> Decimal| {
        let numbers = pairs.iter().map(of);
        numbers.reduce(Decimal::saturating_add)
    };
    let (value, base) = (sum(|p| p.1), sum(|p| p.2));
    let figure = match value {
        Some(_) if pairs.iter().any(|(p, ..)| version(*p) != version(p.year_before())) => Err(Lack::Break),
        Some(value) => tell(definition, value, base),
        None => {
            let now: Vec<Entry> = periods.iter().map(|(_, now, _)| now.clone()).collect();
            Err(match standing(definition, &now, |_| false).0 {
                Standing::Value(_) => Lack::NoYearBefore,
                without => lack(without),
            })
        }
    };
    Moved {
        figure,
        value,
        base,
        held: pairs.len(),
        expected: periods.len(),
        small: is_small_base(definition, base),
    }
}

/// The part of a twelve months' total that so many months, or quarters of what is reported quarterly, stand for.
fn share(definition: &Definition, year: Decimal, held: usize) -> Option<Decimal> {
    let parts = match definition.frequency {
        Frequency::Monthly => 12,
        Frequency::Quarterly => 4,
        Frequency::Yearly => 1,
    };
    year.checked_mul(Decimal::from(held))?.checked_div(Decimal::from(parts))
}

/// The change in its measure; of nothing there is no percentage.
fn tell(definition: &Definition, value: Decimal, base: Option<Decimal>) -> Result<Decimal, Lack> {
    let base = base.ok_or(Lack::Missing)?;
    let by = value.checked_sub(base).ok_or(Lack::Missing)?;
    match measure(definition).ok_or(Lack::NotApplicable)? {
        Measure::Difference => Ok(by),
        Measure::Percent if base <= Decimal::ZERO => Err(Lack::ZeroBase),
        Measure::Percent => {
            let share = by.checked_div(base).ok_or(Lack::Missing)?;
            share.checked_mul(Decimal::ONE_HUNDRED).ok_or(Lack::Missing)
        }
    }
}

/// A percentage of fewer than ten jumps by more than a tenth with each one.
fn is_small_base(definition: &Definition, base: Option<Decimal>) -> bool {
    measure(definition) == Some(Measure::Percent) && base.is_some_and(|b| b < Decimal::from(SMALL_DENOMINATOR))
}

fn known(standing: Standing) -> Option<Decimal> {
    match standing {
        Standing::Value(value) => Some(value),
        _ => None,
    }
}

/// Why there is no value.
const fn lack(standing: Standing) -> Lack {
    match standing {
        Standing::NotApplicable { .. } => Lack::NotApplicable,
        Standing::NoCases => Lack::NoCases,
        Standing::NotYet => Lack::NotYet,
        Standing::Value(_) | Standing::Missing | Standing::NoFigure => Lack::Missing,
    }
}

#[cfg(test)]
mod tests;
