//! The fields of a case as typed, and what a case must hold before it is submitted.

use serde::{Deserialize, Serialize};

use super::{CASE_MAX, FIELD_MAX, TITLE_MAX, count};
use crate::{
    fault::{Fault, Faults, text},
    indicator::{Aspect, Definition, Goal, definition},
    number,
    period::Period,
};

/// The fields of a case as typed; which of them are named by the form is [`FIELDS`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Case {
    /// 标题.
    pub title: String,
    /// An [`Aspect`] by name.
    pub aspect: String,
    /// A [`Goal`] by name.
    pub goal: String,
    /// 背景.
    pub background: String,
    /// 主要做法.
    pub measures: String,
    /// 成效.
    pub results: String,
    /// 可复制条件.
    pub conditions: String,
    /// 适用范围.
    pub scope: String,
    /// Code of the indicator that shows the effect, or empty.
    pub indicator: String,
    /// Its figure before.
    pub before: String,
    /// The month or quarter of that.
    pub before_period: String,
    /// Its figure after.
    pub after: String,
    /// The month or quarter of that.
    pub after_period: String,
}

/// The form's names of a case's fields, in order.
pub const FIELDS: [&str; 13] = [
    "title",
    "aspect",
    "goal",
    "background",
    "measures",
    "results",
    "conditions",
    "scope",
    "indicator",
    "before",
    "before_period",
    "after",
    "after_period",
];

/// The fields that are running text, which are counted together.
pub const TEXTS: [&str; 5] = ["background", "measures", "results", "conditions", "scope"];

impl Case {
    /// A field by its name, or none.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        Some(match name {
            "title" => &self.title,
            "aspect" => &self.aspect,
            "goal" => &self.goal,
            "background" => &self.background,
            "measures" => &self.measures,
            "results" => &self.results,
            "conditions" => &self.conditions,
            "scope" => &self.scope,
            "indicator" => &self.indicator,
            "before" => &self.before,
            "before_period" => &self.before_period,
            "after" => &self.after,
            "after_period" => &self.after_period,
            _ => return None,
        })
    }

    fn place(&mut self, name: &str) -> Option<&mut String> {
        Some(match name {
            "title" => &mut self.title,
            "aspect" => &mut self.aspect,
            "goal" => &mut self.goal,
            "background" => &mut self.background,
            "measures" => &mut self.measures,
            "results" => &mut self.results,
            "conditions" => &mut self.conditions,
            "scope" => &mut self.scope,
            "indicator" => &mut self.indicator,
            "before" => &mut self.before,
            "before_period" => &mut self.before_period,
            "after" => &mut self.after,
            "after_period" => &mut self.after_period,
            _ => return None,
        })
    }

    /// Types a text into a field, with the line breaks of the house and without NUL; an unknown field is left out.
    pub fn set(&mut self, name: &str, typed: &str) {
        if let Some(place) = self.place(name) {
            *place = typed.replace("\r\n", "\n").replace('\0', "");
        }
    }

    /// A case from the fields of a form.
    pub fn read<'a>(field: impl Fn(&str) -> Option<&'a str>) -> Self {
        let mut case = Case::default();
        for name in FIELDS {
            case.set(name, field(name).unwrap_or_default());
        }
        case
    }

    /// Its aspect, if one is chosen.
    #[must_use]
    pub fn aspect(&self) -> Option<Aspect> {
        Aspect::ALL.into_iter().find(|a| a.name() == self.aspect)
    }

    /// Its goal, if one is chosen.
    #[must_use]
    pub fn goal(&self) -> Option<Goal> {
        Goal::ALL.into_iter().find(|g| g.name() == self.goal)
    }

    /// The indicator that it names, if it names one of the table.
    #[must_use]
    pub fn definition(&self) -> Option<&'static Definition> {
        definition(&self.indicator).filter(|d| !d.is_base())
    }

    /// Characters of its texts together, as a Chinese editor counts.
    #[must_use]
    pub fn characters(&self) -> u32 {
        TEXTS
            .iter()
            .filter_map(|name| self.get(name))
            .map(count::characters)
            .sum()
    }

    /// What no draft can keep: a field beyond [`FIELD_MAX`].
    ///
    /// # Errors
    /// The fields that are too long.
    pub fn keepable(&self) -> Result<(), Faults> {
        let most = FIELD_MAX;
        let long = |name: &&str| self.get(name).is_some_and(|t| t.chars().count() > most as usize);
        let faults: Faults = FIELDS
            .into_iter()
            .filter(long)
            .map(|n| (n, Fault::TooLong { most }))
            .collect();
        if faults.is_empty() { Ok(()) } else { Err(faults) }
    }

    /// Whether it may be submitted: title, aspect, goal and the four texts are there, the texts are not too long
    /// together, and figures, where there are any, belong to an indicator and to two periods, the earlier first.
    ///
    /// # Errors
    /// All that is wrong, by field.
    pub fn check(&self) -> Result<(), Faults> {
        let mut faults = Faults::new();
        let mut note = |name: &'static str, fault: Option<Fault>| faults.extend(fault.map(|f| (name, f)));
        note("title", text(&self.title, TITLE_MAX).err());
        note("aspect", self.aspect().is_none().then_some(Fault::Missing));
        note("goal", self.goal().is_none().then_some(Fault::Missing));
        for name in ["background", "measures", "results", "conditions"] {
            let empty = self.get(name).is_none_or(|t| t.trim().is_empty());
            note(name, empty.then_some(Fault::Missing));
        }
        let most = CASE_MAX;
        note(
            "measures",
            (self.characters() > most).then_some(Fault::TooLong { most }),
        );
        faults.extend(self.figures());
        if faults.is_empty() { Ok(()) } else { Err(faults) }
    }

    /// What is wrong with the figures; nothing where none are given.
    fn figures(&self) -> Faults {
        let given = ["before", "before_period", "after", "after_period"];
        let any = given.iter().any(|n| self.get(n).is_some_and(|t| !t.trim().is_empty()));
        let Some(d) = self.definition() else {
            let wanted = any || !self.indicator.is_empty();
            let fault = if self.indicator.is_empty() {
                Fault::Missing
            } else {
                Fault::Unknown
            };
            return wanted.then_some(("indicator", fault)).into_iter().collect();
        };
        if !any {
            return Faults::new();
        }
        let mut faults = Faults::new();
        for (name, typed) in [("before", &self.before), ("after", &self.after)] {
            let fault = match typed.trim() {
                "" => Some(Fault::Missing),
                text => number::parse(text, &d.unit).err().map(|_| Fault::NotANumber),
            };
            faults.extend(fault.map(|f| (name, f)));
        }
        let period = |typed: &str| match typed.trim() {
            "" => Err(Fault::Missing),
            text => text.parse::<Period>().map_err(|_| Fault::Unknown),
        };
        let (before, after) = (period(&self.before_period), period(&self.after_period));
        faults.extend(before.err().map(|f| ("before_period", f)));
        let after = after.and_then(|p| match before {
            Ok(b) if p.last_day() <= b.last_day() => Err(Fault::NotAfter(b.last_day())),
            _ => Ok(p),
        });
        faults.extend(after.err().map(|f| ("after_period", f)));
        faults
    }
}
