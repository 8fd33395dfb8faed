//! The program with a demonstration pilot, and a driver of Chromium, for one test.

use app::pages::sign_in::DEMO_PASSWORD;
use tests::{
    Board, PASSWORD, Who,
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
    folder: Folder,
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
            folder,
        })
    }

    /// Starts the program again after it was killed, at the same address.
    pub fn restart(&mut self) {
        self.program.restart();
    }

    /// Ends a browser's session on the server.
    pub async fn end_session(&self, browser: &Browser) {
        // Without a cookie there is no session to end.
        let Ok(cookie) = browser.driver.get_named_cookie("pilotboard").await else {
            return;
        };
        let store = self.store().await;
        storage::sessions::delete(&store, &cookie.value).await.unwrap();
        store.close().await;
    }

    /// The program's store, past the program.
    pub async fn store(&self) -> storage::Store {
        let key = server::serve::key(&self.folder.0.join("key")).unwrap();
        storage::Store::open(&self.folder.url(), key).await.unwrap()
    }

    /// A session's cookie of a person, past the browser.
    pub fn cookie(&self, who: Who) -> String {
        sign_in(self.program.address, who, DEMO_PASSWORD)
    }

    /// A browser of its own: no cookie is shared.
    pub async fn browser(&self, javascript: bool) -> Browser {
        Browser::start(&self.driver, self.program.url(""), DEMO_PASSWORD, javascript).await
    }

    /// What a person is sent for an address, past the browser.
    pub fn file(&self, who: Who, path: &str) -> String {
        let cookie = sign_in(self.program.address, who, DEMO_PASSWORD);
        let (status, body) = ask(self.program.address, &format!("GET {path}"), &cookie, None).unwrap();
        assert_eq!(status, 200, "{path}: {body}");
        body
    }
}

/// A board whose pages are served from the test's own process, so that its clock can be moved, and a driver of Chromium.
pub struct BoardStage {
    pub board: Board,
    base: String,
    driver: Driver,
}

impl BoardStage {
    /// An empty pilot for the current Chromium; none where what it takes is not here.
    pub async fn start() -> Option<BoardStage> {
        let driver = Driver::start(Chromium::Current)?;
        let board = Board::sqlite().await;
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        let router = board.router.clone();
        tokio::spawn(async move { axum::serve(listener, router).await });
        Some(BoardStage { board, base, driver })
    }

    /// A browser of its own.
    pub async fn browser(&self, javascript: bool) -> Browser {
        Browser::start(&self.driver, self.base.clone(), PASSWORD, javascript).await
    }
}
