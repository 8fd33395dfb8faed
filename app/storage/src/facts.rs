//! The read model: accepted entries with the span of audit numbers in which they held. Charts, comparison and exports
//! read only this, each row limited by what its reader may see today; *as of* is a condition on the span.

mod accept;
mod rows;
mod sight;

use std::collections::BTreeSet;

use domain::{
    Decimal,
    access::Release,
    check::figure,
    city::{cities, city},
    compare::{median, range},
    entry::Entry,
    indicator,
    period::Period,
};
use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

pub(crate) use accept::accept;
use rows::{load, submitted};
use sight::{hide_words, reads_report, reads_values, sees};

use crate::{Caller, Error, Store, releases::Releases};

/// Which observations are wanted; what is none is not limited.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Filter<'a> {
    /// The month or quarter a figure is of.
    pub period: Option<Period>,
    /// Indicator or base figure.
    pub indicator: Option<&'a str>,
    /// City slug.
    pub city: Option<&'a str>,
    /// As known at the end of this Beijing day; rights are today's.
    pub as_of: Option<Date>,
    /// Also what was submitted and waits for a verdict, for those who may read that report.
    pub include_submitted: bool,
}

/// How far an observation has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// In force.
    Accepted,
    /// Submitted, not yet accepted.
    Submitted,
}

impl Status {
    /// The name in exports.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Status::Accepted => "accepted",
            Status::Submitted => "submitted",
        }
    }
}

/// One city's entry of one indicator or base figure in one period.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Observation {
    /// City slug.
    pub city: String,
    /// The month or quarter it is of.
    pub period: Period,
    /// Indicator or base figure.
    pub indicator: String,
    /// How far it has come.
    pub status: Status,
    /// The entry; without reason and explanation for who may not read the report.
    pub entry: Entry,
    /// The definition's version.
    pub definition: u32,
    /// The report's version.
    pub version: u32,
    /// When it was accepted.
    pub accepted_at: Option<Timestamp>,
}

impl Observation {
    /// The figure, unrounded; none of yes/no and of what is no value.
    #[must_use]
    pub fn figure(&self) -> Option<Decimal> {
        figure(indicator::definition(&self.indicator)?, self.entry.amount()?)
    }

    /// Where it stands in a list: by the notice's order, period, the tables' order, accepted before submitted.
    fn place(&self) -> (usize, Period, usize, Status) {
        let item = indicator::definitions(self.period)
            .iter()
            .position(|d| d.code == self.indicator);
        (
            city(&self.city).map_or(usize::MAX, |c| c.order),
            self.period,
            item.unwrap_or(usize::MAX),
            self.status,
        )
    }
}

/// One indicator over periods as its reader may see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Nine {
    /// Indicator or base figure.
    pub indicator: String,
    /// One for each period asked for, in that order.
    pub periods: Vec<NinePeriod>,
}

/// One indicator in one period: what is visible by name, and the nine cities' median and range.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NinePeriod {
    /// Month or quarter.
    pub period: Period,
    /// The release in force.
    pub release: Release,
    /// The accepted entries that the reader may see by name, in the notice's order.
    pub values: Vec<Observation>,
    /// Over all cities' figures, unrounded; none where it would give a single other city away.
    pub median: Option<Decimal>,
    /// Least and greatest figure of all cities; none where the median is.
    pub range: Option<(Decimal, Decimal)>,
    /// How many cities have a figure.
    pub held: usize,
    /// How many cities are expected.
    pub expected: usize,
}

/// Fewer figures of others than this are not summed up for who may not see them by name.
const FEWEST_OTHERS: usize = 3;

/// The observations the caller may see, by city in the notice's order, period, and the tables' order.
///
/// # Errors
/// `NotFound` for those who read no values at all: experts and the auditor.
pub async fn observations(store: &Store, caller: &Caller, filter: Filter<'_>) -> Result<Vec<Observation>, Error> {
    reads_values(caller)?;
    let mut read = store.read().await?;
    let releases = Releases::load(read.conn()).await?;
    let periods: Vec<_> = filter.period.into_iter().collect();
    let mut all = load(read.conn(), &filter, &periods).await?;
    all.retain(|o| sees(caller, &releases, o));
    if filter.include_submitted {
        all.extend(submitted(read.conn(), caller, &filter).await?);
    }
    for o in &mut all {
        if !reads_report(caller, &o.city) {
            hide_words(&mut o.entry);
        }
    }
    all.sort_by_key(Observation::place);
    Ok(all)
}

/// One indicator of all cities in these periods: by name as far as released, with median and range of all.
///
/// # Errors
/// `NotFound` for an unknown indicator and for those who read no values at all.
pub async fn nine(
    store: &Store,
    caller: &Caller,
    indicator: &str,
    periods: &[Period],
    as_of: Option<Date>,
) -> Result<Nine, Error> {
    reads_values(caller)?;
    indicator::definition(indicator).ok_or(Error::NotFound)?;
    let mut read = store.read().await?;
    let releases = Releases::load(read.conn()).await?;
    let filter = Filter {
        indicator: Some(indicator),
        as_of,
        ..Filter::default()
    };
    let mut all = if periods.is_empty() {
        vec![]
    } else {
        load(read.conn(), &filter, periods).await?
    };
    all.sort_by_key(Observation::place);
    let one = |period: &Period| {
        let here = || all.iter().filter(|o| o.period == *period);
        let figures: Vec<_> = here().filter_map(Observation::figure).collect();
        let (seen, unseen): (Vec<_>, Vec<_>) = here().partition(|o| sees(caller, &releases, o));
        let others = unseen.into_iter().filter(|o| o.entry.amount().is_some()).count();
        let gives_away = others > 0 && others < FEWEST_OTHERS;
        let values = seen.into_iter().cloned().map(|mut o| {
            if !reads_report(caller, &o.city) {
                hide_words(&mut o.entry);
            }
            o
        });
        NinePeriod {
            period: *period,
            release: releases.level(*period, indicator),
            values: values.collect(),
            median: median(&figures).filter(|_| !gives_away),
            range: range(&figures).filter(|_| !gives_away),
            held: here().filter(|o| o.entry.amount().is_some()).count(),
            expected: cities().len(),
        }
    };
    Ok(Nine {
        indicator: indicator.to_owned(),
        periods: periods.iter().map(one).collect(),
    })
}

/// The periods in which facts of an indicator stand, the earliest first: what a trend can show.
///
/// # Errors
/// `NotFound` for those who read no values at all.
pub async fn periods(store: &Store, caller: &Caller, indicator: Option<&str>) -> Result<Vec<Period>, Error> {
    reads_values(caller)?;
    let mut read = store.read().await?;
    let sql = "SELECT DISTINCT period FROM facts WHERE valid_to IS NULL AND ($1 = '' OR indicator = $1)";
    let rows: Vec<String> = sqlx::query_scalar(sql)
        .bind(indicator.unwrap_or_default())
        .fetch_all(read.conn())
        .await?;
    let all: Result<BTreeSet<Period>, _> = rows.iter().map(|p| p.parse()).collect();
    Ok(all.map_err(Error::unavailable)?.into_iter().collect())
}
