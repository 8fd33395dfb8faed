//! The register's figures from two passes over its matter: open problems by what they are counted by, and what came, went
//! and was answered by month.

use std::collections::BTreeMap;

use domain::{
    indicator::Goal,
    problem::{Age, State, Turn, category},
};
use jiff::civil::Date;

use super::{
    filter::{Filter, back, only},
    list::tables,
};
use crate::{
    Caller, Error, Store,
    packed::{packed, records},
};

/// Open problems that have all of these in common; those due soon are cells of their own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// The goal.
    pub category: Goal,
    /// Where they stand.
    pub state: State,
    /// City slug.
    pub city: String,
    /// Whose turn it is.
    pub turn: Turn,
    /// How old they are.
    pub age: Age,
    /// Their answer is overdue.
    pub overdue: bool,
    /// How many.
    pub count: i64,
}

/// The figures of the register.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Open problems.
    pub open: Vec<Cell>,
    /// Raised and closed by month, as `2026-07`.
    pub months: BTreeMap<String, (i64, i64)>,
    /// First answers by month: how many, and their days since the escalation in all.
    pub replies: BTreeMap<String, (i64, i64)>,
    /// How many answers are due within a day from today.
    pub due_soon: i64,
}

impl Summary {
    /// Open problems that fit.
    pub fn count(&self, fits: impl Fn(&Cell) -> bool) -> i64 {
        self.open.iter().filter(|c| fits(c)).map(|c| c.count).sum()
    }
}

/// The columns of the figures, of the table `matter`: open problems, then months, each packed.
pub(super) fn columns(today: Date) -> String {
    let band = format!(
        "CASE WHEN p.raised_on >= '{}' THEN '{}' WHEN p.raised_on >= '{}' THEN '{}' \
         WHEN p.raised_on >= '{}' THEN '{}' ELSE '{}' END",
        back(today, 15),
        Age::UpTo15.name(),
        back(today, 30),
        Age::UpTo30.name(),
        back(today, 60),
        Age::UpTo60.name(),
        Age::Over60.name(),
    );
    let due = format!(
        "CASE WHEN p.state <> 'assigned' OR p.due_on IS NULL THEN '' WHEN p.due_on < '{today}' THEN '{OVER}' \
         WHEN p.due_on <= '{}' THEN '{SOON}' ELSE '' END",
        back(today, -1)
    );
    let (cells, months) = (
        packed(&["a", "b", "c", "d", "e", "f", "n"]),
        packed(&["a", "b", "c", "n", "days"]),
    );
    // A problem's three months are one group: few, however many problems.
    let (raised, closed, replied) = (
        "substr(p.raised_on, 1, 7)",
        "substr(p.closed_on, 1, 7)",
        "substr(p.replied_on, 1, 7)",
    );
    format!(
        "(SELECT {cells} FROM (SELECT a, b, c, d, e, f, COUNT(*) AS n FROM (SELECT p.category AS a, p.state AS b, \
         p.city AS c, p.turn AS d, {band} AS e, {due} AS f FROM matter p WHERE p.state <> 'closed') r \
         GROUP BY a, b, c, d, e, f) g), \
         (SELECT {months} FROM (SELECT {raised} AS a, {closed} AS b, {replied} AS c, COUNT(*) AS n, \
         SUM(COALESCE(p.reply_days, 0)) AS days FROM matter p GROUP BY {raised}, {closed}, {replied}) g)"
    )
}

const OVER: &str = "over";
const SOON: &str = "soon";

/// The figures from these columns.
pub(super) fn read(open: Option<&str>, months: Option<&str>) -> Result<Summary, Error> {
    let mut summary = Summary::default();
    let name = || Error::unavailable("a problem's column holds no known name");
    for mut row in records(open) {
        let (goal, state, city) = (row.text()?, row.text()?, row.text()?);
        let (turn, age, due, count) = (row.text()?, row.text()?, row.text()?, row.of()?);
        if due == SOON {
            summary.due_soon += count;
        }
        summary.open.push(Cell {
            category: category(goal).ok_or_else(name)?,
            state: State::parse(state).ok_or_else(name)?,
            city: city.to_owned(),
            turn: Turn::parse(turn).ok_or_else(name)?,
            age: Age::parse(age).ok_or_else(name)?,
            overdue: due == OVER,
            count,
        });
    }
    for mut row in records(months) {
        let (raised, closed, replied) = (row.text()?, row.some()?, row.some()?);
        let (count, days): (i64, i64) = (row.of()?, row.of()?);
        summary.months.entry(raised.to_owned()).or_default().0 += count;
        if let Some(month) = closed {
            summary.months.entry(month.to_owned()).or_default().1 += count;
        }
        if let Some(month) = replied {
            let of = summary.replies.entry(month.to_owned()).or_default();
            *of = (of.0 + count, of.1 + days);
        }
    }
    Ok(summary)
}

/// The figures of what a filter holds, whatever it says of state, turn and age.
///
/// # Errors
/// `NotFound` for who sees no problems at all.
pub async fn summary(store: &Store, caller: &Caller, filter: &Filter, today: Date) -> Result<Summary, Error> {
    let Some(only) = only(caller, filter, today, false)? else {
        return Ok(Summary::default());
    };
    let sql = format!("{} SELECT {}", tables(&only), columns(today));
    let (open, months): (Option<String>, Option<String>) = only
        .bind(sqlx::query_as(&sql))
        .fetch_one(&mut *store.one().await?)
        .await?;
    read(open.as_deref(), months.as_deref())
}
