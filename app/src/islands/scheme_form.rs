//! The island of a scheme's editor: it saves each field as it is left and says so beside it. What is not in the store stays
//! in the browser under its account, through a dead network, an ended session and a closed tab, and goes once it can.

use std::{collections::BTreeMap, time::Duration};

use domain::lang::Lang;
use leptos::{
    prelude::*,
    server_fn::codec::Json,
    task::spawn_local,
    wasm_bindgen::{JsCast, JsValue},
};
use serde::{Deserialize, Serialize};
use web_sys::{BeforeUnloadEvent, Element, Event, HtmlSelectElement, js_sys::Reflect};

use super::{
    dom::{add, all, listen, note, target},
    keep::{of_account, storage},
    save::SaveError,
};
use crate::locales::Words;

/// Seconds between two tries while nothing answers.
const RETRY: u64 = 8;

/// What the island needs to know beside the page itself.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SchemeKey {
    /// Id of the account that the page was made for.
    pub account: String,
    /// City slug.
    pub city: String,
    /// The reader's language.
    pub lang: Lang,
    /// The revision that the page came with.
    pub seen: i64,
}

/// What came of a save.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldSaved {
    /// The scheme's revision now.
    pub revision: i64,
    /// When, `10:32`, Beijing time.
    pub at: String,
    /// Where another changed the field since it was shown, and nothing was written: text, name and time.
    pub clash: Option<(String, String, String)>,
}

/// Saves one field of a scheme that was left; `account` alone may send it.
#[server(prefix = "/islands", endpoint = "save_scheme", input = Json)]
pub async fn save_scheme_field(
    city: String,
    name: String,
    text: String,
    seen: i64,
    account: String,
) -> Result<FieldSaved, SaveError> {
    let outcome = save(&city, &name, text, seen, &account).await;
    if let (Err(error), Some(response)) = (&outcome, use_context::<leptos_axum::ResponseOptions>()) {
        response.set_status(error.status());
    }
    outcome
}

#[cfg(feature = "ssr")]
async fn save(city: &str, name: &str, text: String, seen: i64, account: &str) -> Result<FieldSaved, SaveError> {
    use crate::visit::{App, Visit};

    let (Some(visit), Some(app)) = (use_context::<Visit>(), use_context::<App>()) else {
        return Err(SaveError::Unavailable);
    };
    let caller = visit.caller().map_err(|_| SaveError::SignIn)?;
    if account != caller.actor.id {
        return Err(SaveError::OtherAccount);
    }
    let slot = domain::scheme::Slot::parse(name).ok_or(SaveError::Closed)?;
    let saved = storage::schemes::save(&app.store, &caller, city, &BTreeMap::from([(slot, text)]), Some(seen)).await;
    let saved = saved.map_err(|e| SaveError::of(e, visit.words()))?;
    if !saved.closed.is_empty() {
        return Err(SaveError::Closed);
    }
    if !saved.too_long.is_empty() {
        return Err(SaveError::TooLong);
    }
    let clash = saved.conflicts.into_iter().next();
    Ok(FieldSaved {
        revision: saved.revision,
        at: visit.words().clock(saved.at),
        clash: clash.map(|c| (c.theirs, c.theirs_by, visit.moment(c.theirs_at))),
    })
}

#[derive(Clone, Copy)]
struct Form {
    key: StoredValue<SchemeKey>,
    /// The revision that the text in a field was typed over, where it is not the page's.
    seen: StoredValue<BTreeMap<String, i64>>,
    leaving: StoredValue<bool>,
}

/// Wraps the form.
#[island]
pub fn SchemeForm(
    /// What it needs to know.
    key: SchemeKey,
    /// The form, rendered by the server.
    children: Children,
) -> impl IntoView {
    let form = Form {
        key: StoredValue::new(key),
        seen: StoredValue::default(),
        leaving: StoredValue::new(false),
    };
    let root = NodeRef::<leptos::html::Div>::new();
    Effect::new(move |_| {
        if let Some(root) = root.get() {
            start(form);
            let _ = root.set_attribute("data-started", "true");
        }
    });
    view! { <div class="stack-l" data-island="scheme-form" node_ref=root>{children()}</div> }
}

