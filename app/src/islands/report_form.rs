//! The report form's island: it wraps the form that the server rendered, saves each field as it is left, re-checks
//! its row with the rules of `domain`, and a base figure re-checks every indicator that uses it. The page's own
//! elements hold the state: a field whose value differs from its default value is not in the store yet.

use domain::{
    entry::{Amount, SECTION_MAX},
    fill::Filling,
    indicator::Definition,
    lang::Lang,
    paste::Cell,
};
use leptos::{prelude::*, wasm_bindgen::JsCast};
use serde::{Deserialize, Serialize};
use web_sys::{BeforeUnloadEvent, Event, HtmlTextAreaElement};

use super::{
    again, clash,
    dom::{by_id, listen, set_quiet, set_text, target},
    fill, keep, moves, paste,
    place::Place,
    remarks,
    row_view::recheck,
    sending::{self, Waiting, is_saving, items, send},
    start,
};
use crate::locales::Words;

/// What the island needs to know beside the page itself.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct FormKey {
    /// Id of the account that the page was made for.
    pub account: String,
    /// City slug.
    pub city: String,
    /// Report period, as in the address.
    pub period: String,
    /// The reader's language.
    pub lang: Lang,
    /// Today in Beijing: year, month, day.
    pub today: (i16, i8, i8),
    /// The revision the page came with.
    pub seen: i64,
    /// False where the form is for reading: then only texts that were kept are shown.
    pub typing: bool,
    /// True where missing entries are shown as errors.
    pub strict: bool,
    /// The rules of the items, in the form's order.
    pub rules: Vec<Rule>,
    /// What can be filled in at one stroke.
    pub fills: Vec<Filling>,
}

/// The rule of one item.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Rule {
    /// Its definition.
    pub definition: Definition,
    /// The quantity of the period before.
    pub previous: Option<Amount>,
    /// Id of the group it stands in.
    pub group: String,
}

/// The form as the parts of the island share it.
#[derive(Clone, Copy)]
pub(super) struct Form {
    /// What the server said.
    pub key: StoredValue<FormKey>,
    /// What keeps texts from the store.
    pub waiting: StoredValue<Waiting>,
    /// What a pasted block would become, while that is asked.
    pub pasted: StoredValue<Vec<Cell>>,
    /// True once the form itself was sent: then leaving the page loses nothing.
    pub leaving: StoredValue<bool>,
}

impl Form {
    /// The words in the reader's language.
    pub fn words(self) -> Words {
        self.key.with_value(|k| Words(k.lang))
    }
}

/// Wraps the form.
#[island]
pub fn ReportForm(
    /// What it needs to know.
    key: FormKey,
    /// The form, rendered by the server.
    children: Children,
) -> impl IntoView {
    let form = Form {
        key: StoredValue::new(key),
        waiting: StoredValue::default(),
        pasted: StoredValue::default(),
        leaving: StoredValue::new(false),
    };
    let name = form
        .key
        .with_value(|k| if k.typing { "report-form" } else { "kept-texts" });
    let root = NodeRef::<leptos::html::Div>::new();
    Effect::new(move |_| {
        if let Some(root) = root.get() {
            start::start(form);
            form.key.with_value(remarks::start);
            hear(form);
            set_quiet("saves-itself", false);
            set_quiet("find-box", false);
            let _ = root.set_attribute("data-started", "true");
        }
    });
    view! {
        <div class="stack-l" data-island=name node_ref=root>
            {children()}
        </div>
    }
}

/// A field was left: re-check its row, save what is not in the store.
pub(super) fn left(form: Form, item: &str) {
    form.key.with_value(|k| recheck(k, item));
    send(form, item);
}

fn changed(form: Form, event: &Event) {
    if let Some(place) = target(event).as_ref().and_then(Place::of) {
        left(form, &place.item);
    }
}

