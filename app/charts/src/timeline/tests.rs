use proptest::prelude::*;

use super::*;
use crate::check;

fn mark(at: f64, label: &str, state: MarkState) -> Mark {
    Mark {
        at,
        label: label.into(),
        title: format!("{label} on day {at}"),
        state,
        moved_from: None,
    }
}

fn row(label: &str, bar: Option<(f64, f64)>, state: State, marks: Vec<Mark>) -> TimelineRow {
    TimelineRow {
        label: label.into(),
        bar,
        state,
        marks,
        ..TimelineRow::default()
    }
}

fn chart(rows: Vec<TimelineRow>) -> Timeline {
    let states = [
        (State::NotStarted, "not started"),
        (State::UnderWay, "under way"),
        (State::Done, "done"),
        (State::Delayed, "delayed"),
        (State::Adjusted, "adjusted"),
    ];
    let marks = [
        (MarkState::Due, "due"),
        (MarkState::Done, "reached"),
        (MarkState::Late, "late"),
        (MarkState::Moved, "moved"),
    ];
    Timeline {
        from: 0.0,
        to: 365.0,
        ticks: (0..12).map(|m| (f64::from(m) * 30.4, format!("{}月", m + 1))).collect(),
        today: Some((100.0, "today".into())),
        groups: vec![TimelineGroup {
            label: "Group".into(),
            rows,
        }],
        states: states.map(|(s, w)| (s, w.to_owned())).to_vec(),
        marks: marks.map(|(s, w)| (s, w.to_owned())).to_vec(),
    }
}

fn drawn(rows: Vec<TimelineRow>, width: u32) -> String {
    let svg = timeline(&chart(rows), &check::frame(width));
    check::neat(&svg).unwrap();
    svg
}

fn count(svg: &str, part: &str) -> usize {
    svg.matches(part).count()
}

