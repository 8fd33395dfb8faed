//! For tests: reads a picture back and says whether any text leaves it or meets another one.
use proptest::prelude::*;
use proptest::test_runner::TestCaseError;

use crate::class::Class;
use crate::measure::width_of;
use crate::{Axis, Frame, Standalone};

pub(crate) fn frame(width: u32) -> Frame {
    let (title, desc) = ("A & B".to_owned(), "It rises.".to_owned());
    Frame {
        width,
        title,
        desc,
        id: "c1".into(),
        lang: "en".into(),
        standalone: None,
    }
}

pub(crate) fn framed(width: u32, file: bool) -> Frame {
    let standalone = file.then(|| Standalone {
        heading: "F2-01 网上办件率 Online handling rate, %, October 2025 to June 2026".into(),
        take: "长沙上升 6.8 个百分点。Changsha gained 6.8 points and is half a point below.".into(),
        source: "Monthly reports, accepted versions, as of 2026-07-08.".into(),
        mark: Some("演示数据 Demonstration data".into()),
    });
    Frame {
        standalone,
        ..frame(width)
    }
}

pub(crate) fn axis(min: Option<f64>, max: Option<f64>, from_zero: bool, unit: &str) -> Axis {
    Axis {
        min,
        max,
        from_zero,
        ticks: Box::new(|v| format!("{v}")),
        unit: unit.into(),
    }
}

pub(crate) fn widths() -> impl Strategy<Value = u32> {
    prop_oneof![Just(360), Just(1600), Just(400), Just(840), 1u32..2000]
}

/// Data sets per chart; each is drawn for a page and for a file.
pub(crate) fn cases() -> ProptestConfig {
    ProptestConfig::with_cases(512)
}

/// The same frame for a page and for a file, with words of every length.
pub(crate) fn frames() -> impl Strategy<Value = [Frame; 2]> {
    let long = || prop::collection::vec(words(), 0..12).prop_map(|words| words.join(" "));
    let file = (words(), long(), long(), prop::option::of(long()));
    (widths(), file).prop_map(|(width, (heading, take, source, mark))| {
        let standalone = Some(Standalone {
            heading,
            take,
            source,
            mark,
        });
        [
            frame(width),
            Frame {
                standalone,
                ..frame(width)
            },
        ]
    })
}

/// Fails where a chart is not neat in a frame, or is drawn otherwise the second time.
pub(crate) fn all_neat(frames: &[Frame], draw: impl Fn(&Frame) -> String) -> Result<(), TestCaseError> {
    for frame in frames {
        let svg = draw(frame);
        neat(&svg)?;
        prop_assert_eq!(svg, draw(frame));
    }
    Ok(())
}

pub(crate) fn value() -> impl Strategy<Value = Option<f64>> {
    prop_oneof![
        2 => Just(None),
        2 => Just(Some(0.0)),
        6 => (-50.0..100.0f64).prop_map(Some),
        2 => (0.0..1e9f64).prop_map(|v| Some(v.round())),
        1 => prop_oneof![Just(f64::NAN), Just(f64::INFINITY), Just(1e300), Just(-1e15)].prop_map(Some),
    ]
}

pub(crate) fn words() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[A-Z][a-z]{2,9}",
        3 => "[长沙市知识产权保护中心与公共服务]{2,4}",
        1 => "[A-Za-z长沙 &<>\"']{0,60}",
        1 => Just("%".to_owned()),
        1 => Just(String::new()),
    ]
}

/// Left, top, right and bottom of every text, with its words.
pub(crate) fn boxes(svg: &str) -> Vec<(f64, f64, f64, f64, String)> {
    svg.split("<text ")
        .skip(1)
        .map(|part| {
            let (attributes, rest) = part.split_once('>').unwrap();
            let text = rest
                .split_once("</text>")
                .unwrap()
                .0
                .replace("&lt;", "<")
                .replace("&gt;", ">");
            let text = text.replace("&quot;", "\"").replace("&#39;", "'").replace("&amp;", "&");
            let of = |name: &str| attribute(attributes, name).to_owned();
            let (x, y): (f64, f64) = (of("x").parse().unwrap(), of("y").parse().unwrap());
            let classes = of("class");
            let size = match classes.split(' ').next().unwrap() {
                "t-take" => 18.0,
                "t" => 14.0,
                "t-s" => 13.0,
                "t-x" => 12.0,
                other => panic!("a text of class {other}"),
            };
            let has = |name: &str| classes.split(' ').any(|c| c == name);
            let bold = has("t-b") || has("t-hl") || has("t-take");
            let width = width_of(&text, size, bold);
            let left = x - if has("end") {
                width
            } else if has("mid") {
                width / 2.0
            } else {
                0.0
            };
            (left, y - 0.8 * size, left + width, y + 0.2 * size, text)
        })
        .collect()
}

