//! The page's elements as the report form's island sees them: fields by id and name, and what of them is stored.

use domain::entry::Field;
use leptos::{ev::Event, prelude::document, wasm_bindgen::JsCast};
use web_sys::{Element, HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement};

/// The element an event happened on.
pub(super) fn target(event: &Event) -> Option<Element> {
    event.target().and_then(|t| t.dyn_into().ok())
}

/// The element of an id.
pub(super) fn by_id(id: &str) -> Option<Element> {
    document().get_element_by_id(id)
}

/// Sets the text of the element of an id.
pub(super) fn set_text(id: &str, text: &str) {
    if let Some(element) = by_id(id) {
        element.set_text_content(Some(text));
    }
}

/// Sets the class of the element of an id.
pub(super) fn set_class(id: &str, class: &str) {
    if let Some(element) = by_id(id) {
        element.set_class_name(class);
    }
}

/// Hides or shows the element of an id.
pub(super) fn set_quiet(id: &str, quiet: bool) {
    if let Some(element) = by_id(id) {
        let _ = element.class_list().toggle_with_force("is-quiet", quiet);
    }
}

/// Value and stored value of a field of the form; none for what is no field.
pub(super) fn values(element: &Element) -> Option<(String, String)> {
    if let Some(input) = element.dyn_ref::<HtmlInputElement>() {
        return (input.type_() != "hidden").then(|| match input.type_().as_str() {
            "radio" => {
                let text = |on: bool| if on { input.value() } else { String::new() };
                (text(input.checked()), text(input.default_checked()))
            }
            _ => (input.value(), input.default_value()),
        });
    }
    if let Some(area) = element.dyn_ref::<HtmlTextAreaElement>() {
        return Some((area.value(), area.default_value().unwrap_or_default()));
    }
    let select = element.dyn_ref::<HtmlSelectElement>()?;
    Some((select.value(), select.get_attribute("data-stored").unwrap_or_default()))
}

/// True for a field that can be typed into and whose value is not in the store.
pub(super) fn is_dirty(element: &Element) -> bool {
    values(element).is_some_and(|(value, stored)| value != stored) && !element.has_attribute("readonly")
}

/// Notes that a text is in the store now.
pub(super) fn stored(id: &str, text: &str) {
    let Some(element) = by_id(id) else { return };
    if let Some(input) = element.dyn_ref::<HtmlInputElement>() {
        input.set_default_value(text);
    } else if let Some(area) = element.dyn_ref::<HtmlTextAreaElement>() {
        let _ = area.set_default_value(text);
    } else {
        let _ = element.set_attribute("data-stored", text);
    }
}

/// `entries[S1-02][numerator]` as item and field; a section's name as itself.
pub(super) fn place(name: &str) -> Option<(String, Field)> {
    match name.strip_prefix("entries[") {
        Some(rest) => {
            let (code, field) = rest.strip_suffix(']')?.split_once("][")?;
            Some((code.to_owned(), Field::parse(field)?))
        }
        None => domain::entry::SECTIONS
            .contains(&name)
            .then(|| (name.to_owned(), Field::Text)),
    }
}

/// The id of a field's element; sections bear their own name.
pub(super) fn field_id(item: &str, field: Field) -> String {
    if field == Field::Text {
        item.to_owned()
    } else {
        format!("{item}-{}", field.name())
    }
}
