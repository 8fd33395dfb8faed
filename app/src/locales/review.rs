//! Words of the list of reports, the review, frozen versions and the home pages.

use domain::check::Warning;

use super::Words;

words! {
    list_lead_city(opened, accepted, waiting, own) => "已开放 {opened} 期报告：审核通过 {accepted} 期，已报送待审 {waiting} 期，仍由本市办理 {own} 期。" | "{opened} ⟨report has|reports have⟩ opened: {accepted} accepted, {waiting} with CNIPA, {own} still with the city.";
    list_lead_due(due, came, accepted) => "应报 {due} 份，已报送 {came} 份，其中审核通过 {accepted} 份。" | "{due} ⟨report is|reports are⟩ expected by now: {came} ⟨is|are⟩ in, {accepted} of them accepted.";
    list_lead_exempt(n) => "免报 {n} 份。" | "Exempt: {n}.";
    list_lead_none_due => "还没有到期的报告。" | "No report is due yet.";
    list_lead_late(late, overdue) => "逾期报送 {late} 份，逾期未报 {overdue} 份。" | "Late: {late}. Overdue: {overdue}.";
    list_lead_open(open) => "另有 {open} 份在期限内。" | "Still in time: {open}.";
    list_filter => "筛选报告" | "Choose reports";
    list_all_cities => "全部城市" | "All cities";
    list_all_periods => "全部报告期" | "All periods";
    list_all_states => "全部状态" | "All states";
    list_clear => "清除筛选" | "Show all";
    list_table => "各报告期的报告" | "Reports by period";
    list_matrix => "各城市、各报告期的状态" | "State by city and period";
    list_none_title => "没有符合条件的报告" | "No such report";
    list_none_filtered => "换一个条件，或者清除筛选。" | "Choose something else, or show all.";
    list_none_yet => "报告期结束后，报告会列在这里。" | "Reports are listed here once their period is over.";
    filled_heading => "填报进度" | "Filled";
    stop => "。" | ". ";
    sentence_gap => "" | " ";
    timeliness_heading => "时限" | "In time";
    next_step => "下一步" | "Next step";
    due_short(day) => "{day} 截止" | "due {day}";
    filled_short(done, all) => "已填 {done}/{all}" | "{done} of {all}";
    no_state_yet => "未开放" | "Not open";

    turn_editor => "等填报员填报" | "With the editor";
    turn_approver => "等审签人审签" | "With the approver";
    turn_cnipa => "等国家局审核" | "With CNIPA";
    turn_done => "已办结" | "Done";
    turn_mend => "等填报员修改" | "With the editor, to be changed";

    review_title(city, period) => "审核：{city} {period}报告" | "Review: {city}, {period}";
    review_crumb => "审核" | "Review";
    review_items(n) => "共 {n} 项" | "{n} ⟨item|items⟩";
    show_which => "显示哪些项" | "Show items";
    show_todo(n) => "待定（{n}）" | "To decide ({n})";
    show_changed(n) => "有改动（{n}）" | "Changed ({n})";
    show_flagged(n) => "有异动（{n}）" | "Flagged ({n})";
    show_all(n) => "全部（{n}）" | "All ({n})";
    show_none_title => "这里没有要看的项" | "Nothing to show here";
    show_none_todo => "各项都有结论了，可以在“处理报告”中办理。" | "Every item has a verdict; finish under “Decide on the report”.";
    show_none_other => "没有这样的项。" | "No item is of this kind.";
    queue_label => "报告各项" | "Items of the report";
    queue_todo(n, of) => "待定：{n} / {of}" | "To decide: {n} of {of}";
    queue_fine(n) => "上一版无意见、本版未改：{n}" | "Unchanged, no remark before: {n}";
    queue_accepted(n) => "可通过：{n}" | "Accepted: {n}";
    queue_returned(n) => "拟退回：{n}" | "To return: {n}";
    queue_asked(n) => "询问：{n}" | "Questions: {n}";
    text_label => "文字" | "Text";
    flag_changed(n) => "较第 {n} 版有改动" | "Changed since version {n}";
    flag_warned => "异动已说明" | "Unusual, explained";
    flag_unexplained => "异动未说明" | "Unusual, no explanation";
    flag_answered => "上一版退回" | "Returned before";
    flag_asked => "已询问" | "Asked";
    previous_value(period) => "上期（{period}）" | "Before ({period})";
    change => "变动" | "Change";
    no_change => "持平" | "no change";
    points_change(change) => "{change} 个百分点" | "{change} points";
    field_heading => "填报内容" | "Field";
    versions_compared(a, b, item) => "{item}：第 {a} 版与第 {b} 版对照" | "{item}: version {a} and version {b}";
    city_explains => "城市说明" | "The city explains";
    no_explanation => "城市没有说明原因。" | "The city gave no explanation.";
    no_text => "没有填写。" | "Nothing written.";
    flag_stock(from, to, percent) => "由 {from} 变为 {to}，变动 {percent}%。" | "It moved from {from} to {to}, by {percent}%.";
    flag_rate(from, to, points) => "由 {from}% 变为 {to}%，变动 {points} 个百分点。" | "It moved from {from}% to {to}%, by {points} points.";
    flag_jump(times, from) => "是上期（{from}）的 {times} 倍。" | "It is {times} times the previous period ({from}).";
    flag_fell(from, to) => "由 {from} 降到 {to}，不足上期的三分之一。" | "It fell from {from} to {to}, under a third of the previous period.";
    flag_from_zero(to) => "上期为 0，本期为 {to}。" | "It was 0 and is now {to}.";
    flag_yes_to_no => "由“是”变为“否”。" | "It turned from yes to no.";

    verdict_of(item) => "对 {item} 的意见" | "Verdict on {item}";
    verdict_accept => "可以通过" | "Accept";
    verdict_return => "退回修改" | "Return";
    verdict_ask => "只询问，不退回" | "Ask, without returning";
    comment_label => "给城市的意见（退回或询问必填）" | "Comment to the city (needed when you return or ask)";
    decide_title => "处理报告" | "Decide on the report";
    decide_todo => "待定" | "To decide";
    decide_accepted => "可通过" | "Accepted";
    decide_returned => "拟退回" | "To return";
    decide_asked => "询问" | "Questions";
    decide_by => "审核期限" | "Decide by";
    decide_overdue(days) => "已超期 {days} 天" | "{days} ⟨day|days⟩ over";
    n_of(n, of) => "{n} / {of} 项" | "{n} of {of}";
    take_button => "受理" | "Take it up";
    keep_button => "保存意见" | "Keep my verdicts";
    ask_button => "发出询问" | "Send the questions";
    return_button => "退回城市修改" | "Return to the city";
    accept_button => "审核通过" | "Accept the report";
    decide_hint => "退回时只开放所列各项；通过前，“退回”的各项须改为其他意见。受理后城市不能撤回。" | "A return opens only the items you marked. The report cannot be accepted while an item is marked for return. Once taken up, the city can no longer withdraw it.";
    hidden_kept => "未显示的各项，已保存的意见不变。" | "Verdicts kept on items not shown here stay as they are.";
    not_in_review(state) => "报告目前为“{state}”，本页只供查看。" | "The report is “{state}”; this page is for reading only.";
    done_take => "已受理，意见已保存。" | "Taken up; your verdicts are kept.";
    done_ask => "询问已发出，城市可以在线答复。" | "The questions are sent; the city can answer them.";
    e_comment => "退回或询问须写明意见。" | "Say why: a return or a question needs a comment.";
    e_verdict => "写了意见，还请选择结论。" | "You wrote a comment; choose a verdict too.";
    e_pending_return => "此项意见为退回，报告不能通过。" | "This item is marked for return, so the report cannot be accepted.";
    e_pending_ask => "此项还在询问，报告不能通过；请改为“可以通过”，或者只发出询问。" | "This is a question, so the report cannot be accepted with it; choose “Accept”, or send the questions only.";
    e_too_long(most) => "最多 {most} 个字符。" | "At most {most} characters.";
    e_no_question => "请至少对一项选择“只询问”，并写明问题。" | "Choose “Ask” on at least one item and write the question.";
    e_summary => "没有办成，请处理以下各处" | "This was not done; see to the following";

    version_title(n, period) => "{period}进展报告，第 {n} 版" | "Report for {period}, version {n}";
    versions_title => "历次版本" | "Versions";
    version_state => "办理结果" | "What became of it";
    fate_waiting => "待审核" | "Waiting for review";
    fate_withdrawn(time) => "{time} 撤回" | "Withdrawn {time}";
    fate_returned(time) => "{time} 退回修改" | "Returned {time}";
    fate_accepted(time) => "{time} 审核通过" | "Accepted {time}";
    submitted_by => "报送人" | "Submitted by";
    this_version => "当前查看" | "shown here";
    check_code_hint => "打印件每页均印有版本号和校验码，可与本页核对。" | "Every printed page carries the version and this check code; compare them with this page.";
    print_mark(city, period, n, code) => "{city} {period} 第 {n} 版 校验码 {code}" | "{city}, {period}, version {n}, check code {code}";

    home_todo_title => "下一步要做的事" | "What to do next";
    home_todo_count(time, n) => "{time}，有 {n} 件需要您办理" | "{time}, waiting for you: {n}";
    home_card(period) => "{period}进展报告" | "Report for {period}";
    view_only => "查看" | "View";
    home_question(item) => "答复询问：{item}" | "Answer a question: {item}";
    home_question_mark => "审核询问" | "Question";
    home_question_by(who, period, text) => "{who}就{period}进展报告询问：{text}" | "{who} asks about the report for {period}: {text}";
    home_answer => "去答复" | "Answer it";
    home_locked => "已锁定" | "Locked";
    home_returned_by(who, n) => "{who}退回 {n} 项，请逐项修改或答复。" | "{who} returned {n} ⟨item|items⟩; change or answer each.";
    home_mend_by(day) => "{day} 前报回" | "Back by {day}";
    home_mend_over(day) => "应于 {day} 前报回，已超期" | "It was due back by {day}";
    home_sign_card => "填报员已提交审签，内容已冻结，等您报送。" | "The editor handed it in; it is frozen and waits for you to submit it.";
    home_late_card => "已超过截止日，请尽快报送。" | "The due date has passed; please send it soon.";
    home_all_reports => "全部报告" | "All reports";
    home_no_dates => "试点期内没有后续的截止日。" | "No further due dates in the pilot.";
    home_cnipa_title => "总览" | "Overview";
    home_as_of(time) => "截至 {time}" | "As of {time}";
    home_lead_period(period, came, of, accepted) => "{period}报告：{of} 市中 {came} 市已报送，{accepted} 市审核通过。" | "{period}: {came} of {of} reports are in, {accepted} accepted.";
    home_lead_left(missing, days) => "其余 {missing} 市还有 {days} 个工作日。" | "The other {missing} ⟨has|have⟩ {days} working ⟨day|days⟩ left.";
    home_lead_today(missing) => "其余 {missing} 市今天截止。" | "The other {missing} are due today.";
    home_lead_overdue(cities) => "逾期未报：{cities}。" | "Overdue: {cities}.";
    home_lead_late(cities) => "逾期报送：{cities}。" | "Came late: {cities}.";
    and_more(names, more) => "{names}等，另有 {more} 份" | "{names} and {more} more";
    home_lead_nothing => "第一个报告期还没有结束。" | "The first period is not over yet.";
    home_queue_title => "待审核的报告" | "Reports to review";
    home_queue_more(n) => "另有 {n} 份待审核" | "{n} more ⟨waits|wait⟩ for review";
    home_queue_hint(n) => "{n} 份，等得最久的在前" | "{n}, the longest waiting first";
    home_queue_empty => "没有待审核的报告" | "No report waits for review";
    home_queue_line(n, time, taken) => "第 {n} 版，{time} 报送，{taken}" | "Version {n}, submitted {time}. {taken}.";
    home_queue_new => "未受理" | "New";
    home_report_of(city, period) => "{city} {period}报告" | "{city}, {period}";
    home_states_title => "各市报送情况" | "Where the cities stand";
    home_states_hint => "最近各期，按通知顺序" | "Latest periods, in the notice's order";
    home_liaison_title(province) => "{province}的报告" | "Reports of {province}";
    home_liaison_lead => "您可以查看已报送和审核通过的报告，并在各项下提出意见。" | "You can read what your city has submitted and comment on each item.";
    home_liaison_none => "还没有报送过报告" | "Nothing has been submitted yet";
    home_liaison_none_hint => "城市报送后，报告会列在这里。" | "Reports are listed here once the city submits them.";
    home_to_indicators => "查看指标" | "See the indicators";
    home_to_audit => "查看操作日志" | "Read the audit";
}

impl Words {
    /// What is unusual about a figure, for the reviewer.
    #[must_use]
    pub fn flag(self, warning: Warning) -> String {
        let plain = domain::number::group;
        match warning {
            Warning::StockMoved { from, to, percent } => self.flag_stock(plain(from), plain(to), plain(percent)),
            Warning::RateMoved { from, to, points } => self.flag_rate(plain(from), plain(to), plain(points)),
            Warning::FlowJumped { from, times, .. } => self.flag_jump(plain(times), plain(from)),
            Warning::FlowFell { from, to, .. } => self.flag_fell(plain(from), plain(to)),
            Warning::FlowFromZero { to } => self.flag_from_zero(plain(to)),
            Warning::YesToNo => self.flag_yes_to_no().into(),
        }
    }
}
