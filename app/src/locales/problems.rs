//! Words of the problem register.

use domain::{
    fault::Fault,
    lang::Lang,
    problem::{Action, Age, Kind, Level, Refusal, Severity, State, Turn},
};

use super::Words;

words! {
    nav_problems => "问题台账" | "Problems";
    problems_title => "问题台账" | "Problem register";
    problems_as_of(time) => "截至 {time}" | "as of {time}";
    problems_tab_own => "本市问题" | "Our problems";
    problems_tab_province => "本省问题" | "Our province’s problems";
    problems_tab_all => "全部问题" | "All problems";
    problems_tab_shared => "国家局共享的问题" | "Shared by CNIPA";
    problems_views => "问题范围" | "Which problems";
    problem_raise => "登记问题" | "Raise a problem";
    problem_raise_here => "登记与此有关的问题" | "Raise a problem about this";
    problems_lead(open, old) => "未办结 {open} 件，其中 {old} 件超过 30 天。" | "Open: {open}, over 30 days: {old}.";
    problems_lead_none => "没有未办结的问题。" | "No problem is open.";
    problems_lead_over(n) => "答复已逾期 {n} 件。" | "Answers overdue: {n}.";
    problems_lead_soon(n) => "今明两天应答复 {n} 件。" | "Answers due today or tomorrow: {n}.";
    fact_open => "未办结" | "Open";
    fact_with_cnipa => "等待国家局" | "With CNIPA";
    fact_with_province => "等待省级" | "With the province";
    fact_with_city => "等待城市" | "With the city";
    fact_overdue => "答复逾期" | "Answer overdue";
    fact_old => "超过 30 天" | "Over 30 days";
    fact_closed_month => "本月办结" | "Closed this month";
    fact_reply => "本季度平均答复" | "Average answer this quarter";
    fact_reply_before(days) => "本季度平均答复（上季度 {days} 天）" | "Average answer this quarter ({days} days last quarter)";
    days_unit => "天" | "days";
    ageing_heading => "未办结问题历时（件）" | "Open problems by age (count)";
    ageing_of(what) => "未办结问题：{what}与历时，件数" | "{what} and age of open problems, count";
    ageing_total => "合计" | "Total";
    ageing_most(name, n, old) => "{name}最多，共 {n} 件，其中 {old} 件超过 30 天。" | "Most: {name} ({n}; over 30 days: {old}).";
    ageing_tie(names, n) => "{names}并列最多，各 {n} 件。" | "Most, with {n} each: {names}.";
    ageing_source(time) => "按登记日期计算，截至 {time}。" | "Counted from the day of registration, as of {time}.";
    dim_category => "所属目标" | "Goal";
    dim_state => "状态" | "State";
    dim_city => "城市" | "City";
    dim_turn => "等待谁" | "Whose turn";
    months_chart(from, to) => "每月新增与办结（件），{from}至 {to}" | "Raised and closed by month (count), {from} to {to}";
    months_take(closed, raised) => "本月办结 {closed} 件、新增 {raised} 件。" | "This month {closed} closed and {raised} raised.";
    months_source(time) => "问题台账，截至 {time}。" | "Problem register, as of {time}.";
    months_raised => "新增" | "Raised";
    months_closed => "办结" | "Closed";
    month_heading => "月份" | "Month";
    problems_list => "问题列表" | "List of problems";
    problems_open_list => "未办结问题" | "Open problems";
    problems_filter => "筛选问题" | "Choose problems";
    filter_goal => "所属目标" | "Goal";
    filter_goals => "全部目标" | "All goals";
    filter_open => "全部未办结" | "All open";
    filter_every => "全部（含已办结）" | "All, closed too";
    filter_turn => "等待谁" | "Whose turn";
    filter_age => "历时" | "Age";
    filter_text => "编号或文字" | "Number or words";
    filter_overdue => "只看答复逾期" | "Overdue answers only";
    filter_bad => "筛选条件有误，请从列表中选择。" | "That is no choice of this filter; choose from the lists.";
    problems_none => "还没有问题" | "No problems yet";
    problems_none_hint => "遇到影响试点的问题，随时登记；紧急问题可以立即上报。" | "Raise whatever stands in the way of the pilot at any time; urgent matters can be sent up at once.";
    problems_none_read => "有问题登记或共享后，会列在这里。" | "Problems that are raised or shared will be listed here.";
    problems_none_found => "没有符合条件的问题" | "No problem fits";
    col_number => "编号" | "No.";
    col_problem => "问题" | "Problem";
    col_severity => "程度" | "Severity";
    col_days => "历时（天）" | "Age (days)";
    col_bar => "竖线为 30 天" | "Line: 30 days";
    col_raised_on => "登记日期" | "Raised on";
    col_escalated_on => "上报日期" | "Sent up on";
    col_replied_on => "答复日期" | "Answered on";
    col_closed_on => "办结日期" | "Closed on";
    col_days_city => "在城市（天）" | "Days with the city";
    col_days_province => "在省级（天）" | "Days with the province";
    col_days_cnipa => "在国家局（天）" | "Days with CNIPA";
    col_reply_days => "上报至答复（天）" | "Days from sending up to the answer";
    col_due => "答复时限" | "Answer due";
    bar_note => "历时条：竖线为 30 天，橙色为超过 60 天，红色为答复逾期。" | "Age bar: the line marks 30 days, orange over 60 days, red an overdue answer.";
    bar_words(n) => "{n} 天" | "{n} days";
    due_over(n) => "逾期 {n} 天" | "{n} days overdue";
    due_left(n) => "剩 {n} 天" | "{n} days left";
    due_tomorrow => "明天到期" | "due tomorrow";
    due_now => "今天到期" | "due today";
    waits_for(who) => "等待{who}" | "with {who}";
    problems_range(from, to, total) => "第 {from}–{to} 件，共 {total} 件；逾期在前，紧急其次，其余按历时" | "{from}–{to} of {total}; overdue first, then urgent, then by age";
    page_n(n) => "第 {n} 页" | "Page {n}";
    page_next => "下一页" | "Next";
    shared_chip => "已共享" | "Shared";
    joined_chip => "合并办理" | "Joined";

    new_title => "登记问题" | "Raise a problem";
    new_lead => "由本市协调解决，或由审签人上报省级、国家局。" | "The city handles it, or its approver sends it up to the province or CNIPA.";
    new_about(what) => "与{what}有关。" | "About {what}.";
    f_title => "问题" | "Problem";
    f_title_hint => "一句话说明卡在哪里，不超过 80 个字符。" | "In one line: what is stuck where. At most 80 characters.";
    f_description => "具体情况" | "What has happened";
    f_description_hint => "写明经过、影响、已做的工作和希望得到的支持。不得填报涉密信息和个人敏感信息。" | "Say what happened, what it affects, what was tried and what would help. Enter no classified and no sensitive personal information.";
    f_category => "所属目标" | "Goal it stands in the way of";
    f_kind => "类型" | "Type";
    f_severity => "程度" | "Severity";
    f_level => "需要层级" | "Level needed";
    f_level_hint => "本市能解决的选市级。" | "Choose the city’s own where the city can solve it.";
    f_indicator => "影响指标" | "Indicator affected";
    f_period => "有关报告期" | "Period";
    not_chosen => "无" | "None";
    f_comment => "说明" | "Comment";
    f_practice => "可供参考的经验做法" | "Practice that answers it";
    f_practice_hint => "填写已发布案例的编号，如 C-0012；答复时一并发给城市。" | "The number of a published case, as C-0012; the city gets it with the reply.";
    practice_unknown => "没有这个编号的已发布案例。" | "No published case has this number.";
    step_practice => "参考经验做法：" | "See the practice: ";
    answered_title => "用于答复的问题" | "Problems it answered";
    f_unit => "承办单位" | "Unit";
    f_due_on => "答复时限" | "Answer due on";
    register_button => "登记" | "Register";
    register_escalate => "登记并上报" | "Register and send up";
    register_urgent_hint => "紧急问题请在登记后立即由审签人上报。" | "An urgent problem should be sent up by the approver at once.";

    problem_thread => "办理记录" | "What was done";
    problem_progress => "办理进程" | "Progress";
    problem_facts => "问题信息" | "About the problem";
    problem_source => "来源" | "Raised from";
    problem_age => "历时" | "Age";
    problem_raised_by => "登记人" | "Raised by";
    age_split(total, parts) => "{total} 天，其中{parts}" | "{total} days: {parts}";
    age_part(who, n) => "{who} {n} 天" | "{who} {n}";
    report_of(period) => "{period}报告" | "Report for {period}";
    act_title => "办理" | "Handle it";
    act_comment_hint(who) => "{who}可以看到。" | "Seen by {who}.";
    readers_city => "本市、省级联络员和国家局" | "the city, its liaison and CNIPA";
    readers_all => "全部试点城市和国家局" | "all pilot cities and CNIPA";
    edit_title => "修改问题内容" | "Change what was written";
    problem_until(day) => "时限 {day}" | "due {day}";
    join_title => "合并同类问题" | "Join the same problem";
    join_lead => "以下是其他城市文字相近的问题。确认是同一问题的，选中合并：交办和答复将同时发给合并的各件，各城市分别确认。尚未上报的，上报后再一并答复。" | "Open problems of other cities that read alike. Tick those that are the same: what is assigned or answered then goes to all of them, and each city confirms for itself. One that its city has not sent up yet is not answered before it is.";
    join_none => "没有文字相近的未办结问题。" | "No open problem of another city reads alike.";
    join_likeness(n) => "相似度 {n}%" | "{n}% alike";
    join_by_number => "其他问题编号" | "Number of another problem";
    join_missing => "请至少选择一件。" | "Choose at least one.";
    joined_title => "合并办理的问题" | "Joined with";
    joined_lead => "交办和答复将同时发给以下各件，各城市分别确认。" | "What is assigned or answered goes to all of these; each city confirms for itself.";
    joined_note => "国家局将本问题与其他城市的同类问题一并办理，由本市单独确认。" | "CNIPA handles this together with the same problem of other cities; your city confirms for itself.";
    step_registered => "登记问题" | "Raised it";
    step_edited(fields) => "修改了：{fields}" | "Changed: {fields}";
    step_severity(before, after) => "程度由“{before}”调整为“{after}”。" | "Severity set from “{before}” to “{after}”.";
    step_assigned(unit, day) => "交办{unit}，请于 {day}前答复。" | "Given to {unit}, to be answered by {day}.";
    step_level(level) => "上报至：{level}" | "Sent to: {level}";
    step_passed => "转报国家局。" | "Passed on to CNIPA.";
    step_shared => "向全部试点城市共享。" | "Shared with all pilot cities.";
    step_unshared => "不再共享。" | "No longer shared.";
    step_joined => "与其他城市的同类问题合并办理。" | "Joined with the same problem of other cities.";
    step_left => "不再与其他问题合并办理。" | "No longer joined with others.";

    problem_done_register => "问题已登记。" | "The problem is registered.";
    problem_done(action) => "已办理：{action}。" | "Done: {action}.";
    no_level => "请选择省级或国家层面；市级问题由本市协调。" | "Choose the province or the nation; what the city can solve is not sent up.";
    no_province => "直辖市没有省级联络员，请选择国家层面。" | "A municipality has no province above it; choose the nation.";
    problem_moved => "您打开页面后，这件问题已有新进展。您填写的内容都在，请核对办理记录后再提交。" | "The problem has moved on since you opened this page. What you typed is still here; look at what was done, then send it again.";
    problem_wrong(state, action) => "这件问题目前为“{state}”，不能“{action}”。" | "The problem is now “{state}”, so “{action}” does not fit.";
    not_found_to_join => "没有这个编号的问题。" | "There is no problem of that number.";

    home_problems => "问题台账" | "Problems";
    wait_handle(n) => "{n} 件问题待本市协调或上报" | "Problems to handle or send up: {n}";
    wait_detail(n) => "{n} 件问题被退回补充说明" | "Problems returned for more detail: {n}";
    wait_confirm(n) => "{n} 件问题已答复，待本市确认" | "Answered problems that wait for your confirmation: {n}";
    wait_province(n) => "{n} 件问题待省级答复或转报" | "Problems to answer or pass on: {n}";
    wait_receive(n) => "{n} 件问题待受理" | "Problems to receive: {n}";
    wait_assign(n) => "{n} 件问题待交办" | "Problems to assign: {n}";
    wait_reply(n) => "{n} 件问题待答复" | "Problems to answer: {n}";
    in_reopened => "（城市要求重新办理）" | " (new handling wanted)";
    wait_strike(n) => "{n} 件问题城市已确认，待销号" | "Confirmed problems to strike off: {n}";
    wait_over(n) => "其中 {n} 件逾期" | "{n} of them overdue";
    wait_go => "去办理" | "Handle them";
    beside_title => "未办结的有关问题" | "Open problems about it";
    beside_city => "未办结的问题" | "Open problems";
    beside_all(n) => "全部 {n} 件" | "All {n}";
    waiting_count(n) => "待办 {n} 件" | "{n} waiting";
}

