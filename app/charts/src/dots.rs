//! Ranked dots: one row per city, its value on a common scale, median and range behind.
mod layout;

use layout::{DENSE, GAP, Layout, NOTE, ROW, height, lines, remark, value_class};

use crate::canvas::{Anchor, Canvas, Drawn, Plot, picture};
use crate::class::{Class, Token, With};
use crate::marks::{dot_class, target_mark};
use crate::measure::fit;
use crate::scale::{centred, domain, drawable, is_sign, level};
use crate::{Axis, Frame};

/// One row of [`Dots`].
#[derive(Debug, Clone, Default)]
pub struct Dot {
    /// Name of the city.
    pub label: String,
    /// The value, if there is one.
    pub value: Option<f64>,
    /// The value as worded by the caller, or why there is none.
    pub text: String,
    /// Its place, such as `3` or `=3`, where places are shown.
    pub place: Option<String>,
    /// The row that the chart is about.
    pub highlighted: bool,
    /// Submitted, not accepted.
    pub hollow: bool,
    /// Corrected: in a ring.
    pub corrected: bool,
    /// Why the value is too uncertain to compare; shown in grey with these words.
    pub grey: Option<String>,
    /// A published note, below the row.
    pub note: Option<String>,
    /// Its target and the words for it, as `目标 95`, which stand in the row's title alone.
    pub target: Option<(f64, String)>,
    /// What is read out at its dot on a page; empty: nothing.
    pub read: String,
}

/// Rows of dots on one scale.
#[derive(Default)]
pub struct Dots {
    /// The rows, drawn in this order.
    pub rows: Vec<Dot>,
    /// Median and its words.
    pub median: Option<(f64, String)>,
    /// Least and greatest value of all cities.
    pub range: Option<(f64, f64)>,
    /// Words of the range.
    pub range_label: String,
    /// The scale.
    pub axis: Axis,
    /// Heading of the column of values.
    pub value_heading: String,
    /// What the mark of a target is; said once, where a row has one.
    pub target_label: String,
    /// Rows stand closer, for paper.
    pub dense: bool,
}

impl Dots {
    /// How high a row is without words below it, px.
    const fn row(&self) -> f64 {
        if self.dense { DENSE } else { ROW }
    }
}

/// Half the height of a target's stroke.
const REACH: f64 = 11.0;

/// Draws the rows in the caller's order with the values in a column on the right.
pub fn ranked_dots(chart: &Dots, frame: &Frame) -> String {
    let layout = Layout::of(chart, frame);
    let median = chart.median.as_ref().filter(|(v, _)| drawable(Some(*v)).is_some());
    let range = chart
        .range
        .filter(|r| drawable(Some(r.0)).is_some() && drawable(Some(r.1)).is_some());
    let values = chart.rows.iter().flat_map(|row| [drawable(row.value), target(row)]);
    let values = values.flatten();
    let values = values
        .chain(median.map(|m| m.0))
        .chain(range.into_iter().flat_map(|r| [r.0, r.1]));
    let scale = domain(values, &chart.axis);
    let median_line = if median.is_some_and(|(_, words)| !words.is_empty()) {
        22.0
    } else {
        4.0
    };
    let range_line = if range.is_some() && !chart.range_label.is_empty() {
        22.0
    } else {
        0.0
    };
    let named = !chart.target_label.is_empty() && chart.rows.iter().any(|row| target(row).is_some());
    let target_line = if named { 30.0 } else { 0.0 };
    let whole = layout.bottom + median_line + range_line + target_line + 2.0;
    picture(frame, whole, |canvas| {
        let (x, y) = (scale.map_or(0.0..1.0, |s| s.0..s.1), 0.0..1.0);
        let plot = canvas.plot((x, y), (layout.left, layout.right), (layout.top, layout.bottom));
        if let Some((low, high)) = range {
            plot.rect(Class::Band, (low, 1.0), (high, 0.0))?;
            plot.series(Class::Range, &[(low, 0.0), (high, 0.0)])?;
        }
        head(canvas, &layout, chart, scale.map(|ends| (ends, &plot)))?;
        let mut top = layout.top;
        for row in &chart.rows {
            if row.highlighted {
                canvas.rect(
                    Class::RowHl,
                    (0.0, top),
                    (layout.width, top + height(chart, row, layout.room)),
                )?;
            }
            top += height(chart, row, layout.room);
        }
        if let Some((value, words)) = median {
            plot.series(Class::Reference, &[(*value, 0.0), (*value, 1.0)])?;
            let shown = fit(words, layout.width, |t| Class::Small.width(t));
            let x = centred(
                plot.at((*value, 0.0)).0,
                Class::Small.width(&shown),
                (0.0, layout.width),
            );
            let at = (x, layout.bottom + 17.0);
            canvas.fitted(Class::Small, Anchor::Middle, at, words, layout.width)?;
        }
        if range_line > 0.0 {
            let y = layout.bottom + median_line + 16.0;
            canvas.rect(Class::Band, (layout.left, y - 11.0), (layout.left + 24.0, y + 1.0))?;
            canvas.path(Class::Range, &[(layout.left, y + 2.0), (layout.left + 24.0, y + 2.0)])?;
            let room = layout.width - layout.left - 32.0;
            let at = (layout.left + 32.0, y);
            canvas.fitted(Class::Tiny, Anchor::Start, at, &chart.range_label, room)?;
        }
        if named {
            let mid = layout.bottom + median_line + range_line + 18.0;
            target_mark(canvas, (layout.left + 12.0, mid), REACH)?;
            let room = layout.width - layout.left - 32.0;
            let at = (layout.left + 32.0, mid + 3.0);
            canvas.fitted(Class::Tiny, Anchor::Start, at, &chart.target_label, room)?;
        }
        let mut top = layout.top;
        for row in &chart.rows {
            let mid = top + chart.row() / 2.0;
            canvas.group(&in_words(row), || draw_row(canvas, &layout, &plot, chart, row, mid))?;
            if let Some(value) = drawable(row.value) {
                canvas.read((plot.at((value, 0.0)).0, mid), &row.read);
            }
            top += height(chart, row, layout.room);
        }
        Ok(())
    })
}

