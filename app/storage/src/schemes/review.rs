//! What CNIPA does with a scheme that was submitted: take, return by item, file for record; and what is said beside items.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    calendar::beijing,
    fault,
    message::Kind,
    scheme::{Action, LINE_MAX, TEXT_MAX},
};
use jiff::civil::Date;
use serde_json::{Value, json};
use sqlx::AnyConnection;

use super::{
    Head, Texts, enter, head, object, progress, targets,
    told::step,
    verb,
    version::{self, Fate},
};
use crate::{Caller, Error, Line, Refusal, Store, Write, allow, messages::Who};

/// CNIPA's letter of filing, as typed; both fields may be empty, a number needs its date.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Letter {
    /// Its number.
    pub number: String,
    /// Its date, `2025-10-28`.
    pub on: String,
}

fn line<'a>(action: &'a str, head: &Head, after: Value) -> Line<'a> {
    Line {
        action,
        object: object(&head.city),
        before: json!({ "state": head.state, "version": head.latest }),
        after,
    }
}

/// Takes a submission up: its city can withdraw it no more. Twice is once.
///
/// # Errors
/// `Forbidden`, `NotFound`; `Refused` with `SchemeState`.
pub async fn take(store: &Store, caller: &Caller, city: &str) -> Result<(), Error> {
    let (mut w, head, state) = enter(store, caller, city, Action::Take).await?;
    if head.taken_by.is_some() {
        return Ok(());
    }
    sqlx::query("UPDATE schemes SET taken_by = $1 WHERE id = $2")
        .bind(&caller.actor.id)
        .bind(&head.id)
        .execute(w.conn())
        .await?;
    w.commit(line("scheme.take", &head, json!({ "state": state, "taken": true })))
        .await?;
    Ok(())
}

/// Returns items, each with a comment; only those are open then.
///
/// # Errors
/// `Forbidden`, `NotFound`; `Refused` with `SchemeState`, `NothingReturned`, `CommentMissing`, `Unknown`, `TooLong`.
pub async fn return_items(store: &Store, caller: &Caller, city: &str, comments: &Texts) -> Result<(), Error> {
    let (mut w, head, state) = enter(store, caller, city, Action::Return).await?;
    let number = head.latest.ok_or(Error::NotFound)?;
    let known = version::load(w.conn(), &head.id, number, false).await?.content.items();
    let strange: Vec<_> = comments.keys().filter(|i| !known.contains(i)).cloned().collect();
    if !strange.is_empty() {
        return Err(Refusal::Unknown(strange).into());
    }
    if comments.is_empty() {
        return Err(Refusal::NothingReturned.into());
    }
    let silent = comments.iter().filter(|(_, text)| text.trim().is_empty());
    let silent: Vec<_> = silent.map(|(item, _)| item.clone()).collect();
    if !silent.is_empty() {
        return Err(Refusal::CommentMissing(silent).into());
    }
    for (item, text) in comments {
        remark(&mut w, &head, item, "return", text).await?;
    }
    version::close(&mut w, &head.id, number, Fate::Returned).await?;
    let at = w.at();
    sqlx::query(
        "UPDATE schemes SET state = $1, returned_at = $2, taken_by = NULL, signed_off_by = NULL, frozen = NULL WHERE id = $3",
    )
    .bind(state.name())
    .bind(at)
    .bind(&head.id)
    .execute(w.conn())
    .await?;
    let items: Vec<_> = comments.keys().cloned().collect();
    let told = (Who::City(city), Kind::SchemeReturned);
    step(&mut w, &head, state, Some(told), &items).await?;
    let sealed: BTreeMap<_, _> = comments.iter().map(|(item, text)| (item, w.seal(text))).collect();
    let after = json!({ "state": state, "version": number, "items": sealed });
    w.commit(line("scheme.return", &head, after)).await?;
    Ok(())
}

/// Files what was submitted for record: it is in force from now on, and its targets with it. Of the targets that are lower
/// than before, those `granted` count for scores, the others as they stood. Gives the system's own number.
///
/// # Errors
/// `Forbidden`, `NotFound`; `Refused` with `SchemeState`, and `Fields` where the letter is not whole or of the future.
pub async fn file(
    store: &Store,
    caller: &Caller,
    city: &str,
    letter: &Letter,
    granted: &BTreeSet<String>,
) -> Result<String, Error> {
    let (mut w, head, state) = enter(store, caller, city, Action::File).await?;
    let (letter_number, letter_on) = checked(letter, beijing(caller.at).date())?;
    let number = head.latest.ok_or(Error::NotFound)?;
    let version = version::load(w.conn(), &head.id, number, false).await?;
    let year = beijing(caller.at).date().year();
    let filed: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM scheme_versions WHERE filing LIKE $1")
        .bind(format!("{year}-%"))
        .fetch_one(w.conn())
        .await?;
    let filing = format!("{year}-{:03}", filed + 1);
    version::close(&mut w, &head.id, number, Fate::Filed).await?;
    let seq = w.seq;
    sqlx::query(
        "UPDATE scheme_versions SET valid_to = $1 WHERE scheme_id = $2 AND valid_from IS NOT NULL AND valid_to IS NULL",
    )
    .bind(seq)
    .bind(&head.id)
    .execute(w.conn())
    .await?;
    sqlx::query(
        "UPDATE scheme_versions SET filing = $1, letter_number = $2, letter_on = $3, valid_from = $4 \
         WHERE scheme_id = $5 AND number = $6",
    )
    .bind(&filing)
    .bind(&letter_number)
    .bind(letter_on.map(|day| day.to_string()))
    .bind(seq)
    .bind(&head.id)
    .bind(i64::from(number))
    .execute(w.conn())
    .await?;
    sqlx::query(
        "UPDATE schemes SET state = $1, filed = $2, tasks = $3, returned_at = NULL, taken_by = NULL, reason = '', \
         frozen = NULL WHERE id = $4",
    )
    .bind(state.name())
    .bind(i64::from(number))
    .bind(progress::numbers_of(&version.content.tasks))
    .bind(&head.id)
    .execute(w.conn())
    .await?;
    // A report begun before anything was filed, and never handed in, tells of these tasks from now on.
    sqlx::query(
        "UPDATE reports SET plan = $1, tasks = $2 WHERE city = $3 AND plan IS NULL AND versions = 0 AND state = 'drafting' \
         AND period LIKE '%Q%'",
    )
    .bind(i64::from(number))
    .bind(progress::numbers_of(&version.content.tasks))
    .bind(city)
    .execute(w.conn())
    .await?;
    let kept = targets::put(&mut w, &version, granted).await?;
    let told = (Who::City(city), Kind::SchemeFiled);
    step(&mut w, &head, state, Some(told), &[]).await?;
    let after = json!({
        "state": state, "version": number, "filing": filing, "letter_number": letter_number,
        "letter_on": letter_on, "granted": granted, "not_granted": kept,
    });
    w.commit(line("scheme.file", &head, after)).await?;
    Ok(filing)
}

