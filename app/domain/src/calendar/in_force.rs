//! The calendar in force, settings and rules together; what a change of it moves, and which reports it makes stand
//! otherwise.

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::{
    Deadlines, Pilot, Rule, Terms, Timeliness, deadlines, due_on, end_of, nth_working_day, rules::Key, timeliness,
};
use crate::period::Period;

/// What CNIPA has granted one city for one report.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Relief {
    /// The end of an extension: 24:00 of its day.
    pub extended_until: Option<Timestamp>,
    /// True where nothing is expected.
    pub exempt: bool,
}

/// The calendar as it is known: the settings, and the rules set over them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Calendar {
    /// The pilot's span.
    pub pilot: Pilot,
    /// The terms where no rule says otherwise.
    pub terms: Terms,
    rules: BTreeMap<Key, Rule>,
    /// Of the pilot's reports, so that a list of many cities counts working days once a period.
    times: BTreeMap<Period, Deadlines>,
}

impl Calendar {
    /// The calendar of these settings and rules; of two rules of one key the last holds.
    #[must_use]
    pub fn new(pilot: Pilot, terms: Terms, rules: impl IntoIterator<Item = Rule>) -> Self {
        let mut calendar = Calendar {
            pilot,
            terms,
            rules: BTreeMap::new(),
            times: BTreeMap::new(),
        };
        rules.into_iter().for_each(|rule| calendar.set(rule));
        calendar.timed()
    }

    fn set(&mut self, rule: Rule) {
        if let Rule::Year(pilot) = rule {
            self.pilot = pilot;
        }
        self.rules.insert(rule.key(), rule);
    }

    fn timed(mut self) -> Self {
        let reports = self.pilot.reports().into_iter();
        self.times = reports.map(|report| (report, self.count(report))).collect();
        self
    }

    /// The same with a rule set.
    #[must_use]
    pub fn with(mut self, rule: Rule) -> Self {
        self.set(rule);
        self.timed()
    }

    /// The same with a rule taken back; the pilot's year is only ever set anew.
    #[must_use]
    pub fn without(mut self, key: &Key) -> Self {
        if key.0 != "year" {
            self.rules.remove(key);
        }
        self.timed()
    }

    /// The rule of a key, if one holds.
    #[must_use]
    pub fn rule(&self, key: &Key) -> Option<&Rule> {
        self.rules.get(key)
    }

    /// All rules that hold.
    pub fn rules(&self) -> impl Iterator<Item = &Rule> {
        self.rules.values()
    }

    /// When a report opens, is due and locks, extensions aside; a quarter's last month has those of its quarter.
    #[must_use]
    pub fn deadlines(&self, report: Period) -> Deadlines {
        let report = report.report();
        self.times.get(&report).copied().unwrap_or_else(|| self.count(report))
    }

    fn count(&self, report: Period) -> Deadlines {
        let day = self.rules.values().find_map(|rule| match rule {
            Rule::DueOn { period, day } if *period == report => Some(*day),
            _ => None,
        });
        let term = || {
            let terms = self.rules.values().filter_map(|rule| match rule {
                Rule::Term { from, working_day } if from.is_quarter() == report.is_quarter() && *from <= report => {
                    Some((from, working_day))
                }
                _ => None,
            });
            let n = terms.max_by_key(|(from, _)| **from).map(|(_, n)| *n)?;
            Some(nth_working_day(report.last_day(), n))
        };
        match day.or_else(term) {
            Some(day) => due_on(report, day, &self.terms),
            None => deadlines(report, &self.terms),
        }
    }

    /// The working day on which a report is due by its term, a day of its own aside.
    #[must_use]
    pub fn is_due_on_a_day_of_its_own(&self, report: Period) -> bool {
        let own = |rule: &Rule| matches!(rule, Rule::DueOn { period, .. } if *period == report);
        self.rules.values().any(own)
    }

