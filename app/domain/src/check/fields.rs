//! Reads single typed fields: numbers with their limits, yes and no, dates, texts. Faults are gathered on the way.

use std::collections::BTreeMap;

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::{NAME_MAX, Problem};
use crate::{
    entry::{Field, Typed},
    number,
};

/// How a number may be typed.
#[derive(Clone, Copy)]
pub(super) struct Limit<'a> {
    unit: &'a str,
    decimals: u32,
}

impl<'a> Limit<'a> {
    /// Whole cases.
    pub(super) const COUNT: Limit<'static> = Limit::new("", 0);

    /// A number in a unit, with this many decimals at most.
    pub(super) const fn new(unit: &'a str, decimals: u32) -> Self {
        Self { unit, decimals }
    }
}

/// Reads the fields of one item and gathers what is wrong and what was understood.
pub(super) struct Reader<'a> {
    typed: &'a Typed,
    pub(super) errors: Vec<(Field, Problem)>,
    pub(super) understood: BTreeMap<Field, Decimal>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(typed: &'a Typed) -> Self {
        Self {
            typed,
            errors: Vec::new(),
            understood: BTreeMap::new(),
        }
    }

    /// Notes a problem; a field keeps its first one.
    pub(super) fn fault(&mut self, field: Field, problem: Problem) {
        if self.errors.iter().all(|(f, _)| *f != field) {
            self.errors.push((field, problem));
        }
    }

    /// The trimmed text of a field.
    pub(super) fn typed(&self, field: Field) -> &'a str {
        self.typed.get(field)
    }

    pub(super) fn is_blank(&self, field: Field) -> bool {
        self.typed.get(field).is_empty()
    }

    pub(super) fn all_blank(&self, fields: &[Field]) -> bool {
        fields.iter().all(|f| self.is_blank(*f))
    }

    /// The number of a field; none if blank or unreadable. With too many decimals it is a fault and still a number.
    pub(super) fn number(&mut self, field: Field, limit: Limit) -> Option<Decimal> {
        if self.is_blank(field) {
            return None;
        }
        let allowed = limit.decimals;
        let problem = match number::parse(self.typed.get(field), limit.unit) {
            Ok(understood) => {
                let value = understood.value;
                if understood.rewritten && number::group(value) != self.typed.get(field) {
                    self.understood.insert(field, value);
                }
                if !value.is_sign_negative() {
                    if value.normalize().scale() > allowed {
                        self.fault(field, Problem::TooManyDecimals { allowed });
                    }
                    return Some(value);
                }
                Problem::Negative
            }
            Err(error) => Problem::of(error, allowed),
        };
        self.fault(field, problem);
        None
    }

    /// As [`Reader::number`], and a blank is a fault.
    pub(super) fn required(&mut self, field: Field, limit: Limit) -> Option<Decimal> {
        if self.is_blank(field) {
            self.fault(field, Problem::Missing);
        }
        self.number(field, limit)
    }

    /// `yes` or `no`, also `是` and `否`.
    pub(super) fn yes_no(&mut self, field: Field) -> Option<bool> {
        match self.typed.get(field).to_ascii_lowercase().as_str() {
            "yes" | "是" => return Some(true),
            "no" | "否" => return Some(false),
            "" => self.fault(field, Problem::Missing),
            _ => self.fault(field, Problem::NotYesNo),
        }
        None
    }

    /// The name of a district.
    pub(super) fn name(&mut self, field: Field) -> Option<String> {
        self.text(field, NAME_MAX, Problem::Missing)
    }

    /// A text that must not be blank; `blank` is the fault if it is.
    pub(super) fn text(&mut self, field: Field, max: usize, blank: Problem) -> Option<String> {
        let text = self.typed.get(field);
        let problem = if text.is_empty() {
            Some(blank)
        } else {
            too_long(text, max)
        };
        match problem {
            None => Some(text.to_owned()),
            Some(problem) => {
                self.fault(field, problem);
                None
            }
        }
    }

    /// A day after today.
    pub(super) fn day_after(&mut self, field: Field, today: Date) -> Option<Date> {
        let text = self.typed.get(field);
        let problem = match date(text) {
            _ if text.is_empty() => Problem::NoExpectedDate,
            None => Problem::NotADate,
            Some(day) if day <= today => Problem::ExpectedDatePast,
            day => return day,
        };
        self.fault(field, problem);
        None
    }
}

/// The fault of a text over this many characters.
pub(super) fn too_long(text: &str, max: usize) -> Option<Problem> {
    text.chars().nth(max).map(|_| Problem::TooLong {
        max: u32::try_from(max).unwrap_or(u32::MAX),
    })
}

/// Characters of a date that are looked at; none is longer.
const DATE_MAX: usize = 20;

/// A date as `2026-08-15`, `2026/8/15` or `2026年8月15日`.
fn date(text: &str) -> Option<Date> {
    let plain: String = text.chars().take(DATE_MAX).map(number::narrow).collect();
    let plain = plain
        .strip_suffix('日')
        .unwrap_or(&plain)
        .replace(['年', '月', '/'], "-");
    let mut parts = plain.split('-').map(str::trim);
    let mut part = |digits: std::ops::RangeInclusive<usize>| {
        parts
            .next()
            .filter(|p| digits.contains(&p.len()) && p.bytes().all(|b| b.is_ascii_digit()))
            .and_then(|p| p.parse::<i16>().ok())
    };
    let (year, month, day) = (part(4..=4)?, part(1..=2)?, part(1..=2)?);
    if parts.next().is_some() {
        return None;
    }
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date as day;

    use super::*;

    #[test]
    fn dates_are_read_as_people_write_them() {
        for good in [
            "2026-08-15",
            "2026-8-15",
            "2026/8/15",
            "2026年8月15日",
            "2026年08月15日",
            "２０２６／８／１５",
        ] {
            assert_eq!(date(good), Some(day(2026, 8, 15)), "{good}");
        }
        for bad in [
            "",
            "soon",
            "26-8-15",
            "2026-13-01",
            "2026-02-30",
            "2026-08",
            "2026-08-15-1",
            "2026-+8-15",
        ] {
            assert_eq!(date(bad), None, "{bad}");
        }
    }
}
