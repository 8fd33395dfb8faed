//! Words of the workbench: returned items, what to look at, keys, chart notes; and of what a city is told of them.

words! {
    back_title => "退回与修改" | "Returned and changed";
    back_old(n) => "原填报（第 {n} 版）" | "Before (version {n})";
    back_new(n) => "现填报（第 {n} 版）" | "Now (version {n})";
    back_comment => "退回意见" | "Why it was returned";
    back_answer => "城市答复" | "The city's answer";
    back_no_answer => "没有答复。" | "No answer.";
    back_same => "数值未改" | "unchanged";
    back_text_below => "对照见下" | "compared below";
    back_text_same => "文字未改" | "text unchanged";
    flag_far => "明显偏离其他城市" | "Far from the other cities";
    far_text(figure, period, n, median, lower, upper) => "本市 {figure}；其他 {n} 市 {period}中位数 {median}，半数在 {lower} 至 {upper} 之间。" | "This city: {figure}. The {n} others in {period}: median {median}, half of them between {lower} and {upper}.";
    far_hint => "只供审核员参考，城市看不到。" | "For reviewers only; the city does not see this.";

    look_title => "请留意" | "What to look at";
    look_changed(n) => "较上一版有改动 {n} 项" | "{n} changed since the version before";
    look_unexplained(n) => "异动未说明 {n} 项" | "{n} unusual without an explanation";
    look_far(n) => "明显偏离其他城市 {n} 项" | "{n} far from the other cities";
    look_nothing => "没有改动、异动或偏离的项。" | "Nothing changed, unusual or far from the others.";
    promised_title => "上次承诺" | "Promised last time";
    promised_steps(period) => "{period}报告中的下一步安排" | "Next steps in the report for {period}";
    promised_due(item, period, day) => "{item}：{period}暂缺，应于 {day} 前补报" | "{item}: not yet available for {period}, expected by {day}";
    promised_answered(item) => "{item}：退回后已答复" | "{item}: returned and answered";
    promised_changed(item) => "{item}：退回后已修改" | "{item}: returned and changed";
    promised_nothing => "没有待核对的承诺。" | "Nothing to check against.";

    done_accepted(report) => "{report}：审核通过。" | "{report}: accepted.";
    done_returned(report) => "{report}：已退回城市。" | "{report}: returned to the city.";
    done_left(n) => "还有 {n} 份待审核。" | "Left to review: {n}.";
    done_none_left => "待审核的报告都已处理。" | "No report waits any more.";
    accept_next => "审核通过，转下一份" | "Accept and go to the next";
    return_next => "退回，转下一份" | "Return and go to the next";
    next_waiting(report) => "下一份待审核：{report}" | "Next to review: {report}";
    to_queue => "跳到待审核的报告" | "Skip to the reports to review";

    confirm_title => "仍有未定的项" | "Some items have no verdict";
    confirm_accept => "仍然通过，转下一份" | "Accept all the same, and go on";
    confirm_back => "返回" | "Back";
    keys_button => "键盘操作" | "Keyboard";
    keys_title => "键盘操作" | "Keys of this page";
    keys_next => "下一项（也可用 Alt + ↓）" | "next item (also Alt + ↓)";
    keys_previous => "上一项（也可用 Alt + ↑）" | "previous item (also Alt + ↑)";
    keys_accept => "此项可以通过" | "accept the item";
    keys_return => "退回此项，写意见" | "return the item and write why";
    keys_ask => "询问此项，写问题" | "ask about the item";
    keys_leave => "离开输入框" | "leave the field";
    keys_accept_all => "整份审核通过，转下一份" | "accept the report and go to the next";
    keys_return_all => "按所列意见退回，转下一份" | "return the report and go to the next";
    keys_next_report => "转下一份待审核的报告" | "next report to review";
    keys_help => "显示本说明" | "show these keys";
    keys_switch => "使用单键快捷键（在此浏览器中记住）" | "Use single-key shortcuts (remembered in this browser)";
    keys_typing => "在输入框中打字时，快捷键不起作用。" | "They do nothing while you type in a field.";
    close => "关闭" | "Close";

    note_title => "图表注释" | "Chart notes";
    note_label => "拟加图表注释（最多 40 字，先由城市确认）" | "Propose a chart note (40 characters; the city sees it first)";
    note_fold => "图表注释" | "Chart note";
    note_hint => "公布后显示在图表、数据表和导出文件中数值旁边，凡能看到该数值的人都能看到。" | "Once published it stands beside the value in charts, tables and files, for all who see the value.";
    note_proposed(text) => "拟加图表注释：“{text}”" | "Proposed chart note: “{text}”";
    note_waits(day) => "待城市答复，至 {day}" | "the city may answer until {day}";
    note_ripe_answered => "城市已答复，可以公布" | "the city has answered; it can be published";
    note_ripe_over => "城市答复期已过，可以公布" | "the city's time to answer is over; it can be published";
    note_published(time) => "{time} 公布" | "published {time}";
    note_publish => "公布" | "Publish";
    note_withdraw => "撤回注释" | "Withdraw the note";
    note_with_accept => "审核通过时一并公布" | "Publish it with the acceptance";
    note_propose => "提出注释" | "Propose the note";
    note_about(item, text) => "{item}：“{text}”" | "{item}: “{text}”";
    note_done_publish => "注释已公布。" | "The note is published.";
    note_done_withdraw => "注释已撤回。" | "The note is withdrawn.";
    note_done_propose => "注释已提出，先由城市确认。" | "The note is proposed; the city sees it first.";
    e_note_long(most) => "图表注释最多 {most} 个字。" | "A chart note has at most {most} characters.";
    refused_note_waits(day) => "城市尚未答复，{day} 之后才能公布。" | "The city has not answered; the note can be published after {day}.";
    refused_note_not_accepted => "报告审核通过之后才能公布注释。" | "A note can be published once the report is accepted.";
    home_notes_ripe(city, period) => "{city} {period}：图表注释可以公布" | "{city}, {period}: a chart note can be published";
    home_note_mark => "图表注释" | "Chart note";
    home_note(item) => "国家局拟加注释：{item}" | "CNIPA proposes a note: {item}";
    home_note_text(who, period, text) => "{who}拟在图表中为 {period}的数值加注：“{text}”。如有不同意见，请答复。" | "{who} proposes these words beside the value of {period}: “{text}”. Answer if you see it otherwise.";
    home_note_until(day) => "{day} 前可以答复" | "Answer by {day}";
    note_of(city, period, text) => "{city} {period}：{text}" | "{city}, {period}: {text}";
    notes_line(list) => "注：{list}。" | "Notes: {list}.";

    home_unread => "未读退回" | "Returned, unread";
    home_unread_by(who, time, n) => "{who}于 {time} 退回 {n} 项，请逐项修改或答复：" | "{who} returned {n} ⟨item|items⟩ on {time}; change or answer each:";
    sent_back_title => "审签人退回修改" | "Sent back by the approver";
    sent_back_by(who, time) => "{who}于 {time} 退回填报员修改。" | "{who} sent it back on {time}.";
    sent_back_label => "给填报员的意见（退回时可填）" | "Word to the editor (optional, when you send it back)";
}
