//! The register's list, what is overdue first, a page at a time; and with it the figures of the same matter, so that the
//! texts of ten thousand problems are searched once.

use domain::problem::{Severity, State};
use jiff::civil::Date;
use sqlx::AnyConnection;

use super::{
    filter::{Filter, Only, only},
    row::{Row, expression},
    summary::{self, Summary},
};
use crate::{Caller, Error, Store, packed::records};

/// How many problems a page of the list has.
pub const PAGE: i64 = 25;

/// A page of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// How many there are.
    pub total: i64,
    /// The page shown, from 1; the last where the one asked for is behind it.
    pub page: i64,
    /// Its problems.
    pub rows: Vec<Row>,
}

/// What figures and order are made of, all of it in the index `problems_counted`.
const MATTER: &str = "p.number, p.category, p.state, p.city, p.turn, p.severity, p.raised_on, p.raised_at, p.due_on, \
    p.closed_on, p.replied_on, p.reply_days";

/// The tables that a statement of the register reads: `matter`, which the figures count, and `found`, the list's part of
/// it. Both databases make each once.
pub(super) fn tables(only: &Only) -> String {
    format!(
        "WITH matter AS MATERIALIZED (SELECT {MATTER} FROM problems p WHERE {}), found AS MATERIALIZED \
         (SELECT p.number, p.state, p.severity, p.due_on, p.raised_at FROM matter p WHERE {})",
        only.matter, only.standing
    )
}

/// The columns of a page, or of all: how many are found, and packed problems.
fn columns(today: Date, page: Option<i64>) -> String {
    // Days are digits and hyphens.
    let order = page.map(|page| {
        format!(
            "ORDER BY CASE WHEN p.state = 'assigned' AND p.due_on < '{today}' THEN 0 WHEN p.state = 'closed' THEN 3 \
             WHEN p.severity = 'urgent' THEN 1 ELSE 2 END, p.raised_at, p.number LIMIT {PAGE} OFFSET {}",
            (page - 1) * PAGE
        )
    });
    format!(
        "(SELECT COUNT(*) FROM found), (SELECT {} FROM problems p WHERE p.number IN (SELECT p.number FROM found p {}))",
        expression(),
        order.unwrap_or_default()
    )
}

fn listed(total: i64, text: Option<&str>, today: Date, page: Option<i64>) -> Result<Listed, Error> {
    let mut rows = records(text)
        .map(|mut row| Row::read(&mut row))
        .collect::<Result<Vec<_>, _>>()?;
    let rank = |r: &Row| match (r.is_overdue(today), r.state, r.content.severity) {
        (true, ..) => 0,
        (_, State::Closed, _) => 3,
        (.., Severity::Urgent) => 1,
        _ => 2,
    };
    rows.sort_by_key(|r| (rank(r), r.raised_at, r.number));
    Ok(Listed {
        total,
        page: page.unwrap_or(1),
        rows,
    })
}

/// The page to ask for instead of one behind the last.
fn last_instead(found: &Listed) -> Option<i64> {
    (found.rows.is_empty() && found.total > 0).then_some((found.total + PAGE - 1) / PAGE)
}

const NOTHING: Listed = Listed {
    total: 0,
    page: 1,
    rows: Vec::new(),
};

async fn fetch(conn: &mut AnyConnection, only: &Only, today: Date, page: Option<i64>) -> Result<Listed, Error> {
    let sql = format!("{} SELECT {}", tables(only), columns(today, page));
    let (total, text): (i64, Option<String>) = only.bind(sqlx::query_as(&sql)).fetch_one(conn).await?;
    listed(total, text.as_deref(), today, page)
}

/// A page of the register.
///
/// # Errors
/// `NotFound` for who sees no problems at all.
pub async fn list(store: &Store, caller: &Caller, filter: &Filter, today: Date, page: i64) -> Result<Listed, Error> {
    let Some(only) = only(caller, filter, today, true)? else {
        return Ok(NOTHING);
    };
    let page = page.clamp(1, i64::from(u32::MAX));
    let found = fetch(&mut *store.one().await?, &only, today, Some(page)).await?;
    match last_instead(&found) {
        Some(last) => fetch(&mut *store.one().await?, &only, today, Some(last)).await,
        None => Ok(found),
    }
}

/// A page of the register, and the figures of its matter.
///
/// # Errors
/// `NotFound` for who sees no problems at all.
pub async fn overview(
    store: &Store,
    caller: &Caller,
    filter: &Filter,
    today: Date,
    page: i64,
) -> Result<(Listed, Summary), Error> {
    let Some(only) = only(caller, filter, today, true)? else {
        return Ok((NOTHING, Summary::default()));
    };
    let page = page.clamp(1, i64::from(u32::MAX));
    let sql = format!(
        "{} SELECT {}, {}",
        tables(&only),
        columns(today, Some(page)),
        summary::columns(today)
    );
    type Answer = (i64, Option<String>, Option<String>, Option<String>);
    let (total, text, open, months): Answer = only
        .bind(sqlx::query_as(&sql))
        .fetch_one(&mut *store.one().await?)
        .await?;
    let figures = summary::read(open.as_deref(), months.as_deref())?;
    let mut found = listed(total, text.as_deref(), today, Some(page))?;
    if let Some(last) = last_instead(&found) {
        found = fetch(&mut *store.one().await?, &only, today, Some(last)).await?;
    }
    Ok((found, figures))
}

/// All that a filter finds, for a file.
///
/// # Errors
/// `NotFound` for who sees no problems at all.
pub async fn all(store: &Store, caller: &Caller, filter: &Filter, today: Date) -> Result<Vec<Row>, Error> {
    match only(caller, filter, today, true)? {
        Some(only) => Ok(fetch(&mut *store.one().await?, &only, today, None).await?.rows),
        None => Ok(Vec::new()),
    }
}
