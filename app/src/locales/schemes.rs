//! Words of schemes: editor, filing, versions, tasks and targets.

use domain::{
    check::Problem,
    fault::Fault,
    lang::Lang,
    scheme::{Flaw, Flawed, MilestoneField, Slot, State, TargetField, TaskField, number_of_task},
    target,
};

use super::Words;

words! {
    nav_schemes => "试点方案" | "Schemes";
    schemes_title => "试点方案" | "Pilot schemes";
    schemes_lead => "各城市的目标任务、措施步骤、责任保障和分季度目标。备案后作为衡量进展的依据。" | "Each city's objectives and tasks, measures, responsibilities and quarterly targets. Once filed, progress is measured against them.";
    scheme_title(city) => "{city}试点方案" | "Pilot scheme of {city}";
    scheme_none => "尚未报送试点方案" | "No scheme submitted yet";
    scheme_none_hint => "备案前不计算完成率和得分，标为“基期待备案”。" | "Before it is filed there is no attainment and no score: “baseline to be filed”.";
    scheme_filed_as(number) => "备案编号 {number}" | "Filing number {number}";
    scheme_filed_on(day) => "{day}备案" | "filed {day}";
    scheme_letter(number, day) => "复函 {number}，{day}" | "letter {number}, {day}";
    scheme_filing_number => "备案编号（系统编号）" | "Filing number (the system's own)";
    scheme_letter_label => "复函文号和日期" | "Letter of filing";
    scheme_in_force(n) => "第 {n} 版备案有效" | "Version {n} is in force";
    scheme_amending => "变更备案中：原备案版本在新版本备案前继续有效。" | "Amendment under way: the filed version stays in force until the new one is filed.";
    scheme_reason => "变更理由" | "Reason for the amendment";
    scheme_reason_is(reason) => "变更理由：{reason}" | "Reason for the amendment: {reason}";

    scheme_part_sections => "目标与保障" | "Objectives and safeguards";
    scheme_part_tasks => "目标任务" | "Tasks";
    scheme_part_targets => "指标目标" | "Targets";
    scheme_part_check => "检查与提交" | "Check and hand in";
    scheme_parts => "方案各部分" | "Parts of the scheme";
    scheme_section_hint => "可先写要点。不得填报涉密信息和个人敏感信息。" | "Notes will do at first. Enter no classified and no sensitive personal information.";
    scheme_objectives => "总体目标" | "Objectives";
    scheme_leadership => "组织领导和工作机制" | "Leadership and mechanism";
    scheme_safeguards => "保障措施" | "Safeguards";
    scheme_funding => "经费投入" | "Funding";
    scheme_funding_planned => "计划经费（万元）" | "Funds planned (10,000 yuan)";
    scheme_funding_planned_is(amount) => "计划经费 {amount} 万元" | "Funds planned: {amount} (10,000 yuan)";
    scheme_money_hint => "可写“150万元”或“1.5亿”；没有安排的填 0。" | "“150万元” and “1.5亿” are understood; type 0 where nothing is planned.";

    scheme_tasks_hint => "每项任务写明措施、预期成效和时间节点，至少一个节点。编号在变更备案中保持不变；清空一项任务的全部内容即为删除。" | "Each task has its measures, expected result and at least one milestone. Numbers stay through amendments; a task all of whose fields are empty is gone.";
    scheme_task(n) => "任务 {n}" | "Task {n}";
    scheme_task_add => "添加一项任务" | "Add a task";
    scheme_task_title => "任务名称" | "Task";
    scheme_task_required => "对应的规定动作" | "Required task it answers";
    scheme_task_own => "自选动作" | "Own choice";
    scheme_required => "规定动作" | "Required";
    scheme_task_measures => "措施步骤" | "Measures and steps";
    scheme_task_result => "预期成效" | "Expected result";
    scheme_task_indicators => "关联指标" | "Linked indicators";
    scheme_task_indicators_hint => "填指标代码，用空格隔开，如 S1-02 F2-01；可不填。" | "Codes with blanks between them, such as S1-02 F2-01; may be left out.";
    scheme_milestones => "时间节点" | "Milestones";
    scheme_milestone(n) => "节点 {n}" | "Milestone {n}";
    scheme_milestone_name => "完成事项" | "What is reached";
    scheme_milestone_due => "完成时限" | "By";
    scheme_milestone_lead => "牵头单位" | "Lead unit";
    scheme_milestone_cooperating => "配合单位" | "Cooperating units";

    scheme_targets_hint => "流量指标的基期填试点开始前 12 个月的合计，各季度目标填自试点开始以来的累计数；比率和存量指标填当季应达到的水平。最后一个季度必填，其余可不填。" | "Of flows the baseline is the total of the twelve months before the pilot and each target is the sum since it began; of rates and levels a target is what is to be reached in that quarter. The last quarter must be filled in, the others may be.";
    scheme_target_value => "设定目标" | "A target";
    scheme_target_kind => "是否适用" | "Applies";
    scheme_target_baseline => "基期值" | "Baseline";
    scheme_target_baseline_on => "基期截止日" | "Baseline as of";
    scheme_target_source => "数据来源" | "Source";
    scheme_target_reason => "不适用的理由" | "Why it does not apply";
    scheme_target_explanation => "说明（目标偏低或回退时必填）" | "Reason (needed where a target is low or falls back)";
    scheme_target_more => "不适用或说明" | "Not applicable, or a reason";
    scheme_target_reference(value) => "国家局参考目标 {value}" | "CNIPA's reference target {value}";
    scheme_flow => "累计" | "since the pilot began";
    scheme_better_higher => "越高越好" | "higher is better";
    scheme_better_lower => "越低越好" | "lower is better";
    scheme_common => "为空白的指标统一填入" | "Fill in for all indicators that lack it";
    scheme_common_fill => "填入" | "Fill in";

    scheme_save_next => "保存并继续" | "Save and go on";
    scheme_check_lead => "提交后由城市审签人审签并报送国家局备案。审签后内容即冻结。" | "After you hand it in, the city's approver signs it and submits it to CNIPA for filing. Sign-off freezes the content.";
    scheme_check_none => "各部分填写完整，可以提交审签。" | "Everything is filled in; it can be signed off.";
    scheme_check_flaws(n) => "提交审签前还有 {n} 处需要处理" | "{n} ⟨thing|things⟩ to do before sign-off";
    scheme_not_saved => "部分内容没有保存，见下。您填写的内容都在页面上。" | "Not everything was saved; see below. What you typed is still on the page.";
    scheme_closed(items) => "未退回，不能修改：{items}" | "Not returned, so it cannot be changed: {items}";
    scheme_saved(time, who) => "{time} 由{who}保存" | "Saved {time} by {who}";
    scheme_sent_back => "审签人退回填报" | "Sent back by the approver";
    scheme_returned(n) => "国家局退回 {n} 项，只能修改这些内容" | "CNIPA returned {n} ⟨item|items⟩; only these can be changed";
    scheme_answer => "答复（未修改的退回内容须说明）" | "Answer (needed where a returned item stays as it is)";
    scheme_unchanged => "没有任何改动，不需要变更备案。" | "Nothing is changed, so there is nothing to amend.";
    scheme_state_wrong(state) => "方案现为“{state}”，不能这样办理。" | "The scheme is “{state}” now; this cannot be done.";
    scheme_flaws(n) => "方案还有 {n} 处需要处理。" | "{n} ⟨thing|things⟩ in the scheme still to put right.";
    scheme_amend => "申请变更备案" | "Amend the scheme";
    scheme_amend_lead => "写明变更理由后开始修改；新版本备案前，原备案版本继续有效。调低的目标须经国家局同意才计入评分。" | "Give the reason, then change what has to change. The filed version stays in force until the new one is filed; a lowered target counts for scores only if CNIPA grants it.";
    scheme_amend_button => "开始变更" | "Begin the amendment";
    scheme_abandon => "放弃本次变更" | "Give the amendment up";
    scheme_abandon_lead => "恢复为已备案的内容，本次修改不再保留。" | "The content goes back to what is filed; the changes are not kept.";
    scheme_withdraw => "撤回" | "Withdraw";
    scheme_waits_approver => "等待城市审签人报送。" | "It waits for the city's approver to submit it.";
    scheme_home => "试点方案待办" | "Schemes that wait for you";
    scheme_home_write => "填写方案并提交审签；备案前数据不计分。" | "Write it and hand it in for sign-off; until it is filed, figures have no score.";
    scheme_home_amend => "变更备案填写中，完成后提交审签。" | "An amendment is being written; hand it in for sign-off when it is done.";
    scheme_home_returned => "国家局退回，修改后重新提交审签。" | "Returned by CNIPA; change the items and hand it in again.";
    scheme_home_sign => "待审签人审核后报送。" | "Waits for the approver to sign and submit it.";
    scheme_home_review(at) => "{at} 报送，待备案。" | "Submitted {at}; waits to be filed.";
    scheme_tasks_list => "任务目录" | "The tasks";
    scheme_waits_cnipa => "已报送，等待国家局备案。" | "Submitted; it waits for CNIPA.";
    scheme_done_save => "已保存。" | "Saved.";
    scheme_done_sign_off => "已提交审签。" | "Handed in for sign-off.";
    scheme_done_send_back => "已退回填报员。" | "Sent back to the editor.";
    scheme_done_submit => "已报送国家局。" | "Submitted to CNIPA.";
    scheme_done_withdraw => "已撤回。" | "Withdrawn.";
    scheme_done_take => "已开始审核。" | "Taken for review.";
    scheme_done_return => "已退回城市修改。" | "Returned to the city.";
    scheme_done_file => "已备案。" | "Filed.";
    scheme_done_amend => "可以开始修改。" | "It can be changed now.";
    scheme_done_abandon => "已放弃变更，恢复为备案内容。" | "The amendment is given up; the filed content stands.";
    scheme_not_done => "没有办成" | "This was not done";

    scheme_review => "审核备案" | "Review and file";
    scheme_review_title(city) => "审核{city}试点方案" | "Review of the scheme of {city}";
    scheme_review_lead => "在需要修改的内容下写明意见并退回，或予以备案。" | "Write a comment at what has to change and return it, or file the scheme.";
    scheme_comment_at(item) => "退回意见：{item}" | "Return {item} because";
    scheme_take => "开始审核" | "Take for review";
    scheme_take_hint => "开始审核后，城市不能再撤回。" | "Once taken, the city cannot withdraw it.";
    scheme_return => "退回有意见的内容" | "Return what has a comment";
    scheme_file => "予以备案" | "File it";
    scheme_file_lead => "系统给出备案编号；有复函的填写文号和日期。" | "The system gives its own filing number; type the letter's number and date where there is one.";
    scheme_letter_number => "复函文号（没有可不填）" | "Number of the letter (leave empty if there is none)";
    scheme_letter_on => "复函日期" | "Date of the letter";
    scheme_lowered => "调低的目标" | "Lowered targets";
    scheme_lowered_lead => "勾选的按新目标评分，未勾选的仍按原目标评分。" | "Those ticked are scored by the new target, the others by the old one.";
    scheme_lowered_step(quarter, from, to) => "{quarter} {from} → {to}" | "{quarter} {from} → {to}";
    scheme_changes(n) => "与备案版本相比改动 {n} 项" | "{n} ⟨item|items⟩ changed since the filed version";
    scheme_changed => "已改动" | "Changed";
    scheme_added => "新增" | "New";
    scheme_gone => "已删除" | "Removed";
    scheme_versions => "历次版本" | "Versions";
    scheme_remarks => "退回意见和答复" | "What was returned and answered";
    scheme_remark_return => "退回" | "returned";
    scheme_remark_answer => "答复" | "answered";
    scheme_submitted => "报送" | "Submitted";
    scheme_compare => "与其他版本比较" | "Compare versions";
    scheme_compare_title(city, from, to) => "{city}试点方案：第 {from} 版与第 {to} 版" | "Scheme of {city}: versions {from} and {to}";
    scheme_compare_none => "两个版本内容相同。" | "The two versions read the same.";
    scheme_fate_waits => "待备案" | "waits for filing";
    scheme_fate_withdrawn => "已撤回" | "withdrawn";
    scheme_fate_returned => "已退回" | "returned";
    scheme_print_mark(city, n, code) => "{city}试点方案 第 {n} 版 校验码 {code}" | "Scheme of {city}, version {n}, check code {code}";
    scheme_counts(tasks, milestones) => "{tasks} 项任务，{milestones} 个时间节点" | "{tasks} ⟨task|tasks⟩, {milestones} ⟨milestone|milestones⟩";
    scheme_state_col => "状态" | "State";
    scheme_next_due => "最近节点" | "Next milestone";
    scheme_content => "内容" | "Content";
    scheme_not_granted => "评分仍按原目标" | "scored by the earlier target";
    scheme_to_be_filed => "基期待备案" | "baseline to be filed";
    scheme_open => "查看方案" | "Open the scheme";

    scheme_rules_lead => "各城市方案必须包含的规定动作，每行一项；清空一行即不再要求。" | "The tasks that every city's scheme must hold, one a line; an empty line is required no more.";
    scheme_rules_task(n) => "规定动作 {n}" | "Required task {n}";
    scheme_rules_references => "参考目标" | "Reference targets";
    scheme_rules_references_lead => "最终目标低于参考目标的城市须说明理由；没有参考目标的留空。" | "A city whose final target falls short of these must say why; leave empty where there is none.";
    scheme_rules_first => "城市报送试点方案后才能报送季度报告" | "A city submits its scheme before its quarterly reports";

    flaw_task_none => "请至少填写一项任务。" | "Write at least one task.";
    flaw_required_missing(title) => "规定动作“{title}”还没有对应的任务。" | "No task answers the required task “{title}”.";
    flaw_yes_no => "请填“是”或“否”。" | "Choose yes or no.";
    flaw_code => "有不认识的指标代码。" | "One of these is no code of an indicator.";
    flaw_falls(quarter, from, to) => "{quarter}的累计目标 {to} 小于上一季度的 {from}。" | "The sum to {quarter}, {to}, is less than {from} of the quarter before.";
    flaw_backward(target, baseline) => "最终目标 {target} 差于基期 {baseline}，请说明理由。" | "The final target {target} is worse than the baseline {baseline}. Say why.";
    flaw_unambitious(baseline) => "最终目标与基期 {baseline} 相同，请说明理由。" | "The final target is the baseline {baseline}. Say why.";
    flaw_step_back(quarter, from, to) => "{quarter}的目标 {to} 差于此前的 {from}，请说明理由。" | "The target of {quarter}, {to}, is worse than {from} before it. Say why.";
    flaw_under_reference(target, reference) => "最终目标 {target} 低于国家局参考目标 {reference}，请说明理由。" | "The final target {target} falls short of CNIPA's reference target {reference}. Say why.";
}

