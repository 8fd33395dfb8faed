//! Names at the ends of lines: a column beside the plot in the order of the ends, spread apart, with leaders.
//! Shared by trend (at its right) and slope (at both sides).
use crate::canvas::{Anchor, Canvas, Drawn, Plot};
use crate::class::Class;
use crate::measure::fit;
use crate::scale::spread;

/// Least distance of two labels' baselines in px.
pub(crate) const PITCH: f64 = 16.0;
/// From the end of the plot to the labels: room for leaders.
pub(crate) const LEAD: f64 = 34.0;

/// What stands at an end of a line.
pub(crate) struct End {
    pub(crate) label: String,
    pub(crate) text: String,
    pub(crate) class: Class,
    /// Period and value of the point it names.
    pub(crate) at: Option<(f64, f64)>,
}

impl End {
    /// The words in `room` px: the name gives way, the value stays.
    fn words(&self, room: f64) -> String {
        let whole = self.whole();
        if self.class.width(&whole) <= room || self.text.is_empty() {
            return fit(&whole, room, |t| self.class.width(t));
        }
        let left = room - self.class.width(&format!(" {}", self.text));
        match fit(&self.label, left, |t| self.class.width(t)) {
            name if name.is_empty() => fit(&self.text, room, |t| self.class.width(t)),
            name => format!("{name} {}", self.text),
        }
    }

    pub(crate) fn whole(&self) -> String {
        format!("{} {}", self.label, self.text).trim().to_owned()
    }
}

/// Room in px that the longest of the words asks for.
pub(crate) fn widest(ends: &[End]) -> f64 {
    ends.iter().map(|e| e.class.width(&e.whole())).fold(0.0, f64::max)
}

/// A column of names beside the plot.
pub(crate) struct Column {
    /// The edge of the plot that it stands at.
    pub(crate) edge: f64,
    /// `Start`: right of the plot; `End`: left of it.
    pub(crate) anchor: Anchor,
    /// Width of the words.
    pub(crate) room: f64,
    /// From the edge to the words.
    pub(crate) lead: f64,
}

impl Column {
    /// The names in the order of their points; one without a point stands at the foot, without a leader.
    pub(crate) fn draw(&self, canvas: &Canvas<'_>, plot: &Plot<'_>, ends: &[End], (top, bottom): (f64, f64)) -> Drawn {
        let side = if self.anchor == Anchor::End { -1.0 } else { 1.0 };
        let points: Vec<_> = ends.iter().map(|end| end.at.map(|at| plot.at(at))).collect();
        let wanted: Vec<_> = points.iter().map(|p| p.map_or(bottom + 1.0, |p| p.1)).collect();
        let places = spread(&wanted, PITCH, (top - 4.0, bottom - 4.0));
        let from_edge = |px: f64| self.edge + side * px;
        for ((end, point), y) in ends.iter().zip(points).zip(places) {
            let words = end.words(self.room);
            if words.is_empty() {
                continue;
            }
            if let Some((x, from)) = point {
                let leader = [
                    (x + side * 5.0, from),
                    (from_edge(self.lead * 0.3), from),
                    (from_edge(self.lead - 6.0), y),
                ];
                canvas.path(Class::Lead, &leader)?;
            }
            let draw = || canvas.text(end.class, self.anchor, (from_edge(self.lead), y + 4.5), &words);
            let whole = end.whole();
            if words == whole {
                draw()?
            } else {
                canvas.group(&whole, draw)?
            }
        }
        Ok(())
    }
}
