//! Words of the administrator's list of accounts and of the auditor's log.

use domain::lang::Lang;

use super::Words;

words! {
    settings_title => "设置" | "Settings";
    settings_lead => "审核与修改期限、登录保持时间，以及允许起草人自行报送的城市。改动立即生效并记入审计。" | "Terms of review and mending, how long a session lasts, and the cities where a drafter may submit. A change holds at once and stands in the audit.";
    settings_review => "国家局审核期限" | "CNIPA's term for a verdict";
    settings_returned => "退回修改期限" | "A city's term for a returned report";
    settings_lock_after => "逾期多久后锁定" | "How long after its due day a report locks";
    settings_working_days => "1 至 60 个工作日" | "1 to 60 working days";
    settings_idle => "无操作多久后退出登录" | "How long a session lasts without a request";
    settings_minutes => "5 至 1440 分钟" | "5 to 1440 minutes";
    settings_self_approval => "允许起草人自行报送的城市" | "Cities where a drafter may submit";
    settings_self_approval_hint => "审签人一般不得报送本人起草的报告；在这里勾选的城市可以，报送的版本会注明。" | "An approver may not submit what he drafted. In the cities ticked here he may, and the version says so.";
    settings_save => "保存设置" | "Save the settings";
    settings_done => "设置已保存。" | "The settings are saved.";
    users_counts(active, invited, disabled) => "在用 {active} 个，待设密码 {invited} 个，已停用 {disabled} 个。" | "{active} in use, {invited} invited, {disabled} disabled.";
    users_list => "用户列表" | "List of users";
    users_shown(shown, all) => "显示 {shown} 个，共 {all} 个。" | "{shown} of {all} shown.";
    users_none => "没有符合条件的用户" | "No user fits";
    users_none_hint => "请更换角色或关键字，或清除筛选。" | "Try another role or text, or clear the filter.";
    users_search => "账号包含" | "Account contains";
    filter => "筛选" | "Filter";
    clear_filter => "清除筛选" | "Clear the filter";
    created_at => "创建时间" | "Created";
    row_actions => "办理" | "Actions";
    own_row => "本人" | "You";
    user_now_disabled(account) => "{account} 已停用，其登录已全部退出，未用的链接同时失效。" | "{account} is disabled, signed out everywhere, and its unused links no longer work.";
    user_now_enabled(account) => "{account} 已启用。" | "{account} is enabled again.";
    user_unknown => "没有这个用户，列表可能已更新，请核对后再办理。" | "There is no such user; the list may have changed. Check it and try again.";
    action_unknown => "无法识别所选操作，请从本页按钮重新办理。" | "That is not an action of this page. Use one of its buttons.";
    link_failed(account) => "账号 {account} 已创建，但链接未能生成。请在列表中点“邀请链接”重试。" | "The account {account} was made, but its link was not. Use “Invitation link” in the list.";

    releases_title => "数据开放范围" | "Releases";
    releases_lead => "审核通过的数据向其他城市和观察员开放到什么程度。未设置的报告期和指标只开放“本市数值，九市中位数和范围”。" | "How far accepted values are shown to the other cities and to observers. What is not set is released as “own values, nine-city median and range”.";
    releases_in_force => "现行设置" | "In force";
    releases_none => "没有另行设置：所有报告期和指标均只开放本市数值及九市中位数和范围。" | "Nothing is set: in every period and indicator a city sees its own values with the nine-city median and range.";
    releases_rest => "按指标的设置优先于按报告期的设置。" | "What is set for an indicator goes before what is set for a period.";
    releases_change => "调整" | "Change";
    release_take_back => "撤回" | "Take back";
    every_period => "所有报告期" | "Every period";
    every_indicator => "所有指标" | "Every indicator";
    report_period => "报告期" | "Report period";
    seen_by => "以哪市填报员预览" | "As an editor of";
    release_preview => "预览" | "Preview";
    preview_heading(city, period) => "{city}填报员将看到：{period}" | "As an editor of {city} would see it: {period}";
    release_says(period, indicator, level) => "拟设置：{period}，{indicator}，开放“{level}”。" | "To be set: {period}, {indicator}: {level}.";
    release_now => "按此开放" | "Release like this";
    release_audited => "立即生效，并记入操作日志。" | "It takes effect at once and is written to the audit.";
    release_done => "已设置。" | "It is set.";
    bad_level => "没有这种开放程度，请从列表中选择。" | "There is no such release; choose one from the list.";
    place_of(place) => "第 {place} 位" | "place {place}";

    invite_lead => "本人凭一次性链接自行设置密码。系统不发送邮件，链接由您转交。" | "The person sets a password through a one-time link. No e-mail is sent: you hand the link over.";
    invite_not_done => "还没有邀请" | "Not invited yet";
    not_done => "未办理" | "Not done";
    invite_link => "邀请链接" | "Invitation link";
    link_label => "一次性链接" | "One-time link";
    link_keep => "请全选复制。离开本页后不再显示；如遗失，可在列表中重新生成，旧链接随即失效。" | "Select all of it and copy. It is gone when you leave this page; if it is lost, make another in the list, and this one stops working.";
    invite_account_hint => "邮箱，或 2 至 100 个字符、不含空格的账号名；科室可共用一个邮箱" | "An e-mail address, or a name of 2 to 100 characters without spaces; an office may share a mailbox";
    name_hint => "显示在报告和意见旁，如“填报岗”" | "Shown beside reports and comments, as “Filing desk”";
    choose => "请选择" | "Choose";
    role_missing => "请选择角色。" | "Choose a role.";
    scope_missing => "请选择所属。" | "Choose what the account belongs to.";
    scope_hint => "填报员、审签人属于城市，联络员属于省（北京、上海不设）；国家局人员和审计员选全国，专家选不属于地区" | "Editors and approvers belong to a city, liaisons to a province (none for Beijing and Shanghai); CNIPA and the auditor to the nation, experts to no place";
    cities => "城市" | "Cities";
    provinces => "省、直辖市" | "Provinces and municipalities";
    other_scopes => "其他" | "Other";

    audit_list => "日志记录" | "Lines of the audit";
    audit_account => "账号" | "Account";
    audit_object_hint => "（如 report:suzhou/2026-06）" | "(as report:suzhou/2026-06)";
    audit_none => "没有符合条件的记录" | "No line fits";
    audit_none_hint => "账号和对象须完整填写，或清除筛选。" | "Account and object are matched as a whole; or clear the filter.";
    audit_empty_hint => "第一次写入后，这里会出现第一行。" | "The first write adds the first line.";
    audit_changes => "变更内容" | "Change";
    audit_changes_of(no) => "第 {no} 行的变更内容" | "Change of line {no}";
    audit_changes_n(n) => "{n} 项" | "{n} fields";
    audit_changes_one => "1 项" | "1 field";
    audit_more(n) => "另有 {n} 项未列出" | "{n} more not shown";
    audit_field => "字段" | "Field";
    audit_hash => "哈希" | "Hash";
    audit_pages => "翻页" | "Pages";
    audit_newest => "回到最新" | "Back to the newest";
    audit_range(first, last) => "第 {first} 至 {last} 行" | "Lines {first} to {last}";
    beijing_time => "北京时间" | "Beijing time";

    password_set => "密码已设置，请登录。" | "Your password is set. Sign in with it.";
}

