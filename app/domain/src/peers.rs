//! Peer groups: cities that are set beside each other because they are alike, by region or by class of population. Median,
//! range and places of a group are those of its cities alone.

use rust_decimal::Decimal;

use crate::{
    city::{City, cities},
    problem::named,
};

/// Fewer values than this have neither median nor range in a group: of one it is the value itself, of two it lies half-way
/// between them and says nothing that the two do not.
pub const FEWEST: usize = 3;

/// Residents in 万 (10,000) from which on a city is large: 15 million. Among the nine this is where the widest gap lies
/// (Shenzhen 1,779, Suzhou 1,296), and both classes, of four and of five, have a median. It is no official class: those of
/// the State Council count the residents of the built-up area, which the pilot does not collect.
pub const LARGE_10K: Decimal = Decimal::from_parts(1500, 0, 0, false, 0);

named! {
    /// A peer group.
    Peers {
        /// 东部, by the regions of the National Bureau of Statistics.
        East = "east",
        /// 中部.
        Central = "central",
        /// 西部.
        West = "west",
        /// 东北.
        Northeast = "northeast",
        /// With [`LARGE_10K`] residents or more.
        Large = "large",
        /// With fewer.
        Smaller = "smaller",
    }
}

impl Peers {
    /// True of a city of the group.
    #[must_use]
    pub fn holds(self, city: &City) -> bool {
        match self {
            Peers::East | Peers::Central | Peers::West | Peers::Northeast => city.region == self.name(),
            Peers::Large => city.population_10k >= LARGE_10K,
            Peers::Smaller => city.population_10k < LARGE_10K,
        }
    }

    /// Its cities in the order of the notice; none where the pilot has no such city.
    #[must_use]
    pub fn cities(self) -> Vec<&'static City> {
        cities().iter().filter(|c| self.holds(c)).collect()
    }

    /// The groups that the pilot has cities of.
    pub fn offered() -> impl Iterator<Item = Self> {
        Self::ALL
            .iter()
            .copied()
            .filter(|p| cities().iter().any(|c| p.holds(c)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nine_by_region_and_by_population() {
        let of = |p: Peers| p.cities().iter().map(|c| c.slug.as_str()).collect::<Vec<_>>();
        let first = ["beijing", "shanghai", "guangzhou", "shenzhen"];
        assert_eq!(of(Peers::East), [&first[..], &["hangzhou", "suzhou"]].concat());
        assert_eq!(of(Peers::Central), ["changsha"]);
        assert_eq!(of(Peers::West), ["kunming"]);
        assert_eq!(of(Peers::Northeast), ["changchun"]);
        assert_eq!(of(Peers::Large), first);
        assert_eq!(
            of(Peers::Smaller),
            ["changchun", "hangzhou", "changsha", "kunming", "suzhou"]
        );
        assert_eq!(Peers::offered().count(), Peers::ALL.len());
    }

    #[test]
    fn every_city_has_one_region_and_one_class() {
        for city in cities() {
            let (regions, classes) = Peers::ALL.split_at(4);
            assert_eq!(regions.iter().filter(|p| p.holds(city)).count(), 1, "{}", city.slug);
            assert_eq!(classes.iter().filter(|p| p.holds(city)).count(), 1, "{}", city.slug);
        }
        assert_eq!(Peers::parse("large"), Some(Peers::Large));
        assert_eq!(Peers::parse("south"), None);
    }
}
