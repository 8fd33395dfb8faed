//! What is done with a practice: typed, handed in, given back, chosen, published, adopted. Each is one audit line; what is
//! typed stands there sealed.

use domain::{
    access::{Object, Verb},
    calendar::beijing,
    fault,
    message::Kind,
    practice::{Action, By, Case, FIELDS, REASON_MAX, State, adopted, code},
};
use serde_json::{Map, Value, json};

use super::{Head, by, columns, head, object, words};
use crate::{
    Caller, Error, Line, Refusal, Store, Write, allow,
    messages::{self, Params, Who},
};

/// The write lock, then the practice and permission.
async fn enter(store: &Store, caller: &Caller, number: i64, verb: Verb) -> Result<(Write, Head), Error> {
    let mut w = store.write(caller).await?;
    let head = head(w.conn(), number).await?;
    let object = Object::Practice {
        city: &head.city,
        state: head.state,
    };
    allow(caller, verb, &object)?;
    Ok((w, head))
}

/// The state after an action of this caller.
fn after(caller: &Caller, head: &Head, action: Action) -> Result<State, Error> {
    let next = head.state.next(action, by(&caller.actor, &head.city));
    Ok(next.ok_or(Refusal::PracticeState(head.state))?)
}

/// Refuses a form that was made before what is there now.
fn fresh(head: &Head, seen: Option<i64>) -> Result<(), Error> {
    match seen {
        Some(seen) if seen != head.revision => Err(Refusal::PracticeChanged.into()),
        _ => Ok(()),
    }
}

fn keepable(case: &Case) -> Result<(), Error> {
    case.keepable().map_err(|faults| Refusal::Fields(faults).into())
}

/// Begins a draft of the caller's city; gives its number.
///
/// # Errors
/// `NotFound` for who has no city to write for; `Refused` with `Fields` where a text is beyond all measure.
pub async fn create(store: &Store, caller: &Caller, case: &Case) -> Result<i64, Error> {
    let city = caller.actor.city().unwrap_or_default().to_owned();
    let state = State::Draft;
    let mut w = store.write(caller).await?;
    allow(caller, Verb::Save, &Object::Practice { city: &city, state })?;
    keepable(case)?;
    let last: i64 = sqlx::query_scalar("SELECT COALESCE(MAX(number), 0) FROM practices")
        .fetch_one(w.conn())
        .await?;
    let (number, id, at, by) = (last + 1, w.new_id(), w.at(), w.caller().actor.id.clone());
    let places: Vec<_> = (8..8 + FIELDS.len()).map(|i| format!("${i}")).collect();
    let sql = format!(
        "INSERT INTO practices (id, number, city, state, revision, created_by, created_at, saved_by, saved_at, {}) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $6, $7, {})",
        columns().join(", "),
        places.join(", ")
    );
    let mut query = sqlx::query(&sql)
        .bind(&id)
        .bind(number)
        .bind(&city)
        .bind(state.name())
        .bind(1_i64)
        .bind(by)
        .bind(at);
    for name in FIELDS {
        query = query.bind(case.get(name).unwrap_or_default().to_owned());
    }
    query.execute(w.conn()).await?;
    sqlx::query("INSERT INTO practice_words (practice_id, words) VALUES ($1, $2)")
        .bind(&id)
        .bind(words(number, &city, case))
        .execute(w.conn())
        .await?;
    let after = json!({ "revision": 1, "fields": sealed(&w, &Case::default(), case) });
    w.commit(Line {
        action: "practice.save",
        object: object(number),
        before: Value::Null,
        after,
    })
    .await?;
    Ok(number)
}

/// The fields in which two cases differ, those of the second sealed.
fn sealed(w: &Write, old: &Case, new: &Case) -> Value {
    let changed = FIELDS.into_iter().filter(|name| old.get(name) != new.get(name));
    let seal = |name: &'static str| {
        let text = format!("{name}:{}", new.get(name).unwrap_or_default());
        (name.to_owned(), Value::from(w.seal(&text)))
    };
    changed.map(seal).collect::<Map<_, _>>().into()
}

/// Writes what is typed: over the fields of what was never handed in, else beside what was.
async fn keep(w: &mut Write, head: &Head, case: &Case) -> Result<(), Error> {
    if head.state == State::Draft {
        return place(w, head, case).await;
    }
    sqlx::query("UPDATE practices SET draft = $1 WHERE id = $2")
        .bind(serde_json::to_string(case)?)
        .bind(&head.id)
        .execute(w.conn())
        .await?;
    Ok(())
}

