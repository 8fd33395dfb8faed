//! Answers to reviewers that are typed and not sent yet: kept in the browser like the fields, until the item's thread has
//! them. They go with the form, since a remark stands for ever.

use leptos::wasm_bindgen::JsCast;
use web_sys::{Element, HtmlTextAreaElement};

use super::{
    dom::all,
    keep::{self, kept_remark},
    report_form::FormKey,
};

const AREAS: &str = "textarea[id^=answer-]";

/// Keeps what stands in an answer.
pub(super) fn typed(key: &FormKey, element: &Element) {
    if let Some(area) = element
        .dyn_ref::<HtmlTextAreaElement>()
        .filter(|a| a.matches(AREAS).unwrap_or(false))
    {
        keep::keep_remark(key, &area.id(), &area.value());
    }
}

/// Types what was kept into its place again; what the thread has is forgotten.
pub(super) fn start(key: &FormKey) {
    for area in all(AREAS)
        .into_iter()
        .filter_map(|e| e.dyn_into::<HtmlTextAreaElement>().ok())
    {
        let Some(text) = kept_remark(key, &area.id()) else {
            continue;
        };
        let around = area.closest("td, .field").ok().flatten().and_then(|e| e.text_content());
        // A page shown again after a refusal has what was typed in the area itself.
        if !area.value().is_empty() {
            typed(key, &area);
        } else if around.is_some_and(|said| said.contains(text.trim())) {
            keep::keep_remark(key, &area.id(), "");
        } else {
            area.set_value(&text);
        }
    }
}
