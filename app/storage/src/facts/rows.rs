//! The rows behind the observations, read whoever asks; the caller of these functions limits what is seen.

use std::collections::HashMap;

use domain::{
    calendar::end_of,
    entry::{Amount, Entry},
    indicator::{self, Definition, Way},
    period::Period,
};
use jiff::civil::Date;
use sqlx::AnyConnection;

use super::{Filter, Observation, Status, sight::reads_report};
use crate::{
    Caller, Error, micros,
    packed::{Fields, groups, packed, packed_groups, records},
    reports, timestamp,
};

/// Facts by the filter in these periods (none: all), whole; unordered and whoever may see them.
pub(super) async fn load(
    conn: &mut AnyConnection,
    filter: &Filter<'_>,
    periods: &[Period],
) -> Result<Vec<Observation>, Error> {
    let select = format!("SELECT {} FROM facts WHERE ", packed(&COLUMNS));
    let found = fetch(conn, filter, periods, select, "").await?;
    records(found.as_deref()).map(|mut row| unpack(&mut row)).collect()
}

/// The same by indicator and period, and of each only what is compared: an entry without explanation, no version. Read
/// without the JSON of it where the columns say it all, since of many cities they are many.
pub(super) async fn figures(
    conn: &mut AnyConnection,
    filter: &Filter<'_>,
    periods: &[Period],
    base: bool,
) -> Result<Vec<((String, Period), Vec<Observation>)>, Error> {
    let mut select = format!(
        "SELECT {} FROM (SELECT indicator, period, {} AS records FROM facts f WHERE ",
        packed_groups(&["indicator", "period"]),
        packed(&["city", &entry(filter.as_of), "corrected"]),
    );
    if !base {
        select.push_str("substr(indicator, 1, 1) <> 'B' AND ");
    }
    let found = fetch(conn, filter, periods, select, " GROUP BY period, indicator) AS grouped").await?;
    let mut all = Vec::new();
    for mut rows in groups(found.as_deref()) {
        let mut head = rows
            .next()
            .ok_or_else(|| Error::unavailable("a packed group lacks its head"))?;
        let (indicator, period) = (head.text()?.to_owned(), head.of()?);
        let d = indicator::definition(&indicator).ok_or_else(|| Error::unavailable("a fact of no indicator"))?;
        let held: Result<_, Error> = rows.map(|mut row| figure(d, period, &mut row)).collect();
        all.push(((indicator, period), held?));
    }
    Ok(all)
}

async fn fetch(
    conn: &mut AnyConnection,
    filter: &Filter<'_>,
    periods: &[Period],
    mut sql: String,
    end: &str,
) -> Result<Option<String>, Error> {
    let mut texts = Vec::new();
    let seq = line_as_of(conn, filter.as_of).await?;
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
    sql.push_str(end);
    let mut query = sqlx::query_scalar::<_, Option<String>>(&sql);
    if let Some(seq) = seq {
        query = query.bind(seq);
    }
    for text in texts {
        query = query.bind(text);
    }
    Ok(query.fetch_one(conn).await?)
}

const COLUMNS: [&str; 8] = [
    "indicator",
    "period",
    "city",
    "detail",
    "definition",
    "version",
    "accepted_at",
    "corrected",
];

/// A fact from its packed [`COLUMNS`].
fn unpack(row: &mut Fields) -> Result<Observation, Error> {
    Ok(Observation {
        indicator: row.text()?.to_owned(),
        period: row.of()?,
        city: row.text()?.to_owned(),
        status: Status::Accepted,
        entry: serde_json::from_str(row.text()?)?,
        definition: row.of()?,
        version: row.of()?,
        accepted_at: Some(timestamp(row.of()?)),
        corrected: row.of::<i64>()? != 0,
        note: None,
    })
}

