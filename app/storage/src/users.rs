//! Accounts: who may come in, as what, and with which password's hash. Hashes never enter the audit.

use std::fmt;

use domain::access::{Actor, Object, Role, Scope, Verb};
use domain::city::cities;
use jiff::Timestamp;
use serde_json::{Value, json};
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, Row};

use crate::error::{Error, Refusal};
use crate::sessions;
use crate::store::{Caller, Line, Store, Write, allow, timestamp};

const COLUMNS: &str = "id, account, name, role, scope, scope_of, password_hash, disabled_at, created_at";

/// Most characters of a name.
pub const NAME_MOST: usize = 60;

/// An account to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewUser {
    /// E-mail or account name; spaces around it and capitals do not count.
    pub account: String,
    /// Name shown to others, 1 to 60 characters.
    pub name: String,
    /// Role.
    pub role: Role,
    /// What it belongs to.
    pub scope: Scope,
}

/// An account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct User {
    /// Who acts: id, account, name, role and scope.
    pub actor: Actor,
    /// It may not sign in.
    pub disabled: bool,
    /// It has set a password.
    pub has_password: bool,
    /// When it was made.
    pub created_at: Timestamp,
}

/// An account with what sign-in compares.
#[derive(Clone, PartialEq, Eq)]
pub struct Credentials {
    /// The account.
    pub user: User,
    /// The hash of its password, none until it is set.
    pub password_hash: Option<String>,
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Credentials")
            .field("user", &self.user)
            .finish_non_exhaustive()
    }
}

