use proptest::prelude::*;

use super::*;
use crate::check;

fn end(value: Option<f64>) -> SlopeEnd {
    SlopeEnd {
        value,
        text: value.map_or(String::new(), |v| format!("{v:.1}")),
        hollow: false,
        read: value.map_or(String::new(), |v| format!("read {v}")),
    }
}

fn line(label: &str, from: Option<f64>, to: Option<f64>) -> SlopeLine {
    SlopeLine {
        label: label.into(),
        from: end(from),
        to: end(to),
        lacks: "not in".into(),
        highlighted: false,
    }
}

fn chart(lines: Vec<SlopeLine>) -> Slope {
    Slope {
        periods: ["Q1 2026".into(), "Q2 2026".into()],
        lines,
        axis: check::axis(None, None, false, "%"),
        ..Slope::default()
    }
}

#[test]
fn each_city_is_a_line_named_with_its_values_at_both_ends() {
    let mut own = line("Changsha", Some(84.7), Some(91.5));
    own.highlighted = true;
    own.to.hollow = true;
    let mut chart = chart(vec![own, line("Suzhou", Some(89.0), Some(86.0))]);
    chart.median = Some(line("median", Some(87.0), Some(88.0)));
    let svg = slope(&chart, &check::frame(640));
    check::neat(&svg).unwrap();
    for part in [
        ">Changsha 84.7</text>",
        ">Changsha 91.5</text>",
        ">Suzhou 89.0</text>",
        ">Suzhou 86.0</text>",
        ">median 87.0</text>",
        ">Q1 2026</text>",
        r#"<line class="line-hl line-open""#,
        r#"<line class="line""#,
        r#"<line class="step""#,
        r#"<circle class="dot-open-hl""#,
        "<title>Changsha: Q1 2026 84.7 → Q2 2026 91.5</title>",
    ] {
        assert!(svg.contains(part), "{part} in {svg}");
    }
    assert!(
        svg.find(r#"class="line""#) < svg.find(r#"class="line-hl"#),
        "above the others"
    );
    let (y1, y2) = (
        check::numbers(&svg, "line", "line", "y1")[0],
        check::numbers(&svg, "line", "line", "y2")[0],
    );
    assert!(y2 > y1, "it fell");
    let at: Vec<_> = check::reads(&svg).into_iter().map(|(at, _)| at).collect();
    let mut dots = check::circles(&svg);
    dots.rotate_left(2);
    assert_eq!(at, dots, "city by city in the caller's order");
}

#[test]
fn one_end_is_a_dot_and_none_is_said_below() {
    let lines = vec![
        line("A", Some(5.0), None),
        line("B", None, Some(7.0)),
        line("C", None, Some(f64::NAN)),
        line("D", None, None),
    ];
    let svg = slope(&chart(lines), &check::frame(360));
    check::neat(&svg).unwrap();
    assert_eq!(svg.matches("<circle").count(), 2);
    assert!(!svg.contains(r#"class="line""#));
    assert!(svg.contains(">A 5.0</text>") && svg.contains(">B 7.0</text>"));
    assert!(svg.contains(">C not in · D not in</text>"));
    assert!(svg.contains("<title>A: Q1 2026 5.0</title>"));
}

#[test]
fn a_break_parts_the_ends() {
    let lines = vec![line("A", Some(5.0), Some(7.0)), line("B", Some(6.0), Some(8.0))];
    let mut chart = chart(lines);
    chart.median = Some(line("median", Some(5.5), Some(7.5)));
    let of = |line, text: &str| Break {
        period: 1,
        text: text.into(),
        line,
    };
    chart.breaks = vec![of(Some(0), "new area")];
    let svg = slope(&chart, &check::frame(360));
    assert_eq!(svg.matches(r#"class="line""#).count(), 1, "of B alone");
    assert!(svg.contains(r#"class="step""#) && svg.contains(r#"class="brk""#) && svg.contains(">1 new area</text>"));
    chart.breaks = vec![of(None, "")];
    let svg = slope(&chart, &check::frame(360));
    assert!(!svg.contains(r#"class="line""#) && !svg.contains(r#"class="step""#));
    assert_eq!(svg.matches("<circle").count(), 4);
}

proptest! {
    #![proptest_config(check::cases())]
    #[test]
    fn nothing_overlaps(
        lines in prop::collection::vec(
            (check::words(), check::value(), check::value(), check::words(), 0u8..16), 0..14),
        breaks in prop::collection::vec((0usize..3, check::words(), prop::option::of(0usize..14)), 0..3),
        unit in check::words(), period in check::words(), from_zero: bool, frames in check::frames(),
    ) {
        let lines: Vec<_> = lines.into_iter().map(|(label, from, to, text, flags)| {
            let end = |value, hollow| SlopeEnd { value, text: text.clone(), hollow, read: text.clone() };
            SlopeLine {
                from: end(from, flags & 1 > 0), to: end(to, flags & 2 > 0),
                label, lacks: text.clone(), highlighted: flags & 4 > 0,
            }
        }).collect();
        let chart = Slope {
            median: lines.first().cloned(), lines,
            periods: [period, unit.clone()],
            axis: check::axis(None, None, from_zero, &unit),
            breaks: breaks.into_iter().map(|(period, text, line)| Break { period, text, line }).collect(),
        };
        check::all_neat(&frames, |frame| slope(&chart, frame))?;
    }
}
