//! Words of tasks in motion: the tasks of a quarterly report, and how far the cities have come with their schemes.

use domain::{
    check::Problem,
    entry::Field,
    task::{Moment, State},
};

use super::Words;

words! {
    task_state_not_started => "未启动" | "Not started";
    task_state_under_way => "推进中" | "Under way";
    task_state_done => "已完成" | "Done";
    task_state_delayed => "滞后" | "Delayed";
    task_state_adjusted => "已调整" | "Adjusted";
    tasks_title => "试点任务进展" | "Progress of the scheme's tasks";
    tasks_lead(n) => "按已备案的第 {n} 版试点方案列出。已预填上次审核通过的进展，请逐项核对更新；进展说明每季度重新填写。百分比为 0–100 的整数，已完成和未启动的可不填。" | "From version {n} of the filed scheme. What the last accepted report said is filled in: bring each task up to date; the note is written anew each quarter. Percents are whole, 0–100, and may be left out where a task is done or not started.";
    tasks_unfiled => "试点方案尚未备案，本季度不填报任务进展。" | "The scheme is not filed yet, so this quarter has no tasks to report on.";
    tasks_unfiled_before => "开始填报时试点方案尚未备案，本季度不填报任务进展。" | "The scheme was not filed when this report was begun, so it has no tasks to report on.";
    tasks_scheme_link => "打开试点方案" | "Open the scheme";
    tasks_scheme_warn => "贵市试点方案尚未备案。没有备案方案，任务进展和完成率无从衡量，请尽快报送。" | "Your city's scheme is not filed. Without it neither tasks nor attainment can be measured: submit it soon.";
    refused_scheme_first => "请先报送试点方案：报送后（不需等待备案）才能提交季度报告。" | "Submit the scheme first: once it is submitted (it need not be filed) the quarterly report can be handed in.";
    task_before(period, said) => "上季度（{period}）：{said}" | "Last quarter ({period}): {said}";
    task_before_none => "上季度没有审核通过的进展" | "No accepted progress before";
    task_at_percent(state, percent) => "{state}，{percent}%" | "{state}, {percent}%";
    task_state_label => "状态" | "State";
    task_percent => "完成百分比" | "Percent done";
    task_choose => "请选择" | "Choose";
    task_note => "进展说明" | "Note";
    task_cause => "滞后原因" | "Cause of the delay";
    task_expected => "新的完成时间" | "New date";
    task_expected_on(day) => "预计 {day} 完成" | "expected {day}";
    task_delay_fold => "滞后的：原因和新的完成时间" | "If delayed: cause and new date";
    task_reached_on => "完成日期" | "Reached on";
    task_reached(name, day) => "{name}：{day} 完成" | "{name}: reached {day}";
    task_due(name, day) => "{name}：应于 {day} 完成" | "{name}: due {day}";
    task_milestone_due(name, day) => "{name}（{day} 前）" | "{name} (by {day})";
    tasks_percent_col => "完成" | "Done";
    funding_spent => "已支出经费" | "Funds spent";
    funding_spent_label => "试点以来累计支出（万元）" | "Spent since the pilot began (10,000 yuan)";
    funding_spent_hint => "可写“150万元”；暂无数据可不填。" | "“150万元” is understood; leave it empty where it is not known yet.";
    funding_spent_is(amount) => "{amount} 万元" | "{amount} (10,000 yuan)";
    task_p_state => "请选择任务状态。" | "Choose where the task stands.";
    task_p_percent => "请填写完成百分比。" | "Fill in how much of it is done.";
    task_p_cause => "请写明滞后原因。" | "Say why it is delayed.";
    task_p_expected => "请填写新的完成时间。" | "Give the new date.";
    part_task(n) => "任务进展 {n} 项" | "tasks: {n}";
    compare_tasks => "任务进展" | "Tasks";

    progress_title(city) => "{city}：试点任务进度" | "Progress of {city}";
    progress_link => "任务进度" | "Progress";
    progress_none => "方案备案后显示任务进度。" | "Progress is shown once the scheme is filed.";
    progress_chart(city) => "{city}任务与时间节点" | "Tasks and milestones of {city}";
    progress_today(day) => "今天 {day}" | "Today, {day}";
    progress_as_of_day(day) => "截至 {day}" | "As of {day}";
    progress_source(time) => "来源：已备案方案和审核通过的季度报告；{time}" | "Source: filed schemes and accepted quarterly reports; {time}";
    progress_take(done, all, late) => "{all} 项任务已完成 {done} 项，{late} 个时间节点逾期未完成。" | "{done} of {all} tasks are done; {late} milestones are late.";
    mark_due => "未到期" | "Due";
    mark_done => "已完成" | "Reached";
    mark_late => "逾期" | "Late";
    mark_moved => "已调整（原时间）" | "Moved (old place)";
    progress_next => "下一个或逾期的节点" | "Next or late milestones";
    progress_last => "最近一次报告" | "Last report";
    progress_never => "尚无审核通过的报告" | "No accepted report yet";
    progress_show => "查看" | "Show";
    progress_now => "回到最新" | "Back to now";
    milestone_late_by(days) => "逾期 {days} 天" | "{days} ⟨day|days⟩ late";
    milestone_awaited => "待季度报告" | "report awaited";
    milestone_moved(day) => "原定 {day}" | "at first {day}";
    late_title => "逾期未完成的时间节点" | "Late milestones";
    late_none => "没有逾期的时间节点。" | "No milestone is late.";
    late_days => "逾期天数" | "Days late";
    late_due => "应完成日期" | "Due";
    stack_title => "各城市任务状态" | "Tasks by state";
    stack_take(done, all, delayed) => "{all} 项任务中已完成 {done} 项，滞后 {delayed} 项。" | "{done} of {all} tasks are done, {delayed} delayed.";
    stack_total(n) => "共 {n} 项" | "{n} tasks";
    plan_title => "经费计划与支出" | "Funds planned and spent";
    plan_heading(title, unit) => "{title}（{unit}）" | "{title} ({unit})";
    plan_take(spent, planned) => "计划 {planned} 万元，已支出 {spent} 万元。" | "{spent} of {planned} (10,000 yuan) spent.";
    plan_planned => "计划经费" | "Planned";
    plan_spent => "已支出" | "Spent";
    plan_text(spent, planned) => "{spent} / {planned}" | "{spent} / {planned}";
    plan_not_reported => "未报告" | "not reported";
    plan_share => "支出比例" | "Share spent";
    plan_unit => "万元" | "10,000 yuan";
}

