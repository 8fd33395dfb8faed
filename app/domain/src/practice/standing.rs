//! Where a practice stands, what is done to it, and who may move it on.

use serde::{Deserialize, Serialize};

/// Where a practice stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// 草稿: its city's own.
    Draft,
    /// 已申报.
    Submitted,
    /// 退回修改.
    Returned,
    /// 入选.
    Selected,
    /// 未入选.
    Declined,
    /// 已发布: in the library.
    Published,
}

/// What someone does to a practice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    /// Keep what is typed.
    Save,
    /// Hand it to CNIPA.
    Submit,
    /// Give it back with a reason.
    Return,
    /// Choose it for publication.
    Select,
    /// Not choose it, with a reason.
    Decline,
    /// Put it into the library.
    Publish,
    /// Record that another city does it too.
    Adopt,
}

/// Who acts, as seen from the practice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum By {
    /// Its own city.
    Own,
    /// Another city.
    Other,
    /// CNIPA.
    Cnipa,
}

impl State {
    /// Every state, in order.
    pub const ALL: [State; 6] = [
        State::Draft,
        State::Submitted,
        State::Returned,
        State::Selected,
        State::Declined,
        State::Published,
    ];

    /// The name in forms and database.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            State::Draft => "draft",
            State::Submitted => "submitted",
            State::Returned => "returned",
            State::Selected => "selected",
            State::Declined => "declined",
            State::Published => "published",
        }
    }

    /// The state of a name, or none.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        State::ALL.into_iter().find(|s| s.name() == name)
    }

    /// True while its city types.
    #[must_use]
    pub const fn is_open(self) -> bool {
        matches!(self, State::Draft | State::Returned)
    }

    /// The state after an action, or none where it does not fit where the practice stands or who acts.
    #[must_use]
    pub const fn next(self, action: Action, by: By) -> Option<State> {
        match (action, by, self) {
            (Action::Save, By::Own, State::Draft | State::Returned) => Some(self),
            (Action::Submit, By::Own, State::Draft | State::Returned) => Some(State::Submitted),
            (Action::Return, By::Cnipa, State::Submitted) => Some(State::Returned),
            (Action::Select, By::Cnipa, State::Submitted) => Some(State::Selected),
            (Action::Decline, By::Cnipa, State::Submitted) => Some(State::Declined),
            (Action::Publish, By::Cnipa, State::Selected) => Some(State::Published),
            (Action::Adopt, By::Other, State::Published) => Some(State::Published),
            _ => None,
        }
    }
}

impl Action {
    /// Every action, in order.
    pub const ALL: [Action; 7] = [
        Action::Save,
        Action::Submit,
        Action::Return,
        Action::Select,
        Action::Decline,
        Action::Publish,
        Action::Adopt,
    ];

    /// The name in forms, steps and audit.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Action::Save => "save",
            Action::Submit => "submit",
            Action::Return => "return",
            Action::Select => "select",
            Action::Decline => "decline",
            Action::Publish => "publish",
            Action::Adopt => "adopt",
        }
    }

    /// The action of a name, or none.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Action::ALL.into_iter().find(|a| a.name() == name)
    }

    /// True where a reason must be given.
    #[must_use]
    pub const fn needs_reason(self) -> bool {
        matches!(self, Action::Return | Action::Decline)
    }
}
