//! Who adopted what, since when, and what moved since: before and after are read from the facts, under the releases that
//! hold for this reader.

use std::collections::HashMap;

use domain::{
    access::{Decision, Object, Verb, may},
    calendar::end_of,
    practice::State,
};
use jiff::civil::Date;
use sqlx::AnyConnection;

use super::Adoption;
use crate::{
    Caller, Error, Store,
    facts::{self, Moved},
    micros,
    packed::{packed, records},
    timestamp,
};

/// The adoptions of practices, by practice, the first first.
pub(super) async fn of(
    conn: &mut AnyConnection,
    caller: &Caller,
    ids: &[String],
) -> Result<HashMap<String, Vec<Adoption>>, Error> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let places: Vec<_> = (1..=ids.len()).map(|i| format!("${i}")).collect();
    let columns = ["practice_id", "city", "adopted_on", "indicator", "at", "proof"];
    let sql = format!(
        "SELECT {} FROM adoptions WHERE practice_id IN ({})",
        packed(&columns),
        places.join(", ")
    );
    let mut query = sqlx::query_scalar::<_, Option<String>>(&sql);
    for id in ids {
        query = query.bind(id);
    }
    let found = query.fetch_one(&mut *conn).await?;
    let mut all = Vec::new();
    for mut row in records(found.as_deref()) {
        let id = row.text()?.to_owned();
        let adoption = Adoption {
            city: row.text()?.to_owned(),
            on: row.of()?,
            indicator: row.text()?.to_owned(),
            at: timestamp(row.of()?),
            proof: row.text()?.to_owned(),
            moved: Moved::default(),
        };
        all.push((id, adoption));
    }
    all.sort_by_key(|(_, a)| (a.on, a.at));
    let asked: Vec<_> = all
        .iter()
        .map(|(_, a)| (a.city.as_str(), a.indicator.as_str(), a.on))
        .collect();
    let moved = facts::moved(conn, caller, &asked).await?;
    let mut by_id: HashMap<String, Vec<Adoption>> = HashMap::new();
    for ((id, mut adoption), moved) in all.into_iter().zip(moved) {
        adoption.moved = moved;
        by_id.entry(id).or_default().push(adoption);
    }
    Ok(by_id)
}

/// Where on a city's line a practice was adopted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The practice.
    pub number: i64,
    /// Its title.
    pub title: String,
    /// The adopter.
    pub city: String,
    /// The indicator that is to move.
    pub indicator: String,
    /// Since when.
    pub on: Date,
}

/// The adoptions that name an indicator (none: any) by a city (none: any), the first first; as they were recorded by the
/// end of a day, if one is named. Whoever shows one asks whether its reader sees that city's values.
///
/// # Errors
/// `Unavailable` only; who does not read the library gets none.
pub async fn marks(
    store: &Store,
    caller: &Caller,
    indicator: Option<&str>,
    city: Option<&str>,
    as_of: Option<Date>,
) -> Result<Vec<Mark>, Error> {
    let state = State::Published;
    if may(Some(&caller.actor), Verb::Read, &Object::Practice { city: "", state }) != Decision::Allow {
        return Ok(Vec::new());
    }
    let rows: Vec<(i64, String, String, String, String)> = sqlx::query_as(
        "SELECT p.number, p.title, a.city, a.indicator, a.adopted_on FROM adoptions a \
         JOIN practices p ON p.id = a.practice_id WHERE ($1 = '' OR a.indicator = $1) AND ($2 = '' OR a.city = $2) \
         AND a.at < $3 ORDER BY a.adopted_on, p.number",
    )
    .bind(indicator.unwrap_or_default())
    .bind(city.unwrap_or_default())
    .bind(as_of.map_or(i64::MAX, |day| micros(end_of(day))))
    .fetch_all(&mut *store.one().await?)
    .await?;
    let mark = |(number, title, city, indicator, on): (i64, String, String, String, String)| {
        let on = on.parse().map_err(Error::unavailable)?;
        Ok(Mark {
            number,
            title,
            city,
            indicator,
            on,
        })
    };
    rows.into_iter().map(mark).collect()
}
