//! What a city says when it has adopted a practice of another one.

use jiff::civil::Date;

use super::REASON_MAX;
use crate::{
    fault::{Fault, Faults, day, text},
    indicator::definition,
};

/// What a city says of an adoption.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Adopted {
    /// Since when.
    pub on: Date,
    /// Code of the indicator that is to move.
    pub indicator: String,
    /// What shows that it is done: a document, an address, who uses it.
    pub proof: String,
}

/// An adoption as typed; none before the practice was published, none after today.
///
/// # Errors
/// All that is wrong, at `adopted_on`, `indicator`, `proof`.
pub fn adopted(on: &str, indicator: &str, proof: &str, published: Date, today: Date) -> Result<Adopted, Faults> {
    let on = day(on).and_then(|d| match d {
        d if d > today => Err(Fault::After(today)),
        d if d < published => Err(Fault::Before(published)),
        d => Ok(d),
    });
    let indicator = match definition(indicator.trim()).filter(|d| !d.is_base()) {
        Some(d) => Ok(d.code.clone()),
        None if indicator.trim().is_empty() => Err(Fault::Missing),
        None => Err(Fault::Unknown),
    };
    match (on, indicator, text(proof, REASON_MAX)) {
        (Ok(on), Ok(indicator), Ok(proof)) => Ok(Adopted { on, indicator, proof }),
        (on, indicator, proof) => Err([
            on.err().map(|f| ("adopted_on", f)),
            indicator.err().map(|f| ("indicator", f)),
            proof.err().map(|f| ("proof", f)),
        ]
        .into_iter()
        .flatten()
        .collect()),
    }
}
