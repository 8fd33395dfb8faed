//! One-time links by which a person sets a password: an invitation or a reset. Only the token's hash is kept.

use domain::access::{Object, Verb};
use jiff::Timestamp;
use serde_json::json;
use sqlx::{AnyConnection, Row};

use crate::error::{Error, Refusal};
use crate::store::{Caller, Line, Store, allow, micros};
use crate::users::{self, User};

/// What a link is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// The first password.
    Invite,
    /// A new password.
    Reset,
}

impl Purpose {
    /// The name in database and audit.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Purpose::Invite => "invite",
            Purpose::Reset => "reset",
        }
    }
}

/// Keeps a new link for an account; its earlier links no longer work.
///
/// # Errors
/// `Forbidden`, `NotFound`; refused as `Disabled`.
pub async fn issue(
    store: &Store,
    caller: &Caller,
    user_id: &str,
    purpose: Purpose,
    token_hash: &str,
    expires_at: Timestamp,
) -> Result<(), Error> {
    allow(caller, Verb::Manage, &Object::Administration)?;
    let mut write = store.write(caller).await?;
    let user = users::one(write.conn(), "id", user_id)
        .await?
        .ok_or(Error::NotFound)?
        .user;
    if user.disabled {
        return Err(Refusal::Disabled.into());
    }
    sqlx::query("DELETE FROM links WHERE user_id = $1 AND used_at IS NULL")
        .bind(user_id)
        .execute(write.conn())
        .await?;
    sqlx::query("INSERT INTO links (token_hash, user_id, purpose, expires_at) VALUES ($1, $2, $3, $4)")
        .bind(token_hash)
        .bind(user_id)
        .bind(purpose.name())
        .bind(micros(expires_at))
        .execute(write.conn())
        .await?;
    let line = Line {
        action: "user.link",
        object: users::object(user_id),
        before: json!({"account": user.actor.account}),
        after: json!({"account": user.actor.account, "purpose": purpose.name(), "expires_at": expires_at.to_string()}),
    };
    write.commit(line).await?;
    Ok(())
}

/// Whose link it is and what for, while it works; for the page that asks for the new password.
///
/// # Errors
/// `Unavailable`.
pub async fn find(store: &Store, token_hash: &str, at: Timestamp) -> Result<Option<(User, Purpose)>, Error> {
    working(store.read().await?.conn(), token_hash, at).await
}

/// Uses a link up: sets the password and ends the account's sessions. `from` is the network address.
///
/// # Errors
/// Refused as `LinkUsed` where it was used, has expired or never was, or its account is disabled.
pub async fn redeem(
    store: &Store,
    token_hash: &str,
    new_password_hash: &str,
    at: Timestamp,
    from: &str,
) -> Result<User, Error> {
    let (user, purpose) = find(store, token_hash, at).await?.ok_or(Refusal::LinkUsed)?;
    let caller = Caller {
        actor: user.actor,
        at,
        from: from.to_owned(),
    };
    let mut write = store.write(&caller).await?;
    // Again under the lock: of two at once, one finds it used.
    let (user, _) = working(write.conn(), token_hash, at).await?.ok_or(Refusal::LinkUsed)?;
    let now = write.at();
    sqlx::query("UPDATE links SET used_at = $1 WHERE token_hash = $2")
        .bind(now)
        .bind(token_hash)
        .execute(write.conn())
        .await?;
    users::set_password(&mut write, &user.actor.id, new_password_hash).await?;
    let line = Line {
        action: "user.password",
        object: users::object(&user.actor.id),
        before: json!({"password": if user.has_password { "set" } else { "none" }}),
        after: json!({"password": "changed", "by": purpose.name()}),
    };
    write.commit(line).await?;
    Ok(User {
        has_password: true,
        ..user
    })
}

async fn working(conn: &mut AnyConnection, token_hash: &str, at: Timestamp) -> Result<Option<(User, Purpose)>, Error> {
    let row =
        sqlx::query("SELECT user_id, purpose FROM links WHERE token_hash = $1 AND used_at IS NULL AND expires_at > $2")
            .bind(token_hash)
            .bind(micros(at))
            .fetch_optional(&mut *conn)
            .await?;
    let Some(row) = row else { return Ok(None) };
    let (user_id, purpose): (String, String) = (row.try_get(0)?, row.try_get(1)?);
    let purpose = if purpose == Purpose::Invite.name() {
        Purpose::Invite
    } else {
        Purpose::Reset
    };
    let user = users::one(conn, "id", &user_id).await?.map(|c| c.user);
    Ok(user.filter(|u| !u.disabled).map(|u| (u, purpose)))
}
