//! The claim of a chart over time: the gap between cities then and now, or one change from first to last.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::{Audience, yeses};
use crate::{
    compare::{level, median, range},
    indicator::{Definition, Way},
    number::round,
    period::Period,
};

/// A change from a first to a last value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// City slug; none for the median of the cities that have a value in both periods.
    pub city: Option<String>,
    /// The first figure; 1 is yes, 0 is no.
    pub from: Decimal,
    /// The last figure.
    pub to: Decimal,
    /// The size of the change, never negative.
    pub by: Decimal,
    /// The period of the first figure.
    pub first: Period,
    /// The period of the last figure.
    pub last: Period,
}

/// The distance between the highest and the lowest city, then and now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gap {
    /// The distance in the first period.
    pub from: Decimal,
    /// The distance in the last period.
    pub to: Decimal,
    /// The size of the change, never negative.
    pub by: Decimal,
    /// The first period.
    pub first: Period,
    /// The last period.
    pub last: Period,
    /// The cities compared, at least 2: those with a value in both periods.
    pub cities: usize,
}

/// What a chart of figures over time may claim. Figures are rounded as shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "finding", rename_all = "snake_case")]
pub enum TrendFinding {
    /// No two values to compare.
    TooShort,
    /// The figure rose; a yes or no turned to yes.
    Rose(Change),
    /// The figure fell; a yes or no turned to no.
    Fell(Change),
    /// The figure stayed.
    Level(Change),
    /// Cities came closer to each other.
    GapNarrowed(Gap),
    /// Cities moved apart.
    GapWidened(Gap),
    /// The distance stayed.
    GapSame(Gap),
    /// How many cities answered yes, then and now.
    YesCount {
        /// Cities that answered yes in the first period.
        from: usize,
        /// Cities that answered yes in the last period.
        to: usize,
        /// Cities compared: those with an answer in both.
        of: usize,
        /// The first period.
        first: Period,
        /// The last period.
        last: Period,
    },
}

/// The claim of a chart over time, of figures by city slug. To CNIPA and readers of places: the gap between the
/// cities that have a value in both periods, else the change of the only city; without places: the change of the
/// median; to a city: its own change. A series must not cross a break of the definition.
#[must_use]
pub fn trend(
    definition: &Definition,
    series: &BTreeMap<String, Vec<(Period, Option<Decimal>)>>,
    audience: Audience<'_>,
) -> TrendFinding {
    let known: BTreeMap<&str, BTreeMap<Period, Decimal>> = series
        .iter()
        .map(|(city, points)| {
            let points = points
                .iter()
                .filter_map(|(p, v)| Some((*p, round((*v)?, definition.decimals))));
            (city.as_str(), points.collect())
        })
        .collect();
    if let Audience::City(own) = audience {
        return known
            .get(own)
            .map_or(TrendFinding::TooShort, |points| of_city(definition, own, points));
    }
    let Some(Pair { first, last, from, to }) = widest_pair(&known) else {
        let mut long = known.iter().filter(|(_, points)| points.len() > 1);
        return match (long.next(), long.next()) {
            (Some((city, points)), None) => of_city(definition, city, points),
            _ => TrendFinding::TooShort,
        };
    };
    let cities = from.len();
    if definition.way == Way::YesNo {
        return TrendFinding::YesCount {
            from: yeses(&from),
            to: yeses(&to),
            of: cities,
            first,
            last,
        };
    }
    if audience == Audience::NamedNoPlaces {
        let middle = |figures: &[Decimal]| median(figures).map(|m| round(m, definition.decimals));
        return match (middle(&from), middle(&to)) {
            (Some(from), Some(to)) => change(definition, None, (first, from), (last, to)),
            _ => TrendFinding::TooShort,
        };
    }
    let distance = |figures: &[Decimal]| range(figures).map_or(Decimal::ZERO, |(low, high)| high.saturating_sub(low));
    let (from, to) = (distance(&from), distance(&to));
    let gap = Gap {
        from,
        to,
        by: to.saturating_sub(from).abs(),
        first,
        last,
        cities,
    };
    if level(from, to, definition.smallest_difference) {
        TrendFinding::GapSame(gap)
    } else if to < from {
        TrendFinding::GapNarrowed(gap)
    } else {
        TrendFinding::GapWidened(gap)
    }
}

/// Two periods, and the figures of the same cities, at least 2, in both.
struct Pair {
    first: Period,
    last: Period,
    from: Vec<Decimal>,
    to: Vec<Decimal>,
}

/// The pair with the latest last period, then the earliest first.
fn widest_pair(known: &BTreeMap<&str, BTreeMap<Period, Decimal>>) -> Option<Pair> {
    let periods: BTreeSet<Period> = known.values().flat_map(BTreeMap::keys).copied().collect();
    periods.iter().rev().find_map(|&last| {
        periods.range(..last).find_map(|&first| {
            let both = known
                .values()
                .filter_map(|points| Some((*points.get(&first)?, *points.get(&last)?)));
            let (from, to): (Vec<_>, Vec<_>) = both.unzip();
            (from.len() > 1).then_some(Pair { first, last, from, to })
        })
    })
}

fn of_city(definition: &Definition, city: &str, points: &BTreeMap<Period, Decimal>) -> TrendFinding {
    match (points.first_key_value(), points.last_key_value()) {
        (Some((first, from)), Some((last, to))) if first < last => {
            change(definition, Some(city.to_owned()), (*first, *from), (*last, *to))
        }
        _ => TrendFinding::TooShort,
    }
}

