//! Reading a file: by whoever may see something that it stands at, under the name that it has there.

use domain::evidence::{FileKind, FrozenFile};
use object_store::GetResult;

use super::{Owner, reads};
use crate::{Caller, Error, Store, reports};

/// A file for who may see something that it stands at, under the name it has there: `name` where it is one of them.
///
/// # Errors
/// `NotFound` where there is none, or it stands at nothing that the caller may see.
pub async fn download(
    store: &Store,
    caller: &Caller,
    hash: &str,
    name: &str,
) -> Result<(FrozenFile, GetResult), Error> {
    let mut read = store.read().await?;
    let blob: Option<(String, String, i64)> = sqlx::query_as("SELECT key, kind, size FROM blobs WHERE hash = $1")
        .bind(hash)
        .fetch_optional(read.conn())
        .await?;
    let (key, kind, size) = blob.ok_or(Error::NotFound)?;
    let links: Vec<(String, String, Option<i64>, String, i64)> = sqlx::query_as(
        "SELECT owner, item, version, name, added_at FROM evidence WHERE hash = $1 ORDER BY name <> $2, added_at",
    )
    .bind(hash)
    .bind(name)
    .fetch_all(read.conn())
    .await?;
    let mut found = None;
    for (owner, item, version, name, added_at) in links {
        let Some(owner) = Owner::of_key(&owner, &item) else {
            continue;
        };
        let version = version.and_then(|n| u32::try_from(n).ok());
        match reads(read.conn(), caller, &owner, version, added_at).await {
            Ok(()) => {
                found = Some(name);
                break;
            }
            Err(Error::NotFound | Error::Forbidden) => {}
            Err(e) => return Err(e),
        }
    }
    // A name that stands only in a version is found there.
    if found.as_deref() != Some(name) {
        let frozen = reports::evidence::in_versions(read.conn(), caller, hash, name).await?;
        found = frozen.filter(|n| found.is_none() || n == name).or(found);
    }
    let name = found.ok_or(Error::NotFound)?;
    let kind = FileKind::parse(&kind).ok_or_else(|| Error::unavailable("a file's kind"))?;
    let (hash, size) = (hash.to_owned(), u64::try_from(size).unwrap_or(0));
    drop(read);
    let bytes = store.files().get(&key).await?;
    Ok((FrozenFile { name, hash, kind, size }, bytes))
}
