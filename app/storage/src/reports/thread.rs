//! The thread beside each item: questions and returns of reviewers, answers of the city, comments of the liaison.

use std::collections::BTreeMap;

use domain::{
    access::{Decision, Role, Verb, may},
    message::Kind,
    period::Period,
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::json;
use sqlx::AnyConnection;

use super::{names, object, report, told::Told};
use crate::{Caller, Error, Line, Refusal, Store, Write, allow, timestamp};

/// Most characters of a comment.
pub const COMMENT_MAX: u32 = 2_000;

/// What a remark is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RemarkKind {
    /// A reviewer's question.
    Ask,
    /// Why a reviewer returned the item.
    Return,
    /// The city's word.
    Answer,
    /// CNIPA's or the liaison's word.
    Comment,
    /// A chart note that a reviewer proposes.
    Note,
}

impl RemarkKind {
    /// The name in database and pages.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            RemarkKind::Ask => "ask",
            RemarkKind::Return => "return",
            RemarkKind::Answer => "answer",
            RemarkKind::Comment => "comment",
            RemarkKind::Note => "note",
        }
    }

    fn parse(name: &str) -> Option<Self> {
        [
            RemarkKind::Ask,
            RemarkKind::Return,
            RemarkKind::Answer,
            RemarkKind::Comment,
            RemarkKind::Note,
        ]
        .into_iter()
        .find(|k| k.name() == name)
    }
}

/// One remark in an item's thread.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remark {
    /// Indicator, base figure or section.
    pub item: String,
    /// The version it speaks of.
    pub version: u32,
    /// Name of its author.
    pub author: String,
    /// The author's role when it was written.
    pub author_role: Role,
    /// What it is.
    pub kind: RemarkKind,
    /// Its text.
    pub text: String,
    /// When.
    pub at: Timestamp,
}

/// All remarks of a report by item, the oldest first.
pub(super) async fn load(conn: &mut AnyConnection, report_id: &str) -> Result<BTreeMap<String, Vec<Remark>>, Error> {
    let rows: Vec<(String, i64, String, String, String, String, i64)> = sqlx::query_as(
        "SELECT m.item, m.version, COALESCE(u.name, m.author), m.author_role, m.kind, m.text, m.at FROM remarks m \
         LEFT JOIN users u ON u.id = m.author WHERE m.report_id = $1 ORDER BY m.seq",
    )
    .bind(report_id)
    .fetch_all(conn)
    .await?;
    let mut threads: BTreeMap<String, Vec<Remark>> = BTreeMap::new();
    for (item, version, author, role, kind, text, at) in rows {
        let (Some(author_role), Some(kind)) = (Role::parse(&role), RemarkKind::parse(&kind)) else {
            continue;
        };
        let version = u32::try_from(version).unwrap_or(0);
        let remark = Remark {
            item: item.clone(),
            version,
            author,
            author_role,
            kind,
            text,
            at: timestamp(at),
        };
        threads.entry(item).or_default().push(remark);
    }
    Ok(threads)
}

/// Adds a remark of the caller.
pub(super) async fn add(
    w: &mut Write,
    report_id: &str,
    version: u32,
    item: &str,
    kind: RemarkKind,
    text: &str,
) -> Result<(), Error> {
    let (id, at, seq, by) = (w.new_id(), w.at(), w.seq, w.caller().actor.clone());
    sqlx::query(
        "INSERT INTO remarks (id, report_id, item, version, author, author_role, kind, text, at, seq) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
    )
    .bind(id)
    .bind(report_id)
    .bind(item)
    .bind(i64::from(version))
    .bind(by.id)
    .bind(by.role.name())
    .bind(kind.name())
    .bind(text)
    .bind(at)
    .bind(seq)
    .execute(w.conn())
    .await?;
    Ok(())
}

/// A comment as it is kept: without blanks around it and without NUL, which PostgreSQL cannot hold.
pub(super) fn clean(item: &str, text: &str) -> Result<String, Error> {
    clean_field(format!("items[{item}][comment]"), text)
}

