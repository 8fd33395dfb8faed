//! One Chromium: typing, clicking, reading, and what its console says.

use std::{
    path::Path,
    time::{Duration, Instant},
};

use axum::http::Method;
use serde_json::{Value, json};
use tests::Who;
use thirtyfour::{
    By, CapabilitiesHelper, ChromiumLikeCapabilities, DesiredCapabilities, Key, RequestData, SessionId, WebDriver,
    WebElement, common::command::FormatRequestData, extensions::cdp::ChromeDevTools,
};

use crate::driver::{Chromium, Driver, FLAGS};

/// A browser with its own profile.
pub struct Browser {
    pub driver: WebDriver,
    base: String,
    /// Everybody's password.
    password: &'static str,
    /// True where islands run: with JavaScript, in a browser that has what they take.
    pub islands: bool,
    excuses: &'static [&'static str],
}

impl Browser {
    pub async fn start(driver: &Driver, base: String, password: &'static str, javascript: bool) -> Browser {
        // The driver speaks plain HTTP, but its client is built with the TLS that the program has for S3.
        rustls::crypto::ring::default_provider().install_default().ok();
        let mut caps = DesiredCapabilities::chrome();
        for flag in FLAGS {
            caps.add_arg(flag).unwrap();
        }
        let setting = if javascript { 1 } else { 2 };
        caps.add_experimental_option(
            "prefs",
            json!({ "profile.managed_default_content_settings.javascript": setting }),
        )
        .unwrap();
        if let Some(browser) = driver.browser.as_deref().and_then(Path::to_str) {
            caps.set_binary(browser).unwrap();
        }
        caps.insert_base_capability("goog:loggingPrefs".into(), json!({ "browser": "ALL" }));
        let browser = Browser {
            driver: WebDriver::new(driver.url(), caps).await.unwrap(),
            base,
            password,
            islands: javascript && driver.chromium.has_islands(),
            excuses: driver.chromium.excuses(),
        };
        if let Chromium::Old(version) = driver.chromium {
            let says = browser.script("return navigator.userAgent").await.to_string();
            assert!(
                says.contains(&format!("Chrome/{version}.")),
                "{says} is not of {version}"
            );
        }
        browser
    }

    /// Goes to an address of the program, in English unless it says otherwise.
    pub async fn open(&self, path: &str) {
        let joined = if path.contains('?') { "&" } else { "?" };
        let path = if path.contains("lang=") {
            path.to_owned()
        } else {
            format!("{path}{joined}lang=en")
        };
        self.driver.goto(format!("{}{path}", self.base)).await.unwrap();
        if self.islands && self.find("leptos-island").await.is_some() {
            self.wait("leptos-island [data-started=true]").await;
        }
    }

    /// Signs in with everybody's password.
    pub async fn sign_in(&self, who: Who) {
        self.open("/sign-in").await;
        self.type_into("email", &who.account()).await;
        self.type_into("password", self.password).await;
        self.press("main form button[type=submit]").await;
        self.wait("a.role").await;
    }

    pub async fn sign_out(&self) {
        self.press("form[action='/sign-out'] button").await;
        self.wait("input[name=email]").await;
    }

    /// The first element of a selector, now.
    pub async fn find(&self, css: &str) -> Option<WebElement> {
        self.driver.find(By::Css(css)).await.ok()
    }

