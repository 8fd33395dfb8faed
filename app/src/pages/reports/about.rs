//! What stands beside a field of the editor: its definition, the last twelve values, and who changed it when. An
//! island asks for it by itself; without one it is part of the page for the item that the address names.

use axum::{
    Extension,
    extract::{Path, State},
    response::{Html, IntoResponse, Response},
};
use domain::{
    entry::Amount,
    indicator::{Definition, definition},
    period::Period,
};
use leptos::prelude::*;
use storage::{
    facts::{self, Observation},
    questions::{self, Question},
    reports::{self, Change},
};

use super::{targets, words::figure};
use crate::{
    error::Error,
    locales::Words,
    pages::{cities::spark, indicators::questions::beside, problems::beside::raise_from_report},
    visit::{App, Visit},
};

/// How many values are shown.
const VALUES: usize = 12;
/// How many changes are shown.
const CHANGES: usize = 10;

/// What is known of an item beside its entry.
#[derive(Clone, Debug)]
pub struct About {
    definition: &'static Definition,
    period: Period,
    /// The last values, the earliest first.
    values: Vec<Observation>,
    /// Of a yes or no: the answer that stands and since when.
    since: Option<(bool, Period)>,
    /// The latest first.
    changes: Vec<Change>,
    /// What was asked about it.
    questions: Vec<Question>,
    /// The city's own target and what the value as last saved reaches of it; none of a base figure.
    target: Option<String>,
}

impl About {
    /// Fetches it for a city's own report.
    ///
    /// # Errors
    /// `NotFound` where there is no such item or report for this reader.
    pub async fn fetch(visit: &Visit, app: &App, city: &str, period: Period, code: &str) -> Result<About, Error> {
        let caller = visit.caller()?;
        let definition = definition(code).ok_or(Error::NotFound)?;
        let changes = reports::changes(&app.store, &caller, city, period, code).await?;
        let filter = facts::Filter {
            indicator: Some(code),
            city: Some(city),
            ..facts::Filter::default()
        };
        let mut values = facts::observations(&app.store, &caller, filter).await?;
        let since = since(&values);
        let target = match definition.is_base() {
            true => None,
            false => target(visit, app, (city, period), definition, &values).await?,
        };
        values.drain(..values.len().saturating_sub(VALUES));
        let questions = questions::find(&app.store, &caller, Some(code), "").await?;
        Ok(About {
            questions,
            definition,
            period,
            values,
            since,
            changes,
            target,
        })
    }

    /// It as a page shows it.
    #[must_use]
    pub fn view(&self, t: Words) -> AnyView {
        let d = self.definition;
        let course = self.values.iter().map(|o| (o.period, o.clone())).collect();
        let line = spark(t, d, &course);
        let values = self
            .values
            .iter()
            .rev()
            .map(|o| view! { <li><span>{t.period_name(o.period)}</span>" "<b>{figure(t, d, &o.entry)}</b></li> })
            .collect_view();
        let values = if self.values.is_empty() {
            view! { <p class="muted">{t.about_no_values()}</p> }.into_any()
        } else {
            view! { <div class="about__line" inner_html=line></div><ol class="about__values">{values}</ol> }.into_any()
        };
        let changes = self
            .changes
            .iter()
            .take(CHANGES)
            .map(|c| change(t, d, c))
            .collect_view();
        let changes = if self.changes.is_empty() {
            view! { <p class="muted">{t.about_no_changes()}</p> }.into_any()
        } else {
            view! { <ol class="about__changes">{changes}</ol> }.into_any()
        };
        let page =
            (!d.is_base()).then(|| view! { <p><a href=format!("/indicators/{}", d.code)>{t.about_page()}</a></p> });
        let since = self.since.map(|(yes, from)| {
            let word = if yes { t.yes() } else { t.no() };
            view! { <p><b>{t.about_since(word, t.period_name(from))}</b></p> }
        });
        let asked = beside(t, &self.questions);
        let target = self.target.clone().map(|target| {
            view! { <p class="about__h">{t.about_target()}</p><p data-reached>{target}" "<span class="muted">{t.about_target_saved()}</span></p> }
        });
        view! {
            {target}
            <p class="about__h">{t.about_values()}</p>
            {since}
            {values}
            <p class="about__h">{t.about_changes()}</p>
            {changes}
            {asked}
            {page}
            {raise_from_report(t, (!d.is_base()).then_some(d.code.as_str()), &self.period.to_string())}
        }
        .into_any()
    }
}

/// The target of a report's quarter, and what the value as last saved reaches of it.
async fn target(
    visit: &Visit,
    app: &App,
    (city, period): (&str, Period),
    d: &Definition,
    accepted: &[Observation],
) -> Result<Option<String>, Error> {
    let caller = visit.caller()?;
    let promises = facts::promises(&app.store, &caller, city).await?;
    let editor = reports::editor(&app.store, &caller, city, period).await?;
    let saved = editor
        .check
        .items
        .get(&d.code)
        .map(|c| c.entry.clone())
        .unwrap_or_default();
    let promise = promises.get(&d.code);
    let now = targets::by_saved(d, promise, (period, &saved), accepted, &visit.settings);
    Ok(targets::said(visit.words(), d, promise, period, &now))
}

/// The last answer and the first of the periods in which it was given without a break.
fn since(values: &[Observation]) -> Option<(bool, Period)> {
    let answers = values.iter().rev().map(|o| match o.entry.amount() {
        Some(Amount::YesNo(yes)) => Some((*yes, o.period)),
        _ => None,
    });
    let mut standing: Option<(bool, Period)> = None;
    for answer in answers {
        match (standing, answer) {
            (None, Some(last)) => standing = Some(last),
            (Some((stands, from)), Some((yes, period))) if yes == stands && period.next() == from => {
                standing = Some((yes, period));
            }
            _ => break,
        }
    }
    standing
}

fn change(t: Words, d: &Definition, change: &Change) -> AnyView {
    let fields: Vec<_> = change.fields.iter().map(|f| t.field(*f, d.way)).collect();
    let text = t.colon(
        format!("{} {}", t.stamp(change.at), change.by_name),
        fields.join(t.list_sep()),
    );
    view! { <li>{text}</li> }.into_any()
}

/// The part of the page for the island; what may not be read has no part.
pub async fn about(
    State(app): State<App>,
    Extension(visit): Extension<Visit>,
    Path((city, period, code)): Path<(String, String, String)>,
) -> Response {
    let Ok(period) = period.parse() else {
        return Error::NotFound.status().into_response();
    };
    match About::fetch(&visit, &app, &city, period, &code).await {
        Ok(about) => Html(about.view(visit.words()).to_html()).into_response(),
        Err(error) => error.status().into_response(),
    }
}
