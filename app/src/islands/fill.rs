//! The boxes above the form: what is ticked is typed into its empty fields and saved, each item on its own.

use leptos::{prelude::*, wasm_bindgen::JsCast};
use web_sys::{Element, HtmlInputElement};

use super::{
    dom::{by_id, focus, set_quiet},
    keep,
    place::Place,
    report_form::{Form, left},
};

/// Types what the ticked boxes of a fold say; an item that was typed into meanwhile stays as it is.
pub(super) fn apply(form: Form, button: &Element) {
    let Ok(Some(fold)) = button.closest("details") else {
        return;
    };
    let Ok(boxes) = fold.query_selector_all("input[data-code]:checked") else {
        return;
    };
    let mut first = None;
    for n in 0..boxes.length() {
        let Some(tick) = boxes.item(n).and_then(|b| b.dyn_into::<HtmlInputElement>().ok()) else {
            continue;
        };
        let code = tick.get_attribute("data-code").unwrap_or_default();
        let fills = form
            .key
            .with_value(|k| k.fills.iter().find(|f| f.code == code).cloned());
        let typed = |p: Place| p.is_closed() || !matches!(p.text().trim(), "" | "value");
        if let Some(fill) = fills.filter(|_| !Place::all(&code).any(typed)) {
            for (field, text) in fill.texts {
                let item = code.clone();
                let place = Place { item, field };
                place.set(&text);
                form.key.with_value(|k| keep::typed(k, &place));
            }
            left(form, &code);
            first = first.or_else(|| by_id(&format!("r-{code}")));
        }
        if let Ok(Some(label)) = tick.closest("label") {
            label.remove();
        }
    }
    if fold.query_selector("input[data-code]").ok().flatten().is_none() {
        set_quiet(&fold.id(), true);
    }
    let field = first.and_then(|row| row.query_selector("td input").ok().flatten());
    if let Some(field) = field {
        focus(&field);
    }
}
