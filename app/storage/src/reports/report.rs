//! A report as it is stored: the facts that decide which action is possible, and what every change of it begins with.

use domain::{
    access::{Decision, Object, Verb, may},
    calendar::Calendar,
    city::city,
    period::Period,
    report::{Action, Standing, State},
};
use jiff::Timestamp;
use sqlx::AnyConnection;

use super::row::Opening;
use crate::{
    Caller, Error, Refusal, Store, Write, allow, calendar,
    packed::{Fields, packed, records},
    schemes, settings,
};

/// A report as stored; one that was never typed into has an empty id.
#[derive(Clone, Debug)]
pub(super) struct Report {
    pub id: String,
    pub city: String,
    pub period: Period,
    pub state: State,
    pub revision: i64,
    pub versions: u32,
    pub latest: Option<u32>,
    pub accepted: Option<u32>,
    pub taken_by: Option<String>,
    pub first_submitted_at: Option<i64>,
    pub submitted_at: Option<i64>,
    pub returned_at: Option<i64>,
    pub signed_off_by: Option<String>,
    pub corrected_at: Option<i64>,
    pub opened: Option<Opening>,
    pub correction_asked_at: Option<i64>,
    pub changed_sent: u32,
    pub changed_draft: u32,
    pub return_opened_at: Option<i64>,
    pub sent_back_at: Option<i64>,
    pub filled: usize,
    /// The version of the scheme whose tasks it tells of: in force when it was first typed.
    pub plan: Option<u32>,
    /// The numbers of those tasks; none of a month.
    pub tasks: Vec<u8>,
}

/// What [`Report::read`] reads, of `reports r`.
pub(super) const COLUMNS: [&str; 23] = [
    "r.id",
    "r.city",
    "r.period",
    "r.state",
    "r.revision",
    "r.versions",
    "r.latest_version",
    "r.accepted_version",
    "r.taken_by",
    "r.first_submitted_at",
    "r.returned_at",
    "r.signed_off_by",
    "(SELECT v.submitted_at FROM versions v WHERE v.report_id = r.id AND v.number = r.latest_version)",
    "(SELECT MAX(v.closed_at) FROM versions v WHERE v.report_id = r.id AND v.closed_as = 'accepted' \
     AND (SELECT o.decision FROM corrections o WHERE o.report_id = r.id AND o.version < v.number \
         AND o.granted IS NOT NULL ORDER BY o.decided_at DESC LIMIT 1) = 'granted')",
    "(SELECT o.decision FROM corrections o WHERE o.report_id = r.id AND o.granted IS NOT NULL \
     ORDER BY o.decided_at DESC LIMIT 1)",
    "(SELECT MAX(c.asked_at) FROM corrections c WHERE c.report_id = r.id AND c.decision IS NULL)",
    "r.changed_sent",
    "r.changed_draft",
    "r.return_opened_at",
    "r.sent_back_at",
    "r.filled",
    "r.plan",
    "r.tasks",
];

/// Counts how many items, tasks and sections of the draft have something typed, after a change of it; explanations and dates
/// alone do not count, of a task its state does, and what was spent is not expected.
pub(super) async fn count_filled(w: &mut Write, report_id: &str) -> Result<(), Error> {
    let sql = "UPDATE reports SET filled = (SELECT COUNT(DISTINCT d.item) FROM draft_fields d WHERE d.report_id = $1 \
               AND d.field NOT IN ('kind', 'explanation', 'expected_on') AND trim(d.text) <> '' AND d.item <> 'funding_spent' \
               AND (d.item NOT LIKE 'task-%' OR d.field = 'state')) WHERE id = $1";
    sqlx::query(sql).bind(report_id).execute(w.conn()).await?;
    Ok(())
}

impl Report {
    pub fn fresh(city: &str, period: Period) -> Self {
        Report {
            id: String::new(),
            city: city.to_owned(),
            period,
            state: State::Drafting,
            revision: 0,
            versions: 0,
            latest: None,
            accepted: None,
            taken_by: None,
            first_submitted_at: None,
            submitted_at: None,
            returned_at: None,
            signed_off_by: None,
            corrected_at: None,
            opened: None,
            correction_asked_at: None,
            changed_sent: 0,
            changed_draft: 0,
            return_opened_at: None,
            sent_back_at: None,
            filled: 0,
            plan: None,
            tasks: Vec::new(),
        }
    }

    /// The same with the tasks in force now, where it is a quarter's.
    pub fn planned(mut self, plan: Option<u32>, tasks: Vec<u8>) -> Self {
        if self.period.is_quarter() {
            (self.plan, self.tasks) = (plan, tasks);
        }
        self
    }

    /// From its packed [`COLUMNS`].
    pub fn read(row: &mut Fields) -> Result<Self, Error> {
        Ok(Report {
            id: row.text()?.to_owned(),
            city: row.text()?.to_owned(),
            period: row.of()?,
            state: State::parse(row.text()?).ok_or_else(|| Error::unavailable("a report's state"))?,
            revision: row.of()?,
            versions: row.of()?,
            latest: row.some_of()?,
            accepted: row.some_of()?,
            taken_by: row.some()?.map(str::to_owned),
            first_submitted_at: row.some_of()?,
            returned_at: row.some_of()?,
            signed_off_by: row.some()?.map(str::to_owned),
            submitted_at: row.some_of()?,
            corrected_at: row.some_of()?,
            opened: row.some()?.and_then(Opening::parse),
            correction_asked_at: row.some_of()?,
            changed_sent: row.of()?,
            changed_draft: row.of()?,
            return_opened_at: row.some_of()?,
            sent_back_at: row.some_of()?,
            filled: row.of()?,
            plan: row.some_of()?,
            tasks: schemes::numbers(row.text()?),
        })
    }

