//! `/reports/{city}/{period}/compare?from=&to=`: any two versions of a report side by side, only what differs unless all is
//! asked for. A withdrawn version is its city's alone.

use domain::{
    difference::{Difference, What, differences},
    indicator::items,
    period::Period,
};
use leptos::prelude::*;
use storage::reports::{Fate, Row, Version, VersionHead};

use super::{
    compare_view::{texts, values},
    paper,
    rows::{flags, period_of},
    show::address,
    tasks_view,
    versions::fate_words,
};
use crate::{
    components::{bits::state_chip, frame::Frame, icons::icon},
    error::Error,
    locales::Words,
    pages::page,
    visit::{Visit, here},
};

/// The address of the comparison.
#[must_use]
pub fn href(city: &str, period: Period) -> String {
    format!("/reports/{city}/{period}/compare")
}

/// The page.
#[component]
pub fn CompareVersions() -> impl IntoView {
    let (visit, app) = here();
    let (city, period) = address();
    page(async move {
        let caller = visit.caller()?;
        let period = period_of(&period)?;
        let store = &app.store;
        let heads = storage::reports::heads(store, &caller, &city, period).await?;
        let row = storage::reports::row(store, &caller, &city, period).await?;
        let (from, to) = chosen(&visit, &row, &heads)?;
        let Some((from, to)) = from.zip(to) else {
            return Ok(nothing(&visit, &row));
        };
        let old = storage::reports::version(store, &caller, &city, period, from).await?;
        let new = storage::reports::version(store, &caller, &city, period, to).await?;
        Ok(content(&visit, &row, &heads, &old, &new))
    })
}

/// The versions asked for; unless told the latest, and the accepted one before it, else the one before.
fn chosen(visit: &Visit, row: &Row, heads: &[VersionHead]) -> Result<(Option<u32>, Option<u32>), Error> {
    let asked = |name| match visit.asked(name) {
        None => Ok(None),
        Some(number) => number.parse::<u32>().map(Some).map_err(|_| Error::NotFound),
    };
    let (from, to) = (asked("from")?, asked("to")?);
    let to = to.or(row.latest).or_else(|| heads.iter().map(|h| h.number).max());
    let before = || heads.iter().filter(|h| to.is_some_and(|to| h.number < to));
    let accepted = |h: &&VersionHead| matches!(h.fate, Some((Fate::Accepted, _)));
    let stands = |h: &&VersionHead| !matches!(h.fate, Some((Fate::Withdrawn, _)));
    let number = |h: &VersionHead| h.number;
    let from = from
        .or_else(|| before().filter(accepted).map(number).max())
        .or_else(|| before().filter(stands).map(number).max())
        .or_else(|| before().map(number).max());
    Ok((from, to))
}

fn crumbs(t: Words, row: &Row) -> AnyView {
    let report = format!("/reports/{}/{}", row.city, row.period);
    let title = format!("{} {}", paper::city_name(t, &row.city), t.period_name(row.period));
    view! {
        <nav class="crumbs is-screen" aria-label=t.crumbs()>
            <ol>
                <li><a href="/reports">{t.nav_reports()}</a></li>
                <li><a href=report>{title}</a></li>
                <li>{t.compare_versions()}</li>
            </ol>
        </nav>
    }
    .into_any()
}

/// There are no two versions yet.
fn nothing(visit: &Visit, row: &Row) -> AnyView {
    let t = visit.words();
    let title = t.compare_versions_title(t.period_name(row.period));
    let report = format!("/reports/{}/{}", row.city, row.period);
    let (crumbs, place) = (crumbs(t, row), row.city.clone());
    view! {
        <Frame title=title.clone() city=Some(place)>
            {crumbs}
            <div class="phead"><h1>{title}</h1></div>
            <div class="empty">
                <h2>{t.compare_none()}</h2>
                <p>{t.compare_one()}</p>
                <p><a class="btn btn--2" href=report>{t.open_report()}</a></p>
            </div>
        </Frame>
    }
    .into_any()
}

