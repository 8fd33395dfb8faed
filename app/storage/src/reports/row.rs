//! A report as lists and heads of pages show it to a reader.

use domain::{
    access::{Decision, Verb, may},
    calendar::{Calendar, Deadlines, Timeliness, beijing, nth_working_day},
    period::Period,
    report::State,
};
use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::report::{Report, find, reads_draft};
use crate::{Caller, Error, Line, Store, allow, timestamp};

/// A report as lists and heads of pages show it; it stands here from the day its period opens, typed or not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// City slug.
    pub city: String,
    /// Report period.
    pub period: Period,
    /// Where it stands.
    pub state: State,
    /// How many submitted versions stand; a withdrawn one does not.
    pub versions: u32,
    /// The number of the last version that stands.
    pub latest: Option<u32>,
    /// The number of the accepted version in force.
    pub accepted: Option<u32>,
    /// A reviewer has taken the latest version.
    pub taken: bool,
    /// Counts saves; the form's hidden `seen`.
    pub revision: i64,
    /// When it opens, is due and locks.
    pub deadlines: Deadlines,
    /// The end of an extension.
    pub extended_until: Option<Timestamp>,
    /// When it was first submitted; a withdrawn submission does not count.
    pub first_submitted_at: Option<Timestamp>,
    /// When the last version that stands was submitted; from here a reviewer's term runs.
    pub submitted_at: Option<Timestamp>,
    /// When it was last returned.
    pub returned_at: Option<Timestamp>,
    /// Items and sections with something typed, and how many there are.
    pub filled: (usize, usize),
    /// Whether it came in time.
    pub timeliness: Timeliness,
    /// Since when it is locked, where it was never submitted in its time.
    pub locked_since: Option<Timestamp>,
    /// The city's own term for a returned report, until it is submitted again.
    pub mend: Option<Mend>,
    /// When the last corrected version in force was accepted; none where nothing was corrected.
    pub corrected_at: Option<Timestamp>,
    /// For what an accepted report was opened last.
    pub opened: Option<Opening>,
    /// Since when a correction that the city asked for waits for CNIPA; none for who may not know of it.
    pub correction_asked_at: Option<Timestamp>,
    /// How many items differ from the accepted version in what this reader may read last: the draft while the city has the
    /// report, for others the last version that stands. 0 where none is accepted.
    pub changed: u32,
    /// To the city: its people have not opened the report since it was returned.
    pub unread: bool,
    /// To the city: the approver sent it back to the editor, who has not handed it in since.
    pub sent_back: bool,
}

impl Row {
    /// True where CNIPA expects nothing, and nothing came.
    #[must_use]
    pub fn is_spared(&self) -> bool {
        self.timeliness == Timeliness::Exempt && self.versions == 0
    }

    /// True while an accepted report is open for correction: its accepted version counts until the new one does.
    #[must_use]
    pub fn in_correction(&self) -> bool {
        self.accepted.is_some() && self.state != State::Accepted
    }
}

/// For what an accepted report was opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Opening {
    /// Granted by CNIPA.
    Correction,
    /// What was not yet available.
    Supplement,
}

impl Opening {
    pub(super) fn parse(decision: &str) -> Option<Self> {
        match decision {
            "granted" => Some(Opening::Correction),
            "supplement" => Some(Opening::Supplement),
            _ => None,
        }
    }
}

/// By when a returned report should be back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mend {
    /// The last day in time.
    pub by: Date,
    /// True where that day has passed.
    pub over: bool,
}

impl Report {
    fn mend(&self, calendar: &Calendar, now: Timestamp) -> Option<Mend> {
        let back = matches!(self.state, State::Returned | State::CitySignOff) && self.versions > 0;
        // A supplement comes of the city's own accord and has the day that it named.
        let own = self.opened == Some(Opening::Supplement) && self.accepted == self.latest;
        let at = self.returned_at.filter(|_| back && !own).map(timestamp)?;
        let by = nth_working_day(beijing(at).date(), calendar.terms.returned);
        let over = by < beijing(now).date();
        Some(Mend { by, over })
    }

    pub fn row(&self, caller: &Caller, calendar: &Calendar) -> Row {
        let now = caller.at;
        // What was spent may be left open.
        let items = super::names(self).len() - usize::from(!self.tasks.is_empty());
        // Nothing is missing in what is accepted.
        let filled = if self.state == State::Accepted {
            items
        } else {
            self.filled
        };
        let first_submitted_at = self.first_submitted_at.map(timestamp);
        let relief = calendar.relief(&self.city, self.period);
        let asks = may(Some(&caller.actor), Verb::AskCorrection, &self.object()) != Decision::Hidden;
        let drafts = reads_draft(caller, &self.city, self.state);
        let own = self.types(caller);
        Row {
            city: self.city.clone(),
            period: self.period,
            state: self.state,
            versions: self.versions,
            latest: self.latest,
            accepted: self.accepted,
            taken: self.taken_by.is_some(),
            revision: self.revision,
            deadlines: calendar.deadlines(self.period),
            extended_until: relief.extended_until,
            first_submitted_at,
            submitted_at: self.submitted_at.map(timestamp),
            returned_at: self.returned_at.map(timestamp),
            filled: (filled, items),
            locked_since: self.locked_since(calendar, now),
            mend: self.mend(calendar, now),
            timeliness: calendar.timeliness(&self.city, self.period, first_submitted_at, now),
            corrected_at: self.corrected_at.map(timestamp),
            opened: self.opened,
            correction_asked_at: self.correction_asked_at.filter(|_| asks).map(timestamp),
            changed: if drafts { self.changed_draft } else { self.changed_sent },
            unread: own && self.is_unread(),
            sent_back: own && self.sent_back_at.is_some(),
        }
    }
}

/// One report's row, for those who may see that it exists.
///
/// # Errors
/// `NotFound` where there is no such report or not for this caller.
pub async fn row(store: &Store, caller: &Caller, city: &str, period: Period) -> Result<Row, Error> {
    let mut read = store.read().await?;
    let (calendar, report) = find(read.conn(), city, period).await?;
    allow(caller, Verb::See, &report.object())?;
    Ok(report.row(caller, &calendar))
}

/// Notes that somebody of the city has opened a returned report: once a return, and nothing for anybody else.
///
/// # Errors
/// `NotFound` where there is no such report.
pub async fn opened(store: &Store, caller: &Caller, city: &str, period: Period) -> Result<(), Error> {
    let mut w = store.write(caller).await?;
    let (_, report) = find(w.conn(), city, period).await?;
    if !report.types(caller) || !report.is_unread() {
        return Ok(());
    }
    let at = w.at();
    sqlx::query("UPDATE reports SET return_opened_at = $1 WHERE id = $2")
        .bind(at)
        .bind(&report.id)
        .execute(w.conn())
        .await?;
    w.commit(Line {
        action: "report.open_return",
        object: super::object(city, period),
        before: json!(null),
        after: json!({ "version": report.latest }),
    })
    .await?;
    Ok(())
}
