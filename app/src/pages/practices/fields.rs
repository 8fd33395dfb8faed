//! The form of a case: its fields with hints and sentences, the count of its texts, and what another person saved.

use domain::{
    indicator::{Aspect, Goal, indicators},
    period::Period,
    practice::{CASE_MAX, Case, FIELDS, TEXTS},
};
use leptos::prelude::*;

use crate::{
    components::{bits::area_text, icons::icon},
    locales::Words,
    visit::{Posted, Visit},
};

/// The fields, as typed.
pub(super) fn fields(visit: &Visit, case: &Case, posted: &Posted) -> AnyView {
    let t = visit.words();
    let pair = |value: &str, text: &str| (value.to_owned(), text.to_owned());
    let aspects = Aspect::ALL.iter().map(|a| pair(a.name(), t.aspect(*a))).collect();
    let goals = Goal::ALL.iter().map(|g| pair(g.name(), t.goal(*g))).collect();
    let all = indicators();
    let indicator = all
        .map(|d| pair(&d.code, &format!("{} {}", d.code, d.name.get(t.lang()))))
        .collect();
    let choose = |name, options, none: &str| select(t, case, posted, name, options, none);
    let texts = TEXTS.map(|name| area(t, case, posted, name));
    let periods = || {
        periods(visit)
            .into_iter()
            .map(|p| (p.to_string(), t.period_name(p)))
            .collect::<Vec<_>>()
    };
    let number = case.characters();
    let class = if number > CASE_MAX {
        "counter case-count is-over"
    } else {
        "counter case-count"
    };
    view! {
        {line(t, case, posted, "title")}
        <div class="case-pair">{choose("aspect", aspects, t.none_dash())}{choose("goal", goals, t.none_dash())}</div>
        {texts}
        <p class=class><span>{(number > CASE_MAX).then(|| icon("warn"))}{t.practice_count(number, CASE_MAX)}</span></p>
        <fieldset class="stack">
            <legend class="label">{t.practice_data()}</legend>
            <p class="hint">{t.practice_data_hint()}</p>
            {choose("indicator", indicator, t.practice_no_indicator())}
            <div class="case-pair">{line(t, case, posted, "before")}{choose("before_period", periods(), t.none_dash())}</div>
            <div class="case-pair">{line(t, case, posted, "after")}{choose("after_period", periods(), t.none_dash())}</div>
        </fieldset>
    }
    .into_any()
}

/// The months and quarters that a figure can be of: two years back from today, the latest first.
fn periods(visit: &Visit) -> Vec<Period> {
    let today = visit.today();
    let last: Option<Period> = format!("{:04}-{:02}", today.year(), today.month()).parse().ok();
    let months = std::iter::successors(last, |p| Some(p.previous())).take(25);
    let mut all: Vec<_> = months
        .flat_map(|m| [m, m.quarter()])
        .filter(|p| p.last_day() < today)
        .collect();
    all.sort_unstable();
    all.dedup();
    all.reverse();
    all
}

/// Hint and error of a field, and what describes it.
fn said(t: Words, posted: &Posted, name: &'static str) -> (AnyView, Option<String>, bool) {
    let (hint, error) = (t.practice_hint(name), posted.error(name));
    let (hint_id, error_id) = (format!("{name}-hint"), format!("{name}-error"));
    let ids = [
        (!hint.is_empty()).then(|| hint_id.clone()),
        error.as_ref().map(|_| error_id.clone()),
    ];
    let ids: Vec<_> = ids.into_iter().flatten().collect();
    let wrong = error.is_some();
    let view = view! {
        {(!hint.is_empty()).then(|| view! { <span class="hint" id=hint_id>{hint}</span> })}
        {error.map(|e| view! { <span class="fielderr" id=error_id>{icon("err")}{e}</span> })}
    };
    (view.into_any(), (!ids.is_empty()).then(|| ids.join(" ")), wrong)
}

fn line(t: Words, case: &Case, posted: &Posted, name: &'static str) -> AnyView {
    let (said, described, wrong) = said(t, posted, name);
    let value = case.get(name).unwrap_or_default().to_owned();
    view! {
        <div class="field">
            <label for=name>{t.practice_field(name)}</label>
            {said}
            <input class=if wrong { "input is-err" } else { "input" } id=name name=name type="text" value=value autocomplete="off" aria-describedby=described aria-invalid=wrong.then_some("true") />
        </div>
    }
    .into_any()
}

fn area(t: Words, case: &Case, posted: &Posted, name: &'static str) -> AnyView {
    let (said, described, wrong) = said(t, posted, name);
    let text = case.get(name).unwrap_or_default();
    let rows = if name == "measures" { "10" } else { "5" };
    view! {
        <div class="field">
            <label for=name>{t.practice_field(name)}</label>
            {said}
            <textarea class=if wrong { "area is-err" } else { "area" } id=name name=name rows=rows aria-describedby=described aria-invalid=wrong.then_some("true")>
                {area_text(text)}
            </textarea>
        </div>
    }
    .into_any()
}

fn select(
    t: Words,
    case: &Case,
    posted: &Posted,
    name: &'static str,
    mut options: Vec<(String, String)>,
    none: &str,
) -> AnyView {
    let (said, described, wrong) = said(t, posted, name);
    let asked = case.get(name).unwrap_or_default().to_owned();
    // What was typed elsewhere is not lost because the list does not hold it.
    if !asked.is_empty() && !options.iter().any(|(value, _)| *value == asked) {
        options.push((asked.clone(), asked.clone()));
    }
    let options = options
        .into_iter()
        .map(|(value, text)| {
            let selected = value == asked;
            view! { <option value=value selected=selected>{text}</option> }
        })
        .collect_view();
    view! {
        <div class="field">
            <label for=name>{t.practice_field(name)}</label>
            {said}
            <select class=if wrong { "select is-err" } else { "select" } id=name name=name aria-describedby=described aria-invalid=wrong.then_some("true")>
                <option value="">{none.to_owned()}</option>{options}
            </select>
        </div>
    }
    .into_any()
}

/// The fields in which what is saved differs from what was typed over it.
pub(super) fn saved_meanwhile(t: Words, typed: &Case, saved: &Case) -> AnyView {
    let rows: Vec<_> = FIELDS
        .into_iter()
        .filter(|name| typed.get(name) != saved.get(name))
        .map(|name| {
            let text = saved.get(name).unwrap_or_default().to_owned();
            view! { <div><dt>{t.practice_field(name)}</dt><dd class="case__text">{text}</dd></div> }
        })
        .collect();
    if rows.is_empty() {
        return ().into_any();
    }
    view! { <details class="fold" open=true><summary>{t.practice_others_text()}</summary><dl class="kv">{rows}</dl></details> }
        .into_any()
}
