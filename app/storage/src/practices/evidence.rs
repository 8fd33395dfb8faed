//! Who reads and adds files of a practice: its city while it types; others what was there when it was handed in.

use domain::{
    access::{Decision, Object, Verb, may},
    practice::{Action, State},
};
use sqlx::AnyConnection;

use super::{Head, by, head};
use crate::{Caller, Error, Refusal, Write, allow, micros};

const fn object(head: &Head, state: State) -> Object<'_> {
    Object::Practice {
        city: head.city.as_str(),
        state,
    }
}

fn types(caller: &Caller, head: &Head) -> bool {
    may(Some(&caller.actor), Verb::Save, &object(head, State::Draft)) == Decision::Allow
}

fn takes(caller: &Caller, head: &Head) -> bool {
    head.state.next(Action::Save, by(&caller.actor, &head.city)).is_some()
}

/// Refuses who may not add to a practice now.
pub(crate) async fn guard(w: &mut Write, number: i64) -> Result<(), Error> {
    let head = head(w.conn(), number).await?;
    allow(w.caller(), Verb::Read, &object(&head, head.state))?;
    allow(w.caller(), Verb::Save, &object(&head, head.state))?;
    match takes(w.caller(), &head) {
        true => Ok(()),
        false => Err(Refusal::ItemClosed(vec![domain::practice::code(number)]).into()),
    }
}

/// Refuses who does not read what was added to a practice at a time.
pub(crate) async fn reads(conn: &mut AnyConnection, caller: &Caller, number: i64, added_at: i64) -> Result<(), Error> {
    let head = head(conn, number).await?;
    allow(caller, Verb::Read, &object(&head, head.state))?;
    let handed_in = head.submitted_at.is_some_and(|at| added_at <= micros(at));
    if handed_in || types(caller, &head) {
        Ok(())
    } else {
        Err(Error::NotFound)
    }
}

/// Whether a reader may add to a practice now.
pub(crate) async fn open_to(conn: &mut AnyConnection, caller: &Caller, number: i64) -> Result<bool, Error> {
    let head = head(conn, number).await?;
    allow(caller, Verb::Read, &object(&head, head.state))?;
    Ok(types(caller, &head) && takes(caller, &head))
}
