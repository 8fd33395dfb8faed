//! Small multiples: one panel per city on one scale, its own line before the ghosts of the others.
//! Answers how each city moved, where one chart of all lines would be a knot.
mod layout;

use layout::{LEAD, Layout, PITCH};

use crate::breaks::{Break, Breaks, Legend};
use crate::canvas::{Anchor, Canvas, Drawn, Plot, picture, width};
use crate::class::Class;
use crate::line::{self, known, known_band, last};
use crate::measure::fit;
use crate::scale::{centred, domain, labelled};
use crate::{Axis, Frame};

/// One panel of [`Multiples`].
#[derive(Debug, Clone, Default)]
pub struct Panel {
    /// Name of the city.
    pub label: String,
    /// Its values, one per period; a gap breaks the line.
    pub points: Vec<Option<f64>>,
    /// The last value as worded by the caller.
    pub end_text: String,
    /// The panel that the chart is about.
    pub highlighted: bool,
    /// Index of the first point that is submitted, not accepted.
    pub hollow_from: Option<usize>,
    /// Indices of the points that were corrected, each in a ring.
    pub corrected: Vec<usize>,
    /// A short word below the last value, such as `June not in`.
    pub note: Option<String>,
    /// What is read out at each point on a page, beside `points`; empty words: nothing.
    pub reads: Vec<String>,
}

/// With more panels than this the others are not drawn behind each: a band tells more than so many lines.
pub const MOST_GHOSTS: usize = 30;

/// Values over time, one panel per city.
#[derive(Default)]
pub struct Multiples {
    /// Labels of the periods; what follows a line break stands below (a year).
    pub periods: Vec<String>,
    /// The panels, drawn in this order row by row.
    pub panels: Vec<Panel>,
    /// Median of all cities, per period, dashed in every panel.
    pub median: Option<Vec<Option<f64>>>,
    /// Least and greatest value of all cities, per period, behind every panel.
    pub band: Option<Vec<Option<(f64, f64)>>>,
    /// Words of the median, in a key below.
    pub median_label: String,
    /// The scale of all panels.
    pub axis: Axis,
    /// Where a definition, or the area of the panel `line`, changed; the words stand below.
    pub breaks: Vec<Break>,
}

/// What all panels share.
struct Shared<'a> {
    chart: &'a Multiples,
    layout: Layout,
    lines: Vec<Vec<Option<f64>>>,
    median: Vec<Option<f64>>,
    band: Vec<Option<(f64, f64)>>,
    ends: Option<(f64, f64)>,
    ticks: Vec<(f64, String)>,
    breaks: Breaks<'a>,
}

/// Draws the panels row by row: 3 columns from 620 px, up to 5 from 1,100 px, 2 or 1 below.
pub fn multiples(chart: &Multiples, frame: &Frame) -> String {
    let count = chart.periods.len();
    let lines: Vec<_> = chart.panels.iter().map(|p| known(&p.points, count)).collect();
    let median = known(chart.median.as_deref().unwrap_or_default(), count);
    let band = known_band(chart.band.as_deref(), count);
    let values = lines.iter().flatten().flatten().copied();
    let values = values.chain(median.iter().flatten().copied());
    let values = values.chain(band.iter().flatten().flat_map(|b| [b.0, b.1]));
    let ends = domain(values, &chart.axis);
    let layout = Layout::of(chart, frame, ends);
    let ticks = ends.map_or(Vec::new(), |ends| {
        labelled(ends, (layout.height / PITCH) as usize, &chart.axis)
    });
    let shared = Shared {
        chart,
        layout,
        lines,
        median,
        band,
        ends,
        ticks,
        breaks: Breaks::of(&chart.breaks, count, ends),
    };
    let layout = &shared.layout;
    let below = layout.bottom + if layout.key { 24.0 } else { 2.0 };
    let legend = Legend::of(&shared.breaks, width(frame));
    let whole = below + legend.height();
    picture(frame, whole, |canvas| {
        if layout.top > 0.0 && !shared.ticks.is_empty() {
            canvas.fitted(Class::Tiny, Anchor::Start, (0.0, 12.0), &chart.axis.unit, width(frame))?;
        }
        for (i, panel) in chart.panels.iter().enumerate() {
            canvas.group(&in_words(panel), || shared.panel(canvas, i, panel))?;
        }
        if layout.key {
            let (left, y) = (layout.ticks, layout.bottom + 8.0);
            canvas.path(Class::Reference, &[(left, y), (left + 28.0, y)])?;
            let room = width(frame) - left - 36.0;
            canvas.fitted(
                Class::Small,
                Anchor::Start,
                (left + 36.0, y + 4.5),
                &chart.median_label,
                room,
            )?;
        }
        legend.draw(canvas, below)
    })
}