/// An entry in as few letters as say it: a number, both parts of a quotient, else its JSON. Of what is in force the JSON is
/// sought one by one, for few need it: so the rest is read from the index alone. Of `facts f`.
pub(super) fn entry(as_of: Option<Date>) -> String {
    let detail = match as_of {
        Some(_) => "detail",
        None => {
            "(SELECT d.detail FROM facts d WHERE d.period = f.period AND d.indicator = f.indicator \
             AND d.city = f.city AND d.valid_to IS NULL)"
        }
    };
    format!(
        "CASE WHEN kind <> 'value' OR n IS NOT NULL THEN {detail} WHEN value IS NOT NULL THEN value \
         WHEN numerator IS NOT NULL THEN numerator || '/' || denominator ELSE {detail} END"
    )
}

/// What is compared of a fact, from its packed city, [`entry`] and mark.
pub(super) fn figure(d: &Definition, period: Period, row: &mut Fields) -> Result<Observation, Error> {
    let city = row.text()?.to_owned();
    let text = row.text()?;
    let entry = if text.starts_with('{') {
        serde_json::from_str(text)?
    } else {
        let number = |text: &str| text.parse().map_err(Error::unavailable);
        let amount = match text.split_once('/') {
            Some((numerator, denominator)) => Amount::Quotient {
                numerator: number(numerator)?,
                denominator: number(denominator)?,
            },
            None if d.way == Way::YesNo => Amount::YesNo(text == "1"),
            None => Amount::Number(number(text)?),
        };
        let explanation = String::new();
        Entry::Value { amount, explanation }
    };
    Ok(Observation {
        indicator: d.code.clone(),
        period,
        city,
        status: Status::Accepted,
        entry,
        definition: d.version,
        version: 0,
        accepted_at: None,
        corrected: row.of::<i64>()? != 0,
        note: None,
    })
}

/// The published notes of an indicator (none: of any), now or as known at the end of a day: by city, period, indicator.
pub(super) async fn notes(
    conn: &mut AnyConnection,
    indicator: Option<&str>,
    as_of: Option<Date>,
) -> Result<HashMap<(String, Period, String), String>, Error> {
    let seq = line_as_of(conn, as_of).await?;
    let all = reports::notes_in_force(conn, indicator, seq).await?;
    Ok(all
        .into_iter()
        .map(|(city, period, indicator, text)| ((city, period, indicator), text))
        .collect())
}

/// Entries by item and period, each with its city.
pub(crate) type Entries = HashMap<(String, Period), Vec<(String, Entry)>>;

/// The accepted entries of all cities but one in these periods, base figures left out.
pub(crate) async fn entries_of_others(
    conn: &mut AnyConnection,
    city: &str,
    periods: &[Period],
) -> Result<Entries, Error> {
    let all = figures(conn, &Filter::default(), periods, false).await?;
    let others = |held: Vec<Observation>| {
        let others = held.into_iter().filter(|o| o.city != city);
        others.map(|o| (o.city, o.entry)).collect()
    };
    Ok(all.into_iter().map(|(of, held)| (of, others(held))).collect())
}

/// The last line of the audit that counts as of a day; none for now.
pub(crate) async fn line_as_of(conn: &mut AnyConnection, as_of: Option<Date>) -> Result<Option<i64>, Error> {
    Ok(match as_of {
        Some(day) => Some(last_line(conn, day).await?),
        None => None,
    })
}

/// The last line of the audit written before the end of a Beijing day; 0 before the first.
pub(crate) async fn last_line(conn: &mut AnyConnection, day: Date) -> Result<i64, Error> {
    let sql = "SELECT COALESCE(MAX(seq), 0) FROM audit WHERE at < $1";
    Ok(sqlx::query_scalar(sql)
        .bind(micros(end_of(day)))
        .fetch_one(conn)
        .await?)
}

/// What waits for a verdict, of the reports that the caller may read.
pub(super) async fn submitted(
    conn: &mut AnyConnection,
    caller: &Caller,
    filter: &Filter<'_>,
) -> Result<Vec<Observation>, Error> {
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
                corrected: false,
                note: None,
            });
        }
    }
    Ok(all)
}
