//! Notes beside values over time: a number above the plot with a line down to its value, and the words below the chart,
//! where they have room in every width.
use crate::canvas::{Anchor, Canvas, Drawn, Plot};
use crate::class::Class;
use crate::measure::wrap;
use crate::scale::spread;

/// Words beside one value of a chart over time.
#[derive(Debug, Clone, Default)]
pub struct Note {
    /// Index of the line it belongs to.
    pub line: usize,
    /// Index of the period.
    pub period: usize,
    /// What stands above its value in place of a number, as `C-0012`; empty: its number.
    pub label: String,
    /// The words, with what they are about.
    pub text: String,
}

/// Height of the row of numbers, and of a line of words, in px.
const ROW: f64 = 18.0;

/// Notes that have a value to stand beside.
pub(crate) struct Notes {
    /// Period and value of each, in the caller's order.
    values: Vec<(f64, f64)>,
    /// What stands above each.
    labels: Vec<String>,
    /// The words in lines.
    lines: Vec<String>,
    room: f64,
}

/// The numbers over one period.
struct Mark {
    label: String,
    /// The first of its values.
    at: (f64, f64),
    values: Vec<(f64, f64)>,
}

impl Notes {
    /// The notes whose value is drawn (`value` gives it by line and period), then `more` by place and words.
    pub(crate) fn of<'n>(
        notes: &'n [Note],
        room: f64,
        value: impl Fn(usize, usize) -> Option<f64>,
        more: impl Iterator<Item = ((f64, f64), &'n str)>,
    ) -> Self {
        let shown = notes.iter().filter_map(|n| {
            let at = (n.period as f64, value(n.line, n.period)?);
            Some((at, (n.label.as_str(), n.text.as_str())))
        });
        let (values, shown): (Vec<_>, Vec<_>) = shown.chain(more.map(|(at, text)| (at, ("", text)))).unzip();
        let mut numbers = 1..;
        let labels: Vec<_> = shown
            .iter()
            .map(|(label, _)| match *label {
                "" => numbers.next().unwrap_or(0).to_string(),
                label => label.to_owned(),
            })
            .collect();
        let words = shown
            .iter()
            .zip(&labels)
            .map(|((_, text), label)| format!("{label} {text}"));
        let lines = words.flat_map(|text| wrap(&text, room, |t| Class::Tiny.width(t)));
        Self {
            lines: lines.collect(),
            values,
            labels,
            room,
        }
    }

    /// Height above the plot.
    pub(crate) fn head(&self) -> f64 {
        if self.values.is_empty() { 0.0 } else { ROW }
    }

    /// Height below the chart.
    pub(crate) fn foot(&self) -> f64 {
        match self.lines.len() {
            0 => 0.0,
            n => ROW * n as f64 + 6.0,
        }
    }

    /// The numbers over the plot's upper edge, each with a line to its value; notes of one period share a place.
    pub(crate) fn marks(&self, canvas: &Canvas<'_>, plot: &Plot<'_>, (left, right): (f64, f64), top: f64) -> Drawn {
        let mut marks: Vec<Mark> = Vec::new();
        for (number, value) in self.labels.iter().zip(&self.values) {
            match marks.iter_mut().find(|m| m.at.0.total_cmp(&value.0).is_eq()) {
                Some(mark) => {
                    mark.label = format!("{}, {number}", mark.label);
                    mark.values.push(*value);
                }
                None => marks.push(Mark {
                    label: number.clone(),
                    at: *value,
                    values: vec![*value],
                }),
            }
        }
        let widest = marks
            .iter()
            .map(|m| Class::SmallBold.width(&m.label))
            .fold(0.0, f64::max);
        let (lo, hi) = (left + widest / 2.0, right - widest / 2.0);
        let pitch = widest + 6.0;
        if hi < lo || pitch * (marks.len().saturating_sub(1)) as f64 > hi - lo {
            return Ok(());
        }
        let wanted: Vec<_> = marks.iter().map(|m| plot.at(m.at).0).collect();
        let places = spread(&wanted, pitch, (lo, hi));
        for (mark, x) in marks.iter().zip(&places) {
            for value in &mark.values {
                let (to, y) = plot.at(*value);
                canvas.path(Class::Lead, &[(*x, top - 5.0), (to, top), (to, (y - 6.0).max(top))])?;
            }
        }
        for (mark, x) in marks.iter().zip(places) {
            canvas.text(Class::SmallBold, Anchor::Middle, (x, top - 8.0), &mark.label)?;
        }
        Ok(())
    }

    /// The words, from a baseline on downwards.
    pub(crate) fn words(&self, canvas: &Canvas<'_>, from: f64) -> Drawn {
        for (i, line) in self.lines.iter().enumerate() {
            let at = (0.0, from + ROW * i as f64);
            canvas.fitted(Class::Tiny, Anchor::Start, at, line, self.room)?;
        }
        Ok(())
    }
}