/// The whole panel in words, for the pointer.
fn in_words(panel: &Panel) -> String {
    let note = panel.note.as_deref().filter(|n| !n.is_empty());
    let note = note.map_or(String::new(), |n| format!(" ({n})"));
    format!("{}: {}{note}", panel.label, panel.end_text)
}

impl Shared<'_> {
    fn panel(&self, canvas: &Canvas<'_>, index: usize, panel: &Panel) -> Drawn {
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::check;

    fn panel(label: &str, points: &[Option<f64>]) -> Panel {
        Panel {
            label: label.into(),
            points: points.to_vec(),
            end_text: "9.5".into(),
            ..Panel::default()
        }
    }

    fn chart(panels: Vec<Panel>, periods: usize) -> Multiples {
        Multiples {
            periods: (1..=periods).map(|i| format!("{i}月")).collect(),
            panels,
            median: None,
            band: None,
            median_label: "median".into(),
            axis: check::axis(None, None, false, "%"),
            breaks: vec![],
        }
    }

    fn nine() -> Multiples {
        let points = |i: usize| [Some(i as f64), Some(i as f64 + 2.0), Some(i as f64 + 3.0)];
        chart((0..9).map(|i| panel(&format!("city{i}"), &points(i))).collect(), 3)
    }

    /// Left edges of the panels' names, each once.
    fn columns(width: u32, chart: &Multiples) -> usize {
        let svg = multiples(chart, &check::frame(width));
        let names = check::boxes(&svg).into_iter().filter(|b| b.4.starts_with("city"));
        names
            .map(|b| (b.0 * 10.0) as i64)
            .collect::<std::collections::BTreeSet<_>>()
            .len()
    }

    #[test]
    fn columns_follow_the_width() {
        let nine = nine();
        assert_eq!([360, 619, 620, 1099, 1100].map(|w| columns(w, &nine)), [2, 2, 3, 3, 5]);
        let mut long = nine;
        long.axis.ticks = Box::new(|v| format!("{v} billions of a unit"));
        assert_eq!(columns(360, &long), 1, "two would be narrower than 150 px");
    }

    #[test]
    fn each_panel_shows_its_line_before_the_ghosts_of_the_others() {
        let svg = multiples(&nine(), &check::frame(640));
        assert_eq!(svg.matches(r#"class="line-hl""#).count(), 9);
        assert_eq!(svg.matches(r#"class="line-ghost""#).count(), 9 * 8);
        assert_eq!(svg.matches(r#"class="dot-hl""#).count(), 9);
        assert_eq!(svg.matches(">9.5</text>").count(), 9);
        assert_eq!(svg.matches(">1月</text>").count(), 3, "periods below the last row only");
        assert_eq!(svg.matches(">10%</text>").count(), 3, "ticks in the first column only");
    }

    #[test]
    fn of_many_cities_the_others_are_not_drawn_one_by_one() {
        let many = |n: usize| {
            let panels = (0..n)
                .map(|i| panel(&format!("city{i}"), &[Some(1.0), Some(2.0)]))
                .collect();
            multiples(&chart(panels, 2), &check::frame(640))
        };
        let ghosts = |svg: &str| svg.matches(r#"class="line-ghost""#).count();
        assert_eq!(ghosts(&many(MOST_GHOSTS)), MOST_GHOSTS * (MOST_GHOSTS - 1));
        let more = many(MOST_GHOSTS + 1);
        assert_eq!(ghosts(&more), 0);
        assert_eq!(more.matches(r#"class="line-hl""#).count(), MOST_GHOSTS + 1);
    }

    #[test]
    fn a_columns_last_panel_has_the_periods() {
        let mut eight = nine();
        eight.panels.pop();
        let svg = multiples(&eight, &check::frame(640));
        assert_eq!(svg.matches(">3月</text>").count(), 3);
    }

    #[test]
    fn submitted_points_are_open_and_hang_on_dashes() {
        let mut own = panel("A", &[Some(1.0), Some(2.0), Some(3.0)]);
        own.hollow_from = Some(2);
        own.note = Some("not accepted".into());
        let mut chart = chart(vec![own], 3);
        chart.median = Some(vec![Some(2.0); 3]);
        chart.band = Some(vec![Some((1.0, 4.0)); 3]);
        let svg = multiples(&chart, &check::frame(640));
        for part in [
            r#"<line class="line-hl""#,
            r#"<line class="line-hl line-open""#,
            r#"<circle class="dot-open-hl""#,
            r#"class="band""#,
            r#"class="step""#,
            ">median</text>",
            ">not accepted</text>",
            "<title>A: 9.5 (not accepted)</title>",
        ] {
            assert!(svg.contains(part), "{part} in {svg}");
        }
        assert!(!svg.contains(r#"class="dot-hl""#));
    }

    #[test]
    fn a_break_parts_the_lines_of_its_panels_and_is_said_below() {
        let mut own = panel("B", &[Some(1.0), Some(2.0), Some(3.0), Some(3.0)]);
        own.hollow_from = None;
        let mut chart = chart(vec![panel("A", &[Some(1.0); 4]), own], 4);
        let of = |line| Break {
            period: 2,
            text: "new area".into(),
            line,
        };
        chart.breaks = vec![of(Some(1))];
        let svg = multiples(&chart, &check::frame(640));
        let count = |svg: &str, class: &str| svg.matches(&format!(r#"class="{class}""#)).count();
        assert_eq!(
            (count(&svg, "line-hl"), count(&svg, "line-ghost"), count(&svg, "brk")),
            (3, 3, 1)
        );
        assert_eq!(svg.matches(">new area</text>").count(), 1);
        chart.breaks = vec![of(None)];
        let svg = multiples(&chart, &check::frame(640));
        assert_eq!(
            (count(&svg, "line-hl"), count(&svg, "line-ghost"), count(&svg, "brk")),
            (4, 4, 2)
        );
    }

    proptest! {
        #![proptest_config(check::cases())]
        #[test]
        fn nothing_overlaps(
            panels in prop::collection::vec(
                (check::words(), prop::collection::vec(check::value(), 0..60), check::words(), 0u8..8), 0..14),
            more in prop_oneof![4 => Just(1usize), 1 => Just(3)],
            median in prop::collection::vec(check::value(), 0..60),
            periods in 0usize..=60, from_zero: bool, unit in check::words(), frames in check::frames(),
            breaks in prop::collection::vec((0usize..60, check::words(), prop::option::of(0usize..14)), 0..3),
        ) {
            let panels: Vec<_> = panels.into_iter().map(|(label, points, end_text, flags)| Panel {
                label, points, note: (flags & 1 > 0).then(|| end_text.clone()), end_text,
                highlighted: flags & 2 > 0, hollow_from: (flags & 4 > 0).then_some(3), corrected: vec![1], reads: vec![],
            }).collect();
            let panels = std::iter::repeat_n(panels, more).flatten().take(40).collect();
            let mut chart = chart(panels, periods);
            if let Some(first) = chart.periods.first_mut() {
                first.push_str("\n2026");
            }
            chart.axis = check::axis(None, None, from_zero, &unit);
            chart.band = Some(median.iter().map(|m| m.map(|m| (m - 1.0, m + 1.0))).collect());
            chart.median = Some(median);
            chart.median_label = unit;
            chart.breaks = breaks.into_iter().map(|(period, text, line)| Break { period, text, line }).collect();
            check::all_neat(&frames, |frame| multiples(&chart, frame))?;
        }
    }
}
