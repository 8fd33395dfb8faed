//! Sign-in through axum-login: an account with its password's hash, from the store's users.

use axum_login::{AuthUser, AuthnBackend};
use domain::access::Actor;
use storage::Store;

use crate::passwords::Passwords;

/// A signed-in account.
#[derive(Clone)]
pub struct User {
    /// Who it is.
    pub actor: Actor,
    /// The hash of its password; another one ends all its sessions.
    pub password_hash: String,
}

impl std::fmt::Debug for User {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("User").field(&self.actor.account).finish()
    }
}

impl AuthUser for User {
    type Id = String;

    fn id(&self) -> String {
        self.actor.id.clone()
    }

    fn session_auth_hash(&self) -> &[u8] {
        self.password_hash.as_bytes()
    }
}

/// Account and password as typed.
#[derive(Clone)]
pub struct Credentials {
    /// E-mail or account name.
    pub account: String,
    /// Password.
    pub password: String,
}

/// Finds and checks accounts.
#[derive(Clone)]
pub struct Backend {
    /// The store.
    pub store: Store,
    /// The hasher.
    pub passwords: Passwords,
}

/// The store was out of reach.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct Unavailable(#[from] storage::Error);

impl AuthnBackend for Backend {
    type User = User;
    type Credentials = Credentials;
    type Error = Unavailable;

    async fn authenticate(&self, c: Credentials) -> Result<Option<User>, Unavailable> {
        let found = storage::users::find_by_account(&self.store, &c.account).await?;
        let hash = found
            .as_ref()
            .filter(|c| !c.user.disabled)
            .and_then(|c| c.password_hash.clone());
        if !self.passwords.fits(c.password, hash.clone()).await {
            return Ok(None);
        }
        Ok(found.zip(hash).map(|(c, password_hash)| User {
            actor: c.user.actor,
            password_hash,
        }))
    }

    async fn get_user(&self, id: &String) -> Result<Option<User>, Unavailable> {
        let found = storage::users::get(&self.store, id).await?;
        Ok(found.filter(|c| !c.user.disabled).and_then(|c| {
            let password_hash = c.password_hash?;
            Some(User {
                actor: c.user.actor,
                password_hash,
            })
        }))
    }
}

/// The session of a request.
pub type Session = axum_login::AuthSession<Backend>;
