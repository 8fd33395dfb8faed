//! The read model: accepted entries with the span of audit numbers in which they held. Charts, comparison and exports
//! read only this, each row limited by what its reader may see today; *as of* is a condition on the span.

use std::collections::{BTreeSet, HashMap};

use domain::{
    Decimal,
    access::{Decision, Object, Release, Verb, may},
    calendar::end_of,
    check::figure,
    city::{cities, city},
    compare::{median, range},
    entry::{Amount, Entry},
    indicator::{self, Definition},
    number::{canonical, scaled},
    period::Period,
    report::{Content, State},
};
use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};
use sqlx::AnyConnection;

use crate::{Caller, Error, Store, Write, allow, micros, releases::Releases, reports, timestamp};

/// Which observations are wanted; what is none is not limited.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Filter<'a> {
    /// The month or quarter a figure is of.
    pub period: Option<Period>,
    /// Indicator or base figure.
    pub indicator: Option<&'a str>,
    /// City slug.
    pub city: Option<&'a str>,
    /// As known at the end of this Beijing day; rights are today's.
    pub as_of: Option<Date>,
    /// Also what was submitted and waits for a verdict, for those who may read that report.
    pub include_submitted: bool,
}

/// How far an observation has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// In force.
    Accepted,
    /// Submitted, not yet accepted.
    Submitted,
}

impl Status {
    /// The name in exports.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Status::Accepted => "accepted",
            Status::Submitted => "submitted",
        }
    }
}

/// One city's entry of one indicator or base figure in one period.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Observation {
    /// City slug.
    pub city: String,
    /// The month or quarter it is of.
    pub period: Period,
    /// Indicator or base figure.
    pub indicator: String,
    /// How far it has come.
    pub status: Status,
    /// The entry; without reason and explanation for who may not read the report.
    pub entry: Entry,
    /// The definition's version.
    pub definition: u32,
    /// The report's version.
    pub version: u32,
    /// When it was accepted.
    pub accepted_at: Option<Timestamp>,
}

impl Observation {
    /// The figure, unrounded; none of yes/no and of what is no value.
    #[must_use]
    pub fn figure(&self) -> Option<Decimal> {
        figure(indicator::definition(&self.indicator)?, self.entry.amount()?)
    }

    /// Where it stands in a list: by the notice's order, period, the tables' order, accepted before submitted.
    fn place(&self) -> (usize, Period, usize, Status) {
        let item = indicator::definitions(self.period)
            .iter()
            .position(|d| d.code == self.indicator);
        (
            city(&self.city).map_or(usize::MAX, |c| c.order),
            self.period,
            item.unwrap_or(usize::MAX),
            self.status,
        )
    }
}

/// One indicator over periods as its reader may see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Nine {
    /// Indicator or base figure.
    pub indicator: String,
    /// One for each period asked for, in that order.
    pub periods: Vec<NinePeriod>,
}

/// One indicator in one period: what is visible by name, and the nine cities' median and range.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NinePeriod {
    /// Month or quarter.
    pub period: Period,
    /// The release in force.
    pub release: Release,
    /// The accepted entries that the reader may see by name, in the notice's order.
    pub values: Vec<Observation>,
    /// Over all cities' figures, unrounded; none where it would give a single other city away.
    pub median: Option<Decimal>,
    /// Least and greatest figure of all cities; none where the median is.
    pub range: Option<(Decimal, Decimal)>,
    /// How many cities have a figure.
    pub held: usize,
    /// How many cities are expected.
    pub expected: usize,
}

/// Fewer figures of others than this are not summed up for who may not see them by name.
const FEWEST_OTHERS: usize = 3;

/// The observations the caller may see, by city in the notice's order, period, and the tables' order.
///
/// # Errors
/// `NotFound` for those who read no values at all: experts and the auditor.
pub async fn observations(store: &Store, caller: &Caller, filter: Filter<'_>) -> Result<Vec<Observation>, Error> {
    reads_values(caller)?;
    let mut read = store.read().await?;
    let releases = Releases::load(read.conn()).await?;
    let periods: Vec<_> = filter.period.into_iter().collect();
    let mut all = load(read.conn(), &filter, &periods).await?;
    all.retain(|o| sees(caller, &releases, o));
    if filter.include_submitted {
        all.extend(submitted(read.conn(), caller, &filter).await?);
    }
    for o in &mut all {
        if !reads_report(caller, &o.city) {
            hide_words(&mut o.entry);
        }
    }
    all.sort_by_key(Observation::place);
    Ok(all)
}

