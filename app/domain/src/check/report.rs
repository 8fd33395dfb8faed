//! The checks of a whole report: every item of the period and, in a quarter, its narrative sections.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Checked, Context, Problem, check, fields::too_long};
use crate::{
    entry::{Entry, SECTION_MAX, SECTIONS, Typed},
    indicator,
    period::Period,
    task::{self, Plan},
};

/// What the checks say about a report.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportCheck {
    /// By code: every item of the period.
    pub items: BTreeMap<String, Checked>,
    /// By name: every section of a quarter, with an empty list where all is well; empty for a month.
    pub sections: BTreeMap<String, Vec<Problem>>,
    /// The tasks of a quarter, where a scheme was filed.
    pub tasks: task::Checks,
}

/// Checks a report: base figures first, then the indicators that use them. `previous` holds the entries of the period
/// before by code, without those of another definition version.
#[must_use]
pub fn check_report(
    period: Period,
    typed: &BTreeMap<String, Typed>,
    sections: &BTreeMap<String, String>,
    previous: &BTreeMap<String, Entry>,
    today: Date,
) -> ReportCheck {
    let blank = Typed::default();
    let mut items: BTreeMap<String, Checked> = BTreeMap::new();
    for definition in indicator::items(period) {
        let base = definition.denominator_base.as_ref().and_then(|code| items.get(code));
        let cx = Context {
            definition,
            base: base.map(|base| &base.entry),
            base_wrong: base.is_some_and(Checked::is_wrong),
            previous: previous.get(&definition.code),
            today,
        };
        let checked = check(typed.get(&definition.code).unwrap_or(&blank), &cx);
        items.insert(definition.code.clone(), checked);
    }
    let names = if period.is_quarter() { &SECTIONS[..] } else { &[] };
    let sections = names
        .iter()
        .map(|name| {
            (
                (*name).to_owned(),
                section(sections.get(*name).map_or("", String::as_str)),
            )
        })
        .collect();
    ReportCheck {
        items,
        sections,
        tasks: task::Checks::default(),
    }
}

fn section(text: &str) -> Vec<Problem> {
    let text = text.trim();
    if text.is_empty() {
        return vec![Problem::Missing];
    }
    too_long(text, SECTION_MAX).into_iter().collect()
}

impl ReportCheck {
    /// With the checks of the scheme's tasks.
    #[must_use]
    pub fn with_tasks(self, plan: &Plan, typed: &BTreeMap<String, Typed>, today: Date) -> Self {
        let tasks = task::check_all(plan, typed, today);
        ReportCheck { tasks, ..self }
    }

    /// Items, tasks and sections with at least one error; a base figure in error counts once, not with each that uses it.
    #[must_use]
    pub fn errors(&self) -> usize {
        let own = |c: &&Checked| c.errors.iter().any(|(_, problem)| *problem != Problem::BaseWrong);
        let items = self.items.values().filter(own).count();
        items + self.tasks.errors() + self.sections.values().filter(|p| !p.is_empty()).count()
    }

    /// Codes of items with a warning and no explanation.
    #[must_use]
    pub fn unexplained(&self) -> Vec<&str> {
        let open = |c: &Checked| c.warning.is_some() && !c.explained;
        self.items
            .iter()
            .filter(|(_, c)| open(c))
            .map(|(code, _)| code.as_str())
            .collect()
    }

    /// True where nothing blocks sign-off: no error, and every warning explained.
    #[must_use]
    pub fn ready(&self) -> bool {
        self.errors() == 0 && self.unexplained().is_empty()
    }

    /// Items, tasks and sections that are not missing, and how many are expected.
    #[must_use]
    pub fn filled(&self) -> (usize, usize) {
        let items = self.items.values().filter(|c| c.entry != Entry::Missing).count();
        let sections = self
            .sections
            .values()
            .filter(|p| !p.contains(&Problem::Missing))
            .count();
        let all = self.items.len() + self.tasks.tasks.len() + self.sections.len();
        (items + self.tasks.filled() + sections, all)
    }

    /// What each item would freeze to, by code.
    #[must_use]
    pub fn entries(&self) -> BTreeMap<String, Entry> {
        self.items
            .iter()
            .map(|(code, c)| (code.clone(), c.entry.clone()))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        check::samples::*,
        entry::Field as F,
        indicator::{Definition, Way as W},
    };
    use Problem as P;

