//! Opens the store and serves until told to stop; requests in flight are finished.

use std::{
    fs,
    io::{ErrorKind, Write as _},
    net::SocketAddr,
    path::Path,
    sync::Arc,
    time::Duration,
};

use app::{mail::Mail, visit::App};
use domain::calendar;
use jiff::{SignedDuration, Timestamp};
use leptos::config::LeptosOptions;
use storage::{AuditKey, Files, Store, settings::Settings};

use crate::{
    assets,
    cache::Cache,
    config::{ServeArgs, StoreArgs},
    passwords::Passwords,
    router::router,
};

/// Why the program cannot go on, as one sentence.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// The key file cannot be read or made.
    #[error("cannot use the key file {0}: {1}")]
    KeyFile(String, String),
    /// The store has an audit, and the file of its key is not there.
    #[error("there is no key file {0}; say with --key-file where the key of this store's audit is")]
    KeyFileMissing(String),
    /// The key file holds another key than the audit's.
    #[error(
        "the key in {0} does not fit this store's audit, or the end of the audit was altered: see `pilotboard audit verify`"
    )]
    WrongKey(String),
    /// The store cannot be opened.
    #[error(transparent)]
    Open(#[from] storage::OpenError),
    /// The place for files cannot be used.
    #[error(transparent)]
    Files(#[from] storage::FilesError),
    /// The store refused.
    #[error(transparent)]
    Store(#[from] storage::Error),
    /// The address to listen on is taken.
    #[error("{0} is in use by another program; choose another address with --listen")]
    PortInUse(SocketAddr),
    /// The address cannot be listened on.
    #[error("cannot listen on {0}: {1}")]
    Listen(SocketAddr, std::io::Error),
    /// Anything else, as a sentence.
    #[error("{0}")]
    Other(String),
}

/// Reads the audit's key, or makes it where there is none yet.
///
/// # Errors
/// [`Failure::KeyFile`].
pub fn key(path: &Path) -> Result<AuditKey, Failure> {
    let fail = |e: &dyn std::fmt::Display| Failure::KeyFile(path.display().to_string(), e.to_string());
    match fs::read_to_string(path) {
        Ok(text) => text.trim().parse().map_err(|e| fail(&e)),
        Err(e) if e.kind() == ErrorKind::NotFound => {
            let mut bytes = [0u8; 32];
            getrandom::fill(&mut bytes).map_err(|e| fail(&e))?;
            let key = AuditKey::new(bytes);
            if let Some(folder) = path.parent().filter(|f| !f.as_os_str().is_empty()) {
                fs::create_dir_all(folder).map_err(|e| fail(&e))?;
            }
            let mut options = fs::OpenOptions::new();
            options.write(true).create_new(true);
            #[cfg(unix)]
            std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
            let mut file = options.open(path).map_err(|e| fail(&e))?;
            writeln!(file, "{}", key.to_hex())
                .and_then(|()| file.sync_all())
                .map_err(|e| fail(&e))?;
            Ok(key)
        }
        Err(e) => Err(fail(&e)),
    }
}

/// Opens the store and brings its schema up to date. A key is made only together with a new audit.
///
/// # Errors
/// [`Failure::KeyFile`], [`Failure::KeyFileMissing`], [`Failure::WrongKey`], [`Failure::Open`].
pub async fn open(args: &StoreArgs) -> Result<Store, Failure> {
    let file = args.key_file.display().to_string();
    let made = !args.key_file.exists();
    let key = key(&args.key_file)?;
    let store = match Store::open(&args.database_url, key).await {
        Ok(store) => store,
        Err(e) => {
            if made {
                fs::remove_file(&args.key_file).ok();
            }
            return Err(e.into());
        }
    };
    match store.migrate().await {
        Ok(()) => Ok(store.with_files(Files::open(&args.files(), args.file_megabytes)?)),
        Err(storage::OpenError::WrongKey) if made => {
            fs::remove_file(&args.key_file).ok();
            Err(Failure::KeyFileMissing(file))
        }
        Err(storage::OpenError::WrongKey) => Err(Failure::WrongKey(file)),
        Err(e) => Err(e.into()),
    }
}

/// Opens a store as it is, for the check of its audit: nothing is made, nothing is brought up to date.
///
/// # Errors
/// [`Failure::KeyFile`], [`Failure::Open`].
pub async fn open_to_verify(args: &StoreArgs) -> Result<Store, Failure> {
    let file = args.key_file.display().to_string();
    if !args.key_file.exists() {
        return Err(Failure::KeyFileMissing(file));
    }
    let store = Store::open(&args.database_url, key(&args.key_file)?).await?;
    match store.ready().await {
        // What the check is there to find, with the line.
        Ok(()) | Err(storage::OpenError::WrongKey) => Ok(store),
        Err(e) => Err(e.into()),
    }
}

/// The present instant; in a demonstration store its own clock, which runs on from its today.
pub fn clock(settings: &Settings) -> Arc<dyn Fn() -> Timestamp + Send + Sync> {
    match &settings.demo {
        None => Arc::new(Timestamp::now),
        Some(demo) => {
            // The demonstration opens at 09:00 of its today.
            let opened = calendar::start_of(demo.today).as_microsecond() + 9 * 3_600_000_000;
            let offset = SignedDuration::from_micros(opened - demo.filled_at);
            Arc::new(move || {
                Timestamp::now()
                    .checked_add(offset)
                    .unwrap_or_else(|_| Timestamp::now())
            })
        }
    }
}

/// The program's pages over a store, with a clock.
#[must_use]
pub fn app(store: Store, clock: Arc<dyn Fn() -> Timestamp + Send + Sync>) -> App {
    let name = assets::hash().map_or_else(|| "pilotboard".to_owned(), |h| format!("pilotboard.{h}"));
    let options = LeptosOptions::builder().output_name(name).site_pkg_dir("pkg").build();
    App {
        store,
        options,
        clock,
        mail: None,
    }
}

/// Serves until SIGTERM or Ctrl-C.
///
/// # Errors
/// [`Failure`], before the first request.
pub async fn serve(store: &StoreArgs, args: &ServeArgs) -> Result<(), Failure> {
    // First the address: a second program on it must not touch the store of the first.
    let listener = tokio::net::TcpListener::bind(args.listen)
        .await
        .map_err(|e| match e.kind() {
            ErrorKind::AddrInUse => Failure::PortInUse(args.listen),
            _ => Failure::Listen(args.listen, e),
        })?;
    let mail = crate::mail::of(args)?;
    let store = open(store).await?;
    let settings = storage::settings::get(&store).await?;
    let app = App {
        mail: mail.clone(),
        ..app(store.clone(), clock(&settings))
    };
    let passwords = Passwords::new().map_err(|e| Failure::Other(e.to_string()))?;
    let router = router(app, passwords, args.secure(), Cache::new(args.cache_megabytes));
    let sweeper = tokio::spawn(sweep(store.clone(), clock(&settings)));
    let reminder = tokio::spawn(remind(store.clone(), clock(&settings)));
    let (stop_mail, stopped) = tokio::sync::watch::channel(());
    let mut sender = tokio::spawn(send(store.clone(), mail, clock(&settings), stopped));
    let at = listener.local_addr().unwrap_or(args.listen);
    tracing::info!(address = %at, demonstration = settings.demo.is_some(), "serving");
    axum::serve(listener, router.into_make_service_with_connect_info::<SocketAddr>())
        .with_graceful_shutdown(stop())
        .await
        .map_err(|e| Failure::Other(e.to_string()))?;
    sweeper.abort();
    reminder.abort();
    // A letter under way is finished and marked, so that it is not sent again.
    drop(stop_mail);
    if tokio::time::timeout(Duration::from_secs(10), &mut sender)
        .await
        .is_err()
    {
        sender.abort();
    }
    store.close().await;
    tracing::info!("stopped");
    Ok(())
}

/// Removes the sessions that have ended and what broken uploads have left, at the start and then every hour.
async fn sweep(store: Store, clock: Arc<dyn Fn() -> Timestamp + Send + Sync>) {
    let mut hours = tokio::time::interval(Duration::from_secs(3600));
    loop {
        hours.tick().await;
        // A failure is in the log; the next hour tries again.
        storage::sessions::delete_expired(&store, Timestamp::now()).await.ok();
        match storage::evidence::sweep(&store, clock(), Timestamp::now()).await {
            Ok(swept) if swept == storage::evidence::Swept::default() => {}
            Ok(swept) => tracing::info!(
                pending = swept.pending,
                orphans = swept.orphans,
                "files that nothing names"
            ),
            Err(_) => {}
        }
    }
}

/// Reminds of what is due, in office hours, at the start and then every few minutes; several copies make each once.
async fn remind(store: Store, clock: Arc<dyn Fn() -> Timestamp + Send + Sync>) {
    let mut often = tokio::time::interval(Duration::from_secs(300));
    loop {
        often.tick().await;
        let now = clock();
        if !(8..20).contains(&calendar::beijing(now).hour()) {
            continue;
        }
        // A failure is in the log; the next time tries again.
        match storage::messages::remind(&store, now).await {
            Ok(0) | Err(_) => {}
            Ok(new) => tracing::info!(new, "reminders"),
        }
    }
}

/// Makes and sends digests, a while after the start and then every few minutes, until told to stop.
async fn send(
    store: Store,
    mail: Option<Mail>,
    clock: Arc<dyn Fn() -> Timestamp + Send + Sync>,
    mut stopped: tokio::sync::watch::Receiver<()>,
) {
    let Some(mail) = mail else { return };
    // After the reminders of the same minute, which belong into the day's digest.
    let first = tokio::time::Instant::now() + Duration::from_secs(5);
    let mut often = tokio::time::interval_at(first, Duration::from_secs(300));
    loop {
        tokio::select! {
            _ = often.tick() => {}
            _ = stopped.changed() => return,
        }
        let round = app::mail::round(&store, &mail, &*clock, &|| stopped.has_changed().is_err()).await;
        // A failure is in the log; the next time tries again.
        match round {
            Ok(0) | Err(_) => {}
            Ok(sent) => tracing::info!(sent, "digests"),
        }
    }
}

async fn stop() {
    let interrupt = async {
        tokio::signal::ctrl_c().await.ok();
    };
    #[cfg(unix)]
    let terminate = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(_) => std::future::pending().await,
        }
    };
    #[cfg(not(unix))]
    let terminate = std::future::pending::<()>();
    tokio::select! {
        () = interrupt => {}
        () = terminate => {}
    }
}
