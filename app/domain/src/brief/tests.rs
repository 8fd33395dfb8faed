use proptest::prelude::*;

use super::*;
use crate::{city::cities, compare::places, indicator::Direction};

fn quarter() -> Period {
    "2026-Q2".parse().unwrap()
}

fn open(severity: Severity, overdue: bool) -> Open {
    Open {
        number: 7,
        severity,
        overdue,
        days: 40,
    }
}

fn at(indicator: &str, weight: u32, first: bool) -> End {
    End {
        indicator: indicator.into(),
        weight,
        first,
    }
}

/// A city of which everything is known that a line can say.
fn everything() -> Known {
    Known {
        reports: vec![
            ("2026-04".parse().unwrap(), Timeliness::Overdue { days: 3 }),
            ("2026-05".parse().unwrap(), Timeliness::Overdue { days: 3 }),
            (quarter(), Timeliness::Late { days: 2 }),
        ],
        problem: Some(open(Severity::Urgent, false)),
        ends: vec![
            at("S1-02", 4, false),
            at("N1-01", 5, false),
            at("F2-01", 5, false),
            at("F1-01", 2, true),
        ],
        adopted: vec![Adopted {
            number: 3,
            on: "2026-06-30".parse().unwrap(),
        }],
    }
}

#[test]
fn what_presses_comes_first_and_no_line_says_more_than_two_things() {
    let mut known = everything();
    let said = |known: &Known| points(known, quarter());
    let overdue = Point::Overdue {
        period: "2026-04".parse().unwrap(),
        days: 3,
    };
    assert_eq!(said(&known), [overdue, Point::Pressing(open(Severity::Urgent, false))]);
    known.reports.drain(..2);
    known.problem = Some(open(Severity::General, true));
    assert_eq!(said(&known)[0], Point::Pressing(open(Severity::General, true)));
    known.problem = Some(open(Severity::Important, false));
    let last = Point::Last {
        indicator: "N1-01".into(),
        of: 3,
    };
    assert_eq!(
        said(&known),
        [Point::Late { days: 2 }, last],
        "the weightiest, of equal ones the first"
    );
    known.ends.retain(|e| e.first);
    known.reports[0].1 = Timeliness::OnTime { extended: false };
    let first = Point::First {
        indicator: "F1-01".into(),
        of: 1,
    };
    assert_eq!(said(&known), [first, Point::Adopted(known.adopted[0])]);
    known.ends.clear();
    assert_eq!(said(&known)[1], Point::Problem(open(Severity::Important, false)));
    known.adopted[0].on = "2026-07-01".parse().unwrap();
    known.problem = None;
    assert_eq!(
        said(&known),
        [Point::InTime],
        "what was adopted after the period is not of it"
    );
    known.reports[0].1 = Timeliness::Open {
        working_days_left: 1,
        extended: false,
    };
    assert_eq!(said(&known), [Point::Awaited]);
    assert_eq!(said(&Known::default()), [Point::Nothing]);
}

#[test]
fn a_months_brief_looks_at_the_report_that_holds_it() {
    let known = Known {
        reports: vec![(quarter(), Timeliness::Late { days: 1 })],
        ..Known::default()
    };
    assert_eq!(points(&known, "2026-06".parse().unwrap()), [Point::Late { days: 1 }]);
    assert_eq!(points(&known, "2026-05".parse().unwrap()), [Point::Nothing]);
}

proptest! {
    #[test]
    fn an_end_is_one_citys_alone(figures in prop::collection::vec(0_i64..6, 0..9)) {
        let d = definition("F2-01").unwrap();
        let values: Vec<_> = cities().iter().zip(&figures).map(|(c, v)| (c.slug.clone(), (*v).into())).collect();
        let ranked = places(&values, Direction::Higher, rust_decimal::Decimal::ONE, 0);
        let (most, least) = (figures.iter().max(), figures.iter().min());
        for (city, end) in ends(d, &ranked) {
            let own = values.iter().find(|(c, _)| *c == city).unwrap().1;
            let extreme = if end.first { most } else { least };
            prop_assert_eq!(Some(own), extreme.map(|v| (*v).into()));
            prop_assert_eq!(figures.iter().filter(|v| Some(*v) == extreme).count(), 1);
            prop_assert!(figures.len() >= FEWEST);
        }
    }
}

#[test]
fn a_draft_keeps_what_is_right_and_names_what_is_not() {
    let choice = |indicator: &str, chart: &str, sentence: &str| Choice {
        indicator: indicator.into(),
        chart: chart.into(),
        sentence: sentence.into(),
    };
    let shape = |name: &str| name == "trend";
    let mut draft = Draft {
        opening: "  会前阅。 ".into(),
        charts: vec![
            choice("F2-01", "trend", " 稳步上升。"),
            choice("S1-02", "trend", ""),
            choice("N1-01", "trend", ""),
        ],
    };
    let kept = draft.checked(shape).unwrap();
    assert_eq!(
        (kept.opening.as_str(), kept.charts[0].sentence.as_str()),
        ("会前阅。", "稳步上升。")
    );
    draft.charts[1] = choice("B1", "pie", &"长".repeat(SENTENCE_MAX as usize + 1));
    let faults = draft.checked(shape).unwrap_err();
    let names: Vec<_> = faults.iter().map(|(name, _)| *name).collect();
    assert_eq!(
        names,
        ["charts[1][sentence]", "charts[1][indicator]", "charts[1][chart]"]
    );
    draft.charts.truncate(1);
    assert_eq!(
        draft.checked(shape).unwrap_err().len(),
        4,
        "three charts, each with its shape"
    );
}
