//! Verdicts, comments and notes of the workbench that no button has sent yet: kept in the browser under the account and the
//! version they are about, and there again when the page is.

use leptos::{prelude::window, wasm_bindgen::JsCast};
use web_sys::{Element, HtmlInputElement, HtmlTextAreaElement};

use super::{dom::all, keep::storage};

/// Keeps what a field of an item holds now; `of` begins the names of what is kept.
pub(super) fn typed(of: &str, element: &Element) {
    let name = element.get_attribute("name").filter(|name| name.starts_with("items["));
    if let (Some(name), Some(storage)) = (name, storage()) {
        let name = format!("{of}{name}");
        let _ = match text(element) {
            Some(text) if !text.trim().is_empty() => storage.set_item(&name, &text),
            _ => storage.remove_item(&name),
        };
    }
}

/// Notes that the form is on its way: the next page that is not this one forgets what was kept (`root::KEPT`).
pub(super) fn sent(of: &str) {
    if let Ok(Some(storage)) = window().session_storage() {
        let _ = storage.set_item("pilotboard-sent", of);
    }
}

/// Puts what was kept where the page has nothing; what the server has goes before it, and of a version that is decided
/// nothing is kept.
pub(super) fn start(of: &str) {
    let Some(storage) = storage() else { return };
    let names = (0..storage.length().unwrap_or(0)).filter_map(|i| storage.key(i).ok().flatten());
    let kept: Vec<_> = names.filter(|name| name.starts_with(of)).collect();
    let decides = !all("form.bench").is_empty();
    for name in kept {
        let text_kept = storage.get_item(&name).ok().flatten().unwrap_or_default();
        let fields = all(&format!("form.bench [name=\"{}\"]", &name[of.len()..]));
        let held = fields
            .iter()
            .any(|f| text(f).is_some_and(|held| !held.trim().is_empty()));
        if held || !decides {
            let _ = storage.remove_item(&name);
        } else {
            fields.iter().for_each(|field| set(field, &text_kept));
        }
    }
}

/// What is typed or chosen; none of a radio that is not chosen.
fn text(element: &Element) -> Option<String> {
    if let Some(area) = element.dyn_ref::<HtmlTextAreaElement>() {
        return Some(area.value());
    }
    let input = element.dyn_ref::<HtmlInputElement>()?;
    let chooses = matches!(input.type_().as_str(), "radio" | "checkbox");
    (!chooses || input.checked()).then(|| input.value())
}

fn set(element: &Element, text: &str) {
    if let Some(area) = element.dyn_ref::<HtmlTextAreaElement>() {
        area.set_value(text);
    } else if let Some(input) = element.dyn_ref::<HtmlInputElement>() {
        if matches!(input.type_().as_str(), "radio" | "checkbox") {
            input.set_checked(input.value() == text);
        } else {
            input.set_value(text);
        }
    }
}
