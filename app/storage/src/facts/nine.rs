//! One indicator of all cities side by side: by name as far as released, with median and range of all. A quarter of
//! a monthly indicator is rolled up from its months here, since its median needs every city's.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use domain::{
    Decimal,
    access::{Actor, Object, Release, Verb},
    aggregate::roll_up,
    change::{Base, Moved},
    check::figure,
    city::{City, cities, city},
    compare::{Mode, median, over_residents, range},
    entry::Entry,
    indicator::{self, Definition, Frequency},
    peers::Peers,
    period::Period,
    score::{Lack, Reached},
};
use sqlx::AnyConnection;

use super::{
    Filter, Observation, Status, View,
    reached::{Against, Facts},
    rows::{figures, notes, submitted},
    sight::{hide_report, reads_values, sees},
};
use crate::{
    Caller, Error, Store, allow,
    releases::{Releases, Set},
    schemes::InForce,
};

/// One indicator over periods as its reader may see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Nine {
    /// Indicator or base figure.
    pub indicator: String,
    /// One for each period asked for, in that order.
    pub periods: Vec<NinePeriod>,
    /// Where targets are asked for: the promises that the reader may read, those in force and before, the earliest first.
    pub targets: Vec<InForce>,
    /// In the mode of change: what all of it is measured from.
    pub base: Option<Base>,
    /// The peer group it is narrowed to, where one is asked for and the reader sees all cities by name; else it is of all.
    pub peers: Option<Peers>,
}

/// How many of its months a quarter's total holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Months {
    /// Months with a value (or with no cases, where numerators are summed).
    pub held: usize,
    /// Months of the quarter.
    pub expected: usize,
}

/// One indicator in one period: what is visible by name, and the nine cities' median and range.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NinePeriod {
    /// Month or quarter.
    pub period: Period,
    /// The release in force; of a quarter rolled up from months the narrowest of theirs.
    pub release: Release,
    /// The entries that the reader may see by name, in the notice's order: accepted, and submitted if asked for.
    pub values: Vec<Observation>,
    /// Over all cities' comparable figures, unrounded; none where it would give a single other city away.
    pub median: Option<Decimal>,
    /// Least and greatest comparable figure of all cities; none where the median is.
    pub range: Option<(Decimal, Decimal)>,
    /// How many cities have a value to compare.
    pub held: usize,
    /// How many cities are expected.
    pub expected: usize,
    /// Of a quarter rolled up from months, what each visible value holds, by city.
    pub months: BTreeMap<String, Months>,
    /// Of such a quarter, what the fullest total of all cities holds: only totals as full as this are comparable.
    pub fullest: Option<Months>,
    /// Where targets are asked for, what the cities have reached of theirs whose targets the reader may read: in the last
    /// period, in the modes of targets in each.
    pub reached: BTreeMap<String, Reached>,
    /// In the modes of targets and of change: why a visible city has no figure.
    pub lacks: BTreeMap<String, Lack>,
    /// In these modes: the visible cities whose figure is made of too few cases.
    pub small: BTreeSet<String>,
    /// In the mode of change: what each visible city's change is made of.
    pub moves: BTreeMap<String, Moved>,
    /// In that mode, measured from baselines: the cities whose schemes the reader may read, where these are not all; of the
    /// others nothing is seen, whatever is released.
    pub only: Option<BTreeSet<String>>,
    /// True if the reader sees every city of the pilot by name.
    pub(super) by_name: bool,
    /// Where in `values` a city stands, by its place in the notice.
    pub(super) at: Vec<Option<usize>>,
}

impl NinePeriod {
    /// True if a city's value may be compared with the others: accepted, and of as many months as the fullest.
    #[must_use]
    pub fn is_comparable(&self, city: &str) -> bool {
        let whole = self.fullest.is_none() || self.months.get(city).copied() == self.fullest;
        whole && !self.is_submitted(city)
    }

    /// A city's value, if it is there and seen.
    #[must_use]
    pub fn value(&self, slug: &str) -> Option<&Observation> {
        self.of(city(slug)?)
    }

    /// The same of a city at hand, without a search.
    #[must_use]
    pub fn of(&self, city: &City) -> Option<&Observation> {
        let at = self.at.get(city.order).copied().flatten()?;
        self.values.get(at)
    }

    /// True of a value that waits for a verdict.
    #[must_use]
    pub fn is_submitted(&self, city: &str) -> bool {
        self.value(city).is_some_and(|o| o.status == Status::Submitted)
    }
}

/// Fewer figures of others than this are not summed up for who may not see them by name.
const FEWEST_OTHERS: usize = 3;

