//! What stands beside a draft's fields: who changed an item and when, and the texts of the quarter before.

use std::collections::BTreeMap;

use domain::{
    access::{Decision, Object, Verb, may},
    entry::Field,
    period::Period,
    report::State,
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{object, report, version};
use crate::{Caller, Error, Store, allow, timestamp};

/// Most saves of a report that are looked through for an item's changes.
const SAVES_MAX: i64 = 2_000;

/// One save that changed an item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// When.
    pub at: Timestamp,
    /// Name of who saved it.
    pub by_name: String,
    /// The fields that were changed.
    pub fields: Vec<Field>,
}

/// Who changed an item's fields, the latest first; for those who type into the draft.
///
/// # Errors
/// `NotFound` where there is no such report or not for this caller; `Forbidden` for those who read only versions.
pub async fn changes(
    store: &Store,
    caller: &Caller,
    city: &str,
    period: Period,
    item: &str,
) -> Result<Vec<Change>, Error> {
    let mut read = store.read().await?;
    let (_, report) = report::find(read.conn(), city, period).await?;
    allow(caller, Verb::Read, &report.object())?;
    types(caller, city)?;
    let rows: Vec<(i64, String, String)> = sqlx::query_as(
        "SELECT a.at, COALESCE(u.name, a.account), a.after_value FROM audit a LEFT JOIN users u ON u.id = a.actor_id \
         WHERE a.object = $1 AND a.action = 'report.save' AND a.after_value LIKE $2 ORDER BY a.seq DESC LIMIT $3",
    )
    .bind(object(city, period))
    .bind(format!("%\"{item}.%"))
    .bind(SAVES_MAX)
    .fetch_all(read.conn())
    .await?;
    let start = format!("{item}.");
    let mut all = Vec::new();
    for (at, by_name, after) in rows {
        let after: Value = serde_json::from_str(&after)?;
        let names = after["fields"].as_object().into_iter().flat_map(|fields| fields.keys());
        let fields: Vec<Field> = names.filter_map(|n| Field::parse(n.strip_prefix(&start)?)).collect();
        if !fields.is_empty() {
            all.push(Change {
                at: timestamp(at),
                by_name,
                fields,
            });
        }
    }
    Ok(all)
}

/// The narrative sections of the quarter before, by name: of the accepted version, else of the one submitted last;
/// none where there is none.
///
/// # Errors
/// `Forbidden` for those who do not type into this city's drafts.
pub async fn sections_before(
    store: &Store,
    caller: &Caller,
    city: &str,
    period: Period,
) -> Result<BTreeMap<String, String>, Error> {
    types(caller, city)?;
    if !period.is_quarter() {
        return Ok(BTreeMap::new());
    }
    let mut read = store.read().await?;
    let report = match report::find(read.conn(), city, period.previous()).await {
        Ok((_, report)) => report,
        // The first quarter of the pilot has none before it.
        Err(Error::NotFound) => return Ok(BTreeMap::new()),
        Err(e) => return Err(e),
    };
    let Some(number) = report.accepted.or(report.latest) else {
        return Ok(BTreeMap::new());
    };
    Ok(version::load(read.conn(), &report.id, number, false)
        .await?
        .content
        .sections)
}

/// Who does not type into a draft reads versions.
fn types(caller: &Caller, city: &str) -> Result<(), Error> {
    let draft = Object::Report {
        city,
        state: State::Drafting,
        versions: 0,
    };
    match may(Some(&caller.actor), Verb::Save, &draft) {
        Decision::Allow => Ok(()),
        _ => Err(Error::Forbidden),
    }
}
