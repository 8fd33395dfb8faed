//! Evidence: files at what owns them. A file is received into a key of its own, then named in one transaction; bytes that
//! are there already are kept once. Who may read one is decided by what it stands at, and a key that nothing names is
//! swept, so that a cut at any moment leaves neither bytes without a row nor a row without bytes.

mod beside;
mod download;
mod owner;
mod receive;
mod sweep;
mod write;

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    evidence::{FileKind, FrozenFile},
    period::Period,
};
use jiff::Timestamp;
use sqlx::AnyConnection;

use self::owner::{adoptions_of, guard, reads, standing};
use crate::{Caller, Error, Store, reports, timestamp};

pub use beside::Elsewhere;
pub use download::download;
pub use owner::Owner;
pub use receive::{Received, Receiving, receive};
pub use sweep::{Swept, sweep};
pub use write::{add, check, remove};

pub(crate) use beside::elsewhere;
pub(crate) use owner::Standing;
pub(crate) use sweep::clear;
pub(crate) use write::{link, release};

/// Most files of one item.
pub const FILES_MAX: u32 = 20;

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

/// The evidence of a problem, a practice or an adoption.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OfWhole {
    /// The first added first.
    pub files: Vec<Attached>,
    /// The caller may add to it now.
    pub open: bool,
    /// Where the same files stand too, for who reviews.
    pub elsewhere: Vec<Elsewhere>,
}

/// The evidence of a problem, a practice or an adoption that the caller may read.
///
/// # Errors
/// `NotFound` where there is no such thing or not for this caller.
pub async fn of_whole(store: &Store, caller: &Caller, owner: &Owner) -> Result<OfWhole, Error> {
    let mut read = store.read().await?;
    let Standing { open, until } = standing(read.conn(), caller, owner).await?;
    let (at, item) = owner.key();
    let files = attached(read.conn(), &at).await?.into_iter();
    let files = files.filter(|(of, a)| of == item && crate::micros(a.at) <= until);
    let files: Vec<_> = files.map(|(_, a)| a).collect();
    let elsewhere = beside::of(read.conn(), caller, owner, &files).await?;
    Ok(OfWhole { files, open, elsewhere })
}

/// What shows the adoptions of a practice, by city, for those who read them.
///
/// # Errors
/// `NotFound` where there is no such practice or not for this caller.
pub async fn of_adoptions(store: &Store, caller: &Caller, practice: i64) -> Result<BTreeMap<String, OfWhole>, Error> {
    let mut read = store.read().await?;
    let mut all: BTreeMap<String, OfWhole> = BTreeMap::new();
    for city in crate::practices::evidence::adopters(read.conn(), caller, practice).await? {
        all.insert(city, OfWhole::default());
    }
    for (city, file) in attached(read.conn(), &adoptions_of(practice)).await? {
        all.entry(city).or_default().files.push(file);
    }
    for (city, of) in &mut all {
        let city = city.clone();
        let owner = Owner::Adoption { practice, city };
        of.open = standing(read.conn(), caller, &owner).await?.open;
        of.elsewhere = beside::of(read.conn(), caller, &owner, &of.files).await?;
    }
    Ok(all)
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
