//! What a city types of a practice: begun, saved, handed in. Each is one audit line, in which what is typed stands sealed.

use domain::{
    access::{Object, Verb},
    practice::{Action, Case, FIELDS, State},
};
use serde_json::{Map, Value, json};

use super::{
    Head, columns, head, object,
    step::{after, enter, finish, fresh},
    told::told,
    words,
};
use crate::{Caller, Error, Line, Refusal, Store, Write, allow};

fn keepable(case: &Case) -> Result<(), Error> {
    case.keepable().map_err(|faults| Refusal::Fields(faults).into())
}

/// Begins a draft of the caller's city; gives its number. The same case by the same person leads to the draft that was
/// begun with it and not changed since, so that a form sent twice begins one.
///
/// # Errors
/// `NotFound` for who has no city to write for; `Refused` with `Fields` where a text is beyond all measure.
pub async fn create(store: &Store, caller: &Caller, case: &Case) -> Result<i64, Error> {
    let city = caller.actor.city().unwrap_or_default().to_owned();
    let state = State::Draft;
    let mut w = store.write(caller).await?;
    allow(caller, Verb::Save, &Object::Practice { city: &city, state })?;
    keepable(case)?;
    if let Some(number) = same(&mut w, &city, case).await? {
        return Ok(number);
    }
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

/// The draft that the caller has begun with this very case.
async fn same(w: &mut Write, city: &str, case: &Case) -> Result<Option<i64>, Error> {
    let by = w.caller().actor.id.clone();
    let begun: Vec<i64> = sqlx::query_scalar(
        "SELECT number FROM practices WHERE city = $1 AND state = $2 AND revision = 1 AND created_by = $3 AND title = $4 \
         ORDER BY number",
    )
    .bind(city)
    .bind(State::Draft.name())
    .bind(by)
    .bind(&case.title)
    .fetch_all(w.conn())
    .await?;
    for number in begun {
        if head(w.conn(), number).await?.case == *case {
            return Ok(Some(number));
        }
    }
    Ok(None)
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
