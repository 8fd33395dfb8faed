//! Trend: one line per city over the periods, named at its end; median and range behind.
use crate::canvas::{Anchor, Canvas, Drawn, Plot, picture, width};
use crate::class::Class;
use crate::line::{self, known, known_band, last, runs};
use crate::measure::fit;
use crate::notes::{Note, Notes};
use crate::scale::{domain, is_sign, labelled, periods, spread};
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
}

/// Least distance of two labels' baselines in px.
const PITCH: f64 = 16.0;
/// From the end of the plot to the labels: room for leaders.
const LEAD: f64 = 34.0;
const TOP: f64 = 24.0;
const FOOT: f64 = 44.0;
/// More points than this on a highlighted line and only its last is dotted.
const DOTTED: usize = 24;

/// What stands at the end of a line.
struct End {
    label: String,
    text: String,
    class: Class,
    /// Period and value of the last point.
    last: Option<(f64, f64)>,
}

impl End {
    /// The words in `room` px: the name gives way, the value stays.
    fn words(&self, room: f64) -> String {
        let whole = self.whole();
        if self.class.width(&whole) <= room || self.text.is_empty() {
            return fit(&whole, room, |t| self.class.width(t));
        }
        let left = room - self.class.width(&format!(" {}", self.text));
        match fit(&self.label, left, |t| self.class.width(t)) {
            name if name.is_empty() => fit(&self.text, room, |t| self.class.width(t)),
            name => format!("{name} {}", self.text),
        }
    }

    fn whole(&self) -> String {
        format!("{} {}", self.label, self.text).trim().to_owned()
    }
}

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
    let room = ends
        .iter()
        .map(|e| e.class.width(&e.whole()))
        .fold(0.0, f64::max)
        .min(width * 0.38);
    let tallest = PITCH * ends.len() as f64;
    let plot_height = (width * 0.41).clamp(220.0, 360.0).max(tallest);
    let point = |line: usize, period: usize| lines.get(line)?.1.get(period).copied().flatten();
    let notes = Notes::of(&chart.notes, width, point, targets.iter().flat_map(Path::notes));
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
        line::band(&plot, &band)?;
        line::reference(&plot, &median)?;
        notes.marks(canvas, &plot, (left, right), top)?;
        notes.words(canvas, bottom + FOOT + 12.0)?;
        name_ends(canvas, &plot, &ends, (right, room), (top, bottom))?;
        targets.iter().try_for_each(|path| path.draw(canvas, &plot))?;
        for (line, points) in lines.iter().filter(|(line, _)| !line.highlighted) {
            draw_line(&plot, line, points)?;
        }
        for (line, points) in lines.iter().filter(|(line, _)| line.highlighted) {
            draw_line(&plot, line, points)?;
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
            last: last(points),
        })
        .collect();
    if let Some(last) = last(median) {
        let label = chart.median_label.clone();
        ends.push(End {
            label,
            text: String::new(),
            class: Class::SmallBold,
            last: Some(last),
        });
    }
    ends.extend(targets.iter().map(|path| End {
        label: path.target.label.clone(),
        text: path.target.end_text.clone(),
        class: Class::Small,
        last: path.end(),
    }));
    ends.retain(|end| !end.whole().is_empty());
    ends
}

