//! The register's figures, one statement: open problems by what they are counted by, what came and went by month, and how
//! long answers took.

use std::collections::BTreeMap;

use domain::{
    indicator::Goal,
    problem::{Age, State, Turn, category},
};
use jiff::civil::Date;

use super::list::{Filter, back, only};
use crate::{
    Caller, Error, Store,
    packed::{packed, records},
};

/// Open problems that have all of these in common.
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

/// The figures of what a filter holds, whatever it says of state, turn and age.
///
/// # Errors
/// `NotFound` for who sees no problems at all.
pub async fn summary(store: &Store, caller: &Caller, filter: &Filter, today: Date) -> Result<Summary, Error> {
    let Some(only) = only(caller, filter, today, false)? else {
        return Ok(Summary::default());
    };
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
    let over = format!("CASE WHEN p.state = 'assigned' AND p.due_on < '{today}' THEN 1 ELSE 0 END");
    let (cells, months) = (
        packed(&["a", "b", "c", "d", "e", "f", "n"]),
        packed(&["m", "n", "days"]),
    );
    let here = only.sql();
    let by_month = |day: &str, days: &str| {
        format!(
            "(SELECT {months} FROM (SELECT substr(p.{day}, 1, 7) AS m, COUNT(*) AS n, {days} AS days FROM problems p \
             WHERE {here} AND p.{day} IS NOT NULL GROUP BY substr(p.{day}, 1, 7)) g)"
        )
    };
    let sql = format!(
        "SELECT (SELECT {cells} FROM (SELECT a, b, c, d, e, f, COUNT(*) AS n FROM (SELECT p.category AS a, \
         p.state AS b, p.city AS c, p.turn AS d, {band} AS e, {over} AS f FROM problems p \
         WHERE {here} AND p.state <> 'closed') r GROUP BY a, b, c, d, e, f) g), {}, {}, {}, \
         (SELECT COUNT(*) FROM problems p WHERE {here} AND p.state = 'assigned' AND p.due_on >= '{today}' \
         AND p.due_on <= '{}')",
        by_month("raised_on", "0"),
        by_month("closed_on", "0"),
        by_month("replied_on", "SUM(COALESCE(p.reply_days, 0))"),
        back(today, -1),
    );
    type Answer = (Option<String>, Option<String>, Option<String>, Option<String>, i64);
    let (open, raised, closed, replied, due_soon): Answer = only
        .bind(sqlx::query_as(&sql))
        .fetch_one(&mut *store.one().await?)
        .await?;
    let mut summary = Summary {
        due_soon,
        ..Summary::default()
    };
    let name = || Error::unavailable("a problem's column holds no known name");
    for mut row in records(open.as_deref()) {
        summary.open.push(Cell {
            category: category(row.text()?).ok_or_else(name)?,
            state: State::parse(row.text()?).ok_or_else(name)?,
            city: row.text()?.to_owned(),
            turn: Turn::parse(row.text()?).ok_or_else(name)?,
            age: Age::parse(row.text()?).ok_or_else(name)?,
            overdue: row.text()? == "1",
            count: row.of()?,
        });
    }
    for mut row in records(raised.as_deref()) {
        let (month, count) = (row.text()?.to_owned(), row.of()?);
        summary.months.entry(month).or_default().0 = count;
    }
    for mut row in records(closed.as_deref()) {
        let (month, count) = (row.text()?.to_owned(), row.of()?);
        summary.months.entry(month).or_default().1 = count;
    }
    for mut row in records(replied.as_deref()) {
        let (month, count, days) = (row.text()?.to_owned(), row.of()?, row.of()?);
        summary.replies.insert(month, (count, days));
    }
    Ok(summary)
}
