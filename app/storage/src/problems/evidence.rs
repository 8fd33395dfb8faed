//! Who reads and adds files in a problem's thread: who reads it, and who may write a word into it.

use domain::{
    access::{Decision, Verb, may},
    problem::{Action, side},
};
use sqlx::AnyConnection;

use super::row::{Row, by_number};
use crate::{Caller, Error, Refusal, allow, evidence::Standing};

fn takes(caller: &Caller, row: &Row) -> Result<(), Error> {
    let by = side(caller.actor.role);
    let next = row.standing().next(Action::Comment, by);
    next.map(|_| ()).map_err(|refusal| Refusal::Problem(refusal).into())
}

/// Refuses who may not add to a thread now.
pub(crate) async fn guard(conn: &mut AnyConnection, caller: &Caller, number: i64) -> Result<(), Error> {
    let row = by_number(conn, number).await?;
    allow(caller, Verb::Comment, &row.object())?;
    takes(caller, &row)
}

/// What a reader of a problem may do with its files; he reads them all.
pub(crate) async fn standing(conn: &mut AnyConnection, caller: &Caller, number: i64) -> Result<Standing, Error> {
    let row = by_number(conn, number).await?;
    allow(caller, Verb::Read, &row.object())?;
    let speaks = may(Some(&caller.actor), Verb::Comment, &row.object()) == Decision::Allow;
    Ok(Standing {
        open: speaks && takes(caller, &row).is_ok(),
        until: i64::MAX,
    })
}
