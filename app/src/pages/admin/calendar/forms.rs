//! The forms of `/admin/calendar`, each closed until it is wanted. All but the extension only look at what they would do;
//! saving is in the preview. The extension saves at once, or looks first by its second button.

use domain::{calendar::Calendar, city::cities};
use leptos::prelude::*;

use super::Asked;
use crate::{components::icons::icon, locales::Words, pages::typed::typed_by, visit::Visit};

/// All forms.
pub(super) fn forms(visit: &Visit, calendar: &Calendar, asked: &Asked) -> AnyView {
    let t = visit.words();
    let reports = calendar.pilot.reports();
    let periods = |form: &'static str| {
        let typed = asked.typed(form, "period");
        reports
            .iter()
            .rev()
            .map(|p| {
                let value = p.to_string();
                let chosen = value == typed;
                view! { <option value=value selected=chosen>{t.period_name(*p)}</option> }
            })
            .collect_view()
            .into_any()
    };
    let places = |form: &'static str| {
        let typed = asked.typed(form, "city");
        cities()
            .iter()
            .map(|c| view! { <option value=c.slug.clone() selected=c.slug == typed>{c.short(t.lang()).to_owned()}</option> })
            .collect_view()
            .into_any()
    };
    let field = |form: &'static str, name: &'static str, label: &'static str, kind: Kind| {
        one(t, asked, form, name, label, kind)
    };
    let look = |rule: &'static str| {
        view! { <p><button class="btn btn--2" type="submit" name="rule" value=rule>{t.calendar_look()}</button></p> }
    };
    let extend = view! {
        <form method="post" action="/admin/calendar" class="stack" novalidate>
            {typed_by(visit)}
            <p class="measure">{t.calendar_extend_lead()}</p>
            <div class="sign-grid">
                {field("extended", "city", t.city(), Kind::Choice(places("extended")))}
                {field("extended", "period", t.report_period(), Kind::Choice(periods("extended")))}
                {field("extended", "until", t.calendar_until(), Kind::Input("date"))}
                {field("extended", "reason", t.calendar_reason(), Kind::Input("text"))}
            </div>
            <p class="row">
                <button class="btn" type="submit" name="action" value="extend">{t.calendar_extend()}</button>
                <button class="btn btn--2" type="submit" formmethod="get" formaction="/admin/calendar#preview" name="rule" value="extended">{t.calendar_look()}</button>
            </p>
        </form>
    }
    .into_any();
    let get = |fields: AnyView, lead: &'static str, rule: &'static str| {
        view! {
            <form method="get" action="/admin/calendar#preview" class="stack" novalidate>
                <p class="measure">{lead}</p>
                <div class="sign-grid measure">{fields}</div>
                {look(rule)}
            </form>
        }
        .into_any()
    };
    let exempt = view! {
        {field("exempt", "city", t.city(), Kind::Choice(places("exempt")))}
        {field("exempt", "period", t.report_period(), Kind::Choice(periods("exempt")))}
    };
    let due = view! {
        {field("due_on", "period", t.report_period(), Kind::Choice(periods("due_on")))}
        {field("due_on", "due_on", t.calendar_due_on(), Kind::Input("date"))}
    };
    let term = view! {
        {field("term", "period", t.calendar_from(), Kind::Choice(periods("term")))}
        {field("term", "working_day", t.calendar_working_day(), Kind::Input("number"))}
    };
    let year = field("year", "first", t.calendar_first(), Kind::Input("date"));
    let fold = |rule: &'static str, name: &'static str, title: &'static str, body: AnyView| {
        let open = asked.name == rule && asked.change.is_none();
        view! { <details class="fold" open=open><summary>{icon(name)}{title}</summary>{body}</details> }
    };
    view! {
        <section class="sect stack" aria-labelledby="change">
            <h2 id="change">{t.calendar_change()}</h2>
            <div>
                {fold("extended", "clock", t.calendar_extend_title(), extend)}
                {fold("exempt", "minus", t.calendar_exempt_title(), get(exempt.into_any(), t.calendar_exempt_lead(), "exempt"))}
                {fold("due_on", "now", t.calendar_due_title(), get(due.into_any(), t.calendar_due_lead(), "due_on"))}
                {fold("term", "sync", t.calendar_term_title(), get(term.into_any(), t.calendar_term_lead(), "term"))}
                {fold("year", "flag", t.calendar_year_title(), get(year, t.calendar_year_lead(), "year"))}
            </div>
        </section>
    }
    .into_any()
}

/// How a field is typed.
enum Kind {
    /// A line of this type.
    Input(&'static str),
    /// One of these options.
    Choice(AnyView),
}

/// A labelled field with its sentence; its id bears the form's name, since the forms share names of fields.
fn one(t: Words, asked: &Asked, form: &'static str, name: &'static str, label: &'static str, kind: Kind) -> AnyView {
    let id = format!("{form}-{name}");
    let error = asked.error(form, name);
    let invalid = error.is_some().then_some("true");
    let described = error.is_some().then(|| format!("{id}-error"));
    let sentence =
        error.map(|e| view! { <p class="fielderr" id=format!("{id}-error")>{icon("err")}<span>{e}</span></p> });
    let wrong = sentence.is_some();
    let control = match kind {
        Kind::Input(kind) => {
            let class = if wrong { "input is-err" } else { "input" };
            let typed = asked.typed(form, name);
            // What is no date would not be shown in a field of dates.
            let kind = if wrong { "text" } else { kind };
            view! { <input class=class type=kind id=id.clone() name=name value=typed autocomplete="off" aria-invalid=invalid aria-describedby=described /> }
                .into_any()
        }
        Kind::Choice(options) => {
            let class = if wrong { "select is-err" } else { "select" };
            view! { <select class=class id=id.clone() name=name aria-invalid=invalid aria-describedby=described><option value="">{t.choose()}</option>{options}</select> }
                .into_any()
        }
    };
    view! { <div class="field"><label for=id>{label}</label>{sentence}{control}</div> }.into_any()
}
