//! What a kept answer is made from beside its reader, language and address: a line of the audit and a step of the clock.

use axum::{extract::Request, http::Method};
use domain::calendar::{beijing, start_of};
use jiff::Timestamp;
use storage::revision::{Line, Revision};

/// What a page or file depends on beside its reader, language and address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Depends {
    /// On what everyone's writes but drafts have changed, and on the day: what compares accepted figures. It says that it
    /// is as of the last change.
    OnShown,
    /// On every write, and on the minute: what says how far drafts are, or what time it is.
    OnAll,
}

/// What a request's answer depends on; none where it is made anew each time.
#[must_use]
pub fn depends(request: &Request) -> Option<Depends> {
    let parts: Vec<_> = request.uri().path().split('/').skip(1).collect();
    let of_path = match parts.as_slice() {
        ["compare" | "indicators"] | ["indicators" | "charts", _] | ["cities", _, "score"] => Some(Depends::OnShown),
        ["exports", file] => {
            let name = file.split('.').next().unwrap_or_default();
            matches!(name, "comparison" | "observations" | "score").then_some(Depends::OnShown)
        }
        ["" | "schemes" | "brief"] | ["cities", _] => Some(Depends::OnAll),
        _ => None,
    };
    of_path.filter(|_| request.method() == Method::GET)
}

/// A step of the clock, and the line of the audit that it belongs to: an answer is made from nothing else that moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clock {
    /// Number of the line.
    pub seq: i64,
    /// The time for its page: the beginning of the day or minute, or of the line if that is later.
    pub now: Timestamp,
    /// When what is shown was last changed: the time of the line, or of the page where that tells the time.
    pub known: Timestamp,
}

impl Depends {
    const fn line(self, revision: Revision) -> Line {
        match self {
            Depends::OnShown => revision.shown,
            Depends::OnAll => revision.all,
        }
    }

    /// The step in which `now` lies.
    #[must_use]
    pub fn clock(self, revision: Revision, now: Timestamp) -> Clock {
        let line = self.line(revision);
        let minute = now.as_microsecond() - now.as_microsecond().rem_euclid(60_000_000);
        let minute = Timestamp::from_microsecond(minute).unwrap_or(now);
        // Where a line was written by another clock that is ahead (as at the command line of a demonstration), its time
        // says nothing.
        let at = Some(line.at).filter(|at| *at <= now);
        let (now, known) = match (self, at) {
            (Depends::OnShown, Some(at)) => (start_of(beijing(now).date()).max(at), at),
            (Depends::OnAll, Some(at)) => (minute.max(at), minute.max(at)),
            (_, None) => (minute, minute),
        };
        Clock {
            seq: line.seq,
            now,
            known,
        }
    }
}

#[cfg(test)]
mod tests {
    use axum::body::Body;

    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn a_step_of_the_clock_is_the_day_or_the_minute_or_since_the_last_change() {
        let line = |seq, time| Line { seq, at: at(time) };
        let revision = Revision {
            all: line(9, "2026-05-08T02:10:20Z"),
            shown: line(7, "2026-05-06T02:00:00Z"),
        };
        let clock = |depends: Depends, now| depends.clock(revision, at(now));
        let day = clock(Depends::OnShown, "2026-05-08T02:10:30Z");
        assert_eq!(day.seq, 7);
        assert_eq!(day.now, at("2026-05-07T16:00:00Z"), "Beijing's midnight");
        assert_eq!(day.known, at("2026-05-06T02:00:00Z"), "the last change that shows");
        assert_eq!(clock(Depends::OnShown, "2026-05-08T15:59:59Z"), day, "all day");
        assert_ne!(clock(Depends::OnShown, "2026-05-08T16:00:00Z"), day, "a day goes by");
        let minute = clock(Depends::OnAll, "2026-05-08T02:10:30Z");
        assert_eq!(
            (minute.seq, minute.now),
            (9, at("2026-05-08T02:10:20Z")),
            "not before its last line"
        );
        assert_eq!(clock(Depends::OnAll, "2026-05-08T02:10:59Z"), minute);
        let next = clock(Depends::OnAll, "2026-05-08T02:11:07Z");
        assert_eq!(
            (next.now, next.known),
            (at("2026-05-08T02:11:00Z"), at("2026-05-08T02:11:00Z"))
        );
        let behind = clock(Depends::OnShown, "2026-05-01T02:11:07Z");
        assert_eq!(behind.known, at("2026-05-01T02:11:00Z"), "never a time to come");
    }

    #[test]
    fn what_is_not_listed_is_made_anew() {
        let asked = |method: &str, path: &str| {
            depends(&Request::builder().method(method).uri(path).body(Body::empty()).unwrap())
        };
        assert_eq!(asked("GET", "/"), Some(Depends::OnAll));
        assert_eq!(asked("GET", "/cities/suzhou"), Some(Depends::OnAll));
        assert_eq!(
            asked("GET", "/cities/suzhou/score?period=2026-Q1"),
            Some(Depends::OnShown)
        );
        assert_eq!(
            asked("GET", "/charts/trend.svg?indicator=F2-01"),
            Some(Depends::OnShown)
        );
        assert_eq!(asked("GET", "/exports/observations.csv"), Some(Depends::OnShown));
        for other in [
            "/messages",
            "/cities/suzhou/contacts",
            "/schemes/suzhou",
            "/exports/problems.csv",
            "/audit",
        ] {
            assert_eq!(asked("GET", other), None, "{other}");
        }
        assert_eq!(asked("POST", "/brief"), None);
    }
}
