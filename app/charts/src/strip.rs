//! Strip: yes or no over time, one row per city; told by mark and shape, never by colour alone.
use crate::Frame;
use crate::canvas::{Anchor, Canvas, Drawn, picture, width};
use crate::class::Class;
use crate::hatch::hatch;
use crate::measure::{fit, wrap};
use crate::scale::periods;

/// One row of a [`Strip`].
#[derive(Debug, Clone, Default)]
pub struct StripRow {
    /// Name of the city.
    pub label: String,
    /// One answer per period; `None` is no answer.
    pub cells: Vec<Option<bool>>,
    /// The row that the chart is about.
    pub highlighted: bool,
    /// Since when the answer is yes, or what else stands at the row's end; may be empty.
    pub since: String,
    /// What is read out at each cell on a page, one per period; empty: nothing.
    pub reads: Vec<String>,
}

/// Yes or no by city and period.
#[derive(Debug, Clone, Default)]
pub struct Strip {
    /// The rows, drawn in this order.
    pub rows: Vec<StripRow>,
    /// Labels of the periods; what follows a line break stands below (a year).
    pub periods: Vec<String>,
    /// Word for yes.
    pub yes: String,
    /// Word for no.
    pub no: String,
    /// Word for no answer.
    pub missing: String,
    /// How many of all say yes, below the rows; may be empty.
    pub foot: String,
}

const HEAD: f64 = 40.0;
const ROW: f64 = 32.0;
const CELL: f64 = 24.0;
/// From the last cell to the words at a row's end.
const AFTER: f64 = 8.0;
const LINE: f64 = 22.0;
/// Narrower cells have no room for a mark and tell by shape.
const MARKED: f64 = 17.0;

/// Draws a grid of answers with its key below.
pub fn strip(chart: &Strip, frame: &Frame) -> String {
    let width = width(frame);
    let label = chart
        .rows
        .iter()
        .map(|r| Class::TextHl.width(&r.label))
        .fold(0.0, f64::max);
    let label = label.min(width * 0.3);
    let left = label + 18.0;
    let since = |r: &StripRow| {
        if r.since.is_empty() {
            0.0
        } else {
            Class::SmallHl.width(&r.since) + AFTER
        }
    };
    let since = chart.rows.iter().map(since).fold(0.0, f64::max);
    // Cells give way as long as they have room for a mark.
    let least = (width - left - (MARKED + 4.0) * chart.periods.len() as f64).max(width * 0.3);
    let since = since.min(least);
    let pitch = ((width - left - since) / chart.periods.len().max(1) as f64).min(56.0);
    let cell = (pitch - (pitch * 0.15).min(4.0)).max(1.0);
    let grid = left + pitch * chart.periods.len() as f64;
    let bottom = HEAD + ROW * chart.rows.len() as f64;
    let key = [
        (Some(true), &chart.yes),
        (Some(false), &chart.no),
        (None, &chart.missing),
    ];
    let key = key_places(&key, width);
    let said = wrap(&chart.foot, width - 4.0, |t| Class::SmallBold.width(t));
    let rows = bottom;
    let bottom = rows + LINE * said.len() as f64;
    let foot = key.last().map_or(0.0, |k| k.1 + 30.0);
    picture(frame, bottom + foot, |canvas| {
        let place = |i: usize| left + pitch * i as f64 + cell / 2.0;
        for (x, first, second) in periods(&chart.periods, place, (0.0, width)) {
            canvas.text(Class::Tiny, Anchor::Middle, (x, 14.0), &first)?;
            canvas.text(Class::Tiny, Anchor::Middle, (x, 30.0), &second)?;
        }
        for (i, row) in chart.rows.iter().enumerate() {
            let top = HEAD + ROW * i as f64;
            if row.highlighted {
                canvas.rect(Class::RowHl, (0.0, top), (grid + since, top + ROW))?;
            }
            let class = if row.highlighted { Class::TextHl } else { Class::Text };
            canvas.fitted(class, Anchor::Start, (4.0, top + 21.0), &row.label, label)?;
            let class = if row.highlighted { Class::SmallHl } else { Class::Small };
            let room = (since - AFTER).max(0.0);
            canvas.fitted(class, Anchor::Start, (grid + AFTER, top + 21.0), &row.since, room)?;
            for (k, period) in chart.periods.iter().enumerate() {
                let answer = row.cells.get(k).copied().flatten();
                let word = match answer {
                    Some(true) => &chart.yes,
                    Some(false) => &chart.no,
                    None => &chart.missing,
                };
                let at = (left + pitch * k as f64, top + (ROW - CELL) / 2.0);
                let title = format!("{}, {period}: {word}", row.label);
                canvas.group(&title, || draw_cell(canvas, at, cell, answer, row.highlighted))?;
                let words = row.reads.get(k).map_or("", String::as_str);
                canvas.read((at.0 + cell / 2.0, at.1 + CELL / 2.0), words);
            }
        }
        for (i, line) in said.iter().enumerate() {
            let at = (4.0, rows + 17.0 + LINE * i as f64);
            canvas.fitted(Class::SmallBold, Anchor::Start, at, line, width - 4.0)?;
        }
        for (x, y, answer, words) in &key {
            let at = (*x, bottom + y + 6.0);
            draw_cell(canvas, at, CELL, *answer, false)?;
            let room = width - x - CELL - 8.0;
            canvas.fitted(Class::Small, Anchor::Start, (x + CELL + 8.0, at.1 + 17.0), words, room)?;
        }
        Ok(())
    })
}

/// Entries of the key in lines that fit: x, y, answer, word.
fn key_places(key: &[(Option<bool>, &String)], width: f64) -> Vec<(f64, f64, Option<bool>, String)> {
    let (mut x, mut y) = (0.0, 0.0);
    let mut places = Vec::new();
    for (answer, word) in key {
        let shown = fit(word, width - CELL - 8.0, |t| Class::Small.width(t));
        let needed = CELL + 8.0 + Class::Small.width(&shown);
        if x > 0.0 && x + needed > width {
            (x, y) = (0.0, y + CELL + 6.0);
        }
        places.push((x, y, *answer, (*word).clone()));
        x += needed + 20.0;
    }
    places
}

/// One answer: a filled box with ✓, an empty box with a dash, or a hatch.
fn draw_cell(canvas: &Canvas<'_>, (x, y): (f64, f64), width: f64, answer: Option<bool>, highlighted: bool) -> Drawn {
    let (right, bottom) = (x + width, y + CELL);
    let (mid, base) = (x + width / 2.0, y + CELL / 2.0 + 5.0);
    let marked = width >= MARKED;
    match answer {
        Some(true) => {
            let (fill, ink) = match highlighted {
                true => (Class::CellYesHl, Class::CellTextHl),
                false => (Class::CellYes, Class::CellText),
            };
            canvas.rect(fill, (x, y), (right, bottom))?;
            if marked {
                canvas.text(ink, Anchor::Middle, (mid, base), "✓")
            } else {
                Ok(())
            }
        }
        Some(false) if marked => {
            canvas.rect(Class::CellNo, (x, y), (right, bottom))?;
            canvas.text(Class::Text, Anchor::Middle, (mid, base), "–")
        }
        Some(false) => canvas.path(Class::AxisLine, &[(x, y + CELL / 2.0), (right, y + CELL / 2.0)]),
        None => hatch(canvas, (x, y), (right, bottom)),
    }
}

#[cfg(test)]
mod tests;
