//! What is typed for a task, what is refused at which field, and where its milestones stand on a day.

use std::collections::BTreeMap;

use jiff::civil::{Date, date};
use proptest::prelude::*;

use super::*;
use crate::{
    check::check_report,
    entry::Field as F,
    form::{ReportForm, entry_name},
    scheme::{Milestone, Task},
};
use Problem as P;

const TODAY: Date = date(2026, 7, 6);
/// All reports up to June's should be in.
const NOW: Now = Now {
    today: TODAY,
    told_until: date(2026, 6, 30),
};

fn task(number: u8, due: &[Date]) -> Task {
    let milestones = (1..).zip(due).map(|(number, due)| Milestone {
        number,
        name: format!("step {number}"),
        due: *due,
        lead: "市知识产权局".into(),
        cooperating: String::new(),
    });
    Task {
        number,
        title: format!("task {number}"),
        required: String::new(),
        measures: "how".into(),
        result: "what".into(),
        indicators: vec![],
        milestones: milestones.collect(),
    }
}

fn plan(tasks: Vec<Task>) -> Plan {
    Plan {
        version: Some(1),
        begins: date(2025, 10, 1),
        ends: date(2026, 6, 30),
        tasks,
    }
}

fn two() -> Task {
    task(3, &[date(2026, 3, 31), date(2026, 6, 30)])
}

fn typed(fields: &[(Field, &str)]) -> Typed {
    Typed(fields.iter().map(|(f, t)| (*f, (*t).to_owned())).collect())
}

fn checked(fields: &[(Field, &str)]) -> Checked {
    check(&plan(vec![two()]), &two(), &typed(fields), TODAY)
}

fn errors(fields: &[(Field, &str)]) -> Vec<(Field, Problem)> {
    let checked = checked(fields);
    assert_eq!(checked.report.is_none(), !checked.errors.is_empty());
    checked.errors
}

#[test]
fn a_whole_task_freezes_to_what_was_typed() {
    let report = checked(&[
        (F::State, "delayed"),
        (F::Percent, " ６0% "),
        (F::Note, "招标延后"),
        (F::Cause, "系统对接未完成"),
        (F::ExpectedOn, "2026-08-20"),
        (F::DoneOn(1), "2026-04-02"),
    ]);
    assert_eq!(report.errors, []);
    let report = report.report.unwrap();
    assert_eq!((report.state, report.percent), (State::Delayed, 60));
    assert_eq!(
        (report.cause.as_str(), report.expected_on),
        ("系统对接未完成", Some(date(2026, 8, 20)))
    );
    let done: Vec<_> = report.milestones.iter().map(|m| m.done_on).collect();
    assert_eq!(done, [Some(date(2026, 4, 2)), None]);
    let json = serde_json::to_string(&report).unwrap();
    assert_eq!(serde_json::from_str::<TaskReport>(&json).unwrap(), report);
}

