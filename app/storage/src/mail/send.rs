//! The sending of a digest that was made: its lease, what it tells, and what came of a try.

use domain::{
    access::Actor,
    calendar::beijing,
    mail::{State, next_try, recipient},
};
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use sqlx::Row as _;

use super::{choice, release, system};
use crate::{
    Caller, Error, Line, Store, Write,
    messages::{self, Message},
    micros, users,
};

/// For how long a sender has a digest to itself, minutes; sending one must end sooner.
pub const LEASE: i64 = 5;

/// Most characters of a reason that is kept.
const REASON_MAX: usize = 200;

/// A digest that the holder of its lease is to send.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Job {
    /// Its id, a UUID, the same at every try.
    pub id: String,
    /// To whom.
    pub person: Actor,
    /// Where to, as chosen now; none where it is not wanted any more.
    pub to: Option<String>,
    attempts: u32,
    lease: i64,
    stamp: i64,
}

/// What came of a try.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// A mail server has taken it, with so many messages.
    Sent(usize),
    /// Nothing was left to tell.
    Spared,
    /// It failed, and may be tried again later.
    Failed(String),
    /// It was refused for good.
    Refused(String),
}

/// Takes the lease of one of the day's digests that is to be sent now; none where nothing is. Of several copies of the
/// program one gets it.
///
/// # Errors
/// `Unavailable`.
pub async fn take(store: &Store, now: Timestamp) -> Result<Option<Job>, Error> {
    let lease = now.checked_add(SignedDuration::from_mins(LEASE)).unwrap_or(now);
    loop {
        let next = sqlx::query(
            "SELECT id, user_id, lease_until, attempts, at FROM mail \
             WHERE state = 'waiting' AND day = $1 AND lease_until <= $2 ORDER BY lease_until, id LIMIT 1",
        )
        .bind(beijing(now).date().to_string())
        .bind(micros(now))
        .fetch_optional(&mut *store.one().await?)
        .await?;
        let Some(row) = next else { return Ok(None) };
        let (id, person, seen): (String, String, i64) = (row.try_get(0)?, row.try_get(1)?, row.try_get(2)?);
        let attempts: i64 = row.try_get(3)?;
        let taken = sqlx::query(
            "UPDATE mail SET lease_until = $1, attempts = attempts + 1 \
             WHERE id = $2 AND state = 'waiting' AND lease_until = $3",
        )
        .bind(micros(lease))
        .bind(&id)
        .bind(seen)
        .execute(&store.writing)
        .await?;
        if taken.rows_affected() == 0 {
            continue;
        }
        let mut conn = store.one().await?;
        let found = users::one(&mut conn, "id", &person).await?.ok_or(Error::NotFound)?;
        let chosen = choice::of(&mut conn, &person).await?;
        let account = &found.user.actor.account;
        let to = recipient(account, chosen.0, chosen.1.as_deref()).filter(|_| !found.user.disabled);
        return Ok(Some(Job {
            to: to.map(str::to_owned),
            id,
            person: found.user.actor,
            attempts: u32::try_from(attempts + 1).unwrap_or(u32::MAX),
            lease: micros(lease),
            stamp: row.try_get(4)?,
        }));
    }
}

/// What a digest tells: of its messages those that are still unread, not done, and their reader's to read; the latest first.
///
/// # Errors
/// `Unavailable`.
pub async fn content(store: &Store, job: &Job, now: Timestamp) -> Result<Vec<Message>, Error> {
    let reader = Caller {
        actor: job.person.clone(),
        ..system(now)
    };
    let mut snapshot = store.read().await?;
    let sql = format!(
        "SELECT {} FROM messages WHERE user_id = $1 AND digest_at = $2 AND read_at IS NULL AND done_at IS NULL \
         ORDER BY seq DESC, id DESC",
        messages::COLUMNS
    );
    let rows = sqlx::query(&sql)
        .bind(&job.person.id)
        .bind(job.stamp)
        .fetch_all(snapshot.conn())
        .await?;
    let mut told = Vec::new();
    for row in &rows {
        if let Some(message) = messages::read(row)?
            && messages::reads(snapshot.conn(), &reader, &message).await?
        {
            told.push(message);
        }
    }
    Ok(told)
}

/// Writes down what came of a try: it is done with, or comes again after a while.
///
/// # Errors
/// `Unavailable`; then it is tried again once the lease has ended.
pub async fn finish(store: &Store, job: &Job, outcome: &Outcome, now: Timestamp) -> Result<(), Error> {
    let again = match outcome {
        Outcome::Failed(_) => next_try(job.attempts).and_then(|after| now.checked_add(after).ok()),
        _ => None,
    };
    if let (Some(next), Outcome::Failed(why)) = (again, outcome) {
        sqlx::query(
            "UPDATE mail SET lease_until = $1, error = $2 WHERE id = $3 AND state = 'waiting' AND lease_until = $4",
        )
        .bind(micros(next))
        .bind(short(why))
        .bind(&job.id)
        .bind(job.lease)
        .execute(&store.writing)
        .await?;
        return Ok(());
    }
    end(store.write(&system(now)).await?, job, outcome).await
}

async fn end(mut w: Write, job: &Job, outcome: &Outcome) -> Result<(), Error> {
    let (state, messages, why, action) = match outcome {
        Outcome::Sent(n) => (State::Sent, i64::try_from(*n).unwrap_or(i64::MAX), None, "mail.send"),
        Outcome::Spared => (State::Spared, 0, None, "mail.spare"),
        Outcome::Failed(why) | Outcome::Refused(why) => (State::Failed, -1, Some(short(why)), "mail.fail"),
    };
    // What a server has taken is sent, whoever holds the lease by now.
    let any = i64::from(state == State::Sent);
    let at = w.at();
    let ended = sqlx::query(
        "UPDATE mail SET state = $1, error = $2, recipient = COALESCE($3, recipient), sent_at = $4, \
         messages = CASE WHEN $5 < 0 THEN messages ELSE $5 END \
         WHERE id = $6 AND state = 'waiting' AND (lease_until = $7 OR $8 = 1)",
    )
    .bind(state.name())
    .bind(&why)
    .bind(job.to.as_deref())
    .bind((state == State::Sent).then_some(at))
    .bind(messages)
    .bind(&job.id)
    .bind(job.lease)
    .bind(any)
    .execute(w.conn())
    .await?;
    if ended.rows_affected() == 0 {
        return Ok(());
    }
    if state == State::Failed {
        release(w.conn(), &job.person.id, job.stamp).await?;
    }
    let line = Line {
        action,
        object: format!("mail:{}", job.id),
        before: Value::Null,
        after: json!({ "account": job.person.account, "messages": messages.max(0), "tries": job.attempts, "why": why }),
    };
    w.commit(line).await?;
    Ok(())
}

/// A reason on one line, cut to what is kept.
fn short(why: &str) -> String {
    let line = why.split(char::is_whitespace).filter(|w| !w.is_empty());
    line.collect::<Vec<_>>()
        .join(" ")
        .chars()
        .filter(|c| *c != '\0')
        .take(REASON_MAX)
        .collect()
}
