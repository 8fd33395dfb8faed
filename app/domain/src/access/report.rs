//! The rows of `report` in the table of access.

use super::{Actor, Decision, Role, Verb};
use crate::report::State;

/// Whether someone may do something to the report of a city, of which `versions` were submitted.
pub(super) fn report(actor: &Actor, verb: Verb, city: &str, state: State, versions: u32) -> Decision {
    use Decision::{Allow, Forbidden, Hidden};
    let submitted = matches!(state, State::Submitted | State::Accepted);
    match actor.role {
        Role::CityEditor | Role::CityApprover if actor.covers(city) => match verb {
            Verb::Approve | Verb::Withdraw if actor.role == Role::CityEditor => Forbidden,
            Verb::Review | Verb::GrantCorrection | Verb::Manage | Verb::ReadPlaces => Forbidden,
            _ => Allow,
        },
        // The liaison reads and advises; a returned report's frozen versions stay readable, its draft does not.
        Role::Liaison if actor.covers(city) => match verb {
            Verb::Read | Verb::See if submitted => Allow,
            Verb::ReadVersions | Verb::Comment if versions > 0 => Allow,
            Verb::See if versions > 0 => Allow,
            Verb::See if state == State::Drafting => Allow,
            Verb::Review | Verb::GrantCorrection if submitted => Forbidden,
            _ => Hidden,
        },
        Role::Reviewer | Role::Admin => match verb {
            Verb::See => Allow,
            Verb::Review | Verb::GrantCorrection => Allow,
            Verb::Read if submitted => Allow,
            Verb::ReadVersions | Verb::Comment if versions > 0 => Allow,
            Verb::Read | Verb::ReadVersions | Verb::Comment => Hidden,
            _ => Forbidden,
        },
        _ => Hidden,
    }
}
