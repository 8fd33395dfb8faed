//! Breaks of a definition or of a city's area on charts over time: a mark between two periods that no line crosses,
//! with its words below like a note.
use crate::canvas::{Anchor, Canvas, Drawn, Plot};
use crate::class::Class;
use crate::measure::wrap;

/// Height of a line of words, and the room of a sign before it, in px.
const LINE: f64 = 18.0;
const SIGN: f64 = 16.0;

/// Between two periods values stop being comparable.
#[derive(Debug, Clone, Default)]
pub struct Break {
    /// Index of the first period after it; 0 and what lies beyond the periods is not drawn.
    pub period: usize,
    /// The words, numbered after those of the notes; empty: a mark alone.
    pub text: String,
    /// Index of the one line that it breaks, as for a city's area; none: all, median and range too.
    pub line: Option<usize>,
}

/// The breaks that lie between two periods.
pub(crate) struct Breaks<'a> {
    all: Vec<&'a Break>,
    /// Upper end of the scale.
    high: f64,
}

impl<'a> Breaks<'a> {
    pub(crate) fn of(breaks: &'a [Break], periods: usize, scale: Option<(f64, f64)>) -> Self {
        let all = breaks.iter().filter(|b| b.period > 0 && b.period < periods).collect();
        let high = scale.map_or(1.0, |ends| ends.1);
        Self { all, high }
    }

    /// Where a line begins anew, by the index of the period; none: what stands for all cities.
    pub(crate) fn cuts(&self, line: Option<usize>) -> Vec<usize> {
        let cuts = self.all.iter().filter(|b| b.line.is_none() || b.line == line);
        cuts.map(|b| b.period).collect()
    }

    /// Place and words of each that has words.
    pub(crate) fn notes(&self) -> impl Iterator<Item = ((f64, f64), &'a str)> {
        let worded = self.all.iter().filter(|b| !b.text.is_empty());
        worded.map(|b| ((before(b), self.high), b.text.as_str()))
    }

    /// An upright dotted line each, with two strokes across its foot.
    pub(crate) fn draw(&self, canvas: &Canvas<'_>, plot: &Plot<'_>, bounds: (f64, f64)) -> Drawn {
        self.all.iter().try_for_each(|b| self.mark(canvas, plot, b, bounds))
    }

    /// The same of those that break a line.
    pub(crate) fn draw_of(&self, canvas: &Canvas<'_>, plot: &Plot<'_>, line: usize, bounds: (f64, f64)) -> Drawn {
        let of = self.all.iter().filter(|b| b.line.is_none_or(|of| of == line));
        of.into_iter().try_for_each(|b| self.mark(canvas, plot, b, bounds))
    }

    fn mark(&self, canvas: &Canvas<'_>, plot: &Plot<'_>, b: &Break, (top, bottom): (f64, f64)) -> Drawn {
        let x = plot.at((before(b), self.high)).0;
        let strokes = || {
            canvas.path(Class::Break, &[(x, top), (x, bottom - 6.0)])?;
            foot(canvas, (x, bottom))
        };
        match b.text.as_str() {
            "" => strokes(),
            text => canvas.group(text, strokes),
        }
    }
}

/// Two strokes across the axis.
fn foot(canvas: &Canvas<'_>, (x, y): (f64, f64)) -> Drawn {
    let stroke = |x: f64| canvas.path(Class::BreakFoot, &[(x - 2.5, y + 5.0), (x + 2.5, y - 5.0)]);
    stroke(x - 2.5)?;
    stroke(x + 2.5)
}

/// The words of breaks below a chart that has no room for numbers at their marks, each behind its sign.
pub(crate) struct Legend {
    /// Lines of words; the first of each break has the sign.
    lines: Vec<(bool, String)>,
    room: f64,
}

impl Legend {
    pub(crate) fn of(breaks: &Breaks<'_>, width: f64) -> Self {
        let room = width - SIGN;
        let lines = breaks.notes().flat_map(|(_, text)| {
            let lines = wrap(text, room, |t| Class::Tiny.width(t)).into_iter().enumerate();
            lines.map(|(i, line)| (i == 0, line))
        });
        Self {
            lines: lines.collect(),
            room,
        }
    }

    /// Height in px.
    pub(crate) fn height(&self) -> f64 {
        match self.lines.len() {
            0 => 0.0,
            n => LINE * n as f64 + 6.0,
        }
    }

    /// Draws it from its upper edge downwards.
    pub(crate) fn draw(&self, canvas: &Canvas<'_>, top: f64) -> Drawn {
        for (i, (first, line)) in self.lines.iter().enumerate() {
            let base = top + 14.0 + LINE * i as f64;
            if *first {
                foot(canvas, (5.5, base - 4.0))?;
            }
            canvas.fitted(Class::Tiny, Anchor::Start, (SIGN, base), line, self.room)?;
        }
        Ok(())
    }
}

/// Halfway from the period before.
fn before(b: &Break) -> f64 {
    b.period as f64 - 0.5
}
