//! Words of what is signed and filed: the sign-off sheet, the receipt, the check code, and two versions side by side.

use domain::{
    calendar::{Timeliness, working_days_between},
    report::Signature,
};
use jiff::civil::Date;

use super::Words;

words! {
    sheet => "报送审签单" | "Sign-off sheet";
    sheet_title(period) => "{period}进展报告报送审签单" | "Sign-off sheet: report for {period}";
    sheet_print => "打印报送审签单" | "Print the sign-off sheet";
    sheet_hint => "用浏览器的“打印”功能打印，A4 纸，纵向。" | "Print it from the browser on A4, upright.";
    sheet_lead => "领导在纸质件上签发的，请先打印审签单；签发后凭单上的校验码登记、报送。" | "Where a leader signs on paper, print the sheet first; once it is signed, record it here by its check code and submit.";
    sheet_not_sent => "内容已冻结，尚未报送。报送后的版本即为本单所列版本号和校验码。" | "The content is frozen and not submitted yet. The version submitted bears the number and check code of this sheet.";
    sheet_must_agree => "签发的审签单上须是同一版本号和校验码。" | "The signed sheet must bear the same number and code.";
    sheet_compare(n, code) => "待报送的是第 {n} 版，校验码 {code}。请核对签发的审签单，两者须一致。" | "This will be version {n}, check code {code}. It must be the code on the signed sheet.";
    printed_version => "打印本版" | "Version for print";
    reporting_unit => "报送单位" | "Reporting unit";
    report_kind => "报告类别" | "Kind of report";
    kind_of_entry => "填报情况" | "Kind";
    basis_and_words => "计算依据和说明" | "Basis and explanation";
    document_number_short => "文号" | "Document number";
    sign_drafted => "拟稿" | "Drafted by";
    sign_checked => "核稿" | "Checked by";
    sign_issued => "签发" | "Signed by";
    sign_seal => "盖章" | "Seal";
    blank_day => "　　　　年　　月　　日" | "Date:";
    signed_screen_short(who) => "{who}（在线签发）" | "{who} (on screen)";
    signed_paper_short(name, post) => "{post} {name}（纸质签发）" | "{name}, {post} (on paper)";

    receipt => "报送回执" | "Receipt";
    receipt_title(period) => "{period}进展报告报送回执" | "Receipt: report for {period}";
    receipt_sentence(city, period, n, time) => "国家知识产权局试点看板于北京时间 {time} 收到{city} {period}进展报告第 {n} 版。" | "CNIPA's pilot board received version {n} of the report of {city} for {period} at {time}, Beijing time.";
    receipt_withdrawn(time) => "本版已于 {time} 撤回，不作为报送依据。" | "This version was withdrawn {time} and does not count as submitted.";
    receipt_ready(n, time) => "第 {n} 版已于 {time} 报送国家知识产权局。" | "Version {n} was submitted to CNIPA {time}.";
    receipt_see => "查看报送回执" | "See the receipt";
    received_at => "收到时间（北京时间）" | "Received (Beijing time)";
    receipt_made(time) => "回执生成时间：{time}（北京时间）" | "Receipt made {time}, Beijing time";
    receipt_counts => "数据项" | "Entries";
    receipt_count(kind, n) => "{kind} {n} 项" | "{kind}: {n}";
    receipt_all(n) => "共 {n} 项" | "{n} in all";
    due_of_report(day) => "{day} 24:00 截止" | "due {day}, 24:00";
    in_time_by(result, due) => "{result}（{due}）" | "{result} ({due})";
    late_working(working, days) => "逾期 {working} 个工作日报送（{days} 天）" | "{working} working ⟨day|days⟩ late ({days} calendar ⟨day|days⟩)";
    returned_in_time(day) => "退回后按期报回（期限 {day}）" | "Back in time after the return (term: {day})";
    returned_late(day, working, days) => "退回后逾期 {working} 个工作日报回（{days} 天，期限 {day}）" | "Back {working} working ⟨day|days⟩ after its term ({days} calendar ⟨day|days⟩; term: {day})";
    correction_apart => "更正版本，不计入按时率" | "A correction; counted apart";

    code_title => "核对校验码" | "Check a code";
    code_hint => "输入打印件上的校验码，至少 4 位；空格和大小写不影响。" | "Type the code printed on a version, 4 letters or more; blanks and case do not matter.";
    code_button => "核对" | "Check";
    code_bad => "校验码由 0–9 和 A–F 组成，请至少输入 4 位。" | "A check code has the letters 0–9 and A–F; type at least 4 of them.";
    code_none(code) => "没有找到校验码为 {code} 的版本。尚未报送的审签单，报送后才能查到。" | "No version with the code {code} was found. A sheet that is not submitted yet is found once it is.";
    code_found(n, code) => "校验码 {code}：找到 {n} 个版本。" | "Code {code}: {n} found.";

    compare_versions => "比较两版" | "Compare two versions";
    compare_versions_title(period) => "{period}进展报告：两版对照" | "Report for {period}: two versions";
    compare_from => "原版本" | "From";
    compare_to => "新版本" | "To";
    compare_button => "比较" | "Compare";
    compare_one => "目前只有一个版本，报送下一版后可以在这里比较。" | "There is one version so far. Once there is another, the two are compared here.";
    compare_none => "还没有可以比较的版本" | "Nothing to compare yet";
    compare_same(a, b) => "第 {a} 版与第 {b} 版内容相同。" | "Versions {a} and {b} say the same.";
    compare_lead(a, b, n, of, parts) => "第 {b} 版与第 {a} 版相比，{of} 项中有 {n} 项不同：{parts}。" | "Version {b} differs from version {a} in {n} of {of} items ({parts}).";
    part_figure(n) => "数值 {n} 项" | "figures: {n}";
    part_kind(n) => "填报情况 {n} 项" | "kinds: {n}";
    part_words(n) => "说明 {n} 项" | "explanations: {n}";
    part_text(n) => "文字 {n} 段" | "texts: {n}";
    part_files(n) => "佐证材料 {n} 项" | "evidence: {n}";
    compare_changed => "只看不同" | "What changed";
    compare_all => "全部" | "All";
    compare_no_values => "指标数据没有不同。" | "No value differs.";
    compare_mark(a, code_a, b, code_b) => "第 {a} 版（校验码 {code_a}）与第 {b} 版（校验码 {code_b}）" | "version {a} (check code {code_a}) and version {b} (check code {code_b})";
    from_to(a, b) => "{a} → {b}" | "{a} → {b}";
    changed_since_accepted(n) => "较审核通过版 {n} 项不同" | "{n} changed since accepted";
    printed_mark(what, text) => "{what} {text}" | "{what}, {text}";
}

impl Words {
    /// Who signed, as it stands beside “signed by” on paper, with the document's number apart.
    #[must_use]
    pub fn signer(self, signature: &Signature, submitted_by: &str) -> String {
        match signature {
            Signature::OnScreen => self.signed_screen_short(submitted_by),
            Signature::OnPaper { name, post, .. } => self.signed_paper_short(name, post),
        }
    }

    /// A day as it is typed into a form, in words; as it stands where it is none.
    #[must_use]
    pub fn typed_day(self, text: &str) -> String {
        text.trim()
            .parse::<Date>()
            .map_or_else(|_| text.to_owned(), |day| self.full_day(day))
    }

    /// Whether a first submission came in time, in working days and days; `last` is the last day in time.
    #[must_use]
    pub fn first_in_time(self, timeliness: Timeliness, last: Date, submitted: Date) -> String {
        let due = self.due_of_report(self.full_day(last));
        let result = match timeliness {
            Timeliness::Exempt => return self.exempt().to_owned(),
            Timeliness::OnTime { extended: true } => self.on_time_extended().to_owned(),
            Timeliness::Late { days } => self.late_working(working_days_between(last, submitted), days),
            _ => self.on_time().to_owned(),
        };
        self.in_time_by(result, due)
    }
}
