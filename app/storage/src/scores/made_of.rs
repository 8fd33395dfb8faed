//! What a score is made of: the promises that count, and where an indicator stands by its entries.

use std::collections::HashMap;

use domain::{
    entry::Entry,
    indicator::Definition,
    period::Period,
    scheme::Promise,
    score::{self, Row},
};
use sqlx::AnyConnection;

use crate::{
    Error,
    facts::to_date,
    packed::{packed, records},
};

/// The row of an indicator; none of what has no direction. What a reviewer agreed holds from that quarter on.
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
    let stands = score::against(d, entries, promise, (quarter, pilot), agreed);
    Some(Row {
        code: d.code.clone(),
        weight: d.weight.into(),
        direction: d.direction?,
        standing: stands.standing,
        held: stands.held,
        expected: stands.expected,
        baseline: stands.baseline,
        target: stands.target,
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
