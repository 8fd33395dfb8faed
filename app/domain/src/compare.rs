//! Fair comparison of cities: places that differences too small do not split, median, range, per million residents.

use std::cmp::Ordering;

use rust_decimal::Decimal;

use serde::{Deserialize, Serialize};

use crate::{
    check::figure,
    city::{City, city},
    entry::Amount,
    indicator::{Definition, Direction},
    number::round,
};

/// Rates and means over fewer cases than this are greyed, with the reason.
pub const SMALL_DENOMINATOR: u32 = 10;

/// How figures of cities are made comparable.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// As reported. Counts of cities of different size are shown, but get no places.
    #[default]
    Absolute,
    /// Per million residents, of the indicators whose `scale` says so; the others stay as reported.
    PerMillion,
    /// How much of its own target at a quarter's end a city has reached, in percent; flows since the pilot began.
    Attainment,
    /// How much of the way from its baseline to that target it has gone, in percent.
    Progress,
    /// How far it has moved since its baseline, or on the same months a year before.
    Change,
}

impl Mode {
    /// Every mode.
    pub const ALL: [Mode; 5] = [
        Mode::Absolute,
        Mode::PerMillion,
        Mode::Change,
        Mode::Attainment,
        Mode::Progress,
    ];

    /// The name in addresses and exports.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Mode::Absolute => "absolute",
            Mode::PerMillion => "per_million",
            Mode::Attainment => "attainment",
            Mode::Progress => "progress",
            Mode::Change => "change",
        }
    }

    /// True where cities are measured by their own targets, which are set for quarters.
    #[must_use]
    pub const fn is_of_targets(self) -> bool {
        matches!(self, Mode::Attainment | Mode::Progress)
    }

    /// True where cities are measured by what their schemes promise, which is done at the ends of quarters.
    #[must_use]
    pub const fn is_by_quarter(self) -> bool {
        self.is_of_targets() || matches!(self, Mode::Change)
    }

    /// The mode of a name, or none.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Mode::ALL.into_iter().find(|m| m.name() == name)
    }
}

/// A city in a ranking.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ranked {
    /// City slug.
    pub city: String,
    /// The figure as shown, rounded half-up.
    pub figure: Decimal,
    /// Place from 1; after two firsts comes a third.
    pub place: usize,
    /// True if another city has the same place.
    pub shared: bool,
}

impl Ranked {
    /// The place as it is shown: `3`, or `=3` if it is shared.
    #[must_use]
    pub fn shown(&self) -> String {
        if self.shared {
            format!("={}", self.place)
        } else {
            self.place.to_string()
        }
    }
}

/// A city's place in a ranking, if it has one.
#[must_use]
pub fn place_of<'a>(ranked: &'a [Ranked], city: &str) -> Option<&'a Ranked> {
    ranked.iter().find(|r| r.city == city)
}

/// Ranks figures, best first; equal figures stand in the order of the notice. Figures are compared as shown, rounded
/// to `decimals`; those that differ from the best of a place by less than `smallest_difference` share it.
#[must_use]
pub fn places(
    values: &[(String, Decimal)],
    direction: Direction,
    smallest_difference: Decimal,
    decimals: u32,
) -> Vec<Ranked> {
    let mut sorted: Vec<(&str, Decimal)> = values.iter().map(|(c, v)| (c.as_str(), round(*v, decimals))).collect();
    sorted.sort_by(|(a, x), (b, y)| {
        let best_first = match direction {
            Direction::Higher => y.cmp(x),
            Direction::Lower => x.cmp(y),
        };
        best_first.then_with(|| notice_order(a).cmp(&notice_order(b)))
    });
    let mut ranked = Vec::with_capacity(sorted.len());
    let mut rest = sorted.as_slice();
    while let Some((_, best)) = rest.first() {
        let size = rest
            .iter()
            .take_while(|(_, v)| level(*best, *v, smallest_difference))
            .count();
        let (group, behind) = rest.split_at(size);
        let place = ranked.len() + 1;
        ranked.extend(group.iter().map(|(city, figure)| Ranked {
            city: (*city).to_owned(),
            figure: *figure,
            place,
            shared: size > 1,
        }));
        rest = behind;
    }
    ranked
}

