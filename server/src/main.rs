//! The program `pilotboard`. Every command opens the store, does one thing and says in one sentence what went wrong.

use std::{collections::BTreeMap, fs, process::ExitCode};

use clap::error::ErrorKind;
use server::{
    commands,
    config::{self, Command},
    serve,
};

fn main() -> ExitCode {
    let file = std::env::var("PILOTBOARD_CONFIG").unwrap_or_else(|_| "pilotboard.conf".into());
    let settings = fs::read_to_string(&file)
        .map(|t| config::file_settings(&t))
        .unwrap_or_default();
    let cli = match config::parse(std::env::args_os(), &settings) {
        Ok(cli) => cli,
        Err(e) => {
            let failed = !matches!(e.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion);
            e.print().ok();
            return if failed { ExitCode::from(2) } else { ExitCode::SUCCESS };
        }
    };
    log(&cli.command, &settings);
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

fn log(command: &Command, _file: &BTreeMap<String, String>) {
    let (filter, json) = match command {
        Command::Serve(args) => (args.log.clone(), args.log_format == "json"),
        _ => ("warn".to_owned(), false),
    };
    let filter = tracing_subscriber::EnvFilter::try_new(filter).unwrap_or_else(|_| "info".into());
    let base = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr);
    if json {
        base.json().init();
    } else {
        base.init();
    }
}
