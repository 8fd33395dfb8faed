//! Saving from the form: one item at a time, again by itself once network, server or session are back, and what the
//! page says meanwhile. Whatever is on its way or refused is kept in the browser.

use std::time::Duration;

use domain::{
    entry::Field,
    scheme::{TASKS_MAX, task_item},
    task::FUNDING_SPENT,
};
use leptos::{prelude::*, task::spawn_local};

use super::{
    clash,
    dom::{by_id, note, set_class, set_quiet, set_text},
    keep,
    place::Place,
    progress,
    report_form::{Form, FormKey},
    row_view::quieten,
    save::{SaveAnswer, SaveError, save_item},
};
use crate::locales::Words;

/// Seconds until the first new try; each further one waits twice as long.
const FIRST_TRY: u32 = 2;
/// Most seconds between two tries.
const LAST_TRY: u32 = 60;

/// What keeps texts from the store.
#[derive(Debug, Default)]
pub(super) struct Waiting {
    /// Tries without an answer, since the last answer.
    failures: u32,
    timer: Option<TimeoutHandle>,
}

/// Every item, task and section of the form.
pub(super) fn items(key: &FormKey) -> Vec<String> {
    let rules = key.rules.iter().map(|r| r.definition.code.clone());
    rules
        .chain((1..=TASKS_MAX).map(task_item))
        .chain([FUNDING_SPENT.to_owned()])
        .chain(domain::entry::SECTIONS.into_iter().map(str::to_owned))
        .filter(|item| by_id(&format!("r-{item}")).is_some())
        .collect()
}

fn line(item: &str) -> Option<web_sys::Element> {
    by_id(&format!("s-{item}"))
}

/// True while an item is on its way.
pub(super) fn is_saving(item: &str) -> bool {
    line(item).is_some_and(|l| l.has_attribute("data-saving"))
}

/// True where an item's texts wait for a choice, or would be refused again.
fn is_stuck(item: &str) -> bool {
    clash::is_open(item) || line(item).is_some_and(|l| l.has_attribute("data-refused"))
}

/// Sends the fields of an item that are not in the store. One save of an item at a time: a slow one must not come
/// after a newer text.
pub(super) fn send(form: Form, item: &str) {
    let Some(line) = line(item) else { return };
    if is_saving(item) || form.leaving.get_value() {
        return;
    }
    let words = form.words();
    let page = form.key.with_value(|k| k.seen);
    // Fields that are not of one revision go one after the other.
    let mut together = None;
    let places: Vec<Place> = Place::all(item)
        .filter(Place::is_dirty)
        .filter(|p| {
            let of = (p.seen(page), p.asks_own());
            *together.get_or_insert(of) == of
        })
        .collect();
    let Some((seen, own_too)) = together else { return };
    note(&line, "data-saving", Some("true"));
    note(&line, "data-refused", None);
    state(item, "istat istat--info", words.saving(), None);
    form.key.with_value(|k| places.iter().for_each(|p| keep::sending(k, p)));
    let fields: Vec<(Field, String)> = places.iter().map(|p| (p.field, p.text())).collect();
    let (city, period, account) = form
        .key
        .with_value(|k| (k.city.clone(), k.period.clone(), k.account.clone()));
    let item = item.to_owned();
    spawn_local(async move {
        let answer = save_item(
            city,
            period,
            item.clone(),
            fields.clone(),
            seen,
            Some(own_too),
            Some(account),
        )
        .await;
        note(&line, "data-saving", None);
        match answer {
            Ok(answer) => saved(form, &item, &fields, &answer),
            Err(error) => failed(form, &item, error),
        }
    });
}

fn saved(form: Form, item: &str, fields: &[(Field, String)], answer: &SaveAnswer) {
    let kept = fields
        .iter()
        .filter(|(field, _)| answer.clashes.iter().all(|c| c.field != *field));
    for (field, text) in kept {
        let (item, field) = (item.to_owned(), *field);
        let place = Place { item, field };
        place.set_stored(text);
        place.set_seen(answer.revision);
        place.set_asks_own(false);
        form.key.with_value(|k| keep::stored(k, &place));
    }
    let words = form.words();
    if answer.clashes.is_empty() {
        state(item, "istat istat--ok", &words.saved_at(&answer.at), None);
        // What was typed meanwhile.
        send(form, item);
    } else {
        clash::ask(form, item, answer);
    }
    answered(form);
    progress::show(form);
}