/// True if two figures are equal or differ by less than the smallest difference.
pub(crate) fn level(a: Decimal, b: Decimal, smallest_difference: Decimal) -> bool {
    a == b || a.saturating_sub(b).abs() < smallest_difference
}

/// Which of two figures is ahead by the indicator's direction: greater, the first; equal, they are level as shown or
/// differ by less than the smallest difference.
#[must_use]
pub fn ahead(definition: &Definition, first: Decimal, second: Decimal) -> Ordering {
    let (a, b) = (round(first, definition.decimals), round(second, definition.decimals));
    if level(a, b, definition.smallest_difference) {
        return Ordering::Equal;
    }
    match definition.direction.unwrap_or(Direction::Higher).is_better(a, b) {
        true => Ordering::Greater,
        false => Ordering::Less,
    }
}

/// The place of a city in the notice; what is no pilot city comes last, by name.
fn notice_order(slug: &str) -> (usize, &str) {
    (city(slug).map_or(usize::MAX, |c| c.order), slug)
}

/// The figure to compare, unrounded; yes is 1, no is 0; none as [`figure`] has none.
#[must_use]
pub fn comparable(definition: &Definition, amount: &Amount) -> Option<Decimal> {
    match amount {
        Amount::YesNo(yes) => Some(Decimal::from(u8::from(*yes))),
        amount => figure(definition, amount),
    }
}

/// The middle value, or the mean of the middle two; none of nothing.
#[must_use]
pub fn median(values: &[Decimal]) -> Option<Decimal> {
    let mut sorted = values.to_vec();
    sorted.sort_unstable();
    let upper = *sorted.get(sorted.len() / 2)?;
    if sorted.len() % 2 == 1 {
        return Some(upper);
    }
    let lower = *sorted.get(sorted.len() / 2 - 1)?;
    lower.checked_add(upper)?.checked_div(Decimal::TWO)
}

/// The least and the greatest value; none of nothing.
#[must_use]
pub fn range(values: &[Decimal]) -> Option<(Decimal, Decimal)> {
    Some((*values.iter().min()?, *values.iter().max()?))
}

/// A value per million residents, unrounded, population in 万 (10,000); none without residents.
#[must_use]
pub fn per_million(value: Decimal, population_10k: Decimal) -> Option<Decimal> {
    if population_10k <= Decimal::ZERO {
        return None;
    }
    value.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(population_10k)
}

/// A count of a city as a quotient over its residents in millions; none of what is no count.
#[must_use]
pub fn over_residents(amount: &Amount, city: &City) -> Option<Amount> {
    let Amount::Number(numerator) = amount else {
        return None;
    };
    let denominator = city.population_10k.checked_div(Decimal::ONE_HUNDRED)?;
    (denominator > Decimal::ZERO).then_some(Amount::Quotient {
        numerator: *numerator,
        denominator,
    })
}

/// How far each figure lies from the median of all, measured by the farthest of them: 0 for level with the median
/// (less than the smallest difference), then thirds of that distance, 1 to 3 on the better side, −1 to −3 on the
/// worse. In the order of the figures, which are compared as shown.
#[must_use]
pub fn steps(figures: &[Decimal], direction: Direction, smallest_difference: Decimal, decimals: u32) -> Vec<i8> {
    let shown: Vec<_> = figures.iter().map(|v| round(*v, decimals)).collect();
    let Some(middle) = median(&shown) else {
        return Vec::new();
    };
    let distance = |v: &Decimal| v.saturating_sub(middle);
    let farthest = shown.iter().map(|v| distance(v).abs()).max().unwrap_or_default();
    let step = |v: &Decimal| {
        if level(*v, middle, smallest_difference) {
            return 0;
        }
        let third = distance(v).abs().saturating_mul(Decimal::from(3)).checked_div(farthest);
        let size = third.map_or(3, |t| {
            if t <= Decimal::ONE {
                1
            } else if t <= Decimal::TWO {
                2
            } else {
                3
            }
        });
        let better = (distance(v) > Decimal::ZERO) == (direction == Direction::Higher);
        if better { size } else { -size }
    };
    shown.iter().map(step).collect()
}

