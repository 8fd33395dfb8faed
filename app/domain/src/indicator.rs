//! Indicators and base figures with their definitions. Source: `data/indicators.csv`, `data/base_figures.csv`.
//! A definition has a version and starts with a quarter; earlier periods keep theirs.

use std::sync::LazyLock;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::{
    change::{self, Measure},
    compare::Mode,
    lang::Both,
    period::Period,
};

/// First-level aspect of the pilot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Aspect {
    /// 标准化 (S).
    Standardization,
    /// 规范化 (N).
    Normalization,
    /// 便利化 (F).
    Facilitation,
}

impl Aspect {
    /// The three aspects in order.
    pub const ALL: [Aspect; 3] = [Aspect::Standardization, Aspect::Normalization, Aspect::Facilitation];

    /// The name in forms and database.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Aspect::Standardization => "standardization",
            Aspect::Normalization => "normalization",
            Aspect::Facilitation => "facilitation",
        }
    }
}

/// Goal of the pilot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Goal {
    /// 公共服务标准统一.
    UnifiedStandards,
    /// 线上线下服务协同.
    OnlineOffline,
    /// 数据信息互联共享.
    DataSharing,
    /// 区域公共服务均衡发展.
    BalancedDevelopment,
}

impl Goal {
    /// The four goals in order.
    pub const ALL: [Goal; 4] = [
        Goal::UnifiedStandards,
        Goal::OnlineOffline,
        Goal::DataSharing,
        Goal::BalancedDevelopment,
    ];

    /// The name in forms and database.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Goal::UnifiedStandards => "unified-standards",
            Goal::OnlineOffline => "online-offline",
            Goal::DataSharing => "data-sharing",
            Goal::BalancedDevelopment => "balanced-development",
        }
    }
}

/// How an item is typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Way {
    /// Numerator and denominator, shown in percent; the numerator never exceeds the denominator.
    Ratio,
    /// Total and number of cases; the total may exceed the cases.
    Average,
    /// One number.
    Value,
    /// Yes or no.
    YesNo,
    /// A mean and its sample size.
    MeanN,
    /// Best and worst district by numerator and denominator; the figure is the gap in percentage points.
    DistrictGap,
}

/// Which way is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// Higher is better.
    Higher,
    /// Lower is better.
    Lower,
}

impl Direction {
    /// True where the first figure is better than the second; of equal ones neither is.
    #[must_use]
    pub fn is_better(self, figure: Decimal, than: Decimal) -> bool {
        match self {
            Direction::Higher => figure > than,
            Direction::Lower => figure < than,
        }
    }
}

/// How periods roll up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Aggregation {
    /// Flows: the sum.
    Sum,
    /// Stocks: the last.
    Last,
    /// Σ numerator ÷ Σ denominator; of `mean_n` the mean weighted by n.
    Avg,
}

/// How often it is reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Frequency {
    /// Every month.
    Monthly,
    /// Every quarter.
    Quarterly,
    /// Once a year, by CNIPA (population).
    Yearly,
}

/// What kind of quantity it is, for warnings: stocks move, rates shift by points, flows jump.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Quantity {
    /// A level: counts at period end, averages, scores.
    Stock,
    /// A percentage.
    Rate,
    /// What happened in the period.
    Flow,
    /// Yes or no.
    Flag,
}

/// The definition of an indicator or base figure, in one version.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Definition {
    /// `S1-02`, `B4`.
    pub code: String,
    /// From 1.
    pub version: u32,
    /// Name in both languages.
    pub name: Both,
    /// Unit as in the data table: `%`, `件`, `万元`; worded for readers by the pages.
    pub unit: String,
    /// How it is typed.
    pub way: Way,
    /// Which way is better; none for base figures.
    pub direction: Option<Direction>,
    /// How periods roll up.
    pub aggregation: Aggregation,
    /// How often it is reported.
    pub frequency: Frequency,
    /// Aspect; none for base figures.
    pub aspect: Option<Aspect>,
    /// Goal; none for base figures.
    pub goal: Option<Goal>,
    /// The base figure that is its denominator.
    pub denominator_base: Option<String>,
    /// True of counts that are compared per million residents; as reported they get no places.
    pub per_million: bool,
    /// Least allowed figure.
    pub min: Option<Decimal>,
    /// Greatest allowed figure.
    pub max: Option<Decimal>,
    /// Decimals a figure is shown with, 0 to 2.
    pub decimals: u32,
    /// Differences below this share a place.
    pub smallest_difference: Decimal,
    /// Moves up to this size never warn.
    pub warning_floor: Decimal,
    /// Weight out of 100; 0 for base figures.
    pub weight: u32,
    /// How it is computed.
    pub formula: Both,
    /// False for population (B8), which CNIPA sets.
    pub by_city: bool,
}

impl Definition {
    /// True for B1 to B8.
    #[must_use]
    pub fn is_base(&self) -> bool {
        self.aspect.is_none()
    }

