//! A private PostgreSQL for one test process: it starts with the first test that asks, listens on a socket in a
//! temporary folder, and is gone with the process, however that ends.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stderr)]

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

/// Waits for the end of its input, which is the end of the test process. Durability to disk is off: what is
/// tested is the program's own promise to the server.
const SCRIPT: &str = include_str!("../../../../tools/postgres.sh");

/// The child's input stays open as long as this lives: for ever, in a static.
struct Cluster {
    bin: PathBuf,
    socket: String,
    _script: Child,
}

/// The address of a new empty database, or none where PostgreSQL is not installed (said once on stderr; with
/// `CI` set it fails instead).
pub fn database() -> Option<String> {
    static CLUSTER: OnceLock<Result<Cluster, String>> = OnceLock::new();
    static NUMBER: AtomicU32 = AtomicU32::new(0);
    let cluster = match CLUSTER.get_or_init(|| start().inspect_err(|why| eprintln!("PostgreSQL is skipped: {why}"))) {
        Ok(cluster) => cluster,
        Err(why) if std::env::var_os("CI").is_some() => panic!("PostgreSQL must be tested here: {why}"),
        Err(_) => return None,
    };
    let name = format!("t{}", NUMBER.fetch_add(1, Ordering::Relaxed));
    let done = Command::new(cluster.bin.join("psql"))
        .args(["-h", &cluster.socket, "-U", "pilotboard", "-d", "postgres", "-q", "-c"])
        .arg(format!("CREATE DATABASE {name}"))
        .status()
        .expect("psql starts");
    assert!(done.success(), "CREATE DATABASE {name}");
    Some(format!(
        "postgres://pilotboard@localhost/{name}?host={}",
        cluster.socket.replace('/', "%2F")
    ))
}

fn start() -> Result<Cluster, String> {
    let bin = binaries().ok_or("initdb is neither under /usr/lib/postgresql nor on the PATH; install postgresql")?;
    let mut command = if is_root() {
        // initdb refuses root.
        let mut c = Command::new("setpriv");
        c.args(["--reuid=postgres", "--regid=postgres", "--clear-groups", "sh"]);
        c
    } else {
        Command::new("sh")
    };
    // A group of its own, so that an interrupt at the terminal reaches it only by the end of its input.
    std::os::unix::process::CommandExt::process_group(&mut command, 0);
    let mut script = command
        .args(["-c", SCRIPT])
        .env("BIN", &bin)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|e| format!("cannot start it: {e}"))?;
    let mut socket = String::new();
    if let Some(out) = script.stdout.take() {
        BufReader::new(out).read_line(&mut socket).map_err(|e| e.to_string())?;
    }
    let socket = socket.trim().to_owned();
    if socket.is_empty() {
        return Err("it did not start; its log is above".into());
    }
    Ok(Cluster {
        bin,
        socket,
        _script: script,
    })
}

fn binaries() -> Option<PathBuf> {
    let mut found: Vec<PathBuf> = std::fs::read_dir("/usr/lib/postgresql")
        .map(|all| all.filter_map(Result::ok).map(|e| e.path().join("bin")).collect())
        .unwrap_or_default();
    let number = |p: &Path| p.parent().and_then(|p| p.file_name()?.to_str()?.parse::<u32>().ok());
    found.sort_by_key(|p| std::cmp::Reverse(number(p)));
    let path = std::env::var_os("PATH").unwrap_or_default();
    found.extend(std::env::split_paths(&path));
    found.into_iter().find(|bin| bin.join("initdb").is_file())
}

fn is_root() -> bool {
    let id = Command::new("id").arg("-u").output();
    id.is_ok_and(|o| o.stdout.trim_ascii() == b"0")
}
