//! What a version of a scheme freezes.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::{indicator::Definition, period::Period, target::Path};

use super::{SECTIONS, slot::task_item};

/// A milestone 时间节点 of a task.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Milestone {
    /// From 1; kept through amendments.
    pub number: u8,
    /// What is reached.
    pub name: String,
    /// By when.
    pub due: Date,
    /// 牵头单位.
    pub lead: String,
    /// 配合单位; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub cooperating: String,
}

/// A task of a scheme.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Task {
    /// From 1; kept through amendments.
    pub number: u8,
    /// 任务.
    pub title: String,
    /// The key of the required task that it answers; empty for one of the city's own choice.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub required: String,
    /// 措施步骤.
    pub measures: String,
    /// 预期成效.
    pub result: String,
    /// Codes of indicators.
    pub indicators: Vec<String>,
    /// By number; at least one.
    pub milestones: Vec<Milestone>,
}

impl Task {
    /// The last day of its milestones.
    #[must_use]
    pub fn due(&self) -> Option<Date> {
        self.milestones.iter().map(|m| m.due).max()
    }
}

/// What a city promises for an indicator.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Promise {
    /// A path from the baseline to the final target.
    Value {
        /// Baseline and steps.
        path: Path,
        /// The last day that the baseline speaks of.
        baseline_on: Date,
        /// Where the baseline comes from.
        source: String,
        /// The answer to warnings; empty where there is none.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        explanation: String,
    },
    /// It does not apply to the city; filed, that is agreed.
    NotApplicable {
        /// Why.
        reason: String,
    },
}

impl Promise {
    /// True where it asks less than another promise of the indicator did: a final target or a step is worse, or the
    /// indicator shall not apply any more.
    #[must_use]
    pub fn is_easier_than(&self, d: &Definition, before: &Promise) -> bool {
        match (self.path(), before.path()) {
            (Some(_), Some(_)) => !self.easier_steps(d, before).is_empty(),
            (now, then) => now.is_none() && then.is_some(),
        }
    }

    /// The quarters for which it asks less than another promise did, each with what was asked and what is now.
    #[must_use]
    pub fn easier_steps(&self, d: &Definition, before: &Promise) -> Vec<(Period, Decimal, Decimal)> {
        let (Some(new), Some(old)) = (self.path(), before.path()) else {
            return Vec::new();
        };
        let worse = |now: Decimal, then: Decimal| d.direction.is_some_and(|way| way.is_better(then, now));
        let quarters: BTreeSet<&Period> = old.steps.keys().chain(new.steps.keys()).collect();
        let asked = quarters
            .into_iter()
            .filter_map(|q| Some((*q, old.at(*q)?, new.at(*q)?)));
        asked.filter(|(_, then, now)| worse(*now, *then)).collect()
    }

    /// Its path; none where it does not apply.
    #[must_use]
    pub const fn path(&self) -> Option<&Path> {
        match self {
            Promise::Value { path, .. } => Some(path),
            Promise::NotApplicable { .. } => None,
        }
    }
}

/// What a version freezes, for ever; its JSON is what the hash covers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Content {
    /// City slug.
    pub city: String,
    /// From 1; 0 of a draft.
    pub number: u32,
    /// The quarters of the pilot, for which targets are set.
    pub quarters: Vec<Period>,
    /// The texts by name.
    pub sections: BTreeMap<String, String>,
    /// Funds planned, in 万元.
    pub funding_planned: Option<Decimal>,
    /// By number.
    pub tasks: Vec<Task>,
    /// By code of the indicator.
    pub targets: BTreeMap<String, Promise>,
    /// Every field as typed, by name.
    pub typed: BTreeMap<String, String>,
}

impl Content {
    /// A task by its number.
    #[must_use]
    pub fn task(&self, number: u8) -> Option<&Task> {
        self.tasks.iter().find(|t| t.number == number)
    }

    /// Every item that it holds, in order: sections, tasks, indicators.
    #[must_use]
    pub fn items(&self) -> Vec<String> {
        let sections = SECTIONS.into_iter().map(str::to_owned);
        let tasks = self.tasks.iter().map(|t| task_item(t.number));
        sections.chain(tasks).chain(self.targets.keys().cloned()).collect()
    }
}
