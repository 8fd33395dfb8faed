//! The report form's island: it wraps the form that the server rendered, saves each field as it is left, re-checks
//! its row with the rules of `domain`, and a base figure re-checks every indicator that uses it. The page's own
//! elements hold the state: a field whose value differs from its default value is not in the store yet.

use std::collections::BTreeMap;

use domain::{
    check::{Checked, Context, check},
    entry::{Amount, Entry, Field, SECTION_MAX, Typed},
    indicator::{Definition, Way},
    lang::Lang,
};
use jiff::civil::{Date, date};
use leptos::{
    ev::{Event, MouseEvent},
    prelude::*,
    task::spawn_local,
    wasm_bindgen::JsCast,
};
use serde::{Deserialize, Serialize};
use web_sys::{Element, HtmlInputElement, HtmlTextAreaElement};

use super::{
    dom::{by_id, field_id, is_dirty, place, set_class, set_quiet, set_text, stored, target, values},
    row::{Shown, shown},
    save::{Clash, SaveError, save_item},
};
use crate::locales::Words;

/// What the island needs to know beside the page itself.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct FormKey {
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
    /// True where missing entries are shown as errors.
    pub strict: bool,
    /// The rules of the items.
    pub rules: Vec<Rule>,
}

/// The rule of one item.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Rule {
    /// Its definition.
    pub definition: Definition,
    /// The quantity of the period before.
    pub previous: Option<Amount>,
}

/// Wraps the form's fields.
#[island]
pub fn ReportForm(
    /// What it needs to know.
    key: FormKey,
    /// The fields, rendered by the server.
    children: Children,
) -> impl IntoView {
    let key = StoredValue::new(key);
    let root = NodeRef::<leptos::html::Div>::new();
    // What the browser kept from before the island started, or filled in by itself, is unsaved input.
    Effect::new(move |_| {
        if let Some(root) = root.get() {
            let fields = root.query_selector_all("[name]").ok();
            for i in 0..fields.as_ref().map_or(0, web_sys::NodeList::length) {
                let field = fields
                    .as_ref()
                    .and_then(|f| f.item(i))
                    .and_then(|n| n.dyn_into::<Element>().ok());
                if let Some(name) = field.filter(is_dirty).and_then(|f| f.get_attribute("name")) {
                    left(key, &name);
                }
            }
            set_quiet("saves-itself", false);
            let _ = root.set_attribute("data-started", "true");
        }
    });
    let on_change = move |event: Event| {
        if let Some(name) = target(&event).and_then(|t| t.get_attribute("name")) {
            left(key, &name);
        }
    };
    let on_input = move |event: Event| {
        if let Some(area) = target(&event).and_then(|t| t.dyn_into::<HtmlTextAreaElement>().ok()) {
            let count = area.value().chars().count();
            set_text(
                &format!("n-{}", area.id()),
                &key.with_value(|k| Words(k.lang)).characters(count, SECTION_MAX),
            );
        }
    };
    let on_click = move |event: MouseEvent| {
        let Some(button) = target(&event) else { return };
        if let (Some(choice), Some(item)) = (button.get_attribute("data-choice"), button.get_attribute("data-item")) {
            chosen(key, &choice, &item);
        }
    };
    view! {
        <div class="stack-l" data-island="report-form" node_ref=root on:change=on_change on:input=on_input on:click=on_click>
            {children()}
        </div>
    }
}

type Key = StoredValue<FormKey>;

/// What stands in an item's fields now.
fn typed(rule: &Rule) -> Typed {
    let code = &rule.definition.code;
    let mut all = BTreeMap::new();
    for field in Field::ALL {
        if let Some((value, _)) = by_id(&field_id(code, field)).as_ref().and_then(values) {
            all.insert(field, value);
        }
    }
    if rule.definition.way == Way::YesNo {
        for answer in ["yes", "no"] {
            let radio = by_id(&format!("{code}-{answer}")).and_then(|e| e.dyn_into::<HtmlInputElement>().ok());
            if radio.is_some_and(|r| r.checked()) {
                all.insert(Field::Value, answer.to_owned());
            }
        }
    }
    Typed(all)
}

