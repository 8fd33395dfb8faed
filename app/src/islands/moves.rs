//! The keyboard in the form: Enter goes to the next field, with Shift to the one before; the arrows go to the row
//! below and above. In texts, lists and dates the keys do what they always do. And the box that finds an item.

use leptos::{prelude::*, wasm_bindgen::JsCast};
use web_sys::{Element, Event, HtmlElement, HtmlInputElement, KeyboardEvent};

use super::{
    dom::{all, by_id, focus, set_text, target},
    report_form::{Form, FormKey},
};

/// Fields one moves between.
const FIELDS: &str = ".entry td.in input, .entry tr.msg input, textarea.area";

fn is_seen(element: &Element) -> bool {
    element
        .dyn_ref::<HtmlElement>()
        .is_some_and(|e| e.offset_parent().is_some())
        && !element.has_attribute("readonly")
        && !element.has_attribute("disabled")
}

/// Moves on, where the key asks for it.
pub(super) fn pressed(event: &Event) {
    let Some(event) = event.dyn_ref::<KeyboardEvent>() else {
        return;
    };
    // A word that is being composed ends with Enter too.
    if event.is_composing() || event.ctrl_key() || event.alt_key() || event.meta_key() {
        return;
    }
    let Some(from) = target(event) else { return };
    let Some(input) = from.dyn_ref::<HtmlInputElement>() else {
        return;
    };
    let searching = from.id() == "find";
    let in_form = searching || from.closest(".entry").ok().flatten().is_some();
    let number = input.type_() == "text";
    let to = match event.key().as_str() {
        "Enter" if searching => fields().into_iter().next(),
        "Enter" if in_form => beside(&from, event.shift_key()),
        "ArrowDown" if in_form && number => below(&from, false),
        "ArrowUp" if in_form && number => below(&from, true),
        _ => return,
    };
    if !in_form {
        return;
    }
    // Enter in a field does not send the form.
    event.prevent_default();
    if let Some(to) = to {
        focus(&to);
        if let Some(input) = to.dyn_ref::<HtmlInputElement>().filter(|i| i.type_() == "text") {
            input.select();
        }
    }
}

fn fields() -> Vec<Element> {
    all(FIELDS).into_iter().filter(is_seen).collect()
}

/// The next field in the form's order; a yes or no is one.
fn beside(from: &Element, back: bool) -> Option<Element> {
    let name = from.get_attribute("name");
    let mut fields = fields();
    fields.retain(|f| f == from || f.get_attribute("name") != name);
    let at = fields.iter().position(|f| f == from)?;
    let to = if back { at.checked_sub(1)? } else { at + 1 };
    fields.into_iter().nth(to)
}

/// The field of the same column in the next row that has one.
fn below(from: &Element, back: bool) -> Option<Element> {
    let rows = all(".entry tr[data-item]");
    let mut rows: Vec<Vec<Element>> = rows
        .iter()
        .map(|row| fields().into_iter().filter(|f| row.contains(Some(f))).collect())
        .filter(|fields: &Vec<Element>| !fields.is_empty())
        .collect();
    let at = rows.iter().position(|row| row.contains(from))?;
    let column = rows[at].iter().position(|f| f == from)?;
    let to = if back { at.checked_sub(1)? } else { at + 1 };
    let row = rows.get_mut(to)?;
    let column = column.min(row.len() - 1);
    Some(row.swap_remove(column))
}

/// Shows only the items whose code or name holds what is typed in the box, in either language.
pub(super) fn find(form: Form) {
    let sought = super::dom::input("find").map(|i| i.value()).unwrap_or_default();
    let sought = sought.trim().to_ascii_lowercase();
    let found = form.key.with_value(|key| filter(key, &sought));
    let words = form.words();
    let says = if sought.is_empty() {
        String::new()
    } else {
        words.found(found)
    };
    set_text("find-n", &says);
}

fn filter(key: &FormKey, sought: &str) -> usize {
    let hide = |element: &Element, hidden: bool| {
        let _ = element.class_list().toggle_with_force("is-out", hidden);
    };
    let mut found = 0;
    let mut groups: Vec<(&str, bool)> = Vec::new();
    for rule in &key.rules {
        let d = &rule.definition;
        let hit = [&d.code, &d.name.zh, &d.name.en]
            .iter()
            .any(|name| name.to_ascii_lowercase().contains(sought));
        found += usize::from(hit);
        for id in ["r", "x"] {
            if let Some(row) = by_id(&format!("{id}-{}", d.code)) {
                hide(&row, !hit);
            }
        }
        match groups.iter_mut().find(|(group, _)| *group == rule.group) {
            Some((_, any)) => *any |= hit,
            None => groups.push((&rule.group, hit)),
        }
    }
    for (group, any) in groups {
        if let Some(heading) = by_id(group) {
            hide(&heading, !any);
            if let Some(table) = heading.next_element_sibling() {
                hide(&table, !any);
            }
        }
    }
    for heading in all("h2.aspect") {
        hide(&heading, !sought.is_empty());
    }
    for section in all("section[data-item]") {
        let title = section
            .query_selector("h2")
            .ok()
            .flatten()
            .and_then(|h| h.text_content());
        let hit = title.is_some_and(|t| t.to_ascii_lowercase().contains(sought));
        found += usize::from(hit);
        hide(&section, !hit);
    }
    found
}

/// True while the box is used.
pub(super) fn is_find(element: &Element) -> bool {
    element.id() == "find"
}
