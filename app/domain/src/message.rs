//! What people are told in the program: the kinds of messages, and which of them ask for something that can be done.
//! The words are made when a message is read, in its reader's language.

use crate::problem::named;

named! {
    /// What a message tells of.
    Kind {
        /// A city has signed a report off: to its approvers.
        ReportSignedOff = "report_signed_off",
        /// An approver has sent a report back: to the city.
        ReportSentBack = "report_sent_back",
        /// A report was submitted: to CNIPA.
        ReportSubmitted = "report_submitted",
        /// A reviewer asks about items: to the city.
        ReportAsked = "report_asked",
        /// Items were returned: to the city.
        ReportReturned = "report_returned",
        /// A report was accepted: to the city.
        ReportAccepted = "report_accepted",
        /// The city answers in an item's thread: to who asked there.
        ItemAnswered = "item_answered",
        /// CNIPA or the liaison says something in an item's thread: to the city.
        ItemCommented = "item_commented",
        /// A city asks for a correction: to CNIPA.
        CorrectionRequested = "correction_requested",
        /// A correction was granted: to the city.
        CorrectionGranted = "correction_granted",
        /// A correction was declined: to the city.
        CorrectionDeclined = "correction_declined",
        /// A report was extended: to the city.
        Extended = "extended",
        /// A report was exempted: to the city.
        Exempted = "exempted",
        /// A report is due, or was: to those whose turn it is.
        Reminder = "reminder",
        /// A problem was sent up: to the liaison or CNIPA.
        ProblemEscalated = "problem_escalated",
        /// A problem came back for detail: to the city.
        ProblemReturned = "problem_returned",
        /// A problem was given to a unit: to the city.
        ProblemAssigned = "problem_assigned",
        /// A problem was answered: to the city.
        ProblemReplied = "problem_replied",
        /// The city agrees with the answer: to who answered.
        ProblemConfirmed = "problem_confirmed",
        /// The city wants new handling: to the liaison or CNIPA.
        ProblemReopened = "problem_reopened",
        /// A problem was struck off: to the city.
        ProblemStruckOff = "problem_struck_off",
        /// A practice was submitted: to CNIPA.
        PracticeSubmitted = "practice_submitted",
        /// A practice was returned: to its city.
        PracticeReturned = "practice_returned",
        /// A practice was selected: to its city.
        PracticeSelected = "practice_selected",
        /// A practice was not selected: to its city.
        PracticeDeclined = "practice_declined",
        /// A practice was published: to its city.
        PracticePublished = "practice_published",
        /// Another city has adopted a practice: to its city.
        PracticeAdopted = "practice_adopted",
        /// A city asks about a definition: to CNIPA.
        QuestionAsked = "question_asked",
        /// A question of definition was answered: to the city that asked.
        QuestionAnswered = "question_answered",
        /// A question of definition was declined: to the city that asked.
        QuestionDeclined = "question_declined",
        /// A city has signed its scheme off: to its approvers.
        SchemeSignedOff = "scheme_signed_off",
        /// An approver has sent the scheme back: to the editors.
        SchemeSentBack = "scheme_sent_back",
        /// A scheme was submitted: to CNIPA.
        SchemeSubmitted = "scheme_submitted",
        /// Items of a scheme were returned: to the city.
        SchemeReturned = "scheme_returned",
        /// A scheme was filed for record: to the city.
        SchemeFiled = "scheme_filed",
        /// CNIPA agrees that an indicator does not apply: to the city.
        ScoreAgreed = "score_agreed",
        /// CNIPA agrees no more that an indicator does not apply: to the city.
        ScoreDisagreed = "score_disagreed",
        /// Somebody named the reader in a thread.
        Mentioned = "mentioned",
    }
}

impl Kind {
    /// The kinds that ask for a step in a report, which is done once the report moves on.
    pub const OF_REPORT: &'static [Kind] = &[
        Kind::ReportSignedOff,
        Kind::ReportSentBack,
        Kind::ReportSubmitted,
        Kind::ReportAsked,
        Kind::ReportReturned,
        Kind::CorrectionGranted,
        Kind::Reminder,
    ];

    /// The kinds that ask for a step with a problem.
    pub const OF_PROBLEM: &'static [Kind] = &[
        Kind::ProblemEscalated,
        Kind::ProblemReturned,
        Kind::ProblemReplied,
        Kind::ProblemConfirmed,
        Kind::ProblemReopened,
    ];

    /// The kinds that ask for a step with a scheme.
    pub const OF_SCHEME: &'static [Kind] = &[
        Kind::SchemeSignedOff,
        Kind::SchemeSentBack,
        Kind::SchemeSubmitted,
        Kind::SchemeReturned,
    ];

    /// The kinds that ask for a step with a practice.
    pub const OF_PRACTICE: &'static [Kind] = &[Kind::PracticeSubmitted, Kind::PracticeReturned];
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_back_and_differ() {
        let mut names: Vec<_> = Kind::ALL.iter().map(|k| k.name()).collect();
        assert!(Kind::ALL.iter().all(|k| Kind::parse(k.name()) == Some(*k)));
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), Kind::ALL.len());
    }
}
