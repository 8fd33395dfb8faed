//! One panel of small multiples: ghosts behind, its own line, the last value beside it, and the periods below.
use super::layout::LEAD;
use super::{MOST_GHOSTS, Panel, Shared};
use crate::canvas::{Anchor, Canvas, Drawn, Plot};
use crate::class::Class;
use crate::line::{self, last};
use crate::measure::fit;
use crate::scale::centred;

impl Shared<'_> {
    pub(super) fn panel(&self, canvas: &Canvas<'_>, index: usize, panel: &Panel) -> Drawn {
        let layout = &self.layout;
        let (left, top) = layout.corner(index);
        let (right, bottom) = (left + layout.plot, top + layout.height);
        let count = self.chart.periods.len();
        let x = if count > 1 { 0.0..(count - 1) as f64 } else { -1.0..1.0 };
        let y = self.ends.map_or(0.0..1.0, |e| e.0..e.1);
        let plot = canvas.plot((x.clone(), y), (left, right), (top, bottom));
        let class = if panel.highlighted {
            Class::TextHl
        } else {
            Class::TextBold
        };
        let name = fit(&panel.label, layout.panel, |t| class.width(t));
        canvas.text(class, Anchor::Start, (left, top - 12.0), &name)?;
        if panel.highlighted {
            // Told without colour too.
            let under = (top - 6.0, left + class.width(&name));
            canvas.path(Class::StemHl, &[(left, under.0), (under.1, under.0)])?;
        }
        line::band(&plot, &self.band, &self.breaks.cuts(None))?;
        for (value, words) in &self.ticks {
            let y = plot.at((x.start, *value)).1;
            canvas.path(Class::Grid, &[(left, y), (right, y)])?;
            if index.is_multiple_of(layout.columns) {
                let room = layout.ticks - 8.0;
                canvas.fitted(Class::Tiny, Anchor::End, (left - 6.0, y + 4.0), words, room)?;
            }
        }
        let ghosts = self.lines.len() <= MOST_GHOSTS;
        for (i, points) in self.lines.iter().enumerate().filter(|_| ghosts) {
            if i != index {
                line::draw(&plot, Class::LineGhost, points, None, &self.breaks.cuts(Some(i)))?;
            }
        }
        line::reference(&plot, &self.median, &self.breaks.cuts(None))?;
        self.breaks.draw_of(canvas, &plot, index, (top, bottom))?;
        let cuts = self.breaks.cuts(Some(index));
        let points = &self.lines[index];
        line::draw(&plot, Class::LineHl, points, panel.hollow_from, &cuts)?;
        self.dots(&plot, panel, points, &cuts)?;
        line::rings(&plot, points, &panel.corrected, 6.0)?;
        plot.reads(canvas, points, &panel.reads);
        self.end(canvas, &plot, panel, points, (left, top))?;
        if index + layout.columns >= self.chart.panels.len() {
            self.periods(canvas, (left, right), bottom)?;
        }
        Ok(())
    }

    /// The last point, lone points, and every point that is not accepted.
    fn dots(&self, plot: &Plot<'_>, panel: &Panel, points: &[Option<f64>], cuts: &[usize]) -> Drawn {
        let hollow = |x: f64| panel.hollow_from.is_some_and(|from| x >= from as f64);
        let ending = last(points).map(|p| p.0);
        for run in line::runs(points, cuts) {
            for &(x, value) in &run {
                let (at, ending) = ((x, value), ending == Some(x));
                match hollow(x) {
                    true => plot.dot(Class::DotOpenHl, at, if ending { 4.0 } else { 3.0 })?,
                    false if ending => plot.dot(Class::DotHl, at, 4.0)?,
                    false if run.len() == 1 => plot.dot(Class::DotHl, at, 2.5)?,
                    false => {}
                }
            }
        }
        Ok(())
    }

    /// The last value beside the plot at the height of its point, and the note below it, or above
    /// where the line or the foot is in the way.
    fn end(
        &self,
        canvas: &Canvas<'_>,
        plot: &Plot<'_>,
        panel: &Panel,
        points: &[Option<f64>],
        (left, top): (f64, f64),
    ) -> Drawn {
        let layout = &self.layout;
        let (right, bottom, edge) = (left + layout.plot, top + layout.height, left + layout.panel);
        let point = last(points).map(|p| plot.at(p));
        let y = point
            .map_or((top + bottom) / 2.0, |p| p.1 + 4.5)
            .clamp(top + 4.0, bottom + 4.0);
        let class = if point.is_some() { Class::SmallHl } else { Class::Small };
        let words = fit(&panel.end_text, layout.end, |t| class.width(t));
        if let Some((x, from)) = point.filter(|p| p.0 + 12.0 < right && !words.is_empty()) {
            canvas.path(Class::Lead, &[(x + 6.0, from), (right + LEAD - 3.0, from)])?;
        }
        canvas.text(class, Anchor::Start, (right + LEAD, y), &words)?;
        let note = fit(panel.note.as_deref().unwrap_or_default(), layout.panel, |t| {
            Class::Tiny.width(t)
        });
        if note.is_empty() {
            return Ok(());
        }
        let start = edge - Class::Tiny.width(&note);
        let places = [y + 16.0, y - 15.0].into_iter();
        let mut places = places.filter(|y| *y <= bottom + 4.0 && *y >= top + 3.0);
        let line: Vec<_> = line::runs(points, &[])
            .iter()
            .map(|run| run.iter().map(|p| plot.at(*p)).collect::<Vec<_>>())
            .collect();
        let first = places.clone().next();
        let free = places.find(|y| !crosses(&line, (start, y - 11.0), (edge, y + 4.0)));
        match free.or(first) {
            Some(y) => canvas.text(Class::Tiny, Anchor::End, (edge, y), &note),
            None => Ok(()),
        }
    }

    /// First and last period below a column's last panel.
    fn periods(&self, canvas: &Canvas<'_>, (left, right): (f64, f64), bottom: f64) -> Drawn {
        let periods = &self.chart.periods;
        let split = |label: &'_ str| {
            label
                .split_once('\n')
                .map_or((label.to_owned(), String::new()), |(a, b)| (a.to_owned(), b.to_owned()))
        };
        let Some(first) = periods.first().map(|p| split(p)) else {
            return Ok(());
        };
        // The year of the last period may stand at an earlier one.
        let mut last = periods.last().map(|p| split(p)).unwrap_or_default();
        let year = periods
            .iter()
            .map(|p| split(p).1)
            .rfind(|second| !second.is_empty())
            .unwrap_or_default();
        last.1 = if year == first.1 && periods.len() > 1 {
            String::new()
        } else {
            year
        };
        let edge = left + self.layout.panel;
        let room = |alone: f64| if periods.len() > 1 { alone / 2.0 - 6.0 } else { alone };
        let put = |x: f64, label: (String, String), bounds: (f64, f64)| {
            for (text, y) in [(label.0, bottom + 20.0), (label.1, bottom + 36.0)] {
                let shown = fit(&text, bounds.1 - bounds.0, |t| Class::Tiny.width(t));
                let x = centred(x, Class::Tiny.width(&shown), bounds);
                canvas.text(Class::Tiny, Anchor::Middle, (x, y), &shown)?;
            }
            Ok(())
        };
        if periods.len() == 1 {
            return put((left + right) / 2.0, last, (left, edge));
        }
        put(left, first, (left, left + room(edge - left)))?;
        put(right, last, (edge - room(edge - left), edge))
    }
}

/// Whether a line meets a box.
fn crosses(line: &[Vec<(f64, f64)>], (left, top): (f64, f64), (right, bottom): (f64, f64)) -> bool {
    let inside = |p: &(f64, f64)| p.0 >= left - 4.0 && p.0 <= right + 4.0 && p.1 >= top && p.1 <= bottom;
    // Sixteen steps between two points are closer than any letter is high.
    let between = |a: (f64, f64), b: (f64, f64)| {
        (0..=16)
            .map(move |i| f64::from(i) / 16.0)
            .map(move |t| (a.0 + (b.0 - a.0) * t, a.1 + (b.1 - a.1) * t))
    };
    line.iter()
        .any(|run| run.iter().any(inside) || run.windows(2).any(|p| between(p[0], p[1]).any(|p| inside(&p))))
}
