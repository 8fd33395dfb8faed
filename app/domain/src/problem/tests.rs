use jiff::civil::date;
use proptest::prelude::*;

use super::*;
use crate::fault::Fault;

/// Every row of the workflow: action, by whom, from (state, level), to.
const LEGAL: &[(Action, Turn, &[State], State)] = &[
    (Action::Handle, Turn::City, &[State::Registered], State::CityHandling),
    (Action::Close, Turn::City, &[State::CityHandling], State::Closed),
    (
        Action::Escalate,
        Turn::City,
        &[State::Registered, State::CityHandling, State::Returned],
        State::Escalated,
    ),
    (Action::Receive, Turn::Cnipa, &[State::Escalated], State::Received),
    (
        Action::Return,
        Turn::Cnipa,
        &[State::Escalated, State::Received],
        State::Returned,
    ),
    (
        Action::Assign,
        Turn::Cnipa,
        &[State::Received, State::Assigned, State::Reopened],
        State::Assigned,
    ),
    (Action::Reply, Turn::Cnipa, &[State::Assigned], State::Replied),
    (Action::Confirm, Turn::City, &[State::Replied], State::Confirmed),
    (Action::Reopen, Turn::City, &[State::Replied], State::Reopened),
    (Action::StrikeOff, Turn::Cnipa, &[State::Confirmed], State::Closed),
];

const MOVES: [Action; 11] = [
    Action::Handle,
    Action::Close,
    Action::Escalate,
    Action::Receive,
    Action::Return,
    Action::Assign,
    Action::Reply,
    Action::PassOn,
    Action::Confirm,
    Action::Reopen,
    Action::StrikeOff,
];

#[test]
fn national_problems_go_the_workflows_way_and_no_other() {
    for &action in &MOVES {
        for &by in Turn::ALL {
            for &state in State::ALL {
                let standing = Standing {
                    state,
                    level: Level::National,
                };
                let want = LEGAL
                    .iter()
                    .find(|(a, b, from, _)| *a == action && *b == by && from.contains(&state))
                    .map(|(.., to)| *to);
                let got = standing.next(action, by);
                assert_eq!(got.map(|s| s.state).ok(), want, "{action:?} by {by:?} in {state:?}");
                if let Err(refusal) = got {
                    assert_eq!(refusal, Refusal::WrongStep { action, state });
                }
            }
        }
    }
}

#[test]
fn a_provincial_problem_is_the_liaisons_until_it_is_passed_on() {
    let at = |state, level| Standing { state, level };
    let sent = at(State::Escalated, Level::Provincial);
    assert_eq!(sent.turn(), Turn::Province);
    assert_eq!(
        sent.next(Action::Reply, Turn::Province),
        Ok(at(State::Replied, Level::Provincial))
    );
    let passed = sent.next(Action::PassOn, Turn::Province).unwrap();
    assert_eq!(
        (passed, passed.turn()),
        (at(State::Escalated, Level::National), Turn::Cnipa)
    );
    assert!(passed.next(Action::Reply, Turn::Province).is_err());
    assert_eq!(
        sent.next(Action::Receive, Turn::Cnipa),
        Ok(at(State::Received, Level::National)),
        "what CNIPA takes up is CNIPA's"
    );
    let again = at(State::Reopened, Level::Provincial);
    assert_eq!(again.turn(), Turn::Province);
    assert!(again.next(Action::Assign, Turn::Cnipa).is_err());
    assert_eq!(at(State::Confirmed, Level::Provincial).turn(), Turn::Cnipa);
    let own = at(State::Registered, Level::City);
    assert_eq!(own.next(Action::Escalate, Turn::City), Err(Refusal::NoLevel));
}

#[test]
fn words_sharing_and_joining_move_nothing() {
    for &state in State::ALL {
        let standing = Standing {
            state,
            level: Level::National,
        };
        let open = state != State::Closed;
        for (action, by, may) in [
            (Action::Comment, Turn::City, open),
            (Action::Comment, Turn::None, false),
            (Action::Share, Turn::Cnipa, true),
            (Action::Unshare, Turn::City, false),
            (Action::Join, Turn::Cnipa, open),
            (Action::Join, Turn::City, false),
            (Action::Leave, Turn::Cnipa, open),
        ] {
            let want = may.then_some(standing);
            assert_eq!(standing.next(action, by).ok(), want, "{action:?} {by:?} {state:?}");
        }
    }
}

