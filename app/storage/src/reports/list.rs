//! The lists of reports: all that a caller may see, or those that someone still has to do with.

use std::collections::{HashMap, HashSet};

use domain::{
    access::{Decision, Verb, may},
    city::cities,
    period::Period,
};

use super::{
    report::{COLUMNS, Report},
    row::Row,
};
use crate::{
    Caller, Error, Store, calendar,
    packed::{packed, records},
    schemes, settings,
};

/// All opened or begun reports that the caller may see, by city in the notice's order, then by period.
///
/// # Errors
/// `Unavailable` only; who may see none gets none.
pub async fn list(store: &Store, caller: &Caller) -> Result<Vec<Row>, Error> {
    some(store, caller, usize::MAX).await
}

/// Of those in [`list`] the ones that someone still has to do with, and all of the last `periods` that have opened.
///
/// # Errors
/// As there.
pub async fn at_hand(store: &Store, caller: &Caller, periods: usize) -> Result<Vec<Row>, Error> {
    some(store, caller, periods).await
}

async fn some(store: &Store, caller: &Caller, latest: usize) -> Result<Vec<Row>, Error> {
    let mut read = store.read().await?;
    let settings = settings::of(read.conn()).await?;
    let calendar = calendar::of(read.conn(), &settings, None).await?;
    let own = caller.actor.city().unwrap_or_default();
    let opened = calendar.pilot.opened(caller.at);
    let whole = &opened[opened.len().saturating_sub(latest)..];
    // Of the other periods what is accepted is passed over: only whose it is has to be known.
    let mut passed: HashSet<(Period, String)> = HashSet::new();
    let mut others = String::new();
    if whole.len() < opened.len() {
        others = whole.iter().map(|p| format!(" OR r.period = '{p}'")).collect();
        others.insert_str(0, " AND (r.state <> 'accepted'");
        others.push(')');
        // A period of which all are accepted is one record, without a city.
        let accepted = "FROM reports WHERE state = 'accepted' AND ($1 = '' OR city = $1)";
        let sql = format!(
            "SELECT {} FROM (SELECT period, '' AS city {accepted} GROUP BY period HAVING COUNT(*) = $2 \
             UNION ALL SELECT period, city {accepted} AND period IN \
             (SELECT period {accepted} GROUP BY period HAVING COUNT(*) <> $2)) AS passed",
            packed(&["period", "city"])
        );
        let all = if own.is_empty() { cities().len() } else { 1 };
        let found: Option<String> = sqlx::query_scalar(&sql)
            .bind(own)
            .bind(i64::try_from(all).unwrap_or(i64::MAX))
            .fetch_one(read.conn())
            .await?;
        for mut row in records(found.as_deref()) {
            passed.insert((row.of()?, row.text()?.to_owned()));
        }
    }
    let sql = format!(
        "SELECT {} FROM reports r WHERE ($1 = '' OR r.city = $1){others}",
        packed(&COLUMNS)
    );
    let found: Option<String> = sqlx::query_scalar(&sql).bind(own).fetch_one(read.conn()).await?;
    let mut stored = HashMap::new();
    for mut row in records(found.as_deref()) {
        let report = Report::read(&mut row)?;
        stored.insert((report.city.clone(), report.period), report);
    }
    let reports = calendar.pilot.reports();
    let mut rows = Vec::new();
    let mut in_force = None;
    for city in cities() {
        for &period in &reports {
            let report = match stored.remove(&(city.slug.clone(), period)) {
                Some(report) => report,
                None if passed.contains(&(period, String::new())) => continue,
                None if passed.contains(&(period, city.slug.clone())) => continue,
                None if opened.contains(&period) => {
                    let report = Report::fresh(&city.slug, period);
                    if period.is_quarter() && in_force.is_none() {
                        in_force = Some(schemes::all_in_force(read.conn()).await?);
                    }
                    let tasks = in_force.as_ref().and_then(|all| all.get(&city.slug));
                    report.planned(None, tasks.cloned().unwrap_or_default())
                }
                None => continue,
            };
            if may(Some(&caller.actor), Verb::See, &report.object()) == Decision::Allow {
                rows.push(report.row(caller, &calendar));
            }
        }
    }
    Ok(rows)
}
