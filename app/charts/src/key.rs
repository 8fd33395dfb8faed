//! The key of a chart: signs with their words, in lines that fit.
use crate::canvas::{Anchor, Canvas, Drawn};
use crate::class::Class;
use crate::measure::fit;

/// Height of a line, and of a sign within it, in px.
const LINE: f64 = 24.0;
pub(crate) const SIGN: f64 = 16.0;
/// Between a sign and its words, and between two entries.
const GAP: f64 = 6.0;
const APART: f64 = 18.0;

/// Entries at their places.
pub(crate) struct Key<T> {
    entries: Vec<((f64, f64), T, String)>,
    /// Width of a sign.
    sign: f64,
    width: f64,
}

impl<T: Copy> Key<T> {
    /// The entries that have words, with signs of a width, in lines of `width` px.
    pub(crate) fn of<'w>(entries: impl Iterator<Item = (T, &'w String)>, sign: f64, width: f64) -> Self {
        let (mut x, mut y) = (0.0, 0.0);
        let mut placed = Vec::new();
        for (what, words) in entries.filter(|(_, words)| !words.trim().is_empty()) {
            let shown = fit(words, width - sign - GAP, |t| Class::Small.width(t));
            let needed = sign + GAP + Class::Small.width(&shown);
            if x > 0.0 && x + needed > width {
                (x, y) = (0.0, y + LINE);
            }
            placed.push(((x, y), what, words.clone()));
            x += needed + APART;
        }
        Self {
            entries: placed,
            sign,
            width,
        }
    }

    /// Height in px, with air below.
    pub(crate) fn height(&self) -> f64 {
        self.entries.last().map_or(0.0, |(at, ..)| at.1 + LINE + 8.0)
    }

    /// Draws it from the upper edge on; `sign` draws what stands for an entry, from its upper left corner.
    pub(crate) fn draw(&self, canvas: &Canvas<'_>, sign: impl Fn(T, (f64, f64)) -> Drawn) -> Drawn {
        for (at, what, words) in &self.entries {
            sign(*what, (at.0, at.1 + 2.0))?;
            let left = at.0 + self.sign + GAP;
            let room = self.width - self.sign - GAP;
            canvas.fitted(Class::Small, Anchor::Start, (left, at.1 + 14.5), words, room)?;
        }
        Ok(())
    }
}
