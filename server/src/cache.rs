//! Answers kept in memory until something that they depend on changes: pages and files made of audited facts. An answer
//! belongs to the one session it was made for; every request reads, in one statement, that this session stands and how
//! far the store has come, so that it is right with several copies of the program too.

mod clock;

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use app::visit::App;
use axum::{
    body::{Body, Bytes, to_bytes},
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
pub use clock::{Clock, Depends, depends};
use domain::lang::Lang;
use jiff::Timestamp;
use quick_cache::{Weighter, sync};
use sha2::{Digest as _, Sha256};
use storage::revision;

use crate::{assets::accepts, guard, idle};

/// Memory for answers, in MB, unless told.
pub const MEGABYTES: u32 = 32;

/// What an answer takes beside its body: its headers, its key, its place.
const BESIDE: usize = 2_000;

/// What the guard says about an answer that may be kept: what it was made from and for whom.
#[derive(Clone, Debug)]
pub struct Made {
    /// From what.
    pub clock: Clock,
    /// The account.
    pub user_id: String,
    /// The language.
    pub lang: Lang,
    /// How long a session may be idle, by the settings in force.
    pub idle_minutes: u32,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Key {
    session: String,
    address: String,
    lang: Lang,
    encoding: Option<&'static str>,
}

#[derive(Debug)]
struct Kept {
    made: Made,
    headers: HeaderMap,
    body: Bytes,
}

impl Kept {
    /// The answer; 304 where the browser has these very bytes.
    fn answer(&self, asked: &HeaderMap) -> Response {
        let mut headers = self.headers.clone();
        let etag = self.headers.get(header::ETAG).and_then(|v| v.to_str().ok());
        let has = asked
            .get_all(header::IF_NONE_MATCH)
            .iter()
            .filter_map(|v| v.to_str().ok())
            .flat_map(|v| v.split(','))
            .any(|v| Some(v.trim().trim_start_matches("W/")) == etag);
        if has {
            headers.remove(header::CONTENT_TYPE);
            headers.remove(header::CONTENT_ENCODING);
            headers.remove(header::CONTENT_LENGTH);
            return (StatusCode::NOT_MODIFIED, headers).into_response();
        }
        (headers, Body::from(self.body.clone())).into_response()
    }
}

#[derive(Clone)]
struct Weight;

impl Weighter<Key, Arc<Kept>> for Weight {
    fn weight(&self, key: &Key, kept: &Arc<Kept>) -> u64 {
        (kept.body.len() + key.address.len() + BESIDE) as u64
    }
}

struct Answers {
    kept: sync::Cache<Key, Arc<Kept>, Weight>,
    hits: AtomicU64,
}

/// The answers of one program, least recently used ones going first; a clone is the same.
#[derive(Clone)]
pub struct Cache(Option<Arc<Answers>>);

impl Cache {
    /// Keeps at most so many MB; 0 keeps nothing.
    #[must_use]
    pub fn new(megabytes: u32) -> Self {
        let bytes = u64::from(megabytes) * 1_000_000;
        Cache((megabytes > 0).then(|| {
            let kept = sync::Cache::with_weighter(megabytes as usize * 64, bytes, Weight);
            Arc::new(Answers {
                kept,
                hits: AtomicU64::new(0),
            })
        }))
    }

    /// How many answers were given from memory.
    #[must_use]
    pub fn hits(&self) -> u64 {
        self.0.as_ref().map_or(0, |a| a.hits.load(Ordering::Relaxed))
    }

    /// Bytes in memory, about.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        self.0.as_ref().map_or(0, |a| a.kept.weight())
    }
}

/// Answers from memory where it can; else keeps the answer that is made, where it may.
pub async fn answer(State((app, cache)): State<(App, Cache)>, mut request: Request, next: Next) -> Response {
    let (Some(answers), Some(depends), Some(key)) = (cache.0, depends(&request), key(&request)) else {
        return next.run(request).await;
    };
    if let Some(kept) = answers.kept.get(&key)
        && stands(&app, depends, &key, &kept.made).await
    {
        answers.hits.fetch_add(1, Ordering::Relaxed);
        return kept.answer(request.headers());
    }
    let asked = request.headers().clone();
    let encoding = key.encoding.map(HeaderValue::from_static);
    match encoding {
        Some(encoding) => drop(request.headers_mut().insert(header::ACCEPT_ENCODING, encoding)),
        None => drop(request.headers_mut().remove(header::ACCEPT_ENCODING)),
    }
    let response = next.run(request).await;
    let made = response.extensions().get::<Made>().cloned();
    let sets = response.headers().contains_key(header::SET_COOKIE);
    let Some(made) = made.filter(|_| response.status() == StatusCode::OK && !sets) else {
        return response;
    };
    let (parts, body) = response.into_parts();
    let body = match to_bytes(body, usize::MAX).await {
        Ok(body) => body,
        Err(cause) => {
            tracing::warn!(%cause, "an answer broke off");
            return StatusCode::INTERNAL_SERVER_ERROR.into_response();
        }
    };
    let mut headers = parts.headers;
    let etag = format!("\"{}\"", hex::encode(&Sha256::digest(&body)[..16]));
    if let Ok(etag) = HeaderValue::from_str(&etag) {
        headers.insert(header::ETAG, etag);
    }
    let kept = Arc::new(Kept { made, headers, body });
    // Read after it was made: nothing has changed while it was.
    if kept.made.lang == key.lang && stands(&app, depends, &key, &kept.made).await {
        answers.kept.insert(key, kept.clone());
    }
    kept.answer(&asked)
}

/// What the answer is kept under; none where it is of no session, or says what was just done or sets the language.
fn key(request: &Request) -> Option<Key> {
    let mut sessions = guard::cookies(request.headers()).filter_map(|c| c.strip_prefix("pilotboard="));
    let (session, None) = (sessions.next()?, sessions.next()) else {
        return None;
    };
    let query = request.uri().query().unwrap_or_default().as_bytes();
    let once = |name: &str| matches!(name, "done" | "lang");
    if form_urlencoded::parse(query).any(|(name, _)| once(&name)) {
        return None;
    }
    let accepted = request.headers().get(header::ACCEPT_ENCODING);
    let accepted = accepted.and_then(|v| v.to_str().ok()).unwrap_or_default();
    Some(Key {
        session: session.to_owned(),
        address: request.uri().path_and_query()?.to_string(),
        lang: guard::language(request.headers(), None),
        encoding: ["br", "gzip"].into_iter().find(|name| accepts(accepted, name)),
    })
}

/// Whether the guard would let this session in as it did, and the answer would be made from the same.
async fn stands(app: &App, depends: Depends, key: &Key, made: &Made) -> bool {
    let now = Timestamp::now();
    // Where the store is out of reach, the guard says so.
    let Ok(Some(found)) = revision::with_session(&app.store, &key.session, now).await else {
        return false;
    };
    found.user_id == made.user_id
        && depends.clock(found.revision, (app.clock)()) == made.clock
        && idle::untouched(&found.data, made.idle_minutes, now.as_second())
}

#[cfg(test)]
mod tests {
    use storage::revision::{Line, Revision};

    use super::*;

    #[test]
    fn memory_is_bounded() {
        let cache = Cache::new(1);
        let answers = cache.0.as_ref().unwrap();
        let made = Made {
            clock: Depends::OnAll.clock(
                Revision {
                    all: Line {
                        seq: 1,
                        at: Timestamp::UNIX_EPOCH,
                    },
                    shown: Line {
                        seq: 1,
                        at: Timestamp::UNIX_EPOCH,
                    },
                },
                Timestamp::UNIX_EPOCH,
            ),
            user_id: String::new(),
            lang: Lang::En,
            idle_minutes: 5,
        };
        for n in 0..1_000 {
            let key = Key {
                session: "s".into(),
                address: format!("/?{n}"),
                lang: Lang::En,
                encoding: None,
            };
            let kept = Kept {
                made: made.clone(),
                headers: HeaderMap::new(),
                body: Bytes::from(vec![0; 20_000]),
            };
            answers.kept.insert(key, Arc::new(kept));
        }
        assert!(cache.bytes() <= 1_000_000, "{}", cache.bytes());
        assert!(cache.bytes() >= 500_000, "and used: {}", cache.bytes());
        assert_eq!(Cache::new(0).bytes(), 0);
    }
}
