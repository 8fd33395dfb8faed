//! The facts that the figures of a quarter are made of: of flows since the pilot began, else those of the quarter; of all
//! cities as few letters as say it, or of one city with the version of the report they stand in.

use std::collections::BTreeSet;

use domain::{
    entry::Entry,
    indicator::{Aggregation, definition, indicators},
    period::Period,
};
use jiff::{Timestamp, civil::Date};
use sqlx::AnyConnection;

use super::{
    Observation,
    rows::{entry, figure},
};
use crate::{
    Error,
    packed::{groups, packed, packed_groups, records},
    timestamp,
};

/// An accepted entry and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Code.
    pub indicator: String,
    /// The month or quarter it is of.
    pub period: Period,
    /// The entry, words included.
    pub entry: Entry,
    /// The report that holds it.
    pub report: Period,
    /// The report's version.
    pub version: u32,
    /// Name of who submitted that version.
    pub by: String,
    /// When it was submitted.
    pub submitted_at: Timestamp,
}

/// What holds of facts at a line of the audit (none: now), with the places that it binds.
pub(crate) fn in_force(seq: Option<i64>, table: &str, place: usize) -> String {
    match seq {
        Some(_) => {
            format!("{table}.valid_from <= ${place} AND ({table}.valid_to IS NULL OR {table}.valid_to > ${place})")
        }
        None => format!("{table}.valid_to IS NULL"),
    }
}

/// The condition on `facts f`, from a place on, and the texts that it binds.
fn asked(place: usize, city: Option<&str>, quarter: Period, pilot: &[Period]) -> (String, Vec<String>) {
    let spans = |quarters: BTreeSet<Period>| -> Vec<String> {
        let all = quarters.into_iter().flat_map(|q| q.months().into_iter().chain([q]));
        all.map(|p| p.to_string()).collect()
    };
    let now = spans([quarter].into());
    let all = spans(
        pilot
            .iter()
            .copied()
            .filter(|q| *q <= quarter)
            .chain([quarter])
            .collect(),
    );
    let flows = indicators().filter(|d| d.aggregation == Aggregation::Sum);
    let flows: Vec<String> = flows.map(|d| d.code.clone()).collect();
    let mut texts = Vec::new();
    let mut one_of = |values: Vec<String>| {
        let first = place + texts.len();
        let places: Vec<_> = (first..first + values.len()).map(|i| format!("${i}")).collect();
        texts.extend(values);
        places.join(", ")
    };
    let (all, now, flows) = (one_of(all), one_of(now), one_of(flows));
    let mut sql = format!(
        "f.period IN ({all}) AND substr(f.indicator, 1, 1) <> 'B' AND (f.period IN ({now}) OR f.indicator IN ({flows}))"
    );
    if let Some(city) = city {
        texts.push(city.to_owned());
        sql.push_str(&format!(" AND f.city = ${}", place + texts.len() - 1));
    }
    (sql, texts)
}

/// The facts of all cities, or of one, without words, whoever may see them.
pub(crate) async fn of_all(
    conn: &mut AnyConnection,
    city: Option<&str>,
    (seq, as_of): (Option<i64>, Option<Date>),
    quarter: Period,
    pilot: &[Period],
) -> Result<Vec<Observation>, Error> {
    let first = 1 + usize::from(seq.is_some());
    let (condition, texts) = asked(first, city, quarter, pilot);
    let sql = format!(
        "SELECT {} FROM (SELECT indicator, period, {} AS records FROM facts f WHERE {} AND {condition} \
         GROUP BY period, indicator) AS grouped",
        packed_groups(&["indicator", "period"]),
        packed(&["city", &entry(as_of), "corrected"]),
        in_force(seq, "f", 1),
    );
    let mut query = sqlx::query_scalar::<_, Option<String>>(&sql);
    if let Some(seq) = seq {
        query = query.bind(seq);
    }
    for text in texts {
        query = query.bind(text);
    }
    let found = query.fetch_one(conn).await?;
    let mut all = Vec::new();
    for mut rows in groups(found.as_deref()) {
        let mut head = rows
            .next()
            .ok_or_else(|| Error::unavailable("a packed group lacks its head"))?;
        let d = definition(head.text()?).ok_or_else(|| Error::unavailable("a fact of no indicator"))?;
        let period = head.of()?;
        for mut row in rows {
            all.push(figure(d, period, &mut row)?);
        }
    }
    Ok(all)
}

/// The facts of one city, by period, with the versions that hold them.
pub(crate) async fn of_city(
    conn: &mut AnyConnection,
    city: &str,
    seq: Option<i64>,
    quarter: Period,
    pilot: &[Period],
) -> Result<Vec<Source>, Error> {
    let first = 1 + usize::from(seq.is_some());
    let (condition, texts) = asked(first, Some(city), quarter, pilot);
    let columns = [
        "f.indicator",
        "f.period",
        "f.detail",
        "f.report_period",
        "f.version",
        "COALESCE(u.name, v.submitted_by)",
        "v.submitted_at",
    ];
    let sql = format!(
        "SELECT {} FROM facts f JOIN versions v ON v.report_id = f.report_id AND v.number = f.version \
         LEFT JOIN users u ON u.id = v.submitted_by WHERE {} AND {condition}",
        packed(&columns),
        in_force(seq, "f", 1),
    );
    let mut query = sqlx::query_scalar::<_, Option<String>>(&sql);
    if let Some(seq) = seq {
        query = query.bind(seq);
    }
    for text in texts {
        query = query.bind(text);
    }
    let found = query.fetch_one(conn).await?;
    let mut all = Vec::new();
    for mut row in records(found.as_deref()) {
        all.push(Source {
            indicator: row.text()?.to_owned(),
            period: row.of()?,
            entry: serde_json::from_str(row.text()?)?,
            report: row.of()?,
            version: row.of()?,
            by: row.text()?.to_owned(),
            submitted_at: timestamp(row.of()?),
        });
    }
    all.sort_by_key(|s| s.period);
    Ok(all)
}
