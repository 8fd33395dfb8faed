//! Words of the calendar's administration, and of completeness and punctuality.

use super::Words;

words! {
    nav_calendar => "日历" | "Calendar";
    calendar_title => "填报日历" | "Calendar";
    calendar_lead => "各期报告的开放、截止和锁定日期，以及延期和免报。每次调整须写明理由，记入操作日志；保存前先看影响。" | "When each report opens, is due and locks, with extensions and exemptions. Every change has a reason and is written to the audit; look at what it does before you save it.";
    calendar_year(first, last) => "试点年度：{first}至{last}" | "The pilot's year: {first} to {last}";
    calendar_periods => "各期报告" | "Report periods";
    calendar_opens => "开放" | "Opens";
    calendar_locks => "锁定" | "Locks";
    calendar_days_open => "填报时间" | "Time to file";
    calendar_working_days(n) => "{n} 个工作日" | "{n} working ⟨day|days⟩";
    calendar_provisional => "暂定" | "Provisional";
    calendar_provisional_note(years) => "{years}的放假安排尚未公布，相关日期按周一至周五推算，暂定。" | "The holidays of {years} are not published yet; days there are counted Monday to Friday and are provisional.";
    calendar_own_day => "单独规定" | "Set for this period";
    calendar_until_end => "均为当日 24:00（北京时间）" | "each at 24:00 Beijing time of that day";
    calendar_relief => "延期和免报" | "Extensions and exemptions";
    calendar_relief_none => "目前没有延期或免报。" | "None at present.";
    calendar_holidays => "放假和调休" | "Rest days and made-up working days";
    calendar_no_table(year) => "{year} 年放假安排未公布" | "{year}: not published yet";
    calendar_year_heading => "年份" | "Year";
    calendar_occasion => "节日" | "Holiday";
    calendar_rest_heading => "放假的工作日" | "Weekdays of rest";
    calendar_worked_heading => "上班的周末" | "Weekend days worked";
    calendar_history => "调整记录" | "History";
    calendar_history_none => "没有调整过，均按初始设置。" | "Nothing was changed; the settings stand as they were made.";
    calendar_what => "调整" | "What";
    calendar_why => "理由" | "Reason";
    calendar_who => "由谁何时" | "By whom and when";
    calendar_in_force => "有效" | "In force";
    calendar_ended => "已撤回" | "Taken back";
    calendar_replaced => "已被新的设置替代" | "Replaced";
    calendar_by(who, time) => "{who}，{time}" | "{who}, {time}";

    calendar_extend_title => "延期" | "Extend";
    calendar_extend_lead => "只对一市一期有效，到期自动失效。已锁定的报告在延期内重新开放。" | "For one city and one period; it ends by itself. A locked report is open again for that time.";
    calendar_until => "延期至（当日 24:00）" | "Until (24:00 of that day)";
    calendar_extend => "延期" | "Extend";
    calendar_exempt_title => "免报" | "Exempt";
    calendar_exempt_lead => "该市本期不要求报送，不计入应报，也不算逾期。" | "Nothing is expected of the city for this period: it is neither late nor counted as missing.";
    calendar_due_title => "调整某一期的截止日" | "Due day of one period";
    calendar_due_on => "截止日（当日 24:00）" | "Due on (24:00 of that day)";
    calendar_due_lead => "只调整这一期，对各市相同；其他各期不变。" | "For this period alone and for all cities; the others stay as they are.";
    calendar_term_title => "调整截止规则" | "Due days from a period on";
    calendar_term_lead => "从所选报告期起，同类报告（月报或季报）均在次月第几个工作日截止；以前各期不变。" | "From the chosen period on, monthly or quarterly reports, as that one is, are due on this working day of the next month. Earlier periods stay as they are.";
    calendar_from => "从哪一期起" | "From period";
    calendar_working_day => "次月第几个工作日" | "Working day of the next month";
    calendar_year_title => "生成年度报告期" | "Make the year's periods";
    calendar_year_lead => "按开始月份生成十二个月的报告期：八个月报、四个季报，季末月并入季报。" | "Twelve months from the month of this day: eight monthly reports and four quarterly ones, each quarter's last month a part of its quarter.";
    calendar_first => "开始日期" | "First day";
    calendar_field_action => "操作" | "Action";
    calendar_look => "先看影响" | "See what it does";
    calendar_reason => "理由" | "Reason";
    calendar_save => "按此保存" | "Save this";
    calendar_take_back => "撤回" | "Take back";
    calendar_done => "日历已更新。" | "The calendar is changed.";
    calendar_change => "调整日历" | "Change the calendar";

    calendar_preview_title => "保存后的影响" | "What it will do";
    calendar_moved => "日期变动" | "Dates that move";
    calendar_none_moved => "各市共同的截止日和锁定日不变。" | "No date that all cities share moves.";
    calendar_effects => "报告的时限结果变动" | "Reports that stand otherwise";
    calendar_none_effects => "没有报告因此变为逾期、按时、锁定或开放。" | "No report becomes late, in time, locked or open by it.";
    calendar_before => "现在" | "Now";
    calendar_after => "保存后" | "Afterwards";
    calendar_not_in_pilot => "不在试点期内" | "not in the pilot";
    calendar_dates(due, locks) => "{due} 截止，{locks} 锁定" | "due {due}, locks {locks}";
    seen_locked(text) => "{text}，已锁定" | "{text}, locked";
    open_still => "尚未截止" | "Still open";
    open_extended => "延期中" | "Open, extended";

    rule_year(first, last) => "试点年度 {first}至{last}" | "The pilot's year {first} to {last}";
    rule_term_month(period, n) => "从{period}起，月报在次月第 {n} 个工作日截止" | "From {period} on monthly reports are due on working day {n} of the next month";
    rule_term_quarter(period, n) => "从{period}起，季报在次月第 {n} 个工作日截止" | "From {period} on quarterly reports are due on working day {n} of the next month";
    rule_due_on(period, day) => "{period}报告 {day}截止" | "The report for {period} is due on {day}";
    rule_extended(city, period, day) => "{city} {period}报告延期至 {day}" | "{city}, {period}: extended to {day}";
    rule_exempt(city, period) => "{city} {period}报告免报" | "{city}, {period}: exempt";
    rule_taken_back(what) => "撤回：{what}" | "Taken back: {what}";
    refused_outside(periods) => "以下报告期已有报告，不能排除在年度之外：{periods}" | "These periods have reports already and cannot be left out of the year: {periods}";

    completeness_tab => "完整性和及时性" | "Completeness and punctuality";
    states_tab => "报送状态" | "Where they stand";
    completeness_title => "完整性和及时性" | "Completeness and punctuality";
    completeness_lead => "应报：已到期的和提前报送的；免报和尚未到期的不计。按时：首次完整报送不晚于截止时间；延期内报送、免报另计，不算逾期。退回有单独的期限，另计。" | "Expected: what is due, and what came before; what is exempt or not due yet is not counted. On time is the first complete submission by the due time; extended and exempt are apart and not late. A returned report has its own term and is counted apart.";
    completeness_sentence(came, expected, complete, punctual) => "应报 {expected} 份，已报 {came} 份（{complete}）；按时率 {punctual}。" | "{came} of {expected} expected reports are in ({complete}); {punctual} came on time.";
    completeness_nothing => "还没有到期的报告。" | "No report is due yet.";
    expected => "应报" | "Expected";
    came_in => "已报" | "In";
    complete_rate => "完整率" | "Complete";
    on_time_short => "按时" | "On time";
    extended_short => "延期内" | "Extended";
    late_short => "逾期报送" | "Late";
    overdue_short => "逾期未报" | "Overdue";
    exempt_short => "免报" | "Exempt";
    open_short => "未到期" | "Not due";
    punctual_rate => "按时率" | "Punctual";
    days_over_heading => "逾期天数" | "Days over";
    returns_heading => "退回（超期）" | "Returns (over)";
    reviews_heading => "国家局审核（超期）" | "CNIPA's reviews (over)";
    corrections_heading => "更正" | "Corrections";
    of_which_over(n, over) => "{n}（{over}）" | "{n} ({over})";
    kinds_heading => "数据填报情况" | "Entries by kind";
    kind_value_short => "有数值" | "Value";
    kind_na_short => "不适用" | "Not applicable";
    kind_not_yet_short => "暂不可得" | "Not yet available";
    kind_missing_short => "缺报" | "Missing";
    all_shown => "合计" | "Together";
    rate => "比率" | "Rate";
    terms_heading => "退回、审核、更正" | "Returns, reviews, corrections";
    first_submission => "首次完整报送" | "First complete submission";
    returns_plain_heading => "退回" | "Returns";
    reviews_plain_heading => "国家局审核" | "CNIPA's review";
    by_period_of(city) => "{city}各期" | "{city}, by period";
    by_city => "各市合计" | "By city";
    by_period => "各市各期" | "By city and period";
    days_late_cell(days) => "逾期 {days} 天" | "{days} ⟨day|days⟩ late";
    days_overdue_cell(days) => "未报，逾期 {days} 天" | "{days} ⟨day|days⟩ overdue";
    returns_cell(n, over) => "退回 {n} 次，超期 {over} 次" | "returned {n}, {over} over its term";
    returns_cell_plain(n) => "退回 {n} 次" | "returned {n}";
    review_over_cell(days) => "国家局超期 {days} 天" | "CNIPA {days} ⟨day|days⟩ over";
    values_cell(value, all) => "数值 {value} / {all}" | "values {value} / {all}";
    known_on(day) => "按 {day}终了时所知" | "as known at the end of {day}";
    percent_of(value) => "{value}%" | "{value}%";
}

impl Words {
    /// The label of a field of the calendar's forms.
    #[must_use]
    pub fn calendar_field(self, field: &str) -> &'static str {
        match field {
            "city" => self.city(),
            "period" => self.report_period(),
            "until" => self.calendar_until(),
            "due_on" => self.calendar_due_on(),
            "working_day" => self.calendar_working_day(),
            "first" => self.calendar_first(),
            "reason" => self.calendar_reason(),
            _ => self.calendar_field_action(),
        }
    }
}
