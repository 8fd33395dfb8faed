//! What lists and home pages say about a report's row: where it leads, who may open it, its time, whose turn it is.

use domain::{
    access::{Actor, Decision, Object, Verb, may},
    calendar::{Timeliness, beijing, last_day, nth_working_day},
    lang::Lang,
    period::Period,
    report::State,
};
use jiff::civil::Date;
use leptos::prelude::*;
use storage::reports::{Opening, Row};

use super::edit::first_time_words;
use crate::{
    components::{bits::state_chip, icons::icon},
    error::Error,
    locales::Words,
    visit::Visit,
};

/// Whether the reader may open a report's page: the city its own, the others what was submitted.
#[must_use]
pub fn may_open(actor: &Actor, row: &Row) -> bool {
    let object = Object::Report {
        city: &row.city,
        state: row.state,
        versions: row.versions,
    };
    [Verb::Read, Verb::ReadVersions]
        .into_iter()
        .any(|verb| may(Some(actor), verb, &object) == Decision::Allow)
}

/// Whether the reader may know that a city is late.
#[must_use]
pub fn may_know_late(actor: &Actor, city: &str) -> bool {
    may(Some(actor), Verb::Read, &Object::Lateness { city }) == Decision::Allow
}

/// The address of a report.
#[must_use]
pub fn href(row: &Row) -> String {
    format!("/reports/{}/{}", row.city, row.period)
}

/// What stands under a state in tables: the share filled while it is drafted, and what is said about its time.
#[must_use]
pub fn under_state(t: Words, actor: &Actor, row: &Row) -> AnyView {
    let drafting = matches!(row.state, State::Drafting | State::CitySignOff) && row.versions == 0;
    let filled = drafting.then(|| view! { <span class="sub">{t.filled_short(row.filled.0, row.filled.1)}</span> });
    let telling = matches!(row.timeliness, Timeliness::Overdue { .. } | Timeliness::Late { .. });
    let late = (telling && may_know_late(actor, &row.city)).then(|| {
        let over = matches!(row.timeliness, Timeliness::Overdue { .. });
        let class = if over { "istat istat--err" } else { "istat" };
        view! { <span class=class>{icon("clock")}{first_time_words(t, row)}</span> }
    });
    view! { {filled}{late}{flags(t, row)} }.into_any()
}

/// What stands beside a state: extended, exempt, corrected, a correction asked for or under
/// way, how much differs from what was accepted. None of them is a state.
#[must_use]
pub fn flags(t: Words, row: &Row) -> AnyView {
    let flag = |shown: bool, name: &'static str, class: &'static str, word: &'static str| {
        shown.then(|| view! { <span class=class data-flag=name>{word}</span> })
    };
    let changed = (row.changed > 0).then(|| {
        view! { <span class="chip chip--info" data-flag="changed" data-changed=row.changed.to_string()>{t.changed_since_accepted(row.changed)}</span> }
    });
    let over = row.extended_until.is_some_and(|until| until <= row.deadlines.due);
    let supplement = row.opened == Some(Opening::Supplement);
    let all = view! {
        {flag(row.timeliness == Timeliness::Exempt, "exempt", "chip", t.exempt())}
        {flag(row.extended_until.is_some() && !over, "extended", "chip chip--info", t.extended_chip())}
        {flag(row.corrected_at.is_some(), "corrected", "chip chip--info", t.corrected_chip())}
        {flag(row.in_correction() && !supplement, "in_correction", "chip chip--warn", t.in_correction_chip())}
        {flag(row.in_correction() && supplement, "in_supplement", "chip chip--info", t.supplement_chip())}
        {flag(row.correction_asked_at.is_some(), "correction_asked", "chip chip--warn", t.correction_asked_chip())}
        {changed}
    };
    view! { <span class="flags">{all}</span> }.into_any()
}

/// The last time a report may come in time.
#[must_use]
pub fn due_words(t: Words, row: &Row) -> String {
    match row.extended_until {
        Some(until) if until > row.deadlines.due => t.full_day(last_day(until)),
        _ => t.full_day(row.deadlines.due_on),
    }
}

/// The chip of where a report stands; one that was never submitted in its time is locked, whatever its state.
#[must_use]
pub fn chip(lang: Lang, row: &Row) -> AnyView {
    if row.locked_since.is_none() {
        return state_chip(lang, row.state);
    }
    view! { <span class="chip chip--err" data-state=row.state.name()>{icon("lock")}{Words(lang).home_locked()}</span> }
        .into_any()
}

/// Whose turn it is; nobody's where the report is locked.
#[must_use]
pub const fn turn(t: Words, row: &Row) -> &'static str {
    if row.locked_since.is_some() {
        return t.home_locked();
    }
    match row.state {
        State::Drafting => t.turn_editor(),
        State::CitySignOff => t.turn_approver(),
        State::Submitted => t.turn_cnipa(),
        State::Returned => t.turn_mend(),
        State::Accepted => t.turn_done(),
    }
}

/// The day by which CNIPA's own term asks for a verdict on a submitted report, and how many calendar days it is over.
#[must_use]
pub fn verdict_due(visit: &Visit, row: &Row, term: u32) -> Option<(Date, i64)> {
    let from = beijing(row.submitted_at?).date();
    let by = nth_working_day(from, term);
    Some((by, i64::from((visit.today() - by).get_days())))
}

/// The report period of an address.
///
/// # Errors
/// [`Error::NotFound`] where the text is no period of a report.
pub fn period_of(text: &str) -> Result<Period, Error> {
    text.parse::<Period>()
        .ok()
        .filter(|p| p.report() == *p)
        .ok_or(Error::NotFound)
}
