//! Evidence: files at what owns them. A file is received into a key of its own, then named in one transaction; bytes that
//! are there already are kept once. Who may read one is decided by what it stands at, and a key that nothing names is
//! swept, so that a cut at any moment leaves neither bytes without a row nor a row without bytes.

mod beside;
mod download;
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

use crate::{Caller, Error, Store, practices, problems, reports, timestamp};

pub use beside::Elsewhere;
pub use download::download;
pub use receive::{Received, Receiving, receive};
pub use sweep::{Swept, sweep};
pub use write::{add, check, remove};

pub(crate) use beside::elsewhere;
pub(crate) use sweep::clear;
pub(crate) use write::{link, release};

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
async fn guard(conn: &mut AnyConnection, caller: &Caller, owner: &Owner) -> Result<Option<u32>, Error> {
    match owner {
        Owner::Report { city, period, item } => reports::evidence::guard(conn, caller, city, *period, item).await,
        Owner::Problem(number) => problems::evidence::guard(conn, caller, *number).await.map(|()| None),
        Owner::Practice(number) => practices::evidence::guard(conn, caller, *number).await.map(|()| None),
    }
}

/// What a reader may do with the files of a problem or a practice that he reads.
pub(crate) struct Standing {
    /// He may add to them now.
    pub open: bool,
    /// He reads those that were there by this time, microseconds.
    pub until: i64,
}

async fn standing(conn: &mut AnyConnection, caller: &Caller, owner: &Owner) -> Result<Standing, Error> {
    match owner {
        Owner::Problem(number) => problems::evidence::standing(conn, caller, *number).await,
        Owner::Practice(number) => practices::evidence::standing(conn, caller, *number).await,
        Owner::Report { .. } => Err(Error::NotFound),
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
        (Owner::Problem(_) | Owner::Practice(_), _) => {
            let standing = standing(conn, caller, owner).await?;
            (added_at <= standing.until).then_some(()).ok_or(Error::NotFound)
        }
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
    let Standing { open, until } = standing(read.conn(), caller, owner).await?;
    let files = attached(read.conn(), &owner.key().0).await?.into_iter();
    let files = files.map(|(_, a)| a).filter(|a| crate::micros(a.at) <= until).collect();
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
