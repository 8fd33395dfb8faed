//! Practices on other pages: what waits on the homes, the list beside an indicator, the way from a report's innovations.

use domain::{period::Period, practice::State};
use leptos::prelude::*;
use storage::{
    Caller,
    practices::{self, Query},
};

use super::{href, list::line};
use crate::{
    components::icons::icon,
    error::Error,
    visit::{App, Visit, address},
};

/// What of practices waits for a reader: of a city the returned ones, of CNIPA those submitted; nothing where none does.
///
/// # Errors
/// Of the store.
pub async fn waiting(visit: &Visit, app: &App, caller: &Caller) -> Result<AnyView, Error> {
    let t = visit.words();
    let (state, heading) = match caller.actor.is_cnipa() {
        true => (State::Submitted, t.practices_home_queue()),
        false => (State::Returned, t.practices_home_returned()),
    };
    let query = Query {
        state,
        most: 5,
        ..Query::default()
    };
    let listing = practices::list(&app.store, caller, &query).await?;
    if listing.rows.is_empty() {
        return Ok(().into_any());
    }
    let lines = listing.rows.iter().map(|row| line(t, row)).collect_view();
    let to = address("/practices", [("state", state.name())]);
    Ok(view! {
        <section class="sect" aria-labelledby="practices">
            <h2 id="practices">{heading}</h2>
            <ul class="plain">{lines}</ul>
            <p class="sm"><a href=to>{t.practices_open_more(listing.total)}</a></p>
        </section>
    }
    .into_any())
}

/// The published practices that name an indicator; nothing where none does.
///
/// # Errors
/// Of the store.
pub async fn of_indicator(visit: &Visit, app: &App, code: &str) -> Result<AnyView, Error> {
    let t = visit.words();
    let query = Query {
        indicator: Some(code),
        most: 10,
        ..Query::default()
    };
    let listing = practices::list(&app.store, &visit.caller()?, &query).await?;
    if listing.rows.is_empty() {
        return Ok(().into_any());
    }
    let lines = listing.rows.iter().map(|row| line(t, row)).collect_view();
    let more = (listing.total > listing.rows.len()).then(|| {
        let to = address("/practices", [("indicator", code)]);
        view! { <p class="sm"><a href=to>{t.practices_open_more(listing.total)}</a></p> }
    });
    Ok(view! {
        <section class="sect" aria-labelledby="practices">
            <h2 id="practices">{t.practices_of_indicator()}</h2>
            <ul class="plain">{lines}</ul>{more}
        </section>
    }
    .into_any())
}

/// The way from a quarter's innovations to a case, for its own city.
#[must_use]
pub fn make_case(visit: &Visit, city: &str, period: Period, innovations: Option<&String>) -> AnyView {
    let own = visit
        .caller()
        .is_ok_and(|caller| practices::editor_of(&caller) == Ok(city));
    if !own || innovations.is_none_or(|text| text.trim().is_empty()) {
        return ().into_any();
    }
    let to = address("/practices/new", [("report", period.to_string().as_str())]);
    view! { <p class="is-screen"><a href=to>{icon("pen")}" "{visit.words().practice_make_case()}</a></p> }.into_any()
}

/// A link to a practice by its number.
#[must_use]
pub fn link(number: i64) -> AnyView {
    view! { <a href=href(number)>{domain::practice::code(number)}</a> }.into_any()
}