#[test]
fn states_differ_by_shape_and_are_said() {
    let key = drawn(vec![], 1000);
    let states = [
        (State::NotStarted, r#"<rect class="st-open""#, "not started"),
        (State::UnderWay, r#"<rect class="st-pale""#, "under way"),
        (State::Done, r#"<rect class="st-done""#, "done"),
        (State::Delayed, r#"class="st-late-h""#, "delayed"),
        (State::Adjusted, r#"class="st-moved-h""#, "adjusted"),
    ];
    for (state, part, word) in states {
        let svg = drawn(vec![row("Guide", Some((10.0, 90.0)), state, vec![])], 1000);
        assert!(count(&svg, part) > count(&key, part), "{part}");
        assert!(svg.contains(&format!("<title>Guide: {word}</title>")), "{word}");
    }
    let marks = [
        (MarkState::Due, r#"<polygon class="ms-due""#),
        (MarkState::Done, r#"<polygon class="ms-done""#),
        (MarkState::Late, r#"<polygon class="ms-late-e""#),
    ];
    for (state, part) in marks {
        let svg = drawn(
            vec![row("Guide", None, State::Done, vec![mark(50.0, "M1", state)])],
            1000,
        );
        assert_eq!(count(&svg, part), count(&key, part) + 1, "{part}");
        assert!(svg.contains("<title>M1 on day 50</title>") && svg.contains(">M1</text>"));
        assert!(svg.contains("<title>Guide</title>"), "without a bar a row has no state");
    }
}

#[test]
fn the_share_that_is_done_is_within_the_bar() {
    let wide = |done: Option<f64>| {
        let mut row = row("Guide", Some((0.0, 365.0)), State::Delayed, vec![]);
        row.done = done;
        let mut chart = chart(vec![row]);
        chart.states.clear();
        let svg = timeline(&chart, &check::frame(1000));
        let width = |class: &str| {
            let part = svg.split(&format!("<rect class=\"{class}\"")).nth(1)?;
            let width = part.split("width=\"").nth(1)?.split('"').next()?;
            width.parse::<f64>().ok()
        };
        width("st-done").map(|done| (done / width("st-late").unwrap() * 100.0).round())
    };
    assert_eq!(wide(Some(0.4)), Some(40.0));
    assert_eq!(wide(Some(7.0)), Some(100.0));
    for none in [None, Some(0.0), Some(-1.0), Some(f64::NAN)] {
        assert_eq!(wide(none), None);
    }
}

#[test]
fn a_moved_milestone_keeps_its_old_place_and_an_arrow() {
    let key = drawn(vec![], 1000);
    let mut moved = mark(200.0, "M1", MarkState::Moved);
    moved.moved_from = Some(120.0);
    let svg = drawn(vec![row("Guide", None, State::Done, vec![moved])], 1000);
    for part in ["ms-old", "ms-arrow", "ms-head", "ms-due"] {
        assert_eq!(count(&svg, part), count(&key, part) + 1, "{part}");
    }
}

#[test]
fn what_lies_beyond_the_scale_stands_at_its_edge_with_an_arrow() {
    let key = drawn(vec![], 1000);
    let arrows = |svg: &str| count(svg, r#"<polyline class="ms-arrow""#) - count(&key, r#"<polyline class="ms-arrow""#);
    let of = |bar, marks| drawn(vec![row("Guide", bar, State::NotStarted, marks)], 1000);
    assert_eq!(arrows(&of(Some((0.0, 365.0)), vec![])), 0);
    assert_eq!(
        arrows(&of(Some((-50.0, 400.0)), vec![mark(999.0, "M1", MarkState::Due)])),
        2
    );
    let outside = of(Some((400.0, 500.0)), vec![]);
    assert_eq!(arrows(&outside), 1);
    assert_eq!(
        count(&outside, "st-open"),
        count(&key, "st-open"),
        "no bar where none of it is"
    );
    let mut moved = mark(50.0, "M1", MarkState::Moved);
    moved.moved_from = Some(-4000.0);
    let svg = of(None, vec![moved]);
    assert_eq!(arrows(&svg), 2, "one at the edge, one from the old place to the new");
    let old = svg.split(r#"<polygon class="ms-old" points=""#).last().unwrap();
    let corners = old
        .split('"')
        .next()
        .unwrap()
        .split([' ', ','])
        .map(|n| n.parse::<f64>().unwrap());
    let corners: Vec<_> = corners.collect();
    assert!(
        (corners[2] - corners[6] - 11.0).abs() < 0.2,
        "whole at the edge: {corners:?}"
    );
    let mut late = chart(vec![]);
    late.today = Some((400.0, "today".into()));
    let svg = timeline(&late, &check::frame(1000));
    assert!(arrows(&svg) == 1 && !svg.contains(r#"class="now""#) && svg.contains(">today</text>"));
}

#[test]
fn names_stand_above_their_bars_where_there_is_no_room_beside_them() {
    let rows = || {
        let long = "公共服务事项办事指南标准化与规范化建设任务清单编制".repeat(3);
        vec![
            row(
                &long,
                Some((0.0, 365.0)),
                State::UnderWay,
                vec![mark(5.0, "M1", MarkState::Done)],
            ),
            row("Publish the guide", Some((0.0, 365.0)), State::UnderWay, vec![]),
        ]
    };
    let place = |width: u32| {
        let mut chart = chart(rows());
        (chart.states, chart.marks) = (vec![], vec![]);
        let svg = timeline(&chart, &check::frame(width));
        check::neat(&svg).unwrap();
        let name = check::boxes(&svg)
            .into_iter()
            .find(|b| b.4.starts_with("Publish"))
            .unwrap();
        let bar = svg.rsplit(r#"<rect class="st-pale""#).next().unwrap();
        let of = |name: &str| -> f64 {
            let from = bar.split(&format!(" {name}=\"")).nth(1).unwrap();
            from.split('"').next().unwrap().parse().unwrap()
        };
        (name, of("x"), of("y"))
    };
    let (name, x, y) = place(360);
    assert!(x < 20.0 && name.3 <= y, "above at 360 px");
    let (name, x, y) = place(1000);
    assert!(name.2 < x && name.1 < y + 14.0 && name.3 > y, "beside at 1000 px");
    assert!(drawn(rows(), 360).contains("…</text>"), "the name is cut");
    assert!(
        drawn(rows(), 360).contains("任务清单编制: under way</title>"),
        "and whole in its title"
    );
}

#[test]
fn milestones_of_one_day_stand_side_by_side() {
    let marks = (1..=5).map(|i| mark(50.0, &format!("M{i}"), MarkState::Due)).collect();
    let mut chart = chart(vec![row("Guide", Some((50.0, 50.0)), State::Done, marks)]);
    (chart.states, chart.marks) = (vec![], vec![]);
    let svg = timeline(&chart, &check::frame(360));
    let places: std::collections::BTreeSet<_> = svg
        .split(r#"<polygon class="ms-due" points=""#)
        .skip(1)
        .map(|p| p.split(',').next().unwrap())
        .collect();
    assert_eq!(places.len(), 5);
    assert!(svg.contains(">M1, M2, M3, M4, M5</text>"));
    assert_eq!(
        check::numbers(&svg, "rect", "st-done", "width"),
        [3.0],
        "a bar of one day is seen"
    );
}

#[test]
fn nothing_and_much_are_drawn() {
    assert!(timeline(&Timeline::default(), &check::frame(360)).ends_with("</svg>"));
    let many = (0..30).map(|i| {
        row(
            &format!("Task {i}"),
            Some((f64::from(i), 300.0)),
            State::UnderWay,
            vec![],
        )
    });
    assert_eq!(count(&drawn(many.collect(), 1600), r#"class="st-pale""#), 31);
}

fn day() -> impl Strategy<Value = f64> {
    prop_oneof![
        6 => -50.0..420.0f64,
        2 => Just(100.0),
        1 => prop_oneof![Just(f64::NAN), Just(f64::INFINITY), Just(1e300), Just(-1e15)],
    ]
}

fn any_state() -> impl Strategy<Value = State> {
    prop_oneof![
        Just(State::NotStarted),
        Just(State::UnderWay),
        Just(State::Done),
        Just(State::Delayed),
        Just(State::Adjusted)
    ]
}

fn any_mark() -> impl Strategy<Value = Mark> {
    let state = prop_oneof![
        Just(MarkState::Due),
        Just(MarkState::Done),
        Just(MarkState::Late),
        Just(MarkState::Moved)
    ];
    let label = prop_oneof![4 => "M[0-9]{0,2}", 1 => check::words()];
    (day(), label, state, prop::option::of(day())).prop_map(|(at, label, state, moved_from)| Mark {
        moved_from,
        ..mark(at, &label, state)
    })
}

fn any_row() -> impl Strategy<Value = TimelineRow> {
    let name = prop::collection::vec(check::words(), 0..8).prop_map(|words| words.join(" "));
    let marks = prop::collection::vec(any_mark(), 0..7);
    (
        name,
        prop::option::of((day(), day())),
        check::value(),
        any_state(),
        marks,
    )
        .prop_map(|(label, bar, done, state, marks)| TimelineRow {
            done,
            ..row(&label, bar, state, marks)
        })
}

proptest! {
    #![proptest_config(check::cases())]
    #[test]
    fn nothing_overlaps(
        groups in prop::collection::vec((check::words(), prop::collection::vec(any_row(), 0..8)), 0..4),
        ticks in prop::collection::vec((day(), check::words()), 0..40), today in prop::option::of((day(), check::words())),
        (from, to) in prop_oneof![3 => Just((0.0, 365.0)), 1 => (day(), day())],
        word in check::words(), year: bool, frames in check::frames(),
    ) {
        let mut chart = chart(vec![]);
        (chart.from, chart.to, chart.today) = (from, to, today);
        chart.ticks = ticks.into_iter().map(|(at, w)| (at, if year { format!("{w}\n2026") } else { w })).collect();
        chart.groups = groups.into_iter().map(|(label, rows)| TimelineGroup { label, rows }).collect();
        chart.states[0].1 = word.clone();
        chart.marks[1].1 = word;
        check::all_neat(&frames, |frame| timeline(&chart, frame))?;
    }
}
