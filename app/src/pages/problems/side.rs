//! What stands beside a problem's thread: its progress, its facts, and to CNIPA what it is joined with.

use domain::problem::{Action, Ageing, Level, State, Turn};
use leptos::prelude::*;
use storage::problems::{Found, Like, Row};

use super::bits::{href, place, state_chip};
use crate::{
    components::{fields::Form, icons::icon},
    locales::Words,
    pages::typed::typed_by,
    visit::Visit,
};

/// The states that are still ahead, the nearest first.
fn ahead(state: State, level: Level) -> &'static [State] {
    use State as S;
    let rest: &[S] = match level {
        Level::Provincial => &[S::Escalated, S::Replied, S::Confirmed, S::Closed],
        _ => &[
            S::Escalated,
            S::Received,
            S::Assigned,
            S::Replied,
            S::Confirmed,
            S::Closed,
        ],
    };
    let from = match state {
        S::Registered | S::CityHandling if level == Level::City => return &[S::Closed],
        S::Registered | S::CityHandling | S::Returned => 0,
        // What is handled anew is assigned once more; the province answers it.
        S::Reopened if level == Level::Provincial => 1,
        S::Reopened => 2,
        state => rest.iter().position(|s| *s == state).map_or(rest.len(), |at| at + 1),
    };
    rest.get(from..).unwrap_or_default()
}

/// The progress.
pub(super) fn progress(visit: &Visit, found: &Found) -> AnyView {
    let t = visit.words();
    let row = &found.row;
    let moved: Vec<_> = found.steps.iter().filter(|s| s.from != Some(s.to)).collect();
    let last = moved.len().saturating_sub(1);
    let done = moved
        .iter()
        .enumerate()
        .map(|(i, step)| {
            let day = visit.moment(step.at);
            let who = match domain::problem::side(step.role) {
                Turn::City => place(visit, &row.city),
                _ => t.role_name(step.role).to_owned(),
            };
            let now = i == last && row.state != State::Closed;
            let more = row
                .due_on
                .filter(|_| now && row.state == State::Assigned)
                .map(|d| t.problem_until(t.day(d)));
            let line = [Some(format!("{day}{}{who}", t.list_sep())), more];
            let line = line.into_iter().flatten().collect::<Vec<_>>().join(t.semicolon());
            let waits = now.then(|| t.waits_for(t.turn(row.turn())));
            let name = [Some(t.problem_state(step.to).to_owned()), waits];
            let name = name.into_iter().flatten().collect::<Vec<_>>().join(t.list_sep());
            view! { <li class=now.then_some("is-now")><b>{name}</b><time>{line}</time></li> }
        })
        .collect_view();
    let next = ahead(row.state, row.content.level)
        .iter()
        .map(|s| view! { <li class="is-next">{t.problem_state(*s)}</li> })
        .collect_view();
    view! { <div><h2 class="label">{t.problem_progress()}</h2><ol class="tl">{done}{next}</ol></div> }.into_any()
}

/// The days in all, and with whom where more than one side held it.
fn age(t: Words, age: Ageing) -> String {
    let parts = [
        (Turn::City, age.city),
        (Turn::Province, age.province),
        (Turn::Cnipa, age.cnipa),
    ];
    let parts: Vec<_> = parts
        .into_iter()
        .filter(|(_, n)| *n > 0)
        .map(|(s, n)| t.age_part(t.turn(s), n))
        .collect();
    match parts.len() {
        0 | 1 => t.bar_words(age.total()),
        _ => t.age_split(age.total(), parts.join(t.list_sep())),
    }
}

