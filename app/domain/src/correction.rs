//! A correction 更正 of an accepted report: the city names items and a reason, CNIPA opens all or some of them. Until
//! the corrected version is accepted the old one counts, and it can be cited for ever.

use crate::{
    entry::NOTE_MAX,
    fault::{Fault, Faults, text},
};

/// Most characters of a reason.
pub const REASON_MAX: u32 = NOTE_MAX as u32;

/// What a city asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// Items and sections in the form's order, at least one.
    pub items: Vec<String>,
    /// Why.
    pub reason: String,
}

/// A request from the items ticked and the reason typed; `names` are those of the report's form in its order.
///
/// # Errors
/// All that is wrong, at `items` and `reason`.
pub fn asked(names: &[&str], ticked: impl Fn(&str) -> bool, reason: &str) -> Result<Asked, Faults> {
    both(names.iter().copied(), ticked, text(reason, REASON_MAX))
}

/// The items that CNIPA opens: those ticked of the ones asked for, with words for the city if any were typed.
///
/// # Errors
/// All that is wrong, at `items` and `reason`.
pub fn granted(asked: &[String], ticked: impl Fn(&str) -> bool, words: &str) -> Result<Asked, Faults> {
    let reason = match text(words, REASON_MAX) {
        Err(Fault::Missing) => Ok(String::new()),
        read => read,
    };
    both(asked.iter().map(String::as_str), ticked, reason)
}

/// The ticked of these names, at least one, with the words; else all that is wrong with both.
fn both<'a>(
    names: impl Iterator<Item = &'a str>,
    ticked: impl Fn(&str) -> bool,
    reason: Result<String, Fault>,
) -> Result<Asked, Faults> {
    let items: Vec<_> = names.filter(|name| ticked(name)).map(str::to_owned).collect();
    let none = items.is_empty().then_some(("items", Fault::Missing));
    match (none, reason) {
        (None, Ok(reason)) => Ok(Asked { items, reason }),
        (none, reason) => Err(none
            .into_iter()
            .chain(reason.err().map(|fault| ("reason", fault)))
            .collect()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_names_items_and_a_reason() {
        let names = ["B1", "F1-01", "progress"];
        let ask = |items: &[&str], reason: &str| asked(&names, |n| items.contains(&n), reason);
        assert_eq!(
            ask(&["progress", "B1", "F9-99"], " typed twice "),
            Ok(Asked {
                items: vec!["B1".into(), "progress".into()],
                reason: "typed twice".into()
            }),
            "in the form's order, and only what the form has"
        );
        assert_eq!(
            ask(&[], " "),
            Err(vec![("items", Fault::Missing), ("reason", Fault::Missing)])
        );
        assert_eq!(
            ask(&["B1"], &"字".repeat(501)),
            Err(vec![("reason", Fault::TooLong { most: 500 })])
        );
    }

    #[test]
    fn only_what_was_asked_for_is_granted() {
        let asked = ["B1".to_owned(), "F1-01".to_owned()];
        let grant = |items: &[&str], words: &str| granted(&asked, |n| items.contains(&n), words);
        assert_eq!(
            grant(&["F1-01", "F2-01"], "").map(|g| g.items),
            Ok(vec!["F1-01".to_owned()])
        );
        assert_eq!(grant(&["F2-01"], ""), Err(vec![("items", Fault::Missing)]));
    }
}
