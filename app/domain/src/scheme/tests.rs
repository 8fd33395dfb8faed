//! Names, states, reading and comparing of schemes.

use std::collections::BTreeMap;

use jiff::civil::date;

use super::*;
use crate::{
    fault::Fault,
    indicator::{definition, indicators},
    target::Path,
};

fn quarters() -> Vec<crate::period::Period> {
    ["2025-Q4", "2026-Q1", "2026-Q2", "2026-Q3"]
        .map(|q| q.parse().unwrap())
        .to_vec()
}

fn given() -> Given {
    Given {
        quarters: quarters(),
        span: Some((date(2025, 10, 1), date(2026, 9, 30))),
        required: vec!["list".to_owned()],
        references: BTreeMap::from([("F2-01".to_owned(), crate::Decimal::from(95))]),
    }
}

/// A scheme in which nothing is wrong.
fn whole() -> BTreeMap<String, String> {
    let mut typed = BTreeMap::new();
    let mut put = |name: String, text: &str| drop(typed.insert(name, text.to_owned()));
    for name in SECTIONS {
        put(name.to_owned(), "正文");
    }
    put("funding_planned".to_owned(), "150万元");
    for (field, text) in [
        ("title", "编制事项清单"),
        ("required", "list"),
        ("measures", "梳理"),
        ("result", "清单公布"),
        ("indicators", "s1-01，S1-02"),
        ("milestones][1][name", "公布"),
        ("milestones][1][due", "2026-03-31"),
        ("milestones][1][lead", "市知识产权局"),
    ] {
        put(format!("tasks[1][{field}]"), text);
    }
    for d in indicators() {
        let (from, to) = match (d.way, d.direction) {
            (crate::indicator::Way::YesNo, _) => ("no", "yes"),
            (_, Some(crate::indicator::Direction::Lower)) => ("4", "2"),
            _ => ("40", "96"),
        };
        put(format!("targets[{}][baseline]", d.code), from);
        put(format!("targets[{}][baseline_on]", d.code), "2025-09-30");
        put(format!("targets[{}][source]", d.code), "业务系统");
        put(format!("targets[{}][2026-Q3]", d.code), to);
    }
    typed
}

#[test]
fn every_field_reads_back_from_its_name_and_nothing_else_does() {
    for name in [
        "objectives",
        "funding_planned",
        "tasks[3][title]",
        "tasks[60][milestones][12][cooperating]",
        "targets[S1-02][baseline_on]",
        "targets[S1-02][2026-Q1]",
    ] {
        assert_eq!(Slot::parse(name).unwrap().to_string(), name);
    }
    for strange in [
        "tasks[0][title]",
        "tasks[61][title]",
        "tasks[03][title]",
        "tasks[1][milestones][13][name]",
        "targets[B1][baseline]",
        "targets[S1-02][2026-01]",
        "targets[S1-02][2026-Q1",
        "objective",
        "",
    ] {
        assert_eq!(Slot::parse(strange), None, "{strange}");
    }
    assert_eq!(Slot::parse("tasks[7][milestones][1][due]").unwrap().item(), "task-7");
    assert_eq!((number_of_task("task-7"), number_of_task("S1-02")), (Some(7), None));
}

#[test]
fn what_is_filed_stays_in_force_while_it_is_amended() {
    let filed = Standing {
        state: State::Filed,
        filed: true,
        ..Standing::default()
    };
    assert_eq!(filed.after(Action::Amend), Some(State::Drafting));
    assert_eq!(filed.after(Action::Save), None);
    let amending = Standing {
        state: State::Drafting,
        ..filed
    };
    assert_eq!(amending.after(Action::Abandon), Some(State::Filed));
    let first = Standing::default();
    assert_eq!(first.after(Action::Abandon), None, "there is nothing to go back to");
    let sent_back = Standing {
        state: State::CitySignOff,
        was_returned: true,
        ..Standing::default()
    };
    assert_eq!(
        sent_back.after(Action::SendBack),
        Some(State::Returned),
        "only what was returned is open again"
    );
    let taken = Standing {
        state: State::Submitted,
        taken: true,
        ..Standing::default()
    };
    assert_eq!(
        (taken.after(Action::Withdraw), taken.after(Action::File)),
        (None, Some(State::Filed))
    );
}

#[test]
fn a_whole_scheme_reads_without_flaws() {
    let reading = read("suzhou", &whole(), &given());
    assert_eq!(reading.flaws, vec![]);
    let content = reading.content;
    assert_eq!(content.funding_planned, Some(150.into()));
    assert_eq!(content.tasks[0].indicators, ["S1-01", "S1-02"]);
    assert_eq!(content.tasks[0].due(), Some(date(2026, 3, 31)));
    assert_eq!(content.targets.len(), 32);
    let text = serde_json::to_string(&content).unwrap();
    assert_eq!(
        serde_json::from_str::<Content>(&text).unwrap(),
        content,
        "what is frozen reads back"
    );
}