/// Every keystroke is kept until it is in the store.
fn typed(form: Form, event: &Event) {
    let Some(element) = target(event) else { return };
    if moves::is_find(&element) {
        moves::find(form);
    }
    if let Some(place) = Place::of(&element) {
        form.key.with_value(|k| {
            if place.is_dirty() || is_saving(&place.item) {
                keep::typed(k, &place);
            } else {
                keep::remove(k, &place);
            }
        });
        sending::recount(form);
    }
    form.key.with_value(|k| remarks::typed(k, &element));
    if let Some(area) = element.dyn_ref::<HtmlTextAreaElement>() {
        count(form.words(), area);
    }
}

/// Counts the characters of a section.
pub(super) fn count(words: Words, area: &HtmlTextAreaElement) {
    let count = area.value().chars().count();
    set_text(&format!("n-{}", area.id()), &words.characters(count, SECTION_MAX));
}

fn clicked(form: Form, event: &Event) {
    let Some(button) = target(event) else { return };
    if let (Some(choice), Some(item)) = (button.get_attribute("data-choice"), button.get_attribute("data-item")) {
        match choice.as_str() {
            "mine" => clash::chosen(form, &item, true),
            "theirs" => clash::chosen(form, &item, false),
            _ => send(form, &item),
        }
    }
    if button.has_attribute("data-fill") {
        event.prevent_default();
        fill::apply(form, &button);
    }
    match button.get_attribute("data-do").as_deref() {
        Some("again") => sending::again(form),
        Some("sign-in") => again::open(),
        Some("not-now") => again::close(),
        Some("about") => {
            if let (Some(part), Some(item)) = (button.get_attribute("data-part"), button.get_attribute("data-item")) {
                event.prevent_default();
                again::fetch_into(form, part, format!("a-{item}"));
            }
        }
        Some("copy") => {
            event.prevent_default();
            copy_before(form, &button.get_attribute("data-item").unwrap_or_default());
        }
        Some("paste-apply") => paste::apply(form),
        Some("paste-cancel") => paste::cancel(form),
        Some("discard") => start::discard(form),
        _ => {}
    }
}

/// Puts the text of the quarter before behind what stands in a section.
fn copy_before(form: Form, section: &str) {
    let before = by_id(&format!("p-{section}")).and_then(|p| p.text_content());
    let (Some(place), Some(before)) = (Place::named(section).filter(|p| !p.is_closed()), before) else {
        return;
    };
    let text = place.text();
    let text = match text.trim() {
        "" => before,
        _ => [text, before].join("\n\n"),
    };
    place.set(&text);
    form.key.with_value(|k| keep::typed(k, &place));
    if let Some(area) = place.element().and_then(|e| e.dyn_into::<HtmlTextAreaElement>().ok()) {
        count(form.words(), &area);
    }
    left(form, section);
}

fn submitted(form: Form, event: &Event) {
    if target(event).is_some_and(|e| e.id() == "again-form") {
        event.prevent_default();
        again::sign_in(form);
    }
    // A form that is sent takes everything along; at sign-out it was asked already.
    if !event.default_prevented() {
        form.leaving.set_value(true);
    }
}

/// Who leaves with something unsaved is warned.
fn leaves(form: Form, event: &Event) {
    let unsaved = |item: &String| !is_saving(item) && Place::all(item).any(|p| p.is_dirty());
    let Some(event) = event.dyn_ref::<BeforeUnloadEvent>() else {
        return;
    };
    if !form.leaving.get_value() && form.key.with_value(items).iter().any(unsaved) {
        event.prevent_default();
        event.set_return_value(form.words().unsaved_leave());
    }
}

/// Hears what happens in the form, in the box beside it, and to the window: back on the network, back in the window,
/// what waits is tried again.
fn hear(form: Form) {
    listen("change", move |e| changed(form, &e));
    listen("input", move |e| typed(form, &e));
    listen("click", move |e| clicked(form, &e));
    listen("submit", move |e| submitted(form, &e));
    listen("paste", move |e| paste::pasted(form, &e));
    listen("keydown", |e| moves::pressed(&e));
    for event in ["online", "focus"] {
        listen(event, move |_| sending::again(form));
    }
    listen("beforeunload", move |e| leaves(form, &e));
}
