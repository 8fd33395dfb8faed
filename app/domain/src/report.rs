//! A report's states and actions, what a version freezes, and what a return opens.
//! Source of the table: product rules, "action | who | from | to".

use std::collections::BTreeMap;

use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::{
    check::Problem,
    entry::{Entry, NOTE_MAX, Typed},
    evidence::FrozenFile,
    task::TaskReport,
};

/// The state of a report; late, overdue, extended, exempt, opened, corrected are flags beside it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// 填报中.
    #[default]
    Drafting,
    /// 市级审签: content is frozen.
    CitySignOff,
    /// 已报送.
    Submitted,
    /// 退回修改: only the returned items are open.
    Returned,
    /// 审核通过.
    Accepted,
}

impl State {
    /// Every state in the order of the work.
    pub const ALL: [State; 5] = [
        State::Drafting,
        State::CitySignOff,
        State::Submitted,
        State::Returned,
        State::Accepted,
    ];

    /// The name in `data-state`, database and API.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            State::Drafting => "drafting",
            State::CitySignOff => "city_sign_off",
            State::Submitted => "submitted",
            State::Returned => "returned",
            State::Accepted => "accepted",
        }
    }

    /// The state of a name, or none.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        State::ALL.into_iter().find(|s| s.name() == name)
    }
}

/// What a person does to a report; `name()` is the value of the button `action`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// Keep what was typed.
    Save,
    /// Freeze the content for the approver.
    SignOff,
    /// Back to the editor.
    SendBack,
    /// Make a numbered version and send it.
    Submit,
    /// Take a submission back before a reviewer has taken it.
    Withdraw,
    /// A reviewer takes it up.
    Take,
    /// A question on an item, no change of state.
    Ask,
    /// Return items, each with a comment.
    Return,
    /// Accept all.
    Accept,
    /// The city asks to correct named items of an accepted report.
    RequestCorrection,
    /// CNIPA opens named items for correction.
    GrantCorrection,
    /// CNIPA declines the correction asked for.
    DeclineCorrection,
    /// The city opens items of an accepted report that are not yet available.
    Supplement,
    /// The city gives up a correction or supplement that was opened.
    Abandon,
}

impl Action {
    /// Every action.
    pub const ALL: [Action; 14] = [
        Action::Save,
        Action::SignOff,
        Action::SendBack,
        Action::Submit,
        Action::Withdraw,
        Action::Take,
        Action::Ask,
        Action::Return,
        Action::Accept,
        Action::RequestCorrection,
        Action::GrantCorrection,
        Action::DeclineCorrection,
        Action::Supplement,
        Action::Abandon,
    ];

    /// The name in form, audit and API.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Action::Save => "save",
            Action::SignOff => "sign_off",
            Action::SendBack => "send_back",
            Action::Submit => "submit",
            Action::Withdraw => "withdraw",
            Action::Take => "take",
            Action::Ask => "ask",
            Action::Return => "return",
            Action::Accept => "accept",
            Action::RequestCorrection => "request_correction",
            Action::GrantCorrection => "grant_correction",
            Action::DeclineCorrection => "decline_correction",
            Action::Supplement => "supplement",
            Action::Abandon => "abandon",
        }
    }

    /// The action of a name, or none.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Action::ALL.into_iter().find(|a| a.name() == name)
    }
}

/// The facts of a report that decide which action is possible.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// Where it stands.
    pub state: State,
    /// A reviewer has taken it or given a first verdict.
    pub taken: bool,
    /// The number of versions submitted so far; from 1 on, sending back leads to `returned`.
    pub versions: u32,
    /// The latest version is the accepted one: the report was opened again and nothing new was submitted.
    pub in_force: bool,
}

/// The action does not fit the state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{action:?} does not fit {state:?}")]
pub struct WrongState {
    /// What was asked.
    pub action: Action,
    /// Where the report stands.
    pub state: State,
    /// True where only the reviewer's taking stands in the way.
    pub taken: bool,
}

impl Standing {
    /// The state after an action, or the refusal.
    ///
    /// # Errors
    /// [`WrongState`] where the action table has no such row.
    pub fn after(self, action: Action) -> Result<State, WrongState> {
        use {Action as A, State as S};
        let back = if self.versions == 0 { S::Drafting } else { S::Returned };
        match (action, self.state) {
            (A::Save, s @ (S::Drafting | S::Returned)) => Ok(s),
            (A::SignOff, S::Drafting | S::Returned) => Ok(S::CitySignOff),
            (A::SendBack, S::CitySignOff) => Ok(back),
            (A::Submit, S::CitySignOff) => Ok(S::Submitted),
            (A::Withdraw, S::Submitted) if !self.taken => Ok(S::CitySignOff),
            (A::Take | A::Ask, S::Submitted) => Ok(S::Submitted),
            (A::Return, S::Submitted) => Ok(S::Returned),
            (A::Accept, S::Submitted) => Ok(S::Accepted),
            (A::RequestCorrection | A::DeclineCorrection, S::Accepted) => Ok(S::Accepted),
            (A::GrantCorrection | A::Supplement, S::Accepted) => Ok(S::Returned),
            (A::Abandon, S::Returned) if self.in_force => Ok(S::Accepted),
            (action, state) => Err(WrongState {
                action,
                state,
                taken: self.taken,
            }),
        }
    }
}

