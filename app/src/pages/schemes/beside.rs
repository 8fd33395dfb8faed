//! What homes say of schemes: those that wait for their reader.

use domain::scheme::State;
use leptos::prelude::*;
use storage::{
    Caller,
    schemes::{self, Waiting},
};

use super::{chip, href};
use crate::{
    error::Error,
    pages::reports::paper,
    visit::{App, Visit},
};

/// The schemes that wait for the reader; nothing where none does.
///
/// # Errors
/// Of the store.
pub async fn waiting(visit: &Visit, app: &App, caller: &Caller) -> Result<AnyView, Error> {
    let t = visit.words();
    let all = schemes::waiting(&app.store, caller).await?;
    if all.is_empty() {
        return Ok(().into_any());
    }
    let lines = all.iter().map(|w| line(visit, w)).collect_view();
    Ok(view! {
        <section class="sect" aria-labelledby="schemes">
            <h2 id="schemes">{t.scheme_home()}</h2>
            <ul class="plain">{lines}</ul>
        </section>
    }
    .into_any())
}

fn line(visit: &Visit, w: &Waiting) -> AnyView {
    let t = visit.words();
    let to = match w.state {
        State::Submitted => format!("{}/review", href(&w.city)),
        _ => href(&w.city),
    };
    let say = match (w.state, w.submitted_at) {
        (State::Submitted, Some(at)) => t.scheme_home_review(t.stamp(at)),
        (State::Drafting, _) if w.amending => t.scheme_home_amend().to_owned(),
        (State::Drafting, _) => t.scheme_home_write().to_owned(),
        (State::Returned, _) => t.scheme_home_returned().to_owned(),
        _ => t.scheme_home_sign().to_owned(),
    };
    let name = t.scheme_title(paper::city_name(t, &w.city));
    view! { <li><a href=to>{name}</a>" "{chip(t, w.state)}<span class="sub">{say}</span></li> }.into_any()
}