    pub const fn exists(&self) -> bool {
        !self.id.is_empty()
    }

    pub fn object(&self) -> Object<'_> {
        Object::Report {
            city: &self.city,
            state: self.state,
            versions: self.versions,
        }
    }

    pub fn after(&self, action: Action) -> Result<State, Error> {
        let standing = Standing {
            state: self.state,
            taken: self.taken_by.is_some(),
            versions: self.versions,
            in_force: self.accepted.is_some() && self.accepted == self.latest,
        };
        Ok(standing.after(action)?)
    }

    /// The latest version's number, or `NotFound` where nothing was submitted.
    pub fn latest(&self) -> Result<u32, Error> {
        self.latest.ok_or(Error::NotFound)
    }

    /// Refuses a report that is not open yet, or locked because it was never submitted in its time.
    pub fn in_its_time(&self, calendar: &Calendar, at: Timestamp) -> Result<(), Error> {
        if at < calendar.deadlines(self.period).opens {
            return Err(Refusal::NotOpenYet.into());
        }
        match self.locked_since(calendar, at) {
            Some(since) => Err(Refusal::Locked { since }.into()),
            None => Ok(()),
        }
    }

    /// Since when the report is locked, where it was never submitted.
    pub fn locked_since(&self, calendar: &Calendar, at: Timestamp) -> Option<Timestamp> {
        let since = calendar.locked_since(&self.city, self.period, at);
        since.filter(|_| self.versions == 0)
    }

    /// True for who types into this city's drafts; who does not never reads one.
    pub fn types(&self, caller: &Caller) -> bool {
        let draft = Object::Report {
            city: &self.city,
            state: State::Drafting,
            versions: 0,
        };
        may(Some(&caller.actor), Verb::Save, &draft) == Decision::Allow
    }

    /// True of a returned report that nobody of the city has opened since.
    pub fn is_unread(&self) -> bool {
        let back = self.state == State::Returned;
        back && self
            .returned_at
            .is_some_and(|at| self.return_opened_at.is_none_or(|opened| opened < at))
    }
}

/// True where the city has the report again and the caller may read what it types: others read the version that stands.
pub(crate) fn reads_draft(caller: &Caller, city: &str, state: State) -> bool {
    let object = Object::Report {
        city,
        state,
        versions: 1,
    };
    matches!(state, State::Returned | State::CitySignOff)
        && may(Some(&caller.actor), Verb::Read, &object) == Decision::Allow
}

/// The write lock first, then the report and the permission: what every change of a report begins with.
pub(super) async fn enter(
    store: &Store,
    caller: &Caller,
    city: &str,
    period: Period,
    verb: Verb,
) -> Result<(Write, Calendar, Report), Error> {
    let mut w = store.write(caller).await?;
    let (calendar, report) = find(w.conn(), city, period).await?;
    allow(caller, verb, &report.object())?;
    Ok((w, calendar, report))
}

/// The calendar and the report of a city and period; `NotFound` for what is no city of the pilot or no report of its span.
pub(super) async fn find(conn: &mut AnyConnection, slug: &str, period: Period) -> Result<(Calendar, Report), Error> {
    let settings = settings::of(conn).await?;
    let calendar = calendar::of(conn, &settings, None).await?;
    if city(slug).is_none() || !calendar.pilot.contains(period) {
        return Err(Error::NotFound);
    }
    let sql = format!(
        "SELECT {} FROM reports r WHERE r.city = $1 AND r.period = $2",
        packed(&COLUMNS)
    );
    let found: Option<String> = sqlx::query_scalar(&sql)
        .bind(slug)
        .bind(period.to_string())
        .fetch_one(&mut *conn)
        .await?;
    let report = match records(found.as_deref()).next() {
        Some(mut row) => Report::read(&mut row)?,
        None => {
            let (plan, tasks) = schemes::in_force(conn, slug).await?;
            Report::fresh(slug, period).planned(plan, tasks)
        }
    };
    Ok((calendar, report))
}

/// Refuses who may not do this to a report as it stands now.
pub(crate) async fn allows(
    conn: &mut AnyConnection,
    caller: &Caller,
    verb: Verb,
    (slug, period): (&str, Period),
) -> Result<(), Error> {
    let (_, report) = find(conn, slug, period).await?;
    allow(caller, verb, &report.object())
}

/// Where a report stands; drafting where nobody has typed into it.
pub(crate) async fn state_of(conn: &mut AnyConnection, slug: &str, period: Period) -> Result<State, Error> {
    let found: Option<String> = sqlx::query_scalar("SELECT state FROM reports WHERE city = $1 AND period = $2")
        .bind(slug)
        .bind(period.to_string())
        .fetch_optional(conn)
        .await?;
    match found {
        Some(name) => State::parse(&name).ok_or_else(|| Error::unavailable("a report's state")),
        None => Ok(State::Drafting),
    }
}

/// Gives an accepted report back to its city.
pub(super) async fn reopen(w: &mut Write, report: &Report, state: State) -> Result<(), Error> {
    let at = w.at();
    sqlx::query(
        "UPDATE reports SET state = $1, returned_at = $2, signed_off_by = NULL, taken_at = NULL, taken_by = NULL \
         WHERE id = $3",
    )
    .bind(state.name())
    .bind(at)
    .bind(&report.id)
    .execute(w.conn())
    .await?;
    Ok(())
}
