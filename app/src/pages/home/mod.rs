//! `/`: what waits for me. Each role has its own: the city's work, CNIPA's overview, the liaison's city, a sentence for
//! those whose work comes later.

mod city;
mod cnipa;

use domain::access::{Role, Scope};
use leptos::prelude::*;
use storage::reports::Row;

use crate::{
    components::{bits::state_chip, frame::Frame, icons::icon},
    locales::Words,
    pages::{
        page, problems,
        reports::{
            matrix::matrix,
            rows::{flags, href},
        },
    },
    visit::{Visit, here},
};

/// The page.
#[component]
pub fn Home() -> impl IntoView {
    let (visit, app) = here();
    page(async move {
        let caller = visit.caller()?;
        let t = visit.words();
        let rows = async || storage::reports::list(&app.store, &caller).await;
        Ok(match caller.actor.role {
            Role::CityEditor | Role::CityApprover => city::home(&visit, &app, &caller, rows().await?).await?,
            Role::Reviewer | Role::Admin => cnipa::home(&visit, &app, &caller).await?,
            Role::Liaison => {
                let problems = problems::beside::lines(&visit, &app, &caller).await?;
                liaison(&visit, &caller.actor, &rows().await?, problems)
            }
            Role::Expert => sentence(t, t.expert_home(), None),
            Role::Observer => sentence(t, t.observer_home(), Some(("/indicators", t.home_to_indicators()))),
            Role::Auditor => sentence(t, t.auditor_home(), Some(("/audit", t.home_to_audit()))),
        })
    })
}

/// Who has nothing to do here yet is told so, and where to go.
fn sentence(t: Words, text: &'static str, link: Option<(&'static str, &'static str)>) -> AnyView {
    let link = link.map(|(to, word)| view! { <p><a class="btn" href=to>{word}</a></p> });
    view! {
        <Frame title=t.nav_home().to_owned()>
            <div class="stack-l measure"><h1>{t.nav_home()}</h1><p class="lead">{text}</p>{link}</div>
        </Frame>
    }
    .into_any()
}

/// The liaison's city: what it has submitted.
fn liaison(visit: &Visit, actor: &domain::access::Actor, rows: &[Row], problems: Vec<AnyView>) -> AnyView {
    let t = visit.words();
    let province = match &actor.scope {
        Scope::Province(key) => t.province(key),
        _ => String::new(),
    };
    let submitted: Vec<&Row> = rows.iter().rev().filter(|r| r.versions > 0).collect();
    let body = if submitted.is_empty() {
        view! { <div class="empty"><h2>{t.home_liaison_none()}</h2><p>{t.home_liaison_none_hint()}</p></div> }
            .into_any()
    } else {
        let lines = submitted
            .into_iter()
            .take(8)
            .map(|row| line(visit, row, None))
            .collect_view();
        view! { <ul class="plain">{lines}</ul> }.into_any()
    };
    let states = (!rows.is_empty()).then(|| {
        view! {
            <section class="sect" aria-labelledby="states">
                <h2 id="states">{t.home_states_title()}</h2>
                {matrix(t, actor, &latest(rows, 4))}
                <p class="sm"><a href="/reports">{t.home_all_reports()}</a></p>
            </section>
        }
    });
    let waiting = (!problems.is_empty()).then(|| {
        view! { <section class="sect" aria-labelledby="waiting"><h2 id="waiting">{t.waiting_for_me()}</h2><ul class="work">{problems}</ul></section> }
    });
    let title = t.home_liaison_title(province);
    view! {
        <Frame title=title.clone()>
            <h1>{title}</h1>
            <p class="lead home-lead">{t.home_liaison_lead()}</p>
            <div class="stack-l">{waiting}{body}{states}</div>
        </Frame>
    }
    .into_any()
}

/// A line of a plain list: the report, its state, a word, and the way there.
pub(in crate::pages) fn line(visit: &Visit, row: &Row, more: Option<String>) -> AnyView {
    let t = visit.words();
    let name = domain::city::city(&row.city)
        .map(|c| c.short(visit.lang).to_owned())
        .unwrap_or_default();
    let own = visit.actor.as_ref().is_some_and(|a| a.city().is_some());
    let period = t.period_name(row.period);
    let title = if own {
        t.home_card(period)
    } else {
        t.home_report_of(name, period)
    };
    view! {
        <li>
            <a href=href(row)>
                <span class="grow"><b>{title}</b><span>{state_chip(visit.lang, row.state)}" "{flags(t, row)}" "{more}</span></span>
                {icon("right")}
            </a>
        </li>
    }
    .into_any()
}

/// The rows of the latest periods that have opened.
fn latest(rows: &[Row], periods: usize) -> Vec<Row> {
    let mut all: Vec<_> = rows.iter().map(|r| r.period).collect();
    all.sort_by_key(|p| p.last_day());
    all.dedup();
    let from = all.len().saturating_sub(periods);
    let kept = &all[from..];
    rows.iter().filter(|r| kept.contains(&r.period)).cloned().collect()
}
