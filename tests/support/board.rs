//! A whole pilot board in one process: its own store, a clock that stands still until a test moves it, the real router.

use std::{
    collections::BTreeMap,
    path::PathBuf,
    sync::{
        Arc, OnceLock,
        atomic::{AtomicI64, AtomicU32, Ordering},
    },
};

use app::{mail::Mail, visit::App};
use argon2::{Algorithm, Argon2, Params, PasswordHasher, Version, password_hash::SaltString};
use axum::Router;
use domain::{access::Actor, calendar};
use jiff::{Timestamp, civil::DateTime};
use server::{cache::Cache, passwords::Passwords};
use storage::{AuditKey, Caller, Store, links, users};
use tokio::sync::Mutex;

use crate::{
    actors::{PASSWORD, Who},
    client::Client,
    postgres,
};

/// Friday, 8 May 2026, 10:00 in Beijing: the report of April is open, one working day before it is due.
pub const NOW: &str = "2026-05-08T10:00";

/// The board; its store is gone when it is dropped.
pub struct Board {
    pub store: Store,
    pub url: String,
    pub router: Router,
    /// The answers that its router keeps.
    pub cache: Cache,
    clock: Arc<AtomicI64>,
    actors: Mutex<BTreeMap<Who, Actor>>,
    folder: Option<Folder>,
}

/// A folder of a test's own, removed when dropped.
pub struct Folder(pub PathBuf);

impl Folder {
    /// A new empty one.
    #[must_use]
    pub fn new() -> Self {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let path = std::env::temp_dir().join(format!("pilotboard-test-{}-{number}", std::process::id()));
        std::fs::create_dir_all(&path).unwrap();
        Folder(path)
    }

    /// The address of a store in it.
    #[must_use]
    pub fn url(&self) -> String {
        format!("sqlite:{}", self.0.join("store.db").display())
    }
}

impl Default for Folder {
    fn default() -> Self {
        Self::new()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        std::fs::remove_dir_all(&self.0).ok();
    }
}

/// The hash of everybody's password: real Argon2id, cheap, made once.
#[must_use]
pub fn password_hash() -> &'static str {
    static HASH: OnceLock<String> = OnceLock::new();
    HASH.get_or_init(|| {
        let cheap = Argon2::new(
            Algorithm::Argon2id,
            Version::V0x13,
            Params::new(Params::MIN_M_COST, 1, 1, None).unwrap(),
        );
        let salt = SaltString::from_b64("dGVzdHMgYWxvbmU").unwrap();
        cheap.hash_password(PASSWORD.as_bytes(), &salt).unwrap().to_string()
    })
}

/// A Beijing time as `2026-05-08T10:00`.
#[must_use]
pub fn beijing(text: &str) -> Timestamp {
    let at: DateTime = text.parse().unwrap();
    let since = at.duration_since(at.date().at(0, 0, 0, 0));
    calendar::start_of(at.date()).checked_add(since).unwrap()
}

fn router(store: &Store, clock: &Arc<AtomicI64>, mail: Option<Mail>, cache: &Cache) -> Router {
    let hands = clock.clone();
    let now = Arc::new(move || Timestamp::from_microsecond(hands.load(Ordering::SeqCst)).unwrap());
    let app = App {
        mail,
        ..server::serve::app(store.clone(), now)
    };
    server::router::router(app, Passwords::new().unwrap(), false, cache.clone())
}

impl Board {
    /// A board on an SQLite file.
    pub async fn sqlite() -> Board {
        let folder = Folder::new();
        Board::open(folder.url(), Some(folder)).await
    }

    /// A board on PostgreSQL; none where that is not installed.
    pub async fn postgres() -> Option<Board> {
        Some(Board::open(postgres::database()?, None).await)
    }

    async fn open(url: String, folder: Option<Folder>) -> Board {
        let store = Store::open(&url, AuditKey::new([7; 32])).await.unwrap();
        store.migrate().await.unwrap();
        let clock = Arc::new(AtomicI64::new(beijing(NOW).as_microsecond()));
        let cache = Cache::new(server::cache::MEGABYTES);
        let router = router(&store, &clock, None, &cache);
        Board {
            store,
            url,
            router,
            cache,
            clock,
            actors: Mutex::default(),
            folder,
        }
    }

    /// The same pages where mail is configured so.
    pub fn router_with(&self, mail: Option<Mail>) -> Router {
        router(&self.store, &self.clock, mail, &self.cache)
    }

    /// Another copy of the program on the same store, with a memory of its own.
    pub fn copy(&self, cache: &Cache) -> Router {
        router(&self.store, &self.clock, None, cache)
    }

    /// Moves the clock to a Beijing time, back too.
    pub fn at(&self, time: &str) {
        self.clock.store(beijing(time).as_microsecond(), Ordering::SeqCst);
    }

    /// What the clock shows.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        Timestamp::from_microsecond(self.clock.load(Ordering::SeqCst)).unwrap()
    }

    /// How many lines the audit has.
    pub async fn audit_lines(&self) -> i64 {
        storage::audit::anchor(&self.store).await.unwrap().seq
    }

    /// No line of the audit was altered or removed.
    pub async fn audit_is_sound(&self) {
        storage::audit::verify(&self.store, None).await.unwrap();
    }

    /// The folder of an SQLite store.
    #[must_use]
    pub fn folder(&self) -> Option<&PathBuf> {
        self.folder.as_ref().map(|f| &f.0)
    }

    /// The account of a person, made when first asked for.
    pub async fn actor(&self, who: Who) -> Actor {
        let mut actors = self.actors.lock().await;
        if let Some(actor) = actors.get(&who) {
            return actor.clone();
        }
        let (role, scope) = who.role().expect("nobody has no account");
        let cli = Caller::cli(self.now());
        let new = users::NewUser {
            account: who.account(),
            name: format!("{who:?}"),
            role,
            scope,
        };
        let actor = users::add(&self.store, &cli, new).await.unwrap().actor;
        let (token, expires) = (format!("{who:?}"), beijing("2026-12-31T00:00"));
        links::issue(&self.store, &cli, &actor.id, links::Purpose::Invite, &token, expires)
            .await
            .unwrap();
        links::redeem(&self.store, &token, password_hash(), self.now(), "test")
            .await
            .unwrap();
        actors.insert(who, actor.clone());
        actor
    }

    /// A person as the store knows callers, now.
    pub async fn caller(&self, who: Who) -> Caller {
        Caller {
            actor: self.actor(who).await,
            at: self.now(),
            from: "test".into(),
        }
    }

    /// A browser in which a person has signed in; of nobody an empty one. It reads English.
    pub async fn client(&self, who: Who) -> Client {
        let mut client = self.visitor();
        if who != Who::Anonymous {
            self.actor(who).await;
            let answer = client.sign_in(&who.account(), PASSWORD).await;
            assert_eq!(answer.status, 303, "{who:?} signs in");
        }
        client
    }

    /// A browser in which nobody has signed in.
    #[must_use]
    pub fn visitor(&self) -> Client {
        Client::new(self.router.clone())
    }

    /// Clients of all these people, in their order.
    pub async fn clients(&self, all: &[Who]) -> Vec<(Who, Client)> {
        let mut clients = Vec::new();
        for who in all {
            clients.push((*who, self.client(*who).await));
        }
        clients
    }
}
