//! Worked examples by hand for each kind of indicator, and what holds of every change, checked by independent rules.

use jiff::civil::date;
use proptest::prelude::*;

use super::*;
use crate::{
    compare::Mode,
    indicator::{definition, in_mode, indicators},
    score::periods,
    target::Path,
};

fn d(text: &str) -> Decimal {
    text.parse().unwrap()
}

fn q(text: &str) -> Period {
    text.parse().unwrap()
}

fn of(code: &str) -> &'static Definition {
    definition(code).unwrap()
}

fn pilot() -> Vec<Period> {
    ["2025-Q4", "2026-Q1", "2026-Q2", "2026-Q3"].map(q).to_vec()
}

fn promise(baseline: Option<Decimal>) -> Promise {
    Promise::Value {
        path: Path {
            baseline,
            steps: [(q("2026-Q3"), d("1"))].into(),
        },
        baseline_on: date(2025, 9, 30),
        source: String::new(),
        explanation: String::new(),
    }
}

fn value(amount: Amount) -> Entry {
    Entry::Value {
        amount,
        explanation: String::new(),
    }
}

fn number(n: &str) -> Entry {
    value(Amount::Number(d(n)))
}

fn quotient(numerator: &str, denominator: &str) -> Entry {
    value(Amount::Quotient {
        numerator: d(numerator),
        denominator: d(denominator),
    })
}

fn since(code: &str, entries: &[Entry], baseline: &str, quarter: &str) -> Moved {
    assert_eq!(entries.len(), periods(of(code), q(quarter), &pilot()).len(), "{code}");
    let promise = promise(Some(d(baseline)));
    since_baseline(of(code), entries, Some(&promise), (q(quarter), &pilot()), |_| 1)
}

fn then(code: &str, periods: &[(&str, Entry, Entry)]) -> Moved {
    let all: Vec<_> = periods.iter().map(|(p, a, b)| (q(p), a.clone(), b.clone())).collect();
    on_year_before(of(code), &all, |_| 1)
}

#[test]
fn levels_differ_from_their_baseline_in_their_unit() {
    // A rate, of three months: 80 + 81 + 82 of 300 are 81 %, 9 points over 72.
    let months = [("80", "100"), ("81", "100"), ("82", "100")].map(|(n, m)| quotient(n, m));
    let rate = since("F2-01", &months, "72", "2026-Q2");
    assert_eq!(
        (rate.figure, rate.value, rate.base),
        (Ok(d("9")), Some(d("81")), Some(d("72")))
    );
    assert!(!rate.small);
    // A mean of which fewer is better: 30 days over 10 cases are 3, one less than 4.
    let quick = since(
        "N2-03",
        &[quotient("10", "4"), quotient("10", "3"), quotient("10", "3")],
        "4",
        "2026-Q1",
    );
    assert_eq!(quick.figure, Ok(d("-1")));
    // A stock, counted in outlets; and one at a baseline of zero.
    assert_eq!(since("F4-01", &[number("12")], "9", "2026-Q1").figure, Ok(d("3")));
    assert_eq!(since("S3-02", &[number("5")], "0", "2026-Q1").figure, Ok(d("5")));
    // Three cases together are few.
    assert!(since("F2-01", &[(); 3].map(|()| quotient("1", "1")), "72", "2026-Q1").small);
}

#[test]
fn a_flow_is_set_against_as_many_months_of_its_baseline() {
    // F4-03, sessions: 10 a month; 240 in the twelve months before are 20 a month.
    let mut months = vec![number("10"); 6];
    let half = since("F4-03", &months, "240", "2026-Q1");
    assert_eq!(
        (half.value, half.base, half.figure),
        (Some(d("60")), Some(d("120")), Ok(d("-50")))
    );
    // A month that is missing takes its part of the baseline along: 50 of 100.
    months[5] = Entry::Missing;
    let five = since("F4-03", &months, "240", "2026-Q1");
    assert_eq!(
        (five.base, five.figure, five.held, five.expected),
        (Some(d("100")), Ok(d("-50")), 5, 6)
    );
    // Quarterly: 30 of 4 · 40 / 4.
    let pledged = since("F4-04", &[number("30"), number("40")], "80", "2026-Q1");
    assert_eq!((pledged.base, pledged.figure), (Some(d("40")), Ok(d("75"))));
    // Of nothing there is no percentage, and of a few it is greyed.
    assert_eq!(since("F4-03", &months, "0", "2026-Q1").figure, Err(Lack::ZeroBase));
    assert!(since("F4-03", &months, "23", "2026-Q1").small && !since("F4-03", &months, "24", "2026-Q1").small);
}

