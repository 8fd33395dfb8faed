//! Reports: the draft field by field, hand-in by the city, review by CNIPA, and what each may read of it.
//! Every use case is one function; where a report stands decides, after the write lock is held, what may be done.

mod beside;
mod by_code;
mod changed;
mod correction;
mod draft;
pub(crate) mod evidence;
mod hand_in;
mod list;
mod notes;
mod promised;
mod read;
mod report;
mod review;
mod row;
mod save;
mod supplement;
mod thread;
mod to_sign;
mod told;
mod version;
mod waiting;

pub use beside::{Change, changes, sections_before};
pub use by_code::{Found, by_code};
pub use correction::{
    Correction, Outcome, corrections, decline_correction, grant_correction, open_corrections, request_correction,
};
pub use hand_in::{send_back, sign_off, submit, submit_seen, withdraw};
pub use list::{at_hand, list};
pub use notes::{Note, propose_notes, proposed_notes, publish_note, withdraw_note};
pub use promised::{Far, Promised};
pub use read::{Editor, SavedAt, SentBack, current, editor, heads, version};
pub use review::{ItemWord, Review, accept, ask, keep_words, return_items, review, take};
pub use row::{Mend, Opening, Row, opened, row};
pub use save::{Conflict, Saved, TEXT_MAX, save};
pub use supplement::{abandon, owed, supplement};
pub use thread::{COMMENT_MAX, Question, Remark, RemarkKind, comment, questions, threads};
pub use to_sign::{ToSign, to_sign};
pub use version::{Fate, Version, VersionHead};
pub use waiting::{Waiting, next_after, waiting_reports};

pub(crate) use notes::in_force as notes_in_force;
pub(crate) use report::{allows, reads_draft, state_of};
pub(crate) use version::waiting;

use domain::{
    entry::SECTIONS,
    indicator,
    period::Period,
    task::{self, FUNDING_SPENT},
};

/// The names of all items of a report, in the form's order: codes, tasks and what was spent, sections.
fn names(report: &report::Report) -> Vec<&'static str> {
    let items = indicator::items(report.period).into_iter().map(|d| d.code.as_str());
    let sections = if report.period.is_quarter() {
        SECTIONS.as_slice()
    } else {
        &[]
    };
    let spent = (!report.tasks.is_empty()).then_some(FUNDING_SPENT);
    let tasks = report.tasks.iter().filter_map(|n| task::item(*n)).chain(spent);
    items.chain(tasks).chain(sections.iter().copied()).collect()
}

/// The object of an audit line.
fn object(city: &str, period: Period) -> String {
    format!("report:{city}/{period}")
}
