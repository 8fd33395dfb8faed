//! What a person fills in at one stroke: items that stand as in the period before, and flows of which nothing happened.
//! Only what is empty is filled, and with the very texts that would be typed.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{
    entry::{Amount, Entry, Field, Kind, Typed},
    indicator::{self, Aggregation, Definition, Way},
    number::canonical,
    period::Period,
};

/// Which items are filled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fill {
    /// Those whose figure is a level at the period's end, base figures too, as they stood the period before; and what did
    /// not apply, with its reason.
    Unchanged,
    /// Those whose figure is of what happened in the period: 0, or no cases.
    Nothing,
}

impl Fill {
    /// Both.
    pub const ALL: [Fill; 2] = [Fill::Unchanged, Fill::Nothing];

    /// The value of the button `fill`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Fill::Unchanged => "unchanged",
            Fill::Nothing => "nothing",
        }
    }

    /// The one of a name, or none.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Fill::ALL.into_iter().find(|f| f.name() == name)
    }
}

/// What is typed for one item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Filling {
    /// Indicator or base figure.
    pub code: String,
    /// The texts by field.
    pub texts: Vec<(Field, String)>,
}

/// What would be filled of a report's empty items, in the form's order; `previous` are the entries of the period before.
#[must_use]
pub fn fillings(
    fill: Fill,
    period: Period,
    typed: &BTreeMap<String, Typed>,
    previous: &BTreeMap<String, Entry>,
) -> Vec<Filling> {
    let filling = |d: &&Definition| {
        if !typed.get(&d.code).is_none_or(is_empty) {
            return None;
        }
        let unchanged = previous.get(&d.code).and_then(|entry| again(d, entry));
        let texts = match (fill, unchanged) {
            (Fill::Unchanged, texts) => texts?,
            // What did not apply is offered as such and not as nothing.
            (Fill::Nothing, Some(_)) => return None,
            (Fill::Nothing, None) => nothing(d)?,
        };
        let code = d.code.clone();
        Some(Filling { code, texts })
    };
    indicator::items(period).iter().filter_map(filling).collect()
}

/// True where nothing is typed but perhaps that it is a value.
fn is_empty(typed: &Typed) -> bool {
    let value = |text: &str| text.is_empty() || text == Kind::Value.name();
    Field::ALL.into_iter().all(|field| match field {
        Field::Kind => value(typed.get(field)),
        _ => typed.get(field).is_empty(),
    })
}

/// The texts that say the same again; none of what is counted or measured anew each period.
fn again(d: &Definition, entry: &Entry) -> Option<Vec<(Field, String)>> {
    match entry {
        Entry::NotApplicable {
            reason,
            no_cases: false,
            ..
        } => Some(vec![
            (Field::Kind, Kind::NotApplicable.name().to_owned()),
            (Field::Reason, reason.clone()),
        ]),
        Entry::Value { amount, .. } if d.aggregation == Aggregation::Last => match amount {
            Amount::Number(number) => Some(vec![(Field::Value, canonical(*number))]),
            Amount::YesNo(yes) => Some(vec![(Field::Value, if *yes { "yes" } else { "no" }.to_owned())]),
            Amount::Quotient { numerator, denominator } => {
                let own = (Field::Denominator, canonical(*denominator));
                let own = d.denominator_base.is_none().then_some(own);
                let numerator = (Field::Numerator, canonical(*numerator));
                Some([numerator].into_iter().chain(own).collect())
            }
            Amount::Mean { .. } | Amount::Gap { .. } => None,
        },
        _ => None,
    }
}

