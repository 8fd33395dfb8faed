//! Trend: one line per city over the periods, named at its end; median and range behind.
use crate::breaks::{Break, Breaks};
use crate::canvas::{Anchor, Drawn, Plot, picture, width};
use crate::class::Class;
use crate::ends::{Column, End, LEAD, PITCH, widest};
use crate::line::{self, known, known_band, last, runs};
use crate::notes::{Note, Notes};
use crate::scale::{domain, is_sign, labelled, periods};
use crate::target::{Path, Target};
use crate::{Axis, Frame};

/// One line of a [`Trend`].
#[derive(Debug, Clone, Default)]
pub struct Line {
    /// Name of the city.
    pub label: String,
    /// Its values, one per period; a gap breaks the line.
    pub points: Vec<Option<f64>>,
    /// The last value as worded by the caller.
    pub end_text: String,
    /// The line that the chart is about.
    pub highlighted: bool,
    /// Another class: `c1` to `c9`, `line-ghost`, `step`.
    pub class: Option<&'static str>,
    /// Index of the first point that is submitted, not accepted.
    pub hollow_from: Option<usize>,
    /// Indices of the points that were corrected, each in a ring.
    pub corrected: Vec<usize>,
    /// What is read out at each point on a page, beside `points`; empty words: nothing.
    pub reads: Vec<String>,
}

/// Values over time.
#[derive(Default)]
pub struct Trend {
    /// Labels of the periods; what follows a line break stands below (a year).
    pub periods: Vec<String>,
    /// The lines; highlighted ones are drawn above the others.
    pub lines: Vec<Line>,
    /// Least and greatest value of all cities, per period.
    pub band: Option<Vec<Option<(f64, f64)>>>,
    /// Median of all cities, per period.
    pub median: Option<Vec<Option<f64>>>,
    /// Words at the end of the median.
    pub median_label: String,
    /// The scale.
    pub axis: Axis,
    /// Notes beside values, in the order of their numbers.
    pub notes: Vec<Note>,
    /// Target paths; with any, half a period of room stands at both ends.
    pub targets: Vec<Target>,
    /// Where a definition or an area changed: no line crosses it.
    pub breaks: Vec<Break>,
}

const TOP: f64 = 24.0;
const FOOT: f64 = 44.0;
/// More points than this on a highlighted line and only its last is dotted.
const DOTTED: usize = 24;

fn line_class(line: &Line) -> Class {
    let named = line.class.and_then(Class::line);
    named.unwrap_or(if line.highlighted { Class::LineHl } else { Class::Line })
}