/// One indicator of all cities in these periods: by name as far as released, with median and range of all.
///
/// # Errors
/// `NotFound` for an unknown indicator and for those who read no values at all.
pub async fn nine(
    store: &Store,
    caller: &Caller,
    indicator: &str,
    periods: &[Period],
    as_of: Option<Date>,
) -> Result<Nine, Error> {
    reads_values(caller)?;
    indicator::definition(indicator).ok_or(Error::NotFound)?;
    let mut read = store.read().await?;
    let releases = Releases::load(read.conn()).await?;
    let filter = Filter {
        indicator: Some(indicator),
        as_of,
        ..Filter::default()
    };
    let mut all = if periods.is_empty() {
        vec![]
    } else {
        load(read.conn(), &filter, periods).await?
    };
    all.sort_by_key(Observation::place);
    let one = |period: &Period| {
        let here = || all.iter().filter(|o| o.period == *period);
        let figures: Vec<_> = here().filter_map(Observation::figure).collect();
        let (seen, unseen): (Vec<_>, Vec<_>) = here().partition(|o| sees(caller, &releases, o));
        let others = unseen.into_iter().filter(|o| o.entry.amount().is_some()).count();
        let gives_away = others > 0 && others < FEWEST_OTHERS;
        let values = seen.into_iter().cloned().map(|mut o| {
            if !reads_report(caller, &o.city) {
                hide_words(&mut o.entry);
            }
            o
        });
        NinePeriod {
            period: *period,
            release: releases.level(*period, indicator),
            values: values.collect(),
            median: median(&figures).filter(|_| !gives_away),
            range: range(&figures).filter(|_| !gives_away),
            held: here().filter(|o| o.entry.amount().is_some()).count(),
            expected: cities().len(),
        }
    };
    Ok(Nine {
        indicator: indicator.to_owned(),
        periods: periods.iter().map(one).collect(),
    })
}

/// Writes the entries of an accepted version: closes what differs, opens what is new, from this line of the audit on.
pub(crate) async fn accept(w: &mut Write, report_id: &str, content: &Content) -> Result<(), Error> {
    let (seq, at) = (w.seq, w.at());
    let rows: Vec<(String, String)> = sqlx::query_as(
        "SELECT indicator, detail FROM facts WHERE city = $1 AND report_period = $2 AND valid_to IS NULL",
    )
    .bind(&content.city)
    .bind(content.period.to_string())
    .fetch_all(w.conn())
    .await?;
    let in_force: HashMap<_, _> = rows.into_iter().collect();
    for d in indicator::items(content.period) {
        let Some(entry) = content.entries.get(&d.code).filter(|e| **e != Entry::Missing) else {
            continue;
        };
        let period = d.fact_period(content.period).to_string();
        let detail = serde_json::to_string(entry)?;
        if let Some(old) = in_force.get(&d.code) {
            if *old == detail {
                continue;
            }
            sqlx::query(
                "UPDATE facts SET valid_to = $1 WHERE city = $2 AND period = $3 AND indicator = $4 AND valid_to IS NULL",
            )
            .bind(seq)
            .bind(&content.city)
            .bind(&period)
            .bind(&d.code)
            .execute(w.conn())
            .await?;
        }
        let c = Columns::of(d, entry);
        sqlx::query(
            "INSERT INTO facts (city, period, indicator, kind, no_cases, numerator, denominator, value, n, detail, scaled, \
             definition, report_id, report_period, version, valid_from, accepted_at) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)",
        )
        .bind(&content.city)
        .bind(period)
        .bind(&d.code)
        .bind(entry.kind().name())
        .bind(i64::from(matches!(entry, Entry::NotApplicable { no_cases: true, .. })))
        .bind(c.numerator)
        .bind(c.denominator)
        .bind(c.value)
        .bind(c.n)
        .bind(detail)
        .bind(c.scaled)
        .bind(i64::from(d.version))
        .bind(report_id)
        .bind(content.period.to_string())
        .bind(i64::from(content.number))
        .bind(seq)
        .bind(at)
        .execute(w.conn())
        .await?;
    }
    Ok(())
}

/// The parts of an entry as the table's columns: decimals as typed, a yes as 1, the figure in millionths.
#[derive(Default)]
struct Columns {
    numerator: Option<String>,
    denominator: Option<String>,
    value: Option<String>,
    n: Option<String>,
    scaled: Option<i64>,
}

impl Columns {
    fn of(d: &Definition, entry: &Entry) -> Self {
        let Some(amount) = entry.amount() else {
            return Columns::default();
        };
        let text = |d: &Decimal| Some(canonical(*d));
        let parts = Columns {
            scaled: figure(d, amount).and_then(scaled),
            ..Columns::default()
        };
        match amount {
            Amount::Quotient { numerator, denominator } => Columns {
                numerator: text(numerator),
                denominator: text(denominator),
                ..parts
            },
            Amount::Number(value) => Columns {
                value: text(value),
                ..parts
            },
            Amount::YesNo(yes) => Columns {
                value: Some(i64::from(*yes).to_string()),
                ..parts
            },
            Amount::Mean { mean, n } => Columns {
                value: text(mean),
                n: text(n),
                ..parts
            },
            Amount::Gap { .. } => parts,
        }
    }
}

