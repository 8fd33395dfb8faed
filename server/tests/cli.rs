//! The command line as a person meets it: exit codes, sentences, and what is left behind.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::{
    fs,
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::{TcpListener, TcpStream},
    path::PathBuf,
    process::{Command, Stdio},
};

use sqlx::{AnyConnection, Connection as _};

/// A folder of one test's own, gone with the test.
struct Place(PathBuf);

impl Place {
    fn new(test: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("pilotboard-cli-{test}-{}", std::process::id()));
        fs::remove_dir_all(&folder).ok();
        fs::create_dir_all(&folder).unwrap();
        Place(folder)
    }

    fn url(&self) -> String {
        format!("sqlite:{}", self.0.join("store.db").display())
    }

    /// The program in this folder, with nothing of the outer environment's settings.
    fn program(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_pilotboard"));
        for (name, _) in std::env::vars().filter(|(n, _)| n.starts_with("PILOTBOARD_")) {
            command.env_remove(name);
        }
        command
            .current_dir(&self.0)
            .env("DATABASE_URL", self.url())
            .args(args)
            .args(["--key-file", "key"]);
        command
    }

    /// Exit code, standard output and standard error.
    fn run(&self, args: &[&str]) -> (i32, String, String) {
        told(self.program(args))
    }

    async fn sql(&self, sql: &str) {
        sqlx::any::install_default_drivers();
        let mut conn = AnyConnection::connect(&self.url()).await.unwrap();
        sqlx::query(sql).execute(&mut conn).await.unwrap();
        conn.close().await.unwrap();
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        fs::remove_dir_all(&self.0).ok();
    }
}

fn told(mut command: Command) -> (i32, String, String) {
    let output = command.output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

/// A refusal: exit code 1 and one sentence.
fn refused((code, out, err): (i32, String, String)) -> String {
    assert_eq!((code, out.as_str()), (1, ""), "{err}");
    assert_eq!(err.lines().count(), 1, "{err}");
    err.strip_prefix("pilotboard: ")
        .expect("says who speaks")
        .trim_end()
        .to_owned()
}

fn done((code, out, err): (i32, String, String)) -> String {
    assert_eq!(code, 0, "{err}");
    out
}

#[test]
fn help_lists_the_settings_of_serve() {
    let place = Place::new("help");
    let text = done(place.run(&["serve", "--help"]));
    for setting in [
        "DATABASE_URL",
        "PILOTBOARD_KEY_FILE",
        "PILOTBOARD_LISTEN",
        "PILOTBOARD_PUBLIC_URL",
        "PILOTBOARD_LOG",
    ] {
        assert!(text.contains(setting), "{setting}: {text}");
    }
    assert!(text.contains("pilotboard.conf"), "{text}");
    assert_eq!(place.run(&["sreve"]).0, 2, "a wrong command is another exit code");
}

#[test]
fn mail_wants_three_settings_and_its_password_is_shown_nowhere() {
    let place = Place::new("mail");
    let secret = "smtp://desk:s3cret@mail.example.org";
    fs::write(place.0.join("pilotboard.conf"), format!("PILOTBOARD_SMTP={secret}\n")).unwrap();
    let help = done(place.run(&["serve", "--help"]));
    assert!(help.contains("PILOTBOARD_SMTP") && !help.contains("s3cret"), "{help}");
    let alone = refused(place.run(&["serve", "--listen", "127.0.0.1:0"]));
    assert!(alone.starts_with("mail needs --mail-from and --public-url"), "{alone}");
    let (from, url) = (
        ["--mail-from", "desk@example.org"],
        ["--public-url", "http://pilot.example"],
    );
    let mut whole = vec![
        "serve",
        "--listen",
        "127.0.0.1:0",
        "--smtp",
        "smtp://desk:s3cret@host:99999",
    ];
    whole.extend(from);
    whole.extend(url);
    let bad = refused(place.run(&whole));
    assert!(
        bad.starts_with("--smtp is not an address") && !bad.contains("s3cret"),
        "{bad}"
    );
    assert!(!place.0.join("store.db").exists(), "nothing is made");
}

#[test]
fn an_address_that_is_none_is_refused_and_leaves_nothing() {
    let place = Place::new("address");
    for bad in ["mysql://host/name", "sqlite:", "store.db"] {
        let mut command = place.program(&["migrate"]);
        command.env("DATABASE_URL", bad);
        let sentence = refused(told(command));
        assert!(sentence.starts_with("not an address of a store"), "{bad}: {sentence}");
    }
    assert_eq!(fs::read_dir(&place.0).unwrap().count(), 0, "no key without a store");
}

#[test]
fn a_folder_that_cannot_be_written_is_named() {
    let place = Place::new("folder");
    fs::write(place.0.join("file"), "").unwrap();
    let mut command = place.program(&["migrate"]);
    command.env("DATABASE_URL", "sqlite:file/store.db");
    let sentence = refused(told(command));
    assert!(sentence.starts_with("cannot write in file: "), "{sentence}");
}

#[test]
fn a_port_in_use_is_named_before_the_store_is_touched() {
    let place = Place::new("port");
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let sentence = refused(place.run(&["serve", "--listen", &address]));
    assert_eq!(
        sentence,
        format!("{address} is in use by another program; choose another address with --listen")
    );
    assert_eq!(fs::read_dir(&place.0).unwrap().count(), 0);
}

#[tokio::test]
async fn a_newer_schema_is_left_alone() {
    let place = Place::new("newer");
    done(place.run(&["migrate"]));
    place
        .sql(
            "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) \
             VALUES (99990101000000, 'later', 1, x'00', 0)",
        )
        .await;
    for command in ["migrate", "serve"] {
        let mut args = vec![command];
        if command == "serve" {
            args.extend(["--listen", "127.0.0.1:0"]);
        }
        let sentence = refused(place.run(&args));
        assert!(
            sentence.contains("99990101000000, newer than this program's")
                && sentence.ends_with("use the newer program"),
            "{sentence}"
        );
    }
}

#[test]
fn the_key_file_is_made_once_and_must_fit() {
    let place = Place::new("key");
    let key = place.0.join("key");
    fs::create_dir(&key).unwrap();
    assert!(refused(place.run(&["migrate"])).starts_with("cannot use the key file key: "));
    fs::remove_dir(&key).unwrap();
    fs::write(&key, "short").unwrap();
    assert_eq!(
        refused(place.run(&["migrate"])),
        "cannot use the key file key: an audit key is 64 hexadecimal digits"
    );
    fs::remove_file(&key).unwrap();

    done(place.run(&["migrate"]));
    let first = fs::read_to_string(&key).unwrap();
    assert_eq!(first.trim().len(), 64);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        assert_eq!(fs::metadata(&key).unwrap().permissions().mode() & 0o777, 0o600);
    }
    done(place.run(&["migrate"]));
    assert_eq!(fs::read_to_string(&key).unwrap(), first, "kept");

    fs::remove_file(&key).unwrap();
    assert!(refused(place.run(&["migrate"])).starts_with("there is no key file key;"));
    assert!(!key.exists(), "no new key for an old audit");
    fs::write(&key, "0".repeat(64)).unwrap();
    assert!(refused(place.run(&["migrate"])).starts_with("the key in key does not fit this store's audit"));
}