/// One indicator of all cities in these periods: by name as far as released, with median and range of all.
///
/// # Errors
/// `NotFound` for an unknown indicator and for those who read no values at all.
pub async fn nine(
    store: &Store,
    caller: &Caller,
    indicator: &str,
    periods: &[Period],
    view: View,
) -> Result<Nine, Error> {
    reads_values(caller)?;
    let definition = indicator::definition(indicator).ok_or(Error::NotFound)?;
    let mut read = store.read().await?;
    let releases = Releases::load(read.conn()).await?;
    let against = match view.targets.filter(|_| !definition.is_base()) {
        Some(pilot) => Some(Against::load(read.conn(), definition, pilot, view).await?),
        None => None,
    };
    let mut all = many(
        read.conn(),
        caller,
        &releases,
        &[definition],
        periods,
        view,
        against.as_ref(),
    )
    .await?;
    let mut nine = all.pop().ok_or(Error::NotFound)?;
    if let Some(peers) = view.peers {
        nine.narrow(definition, peers);
    }
    Ok(nine)
}

/// The 32 indicators of all cities in these periods, in the order of the table.
///
/// # Errors
/// `NotFound` for those who read no values at all.
pub async fn overview(store: &Store, caller: &Caller, periods: &[Period], view: View) -> Result<Vec<Nine>, Error> {
    reads_values(caller)?;
    let mut read = store.read().await?;
    let releases = Releases::load(read.conn()).await?;
    let definitions: Vec<_> = indicator::indicators().collect();
    many(read.conn(), caller, &releases, &definitions, periods, view, None).await
}

/// The same as another reader would see it if these periods and indicators were released so: before it is set.
///
/// # Errors
/// `Forbidden` for all but the administrator.
pub async fn preview(
    store: &Store,
    caller: &Caller,
    reader: &Actor,
    set: &Set,
    periods: &[Period],
) -> Result<Vec<Nine>, Error> {
    allow(caller, Verb::Manage, &Object::Administration)?;
    let mut read = store.read().await?;
    let mut releases = Releases::load(read.conn()).await?;
    releases.change(set);
    let reader = Caller {
        actor: reader.clone(),
        ..caller.clone()
    };
    let definitions: Vec<_> = indicator::indicators().collect();
    many(
        read.conn(),
        &reader,
        &releases,
        &definitions,
        periods,
        View::default(),
        None,
    )
    .await
}

async fn many(
    conn: &mut AnyConnection,
    caller: &Caller,
    releases: &Releases,
    definitions: &[&Definition],
    periods: &[Period],
    view: View,
    against: Option<&Against>,
) -> Result<Vec<Nine>, Error> {
    let also = definitions
        .iter()
        .zip(against)
        .flat_map(|(d, a)| a.periods(d, periods, view.mode));
    let wanted: BTreeSet<_> = periods
        .iter()
        .flat_map(|p| [*p].into_iter().chain(p.months()))
        .chain(also)
        .collect();
    let wanted: Vec<_> = wanted.into_iter().collect();
    let filter = Filter {
        indicator: match definitions {
            [one] => Some(one.code.as_str()),
            _ => None,
        },
        as_of: view.as_of,
        ..Filter::default()
    };
    let mut facts = Facts::new();
    // What is accepted comes first, and counts until what was submitted after it is.
    let add = |here: &mut ByCity<Observation>, o: Observation| {
        if let Some(city) = city(&o.city) {
            here.entry(city.order).or_insert(o);
        }
    };
    if !wanted.is_empty() {
        let base = definitions.iter().any(|d| d.is_base());
        // Only the charts of one indicator have room for words.
        let notes = match filter.indicator {
            Some(_) => notes(conn, filter.indicator, view.as_of).await?,
            None => HashMap::new(),
        };
        for (of, all) in figures(conn, &filter, &wanted, base).await? {
            let here = facts.entry(of).or_default();
            for mut o in all {
                o.note = notes.get(&(o.city.clone(), o.period, o.indicator.clone())).cloned();
                add(here, o);
            }
        }
        if view.include_submitted {
            let waiting = submitted(conn, caller, &filter).await?;
            for o in waiting.into_iter().filter(|o| wanted.contains(&o.period)) {
                add(facts.entry((o.indicator.clone(), o.period)).or_default(), o);
            }
        }
    }
    let none = ByCity::new();
    let quarters = periods.iter().any(|p| p.is_quarter());
    let mut all = Vec::new();
    for d in definitions {
        let monthly = d.frequency == Frequency::Monthly;
        let mut seen = Vec::new();
        let by_quarter = against.filter(|_| view.mode.is_by_quarter());
        let base = by_quarter.filter(|_| view.mode == Mode::Change).zip(periods.last());
        let base = base.map(|(a, last)| a.base(d, *last, &facts));
        // A month's facts are taken out below.
        let now = against.zip(periods.last());
        let now = now.map(|(a, p)| a.beside(caller, d, *p, &facts)).unwrap_or_default();
        for &p in periods {
            let of = |p: Period| (d.code.clone(), p);
            if let Some(against) = by_quarter {
                seen.push(match base {
                    Some(base) => against.changes(caller, releases, d, (p, base), &facts),
                    None => against.side_by_side(caller, releases, d, (p, view.mode), &facts),
                });
                continue;
            }
            let (release, held) = if monthly && p.is_quarter() {
                let months = p.months().into_iter();
                let months: Vec<_> = months.map(|m| (m, facts.get(&of(m)).unwrap_or(&none))).collect();
                rolled(releases, d, p, &months)
            } else {
                // A month may be asked for itself and for its quarter.
                let here = match monthly && quarters {
                    true => facts.get(&of(p)).cloned(),
                    false => facts.remove(&of(p)),
                };
                let here = here.unwrap_or_default().into_iter().map(|(n, o)| (n, (o, None)));
                (releases.level(p, &d.code), here.collect())
            };
            let seen_city = |city: &str| sees(caller, release, city);
            seen.push(side_by_side(caller, d, (p, release), view.mode, held, &seen_city));
        }
        if let Some(last) = seen.last_mut() {
            last.reached = now;
        }
        all.push(Nine {
            indicator: d.code.clone(),
            periods: seen,
            targets: against.map(|a| a.readable(caller)).unwrap_or_default(),
            base,
            peers: None,
        });
    }
    Ok(all)
}

