//! The tables of `/admin/calendar`: the year's reports with their dates, extensions and exemptions, days of rest, and
//! everything that was ever set.

use domain::{
    calendar::{Calendar, ListedDay, Rule, beijing, is_provisional, listed_days, working_days_between},
    lang::{Both, Lang},
};
use jiff::civil::Date;
use leptos::prelude::*;
use storage::calendar::Entry;

use super::rule_words;
use crate::{
    components::{bits::notice, icons::icon},
    locales::Words,
    visit::address,
};

/// The year's reports with their dates.
pub(super) fn periods(t: Words, calendar: &Calendar) -> AnyView {
    let mut provisional: Vec<String> = Vec::new();
    let mut mark = |day: Date| {
        is_provisional(day.year()).then(|| {
            let year = day.year().to_string();
            if !provisional.contains(&year) {
                provisional.push(year);
            }
            view! { <span class="sub">{t.calendar_provisional()}</span> }
        })
    };
    let rows = calendar
        .pilot
        .reports()
        .into_iter()
        .map(|p| {
            let d = calendar.deadlines(p);
            let kind = if p.is_quarter() { t.quarterly() } else { t.monthly() };
            let own = calendar
                .is_due_on_a_day_of_its_own(p)
                .then(|| view! { <span class="sub">{t.calendar_own_day()}</span> });
            let days = working_days_between(p.last_day(), d.due_on);
            let (due, locks) = (mark(d.due_on), mark(d.locks_on));
            view! {
                <tr data-period=p.to_string() data-due=d.due_on.to_string() data-locks=d.locks_on.to_string()>
                    <th scope="row" class="nowrap">{t.period_name(p)}<span class="sub">{kind}</span></th>
                    <td class="nowrap">{t.full_day(beijing(d.opens).date())}</td>
                    <td class="nowrap">{t.full_day(d.due_on)}{own}{due}</td>
                    <td class="nowrap">{t.calendar_working_days(days)}</td>
                    <td class="nowrap">{t.full_day(d.locks_on)}{locks}</td>
                </tr>
            }
        })
        .collect_view();
    let note =
        (!provisional.is_empty()).then(|| notice("warn", t.calendar_provisional_note(provisional.join(t.list_sep()))));
    let year = t.calendar_year(t.full_day(calendar.pilot.first), t.full_day(calendar.pilot.last));
    view! {
        <section class="sect stack" aria-labelledby="periods">
            <div class="sect__head"><h2 id="periods">{t.calendar_periods()}</h2><p>{year}</p></div>
            {note}
            <div class="scroll" tabindex="0" role="group" aria-label=t.calendar_periods()>
                <table class="tbl">
                    <thead><tr>
                        <th scope="col">{t.period()}</th><th scope="col">{t.calendar_opens()}</th><th scope="col">{t.due()}</th>
                        <th scope="col">{t.calendar_days_open()}</th><th scope="col">{t.calendar_locks()}</th>
                    </tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            <p class="sm muted">{t.calendar_until_end()}</p>
        </section>
    }
    .into_any()
}

/// The address that looks at taking a rule back.
fn take_back_address(rule: &Rule) -> String {
    let (name, city, period) = rule.key();
    let query = [("rule", name), ("city", &city), ("period", &period), ("take_back", "1")];
    format!("{}#preview", address("/admin/calendar", query))
}

/// Extensions and exemptions in force, each with the way to take it back.
pub(super) fn relief(t: Words, history: &[Entry]) -> AnyView {
    let rows = history
        .iter()
        .filter(|e| e.ended.is_none() && matches!(e.rule, Rule::Extended { .. } | Rule::Exempt { .. }))
        .map(|e| {
            view! {
                <tr data-rule=e.rule.key().0>
                    <th scope="row">{rule_words(t, &e.rule)}</th>
                    <td>{e.reason.clone()}</td>
                    <td>{t.calendar_by(&e.set_by, t.stamp(e.set_at))}</td>
                    <td><a class="btn btn--2 btn--s" href=take_back_address(&e.rule)>{t.calendar_take_back()}</a></td>
                </tr>
            }
        })
        .collect::<Vec<_>>();
    let body = if rows.is_empty() {
        view! { <p class="muted">{t.calendar_relief_none()}</p> }.into_any()
    } else {
        view! {
            <div class="scroll" tabindex="0" role="group" aria-label=t.calendar_relief()>
                <table class="tbl tbl--top">
                    <thead><tr>
                        <th scope="col">{t.calendar_what()}</th><th scope="col">{t.calendar_why()}</th><th scope="col">{t.calendar_who()}</th>
                        <th scope="col"><span class="vh">{t.row_actions()}</span></th>
                    </tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        }
        .into_any()
    };
    view! { <section class="sect stack" aria-labelledby="relief"><h2 id="relief">{t.calendar_relief()}</h2>{body}</section> }
        .into_any()
}

