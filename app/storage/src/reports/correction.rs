//! Corrections of accepted reports: the city asks for named items, CNIPA opens them or declines. The report goes back to
//! its city with just those items; its accepted version and its facts stay in force until the next one is accepted.

use domain::{
    access::{Decision, Verb, may},
    correction::{REASON_MAX, asked, granted},
    fault::text,
    form::ReportForm,
    message::Kind,
    period::Period,
    report::{Action, State, Verdict},
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::json;
use sqlx::{AnyConnection, Row as _, any::AnyRow};

use super::{
    names, object,
    report::{self, Report},
    review::{ItemWord, Sent, keep},
    told::Told,
};
use crate::{Caller, Error, Line, Refusal, Store, Write, messages::Who, timestamp};

/// A correction that was asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correction {
    /// City slug.
    pub city: String,
    /// Report period.
    pub period: Period,
    /// The accepted version it is about.
    pub version: u32,
    /// The items asked for, in the form's order.
    pub items: Vec<String>,
    /// Why.
    pub reason: String,
    /// Name of who asked.
    pub asked_by: String,
    /// When.
    pub asked_at: Timestamp,
    /// What CNIPA decided; none while it waits.
    pub outcome: Option<Outcome>,
    /// True of a supplement, which nobody had to ask for: its outcome is the city's own.
    pub supplement: bool,
}

/// What CNIPA decided.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    /// The items opened; none where it was declined.
    pub granted: Vec<String>,
    /// CNIPA's words: of a refusal always some.
    pub words: String,
    /// Name of who decided.
    pub by: String,
    /// When.
    pub at: Timestamp,
}

const COLUMNS: &str = "r.city, r.period, c.version, c.items, c.reason, COALESCE(a.name, c.asked_by), c.asked_at, c.granted, \
    c.answer, COALESCE(d.name, c.decided_by), c.decided_at, \
    COALESCE(c.decision, '')";

const TABLES: &str = "corrections c JOIN reports r ON r.id = c.report_id LEFT JOIN users a ON a.id = c.asked_by \
    LEFT JOIN users d ON d.id = c.decided_by";

fn read(row: &AnyRow) -> Result<Correction, Error> {
    let (period, version, items): (String, i64, String) = (row.try_get(1)?, row.try_get(2)?, row.try_get(3)?);
    let decided_at: Option<i64> = row.try_get(10)?;
    let outcome = match decided_at {
        None => None,
        Some(at) => Some(Outcome {
            granted: match row.try_get::<Option<String>, _>(7)? {
                Some(items) => serde_json::from_str(&items)?,
                None => Vec::new(),
            },
            words: row.try_get::<Option<String>, _>(8)?.unwrap_or_default(),
            by: row.try_get::<Option<String>, _>(9)?.unwrap_or_default(),
            at: timestamp(at),
        }),
    };
    Ok(Correction {
        city: row.try_get(0)?,
        period: period.parse().map_err(Error::unavailable)?,
        version: u32::try_from(version).unwrap_or(0),
        items: serde_json::from_str(&items)?,
        reason: row.try_get(4)?,
        asked_by: row.try_get(5)?,
        asked_at: timestamp(row.try_get(6)?),
        outcome,
        supplement: row.try_get::<String, _>(11)? == "supplement",
    })
}

async fn of_report(conn: &mut AnyConnection, report: &Report) -> Result<Vec<Correction>, Error> {
    let sql = format!("SELECT {COLUMNS} FROM {TABLES} WHERE c.report_id = $1 ORDER BY c.asked_at DESC, c.id DESC");
    let rows = sqlx::query(&sql).bind(&report.id).fetch_all(conn).await?;
    rows.iter().map(read).collect()
}

/// The correction of a report that waits for CNIPA.
pub(super) async fn waiting(conn: &mut AnyConnection, report: &Report) -> Result<Option<Correction>, Error> {
    let all = of_report(conn, report).await?;
    Ok(all.into_iter().find(|c| c.outcome.is_none()))
}

