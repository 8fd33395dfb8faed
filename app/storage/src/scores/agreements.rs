//! What a reviewer agreed does not apply to a city: without that, what a city calls not applicable counts 0. It holds from
//! one line of the audit until another.

use domain::{
    access::{Object, Verb},
    city::city as known,
    entry::Entry,
    fault,
    indicator::definition,
    message::Kind,
    period::Period,
    score::Standing,
};
use jiff::Timestamp;
use serde_json::{Value, json};
use sqlx::AnyConnection;

use super::{Asked, explained};
use crate::{
    Caller, Error, Line, Refusal, Store, Write, allow,
    calendar::REASON_MAX,
    facts::to_date,
    messages::{self, Params, Who},
    packed::{packed, records},
    settings, timestamp,
};

/// An agreement that an indicator does not apply.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Agreement {
    /// Code.
    pub indicator: String,
    /// The first quarter in which it does not apply.
    pub from: Period,
    /// Why.
    pub reason: String,
    /// Name of who agreed.
    pub by: String,
    /// When.
    pub at: Timestamp,
}

/// The agreements of a city (none: of all) in force at a line of the audit (none: now), each with its city.
pub(super) async fn in_force(
    conn: &mut AnyConnection,
    city: Option<&str>,
    seq: Option<i64>,
) -> Result<Vec<(String, Agreement)>, Error> {
    let columns = [
        "a.city",
        "a.indicator",
        "a.from_quarter",
        "a.reason",
        "COALESCE(u.name, a.agreed_by)",
        "a.agreed_at",
    ];
    let sql = format!(
        "SELECT {} FROM agreements a LEFT JOIN users u ON u.id = a.agreed_by WHERE ($1 = '' OR a.city = $1) AND {}",
        packed(&columns),
        to_date::in_force(seq, "a", 2)
    );
    let mut query = sqlx::query_scalar::<_, Option<String>>(&sql).bind(city.unwrap_or_default().to_owned());
    if let Some(seq) = seq {
        query = query.bind(seq);
    }
    let found = query.fetch_one(conn).await?;
    let mut all = Vec::new();
    for mut row in records(found.as_deref()) {
        let city = row.text()?.to_owned();
        let agreement = Agreement {
            indicator: row.text()?.to_owned(),
            from: row.of()?,
            reason: row.text()?.to_owned(),
            by: row.text()?.to_owned(),
            at: timestamp(row.of()?),
        };
        all.push((city, agreement));
    }
    Ok(all)
}

/// The write lock and permission, then what is in force.
async fn enter(store: &Store, caller: &Caller, city: &str, code: &str) -> Result<(Write, Option<Agreement>), Error> {
    let mut w = store.write(caller).await?;
    let known = known(city).ok_or(Error::NotFound)?;
    allow(caller, Verb::Review, &Object::Score { city: &known.slug })?;
    definition(code).filter(|d| !d.is_base()).ok_or(Error::NotFound)?;
    let all = in_force(w.conn(), Some(city), None).await?;
    let old = all.into_iter().map(|(_, a)| a).find(|a| a.indicator == code);
    Ok((w, old))
}

/// Agrees, with a reason, that an indicator which a city calls not applicable in a quarter is so: from the first quarter
/// on in which that quarter's figure is called so, until [`disagree`].
///
/// # Errors
/// `Forbidden`, `NotFound`; `Refused` with `NothingToAgree` where the indicator does not stand as not applicable without
/// agreement, with `Fields` at `reason`.
pub async fn agree(
    store: &Store,
    caller: &Caller,
    city: &str,
    code: &str,
    quarter: Period,
    reason: &str,
) -> Result<(), Error> {
    let (mut w, old) = enter(store, caller, city, code).await?;
    let settings = settings::of(w.conn()).await?;
    if !settings.pilot.quarters().contains(&quarter) {
        return Err(Error::NotFound);
    }
    let asked = Asked {
        quarter,
        as_of: None,
        settings: &settings,
    };
    let now = explained(w.conn(), city, asked).await?;
    let place = now.items.iter().position(|item| item.d.code == code);
    let (item, row) = place
        .and_then(|at| now.items.get(at).zip(now.score.rows.get(at)))
        .ok_or(Error::NotFound)?;
    if row.standing != (Standing::NotApplicable { agreed: false }) {
        return Err(Refusal::NothingToAgree.into());
    }
    let reason = fault::text(reason, REASON_MAX).map_err(|fault| Refusal::Fields(vec![("reason", fault)]))?;
    let called = |entry: &Entry| matches!(entry, Entry::NotApplicable { no_cases: false, .. });
    let first = item
        .inputs
        .iter()
        .find(|s| called(&s.entry))
        .map(|s| s.period.quarter());
    let from = first
        .into_iter()
        .chain(old.as_ref().map(|a| a.from))
        .min()
        .unwrap_or(quarter);
    end(&mut w, city, code).await?;
    let (seq, at, by) = (w.seq, w.at(), w.caller().actor.id.clone());
    sqlx::query(
        "INSERT INTO agreements (city, indicator, from_quarter, reason, agreed_by, agreed_at, valid_from) \
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(city)
    .bind(code)
    .bind(from.to_string())
    .bind(&reason)
    .bind(by)
    .bind(at)
    .bind(seq)
    .execute(w.conn())
    .await?;
    tell(&mut w, city, code, Kind::ScoreAgreed, &format!("?period={quarter}")).await?;
    let before = said(&w, old.as_ref());
    let after = json!({ "from": from, "reason": w.seal(&reason) });
    w.commit(Line {
        action: "score.agree",
        object: object(city, code),
        before,
        after,
    })
    .await?;
    Ok(())
}

/// Takes an agreement back: what is called not applicable counts 0 again.
///
/// # Errors
/// `Forbidden`; `NotFound` where there is none to take back.
pub async fn disagree(store: &Store, caller: &Caller, city: &str, code: &str) -> Result<(), Error> {
    let (mut w, old) = enter(store, caller, city, code).await?;
    let old = old.ok_or(Error::NotFound)?;
    end(&mut w, city, code).await?;
    tell(&mut w, city, code, Kind::ScoreDisagreed, "").await?;
    let before = said(&w, Some(&old));
    w.commit(Line {
        action: "score.disagree",
        object: object(city, code),
        before,
        after: Value::Null,
    })
    .await?;
    Ok(())
}

/// The city is told.
async fn tell(w: &mut Write, city: &str, code: &str, kind: Kind, query: &str) -> Result<(), Error> {
    let about = format!("/cities/{city}/score{query}#i-{code}");
    let params = Params {
        city: city.to_owned(),
        items: vec![code.to_owned()],
        ..Params::default()
    };
    let object = (Verb::Read, &Object::Score { city });
    messages::tell(w, &Who::City(city), kind, &about, &params, object).await
}

async fn end(w: &mut Write, city: &str, code: &str) -> Result<(), Error> {
    let seq = w.seq;
    sqlx::query("UPDATE agreements SET valid_to = $1 WHERE city = $2 AND indicator = $3 AND valid_to IS NULL")
        .bind(seq)
        .bind(city)
        .bind(code)
        .execute(w.conn())
        .await?;
    Ok(())
}

fn said(w: &Write, agreement: Option<&Agreement>) -> Value {
    agreement.map_or(Value::Null, |a| json!({ "from": a.from, "reason": w.seal(&a.reason) }))
}

/// What an audit line is about.
fn object(city: &str, code: &str) -> String {
    format!("score:{city}/{code}")
}
