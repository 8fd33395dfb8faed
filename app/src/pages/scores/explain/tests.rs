//! The formulas as they are printed.

use domain::{indicator::definition, lang::Lang, score::score};

use super::*;

const T: Words = Words(Lang::En);

fn d(text: &str) -> Decimal {
    text.parse().unwrap()
}

/// Attainment, progress and points of a value, from a baseline to a target.
fn printed(code: &str, value: &str, baseline: Option<&str>, target: &str) -> [String; 3] {
    let of = definition(code).unwrap();
    let (value, baseline, target) = (d(value), baseline.map(d), d(target));
    let direction = of.direction.unwrap();
    let got = score(direction, Rule::Mean, value, baseline, target);
    let row = Row {
        code: code.into(),
        weight: Decimal::ONE,
        direction,
        standing: Standing::Value(value),
        held: 1,
        expected: 1,
        baseline,
        target: Some(target),
        exempt: false,
    };
    [
        attainment(T, of, direction, value, target, &got),
        progress(T, of, &row, value, target, &got),
        by_rule(T, Rule::Mean, &got),
    ]
}

#[test]
fn a_number_is_cut_and_says_so() {
    assert_eq!(exact(d("86.40")), "86.4");
    assert_eq!(exact(d("1") / d("3")), "0.333333…");
    assert_eq!(exact(d("2") / d("3")), "0.666666…", "cut, not rounded");
    assert_eq!(exact(d("12345.5")), "12,345.5");
    assert_eq!(exact(d("-0.5")), "−0.5");
    assert_eq!(exact(Decimal::ZERO), "0");
}

#[test]
fn the_numbers_are_put_into_the_rule() {
    assert_eq!(
        printed("F2-01", "86.4", Some("80"), "90"),
        [
            "100 × 86.4 ÷ 90 = 96.00",
            "100 × (86.4 − 80) ÷ (90 − 80) = 64.00",
            "(96 + 64) ÷ 2 = 80.00"
        ]
    );
    // Lower is better.
    assert_eq!(
        printed("F1-03", "20", Some("25"), "15"),
        [
            "100 × 15 ÷ 20 = 75.00",
            "100 × (20 − 25) ÷ (15 − 25) = 50.00",
            "(75 + 50) ÷ 2 = 62.50"
        ]
    );
}

#[test]
fn where_a_rule_has_an_edge_it_is_said() {
    let met = "92% against the target 90%: met, 100.00";
    assert_eq!(printed("F2-01", "92", Some("80"), "90")[..2], [met, met]);
    assert_eq!(
        printed("F2-01", "70", Some("80"), "90")[1],
        "100 × (70 − 80) ÷ (90 − 80), below 0, counts 0.00"
    );
    assert_eq!(
        printed("F2-01", "81", Some("95"), "90")[1],
        "the baseline 95% met the target already and the figure does not, so it is the attainment: 90.00"
    );
    let bare = printed("F2-01", "81", None, "90");
    assert_eq!(bare[1], "no baseline");
    assert_eq!(bare[2], "without a baseline, by attainment: 90.00");
    assert_eq!(
        printed("S1-01", "0", Some("0"), "1")[..2],
        [
            "No against the target Yes: not met, 0.00",
            "No against the target Yes: not met, 0.00"
        ]
    );
    // Of a target of 0 a quotient says nothing.
    assert_eq!(
        printed("N3-02", "2", Some("4"), "0")[0],
        "2 incidents against the target 0 incidents: not met, 0.00"
    );
}
