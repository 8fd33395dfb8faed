//! One practice as its reader may see it: to its own city as typed, to all others as handed in.

use domain::{
    access::{Decision, Object, Verb, may},
    practice::{Action, Case, State},
};
use jiff::Timestamp;

use super::{Adoption, Head, adoptions, by, head};
use crate::{Caller, Error, Store, allow, timestamp};

/// What was done with a practice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// What.
    pub action: Action,
    /// Name of who did it.
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// The reason; empty where none was given.
    pub text: String,
}

/// A practice with all that its reader may see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Practice {
    /// Its number.
    pub number: i64,
    /// City slug.
    pub city: String,
    /// Where it stands.
    pub state: State,
    /// Its fields.
    pub case: Case,
    /// Counts every change; forms carry it.
    pub revision: i64,
    /// When it was saved last, and by whom.
    pub saved: (Timestamp, String),
    /// When it was handed in last.
    pub submitted_at: Option<Timestamp>,
    /// When it came into the library.
    pub published_at: Option<Timestamp>,
    /// What was done with it, the first first; to who reads it only in the library none.
    pub steps: Vec<Step>,
    /// Who adopted it, the first first.
    pub adoptions: Vec<Adoption>,
    /// What the reader may do with it now.
    pub can: Vec<Action>,
}

impl Practice {
    /// The last step with a reason.
    #[must_use]
    pub fn last_word(&self) -> Option<&Step> {
        self.steps.iter().rev().find(|s| !s.text.is_empty())
    }
}

fn can(caller: &Caller, head: &Head) -> Vec<Action> {
    let object = Object::Practice {
        city: &head.city,
        state: head.state,
    };
    let may = |action: &Action| {
        let verb = match action {
            Action::Save | Action::Submit => Verb::Save,
            Action::Adopt => Verb::Adopt,
            _ => Verb::Review,
        };
        may(Some(&caller.actor), verb, &object) == Decision::Allow
            && head.state.next(*action, by(&caller.actor, &head.city)).is_some()
    };
    Action::ALL.into_iter().filter(may).collect()
}

/// A practice by its number.
///
/// # Errors
/// `NotFound` where there is none, or none for this reader.
pub async fn get(store: &Store, caller: &Caller, number: i64) -> Result<Practice, Error> {
    let mut read = store.read().await?;
    let head = head(read.conn(), number).await?;
    let object = |state| Object::Practice {
        city: &head.city,
        state,
    };
    allow(caller, Verb::Read, &object(head.state))?;
    let own = may(Some(&caller.actor), Verb::Save, &object(State::Draft)) == Decision::Allow;
    let whole = may(Some(&caller.actor), Verb::Read, &object(State::Submitted)) == Decision::Allow;
    let steps = if whole {
        steps(&mut read, &head.id).await?
    } else {
        Vec::new()
    };
    let ids = [head.id.clone()];
    let mut all = adoptions::of(read.conn(), caller, &ids).await?;
    Ok(Practice {
        number,
        can: can(caller, &head),
        case: if own { head.typed().clone() } else { head.case.clone() },
        // What its city saved since a return is no one else's.
        saved: match own {
            true => (head.saved_at, head.saved_by.clone()),
            false => (head.submitted_at.unwrap_or(head.saved_at), String::new()),
        },
        city: head.city,
        state: head.state,
        revision: head.revision,
        submitted_at: head.submitted_at,
        published_at: head.published_at,
        steps,
        adoptions: all.remove(&head.id).unwrap_or_default(),
    })
}

async fn steps(read: &mut crate::Read, id: &str) -> Result<Vec<Step>, Error> {
    let rows: Vec<(String, String, i64, String)> = sqlx::query_as(
        "SELECT s.action, COALESCE(u.name, s.by_id), s.at, s.text FROM practice_steps s \
         LEFT JOIN users u ON u.id = s.by_id WHERE s.practice_id = $1 ORDER BY s.seq",
    )
    .bind(id)
    .fetch_all(read.conn())
    .await?;
    let step = |(action, by, at, text): (String, String, i64, String)| {
        let action = Action::parse(&action).ok_or_else(|| Error::unavailable("a step of no action"))?;
        Ok(Step {
            action,
            by,
            at: timestamp(at),
            text,
        })
    };
    rows.into_iter().map(step).collect()
}

/// The city that the caller writes practices for.
///
/// # Errors
/// `NotFound` for who writes none.
pub fn editor_of(caller: &Caller) -> Result<&str, Error> {
    let city = caller.actor.city().unwrap_or_default();
    let state = State::Draft;
    allow(caller, Verb::Save, &Object::Practice { city, state })?;
    Ok(city)
}
