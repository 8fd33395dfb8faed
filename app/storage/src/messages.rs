//! Messages 消息: what happened that somebody should know, made in the transaction of what happened and only for who may
//! read the thing. They hold facts; the words are made when they are read.

mod mention;
mod reads;
mod remind;

use domain::{
    access::{Actor, Decision, Object, Role, Scope, Verb, may},
    city::city,
    message::Kind,
    period::Period,
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use sqlx::{Row as _, any::AnyRow};

pub(crate) use mention::named;
pub(crate) use reads::reads;
pub use remind::remind;

use crate::{Caller, Error, Line, Store, Write, allow, timestamp, users};

/// How many unread messages the page shows.
pub const UNREAD_MOST: i64 = 100;

/// How many read messages stand on a page.
pub const PAGE: i64 = 30;

/// What a message's words are made from; what a kind does not need is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Params {
    /// The city it is about, by slug.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub city: String,
    /// The report.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub period: Option<Period>,
    /// Items of a report, or the code of an indicator.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<String>,
    /// The code and title of a problem or practice.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub title: String,
    /// Name of who did it, where the reader may know.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub by: String,
    /// Working days: left, or below 0 passed.
    #[serde(skip_serializing_if = "is_zero")]
    pub days: i32,
    /// A day, as `2026-07-08`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub until: String,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands a reference")]
const fn is_zero(n: &i32) -> bool {
    *n == 0
}

impl Params {
    /// Of a report.
    pub(crate) fn report(city: &str, period: Period) -> Self {
        Params {
            city: city.to_owned(),
            period: Some(period),
            ..Params::default()
        }
    }
}

/// A message to the caller.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// Id, a UUID.
    pub id: String,
    /// What it tells of.
    pub kind: Kind,
    /// The address of the thing.
    pub about: String,
    /// What the words are made from.
    pub params: Params,
    /// When it was made.
    pub at: Timestamp,
    /// The line of the audit that it was made with.
    pub seq: i64,
    /// It was read, or what it asked for is done.
    pub read: bool,
    /// What it asked for is done.
    pub done: bool,
}

