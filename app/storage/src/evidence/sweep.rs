//! The sweep: pending keys of more than an hour lose their bytes, and bytes that no row knows go too.

use std::collections::BTreeSet;

use jiff::{SignedDuration, Timestamp};

use crate::{Error, Store, micros};

/// After how long a pending key is given up.
const PENDING: SignedDuration = SignedDuration::from_hours(1);

/// What a sweep removed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Swept {
    /// Pending keys.
    pub pending: usize,
    /// Bytes without a row.
    pub orphans: usize,
}

/// Removes what cuts have left behind: `now` is the store's time, `wall` that of the machine, by which bytes are dated.
///
/// # Errors
/// `Unavailable`; the next sweep goes on.
pub async fn sweep(store: &Store, now: Timestamp, wall: Timestamp) -> Result<Swept, Error> {
    let before = |at: Timestamp| at.checked_sub(PENDING).unwrap_or(at);
    let old: Vec<String> = sqlx::query_scalar("SELECT key FROM uploads WHERE begun_at < $1")
        .bind(micros(before(now)))
        .fetch_all(&mut *store.one().await?)
        .await?;
    for key in &old {
        remove(store, key).await?;
    }
    // First the bytes, then the rows: what is begun in between has a row.
    let there = store.files().all().await?;
    let known: BTreeSet<String> = sqlx::query_scalar("SELECT key FROM uploads UNION ALL SELECT key FROM blobs")
        .fetch_all(&mut *store.one().await?)
        .await?
        .into_iter()
        .collect();
    let mut orphans = 0;
    for (key, at) in there {
        if at < before(wall) && !known.contains(&key) {
            store.files().remove(&key).await?;
            orphans += 1;
        }
    }
    Ok(Swept {
        pending: old.len(),
        orphans,
    })
}

/// First the bytes, then the row that knows of them; but never bytes that have a name by now.
async fn remove(store: &Store, key: &str) -> Result<(), Error> {
    let named: Option<String> = sqlx::query_scalar("SELECT hash FROM blobs WHERE key = $1")
        .bind(key)
        .fetch_optional(&store.writing)
        .await?;
    if named.is_none() {
        store.files().remove(key).await?;
    }
    sqlx::query("DELETE FROM uploads WHERE key = $1")
        .bind(key)
        .execute(&store.writing)
        .await?;
    Ok(())
}

/// Removes pending keys at once; where that fails the sweep does it.
pub(crate) async fn clear(store: &Store, keys: &[String]) {
    for key in keys {
        if let Err(e) = remove(store, key).await {
            tracing::warn!(error = %e, "a file that nothing names");
        }
    }
}
