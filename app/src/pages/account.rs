//! `/account`: own account and password.

use leptos::prelude::*;

use crate::{
    components::{
        bits::{TextField, error_summary, notice},
        frame::Frame,
    },
    visit::{Posted, here},
};

/// The page.
#[component]
pub fn Account() -> impl IntoView {
    let (visit, _) = here();
    let t = visit.words();
    let posted = use_context::<Posted>().unwrap_or_default();
    let done = visit
        .asked("done")
        .is_some()
        .then(|| notice("ok", t.password_changed().to_owned()));
    let account = visit.actor.as_ref().map(|a| a.account.clone());
    let facts = visit.actor.as_ref().map(|a| {
        view! {
            <dl class="facts">
                <div><dt>{t.account()}</dt><dd>{a.account.clone()}</dd></div>
                <div><dt>{t.display_name()}</dt><dd>{a.name.clone()}</dd></div>
                <div><dt>{t.role()}</dt><dd>{t.role_name(a.role)}</dd></div>
            </dl>
        }
    });
    view! {
        <Frame title=t.account_title().to_owned()>
            <div class="stack-l measure">
                <h1>{t.account_title()}</h1>
                {done}
                {facts}
                <section class="sect stack" aria-labelledby="change">
                    <h2 id="change">{t.change_password()}</h2>
                    {error_summary(t.change_password().to_owned(), &posted)}
                    <form method="post" action="/account" class="stack">
                        <input type="text" name="account" autocomplete="username" value=account hidden />
                        <TextField name="current" label=t.current_password() kind="password" autocomplete="current-password" posted=posted.clone() />
                        <TextField name="new" label=t.new_password() hint=t.new_password_hint() kind="password" autocomplete="new-password" posted=posted.clone() />
                        <TextField name="repeat" label=t.repeat_password() kind="password" autocomplete="new-password" posted=posted.clone() />
                        <p><button class="btn" type="submit">{t.save()}</button></p>
                    </form>
                </section>
            </div>
        </Frame>
    }
}
