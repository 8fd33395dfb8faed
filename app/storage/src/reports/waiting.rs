//! The reports that wait for a reviewer, the longest waiting first: what comes next after a verdict.

use domain::{
    access::{Decision, Object, Verb, may},
    period::Period,
    report::State,
};

use crate::{Caller, Error, Store};

/// A report that waits for a reviewer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// City slug.
    pub city: String,
    /// Report period.
    pub period: Period,
    /// Another reviewer has taken it.
    pub with_another: bool,
}

/// The reports that wait for the caller's review, the longest waiting first.
///
/// # Errors
/// `Unavailable` only; who reviews none gets none.
pub async fn waiting_reports(store: &Store, caller: &Caller) -> Result<Vec<Waiting>, Error> {
    let mut read = store.read().await?;
    let rows: Vec<(String, String, Option<String>)> = sqlx::query_as(
        "SELECT r.city, r.period, r.taken_by FROM reports r JOIN versions v ON v.report_id = r.id \
         AND v.number = r.latest_version WHERE r.state = 'submitted' ORDER BY v.submitted_at, r.id",
    )
    .fetch_all(read.conn())
    .await?;
    let mut all = Vec::new();
    for (city, period, taken_by) in rows {
        let report = Object::Report {
            city: &city,
            state: State::Submitted,
            versions: 1,
        };
        if may(Some(&caller.actor), Verb::Review, &report) == Decision::Allow {
            all.push(Waiting {
                period: period.parse().map_err(Error::unavailable)?,
                with_another: taken_by.is_some_and(|by| by != caller.actor.id),
                city,
            });
        }
    }
    Ok(all)
}

/// Which of them comes after a report: the next in the queue that nobody else has taken, else the next at all.
#[must_use]
pub fn next_after<'a>(all: &'a [Waiting], city: &str, period: Period) -> Option<&'a Waiting> {
    let is_this = |w: &&Waiting| w.city == city && w.period == period;
    let at = all.iter().position(|w| is_this(&w)).map_or(0, |at| at + 1);
    let around = || all[at..].iter().chain(&all[..at]).filter(|w| !is_this(w));
    around().find(|w| !w.with_another).or_else(|| around().next())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_is_behind_this_one_and_with_nobody_else() {
        let one = |city: &str, with_another| Waiting {
            city: city.into(),
            period: "2026-04".parse().unwrap(),
            with_another,
        };
        let all = [one("a", false), one("b", false), one("c", true), one("d", false)];
        let next = |all: &[Waiting], city: &str| next_after(all, city, all[0].period).map(|w| w.city.clone());
        assert_eq!(next(&all, "a").as_deref(), Some("b"));
        assert_eq!(next(&all, "b").as_deref(), Some("d"), "c is with another reviewer");
        assert_eq!(next(&all, "d").as_deref(), Some("a"), "around");
        assert_eq!(next(&all, "decided"), Some("a".into()));
        assert_eq!(next(&all[2..3], "x").as_deref(), Some("c"), "better than none");
        assert_eq!(next(&all[..1], "a"), None);
    }
}
