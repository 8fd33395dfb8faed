//! What a reader asks for by the query, read strictly: what cannot be understood is said at its field, never ignored.

use domain::{
    city::{City, cities, city},
    compare::Mode,
    indicator::{Definition, Frequency},
    peers::Peers,
    period::Period,
};
use jiff::civil::Date;
use storage::{Caller, facts::View};

use crate::{
    error::Error,
    visit::{App, Visit},
};

/// Fields that cannot be understood, each with its sentence.
pub type Errors = Vec<(&'static str, &'static str)>;

/// What is asked for.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// Month or quarter; none for the latest with values.
    pub period: Option<Period>,
    /// The city to highlight.
    pub city: Option<&'static City>,
    /// As known at the end of this Beijing day.
    pub as_of: Option<Date>,
    /// Cities by value, for who may see places.
    pub by_value: bool,
    /// How figures are made comparable.
    pub mode: Mode,
    /// Also what is submitted, for who may read it.
    pub submitted: bool,
    /// The peer group to compare within; none for all cities.
    pub peers: Option<Peers>,
    /// The cities to draw, in the notice's order; none for all that the reader sees.
    pub only: Vec<&'static City>,
}

impl Asked {
    /// Reads the query.
    ///
    /// # Errors
    /// Each field that cannot be understood.
    pub fn read(visit: &Visit) -> Result<Self, Errors> {
        let t = visit.words();
        let mut errors = Errors::new();
        let period = visit.asked("period").map(str::parse::<Period>);
        if matches!(period, Some(Err(_))) {
            errors.push(("period", t.bad_period()));
        }
        let (city, as_of) = (asked_city(visit, &mut errors), asked_day(visit, &mut errors));
        let mode = visit.asked("mode").map(Mode::parse);
        if matches!(mode, Some(None)) {
            errors.push(("mode", t.bad_mode()));
        }
        let peers = visit
            .asked("peers")
            .map(|name| Peers::offered().find(|p| p.name() == name));
        if matches!(peers, Some(None)) {
            errors.push(("peers", t.bad_peers()));
        }
        let only: Option<Vec<_>> = visit.listed("cities").map(domain::city::city).collect();
        if only.is_none() {
            errors.push(("cities", t.bad_only()));
        }
        let mut only = only.unwrap_or_default();
        only.sort_by_key(|c| c.order);
        only.dedup_by_key(|c| c.order);
        match visit.asked("include") {
            None | Some("submitted") => {}
            Some(_) => errors.push(("include", t.bad_include())),
        }
        let asked = Asked {
            period: period.and_then(Result::ok),
            city,
            as_of,
            by_value: visit.asked("sort") == Some("value"),
            mode: mode.flatten().unwrap_or_default(),
            submitted: visit.asked("include").is_some(),
            peers: peers.flatten(),
            only,
        };
        if errors.is_empty() { Ok(asked) } else { Err(errors) }
    }

    /// When what is shown is known: since the last change, or at the end of the day asked for.
    #[must_use]
    pub fn known_at(&self, visit: &Visit) -> String {
        let t = visit.words();
        match self.as_of {
            Some(day) => t.as_of_day(t.full_day(day)),
            None => t.stamp(visit.known),
        }
    }

    /// The same for the store.
    #[must_use]
    pub const fn view(&self) -> View {
        View {
            mode: self.mode,
            as_of: self.as_of,
            include_submitted: self.submitted,
            targets: None,
            peers: None,
        }
    }
}

/// The `city` asked for; one that is none is told in `errors`.
pub fn asked_city(visit: &Visit, errors: &mut Errors) -> Option<&'static City> {
    let named = visit.asked("city").map(city);
    if matches!(named, Some(None)) {
        errors.push(("city", visit.words().bad_city()));
    }
    named.flatten()
}

/// The day of `as_of`; what is no day, or one to come, is told in `errors`.
pub fn asked_day(visit: &Visit, errors: &mut Errors) -> Option<Date> {
    let t = visit.words();
    let day = visit.asked("as_of").map(str::parse::<Date>);
    match day {
        Some(Err(_)) => errors.push(("as_of", t.bad_as_of())),
        Some(Ok(day)) if day > visit.today() => errors.push(("as_of", t.future_as_of())),
        _ => {}
    }
    day.and_then(Result::ok)
}

