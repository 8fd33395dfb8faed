//! Words of practices: the library, the form of a case, what is done with it, and adoptions.

use domain::{
    Decimal,
    fault::Fault,
    indicator::Definition,
    lang::Lang,
    practice::{Action, State},
};

use super::Words;

words! {
    nav_practices => "经验做法" | "Practices";
    practices_title => "经验做法" | "Practices";
    practices_counts(published, cities, adoptions, adopters) => "已发布 {published} 项，来自 {cities} 个城市；已被其他城市采用 {adoptions} 次，采用城市 {adopters} 个。" | "{published} published, from {cities} cities; adopted {adoptions} times, by {adopters} cities.";
    practices_none_yet => "还没有已发布的经验做法。" | "No practice has been published yet.";
    practice_new => "新建经验做法" | "Write up a practice";
    practice_open_title => "申报与办理" | "Under way";
    practices_open_more(n) => "共 {n} 项，查看全部" | "All {n}";
    practices_library => "已发布的经验做法" | "The library";
    practices_in_state(state) => "经验做法：{state}" | "Practices: {state}";
    practices_search => "搜索" | "Search";
    practices_search_hint => "标题、正文、编号或城市" | "Title, text, number or city";
    practices_adopted => "采用情况" | "Adoption";
    practices_adopted_yes => "已被采用" | "Adopted";
    practices_adopted_no => "尚未采用" | "Not adopted yet";
    practice_aspect => "所属方面" | "Aspect";
    practice_goal => "所属目标" | "Goal";
    practices_found(n) => "共 {n} 项" | "{n} found";
    practices_page(page, pages) => "第 {page} 页，共 {pages} 页" | "Page {page} of {pages}";
    practices_none_title => "没有符合条件的经验做法" | "No practice fits";
    practices_none_hint => "请换一个词或减少筛选条件。" | "Try another word or fewer filters.";
    practice_by(city, day) => "{city}，{day}发布" | "{city}, published {day}";
    practice_adopters_none => "尚无其他城市采用" | "Not adopted by another city yet";
    practice_untitled => "（未填标题）" | "(no title yet)";
    practice_of(city) => "{city}的经验做法" | "A practice of {city}";

    practice_title_field => "标题" | "Title";
    practice_title_hint => "不超过 60 个字符，写明做法本身。" | "At most 60 characters; say what is done.";
    practice_background => "背景" | "Background";
    practice_background_hint => "要解决什么问题，依据什么开展。" | "Which problem it meets, and on what grounds.";
    practice_measures => "主要做法" | "What was done";
    practice_measures_hint => "分步写明谁做什么、怎么做，有何创新。" | "Step by step: who does what and how, and what is new about it.";
    practice_results => "成效" | "Results";
    practice_results_hint => "用事实和数据说明变化。" | "Show by facts and figures what changed.";
    practice_conditions => "可复制条件" | "Conditions for copying";
    practice_conditions_hint => "其他城市采用需要的制度、系统、人员和经费。" | "The rules, systems, people and money another city would need.";
    practice_scope => "适用范围" | "Where it fits";
    practice_scope_hint => "适用的地区、机构或业务；可不填。" | "Places, offices or services it suits; may be left out.";
    practice_data => "成效数据" | "Figures";
    practice_data_hint => "选择最能说明成效的指标，填写实施前后的数值；没有对应指标的可不填。" | "Choose the indicator that shows the effect best and give its figures before and after; leave it out if none fits.";
    practice_indicator => "对应指标" | "Indicator";
    practice_no_indicator => "无对应指标" | "No indicator";
    practice_before => "实施前" | "Before";
    practice_before_period => "实施前报告期" | "Period before";
    practice_after => "实施后" | "After";
    practice_after_period => "实施后报告期" | "Period after";
    practice_count(n, most) => "正文合计 {n} 字，上限 {most} 字（每个汉字、全角标点计 1 字，连续的字母或数字计 1 字；保存时重新计算）" | "{n} of {most} characters in all texts (each Chinese character or mark is one, a word or number is one; counted anew when saved)";
    practice_save => "保存草稿" | "Save the draft";
    practice_submit => "申报" | "Submit to CNIPA";
    practice_submit_hint => "申报后由国家局审核，审核期间不能修改。" | "Once submitted it is CNIPA's turn; it cannot be changed meanwhile.";
    practice_saved(time, who) => "{time} 由{who}保存" | "Saved {time} by {who}";
    practice_from_report(period) => "背景一栏已带入{period}进展报告的“创新举措”，请改写后保存。" | "The background holds the innovations of the report for {period}; rework it and save.";
    practice_make_case => "整理为经验做法" | "Make it a case";
    practice_others_text => "现在保存的内容" | "What is saved now";

    practice_done_save => "已保存。" | "Saved.";
    practice_done_submit => "已申报，等待国家局审核。" | "Submitted; it waits for CNIPA.";
    practice_done_return => "已退回城市修改。" | "Returned to the city.";
    practice_done_select => "已列为入选，可以发布。" | "Selected; it can be published now.";
    practice_done_decline => "已列为未入选，理由已告知城市。" | "Not selected; the city sees the reason.";
    practice_done_publish => "已发布，所有试点城市均可查阅。" | "Published; every pilot city can read it.";
    practice_done_adopt => "已登记采用。" | "The adoption is recorded.";
    practice_not_done => "未办理" | "Not done";
    practice_not_submitted => "已保存，但还不能申报" | "Saved, but it cannot be submitted yet";

    practice_decide => "审核" | "Decision";
    practice_reason => "意见或理由" | "Words to the city";
    practice_reason_hint => "退回和不入选须写明理由，城市可以看到。" | "Needed to return or not to select it; the city reads them.";
    practice_return => "退回修改" | "Return";
    practice_select => "入选" | "Select";
    practice_decline => "不入选" | "Do not select";
    practice_publish => "发布" | "Publish";
    practice_publish_lead => "发布后所有试点城市和观察员均可查阅，并可登记采用。" | "Once published, all pilot cities and observers can read it and cities can record that they adopted it.";

    practice_chain => "采用与变化" | "Who adopted it, and what moved";
    practice_adopters => "采用城市" | "Adopters";
    practice_in_state_since => "状态起始日期" | "In this state since";
    practice_adopted_on => "采用日期" | "Since";
    practice_proof => "采用依据" | "Proof";
    practice_moved_before => "采用前" | "Before";
    practice_moved_after => "采用后" | "Since";
    practice_moved_by => "变化" | "Change";
    practice_chain_note => "采用前为采用日之前最近一期审核通过的数值，采用后为其后最近一期审核通过的数值；变化不一定由采用引起。未向您开放的数值不显示。" | "Before is the last accepted figure that ends before the day of adoption, since is the latest accepted one after it; the change need not come from the adoption. Figures not released to you are not shown.";
    practice_adopt => "登记采用" | "We adopted this";
    practice_adopt_lead(city) => "{city}已采用这项做法的，请登记采用日期、依据和预期变化的指标。" | "If {city} does this too, record since when, what shows it and which indicator should move.";
    practice_adopt_again => "本市已登记采用，可以更正登记内容。" | "Your city has recorded its adoption; you can put the record right.";
    practice_adopt_indicator => "预期变化的指标" | "Indicator that should move";
    practice_proof_hint => "文件名称和文号、上线地址或使用情况，不超过 500 字。" | "A document and its number, an address, or how it is used; at most 500 characters.";
    practice_adopt_send => "登记" | "Record it";
    practice_adopt_change => "更正登记" | "Change the record";
    practice_history => "办理经过" | "History";
    practice_moves(city, day, what) => "{city}（{day} 起）：{what}" | "{city} (since {day}): {what}";
    practice_move(from, to) => "{from} → {to}" | "{from} → {to}";
    practice_move_by(from, to, by) => "{from} → {to}，{by}" | "{from} → {to}, {by}";
    practice_not_shown => "数值未开放或尚未审核通过" | "figures not released or not accepted yet";
    practice_adopted_mark(city, day, title) => "{city} {day} 采用“{title}”" | "{city} adopted “{title}” {day}";
    practice_adopted_since(day) => "{day} 采用" | "adopted {day}";
    practice_adoptions_line(list) => "采用经验做法：{list}。" | "Practices adopted: {list}.";
    practices_of_indicator => "以本指标说明成效的经验做法" | "Practices that name this indicator";

    practices_home_queue => "经验做法申报" | "Practices submitted";
    practices_home_returned => "退回修改的经验做法" | "Practices returned to you";

    fault_not_a_number => "请输入数字，如 86.5。" | "Enter a number, as 86.5.";
    fault_not_later(day) => "不得晚于 {day}。" | "It must not be after {day}.";
    fault_case_long(most) => "正文合计超过 {most} 字，请精简。" | "The texts together are longer than {most} characters; shorten them.";
    refused_practice_state(state) => "该经验做法目前为“{state}”，不能这样办理。页面已更新，请核对。" | "The practice is now “{state}”, so this cannot be done. The page shows the present state.";
    refused_practice_changed => "您打开页面后，另一人保存了这项经验做法。您填写的内容仍在下面；请与现在保存的内容核对，再保存一次即以您的内容为准。" | "Another person saved this practice after you opened the page. What you typed is still below; compare it with what is saved now, and save again to let yours stand.";
}

