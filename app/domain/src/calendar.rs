//! Time as the pilot counts it: Beijing days that end at 24:00, working days by the State Council's table
//! (`data/holidays.csv`), due dates, locks and punctuality. No clock: the present is passed in.

use std::{collections::BTreeMap, sync::LazyLock};

use jiff::{
    SignedDuration, Timestamp,
    civil::{Date, DateTime, Weekday},
    tz::{Offset, offset},
};
use serde::{Deserialize, Serialize};

use crate::{lang::Both, period::Period};

mod in_force;
mod rules;

pub use in_force::{Calendar, Effect, Filed, Moved, Relief, Seen};
pub use rules::{Key, Rule};

/// UTC+8 all year round; China has had no summer time since 1991.
const BEIJING: Offset = offset(8);

#[derive(Deserialize)]
struct Row {
    date: Date,
    day: Day,
    occasion_en: String,
    occasion_zh: String,
}

/// A day that the State Council's table lists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedDay {
    /// The day.
    pub date: Date,
    /// True for a weekend day that is worked, false for a weekday of rest.
    pub worked: bool,
    /// The holiday that it belongs to.
    pub occasion: Both,
}

#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Day {
    Rest,
    Work,
}

static TABLE: LazyLock<BTreeMap<Date, ListedDay>> = LazyLock::new(|| {
    crate::data::rows::<Row>(include_str!("../data/holidays.csv"))
        .into_iter()
        .map(|r| {
            let occasion = Both {
                en: r.occasion_en,
                zh: r.occasion_zh,
            };
            let listed = ListedDay {
                date: r.date,
                worked: r.day == Day::Work,
                occasion,
            };
            (r.date, listed)
        })
        .collect()
});

/// The days that the table lists from one day to another, both included, the earliest first.
#[must_use]
pub fn listed_days(first: Date, last: Date) -> Vec<ListedDay> {
    if first > last {
        return Vec::new();
    }
    TABLE.range(first..=last).map(|(_, listed)| listed.clone()).collect()
}

/// The wall clock in Beijing at an instant.
#[must_use]
pub fn beijing(ts: Timestamp) -> DateTime {
    BEIJING.to_datetime(ts)
}

/// 00:00 of a Beijing day.
#[must_use]
pub fn start_of(day: Date) -> Timestamp {
    BEIJING.to_timestamp(day.at(0, 0, 0, 0)).unwrap_or(Timestamp::MIN)
}

/// 24:00 of a Beijing day: the first instant that no longer belongs to it.
#[must_use]
pub fn end_of(day: Date) -> Timestamp {
    day.tomorrow().map_or(Timestamp::MAX, start_of)
}

/// The last Beijing day before an instant, also when that is a midnight: of a limit the last day in time.
#[must_use]
pub fn last_day(limit: Timestamp) -> Date {
    beijing(limit.checked_sub(SignedDuration::from_nanos(1)).unwrap_or(limit)).date()
}

/// True if offices work that day: Monday to Friday unless the holiday table says otherwise.
#[must_use]
pub fn is_working_day(day: Date) -> bool {
    match TABLE.get(&day) {
        Some(listed) => listed.worked,
        None => !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday),
    }
}

/// True for a year without a holiday table: its working days are Monday to Friday until the table is out.
#[must_use]
pub fn is_provisional(year: i16) -> bool {
    !TABLE.keys().any(|day| day.year() == year)
}

/// The `n`-th working day strictly after a day; the day itself for 0.
#[must_use]
pub fn nth_working_day(after: Date, n: u32) -> Date {
    let mut day = after;
    let mut left = n;
    while left > 0 {
        let Ok(next) = day.tomorrow() else {
            return day;
        };
        day = next;
        left -= u32::from(is_working_day(day));
    }
    day
}

/// Working days strictly after `from`, up to and with `to`; 0 if `to` is not later.
#[must_use]
pub fn working_days_between(from: Date, to: Date) -> u32 {
    let mut day = from;
    let mut count = 0;
    while day < to {
        let Ok(next) = day.tomorrow() else {
            return count;
        };
        day = next;
        count += u32::from(is_working_day(day));
    }
    count
}

/// The settings of the calendar, all in working days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Terms {
    /// A monthly report is due on this working day of the next month.
    pub monthly_due: u32,
    /// A quarterly report is due on this working day of the next month.
    pub quarterly_due: u32,
    /// A report that was never submitted locks this long after its due day.
    pub lock_after: u32,
    /// CNIPA's own term for a verdict.
    pub review: u32,
    /// A city's term for a returned report.
    pub returned: u32,
}

