//! Posts that need the session or the password hasher: sign-in, sign-out, own password, one-time links.

use std::collections::BTreeMap;

use app::{
    pages::{again, reports, typed},
    visit::{App, Posted, Visit},
};
use axum::{
    Extension, Router,
    body::Body,
    extract::{Path, Request, State},
    http::{StatusCode, Uri, header},
    response::{IntoResponse, Redirect, Response},
    routing::post,
};
use domain::access::Actor;
use jiff::{SignedDuration, Timestamp};
use storage::{Refusal, attempts};

use crate::{
    auth::{Credentials, Session},
    passwords::Passwords,
};

/// Failures of one account before it must wait, and of one address.
const PER_ACCOUNT: i64 = 8;
const PER_ADDRESS: i64 = 60;
/// For how long failures count, minutes.
const WINDOW: i64 = 15;

/// The routes of these posts.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/sign-in", post(sign_in))
        .route("/sign-out", post(sign_out))
        .route("/account", post(account))
        .route("/link/{token}", post(redeem))
}

type Form = BTreeMap<String, String>;

/// The pairs of a small form, of a name sent twice the last; the emptied request goes on to the page.
async fn form(request: Request) -> (Form, Request) {
    let (parts, body) = request.into_parts();
    let bytes = axum::body::to_bytes(body, 64 * 1024).await.unwrap_or_default();
    let pairs = form_urlencoded::parse(&bytes).into_owned().collect();
    (pairs, Request::from_parts(parts, Body::empty()))
}

fn get<'a>(form: &'a Form, name: &str) -> &'a str {
    form.get(name).map_or("", String::as_str)
}

/// Where to go after sign-in: a path of this site, never another one.
fn safe(next: Option<&str>) -> &str {
    next.filter(|n| n.starts_with('/') && !n.starts_with("//") && !n.starts_with("/\\") && !n.starts_with("/sign-"))
        .unwrap_or("/")
}

async fn sign_in(
    State(app): State<App>,
    Extension(visit): Extension<Visit>,
    mut session: Session,
    request: Request,
) -> Response {
    let (pairs, request) = match reports::posts::read_form(request).await {
        Ok(read) => read,
        Err(refusal) => return refusal,
    };
    let form: Form = pairs.iter().cloned().collect();
    let carried = carried(pairs);
    // Asked from over a form that stays as it is: the answer is a sentence, not a page.
    let accept = request.headers().get(header::ACCEPT).and_then(|v| v.to_str().ok());
    let over_a_form = accept == Some("text/plain");
    let (account, password) = (
        get(&form, "email").trim().to_lowercase(),
        get(&form, "password").to_owned(),
    );
    let t = visit.words();
    let now = Timestamp::now();
    let since = now.checked_sub(SignedDuration::from_mins(WINDOW)).unwrap_or(now);
    let keys = [
        (format!("account:{account}"), PER_ACCOUNT),
        (format!("from:{}", visit.from), PER_ADDRESS),
    ];
    let refuse = async |sentence: String, status, request| {
        if over_a_form {
            return (status, sentence).into_response();
        }
        let fields = BTreeMap::from([("email".to_owned(), account.clone())]);
        let posted = Posted {
            fields,
            errors: vec![("email".into(), sentence)],
            carried: carried.clone(),
            ..Posted::default()
        };
        again(app.clone(), posted, status, request).await
    };
    for (key, most) in &keys {
        match attempts::count_since(&app.store, key, since).await {
            Ok(n) if n >= *most => {
                return refuse(t.sign_in_blocked(WINDOW), StatusCode::TOO_MANY_REQUESTS, request).await;
            }
            Ok(_) => {}
            Err(_) => {
                return refuse(
                    t.err_unavailable_title().into(),
                    StatusCode::SERVICE_UNAVAILABLE,
                    request,
                )
                .await;
            }
        }
    }
    match session
        .authenticate(Credentials {
            account: account.clone(),
            password,
        })
        .await
    {
        Ok(Some(user)) if form.get("typed_by").is_some_and(|by| *by != user.actor.id) => {
            refuse(t.typed_by_other().into(), StatusCode::UNPROCESSABLE_ENTITY, request).await
        }
        Ok(Some(user)) => {
            if !begin(&app, &mut session, &user).await {
                return refuse(
                    t.err_unavailable_title().into(),
                    StatusCode::SERVICE_UNAVAILABLE,
                    request,
                )
                .await;
            }
            attempts::clear(&app.store, &keys[0].0).await.ok();
            if over_a_form {
                return StatusCode::NO_CONTENT.into_response();
            }
            let next = safe(visit.asked("next"));
            if carried.is_empty() || !typed::outlives(next) {
                return Redirect::to(next).into_response();
            }
            go_on(app.clone(), &visit, user.actor, next, carried.clone(), request).await
        }
        Ok(None) => {
            for (key, _) in &keys {
                attempts::record(&app.store, key, now).await.ok();
            }
            refuse(t.sign_in_refused().into(), StatusCode::UNPROCESSABLE_ENTITY, request).await
        }
        Err(_) => {
            refuse(
                t.err_unavailable_title().into(),
                StatusCode::SERVICE_UNAVAILABLE,
                request,
            )
            .await
        }
    }
}

/// What came along with the sign-in from a form whose session had ended.
fn carried(pairs: Vec<(String, String)>) -> Vec<(String, String)> {
    let own = |name: &str| matches!(name, "email" | "password");
    pairs.into_iter().filter(|(name, _)| !own(name)).collect()
}

