//! `/practices`: what waits for the reader, and the library with search and filters, all in the address.

use domain::{
    city::{City, cities},
    indicator::{Aspect, Goal, indicators},
    practice::State,
};
use leptos::prelude::*;
use storage::{
    Caller,
    practices::{self, Counts, Listing, PAGE, Query, Row, Wanted},
};

use super::{adopter, chip, href};
use crate::{
    components::{fields, frame::Frame, icons::icon},
    error::Error,
    locales::Words,
    pages::page,
    visit::{Visit, address, here},
};

/// What of the address chooses practices.
pub(super) const KEPT: [&str; 7] = ["q", "aspect", "goal", "city", "adopted", "indicator", "state"];

/// What the address asks for; what it names wrongly limits nothing.
pub(super) fn asked(visit: &Visit) -> Query<'_> {
    let from = visit.asked("page").and_then(|p| p.parse::<usize>().ok()).unwrap_or(1);
    Query {
        text: visit.asked("q").unwrap_or_default(),
        state: visit.asked("state").and_then(State::parse).unwrap_or(State::Published),
        aspect: visit
            .asked("aspect")
            .and_then(|a| Aspect::ALL.into_iter().find(|x| x.name() == a)),
        goal: visit
            .asked("goal")
            .and_then(|g| Goal::ALL.into_iter().find(|x| x.name() == g)),
        city: visit
            .asked("city")
            .and_then(domain::city::city)
            .map(|c| c.slug.as_str()),
        indicator: visit.asked("indicator"),
        adopted: match visit.asked("adopted") {
            Some("yes") => Some(Wanted::Adopted),
            Some("no") => Some(Wanted::NotYet),
            _ => None,
        },
        from: from.clamp(1, 10_000).saturating_sub(1) * PAGE,
        most: PAGE,
    }
}

/// The page.
#[component]
pub fn Practices() -> impl IntoView {
    let (visit, app) = here();
    page(async move {
        let caller = visit.caller()?;
        let query = asked(&visit);
        let (counts, listing, open) = tokio::join!(
            practices::counts(&app.store, &caller),
            practices::list(&app.store, &caller, &query),
            practices::open(&app.store, &caller),
        );
        Ok::<_, Error>(content(&visit, &caller, &query, counts?, &listing?, &open?))
    })
}

fn content(
    visit: &Visit,
    caller: &Caller,
    query: &Query<'_>,
    counts: Counts,
    listing: &Listing,
    open: &[(State, Listing)],
) -> AnyView {
    let t = visit.words();
    let lead = match counts.published {
        0 => t.practices_none_yet().to_owned(),
        n => t.practices_counts(n, counts.cities, counts.adoptions, counts.adopters),
    };
    let new = practices::editor_of(caller)
        .is_ok()
        .then(|| view! { <a class="btn tools" href="/practices/new">{icon("pen")}{t.practice_new()}</a> });
    let chosen = KEPT.iter().any(|name| visit.asked(name).is_some());
    let waiting = (!open.is_empty() && !chosen).then(|| {
        let lists = open.iter().map(|(state, listing)| waiting(t, *state, listing)).collect_view();
        view! {
            <section class="sect stack" aria-labelledby="open"><h2 id="open">{t.practice_open_title()}</h2>{lists}</section>
        }
    });
    let heading = match query.state {
        State::Published => t.practices_library().to_owned(),
        state => t.practices_in_state(t.practice_state(state)),
    };
    let states: Vec<State> = open.iter().map(|(state, _)| *state).collect();
    let filters = filters(visit, query, &states, chosen);
    let body = if listing.rows.is_empty() {
        view! { <div class="empty"><h3>{t.practices_none_title()}</h3><p>{t.practices_none_hint()}</p></div> }
            .into_any()
    } else {
        let cards = listing.rows.iter().map(|row| card(t, row)).collect_view();
        view! { <ol class="library">{cards}</ol> }.into_any()
    };
    let file = |path| {
        let lang = [("lang", visit.lang.tag())];
        address(path, visit.kept(&KEPT).into_iter().chain(lang))
    };
    let [xlsx, csv] = ["/exports/practices.xlsx", "/exports/practices.csv"].map(file);
    let pager = pager(visit, query, listing.total);
    let found = t.practices_found(listing.total);
    view! {
        <Frame title=t.practices_title().to_owned()>
            <div class="phead"><h1>{t.practices_title()}</h1>{new}</div>
            <div class="stack-l">
                <p class="lead">{lead}</p>
                {waiting}
                <section class="sect stack" aria-labelledby="library">
                    <h2 id="library">{heading}</h2>
                    {filters}
                    <p class="row row--between sm"><span role="status">{found}</span><span class="dl"><span>{icon("dl")}<a href=xlsx download="">{t.xlsx()}</a></span><a href=csv download="">{t.csv()}</a></span></p>
                    {body}
                    {pager}
                </section>
            </div>
        </Frame>
    }
    .into_any()
}

/// A title, or that there is none yet.
fn title(t: Words, row: &Row) -> String {
    match row.title.trim() {
        "" => t.practice_untitled().to_owned(),
        title => title.to_owned(),
    }
}

/// The practices of a state that concern the reader.
fn waiting(t: Words, state: State, listing: &Listing) -> AnyView {
    let lines = listing.rows.iter().map(|row| line(t, row)).collect_view();
    let more = (listing.total > listing.rows.len()).then(|| {
        let to = address("/practices", [("state", state.name())]);
        view! { <p class="sm"><a href=to>{t.practices_open_more(listing.total)}</a></p> }
    });
    view! { <ul class="plain">{lines}</ul>{more} }.into_any()
}

