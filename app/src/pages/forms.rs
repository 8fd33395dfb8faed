//! The way of a small form: read, done, and answered, with 303 to what came of it or with its page again and everything
//! typed.

use std::collections::BTreeMap;

use axum::{
    extract::Request,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::fault::{Fault, Faults};
use storage::Refusal;

use super::{Failed, again, reports::posts::read_form};
use crate::{
    error::Error,
    locales::Words,
    visit::{App, Posted},
};

/// What a form holds, by name; of a name sent twice the last.
pub(super) type Fields = BTreeMap<String, String>;

/// A value of a form, without blanks around it; none where nothing is typed.
pub(super) fn get<'a>(fields: &'a Fields, name: &str) -> Option<&'a str> {
    fields.get(name).map(|v| v.trim()).filter(|v| !v.is_empty())
}

/// Why a post was refused: sentences at fields, an empty name being the form's own, or an error of the page.
pub(super) enum Refused {
    Fields(Vec<(String, String)>),
    Page(Error),
}

impl<E: Into<Error>> From<E> for Refused {
    fn from(e: E) -> Self {
        Refused::Page(e.into())
    }
}

impl Refused {
    /// The form has no such button.
    pub(super) fn unknown(t: Words) -> Self {
        Refused::Fields(vec![(String::new(), t.action_unknown().to_owned())])
    }

    /// What is wrong with fields, each in the words of `say`.
    pub(super) fn faults(faults: &Faults, say: impl Fn(&str, Fault) -> String) -> Self {
        let sentence = |(field, fault): &(&'static str, Fault)| ((*field).to_owned(), say(field, *fault));
        Refused::Fields(faults.iter().map(sentence).collect())
    }

    /// The store's refusal: at its fields in the words of `say`, else a sentence of the form's own.
    pub(super) fn store(t: Words, error: storage::Error, say: impl Fn(&str, Fault) -> String) -> Self {
        match error {
            storage::Error::Refused(Refusal::Fields(faults)) => Refused::faults(&faults, say),
            storage::Error::Refused(refusal) => Refused::Fields(vec![(String::new(), t.refusal(&refusal))]),
            error => error.into(),
        }
    }
}

/// The fields of a posted form, and the request without its body, for showing the page again.
///
/// # Errors
/// The answer instead: 413 where the form is too large.
pub(super) async fn read(request: Request) -> Result<(Fields, Request), Response> {
    let (pairs, request) = read_form(request).await?;
    Ok((pairs.into_iter().collect(), request))
}

/// Answers a form: 303 to where what was done is said, else its page again with everything typed.
pub(super) async fn answer(app: App, request: Request, fields: Fields, outcome: Result<String, Refused>) -> Response {
    match outcome {
        Ok(done) => Redirect::to(&done).into_response(),
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