#[test]
fn what_is_wrong_is_said_at_its_field() {
    let flaws = |name: &str, text: &str| {
        let mut typed = whole();
        typed.insert(name.to_owned(), text.to_owned());
        let flaws = read("suzhou", &typed, &given()).flaws;
        flaws
            .into_iter()
            .map(|f| (f.slot.to_string(), f.flaw))
            .collect::<Vec<_>>()
    };
    let one = |name: &str, flaw: Flaw| vec![(name.to_owned(), flaw)];
    assert_eq!(flaws("objectives", " "), one("objectives", Flaw::Fault(Fault::Missing)));
    assert_eq!(flaws("funding_planned", "-1"), one("funding_planned", Flaw::Negative));
    let late = "tasks[1][milestones][1][due]";
    assert_eq!(
        flaws(late, "2026-10-01"),
        one(late, Flaw::Fault(Fault::After(date(2026, 9, 30))))
    );
    assert_eq!(
        flaws("tasks[1][indicators]", "S9-99"),
        one("tasks[1][indicators]", Flaw::Fault(Fault::Unknown))
    );
    let missing = Flaw::RequiredMissing("list".to_owned());
    assert_eq!(flaws("tasks[1][required]", ""), one("tasks[1][required]", missing));
    assert_eq!(
        flaws("targets[S1-01][2026-Q3]", "maybe"),
        one("targets[S1-01][2026-Q3]", Flaw::NotYesOrNo)
    );
    let after = Flaw::Fault(Fault::After(date(2025, 9, 30)));
    assert_eq!(
        flaws("targets[S1-02][baseline_on]", "2025-10-01"),
        one("targets[S1-02][baseline_on]", after)
    );
    assert_eq!(
        flaws("targets[S1-02][kind]", "not_applicable"),
        one("targets[S1-02][reason]", Flaw::Fault(Fault::Missing))
    );
    let names: Vec<_> = flaws("tasks[2][title]", "另一项")
        .into_iter()
        .map(|(name, _)| name)
        .collect();
    assert_eq!(
        names,
        [
            "tasks[2][measures]",
            "tasks[2][result]",
            "tasks[2][milestones][1][name]",
            "tasks[2][milestones][1][due]",
            "tasks[2][milestones][1][lead]",
        ]
    );
}

#[test]
fn a_low_target_asks_why_and_an_answer_lets_it_pass() {
    let mut typed = whole();
    typed.insert("targets[F2-01][2026-Q3]".into(), "94".into());
    let asked = read("suzhou", &typed, &given());
    assert_eq!(asked.flaws.len(), 1, "under the reference target of 95");
    assert!(asked.flaws[0].asks_why());
    assert_eq!(asked.flaws[0].slot.to_string(), "targets[F2-01][explanation]");
    typed.insert("targets[F2-01][explanation]".into(), "基础薄弱".into());
    let answered = read("suzhou", &typed, &given());
    assert_eq!((answered.flaws.len(), answered.answered.len()), (0, 1));
    typed.insert("targets[F2-01][2026-Q3]".into(), "101".into());
    let wrong = read("suzhou", &typed, &given());
    assert_eq!(
        wrong.flaws[0].slot.to_string(),
        "targets[F2-01][2026-Q3]",
        "no reason excuses an error"
    );
}

#[test]
fn what_reads_the_same_is_no_change() {
    let old = read("suzhou", &whole(), &given()).content;
    let mut typed = whole();
    typed.insert("objectives".into(), " 正文 ".into());
    typed.insert("funding_planned".into(), "150.0".into());
    assert_eq!(changes(&old, &read("suzhou", &typed, &given()).content), vec![]);
    typed.insert("targets[S1-02][2026-Q3]".into(), "97".into());
    typed.insert("tasks[1][title]".into(), "另名".into());
    let found = changes(&old, &read("suzhou", &typed, &given()).content);
    let items: Vec<_> = found.iter().map(|c| (c.item.as_str(), c.added, c.gone)).collect();
    assert_eq!(items, [("task-1", false, false), ("S1-02", false, false)]);
    let mut less = old.clone();
    less.tasks.clear();
    let gone = changes(&old, &less);
    assert!(gone[0].gone && gone[0].item == "task-1", "{gone:?}");
}

#[test]
fn easier_is_what_asks_less_in_the_indicators_own_direction() {
    let path = |steps: &[(usize, i64)]| Promise::Value {
        path: Path {
            baseline: Some(1.into()),
            steps: steps.iter().map(|(q, v)| (quarters()[*q], (*v).into())).collect(),
        },
        baseline_on: date(2025, 9, 30),
        source: String::new(),
        explanation: String::new(),
    };
    let (higher, lower) = (definition("S1-02").unwrap(), definition("N2-03").unwrap());
    let (old, less) = (path(&[(3, 90)]), path(&[(3, 80)]));
    assert!(less.is_easier_than(higher, &old) && !old.is_easier_than(higher, &less));
    assert!(old.is_easier_than(lower, &less) && !less.is_easier_than(lower, &old));
    assert!(!old.is_easier_than(higher, &old));
    let dips = path(&[(1, 50), (3, 90)]);
    assert!(
        dips.is_easier_than(higher, &path(&[(1, 60), (3, 90)])),
        "a step on the way counts"
    );
    let none = Promise::NotApplicable { reason: String::new() };
    assert!(none.is_easier_than(higher, &old) && !old.is_easier_than(higher, &none));
}
