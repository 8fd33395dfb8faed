//! Small multiples: one panel per city on one scale, its own line before the ghosts of the others.
//! Answers how each city moved, where one chart of all lines would be a knot.
mod layout;
mod panel;

use layout::{Layout, PITCH};

use crate::breaks::{Break, Breaks, Legend};
use crate::canvas::{Anchor, picture, width};
use crate::class::Class;
use crate::line::{known, known_band};
use crate::scale::{domain, labelled};
use crate::{Axis, Frame};

/// One panel of [`Multiples`].
#[derive(Debug, Clone, Default)]
pub struct Panel {
    /// Name of the city.
    pub label: String,
    /// Its values, one per period; a gap breaks the line.
    pub points: Vec<Option<f64>>,
    /// The last value as worded by the caller.
    pub end_text: String,
    /// The panel that the chart is about.
    pub highlighted: bool,
    /// Index of the first point that is submitted, not accepted.
    pub hollow_from: Option<usize>,
    /// Indices of the points that were corrected, each in a ring.
    pub corrected: Vec<usize>,
    /// A short word below the last value, such as `June not in`.
    pub note: Option<String>,
    /// What is read out at each point on a page, beside `points`; empty words: nothing.
    pub reads: Vec<String>,
}

/// With more panels than this the others are not drawn behind each: a band tells more than so many lines.
pub const MOST_GHOSTS: usize = 30;

/// Values over time, one panel per city.
#[derive(Default)]
pub struct Multiples {
    /// Labels of the periods; what follows a line break stands below (a year).
    pub periods: Vec<String>,
    /// The panels, drawn in this order row by row.
    pub panels: Vec<Panel>,
    /// Median of all cities, per period, dashed in every panel.
    pub median: Option<Vec<Option<f64>>>,
    /// Least and greatest value of all cities, per period, behind every panel.
    pub band: Option<Vec<Option<(f64, f64)>>>,
    /// Words of the median, in a key below.
    pub median_label: String,
    /// The scale of all panels.
    pub axis: Axis,
    /// Where a definition, or the area of the panel `line`, changed; the words stand below.
    pub breaks: Vec<Break>,
}

/// What all panels share.
struct Shared<'a> {
    chart: &'a Multiples,
    layout: Layout,
    lines: Vec<Vec<Option<f64>>>,
    median: Vec<Option<f64>>,
    band: Vec<Option<(f64, f64)>>,
    ends: Option<(f64, f64)>,
    ticks: Vec<(f64, String)>,
    breaks: Breaks<'a>,
}

/// Draws the panels row by row: 3 columns from 620 px, up to 5 from 1,100 px, 2 or 1 below.
pub fn multiples(chart: &Multiples, frame: &Frame) -> String {
    let count = chart.periods.len();
    let lines: Vec<_> = chart.panels.iter().map(|p| known(&p.points, count)).collect();
    let median = known(chart.median.as_deref().unwrap_or_default(), count);
    let band = known_band(chart.band.as_deref(), count);
    let values = lines.iter().flatten().flatten().copied();
    let values = values.chain(median.iter().flatten().copied());
    let values = values.chain(band.iter().flatten().flat_map(|b| [b.0, b.1]));
    let ends = domain(values, &chart.axis);
    let layout = Layout::of(chart, frame, ends);
    let ticks = ends.map_or(Vec::new(), |ends| {
        labelled(ends, (layout.height / PITCH) as usize, &chart.axis)
    });
    let shared = Shared {
        chart,
        layout,
        lines,
        median,
        band,
        ends,
        ticks,
        breaks: Breaks::of(&chart.breaks, count, ends),
    };
    let layout = &shared.layout;
    let below = layout.bottom + if layout.key { 24.0 } else { 2.0 };
    let legend = Legend::of(&shared.breaks, width(frame));
    let whole = below + legend.height();
    picture(frame, whole, |canvas| {
        if layout.top > 0.0 && !shared.ticks.is_empty() {
            canvas.fitted(Class::Tiny, Anchor::Start, (0.0, 12.0), &chart.axis.unit, width(frame))?;
        }
        for (i, panel) in chart.panels.iter().enumerate() {
            canvas.group(&in_words(panel), || shared.panel(canvas, i, panel))?;
        }
        if layout.key {
            let (left, y) = (layout.ticks, layout.bottom + 8.0);
            canvas.path(Class::Reference, &[(left, y), (left + 28.0, y)])?;
            let room = width(frame) - left - 36.0;
            canvas.fitted(
                Class::Small,
                Anchor::Start,
                (left + 36.0, y + 4.5),
                &chart.median_label,
                room,
            )?;
        }
        legend.draw(canvas, below)
    })
}

/// The whole panel in words, for the pointer.
fn in_words(panel: &Panel) -> String {
    let note = panel.note.as_deref().filter(|n| !n.is_empty());
    let note = note.map_or(String::new(), |n| format!(" ({n})"));
    format!("{}: {}{note}", panel.label, panel.end_text)
}

#[cfg(test)]
mod tests;
