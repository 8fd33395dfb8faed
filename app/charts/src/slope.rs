//! Slope: first to last period, a line for each city, named with its values at both ends.
//! Who lacks one end is a dot alone; who lacks both is named below.
use crate::breaks::{Break, Breaks};
use crate::canvas::{Anchor, Drawn, Plot, picture, width};
use crate::class::{Class, Token, With};
use crate::ends::{Column, End, PITCH, widest};
use crate::measure::wrap;
use crate::notes::Notes;
use crate::scale::{centred, domain, drawable, is_sign};
use crate::{Axis, Frame};

/// One end of a line of a [`Slope`].
#[derive(Debug, Clone, Default)]
pub struct SlopeEnd {
    /// The value, if there is one.
    pub value: Option<f64>,
    /// The value as worded by the caller.
    pub text: String,
    /// Submitted, not accepted.
    pub hollow: bool,
    /// What is read out at the point on a page; empty: nothing.
    pub read: String,
}

/// One line of a [`Slope`].
#[derive(Debug, Clone, Default)]
pub struct SlopeLine {
    /// Name of the city.
    pub label: String,
    /// Its value in the first period.
    pub from: SlopeEnd,
    /// Its value in the last period; the change may stand in its words.
    pub to: SlopeEnd,
    /// What it lacks, said below where it has neither end, as `未报送`.
    pub lacks: String,
    /// The line that the chart is about.
    pub highlighted: bool,
}

/// Values in two periods.
#[derive(Default)]
pub struct Slope {
    /// Names of the first and of the last period.
    pub periods: [String; 2],
    /// The lines; highlighted ones are drawn above the others.
    pub lines: Vec<SlopeLine>,
    /// Median of all cities at both ends, named like a city.
    pub median: Option<SlopeLine>,
    /// The scale; it has no ticks, since each value stands at its end.
    pub axis: Axis,
    /// Breaks between the two periods (`period` is 1): no line crosses them.
    pub breaks: Vec<Break>,
}

const LEAD: f64 = 26.0;
const HEAD: f64 = 30.0;
/// Room in px of a short name.
const SHORTEST: f64 = 36.0;
const LINE: f64 = 17.0;
const ENDS: [f64; 2] = [0.0, 1.0];

impl SlopeLine {
    fn ends(&self) -> [&SlopeEnd; 2] {
        [&self.from, &self.to]
    }

    fn values(&self) -> [Option<f64>; 2] {
        self.ends().map(|end| drawable(end.value))
    }

    fn is_empty(&self) -> bool {
        self.values().iter().all(Option::is_none)
    }
}

/// Draws the lines between two columns of names, spread apart with leaders.
pub fn slope(chart: &Slope, frame: &Frame) -> String {
    let width = width(frame);
    let values = chart.lines.iter().chain(&chart.median).flat_map(SlopeLine::values);
    let scale = domain(values.flatten(), &chart.axis);
    let columns = [0, 1].map(|side| ends(chart, side));
    let rooms = [0, 1].map(|side| room(&columns[side], width));
    let tallest = columns.iter().map(Vec::len).max().unwrap_or(0) as f64 * PITCH;
    let plot_height = (width * 0.5).clamp(240.0, 400.0).max(tallest);
    let unit = !is_sign(&chart.axis.unit) && !chart.axis.unit.is_empty() && scale.is_some();
    let top = HEAD + if unit { 20.0 } else { 0.0 };
    let breaks = Breaks::of(&chart.breaks, 2, scale);
    let notes = Notes::of(&[], width, |_, _| None, breaks.notes());
    let top = top + notes.head();
    let bottom = top + plot_height;
    let below = without_values(chart, width);
    let foot = if below.is_empty() {
        0.0
    } else {
        LINE * below.len() as f64 + 8.0
    };
    let edge = |room: f64| if room > 0.0 { room + LEAD + 2.0 } else { 14.0 };
    let (left, right) = (edge(rooms[0]), width - edge(rooms[1]));

    picture(frame, bottom + 10.0 + foot + notes.foot(), |canvas| {
        let y = scale.map_or(0.0..1.0, |s| s.0..s.1);
        let plot = canvas.plot((0.0..1.0, y), (left, right), (top, bottom));
        if unit {
            canvas.fitted(Class::Tiny, Anchor::Start, (0.0, 11.0), &chart.axis.unit, width)?;
        }
        let half = width / 2.0;
        let heads = [(left, (0.0, half - 5.0)), (right, (half + 5.0, width))];
        for ((x, bounds), words) in heads.into_iter().zip(&chart.periods) {
            let room = bounds.1 - bounds.0;
            let x = centred(x, Class::SmallBold.width(words).min(room), bounds);
            let at = (x, top - notes.head() - 14.0);
            canvas.fitted(Class::SmallBold, Anchor::Middle, at, words, room)?;
            let x = if bounds.0 > 0.0 { right } else { left };
            canvas.path(Class::AxisLine, &[(x, top), (x, bottom)])?;
        }
        breaks.draw(canvas, &plot, (top, bottom))?;
        notes.marks(canvas, &plot, (left, right), top)?;
        let sides = [(left, Anchor::End, rooms[0]), (right, Anchor::Start, rooms[1])];
        for ((edge, anchor, room), ends) in sides.into_iter().zip(&columns) {
            let lead = LEAD;
            Column {
                edge,
                anchor,
                room,
                lead,
            }
            .draw(canvas, &plot, ends, (top, bottom))?;
        }
        if let Some(median) = &chart.median
            && let [Some(from), Some(to)] = median.values()
            && breaks.cuts(None).is_empty()
        {
            plot.series(Class::Reference, &[(0.0, from), (1.0, to)])?;
        }
        for highlighted in [false, true] {
            let lines = chart.lines.iter().enumerate();
            for (i, line) in lines.filter(|(_, line)| line.highlighted == highlighted) {
                let whole = breaks.cuts(Some(i)).is_empty();
                canvas.group(&in_words(chart, line), || draw_line(&plot, line, whole))?;
            }
        }
        for line in &chart.lines {
            for ((x, end), value) in ENDS.into_iter().zip(line.ends()).zip(line.values()) {
                if let Some(value) = value {
                    canvas.read(plot.at((x, value)), &end.read);
                }
            }
        }
        for (i, line) in below.iter().enumerate() {
            let at = (0.0, bottom + 24.0 + LINE * i as f64);
            canvas.fitted(Class::Tiny, Anchor::Start, at, line, width)?;
        }
        notes.words(canvas, bottom + 10.0 + foot + 14.0)
    })
}

