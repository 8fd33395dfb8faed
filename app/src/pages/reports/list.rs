//! `/reports`: how complete the pilot's reports are. A city reads its own by period, CNIPA all as a matrix; any filter
//! in the address makes it a plain list.

use domain::{
    access::{Actor, Role},
    city::{City, cities, city},
    period::Period,
    report::State,
};
use leptos::prelude::*;
use storage::reports::Row;

use super::{
    completeness,
    edit::timeliness_words,
    matrix::{lead_all, lead_city, matrix},
    rows::{chip, due_words, flags, href, may_know_late, may_open, turn},
};
use crate::{
    components::{fields, frame::Frame},
    locales::Words,
    pages::page,
    visit::{Visit, here},
};

/// The page.
#[component]
pub fn Reports() -> impl IntoView {
    let (visit, app) = here();
    page(async move {
        let caller = visit.caller()?;
        if visit.asked("view") == Some("completeness") {
            return completeness::content(&visit, &app).await;
        }
        let rows = storage::reports::list(&app.store, &caller).await?;
        let code = super::code::section(&visit, &app, &caller).await?;
        Ok(content(&visit, &caller.actor, rows, code))
    })
}

/// What the address asks for; what it names wrongly matches nothing.
fn chosen(visit: &Visit, row: &Row) -> bool {
    visit.asked("city").is_none_or(|slug| slug == row.city)
        && visit
            .asked("period")
            .is_none_or(|p| p.parse::<Period>().is_ok_and(|p| p.report() == row.period))
        && visit.asked("state").is_none_or(|s| State::parse(s) == Some(row.state))
}

fn content(visit: &Visit, actor: &Actor, rows: Vec<Row>, code: AnyView) -> AnyView {
    let t = visit.words();
    let own = actor.city().is_some();
    let lead = if own {
        lead_city(t, &rows)
    } else {
        lead_all(t, actor, &rows)
    };
    // Who knows of no city whether it is late finds nothing there.
    let tabs = cities()
        .iter()
        .any(|c| may_know_late(actor, &c.slug))
        .then(|| completeness::tabs(visit));
    let filters = filters(visit, &rows);
    let filtered = ["city", "period", "state"]
        .iter()
        .any(|name| visit.asked(name).is_some());
    let here: Vec<Row> = rows.iter().filter(|row| chosen(visit, row)).cloned().collect();
    let body = if here.is_empty() {
        empty(t, filtered)
    } else if own || filtered {
        table(visit, actor, here)
    } else {
        matrix(t, actor, &here)
    };
    // What was asked for stands first.
    let (above, below) = if visit.asked("code").is_some() {
        (Some(code), None)
    } else {
        (None, Some(code))
    };
    let lead = (!rows.is_empty()).then(|| view! { <p class="lead">{lead}</p> });
    view! {
        <Frame title=t.reports_title().to_owned()>
            <div class="phead"><h1>{t.reports_title()}</h1>{tabs}</div>
            <div class="stack">{lead}{above}{filters}{body}{below}</div>
        </Frame>
    }
    .into_any()
}

fn empty(t: Words, filtered: bool) -> AnyView {
    let text = if filtered {
        t.list_none_filtered()
    } else {
        t.list_none_yet()
    };
    let clear = filtered.then(|| view! { <p><a class="btn btn--2" href="/reports">{t.list_clear()}</a></p> });
    view! { <div class="empty"><h2>{t.list_none_title()}</h2><p>{text}</p>{clear}</div> }.into_any()
}

fn filters(visit: &Visit, rows: &[Row]) -> AnyView {
    let t = visit.words();
    let mut periods: Vec<Period> = Vec::new();
    for row in rows {
        if !periods.contains(&row.period) {
            periods.push(row.period);
        }
    }
    periods.sort_by_key(|p| std::cmp::Reverse(p.last_day()));
    let select = |name, label, all, options| fields::filter(visit, name, label, all, options);
    let places: Vec<&City> = cities()
        .iter()
        .filter(|c| rows.iter().any(|r| r.city == c.slug))
        .collect();
    let by_city = (places.len() > 1).then(|| {
        let options = places
            .iter()
            .map(|c| (c.slug.clone(), c.short(visit.lang).to_owned()))
            .collect();
        select("city", t.city(), t.list_all_cities(), options)
    });
    let by_period = periods.into_iter().map(|p| (p.to_string(), t.period_name(p))).collect();
    let by_period = select("period", t.period(), t.list_all_periods(), by_period);
    let by_state = State::ALL
        .into_iter()
        .map(|s| (s.name().to_owned(), t.state(s).to_owned()))
        .collect();
    let by_state = select("state", t.state_heading(), t.list_all_states(), by_state);
    view! {
        <form class="filters" method="get" action="/reports" role="search" aria-label=t.list_filter()>
            {by_city}{by_period}{by_state}
            <div><button class="btn btn--2 btn--s" type="submit">{t.show()}</button></div>
        </form>
    }
    .into_any()
}

