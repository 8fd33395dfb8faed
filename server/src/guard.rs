//! What every request passes: the same-origin check, the visit (who, language, time), the answer headers.

use std::{collections::BTreeMap, net::SocketAddr, sync::Arc};

use app::{
    error::Error,
    islands::save::SaveError,
    pages::{reports, sign_in, typed},
    visit::{App, Visit, address},
};
use axum::{
    extract::{ConnectInfo, Request, State},
    http::{HeaderMap, HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Redirect, Response},
};
use domain::{access::Actor, lang::Lang};
use jiff::Timestamp;
use storage::settings::Settings;

use crate::{
    auth::Session,
    cache::{self, Made},
};

/// Paths that need no sign-in.
#[must_use]
pub fn is_public(path: &str) -> bool {
    matches!(
        path,
        "/sign-in" | "/sign-out" | "/healthz" | "/readyz" | "/favicon.ico" | "/favicon.svg"
    ) || path.starts_with("/pkg/")
        || path.starts_with("/link/")
}

fn host(url: &str) -> Option<&str> {
    let rest = url.split_once("://")?.1;
    Some(rest.split('/').next().unwrap_or(rest))
}

/// True if a request that changes something comes from a page of this very site.
#[must_use]
pub fn same_origin(headers: &HeaderMap) -> bool {
    let text = |name: header::HeaderName| headers.get(name).and_then(|v| v.to_str().ok());
    if let Some(site) = headers.get("sec-fetch-site").and_then(|v| v.to_str().ok()) {
        return matches!(site, "same-origin" | "none");
    }
    let Some(own) = text(header::HOST) else { return false };
    match (text(header::ORIGIN), text(header::REFERER)) {
        (Some(origin), _) => host(origin) == Some(own),
        (None, Some(referer)) => host(referer) == Some(own),
        (None, None) => false,
    }
}

/// Refuses posts from another origin, with a sentence.
pub async fn cross_site(request: Request, next: Next) -> Response {
    if !matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS) && !same_origin(request.headers()) {
        let t = app::locales::Words(language(request.headers(), None));
        return (StatusCode::FORBIDDEN, t.err_cross_site()).into_response();
    }
    next.run(request).await
}

/// The reader's language: the address, else the cookie, else the browser's, else Chinese.
pub(crate) fn language(headers: &HeaderMap, asked: Option<&str>) -> Lang {
    let cookie = || cookies(headers).find_map(|c| c.strip_prefix("lang=").and_then(Lang::parse));
    let browser = || {
        let accepted = headers.get(header::ACCEPT_LANGUAGE)?.to_str().ok()?;
        accepted
            .split(',')
            .filter_map(|l| l.split(';').next())
            .find_map(Lang::parse)
    };
    asked
        .and_then(Lang::parse)
        .or_else(cookie)
        .or_else(browser)
        .unwrap_or_default()
}

/// The cookies of a request, each as `name=value`.
pub(crate) fn cookies(headers: &HeaderMap) -> impl Iterator<Item = &str> {
    let all = headers.get_all(header::COOKIE).iter().filter_map(|v| v.to_str().ok());
    all.flat_map(|v| v.split(';')).map(str::trim)
}

/// The names of a query that may be given several times, as boxes of a form are.
const LISTS: [&str; 2] = ["also", "cities"];

/// The query's values: of a name given twice the last, but of lists all, with commas between.
fn query(text: &str) -> BTreeMap<String, String> {
    let mut all = BTreeMap::<String, String>::new();
    for (name, value) in form_urlencoded::parse(text.as_bytes()).into_owned() {
        match all.get_mut(&name) {
            Some(before) if LISTS.contains(&name.as_str()) => {
                before.push(',');
                before.push_str(&value);
            }
            _ => drop(all.insert(name, value)),
        }
    }
    all
}

