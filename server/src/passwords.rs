//! Argon2id, at most two at a time (19 MiB each); an unknown account costs what a known one costs.

use std::sync::Arc;

use argon2::{
    Argon2, PasswordHash, PasswordHasher, PasswordVerifier,
    password_hash::{Error, Salt, SaltString},
};
use tokio::sync::Semaphore;

/// Least characters of a password.
pub const MIN: usize = 12;

/// Hashes and checks passwords.
#[derive(Clone)]
pub struct Passwords {
    places: Arc<Semaphore>,
    nobody: Arc<str>,
}

impl Passwords {
    /// A hasher; the hash that unknown accounts are checked against is made here, once.
    ///
    /// # Errors
    /// Where the system has no randomness.
    pub fn new() -> Result<Self, Error> {
        Ok(Passwords {
            places: Arc::new(Semaphore::new(2)),
            nobody: hash("nobody has this password")?.into(),
        })
    }

    /// The hash of a password, as a PHC string.
    ///
    /// # Errors
    /// Where the system has no randomness or the work was cancelled.
    pub async fn hash(&self, password: String) -> Result<String, Error> {
        let _place = self.places.acquire().await.map_err(|_| Error::Crypto)?;
        tokio::task::spawn_blocking(move || hash(&password))
            .await
            .map_err(|_| Error::Crypto)?
    }

    /// True if the password fits the hash; without a hash it takes as long and is false.
    pub async fn fits(&self, password: String, stored: Option<String>) -> bool {
        let Ok(_place) = self.places.acquire().await else {
            return false;
        };
        let nobody = self.nobody.clone();
        tokio::task::spawn_blocking(move || {
            let against = stored.as_deref().unwrap_or(&nobody);
            let fits = PasswordHash::new(against)
                .is_ok_and(|h| Argon2::default().verify_password(password.as_bytes(), &h).is_ok());
            fits && stored.is_some()
        })
        .await
        .unwrap_or(false)
    }

    /// True if a new password is long enough and not the account itself.
    #[must_use]
    pub fn acceptable(password: &str, account: &str) -> bool {
        (MIN..=1024).contains(&password.chars().count()) && !password.eq_ignore_ascii_case(account)
    }
}

/// The hash of a password with a fresh salt; blocks for tens of milliseconds.
///
/// # Errors
/// Where the system has no randomness.
pub fn hash(password: &str) -> Result<String, Error> {
    let mut salt = [0u8; Salt::RECOMMENDED_LENGTH];
    getrandom::fill(&mut salt).map_err(|_| Error::Crypto)?;
    let salt = SaltString::encode_b64(&salt)?;
    Ok(Argon2::default().hash_password(password.as_bytes(), &salt)?.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_password_fits_its_own_hash_only() {
        let p = Passwords::new().unwrap();
        let hash = p.hash("correct horse battery".into()).await.unwrap();
        assert!(hash.starts_with("$argon2id$"));
        assert!(p.fits("correct horse battery".into(), Some(hash.clone())).await);
        assert!(!p.fits("correct horse batterz".into(), Some(hash)).await);
        assert!(
            !p.fits("nobody has this password".into(), None).await,
            "no account, no entry"
        );
        assert!(
            !Passwords::acceptable("short", "a")
                && !Passwords::acceptable("editor@suzhou.example", "Editor@suzhou.example")
        );
    }
}
