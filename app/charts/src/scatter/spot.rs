//! The places a name may have: around its dot, apart from it with a leader, or along a line.

/// Height of a name's letters above and below its baseline, in px.
const ASCENT: f64 = 10.6;
const DESCENT: f64 = 2.8;
/// Left, top, right, bottom.
pub(super) type Area = (f64, f64, f64, f64);

pub(super) fn meet(a: Area, b: Area) -> bool {
    a.0 < b.2 && b.0 < a.2 && a.1 < b.3 && b.1 < a.3
}

/// A place of a name.
#[derive(Debug, Clone, Copy)]
pub(super) struct Spot {
    pub(super) left: f64,
    pub(super) base: f64,
    width: f64,
    /// From the dot to the name, where it stands apart.
    pub(super) leader: Option<[(f64, f64); 2]>,
}

impl Spot {
    fn new(left: f64, base: f64, width: f64) -> Self {
        let leader = None;
        Self {
            left,
            base,
            width,
            leader,
        }
    }

    pub(super) fn area(&self) -> Area {
        let air = 1.5;
        (
            self.left - air,
            self.base - ASCENT - air,
            self.left + self.width + air,
            self.base + DESCENT + air,
        )
    }

    /// Above and below a level line, at its right end, its left end and between.
    pub(super) fn along((left, right): (f64, f64), y: f64, width: f64) -> Vec<Self> {
        let room = right - left - width - 8.0;
        let steps = (0..=8).flat_map(|i| {
            let from = left + 4.0 + room * (1.0 - f64::from(i) / 8.0);
            [y - 6.0, y + 14.0].map(|base| Self::new(from, base, width))
        });
        // Where dots lie along the whole line.
        let apart = [y - 20.0, y + 28.0].map(|base| Self::new(left + 4.0 + room, base, width));
        steps.chain(apart).collect()
    }

    /// The eight places around a dot, the best first.
    pub(super) fn around((x, y): (f64, f64), radius: f64, width: f64) -> [Self; 8] {
        let (near, mid) = (radius + 4.0, y + 4.5);
        let slant = radius + 2.0;
        let spot = |left, base| Self::new(left, base, width);
        [
            spot(x + near, mid),
            spot(x - near - width, mid),
            spot(x - width / 2.0, y - near - DESCENT),
            spot(x - width / 2.0, y + near + ASCENT),
            spot(x + slant, y - slant - DESCENT),
            spot(x + slant, y + slant + ASCENT),
            spot(x - slant - width, y - slant - DESCENT),
            spot(x - slant - width, y + slant + ASCENT),
        ]
    }

    /// Places farther and farther away, each with a leader from the dot's edge.
    pub(super) fn apart(dot: (f64, f64), radius: f64, width: f64) -> impl Iterator<Item = Self> {
        let rings = (1..=16).map(move |ring| radius + 8.0 + 12.0 * f64::from(ring));
        rings.flat_map(move |far| {
            (0..16).map(move |turn| {
                let (sin, cos) = (f64::from(turn) * std::f64::consts::TAU / 16.0).sin_cos();
                let (x, y) = (dot.0 + far * cos, dot.1 + far * sin);
                // The near end of the name lies on the ring.
                let left = x - width * (0.5 - 0.5 * cos);
                let mut spot = Self::new(left, y + 4.5, width);
                let end = (
                    dot.0.clamp(left - 2.0, left + width + 2.0),
                    dot.1.clamp(y - 8.0, y + 8.0),
                );
                let long = (end.0 - dot.0).hypot(end.1 - dot.1).max(1.0);
                let edge = radius + 1.0;
                let start = (
                    dot.0 + (end.0 - dot.0) * edge / long,
                    dot.1 + (end.1 - dot.1) * edge / long,
                );
                spot.leader = (long > edge).then_some([start, end]);
                spot
            })
        })
    }
}

/// Whether a leader runs through an area.
pub(super) fn crosses([from, to]: [(f64, f64); 2], (left, top, right, bottom): Area) -> bool {
    // Closer than any letter is high.
    let steps = ((to.0 - from.0).hypot(to.1 - from.1) / 4.0).ceil().max(1.0);
    (0..=steps as usize).any(|i| {
        let share = i as f64 / steps;
        let (x, y) = (from.0 + (to.0 - from.0) * share, from.1 + (to.1 - from.1) * share);
        x > left && x < right && y > top && y < bottom
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::class::Class;

    #[test]
    fn names_stand_as_high_as_they_are_measured() {
        let size = Class::Small.size();
        assert!(ASCENT >= 0.8 * size && DESCENT >= 0.2 * size);
    }
}
