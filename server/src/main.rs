//! The program `pilotboard`. Every command opens the store, does one thing and says in one sentence what went wrong.

use std::{collections::BTreeMap, fs, io::IsTerminal as _, path::Path, process::ExitCode};

use clap::error::ErrorKind;
use server::{
    commands,
    config::{self, Command},
    serve,
};

/// A page is ten thousand small pieces of text for a few milliseconds: the system's allocator takes a fifth of its time.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let settings = match settings() {
        Ok(settings) => settings,
        Err(sentence) => {
            eprintln!("pilotboard: {sentence}");
            return ExitCode::from(2);
        }
    };
    let cli = match config::parse(std::env::args_os(), &settings) {
        Ok(cli) => cli,
        Err(e) => {
            let failed = !matches!(e.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion);
            e.print().ok();
            return if failed { ExitCode::from(2) } else { ExitCode::SUCCESS };
        }
    };
    if let Some(Err(sentence)) = cli.store.cities.as_deref().map(cities) {
        eprintln!("pilotboard: {sentence}");
        return ExitCode::from(2);
    }
    log(&cli.command);
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(e) => {
            eprintln!("pilotboard: cannot start: {e}");
            return ExitCode::FAILURE;
        }
    };
    let outcome = runtime.block_on(async {
        match &cli.command {
            Command::Serve(args) => serve::serve(&cli.store, args).await,
            command => commands::run(&cli.store, command).await,
        }
    });
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(e) => {
            eprintln!("pilotboard: {e}");
            ExitCode::FAILURE
        }
    }
}

/// The settings of the file: the one that PILOTBOARD_CONFIG names must be there, `pilotboard.conf` may be.
fn settings() -> Result<BTreeMap<String, String>, String> {
    let named = std::env::var("PILOTBOARD_CONFIG").ok();
    let file = named.as_deref().unwrap_or("pilotboard.conf");
    match fs::read_to_string(file) {
        Ok(text) => config::file_settings(&text).map_err(|e| format!("{file}: {e}")),
        Err(e) if e.kind() == std::io::ErrorKind::NotFound && named.is_none() => Ok(BTreeMap::new()),
        Err(e) => Err(format!("cannot read the settings in {file}: {e}")),
    }
}

/// Takes the cities of a file in place of the nine.
fn cities(file: &Path) -> Result<(), String> {
    let table = fs::read_to_string(file).map_err(|e| format!("cannot read the cities in {}: {e}", file.display()))?;
    domain::city::take_cities(&table).map_err(|e| format!("{}: {e}", file.display()))
}

fn log(command: &Command) {
    let (filter, json) = match command {
        Command::Serve(args) => (args.log.clone(), args.log_format == "json"),
        _ => ("warn".to_owned(), false),
    };
    let filter = tracing_subscriber::EnvFilter::try_new(filter).unwrap_or_else(|_| "info".into());
    let base = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_ansi(std::io::stderr().is_terminal())
        .with_writer(std::io::stderr);
    if json {
        base.json().init();
    } else {
        base.init();
    }
}
