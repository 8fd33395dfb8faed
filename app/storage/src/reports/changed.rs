//! How many items differ from the accepted version, counted when that changes and kept with the report: lists read a column.

use domain::{
    calendar::beijing,
    difference::{Difference, What, differences},
    report::{Content, State},
};

use super::{
    draft::{self, Draft, same},
    evidence,
    report::Report,
    version,
};
use crate::{Error, Write};

/// Counts anew what differs from the accepted version, in the last version that stands and in the draft while the city has
/// the report; after the writes of the transaction. Nothing where none is accepted.
pub(super) async fn recount(w: &mut Write, report: &Report) -> Result<(), Error> {
    let (state, latest, accepted): (String, Option<i64>, Option<i64>) =
        sqlx::query_as("SELECT state, latest_version, accepted_version FROM reports WHERE id = $1")
            .bind(&report.id)
            .fetch_one(w.conn())
            .await?;
    let Some(accepted) = accepted else { return Ok(()) };
    let old = content_of(w, report, accepted).await?;
    let sent = match latest.filter(|n| *n != accepted) {
        Some(number) => count(&old, &content_of(w, report, number).await?),
        None => 0,
    };
    let draft = match State::parse(&state) {
        Some(State::Returned | State::CitySignOff) => {
            let draft = Draft::load(w.conn(), report).await?;
            let today = beijing(w.caller().at).date();
            let check = draft::checked(w.conn(), report, &draft, today).await?;
            let files = evidence::of_draft(w.conn(), report).await?;
            count(&old, &version::content(report, &check, &draft, files))
        }
        _ => 0,
    };
    sqlx::query("UPDATE reports SET changed_sent = $1, changed_draft = $2 WHERE id = $3")
        .bind(sent)
        .bind(draft)
        .bind(&report.id)
        .execute(w.conn())
        .await?;
    Ok(())
}

fn count(old: &Content, new: &Content) -> i64 {
    // An explanation that was asked for then and is not now stays what it was.
    let asked_no_more = |d: &Difference| d.what == What::Words && same(&old.typed, &new.typed, d.item);
    let found = differences(old, new).into_iter().filter(|d| !asked_no_more(d)).count();
    i64::try_from(found).unwrap_or(i64::MAX)
}

async fn content_of(w: &mut Write, report: &Report, number: i64) -> Result<Content, Error> {
    let content: String = sqlx::query_scalar("SELECT content FROM versions WHERE report_id = $1 AND number = $2")
        .bind(&report.id)
        .bind(number)
        .fetch_one(w.conn())
        .await?;
    Ok(serde_json::from_str(&content)?)
}
