//! Words of messages: the page, and the sentence of each kind in one table.

use domain::{indicator::definition, message::Kind};
use storage::messages::{Message, Params};

use super::Words;

words! {
    messages_title => "消息" | "Messages";
    messages_lead(n) => "{n} 条未读。" | "{n} unread.";
    messages_lead_none => "没有未读消息。" | "Nothing unread.";
    messages_unread => "未读" | "Unread";
    messages_read => "已读" | "Read";
    messages_none => "还没有消息" | "No messages yet";
    messages_none_hint => "与您有关的报送、退回、答复和提醒会出现在这里。" | "Submissions, returns, answers and reminders that concern you will appear here.";
    messages_mark => "标为已读" | "Mark as read";
    messages_mark_of(what) => "标为已读：{what}" | "Mark as read: {what}";
    messages_mark_all => "全部标为已读" | "Mark all as read";
    messages_done => "已办" | "Done";
    messages_marked => "已标为已读。" | "Marked as read.";
    messages_newest(n) => "只列出最近 {n} 条未读消息。" | "Only the latest {n} unread messages are listed.";
    messages_waiting_none => "目前没有需要您办理的事项。" | "Nothing waits for you now.";
    messages_to_review(n) => "{n} 份报告待审核" | "{n} ⟨report waits|reports wait⟩ for review";
    messages_to_decide(n) => "{n} 份更正申请待答复" | "{n} ⟨request|requests⟩ for correction to decide";

    msg_signed_off(report, by) => "{report}由{by}提交审签，请审核后报送。" | "{report}: handed in for your sign-off by {by}.";
    msg_sent_back(report, by) => "{report}由{by}退回填报。" | "{report}: sent back to the editor by {by}.";
    msg_submitted(report) => "{report}已报送，待审核。" | "{report}: submitted, waits for review.";
    msg_asked(report, items) => "审核员就{report}提出询问：{items}。" | "{report}: the reviewer asks about {items}.";
    msg_returned(report, items) => "{report}被退回修改：{items}。" | "{report}: returned for changes to {items}.";
    msg_accepted(report) => "{report}已审核通过。" | "{report}: accepted.";
    msg_answered(report, items) => "城市已答复{report}的{items}。" | "{report}: the city has answered on {items}.";
    msg_commented(report, items, by) => "{by}就{report}的{items}发表意见。" | "{report}: {by} commented on {items}.";
    msg_correction_requested(report, items) => "{report}申请更正：{items}。" | "{report}: a correction of {items} is asked for.";
    msg_correction_granted(report, items) => "{report}的更正申请已同意，请修改：{items}。" | "{report}: the correction is granted; {items} can be changed now.";
    msg_correction_declined(report) => "{report}的更正申请未获同意。" | "{report}: the correction was declined.";
    msg_extended(report, day) => "{report}已延期至 {day}。" | "{report}: extended to {day}.";
    msg_exempted(report) => "{report}免予报送。" | "{report}: your city is exempt from it.";
    msg_due_in(report, days) => "提醒：{report}还有 {days} 个工作日截止。" | "Reminder: {report} is due in {days} working ⟨day|days⟩.";
    msg_overdue(report, days) => "提醒：{report}已逾期 {days} 个工作日，请尽快报送。" | "Reminder: {report} is overdue by {days} working ⟨day|days⟩.";
    msg_problem_escalated(city, title) => "问题 {title}：{city}上报，待受理。" | "Problem {title}: sent up by {city}.";
    msg_problem_returned(title) => "问题 {title}：退回补充情况。" | "Problem {title}: came back for more detail.";
    msg_problem_assigned(title) => "问题 {title}：已交办。" | "Problem {title}: assigned.";
    msg_problem_replied(title) => "问题 {title}：已答复，请确认。" | "Problem {title}: answered; please confirm.";
    msg_problem_confirmed(city, title) => "问题 {title}：{city}认可答复，待销号。" | "Problem {title}: {city} agrees with the answer; it can be struck off.";
    msg_problem_reopened(city, title) => "问题 {title}：{city}要求重新办理。" | "Problem {title}: {city} asks for new handling.";
    msg_problem_struck_off(title) => "问题 {title}：已销号。" | "Problem {title}: struck off.";
    msg_practice_submitted(city, title) => "经验做法 {title}：{city}已报送，待审核。" | "Practice {title}: submitted by {city}, waits for review.";
    msg_practice_returned(title) => "经验做法 {title}：退回修改。" | "Practice {title}: returned for changes.";
    msg_practice_selected(title) => "经验做法 {title}：已入选。" | "Practice {title}: selected.";
    msg_practice_declined(title) => "经验做法 {title}：未入选。" | "Practice {title}: not selected.";
    msg_practice_published(title) => "经验做法 {title}：已发布。" | "Practice {title}: published.";
    msg_practice_adopted(city, title) => "经验做法 {title}：{city}已采用。" | "Practice {title}: adopted by {city}.";
    msg_question_asked(city, what) => "{city}就 {what} 提出口径问题，待答复。" | "{city} asks about the definition of {what}.";
    msg_question_answered(what) => "国家局已答复 {what} 的口径问题。" | "CNIPA has answered your question about {what}.";
    msg_question_declined(what) => "国家局未答复 {what} 的口径问题，并说明了理由。" | "CNIPA gave no answer to your question about {what}, and says why.";
    msg_scheme_signed_off(city, by) => "{city}试点方案由{by}提交审签，请审核后报送。" | "Scheme of {city}: handed in for your sign-off by {by}.";
    msg_scheme_sent_back(city, by) => "{city}试点方案由{by}退回填报。" | "Scheme of {city}: sent back to the editor by {by}.";
    msg_scheme_submitted(city) => "{city}试点方案已报送，待备案。" | "Scheme of {city}: submitted, waits for filing.";
    msg_scheme_returned(city, items) => "{city}试点方案被退回修改：{items}。" | "Scheme of {city}: returned for changes to {items}.";
    msg_score_agreed(what) => "国家局同意 {what} 对本市不适用，计分时不计入。" | "CNIPA agrees that {what} does not apply; it is left out of your score.";
    msg_score_disagreed(what) => "国家局撤销了 {what} 不适用的认定，恢复计分。" | "CNIPA has withdrawn its agreement that {what} does not apply; it counts again.";
    msg_scheme_filed(city) => "{city}试点方案已备案。" | "Scheme of {city}: filed for record.";
    msg_mentioned(by, what) => "{by}提到了您：{what}" | "{by} mentioned you: {what}";
}