fn change(
    definition: &Definition,
    city: Option<String>,
    (first, from): (Period, Decimal),
    (last, to): (Period, Decimal),
) -> TrendFinding {
    let change = Change {
        city,
        from,
        to,
        by: to.saturating_sub(from).abs(),
        first,
        last,
    };
    if level(from, to, definition.smallest_difference) {
        TrendFinding::Level(change)
    } else if to > from {
        TrendFinding::Rose(change)
    } else {
        TrendFinding::Fell(change)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::indicator::definition;

    fn d(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    fn p(text: &str) -> Period {
        text.parse().unwrap()
    }

    type Series = BTreeMap<String, Vec<(Period, Option<Decimal>)>>;

    const QUARTERS: [&str; 3] = ["2025-Q4", "2026-Q1", "2026-Q2"];

    fn series(rows: &[(&str, [Option<&str>; 3])]) -> Series {
        let points = |row: &[Option<&str>; 3]| QUARTERS.iter().zip(row).map(|(q, v)| (p(q), v.map(d))).collect();
        rows.iter()
            .map(|(city, row)| ((*city).to_owned(), points(row)))
            .collect()
    }

    fn trend_of(code: &str, series: &Series, audience: Audience<'_>) -> TrendFinding {
        trend(definition(code).unwrap(), series, audience)
    }

    #[test]
    fn the_gap_is_between_the_same_cities_then_and_now() {
        let gap = |from: &str, to: &str, by: &str, first: &str, last: &str, cities| Gap {
            from: d(from),
            to: d(to),
            by: d(by),
            first: p(first),
            last: p(last),
            cities,
        };
        let narrowed = series(&[
            ("beijing", [Some("90"), None, Some("95")]),
            ("suzhou", [Some("70"), Some("1"), Some("85.5")]),
            ("kunming", [None, Some("10"), Some("10")]),
        ]);
        let want = TrendFinding::GapNarrowed(gap("20", "9.5", "10.5", "2025-Q4", "2026-Q2", 2));
        assert_eq!(
            trend_of("S1-02", &narrowed, Audience::Nation),
            want,
            "Kunming came later and does not widen it"
        );
        let widened = series(&[
            ("beijing", [Some("50"), Some("60"), None]),
            ("suzhou", [Some("50"), Some("50"), Some("99")]),
        ]);
        let want = TrendFinding::GapWidened(gap("0", "10", "10", "2025-Q4", "2026-Q1", 2));
        assert_eq!(trend_of("S1-02", &widened, Audience::Ranked { own: None }), want);
        let same = series(&[
            ("beijing", [Some("50"), None, Some("60.05")]),
            ("suzhou", [Some("40"), None, Some("50")]),
        ]);
        assert!(matches!(trend_of("S1-02", &same, Audience::Nation), TrendFinding::GapSame(g) if g.by == d("0.05")));
    }

    #[test]
    fn a_city_alone_the_median_and_ones_own() {
        let change = |city: Option<&str>, from: &str, to: &str, by: &str| Change {
            city: city.map(str::to_owned),
            from: d(from),
            to: d(to),
            by: d(by),
            first: p("2025-Q4"),
            last: p("2026-Q2"),
        };
        let alone = series(&[
            ("beijing", [Some("90"), None, Some("80")]),
            ("suzhou", [None, None, None]),
        ]);
        let want = TrendFinding::Fell(change(Some("beijing"), "90", "80", "10"));
        assert_eq!(trend_of("S1-02", &alone, Audience::Nation), want);
        assert_eq!(
            trend_of("S1-02", &alone, Audience::City("suzhou")),
            TrendFinding::TooShort
        );
        assert_eq!(
            trend_of("S1-02", &alone, Audience::City("kunming")),
            TrendFinding::TooShort
        );
        assert_eq!(
            trend_of("S1-02", &Series::new(), Audience::Nation),
            TrendFinding::TooShort
        );
        let two = series(&[
            ("beijing", [Some("90"), None, Some("90.05")]),
            ("suzhou", [Some("70"), None, Some("75")]),
        ]);
        let want = TrendFinding::Rose(change(None, "80", "82.53", "2.53"));
        assert_eq!(trend_of("S1-02", &two, Audience::NamedNoPlaces), want);
        let want = TrendFinding::Level(change(Some("beijing"), "90", "90.05", "0.05"));
        assert_eq!(trend_of("S1-02", &two, Audience::City("beijing")), want);
        let mut unsorted = two.clone();
        unsorted.values_mut().for_each(|points| points.reverse());
        let want = TrendFinding::Rose(change(Some("suzhou"), "70", "75", "5"));
        assert_eq!(
            trend_of("S1-02", &unsorted, Audience::City("suzhou")),
            want,
            "time decides, not the order given"
        );
    }

    #[test]
    fn yes_over_time() {
        let answers = series(&[
            ("beijing", [Some("0"), None, Some("1")]),
            ("suzhou", [Some("1"), None, Some("1")]),
            ("kunming", [None, None, Some("1")]),
        ]);
        assert_eq!(
            trend_of("S1-01", &answers, Audience::Nation),
            TrendFinding::YesCount {
                from: 1,
                to: 2,
                of: 2,
                first: p("2025-Q4"),
                last: p("2026-Q2")
            }
        );
        let own = trend_of("S1-01", &answers, Audience::City("beijing"));
        assert!(matches!(own, TrendFinding::Rose(Change { city: Some(c), .. }) if c == "beijing"));
    }

    #[test]
    fn a_finding_survives_the_wire() {
        let two = series(&[
            ("beijing", [Some("1"), None, Some("2")]),
            ("suzhou", [Some("3"), None, Some("4")]),
        ]);
        for audience in [Audience::Nation, Audience::NamedNoPlaces] {
            let trend = trend_of("S1-02", &two, audience);
            let text = serde_json::to_string(&trend).unwrap();
            assert_eq!(serde_json::from_str::<TrendFinding>(&text).unwrap(), trend, "{text}");
        }
    }
}
