//! What is in force at a quarter, and every fault of a path, at its edge and beyond.

use super::*;
use crate::indicator::definition;

fn d(text: &str) -> Decimal {
    text.parse().unwrap()
}

fn of(code: &str) -> &'static Definition {
    definition(code).unwrap()
}

fn p(text: &str) -> Period {
    text.parse().unwrap()
}

const PILOT: [&str; 4] = ["2025-Q4", "2026-Q1", "2026-Q2", "2026-Q3"];

fn pilot() -> Vec<Period> {
    PILOT.map(p).to_vec()
}

/// A path of the pilot's quarters; an empty text is no step.
fn path(baseline: &str, steps: [&str; 4]) -> Path {
    let steps = PILOT.into_iter().zip(steps).filter(|(_, step)| !step.is_empty());
    Path {
        baseline: (!baseline.is_empty()).then(|| d(baseline)),
        steps: steps.map(|(quarter, step)| (p(quarter), d(step))).collect(),
    }
}

fn faults(code: &str, baseline: &str, steps: [&str; 4]) -> Vec<Fault> {
    check(of(code), &path(baseline, steps), &pilot(), None, "")
}

fn wrong(at: At, problem: Problem) -> Fault {
    Fault::Wrong { at, problem }
}

fn step(quarter: &str, problem: Problem) -> Fault {
    wrong(At::Step(p(quarter)), problem)
}

#[test]
fn the_step_in_force_is_the_quarters_or_the_last_before() {
    let path = path("10", ["", "20", "", "40"]);
    for (period, want) in [
        ("2025-Q4", None),
        ("2026-Q1", Some("20")),
        ("2026-01", Some("20")),
        ("2026-Q2", Some("20")),
        ("2026-Q3", Some("40")),
        ("2027-Q1", Some("40")),
    ] {
        assert_eq!(path.at(p(period)), want.map(d), "{period}");
    }
}

#[test]
fn of_a_flows_baseline_a_quarter_runs_each_quarter() {
    let path = path("10.1", ["", "", "", "12"]);
    // 10.1 · k/4, exactly.
    for (period, flow) in [
        ("2025-Q3", "0"),
        ("2025-Q4", "2.525"),
        ("2025-11", "2.525"),
        ("2026-Q1", "5.05"),
        ("2026-Q3", "10.1"),
    ] {
        assert_eq!(
            path.baseline_at(of("F4-04"), p(period), &pilot()),
            Some(d(flow)),
            "{period}"
        );
        assert_eq!(
            path.baseline_at(of("S3-02"), p(period), &pilot()),
            Some(d("10.1")),
            "a level stays"
        );
    }
    assert_eq!(Path::default().baseline_at(of("F4-04"), p("2026-Q1"), &pilot()), None);
    let huge = Path {
        baseline: Some(Decimal::MAX),
        ..Path::default()
    };
    let five: Vec<Period> = ["2025-Q3"].map(p).into_iter().chain(pilot()).collect();
    assert_eq!(
        huge.baseline_at(of("F4-04"), p("2026-Q3"), &five),
        None,
        "beyond the range, and no panic"
    );
}

#[test]
fn a_sound_path_has_no_faults() {
    for (code, baseline, steps) in [
        ("S1-02", "60", ["65", "", "80", "95.50"]),
        ("S1-01", "0", ["0", "1", "1", "1"]),
        ("N2-03", "3", ["2.5", "2.0", "2", "1.5"]),
        ("S1-03", "150", ["40", "90", "140", "200"]),
        ("F4-04", "400000.5", ["", "200000", "200000", "500000.25"]),
        // Incidents add up: the path rises, and ends below the year before.
        ("N3-02", "8", ["1", "3", "3", "5"]),
    ] {
        assert_eq!(faults(code, baseline, steps), [], "{code}");
    }
}

#[test]
fn numbers_that_cannot_stand_are_errors() {
    let range = |min: &str, max: &str| Problem::OutOfRange {
        min: d(min),
        max: d(max),
    };
    let decimals = |allowed| Problem::TooManyDecimals { allowed };
    let last = "2026-Q3";
    for (code, baseline, target, want) in [
        ("S1-02", "60", "100", None),
        ("S1-02", "60", "100.01", Some(step(last, range("0", "100")))),
        ("S1-02", "60", "-0.01", Some(step(last, Problem::Negative))),
        ("S1-02", "60", "90.500", None),
        ("S1-02", "60", "90.555", Some(step(last, decimals(2)))),
        ("S1-02", "60.001", "90", Some(wrong(At::Baseline, decimals(2)))),
        ("S1-02", "-1", "90", Some(wrong(At::Baseline, Problem::Negative))),
        ("S3-02", "3", "4.5", Some(step(last, decimals(0)))),
        ("S1-01", "0", "2", Some(step(last, Problem::NotYesNo))),
        ("S1-01", "0.5", "1", Some(wrong(At::Baseline, Problem::NotYesNo))),
        ("S1-02", "", "90", Some(wrong(At::Baseline, Problem::Missing))),
        ("S1-02", "60", "", Some(step(last, Problem::Missing))),
        // 50 standards a quarter are 200 in four; 2,000 sessions a month are 24,000 in twelve.
        ("S1-03", "10", "201", Some(step(last, range("0", "200")))),
        ("F4-03", "10", "24000", None),
        (
            "F4-03",
            "24001",
            "24000",
            Some(wrong(At::Baseline, range("0", "24000"))),
        ),
    ] {
        let got = faults(code, baseline, ["", "", "", target]);
        assert_eq!(got, Vec::from_iter(want), "{code} from {baseline} to {target}");
        assert!(got.iter().all(Fault::is_error));
    }
    let early = faults("S1-03", "10", ["51", "", "", "60"]);
    assert_eq!(early, [step("2025-Q4", range("0", "50"))], "one quarter allows 50");
}

