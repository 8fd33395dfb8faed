//! Words of the administrator's list of accounts and of the auditor's log.

use domain::lang::Lang;

use super::Words;

words! {
    settings_title => "设置" | "Settings";
    settings_lead => "审核与修改期限、登录保持时间、计分规则，以及允许起草人自行报送的城市。改动立即生效并记入审计。" | "Terms of review and mending, how long a session lasts, how scores are made, and the cities where a drafter may submit. A change holds at once and stands in the audit.";
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
    audit_changes_n(n) => "{n} 项" | "{n} ⟨field|fields⟩";
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

/// The actions of the audit with their words in Chinese and English, in the order in which they can be chosen.
pub const AUDIT_ACTIONS: &[(&str, &str, &str)] = &[
    ("report.save", "保存报告", "Report saved"),
    ("report.sign_off", "提交审签", "Report signed off"),
    ("report.send_back", "退回填报员", "Report sent back"),
    ("report.submit", "报送报告", "Report submitted"),
    ("report.withdraw", "撤回报告", "Report withdrawn"),
    ("report.take", "受理报告", "Report taken up"),
    ("report.ask", "询问", "Question asked"),
    ("report.return", "退回修改", "Report returned"),
    ("report.accept", "审核通过", "Report accepted"),
    ("report.request_correction", "申请更正", "Correction asked for"),
    ("report.grant_correction", "同意更正", "Correction granted"),
    ("report.decline_correction", "不同意更正", "Correction declined"),
    ("report.supplement", "打开补报", "Supplement opened"),
    ("report.abandon", "放弃更正或补报", "Correction or supplement given up"),
    ("report.comment", "答复意见", "Comment made"),
    ("report.open_return", "查看退回意见", "Return opened"),
    ("report.propose_note", "提出图表注释", "Chart note proposed"),
    ("report.publish_note", "公布图表注释", "Chart note published"),
    ("report.withdraw_note", "撤回图表注释", "Chart note withdrawn"),
    ("user.add", "新建用户", "User added"),
    ("user.link", "生成链接", "Link made"),
    ("user.password", "设置密码", "Password set"),
    ("user.disable", "停用用户", "User disabled"),
    ("user.enable", "启用用户", "User enabled"),
    ("release.set", "调整开放范围", "Release changed"),
    ("calendar.set", "调整日历", "Calendar changed"),
    ("calendar.take_back", "撤回日历设置", "Calendar setting taken back"),
    ("view.save", "保存对比视图", "Comparison view saved"),
    ("view.remove", "删除对比视图", "Comparison view removed"),
    ("brief.save", "保存情况简报", "Brief saved"),
    ("settings.set", "修改设置", "Settings changed"),
    ("contact.save", "修改通讯录", "Address book changed"),
    ("contact.remove", "删除联系人", "Contact removed"),
    ("chase.log", "登记催报", "Reminder logged"),
    ("problem.register", "登记问题", "Problem registered"),
    ("problem.save", "修改问题", "Problem changed"),
    ("problem.handle", "市级协调问题", "Problem handled by the city"),
    ("problem.close", "城市办结问题", "Problem closed by the city"),
    ("problem.escalate", "上报问题", "Problem sent up"),
    ("problem.receive", "受理问题", "Problem received"),
    ("problem.return", "退回问题", "Problem returned"),
    ("problem.assign", "交办问题", "Problem assigned"),
    ("problem.reply", "答复问题", "Problem answered"),
    ("problem.pass_on", "转报问题", "Problem passed on"),
    ("problem.confirm", "确认答复", "Answer confirmed"),
    ("problem.reopen", "要求重新办理", "New handling asked for"),
    ("problem.strike_off", "问题销号", "Problem struck off"),
    ("problem.comment", "问题留言", "Comment on a problem"),
    ("problem.share", "共享问题", "Problem shared"),
    ("problem.unshare", "取消共享问题", "Problem no longer shared"),
    ("problem.join", "合并问题", "Problems joined"),
    ("problem.leave", "移出合并", "Problem taken out of its group"),
    ("evidence.add", "添加佐证材料", "Evidence added"),
    ("evidence.remove", "移除佐证材料", "Evidence removed"),
    ("scheme.save", "保存试点方案", "Scheme saved"),
    ("scheme.answer", "答复退回意见", "Returned items of a scheme answered"),
    ("scheme.sign_off", "方案提交审签", "Scheme handed in for sign-off"),
    ("scheme.send_back", "方案退回填报员", "Scheme sent back to the editor"),
    ("scheme.submit", "报送试点方案", "Scheme submitted"),
    ("scheme.withdraw", "撤回试点方案", "Scheme withdrawn"),
    ("scheme.take", "受理试点方案", "Scheme taken for review"),
    ("scheme.return", "退回试点方案", "Scheme returned"),
    ("scheme.file", "试点方案备案", "Scheme filed"),
    ("scheme.amend", "申请变更备案", "Amendment of a scheme begun"),
    ("scheme.abandon", "放弃变更备案", "Amendment of a scheme given up"),
    (
        "score.agree",
        "同意指标不适用",
        "Agreed that an indicator does not apply",
    ),
    (
        "score.disagree",
        "取消同意不适用",
        "Agreement on not applicable taken back",
    ),
    ("practice.save", "保存经验做法", "Practice saved"),
    ("practice.submit", "申报经验做法", "Practice submitted"),
    ("practice.return", "退回经验做法", "Practice returned"),
    ("practice.select", "经验做法入选", "Practice selected"),
    ("practice.decline", "经验做法未入选", "Practice not selected"),
    ("practice.publish", "发布经验做法", "Practice published"),
    ("practice.adopt", "登记采用", "Practice adopted"),
    ("message.read", "消息标为已读", "Messages read"),
    ("user.digest", "设置邮件摘要", "Digest chosen"),
    ("mail.digest", "生成邮件摘要", "Digests made"),
    ("mail.send", "发送邮件摘要", "Digest sent"),
    ("mail.spare", "邮件摘要无需发送", "Digest not needed"),
    ("mail.fail", "邮件摘要未送达", "Digest failed"),
    ("message.remind", "发出提醒", "Reminders made"),
    ("question.ask", "口径提问", "Definition asked about"),
    ("question.answer", "口径答复", "Definition explained"),
    ("question.decline", "口径不予答复", "Question declined"),
];

impl Words {
    /// What a line of the audit did, in words; an action without words is its own name.
    #[must_use]
    pub fn audit_action_name(self, action: &str) -> &str {
        let known = AUDIT_ACTIONS.iter().find(|(name, ..)| *name == action);
        known.map_or(action, |(_, zh, en)| match self.0 {
            Lang::Zh => zh,
            Lang::En => en,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_action_of_the_store_has_words() {
        let root = concat!(env!("CARGO_MANIFEST_DIR"), "/storage/src");
        let mut folders = vec![std::path::PathBuf::from(root)];
        let mut seen = 0;
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                    continue;
                }
                let source = std::fs::read_to_string(path).unwrap();
                for action in source
                    .split("action: \"")
                    .skip(1)
                    .filter_map(|rest| rest.split('"').next())
                {
                    assert_ne!(Words(Lang::En).audit_action_name(action), action, "no words");
                    seen += 1;
                }
            }
        }
        assert!(seen > 15, "{seen} actions were found");
        assert_eq!(Words(Lang::Zh).audit_action_name("later.one"), "later.one");
    }
}
