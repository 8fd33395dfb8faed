//! What a reader may see of one indicator in one period: which cities by name, places or not, and to whom its
//! sentences speak. The rule itself is `domain::access`.

use std::collections::BTreeSet;

use domain::{
    access::{Actor, Decision, Object, Release, Verb, may},
    city::{City, cities},
    finding::Audience,
    peers::Peers,
    report::State,
};

/// The reader's sight of one indicator in one period.
#[derive(Clone, Debug)]
pub struct Sight {
    /// The cities seen by name, in the notice's order.
    pub visible: Vec<&'static City>,
    /// True if places are seen.
    pub places: bool,
    /// To whom a finding speaks.
    pub audience: Audience<'static>,
}

fn allowed(actor: &Actor, verb: Verb, city: &str, release: Release) -> bool {
    may(Some(actor), verb, &Object::Values { city, release }) == Decision::Allow
}

/// The cities whose values are the reader's own, whatever is released.
fn own(actor: &Actor) -> Vec<&'static City> {
    let own = cities()
        .iter()
        .filter(|c| allowed(actor, Verb::Read, &c.slug, Release::Own));
    own.collect()
}

/// The city whose figure is the reader's own: its own one, or of several the one asked for; none of a nation's reader
/// who asks for none.
#[must_use]
pub fn home(actor: &Actor, asked: Option<&'static City>) -> Option<&'static City> {
    let own = own(actor);
    let asked = asked.filter(|a| own.iter().any(|c| c.slug == a.slug));
    let first = own.first().copied().filter(|_| own.len() < cities().len());
    asked.or(first)
}

/// True for who reads submitted reports of any city, and so may add their values.
#[must_use]
pub fn may_add_submitted(actor: &Actor) -> bool {
    cities().iter().any(|city| {
        let report = Object::Report {
            city: &city.slug,
            state: State::Submitted,
            versions: 1,
        };
        may(Some(actor), Verb::Read, &report) == Decision::Allow
    })
}

impl Sight {
    /// What a reader sees under a release, with this city as its own.
    #[must_use]
    pub fn of(actor: &Actor, release: Release, home: Option<&'static City>) -> Self {
        let all = cities();
        let visible: Vec<_> = all
            .iter()
            .filter(|c| allowed(actor, Verb::Read, &c.slug, release))
            .collect();
        let places = all.iter().all(|c| allowed(actor, Verb::ReadPlaces, &c.slug, release));
        let own = home.map(|c| c.slug.as_str());
        let audience = if actor.is_cnipa() {
            Audience::Nation
        } else if places {
            Audience::Ranked { own }
        } else if visible.len() == all.len() {
            Audience::NamedNoPlaces
        } else {
            Audience::City(own.unwrap_or_default())
        };
        Sight {
            visible,
            places,
            audience,
        }
    }

    /// The same where only these cities are seen, whatever is released: then without places, and a finding speaks to the
    /// reader's own city.
    #[must_use]
    pub fn only(mut self, seen: Option<&BTreeSet<String>>, home: Option<&'static City>) -> Self {
        let Some(seen) = seen else { return self };
        self.visible.retain(|c| seen.contains(&c.slug));
        if self.visible.len() < cities().len() {
            self.places = false;
            self.audience = Audience::City(home.map(|c| c.slug.as_str()).unwrap_or_default());
        }
        self
    }

    /// The same of the cities of a peer group.
    #[must_use]
    pub fn within(mut self, peers: Option<Peers>) -> Self {
        self.visible.retain(|c| peers.is_none_or(|p| p.holds(c)));
        self
    }

    /// Whether a city is seen by name.
    #[must_use]
    pub fn sees(&self, city: &City) -> bool {
        self.visible.binary_search_by_key(&city.order, |c| c.order).is_ok()
    }
}

/// The narrowest of several audiences: a sentence over several periods may say what each of them may.
#[must_use]
pub fn narrowest<'a>(all: impl Iterator<Item = Audience<'a>>) -> Option<Audience<'a>> {
    all.min_by_key(|a| match a {
        Audience::City(_) => 0,
        Audience::NamedNoPlaces => 1,
        Audience::Ranked { .. } => 2,
        Audience::Nation => 3,
    })
}

#[cfg(test)]
mod tests {
    use domain::{
        access::{Role, Scope},
        city::city,
    };

    use super::*;

    fn actor(role: Role, scope: Scope) -> Actor {
        Actor {
            id: "1".into(),
            account: "a".into(),
            name: "a".into(),
            role,
            scope,
        }
    }

    #[test]
    fn a_city_sees_itself_until_more_is_released() {
        let kunming = actor(Role::CityEditor, Scope::City("kunming".into()));
        let home = home(&kunming, city("suzhou"));
        assert_eq!(
            home.map(|c| c.slug.as_str()),
            Some("kunming"),
            "asking for another changes nothing"
        );
        let own = Sight::of(&kunming, Release::Own, home);
        assert_eq!((own.visible.len(), own.places), (1, false));
        assert_eq!(own.audience, Audience::City("kunming"));
        let named = Sight::of(&kunming, Release::Named, home);
        assert_eq!((named.visible.len(), named.places), (9, false));
        assert_eq!(named.audience, Audience::NamedNoPlaces);
        let ranked = Sight::of(&kunming, Release::Ranked, home);
        assert!(ranked.places);
        assert_eq!(ranked.audience, Audience::Ranked { own: Some("kunming") });
        assert_eq!(
            narrowest([ranked.audience, own.audience, named.audience].into_iter()),
            Some(Audience::City("kunming"))
        );
    }

    #[test]
    fn cnipa_sees_all_and_a_nations_observer_no_places() {
        let reviewer = actor(Role::Reviewer, Scope::Nation);
        let all = Sight::of(&reviewer, Release::Own, home(&reviewer, None));
        assert_eq!(
            (all.visible.len(), all.places, all.audience),
            (9, true, Audience::Nation)
        );
        let observer = actor(Role::Observer, Scope::Nation);
        let all = Sight::of(&observer, Release::Own, home(&observer, None));
        assert_eq!(
            (all.visible.len(), all.places, all.audience),
            (9, false, Audience::NamedNoPlaces)
        );
        let liaison = actor(Role::Liaison, Scope::Province("guangdong".into()));
        let two = Sight::of(&liaison, Release::Own, home(&liaison, city("shenzhen")));
        assert_eq!((two.visible.len(), two.audience), (2, Audience::City("shenzhen")));
    }
}