/// Width of a column of names: wider than a third only for values, and for what of a name can be told from others.
fn room(ends: &[End], width: f64) -> f64 {
    let least = ends.iter().map(|end| end.class.width(&end.text) + SHORTEST);
    let most = least.fold(width * 0.32, f64::max).min(width * 0.39);
    widest(ends).min(most)
}

/// The names of one side; those who have a value there.
fn ends(chart: &Slope, side: usize) -> Vec<End> {
    let named = |line: &SlopeLine, class: Class| {
        let value = line.values()[side]?;
        Some(End {
            label: line.label.clone(),
            text: line.ends()[side].text.clone(),
            class,
            at: Some((ENDS[side], value)),
        })
    };
    let of = |line: &SlopeLine| named(line, if line.highlighted { Class::TextHl } else { Class::Small });
    let cities = chart.lines.iter().filter_map(of);
    let median = chart.median.iter().filter_map(|line| named(line, Class::SmallBold));
    cities.chain(median).filter(|end| !end.whole().is_empty()).collect()
}

/// Who has neither end, and why, in lines.
fn without_values(chart: &Slope, room: f64) -> Vec<String> {
    let lines = chart.lines.iter().filter(|line| line.is_empty());
    let words = lines.map(|line| format!("{} {}", line.label, line.lacks).trim().to_owned());
    let words: Vec<_> = words.filter(|words| !words.is_empty()).collect();
    wrap(&words.join(" · "), room, |t| Class::Tiny.width(t))
}

/// A line in words, for the pointer.
fn in_words(chart: &Slope, line: &SlopeLine) -> String {
    let ends = line
        .ends()
        .into_iter()
        .zip(&chart.periods)
        .filter(|(end, _)| drawable(end.value).is_some());
    let ends: Vec<_> = ends.map(|(end, period)| format!("{period} {}", end.text)).collect();
    format!("{}: {}", line.label, ends.join(" → "))
}

fn draw_line(plot: &Plot<'_>, line: &SlopeLine, whole: bool) -> Drawn {
    let (class, full, open, radius) = match line.highlighted {
        true => (Class::LineHl, Class::DotHl, Class::DotOpenHl, 5.0),
        false => (Class::Line, Class::Dot, Class::DotOpen, 3.5),
    };
    if let ([Some(from), Some(to)], true) = (line.values(), whole) {
        let open = line.ends().iter().any(|end| end.hollow);
        let with = if open { With::Open } else { With::Nothing };
        plot.series(Token(class, with), &[(0.0, from), (1.0, to)])?;
    }
    for ((x, end), value) in ENDS.into_iter().zip(line.ends()).zip(line.values()) {
        if let Some(value) = value {
            plot.dot(if end.hollow { open } else { full }, (x, value), radius)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests;
