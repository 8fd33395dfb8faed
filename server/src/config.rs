//! Settings: by flag, else environment, else a file of `NAME=value` lines, else the default.

use std::{
    collections::{BTreeMap, BTreeSet},
    net::SocketAddr,
    path::PathBuf,
};

use clap::{Args, CommandFactory, FromArgMatches, Parser, Subcommand};
use jiff::civil::Date;

/// Where settings come from, at the end of every help.
const SETTINGS: &str = "\
Every setting with [env: NAME] is taken from the flag, else from the environment, else from a line NAME=value of the \
file pilotboard.conf in the working folder (or of the file named by PILOTBOARD_CONFIG), else it is the default.";

/// Pilotboard 试点看板: nine cities report, CNIPA compares.
#[derive(Debug, Parser)]
#[command(name = "pilotboard", version, about, propagate_version = true, after_help = SETTINGS)]
pub struct Cli {
    /// Settings of the store.
    #[command(flatten)]
    pub store: StoreArgs,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// Which store, and the key that chains its audit.
#[derive(Clone, Debug, Args)]
pub struct StoreArgs {
    /// Address of the store: sqlite:path or postgres://user@host/name
    #[arg(
        long,
        global = true,
        env = "DATABASE_URL",
        default_value = "sqlite:data/pilotboard.db",
        hide_env_values = true
    )]
    pub database_url: String,
    /// File of the audit's key, 64 hexadecimal digits; made at first use, keep a copy apart from the store
    #[arg(
        long,
        global = true,
        env = "PILOTBOARD_KEY_FILE",
        hide_env_values = true,
        default_value = "data/pilotboard.key"
    )]
    pub key_file: PathBuf,
    /// Where the files of evidence are, of this store alone: a folder, or s3://bucket/prefix with the keys in
    /// AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, AWS_REGION, and AWS_ENDPOINT_URL for other servers than Amazon's
    /// [default: beside an SQLite file, data/files for data/pilotboard.db]
    #[arg(
        long,
        global = true,
        env = "PILOTBOARD_FILES",
        hide_env_values = true,
        value_name = "PLACE"
    )]
    pub files: Option<String>,
    /// Most a file of evidence may have, in MB
    #[arg(long, global = true, env = "PILOTBOARD_FILE_MEGABYTES", hide_env_values = true, default_value_t = storage::FILE_MEGABYTES, value_parser = clap::value_parser!(u64).range(1..=2000))]
    pub file_megabytes: u64,
    /// CSV of other cities, in the layout of app/domain/data/cities.csv, to measure at other sizes: the texts speak of
    /// the nine of the notice, and a demonstration has them
    #[arg(
        long,
        global = true,
        env = "PILOTBOARD_CITIES",
        hide_env_values = true,
        value_name = "FILE"
    )]
    pub cities: Option<PathBuf>,
}

impl StoreArgs {
    /// Where the files are: two SQLite files of one folder have places of their own.
    #[must_use]
    pub fn files(&self) -> String {
        if let Some(place) = &self.files {
            return place.clone();
        }
        let path = self.database_url.strip_prefix("sqlite:").unwrap_or_default();
        let path = std::path::Path::new(path.strip_prefix("//").unwrap_or(path));
        let (Some(folder), Some(name)) = (path.parent(), path.file_stem()) else {
            return "data/files".to_owned();
        };
        let place = match name.to_string_lossy().as_ref() {
            "pilotboard" => "files".to_owned(),
            name => format!("{name}-files"),
        };
        folder.join(place).display().to_string()
    }
}

/// What the program does.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Serve the pages until SIGTERM or Ctrl-C; requests in flight are finished
    #[command(after_help = SETTINGS)]
    Serve(ServeArgs),
    /// Bring the store's schema up to date
    Migrate,
    /// Fill an empty store with a labelled demonstration pilot
    Demo {
        /// The demonstration's today
        #[arg(long, default_value = "2026-07-08")]
        today: Date,
    },
    /// Manage accounts
    #[command(subcommand)]
    User(UserCommand),
    /// Write data to standard output
    Export {
        /// What: observations
        #[arg(value_parser = ["observations"], default_value = "observations")]
        what: String,
    },
    /// Check the audit
    #[command(subcommand)]
    Audit(AuditCommand),
}

