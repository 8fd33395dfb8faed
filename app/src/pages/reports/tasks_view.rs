//! The tasks of a quarterly report as they are read: in a version and on paper, on the workbench, and two versions side by
//! side.

use std::collections::BTreeMap;

use domain::{
    difference::Difference,
    number,
    report::Content,
    scheme::{number_of_task, task_item},
    task::{FUNDING_SPENT, Reached, TaskReport, item},
};
use leptos::prelude::*;
use storage::reports::{Remark, Review, Version};

use super::{frozen::thread_view, review_data::Item};
use crate::locales::Words;

type Said = Vec<(&'static str, String)>;

/// What a content says of a task or of what was spent, by label; nothing where it has no such item.
fn said(t: Words, content: &Content, item: &str) -> Said {
    if item == FUNDING_SPENT {
        let spent = content.funding_spent.map(|n| t.funding_spent_is(number::group(n)));
        return spent.map(|text| (t.funding_spent(), text)).into_iter().collect();
    }
    let Some(task) = number_of_task(item).and_then(|n| content.tasks.get(&n)) else {
        return Vec::new();
    };
    let milestones: Vec<_> = task.milestones.iter().map(|m| milestone(t, m)).collect();
    let all = [
        (t.task_state_label(), t.task_state(task.state).to_owned()),
        (t.task_percent(), format!("{}%", task.percent)),
        (t.scheme_milestones(), milestones.join(t.semicolon())),
        (t.task_note(), task.note.clone()),
        (t.task_cause(), task.cause.clone()),
        (
            t.task_expected(),
            task.expected_on.map(|day| t.full_day(day)).unwrap_or_default(),
        ),
    ];
    all.into_iter().filter(|(_, text)| !text.is_empty()).collect()
}

fn milestone(t: Words, m: &Reached) -> String {
    match m.done_on {
        Some(day) => t.task_reached(&m.name, day),
        None => t.task_due(&m.name, m.due),
    }
}

/// The title of an item of tasks, with that of the task.
#[must_use]
pub fn title(t: Words, content: &Content, item: &str) -> String {
    let task = number_of_task(item).and_then(|n| content.tasks.get(&n));
    match task {
        Some(task) => format!("{} {}", t.item(item), task.title),
        None => t.item(item),
    }
}

/// The table of a content's tasks with what was spent; nothing where it has none.
#[must_use]
pub fn tasks(t: Words, content: &Content, threads: &BTreeMap<String, Vec<Remark>>) -> AnyView {
    if content.tasks.is_empty() {
        return ().into_any();
    }
    let rows = content
        .tasks
        .iter()
        .map(|(n, task)| row(t, *n, task, threads.get(&task_item(*n))))
        .collect_view();
    let spent = said(t, content, FUNDING_SPENT).into_iter().next();
    let spent = spent.map_or_else(|| t.plan_not_reported().to_owned(), |(_, text)| text);
    let heading = t.tasks_title();
    view! {
        <section class="sect stack-s" id="tasks">
            <h2>{heading}</h2>
            <div class="scroll" tabindex="0" role="group" aria-label=heading>
                <table class="tbl tbl--top">
                    <thead>
                        <tr>
                            <th scope="col">{t.scheme_task_title()}</th><th scope="col">{t.task_state_label()}</th><th scope="col" class="num">{t.tasks_percent_col()}</th>
                            <th scope="col">{t.scheme_milestones()}</th><th scope="col">{t.task_note()}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            <p id=format!("r-{FUNDING_SPENT}")>{t.colon(t.funding_spent_label(), spent)}</p>
            {thread_view(t, threads.get(FUNDING_SPENT))}
        </section>
    }
    .into_any()
}

fn row(t: Words, number: u8, task: &TaskReport, thread: Option<&Vec<Remark>>) -> AnyView {
    let milestones = task
        .milestones
        .iter()
        .map(|m| view! { <li>{milestone(t, m)}</li> })
        .collect_view();
    let cause = (!task.cause.is_empty()).then(|| {
        let day = task.expected_on.map(|day| t.task_expected_on(t.full_day(day)));
        let day = day.map(|day| view! { <span class="sub">{day}</span> });
        view! { <span class="sub case__text">{t.colon(t.task_cause(), &task.cause)}</span>{day} }
    });
    view! {
        <tr id=format!("r-{}", task_item(number)) data-state=task.state.name()>
            <th scope="row">{t.scheme_task(number)}" "{task.title.clone()}{thread_view(t, thread)}</th>
            <td class="nowrap">{t.task_state(task.state)}</td>
            <td class="num">{format!("{}%", task.percent)}</td>
            <td><ul class="plain">{milestones}</ul></td>
            <td><span class="case__text">{task.note.clone()}</span>{cause}</td>
        </tr>
    }
    .into_any()
}

/// What a reviewer reads of a task: what is said, and beside it what the version before said where that differs.
#[must_use]
pub fn reviewed(t: Words, review: &Review, item: &Item) -> AnyView {
    let now = &review.version.content;
    match review.before.as_ref().filter(|_| item.changed) {
        Some(before) => {
            let (a, b) = (before.head.number, review.version.head.number);
            two(t, (a, &before.content), (b, now), &item.name)
        }
        None => {
            let all = said(t, now, &item.name);
            if all.is_empty() {
                return view! { <p class="muted">{t.plan_not_reported()}</p> }.into_any();
            }
            let all = all
                .into_iter()
                .map(|(label, text)| view! { <div><dt>{label}</dt><dd class="case__text">{text}</dd></div> })
                .collect_view();
            view! { <dl class="facts">{all}</dl> }.into_any()
        }
    }
}

/// What two versions say of an item, label by label.
fn two(t: Words, (a, old): (u32, &Content), (b, new): (u32, &Content), item: &str) -> AnyView {
    let (before, after) = (said(t, old, item), said(t, new, item));
    let text = |all: &Said, label: &str| {
        let found = all.iter().find(|(l, _)| *l == label);
        found.map(|(_, text)| text.clone()).unwrap_or_default()
    };
    let mut labels: Vec<&'static str> = before.iter().map(|(l, _)| *l).collect();
    labels.extend(
        after
            .iter()
            .map(|(l, _)| *l)
            .filter(|l| !before.iter().any(|(b, _)| b == l)),
    );
    let rows = labels
        .into_iter()
        .map(|label| {
            let (out, came) = (text(&before, label), text(&after, label));
            let cells = if out == came {
                view! { <td>{out}</td><td>{came}</td> }.into_any()
            } else {
                let out = (!out.is_empty()).then(|| view! { <del>{out}</del> });
                let came = (!came.is_empty()).then(|| view! { <ins>{came}</ins> });
                view! { <td>{out}</td><td>{came}</td> }.into_any()
            };
            view! { <tr><th scope="row">{label}</th>{cells}</tr> }
        })
        .collect_view();
    let caption = t.versions_compared(a, b, t.item(item));
    view! {
        <div class="scroll" tabindex="0" role="group" aria-label=caption>
            <table class="tbl tbl--top">
                <caption class="vh">{caption.clone()}</caption>
                <thead><tr><th scope="col">{t.field_heading()}</th><th scope="col">{t.version_n(a)}</th><th scope="col">{t.version_n(b)}</th></tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

/// The tasks of two versions; only those that differ unless all are asked for.
#[must_use]
pub fn compared(t: Words, old: &Version, new: &Version, found: &[Difference], all: bool) -> AnyView {
    let numbers = old.content.tasks.keys().chain(new.content.tasks.keys());
    let numbers: std::collections::BTreeSet<u8> = numbers.copied().collect();
    let items = numbers.into_iter().filter_map(item).chain([FUNDING_SPENT]);
    let differs = |name: &str| found.iter().any(|d| d.item == name);
    let shown: Vec<_> = items
        .filter(|name| differs(name) || (all && *name != FUNDING_SPENT))
        .map(|name| {
            let (a, b) = ((old.head.number, &old.content), (new.head.number, &new.content));
            view! { <section class="stack-s" id=format!("r-{name}")><h3>{title(t, &new.content, name)}</h3>{two(t, a, b, name)}</section> }
        })
        .collect();
    if shown.is_empty() {
        return ().into_any();
    }
    view! { <section class="sect stack"><h2>{t.compare_tasks()}</h2>{shown}</section> }.into_any()
}
