//! What CNIPA asks of schemes, on `/admin/settings`: the tasks that each must hold, reference targets, and whether a scheme
//! comes before a quarterly report.

use domain::{
    Decimal,
    indicator::{Aspect, Definition, Way, indicators},
    number,
};
use leptos::prelude::*;
use storage::settings::{self, RequiredTask, Settings};

use crate::{
    components::fields::{Field, Kind},
    pages::{
        forms::{Fields, Refused, get},
        typed::typed_by,
    },
    visit::{App, Posted, Visit},
};

/// How many empty lines for new tasks the form has.
const NEW: usize = 3;

fn required(key: &str) -> String {
    format!("required[{key}]")
}

fn reference(code: &str) -> String {
    format!("reference[{code}]")
}

/// The form; what was posted to it is shown again.
#[must_use]
pub(super) fn section(visit: &Visit, now: &Settings, posted: &Posted) -> AnyView {
    let t = visit.words();
    let mine = posted.fields.get("action").is_some_and(|a| a == "save_scheme_rules");
    let value = |name: &str, stored: String| if mine { posted.field(name) } else { stored };
    let error = |name: &str| if mine { posted.error(name) } else { None };
    let task = |key: &str, label: &str, stored: &str| {
        let name = required(key);
        let field = Field::new(name.clone(), label, Kind::Line("text"), value(&name, stored.to_owned()));
        field.error(error(&name)).view()
    };
    let tasks = now
        .required_tasks
        .iter()
        .enumerate()
        .map(|(i, of)| task(&of.key, &t.scheme_rules_task(i + 1), &of.title))
        .collect_view();
    let fresh = (1..=NEW)
        .map(|i| {
            task(
                &format!("new-{i}"),
                &t.scheme_rules_task(now.required_tasks.len() + i),
                "",
            )
        })
        .collect_view();
    let of = |d: &'static Definition| {
        let name = reference(&d.code);
        let stored = now.reference_targets.get(&d.code).map(|r| number::canonical(*r));
        let label = t.in_brackets(t.item(&d.code), t.unit_name(&d.unit));
        let field = Field::new(
            name.clone(),
            &label,
            Kind::Line("text"),
            value(&name, stored.unwrap_or_default()),
        );
        field.error(error(&name)).view()
    };
    let groups = Aspect::ALL
        .into_iter()
        .map(|aspect| {
            let all = indicators().filter(|d| d.aspect == Some(aspect) && d.way != Way::YesNo).map(of).collect_view();
            view! { <fieldset class="stack-s"><legend class="label">{t.aspect(aspect)}</legend><div class="scheme-two">{all}</div></fieldset> }
        })
        .collect_view();
    let wrong = mine && posted.errors.iter().any(|(name, _)| name.starts_with("reference["));
    let first = if mine {
        posted.fields.contains_key("scheme_first")
    } else {
        now.scheme_first
    };
    view! {
        <form method="post" action="/admin/settings" class="sect stack" aria-labelledby="scheme-rules" novalidate autocomplete="off">
            {typed_by(visit)}
            <h2 id="scheme-rules">{t.nav_schemes()}</h2>
            <p class="hint measure">{t.scheme_rules_lead()}</p>
            <div class="stack-s measure">{tasks}{fresh}</div>
            <details class="fold" open=wrong><summary>{t.scheme_rules_references()}</summary><div class="fold__body stack"><p class="hint measure">{t.scheme_rules_references_lead()}</p>{groups}</div></details>
            <label class="check"><input type="checkbox" name="scheme_first" value="on" checked=first /><span>{t.scheme_rules_first()}</span></label>
            <p><button class="btn" type="submit" name="action" value="save_scheme_rules">{t.settings_save()}</button></p>
        </form>
    }
    .into_any()
}

/// Keeps what the form says; a task whose line is empty is required no more.
pub(super) async fn save(app: &App, visit: &Visit, fields: &Fields) -> Result<(), Refused> {
    let (t, caller) = (visit.words(), visit.caller()?);
    let mut new = settings::manage(&app.store, &caller).await?;
    let mut errors = Vec::new();
    let used = |tasks: &[RequiredTask], n: usize| tasks.iter().any(|task| task.key == format!("t{n}"));
    let mut tasks: Vec<RequiredTask> = Vec::new();
    for task in &new.required_tasks {
        if let Some(title) = get(fields, &required(&task.key)) {
            tasks.push(RequiredTask {
                key: task.key.clone(),
                title: title.to_owned(),
            });
        }
    }
    // A key is never used again, not even that of a task which is required no more.
    let mut number = new.required_tasks_made as usize;
    for i in 1..=NEW {
        if let Some(title) = get(fields, &required(&format!("new-{i}"))) {
            number += 1;
            while used(&new.required_tasks, number) {
                number += 1;
            }
            tasks.push(RequiredTask {
                key: format!("t{number}"),
                title: title.to_owned(),
            });
        }
    }
    let most = usize::try_from(domain::scheme::LINE_MAX).unwrap_or(usize::MAX);
    for task in tasks.iter().filter(|task| task.title.chars().count() > most) {
        let fault = domain::fault::Fault::TooLong {
            most: domain::scheme::LINE_MAX,
        };
        errors.push((required(&task.key), t.fault("", fault)));
    }
    let mut references = std::collections::BTreeMap::new();
    for d in indicators() {
        let Some(text) = get(fields, &reference(&d.code)) else {
            continue;
        };
        match level(d, text) {
            Some(target) => drop(references.insert(d.code.clone(), target)),
            None => errors.push((reference(&d.code), t.fault("", domain::fault::Fault::NotANumber))),
        }
    }
    if !errors.is_empty() {
        return Err(Refused::Fields(errors));
    }
    new.required_tasks_made = u32::try_from(number).unwrap_or(u32::MAX);
    new.required_tasks = tasks;
    new.reference_targets = references;
    new.scheme_first = fields.contains_key("scheme_first");
    Ok(settings::set(&app.store, &caller, new).await?)
}

/// A target that the indicator may have.
fn level(d: &Definition, text: &str) -> Option<Decimal> {
    let target = number::parse(text, &d.unit).ok()?.value;
    let above = target >= d.min.unwrap_or_default();
    (above
        && d.max
            .is_none_or(|most| target <= most || d.aggregation == domain::indicator::Aggregation::Sum))
    .then_some(target)
}
