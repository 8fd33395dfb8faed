//! The nine pilot cities, in the order of the notice. Source: `data/cities.csv`.

use std::sync::LazyLock;

use rust_decimal::Decimal;
use serde::Deserialize;

use crate::lang::{Both, Lang};

/// One pilot city.
#[derive(Clone, Debug)]
pub struct City {
    /// GB/T 2260 code, six digits.
    pub code: String,
    /// The name used in addresses and as the key everywhere, as `suzhou`.
    pub slug: String,
    /// `Suzhou`, `苏州市`.
    pub name: Both,
    /// The province's key, as `jiangsu`; that of a municipality is its own.
    pub province: String,
    /// `Jiangsu`, `江苏省`.
    pub province_name: Both,
    /// Region of the National Bureau of Statistics: `east`, `central`, `west`, `northeast`.
    pub region: String,
    /// Residents in 万 (10,000).
    pub population_10k: Decimal,
    /// Place in the notice, from 0.
    pub order: usize,
}

impl City {
    /// The name without 市 in Chinese, as charts label it.
    #[must_use]
    pub fn short(&self, lang: Lang) -> &str {
        match lang {
            Lang::Zh => self.name.zh.trim_end_matches('市'),
            Lang::En => &self.name.en,
        }
    }

    /// True for Beijing and Shanghai, which have no provincial liaison.
    #[must_use]
    pub fn is_municipality(&self) -> bool {
        self.code.ends_with("0000")
    }
}

#[derive(Deserialize)]
struct Row {
    code: String,
    slug: String,
    name_en: String,
    name_zh: String,
    province_en: String,
    province_zh: String,
    region: String,
    population_10k: Decimal,
}

static CITIES: LazyLock<Vec<City>> = LazyLock::new(|| {
    crate::data::rows::<Row>(include_str!("../data/cities.csv"))
        .into_iter()
        .enumerate()
        .map(|(order, r)| City {
            code: r.code,
            slug: r.slug,
            province: r.province_en.to_ascii_lowercase(),
            name: Both {
                zh: r.name_zh,
                en: r.name_en,
            },
            province_name: Both {
                zh: r.province_zh,
                en: r.province_en,
            },
            region: r.region,
            population_10k: r.population_10k,
            order,
        })
        .collect()
});

/// All cities in the order of the notice.
#[must_use]
pub fn cities() -> &'static [City] {
    &CITIES
}

/// The city of a slug, or none.
#[must_use]
pub fn city(slug: &str) -> Option<&'static City> {
    CITIES.iter().find(|c| c.slug == slug)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nine_cities_in_the_order_of_the_notice() {
        let slugs: Vec<_> = cities().iter().map(|c| c.slug.as_str()).collect();
        assert_eq!(
            slugs,
            [
                "beijing",
                "shanghai",
                "guangzhou",
                "shenzhen",
                "changchun",
                "hangzhou",
                "changsha",
                "kunming",
                "suzhou"
            ]
        );
        assert_eq!(
            city("suzhou").map(|c| c.code.as_str()),
            Some("320500"),
            "Suzhou of Jiangsu, not of Anhui"
        );
        assert_eq!(cities().iter().filter(|c| c.is_municipality()).count(), 2);
    }
}