impl Words {
    /// The name of a problem's state.
    #[must_use]
    pub const fn problem_state(self, state: State) -> &'static str {
        match (self.0, state) {
            (Lang::Zh, State::Registered) => "已登记",
            (Lang::Zh, State::CityHandling) => "市级协调",
            (Lang::Zh, State::Escalated) => "已上报",
            (Lang::Zh, State::Returned) => "退回补充说明",
            (Lang::Zh, State::Received) => "已受理",
            (Lang::Zh, State::Assigned) => "已交办",
            (Lang::Zh, State::Replied) => "已答复",
            (Lang::Zh, State::Reopened) => "要求重新办理",
            (Lang::Zh, State::Confirmed) => "已确认",
            (Lang::Zh, State::Closed) => "已办结",
            (Lang::En, State::Registered) => "Registered",
            (Lang::En, State::CityHandling) => "City handling",
            (Lang::En, State::Escalated) => "Sent up",
            (Lang::En, State::Returned) => "Returned for detail",
            (Lang::En, State::Received) => "Received",
            (Lang::En, State::Assigned) => "Assigned",
            (Lang::En, State::Replied) => "Answered",
            (Lang::En, State::Reopened) => "New handling wanted",
            (Lang::En, State::Confirmed) => "Confirmed",
            (Lang::En, State::Closed) => "Closed",
        }
    }

    /// What a button does.
    #[must_use]
    pub const fn problem_action(self, action: Action) -> &'static str {
        match (self.0, action) {
            (Lang::Zh, Action::Save) => "保存修改",
            (Lang::Zh, Action::Handle) => "由本市协调",
            (Lang::Zh, Action::Close) => "本市已解决，办结",
            (Lang::Zh, Action::Escalate) => "上报",
            (Lang::Zh, Action::Receive) => "受理",
            (Lang::Zh, Action::Return) => "退回补充说明",
            (Lang::Zh, Action::Assign) => "交办",
            (Lang::Zh, Action::Reply) => "答复并请城市确认",
            (Lang::Zh, Action::PassOn) => "转报国家局",
            (Lang::Zh, Action::Confirm) => "确认",
            (Lang::Zh, Action::Reopen) => "要求重新办理",
            (Lang::Zh, Action::StrikeOff) => "销号",
            (Lang::Zh, Action::Comment) => "只留言",
            (Lang::Zh, Action::Share) => "向各城市共享",
            (Lang::Zh, Action::Unshare) => "取消共享",
            (Lang::Zh, Action::Join) => "合并选中的问题",
            (Lang::Zh, Action::Leave) => "从合并中移出",
            (Lang::En, Action::Save) => "Save the changes",
            (Lang::En, Action::Handle) => "Handle it in the city",
            (Lang::En, Action::Close) => "Solved by the city: close it",
            (Lang::En, Action::Escalate) => "Send it up",
            (Lang::En, Action::Receive) => "Receive it",
            (Lang::En, Action::Return) => "Return for detail",
            (Lang::En, Action::Assign) => "Assign it",
            (Lang::En, Action::Reply) => "Answer, and ask the city to confirm",
            (Lang::En, Action::PassOn) => "Pass it on to CNIPA",
            (Lang::En, Action::Confirm) => "Confirm",
            (Lang::En, Action::Reopen) => "Ask for new handling",
            (Lang::En, Action::StrikeOff) => "Strike it off",
            (Lang::En, Action::Comment) => "Only comment",
            (Lang::En, Action::Share) => "Share with all cities",
            (Lang::En, Action::Unshare) => "Stop sharing",
            (Lang::En, Action::Join) => "Join those ticked",
            (Lang::En, Action::Leave) => "Take it out of the group",
        }
    }

    /// The name of a kind.
    #[must_use]
    pub const fn problem_kind(self, kind: Kind) -> &'static str {
        match (self.0, kind) {
            (Lang::Zh, Kind::Policy) => "政策",
            (Lang::Zh, Kind::Standards) => "标准",
            (Lang::Zh, Kind::SystemsData) => "系统数据",
            (Lang::Zh, Kind::FundingStaff) => "资金人员",
            (Lang::Zh, Kind::Coordination) => "协同",
            (Lang::En, Kind::Policy) => "Policy",
            (Lang::En, Kind::Standards) => "Standards",
            (Lang::En, Kind::SystemsData) => "Systems and data",
            (Lang::En, Kind::FundingStaff) => "Funding and staff",
            (Lang::En, Kind::Coordination) => "Coordination",
        }
    }

    /// The name of a severity.
    #[must_use]
    pub const fn severity(self, severity: Severity) -> &'static str {
        match (self.0, severity) {
            (Lang::Zh, Severity::General) => "一般",
            (Lang::Zh, Severity::Important) => "重要",
            (Lang::Zh, Severity::Urgent) => "紧急",
            (Lang::En, Severity::General) => "General",
            (Lang::En, Severity::Important) => "Important",
            (Lang::En, Severity::Urgent) => "Urgent",
        }
    }

    /// The name of a level.
    #[must_use]
    pub const fn level(self, level: Level) -> &'static str {
        match (self.0, level) {
            (Lang::Zh, Level::City) => "市级",
            (Lang::Zh, Level::Provincial) => "省级",
            (Lang::Zh, Level::National) => "国家层面",
            (Lang::En, Level::City) => "City",
            (Lang::En, Level::Provincial) => "Province",
            (Lang::En, Level::National) => "Nation",
        }
    }

    /// A side whose turn it is.
    #[must_use]
    pub const fn turn(self, turn: Turn) -> &'static str {
        match (self.0, turn) {
            (Lang::Zh, Turn::City) => "城市",
            (Lang::Zh, Turn::Province) => "省级",
            (Lang::Zh, Turn::Cnipa) => "国家局",
            (Lang::Zh, Turn::None) => "无",
            (Lang::En, Turn::City) => "the city",
            (Lang::En, Turn::Province) => "the province",
            (Lang::En, Turn::Cnipa) => "CNIPA",
            (Lang::En, Turn::None) => "nobody",
        }
    }

    /// A band of ages.
    #[must_use]
    pub const fn age(self, age: Age) -> &'static str {
        match (self.0, age) {
            (Lang::Zh, Age::UpTo15) => "15 天内",
            (Lang::Zh, Age::UpTo30) => "16–30 天",
            (Lang::Zh, Age::UpTo60) => "31–60 天",
            (Lang::Zh, Age::Over60) => "60 天以上",
            (Lang::En, Age::UpTo15) => "up to 15 days",
            (Lang::En, Age::UpTo30) => "16–30 days",
            (Lang::En, Age::UpTo60) => "31–60 days",
            (Lang::En, Age::Over60) => "over 60 days",
        }
    }

    /// The label of a field of the content, by its form's name.
    #[must_use]
    pub fn problem_field(self, name: &str) -> &'static str {
        match name {
            "title" => self.f_title(),
            "description" => self.f_description(),
            "category" => self.f_category(),
            "kind" => self.f_kind(),
            "severity" => self.f_severity(),
            "level" => self.f_level(),
            "indicator" => self.f_indicator(),
            _ => self.f_period(),
        }
    }

    /// The sentence of a step that was not taken.
    #[must_use]
    pub fn problem_refusal(self, refusal: Refusal) -> String {
        match refusal {
            Refusal::WrongStep { action, state } => {
                self.problem_wrong(self.problem_state(state), self.problem_action(action))
            }
            Refusal::Moved => self.problem_moved().to_owned(),
            Refusal::NoLevel => self.no_level().to_owned(),
            Refusal::NoProvince => self.no_province().to_owned(),
            Refusal::NothingToJoin => self.join_missing().to_owned(),
        }
    }

    /// What is wrong with a field of a problem's form.
    #[must_use]
    pub fn problem_fault(self, field: &str, fault: Fault) -> String {
        match (field, fault) {
            ("join", Fault::Missing) => self.join_missing().to_owned(),
            ("join", _) => self.not_found_to_join().to_owned(),
            ("practice", Fault::Unknown) => self.practice_unknown().to_owned(),
            ("category" | "kind", Fault::Missing) => self.fault_choose().to_owned(),
            _ => self.fault(field, fault),
        }
    }
}
