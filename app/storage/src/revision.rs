//! How far the store has come: what a page was made from, so that an answer kept in memory is given again only while nothing
//! that it depends on has changed. It is the audit's head, read from the database: right with several copies too.

use jiff::Timestamp;
use sqlx::{Row as _, any::AnyRow};

use crate::{Error, Store, sessions, settings::Settings, store::micros, timestamp};

/// A line of the audit, as far as pages depend on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its number; 0 before the first.
    pub seq: i64,
    /// When it was written.
    pub at: Timestamp,
}

/// The last lines of the audit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Revision {
    /// The last of all.
    pub all: Line,
    /// The last that is not a draft's: what only drafts have changed since is the same on every page that shows none.
    pub shown: Line,
}

/// Writes of drafts, which only the page of the draft itself and what counts it show.
const DRAFTS: [&str; 2] = ["report.save", "scheme.save"];

/// Whether a line of this action changes pages that show no drafts.
pub(crate) fn is_shown(action: &str) -> bool {
    !DRAFTS.contains(&action)
}

const COLUMNS: &str = "h.seq, h.at, h.shown, h.shown_at";

fn revision(row: &AnyRow) -> Result<Revision, Error> {
    let line = |seq: usize, at: usize| {
        Ok::<_, sqlx::Error>(Line {
            seq: row.try_get(seq)?,
            at: timestamp(row.try_get(at)?),
        })
    };
    Ok(Revision {
        all: line(0, 1)?,
        shown: line(2, 3)?,
    })
}

/// The settings in force and how far the store has come, in one statement; no revision where the audit's head was lost.
///
/// # Errors
/// `Unavailable`.
pub async fn with_settings(store: &Store) -> Result<(Settings, Option<Revision>), Error> {
    let sql = format!(
        "SELECT {COLUMNS}, s.value FROM (SELECT 1 AS id) AS one LEFT JOIN audit_head h ON h.id = one.id \
         LEFT JOIN settings s ON s.key = 'settings'"
    );
    let row = sqlx::query(&sql).fetch_one(&mut *store.one().await?).await?;
    let settings = match row.try_get::<Option<String>, _>(4)? {
        Some(value) => serde_json::from_str(&value)?,
        None => Settings::default(),
    };
    let headed = row.try_get::<Option<i64>, _>(0)?.is_some();
    Ok((settings, headed.then(|| revision(&row)).transpose()?))
}

/// A session that stands, and how far the store has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// How far.
    pub revision: Revision,
    /// The account that is signed in.
    pub user_id: String,
    /// JSON of the session.
    pub data: String,
}

/// The session of an id together with the revision, in one statement; none where it has ended or nobody is signed in.
///
/// # Errors
/// `Unavailable`.
pub async fn with_session(store: &Store, id: &str, at: Timestamp) -> Result<Option<Standing>, Error> {
    let sql = format!(
        "SELECT {COLUMNS}, s.user_id, s.data FROM sessions s JOIN audit_head h ON h.id = 1 \
         WHERE s.id = $1 AND s.expires_at > $2 AND s.user_id IS NOT NULL"
    );
    let query = sqlx::query(&sql).bind(sessions::kept(id)).bind(micros(at));
    let Some(row) = query.fetch_optional(&mut *store.one().await?).await? else {
        return Ok(None);
    };
    Ok(Some(Standing {
        revision: revision(&row)?,
        user_id: row.try_get(4)?,
        data: row.try_get(5)?,
    }))
}