#[test]
fn what_is_wrong_is_said_at_its_field() {
    let nothing: [(Field, Problem); 0] = [];
    assert_eq!(errors(&[]), [(F::State, P::Missing)]);
    assert_eq!(errors(&[(F::State, "gone")]), [(F::State, P::NotAKind)]);
    assert_eq!(errors(&[(F::State, "under_way")]), [(F::Percent, P::Missing)]);
    assert_eq!(errors(&[(F::State, "done")]), nothing, "done is 100 percent by itself");
    assert_eq!(
        errors(&[(F::State, "done"), (F::Percent, "99")]),
        [(F::Percent, P::DoneNotWhole)]
    );
    assert_eq!(
        errors(&[(F::State, "not_started"), (F::Percent, "1")]),
        [(F::Percent, P::NotStartedNotZero)]
    );
    let (min, max) = (Decimal::ZERO, Decimal::ONE_HUNDRED);
    for (text, problem) in [
        ("101", P::OutOfRange { min, max }),
        ("-1", P::OutOfRange { min, max }),
        ("40.5", P::TooManyDecimals { allowed: 0 }),
        ("half", P::NotANumber),
    ] {
        assert_eq!(
            errors(&[(F::State, "adjusted"), (F::Percent, text)]),
            [(F::Percent, problem)],
            "{text}"
        );
    }
    let delayed = [(F::State, "delayed"), (F::Percent, "40")];
    assert_eq!(
        errors(&delayed),
        [(F::Cause, P::Missing), (F::ExpectedOn, P::NoExpectedDate)]
    );
    let new_date = |day| [delayed[0], delayed[1], (F::Cause, "why"), (F::ExpectedOn, day)];
    let day = date(2026, 6, 30);
    assert_eq!(errors(&new_date("2026-06-30")), [(F::ExpectedOn, P::NotAfter { day })]);
    assert_eq!(errors(&new_date("soon")), [(F::ExpectedOn, P::NotADate)]);
    assert_eq!(errors(&new_date("2026-07-01")), nothing);
    let reached = |day| [(F::State, "done"), (F::DoneOn(2), day)];
    let begins = date(2025, 10, 1);
    assert_eq!(errors(&reached("2026-07-07")), [(F::DoneOn(2), P::FutureDate)]);
    assert_eq!(
        errors(&reached("2025-09-30")),
        [(F::DoneOn(2), P::Before { day: begins })]
    );
    assert_eq!(
        errors(&[(F::State, "not_started"), (F::DoneOn(1), "2026-03-01")]),
        nothing
    );
    let both = [(F::DoneOn(1), "2026-03-01"), (F::DoneOn(2), "2026-03-02")];
    assert_eq!(
        errors(&[(F::State, "not_started"), both[0], both[1]]),
        [(F::State, P::AllReached)]
    );
    let long = "字".repeat(501);
    assert_eq!(
        errors(&[(F::State, "done"), (F::Note, &long)]),
        [(F::Note, P::TooLong { max: 500 })]
    );
    assert_eq!(
        errors(&[(F::State, "done"), (F::Cause, &long), (F::ExpectedOn, "x")]),
        nothing,
        "cause and new date are asked of what is delayed only"
    );
}

#[test]
fn every_task_of_the_plan_needs_a_state_and_spending_may_be_left_open() {
    let quarter = "2026-Q2".parse().unwrap();
    let none = BTreeMap::new();
    let report = |plan: &Plan, typed: &BTreeMap<String, Typed>| {
        check_report(quarter, typed, &none, &BTreeMap::new(), TODAY).with_tasks(plan, typed, TODAY)
    };
    let bare = report(&Plan::default(), &BTreeMap::new());
    let plan = plan(vec![two(), task(4, &[TODAY])]);
    let mut texts = BTreeMap::from([("task-3".to_owned(), typed(&[(F::State, "done")]))]);
    let one = report(&plan, &texts);
    assert_eq!(one.errors(), bare.errors() + 1, "task 4 has no state");
    assert_eq!(one.filled(), (bare.filled().0 + 1, bare.filled().1 + 2));
    assert_eq!(one.tasks.refused().collect::<Vec<_>>(), ["task-4"]);
    texts.insert("task-4".to_owned(), typed(&[(F::State, "not_started")]));
    texts.insert(FUNDING_SPENT.to_owned(), typed(&[(F::Value, "1.5亿")]));
    let both = report(&plan, &texts);
    assert_eq!(both.errors(), bare.errors());
    assert_eq!(both.tasks.spent, Some(15_000.into()));
    for (text, problem) in [("-1", P::Negative), ("much", P::NotANumber)] {
        texts.insert(FUNDING_SPENT.to_owned(), typed(&[(F::Value, text)]));
        let wrong = report(&plan, &texts);
        assert_eq!(
            (wrong.tasks.spent_wrong, wrong.errors()),
            (Some(problem), bare.errors() + 1)
        );
    }
}

fn moment(state: State, expected_on: Option<Date>, reached: &[(u8, Date)]) -> Moment {
    Moment {
        period: "2026-Q2".parse().unwrap(),
        version: 1,
        state,
        percent: 50,
        note: String::new(),
        cause: String::new(),
        expected_on,
        reached: reached.iter().copied().collect(),
    }
}

