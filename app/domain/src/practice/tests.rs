use jiff::civil::date;

use super::*;
use crate::fault::Fault;

fn whole() -> Case {
    let mut case = Case::default();
    for (name, text) in [
        ("title", "一窗通办"),
        ("aspect", "facilitation"),
        ("goal", "online-offline"),
        ("background", "背景"),
        ("measures", "做法"),
        ("results", "成效"),
        ("conditions", "条件"),
    ] {
        case.set(name, text);
    }
    case
}

#[test]
fn every_transition_is_the_domains() {
    let mut allowed = Vec::new();
    for state in State::ALL {
        for action in Action::ALL {
            for by in [By::Own, By::Other, By::Cnipa] {
                if let Some(next) = state.next(action, by) {
                    allowed.push((state.name(), action.name(), by, next.name()));
                }
            }
        }
    }
    assert_eq!(
        allowed,
        [
            ("draft", "save", By::Own, "draft"),
            ("draft", "submit", By::Own, "submitted"),
            ("submitted", "return", By::Cnipa, "returned"),
            ("submitted", "select", By::Cnipa, "selected"),
            ("submitted", "decline", By::Cnipa, "declined"),
            ("returned", "save", By::Own, "returned"),
            ("returned", "submit", By::Own, "submitted"),
            ("selected", "publish", By::Cnipa, "published"),
            ("published", "adopt", By::Other, "published"),
        ]
    );
}

#[test]
fn names_are_read_back() {
    assert!(State::ALL.iter().all(|s| State::parse(s.name()) == Some(*s)));
    assert!(Action::ALL.iter().all(|a| Action::parse(a.name()) == Some(*a)));
    let mut case = Case::default();
    for name in FIELDS {
        case.set(name, name);
        assert_eq!(case.get(name), Some(name));
    }
    assert_eq!(case.get("reason"), None);
    assert_eq!(
        Case::read(|name| Some(if name == "title" { "a\r\nb\0" } else { "" })).title,
        "a\nb"
    );
}

#[test]
fn a_case_is_whole_before_it_is_submitted() {
    assert_eq!(whole().check(), Ok(()));
    let faults = Case::default().check().unwrap_err();
    let names: Vec<_> = faults.iter().map(|(n, _)| *n).collect();
    assert_eq!(
        names,
        [
            "title",
            "aspect",
            "goal",
            "background",
            "measures",
            "results",
            "conditions"
        ]
    );
    let mut long = whole();
    long.measures = "字".repeat(1_994);
    assert_eq!((long.characters(), long.check()), (2_000, Ok(())));
    long.scope = "字".into();
    assert_eq!(long.check(), Err(vec![("measures", Fault::TooLong { most: 2_000 })]));
    assert_eq!(long.keepable(), Ok(()), "a draft keeps it");
    long.scope = "字".repeat(20_001);
    assert_eq!(long.keepable(), Err(vec![("scope", Fault::TooLong { most: 20_000 })]));
}

#[test]
fn figures_belong_to_an_indicator_and_to_periods_in_order() {
    let of = |values: &[(&str, &str)]| {
        let mut case = whole();
        values.iter().for_each(|(name, text)| case.set(name, text));
        case.check()
    };
    assert_eq!(of(&[("before", "3")]), Err(vec![("indicator", Fault::Missing)]));
    assert_eq!(of(&[("indicator", "B1")]), Err(vec![("indicator", Fault::Unknown)]));
    assert_eq!(of(&[("indicator", "F2-01")]), Ok(()));
    let figures = [
        ("indicator", "F2-01"),
        ("before", "81.2%"),
        ("before_period", "2025-10"),
        ("after", "many"),
        ("after_period", "2025-10"),
    ];
    assert_eq!(
        of(&figures),
        Err(vec![
            ("after", Fault::NotANumber),
            ("after_period", Fault::NotAfter(date(2025, 10, 31)))
        ])
    );
    let mut good = figures;
    (good[3].1, good[4].1) = ("90", "2026-Q1");
    assert_eq!(of(&good), Ok(()));
}

#[test]
fn an_adoption_has_a_day_an_indicator_and_a_proof() {
    let (published, today) = (date(2026, 2, 1), date(2026, 5, 8));
    let read = |on, indicator, proof| adopted(on, indicator, proof, published, today);
    let good = read("2026-03-02", "F2-01", " 文件号 ").unwrap();
    assert_eq!((good.on, good.proof.as_str()), (date(2026, 3, 2), "文件号"));
    assert_eq!(
        read("2026-05-09", "B1", ""),
        Err(vec![
            ("adopted_on", Fault::After(today)),
            ("indicator", Fault::Unknown),
            ("proof", Fault::Missing)
        ])
    );
    assert_eq!(
        read("2026-01-31", "", "x"),
        Err(vec![
            ("adopted_on", Fault::Before(published)),
            ("indicator", Fault::Missing)
        ])
    );
}

#[test]
fn a_number_is_cited_in_one_way() {
    assert_eq!((code(12), code(12_345)), ("C-0012".to_owned(), "C-12345".to_owned()));
    assert_eq!((number_of("C-0012"), number_of("C-12345")), (Some(12), Some(12_345)));
    for bad in ["C-12", "C-00012", "c-0012", "C-+012", "12", "C-"] {
        assert_eq!(number_of(bad), None, "{bad}");
    }
}
