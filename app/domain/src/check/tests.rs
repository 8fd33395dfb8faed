use jiff::civil::date;
use proptest::prelude::*;

use super::{samples::*, *};
use crate::{
    entry::Amount,
    indicator::{self, definition},
};
use Field as F;
use Problem as P;

#[test]
fn odd_numbers_are_errors_and_never_entries() {
    let long = "1".repeat(10_000);
    for (code, text, problem) in [
        ("B4", "", P::Missing),
        ("B4", "   ", P::Missing),
        ("B4", "not a number", P::NotANumber),
        ("B4", "-1", P::Negative),
        ("B4", "－１", P::Negative),
        ("B4", "12.5%", P::PercentInCount),
        ("B4", "1,10", P::NotANumber),
        ("B4", "12.5", P::TooManyDecimals { allowed: 0 }),
        ("B4", "0.1234567890123", P::TooManyDecimals { allowed: 0 }),
        ("B4", "1e400", P::NotANumber),
        ("B4", &long, P::NotANumber),
        ("B4", &long[..60], P::TooLarge),
        ("B4", "<script>", P::NotANumber),
        ("B4", "'; DROP TABLE", P::NotANumber),
        (
            "B4",
            "2亿",
            P::OutOfRange {
                min: d("0"),
                max: d("100000000"),
            },
        ),
        ("F4-04", "1.005", P::TooManyDecimals { allowed: 2 }),
        (
            "F4-04",
            "10000亿",
            P::OutOfRange {
                min: d("0"),
                max: d("99999999"),
            },
        ),
        ("S1-01", "", P::Missing),
        ("S1-01", "maybe", P::NotYesNo),
    ] {
        let checked = alone(code, None, &[(F::Value, text)]);
        assert_eq!(checked.errors, [(F::Value, problem)], "{code}: {text:.20}");
        assert_eq!(checked.entry, Entry::Missing, "{code}: {text:.20}");
    }
}

#[test]
fn numbers_show_what_was_understood() {
    for (code, text, value, shown) in [
        ("B4", "0", "0", false),
        ("B4", "１２３", "123", true),
        ("B4", "3.2万", "32000", true),
        ("B4", "12.00", "12.00", false),
        ("F4-04", "1,100.50", "1100.50", false),
        ("F4-04", "1.5亿", "15000", true),
        ("F4-04", "3.2万", "3.2", true),
    ] {
        let checked = alone(code, None, &[(F::Kind, "value"), (F::Value, text)]);
        assert_eq!((checked.entry, checked.errors), (number(value), vec![]), "{text}");
        assert_eq!(
            checked.understood.get(&F::Value).copied(),
            shown.then(|| d(value)),
            "{text}"
        );
        assert_eq!(checked.figure, Some(d(value)));
    }
}

#[test]
fn yes_and_no_are_read() {
    for (text, yes) in [("yes", true), ("No", false), ("是", true), ("否", false)] {
        let amount = Amount::YesNo(yes);
        assert_eq!(
            alone("S1-01", None, &[(F::Value, text)]).entry.amount(),
            Some(&amount),
            "{text}"
        );
    }
}

#[test]
fn a_ratio_never_exceeds_one() {
    let checked = alone("S2-01", None, &[(F::Numerator, "1"), (F::Denominator, "3")]);
    assert_eq!(checked.entry, quotient("1", "3"));
    assert_eq!(
        checked.figure.map(|f| f.to_string()).as_deref(),
        Some("33.333333333333333333333333333")
    );
    assert_eq!(errors("S2-01", &[(F::Numerator, "100"), (F::Denominator, "100")]), []);

    let over = alone("S2-01", None, &[(F::Numerator, "101"), (F::Denominator, "100")]);
    let problem = P::NumeratorOverDenominator;
    assert_eq!(over.errors, [(F::Numerator, problem), (F::Denominator, problem)]);
    assert_eq!(
        (over.entry, over.figure),
        (Entry::Missing, Some(d("101"))),
        "the figure is still shown"
    );
    let base = number("100");
    assert_eq!(
        alone("S1-02", Some(&base), &[(F::Numerator, "101")]).errors,
        [(F::Numerator, problem)]
    );
}

#[test]
fn each_half_of_a_quotient_is_needed() {
    assert_eq!(errors("S2-01", &[]), [(F::Numerator, P::Missing)]);
    assert_eq!(errors("S2-01", &[(F::Numerator, "1")]), [(F::Denominator, P::Missing)]);
    assert_eq!(errors("S2-01", &[(F::Denominator, "1")]), [(F::Numerator, P::Missing)]);
    let both = errors("S2-01", &[(F::Numerator, "x"), (F::Denominator, "-1")]);
    assert_eq!(both, [(F::Numerator, P::NotANumber), (F::Denominator, P::Negative)]);
    let decimals = errors("S2-01", &[(F::Numerator, "1.5"), (F::Denominator, "2")]);
    assert_eq!(decimals, [(F::Numerator, P::TooManyDecimals { allowed: 0 })]);
    let percent = errors("S2-01", &[(F::Numerator, "12.5%"), (F::Denominator, "2")]);
    assert_eq!(
        percent,
        [(F::Numerator, P::PercentInCount)],
        "the figure is a percentage, its counts are not"
    );
}

