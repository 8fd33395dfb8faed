//! `/sign-in`: the form is posted to the program's sign-in; a refusal shows this page again. Where a form was posted
//! after its session had ended, this page carries what was typed in it.

use std::collections::BTreeMap;

use axum::{
    body::Body,
    http::{Method, Request, Response, StatusCode},
};
use domain::{access::Role, city::cities, lang::Lang};
use leptos::prelude::*;

use crate::{
    components::{
        bits::{TextField, error_summary, notice},
        frame::Frame,
    },
    pages::{again, typed::shows_again},
    visit::{App, Posted, Visit, address, here},
};

/// Most bytes that a sign-in carries for who is not known yet: more than any form of a page holds.
const CARRIED_MAX: usize = 1024 * 1024;

/// Password of the demonstration's accounts; they exist in demonstration stores only.
pub const DEMO_PASSWORD: &str = "pilot-demo-2026";

/// The page.
#[component]
pub fn SignIn() -> impl IntoView {
    let (visit, _) = here();
    let t = visit.words();
    let posted = use_context::<Posted>().unwrap_or_default();
    let next = visit.asked("next").map(str::to_owned);
    let first = next.is_some().then(|| notice("", t.sign_in_first().to_owned()));
    let gone = visit
        .asked("signed_out")
        .is_some()
        .then(|| notice("ok", t.signed_out().to_owned()));
    let set = visit
        .asked("set")
        .is_some()
        .then(|| notice("ok", t.password_set().to_owned()));
    let action = next.map_or_else(
        || "/sign-in".to_owned(),
        |n| address("/sign-in", [("next", n.as_str())]),
    );
    let (carried, typed) = (
        carried(&posted),
        posted.carried.iter().filter(|(n, v)| is_typed(n, v)).count(),
    );
    let is_shown_again = visit.asked("next").is_some_and(shows_again);
    let carried_lead = (typed > 0).then(|| match is_shown_again {
        true => notice("warn", t.carried_again_lead().to_owned()),
        false => notice("warn", t.carried_lead(typed)),
    });
    let first = first.filter(|_| typed == 0);
    let without = (typed > 0).then(|| view! { <a href=action.clone()>{t.carried_without()}</a> });
    let demo = visit.demo().map(|_| demo_accounts(visit.lang));
    let nine = cities()
        .iter()
        .enumerate()
        .map(|(i, c)| {
            let (x, y) = (i % 3 * 236 + 1, i / 3 * 92 + 1);
            view! {
                <rect class="cell" x=x.to_string() y=y.to_string() width="236" height="92" />
                <text x=(x + 20).to_string() y=(y + 42).to_string()>{c.short(visit.lang).to_owned()}</text>
                <text class="en" x=(x + 20).to_string() y=(y + 66).to_string()>{c.short(visit.lang.other()).to_owned()}</text>
            }
        })
        .collect_view();
    view! {
        <Frame title=t.sign_in().to_owned() main="wrap signin">
            <div class="signin__form stack">
                <h1>{t.sign_in_title()}</h1>
                {first}
                {carried_lead}
                {gone}
                {set}
                {error_summary(t.sign_in().to_owned(), &posted)}
                <form action=action method="post" class="stack">
                    <TextField name="email" label=t.account() hint=t.account_hint() autocomplete="username" posted=posted.clone() />
                    <TextField name="password" label=t.password() kind="password" autocomplete="current-password" posted=posted.clone() />
                    {carried}
                    <p class="row"><button class="btn" type="submit">{t.sign_in()}</button>{without}</p>
                </form>
                <p class="sm muted">{t.forgot()}</p>
                <p class="sm muted">{t.sign_in_legal()}</p>
            </div>
            <div class="stack-l signin__side">
                <section class="stack-s" aria-labelledby="n9">
                    <h2 id="n9">{t.pilot_name()}</h2>
                    <p class="muted">{t.nine_cities_lead()}</p>
                </section>
                <svg viewBox="0 0 710 278" role="img" aria-label=t.nine_cities() class="nine">
                    {nine}
                    <rect class="frame" x="1" y="1" width="708" height="276" />
                </svg>
                {demo}
            </div>
        </Frame>
    }
}