/// A practice in a plain list: number, title, city, state, CNIPA's word.
pub(super) fn line(t: Words, row: &Row) -> AnyView {
    let said = format!("{} · {}", t.city_short(&row.city), t.stamp(row.at));
    let said_of = !row.reason.is_empty() && row.state != State::Published;
    let reason = said_of.then(|| format!(" · {}", row.reason));
    let name = format!("{} {}", domain::practice::code(row.number), title(t, row));
    view! {
        <li>
            <a href=href(row.number)>
                <span class="grow"><b>{name}</b><span>{chip(t, row.state)}" "{said}{reason}</span></span>
                {icon("right")}
            </a>
        </li>
    }
    .into_any()
}

/// A practice of the library: what it is, whose, and who adopted it.
fn card(t: Words, row: &Row) -> AnyView {
    let aspect = Aspect::ALL
        .into_iter()
        .find(|a| a.name() == row.aspect)
        .map(|a| t.aspect(a));
    let goal = Goal::ALL.into_iter().find(|g| g.name() == row.goal).map(|g| t.goal(g));
    let kinds: Vec<_> = aspect.into_iter().chain(goal).collect();
    let day = domain::calendar::beijing(row.at).date();
    let published = row.state == State::Published;
    let by = match published {
        true => t.practice_by(t.city_short(&row.city), t.full_day(day)),
        false => format!("{} · {}", t.city_short(&row.city), t.stamp(row.at)),
    };
    let state = (!published).then(|| chip(t, row.state));
    let adopters = row
        .adoptions
        .iter()
        .map(|a| view! { <li>{adopter(t, a)}</li> })
        .collect_view();
    let adopters = match (row.adoptions.is_empty(), published) {
        (false, _) => {
            view! { <ul class="library__adopters" aria-label=t.practice_adopters()>{adopters}</ul> }.into_any()
        }
        (true, true) => view! { <p class="xs muted">{t.practice_adopters_none()}</p> }.into_any(),
        (true, false) => ().into_any(),
    };
    view! {
        <li>
            <h3><a href=href(row.number)><span class="library__no">{domain::practice::code(row.number)}</span>" "{title(t, row)}</a></h3>
            <p class="sm">{state}" "{by}" · "{kinds.join(" · ")}</p>
            {adopters}
        </li>
    }
    .into_any()
}

fn filters(visit: &Visit, query: &Query<'_>, states: &[State], chosen: bool) -> AnyView {
    let t = visit.words();
    let select = |name, label, options| fields::filter(visit, name, label, t.all(), options);
    let pair = |value: &str, text: &str| (value.to_owned(), text.to_owned());
    let aspects = Aspect::ALL.iter().map(|a| pair(a.name(), t.aspect(*a))).collect();
    let goals = Goal::ALL.iter().map(|g| pair(g.name(), t.goal(*g))).collect();
    let places = cities()
        .iter()
        .map(|c: &City| pair(&c.slug, c.short(t.lang())))
        .collect();
    let adopted = vec![
        pair("yes", t.practices_adopted_yes()),
        pair("no", t.practices_adopted_no()),
    ];
    let indicator = indicators()
        .map(|d| pair(&d.code, &format!("{} {}", d.code, d.name.get(t.lang()))))
        .collect();
    let mut of_state: Vec<_> = states.iter().map(|s| pair(s.name(), t.practice_state(*s))).collect();
    if query.state != State::Published && !states.contains(&query.state) {
        of_state.push(pair(query.state.name(), t.practice_state(query.state)));
    }
    let by_state = (!of_state.is_empty()).then(|| {
        of_state.insert(0, pair(State::Published.name(), t.practice_state(State::Published)));
        let options = fields::options(of_state, query.state.name());
        view! {
            <div>
                <label for="state">{t.state_heading()}</label>
                <select class="select select--s" id="state" name="state">{options}</select>
            </div>
        }
    });
    let clear = chosen.then(|| view! { <a class="btn btn--text" href="/practices">{t.clear_filter()}</a> });
    let text = visit.asked("q").unwrap_or_default().to_owned();
    view! {
        <form class="filters" method="get" action="/practices" role="search" aria-label=t.practices_search()>
            <div>
                <label for="q">{t.practices_search()}</label>
                <input class="input input--s" id="q" type="search" name="q" value=text maxlength="100" autocomplete="off" placeholder=t.practices_search_hint() />
            </div>
            {select("aspect", t.practice_aspect(), aspects)}
            {select("goal", t.practice_goal(), goals)}
            {select("city", t.city(), places)}
            {select("adopted", t.practices_adopted(), adopted)}
            <div class="filters__long">{select("indicator", t.practice_indicator(), indicator)}</div>
            {by_state}
            <button class="btn btn--2 btn--s" type="submit">{t.show()}</button>
            {clear}
        </form>
    }
    .into_any()
}

fn pager(visit: &Visit, query: &Query<'_>, total: usize) -> AnyView {
    let t = visit.words();
    let (page, pages) = (query.from / PAGE + 1, total.div_ceil(PAGE));
    if pages < 2 {
        return ().into_any();
    }
    let to = |page: usize| visit.with(&[("page", &page.to_string())]);
    let newer = (page > 1).then(|| view! { <a href=to(page - 1) rel="prev">{icon("left")}{t.newer()}</a> });
    let older = (page < pages).then(|| view! { <a href=to(page + 1) rel="next">{t.older()}{icon("right")}</a> });
    view! {
        <nav class="pager" aria-label=t.practices_page(page, pages)><span>{newer}</span><span>{t.practices_page(page, pages)}</span><span>{older}</span></nav>
    }
    .into_any()
}
