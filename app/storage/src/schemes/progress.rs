//! Tasks in motion: the tasks of the scheme for a report's form, and what accepted quarterly reports say of them, written in
//! the transaction of the acceptance and read as of a day.

use std::collections::BTreeMap;

use domain::{
    Decimal,
    access::Verb,
    calendar::beijing,
    number::canonical,
    period::Period,
    report,
    scheme::{Content, Task},
    task::{Moment, Now},
};
use jiff::civil::Date;
use sqlx::AnyConnection;

use super::head;
use crate::{
    Caller, Error, Store, Write, allow, calendar,
    facts::line_as_of,
    packed::{Fields, packed, records},
    settings,
};

/// How far a city has come with its scheme, as known at the end of a day or now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Progress {
    /// City slug.
    pub city: String,
    /// The version of the scheme in force; none where none was filed yet.
    pub filed: Option<Content>,
    /// The first that was filed: where milestones stood before they were moved.
    pub first: Option<Content>,
    /// What was accepted of tasks and spending.
    pub accepted: Accepted,
    /// The day that it is looked at.
    pub now: Now,
}

/// What the last accepted quarterly reports of a city say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Accepted {
    /// By number of the task.
    pub tasks: BTreeMap<u8, Moment>,
    /// Spent since the pilot began, in 万元, by the end of this quarter.
    pub spent: Option<(Period, Decimal)>,
}

/// A day, with what should be reported by then.
pub(super) async fn now(conn: &mut AnyConnection, today: Date) -> Result<Now, Error> {
    let settings = settings::of(conn).await?;
    let calendar = calendar::of(conn, &settings, None).await?;
    let quarters = settings.pilot.quarters().into_iter();
    let due = quarters.filter(|p| calendar.deadlines(*p).due_on < today);
    let told_until = due.map(Period::last_day).max();
    Ok(Now {
        today,
        told_until: told_until.unwrap_or(settings.pilot.first),
    })
}

/// The numbers of tasks as a column holds them.
pub(super) fn numbers_of(tasks: &[Task]) -> String {
    let all: Vec<_> = tasks.iter().map(|t| t.number.to_string()).collect();
    all.join(",")
}

/// From such a column.
pub(crate) fn numbers(column: &str) -> Vec<u8> {
    column.split(',').filter_map(|n| n.parse().ok()).collect()
}

/// The version of a city's scheme in force with the numbers of its tasks; none where none is filed.
pub(crate) async fn in_force(conn: &mut AnyConnection, city: &str) -> Result<(Option<u32>, Vec<u8>), Error> {
    let found: Option<(Option<i64>, String)> = sqlx::query_as("SELECT filed, tasks FROM schemes WHERE city = $1")
        .bind(city)
        .fetch_optional(conn)
        .await?;
    match found {
        Some((Some(number), tasks)) => {
            let number = u32::try_from(number).map_err(Error::unavailable)?;
            Ok((Some(number), numbers(&tasks)))
        }
        _ => Ok((None, Vec::new())),
    }
}

/// The numbers of the tasks in force, by city.
pub(crate) async fn all_in_force(conn: &mut AnyConnection) -> Result<BTreeMap<String, Vec<u8>>, Error> {
    let rows: Vec<(String, String)> = sqlx::query_as("SELECT city, tasks FROM schemes WHERE filed IS NOT NULL")
        .fetch_all(conn)
        .await?;
    Ok(rows.into_iter().map(|(city, tasks)| (city, numbers(&tasks))).collect())
}

/// True where a city's scheme was submitted and not withdrawn.
pub(crate) async fn is_submitted(conn: &mut AnyConnection, city: &str) -> Result<bool, Error> {
    let found: Option<i64> = sqlx::query_scalar(
        "SELECT 1 FROM schemes s JOIN scheme_versions v ON v.scheme_id = s.id \
         WHERE s.city = $1 AND (v.closed_as IS NULL OR v.closed_as <> 'withdrawn') LIMIT 1",
    )
    .bind(city)
    .fetch_optional(conn)
    .await?;
    Ok(found.is_some())
}

