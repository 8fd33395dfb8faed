//! Numbers, dates, periods and amounts in the reader's way.

use domain::{Decimal, calendar, lang::Lang, number, period::Period};
use jiff::{Timestamp, civil::Date};

use super::Words;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

impl Words {
    /// `7 月 8 日`, `8 July`.
    #[must_use]
    pub fn day(self, day: Date) -> String {
        match self.0 {
            Lang::Zh => format!("{} 月 {} 日", day.month(), day.day()),
            Lang::En => format!("{} {}", day.day(), MONTHS[usize::from(day.month().unsigned_abs()) - 1]),
        }
    }

    /// `2026 年 7 月 8 日`, `8 July 2026`.
    #[must_use]
    pub fn full_day(self, day: Date) -> String {
        match self.0 {
            Lang::Zh => format!("{} 年 {}", day.year(), self.day(day)),
            Lang::En => format!("{} {}", self.day(day), day.year()),
        }
    }

    /// `2026-07-08 14:20`, Beijing time, as lists show it.
    #[must_use]
    pub fn stamp(self, at: Timestamp) -> String {
        calendar::beijing(at).strftime("%Y-%m-%d %H:%M").to_string()
    }

    /// `14:20`, Beijing time.
    #[must_use]
    pub fn clock(self, at: Timestamp) -> String {
        calendar::beijing(at).strftime("%H:%M").to_string()
    }

    /// `2026 年 6 月`, `June 2026`; `2026 年第二季度`, `Q2 2026`.
    #[must_use]
    pub fn period_name(self, period: Period) -> String {
        match (self.0, period) {
            (Lang::Zh, Period::Month { year, month }) => format!("{year} 年 {month} 月"),
            (Lang::Zh, Period::Quarter { year, quarter }) => {
                format!(
                    "{year} 年第{}季度",
                    ["一", "二", "三", "四"][usize::from(quarter.unsigned_abs()) - 1]
                )
            }
            (Lang::En, Period::Month { year, month }) => {
                format!("{} {year}", MONTHS[usize::from(month.unsigned_abs()) - 1])
            }
            (Lang::En, Period::Quarter { year, quarter }) => format!("Q{quarter} {year}"),
        }
    }

    /// A month without its year, or the last of a quarter: `6 月`, `June`.
    #[must_use]
    pub fn month_name(self, period: Period) -> String {
        let month = period.last_day().month();
        match self.0 {
            Lang::Zh => format!("{month} 月"),
            Lang::En => MONTHS[usize::from(month.unsigned_abs()) - 1].to_owned(),
        }
    }

    /// Short, for axes: `6月`, `Jun`; `Q2`; with the year where it changes.
    #[must_use]
    pub fn period_short(self, period: Period, with_year: bool) -> String {
        let short = match (self.0, period) {
            (Lang::Zh, Period::Month { month, .. }) => format!("{month}月"),
            (Lang::En, Period::Month { month, .. }) => {
                MONTHS[usize::from(month.unsigned_abs()) - 1].chars().take(3).collect()
            }
            (_, Period::Quarter { quarter, .. }) => format!("Q{quarter}"),
        };
        if with_year {
            format!("{short} {}", period.year())
        } else {
            short
        }
    }

    /// A number with exactly `decimals` places, grouped.
    #[must_use]
    pub fn number(self, value: Decimal, decimals: u32) -> String {
        number::show(value, decimals)
    }

    /// A difference with its sign: `+3.8`, `−0.1`.
    #[must_use]
    pub fn signed(self, value: Decimal, decimals: u32) -> String {
        let rounded = number::round(value, decimals);
        if rounded > Decimal::ZERO {
            format!("+{}", number::show(rounded, decimals))
        } else {
            number::show(rounded, decimals)
        }
    }

    /// A unit of the data tables in the reader's language.
    #[must_use]
    pub fn unit_name(self, unit: &str) -> &str {
        if self.0 == Lang::Zh {
            return unit;
        }
        match unit {
            "是/否" => "yes/no",
            "项" => "items",
            "种" => "kinds",
            "工作日" => "working days",
            "起" => "incidents",
            "百分点" => "points",
            "次" => "times",
            "分" => "points of 100",
            "家" => "outlets",
            "场" => "sessions",
            "万元" => "CNY 10k",
            "个" => "districts",
            "件" => "cases",
            "人" => "staff",
            "万人" => "10,000 residents",
            "次/百万人" => "times per million residents",
            "家/百万人" => "outlets per million residents",
            "场/百万人" => "sessions per million residents",
            "万元/百万人" => "CNY 10k per million residents",
            other => other,
        }
    }

    /// A figure with its unit where that reads well: `91.5%`, `7.8 工作日`.
    #[must_use]
    pub fn with_unit(self, text: &str, unit: &str) -> String {
        match (unit, self.0) {
            ("%", _) => format!("{text}%"),
            ("是/否", _) => text.to_owned(),
            // An amount beside a multiple of the currency reads as two numbers.
            ("万元", Lang::En) => format!("{text} ({})", self.unit_name(unit)),
            (unit, _) => format!("{text} {}", self.unit_name(unit)),
        }
    }
}