/// Every field of the form.
fn fields() -> Vec<Element> {
    all(".scheme-form [name]").into_iter().filter(is_field).collect()
}

fn is_field(element: &Element) -> bool {
    let named = |name: String| {
        let section = domain::scheme::SECTIONS.contains(&name.as_str()) || name == "funding_planned";
        section || name.starts_with("tasks[") || name.starts_with("targets[")
    };
    element.get_attribute("name").is_some_and(named)
}

fn name(element: &Element) -> String {
    element.get_attribute("name").unwrap_or_default()
}

/// What stands in a field: inputs, areas and choices all have a `value`.
fn text(element: &Element) -> String {
    let value = Reflect::get(element, &JsValue::from_str("value")).ok();
    value.and_then(|v| v.as_string()).unwrap_or_default()
}

/// What is in the store, as far as the page knows.
fn stored(element: &Element) -> String {
    if let Some(known) = element.get_attribute("data-stored") {
        return known;
    }
    if let Some(select) = element.dyn_ref::<HtmlSelectElement>() {
        let chosen = select.query_selector("option[selected]").ok().flatten();
        let first = || select.query_selector("option").ok().flatten();
        return chosen
            .or_else(first)
            .and_then(|o| o.get_attribute("value"))
            .unwrap_or_default();
    }
    let value = Reflect::get(element, &JsValue::from_str("defaultValue")).ok();
    value.and_then(|v| v.as_string()).unwrap_or_default()
}

fn is_dirty(element: &Element) -> bool {
    text(element) != stored(element)
}

fn start(form: Form) {
    for element in fields() {
        let kept = form.key.with_value(|k| kept(k, &name(&element)));
        if let Some((text_kept, seen)) = kept {
            let _ = Reflect::set(&element, &JsValue::from_str("value"), &JsValue::from_str(&text_kept));
            form.seen.update_value(|all| drop(all.insert(name(&element), seen)));
            if let Ok(Some(fold)) = element.closest("details") {
                note(&fold, "open", Some(""));
            }
        }
        if is_dirty(&element) {
            send(form, &element);
        }
    }
    listen("change", move |e| {
        if let Some(element) = target(&e).filter(is_field) {
            send(form, &element);
        }
    });
    listen("input", move |e| {
        if let Some(element) = target(&e).filter(is_field) {
            keep(form, &element);
        }
    });
    listen("click", move |e| chosen(form, &e));
    listen("submit", move |_| form.leaving.set_value(true));
    for event in ["online", "focus"] {
        listen(event, move |_| send_all(form));
    }
    listen("beforeunload", move |e| leaves(form, &e));
}

fn send_all(form: Form) {
    let waits = |e: &Element| is_dirty(e) && !e.has_attribute("data-clash");
    fields().iter().filter(|e| waits(e)).for_each(|e| send(form, e));
}

/// What was typed and not stored: the text, and the revision it was typed over.
fn kept(key: &SchemeKey, name: &str) -> Option<(String, i64)> {
    serde_json::from_str(&storage()?.get_item(&place(key, name)).ok()??).ok()
}

fn place(key: &SchemeKey, name: &str) -> String {
    format!("{}schemes/{}/{name}", of_account(&key.account), key.city)
}

/// Keeps what stands in a field until the store has it.
fn keep(form: Form, element: &Element) {
    let name = name(element);
    let seen = seen(form, &name);
    form.key.with_value(|key| {
        let (Some(storage), place) = (storage(), place(key, &name)) else {
            return;
        };
        let _ = match (is_dirty(element), serde_json::to_string(&(text(element), seen))) {
            (true, Ok(text)) => storage.set_item(&place, &text),
            _ => storage.remove_item(&place),
        };
    });
}

fn seen(form: Form, name: &str) -> i64 {
    let own = form.seen.with_value(|all| all.get(name).copied());
    own.unwrap_or_else(|| form.key.with_value(|k| k.seen))
}