/// The tasks of a version of a city's scheme.
pub(crate) async fn tasks(conn: &mut AnyConnection, city: &str, version: u32) -> Result<Vec<Task>, Error> {
    let content: String = sqlx::query_scalar(
        "SELECT v.content FROM schemes s JOIN scheme_versions v ON v.scheme_id = s.id WHERE s.city = $1 AND v.number = $2",
    )
    .bind(city)
    .bind(i64::from(version))
    .fetch_one(conn)
    .await?;
    Ok(serde_json::from_str::<Content>(&content)?.tasks)
}

/// Writes what an accepted version says of tasks and spending: closes what differs, opens what is new, from this line of the
/// audit on.
pub(crate) async fn accept(w: &mut Write, content: &report::Content) -> Result<(), Error> {
    if content.tasks.is_empty() && content.funding_spent.is_none() {
        return Ok(());
    }
    let (seq, period) = (w.seq, content.period.to_string());
    let held = load(w.conn(), Some(&content.city), None).await?;
    let held = held.into_iter().filter(|(_, _, m)| m.period == content.period);
    let held: BTreeMap<u8, Moment> = held.map(|(_, task, moment)| (task, moment)).collect();
    for (task, said) in &content.tasks {
        let now = Moment::of(content.period, content.number, said);
        if held.get(task).is_some_and(|before| says_the_same(before, &now)) {
            continue;
        }
        sqlx::query(
            "UPDATE task_progress SET valid_to = $1 WHERE city = $2 AND task = $3 AND period = $4 AND valid_to IS NULL",
        )
        .bind(seq)
        .bind(&content.city)
        .bind(i64::from(*task))
        .bind(&period)
        .execute(w.conn())
        .await?;
        sqlx::query(
            "INSERT INTO task_progress (city, task, period, state, percent, detail, version, valid_from) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        )
        .bind(&content.city)
        .bind(i64::from(*task))
        .bind(&period)
        .bind(now.state.name())
        .bind(i64::from(now.percent))
        .bind(serde_json::to_string(&now)?)
        .bind(i64::from(content.number))
        .bind(seq)
        .execute(w.conn())
        .await?;
    }
    spend(w, content).await
}

/// The same whatever version said it.
fn says_the_same(a: &Moment, b: &Moment) -> bool {
    let version = b.version;
    Moment { version, ..a.clone() } == *b
}

async fn spend(w: &mut Write, content: &report::Content) -> Result<(), Error> {
    let (seq, period) = (w.seq, content.period.to_string());
    let before: Option<String> =
        sqlx::query_scalar("SELECT amount FROM funding_spent WHERE city = $1 AND period = $2 AND valid_to IS NULL")
            .bind(&content.city)
            .bind(&period)
            .fetch_optional(w.conn())
            .await?;
    let now = content.funding_spent.map(|amount| canonical(amount.normalize()));
    if before == now {
        return Ok(());
    }
    sqlx::query("UPDATE funding_spent SET valid_to = $1 WHERE city = $2 AND period = $3 AND valid_to IS NULL")
        .bind(seq)
        .bind(&content.city)
        .bind(&period)
        .execute(w.conn())
        .await?;
    let Some(amount) = now else { return Ok(()) };
    sqlx::query("INSERT INTO funding_spent (city, period, amount, version, valid_from) VALUES ($1, $2, $3, $4, $5)")
        .bind(&content.city)
        .bind(&period)
        .bind(amount)
        .bind(i64::from(content.number))
        .bind(seq)
        .execute(w.conn())
        .await?;
    Ok(())
}

/// The condition of what held at a line of the audit, which is `$2`.
const HELD: &str = "($1 = '' OR city = $1) AND valid_from <= $2 AND (valid_to IS NULL OR valid_to > $2)";

/// What is held of one city or all, of every quarter.
async fn load(
    conn: &mut AnyConnection,
    city: Option<&str>,
    seq: Option<i64>,
) -> Result<Vec<(String, u8, Moment)>, Error> {
    let columns = packed(&["city", "task", "detail"]);
    let sql = format!("SELECT {columns} FROM task_progress WHERE {HELD}");
    let text: Option<String> = sqlx::query_scalar(&sql)
        .bind(city.unwrap_or_default())
        .bind(seq.unwrap_or(i64::MAX))
        .fetch_one(conn)
        .await?;
    let row = |mut row: Fields| Ok((row.text()?.to_owned(), row.of()?, serde_json::from_str(row.text()?)?));
    records(text.as_deref()).map(row).collect()
}

/// What was accepted last by city, of one or of all; of quarters before one, or of all.
pub(crate) async fn accepted(
    conn: &mut AnyConnection,
    city: Option<&str>,
    seq: Option<i64>,
    before: Option<Period>,
) -> Result<BTreeMap<String, Accepted>, Error> {
    let mut all: BTreeMap<String, Accepted> = BTreeMap::new();
    let wanted = |period: Period| before.is_none_or(|quarter| period.last_day() < quarter.first_day());
    let held = load(conn, city, seq).await?;
    for (city, task, moment) in held.into_iter().filter(|(_, _, m)| wanted(m.period)) {
        let tasks = &mut all.entry(city).or_default().tasks;
        let later = |had: &Moment| had.period.last_day() < moment.period.last_day();
        if tasks.get(&task).is_none_or(later) {
            tasks.insert(task, moment);
        }
    }
    let columns = packed(&["city", "period", "amount"]);
    let sql = format!("SELECT {columns} FROM funding_spent WHERE {HELD}");
    let text: Option<String> = sqlx::query_scalar(&sql)
        .bind(city.unwrap_or_default())
        .bind(seq.unwrap_or(i64::MAX))
        .fetch_one(conn)
        .await?;
    for mut row in records(text.as_deref()) {
        let (city, period, amount): (_, Period, Decimal) = (row.text()?.to_owned(), row.of()?, row.of()?);
        let spent = &mut all.entry(city).or_default().spent;
        let later = |had: &(Period, Decimal)| had.0.last_day() < period.last_day();
        if wanted(period) && spent.as_ref().is_none_or(later) {
            *spent = Some((period, amount));
        }
    }
    Ok(all)
}

/// How far a city has come, as known at the end of a Beijing day or now.
///
/// # Errors
/// `NotFound` for who may not know of its scheme, `Forbidden` for who may not read it.
pub async fn progress(store: &Store, caller: &Caller, city: &str, as_of: Option<Date>) -> Result<Progress, Error> {
    let mut snapshot = store.read().await?;
    let conn = snapshot.conn();
    let head = head(conn, city).await?;
    allow(caller, Verb::ReadVersions, &head.object())?;
    let seq = line_as_of(conn, as_of).await?;
    let filed: Vec<(String, i64)> = sqlx::query_as(
        "SELECT content, CASE WHEN valid_to IS NULL OR valid_to > $2 THEN 1 ELSE 0 END FROM scheme_versions \
         WHERE scheme_id = $1 AND valid_from <= $2 ORDER BY valid_from",
    )
    .bind(&head.id)
    .bind(seq.unwrap_or(i64::MAX))
    .fetch_all(&mut *conn)
    .await?;
    let read = |found: Option<&(String, i64)>| found.map(|(content, _)| serde_json::from_str(content)).transpose();
    Ok(Progress {
        city: city.to_owned(),
        filed: read(filed.iter().find(|(_, now)| *now == 1))?,
        first: read(filed.first())?,
        now: now(conn, as_of.unwrap_or(beijing(caller.at).date())).await?,
        accepted: accepted(conn, Some(city), seq, None)
            .await?
            .remove(city)
            .unwrap_or_default(),
    })
}
