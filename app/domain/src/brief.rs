//! The brief 情况简报: what its line about a city says, and what CNIPA chooses and writes for it. The rules are stated here,
//! so that no line is anybody's taste: what is late comes before what is good.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{
    calendar::Timeliness,
    compare::Ranked,
    fault::{Fault, Faults, text},
    indicator::{Definition, definition},
    period::Period,
    problem::Severity,
};

/// How many charts a brief has.
pub const CHARTS: usize = 3;

/// The most characters of a sentence beside a chart: with three of them the brief keeps its two pages.
pub const SENTENCE_MAX: u32 = 160;

/// The most characters of what CNIPA writes at the head.
pub const OPENING_MAX: u32 = 200;

/// The most that a line says of a city.
const SAID: usize = 2;

/// Fewer cities than this have no first and no last to speak of.
const FEWEST: usize = 5;

/// A chart that CNIPA has chosen, as it was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// Code of an indicator.
    pub indicator: String,
    /// The shape's name in addresses.
    pub chart: String,
    /// The sentence beside it; empty: the finding as the data stand.
    pub sentence: String,
}

/// What somebody of CNIPA has chosen and written for a brief.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// What stands at the head; empty: nothing.
    pub opening: String,
    /// The charts, in order.
    pub charts: Vec<Choice>,
}

/// The names of a draft's fields.
pub mod field {
    /// Of the head.
    pub const OPENING: &str = "opening";
    /// Of the charts' indicators, in order.
    pub const INDICATOR: [&str; super::CHARTS] =
        ["charts[0][indicator]", "charts[1][indicator]", "charts[2][indicator]"];
    /// Of their shapes.
    pub const CHART: [&str; super::CHARTS] = ["charts[0][chart]", "charts[1][chart]", "charts[2][chart]"];
    /// Of their sentences.
    pub const SENTENCE: [&str; super::CHARTS] = ["charts[0][sentence]", "charts[1][sentence]", "charts[2][sentence]"];
}

impl Draft {
    /// The draft without blanks around its texts.
    ///
    /// # Errors
    /// Each field that is too long, or names no indicator; `is_shape` knows the shapes of charts.
    pub fn checked(&self, is_shape: impl Fn(&str) -> bool) -> Result<Self, Faults> {
        let mut faults = Faults::new();
        let mut limited = |name: &'static str, typed: &str, most: u32| match text(typed, most) {
            Ok(text) => text,
            Err(Fault::Missing) => String::new(),
            Err(fault) => {
                faults.push((name, fault));
                String::new()
            }
        };
        let opening = limited(field::OPENING, &self.opening, OPENING_MAX);
        let sentences: Vec<_> = (0..CHARTS)
            .map(|i| self.charts.get(i).map_or("", |c| c.sentence.as_str()))
            .enumerate()
            .map(|(i, typed)| limited(field::SENTENCE[i], typed, SENTENCE_MAX))
            .collect();
        let mut charts = Vec::new();
        for (i, sentence) in sentences.into_iter().enumerate() {
            let choice = self.charts.get(i).cloned().unwrap_or_default();
            if definition(&choice.indicator).is_none_or(Definition::is_base) {
                faults.push((field::INDICATOR[i], Fault::Unknown));
            }
            if !is_shape(&choice.chart) {
                faults.push((field::CHART[i], Fault::Unknown));
            }
            charts.push(Choice { sentence, ..choice });
        }
        match faults.is_empty() {
            true => Ok(Draft { opening, charts }),
            false => Err(faults),
        }
    }
}

/// Where a city stands in an indicator, at one end of all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct End {
    /// Code.
    pub indicator: String,
    /// Its weight of 100.
    pub weight: u32,
    /// First of all; else last.
    pub first: bool,
}

/// An open problem.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Open {
    /// Its number.
    pub number: i64,
    /// How grave.
    pub severity: Severity,
    /// The day its answer is due is over.
    pub overdue: bool,
    /// How many days it has lasted.
    pub days: i64,
}

/// A practice of another city that it adopted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Adopted {
    /// The practice's number.
    pub number: i64,
    /// Since when.
    pub on: Date,
}

/// What is known of a city.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Known {
    /// Its reports that had opened, the earliest first.
    pub reports: Vec<(Period, Timeliness)>,
    /// Its open problem that presses most.
    pub problem: Option<Open>,
    /// The indicators in which it alone is first or last.
    pub ends: Vec<End>,
    /// The practices that it adopted, the first first.
    pub adopted: Vec<Adopted>,
}