/// Draws the lines with their names at the right, spread apart with leaders.
pub fn trend(chart: &Trend, frame: &Frame) -> String {
    let count = chart.periods.len();
    let lines: Vec<_> = chart
        .lines
        .iter()
        .map(|line| (line, known(&line.points, count)))
        .collect();
    let median = known(chart.median.as_deref().unwrap_or_default(), count);
    let band = known_band(chart.band.as_deref(), count);
    let values = lines.iter().flat_map(|(_, points)| points.iter().flatten().copied());
    let values = values.chain(median.iter().flatten().copied());
    let values = values.chain(band.iter().flatten().flat_map(|b| [b.0, b.1]));
    let targets: Vec<_> = chart.targets.iter().map(|target| Path::of(target, count)).collect();
    let values = values.chain(targets.iter().flat_map(Path::values));
    let scale = domain(values, &chart.axis);

    let ends = ends(chart, &lines, &median, &targets);
    let width = width(frame);
    let room = widest(&ends).min(width * 0.38);
    let tallest = PITCH * ends.len() as f64;
    let plot_height = (width * 0.41).clamp(220.0, 360.0).max(tallest);
    let point = |line: usize, period: usize| lines.get(line)?.1.get(period).copied().flatten();
    let breaks = Breaks::of(&chart.breaks, count, scale);
    let more = targets.iter().flat_map(Path::notes).chain(breaks.notes());
    let notes = Notes::of(&chart.notes, width, point, more);
    let top = TOP + notes.head();
    let bottom = top + plot_height;
    let ticks = scale.map_or(Vec::new(), |ends| {
        labelled(ends, (plot_height / 42.0) as usize, &chart.axis)
    });
    let tick_room = ticks.iter().map(|t| Class::Tiny.width(&t.1)).fold(0.0, f64::max);
    let tick_room = tick_room.min(width * 0.24);
    let (left, right) = (
        tick_room + 14.0,
        width - room - if ends.is_empty() { 14.0 } else { LEAD + 2.0 },
    );

    let names = Column {
        edge: right,
        anchor: Anchor::Start,
        room,
        lead: LEAD,
    };

    picture(frame, bottom + FOOT + notes.foot(), |canvas| {
        let x = match count {
            0 | 1 => -1.0..1.0,
            _ if targets.is_empty() => 0.0..(count - 1) as f64,
            _ => -0.5..(count as f64 - 0.5),
        };
        let y = scale.map_or(0.0..1.0, |s| s.0..s.1);
        let floor = y.start;
        let plot = canvas.plot((x.clone(), y), (left, right), (top, bottom));
        for (value, words) in &ticks {
            let y = plot.at((x.start, *value)).1;
            canvas.path(Class::Grid, &[(left, y), (right, y)])?;
            canvas.fitted(Class::Tiny, Anchor::End, (left - 8.0, y + 4.0), words, tick_room)?;
        }
        if !is_sign(&chart.axis.unit) && !ticks.is_empty() {
            canvas.fitted(Class::Tiny, Anchor::Start, (0.0, 11.0), &chart.axis.unit, right)?;
        }
        // Zero may lie too far off the scale for plotters' whole numbers.
        let place = |i: usize| plot.at((i as f64, floor)).0;
        canvas.path(Class::AxisLine, &[(left, bottom), (right, bottom)])?;
        for (x, first, second) in periods(&chart.periods, place, (0.0, width)) {
            canvas.text(Class::Tiny, Anchor::Middle, (x, bottom + 20.0), &first)?;
            canvas.text(Class::Tiny, Anchor::Middle, (x, bottom + 36.0), &second)?;
        }
        line::band(&plot, &band, &breaks.cuts(None))?;
        line::reference(&plot, &median, &breaks.cuts(None))?;
        breaks.draw(canvas, &plot, (top, bottom))?;
        notes.marks(canvas, &plot, (left, right), top)?;
        notes.words(canvas, bottom + FOOT + 12.0)?;
        names.draw(canvas, &plot, &ends, (top, bottom))?;
        targets.iter().try_for_each(|path| path.draw(canvas, &plot))?;
        for highlighted in [false, true] {
            let of = lines.iter().enumerate();
            for (i, (line, points)) in of.filter(|(_, (line, _))| line.highlighted == highlighted) {
                draw_line(&plot, line, points, &breaks.cuts(Some(i)))?;
            }
        }
        lines
            .iter()
            .for_each(|(line, points)| plot.reads(canvas, points, &line.reads));
        Ok(())
    })
}

fn ends(chart: &Trend, lines: &[(&Line, Vec<Option<f64>>)], median: &[Option<f64>], targets: &[Path<'_>]) -> Vec<End> {
    let mut ends: Vec<_> = lines
        .iter()
        .map(|(line, points)| End {
            label: line.label.clone(),
            text: line.end_text.clone(),
            class: if line.highlighted { Class::TextHl } else { Class::Small },
            at: last(points),
        })
        .collect();
    if let Some(last) = last(median) {
        let label = chart.median_label.clone();
        ends.push(End {
            label,
            text: String::new(),
            class: Class::SmallBold,
            at: Some(last),
        });
    }
    ends.extend(targets.iter().map(|path| End {
        label: path.target.label.clone(),
        text: path.target.end_text.clone(),
        class: Class::Small,
        at: path.end(),
    }));
    ends.retain(|end| !end.whole().is_empty());
    ends
}

fn draw_line(plot: &Plot<'_>, line: &Line, points: &[Option<f64>], cuts: &[usize]) -> Drawn {
    let class = line_class(line);
    let hollow = |i: f64| line.hollow_from.is_some_and(|from| i >= from as f64);
    let (full, open, radius) = match line.highlighted {
        true => (Class::DotHl, Class::DotOpenHl, 4.0),
        false => (Class::Dot, Class::DotOpen, 3.0),
    };
    let dotted = line.highlighted && points.len() <= DOTTED;
    let runs = runs(points, cuts);
    let last = runs.last().and_then(|run| run.last()).map(|p| p.0);
    line::draw(plot, class, points, line.hollow_from, cuts)?;
    for &(x, value) in runs.iter().flatten() {
        let alone = runs.iter().any(|run| run.len() == 1 && run[0].0.total_cmp(&x).is_eq());
        let ending = line.highlighted && last == Some(x);
        if hollow(x) {
            plot.dot(open, (x, value), radius)?;
        } else if dotted || alone || ending {
            plot.dot(full, (x, value), radius)?;
        }
    }
    line::rings(plot, points, &line.corrected, 6.5)
}

#[cfg(test)]
mod tests;
