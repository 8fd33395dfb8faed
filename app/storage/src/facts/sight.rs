//! Who sees which observation, and with which words.

use domain::{
    access::{Decision, Object, Release, Verb, may},
    entry::Entry,
    report::State,
};

use super::Observation;
use crate::{Caller, Error, allow};

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

/// True for who reads a city's values under a release.
pub(super) fn sees(caller: &Caller, release: Release, city: &str) -> bool {
    may(Some(&caller.actor), Verb::Read, &Object::Values { city, release }) == Decision::Allow
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

/// Takes out what is the report's and not the value's, for who may not read the report: what a city wrote to its
/// reviewers, and the version and time of acceptance, which would tell of returns and lateness.
pub(super) fn hide_report(caller: &Caller, o: &mut Observation) {
    if reads_report(caller, &o.city) {
        return;
    }
    (o.version, o.accepted_at) = (0, None);
    match &mut o.entry {
        Entry::Value { explanation: words, .. }
        | Entry::NotApplicable { reason: words, .. }
        | Entry::NotYetAvailable { reason: words, .. } => words.clear(),
        Entry::Missing => {}
    }
}
