//! What a score is made of: the promises that count, and where an indicator stands by its entries.

use std::collections::HashMap;

use domain::{
    entry::Entry,
    indicator::Definition,
    period::Period,
    scheme::Promise,
    score::{self, Row, Standing},
};
use jiff::civil::Date;
use sqlx::AnyConnection;

use crate::{
    Error,
    facts::{last_line, to_date},
    packed::{packed, records},
};

/// The last line of the audit that counts; none for now.
pub(super) async fn line(conn: &mut AnyConnection, as_of: Option<Date>) -> Result<Option<i64>, Error> {
    Ok(match as_of {
        Some(day) => Some(last_line(conn, day).await?),
        None => None,
    })
}

/// The row of an indicator; none of what has no direction. What was filed as not applicable is so for the whole range,
/// whatever was reported; what a reviewer agreed, from that quarter on.
pub(super) fn row(
    d: &Definition,
    (expected, entries): (&[Period], &[Entry]),
    promise: Option<&Promise>,
    agreed_from: Option<Period>,
    (quarter, pilot): (Period, &[Period]),
) -> Option<Row> {
    let agreed = |at: usize| {
        let of = expected.get(at).map(|p| p.quarter());
        of.zip(agreed_from).is_some_and(|(of, from)| of >= from)
    };
    let (standing, held, count) = score::standing(d, entries, agreed);
    let standing = match promise {
        Some(Promise::NotApplicable { .. }) => Standing::NotApplicable { agreed: true },
        _ => standing,
    };
    let path = promise.and_then(Promise::path);
    Some(Row {
        code: d.code.clone(),
        weight: d.weight.into(),
        direction: d.direction?,
        standing,
        held,
        expected: count,
        baseline: path.and_then(|path| path.baseline_at(d, quarter, pilot)),
        target: path.and_then(|path| path.at(quarter)),
        exempt: false,
    })
}

/// The promises of a city (none: of all) that count for scores, by city and indicator.
pub(super) async fn promises(
    conn: &mut AnyConnection,
    city: Option<&str>,
    seq: Option<i64>,
) -> Result<HashMap<String, HashMap<String, Promise>>, Error> {
    let sql = format!(
        "SELECT {} FROM targets t WHERE ($1 = '' OR t.city = $1) AND {}",
        packed(&["t.city", "t.indicator", "t.scoring"]),
        to_date::in_force(seq, "t", 2)
    );
    let mut query = sqlx::query_scalar::<_, Option<String>>(&sql).bind(city.unwrap_or_default().to_owned());
    if let Some(seq) = seq {
        query = query.bind(seq);
    }
    let found = query.fetch_one(conn).await?;
    let mut all: HashMap<String, HashMap<String, Promise>> = HashMap::new();
    for mut row in records(found.as_deref()) {
        let (city, code) = (row.text()?.to_owned(), row.text()?.to_owned());
        let promise = serde_json::from_str(row.text()?)?;
        all.entry(city).or_default().insert(code, promise);
    }
    Ok(all)
}