#[test]
fn an_answer_for_all_finds_its_way_to_each() {
    for &action in &[Action::Assign, Action::Reply] {
        for &level in Level::ALL {
            for &state in State::ALL {
                let mut standing = Standing { state, level };
                while let Some(first) = standing.before(action) {
                    standing = standing.next(first, Turn::Cnipa).unwrap();
                }
                let waits = matches!(standing.turn(), Turn::Cnipa) && state != State::Confirmed;
                let got = standing.next(action, Turn::Cnipa).is_ok();
                assert_eq!(got, waits, "{action:?} {state:?} {level:?}: {standing:?}");
            }
        }
    }
}

#[test]
fn names_come_back() {
    assert!(State::ALL.iter().all(|s| State::parse(s.name()) == Some(*s)));
    assert!(Action::ALL.iter().all(|a| Action::parse(a.name()) == Some(*a)));
    assert!(Goal::ALL.into_iter().all(|g| category(category_name(g)) == Some(g)));
    assert_eq!(
        (code(147), number("P-0147"), number("147"), number("p-12345")),
        ("P-0147".into(), Some(147), Some(147), Some(12345))
    );
    for bad in ["", "P-", "P-0", "-1", "P-1x", "0147 7", "P-99999999999999999999"] {
        assert_eq!(number(bad), None, "{bad}");
    }
}

#[test]
fn ageing_counts_midnights_for_who_held_it() {
    let steps = [
        (date(2026, 7, 2), Turn::City),
        (date(2026, 7, 6), Turn::Cnipa),
        (date(2026, 7, 6), Turn::Cnipa),
        (date(2026, 7, 7), Turn::Cnipa),
    ];
    let a = ageing(&steps, date(2026, 7, 8));
    assert_eq!((a.total(), a.city, a.cnipa), (6, 4, 2));
    assert_eq!(Age::of(15), Age::UpTo15);
    assert_eq!(
        (Age::of(16), Age::of(60), Age::of(61)),
        (Age::UpTo30, Age::UpTo60, Age::Over60)
    );
}

proptest! {
    #[test]
    fn the_parts_add_up_to_the_whole(gaps in prop::collection::vec((0i64..40, 0usize..3), 1..12), last in 0i64..40) {
        let mut day = date(2025, 10, 1);
        let mut steps = Vec::new();
        for (gap, turn) in &gaps {
            day = day.checked_add(jiff::Span::new().days(*gap)).unwrap();
            steps.push((day, Turn::ALL[*turn]));
        }
        let until = day.checked_add(jiff::Span::new().days(last)).unwrap();
        let whole = i64::from((until - steps[0].0).get_days());
        prop_assert_eq!(ageing(&steps, until).total(), whole);
    }
}

#[test]
fn a_form_is_read_or_every_wrong_field_is_told() {
    let get = |pairs: &'static [(&'static str, &'static str)]| {
        move |name: &str| {
            pairs
                .iter()
                .find(|(n, _)| *n == name)
                .map(|(_, v)| *v)
                .filter(|v| !v.is_empty())
        }
    };
    let content = Content::read(get(&[
        ("title", " 数据\u{1f}未回传\n "),
        ("description", "a\r\nb"),
        ("category", "data-sharing"),
        ("kind", "systems_data"),
        ("indicator", "F2-01"),
        ("period", "2026-06"),
    ]))
    .unwrap();
    assert_eq!(
        (content.title.as_str(), content.description.as_str()),
        ("数据未回传", "a\nb")
    );
    assert_eq!((content.severity, content.level), (Severity::General, Level::City));
    let faults = Content::read(get(&[("category", "x"), ("indicator", "Z9"), ("period", "soon")])).unwrap_err();
    assert_eq!(
        faults,
        [
            ("title", Fault::Missing),
            ("description", Fault::Missing),
            ("category", Fault::Unknown),
            ("kind", Fault::Missing),
            ("indicator", Fault::Unknown),
            ("period", Fault::Unknown),
        ]
    );
    let today = date(2026, 7, 8);
    let wrong = Deed::read(Action::Assign, get(&[("due_on", "2026-07-07")]), &[], today).unwrap_err();
    assert_eq!(wrong, [("unit", Fault::Missing), ("due_on", Fault::Before(today))]);
    assert!(Deed::read(Action::Reopen, get(&[]), &[], today).is_err());
    assert!(Deed::read(Action::Confirm, get(&[]), &[], today).is_ok());
    let join = Deed::read(Action::Join, get(&[]), &["P-0002".into()], today).unwrap();
    assert_eq!(join.join, [2]);
}