/// Goes on with that form: a report's is sent as if it had just been posted from its page; a small one is shown again on
/// it, since what it would do may no longer be what its person wants.
async fn go_on(
    app: App,
    visit: &Visit,
    actor: Actor,
    next: &str,
    pairs: Vec<(String, String)>,
    mut request: Request,
) -> Response {
    let Ok(uri) = next.parse::<Uri>() else {
        return Redirect::to("/").into_response();
    };
    let query = form_urlencoded::parse(uri.query().unwrap_or_default().as_bytes());
    let visit = Visit {
        actor: Some(actor),
        path: uri.path().to_owned(),
        query: query.into_owned().collect(),
        ..visit.clone()
    };
    *request.uri_mut() = uri;
    request.extensions_mut().insert(visit.clone());
    match reports::posts::address(&visit.path) {
        Some(place) => reports::posts::take(app, visit, place, pairs, request).await,
        None => typed::show_again(app, &visit, pairs, request).await,
    }
}

/// Signs the account in under a new session id, with the idle time of the settings.
async fn begin(app: &App, session: &mut Session, user: &crate::auth::User) -> bool {
    let Ok(settings) = storage::settings::get(&app.store).await else {
        return false;
    };
    let (idle, now) = (settings.sessions_idle_minutes, Timestamp::now().as_second());
    // A new id even where one was signed in already: sign-in as another, or after the password's change.
    session.session.cycle_id().await.is_ok()
        && session.login(user).await.is_ok()
        && crate::idle::renew(&session.session, idle, now).await.is_ok()
}

async fn sign_out(mut session: Session) -> Response {
    session.logout().await.ok();
    Redirect::to("/sign-in?signed_out=1").into_response()
}

/// The errors of a new password typed twice.
fn new_password(form: &Form, account: &str, visit: &Visit) -> Vec<(String, String)> {
    let t = visit.words();
    let mut errors = Vec::new();
    if !Passwords::acceptable(get(form, "new"), account) {
        errors.push(("new".to_owned(), t.password_weak().to_owned()));
    }
    if get(form, "new") != get(form, "repeat") {
        errors.push(("repeat".to_owned(), t.password_differs().to_owned()));
    }
    errors
}

async fn account(
    State(app): State<App>,
    Extension(visit): Extension<Visit>,
    session: Session,
    request: Request,
) -> Response {
    let (form, request) = form(request).await;
    match get(&form, "action") {
        "digest" => app::pages::account::choose(app, &visit, form, request).await,
        _ => change_password(app, visit, session, form, request).await,
    }
}

async fn change_password(app: App, visit: Visit, mut session: Session, form: Form, request: Request) -> Response {
    let (Some(user), Ok(caller)) = (session.user.clone(), visit.caller()) else {
        return Redirect::to("/sign-in").into_response();
    };
    let mut errors = Vec::new();
    let passwords = session.backend.passwords.clone();
    if !passwords
        .fits(get(&form, "current").to_owned(), Some(user.password_hash.clone()))
        .await
    {
        errors.push(("current".to_owned(), visit.words().password_wrong().to_owned()));
    }
    errors.extend(new_password(&form, &user.actor.account, &visit));
    if errors.is_empty() {
        let changed = match passwords.hash(get(&form, "new").to_owned()).await {
            Ok(hash) => storage::users::change_password(&app.store, &caller, &user.password_hash, &hash)
                .await
                .map(|()| hash),
            Err(e) => Err(storage::Error::unavailable(e)),
        };
        match changed {
            Ok(password_hash) => {
                // All its sessions have ended with the old password; this one goes on as a new one.
                begin(&app, &mut session, &crate::auth::User { password_hash, ..user }).await;
                return Redirect::to("/account?done=1").into_response();
            }
            Err(storage::Error::Refused(Refusal::WrongPassword)) => {
                errors.push(("current".to_owned(), visit.words().password_wrong().to_owned()));
            }
            Err(_) => errors.push((String::new(), visit.words().err_unavailable_title().to_owned())),
        }
    }
    again(
        app,
        Posted {
            errors,
            ..Posted::default()
        },
        StatusCode::UNPROCESSABLE_ENTITY,
        request,
    )
    .await
}

async fn redeem(
    State(app): State<App>,
    Extension(visit): Extension<Visit>,
    Path(token): Path<String>,
    session: Session,
    request: Request,
) -> Response {
    let (form, request) = form(request).await;
    let t = visit.words();
    let token = app::pages::link::token_hash(&token);
    let found = storage::links::find(&app.store, &token, visit.now).await.ok().flatten();
    let account = found.map(|(user, _)| user.actor.account).unwrap_or_default();
    let mut errors = new_password(&form, &account, &visit);
    if errors.is_empty() {
        let outcome = match session.backend.passwords.hash(get(&form, "new").to_owned()).await {
            Ok(hash) => storage::links::redeem(&app.store, &token, &hash, visit.now, &visit.from).await,
            Err(_) => Err(storage::Error::unavailable("no randomness")),
        };
        match outcome {
            Ok(_) => return Redirect::to("/sign-in?set=1").into_response(),
            Err(storage::Error::Refused(Refusal::LinkUsed)) => errors.push((String::new(), t.link_used().to_owned())),
            Err(_) => errors.push((String::new(), t.err_unavailable_title().to_owned())),
        }
    }
    again(
        app,
        Posted {
            errors,
            ..Posted::default()
        },
        StatusCode::UNPROCESSABLE_ENTITY,
        request,
    )
    .await
}

#[cfg(test)]
mod tests {
    use super::safe;

    #[test]
    fn after_sign_in_one_stays_on_this_site() {
        assert_eq!(
            safe(Some("/reports/suzhou/2026-Q2?lang=en")),
            "/reports/suzhou/2026-Q2?lang=en"
        );
        for bad in [
            "//evil.example",
            "https://evil.example",
            "/\\evil.example",
            "",
            "/sign-out",
        ] {
            assert_eq!(safe(Some(bad)), "/", "{bad}");
        }
    }
}
