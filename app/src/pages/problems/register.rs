//! `/problems`: one sentence of facts, the figures, ageing and months as charts, then the list with its filters.

use domain::{
    access::Role,
    period::Period,
    problem::{Age, Turn},
};
use leptos::prelude::*;
use storage::{
    Caller,
    problems::{self, Listed, Summary, Which},
};

use super::{
    ageing,
    asked::{Asked, file, is_city, views},
    list::{filters, table},
    months::Months,
};
use crate::{
    components::{bits::notice, frame::Frame, icons::icon},
    error::Error,
    locales::Words,
    pages::page,
    visit::{Visit, here},
};

/// The page.
#[component]
pub fn Problems() -> impl IntoView {
    let (visit, app) = here();
    page(async move {
        let caller = visit.caller()?;
        let today = visit.today();
        let asked = match Asked::read(&visit, &caller) {
            Ok(asked) => asked,
            Err(sentence) => {
                // Who sees no problems at all is told that first.
                problems::list(&app.store, &caller, &problems::Filter::default(), today, 1).await?;
                let form = filters(&visit, &caller, None);
                let body =
                    view! { {notice("err", sentence.to_owned())}<section class="sect" id="list">{form}</section> };
                return Ok(frame(&visit, &caller, None, body.into_any()));
            }
        };
        let (listed, summary) = problems::overview(&app.store, &caller, &asked.filter, today, asked.page).await?;
        Ok::<_, Error>(content(&visit, &caller, &asked, &listed, &summary))
    })
}

fn frame(visit: &Visit, caller: &Caller, asked: Option<&Asked>, body: AnyView) -> AnyView {
    let t = visit.words();
    let tabs = (views(caller).len() > 1).then(|| {
        let now = asked.map(|a| a.filter.which).unwrap_or_default();
        let own = match caller.actor.role {
            Role::Liaison => t.problems_tab_province(),
            Role::Reviewer | Role::Admin => t.problems_tab_all(),
            _ => t.problems_tab_own(),
        };
        let link = |which: Which, name: &str, word: &'static str| {
            let current = (which == now).then_some("page");
            let to = crate::visit::address("/problems", [("view", name)]);
            view! { <a href=to aria-current=current>{word}</a> }
        };
        view! {
            <span class="seg" role="group" aria-label=t.problems_views()>
                {link(Which::Own, "own", own)}{link(Which::Shared, "shared", t.problems_tab_shared())}
            </span>
        }
    });
    let raise =
        is_city(caller).then(|| view! { <a class="btn" href="/problems/new">{icon("flag")}{t.problem_raise()}</a> });
    let files = asked.map(|_| {
        let [xlsx, csv] = ["/exports/problems.xlsx", "/exports/problems.csv"].map(|path| file(visit, path));
        view! { <span class="dl"><span>{icon("dl")}<a href=xlsx download="">{t.xlsx()}</a></span><a href=csv download="">{t.csv()}</a></span> }
    });
    let time = t.problems_as_of(t.stamp(visit.now));
    view! {
        <Frame title=t.problems_title().to_owned()>
            <div class="phead">
                <div>
                    <h1>{t.problems_title()}</h1>
                    <p class="phead__meta"><span>{time}</span>{files}</p>
                </div>
                <div class="row">{tabs}{raise}</div>
            </div>
            {body}
        </Frame>
    }
    .into_any()
}

fn content(visit: &Visit, caller: &Caller, asked: &Asked, listed: &Listed, summary: &Summary) -> AnyView {
    let t = visit.words();
    let none = summary.months.is_empty();
    let charts = (!none).then(|| {
        view! {
            <div class="grid grid--6-6 charts">
                {ageing::figure(visit, caller, asked, summary)}
                {Months::of(visit, summary).figure(visit)}
            </div>
        }
    });
    let facts = (!none).then(|| facts(visit, summary));
    let title = if asked.is_narrowed() {
        t.problems_list()
    } else {
        t.problems_open_list()
    };
    let body = view! {
        <p class="lead">{lead(t, summary)}</p>
        {facts}
        {charts}
        <section class="sect stack" id="list" aria-labelledby="list-title">
            <h2 id="list-title">{title}</h2>
            {filters(visit, caller, Some(asked))}
            {table(visit, caller, asked, listed)}
        </section>
    };
    frame(visit, caller, Some(asked), body.into_any())
}

fn old(summary: &Summary) -> i64 {
    summary.count(|c| matches!(c.age, Age::UpTo60 | Age::Over60))
}

fn lead(t: Words, summary: &Summary) -> String {
    let open = summary.count(|_| true);
    if open == 0 {
        return t.problems_lead_none().to_owned();
    }
    let mut all = vec![t.problems_lead(open, old(summary))];
    let overdue = summary.count(|c| c.overdue);
    all.extend((overdue > 0).then(|| t.problems_lead_over(overdue)));
    all.extend((summary.due_soon > 0).then(|| t.problems_lead_soon(summary.due_soon)));
    all.join(t.sentence_gap())
}

/// The average days of first answers in a quarter, to one place.
fn average(summary: &Summary, quarter: Period) -> Option<String> {
    let months = quarter.months();
    let of = months.iter().filter_map(|m| summary.replies.get(&m.to_string()));
    let (count, days) = of.fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
    // Tenths, rounded half-up.
    let tenths = (days * 20 + count).checked_div(count * 2)?;
    Some(format!("{}.{}", tenths / 10, tenths % 10))
}

fn facts(visit: &Visit, summary: &Summary) -> AnyView {
    let t = visit.words();
    let month = Period::month_of(visit.today());
    let closed = summary.months.get(&month.to_string()).map_or(0, |m| m.1);
    let with = |turn: Turn| summary.count(|c| c.turn == turn);
    let (now, before) = (
        average(summary, month.quarter()),
        average(summary, month.quarter().previous()),
    );
    let label = before.map_or_else(|| t.fact_reply().to_owned(), |days| t.fact_reply_before(days));
    let reply = now
        .map(|days| view! { <div><dt>{label}</dt><dd class="fig">{days}" "<small>{t.days_unit()}</small></dd></div> });
    let one = |word: &'static str, n: i64| view! { <div><dt>{word}</dt><dd class="fig">{n}</dd></div> };
    let province = with(Turn::Province);
    view! {
        <dl class="facts">
            {one(t.fact_open(), summary.count(|_| true))}
            {one(t.fact_with_cnipa(), with(Turn::Cnipa))}
            {(province > 0).then(|| one(t.fact_with_province(), province))}
            {one(t.fact_with_city(), with(Turn::City))}
            {one(t.fact_overdue(), summary.count(|c| c.overdue))}
            {one(t.fact_old(), old(summary))}
            {one(t.fact_closed_month(), closed)}
            {reply}
        </dl>
    }
    .into_any()
}
