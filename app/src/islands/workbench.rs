//! The workbench's island: the keys that take a reviewer from item to item and from report to report, and the sentence
//! beside the acceptance that follows what is chosen. It presses the page's own buttons, so that whatever a key does
//! can be done without it; keys can be switched off and stay off in this browser.

use domain::lang::Lang;
use leptos::{prelude::*, wasm_bindgen::JsCast};
use web_sys::{Element, Event, HtmlDialogElement, HtmlElement, HtmlInputElement, KeyboardEvent};

use super::{
    dom::{all, by_id, focus, input, listen, set_quiet, set_text, target},
    verdicts,
};
use crate::locales::Words;

/// Where the browser remembers that the keys are off.
const OFF: &str = "pilotboard-keys-off";

/// Wraps the workbench.
#[island]
pub fn Workbench(
    /// The reader's language.
    lang: Lang,
    /// Begins the names of what is kept of it in the browser.
    kept: String,
    /// The workbench, rendered by the server.
    children: Children,
) -> impl IntoView {
    let root = NodeRef::<leptos::html::Div>::new();
    Effect::new(move |_| {
        if let Some(root) = root.get() {
            verdicts::start(&kept);
            start(Words(lang), kept.clone());
            let _ = root.set_attribute("data-started", "true");
        }
    });
    view! { <div class="stack-l" data-island="workbench" node_ref=root>{children()}</div> }
}

fn start(t: Words, kept: String) {
    set_quiet("keys-open", false);
    if let Some(switch) = input("keys-on") {
        switch.set_checked(are_on());
    }
    tell(t);
    listen("keydown", move |event| {
        if let Some(event) = event.dyn_ref::<KeyboardEvent>() {
            pressed(t, event);
        }
    });
    let (as_typed, on_its_way) = (kept.clone(), kept.clone());
    listen("submit", move |event| {
        if target(&event).is_some_and(|form| form.id() == "bench") {
            verdicts::sent(&on_its_way);
        }
    });
    listen("input", move |event| heard(&as_typed, &event));
    listen("change", move |event| {
        heard(&kept, &event);
        tell(t);
    });
    listen("click", |event| clicked(&event));
}

fn heard(kept: &str, event: &Event) {
    if let Some(element) = target(event) {
        verdicts::typed(kept, &element);
    }
}

fn are_on() -> bool {
    let storage = window().local_storage().ok().flatten();
    !matches!(storage.map(|s| s.get_item(OFF)), Some(Ok(Some(_))))
}

fn remember(on: bool) {
    if let Ok(Some(storage)) = window().local_storage() {
        let _ = match on {
            true => storage.remove_item(OFF),
            false => storage.set_item(OFF, "1"),
        };
    }
}

fn clicked(event: &Event) {
    let Some(element) = target(event).and_then(|e| e.closest("[data-do]").ok().flatten()) else {
        return;
    };
    match element.get_attribute("data-do").as_deref() {
        Some("keys") => open("keys"),
        Some("close") => {
            if let Ok(Some(dialog)) = element.closest("dialog")
                && let Ok(dialog) = dialog.dyn_into::<HtmlDialogElement>()
            {
                dialog.close();
            }
        }
        Some("keys-on") => remember(input("keys-on").is_some_and(|switch| switch.checked())),
        _ => {}
    }
}

fn dialog(id: &str) -> Option<HtmlDialogElement> {
    by_id(id)?.dyn_into().ok()
}

fn open(id: &str) {
    if let Some(dialog) = dialog(id).filter(|d| !d.open()) {
        let _ = dialog.show_modal();
    }
}

/// True of what is typed into.
fn is_field(element: &Element) -> bool {
    match element.dyn_ref::<HtmlInputElement>() {
        Some(input) => !matches!(input.type_().as_str(), "radio" | "checkbox"),
        None => {
            let editable = element
                .dyn_ref::<HtmlElement>()
                .is_some_and(HtmlElement::is_content_editable);
            editable || matches!(element.tag_name().as_str(), "TEXTAREA" | "SELECT")
        }
    }
}

