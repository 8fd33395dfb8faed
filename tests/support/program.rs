//! The built program as a process of its own: found by `PILOTBOARD_BIN`, started on a free port, ended with the test.

use std::{
    ffi::OsStr,
    io::{BufRead, BufReader, Read, Write},
    net::{SocketAddr, TcpListener, TcpStream},
    path::PathBuf,
    process::{Child, Command, Stdio},
};

use crate::{actors::Who, client::encode};

/// A program that serves.
pub struct Program {
    child: Child,
    pub address: SocketAddr,
    /// Binary, store and key, for starting it again.
    of: (PathBuf, String, PathBuf),
    /// More settings, by name.
    settings: Vec<(&'static str, String)>,
}

/// The file named by a variable; none where it is not set or not there. With `CI` set that fails the test instead.
#[must_use]
pub fn file(variable: &str) -> Option<PathBuf> {
    let found = std::env::var_os(variable).map(PathBuf::from).filter(|p| p.is_file());
    if found.is_none() {
        skipped(&format!("{variable} names no file"));
    }
    found
}

/// Says why a test is skipped; with `CI` set it fails.
pub fn skipped(why: &str) {
    assert!(std::env::var_os("CI").is_none(), "must be tested here: {why}");
    without(why);
}

/// Says why a test is skipped that needs what cannot be had everywhere. Not by `eprintln`, which a test that passes
/// would keep to itself.
pub fn without(why: &str) {
    writeln!(std::io::stderr(), "skipped: {why}").ok();
}

/// A port that is free now.
#[must_use]
pub fn free() -> SocketAddr {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap()
}

/// Runs one command of the program to its end; the test fails where it fails.
pub fn run<S: AsRef<OsStr>>(bin: &PathBuf, url: &str, key: &PathBuf, arguments: &[S]) -> String {
    let done = Command::new(bin)
        .args(arguments)
        .env("DATABASE_URL", url)
        .env("PILOTBOARD_KEY_FILE", key)
        .env("PILOTBOARD_FILES", key.with_extension("files"))
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&done.stdout).into_owned();
    assert!(done.status.success(), "{text}{}", String::from_utf8_lossy(&done.stderr));
    text
}

impl Program {
    /// Starts `serve` and waits until it listens.
    #[must_use]
    pub fn serve(bin: &PathBuf, url: &str, key: &PathBuf) -> Program {
        Self::with(bin, url, key, Vec::new())
    }

    /// The same with a place for files.
    #[must_use]
    pub fn serve_with(bin: &PathBuf, url: &str, key: &PathBuf, files: &std::path::Path) -> Program {
        Self::with(bin, url, key, vec![("PILOTBOARD_FILES", files.display().to_string())])
    }

    /// The same with mail: what is due goes to this server some seconds after the start, and then every five minutes.
    #[must_use]
    pub fn serve_with_mail(bin: &PathBuf, url: &str, key: &PathBuf, smtp: &crate::Smtp) -> Program {
        let settings = [
            ("PILOTBOARD_SMTP", smtp.url()),
            ("PILOTBOARD_MAIL_FROM", "pilot@board.example".to_owned()),
            ("PILOTBOARD_PUBLIC_URL", "http://pilot.example".to_owned()),
        ];
        Self::with(bin, url, key, settings.into())
    }

    fn with(bin: &PathBuf, url: &str, key: &PathBuf, settings: Vec<(&'static str, String)>) -> Program {
        let (child, address) = start(bin, url, key, "127.0.0.1:0", &settings);
        let of = (bin.clone(), url.to_owned(), key.clone());
        Program {
            child,
            address,
            of,
            settings,
        }
    }

    /// Starts it again after it was killed, at the same address.
    pub fn restart(&mut self) {
        let (bin, url, key) = &self.of;
        (self.child, self.address) = start(bin, url, key, &self.address.to_string(), &self.settings);
    }

    /// Ends it as a power cut does.
    pub fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// The address of a page.
    #[must_use]
    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }
}

