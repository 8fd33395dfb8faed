//! What a person typed into a form is that person's: no other account sends it, and it outlives the session. A small form
//! posted after its session had ended goes on with the sign-in, and is then shown again, filled and not yet sent; a report's
//! form is sent as it is (`reports::posts`).

use axum::{extract::Request, http::StatusCode, response::Response};
use leptos::prelude::*;

use super::{
    again,
    forms::Fields,
    reports::{
        posts::{address, read_form},
        review_data::Refused,
    },
    sign_in,
};
use crate::visit::{App, Posted, Visit};

type Pairs = Vec<(String, String)>;

/// True for pages whose small forms show again what was typed in them, the workbench among them: a verdict is given by
/// its person, not by a sign-in.
#[must_use]
pub fn shows_again(path: &str) -> bool {
    let path = path.split('?').next().unwrap_or_default();
    let parts: Vec<_> = path.split('/').filter(|part| !part.is_empty()).collect();
    matches!(
        parts.as_slice(),
        ["brief"]
            | ["problems" | "practices" | "indicators" | "schemes", _]
            | ["cities", _, "contacts" | "score"]
            | ["admin", "users" | "calendar" | "settings" | "releases"]
            | ["reports", _, _, "review"]
            | ["schemes", _, "review"]
    )
}

fn is_review(path: &str) -> bool {
    path.starts_with("/reports/") && path.ends_with("/review")
}

/// True for forms that outlive their session.
#[must_use]
pub fn outlives(path: &str) -> bool {
    address(path).is_some() || shows_again(path)
}

/// Says in a form whose page this is.
#[must_use]
pub fn typed_by(visit: &Visit) -> AnyView {
    let by = visit.actor.as_ref().map(|a| a.id.clone());
    view! { <input type="hidden" name="typed_by" value=by /> }.into_any()
}

/// The pairs of a posted form, and the request without its body, for showing the page again.
///
/// # Errors
/// The answer instead: 413 where the form is too large; the sign-in page with everything typed, where another account
/// typed it than posts it.
pub(super) async fn read_typed(app: &App, visit: &Visit, request: Request) -> Result<(Pairs, Request), Response> {
    let (pairs, request) = read_form(request).await?;
    let me = visit.actor.as_ref().map(|a| a.id.as_str());
    let foreign = |(name, by): &(String, String)| name == "typed_by" && Some(by.as_str()) != me;
    if !pairs.iter().any(foreign) {
        return Ok((pairs, request));
    }
    match sign_in::carry(app.clone(), visit.clone(), pairs.clone(), request).await {
        Ok(page) => Err(page),
        Err(request) => Ok((pairs, request)),
    }
}

/// The same of a small form, by name.
///
/// # Errors
/// As [`read_typed`].
pub(super) async fn read_small(app: &App, visit: &Visit, request: Request) -> Result<(Fields, Request), Response> {
    let (pairs, request) = read_typed(app, visit, request).await?;
    Ok((pairs.into_iter().collect(), request))
}

/// The page of a form with everything that came along with the sign-in; nothing of it is sent yet.
pub async fn show_again(app: App, visit: &Visit, pairs: Pairs, request: Request) -> Response {
    if is_review(&visit.path) {
        let back = Refused::carried_back(visit.words(), pairs);
        return again(app, back, StatusCode::UNPROCESSABLE_ENTITY, request).await;
    }
    let posted = Posted {
        fields: pairs.into_iter().collect(),
        errors: vec![(String::new(), visit.words().carried_back().to_owned())],
        ..Posted::default()
    };
    again(app, posted, StatusCode::UNPROCESSABLE_ENTITY, request).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_forms_and_reports_outlive_their_session() {
        for path in [
            "/problems/new?period=2026-05",
            "/practices/C-0001",
            "/indicators/F2-01",
            "/cities/suzhou/contacts",
            "/cities/suzhou/score?period=2026-Q1",
            "/admin/users?role=expert",
            "/admin/settings",
            "/brief?period=2026-Q2",
            "/reports/suzhou/2026-06/review?show=all",
        ] {
            assert!(shows_again(path) && outlives(path), "{path}");
        }
        assert!(outlives("/reports/suzhou/2026-06") && !shows_again("/reports/suzhou/2026-06"));
        for path in [
            "/",
            "/account",
            "/admin",
            "/problems",
            "/link/abc",
            "/reports/suzhou/2026-06/files",
            "/cities/suzhou",
        ] {
            assert!(!outlives(path), "{path}");
        }
    }
}
