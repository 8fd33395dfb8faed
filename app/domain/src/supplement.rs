//! Supplements 补报: what an accepted report holds as not yet available stays open to its city until the day it is expected
//! on; its value comes in a version of its own, reviewed alone. After that day only a correction opens it.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{entry::Entry, fault::Fault, fault::Faults, indicator, period::Period};

/// An item whose value is still to come.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Awaited {
    /// Indicator or base figure.
    pub item: String,
    /// The last day on which it is open, as the city said.
    pub expected_on: Date,
}

impl Awaited {
    /// True while the city may send it without asking.
    #[must_use]
    pub fn is_open(&self, today: Date) -> bool {
        today <= self.expected_on
    }
}

/// What a version of a report leaves to come, in the form's order.
#[must_use]
pub fn awaited(period: Period, entries: &BTreeMap<String, Entry>) -> Vec<Awaited> {
    let one = |code: &String| match entries.get(code)? {
        Entry::NotYetAvailable { expected_on, .. } => Some(Awaited {
            item: code.clone(),
            expected_on: *expected_on,
        }),
        _ => None,
    };
    indicator::items(period).iter().filter_map(|d| one(&d.code)).collect()
}

/// The ticked items that are open, at least one.
///
/// # Errors
/// `items` is missing where none of those open is ticked.
pub fn opened(all: &[Awaited], today: Date, ticked: impl Fn(&str) -> bool) -> Result<Vec<String>, Faults> {
    let open = all.iter().filter(|a| a.is_open(today) && ticked(&a.item));
    let items: Vec<_> = open.map(|a| a.item.clone()).collect();
    if items.is_empty() {
        Err(vec![("items", Fault::Missing)])
    } else {
        Ok(items)
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn an_item_is_open_until_the_end_of_its_day() {
        let later = |expected_on| Entry::NotYetAvailable {
            reason: "survey".into(),
            expected_on,
        };
        let entries = BTreeMap::from([
            ("F2-02".to_owned(), later(date(2026, 8, 15))),
            ("B6".to_owned(), later(date(2026, 7, 10))),
            ("F4-01".to_owned(), Entry::Missing),
        ]);
        let all = awaited("2026-Q2".parse().unwrap(), &entries);
        let names: Vec<_> = all.iter().map(|a| a.item.as_str()).collect();
        assert_eq!(names, ["B6", "F2-02"], "in the form's order");
        let open = |day| opened(&all, day, |_| true);
        assert_eq!(open(date(2026, 7, 10)), Ok(vec!["B6".to_owned(), "F2-02".to_owned()]));
        assert_eq!(open(date(2026, 7, 11)), Ok(vec!["F2-02".to_owned()]));
        assert_eq!(open(date(2026, 8, 16)), Err(vec![("items", Fault::Missing)]));
        let other = opened(&all, date(2026, 7, 1), |item| item == "F4-01");
        assert_eq!(
            other,
            Err(vec![("items", Fault::Missing)]),
            "what is missing is not awaited"
        );
    }
}