/// Makes the visit, sends the anonymous to sign in, remembers the language.
pub async fn visit(State(app): State<App>, mut session: Session, mut request: Request, next: Next) -> Response {
    let path = request.uri().path().to_owned();
    let query = query(request.uri().query().unwrap_or_default());
    let lang = language(request.headers(), query.get("lang").map(String::as_str));
    let remembered = query.get("lang").and_then(|l| Lang::parse(l));
    let (settings, revision) = match storage::revision::with_settings(&app.store).await {
        Ok((settings, revision)) => (Arc::new(settings), revision),
        Err(e) => return plain(&e.into(), lang),
    };
    if session.user.is_some() {
        let now = Timestamp::now().as_second();
        match crate::idle::in_use(&session.session, settings.sessions_idle_minutes, now).await {
            Ok(true) => {}
            Ok(false) => {
                session.logout().await.ok();
            }
            Err(e) => return plain(&storage::Error::unavailable(e).into(), lang),
        }
    }
    let actor = session.user.as_ref().map(|u| u.actor.clone());
    if actor.is_none() && !is_public(&path) {
        if path.starts_with("/islands/") {
            // In the words that islands understand.
            return (StatusCode::UNAUTHORIZED, axum::Json(SaveError::SignIn)).into_response();
        }
        let request = match carry(&app, lang, &settings, request).await {
            Ok(page) => return page,
            Err(request) => request,
        };
        let wanted = request.uri().path_and_query().map_or("/", |p| p.as_str());
        let wanted = if request.method() == Method::GET {
            wanted
        } else {
            path.as_str()
        };
        let to = if wanted == "/" {
            "/sign-in".to_owned()
        } else {
            address("/sign-in", [("next", wanted)])
        };
        return Redirect::to(&to).into_response();
    }
    let mut visit = Visit {
        query,
        ..visit_of(&app, actor, lang, &settings, &request)
    };
    // What may be kept is made from nothing but what it is kept under, its time too.
    let made = revision.zip(cache::depends(&request)).map(|(revision, depends)| {
        let clock = depends.clock(revision, visit.now);
        (visit.now, visit.known) = (clock.now, clock.known);
        clock
    });
    let made = made.zip(visit.actor.as_ref()).map(|(clock, actor)| Made {
        clock,
        user_id: actor.id.clone(),
        lang,
        idle_minutes: settings.sessions_idle_minutes,
    });
    request.extensions_mut().insert(visit);
    let mut response = next.run(request).await;
    if let Some(made) = made {
        response.extensions_mut().insert(made);
    }
    if let Some(lang) = remembered {
        let cookie = format!("lang={}; Path=/; Max-Age=31536000; SameSite=Lax", lang.tag());
        if let Ok(value) = HeaderValue::from_str(&cookie) {
            response.headers_mut().append(header::SET_COOKIE, value);
        }
    }
    response
}

fn visit_of(app: &App, actor: Option<Actor>, lang: Lang, settings: &Arc<Settings>, request: &Request) -> Visit {
    let from = request.extensions().get::<ConnectInfo<SocketAddr>>();
    let now = (app.clock)();
    Visit {
        actor,
        lang,
        now,
        known: now,
        from: from.map_or_else(|| "local".to_owned(), |c| c.0.ip().to_string()),
        settings: settings.clone(),
        path: request.uri().path().to_owned(),
        query: BTreeMap::new(),
    }
}

/// A form that was posted after its session had ended goes on with the sign-in, files and passwords apart; who never had
/// a session is only led there. The request comes back where nothing was typed.
async fn carry(app: &App, lang: Lang, settings: &Arc<Settings>, request: Request) -> Result<Response, Request> {
    let kind = request
        .headers()
        .get(header::CONTENT_TYPE)
        .and_then(|v| v.to_str().ok());
    let is_form = kind.is_some_and(|k| k.starts_with("application/x-www-form-urlencoded"));
    if request.method() != Method::POST || !is_form || !typed::outlives(request.uri().path()) {
        return Err(request);
    }
    let had_session = cookies(request.headers()).any(|c| c.starts_with("pilotboard="));
    let visit = visit_of(app, None, lang, settings, &request);
    let (pairs, request) = match reports::posts::read_form(request).await {
        Ok(read) => read,
        Err(refusal) => return Ok(refusal),
    };
    if !had_session && pairs.iter().all(|(name, _)| name != "typed_by") {
        return Err(request);
    }
    sign_in::carry(app.clone(), visit, pairs, request).await
}

