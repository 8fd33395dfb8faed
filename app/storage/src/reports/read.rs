//! What a report's pages read: the editor with the city's draft, and frozen versions for the others.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    access::Verb,
    calendar::beijing,
    check::{ReportCheck, check_report},
    entry::{Entry, Typed},
    period::Period,
    report::State,
    task::{Moment, Plan},
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sqlx::AnyConnection;

use super::{
    correction::{self, Correction},
    draft::{self, Draft, open_items},
    evidence,
    hand_in::left_as_returned,
    report::{self, Report},
    review::returned,
    row::Row,
    thread::{self, Remark},
    version::{self, Version, VersionHead},
};
use crate::{Caller, Error, Store, allow, timestamp};

/// Everything the editor shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Editor {
    /// Where the report stands.
    pub row: Row,
    /// Texts as typed, by code.
    pub typed: BTreeMap<String, Typed>,
    /// Narrative sections by name; all of them in a quarter.
    pub sections: BTreeMap<String, String>,
    /// When each item or section was last saved, and by whom.
    pub saved: BTreeMap<String, SavedAt>,
    /// The entries of the period before, by code: accepted, else submitted last.
    pub previous: BTreeMap<String, Entry>,
    /// Of a quarter: the accepted entries of its first two months, in order, by code of each monthly item.
    pub months: BTreeMap<String, Vec<Entry>>,
    /// In `returned` the items open to change; none where all are.
    pub open: Option<BTreeSet<String>>,
    /// Of the returned items those that are neither changed nor answered yet.
    pub untouched: Vec<String>,
    /// The reviewers' comment on each item that stands as returned; none of a report open for correction.
    pub returned: BTreeMap<String, String>,
    /// What the approver said when sending the report back; none once it is handed in again.
    pub sent_back: Option<SentBack>,
    /// The correction for which CNIPA opened an accepted report.
    pub correcting: Option<Correction>,
    /// Remarks by item.
    pub threads: BTreeMap<String, Vec<Remark>>,
    /// Versions, the latest first.
    pub heads: Vec<VersionHead>,
    /// What the checks say today.
    pub check: ReportCheck,
    /// The tasks of the scheme that it tells of.
    pub plan: Plan,
    /// What the last accepted report of a quarter before said of each.
    pub told_before: BTreeMap<u8, Moment>,
}

impl Editor {
    /// The items that CNIPA opened for correction, in the form's order; none of any other report.
    #[must_use]
    pub fn opened(&self) -> &[String] {
        let outcome = self.correcting.as_ref().and_then(|c| c.outcome.as_ref());
        outcome.map_or(&[], |o| o.granted.as_slice())
    }
}

/// An approver's word to the editor.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SentBack {
    /// When.
    pub at: Timestamp,
    /// Name of who sent it back.
    pub by_name: String,
    /// What was said; may be empty.
    pub comment: String,
}

/// When and by whom an item was last saved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedAt {
    /// When.
    pub at: Timestamp,
    /// Name of who saved it.
    pub by_name: String,
}

