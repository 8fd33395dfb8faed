//! The address book of each city and the log of chasing: whom CNIPA turns to, who was reminded, what was promised.

use domain::{
    access::{Object, Verb},
    city::city,
    contact::{Channel, Chase, Contact},
    fault::Fault,
    period::Period,
};
use jiff::Timestamp;
use serde_json::{Value, json};
use sqlx::{AnyConnection, Row as _, any::AnyRow};

use crate::{Caller, Error, Line, Refusal, Store, Write, allow, calendar, settings, timestamp};

/// A person in the address book.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Id, a UUID.
    pub id: String,
    /// The person.
    pub contact: Contact,
    /// Name of who changed it last.
    pub changed_by: String,
    /// When.
    pub changed_at: Timestamp,
}

/// A reminder in the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chased {
    /// The reminder.
    pub chase: Chase,
    /// Name of who reminded.
    pub by: String,
    /// When.
    pub at: Timestamp,
}

/// Most reminders of a city that are listed.
const CHASES_MOST: i64 = 200;

fn known(slug: &str) -> Result<&str, Error> {
    city(slug).map(|c| c.slug.as_str()).ok_or(Error::NotFound)
}

/// The people of a city, the earliest entered first.
///
/// # Errors
/// `NotFound` where there is no such city or not for this caller.
pub async fn list(store: &Store, caller: &Caller, city: &str) -> Result<Vec<Kept>, Error> {
    let city = known(city)?;
    allow(caller, Verb::Read, &Object::Contacts { city })?;
    let mut conn = store.one().await?;
    let sql = "SELECT c.id, c.name, c.post, c.landline, c.mobile, c.deputy, COALESCE(u.name, c.changed_by), c.changed_at \
               FROM contacts c LEFT JOIN users u ON u.id = c.changed_by WHERE c.city = $1 ORDER BY c.id";
    let rows = sqlx::query(sql).bind(city).fetch_all(&mut *conn).await?;
    rows.iter().map(kept).collect()
}

fn kept(row: &AnyRow) -> Result<Kept, Error> {
    Ok(Kept {
        id: row.try_get(0)?,
        contact: Contact {
            name: row.try_get(1)?,
            post: row.try_get(2)?,
            landline: row.try_get(3)?,
            mobile: row.try_get(4)?,
            deputy: row.try_get(5)?,
        },
        changed_by: row.try_get(6)?,
        changed_at: timestamp(row.try_get(7)?),
    })
}

/// What the audit says of a person: that something changed; whoever reads it does not learn a number.
fn sealed(w: &Write, contact: &Contact) -> Value {
    let seal = |name: &str, text: &str| w.seal(&format!("contact.{name}={text}"));
    json!({
        "name": seal("name", &contact.name), "post": seal("post", &contact.post),
        "landline": seal("landline", &contact.landline), "mobile": seal("mobile", &contact.mobile),
        "deputy": seal("deputy", &contact.deputy),
    })
}

async fn one(conn: &mut AnyConnection, city: &str, id: &str) -> Result<Contact, Error> {
    let sql = "SELECT id, name, post, landline, mobile, deputy, changed_by, changed_at FROM contacts \
               WHERE city = $1 AND id = $2";
    let row = sqlx::query(sql).bind(city).bind(id).fetch_optional(conn).await?;
    Ok(kept(&row.ok_or(Error::NotFound)?)?.contact)
}

/// Enters a person, or changes the one with this id.
///
/// # Errors
/// `Forbidden`, `NotFound`.
pub async fn save(
    store: &Store,
    caller: &Caller,
    city: &str,
    id: Option<&str>,
    contact: &Contact,
) -> Result<(), Error> {
    let city = known(city)?;
    allow(caller, Verb::Manage, &Object::Contacts { city })?;
    let mut w = store.write(caller).await?;
    let (before, id) = match id {
        Some(id) => {
            let before = one(w.conn(), city, id).await?;
            if before == *contact {
                return Ok(());
            }
            (sealed(&w, &before), id.to_owned())
        }
        None => (Value::Null, w.new_id()),
    };
    let (by, at, after) = (w.caller().actor.id.clone(), w.at(), sealed(&w, contact));
    sqlx::query(
        "INSERT INTO contacts (id, city, name, post, landline, mobile, deputy, changed_by, changed_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (id) DO UPDATE SET name = excluded.name, \
         post = excluded.post, landline = excluded.landline, mobile = excluded.mobile, deputy = excluded.deputy, \
         changed_by = excluded.changed_by, changed_at = excluded.changed_at",
    )
    .bind(&id)
    .bind(city)
    .bind(&contact.name)
    .bind(&contact.post)
    .bind(&contact.landline)
    .bind(&contact.mobile)
    .bind(&contact.deputy)
    .bind(by)
    .bind(at)
    .execute(w.conn())
    .await?;
    let object = format!("contact:{city}/{id}");
    w.commit(Line {
        action: "contact.save",
        object,
        before,
        after,
    })
    .await?;
    Ok(())
}

