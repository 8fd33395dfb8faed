//! `/problems/new`: the form that raises a problem, by itself or about an indicator and a period of a report.

use domain::{
    access::{Object, Role, Verb},
    indicator::definition,
    period::Period,
};
use leptos::prelude::*;
use storage::allow;

use super::form::{Stored, fields};
use crate::{
    components::{bits::error_summary, fields::Form, frame::Frame},
    error::Error,
    pages::{page, typed::typed_by},
    visit::{Posted, Visit, here},
};

/// The page.
#[component]
pub fn NewProblem() -> impl IntoView {
    let (visit, app) = here();
    let posted = use_context::<Posted>().unwrap_or_default();
    page(async move {
        let caller = visit.caller()?;
        let city = caller.actor.city().unwrap_or_default().to_owned();
        let own = Object::Problem {
            city: &city,
            shared: false,
            with_province: false,
        };
        allow(&caller, Verb::Save, &own)?;
        let once = app.store.new_id(visit.now);
        let approver = caller.actor.role == Role::CityApprover;
        Ok::<_, Error>(content(&visit, &city, &once, approver, &posted))
    })
}

/// The indicator and the period that the address names, as far as there are such.
fn about(visit: &Visit) -> (Option<String>, Option<Period>) {
    let indicator = visit.asked("indicator").and_then(definition);
    let period = visit.asked("period").and_then(|p| p.parse().ok());
    (indicator.map(|d| d.code.clone()), period)
}

fn content(visit: &Visit, city: &str, once: &str, approver: bool, posted: &Posted) -> AnyView {
    let t = visit.words();
    let mine = !posted.fields.is_empty();
    let form = Form::new(posted, "", mine);
    let (indicator, period) = about(visit);
    let goal = indicator.as_deref().and_then(definition).and_then(|d| d.goal);
    let stored = Stored {
        severity: "general".into(),
        level: "city".into(),
        category: goal
            .map(|g| domain::problem::category_name(g).to_owned())
            .unwrap_or_default(),
        indicator: indicator.clone().unwrap_or_default(),
        period: period.map(|p| p.to_string()).unwrap_or_default(),
        ..Stored::default()
    };
    let known = [indicator.map(|code| t.item(&code)), period.map(|p| t.period_name(p))];
    let known: Vec<_> = known.into_iter().flatten().collect();
    let about = (!known.is_empty()).then(|| view! { <p>{t.new_about(known.join(t.list_sep()))}</p> });
    let from = form.value("from", visit.asked("from").unwrap_or_default());
    let once = form.value("once", once);
    let escalate = approver.then(|| {
        view! { <button class="btn btn--2" type="submit" name="action" value="escalate">{t.register_escalate()}</button> }
    });
    let urgent = (!approver).then(|| view! { <p class="muted sm">{t.register_urgent_hint()}</p> });
    let (summary, action) = (error_summary(t.new_title().to_owned(), &form.errors()), visit.with(&[]));
    let (typed_by, fields) = (typed_by(visit), fields(visit, &form, &stored, city));
    view! {
        <Frame title=t.new_title().to_owned()>
            <nav class="crumbs" aria-label=t.crumbs()><ol><li><a href="/problems">{t.nav_problems()}</a></li><li>{t.new_title()}</li></ol></nav>
            <div class="stack">
                <h1>{t.new_title()}</h1>
                <p class="muted">{t.new_lead()}</p>
                {about}
                {summary}
                <form method="post" action=action class="stack" novalidate autocomplete="off">
                    {typed_by}
                    <input type="hidden" name="once" value=once />
                    <input type="hidden" name="from" value=from />
                    {fields}
                    {urgent}
                    <p class="row"><button class="btn" type="submit" name="action" value="save">{t.register_button()}</button>{escalate}</p>
                </form>
            </div>
        </Frame>
    }
    .into_any()
}
