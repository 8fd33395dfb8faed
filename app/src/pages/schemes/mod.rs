//! Pilot schemes: `/schemes`, a city's `/schemes/{city}` (its editor while it types, else what it filed), the review, and
//! its versions.

mod edit;
mod fields;
pub mod list;
pub mod posts;
pub mod review;
pub mod show;
pub mod versions;
mod view;

use domain::scheme::State;
use leptos::prelude::*;

use crate::{components::icons::icon, locales::Words};

/// The address of a city's scheme.
#[must_use]
pub fn href(city: &str) -> String {
    format!("/schemes/{city}")
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