/// To whom a message goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Who<'a> {
    /// The people of a city, by slug.
    City(&'a str),
    /// Those of one role in a city.
    OfCity(&'a str, Role),
    /// Reviewers and administrators.
    Cnipa,
    /// The liaison of a city's province.
    Liaison(&'a str),
    /// One account, by id.
    One(&'a str),
    /// Accounts of a role at a place.
    At(Role, Scope),
}

impl Who<'_> {
    /// Roles and place; none of one account.
    fn place(&self) -> Option<(Vec<Role>, Scope)> {
        Some(match self {
            Who::City(slug) => (
                vec![Role::CityEditor, Role::CityApprover],
                Scope::City((*slug).to_owned()),
            ),
            Who::OfCity(slug, role) => (vec![*role], Scope::City((*slug).to_owned())),
            Who::Cnipa => (vec![Role::Reviewer, Role::Admin], Scope::Nation),
            Who::Liaison(slug) => {
                let province = city(slug).map_or_else(String::new, |c| c.province.clone());
                (vec![Role::Liaison], Scope::Province(province))
            }
            Who::At(role, scope) => (vec![*role], scope.clone()),
            Who::One(_) => return None,
        })
    }
}

/// The address of a report, as messages are about it.
pub(crate) fn report(city: &str, period: Period) -> String {
    format!("/reports/{city}/{period}")
}

/// Tells people of something, inside the transaction in which it happens: never who did it, and only those who may read
/// `object` as it stands now.
pub(crate) async fn tell(
    w: &mut Write,
    who: &Who<'_>,
    kind: Kind,
    about: &str,
    params: &Params,
    (verb, object): (Verb, &Object<'_>),
) -> Result<(), Error> {
    let all = people(w, who).await?;
    let own = w.caller().actor.id.clone();
    for person in all {
        if person.id != own && may(Some(&person), verb, object) == Decision::Allow {
            put(w, &person, kind, about, params, None).await?;
        }
    }
    Ok(())
}

async fn people(w: &mut Write, who: &Who<'_>) -> Result<Vec<Actor>, Error> {
    Ok(match (who.place(), who) {
        (Some((roles, scope)), _) => users::at(w.conn(), &roles, &scope).await?,
        (None, Who::One(id)) => {
            let found = users::one(w.conn(), "id", id).await?;
            let in_use = found.filter(|c| !c.user.disabled);
            in_use.map(|c| c.user.actor).into_iter().collect()
        }
        (None, _) => Vec::new(),
    })
}

/// Writes one message; of those with one `once` only the first is kept. True where it is new.
async fn put(
    w: &mut Write,
    to: &Actor,
    kind: Kind,
    about: &str,
    params: &Params,
    once: Option<&str>,
) -> Result<bool, Error> {
    let (id, at, seq) = (w.new_id(), w.at(), w.seq);
    let made = sqlx::query(
        "INSERT INTO messages (id, user_id, kind, about, params, at, seq, once) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) \
         ON CONFLICT (once) DO NOTHING",
    )
    .bind(id)
    .bind(&to.id)
    .bind(kind.name())
    .bind(about)
    .bind(serde_json::to_string(params)?)
    .bind(at)
    .bind(seq)
    .bind(once)
    .execute(w.conn())
    .await?;
    Ok(made.rows_affected() > 0)
}

/// What these messages about a thing asked for is done: they are read, and no digest brings them.
pub(crate) async fn settle(w: &mut Write, about: &str, kinds: &[Kind]) -> Result<(), Error> {
    let names: Vec<_> = kinds.iter().map(|k| format!("'{}'", k.name())).collect();
    let sql = format!(
        "UPDATE messages SET done_at = $1, read_at = COALESCE(read_at, $1) \
         WHERE about = $2 AND done_at IS NULL AND kind IN ({})",
        names.join(", ")
    );
    let at = w.at();
    sqlx::query(&sql).bind(at).bind(about).execute(w.conn()).await?;
    Ok(())
}

/// How many unread messages the caller has.
///
/// # Errors
/// `Unavailable` only.
pub async fn unread(store: &Store, caller: &Caller) -> Result<i64, Error> {
    allow(caller, Verb::Manage, &Object::OwnAccount)?;
    let sql = "SELECT COUNT(*) FROM messages WHERE user_id = $1 AND read_at IS NULL";
    let count = sqlx::query_scalar(sql).bind(&caller.actor.id);
    Ok(count.fetch_one(&mut *store.one().await?).await?)
}

pub(crate) const COLUMNS: &str = "id, kind, about, params, at, seq, read_at, done_at";

pub(crate) fn read(row: &AnyRow) -> Result<Option<Message>, Error> {
    // A kind that a later version knows is not shown by this one.
    let Some(kind) = Kind::parse(row.try_get(1)?) else {
        return Ok(None);
    };
    Ok(Some(Message {
        id: row.try_get(0)?,
        kind,
        about: row.try_get(2)?,
        params: serde_json::from_str(row.try_get(3)?)?,
        at: timestamp(row.try_get(4)?),
        seq: row.try_get(5)?,
        read: row.try_get::<Option<i64>, _>(6)?.is_some(),
        done: row.try_get::<Option<i64>, _>(7)?.is_some(),
    }))
}

/// The caller's messages, the latest first: the unread ones, and a page of the read ones.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Inbox {
    /// Unread, at most [`UNREAD_MOST`].
    pub unread: Vec<Message>,
    /// How many are unread.
    pub unread_count: i64,
    /// Read, at most [`PAGE`].
    pub read: Vec<Message>,
    /// There are older ones on the next page.
    pub older: bool,
}

/// The caller's own messages, with a page of the read ones, from 1.
///
/// # Errors
/// `Unavailable` only.
pub async fn inbox(store: &Store, caller: &Caller, page: u32) -> Result<Inbox, Error> {
    allow(caller, Verb::Manage, &Object::OwnAccount)?;
    let mut snapshot = store.read().await?;
    let me = &caller.actor.id;
    let sql = |only: &str| {
        format!(
            "SELECT {COLUMNS} FROM messages WHERE user_id = $1 AND read_at IS {only} \
             ORDER BY seq DESC, id DESC LIMIT $2 OFFSET $3"
        )
    };
    let mut all = Vec::new();
    let passed = i64::from(page.saturating_sub(1)).saturating_mul(PAGE);
    for (only, most, passed) in [("NULL", UNREAD_MOST, 0), ("NOT NULL", PAGE + 1, passed)] {
        let sql = sql(only);
        let rows = sqlx::query(&sql)
            .bind(me)
            .bind(most)
            .bind(passed)
            .fetch_all(snapshot.conn())
            .await?;
        let mut messages = Vec::with_capacity(rows.len());
        for row in &rows {
            messages.extend(read(row)?);
        }
        all.push(messages);
    }
    let unread_count = sqlx::query_scalar("SELECT COUNT(*) FROM messages WHERE user_id = $1 AND read_at IS NULL")
        .bind(me)
        .fetch_one(snapshot.conn())
        .await?;
    let mut read = all.pop().unwrap_or_default();
    let unread = all.pop().unwrap_or_default();
    let most = usize::try_from(PAGE).unwrap_or(usize::MAX);
    let older = read.len() > most;
    read.truncate(most);
    Ok(Inbox {
        unread,
        unread_count,
        read,
        older,
    })
}

/// Marks one of the caller's messages as read, and gives it; twice is once.
///
/// # Errors
/// `NotFound` for a message that is not the caller's.
pub async fn mark_read(store: &Store, caller: &Caller, id: &str) -> Result<Message, Error> {
    allow(caller, Verb::Manage, &Object::OwnAccount)?;
    let mut w = store.write(caller).await?;
    let sql = format!("SELECT {COLUMNS} FROM messages WHERE id = $1 AND user_id = $2");
    let row = sqlx::query(&sql)
        .bind(id)
        .bind(&caller.actor.id)
        .fetch_optional(w.conn())
        .await?;
    let message = row.as_ref().map(read).transpose()?.flatten().ok_or(Error::NotFound)?;
    if message.read {
        return Ok(message);
    }
    let at = w.at();
    sqlx::query("UPDATE messages SET read_at = $1 WHERE id = $2")
        .bind(at)
        .bind(id)
        .execute(w.conn())
        .await?;
    finish(w, 1).await?;
    Ok(message)
}

/// Marks the caller's messages as read that were there with a line of the audit; later ones stay unread.
///
/// # Errors
/// `Unavailable` only.
pub async fn mark_all_read(store: &Store, caller: &Caller, until: i64) -> Result<(), Error> {
    allow(caller, Verb::Manage, &Object::OwnAccount)?;
    let mut w = store.write(caller).await?;
    let at = w.at();
    let marked = sqlx::query("UPDATE messages SET read_at = $1 WHERE user_id = $2 AND read_at IS NULL AND seq <= $3")
        .bind(at)
        .bind(&caller.actor.id)
        .bind(until)
        .execute(w.conn())
        .await?
        .rows_affected();
    if marked == 0 {
        return Ok(());
    }
    finish(w, marked).await
}

async fn finish(w: Write, marked: u64) -> Result<(), Error> {
    let object = format!("messages:{}", w.caller().actor.account);
    w.commit(Line {
        action: "message.read",
        object,
        before: Value::Null,
        after: json!({ "messages": marked }),
    })
    .await?;
    Ok(())
}
