//! Entries in words, as reports, versions and tables show them.

use domain::{
    entry::{Amount, Entry},
    indicator::{Definition, Way},
    number,
};

use crate::locales::Words;

/// The figure of an entry in words: `95.7`, `是`, `不适用`, `—`.
#[must_use]
pub fn figure(t: Words, d: &Definition, entry: &Entry) -> String {
    match entry {
        Entry::Value {
            amount: Amount::YesNo(yes),
            ..
        } => if *yes { t.yes() } else { t.no() }.to_owned(),
        Entry::Value { amount, .. } => {
            domain::check::figure(d, amount).map_or_else(|| t.none_dash().to_owned(), |f| t.number(f, d.decimals))
        }
        Entry::NotApplicable { no_cases: true, .. } => t.no_cases().to_owned(),
        Entry::NotApplicable { .. } => t.kind_not_applicable().to_owned(),
        Entry::NotYetAvailable { .. } => t.kind_not_yet().to_owned(),
        Entry::Missing => t.none_dash().to_owned(),
    }
}

/// What stands behind the figure: `178 / 186`, sample, districts, reason; empty where nothing does.
#[must_use]
pub fn detail(t: Words, d: &Definition, entry: &Entry) -> String {
    match entry {
        Entry::Value { amount, .. } => match amount {
            Amount::Quotient { numerator, denominator } => {
                format!("{} / {}", number::group(*numerator), number::group(*denominator))
            }
            Amount::Mean { n, .. } => format!("{} {}", t.sample(), number::group(*n)),
            Amount::Gap { high, low, districts } => format!(
                "{} {} / {}{}{} {} / {}{}{} {}",
                high.name,
                number::group(high.numerator),
                number::group(high.denominator),
                t.list_sep(),
                low.name,
                number::group(low.numerator),
                number::group(low.denominator),
                t.list_sep(),
                t.districts(),
                number::group(*districts)
            ),
            Amount::Number(_) if d.way == Way::Value => String::new(),
            Amount::Number(_) | Amount::YesNo(_) => String::new(),
        },
        Entry::NotApplicable { reason, .. } => reason.clone(),
        Entry::NotYetAvailable { reason, expected_on } => t.colon(t.full_day(*expected_on), reason),
        Entry::Missing => String::new(),
    }
}