#[test]
fn milestones_are_reached_late_or_moved() {
    let (task, first) = (
        two(),
        Task {
            milestones: super::tests::task(3, &[date(2026, 2, 27), date(2026, 6, 30)]).milestones,
            ..two()
        },
    );
    let at = |last: Option<&Moment>| steps(&task, Some(&first), last, NOW);
    let bare = at(None);
    assert_eq!(
        (bare[0].days_late, bare[1].days_late),
        (97, 6),
        "31 March to 6 July are 97 days"
    );
    assert_eq!(
        (bare[0].moved_from, bare[1].moved_from),
        (Some(date(2026, 2, 27)), None),
        "an earlier version had another day"
    );
    let under_way = moment(State::UnderWay, None, &[(1, date(2026, 4, 10))]);
    let one = at(Some(&under_way));
    assert_eq!((one[0].at, one[0].days_late), (date(2026, 4, 10), 0));
    assert_eq!((one[1].at, one[1].days_late), (date(2026, 6, 30), 6));
    let early = Now {
        told_until: date(2026, 3, 31),
        ..NOW
    };
    let untold = steps(&task, None, None, early);
    assert_eq!(
        (untold[0].days_late, untold[1].days_late, untold[1].awaited),
        (97, 0, true),
        "June's report is still to come"
    );
    let told = steps(&task, None, Some(&under_way), early);
    assert_eq!(
        (told[1].days_late, told[1].awaited),
        (6, false),
        "an accepted report has told of June"
    );
    let new_date = date(2026, 8, 20);
    let delayed = moment(State::Delayed, Some(new_date), &[(1, date(2026, 4, 10))]);
    let put_off = at(Some(&delayed));
    assert_eq!(
        (put_off[1].at, put_off[1].moved_from, put_off[1].days_late),
        (new_date, Some(date(2026, 6, 30)), 6),
        "late by what was filed, wherever it is put off to"
    );
    let last = BTreeMap::from([(3, delayed)]);
    let late = late(std::slice::from_ref(&task), &last, NOW);
    assert_eq!(
        late.iter().map(|l| (l.task, l.step.number)).collect::<Vec<_>>(),
        [(3, 2)]
    );
    let tasks = [task, super::tests::task(4, &[TODAY])];
    assert_eq!(counts(&tasks, &last), [1, 0, 0, 1, 0]);
}

proptest! {
    /// What the last quarter said is what the next begins with, and the same checks pass it, but for a new date that
    /// the quarter has come to.
    #[test]
    fn what_is_carried_reads_as_it_was(
        state in prop::sample::select(State::ALL.to_vec()),
        percent in 0_u8..=100,
        reached in prop::option::of(0_i32..270),
    ) {
        let percent = state.percent().unwrap_or(percent);
        let done = reached.map(|n| date(2025, 10, 1).saturating_add(jiff::Span::new().days(n)));
        let mut texts = typed(&[(F::State, state.name())]);
        texts.0.insert(F::Percent, percent.to_string());
        texts.0.insert(F::Note, "only of this quarter".into());
        if state == State::Delayed {
            texts.0.insert(F::Cause, "why".into());
            texts.0.insert(F::ExpectedOn, "2026-09-01".into());
        }
        if let Some(day) = done {
            texts.0.insert(F::DoneOn(1), day.to_string());
        }
        let report = check(&plan(vec![two()]), &two(), &texts, TODAY).report.unwrap();
        let moment = Moment::of("2026-Q1".parse().unwrap(), 1, &report);
        let carried = Typed(moment.carried().into_iter().collect());
        let again = check(&plan(vec![two()]), &two(), &carried, TODAY).report.unwrap();
        prop_assert_eq!(&again, &TaskReport { note: String::new(), ..report });
    }

    /// Whatever is typed, the fields are read without failing, and a task is frozen only where nothing is wrong.
    #[test]
    fn reading_never_fails(texts in prop::collection::vec((0_usize..32, ".*"), 0..12)) {
        let fields = texts.into_iter().filter_map(|(i, text)| Some((*Field::ALL.get(i)?, text)));
        let typed = Typed(fields.collect());
        let checked = check(&plan(vec![two()]), &two(), &typed, TODAY);
        prop_assert_eq!(checked.report.is_some(), checked.errors.is_empty());
        let named = typed.0.iter().filter(|(f, _)| f.is_of_task());
        let pairs: Vec<_> = named.map(|(f, t)| (entry_name("task-3", *f), t.clone())).collect();
        let form = ReportForm::from_pairs(pairs.clone());
        prop_assert_eq!(form.other.len(), 0);
        prop_assert_eq!(form.entries.get("task-3").map_or(0, |t| t.0.len()), pairs.len());
    }
}
