//! What reviewers are shown beside a file: where else the same bytes stand as evidence.

use std::collections::BTreeMap;

use domain::{
    access::{Object, Verb},
    period::Period,
    report::State,
};
use serde::{Deserialize, Serialize};
use sqlx::AnyConnection;

use crate::{Caller, Error, allow};

/// Another place of the same file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Elsewhere {
    /// SHA-256 of the file.
    pub hash: String,
    /// City slug.
    pub city: String,
    /// Report period.
    pub period: Period,
    /// The item there.
    pub item: String,
}

const fn submitted(city: &str) -> Object<'_> {
    Object::Report {
        city,
        state: State::Submitted,
        versions: 1,
    }
}

/// Where files of a report's versions stand in other reports that were submitted, of any city, or at other items of its own
/// latest version, by item here; for who reviews it.
pub(crate) async fn elsewhere(
    conn: &mut AnyConnection,
    caller: &Caller,
    city: &str,
    period: Period,
) -> Result<BTreeMap<String, Vec<Elsewhere>>, Error> {
    allow(caller, Verb::Review, &submitted(city))?;
    let rows: Vec<(String, String, String, String, String)> = sqlx::query_as(
        "SELECT DISTINCT here.item, here.hash, r.city, r.period, there.item FROM version_files here \
         JOIN reports own ON own.id = here.report_id AND own.city = $1 AND own.period = $2 \
         JOIN version_files there ON there.hash = here.hash \
         JOIN reports r ON r.id = there.report_id AND there.version = r.latest_version \
         WHERE here.version = own.latest_version AND (r.id <> own.id OR there.item <> here.item)",
    )
    .bind(city)
    .bind(period.to_string())
    .fetch_all(conn)
    .await?;
    let mut all: BTreeMap<String, Vec<Elsewhere>> = BTreeMap::new();
    for (here, hash, city, period, item) in rows {
        if allow(caller, Verb::ReadVersions, &submitted(&city)).is_ok() {
            let period = period.parse().map_err(Error::unavailable)?;
            let other = Elsewhere {
                hash,
                city,
                period,
                item,
            };
            all.entry(here).or_default().push(other);
        }
    }
    all.values_mut().for_each(|others| others.sort());
    Ok(all)
}
