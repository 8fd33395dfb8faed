//! One problem as lists and pages have it, from its packed columns.

use domain::{
    access::{Object, Verb},
    calendar::beijing,
    problem::{Action, Ageing, Content, Kind, Level, Severity, Standing, State, Turn, category, code},
};
use jiff::{Timestamp, civil::Date};
use sqlx::AnyConnection;

use crate::{
    Error,
    packed::{Fields, packed, records},
    timestamp,
};

/// A problem without its thread.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Id, a UUID.
    pub id: String,
    /// Its number, from 1.
    pub number: i64,
    /// City slug.
    pub city: String,
    /// What its city writes; how grave it is and who is needed change on the way.
    pub content: Content,
    /// Where it stands.
    pub state: State,
    /// Counts writes; the form's hidden `seen`.
    pub revision: i64,
    /// CNIPA has shared it with all cities.
    pub shared: bool,
    /// The unit that handles it.
    pub unit: Option<String>,
    /// By when it should be answered.
    pub due_on: Option<Date>,
    /// It was raised from the report of that period.
    pub from_report: bool,
    /// The group that CNIPA answers at once.
    pub group: Option<String>,
    /// Name of who raised it.
    pub raised_by: String,
    /// When.
    pub raised_at: Timestamp,
    /// The last step.
    pub updated_at: Timestamp,
    /// Since when it is the present side's turn.
    pub turn_since: Timestamp,
    /// Days with each side before that.
    pub held: Ageing,
    /// The day of its first escalation.
    pub escalated_on: Option<Date>,
    /// The day of its first answer.
    pub replied_on: Option<Date>,
    /// Days from the first escalation to the first answer.
    pub reply_days: Option<i64>,
    /// The day it was closed.
    pub closed_on: Option<Date>,
}

/// What [`Row`] is read from, of `problems p`.
const COLUMNS: [&str; 29] = [
    "p.id",
    "p.number",
    "p.city",
    "p.title",
    "p.description",
    "p.category",
    "p.kind",
    "p.severity",
    "p.level",
    "p.indicator",
    "p.period",
    "p.state",
    "p.revision",
    "p.shared",
    "p.unit",
    "p.due_on",
    "p.from_report",
    "p.joined_to",
    "COALESCE((SELECT u.name FROM users u WHERE u.id = p.raised_by), p.raised_by)",
    "p.raised_at",
    "p.updated_at",
    "p.turn_since",
    "p.days_city",
    "p.days_province",
    "p.days_cnipa",
    "p.escalated_on",
    "p.replied_on",
    "p.reply_days",
    "p.closed_on",
];

/// The expression that packs problems of `problems p`.
pub(super) fn expression() -> String {
    packed(&COLUMNS)
}

fn known<T>(value: Option<T>) -> Result<T, Error> {
    value.ok_or_else(|| Error::unavailable("a problem's column holds no known name"))
}

impl Row {
    /// From its packed columns.
    pub(super) fn read(row: &mut Fields) -> Result<Self, Error> {
        let some = |text: Option<&str>| text.map(str::to_owned);
        Ok(Row {
            id: row.text()?.to_owned(),
            number: row.of()?,
            city: row.text()?.to_owned(),
            content: Content {
                title: row.text()?.to_owned(),
                description: row.text()?.to_owned(),
                category: known(category(row.text()?))?,
                kind: known(Kind::parse(row.text()?))?,
                severity: known(Severity::parse(row.text()?))?,
                level: known(Level::parse(row.text()?))?,
                indicator: some(row.some()?),
                period: row.some_of()?,
            },
            state: known(State::parse(row.text()?))?,
            revision: row.of()?,
            shared: row.text()? == "1",
            unit: some(row.some()?),
            due_on: row.some_of()?,
            from_report: row.text()? == "1",
            group: some(row.some()?),
            raised_by: row.text()?.to_owned(),
            raised_at: timestamp(row.of()?),
            updated_at: timestamp(row.of()?),
            turn_since: timestamp(row.of()?),
            held: Ageing {
                city: row.of()?,
                province: row.of()?,
                cnipa: row.of()?,
            },
            escalated_on: row.some_of()?,
            replied_on: row.some_of()?,
            reply_days: row.some_of()?,
            closed_on: row.some_of()?,
        })
    }

    /// Where it stands, with its level.
    #[must_use]
    pub const fn standing(&self) -> Standing {
        Standing {
            state: self.state,
            level: self.content.level,
        }
    }

    /// Whose turn it is.
    #[must_use]
    pub const fn turn(&self) -> Turn {
        self.standing().turn()
    }

    /// How long it has lasted on a day, and with whom.
    #[must_use]
    pub fn ageing(&self, today: Date) -> Ageing {
        self.held.held(self.turn(), beijing(self.turn_since).date(), today)
    }

    /// True where the answer's due day is over.
    #[must_use]
    pub fn is_overdue(&self, today: Date) -> bool {
        self.state == State::Assigned && self.due_on.is_some_and(|due| due < today)
    }

    /// Its code, as `P-0147`.
    #[must_use]
    pub fn code(&self) -> String {
        code(self.number)
    }

    /// What the door of permission is asked about.
    #[must_use]
    pub fn object(&self) -> Object<'_> {
        Object::Problem {
            city: &self.city,
            shared: self.shared,
            with_province: matches!(self.turn(), Turn::Province),
        }
    }
}

/// What an action asks of the door of permission, where a problem stands so.
#[must_use]
pub fn verb(action: Action, standing: Standing) -> Verb {
    match action {
        Action::Save | Action::Handle | Action::Close | Action::Confirm | Action::Reopen => Verb::Save,
        Action::Escalate => Verb::Escalate,
        Action::Comment => Verb::Comment,
        Action::PassOn => Verb::Liaise,
        Action::Reply if standing.turn() == Turn::Province => Verb::Liaise,
        _ => Verb::Handle,
    }
}

/// Problems of a condition over `problems p` with one bound text, by number.
pub(super) async fn some(conn: &mut AnyConnection, only: &str, value: &str) -> Result<Vec<Row>, Error> {
    let sql = format!("SELECT {} FROM problems p WHERE {only}", expression());
    let text: Option<String> = sqlx::query_scalar(&sql).bind(value.to_owned()).fetch_one(conn).await?;
    let mut rows = records(text.as_deref())
        .map(|mut row| Row::read(&mut row))
        .collect::<Result<Vec<_>, _>>()?;
    rows.sort_by_key(|r| r.number);
    Ok(rows)
}

/// The problem of a number.
pub(super) async fn by_number(conn: &mut AnyConnection, number: i64) -> Result<Row, Error> {
    let found = some(conn, "p.number = CAST($1 AS BIGINT)", &number.to_string()).await?;
    found.into_iter().next().ok_or(Error::NotFound)
}