/// One line a report, the latest period first.
fn table(visit: &Visit, actor: &Actor, mut rows: Vec<Row>) -> AnyView {
    let t = visit.words();
    rows.sort_by_key(|r| (std::cmp::Reverse(r.period.last_day()), city(&r.city).map(|c| c.order)));
    let many = rows.iter().any(|r| r.city != rows[0].city) || actor.city().is_none();
    let body = rows
        .into_iter()
        .map(|row| {
            let name = city(&row.city).map(|c| c.short(visit.lang).to_owned());
            let kind = if row.period.is_quarter() {
                t.quarterly()
            } else {
                t.monthly()
            };
            let period = t.period_name(row.period);
            let period = if may_open(actor, &row) {
                view! { <a href=href(&row)>{period}</a> }.into_any()
            } else {
                view! { <span>{period}</span> }.into_any()
            };
            let filled = if row.versions == 0 {
                t.filled_short(row.filled.0, row.filled.1)
            } else {
                row.latest.map(|n| t.version_n(n)).unwrap_or_default()
            };
            let time = if may_know_late(actor, &row.city) {
                timeliness_words(t, &row)
            } else {
                t.none_dash().into()
            };
            view! {
                <tr>
                    {many.then(|| view! { <td>{name}</td> })}
                    <th scope="row">{period}<span class="sub">{kind}</span></th>
                    <td>{chip(visit.lang, &row)}{flags(t, &row)}</td>
                    <td>{filled}</td>
                    <td>{due_words(t, &row)}</td>
                    <td>{time}</td>
                    <td>{step(t, actor, &row)}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <div class="scroll" tabindex="0" role="group" aria-label=t.list_table()>
            <table class="tbl tbl--wide-list">
                <caption class="vh">{t.list_table()}</caption>
                <thead>
                    <tr>
                        {many.then(|| view! { <th scope="col">{t.city()}</th> })}
                        <th scope="col">{t.period()}</th><th scope="col">{t.state_heading()}</th>
                        <th scope="col">{t.filled_heading()}</th><th scope="col">{t.due()}</th>
                        <th scope="col">{t.timeliness_heading()}</th><th scope="col">{t.next_step()}</th>
                    </tr>
                </thead>
                <tbody>{body}</tbody>
            </table>
        </div>
    }
    .into_any()
}

/// What the reader does next with a report, as a link; else whose turn it is.
fn step(t: Words, actor: &Actor, row: &Row) -> AnyView {
    let link =
        |class: &'static str, to: String, word: &'static str| view! { <a class=class href=to>{word}</a> }.into_any();
    if row.is_spared() {
        return view! { <span class="muted">{t.exempt()}</span> }.into_any();
    }
    let (first, second) = ("btn btn--s", "btn btn--2 btn--s");
    if row.locked_since.is_some() && actor.city().is_some() {
        return link(second, href(row), t.view_only());
    }
    match (actor.role, row.state) {
        (Role::CityEditor, State::Drafting) if row.filled.0 == 0 => link(first, href(row), t.start_filling()),
        (Role::CityEditor, State::Drafting) => link(first, href(row), t.continue_filling()),
        (Role::CityEditor, State::Returned) => link(first, href(row), t.see_comments()),
        (Role::CityApprover, State::CitySignOff) => link(first, href(row), t.to_sign_off()),
        (Role::Reviewer | Role::Admin, State::Submitted) => {
            link(second, format!("{}/review", href(row)), t.to_review())
        }
        _ => view! { <span class="muted">{turn(t, row)}</span> }.into_any(),
    }
}
