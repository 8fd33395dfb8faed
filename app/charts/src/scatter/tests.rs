use proptest::prelude::*;

use super::*;
use crate::check;

fn point(label: &str, x: Option<f64>, y: Option<f64>) -> ScatterPoint {
    ScatterPoint {
        label: label.into(),
        x,
        y,
        text: "both".into(),
        lacks: "not in".into(),
        read: format!("{label}!"),
        ..ScatterPoint::default()
    }
}

fn chart(points: Vec<ScatterPoint>) -> Scatter {
    Scatter {
        points,
        x: check::axis(None, None, false, "%"),
        y: check::axis(None, None, true, "件"),
        x_heading: "Online handling rate, %".into(),
        y_heading: "Trademark applications, 件".into(),
        x_median: Some((50.0, "median 50%".into())),
        y_median: Some((20.0, "median 20".into())),
    }
}

#[test]
fn each_city_with_both_values_is_a_named_dot() {
    let mut points = vec![
        point("A", Some(10.0), Some(5.0)),
        point("B", Some(90.0), Some(35.0)),
        point("C", Some(60.0), Some(30.0)),
        point("D", Some(1.0), None),
        point("E", Some(f64::NAN), Some(1.0)),
    ];
    points[0].highlighted = true;
    points[1].hollow = true;
    points[2].grey = Some("14 cases".into());
    points[2].corrected = true;
    let svg = scatter(&chart(points), &check::frame(640));
    check::neat(&svg).unwrap();
    for part in [
        r#"<circle class="dot-hl""#,
        r#"<circle class="dot-open""#,
        r#"<circle class="lead-l bar-bg""#,
        r#"<circle class="ring""#,
        r#"class="t-s t-hl halo""#,
        ">median 50%</text>",
        ">median 20</text>",
        ">D not in · E not in</text>",
        ">C 14 cases</text>",
        ">Online handling rate, %</text>",
        "<title>C: both (14 cases)</title>",
    ] {
        assert!(svg.contains(part), "{part} in {svg}");
    }
    assert_eq!(svg.matches(r#"<line class="step""#).count(), 2);
    let reads = check::reads(&svg);
    assert_eq!(
        reads.iter().map(|r| r.1.as_str()).collect::<Vec<_>>(),
        ["A!", "B!", "C!"]
    );
    assert!(reads.iter().all(|(at, _)| check::circles(&svg).contains(at)));
    assert!(reads[0].0.0 < reads[2].0.0 && reads[0].0.1 > reads[2].0.1);
}

#[test]
fn dots_on_one_place_are_all_named() {
    let names = [
        "Beijing",
        "Shanghai",
        "Guangzhou",
        "Shenzhen",
        "Changchun",
        "Hangzhou",
        "Changsha",
        "Kunming",
        "Suzhou",
    ];
    let points = names.map(|name| point(name, Some(50.0), Some(20.0))).to_vec();
    for width in [360, 640, 1600] {
        let svg = scatter(&chart(points.clone()), &check::frame(width));
        check::neat(&svg).unwrap();
        assert!(
            names.iter().all(|name| svg.contains(&format!(">{name}</text>"))),
            "{svg}"
        );
        assert!(svg.contains(r#"class="lead-l""#));
    }
}

#[test]
fn nothing_to_draw_is_drawn_quietly() {
    let mut empty = chart(vec![point("A", None, None)]);
    (empty.x_median, empty.y_median) = (None, None);
    let svg = scatter(&empty, &check::frame(360));
    assert!(svg.contains(">A not in</text>") && !svg.contains("<circle") && !svg.contains("g-line"));
    assert!(scatter(&Scatter::default(), &check::frame(360)).ends_with("</svg>"));
}

#[test]
fn hundreds_of_dots_are_drawn() {
    let points: Vec<_> = (0..333)
        .map(|i| {
            point(
                &format!("City {i}"),
                Some(f64::from(i * 37 % 101)),
                Some(f64::from(i * 53 % 97)),
            )
        })
        .collect();
    let svg = scatter(&chart(points), &check::frame(1200));
    check::neat(&svg).unwrap();
    assert_eq!(svg.matches("<circle").count(), 333);
}

proptest! {
    #![proptest_config(check::cases())]
    #[test]
    fn nothing_overlaps(
        points in prop::collection::vec((check::words(), check::value(), check::value(), check::words(), 0u8..16), 0..14),
        medians in (check::value(), check::value()), word in check::words(), from_zero: bool, frames in check::frames(),
    ) {
        let points = points.into_iter().map(|(label, x, y, text, flags)| ScatterPoint {
            label, x, y, lacks: text.clone(), read: text.clone(), grey: (flags & 1 > 0).then(|| text.clone()), text,
            hollow: flags & 2 > 0, corrected: flags & 4 > 0, highlighted: flags & 8 > 0,
        }).collect();
        let chart = Scatter {
            points,
            x: check::axis(None, None, from_zero, "%"),
            y: check::axis(None, None, !from_zero, &word),
            x_median: medians.0.map(|m| (m, word.clone())),
            y_median: medians.1.map(|m| (m, word.clone())),
            x_heading: word.clone(), y_heading: word,
        };
        check::all_neat(&frames, |frame| scatter(&chart, frame))?;
    }
}