/// By the city's place in the notice.
pub(super) type ByCity<T> = BTreeMap<usize, T>;

/// An observation and, of a quarter rolled up from months, what it holds.
pub(super) type Held = (Observation, Option<Months>);

/// A quarter from its months; released as narrowly as the narrowest of what it is made of.
fn rolled(
    releases: &Releases,
    d: &Definition,
    quarter: Period,
    months: &[(Period, &ByCity<Observation>)],
) -> (Release, ByCity<Held>) {
    let levels = months.iter().map(|(m, _)| releases.level(*m, &d.code));
    let release = levels.min().unwrap_or_default();
    let total = |city: usize| {
        let of_city: Vec<_> = months.iter().map(|(_, all)| all.get(&city)).collect();
        let entries: Vec<Entry> = of_city
            .iter()
            .map(|o| o.map(|o| o.entry.clone()).unwrap_or_default())
            .collect();
        let up = roll_up(d, &entries);
        let entry = match up.amount {
            Some(amount) => Entry::Value {
                amount,
                explanation: String::new(),
            },
            None => entries.last().cloned().unwrap_or_default(),
        };
        let latest = of_city.iter().flatten().max_by_key(|o| o.accepted_at)?;
        let status = of_city.iter().flatten().map(|o| o.status).max()?;
        let corrected = of_city.iter().flatten().any(|o| o.corrected);
        let months = Months {
            held: up.held,
            expected: up.expected,
        };
        (entry != Entry::Missing).then(|| {
            let o = Observation {
                period: quarter,
                entry,
                status,
                corrected,
                note: None,
                ..(*latest).clone()
            };
            (city, (o, Some(months)))
        })
    };
    (release, (0..cities().len()).filter_map(total).collect())
}

/// A count as the mode compares it: of a city without residents nothing can be.
fn in_mode(d: &Definition, mode: Mode, o: &mut Observation) {
    let Entry::Value { amount, .. } = &mut o.entry else {
        return;
    };
    if mode == Mode::PerMillion
        && d.per_million
        && let Some(quotient) = city(&o.city).and_then(|c| over_residents(amount, c))
    {
        *amount = quotient;
    }
}

/// What the reader sees of these values, those of the cities that `seen` says, and what is told of all.
pub(super) fn side_by_side(
    caller: &Caller,
    d: &Definition,
    (period, release): (Period, Release),
    mode: Mode,
    mut all: ByCity<Held>,
    seen: &dyn Fn(&str) -> bool,
) -> NinePeriod {
    all.values_mut().for_each(|(o, _)| in_mode(d, mode, o));
    let accepted = |(o, _): &&Held| o.entry.amount().is_some() && o.status == Status::Accepted;
    let with_amount = || all.values().filter(accepted);
    let fullest = with_amount().filter_map(|(_, m)| *m).max();
    let comparable = || with_amount().filter(|(_, m)| *m == fullest);
    let compared: Vec<_> = comparable().filter_map(|(o, _)| figure(d, o.entry.amount()?)).collect();
    let others = comparable().filter(|(o, _)| !seen(&o.city)).count();
    let gives_away = others > 0 && others < FEWEST_OTHERS;
    let (median, range) = (median(&compared), range(&compared));
    let held = comparable().count();
    let visible = all.into_iter().filter(|(_, (o, _))| seen(&o.city));
    let (mut values, mut months) = (Vec::new(), BTreeMap::new());
    let mut at = vec![None; cities().len()];
    for (city, (mut o, held)) in visible {
        hide_report(caller, &mut o);
        if let Some(at) = at.get_mut(city) {
            *at = Some(values.len());
        }
        months.extend(held.map(|held| (o.city.clone(), held)));
        values.push(o);
    }
    NinePeriod {
        period,
        release,
        values,
        median: median.filter(|_| !gives_away),
        range: range.filter(|_| !gives_away),
        held,
        expected: cities().len(),
        months,
        fullest,
        reached: BTreeMap::new(),
        lacks: BTreeMap::new(),
        small: BTreeSet::new(),
        moves: BTreeMap::new(),
        only: None,
        by_name: cities().iter().all(|c| seen(&c.slug)),
        at,
    }
}
