//! Problems on other pages: what waits for the reader on his home and in the navigation, and the open ones beside an
//! indicator and on a city's page.

use std::sync::Arc;

use domain::problem::{State, Turn, side};
use leptos::prelude::*;
use storage::{
    Caller,
    problems::{self, Filter, Row, Waiting, Which},
};
use tokio::sync::OnceCell;

use super::{
    asked::is_city,
    bits::{href, place, state_chip},
};
use crate::{
    components::icons::icon,
    error::Error,
    locales::Words,
    visit::{App, Visit, address},
};

/// How many problems stand beside an indicator or on a city's page.
const SHOWN: usize = 5;

/// What waits for the reader of a page: its navigation counts it and a home lists it, so it is read once.
#[derive(Clone, Default)]
pub struct ReadOnce(Arc<OnceCell<Vec<Waiting>>>);

async fn waiting(visit: &Visit, app: &App, caller: &Caller) -> Result<Vec<Waiting>, storage::Error> {
    let once = use_context::<ReadOnce>().unwrap_or_default();
    let read = || problems::waiting(&app.store, caller, visit.today());
    once.0.get_or_try_init(read).await.cloned()
}

/// The count of what waits for the reader, behind the word in the navigation.
#[must_use]
pub fn count(visit: &Visit) -> AnyView {
    let Some(app) = use_context::<App>() else {
        return ().into_any();
    };
    let (visit, t) = (visit.clone(), visit.words());
    let number = Suspend::new(async move {
        let caller = visit.caller().ok()?;
        // A page is not lost for a number in its navigation; the log has the cause.
        let all = waiting(&visit, &app, &caller).await.ok()?;
        let count: i64 = all.iter().map(|w| w.count).sum();
        (count > 0).then(|| view! { <span class="count" aria-label=t.waiting_count(count)>{count}</span> })
    });
    view! { {number} }.into_any()
}

/// A group of what waits: its sentence, where it is listed, how many of it are overdue.
struct Group {
    words: String,
    to: String,
    overdue: i64,
}

fn groups(t: Words, turn: Turn, waiting: &[Waiting]) -> Vec<Group> {
    let group = |states: &[State], words: &dyn Fn(i64) -> String| {
        let of = || waiting.iter().filter(|w| states.contains(&w.state));
        let count: i64 = of().map(|w| w.count).sum();
        let state = match states {
            [only] => only.name(),
            _ => "",
        };
        let query = [("turn", turn.name()), ("state", state)];
        (count > 0).then(|| Group {
            words: words(count),
            to: address("/problems", query.into_iter().filter(|(_, v)| !v.is_empty())),
            overdue: of().map(|w| w.overdue).sum(),
        })
    };
    let all = match turn {
        Turn::City => vec![
            group(&[State::Replied], &|n| t.wait_confirm(n)),
            group(&[State::Returned], &|n| t.wait_detail(n)),
            group(&[State::Registered, State::CityHandling], &|n| t.wait_handle(n)),
        ],
        Turn::Province => vec![group(&[State::Escalated, State::Reopened], &|n| t.wait_province(n))],
        Turn::Cnipa => vec![
            group(&[State::Assigned], &|n| t.wait_reply(n)),
            group(&[State::Escalated], &|n| t.wait_receive(n)),
            group(&[State::Received], &|n| t.wait_assign(n)),
            group(&[State::Reopened], &|n| {
                format!("{}{}", t.wait_assign(n), t.in_reopened())
            }),
            group(&[State::Confirmed], &|n| t.wait_strike(n)),
        ],
        Turn::None => Vec::new(),
    };
    all.into_iter().flatten().collect()
}

async fn grouped(visit: &Visit, app: &App, caller: &Caller) -> Result<Vec<Group>, Error> {
    let all = waiting(visit, app, caller).await?;
    Ok(groups(visit.words(), side(caller.actor.role), &all))
}

/// What waits for a city, as cards of its home.
///
/// # Errors
/// The store's.
pub async fn cards(visit: &Visit, app: &App, caller: &Caller) -> Result<Vec<AnyView>, Error> {
    let t = visit.words();
    let card = |g: Group| {
        view! {
            <div class="next" data-card="problems">
                <p class="row row--between"><span class="chip">{icon("flag")}{t.home_problems()}</span></p>
                <h3>{g.words}</h3>
                <a class="btn btn--wide" href=g.to>{t.wait_go()}</a>
            </div>
        }
        .into_any()
    };
    Ok(grouped(visit, app, caller).await?.into_iter().map(card).collect())
}

/// What waits for CNIPA or a province, as lines of a work list.
///
/// # Errors
/// The store's.
pub async fn lines(visit: &Visit, app: &App, caller: &Caller) -> Result<Vec<AnyView>, Error> {
    let t = visit.words();
    let line = |g: Group| {
        let over = (g.overdue > 0)
            .then(|| view! { <p><span class="istat istat--err">{icon("clock")}{t.wait_over(g.overdue)}</span></p> });
        view! { <li data-line="problems"><div class="work__main"><a href=g.to>{g.words}</a>{over}</div></li> }
            .into_any()
    };
    Ok(grouped(visit, app, caller).await?.into_iter().map(line).collect())
}

