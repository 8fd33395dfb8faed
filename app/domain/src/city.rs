//! The cities of the pilot: the nine of the notice in its order (`data/cities.csv`), or those of another pilot, given
//! once when the program starts.

use std::{collections::HashMap, sync::OnceLock};

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

impl City {
    fn of(order: usize, r: Row) -> Self {
        City {
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
        }
    }
}

struct Cities {
    all: Vec<City>,
    by_slug: HashMap<String, usize>,
}

impl From<Vec<City>> for Cities {
    fn from(all: Vec<City>) -> Self {
        let by_slug = all.iter().map(|c| (c.slug.clone(), c.order)).collect();
        Cities { all, by_slug }
    }
}

static CITIES: OnceLock<Cities> = OnceLock::new();

fn known() -> &'static Cities {
    CITIES.get_or_init(|| {
        let rows = crate::data::rows::<Row>(include_str!("../data/cities.csv")).into_iter();
        rows.enumerate().map(|(n, r)| City::of(n, r)).collect::<Vec<_>>().into()
    })
}

/// Makes these the cities of the pilot: a table in the layout of `data/cities.csv`, in the order of its rows. Only
/// before the first use of any city.
///
/// # Errors
/// A sentence: a row that cannot be read, a slug that is not lower-case letters, digits and hyphens or stands twice,
/// residents that are not positive, no row at all, or too late.
pub fn take_cities(table: &str) -> Result<(), String> {
    let mut all: Vec<City> = Vec::new();
    for (n, row) in csv::Reader::from_reader(table.as_bytes())
        .deserialize::<Row>()
        .enumerate()
    {
        let city = City::of(n, row.map_err(|e| format!("row {}: {e}", n + 1))?);
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        let fault = if city.slug.is_empty() || !city.slug.chars().all(plain) {
            "slug: only lower-case letters, digits and hyphens"
        } else if all.iter().any(|c| c.slug == city.slug) {
            "slug: stands twice"
        } else if city.population_10k <= Decimal::ZERO {
            "population_10k: must be greater than 0"
        } else {
            all.push(city);
            continue;
        };
        return Err(format!("row {}: {fault}", n + 1));
    }
    if all.is_empty() {
        return Err("no rows".to_owned());
    }
    CITIES
        .set(all.into())
        .map_err(|_| "the cities are in use already".to_owned())
}

/// All cities in the order of the notice.
#[must_use]
pub fn cities() -> &'static [City] {
    &known().all
}

/// The city of a slug, or none.
#[must_use]
pub fn city(slug: &str) -> Option<&'static City> {
    let known = known();
    known.by_slug.get(slug).and_then(|n| known.all.get(*n))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_of_other_cities_is_refused_with_its_row() {
        let head = "code,slug,name_en,name_zh,province_en,province_zh,region,population_10k";
        let refused = |rows: &str| take_cities(&format!("{head}\n{rows}")).unwrap_err();
        assert_eq!(refused(""), "no rows");
        assert!(refused("1,a,A,甲,P,省,east,many").starts_with("row 1: "));
        let slug = "row 1: slug: only lower-case letters, digits and hyphens";
        assert_eq!(refused("1,A b,A,甲,P,省,east,1"), slug);
        assert_eq!(
            refused("1,a,A,甲,P,省,east,1\n2,a,B,乙,P,省,east,1"),
            "row 2: slug: stands twice"
        );
        assert_eq!(
            refused("1,a,A,甲,P,省,east,0"),
            "row 1: population_10k: must be greater than 0"
        );
    }

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
