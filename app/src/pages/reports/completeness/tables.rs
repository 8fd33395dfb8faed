//! The tables of completeness and punctuality: sums by city, cities by periods, and one city's reports.

use domain::{
    Decimal,
    calendar::{Timeliness, last_day},
    city::City,
    period::Period,
    punctuality::{Assessed, Kinds, Tally, Term, tally},
};
use jiff::Timestamp;
use leptos::prelude::*;
use storage::completeness::Completeness;

use super::percent;
use crate::{components::icons::icon, locales::Words, visit::Visit};

/// One line a city, then all of them.
pub(super) fn sums(t: Words, all: &Completeness, shown: &[&City], whole: Tally) -> AnyView {
    let rate = |rate: Option<Decimal>| rate.map_or_else(|| t.none_dash().to_owned(), |p| percent(t, p));
    let line = |name: AnyView, key: String, s: Tally| {
        let of = |n: u32, over: u32| {
            if over == 0 {
                n.to_string()
            } else {
                t.of_which_over(n, over)
            }
        };
        view! {
            <tr data-city=key>
                {name}
                <td class="num">{s.expected}</td><td class="num">{s.is_in()}</td><td class="num"><b>{rate(s.complete())}</b></td>
                <td class="num">{s.on_time}</td><td class="num"><b>{rate(s.punctual())}</b></td><td class="num">{s.extended}</td>
                <td class="num">{s.late}</td><td class="num">{s.overdue}</td><td class="num">{s.days_over}</td>
                <td class="num">{s.exempt}</td><td class="num">{s.open}</td>
                <td class="num">{of(s.returns, s.returns_over)}</td><td class="num">{of(s.reviews, s.reviews_over)}</td>
                <td class="num">{s.corrections}</td>
                <td class="num">{s.kinds.value}</td><td class="num">{s.kinds.not_applicable}</td>
                <td class="num">{s.kinds.not_yet_available}</td><td class="num">{s.kinds.missing}</td>
            </tr>
        }
        .into_any()
    };
    let rows = shown
        .iter()
        .map(|c| {
            let sum = tally(all.reports.iter().filter(|r| r.city == c.slug), all.known_at);
            let to = format!("/reports?view=completeness&city={}", c.slug);
            let name = view! { <th scope="row" class="nowrap"><a href=to>{c.short(t.lang()).to_owned()}</a></th> };
            line(name.into_any(), c.slug.clone(), sum)
        })
        .collect_view();
    let foot = (shown.len() > 1).then(|| {
        let name = view! { <th scope="row" class="nowrap">{t.all_shown()}</th> };
        view! { <tfoot>{line(name.into_any(), "all".into(), whole)}</tfoot> }
    });
    view! {
        <section class="sect stack" aria-labelledby="sums">
            <h2 id="sums">{t.by_city()}</h2>
            <div class="scroll" tabindex="0" role="group" aria-label=t.by_city()>
                <table class="tbl tbl--sums">
                    <thead>
                        <tr>
                            <th scope="col" rowspan="2">{t.city()}</th>
                            <th scope="colgroup" colspan="3">{t.complete_rate()}</th>
                            <th scope="colgroup" colspan="8">{t.timeliness_heading()}</th>
                            <th scope="colgroup" colspan="3">{t.terms_heading()}</th>
                            <th scope="colgroup" colspan="4">{t.kinds_heading()}</th>
                        </tr>
                        <tr>
                            <th scope="col" class="num">{t.expected()}</th><th scope="col" class="num">{t.came_in()}</th><th scope="col" class="num">{t.rate()}</th>
                            <th scope="col" class="num">{t.on_time_short()}</th><th scope="col" class="num">{t.punctual_rate()}</th><th scope="col" class="num">{t.extended_short()}</th>
                            <th scope="col" class="num">{t.late_short()}</th><th scope="col" class="num">{t.overdue_short()}</th><th scope="col" class="num">{t.days_over_heading()}</th>
                            <th scope="col" class="num">{t.exempt_short()}</th><th scope="col" class="num">{t.open_short()}</th>
                            <th scope="col" class="num">{t.returns_heading()}</th><th scope="col" class="num">{t.reviews_heading()}</th><th scope="col" class="num">{t.corrections_heading()}</th>
                            <th scope="col" class="num">{t.kind_value_short()}</th><th scope="col" class="num">{t.kind_na_short()}</th>
                            <th scope="col" class="num">{t.kind_not_yet_short()}</th><th scope="col" class="num">{t.kind_missing_short()}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                    {foot}
                </table>
            </div>
        </section>
    }
    .into_any()
}