/// Makes an account without a password.
///
/// # Errors
/// `Forbidden`; refused as `BadAccount`, `Empty`, `TooLong`, `BadScope`, `AccountTaken`.
pub async fn add(store: &Store, caller: &Caller, new: NewUser) -> Result<User, Error> {
    allow(caller, Verb::Manage, &Object::Administration)?;
    let account = account_name(&new.account)?;
    let name = new.name.trim();
    if name.is_empty() {
        return Err(Refusal::Empty("name").into());
    }
    if name.chars().count() > NAME_MOST {
        return Err(Refusal::TooLong {
            field: "name".into(),
            most: NAME_MOST as u32,
        }
        .into());
    }
    if !fits(new.role, &new.scope) {
        return Err(Refusal::BadScope.into());
    }
    let mut write = store.write(caller).await?;
    if one(write.conn(), "account", &account).await?.is_some() {
        return Err(Refusal::AccountTaken.into());
    }
    let actor = Actor {
        id: write.new_id(),
        account,
        name: name.to_owned(),
        role: new.role,
        scope: new.scope,
    };
    let (scope, of) = columns(&actor.scope);
    sqlx::query(
        "INSERT INTO users (id, account, name, role, scope, scope_of, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(&actor.id)
    .bind(&actor.account)
    .bind(&actor.name)
    .bind(actor.role.name())
    .bind(scope)
    .bind(of)
    .bind(write.at())
    .execute(write.conn())
    .await?;
    let after = json!({
        "account": actor.account, "name": actor.name, "role": actor.role.name(), "scope": scope, "of": of,
    });
    let line = Line {
        action: "user.add",
        object: object(&actor.id),
        before: Value::Null,
        after,
    };
    write.commit(line).await?;
    Ok(User {
        actor,
        disabled: false,
        has_password: false,
        created_at: caller.at,
    })
}

/// All accounts by name of account, for the administrator.
///
/// # Errors
/// `Forbidden`.
pub async fn list(store: &Store, caller: &Caller) -> Result<Vec<User>, Error> {
    allow(caller, Verb::Manage, &Object::Administration)?;
    let query = format!("SELECT {COLUMNS} FROM users");
    let rows = sqlx::query(&query).fetch_all(store.read().await?.conn()).await?;
    let mut all = rows
        .iter()
        .map(|r| Ok(credentials(r)?.user))
        .collect::<Result<Vec<_>, Error>>()?;
    all.sort_by(|a, b| a.actor.account.cmp(&b.actor.account));
    Ok(all)
}

/// Ends an account's access at once: it cannot sign in, its sessions and links are gone. Twice is once.
///
/// # Errors
/// `Forbidden`, `NotFound`; refused as `OwnAccount`.
pub async fn disable(store: &Store, caller: &Caller, id: &str) -> Result<(), Error> {
    if caller.actor.id == id {
        allow(caller, Verb::Manage, &Object::Administration)?;
        return Err(Refusal::OwnAccount.into());
    }
    set_disabled(store, caller, id, true).await
}

/// Lets a disabled account sign in again. Twice is once.
///
/// # Errors
/// `Forbidden`, `NotFound`.
pub async fn enable(store: &Store, caller: &Caller, id: &str) -> Result<(), Error> {
    set_disabled(store, caller, id, false).await
}

/// Sets one's own new password, if the old hash is still the one that the old password was compared with; all
/// the account's sessions end.
///
/// # Errors
/// Refused as `WrongPassword`.
pub async fn change_password(store: &Store, caller: &Caller, old_hash: &str, new_hash: &str) -> Result<(), Error> {
    allow(caller, Verb::Manage, &Object::OwnAccount)?;
    let mut write = store.write(caller).await?;
    let now = one(write.conn(), "id", &caller.actor.id)
        .await?
        .ok_or(Error::NotFound)?;
    if now.user.disabled || now.password_hash.as_deref() != Some(old_hash) {
        return Err(Refusal::WrongPassword.into());
    }
    set_password(&mut write, &caller.actor.id, new_hash).await?;
    let line = Line {
        action: "user.password",
        object: object(&caller.actor.id),
        before: json!({"password": "set"}),
        after: json!({"password": "changed"}),
    };
    write.commit(line).await?;
    Ok(())
}

/// The account of a name as typed at sign-in; a disabled one too, so that its answer takes as long.
///
/// # Errors
/// `Unavailable`.
pub async fn find_by_account(store: &Store, account: &str) -> Result<Option<Credentials>, Error> {
    match account_name(account) {
        Ok(account) => one(store.read().await?.conn(), "account", &account).await,
        Err(_) => Ok(None),
    }
}

/// The account of an id, for a session.
///
/// # Errors
/// `Unavailable`.
pub async fn get(store: &Store, id: &str) -> Result<Option<Credentials>, Error> {
    one(&mut *store.one().await?, "id", id).await
}

/// An account's name as it is kept: trimmed, lower-case, 2 to 100 characters, no spaces or control characters.
///
/// # Errors
/// [`Refusal::BadAccount`].
pub fn account_name(typed: &str) -> Result<String, Refusal> {
    let account = typed.trim().to_lowercase();
    let strange = account.chars().any(|c| c.is_whitespace() || c.is_control());
    if strange || !(2..=100).contains(&account.chars().count()) {
        return Err(Refusal::BadAccount);
    }
    Ok(account)
}

/// Whether a role can belong to that: a city's people to a city, a liaison to a province that is no
/// municipality, an expert to nothing, CNIPA's and the auditor to the nation, an observer to any of the three.
fn fits(role: Role, scope: &Scope) -> bool {
    match (role, scope) {
        (Role::CityEditor | Role::CityApprover | Role::Observer, Scope::City(slug)) => {
            cities().iter().any(|c| &c.slug == slug)
        }
        (Role::Liaison, Scope::Province(key)) => cities().iter().any(|c| &c.province == key && !c.is_municipality()),
        (Role::Observer, Scope::Province(key)) => cities().iter().any(|c| &c.province == key),
        (Role::Reviewer | Role::Admin | Role::Auditor | Role::Observer, Scope::Nation) => true,
        (Role::Expert, Scope::None) => true,
        _ => false,
    }
}

async fn set_disabled(store: &Store, caller: &Caller, id: &str, disabled: bool) -> Result<(), Error> {
    allow(caller, Verb::Manage, &Object::Administration)?;
    let mut write = store.write(caller).await?;
    let before = one(write.conn(), "id", id).await?.ok_or(Error::NotFound)?.user;
    if before.disabled == disabled {
        return Ok(());
    }
    let at = disabled.then(|| write.at());
    sqlx::query("UPDATE users SET disabled_at = $1 WHERE id = $2")
        .bind(at)
        .bind(id)
        .execute(write.conn())
        .await?;
    if disabled {
        sessions::end_all(write.conn(), id).await?;
        sqlx::query("DELETE FROM links WHERE user_id = $1")
            .bind(id)
            .execute(write.conn())
            .await?;
    }
    let line = Line {
        action: if disabled { "user.disable" } else { "user.enable" },
        object: object(id),
        before: json!({"account": before.actor.account, "disabled": !disabled}),
        after: json!({"account": before.actor.account, "disabled": disabled}),
    };
    write.commit(line).await?;
    Ok(())
}

/// Sets the hash and ends all sessions of the account.
pub(crate) async fn set_password(write: &mut Write, id: &str, hash: &str) -> Result<(), Error> {
    sqlx::query("UPDATE users SET password_hash = $1 WHERE id = $2")
        .bind(hash)
        .bind(id)
        .execute(write.conn())
        .await?;
    sessions::end_all(write.conn(), id).await
}

/// The account whose `column` (`id` or `account`) is `value`.
pub(crate) async fn one(conn: &mut AnyConnection, column: &str, value: &str) -> Result<Option<Credentials>, Error> {
    let query = format!("SELECT {COLUMNS} FROM users WHERE {column} = $1");
    sqlx::query(&query)
        .bind(value)
        .fetch_optional(conn)
        .await?
        .as_ref()
        .map(credentials)
        .transpose()
}

/// The accounts in use of any of these roles at a place.
pub(crate) async fn at(conn: &mut AnyConnection, roles: &[Role], scope: &Scope) -> Result<Vec<Actor>, Error> {
    let (scope, of) = columns(scope);
    let query =
        format!("SELECT {COLUMNS} FROM users WHERE scope = $1 AND scope_of = $2 AND disabled_at IS NULL ORDER BY id");
    let rows = sqlx::query(&query).bind(scope).bind(of).fetch_all(conn).await?;
    let all = rows
        .iter()
        .map(|r| Ok(credentials(r)?.user.actor))
        .collect::<Result<Vec<_>, Error>>()?;
    Ok(all.into_iter().filter(|a| roles.contains(&a.role)).collect())
}

pub(crate) fn object(id: &str) -> String {
    format!("user:{id}")
}

fn columns(scope: &Scope) -> (&'static str, &str) {
    match scope {
        Scope::City(slug) => ("city", slug),
        Scope::Province(key) => ("province", key),
        Scope::Nation => ("nation", ""),
        Scope::None => ("none", ""),
    }
}

fn credentials(row: &AnyRow) -> Result<Credentials, Error> {
    let (role, scope, of): (String, String, String) =
        (row.try_get("role")?, row.try_get("scope")?, row.try_get("scope_of")?);
    let scope = match scope.as_str() {
        "city" => Scope::City(of),
        "province" => Scope::Province(of),
        "nation" => Scope::Nation,
        "none" => Scope::None,
        other => return Err(Error::unavailable(format!("a user has the scope {other}"))),
    };
    let actor = Actor {
        id: row.try_get("id")?,
        account: row.try_get("account")?,
        name: row.try_get("name")?,
        role: Role::parse(&role).ok_or_else(|| Error::unavailable(format!("a user has the role {role}")))?,
        scope,
    };
    let password_hash: Option<String> = row.try_get("password_hash")?;
    let user = User {
        actor,
        disabled: row.try_get::<Option<i64>, _>("disabled_at")?.is_some(),
        has_password: password_hash.is_some(),
        created_at: timestamp(row.try_get("created_at")?),
    };
    Ok(Credentials { user, password_hash })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_account_is_an_email_or_a_name() {
        assert_eq!(
            account_name(" Editor@Suzhou.Example "),
            Ok("editor@suzhou.example".into())
        );
        assert_eq!(account_name("苏州填报"), Ok("苏州填报".into()));
        for bad in ["", "a", "two words", "tab\tin", "nul\0", "全角　空格", &"x".repeat(101)] {
            assert_eq!(account_name(bad), Err(Refusal::BadAccount), "{bad:?}");
        }
    }

    #[test]
    fn a_role_belongs_where_it_can() {
        let city = Scope::City("suzhou".into());
        let province = |p: &str| Scope::Province(p.into());
        assert!(fits(Role::CityEditor, &city) && fits(Role::CityApprover, &city));
        assert!(fits(Role::Liaison, &province("jiangsu")));
        for municipality in ["beijing", "shanghai"] {
            assert!(
                !fits(Role::Liaison, &province(municipality)),
                "no liaison of {municipality}"
            );
        }
        assert!(!fits(Role::Liaison, &province("tibet")) && !fits(Role::CityEditor, &Scope::City("suzhou2".into())));
        assert!(!fits(Role::CityEditor, &Scope::Nation) && !fits(Role::Admin, &city) && !fits(Role::Expert, &city));
        assert!(!fits(Role::Reviewer, &Scope::None) && !fits(Role::Auditor, &province("jiangsu")));
        assert!(fits(Role::Expert, &Scope::None) && fits(Role::Auditor, &Scope::Nation));
        for scope in [city, province("jiangsu"), province("beijing"), Scope::Nation] {
            assert!(fits(Role::Observer, &scope), "{scope:?}");
        }
    }
}
