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