/// What a line says of a city.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Point {
    /// A report is not in, so many days after its last one.
    Overdue {
        /// Which.
        period: Period,
        /// Calendar days.
        days: i64,
    },
    /// A problem is urgent, or its answer overdue.
    Pressing(Open),
    /// The report of the brief's period came so many days late.
    Late {
        /// Calendar days.
        days: i64,
    },
    /// Alone last in this indicator, the weightiest of so many.
    Last {
        /// Code.
        indicator: String,
        /// How many there are.
        of: usize,
    },
    /// Alone first in this indicator, the weightiest of so many.
    First {
        /// Code.
        indicator: String,
        /// How many there are.
        of: usize,
    },
    /// It adopted a practice in the brief's period.
    Adopted(Adopted),
    /// A problem is open.
    Problem(Open),
    /// Its report is in, in time, and nothing else stands out.
    InTime,
    /// Its report may still come in time.
    Awaited,
    /// Nothing is known.
    Nothing,
}

/// The line about a city in the brief of a period: at most two points, in this order: the report that is overdue longest;
/// a problem that is urgent or whose answer is overdue; a late report; the indicator in which it is last alone, then the
/// one in which it is first alone, each the weightiest and of equal ones the first of the table; the latest practice that it
/// adopted in the period; any other open problem. Where there is none of these, whether its report is in.
#[must_use]
pub fn points(known: &Known, period: Period) -> Vec<Point> {
    let report = period.report();
    let overdue = known
        .reports
        .iter()
        .filter_map(|(period, timeliness)| match timeliness {
            Timeliness::Overdue { days } => Some((*days, *period)),
            _ => None,
        });
    // Of equally long ones the first.
    let overdue = overdue.fold(None, |most: Option<(i64, Period)>, one| match most {
        Some(most) if most.0 >= one.0 => Some(most),
        _ => Some(one),
    });
    let here = known.reports.iter().find(|(p, _)| *p == report).map(|(_, t)| *t);
    let late = match here {
        Some(Timeliness::Late { days }) => Some(Point::Late { days }),
        _ => None,
    };
    let presses = |p: &Open| p.overdue || p.severity == Severity::Urgent;
    let during = |a: &&Adopted| (period.first_day()..=period.last_day()).contains(&a.on);
    let adopted = known.adopted.iter().rev().find(during);
    let all = [
        overdue.map(|(days, period)| Point::Overdue { period, days }),
        known.problem.filter(presses).map(Point::Pressing),
        late,
        end(&known.ends, false).map(|(indicator, of)| Point::Last { indicator, of }),
        end(&known.ends, true).map(|(indicator, of)| Point::First { indicator, of }),
        adopted.copied().map(Point::Adopted),
        known.problem.filter(|p| !presses(p)).map(Point::Problem),
    ];
    let mut said: Vec<_> = all.into_iter().flatten().take(SAID).collect();
    if said.is_empty() {
        said.push(match here {
            Some(Timeliness::OnTime { .. }) => Point::InTime,
            Some(Timeliness::Open { .. }) => Point::Awaited,
            _ => Point::Nothing,
        });
    }
    said
}

/// The weightiest indicator at one end, of equal ones the first, and how many there are.
fn end(ends: &[End], first: bool) -> Option<(String, usize)> {
    let all: Vec<_> = ends.iter().filter(|e| e.first == first).collect();
    let most = all.iter().map(|e| e.weight).max()?;
    let weightiest = all.iter().find(|e| e.weight == most)?;
    Some((weightiest.indicator.clone(), all.len()))
}

/// The cities that alone are first and last in a ranking of at least five: a shared place is no end.
#[must_use]
pub fn ends(d: &Definition, ranked: &[Ranked]) -> Vec<(String, End)> {
    if ranked.len() < FEWEST {
        return Vec::new();
    }
    let at = |place: Option<&Ranked>, first: bool| {
        let alone = place.filter(|r| !r.shared)?;
        let end = End {
            indicator: d.code.clone(),
            weight: d.weight,
            first,
        };
        Some((alone.city.clone(), end))
    };
    at(ranked.first(), true)
        .into_iter()
        .chain(at(ranked.last(), false))
        .collect()
}

#[cfg(test)]
mod tests;
