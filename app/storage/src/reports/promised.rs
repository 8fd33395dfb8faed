//! What a reviewer should look at beside the figures of a report: those far from the other cities', and what the city
//! promised last time.

use std::collections::BTreeMap;

use domain::{
    city::city,
    entry::Entry,
    indicator,
    outlier::{Band, comparable, compared_as},
    period::Period,
    report::{Content, State},
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use sqlx::AnyConnection;

use super::{report::Report, version};
use crate::{Error, facts};

/// A figure far from the other cities'.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Far {
    /// The city's figure as it compares: per million residents where the indicator has that scale.
    pub figure: domain::Decimal,
    /// What the others last reported.
    pub band: Band,
    /// Of which period.
    pub period: Period,
}

/// What the city said that it would do.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Promised {
    /// The next steps of its last accepted quarterly report.
    pub next_steps: Option<(Period, String)>,
    /// Items not yet available whose expected day has come: period, item, day; the earliest first.
    pub due: Vec<(Period, String, Date)>,
}

/// The items of a version that lie far outside the band of the other cities' last accepted figures: of the same period,
/// or of the one before where too few are in.
pub(super) async fn far(conn: &mut AnyConnection, content: &Content) -> Result<BTreeMap<String, Far>, Error> {
    let Some(own) = city(&content.city) else {
        return Ok(BTreeMap::new());
    };
    let items: Vec<_> = indicator::items(content.period)
        .into_iter()
        .filter(|d| compared_as(d).is_some())
        .collect();
    let mut periods: Vec<_> = items.iter().map(|d| d.fact_period(content.period)).collect();
    periods.extend(periods.clone().into_iter().map(Period::previous));
    periods.sort_unstable();
    periods.dedup();
    let others = facts::entries_of_others(conn, &content.city, &periods).await?;
    let mut all = BTreeMap::new();
    for d in items {
        let Some(figure) = content.entries.get(&d.code).and_then(|e| comparable(d, e, own)) else {
            continue;
        };
        let band = |period: Period| {
            let figures: Vec<_> = others
                .get(&(d.code.clone(), period))?
                .iter()
                .filter_map(|(slug, entry)| comparable(d, entry, city(slug)?))
                .collect();
            Some((period, Band::of(&figures)?))
        };
        let period = d.fact_period(content.period);
        let Some((period, band)) = band(period).or_else(|| band(period.previous())) else {
            continue;
        };
        let floor = compared_as(d).map_or(d.smallest_difference, |shown| shown.smallest_difference);
        if band.is_far(figure, floor) {
            all.insert(d.code.clone(), Far { figure, band, period });
        }
    }
    Ok(all)
}

/// What the city promised before this report, as of a day.
pub(super) async fn promised(conn: &mut AnyConnection, report: &Report, today: Date) -> Result<Promised, Error> {
    let before: Vec<(String, String, i64)> = sqlx::query_as(
        "SELECT period, id, accepted_version FROM reports WHERE city = $1 AND accepted_version IS NOT NULL",
    )
    .bind(&report.city)
    .fetch_all(&mut *conn)
    .await?;
    let mut last: Option<(Period, String, i64)> = None;
    for (period, id, number) in before {
        let period: Period = period.parse().map_err(Error::unavailable)?;
        let earlier = period.is_quarter() && period.last_day() < report.period.last_day();
        if earlier && last.as_ref().is_none_or(|(p, ..)| *p < period) {
            last = Some((period, id, number));
        }
    }
    let mut promised = Promised::default();
    if let Some((period, id, number)) = last {
        let number = u32::try_from(number).map_err(Error::unavailable)?;
        let mut sections = version::load(&mut *conn, &id, number, false).await?.content.sections;
        let text = sections.remove("next_steps").filter(|text| !text.trim().is_empty());
        promised.next_steps = text.map(|text| (period, text));
    }
    let waiting: Vec<(String, String, String)> = sqlx::query_as(
        "SELECT period, indicator, detail FROM facts WHERE city = $1 AND kind = 'not_yet_available' AND valid_to IS NULL",
    )
    .bind(&report.city)
    .fetch_all(conn)
    .await?;
    for (period, indicator, detail) in waiting {
        let period: Period = period.parse().map_err(Error::unavailable)?;
        let entry: Entry = serde_json::from_str(&detail)?;
        // What this report itself is about stands at its items.
        let own = period.report() == report.period && report.state != State::Accepted;
        if let Entry::NotYetAvailable { expected_on, .. } = entry
            && expected_on <= today
            && !own
        {
            promised.due.push((period, indicator, expected_on));
        }
    }
    promised.due.sort_by(|a, b| (a.2, a.0, &a.1).cmp(&(b.2, b.0, &b.1)));
    Ok(promised)
}