#[test]
fn flows_of_a_handful_change_by_a_difference() {
    // N3-02, incidents: 1 in three months, where 8 in twelve months are 2 in three.
    let incidents = since("N3-02", &[number("0"), number("1"), number("0")], "8", "2025-Q4");
    assert_eq!(
        (incidents.figure, incidents.base, incidents.small),
        (Ok(d("-1")), Some(d("2")), false)
    );
    assert_eq!(
        since("N3-02", &[(); 3].map(|()| number("0")), "0", "2025-Q4").figure,
        Ok(d("0"))
    );
    assert_eq!(since("S1-03", &[number("3")], "4", "2025-Q4").figure, Ok(d("2")));
}

#[test]
fn the_year_before_counts_the_months_that_both_years_have() {
    let all = [
        ("2026-01", number("30"), number("20")),
        ("2026-02", number("30"), Entry::Missing),
        ("2026-03", number("15"), number("10")),
    ];
    // 45 of 30: February of the year before is not there, so this February is left out too.
    let moved = then("F4-03", &all);
    assert_eq!(
        (moved.value, moved.base, moved.figure),
        (Some(d("45")), Some(d("30")), Ok(d("50")))
    );
    assert_eq!((moved.held, moved.expected), (2, 3));
    assert_eq!(then("F4-03", &all[1..2]).figure, Err(Lack::NoYearBefore));
    assert_eq!(
        then("F4-03", &[("2026-01", Entry::Missing, number("9"))]).figure,
        Err(Lack::Missing)
    );
    assert_eq!(
        then("F4-03", &[("2026-01", number("9"), number("0"))]).figure,
        Err(Lack::ZeroBase)
    );
    assert_eq!(
        then("N3-02", &[("2026-01", number("2"), number("0"))]).figure,
        Ok(d("2"))
    );
}

#[test]
fn no_change_crosses_a_break_of_the_definition() {
    let later = |p: Period| if p < q("2026-Q1") { 1 } else { 2 };
    let promise = promise(Some(d("10")));
    let at = |quarter: &str| {
        let entries = vec![number("5"); periods(of("S3-02"), q(quarter), &pilot()).len()];
        since_baseline(of("S3-02"), &entries, Some(&promise), (q(quarter), &pilot()), later).figure
    };
    assert_eq!((at("2025-Q4"), at("2026-Q1")), (Ok(d("-5")), Err(Lack::Break)));
    let months = [(q("2026-01"), number("30"), number("20"))];
    let by = |first: &str| {
        let first = q(first);
        on_year_before(of("F4-03"), &months, |p| u32::from(p >= first)).figure
    };
    assert_eq!((by("2025-06"), by("2025-01")), (Err(Lack::Break), Ok(d("50"))));
}

#[test]
fn what_has_no_figure_says_why() {
    let lack = |entries: [Entry; 3], promise: Option<&Promise>| {
        since_baseline(of("F2-01"), &entries, promise, (q("2026-Q1"), &pilot()), |_| 1).figure
    };
    let (filed, empty) = (promise(Some(d("7"))), promise(None));
    let not_applicable = Promise::NotApplicable { reason: String::new() };
    let full = || [(); 3].map(|()| quotient("8", "9"));
    assert_eq!(lack(full(), None), Err(Lack::NotFiled));
    assert_eq!(lack(full(), Some(&empty)), Err(Lack::NotFiled));
    assert_eq!(lack(full(), Some(&not_applicable)), Err(Lack::NotApplicable));
    assert_eq!(lack(Default::default(), Some(&filed)), Err(Lack::Missing));
    let idle = [(); 3].map(|()| Entry::NotApplicable {
        reason: String::new(),
        no_cases: true,
    });
    assert_eq!(lack(idle, Some(&filed)), Err(Lack::NoCases));
    let not_yet = Entry::NotYetAvailable {
        reason: String::new(),
        expected_on: date(2026, 7, 1),
    };
    assert_eq!(
        lack([Entry::Missing, Entry::Missing, not_yet], Some(&filed)),
        Err(Lack::NotYet)
    );
}

