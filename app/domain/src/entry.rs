//! What is typed for one item and what it means. An entry is a value (zero is a value), not applicable with a
//! reason, not yet available with a reason and an expected date, or missing; the four are never merged.

use std::collections::BTreeMap;

use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// A field of an item in the report form; its `name()` is the last bracket of `entries[S1-02][numerator]`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(into = "&'static str", try_from = "String")]
pub enum Field {
    /// `value`, `not_applicable` or `not_yet_available`; empty means `value`.
    Kind,
    /// Numerator of a ratio, total of an average.
    Numerator,
    /// Denominator; not typed where a base figure is the denominator.
    Denominator,
    /// The number of a `value` or `mean_n`, `yes` or `no` of a `yes_no`.
    Value,
    /// Sample size.
    N,
    /// Name of the best district.
    HighName,
    /// Its numerator.
    HighNumerator,
    /// Its denominator, at least 10 cases.
    HighDenominator,
    /// Name of the worst district.
    LowName,
    /// Its numerator.
    LowNumerator,
    /// Its denominator, at least 10 cases.
    LowDenominator,
    /// How many districts have at least 10 cases.
    Districts,
    /// Why it does not apply or is not yet available.
    Reason,
    /// When a value is expected, `2026-08-15`.
    ExpectedOn,
    /// The answer to a warning.
    Explanation,
    /// The text of a narrative section.
    Text,
    /// Of a task: where it stands.
    State,
    /// Of a task: how much of it is done.
    Percent,
    /// Of a task: what there is to say.
    Note,
    /// Of a task: why it is delayed.
    Cause,
    /// Of a task: the day that this milestone was reached, numbered from 1 to 12.
    DoneOn(u8),
}

/// The names of [`Field::DoneOn`].
const DONE_ON: [&str; 12] = [
    "done_on_1",
    "done_on_2",
    "done_on_3",
    "done_on_4",
    "done_on_5",
    "done_on_6",
    "done_on_7",
    "done_on_8",
    "done_on_9",
    "done_on_10",
    "done_on_11",
    "done_on_12",
];

impl Field {
    /// Every field.
    pub const ALL: [Field; 32] = [
        Field::Kind,
        Field::Numerator,
        Field::Denominator,
        Field::Value,
        Field::N,
        Field::HighName,
        Field::HighNumerator,
        Field::HighDenominator,
        Field::LowName,
        Field::LowNumerator,
        Field::LowDenominator,
        Field::Districts,
        Field::Reason,
        Field::ExpectedOn,
        Field::Explanation,
        Field::Text,
        Field::State,
        Field::Percent,
        Field::Note,
        Field::Cause,
        Field::DoneOn(1),
        Field::DoneOn(2),
        Field::DoneOn(3),
        Field::DoneOn(4),
        Field::DoneOn(5),
        Field::DoneOn(6),
        Field::DoneOn(7),
        Field::DoneOn(8),
        Field::DoneOn(9),
        Field::DoneOn(10),
        Field::DoneOn(11),
        Field::DoneOn(12),
    ];

    /// The name in form, database and API.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Field::Kind => "kind",
            Field::Numerator => "numerator",
            Field::Denominator => "denominator",
            Field::Value => "value",
            Field::N => "n",
            Field::HighName => "high_name",
            Field::HighNumerator => "high_numerator",
            Field::HighDenominator => "high_denominator",
            Field::LowName => "low_name",
            Field::LowNumerator => "low_numerator",
            Field::LowDenominator => "low_denominator",
            Field::Districts => "districts",
            Field::Reason => "reason",
            Field::ExpectedOn => "expected_on",
            Field::Explanation => "explanation",
            Field::Text => "text",
            Field::State => "state",
            Field::Percent => "percent",
            Field::Note => "note",
            Field::Cause => "cause",
            Field::DoneOn(n) if n >= 1 && n <= 12 => DONE_ON[n as usize - 1],
            Field::DoneOn(_) => "done_on",
        }
    }

    /// True of the fields that a task of the scheme has.
    #[must_use]
    pub const fn is_of_task(self) -> bool {
        self.is_only_of_task() || matches!(self, Field::ExpectedOn)
    }

    /// True of those that nothing else has.
    #[must_use]
    pub const fn is_only_of_task(self) -> bool {
        matches!(
            self,
            Field::State | Field::Percent | Field::Note | Field::Cause | Field::DoneOn(_)
        )
    }

    /// The field of a name, or none.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Field::ALL.into_iter().find(|f| f.name() == name)
    }
}

impl From<Field> for &'static str {
    fn from(field: Field) -> Self {
        field.name()
    }
}

impl TryFrom<String> for Field {
    type Error = &'static str;

    fn try_from(name: String) -> Result<Self, &'static str> {
        Field::parse(&name).ok_or("no field")
    }
}

/// Which of the four kinds an entry is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A value; zero is a value.
    Value,
    /// Does not apply; no cases 无业务量 is one of these.
    NotApplicable,
    /// Will come by a date.
    NotYetAvailable,
    /// Nothing was typed.
    #[default]
    Missing,
}