#[test]
fn accounts_are_made_reset_listed_and_disabled() {
    let place = Place::new("user");
    let account = "editor@suzhou.example";
    let add = [
        "user",
        "add",
        account,
        "--role",
        "city_editor",
        "--of",
        "suzhou",
        "--name",
        "填报岗",
    ];
    let link = |text: String| text.lines().last().unwrap().to_owned();
    let first = link(done(place.run(&add)));
    assert!(first.starts_with("/link/") && first.len() == 6 + 64, "{first}");
    assert_eq!(refused(place.run(&add)), "This account exists already.");
    let list = done(place.run(&["user", "list"]));
    assert!(
        list.contains(account) && list.contains("city_editor") && list.contains("suzhou") && list.contains("invited")
    );
    assert_ne!(link(done(place.run(&["user", "reset", account]))), first, "a new link");
    done(place.run(&["user", "disable", account]));
    assert!(done(place.run(&["user", "list"])).contains("disabled"));
    assert_eq!(
        refused(place.run(&["user", "reset", account])),
        "This account is disabled."
    );
    let nobody = refused(place.run(&["user", "disable", "nobody@x.example"]));
    assert!(nobody.starts_with("there is no account nobody@x.example"), "{nobody}");
    assert!(
        refused(place.run(&["user", "add", "a@b.example", "--role", "king"])).contains("the roles are city_editor")
    );
    assert!(refused(place.run(&["user", "add", "a@b.example", "--role", "liaison"])).contains("--of"));
    assert_eq!(
        refused(place.run(&["user", "add", "a@b.example", "--role", "liaison", "--of", "beijing"])),
        "This role cannot belong to the chosen place."
    );
}

#[tokio::test]
async fn the_audit_is_whole_until_its_last_line_is_removed() {
    let place = Place::new("audit");
    for n in 1..=3 {
        let account = format!("reviewer{n}@cnipa.example");
        done(place.run(&["user", "add", &account, "--role", "reviewer"]));
    }
    assert_eq!(done(place.run(&["audit", "verify"])), "The audit is whole: 6 lines.\n");
    let anchor = done(place.run(&["audit", "anchor"]));
    let anchor = anchor.trim();
    assert!(anchor.starts_with("6:"), "{anchor}");
    done(place.run(&["audit", "verify", "--anchor", anchor]));
    assert_eq!(
        refused(place.run(&["audit", "verify", "--anchor", "x"])),
        "an anchor is written number:hash"
    );

    place.sql("DELETE FROM audit WHERE seq = 6").await;
    assert_eq!(refused(place.run(&["audit", "verify"])), "audit line 6: missing");

    // Who sets the head back too cannot seal it; the check still runs, and says where.
    place
        .sql("UPDATE audit_head SET seq = 5, hash = (SELECT hash FROM audit WHERE seq = 5)")
        .await;
    assert!(refused(place.run(&["audit", "verify"])).starts_with("audit line 5: the head was altered"));
    assert!(refused(place.run(&["user", "list"])).ends_with("see `pilotboard audit verify`"));
}