#[test]
fn an_average_may_exceed_its_cases_within_its_range() {
    let checked = alone("N2-03", None, &[(F::Numerator, "10.25"), (F::Denominator, "4")]);
    assert_eq!(
        (checked.entry, checked.figure),
        (quotient("10.25", "4"), Some(d("2.5625")))
    );
    let decimals = errors("N2-03", &[(F::Numerator, "10.255"), (F::Denominator, "4.5")]);
    let many = |allowed| P::TooManyDecimals { allowed };
    assert_eq!(decimals, [(F::Numerator, many(2)), (F::Denominator, many(0))]);
    assert_eq!(errors("N2-03", &[(F::Numerator, "120"), (F::Denominator, "4")]), []);
    let range = P::OutOfRange {
        min: d("0"),
        max: d("30"),
    };
    assert_eq!(
        errors("N2-03", &[(F::Numerator, "120.01"), (F::Denominator, "4")]),
        [(F::Numerator, range)]
    );
}

#[test]
fn a_base_figure_is_the_denominator() {
    let base = number("8");
    let checked = alone("S1-02", Some(&base), &[(F::Numerator, "6"), (F::Denominator, "7")]);
    assert_eq!(
        checked.entry,
        quotient("6", "8"),
        "what is typed beside it does not count"
    );
    let later = Entry::NotYetAvailable {
        reason: "late".into(),
        expected_on: TODAY,
    };
    for base in [None, Some(&Entry::Missing), Some(&no_cases()), Some(&later)] {
        let checked = alone("S1-02", base, &[(F::Numerator, "6")]);
        assert_eq!(checked.errors, [(F::Numerator, P::BaseMissing)], "{base:?}");
        assert_eq!(
            alone("S1-02", base, &[]).errors,
            [(F::Numerator, P::Missing)],
            "{base:?}"
        );
    }
}

#[test]
fn nothing_out_of_nothing_is_no_cases() {
    let zero = number("0");
    for fields in [&[][..], &[(F::Numerator, "0")], &[(F::Numerator, "")]] {
        let checked = alone("N1-01", Some(&zero), fields);
        assert_eq!((checked.entry, checked.errors), (no_cases(), vec![]), "{fields:?}");
    }
    assert_eq!(alone("N2-02", None, &[(F::Denominator, "0")]).entry, no_cases());
    assert_eq!(
        alone("N2-03", None, &[(F::Numerator, "0"), (F::Denominator, "0")]).entry,
        no_cases()
    );
    let some = alone("N1-01", Some(&zero), &[(F::Numerator, "1")]);
    assert_eq!(
        (some.errors, some.figure),
        (vec![(F::Numerator, P::NumeratorOverDenominator)], None)
    );
    assert_eq!(
        errors("N2-02", &[(F::Numerator, "x"), (F::Denominator, "0")]),
        [(F::Numerator, P::NotANumber)]
    );
}

#[test]
fn a_mean_needs_its_sample() {
    let checked = alone("F2-02", None, &[(F::Value, "95.50"), (F::N, "1,200")]);
    let amount = Amount::Mean {
        mean: d("95.50"),
        n: d("1200"),
    };
    assert_eq!(
        (checked.entry.amount(), checked.figure),
        (Some(&amount), Some(d("95.50")))
    );
    assert_eq!(errors("F2-02", &[]), [(F::Value, P::Missing)]);
    assert_eq!(errors("F2-02", &[(F::Value, "95")]), [(F::N, P::Missing)]);
    assert_eq!(errors("F2-02", &[(F::N, "9")]), [(F::Value, P::Missing)]);
    assert_eq!(
        errors("F2-02", &[(F::Value, "95"), (F::N, "0")]),
        [(F::N, P::ZeroSample)]
    );
    let range = P::OutOfRange {
        min: d("0"),
        max: d("100"),
    };
    assert_eq!(
        errors("F2-02", &[(F::Value, "100.01"), (F::N, "9")]),
        [(F::Value, range)]
    );
    let many = errors("F2-02", &[(F::Value, "95.555"), (F::N, "1.5")]);
    assert_eq!(many.len(), 2);
}

