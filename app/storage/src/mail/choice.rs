//! What an account chose about its digests: whether, and where to where it is no address itself.

use domain::{
    access::{Object, Verb},
    fault::Fault,
    mail::{is_address, recipient},
};
use serde_json::json;
use sqlx::{AnyConnection, Row as _};

use crate::{Caller, Error, Line, Refusal, Store, allow, users};

/// What the caller chose.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// Digests are sent.
    pub on: bool,
    /// The account is an address itself, where they go.
    pub own: bool,
    /// Where they go where it is not; empty until typed.
    pub to: String,
}

/// Whether and where to, as kept.
pub(super) async fn of(conn: &mut AnyConnection, id: &str) -> Result<(Option<bool>, Option<String>), Error> {
    let row = sqlx::query("SELECT digest, digest_to FROM users WHERE id = $1").bind(id);
    let row = row.fetch_optional(conn).await?.ok_or(Error::NotFound)?;
    let on: Option<i64> = row.try_get(0)?;
    Ok((on.map(|on| on == 1), row.try_get(1)?))
}

/// The caller's own choice.
///
/// # Errors
/// `NotFound` for the program itself.
pub async fn choice(store: &Store, caller: &Caller) -> Result<Choice, Error> {
    allow(caller, Verb::Manage, &Object::OwnAccount)?;
    let (on, to) = of(&mut *store.one().await?, &caller.actor.id).await?;
    Ok(shown(&caller.actor.account, on, to))
}

fn shown(account: &str, on: Option<bool>, to: Option<String>) -> Choice {
    Choice {
        on: recipient(account, on, to.as_deref()).is_some(),
        own: is_address(account),
        to: to.unwrap_or_default(),
    }
}

/// Changes the caller's own choice; `to` counts only where the account is no address, and an empty one is taken away.
///
/// # Errors
/// Refused as `Fields` at `digest_to`: digests are on and there is no address, or what is typed is none.
pub async fn choose(store: &Store, caller: &Caller, on: bool, to: &str) -> Result<(), Error> {
    allow(caller, Verb::Manage, &Object::OwnAccount)?;
    let own = is_address(&caller.actor.account);
    let to = if own { "" } else { to.trim() };
    let fault = match to {
        "" if on && !own => Some(Fault::Missing),
        "" => None,
        to => (!is_address(to)).then_some(Fault::NotAnAddress),
    };
    if let Some(fault) = fault {
        return Err(Refusal::Fields(vec![("digest_to", fault)]).into());
    }
    let mut w = store.write(caller).await?;
    let id = &caller.actor.id;
    let (was_on, was_to) = of(w.conn(), id).await?;
    let before = shown(&caller.actor.account, was_on, was_to);
    if (before.on, before.to.as_str()) == (on, to) {
        return Ok(());
    }
    sqlx::query("UPDATE users SET digest = $1, digest_to = $2 WHERE id = $3")
        .bind(i64::from(on))
        .bind((!to.is_empty()).then_some(to))
        .bind(id)
        .execute(w.conn())
        .await?;
    let said = |on: bool, to: &str| json!({ "digest": on, "to": to });
    w.commit(Line {
        action: "user.digest",
        object: users::object(id),
        before: said(before.on, &before.to),
        after: said(on, to),
    })
    .await?;
    Ok(())
}