fn plain(error: &Error, lang: Lang) -> Response {
    let t = app::locales::Words(lang);
    let text = match error {
        Error::Unavailable(id) => t.err_unavailable(id),
        _ => t.err_unavailable_title().to_owned(),
    };
    (error.status(), text).into_response()
}

/// Only sign-out takes the session's cookie away. Else the late answer to a request of a session that had ended would
/// take that of the session which began meanwhile.
fn leave_session(headers: &mut HeaderMap) {
    let taken = |value: &HeaderValue| value.as_bytes().starts_with(b"pilotboard=;");
    if headers.get_all(header::SET_COOKIE).iter().any(taken) {
        let kept: Vec<_> = headers
            .get_all(header::SET_COOKIE)
            .iter()
            .filter(|v| !taken(v))
            .cloned()
            .collect();
        headers.remove(header::SET_COOKIE);
        for value in kept {
            headers.append(header::SET_COOKIE, value);
        }
    }
}

/// Headers of every answer; a page with islands has set its own policy already. Browsers are bound to https only
/// where the program is served by it.
pub async fn headers(State(secure): State<bool>, request: Request, next: Next) -> Response {
    let signs_out = request.uri().path() == "/sign-out";
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    if !signs_out {
        leave_session(headers);
    }
    let mut set = |name: header::HeaderName, value: &'static str| {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    };
    set(
        header::CONTENT_SECURITY_POLICY,
        "default-src 'self'; script-src 'none'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    );
    set(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(header::REFERRER_POLICY, "same-origin");
    set(header::X_FRAME_OPTIONS, "DENY");
    set(header::CACHE_CONTROL, "no-store");
    set(
        header::HeaderName::from_static("cross-origin-opener-policy"),
        "same-origin",
    );
    if secure {
        set(header::STRICT_TRANSPORT_SECURITY, "max-age=31536000");
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    fn h(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        pairs
            .iter()
            .map(|(k, v)| (header::HeaderName::from_static(k), HeaderValue::from_static(v)))
            .collect()
    }

    #[test]
    fn posts_come_from_our_own_pages() {
        assert!(same_origin(&h(&[
            ("sec-fetch-site", "same-origin"),
            ("origin", "https://x")
        ])));
        assert!(!same_origin(&h(&[
            ("sec-fetch-site", "cross-site"),
            ("host", "a"),
            ("origin", "http://a")
        ])));
        assert!(same_origin(&h(&[("host", "a:3000"), ("origin", "http://a:3000")])));
        assert!(!same_origin(&h(&[("host", "a:3000"), ("origin", "http://a")])));
        assert!(same_origin(&h(&[("host", "a"), ("referer", "http://a/sign-in")])));
        assert!(!same_origin(&h(&[("host", "a"), ("origin", "null")])));
        assert!(
            !same_origin(&h(&[("host", "a")])),
            "without a sign of where it comes from it is refused"
        );
    }

    #[test]
    fn the_language_is_the_addresss_then_the_cookies_then_the_browsers() {
        let all = h(&[("cookie", "a=b; lang=en"), ("accept-language", "zh-CN,zh;q=0.9")]);
        assert_eq!(language(&all, Some("zh")), Lang::Zh);
        assert_eq!(language(&all, None), Lang::En);
        assert_eq!(language(&h(&[("accept-language", "fr, en;q=0.8")]), None), Lang::En);
        assert_eq!(language(&h(&[]), Some("xx")), Lang::Zh);
    }
}
