//! How complete the reports are and whether they came in time, for who may know a city's lateness; also as it was known at
//! the end of a past day. The rule is `domain::punctuality`, the same for every page and file.

use std::collections::HashMap;

use domain::{
    calendar::Calendar,
    city::cities,
    period::Period,
    punctuality::{Assessed, Filing, Kinds, Round, assess},
    report::{Content, State},
};
use jiff::{Timestamp, civil::Date};
use sqlx::AnyConnection;

use crate::{Caller, Error, Store, calendar, micros, reports, settings, timestamp};

/// The reports of the cities that the reader may know of.
#[derive(Clone, Debug)]
pub struct Completeness {
    /// The instant it is known at.
    pub known_at: Timestamp,
    /// The calendar as known then.
    pub calendar: Calendar,
    /// Every report that had opened, by city in the notice's order, then by period.
    pub reports: Vec<Assessed>,
    /// Of each report how many items differ from its accepted version, as its lists say; only of today.
    pub changed: HashMap<(String, Period), u32>,
}

type Key = (String, String);

/// The reports that have opened, or had by the end of a Beijing day, each against its terms.
///
/// # Errors
/// `NotFound` for who may know no city's lateness.
pub async fn of(store: &Store, caller: &Caller, as_of: Option<Date>) -> Result<Completeness, Error> {
    let seen: Vec<_> = cities().iter().filter(|c| calendar::knows(caller, &c.slug)).collect();
    if seen.is_empty() {
        return Err(Error::NotFound);
    }
    let mut read = store.read().await?;
    let settings = settings::of(read.conn()).await?;
    let (known_at, seq) = calendar::known(read.conn(), as_of, caller.at).await?;
    let calendar = calendar::of(read.conn(), &settings, seq).await?;
    let mut rounds = rounds(read.conn(), known_at).await?;
    let kinds = kinds(read.conn(), known_at).await?;
    let corrections = corrections(read.conn(), known_at).await?;
    let mut reports = Vec::new();
    for city in seen {
        for period in calendar.pilot.opened(known_at) {
            let key = (city.slug.clone(), period.to_string());
            let filing = Filing {
                city: city.slug.clone(),
                period,
                rounds: rounds.remove(&key).unwrap_or_default(),
                kinds: kinds.get(&key).copied().unwrap_or_default(),
                corrections: corrections.get(&key).copied().unwrap_or(0),
            };
            reports.push(assess(&filing, &calendar, known_at));
        }
    }
    let changed = match as_of {
        None => changed(read.conn(), caller).await?,
        Some(_) => HashMap::new(),
    };
    Ok(Completeness {
        changed,
        known_at,
        calendar,
        reports,
    })
}

async fn changed(conn: &mut AnyConnection, caller: &Caller) -> Result<HashMap<(String, Period), u32>, Error> {
    let rows: Vec<(String, String, String, i64, i64)> = sqlx::query_as(
        "SELECT city, period, state, changed_sent, changed_draft FROM reports WHERE changed_sent > 0 OR changed_draft > 0",
    )
    .fetch_all(conn)
    .await?;
    let mut all = HashMap::new();
    for (city, period, state, sent, draft) in rows {
        if !calendar::knows(caller, &city) {
            continue;
        }
        let state = State::parse(&state).ok_or_else(|| Error::unavailable("a report's state"))?;
        let count = if reports::reads_draft(caller, &city, state) {
            draft
        } else {
            sent
        };
        let period = period.parse().map_err(Error::unavailable)?;
        all.insert((city, period), u32::try_from(count).unwrap_or(u32::MAX));
    }
    Ok(all)
}

/// Versions that stood at an instant: those withdrawn by then are left out.
const STOOD: &str =
    "v.submitted_at <= $1 AND NOT (COALESCE(v.closed_as, '') = 'withdrawn' AND COALESCE(v.closed_at, 0) <= $1)";

async fn rounds(conn: &mut AnyConnection, at: Timestamp) -> Result<HashMap<Key, Vec<Round>>, Error> {
    let sql = format!(
        "SELECT r.city, r.period, v.submitted_at, v.closed_at, v.closed_as FROM versions v \
         JOIN reports r ON r.id = v.report_id WHERE {STOOD} ORDER BY v.number"
    );
    type Row = (String, String, i64, Option<i64>, Option<String>);
    let rows: Vec<Row> = sqlx::query_as(&sql).bind(micros(at)).fetch_all(conn).await?;
    let mut all: HashMap<Key, Vec<Round>> = HashMap::new();
    for (city, period, submitted_at, closed_at, closed_as) in rows {
        all.entry((city, period)).or_default().push(Round {
            submitted_at: timestamp(submitted_at),
            decided_at: closed_at
                .filter(|_| closed_as.as_deref() != Some("withdrawn"))
                .map(timestamp),
            returned: closed_as.as_deref() == Some("returned"),
        });
    }
    Ok(all)
}

/// The entries of each report's last version that stood, by kind.
async fn kinds(conn: &mut AnyConnection, at: Timestamp) -> Result<HashMap<Key, Kinds>, Error> {
    let sql = format!(
        "SELECT w.content FROM versions w WHERE w.number = (SELECT MAX(v.number) FROM versions v \
         WHERE v.report_id = w.report_id AND {STOOD})"
    );
    let rows: Vec<String> = sqlx::query_scalar(&sql).bind(micros(at)).fetch_all(conn).await?;
    let mut all = HashMap::new();
    for content in rows {
        let content: Content = serde_json::from_str(&content)?;
        let period: Period = content.period;
        all.insert((content.city.clone(), period.to_string()), Kinds::of(&content));
    }
    Ok(all)
}

async fn corrections(conn: &mut AnyConnection, at: Timestamp) -> Result<HashMap<Key, u32>, Error> {
    let rows: Vec<(String, String, i64)> = sqlx::query_as(
        "SELECT r.city, r.period, COUNT(*) FROM corrections c JOIN reports r ON r.id = c.report_id \
         WHERE c.decision = 'granted' AND c.decided_at <= $1 GROUP BY r.city, r.period",
    )
    .bind(micros(at))
    .fetch_all(conn)
    .await?;
    let count = |(city, period, n): (String, String, i64)| ((city, period), u32::try_from(n).unwrap_or(u32::MAX));
    Ok(rows.into_iter().map(count).collect())
}
