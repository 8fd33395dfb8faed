//! Evidence: files at what owns them. A file is received into a key of its own, then named in one transaction; bytes that
//! are there already are kept once. Who may read one is decided by what it stands at, and a key that nothing names is
//! swept, so that a cut at any moment leaves neither bytes without a row nor a row without bytes.

mod beside;
mod receive;
mod sweep;

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    evidence::{FileKind, FrozenFile},
    period::Period,
};
use jiff::Timestamp;
use object_store::GetResult;
use serde_json::json;
use sqlx::AnyConnection;

use crate::{Caller, Error, Line, Refusal, Store, Write, practices, problems, reports, timestamp};

pub use beside::Elsewhere;
pub use receive::{Received, Receiving, receive};
pub use sweep::{Swept, sweep};

pub(crate) use beside::elsewhere;
pub(crate) use sweep::clear;

/// Most files of one item.
pub const FILES_MAX: u32 = 20;

/// What a file stands at. Another owner is a variant here, its address in [`Owner::key`] and [`Owner::of_key`], and who may
/// do what in [`guard`] and [`reads`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Owner {
    /// An item of a report, by code or section name, or [`domain::evidence::SIGNATURE`].
    Report {
        /// City slug.
        city: String,
        /// Report period.
        period: Period,
        /// The item.
        item: String,
    },
    /// A problem's thread, by number.
    Problem(i64),
    /// A practice, by number.
    Practice(i64),
}

impl Owner {
    /// The owner in the database and in the audit, and its item.
    fn key(&self) -> (String, &str) {
        match self {
            Owner::Report { city, period, item } => (format!("report:{city}/{period}"), item),
            Owner::Problem(number) => (format!("problem:{}", domain::problem::code(*number)), WHOLE),
            Owner::Practice(number) => (format!("practice:{}", domain::practice::code(*number)), WHOLE),
        }
    }

    fn of_key(owner: &str, item: &str) -> Option<Self> {
        let (kind, of) = owner.split_once(':')?;
        Some(match kind {
            "problem" => Owner::Problem(domain::problem::number(of)?),
            "practice" => Owner::Practice(domain::practice::number_of(of)?),
            _ => {
                let (city, period) = of.split_once('/')?;
                Owner::Report {
                    city: city.to_owned(),
                    period: period.parse().ok()?,
                    item: item.to_owned(),
                }
            }
        })
    }
}

/// The item of an owner that has no items.
const WHOLE: &str = "";

/// Refuses who may not add or remove here, or not now; gives the version that a signature belongs to.
async fn guard(w: &mut Write, owner: &Owner) -> Result<Option<u32>, Error> {
    match owner {
        Owner::Report { city, period, item } => reports::evidence::guard(w, city, *period, item).await,
        Owner::Problem(number) => problems::evidence::guard(w, *number).await.map(|()| None),
        Owner::Practice(number) => practices::evidence::guard(w, *number).await.map(|()| None),
    }
}

/// Refuses who may not read what stands here now since it was added.
async fn reads(
    conn: &mut AnyConnection,
    caller: &Caller,
    owner: &Owner,
    version: Option<u32>,
    added_at: i64,
) -> Result<(), Error> {
    match (owner, version) {
        (Owner::Problem(number), _) => problems::evidence::reads(conn, caller, *number).await,
        (Owner::Practice(number), _) => practices::evidence::reads(conn, caller, *number, added_at).await,
        (Owner::Report { city, period, .. }, Some(number)) => {
            reports::evidence::reads_signature(conn, caller, city, *period, number).await
        }
        (Owner::Report { city, period, .. }, None) => reports::evidence::reads_draft(conn, caller, city, *period).await,
    }
}

/// A file at an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attached {
    /// Id of its standing there.
    pub id: String,
    /// The file.
    pub file: FrozenFile,
    /// The version whose signature it shows.
    pub version: Option<u32>,
    /// Name of who added it.
    pub by_name: String,
    /// When.
    pub at: Timestamp,
}

/// The evidence of a report as its city has it now, by item.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OfReport {
    /// By code, section name or [`domain::evidence::SIGNATURE`]; the first added first.
    pub files: BTreeMap<String, Vec<Attached>>,
    /// The items to which the caller may add now.
    pub open: BTreeSet<String>,
}