impl Default for Terms {
    fn default() -> Self {
        Self {
            monthly_due: 5,
            quarterly_due: 10,
            lock_after: 20,
            review: 5,
            returned: 5,
        }
    }
}

/// When a report opens, is due and locks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deadlines {
    /// The first instant after the period.
    pub opens: Timestamp,
    /// 24:00 of `due_on`; what comes at this instant is late.
    pub due: Timestamp,
    /// 24:00 of `locks_on`.
    pub locks: Timestamp,
    /// The last day in time.
    pub due_on: Date,
    /// The last day before it locks.
    pub locks_on: Date,
    /// True if `due_on` lies in a year without a holiday table; of `locks_on` ask [`is_provisional`].
    pub provisional: bool,
}

/// The deadlines of a report; a quarter's last month has those of its quarter.
#[must_use]
pub fn deadlines(report: Period, terms: &Terms) -> Deadlines {
    let report = report.report();
    let last_day = report.last_day();
    let n = if report.is_quarter() {
        terms.quarterly_due
    } else {
        terms.monthly_due
    };
    due_on(report, nth_working_day(last_day, n), terms)
}

/// The deadlines of a report that is due on a day.
fn due_on(report: Period, due_on: Date, terms: &Terms) -> Deadlines {
    let last_day = report.last_day();
    let locks_on = nth_working_day(due_on, terms.lock_after);
    Deadlines {
        opens: end_of(last_day),
        due: end_of(due_on),
        locks: end_of(locks_on),
        due_on,
        locks_on,
        provisional: is_provisional(due_on.year()),
    }
}

/// The span of the pilot, both days included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pilot {
    /// First day.
    pub first: Date,
    /// Last day.
    pub last: Date,
}

impl Pilot {
    /// All reports of the pilot in the order of their end.
    #[must_use]
    pub fn reports(&self) -> Vec<Period> {
        Period::reports_between(self.first, self.last)
    }

    /// Its quarters, in order.
    #[must_use]
    pub fn quarters(&self) -> Vec<Period> {
        self.reports().into_iter().filter(|p| p.is_quarter()).collect()
    }

    /// True if the pilot has this report; false for a quarter's last month, which has none of its own.
    #[must_use]
    pub fn contains(&self, report: Period) -> bool {
        self.reports().contains(&report)
    }

    /// The reports that are open at an instant: those whose period is over.
    #[must_use]
    pub fn opened(&self, at: Timestamp) -> Vec<Period> {
        let mut reports = self.reports();
        reports.retain(|r| end_of(r.last_day()) <= at);
        reports
    }
}

/// Whether a report's first complete submission came in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "timeliness", rename_all = "snake_case")]
pub enum Timeliness {
    /// The period is not over.
    NotOpen,
    /// It may still come in time.
    Open {
        /// Working days after today up to the last day in time; 0 on that day.
        working_days_left: u32,
        /// True if an extension beyond the due time is in force.
        extended: bool,
    },
    /// Not submitted, and the time is over.
    Overdue {
        /// Calendar days since the last day in time, from 1.
        days: i64,
    },
    /// Submitted in time.
    OnTime {
        /// True if only an extension put it in time: counted apart.
        extended: bool,
    },
    /// Submitted after the due and any extended time.
    Late {
        /// Calendar days after the last day in time, from 1.
        days: i64,
    },
    /// Nothing is expected: CNIPA has exempted the city from this report.
    Exempt,
}

impl Timeliness {
    /// True where the report is in.
    #[must_use]
    pub const fn is_in(self) -> bool {
        matches!(self, Timeliness::OnTime { .. } | Timeliness::Late { .. })
    }

    /// True where the report is in, or should be: not of one that is exempt, or that may still come in time.
    #[must_use]
    pub const fn is_expected(self) -> bool {
        self.is_in() || matches!(self, Timeliness::Overdue { .. })
    }
}