impl Words {
    /// What a line of the audit did, in words; an action without words is its own name.
    #[must_use]
    pub fn audit_action_name(self, action: &str) -> &str {
        match (self.0, action) {
            (Lang::Zh, "report.save") => "保存报告",
            (Lang::Zh, "report.sign_off") => "提交审签",
            (Lang::Zh, "report.send_back") => "退回填报员",
            (Lang::Zh, "report.submit") => "报送报告",
            (Lang::Zh, "report.withdraw") => "撤回报告",
            (Lang::Zh, "report.take") => "受理报告",
            (Lang::Zh, "report.ask") => "询问",
            (Lang::Zh, "report.return") => "退回修改",
            (Lang::Zh, "report.accept") => "审核通过",
            (Lang::Zh, "report.open_return") => "查看退回意见",
            (Lang::Zh, "report.propose_note") => "提出图表注释",
            (Lang::Zh, "report.publish_note") => "公布图表注释",
            (Lang::Zh, "report.withdraw_note") => "撤回图表注释",
            (Lang::Zh, "report.request_correction") => "申请更正",
            (Lang::Zh, "report.grant_correction") => "同意更正",
            (Lang::Zh, "report.decline_correction") => "不同意更正",
            (Lang::Zh, "report.comment") => "答复意见",
            (Lang::Zh, "user.add") => "新建用户",
            (Lang::Zh, "user.link") => "生成链接",
            (Lang::Zh, "user.password") => "设置密码",
            (Lang::Zh, "user.disable") => "停用用户",
            (Lang::Zh, "user.enable") => "启用用户",
            (Lang::Zh, "release.set") => "调整开放范围",
            (Lang::Zh, "calendar.set") => "调整日历",
            (Lang::Zh, "calendar.take_back") => "撤回日历设置",
            (Lang::Zh, "settings.set") => "修改设置",
            (Lang::En, "report.save") => "Report saved",
            (Lang::En, "report.sign_off") => "Report signed off",
            (Lang::En, "report.send_back") => "Report sent back",
            (Lang::En, "report.submit") => "Report submitted",
            (Lang::En, "report.withdraw") => "Report withdrawn",
            (Lang::En, "report.take") => "Report taken up",
            (Lang::En, "report.ask") => "Question asked",
            (Lang::En, "report.return") => "Report returned",
            (Lang::En, "report.accept") => "Report accepted",
            (Lang::En, "report.open_return") => "Return opened",
            (Lang::En, "report.propose_note") => "Chart note proposed",
            (Lang::En, "report.publish_note") => "Chart note published",
            (Lang::En, "report.withdraw_note") => "Chart note withdrawn",
            (Lang::En, "report.request_correction") => "Correction asked for",
            (Lang::En, "report.grant_correction") => "Correction granted",
            (Lang::En, "report.decline_correction") => "Correction declined",
            (Lang::En, "report.comment") => "Comment made",
            (Lang::En, "user.add") => "User added",
            (Lang::En, "user.link") => "Link made",
            (Lang::En, "user.password") => "Password set",
            (Lang::En, "user.disable") => "User disabled",
            (Lang::En, "user.enable") => "User enabled",
            (Lang::En, "release.set") => "Release changed",
            (Lang::En, "calendar.set") => "Calendar changed",
            (Lang::En, "calendar.take_back") => "Calendar setting taken back",
            (Lang::En, "settings.set") => "Settings changed",
            (_, other) => self.practice_audit(other),
        }
    }
}

