//! The audit as stored: its lines, the proof that none was altered or removed, and its anchor.

use domain::access::{Object, Verb};
use domain::audit::{Anchor, Broken, Follow, Record};
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, Row};

use crate::error::Error;
use crate::store::{Caller, Read, Store, allow};

const COLUMNS: &str = "seq, at, actor_id, account, source, action, object, before_value, after_value, hash";

/// How many lines a page of [`list`] holds.
pub const PAGE: i64 = 50;

/// Which lines to show; empty fields do not narrow.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Lines of this account.
    pub account: String,
    /// Lines of this action, as `user.add`.
    pub action: String,
    /// Lines of this object, as `report:suzhou/2026-06`.
    pub object: String,
    /// Only lines before this number: the last number of the page before.
    pub before: Option<i64>,
}

/// A line with its hash, as the auditor reads it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// The line.
    pub record: Record,
    /// Its hash, 64 hexadecimal digits.
    pub hash: String,
}

/// Why an audit was not found whole.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Doubt {
    /// A line or the head is not what the program wrote.
    #[error(transparent)]
    Broken(#[from] Broken),
    /// It could not be read to the end.
    #[error(transparent)]
    Unread(#[from] Error),
}

impl From<sqlx::Error> for Doubt {
    fn from(e: sqlx::Error) -> Self {
        Doubt::Unread(e.into())
    }
}

/// Proves that no line was altered or removed since it was written, and none since the anchor; gives the head,
/// whose number is the count of lines. For the command line: it needs no caller and shows no content.
///
/// # Errors
/// [`Doubt::Broken`] with the number of the first line that is wrong.
pub async fn verify(store: &Store, anchor: Option<&Anchor>) -> Result<Anchor, Doubt> {
    let mut read = store.read().await?;
    let mut follow = Follow::new(&store.key, anchor);
    let query = format!("SELECT {COLUMNS} FROM audit WHERE seq > $1 ORDER BY seq LIMIT 1000");
    let mut last = i64::MIN;
    loop {
        let rows = sqlx::query(&query).bind(last).fetch_all(read.conn()).await?;
        for row in &rows {
            let record = record(row)?;
            follow.line(&record, &row.try_get::<String, _>("hash")?)?;
            last = record.seq;
        }
        if rows.is_empty() {
            break;
        }
    }
    let head = head(&mut read).await?;
    Ok(follow.end(
        head.as_ref()
            .map(|(seq, hash, mac)| (*seq, hash.as_str(), mac.as_str())),
    )?)
}

/// The head as an anchor, to be kept outside the store.
///
/// # Errors
/// `NotFound` without a head, `Unavailable`.
pub async fn anchor(store: &Store) -> Result<Anchor, Error> {
    let (seq, hash, _) = head(&mut store.read().await?).await?.ok_or(Error::NotFound)?;
    Ok(Anchor { seq, hash })
}

/// A page of lines, newest first, for the auditor.
///
/// # Errors
/// `Forbidden` or `NotFound` for everyone else, `Unavailable`.
pub async fn list(store: &Store, caller: &Caller, filter: &Filter) -> Result<Vec<Listed>, Error> {
    allow(caller, Verb::Read, &Object::Audit)?;
    let query = format!(
        "SELECT {COLUMNS} FROM audit WHERE seq < $1 AND ($2 = '' OR account = $2) AND ($3 = '' OR action = $3) \
         AND ($4 = '' OR object = $4) ORDER BY seq DESC LIMIT $5"
    );
    let rows = sqlx::query(&query)
        .bind(filter.before.unwrap_or(i64::MAX))
        .bind(&filter.account)
        .bind(&filter.action)
        .bind(&filter.object)
        .bind(PAGE)
        .fetch_all(store.read().await?.conn())
        .await?;
    let listed = |row| {
        Ok(Listed {
            record: record(row)?,
            hash: row.try_get("hash")?,
        })
    };
    Ok(rows.iter().map(listed).collect::<Result<_, sqlx::Error>>()?)
}

pub(crate) async fn insert(conn: &mut AnyConnection, r: &Record, hash: &str) -> Result<(), sqlx::Error> {
    sqlx::query(&format!(
        "INSERT INTO audit ({COLUMNS}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"
    ))
    .bind(r.seq)
    .bind(r.at)
    .bind(&r.actor_id)
    .bind(&r.account)
    .bind(&r.source)
    .bind(&r.action)
    .bind(&r.object)
    .bind(&r.before)
    .bind(&r.after)
    .bind(hash)
    .execute(conn)
    .await?;
    Ok(())
}

async fn head(read: &mut Read) -> Result<Option<(i64, String, String)>, sqlx::Error> {
    let row = sqlx::query("SELECT seq, hash, mac FROM audit_head WHERE id = 1")
        .fetch_optional(read.conn())
        .await?;
    row.map(|r| Ok((r.try_get(0)?, r.try_get(1)?, r.try_get(2)?)))
        .transpose()
}

fn record(row: &AnyRow) -> Result<Record, sqlx::Error> {
    Ok(Record {
        seq: row.try_get("seq")?,
        at: row.try_get("at")?,
        actor_id: row.try_get("actor_id")?,
        account: row.try_get("account")?,
        source: row.try_get("source")?,
        action: row.try_get("action")?,
        object: row.try_get("object")?,
        before: row.try_get("before_value")?,
        after: row.try_get("after_value")?,
    })
}