/// The editor's view, for the city's own people in every state.
///
/// # Errors
/// `NotFound` where there is no such report or not for this caller; `Forbidden` for those who read only versions.
pub async fn editor(store: &Store, caller: &Caller, city: &str, period: Period) -> Result<Editor, Error> {
    let mut read = store.read().await?;
    let (calendar, report) = report::find(read.conn(), city, period).await?;
    allow(caller, Verb::Read, &report.object())?;
    // Who does not type into a draft reads versions, also where the present content is one of them.
    if !report.types(caller) {
        return Err(Error::Forbidden);
    }
    let draft = Draft::load(read.conn(), &report).await?;
    let (typed, sections) = (draft.typed(), draft.sections(period));
    let previous = draft::previous(read.conn(), city, period).await?;
    let returned = returned(read.conn(), &report).await?;
    let today = beijing(caller.at).date();
    let plan = draft::plan(read.conn(), &report).await?;
    let check = check_report(period, &typed, &sections, &previous, today).with_tasks(&plan, &typed, today);
    let back = matches!(report.state, State::Returned | State::CitySignOff);
    let granted = back && report.accepted.is_some() && report.accepted == report.latest;
    let threads = thread::load(read.conn(), &report.id).await?;
    let mut untouched = Vec::new();
    let open = match report.state {
        State::Returned => {
            let version = version::load(read.conn(), &report.id, report.latest()?, false)
                .await?
                .content;
            let files = evidence::of_draft(read.conn(), &report).await?;
            untouched = left_as_returned(&report, &draft, &check, &returned, &version, &threads, &files);
            let sent = BTreeMap::new();
            Some(open_items(
                period,
                returned.keys(),
                typed.clone(),
                &sent,
                &version,
                |_| check.clone(),
            ))
        }
        _ => None,
    };
    let mut saved: BTreeMap<String, SavedAt> = BTreeMap::new();
    // What a task began with was typed by nobody.
    for ((item, _), stood) in draft.0.iter().filter(|(_, stood)| stood.revision > 0) {
        let at = SavedAt {
            at: timestamp(stood.saved_at),
            by_name: stood.by_name.clone(),
        };
        if saved.get(item).is_none_or(|last| last.at <= at.at) {
            saved.insert(item.clone(), at);
        }
    }
    Ok(Editor {
        told_before: draft::told_before(read.conn(), &report).await?,
        plan,
        check,
        row: report.row(caller, &calendar),
        typed,
        sections,
        saved,
        previous,
        correcting: if granted {
            correction::granted_last(read.conn(), &report).await?
        } else {
            None
        },
        months: draft::months(read.conn(), city, period).await?,
        open,
        untouched,
        sent_back: sent_back(read.conn(), &report).await?,
        returned: if granted { BTreeMap::new() } else { returned },
        threads,
        heads: version::heads(read.conn(), &report.id, true).await?,
    })
}

async fn sent_back(conn: &mut AnyConnection, report: &Report) -> Result<Option<SentBack>, Error> {
    let Some(at) = report.sent_back_at else {
        return Ok(None);
    };
    let (by_name, comment): (String, String) = sqlx::query_as(
        "SELECT COALESCE(u.name, r.sent_back_by, ''), COALESCE(r.sent_back_comment, '') FROM reports r \
         LEFT JOIN users u ON u.id = r.sent_back_by WHERE r.id = $1",
    )
    .bind(&report.id)
    .fetch_one(conn)
    .await?;
    Ok(Some(SentBack {
        at: timestamp(at),
        by_name,
        comment,
    }))
}

/// A frozen version by number.
///
/// # Errors
/// `NotFound` where there is none or not for this caller; a withdrawn one is there for its city only.
pub async fn version(
    store: &Store,
    caller: &Caller,
    city: &str,
    period: Period,
    number: u32,
) -> Result<Version, Error> {
    one(store, caller, city, period, Some(number)).await
}

/// The latest version that stands: what reviewers and the liaison read of a report.
///
/// # Errors
/// As [`version()`]; `NotFound` also where nothing was submitted yet.
pub async fn current(store: &Store, caller: &Caller, city: &str, period: Period) -> Result<Version, Error> {
    one(store, caller, city, period, None).await
}

async fn one(
    store: &Store,
    caller: &Caller,
    city: &str,
    period: Period,
    number: Option<u32>,
) -> Result<Version, Error> {
    let mut read = store.read().await?;
    let (_, report) = report::find(read.conn(), city, period).await?;
    allow(caller, Verb::ReadVersions, &report.object())?;
    let number = number.map_or_else(|| report.latest(), Ok)?;
    version::load(read.conn(), &report.id, number, caller.actor.city() == Some(city)).await
}

/// The heads of a report's versions, the latest first; those withdrawn only for the city itself.
///
/// # Errors
/// `NotFound` where there is no such report or not for this caller.
pub async fn heads(store: &Store, caller: &Caller, city: &str, period: Period) -> Result<Vec<VersionHead>, Error> {
    let mut read = store.read().await?;
    let (_, report) = report::find(read.conn(), city, period).await?;
    allow(caller, Verb::ReadVersions, &report.object())?;
    version::heads(read.conn(), &report.id, caller.actor.city() == Some(city)).await
}
