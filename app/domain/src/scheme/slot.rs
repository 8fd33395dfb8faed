//! The names of a scheme's fields, in form, draft and audit: `objectives`, `tasks[3][title]`,
//! `tasks[3][milestones][1][due]`, `targets[S1-02][2026-Q1]`; and the item that each belongs to, by which CNIPA returns.

use std::fmt;

use crate::{indicator, period::Period};

use super::{MILESTONES_MAX, TASKS_MAX};

/// The texts of a scheme by name, in order; money planned stands with `funding`.
pub const SECTIONS: [&str; 4] = ["objectives", "leadership", "safeguards", "funding"];

/// A field of a task.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TaskField {
    /// 任务.
    Title,
    /// The key of the required task 规定动作 that it answers; empty for one of the city's own choice 自选动作.
    Required,
    /// 措施步骤.
    Measures,
    /// 预期成效.
    Result,
    /// Codes of the indicators that it is to move.
    Indicators,
}

/// A field of a milestone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum MilestoneField {
    /// 时间节点.
    Name,
    /// 完成时限.
    Due,
    /// 牵头单位.
    Lead,
    /// 配合单位.
    Cooperating,
}

/// A field of an indicator's target.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TargetField {
    /// `value`, or `not_applicable` where the indicator does not apply to the city.
    Kind,
    /// 基期值; of flows the twelve months before the pilot.
    Baseline,
    /// The last day that the baseline speaks of.
    BaselineOn,
    /// 数据来源.
    Source,
    /// The target of a quarter; of flows from the pilot's begin to its end.
    Step(Period),
    /// Why it does not apply.
    Reason,
    /// The answer to a warning.
    Explanation,
}

/// A field of a scheme.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Slot {
    /// A text by name.
    Section(&'static str),
    /// Funds planned, in 万元.
    FundingPlanned,
    /// A field of a task, numbered from 1.
    Task(u8, TaskField),
    /// A field of a task's milestone, both numbered from 1.
    Milestone(u8, u8, MilestoneField),
    /// A field of the target of an indicator, by code.
    Target(&'static str, TargetField),
}

const TASK: [(TaskField, &str); 5] = [
    (TaskField::Title, "title"),
    (TaskField::Required, "required"),
    (TaskField::Measures, "measures"),
    (TaskField::Result, "result"),
    (TaskField::Indicators, "indicators"),
];

const MILESTONE: [(MilestoneField, &str); 4] = [
    (MilestoneField::Name, "name"),
    (MilestoneField::Due, "due"),
    (MilestoneField::Lead, "lead"),
    (MilestoneField::Cooperating, "cooperating"),
];

const TARGET: [(TargetField, &str); 6] = [
    (TargetField::Kind, "kind"),
    (TargetField::Baseline, "baseline"),
    (TargetField::BaselineOn, "baseline_on"),
    (TargetField::Source, "source"),
    (TargetField::Reason, "reason"),
    (TargetField::Explanation, "explanation"),
];

fn named<T: Copy + PartialEq>(table: &[(T, &'static str)], of: T) -> &'static str {
    table.iter().find(|(t, _)| *t == of).map_or("", |(_, name)| name)
}

fn found<T: Copy>(table: &[(T, &'static str)], name: &str) -> Option<T> {
    table.iter().find(|(_, n)| *n == name).map(|(t, _)| *t)
}

/// A number of a place, from 1 to `most`, without leading zeros.
fn place(text: &str, most: u8) -> Option<u8> {
    let n: u8 = text.parse().ok()?;
    ((1..=most).contains(&n) && n.to_string() == text).then_some(n)
}

impl Slot {
    /// The field of a name, or none.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        if name == "funding_planned" {
            return Some(Slot::FundingPlanned);
        }
        if let Some(section) = SECTIONS.into_iter().find(|s| *s == name) {
            return Some(Slot::Section(section));
        }
        let (group, rest) = name.split_once('[')?;
        let keys: Vec<&str> = rest.strip_suffix(']')?.split("][").collect();
        match (group, keys.as_slice()) {
            ("tasks", [n, field]) => Some(Slot::Task(place(n, TASKS_MAX)?, found(&TASK, field)?)),
            ("tasks", [n, "milestones", m, field]) => {
                let (n, m) = (place(n, TASKS_MAX)?, place(m, MILESTONES_MAX)?);
                Some(Slot::Milestone(n, m, found(&MILESTONE, field)?))
            }
            ("targets", [code, field]) => {
                let d = indicator::definition(code).filter(|d| !d.is_base())?;
                let step = || {
                    let quarter = field.parse::<Period>().ok().filter(|p| p.is_quarter())?;
                    (quarter.to_string() == *field).then_some(TargetField::Step(quarter))
                };
                Some(Slot::Target(&d.code, found(&TARGET, field).or_else(step)?))
            }
            _ => None,
        }
    }

    /// The item that the field belongs to: a section, `task-3`, or the code of an indicator.
    #[must_use]
    pub fn item(self) -> String {
        match self {
            Slot::Section(name) => name.to_owned(),
            Slot::FundingPlanned => "funding".to_owned(),
            Slot::Task(n, _) | Slot::Milestone(n, ..) => task_item(n),
            Slot::Target(code, _) => code.to_owned(),
        }
    }
}

impl fmt::Display for Slot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Slot::Section(name) => f.write_str(name),
            Slot::FundingPlanned => f.write_str("funding_planned"),
            Slot::Task(n, field) => write!(f, "tasks[{n}][{}]", named(&TASK, field)),
            Slot::Milestone(n, m, field) => write!(f, "tasks[{n}][milestones][{m}][{}]", named(&MILESTONE, field)),
            Slot::Target(code, TargetField::Step(quarter)) => write!(f, "targets[{code}][{quarter}]"),
            Slot::Target(code, field) => write!(f, "targets[{code}][{}]", named(&TARGET, field)),
        }
    }
}

/// The item of a task.
#[must_use]
pub fn task_item(number: u8) -> String {
    format!("task-{number}")
}

/// The number of a task's item, or none of another item.
#[must_use]
pub fn number_of_task(item: &str) -> Option<u8> {
    place(item.strip_prefix("task-")?, TASKS_MAX)
}
