//! The program with a demonstration pilot, and a driver of Chromium, for one test.

use std::{
    io::{Read, Write},
    net::{SocketAddr, TcpStream},
    path::PathBuf,
    process::{Child, Command, Stdio},
    thread::sleep,
    time::Duration,
};

use app::pages::sign_in::DEMO_PASSWORD;
use tests::{
    Who,
    board::Folder,
    program::{Program, ask, file, free, run, sign_in, skipped},
};

use crate::chromium::Browser;

/// The demonstration's today; its second quarter is being drafted.
pub const TODAY: &str = "2026-07-08";

/// Program, store and driver of one test.
pub struct Stage {
    pub program: Program,
    driver: Driver,
    _folder: Folder,
}

impl Stage {
    /// Fills a store with the demonstration and serves it; none where what it takes is not here.
    pub async fn demonstration() -> Option<Stage> {
        let bin = file("PILOTBOARD_BIN")?;
        let driver = Driver::start()?;
        let folder = Folder::new();
        let (url, key) = (folder.url(), folder.0.join("key"));
        run(&bin, &url, &key, &["demo", "--today", TODAY]);
        Some(Stage {
            program: Program::serve(&bin, &url, &key),
            driver,
            _folder: folder,
        })
    }

    /// A browser of its own: no cookie is shared.
    pub async fn browser(&self, javascript: bool) -> Browser {
        Browser::start(&self.driver.url(), self.program.url(""), javascript).await
    }

    /// What a person is sent for an address, past the browser.
    pub fn file(&self, who: Who, path: &str) -> String {
        let cookie = sign_in(self.program.address, who, DEMO_PASSWORD);
        let (status, body) = ask(self.program.address, &format!("GET {path}"), &cookie, None).unwrap();
        assert_eq!(status, 200, "{path}: {body}");
        body
    }
}

/// chromedriver on a port of its own.
struct Driver {
    child: Child,
    address: SocketAddr,
}

impl Driver {
    fn start() -> Option<Driver> {
        let named = std::env::var_os("PILOTBOARD_CHROMEDRIVER").map(PathBuf::from);
        let command = named.unwrap_or_else(|| "chromedriver".into());
        let address = free();
        let child = Command::new(&command)
            .arg(format!("--port={}", address.port()))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn();
        let child = match child {
            Ok(child) => child,
            Err(e) => {
                skipped(&format!(
                    "{} does not start: {e}; install chromium-driver",
                    command.display()
                ));
                return None;
            }
        };
        let driver = Driver { child, address };
        for _ in 0..200 {
            if TcpStream::connect(address).is_ok() {
                return Some(driver);
            }
            sleep(Duration::from_millis(50));
        }
        panic!("{} does not listen", command.display());
    }

    fn url(&self) -> String {
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
