//! Saved views of the comparison: a name for what an address of `/compare` chooses, shared within CNIPA.

use domain::{
    access::{Object, Verb},
    fault,
};
use jiff::Timestamp;
use serde_json::{Value, json};

use crate::{Caller, Error, Line, Refusal, Store, allow, timestamp};

/// The longest name, characters.
pub const NAME_MAX: u32 = 60;

/// The longest query, bytes: six indicators, nine cities and every other choice take less.
pub const QUERY_MAX: usize = 1_000;

/// How many views are kept; who wants another takes one away first.
pub const MOST: u32 = 60;

/// A saved view.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedView {
    /// Its id.
    pub id: String,
    /// Its name, unlike any other.
    pub name: String,
    /// The query of `/compare` that it stands for, without a question mark.
    pub query: String,
    /// The name of who saved it last.
    pub by: String,
    /// When.
    pub saved_at: Timestamp,
}

/// All saved views by name.
///
/// # Errors
/// `NotFound` for all but CNIPA.
pub async fn list(store: &Store, caller: &Caller) -> Result<Vec<SavedView>, Error> {
    allow(caller, Verb::Read, &Object::SavedView)?;
    let rows: Vec<(String, String, String, String, i64)> = sqlx::query_as(
        "SELECT v.id, v.name, v.query, COALESCE(u.name, v.owner), v.saved_at FROM views v \
         LEFT JOIN users u ON u.id = v.owner ORDER BY v.name",
    )
    .fetch_all(&mut *store.one().await?)
    .await?;
    let view = |(id, name, query, by, at)| SavedView {
        id,
        name,
        query,
        by,
        saved_at: timestamp(at),
    };
    Ok(rows.into_iter().map(view).collect())
}

/// Saves a query under a name, in the place of the view that has it.
///
/// # Errors
/// `NotFound` for all but CNIPA; `Refused` with `Fields` at `name` where there is none, it is too long, or there are
/// [`MOST`] views already.
pub async fn save(store: &Store, caller: &Caller, name: &str, query: &str) -> Result<(), Error> {
    allow(caller, Verb::Save, &Object::SavedView)?;
    let refused = |fault| Error::from(Refusal::Fields(vec![("name", fault)]));
    let name = fault::text(name, NAME_MAX).map_err(refused)?;
    if query.len() > QUERY_MAX {
        return Err(refused(fault::Fault::TooLong { most: NAME_MAX }));
    }
    let mut w = store.write(caller).await?;
    let all: Vec<(String, String, String)> = sqlx::query_as("SELECT id, name, query FROM views")
        .fetch_all(w.conn())
        .await?;
    let before = all.iter().find(|(_, n, _)| *n == name);
    if before.is_some_and(|(.., q)| q == query) {
        return Ok(());
    }
    if before.is_none() && all.len() >= MOST as usize {
        return Err(refused(fault::Fault::TooMany { most: MOST }));
    }
    let id = before.map_or_else(|| w.new_id(), |(id, ..)| id.clone());
    let (owner, at) = (w.caller().actor.id.clone(), w.at());
    sqlx::query(
        "INSERT INTO views (id, name, query, owner, saved_at) VALUES ($1, $2, $3, $4, $5) \
         ON CONFLICT (id) DO UPDATE SET query = excluded.query, owner = excluded.owner, saved_at = excluded.saved_at",
    )
    .bind(&id)
    .bind(&name)
    .bind(query)
    .bind(&owner)
    .bind(at)
    .execute(w.conn())
    .await?;
    let line = |query: &str| json!({ "name": name, "query": query });
    let (before, after) = (before.map_or(Value::Null, |(.., q)| line(q)), line(query));
    w.commit(Line {
        action: "view.save",
        object: format!("view:{id}"),
        before,
        after,
    })
    .await?;
    Ok(())
}

/// Takes a view away; one that is gone already is no error.
///
/// # Errors
/// `NotFound` for all but CNIPA.
pub async fn remove(store: &Store, caller: &Caller, id: &str) -> Result<(), Error> {
    allow(caller, Verb::Save, &Object::SavedView)?;
    let mut w = store.write(caller).await?;
    let found: Option<(String, String)> = sqlx::query_as("SELECT name, query FROM views WHERE id = $1")
        .bind(id)
        .fetch_optional(w.conn())
        .await?;
    let Some((name, query)) = found else {
        return Ok(());
    };
    sqlx::query("DELETE FROM views WHERE id = $1")
        .bind(id)
        .execute(w.conn())
        .await?;
    w.commit(Line {
        action: "view.remove",
        object: format!("view:{id}"),
        before: json!({ "name": name, "query": query }),
        after: Value::Null,
    })
    .await?;
    Ok(())
}
