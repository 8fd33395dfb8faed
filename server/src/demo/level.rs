//! Levels and trends: how far a city has come with an item, by its size and character, and the fields that say so.

use std::collections::BTreeMap;

use domain::{
    city::City,
    entry::{Field, Typed},
    indicator::Definition,
    period::Period,
};
use jiff::civil::Date;

use super::{
    profile::Profile,
    seed::{share, swing},
};

/// Fields as a form sends them.
pub(super) fn fields<const N: usize>(fields: [(Field, String); N]) -> Typed {
    Typed(BTreeMap::from(fields))
}

/// One item of one city in one period.
pub(super) struct Item<'a> {
    pub who: &'a Profile,
    pub code: &'a str,
    /// The period of its fact, as text, for draws.
    at: String,
    pub last_day: Date,
    /// Months since the pilot began, the first is 1.
    pub month: f64,
    /// Quarters since the pilot began, the first is 1.
    pub quarter: u32,
    /// 1 to 12.
    pub calendar_month: i8,
    /// Residents, 万.
    pub people: f64,
}

impl<'a> Item<'a> {
    pub fn new(city: &City, who: &'a Profile, definition: &'a Definition, report: Period) -> Self {
        let last_day = report.last_day();
        let month = (i32::from(last_day.year()) - 2025) * 12 + i32::from(last_day.month()) - 9;
        Item {
            who,
            code: &definition.code,
            at: definition.fact_period(report).to_string(),
            last_day,
            month: f64::from(month),
            quarter: u32::try_from((month + 2) / 3).unwrap_or(0),
            calendar_month: last_day.month(),
            people: city.population_10k.to_string().parse().unwrap_or(1000.0),
        }
    }

    /// The same city and period, another item.
    fn of(&self, code: &'a str) -> Item<'a> {
        Item {
            code,
            at: self.at.clone(),
            ..*self
        }
    }

    /// How far the city has come with this item, 0 to 1.
    pub fn way(&self, wobble: f64) -> f64 {
        let Profile {
            slug,
            start,
            gain,
            care,
            ..
        } = *self.who;
        let public = matches!(
            self.code,
            "N1-01" | "N2-02" | "N2-03" | "N4-02" | "F2-02" | "F2-03" | "F1-03"
        );
        let gain = if public { 0.3 * care } else { gain };
        let own = 0.09 * swing(&[slug, self.code]);
        let now = wobble * swing(&[slug, self.code, &self.at]);
        (start + own + gain * self.month / 12.0 + now).clamp(0.02, 0.985)
    }

    /// Between two ends, as far as the city has come.
    pub fn between(&self, worst: f64, best: f64, wobble: f64) -> f64 {
        worst + (best - worst) * self.way(wobble)
    }

    /// A flow around its usual size, by season.
    pub fn flow(&self, usual: f64, wobble: f64) -> f64 {
        let season = match self.calendar_month {
            1 => 0.94,
            2 => 0.63,
            3 => 1.08,
            11 | 6 => 1.06,
            12 => 1.13,
            8 => 0.96,
            _ => 1.0,
        };
        let size = 1.0 + 0.2 * swing(&[self.who.slug, self.code]);
        let growth = 1.0 + self.who.gain * self.month / 24.0;
        usual * season * size * growth * (1.0 + wobble * swing(&[self.who.slug, self.code, &self.at]))
    }

    /// A base figure as a city types it.
    pub fn base(&self, code: &'a str) -> f64 {
        let (who, quarters) = (self.who, f64::from(self.quarter));
        let item = self.of(code);
        let figure = match code {
            "B1" => who.matters + quarters * (1.0 + 2.0 * who.gain),
            "B2" => who.outlets + quarters * (0.5 + 6.0 * who.gain * share(&[who.slug, code])),
            "B3" => f64::from(who.districts),
            "B4" => item.base("B5") * item.between(0.93, 1.0, 0.04),
            "B5" => item.flow(self.people * 3.1, 0.05),
            "B6" => who.outlets * 4.2 + quarters * 3.0 + self.people / 60.0,
            "B7" => {
                let found = if who.slug == "changchun" && self.quarter >= 2 {
                    1.34
                } else {
                    1.0
                };
                who.resources * found + quarters * 4.0 * (0.5 + share(&[who.slug, code]))
            }
            _ => 0.0,
        };
        figure.round()
    }

    /// A count.
    pub fn count(&self, figure: f64) -> Typed {
        fields([(Field::Value, whole(figure))])
    }

    /// A ratio over a base figure.
    pub fn over(&self, base: f64, percent: f64) -> Typed {
        fields([(Field::Numerator, whole(base * percent / 100.0))])
    }

    /// A ratio over a denominator of its own.
    pub fn ratio(&self, cases: f64, percent: f64) -> Typed {
        let cases = cases.round();
        fields([
            (Field::Numerator, whole(cases * percent / 100.0)),
            (Field::Denominator, whole(cases)),
        ])
    }

    /// An average; over a base figure (F1-02) its denominator is not typed.
    pub fn total(&self, cases: f64, mean: f64) -> Typed {
        let cases = cases.round();
        let mut typed = fields([(Field::Numerator, whole(cases * mean))]);
        if self.code != "F1-02" {
            typed.0.insert(Field::Denominator, whole(cases));
        }
        typed
    }

    /// Best and worst district.
    pub fn gap(&self) -> Typed {
        let [best, worst] = self.who.ends;
        let (cases, gap) = (self.base("B4"), self.between(17.0, 1.2, 0.02));
        let [high, low] = [cases * 0.21, cases * 0.034].map(f64::round);
        let top = 99.7 - share(&[self.who.slug, "top"]);
        fields([
            (Field::HighName, best.to_owned()),
            (Field::HighNumerator, whole(high * top / 100.0)),
            (Field::HighDenominator, whole(high)),
            (Field::LowName, worst.to_owned()),
            (Field::LowNumerator, whole(low * (top - gap) / 100.0)),
            (Field::LowDenominator, whole(low)),
            (Field::Districts, self.who.districts.to_string()),
        ])
    }
}

/// A count of at least 0, as typed.
fn whole(figure: f64) -> String {
    format!("{:.0}", figure.max(0.0))
}
