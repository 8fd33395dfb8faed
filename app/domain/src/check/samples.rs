//! What the tests of the checks share: a fixed day, typed fields and entries.

use jiff::civil::{Date, date};
use rust_decimal::Decimal;

use super::*;
use crate::{entry::Amount, indicator::definition};

pub(super) const TODAY: Date = date(2026, 7, 8);

pub(super) fn d(text: &str) -> Decimal {
    text.parse().unwrap()
}

pub(super) fn typed(fields: &[(Field, &str)]) -> Typed {
    Typed(fields.iter().map(|(f, t)| (*f, (*t).to_owned())).collect())
}

pub(super) fn number(n: &str) -> Entry {
    Entry::Value {
        amount: Amount::Number(d(n)),
        explanation: String::new(),
    }
}

pub(super) fn quotient(n: &str, of: &str) -> Entry {
    Entry::Value {
        amount: Amount::Quotient {
            numerator: d(n),
            denominator: d(of),
        },
        explanation: String::new(),
    }
}

pub(super) fn no_cases() -> Entry {
    Entry::NotApplicable {
        reason: String::new(),
        no_cases: true,
    }
}

/// Checks without a period before.
pub(super) fn alone(code: &str, base: Option<&Entry>, fields: &[(Field, &str)]) -> Checked {
    let cx = Context {
        definition: definition(code).unwrap(),
        base,
        base_wrong: false,
        previous: None,
        today: TODAY,
    };
    check(&typed(fields), &cx)
}

/// The errors of an item without a base figure.
pub(super) fn errors(code: &str, fields: &[(Field, &str)]) -> Vec<(Field, Problem)> {
    alone(code, None, fields).errors
}
