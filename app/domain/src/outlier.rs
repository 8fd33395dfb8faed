//! Far from the other cities: a figure outside the band of what the others last reported, a flag for reviewers only.
//! The band is Tukey's outer fence, robust to a few wild values among nine; figures that grow with a city's size have
//! none unless they are counted per million residents.

use rust_decimal::Decimal;

use crate::{
    check::figure,
    city::City,
    compare::{is_small, median, over_residents},
    entry::Entry,
    indicator::{Definition, Way, in_mode},
    number::round,
};

/// Fewer other cities than this make no band.
pub const FEWEST: usize = 5;

/// How many spreads beyond the quartiles are still near.
const REACH: u32 = 3;

/// What the other cities reported, as an indicator shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Band {
    /// The middle of the others.
    pub median: Decimal,
    /// A quarter of the others lie at or below it.
    pub lower: Decimal,
    /// A quarter of the others lie at or above it.
    pub upper: Decimal,
    /// How many others there are, at least [`FEWEST`].
    pub cities: usize,
}

impl Band {
    /// The band of figures; none of fewer than [`FEWEST`].
    #[must_use]
    pub fn of(figures: &[Decimal]) -> Option<Band> {
        let mut sorted = figures.to_vec();
        sorted.sort_unstable();
        // The halves without the middle one: a quartile is the median of a half.
        let half = sorted.len() / 2;
        let below = sorted.get(..half)?;
        let above = sorted.get(sorted.len() - half..)?;
        (sorted.len() >= FEWEST).then_some(())?;
        Some(Band {
            median: median(&sorted)?,
            lower: median(below)?,
            upper: median(above)?,
            cities: sorted.len(),
        })
    }

    /// True of a figure beyond the quartiles by more than three times the distance between them, or three times `floor`
    /// where they lie closer than that.
    #[must_use]
    pub fn is_far(&self, value: Decimal, floor: Decimal) -> bool {
        let spread = self.upper.saturating_sub(self.lower).max(floor);
        let reach = spread.saturating_mul(Decimal::from(REACH));
        value < self.lower.saturating_sub(reach) || value > self.upper.saturating_add(reach)
    }
}

/// The definition in which an item of cities of different size compares: rates, means and gaps as they are, counts per
/// million residents where the indicator has that scale; none of the others and of base figures.
#[must_use]
pub fn compared_as(d: &Definition) -> Option<&'static Definition> {
    let sized = matches!(d.way, Way::Value | Way::YesNo);
    if d.is_base() || (sized && !d.per_million) {
        return None;
    }
    let mode = if d.per_million {
        crate::compare::Mode::PerMillion
    } else {
        crate::compare::Mode::Absolute
    };
    in_mode(&d.code, mode)
}

/// A city's figure as it compares, rounded as it is shown; none of what is no value, of fewer cases than are compared,
/// and of an item that does not compare.
#[must_use]
pub fn comparable(d: &Definition, entry: &Entry, city: &City) -> Option<Decimal> {
    let shown = compared_as(d)?;
    let amount = entry.amount()?;
    if d.per_million {
        let amount = over_residents(amount, city)?;
        return Some(round(figure(shown, &amount)?, shown.decimals));
    }
    (!is_small(amount)).then_some(())?;
    Some(round(figure(shown, amount)?, shown.decimals))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{city::cities, entry::Amount, indicator::definition};

    fn all(values: &[i64]) -> Vec<Decimal> {
        values.iter().map(|v| Decimal::from(*v)).collect()
    }

    fn far(values: &[i64], value: i64, floor: i64) -> bool {
        Band::of(&all(values))
            .unwrap()
            .is_far(Decimal::from(value), Decimal::from(floor))
    }

    #[test]
    fn quartiles_are_the_medians_of_the_halves() {
        let band = Band::of(&all(&[9, 1, 3, 5, 7])).unwrap();
        assert_eq!((band.lower, band.median, band.upper), (2.into(), 5.into(), 8.into()));
        let band = Band::of(&all(&[1, 2, 3, 4, 5, 6, 7, 8])).unwrap();
        let half = |n| Decimal::new(n, 1);
        assert_eq!((band.lower, band.median, band.upper), (half(25), half(45), half(65)));
        assert_eq!(Band::of(&all(&[1, 2, 3, 4])), None, "four are no band");
        assert_eq!(Band::of(&[]), None);
    }

    #[test]
    fn only_what_lies_far_outside_is_far() {
        let others = [80, 82, 84, 86, 88, 90, 92, 94];
        // Quartiles 83 and 91: three times 8 beyond them.
        assert!(!far(&others, 59, 0) && far(&others, 58, 0));
        assert!(!far(&others, 115, 0) && far(&others, 116, 0));
        // A wild one among the others does not widen the band.
        let one_wild = [2, 82, 84, 86, 88, 90, 92, 94];
        assert!(far(&one_wild, 50, 0), "hidden by another that is far too");
    }

    #[test]
    fn equal_others_leave_room_of_the_smallest_difference() {
        let equal = [100; 8];
        assert!(!far(&equal, 97, 1) && far(&equal, 96, 1));
        assert!(!far(&equal, 100, 0) && far(&equal, 99, 0));
    }

    #[test]
    fn counts_compare_per_million_or_not_at_all() {
        let value = |n: i64| Entry::Value {
            amount: Amount::Number(n.into()),
            explanation: String::new(),
        };
        let scaled = crate::indicator::indicators().find(|d| d.per_million).unwrap();
        let whole = crate::indicator::indicators()
            .find(|d| d.way == Way::Value && !d.per_million)
            .unwrap();
        let (small, large) = (
            cities().iter().min_by_key(|c| c.population_10k).unwrap(),
            cities().iter().max_by_key(|c| c.population_10k).unwrap(),
        );
        assert!(comparable(scaled, &value(10_000), small) > comparable(scaled, &value(10_000), large));
        assert_eq!(comparable(whole, &value(10_000), small), None);
        let rate = definition("N2-02").unwrap();
        let of = |n: i64, d: i64| Entry::Value {
            amount: Amount::Quotient {
                numerator: n.into(),
                denominator: d.into(),
            },
            explanation: String::new(),
        };
        assert_eq!(comparable(rate, &of(30, 40), small), Some(75.into()));
        assert_eq!(comparable(rate, &of(3, 4), small), None, "too few cases to compare");
        assert_eq!(comparable(rate, &Entry::Missing, small), None);
        assert!(compared_as(definition("B4").unwrap()).is_none());
    }

    proptest! {
        #[test]
        fn what_lies_among_the_others_is_never_far(values in prop::collection::vec(-1000i64..1000, 5..12), floor in 0i64..5) {
            let band = Band::of(&all(&values)).unwrap();
            prop_assert!(band.lower <= band.median && band.median <= band.upper);
            for v in [band.lower, band.median, band.upper] {
                prop_assert!(!band.is_far(v, floor.into()));
            }
        }
    }
}
