//! One problem with its thread, and what of the register waits for its reader.

use domain::{
    access::{Decision, Object, Role, Verb, may},
    city::cities,
    problem::{Action, State, Turn, side},
};
use jiff::{Timestamp, civil::Date};
use serde_json::Value;

use super::row::{Row, by_number, some};
use crate::{
    Caller, Error, Store, allow,
    packed::{packed, records},
    timestamp,
};

/// A step of a problem's handling.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Name of who took it.
    pub author: String,
    /// Account id of who took it.
    pub author_id: String,
    /// The role then.
    pub role: Role,
    /// When.
    pub at: Timestamp,
    /// What was done.
    pub action: Action,
    /// The words with it.
    pub text: String,
    /// Where it stood before; none at the registration.
    pub from: Option<State>,
    /// Where it stood from then on.
    pub to: State,
    /// Whose turn it was from then on.
    pub turn: Turn,
    /// What else it says: `unit`, `due_on`, `level`, `severity`, `changed`.
    pub details: Value,
    /// The published practice that an answer names, number and title.
    pub practice: Option<(i64, String)>,
}

/// A problem with its thread.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The problem.
    pub row: Row,
    /// Its steps, the earliest first.
    pub steps: Vec<Step>,
    /// To CNIPA: the others that are answered together with it.
    pub joined: Vec<Row>,
}

/// A problem with its thread.
///
/// # Errors
/// `NotFound` where there is none that the caller may see.
pub async fn find(store: &Store, caller: &Caller, number: i64) -> Result<Found, Error> {
    let mut read = store.read().await?;
    let row = by_number(read.conn(), number).await?;
    allow(caller, Verb::Read, &row.object())?;
    type Line = (
        String,
        String,
        String,
        i64,
        String,
        String,
        Option<String>,
        String,
        String,
        String,
        Option<i64>,
        Option<String>,
    );
    let lines: Vec<Line> = sqlx::query_as(
        "SELECT COALESCE(u.name, s.author), s.author, s.author_role, s.at, s.action, s.text, s.from_state, s.to_state, \
         s.turn, s.details, s.practice, c.title FROM problem_steps s LEFT JOIN users u ON u.id = s.author \
         LEFT JOIN practices c ON c.number = s.practice AND c.state = 'published' \
         WHERE s.problem_id = $1 ORDER BY s.seq, s.place",
    )
    .bind(&row.id)
    .fetch_all(read.conn())
    .await?;
    let unknown = || Error::unavailable("a step of a problem holds no known name");
    let step = |(author, author_id, role, at, action, text, from, to, turn, details, practice, title): Line| {
        Ok::<_, Error>(Step {
            author,
            author_id,
            role: Role::parse(&role).ok_or_else(unknown)?,
            at: timestamp(at),
            action: Action::parse(&action).ok_or_else(unknown)?,
            text,
            from: from.as_deref().and_then(State::parse),
            to: State::parse(&to).ok_or_else(unknown)?,
            turn: Turn::parse(&turn).ok_or_else(unknown)?,
            details: serde_json::from_str(&details)?,
            practice: practice.zip(title),
        })
    };
    let steps = lines.into_iter().map(step).collect::<Result<Vec<_>, _>>()?;
    let mut joined = Vec::new();
    if let Some(group) = row.group.as_deref().filter(|_| caller.actor.is_cnipa()) {
        joined = some(read.conn(), "p.joined_to = $1", group).await?;
        joined.retain(|r| r.number != row.number);
    }
    Ok(Found { row, steps, joined })
}

/// The problems that a practice answered, of those that the caller may see, the earliest first.
///
/// # Errors
/// `Unavailable` only.
pub async fn answered_by(store: &Store, caller: &Caller, practice: i64) -> Result<Vec<Row>, Error> {
    let mut read = store.read().await?;
    let numbers: Vec<i64> = sqlx::query_scalar(
        "SELECT DISTINCT p.number FROM problem_steps s JOIN problems p ON p.id = s.problem_id WHERE s.practice = $1 \
         ORDER BY p.number",
    )
    .bind(practice)
    .fetch_all(read.conn())
    .await?;
    let mut rows = Vec::new();
    for number in numbers {
        let row = by_number(read.conn(), number).await?;
        if may(Some(&caller.actor), Verb::Read, &row.object()) == Decision::Allow {
            rows.push(row);
        }
    }
    Ok(rows)
}

/// How many problems of a state wait for the caller.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// Where they stand.
    pub state: State,
    /// How many.
    pub count: i64,
    /// How many of them are overdue.
    pub overdue: i64,
}

/// What waits for the caller's side, by state in the order of the work; nothing for who has no turn.
///
/// # Errors
/// `Unavailable` only.
pub async fn waiting(store: &Store, caller: &Caller, today: Date) -> Result<Vec<Waiting>, Error> {
    let turn = side(caller.actor.role);
    if turn == Turn::None {
        return Ok(Vec::new());
    }
    let reads = |city: &str| {
        let problem = Object::Problem {
            city,
            shared: false,
            with_province: turn == Turn::Province,
        };
        may(Some(&caller.actor), Verb::Read, &problem) == Decision::Allow
    };
    let own: Vec<_> = cities().iter().filter(|c| reads(&c.slug)).collect();
    let names: Vec<_> = own.iter().map(|c| format!("'{}'", c.slug)).collect();
    let place = match own.len() {
        0 => return Ok(Vec::new()),
        n if n == cities().len() => String::new(),
        _ => format!("AND city IN ({})", names.join(", ")),
    };
    let sql = format!(
        "SELECT {} FROM (SELECT state, COUNT(*) AS n, SUM(CASE WHEN state = 'assigned' AND due_on < $1 THEN 1 ELSE 0 END) \
         AS over FROM problems WHERE turn = $2 {place} GROUP BY state) g",
        packed(&["state", "n", "over"])
    );
    let text: Option<String> = sqlx::query_scalar(&sql)
        .bind(today.to_string())
        .bind(turn.name())
        .fetch_one(&mut *store.one().await?)
        .await?;
    let mut all = Vec::new();
    for mut row in records(text.as_deref()) {
        all.push(Waiting {
            state: State::parse(row.text()?).ok_or_else(|| Error::unavailable("a problem's state"))?,
            count: row.of()?,
            overdue: row.of()?,
        });
    }
    all.sort_by_key(|w| w.state);
    Ok(all)
}