/// What changed, counted in a sentence.
#[must_use]
pub fn lead(t: Words, old: &Version, new: &Version, found: &[Difference]) -> String {
    let (a, b) = (old.head.number, new.head.number);
    if found.is_empty() {
        return t.compare_same(a, b);
    }
    let count = |what| found.iter().filter(|d| d.what == what).count();
    let parts = [
        (count(What::Figure), t.part_figure(count(What::Figure))),
        (count(What::Kind), t.part_kind(count(What::Kind))),
        (count(What::Words), t.part_words(count(What::Words))),
        (count(What::Task), t.part_task(count(What::Task))),
        (count(What::Text), t.part_text(count(What::Text))),
        (count(What::Files), t.part_files(count(What::Files))),
    ];
    let parts: Vec<_> = parts
        .into_iter()
        .filter(|(n, _)| *n > 0)
        .map(|(_, part)| part)
        .collect();
    let of = items(new.content.period).len() + new.content.tasks.len() + new.content.sections.len();
    t.compare_lead(a, b, found.len(), of, parts.join(t.list_sep()))
}

/// The form to choose any two.
fn form(visit: &Visit, heads: &[VersionHead], from: u32, to: u32) -> AnyView {
    let t = visit.words();
    let select = |name: &'static str, label: &'static str, chosen: u32| {
        let options = heads
            .iter()
            .map(|h| {
                let text = format!("{}{}{}", t.version_n(h.number), t.semicolon(), fate_words(t, h));
                view! { <option value=h.number.to_string() selected=h.number == chosen>{text}</option> }
            })
            .collect_view();
        view! { <div><label for=name>{label}</label><select class="select select--s" id=name name=name>{options}</select></div> }
    };
    let all = (visit.asked("show") == Some("all")).then(|| view! { <input type="hidden" name="show" value="all" /> });
    view! {
        <form class="filters is-screen" method="get" action=visit.path.clone() aria-label=t.compare_versions()>
            {select("from", t.compare_from(), from)}
            {select("to", t.compare_to(), to)}
            {all}
            <div><button class="btn btn--2 btn--s" type="submit">{t.compare_button()}</button></div>
        </form>
    }
    .into_any()
}

fn content(visit: &Visit, row: &Row, heads: &[VersionHead], old: &Version, new: &Version) -> AnyView {
    let t = visit.words();
    let title = t.compare_versions_title(t.period_name(row.period));
    let (a, b) = (&old.head, &new.head);
    let found = differences(&old.content, &new.content);
    let all = visit.asked("show") == Some("all");
    let (from, to) = (a.number.to_string(), b.number.to_string());
    let choice = |all: bool, word: &'static str, here: bool| {
        let show = if all { "all" } else { "" };
        let to = visit.with(&[("from", &from), ("to", &to), ("show", show)]);
        view! { <a href=to aria-current=here.then_some("true")>{word}</a> }
    };
    let choices = view! {
        <nav class="seg is-screen" aria-label=t.show_which()>
            {choice(false, t.compare_changed(), !all)}
            {choice(true, t.compare_all(), all)}
        </nav>
    };
    let swapped = visit.with(&[("from", &to), ("to", &from)]);
    let which = t.compare_mark(a.number, &a.check_code, b.number, &b.check_code);
    let name = paper::city_name(t, &row.city);
    let mark = paper::mark(
        visit,
        t.printed_mark(format!("{name} {}", t.period_name(row.period)), &which),
    );
    let (crumbs, place, lead) = (crumbs(t, row), row.city.clone(), lead(t, old, new, &found));
    let (chip, flags, form) = (
        state_chip(visit.lang, row.state),
        flags(t, row),
        form(visit, heads, a.number, b.number),
    );
    let (values, texts) = (values(t, old, new, &found, all), texts(t, old, new, &found, all));
    let tasks = tasks_view::compared(t, old, new, &found, all);
    let swap = t.from_to(t.version_n(b.number), t.version_n(a.number));
    view! {
        <Frame title=title.clone() city=Some(place) paper=true>
            {crumbs}
            <div class="phead">
                <div>
                    <h1>{title.clone()}</h1>
                    <p class="phead__meta">
                        <span>{name}</span>{chip}{flags}<span>{which}</span>
                    </p>
                </div>
                {choices}
            </div>
            <p class="lead" id="changed">{lead}</p>
            <div class="stack-l">
                {form}
                {values}
                {tasks}
                {texts}
                <p class="is-screen sm"><a href=swapped>{icon("sync")}{swap}</a></p>
            </div>
            {mark}
        </Frame>
    }
    .into_any()
}