/// The same of a field by its name in the form.
pub(super) fn clean_field(field: String, text: &str) -> Result<String, Error> {
    let text = text.replace('\0', "").trim().to_owned();
    if text.chars().count() > COMMENT_MAX as usize {
        return Err(Refusal::TooLong {
            field,
            most: COMMENT_MAX,
        }
        .into());
    }
    Ok(text)
}

/// The threads of a report that was submitted, for all who may write into them.
///
/// # Errors
/// `NotFound` where there is no such report or not for this caller.
pub async fn threads(
    store: &Store,
    caller: &Caller,
    city: &str,
    period: Period,
) -> Result<BTreeMap<String, Vec<Remark>>, Error> {
    let mut read = store.read().await?;
    let (_, report) = report::find(read.conn(), city, period).await?;
    allow(caller, Verb::Comment, &report.object())?;
    load(read.conn(), &report.id).await
}

/// A reviewer's question that the city has not answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// The report it was asked about.
    pub period: Period,
    /// Indicator, base figure or section.
    pub item: String,
    /// Name of who asked.
    pub author: String,
    /// Its text.
    pub text: String,
    /// When.
    pub at: Timestamp,
}

/// The open questions to the caller's own city, the oldest first; acceptance of a report settles those about it.
///
/// # Errors
/// `Unavailable` only; who belongs to no city gets none.
pub async fn questions(store: &Store, caller: &Caller) -> Result<Vec<Question>, Error> {
    let Some(city) = caller.actor.city() else {
        return Ok(Vec::new());
    };
    let mut read = store.read().await?;
    let rows: Vec<(String, String, String, String, i64)> = sqlx::query_as(
        "SELECT r.period, m.item, COALESCE(u.name, m.author), m.text, m.at FROM remarks m \
         JOIN reports r ON r.id = m.report_id LEFT JOIN users u ON u.id = m.author \
         WHERE r.city = $1 AND r.state <> 'accepted' AND m.kind = 'ask' AND NOT EXISTS (SELECT 1 FROM remarks a \
             WHERE a.report_id = m.report_id AND a.item = m.item AND a.kind = 'answer' AND a.seq > m.seq) \
         ORDER BY m.seq, m.id",
    )
    .bind(city)
    .fetch_all(read.conn())
    .await?;
    let mut questions = Vec::new();
    for (period, item, author, text, at) in rows {
        let period: Period = period.parse().map_err(Error::unavailable)?;
        let (_, report) = report::find(read.conn(), city, period).await?;
        if may(Some(&caller.actor), Verb::Comment, &report.object()) == Decision::Allow {
            questions.push(Question {
                period,
                item,
                author,
                text,
                at: timestamp(at),
            });
        }
    }
    Ok(questions)
}

/// Writes into an item's thread: the city answers, the liaison and CNIPA comment.
///
/// # Errors
/// `NotFound` before the first submission, `Refused` where the item is unknown or the text empty or too long.
pub async fn comment(
    store: &Store,
    caller: &Caller,
    city: &str,
    period: Period,
    item: &str,
    text: &str,
) -> Result<(), Error> {
    let (mut w, _, report) = report::enter(store, caller, city, period, Verb::Comment).await?;
    let version = report.latest()?;
    if !names(&report).contains(&item) {
        return Err(Refusal::Unknown(vec![item.to_owned()]).into());
    }
    let text = clean(item, text)?;
    if text.is_empty() {
        return Err(Refusal::Empty("comment").into());
    }
    let kind = if caller.actor.city().is_some() {
        RemarkKind::Answer
    } else {
        RemarkKind::Comment
    };
    add(&mut w, &report.id, version, item, kind, &text).await?;
    let told = Told::of(&report, report.state);
    match kind {
        RemarkKind::Answer => {
            told.tell_asker(&mut w, item).await?;
            told.settle_questions(&mut w).await?;
        }
        _ => told.tell_city(&mut w, Kind::ItemCommented, &[item]).await?,
    }
    told.named(&mut w, &[item], &[&text]).await?;
    let after = json!({ "item": item, "version": version, "kind": kind, "text": w.seal(&text) });
    let line = Line {
        action: "report.comment",
        object: object(city, period),
        before: json!(null),
        after,
    };
    w.commit(line).await?;
    Ok(())
}
