//! What of the register its reader may see, narrowed by the filters of the address; as a condition of the one SQL.

use domain::{
    access::{Decision, Object, Role, Verb, may},
    city::cities,
    indicator::Goal,
    likeness::fold,
    problem::{Age, Severity, State, Turn, category_name, number},
};
use jiff::{Span, civil::Date};
use sqlx::{Any, query::QueryAs};

use crate::{Caller, Error};

/// Which problems, of those that the reader may see.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Which {
    /// Those of the reader's own scope; of CNIPA all. The default.
    #[default]
    Own,
    /// Those of others that CNIPA has shared; of CNIPA all that are shared.
    Shared,
}

/// What of the register is asked for; what is none does not narrow.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Own or shared.
    pub which: Which,
    /// Closed ones too; else open ones alone, unless `state` names one.
    pub closed_too: bool,
    /// City slug.
    pub city: Option<String>,
    /// The goal.
    pub category: Option<Goal>,
    /// Where it stands.
    pub state: Option<State>,
    /// Whose turn it is.
    pub turn: Option<Turn>,
    /// How grave.
    pub severity: Option<Severity>,
    /// How old.
    pub age: Option<Age>,
    /// The answer's due day is over.
    pub overdue: bool,
    /// The indicator it touches.
    pub indicator: Option<String>,
    /// A code, or words.
    pub text: String,
}

/// A condition over `problems p` in two parts, and the texts that they bind.
pub(super) struct Only {
    /// What holds for the figures too.
    pub matter: String,
    /// What narrows the list alone.
    pub standing: String,
    values: Vec<String>,
}

impl Only {
    /// What the reader may see of a kind; none where nothing.
    fn seen(caller: &Caller, which: Which) -> Option<Self> {
        let reads = |city: &str, shared: bool| {
            let problem = Object::Problem {
                city,
                shared,
                with_province: false,
            };
            may(Some(&caller.actor), Verb::Read, &problem) == Decision::Allow
        };
        let own: Vec<_> = cities().iter().filter(|c| reads(&c.slug, false)).collect();
        let whole = own.len() == cities().len();
        // Slugs are of the program's own table.
        let names: Vec<_> = own.iter().map(|c| format!("'{}'", c.slug)).collect();
        let matter = match which {
            Which::Own if own.is_empty() => return None,
            Which::Own if whole => "1 = 1".to_owned(),
            Which::Own => format!("p.city IN ({})", names.join(", ")),
            Which::Shared if !cities().iter().any(|c| reads(&c.slug, true)) => return None,
            Which::Shared if whole || own.is_empty() => "p.shared = 1".to_owned(),
            Which::Shared => format!("p.shared = 1 AND p.city NOT IN ({})", names.join(", ")),
        };
        Some(Only {
            matter,
            standing: "1 = 1".to_owned(),
            values: Vec::new(),
        })
    }

    /// A condition with its value, which is each `?` in it.
    fn with(&mut self, sql: &str, value: impl Into<String>) -> String {
        if sql.contains('?') {
            self.values.push(value.into());
        }
        format!(" AND {}", sql.replace('?', &format!("${}", self.values.len())))
    }

    fn of_matter(&mut self, sql: &str, value: impl Into<String>) {
        let sql = self.with(sql, value);
        self.matter.push_str(&sql);
    }

    fn of_standing(&mut self, sql: &str, value: impl Into<String>) {
        let sql = self.with(sql, value);
        self.standing.push_str(&sql);
    }

    /// Narrows it by what holds for the charts too: city, category, severity, indicator, words.
    fn matter(&mut self, filter: &Filter) {
        if let Some(city) = &filter.city {
            self.of_matter("p.city = ?", city);
        }
        if let Some(category) = filter.category {
            self.of_matter("p.category = ?", category_name(category));
        }
        if let Some(severity) = filter.severity {
            self.of_matter("p.severity = ?", severity.name());
        }
        if let Some(indicator) = &filter.indicator {
            self.of_matter("p.indicator = ?", indicator);
        }
        let text = fold(&filter.text);
        match number(&filter.text).filter(|_| filter.text.len() < 12) {
            Some(number) => self.of_matter("p.number = CAST(? AS BIGINT)", number.to_string()),
            None if text.is_empty() => {}
            None => {
                let plain = text.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
                self.of_matter("p.search LIKE ? ESCAPE '\\'", format!("%{plain}%"));
            }
        }
    }

    /// Narrows it by where a problem stands.
    fn standing(&mut self, filter: &Filter, today: Date) {
        match filter.state {
            Some(state) => self.of_standing("p.state = ?", state.name()),
            None if !filter.closed_too => self.of_standing("p.state <> 'closed'", ""),
            None => {}
        }
        if let Some(turn) = filter.turn {
            self.of_standing("p.turn = ?", turn.name());
        }
        if filter.overdue {
            self.of_standing("p.state = 'assigned' AND p.due_on < ?", today.to_string());
        }
        if let Some(age) = filter.age {
            if let Some(most) = age.most() {
                self.of_standing("p.raised_on >= ?", back(today, most));
            }
            let least = Age::ALL.iter().filter(|a| **a < age).filter_map(|a| a.most()).max();
            if let Some(least) = least {
                self.of_standing("p.raised_on < ?", back(today, least));
            }
        }
    }

    pub(super) fn bind<'q, O>(
        &self,
        query: QueryAs<'q, Any, O, sqlx::any::AnyArguments<'q>>,
    ) -> QueryAs<'q, Any, O, sqlx::any::AnyArguments<'q>> {
        self.values.iter().fold(query, |query, value| query.bind(value.clone()))
    }
}

/// The day so many days before.
pub(super) fn back(today: Date, days: i64) -> String {
    let day = today.checked_sub(Span::new().days(days)).unwrap_or(Date::MIN);
    day.to_string()
}

/// True of who may see the register at all.
fn may_see(caller: &Caller) -> bool {
    !matches!(caller.actor.role, Role::Expert | Role::Auditor)
}

/// The condition of a filter; none where nothing can be found.
///
/// # Errors
/// `NotFound` for who sees no problems at all.
pub(super) fn only(caller: &Caller, filter: &Filter, today: Date, standing: bool) -> Result<Option<Only>, Error> {
    if !may_see(caller) {
        return Err(Error::NotFound);
    }
    let mut only = Only::seen(caller, filter.which);
    if let Some(only) = &mut only {
        only.matter(filter);
        if standing {
            only.standing(filter, today);
        }
    }
    Ok(only)
}
