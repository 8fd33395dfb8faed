//! Small parts of the register: chips of state and severity, the bar of an age, the due day.

use domain::problem::{Severity, State, Turn};
use leptos::prelude::*;
use storage::problems::Row;

use crate::{components::icons::icon, locales::Words, visit::Visit};

/// The chip of a state, with `data-state` for scripts.
pub(super) fn state_chip(t: Words, state: State) -> AnyView {
    let (class, name) = match state {
        State::Registered | State::CityHandling => ("chip", "pen"),
        State::Escalated => ("chip chip--info", "send"),
        State::Received | State::Assigned => ("chip chip--info", "eye"),
        State::Returned | State::Reopened => ("chip chip--warn", "ret"),
        State::Replied => ("chip chip--ok", "chat"),
        State::Confirmed => ("chip chip--ok", "check"),
        State::Closed => ("chip", "checkc"),
    };
    view! { <span class=class data-state=state.name()>{icon(name)}{t.problem_state(state)}</span> }.into_any()
}

/// The chip of a severity; `boxed` beside a title.
pub(super) fn severity_chip(t: Words, severity: Severity, boxed: bool) -> AnyView {
    let (class, name) = match (severity, boxed) {
        (Severity::Urgent, true) => ("chip chip--err", "flag"),
        (Severity::Important, true) => ("chip chip--warn", "up"),
        (Severity::General, true) => ("chip", "eq"),
        (Severity::Urgent, false) => ("chip chip--err chip--plain", "flag"),
        (Severity::Important, false) => ("chip chip--warn chip--plain", "up"),
        (Severity::General, false) => ("chip chip--plain", "eq"),
    };
    view! { <span class=class>{icon(name)}{t.severity(severity)}</span> }.into_any()
}

/// A city's short name.
pub(super) fn place(visit: &Visit, slug: &str) -> String {
    domain::city::city(slug).map_or_else(|| slug.to_owned(), |c| c.short(visit.lang).to_owned())
}

/// Days for which the bar is long enough.
const LONGEST: i64 = 100;

/// The bar of an age: its tick is at 30 days.
pub(super) fn bar(visit: &Visit, row: &Row) -> AnyView {
    let days = row.ageing(visit.today()).total();
    let class = match days {
        _ if row.is_overdue(visit.today()) => "bar-err",
        61.. if row.state != State::Closed => "bar-warn",
        _ => "bar",
    };
    let width = (days.clamp(1, LONGEST) * 120 / LONGEST).to_string();
    view! {
        <svg viewBox="0 0 120 12" width="120" height="12" aria-hidden="true" focusable="false">
            <rect class="bar-bg" x="0" y="5" width="120" height="2" />
            <rect class=class x="0" y="2" width=width height="8" />
            <line class="tick" x1="36" x2="36" y1="0" y2="12" />
        </svg>
    }
    .into_any()
}

/// By when it is answered, and how far that is; else whose turn it is.
pub(super) fn due(visit: &Visit, row: &Row) -> AnyView {
    let t = visit.words();
    let Some(day) = row.due_on.filter(|_| row.state == State::Assigned) else {
        let word = match row.turn() {
            Turn::None => String::new(),
            turn => t.waits_for(t.turn(turn)),
        };
        return view! { <span class="muted">{word}</span> }.into_any();
    };
    let left = i64::from((day - visit.today()).get_days());
    let word = match left {
        ..0 => Some(("chip chip--err chip--plain", t.due_over(-left))),
        0 => Some(("chip chip--warn chip--plain", t.due_now().to_owned())),
        1 => Some(("chip chip--warn chip--plain", t.due_tomorrow().to_owned())),
        2..=3 => Some(("chip chip--warn chip--plain", t.due_left(left))),
        _ => None,
    };
    let word = word.map(|(class, word)| view! { <span class=class>{icon("clock")}{word}</span> });
    view! { <span class="nowrap">{t.day(day)}" "{word}</span> }.into_any()
}

/// The address of a problem.
pub(super) fn href(row: &Row) -> String {
    format!("/problems/{}", row.code())
}