/// The actions of the audit that can be chosen as a filter, in the order of the list.
pub const AUDIT_ACTIONS: [&str; 36] = [
    "report.save",
    "report.sign_off",
    "report.send_back",
    "report.submit",
    "report.withdraw",
    "report.take",
    "report.ask",
    "report.return",
    "report.accept",
    "report.request_correction",
    "report.grant_correction",
    "report.decline_correction",
    "report.comment",
    "report.open_return",
    "report.propose_note",
    "report.publish_note",
    "report.withdraw_note",
    "user.add",
    "user.link",
    "user.password",
    "user.disable",
    "user.enable",
    "release.set",
    "calendar.set",
    "calendar.take_back",
    "settings.set",
    "practice.save",
    "practice.submit",
    "practice.return",
    "practice.select",
    "practice.decline",
    "practice.publish",
    "practice.adopt",
    "question.ask",
    "question.answer",
    "question.decline",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_action_has_words_in_both_languages() {
        for action in AUDIT_ACTIONS {
            assert!(!Words(Lang::Zh).audit_action_name(action).contains('.'), "{action}");
            assert!(!Words(Lang::En).audit_action_name(action).contains('.'), "{action}");
        }
        assert_eq!(Words(Lang::Zh).audit_action_name("later.one"), "later.one");
    }
}