fn pressed(t: Words, event: &KeyboardEvent) {
    if event.ctrl_key() || event.meta_key() || event.is_composing() || event.default_prevented() {
        return;
    }
    if all("dialog[open]").into_iter().next().is_some() {
        return;
    }
    let key = event.key();
    let typing = target(event).is_some_and(|e| is_field(&e));
    let step = match (event.alt_key(), key.as_str()) {
        (true, "ArrowDown") => 1,
        (true, "ArrowUp") => -1,
        _ => 0,
    };
    let done = if typing {
        key == "Escape" && leave()
    } else if step != 0 {
        go(step)
    } else {
        !event.alt_key() && are_on() && by_key(t, &key, event.repeat())
    };
    if done {
        event.prevent_default();
    }
}

/// A key that is one character; true where it did something. What decides on a whole report does not repeat itself.
fn by_key(t: Words, key: &str, repeat: bool) -> bool {
    match key {
        "j" => go(1),
        "k" => go(-1),
        _ if repeat => false,
        "a" | "1" => choose("accept"),
        "r" | "2" => choose("return"),
        "q" | "3" => choose("ask"),
        "n" => press("next-report"),
        "A" => accept(t),
        "R" => press("return-next"),
        "?" | "？" => {
            open("keys");
            true
        }
        _ => false,
    }
}

fn items() -> Vec<Element> {
    all("section.item")
}

/// Where the cursor is among the items.
fn at(items: &[Element]) -> Option<usize> {
    let here = document().active_element()?.closest("section.item").ok()??;
    items.iter().position(|item| *item == here)
}

/// To the next item, or the one before.
fn go(step: i32) -> bool {
    let items = items();
    let next = match (at(&items), step > 0) {
        (None, _) => Some(0),
        (Some(at), true) => Some(at + 1),
        (Some(at), false) => at.checked_sub(1),
    };
    next.and_then(|next| items.get(next)).is_some_and(|item| {
        focus(item);
        item.scroll_into_view();
        true
    })
}

/// Chooses a verdict on the item the cursor is at, else the first; what needs a comment gets the cursor into it.
fn choose(verdict: &str) -> bool {
    let items = items();
    let Some(item) = items.get(at(&items).unwrap_or(0)) else {
        return false;
    };
    let Ok(Some(radio)) = item.query_selector(&format!("input[type=radio][value={verdict}]")) else {
        return false;
    };
    if let Some(radio) = radio.dyn_ref::<HtmlElement>() {
        radio.click();
    }
    let comment = item.query_selector("textarea").ok().flatten();
    match comment.filter(|_| verdict != "accept") {
        Some(comment) => focus(&comment),
        None => focus(&radio),
    }
    true
}

/// Out of a field, to the item it stands in.
fn leave() -> bool {
    let Some(here) = document().active_element() else {
        return false;
    };
    match here.closest("section.item").ok().flatten() {
        Some(item) => focus(&item),
        None => {
            if let Some(here) = here.dyn_ref::<HtmlElement>() {
                let _ = here.blur();
            }
        }
    }
    true
}

fn press(id: &str) -> bool {
    let Some(button) = by_id(id).and_then(|e| e.dyn_into::<HtmlElement>().ok()) else {
        return false;
    };
    button.click();
    true
}

/// How many items have no verdict, those not shown here too.
fn undecided() -> usize {
    let open = |line: &Element| {
        let item = line.get_attribute("data-todo").unwrap_or_default();
        let here = by_id(&format!("r-{item}"));
        let chosen = here.and_then(|here| here.query_selector("input[type=radio]:checked").ok().flatten());
        chosen.is_none()
    };
    all("[data-todo]").iter().filter(|line| open(line)).count()
}

fn count_of(name: &str) -> usize {
    let count = by_id("leaves").and_then(|e| e.get_attribute(name));
    count.and_then(|n| n.parse().ok()).unwrap_or_default()
}

/// What an acceptance would pass over, as the page stands now.
fn leaves(t: Words) -> String {
    t.accept_leaves(undecided(), count_of("data-unexplained"), count_of("data-flagged"))
}

fn tell(t: Words) {
    set_text("leaves", &leaves(t));
}

/// Accepts the report, after a question where items are undecided.
fn accept(t: Words) -> bool {
    if undecided() == 0 {
        return press("accept-next");
    }
    set_text("confirm-text", &leaves(t));
    open("confirm");
    if let Some(button) = by_id("confirm-accept") {
        focus(&button);
    }
    by_id("confirm").is_some()
}