/// How many items a message names.
const ITEMS: usize = 3;

impl Words {
    /// The sentence of a message; a reader of the report's own city is not told its name.
    #[must_use]
    pub fn message(self, m: &Message, own_city: Option<&str>) -> String {
        let p = &m.params;
        let city = self.city_short(&p.city);
        let (report, items, title, by) = (self.message_report(p, own_city), self.some_items(p), &p.title, &p.by);
        match m.kind {
            Kind::ReportSignedOff => self.msg_signed_off(report, by),
            Kind::ReportSentBack => self.msg_sent_back(report, by),
            Kind::ReportSubmitted => self.msg_submitted(report),
            Kind::ReportAsked => self.msg_asked(report, items),
            Kind::ReportReturned => self.msg_returned(report, items),
            Kind::ReportAccepted => self.msg_accepted(report),
            Kind::ItemAnswered => self.msg_answered(report, items),
            Kind::ItemCommented => self.msg_commented(report, items, by),
            Kind::CorrectionRequested => self.msg_correction_requested(report, items),
            Kind::CorrectionGranted => self.msg_correction_granted(report, items),
            Kind::CorrectionDeclined => self.msg_correction_declined(report),
            Kind::Extended => {
                let day = p
                    .until
                    .parse()
                    .map_or_else(|_| p.until.clone(), |day| self.full_day(day));
                self.msg_extended(report, day)
            }
            Kind::Exempted => self.msg_exempted(report),
            Kind::Reminder if p.days > 0 => self.msg_due_in(report, p.days),
            Kind::Reminder => self.msg_overdue(report, p.days.unsigned_abs()),
            Kind::ProblemEscalated => self.msg_problem_escalated(city, title),
            Kind::ProblemReturned => self.msg_problem_returned(title),
            Kind::ProblemAssigned => self.msg_problem_assigned(title),
            Kind::ProblemReplied => self.msg_problem_replied(title),
            Kind::ProblemConfirmed => self.msg_problem_confirmed(city, title),
            Kind::ProblemReopened => self.msg_problem_reopened(city, title),
            Kind::ProblemStruckOff => self.msg_problem_struck_off(title),
            Kind::PracticeSubmitted => self.msg_practice_submitted(city, title),
            Kind::PracticeReturned => self.msg_practice_returned(title),
            Kind::PracticeSelected => self.msg_practice_selected(title),
            Kind::PracticeDeclined => self.msg_practice_declined(title),
            Kind::PracticePublished => self.msg_practice_published(title),
            Kind::PracticeAdopted => self.msg_practice_adopted(city, title),
            Kind::QuestionAsked => self.msg_question_asked(city, self.indicator_named(p)),
            Kind::QuestionAnswered => self.msg_question_answered(self.indicator_named(p)),
            Kind::QuestionDeclined => self.msg_question_declined(self.indicator_named(p)),
            Kind::SchemeSignedOff => self.msg_scheme_signed_off(city, by),
            Kind::SchemeSentBack => self.msg_scheme_sent_back(city, by),
            Kind::SchemeSubmitted => self.msg_scheme_submitted(city),
            Kind::SchemeReturned => self.msg_scheme_returned(city, self.scheme_items(&p.items)),
            Kind::SchemeFiled => self.msg_scheme_filed(city),
            Kind::ScoreAgreed => self.msg_score_agreed(self.indicator_named(p)),
            Kind::ScoreDisagreed => self.msg_score_disagreed(self.indicator_named(p)),
            Kind::Mentioned if p.period.is_some() => self.msg_mentioned(by, self.colon(report, items)),
            Kind::Mentioned => self.msg_mentioned(by, title),
        }
    }

