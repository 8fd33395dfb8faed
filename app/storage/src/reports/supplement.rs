//! Supplements of accepted reports, and giving up what was opened. A supplement goes the way of a correction that needs no
//! answer: the items stand as returned on the accepted version, which counts until the next one is accepted.

use domain::{
    access::Verb,
    calendar::beijing,
    form::ReportForm,
    period::Period,
    report::{Action, Verdict},
    supplement::{Awaited, awaited, opened},
};
use serde_json::json;

use super::{
    changed, correction,
    draft::Draft,
    evidence, object, report,
    review::{ItemWord, Sent, keep},
    save,
    told::Told,
    version,
};
use crate::{Caller, Error, Line, Refusal, Store};

/// What the caller's own city still owes to accepted reports, by the day it is expected on; none while a report is open.
///
/// # Errors
/// `Unavailable` only; who belongs to no city gets none.
pub async fn owed(store: &Store, caller: &Caller) -> Result<Vec<(Period, Awaited)>, Error> {
    let Some(city) = caller.actor.city() else {
        return Ok(Vec::new());
    };
    let mut read = store.read().await?;
    let rows: Vec<(String, String)> = sqlx::query_as(
        "SELECT r.period, v.content FROM reports r \
         JOIN versions v ON v.report_id = r.id AND v.number = r.accepted_version \
         WHERE r.city = $1 AND r.state = 'accepted' AND EXISTS (SELECT 1 FROM facts f WHERE f.city = r.city \
             AND f.report_period = r.period AND f.valid_to IS NULL AND f.kind = 'not_yet_available')",
    )
    .bind(city)
    .fetch_all(read.conn())
    .await?;
    let mut all = Vec::new();
    for (period, content) in rows {
        let period: Period = period.parse().map_err(Error::unavailable)?;
        let content: domain::report::Content = serde_json::from_str(&content)?;
        all.extend(awaited(period, &content.entries).into_iter().map(|a| (period, a)));
    }
    all.sort_by_key(|(period, a)| (a.expected_on, *period));
    Ok(all)
}

/// Opens the ticked items of an accepted report that are not yet available and whose day has not passed.
///
/// # Errors
/// `Forbidden`, `NotFound`, `WrongState` where the report is not accepted; `Refused` with `Fields` where no item that is
/// open is ticked, or `CorrectionWaits`.
pub async fn supplement(
    store: &Store,
    caller: &Caller,
    city: &str,
    period: Period,
    form: &ReportForm,
) -> Result<(), Error> {
    let (mut w, _, report) = report::enter(store, caller, city, period, Verb::Supplement).await?;
    let state = report.after(Action::Supplement)?;
    if correction::waiting(w.conn(), &report).await?.is_some() {
        return Err(Refusal::CorrectionWaits.into());
    }
    let number = report.accepted.ok_or(Error::NotFound)?;
    let accepted = version::load(w.conn(), &report.id, number, false).await?.content;
    let all = awaited(period, &accepted.entries);
    let today = beijing(caller.at).date();
    let items = opened(&all, today, |item| form.ticked(item)).map_err(Refusal::Fields)?;
    let word = |item: &String| {
        let (verdict, comment) = (Verdict::Return, String::new());
        (item.clone(), ItemWord { verdict, comment })
    };
    let words: Sent = items.iter().map(word).collect();
    keep(&mut w, &report, &words).await?;
    let (id, at, by) = (w.new_id(), w.at(), caller.actor.id.clone());
    let named = serde_json::to_string(&items)?;
    sqlx::query(
        "INSERT INTO corrections (id, report_id, version, items, reason, asked_by, asked_at, decision, granted, \
         decided_by, decided_at) VALUES ($1, $2, $3, $4, '', $5, $6, 'supplement', $4, $5, $6)",
    )
    .bind(id)
    .bind(&report.id)
    .bind(i64::from(number))
    .bind(named)
    .bind(by)
    .bind(at)
    .execute(w.conn())
    .await?;
    report::reopen(&mut w, &report, state).await?;
    let after = json!({ "state": state, "version": number, "items": items });
    w.commit(Line {
        action: "report.supplement",
        object: object(city, period),
        before: json!({ "state": report.state, "version": number }),
        after,
    })
    .await?;
    Ok(())
}

/// Gives up a correction or supplement that was opened: the draft holds again what the accepted version does.
///
/// # Errors
/// `Forbidden`, `NotFound`, `WrongState` where the report is not open for either, or a new version was submitted.
pub async fn abandon(store: &Store, caller: &Caller, city: &str, period: Period) -> Result<(), Error> {
    let (mut w, _, report) = report::enter(store, caller, city, period, Verb::Save).await?;
    let state = report.after(Action::Abandon)?;
    let number = report.accepted.ok_or(Error::NotFound)?;
    let accepted = version::load(w.conn(), &report.id, number, false).await?.content;
    let draft = Draft::load(w.conn(), &report).await?;
    let revision = report.revision + 1;
    let stood = |(item, field): &(String, _)| match accepted.sections.get(item) {
        Some(text) => text.as_str(),
        None => accepted.typed.get(item).map_or("", |typed| typed.whole(*field)),
    };
    let changed: Vec<_> = draft.0.iter().filter(|(place, now)| now.text != stood(place)).collect();
    for (place, now) in &changed {
        save::put_back(&mut w, &report.id, place, stood(place), now, revision).await?;
    }
    let unnamed = evidence::put_back(&mut w, &report, &accepted).await?;
    sqlx::query("DELETE FROM verdicts WHERE report_id = $1 AND version = $2 AND verdict = 'return'")
        .bind(&report.id)
        .bind(i64::from(number))
        .execute(w.conn())
        .await?;
    sqlx::query("UPDATE reports SET state = $1, revision = $2, signed_off_by = NULL WHERE id = $3")
        .bind(state.name())
        .bind(revision)
        .bind(&report.id)
        .execute(w.conn())
        .await?;
    report::count_filled(&mut w, &report.id).await?;
    changed::recount(&mut w, &report).await?;
    Told::of(&report, state).settle(&mut w).await?;
    let before = json!({ "state": report.state, "fields": changed.len() });
    w.commit(Line {
        action: "report.abandon",
        object: object(city, period),
        before,
        after: json!({ "state": state, "version": number, "revision": revision }),
    })
    .await?;
    crate::evidence::clear(store, &unnamed).await;
    Ok(())
}