#[test]
fn the_mode_shows_points_of_percentages_and_percent_of_flows_with_a_scale() {
    for d in indicators() {
        let shown = in_mode(&d.code, Mode::Change).unwrap();
        match measure(d) {
            None => assert_eq!(
                (shown.unit.as_str(), shown.way),
                (d.unit.as_str(), d.way),
                "as reported"
            ),
            Some(Measure::Percent) => {
                assert_eq!((shown.unit.as_str(), shown.decimals), ("%", 1));
                assert!(!shown.per_million, "size is taken out");
            }
            Some(Measure::Difference) if d.unit == "%" => assert_eq!(shown.unit, "百分点"),
            Some(Measure::Difference) => {
                assert_eq!(shown.unit, d.unit);
                assert_eq!(
                    shown.per_million, d.per_million,
                    "{}: outlets of large and small cities",
                    d.code
                );
            }
        }
        assert_eq!(shown.direction, d.direction);
        assert!(measure(d).is_none() || (shown.min, shown.max) == (None, None));
    }
    let percent: Vec<_> = indicators().filter(|d| measure(d) == Some(Measure::Percent)).collect();
    assert_eq!(
        percent.iter().map(|d| d.code.as_str()).collect::<Vec<_>>(),
        ["F3-01", "F4-02", "F4-03", "F4-04"]
    );
}

#[test]
fn one_base_for_all_leaves_the_fewest_out() {
    assert_eq!(Base::of_most(0, 0), Base::Baseline);
    assert_eq!(Base::of_most(5, 4), Base::Baseline);
    assert_eq!(Base::of_most(5, 5), Base::YearBefore);
    assert_eq!(Base::of_most(0, 1), Base::YearBefore);
}

proptest! {
    /// By multiplication, so that nothing is divided a second time: base · (100 + change) = 100 · value.
    #[test]
    fn a_change_leads_from_the_base_back_to_the_value(
        months in prop::collection::vec(prop::option::weighted(0.8, 0_i64..5_000), 9),
        baseline in 0_i64..50_000,
        code in prop::sample::select(vec!["F3-01", "F4-03", "N3-02"]),
    ) {
        let entries: Vec<_> = months.iter().map(|m| m.map_or(Entry::Missing, |n| number(&n.to_string()))).collect();
        let moved = since(code, &entries, &baseline.to_string(), "2026-Q2");
        let held = months.iter().flatten().count();
        let total: i64 = months.iter().flatten().sum();
        prop_assert_eq!((moved.held, moved.expected), (held, 9));
        let (total, twelve) = (Decimal::from(total), Decimal::from(12));
        let part = Decimal::from(baseline) * Decimal::from(i64::try_from(held).unwrap());
        match moved.figure {
            Err(Lack::Missing) => prop_assert_eq!(held, 0),
            Err(Lack::ZeroBase) => prop_assert!(baseline == 0 && held > 0 && code != "N3-02"),
            Err(other) => prop_assert!(false, "{:?}", other),
            Ok(by) if code == "N3-02" => prop_assert_eq!((by * twelve + part).round_dp(18), (total * twelve).round_dp(18)),
            Ok(percent) => {
                let back = part * (percent + Decimal::ONE_HUNDRED);
                prop_assert!((back - total * twelve * Decimal::ONE_HUNDRED).abs() < Decimal::new(1, 6));
                prop_assert!(percent >= -Decimal::ONE_HUNDRED, "no count falls by more than all of it");
            }
        }
    }

    #[test]
    fn more_in_a_month_never_lowers_a_change(
        months in prop::collection::vec(0_i64..500, 6), at in any::<prop::sample::Index>(), more in 1_i64..50,
        baseline in 1_i64..5_000,
    ) {
        let with = |months: &[i64]| {
            let entries: Vec<_> = months.iter().map(|n| number(&n.to_string())).collect();
            since("F4-03", &entries, &baseline.to_string(), "2026-Q1").figure.unwrap()
        };
        let mut other = months.clone();
        other[at.index(months.len())] += more;
        prop_assert!(with(&other) > with(&months));
    }
}
