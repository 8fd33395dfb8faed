//! Who reads and adds files in a problem's thread: who reads it, and who may write a word into it.

use domain::{
    access::{Decision, Verb, may},
    problem::{Action, side},
};
use sqlx::AnyConnection;

use super::row::{Row, by_number};
use crate::{Caller, Error, Refusal, Write, allow};

fn takes(caller: &Caller, row: &Row) -> Result<(), Error> {
    let by = side(caller.actor.role);
    let next = row.standing().next(Action::Comment, by);
    next.map(|_| ()).map_err(|refusal| Refusal::Problem(refusal).into())
}

/// Refuses who may not add to a thread now.
pub(crate) async fn guard(w: &mut Write, number: i64) -> Result<(), Error> {
    let row = by_number(w.conn(), number).await?;
    allow(w.caller(), Verb::Comment, &row.object())?;
    takes(w.caller(), &row)
}

/// Refuses who does not read a problem.
pub(crate) async fn reads(conn: &mut AnyConnection, caller: &Caller, number: i64) -> Result<(), Error> {
    allow(caller, Verb::Read, &by_number(conn, number).await?.object())
}

/// Whether a reader may add to a thread now.
pub(crate) async fn open_to(conn: &mut AnyConnection, caller: &Caller, number: i64) -> Result<bool, Error> {
    let row = by_number(conn, number).await?;
    allow(caller, Verb::Read, &row.object())?;
    Ok(may(Some(&caller.actor), Verb::Comment, &row.object()) == Decision::Allow && takes(caller, &row).is_ok())
}