#[test]
fn a_gap_needs_two_districts_in_order() {
    let gap = |change: &[(Field, &'static str)]| {
        let mut fields = BTreeMap::from([
            (F::HighName, "甲区"),
            (F::HighNumerator, "19"),
            (F::HighDenominator, "20"),
            (F::LowName, "乙区"),
            (F::LowNumerator, "8"),
            (F::LowDenominator, "10"),
            (F::Districts, "5"),
        ]);
        fields.extend(change.iter().copied());
        alone("N4-01", None, &fields.into_iter().collect::<Vec<_>>())
    };
    let good = gap(&[]);
    assert_eq!(
        (good.errors, good.figure, good.entry.kind().name()),
        (vec![], Some(d("15")), "value")
    );
    let over = P::NumeratorOverDenominator;
    for (change, problems) in [
        (
            &[(F::LowDenominator, "9")][..],
            vec![(F::LowDenominator, P::TooFewCases)],
        ),
        (&[(F::HighNumerator, "15")], vec![(F::HighNumerator, P::DistrictOrder)]),
        (&[(F::HighNumerator, "16")], vec![]),
        (
            &[(F::LowNumerator, "11")],
            vec![
                (F::LowNumerator, over),
                (F::LowDenominator, over),
                (F::HighNumerator, P::DistrictOrder),
            ],
        ),
        (&[(F::HighName, " ")], vec![(F::HighName, P::Missing)]),
        (&[(F::LowName, "甲区")], vec![(F::LowName, P::SameDistrict)]),
        (
            &[(F::LowName, "甲区"), (F::HighNumerator, "16"), (F::Districts, "1")],
            vec![],
        ),
        (
            &[(F::Districts, "0")],
            vec![(
                F::Districts,
                P::OutOfRange {
                    min: d("1"),
                    max: d("1000"),
                },
            )],
        ),
        (
            &[(F::Districts, "1.5")],
            vec![(F::Districts, P::TooManyDecimals { allowed: 0 })],
        ),
    ] {
        assert_eq!(gap(change).errors, problems, "{change:?}");
    }
    let name = "区".repeat(201);
    let long = alone("N4-01", None, &[(F::HighName, &name)]);
    assert_eq!(long.errors[0], (F::HighName, P::TooLong { max: 200 }));
    assert_eq!(errors("N4-01", &[]), [(F::HighNumerator, P::Missing)]);
}

#[test]
fn what_does_not_apply_needs_a_reason_and_what_comes_later_a_day() {
    let kind = |kind: &str, reason: &str, day: &str| {
        alone(
            "B4",
            None,
            &[
                (F::Kind, kind),
                (F::Reason, reason),
                (F::ExpectedOn, day),
                (F::Value, "x"),
            ],
        )
    };
    let (na, later) = ("not_applicable", "not_yet_available");
    assert_eq!(
        kind(na, " none here ", "").entry,
        Entry::NotApplicable {
            reason: "none here".into(),
            no_cases: false
        }
    );
    assert_eq!(kind(na, " ", "").errors, [(F::Reason, P::NoReason)]);
    let expected_on = date(2026, 7, 9);
    assert_eq!(
        kind(later, "survey", "2026年7月9日").entry,
        Entry::NotYetAvailable {
            reason: "survey".into(),
            expected_on
        }
    );
    assert_eq!(
        kind(later, "", "").errors,
        [(F::Reason, P::NoReason), (F::ExpectedOn, P::NoExpectedDate)]
    );
    assert_eq!(
        kind(later, "survey", "2026-07-08").errors,
        [(F::ExpectedOn, P::ExpectedDatePast)]
    );
    assert_eq!(kind(later, "survey", "soon").errors, [(F::ExpectedOn, P::NotADate)]);
    assert_eq!(kind(na, &"长".repeat(500), "").errors, []);
    assert_eq!(
        kind(na, &"长".repeat(501), "").errors,
        [(F::Reason, P::TooLong { max: 500 })]
    );
    assert_eq!(kind("missing", "", "").errors, [(F::Kind, P::NotAKind)]);
}

#[test]
fn what_the_checks_say_crosses_the_wire() {
    let previous = number("10");
    let cx = Context {
        definition: definition("B4").unwrap(),
        base: None,
        base_wrong: false,
        previous: Some(&previous),
        today: TODAY,
    };
    for text in ["3.2万", "10亿", "1.5"] {
        let checked = check(&typed(&[(F::Value, text)]), &cx);
        let json = serde_json::to_string(&checked).unwrap();
        assert_eq!(serde_json::from_str::<Checked>(&json).unwrap(), checked, "{json}");
    }
}

fn some_text() -> impl Strategy<Value = String> {
    prop_oneof![
        ".*",
        "[-0-9０-９.,，%万亿]{0,40}",
        "[0-9]{1,3}",
        "(yes|no|value|not_applicable|not_yet_available|0|甲区|2026-[0-9]{1,2}-[0-9]{1,2})",
    ]
}

fn some_fields() -> impl Strategy<Value = Typed> {
    prop::collection::btree_map(prop::sample::select(&Field::ALL[..]), some_text(), 0..16).prop_map(Typed)
}

proptest! {
    /// An entry stands exactly where there is no error; what stands serves as base and as period before.
    #[test]
    fn no_text_breaks_the_checks(now in some_fields(), before in some_fields(), base in some_text()) {
        let bare = |definition| Context { definition, base: None, base_wrong: false, previous: None, today: TODAY };
        let base = check(&typed(&[(F::Value, &base)]), &bare(definition("B1").unwrap())).entry;
        for definition in indicator::definitions("2026-Q2".parse().unwrap()) {
            let cx = Context { base: Some(&base), ..bare(definition) };
            let previous = check(&before, &cx).entry;
            let checked = check(&now, &Context { previous: Some(&previous), ..cx });
            prop_assert_eq!(checked.errors.is_empty(), checked.entry != Entry::Missing);
            prop_assert!(checked.warning.is_none() || checked.figure.is_some() || definition.code == "S1-01");
        }
    }
}
