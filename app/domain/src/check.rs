//! Checks of entries, one set of rules for browser, server, import and API. Errors block sign-off, never saving;
//! warnings ask why and then let pass.

mod amount;
mod fields;
mod report;
mod warning;

use std::collections::BTreeMap;

use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

pub use amount::figure;
pub use report::{ReportCheck, check_report};
pub use warning::Warning;

use amount::Outcome;
use fields::Reader;

use crate::{
    entry::{Entry, Field, NOTE_MAX, Typed},
    indicator::Definition,
    number,
};

/// Most characters the name of a district may have.
pub const NAME_MAX: usize = 200;

/// What stands in the way of sign-off, at one field or section.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "problem", rename_all = "snake_case")]
pub enum Problem {
    /// Nothing is typed here yet.
    Missing,
    /// The text is not a number.
    NotANumber,
    /// A percent sign in a field that counts or measures.
    PercentInCount,
    /// Beyond 10^15.
    TooLarge,
    /// Below zero.
    Negative,
    /// The figure lies outside what the definition allows.
    OutOfRange {
        /// Least allowed.
        min: Decimal,
        /// Greatest allowed.
        max: Decimal,
    },
    /// The numerator of a ratio exceeds its denominator.
    NumeratorOverDenominator,
    /// More decimals than allowed; trailing zeros do not count.
    TooManyDecimals {
        /// How many are allowed.
        allowed: u32,
    },
    /// Not applicable or not yet available without a reason.
    NoReason,
    /// Not yet available without the day a value is expected.
    NoExpectedDate,
    /// The text is not a date.
    NotADate,
    /// A day that has not come yet, where it must have.
    FutureDate,
    /// The expected day is today or earlier.
    ExpectedDatePast,
    /// The text is too long.
    TooLong {
        /// Most characters allowed.
        max: u32,
    },
    /// Neither yes nor no.
    NotYesNo,
    /// The kind is none of the known ones.
    NotAKind,
    /// A district with fewer than 10 cases.
    TooFewCases,
    /// The best district's rate is below the worst one's.
    DistrictOrder,
    /// Best and worst are one district although there are several.
    SameDistrict,
    /// The base figure that is its denominator is not a value yet.
    BaseMissing,
    /// The base figure that is its denominator is itself in error.
    BaseWrong,
    /// A mean without a single valid answer.
    ZeroSample,
    /// Of a task: done means 100 percent.
    DoneNotWhole,
    /// Of a task: not started means 0 percent.
    NotStartedNotZero,
    /// Of a task: all its milestones are reached, so it was started.
    AllReached,
    /// A day before the first that is possible.
    Before {
        /// That day.
        day: Date,
    },
    /// A day that must come after another.
    NotAfter {
        /// The other.
        day: Date,
    },
    /// A warning without explanation; never at a field, only where a report's open points are listed.
    Unexplained,
}

impl Problem {
    /// Why a text is no number for a field of so many decimals.
    #[must_use]
    pub const fn of(error: number::NumberError, allowed: u32) -> Self {
        match error {
            number::NumberError::NotANumber => Problem::NotANumber,
            number::NumberError::PercentInCount => Problem::PercentInCount,
            number::NumberError::TooLarge => Problem::TooLarge,
            number::NumberError::TooManyDecimals => Problem::TooManyDecimals { allowed },
        }
    }
}

/// What an entry is checked against.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// The definition in force in the period.
    pub definition: &'a Definition,
    /// The entry of its `denominator_base` in this same report, if it has one.
    pub base: Option<&'a Entry>,
    /// True where that base figure is typed and in error.
    pub base_wrong: bool,
    /// The entry of the period before; none where its definition version differs, since no warning crosses a break.
    pub previous: Option<&'a Entry>,
    /// Today in Beijing.
    pub today: Date,
}

/// What the checks say about one entry.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Checked {
    /// What it would freeze to; missing while there are errors.
    pub entry: Entry,
    /// What blocks sign-off, by field.
    pub errors: Vec<(Field, Problem)>,
    /// What asks for an explanation.
    pub warning: Option<Warning>,
    /// True where an explanation is typed.
    pub explained: bool,
    /// What was understood, only where it differs from what was typed; separators alone are no difference.
    pub understood: BTreeMap<Field, Decimal>,
    /// The computed figure, unrounded; also given where only its size or its decimals are at fault.
    pub figure: Option<Decimal>,
}

impl Checked {
    /// True where what is typed must be put right, rather than only filled in.
    #[must_use]
    pub fn is_wrong(&self) -> bool {
        self.errors.iter().any(|(_, problem)| !problem.is_gap())
    }
}

impl Problem {
    /// True where something is still to be filled in, which is told at sign-off only.
    #[must_use]
    pub const fn is_gap(self) -> bool {
        matches!(
            self,
            Problem::Missing | Problem::NoReason | Problem::NoExpectedDate | Problem::BaseMissing
        )
    }
}

/// Checks what was typed for one item.
#[must_use]
pub fn check(typed: &Typed, cx: &Context) -> Checked {
    let mut reader = Reader::new(typed);
    let mut checked = Checked::default();
    let entry = match typed.get(Field::Kind) {
        "" | "value" => value(&mut reader, &mut checked, cx),
        "not_applicable" => {
            let reason = reader.text(Field::Reason, NOTE_MAX, Problem::NoReason);
            reason.map(|reason| Entry::NotApplicable {
                reason,
                no_cases: false,
            })
        }
        "not_yet_available" => {
            let reason = reader.text(Field::Reason, NOTE_MAX, Problem::NoReason);
            let expected_on = reader.day_after(Field::ExpectedOn, cx.today);
            reason
                .zip(expected_on)
                .map(|(reason, expected_on)| Entry::NotYetAvailable { reason, expected_on })
        }
        _ => {
            reader.fault(Field::Kind, Problem::NotAKind);
            None
        }
    };
    checked.errors = reader.errors;
    checked.understood = reader.understood;
    if checked.errors.is_empty() {
        checked.entry = entry.unwrap_or_default();
    }
    checked
}

/// An entry of kind value, or no cases where its denominator is 0.
fn value(reader: &mut Reader, checked: &mut Checked, cx: &Context) -> Option<Entry> {
    let amount = match amount::amount(reader, cx) {
        Outcome::Nothing => return None,
        Outcome::NoCases => {
            return Some(Entry::NotApplicable {
                reason: String::new(),
                no_cases: true,
            });
        }
        Outcome::Amount(amount) => amount,
    };
    checked.figure = figure(cx.definition, &amount);
    if reader.errors.is_empty()
        && let Some(figure) = checked.figure
    {
        let min = cx.definition.min.unwrap_or_default();
        let max = cx.definition.max.unwrap_or_else(|| number::LARGEST.into());
        if figure < min || figure > max {
            reader.fault(amount::main_field(cx.definition.way), Problem::OutOfRange { min, max });
        }
    }
    let explanation = reader.typed(Field::Explanation);
    checked.explained = !explanation.is_empty();
    if reader.errors.is_empty() {
        let before = cx.previous.and_then(Entry::amount);
        checked.warning = before.and_then(|before| warning::warning(cx.definition, before, &amount));
    }
    if let Some(problem) = fields::too_long(explanation, NOTE_MAX) {
        reader.fault(Field::Explanation, problem);
    }
    let explanation = if checked.warning.is_some() {
        explanation.to_owned()
    } else {
        String::new()
    };
    Some(Entry::Value { amount, explanation })
}

#[cfg(test)]
mod samples;
#[cfg(test)]
mod tests;
