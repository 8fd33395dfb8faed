//! What CNIPA sets over the calendar's settings: the pilot's year, due days, extensions, exemptions; and what a change
//! of them does to the reports there are. An extension ends by itself, since it is no more than a day.

use std::collections::BTreeMap;

use jiff::{Timestamp, ToSpan, civil::Date};

use super::{Deadlines, Pilot, Terms, Timeliness, deadlines, due_on, end_of, nth_working_day, timeliness};
use crate::{
    city,
    fault::{Fault, Faults, count, day},
    period::Period,
};

/// The greatest working day that a term may name.
const LAST_WORKING_DAY: u32 = 60;

/// One thing that CNIPA set; it holds until it is set anew or taken back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rule {
    /// The pilot's year.
    Year(Pilot),
    /// From this report on those of its length are due on this working day of the next month.
    Term {
        /// The first report it holds for.
        from: Period,
        /// 1 to 60.
        working_day: u32,
    },
    /// One report is due on this day.
    DueOn {
        /// The report.
        period: Period,
        /// The last day in time.
        day: Date,
    },
    /// One city's report may come until the end of this day.
    Extended {
        /// City slug.
        city: String,
        /// The report.
        period: Period,
        /// The last day in time.
        until: Date,
    },
    /// One city need not send a report.
    Exempt {
        /// City slug.
        city: String,
        /// The report.
        period: Period,
    },
}

/// What a rule is about: its name, a city (empty: all) and a report (empty: all). A rule of the same key replaces it.
pub type Key = (&'static str, String, String);

impl Rule {
    /// Name, city and report, as forms and database have them.
    #[must_use]
    pub fn key(&self) -> Key {
        let (name, city, period) = match self {
            Rule::Year(_) => ("year", "", None),
            Rule::Term { from, .. } => ("term", "", Some(from)),
            Rule::DueOn { period, .. } => ("due_on", "", Some(period)),
            Rule::Extended { city, period, .. } => ("extended", city.as_str(), Some(period)),
            Rule::Exempt { city, period } => ("exempt", city.as_str(), Some(period)),
        };
        (
            name,
            city.to_owned(),
            period.map(ToString::to_string).unwrap_or_default(),
        )
    }

    /// What is set, as the database has it: a day, a number, or the two days of the year.
    #[must_use]
    pub fn value(&self) -> String {
        match self {
            Rule::Year(pilot) => format!("{}/{}", pilot.first, pilot.last),
            Rule::Term { working_day, .. } => working_day.to_string(),
            Rule::DueOn { day, .. } | Rule::Extended { until: day, .. } => day.to_string(),
            Rule::Exempt { .. } => String::new(),
        }
    }

    /// The rule of a key and a value, or none.
    #[must_use]
    pub fn parse(name: &str, city: &str, period: &str, value: &str) -> Option<Self> {
        let report = || period.parse::<Period>().ok();
        let city = city.to_owned();
        Some(match name {
            "year" => {
                let (first, last) = value.split_once('/')?;
                Rule::Year(Pilot {
                    first: first.parse().ok()?,
                    last: last.parse().ok()?,
                })
            }
            "term" => Rule::Term {
                from: report()?,
                working_day: value.parse().ok()?,
            },
            "due_on" => Rule::DueOn {
                period: report()?,
                day: value.parse().ok()?,
            },
            "extended" => Rule::Extended {
                city,
                period: report()?,
                until: value.parse().ok()?,
            },
            "exempt" => Rule::Exempt {
                city,
                period: report()?,
            },
            _ => return None,
        })
    }

    /// Reads a rule from a form: `first` of a year, `period` with `working_day`, `due_on` or `until`, and `city`.
    ///
    /// # Errors
    /// All fields that are wrong: a due day lies after its period, an extension after the due day and not in the past.
    pub fn read<'a>(
        name: &str,
        calendar: &Calendar,
        today: Date,
        get: impl Fn(&str) -> Option<&'a str>,
    ) -> Result<Self, Faults> {
        let field = |name: &str| get(name).unwrap_or_default();
        if name == "year" {
            let year = day(field("first")).and_then(year_from);
            return year.map(Rule::Year).map_err(|fault| vec![("first", fault)]);
        }
        let period = match field("period") {
            "" => Err(Fault::Missing),
            text => text
                .parse()
                .ok()
                .filter(|p| calendar.pilot.contains(*p))
                .ok_or(Fault::Unknown),
        };
        let city = match field("city") {
            "" => Err(Fault::Missing),
            slug => city::city(slug).map(|c| c.slug.clone()).ok_or(Fault::Unknown),
        };
        let due = |p: &Result<Period, Fault>| p.map(|p| calendar.deadlines(p).due_on);
        match name {
            "term" => {
                let working_day = count(field("working_day"), 1, LAST_WORKING_DAY);
                both(("period", period), ("working_day", working_day))
                    .map(|(from, working_day)| Rule::Term { from, working_day })
            }
            "due_on" => {
                let after = period.map(Period::last_day);
                let day = day(field("due_on")).and_then(|day| later(day, after));
                both(("period", period), ("due_on", day)).map(|(period, day)| Rule::DueOn { period, day })
            }
            "extended" => {
                let until = day(field("until")).and_then(|until| {
                    let until = later(until, due(&period))?;
                    if until < today {
                        Err(Fault::Before(today))
                    } else {
                        Ok(until)
                    }
                });
                let place = both(("city", city), ("period", period));
                match (place, until) {
                    (Ok((city, period)), Ok(until)) => Ok(Rule::Extended { city, period, until }),
                    (place, until) => {
                        let mut faults = place.err().unwrap_or_default();
                        faults.extend(until.err().map(|fault| ("until", fault)));
                        Err(faults)
                    }
                }
            }
            "exempt" => both(("city", city), ("period", period)).map(|(city, period)| Rule::Exempt { city, period }),
            _ => Err(vec![("action", Fault::Unknown)]),
        }
    }
}

