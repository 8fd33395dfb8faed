//! Naming files at their owners and taking them away: what is received becomes evidence in one transaction, and bytes that
//! nothing names any more go after the commit.

use domain::evidence::FrozenFile;
use serde_json::json;

use super::{FILES_MAX, Owner, Received, guard, sweep::clear};
use crate::{Caller, Error, Line, Refusal, Store, Write, reports};

/// Names a received file at its owner. The same bytes at the same item are there already, and nothing is done: who tries
/// again after a cut adds nothing twice.
///
/// # Errors
/// As for saving the owner; `Refused` with `File`, `TooManyFiles`, `Unknown`. The bytes are gone then.
pub async fn add(
    store: &Store,
    caller: &Caller,
    owner: &Owner,
    name: &str,
    received: Received,
) -> Result<FrozenFile, Error> {
    let key = received.key.clone();
    let done = name_it(store, caller, owner, name, received).await;
    // Bytes that were there already, or that nobody wanted.
    if !matches!(done, Ok((_, true))) {
        clear(store, &[key]).await;
    }
    done.map(|(file, _)| file)
}

/// The file, and whether its bytes are new and stay.
async fn name_it(
    store: &Store,
    caller: &Caller,
    owner: &Owner,
    name: &str,
    received: Received,
) -> Result<(FrozenFile, bool), Error> {
    let name = domain::evidence::file_name(name).map_err(Refusal::File)?;
    let mut w = store.write(caller).await?;
    let version = guard(w.conn(), caller, owner).await?;
    let (at, item) = owner.key();
    let Received { hash, kind, size, key } = received;
    let name = kind.named(&name);
    let file = FrozenFile { name, hash, kind, size };
    let here: Vec<(String, String)> =
        sqlx::query_as("SELECT hash, name FROM evidence WHERE owner = $1 AND item = $2 AND COALESCE(version, 0) = $3")
            .bind(&at)
            .bind(item)
            .bind(i64::from(version.unwrap_or(0)))
            .fetch_all(w.conn())
            .await?;
    if let Some((_, name)) = here.iter().find(|(hash, _)| *hash == file.hash) {
        let name = name.clone();
        return Ok((FrozenFile { name, ..file }, false));
    }
    if here.len() >= FILES_MAX as usize {
        return Err(Refusal::TooManyFiles { most: FILES_MAX }.into());
    }
    let new =
        sqlx::query("INSERT INTO blobs (hash, key, kind, size) VALUES ($1, $2, $3, $4) ON CONFLICT (hash) DO NOTHING")
            .bind(&file.hash)
            .bind(&key)
            .bind(kind.name())
            .bind(i64::try_from(size).map_err(Error::unavailable)?)
            .execute(w.conn())
            .await?
            .rows_affected()
            == 1;
    if new {
        // From here on the bytes have a name; a key that is no longer pending was swept, and its bytes are gone.
        let pending = sqlx::query("DELETE FROM uploads WHERE key = $1")
            .bind(&key)
            .execute(w.conn())
            .await?;
        if pending.rows_affected() == 0 {
            return Err(Error::unavailable("an upload took longer than its time"));
        }
    }
    link(&mut w, &at, item, &file.hash, &file.name, version).await?;
    reports::evidence::recount(&mut w, owner).await?;
    let after = json!({ "item": item, "name": w.seal(&file.name), "hash": file.hash, "kind": kind, "size": size,
        "version": version });
    w.commit(Line {
        action: "evidence.add",
        object: at,
        before: json!(null),
        after,
    })
    .await?;
    Ok((file, new))
}

/// Refuses who may not add to an owner now, before its bytes are asked for.
///
/// # Errors
/// As [`add`].
pub async fn check(store: &Store, caller: &Caller, owner: &Owner) -> Result<(), Error> {
    guard(store.read().await?.conn(), caller, owner).await.map(|_| ())
}

/// Takes a file away from an item; versions that name it keep it.
///
/// # Errors
/// As [`add`]; `NotFound` where it does not stand there.
pub async fn remove(store: &Store, caller: &Caller, owner: &Owner, id: &str) -> Result<(), Error> {
    let mut w = store.write(caller).await?;
    guard(w.conn(), caller, owner).await?;
    let (at, item) = owner.key();
    let gone: Option<(String, String, String)> = sqlx::query_as(
        "DELETE FROM evidence WHERE id = $1 AND owner = $2 AND item = $3 RETURNING hash, name, added_by",
    )
    .bind(id)
    .bind(&at)
    .bind(item)
    .fetch_optional(w.conn())
    .await?;
    let (hash, name, by) = gone.ok_or(Error::NotFound)?;
    // In a thread of several offices nobody takes away what another added.
    if matches!(owner, Owner::Problem(_)) && by != caller.actor.id {
        return Err(Error::Forbidden);
    }
    let unnamed = release(&mut w, &hash).await?;
    reports::evidence::recount(&mut w, owner).await?;
    let before = json!({ "item": item, "name": w.seal(&name), "hash": hash });
    w.commit(Line {
        action: "evidence.remove",
        object: at,
        before,
        after: json!(null),
    })
    .await?;
    clear(store, unnamed.as_slice()).await;
    Ok(())
}

/// Lets a file stand at an item.
pub(crate) async fn link(
    w: &mut Write,
    owner: &str,
    item: &str,
    hash: &str,
    name: &str,
    version: Option<u32>,
) -> Result<(), Error> {
    let (id, at, by) = (w.new_id(), w.at(), w.caller().actor.id.clone());
    sqlx::query(
        "INSERT INTO evidence (id, owner, item, hash, name, version, added_by, added_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind(id)
    .bind(owner)
    .bind(item)
    .bind(hash)
    .bind(name)
    .bind(version.map(i64::from))
    .bind(by)
    .bind(at)
    .execute(w.conn())
    .await?;
    Ok(())
}

/// Where nothing names a file any more its key is pending again, to be removed after the commit; gives that key.
pub(crate) async fn release(w: &mut Write, hash: &str) -> Result<Option<String>, Error> {
    let key: Option<String> = sqlx::query_scalar(
        "DELETE FROM blobs WHERE hash = $1 AND NOT EXISTS (SELECT 1 FROM evidence WHERE hash = $1) \
         AND NOT EXISTS (SELECT 1 FROM version_files WHERE hash = $1) RETURNING key",
    )
    .bind(hash)
    .fetch_optional(w.conn())
    .await?;
    if let Some(key) = &key {
        let at = w.at();
        sqlx::query("INSERT INTO uploads (key, begun_at) VALUES ($1, $2)")
            .bind(key)
            .bind(at)
            .execute(w.conn())
            .await?;
    }
    Ok(key)
}
