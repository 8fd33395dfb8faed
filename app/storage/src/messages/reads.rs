//! Whether a message may still be told: what it is about may have been closed to its reader since it was made.

use domain::{
    access::{Object, Verb},
    message::Kind,
    practice, problem,
};
use sqlx::AnyConnection;

use super::Message;
use crate::{Caller, Error, allow, practices, problems, questions, reports, schemes};

/// Whether the caller may read what a message is about, as it stands now.
pub(crate) async fn reads(conn: &mut AnyConnection, caller: &Caller, m: &Message) -> Result<bool, Error> {
    let path = m.about.trim_start_matches('/');
    let path = path.split('?').next().unwrap_or_default();
    let parts: Vec<_> = path.split(['/', '#']).collect();
    let asked = match parts.as_slice() {
        ["reports", city, period] => {
            let verb = match m.kind {
                // Words of a thread, which is read by fewer than the report's state.
                Kind::Mentioned => Verb::Comment,
                _ => Verb::See,
            };
            match period.parse() {
                Ok(period) => reports::allows(conn, caller, verb, (city, period)).await,
                Err(_) => Err(Error::NotFound),
            }
        }
        ["problems", code] => match problem::number(code) {
            Some(number) => problems::evidence::standing(conn, caller, number).await.map(|_| ()),
            None => Err(Error::NotFound),
        },
        ["practices", code] => match practice::number_of(code) {
            Some(number) => practices::evidence::standing(conn, caller, number).await.map(|_| ()),
            None => Err(Error::NotFound),
        },
        ["cities", city, "score"] => allow(caller, Verb::Read, &Object::Score { city }),
        ["schemes", city] => schemes::allows(conn, caller, Verb::See, city).await,
        ["indicators", _, question] => questions::allows(conn, caller, question.trim_start_matches("q-")).await,
        // Of what is not known here nothing is told.
        _ => Err(Error::NotFound),
    };
    match asked {
        Ok(()) => Ok(true),
        Err(Error::NotFound | Error::Forbidden) => Ok(false),
        Err(e) => Err(e),
    }
}
