//! Saved views on `/compare`, shared within CNIPA: the list, the form that names what the address shows, and its posts.

use axum::{
    Extension,
    extract::{Request, State},
    response::Response,
};
use leptos::prelude::*;
use storage::views::{self, SavedView};

use super::{
    forms::{Fields, Refused, answer},
    typed::{read_small, typed_by},
};
use crate::{
    components::{
        bits::notice,
        fields::{Field, Kind},
    },
    error::Error,
    visit::{App, Posted, Visit, address},
};

/// What of an address is a choice of its own and not of the view.
const PASSING: [&str; 2] = ["lang", "done"];

/// The choices of an address of the comparison, as they are saved.
fn chosen(visit: &Visit) -> String {
    let kept = visit.query.iter().filter(|(name, _)| !PASSING.contains(&name.as_str()));
    let query = address("", kept.map(|(k, v)| (k.as_str(), v.as_str())));
    query.trim_start_matches('?').to_owned()
}

fn href(query: &str) -> String {
    match query {
        "" => "/compare".to_owned(),
        query => format!("/compare?{query}"),
    }
}

/// The section; nothing for all but CNIPA.
///
/// # Errors
/// Of the store.
pub async fn section(visit: &Visit, app: &App, posted: &Posted) -> Result<AnyView, Error> {
    if !visit.actor.as_ref().is_some_and(domain::access::Actor::is_cnipa) {
        return Ok(().into_any());
    }
    let all = views::list(&app.store, &visit.caller()?).await?;
    Ok(shown(visit, &all, posted))
}

fn shown(visit: &Visit, all: &[SavedView], posted: &Posted) -> AnyView {
    let t = visit.words();
    let (here, now) = (visit.with(&[("done", "")]), chosen(visit));
    let item = |v: &SavedView| {
        let current = (v.query == now).then_some("true");
        let about = t.view_by(&v.by, t.stamp(v.saved_at));
        let remove = t.view_remove(&v.name);
        view! {
            <li>
                <a href=href(&v.query) aria-current=current title=about>{v.name.clone()}</a>
                <form method="post" action=here.clone()>
                    {typed_by(visit)}
                    <input type="hidden" name="view" value=v.id.clone() />
                    <button class="btn btn--text btn--s" type="submit" name="action" value="remove_view" aria-label=remove>{t.view_remove_button()}</button>
                </form>
            </li>
        }
    };
    let list = (!all.is_empty()).then(|| view! { <ul class="plain views">{all.iter().map(item).collect_view()}</ul> });
    let done = match visit.asked("done").filter(|_| posted.errors.is_empty()) {
        Some("save_view") => Some(notice("ok", t.view_saved().to_owned())),
        Some("remove_view") => Some(notice("ok", t.view_removed().to_owned())),
        _ => None,
    };
    let name = Field::new("name", t.view_name(), Kind::Line("text"), posted.field("name"));
    let open = posted.error("name").is_some();
    view! {
        <section class="sect stack-s is-screen" aria-labelledby="views">
            <h2 id="views">{t.views_title()}</h2>
            {done}
            {list}
            <details class="fold" open=open>
                <summary>{t.view_save_this()}</summary>
                <form method="post" action=here class="fold__body stack-s" novalidate>
                    {typed_by(visit)}
                    {name.error(posted.error("name")).view()}
                    <p class="sm muted">{t.view_hint()}</p>
                    <p><button class="btn btn--2" type="submit" name="action" value="save_view">{t.view_save()}</button></p>
                </form>
            </details>
        </section>
    }
    .into_any()
}

/// The posts.
pub async fn post(
    State(app): State<App>,
    Extension(visit): Extension<Visit>,
    request: Request,
) -> Result<Response, Response> {
    let (fields, request) = read_small(&app, &visit, request).await?;
    let done = act(&app, &visit, &fields).await;
    Ok(answer(app, request, fields, done).await)
}

async fn act(app: &App, visit: &Visit, fields: &Fields) -> Result<String, Refused> {
    let (t, caller) = (visit.words(), visit.caller()?);
    let get = |name: &str| fields.get(name).map_or("", String::as_str);
    let action = get("action");
    let done = match action {
        "save_view" => views::save(&app.store, &caller, get("name"), &chosen(visit)).await,
        "remove_view" => views::remove(&app.store, &caller, get("view")).await,
        _ => {
            storage::allow(&caller, domain::access::Verb::Save, &domain::access::Object::SavedView)?;
            return Err(Refused::unknown(t));
        }
    };
    done.map_err(|e| Refused::store(t, e, |field, fault| t.fault(field, fault)))?;
    Ok(visit.with(&[("done", action)]))
}