    fn message_report(self, p: &Params, own_city: Option<&str>) -> String {
        let Some(period) = p.period.map(|period| self.period_name(period)) else {
            return String::new();
        };
        if own_city == Some(p.city.as_str()) {
            return self.home_card(period);
        }
        self.home_report_of(self.city_short(&p.city), period)
    }

    /// The first items, and how many there are where that is more.
    fn some_items(self, p: &Params) -> String {
        let first = self.items(&p.items[..p.items.len().min(ITEMS)]);
        match p.items.len() {
            n if n > ITEMS => self.msg_items_more(first, n),
            _ => first,
        }
    }

    fn indicator_named(self, p: &Params) -> String {
        let code = p.items.first().map_or("", String::as_str);
        definition(code).map_or_else(|| code.to_owned(), |d| format!("{code} {}", d.name.get(self.lang())))
    }
}

words! {
    msg_items_more(first, n) => "{first}等 {n} 项" | "{first} and others ({n} in all)";
}

#[cfg(test)]
mod tests {
    use domain::lang::Lang;

    use super::*;

    #[test]
    fn every_kind_has_a_sentence_of_its_own_in_both_languages() {
        for lang in [Lang::Zh, Lang::En] {
            let t = Words(lang);
            let mut seen = std::collections::BTreeSet::new();
            for kind in Kind::ALL {
                let m = Message {
                    id: String::new(),
                    kind: *kind,
                    about: String::new(),
                    params: Params {
                        city: "suzhou".into(),
                        items: vec!["F2-01".into()],
                        title: "X-0001 title".into(),
                        by: "someone".into(),
                        period: "2026-06".parse().ok(),
                        until: "2026-07-20".into(),
                        days: 1,
                    },
                    at: jiff::Timestamp::UNIX_EPOCH,
                    seq: 1,
                    read: false,
                    done: false,
                };
                let said = t.message(&m, None);
                assert!(!said.contains("  ") && !said.contains('⟨'), "{said}");
                assert!(seen.insert(said.clone()), "{kind:?} says what another says: {said}");
            }
        }
    }
}
