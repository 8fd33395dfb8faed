//! Words of supplements, and of giving up what was opened.

words! {
    supplement_chip => "补报中" | "Supplement under way";
    awaited_title => "待补报" | "Still to come";
    awaited_lead => "审核通过时尚未取得的数据，可在预计日期之前直接补报：勾选后打开填写，补报版本单独审核，审核通过之前现行版本继续有效。" | "What was not yet available at acceptance is open to you until the day it is expected on. Tick and open it; the supplement is reviewed alone, and the accepted version counts until then.";
    awaited_over => "已过预计日期" | "the day has passed";
    awaited_over_hint => "已过预计日期的项目，请申请更正。" | "Of what is past its day, ask for a correction.";
    supplement_button => "打开补报" | "Open them";
    supplementing_title(n) => "补报 {n} 项" | "Supplement of {n} ⟨item|items⟩";
    supplementing_lead(n) => "只有以下各项可以填写，填完后提交审签、重新报送。补报审核通过之前，第 {n} 版继续有效。" | "Only these items are open; fill them in and hand the report in again. Version {n} counts until the supplement is accepted.";
    supplement_opened(who, time) => "{who}于 {time} 打开补报" | "Supplement opened by {who}, {time}";
    opened_for_supplement_on(time) => "{time} 打开补报" | "Opened for a supplement {time}";
    supplement_meanwhile(n) => "本报告正在补报。补报审核通过之前，第 {n} 版继续有效。" | "This report is being supplemented. Version {n} counts until the supplement is accepted.";
    home_kept => "本浏览器中有尚未保存的内容，打开后继续保存。" | "This browser holds what is not saved yet; open the report and it is saved.";
    home_awaited => "待补报的数据" | "Values still to come";
    home_awaited_by(period, day) => "{period}，预计 {day} 前" | "{period}, expected by {day}";
    home_awaited_over(period, day) => "{period}，预计 {day}，已过期" | "{period}, expected by {day}: the day has passed";
    home_supplement_card(n) => "补报 {n} 项，填完后重新报送。" | "{n} ⟨item|items⟩ to add; fill in and submit the report again.";
    todo_unsupplemented(n) => "补报的 {n} 项尚未填写：" | "{n} ⟨item of the supplement is still as it was|items of the supplement are still as they were⟩: ";

    abandon_title => "不再更正或补报" | "Give it up";
    abandon_lead(n) => "放弃后，本次打开以来填写的内容不再保留，报告恢复为第 {n} 版，状态为审核通过。" | "What was typed since it was opened is dropped, and the report stands as accepted in version {n}.";
    abandon_button => "放弃，恢复现行版本" | "Drop it and keep the accepted version";
    abandon_done => "已放弃，现行版本不变。" | "Given up; the accepted version stands.";
}
