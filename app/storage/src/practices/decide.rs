//! CNIPA's word on a practice.

use domain::{
    access::Verb,
    fault,
    practice::{Action, By, REASON_MAX, State},
};
use serde_json::{Value, json};

use super::{
    by,
    step::{after, enter, finish, fresh},
    told::told,
};
use crate::{Caller, Error, Refusal, Store};

/// CNIPA's word on a practice: `return`, `select`, `decline`, `publish`.
///
/// # Errors
/// `Forbidden`, `NotFound`; `Refused` with `PracticeState`, also for any other action, `PracticeChanged`, and `Fields`
/// where a reason is missing or too long.
pub async fn act(
    store: &Store,
    caller: &Caller,
    number: i64,
    action: Action,
    reason: &str,
    seen: Option<i64>,
) -> Result<(), Error> {
    let (mut w, head) = enter(store, caller, number, Verb::Review).await?;
    let next = after(caller, &head, action)?;
    if by(&caller.actor, &head.city) != By::Cnipa {
        return Err(Error::Forbidden);
    }
    fresh(&head, seen)?;
    let reason = match fault::text(reason, REASON_MAX) {
        Err(fault::Fault::Missing) if !action.needs_reason() => String::new(),
        read => read.map_err(|fault| Refusal::Fields(vec![("reason", fault)]))?,
    };
    let (at, by) = (w.at(), w.caller().actor.id.clone());
    let columns = match action {
        Action::Publish => "published_by = $1, published_at = $2",
        _ => "decided_by = $1, decided_at = $2, reason = $5",
    };
    let sql = format!("UPDATE practices SET {columns}, state = $3, revision = revision + 1 WHERE id = $4");
    let mut query = sqlx::query(&sql).bind(by).bind(at).bind(next.name()).bind(&head.id);
    if action != Action::Publish {
        query = query.bind(&reason);
    }
    query.execute(w.conn()).await?;
    let title = match next {
        State::Published => Value::from(head.case.title.clone()),
        _ => Value::Null,
    };
    let said = match reason.as_str() {
        "" => Value::Null,
        reason => w.seal(reason).into(),
    };
    let after = json!({ "state": next.name(), "title": title, "reason": said });
    told(&mut w, &head, &head.case.title, action, next).await?;
    finish(w, &head, action, &reason, after).await
}
