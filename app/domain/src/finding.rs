//! What a chart may claim, decided by rule and by what its reader may see; worded by the pages.
//! Figures are compared as shown; a difference below the indicator's smallest difference is none.

mod change;
mod distance;
mod dots;
mod kinds;
mod scatter;
mod trend;

use rust_decimal::Decimal;

pub use change::{ChangeFinding, Turn, Turns, change, own_change, turn};
pub use distance::{DistanceFinding, Reach, distance};
pub use dots::{DotsFinding, Position, dots, own_dot};
pub use kinds::{Kinds, KindsFinding, kinds};
pub use scatter::{Pair, ScatterFinding, scatter};
pub use trend::{Change, Gap, TrendFinding, trend};

/// Who reads the claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience<'a> {
    /// CNIPA: leader and last by name.
    Nation,
    /// A reader of values released as `ranked`: the leader by name, the last only if it is the reader's own city.
    Ranked {
        /// The reader's city, if any.
        own: Option<&'a str>,
    },
    /// A reader of values released as `named`: nobody leads or trails.
    NamedNoPlaces,
    /// A city reading values released as `own`: nobody else is named.
    City(&'a str),
}

/// How many figures of a yes or no are a yes.
fn yeses(figures: &[Decimal]) -> usize {
    figures.iter().filter(|f| !f.is_zero()).count()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{city::cities, indicator::definition, period::Period};

    fn p(text: &str) -> Period {
        text.parse().unwrap()
    }

    pub(super) fn any_values() -> impl Strategy<Value = Vec<(String, Option<Decimal>)>> {
        let figure = prop::option::of((0_i64..3_000, 0_u32..4).prop_map(|(m, scale)| Decimal::new(m, scale)));
        prop::collection::vec(figure, 9)
            .prop_map(|figures| cities().iter().map(|c| c.slug.clone()).zip(figures).collect())
    }

    pub(super) fn any_code() -> impl Strategy<Value = &'static str> {
        prop::sample::select(vec!["S1-01", "S1-02", "N2-03", "F3-01", "N3-02", "F1-02", "B1"])
    }

    proptest! {
        #[test]
        fn a_city_never_reads_another_citys_name(
            values in any_values(), later in any_values(), code in any_code(), own in 0_usize..9
        ) {
            let definition = definition(code).unwrap();
            let own = cities()[own].slug.as_str();
            let audience = Audience::City(own);
            let series = values
                .iter()
                .zip(&later)
                .map(|((c, a), (_, b))| (c.clone(), vec![(p("2026-01"), *a), (p("2026-02"), *b)]))
                .collect();
            let said = serde_json::to_string(&(dots(definition, &values, audience), trend(definition, &series, audience)));
            let said = said.unwrap();
            for other in cities().iter().filter(|c| c.slug != own) {
                prop_assert!(!said.contains(&other.slug), "{said}");
            }
        }
    }
}
