//! The rows of `problem` in the table of access.

use super::{Actor, Decision, Role, Verb};

/// Whether someone may do something to a problem of a city; `with_province` while it waits for the liaison.
pub(super) fn decide(actor: &Actor, verb: Verb, city: &str, shared: bool, with_province: bool) -> Decision {
    use Decision::{Allow, Forbidden, Hidden};
    let own = actor.covers(city);
    match actor.role {
        Role::CityEditor | Role::CityApprover if own => match verb {
            Verb::See | Verb::Read | Verb::Save | Verb::Comment => Allow,
            Verb::Escalate if actor.role == Role::CityApprover => Allow,
            _ => Forbidden,
        },
        Role::Liaison if own => match verb {
            Verb::See | Verb::Read | Verb::Comment => Allow,
            Verb::Liaise if with_province => Allow,
            Verb::Save | Verb::Escalate => Hidden,
            _ => Forbidden,
        },
        Role::Reviewer | Role::Admin => match verb {
            Verb::See | Verb::Read | Verb::Comment | Verb::Liaise | Verb::Handle => Allow,
            _ => Forbidden,
        },
        // What is shared is seen, and not theirs to do anything with.
        Role::CityEditor | Role::CityApprover | Role::Liaison | Role::Observer if shared => match verb {
            Verb::See | Verb::Read => Allow,
            _ => Forbidden,
        },
        _ => Hidden,
    }
}

/// What a row of the table asks.
#[cfg(test)]
pub(super) fn questions(when: &str, verb: &str) -> Option<Vec<(Verb, super::Object<'static>)>> {
    let ask = |verb, shared, with_province| {
        let city = "suzhou";
        let problem = super::Object::Problem {
            city,
            shared,
            with_province,
        };
        (verb, problem)
    };
    Some(match (when, verb) {
        ("not shared", "read") => vec![ask(Verb::Read, false, false), ask(Verb::See, false, true)],
        ("shared by CNIPA", "read") => vec![ask(Verb::Read, true, false)],
        ("registered or handled by the city", "write") => vec![ask(Verb::Save, false, false)],
        ("level provincial and with the liaison", "reply or pass on") => vec![ask(Verb::Liaise, false, true)],
        ("always", "escalate") => vec![ask(Verb::Escalate, false, false), ask(Verb::Escalate, false, true)],
        ("escalated or later", _) => vec![ask(Verb::Handle, false, false), ask(Verb::Handle, false, true)],
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::Scope;

    #[test]
    fn what_is_shared_is_only_read_by_others() {
        let other = Actor {
            id: "x".into(),
            account: "x".into(),
            name: "x".into(),
            role: Role::CityApprover,
            scope: Scope::City("kunming".into()),
        };
        for verb in [Verb::Save, Verb::Escalate, Verb::Comment, Verb::Liaise, Verb::Handle] {
            assert_eq!(
                decide(&other, verb, "suzhou", true, true),
                Decision::Forbidden,
                "{verb:?}"
            );
            assert_eq!(
                decide(&other, verb, "suzhou", false, true),
                Decision::Hidden,
                "{verb:?}"
            );
        }
    }
}
