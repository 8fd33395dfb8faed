//! Failed attempts to sign in, counted in the store so that several servers count together; not audited.

use jiff::Timestamp;

use crate::error::Error;
use crate::store::{Store, micros};

/// A day in microseconds.
const DAY: i64 = 86_400_000_000;

/// Counts an attempt under a key (an account, a network address); those older than a day are forgotten.
///
/// # Errors
/// `Unavailable`.
pub async fn record(store: &Store, key: &str, at: Timestamp) -> Result<(), Error> {
    sqlx::query("DELETE FROM attempts WHERE at < $1")
        .bind(micros(at) - DAY)
        .execute(&store.writing)
        .await?;
    sqlx::query("INSERT INTO attempts (key, at) VALUES ($1, $2)")
        .bind(key)
        .bind(micros(at))
        .execute(&store.writing)
        .await?;
    Ok(())
}

/// How many attempts were made under a key since a moment, that moment included.
///
/// # Errors
/// `Unavailable`.
pub async fn count_since(store: &Store, key: &str, since: Timestamp) -> Result<i64, Error> {
    Ok(
        sqlx::query_scalar("SELECT COUNT(*) FROM attempts WHERE key = $1 AND at >= $2")
            .bind(key)
            .bind(micros(since))
            .fetch_one(&store.reading)
            .await?,
    )
}

/// Forgets the attempts under a key, after one that succeeded.
///
/// # Errors
/// `Unavailable`.
pub async fn clear(store: &Store, key: &str) -> Result<(), Error> {
    sqlx::query("DELETE FROM attempts WHERE key = $1")
        .bind(key)
        .execute(&store.writing)
        .await?;
    Ok(())
}
