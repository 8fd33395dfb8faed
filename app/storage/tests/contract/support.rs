//! Stores for tests, each test with its own; actors by role; a fixed time.

use std::ops::Deref;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};

use domain::access::{Actor, Role, Scope};
use jiff::Timestamp;
use sqlx::{AnyConnection, Connection};
use storage::{AuditKey, Caller, Store};

use crate::postgres;

/// A migrated store of its own; it is gone when dropped.
pub struct Fixture {
    pub store: Store,
    pub url: String,
    folder: Option<PathBuf>,
}

impl Deref for Fixture {
    type Target = Store;
    fn deref(&self) -> &Store {
        &self.store
    }
}

impl Drop for Fixture {
    fn drop(&mut self) {
        if let Some(folder) = &self.folder {
            std::fs::remove_dir_all(folder).ok();
        }
    }
}

impl Fixture {
    /// A connection past the door, as an intruder or another program has it.
    pub async fn raw(&self) -> AnyConnection {
        AnyConnection::connect(&self.url).await.unwrap()
    }

    /// Runs statements past the door.
    pub async fn sql(&self, sql: &str) {
        let mut conn = self.raw().await;
        sqlx::raw_sql(sql).execute(&mut conn).await.unwrap();
        conn.close().await.unwrap();
    }
}

pub fn key() -> AuditKey {
    AuditKey::new([7; 32])
}

/// A folder of the test's own.
pub fn folder() -> PathBuf {
    static NUMBER: AtomicU32 = AtomicU32::new(0);
    let name = format!(
        "pilotboard-storage-{}-{}",
        std::process::id(),
        NUMBER.fetch_add(1, Ordering::Relaxed)
    );
    std::env::temp_dir().join(name)
}

pub async fn sqlite() -> Fixture {
    let folder = folder();
    let url = format!("sqlite:{}", folder.join("store.db").display());
    open(url, Some(folder)).await
}

/// None where PostgreSQL is not installed.
pub async fn postgres() -> Option<Fixture> {
    Some(open(postgres::database()?, None).await)
}

async fn open(url: String, folder: Option<PathBuf>) -> Fixture {
    let store = Store::open(&url, key()).await.unwrap();
    store.migrate().await.unwrap();
    Fixture { store, url, folder }
}

/// Wednesday, 8 July 2026, 10:32 in Beijing.
pub fn now() -> Timestamp {
    "2026-07-08T10:32:00+08:00".parse().unwrap()
}

/// A caller of a role and scope, now, with an id and an account of that name.
pub fn caller(name: &str, role: Role, scope: Scope) -> Caller {
    let actor = Actor {
        id: name.into(),
        account: format!("{name}@cnipa.example"),
        name: name.into(),
        role,
        scope,
    };
    Caller {
        actor,
        at: now(),
        from: "192.0.2.1".into(),
    }
}

pub fn admin() -> Caller {
    caller("admin", Role::Admin, Scope::Nation)
}

pub fn reviewer() -> Caller {
    caller("reviewer", Role::Reviewer, Scope::Nation)
}

pub fn auditor() -> Caller {
    caller("auditor", Role::Auditor, Scope::Nation)
}

pub fn editor(city: &str) -> Caller {
    caller(&format!("editor-{city}"), Role::CityEditor, Scope::City(city.into()))
}

pub fn approver(city: &str) -> Caller {
    caller(
        &format!("approver-{city}"),
        Role::CityApprover,
        Scope::City(city.into()),
    )
}

/// Makes each `async fn(Fixture)` a test on both databases.
#[macro_export]
macro_rules! both {
    ($($name:ident),* $(,)?) => {
        mod sqlite {
            $(#[tokio::test(flavor = "multi_thread")]
            async fn $name() {
                super::$name($crate::support::sqlite().await).await;
            })*
        }
        mod postgres {
            $(#[tokio::test(flavor = "multi_thread")]
            async fn $name() {
                if let Some(store) = $crate::support::postgres().await {
                    super::$name(store).await;
                }
            })*
        }
    };
}