/// The same as sentences without their stop, each with how many of it are overdue.
///
/// # Errors
/// The store's.
pub async fn sentences(visit: &Visit, app: &App, caller: &Caller) -> Result<Vec<(String, i64)>, Error> {
    let all = grouped(visit, app, caller).await?;
    Ok(all.into_iter().map(|g| (g.words, g.overdue)).collect())
}

fn one(visit: &Visit, row: &Row, with_city: bool) -> AnyView {
    let t = visit.words();
    let city = with_city.then(|| format!("{}{}", place(visit, &row.city), t.list_sep()));
    let days = t.bar_words(row.ageing(visit.today()).total());
    view! {
        <li>
            <a href=href(row)>
                <span class="grow"><b>{row.code()}" "{row.content.title.clone()}</b><span>{state_chip(t, row.state)}" "{city}{days}</span></span>
                {icon("right")}
            </a>
        </li>
    }
    .into_any()
}

/// What a reader sees of some open problems, own ones first, and how many there are of each.
async fn open(visit: &Visit, app: &App, caller: &Caller, filter: Filter) -> Result<Vec<(Which, i64, Vec<Row>)>, Error> {
    let mut all = Vec::new();
    for which in super::asked::views(caller) {
        // To CNIPA the shared ones are among all.
        if *which == Which::Shared && caller.actor.is_cnipa() {
            continue;
        }
        let filter = Filter {
            which: *which,
            ..filter.clone()
        };
        let listed = problems::list(&app.store, caller, &filter, visit.today(), 1).await?;
        all.push((*which, listed.total, listed.rows));
    }
    Ok(all)
}

fn section(
    visit: &Visit,
    title: &'static str,
    all: Vec<(Which, i64, Vec<Row>)>,
    query: &[(&str, &str)],
    raise: AnyView,
    with_city: bool,
) -> AnyView {
    let t = visit.words();
    let lists = all
        .into_iter()
        .filter(|(_, total, _)| *total > 0)
        .map(|(which, total, rows)| {
            let more = usize::try_from(total).unwrap_or(0) > SHOWN;
            let view = if which == Which::Shared { "shared" } else { "own" };
            let to = address("/problems", query.iter().copied().chain([("view", view)]));
            let more = more.then(|| view! { <p class="sm"><a href=to>{t.beside_all(total)}</a></p> });
            let lines = rows.iter().take(SHOWN).map(|r| one(visit, r, with_city)).collect_view();
            view! { <ul class="plain">{lines}</ul>{more} }
        })
        .collect::<Vec<_>>();
    view! {
        <section class="sect stack-s" aria-labelledby="problems">
            <h2 id="problems">{title}</h2>
            {lists}
            {raise}
        </section>
    }
    .into_any()
}

/// The open problems about an indicator that the reader may see; nothing where there are none and he raises none.
///
/// # Errors
/// The store's.
pub async fn of_indicator(visit: &Visit, app: &App, code: &str) -> Result<AnyView, Error> {
    let (caller, t) = (visit.caller()?, visit.words());
    let filter = Filter {
        indicator: Some(code.to_owned()),
        ..Filter::default()
    };
    let all = open(visit, app, &caller, filter).await?;
    let raise = is_city(&caller).then(|| {
        let to = address(
            "/problems/new",
            [("indicator", code)].into_iter().chain(visit.kept(&["period"])),
        );
        view! { <p class="sm"><a href=to>{t.problem_raise_here()}</a></p> }
    });
    if raise.is_none() && all.iter().all(|(_, total, _)| *total == 0) {
        return Ok(().into_any());
    }
    Ok(section(
        visit,
        t.beside_title(),
        all,
        &[("indicator", code)],
        raise.into_any(),
        true,
    ))
}

/// The problems that a practice answered, of those that the reader may see; nothing where there are none.
///
/// # Errors
/// The store's.
pub async fn answered_by(visit: &Visit, app: &App, caller: &Caller, practice: i64) -> Result<AnyView, Error> {
    let t = visit.words();
    let all = problems::answered_by(&app.store, caller, practice).await?;
    let rows = all.iter().map(|row| one(visit, row, true)).collect_view();
    Ok((!all.is_empty())
        .then(|| {
            view! {
                <section class="sect is-screen" aria-labelledby="answered">
                    <h2 id="answered">{t.answered_title()}</h2><ul class="plain">{rows}</ul>
                </section>
            }
        })
        .into_any())
}

/// The open problems of a city that the reader may see; nothing where there are none.
///
/// # Errors
/// The store's.
pub async fn of_city(visit: &Visit, app: &App, caller: &Caller, slug: &str) -> Result<AnyView, Error> {
    let t = visit.words();
    let filter = Filter {
        city: Some(slug.to_owned()),
        ..Filter::default()
    };
    let all = open(visit, app, caller, filter).await?;
    if all.iter().all(|(_, total, _)| *total == 0) {
        return Ok(().into_any());
    }
    Ok(section(
        visit,
        t.beside_city(),
        all,
        &[("city", slug)],
        ().into_any(),
        false,
    ))
}

/// The way from a report's item to a new problem about it.
#[must_use]
pub fn raise_from_report(t: Words, indicator: Option<&str>, period: &str) -> AnyView {
    let indicator = indicator.map(|code| ("indicator", code));
    let query = indicator.into_iter().chain([("period", period), ("from", "report")]);
    let to = address("/problems/new", query);
    view! { <p><a href=to>{t.problem_raise_here()}</a></p> }.into_any()
}