/// A report's result in words, with the tone of its icon.
fn result(t: Words, r: &Assessed) -> (&'static str, &'static str, String) {
    match r.timeliness {
        Timeliness::OnTime { extended: false } => ("istat istat--ok", "check", t.on_time().to_owned()),
        Timeliness::OnTime { extended: true } => ("istat istat--info", "check", t.on_time_extended().to_owned()),
        Timeliness::Late { days } => ("istat istat--warn", "clock", t.days_late_cell(days)),
        Timeliness::Overdue { days } => ("istat istat--err", "clock", t.days_overdue_cell(days)),
        Timeliness::Open { extended: false, .. } => ("istat", "idle", t.open_still().to_owned()),
        Timeliness::Open { extended: true, .. } => ("istat istat--info", "idle", t.open_extended().to_owned()),
        Timeliness::Exempt => ("istat", "minus", t.exempt().to_owned()),
        Timeliness::NotOpen => ("istat", "idle", t.not_open().to_owned()),
    }
}

fn over(terms: &[Term], now: Timestamp) -> usize {
    terms.iter().filter(|term| term.days_over(now) > 0).count()
}

/// The returns of a report and how many of them are over their term; empty where there was none.
fn returns(t: Words, r: &Assessed, now: Timestamp) -> String {
    match (r.returns.len(), over(&r.returns, now)) {
        (0, _) => String::new(),
        (n, 0) => t.returns_cell_plain(n),
        (n, over) => t.returns_cell(n, over),
    }
}

/// By how many days CNIPA is or was over its own term, at most.
fn review_over(r: &Assessed, now: Timestamp) -> i64 {
    r.reviews.iter().map(|term| term.days_over(now)).max().unwrap_or(0)
}

const fn all_of(kinds: Kinds) -> u32 {
    kinds.value + kinds.not_applicable + kinds.not_yet_available + kinds.missing
}

/// How many items differ from what was accepted; nothing where none does.
fn changed(t: Words, all: &Completeness, r: &Assessed) -> AnyView {
    let n = all.changed.get(&(r.city.clone(), r.period)).copied().filter(|n| *n > 0);
    n.map(|n| view! { <span class="sub" data-changed=n.to_string()>{t.changed_since_accepted(n)}</span> })
        .into_any()
}