/// Sends a field; one save of it at a time, and what was typed meanwhile goes after it.
fn send(form: Form, element: &Element) {
    if element.has_attribute("data-saving") || form.leaving.get_value() || !is_dirty(element) {
        return;
    }
    let words = form.key.with_value(|k| Words(k.lang));
    note(element, "data-saving", Some(""));
    keep(form, element);
    say(element, "istat istat--info", words.saving());
    let (city, account) = form.key.with_value(|k| (k.city.clone(), k.account.clone()));
    let (name, sent) = (name(element), text(element));
    let seen = seen(form, &name);
    let element = element.clone();
    spawn_local(async move {
        let answer = save_scheme_field(city, name.clone(), sent.clone(), seen, account).await;
        note(&element, "data-saving", None);
        match answer {
            Ok(FieldSaved {
                revision,
                at,
                clash: None,
            }) => {
                note(&element, "data-stored", Some(&sent));
                form.seen.update_value(|all| drop(all.insert(name, revision)));
                keep(form, &element);
                say(&element, "istat istat--ok", &words.saved_at(&at));
                send(form, &element);
            }
            Ok(FieldSaved {
                revision,
                clash: Some((theirs, by, at)),
                ..
            }) => {
                note(&element, "data-clash", Some(&revision.to_string()));
                let line = say(&element, "istat istat--err", &words.clash_state(&by));
                ask(line, words, &theirs, &words.clash_theirs(&by, &at));
            }
            Err(error) => failed(form, &element, &error),
        }
    });
}

fn failed(form: Form, element: &Element, error: &SaveError) {
    let words = form.key.with_value(|k| Words(k.lang));
    let line = say(element, "istat istat--err", &words.not_saved_for(error));
    match error {
        SaveError::SignIn => {
            // In another tab: what is typed here is not left.
            if let Some(link) = line.and_then(|line| add(&line, "a", "", words.sign_in())) {
                note(&link, "href", Some("/sign-in"));
                note(&link, "target", Some("_blank"));
            }
        }
        SaveError::Offline | SaveError::Unavailable => {
            set_timeout(move || send_all(form), Duration::from_secs(RETRY));
        }
        _ => {}
    }
}

/// The line beside a field that says how its text stands.
fn say(element: &Element, class: &str, words: &str) -> Option<Element> {
    let field = element.closest(".field").ok()??;
    let line = field.query_selector(".istat").ok().flatten();
    let line = line.or_else(|| {
        let line = add(&field, "span", "", "")?;
        note(&line, "role", Some("status"));
        Some(line)
    })?;
    line.set_class_name(class);
    line.set_text_content(Some(words));
    Some(line)
}

/// Both texts, of which one is chosen.
fn ask(line: Option<Element>, words: Words, theirs: &str, whose: &str) {
    let Some(line) = line else { return };
    add(&line, "span", "case__text", &words.colon(whose, theirs));
    for (choice, word) in [("mine", words.keep_mine()), ("theirs", words.take_theirs())] {
        if let Some(button) = add(&line, "button", "btn btn--2 btn--s", word) {
            note(&button, "type", Some("button"));
            note(&button, "data-choice", Some(choice));
            note(&button, "data-theirs", Some(theirs));
        }
    }
}

fn chosen(form: Form, event: &Event) {
    let Some(button) = target(event).filter(|b| b.has_attribute("data-choice")) else {
        return;
    };
    let field = button.closest(".field").ok().flatten();
    let Some(element) = field.and_then(|f| f.query_selector("[data-clash]").ok().flatten()) else {
        return;
    };
    let revision = element.get_attribute("data-clash").and_then(|r| r.parse().ok());
    note(&element, "data-clash", None);
    if let Some(revision) = revision {
        form.seen.update_value(|all| drop(all.insert(name(&element), revision)));
    }
    let theirs = button.get_attribute("data-theirs").unwrap_or_default();
    note(&element, "data-stored", Some(&theirs));
    if button.get_attribute("data-choice").as_deref() == Some("theirs") {
        let _ = Reflect::set(&element, &JsValue::from_str("value"), &JsValue::from_str(&theirs));
        say(&element, "istat", "");
    }
    keep(form, &element);
    send(form, &element);
}

/// Who leaves with something unsaved is warned.
fn leaves(form: Form, event: &Event) {
    let Some(event) = event.dyn_ref::<BeforeUnloadEvent>() else {
        return;
    };
    if !form.leaving.get_value() && fields().iter().any(is_dirty) {
        event.prevent_default();
        event.set_return_value(form.key.with_value(|k| Words(k.lang)).unsaved_leave());
    }
}