/// True for a rate, mean or gap over fewer than [`SMALL_DENOMINATOR`] cases.
#[must_use]
pub fn is_small(amount: &Amount) -> bool {
    let least = Decimal::from(SMALL_DENOMINATOR);
    match amount {
        Amount::Quotient { denominator, .. } => *denominator < least,
        Amount::Mean { n, .. } => *n < least,
        Amount::Gap { high, low, .. } => high.denominator < least || low.denominator < least,
        Amount::Number(_) | Amount::YesNo(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{city::cities, entry::District};

    fn d(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    fn ranking(
        values: &[(&str, &str)],
        direction: Direction,
        smallest: &str,
        decimals: u32,
    ) -> Vec<(String, usize, bool)> {
        let values: Vec<_> = values.iter().map(|(c, v)| ((*c).to_owned(), d(v))).collect();
        let ranked = places(&values, direction, d(smallest), decimals);
        ranked.into_iter().map(|r| (r.city, r.place, r.shared)).collect()
    }

    fn row(city: &str, place: usize, shared: bool) -> (String, usize, bool) {
        (city.to_owned(), place, shared)
    }

    #[test]
    fn after_two_firsts_comes_a_third() {
        let values = [
            ("suzhou", "90"),
            ("beijing", "95"),
            ("kunming", "95"),
            ("changsha", "0"),
        ];
        assert_eq!(
            ranking(&values, Direction::Higher, "0.1", 2),
            [
                row("beijing", 1, true),
                row("kunming", 1, true),
                row("suzhou", 3, false),
                row("changsha", 4, false)
            ]
        );
        assert_eq!(
            ranking(&values, Direction::Lower, "0.1", 2)[0],
            row("changsha", 1, false),
            "zero is a value"
        );
        assert!(ranking(&[], Direction::Higher, "0.1", 2).is_empty());
    }

    #[test]
    fn a_place_is_measured_from_its_best_value_and_not_from_neighbour_to_neighbour() {
        let values = [
            ("beijing", "98.50"),
            ("shanghai", "98.44"),
            ("suzhou", "98.38"),
            ("kunming", "98.40"),
        ];
        assert_eq!(
            ranking(&values, Direction::Higher, "0.1", 2),
            [
                row("beijing", 1, true),
                row("shanghai", 1, true),
                row("kunming", 3, true),
                row("suzhou", 3, true)
            ],
            "a difference of exactly the smallest counts"
        );
    }

    #[test]
    fn figures_are_compared_as_shown() {
        let values = [("suzhou", "1.004"), ("beijing", "0.996"), ("kunming", "0.994")];
        assert_eq!(
            ranking(&values, Direction::Higher, "0", 2),
            [
                row("beijing", 1, true),
                row("suzhou", 1, true),
                row("kunming", 3, false)
            ],
            "equal figures share a place where no difference is too small, in the order of the notice"
        );
    }

    #[test]
    fn median_range_and_scale() {
        assert_eq!(median(&[d("3"), d("1"), d("2")]), Some(d("2")));
        assert_eq!(median(&[d("4"), d("1"), d("2"), d("3")]), Some(d("2.5")));
        assert_eq!((median(&[]), range(&[])), (None, None));
        assert_eq!(range(&[d("3"), d("-1"), d("2")]), Some((d("-1"), d("3"))));
        assert_eq!(
            per_million(d("2190"), d("2190")),
            Some(d("100")),
            "2,190 over 21.9 million residents"
        );
        assert_eq!(per_million(d("1"), Decimal::ZERO), None);
        assert_eq!(per_million(Decimal::MAX, d("1")), None);
    }

    #[test]
    fn steps_measure_from_the_median_by_the_farthest() {
        let of = |values: &[&str], direction, least: &str| {
            let figures: Vec<_> = values.iter().map(|v| d(v)).collect();
            steps(&figures, direction, d(least), 1)
        };
        // Median 90; Kunming, at 60, is the farthest: 30. Thirds are 10 and 20.
        let values = ["60", "75", "80", "90", "90.04", "100", "105"];
        assert_eq!(of(&values, Direction::Higher, "0.1"), [-3, -2, -1, 0, 0, 1, 2]);
        assert_eq!(of(&values, Direction::Lower, "0.1"), [3, 2, 1, 0, 0, -1, -2]);
        assert_eq!(of(&["5", "5", "5"], Direction::Higher, "0"), [0, 0, 0], "all equal");
        assert_eq!(
            of(&["5", "5.2"], Direction::Higher, "1"),
            [0, 0],
            "too small a difference"
        );
        assert_eq!(of(&["7"], Direction::Higher, "1"), [0], "one city");
        assert_eq!(
            of(&["0", "1000000000"], Direction::Higher, "1"),
            [-3, 3],
            "zero and a billion"
        );
        assert!(of(&[], Direction::Higher, "1").is_empty());
    }

    #[test]
    fn a_count_is_divided_by_millions_of_residents() {
        let kunming = city("kunming").unwrap();
        let Some(Amount::Quotient { numerator, denominator }) = over_residents(&Amount::Number(d("31")), kunming)
        else {
            panic!("a count has a quotient");
        };
        assert_eq!(numerator, d("31"));
        assert_eq!(denominator * d("100"), kunming.population_10k);
        assert_eq!(over_residents(&Amount::YesNo(true), kunming), None);
    }

    #[test]
    fn a_yes_compares_as_one_and_a_rate_in_percent() {
        let of = |code, amount: Amount| comparable(crate::indicator::definition(code).unwrap(), &amount);
        assert_eq!(of("S1-01", Amount::YesNo(true)), Some(Decimal::ONE));
        assert_eq!(of("S1-01", Amount::YesNo(false)), Some(Decimal::ZERO));
        let half = Amount::Quotient {
            numerator: d("1"),
            denominator: d("2"),
        };
        assert_eq!(of("S1-02", half), Some(d("50")));
    }

    #[test]
    fn fewer_than_ten_cases_are_small() {
        let quotient = |n: &str| Amount::Quotient {
            numerator: d("1"),
            denominator: d(n),
        };
        assert!(is_small(&quotient("9")) && !is_small(&quotient("10")));
        assert!(is_small(&Amount::Mean {
            mean: d("90"),
            n: d("9")
        }));
        assert!(!is_small(&Amount::Number(d("1"))) && !is_small(&Amount::YesNo(false)));
        let district = |n: &str| District {
            name: String::new(),
            numerator: d("1"),
            denominator: d(n),
        };
        assert!(is_small(&Amount::Gap {
            high: district("10"),
            low: district("9"),
            districts: d("2")
        }));
    }

    proptest! {
        #[test]
        fn a_better_figure_never_has_a_lower_step(figures in prop::collection::vec(-50_i64..50, 1..12), higher in any::<bool>()) {
            let direction = if higher { Direction::Higher } else { Direction::Lower };
            let values: Vec<_> = figures.iter().map(|f| Decimal::from(*f)).collect();
            let all = steps(&values, direction, Decimal::ONE, 0);
            prop_assert_eq!(all.len(), values.len());
            for (a, x) in values.iter().zip(&all) {
                prop_assert!((-3..=3).contains(x));
                for (b, y) in values.iter().zip(&all) {
                    let better = if higher { a > b } else { a < b };
                    prop_assert!(!better || x >= y);
                }
            }
        }

        #[test]
        fn places_are_fair(figures in prop::collection::vec(0_i64..50, 1..10), smallest in 0_i64..8, higher in any::<bool>()) {
            let values: Vec<_> =
                cities().iter().zip(&figures).map(|(c, f)| (c.slug.clone(), Decimal::from(*f))).collect();
            let direction = if higher { Direction::Higher } else { Direction::Lower };
            let ranked = places(&values, direction, Decimal::from(smallest), 0);
            prop_assert_eq!(ranked.len(), values.len());
            for (i, r) in ranked.iter().enumerate() {
                let best = &ranked[r.place - 1];
                prop_assert!(r.place <= i + 1 && best.place == r.place, "a place begins with its best");
                prop_assert!(level(best.figure, r.figure, Decimal::from(smallest)));
                if r.place > 1 {
                    let ahead = &ranked[ranked[r.place - 2].place - 1];
                    prop_assert!(!level(ahead.figure, r.figure, Decimal::from(smallest)), "else they would share");
                }
                prop_assert_eq!(r.shared, ranked.iter().filter(|o| o.place == r.place).count() > 1);
            }
        }
    }
}
