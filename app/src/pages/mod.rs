//! The pages, one folder or file an address, with the posts of their forms beside them.

pub mod account;
pub mod admin;
pub mod attachments;
pub mod audit;
pub mod brief;
pub mod charts;
pub mod cities;
pub mod compare;
pub mod contacts;
pub mod exports;
mod files;
mod forms;
pub mod home;
pub mod indicators;
pub mod link;
pub mod messages;
pub mod practices;
pub mod problems;
pub mod reports;
pub mod schemes;
pub mod scores;
pub mod sign_in;
pub mod typed;
mod views;

use std::future::Future;

use axum::{
    Router,
    body::Body,
    extract::DefaultBodyLimit,
    http::{HeaderValue, Request, Response, StatusCode, header::LOCATION},
    routing::{get, post},
};
use leptos::prelude::*;

use crate::{
    error::{Error, error_page},
    root::shell,
    visit::App,
};

pub(crate) use contacts::COPY;
pub(crate) use reports::files::SENDING;

/// The islands that a page may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Islands {
    /// A form's own: they start at once.
    Form,
    /// The read-out of charts, which can wait until the page is drawn.
    ReadOut,
}

/// The islands of a path; pages without one need no browser code, and their policy allows none.
#[must_use]
pub fn islands(path: &str) -> Option<Islands> {
    let parts: Vec<_> = path.split('/').filter(|part| !part.is_empty()).collect();
    match parts.as_slice() {
        ["reports", _, _] | ["reports", _, _, "review"] | ["schemes", _] => Some(Islands::Form),
        [] | ["compare"] | ["indicators", _] | ["cities", _] => Some(Islands::ReadOut),
        _ => None,
    }
}

/// The posts of the pages' forms, each at its page's own address, and the files that pages offer.
pub fn posts() -> Router<App> {
    Router::new()
        .route("/reports/{city}/{period}", post(reports::posts::post))
        .route("/islands/about/{city}/{period}/{code}", get(reports::about::about))
        .route("/cities/{city}/contacts", post(contacts::post))
        .route("/cities/{city}/score", post(scores::posts::post))
        .route("/compare", post(views::post))
        .route("/brief", post(brief::posts::post))
        .route("/exports/brief.docx", get(brief::docx))
        .route("/messages", post(messages::post))
        .route("/admin/users", post(admin::posts::post))
        .route("/admin/calendar", post(admin::calendar::posts::post))
        .route("/admin/releases", post(admin::release_posts::post))
        .route("/admin/settings", post(admin::settings::post))
        .route("/reports/{city}/{period}/review", post(reports::review_posts::post))
        .route("/problems/new", post(problems::posts::raise))
        .route("/problems/{id}", post(problems::posts::post))
        .route("/exports/problems.csv", get(problems::export::csv))
        .route("/exports/problems.xlsx", get(problems::export::xlsx))
        .route("/exports/problem-months.csv", get(problems::export::months))
        .route(
            "/problems/{id}/files",
            post(reports::files_posts::of_problem).layer(DefaultBodyLimit::disable()),
        )
        .route(
            "/practices/{id}/files",
            post(reports::files_posts::of_practice).layer(DefaultBodyLimit::disable()),
        )
        .route(
            "/practices/{id}/adoptions/{city}/files",
            post(reports::files_posts::of_adoption).layer(DefaultBodyLimit::disable()),
        )
        .route(
            "/reports/{city}/{period}/files",
            post(reports::files_posts::post).layer(DefaultBodyLimit::disable()),
        )
        .route("/indicators/{code}", post(indicators::questions::post))
        .route("/schemes/{city}", post(schemes::posts::post))
        .route("/schemes/{city}/review", post(schemes::posts::review))
        .route("/practices/new", post(practices::posts::begin))
        .route("/practices/{id}", post(practices::posts::act))
        .route("/exports/practices.csv", get(practices::file::csv))
        .route("/exports/practices.xlsx", get(practices::file::xlsx))
        .route("/charts/{file}", get(charts::chart))
        .route("/exports/observations.csv", get(exports::observations))
        .route("/exports/observations.xlsx", get(exports::observations_xlsx))
        .route("/exports/comparison.csv", get(exports::comparison))
        .route("/exports/comparison.xlsx", get(exports::chart_book::comparison))
        .route("/exports/score.csv", get(scores::file::csv))
        .route("/exports/score.xlsx", get(scores::file::xlsx))
        .route("/exports/completeness.csv", get(exports::completeness::file))
}

/// Files of evidence, which are sent as they are.
pub fn files() -> Router<App> {
    Router::new().route("/files/{hash}/{name}", get(files::download))
}

/// In a page's context: a post failed with this, and the page may not be shown in its place.
#[derive(Clone)]
pub struct Failed(pub Error);

/// A page whose content must be fetched first; an error becomes its page and status.
pub fn page<F>(content: F) -> impl IntoView
where
    F: Future<Output = Result<AnyView, Error>> + Send + 'static,
{
    let failed = use_context::<Failed>();
    provide_context(problems::beside::ReadOnce::default());
    Suspend::new(async move {
        let outcome = match failed {
            Some(Failed(error)) => Err(error),
            None => content.await,
        };
        match outcome {
            Ok(view) => view,
            Err(error) => error_page(&error),
        }
    })
}

/// Leads to another address, for every client: 303.
pub fn lead_to(address: &str) {
    let Some(response) = use_context::<leptos_axum::ResponseOptions>() else {
        return;
    };
    if let Ok(address) = HeaderValue::from_str(address) {
        response.set_status(StatusCode::SEE_OTHER);
        response.insert_header(LOCATION, address);
    }
}

/// Renders the page of this address again after a refused post, with what was typed in context.
pub async fn again<T: Clone + Send + Sync + 'static>(
    app: App,
    typed: T,
    status: StatusCode,
    request: Request<Body>,
) -> Response<Body> {
    let options = app.options.clone();
    let context = move || {
        provide_context(app.clone());
        if let Some(visit) = use_context::<http::request::Parts>().and_then(|p| p.extensions.get().cloned()) {
            provide_context::<crate::visit::Visit>(visit);
        }
        provide_context(typed.clone());
    };
    let mut response =
        leptos_axum::render_app_async_with_context(context, move || shell(options.clone()))(request).await;
    if response.status() == StatusCode::OK {
        *response.status_mut() = status;
    }
    response
}
