//! The city's own target beside a value in the editor: what is promised for the quarter, and what the value as last saved
//! reaches of it.

use domain::{
    entry::Entry,
    indicator::{Aggregation, Definition},
    number,
    period::Period,
    scheme::Promise,
    score::{Reached, Standing, periods, reached},
};
use storage::{facts::Observation, settings::Settings};

use crate::locales::Words;

/// The promise in a few words: it stands in the row, whatever is typed there. None of a base figure.
#[must_use]
pub fn hint(t: Words, d: &Definition, promise: Option<&Promise>, report: Period) -> Option<String> {
    if d.is_base() {
        return None;
    }
    let Some(promise) = promise else {
        return Some(t.target_hint_to_file().to_owned());
    };
    let Some(path) = promise.path() else {
        return Some(t.target_hint_not_applicable().to_owned());
    };
    let Some(target) = path.at(report) else {
        return Some(t.target_hint_none().to_owned());
    };
    let target = t.scheme_level(&d.code, target);
    Some(match d.aggregation {
        Aggregation::Sum => t.target_hint_flow(target),
        _ => t.target_hint(target),
    })
}

/// What the value as last saved reaches, with what was accepted before it: of what is counted since the pilot began all up
/// to it, else the quarter's.
#[must_use]
pub fn by_saved(
    d: &Definition,
    promise: Option<&Promise>,
    (report, saved): (Period, &Entry),
    accepted: &[Observation],
    settings: &Settings,
) -> Reached {
    let pilot = settings.pilot.quarters();
    let own = d.fact_period(report);
    let entry = |p: Period| match accepted.iter().find(|o| o.period == p) {
        _ if p == own => saved.clone(),
        Some(o) => o.entry.clone(),
        None => Entry::Missing,
    };
    let range = periods(d, report, &pilot).into_iter();
    let entries: Vec<_> = range.filter(|p| p.last_day() <= report.last_day()).map(entry).collect();
    reached(d, &entries, promise, report.quarter(), &pilot)
}

/// The same in a sentence.
#[must_use]
pub fn said(t: Words, d: &Definition, promise: Option<&Promise>, report: Period, now: &Reached) -> Option<String> {
    let share = now.score.map(|s| t.share_reached(s.attainment));
    let (Some(share), Some(target)) = (share, now.target.filter(|_| now.filed)) else {
        return hint(t, d, promise, report);
    };
    let target = t.scheme_level(&d.code, target);
    Some(match (d.aggregation, now.standing) {
        (Aggregation::Sum, Standing::Value(value)) => {
            t.target_hint_flow_reached(number::group(value.normalize()), target, share)
        }
        _ => t.target_hint_reached(target, share),
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use domain::{Decimal, entry::Amount, indicator::definition, lang::Lang, target::Path};

    use super::*;

    fn promise(target: i64) -> Promise {
        Promise::Value {
            path: Path {
                baseline: Some(Decimal::ZERO),
                steps: BTreeMap::from([("2025-Q4".parse().unwrap(), Decimal::from(target))]),
            },
            baseline_on: jiff::civil::date(2025, 9, 30),
            source: String::new(),
            explanation: String::new(),
        }
    }

    fn number(n: i64) -> Entry {
        Entry::Value {
            amount: Amount::Number(Decimal::from(n)),
            explanation: String::new(),
        }
    }

    fn of(city: &str, period: &str, n: i64) -> Observation {
        Observation {
            city: city.to_owned(),
            period: period.parse().unwrap(),
            indicator: "F4-03".to_owned(),
            status: storage::facts::Status::Accepted,
            entry: number(n),
            definition: 1,
            version: 1,
            accepted_at: None,
            corrected: false,
            note: None,
        }
    }

    /// Sessions: 10 and 20 were accepted, 30 is typed for November, not what stood there: 40 of 160 are a quarter.
    #[test]
    fn a_flow_adds_the_value_typed_to_what_was_accepted_before() {
        let d = definition("F4-03").unwrap();
        let (path, accepted) = (promise(160), [of("suzhou", "2025-10", 10), of("suzhou", "2025-11", 20)]);
        let report: Period = "2025-11".parse().unwrap();
        let now = by_saved(d, Some(&path), (report, &number(30)), &accepted, &Settings::default());
        assert_eq!((now.held, now.expected), (2, 2));
        let say = |l| said(Words(l), d, Some(&path), report, &now).unwrap();
        assert!(
            say(Lang::En).contains("40 of 160") && say(Lang::En).contains("25.0%"),
            "{}",
            say(Lang::En)
        );
        assert!(say(Lang::Zh).contains("累计 40"), "{}", say(Lang::Zh));
        let none = by_saved(d, None, (report, &number(30)), &accepted, &Settings::default());
        assert_eq!(
            said(Words(Lang::Zh), d, None, report, &none).as_deref(),
            Some("基期待备案")
        );
    }
}
