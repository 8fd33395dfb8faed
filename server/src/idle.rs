//! How long a session lasts: `sessions_idle_minutes` after the last request. A request moves the end on, but
//! writes at most every few minutes.

use tower_sessions::{Expiry, Session, session::Error};

/// Under this key the session keeps when it was last in use, seconds of real time.
const SEEN: &str = "seen";

/// True if a request moves nothing in this session, given as the JSON of its content: [`in_use`] would let it in as it is.
#[must_use]
pub fn untouched(data: &str, idle_minutes: u32, now: i64) -> bool {
    #[derive(serde::Deserialize)]
    struct Seen {
        seen: Option<i64>,
    }
    let seen = serde_json::from_str::<Seen>(data).ok().and_then(|d| d.seen);
    seen.is_some_and(|seen| (0..step(idle_minutes)).contains(&(now - seen)))
}

/// Seconds for which a request moves nothing: five minutes, less where sessions are short.
fn step(idle_minutes: u32) -> i64 {
    (i64::from(idle_minutes) * 60 / 10).min(300)
}

/// Starts the session's time anew.
///
/// # Errors
/// Where the session cannot be read.
pub async fn renew(session: &Session, idle_minutes: u32, now: i64) -> Result<(), Error> {
    session.set_expiry(Some(Expiry::OnInactivity(time::Duration::minutes(idle_minutes.into()))));
    session.insert(SEEN, now).await
}

/// False if the session was idle for too long, even where it was begun under a longer setting; else it is in use.
///
/// # Errors
/// Where the session cannot be read.
pub async fn in_use(session: &Session, idle_minutes: u32, now: i64) -> Result<bool, Error> {
    let since = session.get::<i64>(SEEN).await?.map(|seen| now - seen);
    match since {
        Some(idle) if idle >= i64::from(idle_minutes) * 60 => return Ok(false),
        Some(idle) if (0..step(idle_minutes)).contains(&idle) => {}
        _ => renew(session, idle_minutes, now).await?,
    }
    Ok(true)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use async_trait::async_trait;
    use tower_sessions::{
        SessionStore,
        session::{Id, Record},
        session_store::Result,
    };

    use super::*;

    #[derive(Debug)]
    struct Nothing;

    #[async_trait]
    impl SessionStore for Nothing {
        async fn save(&self, _: &Record) -> Result<()> {
            Ok(())
        }
        async fn load(&self, _: &Id) -> Result<Option<Record>> {
            Ok(None)
        }
        async fn delete(&self, _: &Id) -> Result<()> {
            Ok(())
        }
    }

    /// A session seen at 0, as it comes with a request: nothing in it is changed yet.
    async fn seen_at_zero() -> Session {
        let session = Session::new(None, Arc::new(Nothing), None);
        session.insert(SEEN, 0i64).await.unwrap();
        session
    }

    #[tokio::test]
    async fn a_session_ends_after_the_idle_minutes_and_not_before() {
        for (idle, at, lives) in [(60, 3599, true), (60, 3600, false), (5, 299, true), (5, 300, false)] {
            assert_eq!(
                in_use(&seen_at_zero().await, idle, at).await.unwrap(),
                lives,
                "{idle} {at}"
            );
        }
    }

    #[test]
    fn untouched_is_what_a_request_would_leave_as_it_is() {
        let data = r#"{"axum-login.data":{"user_id":"u"},"seen":1000}"#;
        for (idle, at, untouched) in [
            (480, 1000, true),
            (480, 1299, true),
            (480, 1300, false),
            (5, 1029, true),
            (5, 1030, false),
            (480, 999, false),
        ] {
            assert_eq!(super::untouched(data, idle, at), untouched, "{idle} {at}");
        }
        assert!(!super::untouched("{}", 480, 1000) && !super::untouched("", 480, 1000));
    }

    #[tokio::test]
    async fn a_request_moves_the_end_on_but_not_each_one_writes() {
        for (idle, at, moved) in [
            (480, 299, false),
            (480, 300, true),
            (5, 29, false),
            (5, 30, true),
            (480, -1, true),
        ] {
            let session = seen_at_zero().await;
            assert!(in_use(&session, idle, at).await.unwrap());
            assert_eq!(
                session.get::<i64>(SEEN).await.unwrap() == Some(at),
                moved,
                "{idle} {at}"
            );
            assert_eq!(session.expiry().is_some(), moved, "{idle} {at}");
        }
    }
}
