//! Who sees which observation, and with which words.

use domain::{
    access::{Decision, Object, Release, Verb, may},
    entry::Entry,
    report::State,
};

use super::Observation;
use crate::{Caller, Error, allow, releases::Releases};

/// `NotFound` for those to whom even the widest release gives nothing.
pub(super) fn reads_values(caller: &Caller) -> Result<(), Error> {
    allow(
        caller,
        Verb::Read,
        &Object::Values {
            city: "",
            release: Release::Ranked,
        },
    )
}

pub(super) fn sees(caller: &Caller, releases: &Releases, o: &Observation) -> bool {
    let release = releases.level(o.period, &o.indicator);
    may(
        Some(&caller.actor),
        Verb::Read,
        &Object::Values { city: &o.city, release },
    ) == Decision::Allow
}

/// True for who reads the city's submitted reports, words included.
pub(super) fn reads_report(caller: &Caller, city: &str) -> bool {
    let report = Object::Report {
        city,
        state: State::Submitted,
        versions: 1,
    };
    may(Some(&caller.actor), Verb::Read, &report) == Decision::Allow
}

/// Takes out what a city wrote to its reviewers.
pub(super) fn hide_words(entry: &mut Entry) {
    match entry {
        Entry::Value { explanation: words, .. }
        | Entry::NotApplicable { reason: words, .. }
        | Entry::NotYetAvailable { reason: words, .. } => words.clear(),
        Entry::Missing => {}
    }
}
