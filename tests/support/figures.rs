//! Forms of whole reports filled with valid figures; each city's are its own and recognisable.

use domain::{
    entry::{Field, SECTIONS},
    form::{ReportForm, entry_name},
    indicator::{Definition, Way, definitions, items},
    period::Period,
};

/// The form of a report: names and values, in the form's order.
#[derive(Clone, Debug)]
pub struct Figures(pub Vec<(String, String)>);

impl Figures {
    /// All 14 items of a month, or all 39 and the sections of a quarter, with the figures of Suzhou.
    #[must_use]
    pub fn whole(period: &str) -> Figures {
        Figures::of(period, 8)
    }

    /// The same with the figures of the n-th city. From period to period they stand still, so that nothing is to be
    /// explained; between cities every figure differs, and counts have six digits.
    #[must_use]
    pub fn of(period: &str, n: usize) -> Figures {
        let period: Period = period.parse().unwrap();
        let mut all = Figures(Vec::new());
        // Kunming, Hangzhou and Suzhou are neither the median nor an end of the range.
        let n = u32::try_from((4 * n + 1) % 9).unwrap();
        for d in items(period) {
            // Its place among all items, in a month as in a quarter.
            let k = definitions(period)
                .iter()
                .position(|other| other.code == d.code)
                .unwrap();
            all.item(d, n, u32::try_from(k).unwrap());
        }
        if period.is_quarter() {
            for section in SECTIONS {
                all.0.push((section.to_owned(), format!("The {section} of city {n}.")));
            }
        }
        all
    }

    fn item(&mut self, d: &Definition, n: u32, k: u32) {
        // 2n + k/2 percent and more: no two cities share a rate.
        let count = 300_000 + 10_007 * n + 211 * k;
        let part = |of: u32| of / 1_000 * (610 + 30 * n + k);
        let mut add = |field: Field, value: String| self.0.push((entry_name(&d.code, field), value));
        match d.way {
            Way::Ratio | Way::Average => {
                let of = match d.denominator_base.as_deref() {
                    Some(base) => base_figure(base, n),
                    None => {
                        add(Field::Denominator, count.to_string());
                        count
                    }
                };
                let numerator = if d.way == Way::Ratio {
                    part(of)
                } else {
                    of * 2 + of / 100 * (3 * n + k)
                };
                add(Field::Numerator, numerator.to_string());
            }
            Way::Value if d.is_base() => add(Field::Value, base_figure(&d.code, n).to_string()),
            Way::Value => {
                let most = d.max.map_or(0, |m| u32::try_from(m.trunc()).unwrap_or(u32::MAX));
                let value = if most > 500_000 { count } else { (n + 3).min(most) };
                add(Field::Value, value.to_string());
            }
            Way::YesNo => add(Field::Value, "yes".into()),
            Way::MeanN => {
                add(Field::Value, format!("8{n}.3"));
                add(Field::N, count.to_string());
            }
            Way::DistrictGap => {
                add(Field::HighName, format!("Best district {n}"));
                add(Field::HighNumerator, (count - 100).to_string());
                add(Field::HighDenominator, count.to_string());
                add(Field::LowName, format!("Worst district {n}"));
                add(Field::LowNumerator, part(count).to_string());
                add(Field::LowDenominator, (count + 7).to_string());
                add(Field::Districts, "9".into());
            }
        }
    }

    /// The same with one field changed or added: `with("S1-02", "numerator", "7")`, `with("B4", "value", "")`.
    #[must_use]
    pub fn with(self, code: &str, field: &str, value: &str) -> Figures {
        self.and(&format!("entries[{code}][{field}]"), value)
    }

    /// The same with one name changed or added.
    #[must_use]
    pub fn and(mut self, name: &str, value: &str) -> Figures {
        match self.0.iter_mut().find(|(n, _)| n == name) {
            Some((_, old)) => value.clone_into(old),
            None => self.0.push((name.to_owned(), value.to_owned())),
        }
        self
    }

    /// The same sent by a button.
    #[must_use]
    pub fn action(self, action: &str) -> Figures {
        self.and("action", action)
    }

    /// The value of a field.
    #[must_use]
    pub fn get(&self, code: &str, field: &str) -> &str {
        let name = format!("entries[{code}][{field}]");
        let found = self.0.iter().find(|(n, _)| *n == name);
        found.map_or_else(|| panic!("no {name}"), |(_, v)| v.as_str())
    }

    /// As the store takes it.
    #[must_use]
    pub fn form(&self) -> ReportForm {
        ReportForm::from_pairs(self.0.clone())
    }
}

/// A base figure of the n-th city, a multiple of 1,000.
fn base_figure(code: &str, n: u32) -> u32 {
    let k: u32 = code[1..].parse().unwrap();
    400_000 + 13_000 * n + 1_000 * k
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use domain::check::check_report;
    use jiff::civil::date;

    use super::*;

    #[test]
    fn the_figures_of_every_city_stand_the_checks() {
        for period in ["2026-04", "2026-Q1"] {
            for n in 0..9 {
                let form = Figures::of(period, n).form();
                let period: Period = period.parse().unwrap();
                assert!(form.other.is_empty(), "{:?}", form.other);
                let previous = BTreeMap::new();
                let check = check_report(period, &form.entries, &form.sections, &previous, date(2026, 5, 8));
                let wrong: Vec<_> = check.items.iter().filter(|(_, c)| !c.errors.is_empty()).collect();
                assert!(check.ready(), "{period} {n}: {wrong:?}");
                assert_eq!(check.items.len(), if period.is_quarter() { 39 } else { 14 });
            }
        }
    }
}
