//! The register's list: what its reader may see, narrowed by the filters of the address, what is overdue first.

use domain::{
    access::{Decision, Object, Role, Verb, may},
    city::cities,
    indicator::Goal,
    likeness::fold,
    problem::{Age, Severity, State, Turn, category_name, number},
};
use jiff::{Span, civil::Date};
use sqlx::{Any, AnyConnection, query::QueryAs};

use super::row::{Row, expression};
use crate::{Caller, Error, Store, packed::records};

/// How many problems a page of the list has.
pub const PAGE: i64 = 25;

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

/// A page of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// How many there are.
    pub total: i64,
    /// The page shown, from 1; the last where the one asked for is behind it.
    pub page: i64,
    /// Its problems.
    pub rows: Vec<Row>,
}

/// A condition over `problems p`, and the texts that it binds.
pub(super) struct Only {
    sql: String,
    values: Vec<String>,
}

impl Only {
    /// What the reader may see of a kind; none where nothing.
    pub(super) fn seen(caller: &Caller, which: Which) -> Option<Self> {
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
        let sql = match which {
            Which::Own if own.is_empty() => return None,
            Which::Own if whole => "1 = 1".to_owned(),
            Which::Own => format!("p.city IN ({})", names.join(", ")),
            Which::Shared if !cities().iter().any(|c| reads(&c.slug, true)) => return None,
            Which::Shared if whole || own.is_empty() => "p.shared = 1".to_owned(),
            Which::Shared => format!("p.shared = 1 AND p.city NOT IN ({})", names.join(", ")),
        };
        Some(Only {
            sql,
            values: Vec::new(),
        })
    }

    /// Narrows it; each `?` is the value.
    pub(super) fn and(&mut self, sql: &str, value: impl Into<String>) {
        if sql.contains('?') {
            self.values.push(value.into());
        }
        let sql = sql.replace('?', &format!("${}", self.values.len()));
        self.sql.push_str(" AND ");
        self.sql.push_str(&sql);
    }

    /// Narrows it by what holds for the charts too: city, category, severity, indicator, words.
    pub(super) fn matter(&mut self, filter: &Filter) {
        if let Some(city) = &filter.city {
            self.and("p.city = ?", city);
        }
        if let Some(category) = filter.category {
            self.and("p.category = ?", category_name(category));
        }
        if let Some(severity) = filter.severity {
            self.and("p.severity = ?", severity.name());
        }
        if let Some(indicator) = &filter.indicator {
            self.and("p.indicator = ?", indicator);
        }
        let text = fold(&filter.text);
        match number(&filter.text).filter(|_| filter.text.len() < 12) {
            Some(number) => self.and("p.number = CAST(? AS BIGINT)", number.to_string()),
            None if text.is_empty() => {}
            None => {
                let plain = text.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
                self.and("p.search LIKE ? ESCAPE '\\'", format!("%{plain}%"));
            }
        }
    }

    /// Narrows it by where a problem stands.
    fn standing(&mut self, filter: &Filter, today: Date) {
        match filter.state {
            Some(state) => self.and("p.state = ?", state.name()),
            None if !filter.closed_too => self.and("p.state <> 'closed'", ""),
            None => {}
        }
        if let Some(turn) = filter.turn {
            self.and("p.turn = ?", turn.name());
        }
        if filter.overdue {
            self.and("p.state = 'assigned' AND p.due_on < ?", today.to_string());
        }
        if let Some(age) = filter.age {
            if let Some(most) = age.most() {
                self.and("p.raised_on >= ?", back(today, most));
            }
            let least = Age::ALL.iter().filter(|a| **a < age).filter_map(|a| a.most()).max();
            if let Some(least) = least {
                self.and("p.raised_on < ?", back(today, least));
            }
        }
    }

    pub(super) fn sql(&self) -> &str {
        &self.sql
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

/// A page of the register.
///
/// # Errors
/// `NotFound` for who sees no problems at all.
pub async fn list(store: &Store, caller: &Caller, filter: &Filter, today: Date, page: i64) -> Result<Listed, Error> {
    let nothing = Listed {
        total: 0,
        page: 1,
        rows: Vec::new(),
    };
    let Some(only) = only(caller, filter, today, true)? else {
        return Ok(nothing);
    };
    let page = page.clamp(1, i64::from(u32::MAX));
    let found = fetch(&mut *store.one().await?, &only, today, Some(page)).await?;
    if found.rows.is_empty() && found.total > 0 {
        let last = (found.total + PAGE - 1) / PAGE;
        return fetch(&mut *store.one().await?, &only, today, Some(last)).await;
    }
    Ok(found)
}

/// All that a filter finds, for a file.
///
/// # Errors
/// `NotFound` for who sees no problems at all.
pub async fn all(store: &Store, caller: &Caller, filter: &Filter, today: Date) -> Result<Vec<Row>, Error> {
    match only(caller, filter, today, true)? {
        Some(only) => Ok(fetch(&mut *store.one().await?, &only, today, None).await?.rows),
        None => Ok(Vec::new()),
    }
}

async fn fetch(conn: &mut AnyConnection, only: &Only, today: Date, page: Option<i64>) -> Result<Listed, Error> {
    let only_sql = only.sql();
    // Numbers are sorted, not whole rows; days are digits and hyphens.
    let here = page.map_or_else(
        || only_sql.to_owned(),
        |page| {
            format!(
                "p.number IN (SELECT p.number FROM problems p WHERE {only_sql} ORDER BY CASE WHEN p.state = 'assigned' \
                 AND p.due_on < '{today}' THEN 0 WHEN p.state = 'closed' THEN 3 WHEN p.severity = 'urgent' THEN 1 ELSE 2 \
                 END, p.raised_at, p.number LIMIT {PAGE} OFFSET {})",
                (page - 1) * PAGE
            )
        },
    );
    let sql = format!(
        "SELECT (SELECT COUNT(*) FROM problems p WHERE {only_sql}), (SELECT {} FROM problems p WHERE {here})",
        expression()
    );
    let (total, text): (i64, Option<String>) = only.bind(sqlx::query_as(&sql)).fetch_one(conn).await?;
    let mut rows = records(text.as_deref())
        .map(|mut row| Row::read(&mut row))
        .collect::<Result<Vec<_>, _>>()?;
    let rank = |r: &Row| match (r.is_overdue(today), r.state, r.severity) {
        (true, ..) => 0,
        (_, State::Closed, _) => 3,
        (.., Severity::Urgent) => 1,
        _ => 2,
    };
    rows.sort_by_key(|r| (rank(r), r.raised_at, r.number));
    Ok(Listed {
        total,
        page: page.unwrap_or(1),
        rows,
    })
}
