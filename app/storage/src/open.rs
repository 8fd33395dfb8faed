//! Opening a store: address, connections with their durability, migrations, and clear reasons why not.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use domain::audit::Key;
use jiff::Timestamp;
use sqlx::any::{AnyConnectOptions, AnyPoolOptions};
use sqlx::migrate::{MigrateError, Migrator};
use sqlx::{AnyConnection, AnyPool, Connection, Executor, Row};

use crate::store::Store;

static MIGRATIONS: Migrator = sqlx::migrate!("../../migrations");

/// How many may read at once.
const READERS: u32 = 8;

/// Which database holds the store.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Backend {
    /// One file.
    Sqlite,
    /// A server.
    Postgres,
}

/// Why a store could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The address is neither `sqlite:` with a path nor `postgres://`.
    #[error("not an address of a store: write sqlite:path/to/file.db or postgres://user@host/name")]
    BadAddress,
    /// The folder cannot be made or written.
    #[error("cannot write in {}: {cause}", path.display())]
    FolderNotWritable {
        /// The folder.
        path: PathBuf,
        /// The system's reason.
        cause: std::io::Error,
    },
    /// The database does not answer, or refuses.
    #[error("cannot open the store: {0}")]
    CannotConnect(String),
    /// A connection does not promise what is written: a value that should be another.
    #[error("the store does not keep what is written: {0}")]
    NotDurable(String),
    /// The schema was made by a newer program.
    #[error("the store's schema is {found}, newer than this program's {known}: use the newer program")]
    NewerSchema {
        /// Schema of the store.
        found: i64,
        /// Newest schema that this program knows.
        known: i64,
    },
    /// The schema is older than the program's.
    #[error("the store's schema is not up to date: run `pilotboard migrate`")]
    NotMigrated,
    /// A migration failed; the schema stands where it stood.
    #[error("the schema could not be brought up to date: {0}")]
    Migration(String),
    /// The key is not the one that the audit was written with, or the audit's head was altered.
    #[error("the audit key does not fit this store's audit: see `pilotboard audit verify`")]
    WrongKey,
}

impl From<sqlx::Error> for OpenError {
    fn from(e: sqlx::Error) -> Self {
        OpenError::CannotConnect(e.to_string())
    }
}

impl Store {
    /// Opens the store at `sqlite:path` (folder and file are made) or `postgres://…`; `key` chains its audit.
    ///
    /// # Errors
    /// [`OpenError`]; an older or empty schema is no error here, see [`Store::ready`].
    pub async fn open(url: &str, key: Key) -> Result<Store, OpenError> {
        sqlx::any::install_default_drivers();
        let (backend, address) = address(url)?;
        // One connection first: a pool would try for half a minute before it says why not.
        let mut one = AnyConnection::connect(&address).await?;
        if backend == Backend::Sqlite {
            // Write-ahead logging is a property of the file: set once, before there are several connections.
            let mode: String = sqlx::query_scalar("PRAGMA journal_mode = WAL")
                .fetch_one(&mut one)
                .await?;
            if mode != "wal" {
                return Err(OpenError::NotDurable(format!("journal_mode={mode}, not wal")));
            }
        }
        one.close().await?;
        let options: AnyConnectOptions = address.parse().map_err(|_| OpenError::BadAddress)?;
        let writers = if backend == Backend::Sqlite { 1 } else { 4 };
        let store = Store {
            backend,
            writing: pool(backend, &options, writers).await?,
            reading: pool(backend, &options, READERS).await?,
            key,
            ids: Arc::new(uuid_v7),
            files: crate::Files::memory(),
        };
        store.schema().await?;
        Ok(store)
    }

    /// Brings the schema up to date, and seals the head of a new store's empty audit.
    ///
    /// # Errors
    /// `NewerSchema`, `Migration`, `WrongKey`, `CannotConnect`.
    pub async fn migrate(&self) -> Result<(), OpenError> {
        self.schema().await?;
        MIGRATIONS.run(&self.writing).await.map_err(|e| match e {
            MigrateError::VersionMissing(found) => OpenError::NewerSchema { found, known: known() },
            e => OpenError::Migration(e.to_string()),
        })?;
        // Only a store that never held anything: else who empties the audit would get a new one sealed.
        sqlx::query(
            "UPDATE audit_head SET mac = $1 WHERE id = 1 AND seq = 0 AND mac = '' \
             AND (SELECT COUNT(*) FROM audit) = 0 AND (SELECT COUNT(*) FROM users) = 0 \
             AND (SELECT COUNT(*) FROM settings) = 0",
        )
        .bind(self.key.head(0, ""))
        .execute(&self.writing)
        .await?;
        self.ready().await
    }

    /// Can it be written and read now: connection, schema, durability, key.
    ///
    /// # Errors
    /// `CannotConnect`, `NotMigrated`, `NewerSchema`, `WrongKey`.
    pub async fn ready(&self) -> Result<(), OpenError> {
        if self.schema().await? != Some(known()) {
            return Err(OpenError::NotMigrated);
        }
        let head = sqlx::query("SELECT seq, hash, mac FROM audit_head WHERE id = 1")
            .fetch_optional(&self.reading)
            .await?
            .ok_or(OpenError::WrongKey)?;
        let (seq, hash, mac): (i64, String, String) = (head.try_get(0)?, head.try_get(1)?, head.try_get(2)?);
        if self.key.head(seq, &hash) == mac {
            Ok(())
        } else {
            Err(OpenError::WrongKey)
        }
    }