/// Number and date of the letter.
fn checked(letter: &Letter, today: Date) -> Result<(String, Option<Date>), Error> {
    let at = |field, fault| Err(Refusal::Fields(vec![(field, fault)]).into());
    let number = match fault::text(&letter.number, LINE_MAX) {
        Err(fault::Fault::Missing) => String::new(),
        Err(fault) => return at("letter_number", fault),
        Ok(number) => number,
    };
    match fault::day(&letter.on) {
        Err(fault::Fault::Missing) if number.is_empty() => Ok((number, None)),
        Err(fault) => at("letter_on", fault),
        Ok(day) if day > today => at("letter_on", fault::Fault::After(today)),
        Ok(_) if number.is_empty() => at("letter_number", fault::Fault::Missing),
        Ok(day) => Ok((number, Some(day))),
    }
}

/// The city's answer beside an item of what was returned.
///
/// # Errors
/// `Forbidden`, `NotFound`; `Refused` with `SchemeState`, `ItemClosed`, `TooLong`.
pub async fn answer(store: &Store, caller: &Caller, city: &str, answers: &Texts) -> Result<(), Error> {
    let answers: Vec<_> = answers.iter().filter(|(_, text)| !text.trim().is_empty()).collect();
    if answers.is_empty() {
        return Ok(());
    }
    let mut w = store.write(caller).await?;
    let head = head(w.conn(), city).await?;
    allow(caller, verb(Action::Save), &head.object())?;
    head.after(Action::Save)?;
    let open = open_items(w.conn(), &head).await?.unwrap_or_default();
    let closed = answers.iter().filter(|(item, _)| !open.contains_key(*item));
    let closed: Vec<String> = closed.map(|(item, _)| (*item).clone()).collect();
    if !closed.is_empty() {
        return Err(Refusal::ItemClosed(closed).into());
    }
    for (item, text) in &answers {
        remark(&mut w, &head, item, "answer", text).await?;
    }
    let items: Vec<_> = answers.iter().map(|(item, _)| (*item).clone()).collect();
    w.commit(line("scheme.answer", &head, json!({ "items": items })))
        .await?;
    Ok(())
}

async fn remark(w: &mut Write, head: &Head, item: &str, kind: &str, text: &str) -> Result<(), Error> {
    let field = || format!("items[{item}][comment]");
    let text = fault::text(text, TEXT_MAX).map_err(|_| Refusal::TooLong {
        field: field(),
        most: TEXT_MAX,
    })?;
    let (id, at, seq, actor) = (w.new_id(), w.at(), w.seq, w.caller().actor.clone());
    sqlx::query(
        "INSERT INTO scheme_remarks (id, scheme_id, item, version, author, author_role, kind, text, at, seq) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
    )
    .bind(id)
    .bind(&head.id)
    .bind(item)
    .bind(i64::from(head.latest.unwrap_or(0)))
    .bind(actor.id)
    .bind(actor.role.name())
    .bind(kind)
    .bind(text)
    .bind(at)
    .bind(seq)
    .execute(w.conn())
    .await?;
    Ok(())
}

/// The items that CNIPA returned last, each with why; none where all are open, as in a first draft or an amendment.
pub(super) async fn open_items(conn: &mut AnyConnection, head: &Head) -> Result<Option<Texts>, Error> {
    let (Some(_), Some(latest)) = (head.returned_at, head.latest) else {
        return Ok(None);
    };
    let open: Vec<(String, String)> = sqlx::query_as(
        "SELECT item, text FROM scheme_remarks WHERE scheme_id = $1 AND version = $2 AND kind = 'return' ORDER BY seq",
    )
    .bind(&head.id)
    .bind(i64::from(latest))
    .fetch_all(conn)
    .await?;
    Ok(Some(open.into_iter().collect()))
}

/// The returned items that the city has answered since.
pub(super) async fn answered(conn: &mut AnyConnection, head: &Head) -> Result<BTreeSet<String>, Error> {
    let items: Vec<String> = sqlx::query_scalar(
        "SELECT DISTINCT item FROM scheme_remarks WHERE scheme_id = $1 AND kind = 'answer' AND at >= $2",
    )
    .bind(&head.id)
    .bind(head.returned_at.unwrap_or(i64::MAX))
    .fetch_all(conn)
    .await?;
    Ok(items.into_iter().collect())
}