/// The evidence of a report for those who read its present content; of the signatures those that the caller may read.
///
/// # Errors
/// `NotFound` where there is no such report or not for this caller.
pub async fn of_report(store: &Store, caller: &Caller, city: &str, period: Period) -> Result<OfReport, Error> {
    let mut read = store.read().await?;
    reports::evidence::reads_draft(read.conn(), caller, city, period).await?;
    let owner = format!("report:{city}/{period}");
    let mut files: BTreeMap<String, Vec<Attached>> = BTreeMap::new();
    for (item, attached) in attached(read.conn(), &owner).await? {
        let fits = match attached.version {
            None => Ok(()),
            Some(n) => reports::evidence::reads_signature(read.conn(), caller, city, period, n).await,
        };
        match fits {
            Ok(()) => files.entry(item).or_default().push(attached),
            Err(Error::NotFound | Error::Forbidden) => {}
            Err(e) => return Err(e),
        }
    }
    let open = reports::evidence::open_to(read.conn(), caller, city, period).await?;
    Ok(OfReport { files, open })
}

/// The evidence of a problem or a practice.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OfWhole {
    /// The first added first.
    pub files: Vec<Attached>,
    /// The caller may add to it now.
    pub open: bool,
}

/// The evidence of a problem or a practice that the caller may read.
///
/// # Errors
/// `NotFound` where there is no such thing or not for this caller.
pub async fn of_whole(store: &Store, caller: &Caller, owner: &Owner) -> Result<OfWhole, Error> {
    let mut read = store.read().await?;
    let open = match owner {
        Owner::Problem(number) => problems::evidence::open_to(read.conn(), caller, *number).await?,
        Owner::Practice(number) => practices::evidence::open_to(read.conn(), caller, *number).await?,
        Owner::Report { .. } => return Err(Error::NotFound),
    };
    let mut files = Vec::new();
    for (_, attached) in attached(read.conn(), &owner.key().0).await? {
        let added_at = crate::micros(attached.at);
        match reads(read.conn(), caller, owner, None, added_at).await {
            Ok(()) => files.push(attached),
            Err(Error::NotFound | Error::Forbidden) => {}
            Err(e) => return Err(e),
        }
    }
    Ok(OfWhole { files, open })
}

/// The scans of the signature of a version, for who reads it.
///
/// # Errors
/// `NotFound` where there is no such version or not for this caller.
pub async fn of_signature(
    store: &Store,
    caller: &Caller,
    city: &str,
    period: Period,
    number: u32,
) -> Result<Vec<Attached>, Error> {
    let mut read = store.read().await?;
    reports::evidence::reads_signature(read.conn(), caller, city, period, number).await?;
    let all = attached(read.conn(), &format!("report:{city}/{period}")).await?;
    Ok(all
        .into_iter()
        .map(|(_, a)| a)
        .filter(|a| a.version == Some(number))
        .collect())
}

type Row = (String, String, String, String, String, i64, Option<i64>, String, i64);

async fn attached(conn: &mut AnyConnection, owner: &str) -> Result<Vec<(String, Attached)>, Error> {
    let rows: Vec<Row> = sqlx::query_as(
        "SELECT e.item, e.id, e.name, e.hash, b.kind, b.size, e.version, COALESCE(u.name, e.added_by), e.added_at \
         FROM evidence e JOIN blobs b ON b.hash = e.hash LEFT JOIN users u ON u.id = e.added_by \
         WHERE e.owner = $1 ORDER BY e.added_at, e.id",
    )
    .bind(owner)
    .fetch_all(conn)
    .await?;
    let row = |(item, id, name, hash, kind, size, version, by_name, at): Row| {
        let kind = FileKind::parse(&kind).ok_or_else(|| Error::unavailable("a file's kind"))?;
        let size = u64::try_from(size).unwrap_or(0);
        let attached = Attached {
            id,
            file: FrozenFile { name, hash, kind, size },
            version: version.and_then(|n| u32::try_from(n).ok()),
            by_name,
            at: timestamp(at),
        };
        Ok((item, attached))
    };
    rows.into_iter().map(row).collect()
}

