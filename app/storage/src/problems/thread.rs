//! The steps of a problem's thread, as they are written.

use domain::problem::{Action, State};
use serde_json::{Value, json};

use super::row::Row;
use crate::{Error, Write};

/// What a step says.
pub(super) struct Said<'a> {
    pub action: Action,
    pub text: &'a str,
    pub details: Value,
    pub practice: Option<i64>,
}

impl Said<'_> {
    pub(super) fn of(action: Action) -> Self {
        Said {
            action,
            text: "",
            details: json!({}),
            practice: None,
        }
    }
}

/// Adds a step of the caller to the thread, behind others of the same write.
pub(super) async fn add_step(
    w: &mut Write,
    row: &Row,
    from: Option<State>,
    place: i64,
    said: Said<'_>,
) -> Result<(), Error> {
    let (id, at, seq, by) = (w.new_id(), w.at(), w.seq, w.caller().actor.clone());
    sqlx::query(
        "INSERT INTO problem_steps (id, problem_id, seq, place, author, author_role, at, action, text, from_state, \
         to_state, turn, details, practice) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
    )
    .bind(id)
    .bind(&row.id)
    .bind(seq)
    .bind(place)
    .bind(by.id)
    .bind(by.role.name())
    .bind(at)
    .bind(said.action.name())
    .bind(said.text)
    .bind(from.map(State::name))
    .bind(row.state.name())
    .bind(row.turn().name())
    .bind(said.details.to_string())
    .bind(said.practice)
    .execute(w.conn())
    .await?;
    Ok(())
}
