//! Briefs: what somebody of CNIPA has chosen and written for the brief of a period, each his own. The figures are never
//! kept: they are read whenever the brief is shown.

use domain::{
    access::{Object, Verb},
    brief::Draft,
    period::Period,
};
use jiff::Timestamp;
use serde_json::{Value, json};
use sqlx::AnyConnection;

use crate::{Caller, Error, Line, Store, Write, allow, timestamp};

/// A brief's draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// What was chosen and written.
    pub draft: Draft,
    /// When.
    pub saved_at: Timestamp,
}

async fn one(conn: &mut AnyConnection, account: &str, period: Period) -> Result<Option<Kept>, Error> {
    let found: Option<(String, i64)> =
        sqlx::query_as("SELECT content, saved_at FROM briefs WHERE account = $1 AND period = $2")
            .bind(account)
            .bind(period.to_string())
            .fetch_optional(conn)
            .await?;
    let Some((content, saved_at)) = found else {
        return Ok(None);
    };
    Ok(Some(Kept {
        draft: serde_json::from_str(&content)?,
        saved_at: timestamp(saved_at),
    }))
}

/// The caller's own draft of a period's brief, if there is one.
///
/// # Errors
/// `NotFound` for all but CNIPA.
pub async fn read(store: &Store, caller: &Caller, period: Period) -> Result<Option<Kept>, Error> {
    allow(caller, Verb::Read, &Object::Brief)?;
    one(&mut *store.one().await?, &caller.actor.id, period).await
}

/// What the audit says of a draft: its choices, and that a text changed; whoever reads it does not learn the text.
fn sealed(w: &Write, draft: &Draft) -> Value {
    let charts = draft.charts.iter().map(|c| {
        json!({ "indicator": c.indicator, "chart": c.chart, "sentence": w.seal(&format!("brief.sentence={}", c.sentence)) })
    });
    json!({
        "opening": w.seal(&format!("brief.opening={}", draft.opening)),
        "charts": charts.collect::<Vec<_>>(),
    })
}

/// Keeps the caller's draft of a period's brief in the place of the one before; none takes it away. Nothing is written
/// where it changes nothing.
///
/// # Errors
/// `NotFound` for all but CNIPA.
pub async fn save(store: &Store, caller: &Caller, period: Period, draft: Option<&Draft>) -> Result<(), Error> {
    allow(caller, Verb::Save, &Object::Brief)?;
    let mut w = store.write(caller).await?;
    let (account, at) = (w.caller().actor.id.clone(), w.at());
    let before = one(w.conn(), &account, period).await?.map(|kept| kept.draft);
    if before.as_ref() == draft {
        return Ok(());
    }
    match draft {
        Some(draft) => {
            sqlx::query(
                "INSERT INTO briefs (account, period, content, saved_at) VALUES ($1, $2, $3, $4) \
                 ON CONFLICT (account, period) DO UPDATE SET content = excluded.content, saved_at = excluded.saved_at",
            )
            .bind(&account)
            .bind(period.to_string())
            .bind(serde_json::to_string(draft)?)
            .bind(at)
            .execute(w.conn())
            .await?
        }
        None => {
            sqlx::query("DELETE FROM briefs WHERE account = $1 AND period = $2")
                .bind(&account)
                .bind(period.to_string())
                .execute(w.conn())
                .await?
        }
    };
    let before = before.map_or(Value::Null, |draft| sealed(&w, &draft));
    let after = draft.map_or(Value::Null, |draft| sealed(&w, draft));
    w.commit(Line {
        action: "brief.save",
        object: format!("brief:{period}"),
        before,
        after,
    })
    .await?;
    Ok(())
}
