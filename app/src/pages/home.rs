//! `/`: what waits for me.

use leptos::prelude::*;

use crate::{components::frame::Frame, visit::here};

/// The page.
#[component]
pub fn Home() -> impl IntoView {
    let (visit, _) = here();
    let t = visit.words();
    view! { <Frame title=t.nav_home().to_owned()><h1>{t.waiting_for_me()}</h1></Frame> }
}
