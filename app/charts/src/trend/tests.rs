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
        breaks: vec![],
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

#[test]
fn no_line_crosses_a_break_and_its_words_stand_below() {
    let four = |label: &str| line(label, &[Some(1.0), Some(2.0), Some(3.0), Some(4.0)]);
    let mut chart = chart(vec![four("A"), four("B")], 4);
    chart.median = Some(vec![Some(2.5); 4]);
    chart.band = Some(vec![Some((1.0, 4.0)); 4]);
    let of = |period, line, text: &str| Break {
        period,
        text: text.into(),
        line,
    };
    let draw = |chart: &Trend| trend(chart, &check::frame(640));
    let count = |svg: &str, class: &str| svg.matches(&format!(r#"class="{class}""#)).count();
    let counts = |svg: &str| ["line", "step", "band", "brk"].map(|class| count(svg, class));
    assert_eq!(counts(&draw(&chart)), [2, 1, 1, 0]);
    chart.breaks = vec![
        of(2, None, "2026年3月：口径调整"),
        of(0, None, "never"),
        of(9, None, "beyond"),
    ];
    let svg = draw(&chart);
    assert_eq!(counts(&svg), [4, 2, 2, 1], "{svg}");
    assert!(svg.contains(">1 2026年3月：口径调整</text>") && svg.contains(">1</text>"));
    assert!(!svg.contains("never") && !svg.contains("beyond"));
    let mark = check::numbers(&svg, "line", "brk", "x1")[0];
    let ends = check::numbers(&svg, "line", "line", "x2");
    let starts = check::numbers(&svg, "line", "line", "x1");
    assert!(ends[0] < mark && mark < starts[1], "{ends:?} {mark} {starts:?}");
    chart.breaks = vec![of(2, Some(1), "")];
    assert_eq!(counts(&draw(&chart)), [3, 1, 1, 1], "the area of one city is its own");
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
        breaks in prop::collection::vec((0usize..60, check::words(), prop::option::of(0usize..14)), 0..3),
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
        chart.breaks = breaks.into_iter().map(|(period, text, line)| Break { period, text, line }).collect();
        chart.band = Some(median.iter().map(|m| m.map(|m| (m - 1.0, m + 1.0))).collect());
        chart.median = Some(median);
        check::all_neat(&frames, |frame| trend(&chart, frame))?;
    }
}
