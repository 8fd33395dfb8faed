//! Why a use case did not happen, each reason fit for a sentence with a next step. Database text goes to the
//! log only; people get a reference to it.

use domain::{fault::Faults, report::WrongState};

/// Why a function of the store refused or failed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// Nobody is signed in: 303 for pages, 401 for the API.
    #[error("sign in first")]
    SignIn,
    /// Visible but not the caller's to do: 403.
    #[error("not allowed")]
    Forbidden,
    /// It does not exist, or not for the caller: 404.
    #[error("not found")]
    NotFound,
    /// The action does not fit where the report stands.
    #[error(transparent)]
    WrongState(#[from] WrongState),
    /// A rule of the house speaks against it.
    #[error("{0}")]
    Refused(#[from] Refusal),
    /// The store failed; the log has the cause under this reference.
    #[error("the store is not available, reference {reference}")]
    Unavailable {
        /// Twelve hexadecimal digits, the same as in the log.
        reference: String,
    },
}

/// A rule that speaks against an action; lists hold item codes or section names in the form's order.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Nobody approves what he drafted.
    #[error("you drafted this yourself")]
    OwnDraft,
    /// The period has not ended or its report does not open yet.
    #[error("not open yet")]
    NotOpenYet,
    /// The report's time has passed and it is locked.
    #[error("locked since {since}")]
    Locked {
        /// The first instant at which it was.
        since: jiff::Timestamp,
    },
    /// Errors block sign-off and submission.
    #[error("{count} errors")]
    Errors {
        /// How many, at least 1.
        count: u32,
    },
    /// Warnings without an explanation.
    #[error("unexplained: {0:?}")]
    Unexplained(Vec<String>),
    /// A return names at least one item.
    #[error("nothing returned")]
    NothingReturned,
    /// An acceptance while items stand as returned.
    #[error("returned items are pending: {0:?}")]
    ReturnedItemsPending(Vec<String>),
    /// A return or a question needs a comment.
    #[error("comment missing: {0:?}")]
    CommentMissing(Vec<String>),
    /// Returned items that were neither changed nor answered.
    #[error("neither changed nor answered: {0:?}")]
    Untouched(Vec<String>),
    /// Items that were not returned are closed.
    #[error("closed: {0:?}")]
    ItemClosed(Vec<String>),
    /// Names that the form does not have.
    #[error("unknown: {0:?}")]
    Unknown(Vec<String>),
    /// A text is longer than the field takes.
    #[error("{field} is longer than {most} characters")]
    TooLong {
        /// The form's name of the field.
        field: String,
        /// How many characters it takes.
        most: u32,
    },
    /// The content to be signed bears this code now, not the one that was seen.
    #[error("the content has another code now: {code}")]
    OtherContent {
        /// Its check code.
        code: String,
    },
    /// A signature on paper that is not whole or not true, by field.
    #[error("signature: {0:?}")]
    Signature(Vec<(&'static str, domain::check::Problem)>),
    /// What is wrong with the fields of a small form, by the form's name of the field.
    #[error("fields: {0:?}")]
    Fields(Faults),
    /// A correction of this report is asked for already and waits for CNIPA.
    #[error("a correction waits already")]
    CorrectionWaits,
    /// Nobody has asked for the correction that is to be granted or declined, or it is decided already.
    #[error("no correction waits")]
    NoCorrectionWaits,
    /// A chart note may not be published yet: the city may answer until the end of this day.
    #[error("the city may answer until {0}")]
    NoteWaits(jiff::civil::Date),
    /// A chart note of a report that is not accepted: its value is in no chart.
    #[error("the report is not accepted")]
    NoteNotAccepted,
    /// The action does not fit where the practice stands.
    #[error("the practice is {}", .0.name())]
    PracticeState(domain::practice::State),
    /// Another person changed the practice after the form was made.
    #[error("the practice has changed")]
    PracticeChanged,
    /// The action does not fit where the scheme stands.
    #[error("the scheme is {}", .0.name())]
    SchemeState(domain::scheme::State),
    /// What stands against signing a scheme off, field by field.
    #[error("{} flaws of the scheme", .0.len())]
    Scheme(Vec<domain::scheme::Flawed>),
    /// CNIPA asks for the scheme before quarterly reports, and the city has not submitted it.
    #[error("the scheme comes first")]
    SchemeFirst,
    /// An amendment that changes nothing.
    #[error("nothing is changed")]
    Unchanged,
    /// The indicator does not stand as not applicable without agreement.
    #[error("nothing is called not applicable")]
    NothingToAgree,
    /// The pilot's year would leave these reports out, which are begun.
    #[error("reports outside the year: {0:?}")]
    ReportsOutside(Vec<String>),
    /// A file that is not taken.
    #[error("file: {0}")]
    File(#[from] domain::evidence::FileFault),
    /// An item has as many files as it may have.
    #[error("{most} files are the most")]
    TooManyFiles {
        /// How many.
        most: u32,
    },
    /// A field that must be filled is empty.
    #[error("{0} is empty")]
    Empty(&'static str),
    /// An account is an e-mail or a name of 2 to 100 characters without spaces.
    #[error("not an account name")]
    BadAccount,
    /// Another user has that account.
    #[error("the account is taken")]
    AccountTaken,
    /// The role and what it belongs to do not fit, or there is no such city or province.
    #[error("the role does not fit what it belongs to")]
    BadScope,
    /// The account is disabled.
    #[error("the account is disabled")]
    Disabled,
    /// One does not disable oneself.
    #[error("this is your own account")]
    OwnAccount,
    /// The present password is not right, or account and password do not fit.
    #[error("wrong password")]
    WrongPassword,
    /// The new password is too short or too well known.
    #[error("weak password")]
    WeakPassword,
    /// The link was used, has expired or never was.
    #[error("the link no longer works")]
    LinkUsed,
    /// Too many attempts to sign in.
    #[error("too many attempts, wait {minutes} minutes")]
    TooManyAttempts {
        /// How long to wait, at least 1.
        minutes: i64,
    },
    /// A setting out of its range, by name.
    #[error("{0} is out of range")]
    BadSetting(&'static str),
    /// A step of a problem that is not taken.
    #[error(transparent)]
    Problem(domain::problem::Refusal),
    /// A demonstration fills an empty store only.
    #[error("the store is not empty")]
    NotEmpty,
}

impl Error {
    /// Writes a cause to the log and gives the error that carries only its reference.
    pub fn unavailable(cause: impl std::fmt::Display) -> Self {
        let mut reference = uuid::Uuid::now_v7().simple().to_string();
        let reference = reference.split_off(20);
        tracing::error!(%reference, %cause, "the store failed");
        Error::Unavailable { reference }
    }
}

impl From<sqlx::Error> for Error {
    fn from(e: sqlx::Error) -> Self {
        Error::unavailable(e)
    }
}

impl From<serde_json::Error> for Error {
    fn from(e: serde_json::Error) -> Self {
        Error::unavailable(e)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn database_text_does_not_leave_the_log() {
        let e = Error::from(sqlx::Error::Protocol("relation \"users\" at /srv/secret".into()));
        let text = format!("{e} {e:?}");
        assert!(!text.contains("users") && !text.contains("secret"), "{text}");
        let Error::Unavailable { reference } = e else {
            panic!("{text}")
        };
        assert_eq!(reference.len(), 12);
    }
}
