//! What a change of the calendar would do, and the form that saves it with its reason.

use domain::{
    calendar::{Calendar, Deadlines, Effect, Moved, Seen, Timeliness},
    city::city,
};
use leptos::prelude::*;
use storage::calendar::Change;

use super::{Asked, rule_words};
use crate::{
    components::{
        bits::{area_text, notice},
        icons::icon,
    },
    error::Error,
    locales::Words,
    pages::typed::typed_by,
    visit::{App, Visit},
};

/// The section: what it is, which dates move, which reports stand otherwise; then reason and button.
pub(super) async fn preview(
    app: &App,
    visit: &Visit,
    calendar: &Calendar,
    asked: &Asked,
    change: &Change,
) -> Result<AnyView, Error> {
    let t = visit.words();
    let told = storage::calendar::preview(&app.store, &visit.caller()?, change).await?;
    let (what, hidden, action) = match change {
        Change::Set(rule) => {
            let (_, city, period) = rule.key();
            let value = rule.value();
            let fields = match asked.name.as_str() {
                "extended" => vec![("city", city), ("period", period), ("until", value)],
                "exempt" => vec![("city", city), ("period", period)],
                "due_on" => vec![("period", period), ("due_on", value)],
                "term" => vec![("period", period), ("working_day", value)],
                _ => vec![("first", asked.typed("year", "first"))],
            };
            let action = match asked.name.as_str() {
                "extended" => "extend",
                "exempt" => "exempt",
                "due_on" => "set_due",
                "term" => "set_term",
                _ => "make_year",
            };
            (rule_words(t, rule), fields, action)
        }
        Change::TakeBack { rule, city, period } => {
            let same = |r: &&domain::calendar::Rule| {
                let (name, of, at) = r.key();
                (name, &of, &at) == (rule.as_str(), city, period)
            };
            let found = calendar.rules().find(same).ok_or(Error::NotFound)?;
            let fields = vec![
                ("rule", rule.clone()),
                ("city", city.clone()),
                ("period", period.clone()),
            ];
            (t.rule_taken_back(rule_words(t, found)), fields, "take_back")
        }
    };
    let hidden = hidden
        .into_iter()
        .map(|(name, value)| view! { <input type="hidden" name=name value=value /> })
        .collect_view();
    let error = asked.errors.get("reason").cloned();
    let class = if error.is_some() { "area is-err" } else { "area" };
    let (invalid, described) = (
        error.is_some().then_some("true"),
        error.is_some().then_some("why-error"),
    );
    let sentence = error.map(|e| view! { <p class="fielderr" id="why-error">{icon("err")}<span>{e}</span></p> });
    let reason = asked.fields.get("reason").cloned().unwrap_or_default();
    let (moved, effects) = (moved(t, &told.moved), effects(t, &told.effects));
    Ok(view! {
        <section class="submit stack" id="preview" aria-labelledby="preview-title">
            <h2 id="preview-title">{t.calendar_preview_title()}</h2>
            {notice("", what)}
            <div class="stack-s"><h3>{t.calendar_moved()}</h3>{moved}</div>
            <div class="stack-s"><h3>{t.calendar_effects()}</h3>{effects}</div>
            <form method="post" action="/admin/calendar" class="stack" novalidate>
                {typed_by(visit)}
                {hidden}
                <div class="field measure">
                    <label for="why">{t.calendar_reason()}</label>
                    {sentence}
                    <textarea class=class id="why" name="reason" maxlength="500" aria-invalid=invalid aria-describedby=described>
                        {area_text(&reason)}
                    </textarea>
                </div>
                <p class="row">
                    <button class="btn" type="submit" name="action" value=action>{t.calendar_save()}</button>
                    <a class="btn btn--2" href="/admin/calendar">{t.cancel()}</a>
                </p>
            </form>
        </section>
    }
    .into_any())
}

fn moved(t: Words, all: &[Moved]) -> AnyView {
    if all.is_empty() {
        return view! { <p>{t.calendar_none_moved()}</p> }.into_any();
    }
    let dates = |d: Option<Deadlines>| match d {
        Some(d) => t.calendar_dates(t.full_day(d.due_on), t.full_day(d.locks_on)),
        None => t.calendar_not_in_pilot().to_owned(),
    };
    let rows = all
        .iter()
        .map(|m| {
            view! { <tr data-moved=m.period.to_string()><th scope="row">{t.period_name(m.period)}</th><td>{dates(m.before)}</td><td>{dates(m.after)}</td></tr> }
        })
        .collect_view();
    table(t, t.calendar_moved(), vec![t.report_period()], rows.into_any())
}

fn effects(t: Words, all: &[Effect]) -> AnyView {
    if all.is_empty() {
        return view! { <p>{t.calendar_none_effects()}</p> }.into_any();
    }
    let rows = all
        .iter()
        .map(|e| {
            let name = city(&e.city).map(|c| c.short(t.lang())).unwrap_or_default();
            let what = format!("{}/{}", e.city, e.period);
            view! {
                <tr data-effect=what>
                    <th scope="row">{name}</th><td>{t.period_name(e.period)}</td><td>{seen(t, e.before)}</td><td>{seen(t, e.after)}</td>
                </tr>
            }
        })
        .collect_view();
    table(
        t,
        t.calendar_effects(),
        vec![t.city(), t.report_period()],
        rows.into_any(),
    )
}

fn table(t: Words, label: &'static str, heads: Vec<&'static str>, rows: AnyView) -> AnyView {
    let heads = heads
        .into_iter()
        .chain([t.calendar_before(), t.calendar_after()])
        .map(|head| view! { <th scope="col">{head}</th> })
        .collect_view();
    view! {
        <div class="scroll" tabindex="0" role="group" aria-label=label>
            <table class="tbl"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>
        </div>
    }
    .into_any()
}

/// How a report stands, in words.
fn seen(t: Words, seen: Seen) -> String {
    let text = match seen.timeliness {
        Timeliness::NotOpen => t.not_open().to_owned(),
        Timeliness::Open { extended: false, .. } => t.open_still().to_owned(),
        Timeliness::Open { extended: true, .. } => t.open_extended().to_owned(),
        Timeliness::Overdue { days } => t.days_overdue_cell(days),
        Timeliness::OnTime { extended: false } => t.on_time().to_owned(),
        Timeliness::OnTime { extended: true } => t.on_time_extended().to_owned(),
        Timeliness::Late { days } => t.late_by(days),
        Timeliness::Exempt => t.exempt().to_owned(),
    };
    if seen.locked { t.seen_locked(text) } else { text }
}
