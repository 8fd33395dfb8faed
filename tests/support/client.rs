//! A browser without a browser: it keeps cookies, follows nothing, and asks the router in this process.

use std::collections::BTreeMap;

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{HeaderMap, Method, Request, header},
};
use tower::ServiceExt;

use crate::html::Page;

/// The browser.
#[derive(Clone)]
pub struct Client {
    router: Router,
    pub cookies: BTreeMap<String, String>,
    /// What it sends as `Accept-Language`.
    pub language: &'static str,
}

/// An answer.
pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub body: String,
    /// The body as it came.
    pub bytes: Vec<u8>,
}

impl Answer {
    /// A header's text, empty where it is not there.
    #[must_use]
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|v| v.to_str().ok()).unwrap_or_default()
    }

    /// Where it leads.
    #[must_use]
    pub fn location(&self) -> &str {
        self.header("location")
    }

    /// Its HTML.
    #[must_use]
    pub fn page(&self) -> Page {
        Page::read(&self.body)
    }

    /// The answer, if it has this status; else the test fails with what it says.
    #[track_caller]
    #[must_use]
    pub fn expect(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{}", self.says());
        self
    }

    /// All that a person reads on it.
    #[must_use]
    pub fn text(&self) -> String {
        self.page()
            .find_tag("main")
            .map_or_else(|| self.body.clone(), |m| m.text())
    }

    /// What a person reads on it, shortened; for messages of failing tests.
    #[must_use]
    pub fn says(&self) -> String {
        let text = self
            .page()
            .find_tag("main")
            .map_or_else(|| self.body.clone(), |m| m.text());
        let location = self.location();
        format!("{location} {}", text.chars().take(1_500).collect::<String>())
    }
}

impl Client {
    pub(crate) fn new(router: Router) -> Self {
        Client {
            router,
            cookies: BTreeMap::new(),
            language: "en",
        }
    }

    /// From now on asks another copy of the program.
    pub fn ask(&mut self, router: Router) {
        self.router = router;
    }

    /// Asks for a page.
    pub async fn get(&mut self, path: &str) -> Answer {
        self.send(Method::GET, path, &[], String::new()).await
    }

    /// Posts a form as a browser does from a page of this site.
    pub async fn post<N: AsRef<str>, V: AsRef<str>>(&mut self, path: &str, fields: &[(N, V)]) -> Answer {
        let origin = [("sec-fetch-site", "same-origin")];
        self.send(Method::POST, path, &origin, encode(fields)).await
    }

    /// Posts a form with files as a browser does: pairs first, then each file under `file`.
    pub async fn upload(&mut self, path: &str, pairs: &[(&str, &str)], files: &[(&str, &[u8])]) -> Answer {
        let kind = format!("multipart/form-data; boundary={BOUNDARY}");
        let headers = [("sec-fetch-site", "same-origin"), ("content-type", kind.as_str())];
        self.send(Method::POST, path, &headers, multipart(pairs, files)).await
    }

    /// Signs in.
    pub async fn sign_in(&mut self, account: &str, password: &str) -> Answer {
        self.post("/sign-in", &[("email", account), ("password", password)])
            .await
    }

    /// Sends a request with these headers of its own and a form's body.
    pub async fn send(
        &mut self,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
        body: impl Into<Body>,
    ) -> Answer {
        let own = |name: &str| headers.iter().any(|(own, _)| *own == name);
        let mut request = Request::builder().method(method.clone()).uri(path);
        for (name, value) in [
            ("host", "board.example"),
            ("accept", "text/html,application/xhtml+xml,*/*;q=0.8"),
            ("accept-language", self.language),
            ("content-type", "application/x-www-form-urlencoded"),
        ] {
            if !own(name) && (name != "content-type" || method != Method::GET) {
                request = request.header(name, value);
            }
        }
        if !self.cookies.is_empty() {
            let all: Vec<_> = self.cookies.iter().map(|(k, v)| format!("{k}={v}")).collect();
            request = request.header(header::COOKIE, all.join("; "));
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.body(body.into()).unwrap();
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        for set in parts.headers.get_all(header::SET_COOKIE) {
            let text = set.to_str().unwrap();
            let (name, value) = text.split(';').next().unwrap().split_once('=').unwrap();
            if value.is_empty() || text.contains("Max-Age=0") {
                self.cookies.remove(name.trim());
            } else {
                self.cookies.insert(name.trim().to_owned(), value.to_owned());
            }
        }
        let body = to_bytes(body, usize::MAX).await.unwrap();
        Answer {
            status: parts.status.as_u16(),
            headers: parts.headers,
            body: String::from_utf8_lossy(&body).into_owned(),
            bytes: body.to_vec(),
        }
    }
}

/// What parts a form with files.
pub const BOUNDARY: &str = "----a-boundary-of-the-tests";

/// The body of a form with files.
#[must_use]
pub fn multipart(pairs: &[(&str, &str)], files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut body = Vec::new();
    for (name, value) in pairs {
        body.extend(
            format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").bytes(),
        );
    }
    for (name, bytes) in files {
        let head = format!("Content-Disposition: form-data; name=\"file\"; filename=\"{name}\"");
        body.extend(format!("--{BOUNDARY}\r\n{head}\r\nContent-Type: application/octet-stream\r\n\r\n").bytes());
        body.extend(*bytes);
        body.extend(b"\r\n");
    }
    body.extend(format!("--{BOUNDARY}--\r\n").bytes());
    body
}

/// A form's body.
pub fn encode<N: AsRef<str>, V: AsRef<str>>(fields: &[(N, V)]) -> String {
    form_urlencoded::Serializer::new(String::new())
        .extend_pairs(fields)
        .finish()
}