/// The texts that say that nothing happened; none of base figures, of levels, and where a base figure is the cases.
fn nothing(d: &Definition) -> Option<Vec<(Field, String)>> {
    let zero = || "0".to_owned();
    match (d.way, d.aggregation) {
        _ if d.is_base() => None,
        (Way::Value, Aggregation::Sum) => Some(vec![(Field::Value, zero())]),
        (Way::Ratio | Way::Average, Aggregation::Avg) if d.denominator_base.is_none() => {
            Some(vec![(Field::Numerator, zero()), (Field::Denominator, zero())])
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::check_report;

    fn quarter() -> Period {
        "2026-Q2".parse().unwrap()
    }

    fn number(n: &str) -> Entry {
        Entry::Value {
            amount: Amount::Number(n.parse().unwrap()),
            explanation: "asked then".into(),
        }
    }

    fn quotient(n: &str, d: &str) -> Entry {
        Entry::Value {
            amount: Amount::Quotient {
                numerator: n.parse().unwrap(),
                denominator: d.parse().unwrap(),
            },
            explanation: String::new(),
        }
    }

    fn of<'a>(all: &'a [Filling], code: &str) -> Option<&'a [(Field, String)]> {
        all.iter().find(|f| f.code == code).map(|f| f.texts.as_slice())
    }

    #[test]
    fn levels_stand_as_they_stood_and_flows_do_not() {
        let previous = BTreeMap::from([
            ("B1".to_owned(), number("140")),
            ("S1-02".to_owned(), quotient("120", "140")),
            ("S1-03".to_owned(), number("4")),
            ("N1-01".to_owned(), quotient("9", "10")),
            ("F4-01".to_owned(), number("0")),
        ]);
        let all = fillings(Fill::Unchanged, quarter(), &BTreeMap::new(), &previous);
        assert_eq!(of(&all, "B1"), Some(&[(Field::Value, "140".to_owned())][..]));
        assert_eq!(
            of(&all, "S1-02"),
            Some(&[(Field::Numerator, "120".to_owned())][..]),
            "the base figure is its denominator"
        );
        assert_eq!(
            of(&all, "F4-01"),
            Some(&[(Field::Value, "0".to_owned())][..]),
            "zero is a value"
        );
        assert_eq!(
            (of(&all, "S1-03"), of(&all, "N1-01")),
            (None, None),
            "what happened is not as it was"
        );
        assert_eq!(of(&all, "S1-01"), None, "where nothing stood nothing is filled");
    }

    #[test]
    fn what_did_not_apply_keeps_its_reason_and_is_not_offered_as_nothing() {
        let entry = Entry::NotApplicable {
            reason: "no court".into(),
            no_cases: false,
        };
        let previous = BTreeMap::from([("N4-02".to_owned(), entry)]);
        let all = fillings(Fill::Unchanged, quarter(), &BTreeMap::new(), &previous);
        let texts = [
            (Field::Kind, "not_applicable".to_owned()),
            (Field::Reason, "no court".to_owned()),
        ];
        assert_eq!(of(&all, "N4-02"), Some(&texts[..]));
        let all = fillings(Fill::Nothing, quarter(), &BTreeMap::new(), &previous);
        assert_eq!(of(&all, "N4-02"), None);
    }

    #[test]
    fn no_cases_last_time_are_counted_anew() {
        let entry = Entry::NotApplicable {
            reason: String::new(),
            no_cases: true,
        };
        let previous = BTreeMap::from([("N4-02".to_owned(), entry)]);
        assert!(fillings(Fill::Unchanged, quarter(), &BTreeMap::new(), &previous).is_empty());
    }

    #[test]
    fn what_is_typed_stays() {
        let typed =
            |field, text: &str| BTreeMap::from([("F4-03".to_owned(), Typed([(field, text.to_owned())].into()))]);
        let filled = |typed| of(&fillings(Fill::Nothing, quarter(), &typed, &BTreeMap::new()), "F4-03").is_some();
        assert!(filled(typed(Field::Kind, "value")));
        assert!(filled(typed(Field::Value, " ")), "blanks are nothing typed");
        for (field, text) in [
            (Field::Value, "3"),
            (Field::Value, "three"),
            (Field::Kind, "not_yet_available"),
            (Field::Reason, "later"),
        ] {
            assert!(!filled(typed(field, text)), "{field:?} {text}");
        }
    }

    /// What is filled is what the checks take: a figure of 0 or no cases, and no error.
    #[test]
    fn what_is_filled_stands_the_checks() {
        let all = fillings(Fill::Nothing, quarter(), &BTreeMap::new(), &BTreeMap::new());
        assert!(of(&all, "F4-03").is_some() && of(&all, "N4-02").is_some() && of(&all, "B4").is_none());
        let typed = all
            .iter()
            .map(|f| (f.code.clone(), Typed(f.texts.iter().cloned().collect())))
            .collect();
        let check = check_report(
            quarter(),
            &typed,
            &BTreeMap::new(),
            &BTreeMap::new(),
            jiff::civil::date(2026, 7, 8),
        );
        for f in &all {
            let checked = &check.items[&f.code];
            assert!(checked.errors.is_empty(), "{} {:?}", f.code, checked.errors);
            let nothing = match &checked.entry {
                Entry::Value {
                    amount: Amount::Number(n),
                    ..
                } => n.is_zero(),
                Entry::NotApplicable { no_cases, .. } => *no_cases,
                _ => false,
            };
            assert!(nothing, "{} {:?}", f.code, checked.entry);
        }
    }
}