    /// A whole quarter, each item typed by its way.
    fn whole(period: Period) -> BTreeMap<String, Typed> {
        let fields = |definition: &Definition| match definition.way {
            W::Ratio | W::Average => vec![(F::Numerator, "5"), (F::Denominator, "10")],
            W::Value => vec![(F::Value, "10")],
            W::YesNo => vec![(F::Value, "yes")],
            W::MeanN => vec![(F::Value, "90"), (F::N, "100")],
            W::DistrictGap => vec![
                (F::HighName, "甲区"),
                (F::HighNumerator, "10"),
                (F::HighDenominator, "10"),
                (F::LowName, "乙区"),
                (F::LowNumerator, "9"),
                (F::LowDenominator, "10"),
                (F::Districts, "2"),
            ],
        };
        indicator::items(period)
            .iter()
            .map(|d| (d.code.clone(), typed(&fields(d))))
            .collect()
    }

    #[test]
    fn a_report_is_ready_when_every_item_and_section_is() {
        let quarter: Period = "2026-Q2".parse().unwrap();
        let mut entries = whole(quarter);
        let mut sections: BTreeMap<_, _> = SECTIONS.iter().map(|s| ((*s).to_owned(), "words".to_owned())).collect();
        let mut previous = BTreeMap::new();
        let run = |entries: &_, sections: &_, previous: &_| check_report(quarter, entries, sections, previous, TODAY);

        let good = run(&entries, &sections, &previous);
        assert_eq!((good.errors(), good.ready(), good.filled()), (0, true, (43, 43)));
        assert_eq!(good.entries().len(), 39);
        assert_eq!(good.entries()["S1-02"], quotient("5", "10"), "over its base figure B1");

        previous.insert("B4".to_owned(), number("1000"));
        let open = run(&entries, &sections, &previous);
        assert_eq!(
            (open.errors(), open.unexplained(), open.ready()),
            (0, vec!["B4"], false)
        );
        entries
            .get_mut("B4")
            .unwrap()
            .0
            .insert(F::Explanation, "holiday".into());
        assert!(run(&entries, &sections, &previous).ready());

        entries.remove("B1");
        sections.insert("problems".to_owned(), " \n".to_owned());
        sections.insert("progress".to_owned(), "字".repeat(SECTION_MAX + 1));
        let bad = run(&entries, &sections, &previous);
        let on_b1 = indicator::indicators()
            .filter(|d| d.denominator_base.as_deref() == Some("B1"))
            .count();
        assert_eq!(bad.errors(), 1 + on_b1 + 2, "a base figure takes its indicators along");
        assert_eq!(bad.filled(), (43 - 1 - on_b1 - 1, 43));
        assert_eq!(bad.sections["problems"], [P::Missing]);
        assert_eq!(bad.sections["progress"], [P::TooLong { max: 5_000 }]);
        assert!(!bad.ready());
    }

    #[test]
    fn a_base_figure_in_error_is_to_be_mended_not_filled_in() {
        let month: Period = "2026-05".parse().unwrap();
        let none = BTreeMap::new();
        let mut entries = BTreeMap::from([("N1-01".to_owned(), typed(&[(F::Numerator, "5")]))]);
        let told = |entries: &_| check_report(month, entries, &none, &BTreeMap::new(), TODAY).items["N1-01"].clone();
        assert_eq!(told(&entries).errors, [(F::Numerator, P::BaseMissing)]);
        assert!(!told(&entries).is_wrong(), "what is only missing is told at sign-off");
        entries.insert("B4".to_owned(), typed(&[(F::Value, "12.5%")]));
        assert_eq!(told(&entries).errors, [(F::Numerator, P::BaseWrong)]);
        assert!(told(&entries).is_wrong());
        let left = check_report(month, &entries, &none, &BTreeMap::new(), TODAY);
        assert_eq!(
            left.errors(),
            13,
            "all fourteen but the one that only waits for its base figure"
        );
    }

    #[test]
    fn an_empty_month_lacks_fourteen_items_and_no_section() {
        let empty = check_report(
            "2026-05".parse().unwrap(),
            &BTreeMap::new(),
            &BTreeMap::new(),
            &BTreeMap::new(),
            TODAY,
        );
        assert_eq!((empty.errors(), empty.filled(), empty.sections.len()), (14, (0, 14), 0));
        assert!(
            empty
                .items
                .values()
                .all(|c| c.entry == Entry::Missing && c.errors[0].1 == P::Missing)
        );
    }
}
