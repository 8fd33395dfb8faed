//! Periods: months and quarters, as they stand in addresses (`2026-03`, `2026-Q1`).
//! A quarter's last month has no report of its own: it is a section of the quarter's report.

use std::{fmt, str::FromStr};

use jiff::civil::{Date, date};
use serde::{Deserialize, Serialize};

/// A month or a quarter of a calendar year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Period {
    /// Month 1 to 12.
    Month {
        /// Calendar year, 2000 to 2099.
        year: i16,
        /// 1 to 12.
        month: i8,
    },
    /// Quarter 1 to 4.
    Quarter {
        /// Calendar year, 2000 to 2099.
        year: i16,
        /// 1 to 4.
        quarter: i8,
    },
}

/// The text is not a period.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a period: {0}")]
pub struct NotAPeriod(pub String);

impl Period {
    /// The month of a date.
    #[must_use]
    pub fn month_of(day: Date) -> Self {
        Period::Month {
            year: day.year(),
            month: day.month(),
        }
    }

    /// The calendar year.
    #[must_use]
    pub const fn year(self) -> i16 {
        match self {
            Period::Month { year, .. } | Period::Quarter { year, .. } => year,
        }
    }

    /// True for a quarter.
    #[must_use]
    pub const fn is_quarter(self) -> bool {
        matches!(self, Period::Quarter { .. })
    }

    /// First day.
    #[must_use]
    pub fn first_day(self) -> Date {
        match self {
            Period::Month { year, month } => date(year, month, 1),
            Period::Quarter { year, quarter } => date(year, quarter * 3 - 2, 1),
        }
    }

    /// Last day.
    #[must_use]
    pub fn last_day(self) -> Date {
        self.last_month_first_day().last_of_month()
    }

    fn last_month_first_day(self) -> Date {
        match self {
            Period::Month { year, month } => date(year, month, 1),
            Period::Quarter { year, quarter } => date(year, quarter * 3, 1),
        }
    }

    /// The quarter this period is or lies in.
    #[must_use]
    pub const fn quarter(self) -> Self {
        match self {
            Period::Month { year, month } => Period::Quarter {
                year,
                quarter: (month + 2) / 3,
            },
            q @ Period::Quarter { .. } => q,
        }
    }

    /// The months of this period, in order: one or three.
    #[must_use]
    pub fn months(self) -> Vec<Self> {
        match self {
            m @ Period::Month { .. } => vec![m],
            Period::Quarter { year, quarter } => (quarter * 3 - 2..=quarter * 3)
                .map(|month| Period::Month { year, month })
                .collect(),
        }
    }

    /// The last month of this period: itself for a month.
    #[must_use]
    pub const fn last_month(self) -> Self {
        match self {
            m @ Period::Month { .. } => m,
            Period::Quarter { year, quarter } => Period::Month {
                year,
                month: quarter * 3,
            },
        }
    }

    /// The period whose report holds this period's entries: the quarter for a quarter's last month, else itself.
    #[must_use]
    pub const fn report(self) -> Self {
        match self {
            Period::Month { month, .. } if month % 3 == 0 => self.quarter(),
            p => p,
        }
    }

    /// The period before, of the same length.
    #[must_use]
    pub const fn previous(self) -> Self {
        match self {
            Period::Month { year, month: 1 } => Period::Month {
                year: year - 1,
                month: 12,
            },
            Period::Month { year, month } => Period::Month { year, month: month - 1 },
            Period::Quarter { year, quarter: 1 } => Period::Quarter {
                year: year - 1,
                quarter: 4,
            },
            Period::Quarter { year, quarter } => Period::Quarter {
                year,
                quarter: quarter - 1,
            },
        }
    }

    /// The same period of the year before.
    #[must_use]
    pub const fn year_before(self) -> Self {
        match self {
            Period::Month { year, month } => Period::Month { year: year - 1, month },
            Period::Quarter { year, quarter } => Period::Quarter {
                year: year - 1,
                quarter,
            },
        }
    }