    /// The first element of a selector, within ten seconds.
    pub async fn wait(&self, css: &str) -> WebElement {
        let began = Instant::now();
        loop {
            if let Some(found) = self.find(css).await {
                return found;
            }
            if began.elapsed() > Duration::from_secs(10) {
                let address = self.driver.current_url().await.unwrap();
                let session = self.driver.get_named_cookie("pilotboard").await;
                let session = if session.is_ok() { "with" } else { "without" };
                panic!(
                    "no {css} on {address}, {session} a session's cookie:\n{}",
                    self.text("main").await
                );
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// Waits until an element says something, and gives all it says.
    pub async fn says(&self, css: &str, what: &str) -> String {
        let began = Instant::now();
        loop {
            let text = self.text(css).await;
            if text.contains(what) {
                return text;
            }
            assert!(
                began.elapsed() < Duration::from_secs(10),
                "{css} does not say “{what}” but “{text}”"
            );
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// The text of an element, seen or not; empty where there is none.
    pub async fn text(&self, css: &str) -> String {
        match self.find(css).await {
            Some(element) => element.prop("textContent").await.ok().flatten().unwrap_or_default(),
            None => String::new(),
        }
    }

    /// An attribute of an element, none where it has none.
    pub async fn attribute(&self, css: &str, name: &str) -> Option<String> {
        self.wait(css).await.attr(name).await.unwrap()
    }

    pub async fn click(&self, css: &str) {
        self.wait(css)
            .await
            .click()
            .await
            .unwrap_or_else(|e| panic!("click {css}: {e}"));
    }

    /// Clicks what leads to another page, and waits until this page is gone: what is looked for next is looked for on
    /// the new one, even where the old one has the like.
    pub async fn press(&self, css: &str) {
        let page = self.wait("html").await;
        self.click(css).await;
        let began = Instant::now();
        while page.is_present().await.unwrap_or(false) {
            assert!(began.elapsed() < Duration::from_secs(10), "{css} led nowhere");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        self.wait("body").await;
    }

    /// Types into a field of a name in place of what stands there; the field is left by the next.
    pub async fn type_into(&self, name: &str, text: &str) {
        let field = self.wait(&format!("[name='{name}']")).await;
        let all = Key::Control + "a";
        let typed = if text.is_empty() { Key::Delete + "" } else { text.into() };
        for keys in [all, typed] {
            field
                .send_keys(keys)
                .await
                .unwrap_or_else(|e| panic!("type into {name}: {e}"));
        }
    }

    /// Types into an element that has no name of the form's in place of what stands there.
    pub async fn type_in(&self, css: &str, text: &str) {
        let field = self.wait(css).await;
        field.send_keys(Key::Control + "a").await.unwrap();
        field
            .send_keys(text)
            .await
            .unwrap_or_else(|e| panic!("type into {css}: {e}"));
    }

    /// Types at the end of what stands in a field.
    pub async fn type_on(&self, name: &str, text: &str) {
        let field = self.wait(&format!("[name='{name}']")).await;
        field
            .send_keys(text)
            .await
            .unwrap_or_else(|e| panic!("type on in {name}: {e}"));
    }

    /// Waits until the page knows a text of a field to be in the store.
    pub async fn stored(&self, name: &str, text: &str) {
        let began = Instant::now();
        loop {
            let field = self.wait(&format!("[name='{name}']")).await;
            let stored: String = field.prop("defaultValue").await.unwrap().unwrap_or_default();
            if stored == text {
                return;
            }
            assert!(
                began.elapsed() < Duration::from_secs(10),
                "{name} has “{stored}” stored, not “{text}”"
            );
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// Waits until a selector finds nothing.
    pub async fn gone(&self, css: &str) {
        let began = Instant::now();
        while self.find(css).await.is_some() {
            assert!(began.elapsed() < Duration::from_secs(10), "{css} is still there");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// Opens another tab and closes this one.
    pub async fn another_tab(&self) {
        let tab = self.driver.new_tab().await.unwrap();
        self.driver.close_window().await.unwrap();
        self.driver.switch_to_window(tab).await.unwrap();
    }

    /// Cuts the network of this tab, or gives it back.
    pub async fn network(&self, there: bool) {
        self.tools("Network.enable", json!({})).await;
        let rate = if there { -1 } else { 0 };
        let conditions =
            json!({ "offline": !there, "latency": 0, "downloadThroughput": rate, "uploadThroughput": rate });
        self.tools("Network.emulateNetworkConditions", conditions).await;
    }

    /// The session's cookie becomes another's, as when another account signs in on the same browser.
    pub async fn set_cookie(&self, cookie: &str) {
        let value = cookie.split_once('=').map_or("", |(_, value)| value);
        let mut cookie = thirtyfour::Cookie::new("pilotboard", value);
        cookie.set_path("/");
        self.driver.delete_cookie("pilotboard").await.unwrap();
        self.driver.add_cookie(cookie).await.unwrap();
    }

    /// What stands in a field.
    pub async fn value(&self, name: &str) -> String {
        let field = self.wait(&format!("[name='{name}']")).await;
        field.prop("value").await.unwrap().unwrap_or_default()
    }

    /// Runs a script; it may return a value.
    pub async fn script(&self, source: &str) -> Value {
        let result = self.driver.execute(source, vec![]).await.unwrap();
        result.json().clone()
    }

    /// Runs a script that calls its last argument when it is done.
    pub async fn script_async(&self, source: &str) -> Value {
        let result = self.driver.execute_async(source, vec![]).await.unwrap();
        result.json().clone()
    }

    /// A command of the browser's own tools.
    pub async fn tools(&self, command: &str, parameters: Value) {
        let tools = ChromeDevTools::new(self.driver.handle.clone());
        tools.execute_cdp_with_params(command, parameters).await.unwrap();
    }

    /// Errors and warnings of the console since the last look. That a page's own address answered 403, 404 or 422 is
    /// no error: it is the page. Nor is it one that without islands the browser code came for nothing, nor what an old
    /// browser is excused for.
    pub async fn complaints(&self) -> Vec<String> {
        let answer = self.driver.cmd(Log).await.unwrap();
        let lines: Vec<Value> = answer.value().unwrap();
        let refused = |text: &str| {
            let status = ["403", "404", "422"]
                .iter()
                .any(|s| text.contains(&format!("responded with a status of {s}")));
            let excused = self.excuses.iter().any(|e| text.contains(e));
            status || excused || (!self.islands && text.contains("preloaded using link preload but not used"))
        };
        let worth = |line: &&Value| matches!(line["level"].as_str(), Some("SEVERE" | "WARNING"));
        let text = |line: &Value| line["message"].as_str().unwrap_or_default().to_owned();
        lines.iter().filter(worth).map(text).filter(|t| !refused(t)).collect()
    }

    /// Nothing has been said in the console.
    #[track_caller]
    pub fn quiet(complaints: &[String], what: &str) {
        assert!(
            complaints.is_empty(),
            "the console on {what}:\n{}",
            complaints.join("\n")
        );
    }

    pub async fn quit(self) {
        self.driver.quit().await.unwrap();
    }
}

/// What the console has said since it was last asked.
#[derive(Debug)]
struct Log;

impl FormatRequestData for Log {
    fn format_request(&self, session: &SessionId) -> RequestData {
        RequestData::new(Method::POST, format!("/session/{session}/se/log")).add_body(json!({ "type": "browser" }))
    }
}
