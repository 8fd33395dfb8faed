//! The cities' own targets beside their values: what each has reached at the end of a quarter, and the modes that compare
//! by it. A target is read by who reads its city's scheme; what is compared follows the release of the values.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use domain::{
    access::{Decision, Object, Release, Verb, may},
    calendar::Pilot,
    city::{City, cities},
    compare::Mode,
    entry::{Amount, Entry},
    indicator::Definition,
    period::Period,
    scheme::{Promise, State},
    score::{Reached, periods, reached},
};
use sqlx::AnyConnection;

use super::{
    Months, Observation, Status, View,
    nine::{ByCity, NinePeriod, side_by_side},
    sight::sees,
};
use crate::{
    Caller, Error, Store,
    releases::Releases,
    schemes::{self, InForce},
};

/// What is known of an indicator, by code and period.
pub(super) type Facts = HashMap<(String, Period), ByCity<Observation>>;

/// The promises of all cities for an indicator, and the pilot's quarters.
pub(super) struct Against {
    all: Vec<InForce>,
    pub(super) pilot: Vec<Period>,
}

impl Against {
    pub(super) async fn load(
        conn: &mut AnyConnection,
        d: &Definition,
        pilot: Pilot,
        view: View,
    ) -> Result<Self, Error> {
        Ok(Against {
            all: schemes::of_indicator(conn, &d.code, view.as_of).await?,
            pilot: pilot.quarters(),
        })
    }

    /// The periods whose facts are needed for these.
    pub(super) fn periods(&self, d: &Definition, shown: &[Period], mode: Mode) -> Vec<Period> {
        let from = match mode {
            Mode::Change => return self.periods_of_change(d, shown),
            mode if mode.is_of_targets() => 0,
            _ => shown.len().saturating_sub(1),
        };
        let shown = shown.iter().skip(from);
        shown.flat_map(|p| periods(d, *p, &self.pilot)).collect()
    }

    /// The promises that a caller may read, the earliest first.
    pub(super) fn readable(&self, caller: &Caller) -> Vec<InForce> {
        let may_read = |p: &&InForce| reads(caller, &p.city, Some(p.version));
        self.all.iter().filter(may_read).cloned().collect()
    }

    /// The promise in force.
    pub(super) fn of(&self, city: &City) -> Option<&InForce> {
        self.all.iter().rev().find(|p| p.city == city.slug && p.to.is_none())
    }

    /// What a city has reached by the end of a period, of what counts for scores: nothing later is looked at.
    fn reached(&self, d: &Definition, city: &City, period: Period, facts: &Facts) -> Reached {
        let range = self.range(d, period);
        let entry = |p: &Period| {
            accepted(d, city, *p, facts)
                .map(|o| o.entry.clone())
                .unwrap_or_default()
        };
        let entries: Vec<Entry> = range.iter().map(entry).collect();
        let promise = self.of(city).map(|p| &p.scoring);
        reached(d, &entries, promise, period.quarter(), &self.pilot)
    }

    /// The periods whose entries make the figure of a period: nothing later is looked at.
    pub(super) fn range(&self, d: &Definition, period: Period) -> Vec<Period> {
        let mut range = periods(d, period, &self.pilot);
        range.retain(|p| p.last_day() <= period.last_day());
        range
    }

    /// What those cities have reached whose targets the caller may read, by city.
    pub(super) fn beside(
        &self,
        caller: &Caller,
        d: &Definition,
        period: Period,
        facts: &Facts,
    ) -> BTreeMap<String, Reached> {
        let readable = cities().iter().filter(|c| {
            let version = self.of(c).map(|p| p.version);
            reads(caller, &c.slug, version) && sees(caller, Release::Own, &c.slug)
        });
        readable
            .map(|c| (c.slug.clone(), self.reached(d, c, period, facts)))
            .collect()
    }

    /// The figures of a mode of targets, released as narrowly as the narrowest value that they are made of.
    pub(super) fn side_by_side(
        &self,
        caller: &Caller,
        releases: &Releases,
        d: &Definition,
        (period, mode): (Period, Mode),
        facts: &Facts,
    ) -> NinePeriod {
        let range = self.range(d, period);
        let release = range
            .iter()
            .map(|p| releases.level(*p, &d.code))
            .min()
            .unwrap_or_default();
        let (mut all, mut lacks, mut small) = (ByCity::new(), BTreeMap::new(), BTreeSet::new());
        for city in cities() {
            let now = self.reached(d, city, period, facts);
            let figure = match now.in_mode(mode) {
                Ok(figure) => figure,
                Err(lack) => {
                    lacks.insert(city.slug.clone(), lack);
                    continue;
                }
            };
            let of_city = || range.iter().filter_map(|p| accepted(d, city, *p, facts));
            let Some(latest) = of_city().max_by_key(|o| o.accepted_at) else {
                continue;
            };
            let o = Observation {
                period,
                entry: Entry::Value {
                    amount: Amount::Number(figure),
                    explanation: String::new(),
                },
                corrected: of_city().any(|o| o.corrected),
                note: None,
                ..latest.clone()
            };
            if now.small {
                small.insert(city.slug.clone());
            }
            // Of one value alone there is nothing to count.
            let months = (now.expected > 1).then_some(Months {
                held: now.held,
                expected: now.expected,
            });
            all.insert(city.order, (o, months));
        }
        lacks.retain(|city, _| sees(caller, release, city));
        small.retain(|city| sees(caller, release, city));
        let mut side = side_by_side(caller, d, (period, release), mode, all, &|city| {
            sees(caller, release, city)
        });
        side.reached = self.beside(caller, d, period, facts);
        (side.lacks, side.small) = (lacks, small);
        side
    }
}

/// What is accepted of a city in a period.
pub(super) fn accepted<'a>(d: &Definition, city: &City, period: Period, facts: &'a Facts) -> Option<&'a Observation> {
    let here = facts.get(&(d.code.clone(), period))?;
    here.get(&city.order).filter(|o| o.status == Status::Accepted)
}

/// True for who reads what a city has promised in a version of its scheme; of a city that has filed none, for who may know
/// that.
pub(super) fn reads(caller: &Caller, city: &str, version: Option<u32>) -> bool {
    let (verb, state) = match version {
        Some(_) => (Verb::ReadVersions, State::Filed),
        None => (Verb::See, State::Drafting),
    };
    let scheme = Object::Scheme {
        city,
        state,
        versions: version.unwrap_or(0),
    };
    may(Some(&caller.actor), verb, &scheme) == Decision::Allow
}

/// What a city promises for each indicator, by code, as in force now: for the editor of its reports.
///
/// # Errors
/// `NotFound` for who may not read its scheme.
pub async fn promises(store: &Store, caller: &Caller, city: &str) -> Result<BTreeMap<String, Promise>, Error> {
    if !reads(caller, city, None) {
        return Err(Error::NotFound);
    }
    let all = schemes::of_city(&mut *store.one().await?, city, None).await?;
    let in_force = all
        .into_iter()
        .filter(|p| p.to.is_none() && reads(caller, city, Some(p.version)));
    Ok(in_force.map(|p| (p.indicator, p.scoring)).collect())
}
