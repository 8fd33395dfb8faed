//! Stack: how many tasks of each city are in which state, or entries of which kind, as segments of one bar on a common
//! scale from zero.
use crate::Frame;
use crate::canvas::{Anchor, Canvas, Drawn, picture, width};
use crate::class::{Class, Token};
use crate::key::{Key, SIGN};
use crate::rows::Rows;
use crate::state::Part;

/// Counts by state or kind, and city.
#[derive(Debug, Clone, Default)]
pub struct Stack {
    /// The parts and their words, in the order of the segments.
    pub parts: Vec<(Part, String)>,
    /// The rows, drawn in this order.
    pub rows: Vec<StackRow>,
}

/// One row of a [`Stack`].
#[derive(Debug, Clone, Default)]
pub struct StackRow {
    /// Name of the city.
    pub label: String,
    /// One count per part; what is left out is none.
    pub counts: Vec<u32>,
    /// The total at the end of the row, or why there is none, as worded by the caller.
    pub text: String,
    /// The row that the chart is about.
    pub highlighted: bool,
    /// What is read out at each segment on a page, beside `counts`; empty: nothing.
    pub reads: Vec<String>,
}

const SIGN_WIDTH: f64 = 24.0;

/// Draws the rows in the caller's order with the key above; a number stands in its segment where it fits.
pub fn stack(chart: &Stack, frame: &Frame) -> String {
    let width = width(frame);
    let key = Key::of(
        chart.parts.iter().map(|(part, words)| (*part, words)),
        SIGN_WIDTH,
        width,
    );
    let words = chart.rows.iter().map(|row| (row.label.as_str(), row.text.as_str()));
    let rows = Rows::of(words, width, key.height());
    let total = |row: &StackRow| counts(chart, row).map(|(_, _, n)| f64::from(n)).sum::<f64>();
    let most = chart.rows.iter().map(total).fold(0.0, f64::max);
    picture(frame, rows.bottom() + 4.0, |canvas| {
        key.draw(canvas, |part, (x, y)| {
            part.fill(canvas, (x + 1.0, y + 1.0), (x + SIGN_WIDTH - 1.0, y + SIGN - 1.0))
        })?;
        for (i, row) in chart.rows.iter().enumerate() {
            let head = || rows.draw(canvas, i, (&row.label, &row.text), row.highlighted);
            canvas.group(&in_words(chart, row), head)?;
            let (top, bottom) = rows.bar(i);
            canvas.path(Class::AxisLine, &[(rows.left, top - 3.0), (rows.left, bottom + 3.0)])?;
            let mut from = 0.0;
            for (k, (part, word, count)) in counts(chart, row).enumerate().filter(|(_, (.., n))| *n > 0) {
                let to = from + f64::from(count);
                let (left, right) = (rows.at(from, most), rows.at(to, most));
                let title = format!("{}, {word}: {count}", row.label);
                canvas.group(&title, || segment(canvas, part, count, (left, top), (right, bottom)))?;
                let words = row.reads.get(k).map_or("", String::as_str);
                canvas.read(((left + right) / 2.0, (top + bottom) / 2.0), words);
                from = to;
            }
        }
        Ok(())
    })
}

/// Part, word and count of each segment.
fn counts<'a>(chart: &'a Stack, row: &'a StackRow) -> impl Iterator<Item = (Part, &'a str, u32)> {
    let parts = chart.parts.iter().zip(&row.counts);
    parts.map(|((part, word), count)| (*part, word.as_str(), *count))
}

/// The row in words, for the pointer.
fn in_words(chart: &Stack, row: &StackRow) -> String {
    let parts: Vec<_> = counts(chart, row)
        .map(|(_, word, count)| format!("{word} {count}"))
        .collect();
    let all = [row.text.as_str()].into_iter().chain(parts.iter().map(String::as_str));
    let all: Vec<_> = all.filter(|part| !part.is_empty()).collect();
    format!("{}: {}", row.label, all.join(", "))
}

/// A segment, and its number where that has room.
fn segment(canvas: &Canvas<'_>, part: Part, count: u32, (left, top): (f64, f64), (right, bottom): (f64, f64)) -> Drawn {
    // Half the stroke of an edge, so that two segments do not share one.
    let inset = 0.75_f64.min((right - left) / 4.0);
    part.fill(canvas, (left + inset, top), (right - inset, bottom))?;
    let words = count.to_string();
    if Class::SmallBold.width(&words) + 6.0 > right - left {
        return Ok(());
    }
    let at = ((left + right) / 2.0, (top + bottom) / 2.0 + 4.5);
    canvas.text(Token(Class::SmallBold, part.ink()), Anchor::Middle, at, &words)
}

#[cfg(test)]
mod tests;
