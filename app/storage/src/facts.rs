//! The read model: accepted entries with the span of audit numbers in which they held. Charts, comparison and exports
//! read only this, each row limited by what its reader may see today; *as of* is a condition on the span.

mod accept;
mod change;
mod moved;
mod nine;
mod peers;
mod reached;
mod rows;
mod sight;
pub(crate) mod to_date;

use domain::{
    Decimal, calendar::Pilot, check::figure, city::city, compare::Mode, entry::Entry, indicator, peers::Peers,
    period::Period,
};
use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};
use sqlx::AnyConnection;

pub(crate) use accept::accept;
pub use change::reads_baselines;
pub use moved::Moved;
pub(crate) use moved::moved;
pub use nine::{Months, Nine, NinePeriod, nine, overview, preview};
pub use reached::promises;
pub(crate) use rows::{entries_of_others, last_line, line_as_of};
use rows::{load, notes, submitted};
use sight::{hide_report, reads_values, sees};
pub use to_date::Source;

use crate::{
    Caller, Error, Store,
    packed::{packed, records},
    releases::Releases,
};

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

/// How figures are asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct View {
    /// As reported, per million residents where the indicator has a `scale`, by how far cities have moved, or by their own
    /// targets.
    pub mode: Mode,
    /// As known at the end of this Beijing day; rights are today's.
    pub as_of: Option<Date>,
    /// Also what was submitted and waits for a verdict, where nothing is accepted, for those who may read that report.
    pub include_submitted: bool,
    /// Also the cities' own targets, over this pilot's quarters: for one indicator. The modes that compare by them, and that of
    /// change, need it, show quarters only, and hold accepted values only.
    pub targets: Option<Pilot>,
    /// Narrowed to a peer group, for who sees all cities by name: of one indicator.
    pub peers: Option<Peers>,
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
    /// The report's version; 0 for who may not read the report.
    pub version: u32,
    /// When it was accepted; none for who may not read the report.
    pub accepted_at: Option<Timestamp>,
    /// It took the place of another accepted value.
    pub corrected: bool,
    /// CNIPA's published note beside it.
    pub note: Option<String>,
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
    let notes = notes(read.conn(), filter.indicator, filter.as_of).await?;
    for o in &mut all {
        o.note = notes.get(&(o.city.clone(), o.period, o.indicator.clone())).cloned();
    }
    all.retain(|o| sees(caller, releases.level(o.period, &o.indicator), &o.city));
    if filter.include_submitted {
        all.extend(submitted(read.conn(), caller, &filter).await?);
    }
    all.iter_mut().for_each(|o| hide_report(caller, o));
    all.sort_by_key(Observation::place);
    Ok(all)
}

/// The periods in which facts of an indicator (none: of any) stand, or stood at the end of a day, the earliest first,
/// each with how many cities have one.
///
/// # Errors
/// `NotFound` for those who read no values at all.
pub async fn periods(
    store: &Store,
    caller: &Caller,
    indicator: Option<&str>,
    as_of: Option<Date>,
) -> Result<Vec<(Period, usize)>, Error> {
    reads_values(caller)?;
    let mut read = store.read().await?;
    let found = counted(read.conn(), indicator, as_of).await?;
    let mut all = Vec::new();
    for mut row in records(found.as_deref()) {
        let (period, cities): (Period, usize) = (row.of()?, row.of()?);
        // A quarter's report holds the figures of its last month too.
        let month = (indicator.is_none() && as_of.is_none() && period.is_quarter()).then(|| period.last_month());
        all.extend(month.into_iter().chain([period]).map(|p| (p, cities)));
    }
    all.sort_unstable();
    Ok(all)
}

/// Periods and their numbers of cities, packed, by the shortest way: of any indicator and now, what counts is whose
/// reports are accepted, which is a hundredth of the facts.
async fn counted(
    conn: &mut AnyConnection,
    indicator: Option<&str>,
    as_of: Option<Date>,
) -> Result<Option<String>, Error> {
    let seq = line_as_of(conn, as_of).await?.unwrap_or(0);
    let of = match (indicator, as_of) {
        (None, None) => "COUNT(*) AS cities FROM reports WHERE accepted_version IS NOT NULL AND $1 = 0 AND $2 = ''",
        (Some(_), None) => "COUNT(*) AS cities FROM facts WHERE valid_to IS NULL AND $1 = 0 AND indicator = $2",
        (_, Some(_)) => {
            "COUNT(DISTINCT city) AS cities FROM facts WHERE valid_from <= $1 AND (valid_to IS NULL OR valid_to > $1) \
             AND ($2 = '' OR indicator = $2)"
        }
    };
    let sql = format!(
        "SELECT {} FROM (SELECT period, {of} GROUP BY period) AS counted",
        packed(&["period", "cities"])
    );
    let query = sqlx::query_scalar(&sql).bind(seq).bind(indicator.unwrap_or_default());
    Ok(query.fetch_one(conn).await?)
}
