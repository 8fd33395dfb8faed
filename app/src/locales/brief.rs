//! Words of the brief 情况简报.

words! {
    brief_title => "情况简报" | "Brief";
    brief_nav => "情况简报" | "Brief";
    brief_lead => "两页 A4，可打印或下载 Word 文件。数字只取审核通过的数据；图和文字可自行选定，每期单独保存，只有本人可见。" | "Two pages of A4, to print or to take along as a Word file. Figures are accepted values only; charts and sentences are your own choice, kept for each period and seen by you alone.";
    brief_word => "下载 Word 文件" | "Word file";
    brief_print => "打印本页即得两页 A4。" | "Print this page for two pages of A4.";
    brief_edit => "选图和改写文字" | "Choose charts and edit the text";
    brief_opening => "开头说明（可不填）" | "Opening (optional)";
    brief_opening_hint => "印在各部分之前，不超过 200 字。" | "Stands before all else; at most 200 characters.";
    brief_chart_n(n) => "图 {n}" | "Chart {n}";
    brief_sentence => "图旁文字" | "Sentence beside it";
    brief_sentence_hint(found) => "不填时用系统按数据写的话：{found}" | "Left empty, it is the finding as the data stand: {found}";
    brief_saved => "已保存。" | "Saved.";
    brief_saved_at(time) => "上次保存 {time}" | "Last saved {time}";
    brief_reset => "恢复默认" | "Back to the default";

    brief_reports(period) => "一、报送情况（{period}报告）" | "1. Reports ({period})";
    brief_cities_title => "二、各市要情" | "2. City by city";
    brief_waits_title => "三、国家局待办" | "3. Waiting for CNIPA";
    brief_charts_title => "四、指标对照" | "4. The cities compared";
    brief_source => "数据来源：各市报送、国家局审核通过的数据；报送、问题和待办为生成时的情况。" | "Source: city reports accepted by CNIPA; reports, problems and what waits are as they stood when this was made.";

    brief_cities(word, n) => "{word}（{n} 市）" | "{word} ({n})";
    brief_report_of(period) => "{period}报告" | "Report for {period}";
    brief_not_open => "尚未开始填报" | "not open yet";
    brief_on_time => "按时报送" | "In on time";
    brief_extended => "经同意延期" | "extended";
    brief_late => "迟报" | "In late";
    brief_days_late(days) => "迟 {days} 天" | "{days} ⟨day|days⟩ late";
    brief_overdue => "逾期未报" | "Overdue";
    brief_days_over(days) => "逾期 {days} 天" | "{days} ⟨day|days⟩ over";
    brief_awaited => "未到期、待报" | "Awaited, not yet due";
    brief_exempt => "免报" | "Exempt";

    brief_p_overdue(period, days) => "{period}报告逾期 {days} 天未报" | "report for {period} overdue by {days} ⟨day|days⟩";
    brief_p_answer(code, days) => "问题 {code} 答复逾期，已持续 {days} 天" | "problem {code}, open for {days} ⟨day|days⟩, has not been answered in time";
    brief_p_urgent(code, days) => "紧急问题 {code} 已持续 {days} 天" | "urgent problem {code} open for {days} ⟨day|days⟩";
    brief_p_late(days) => "本期报告迟报 {days} 天" | "report {days} ⟨day|days⟩ late";
    brief_p_last(item) => "{item}居末位" | "last of the cities on {item}";
    brief_p_last_of(item, n) => "{n} 项指标居末位，权重最高的是 {item}" | "last of the cities on {n} indicators, the weightiest {item}";
    brief_p_first(item) => "{item}居首位" | "first on {item}";
    brief_p_first_of(item, n) => "{n} 项指标居首位，权重最高的是 {item}" | "first on {n} indicators, the weightiest {item}";
    brief_p_adopted(code, day) => "{day} 采用经验做法 {code}" | "adopted practice {code} on {day}";
    brief_p_problem(code, days) => "问题 {code} 未结，已持续 {days} 天" | "problem {code} open for {days} ⟨day|days⟩";
    brief_p_in_time => "按时报送，无突出情况" | "in on time; nothing stands out";
    brief_p_awaited => "报告未到期，无突出情况" | "report not yet due; nothing stands out";
    brief_p_nothing => "无突出情况" | "nothing stands out";

    brief_queue(n, list) => "待审核报告 {n} 份：{list}。" | "{n} ⟨report waits|reports wait⟩ for review: {list}.";
    brief_over(n) => "其中 {n} 份超过办理时限。" | "{n} of them ⟨is|are⟩ past CNIPA's own term.";
    brief_corrections(n, list) => "待答复更正申请 {n} 份：{list}。" | "{n} ⟨request|requests⟩ for correction: {list}.";
    brief_notes(n) => "可以公布的图表注释 {n} 条。" | "{n} chart ⟨note|notes⟩ can be published.";
    brief_waits_none => "目前没有待办事项。" | "Nothing waits at present.";
    brief_waits_now => "按过去日期查看时不列待办；待办见当前简报。" | "What waits is told as of now only, not as of a past day.";
    print_a3 => "按 A3 打印" | "Print on A3";
    print_a4 => "按 A4 打印" | "Print on A4";
    print_large => "本页将按 A3 横向打印。" | "This page prints on A3, landscape.";
    clause_sep => "，" | ", ";
}
