//! Pilot schemes: `/schemes`, a city's `/schemes/{city}` (its editor while it types, else what it filed), the review, and
//! its versions.

pub mod beside;
mod edit;
mod fields;
mod figure;
pub mod list;
mod nine;
pub mod posts;
pub mod progress;
pub mod review;
pub mod show;
pub mod versions;
mod view;

use domain::scheme::State;
use leptos::prelude::*;

use crate::{
    components::icons::icon,
    error::Error,
    locales::Words,
    visit::{App, Visit},
};

/// The address of a city's scheme.
#[must_use]
pub fn href(city: &str) -> String {
    format!("/schemes/{city}")
}

/// The address of how far a city has come.
#[must_use]
pub fn progress_href(city: &str) -> String {
    format!("{}?view=progress", href(city))
}

/// The chip of a scheme's state.
#[must_use]
pub fn chip(t: Words, state: State) -> AnyView {
    let (class, name) = match state {
        State::Drafting => ("chip", "pen"),
        State::CitySignOff => ("chip chip--info", "user"),
        State::Submitted => ("chip chip--info", "send"),
        State::Returned => ("chip chip--warn", "ret"),
        State::Filed => ("chip chip--ok", "checkc"),
    };
    view! { <span class=class data-state=state.name()>{icon(name)}{t.scheme_state(state)}</span> }.into_any()
}

/// A chart of schemes as a file, by its name; none of a name that is none of theirs. Its name as a file comes with it.
///
/// # Errors
/// `NotFound` where there is nothing to draw for this reader.
pub async fn as_file(visit: &Visit, app: &App, name: &str, width: u32) -> Option<Result<(String, String), Error>> {
    Some(match name {
        progress::NAME => progress::as_file(visit, app, width).await,
        nine::TASKS | nine::FUNDS => nine::as_file(visit, app, name, width).await,
        _ => return None,
    })
}
