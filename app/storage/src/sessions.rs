//! Sessions, behind the server's session store; not audited. What is kept is a hash of the id, so that a copy of
//! the store opens no session.

use jiff::Timestamp;
use sha2::{Digest, Sha256};
use sqlx::{AnyConnection, Row};

use crate::error::Error;
use crate::store::{Store, micros};

/// A session's content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// JSON of the session.
    pub data: String,
    /// The account that is signed in, if any.
    pub user_id: Option<String>,
    /// When it ends.
    pub expires_at: Timestamp,
}

/// Keeps a new session; false where the id is taken, and then nothing was written.
///
/// # Errors
/// `Unavailable`.
pub async fn create(store: &Store, id: &str, session: &Session, at: Timestamp) -> Result<bool, Error> {
    let done = sqlx::query(
        "INSERT INTO sessions (id, data, user_id, expires_at, created_at) VALUES ($1, $2, $3, $4, $5) \
         ON CONFLICT (id) DO NOTHING",
    )
    .bind(kept(id))
    .bind(&session.data)
    .bind(&session.user_id)
    .bind(micros(session.expires_at))
    .bind(micros(at))
    .execute(&store.writing)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Keeps what changed in a session. One that has ended meanwhile stays ended: a request in flight does not
/// bring back what a sign-out or a new password took away.
///
/// # Errors
/// `Unavailable`.
pub async fn save(store: &Store, id: &str, session: &Session) -> Result<(), Error> {
    sqlx::query("UPDATE sessions SET data = $1, user_id = $2, expires_at = $3 WHERE id = $4")
        .bind(&session.data)
        .bind(&session.user_id)
        .bind(micros(session.expires_at))
        .bind(kept(id))
        .execute(&store.writing)
        .await?;
    Ok(())
}

/// The session of an id, unless it has ended.
///
/// # Errors
/// `Unavailable`.
pub async fn load(store: &Store, id: &str, at: Timestamp) -> Result<Option<Session>, Error> {
    let row = sqlx::query("SELECT data, user_id, expires_at FROM sessions WHERE id = $1 AND expires_at > $2")
        .bind(kept(id))
        .bind(micros(at))
        .fetch_optional(&store.reading)
        .await?;
    let Some(row) = row else { return Ok(None) };
    Ok(Some(Session {
        data: row.try_get(0)?,
        user_id: row.try_get(1)?,
        expires_at: crate::store::timestamp(row.try_get(2)?),
    }))
}

/// Ends a session.
///
/// # Errors
/// `Unavailable`.
pub async fn delete(store: &Store, id: &str) -> Result<(), Error> {
    sqlx::query("DELETE FROM sessions WHERE id = $1")
        .bind(kept(id))
        .execute(&store.writing)
        .await?;
    Ok(())
}

/// Ends all sessions of an account.
///
/// # Errors
/// `Unavailable`.
pub async fn delete_of_user(store: &Store, user_id: &str) -> Result<(), Error> {
    let mut conn = store.writing.acquire().await?;
    end_all(&mut conn, user_id).await
}

/// Removes the sessions that have ended.
///
/// # Errors
/// `Unavailable`.
pub async fn delete_expired(store: &Store, at: Timestamp) -> Result<(), Error> {
    sqlx::query("DELETE FROM sessions WHERE expires_at <= $1")
        .bind(micros(at))
        .execute(&store.writing)
        .await?;
    Ok(())
}

pub(crate) async fn end_all(conn: &mut AnyConnection, user_id: &str) -> Result<(), Error> {
    sqlx::query("DELETE FROM sessions WHERE user_id = $1")
        .bind(user_id)
        .execute(conn)
        .await?;
    Ok(())
}

pub(crate) fn kept(id: &str) -> String {
    hex::encode(Sha256::digest(id.as_bytes()))
}
