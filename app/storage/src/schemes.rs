//! Pilot schemes 试点方案: one a city, from its draft to what is filed and amended. A version is frozen at sign-off; what is
//! filed stays in force until the next is, and its targets are what charts and scores read.

mod draft;
mod hand_in;
mod progress;
mod read;
mod review;
mod save;
mod targets;
mod told;
mod version;

use std::collections::BTreeMap;

use domain::{
    access::{Object, Verb},
    scheme::{Action, Given, Standing, State},
};
use sqlx::{AnyConnection, Row as _, any::AnyRow};

pub use hand_in::{abandon, amend, send_back, sign_off, submit, withdraw};
pub use progress::{Accepted, Progress, progress};
pub(crate) use progress::{accept, accepted, all_in_force, in_force, is_submitted, numbers, tasks};
pub use read::{Draft, Remark, Row, Scheme, Waiting, get, list, under_review, version, waiting};
pub use review::{Letter, answer, file, return_items, take};
pub use save::{Conflict, Saved, save};
pub use targets::{InForce, of_city, of_indicator};
pub use version::{Fate, Filed, Version, VersionHead};

use crate::{Caller, Error, Refusal, Store, Write, allow, settings};

/// A scheme as its row holds it; one that was never typed into has an empty id.
#[derive(Clone, Debug)]
struct Head {
    id: String,
    city: String,
    state: State,
    revision: i64,
    signed_off_by: Option<String>,
    latest: Option<u32>,
    filed: Option<u32>,
    reason: String,
    returned_at: Option<i64>,
    taken_by: Option<String>,
    sent_back: Option<String>,
    opened_at: i64,
}

const COLUMNS: &str = "id, state, revision, signed_off_by, latest, filed, reason, returned_at, taken_by, sent_back, \
    opened_at, city";

impl Head {
    fn fresh(city: &str) -> Self {
        Head {
            id: String::new(),
            city: city.to_owned(),
            state: State::Drafting,
            revision: 0,
            signed_off_by: None,
            latest: None,
            filed: None,
            reason: String::new(),
            returned_at: None,
            taken_by: None,
            sent_back: None,
            opened_at: 0,
        }
    }

    fn of(row: &AnyRow) -> Result<Self, Error> {
        let number = |i: usize| -> Result<_, Error> {
            let n: Option<i64> = row.try_get(i)?;
            n.map(|n| u32::try_from(n).map_err(Error::unavailable)).transpose()
        };
        let state = State::parse(row.try_get(1)?).ok_or_else(|| Error::unavailable("a scheme in no state"))?;
        Ok(Head {
            id: row.try_get(0)?,
            city: row.try_get(11)?,
            state,
            revision: row.try_get(2)?,
            signed_off_by: row.try_get(3)?,
            latest: number(4)?,
            filed: number(5)?,
            reason: row.try_get(6)?,
            returned_at: row.try_get(7)?,
            taken_by: row.try_get(8)?,
            sent_back: row.try_get(9)?,
            opened_at: row.try_get(10)?,
        })
    }

    fn standing(&self) -> Standing {
        Standing {
            state: self.state,
            taken: self.taken_by.is_some(),
            was_returned: self.returned_at.is_some(),
            filed: self.filed.is_some(),
        }
    }

    fn object(&self) -> Object<'_> {
        Object::Scheme {
            city: &self.city,
            state: self.state,
            versions: self.latest.unwrap_or(0),
        }
    }

    fn after(&self, action: Action) -> Result<State, Error> {
        let next = self.standing().after(action);
        next.ok_or_else(|| Refusal::SchemeState(self.state).into())
    }

    /// When the round of work began that is under way: its texts were typed since.
    fn round(&self) -> i64 {
        self.returned_at.unwrap_or(self.opened_at)
    }
}

/// What an audit line is about.
fn object(city: &str) -> String {
    format!("scheme:{city}")
}

/// What is asked for with an action.
const fn verb(action: Action) -> Verb {
    match action {
        Action::Save => Verb::Save,
        Action::SignOff => Verb::SignOff,
        Action::SendBack | Action::Submit => Verb::Approve,
        Action::Withdraw => Verb::Withdraw,
        Action::Take | Action::Return | Action::File => Verb::Review,
        Action::Amend | Action::Abandon => Verb::AskCorrection,
    }
}

async fn head(conn: &mut AnyConnection, city: &str) -> Result<Head, Error> {
    domain::city::city(city).ok_or(Error::NotFound)?;
    let sql = format!("SELECT {COLUMNS} FROM schemes WHERE city = $1");
    let row = sqlx::query(&sql).bind(city).fetch_optional(conn).await?;
    row.as_ref().map_or_else(|| Ok(Head::fresh(city)), Head::of)
}

/// Whether the caller may do something with a city's scheme as it stands now.
pub(crate) async fn allows(conn: &mut AnyConnection, caller: &Caller, verb: Verb, city: &str) -> Result<(), Error> {
    allow(caller, verb, &head(conn, city).await?.object())
}

/// The write lock, then the scheme, permission, and the state that the action leads to.
async fn enter(store: &Store, caller: &Caller, city: &str, action: Action) -> Result<(Write, Head, State), Error> {
    let mut w = store.write(caller).await?;
    let head = head(w.conn(), city).await?;
    allow(caller, verb(action), &head.object())?;
    let next = head.after(action)?;
    Ok((w, head, next))
}

/// What a scheme is read against: the pilot's quarters, what CNIPA requires, its reference targets.
async fn given(conn: &mut AnyConnection) -> Result<Given, Error> {
    let settings = settings::of(conn).await?;
    Ok(Given {
        quarters: settings.pilot.quarters(),
        span: Some((settings.pilot.first, settings.pilot.last)),
        required: settings.required_tasks.into_iter().map(|t| t.key).collect(),
        references: settings.reference_targets,
    })
}

/// Texts by the name of their field.
type Texts = BTreeMap<String, String>;