/// The rest days and made-up working days of the pilot's years, by holiday.
pub(super) fn holidays(t: Words, calendar: &Calendar) -> AnyView {
    let (first, last) = (
        calendar.pilot.first.year(),
        calendar.pilot.last.year().saturating_add(1),
    );
    let rows = (first..=last)
        .filter_map(|year| Some((year, Date::new(year, 1, 1).ok()?, Date::new(year, 12, 31).ok()?)))
        .flat_map(|(year, from, to)| {
            let days = listed_days(from, to);
            if is_provisional(year) {
                let note = view! { <tr><th scope="row">{year.to_string()}</th><td colspan="3"><span class="chip chip--warn">{icon("warn")}{t.calendar_provisional()}</span>" "{t.calendar_no_table(year)}</td></tr> };
                return vec![note.into_any()];
            }
            let mut occasions: Vec<&Both> = Vec::new();
            for day in &days {
                if !occasions.contains(&&day.occasion) {
                    occasions.push(&day.occasion);
                }
            }
            let span = occasions.len().to_string();
            let row = |(i, occasion): (usize, &&Both)| {
                let of = |worked: bool| {
                    let here = days.iter().filter(|d| d.worked == worked && d.occasion == **occasion);
                    let text = here.map(|d| day_words(t, d)).collect::<Vec<_>>().join(t.list_sep());
                    if text.is_empty() { t.none_dash().to_owned() } else { text }
                };
                let head = (i == 0).then(|| view! { <th scope="rowgroup" rowspan=span.clone()>{year.to_string()}</th> });
                view! { <tr>{head}<td class="nowrap">{occasion.get(t.lang()).to_owned()}</td><td>{of(false)}</td><td>{of(true)}</td></tr> }
                    .into_any()
            };
            occasions.iter().enumerate().map(row).collect()
        })
        .collect_view();
    view! {
        <section class="sect stack" aria-labelledby="holidays">
            <h2 id="holidays">{t.calendar_holidays()}</h2>
            <div class="scroll" tabindex="0" role="group" aria-label=t.calendar_holidays()>
                <table class="tbl tbl--top">
                    <thead><tr>
                        <th scope="col">{t.calendar_year_heading()}</th><th scope="col">{t.calendar_occasion()}</th>
                        <th scope="col">{t.calendar_rest_heading()}</th><th scope="col">{t.calendar_worked_heading()}</th>
                    </tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </section>
    }
    .into_any()
}

fn day_words(t: Words, d: &ListedDay) -> String {
    let weekday = usize::try_from(d.date.weekday().to_monday_zero_offset()).unwrap_or(0);
    let name = match t.lang() {
        Lang::Zh => ["周一", "周二", "周三", "周四", "周五", "周六", "周日"][weekday.min(6)],
        Lang::En => ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"][weekday.min(6)],
    };
    t.in_brackets(t.day(d.date), name)
}

/// What was set, by whom, why, and how it ended.
pub(super) fn records(t: Words, history: &[Entry]) -> AnyView {
    let rows = history
        .iter()
        .map(|e| {
            let state = match &e.ended {
                None => view! { <span class="chip chip--ok">{t.calendar_in_force()}</span> }.into_any(),
                Some(ended) => {
                    let word = if ended.reason.is_some() { t.calendar_ended() } else { t.calendar_replaced() };
                    let by = t.calendar_by(&ended.by, t.stamp(ended.at));
                    view! { <span class="chip">{word}</span><span class="sub">{by}</span><span class="sub">{ended.reason.clone()}</span> }
                        .into_any()
                }
            };
            // Extensions and exemptions have theirs above.
            let back = (e.ended.is_none() && matches!(e.rule, Rule::Term { .. } | Rule::DueOn { .. }))
                .then(|| view! { <a class="btn btn--2 btn--s" href=take_back_address(&e.rule)>{t.calendar_take_back()}</a> });
            view! {
                <tr>
                    <th scope="row">{rule_words(t, &e.rule)}</th><td>{e.reason.clone()}</td>
                    <td>{t.calendar_by(&e.set_by, t.stamp(e.set_at))}</td><td>{state}</td><td>{back}</td>
                </tr>
            }
        })
        .collect::<Vec<_>>();
    let body = if rows.is_empty() {
        view! { <p class="muted">{t.calendar_history_none()}</p> }.into_any()
    } else {
        view! {
            <div class="scroll" tabindex="0" role="group" aria-label=t.calendar_history()>
                <table class="tbl tbl--top">
                    <thead><tr>
                        <th scope="col">{t.calendar_what()}</th><th scope="col">{t.calendar_why()}</th><th scope="col">{t.calendar_who()}</th>
                        <th scope="col">{t.state_heading()}</th><th scope="col"><span class="vh">{t.row_actions()}</span></th>
                    </tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        }
        .into_any()
    };
    view! { <section class="sect stack" aria-labelledby="history"><h2 id="history">{t.calendar_history()}</h2>{body}</section> }
        .into_any()
}
