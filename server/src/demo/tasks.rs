//! What the demonstration's cities type of their schemes' tasks: most milestones in time, each quarter two late by weeks,
//! one task adjusted; money spent towards what is planned.

use std::collections::BTreeMap;

use domain::{
    entry::{Field, Typed},
    period::Period,
    scheme::{Milestone, Task, task_item},
    task::{FUNDING_SPENT, Plan, State},
};
use jiff::{ToSpan, civil::Date};

use super::{profile::Profile, schemes, seed};

/// How many tasks each quarter have a milestone that slips.
const LATE: usize = 2;

const STARTED: [&str; 4] = [
    "已成立专班，按月调度。",
    "已完成需求调研，正在征求各区县意见。",
    "按计划推进，阶段成果已报市政府专题会。",
    "试点网点已先行，正在总结做法。",
];
const FINISHED: [&str; 3] = [
    "已印发并公布，转入常态化运行。",
    "已验收，相关数据已接入本市平台。",
    "全部网点已覆盖，满意度持续跟踪。",
];
const CAUSES: [&str; 4] = [
    "省级系统接口规范发布较晚，联调时间顺延。",
    "采购项目首次招标流标，已重新挂网。",
    "部门间数据共享协议仍在会签。",
    "标准报批程序较原计划多一轮专家评审。",
];
const ADJUSTED: &str = "经市领导小组同意，实施范围由全市调整为先行区县，时间节点不变。";

/// The texts of all tasks and of what was spent, by item, as an editor types them after the quarter.
pub(super) fn typed(
    who: &Profile,
    plan: &Plan,
    period: Period,
    stored: &BTreeMap<String, Typed>,
) -> BTreeMap<String, Typed> {
    let mut all = BTreeMap::new();
    if plan.version.is_none() {
        return all;
    }
    for task in &plan.tasks {
        let item = task_item(task.number);
        let blank = Typed::default();
        let before = stored.get(&item).unwrap_or(&blank);
        all.insert(item, of_task(who, plan, task, period, before));
    }
    let share = share_spent(who, plan.ends.until(plan.begins).map_or(0, |s| s.get_days().abs()));
    let spent = (schemes::funds(who) * share).round();
    let spent = Typed([(Field::Value, format!("{spent:.0}"))].into());
    all.insert(FUNDING_SPENT.to_owned(), spent);
    all
}

/// The share of what is planned that is spent after so many days: slow at first.
fn share_spent(who: &Profile, days: i32) -> f64 {
    let year = f64::from(days) / 365.0;
    let pace = 0.82 + 0.3 * seed::share(&[who.slug, "pace"]);
    (year.powf(1.25) * pace).min(1.04)
}

/// The day on which a milestone is reached.
fn reached(who: &Profile, plan: &Plan, task: &Task, m: &Milestone) -> Date {
    let quarter = Period::month_of(m.due).quarter();
    let draw = |task: u8| seed::share(&[who.slug, &quarter.to_string(), &task.to_string(), "late"]);
    let mine = draw(task.number);
    let due_here = |t: &&Task| {
        t.milestones
            .iter()
            .any(|m| Period::month_of(m.due).quarter() == quarter)
    };
    let before = plan
        .tasks
        .iter()
        .filter(due_here)
        .filter(|t| draw(t.number) < mine)
        .count();
    let names = [who.slug, task.title.as_str(), m.name.as_str(), "reached"];
    let days = |n: usize| i64::try_from(seed::place(n, &names)).unwrap_or(0);
    let day = if before < LATE {
        m.due.saturating_add((35 + days(45)).days())
    } else {
        m.due.saturating_sub(days(12).days())
    };
    day.max(plan.begins)
}

fn of_task(who: &Profile, plan: &Plan, task: &Task, period: Period, before: &Typed) -> Typed {
    let mut typed = Typed::default();
    let mut put = |field, text: String| drop(typed.0.insert(field, text));
    let mut open = Vec::new();
    for m in &task.milestones {
        let field = Field::DoneOn(m.number);
        let day = reached(who, plan, task, m);
        match before.get(field) {
            "" if day <= plan.ends => put(field, day.to_string()),
            "" => open.push((m, day)),
            known => put(field, known.to_owned()),
        }
    }
    let all = task.milestones.len();
    let done = all - open.len();
    let names = [who.slug, task.title.as_str(), &period.to_string()];
    let pick = |texts: &[&str]| texts.get(seed::place(texts.len(), &names)).map_or("", |t| t).to_owned();
    let late = open
        .iter()
        .filter(|(m, _)| m.due <= plan.ends)
        .map(|(_, day)| *day)
        .max();
    let adjusted = seed::place(plan.tasks.len(), &[who.slug, "adjusted"]) + 1 == usize::from(task.number);
    let soon = open.iter().any(|(m, _)| m.due <= plan.ends.saturating_add(60.days()));
    let state = match late {
        _ if open.is_empty() => State::Done,
        Some(_) => State::Delayed,
        None if adjusted => State::Adjusted,
        None if done == 0 && !soon => State::NotStarted,
        None => State::UnderWay,
    };
    // Between what is reached and the next milestone, in steps of five.
    let part = (done as f64 + 0.25 + 0.5 * seed::share(&names)) / all.max(1) as f64;
    let percent = ((part * 20.0).round() * 5.0).clamp(5.0, 95.0);
    let percent = state
        .percent()
        .map_or_else(|| format!("{percent:.0}"), |n| n.to_string());
    let note = match state {
        State::Done => pick(&FINISHED),
        State::Adjusted => ADJUSTED.to_owned(),
        State::NotStarted => String::new(),
        State::UnderWay | State::Delayed => pick(&STARTED),
    };
    put(Field::State, state.name().to_owned());
    put(Field::Percent, percent);
    put(Field::Note, note);
    if let Some(day) = late {
        put(Field::Cause, pick(&CAUSES));
        put(Field::ExpectedOn, day.to_string());
    }
    typed
}
