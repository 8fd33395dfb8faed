//! `/indicators/{code}`: one indicator of the nine cities, as charts with their numbers.

use domain::{
    access::Release,
    compare::place_of,
    finding::Audience,
    indicator::{Definition, Frequency, Way, definition, indicators},
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::questions;
use crate::{
    comparison::{
        asked::Errors,
        change,
        chart::Chart,
        figure::{figure, read_out},
        form::{Offer, form, refused},
        peers,
        shape::Shape,
        sheet::{Fault, Sheet, told},
        sight::may_add_submitted,
        table,
    },
    components::{bits::notice, frame::Frame, icons::icon},
    error::Error,
    pages::{page, practices, problems},
    visit::{Posted, Visit, address, here},
};

/// The page.
#[component]
pub fn Indicator() -> impl IntoView {
    let (visit, app) = here();
    let code = use_params_map().get_untracked().get("code").unwrap_or_default();
    let posted = use_context::<Posted>().unwrap_or_default();
    page(async move {
        match Sheet::fetch(&visit, &app, &code).await {
            Ok(sheet) => {
                let asked = questions::section(&visit, &app, &code, &posted).await?;
                let problems = problems::beside::of_indicator(&visit, &app, &code).await?;
                let practices = practices::beside::of_indicator(&visit, &app, &code).await?;
                let beside = view! { {asked}{problems}{practices} }.into_any();
                Ok(content(&visit, &sheet, beside))
            }
            Err(Fault::Error(error)) => Err::<AnyView, Error>(error),
            Err(Fault::Fields { choices, errors }) => {
                let d = definition(&code).ok_or(Error::NotFound)?;
                let offer = Offer::of(&choices, &errors);
                let head = head(&visit, d, form(&visit, &offer));
                let refused = refused(&visit, &errors);
                let title = format!("{} {}", d.code, d.name.get(visit.lang));
                Ok(view! { <Frame title>{head}{refused}</Frame> }.into_any())
            }
        }
    })
}

fn head(visit: &Visit, d: &Definition, form: AnyView) -> AnyView {
    let t = visit.words();
    let (lang, other) = (visit.lang, visit.lang.other());
    let name = d.name.get(lang).to_owned();
    let aspect = d.aspect.map(|a| {
        let to = format!("/indicators#{}", super::index::anchor(a));
        view! { <li><a href=to>{t.aspect(a)}</a></li> }
    });
    let goal = d.goal.map(|g| view! { <li>{t.goal(g)}</li> });
    view! {
        <nav class="crumbs" aria-label=t.crumbs()>
            <ol><li><a href="/indicators">{t.nav_indicators()}</a></li>{aspect}{goal}</ol>
        </nav>
        <div class="phead">
            <div>
                <h1>{format!("{} {name} ", d.code)}<span lang=other.tag()>{d.name.get(other).to_owned()}</span></h1>
                <p class="phead__meta"><span>{t.colon(t.unit(), t.unit_name(&d.unit))}</span><span>{t.direction_words(d)}</span></p>
            </div>
            {form}
        </div>
    }
    .into_any()
}

fn content(visit: &Visit, sheet: &Sheet, beside: AnyView) -> AnyView {
    let (t, d) = (sheet.t, sheet.d);
    let none = Errors::new();
    let (visible, places) = sheet
        .now()
        .map_or((Vec::new(), false), |(_, s)| (s.visible.clone(), s.places));
    let modes = sheet.modes();
    let offer = Offer {
        period: sheet.now().map(|(p, _)| p.period),
        cities: &visible,
        city: sheet.highlight,
        by_value: places && d.way != Way::YesNo && !d.per_million,
        mode: (modes.len() > 1).then_some(sheet.asked.mode),
        modes: &modes,
        peers: sheet.offers_peers(),
        submitted: visit.actor.as_ref().is_some_and(may_add_submitted),
        ..Offer::of(&sheet.choices, &none)
    };
    let head = head(visit, sheet.counted(), form(visit, &offer));
    let empty = sheet
        .choices
        .latest
        .is_none()
        .then(|| notice("", t.no_values_yet().to_owned()));
    let grain = grain(visit, sheet);
    let fuller = fuller(visit, sheet);
    let trend = figure(visit, sheet, Shape::Trend, 820);
    // A yes or no is one strip, whose last column is the chosen period.
    let charts = if d.way == Way::YesNo {
        let heading = Chart::of(sheet, Shape::RankedDots).heading;
        let rows = table::of_period(sheet, &heading);
        let rows =
            view! { <section class="sect stack-s"><h2 class="chart__title"><b>{heading}</b></h2>{rows}</section> };
        view! { <div class="grid grid--8-4 charts">{trend}{rows}</div> }.into_any()
    } else {
        let dots = figure(visit, sheet, Shape::RankedDots, 400);
        view! { <div class="grid grid--8-4 charts">{trend}{dots}</div> }.into_any()
    };
    let (facts, mode_note) = (facts(sheet), mode_note(visit, sheet));
    let pager = pager(visit, d);
    let as_of = visit.kept(&["as_of"]);
    let query = || {
        [("indicator", d.code.as_str())]
            .into_iter()
            .chain(as_of.iter().copied())
    };
    let observations = address("/exports/observations.csv", query());
    let book = address(
        "/exports/observations.xlsx",
        query().chain([("lang", visit.lang.tag())]),
    );
    let name = sheet.counted().name.get(t.lang());
    let title = format!("{} {name}", d.code);
    view! {
        <Frame title>
            {head}
            {empty}
            {mode_note}
            {facts}
            {fuller}
            {grain}
            {charts}
            <p class="xs muted charts__note">{t.kinds_note()}" "<a href=observations download="">{t.all_observations()}</a>" "<a href=book download="">{t.xlsx()}</a></p>
            {beside}
            {pager}
            {read_out(t)}
        </Frame>
    }
    .into_any()
}

/// The facts of the indicator and of the chosen period.
fn facts(sheet: &Sheet) -> AnyView {
    let (t, d) = (sheet.t, sheet.d);
    let Some((p, sight)) = sheet.now() else {
        return ().into_any();
    };
    let unit = (d.unit == "%").then(|| view! { <small>"%"</small> });
    let own = sheet.highlight.filter(|c| sight.sees(c)).map(|c| {
        let term = t.colon(c.short(t.lang()), sheet.period_words(p));
        let o = p.value(&c.slug);
        let unit = o
            .is_some_and(|o| o.figure().is_some() && d.unit == "%")
            .then(|| view! { <small>"%"</small> });
        view! { <div><dt>{term}</dt><dd><span class="fig">{sheet.shown(p, &c.slug)}</span>{unit}</dd></div> }
    });
    let (median, range) = told(p);
    let median = median.map(|m| {
        view! { <div><dt>{peers::median_label(sheet)}</dt><dd><span class="fig">{sheet.say(m)}</span>{unit}</dd></div> }
    });
    let range = range.map(|(low, high)| {
        let text = t.range_of(sheet.say(low), sheet.say(high));
        view! { <div><dt>{peers::range_label(sheet)}</dt><dd>{text}</dd></div> }
    });
    let ranked = sheet.ranked(p, sight);
    let place = sheet.highlight.and_then(|c| place_of(&ranked, &c.slug)).map(|r| {
        let text = r.shown();
        view! { <div><dt>{t.place()}</dt><dd>{t.of_nine(text, ranked.len())}</dd></div> }
    });
    let seen = match (sight.audience, p.release) {
        (Audience::Nation, _) => t.release_all(),
        (Audience::NamedNoPlaces, Release::Own) => t.release_named(),
        (_, release) => t.release_words(release),
    };
    let cities_in = match sheet.asked.mode.is_by_quarter() {
        true => t.cities_compared(),
        false => t.cities_in(),
    };
    view! {
        <dl class="facts">
            {own}{place}{median}{range}
            <div><dt>{cities_in}</dt><dd>{t.of_nine(p.held, p.expected)}</dd></div>
            <div><dt>{t.formula()}</dt><dd><small>{d.formula.get(t.lang()).to_owned()}</small></dd></div>
            <div><dt>{t.frequency()}</dt><dd>{t.frequency_words(sheet.counted().frequency)}</dd></div>
            <div><dt>{t.weight()}</dt><dd>{t.weight_of(d.weight)}</dd></div>
            <div><dt>{t.whose_values()}</dt><dd><small>{seen}</small></dd></div>
        </dl>
    }
    .into_any()
}

/// What a mode of targets or of change compares, and what of the choice is not shown.
fn mode_note(visit: &Visit, sheet: &Sheet) -> AnyView {
    let note = sheet.t.mode_note(sheet.asked.mode);
    let note = note.map(|text| view! { <p class="sm modenote">{icon("info")}{text}</p> });
    view! { {note}{change::note(visit, sheet)}{peers::note(sheet)} }.into_any()
}

/// Leads to the latest period with more than half of the cities, where the chosen one has fewer.
fn fuller(visit: &Visit, sheet: &Sheet) -> AnyView {
    let t = sheet.t;
    if sheet.asked.mode.is_by_quarter() || sheet.nine.peers.is_some() {
        return ().into_any();
    }
    let most = |p: &&storage::facts::NinePeriod| p.held * 2 > p.expected;
    let now = sheet.now().filter(|(p, _)| !most(p));
    let Some(((now, _), better)) = now.zip(sheet.nine.periods.iter().rev().find(most)) else {
        return ().into_any();
    };
    let href = visit.with(&[("period", &better.period.to_string())]);
    let link = t.fuller_period(t.period_name(better.period), better.held);
    view! {
        <p class="grain sm">{t.few_in(t.period_name(now.period), now.held)}" "<a href=href>{link}</a></p>
    }
    .into_any()
}

/// The choice between months and quarters of a monthly indicator.
fn grain(visit: &Visit, sheet: &Sheet) -> AnyView {
    let t = sheet.t;
    let Some((p, _)) = sheet.now().filter(|_| sheet.d.frequency == Frequency::Monthly) else {
        return ().into_any();
    };
    let last = sheet.choices.months.last().copied().unwrap_or(p.period);
    let month = p.period.last_month().min(last);
    let link = |to: domain::period::Period, word, here: bool| {
        let href = visit.with(&[("period", &to.to_string())]);
        view! { <a href=href aria-current=here.then_some("page")>{word}</a> }
    };
    view! {
        <p class="grain"><span class="seg" role="group" aria-label=t.frequency()>
            {link(month, t.by_month(), !p.period.is_quarter())}
            {link(p.period.quarter(), t.by_quarter(), p.period.is_quarter())}
        </span></p>
    }
    .into_any()
}

/// Links to the indicators before and after, for the same choice.
fn pager(visit: &Visit, d: &Definition) -> AnyView {
    let t = visit.words();
    let all: Vec<_> = indicators().collect();
    let at = all.iter().position(|i| i.code == d.code).unwrap_or(0);
    let kept = visit.kept(&["period", "city", "as_of", "sort", "mode", "include", "peers"]);
    let link = |to: Option<&&Definition>| {
        to.map(|d| {
            let name = format!("{} {}", d.code, d.name.get(visit.lang));
            (address(&format!("/indicators/{}", d.code), kept.iter().copied()), name)
        })
    };
    let before = link(at.checked_sub(1).and_then(|i| all.get(i)))
        .map(|(to, name)| view! { <a href=to rel="prev">{icon("left")}{name}</a> });
    let after = link(all.get(at + 1)).map(|(to, name)| view! { <a href=to rel="next">{name}{icon("right")}</a> });
    view! {
        <nav class="pager" aria-label=t.indicator_pager()>{before.unwrap_or_else(|| view! { <a href="/indicators" rel="prev">{icon("left")}{t.nav_indicators().to_owned()}</a> })}{after}</nav>
    }
    .into_any()
}
