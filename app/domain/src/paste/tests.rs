//! Blocks as spreadsheets copy them, and what becomes of each cell.

use jiff::civil::date;
use proptest::prelude::*;

use super::*;
use crate::{indicator::items, period::Period};

const QUARTER: &str = "2026-Q2";

fn form(period: &str) -> Vec<Line<'static>> {
    let period: Period = period.parse().unwrap();
    items(period)
        .into_iter()
        .map(|definition| Line { definition, open: true })
        .collect()
}

fn at(lines: &[Line], code: &str) -> usize {
    lines.iter().position(|l| l.definition.code == code).unwrap()
}

fn pasted(text: &str, code: &str, field: Field) -> Vec<Cell> {
    let lines = form(QUARTER);
    plan(&cells(text), &lines, at(&lines, code), field, date(2026, 7, 8))
}

/// Item, field, text of what fits.
fn fits(plan: &[Cell]) -> Vec<(&str, Field, &str)> {
    plan.iter()
        .filter(|c| matches!(c.fate, Fate::Fits(_)))
        .map(|c| (c.item.as_deref().unwrap(), c.field.unwrap(), c.text.as_str()))
        .collect()
}

fn of(plan: &[Cell], fate: fn(&Fate) -> bool) -> usize {
    plan.iter().filter(|c| fate(&c.fate)).count()
}

#[test]
fn a_block_is_read_as_spreadsheets_copy_it() {
    let rows = |text: &str| cells(text);
    assert_eq!(rows("1\r\n2\r\n3\r\n"), [["1"], ["2"], ["3"]], "Windows line ends");
    assert_eq!(rows("1\t2\n3\t\n"), [["1", "2"], ["3", ""]]);
    assert_eq!(rows("1\r\r2"), [["1"], [""], ["2"]]);
    assert_eq!(rows(" 1,100.50 \t\u{a0}12%\u{a0}"), [["1,100.50", "12%"]]);
    assert_eq!(
        rows("\"a\r\nb\"\t\"say \"\"x\"\"\"\r\n1\t2"),
        [["a\nb", "say \"x\""], ["1", "2"]]
    );
    assert_eq!(rows("\"not closed\t1\n2"), vec![vec!["\"not closed", "1"], vec!["2"]]);
    assert_eq!(rows("\"a\"b\t1"), [["\"a\"b", "1"]], "a quote within is text");
    assert_eq!(rows("\u{feff}5"), [["5"]]);
    for empty in ["", "\n", "\t\t\r\n\r\n"] {
        assert!(rows(empty).is_empty(), "{empty:?}");
    }
}

#[test]
fn a_column_of_thirty_with_a_heading_and_one_bad_cell_fills_twenty_nine() {
    let mut column = "分子\r\n".to_owned();
    for i in 1..=30 {
        let cell = if i == 12 {
            "12a".to_owned()
        } else {
            format!("1,{:03}", i)
        };
        column += &format!("{cell}\r\n");
    }
    let plan = pasted(&column, "B1", Field::Value);
    let fit = fits(&plan);
    assert_eq!(fit.len(), 29, "{plan:?}");
    assert_eq!(
        (fit[0], fit[1]),
        (("B1", Field::Value, "1,001"), ("B2", Field::Value, "1,002"))
    );
    let wrong: Vec<_> = plan.iter().filter(|c| matches!(c.fate, Fate::Wrong(_))).collect();
    assert_eq!(wrong.len(), 1);
    assert_eq!((wrong[0].row, wrong[0].text.as_str()), (13, "12a"));
    assert_eq!(wrong[0].fate, Fate::Wrong(Problem::NotANumber));
    assert_eq!(of(&plan, |f| *f == Fate::Heading), 1);
    let over: Vec<_> = plan.iter().filter(|c| c.fate == Fate::PassedOver).collect();
    let over: Vec<_> = over.iter().map(|c| c.item.as_deref().unwrap()).collect();
    assert_eq!(over, ["S1-01", "N4-01"], "which take no single number");
}

#[test]
fn numerator_and_denominator_stand_side_by_side() {
    let plan = pasted("48\t50\r\n3\t4\r\n7\r\n", "N2-02", Field::Numerator);
    let wanted = [
        ("N2-02", Field::Numerator, "48"),
        ("N2-02", Field::Denominator, "50"),
        ("N2-03", Field::Numerator, "3"),
        ("N2-03", Field::Denominator, "4"),
        ("N3-01", Field::Numerator, "7"),
    ];
    assert_eq!(fits(&plan), wanted);
    // Into the second column: items whose denominator is a base figure are passed over.
    let plan = pasted("50\n4", "N2-02", Field::Denominator);
    assert_eq!(
        fits(&plan),
        [("N2-02", Field::Denominator, "50"), ("N2-03", Field::Denominator, "4")]
    );
    // A figure typed in one field stands over both columns; what is beside it has no field.
    let plan = pasted("5\t6", "F3-01", Field::Value);
    assert_eq!(fits(&plan), [("F3-01", Field::Value, "5")]);
    assert_eq!(of(&plan, |f| *f == Fate::NoField), 1);
}

#[test]
fn empty_cells_leave_their_field_and_keep_the_rows_in_step() {
    let plan = pasted("1\n\n3", "F4-01", Field::Value);
    assert_eq!(
        fits(&plan),
        [("F4-01", Field::Value, "1"), ("F4-03", Field::Value, "3")]
    );
    let plan = pasted("\t50\n", "N2-02", Field::Numerator);
    assert_eq!(fits(&plan), [("N2-02", Field::Denominator, "50")]);
}

