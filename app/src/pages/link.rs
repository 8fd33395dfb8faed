//! `/link/{token}`: a one-time link sets a password.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::page;
use crate::{
    components::{
        bits::{TextField, error_summary, notice},
        frame::Frame,
    },
    visit::{Posted, here},
};

/// A fresh token, 64 hexadecimal digits; none where the system has no randomness.
#[must_use]
pub fn new_token() -> Option<String> {
    let mut bytes = [0u8; 32];
    getrandom::fill(&mut bytes).ok()?;
    Some(hex::encode(bytes))
}

/// What the store keeps of a token.
#[must_use]
pub fn token_hash(token: &str) -> String {
    domain::report::hash(token).0
}

/// The page.
#[component]
pub fn Link() -> impl IntoView {
    let (visit, app) = here();
    let t = visit.words();
    let posted = use_context::<Posted>().unwrap_or_default();
    let token = use_params_map().get_untracked().get("token").unwrap_or_default();
    page(async move {
        let account = storage::links::find(&app.store, &token_hash(&token), visit.now).await?;
        let body = match account {
            None => notice("warn", t.link_used().to_owned()),
            Some((user, _)) => view! {
                <p>{t.link_lead(user.actor.account)}</p>
                {error_summary(t.link_title().to_owned(), &posted)}
                <form method="post" action=visit.path.clone() class="stack">
                    <TextField name="new" label=t.new_password() hint=t.new_password_hint() kind="password" autocomplete="new-password" posted=posted.clone() />
                    <TextField name="repeat" label=t.repeat_password() kind="password" autocomplete="new-password" posted=posted.clone() />
                    <p><button class="btn" type="submit">{t.save()}</button></p>
                </form>
            }
            .into_any(),
        };
        Ok(view! { <Frame title=t.link_title().to_owned()><div class="stack-l measure"><h1>{t.link_title()}</h1>{body}</div></Frame> }.into_any())
    })
}
