//! The form of a case: its fields with hints and sentences, the count of its texts, and what another person saved.

use domain::{
    indicator::{Aspect, Goal, indicators},
    period::Period,
    practice::{CASE_MAX, Case, FIELDS, TEXTS},
};
use leptos::prelude::*;

use crate::{
    components::{
        fields::{Field, Kind},
        icons::icon,
    },
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
    let one = |name, kind| field(t, case, posted, name, kind);
    let line = |name| one(name, Kind::Line("text"));
    let choose = |name, options, none| one(name, Kind::Choice(options, Some(none)));
    let texts = TEXTS.map(|name| {
        let rows = Some(if name == "measures" { 10 } else { 5 });
        one(name, Kind::Area { most: None, rows })
    });
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
        {line("title")}
        <div class="case-pair">{choose("aspect", aspects, t.none_dash())}{choose("goal", goals, t.none_dash())}</div>
        {texts}
        <p class=class><span>{(number > CASE_MAX).then(|| icon("warn"))}{t.practice_count(number, CASE_MAX)}</span></p>
        <fieldset class="stack">
            <legend class="label">{t.practice_data()}</legend>
            <p class="hint">{t.practice_data_hint()}</p>
            {choose("indicator", indicator, t.practice_no_indicator())}
            <div class="case-pair">{line("before")}{choose("before_period", periods(), t.none_dash())}</div>
            <div class="case-pair">{line("after")}{choose("after_period", periods(), t.none_dash())}</div>
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

fn field(t: Words, case: &Case, posted: &Posted, name: &'static str, kind: Kind) -> AnyView {
    let field = Field::new(name, t.practice_field(name), kind, case.get(name).unwrap_or_default());
    field.hint(t.practice_hint(name)).error(posted.error(name)).view()
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
