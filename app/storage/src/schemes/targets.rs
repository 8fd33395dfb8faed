//! The targets in force: written where a scheme is filed, read by charts and scores as of a line of the audit.

use std::collections::{BTreeMap, BTreeSet};

use domain::{indicator::definition, scheme::Promise};
use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};
use sqlx::AnyConnection;

use super::Version;
use crate::{
    Error, Write,
    facts::line_as_of,
    packed::{packed, records},
    timestamp,
};

/// What a city promises for an indicator, as filed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InForce {
    /// City slug.
    pub city: String,
    /// Code.
    pub indicator: String,
    /// As filed.
    pub promise: Promise,
    /// What counts for scores: as filed, unless it is lower than before and CNIPA has not granted that.
    pub scoring: Promise,
    /// Why it took another's place; empty of the first.
    pub reason: String,
    /// The version of the scheme.
    pub version: u32,
    /// When it was filed.
    pub from: Timestamp,
    /// When another took its place; none where it is in force.
    pub to: Option<Timestamp>,
}

/// Writes what a version that is being filed changes; gives the indicators whose lower target does not count.
pub(super) async fn put(w: &mut Write, version: &Version, granted: &BTreeSet<String>) -> Result<Vec<String>, Error> {
    let content = &version.content;
    let before: Vec<(String, String, String)> =
        sqlx::query_as("SELECT indicator, promise, scoring FROM targets WHERE city = $1 AND valid_to IS NULL")
            .bind(&content.city)
            .fetch_all(w.conn())
            .await?;
    let mut stood: BTreeMap<String, (Promise, Promise)> = BTreeMap::new();
    for (code, promise, scoring) in before {
        stood.insert(code, (serde_json::from_str(&promise)?, serde_json::from_str(&scoring)?));
    }
    let seq = w.seq;
    let mut not_granted = Vec::new();
    for (code, promise) in &content.targets {
        let Some(d) = definition(code) else { continue };
        let scoring = match stood.get(code) {
            Some((_, counted)) if promise.is_easier_than(d, counted) && !granted.contains(code) => {
                not_granted.push(code.clone());
                counted
            }
            _ => promise,
        };
        if stood.get(code).is_some_and(|(p, s)| p == promise && s == scoring) {
            continue;
        }
        sqlx::query("UPDATE targets SET valid_to = $1 WHERE city = $2 AND indicator = $3 AND valid_to IS NULL")
            .bind(seq)
            .bind(&content.city)
            .bind(code)
            .execute(w.conn())
            .await?;
        sqlx::query(
            "INSERT INTO targets (city, indicator, promise, scoring, reason, version, valid_from) \
             VALUES ($1, $2, $3, $4, $5, $6, $7)",
        )
        .bind(&content.city)
        .bind(code)
        .bind(serde_json::to_string(promise)?)
        .bind(serde_json::to_string(scoring)?)
        .bind(&version.head.reason)
        .bind(i64::from(content.number))
        .bind(seq)
        .execute(w.conn())
        .await?;
    }
    Ok(not_granted)
}

/// The promises of all cities for an indicator, the earliest first, as known at the end of a Beijing day or now; those
/// that were replaced too. Who may see whose is for the caller to ask.
///
/// # Errors
/// `Unavailable`.
pub async fn of_indicator(conn: &mut AnyConnection, code: &str, as_of: Option<Date>) -> Result<Vec<InForce>, Error> {
    load(conn, "indicator", code, as_of).await
}

/// The same of a city for all indicators.
///
/// # Errors
/// `Unavailable`.
pub async fn of_city(conn: &mut AnyConnection, city: &str, as_of: Option<Date>) -> Result<Vec<InForce>, Error> {
    load(conn, "city", city, as_of).await
}

async fn load(conn: &mut AnyConnection, column: &str, value: &str, as_of: Option<Date>) -> Result<Vec<InForce>, Error> {
    let seq = line_as_of(conn, as_of).await?.unwrap_or(i64::MAX);
    let columns = packed(&[
        "t.city",
        "t.indicator",
        "t.promise",
        "CASE WHEN t.scoring = t.promise THEN '' ELSE t.scoring END",
        "t.reason",
        "t.version",
        "a.at",
        "CASE WHEN t.valid_to <= $2 THEN z.at END",
    ]);
    let sql = format!(
        "SELECT {columns} FROM targets t JOIN audit a ON a.seq = t.valid_from LEFT JOIN audit z ON z.seq = t.valid_to \
         WHERE t.{column} = $1 AND t.valid_from <= $2"
    );
    let text: Option<String> = sqlx::query_scalar(&sql).bind(value).bind(seq).fetch_one(conn).await?;
    let mut all = Vec::new();
    for mut row in records(text.as_deref()) {
        let (city, indicator) = (row.text()?.to_owned(), row.text()?.to_owned());
        let promise: Promise = serde_json::from_str(row.text()?)?;
        let scoring = row.some()?.map(serde_json::from_str).transpose()?;
        all.push(InForce {
            city,
            indicator,
            scoring: scoring.unwrap_or_else(|| promise.clone()),
            promise,
            reason: row.text()?.to_owned(),
            version: row.of()?,
            from: timestamp(row.of()?),
            to: row.some_of()?.map(timestamp),
        });
    }
    all.sort_by(|a, b| (a.from, &a.city, &a.indicator).cmp(&(b.from, &b.city, &b.indicator)));
    Ok(all)
}