    /// The period after, of the same length.
    #[must_use]
    pub const fn next(self) -> Self {
        match self {
            Period::Month { year, month: 12 } => Period::Month {
                year: year + 1,
                month: 1,
            },
            Period::Month { year, month } => Period::Month { year, month: month + 1 },
            Period::Quarter { year, quarter: 4 } => Period::Quarter {
                year: year + 1,
                quarter: 1,
            },
            Period::Quarter { year, quarter } => Period::Quarter {
                year,
                quarter: quarter + 1,
            },
        }
    }

    /// All reports due between two days, in the order of their end: months first, each quarter in its last month's place.
    #[must_use]
    pub fn reports_between(first: Date, last: Date) -> Vec<Self> {
        let mut all = Vec::new();
        let mut month = Period::month_of(first);
        while month.first_day() <= last {
            all.push(month.report());
            month = month.next();
        }
        all
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Period::Month { year, month } => write!(f, "{year:04}-{month:02}"),
            Period::Quarter { year, quarter } => write!(f, "{year:04}-Q{quarter}"),
        }
    }
}

impl FromStr for Period {
    type Err = NotAPeriod;

    fn from_str(text: &str) -> Result<Self, NotAPeriod> {
        let no = || NotAPeriod(text.chars().take(20).collect());
        let (y, rest) = text.split_once('-').ok_or_else(no)?;
        let digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
        if y.len() != 4 || !digits(y) {
            return Err(no());
        }
        let year: i16 = y.parse().map_err(|_| no())?;
        if !(2000..2100).contains(&year) {
            return Err(no());
        }
        if let Some(q) = rest.strip_prefix('Q') {
            return match q {
                "1" | "2" | "3" | "4" => Ok(Period::Quarter {
                    year,
                    quarter: q.parse().map_err(|_| no())?,
                }),
                _ => Err(no()),
            };
        }
        if rest.len() != 2 || !digits(rest) {
            return Err(no());
        }
        match rest.parse::<i8>() {
            Ok(month @ 1..=12) => Ok(Period::Month { year, month }),
            _ => Err(no()),
        }
    }
}

impl TryFrom<String> for Period {
    type Error = NotAPeriod;
    fn try_from(text: String) -> Result<Self, NotAPeriod> {
        text.parse()
    }
}

impl From<Period> for String {
    fn from(p: Period) -> String {
        p.to_string()
    }
}

/// Order of time: by last day, a month before the quarter it ends.
impl Ord for Period {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        (self.last_day(), self.is_quarter()).cmp(&(other.last_day(), other.is_quarter()))
    }
}

impl PartialOrd for Period {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn p(s: &str) -> Period {
        s.parse().unwrap()
    }

    #[test]
    fn a_quarters_last_month_belongs_to_the_quarters_report() {
        assert_eq!(p("2026-03").report(), p("2026-Q1"));
        assert_eq!(p("2026-02").report(), p("2026-02"));
        assert_eq!(p("2026-Q1").last_month(), p("2026-03"));
    }

    #[test]
    fn a_pilot_year_has_twelve_reports() {
        let all: Vec<_> = Period::reports_between(date(2025, 10, 1), date(2026, 9, 30))
            .iter()
            .map(ToString::to_string)
            .collect();
        assert_eq!(
            all,
            [
                "2025-10", "2025-11", "2025-Q4", "2026-01", "2026-02", "2026-Q1", "2026-04", "2026-05", "2026-Q2",
                "2026-07", "2026-08", "2026-Q3"
            ]
        );
        assert!(p("2025-12") < p("2025-Q4") && p("2025-Q4") < p("2026-01"));
    }

    #[test]
    fn what_is_not_a_period_is_refused() {
        for bad in [
            "2026-13",
            "2026-00",
            "2026-Q5",
            "2026Q1",
            "26-01",
            "2026-1",
            "",
            "2026-+1",
            "99999-01",
            "２０２６-01",
        ] {
            assert!(bad.parse::<Period>().is_err(), "{bad}");
        }
        assert_eq!(p("2026-01").previous().to_string(), "2025-12");
        assert_eq!(p("2026-Q2").last_day(), date(2026, 6, 30));
    }
}
