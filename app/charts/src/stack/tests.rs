use proptest::prelude::*;

use super::*;
use crate::check;
use crate::state::{Kind, State};

fn chart(rows: Vec<(&str, Vec<u32>)>) -> Stack {
    let states = [
        (State::NotStarted, "not started"),
        (State::UnderWay, "under way"),
        (State::Done, "done"),
        (State::Delayed, "delayed"),
        (State::Adjusted, "adjusted"),
    ];
    let row = |(label, counts): (&str, Vec<u32>)| StackRow {
        label: label.into(),
        text: counts.iter().map(|n| u64::from(*n)).sum::<u64>().to_string(),
        counts,
        highlighted: label == "长沙",
        reads: vec![],
    };
    Stack {
        parts: states.map(|(s, w)| (s.into(), w.to_owned())).to_vec(),
        rows: rows.into_iter().map(row).collect(),
    }
}

#[test]
fn segments_are_as_long_as_their_counts_and_say_them() {
    let svg = stack(
        &chart(vec![("长沙", vec![4, 8, 20, 0, 4]), ("Suzhou", vec![0, 0, 10])]),
        &check::frame(1000),
    );
    check::neat(&svg).unwrap();
    let widths = |class: &str| check::numbers(&svg, "rect", class, "width");
    let done = widths("st-done");
    assert_eq!(done.len(), 3, "the key and two rows");
    assert!((done[1] / done[2] - 2.0).abs() < 0.02, "{done:?}");
    let starts = ["st-open", "st-pale", "st-done", "st-moved"].map(|class| {
        let of = |name: &str| check::numbers(&svg, "rect", class, name)[1];
        (of("x"), of("x") + of("width"))
    });
    let adjoin = |pair: &[(f64, f64)]| (pair[1].0 - pair[0].1 - 1.5).abs() < 0.3;
    assert!(starts.windows(2).all(adjoin), "{starts:?}");
    for part in [
        "<title>长沙: 36, not started 4, under way 8, done 20, delayed 0, adjusted 4</title>",
        "<title>长沙, done: 20</title>",
        ">20</text>",
        ">36</text>",
        r#"class="t-s t-b st4 mid""#,
        r#"class="rowhl""#,
        ">delayed</text>",
    ] {
        assert!(svg.contains(part), "{part} in {svg}");
    }
    assert!(!svg.contains("delayed: 0"), "a state without tasks has no segment");
    assert!(
        widths("st-late").len() == 1 && svg.contains("st-late-h"),
        "but it stands in the key"
    );
}

#[test]
fn a_number_without_room_stands_in_the_title_alone() {
    let svg = stack(&chart(vec![("A", vec![1, 999])]), &check::frame(360));
    assert!(svg.contains(">999</text>") && !svg.contains(">1</text>"));
    assert!(svg.contains("<title>A, not started: 1</title>"));
}

#[test]
fn entries_by_kind_say_their_counts_and_are_read_at_their_segments() {
    let kinds = [
        Kind::Value,
        Kind::NoCases,
        Kind::NotApplicable,
        Kind::NotYetAvailable,
        Kind::Missing,
    ];
    let mut row = chart(vec![("A", vec![20, 0, 4, 3, 5])]).rows.remove(0);
    row.reads = (0..5).map(|i| format!("kind {i}")).collect();
    let chart = Stack {
        parts: kinds.map(|k| (k.into(), format!("{k:?}"))).to_vec(),
        rows: vec![row],
    };
    let svg = stack(&chart, &check::frame(640));
    check::neat(&svg).unwrap();
    for part in [
        ">20</text>",
        ">4</text>",
        ">3</text>",
        ">5</text>",
        "<title>A, Missing: 5</title>",
        ">NoCases</text>",
    ] {
        assert!(svg.contains(part), "{part} in {svg}");
    }
    let reads = check::reads(&svg);
    let words: Vec<_> = reads.iter().map(|r| r.1.as_str()).collect();
    assert_eq!(
        words,
        ["kind 0", "kind 2", "kind 3", "kind 4"],
        "a kind without entries has no segment"
    );
    let (x, wide) = ("x", "width");
    let value = [x, wide].map(|name| check::numbers(&svg, "rect", "st-done", name)[1]);
    assert!((reads[0].0.0 - value[0] - value[1] / 2.0).abs() < 0.2);
}

#[test]
fn nothing_is_drawn_quietly() {
    assert!(stack(&Stack::default(), &check::frame(360)).ends_with("</svg>"));
    let svg = stack(&chart(vec![("A", vec![]), ("B", vec![0, 0])]), &check::frame(360));
    check::neat(&svg).unwrap();
    assert_eq!(svg.matches("<rect").count(), 5, "the key alone");
}

proptest! {
    #![proptest_config(check::cases())]
    #[test]
    fn nothing_overlaps(
        rows in prop::collection::vec((check::words(), check::words(),
            prop::collection::vec(prop_oneof![3 => 0u32..40, 1 => any::<u32>()], 0..7), any::<bool>()), 0..14),
        word in check::words(), frames in check::frames(),
    ) {
        let mut chart = chart(vec![]);
        chart.parts[2].1 = word;
        chart.rows = rows.into_iter()
            .map(|(label, text, counts, highlighted)| StackRow { label, counts, text, highlighted, reads: vec![] }).collect();
        check::all_neat(&frames, |frame| stack(&chart, frame))?;
    }
}
