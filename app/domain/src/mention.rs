//! Mentions in threads: `@昆明填报员`, `@国家局审核员`, `@Kunming editor`, `@Yunnan liaison`. A name that no city, province
//! or role has is text like any other.

use std::collections::BTreeSet;

use crate::{
    access::{Role, Scope},
    city::{City, cities},
};

/// The accounts of a role at a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// The role.
    pub role: Role,
    /// A city, a province, or the nation for CNIPA.
    pub scope: Scope,
}

/// The words for a role of a city, a province, CNIPA; of those with one beginning the longer comes first.
const CITY_ROLES: [(&str, Role); 4] = [
    ("填报员", Role::CityEditor),
    ("审签人", Role::CityApprover),
    ("editor", Role::CityEditor),
    ("approver", Role::CityApprover),
];
const PROVINCE_ROLES: [(&str, Role); 3] = [
    ("省级联络员", Role::Liaison),
    ("联络员", Role::Liaison),
    ("liaison", Role::Liaison),
];
const CNIPA_ROLES: [(&str, Role); 5] = [
    ("审核员", Role::Reviewer),
    ("管理员", Role::Admin),
    ("reviewer", Role::Reviewer),
    ("administrator", Role::Admin),
    ("admin", Role::Admin),
];

/// Who is named in a text by `@`, each once, in the order of the text.
#[must_use]
pub fn mentions(text: &str) -> Vec<Mention> {
    let mut found = Vec::new();
    let mut seen = BTreeSet::new();
    for (at, sign) in text.char_indices().filter(|(_, c)| matches!(c, '@' | '＠')) {
        // An e-mail address names nobody.
        if text[..at]
            .chars()
            .next_back()
            .is_some_and(|c| c.is_ascii_alphanumeric())
        {
            continue;
        }
        if let Some((mention, key)) = read(&text[at + sign.len_utf8()..])
            && seen.insert(key)
        {
            found.push(mention);
        }
    }
    found
}

type Key = (String, Role);

fn read(rest: &str) -> Option<(Mention, Key)> {
    let made = |role, scope, place: &str| (Mention { role, scope }, (place.to_owned(), role));
    for name in ["国家局", "CNIPA"] {
        if let Some(role) = after(rest, name).and_then(|rest| role(rest, &CNIPA_ROLES)) {
            return Some(made(role, Scope::Nation, ""));
        }
    }
    for city in cities() {
        for name in names(city) {
            let of_city = after(rest, name).and_then(|rest| role(rest, &CITY_ROLES));
            if let Some(role) = of_city {
                return Some(made(role, Scope::City(city.slug.clone()), &city.slug));
            }
        }
        if city.is_municipality() {
            continue;
        }
        for name in provinces(city) {
            if let Some(role) = after(rest, name).and_then(|rest| role(rest, &PROVINCE_ROLES)) {
                let key = format!("province {}", city.province);
                return Some(made(role, Scope::Province(city.province.clone()), &key));
            }
        }
    }
    None
}

fn names(city: &City) -> [&str; 3] {
    [&city.name.zh, city.name.zh.trim_end_matches('市'), &city.name.en]
}

fn provinces(city: &City) -> [&str; 3] {
    let zh = &city.province_name.zh;
    [zh, zh.trim_end_matches('省'), &city.province_name.en]
}

/// What follows a name at the beginning, capitals aside.
fn after<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    let head = text.get(..name.len())?;
    head.eq_ignore_ascii_case(name)
        .then(|| text[name.len()..].trim_start_matches([' ', '\u{a0}', '的']))
}

/// The role that a text begins with; an English one ends there.
fn role(text: &str, roles: &[(&str, Role)]) -> Option<Role> {
    let of = |(word, role): &(&str, Role)| {
        after(text, word)?;
        let ends = !word.is_ascii() || !text[word.len()..].starts_with(|c: char| c.is_ascii_alphanumeric());
        ends.then_some(*role)
    };
    roles.iter().find_map(of)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn city(slug: &str) -> Scope {
        Scope::City(slug.into())
    }

    #[test]
    fn both_languages_name_the_same_people() {
        let yunnan = || Scope::Province("yunnan".into());
        for (text, role, scope) in [
            ("@昆明填报员", Role::CityEditor, city("kunming")),
            ("请@昆明市填报员，尽快", Role::CityEditor, city("kunming")),
            ("＠昆明审签人", Role::CityApprover, city("kunming")),
            ("@国家局审核员", Role::Reviewer, Scope::Nation),
            ("@国家局管理员", Role::Admin, Scope::Nation),
            ("@云南联络员", Role::Liaison, yunnan()),
            ("@云南省联络员", Role::Liaison, yunnan()),
            ("@云南省级联络员", Role::Liaison, yunnan()),
            ("see @Kunming editor, please", Role::CityEditor, city("kunming")),
            ("@kunming approver.", Role::CityApprover, city("kunming")),
            ("@CNIPA reviewer", Role::Reviewer, Scope::Nation),
            ("@cnipa administrator", Role::Admin, Scope::Nation),
            ("@Yunnan liaison", Role::Liaison, yunnan()),
        ] {
            assert_eq!(mentions(text), [Mention { role, scope }], "{text}");
        }
    }

    #[test]
    fn what_is_no_mention_is_text() {
        for text in [
            "",
            "@",
            "@@",
            "@昆明",
            "@填报员",
            "昆明填报员",
            "editor@kunming.example",
            "a@昆明填报员",
            "@Kunming editorial",
            "@北京联络员",
            "@Beijing liaison",
            "@国家局",
            "@大理填报员",
            "@CNIPA editor",
            "@云南填报员",
        ] {
            assert_eq!(mentions(text), [], "{text}");
        }
    }

    #[test]
    fn each_is_named_once_in_the_order_of_the_text() {
        let all = mentions("@苏州填报员 @昆明填报员 @Suzhou editor @苏州审签人");
        let want = [
            (Role::CityEditor, "suzhou"),
            (Role::CityEditor, "kunming"),
            (Role::CityApprover, "suzhou"),
        ];
        assert_eq!(all.len(), 3);
        assert!(
            all.iter()
                .zip(want)
                .all(|(m, (role, slug))| m.role == role && m.scope == city(slug))
        );
    }

    proptest! {
        #[test]
        fn any_text_is_read(text in any::<String>()) {
            let _ = mentions(&text);
        }

        #[test]
        fn a_mention_is_found_among_other_text(
            before in "[一-龥，。 ]{0,20}", after in "[，。！ ]{0,5}[一-龥]{0,20}", which in 0usize..9, english: bool,
        ) {
            let c = &cities()[which];
            let name = if english { format!("@{} editor", c.name.en) } else { format!("@{}填报员", c.name.zh) };
            let found = mentions(&format!("{before}{name}{after}"));
            prop_assert_eq!(found, [Mention { role: Role::CityEditor, scope: Scope::City(c.slug.clone()) }]);
        }

        #[test]
        fn without_a_sign_nobody_is_named(text in "[^@＠]*") {
            prop_assert!(mentions(&text).is_empty());
        }
    }
}
