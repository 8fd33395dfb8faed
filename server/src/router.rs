//! The whole router: pages with their posts, files, health, and the layers around them.

use std::time::Duration;

use app::{
    root::{Root, shell},
    visit::{App, Visit},
};
use axum::{
    Router,
    extract::{Request, State},
    http::{HeaderName, Method, StatusCode},
    middleware,
    response::{IntoResponse, Response},
    routing::get,
};
use axum_login::AuthManagerLayerBuilder;
use leptos::prelude::*;
use leptos_axum::{LeptosRoutes, generate_route_list};
use tower_http::{
    catch_panic::CatchPanicLayer,
    compression::CompressionLayer,
    request_id::{MakeRequestUuid, PropagateRequestIdLayer, SetRequestIdLayer},
    trace::TraceLayer,
};
use tower_sessions::{SessionManagerLayer, cookie::SameSite};

use crate::{
    assets,
    auth::Backend,
    cache::{self, Cache},
    guard,
    passwords::Passwords,
    posts,
    session_store::Sessions,
};

/// The paths of all pages, as the router knows them; tests enumerate them.
#[must_use]
pub fn pages() -> Vec<String> {
    generate_route_list(Root)
        .into_iter()
        .map(|r| r.path().to_owned())
        .collect()
}

/// The router of the program. `secure` marks the cookie for https only; `cache` keeps answers.
pub fn router(app: App, passwords: Passwords, secure: bool, cache: Cache) -> Router {
    let sessions = SessionManagerLayer::new(Sessions(app.store.clone()))
        .with_name("pilotboard")
        .with_secure(secure)
        .with_same_site(SameSite::Lax)
        .with_http_only(true);
    let auth = AuthManagerLayerBuilder::new(
        Backend {
            store: app.store.clone(),
            passwords,
        },
        sessions,
    )
    .build();

    let context = {
        let app = app.clone();
        move || provide(&app)
    };
    let options = app.options.clone();
    let rendered = Router::new()
        .leptos_routes_with_context(&app, generate_route_list(Root), context.clone(), move || {
            shell(options.clone())
        })
        .merge(posts::routes())
        .merge(app::pages::posts())
        .fallback(not_found)
        .layer(CompressionLayer::new())
        .merge(app::pages::files())
        .layer(middleware::from_fn_with_state(app.clone(), guard::visit))
        .layer(auth)
        .layer(middleware::from_fn_with_state((app.clone(), cache), cache::answer))
        .layer(middleware::from_fn(guard::cross_site));

    let request_id = HeaderName::from_static("x-request-id");
    let whole = Router::new()
        .route("/healthz", get(async || "ok"))
        .route("/readyz", get(ready))
        .merge(assets::routes())
        .fallback_service(rendered.with_state(app.clone()))
        .layer(middleware::from_fn_with_state(secure, guard::headers))
        .layer(CatchPanicLayer::new())
        .layer(middleware::from_fn(in_time))
        .layer(TraceLayer::new_for_http().make_span_with(|request: &Request| {
            let id = request
                .headers()
                .get("x-request-id")
                .and_then(|v| v.to_str().ok())
                .unwrap_or_default()
                .to_owned();
            tracing::info_span!("request", method = %request.method(), path = logged(request.uri().path()), id)
        }))
        .layer(PropagateRequestIdLayer::new(request_id.clone()))
        .layer(SetRequestIdLayer::new(request_id, MakeRequestUuid))
        .with_state(app);
    #[cfg(feature = "reload")]
    let whole = reloading(whole);
    whole
}

/// Pages that load anew when the program does: they get a script, which the policy of pages would forbid and which
/// cannot be put into a compressed body.
#[cfg(feature = "reload")]
fn reloading(router: Router) -> Router {
    use axum::http::header::{ACCEPT_ENCODING, CONTENT_SECURITY_POLICY};

    let open = middleware::from_fn(async |mut request: Request, next: middleware::Next| {
        request.headers_mut().remove(ACCEPT_ENCODING);
        let mut response = next.run(request).await;
        response.headers_mut().remove(CONTENT_SECURITY_POLICY);
        response
    });
    router.layer(tower_livereload::LiveReloadLayer::new()).layer(open)
}

/// Ends a request that takes too long: a minute, of an upload a quarter of an hour.
async fn in_time(request: Request, next: middleware::Next) -> Response {
    let upload = request.method() == Method::POST && request.uri().path().ends_with("/files");
    let most = Duration::from_secs(if upload { 15 * 60 } else { 60 });
    match tokio::time::timeout(most, next.run(request)).await {
        Ok(response) => response,
        Err(_) => StatusCode::REQUEST_TIMEOUT.into_response(),
    }
}

/// A path as the log may hold it: who reads the log must not be able to use a one-time link.
fn logged(path: &str) -> &str {
    if path.starts_with("/link/") { "/link/…" } else { path }
}

/// Puts the program and the visit into a page's context.
fn provide(app: &App) {
    provide_context(app.clone());
    if let Some(visit) = use_context::<axum::http::request::Parts>().and_then(|p| p.extensions.get::<Visit>().cloned())
    {
        provide_context(visit);
    }
}

async fn not_found(State(app): State<App>, request: Request) -> impl IntoResponse {
    app::pages::again(app, (), StatusCode::NOT_FOUND, request).await
}

async fn ready(State(app): State<App>) -> (StatusCode, &'static str) {
    match app.store.ready().await {
        Ok(()) => (StatusCode::OK, "ready"),
        Err(e) => {
            tracing::warn!(cause = %e, "not ready");
            (StatusCode::SERVICE_UNAVAILABLE, "not ready")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::logged;

    #[test]
    fn a_one_time_link_does_not_reach_the_log() {
        assert_eq!(logged("/link/0123abcd"), "/link/…");
        assert_eq!(logged("/reports/suzhou/2026-06"), "/reports/suzhou/2026-06");
    }
}
