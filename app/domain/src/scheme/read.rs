//! From the fields of a scheme as typed to what they mean, with what is wrong at each; one rule for the editor, the way
//! to sign-off, and the tests.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::{
    fault::{self, Fault},
    indicator::{Definition, Way, definition, indicators},
    number::{self, NumberError},
    period::Period,
    target::{self, At, Path},
};

use super::{
    Content, LINE_MAX, MILESTONES_MAX, Milestone, MilestoneField, Promise, SECTION_MAX, SECTIONS, Slot, TASKS_MAX,
    TEXT_MAX, TargetField, Task, TaskField,
};

/// What is wrong with a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Flaw {
    /// As in any small form.
    Fault(Fault),
    /// No number for its field.
    Number(NumberError),
    /// Neither `yes` nor `no`.
    NotYesOrNo,
    /// Below zero.
    Negative,
    /// What is wrong with the path of a target; warnings ask why.
    Target(target::Fault),
    /// No task at all.
    NoTask,
    /// A required task that no task answers, by its key.
    RequiredMissing(String),
}

/// A field, and what is wrong there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flawed {
    /// The field at which it is said.
    pub slot: Slot,
    /// What it is.
    pub flaw: Flaw,
}

impl Flawed {
    /// True for a warning that is not answered yet: it asks why, and is no error.
    #[must_use]
    pub const fn asks_why(&self) -> bool {
        matches!(&self.flaw, Flaw::Target(fault) if !fault.is_error())
    }
}

/// What a scheme as typed means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// As far as it could be read; what is wrong or missing is not in it.
    pub content: Content,
    /// What is wrong, in the order of the form; with it nothing is signed off.
    pub flaws: Vec<Flawed>,
    /// Warnings that are answered.
    pub answered: Vec<Flawed>,
}

/// What is given beside what is typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Given {
    /// The quarters of the pilot, in order.
    pub quarters: Vec<Period>,
    /// First and last day of the pilot.
    pub span: Option<(Date, Date)>,
    /// Keys of the tasks that CNIPA requires.
    pub required: Vec<String>,
    /// CNIPA's reference target, by code.
    pub references: BTreeMap<String, Decimal>,
}

struct Reader<'a> {
    typed: &'a BTreeMap<String, String>,
    given: &'a Given,
    flaws: Vec<Flawed>,
    answered: Vec<Flawed>,
}

/// Reads the fields of a city's scheme.
#[must_use]
pub fn read(city: &str, typed: &BTreeMap<String, String>, given: &Given) -> Reading {
    let mut r = Reader {
        typed,
        given,
        flaws: Vec::new(),
        answered: Vec::new(),
    };
    let sections = SECTIONS
        .into_iter()
        .map(|name| (name.to_owned(), r.text(Slot::Section(name), SECTION_MAX, true)))
        .collect();
    let funding_planned = r.money();
    let tasks = r.tasks();
    let targets = indicators()
        .filter_map(|d| Some((d.code.clone(), r.promise(d)?)))
        .collect();
    let typed = typed.iter().filter(|(_, text)| !text.trim().is_empty());
    let content = Content {
        city: city.to_owned(),
        number: 0,
        quarters: given.quarters.clone(),
        sections,
        funding_planned,
        tasks,
        targets,
        typed: typed.map(|(name, text)| (name.clone(), text.clone())).collect(),
    };
    Reading {
        content,
        flaws: r.flaws,
        answered: r.answered,
    }
}

