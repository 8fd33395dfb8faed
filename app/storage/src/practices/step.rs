//! What every change of a practice begins and ends with: the write lock and what is read under it, and the step.

use domain::{
    access::{Object, Verb},
    practice::{Action, State},
};
use serde_json::{Value, json};

use super::{Head, by, head};
use crate::{Caller, Error, Line, Refusal, Store, Write, allow};

/// The write lock, then the practice and permission.
pub(super) async fn enter(store: &Store, caller: &Caller, number: i64, verb: Verb) -> Result<(Write, Head), Error> {
    let mut w = store.write(caller).await?;
    let head = head(w.conn(), number).await?;
    let object = Object::Practice {
        city: &head.city,
        state: head.state,
    };
    allow(caller, verb, &object)?;
    Ok((w, head))
}

/// The state after an action of this caller.
pub(super) fn after(caller: &Caller, head: &Head, action: Action) -> Result<State, Error> {
    let next = head.state.next(action, by(&caller.actor, &head.city));
    Ok(next.ok_or(Refusal::PracticeState(head.state))?)
}

/// Refuses a form that was made before what is there now.
pub(super) fn fresh(head: &Head, seen: Option<i64>) -> Result<(), Error> {
    match seen {
        Some(seen) if seen != head.revision => Err(Refusal::PracticeChanged.into()),
        _ => Ok(()),
    }
}

/// Writes the step and commits.
pub(super) async fn finish(mut w: Write, head: &Head, action: Action, text: &str, after: Value) -> Result<(), Error> {
    let (at, seq, by) = (w.at(), w.seq, w.caller().actor.id.clone());
    sqlx::query(
        "INSERT INTO practice_steps (practice_id, seq, at, by_id, action, text) VALUES ($1, $2, $3, $4, $5, $6)",
    )
    .bind(&head.id)
    .bind(seq)
    .bind(at)
    .bind(by)
    .bind(action.name())
    .bind(text)
    .execute(w.conn())
    .await?;
    let name = format!("practice.{}", action.name());
    w.commit(Line {
        action: &name,
        object: head.object(),
        before: json!({ "state": head.state.name() }),
        after,
    })
    .await?;
    Ok(())
}
