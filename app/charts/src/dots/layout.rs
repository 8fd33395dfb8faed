//! Where the columns of ranked dots stand, how high each row is, and the words below it.
use super::{Dot, Dots};
use crate::Frame;
use crate::canvas::width;
use crate::class::Class;
use crate::measure::wrap;
use crate::scale::{drawable, is_sign};

const HEAD: f64 = 32.0;
pub(super) const ROW: f64 = 36.0;
pub(super) const DENSE: f64 = 25.0;
pub(super) const NOTE: f64 = 18.0;
pub(super) const GAP: f64 = 12.0;

/// Columns and heights in px.
pub(super) struct Layout {
    pub(super) width: f64,
    /// Where the rows begin.
    pub(super) top: f64,
    pub(super) place: f64,
    pub(super) label: f64,
    pub(super) value: f64,
    pub(super) left: f64,
    pub(super) right: f64,
    pub(super) bottom: f64,
    /// Width of the words below a row.
    pub(super) room: f64,
}

impl Layout {
    pub(super) fn of(chart: &Dots, frame: &Frame) -> Self {
        let width = width(frame);
        let widest = |each: &dyn Fn(&Dot) -> f64| chart.rows.iter().map(each).fold(0.0, f64::max);
        let place = widest(&|r| r.place.as_deref().map_or(0.0, |p| Class::Tiny.width(p) + 8.0));
        let place = place.min(width * 0.15);
        let label = widest(&|r| Class::TextHl.width(&r.label)).min(width * 0.27);
        let value = widest(&|r| value_class(r).width(&r.text));
        let value = value.max(Class::Tiny.width(&chart.value_heading)).min(width * 0.38);
        let unit = !is_sign(&chart.axis.unit) && !chart.axis.unit.is_empty();
        let top = if unit { HEAD + 18.0 } else { HEAD };
        let room = width - place - 8.0;
        let bottom = top + chart.rows.iter().map(|row| height(chart, row, room)).sum::<f64>();
        let (left, right) = (place + label + GAP + 8.0, width - value - GAP - 12.0);
        Self {
            width,
            top,
            place,
            label,
            value,
            left,
            right,
            bottom,
            room,
        }
    }
}

pub(super) fn height(chart: &Dots, row: &Dot, room: f64) -> f64 {
    chart.row() + NOTE * lines(row, room).len() as f64
}

/// The words below a row in lines.
pub(super) fn lines(row: &Dot, room: f64) -> Vec<String> {
    wrap(&remark(row), room, |t| Class::Tiny.width(t))
}

/// The words below a row: why it is grey, and its note.
pub(super) fn remark(row: &Dot) -> String {
    let parts = [row.grey.as_deref(), row.note.as_deref()];
    let parts: Vec<_> = parts.into_iter().flatten().filter(|p| !p.is_empty()).collect();
    parts.join(" · ")
}

pub(super) fn value_class(row: &Dot) -> Class {
    match (row.highlighted, drawable(row.value), &row.grey) {
        (true, _, _) => Class::TextHl,
        (_, None, _) | (_, _, Some(_)) => Class::Small,
        _ => Class::TextBold,
    }
}
