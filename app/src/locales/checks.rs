//! Words of the report form: fields, kinds, save states, and the sentences of errors and warnings.

use domain::{
    check::{Problem, Warning},
    entry::{Field, Kind},
    indicator::Way,
    lang::Lang,
    number,
};

use super::Words;
use crate::islands::save::SaveError;

words! {
    numerator => "分子" | "Numerator";
    denominator => "分母" | "Denominator";
    total => "合计" | "Total";
    cases => "件数" | "Cases";
    value => "数值" | "Value";
    mean => "平均得分" | "Mean score";
    sample => "有效答卷数" | "Valid answers";
    high_name => "最高区县" | "Best district";
    low_name => "最低区县" | "Worst district";
    high_numerator => "最高区县按时办结件数" | "Best district: on time";
    high_denominator => "最高区县办结件数" | "Best district: closed";
    low_numerator => "最低区县按时办结件数" | "Worst district: on time";
    low_denominator => "最低区县办结件数" | "Worst district: closed";
    districts => "办件不少于 10 件的区县数" | "Districts with at least 10 cases";
    reason => "原因" | "Reason";
    expected_on => "预计提供日期" | "Expected on";
    explanation => "波动说明（供审核员查看）" | "Explanation of the change (for the reviewer)";
    entry_kind => "数据情况" | "Kind of entry";
    kind_value => "有数值" | "Value";
    kind_not_applicable => "不适用" | "Not applicable";
    kind_not_yet => "暂缺" | "Not yet available";
    kind_missing => "未填写" | "Missing";
    no_cases => "无业务量" | "No cases";
    from_base(code) => "取自基础数据 {code}" | "base figure {code}";
    this_period => "本期值" | "This period";
    computed => "系统计算" | "computed";
    previous => "上期值" | "Previous";
    cannot_compute => "无法计算" | "cannot be computed";
    versus_previous(change) => "比上期 {change}" | "{change} since previous";
    understood(value) => "系统理解为 {value}" | "understood as {value}";

    saving => "正在保存" | "saving";
    saved_at(time) => "已保存 {time}" | "saved {time}";
    not_saved => "未保存" | "not saved";
    not_saved_offline => "未保存：网络不通，恢复后自动保存" | "not saved: no connection; it is saved as soon as it is back";
    not_saved_session => "未保存：登录已过期，登录后自动保存" | "not saved: your session has ended; it is saved once you sign in";
    not_saved_other_account => "未保存：已换成其他账号登录" | "not saved: another account has signed in";
    not_saved_closed => "未保存：已不在填报状态" | "not saved: it is no longer open for typing";
    not_saved_because(why) => "未保存：{why}" | "not saved: {why}";
    not_saved_too_long => "未保存：内容过长" | "not saved: too long";
    clash_state(by) => "未保存：{by}也改了此处，请选择" | "not saved: {by} has changed it too; choose";
    clash_theirs(by, at) => "{by} {at} 填写" | "{by}, {at}";
    clash_mine => "您填写" | "You typed";
    clash_empty => "（空）" | "(empty)";
    keep_mine => "以我填的为准" | "Keep mine";
    take_theirs => "采用对方的" | "Take theirs";
    try_again => "再试一次" | "Try again";
    unsaved_leave => "还有内容没有保存" | "Something is not saved yet";
    unsaved_offline(n) => "{n} 处内容尚未保存，已留在本浏览器中，网络恢复后自动保存。" | "Not saved yet: {n}. It is kept in this browser and saved by itself when the connection is back.";
    unsaved_session(n) => "登录已过期，{n} 处内容尚未保存，已留在本浏览器中。" | "Your session has ended. Not saved yet: {n}; kept in this browser.";
    unsaved_now => "立即再试" | "Try now";
    unsaved_sign_in => "登录并保存" | "Sign in and save";
    again_title => "重新登录" | "Sign in again";
    again_lead => "页面和填写的内容都保留，登录后自动保存。" | "The page and what you typed stay as they are; it is saved once you have signed in.";
    not_now => "暂不" | "Not now";
    no_connection => "网络不通，请稍后再试。" | "No connection; try again shortly.";
    left_over => "以下内容曾在本浏览器中填写，但没有保存，现在也不能再填。需要的请复制留存。" | "This was typed in this browser and not saved, and it can no longer be typed here. Copy what you need.";
    left_over_discard => "不再保留" | "Discard it";
    typed_by_other => "这些内容是用另一个账号填写的，请用该账号登录。" | "This was typed under another account. Sign in with that one.";
    paste_title => "从表格粘贴" | "Paste from a spreadsheet";
    paste_lead(fit, wrong) => "将填入 {fit} 格，{wrong} 格无法识别。请核对后填入，未填入的格保持原样。" | "{fit} ⟨cell|cells⟩ will be filled in, {wrong} cannot be read. Check them first; a field that is not filled in keeps what it has.";
    paste_apply(fit) => "填入 {fit} 格" | "Fill in {fit}";
    paste_row => "行" | "Row";
    paste_cell => "表格内容" | "Cell";
    paste_becomes => "填入后" | "Becomes";
    paste_field => "填报项" | "Field";
    paste_heading => "表头，不填" | "heading, left out";
    paste_no_field => "没有对应的填报项" | "no field for it";
    paste_closed => "本项不能修改" | "closed for typing";
    paste_passed_over => "跳过，请单独填写" | "passed over; fill it in by itself";
    paste_not_taken(text, why) => "粘贴的“{text}”没有填入：{why}" | "The pasted “{text}” was not filled in: {why}";
    find => "查找指标（代码或名称）" | "Find an item (code or name)";
    found(n) => "找到 {n} 项" | "{n} found";
    about_link => "历次数值与修改记录" | "Earlier values, and who changed it";
    about_values => "最近十二期" | "The last twelve";
    about_since(answer, period) => "“{answer}”始自 {period}" | "“{answer}” since {period}";
    about_no_values => "还没有审定的数值。" | "No accepted values yet.";
    about_changes => "修改记录" | "Changed by";
    about_no_changes => "本期还没有修改。" | "Not changed in this period yet.";
    about_page => "查看本指标的比较" | "See this indicator compared";
    about_failed => "暂时取不到，请稍后再试。" | "This cannot be had just now; try again shortly.";
    before_text => "上季度的文字" | "Text of the quarter before";
    before_copy => "复制到本期" | "Copy it here";
    has_error => "有错误" | "has an error";
    needs_explanation => "待说明" | "explain";
    explained => "已说明" | "explained";
    not_filled => "未填写" | "not filled in";

    item_heading => "指标" | "Item";
    more_about => "口径、不适用或暂缺" | "Definition, not applicable, not yet available";
    save_state => "保存状态" | "Save state";
    returned_because(text) => "退回意见：{text}" | "Returned: {text}";
    answer_label => "答复（提交后审核员可见）" | "Your answer (the reviewer sees it)";
    characters(count, most) => "{count} 字，最多 {most} 字" | "{count} characters of at most {most}";

    f_state => "状态" | "State";
    f_percent => "完成百分比" | "Percent done";
    f_note => "进展说明" | "Note";
    f_cause => "滞后原因" | "Cause of the delay";
    f_done_on => "完成日期" | "Reached on";
    p_missing => "请填写此项；确实没有的，请选择“不适用”或“暂缺”并说明原因。" | "Fill this in, or choose “not applicable” or “not yet available” and say why.";
    p_section_missing => "请填写本部分。" | "Write this section.";
    still_missing => "未填写：" | "Not filled in:";
    p_not_a_number => "请填写数字，例如 1,100.50、3.2万。" | "Enter a number, for example 1,100.50 or 3.2万.";
    p_percent => "此处填数量，不能带百分号；比率由系统计算。" | "This is a count: leave out the percent sign. The rate is computed.";
    p_too_large => "数字过大，请核对单位。" | "The number is too large; check the unit.";
    p_negative => "不能是负数。" | "It cannot be negative.";
    p_range(min, max) => "应在 {min} 至 {max} 之间。" | "It must be between {min} and {max}.";
    p_over => "分子大于分母，请核对后改正。" | "The numerator is greater than the denominator. Check both.";
    p_whole => "应为整数。" | "It must be a whole number.";
    p_decimals(allowed) => "最多 {allowed} 位小数。" | "At most {allowed} decimals.";
    p_no_reason => "请写明原因。" | "Say why.";
    p_no_date => "请填写预计提供日期。" | "Say when the value is expected.";
    p_not_a_date => "请按 2026-08-15 的格式填写日期。" | "Enter a date such as 2026-08-15.";
    p_future_date => "日期不能晚于今天。" | "The date cannot be after today.";
    p_date_past => "预计日期应晚于今天。" | "The expected date must be after today.";
    p_too_long(max) => "不能超过 {max} 个字符。" | "At most {max} characters.";
    p_yes_no => "请选择“是”或“否”。" | "Choose yes or no.";
    p_kind => "请选择数据情况。" | "Choose the kind of entry.";
    p_few_cases => "仅计办件不少于 10 件的区县。" | "Only districts with at least 10 cases count.";
    p_district_order => "最高区县的按时办结率低于最低区县，请核对。" | "The best district's rate is below the worst one's. Check both.";
    p_same_district => "有多个区县时，最高和最低不能是同一个。" | "With several districts, best and worst cannot be the same one.";
    p_base => "请先填写作为分母的基础数据。" | "Fill in the base figure that is its denominator first.";
    p_base_wrong => "作为分母的基础数据有误，请先改正基础数据。" | "The base figure that is its denominator has an error; mend that one first.";
    p_sample => "有效答卷数至少为 1。" | "There must be at least 1 valid answer.";
    p_done => "已完成的任务，完成百分比应为 100。" | "A task that is done stands at 100 percent.";
    p_not_started => "未启动的任务，完成百分比应为 0。" | "A task that is not started stands at 0 percent.";
    p_all_reached => "时间节点已全部完成，状态不能是“未启动”。" | "All its milestones are reached, so it was started.";
    p_before(day) => "日期不能早于 {day}。" | "The date cannot be before {day}.";
    p_not_after(day) => "日期应晚于 {day}。" | "The date must be after {day}.";
    p_unexplained => "请说明变动原因。" | "Explain the change.";

    w_stock(from, to, percent) => "由 {from} 变为 {to}，变动 {percent}%，请核对；如属实请说明原因，不影响保存。" | "It moved from {from} to {to}, by {percent}%. Check it, or explain why; it is saved either way.";
    w_rate(from, to, points) => "由 {from}% 变为 {to}%，变动 {points} 个百分点，请核对；如属实请说明原因，不影响保存。" | "It moved from {from}% to {to}%, by {points} points. Check it, or explain why; it is saved either way.";
    w_jump(times, from) => "是上期（{from}）的 {times} 倍，请核对；如属实请说明原因，不影响保存。" | "It is {times} times the previous period ({from}). Check it, or explain why; it is saved either way.";
    w_fell(from, to) => "由 {from} 降到 {to}，不足上期的三分之一，请核对；如属实请说明原因，不影响保存。" | "It fell from {from} to {to}, under a third of the previous period. Check it, or explain why; it is saved either way.";
    w_from_zero(to) => "上期为 0，本期为 {to}，请核对；如属实请说明原因，不影响保存。" | "It was 0 and is now {to}. Check it, or explain why; it is saved either way.";
    w_yes_to_no => "由“是”变为“否”，请核对；如属实请说明原因，不影响保存。" | "It turned from yes to no. Check it, or explain why; it is saved either way.";
}

