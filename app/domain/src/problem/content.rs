//! What a form says of a problem, read field by field; what is wrong is told at the field.

use jiff::civil::Date;

use super::{Action, Kind, Level, Severity, category, number};
use crate::{
    fault::{Fault, Faults, day, text},
    indicator::{Goal, definition},
    period::Period,
    practice,
};

/// Most characters of a title.
pub const TITLE_MAX: u32 = 80;
/// Most characters of a description.
pub const DESCRIPTION_MAX: u32 = 2_000;
/// Most characters of a word in the thread.
pub const COMMENT_MAX: u32 = 2_000;
/// Most characters of a unit's name.
pub const UNIT_MAX: u32 = 60;

/// What the city writes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Content {
    /// One line, 1 to [`TITLE_MAX`] characters.
    pub title: String,
    /// 1 to [`DESCRIPTION_MAX`] characters.
    pub description: String,
    /// The goal it stands in the way of.
    pub category: Goal,
    /// What it is about.
    pub kind: Kind,
    /// How grave it is.
    pub severity: Severity,
    /// Who is needed to solve it.
    pub level: Level,
    /// The indicator it touches, by code.
    pub indicator: Option<String>,
    /// The period it came up in.
    pub period: Option<Period>,
}

/// A text without control characters other than line breaks, which packed rows and files keep for themselves.
fn clean(typed: &str) -> String {
    let typed = typed.replace("\r\n", "\n");
    typed.chars().filter(|c| *c == '\n' || !c.is_control()).collect()
}

fn choice<T>(typed: Option<&str>, parse: impl Fn(&str) -> Option<T>) -> Result<T, Fault> {
    parse(typed.ok_or(Fault::Missing)?).ok_or(Fault::Unknown)
}

fn optional<T>(typed: Option<&str>, parse: impl Fn(&str) -> Option<T>) -> Result<Option<T>, Fault> {
    typed.map(|t| parse(t).ok_or(Fault::Unknown)).transpose()
}

impl Content {
    /// Reads a form; `get` gives a field's text, none where it is empty.
    ///
    /// # Errors
    /// Every field that is wrong.
    pub fn read<'a>(get: impl Fn(&str) -> Option<&'a str>) -> Result<Self, Faults> {
        let mut faults = Faults::new();
        let mut note = |field, fault| faults.push((field, fault));
        let title = clean(get("title").unwrap_or_default()).replace('\n', " ");
        let title = text(&title, TITLE_MAX).map_err(|f| note("title", f)).ok();
        let description = clean(get("description").unwrap_or_default());
        let description = text(&description, DESCRIPTION_MAX)
            .map_err(|f| note("description", f))
            .ok();
        let category = choice(get("category"), category).map_err(|f| note("category", f)).ok();
        let kind = choice(get("kind"), Kind::parse).map_err(|f| note("kind", f)).ok();
        let severity = optional(get("severity"), Severity::parse)
            .map_err(|f| note("severity", f))
            .ok();
        let level = optional(get("level"), Level::parse).map_err(|f| note("level", f)).ok();
        let known = |code: &str| definition(code).map(|d| d.code.clone());
        let indicator = optional(get("indicator"), known).map_err(|f| note("indicator", f)).ok();
        let period = optional(get("period"), |p| p.parse().ok())
            .map_err(|f| note("period", f))
            .ok();
        match (title, description, category, kind, severity, level, indicator, period) {
            (
                Some(title),
                Some(description),
                Some(category),
                Some(kind),
                Some(severity),
                Some(level),
                Some(indicator),
                Some(period),
            ) => Ok(Content {
                title,
                description,
                category,
                kind,
                severity: severity.unwrap_or(Severity::General),
                level: level.unwrap_or(Level::City),
                indicator,
                period,
            }),
            _ => Err(faults),
        }
    }
}

/// What a person does to a problem, and the fields that go with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deed {
    /// What is done.
    pub action: Action,
    /// The words with it; empty where none are needed and none were written.
    pub comment: String,
    /// Of an escalation: to whom; none leaves the level as it is.
    pub level: Option<Level>,
    /// Of taking it up: how grave it is held to be; none leaves it.
    pub severity: Option<Severity>,
    /// Of an assignment: to which unit.
    pub unit: Option<String>,
    /// Of an assignment: by when.
    pub due_on: Option<Date>,
    /// Of a reply: the number of the practice that answers it.
    pub practice: Option<i64>,
    /// Of a join: the numbers of the others.
    pub join: Vec<i64>,
}

impl Deed {
    /// An action by itself.
    #[must_use]
    pub const fn plain(action: Action) -> Self {
        Deed {
            action,
            comment: String::new(),
            level: None,
            severity: None,
            unit: None,
            due_on: None,
            practice: None,
            join: Vec::new(),
        }
    }

    /// True of an action that needs words: what was solved how, what is wanted, why it is handled anew, the answer.
    #[must_use]
    pub const fn needs_words(action: Action) -> bool {
        matches!(
            action,
            Action::Close | Action::Return | Action::Reply | Action::Reopen | Action::Comment
        )
    }

    /// Reads what goes with an action from a form; `today` is the first day that may be a due day.
    ///
    /// # Errors
    /// Every field that is wrong.
    pub fn read<'a>(
        action: Action,
        get: impl Fn(&str) -> Option<&'a str>,
        join: &[String],
        today: Date,
    ) -> Result<Self, Faults> {
        let mut faults = Faults::new();
        let mut deed = Deed::plain(action);
        match text(&clean(get("comment").unwrap_or_default()), COMMENT_MAX) {
            Ok(comment) => deed.comment = comment,
            Err(Fault::Missing) if !Deed::needs_words(action) => {}
            Err(fault) => faults.push(("comment", fault)),
        }
        match action {
            Action::Escalate => match optional(get("level"), Level::parse) {
                Ok(level) => deed.level = level,
                Err(fault) => faults.push(("level", fault)),
            },
            Action::Receive => match optional(get("severity"), Severity::parse) {
                Ok(severity) => deed.severity = severity,
                Err(fault) => faults.push(("severity", fault)),
            },
            Action::Assign => {
                let unit = clean(get("unit").unwrap_or_default()).replace('\n', " ");
                match text(&unit, UNIT_MAX) {
                    Ok(unit) => deed.unit = Some(unit),
                    Err(fault) => faults.push(("unit", fault)),
                }
                match day(get("due_on").unwrap_or_default()) {
                    Ok(due_on) if due_on < today => faults.push(("due_on", Fault::Before(today))),
                    Ok(due_on) => deed.due_on = Some(due_on),
                    Err(fault) => faults.push(("due_on", fault)),
                }
            }
            Action::Reply => match optional(get("practice"), |p| practice::number_of(&p.trim().to_uppercase())) {
                Ok(practice) => deed.practice = practice,
                Err(fault) => faults.push(("practice", fault)),
            },
            Action::Join => {
                let numbers: Option<Vec<i64>> = join.iter().map(|code| number(code)).collect();
                match numbers {
                    Some(numbers) if !numbers.is_empty() => deed.join = numbers,
                    Some(_) => faults.push(("join", Fault::Missing)),
                    None => faults.push(("join", Fault::Unknown)),
                }
            }
            _ => {}
        }
        if faults.is_empty() { Ok(deed) } else { Err(faults) }
    }
}
