//! Who is told what when a problem moves, and who is named in its thread.

use domain::{
    access::Verb,
    message::Kind,
    problem::{Action, Turn},
};

use super::row::Row;
use crate::{
    Error, Write,
    messages::{self, Params, Who, tell},
};

/// What a step tells of.
const fn kind(action: Action) -> Option<Kind> {
    Some(match action {
        Action::Escalate | Action::PassOn => Kind::ProblemEscalated,
        Action::Return => Kind::ProblemReturned,
        Action::Assign => Kind::ProblemAssigned,
        Action::Reply => Kind::ProblemReplied,
        Action::Confirm => Kind::ProblemConfirmed,
        Action::Reopen => Kind::ProblemReopened,
        Action::StrikeOff => Kind::ProblemStruckOff,
        _ => return None,
    })
}

/// Tells of a step that was taken: CNIPA's and the province's to the city, the city's to whose turn it is now. What was
/// asked of somebody before it is done with.
pub(super) async fn step(w: &mut Write, row: &Row, action: Action) -> Result<(), Error> {
    let about = about(row);
    if !matches!(action, Action::Comment) {
        messages::settle(w, &about, Kind::OF_PROBLEM).await?;
    }
    let Some(kind) = kind(action) else { return Ok(()) };
    let who = match (action, row.turn()) {
        (Action::Return | Action::Assign | Action::Reply | Action::StrikeOff, _) => Who::City(&row.city),
        (_, Turn::Province) => Who::Liaison(&row.city),
        _ => Who::Cnipa,
    };
    let params = params(w, row);
    tell(w, &who, kind, &about, &params, (Verb::Read, &row.object())).await
}

/// Tells those who are named in words of the thread, if they may read the problem.
pub(super) async fn named(w: &mut Write, row: &Row, text: &str) -> Result<(), Error> {
    let params = params(w, row);
    messages::named(w, &[text], &about(row), &params, (Verb::Read, &row.object())).await
}

fn about(row: &Row) -> String {
    format!("/problems/{}", row.code())
}

fn params(w: &Write, row: &Row) -> Params {
    Params {
        city: row.city.clone(),
        title: format!("{} {}", row.code(), row.content.title),
        by: w.caller().actor.name.clone(),
        ..Params::default()
    }
}
