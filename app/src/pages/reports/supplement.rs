//! Supplements on a report's pages: what is still to come with its day, and the plain form that opens it.

use domain::{
    access::{Decision, Object, Verb, may},
    report::State,
    supplement::{Awaited, awaited},
};
use leptos::prelude::*;
use storage::reports::{Row, Version};

use super::form_data::Refused;
use crate::{components::icons::icon, locales::Words, visit::Visit};

/// What the accepted version leaves to come; nothing where it leaves nothing.
#[must_use]
pub fn section(visit: &Visit, row: &Row, version: &Version, refused: &Refused) -> AnyView {
    let t = visit.words();
    let all = awaited(row.period, &version.content.entries);
    if all.is_empty() || row.state != State::Accepted || row.accepted != Some(version.head.number) {
        return ().into_any();
    }
    let object = Object::Report {
        city: &row.city,
        state: row.state,
        versions: row.versions,
    };
    let opens = may(visit.actor.as_ref(), Verb::Supplement, &object) == Decision::Allow;
    let today = visit.today();
    let form = opens && row.correction_asked_at.is_none() && all.iter().any(|a| a.is_open(today));
    let line = |a: &Awaited| {
        let (text, open) = (t.colon(t.item(&a.item), t.full_day(a.expected_on)), a.is_open(today));
        let over =
            (!open).then(|| view! { " "<span class="istat istat--err">{icon("clock")}{t.awaited_over()}</span> });
        if form && open {
            view! {
                <li>
                    <label class="check">
                        <input type="checkbox" name=format!("items[{}][selected]", a.item) value="on" checked />
                        <span>{text}</span>
                    </label>
                </li>
            }
            .into_any()
        } else {
            view! { <li>{text}{over}</li> }.into_any()
        }
    };
    let list = view! { <ul class="stack-s awaited">{all.iter().map(line).collect_view()}</ul> };
    let wrong = refused.correction.get("items").filter(|_| refused.supplementing());
    let wrong = wrong.map(|s| view! { <p class="fielderr">{icon("err")}<span>{s.clone()}</span></p> });
    let over = (opens && all.iter().any(|a| !a.is_open(today)))
        .then(|| view! { <p class="muted measure">{t.awaited_over_hint()}</p> });
    let body = if form {
        view! {
            <form method="post" action=visit.path.clone() class="stack-s" novalidate>
                <p class="measure">{t.awaited_lead()}</p>
                {wrong}
                {list}
                <p><button class="btn" type="submit" name="action" value="supplement">{t.supplement_button()}</button></p>
            </form>
        }
        .into_any()
    } else {
        view! { {list} }.into_any()
    };
    view! {
        <section class="sect stack-s" id="awaited" aria-labelledby="awaited-title">
            <h2 id="awaited-title">{t.awaited_title()}</h2>
            {body}
            {over}
        </section>
    }
    .into_any()
}

/// The city's home: what it still owes to accepted reports, by day.
#[must_use]
pub fn owed(visit: &Visit, city: &str, all: &[(domain::period::Period, Awaited)]) -> AnyView {
    let t: Words = visit.words();
    if all.is_empty() {
        return ().into_any();
    }
    let today = visit.today();
    let lines = all
        .iter()
        .map(|(period, a)| {
            let to = format!("/reports/{city}/{period}#awaited");
            let when = if a.is_open(today) {
                t.home_awaited_by(t.period_name(*period), t.full_day(a.expected_on))
            } else {
                t.home_awaited_over(t.period_name(*period), t.full_day(a.expected_on))
            };
            view! { <li><a href=to><span class="grow"><b>{t.item(&a.item)}</b><span>{when}</span></span>{icon("right")}</a></li> }
        })
        .collect_view();
    view! {
        <section class="sect" aria-labelledby="owed">
            <h2 id="owed">{t.home_awaited()}</h2>
            <ul class="plain">{lines}</ul>
        </section>
    }
    .into_any()
}
