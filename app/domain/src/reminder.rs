//! Who is to be reminded of which report on a day: in working days before the last day in time and after it, never before
//! the report opens or on a day of rest, and only those whose turn it is.

use jiff::Timestamp;

use crate::{
    access::Role,
    calendar::{Timeliness, beijing, is_working_day, last_day, working_days_between},
    period::Period,
    report::State,
};

/// Working days before the last day in time on which a monthly report is remembered.
const MONTHLY_BEFORE: &[u32] = &[3, 1];
/// The same of a quarterly one.
const QUARTERLY_BEFORE: &[u32] = &[10, 5, 1];
/// Working days after the last day in time, of both.
const AFTER: &[u32] = &[1, 3];

/// A report as it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Which.
    pub period: Period,
    /// Where it stands.
    pub state: State,
    /// Whether it is in, open, overdue or exempt.
    pub timeliness: Timeliness,
    /// When it opens.
    pub opens: Timestamp,
    /// 24:00 of the last day in time, with an extension.
    pub limit: Timestamp,
}

/// That somebody is to be reminded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reminder {
    /// Whose turn it is.
    pub role: Role,
    /// Working days left up to the last day in time; below 0 how many have passed since.
    pub days: i32,
}

/// Whose turn it is in a city; none while the report is with CNIPA or done.
#[must_use]
pub const fn turn(state: State) -> Option<Role> {
    match state {
        State::Drafting | State::Returned => Some(Role::CityEditor),
        State::CitySignOff => Some(Role::CityApprover),
        State::Submitted | State::Accepted => None,
    }
}

/// The reminder of a report that is due at this instant, if one is. Reports that were submitted once have no due day any
/// more: a return has its own term and its own message.
#[must_use]
pub fn reminder(report: &Standing, now: Timestamp) -> Option<Reminder> {
    let today = beijing(now).date();
    if now < report.opens || !is_working_day(today) {
        return None;
    }
    let role = turn(report.state)?;
    let last = last_day(report.limit);
    let before = if report.period.is_quarter() {
        QUARTERLY_BEFORE
    } else {
        MONTHLY_BEFORE
    };
    let days = match report.timeliness {
        Timeliness::Open { .. } => {
            let left = working_days_between(today, last);
            before.contains(&left).then(|| i32::try_from(left).ok()).flatten()?
        }
        Timeliness::Overdue { .. } => {
            let over = working_days_between(last, today);
            AFTER
                .contains(&over)
                .then(|| i32::try_from(over).ok())
                .flatten()?
                .checked_neg()?
        }
        _ => return None,
    };
    Some(Reminder { role, days })
}

#[cfg(test)]
mod tests {
    use jiff::{SignedDuration, civil::Date, civil::date};
    use proptest::prelude::*;

    use super::*;
    use crate::calendar::{Calendar, Pilot, Rule, Terms, start_of};

    fn calendar() -> Calendar {
        let pilot = Pilot {
            first: date(2025, 10, 1),
            last: date(2026, 9, 30),
        };
        Calendar::new(pilot, Terms::default(), [])
    }

    fn at(calendar: &Calendar, period: &str, state: State, day: Date) -> Option<Reminder> {
        let period = period.parse().unwrap();
        let now = start_of(day).checked_add(SignedDuration::from_hours(9)).unwrap();
        let d = calendar.deadlines(period);
        let extended = calendar.relief("kunming", period).extended_until;
        let standing = Standing {
            period,
            state,
            timeliness: calendar.timeliness("kunming", period, None, now),
            opens: d.opens,
            limit: extended.map_or(d.due, |until| until.max(d.due)),
        };
        reminder(&standing, now)
    }

    /// The days of a year on which a report is remembered.
    fn days(calendar: &Calendar, period: &str) -> Vec<(Date, i32)> {
        let first = date(2025, 10, 1);
        let all = (0..400).filter_map(|n| {
            let day = first.checked_add(jiff::Span::new().days(n)).unwrap();
            Some((day, at(calendar, period, State::Drafting, day)?.days))
        });
        all.collect()
    }

    #[test]
    fn a_month_is_remembered_three_and_one_before_and_one_and_three_after() {
        // April's fifth working day is 11 May: 1 to 5 May are a holiday and Saturday the 9th is worked.
        let want = [
            (date(2026, 5, 7), 3),
            (date(2026, 5, 9), 1),
            (date(2026, 5, 12), -1),
            (date(2026, 5, 14), -3),
        ];
        assert_eq!(
            calendar().deadlines("2026-04".parse().unwrap()).due_on,
            date(2026, 5, 11)
        );
        assert_eq!(days(&calendar(), "2026-04"), want);
    }

    #[test]
    fn a_quarter_is_remembered_five_and_one_before_and_never_before_it_opens() {
        // The tenth working day of July is the 14th; ten before it is 30 June, when the quarter is not over yet.
        let want = [
            (date(2026, 7, 7), 5),
            (date(2026, 7, 13), 1),
            (date(2026, 7, 15), -1),
            (date(2026, 7, 17), -3),
        ];
        assert_eq!(days(&calendar(), "2026-Q2"), want);
    }

    #[test]
    fn extended_time_counts_and_who_is_exempt_hears_nothing() {
        let (city, period) = ("kunming".to_owned(), "2026-Q2".parse().unwrap());
        let until = date(2026, 7, 21);
        let extended = calendar().with(Rule::Extended {
            city: city.clone(),
            period,
            until,
        });
        let want = [
            (date(2026, 7, 7), 10),
            (date(2026, 7, 14), 5),
            (date(2026, 7, 20), 1),
            (date(2026, 7, 22), -1),
            (date(2026, 7, 24), -3),
        ];
        assert_eq!(days(&extended, "2026-Q2"), want);
        assert_eq!(days(&calendar().with(Rule::Exempt { city, period }), "2026-Q2"), []);
    }

    #[test]
    fn only_whose_turn_it_is_hears_of_it() {
        let day = date(2026, 7, 13);
        let role = |state| at(&calendar(), "2026-Q2", state, day).map(|r| r.role);
        assert_eq!(role(State::Drafting), Some(Role::CityEditor));
        assert_eq!(role(State::Returned), Some(Role::CityEditor));
        assert_eq!(role(State::CitySignOff), Some(Role::CityApprover));
        assert_eq!(role(State::Submitted), None);
        assert_eq!(role(State::Accepted), None);
    }

    proptest! {
        #[test]
        fn never_on_a_day_of_rest_nor_before_it_opens(report in 0usize..12, n in 0i32..400, state in 0usize..3) {
            let calendar = calendar();
            let period = calendar.pilot.reports()[report];
            let day = date(2025, 10, 1).checked_add(jiff::Span::new().days(n)).unwrap();
            let state = [State::Drafting, State::CitySignOff, State::Returned][state];
            if at(&calendar, &period.to_string(), state, day).is_some() {
                prop_assert!(is_working_day(day));
                prop_assert!(day > period.last_day());
            }
        }
    }
}
