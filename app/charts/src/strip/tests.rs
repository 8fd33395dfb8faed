use proptest::prelude::*;

use super::*;
use crate::check;

fn chart(rows: Vec<StripRow>, periods: usize) -> Strip {
    Strip {
        rows,
        periods: (1..=periods).map(|q| format!("Q{q}")).collect(),
        yes: "yes".into(),
        no: "no".into(),
        missing: "not reported".into(),
        foot: String::new(),
    }
}

fn row(cells: &[Option<bool>]) -> StripRow {
    StripRow {
        label: "Suzhou".into(),
        cells: cells.to_vec(),
        ..StripRow::default()
    }
}

#[test]
fn answers_differ_by_mark_and_shape() {
    let svg = strip(&chart(vec![row(&[Some(true), Some(false)])], 3), &check::frame(640));
    assert_eq!(svg.matches(">✓<").count(), 2, "one cell and the key");
    assert_eq!(svg.matches(">–<").count(), 2);
    assert!(svg.contains("lead-l hatch"));
    assert!(svg.contains("<title>Suzhou, Q3: not reported</title>"));
    assert!(svg.contains(">not reported</text>"));
}

#[test]
fn a_row_says_since_when_and_the_foot_how_many() {
    let plain = chart(vec![row(&[Some(false), Some(true), Some(true)])], 3);
    let mut worded = plain.clone();
    worded.rows[0].since = "since Q2".into();
    worded.foot = "3 of 9 say yes".into();
    let svg = strip(&worded, &check::frame(360));
    check::neat(&svg).unwrap();
    let at = |words: &str| check::boxes(&svg).into_iter().find(|b| b.4 == words).unwrap();
    let right = check::numbers(&svg, "rect", "s1", "x").into_iter().fold(0.0, f64::max);
    assert!(at("since Q2").0 > right && at("since Q2").1 < at("3 of 9 say yes").1);
    assert!(at("3 of 9 say yes").3 < at("yes").1, "above the key");
    let plain = strip(&plain, &check::frame(360));
    assert!(svg.len() > plain.len() && !plain.contains("since"));
}

#[test]
fn narrow_cells_tell_by_shape() {
    let cells: Vec<_> = (0..60).map(|i| Some(i % 2 == 0)).collect();
    let svg = strip(&chart(vec![row(&cells)], 60), &check::frame(360));
    assert_eq!(svg.matches(">✓<").count(), 1, "the key only");
    assert_eq!(svg.matches(r#"<line class="a-line""#).count(), 30);
}

proptest! {
    #![proptest_config(check::cases())]
    #[test]
    fn nothing_overlaps(
        rows in prop::collection::vec(
            (check::words(), prop::collection::vec(any::<Option<bool>>(), 0..60), any::<bool>()), 0..12),
        periods in 0usize..=60, word in check::words(), frames in check::frames(),
    ) {
        let rows = rows.into_iter().map(|(label, cells, highlighted)| StripRow {
            since: if highlighted { String::new() } else { label.clone() },
            label, cells, highlighted, reads: vec![],
        }).collect();
        let mut chart = chart(rows, periods);
        chart.foot = word.repeat(3);
        chart.missing = word;
        check::all_neat(&frames, |frame| strip(&chart, frame))?;
    }
}
