//! `/account`: own account, what is sent by e-mail, and the password (whose post is with the sessions, in `server`).

use std::collections::BTreeMap;

use axum::{extract::Request, response::Response};
use leptos::prelude::*;
use storage::mail::{self, Choice, Logged};

use super::{
    admin::mail_log,
    forms::{Refused, answer, get},
    page,
};
use crate::{
    components::{
        bits::{TextField, error_summary, notice},
        frame::Frame,
    },
    visit::{App, Posted, Visit, here},
};

/// The page.
#[component]
pub fn Account() -> impl IntoView {
    let (visit, app) = here();
    let posted = use_context::<Posted>().unwrap_or_default();
    page(async move {
        let caller = visit.caller()?;
        let choice = mail::choice(&app.store, &caller).await?;
        let last = mail::last(&app.store, &caller).await?;
        Ok(content(&visit, posted, (app.mail.is_some(), choice, last)))
    })
}

fn content(visit: &Visit, posted: Posted, mail: (bool, Choice, Option<Logged>)) -> AnyView {
    let t = visit.words();
    let done = match visit.asked("done") {
        _ if !posted.errors.is_empty() => None,
        Some("digest") => Some(t.digest_saved()),
        Some(_) => Some(t.password_changed()),
        None => None,
    };
    let done = done.map(|sentence| notice("ok", sentence.to_owned()));
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
    let (at_digest, posted) = match posted.fields.get("action").is_some_and(|a| a == "digest") {
        true => (posted, Posted::default()),
        false => (Posted::default(), posted),
    };
    let digest = digest(visit, at_digest, mail);
    view! {
        <Frame title=t.account_title().to_owned()>
            <div class="stack-l measure">
                <h1>{t.account_title()}</h1>
                {done}
                {facts}
                {digest}
                <section class="sect stack" aria-labelledby="change">
                    <h2 id="change">{t.change_password()}</h2>
                    {error_summary(t.change_password().to_owned(), &posted)}
                    <form method="post" action="/account" class="stack">
                        <input type="text" name="account" autocomplete="username" value=account hidden />
                        <TextField name="current" label=t.current_password() kind="password" autocomplete="current-password" posted=posted.clone() />
                        <TextField name="new" label=t.new_password() hint=t.new_password_hint() kind="password" autocomplete="new-password" posted=posted.clone() />
                        <TextField name="repeat" label=t.repeat_password() kind="password" autocomplete="new-password" posted=posted.clone() />
                        <p><button class="btn" type="submit" name="action" value="password">{t.save()}</button></p>
                    </form>
                </section>
            </div>
        </Frame>
    }
    .into_any()
}

/// The choice of digests, with what was typed where it was refused.
fn digest(visit: &Visit, mut posted: Posted, (on, choice, last): (bool, Choice, Option<Logged>)) -> AnyView {
    let t = visit.words();
    let refused = posted.fields.contains_key("action");
    let ticked = match refused {
        true => posted.fields.contains_key("digest"),
        false => choice.on,
    };
    if !refused {
        posted.fields.insert("digest_to".to_owned(), choice.to);
    }
    let summary = error_summary(t.not_done_title().to_owned(), &posted);
    let place = match choice.own {
        true => {
            let account = visit.actor.as_ref().map(|a| a.account.clone()).unwrap_or_default();
            view! { <p class="muted">{t.digest_own(account)}</p> }.into_any()
        }
        false => {
            view! { <TextField name="digest_to" label=t.digest_to() hint=t.digest_to_hint() kind="email" autocomplete="email" posted=posted /> }
                .into_any()
        }
    };
    let off = (!on).then(|| notice("", t.digest_mail_off().to_owned()));
    let last = match &last {
        Some(d) => t.digest_last(mail_log::when(t, d), d.messages, &d.recipient),
        None => t.digest_never().to_owned(),
    };
    view! {
        <section class="sect stack" aria-labelledby="digests">
            <h2 id="digests">{t.digest_title()}</h2>
            <p class="muted">{t.digest_lead()}</p>
            {off}{summary}
            <form method="post" action="/account" class="stack" novalidate>
                <label class="check"><input type="checkbox" id="digest" name="digest" value="on" checked=ticked /><span>{t.digest_on()}</span></label>
                {place}
                <p><button class="btn" type="submit" name="action" value="digest">{t.save()}</button></p>
            </form>
            <p class="muted sm">{last}</p>
        </section>
    }
    .into_any()
}

/// The post of the choice.
pub async fn choose(app: App, visit: &Visit, fields: BTreeMap<String, String>, request: Request) -> Response {
    let outcome = act(&app, visit, &fields).await;
    answer(
        app,
        request,
        fields,
        outcome.map(|()| "/account?done=digest".to_owned()),
    )
    .await
}

async fn act(app: &App, visit: &Visit, fields: &BTreeMap<String, String>) -> Result<(), Refused> {
    let (t, caller) = (visit.words(), visit.caller()?);
    let to = get(fields, "digest_to").unwrap_or_default();
    let done = mail::choose(&app.store, &caller, fields.contains_key("digest"), to).await;
    done.map_err(|e| Refused::store(t, e, |field, fault| t.fault(field, fault)))
}
