//! Acceptance writes the facts of a version, in the transaction and from the audit line of its acceptance on.

use std::collections::HashMap;

use domain::{
    Decimal,
    check::figure,
    entry::{Amount, Entry, Kind},
    indicator::{self, Definition},
    number::{canonical, scaled},
    report::Content,
};

use crate::{Error, Write};

/// Writes the entries of an accepted version: closes what differs, opens what is new, from this line of the audit on.
/// Gives the indicators whose value gave way to another.
pub(crate) async fn accept(w: &mut Write, report_id: &str, content: &Content) -> Result<Vec<String>, Error> {
    let (seq, at) = (w.seq, w.at());
    let rows: Vec<(String, String, String)> = sqlx::query_as(
        "SELECT indicator, detail, kind FROM facts WHERE city = $1 AND report_period = $2 AND valid_to IS NULL",
    )
    .bind(&content.city)
    .bind(content.period.to_string())
    .fetch_all(w.conn())
    .await?;
    let in_force: HashMap<_, _> = rows
        .into_iter()
        .map(|(code, detail, kind)| (code, (detail, kind)))
        .collect();
    let mut gave_way = Vec::new();
    for d in indicator::items(content.period) {
        let Some(entry) = content.entries.get(&d.code).filter(|e| **e != Entry::Missing) else {
            continue;
        };
        let period = d.fact_period(content.period).to_string();
        let detail = serde_json::to_string(entry)?;
        // What was not yet available and now is was awaited, not wrong.
        let mut corrected = false;
        if let Some((old, kind)) = in_force.get(&d.code) {
            if *old == detail {
                continue;
            }
            corrected = kind != Kind::NotYetAvailable.name();
            gave_way.push(d.code.clone());
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
             definition, report_id, report_period, version, valid_from, accepted_at, corrected) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)",
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
        .bind(i64::from(corrected))
        .execute(w.conn())
        .await?;
    }
    Ok(gave_way)
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
