//! Who reads and adds files of a practice: its city while it types; others what was there when it was handed in. What
//! shows an adoption is added by the city that adopted, and read by who reads the practice.

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

/// Refuses who may not add to what shows a city's adoption: all but that city.
pub(crate) async fn guard_adoption(
    conn: &mut AnyConnection,
    caller: &Caller,
    number: i64,
    city: &str,
) -> Result<(), Error> {
    match standing_of_adoption(conn, caller, number, city).await?.open {
        true => Ok(()),
        false => Err(Error::Forbidden),
    }
}

/// What a reader of a practice may do with what shows a city's adoption.
pub(crate) async fn standing_of_adoption(
    conn: &mut AnyConnection,
    caller: &Caller,
    number: i64,
    city: &str,
) -> Result<Standing, Error> {
    if !adopters(conn, caller, number).await?.iter().any(|c| c == city) {
        return Err(Error::NotFound);
    }
    let head = head(conn, number).await?;
    let adopts = may(Some(&caller.actor), Verb::Adopt, &object(&head, head.state)) == Decision::Allow;
    Ok(Standing {
        open: adopts && caller.actor.city() == Some(city),
        until: i64::MAX,
    })
}

/// The cities that adopted a practice, for who reads it.
pub(crate) async fn adopters(conn: &mut AnyConnection, caller: &Caller, number: i64) -> Result<Vec<String>, Error> {
    let head = head(conn, number).await?;
    allow(caller, Verb::Read, &object(&head, head.state))?;
    let cities = sqlx::query_scalar("SELECT city FROM adoptions WHERE practice_id = $1 ORDER BY adopted_on, at");
    Ok(cities.bind(&head.id).fetch_all(conn).await?)
}
