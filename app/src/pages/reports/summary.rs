//! What stands in the way of a refused post, above the form: each linked to its place.

use domain::{
    check::{Problem, ReportCheck},
    entry::Field,
    indicator::Way,
};
use leptos::prelude::*;

use super::{
    form_data::{FormData, Refused},
    tasks_form::problems,
};
use crate::{components::icons::icon, locales::Words};

/// The id of a field's element; of a yes or no that of its first answer.
fn element(code: &str, field: Field, way: Way) -> String {
    if way == Way::YesNo && field == Field::Value {
        format!("{code}-yes")
    } else {
        format!("{code}-{}", field.name())
    }
}

/// What stands in the way, each linked to its place; only after a refusal.
#[must_use]
pub fn summary(t: Words, data: &FormData, check: &ReportCheck, refused: &Refused) -> AnyView {
    let told = !refused.sentences.is_empty() || refused.scheme_first || !refused.untouched.is_empty();
    if !told && !refused.strict {
        return ().into_any();
    }
    let (mut lines, mut missing) = (Vec::new(), Vec::new());
    if refused.strict {
        for item in data.groups.iter().flat_map(|g| &g.items) {
            let code = &item.definition.code;
            let Some(c) = check.items.get(code) else { continue };
            match (c.errors.first(), c.warning) {
                (Some((field, Problem::Missing)), _) if item.typed.is_blank() => {
                    missing.push((format!("#{}", element(code, *field, item.definition.way)), code.clone()));
                }
                // Said once, at the base figure itself.
                (Some((_, Problem::BaseWrong)), _) => {}
                (Some((field, problem)), _) => {
                    let to = format!("#{}", element(code, *field, item.definition.way));
                    lines.push(("e", "err", to, t.colon(t.item(code), t.problem(*problem))));
                }
                (None, Some(warning)) if !c.explained => {
                    lines.push((
                        "w",
                        "warn",
                        format!("#{code}-explanation"),
                        t.colon(t.item(code), t.warning(warning)),
                    ));
                }
                _ => {}
            }
        }
        for row in data.tasks.iter().flat_map(|tasks| &tasks.rows) {
            let name = &row.item;
            match problems(check, name, true).first() {
                Some((field, Problem::Missing)) if *field == Field::State => {
                    missing.push((format!("#{name}-state"), t.item(name)));
                }
                Some((field, problem)) => {
                    let to = format!("#{name}-{}", field.name());
                    lines.push(("e", "err", to, t.colon(t.item(name), t.task_problem(*field, *problem))));
                }
                None => {}
            }
        }
        for (name, problems) in &check.sections {
            match problems.first() {
                Some(Problem::Missing) => missing.push((format!("#{name}"), t.section(name).to_owned())),
                Some(problem) => lines.push((
                    "e",
                    "err",
                    format!("#{name}"),
                    t.colon(t.section(name), t.problem(*problem)),
                )),
                None => {}
            }
        }
    }
    let all = lines.len() + missing.len();
    let missing = (!missing.is_empty()).then(|| {
        let links = missing
            .into_iter()
            .map(|(to, word)| view! { <a href=to>{word}</a>" " })
            .collect_view();
        view! { <li class="e">{icon("idle")}<span><b>{t.still_missing()}</b>" "{links}</span></li> }
    });
    let untouched = (!refused.untouched.is_empty())
        .then(|| view! { <li class="e">{icon("ret")}<span><b>{t.untouched_items()}</b>" "{item_links(t, &refused.untouched)}</span></li> });
    let heading = if refused.strict && all > 0 {
        t.summary_errors(all)
    } else {
        t.not_done_title().to_owned()
    };
    let lines = lines
        .into_iter()
        .map(|(class, name, to, text)| view! { <li class=class>{icon(name)}<span><a href=to>{text}</a></span></li> })
        .collect_view();
    let scheme = refused.scheme_first.then(|| {
        let to = crate::pages::schemes::href(&data.of.0);
        view! { <li class="e">{icon("err")}<span>{t.refused_scheme_first()}" "<a href=to>{t.tasks_scheme_link()}</a></span></li> }
    });
    let sentences = refused
        .sentences
        .iter()
        .map(|s| view! { <li class="e">{icon("err")}<span>{s.clone()}</span></li> })
        .collect_view();
    view! {
        <div class="errsum" role="alert" aria-labelledby="summary" tabindex="-1" id="errors">
            <h2 id="summary">{heading}</h2>
            <ul>{scheme}{sentences}{untouched}{lines}{missing}</ul>
        </div>
    }
    .into_any()
}

/// Items by name, each linked to its place in the form.
#[must_use]
pub fn item_links(t: Words, items: &[String]) -> AnyView {
    let last = items.len().saturating_sub(1);
    items
        .iter()
        .enumerate()
        .map(|(i, item)| {
            let sep = if i < last { t.list_sep() } else { "" };
            view! { <a href=format!("#r-{item}")>{t.item(item)}</a>{sep} }
        })
        .collect_view()
        .into_any()
}
