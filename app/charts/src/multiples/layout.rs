//! Where the panels of small multiples stand: columns by width, one size for all panels.
use super::Multiples;
use crate::Frame;
use crate::canvas::width;
use crate::class::Class;
use crate::scale::{is_sign, labelled};

/// Between two columns.
const GAP: f64 = 24.0;
/// A panel is not narrower than this unless it stands alone in its row.
const NARROWEST: f64 = 150.0;
/// From the top of a panel to its plot: the name.
const HEAD: f64 = 26.0;
/// From the last point to its words.
pub(super) const LEAD: f64 = 9.0;
/// Least distance of ticks.
pub(super) const PITCH: f64 = 30.0;
const LEAST_TICKS: usize = 3;
const MOST_TICKS: usize = 5;
/// From a plot to the next row's panel.
const BELOW: f64 = 18.0;
/// Period labels, in two lines.
const FOOT: f64 = 40.0;

/// Places in px, the same in every panel.
pub(super) struct Layout {
    pub(super) columns: usize,
    /// Room of the tick labels, left of the first column.
    pub(super) ticks: f64,
    /// Width of a panel and of the plot within it.
    pub(super) panel: f64,
    pub(super) plot: f64,
    /// Room of the last value's words beside the plot.
    pub(super) end: f64,
    pub(super) height: f64,
    /// Where the panels begin and end.
    pub(super) top: f64,
    pub(super) bottom: f64,
    pub(super) key: bool,
}

impl Layout {
    pub(super) fn of(chart: &Multiples, frame: &Frame, ends: Option<(f64, f64)>) -> Self {
        let whole = width(frame);
        // Heights decide on ticks and ticks on widths: room for the ticks of every height.
        let ticks = |count| ends.map_or(Vec::new(), |ends| labelled(ends, count, &chart.axis));
        let ticks = (LEAST_TICKS..=MOST_TICKS).flat_map(ticks);
        let ticks = ticks.map(|t| Class::Tiny.width(&t.1)).fold(0.0, f64::max);
        // A hair more than the words need: a sum taken apart again may be less.
        let ticks = if ticks > 0.0 {
            ticks.min(whole * 0.28) + 8.01
        } else {
            0.0
        };
        let mut columns = match whole {
            w if w >= 1100.0 => 5,
            w if w >= 620.0 => 3,
            _ => 2,
        };
        let count = chart.panels.len().max(1);
        if columns > 3 {
            // As many rows, but evenly filled.
            columns = count.div_ceil(count.div_ceil(columns)).max(3);
        }
        columns = columns.min(count);
        let panel = |columns: usize| (whole - ticks - GAP * (columns - 1) as f64) / columns as f64;
        while columns > 1 && panel(columns) < NARROWEST {
            columns -= 1;
        }
        let panel = panel(columns);
        let widest = chart.panels.iter().map(|p| Class::SmallHl.width(&p.end_text));
        let end = widest.fold(0.0, f64::max).min(panel * 0.45);
        let plot = panel - end - LEAD;
        let height = (plot * 0.62).clamp(PITCH * LEAST_TICKS as f64, PITCH * MOST_TICKS as f64);
        let top = if is_sign(&chart.axis.unit) || chart.axis.unit.is_empty() {
            0.0
        } else {
            20.0
        };
        let rows = chart.panels.len().div_ceil(columns) as f64;
        let bottom = top + rows * (HEAD + height + BELOW) + FOOT;
        let key =
            !chart.median_label.is_empty() && chart.median.as_ref().is_some_and(|m| m.iter().any(Option::is_some));
        Self {
            columns,
            ticks,
            panel,
            plot,
            end,
            height,
            top,
            bottom,
            key,
        }
    }

    /// Left and upper corner of a panel's plot.
    pub(super) fn corner(&self, index: usize) -> (f64, f64) {
        let (row, column) = (index / self.columns, index % self.columns);
        let left = self.ticks + (self.panel + GAP) * column as f64;
        (left, self.top + (HEAD + self.height + BELOW) * row as f64 + HEAD)
    }
}
