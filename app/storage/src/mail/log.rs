//! The log of digests: all of them for the administrator, the last one for its reader.

use domain::{
    access::{Object, Verb},
    mail::State,
};
use jiff::{Timestamp, civil::Date};
use sqlx::{Row as _, any::AnyRow};

use crate::{Caller, Error, Store, allow, timestamp};

/// How many digests the log shows.
pub const LOGGED: i64 = 50;

/// A digest as the log shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Logged {
    /// Its Beijing day.
    pub day: Date,
    /// Name of its reader.
    pub person: String,
    /// Account of its reader.
    pub account: String,
    /// Where it went, or was to go.
    pub recipient: String,
    /// How many messages it told; until it is sent, for how many it was made.
    pub messages: i64,
    /// Where it stands.
    pub state: State,
    /// How often it was tried.
    pub attempts: i64,
    /// Not tried again before, where it waits.
    pub next: Timestamp,
    /// Why the last try failed.
    pub error: Option<String>,
    /// When it was made.
    pub at: Timestamp,
    /// When a server took it.
    pub sent_at: Option<Timestamp>,
}

const SELECT: &str = "SELECT d.day, u.name, u.account, d.recipient, d.messages, d.state, d.attempts, d.lease_until, d.error, \
                      d.at, d.sent_at FROM mail d JOIN users u ON u.id = d.user_id";

fn logged(row: &AnyRow) -> Result<Logged, Error> {
    let unknown = || Error::unavailable("a digest holds no known day or state");
    Ok(Logged {
        day: row.try_get::<&str, _>(0)?.parse().map_err(|_| unknown())?,
        person: row.try_get(1)?,
        account: row.try_get(2)?,
        recipient: row.try_get(3)?,
        messages: row.try_get(4)?,
        state: State::parse(row.try_get(5)?).ok_or_else(unknown)?,
        attempts: row.try_get(6)?,
        next: timestamp(row.try_get(7)?),
        error: row.try_get(8)?,
        at: timestamp(row.try_get(9)?),
        sent_at: row.try_get::<Option<i64>, _>(10)?.map(timestamp),
    })
}

/// The last digests of everybody, the latest first, for the administrator.
///
/// # Errors
/// `Forbidden`.
pub async fn log(store: &Store, caller: &Caller) -> Result<Vec<Logged>, Error> {
    allow(caller, Verb::Manage, &Object::Administration)?;
    let sql = format!("{SELECT} ORDER BY d.at DESC, d.id DESC LIMIT $1");
    let rows = sqlx::query(&sql)
        .bind(LOGGED)
        .fetch_all(&mut *store.one().await?)
        .await?;
    rows.iter().map(logged).collect()
}

/// The caller's own last digest that was sent.
///
/// # Errors
/// `Unavailable` only.
pub async fn last(store: &Store, caller: &Caller) -> Result<Option<Logged>, Error> {
    allow(caller, Verb::Manage, &Object::OwnAccount)?;
    let sql = format!("{SELECT} WHERE d.user_id = $1 AND d.state = 'sent' ORDER BY d.at DESC LIMIT 1");
    let row = sqlx::query(&sql).bind(&caller.actor.id);
    let row = row.fetch_optional(&mut *store.one().await?).await?;
    row.as_ref().map(logged).transpose()
}