    /// The durability settings of a pooled connection of each pool, as `journal_mode=wal synchronous=2 …`.
    ///
    /// # Errors
    /// `CannotConnect`.
    pub async fn durability(&self) -> Result<String, OpenError> {
        let mut all = Vec::new();
        for pool in [&self.writing, &self.reading] {
            let mut conn = pool.acquire().await?;
            all.push(durability(self.backend, &mut conn).await?);
        }
        all.dedup();
        Ok(all.join("; "))
    }

    /// Ends all connections, after the work in flight.
    pub async fn close(&self) {
        self.reading.close().await;
        self.writing.close().await;
    }

    /// The store's schema, none where it is empty.
    async fn schema(&self) -> Result<Option<i64>, OpenError> {
        let there = match self.backend {
            Backend::Sqlite => "SELECT COUNT(*) FROM sqlite_master WHERE name = '_sqlx_migrations'",
            Backend::Postgres => {
                "SELECT COUNT(*) FROM pg_tables WHERE tablename = '_sqlx_migrations' AND schemaname = current_schema()"
            }
        };
        let there: i64 = sqlx::query_scalar(there).fetch_one(&self.reading).await?;
        if there == 0 {
            return Ok(None);
        }
        let found: Option<i64> = sqlx::query_scalar("SELECT MAX(version) FROM _sqlx_migrations")
            .fetch_one(&self.reading)
            .await?;
        match found {
            Some(found) if found > known() => Err(OpenError::NewerSchema { found, known: known() }),
            found => Ok(found),
        }
    }
}

fn known() -> i64 {
    MIGRATIONS.iter().map(|m| m.version).max().unwrap_or(0)
}

fn uuid_v7(at: Timestamp) -> String {
    let since = at.duration_since(Timestamp::UNIX_EPOCH);
    let secs = u64::try_from(since.as_secs()).unwrap_or(0);
    let at = uuid::Timestamp::from_unix(uuid::NoContext, secs, since.subsec_nanos().unsigned_abs());
    uuid::Uuid::new_v7(at).to_string()
}

/// Takes an address apart; for SQLite makes the folder and sees that it can be written.
fn address(url: &str) -> Result<(Backend, String), OpenError> {
    if url.starts_with("postgres://") || url.starts_with("postgresql://") {
        return Ok((Backend::Postgres, url.to_owned()));
    }
    let path = url.strip_prefix("sqlite:").ok_or(OpenError::BadAddress)?;
    let path = path.strip_prefix("//").unwrap_or(path);
    if path.is_empty() || path.contains(":memory:") || path.contains('?') || path.ends_with('/') {
        return Err(OpenError::BadAddress);
    }
    let folder = match Path::new(path).parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    writable(folder, Path::new(path)).map_err(|cause| OpenError::FolderNotWritable {
        path: folder.into(),
        cause,
    })?;
    let escaped: String = path
        .bytes()
        .map(|b| match b {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'.' | b'-' | b'_' => char::from(b).to_string(),
            b => format!("%{b:02X}"),
        })
        .collect();
    Ok((Backend::Sqlite, format!("sqlite:{escaped}?mode=rwc")))
}

/// SQLite writes beside its file too, so the folder must take a new file and the file must open for writing.
fn writable(folder: &Path, file: &Path) -> std::io::Result<()> {
    std::fs::create_dir_all(folder)?;
    let probe = folder.join(format!(".pilotboard-{}", uuid::Uuid::now_v7()));
    std::fs::write(&probe, "")?;
    std::fs::remove_file(&probe)?;
    if file.exists() {
        std::fs::OpenOptions::new().append(true).open(file)?;
    }
    Ok(())
}

async fn pool(backend: Backend, options: &AnyConnectOptions, size: u32) -> Result<AnyPool, OpenError> {
    let pool = AnyPoolOptions::new()
        .max_connections(size)
        .min_connections(1)
        // A file does not hang up; a server may have, and a ping finds out.
        .test_before_acquire(backend == Backend::Postgres)
        .idle_timeout(None)
        .max_lifetime(None)
        .after_connect(move |conn, _| {
            Box::pin(async move {
                let set = match backend {
                    Backend::Sqlite => {
                        // Read through one map of the file, not a cache for each connection.
                        "PRAGMA foreign_keys = ON; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 10000; \
                         PRAGMA mmap_size = 268435456"
                    }
                    // Compiling a statement takes longer than any of ours runs.
                    Backend::Postgres => "SET synchronous_commit = on; SET jit = off",
                };
                conn.execute(set).await?;
                Ok(())
            })
        })
        .connect_with(options.clone())
        .await?;
    Ok(pool)
}

async fn durability(backend: Backend, conn: &mut AnyConnection) -> Result<String, OpenError> {
    let mut all = Vec::new();
    match backend {
        Backend::Sqlite => {
            let mode: String = sqlx::query_scalar("PRAGMA journal_mode").fetch_one(&mut *conn).await?;
            all.push(format!("journal_mode={mode}"));
            for name in ["synchronous", "foreign_keys", "busy_timeout"] {
                let value: i64 = sqlx::query_scalar(&format!("PRAGMA {name}"))
                    .fetch_one(&mut *conn)
                    .await?;
                all.push(format!("{name}={value}"));
            }
        }
        Backend::Postgres => {
            for name in ["synchronous_commit", "fsync", "full_page_writes"] {
                let value: String = sqlx::query_scalar(&format!("SHOW {name}"))
                    .fetch_one(&mut *conn)
                    .await?;
                all.push(format!("{name}={value}"));
            }
        }
    }
    Ok(all.join(" "))
}