/// Both fields, or all that is wrong with them.
fn both<A, B>(a: (&'static str, Result<A, Fault>), b: (&'static str, Result<B, Fault>)) -> Result<(A, B), Faults> {
    match (a, b) {
        ((_, Ok(a)), (_, Ok(b))) => Ok((a, b)),
        ((a_name, a), (b_name, b)) => {
            let wrong = [(a_name, a.err()), (b_name, b.err())];
            Err(wrong
                .into_iter()
                .filter_map(|(name, fault)| Some((name, fault?)))
                .collect())
        }
    }
}

/// The day, if it comes after another; where that other is not known its own field says so.
fn later(day: Date, after: Result<Date, Fault>) -> Result<Date, Fault> {
    match after {
        Ok(after) if day <= after => Err(Fault::NotAfter(after)),
        _ => Ok(day),
    }
}

/// The twelve months that begin with the month of a day.
fn year_from(start: Date) -> Result<Pilot, Fault> {
    let first = start.first_of_month();
    let last = first.checked_add(1.year()).and_then(|day| day.yesterday());
    match last {
        Ok(last) if (2000..2090).contains(&first.year()) => Ok(Pilot { first, last }),
        _ => Err(Fault::NotADate),
    }
}

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
}

impl Calendar {
    /// The calendar of these settings and rules; of two rules of one key the last holds.
    #[must_use]
    pub fn new(pilot: Pilot, terms: Terms, rules: impl IntoIterator<Item = Rule>) -> Self {
        let mut calendar = Calendar {
            pilot,
            terms,
            rules: BTreeMap::new(),
        };
        for rule in rules {
            calendar = calendar.with(rule);
        }
        calendar
    }

    /// The same with a rule set.
    #[must_use]
    pub fn with(mut self, rule: Rule) -> Self {
        if let Rule::Year(pilot) = rule {
            self.pilot = pilot;
        }
        self.rules.insert(rule.key(), rule);
        self
    }

    /// The same with a rule taken back; the pilot's year is only ever set anew.
    #[must_use]
    pub fn without(mut self, key: &Key) -> Self {
        if key.0 != "year" {
            self.rules.remove(key);
        }
        self
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
        let mut relief = Relief::default();
        for rule in self.rules.values() {
            match rule {
                Rule::Extended { city, period, until } if city == slug && *period == report => {
                    relief.extended_until = Some(end_of(*until));
                }
                Rule::Exempt { city, period } if city == slug && *period == report => relief.exempt = true,
                _ => {}
            }
        }
        relief
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
#[path = "rules/tests.rs"]
mod tests;
