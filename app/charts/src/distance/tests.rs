use proptest::prelude::*;

use super::*;
use crate::check;

fn row(label: &str, baseline: Option<f64>, value: Option<f64>, target: Option<f64>) -> DistanceRow {
    DistanceRow {
        label: label.into(),
        baseline,
        value,
        target,
        text: format!("{label} words"),
        read: format!("{label}!"),
        ..DistanceRow::default()
    }
}

fn chart(rows: Vec<DistanceRow>) -> Distance {
    Distance {
        rows,
        axis: check::axis(None, None, false, "%"),
        key: DistanceKey::default(),
    }
}

fn drawn(rows: Vec<DistanceRow>) -> String {
    let svg = distance(&chart(rows), &check::frame(840));
    check::neat(&svg).unwrap();
    svg
}

#[test]
fn what_is_short_is_hatched_up_to_the_target_and_what_is_beyond_is_a_line() {
    let mut met = row("B", Some(80.0), Some(97.0), Some(95.0));
    met.met = true;
    let svg = drawn(vec![row("A", Some(80.0), Some(85.0), Some(95.0)), met]);
    let of = |element: &str, class: &str, name: &str| check::numbers(&svg, element, class, name);
    let (dots, targets) = (check::circles(&svg), of("line", "aim-tick", "x1"));
    let (left, width) = (of("rect", "gap-short", "x"), of("rect", "gap-short", "width"));
    assert_eq!((left.len(), dots.len(), targets.len()), (1, 2, 2));
    assert!((left[0] - dots[0].0).abs() < 0.2 && (left[0] + width[0] - targets[0]).abs() < 0.2);
    assert!(svg.contains("gap-short-h"), "not by colour alone");
    let beyond = (of("line", "gap-met", "x1"), of("line", "gap-met", "x2"));
    assert_eq!(beyond, (vec![targets[1]], vec![dots[1].0]));
    assert_eq!(of("line", "base-tick", "x1").len(), 2);
    assert!(svg.contains(">A words</text>") && svg.contains("<title>B: B words</title>"));
    assert_eq!(check::reads(&svg).into_iter().map(|r| r.0).collect::<Vec<_>>(), dots);
}

#[test]
fn less_may_be_better_and_a_change_negative() {
    let mut met = row("B", Some(30.0), Some(-12.0), Some(-10.0));
    met.met = true;
    let svg = drawn(vec![row("A", Some(20.0), Some(5.0), Some(-10.0)), met]);
    let (dots, targets) = (check::circles(&svg), check::numbers(&svg, "line", "aim-tick", "x1"));
    assert!(targets[0] < dots[0].0 && dots[1].0 < targets[1]);
    let left = check::numbers(&svg, "rect", "gap-short", "x");
    assert!((left[0] - targets[0]).abs() < 0.2, "from the target up to the value");
}

#[test]
fn what_is_lacking_is_said_in_words() {
    let svg = drawn(vec![
        row("A", Some(20.0), None, Some(90.0)),
        row("B", None, Some(50.0), None),
        row("C", None, None, None),
        row("D", None, Some(60.0), Some(60.0)),
    ]);
    assert_eq!(svg.matches("<circle").count(), 2);
    assert!(!svg.contains("gap-"), "a target reached to the point has no stretch");
    assert!(svg.contains(">A words</text>") && svg.contains(">C words</text>"));
    let none = distance(&chart(vec![row("A", None, None, None)]), &check::frame(360));
    assert!(!none.contains("g-line") && none.contains(">A words</text>"));
    assert!(distance(&Distance::default(), &check::frame(360)).ends_with("</svg>"));
}

#[test]
fn the_key_names_each_sign() {
    let mut chart = chart(vec![row("A", None, Some(1.0), None)]);
    chart.key = DistanceKey {
        baseline: "baseline".into(),
        value: "value".into(),
        target: "target".into(),
        short: "still short".into(),
        met: "beyond".into(),
    };
    let svg = distance(&chart, &check::frame(360));
    check::neat(&svg).unwrap();
    for class in ["base-tick", "aim-mark", "gap-short", "gap-short-h", "gap-met"] {
        assert!(svg.contains(&format!(r#"class="{class}""#)), "{class}");
    }
    assert!(svg.contains(">still short</text>"));
}

proptest! {
    #![proptest_config(check::cases())]
    #[test]
    fn nothing_overlaps(
        rows in prop::collection::vec(
            (check::words(), check::value(), check::value(), check::value(), check::words(), 0u8..8), 0..14),
        word in check::words(), from_zero: bool, frames in check::frames(),
    ) {
        let rows = rows.into_iter().map(|(label, baseline, value, target, text, flags)| DistanceRow {
            label, baseline, value, target, read: text.clone(), text,
            met: flags & 1 > 0, hollow: flags & 2 > 0, highlighted: flags & 4 > 0,
        }).collect();
        let mut chart = chart(rows);
        chart.axis = check::axis(None, None, from_zero, &word);
        chart.key = DistanceKey {
            baseline: word.clone(), value: "value".into(), target: word.clone(), short: word.clone(), met: word,
        };
        check::all_neat(&frames, |frame| distance(&chart, frame))?;
    }
}