/// Ticks, unit and the heading of the values.
fn head(canvas: &Canvas<'_>, layout: &Layout, chart: &Dots, scale: Option<((f64, f64), &Plot<'_>)>) -> Drawn {
    let heading = &chart.value_heading;
    canvas.fitted(
        Class::Tiny,
        Anchor::End,
        (layout.width - 4.0, layout.top - 12.0),
        heading,
        layout.value,
    )?;
    let Some((ends, plot)) = scale else { return Ok(()) };
    if !is_sign(&chart.axis.unit) {
        let left = layout.left - GAP;
        let unit = &chart.axis.unit;
        canvas.fitted(Class::Tiny, Anchor::Start, (left, 18.0), unit, layout.width - left)?;
    }
    let bounds = (layout.left - GAP, layout.right + GAP);
    for (value, x, words) in level(ends, &chart.axis, 7, |v| plot.at((v, 0.0)).0, bounds) {
        plot.series(Class::Grid, &[(value, 0.0), (value, 1.0)])?;
        canvas.text(Class::Tiny, Anchor::Middle, (x, layout.top - 12.0), &words)?;
    }
    Ok(())
}

/// The whole row in words, for the pointer.
fn in_words(row: &Dot) -> String {
    let remark = remark(row);
    let place = row.place.as_ref().map_or(String::new(), |p| format!("{p} "));
    let remark = if remark.is_empty() {
        remark
    } else {
        format!(" ({remark})")
    };
    let target = row
        .target
        .as_ref()
        .filter(|t| drawable(Some(t.0)).is_some() && !t.1.is_empty());
    let target = target.map_or(String::new(), |(_, words)| format!(" · {words}"));
    format!("{place}{}: {}{target}{remark}", row.label, row.text)
}

/// The target of a row, if it can be drawn.
fn target(row: &Dot) -> Option<f64> {
    drawable(row.target.as_ref().map(|t| t.0))
}

fn draw_row(canvas: &Canvas<'_>, layout: &Layout, plot: &Plot<'_>, chart: &Dots, row: &Dot, mid: f64) -> Drawn {
    let base = mid + 5.0;
    if let Some(place) = &row.place {
        // A hair more than was added and is taken off again: a sum is not always the same backwards.
        let room = (layout.place - 8.0).max(0.0);
        let shown = fit(place, room + 0.01, |t| Class::Tiny.width(t));
        canvas.text(Class::Tiny, Anchor::End, (room, base), &shown)?;
    }
    let class = if row.highlighted { Class::TextHl } else { Class::Text };
    let label = fit(&row.label, layout.label, |t| class.width(t));
    canvas.text(class, Anchor::Start, (layout.place + 4.0, base), &label)?;
    let class = value_class(row);
    let value = fit(&row.text, layout.value, |t| class.width(t));
    canvas.text(class, Anchor::End, (layout.width - 4.0, base), &value)?;
    // The grid runs through the words; the highlighted row covers it.
    let with = if row.highlighted { With::Nothing } else { With::Halo };
    for (i, line) in lines(row, layout.room).iter().enumerate() {
        let shown = fit(line, layout.room, |t| Class::Tiny.width(t));
        let at = (layout.place + 4.0, mid + chart.row() / 2.0 + 10.0 + NOTE * i as f64);
        canvas.text(Token(Class::Tiny, with), Anchor::Start, at, &shown)?;
    }
    if let Some(target) = target(row) {
        target_mark(canvas, (plot.at((target, 0.0)).0, mid), REACH)?;
    }
    let Some(value) = drawable(row.value) else {
        return Ok(());
    };
    let at = (value, (layout.bottom - mid) / (layout.bottom - layout.top));
    if chart.axis.from_zero {
        let stem = if row.highlighted { Class::StemHl } else { Class::Stem };
        let with = if row.hollow { With::Open } else { With::Nothing };
        plot.series(Token(stem, with), &[(0.0, at.1), at])?;
    }
    let class = dot_class(row.grey.is_some(), row.hollow, row.highlighted);
    plot.dot(class, at, 6.0)?;
    if row.corrected {
        plot.dot(Class::Ring, at, 9.5)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests;
