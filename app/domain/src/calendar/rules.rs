//! What CNIPA sets over the calendar's settings: the pilot's year, due days, extensions, exemptions; read from a form and
//! as the database has it. An extension ends by itself, since it is no more than a day.

use jiff::{ToSpan, civil::Date};

use super::{Calendar, Pilot};
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