/// The correction for which a report was opened last.
pub(super) async fn granted_last(conn: &mut AnyConnection, report: &Report) -> Result<Option<Correction>, Error> {
    let all = of_report(conn, report).await?;
    let granted = |c: &Correction| c.outcome.as_ref().is_some_and(|o| !o.granted.is_empty());
    Ok(all.into_iter().find(granted))
}

/// All corrections asked for of a report, the latest first.
///
/// # Errors
/// `NotFound` where there is no such report, or the caller is neither of its city nor of CNIPA.
pub async fn corrections(store: &Store, caller: &Caller, city: &str, period: Period) -> Result<Vec<Correction>, Error> {
    let mut read = store.read().await?;
    let (_, report) = report::find(read.conn(), city, period).await?;
    if may(Some(&caller.actor), Verb::AskCorrection, &report.object()) == Decision::Hidden {
        return Err(Error::NotFound);
    }
    of_report(read.conn(), &report).await
}

/// The corrections that wait, and those decided since an instant, that the caller may see, the oldest first.
///
/// # Errors
/// `Unavailable` only; who may see none gets none.
pub async fn open_corrections(
    store: &Store,
    caller: &Caller,
    decided_since: Timestamp,
) -> Result<Vec<Correction>, Error> {
    let mut snapshot = store.read().await?;
    let sql = format!(
        "SELECT {COLUMNS} FROM {TABLES} WHERE c.decided_at IS NULL OR c.decided_at >= $1 ORDER BY c.asked_at, c.id"
    );
    let rows = sqlx::query(&sql)
        .bind(crate::micros(decided_since))
        .fetch_all(snapshot.conn())
        .await?;
    let mut all = Vec::new();
    for row in &rows {
        let correction = read(row)?;
        let object = domain::access::Object::Report {
            city: &correction.city,
            state: State::Accepted,
            versions: 1,
        };
        if may(Some(&caller.actor), Verb::AskCorrection, &object) != Decision::Hidden {
            all.push(correction);
        }
    }
    Ok(all)
}

