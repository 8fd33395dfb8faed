//! What a row of the report form shows for what is typed in it: the same for the server, which renders it, and for
//! the island, which keeps it up to date.

use domain::{
    Decimal,
    check::{Checked, figure},
    entry::{Amount, Entry, Field, Kind},
    indicator::{Definition, Way},
    number,
};

use crate::locales::Words;

/// A row's changing parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// The computed figure in words.
    pub figure: String,
    /// The base figure that is its denominator, in words; empty where it has none or it is not typed yet.
    pub denominator: String,
    /// The change since the period before; empty without one.
    pub delta: String,
    /// Sentences under the row: errors, the warning, what was understood.
    pub lines: Vec<String>,
    /// Fields in error.
    pub invalid: Vec<Field>,
    /// True where a change asks for an explanation.
    pub warned: bool,
    /// A word on the row's state and its class: in error, to explain, explained, not filled in.
    pub mark: Option<(&'static str, &'static str)>,
}

impl Shown {
    /// The class of the box under the row.
    #[must_use]
    pub const fn tone(&self) -> &'static str {
        if !self.invalid.is_empty() {
            "rowmsg rowmsg--err"
        } else if self.warned {
            "rowmsg"
        } else {
            "rowmsg rowmsg--idle"
        }
    }
}

/// What a row shows. `strict` shows what is still missing as errors: after an attempt to sign off.
#[must_use]
pub fn shown(
    words: Words,
    d: &Definition,
    checked: &Checked,
    base: Option<&Entry>,
    previous: Option<&Amount>,
    strict: bool,
) -> Shown {
    let errors: Vec<_> = checked.errors.iter().filter(|(_, p)| strict || !p.is_gap()).collect();
    let mut lines: Vec<String> = Vec::new();
    for (_, problem) in &errors {
        let line = words.problem(*problem);
        if !lines.contains(&line) {
            lines.push(line);
        }
    }
    if let Some(warning) = checked.warning {
        lines.push(words.warning(warning));
    }
    let understood = |(field, value): (&Field, &Decimal)| {
        let text = number::group(*value);
        let measured = *field == Field::Value && matches!(d.way, Way::Value | Way::MeanN);
        words.understood(if measured {
            words.with_unit(&text, &d.unit)
        } else {
            text
        })
    };
    lines.extend(checked.understood.iter().map(understood));
    let before = previous.and_then(|a| figure(d, a));
    let now = checked.figure.filter(|_| checked.entry.kind() == Kind::Value);
    let delta = before
        .zip(now)
        .map(|(b, n)| number::round(n, d.decimals) - number::round(b, d.decimals))
        .map(|change| words.versus_previous(words.signed(change, d.decimals)));
    let mark = if !errors.is_empty() {
        Some(("istat istat--err", words.has_error()))
    } else if checked.warning.is_some() && checked.explained {
        Some(("istat", words.explained()))
    } else if checked.warning.is_some() {
        Some(("istat istat--warn", words.needs_explanation()))
    } else if checked.entry == Entry::Missing {
        Some(("istat", words.not_filled()))
    } else {
        None
    };
    let denominator = match base.and_then(Entry::amount) {
        Some(Amount::Number(n)) => number::group(*n),
        _ => String::new(),
    };
    Shown {
        denominator,
        figure: figure_words(words, d, checked, !errors.is_empty()),
        delta: delta.unwrap_or_default(),
        lines,
        invalid: errors.iter().map(|(f, _)| *f).collect(),
        warned: checked.warning.is_some(),
        mark,
    }
}

fn figure_words(words: Words, d: &Definition, c: &Checked, wrong: bool) -> String {
    match &c.entry {
        Entry::NotApplicable { no_cases: true, .. } => words.no_cases().to_owned(),
        Entry::NotApplicable { .. } => words.kind_not_applicable().to_owned(),
        Entry::NotYetAvailable { .. } => words.kind_not_yet().to_owned(),
        Entry::Value {
            amount: Amount::YesNo(yes),
            ..
        } => if *yes { words.yes() } else { words.no() }.to_owned(),
        Entry::Value { .. } => c.figure.map(|f| words.number(f, d.decimals)).unwrap_or_default(),
        Entry::Missing if wrong => words.cannot_compute().to_owned(),
        Entry::Missing => words.none_dash().to_owned(),
    }
}
