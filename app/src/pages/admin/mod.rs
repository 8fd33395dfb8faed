//! The administrator's pages. The store lets nobody else in: to them these answer 403.

pub mod calendar;
pub mod invite;
pub mod posts;
pub mod release_posts;
pub mod releases;
pub mod scope;
pub mod settings;
pub mod users;

use std::collections::BTreeMap;

use axum::{
    extract::Request,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};

use super::{Failed, again};
use crate::{
    error::Error,
    visit::{App, Posted},
};

/// Why a post was refused: sentences at fields, or an error of the page.
pub(in crate::pages) enum Refused {
    Fields(Vec<(String, String)>),
    Page(Error),
}

/// Answers a form: 303 to where what was done is said, else the page again with everything typed.
pub(in crate::pages) async fn answer(
    app: App,
    request: Request,
    fields: BTreeMap<String, String>,
    outcome: Result<(), Refused>,
    done: &str,
) -> Response {
    match outcome {
        Ok(()) => Redirect::to(done).into_response(),
        Err(Refused::Page(error)) => {
            let status = error.status();
            again(app, Failed(error), status, request).await
        }
        Err(Refused::Fields(errors)) => {
            let posted = Posted {
                fields,
                errors,
                ..Posted::default()
            };
            again(app, posted, StatusCode::UNPROCESSABLE_ENTITY, request).await
        }
    }
}

impl<E: Into<Error>> From<E> for Refused {
    fn from(e: E) -> Self {
        Refused::Page(e.into())
    }
}
