//! What moved around a day: a city's last accepted figure before it and its last one since, as far as the reader sees that
//! city's values.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    Decimal,
    indicator::{self, definition},
    number::round,
    period::Period,
};
use jiff::civil::Date;
use sqlx::AnyConnection;

use super::{
    Observation,
    rows::{entry, figure},
    sight::{reads_values, sees},
};
use crate::{
    Caller, Error,
    packed::{packed, records},
    releases::Releases,
};

/// An indicator of a city before and since a day; none where there is none or the reader does not see it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Moved {
    /// Of the last accepted period that ended before the day.
    pub before: Option<Observation>,
    /// Of the last accepted period that ended on or after it.
    pub after: Option<Observation>,
}

impl Moved {
    /// After less before, both rounded as they are shown; none of yes/no and where either is missing.
    #[must_use]
    pub fn by(&self) -> Option<Decimal> {
        let (before, after) = (self.before.as_ref()?, self.after.as_ref()?);
        let d = indicator::definition(&after.indicator)?;
        Some(round(after.figure()?, d.decimals) - round(before.figure()?, d.decimals))
    }
}

/// What moved for each city, indicator and day asked for, in their order.
pub(crate) async fn moved(
    conn: &mut AnyConnection,
    caller: &Caller,
    asked: &[(&str, &str, Date)],
) -> Result<Vec<Moved>, Error> {
    if asked.is_empty() || reads_values(caller).is_err() {
        return Ok(vec![Moved::default(); asked.len()]);
    }
    let releases = Releases::load(&mut *conn).await?;
    let cities: BTreeSet<_> = asked.iter().map(|(city, ..)| *city).collect();
    let codes: BTreeSet<_> = asked.iter().map(|(_, code, _)| *code).collect();
    let places = |from: usize, n: usize| (from..from + n).map(|i| format!("${i}")).collect::<Vec<_>>().join(", ");
    let sql = format!(
        "SELECT {} FROM facts f WHERE valid_to IS NULL AND indicator IN ({}) AND city IN ({})",
        packed(&["indicator", "period", "city", &entry(None), "corrected"]),
        places(1, codes.len()),
        places(1 + codes.len(), cities.len())
    );
    let mut query = sqlx::query_scalar::<_, Option<String>>(&sql);
    for text in codes.iter().chain(&cities) {
        query = query.bind((*text).to_owned());
    }
    let found = query.fetch_one(conn).await?;
    let mut courses: BTreeMap<(String, String), Vec<(Period, Observation)>> = BTreeMap::new();
    for mut row in records(found.as_deref()) {
        let (code, period) = (row.text()?.to_owned(), row.of::<Period>()?);
        let d = definition(&code).ok_or_else(|| Error::unavailable("a fact of no indicator"))?;
        let o = figure(d, period, &mut row)?;
        if o.entry.amount().is_some() && sees(caller, releases.level(period, &code), &o.city) {
            courses.entry((o.city.clone(), code)).or_default().push((period, o));
        }
    }
    let find = |(city, code, day): &(&str, &str, Date)| {
        let course = courses.get(&((*city).to_owned(), (*code).to_owned()));
        let last = |since: bool| {
            let fits = course
                .into_iter()
                .flatten()
                .filter(|(p, _)| (p.last_day() >= *day) == since);
            fits.max_by_key(|(p, _)| *p).map(|(_, o)| o.clone())
        };
        Moved {
            before: last(false),
            after: last(true),
        }
    };
    Ok(asked.iter().map(find).collect())
}
