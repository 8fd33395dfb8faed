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
    /// Fields that another changed since they were shown; the caller's texts of them were not written.
    pub clashes: Vec<Clash>,
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
    /// When the other saved it, `10:32` or with its day, Beijing time.
    pub at: String,
}

/// Why a save did not happen, each with its own sentence beside the field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum SaveError {
    /// The session has ended.
    #[error("sign in")]
    SignIn,
    /// Another account has signed in than the page was made for.
    #[error("another account")]
    OtherAccount,
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

/// Saves the fields of one item that were left; `seen` is the revision that was shown. `own_too` is that of
/// [`domain::form::ReportForm`]; `account` is the id of the account that the page was made for, which alone may send it.
#[server(prefix = "/islands", endpoint = "save", input = Json)]
pub async fn save_item(
    city: String,
    period: String,
    item: String,
    fields: Vec<(Field, String)>,
    seen: i64,
    own_too: Option<bool>,
    account: Option<String>,
) -> Result<SaveAnswer, SaveError> {
    let form = form(&item, fields, seen, own_too.unwrap_or_default());
    let outcome = save(&city, &period, account.as_deref(), form).await;
    if let (Err(error), Some(response)) = (&outcome, use_context::<leptos_axum::ResponseOptions>()) {
        response.set_status(error.status());
    }
    outcome
}

#[cfg(feature = "ssr")]
impl SaveError {
    /// The store's answer in the reader's words.
    pub(super) fn of(error: storage::Error, t: crate::locales::Words) -> Self {
        match error {
            storage::Error::SignIn => SaveError::SignIn,
            storage::Error::Unavailable { .. } => SaveError::Unavailable,
            storage::Error::Refused(refusal) => SaveError::Refused(t.refusal(&refusal)),
            _ => SaveError::Closed,
        }
    }

    /// The status it answers with, as pages do.
    pub(super) const fn status(&self) -> http::StatusCode {
        match self {
            SaveError::SignIn | SaveError::OtherAccount => http::StatusCode::UNAUTHORIZED,
            SaveError::Closed | SaveError::Refused(_) | SaveError::TooLong => http::StatusCode::UNPROCESSABLE_ENTITY,
            SaveError::Offline | SaveError::Unavailable => http::StatusCode::SERVICE_UNAVAILABLE,
        }
    }
}

/// The fields of one item as a form.
#[cfg(feature = "ssr")]
fn form(item: &str, fields: Vec<(Field, String)>, seen: i64, own_too: bool) -> domain::form::ReportForm {
    let mut form = domain::form::ReportForm {
        form_seen: Some(seen),
        own_too,
        ..Default::default()
    };
    for (field, text) in fields {
        if domain::entry::SECTIONS.contains(&item) {
            form.sections.insert(item.to_owned(), text);
        } else {
            form.entries.entry(item.to_owned()).or_default().0.insert(field, text);
        }
    }
    form
}

#[cfg(feature = "ssr")]
async fn save(
    city: &str,
    period: &str,
    account: Option<&str>,
    form: domain::form::ReportForm,
) -> Result<SaveAnswer, SaveError> {
    use crate::visit::{App, Visit};

    let (Some(visit), Some(app)) = (use_context::<Visit>(), use_context::<App>()) else {
        return Err(SaveError::Unavailable);
    };
    let caller = visit.caller().map_err(|_| SaveError::SignIn)?;
    if account.is_some_and(|account| account != caller.actor.id) {
        return Err(SaveError::OtherAccount);
    }
    let period = period.parse().map_err(|_| SaveError::Closed)?;
    let saved = storage::reports::save(&app.store, &caller, city, period, &form)
        .await
        .map_err(|e| SaveError::of(e, visit.words()))?;
    if !saved.closed.is_empty() {
        return Err(SaveError::Closed);
    }
    if !saved.too_long.is_empty() {
        return Err(SaveError::TooLong);
    }
    Ok(SaveAnswer {
        revision: saved.revision,
        at: visit.words().clock(saved.at),
        clashes: saved
            .conflicts
            .iter()
            .chain(&saved.moved_on)
            .map(|c| Clash::of(&visit, c))
            .collect(),
    })
}

#[cfg(feature = "ssr")]
impl Clash {
    /// A conflict in the reader's words.
    #[must_use]
    pub fn of(visit: &crate::visit::Visit, conflict: &storage::reports::Conflict) -> Self {
        Clash {
            field: conflict.field,
            theirs: conflict.theirs.clone(),
            by: conflict.theirs_by.clone(),
            at: visit.moment(conflict.theirs_at),
        }
    }
}