/// The checks of the base figure that is an item's denominator, as it stands in the form.
fn base(key: &FormKey, rule: &Rule) -> Option<Checked> {
    let code = rule.definition.denominator_base.as_ref()?;
    key.rules
        .iter()
        .find(|r| &r.definition.code == code)
        .map(|r| checked(key, r, None))
}

fn checked(key: &FormKey, rule: &Rule, base: Option<&Checked>) -> Checked {
    let previous = rule.previous.clone().map(|amount| Entry::Value {
        amount,
        explanation: String::new(),
    });
    let (year, month, day) = key.today;
    let today = Date::new(year, month, day).unwrap_or(date(2026, 1, 1));
    let cx = Context {
        definition: &rule.definition,
        base: base.map(|b| &b.entry),
        base_wrong: base.is_some_and(Checked::is_wrong),
        previous: previous.as_ref(),
        today,
    };
    check(&typed(rule), &cx)
}

/// Re-checks an item's row, and the rows that use it as their denominator.
fn recheck(key: &FormKey, item: &str) {
    for rule in &key.rules {
        let d = &rule.definition;
        if d.code == item || d.denominator_base.as_deref() == Some(item) {
            let base = base(key, rule);
            let checked = checked(key, rule, base.as_ref());
            let shown = shown(
                Words(key.lang),
                d,
                &checked,
                base.as_ref().map(|b| &b.entry),
                rule.previous.as_ref(),
                key.strict,
            );
            show(&d.code, &shown);
        }
    }
}

/// Puts what a row shows into the page.
fn show(code: &str, row: &Shown) {
    set_text(&format!("f-{code}"), &row.figure);
    set_text(&format!("d-{code}"), &row.delta);
    set_text(&format!("b-{code}"), &row.denominator);
    set_text(&format!("t-{code}"), &row.lines.join("\n"));
    set_class(&format!("m-{code}"), row.tone());
    let (class, word) = row.mark.unwrap_or(("istat", ""));
    set_class(&format!("k-{code}"), class);
    set_text(&format!("k-{code}"), word);
    let explanation = by_id(&format!("{code}-explanation")).as_ref().and_then(values);
    set_quiet(
        &format!("e-{code}"),
        !row.warned && explanation.is_none_or(|(text, _)| text.is_empty()),
    );
    for field in Field::ALL {
        let Some(element) = by_id(&field_id(code, field)) else {
            continue;
        };
        let wrong = row.invalid.contains(&field);
        let _ = element.class_list().toggle_with_force("is-err", wrong);
        let _ = if wrong {
            element.set_attribute("aria-invalid", "true")
        } else {
            element.remove_attribute("aria-invalid")
        };
    }
    quieten(code);
}

/// Hides the row's box where it has nothing to say or ask.
fn quieten(code: &str) {
    let speaks = |id: String| by_id(&id).is_some_and(|e| e.text_content().is_some_and(|t| !t.is_empty()));
    let open = |id: String| by_id(&id).is_some_and(|e| !e.class_list().contains("is-quiet"));
    let thread = by_id(&format!("x-{code}")).is_some_and(|e| e.has_attribute("data-thread"));
    let says = speaks(format!("t-{code}")) || open(format!("c-{code}")) || open(format!("e-{code}"));
    set_quiet(&format!("x-{code}"), !says && !thread);
}

/// A field was left: re-check its row, save what is not in the store.
fn left(key: Key, name: &str) {
    let Some((item, _)) = place(name) else { return };
    key.with_value(|k| recheck(k, &item));
    send(key, item, None);
}

