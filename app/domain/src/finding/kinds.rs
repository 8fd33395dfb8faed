//! The claim of a chart of kinds of entry: how much of what is expected is in, and of whom most is missing.

use serde::{Deserialize, Serialize};

use super::Audience;

/// How many entries of a city are of which kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kinds {
    /// Values; zero is one.
    pub values: u32,
    /// Without cases 无业务量.
    pub no_cases: u32,
    /// Not applicable for another reason.
    pub not_applicable: u32,
    /// Not yet available.
    pub not_yet: u32,
    /// Missing: expected and not in.
    pub missing: u32,
}

impl Kinds {
    /// All that were expected.
    #[must_use]
    pub const fn expected(&self) -> u32 {
        self.values + self.no_cases + self.not_applicable + self.not_yet + self.missing
    }

    /// The counts in the order of the fields.
    #[must_use]
    pub const fn counts(&self) -> [u32; 5] {
        [
            self.values,
            self.no_cases,
            self.not_applicable,
            self.not_yet,
            self.missing,
        ]
    }

    fn and(self, other: &Self) -> Self {
        Kinds {
            values: self.values + other.values,
            no_cases: self.no_cases + other.no_cases,
            not_applicable: self.not_applicable + other.not_applicable,
            not_yet: self.not_yet + other.not_yet,
            missing: self.missing + other.missing,
        }
    }
}

/// What a chart of kinds may claim.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KindsFinding {
    /// Of all cities shown together.
    pub all: Kinds,
    /// Of whom most is missing, by the notice; empty where nothing is, and of those the reader may not see named.
    pub most: Vec<String>,
    /// How many entries of each of these are missing.
    pub each: u32,
}

/// The claim of the kinds of entry by city.
#[must_use]
pub fn kinds(rows: &[(String, Kinds)], audience: Audience<'_>) -> KindsFinding {
    let all = rows.iter().fold(Kinds::default(), |sum, (_, k)| sum.and(k));
    let each = rows.iter().map(|(_, k)| k.missing).max().unwrap_or(0);
    let may_name = |city: &str| match audience {
        Audience::Nation => true,
        Audience::City(own) | Audience::Ranked { own: Some(own) } => own == city,
        Audience::Ranked { own: None } | Audience::NamedNoPlaces => false,
    };
    let most = rows
        .iter()
        .filter(|(city, k)| each > 0 && k.missing == each && may_name(city));
    KindsFinding {
        all,
        most: most.map(|(city, _)| city.clone()).collect(),
        each,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn most_is_missing_of_whom_it_is_said() {
        let row = |city: &str, missing| {
            (
                city.to_owned(),
                Kinds {
                    values: 3,
                    missing,
                    ..Kinds::default()
                },
            )
        };
        let rows = [row("beijing", 0), row("suzhou", 2), row("kunming", 2)];
        let found = kinds(&rows, Audience::Nation);
        assert_eq!((found.all.expected(), found.all.missing, found.each), (13, 4, 2));
        assert_eq!(found.most, ["suzhou", "kunming"]);
        assert_eq!(
            kinds(&rows, Audience::Ranked { own: Some("kunming") }).most,
            ["kunming"]
        );
        assert!(kinds(&rows, Audience::NamedNoPlaces).most.is_empty());
        assert!(
            kinds(&rows[..1], Audience::Nation).most.is_empty(),
            "nothing is missing"
        );
        assert_eq!(kinds(&[], Audience::Nation).all.expected(), 0);
    }
}
