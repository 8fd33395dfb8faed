//! Who may do what with a practice. A draft is its city's; what was submitted is also read by its province and CNIPA, what
//! is published by all cities, who may adopt it.

use super::{Actor, Decision, Role, Verb, decided};
use crate::practice::State;

/// The rows of `practice` in the table of access.
pub(super) fn practice(actor: &Actor, verb: Verb, city: &str, state: State) -> Decision {
    let published = state == State::Published;
    let visible = match actor.role {
        Role::CityEditor | Role::CityApprover => actor.covers(city) || published,
        Role::Liaison => (actor.covers(city) && state != State::Draft) || published,
        Role::Reviewer | Role::Admin => state != State::Draft,
        Role::Observer => published,
        Role::Expert | Role::Auditor => false,
    };
    let city_role = matches!(actor.role, Role::CityEditor | Role::CityApprover);
    let own = city_role && actor.covers(city);
    let allowed = match verb {
        Verb::See | Verb::Read => true,
        Verb::Save => own,
        Verb::Review => actor.is_cnipa(),
        // A city does not adopt its own.
        Verb::Adopt => city_role && !own && published,
        _ => false,
    };
    decided(visible, allowed)
}

#[cfg(test)]
mod tests {
    use super::{
        super::{Object, Verb, tests::answers},
        State,
    };

    const fn practice(state: State) -> Object<'static> {
        Object::Practice { city: "suzhou", state }
    }

    #[test]
    fn only_another_city_adopts_and_only_what_is_published() {
        let published = "403 403 403 allow 403 403 404 403 404 sign-in";
        assert_eq!(answers(Verb::Adopt, &practice(State::Published)), published);
        let selected = "403 403 403 404 403 403 404 404 404 sign-in";
        assert_eq!(answers(Verb::Adopt, &practice(State::Selected)), selected);
    }

    #[test]
    fn a_published_one_is_changed_by_nobody_else() {
        let save = "allow allow 403 403 403 403 404 403 404 sign-in";
        assert_eq!(answers(Verb::Save, &practice(State::Published)), save);
        let review = "403 403 403 403 allow allow 404 403 404 sign-in";
        assert_eq!(answers(Verb::Review, &practice(State::Published)), review);
    }
}
