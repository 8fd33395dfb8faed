//! What differs between two contents of one report, item by item: one rule for the workbench, the page of two versions and
//! the counts in lists. What reads the same is the same: a decimal's scale and blanks around a text do not count.

use std::collections::BTreeSet;

use crate::{
    entry::{Entry, SECTIONS},
    indicator::items,
    report::Content,
    scheme::number_of_task,
    task::{self, FUNDING_SPENT},
};

/// What became otherwise at an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// Both are values, and the figures differ.
    Figure,
    /// One of the four kinds became another, or no cases became another reason.
    Kind,
    /// The figure or kind stayed; an explanation, reason or expected date differs.
    Words,
    /// What is said of a task, or what was spent.
    Task,
    /// The text of a narrative section.
    Text,
    /// Only its evidence.
    Files,
}

/// An item that differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Code, `task-3`, what was spent, or section name.
    pub item: &'static str,
    /// What differs, the weightiest of it.
    pub what: What,
}

/// The items that differ, in the form's order.
#[must_use]
pub fn differences(old: &Content, new: &Content) -> Vec<Difference> {
    let codes = items(new.period).into_iter().map(|d| d.code.as_str());
    let sections = if new.period.is_quarter() { &SECTIONS[..] } else { &[] };
    let numbers: BTreeSet<u8> = old.tasks.keys().chain(new.tasks.keys()).copied().collect();
    let tasks = numbers.into_iter().filter_map(task::item);
    codes
        .chain(tasks)
        .chain([FUNDING_SPENT])
        .chain(sections.iter().copied())
        .filter_map(|item| {
            let what = difference(old, new, item)?;
            Some(Difference { item, what })
        })
        .collect()
}

/// What differs at one item, by its name; none where nothing does.
#[must_use]
pub fn difference(old: &Content, new: &Content, item: &str) -> Option<What> {
    let files = || (old.files.get(item) != new.files.get(item)).then_some(What::Files);
    said(old, new, item).or_else(files)
}

fn said(old: &Content, new: &Content, item: &str) -> Option<What> {
    if SECTIONS.contains(&item) {
        let text = |c: &Content| c.sections.get(item).map_or(String::new(), |s| s.trim().to_owned());
        return (text(old) != text(new)).then_some(What::Text);
    }
    if let Some(number) = number_of_task(item) {
        return (old.tasks.get(&number) != new.tasks.get(&number)).then_some(What::Task);
    }
    if item == FUNDING_SPENT {
        return (old.funding_spent != new.funding_spent).then_some(What::Task);
    }
    let missing = Entry::Missing;
    let entry = |c: &'_ Content| c.entries.get(item).cloned().unwrap_or_else(|| missing.clone());
    match (entry(old), entry(new)) {
        (a, b) if a == b => None,
        (Entry::Value { amount: a, .. }, Entry::Value { amount: b, .. }) if a != b => Some(What::Figure),
        (Entry::NotApplicable { no_cases: a, .. }, Entry::NotApplicable { no_cases: b, .. }) if a != b => {
            Some(What::Kind)
        }
        (a, b) if a.kind() != b.kind() => Some(What::Kind),
        _ => Some(What::Words),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::entry::Amount;

    fn content(entries: &[(&str, Entry)], progress: &str) -> Content {
        Content {
            city: "suzhou".into(),
            period: "2026-Q1".parse().unwrap(),
            number: 1,
            entries: entries.iter().map(|(c, e)| ((*c).to_owned(), e.clone())).collect(),
            typed: BTreeMap::new(),
            sections: [("progress".to_owned(), progress.to_owned())].into(),
            tasks: BTreeMap::new(),
            funding_spent: None,
            files: BTreeMap::new(),
        }
    }

    fn value(number: &str, explanation: &str) -> Entry {
        Entry::Value {
            amount: Amount::Number(number.parse().unwrap()),
            explanation: explanation.into(),
        }
    }

    fn spared(no_cases: bool, reason: &str) -> Entry {
        Entry::NotApplicable {
            reason: reason.into(),
            no_cases,
        }
    }

    #[test]
    fn each_difference_has_its_kind_and_sameness_is_what_reads_the_same() {
        let later = |reason: &str| Entry::NotYetAvailable {
            reason: reason.into(),
            expected_on: jiff::civil::date(2026, 5, 1),
        };
        let old = content(
            &[
                ("F3-01", value("12", "")),
                ("F4-02", value("12", "")),
                ("B4", value("7.0", "")),
                ("N1-01", spared(true, "")),
                ("F4-03", value("1", "")),
                ("S1-01", later("one")),
            ],
            "one \n",
        );
        let new = content(
            &[
                ("F3-01", value("13", "more")),
                ("F4-02", value("12", "why")),
                ("B4", value("7.00", "")),
                ("N1-01", spared(false, "no desk")),
                ("S1-01", later("two")),
            ],
            "one",
        );
        let found: Vec<_> = differences(&old, &new).into_iter().map(|d| (d.item, d.what)).collect();
        let want = |item: &str| found.iter().find(|(i, _)| *i == item).map(|(_, w)| *w);
        assert_eq!(want("F3-01"), Some(What::Figure), "the weightiest");
        assert_eq!(want("F4-02"), Some(What::Words));
        assert_eq!(want("N1-01"), Some(What::Kind));
        assert_eq!(want("F4-03"), Some(What::Kind), "a value that is missing now");
        assert_eq!(want("S1-01"), Some(What::Words));
        assert_eq!(found.len(), 5, "{found:?}");
        let text = content(&[], "two");
        assert_eq!(
            differences(&content(&[], "one"), &text),
            [Difference {
                item: "progress",
                what: What::Text
            }]
        );
        assert_eq!(differences(&new, &new), []);
    }
}
