//! How complete the reports are: in words, and as a matrix of cities by periods.

use std::collections::{BTreeSet, HashMap, HashSet};

use domain::{access::Actor, calendar::Timeliness, city::cities, period::Period, report::State};
use leptos::prelude::*;
use storage::reports::Row;

use super::rows::{href, may_know_late, may_open, under_state};
use crate::{components::bits::state_chip, locales::Words};

/// How many of a city's own reports are done, with CNIPA, or still with the city.
#[must_use]
pub fn lead_city(t: Words, rows: &[Row]) -> String {
    let asked: Vec<_> = rows.iter().filter(|r| !r.is_spared()).collect();
    let count = |f: fn(&Row) -> bool| asked.iter().filter(|r| f(r)).count();
    t.list_lead_city(
        asked.len(),
        count(|r| r.state == State::Accepted),
        count(|r| r.state == State::Submitted),
        count(|r| !matches!(r.state, State::Accepted | State::Submitted)),
    )
}

/// How complete the reports are that are expected, by the rule of completeness and punctuality; who was late is said in numbers to CNIPA and the liaison alone.
#[must_use]
pub fn lead_all(t: Words, actor: &Actor, rows: &[Row]) -> String {
    let due: Vec<&Row> = rows.iter().filter(|r| r.timeliness.is_expected()).collect();
    let count = |f: fn(&Row) -> bool| due.iter().filter(|r| f(r)).count();
    let mut text = if due.is_empty() {
        t.list_lead_none_due().to_owned()
    } else {
        let came = count(|r| r.timeliness.is_in());
        t.list_lead_due(due.len(), came, count(|r| r.accepted.is_some()))
    };
    let known = rows.iter().all(|r| may_know_late(actor, &r.city));
    let late = count(|r| matches!(r.timeliness, Timeliness::Late { .. }));
    let overdue = count(|r| matches!(r.timeliness, Timeliness::Overdue { .. }));
    let open = rows
        .iter()
        .filter(|r| matches!(r.timeliness, Timeliness::Open { .. }))
        .count();
    let mut add = |wanted: bool, more: String| {
        if wanted {
            text.push_str(t.sentence_gap());
            text.push_str(&more);
        }
    };
    add(known && late + overdue > 0, t.list_lead_late(late, overdue));
    add(open > 0, t.list_lead_open(open));
    let exempt = rows.iter().filter(|r| r.timeliness == Timeliness::Exempt).count();
    add(known && exempt > 0, t.list_lead_exempt(exempt));
    text
}

/// Cities in the notice's order by periods, the newest last.
#[must_use]
pub fn matrix(t: Words, actor: &Actor, rows: &[Row]) -> AnyView {
    let placed: HashMap<(&str, Period), &Row> = rows.iter().map(|r| ((r.city.as_str(), r.period), r)).collect();
    let present: HashSet<&str> = rows.iter().map(|r| r.city.as_str()).collect();
    let periods: BTreeSet<_> = rows.iter().map(|r| (r.period.last_day(), r.period)).collect();
    let periods: Vec<Period> = periods.into_iter().map(|(_, p)| p).collect();
    let mut year = 0;
    let head = periods
        .iter()
        .map(|p| {
            let due = rows
                .iter()
                .find(|r| r.period == *p)
                .map(|r| t.due_short(t.day(r.deadlines.due_on)));
            let name = t.period_short(*p, p.year() != year);
            year = p.year();
            view! { <th scope="col">{name}<small>{due}</small></th> }
        })
        .collect_view();
    let body = cities()
        .iter()
        .filter(|c| present.contains(c.slug.as_str()))
        .map(|c| {
            let cells = periods
                .iter()
                .map(|p| {
                    let Some(&row) = placed.get(&(c.slug.as_str(), *p)) else {
                        return view! { <td class="muted">{t.no_state_yet()}</td> }.into_any();
                    };
                    let label = format!("{} {}", c.short(t.lang()), t.period_name(*p));
                    let chip = state_chip(t.lang(), row.state);
                    let chip = if may_open(actor, row) {
                        view! { <a class="celllink" href=href(row)><span class="vh">{label}</span>{chip}</a> }
                            .into_any()
                    } else {
                        chip
                    };
                    view! { <td>{chip}{under_state(t, actor, row)}</td> }.into_any()
                })
                .collect_view();
            let to = format!("/reports?city={}", c.slug);
            view! { <tr><th scope="row"><a href=to>{c.short(t.lang()).to_owned()}</a></th>{cells}</tr> }
        })
        .collect_view();
    view! {
        <div class="scroll" tabindex="0" role="group" aria-label=t.list_matrix()>
            <table class="tbl tbl--matrix">
                <caption class="vh">{t.list_matrix()}</caption>
                <thead><tr><th scope="col">{t.city()}</th>{head}</tr></thead>
                <tbody>{body}</tbody>
            </table>
        </div>
    }
    .into_any()
}
