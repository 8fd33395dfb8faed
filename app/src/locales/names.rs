//! Names of roles, sections, aspects, goals, provinces, and the sentences of refusals.

use domain::{
    access::Role,
    fault::Fault,
    indicator::{Aspect, Goal, definition},
    lang::Lang,
    report::{Action, State, WrongState},
    scheme::number_of_task,
    task::FUNDING_SPENT,
};
use storage::Refusal;

use super::Words;

words! {
    refused_own_draft => "这份报告由您起草或提交审签，须由另一位审签人报送；确需本人报送的，请国家局管理员开通。" | "You drafted this report or signed it off, so another approver has to submit it; CNIPA can allow it for your city.";
    refused_not_open => "报告期尚未结束，还不能填报。" | "The period has not ended yet; its report opens afterwards.";
    refused_locked(since) => "本期报告未在期限内报送，已于 {since} 锁定；如需填报，请联系国家局延期。" | "This report was not submitted in its time and has been locked since {since}. Ask CNIPA for an extension.";
    refused_other_content(code) => "您打开页面后，报告内容已有变化，现在的校验码是 {code}。请核对现在的内容和审签单后再报送。" | "The report has changed since you opened this page; its check code is {code} now. Compare what it says now with the signed sheet, then submit.";
    refused_errors(count) => "还有 {count} 处必须改正，改正后才能提交审签。" | "{count} things must be put right before sign-off.";
    refused_unexplained(items) => "以下异常波动还没有说明：{items}" | "These changes still need an explanation: {items}";
    refused_nothing_returned => "请至少选择一项退回，并写明意见。" | "Choose at least one item to return and say why.";
    refused_returned_pending(items) => "以下各项的意见为退回，不能通过：{items}" | "These items are marked for return, so the report cannot be accepted: {items}";
    refused_comment_missing(items) => "退回或询问须写明意见：{items}" | "A return or a question needs a comment: {items}";
    refused_untouched(items) => "以下退回项既未修改也未答复：{items}" | "These returned items are neither changed nor answered: {items}";
    refused_closed(items) => "以下各项未被退回，不能修改：{items}" | "These items were not returned and cannot be changed: {items}";
    refused_unknown(items) => "表单中没有这些项目：{items}" | "The form has no such items: {items}";
    refused_too_long(field, most) => "{field} 超过 {most} 个字符。" | "{field} is longer than {most} characters.";
    refused_empty => "必填内容为空。" | "Something that must be filled in is empty.";
    refused_disabled => "该账号已停用。" | "This account is disabled.";
    refused_own_account => "不能停用自己的账号。" | "You cannot disable your own account.";
    refused_setting(name) => "设置 {name} 超出范围。" | "The setting {name} is out of range.";
    refused_not_empty => "数据库不是空的，演示数据只能写入空库。" | "The store is not empty; a demonstration fills an empty store only.";
    wrong_state_now(action, state) => "报告目前为“{state}”，不能{action}。页面已更新，请核对后再办理。" | "The report is now “{state}”, so you cannot {action}. The page shows the present state.";
    wrong_state_taken => "审核员已受理，不能撤回。" | "A reviewer has taken this report up, so it cannot be withdrawn.";
}

