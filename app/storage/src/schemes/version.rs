//! Frozen versions of a scheme: their heads, one whole, freeze the next, close one.

use std::collections::BTreeMap;

use domain::{
    report::{Signature, hash},
    scheme::Content,
};
use jiff::{Timestamp, civil::Date};
use sqlx::{AnyConnection, Row as _, any::AnyRow};

use super::Head;
use crate::{Error, Refusal, Write, timestamp};

/// What became of a version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// The approver took it back before a reviewer took it; only the city sees it still.
    Withdrawn,
    /// Items of it were returned.
    Returned,
    /// It was filed.
    Filed,
}

impl Fate {
    /// The name in the database.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Fate::Withdrawn => "withdrawn",
            Fate::Returned => "returned",
            Fate::Filed => "filed",
        }
    }
}

/// How a version was filed for record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filed {
    /// The system's own number, as `2025-003`.
    pub number: String,
    /// When.
    pub at: Timestamp,
    /// Name of who filed it.
    pub by: String,
    /// Number of CNIPA's letter; empty where none was typed.
    pub letter_number: String,
    /// Its date.
    pub letter_on: Option<Date>,
}

/// A version without its content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VersionHead {
    /// From 1; a withdrawn one keeps its number.
    pub number: u32,
    /// The first 8 digits of the content's hash in capitals.
    pub check_code: String,
    /// Why what was filed is amended; empty of the first.
    pub reason: String,
    /// When.
    pub submitted_at: Timestamp,
    /// Name of who submitted it.
    pub submitted_by: String,
    /// True where the approver had drafted it, as CNIPA allowed for the city.
    pub own_draft: bool,
    /// What became of it and when; none while it waits for a reviewer.
    pub fate: Option<(Fate, Timestamp)>,
    /// Of a filed one.
    pub filed: Option<Filed>,
}

/// A frozen version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// Number, code, author and fate.
    pub head: VersionHead,
    /// What was frozen.
    pub content: Content,
    /// How it was signed.
    pub signature: Signature,
    /// Name of who handed it in to the approver.
    pub drafted_by: Option<String>,
}

const HEAD: &str = "v.number, v.check_code, v.reason, v.submitted_at, COALESCE(u.name, v.submitted_by), v.own_draft, \
    v.closed_at, v.closed_as, v.filing, COALESCE(c.name, v.closed_by), v.letter_number, v.letter_on";

fn head_of(row: &AnyRow) -> Result<VersionHead, Error> {
    let number: i64 = row.try_get(0)?;
    let closed_as: Option<String> = row.try_get(7)?;
    let fate = [Fate::Withdrawn, Fate::Returned, Fate::Filed]
        .into_iter()
        .find(|f| Some(f.name()) == closed_as.as_deref());
    let closed_at = row.try_get::<Option<i64>, _>(6)?.map(timestamp);
    let filing: Option<String> = row.try_get(8)?;
    let by: Option<String> = row.try_get(9)?;
    let letter_number: Option<String> = row.try_get(10)?;
    let letter_on: Option<String> = row.try_get(11)?;
    let filed = filing.zip(closed_at).map(|(number, at)| Filed {
        number,
        at,
        by: by.unwrap_or_default(),
        letter_number: letter_number.unwrap_or_default(),
        letter_on: letter_on.and_then(|day| day.parse().ok()),
    });
    Ok(VersionHead {
        number: u32::try_from(number).map_err(Error::unavailable)?,
        check_code: row.try_get(1)?,
        reason: row.try_get(2)?,
        submitted_at: timestamp(row.try_get(3)?),
        submitted_by: row.try_get(4)?,
        own_draft: row.try_get::<i64, _>(5)? != 0,
        fate: fate.zip(closed_at),
        filed,
    })
}

/// Where the columns come from.
const FROM: &str = "FROM scheme_versions v LEFT JOIN users u ON u.id = v.submitted_by \
    LEFT JOIN users c ON c.id = v.closed_by";

/// The heads of all versions, the latest first; those withdrawn only for the city.
pub(super) async fn heads(conn: &mut AnyConnection, id: &str, withdrawn: bool) -> Result<Vec<VersionHead>, Error> {
    let sql = format!("SELECT {HEAD} {FROM} WHERE v.scheme_id = $1 ORDER BY v.number DESC");
    let rows = sqlx::query(&sql).bind(id).fetch_all(conn).await?;
    let mut heads = rows.iter().map(head_of).collect::<Result<Vec<_>, _>>()?;
    heads.retain(|v| withdrawn || !is_withdrawn(v));
    Ok(heads)
}

