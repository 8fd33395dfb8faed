//! Words of reports: editor, sign-off, frozen view, list.

use domain::check::Problem;

use super::Words;

words! {
    fill_unchanged(period, n) => "与{period}相同（{n} 项尚未填报）" | "As in {period} ({n} ⟨item|items⟩ still empty)";
    fill_unchanged_lead => "存量指标和基础数据如与上期相同，可一次填入。去掉已有变化的项目；填入后仍可逐项修改。" | "Levels and base figures that stand as they did can be filled in at once. Untick what has changed; each can still be changed afterwards.";
    fill_nothing(n) => "本期未发生（{n} 项尚未填报）" | "Nothing happened ({n} ⟨item|items⟩ still empty)";
    fill_nothing_lead => "本期没有发生的，可一次填为 0 或无业务量。去掉有发生的项目；填入后仍可逐项修改。" | "What did not happen in this period can be filled in at once as 0 or as no cases. Untick what did happen; each can still be changed afterwards.";
    fill_ticked => "填入勾选的项目" | "Fill in what is ticked";
    report_title(period) => "{period}进展报告" | "Report for {period}";
    reports_title => "进展报告" | "Reports";
    monthly => "数据月报" | "Monthly data";
    quarterly => "季度报告" | "Quarterly report";
    due_in(days) => "还剩 {days} 个工作日" | "{days} working ⟨day|days⟩ left";
    due_today => "今天截止" | "Due today";
    due_at(day) => "截止：{day} 24:00" | "Due {day}, 24:00 Beijing time";
    extended_to(day) => "已延期至 {day} 24:00" | "Extended to {day}, 24:00 Beijing time";
    overdue_by(days) => "逾期 {days} 天" | "{days} ⟨day|days⟩ overdue";
    on_time => "按时报送" | "On time";
    on_time_extended => "延期内报送" | "In time, extended";
    exempt => "免报" | "Exempt";
    extended_chip => "已延期" | "Extended";
    late_by(days) => "逾期 {days} 天报送" | "{days} ⟨day|days⟩ late";
    opens_at(day) => "{day} 起可以填报" | "Opens {day}";
    not_open => "未开始" | "Not open yet";
    filled_of(done, all) => "已填 {done} / {all} 项" | "{done} of {all} filled in";
    base_figures => "基础数据" | "Base figures";
    editor_hint => "填写分子和分母，比率由系统计算。" | "Type numerator and denominator; the rate is computed.";
    saves_itself => "离开一格即自动保存。" | "Each field saves as you leave it.";
    month_only(month) => "填 {month}当月数" | "{month} only";
    month_only_hint(month, before) => "标有“填 {month}当月数”的月度指标只填 {month}当月数，不要填全季度合计；{before}已由月报报送。其余为季度指标，填全季度的数。" | "Items marked “{month} only” are monthly: type the figure of {month} alone, not the quarter's total. {before} come from the monthly reports. All other items are quarterly and want the whole quarter.";
    month_alone(month) => "{month}当月数" | "{month} only";
    months_missing(months) => "缺 {months}" | "{months} missing";
    month_figure(month, figure) => "{month} {figure}" | "{month} {figure}";
    and => "、" | " and ";
    semicolon => "；" | "; ";
    section_hint => "可先写要点。不得填报涉密信息和个人敏感信息。" | "Notes will do at first. Enter no classified and no sensitive personal information.";
    toc => "报告目录" | "Parts of the report";
    done_share(percent) => "本期完成 {percent}%" | "{percent}% done";
    check_title => "检查与提交" | "Check and hand in";
    check_lead_editor => "提交后由城市审签人审签，再报送国家知识产权局。审签后内容即冻结。" | "After you hand it in, the city's approver signs and submits it to CNIPA. Sign-off freezes the content.";
    todo_errors(n) => "{n} 处必须改正或补填" | "{n} to put right or fill in";
    todo_unexplained(n) => "{n} 处异常波动待说明" | "{n} ⟨change|changes⟩ to explain";
    todo_ready => "全部填写完毕，可以提交审签。" | "Everything is filled in; it can be signed off.";
    save_draft => "保存" | "Save";
    sign_off_button => "检查并提交审签" | "Check and hand in for sign-off";
    send_back_button => "退回填报员" | "Send back to the editor";
    submit_button => "报送国家知识产权局" | "Submit to CNIPA";
    withdraw_button => "撤回" | "Withdraw";
    saved_all => "已保存。" | "Saved.";
    not_all_saved => "部分内容没有保存，见下。您填写的内容都在页面上。" | "Not everything was saved; see below. What you typed is still on the page.";
    conflict_line(item, by, theirs) => "{item}：{by}已改为“{theirs}”。再次保存即以您填的为准。" | "{item}: {by} has changed it to “{theirs}”. Save again to keep yours.";
    too_long_line(item) => "{item}：内容过长，未保存。" | "{item}: too long, not saved.";
    summary_errors(n) => "提交审签前还有 {n} 处需要处理" | "{n} ⟨thing|things⟩ to do before sign-off";
    not_done_title => "没有办成" | "This was not done";
    frozen_sign_off => "已提交审签，内容已冻结。" | "Handed in for sign-off; the content is frozen.";
    frozen_waiting_approver => "等待城市审签人报送。" | "It waits for the city's approver to submit it.";
    sign_title => "审签并报送" | "Sign and submit";
    sign_lead => "报送后生成带编号和校验码的版本，永久保存。" | "Submission makes a numbered version with a check code, kept for ever.";
    sign_how => "签发方式" | "How it was signed";
    sign_screen => "本人在线签发" | "By me, on screen";
    sign_paper => "领导已在纸质件或 OA 上签发，由我登记" | "By a leader on paper or OA; I record it";
    signer_name => "签发人姓名" | "Signer";
    signer_post => "职务" | "Post";
    signed_on => "签发日期" | "Signed on";
    document_number => "文号（没有可不填）" | "Document number (leave empty if there is none)";
    fill_in => "请填写。" | "Fill this in.";
    signed_by_screen(who) => "{who}在线签发" | "signed on screen by {who}";
    signed_by_paper(name, post, day) => "{post}{name}于 {day} 纸质签发" | "signed on paper by {name}, {post}, on {day}";
    document_no(number) => "文号 {number}" | "document {number}";
    own_draft_mark => "起草人自行报送（经国家局同意）" | "submitted by its own drafter, as CNIPA allowed";
    submitted_at(time, who) => "{time} 由{who}报送" | "submitted {time} by {who}";
    check_code(code) => "校验码 {code}" | "check code {code}";
    hash_label => "完整校验值" | "Full hash";
    versions => "版本" | "Versions";
    no_versions => "还没有报送过" | "Nothing submitted yet";
    returned_title(n) => "审核员退回 {n} 项" | "The reviewer returned {n} ⟨item|items⟩";
    returned_lead => "只有退回的各项可以修改；每项须修改或答复后才能再次提交。" | "Only the returned items are open; each must be changed or answered before you hand it in again.";
    returned_on(time) => "{time} 退回" | "Returned {time}";
    opened_along(code) => "作为 {code} 的分母一并开放，可以修改。" | "is open too, as the denominator of {code}.";
    todo_untouched(n) => "{n} 项退回内容既未修改也未答复：" | "{n} returned ⟨item is|items are⟩ neither changed nor answered: ";
    todo_uncorrected(n) => "{n} 项开放更正的内容还没有修改：" | "{n} ⟨item opened for correction is|items opened for correction are⟩ not changed yet: ";
    untouched_items => "以下各项既未修改也未答复：" | "These items are neither changed nor answered: ";
    review_link => "进入审核" | "Open the review";
    taken_mark => "已受理" | "Taken up";
    months_so_far(text) => "本季前两月：{text}" | "first two months: {text}";
    check_code_label => "校验码" | "Check code";
    report_values => "指标数据" | "Values";
    code => "代码" | "Code";
    basis => "计算依据" | "Basis";
    threads_title => "审核员的询问与答复" | "Questions and answers";
    send_answer => "发送答复" | "Send the answer";
}

impl Words {
    /// What is wrong with a field of a signature on paper, beside the field's name.
    #[must_use]
    pub fn signature_problem(self, field: &str, problem: Problem) -> String {
        let name = match field {
            "signer_name" => self.signer_name(),
            "signer_post" => self.signer_post(),
            "signed_on" => self.signed_on(),
            _ => self.document_number(),
        };
        self.colon(name, self.signature_field(problem))
    }

    /// The same at the field itself.
    #[must_use]
    pub fn signature_field(self, problem: Problem) -> String {
        match problem {
            Problem::Missing => self.fill_in().to_owned(),
            problem => self.problem(problem),
        }
    }
}
