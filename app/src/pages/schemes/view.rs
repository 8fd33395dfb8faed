//! A scheme as it is read and printed: its texts, tasks with milestones, and targets.

use domain::{
    indicator::{Aggregation, definition},
    report::Signature,
    scheme::{Content, Promise, SECTIONS, Task},
};
use leptos::prelude::*;
use storage::schemes::{Version, VersionHead};

use crate::{locales::Words, pages::reports::paper, visit::Visit};

/// The paragraphs of a text.
pub(super) fn paragraphs(text: &str) -> AnyView {
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    lines
        .map(|line| view! { <p class="case__text">{line.to_owned()}</p> })
        .collect_view()
        .into_any()
}

/// A content, whole.
pub(super) fn content(t: Words, c: &Content, titles: &dyn Fn(&str) -> String) -> AnyView {
    let texts = SECTIONS.into_iter().map(|name| section(t, c, name)).collect_view();
    let tasks = c.tasks.iter().map(|task_of| task(t, task_of, titles)).collect_view();
    view! {
        <article class="stack-l scheme">
            {texts}
            <section class="sect" aria-labelledby="tasks"><h2 id="tasks">{t.scheme_part_tasks()}</h2>{task_list(t, c)}<div class="stack">{tasks}</div></section>
            <section class="sect" aria-labelledby="targets"><h2 id="targets">{t.scheme_part_targets()}</h2>{targets(t, c)}</section>
        </article>
    }
    .into_any()
}

/// A text of the scheme.
pub(super) fn section(t: Words, c: &Content, name: &'static str) -> AnyView {
    let text = c.sections.get(name).cloned().unwrap_or_default();
    let money = c.funding_planned.filter(|_| name == "funding");
    let money = money.map(|m| view! { <p><b>{t.scheme_funding_planned_is(domain::number::group(m))}</b></p> });
    view! { <section class="sect" id=name><h2>{t.scheme_section(name)}</h2><div class="measure stack-s">{money}{paragraphs(&text)}</div></section> }
        .into_any()
}

/// The way to each task, where there are many.
fn task_list(t: Words, c: &Content) -> AnyView {
    if c.tasks.len() < 4 {
        return ().into_any();
    }
    let links = c.tasks.iter().map(|task| {
        view! { <li><a href=format!("#task-{}", task.number)>{task.number}" "{task.title.clone()}</a></li> }
    });
    let links = links.collect_view();
    view! { <nav class="is-screen toc" aria-label=t.scheme_tasks_list()><ul class="plain">{links}</ul></nav> }
        .into_any()
}

/// One task with its milestones.
pub(super) fn task(t: Words, task: &Task, titles: &dyn Fn(&str) -> String) -> AnyView {
    let kind = match task.required.as_str() {
        "" => view! { <span class="chip">{t.scheme_task_own()}</span> }.into_any(),
        key => view! { <span class="chip chip--info" title=titles(key)>{t.scheme_required()}</span> }.into_any(),
    };
    let linked = task
        .indicators
        .iter()
        .filter_map(|code| definition(code))
        .map(|d| view! { <li><a href=format!("/indicators/{}", d.code)>{d.code.clone()}" "{d.name.get(t.lang()).to_owned()}</a></li> })
        .collect::<Vec<_>>();
    let linked = (!linked.is_empty())
        .then(|| view! { <div><dt>{t.scheme_task_indicators()}</dt><dd><ul class="plain">{linked}</ul></dd></div> });
    let rows = task
        .milestones
        .iter()
        .map(|m| {
            view! {
                <tr><td class="num">{m.number.to_string()}</td><th scope="row">{m.name.clone()}</th><td class="nowrap">{m.due.to_string()}</td><td>{m.lead.clone()}</td><td>{m.cooperating.clone()}</td></tr>
            }
        })
        .collect_view();
    let id = format!("task-{}", task.number);
    view! {
        <section class="card stack-s scheme-task" id=id>
            <h3>{t.scheme_task(task.number)}" "{task.title.clone()}" "{kind}</h3>
            <dl class="scheme-facts">
                <div><dt>{t.scheme_task_measures()}</dt><dd>{paragraphs(&task.measures)}</dd></div>
                <div><dt>{t.scheme_task_result()}</dt><dd>{paragraphs(&task.result)}</dd></div>
                {linked}
            </dl>
            <div class="scroll" tabindex="0" role="group" aria-label=t.scheme_milestones()>
                <table class="tbl tbl--top">
                    <caption class="vh">{t.scheme_milestones()}</caption>
                    <thead><tr><th scope="col" class="num">"#"</th><th scope="col">{t.scheme_milestone_name()}</th><th scope="col">{t.scheme_milestone_due()}</th><th scope="col">{t.scheme_milestone_lead()}</th><th scope="col">{t.scheme_milestone_cooperating()}</th></tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </section>
    }
    .into_any()
}