impl Words {
    /// Why a field was not saved.
    #[must_use]
    pub fn not_saved_for(self, error: &SaveError) -> String {
        match error {
            SaveError::SignIn => self.not_saved_session().to_owned(),
            SaveError::OtherAccount => self.not_saved_other_account().to_owned(),
            SaveError::Offline => self.not_saved_offline().to_owned(),
            SaveError::Unavailable => self.not_saved().to_owned(),
            SaveError::Closed => self.not_saved_closed().to_owned(),
            SaveError::TooLong => self.not_saved_too_long().to_owned(),
            SaveError::Refused(why) => self.not_saved_because(why),
        }
    }
    /// The label of a field, as the way of entry calls it.
    #[must_use]
    pub const fn field(self, field: Field, way: Way) -> &'static str {
        match (field, way) {
            (Field::Numerator, Way::Average) => self.total(),
            (Field::Denominator, Way::Average) => self.cases(),
            (Field::Numerator, _) => self.numerator(),
            (Field::Denominator, _) => self.denominator(),
            (Field::Value, Way::MeanN) => self.mean(),
            (Field::Value | Field::Text, _) => self.value(),
            (Field::N, _) => self.sample(),
            (Field::HighName, _) => self.high_name(),
            (Field::HighNumerator, _) => self.high_numerator(),
            (Field::HighDenominator, _) => self.high_denominator(),
            (Field::LowName, _) => self.low_name(),
            (Field::LowNumerator, _) => self.low_numerator(),
            (Field::LowDenominator, _) => self.low_denominator(),
            (Field::Districts, _) => self.districts(),
            (Field::Reason, _) => self.reason(),
            (Field::ExpectedOn, _) => self.expected_on(),
            (Field::Explanation, _) => self.explanation(),
            (Field::Kind, _) => self.entry_kind(),
            (Field::State, _) => self.f_state(),
            (Field::Percent, _) => self.f_percent(),
            (Field::Note, _) => self.f_note(),
            (Field::Cause, _) => self.f_cause(),
            (Field::DoneOn(_), _) => self.f_done_on(),
        }
    }

    /// The name of a kind of entry.
    #[must_use]
    pub const fn kind(self, kind: Kind) -> &'static str {
        match kind {
            Kind::Value => self.kind_value(),
            Kind::NotApplicable => self.kind_not_applicable(),
            Kind::NotYetAvailable => self.kind_not_yet(),
            Kind::Missing => self.kind_missing(),
        }
    }

    /// The sentence of an error.
    #[must_use]
    pub fn problem(self, problem: Problem) -> String {
        let plain = |d| number::group(d);
        match problem {
            Problem::Missing => self.p_missing().into(),
            Problem::NotANumber => self.p_not_a_number().into(),
            Problem::PercentInCount => self.p_percent().into(),
            Problem::TooLarge => self.p_too_large().into(),
            Problem::Negative => self.p_negative().into(),
            Problem::OutOfRange { min, max } => self.p_range(plain(min), plain(max)),
            Problem::NumeratorOverDenominator => self.p_over().into(),
            Problem::TooManyDecimals { allowed: 0 } => self.p_whole().into(),
            Problem::TooManyDecimals { allowed } => self.p_decimals(allowed),
            Problem::NoReason => self.p_no_reason().into(),
            Problem::NoExpectedDate => self.p_no_date().into(),
            Problem::NotADate => self.p_not_a_date().into(),
            Problem::FutureDate => self.p_future_date().into(),
            Problem::ExpectedDatePast => self.p_date_past().into(),
            Problem::TooLong { max } => self.p_too_long(max),
            Problem::NotYesNo => self.p_yes_no().into(),
            Problem::NotAKind => self.p_kind().into(),
            Problem::TooFewCases => self.p_few_cases().into(),
            Problem::DistrictOrder => self.p_district_order().into(),
            Problem::SameDistrict => self.p_same_district().into(),
            Problem::BaseMissing => self.p_base().into(),
            Problem::BaseWrong => self.p_base_wrong().into(),
            Problem::ZeroSample => self.p_sample().into(),
            Problem::DoneNotWhole => self.p_done().into(),
            Problem::NotStartedNotZero => self.p_not_started().into(),
            Problem::AllReached => self.p_all_reached().into(),
            Problem::Before { day } => self.p_before(self.full_day(day)),
            Problem::NotAfter { day } => self.p_not_after(self.full_day(day)),
            Problem::Unexplained => self.p_unexplained().into(),
        }
    }

    /// The sentence of a warning.
    #[must_use]
    pub fn warning(self, warning: Warning) -> String {
        let plain = |d| number::group(d);
        match warning {
            Warning::StockMoved { from, to, percent } => self.w_stock(plain(from), plain(to), plain(percent)),
            Warning::RateMoved { from, to, points } => self.w_rate(plain(from), plain(to), plain(points)),
            Warning::FlowJumped { from, times, .. } => self.w_jump(plain(times), plain(from)),
            Warning::FlowFell { from, to, .. } => self.w_fell(plain(from), plain(to)),
            Warning::FlowFromZero { to } => self.w_from_zero(plain(to)),
            Warning::YesToNo => self.w_yes_to_no().into(),
        }
    }

    /// The language, for what needs it.
    #[must_use]
    pub const fn lang(self) -> Lang {
        self.0
    }
}
