//! The fields of what a city writes, for a new problem and for a change.

use domain::{
    city::city,
    indicator::{Goal, indicators},
    period::Period,
    problem::{DESCRIPTION_MAX, Kind as ProblemKind, Level, Severity, category_name},
};
use leptos::prelude::*;

use crate::{
    components::fields::{Form, Kind},
    locales::Words,
    visit::Visit,
};

/// What stands in the fields before anything is typed.
#[derive(Clone, Debug, Default)]
pub(super) struct Stored {
    pub title: String,
    pub description: String,
    pub category: String,
    pub kind: String,
    pub severity: String,
    pub level: String,
    pub indicator: String,
    pub period: String,
}

/// The levels that a city can choose from: a municipality has no province.
pub(super) fn levels(t: Words, slug: &str, own_too: bool) -> Vec<(String, String)> {
    let alone = city(slug).is_some_and(domain::city::City::is_municipality);
    let fits = |l: &Level| match l {
        Level::City => own_too,
        Level::Provincial => !alone,
        Level::National => true,
    };
    let all = Level::ALL.iter().copied().filter(fits);
    all.map(|l| (l.name().to_owned(), t.level(l).to_owned())).collect()
}

/// The severities.
pub(super) fn severities(t: Words) -> Vec<(String, String)> {
    let one = |s: &Severity| (s.name().to_owned(), t.severity(*s).to_owned());
    Severity::ALL.iter().map(one).collect()
}

/// The fields.
pub(super) fn fields(visit: &Visit, fields: &Form, stored: &Stored, slug: &str) -> AnyView {
    let t = visit.words();
    let goals = Goal::ALL.into_iter();
    let goals = goals
        .map(|g| (category_name(g).to_owned(), t.goal(g).to_owned()))
        .collect();
    let kinds = ProblemKind::ALL.iter();
    let kinds = kinds
        .map(|k| (k.name().to_owned(), t.problem_kind(*k).to_owned()))
        .collect();
    let known = indicators().map(|d| (d.code.clone(), format!("{} {}", d.code, d.name.get(t.lang()))));
    let mut periods: Vec<Period> = visit.settings.pilot.opened(visit.now);
    // An address may name a month that has no report of its own.
    if let Ok(asked) = fields.value("period", &stored.period).parse::<Period>()
        && !periods.contains(&asked)
    {
        periods.push(asked);
    }
    let periods = periods
        .iter()
        .rev()
        .map(|p| (p.to_string(), t.period_name(*p)))
        .collect();
    let choice = |options, none| Kind::Choice(options, none);
    view! {
        <div class="stack measure">
            {fields.one("title", t.f_title(), t.f_title_hint(), Kind::Line("text"), &stored.title)}
            {fields.one("description", t.f_description(), t.f_description_hint(), Kind::area(DESCRIPTION_MAX), &stored.description)}
        </div>
        <div class="sign-grid">
            {fields.one("category", t.f_category(), "", choice(goals, Some(t.choose())), &stored.category)}
            {fields.one("kind", t.f_kind(), "", choice(kinds, Some(t.choose())), &stored.kind)}
            {fields.one("severity", t.f_severity(), "", choice(severities(t), None), &stored.severity)}
            {fields.one("level", t.f_level(), t.f_level_hint(), choice(levels(t, slug, true), None), &stored.level)}
            {fields.one("indicator", t.f_indicator(), "", choice(known.collect(), Some(t.not_chosen())), &stored.indicator)}
            {fields.one("period", t.f_period(), "", choice(periods, Some(t.not_chosen())), &stored.period)}
        </div>
    }
    .into_any()
}