/// What goes on with the sign-in, unseen.
fn carried(posted: &Posted) -> AnyView {
    posted
        .carried
        .iter()
        .map(|(name, value)| view! { <input type="hidden" name=name.clone() value=value.clone() /> })
        .collect_view()
        .into_any()
}

/// True for a pair that a person typed, not the page.
fn is_typed(name: &str, value: &str) -> bool {
    let of_page = matches!(name, "action" | "seen" | "typed_by" | "once" | "from" | "id") || name.ends_with("][seen]");
    let kind = name.ends_with("][kind]") && value == "value";
    !(of_page || kind || value.trim().is_empty())
}

/// Answers a posted form whose session has ended: the sign-in page, with everything typed in it.
///
/// # Errors
/// The request, where there is nothing to carry.
pub async fn carry(
    app: App,
    mut visit: Visit,
    pairs: Vec<(String, String)>,
    mut request: Request<Body>,
) -> Result<Response<Body>, Request<Body>> {
    // What a small form is about may stand in its query; a report's is in its path.
    let next = match request.uri().path_and_query() {
        Some(whole) if shows_again(&visit.path) => whole.as_str().to_owned(),
        _ => visit.path.clone(),
    };
    let to = address("/sign-in", [("next", next.as_str())]);
    let Ok(uri) = to.parse() else { return Err(request) };
    // A small form in which nobody types, as a button in a row, does not say whose it is and has nothing to carry.
    if shows_again(&visit.path) && pairs.iter().all(|(name, _)| name != "typed_by") {
        return Err(request);
    }
    let bytes: usize = pairs.iter().map(|(name, value)| name.len() + value.len()).sum();
    if bytes > CARRIED_MAX || !pairs.iter().any(|(name, value)| is_typed(name, value)) {
        return Err(request);
    }
    visit.query = BTreeMap::from([("next".to_owned(), next)]);
    visit.path = "/sign-in".to_owned();
    visit.actor = None;
    *request.uri_mut() = uri;
    *request.method_mut() = Method::GET;
    request.extensions_mut().insert(visit);
    let posted = Posted {
        carried: pairs,
        ..Posted::default()
    };
    Ok(again(app, posted, StatusCode::UNPROCESSABLE_ENTITY, request).await)
}

fn demo_accounts(lang: Lang) -> AnyView {
    let t = crate::locales::Words(lang);
    let rows: [(&str, Role, &str); 10] = [
        ("editor@suzhou.example", Role::CityEditor, "suzhou"),
        ("approver@suzhou.example", Role::CityApprover, "suzhou"),
        ("editor@kunming.example", Role::CityEditor, "kunming"),
        ("liaison@jiangsu.example", Role::Liaison, "jiangsu"),
        ("reviewer@cnipa.example", Role::Reviewer, ""),
        ("admin@cnipa.example", Role::Admin, ""),
        ("auditor@cnipa.example", Role::Auditor, ""),
        ("observer@cnipa.example", Role::Observer, ""),
        ("expert1@cnipa.example", Role::Expert, ""),
        ("approver@kunming.example", Role::CityApprover, "kunming"),
    ];
    let rows = rows
        .into_iter()
        .map(|(account, role, of)| {
            let place = match role {
                Role::Liaison => t.province(of),
                _ => domain::city::city(of)
                    .map(|c| c.name.get(lang).to_owned())
                    .unwrap_or_else(|| "CNIPA".into()),
            };
            view! { <tr><td><code>{account}</code></td><td>{t.role_name(role)}</td><td>{place}</td></tr> }
        })
        .collect_view();
    view! {
        <section class="stack-s" aria-labelledby="demo-accounts">
            <h3 id="demo-accounts">{t.demo_accounts()}</h3>
            <p class="sm">{t.demo_password(DEMO_PASSWORD)}</p>
            <div class="scroll" tabindex="0" role="group" aria-labelledby="demo-accounts">
                <table class="tbl">
                    <thead><tr><th scope="col">{t.account()}</th><th scope="col">{t.role()}</th><th scope="col">{t.belongs_to()}</th></tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </section>
    }
    .into_any()
}
