//! Where an indicator of a city stands at the end of a quarter: which periods are asked, and what their entries come to.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::{
    aggregate::roll_up,
    compare::comparable,
    entry::{Entry, Kind},
    indicator::{Aggregation, Definition, Frequency},
    period::Period,
    scheme::Promise,
};

/// Where an indicator stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// The figure, unrounded; yes is 1, no is 0.
    Value(Decimal),
    /// The whole range had no cases 无业务量.
    NoCases,
    /// Does not apply.
    NotApplicable {
        /// True where CNIPA agreed, at filing or in a review; only then does it leave the city's base.
        agreed: bool,
    },
    /// Will come.
    NotYet,
    /// Nothing was reported.
    Missing,
    /// There are values, but they come to no figure: beyond the range of decimals.
    NoFigure,
}

/// The periods whose entries make the figure of a quarter, in order: of a flow all since the pilot began, else those of the
/// quarter; months of monthly indicators. `pilot` is the pilot's quarters.
#[must_use]
pub fn periods(definition: &Definition, quarter: Period, pilot: &[Period]) -> Vec<Period> {
    let quarter = quarter.quarter();
    let quarters: Vec<Period> = match definition.aggregation {
        Aggregation::Sum => pilot.iter().copied().filter(|q| *q <= quarter).collect(),
        Aggregation::Last | Aggregation::Avg => vec![quarter],
    };
    match definition.frequency {
        Frequency::Monthly => quarters.into_iter().flat_map(Period::months).collect(),
        Frequency::Quarterly | Frequency::Yearly => quarters,
    }
}

/// What the entries of a range (one for each expected period, in order) come to, by the indicator's rule, and how many
/// values they hold of how many expected. `agreed` tells of an entry's place whether CNIPA agreed, at filing or in a review,
/// that the indicator does not apply then.
///
/// Without any value one entry that is not applicable and not agreed makes it so, wherever it stands: otherwise who has one
/// bad month could have it called not applicable, and be left out for what is still missing. Next the last that is still to
/// come speaks, and only where none is, the range does not apply or had no cases.
#[must_use]
pub fn standing(
    definition: &Definition,
    entries: &[Entry],
    agreed: impl Fn(usize) -> bool,
) -> (Standing, usize, usize) {
    let rolled = roll_up(definition, entries);
    let standing = match rolled.amount.and_then(|amount| comparable(definition, &amount)) {
        Some(figure) => Standing::Value(figure),
        None if entries.iter().any(|e| e.amount().is_some()) => Standing::NoFigure,
        None => without_value(entries, agreed),
    };
    (standing, rolled.held, rolled.expected)
}

/// An indicator of a city beside what the city promises for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Against {
    /// Where it stands: as filed where that is not applicable, for the whole range, whatever was reported.
    pub standing: Standing,
    /// Values held.
    pub held: usize,
    /// Values expected.
    pub expected: usize,
    /// Baseline at the quarter (`Path::baseline_at`).
    pub baseline: Option<Decimal>,
    /// Target in force at the quarter (`Path::at`).
    pub target: Option<Decimal>,
}

/// As [`standing`], with what is promised for the quarter.
#[must_use]
pub fn against(
    definition: &Definition,
    entries: &[Entry],
    promise: Option<&Promise>,
    (quarter, pilot): (Period, &[Period]),
    agreed: impl Fn(usize) -> bool,
) -> Against {
    let (reported, held, expected) = standing(definition, entries, agreed);
    let path = promise.and_then(Promise::path);
    Against {
        standing: match promise {
            Some(Promise::NotApplicable { .. }) => Standing::NotApplicable { agreed: true },
            _ => reported,
        },
        held,
        expected,
        baseline: path.and_then(|p| p.baseline_at(definition, quarter, pilot)),
        target: path.and_then(|p| p.at(quarter)),
    }
}

fn without_value(entries: &[Entry], agreed: impl Fn(usize) -> bool) -> Standing {
    let not_applicable = |e: &Entry| matches!(e, Entry::NotApplicable { no_cases: false, .. });
    if (0..).zip(entries).any(|(at, e)| not_applicable(e) && !agreed(at)) {
        return Standing::NotApplicable { agreed: false };
    }
    match entries
        .iter()
        .rfind(|e| e.kind() != Kind::NotApplicable)
        .map(Entry::kind)
    {
        Some(Kind::NotYetAvailable) => Standing::NotYet,
        Some(_) => Standing::Missing,
        None if entries.is_empty() => Standing::Missing,
        None if entries.iter().any(not_applicable) => Standing::NotApplicable { agreed: true },
        None => Standing::NoCases,
    }
}

#[cfg(test)]
mod tests;