/// How a report stands against its due or extended time; an extension that ends before the due time changes nothing,
/// a submission after `now` does not count yet.
#[must_use]
pub fn timeliness(
    deadlines: &Deadlines,
    extended_until: Option<Timestamp>,
    first_submitted: Option<Timestamp>,
    now: Timestamp,
) -> Timeliness {
    let limit = extended_until.map_or(deadlines.due, |until| until.max(deadlines.due));
    let last_day = last_day(limit);
    let days_after = |at: Timestamp| i64::from((beijing(at).date() - last_day).get_days()).max(1);
    match first_submitted.filter(|at| *at <= now) {
        Some(at) if at < limit => Timeliness::OnTime {
            extended: at >= deadlines.due,
        },
        Some(at) => Timeliness::Late { days: days_after(at) },
        None if now < deadlines.opens => Timeliness::NotOpen,
        None if now < limit => Timeliness::Open {
            working_days_left: working_days_between(beijing(now).date(), last_day),
            extended: limit > deadlines.due,
        },
        None => Timeliness::Overdue { days: days_after(now) },
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn p(s: &str) -> Period {
        s.parse().unwrap()
    }

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    fn due(report: &str) -> Deadlines {
        deadlines(p(report), &Terms::default())
    }

    #[test]
    fn the_table_is_whole() {
        assert_eq!(TABLE.len(), include_str!("../data/holidays.csv").lines().count() - 1);
        for (day, listed) in TABLE.iter() {
            let weekend = matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
            assert_eq!(
                listed.worked, weekend,
                "{day}: only weekends are worked, only weekdays rested"
            );
        }
    }

    /// Counted by hand from the State Council's table; the number after a day is its place among the working days.
    #[test]
    fn due_dates_of_the_pilot_year() {
        let table = [
            ("2025-10", date(2025, 11, 7)),  // 1 Nov is a Saturday: 3 to 7 Nov.
            ("2025-11", date(2025, 12, 5)),  // 1 to 5 Dec.
            ("2025-Q4", date(2026, 1, 15)),  // 1, 2 rest; Sun 4 worked (1); 5 to 9 (6); 12 to 15 (10).
            ("2026-01", date(2026, 2, 6)),   // 1 Feb is a Sunday: 2 to 6.
            ("2026-02", date(2026, 3, 6)),   // 1 Mar is a Sunday: 2 to 6.
            ("2026-Q1", date(2026, 4, 15)),  // 1 to 3 (3); Mon 6 rest; 7 to 10 (7); 13 to 15 (10).
            ("2026-04", date(2026, 5, 11)),  // 1, 4, 5 rest; 6 to 8 (3); Sat 9 worked (4); Mon 11 (5).
            ("2026-05", date(2026, 6, 5)),   // 1 to 5 Jun.
            ("2026-Q2", date(2026, 7, 14)),  // 1 to 3 (3); 6 to 10 (8); 13, 14 (10).
            ("2026-07", date(2026, 8, 7)),   // 1 Aug is a Saturday: 3 to 7.
            ("2026-08", date(2026, 9, 7)),   // 1 to 4 (4); Mon 7 (5).
            ("2026-Q3", date(2026, 10, 20)), // 1 to 7 rest; 8, 9 (2); Sat 10 worked (3); 12 to 16 (8); 19, 20 (10).
        ];
        let pilot = Pilot {
            first: date(2025, 10, 1),
            last: date(2026, 9, 30),
        };
        assert_eq!(pilot.reports(), table.map(|(report, _)| p(report)));
        for (report, day) in table {
            let d = due(report);
            assert_eq!(d.due_on, day, "{report}");
            assert_eq!(d.due, end_of(day));
            assert!(!d.provisional);
        }
        assert_eq!(
            due("2026-03"),
            due("2026-Q1"),
            "a quarter's last month is due with its quarter"
        );
        // After 6 Feb: 9 to 13 (5); Sat 14 worked (6); 16 to 20, 23 rest; 24 to 27 (10); Sat 28 worked (11);
        // 2 to 6 Mar (16); 9 to 12 (20).
        assert_eq!(due("2026-01").locks_on, date(2026, 3, 12));
        let terms = Terms {
            monthly_due: 3,
            ..Terms::default()
        };
        assert_eq!(
            deadlines(p("2026-04"), &terms).due_on,
            date(2026, 5, 8),
            "terms are settings"
        );
    }

    #[test]
    fn a_year_without_a_table_is_provisional() {
        assert!(is_provisional(2027) && !is_provisional(2026));
        let d = due("2026-Q4"); // Mondays to Fridays: 1 (1); 4 to 8 (6); 11 to 14 (10).
        assert_eq!((d.due_on, d.provisional), (date(2027, 1, 14), true));
        assert!(
            !due("2026-11").provisional,
            "due in December 2026, though it locks in 2027"
        );
    }

    #[test]
    fn working_days_are_counted_after_a_day() {
        let friday = date(2026, 2, 13);
        assert_eq!(nth_working_day(friday, 0), friday);
        assert_eq!(
            nth_working_day(friday, 1),
            date(2026, 2, 14),
            "a Saturday worked for Spring Festival"
        );
        assert_eq!(nth_working_day(friday, 2), date(2026, 2, 24));
        assert_eq!(working_days_between(friday, date(2026, 2, 24)), 2);
        assert_eq!(working_days_between(friday, friday), 0);
        assert_eq!(working_days_between(friday, date(2026, 2, 2)), 0);
        assert_eq!(nth_working_day(Date::MAX, 3), Date::MAX, "the end of time is no panic");
    }

    #[test]
    fn a_beijing_day_ends_at_24_00() {
        let day = date(2026, 7, 14);
        assert_eq!(end_of(day), at("2026-07-14T16:00:00Z"));
        assert_eq!(start_of(day), at("2026-07-13T16:00:00Z"));
        assert_eq!(beijing(at("2026-07-14T15:59:59Z")), day.at(23, 59, 59, 0));
    }

    #[test]
    fn a_report_opens_when_its_period_is_over() {
        let pilot = Pilot {
            first: date(2025, 10, 1),
            last: date(2026, 9, 30),
        };
        let opens = due("2025-10").opens;
        assert_eq!(opens, at("2025-10-31T16:00:00Z"));
        assert_eq!(pilot.opened(opens - SignedDuration::from_nanos(1)), []);
        assert_eq!(pilot.opened(opens), [p("2025-10")]);
        assert_eq!(pilot.opened(at("2026-11-01T00:00:00Z")).len(), 12);
        assert!(pilot.contains(p("2026-Q3")) && !pilot.contains(p("2026-Q4")) && !pilot.contains(p("2026-03")));
    }

    #[test]
    fn the_last_instant_is_in_time_and_the_due_instant_is_late() {
        let d = due("2026-Q2");
        let before = d.due - SignedDuration::from_nanos(1);
        let now = at("2026-12-01T00:00:00Z");
        let sent = |when| timeliness(&d, None, Some(when), now);
        assert_eq!(sent(before), Timeliness::OnTime { extended: false });
        assert_eq!(sent(d.due), Timeliness::Late { days: 1 });
        assert_eq!(sent(end_of(date(2026, 7, 15))), Timeliness::Late { days: 2 });
        let waiting = |now| timeliness(&d, None, None, now);
        assert_eq!(waiting(d.opens - SignedDuration::from_nanos(1)), Timeliness::NotOpen);
        assert_eq!(
            waiting(d.opens),
            Timeliness::Open {
                working_days_left: 9,
                extended: false
            },
            "on 1 July, the first"
        );
        assert_eq!(
            waiting(before),
            Timeliness::Open {
                working_days_left: 0,
                extended: false
            }
        );
        assert_eq!(waiting(d.due), Timeliness::Overdue { days: 1 });
        assert_eq!(waiting(start_of(date(2026, 8, 1))), Timeliness::Overdue { days: 18 });
        assert_eq!(
            timeliness(&d, None, Some(d.due), before),
            waiting(before),
            "what is sent later does not count yet"
        );
    }

    #[test]
    fn an_extension_moves_the_limit_and_undoes_itself() {
        let d = due("2026-Q2");
        let until = Some(start_of(date(2026, 7, 17)) + SignedDuration::from_hours(17));
        let now = at("2026-12-01T00:00:00Z");
        let sent = |day: Date, hour| timeliness(&d, until, Some(start_of(day) + SignedDuration::from_hours(hour)), now);
        assert_eq!(
            sent(date(2026, 7, 14), 9),
            Timeliness::OnTime { extended: false },
            "it was not needed"
        );
        assert_eq!(sent(date(2026, 7, 17), 16), Timeliness::OnTime { extended: true });
        assert_eq!(sent(date(2026, 7, 17), 17), Timeliness::Late { days: 1 });
        assert_eq!(sent(date(2026, 7, 19), 0), Timeliness::Late { days: 2 });
        let waiting = timeliness(&d, until, None, d.due);
        assert_eq!(
            waiting,
            Timeliness::Open {
                working_days_left: 2,
                extended: true
            }
        );
        assert_eq!(
            timeliness(&d, Some(d.opens), None, d.due),
            Timeliness::Overdue { days: 1 },
            "never shorter"
        );
    }
}