/// A number of each element of a class, in the order they are drawn in.
pub(crate) fn numbers(svg: &str, element: &str, class: &str, name: &str) -> Vec<f64> {
    let opening = format!("<{element} class=\"{class}\"");
    let tags = svg.split(&opening).skip(1);
    tags.map(|tag| attribute(tag, &format!(" {name}")).parse().unwrap())
        .collect()
}

/// Place and words of what can be read out of a page's picture.
pub(crate) fn reads(svg: &str) -> Vec<((f64, f64), String)> {
    let tag = svg.split('>').next().unwrap();
    if !tag.contains("data-reads") {
        return Vec::new();
    }
    let lines = attribute(tag, "data-reads").split("&#10;");
    lines
        .map(|line| {
            let mut parts = line.splitn(3, ' ');
            let mut number = || -> f64 { parts.next().unwrap().parse().unwrap() };
            ((number(), number()), parts.next().unwrap().to_owned())
        })
        .collect()
}

/// Centre of each circle of a picture, whatever its class.
pub(crate) fn circles(svg: &str) -> Vec<(f64, f64)> {
    let tags = svg.split("<circle ").skip(1);
    tags.map(|tag| {
        (
            attribute(tag, "cx").parse().unwrap(),
            attribute(tag, "cy").parse().unwrap(),
        )
    })
    .collect()
}

fn attribute<'a>(tag: &'a str, name: &str) -> &'a str {
    let start = tag.find(&format!("{name}=\"")).unwrap() + name.len() + 2;
    tag[start..].split('"').next().unwrap()
}

/// Fails where a text leaves the picture, meets another one, or a number is not fit to print.
pub(crate) fn neat(svg: &str) -> Result<(), TestCaseError> {
    let view: Vec<f64> = attribute(svg, "viewBox")
        .split(' ')
        .map(|n| n.parse().unwrap())
        .collect();
    let boxes = boxes(svg);
    for (i, a) in boxes.iter().enumerate() {
        prop_assert!(
            a.0 >= view[0] - 0.1 && a.2 <= view[0] + view[2] + 0.1 && a.1 >= 0.0 && a.3 <= view[3],
            "{a:?} leaves {view:?}"
        );
        for b in &boxes[i + 1..] {
            let apart = a.2 <= b.0 || b.2 <= a.0 || a.3 <= b.1 || b.3 <= a.1;
            prop_assert!(apart, "{a:?} meets {b:?}");
        }
    }
    // In the tags alone: a city may be called NaN.
    let mut tags = svg.split('<').filter_map(|part| part.split('>').next());
    prop_assert!(!tags.any(|tag| tag.contains("NaN") || tag.contains("inf\"")));
    prop_assert!(
        !svg.contains(" width=\"-") && !svg.contains(" height=\"-"),
        "a box turned over"
    );
    prop_assert_eq!(svg.matches("<g>").count(), svg.matches("</g>").count());
    prop_assert!(!svg.contains("<>") && svg.ends_with("</svg>"));
    Ok(())
}

#[test]
fn the_checker_sees_what_is_wrong() {
    let picture = |second: &str| {
        let first = r#"<text class="t" x="0" y="20">abc</text>"#;
        format!(r#"<svg viewBox="0 0 100 100">{first}{second}</svg>"#)
    };
    assert!(neat(&picture(r#"<text class="t" x="0" y="60">abc</text>"#)).is_ok());
    assert!(neat(&picture(r#"<text class="t" x="5" y="22">abc</text>"#)).is_err());
    assert!(neat(&picture(r#"<rect class="bar" x="9" y="9" width="-3" height="9"/>"#)).is_err());
    assert!(neat(&picture(r#"<text class="t mid" x="99" y="60">abc</text>"#)).is_err());
}

#[test]
fn a_file_carries_its_style_and_words_and_is_escaped() {
    let mut frame = framed(400, true);
    frame.title = "<b>&\"".into();
    let svg = crate::strip(&crate::Strip::default(), &frame);
    for part in [
        r#"xmlns="http://www.w3.org/2000/svg""#,
        "<style>",
        "#14558d",
        "font-family",
        "演示数据",
        r#"class="page" x="0" y="0" width="432""#,
        "&lt;b&gt;&amp;&quot;</title>",
    ] {
        assert!(svg.contains(part), "{part} in {svg}");
    }
    assert!(Class::Take.size() > Class::Text.size());
}
