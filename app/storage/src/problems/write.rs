//! A city registers a problem and changes what it wrote.

use domain::{
    access::Verb,
    problem::{Action, Ageing, Content, Deed, State, Turn},
};
use serde_json::{Value, json};

use super::{
    row::{Row, some},
    stored::{enter, facts, has_province, insert, object, update},
    thread::{Said, add_step},
    told,
};
use crate::{Caller, Error, Line, Refusal, Store, allow};

/// A city registers a problem; its approver may send it up at once. Gives its number. `once` is the id that the form was
/// made with: the same form sent twice makes one problem.
///
/// # Errors
/// `Forbidden` and `NotFound` for who has no city; `Refused` where the level does not fit.
pub async fn register(
    store: &Store,
    caller: &Caller,
    once: Option<&str>,
    content: &Content,
    from_report: bool,
    escalate: Option<&Deed>,
) -> Result<i64, Error> {
    let slug = caller.actor.city().unwrap_or_default().to_owned();
    let object_of = domain::access::Object::Problem {
        city: &slug,
        shared: false,
        with_province: false,
    };
    allow(caller, Verb::Save, &object_of)?;
    if escalate.is_some() {
        allow(caller, Verb::Escalate, &object_of)?;
    }
    has_province(&slug, content.level)?;
    let mut w = store.write(caller).await?;
    let once = once
        .and_then(|id| uuid::Uuid::parse_str(id).ok())
        .map(|id| id.to_string());
    if let Some(id) = &once
        && let Some(made) = some(w.conn(), "p.id = $1", id).await?.first()
    {
        // Made by this very form; anybody else's id is nothing to him.
        allow(caller, Verb::Read, &made.object())?;
        return Ok(made.number);
    }
    let last: Option<i64> = sqlx::query_scalar("SELECT MAX(number) FROM problems")
        .fetch_one(w.conn())
        .await?;
    let number = last.unwrap_or(0) + 1;
    let at = caller.at;
    let mut row = Row {
        id: once.unwrap_or_else(|| w.new_id()),
        number,
        city: slug,
        content: content.clone(),
        state: State::Registered,
        revision: 1,
        shared: false,
        unit: None,
        due_on: None,
        from_report: from_report && content.period.is_some(),
        group: None,
        raised_by: caller.actor.id.clone(),
        raised_at: at,
        updated_at: at,
        turn_since: at,
        held: Ageing::default(),
        escalated_on: None,
        replied_on: None,
        reply_days: None,
        closed_on: None,
    };
    insert(&mut w, &row).await?;
    let said = Said {
        text: &content.description,
        ..Said::of(Action::Save)
    };
    add_step(&mut w, &row, None, 0, said).await?;
    if let Some(deed) = escalate {
        super::step::take(&mut w, &mut row, deed, Action::Escalate, 1).await?;
        update(&mut w, &mut row).await?;
        told::step(&mut w, &row, Action::Escalate).await?;
        told::named(&mut w, &row, &deed.comment).await?;
    }
    told::named(&mut w, &row, &content.description).await?;
    let after = facts(&w, &row);
    let line = Line {
        action: "problem.register",
        object: object(number),
        before: Value::Null,
        after,
    };
    w.commit(line).await?;
    Ok(number)
}

/// The city changes what it wrote, before it is sent up or after it came back.
///
/// # Errors
/// `Forbidden`, `NotFound`; `Refused` where it is with others, or the form shows an older revision.
pub async fn edit(
    store: &Store,
    caller: &Caller,
    number: i64,
    seen: Option<i64>,
    content: &Content,
) -> Result<(), Error> {
    let (mut w, mut row) = enter(store, caller, number, seen, Action::Save).await?;
    row.standing()
        .next(Action::Save, Turn::City)
        .map_err(Refusal::Problem)?;
    has_province(&row.city, content.level)?;
    let before = facts(&w, &row);
    let mut changed = Vec::new();
    let mut note = |name: &'static str, is: bool| changed.extend(is.then_some(name));
    note("title", row.content.title != content.title);
    note("description", row.content.description != content.description);
    note("category", row.content.category != content.category);
    note("kind", row.content.kind != content.kind);
    note("severity", row.content.severity != content.severity);
    note("level", row.content.level != content.level);
    note("indicator", row.content.indicator != content.indicator);
    note("period", row.content.period != content.period);
    if changed.is_empty() {
        return Ok(());
    }
    let text = match changed.contains(&"description") {
        true => content.description.as_str(),
        false => "",
    };
    row.content.clone_from(content);
    let said = Said {
        text,
        details: json!({ "changed": changed }),
        ..Said::of(Action::Save)
    };
    let state = row.state;
    add_step(&mut w, &row, Some(state), 0, said).await?;
    update(&mut w, &mut row).await?;
    let after = facts(&w, &row);
    let line = Line {
        action: "problem.save",
        object: object(number),
        before,
        after,
    };
    w.commit(line).await?;
    Ok(())
}
