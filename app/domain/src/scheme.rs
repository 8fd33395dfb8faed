//! A pilot scheme 试点方案: where it stands and who may move it. What it holds is in `content`, the names of its fields in
//! `slot`, from what is typed to what it means in `read`, what two versions differ in in `difference`.

mod content;
mod difference;
mod read;
mod slot;
#[cfg(test)]
mod tests;

use crate::problem::named;

pub use content::{Content, Milestone, Promise, Task};
pub use difference::{Change, changes};
pub use read::{Flaw, Flawed, Given, Reading, read};
pub use slot::{MilestoneField, SECTIONS, Slot, TargetField, TaskField, number_of_task, task_item};

/// Most tasks of a scheme.
pub const TASKS_MAX: u8 = 60;
/// Most milestones of a task.
pub const MILESTONES_MAX: u8 = 12;
/// Most characters of a section.
pub const SECTION_MAX: u32 = 5_000;
/// Most characters of a line: a title, a unit, a source.
pub const LINE_MAX: u32 = 120;
/// Most characters of a task's texts and of a comment.
pub const TEXT_MAX: u32 = 2_000;
/// Most characters of the reason of an amendment.
pub const REASON_MAX: u32 = 500;

named! {
    /// Where a scheme stands. That an earlier version is in force while it is amended is beside it.
    #[derive(Default)]
    State {
        /// 填报中, an amendment too.
        #[default]
        Drafting = "drafting",
        /// 市级审签: content is frozen.
        CitySignOff = "city_sign_off",
        /// 已报送.
        Submitted = "submitted",
        /// 退回修改: only the returned items are open.
        Returned = "returned",
        /// 已备案: in force.
        Filed = "filed",
    }
}

named! {
    /// What someone does to a scheme.
    Action {
        /// Keep what is typed.
        Save = "save",
        /// Freeze the content for the approver.
        SignOff = "sign_off",
        /// Give it back to the editor.
        SendBack = "send_back",
        /// Make a numbered version and send it.
        Submit = "submit",
        /// Take it back before a reviewer has taken it.
        Withdraw = "withdraw",
        /// A reviewer takes it up.
        Take = "take",
        /// Return items, each with a comment.
        Return = "return",
        /// File it for record 备案.
        File = "file",
        /// Begin an amendment 变更备案 of what is filed, with a reason.
        Amend = "amend",
        /// Give up an amendment that nothing was submitted of.
        Abandon = "abandon",
    }
}

/// The facts that decide which action is possible.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// Where it stands.
    pub state: State,
    /// A reviewer has taken the submission.
    pub taken: bool,
    /// A version of this round was returned: sending back leads to `returned`.
    pub was_returned: bool,
    /// A version is in force.
    pub filed: bool,
}

impl Standing {
    /// The state after an action; none where it does not fit where the scheme stands.
    #[must_use]
    pub const fn after(self, action: Action) -> Option<State> {
        use {Action as A, State as S};
        match (action, self.state) {
            (A::Save, S::Drafting | S::Returned) => Some(self.state),
            (A::SignOff, S::Drafting | S::Returned) => Some(S::CitySignOff),
            (A::SendBack, S::CitySignOff) if self.was_returned => Some(S::Returned),
            (A::SendBack, S::CitySignOff) => Some(S::Drafting),
            (A::Submit, S::CitySignOff) => Some(S::Submitted),
            (A::Withdraw, S::Submitted) if !self.taken => Some(S::CitySignOff),
            (A::Take, S::Submitted) => Some(S::Submitted),
            (A::Return, S::Submitted) => Some(S::Returned),
            (A::File, S::Submitted) => Some(S::Filed),
            (A::Amend, S::Filed) => Some(S::Drafting),
            (A::Abandon, S::Drafting | S::Returned) if self.filed => Some(S::Filed),
            _ => None,
        }
    }
}
