//! Errors as a person meets them: a sentence and a next step. Database text goes to the log only.

use http::StatusCode;
use leptos::prelude::*;

use crate::{components::frame::Frame, locales::Words, visit::Visit};

/// Why a page or a post could not be done.
#[derive(Clone, Debug, thiserror::Error)]
pub enum Error {
    /// Sign in first.
    #[error("sign in first")]
    SignIn,
    /// Visible but not yours to do.
    #[error("forbidden")]
    Forbidden,
    /// Does not exist, for this reader.
    #[error("not found")]
    NotFound,
    /// The store is out of reach; the log has the rest under this reference.
    #[error("unavailable, reference {0}")]
    Unavailable(String),
    /// The store refused for a reason that has its own sentence.
    #[error("refused")]
    Refused(storage::Refusal),
    /// The report has moved on.
    #[error(transparent)]
    WrongState(domain::report::WrongState),
}

impl From<storage::Error> for Error {
    fn from(e: storage::Error) -> Self {
        match e {
            storage::Error::Forbidden => Error::Forbidden,
            storage::Error::NotFound => Error::NotFound,
            storage::Error::WrongState(w) => Error::WrongState(w),
            storage::Error::Refused(r) => Error::Refused(r),
            storage::Error::SignIn => Error::SignIn,
            storage::Error::Unavailable { reference } => Error::Unavailable(reference),
        }
    }
}

impl From<storage::Refusal> for Error {
    fn from(refusal: storage::Refusal) -> Self {
        Error::Refused(refusal)
    }
}

impl Error {
    /// The status it answers with.
    #[must_use]
    pub const fn status(&self) -> StatusCode {
        match self {
            Error::SignIn => StatusCode::UNAUTHORIZED,
            Error::Forbidden => StatusCode::FORBIDDEN,
            Error::NotFound => StatusCode::NOT_FOUND,
            Error::Unavailable(_) => StatusCode::SERVICE_UNAVAILABLE,
            Error::Refused(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Error::WrongState(_) => StatusCode::CONFLICT,
        }
    }

    /// Says it above a form that is shown again, and gives the status to answer with; what hides the page says
    /// nothing here, for the page then says it itself.
    pub fn say(self, t: Words, sentences: &mut Vec<String>) -> StatusCode {
        let (sentence, status) = match self {
            Error::Refused(refusal) => (t.refusal(&refusal), StatusCode::UNPROCESSABLE_ENTITY),
            Error::WrongState(wrong) => (t.wrong_state(wrong), StatusCode::UNPROCESSABLE_ENTITY),
            Error::Forbidden => (t.err_forbidden_title().to_owned(), StatusCode::FORBIDDEN),
            Error::Unavailable(id) => (t.err_unavailable(id), StatusCode::SERVICE_UNAVAILABLE),
            Error::NotFound | Error::SignIn => return StatusCode::NOT_FOUND,
        };
        sentences.push(sentence);
        status
    }
}

/// The page of an error; sets the status too.
#[must_use]
pub fn error_page(error: &Error) -> AnyView {
    if let Some(response) = use_context::<leptos_axum::ResponseOptions>() {
        response.set_status(error.status());
    }
    let visit = expect_context::<Visit>();
    let t = visit.words();
    let (title, text) = match error {
        Error::SignIn => (t.sign_in_title(), t.sign_in_first().to_owned()),
        Error::Forbidden => (t.err_forbidden_title(), t.err_forbidden().to_owned()),
        Error::NotFound => (t.err_not_found_title(), t.err_not_found().to_owned()),
        Error::Unavailable(id) => (t.err_unavailable_title(), t.err_unavailable(id)),
        Error::Refused(r) => (t.err_unavailable_title(), t.refusal(r)),
        Error::WrongState(w) => (t.err_unavailable_title(), t.wrong_state(*w)),
    };
    view! {
        <Frame title=title.to_owned()>
            <div class="empty">
                <h1>{title}</h1>
                <p>{text}</p>
                <p><a class="btn" href="/">{t.err_home()}</a></p>
            </div>
        </Frame>
    }
    .into_any()
}
