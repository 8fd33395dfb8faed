//! `/schemes/{city}/versions/{n}` and `/schemes/{city}/compare?from=&to=`: one version as frozen, and two of them side by side.

use domain::scheme::{Change, Content, SECTIONS, changes, number_of_task};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use storage::schemes::{self, Version};

use super::{href, show::named, show::titles, view};
use crate::{
    components::{bits::notice, frame::Frame, icons::icon},
    error::Error,
    locales::Words,
    pages::{
        page,
        reports::{diff::diff_view, paper},
    },
    visit::{Visit, here},
};

/// One version.
#[component]
pub fn SchemeVersion() -> impl IntoView {
    let (visit, app) = here();
    let params = use_params_map().get_untracked();
    let city = params.get("city").unwrap_or_default();
    let number = params.get("number").unwrap_or_default();
    page(async move {
        let caller = visit.caller()?;
        let number = number.parse().map_err(|_| Error::NotFound)?;
        let version = schemes::version(&app.store, &caller, &city, number).await?;
        Ok::<_, Error>(one(&visit, &version))
    })
}

fn one(visit: &Visit, v: &Version) -> AnyView {
    let t = visit.words();
    let city = &v.content.city;
    let name = paper::city_name(t, city);
    let title = t.in_brackets(t.scheme_title(name), t.version_n(v.head.number));
    let (over, under) = view::around(visit, v);
    let titles = titles(visit);
    let reason = (!v.head.reason.is_empty()).then(|| notice("", t.scheme_reason_is(&v.head.reason)));
    let (back, about, fate) = (href(city), view::about(t, v), notice("", view::fate(t, &v.head)));
    let content = view::content(t, &v.content, &named(&titles));
    view! {
        <Frame title=title.clone() city=Some(city.clone()) paper=true>
            <div class="stack-l">
                <div class="is-screen stack">
                    <p><a href=back>{icon("left")}{t.scheme_open()}</a></p>
                    <h1>{title}</h1>{about}
                    {fate}{reason}
                </div>
                {over}{content}{under}
            </div>
        </Frame>
    }
    .into_any()
}

/// Two versions.
#[component]
pub fn CompareSchemes() -> impl IntoView {
    let (visit, app) = here();
    let city = use_params_map().get_untracked().get("city").unwrap_or_default();
    page(async move {
        let caller = visit.caller()?;
        let number = |name| visit.asked(name).and_then(|n| n.parse().ok()).ok_or(Error::NotFound);
        let (from, to) = (number("from")?, number("to")?);
        let old = schemes::version(&app.store, &caller, &city, from).await?;
        let new = schemes::version(&app.store, &caller, &city, to).await?;
        let t = visit.words();
        let title = t.scheme_compare_title(paper::city_name(t, &city), from, to);
        let body = side_by_side(&visit, &old.content, &new.content);
        let back = href(&city);
        Ok::<_, Error>(view! {
            <Frame title=title.clone() city=Some(city.clone())>
                <div class="stack-l"><div class="stack"><p><a href=back>{icon("left")}{t.scheme_open()}</a></p><h1>{title}</h1></div>{body}</div>
            </Frame>
        }.into_any())
    })
}

/// What differs between two contents, item by item.
pub(super) fn side_by_side(visit: &Visit, old: &Content, new: &Content) -> AnyView {
    let t = visit.words();
    let found = changes(old, new);
    if found.is_empty() {
        return view! { <p class="muted">{t.scheme_compare_none()}</p> }.into_any();
    }
    found
        .iter()
        .map(|change| item(visit, old, new, change))
        .collect_view()
        .into_any()
}

fn item(visit: &Visit, old: &Content, new: &Content, change: &Change) -> AnyView {
    let t = visit.words();
    let word = match (change.added, change.gone) {
        (true, _) => t.scheme_added(),
        (_, true) => t.scheme_gone(),
        _ => t.scheme_changed(),
    };
    let (before, now) = (
        text_of(visit, t, old, &change.item),
        text_of(visit, t, new, &change.item),
    );
    view! {
        <section class="sect stack-s"><h2>{t.scheme_item(&change.item)}" "<span class="chip">{word}</span></h2>{diff_view(&before, &now)}</section>
    }
    .into_any()
}

/// An item as lines of text, so that two of them can be compared.
fn text_of(visit: &Visit, t: Words, c: &Content, item: &str) -> String {
    let mut lines = Vec::new();
    if SECTIONS.contains(&item) {
        let money = c.funding_planned.filter(|_| item == "funding");
        lines.extend(money.map(|m| t.scheme_funding_planned_is(domain::number::group(m))));
        lines.extend(c.sections.get(item).cloned());
        return lines.join("\n");
    }
    if let Some(number) = number_of_task(item) {
        let Some(task) = c.task(number) else {
            return String::new();
        };
        let titles = titles(visit);
        let required = match task.required.as_str() {
            "" => t.scheme_task_own().to_owned(),
            key => t.colon(t.scheme_required(), named(&titles)(key)),
        };
        lines.extend([task.title.clone(), required]);
        lines.push(t.colon(t.scheme_task_measures(), &task.measures));
        lines.push(t.colon(t.scheme_task_result(), &task.result));
        lines.push(t.colon(t.scheme_task_indicators(), task.indicators.join(t.list_sep())));
        for m in &task.milestones {
            let all = [m.due.to_string(), m.name.clone(), m.lead.clone(), m.cooperating.clone()];
            let said: Vec<_> = all.into_iter().filter(|s| !s.is_empty()).collect();
            lines.push(t.colon(t.scheme_milestone(m.number), said.join(t.list_sep())));
        }
        return lines.join("\n");
    }
    match c.targets.get(item) {
        None => {}
        Some(domain::scheme::Promise::NotApplicable { reason }) => lines.push(t.colon(t.kind_not_applicable(), reason)),
        Some(domain::scheme::Promise::Value {
            path,
            baseline_on,
            source,
            explanation,
        }) => {
            let baseline = path.baseline.map(|b| t.scheme_level(item, b)).unwrap_or_default();
            lines.push(t.colon(
                t.scheme_target_baseline(),
                t.in_brackets(baseline, [baseline_on.to_string(), source.clone()].join(t.list_sep())),
            ));
            for (quarter, step) in &path.steps {
                lines.push(t.colon(t.period_name(*quarter), t.scheme_level(item, *step)));
            }
            if !explanation.is_empty() {
                lines.push(t.colon(t.scheme_target_explanation(), explanation));
            }
        }
    }
    lines.join("\n")
}