/// Facts by the filter in these periods (none: all), unordered and whoever may see them.
async fn load(conn: &mut AnyConnection, filter: &Filter<'_>, periods: &[Period]) -> Result<Vec<Observation>, Error> {
    let mut sql =
        "SELECT city, period, indicator, detail, definition, version, accepted_at FROM facts WHERE ".to_owned();
    let mut texts = Vec::new();
    let seq = match filter.as_of {
        Some(day) => Some(last_line(conn, day).await?),
        None => None,
    };
    sql.push_str(match seq {
        Some(_) => "valid_from <= $1 AND (valid_to IS NULL OR valid_to > $1)",
        None => "valid_to IS NULL",
    });
    let first = usize::from(seq.is_some());
    let mut one_of = |column: &str, values: Vec<String>| {
        if !values.is_empty() {
            let places: Vec<_> = (1..=values.len())
                .map(|i| format!("${}", first + texts.len() + i))
                .collect();
            sql.push_str(&format!(" AND {column} IN ({})", places.join(", ")));
            texts.extend(values);
        }
    };
    one_of("indicator", filter.indicator.map(str::to_owned).into_iter().collect());
    one_of("city", filter.city.map(str::to_owned).into_iter().collect());
    one_of("period", periods.iter().map(ToString::to_string).collect());
    let mut query = sqlx::query_as::<_, (String, String, String, String, i64, i64, i64)>(&sql);
    if let Some(seq) = seq {
        query = query.bind(seq);
    }
    for text in texts {
        query = query.bind(text);
    }
    let mut all = Vec::new();
    for (city, period, indicator, detail, definition, version, accepted_at) in query.fetch_all(conn).await? {
        all.push(Observation {
            city,
            period: period.parse().map_err(Error::unavailable)?,
            indicator,
            status: Status::Accepted,
            entry: serde_json::from_str(&detail)?,
            definition: u32::try_from(definition).unwrap_or(0),
            version: u32::try_from(version).unwrap_or(0),
            accepted_at: Some(timestamp(accepted_at)),
        });
    }
    Ok(all)
}

/// The last line of the audit written before the end of a Beijing day; 0 before the first.
async fn last_line(conn: &mut AnyConnection, day: Date) -> Result<i64, Error> {
    let sql = "SELECT COALESCE(MAX(seq), 0) FROM audit WHERE at < $1";
    Ok(sqlx::query_scalar(sql)
        .bind(micros(end_of(day)))
        .fetch_one(conn)
        .await?)
}

/// What waits for a verdict, of the reports that the caller may read.
async fn submitted(conn: &mut AnyConnection, caller: &Caller, filter: &Filter<'_>) -> Result<Vec<Observation>, Error> {
    let before = filter.as_of.map(|day| micros(end_of(day)));
    let versions = reports::waiting(conn, before, filter.city, filter.period.map(Period::report)).await?;
    let mut all = Vec::new();
    for content in versions.iter().filter(|c| reads_report(caller, &c.city)) {
        for d in indicator::items(content.period) {
            let period = d.fact_period(content.period);
            let wanted = filter.period.is_none_or(|p| p == period) && filter.indicator.is_none_or(|i| i == d.code);
            let Some(entry) = content.entries.get(&d.code).filter(|_| wanted) else {
                continue;
            };
            all.push(Observation {
                city: content.city.clone(),
                period,
                indicator: d.code.clone(),
                status: Status::Submitted,
                entry: entry.clone(),
                definition: d.version,
                version: content.number,
                accepted_at: None,
            });
        }
    }
    Ok(all)
}

/// `NotFound` for those to whom even the widest release gives nothing.
fn reads_values(caller: &Caller) -> Result<(), Error> {
    allow(
        caller,
        Verb::Read,
        &Object::Values {
            city: "",
            release: Release::Ranked,
        },
    )
}

fn sees(caller: &Caller, releases: &Releases, o: &Observation) -> bool {
    let release = releases.level(o.period, &o.indicator);
    may(
        Some(&caller.actor),
        Verb::Read,
        &Object::Values { city: &o.city, release },
    ) == Decision::Allow
}

/// True for who reads the city's submitted reports, words included.
fn reads_report(caller: &Caller, city: &str) -> bool {
    let report = Object::Report {
        city,
        state: State::Submitted,
        versions: 1,
    };
    may(Some(&caller.actor), Verb::Read, &report) == Decision::Allow
}

/// Takes out what a city wrote to its reviewers.
fn hide_words(entry: &mut Entry) {
    match entry {
        Entry::Value { explanation: words, .. }
        | Entry::NotApplicable { reason: words, .. }
        | Entry::NotYetAvailable { reason: words, .. } => words.clear(),
        Entry::Missing => {}
    }
}

/// The periods in which facts of an indicator stand, the earliest first: what a trend can show.
///
/// # Errors
/// `NotFound` for those who read no values at all.
pub async fn periods(store: &Store, caller: &Caller, indicator: Option<&str>) -> Result<Vec<Period>, Error> {
    reads_values(caller)?;
    let mut read = store.read().await?;
    let sql = "SELECT DISTINCT period FROM facts WHERE valid_to IS NULL AND ($1 = '' OR indicator = $1)";
    let rows: Vec<String> = sqlx::query_scalar(sql)
        .bind(indicator.unwrap_or_default())
        .fetch_all(read.conn())
        .await?;
    let all: Result<BTreeSet<Period>, _> = rows.iter().map(|p| p.parse()).collect();
    Ok(all.map_err(Error::unavailable)?.into_iter().collect())
}