/// Writes the fields and what a search looks through.
async fn place(w: &mut Write, head: &Head, case: &Case) -> Result<(), Error> {
    let sets: Vec<_> = columns()
        .iter()
        .enumerate()
        .map(|(i, c)| format!("{c} = ${}", i + 2))
        .collect();
    let sql = format!("UPDATE practices SET draft = NULL, {} WHERE id = $1", sets.join(", "));
    let mut query = sqlx::query(&sql).bind(&head.id);
    for name in FIELDS {
        query = query.bind(case.get(name).unwrap_or_default().to_owned());
    }
    query.execute(w.conn()).await?;
    sqlx::query("UPDATE practice_words SET words = $1 WHERE practice_id = $2")
        .bind(words(head.number, &head.city, case))
        .bind(&head.id)
        .execute(w.conn())
        .await?;
    Ok(())
}

/// The next revision, and who saved it when.
async fn touch(w: &mut Write, head: &Head) -> Result<i64, Error> {
    let (at, by, revision) = (w.at(), w.caller().actor.id.clone(), head.revision + 1);
    sqlx::query("UPDATE practices SET revision = $1, saved_by = $2, saved_at = $3 WHERE id = $4")
        .bind(revision)
        .bind(by)
        .bind(at)
        .bind(&head.id)
        .execute(w.conn())
        .await?;
    Ok(revision)
}

/// Keeps what is typed, whatever it lacks; the same text again writes nothing. Gives the revision.
///
/// # Errors
/// `Forbidden`, `NotFound`; `Refused` with `PracticeState`, `PracticeChanged` where another person saved meanwhile,
/// `Fields` where a text is beyond all measure.
pub async fn save(store: &Store, caller: &Caller, number: i64, case: &Case, seen: Option<i64>) -> Result<i64, Error> {
    let (w, head) = enter(store, caller, number, Verb::Save).await?;
    after(caller, &head, Action::Save)?;
    fresh(&head, seen)?;
    keepable(case)?;
    if head.typed() == case {
        return Ok(head.revision);
    }
    store_typed(w, &head, case).await
}

async fn store_typed(mut w: Write, head: &Head, case: &Case) -> Result<i64, Error> {
    keep(&mut w, head, case).await?;
    let revision = touch(&mut w, head).await?;
    let after = json!({ "revision": revision, "fields": sealed(&w, head.typed(), case) });
    w.commit(Line {
        action: "practice.save",
        object: head.object(),
        before: json!({ "revision": head.revision }),
        after,
    })
    .await?;
    Ok(revision)
}

/// Keeps what is typed and hands it in. What lacks something is kept and not handed in.
///
/// # Errors
/// As [`save`]; `Refused` with `Fields` for what is missing or too long.
pub async fn submit(store: &Store, caller: &Caller, number: i64, case: &Case, seen: Option<i64>) -> Result<(), Error> {
    let (mut w, head) = enter(store, caller, number, Verb::Save).await?;
    let next = after(caller, &head, Action::Submit)?;
    fresh(&head, seen)?;
    keepable(case)?;
    if let Err(faults) = case.check() {
        if head.typed() != case {
            store_typed(w, &head, case).await?;
        }
        return Err(Refusal::Fields(faults).into());
    }
    place(&mut w, &head, case).await?;
    let revision = touch(&mut w, &head).await?;
    let (at, by) = (w.at(), w.caller().actor.id.clone());
    sqlx::query("UPDATE practices SET state = $1, submitted_by = $2, submitted_at = $3 WHERE id = $4")
        .bind(next.name())
        .bind(by)
        .bind(at)
        .bind(&head.id)
        .execute(w.conn())
        .await?;
    let after = json!({
        "state": next.name(),
        "revision": revision,
        "content": w.seal(&serde_json::to_string(case)?),
    });
    told(&mut w, &head, &case.title, Action::Submit, next).await?;
    finish(w, &head, Action::Submit, "", after).await
}

fn about(head: &Head) -> String {
    format!("/practices/{}", code(head.number))
}

