//! What the approver is asked to sign: the frozen content with the number and check code that its submission will bear.

use domain::{
    access::Verb,
    period::Period,
    report::{Content, State, hash},
};
use serde::{Deserialize, Serialize};

use super::{report, row::Row, version};
use crate::{Caller, Error, Store, allow};

/// The content in `city_sign_off` as the version that its submission makes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ToSign {
    /// Where the report stands.
    pub row: Row,
    /// What will be frozen, with its number.
    pub content: Content,
    /// SHA-256 of the canonical content, 64 hexadecimal digits.
    pub hash: String,
    /// The first 8 digits of the hash in capitals.
    pub check_code: String,
    /// Name of who handed it in to the approver.
    pub drafted_by: Option<String>,
}

/// What waits for the city's signature, for the city's own people.
///
/// # Errors
/// `NotFound` where nothing does, or not for this caller.
pub async fn to_sign(store: &Store, caller: &Caller, city: &str, period: Period) -> Result<ToSign, Error> {
    let mut read = store.read().await?;
    let (calendar, report) = report::find(read.conn(), city, period).await?;
    allow(caller, Verb::Read, &report.object())?;
    if !report.types(caller) || report.state != State::CitySignOff {
        return Err(Error::NotFound);
    }
    let content = version::next(read.conn(), &report).await?;
    let (hash, check_code) = hash(&content.canonical()?);
    let drafted_by = match &report.signed_off_by {
        Some(id) => {
            let name = sqlx::query_scalar("SELECT name FROM users WHERE id = $1").bind(id);
            let name: Option<String> = name.fetch_optional(read.conn()).await?;
            name.or_else(|| Some(id.clone()))
        }
        None => None,
    };
    Ok(ToSign {
        row: report.row(caller, &calendar),
        content,
        hash,
        check_code,
        drafted_by,
    })
}
