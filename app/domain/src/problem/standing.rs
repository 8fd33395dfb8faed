//! Where a problem stands and what each side may do to it: the table of transitions, as a method.

use super::{Level, State, Turn, named};

named! {
    /// What a person does to a problem; its name is the value of the button `action`.
    Action {
        /// The city changes what it wrote.
        Save = "save",
        /// The city takes it in hand itself.
        Handle = "handle",
        /// The city has solved it by itself.
        Close = "close",
        /// The city's approver sends it up.
        Escalate = "escalate",
        /// CNIPA takes it up.
        Receive = "receive",
        /// CNIPA wants more detail.
        Return = "return",
        /// CNIPA gives it to a unit with a due date.
        Assign = "assign",
        /// CNIPA or the province answers.
        Reply = "reply",
        /// The province hands it on to CNIPA.
        PassOn = "pass_on",
        /// The city agrees with the answer.
        Confirm = "confirm",
        /// The city wants it handled anew.
        Reopen = "reopen",
        /// CNIPA strikes it off.
        StrikeOff = "strike_off",
        /// A word in the thread.
        Comment = "comment",
        /// CNIPA shows it to all cities.
        Share = "share",
        /// CNIPA shows it to its city alone again.
        Unshare = "unshare",
        /// CNIPA joins it with others.
        Join = "join",
        /// CNIPA takes it out of its group.
        Leave = "leave",
    }
}

/// Why a step is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The action does not fit where the problem stands, or is not that side's.
    #[error("{action:?} does not fit {state:?}")]
    WrongStep {
        /// What was asked.
        action: Action,
        /// Where it stands.
        state: State,
    },
    /// Somebody else was first: the form shows an older revision.
    #[error("the problem has moved on")]
    Moved,
    /// A problem that the city can solve alone is not sent up.
    #[error("the level is the city's own")]
    NoLevel,
    /// A municipality has no province above it.
    #[error("the city has no province")]
    NoProvince,
    /// Nothing was chosen that could be joined.
    #[error("nothing to join")]
    NothingToJoin,
}

/// Where a problem stands and who is needed to solve it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Its state.
    pub state: State,
    /// Who is needed.
    pub level: Level,
}

impl Standing {
    /// Whose turn it is.
    #[must_use]
    pub const fn turn(self) -> Turn {
        match (self.state, self.level) {
            (State::Registered | State::CityHandling | State::Returned | State::Replied, _) => Turn::City,
            (State::Escalated | State::Reopened, Level::Provincial) => Turn::Province,
            (State::Closed, _) => Turn::None,
            _ => Turn::Cnipa,
        }
    }

    /// Where it stands after an action of a side. Escalation goes to the level that the problem has by then.
    ///
    /// # Errors
    /// [`Refusal::WrongStep`] where the table has no such row, [`Refusal::NoLevel`].
    pub fn next(self, action: Action, by: Turn) -> Result<Standing, Refusal> {
        use {Action as A, State as S, Turn as T};
        let wrong = Refusal::WrongStep {
            action,
            state: self.state,
        };
        let provincial = self.turn() == T::Province;
        let state = match (action, by, self.state) {
            (A::Save, T::City, s @ (S::Registered | S::CityHandling | S::Returned)) => s,
            (A::Handle, T::City, S::Registered) => S::CityHandling,
            (A::Close, T::City, S::CityHandling) => S::Closed,
            (A::Escalate, T::City, S::Registered | S::CityHandling | S::Returned) => match self.level {
                Level::City => return Err(Refusal::NoLevel),
                _ => S::Escalated,
            },
            (A::Receive, T::Cnipa, S::Escalated) => S::Received,
            (A::Return, T::Cnipa, S::Escalated | S::Received) => S::Returned,
            (A::Assign, T::Cnipa, S::Received | S::Assigned | S::Reopened) if !provincial => S::Assigned,
            (A::Reply, T::Cnipa, S::Assigned) => S::Replied,
            (A::Reply, T::Province | T::Cnipa, S::Escalated | S::Reopened) if provincial => S::Replied,
            (A::PassOn, T::Province | T::Cnipa, s) if provincial => s,
            (A::Confirm, T::City, S::Replied) => S::Confirmed,
            (A::Reopen, T::City, S::Replied) => S::Reopened,
            (A::StrikeOff, T::Cnipa, S::Confirmed) => S::Closed,
            (A::Comment, T::City | T::Province | T::Cnipa, s) if s != S::Closed => s,
            (A::Share | A::Unshare, T::Cnipa, s) => s,
            (A::Join | A::Leave, T::Cnipa, s) if s != S::Closed => s,
            _ => return Err(wrong),
        };
        // What CNIPA takes up or is handed is no longer the province's.
        let level = match action {
            A::Receive | A::PassOn => Level::National,
            _ => self.level,
        };
        Ok(Standing { state, level })
    }

    /// What CNIPA does first so that an answer for several cities reaches this one too: receive, then assign; none
    /// where the action fits already, or never will from here.
    #[must_use]
    pub fn before(self, action: Action) -> Option<Action> {
        let first = match (action, self.state) {
            (Action::Assign | Action::Reply, State::Escalated) => Action::Receive,
            (Action::Reply, State::Received) => Action::Assign,
            (Action::Assign | Action::Reply, State::Reopened) if self.turn() == Turn::Province => Action::PassOn,
            (Action::Reply, State::Reopened) => Action::Assign,
            _ => return None,
        };
        self.next(first, Turn::Cnipa).is_ok().then_some(first)
    }
}