/// Sends the fields of an item that are not in the store; `over` says that another's text was seen.
fn send(key: Key, item: String, over: Option<i64>) {
    let fields: Vec<(Field, String)> = Field::ALL
        .into_iter()
        .filter_map(|field| {
            let (value, stored) = values(&by_id(&field_id(&item, field))?)?;
            (value != stored).then_some((field, value))
        })
        .chain(["yes", "no"].into_iter().filter_map(|answer| {
            let (value, stored) = values(&by_id(&format!("{item}-{answer}"))?)?;
            (value != stored && !value.is_empty()).then_some((Field::Value, value))
        }))
        .collect();
    if fields.is_empty() {
        return;
    }
    let words = key.with_value(|k| Words(k.lang));
    // One save of an item at a time: a slow one must not come after a newer text.
    let line = by_id(&format!("s-{item}"));
    if line.as_ref().is_some_and(|l| l.has_attribute("data-saving")) {
        return;
    }
    if let Some(line) = &line {
        let _ = line.set_attribute("data-saving", "true");
    }
    state(&item, "istat istat--info", words.saving(), None);
    spawn_local(async move {
        let (city, period, seen) = key.with_value(|k| (k.city.clone(), k.period.clone(), over.unwrap_or(k.seen)));
        let outcome = save_item(city, period, item.clone(), fields.clone(), seen).await;
        if let Some(line) = line {
            let _ = line.remove_attribute("data-saving");
        }
        match outcome {
            Ok(answer) => {
                let clash = answer.clash.as_ref();
                for (field, text) in fields.iter().filter(|(f, _)| clash.is_none_or(|c| c.field != *f)) {
                    stored(&field_id(&item, *field), text);
                    for radio in ["yes", "no"].into_iter().filter(|_| *field == Field::Value) {
                        if let Some(r) =
                            by_id(&format!("{item}-{radio}")).and_then(|e| e.dyn_into::<HtmlInputElement>().ok())
                        {
                            r.set_default_checked(text == radio);
                        }
                    }
                }
                match answer.clash {
                    None => {
                        state(&item, "istat istat--ok", &words.saved_at(answer.at), None);
                        // What was typed meanwhile.
                        send(key, item, None);
                    }
                    Some(Clash { field, theirs, by }) => {
                        if let Some(box_) = by_id(&format!("c-{item}")) {
                            let _ = box_.set_attribute("data-field", field.name());
                            let _ = box_.set_attribute("data-theirs", &theirs);
                        }
                        state(
                            &item,
                            "istat istat--err",
                            &words.saved_by_other(by, theirs),
                            Some("clash"),
                        );
                    }
                }
            }
            Err(e) => {
                let (text, ask) = match e {
                    SaveError::SignIn => (words.not_saved_session().to_owned(), Some("again")),
                    SaveError::Offline => (words.not_saved_offline().to_owned(), Some("again")),
                    SaveError::Unavailable => (words.not_saved().to_owned(), Some("again")),
                    // Another try would be refused again.
                    SaveError::Closed => (words.not_saved_closed().to_owned(), None),
                    SaveError::TooLong => (words.not_saved_too_long().to_owned(), None),
                    SaveError::Refused(why) => (words.not_saved_because(why), None),
                };
                state(&item, "istat istat--err", &text, ask);
            }
        }
    });
}

/// Says how saving an item stands; `ask` opens the buttons for a clash or another try.
fn state(item: &str, class: &str, text: &str, ask: Option<&str>) {
    set_class(&format!("s-{item}"), class);
    set_text(&format!("s-{item}"), text);
    if let Some(buttons) = by_id(&format!("c-{item}")) {
        let _ = buttons.set_attribute("data-ask", ask.unwrap_or_default());
    }
    set_quiet(&format!("c-{item}"), ask.is_none());
    quieten(item);
}

/// A choice after a clash or a failed save.
fn chosen(key: Key, choice: &str, item: &str) {
    match choice {
        "mine" => send(key, item.to_owned(), Some(i64::MAX)),
        "again" => send(key, item.to_owned(), None),
        _ => {
            let Some(buttons) = by_id(&format!("c-{item}")) else {
                return;
            };
            let theirs = buttons.get_attribute("data-theirs").unwrap_or_default();
            let Some(field) = buttons.get_attribute("data-field").and_then(|f| Field::parse(&f)) else {
                return;
            };
            let id = field_id(item, field);
            if let Some(input) = by_id(&id).and_then(|e| e.dyn_into::<HtmlInputElement>().ok()) {
                input.set_value(&theirs);
            } else if let Some(area) = by_id(&id).and_then(|e| e.dyn_into::<HtmlTextAreaElement>().ok()) {
                area.set_value(&theirs);
            } else if let Some(radio) =
                by_id(&format!("{item}-{theirs}")).and_then(|e| e.dyn_into::<HtmlInputElement>().ok())
            {
                radio.set_checked(true);
                radio.set_default_checked(true);
            }
            stored(&id, &theirs);
            state(item, "istat", "", None);
            key.with_value(|k| recheck(k, item));
        }
    }
}
