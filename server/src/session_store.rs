//! Sessions in the store's own table, for tower-sessions.

use async_trait::async_trait;
use jiff::Timestamp;
use storage::{Store, sessions};
use time::OffsetDateTime;
use tower_sessions::{
    SessionStore,
    session::{Id, Record},
    session_store::{Error, Result},
};

/// The session store. Expiry is real time: a demonstration's clock does not touch it.
#[derive(Clone, Debug)]
pub struct Sessions(pub Store);

fn backend(e: impl std::fmt::Display) -> Error {
    Error::Backend(e.to_string())
}

fn session(record: &Record) -> Result<sessions::Session> {
    // axum-login keeps the account's id under this key.
    let user = record
        .data
        .get("axum-login.data")
        .and_then(|d| d.get("user_id"))
        .and_then(|v| v.as_str());
    Ok(sessions::Session {
        data: serde_json::to_string(&record.data).map_err(|e| Error::Encode(e.to_string()))?,
        user_id: user.map(str::to_owned),
        expires_at: Timestamp::from_second(record.expiry_date.unix_timestamp()).map_err(backend)?,
    })
}

#[async_trait]
impl SessionStore for Sessions {
    async fn create(&self, record: &mut Record) -> Result<()> {
        loop {
            let made = sessions::create(&self.0, &record.id.to_string(), &session(record)?, Timestamp::now()).await;
            if made.map_err(backend)? {
                return Ok(());
            }
            record.id = Id::default();
        }
    }

    async fn save(&self, record: &Record) -> Result<()> {
        sessions::save(&self.0, &record.id.to_string(), &session(record)?)
            .await
            .map_err(backend)
    }

    async fn load(&self, id: &Id) -> Result<Option<Record>> {
        let found = sessions::load(&self.0, &id.to_string(), Timestamp::now())
            .await
            .map_err(backend)?;
        let Some(kept) = found else { return Ok(None) };
        Ok(Some(Record {
            id: *id,
            data: serde_json::from_str(&kept.data).map_err(|e| Error::Decode(e.to_string()))?,
            expiry_date: OffsetDateTime::from_unix_timestamp(kept.expires_at.as_second())
                .map_err(|e| Error::Decode(e.to_string()))?,
        }))
    }

    async fn delete(&self, id: &Id) -> Result<()> {
        sessions::delete(&self.0, &id.to_string()).await.map_err(backend)
    }
}