/// Settings of `serve`.
#[derive(Clone, Debug, Args)]
pub struct ServeArgs {
    /// Address to listen on
    #[arg(
        long,
        env = "PILOTBOARD_LISTEN",
        hide_env_values = true,
        default_value = "127.0.0.1:3000"
    )]
    pub listen: SocketAddr,
    /// Address people use, as https://pilot.example: with https, cookies and browsers are bound to https [default:
    /// https unless --listen is this machine alone]
    #[arg(long, env = "PILOTBOARD_PUBLIC_URL", hide_env_values = true, value_name = "URL", value_parser = public_url)]
    pub public_url: Option<String>,
    /// Mail server, as smtps://user:password@host, smtp://user:password@host:587?tls=required or smtp://host:25; with
    /// --mail-from and --public-url it sends digests [default: no mail]
    #[arg(
        long,
        env = "PILOTBOARD_SMTP",
        hide_env_values = true,
        hide_default_value = true,
        value_name = "URL"
    )]
    pub smtp: Option<SmtpUrl>,
    /// Who sends mail, as pilot@example.org or "Pilotboard <pilot@example.org>"
    #[arg(long, env = "PILOTBOARD_MAIL_FROM", hide_env_values = true, value_name = "ADDRESS")]
    pub mail_from: Option<String>,
    /// Memory for answers that are kept until what they depend on changes, in MB; 0 keeps none
    #[arg(long, env = "PILOTBOARD_CACHE_MEGABYTES", hide_env_values = true, default_value_t = crate::cache::MEGABYTES, value_parser = clap::value_parser!(u32).range(..=4096), value_name = "MB")]
    pub cache_megabytes: u32,
    /// Log as text or json
    #[arg(long, env = "PILOTBOARD_LOG_FORMAT", hide_env_values = true, default_value = "text", value_parser = ["text", "json"])]
    pub log_format: String,
    /// What to log, as info or server=debug
    #[arg(long, env = "PILOTBOARD_LOG", hide_env_values = true, default_value = "info", value_name = "FILTER", value_parser = log_filter)]
    pub log: String,
}

/// The address of a mail server; it may hold a password, so it is read where it can be refused without being repeated.
#[derive(Clone)]
pub struct SmtpUrl(pub String);

impl From<&str> for SmtpUrl {
    fn from(text: &str) -> Self {
        SmtpUrl(text.to_owned())
    }
}

impl std::fmt::Debug for SmtpUrl {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("…")
    }
}

fn public_url(text: &str) -> Result<String, String> {
    let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    match host.map(|h| h.trim_end_matches('/')) {
        Some(host) if !host.is_empty() && !host.contains('/') => Ok(text.to_owned()),
        _ => Err("write https:// or http:// and the name of the site, without a path".into()),
    }
}

fn log_filter(text: &str) -> Result<String, String> {
    match tracing_subscriber::EnvFilter::try_new(text) {
        Ok(_) => Ok(text.to_owned()),
        Err(_) => {
            Err("write a level (error, warn, info, debug, trace) or pairs as server=debug,tower_http=info".into())
        }
    }
}

impl ServeArgs {
    /// Cookies are for https only, except on loopback http.
    #[must_use]
    pub fn secure(&self) -> bool {
        match &self.public_url {
            Some(url) => url.starts_with("https://"),
            None => !self.listen.ip().is_loopback(),
        }
    }
}

/// Accounts from the command line.
#[derive(Debug, Subcommand)]
pub enum UserCommand {
    /// Add an account and print its one-time invitation link
    Add {
        /// E-mail or account name
        account: String,
        /// Role, as city_editor
        #[arg(long)]
        role: String,
        /// City slug, province key, `nation` or `none`; the role's own if it has only one
        #[arg(long)]
        of: Option<String>,
        /// Name shown to others
        #[arg(long)]
        name: Option<String>,
    },
    /// Print a one-time link that sets a new password
    Reset {
        /// E-mail or account name
        account: String,
    },
    /// List the accounts
    List,
    /// Disable an account; its sessions end
    Disable {
        /// E-mail or account name
        account: String,
    },
}

/// The audit from the command line.
#[derive(Debug, Subcommand)]
pub enum AuditCommand {
    /// Check every line; with an anchor also that nothing was cut off since
    Verify {
        /// An anchor printed earlier by `audit anchor`
        #[arg(long)]
        anchor: Option<String>,
    },
    /// Print the present end of the chain, to keep elsewhere
    Anchor,
}