/// A reviewer's word on one item; `name()` is the value of `items[{item}][verdict]`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Fine.
    Accept,
    /// Must be changed or answered; needs a comment.
    Return,
    /// A question; needs a comment.
    Ask,
}

impl Verdict {
    /// The name in form and database.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Verdict::Accept => "accept",
            Verdict::Return => "return",
            Verdict::Ask => "ask",
        }
    }

    /// The verdict of a name, or none.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        [Verdict::Accept, Verdict::Return, Verdict::Ask]
            .into_iter()
            .find(|v| v.name() == name)
    }
}

/// How the approver signed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "how", rename_all = "snake_case")]
pub enum Signature {
    /// On screen, by the approver's own account.
    #[default]
    OnScreen,
    /// On paper or OA; the approver's account records it.
    OnPaper {
        /// Who signed.
        name: String,
        /// Post of the signer.
        post: String,
        /// Day signed, `2026-07-08`.
        signed_on: String,
        /// Document number, optional, never made up.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        document_number: String,
    },
}

impl Signature {
    /// From the fields of a form, by name; an unknown or absent `signature` is one on screen.
    #[must_use]
    pub fn of(field: impl Fn(&str) -> Option<String>) -> Self {
        let text = |name: &str| field(name).map(|v| v.trim().to_owned()).unwrap_or_default();
        if text("signature") != "on_paper" {
            return Signature::OnScreen;
        }
        Signature::OnPaper {
            name: text("signer_name"),
            post: text("signer_post"),
            signed_on: text("signed_on"),
            document_number: text("document_number"),
        }
    }

    /// What stands against the signature, by the form's name of the field: a signature on paper names signer, post and
    /// day, and nobody has signed in the future. `today` is that of Beijing.
    #[must_use]
    pub fn problems(&self, today: Date) -> Vec<(&'static str, Problem)> {
        let Signature::OnPaper {
            name,
            post,
            signed_on,
            document_number,
        } = self
        else {
            return Vec::new();
        };
        let max = u32::try_from(NOTE_MAX).unwrap_or(u32::MAX);
        let text = |text: &str, needed: bool| match text.trim().chars().count() {
            0 if needed => Some(Problem::Missing),
            n if n > NOTE_MAX => Some(Problem::TooLong { max }),
            _ => None,
        };
        let day = match signed_on.trim() {
            "" => Some(Problem::Missing),
            day => match day.parse::<Date>() {
                Ok(day) if day > today => Some(Problem::FutureDate),
                Ok(_) => None,
                Err(_) => Some(Problem::NotADate),
            },
        };
        [
            ("signer_name", text(name, true)),
            ("signer_post", text(post, true)),
            ("signed_on", day),
            ("document_number", text(document_number, false)),
        ]
        .into_iter()
        .filter_map(|(field, problem)| Some((field, problem?)))
        .collect()
    }
}

/// What a version freezes, for ever. Its JSON, keys in order, is what the hash covers: all but the signature, so that what
/// is signed bears the code of what is submitted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Content {
    /// City slug.
    pub city: String,
    /// Report period.
    pub period: crate::period::Period,
    /// From 1.
    pub number: u32,
    /// Entries by code, base figures included; every item of the period stands here.
    pub entries: BTreeMap<String, Entry>,
    /// The texts as typed, by code, for the next draft and for showing what stood in the field.
    pub typed: BTreeMap<String, Typed>,
    /// Narrative sections by name; empty for a month.
    pub sections: BTreeMap<String, String>,
    /// The tasks of the scheme, by number; none of a month, nor where no scheme was filed when it was first typed.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub tasks: BTreeMap<u8, TaskReport>,
    /// Spent since the pilot began, in 万元.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub funding_spent: Option<Decimal>,
    /// The evidence of each item, by code or section name; what has none does not stand here, so that a version without
    /// evidence reads as it always did.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub files: BTreeMap<String, Vec<FrozenFile>>,
}

impl Content {
    /// The canonical JSON: what is stored, hashed and shown as the version's record.
    ///
    /// # Errors
    /// None in practice; serde's error type is passed on rather than hidden.
    pub fn canonical(&self) -> Result<String, serde_json::Error> {
        serde_json::to_string(self)
    }
}