impl Words {
    /// The name of a state.
    #[must_use]
    pub const fn state(self, state: State) -> &'static str {
        match (self.0, state) {
            (Lang::Zh, State::Drafting) => "填报中",
            (Lang::Zh, State::CitySignOff) => "市级审签",
            (Lang::Zh, State::Submitted) => "已报送",
            (Lang::Zh, State::Returned) => "退回修改",
            (Lang::Zh, State::Accepted) => "审核通过",
            (Lang::En, State::Drafting) => "Drafting",
            (Lang::En, State::CitySignOff) => "City sign-off",
            (Lang::En, State::Submitted) => "Submitted",
            (Lang::En, State::Returned) => "Returned",
            (Lang::En, State::Accepted) => "Accepted",
        }
    }

    /// An action as a verb.
    #[must_use]
    pub const fn action(self, action: Action) -> &'static str {
        match (self.0, action) {
            (Lang::Zh, Action::Save) => "保存",
            (Lang::Zh, Action::SignOff) => "提交审签",
            (Lang::Zh, Action::SendBack) => "退回填报员",
            (Lang::Zh, Action::Submit) => "报送",
            (Lang::Zh, Action::Withdraw) => "撤回",
            (Lang::Zh, Action::Take) => "受理",
            (Lang::Zh, Action::Ask) => "询问",
            (Lang::Zh, Action::Return) => "退回修改",
            (Lang::Zh, Action::Accept) => "审核通过",
            (Lang::Zh, Action::RequestCorrection) => "申请更正",
            (Lang::Zh, Action::GrantCorrection) => "同意更正",
            (Lang::Zh, Action::DeclineCorrection) => "答复更正申请",
            (Lang::Zh, Action::Supplement) => "打开补报",
            (Lang::Zh, Action::Abandon) => "放弃更正或补报",
            (Lang::En, Action::Save) => "save it",
            (Lang::En, Action::SignOff) => "sign it off",
            (Lang::En, Action::SendBack) => "send it back",
            (Lang::En, Action::Submit) => "submit it",
            (Lang::En, Action::Withdraw) => "withdraw it",
            (Lang::En, Action::Take) => "take it up",
            (Lang::En, Action::Ask) => "ask about it",
            (Lang::En, Action::Return) => "return it",
            (Lang::En, Action::Accept) => "accept it",
            (Lang::En, Action::RequestCorrection) => "ask for a correction",
            (Lang::En, Action::GrantCorrection) => "grant a correction",
            (Lang::En, Action::DeclineCorrection) => "decline a correction",
            (Lang::En, Action::Supplement) => "open a supplement",
            (Lang::En, Action::Abandon) => "give up a correction or supplement",
        }
    }

    /// The name of a role.
    #[must_use]
    pub const fn role_name(self, role: Role) -> &'static str {
        match (self.0, role) {
            (Lang::Zh, Role::CityEditor) => "城市填报员",
            (Lang::Zh, Role::CityApprover) => "城市审签人",
            (Lang::Zh, Role::Liaison) => "省级联络员",
            (Lang::Zh, Role::Reviewer) => "国家局审核员",
            (Lang::Zh, Role::Expert) => "评审专家",
            (Lang::Zh, Role::Admin) => "国家局管理员",
            (Lang::Zh, Role::Observer) => "只读用户",
            (Lang::Zh, Role::Auditor) => "审计员",
            (Lang::En, Role::CityEditor) => "City editor",
            (Lang::En, Role::CityApprover) => "City approver",
            (Lang::En, Role::Liaison) => "Provincial liaison",
            (Lang::En, Role::Reviewer) => "Reviewer",
            (Lang::En, Role::Expert) => "Expert",
            (Lang::En, Role::Admin) => "Administrator",
            (Lang::En, Role::Observer) => "Observer",
            (Lang::En, Role::Auditor) => "Auditor",
        }
    }

    /// The name of an aspect.
    #[must_use]
    pub const fn aspect(self, aspect: Aspect) -> &'static str {
        match (self.0, aspect) {
            (Lang::Zh, Aspect::Standardization) => "标准化",
            (Lang::Zh, Aspect::Normalization) => "规范化",
            (Lang::Zh, Aspect::Facilitation) => "便利化",
            (Lang::En, Aspect::Standardization) => "Standardizing",
            (Lang::En, Aspect::Normalization) => "Normalizing",
            (Lang::En, Aspect::Facilitation) => "Facilitating",
        }
    }

    /// The name of a goal.
    #[must_use]
    pub const fn goal(self, goal: Goal) -> &'static str {
        match (self.0, goal) {
            (Lang::Zh, Goal::UnifiedStandards) => "公共服务标准统一",
            (Lang::Zh, Goal::OnlineOffline) => "线上线下服务协同",
            (Lang::Zh, Goal::DataSharing) => "数据信息互联共享",
            (Lang::Zh, Goal::BalancedDevelopment) => "区域公共服务均衡发展",
            (Lang::En, Goal::UnifiedStandards) => "Unified standards",
            (Lang::En, Goal::OnlineOffline) => "Online and offline together",
            (Lang::En, Goal::DataSharing) => "Data sharing",
            (Lang::En, Goal::BalancedDevelopment) => "Balanced regions",
        }
    }

    /// The name of a narrative section by its form field.
    #[must_use]
    pub fn section(self, name: &str) -> &'static str {
        match (self.0, name) {
            (Lang::Zh, "progress") => "工作进展",
            (Lang::Zh, "problems") => "存在问题",
            (Lang::Zh, "innovations") => "创新举措",
            (Lang::Zh, _) => "下一步工作打算",
            (Lang::En, "progress") => "Progress",
            (Lang::En, "problems") => "Problems",
            (Lang::En, "innovations") => "Innovations",
            (Lang::En, _) => "Next steps",
        }
    }

    /// An item of a report by its code or section name: `F1-01 “一窗通办”事项占比`.
    #[must_use]
    pub fn item(self, item: &str) -> String {
        match definition(item) {
            Some(d) => format!("{item} {}", d.name.get(self.0)),
            None => match number_of_task(item) {
                Some(n) => self.scheme_task(n),
                None if item == FUNDING_SPENT => self.funding_spent().to_owned(),
                None => self.section(item).to_owned(),
            },
        }
    }

    /// A province by its key.
    #[must_use]
    pub fn province(self, key: &str) -> String {
        domain::city::cities()
            .iter()
            .find(|c| c.province == key)
            .map_or_else(|| key.to_owned(), |c| c.province_name.get(self.0).to_owned())
    }

    /// A list of items in words.
    #[must_use]
    pub fn items(self, items: &[String]) -> String {
        items
            .iter()
            .map(|i| self.item(i))
            .collect::<Vec<_>>()
            .join(self.list_sep())
    }

    /// What is wrong with a field of a small form, at the field itself.
    #[must_use]
    pub fn fault(self, field: &str, fault: Fault) -> String {
        match (fault, field) {
            (Fault::Missing, "items") => self.fault_items().to_owned(),
            (Fault::Missing, "reason") => self.fault_reason().to_owned(),
            (Fault::Missing, "city" | "period") | (Fault::Unknown, _) => self.fault_choose().to_owned(),
            (Fault::Missing, _) => self.fault_missing().to_owned(),
            (Fault::TooLong { most }, _) => self.fault_too_long(most),
            (Fault::NotADate, _) => self.fault_not_a_date().to_owned(),
            (Fault::NotAfter(day), _) => self.fault_not_after(self.full_day(day)),
            (Fault::Before(day), _) => self.fault_before(self.full_day(day)),
            (Fault::After(day), _) => self.fault_not_later(self.full_day(day)),
            (Fault::NotANumber, _) => self.fault_not_a_number().to_owned(),
            (Fault::OutOfRange { least, most }, _) => self.fault_out_of_range(least, most),
            (Fault::TooMany { most }, _) => self.fault_too_many(most),
            (Fault::NotAPhone, _) => self.fault_not_a_phone().to_owned(),
            (Fault::NoPhone, _) => self.fault_no_phone().to_owned(),
            (Fault::NotAnAddress, _) => self.fault_not_an_address().to_owned(),
        }
    }

    /// The sentence of a refusal.
    #[must_use]
    pub fn refusal(self, refusal: &Refusal) -> String {
        match refusal {
            Refusal::OwnDraft => self.refused_own_draft().to_owned(),
            Refusal::NotOpenYet => self.refused_not_open().to_owned(),
            Refusal::Locked { since } => self.refused_locked(self.stamp(*since)),
            Refusal::OtherContent { code } => self.refused_other_content(code),
            Refusal::Signature(problems) => problems
                .iter()
                .map(|(field, problem)| self.signature_problem(field, *problem))
                .collect::<Vec<_>>()
                .join(self.sentence_gap()),
            Refusal::Errors { count } => self.refused_errors(count),
            Refusal::Unexplained(items) => self.refused_unexplained(self.items(items)),
            Refusal::NothingReturned => self.refused_nothing_returned().to_owned(),
            Refusal::ReturnedItemsPending(items) => self.refused_returned_pending(self.items(items)),
            Refusal::CommentMissing(items) => self.refused_comment_missing(self.items(items)),
            Refusal::Untouched(items) => self.refused_untouched(self.items(items)),
            Refusal::ItemClosed(items) => self.refused_closed(self.items(items)),
            Refusal::Unknown(items) => self.refused_unknown(items.join(self.list_sep())),
            Refusal::TooLong { field, most } => self.refused_too_long(field, most),
            Refusal::Fields(faults) => {
                let sentences = faults.iter().map(|(field, fault)| self.fault(field, *fault));
                sentences.collect::<Vec<_>>().join(self.sentence_gap())
            }
            Refusal::CorrectionWaits => self.refused_correction_waits().to_owned(),
            Refusal::NoCorrectionWaits => self.refused_no_correction().to_owned(),
            Refusal::NoteWaits(day) => self.refused_note_waits(self.full_day(*day)),
            Refusal::NoteNotAccepted => self.refused_note_not_accepted().to_owned(),
            Refusal::PracticeState(state) => self.refused_practice_state(self.practice_state(*state)),
            Refusal::PracticeChanged => self.refused_practice_changed().to_owned(),
            Refusal::SchemeState(state) => self.scheme_state_wrong(self.scheme_state(*state)),
            Refusal::Scheme(flaws) => self.scheme_flaws(flaws.len()),
            Refusal::SchemeFirst => self.refused_scheme_first().to_owned(),
            Refusal::Unchanged => self.scheme_unchanged().to_owned(),
            Refusal::NothingToAgree => self.score_nothing_to_agree().to_owned(),
            Refusal::ReportsOutside(periods) => self.refused_outside(periods.join(self.list_sep())),
            Refusal::Problem(refusal) => self.problem_refusal(*refusal),
            Refusal::File(fault) => self.file_fault(*fault),
            Refusal::TooManyFiles { most } => self.files_too_many(most),
            Refusal::Empty(_) => self.refused_empty().to_owned(),
            Refusal::BadAccount => self.account_bad().to_owned(),
            Refusal::AccountTaken => self.account_taken().to_owned(),
            Refusal::BadScope => self.scope_bad().to_owned(),
            Refusal::OwnAccount => self.refused_own_account().to_owned(),
            Refusal::WrongPassword => self.sign_in_refused().to_owned(),
            Refusal::WeakPassword => self.password_weak().to_owned(),
            Refusal::Disabled => self.refused_disabled().to_owned(),
            Refusal::LinkUsed => self.link_used().to_owned(),
            Refusal::TooManyAttempts { minutes } => self.sign_in_blocked(minutes),
            Refusal::BadSetting(name) => self.refused_setting(name),
            Refusal::NotEmpty => self.refused_not_empty().to_owned(),
        }
    }

    /// The sentence of an action that does not fit the state.
    #[must_use]
    pub fn wrong_state(self, wrong: WrongState) -> String {
        if wrong.action == Action::Withdraw && wrong.taken {
            return self.wrong_state_taken().to_owned();
        }
        self.wrong_state_now(self.action(wrong.action), self.state(wrong.state))
    }
}
