//! Scatter: two indicators, a dot for each city with its name beside it; the medians part the field in four.
//! Where the names stand is in `scatter/names.rs`.
mod draw;
mod names;
mod spot;

use draw::{dots, medians};
use names::Field;

use crate::canvas::{Anchor, picture, width};
use crate::class::Class;
use crate::measure::wrap;
use crate::scale::{domain, drawable, labelled, level};
use crate::{Axis, Frame};

/// One dot of a [`Scatter`].
#[derive(Debug, Clone, Default)]
pub struct ScatterPoint {
    /// Name of the city.
    pub label: String,
    /// Its value of the indicator drawn to the right.
    pub x: Option<f64>,
    /// Its value of the indicator drawn upwards.
    pub y: Option<f64>,
    /// Both values as worded by the caller, for the pointer.
    pub text: String,
    /// What it lacks, said below where a value is missing.
    pub lacks: String,
    /// Either is submitted, not accepted.
    pub hollow: bool,
    /// Either was corrected: in a ring.
    pub corrected: bool,
    /// Why a value is too uncertain to compare; the dot is grey and the words stand below.
    pub grey: Option<String>,
    /// The city that the chart is about.
    pub highlighted: bool,
    /// What is read out at its dot on a page; empty: nothing.
    pub read: String,
}

/// Two indicators of each city.
#[derive(Default)]
pub struct Scatter {
    /// The dots; highlighted ones are drawn above the others.
    pub points: Vec<ScatterPoint>,
    /// The scale to the right; its unit stands in the heading.
    pub x: Axis,
    /// The scale upwards; its unit stands in the heading.
    pub y: Axis,
    /// Name and unit of the indicator drawn to the right.
    pub x_heading: String,
    /// Name and unit of the indicator drawn upwards.
    pub y_heading: String,
    /// Median to the right and its words.
    pub x_median: Option<(f64, String)>,
    /// Median upwards and its words.
    pub y_median: Option<(f64, String)>,
}

const LINE: f64 = 17.0;

/// What can be drawn of a chart.
struct Known<'a> {
    /// Cities with both values.
    points: Vec<(&'a ScatterPoint, (f64, f64))>,
    x_median: Option<(f64, &'a str)>,
    y_median: Option<(f64, &'a str)>,
}

impl<'a> Known<'a> {
    fn of(chart: &'a Scatter) -> Self {
        let both = |p: &'a ScatterPoint| Some((p, (drawable(p.x)?, drawable(p.y)?)));
        let median = |m: &'a Option<(f64, String)>| {
            let (value, words) = m.as_ref()?;
            Some((drawable(Some(*value))?, words.as_str()))
        };
        Self {
            points: chart.points.iter().filter_map(both).collect(),
            x_median: median(&chart.x_median),
            y_median: median(&chart.y_median),
        }
    }
}

/// Draws the dots with their names, the medians as dashed lines across, and below whom it could not draw.
pub fn scatter(chart: &Scatter, frame: &Frame) -> String {
    let width = width(frame);
    let known = Known::of(chart);
    let values = |of: fn(&(f64, f64)) -> f64| known.points.iter().map(move |(_, at)| of(at));
    let x_scale = domain(values(|p| p.0).chain(known.x_median.map(|m| m.0)), &chart.x);
    let y_scale = domain(values(|p| p.1).chain(known.y_median.map(|m| m.0)), &chart.y);
    let height = (width * 0.62).clamp(260.0, 460.0);
    let ticks = y_scale.map_or(Vec::new(), |ends| labelled(ends, (height / 44.0) as usize, &chart.y));
    let room = ticks
        .iter()
        .map(|t| Class::Tiny.width(&t.1))
        .fold(0.0, f64::max)
        .min(width * 0.24);
    let (left, right) = (room + 14.0, width - 10.0);
    let top = 42.0;
    let bottom = top + height;
    let below = [said(chart, width, lacking), said(chart, width, uncertain)].concat();
    let foot = if below.is_empty() {
        0.0
    } else {
        LINE * below.len() as f64 + 8.0
    };

    picture(frame, bottom + 46.0 + foot, |canvas| {
        let range = |scale: Option<(f64, f64)>| scale.map_or(0.0..1.0, |s| s.0..s.1);
        let (x, y) = (range(x_scale), range(y_scale));
        let (low, floor) = (x.start, y.start);
        let plot = canvas.plot((x, y), (left, right), (top, bottom));
        canvas.fitted(Class::SmallBold, Anchor::Start, (0.0, 13.0), &chart.y_heading, width)?;
        for (value, words) in &ticks {
            let y = plot.at((low, *value)).1;
            canvas.path(Class::Grid, &[(left, y), (right, y)])?;
            canvas.fitted(Class::Tiny, Anchor::End, (left - 8.0, y + 4.0), words, room)?;
        }
        let across = |v: f64| plot.at((v, floor)).0;
        let ticks = x_scale.map_or(Vec::new(), |ends| level(ends, &chart.x, 9, across, (left - 8.0, width)));
        for (value, x, words) in ticks {
            canvas.path(Class::Grid, &[(across(value), top), (across(value), bottom)])?;
            canvas.text(Class::Tiny, Anchor::Middle, (x, bottom + 18.0), &words)?;
        }
        canvas.path(Class::AxisLine, &[(left, top), (left, bottom), (right, bottom)])?;
        canvas.fitted(
            Class::SmallBold,
            Anchor::End,
            (width, bottom + 38.0),
            &chart.x_heading,
            width,
        )?;
        let mut field = Field::new((left + 2.0, top + 1.0), (width, bottom - 2.0));
        medians(canvas, &plot, &known, (left, right), (top, bottom), &mut field)?;
        dots(canvas, &plot, &known, &mut field, (right - left) * 0.45)?;
        for (i, line) in below.iter().enumerate() {
            let at = (0.0, bottom + 60.0 + LINE * i as f64);
            canvas.fitted(Class::Tiny, Anchor::Start, at, line, width)?;
        }
        Ok(())
    })
}

/// Who lacks a value, and what.
fn lacking(p: &ScatterPoint) -> Option<&str> {
    let lacks = drawable(p.x).is_none() || drawable(p.y).is_none();
    lacks.then_some(p.lacks.as_str())
}

/// Whose value is uncertain, and why.
fn uncertain(p: &ScatterPoint) -> Option<&str> {
    p.grey.as_deref().filter(|_| lacking(p).is_none())
}

/// Names with their words, in lines.
fn said<'a>(chart: &'a Scatter, room: f64, words: impl Fn(&'a ScatterPoint) -> Option<&'a str>) -> Vec<String> {
    let of = |p: &'a ScatterPoint| Some(format!("{} {}", p.label, words(p)?).trim().to_owned());
    let all: Vec<_> = chart.points.iter().filter_map(of).filter(|w| !w.is_empty()).collect();
    wrap(&all.join(" · "), room, |t| Class::Tiny.width(t))
}

#[cfg(test)]
mod tests;
