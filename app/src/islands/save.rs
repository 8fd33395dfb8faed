//! Saving one item as it is left: the call, its answer and its errors.

use domain::entry::Field;
use leptos::{
    prelude::*,
    server_fn::{
        codec::{Json, JsonEncoding},
        error::{FromServerFnError, ServerFnErrorErr},
    },
};
use serde::{Deserialize, Serialize};

/// What came of a save.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SaveAnswer {
    /// The report's revision now; the next save says that it has seen it.
    pub revision: i64,
    /// When, `10:32`, Beijing time.
    pub at: String,
    /// Another person's text in a field since it was shown; the caller's was not written.
    pub clash: Option<Clash>,
}

/// A field that two people changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clash {
    /// Which field.
    pub field: Field,
    /// What the other typed.
    pub theirs: String,
    /// The other's name.
    pub by: String,
}

/// Why a save did not happen, each with its own sentence beside the field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum SaveError {
    /// The session has ended.
    #[error("sign in")]
    SignIn,
    /// The report or item is not open for typing.
    #[error("closed")]
    Closed,
    /// A rule speaks against it, in the reader's words.
    #[error("{0}")]
    Refused(String),
    /// The text is longer than the field takes.
    #[error("too long")]
    TooLong,
    /// The network or the server did not answer.
    #[error("offline")]
    Offline,
    /// The store is out of reach.
    #[error("unavailable")]
    Unavailable,
}

impl FromServerFnError for SaveError {
    type Encoder = JsonEncoding;

    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        match error {
            ServerFnErrorErr::Request(_) | ServerFnErrorErr::Response(_) => SaveError::Offline,
            _ => SaveError::Unavailable,
        }
    }
}

/// Saves the fields of one item that were left; `seen` is the revision that was shown.
#[server(prefix = "/islands", endpoint = "save", input = Json)]
pub async fn save_item(
    city: String,
    period: String,
    item: String,
    fields: Vec<(Field, String)>,
    seen: i64,
) -> Result<SaveAnswer, SaveError> {
    let outcome = save(city, period, item, fields, seen).await;
    if let (Err(error), Some(response)) = (&outcome, use_context::<leptos_axum::ResponseOptions>()) {
        response.set_status(error.status());
    }
    outcome
}

#[cfg(feature = "ssr")]
impl SaveError {
    /// The status it answers with, as pages do.
    const fn status(&self) -> http::StatusCode {
        match self {
            SaveError::SignIn => http::StatusCode::UNAUTHORIZED,
            SaveError::Closed | SaveError::Refused(_) | SaveError::TooLong => http::StatusCode::UNPROCESSABLE_ENTITY,
            SaveError::Offline | SaveError::Unavailable => http::StatusCode::SERVICE_UNAVAILABLE,
        }
    }
}

#[cfg(feature = "ssr")]
async fn save(
    city: String,
    period: String,
    item: String,
    fields: Vec<(Field, String)>,
    seen: i64,
) -> Result<SaveAnswer, SaveError> {
    use crate::visit::{App, Visit};
    use domain::{entry::SECTIONS, form::ReportForm};

    let (Some(visit), Some(app)) = (use_context::<Visit>(), use_context::<App>()) else {
        return Err(SaveError::Unavailable);
    };
    let caller = visit.caller().map_err(|_| SaveError::SignIn)?;
    let period = period.parse().map_err(|_| SaveError::Closed)?;
    let mut form = ReportForm {
        form_seen: Some(seen),
        ..ReportForm::default()
    };
    for (field, text) in fields {
        if SECTIONS.contains(&item.as_str()) {
            form.sections.insert(item.clone(), text);
        } else {
            form.entries.entry(item.clone()).or_default().0.insert(field, text);
        }
    }
    let saved = storage::reports::save(&app.store, &caller, &city, period, &form)
        .await
        .map_err(|e| match e {
            storage::Error::SignIn => SaveError::SignIn,
            storage::Error::Unavailable { .. } => SaveError::Unavailable,
            storage::Error::Refused(refusal) => SaveError::Refused(visit.words().refusal(&refusal)),
            _ => SaveError::Closed,
        })?;
    if !saved.closed.is_empty() {
        return Err(SaveError::Closed);
    }
    if !saved.too_long.is_empty() {
        return Err(SaveError::TooLong);
    }
    let clash = saved.conflicts.into_iter().next().map(|c| Clash {
        field: c.field,
        theirs: c.theirs,
        by: c.theirs_by,
    });
    Ok(SaveAnswer {
        revision: saved.revision,
        at: visit.words().clock(saved.at),
        clash,
    })
}
