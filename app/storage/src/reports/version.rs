//! Frozen versions: read one, list their heads, freeze the next, close the latest.

use domain::{
    period::Period,
    report::{Content, Signature, hash},
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sqlx::AnyConnection;

use super::{
    evidence::{self, FilesByItem},
    report::Report,
};
use crate::{Error, Refusal, Write, timestamp};

/// What became of a version.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fate {
    /// The approver took it back before a reviewer took it; only the city sees it still.
    Withdrawn,
    /// Items of it were returned.
    Returned,
    /// It was accepted.
    Accepted,
}

impl Fate {
    /// The name in the database.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Fate::Withdrawn => "withdrawn",
            Fate::Returned => "returned",
            Fate::Accepted => "accepted",
        }
    }
}

/// A version without its content.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VersionHead {
    /// From 1; a withdrawn one keeps its number.
    pub number: u32,
    /// SHA-256 of the canonical content, 64 hexadecimal digits.
    pub hash: String,
    /// The first 8 digits of the hash in capitals.
    pub check_code: String,
    /// When.
    pub submitted_at: Timestamp,
    /// Name of who submitted it.
    pub submitted_by: String,
    /// True where the approver had drafted it, as CNIPA allowed for the city.
    pub own_draft: bool,
    /// What became of it and when; none while it waits for a reviewer.
    pub fate: Option<(Fate, Timestamp)>,
}

/// A frozen version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Version {
    /// Number, hash, author and fate.
    pub head: VersionHead,
    /// What was frozen.
    pub content: Content,
    /// How it was signed.
    pub signature: Signature,
    /// Name of who handed it in to the approver.
    pub drafted_by: Option<String>,
}

type HeadRow = (i64, String, String, i64, String, i64, Option<i64>, Option<String>);

const HEAD: &str = "v.number, v.hash, v.check_code, v.submitted_at, COALESCE(u.name, v.submitted_by), v.own_draft, \
    v.closed_at, v.closed_as";

fn head(row: HeadRow) -> VersionHead {
    let (number, hash, check_code, submitted_at, submitted_by, own_draft, closed_at, closed_as) = row;
    let fate = [Fate::Withdrawn, Fate::Returned, Fate::Accepted]
        .into_iter()
        .find(|f| Some(f.name()) == closed_as.as_deref());
    VersionHead {
        number: u32::try_from(number).unwrap_or(0),
        hash,
        check_code,
        submitted_at: timestamp(submitted_at),
        submitted_by,
        own_draft: own_draft != 0,
        fate: fate.zip(closed_at.map(timestamp)),
    }
}

/// The heads of all versions, the latest first; those withdrawn only for the city.
pub(super) async fn heads(
    conn: &mut AnyConnection,
    report_id: &str,
    withdrawn: bool,
) -> Result<Vec<VersionHead>, Error> {
    let sql = format!(
        "SELECT {HEAD} FROM versions v LEFT JOIN users u ON u.id = v.submitted_by WHERE v.report_id = $1 \
         ORDER BY v.number DESC"
    );
    let rows: Vec<HeadRow> = sqlx::query_as(&sql).bind(report_id).fetch_all(conn).await?;
    let seen = |v: &VersionHead| withdrawn || !matches!(v.fate, Some((Fate::Withdrawn, _)));
    Ok(rows.into_iter().map(head).filter(seen).collect())
}

/// One version; `NotFound` where there is none of that number, or it was withdrawn and the reader is not the city.
pub(super) async fn load(
    conn: &mut AnyConnection,
    report_id: &str,
    number: u32,
    withdrawn: bool,
) -> Result<Version, Error> {
    let head = heads(conn, report_id, withdrawn)
        .await?
        .into_iter()
        .find(|v| v.number == number);
    let head = head.ok_or(Error::NotFound)?;
    let (content, signature, drafted_by): (String, String, Option<String>) = sqlx::query_as(
        "SELECT v.content, v.signature, COALESCE(u.name, v.drafted_by) FROM versions v \
         LEFT JOIN users u ON u.id = v.drafted_by WHERE v.report_id = $1 AND v.number = $2",
    )
    .bind(report_id)
    .bind(i64::from(number))
    .fetch_one(conn)
    .await?;
    Ok(Version {
        head,
        content: serde_json::from_str(&content)?,
        signature: serde_json::from_str(&signature)?,
        drafted_by,
    })
}