impl Words {
    /// A practice's state in words.
    #[must_use]
    pub const fn practice_state(self, state: State) -> &'static str {
        match (self.0, state) {
            (Lang::Zh, State::Draft) => "草稿",
            (Lang::Zh, State::Submitted) => "已申报",
            (Lang::Zh, State::Returned) => "退回修改",
            (Lang::Zh, State::Selected) => "入选",
            (Lang::Zh, State::Declined) => "未入选",
            (Lang::Zh, State::Published) => "已发布",
            (Lang::En, State::Draft) => "Draft",
            (Lang::En, State::Submitted) => "Submitted",
            (Lang::En, State::Returned) => "Returned",
            (Lang::En, State::Selected) => "Selected",
            (Lang::En, State::Declined) => "Not selected",
            (Lang::En, State::Published) => "Published",
        }
    }

    /// What was done with a practice, in words.
    #[must_use]
    pub const fn practice_step(self, action: Action) -> &'static str {
        match (self.0, action) {
            (Lang::Zh, Action::Save) => "保存",
            (Lang::Zh, Action::Submit) => "申报",
            (Lang::Zh, Action::Return) => "退回修改",
            (Lang::Zh, Action::Select) => "入选",
            (Lang::Zh, Action::Decline) => "未入选",
            (Lang::Zh, Action::Publish) => "发布",
            (Lang::Zh, Action::Adopt) => "登记采用",
            (Lang::En, Action::Save) => "Saved",
            (Lang::En, Action::Submit) => "Submitted",
            (Lang::En, Action::Return) => "Returned",
            (Lang::En, Action::Select) => "Selected",
            (Lang::En, Action::Decline) => "Not selected",
            (Lang::En, Action::Publish) => "Published",
            (Lang::En, Action::Adopt) => "Adopted",
        }
    }

    /// A field of a case in words.
    #[must_use]
    pub const fn practice_field(self, name: &str) -> &'static str {
        match name.as_bytes() {
            b"title" => self.practice_title_field(),
            b"aspect" => self.practice_aspect(),
            b"goal" => self.practice_goal(),
            b"background" => self.practice_background(),
            b"measures" => self.practice_measures(),
            b"results" => self.practice_results(),
            b"conditions" => self.practice_conditions(),
            b"scope" => self.practice_scope(),
            b"indicator" => self.practice_indicator(),
            b"before" => self.practice_before(),
            b"before_period" => self.practice_before_period(),
            b"after" => self.practice_after(),
            b"after_period" => self.practice_after_period(),
            b"adopted_on" => self.practice_adopted_on(),
            b"proof" => self.practice_proof(),
            _ => self.practice_reason(),
        }
    }

    /// The hint at a field of a case; empty where its label says enough.
    #[must_use]
    pub const fn practice_hint(self, name: &str) -> &'static str {
        match name.as_bytes() {
            b"title" => self.practice_title_hint(),
            b"background" => self.practice_background_hint(),
            b"measures" => self.practice_measures_hint(),
            b"results" => self.practice_results_hint(),
            b"conditions" => self.practice_conditions_hint(),
            b"scope" => self.practice_scope_hint(),
            _ => "",
        }
    }

    /// What is wrong with a field of a case, named for a list of errors.
    #[must_use]
    pub fn practice_fault(self, field: &str, fault: Fault) -> String {
        let said = match (fault, field) {
            (Fault::TooLong { most }, "measures") => self.fault_case_long(most),
            _ => self.fault(field, fault),
        };
        self.colon(self.practice_field(field), said)
    }

    /// A change with its sign and unit: `+4.8 个百分点`.
    #[must_use]
    pub fn signed_difference(self, d: &Definition, by: Decimal) -> String {
        let text = self.difference(d, by);
        if by > Decimal::ZERO { format!("+{text}") } else { text }
    }
}
