//! How long a problem has lasted, in Beijing days, and with whom: each midnight counts for the side that held it then, so
//! that the parts add up to the whole.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Turn, named};

named! {
    /// How old an open problem is.
    Age {
        /// Up to 15 days.
        UpTo15 = "0-15",
        /// 16 to 30 days.
        UpTo30 = "16-30",
        /// 31 to 60 days.
        UpTo60 = "31-60",
        /// More than 60 days.
        Over60 = "61",
    }
}

impl Age {
    /// The band of so many days.
    #[must_use]
    pub const fn of(days: i64) -> Self {
        match days {
            ..=15 => Age::UpTo15,
            16..=30 => Age::UpTo30,
            31..=60 => Age::UpTo60,
            _ => Age::Over60,
        }
    }

    /// The most days of the band; none of the last.
    #[must_use]
    pub const fn most(self) -> Option<i64> {
        match self {
            Age::UpTo15 => Some(15),
            Age::UpTo30 => Some(30),
            Age::UpTo60 => Some(60),
            Age::Over60 => None,
        }
    }
}

/// Days by the side that held the problem.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ageing {
    /// With the city.
    pub city: i64,
    /// With the province.
    pub province: i64,
    /// With CNIPA.
    pub cnipa: i64,
}

impl Ageing {
    /// The same after a side held it from one day until another.
    #[must_use]
    pub fn held(mut self, turn: Turn, from: Date, until: Date) -> Self {
        let days = days(from, until);
        match turn {
            Turn::City => self.city += days,
            Turn::Province => self.province += days,
            Turn::Cnipa => self.cnipa += days,
            Turn::None => {}
        }
        self
    }

    /// All days.
    #[must_use]
    pub const fn total(self) -> i64 {
        self.city + self.province + self.cnipa
    }
}

/// Days from one day until another; never below 0.
#[must_use]
fn days(from: Date, until: Date) -> i64 {
    i64::from((until - from).get_days()).max(0)
}

/// The ageing of steps in their order, each the day it was taken and whose turn it was from then on, until a day.
#[must_use]
pub fn ageing(steps: &[(Date, Turn)], until: Date) -> Ageing {
    let ends = steps.iter().skip(1).map(|s| s.0).chain([until]);
    steps
        .iter()
        .zip(ends)
        .fold(Ageing::default(), |sum, ((from, turn), end)| {
            sum.held(*turn, *from, end)
        })
}