    /// What kind of quantity it is.
    #[must_use]
    pub fn quantity(&self) -> Quantity {
        match (self.way, self.aggregation) {
            (Way::YesNo, _) => Quantity::Flag,
            (Way::Ratio | Way::DistrictGap, _) => Quantity::Rate,
            (_, Aggregation::Sum) => Quantity::Flow,
            _ => Quantity::Stock,
        }
    }

    /// The period its fact stands under, in the report of `report`: the last month for monthly items of a quarter.
    #[must_use]
    pub fn fact_period(&self, report: Period) -> Period {
        match self.frequency {
            Frequency::Monthly => report.last_month(),
            _ => report,
        }
    }
}

#[derive(Deserialize)]
struct IndicatorRow {
    code: String,
    aspect: Aspect,
    goal: Goal,
    name_en: String,
    name_zh: String,
    unit: String,
    entry: Way,
    direction: Direction,
    aggregation: Aggregation,
    frequency: Frequency,
    denominator_base: Option<String>,
    scale: Option<String>,
    min: Option<Decimal>,
    max: Option<Decimal>,
    decimals: Option<u32>,
    smallest_difference: Option<Decimal>,
    warning_floor: Option<Decimal>,
    weight: u32,
    formula_en: String,
    formula_zh: String,
}

#[derive(Deserialize)]
struct BaseRow {
    code: String,
    name_en: String,
    name_zh: String,
    unit: String,
    frequency: Frequency,
    entered_by: String,
}

static DEFINITIONS: LazyLock<Vec<Definition>> = LazyLock::new(|| {
    let indicators = crate::data::rows::<IndicatorRow>(include_str!("../data/indicators.csv"))
        .into_iter()
        .map(|r| Definition {
            code: r.code,
            version: 1,
            name: Both {
                zh: r.name_zh,
                en: r.name_en,
            },
            unit: r.unit,
            way: r.entry,
            direction: Some(r.direction),
            aggregation: r.aggregation,
            frequency: r.frequency,
            aspect: Some(r.aspect),
            goal: Some(r.goal),
            denominator_base: r.denominator_base,
            per_million: r.scale.as_deref() == Some("population"),
            min: r.min,
            max: r.max,
            decimals: r.decimals.unwrap_or(0),
            smallest_difference: r.smallest_difference.unwrap_or_default(),
            warning_floor: r.warning_floor.unwrap_or_default(),
            weight: r.weight,
            formula: Both {
                zh: r.formula_zh,
                en: r.formula_en,
            },
            by_city: true,
        });
    let base = crate::data::rows::<BaseRow>(include_str!("../data/base_figures.csv"))
        .into_iter()
        .map(|r| Definition {
            aggregation: if r.frequency == Frequency::Monthly {
                Aggregation::Sum
            } else {
                Aggregation::Last
            },
            code: r.code,
            version: 1,
            name: Both {
                zh: r.name_zh,
                en: r.name_en,
            },
            decimals: if r.unit == "万人" { 2 } else { 0 },
            unit: r.unit,
            way: Way::Value,
            direction: None,
            frequency: r.frequency,
            aspect: None,
            goal: None,
            denominator_base: None,
            per_million: false,
            min: Some(Decimal::ZERO),
            max: Some(Decimal::from(100_000_000)),
            smallest_difference: Decimal::ONE,
            warning_floor: Decimal::ONE,
            weight: 0,
            formula: Both::default(),
            by_city: r.entered_by == "city",
        });
    indicators.chain(base).collect()
});

/// The indicators with a `scale`, per million residents: a quotient with one decimal, for which a tenth counts.
static PER_MILLION: LazyLock<Vec<Definition>> = LazyLock::new(|| {
    let scaled = DEFINITIONS.iter().filter(|d| d.per_million).map(|d| Definition {
        unit: format!("{}{PER_MILLION_RESIDENTS}", d.unit),
        way: Way::Average,
        per_million: false,
        max: None,
        decimals: 1,
        smallest_difference: Decimal::new(1, 1),
        ..d.clone()
    });
    scaled.collect()
});

/// The indicators by how much of a target is reached: a percentage of which more is better, whatever is counted.
fn of_targets(zh: &str, en: &str) -> Vec<Definition> {
    let indicators = DEFINITIONS.iter().filter(|d| !d.is_base());
    let scaled = indicators.map(|d| Definition {
        name: Both {
            zh: format!("{}：{zh}", d.name.zh),
            en: format!("{}: {en}", d.name.en),
        },
        unit: "%".to_owned(),
        way: Way::Value,
        direction: Some(Direction::Higher),
        frequency: Frequency::Quarterly,
        denominator_base: None,
        per_million: false,
        min: Some(Decimal::ZERO),
        max: Some(Decimal::ONE_HUNDRED),
        decimals: 1,
        smallest_difference: Decimal::new(1, 1),
        ..d.clone()
    });
    scaled.collect()
}

static ATTAINMENT: LazyLock<Vec<Definition>> =
    LazyLock::new(|| of_targets("目标完成率", "share of the city's own target reached"));

static PROGRESS: LazyLock<Vec<Definition>> =
    LazyLock::new(|| of_targets("基期至目标的进度", "share of the way from baseline to target"));

