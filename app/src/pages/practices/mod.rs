//! Practices: the library `/practices`, a case `/practices/C-0012`, and the form of a new one.

mod acts;
pub mod beside;
mod chain;
mod fields;
pub mod file;
pub mod list;
pub mod new;
pub mod posts;
pub mod show;

use domain::{
    entry::Entry,
    indicator::definition,
    practice::{State, code},
};
use leptos::prelude::*;
use storage::{facts::Moved, practices::Adoption};

use super::reports::words::figure;
use crate::{components::icons::icon, locales::Words};

/// The address of a practice.
#[must_use]
pub fn href(number: i64) -> String {
    format!("/practices/{}", code(number))
}

/// The chip of a practice's state.
fn chip(t: Words, state: State) -> AnyView {
    let (class, name) = match state {
        State::Draft => ("chip", "pen"),
        State::Submitted => ("chip chip--info", "send"),
        State::Returned => ("chip chip--warn", "ret"),
        State::Selected => ("chip chip--info", "flag"),
        State::Declined => ("chip", "minus"),
        State::Published => ("chip chip--ok", "checkc"),
    };
    view! { <span class=class data-state=state.name()>{icon(name)}{t.practice_state(state)}</span> }.into_any()
}

/// A figure with unit and period: `86.0%（2026 年 5 月）`.
fn dated(t: Words, o: &storage::facts::Observation) -> String {
    let Some(d) = definition(&o.indicator) else {
        return String::new();
    };
    let text = figure(t, d, &o.entry);
    let text = match o.entry {
        Entry::Value { .. } => t.with_unit(&text, &d.unit),
        _ => text,
    };
    t.in_brackets(text, t.period_name(o.period))
}

/// Before and since in words; none where the reader sees neither.
fn moved(t: Words, moved: &Moved) -> Option<String> {
    let (before, after) = (moved.before.as_ref()?, moved.after.as_ref()?);
    let (from, to) = (dated(t, before), dated(t, after));
    Some(match moved.by().zip(definition(&after.indicator)) {
        Some((by, d)) => t.practice_move_by(from, to, t.signed_difference(d, by)),
        None => t.practice_move(from, to),
    })
}

/// An adopter and what moved there, in a line.
fn adopter(t: Words, a: &Adoption) -> String {
    let name = definition(&a.indicator).map(|d| format!("{} {}", d.code, d.name.get(t.lang())));
    let what = moved(t, &a.moved).unwrap_or_else(|| t.practice_not_shown().to_owned());
    let what = t.colon(name.unwrap_or_default(), what);
    t.practice_moves(t.city_short(&a.city), a.on, what)
}