/// Reads `NAME=value` lines; blank lines and lines with # are passed over.
///
/// # Errors
/// A sentence about the first line that is no setting.
pub fn file_settings(text: &str) -> Result<BTreeMap<String, String>, String> {
    fn names(command: &clap::Command, known: &mut BTreeSet<String>) {
        let own = command.get_arguments().filter_map(|a| a.get_env()?.to_str());
        known.extend(own.map(str::to_owned));
        command.get_subcommands().for_each(|c| names(c, known));
    }
    let mut known = BTreeSet::new();
    names(&Cli::command(), &mut known);
    let mut settings = BTreeMap::new();
    for (at, line) in text.lines().enumerate() {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let at = at + 1;
        let (name, value) = line
            .split_once('=')
            .ok_or_else(|| format!("line {at} is not NAME=value"))?;
        let name = name.trim();
        if !known.contains(name) {
            let known = known.into_iter().collect::<Vec<_>>().join(", ");
            return Err(format!(
                "line {at}: there is no setting {name}; the settings are {known}"
            ));
        }
        settings.insert(name.to_owned(), value.trim().trim_matches('"').to_owned());
    }
    Ok(settings)
}

/// Parses the command line over environment, file and defaults.
///
/// # Errors
/// clap's own message, which also covers `--help`.
pub fn parse<I: IntoIterator<Item = std::ffi::OsString>>(
    args: I,
    file: &BTreeMap<String, String>,
) -> Result<Cli, clap::Error> {
    fn defaults(mut command: clap::Command, file: &BTreeMap<String, String>) -> clap::Command {
        let known: Vec<_> = command
            .get_arguments()
            .filter_map(|a| {
                let env = a.get_env()?.to_str()?.to_owned();
                Some((a.get_id().clone(), file.get(&env)?.clone()))
            })
            .collect();
        for (id, value) in known {
            command = command.mut_arg(id, |a| a.default_value(value));
        }
        let subs: Vec<_> = command.get_subcommands().map(|c| c.get_name().to_owned()).collect();
        for name in subs {
            command = command.mut_subcommand(name, |c| defaults(c, file));
        }
        command
    }
    let matches = defaults(Cli::command(), file).try_get_matches_from(args)?;
    Cli::from_arg_matches(&matches)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flag_beats_the_file_and_the_file_beats_the_default() {
        let file = file_settings("# ours\nPILOTBOARD_LISTEN = 127.0.0.1:4000\nDATABASE_URL=\"sqlite:x.db\"\n").unwrap();
        let cli = parse(["pilotboard", "serve"].map(Into::into), &file).unwrap();
        let Command::Serve(serve) = cli.command else { panic!() };
        assert_eq!(serve.listen.port(), 4000);
        assert_eq!(cli.store.database_url, "sqlite:x.db");
        assert!(!serve.secure());
        let cli = parse(
            ["pilotboard", "serve", "--listen", "0.0.0.0:5000"].map(Into::into),
            &file,
        )
        .unwrap();
        let Command::Serve(serve) = cli.command else { panic!() };
        assert_eq!(serve.listen.port(), 5000);
        assert!(serve.secure());
    }

    #[test]
    fn a_line_of_the_file_that_is_no_setting_is_named() {
        let told = |text| file_settings(text).unwrap_err();
        assert_eq!(told("\nlisten here\n"), "line 2 is not NAME=value");
        assert!(told("PILOTBOARD_LISTN=1").starts_with("line 1: there is no setting PILOTBOARD_LISTN;"));
        assert!(told("PILOTBOARD_LISTN=1").contains("PILOTBOARD_LISTEN"));
    }

    #[test]
    fn the_public_address_decides_about_https() {
        let secure = |args: &[&str]| {
            let args = ["pilotboard", "serve"].iter().chain(args).map(Into::into);
            let Command::Serve(serve) = parse(args, &BTreeMap::new()).ok()?.command else {
                panic!()
            };
            Some(serve.secure())
        };
        assert_eq!(secure(&["--public-url", "https://pilot.example"]), Some(true));
        assert_eq!(
            secure(&["--listen", "0.0.0.0:80", "--public-url", "http://pilot.example/"]),
            Some(false)
        );
        for bad in ["pilot.example", "ftp://x", "https://", "https://x/path"] {
            assert_eq!(secure(&["--public-url", bad]), None, "{bad}");
        }
        assert_eq!(secure(&["--log", "no such=level"]), None);
    }
}