/// The content that was frozen at sign-off, as the version that its submission makes: the number follows the greatest
/// ever used. `NotFound` where nothing was signed off.
pub(super) async fn next(conn: &mut AnyConnection, report: &Report) -> Result<Content, Error> {
    let (frozen, used): (Option<String>, i64) = sqlx::query_as(
        "SELECT r.frozen, (SELECT COALESCE(MAX(v.number), 0) FROM versions v WHERE v.report_id = r.id) \
         FROM reports r WHERE r.id = $1",
    )
    .bind(&report.id)
    .fetch_one(conn)
    .await?;
    let mut content: Content = serde_json::from_str(&frozen.ok_or(Error::NotFound)?)?;
    content.number = u32::try_from(used + 1).map_err(Error::unavailable)?;
    Ok(content)
}

/// Freezes the next version; `code` is its check code where the approver saw one, and another is refused.
pub(super) async fn freeze(
    w: &mut Write,
    report: &Report,
    content: Content,
    signature: &Signature,
    own_draft: bool,
    code: Option<&str>,
) -> Result<VersionHead, Error> {
    let canonical = content.canonical()?;
    let (hash, check_code) = hash(&canonical);
    if code.is_some_and(|seen| seen != check_code) {
        return Err(Refusal::OtherContent { code: check_code }.into());
    }
    let (id, at, by) = (w.new_id(), w.at(), w.caller().actor.clone());
    sqlx::query(
        "INSERT INTO versions (id, report_id, number, content, hash, check_code, submitted_at, submitted_by, own_draft, \
         signature, drafted_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
    )
    .bind(id)
    .bind(&report.id)
    .bind(i64::from(content.number))
    .bind(canonical)
    .bind(&hash)
    .bind(&check_code)
    .bind(at)
    .bind(by.id)
    .bind(i64::from(own_draft))
    .bind(serde_json::to_string(signature)?)
    .bind(&report.signed_off_by)
    .execute(w.conn())
    .await?;
    evidence::freeze(w, &report.id, &content).await?;
    let submitted_at = timestamp(at);
    Ok(VersionHead {
        number: content.number,
        hash,
        check_code,
        submitted_at,
        submitted_by: by.name,
        own_draft,
        fate: None,
    })
}

/// Records what became of a version.
pub(super) async fn close(w: &mut Write, report_id: &str, number: u32, fate: Fate) -> Result<(), Error> {
    let at = w.at();
    sqlx::query("UPDATE versions SET closed_at = $1, closed_as = $2 WHERE report_id = $3 AND number = $4")
        .bind(at)
        .bind(fate.name())
        .bind(report_id)
        .bind(i64::from(number))
        .execute(w.conn())
        .await?;
    Ok(())
}

/// The versions that wait for a reviewer, or waited at an instant (microseconds, exclusive), of some city and report
/// period or of all.
pub(crate) async fn waiting(
    conn: &mut AnyConnection,
    before: Option<i64>,
    city: Option<&str>,
    report: Option<Period>,
) -> Result<Vec<Content>, Error> {
    let mut sql = "SELECT v.content FROM versions v JOIN reports r ON r.id = v.report_id WHERE v.submitted_at < $1 \
        AND (v.closed_at IS NULL OR v.closed_at >= $1)"
        .to_owned();
    let period = report.map(|p| p.to_string());
    let wanted = [("city", city), ("period", period.as_deref())];
    let wanted: Vec<_> = wanted
        .into_iter()
        .filter_map(|(column, value)| Some((column, value?)))
        .collect();
    for (i, (column, _)) in wanted.iter().enumerate() {
        sql.push_str(&format!(" AND r.{column} = ${}", i + 2));
    }
    let mut query = sqlx::query_scalar::<_, String>(&sql).bind(before.unwrap_or(i64::MAX));
    for (_, value) in wanted {
        query = query.bind(value.to_owned());
    }
    let rows = query.fetch_all(conn).await?;
    rows.iter().map(|content| Ok(serde_json::from_str(content)?)).collect()
}

/// The content of a draft; its number is that of no version yet.
pub(super) fn content(
    report: &Report,
    check: &domain::check::ReportCheck,
    draft: &super::draft::Draft,
    files: FilesByItem,
) -> Content {
    let period = report.period;
    Content {
        city: report.city.clone(),
        period,
        number: 0,
        entries: check.entries(),
        typed: draft.typed(),
        sections: draft.sections(period),
        tasks: check.tasks.reports(),
        funding_spent: check.tasks.spent,
        files,
    }
}
