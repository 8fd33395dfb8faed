//! The rows of `scheme` in the table of access.

use super::{Actor, Decision, Role, Verb};
use crate::scheme::State;

/// Whether someone may do something to the scheme of a city, of which `versions` were submitted. A draft is the city's own;
/// while what is filed is amended, the versions submitted before stay readable.
pub(super) fn scheme(actor: &Actor, verb: Verb, city: &str, state: State, versions: u32) -> Decision {
    use Decision::{Allow, Forbidden, Hidden};
    let sent = matches!(state, State::Submitted | State::Filed);
    match actor.role {
        Role::CityEditor | Role::CityApprover if actor.covers(city) => match verb {
            Verb::Approve | Verb::Withdraw if actor.role == Role::CityEditor => Forbidden,
            Verb::Review | Verb::Manage => Forbidden,
            _ => Allow,
        },
        Role::Liaison if actor.covers(city) => match verb {
            Verb::See => Allow,
            Verb::Read if sent => Allow,
            Verb::ReadVersions if versions > 0 => Allow,
            Verb::Review if sent => Forbidden,
            _ => Hidden,
        },
        Role::Reviewer | Role::Admin => match verb {
            Verb::See | Verb::Review => Allow,
            Verb::Read if sent => Allow,
            Verb::ReadVersions if versions > 0 => Allow,
            Verb::Read | Verb::ReadVersions => Hidden,
            _ if sent => Forbidden,
            _ => Hidden,
        },
        _ => Hidden,
    }
}
