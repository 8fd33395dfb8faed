//! Who asks and reads questions of definition: until it is answered a question is its city's and CNIPA's; answered, all
//! who read indicators read it, but not who asked.

use super::{Actor, Decision, Role, Verb};

/// Reading (`Read`), reading who asked (`See`), asking (`Save`), answering (`Review`).
pub(super) fn question(actor: &Actor, verb: Verb, city: &str, answered: bool) -> Decision {
    use Decision::{Allow, Forbidden, Hidden};
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
    match (reads, allowed) {
        (false, _) => Hidden,
        (true, true) => Allow,
        (true, false) => Forbidden,
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Decision, Object, Verb, may, tests::actor};

    #[test]
    fn every_role_has_its_answer() {
        let columns = [
            "editor_own",
            "approver_own",
            "liaison_own",
            "city_other",
            "reviewer",
            "admin",
            "expert",
            "observer",
            "auditor",
            "nobody",
        ];
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
            let word = |column: &&str| match may(actor(column).as_ref(), verb, &object) {
                Decision::Allow => "allow",
                Decision::Forbidden => "403",
                Decision::Hidden => "404",
                Decision::SignIn => "sign-in",
            };
            let got: Vec<_> = columns.iter().map(word).collect();
            assert_eq!(got.join(" "), want, "{verb:?} {answered}");
        }
    }
}
