//! `/admin/calendar`: when each report opens, is due and locks; extensions and exemptions; the days of rest; every change
//! with its reason. What a change does is looked at before it is saved.

use std::collections::BTreeMap;

use domain::{
    calendar::{Calendar, ListedDay, Rule, beijing, is_provisional, listed_days, working_days_between},
    city::city,
    lang::Lang,
};
use jiff::civil::Date;
use leptos::prelude::*;
use storage::calendar::{Change, Entry};

use super::{calendar_forms::forms, calendar_preview::preview};
use crate::{
    components::{
        bits::{error_summary, notice},
        frame::Frame,
        icons::icon,
    },
    error::Error,
    locales::Words,
    pages::page,
    visit::{App, Posted, Visit, address, here},
};

/// What is asked of the calendar: by a query to look at it, by a post that was refused.
pub(super) struct Asked {
    /// The rule's name; empty where nothing is asked.
    pub name: String,
    /// The fields as typed.
    pub fields: BTreeMap<String, String>,
    /// The sentence at each wrong field.
    pub errors: BTreeMap<String, String>,
    /// What would be changed, where that can be understood.
    pub change: Option<Change>,
}

impl Asked {
    fn read(visit: &Visit, calendar: &Calendar, posted: &Posted) -> Self {
        let t = visit.words();
        let refused = !posted.fields.is_empty();
        let fields = if refused {
            posted.fields.clone()
        } else {
            visit.query.clone()
        };
        let get = |name: &str| fields.get(name).map(|v| v.trim()).filter(|v| !v.is_empty());
        let name = match get("action") {
            Some(action) if refused => rule_of(action).or(get("rule")),
            _ => get("rule"),
        };
        let name = name.unwrap_or_default().to_owned();
        let mut errors: BTreeMap<_, _> = posted.errors.iter().cloned().collect();
        let take_back = get("action") == Some("take_back") || get("take_back").is_some();
        let change = if name.is_empty() {
            None
        } else if take_back {
            Some(Change::TakeBack {
                rule: name.clone(),
                city: get("city").unwrap_or_default().to_owned(),
                period: get("period").unwrap_or_default().to_owned(),
            })
        } else {
            match Rule::read(&name, calendar, visit.today(), get) {
                Ok(rule) => Some(Change::Set(rule)),
                Err(faults) => {
                    errors.extend(
                        faults
                            .into_iter()
                            .map(|(field, fault)| (field.to_owned(), t.fault(field, fault))),
                    );
                    None
                }
            }
        };
        Asked {
            name,
            fields,
            errors,
            change,
        }
    }

    /// What was typed into a field of a form; of another form nothing.
    pub fn typed(&self, form: &str, field: &str) -> String {
        let here = self.name == form;
        self.fields.get(field).filter(|_| here).cloned().unwrap_or_default()
    }

    /// The sentence at a field of a form.
    pub fn error(&self, form: &str, field: &str) -> Option<String> {
        // Where the rest can be understood, the preview stands above and has the field.
        let here = self.name == form && self.change.is_none();
        self.errors.get(field).filter(|_| here).cloned()
    }
}

/// The rule that an action of the page sets.
pub(super) fn rule_of(action: &str) -> Option<&'static str> {
    Some(match action {
        "extend" => "extended",
        "exempt" => "exempt",
        "set_due" => "due_on",
        "set_term" => "term",
        "make_year" => "year",
        _ => return None,
    })
}

/// The page.
#[component]
pub fn CalendarPage() -> impl IntoView {
    let (visit, app) = here();
    let posted = use_context::<Posted>().unwrap_or_default();
    page(async move { content(&visit, &app, &posted).await })
}

async fn content(visit: &Visit, app: &App, posted: &Posted) -> Result<AnyView, Error> {
    let t = visit.words();
    let caller = visit.caller()?;
    let history = storage::calendar::history(&app.store, &caller).await?;
    let calendar = storage::calendar::get(&app.store, &caller).await?;
    let asked = Asked::read(visit, &calendar, posted);
    let preview = match &asked.change {
        Some(change) => Some(preview(app, visit, &calendar, &asked, change).await?),
        None => None,
    };
    let own: Vec<_> = asked.errors.iter().filter(|(field, _)| field.is_empty()).collect();
    let own = own.into_iter().map(|(_, s)| notice("err", s.clone())).collect_view();
    let summary = (asked.change.is_none() && !asked.errors.is_empty()).then(|| {
        let link = |(field, sentence): (&String, &String)| {
            let named = t.colon(t.calendar_field(field), sentence);
            (format!("{}-{field}", asked.name), named)
        };
        let errors = asked
            .errors
            .iter()
            .filter(|(field, _)| !field.is_empty())
            .map(link)
            .collect();
        let posted = Posted {
            errors,
            ..Posted::default()
        };
        error_summary(t.not_done_title().to_owned(), &posted)
    });
    let done = visit.asked("done").map(|_| notice("ok", t.calendar_done().to_owned()));
    let title = t.calendar_title().to_owned();
    let (periods, relief) = (periods(t, &calendar), relief(t, &history));
    let (forms, holidays, history) = (
        forms(t, &calendar, &asked),
        holidays(t, &calendar),
        records(t, &history),
    );
    Ok(view! {
        <Frame title=title.clone()>
            <div class="stack-l">
                <div><h1>{title}</h1><p class="lead measure">{t.calendar_lead()}</p></div>
                {done}{own}{summary}{preview}
                {periods}
                {relief}
                {forms}
                {holidays}
                {history}
            </div>
        </Frame>
    }
    .into_any())
}

/// The year's reports with their dates.
fn periods(t: Words, calendar: &Calendar) -> AnyView {
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
pub(super) fn take_back_address(rule: &Rule) -> String {
    let (name, city, period) = rule.key();
    let query = [("rule", name), ("city", &city), ("period", &period), ("take_back", "1")];
    format!("{}#preview", address("/admin/calendar", query))
}

/// Extensions and exemptions in force, each with the way to take it back.
fn relief(t: Words, history: &[Entry]) -> AnyView {
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
fn holidays(t: Words, calendar: &Calendar) -> AnyView {
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
            let mut occasions: Vec<&domain::lang::Both> = Vec::new();
            for day in &days {
                if !occasions.contains(&&day.occasion) {
                    occasions.push(&day.occasion);
                }
            }
            let span = occasions.len().to_string();
            let row = |(i, occasion): (usize, &&domain::lang::Both)| {
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
fn records(t: Words, history: &[Entry]) -> AnyView {
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

/// A rule in words.
#[must_use]
pub fn rule_words(t: Words, rule: &Rule) -> String {
    let short = |slug: &str| city(slug).map_or_else(|| slug.to_owned(), |c| c.short(t.lang()).to_owned());
    match rule {
        Rule::Year(pilot) => t.rule_year(t.full_day(pilot.first), t.full_day(pilot.last)),
        Rule::Term { from, working_day } if from.is_quarter() => t.rule_term_quarter(t.period_name(*from), working_day),
        Rule::Term { from, working_day } => t.rule_term_month(t.period_name(*from), working_day),
        Rule::DueOn { period, day } => t.rule_due_on(t.period_name(*period), t.full_day(*day)),
        Rule::Extended { city, period, until } => {
            t.rule_extended(short(city), t.period_name(*period), t.full_day(*until))
        }
        Rule::Exempt { city, period } => t.rule_exempt(short(city), t.period_name(*period)),
    }
}