impl Reader<'_> {
    fn typed(&self, slot: Slot) -> &str {
        self.typed.get(&slot.to_string()).map_or("", |text| text.trim())
    }

    fn flaw(&mut self, slot: Slot, flaw: Flaw) {
        self.flaws.push(Flawed { slot, flaw });
    }

    /// The value of a field, or the default where something is wrong, which is said.
    fn take<T: Default>(&mut self, slot: Slot, read: Result<T, Flaw>) -> T {
        read.unwrap_or_else(|flaw| {
            self.flaw(slot, flaw);
            T::default()
        })
    }

    fn text(&mut self, slot: Slot, most: u32, needed: bool) -> String {
        match fault::text(self.typed(slot), most) {
            Err(Fault::Missing) if !needed => String::new(),
            read => self.take(slot, read.map_err(Flaw::Fault)),
        }
    }

    fn money(&mut self) -> Option<Decimal> {
        let slot = Slot::FundingPlanned;
        let read = number(self.typed(slot), "万元").and_then(|n| match n {
            n if n.is_sign_negative() && !n.is_zero() => Err(Flaw::Negative),
            n => Ok(Some(n)),
        });
        self.take(slot, read)
    }

    fn tasks(&mut self) -> Vec<Task> {
        let named: BTreeSet<u8> = self
            .typed
            .iter()
            .filter(|(_, text)| !text.trim().is_empty())
            .filter_map(|(name, _)| match Slot::parse(name)? {
                Slot::Task(n, _) | Slot::Milestone(n, ..) => Some(n),
                _ => None,
            })
            .collect();
        let tasks: Vec<Task> = (1..=TASKS_MAX)
            .filter(|n| named.contains(n))
            .map(|n| self.task(n))
            .collect();
        if tasks.is_empty() {
            self.flaw(Slot::Task(1, TaskField::Title), Flaw::NoTask);
        }
        let at = Slot::Task(named.first().copied().unwrap_or(1), TaskField::Required);
        for key in &self.given.required {
            if !tasks.iter().any(|t| &t.required == key) {
                self.flaws.push(Flawed {
                    slot: at,
                    flaw: Flaw::RequiredMissing(key.clone()),
                });
            }
        }
        tasks
    }

    fn task(&mut self, number: u8) -> Task {
        let at = |field| Slot::Task(number, field);
        let title = self.text(at(TaskField::Title), LINE_MAX, true);
        let required = self.typed(at(TaskField::Required)).to_owned();
        if !required.is_empty() && !self.given.required.contains(&required) {
            self.flaw(at(TaskField::Required), Flaw::Fault(Fault::Unknown));
        }
        let measures = self.text(at(TaskField::Measures), TEXT_MAX, true);
        let result = self.text(at(TaskField::Result), TEXT_MAX, true);
        let indicators = codes(self.typed(at(TaskField::Indicators)));
        let indicators = self.take(at(TaskField::Indicators), indicators);
        Task {
            number,
            title,
            required,
            measures,
            result,
            indicators,
            milestones: self.milestones(number),
        }
    }

    fn milestones(&mut self, task: u8) -> Vec<Milestone> {
        const FIELDS: [MilestoneField; 4] = [
            MilestoneField::Name,
            MilestoneField::Due,
            MilestoneField::Lead,
            MilestoneField::Cooperating,
        ];
        let at = |number, field| Slot::Milestone(task, number, field);
        let begun = |r: &Self, n| FIELDS.into_iter().any(|f| !r.typed(at(n, f)).is_empty());
        let mut all: Vec<u8> = (1..=MILESTONES_MAX).filter(|n| begun(self, *n)).collect();
        if all.is_empty() {
            all.push(1);
        }
        let mut milestones = Vec::new();
        for number in all {
            let name = self.text(at(number, MilestoneField::Name), LINE_MAX, true);
            let due = self.due(at(number, MilestoneField::Due));
            let lead = self.text(at(number, MilestoneField::Lead), LINE_MAX, true);
            let cooperating = self.text(at(number, MilestoneField::Cooperating), LINE_MAX, false);
            milestones.extend(due.map(|due| Milestone {
                number,
                name,
                due,
                lead,
                cooperating,
            }));
        }
        milestones
    }

    fn due(&mut self, slot: Slot) -> Option<Date> {
        let read = fault::day(self.typed(slot)).and_then(|day| match self.given.span {
            Some((first, _)) if day < first => Err(Fault::Before(first)),
            Some((_, last)) if day > last => Err(Fault::After(last)),
            _ => Ok(Some(day)),
        });
        self.take(slot, read.map_err(Flaw::Fault))
    }

    fn promise(&mut self, d: &'static Definition) -> Option<Promise> {
        let at = |field| Slot::Target(&d.code, field);
        match self.typed(at(TargetField::Kind)) {
            "not_applicable" => {
                let reason = self.text(at(TargetField::Reason), TEXT_MAX, true);
                return (!reason.is_empty()).then_some(Promise::NotApplicable { reason });
            }
            "" | "value" => {}
            _ => self.flaw(at(TargetField::Kind), Flaw::Fault(Fault::Unknown)),
        }
        let before = self.flaws.len();
        let baseline = self.level(d, at(TargetField::Baseline), true);
        let baseline_on = fault::day(self.typed(at(TargetField::BaselineOn))).and_then(|day| match self.given.span {
            Some((first, _)) if day >= first => Err(Fault::After(first.yesterday().unwrap_or(first))),
            _ => Ok(Some(day)),
        });
        let baseline_on = self.take(at(TargetField::BaselineOn), baseline_on.map_err(Flaw::Fault));
        let source = self.text(at(TargetField::Source), LINE_MAX, true);
        let explanation = self.text(at(TargetField::Explanation), TEXT_MAX, false);
        let last = self.given.quarters.last().copied();
        let mut steps = Vec::new();
        for quarter in self.given.quarters.clone() {
            let level = self.level(d, at(TargetField::Step(quarter)), Some(quarter) == last);
            steps.extend(level.map(|level| (quarter, level)));
        }
        let whole = self.flaws.len() == before;
        let path = Path {
            baseline,
            steps: steps.into_iter().collect(),
        };
        if whole {
            self.path(d, &path, &explanation);
        }
        let (path, baseline_on) = (path, baseline_on?);
        path.baseline?;
        Some(Promise::Value {
            path,
            baseline_on,
            source,
            explanation,
        })
    }

    /// A number, or 1 of yes and 0 of no; none where nothing is typed or it cannot be read, which is said.
    fn level(&mut self, d: &Definition, slot: Slot, needed: bool) -> Option<Decimal> {
        let typed = self.typed(slot);
        let read = match (d.way, typed) {
            (_, "") if !needed => return None,
            (_, "") => Err(Flaw::Fault(Fault::Missing)),
            (Way::YesNo, "yes") => Ok(Some(Decimal::ONE)),
            (Way::YesNo, "no") => Ok(Some(Decimal::ZERO)),
            (Way::YesNo, _) => Err(Flaw::NotYesOrNo),
            (_, typed) => number(typed, &d.unit).map(Some),
        };
        self.take(slot, read)
    }

    /// What stands against a path that could be read whole, or asks why.
    fn path(&mut self, d: &'static Definition, path: &Path, explanation: &str) {
        let reference = self.given.references.get(&d.code).copied();
        for fault in target::check(d, path, &self.given.quarters, reference, "") {
            let field = match fault {
                target::Fault::Wrong { at: At::Baseline, .. } => TargetField::Baseline,
                target::Fault::Wrong {
                    at: At::Step(quarter), ..
                }
                | target::Fault::Falls { quarter, .. } => TargetField::Step(quarter),
                _ => TargetField::Explanation,
            };
            let flawed = Flawed {
                slot: Slot::Target(&d.code, field),
                flaw: Flaw::Target(fault),
            };
            if flawed.asks_why() && !explanation.is_empty() {
                self.answered.push(flawed);
            } else {
                self.flaws.push(flawed);
            }
        }
    }
}

fn number(typed: &str, unit: &str) -> Result<Decimal, Flaw> {
    if typed.is_empty() {
        return Err(Flaw::Fault(Fault::Missing));
    }
    number::parse(typed, unit).map(|n| n.value).map_err(Flaw::Number)
}

/// Codes of indicators with anything between them, each once.
fn codes(typed: &str) -> Result<Vec<String>, Flaw> {
    let mut all: Vec<String> = Vec::new();
    let parts = typed.split(|c: char| !c.is_ascii_alphanumeric() && c != '-');
    for code in parts.filter(|code| !code.is_empty()) {
        let code = code.to_ascii_uppercase();
        let d = definition(&code).filter(|d| !d.is_base());
        let d = d.ok_or(Flaw::Fault(Fault::Unknown))?;
        if !all.contains(&d.code) {
            all.push(d.code.clone());
        }
    }
    Ok(all)
}
