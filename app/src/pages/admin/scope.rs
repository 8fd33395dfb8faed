//! What an account belongs to, as a form writes it: `city:suzhou`, `province:jiangsu`, `nation`, `none`.

use domain::{
    access::Scope,
    city::{cities, city},
};

use crate::locales::Words;

/// The form's value of a scope.
#[must_use]
pub fn value(scope: &Scope) -> String {
    match scope {
        Scope::City(slug) => format!("city:{slug}"),
        Scope::Province(key) => format!("province:{key}"),
        Scope::Nation => "nation".into(),
        Scope::None => "none".into(),
    }
}

/// The scope of a form's value, if there is such a place.
#[must_use]
pub fn parse(value: &str) -> Option<Scope> {
    match value.split_once(':') {
        Some(("city", slug)) => city(slug).map(|c| Scope::City(c.slug.clone())),
        Some(("province", key)) => provinces().into_iter().find(|p| p == key).map(Scope::Province),
        None if value == "nation" => Some(Scope::Nation),
        None if value == "none" => Some(Scope::None),
        _ => None,
    }
}

/// The provinces of the nine cities by key, each once, in the order of the notice.
#[must_use]
pub fn provinces() -> Vec<String> {
    let mut keys: Vec<String> = Vec::new();
    for c in cities() {
        if !keys.contains(&c.province) {
            keys.push(c.province.clone());
        }
    }
    keys
}

/// A scope in words.
#[must_use]
pub fn name(t: Words, scope: &Scope) -> String {
    match scope {
        Scope::City(slug) => city(slug).map_or_else(|| slug.clone(), |c| c.name.get(t.lang()).to_owned()),
        Scope::Province(key) => t.province(key),
        Scope::Nation => t.nation().to_owned(),
        Scope::None => t.no_scope().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_forms_scope_is_a_place_that_exists() {
        for scope in [
            Scope::City("suzhou".into()),
            Scope::Province("jiangsu".into()),
            Scope::Nation,
            Scope::None,
        ] {
            assert_eq!(parse(&value(&scope)), Some(scope));
        }
        for bad in [
            "",
            "city:",
            "city:atlantis",
            "province:tibet",
            "suzhou",
            "nation:x",
            "NATION",
        ] {
            assert_eq!(parse(bad), None, "{bad}");
        }
        assert_eq!(provinces().len(), 8, "Guangzhou and Shenzhen share one");
    }
}