    /// What CNIPA has granted a city for a report.
    #[must_use]
    pub fn relief(&self, slug: &str, report: Period) -> Relief {
        let of = |name| self.rules.get(&(name, slug.to_owned(), report.to_string()));
        Relief {
            extended_until: match of("extended") {
                Some(Rule::Extended { until, .. }) => Some(end_of(*until)),
                _ => None,
            },
            exempt: of("exempt").is_some(),
        }
    }

    /// How a city's report stands against its due or extended time.
    #[must_use]
    pub fn timeliness(&self, city: &str, report: Period, first: Option<Timestamp>, now: Timestamp) -> Timeliness {
        let relief = self.relief(city, report);
        if relief.exempt {
            return Timeliness::Exempt;
        }
        timeliness(&self.deadlines(report), relief.extended_until, first, now)
    }

    /// Since when a report that was never submitted is locked: an extension moves the lock, who is exempt has none.
    #[must_use]
    pub fn locked_since(&self, city: &str, report: Period, now: Timestamp) -> Option<Timestamp> {
        let relief = self.relief(city, report);
        let locks = self.deadlines(report).locks;
        let locks = relief.extended_until.map_or(locks, |until| until.max(locks));
        (now >= locks && !relief.exempt).then_some(locks)
    }

    /// The reports whose deadlines differ in another calendar, or that only one of the two has.
    #[must_use]
    pub fn moved(&self, other: &Calendar) -> Vec<Moved> {
        let (here, there) = (self.pilot.reports(), other.pilot.reports());
        let mut all: Vec<_> = here.iter().chain(&there).copied().collect();
        all.sort_unstable();
        all.dedup();
        let of = |calendar: &Calendar, reports: &[Period], p| reports.contains(&p).then(|| calendar.deadlines(p));
        all.into_iter()
            .map(|period| Moved {
                period,
                before: of(self, &here, period),
                after: of(other, &there, period),
            })
            .filter(|m| m.before != m.after)
            .collect()
    }

    /// The reports that stand otherwise in another calendar: in time or late, locked or open, exempt or expected.
    #[must_use]
    pub fn effects(&self, other: &Calendar, filed: &[Filed], now: Timestamp) -> Vec<Effect> {
        filed
            .iter()
            .map(|f| Effect {
                city: f.city.clone(),
                period: f.period,
                before: f.seen(self, now),
                after: f.seen(other, now),
            })
            .filter(|e| e.before.outcome() != e.after.outcome())
            .collect()
    }
}

/// A report whose deadlines a change moves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moved {
    /// The report.
    pub period: Period,
    /// Its deadlines before; none where it was not in the pilot.
    pub before: Option<Deadlines>,
    /// … and after.
    pub after: Option<Deadlines>,
}

/// A report and when it was first submitted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filed {
    /// City slug.
    pub city: String,
    /// The report.
    pub period: Period,
    /// When; a withdrawn submission does not count.
    pub first_submitted_at: Option<Timestamp>,
}

impl Filed {
    fn seen(&self, calendar: &Calendar, now: Timestamp) -> Seen {
        let locked = calendar.locked_since(&self.city, self.period, now);
        Seen {
            timeliness: calendar.timeliness(&self.city, self.period, self.first_submitted_at, now),
            locked: self.first_submitted_at.is_none() && locked.is_some(),
        }
    }
}

/// How a calendar sees a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seen {
    /// In time or not.
    pub timeliness: Timeliness,
    /// Never submitted, and no longer open.
    pub locked: bool,
}

impl Seen {
    /// The same without the days left, which every change of a due day moves.
    fn outcome(self) -> Self {
        let timeliness = match self.timeliness {
            Timeliness::Open { extended, .. } => Timeliness::Open {
                working_days_left: 0,
                extended,
            },
            other => other,
        };
        Seen { timeliness, ..self }
    }
}

/// A report that a change makes stand otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Effect {
    /// City slug.
    pub city: String,
    /// The report.
    pub period: Period,
    /// How it stands now.
    pub before: Seen,
    /// How it would stand.
    pub after: Seen,
}

#[cfg(test)]
mod tests;
