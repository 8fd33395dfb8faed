//! Who reads and adds files of a practice: its city while it types; others what was there when it was handed in.

use domain::{
    access::{Decision, Object, Verb, may},
    practice::{Action, State},
};
use sqlx::AnyConnection;

use super::{Head, by, head};
use crate::{Caller, Error, Refusal, allow, evidence::Standing, micros};

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
pub(crate) async fn guard(conn: &mut AnyConnection, caller: &Caller, number: i64) -> Result<(), Error> {
    let head = head(conn, number).await?;
    allow(caller, Verb::Save, &object(&head, head.state))?;
    match takes(caller, &head) {
        true => Ok(()),
        false => Err(Refusal::ItemClosed(vec![domain::practice::code(number)]).into()),
    }
}

/// What a reader of a practice may do with its files: who does not type it reads what was there when it was handed in.
pub(crate) async fn standing(conn: &mut AnyConnection, caller: &Caller, number: i64) -> Result<Standing, Error> {
    let head = head(conn, number).await?;
    allow(caller, Verb::Read, &object(&head, head.state))?;
    let types = types(caller, &head);
    let handed_in = head.submitted_at.map_or(i64::MIN, micros);
    Ok(Standing {
        open: types && takes(caller, &head),
        until: if types { i64::MAX } else { handed_in },
    })
}