/// The periods a reader can choose from, the earliest first.
#[derive(Clone, Debug, Default)]
pub struct Choices {
    /// Months; none for what is reported quarterly.
    pub months: Vec<Period>,
    /// Quarters; of monthly indicators they are rolled up.
    pub quarters: Vec<Period>,
    /// The latest period of which more than half of the cities have accepted values, else the latest with any; as of
    /// the day asked for.
    pub latest: Option<Period>,
    /// The same of the quarters that are reported as such.
    pub latest_quarter: Option<Period>,
}

impl Choices {
    /// The periods of an indicator (none: of all): from the pilot's first day, or its earliest value, to the last
    /// period that has ended, or its latest value.
    ///
    /// # Errors
    /// Of the store.
    pub async fn of(visit: &Visit, app: &App, caller: &Caller, d: Option<&Definition>) -> Result<Self, Error> {
        let as_of = visit.asked("as_of").and_then(|day| day.parse().ok());
        let facts = storage::facts::periods(&app.store, caller, d.map(|d| d.code.as_str()), as_of).await?;
        let pilot = visit.settings.pilot;
        let this_month = Period::month_of(visit.today().min(pilot.last));
        let ended = if visit.today() > this_month.last_day() {
            this_month
        } else {
            this_month.previous()
        };
        let ends = facts.iter().map(|(p, _)| p.last_month());
        let first = facts
            .iter()
            .filter_map(|(p, _)| p.months().first().copied())
            .chain([Period::month_of(pilot.first)])
            .min();
        let last = ends.chain([ended]).max();
        let (Some(first), Some(last)) = (first, last) else {
            return Ok(Choices::default());
        };
        let mut months: Vec<_> = std::iter::successors(Some(first), |m| Some(m.next()))
            .take_while(|m| *m <= last)
            .collect();
        let mut quarters: Vec<_> = months.iter().map(|m| m.quarter()).collect();
        quarters.dedup();
        if d.is_some_and(|d| d.frequency != Frequency::Monthly) {
            months.clear();
            quarters.retain(|q| q.last_month() <= last);
        }
        Ok(Choices {
            months,
            quarters,
            latest: latest(facts.iter()),
            latest_quarter: latest(facts.iter().filter(|(p, _)| p.is_quarter())),
        })
    }

    /// The period to show: the one asked for (of what is reported quarterly, the quarter a month lies in), else the
    /// latest with values, else the last one.
    ///
    /// # Errors
    /// The field, if there is no such period.
    pub fn shown(&self, visit: &Visit, asked: &Asked) -> Result<Period, Errors> {
        let all = if self.months.is_empty() {
            &self.quarters
        } else {
            &self.months
        };
        let wanted = asked.period.or(self.latest).or(all.last().copied());
        let wanted = wanted.map(|p| if self.months.is_empty() { p.quarter() } else { p });
        wanted
            .filter(|p| self.months.contains(p) || self.quarters.contains(p))
            .ok_or_else(|| vec![("period", visit.words().bad_period())])
    }

    /// The period to show of all 32 indicators: as [`Choices::shown`], unasked the latest quarter, which has them all.
    ///
    /// # Errors
    /// As there.
    pub fn shown_of_all(&self, visit: &Visit, asked: &Asked) -> Result<Period, Errors> {
        let wanted = Asked {
            period: asked.period.or(self.latest_quarter),
            ..asked.clone()
        };
        self.shown(visit, &wanted)
    }

    /// Quarters alone, for which targets are set; unasked the latest that is over in most cities.
    pub fn keep_quarters(&mut self) {
        self.months.clear();
        self.latest = self.latest.map(|p| {
            let quarter = p.quarter();
            let before = quarter.previous();
            match p.last_month() == quarter.last_month() || !self.quarters.contains(&before) {
                true => quarter,
                false => before,
            }
        });
    }

    /// The periods of the same length up to this one.
    #[must_use]
    pub fn up_to(&self, period: Period) -> Vec<Period> {
        let all = if period.is_quarter() {
            &self.quarters
        } else {
            &self.months
        };
        all.iter().copied().filter(|p| *p <= period).collect()
    }
}

/// The latest of these periods of which more than half of the cities are in, else the latest.
fn latest<'a>(periods: impl DoubleEndedIterator<Item = &'a (Period, usize)> + Clone) -> Option<Period> {
    let most = periods.clone().rev().find(|(_, n)| n * 2 > cities().len());
    most.or(periods.last()).map(|(p, _)| *p)
}
