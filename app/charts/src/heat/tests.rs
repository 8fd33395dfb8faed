use proptest::prelude::*;

use super::*;
use crate::check;

fn cell(text: &str, shade: Shade) -> HeatCell {
    HeatCell {
        text: text.into(),
        shade,
        title: format!("Suzhou, {text}"),
    }
}

fn chart(rows: Vec<HeatRow>, columns: usize) -> Heat {
    Heat {
        columns: (0..columns).map(|i| format!("city{i}")).collect(),
        highlighted: Some(1),
        groups: vec![HeatGroup {
            label: "Facilitating".into(),
            rows,
        }],
        legend_title: "Attainment, %".into(),
        legend: vec![
            (Shade::Step(-4), "below 70".into()),
            (Shade::Missing, "not reported".into()),
        ],
    }
}

fn row(cells: Vec<HeatCell>) -> HeatRow {
    HeatRow {
        label: "Online handling rate".into(),
        unit: "%".into(),
        cells,
    }
}

#[test]
fn shades_have_their_fill_and_ink() {
    let cells = [
        cell("66", Shade::Step(-4)),
        cell("99", Shade::Step(0)),
        cell("131", Shade::Step(99)),
        cell("7", Shade::Plain),
        cell("n/r", Shade::Missing),
        cell("88", Shade::Open),
    ];
    let svg = heat(&chart(vec![row(cells.to_vec())], 7), &check::frame(1000));
    for part in [
        r#"<rect class="h-4m""#,
        r#"<text class="t ht-4m mid""#,
        r#"<rect class="h-0""#,
        r#"<rect class="h-3p""#,
        r#"<text class="t ht-3p mid""#,
        r#"<text class="t-x halo mid""#,
        r#"<rect class="cell-open""#,
        r#"<text class="t-s t-hl mid""#,
        "lead-l hatch",
        "<title>Suzhou, 66</title>",
        ">below 70</text>",
    ] {
        assert!(svg.contains(part), "{part} in {svg}");
    }
}

#[test]
fn a_number_is_whole_or_not_there() {
    let cells = vec![
        cell("1,234,567", Shade::Step(0)),
        cell("298,600,000.00", Shade::Step(0)),
    ];
    let svg = heat(&chart(vec![row(cells)], 12), &check::frame(360));
    assert!(svg.contains(">…</text>") && svg.contains("<title>Suzhou, 298,600,000.00 (298,600,000.00)</title>"));
    assert!(!svg.contains(">298"));
    let room = Class::Small.width("1,234,567");
    let sizes = [Class::Text, Class::Small, Class::Tiny];
    assert_eq!(sized("1,234,567", &sizes, room), (Class::Small, "1,234,567".into()));
    assert_eq!(sized("12 of 14", &sizes, 20.0).1, "…");
}

#[test]
fn many_columns_widen_the_picture() {
    let svg = heat(&chart(vec![], 20), &check::frame(400));
    let width: f64 = svg
        .split_once("viewBox=\"0 0 ")
        .unwrap()
        .1
        .split(' ')
        .next()
        .unwrap()
        .parse()
        .unwrap();
    assert!(width >= 20.0 * layout::NARROWEST);
}

fn shade() -> impl Strategy<Value = Shade> {
    prop_oneof![
        3 => (-5i8..5).prop_map(Shade::Step),
        1 => Just(Shade::Plain),
        1 => Just(Shade::Missing),
        1 => Just(Shade::Open),
    ]
}

fn number() -> impl Strategy<Value = String> {
    prop_oneof![
        check::words(),
        (-1e9..1e9f64).prop_map(|v| format!("{v:.2}")),
        (0.0..100.0f64).prop_map(|v| format!("{v:.1}"))
    ]
}

proptest! {
    #![proptest_config(check::cases())]
    #[test]
    fn nothing_overlaps(
        columns in prop::collection::vec(check::words(), 0..14), highlighted: Option<u8>,
        groups in prop::collection::vec((check::words(), prop::collection::vec(
            (check::words(), check::words(), prop::collection::vec((number(), shade()), 0..14)), 0..6)), 0..4),
        legend in prop::collection::vec((shade(), check::words()), 0..10), legend_title in check::words(),
        frames in check::frames(),
    ) {
        let row = |(label, unit, cells): (String, String, Vec<(String, Shade)>)| HeatRow {
            label, unit, cells: cells.into_iter().map(|(text, shade)| cell(&text, shade)).collect(),
        };
        let groups = groups.into_iter()
            .map(|(label, rows)| HeatGroup { label, rows: rows.into_iter().map(row).collect() }).collect();
        let chart = Heat { columns, highlighted: highlighted.map(usize::from), groups, legend_title, legend };
        check::all_neat(&frames, |frame| heat(&chart, frame))?;
    }
}
