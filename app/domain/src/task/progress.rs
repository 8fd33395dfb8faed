//! Where a task and its milestones stand on a day, by what was filed and what was accepted last.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{State, TaskReport};
use crate::{
    entry::Field,
    period::Period,
    scheme::{MILESTONES_MAX, Task},
};

/// What an accepted quarterly report says of a task.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moment {
    /// The quarter.
    pub period: Period,
    /// The report's version.
    pub version: u32,
    /// Where it stands.
    pub state: State,
    /// 0 to 100.
    pub percent: u8,
    /// What there is to say; may be empty.
    pub note: String,
    /// Why it is delayed.
    pub cause: String,
    /// The new date of what is delayed.
    pub expected_on: Option<Date>,
    /// The days on which milestones were reached, by number.
    pub reached: BTreeMap<u8, Date>,
}

impl Moment {
    /// Of a report's task.
    #[must_use]
    pub fn of(period: Period, version: u32, task: &TaskReport) -> Self {
        let reached = task.milestones.iter().filter_map(|m| Some((m.number, m.done_on?)));
        Moment {
            period,
            version,
            state: task.state,
            percent: task.percent,
            note: task.note.clone(),
            cause: task.cause.clone(),
            expected_on: task.expected_on,
            reached: reached.collect(),
        }
    }

    /// The fields that the next quarter's report begins with: all but the note.
    #[must_use]
    pub fn carried(&self) -> Vec<(Field, String)> {
        let mut all = vec![
            (Field::State, self.state.name().to_owned()),
            (Field::Percent, self.percent.to_string()),
        ];
        if let Some(day) = self.expected_on {
            all.push((Field::Cause, self.cause.clone()));
            all.push((Field::ExpectedOn, day.to_string()));
        }
        let reached = self.reached.iter().filter(|(n, _)| **n <= MILESTONES_MAX);
        all.extend(reached.map(|(n, day)| (Field::DoneOn(*n), day.to_string())));
        all
    }
}

/// The day on which tasks are looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Now {
    /// The day.
    pub today: Date,
    /// The end of the last quarter whose report should be in by then: what was due later is late only where an accepted
    /// report has told of its quarter.
    pub told_until: Date,
}

/// A milestone as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Its number.
    pub number: u8,
    /// What is reached.
    pub name: String,
    /// Lead unit.
    pub lead: String,
    /// By when, as filed.
    pub due: Date,
    /// The day it was reached.
    pub done_on: Option<Date>,
    /// Where it stands on the line: the day it was reached, else the new date of a delayed task, else the day it is due.
    pub at: Date,
    /// Where it stood before: by an earlier filed version, or by the plan where a delayed task has a new date.
    pub moved_from: Option<Date>,
    /// Days since it was due as filed; 0 of what is reached, not due yet, or still to be told of.
    pub days_late: i32,
    /// Its day has passed, and the report that tells of it is still to come.
    pub awaited: bool,
}

/// A milestone whose day has passed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Late {
    /// Number of its task.
    pub task: u8,
    /// Title of its task.
    pub title: String,
    /// The milestone.
    pub step: Step,
}

/// The milestones of a task as they stand on a day. `first` is the task in the first version that was filed, `last` what was
/// accepted last.
#[must_use]
pub fn steps(task: &Task, first: Option<&Task>, last: Option<&Moment>, now: Now) -> Vec<Step> {
    let new_date = last.filter(|m| m.state == State::Delayed).and_then(|m| m.expected_on);
    let told = last.map_or(now.told_until, |m| m.period.last_day().max(now.told_until));
    let step = |m: &crate::scheme::Milestone| {
        let done_on = last.and_then(|l| l.reached.get(&m.number).copied());
        let planned = first.and_then(|t| t.milestones.iter().find(|f| f.number == m.number));
        let planned = planned.map(|f| f.due).filter(|due| *due != m.due);
        // A new date holds for what should have been reached before it.
        let put_off = new_date.filter(|day| done_on.is_none() && *day > m.due);
        let since = if done_on.is_none() { days(m.due, now.today) } else { 0 };
        Step {
            number: m.number,
            name: m.name.clone(),
            lead: m.lead.clone(),
            due: m.due,
            done_on,
            at: done_on.or(put_off).unwrap_or(m.due),
            moved_from: planned.or(put_off.map(|_| m.due)),
            days_late: if m.due <= told { since.max(0) } else { 0 },
            awaited: m.due > told && since > 0,
        }
    };
    task.milestones.iter().map(step).collect()
}

fn days(from: Date, to: Date) -> i32 {
    from.until(to).map_or(0, |span| span.get_days())
}

/// The milestones of all tasks whose day has passed, the longest first.
#[must_use]
pub fn late(tasks: &[Task], last: &BTreeMap<u8, Moment>, now: Now) -> Vec<Late> {
    let of = |task: &Task| {
        let steps = steps(task, None, last.get(&task.number), now).into_iter();
        let late = steps.filter(|s| s.days_late > 0).map(|step| Late {
            task: task.number,
            title: task.title.clone(),
            step,
        });
        late.collect::<Vec<_>>()
    };
    let mut all: Vec<Late> = tasks.iter().flat_map(of).collect();
    all.sort_by_key(|l| (std::cmp::Reverse(l.step.days_late), l.task, l.step.number));
    all
}

/// How many tasks are in each state, in the order of [`State::ALL`]; what nothing was accepted of has not been started.
#[must_use]
pub fn counts(tasks: &[Task], last: &BTreeMap<u8, Moment>) -> [u32; 5] {
    let mut all = [0; 5];
    for task in tasks {
        let state = last.get(&task.number).map_or(State::NotStarted, |m| m.state);
        if let Some(n) = State::ALL.iter().position(|s| *s == state).and_then(|i| all.get_mut(i)) {
            *n += 1;
        }
    }
    all
}
