//! What the tests of scores share: definitions, the pilot's quarters, entries and rows.

use super::*;
use crate::{
    entry::{Amount, Entry},
    indicator::{Definition, definition},
    period::Period,
};

pub(super) fn d(text: &str) -> Decimal {
    text.parse().unwrap()
}

pub(super) fn of(code: &str) -> &'static Definition {
    definition(code).unwrap()
}

pub(super) fn pilot() -> Vec<Period> {
    ["2025-Q4", "2026-Q1", "2026-Q2", "2026-Q3"]
        .map(|q| q.parse().unwrap())
        .to_vec()
}

pub(super) fn value(amount: Amount) -> Entry {
    Entry::Value {
        amount,
        explanation: String::new(),
    }
}

pub(super) fn number(n: &str) -> Entry {
    value(Amount::Number(d(n)))
}

pub(super) fn quotient(n: &str, of: &str) -> Entry {
    value(Amount::Quotient {
        numerator: d(n),
        denominator: d(of),
    })
}

pub(super) fn not_applicable(no_cases: bool) -> Entry {
    Entry::NotApplicable {
        reason: "r".into(),
        no_cases,
    }
}

pub(super) fn not_yet() -> Entry {
    Entry::NotYetAvailable {
        reason: "r".into(),
        expected_on: jiff::civil::date(2026, 8, 15),
    }
}

/// A row of three expected values, higher is better, from 0 to 100.
pub(super) fn row(code: &str, weight: &str, standing: Standing) -> Row {
    Row {
        code: code.into(),
        weight: d(weight),
        direction: Direction::Higher,
        standing,
        held: if matches!(standing, Standing::Value(_)) { 3 } else { 0 },
        expected: 3,
        baseline: Some(Decimal::ZERO),
        target: Some(Decimal::ONE_HUNDRED),
        exempt: false,
    }
}