#[test]
fn rows_that_name_their_item_go_there() {
    let block = "指标\t名称\t单位\t分子\t分母\r\n\
                 F4-03\t公益培训场次\t场\t12\r\n\
                 n2-02\t差评按期整改率\t%\t48\t50\r\n\
                 合计\t\t\t60\r\n";
    let plan = pasted(block, "B1", Field::Value);
    let wanted = [
        ("F4-03", Field::Value, "12"),
        ("N2-02", Field::Numerator, "48"),
        ("N2-02", Field::Denominator, "50"),
    ];
    assert_eq!(fits(&plan), wanted);
    assert_eq!(of(&plan, |f| *f == Fate::Heading), 5);
    assert_eq!(of(&plan, |f| *f == Fate::NoField), 2, "the sum belongs nowhere");
}

#[test]
fn a_cell_is_judged_as_if_it_were_typed() {
    let one = |text: &str, code: &str, field| pasted(&format!("{text}\n1"), code, field)[0].fate.clone();
    assert_eq!(
        one("95.7%", "N2-02", Field::Numerator),
        Fate::Wrong(Problem::PercentInCount)
    );
    assert_eq!(one("-3", "F4-03", Field::Value), Fate::Wrong(Problem::Negative));
    assert!(matches!(
        one("1.5", "F4-03", Field::Value),
        Fate::Wrong(Problem::TooManyDecimals { .. })
    ));
    assert_eq!(
        one("１，２３４", "F4-03", Field::Value),
        Fate::Fits(Some(Decimal::from(1234)))
    );
    assert_eq!(
        one("3.2万", "F3-01", Field::Value),
        Fate::Fits(Some(Decimal::from(32_000)))
    );
    assert_eq!(one("1,234", "F4-03", Field::Value), Fate::Fits(None));
    assert_eq!(
        fits(&pasted("是\n5", "S1-01", Field::Value))[0],
        ("S1-01", Field::Value, "yes")
    );
    // What other fields say of it comes when it is in.
    assert_eq!(one("99999999", "S1-02", Field::Numerator), Fate::Fits(None));
}

#[test]
fn what_has_no_field_or_a_closed_one_is_told() {
    let plan = pasted("1\n2\n3", "F4-04", Field::Value);
    assert_eq!(fits(&plan).len(), 1);
    assert_eq!(of(&plan, |f| *f == Fate::NoField), 2, "the form ends");
    let mut lines = form(QUARTER);
    let start = at(&lines, "F4-01");
    lines[start + 1].open = false;
    let plan = plan_of("1\n2\n3", &lines, start);
    assert_eq!(fits(&plan).len(), 2);
    assert_eq!(of(&plan, |f| *f == Fate::Closed), 1);
    let block = "甲区\t9\t10\t乙区\t8\t20\t5";
    assert_eq!(fits(&pasted(block, "N4-01", Field::HighName)).len(), 7, "all of a gap");
}

fn plan_of(text: &str, lines: &[Line], start: usize) -> Vec<Cell> {
    plan(&cells(text), lines, start, Field::Value, date(2026, 7, 8))
}

proptest! {
    #[test]
    fn reading_and_planning_never_fail(text in "[\\t\\n\\r\"0-9,.%万a是\u{feff} -]{0,200}|.*", start in 0usize..60, field in 0usize..16) {
        let lines = form(QUARTER);
        let block = cells(&text);
        let field = Field::ALL[field];
        let plan = plan(&block, &lines, start, field, date(2026, 7, 8));
        let filled = block.iter().flatten().filter(|c| !c.is_empty()).count();
        let told = plan.iter().filter(|c| c.fate != Fate::PassedOver).count();
        prop_assert!(told <= filled, "nothing is made up");
    }

    #[test]
    fn a_column_of_numbers_fills_field_after_field(numbers in prop::collection::vec(0u32..1_000_000, 2..14), ends in 0usize..3) {
        let column = numbers.iter().map(u32::to_string).collect::<Vec<_>>().join(["\n", "\r\n", "\r"][ends]);
        let lines = form("2026-04");
        let plan = plan(&cells(&column), &lines, 0, Field::Value, date(2026, 5, 8));
        let fit = fits(&plan);
        prop_assert_eq!(fit.len(), numbers.len());
        let texts: Vec<_> = fit.iter().map(|(_, _, text)| text.parse::<u32>().unwrap()).collect();
        prop_assert_eq!(texts, numbers);
        let mut places: Vec<_> = fit.iter().map(|(item, field, _)| (*item, *field)).collect();
        places.dedup();
        prop_assert_eq!(places.len(), fit.len(), "each in a field of its own");
    }

    #[test]
    fn what_is_quoted_comes_back(cells_ in prop::collection::vec(prop::collection::vec("[a-z\"]([a-z\"\\n\\t ]*[a-z\"])?", 1..4), 1..5)) {
        let quoted = |c: &String| format!("\"{}\"", c.replace('"', "\"\""));
        let text = cells_.iter().map(|row| row.iter().map(quoted).collect::<Vec<_>>().join("\t")).collect::<Vec<_>>().join("\r\n");
        prop_assert_eq!(cells(&text), cells_);
    }
}
