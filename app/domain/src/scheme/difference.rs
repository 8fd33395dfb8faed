//! What differs between two versions of a scheme, item by item; what reads the same is the same.

use rust_decimal::Decimal;

use super::{Content, SECTIONS, number_of_task};

/// An item that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Section, `task-3`, or code.
    pub item: String,
    /// True where the older version has no such item.
    pub added: bool,
    /// True where the newer version has it no more.
    pub gone: bool,
}

/// The items that differ, in the order of the newer version, then those that are gone.
#[must_use]
pub fn changes(old: &Content, new: &Content) -> Vec<Change> {
    let (before, now) = (old.items(), new.items());
    let gone = before.iter().filter(|item| !now.contains(item));
    let here = now.iter().filter(|item| !same(old, new, item));
    let change = |item: &String| Change {
        added: !before.contains(item),
        gone: !now.contains(item),
        item: item.clone(),
    };
    here.chain(gone).map(change).collect()
}

/// True where an item is in both versions what it was.
fn same(old: &Content, new: &Content, item: &str) -> bool {
    if SECTIONS.contains(&item) {
        let text = |c: &Content| c.sections.get(item).map_or("", |s| s.trim()).to_owned();
        let money = |c: &Content| c.funding_planned.map(|d: Decimal| d.normalize());
        return text(old) == text(new) && (item != "funding" || money(old) == money(new));
    }
    if let Some(number) = number_of_task(item) {
        return old.task(number) == new.task(number);
    }
    old.targets.get(item) == new.targets.get(item)
}