/// Cities by periods, the newest last.
pub(super) fn matrix(t: Words, all: &Completeness, shown: &[&City]) -> AnyView {
    let mut periods: Vec<Period> = all.reports.iter().map(|r| r.period).collect();
    periods.sort_unstable();
    periods.dedup();
    if periods.is_empty() {
        return ().into_any();
    }
    let mut year = 0;
    let heads = periods
        .iter()
        .map(|p| {
            let name = t.period_short(*p, p.year() != year);
            year = p.year();
            let due = t.due_short(t.day(all.calendar.deadlines(*p).due_on));
            view! { <th scope="col">{name}<small>{due}</small></th> }
        })
        .collect_view();
    let rows = shown
        .iter()
        .map(|c| {
            let cells = periods
                .iter()
                .map(|p| {
                    let Some(r) = all.reports.iter().find(|r| r.city == c.slug && r.period == *p) else {
                        return view! { <td></td> }.into_any();
                    };
                    let (class, name, word) = result(t, r);
                    let sub = |text: String| (!text.is_empty()).then(|| view! { <span class="sub">{text}</span> });
                    let review = review_over(r, all.known_at);
                    let review = if review > 0 { t.review_over_cell(review) } else { String::new() };
                    let values = match all_of(r.kinds) {
                        0 => String::new(),
                        of => t.values_cell(r.kinds.value, of),
                    };
                    let changed = changed(t, all, r);
                    let key = format!("{}/{p}", c.slug);
                    view! {
                        <td data-report=key><span class=class>{icon(name)}{word}</span>{sub(values)}{sub(returns(t, r, all.known_at))}{sub(review)}{changed}</td>
                    }
                    .into_any()
                })
                .collect_view();
            view! { <tr><th scope="row">{c.short(t.lang()).to_owned()}</th>{cells}</tr> }
        })
        .collect_view();
    view! {
        <section class="sect stack" aria-labelledby="matrix">
            <h2 id="matrix">{t.by_period()}</h2>
            <div class="scroll" tabindex="0" role="group" aria-label=t.by_period()>
                <table class="tbl tbl--matrix tbl--top"><thead><tr><th scope="col">{t.city()}</th>{heads}</tr></thead><tbody>{rows}</tbody></table>
            </div>
        </section>
    }
    .into_any()
}

/// The reports of one city, a line each, the latest first.
pub(super) fn lines(visit: &Visit, all: &Completeness, city: &City) -> AnyView {
    let t = visit.words();
    let own = visit.actor.as_ref().and_then(|a| a.city()) == Some(city.slug.as_str());
    let rows = all
        .reports
        .iter()
        .rev()
        .map(|r| {
            let deadlines = all.calendar.deadlines(r.period);
            let extended = all.calendar.relief(&r.city, r.period).extended_until;
            let extended =
                extended.map(|until| view! { <span class="sub">{t.extended_to(t.full_day(last_day(until)))}</span> });
            let (class, name, word) = result(t, r);
            let first = r
                .first_submitted_at
                .map_or_else(|| t.none_dash().to_owned(), |at| t.stamp(at));
            let review = match review_over(r, all.known_at) {
                0 => String::new(),
                days => t.review_over_cell(days),
            };
            let key = format!("{}/{}", r.city, r.period);
            let name_of = t.period_name(r.period);
            // What was never submitted only its city can open.
            let period = if own || r.first_submitted_at.is_some() {
                view! { <a href=format!("/reports/{}/{}", r.city, r.period)>{name_of}</a> }.into_any()
            } else {
                name_of.into_any()
            };
            view! {
                <tr data-report=key>
                    <th scope="row">{period}</th>
                    <td>{t.full_day(deadlines.due_on)}{extended}</td><td>{first}</td>
                    <td><span class=class>{icon(name)}{word}</span>{changed(t, all, r)}</td>
                    <td>{returns(t, r, all.known_at)}</td><td>{review}</td>
                    <td class="num">{r.kinds.value}</td><td class="num">{r.kinds.not_applicable}</td>
                    <td class="num">{r.kinds.not_yet_available}</td><td class="num">{r.kinds.missing}</td>
                </tr>
            }
        })
        .collect_view();
    let title = t.by_period_of(city.short(t.lang()));
    view! {
        <section class="sect stack" aria-labelledby="lines">
            <h2 id="lines">{title.clone()}</h2>
            <div class="scroll" tabindex="0" role="group" aria-label=title>
                <table class="tbl tbl--top">
                    <thead><tr>
                        <th scope="col">{t.period()}</th><th scope="col">{t.due()}</th><th scope="col">{t.first_submission()}</th>
                        <th scope="col">{t.timeliness_heading()}</th><th scope="col">{t.returns_plain_heading()}</th><th scope="col">{t.reviews_plain_heading()}</th>
                        <th scope="col" class="num">{t.kind_value_short()}</th><th scope="col" class="num">{t.kind_na_short()}</th>
                        <th scope="col" class="num">{t.kind_not_yet_short()}</th><th scope="col" class="num">{t.kind_missing_short()}</th>
                    </tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </section>
    }
    .into_any()
}