fn draw_line(plot: &Plot<'_>, line: &Line, points: &[Option<f64>]) -> Drawn {
    let class = line_class(line);
    let hollow = |i: f64| line.hollow_from.is_some_and(|from| i >= from as f64);
    let (full, open, radius) = match line.highlighted {
        true => (Class::DotHl, Class::DotOpenHl, 4.0),
        false => (Class::Dot, Class::DotOpen, 3.0),
    };
    let dotted = line.highlighted && points.len() <= DOTTED;
    let runs = runs(points);
    let last = runs.last().and_then(|run| run.last()).map(|p| p.0);
    line::draw(plot, class, points, line.hollow_from)?;
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

/// Names in a column right of the plot, in the order of the ends, with leaders.
fn name_ends(
    canvas: &Canvas<'_>,
    plot: &Plot<'_>,
    ends: &[End],
    (right, room): (f64, f64),
    (top, bottom): (f64, f64),
) -> Drawn {
    // A line without values is named at the foot, without a leader.
    let points: Vec<_> = ends.iter().map(|end| end.last.map(|last| plot.at(last))).collect();
    let wanted: Vec<_> = points.iter().map(|p| p.map_or(bottom + 1.0, |p| p.1)).collect();
    let places = spread(&wanted, PITCH, (top - 4.0, bottom - 4.0));
    for ((end, point), y) in ends.iter().zip(points).zip(places) {
        let words = end.words(room);
        if words.is_empty() {
            continue;
        }
        if let Some((x, from)) = point {
            let bend = right + 10.0;
            let leader = [(x + 5.0, from), (bend, from), (right + LEAD - 6.0, y)];
            canvas.path(Class::Lead, &leader)?;
        }
        let draw = || canvas.text(end.class, Anchor::Start, (right + LEAD, y + 4.5), &words);
        let whole = end.whole();
        if words == whole {
            draw()?
        } else {
            canvas.group(&whole, draw)?
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::check;
    use crate::target::Revision;

    fn line(label: &str, points: &[Option<f64>]) -> Line {
        Line {
            label: label.into(),
            points: points.to_vec(),
            end_text: "9".into(),
            ..Line::default()
        }
    }

    fn chart(lines: Vec<Line>, periods: usize) -> Trend {
        Trend {
            periods: (1..=periods).map(|i| format!("{i}月")).collect(),
            lines,
            band: None,
            median: None,
            median_label: "median".into(),
            axis: check::axis(None, None, false, "%"),
            notes: vec![],
            targets: vec![],
        }
    }

    fn target(steps: &[Option<f64>], revisions: Vec<Revision>) -> Target {
        Target {
            label: "目标".into(),
            end_text: "95".into(),
            steps: steps.to_vec(),
            revisions,
        }
    }

    #[test]
    fn gaps_break_the_line_and_lone_points_are_dots() {
        let points = [
            Some(1.0),
            Some(2.0),
            None,
            Some(3.0),
            None,
            Some(4.0),
            Some(5.0),
            Some(6.0),
        ];
        let svg = trend(&chart(vec![line("A", &points)], 8), &check::frame(840));
        assert_eq!(svg.matches(r#"class="line""#).count(), 2);
        assert_eq!(svg.matches(r#"class="dot""#).count(), 1);
        assert!(svg.contains(">A 9</text>") && svg.contains(r#"class="lead-l""#));
    }

    #[test]
    fn a_corrected_point_stands_in_a_ring() {
        let mut a = line("A", &[Some(1.0), None, Some(3.0)]);
        a.corrected = vec![1, 2, 9];
        let svg = trend(&chart(vec![a], 3), &check::frame(840));
        assert_eq!(
            svg.matches(r#"class="ring""#).count(),
            1,
            "where there is no value there is no ring"
        );
    }

    #[test]
    fn a_note_has_a_number_at_its_value_and_its_words_below() {
        let mut chart = chart(vec![line("A", &[Some(1.0), None, Some(3.0)])], 3);
        let note = |period, text: &str| Note {
            line: 0,
            period,
            text: text.into(),
            ..Note::default()
        };
        chart.notes = vec![note(1, "no value"), note(2, "two centres merged"), note(9, "no period")];
        let plain = check::boxes(&trend(&self::chart(vec![], 3), &check::frame(840)));
        let svg = trend(&chart, &check::frame(840));
        assert!(
            svg.contains(">1 two centres merged</text>") && svg.contains(">1</text>"),
            "{svg}"
        );
        assert!(!svg.contains("no value") && !svg.contains("no period"));
        assert!(plain.len() < check::boxes(&svg).len());
    }

    #[test]
    fn a_note_with_a_label_of_its_own_is_not_numbered() {
        let mut chart = chart(vec![line("A", &[Some(1.0), Some(2.0), Some(3.0)])], 3);
        let note = |period, label: &str| Note {
            line: 0,
            period,
            label: label.into(),
            text: "said".into(),
        };
        chart.notes = vec![note(0, "C-0012"), note(2, "")];
        let svg = trend(&chart, &check::frame(840));
        for part in [">C-0012</text>", ">C-0012 said</text>", ">1 said</text>"] {
            assert!(svg.contains(part), "{part} in {svg}");
        }
    }

    #[test]
    fn a_target_is_steps_named_at_their_end_and_on_the_scale() {
        let mut chart = chart(vec![line("A", &[Some(1.0), Some(2.0), Some(3.0), Some(3.0)])], 4);
        let plain = trend(&chart, &check::frame(840));
        assert!(!plain.contains("aim"));
        chart.targets = vec![target(&[Some(10.0), Some(20.0), None, Some(95.0)], vec![])];
        let svg = trend(&chart, &check::frame(840));
        assert_eq!(
            svg.matches(r#"<polyline class="aim""#).count(),
            1,
            "two steps and their riser"
        );
        assert_eq!(
            svg.matches(r#"<line class="aim""#).count(),
            1,
            "the gap breaks the path"
        );
        assert!(svg.contains(">目标 95</text>") && svg.contains("<title>目标 95</title>"));
        assert!(
            svg.contains(">80</text>") && !plain.contains(">80</text>"),
            "the scale holds it"
        );
        assert!(!svg.contains("aim-old") && !svg.contains("aim-mark"));
    }

    #[test]
    fn a_revision_keeps_the_old_path_and_has_a_mark_and_a_note() {
        let mut chart = chart(vec![line("A", &[Some(80.0), Some(82.0), Some(84.0), Some(86.0)])], 4);
        let revision = |text: &str| Revision {
            period: 2,
            before: vec![Some(80.0), Some(85.0), Some(95.0), Some(99.0)],
            text: text.into(),
        };
        let steps = [Some(80.0), Some(85.0), Some(88.0), Some(92.0)];
        chart.notes = vec![Note {
            text: "first".into(),
            ..Note::default()
        }];
        chart.targets = vec![target(&steps, vec![revision("二季度起下调 lowered")])];
        let svg = trend(&chart, &check::frame(840));
        assert_eq!(svg.matches(r#"<polyline class="aim-old""#).count(), 1);
        let old = svg.split(r#"<polyline class="aim-old" points=""#).nth(1).unwrap();
        let corners = old.split('"').next().unwrap().split(' ').count();
        assert_eq!(corners, 5, "from the mark to the old path, and its two steps");
        assert_eq!(svg.matches(r#"<polygon class="aim-mark""#).count(), 1);
        for part in [
            ">1 first</text>",
            ">2 二季度起下调 lowered</text>",
            ">2</text>",
            "<title>二季度起下调 lowered</title>",
        ] {
            assert!(svg.contains(part), "{part} in {svg}");
        }
        chart.targets = vec![target(&steps, vec![revision("")])];
        let svg = trend(&chart, &check::frame(840));
        assert!(svg.contains("aim-mark") && !svg.contains(">2</text>"), "a mark alone");
    }

    #[test]
    fn the_highlighted_line_is_last_and_submitted_points_are_hollow() {
        let mut a = line("A", &[Some(1.0), Some(2.0), Some(3.0)]);
        a.highlighted = true;
        a.hollow_from = Some(2);
        let b = line("B", &[Some(3.0), Some(3.0), Some(3.0)]);
        let mut chart = chart(vec![a, b], 3);
        chart.median = Some(vec![Some(2.0), Some(2.0), None]);
        chart.band = Some(vec![Some((1.0, 3.0)), Some((1.0, 3.0)), Some((1.0, 3.0))]);
        let svg = trend(&chart, &check::frame(840));
        assert!(svg.rfind(r#"class="line-hl""#) > svg.rfind(r#"class="line""#));
        assert_eq!(svg.matches(r#"class="dot-hl""#).count(), 2);
        assert_eq!(svg.matches(r#"class="dot-open-hl""#).count(), 1);
        assert_eq!(
            svg.matches(r#"class="line-hl line-open""#).count(),
            1,
            "dashed to the hollow end"
        );
        for part in [
            r#"<polygon class="band""#,
            r#"class="step""#,
            ">median<",
            r#"class="t t-hl""#,
        ] {
            assert!(svg.contains(part), "{part} in {svg}");
        }
    }

    #[test]
    fn a_long_name_gives_way_to_its_value() {
        let mut long = line("Changsha Municipal Intellectual Property Office", &[Some(1.0)]);
        long.end_text = "91.5%".into();
        let svg = trend(&chart(vec![long], 1), &check::frame(360));
        assert!(svg.contains("… 91.5%</text>"));
        assert!(svg.contains("<title>Changsha Municipal Intellectual Property Office 91.5%</title>"));
    }

    #[test]
    fn nothing_to_draw_is_drawn_quietly() {
        let svg = trend(&chart(vec![line("A", &[None, None])], 2), &check::frame(360));
        assert!(svg.contains(">A 9</text>") && !svg.contains("lead-l") && !svg.contains("g-line"));
        assert!(trend(&chart(vec![], 0), &check::frame(360)).ends_with("</svg>"));
    }

    #[test]
    fn a_scale_far_from_zero_is_drawn() {
        let points = [Some(522_172_084.0), Some(522_172_085.0)];
        let svg = trend(&chart(vec![line("A", &points)], 2), &check::frame(360));
        assert!(svg.contains(">1月<") && svg.contains(">2月<"));
    }

    proptest! {
        #![proptest_config(check::cases())]
        #[test]
        fn nothing_overlaps(
            lines in prop::collection::vec(
                (check::words(), prop::collection::vec(check::value(), 0..60), check::words(), 0u8..8), 0..14),
            notes in prop::collection::vec((0usize..14, 0usize..60, check::words(), "(C-[0-9]{4})?"), 0..9),
            median in prop::collection::vec(check::value(), 0..60),
            periods in 0usize..=60, from_zero: bool, unit in check::words(), frames in check::frames(),
            targets in prop::collection::vec((check::words(), prop::collection::vec(check::value(), 0..60),
                prop::collection::vec((0usize..70, prop::collection::vec(check::value(), 0..60), check::words()), 0..4)), 0..4),
        ) {
            let lines = lines.into_iter().map(|(label, points, end_text, flags)| Line {
                label, points, end_text, highlighted: flags & 1 > 0, class: (flags & 2 > 0).then_some("c3"),
                hollow_from: (flags & 4 > 0).then_some(3), corrected: vec![1], reads: vec![],
            }).collect();
            let mut chart = chart(lines, periods);
            if let Some(first) = chart.periods.first_mut() {
                first.push_str("\n2026");
            }
            let revision = |(period, before, text)| Revision { period, before, text };
            chart.targets = targets.into_iter().map(|(label, steps, revisions)| Target {
                label, steps, end_text: "9.5".into(), revisions: revisions.into_iter().map(revision).collect(),
            }).collect();
            chart.notes = notes.into_iter().map(|(line, period, text, label)| Note { line, period, label, text }).collect();
            chart.axis = check::axis(None, None, from_zero, &unit);
            chart.band = Some(median.iter().map(|m| m.map(|m| (m - 1.0, m + 1.0))).collect());
            chart.median = Some(median);
            check::all_neat(&frames, |frame| trend(&chart, frame))?;
        }
    }
}