/// Tells CNIPA or the practice's city of a step; what was asked of the other side is done with.
async fn told(w: &mut Write, head: &Head, title: &str, action: Action, state: State) -> Result<(), Error> {
    messages::settle(w, &about(head), Kind::OF_PRACTICE).await?;
    let (who, kind) = match action {
        Action::Submit => (Who::Cnipa, Kind::PracticeSubmitted),
        Action::Return => (Who::City(&head.city), Kind::PracticeReturned),
        Action::Select => (Who::City(&head.city), Kind::PracticeSelected),
        Action::Decline => (Who::City(&head.city), Kind::PracticeDeclined),
        Action::Publish => (Who::City(&head.city), Kind::PracticePublished),
        Action::Save | Action::Adopt => return Ok(()),
    };
    tell(w, head, &who, kind, (&head.city, title), state).await
}

/// Tells a practice's city that another one has adopted it.
async fn tell_adopted(w: &mut Write, head: &Head, by: &str) -> Result<(), Error> {
    let said = (by, head.case.title.as_str());
    tell(w, head, &Who::City(&head.city), Kind::PracticeAdopted, said, head.state).await
}

/// `city` is who did it, `title` the case's.
async fn tell(
    w: &mut Write,
    head: &Head,
    who: &Who<'_>,
    kind: Kind,
    (city, title): (&str, &str),
    state: State,
) -> Result<(), Error> {
    let object = Object::Practice {
        city: &head.city,
        state,
    };
    let params = Params {
        city: city.to_owned(),
        title: format!("{} {}", code(head.number), title),
        ..Params::default()
    };
    messages::tell(w, who, kind, &about(head), &params, (Verb::Read, &object)).await
}

/// Writes the step and commits.
async fn finish(mut w: Write, head: &Head, action: Action, text: &str, after: Value) -> Result<(), Error> {
    let (at, seq, by) = (w.at(), w.seq, w.caller().actor.id.clone());
    sqlx::query(
        "INSERT INTO practice_steps (practice_id, seq, at, by_id, action, text) VALUES ($1, $2, $3, $4, $5, $6)",
    )
    .bind(&head.id)
    .bind(seq)
    .bind(at)
    .bind(by)
    .bind(action.name())
    .bind(text)
    .execute(w.conn())
    .await?;
    let name = format!("practice.{}", action.name());
    w.commit(Line {
        action: &name,
        object: head.object(),
        before: json!({ "state": head.state.name() }),
        after,
    })
    .await?;
    Ok(())
}

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

/// Records that the caller's city does it too; recorded again, what is new takes the place of what was said.
///
/// # Errors
/// `Forbidden`, `NotFound`; `Refused` with `PracticeState` or `Fields`.
pub async fn adopt(
    store: &Store,
    caller: &Caller,
    number: i64,
    (on, indicator, proof): (&str, &str, &str),
) -> Result<(), Error> {
    let (mut w, head) = enter(store, caller, number, Verb::Adopt).await?;
    after(caller, &head, Action::Adopt)?;
    let published = beijing(head.published_at.unwrap_or(caller.at)).date();
    let said = adopted(on, indicator, proof, published, beijing(caller.at).date());
    let said = said.map_err(Refusal::Fields)?;
    let city = caller.actor.city().unwrap_or_default().to_owned();
    let (id, at, by) = (w.new_id(), w.at(), w.caller().actor.id.clone());
    let before: Option<(String, String, String)> =
        sqlx::query_as("SELECT adopted_on, indicator, proof FROM adoptions WHERE practice_id = $1 AND city = $2")
            .bind(&head.id)
            .bind(&city)
            .fetch_optional(w.conn())
            .await?;
    sqlx::query(
        "INSERT INTO adoptions (id, practice_id, city, adopted_on, indicator, proof, by_id, at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (practice_id, city) DO UPDATE SET \
         adopted_on = excluded.adopted_on, indicator = excluded.indicator, proof = excluded.proof, \
         by_id = excluded.by_id, at = excluded.at",
    )
    .bind(id)
    .bind(&head.id)
    .bind(&city)
    .bind(said.on.to_string())
    .bind(&said.indicator)
    .bind(&said.proof)
    .bind(by)
    .bind(at)
    .execute(w.conn())
    .await?;
    if before.is_none() {
        tell_adopted(&mut w, &head, &city).await?;
    }
    let after = json!({ "city": city, "on": said.on.to_string(), "indicator": said.indicator, "proof": said.proof });
    let before = before.map(|(on, indicator, proof)| json!({ "on": on, "indicator": indicator, "proof": proof }));
    w.commit(Line {
        action: "practice.adopt",
        object: head.object(),
        before: before.unwrap_or_default(),
        after,
    })
    .await?;
    Ok(())
}
