//! Which periods are asked, and what each mixture of entries comes to.

use super::*;
use crate::{entry::Amount, score::samples::*};

#[test]
fn the_range_of_a_flow_is_the_pilot_to_date() {
    let of_quarter = |code: &str, quarter: &str| -> Vec<String> {
        let all = periods(of(code), quarter.parse().unwrap(), &pilot());
        all.iter().map(ToString::to_string).collect()
    };
    assert_eq!(of_quarter("F4-04", "2026-Q2"), ["2025-Q4", "2026-Q1", "2026-Q2"]);
    assert_eq!(of_quarter("F4-03", "2026-Q3").len(), 12);
    assert_eq!(of_quarter("F4-03", "2025-Q4"), ["2025-10", "2025-11", "2025-12"]);
    assert_eq!(of_quarter("N1-01", "2026-Q2"), ["2026-04", "2026-05", "2026-06"]);
    assert_eq!(of_quarter("S3-02", "2026-Q2"), ["2026-Q2"]);
}

#[test]
fn where_a_range_stands() {
    let unagreed = Standing::NotApplicable { agreed: false };
    let huge = value(Amount::Number(Decimal::MAX));
    let [none, other] = [true, false].map(not_applicable);
    let missing = Entry::Missing;
    for (code, entries, want, held) in [
        ("N1-01", vec![none.clone(), none.clone()], Standing::NoCases, 2),
        ("N1-01", vec![none.clone(), missing.clone()], Standing::Missing, 1),
        ("N1-01", vec![other.clone(), none.clone()], unagreed, 1),
        (
            "N1-01",
            vec![quotient("1", "2"), other.clone()],
            Standing::Value(d("50")),
            1,
        ),
        ("N1-01", vec![not_yet(), none.clone()], Standing::NotYet, 1),
        ("F4-03", vec![missing.clone(), not_yet()], Standing::NotYet, 0),
        ("F4-03", vec![not_yet(), missing.clone()], Standing::Missing, 0),
        ("F4-03", vec![other.clone(), not_yet()], unagreed, 0),
        ("F4-03", vec![not_yet(), other.clone()], unagreed, 0),
        ("F4-03", vec![number("0"), missing.clone()], Standing::Value(d("0")), 1),
        (
            "F4-03",
            vec![number("3"), not_yet(), number("4")],
            Standing::Value(d("7")),
            2,
        ),
        ("S3-02", vec![number("5"), missing.clone()], Standing::Value(d("5")), 1),
        ("S3-02", vec![], Standing::Missing, 0),
        ("F4-03", vec![huge.clone(), huge], Standing::NoFigure, 2),
    ] {
        let got = standing(of(code), &entries, |_| false);
        assert_eq!(got, (want, held, entries.len()), "{code} {entries:?}");
    }
}

#[test]
fn what_is_agreed_leaves_only_as_a_whole() {
    let [none, other] = [true, false].map(not_applicable);
    let whole = Standing::NotApplicable { agreed: true };
    for (entries, all, first) in [
        (
            vec![other.clone(), other.clone()],
            whole,
            Standing::NotApplicable { agreed: false },
        ),
        (vec![other.clone(), none.clone()], whole, whole),
        (
            vec![other.clone(), Entry::Missing],
            Standing::Missing,
            Standing::Missing,
        ),
        (vec![other.clone(), not_yet()], Standing::NotYet, Standing::NotYet),
        (
            vec![other, number("3")],
            Standing::Value(d("3")),
            Standing::Value(d("3")),
        ),
        (vec![none.clone(), none], Standing::NoCases, Standing::NoCases),
    ] {
        let got = (
            standing(of("F4-03"), &entries, |_| true).0,
            standing(of("F4-03"), &entries, |at| at == 0).0,
        );
        assert_eq!(got, (all, first), "{entries:?}");
    }
}
