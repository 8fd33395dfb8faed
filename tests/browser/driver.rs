//! The Chromiums that journeys are made in, each with a driver that speaks to it: the machine's own with chromedriver,
//! an old one with `tools/browsers/driver.mjs`. Where an old one cannot be had, that is said and no test fails.

use std::{
    io::{Read, Write},
    net::{SocketAddr, TcpStream},
    path::PathBuf,
    process::{Child, Command, Stdio},
    thread::sleep,
    time::Duration,
};

use tests::program::{free, skipped, without};

/// Flags under which Chromium runs without a screen, as root too.
pub const FLAGS: [&str; 9] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--window-size=1366,768",
];

/// A Chromium.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Chromium {
    /// The machine's own.
    Current,
    /// One of an old version.
    Old(u32),
}

impl Chromium {
    /// True where islands run: it knows that a page's policy can allow WebAssembly alone.
    pub fn has_islands(self) -> bool {
        !matches!(self, Chromium::Old(version) if version < 97)
    }

    /// What its console may say: of a policy that it does not know, and that it thus lets no WebAssembly run. A policy
    /// that it knows would let every page run any text as code, in every browser.
    pub fn excuses(self) -> &'static [&'static str] {
        match self.has_islands() {
            true => &[],
            false => &[
                "'script-src' contains an invalid source: ''wasm-unsafe-eval''. It will be ignored.",
                "CompileError: WebAssembly.instantiateStreaming(): Wasm code generation disallowed by embedder",
            ],
        }
    }

    /// Where an old one is; none, said, where it is not here or does not start.
    fn old(version: u32) -> Option<PathBuf> {
        let variable = format!("PILOTBOARD_CHROMIUM_{version}");
        let Some(browser) = std::env::var_os(&variable).map(PathBuf::from).filter(|p| p.is_file()) else {
            without(&format!("no Chromium {version}: {variable} names no file"));
            return None;
        };
        let page = ["--dump-dom", "data:text/html,<p>started</p>"];
        let why = match Command::new(&browser).args(FLAGS).args(page).output() {
            Ok(done) if String::from_utf8_lossy(&done.stdout).contains("started") => return Some(browser),
            Ok(done) => format!("{}: {}", done.status, String::from_utf8_lossy(&done.stderr)),
            Err(e) => e.to_string(),
        };
        without(&format!("Chromium {version} does not start: {why}"));
        None
    }
}

/// A driver on a port of its own.
pub struct Driver {
    child: Child,
    address: SocketAddr,
    /// What it drives.
    pub chromium: Chromium,
    /// Where that is, if the driver does not find it by itself.
    pub browser: Option<PathBuf>,
}

impl Driver {
    /// None, said, where it or its browser is not here.
    pub fn start(chromium: Chromium) -> Option<Driver> {
        let browser = match chromium {
            Chromium::Current => None,
            Chromium::Old(version) => Some(Chromium::old(version)?),
        };
        let named = std::env::var_os("PILOTBOARD_CHROMEDRIVER");
        let mut command = match chromium {
            Chromium::Current => Command::new(named.unwrap_or_else(|| "chromedriver".into())),
            Chromium::Old(_) => Command::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../tools/browsers/driver.mjs")),
        };
        let address = free();
        command.arg(format!("--port={}", address.port()));
        let name = command.get_program().display().to_string();
        let child = match command.stdout(Stdio::null()).stderr(Stdio::null()).spawn() {
            Ok(child) => child,
            Err(e) => {
                skipped(&format!("{name} does not start: {e}; run: make setup"));
                return None;
            }
        };
        let driver = Driver {
            child,
            address,
            chromium,
            browser,
        };
        for _ in 0..200 {
            if TcpStream::connect(address).is_ok() {
                return Some(driver);
            }
            sleep(Duration::from_millis(50));
        }
        panic!("{name} does not listen");
    }

    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        // Asked to shut down it closes its browsers; killed it would leave them.
        if let Ok(mut stream) = TcpStream::connect(self.address) {
            stream.set_read_timeout(Some(Duration::from_secs(5))).ok();
            let request = format!(
                "GET /shutdown HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n",
                self.address
            );
            stream.write_all(request.as_bytes()).ok();
            stream.read_to_end(&mut Vec::new()).ok();
        }
        self.child.kill().ok();
        self.child.wait().ok();
    }
}
