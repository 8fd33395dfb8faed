//! Tasks in motion: what a quarterly report says of each task of the filed scheme, from the texts typed to what they mean,
//! with what is wrong at each field; and what one of it shows on a day, done, late or moved, in `progress`.

mod progress;
#[cfg(test)]
mod tests;

use std::{collections::BTreeMap, sync::LazyLock};

use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

pub use progress::{Late, Moment, Now, Step, counts, late, steps};

use crate::{
    check::Problem,
    entry::{Field, NOTE_MAX, Typed},
    number,
    problem::named,
    scheme::{self, TASKS_MAX, task_item},
};

/// The item of a report that says what was spent since the pilot began, in 万元; its field is [`Field::Value`].
pub const FUNDING_SPENT: &str = "funding_spent";

named! {
    /// Where a task stands, in the order of lists and charts.
    State {
        /// 未启动.
        NotStarted = "not_started",
        /// 推进中.
        UnderWay = "under_way",
        /// 已完成.
        Done = "done",
        /// 滞后, with its cause and a new date.
        Delayed = "delayed",
        /// 已调整.
        Adjusted = "adjusted",
    }
}

impl State {
    /// The percent that needs not be typed: done is 100, not started 0.
    #[must_use]
    pub const fn percent(self) -> Option<u8> {
        match self {
            State::Done => Some(100),
            State::NotStarted => Some(0),
            _ => None,
        }
    }
}

/// A milestone as a quarterly report tells it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reached {
    /// Its number in the scheme.
    pub number: u8,
    /// What is reached, as filed.
    pub name: String,
    /// By when, as filed.
    pub due: Date,
    /// The day it was reached; none where it is not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub done_on: Option<Date>,
}

/// A task as a quarterly report tells it, frozen in its version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaskReport {
    /// As filed.
    pub title: String,
    /// Where it stands.
    pub state: State,
    /// How much of it is done, 0 to 100.
    pub percent: u8,
    /// What there is to say; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// Why it is delayed; empty of others.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub cause: String,
    /// The new date of what is delayed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expected_on: Option<Date>,
    /// Its milestones, by number.
    pub milestones: Vec<Reached>,
}

/// What tasks are checked against: those of the scheme that was in force when the report was first typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// The version of the scheme; none where none was filed: then there are no tasks.
    pub version: Option<u32>,
    /// First day of the pilot.
    pub begins: Date,
    /// Last day of the quarter.
    pub ends: Date,
    /// By number.
    pub tasks: Vec<scheme::Task>,
}

/// What the checks say of a task.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Checked {
    /// What it would freeze to; none while there are errors.
    pub report: Option<TaskReport>,
    /// What blocks sign-off, by field.
    pub errors: Vec<(Field, Problem)>,
}

/// What the checks say of all tasks of a report, and of what was spent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Checks {
    /// By number.
    pub tasks: BTreeMap<u8, Checked>,
    /// Spent since the pilot began, in 万元; none where nothing is typed.
    pub spent: Option<Decimal>,
    /// What is wrong with that.
    pub spent_wrong: Option<Problem>,
}

impl Checks {
    /// Tasks, and what was spent, with at least one error.
    #[must_use]
    pub fn errors(&self) -> usize {
        let tasks = self.tasks.values().filter(|c| !c.errors.is_empty()).count();
        tasks + usize::from(self.spent_wrong.is_some())
    }

    /// The items with an error.
    pub fn refused(&self) -> impl Iterator<Item = String> + '_ {
        let tasks = self.tasks.iter().filter(|(_, c)| !c.errors.is_empty());
        let spent = self.spent_wrong.map(|_| FUNDING_SPENT.to_owned());
        tasks.map(|(n, _)| task_item(*n)).chain(spent)
    }

    /// Tasks that have a state.
    #[must_use]
    pub fn filled(&self) -> usize {
        let named = |c: &&Checked| c.errors.iter().all(|(field, _)| *field != Field::State);
        self.tasks.values().filter(named).count()
    }

    /// What each task would freeze to, by number.
    #[must_use]
    pub fn reports(&self) -> BTreeMap<u8, TaskReport> {
        let report = |(n, c): (&u8, &Checked)| Some((*n, c.report.clone()?));
        self.tasks.iter().filter_map(report).collect()
    }
}

/// The item of a task, as [`task_item`], for as long as the program runs; none beyond [`TASKS_MAX`].
#[must_use]
pub fn item(number: u8) -> Option<&'static str> {
    static ITEMS: LazyLock<Vec<String>> = LazyLock::new(|| (1..=TASKS_MAX).map(task_item).collect());
    let place = usize::from(number).checked_sub(1)?;
    ITEMS.get(place).map(String::as_str)
}

/// True of an item that only a quarterly report's tasks have: a task, or what was spent.
#[must_use]
pub fn is_item(item: &str) -> bool {
    item == FUNDING_SPENT || scheme::number_of_task(item).is_some()
}