impl Words {
    /// The state of a scheme.
    #[must_use]
    pub const fn scheme_state(self, state: State) -> &'static str {
        match (self.0, state) {
            (Lang::Zh, State::Drafting) => "填报中",
            (Lang::Zh, State::CitySignOff) => "市级审签",
            (Lang::Zh, State::Submitted) => "已报送",
            (Lang::Zh, State::Returned) => "退回修改",
            (Lang::Zh, State::Filed) => "已备案",
            (Lang::En, State::Drafting) => "Drafting",
            (Lang::En, State::CitySignOff) => "City sign-off",
            (Lang::En, State::Submitted) => "Submitted",
            (Lang::En, State::Returned) => "Returned",
            (Lang::En, State::Filed) => "Filed",
        }
    }

    /// A section by name.
    #[must_use]
    pub fn scheme_section(self, name: &str) -> &'static str {
        match name {
            "objectives" => self.scheme_objectives(),
            "leadership" => self.scheme_leadership(),
            "safeguards" => self.scheme_safeguards(),
            _ => self.scheme_funding(),
        }
    }

    /// An item: a section, a task by number, or an indicator.
    #[must_use]
    pub fn scheme_item(self, item: &str) -> String {
        match (number_of_task(item), domain::indicator::definition(item)) {
            (Some(n), _) => self.scheme_task(n),
            (_, Some(_)) => self.item(item),
            _ => self.scheme_section(item).to_owned(),
        }
    }

    /// Items, one after another.
    #[must_use]
    pub fn scheme_items(self, items: &[String]) -> String {
        let names: Vec<_> = items.iter().map(|i| self.scheme_item(i)).collect();
        names.join(self.list_sep())
    }

    /// The label of a field.
    #[must_use]
    pub fn scheme_field(self, slot: Slot) -> String {
        match slot {
            Slot::Section(name) => self.scheme_section(name).to_owned(),
            Slot::FundingPlanned => self.scheme_funding_planned().to_owned(),
            Slot::Task(_, field) => match field {
                TaskField::Title => self.scheme_task_title(),
                TaskField::Required => self.scheme_task_required(),
                TaskField::Measures => self.scheme_task_measures(),
                TaskField::Result => self.scheme_task_result(),
                TaskField::Indicators => self.scheme_task_indicators(),
            }
            .to_owned(),
            Slot::Milestone(_, _, field) => match field {
                MilestoneField::Name => self.scheme_milestone_name(),
                MilestoneField::Due => self.scheme_milestone_due(),
                MilestoneField::Lead => self.scheme_milestone_lead(),
                MilestoneField::Cooperating => self.scheme_milestone_cooperating(),
            }
            .to_owned(),
            Slot::Target(_, field) => match field {
                TargetField::Kind => self.scheme_target_kind().to_owned(),
                TargetField::Baseline => self.scheme_target_baseline().to_owned(),
                TargetField::BaselineOn => self.scheme_target_baseline_on().to_owned(),
                TargetField::Source => self.scheme_target_source().to_owned(),
                TargetField::Step(quarter) => self.period_name(quarter),
                TargetField::Reason => self.scheme_target_reason().to_owned(),
                TargetField::Explanation => self.scheme_target_explanation().to_owned(),
            },
        }
    }

    /// Where a field stands, for a list: `任务 3，节点 1，完成时限`.
    #[must_use]
    pub fn scheme_place(self, slot: Slot) -> String {
        let field = self.scheme_field(slot);
        match slot {
            Slot::Section(_) | Slot::FundingPlanned => field,
            Slot::Milestone(n, m, _) => [self.scheme_task(n), self.scheme_milestone(m), field].join(self.list_sep()),
            Slot::Task(n, _) => [self.scheme_task(n), field].join(self.list_sep()),
            Slot::Target(code, _) => [self.item(code), field].join(self.list_sep()),
        }
    }

    /// What is wrong with a field; `title` gives that of a required task by its key.
    #[must_use]
    pub fn scheme_flaw(self, flawed: &Flawed, title: impl Fn(&str) -> String) -> String {
        use target::Fault as T;
        let level = |at: domain::Decimal| match flawed.slot {
            Slot::Target(code, _) => self.scheme_level(code, at),
            _ => at.to_string(),
        };
        match &flawed.flaw {
            Flaw::Fault(Fault::Unknown) if matches!(flawed.slot, Slot::Task(_, TaskField::Indicators)) => {
                self.flaw_code().to_owned()
            }
            Flaw::Fault(fault) => self.fault("", *fault),
            Flaw::Number(error) => self.problem(Problem::of(*error, 2)),
            Flaw::Negative => self.problem(Problem::Negative),
            Flaw::NotYesOrNo => self.flaw_yes_no().to_owned(),
            Flaw::NoTask => self.flaw_task_none().to_owned(),
            Flaw::RequiredMissing(key) => self.flaw_required_missing(title(key)),
            Flaw::Target(T::Wrong { problem, .. }) => self.problem(*problem),
            Flaw::Target(T::Falls { quarter, from, to }) => {
                self.flaw_falls(self.period_name(*quarter), level(*from), level(*to))
            }
            Flaw::Target(T::Backward { baseline, target }) => self.flaw_backward(level(*target), level(*baseline)),
            Flaw::Target(T::Unambitious { baseline }) => self.flaw_unambitious(level(*baseline)),
            Flaw::Target(T::StepBack { quarter, from, to }) => {
                self.flaw_step_back(self.period_name(*quarter), level(*from), level(*to))
            }
            Flaw::Target(T::UnderReference { reference, target }) => {
                self.flaw_under_reference(level(*target), level(*reference))
            }
        }
    }

    /// A target or baseline with its unit; of yes or no the word.
    #[must_use]
    pub fn scheme_level(self, code: &str, level: domain::Decimal) -> String {
        let Some(d) = domain::indicator::definition(code) else {
            return level.to_string();
        };
        match d.way {
            domain::indicator::Way::YesNo if level.is_zero() => self.no().to_owned(),
            domain::indicator::Way::YesNo => self.yes().to_owned(),
            _ => {
                let text = domain::number::group(level.normalize());
                self.with_unit(&text, &d.unit)
            }
        }
    }
}
