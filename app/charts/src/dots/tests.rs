use proptest::prelude::*;

use super::*;
use crate::check;

fn dot(label: &str, value: Option<f64>) -> Dot {
    let text = value.map_or("not in".to_owned(), |v| format!("{v:.1}"));
    Dot {
        label: label.into(),
        value,
        text,
        ..Dot::default()
    }
}

fn chart(rows: Vec<Dot>) -> Dots {
    Dots {
        rows,
        median: Some((94.7, "median 94.7".into())),
        range: Some((81.7, 98.0)),
        range_label: "nine-city range 81.7–98.0".into(),
        axis: check::axis(Some(0.0), Some(100.0), false, "%"),
        value_heading: "June".into(),
        target_label: "target".into(),
        dense: false,
    }
}

#[test]
fn rows_stand_in_the_callers_order_with_their_classes() {
    let mut rows = vec![
        dot("Kunming", None),
        dot("Shenzhen", Some(98.0)),
        dot("Suzhou", Some(95.2)),
    ];
    rows[1].highlighted = true;
    rows[1].place = Some("1".into());
    rows[2].hollow = true;
    let svg = ranked_dots(&chart(rows), &check::frame(400));
    let order = ["Kunming: not in", "1 Shenzhen: 98.0", "Suzhou: 95.2"].map(|t| svg.find(t).unwrap());
    assert!(order.is_sorted());
    for part in [
        r#"class="t t-hl""#,
        r#"class="dot-hl""#,
        r#"class="dot-open""#,
        r#"class="rowhl""#,
        r#"class="step""#,
        r#"class="band""#,
        ">median 94.7<",
        ">nine-city range 81.7–98.0<",
        ">100%<",
        r#"<svg lang="en" viewBox="0 0 400"#,
        r#"aria-labelledby="c1-t c1-d""#,
    ] {
        assert!(svg.contains(part), "{part} in {svg}");
    }
    assert_eq!(svg.matches("<circle").count(), 2, "a row without a value has no dot");
    assert!(!svg.contains('#') && !svg.contains("<style"), "no colours on a page");
}

#[test]
fn a_small_denominator_is_grey_and_says_why() {
    let mut row = dot("Suzhou", Some(50.0));
    row.grey = Some("4 cases".into());
    let svg = ranked_dots(&chart(vec![row]), &check::frame(400));
    assert!(svg.contains("lead-l bar-bg") && svg.contains("Suzhou: 50.0 (4 cases)"));
    assert!(svg.contains(">4 cases</text>"));
}

#[test]
fn a_hollow_dot_hangs_on_dashes_even_when_it_is_grey() {
    let mut row = dot("Suzhou", Some(50.0));
    row.hollow = true;
    row.grey = Some("4 cases".into());
    let mut from_zero = chart(vec![row]);
    from_zero.axis = check::axis(None, None, true, "cases");
    let svg = ranked_dots(&from_zero, &check::frame(400));
    assert!(svg.contains(r#"<circle class="dot-open""#) && svg.contains(r#"class="stem line-open""#));
}

#[test]
fn a_corrected_value_stands_in_a_ring() {
    let mut rows = vec![dot("A", Some(5.0)), dot("B", Some(7.0)), dot("C", None)];
    (rows[1].corrected, rows[2].corrected) = (true, true);
    let svg = ranked_dots(&chart(rows), &check::frame(400));
    assert_eq!(svg.matches(r#"class="ring""#).count(), 1);
}

#[test]
fn a_target_is_a_mark_on_its_row_named_once() {
    let mut rows = vec![
        dot("A", Some(85.0)),
        dot("B", Some(96.0)),
        dot("C", None),
        dot("D", None),
    ];
    let plain = ranked_dots(&chart(rows.clone()), &check::frame(400));
    assert!(!plain.contains("aim-tick") && !plain.contains(">target</text>"));
    rows[0].target = Some((150.0, "目标 150".into()));
    rows[2].target = Some((95.0, "目标 95".into()));
    rows[3].target = Some((f64::NAN, "目标 ?".into()));
    let svg = ranked_dots(&chart(rows), &check::frame(400));
    assert_eq!(
        svg.matches(r#"<line class="aim-tick""#).count(),
        3,
        "two rows and the key"
    );
    assert_eq!(svg.matches(r#"<polygon class="aim-mark""#).count(), 3);
    assert_eq!(svg.matches(">target</text>").count(), 1);
    assert!(svg.contains("<title>A: 85.0 · 目标 150</title>") && svg.contains("<title>C: not in · 目标 95</title>"));
    assert!(!svg.contains(">目标"), "the row has no room for words");
    assert!(
        svg.contains("<title>D: not in</title>"),
        "what cannot be drawn is not said"
    );
    assert!(svg.contains(">140%</text>"), "the scale holds it");
}

#[test]
fn stems_start_at_zero() {
    let mut from_zero = chart(vec![dot("A", Some(5.0)), dot("B", Some(-5.0))]);
    from_zero.axis = check::axis(None, None, true, "cases");
    let svg = ranked_dots(&from_zero, &check::frame(400));
    assert_eq!(svg.matches(r#"class="stem""#).count(), 2);
    assert!(svg.contains(">cases<"));
}

proptest! {
    #![proptest_config(check::cases())]
    #[test]
    fn nothing_overlaps(
        rows in prop::collection::vec((check::words(), check::value(), check::words(), 0u8..128), 0..14),
        median in check::value(), range in check::value(), from_zero: bool, label in check::words(),
        frames in check::frames(),
    ) {
        let rows = rows.into_iter().map(|(label, value, text, flags)| Dot {
            label, value, text: text.clone(),
            place: (flags & 1 > 0).then(|| "=12".to_owned()),
            highlighted: flags & 2 > 0, hollow: flags & 4 > 0,
            grey: (flags & 8 > 0).then_some(text.clone()),
            target: value.filter(|_| flags & 64 > 0).map(|v| (v * 1.5 - 3.0, text.clone())),
            note: (flags & 16 > 0).then_some(text.clone()), corrected: flags & 32 > 0, read: text,
        }).collect();
        let mut chart = chart(rows);
        chart.axis = check::axis(None, None, from_zero, &label);
        chart.median = median.map(|m| (m, label.clone()));
        chart.range = range.zip(median).map(|(a, b)| (a.min(b), a.max(b)));
        chart.range_label = label.clone();
        chart.target_label = label.clone();
        chart.value_heading = label;
        check::all_neat(&frames, |frame| ranked_dots(&chart, frame))?;
    }
}
