//! The one door: `write()` opens a transaction whose first statement takes the audit's head, the one write lock;
//! permission and state are read after it. `read()` is one snapshot.

use std::{fmt, sync::Arc};

use domain::access::{Actor, Decision, Object, Role, Scope, Verb, may};
use domain::audit::{Key, Record};
use jiff::Timestamp;
use serde_json::Value;
use sqlx::{Any, AnyConnection, AnyPool, Row, Transaction, pool::PoolConnection};

use crate::error::Error;
use crate::files::Files;
use crate::open::Backend;
use crate::revision;

/// Who calls, when and from where; every function of the store takes one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Caller {
    /// The account that asks.
    pub actor: Actor,
    /// The time of the request; nothing in the store reads a clock.
    pub at: Timestamp,
    /// Network address, or `cli`.
    pub from: String,
}

impl Caller {
    /// The program itself, at the command line.
    #[must_use]
    pub fn cli(at: Timestamp) -> Self {
        let actor = Actor {
            id: "system".into(),
            account: "system".into(),
            name: "system".into(),
            role: Role::Admin,
            scope: Scope::Nation,
        };
        Caller {
            actor,
            at,
            from: "cli".into(),
        }
    }
}

/// Asks the one door for permission.
///
/// # Errors
/// `Forbidden`, `NotFound` or `SignIn` as [`may`] decides.
pub fn allow(caller: &Caller, verb: Verb, object: &Object) -> Result<(), Error> {
    match may(Some(&caller.actor), verb, object) {
        Decision::Allow => Ok(()),
        Decision::Forbidden => Err(Error::Forbidden),
        Decision::Hidden => Err(Error::NotFound),
        Decision::SignIn => Err(Error::SignIn),
    }
}

/// A time as the database keeps it: microseconds UTC.
#[must_use]
pub fn micros(at: Timestamp) -> i64 {
    at.as_microsecond()
}

/// A time from the database; outside jiff's range (never written) it is the epoch.
#[must_use]
pub fn timestamp(micros: i64) -> Timestamp {
    Timestamp::from_microsecond(micros).unwrap_or(Timestamp::UNIX_EPOCH)
}

type Ids = Arc<dyn Fn(Timestamp) -> String + Send + Sync>;

/// An open store; a clone is the same store.
#[derive(Clone)]
pub struct Store {
    pub(crate) backend: Backend,
    pub(crate) writing: AnyPool,
    pub(crate) reading: AnyPool,
    pub(crate) key: Key,
    pub(crate) ids: Ids,
    pub(crate) files: Files,
}

impl fmt::Debug for Store {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Store")
            .field("backend", &self.backend)
            .finish_non_exhaustive()
    }
}

impl Store {
    /// The same store with other ids, as the demonstration's seeded ones.
    #[must_use]
    pub fn with_ids(mut self, ids: impl Fn(Timestamp) -> String + Send + Sync + 'static) -> Self {
        self.ids = Arc::new(ids);
        self
    }

    /// The same store with another place for files than memory.
    #[must_use]
    pub fn with_files(mut self, files: Files) -> Self {
        self.files = files;
        self
    }

    /// Where its files are.
    #[must_use]
    pub const fn files(&self) -> &Files {
        &self.files
    }

    /// A new id: UUIDv7 text unless [`Store::with_ids`] says otherwise.
    #[must_use]
    pub fn new_id(&self, at: Timestamp) -> String {
        (self.ids)(at)
    }

    /// Which database it is.
    #[must_use]
    pub const fn backend(&self) -> Backend {
        self.backend
    }

    /// What stands in the audit for a text that its reader may not see yet (drafts, marks). Put the field's name
    /// in front, so that equal values of two fields do not look equal.
    #[must_use]
    pub fn seal(&self, text: &str) -> String {
        self.key.seal(text)
    }

