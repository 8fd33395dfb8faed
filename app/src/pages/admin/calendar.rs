//! `/admin/calendar`: when each report opens, is due and locks; extensions and exemptions; the days of rest; every change
//! with its reason. What a change does is looked at before it is saved.

mod forms;
pub mod posts;
mod preview;
mod tables;

use std::collections::BTreeMap;

use domain::{
    calendar::{Calendar, Rule},
    city::city,
};
use leptos::prelude::*;
use storage::calendar::Change;

use self::{
    forms::forms,
    preview::preview,
    tables::{holidays, periods, records, relief},
};

use crate::{
    components::{
        bits::{error_summary, notice},
        frame::Frame,
    },
    error::Error,
    locales::Words,
    pages::page,
    visit::{App, Posted, Visit, here},
};

/// What is asked of the calendar: by a query to look at it, by a post that was refused.
pub(super) struct Asked {
    /// The rule's name; empty where nothing is asked.
    pub name: String,
    /// The fields as typed.
    pub fields: BTreeMap<String, String>,
    /// The sentence at each wrong field.
    pub errors: BTreeMap<String, String>,
    /// What would be changed, where that can be understood.
    pub change: Option<Change>,
}

impl Asked {
    fn read(visit: &Visit, calendar: &Calendar, posted: &Posted) -> Self {
        let t = visit.words();
        let refused = !posted.fields.is_empty();
        let fields = if refused {
            posted.fields.clone()
        } else {
            visit.query.clone()
        };
        let get = |name: &str| fields.get(name).map(|v| v.trim()).filter(|v| !v.is_empty());
        let name = match get("action") {
            Some(action) if refused => rule_of(action).or(get("rule")),
            _ => get("rule"),
        };
        let name = name.unwrap_or_default().to_owned();
        let mut errors: BTreeMap<_, _> = posted.errors.iter().cloned().collect();
        let take_back = get("action") == Some("take_back") || get("take_back").is_some();
        let change = if name.is_empty() {
            None
        } else if take_back {
            Some(Change::TakeBack {
                rule: name.clone(),
                city: get("city").unwrap_or_default().to_owned(),
                period: get("period").unwrap_or_default().to_owned(),
            })
        } else {
            match Rule::read(&name, calendar, visit.today(), get) {
                Ok(rule) => Some(Change::Set(rule)),
                Err(faults) => {
                    errors.extend(
                        faults
                            .into_iter()
                            .map(|(field, fault)| (field.to_owned(), t.fault(field, fault))),
                    );
                    None
                }
            }
        };
        Asked {
            name,
            fields,
            errors,
            change,
        }
    }

    /// What was typed into a field of a form; of another form nothing.
    pub fn typed(&self, form: &str, field: &str) -> String {
        let here = self.name == form;
        self.fields.get(field).filter(|_| here).cloned().unwrap_or_default()
    }

    /// The sentence at a field of a form.
    pub fn error(&self, form: &str, field: &str) -> Option<String> {
        // Where the rest can be understood, the preview stands above and has the field.
        let here = self.name == form && self.change.is_none();
        self.errors.get(field).filter(|_| here).cloned()
    }
}

/// The rule that an action of the page sets.
pub(super) fn rule_of(action: &str) -> Option<&'static str> {
    Some(match action {
        "extend" => "extended",
        "exempt" => "exempt",
        "set_due" => "due_on",
        "set_term" => "term",
        "make_year" => "year",
        _ => return None,
    })
}

/// The page.
#[component]
pub fn CalendarPage() -> impl IntoView {
    let (visit, app) = here();
    let posted = use_context::<Posted>().unwrap_or_default();
    page(async move { content(&visit, &app, &posted).await })
}

async fn content(visit: &Visit, app: &App, posted: &Posted) -> Result<AnyView, Error> {
    let t = visit.words();
    let caller = visit.caller()?;
    let history = storage::calendar::history(&app.store, &caller).await?;
    let calendar = storage::calendar::get(&app.store, &caller).await?;
    let asked = Asked::read(visit, &calendar, posted);
    let preview = match &asked.change {
        Some(change) => Some(preview(app, visit, &calendar, &asked, change).await?),
        None => None,
    };
    let own: Vec<_> = asked.errors.iter().filter(|(field, _)| field.is_empty()).collect();
    let own = own.into_iter().map(|(_, s)| notice("err", s.clone())).collect_view();
    let summary = (asked.change.is_none() && !asked.errors.is_empty()).then(|| {
        let link = |(field, sentence): (&String, &String)| {
            let named = t.colon(t.calendar_field(field), sentence);
            (format!("{}-{field}", asked.name), named)
        };
        let errors = asked
            .errors
            .iter()
            .filter(|(field, _)| !field.is_empty())
            .map(link)
            .collect();
        let posted = Posted {
            errors,
            ..Posted::default()
        };
        error_summary(t.not_done_title().to_owned(), &posted)
    });
    let done = visit.asked("done").map(|_| notice("ok", t.calendar_done().to_owned()));
    let title = t.calendar_title().to_owned();
    let (periods, relief) = (periods(t, &calendar), relief(t, &history));
    let (forms, holidays, history) = (
        forms(visit, &calendar, &asked),
        holidays(t, &calendar),
        records(t, &history),
    );
    Ok(view! {
        <Frame title=title.clone()>
            <div class="stack-l">
                <div><h1>{title}</h1><p class="lead measure">{t.calendar_lead()}</p></div>
                {done}{own}{summary}{preview}
                {periods}
                {relief}
                {forms}
                {holidays}
                {history}
            </div>
        </Frame>
    }
    .into_any())
}

/// A rule in words.
#[must_use]
pub fn rule_words(t: Words, rule: &Rule) -> String {
    let short = |slug: &str| city(slug).map_or_else(|| slug.to_owned(), |c| c.short(t.lang()).to_owned());
    match rule {
        Rule::Year(pilot) => t.rule_year(t.full_day(pilot.first), t.full_day(pilot.last)),
        Rule::Term { from, working_day } if from.is_quarter() => t.rule_term_quarter(t.period_name(*from), working_day),
        Rule::Term { from, working_day } => t.rule_term_month(t.period_name(*from), working_day),
        Rule::DueOn { period, day } => t.rule_due_on(t.period_name(*period), t.full_day(*day)),
        Rule::Extended { city, period, until } => {
            t.rule_extended(short(city), t.period_name(*period), t.full_day(*until))
        }
        Rule::Exempt { city, period } => t.rule_exempt(short(city), t.period_name(*period)),
    }
}