/// The hash of a version's canonical JSON (SHA-256, 64 hex digits) and its check code, the first 8 digits in capitals.
#[must_use]
pub fn hash(canonical: &str) -> (String, String) {
    use sha2::{Digest, Sha256};
    let hash = hex::encode(Sha256::digest(canonical.as_bytes()));
    let code = hash[..8].to_ascii_uppercase();
    (hash, code)
}

/// Fewest letters of a code that are looked for.
pub const CODE_MIN: usize = 4;

/// A code as it is looked for: blanks and case do not matter, full-width letters are read; none where it is no code.
#[must_use]
pub fn read_code(typed: &str) -> Option<String> {
    let half = |c: char| match c {
        '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        c => c,
    };
    let code: String = typed
        .chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| half(c).to_ascii_lowercase())
        .collect();
    let fits = (CODE_MIN..=64).contains(&code.len()) && code.chars().all(|c| c.is_ascii_hexdigit());
    fits.then_some(code)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The action table, row by row: every pair that is not in it is refused.
    #[test]
    fn only_the_rows_of_the_action_table_pass() {
        use {Action as A, State as S};
        let table = [
            (A::Save, S::Drafting, S::Drafting),
            (A::Save, S::Returned, S::Returned),
            (A::SignOff, S::Drafting, S::CitySignOff),
            (A::SignOff, S::Returned, S::CitySignOff),
            (A::SendBack, S::CitySignOff, S::Drafting),
            (A::Submit, S::CitySignOff, S::Submitted),
            (A::Withdraw, S::Submitted, S::CitySignOff),
            (A::Take, S::Submitted, S::Submitted),
            (A::Ask, S::Submitted, S::Submitted),
            (A::Return, S::Submitted, S::Returned),
            (A::Accept, S::Submitted, S::Accepted),
            (A::RequestCorrection, S::Accepted, S::Accepted),
            (A::GrantCorrection, S::Accepted, S::Returned),
            (A::DeclineCorrection, S::Accepted, S::Accepted),
            (A::Supplement, S::Accepted, S::Returned),
        ];
        for action in Action::ALL {
            for state in State::ALL {
                let want = table.iter().find(|r| r.0 == action && r.1 == state).map(|r| r.2);
                let got = Standing {
                    state,
                    taken: false,
                    versions: 0,
                    in_force: false,
                }
                .after(action)
                .ok();
                assert_eq!(got, want, "{action:?} from {state:?}");
            }
        }
        let taken = Standing {
            state: S::Submitted,
            taken: true,
            versions: 1,
            in_force: false,
        };
        assert!(taken.after(A::Withdraw).is_err(), "a taken report is not withdrawn");
        let again = Standing {
            state: S::CitySignOff,
            taken: false,
            versions: 1,
            in_force: false,
        };
        assert_eq!(
            again.after(A::SendBack),
            Ok(S::Returned),
            "a resubmission goes back to returned"
        );
        for state in S::ALL {
            let opened = Standing {
                state,
                taken: false,
                versions: 1,
                in_force: true,
            };
            let given_up = (state == S::Returned).then_some(S::Accepted);
            assert_eq!(
                opened.after(A::Abandon).ok(),
                given_up,
                "only what was opened again is given up"
            );
        }
    }

    #[test]
    fn a_signature_on_paper_is_whole_and_not_of_tomorrow() {
        let today = jiff::civil::date(2026, 5, 8);
        let paper = |name: &str, signed_on: &str, document_number: String| Signature::OnPaper {
            name: name.into(),
            post: "局长".into(),
            signed_on: signed_on.into(),
            document_number,
        };
        let problems = |s: Signature| s.problems(today);
        assert_eq!(problems(Signature::OnScreen), []);
        assert_eq!(problems(paper("李明", "2026-05-08", String::new())), []);
        assert_eq!(
            problems(paper("李明", "2026-01-01", String::new())),
            [],
            "an earlier day may be before the period"
        );
        assert_eq!(
            problems(paper("李明", "2026-05-09", String::new())),
            [("signed_on", Problem::FutureDate)]
        );
        assert_eq!(
            problems(paper(" ", "8 May", "字".repeat(501))),
            [
                ("signer_name", Problem::Missing),
                ("signed_on", Problem::NotADate),
                ("document_number", Problem::TooLong { max: 500 })
            ]
        );
    }

    #[test]
    fn the_check_code_is_the_head_of_the_hash() {
        let (hash, code) = hash("{}");
        assert_eq!(hash.len(), 64);
        assert_eq!(code, hash[..8].to_uppercase());
    }

    #[test]
    fn a_code_is_read_as_people_type_it() {
        assert_eq!(read_code(" 3fA9 0c1B "), Some("3fa90c1b".into()));
        assert_eq!(read_code("３ＦＡ９"), Some("3fa9".into()));
        for none in ["", "3fa", "3fa9-0c1b", "xyz9", "3fa9%"] {
            assert_eq!(read_code(none), None, "{none}");
        }
        assert_eq!(read_code(&"a".repeat(65)), None);
    }
}
