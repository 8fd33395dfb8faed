//! What reviewers are shown beside a file: where else the same bytes stand as evidence, as far as they may read it there.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    access::{Object, Verb},
    period::Period,
    report::State,
};
use sqlx::AnyConnection;

use super::{Attached, Owner, owner::reads};
use crate::{Caller, Error, allow, reports::evidence::FilesByItem};

/// Another place of the same file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Elsewhere {
    /// SHA-256 of the file.
    pub hash: String,
    /// What it stands at.
    pub at: Owner,
}

const fn submitted(city: &str) -> Object<'_> {
    Object::Report {
        city,
        state: State::Submitted,
        versions: 1,
    }
}

/// Where the files of a report's latest version stand too, by item here; for who reviews it.
pub(crate) async fn elsewhere(
    conn: &mut AnyConnection,
    caller: &Caller,
    (city, period): (&str, Period),
    files: &FilesByItem,
) -> Result<BTreeMap<String, Vec<Elsewhere>>, Error> {
    allow(caller, Verb::Review, &submitted(city))?;
    let all = places(conn, caller, files.values().flatten().map(|f| f.hash.as_str())).await?;
    let mut by_item = BTreeMap::new();
    for (item, files) in files {
        let here = Owner::Report {
            city: city.to_owned(),
            period,
            item: item.clone(),
        };
        let others = all
            .iter()
            .filter(|o| o.at != here && files.iter().any(|f| f.hash == o.hash));
        let others: Vec<_> = others.cloned().collect();
        if !others.is_empty() {
            by_item.insert(item.clone(), others);
        }
    }
    Ok(by_item)
}

/// Where the files of anything but a report stand too; nothing for who does not review.
pub(super) async fn of(
    conn: &mut AnyConnection,
    caller: &Caller,
    here: &Owner,
    files: &[Attached],
) -> Result<Vec<Elsewhere>, Error> {
    if allow(caller, Verb::Review, &submitted("")).is_err() {
        return Ok(Vec::new());
    }
    let mut all = places(conn, caller, files.iter().map(|a| a.file.hash.as_str())).await?;
    all.retain(|other| other.at != *here);
    Ok(all)
}

/// Every place of these files that the caller may read: the latest versions of reports, then problems, practices and
/// adoptions, each in its order.
async fn places(
    conn: &mut AnyConnection,
    caller: &Caller,
    hashes: impl Iterator<Item = &str>,
) -> Result<Vec<Elsewhere>, Error> {
    let hashes: BTreeSet<&str> = hashes.collect();
    if hashes.is_empty() {
        return Ok(Vec::new());
    }
    let wanted: Vec<_> = (1..=hashes.len()).map(|i| format!("${i}")).collect();
    let wanted = wanted.join(", ");
    let sql = format!(
        "SELECT DISTINCT f.hash, r.city, r.period, f.item FROM version_files f \
         JOIN reports r ON r.id = f.report_id AND r.latest_version = f.version WHERE f.hash IN ({wanted})"
    );
    let mut frozen = sqlx::query_as::<_, (String, String, String, String)>(&sql);
    let sql = format!(
        "SELECT hash, owner, item, added_at FROM evidence WHERE owner NOT LIKE 'report:%' AND hash IN ({wanted})"
    );
    let mut named = sqlx::query_as::<_, (String, String, String, i64)>(&sql);
    for hash in &hashes {
        frozen = frozen.bind(*hash);
        named = named.bind(*hash);
    }
    let mut all = BTreeSet::new();
    for (hash, city, period, item) in frozen.fetch_all(&mut *conn).await? {
        if allow(caller, Verb::ReadVersions, &submitted(&city)).is_ok() {
            let period = period.parse().map_err(Error::unavailable)?;
            let at = Owner::Report { city, period, item };
            all.insert(Elsewhere { hash, at });
        }
    }
    for (hash, owner, item, added_at) in named.fetch_all(&mut *conn).await? {
        let Some(at) = Owner::of_key(&owner, &item) else {
            continue;
        };
        match reads(conn, caller, &at, None, added_at).await {
            Ok(()) => drop(all.insert(Elsewhere { hash, at })),
            Err(Error::NotFound | Error::Forbidden) => {}
            Err(e) => return Err(e),
        }
    }
    Ok(all.into_iter().collect())
}