const fn is_withdrawn(head: &VersionHead) -> bool {
    matches!(head.fate, Some((Fate::Withdrawn, _)))
}

/// The statement that reads whole versions.
fn whole(condition: &str) -> String {
    format!(
        "SELECT {HEAD}, v.content, v.signature, COALESCE(d.name, v.drafted_by), v.scheme_id {FROM} \
         LEFT JOIN users d ON d.id = v.drafted_by WHERE {condition}"
    )
}

fn version_of(row: &AnyRow) -> Result<Version, Error> {
    Ok(Version {
        head: head_of(row)?,
        content: serde_json::from_str(row.try_get(12)?)?,
        signature: serde_json::from_str(row.try_get(13)?)?,
        drafted_by: row.try_get(14)?,
    })
}

/// One version; `NotFound` where there is none of that number, or it was withdrawn and the reader is not the city.
pub(super) async fn load(conn: &mut AnyConnection, id: &str, number: u32, withdrawn: bool) -> Result<Version, Error> {
    let sql = whole("v.scheme_id = $1 AND v.number = $2");
    let found = sqlx::query(&sql).bind(id).bind(i64::from(number)).fetch_optional(conn);
    let version = version_of(&found.await?.ok_or(Error::NotFound)?)?;
    match withdrawn || !is_withdrawn(&version.head) {
        true => Ok(version),
        false => Err(Error::NotFound),
    }
}

/// The versions in force of all cities, by the id of the scheme.
pub(super) async fn in_force(conn: &mut AnyConnection) -> Result<BTreeMap<String, Version>, Error> {
    let sql = whole("v.valid_from IS NOT NULL AND v.valid_to IS NULL");
    let rows = sqlx::query(&sql).fetch_all(conn).await?;
    rows.iter()
        .map(|row| Ok((row.try_get(15)?, version_of(row)?)))
        .collect()
}

/// The content that was frozen at sign-off, as the version that its submission makes: the number follows the greatest ever
/// used. `NotFound` where nothing was signed off.
pub(super) async fn next(conn: &mut AnyConnection, id: &str) -> Result<Content, Error> {
    let found: Option<(Option<String>, i64)> = sqlx::query_as(
        "SELECT s.frozen, (SELECT COALESCE(MAX(v.number), 0) FROM scheme_versions v WHERE v.scheme_id = s.id) \
         FROM schemes s WHERE s.id = $1",
    )
    .bind(id)
    .fetch_optional(conn)
    .await?;
    let (frozen, used) = found.ok_or(Error::NotFound)?;
    let mut content: Content = serde_json::from_str(&frozen.ok_or(Error::NotFound)?)?;
    content.number = u32::try_from(used + 1).map_err(Error::unavailable)?;
    Ok(content)
}

/// Freezes the next version; `seen` is its check code where the approver saw one, and another is refused. Gives number and
/// check code.
pub(super) async fn freeze(
    w: &mut Write,
    head: &Head,
    content: &Content,
    signature: &Signature,
    own_draft: bool,
    seen: Option<&str>,
) -> Result<(u32, String), Error> {
    let canonical = serde_json::to_string(content)?;
    let (hash, code) = hash(&canonical);
    if seen.is_some_and(|seen| seen != code) {
        return Err(Refusal::OtherContent { code }.into());
    }
    let (at, by) = (w.at(), w.caller().actor.id.clone());
    sqlx::query(
        "INSERT INTO scheme_versions (scheme_id, number, content, hash, check_code, signature, drafted_by, own_draft, \
         reason, submitted_at, submitted_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
    )
    .bind(&head.id)
    .bind(i64::from(content.number))
    .bind(canonical)
    .bind(hash)
    .bind(&code)
    .bind(serde_json::to_string(signature)?)
    .bind(&head.signed_off_by)
    .bind(i64::from(own_draft))
    .bind(&head.reason)
    .bind(at)
    .bind(by)
    .execute(w.conn())
    .await?;
    Ok((content.number, code))
}

/// Records what became of a version.
pub(super) async fn close(w: &mut Write, id: &str, number: u32, fate: Fate) -> Result<(), Error> {
    let (at, by) = (w.at(), w.caller().actor.id.clone());
    sqlx::query(
        "UPDATE scheme_versions SET closed_at = $1, closed_as = $2, closed_by = $3 WHERE scheme_id = $4 AND number = $5",
    )
    .bind(at)
    .bind(fate.name())
    .bind(by)
    .bind(id)
    .bind(i64::from(number))
    .execute(w.conn())
    .await?;
    Ok(())
}
