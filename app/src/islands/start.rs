//! The start of the form's island: what was typed before it, what a refused post shows, and what this browser kept
//! of an earlier visit are put together, and what is not in the store is sent.

use domain::entry::Field;
use leptos::{prelude::*, wasm_bindgen::JsCast};
use web_sys::HtmlTextAreaElement;

use super::{
    clash,
    dom::{add, all, by_id, note, set_quiet},
    keep::{self, Kept},
    place::Place,
    report_form::{Form, FormKey, count, left},
    sending::items,
};

/// Puts it all together.
pub(super) fn start(form: Form) {
    for element in all("[data-unsaved]") {
        let (place, stored) = (Place::of(&element), element.get_attribute("data-unsaved"));
        if let (Some(place), Some(stored)) = (place, stored) {
            place.set_stored(&stored);
        }
    }
    let kept = form.key.with_value(keep::all);
    let left_over: Vec<_> = kept.into_iter().filter(|(p, k)| !restore(form, p, k)).collect();
    show_left_over(form, &left_over);
    for item in form.key.with_value(items) {
        if !clash::is_open(&item) && Place::all(&item).any(|p| p.is_dirty()) {
            left(form, &item);
        }
    }
}

/// Types a kept text into its field again; false where it cannot be typed there.
fn restore(form: Form, place: &Place, kept: &Kept) -> bool {
    let stored = place.stored();
    if place.element().is_some() && stored == kept.text {
        form.key.with_value(|k| keep::remove(k, place));
        return true;
    }
    if place.is_closed() {
        return false;
    }
    place.set(&kept.text);
    place.set_seen(kept.seen);
    // Not the text it was typed over, and not one on its way then: whoever saved it, he is asked.
    place.set_asks_own(stored != kept.was && !kept.sent.contains(&stored));
    let Some(element) = place.element() else { return false };
    if let Some(area) = element.dyn_ref::<HtmlTextAreaElement>() {
        count(form.words(), area);
    }
    if let Ok(Some(fold)) = element.closest("details") {
        note(&fold, "open", Some(""));
    }
    if place.field == Field::Explanation {
        set_quiet(&format!("e-{}", place.item), false);
    }
    // Sent as a form, it goes by the revision that this text was typed over.
    let form_seen = all("input[name=seen]").into_iter().next();
    if let Some(seen) = form_seen.and_then(|e| e.dyn_into::<web_sys::HtmlInputElement>().ok())
        && seen.value().parse().is_ok_and(|page: i64| kept.seen < page)
    {
        seen.set_value(&kept.seen.to_string());
    }
    true
}

/// Texts of fields that are closed now are shown, to be copied or given up.
fn show_left_over(form: Form, left_over: &[(Place, Kept)]) {
    let Some(list) = by_id("left-over-list").filter(|_| !left_over.is_empty()) else {
        return;
    };
    let words = form.words();
    for (place, kept) in left_over {
        let name = form.key.with_value(|k| name(k, place));
        add(&list, "li", "", &words.colon(name, &kept.text));
    }
    set_quiet("left-over", false);
}

/// The name of a field: of its item, and which.
fn name(key: &FormKey, place: &Place) -> String {
    let words = crate::locales::Words(key.lang);
    let rule = key.rules.iter().find(|r| r.definition.code == place.item);
    match rule {
        Some(rule) => {
            let d = &rule.definition;
            format!(
                "{} {} {}",
                d.code,
                d.name.get(key.lang),
                words.field(place.field, d.way)
            )
        }
        None => by_id(&format!("l-{}", place.item))
            .and_then(|e| e.text_content())
            .unwrap_or_default(),
    }
}

/// Gives up the texts of fields that are closed now.
pub(super) fn discard(form: Form) {
    form.key.with_value(|key| {
        for (place, _) in keep::all(key).into_iter().filter(|(p, _)| p.is_closed()) {
            keep::remove(key, &place);
        }
    });
    set_quiet("left-over", true);
}