/// Checks all tasks of a plan; `typed` holds texts by item. Without a plan nothing is asked.
#[must_use]
pub fn check_all(plan: &Plan, typed: &BTreeMap<String, Typed>, today: Date) -> Checks {
    if plan.version.is_none() {
        return Checks::default();
    }
    let blank = Typed::default();
    let of = |item: &str| typed.get(item).unwrap_or(&blank);
    let one = |task: &scheme::Task| (task.number, check(plan, task, of(&task_item(task.number)), today));
    let (spent, spent_wrong) = match money(of(FUNDING_SPENT).get(Field::Value)) {
        Ok(spent) => (spent, None),
        Err(problem) => (None, Some(problem)),
    };
    Checks {
        tasks: plan.tasks.iter().map(one).collect(),
        spent,
        spent_wrong,
    }
}

fn money(typed: &str) -> Result<Option<Decimal>, Problem> {
    const DECIMALS: u32 = 4;
    if typed.is_empty() {
        return Ok(None);
    }
    let read = number::parse(typed, "万元").map_err(|e| Problem::of(e, DECIMALS))?;
    match read.value {
        n if n.is_sign_negative() && !n.is_zero() => Err(Problem::Negative),
        n if n.normalize().scale() > DECIMALS => Err(Problem::TooManyDecimals { allowed: DECIMALS }),
        n => Ok(Some(n)),
    }
}

/// Checks what is typed for a task.
#[must_use]
pub fn check(plan: &Plan, task: &scheme::Task, typed: &Typed, today: Date) -> Checked {
    let mut errors = Vec::new();
    let mut milestones = Vec::new();
    for m in &task.milestones {
        let field = Field::DoneOn(m.number);
        let done_on = match typed.get(field) {
            "" => None,
            text => match text.parse::<Date>() {
                Err(_) => refuse(&mut errors, field, Problem::NotADate),
                Ok(day) if day > today => refuse(&mut errors, field, Problem::FutureDate),
                Ok(day) if day < plan.begins => refuse(&mut errors, field, Problem::Before { day: plan.begins }),
                Ok(day) => Some(day),
            },
        };
        milestones.push(Reached {
            number: m.number,
            name: m.name.clone(),
            due: m.due,
            done_on,
        });
    }
    let state = match typed.get(Field::State) {
        "" => refuse(&mut errors, Field::State, Problem::Missing),
        name => State::parse(name).or_else(|| refuse(&mut errors, Field::State, Problem::NotAKind)),
    };
    let all_reached = !milestones.is_empty() && milestones.iter().all(|m| m.done_on.is_some());
    if state == Some(State::NotStarted) && all_reached {
        refuse::<()>(&mut errors, Field::State, Problem::AllReached);
    }
    let percent = percent(state, typed.get(Field::Percent)).unwrap_or_else(|p| refuse(&mut errors, Field::Percent, p));
    let mut text = |field, needed| match typed.get(field) {
        "" if needed => refuse(&mut errors, field, Problem::Missing),
        text if text.chars().count() > NOTE_MAX => {
            let max = u32::try_from(NOTE_MAX).unwrap_or(u32::MAX);
            refuse(&mut errors, field, Problem::TooLong { max })
        }
        text => Some(text.to_owned()),
    };
    let note = text(Field::Note, false);
    let delayed = state == Some(State::Delayed);
    let cause = if delayed {
        text(Field::Cause, true)
    } else {
        Some(String::new())
    };
    let expected_on = match typed.get(Field::ExpectedOn) {
        _ if !delayed => None,
        "" => refuse(&mut errors, Field::ExpectedOn, Problem::NoExpectedDate),
        text => match text.parse::<Date>() {
            Err(_) => refuse(&mut errors, Field::ExpectedOn, Problem::NotADate),
            Ok(day) if day <= plan.ends => refuse(&mut errors, Field::ExpectedOn, Problem::NotAfter { day: plan.ends }),
            Ok(day) => Some(day),
        },
    };
    let report = || {
        Some(TaskReport {
            title: task.title.clone(),
            state: state?,
            percent: percent?,
            note: note?,
            cause: cause?,
            expected_on,
            milestones,
        })
    };
    let report = if errors.is_empty() { report() } else { None };
    Checked { report, errors }
}

fn refuse<T>(errors: &mut Vec<(Field, Problem)>, field: Field, problem: Problem) -> Option<T> {
    errors.push((field, problem));
    None
}

/// The percent typed; where the state says it, it needs not be typed, and no other fits.
fn percent(state: Option<State>, typed: &str) -> Result<Option<u8>, Problem> {
    if typed.is_empty() {
        return match state.map(State::percent) {
            // What has no state lacks that first.
            None => Ok(None),
            Some(Some(percent)) => Ok(Some(percent)),
            Some(None) => Err(Problem::Missing),
        };
    }
    let read = number::parse(typed, "%").map_err(|e| Problem::of(e, 0))?.value;
    if !read.fract().is_zero() {
        return Err(Problem::TooManyDecimals { allowed: 0 });
    }
    let out = Problem::OutOfRange {
        min: Decimal::ZERO,
        max: Decimal::ONE_HUNDRED,
    };
    let percent = u8::try_from(read.trunc()).ok().filter(|n| *n <= 100).ok_or(out)?;
    match state {
        Some(State::Done) if percent != 100 => Err(Problem::DoneNotWhole),
        Some(State::NotStarted) if percent != 0 => Err(Problem::NotStartedNotZero),
        _ => Ok(Some(percent)),
    }
}
