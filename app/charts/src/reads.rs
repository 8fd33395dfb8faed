//! For tests: what a page's picture says at its marks stands on them, in the order of the keys, and never in a file.
use crate::check::{axis, circles, frame, framed, reads};
use crate::{Dot, Dots, Line, Multiples, Panel, Strip, StripRow, Trend, multiples, ranked_dots, strip, trend};

fn words(name: &str, count: usize) -> Vec<String> {
    (0..count).map(|i| format!("{name} {i}")).collect()
}

const POINTS: [Option<f64>; 5] = [Some(1.0), Some(4.0), None, Some(2.0), Some(f64::NAN)];

fn lines() -> Trend {
    let line = |label: &str, highlighted| Line {
        label: label.into(),
        points: POINTS.to_vec(),
        reads: words(label, 5),
        highlighted,
        hollow_from: highlighted.then_some(0),
        ..Line::default()
    };
    Trend {
        periods: words("p", 5),
        lines: vec![line("B", true), line("A", false)],
        axis: axis(None, None, false, "%"),
        ..Trend::default()
    }
}

#[test]
fn lines_are_read_city_by_city_from_first_to_last_at_their_points() {
    let svg = trend(&lines(), &frame(640));
    let all = reads(&svg);
    let order: Vec<_> = all.iter().map(|(_, words)| words.as_str()).collect();
    assert_eq!(order, ["B 0", "B 1", "B 3", "A 0", "A 1", "A 3"], "a gap has no words");
    // Of B each point is drawn hollow.
    let dots = circles(&svg);
    assert!(all[..3].iter().all(|(at, _)| dots.contains(at)), "{all:?} {dots:?}");
    assert!(all[1].0.1 < all[2].0.1 && all[0].0.0 < all[1].0.0);
    assert_eq!(all[0].0, all[3].0);
}

#[test]
fn dots_panels_and_cells_are_read_where_they_are_drawn() {
    let dot = |label: &str, value| Dot {
        label: label.into(),
        value,
        read: format!("{label}!"),
        ..Dot::default()
    };
    let dots = Dots {
        rows: vec![dot("A", Some(3.0)), dot("B", None), dot("C", Some(1.0))],
        ..Dots::default()
    };
    let svg = ranked_dots(&dots, &frame(400));
    let (at, said): (Vec<_>, Vec<_>) = reads(&svg).into_iter().unzip();
    assert_eq!((at, said), (circles(&svg), vec!["A!".to_owned(), "C!".to_owned()]));

    let panel = |label: &str| Panel {
        label: label.into(),
        points: POINTS.to_vec(),
        reads: words(label, 5),
        hollow_from: Some(0),
        ..Panel::default()
    };
    let panels = Multiples {
        periods: words("p", 5),
        panels: vec![panel("A"), panel("B")],
        ..Multiples::default()
    };
    let svg = multiples(&panels, &frame(640));
    let (at, said): (Vec<_>, Vec<_>) = reads(&svg).into_iter().unzip();
    assert_eq!((at.len(), at), (6, circles(&svg)));
    assert_eq!((said[2].as_str(), said[5].as_str()), ("A 3", "B 3"));

    let cells = Strip {
        rows: vec![StripRow {
            label: "A".into(),
            cells: vec![Some(true), None],
            reads: vec!["yes".into(), "no answer".into()],
            ..StripRow::default()
        }],
        periods: vec!["1".into(), "2".into()],
        ..Strip::default()
    };
    let svg = strip(&cells, &frame(400));
    let all = reads(&svg);
    let left = crate::check::numbers(&svg, "rect", "s1", "x")[0];
    let middle = left + crate::check::numbers(&svg, "rect", "s1", "width")[0] / 2.0;
    assert!(
        all.len() == 2 && (all[0].0.0 - middle).abs() < 0.11 && all[1].0.0 > all[0].0.0,
        "{all:?}"
    );
}

#[test]
fn words_are_escaped_and_lines_survive_the_attribute() {
    let mut chart = lines();
    chart.lines.truncate(1);
    chart.lines[0].reads = vec!["\"A\" <b>\n& more".into(), " ".into(), String::new(), "2".into()];
    let svg = trend(&chart, &frame(640));
    let tag = svg.split('>').next().unwrap();
    assert!(tag.contains(" &quot;A&quot; &lt;b&gt; &amp; more&#10;"), "{tag}");
    assert_eq!(reads(&svg).len(), 2, "blank words are none");
}

#[test]
fn a_file_and_a_picture_without_words_have_none() {
    assert!(!trend(&lines(), &framed(640, true)).contains("data-reads"));
    assert!(!trend(&Trend::default(), &frame(640)).contains("data-reads"));
}
