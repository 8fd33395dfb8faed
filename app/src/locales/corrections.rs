//! Words of corrections of accepted reports.

words! {
    corrected_chip => "已更正" | "Corrected";
    correction_asked_chip => "已申请更正" | "Correction asked for";
    in_correction_chip => "更正中" | "Being corrected";
    corrected_mark => "已更正" | "corrected";
    heat_corrected => "* 已更正。" | "* corrected.";
    corrected_note(values) => "经更正：{values}。" | "Corrected: {values}.";
    corrected_ring(values) => "圆圈标出经更正的数值：{values}。" | "A ring marks what was corrected: {values}.";
    corrected_on(time) => "更正于 {time} 审核通过，现行数值为更正后的数值。" | "The correction was accepted {time}; the figures in force are the corrected ones.";
    corrected_by(n) => "由第 {n} 版更正" | "corrected by version {n}";
    version_superseded(n) => "本版已由第 {n} 版更正。本版内容不变，仍可查阅引用。" | "Version {n} corrects this one. This version stays as it is and can still be cited.";
    version_in_force_meanwhile(n) => "本报告正在更正。更正版本审核通过之前，第 {n} 版继续有效。" | "This report is being corrected. Version {n} counts until the corrected one is accepted.";

    correction_ask => "申请更正" | "Ask for a correction";
    correction_ask_lead => "审核通过的数据如有差错，可以申请更正。国家局同意后只开放所选各项；更正版本审核通过之前，现行版本继续有效，以后也始终可以查阅。" | "If something in the accepted report is wrong, ask CNIPA to open it. Only the items you choose are opened; the accepted version counts until the corrected one is accepted, and can be read for ever.";
    correction_items => "需要更正的项目" | "Items to correct";
    correction_items_hint => "选择分母为基础数据的指标，该基础数据一并开放。" | "With an indicator its base figure is opened too.";
    correction_reason => "更正理由" | "Reason";
    correction_reason_hint => "写明错在哪里、依据什么更正。不得填报涉密信息和个人敏感信息。" | "Say what is wrong and on what grounds it is corrected. Enter no classified and no sensitive personal information.";
    correction_send => "提交更正申请" | "Send the request";
    correction_sent => "更正申请已提交，待国家局答复。" | "The request is sent and waits for CNIPA.";
    correction_waits => "更正申请待国家局答复" | "A correction waits for CNIPA";
    correction_asked_by(who, time) => "{who}于 {time} 申请更正" | "Asked for by {who}, {time}";
    correction_about(n) => "针对第 {n} 版" | "about version {n}";
    correction_granted(who, time) => "{who}于 {time} 同意更正" | "Granted by {who}, {time}";
    correction_declined(who, time) => "{who}于 {time} 未同意更正" | "Declined by {who}, {time}";
    correction_opened(items) => "开放：{items}" | "Opened: {items}";
    corrections_title => "更正记录" | "Corrections";

    correction_decide => "答复更正申请" | "Answer the request for correction";
    correction_decide_lead => "同意后，报告退回城市，只开放勾选的各项；更正版本须重新报送、审核。现行版本在此期间继续有效。" | "If you grant it, the report goes back to the city with only the ticked items open, and its next version is reviewed as usual. The accepted version counts meanwhile.";
    correction_open_items => "开放的项目" | "Items to open";
    correction_words => "给城市的意见（不同意时必填）" | "Words to the city (needed when you decline)";
    correction_grant => "同意更正" | "Grant";
    correction_decline => "不同意" | "Decline";
    correction_done_declined => "已答复城市。" | "The city has your answer.";

    correcting_title(n) => "国家局同意更正，开放 {n} 项" | "CNIPA opened {n} ⟨item|items⟩ for correction";
    correcting_lead(n) => "只有以下各项（含其分母的基础数据）可以修改，修改后提交审签、重新报送。更正版本审核通过之前，第 {n} 版继续有效。" | "Only these items and the base figures they divide by are open; change them and hand the report in again. Version {n} counts until the corrected one is accepted.";
    opened_for_correction_on(time) => "{time} 开放更正" | "Opened for correction {time}";

    home_corrections => "更正申请" | "Corrections";
    home_correction_of(city, period) => "{city} {period}：申请更正" | "{city}, {period}: asks for a correction";
    home_correction_line(n, time) => "{n} 项，{time} 申请" | "{n} ⟨item|items⟩, asked {time}";
    home_correction_own(period) => "{period}进展报告：更正申请" | "Correction of the report for {period}";
    home_correction_waits(time) => "{time} 提交，待国家局答复" | "sent {time}, waits for CNIPA";
    home_correction_declined(time) => "{time} 未获同意" | "declined {time}";
    home_correcting_card(n) => "国家局同意更正，开放 {n} 项；请修改后重新报送。" | "CNIPA opened {n} ⟨item|items⟩ for correction; change ⟨it|them⟩ and submit the report again.";

    refused_correction_waits => "这份报告已有一份更正申请待答复，请等国家局答复后再申请。" | "A correction of this report waits for CNIPA already. Ask again once it is answered.";
    refused_no_correction => "这份报告没有待答复的更正申请，可能已经答复。" | "No correction of this report waits; it may have been answered already.";
    fault_items => "请至少选择一项。" | "Choose at least one item.";
    fault_reason => "请写明理由。" | "Give a reason.";
    fault_missing => "请填写。" | "Fill this in.";
    fault_choose => "请从列表中选择。" | "Choose from the list.";
    fault_too_many(most) => "已有 {most} 个，请先删除一个。" | "There are {most} already; remove one first.";
    fault_too_long(most) => "最多 {most} 个字符。" | "At most {most} characters.";
    fault_not_a_date => "请输入日期，如 2026-05-15。" | "Enter a day, as 2026-05-15.";
    fault_not_after(day) => "须晚于 {day}。" | "It must be after {day}.";
    fault_before(day) => "不得早于 {day}。" | "It must not be before {day}.";
    fault_out_of_range(least, most) => "请输入 {least} 至 {most} 之间的整数。" | "Enter a whole number from {least} to {most}.";
}