/// The facts.
pub(super) fn facts(visit: &Visit, found: &Found) -> AnyView {
    let t = visit.words();
    let row = &found.row;
    let pair = |term: &'static str, value: AnyView| view! { <dt>{term}</dt><dd>{value}</dd> }.into_any();
    let words = |text: String| view! { <span>{text}</span> }.into_any();
    let indicator = row.content.indicator.as_ref().map(|code| {
        let link = view! { <a href=format!("/indicators/{code}")>{t.item(code)}</a> }.into_any();
        pair(t.f_indicator(), link)
    });
    let period = row.content.period.map(|p| {
        let own = visit.actor.as_ref().and_then(|a| a.city()) == Some(&row.city);
        let name = if row.from_report {
            t.report_of(t.period_name(p))
        } else {
            t.period_name(p)
        };
        let value = match own && row.from_report {
            true => view! { <a href=format!("/reports/{}/{}", row.city, p.report())>{name}</a> }.into_any(),
            false => words(name),
        };
        pair(
            if row.from_report {
                t.problem_source()
            } else {
                t.f_period()
            },
            value,
        )
    });
    let unit = row.unit.clone().map(|unit| pair(t.f_unit(), words(unit)));
    let name = domain::city::city(&row.city).map_or_else(|| row.city.clone(), |c| c.name.get(visit.lang).to_owned());
    view! {
        <div>
            <h2 class="label">{t.problem_facts()}</h2>
            <dl class="kv">
                {pair(t.city(), words(name))}
                {pair(t.f_category(), words(t.goal(row.content.category).to_owned()))}
                {pair(t.f_kind(), words(t.problem_kind(row.content.kind).to_owned()))}
                {pair(t.f_level(), words(t.level(row.content.level).to_owned()))}
                {indicator}
                {period}
                {unit}
                {pair(t.problem_raised_by(), words(row.raised_by.clone()))}
                {pair(t.problem_age(), words(age(t, row.ageing(visit.today()))))}
            </dl>
        </div>
    }
    .into_any()
}

fn line(visit: &Visit, row: &Row) -> AnyView {
    let t = visit.words();
    view! { <span><a href=href(row)>{row.code()}</a>" "{place(visit, &row.city)}" "{row.content.title.clone()}" "{state_chip(t, row.state)}</span> }
        .into_any()
}

/// To CNIPA: what it is joined with, and what reads alike, to be ticked.
pub(super) fn joining(visit: &Visit, found: &Found, like: &[Like], fields: &Form, open: bool) -> AnyView {
    let t = visit.words();
    let seen = || found.row.revision.to_string();
    let joined = (!found.joined.is_empty()).then(|| {
        let all = found.joined.iter().map(|r| view! { <li>{line(visit, r)}</li> }).collect_view();
        view! {
            <form method="post" action=visit.path.clone() class="stack-s">
                <h2 class="label">{t.joined_title()}</h2>
                <p class="sm muted">{t.joined_lead()}</p>
                <ul class="joined">{all}</ul>
                <input type="hidden" name="seen" value=seen() />
                <p><button class="btn btn--2 btn--s" type="submit" name="action" value=Action::Leave.name()>{t.problem_action(Action::Leave)}</button></p>
            </form>
        }
    });
    if !open {
        return joined.into_any();
    }
    let boxes = like
        .iter()
        .map(|l| {
            let name = format!("join[{}]", l.row.code());
            let checked = !fields.value(&name, "").is_empty();
            // Whole percent.
            let alike = t.join_likeness((l.likeness * 100.0).round());
            view! {
                <label class="check"><input type="checkbox" name=name value="on" checked=checked /><span>{line(visit, &l.row)}" "<span class="muted sm">{alike}</span></span></label>
            }
        })
        .collect_view();
    let none = like
        .is_empty()
        .then(|| view! { <p class="muted sm">{t.join_none()}</p> });
    let error = fields
        .error("join")
        .map(|e| view! { <p class="fielderr" id="join-error">{icon("err")}<span>{e}</span></p> });
    let wrong = error.is_some();
    view! {
        {joined}
        <form method="post" action=visit.path.clone() class="stack-s" novalidate autocomplete="off">
            {typed_by(visit)}
            <h2 class="label">{t.join_title()}</h2>
            <p class="sm muted">{t.join_lead()}</p>
            {error}
            <div class="stack-s">{boxes}</div>
            {none}
            <div class="field"><label for="join">{t.join_by_number()}</label><input class="input input--s" id="join" name="join" value=fields.value("join", "") aria-invalid=wrong.then_some("true") aria-describedby=wrong.then_some("join-error") /></div>
            <input type="hidden" name="seen" value=seen() />
            <p><button class="btn btn--2 btn--s" type="submit" name="action" value=Action::Join.name()>{t.problem_action(Action::Join)}</button></p>
        </form>
    }
    .into_any()
}