impl Words {
    /// The name of a task's state.
    #[must_use]
    pub const fn task_state(self, state: State) -> &'static str {
        match state {
            State::NotStarted => self.task_state_not_started(),
            State::UnderWay => self.task_state_under_way(),
            State::Done => self.task_state_done(),
            State::Delayed => self.task_state_delayed(),
            State::Adjusted => self.task_state_adjusted(),
        }
    }

    /// State and percent of a task.
    #[must_use]
    pub fn task_said(self, state: State, percent: u8) -> String {
        match state.percent() {
            Some(_) => self.task_state(state).to_owned(),
            None => self.task_at_percent(self.task_state(state), percent),
        }
    }

    /// What the last accepted report before said.
    #[must_use]
    pub fn task_moment(self, moment: &Moment) -> String {
        self.task_before(
            self.period_name(moment.period),
            self.task_said(moment.state, moment.percent),
        )
    }

    /// What is wrong with a field of a task.
    #[must_use]
    pub fn task_problem(self, field: Field, problem: Problem) -> String {
        match (problem, field) {
            (Problem::Missing | Problem::NotAKind, Field::State) => self.task_p_state().to_owned(),
            (Problem::Missing, Field::Percent) => self.task_p_percent().to_owned(),
            (Problem::Missing, Field::Cause) => self.task_p_cause().to_owned(),
            (Problem::NoExpectedDate, _) => self.task_p_expected().to_owned(),
            _ => self.problem(problem),
        }
    }
}
