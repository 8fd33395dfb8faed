//! Who asks and reads questions of definition: until it is answered a question is its city's and CNIPA's; answered, all
//! who read indicators read it, but not who asked.

use super::{Actor, Decision, Role, Verb, decided};

/// Reading (`Read`), reading who asked (`See`), asking (`Save`), answering (`Review`).
pub(super) fn question(actor: &Actor, verb: Verb, city: &str, answered: bool) -> Decision {
    let own = matches!(actor.role, Role::CityEditor | Role::CityApprover) && actor.covers(city);
    let asks = own || actor.is_cnipa();
    let reads = match actor.role {
        Role::Expert | Role::Auditor => false,
        _ => asks || answered,
    };
    let allowed = match verb {
        Verb::Read => true,
        Verb::See => asks,
        Verb::Save => own,
        Verb::Review => actor.is_cnipa(),
        _ => false,
    };
    decided(reads, allowed)
}

#[cfg(test)]
mod tests {
    use super::super::{Object, Verb, tests::answers};

    #[test]
    fn every_role_has_its_answer() {
        for (verb, answered, want) in [
            (Verb::Read, false, "allow allow 404 404 allow allow 404 404 404 sign-in"),
            (
                Verb::Read,
                true,
                "allow allow allow allow allow allow 404 allow 404 sign-in",
            ),
            (Verb::See, true, "allow allow 403 403 allow allow 404 403 404 sign-in"),
            (Verb::See, false, "allow allow 404 404 allow allow 404 404 404 sign-in"),
            (Verb::Save, false, "allow allow 404 404 403 403 404 404 404 sign-in"),
            (Verb::Review, false, "403 403 404 404 allow allow 404 404 404 sign-in"),
            (Verb::Review, true, "403 403 403 403 allow allow 404 403 404 sign-in"),
            (Verb::Manage, true, "403 403 403 403 403 403 404 403 404 sign-in"),
        ] {
            let object = Object::Question {
                city: "suzhou",
                answered,
            };
            assert_eq!(answers(verb, &object), want, "{verb:?} {answered}");
        }
    }
}