/// Takes a person out of the address book.
///
/// # Errors
/// `Forbidden`, `NotFound`; also where it is gone already.
pub async fn remove(store: &Store, caller: &Caller, city: &str, id: &str) -> Result<(), Error> {
    let city = known(city)?;
    allow(caller, Verb::Manage, &Object::Contacts { city })?;
    let mut w = store.write(caller).await?;
    let before = one(w.conn(), city, id).await?;
    sqlx::query("DELETE FROM contacts WHERE id = $1")
        .bind(id)
        .execute(w.conn())
        .await?;
    let before = sealed(&w, &before);
    w.commit(Line {
        action: "contact.remove",
        object: format!("contact:{city}/{id}"),
        before,
        after: Value::Null,
    })
    .await?;
    Ok(())
}

/// The reminders of a city, the latest first, at most 200.
///
/// # Errors
/// As [`list`].
pub async fn chases(store: &Store, caller: &Caller, city: &str) -> Result<Vec<Chased>, Error> {
    type Columns = (String, String, String, String, Option<String>, String, i64);
    let city = known(city)?;
    allow(caller, Verb::Read, &Object::Chasing { city })?;
    let mut conn = store.one().await?;
    let sql = "SELECT c.period, c.channel, c.spoke_to, c.said, c.promised_on, COALESCE(u.name, c.by_user), c.at \
               FROM chases c LEFT JOIN users u ON u.id = c.by_user WHERE c.city = $1 ORDER BY c.seq DESC LIMIT $2";
    let rows: Vec<Columns> = sqlx::query_as(sql)
        .bind(city)
        .bind(CHASES_MOST)
        .fetch_all(&mut *conn)
        .await?;
    let read = |(period, channel, spoke_to, said, promised_on, by, at): Columns| {
        let promised_on = promised_on.map(|day| day.parse().map_err(Error::unavailable));
        Ok(Chased {
            chase: Chase {
                period: period.parse::<Period>().map_err(Error::unavailable)?,
                channel: Channel::parse(&channel).unwrap_or(Channel::Other),
                spoke_to,
                said,
                promised_on: promised_on.transpose()?,
            },
            by,
            at: timestamp(at),
        })
    };
    rows.into_iter().map(read).collect()
}

/// Writes a reminder into the log.
///
/// # Errors
/// `Forbidden`, `NotFound`; refused at `period` where it is no report of the pilot.
pub async fn log(store: &Store, caller: &Caller, city: &str, chase: &Chase) -> Result<(), Error> {
    let city = known(city)?;
    allow(caller, Verb::Manage, &Object::Chasing { city })?;
    let mut w = store.write(caller).await?;
    let settings = settings::of(w.conn()).await?;
    if !calendar::of(w.conn(), &settings, None)
        .await?
        .pilot
        .contains(chase.period)
    {
        return Err(Refusal::Fields(vec![("period", Fault::Unknown)]).into());
    }
    let (id, at, seq, by) = (w.new_id(), w.at(), w.seq, w.caller().actor.id.clone());
    let promised_on = chase.promised_on.map(|day| day.to_string());
    sqlx::query(
        "INSERT INTO chases (id, city, period, channel, spoke_to, said, promised_on, by_user, at, seq) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
    )
    .bind(id)
    .bind(city)
    .bind(chase.period.to_string())
    .bind(chase.channel.name())
    .bind(&chase.spoke_to)
    .bind(&chase.said)
    .bind(&promised_on)
    .bind(by)
    .bind(at)
    .bind(seq)
    .execute(w.conn())
    .await?;
    let after = json!({
        "period": chase.period, "channel": chase.channel, "promised_on": promised_on,
        "spoke_to": w.seal(&format!("chase.spoke_to={}", chase.spoke_to)),
        "said": w.seal(&format!("chase.said={}", chase.said)),
    });
    w.commit(Line {
        action: "chase.log",
        object: format!("chase:{city}"),
        before: Value::Null,
        after,
    })
    .await?;
    Ok(())
}