/// Asks CNIPA to open named items of an accepted report: `items[…][selected]` of the form with its `reason`.
///
/// # Errors
/// `Forbidden`, `NotFound`, `WrongState` where the report is not accepted; `Refused` with `Fields`, or `CorrectionWaits`.
pub async fn request_correction(
    store: &Store,
    caller: &Caller,
    city: &str,
    period: Period,
    form: &ReportForm,
) -> Result<(), Error> {
    let (mut w, _, report) = report::enter(store, caller, city, period, Verb::AskCorrection).await?;
    report.after(Action::RequestCorrection)?;
    if waiting(w.conn(), &report).await?.is_some() {
        return Err(Refusal::CorrectionWaits.into());
    }
    let asked = asked(&names(&report), |name| form.ticked(name), form.reason()).map_err(Refusal::Fields)?;
    let version = report.accepted.ok_or(Error::NotFound)?;
    let (id, at, by) = (w.new_id(), w.at(), w.caller().actor.id.clone());
    sqlx::query(
        "INSERT INTO corrections (id, report_id, version, items, reason, asked_by, asked_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(id)
    .bind(&report.id)
    .bind(i64::from(version))
    .bind(serde_json::to_string(&asked.items)?)
    .bind(&asked.reason)
    .bind(by)
    .bind(at)
    .execute(w.conn())
    .await?;
    let items: Vec<_> = asked.items.iter().map(String::as_str).collect();
    let told = Told::of(&report, report.state);
    told.tell(&mut w, &Who::Cnipa, Kind::CorrectionRequested, &items)
        .await?;
    let after = json!({ "version": version, "items": asked.items, "reason": w.seal(&asked.reason) });
    w.commit(Line {
        action: "report.request_correction",
        object: object(city, period),
        before: json!({ "state": report.state, "version": version }),
        after,
    })
    .await?;
    Ok(())
}

/// Opens the ticked items of the correction that waits: the report goes back to its city with just those.
///
/// # Errors
/// `Forbidden`, `NotFound`, `WrongState`; `Refused` with `NoCorrectionWaits`, or `Fields` where none of the items asked
/// for is ticked.
pub async fn grant_correction(
    store: &Store,
    caller: &Caller,
    city: &str,
    period: Period,
    form: &ReportForm,
) -> Result<(), Error> {
    let (mut w, report, state, asked) = decide(store, caller, city, period, Action::GrantCorrection).await?;
    let given = granted(&asked.items, |name| form.ticked(name), form.reason()).map_err(Refusal::Fields)?;
    // The items stand as returned, so that the city's next version is refused until each is changed or answered.
    let word = |item: &String| {
        let comment = asked.reason.clone();
        let verdict = Verdict::Return;
        (item.clone(), ItemWord { verdict, comment })
    };
    let words: Sent = given.items.iter().map(word).collect();
    keep(&mut w, &report, &words).await?;
    report::reopen(&mut w, &report, state).await?;
    close(&mut w, &report, "granted", Some(&given.items), &given.reason).await?;
    let items: Vec<_> = given.items.iter().map(String::as_str).collect();
    let told = Told::of(&report, state);
    told.settle_request(&mut w).await?;
    told.tell_city(&mut w, Kind::CorrectionGranted, &items).await?;
    let words = if given.reason.is_empty() {
        json!(null)
    } else {
        json!(w.seal(&given.reason))
    };
    let after = json!({ "state": state, "version": asked.version, "items": given.items, "words": words });
    finish(w, &report, Action::GrantCorrection, after).await
}

/// Declines the correction that waits, with a reason; the report stays as it is.
///
/// # Errors
/// As [`grant_correction`]; `Refused` with `Fields` where no reason is given.
pub async fn decline_correction(
    store: &Store,
    caller: &Caller,
    city: &str,
    period: Period,
    form: &ReportForm,
) -> Result<(), Error> {
    let (mut w, report, state, asked) = decide(store, caller, city, period, Action::DeclineCorrection).await?;
    let reason = text(form.reason(), REASON_MAX).map_err(|fault| Refusal::Fields(vec![("reason", fault)]))?;
    close(&mut w, &report, "declined", None, &reason).await?;
    let told = Told::of(&report, state);
    told.settle_request(&mut w).await?;
    told.tell_city(&mut w, Kind::CorrectionDeclined, &[]).await?;
    let after = json!({ "state": state, "version": asked.version, "words": w.seal(&reason) });
    finish(w, &report, Action::DeclineCorrection, after).await
}

/// The write lock, then permission, state and the correction that waits.
async fn decide(
    store: &Store,
    caller: &Caller,
    city: &str,
    period: Period,
    action: Action,
) -> Result<(Write, Report, State, Correction), Error> {
    let (mut w, _, report) = report::enter(store, caller, city, period, Verb::GrantCorrection).await?;
    let state = report.after(action)?;
    let asked = waiting(w.conn(), &report).await?.ok_or(Refusal::NoCorrectionWaits)?;
    Ok((w, report, state, asked))
}

async fn close(
    w: &mut Write,
    report: &Report,
    decision: &str,
    granted: Option<&[String]>,
    words: &str,
) -> Result<(), Error> {
    let (at, by) = (w.at(), w.caller().actor.id.clone());
    let granted = granted.map(serde_json::to_string).transpose()?;
    sqlx::query(
        "UPDATE corrections SET decision = $1, granted = $2, answer = $3, decided_by = $4, decided_at = $5 \
         WHERE report_id = $6 AND decision IS NULL",
    )
    .bind(decision)
    .bind(granted)
    .bind(words)
    .bind(by)
    .bind(at)
    .bind(&report.id)
    .execute(w.conn())
    .await?;
    Ok(())
}

async fn finish(w: Write, report: &Report, action: Action, after: serde_json::Value) -> Result<(), Error> {
    let name = format!("report.{}", action.name());
    w.commit(Line {
        action: &name,
        object: object(&report.city, report.period),
        before: json!({ "state": report.state, "version": report.accepted }),
        after,
    })
    .await?;
    Ok(())
}
