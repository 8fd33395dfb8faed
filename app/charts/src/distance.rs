//! Distance: how far each city is from its own target, in one unit on one scale. What is short is a hatched stretch up
//! to the target, what is beyond it a solid thin line, so that neither rests on colour.
use crate::canvas::{Anchor, Canvas, Drawn, picture, width};
use crate::class::{Class, Token, With};
use crate::hatch::strokes;
use crate::key::{Key, SIGN};
use crate::marks::{dot_class, target_mark};
use crate::rows::Rows;
use crate::scale::{domain, drawable, is_sign, level};
use crate::{Axis, Frame};

/// One row of a [`Distance`].
#[derive(Debug, Clone, Default)]
pub struct DistanceRow {
    /// Name of the city.
    pub label: String,
    /// Where it began, if that is known.
    pub baseline: Option<f64>,
    /// The value, if there is one.
    pub value: Option<f64>,
    /// Its own target, if there is one.
    pub target: Option<f64>,
    /// Whether the value meets the target, which may lie above or below it.
    pub met: bool,
    /// Value and distance as worded by the caller, or what is lacking.
    pub text: String,
    /// Submitted, not accepted.
    pub hollow: bool,
    /// The row that the chart is about.
    pub highlighted: bool,
    /// What is read out at the value on a page; empty: nothing.
    pub read: String,
}

/// Baseline, value and target by city.
#[derive(Default)]
pub struct Distance {
    /// The rows, drawn in this order.
    pub rows: Vec<DistanceRow>,
    /// The scale.
    pub axis: Axis,
    /// Words of the key; an empty one leaves its sign out.
    pub key: DistanceKey,
}

/// What the signs of a [`Distance`] are called.
#[derive(Debug, Clone, Default)]
pub struct DistanceKey {
    /// The baseline's tick.
    pub baseline: String,
    /// The value's dot.
    pub value: String,
    /// The target's mark.
    pub target: String,
    /// The hatched stretch up to the target.
    pub short: String,
    /// The solid line beyond it.
    pub met: String,
}

/// An entry of the key.
#[derive(Clone, Copy)]
enum Sign {
    Baseline,
    Value,
    Target,
    Short,
    Met,
}

const SIGN_WIDTH: f64 = 24.0;
const TICKS: f64 = 20.0;
/// Half the height of a baseline's tick, a target's stroke and a stretch that is short.
const TICK: f64 = 6.0;
const REACH: f64 = 8.0;
const STRETCH: f64 = 4.0;
const DOT: f64 = 5.5;