/// Names a received file at its owner. The same bytes at the same item are there already, and nothing is done: who tries
/// again after a cut adds nothing twice.
///
/// # Errors
/// As for saving the owner; `Refused` with `File`, `TooManyFiles`, `Unknown`. The bytes are gone then.
pub async fn add(
    store: &Store,
    caller: &Caller,
    owner: &Owner,
    name: &str,
    received: Received,
) -> Result<FrozenFile, Error> {
    let key = received.key.clone();
    let done = name_it(store, caller, owner, name, received).await;
    // Bytes that were there already, or that nobody wanted.
    if !matches!(done, Ok((_, true))) {
        clear(store, &[key]).await;
    }
    done.map(|(file, _)| file)
}

/// The file, and whether its bytes are new and stay.
async fn name_it(
    store: &Store,
    caller: &Caller,
    owner: &Owner,
    name: &str,
    received: Received,
) -> Result<(FrozenFile, bool), Error> {
    let name = domain::evidence::file_name(name).map_err(Refusal::File)?;
    let mut w = store.write(caller).await?;
    let version = guard(&mut w, owner).await?;
    let (at, item) = owner.key();
    let Received { hash, kind, size, key } = received;
    let name = kind.named(&name);
    let file = FrozenFile { name, hash, kind, size };
    let here: Vec<(String, String)> =
        sqlx::query_as("SELECT hash, name FROM evidence WHERE owner = $1 AND item = $2 AND COALESCE(version, 0) = $3")
            .bind(&at)
            .bind(item)
            .bind(i64::from(version.unwrap_or(0)))
            .fetch_all(w.conn())
            .await?;
    if let Some((_, name)) = here.iter().find(|(hash, _)| *hash == file.hash) {
        let name = name.clone();
        return Ok((FrozenFile { name, ..file }, false));
    }
    if here.len() >= FILES_MAX as usize {
        return Err(Refusal::TooManyFiles { most: FILES_MAX }.into());
    }
    let new =
        sqlx::query("INSERT INTO blobs (hash, key, kind, size) VALUES ($1, $2, $3, $4) ON CONFLICT (hash) DO NOTHING")
            .bind(&file.hash)
            .bind(&key)
            .bind(kind.name())
            .bind(i64::try_from(size).map_err(Error::unavailable)?)
            .execute(w.conn())
            .await?
            .rows_affected()
            == 1;
    if new {
        // From here on the bytes have a name; a key that is no longer pending was swept, and its bytes are gone.
        let pending = sqlx::query("DELETE FROM uploads WHERE key = $1")
            .bind(&key)
            .execute(w.conn())
            .await?;
        if pending.rows_affected() == 0 {
            return Err(Error::unavailable("an upload took longer than its time"));
        }
    }
    link(&mut w, &at, item, &file.hash, &file.name, version).await?;
    reports::evidence::recount(&mut w, owner).await?;
    let after = json!({ "item": item, "name": w.seal(&file.name), "hash": file.hash, "kind": kind, "size": size,
        "version": version });
    w.commit(Line {
        action: "evidence.add",
        object: at,
        before: json!(null),
        after,
    })
    .await?;
    Ok((file, new))
}

/// Refuses who may not add to an owner now, before its bytes are asked for.
///
/// # Errors
/// As [`add`].
pub async fn check(store: &Store, caller: &Caller, owner: &Owner) -> Result<(), Error> {
    guard(&mut store.write(caller).await?, owner).await.map(|_| ())
}

/// Takes a file away from an item; versions that name it keep it.
///
/// # Errors
/// As [`add`]; `NotFound` where it does not stand there.
pub async fn remove(store: &Store, caller: &Caller, owner: &Owner, id: &str) -> Result<(), Error> {
    let mut w = store.write(caller).await?;
    guard(&mut w, owner).await?;
    let (at, item) = owner.key();
    let gone: Option<(String, String, String)> = sqlx::query_as(
        "DELETE FROM evidence WHERE id = $1 AND owner = $2 AND item = $3 RETURNING hash, name, added_by",
    )
    .bind(id)
    .bind(&at)
    .bind(item)
    .fetch_optional(w.conn())
    .await?;
    let (hash, name, by) = gone.ok_or(Error::NotFound)?;
    // In a thread of several offices nobody takes away what another added.
    if matches!(owner, Owner::Problem(_)) && by != caller.actor.id {
        return Err(Error::Forbidden);
    }
    let unnamed = release(&mut w, &hash).await?;
    reports::evidence::recount(&mut w, owner).await?;
    let before = json!({ "item": item, "name": w.seal(&name), "hash": hash });
    w.commit(Line {
        action: "evidence.remove",
        object: at,
        before,
        after: json!(null),
    })
    .await?;
    clear(store, unnamed.as_slice()).await;
    Ok(())
}

