//! Where names stand beside dots: at one of eight places around, or farther away with a leader; never on a name or
//! a dot.
use super::spot::{Area, Spot, crosses, meet};

/// With more dots than this none gets a leader: it would be lost among them.
const MOST_LED: usize = 60;

/// The field of the dots and what is taken of it.
pub(super) struct Field {
    bounds: Area,
    dots: Vec<Area>,
    names: Vec<Area>,
    leaders: Vec<[(f64, f64); 2]>,
    /// Lines of the field that a name rather does not stand on.
    lines: Vec<[(f64, f64); 2]>,
}

/// A dot to be named.
#[derive(Debug, Clone, Copy)]
pub(super) struct Named {
    pub(super) at: (f64, f64),
    /// With what is drawn around it.
    pub(super) radius: f64,
    /// Width of the name.
    pub(super) width: f64,
    /// Named before the others.
    pub(super) first: bool,
}

impl Field {
    pub(super) fn new((left, top): (f64, f64), (right, bottom): (f64, f64)) -> Self {
        Self {
            bounds: (left, top, right, bottom),
            dots: Vec::new(),
            names: Vec::new(),
            leaders: Vec::new(),
            lines: Vec::new(),
        }
    }

    /// Takes the places of the dots.
    pub(super) fn dots(&mut self, places: impl Iterator<Item = ((f64, f64), f64)>) {
        self.dots = places.map(|((x, y), r)| (x - r, y - r, x + r, y + r)).collect();
    }

    /// A line that names rather do not stand on.
    pub(super) fn line(&mut self, line: [(f64, f64); 2]) {
        self.lines.push(line);
    }

    /// Takes the first place that is free, or else the first that meets no name.
    pub(super) fn first_free(&mut self, spots: &[Spot]) -> Option<Spot> {
        let plain = spots.iter().find(|spot| self.is_free(spot) && !self.is_on_line(spot));
        let free = plain.or_else(|| spots.iter().find(|spot| self.is_free(spot)));
        let inside = |spot: &&Spot| self.is_inside(spot.area()) && !self.names.iter().any(|n| meet(*n, spot.area()));
        let spot = free.or_else(|| spots.iter().find(inside)).copied()?;
        self.take(spot);
        Some(spot)
    }

    /// A place for each name; after those that go first come those with the fewest places around.
    pub(super) fn place(&mut self, names: &[Named]) -> Vec<Option<Spot>> {
        let around = |name: &Named| Spot::around(name.at, name.radius, name.width);
        let choice = |name: &Named| around(name).iter().filter(|spot| self.is_free(spot)).count();
        let mut order: Vec<_> = names
            .iter()
            .enumerate()
            .map(|(i, name)| (!name.first, choice(name), i))
            .collect();
        order.sort_unstable();
        let mut places = vec![None; names.len()];
        for (.., i) in order {
            let name = &names[i];
            if name.width <= 0.0 {
                continue;
            }
            let near = around(name);
            let plain = near.iter().find(|spot| self.is_free(spot) && !self.is_on_line(spot));
            let near = plain.or_else(|| near.iter().find(|spot| self.is_free(spot))).copied();
            let far = || {
                let apart = || Spot::apart(name.at, name.radius, name.width);
                let free = || apart().find(|spot| self.is_free(spot));
                // In a crowd a leader may pass beneath names: their halo parts it.
                let clear = || apart().find(|spot| self.is_clear(spot));
                (names.len() <= MOST_LED).then(|| free().or_else(clear))?
            };
            places[i] = near.or_else(far);
            if let Some(spot) = places[i] {
                self.take(spot);
            }
        }
        places
    }

    fn take(&mut self, spot: Spot) {
        self.names.push(spot.area());
        self.leaders.extend(spot.leader);
    }

    fn is_inside(&self, (left, top, right, bottom): Area) -> bool {
        let b = self.bounds;
        left >= b.0 && top >= b.1 && right <= b.2 && bottom <= b.3
    }

    fn is_on_line(&self, spot: &Spot) -> bool {
        self.lines.iter().any(|line| crosses(*line, spot.area()))
    }

    /// Whether it meets neither name nor dot.
    fn is_clear(&self, spot: &Spot) -> bool {
        let area = spot.area();
        self.is_inside(area) && !self.names.iter().chain(&self.dots).any(|taken| meet(*taken, area))
    }

    /// Whether no leader runs through a name either.
    fn is_free(&self, spot: &Spot) -> bool {
        let area = spot.area();
        self.is_clear(spot)
            && !self.leaders.iter().any(|leader| crosses(*leader, area))
            && spot
                .leader
                .is_none_or(|leader| !self.names.iter().any(|name| crosses(leader, *name)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(x: f64, first: bool) -> Named {
        Named {
            at: (x, 150.0),
            radius: 5.5,
            width: 70.0,
            first,
        }
    }

    #[test]
    fn a_name_rather_stands_beside_a_line() {
        let mut field = Field::new((0.0, 0.0), (400.0, 300.0));
        let level = |field: &mut Field| {
            let spot = field.place(&[named(200.0, false)])[0].unwrap();
            (spot.base - 154.5).abs() < 0.1
        };
        assert!(level(&mut field));
        let mut field = Field::new((0.0, 0.0), (400.0, 300.0));
        field.line([(0.0, 150.0), (400.0, 150.0)]);
        assert!(!level(&mut field));
    }

    #[test]
    fn a_crowd_gets_leaders_and_nothing_is_met() {
        let dots: Vec<_> = (0..9).map(|i| named(200.0 + f64::from(i), i == 4)).collect();
        let mut field = Field::new((0.0, 0.0), (400.0, 300.0));
        field.dots(dots.iter().map(|d| (d.at, d.radius)));
        let spots: Vec<_> = field.place(&dots).into_iter().map(Option::unwrap).collect();
        assert!(spots[4].leader.is_none(), "the one it is about comes first");
        assert!(spots.iter().any(|spot| spot.leader.is_some()));
        for (i, a) in spots.iter().enumerate() {
            assert!(spots[i + 1..].iter().all(|b| !meet(a.area(), b.area())));
            assert!(!field.dots.iter().any(|dot| meet(a.area(), *dot)));
        }
    }
}