/// Starts `serve` at an address and waits until it listens.
fn start(
    bin: &PathBuf,
    url: &str,
    key: &PathBuf,
    listen: &str,
    settings: &[(&'static str, String)],
) -> (Child, SocketAddr) {
    let mut child = Command::new(bin)
        .args(["serve", "--listen", listen])
        // Beside the key unless told: never in the folder of whoever runs the tests.
        .env("PILOTBOARD_FILES", key.with_extension("files"))
        .env("DATABASE_URL", url)
        .env("PILOTBOARD_KEY_FILE", key)
        .env("PILOTBOARD_LOG", "server=info,warn")
        .envs(settings.iter().map(|(name, value)| (name, value)))
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut log = BufReader::new(child.stderr.take().unwrap());
    let mut said = String::new();
    while !said.contains("serving") {
        if log.read_line(&mut said).unwrap() == 0 {
            panic!("the program ended with {}: {said}", child.wait().unwrap());
        }
    }
    let (_, address) = said.split_once("address=").unwrap();
    let address = address.split(' ').next().unwrap().trim().parse().unwrap();
    // Its log is read on, so that it never waits for a reader.
    std::thread::spawn(move || std::io::copy(&mut log, &mut std::io::sink()));
    (child, address)
}

impl Drop for Program {
    fn drop(&mut self) {
        if let Ok(Some(status)) = self.child.try_wait() {
            eprintln!("the program was gone before its test: {status}");
        }
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

/// Signs in; gives the cookie.
#[must_use]
pub fn sign_in(address: SocketAddr, who: Who, password: &str) -> String {
    let form = encode(&[("email", who.account().as_str()), ("password", password)]);
    let answer = raw(address, "POST /sign-in", "", Some(&form)).unwrap();
    let cookie = answer.lines().find_map(|l| l.strip_prefix("set-cookie: pilotboard="));
    let cookie = cookie.unwrap_or_else(|| panic!("{who:?} does not come in: {answer}"));
    format!("pilotboard={}", cookie.split(';').next().unwrap_or_default())
}

/// Posts bytes of a media type; the status, none where the answer did not come.
#[must_use]
pub fn post_bytes(address: SocketAddr, path: &str, cookie: &str, kind: &str, body: &[u8]) -> Option<u16> {
    let mut stream = TcpStream::connect(address).ok()?;
    let head = format!(
        "POST {path} HTTP/1.0\r\nHost: {address}\r\nSec-Fetch-Site: same-origin\r\nCookie: {cookie}\r\n\
         Content-Type: {kind}\r\nContent-Length: {}\r\n\r\n",
        body.len()
    );
    stream.write_all(head.as_bytes()).ok()?;
    stream.write_all(body).ok()?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).ok()?;
    String::from_utf8_lossy(&answer).split(' ').nth(1)?.parse().ok()
}

/// Asks for a file: its bytes, where it is there and came whole.
#[must_use]
pub fn get_bytes(address: SocketAddr, path: &str, cookie: &str) -> Option<Vec<u8>> {
    let mut stream = TcpStream::connect(address).ok()?;
    let request = format!("GET {path} HTTP/1.0\r\nHost: {address}\r\nCookie: {cookie}\r\n\r\n");
    stream.write_all(request.as_bytes()).ok()?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).ok()?;
    let end = answer.windows(4).position(|w| w == b"\r\n\r\n")? + 4;
    let head = String::from_utf8_lossy(&answer[..end]).into_owned();
    (head.split(' ').nth(1)? == "200").then(|| answer.split_off(end))
}

/// Asks `GET /path` or `POST /path` past any browser: status and body; none where the answer did not come whole.
#[must_use]
pub fn ask(address: SocketAddr, what: &str, cookie: &str, form: Option<&str>) -> Option<(u16, String)> {
    let answer = raw(address, what, cookie, form)?;
    let (head, body) = answer.split_once("\r\n\r\n")?;
    Some((head.split(' ').nth(1)?.parse().ok()?, body.to_owned()))
}

/// One request on its own connection, HTTP/1.0 so that the answer is neither chunked nor kept open.
fn raw(address: SocketAddr, what: &str, cookie: &str, form: Option<&str>) -> Option<String> {
    let mut stream = TcpStream::connect(address).ok()?;
    let body = form.unwrap_or_default();
    let request = format!(
        "{what} HTTP/1.0\r\nHost: {address}\r\nAccept-Language: en\r\nSec-Fetch-Site: same-origin\r\nCookie: {cookie}\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    );
    stream.write_all(request.as_bytes()).ok()?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).ok()?;
    (!answer.is_empty()).then(|| String::from_utf8_lossy(&answer).into_owned())
}
