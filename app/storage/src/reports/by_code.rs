//! Versions found by the code printed on them, among those that the reader may read: unknown and hidden are the same.

use domain::{
    access::{Decision, Object, Verb, may},
    period::Period,
    report::{State, read_code},
};
use serde::{Deserialize, Serialize};

use super::version::{VersionHead, heads};
use crate::{Caller, Error, Store};

/// A version that bears the code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found {
    /// City slug.
    pub city: String,
    /// Report period.
    pub period: Period,
    /// Number, hash, author and fate.
    pub head: VersionHead,
}

/// The versions whose hash begins with a code, the latest first; none where the code is none.
///
/// # Errors
/// `Unavailable` only; who may read none finds none.
pub async fn by_code(store: &Store, caller: &Caller, typed: &str) -> Result<Vec<Found>, Error> {
    let Some(code) = read_code(typed) else {
        return Ok(Vec::new());
    };
    let mut read = store.read().await?;
    // Every digit of a hash comes before `g`.
    let rows: Vec<(String, String, String, String, i64, i64)> = sqlx::query_as(
        "SELECT r.id, r.city, r.period, r.state, r.versions, v.number FROM versions v \
         JOIN reports r ON r.id = v.report_id WHERE v.hash >= $1 AND v.hash < $2 ORDER BY v.submitted_at DESC, v.id",
    )
    .bind(&code)
    .bind(format!("{code}g"))
    .fetch_all(read.conn())
    .await?;
    let mut found = Vec::new();
    for (id, city, period, state, versions, number) in rows {
        let object = Object::Report {
            city: &city,
            state: State::parse(&state).ok_or_else(|| Error::unavailable("a report's state"))?,
            versions: u32::try_from(versions).unwrap_or(0),
        };
        if may(Some(&caller.actor), Verb::ReadVersions, &object) != Decision::Allow {
            continue;
        }
        let own = caller.actor.city() == Some(city.as_str());
        let head = heads(read.conn(), &id, own).await?;
        let Some(head) = head.into_iter().find(|h| i64::from(h.number) == number) else {
            continue;
        };
        let period = period.parse().map_err(Error::unavailable)?;
        found.push(Found { city, period, head });
    }
    Ok(found)
}
