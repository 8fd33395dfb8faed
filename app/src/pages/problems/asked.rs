//! What of the register the address asks for, read strictly.

use domain::{
    access::{Role, Scope},
    city::city,
    indicator::definition,
    problem::{Age, Severity, State, Turn, category},
};
use storage::{
    Caller,
    problems::{Filter, Which},
};

use crate::visit::{Visit, address};

/// The names of the query that choose problems.
pub const FILTERS: [&str; 9] = [
    "view", "city", "category", "state", "turn", "severity", "age", "overdue", "q",
];

/// What is asked for.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// Which problems.
    pub filter: Filter,
    /// The page of the list, from 1.
    pub page: i64,
    /// By what the ages are counted.
    pub by: By,
}

/// What the rows of the ageing stand for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum By {
    /// The four goals.
    #[default]
    Category,
    /// States.
    State,
    /// Cities.
    City,
    /// Whose turn it is.
    Turn,
}

impl By {
    /// All of them.
    pub const ALL: [By; 4] = [By::Category, By::State, By::City, By::Turn];

    /// The name in addresses, which is that of the filter too.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            By::Category => "category",
            By::State => "state",
            By::City => "city",
            By::Turn => "turn",
        }
    }
}

/// Which views a reader has: own, shared.
#[must_use]
pub fn views(caller: &Caller) -> &'static [Which] {
    match (caller.actor.role, &caller.actor.scope) {
        (Role::Observer, _) => &[Which::Shared],
        _ => &[Which::Own, Which::Shared],
    }
}

impl Asked {
    /// Reads the query.
    ///
    /// # Errors
    /// The sentence where a value is no choice of its filter.
    pub fn read(visit: &Visit, caller: &Caller) -> Result<Self, &'static str> {
        let bad = visit.words().filter_bad();
        fn choice<T>(visit: &Visit, name: &str, parse: impl Fn(&str) -> Option<T>) -> Result<Option<T>, ()> {
            visit.asked(name).map(|v| parse(v).ok_or(())).transpose()
        }
        let read = || -> Result<Self, ()> {
            let views = views(caller);
            let which = choice(visit, "view", |v| match v {
                "own" => Some(Which::Own),
                "shared" => Some(Which::Shared),
                _ => None,
            })?;
            let which = which.filter(|w| views.contains(w)).or(views.first().copied());
            let every = visit.asked("state") == Some("all");
            let state = choice(visit, "state", |s| match s {
                "all" => Some(None),
                s => State::parse(s).map(Some),
            })?;
            Ok(Asked {
                filter: Filter {
                    which: which.unwrap_or_default(),
                    closed_too: every,
                    city: choice(visit, "city", |c| city(c).map(|c| c.slug.clone()))?,
                    category: choice(visit, "category", category)?,
                    state: state.flatten(),
                    turn: choice(visit, "turn", Turn::parse)?,
                    severity: choice(visit, "severity", Severity::parse)?,
                    age: choice(visit, "age", Age::parse)?,
                    overdue: choice(visit, "overdue", |v| (v == "yes").then_some(()))?.is_some(),
                    indicator: choice(visit, "indicator", |c| definition(c).map(|d| d.code.clone()))?,
                    text: visit.asked("q").unwrap_or_default().to_owned(),
                },
                page: choice(visit, "page", |p| p.parse().ok().filter(|n| *n > 0))?.unwrap_or(1),
                by: choice(visit, "by", |b| By::ALL.into_iter().find(|by| by.name() == b))?.unwrap_or_default(),
            })
        };
        read().map_err(|()| bad)
    }

    /// True where the address narrows the list beyond its view.
    #[must_use]
    pub fn is_narrowed(&self) -> bool {
        let whole = Filter {
            which: self.filter.which,
            ..Filter::default()
        };
        self.filter != whole
    }
}

/// A file of what the page shows.
#[must_use]
pub fn file(visit: &Visit, path: &str) -> String {
    let lang = [("lang", visit.lang.tag())];
    address(
        path,
        visit
            .kept(&FILTERS)
            .into_iter()
            .chain(visit.kept(&["indicator"]))
            .chain(lang),
    )
}

/// True of who belongs to a city.
#[must_use]
pub const fn is_city(caller: &Caller) -> bool {
    matches!(caller.actor.scope, Scope::City(_)) && matches!(caller.actor.role, Role::CityEditor | Role::CityApprover)
}
