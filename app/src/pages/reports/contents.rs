//! The editor's table of contents: time left, how much is done, and each part of the report with its share. The
//! island keeps the counts up to date by their ids: `g-` a group's count, `v-` its mark.

use leptos::prelude::*;
use storage::reports::Editor;

use super::{
    edit::timeliness_words,
    form_data::{FormData, Group},
};
use crate::{components::icons::icon, islands::progress::METER, locales::Words};

/// The list beside the form.
#[must_use]
pub fn contents(t: Words, editor: &Editor, data: &FormData) -> AnyView {
    let check = |id: &str, done: bool| {
        let class = if done { "d" } else { "d is-quiet" };
        view! { <span class=class id=format!("v-{id}")>{icon("check")}</span> }
    };
    let groups = data
        .groups
        .iter()
        .map(|g| {
            let ((n, of), id) = (filled(editor, g), g.id.clone());
            view! {
                <li>
                    <a href=format!("#{id}")>{g.title.clone()}<span>{check(&id, n == of)}<span id=format!("g-{id}")>{format!("{n} / {of}")}</span></span></a>
                </li>
            }
        })
        .collect_view();
    let tasks = data.tasks.iter().filter(|tasks| tasks.version.is_some()).map(|_| {
        let (n, of) = (editor.check.tasks.filled(), editor.check.tasks.tasks.len());
        view! {
            <li><a href="#tasks">{t.tasks_title()}<span>{check("tasks", n == of)}<span id="g-tasks">{format!("{n} / {of}")}</span></span></a></li>
        }
    });
    let tasks = tasks.collect_view();
    let sections = data
        .sections
        .iter()
        .map(|s| {
            let id = format!("r-{}", s.name);
            view! { <li><a href=format!("#{id}")>{s.title.clone()}<span>{check(&id, !s.text.trim().is_empty())}</span></a></li> }
        })
        .collect_view();
    let end = data
        .typing
        .then(|| view! { <li><a href="#hand-in">{t.check_title()}</a></li> });
    // The island shows it: without it nothing would be found.
    let find = data.typing.then(|| {
        view! {
            <div class="field find is-quiet" id="find-box">
                <label for="find">{t.find()}</label>
                <input class="input" type="search" id="find" autocomplete="off" />
                <p class="sm muted" id="find-n" role="status"></p>
            </div>
        }
    });
    let (done, all) = editor.check.filled();
    let percent = (done * 100).checked_div(all).unwrap_or(0);
    view! {
        <aside class="side" aria-label=t.toc()>
            <p class="side__due">{icon("clock")}{timeliness_words(t, &editor.row)}</p>
            <h2 class="side__h" id="done-share">{t.done_share(percent)}</h2>
            <div class="meter">
                <svg viewBox="0 0 240 8" width="100%" height="8" preserveAspectRatio="none" aria-hidden="true">
                    <rect class="bar-bg" width=METER.to_string() height="8" />
                    <rect class="bar-hl" id="done-meter" width=(percent * METER / 100).to_string() height="8" />
                </svg>
            </div>
            {find}
            <nav aria-label=t.toc()>
                <ol class="toc">{groups}{tasks}{sections}{end}</ol>
            </nav>
        </aside>
    }
    .into_any()
}

fn filled(editor: &Editor, group: &Group) -> (usize, usize) {
    let done = group
        .items
        .iter()
        .filter(|i| {
            let checked = editor.check.items.get(&i.definition.code);
            checked.is_some_and(|c| c.errors.is_empty())
        })
        .count();
    (done, group.items.len())
}
