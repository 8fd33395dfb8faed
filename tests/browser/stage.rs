//! The program with a demonstration pilot, and a driver of Chromium, for one test.

use app::pages::sign_in::DEMO_PASSWORD;
use tests::{
    Who,
    board::Folder,
    program::{Program, ask, file, run, sign_in},
};

use crate::{
    chromium::Browser,
    driver::{Chromium, Driver},
};

/// The demonstration's today; its second quarter is being drafted.
pub const TODAY: &str = "2026-07-08";

/// Program, store and driver of one test.
pub struct Stage {
    pub program: Program,
    driver: Driver,
    _folder: Folder,
}

impl Stage {
    /// Fills a store with the demonstration and serves it to the current Chromium; none where what it takes is not
    /// here.
    pub async fn demonstration() -> Option<Stage> {
        Stage::in_browser(Chromium::Current).await
    }

    /// The same for another Chromium.
    pub async fn in_browser(chromium: Chromium) -> Option<Stage> {
        let bin = file("PILOTBOARD_BIN")?;
        let driver = Driver::start(chromium)?;
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
        Browser::start(&self.driver, self.program.url(""), javascript).await
    }

    /// What a person is sent for an address, past the browser.
    pub fn file(&self, who: Who, path: &str) -> String {
        let cookie = sign_in(self.program.address, who, DEMO_PASSWORD);
        let (status, body) = ask(self.program.address, &format!("GET {path}"), &cookie, None).unwrap();
        assert_eq!(status, 200, "{path}: {body}");
        body
    }
}