fn failed(form: Form, item: &str, error: SaveError) {
    let words = form.words();
    let again = matches!(error, SaveError::Offline | SaveError::Unavailable);
    state(
        item,
        "istat istat--err",
        &words.not_saved_for(&error),
        again.then_some("again"),
    );
    match error {
        SaveError::SignIn | SaveError::OtherAccount => bar(form, true),
        SaveError::Offline | SaveError::Unavailable => {
            bar(form, false);
            later(form);
        }
        // Another try would be refused again.
        SaveError::Closed | SaveError::TooLong | SaveError::Refused(_) => {
            if let Some(line) = line(item) {
                note(&line, "data-refused", Some("true"));
            }
            answered(form);
        }
    }
}

/// Items with texts that could go to the store now.
fn waiting(form: Form) -> Vec<String> {
    let waits = |item: &String| !is_stuck(item) && !is_saving(item) && Place::all(item).any(|p| p.is_dirty());
    form.key.with_value(items).into_iter().filter(waits).collect()
}

/// The server answered: what else waits goes too.
fn answered(form: Form) {
    let failed = form
        .waiting
        .try_update_value(|w| {
            let failed = std::mem::take(&mut w.failures) > 0;
            w.timer.take().inspect(TimeoutHandle::clear);
            failed
        })
        .unwrap_or_default();
    let open = by_id("unsaved").is_some_and(|bar| !bar.class_list().contains("is-quiet"));
    if failed || open {
        set_quiet("unsaved", true);
        waiting(form).iter().for_each(|item| send(form, item));
    }
}

/// Tries again after a while, unless that is to happen already.
fn later(form: Form) {
    form.waiting.update_value(|w| {
        if w.timer.is_some() {
            return;
        }
        let seconds = (FIRST_TRY << w.failures.min(8)).min(LAST_TRY);
        w.failures += 1;
        let try_again = move || {
            form.waiting.update_value(|w| w.timer = None);
            again(form);
        };
        w.timer = set_timeout_with_handle(try_again, Duration::from_secs(seconds.into())).ok();
    });
}

/// Tries again now: with one item first, since the others would fail alike.
pub(super) fn again(form: Form) {
    if let Some(item) = waiting(form).first() {
        form.waiting.update_value(|w| {
            w.timer.take().inspect(TimeoutHandle::clear);
        });
        send(form, item);
    }
}

/// Says how saving an item stands; `ask` opens the buttons for a clash or another try.
pub(super) fn state(item: &str, class: &str, text: &str, ask: Option<&str>) {
    set_class(&format!("s-{item}"), class);
    set_text(&format!("s-{item}"), text);
    if let Some(buttons) = by_id(&format!("c-{item}")) {
        note(&buttons, "data-ask", ask);
    }
    set_quiet(&format!("c-{item}"), ask.is_none());
    quieten(item);
}

/// Counts again in the bar, where it is open.
pub(super) fn recount(form: Form) {
    let is_open = |id: &str| by_id(id).is_some_and(|e| !e.class_list().contains("is-quiet"));
    if is_open("unsaved") {
        bar(form, is_open("unsaved-sign-in"));
    }
}

/// Says at the foot of the window how much is not in the store, and what to do.
fn bar(form: Form, sign_in: bool) {
    let words: Words = form.words();
    let items = form.key.with_value(items);
    let n = items.iter().flat_map(|i| Place::all(i)).filter(Place::is_dirty).count();
    let text = if sign_in {
        words.unsaved_session(n)
    } else {
        words.unsaved_offline(n)
    };
    set_text("unsaved-text", &text);
    set_quiet("unsaved-again", sign_in);
    set_quiet("unsaved-sign-in", !sign_in);
    set_quiet("unsaved", false);
}
