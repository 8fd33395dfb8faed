//! Change since the baselines of the cities' schemes, or on the same months a year before. It follows the narrowest release
//! of the values it is made of; and since a value less its change is the baseline, which is the scheme's, a change since the
//! baseline is seen only of those cities whose schemes the reader may read.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    access::Release,
    change::{Base, Moved, on_year_before, since_baseline},
    city::{City, cities},
    compare::Mode,
    entry::{Amount, Entry},
    indicator::{Aggregation, Definition, Frequency, version_at},
    period::Period,
    score::periods,
};

use super::{
    Months, Observation,
    nine::{ByCity, NinePeriod, side_by_side},
    reached::{Against, Facts, accepted, reads},
    sight::sees,
};
use crate::{Caller, releases::Releases};

/// True for who reads the baseline of at least one city, and so has something to compare by it.
#[must_use]
pub fn reads_baselines(caller: &Caller) -> bool {
    cities().iter().any(|c| reads(caller, &c.slug, Some(1)))
}

/// The periods of a quarter that are compared with those of the year before: its months, or itself.
fn parts(d: &Definition, quarter: Period) -> Vec<Period> {
    match d.frequency {
        Frequency::Monthly => quarter.months(),
        Frequency::Quarterly | Frequency::Yearly => vec![quarter.quarter()],
    }
}

impl Against {
    /// The periods whose facts are needed for the changes of these quarters.
    pub(super) fn periods_of_change(&self, d: &Definition, shown: &[Period]) -> Vec<Period> {
        let of = |p: &Period| {
            let now = parts(d, *p).into_iter();
            let both = now.flat_map(|p| [p, p.year_before()]);
            periods(d, *p, &self.pilot).into_iter().chain(both).collect::<Vec<_>>()
        };
        shown.iter().flat_map(of).collect()
    }

    fn moved(&self, d: &Definition, city: &City, quarter: Period, base: Base, facts: &Facts) -> Moved {
        let entry = |p: Period| accepted(d, city, p, facts).map(|o| o.entry.clone()).unwrap_or_default();
        let version = |p| version_at(&d.code, p);
        match base {
            Base::Baseline => {
                let entries: Vec<Entry> = self.range(d, quarter).into_iter().map(entry).collect();
                let promise = self.of(city).map(|p| &p.scoring);
                since_baseline(d, &entries, promise, (quarter.quarter(), &self.pilot), version)
            }
            Base::YearBefore => {
                let pairs = parts(d, quarter).into_iter();
                let pairs: Vec<_> = pairs.map(|p| (p, entry(p), entry(p.year_before()))).collect();
                on_year_before(d, &pairs, version)
            }
        }
    }

    /// The base of all quarters shown, by how many cities it lets compare in the last.
    pub(super) fn base(&self, d: &Definition, last: Period, facts: &Facts) -> Base {
        if d.aggregation != Aggregation::Sum {
            return Base::Baseline;
        }
        let by = |base: Base| {
            let all = cities().iter().map(|c| self.moved(d, c, last, base, facts));
            all.filter(|m| m.figure.is_ok()).count()
        };
        Base::of_most(by(Base::Baseline), by(Base::YearBefore))
    }

    /// The changes of a quarter.
    pub(super) fn changes(
        &self,
        caller: &Caller,
        releases: &Releases,
        d: &Definition,
        (period, base): (Period, Base),
        facts: &Facts,
    ) -> NinePeriod {
        let made_of: Vec<Period> = match base {
            Base::Baseline => self.range(d, period),
            Base::YearBefore => {
                let now = parts(d, period).into_iter();
                now.flat_map(|p| [p, p.year_before()]).collect()
            }
        };
        let levels = made_of.iter().map(|p| releases.level(*p, &d.code));
        let release: Release = levels.min().unwrap_or_default();
        let readable = |c: &City| match base {
            Base::Baseline => reads(caller, &c.slug, self.of(c).map(|p| p.version)),
            Base::YearBefore => true,
        };
        let only: BTreeSet<&str> = cities()
            .iter()
            .filter(|c| readable(c))
            .map(|c| c.slug.as_str())
            .collect();
        let seen = |city: &str| only.contains(city) && sees(caller, release, city);
        let (mut all, mut moves, mut lacks, mut small) =
            (ByCity::new(), BTreeMap::new(), BTreeMap::new(), BTreeSet::new());
        for city in cities() {
            let moved = self.moved(d, city, period, base, facts);
            let of_city = || made_of.iter().filter_map(|p| accepted(d, city, *p, facts));
            match (moved.figure, of_city().max_by_key(|o| o.accepted_at)) {
                (Ok(figure), Some(latest)) => {
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
                    // Of one value alone there is nothing to count.
                    let months = (moved.expected > 1).then_some(Months {
                        held: moved.held,
                        expected: moved.expected,
                    });
                    all.insert(city.order, (o, months));
                }
                (Err(lack), _) if seen(&city.slug) => drop(lacks.insert(city.slug.clone(), lack)),
                _ => {}
            }
            if seen(&city.slug) {
                small.extend(moved.small.then(|| city.slug.clone()));
                moves.insert(city.slug.clone(), moved);
            }
        }
        let only = (only.len() < cities().len()).then(|| only.iter().map(|c| (*c).to_owned()).collect());
        let mut side = side_by_side(caller, d, (period, release), Mode::Change, all, &seen);
        (side.lacks, side.small, side.moves, side.only) = (lacks, small, moves, only);
        side
    }
}
