//! Whom to call is known to whom a city answers; the city and CNIPA keep its address book. Who reminds a city writes the
//! log of it, and the city reads what it promised.

use super::{Actor, Decision, Role, Verb, decided};

/// The address book of a city.
pub(super) fn book(actor: &Actor, verb: Verb, city: &str) -> Decision {
    let keeps = keeps(actor, city) || actor.is_cnipa();
    decided(keeps || liaises(actor, city), keeps || verb == Verb::Read)
}

/// The log of chasing.
pub(super) fn chasing(actor: &Actor, verb: Verb, city: &str) -> Decision {
    let writes = liaises(actor, city) || actor.is_cnipa();
    decided(writes || keeps(actor, city), writes || verb == Verb::Read)
}

fn keeps(actor: &Actor, city: &str) -> bool {
    matches!(actor.role, Role::CityEditor | Role::CityApprover) && actor.covers(city)
}

fn liaises(actor: &Actor, city: &str) -> bool {
    actor.role == Role::Liaison && actor.covers(city)
}

#[cfg(test)]
mod tests {
    use super::super::{Object, Verb, tests::answers};

    #[test]
    fn an_address_book_is_the_citys_and_cnipas() {
        let (book, log) = (Object::Contacts { city: "suzhou" }, Object::Chasing { city: "suzhou" });
        let reads = "allow allow allow 404 allow allow 404 404 404 sign-in";
        for (verb, object, want) in [
            (Verb::Read, &book, reads),
            (Verb::Read, &log, reads),
            (
                Verb::Manage,
                &book,
                "allow allow 403 404 allow allow 404 404 404 sign-in",
            ),
            (Verb::Manage, &log, "403 403 allow 404 allow allow 404 404 404 sign-in"),
        ] {
            assert_eq!(answers(verb, object), want, "{verb:?} {object:?}");
        }
    }
}