/// The table of targets.
pub(super) fn targets(t: Words, c: &Content) -> AnyView {
    let quarters = c
        .quarters
        .iter()
        .map(|q| view! { <th scope="col" class="num">{t.period_name(*q)}</th> })
        .collect_view();
    let rows = c
        .targets
        .iter()
        .map(|(code, promise)| target(t, c, code, promise))
        .collect_view();
    view! {
        <div class="scroll" tabindex="0" role="group" aria-label=t.scheme_part_targets()>
            <table class="tbl tbl--top scheme-targets">
                <caption class="vh">{t.scheme_part_targets()}</caption>
                <thead><tr><th scope="col">{t.code()}</th><th scope="col">{t.indicator()}</th><th scope="col" class="num">{t.scheme_target_baseline()}</th>{quarters}<th scope="col">{t.scheme_target_source()}</th></tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn target(t: Words, c: &Content, code: &str, promise: &Promise) -> AnyView {
    let Some(d) = definition(code) else {
        return ().into_any();
    };
    let flow = (d.aggregation == Aggregation::Sum).then(|| view! { <span class="sub">{t.scheme_flow()}</span> });
    let name = view! { <td class="nowrap">{d.code.clone()}</td><th scope="row"><a href=format!("/indicators/{code}")>{d.name.get(t.lang()).to_owned()}</a>{flow}</th> };
    match promise {
        Promise::NotApplicable { reason } => {
            let width = (c.quarters.len() + 1).to_string();
            view! { <tr id=format!("r-{code}")>{name}<td colspan=width><b>{t.kind_not_applicable()}</b>" "{reason.clone()}</td><td></td></tr> }.into_any()
        }
        Promise::Value {
            path,
            baseline_on,
            source,
            explanation,
        } => {
            let baseline = path.baseline.map(|b| t.scheme_level(code, b));
            let steps = c
                .quarters
                .iter()
                .map(|q| {
                    let level = path
                        .steps
                        .get(q)
                        .map_or_else(|| t.none_dash().to_owned(), |s| t.scheme_level(code, *s));
                    view! { <td class="num">{level}</td> }
                })
                .collect_view();
            let why = (!explanation.is_empty()).then(|| view! { <span class="sub">{explanation.clone()}</span> });
            view! { <tr id=format!("r-{code}")>{name}<td class="num">{baseline}<span class="sub">{baseline_on.to_string()}</span></td>{steps}<td>{source.clone()}{why}</td></tr> }.into_any()
        }
    }
}

/// What stands in the way of a version, or how it was filed.
pub(super) fn fate(t: Words, head: &VersionHead) -> String {
    use storage::schemes::Fate;
    match (&head.filed, head.fate) {
        (Some(filed), _) => {
            let day = domain::calendar::beijing(filed.at).date();
            let letter = filed
                .letter_on
                .map(|on| t.scheme_letter(&filed.letter_number, t.full_day(on)));
            let all = [
                Some(t.scheme_filed_as(&filed.number)),
                Some(t.scheme_filed_on(t.full_day(day))),
                letter,
            ];
            all.into_iter().flatten().collect::<Vec<_>>().join(t.list_sep())
        }
        (None, Some((Fate::Withdrawn, _))) => t.scheme_fate_withdrawn().to_owned(),
        (None, Some((Fate::Returned, _))) => t.scheme_fate_returned().to_owned(),
        (None, _) => t.scheme_fate_waits().to_owned(),
    }
}

/// Who signed and submitted a version, with its code.
pub(super) fn about(t: Words, v: &Version) -> AnyView {
    let head = &v.head;
    let submitted = t.submitted_at(t.stamp(head.submitted_at), &head.submitted_by);
    let paper = match &v.signature {
        Signature::OnScreen => None,
        signed => Some(t.signer(signed, &head.submitted_by)),
    };
    let own = head.own_draft.then(|| t.own_draft_mark().to_owned());
    let code = t.check_code(&head.check_code);
    let all: Vec<_> = [Some(t.version_n(head.number)), Some(submitted), paper, own, Some(code)]
        .into_iter()
        .flatten()
        .collect();
    view! { <p class="phead__meta">{all.into_iter().map(|s| view! { <span>{s}</span> }).collect_view()}</p> }.into_any()
}

/// What a version bears only in print: title and facts above, the lines to sign below, and the mark of every page.
pub(super) fn around(visit: &Visit, v: &Version) -> (AnyView, AnyView) {
    let t = visit.words();
    let city = paper::city_name(t, &v.content.city);
    let number = match &v.signature {
        Signature::OnPaper { document_number, .. } => document_number.clone(),
        Signature::OnScreen => String::new(),
    };
    let filed = v.head.filed.as_ref();
    let letter = filed.and_then(|f| Some(t.scheme_letter(&f.letter_number, t.full_day(f.letter_on?))));
    let facts = paper::facts(vec![
        (t.reporting_unit(), city.into_any()),
        (t.document_number_short(), number.into_any()),
        (
            t.scheme_filing_number(),
            filed
                .map_or_else(|| t.scheme_fate_waits().to_owned(), |f| f.number.clone())
                .into_any(),
        ),
        (t.scheme_letter_label(), letter.unwrap_or_default().into_any()),
        (t.version(), t.version_n(v.head.number).into_any()),
        (
            t.check_code_label(),
            view! { <code>{v.head.check_code.clone()}</code> }.into_any(),
        ),
    ]);
    let title = paper::title(t, t.scheme_title(city), false);
    let mark = paper::mark(visit, t.scheme_print_mark(city, v.head.number, &v.head.check_code));
    let (issued, day) = match &v.signature {
        Signature::OnPaper { signed_on, .. } => (t.signer(&v.signature, &v.head.submitted_by), t.typed_day(signed_on)),
        Signature::OnScreen => (
            t.signer(&v.signature, &v.head.submitted_by),
            t.stamp(v.head.submitted_at),
        ),
    };
    let sign = paper::signed(t, v.drafted_by.as_deref().unwrap_or_default(), issued, Some(day));
    (
        view! { <div class="is-print paper">{title}{facts}</div> }.into_any(),
        view! { <div class="is-print paper">{sign}</div>{mark} }.into_any(),
    )
}
