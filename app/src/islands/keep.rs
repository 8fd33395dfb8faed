//! What is typed and not in the store yet, kept in the browser as it is typed: one entry a field, under the account,
//! so that it survives a reload, a closed tab, a dead network or server and an ended session, and nobody else gets it.

use leptos::prelude::window;
use serde::{Deserialize, Serialize};
use web_sys::Storage;

use super::{place::Place, report_form::FormKey};

/// Saves without an answer that are remembered of a field.
const SENT_MAX: usize = 4;

/// A text that is not in the store.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Kept {
    /// As typed.
    pub text: String,
    /// What was in the store when it was typed.
    pub was: String,
    /// The revision shown then.
    pub seen: i64,
    /// Texts that were sent and not answered: the store may have them.
    #[serde(default)]
    pub sent: Vec<String>,
}

/// The start of the names of one account's entries; the sign-out asks by it.
#[must_use]
pub fn of_account(account: &str) -> String {
    format!("pilotboard/{account}/")
}

fn of_report(key: &FormKey) -> String {
    format!("{}{}/{}/", of_account(&key.account), key.city, key.period)
}

/// None where the browser has none or forbids it: then the form works without.
pub(super) fn storage() -> Option<Storage> {
    window().local_storage().ok().flatten()
}

/// What is kept of a field.
pub(super) fn get(key: &FormKey, place: &Place) -> Option<Kept> {
    let text = storage()?.get_item(&(of_report(key) + &place.id())).ok()??;
    serde_json::from_str(&text).ok()
}

fn put(key: &FormKey, place: &Place, kept: &Kept) {
    if let (Some(storage), Ok(text)) = (storage(), serde_json::to_string(kept)) {
        let _ = storage.set_item(&(of_report(key) + &place.id()), &text);
    }
}

/// Keeps what stands in a field; what it was typed over stays as it was first known.
pub(super) fn typed(key: &FormKey, place: &Place) {
    let before = get(key, place);
    let kept = Kept {
        text: place.text(),
        seen: place.seen(key.seen),
        was: before.as_ref().map_or_else(|| place.stored(), |k| k.was.clone()),
        sent: before.map(|k| k.sent).unwrap_or_default(),
    };
    put(key, place, &kept);
}

/// Notes that what stands in a field is on its way.
pub(super) fn sending(key: &FormKey, place: &Place) {
    typed(key, place);
    if let Some(mut kept) = get(key, place) {
        if !kept.sent.contains(&kept.text) {
            kept.sent.push(kept.text.clone());
        }
        let surplus = kept.sent.len().saturating_sub(SENT_MAX);
        kept.sent.drain(..surplus);
        put(key, place, &kept);
    }
}

/// Notes that a text is in the store: what has been typed since is kept over it, else nothing is.
pub(super) fn stored(key: &FormKey, place: &Place) {
    remove(key, place);
    if place.is_dirty() {
        typed(key, place);
    }
}

/// Forgets a field.
pub(super) fn remove(key: &FormKey, place: &Place) {
    if let Some(storage) = storage() {
        let _ = storage.remove_item(&(of_report(key) + &place.id()));
    }
}

/// An answer to a reviewer that is not sent, by the id of its area.
pub(super) fn kept_remark(key: &FormKey, id: &str) -> Option<String> {
    storage()?.get_item(&(of_report(key) + id)).ok()?
}

/// Keeps such an answer; an empty one is forgotten.
pub(super) fn keep_remark(key: &FormKey, id: &str, text: &str) {
    let (Some(storage), name) = (storage(), of_report(key) + id) else {
        return;
    };
    let _ = if text.trim().is_empty() {
        storage.remove_item(&name)
    } else {
        storage.set_item(&name, text)
    };
}

/// Everything kept of this report.
pub(super) fn all(key: &FormKey) -> Vec<(Place, Kept)> {
    let (Some(storage), start) = (storage(), of_report(key)) else {
        return vec![];
    };
    let names = (0..storage.length().unwrap_or(0)).filter_map(|i| storage.key(i).ok().flatten());
    names
        .filter_map(|name| {
            let place = Place::of_id(name.strip_prefix(&start)?)?;
            let kept = get(key, &place)?;
            Some((place, kept))
        })
        .collect()
}
