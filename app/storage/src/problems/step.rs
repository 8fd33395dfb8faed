//! A step of a problem's handling. What CNIPA assigns or answers goes to all problems joined with it that wait for CNIPA;
//! each city confirms for itself.

use domain::{
    calendar::beijing,
    fault::Fault,
    problem::{Action, Deed, State, Turn, side},
};
use serde_json::{Map, Value, json};

use super::{
    row::{Row, some},
    stored::{enter, facts, has_province, move_to, object, update},
    thread::{Said, add_step},
    told,
};
use crate::{Caller, Error, Line, Refusal, Store, Write};

/// Takes a step: everything but the registration, the city's changes, sharing and joining.
///
/// # Errors
/// `Forbidden`, `NotFound`; `Refused` where the step does not fit where the problem stands, or the form shows an older
/// revision.
pub async fn act(store: &Store, caller: &Caller, number: i64, seen: Option<i64>, deed: &Deed) -> Result<(), Error> {
    let (mut w, mut row) = enter(store, caller, number, seen, deed.action).await?;
    if let Some(practice) = deed.practice {
        let published: i64 =
            sqlx::query_scalar("SELECT COUNT(*) FROM practices WHERE number = $1 AND state = 'published'")
                .bind(practice)
                .fetch_one(w.conn())
                .await?;
        if published == 0 {
            return Err(Refusal::Fields(vec![("practice", Fault::Unknown)]).into());
        }
    }
    let before = facts(&w, &row);
    take(&mut w, &mut row, deed, deed.action, 0).await?;
    update(&mut w, &mut row).await?;
    told::step(&mut w, &row, deed.action).await?;
    told::named(&mut w, &row, &deed.comment).await?;
    let mut along = Vec::new();
    if let (Action::Assign | Action::Reply, Some(group)) = (deed.action, row.group.clone()) {
        for mut other in some(w.conn(), "p.joined_to = $1", &group).await? {
            if other.number != number && follow(&mut w, &mut other, deed, &row).await? {
                update(&mut w, &mut other).await?;
                told::step(&mut w, &other, deed.action).await?;
                along.push(other.code());
            }
        }
    }
    let mut after = facts(&w, &row);
    if let Value::Object(after) = &mut after {
        if !deed.comment.is_empty() {
            after.insert("comment".into(), w.seal(&format!("comment {}", deed.comment)).into());
        }
        if !along.is_empty() {
            after.insert("also".into(), json!(along));
        }
    }
    let line = Line {
        action: name(deed.action),
        object: object(number),
        before,
        after,
    };
    w.commit(line).await?;
    Ok(())
}

/// The audit's name of an action.
const fn name(action: Action) -> &'static str {
    match action {
        Action::Save => "problem.save",
        Action::Handle => "problem.handle",
        Action::Close => "problem.close",
        Action::Escalate => "problem.escalate",
        Action::Receive => "problem.receive",
        Action::Return => "problem.return",
        Action::Assign => "problem.assign",
        Action::Reply => "problem.reply",
        Action::PassOn => "problem.pass_on",
        Action::Confirm => "problem.confirm",
        Action::Reopen => "problem.reopen",
        Action::StrikeOff => "problem.strike_off",
        Action::Comment => "problem.comment",
        Action::Share => "problem.share",
        Action::Unshare => "problem.unshare",
        Action::Join => "problem.join",
        Action::Leave => "problem.leave",
    }
}

/// Takes what was done to a problem to one joined with it, with the steps between; false where it does not wait for CNIPA.
async fn follow(w: &mut Write, other: &mut Row, deed: &Deed, first: &Row) -> Result<bool, Error> {
    let mut path = Vec::new();
    let mut standing = other.standing();
    while let Some(action) = standing.before(deed.action) {
        let Ok(next) = standing.next(action, Turn::Cnipa) else {
            return Ok(false);
        };
        (standing, _) = (next, path.push(action));
    }
    if standing.next(deed.action, Turn::Cnipa).is_err() {
        return Ok(false);
    }
    let between = Deed {
        unit: first.unit.clone(),
        due_on: first.due_on,
        ..Deed::plain(Action::Assign)
    };
    let mut place = 0;
    for action in path {
        take(w, other, &between, action, place).await?;
        place += 1;
    }
    take(w, other, deed, deed.action, place).await?;
    Ok(true)
}

/// One step: moves the problem and adds to its thread; the caller writes it.
pub(super) async fn take(w: &mut Write, row: &mut Row, deed: &Deed, action: Action, place: i64) -> Result<(), Error> {
    let caller = w.caller().clone();
    let today = beijing(caller.at).date();
    let from = row.state;
    let mut standing = row.standing();
    let mut details = Map::new();
    if action == Action::Escalate {
        standing.level = deed.level.unwrap_or(standing.level);
        has_province(&row.city, standing.level)?;
    }
    let to = standing
        .next(action, side(caller.actor.role))
        .map_err(Refusal::Problem)?;
    if matches!(action, Action::Escalate | Action::PassOn) || to.level != row.content.level {
        details.insert("level".into(), to.level.name().into());
    }
    match action {
        Action::Receive => {
            if let Some(severity) = deed.severity.filter(|s| *s != row.content.severity) {
                details.insert("severity".into(), severity.name().into());
                details.insert("severity_before".into(), row.content.severity.name().into());
                row.content.severity = severity;
            }
        }
        Action::Assign => {
            row.unit.clone_from(&deed.unit);
            row.due_on = deed.due_on;
            details.insert("unit".into(), json!(deed.unit));
            details.insert("due_on".into(), json!(deed.due_on.map(|d| d.to_string())));
        }
        Action::Reopen => row.due_on = None,
        _ => {}
    }
    move_to(row, to, caller.at);
    match row.state {
        State::Escalated => row.escalated_on = row.escalated_on.or(Some(today)),
        State::Replied if row.replied_on.is_none() => {
            row.replied_on = Some(today);
            row.reply_days = row.escalated_on.map(|day| i64::from((today - day).get_days()).max(0));
        }
        State::Closed => row.closed_on = row.closed_on.or(Some(today)),
        _ => {}
    }
    let own = deed.action == action;
    let said = Said {
        action,
        text: if own { &deed.comment } else { "" },
        details: Value::Object(details),
        practice: deed.practice.filter(|_| action == Action::Reply),
    };
    add_step(w, row, Some(from), place, said).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_action_has_a_name_in_the_audit() {
        for &action in Action::ALL {
            assert_eq!(name(action), format!("problem.{}", action.name()));
        }
    }
}