#[test]
fn settings_come_from_a_file_too_and_its_mistakes_are_named() {
    let place = Place::new("file");
    fs::write(place.0.join("pilotboard.conf"), "DATABASE_URL = sqlite:other.db\n").unwrap();
    let mut command = place.program(&["migrate"]);
    command.env_remove("DATABASE_URL");
    done(told(command));
    assert!(place.0.join("other.db").exists());

    fs::write(place.0.join("pilotboard.conf"), "PILOTBOARD_PORT=80\n").unwrap();
    let (code, _, err) = place.run(&["migrate"]);
    assert_eq!(code, 2);
    assert!(
        err.starts_with("pilotboard: pilotboard.conf: line 1: there is no setting PILOTBOARD_PORT"),
        "{err}"
    );
    let mut command = place.program(&["migrate"]);
    command.env("PILOTBOARD_CONFIG", "gone.conf");
    let (code, _, err) = told(command);
    assert_eq!(code, 2);
    assert!(
        err.starts_with("pilotboard: cannot read the settings in gone.conf"),
        "{err}"
    );
}

#[cfg(unix)]
#[test]
fn cities_of_a_file_take_the_place_of_the_nine_and_its_mistakes_are_named() {
    let place = Place::new("cities");
    let head = "code,slug,name_en,name_zh,province_en,province_zh,region,population_10k";
    fs::write(
        place.0.join("cities.csv"),
        format!("{head}\n1,alpha,Alpha,甲市,P,省,east,10\n"),
    )
    .unwrap();
    fs::write(
        place.0.join("bad.csv"),
        format!("{head}\n1,Al pha,Alpha,甲市,P,省,east,10\n"),
    )
    .unwrap();

    let add = |file: &str, city: &str| {
        let account = format!("{city}@x");
        let role = ["--role", "city_editor", "--of", city, "--cities", file];
        place.run(&[&["user", "add", account.as_str()], role.as_slice()].concat())
    };
    done(add("cities.csv", "alpha"));
    let (code, _, err) = add("cities.csv", "suzhou");
    assert_ne!(code, 0, "none of these cities: {err}");
    let (code, _, err) = add("bad.csv", "alpha");
    assert_eq!(code, 2);
    assert!(err.contains("bad.csv: row 1: slug"), "{err}");
    let (code, _, err) = add("none.csv", "alpha");
    assert_eq!(code, 2);
    assert!(err.contains("cannot read the cities in none.csv"), "{err}");
    let told = refused(place.run(&["demo", "--cities", "cities.csv"]));
    assert!(told.contains("nine cities"), "{told}");
}

#[test]
fn sigterm_finishes_the_request_in_flight() {
    let place = Place::new("term");
    let mut program = place.program(&["serve", "--listen", "127.0.0.1:0", "--log-format", "json"]);
    let mut serving = program.stderr(Stdio::piped()).spawn().unwrap();
    let mut log = BufReader::new(serving.stderr.take().unwrap());
    let address = loop {
        let mut line = String::new();
        assert!(log.read_line(&mut line).unwrap() > 0, "it did not start");
        if let Some((_, rest)) = line.split_once(r#""address":""#) {
            break rest.split('"').next().unwrap().to_owned();
        }
    };

    let mut request = TcpStream::connect(&address).unwrap();
    let body = "email=nobody&password=nothing";
    let (sent, rest) = body.split_at(10);
    write!(
        request,
        "POST /sign-in HTTP/1.1\r\nHost: {address}\r\nSec-Fetch-Site: same-origin\r\nExpect: 100-continue\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n",
        body.len()
    )
    .unwrap();
    // The program asks for the body: so the request is in flight.
    let mut answer = BufReader::new(request.try_clone().unwrap());
    let mut first = String::new();
    answer.read_line(&mut first).unwrap();
    assert_eq!(first, "HTTP/1.1 100 Continue\r\n");
    request.write_all(sent.as_bytes()).unwrap();
    let killed = Command::new("kill")
        .args(["-TERM", &serving.id().to_string()])
        .status()
        .unwrap();
    assert!(killed.success());
    while TcpStream::connect(&address).is_ok() {
        std::thread::yield_now();
    }

    request.write_all(rest.as_bytes()).unwrap();
    let mut text = String::new();
    answer.read_to_string(&mut text).unwrap();
    assert!(text.contains("HTTP/1.1 422"), "{text}");
    assert!(text.contains("nobody") && text.contains("</html>"), "whole: {text}");
    std::thread::spawn(move || std::io::copy(&mut log, &mut std::io::sink()));
    assert_eq!(serving.wait().unwrap().code(), Some(0));
}