/// Draws the rows in the caller's order with the key above and the words at their ends.
pub fn distance(chart: &Distance, frame: &Frame) -> String {
    let width = width(frame);
    let key = &chart.key;
    let entries = [
        (Sign::Baseline, &key.baseline),
        (Sign::Value, &key.value),
        (Sign::Target, &key.target),
        (Sign::Short, &key.short),
        (Sign::Met, &key.met),
    ];
    let key = Key::of(entries.into_iter(), SIGN_WIDTH, width);
    let values = chart.rows.iter().flat_map(|row| [row.baseline, row.value, row.target]);
    let scale = domain(values.filter_map(drawable), &chart.axis);
    let unit = scale.is_some() && !is_sign(&chart.axis.unit) && !chart.axis.unit.is_empty();
    let ticks_at = key.height() + if unit { 18.0 } else { 0.0 };
    let words = chart.rows.iter().map(|row| (row.label.as_str(), row.text.as_str()));
    let rows = Rows::of(words, width, ticks_at + if scale.is_some() { TICKS } else { 0.0 });
    let ends = scale.unwrap_or((0.0, 1.0));
    // A dot at an end of the scale lies within the row.
    let (left, right) = (rows.left + DOT, rows.right - DOT);
    let at = |value: f64| left + (right - left) * (value - ends.0) / (ends.1 - ends.0);

    picture(frame, rows.bottom() + 4.0, |canvas| {
        key.draw(canvas, |what, (x, y)| sign(canvas, what, (x, y + SIGN / 2.0)))?;
        if unit {
            let at = (rows.left, key.height() + 12.0);
            canvas.fitted(Class::Tiny, Anchor::Start, at, &chart.axis.unit, width - rows.left)?;
        }
        let ticks = scale.map_or(Vec::new(), |ends| {
            level(
                ends,
                &chart.axis,
                7,
                at,
                ((left - 16.0).max(0.0), (right + 16.0).min(width)),
            )
        });
        for (_, x, words) in &ticks {
            canvas.text(Class::Tiny, Anchor::Middle, (*x, ticks_at + 13.0), words)?;
        }
        for (i, row) in chart.rows.iter().enumerate() {
            canvas.group(&format!("{}: {}", row.label, row.text), || {
                rows.draw(canvas, i, (&row.label, &row.text), row.highlighted)?;
                let (top, bottom) = rows.scale(i);
                for (value, ..) in &ticks {
                    canvas.path(Class::Grid, &[(at(*value), top), (at(*value), bottom)])?;
                }
                let bar = rows.bar(i);
                draw_row(canvas, row, at, (bar.0 + bar.1) / 2.0)
            })?;
            if let Some(value) = drawable(row.value) {
                let bar = rows.bar(i);
                canvas.read((at(value), (bar.0 + bar.1) / 2.0), &row.read);
            }
        }
        Ok(())
    })
}

fn draw_row(canvas: &Canvas<'_>, row: &DistanceRow, at: impl Fn(f64) -> f64, mid: f64) -> Drawn {
    let place = |value| drawable(value).map(&at);
    let (baseline, value, target) = (place(row.baseline), place(row.value), place(row.target));
    if let (Some(from), Some(to)) = (baseline, value) {
        let with = if row.hollow { With::Open } else { With::Nothing };
        // Grey in each row: a blue one would read as beyond the target.
        canvas.path(Token(Class::Stem, with), &[(from, mid), (to, mid)])?;
    }
    if let (Some(value), Some(target)) = (value, target) {
        stretch(canvas, row.met, (value.min(target), value.max(target)), mid)?;
    }
    if let Some(x) = baseline {
        canvas.path(Class::Baseline, &[(x, mid - TICK), (x, mid + TICK)])?;
    }
    if let Some(x) = target {
        target_mark(canvas, (x, mid), REACH)?;
    }
    match value {
        Some(x) => canvas.dot(dot_class(false, row.hollow, row.highlighted), (x, mid), DOT),
        None => Ok(()),
    }
}

/// From value to target: hatched with an edge while it is short, a solid thin line once it is met.
fn stretch(canvas: &Canvas<'_>, met: bool, (left, right): (f64, f64), mid: f64) -> Drawn {
    if right - left < 0.5 {
        return Ok(());
    }
    if met {
        return canvas.path(Class::Beyond, &[(left, mid), (right, mid)]);
    }
    let (from, to) = ((left, mid - STRETCH), (right, mid + STRETCH));
    canvas.rect(Class::Short, from, to)?;
    strokes(canvas, Class::ShortHatch, false, from, to)
}

fn sign(canvas: &Canvas<'_>, what: Sign, (x, mid): (f64, f64)) -> Drawn {
    let middle = x + SIGN_WIDTH / 2.0;
    match what {
        Sign::Baseline => canvas.path(Class::Baseline, &[(middle, mid - TICK), (middle, mid + TICK)]),
        Sign::Value => canvas.dot(Class::Dot, (middle, mid), DOT),
        Sign::Target => target_mark(canvas, (middle, mid + 2.0), 6.0),
        Sign::Short => stretch(canvas, false, (x + 1.0, x + SIGN_WIDTH - 1.0), mid),
        Sign::Met => stretch(canvas, true, (x + 1.0, x + SIGN_WIDTH - 1.0), mid),
    }
}

#[cfg(test)]
mod tests;