impl Kind {
    /// The four kinds.
    pub const ALL: [Kind; 4] = [Kind::Value, Kind::NotApplicable, Kind::NotYetAvailable, Kind::Missing];

    /// The name in form, database and exports.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Kind::Value => "value",
            Kind::NotApplicable => "not_applicable",
            Kind::NotYetAvailable => "not_yet_available",
            Kind::Missing => "missing",
        }
    }

    /// The kind of a name, or none.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Kind::ALL.into_iter().find(|k| k.name() == name)
    }
}

/// The texts typed for one item, exactly as typed; a field that is absent was never typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Typed(pub BTreeMap<Field, String>);

impl Typed {
    /// The text of a field, trimmed; empty if absent.
    #[must_use]
    pub fn get(&self, field: Field) -> &str {
        self.0.get(&field).map_or("", |s| s.trim())
    }

    /// The text of a field as typed; empty if absent.
    #[must_use]
    pub fn whole(&self, field: Field) -> &str {
        self.0.get(&field).map_or("", String::as_str)
    }

    /// True if no field holds more than blanks.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.0.values().all(|s| s.trim().is_empty())
    }
}

/// A district of a `district_gap`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct District {
    /// Name as typed.
    pub name: String,
    /// Cases that count.
    pub numerator: Decimal,
    /// All cases, at least 10.
    pub denominator: Decimal,
}

/// A parsed quantity, by way of entry. Decimals are exact and keep the scale they were typed with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Amount {
    /// Of a ratio (figure in percent) or an average (figure is the quotient).
    Quotient {
        /// Numerator or total.
        numerator: Decimal,
        /// Denominator or cases, never 0.
        denominator: Decimal,
    },
    /// One number.
    Number(Decimal),
    /// Yes or no.
    YesNo(bool),
    /// Mean and sample size.
    Mean {
        /// The mean.
        mean: Decimal,
        /// Valid answers, at least 1.
        n: Decimal,
    },
    /// Best and worst district.
    Gap {
        /// The best district.
        high: District,
        /// The worst district.
        low: District,
        /// Districts with at least 10 cases.
        districts: Decimal,
    },
}

/// An entry as it is frozen in a version and kept as a fact.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", try_from = "Flat")]
pub enum Entry {
    /// A value; zero is a value.
    Value {
        /// The quantity.
        amount: Amount,
        /// The answer to a warning, if one was asked for.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        explanation: String,
    },
    /// Does not apply.
    NotApplicable {
        /// Why.
        reason: String,
        /// True where the denominator is 0: no cases 无业务量.
        #[serde(default)]
        no_cases: bool,
    },
    /// Will come.
    NotYetAvailable {
        /// Why not yet.
        reason: String,
        /// By when.
        expected_on: Date,
    },
    /// Nothing was typed.
    #[default]
    Missing,
}

/// An entry as it is read: all fields side by side, which is read in one pass where a tagged enum takes two.
#[derive(Deserialize)]
struct Flat {
    kind: Kind,
    amount: Option<Amount>,
    #[serde(default)]
    explanation: String,
    #[serde(default)]
    reason: String,
    #[serde(default)]
    no_cases: bool,
    expected_on: Option<Date>,
}

impl TryFrom<Flat> for Entry {
    type Error = &'static str;

    fn try_from(flat: Flat) -> Result<Self, &'static str> {
        Ok(match flat.kind {
            Kind::Value => Entry::Value {
                amount: flat.amount.ok_or("a value without an amount")?,
                explanation: flat.explanation,
            },
            Kind::NotApplicable => Entry::NotApplicable {
                reason: flat.reason,
                no_cases: flat.no_cases,
            },
            Kind::NotYetAvailable => Entry::NotYetAvailable {
                reason: flat.reason,
                expected_on: flat.expected_on.ok_or("not yet available without a day")?,
            },
            Kind::Missing => Entry::Missing,
        })
    }
}

impl Entry {
    /// Which of the four kinds.
    #[must_use]
    pub const fn kind(&self) -> Kind {
        match self {
            Entry::Value { .. } => Kind::Value,
            Entry::NotApplicable { .. } => Kind::NotApplicable,
            Entry::NotYetAvailable { .. } => Kind::NotYetAvailable,
            Entry::Missing => Kind::Missing,
        }
    }

    /// The quantity, if this is a value.
    #[must_use]
    pub const fn amount(&self) -> Option<&Amount> {
        match self {
            Entry::Value { amount, .. } => Some(amount),
            _ => None,
        }
    }
}

/// The narrative sections of a quarterly report, in order; their form fields bear these names.
pub const SECTIONS: [&str; 4] = ["progress", "problems", "innovations", "next_steps"];

/// Most characters a narrative section, reason or explanation may have: sections 5,000, others 500.
pub const SECTION_MAX: usize = 5_000;
/// See [`SECTION_MAX`].
pub const NOTE_MAX: usize = 500;