    /// Opens the one write transaction: it waits for the one before it, and what is read in it is the latest.
    ///
    /// # Errors
    /// `Unavailable`; also where the audit's head is not the program's, for a line after it would hide that.
    pub async fn write(&self, caller: &Caller) -> Result<Write, Error> {
        let mut tx = self.writing.begin().await?;
        let head =
            sqlx::query("UPDATE audit_head SET seq = seq + 1 WHERE id = 1 RETURNING seq, hash, mac, shown, shown_at")
                .fetch_optional(&mut *tx)
                .await?
                .ok_or_else(|| Error::unavailable("the audit has no head; see `pilotboard audit verify`"))?;
        let (seq, previous, mac): (i64, String, String) = (head.try_get(0)?, head.try_get(1)?, head.try_get(2)?);
        if self.key.head(seq - 1, &previous) != mac {
            return Err(Error::unavailable(
                "the audit's head or key is wrong; see `pilotboard audit verify`",
            ));
        }
        Ok(Write {
            tx,
            seq,
            previous,
            shown: (head.try_get(3)?, head.try_get(4)?),
            caller: caller.clone(),
            store: self.clone(),
        })
    }

    /// A connection to read with one statement, which is a snapshot of its own.
    ///
    /// # Errors
    /// `Unavailable`.
    pub(crate) async fn one(&self) -> Result<PoolConnection<Any>, Error> {
        Ok(self.reading.acquire().await?)
    }

    /// Opens one snapshot: everything read in it is as of one moment.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn read(&self) -> Result<Read, Error> {
        let tx = match self.backend {
            // A statement of our own would be checked after it ran; a visitor who goes away at that moment would leave the
            // transaction open, and whoever has the connection next would read the past.
            Backend::Sqlite => self.reading.begin().await?,
            Backend::Postgres => {
                let begin = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
                self.reading.begin_with(begin).await?
            }
        };
        Ok(Read { tx })
    }
}

/// A snapshot; dropping it ends it.
pub struct Read {
    tx: Transaction<'static, Any>,
}

impl Read {
    /// The connection to query.
    pub fn conn(&mut self) -> &mut AnyConnection {
        &mut self.tx
    }
}

/// What the one audit line of a write says.
#[derive(Clone, Debug, PartialEq)]
pub struct Line<'a> {
    /// What was done, as `report.submit`.
    pub action: &'a str,
    /// To what, as `report:suzhou/2026-06`.
    pub object: String,
    /// Before; what the audit's reader may not see yet is sealed.
    pub before: Value,
    /// After, likewise.
    pub after: Value,
}

/// The open write transaction; dropping it undoes everything.
pub struct Write {
    tx: Transaction<'static, Any>,
    previous: String,
    /// Number and time of the last line that is not a draft's.
    shown: (i64, i64),
    caller: Caller,
    store: Store,
    /// The number of its audit line: the store's revision once it is committed.
    pub seq: i64,
}

impl Write {
    /// The connection to query and write.
    pub fn conn(&mut self) -> &mut AnyConnection {
        &mut self.tx
    }

    /// Who writes.
    #[must_use]
    pub const fn caller(&self) -> &Caller {
        &self.caller
    }

    /// The time of the write, microseconds UTC.
    #[must_use]
    pub fn at(&self) -> i64 {
        micros(self.caller.at)
    }

    /// A new id.
    #[must_use]
    pub fn new_id(&self) -> String {
        self.store.new_id(self.caller.at)
    }

    /// As [`Store::seal`].
    #[must_use]
    pub fn seal(&self, text: &str) -> String {
        self.store.seal(text)
    }

    /// Writes the audit line, moves the head and commits; gives the line's number.
    ///
    /// # Errors
    /// `Unavailable`; then nothing was written.
    pub async fn commit(mut self, line: Line<'_>) -> Result<i64, Error> {
        let record = Record {
            seq: self.seq,
            at: self.at(),
            actor_id: self.caller.actor.id.clone(),
            account: self.caller.actor.account.clone(),
            source: self.caller.from.clone(),
            action: line.action.to_owned(),
            object: line.object,
            before: line.before.to_string(),
            after: line.after.to_string(),
        };
        let hash = self.store.key.line(&record, &self.previous);
        let mac = self.store.key.head(self.seq, &hash);
        let (shown, shown_at) = if revision::is_shown(line.action) {
            (self.seq, record.at)
        } else {
            self.shown
        };
        crate::audit::insert(&mut self.tx, &record, &hash).await?;
        sqlx::query("UPDATE audit_head SET hash = $1, mac = $2, at = $3, shown = $4, shown_at = $5 WHERE id = 1")
            .bind(hash)
            .bind(mac)
            .bind(record.at)
            .bind(shown)
            .bind(shown_at)
            .execute(&mut *self.tx)
            .await?;
        self.tx.commit().await?;
        Ok(self.seq)
    }
}
