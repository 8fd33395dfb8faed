//! Digests by e-mail: an outbox with one row a person and Beijing day. A row is made with the stamps on its messages in one
//! transaction; whoever holds its lease sends it, from what is then still unread, not done and the person's to read.

mod choice;
mod log;
mod send;

use domain::mail::{State, digest_day, recipient};
use jiff::{Timestamp, civil::Date};
use serde_json::{Value, json};
use sqlx::AnyConnection;

pub use choice::{Choice, choice, choose};
pub use log::{LOGGED, Logged, last, log};
pub use send::{Job, LEASE, Outcome, content, finish, take};

use crate::{Caller, Error, Line, Store, micros};

fn system(now: Timestamp) -> Caller {
    Caller {
        from: "serve".into(),
        ..Caller::cli(now)
    }
}

/// Makes the day's digests of everybody who is to get one; gives how many are new. What was not sent on its own day is
/// given up, and its messages go into today's.
///
/// # Errors
/// `Unavailable`; the next time goes on.
pub async fn make(store: &Store, now: Timestamp) -> Result<usize, Error> {
    let Some(day) = digest_day(now) else { return Ok(0) };
    let mut read = store.read().await?;
    // The write lock is for those who type: it is taken only where something is due.
    if past(read.conn(), day, now).await?.is_empty() && due(read.conn(), day).await?.is_empty() {
        return Ok(0);
    }
    drop(read);
    let mut w = store.write(&system(now)).await?;
    let past = past(w.conn(), day, now).await?;
    for (id, person, at) in &past {
        let sql = "UPDATE mail SET state = $1, error = COALESCE(error, 'day') WHERE id = $2";
        let ended = sqlx::query(sql).bind(State::Failed.name()).bind(id);
        ended.execute(w.conn()).await?;
        release(w.conn(), person, *at).await?;
    }
    let (at, mut told) = (w.at(), 0);
    let due = due(w.conn(), day).await?;
    for (person, to) in &due {
        let stamped = sqlx::query(
            "UPDATE messages SET digest_at = $1 WHERE user_id = $2 AND read_at IS NULL AND digest_at IS NULL",
        );
        let stamped = stamped.bind(at).bind(person).execute(w.conn()).await?.rows_affected();
        let messages = i64::try_from(stamped).unwrap_or(i64::MAX);
        let id = w.new_id();
        sqlx::query(
            "INSERT INTO mail (id, user_id, day, state, recipient, messages, attempts, lease_until, at) \
             VALUES ($1, $2, $3, $4, $5, $6, 0, $7, $7)",
        )
        .bind(id)
        .bind(person)
        .bind(day.to_string())
        .bind(State::Waiting.name())
        .bind(to)
        .bind(messages)
        .bind(at)
        .execute(w.conn())
        .await?;
        told += messages;
    }
    if past.is_empty() && due.is_empty() {
        return Ok(0);
    }
    w.commit(Line {
        action: "mail.digest",
        object: format!("digests:{day}"),
        before: Value::Null,
        after: json!({ "digests": due.len(), "messages": told, "given_up": past.len() }),
    })
    .await?;
    Ok(due.len())
}

/// Who is to get a digest of the day and has none yet, and where to.
async fn due(conn: &mut AnyConnection, day: Date) -> Result<Vec<(String, String)>, Error> {
    let rows: Vec<(String, String, Option<i64>, Option<String>)> = sqlx::query_as(
        "SELECT u.id, u.account, u.digest, u.digest_to FROM users u \
         WHERE u.disabled_at IS NULL AND u.password_hash IS NOT NULL \
         AND EXISTS (SELECT 1 FROM messages m WHERE m.user_id = u.id AND m.read_at IS NULL AND m.digest_at IS NULL) \
         AND NOT EXISTS (SELECT 1 FROM mail d WHERE d.user_id = u.id AND d.day = $1) ORDER BY u.id",
    )
    .bind(day.to_string())
    .fetch_all(conn)
    .await?;
    let due = |(id, account, on, to): (String, String, Option<i64>, Option<String>)| {
        let to = recipient(&account, on.map(|on| on == 1), to.as_deref())?.to_owned();
        Some((id, to))
    };
    Ok(rows.into_iter().filter_map(due).collect())
}

/// Digests of days before this one that nobody is sending: id, person, and the stamp of its messages.
async fn past(conn: &mut AnyConnection, day: Date, now: Timestamp) -> Result<Vec<(String, String, i64)>, Error> {
    let sql = "SELECT id, user_id, at FROM mail WHERE state = 'waiting' AND day < $1 AND lease_until <= $2 ORDER BY id";
    let rows = sqlx::query_as(sql).bind(day.to_string()).bind(micros(now));
    Ok(rows.fetch_all(conn).await?)
}

/// The messages of a digest that was given up are free for the next one.
async fn release(conn: &mut AnyConnection, person: &str, at: i64) -> Result<(), Error> {
    let sql = "UPDATE messages SET digest_at = NULL WHERE user_id = $1 AND digest_at = $2 AND read_at IS NULL";
    sqlx::query(sql).bind(person).bind(at).execute(conn).await?;
    Ok(())
}