#[test]
fn what_comes_together_never_becomes_less() {
    let falls = Fault::Falls {
        quarter: p("2026-Q2"),
        from: d("9"),
        to: d("8"),
    };
    assert_eq!(faults("F4-03", "10", ["5", "9", "8", "20"]), [falls]);
    assert_eq!(
        faults("N3-02", "20", ["5", "9", "8", "10"]),
        [falls],
        "where lower is better too"
    );
    assert_eq!(faults("F4-03", "10", ["5", "5", "", "20"]), []);
    assert!(falls.is_error());
}

#[test]
fn a_final_target_that_does_not_improve_asks_why() {
    let backward = |baseline: &str, target: &str| Fault::Backward {
        baseline: d(baseline),
        target: d(target),
    };
    let same = |baseline: &str| Fault::Unambitious { baseline: d(baseline) };
    for (code, baseline, target, want) in [
        ("S3-02", "30", "29", Some(backward("30", "29"))),
        ("S3-02", "30", "30", Some(same("30"))),
        ("S3-02", "30", "31", None),
        ("S1-02", "100", "100", None),
        ("S1-01", "1", "1", None),
        ("S1-01", "0", "0", Some(same("0"))),
        ("S1-01", "1", "0", Some(backward("1", "0"))),
        ("F1-02", "0", "0", None),
        ("F1-02", "0.5", "0.5", Some(same("0.5"))),
        ("F4-03", "80", "79", Some(backward("80", "79"))),
        ("F4-03", "80", "80", Some(same("80"))),
        ("N3-02", "8", "8", Some(same("8"))),
        ("N3-02", "8", "9", Some(backward("8", "9"))),
        ("N3-02", "0", "0", None),
    ] {
        // Of a level a step that is worse than what was before is told beside it.
        let mut got = faults(code, baseline, ["", "", "", target]);
        got.retain(|f| !matches!(f, Fault::StepBack { .. }));
        assert_eq!(got, Vec::from_iter(want), "{code} from {baseline} to {target}");
        assert!(!got.iter().any(Fault::is_error));
        let explained = check(
            of(code),
            &path(baseline, ["", "", "", target]),
            &pilot(),
            None,
            "the law changed",
        );
        assert_eq!(explained, []);
    }
}

#[test]
fn a_level_that_steps_back_asks_why() {
    let back = |quarter: &str, from: &str, to: &str| Fault::StepBack {
        quarter: p(quarter),
        from: d(from),
        to: d(to),
    };
    assert_eq!(
        faults("S3-02", "30", ["29", "35", "34", "40"]),
        [back("2025-Q4", "30", "29"), back("2026-Q2", "35", "34")]
    );
    assert_eq!(
        faults("N2-03", "3", ["2", "", "2.5", "2.5"]),
        [back("2026-Q2", "2", "2.5")]
    );
}

#[test]
fn a_target_under_the_reference_asks_why() {
    let under = |reference: &str, target: &str| Fault::UnderReference {
        reference: d(reference),
        target: d(target),
    };
    let with = |code: &str, baseline: &str, target: &str, reference: &str, why: &str| {
        check(
            of(code),
            &path(baseline, ["", "", "", target]),
            &pilot(),
            Some(d(reference)),
            why,
        )
    };
    assert_eq!(with("S1-02", "60", "90", "95", ""), [under("95", "90")]);
    assert_eq!(
        with("S1-02", "60", "90", "95", " \n"),
        [under("95", "90")],
        "a blank is no reason"
    );
    assert_eq!(with("S1-02", "60", "90", "95", "half of the districts are new"), []);
    assert_eq!(with("S1-02", "60", "95", "95", ""), []);
    assert_eq!(
        with("N2-03", "3", "2", "1.5", ""),
        [under("1.5", "2")],
        "less is more here"
    );
    let wrong = with("S1-02", "60", "101", "95", "why not");
    assert!(
        wrong.len() == 1 && wrong.iter().all(Fault::is_error),
        "no reason passes an error"
    );
}

#[test]
fn a_path_is_kept_and_read_back() {
    let path = path("60.50", ["", "70", "", "95"]);
    let text = serde_json::to_string(&path).unwrap();
    assert_eq!(text, r#"{"baseline":"60.50","steps":{"2026-Q1":"70","2026-Q3":"95"}}"#);
    assert_eq!(serde_json::from_str::<Path>(&text).unwrap(), path);
}

#[test]
fn without_a_pilot_or_a_direction_nothing_is_asked() {
    assert_eq!(check(of("S1-02"), &path("60", ["", "", "", "50"]), &[], None, ""), []);
    assert_eq!(check(of("B1"), &path("60", ["", "", "", "50"]), &pilot(), None, ""), []);
}