/// Lets a file stand at an item.
pub(crate) async fn link(
    w: &mut Write,
    owner: &str,
    item: &str,
    hash: &str,
    name: &str,
    version: Option<u32>,
) -> Result<(), Error> {
    let (id, at, by) = (w.new_id(), w.at(), w.caller().actor.id.clone());
    sqlx::query(
        "INSERT INTO evidence (id, owner, item, hash, name, version, added_by, added_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind(id)
    .bind(owner)
    .bind(item)
    .bind(hash)
    .bind(name)
    .bind(version.map(i64::from))
    .bind(by)
    .bind(at)
    .execute(w.conn())
    .await?;
    Ok(())
}

/// Where nothing names a file any more its key is pending again, to be removed after the commit; gives that key.
pub(crate) async fn release(w: &mut Write, hash: &str) -> Result<Option<String>, Error> {
    let key: Option<String> = sqlx::query_scalar(
        "DELETE FROM blobs WHERE hash = $1 AND NOT EXISTS (SELECT 1 FROM evidence WHERE hash = $1) \
         AND NOT EXISTS (SELECT 1 FROM version_files WHERE hash = $1) RETURNING key",
    )
    .bind(hash)
    .fetch_optional(w.conn())
    .await?;
    if let Some(key) = &key {
        let at = w.at();
        sqlx::query("INSERT INTO uploads (key, begun_at) VALUES ($1, $2)")
            .bind(key)
            .bind(at)
            .execute(w.conn())
            .await?;
    }
    Ok(key)
}

/// A file for who may see something that it stands at, under the name it has there: `name` where it is one of them.
///
/// # Errors
/// `NotFound` where there is none, or it stands at nothing that the caller may see.
pub async fn download(
    store: &Store,
    caller: &Caller,
    hash: &str,
    name: &str,
) -> Result<(FrozenFile, GetResult), Error> {
    let mut read = store.read().await?;
    let blob: Option<(String, String, i64)> = sqlx::query_as("SELECT key, kind, size FROM blobs WHERE hash = $1")
        .bind(hash)
        .fetch_optional(read.conn())
        .await?;
    let (key, kind, size) = blob.ok_or(Error::NotFound)?;
    let links: Vec<(String, String, Option<i64>, String, i64)> = sqlx::query_as(
        "SELECT owner, item, version, name, added_at FROM evidence WHERE hash = $1 ORDER BY name <> $2, added_at",
    )
    .bind(hash)
    .bind(name)
    .fetch_all(read.conn())
    .await?;
    let mut found = None;
    for (owner, item, version, name, added_at) in links {
        let Some(owner) = Owner::of_key(&owner, &item) else {
            continue;
        };
        let version = version.and_then(|n| u32::try_from(n).ok());
        match reads(read.conn(), caller, &owner, version, added_at).await {
            Ok(()) => {
                found = Some(name);
                break;
            }
            Err(Error::NotFound | Error::Forbidden) => {}
            Err(e) => return Err(e),
        }
    }
    // A name that stands only in a version is found there.
    if found.as_deref() != Some(name) {
        let frozen = reports::evidence::in_versions(read.conn(), caller, hash, name).await?;
        found = frozen.filter(|n| found.is_none() || n == name).or(found);
    }
    let name = found.ok_or(Error::NotFound)?;
    let kind = FileKind::parse(&kind).ok_or_else(|| Error::unavailable("a file's kind"))?;
    let (hash, size) = (hash.to_owned(), u64::try_from(size).unwrap_or(0));
    drop(read);
    let bytes = store.files().get(&key).await?;
    Ok((FrozenFile { name, hash, kind, size }, bytes))
}