/// The indicators but yes or no by how far they have moved: in percent, percentage points or their own unit, with the sign
/// that the number has, whichever way is better. A percentage of counts is compared by whole points, since of fewer than a
/// hundred one more or less is more than that.
static CHANGE: LazyLock<Vec<Definition>> = LazyLock::new(|| {
    let indicators = DEFINITIONS.iter().filter(|d| !d.is_base());
    let moved = indicators.filter_map(|d| {
        let (unit, decimals, smallest_difference) = match change::measure(d)? {
            Measure::Percent => ("%", 1, Decimal::ONE),
            // The part of a yearly baseline that some months stand for is no whole number.
            Measure::Difference if d.aggregation == Aggregation::Sum => {
                (d.unit.as_str(), d.decimals.max(1), d.smallest_difference)
            }
            Measure::Difference if d.unit == "%" => ("百分点", d.decimals, d.smallest_difference),
            Measure::Difference => (d.unit.as_str(), d.decimals, d.smallest_difference),
        };
        Some(Definition {
            name: Both {
                zh: format!("{}：变化", d.name.zh),
                en: format!("{}: change", d.name.en),
            },
            unit: unit.to_owned(),
            way: Way::Value,
            // A change is no sum: with fewer months it is set against fewer.
            aggregation: Aggregation::Avg,
            frequency: Frequency::Quarterly,
            denominator_base: None,
            per_million: d.per_million && d.aggregation != Aggregation::Sum,
            min: None,
            max: None,
            decimals,
            smallest_difference,
            ..d.clone()
        })
    });
    moved.collect()
});

/// What the unit of a figure per million residents ends in.
const PER_MILLION_RESIDENTS: &str = "/百万人";

/// The definition of a code as a mode shows it; none of an unknown code.
#[must_use]
pub fn in_mode(code: &str, mode: Mode) -> Option<&'static Definition> {
    let scaled = match mode {
        Mode::PerMillion => PER_MILLION.iter().find(|d| d.code == code),
        Mode::Attainment => ATTAINMENT.iter().find(|d| d.code == code),
        Mode::Progress => PROGRESS.iter().find(|d| d.code == code),
        Mode::Change => CHANGE.iter().find(|d| d.code == code),
        Mode::Absolute => None,
    };
    scaled.or_else(|| definition(code))
}

/// All definitions in force in a period: 32 indicators, then 8 base figures, in the order of the tables.
/// Every version so far starts before the pilot, so all periods share version 1.
#[must_use]
pub fn definitions(_period: Period) -> &'static [Definition] {
    &DEFINITIONS
}

/// The version of a definition that holds in a period; 0 of an unknown code.
#[must_use]
pub fn version_at(code: &str, period: Period) -> u32 {
    let here = definitions(period).iter().find(|d| d.code == code);
    here.map_or(0, |d| d.version)
}

/// The current definition of a code, or none.
#[must_use]
pub fn definition(code: &str) -> Option<&'static Definition> {
    DEFINITIONS.iter().find(|d| d.code == code)
}

/// The 32 indicators in the order of the table.
pub fn indicators() -> impl Iterator<Item = &'static Definition> {
    DEFINITIONS.iter().filter(|d| !d.is_base())
}

/// The items a city types in the report of a period, base figures first: of a month the monthly ones (14);
/// of a quarter the quarterly ones and its last month's (39).
#[must_use]
pub fn items(report: Period) -> Vec<&'static Definition> {
    let here = |d: &&Definition| {
        d.by_city
            && match d.frequency {
                Frequency::Monthly => true,
                Frequency::Quarterly => report.is_quarter(),
                Frequency::Yearly => false,
            }
    };
    let all = definitions(report);
    all.iter()
        .filter(|d| d.is_base())
        .filter(here)
        .chain(all.iter().filter(|d| !d.is_base()).filter(here))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_whole() {
        assert_eq!(indicators().count(), 32);
        assert_eq!(indicators().map(|d| d.weight).sum::<u32>(), 100);
        assert_eq!(DEFINITIONS.iter().filter(|d| d.is_base()).count(), 8);
        assert!(indicators().all(|d| !d.formula.zh.is_empty() && !d.formula.en.is_empty()));
        for d in indicators() {
            if let Some(b) = &d.denominator_base {
                let base = definition(b).expect("the base figure exists");
                assert_eq!(
                    base.frequency, d.frequency,
                    "{} and its base figure come together",
                    d.code
                );
            }
        }
    }

    #[test]
    fn a_month_has_fourteen_items_and_a_quarter_holds_its_last_months() {
        let month = items("2026-02".parse().unwrap());
        assert_eq!(month.len(), 14);
        assert_eq!(month[0].code, "B4");
        let quarter = items("2026-Q1".parse().unwrap());
        assert_eq!(quarter.len(), 39);
        let n = quarter.iter().find(|d| d.code == "N1-01").unwrap();
        assert_eq!(n.fact_period("2026-Q1".parse().unwrap()).to_string(), "2026-03");
    }
}
