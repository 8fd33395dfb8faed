//! The tasks of the scheme in the editor of a quarterly report, and what was spent: each an item of its own, which the
//! island saves like any other.

use domain::{
    check::{Problem, ReportCheck},
    entry::{Field, Typed},
    form::entry_name,
    scheme::{self, number_of_task, task_item},
    task::{FUNDING_SPENT, State},
};
use leptos::prelude::*;
use storage::reports::Editor;

use super::{
    files_view::files_of,
    form_cells::unsaved,
    form_data::{FormData, Refused, remarks, saved},
    form_said::{Both, answer, choices, talk},
};
use crate::{
    components::{bits::area_text, icons::icon},
    islands::save::Clash,
    locales::Words,
    pages::schemes::href,
    visit::Visit,
};

/// The tasks of a quarter; of a month there is no such part.
#[derive(Clone, Debug)]
pub struct Tasks {
    /// The version of the scheme; none where none was filed.
    pub version: Option<u32>,
    /// True where nothing was typed into the report yet.
    pub fresh: bool,
    /// Its tasks, then what was spent.
    pub rows: Vec<Row>,
}

/// A task, or what was spent.
#[derive(Clone, Debug)]
pub struct Row {
    /// `task-3`.
    pub item: String,
    /// As filed; none of what was spent.
    pub task: Option<scheme::Task>,
    /// The texts as typed.
    pub typed: Typed,
    /// The texts in the store.
    pub stored: Typed,
    /// What the last accepted report before said, in words.
    pub before: Option<String>,
    saved: Option<String>,
    open: bool,
    returned: Option<String>,
    thread: Vec<(String, String)>,
    answer: String,
    clashes: Vec<Clash>,
}

/// What the form shows of tasks.
#[must_use]
pub fn tasks(visit: &Visit, editor: &Editor, refused: &Refused, open: bool) -> Option<Tasks> {
    if !editor.row.period.is_quarter() {
        return None;
    }
    let t = visit.words();
    let row = |item: String, task: Option<&scheme::Task>| {
        let stored = editor.typed.get(&item).cloned().unwrap_or_default();
        let mut typed = stored.clone();
        if let Some(posted) = refused.form.entries.get(&item) {
            typed.0.extend(posted.0.iter().map(|(f, s)| (*f, s.clone())));
        }
        let said = refused.form.verdicts.get(&item);
        let told = task.and_then(|task| editor.told_before.get(&task.number));
        Row {
            before: told.map(|m| t.task_moment(m)),
            saved: saved(visit, editor, &item),
            open: open && editor.open.as_ref().is_none_or(|o| o.contains(&item)),
            returned: editor.returned.get(&item).cloned(),
            thread: remarks(t, editor.threads.get(&item)),
            answer: said.map(|v| v.comment.clone()).unwrap_or_default(),
            clashes: refused.clashes.get(&item).cloned().unwrap_or_default(),
            task: task.cloned(),
            item,
            typed,
            stored,
        }
    };
    let all = editor
        .plan
        .tasks
        .iter()
        .map(|task| row(task_item(task.number), Some(task)));
    let spent = editor.plan.version.map(|_| row(FUNDING_SPENT.to_owned(), None));
    Some(Tasks {
        version: editor.plan.version,
        fresh: editor.row.revision == 0,
        rows: all.chain(spent).collect(),
    })
}

/// The part of the form.
#[must_use]
pub fn tasks_view(t: Words, data: &FormData, check: &ReportCheck) -> AnyView {
    let Some(tasks) = &data.tasks else {
        return ().into_any();
    };
    let rows = tasks
        .rows
        .iter()
        .map(|row| row_view(t, row, data, check))
        .collect_view();
    let lead = match (tasks.version, tasks.fresh) {
        (Some(version), _) => t.tasks_lead(version),
        (None, true) => t.tasks_unfiled().to_owned(),
        (None, false) => t.tasks_unfiled_before().to_owned(),
    };
    let scheme = href(&data.of.0);
    view! {
        <section class="sect stack" id="tasks" aria-labelledby="tasks-title">
            <h2 id="tasks-title">{t.tasks_title()}</h2>
            <p class="hint measure">{lead}" "<a href=scheme>{t.tasks_scheme_link()}</a></p>
            {rows}
        </section>
    }
    .into_any()
}

/// The problems that are said of an item; what is only missing after an attempt to sign off.
#[must_use]
pub fn problems(check: &ReportCheck, item: &str, strict: bool) -> Vec<(Field, Problem)> {
    let all = match number_of_task(item) {
        Some(n) => check.tasks.tasks.get(&n).map(|c| c.errors.clone()).unwrap_or_default(),
        None => check.tasks.spent_wrong.map(|p| (Field::Value, p)).into_iter().collect(),
    };
    all.into_iter().filter(|(_, p)| strict || !p.is_gap()).collect()
}

/// The title of a row.
fn title(t: Words, row: &Row) -> String {
    match &row.task {
        Some(task) => format!("{} {}", t.scheme_task(task.number), task.title),
        None => t.funding_spent().to_owned(),
    }
}

fn row_view(t: Words, row: &Row, data: &FormData, check: &ReportCheck) -> AnyView {
    let item = row.item.clone();
    let problems = problems(check, &item, data.strict);
    let cell = |field, label: &str| cell(t, row, field, label, &problems);
    let (class, state) = match row.clashes.first() {
        Some(c) => ("istat istat--err", t.clash_state(&c.by)),
        None => (
            "istat istat--ok",
            row.saved.as_ref().map(|at| t.saved_at(at)).unwrap_or_default(),
        ),
    };
    let both: Vec<_> = row
        .clashes
        .iter()
        .map(|clash| Both {
            clash,
            field: t.field(clash.field, domain::indicator::Way::Value),
            mine: row.typed.whole(clash.field),
        })
        .collect();
    let body = match &row.task {
        Some(task) => {
            let late = [Field::Cause, Field::ExpectedOn];
            let open = row.typed.get(Field::State) == State::Delayed.name()
                || problems.iter().any(|(f, _)| late.contains(f));
            let steps = task
                .milestones
                .iter()
                .map(|m| cell(Field::DoneOn(m.number), &t.task_milestone_due(&m.name, m.due)))
                .collect_view();
            let before = row.before.clone().unwrap_or_else(|| t.task_before_none().to_owned());
            view! {
                <p class="sm muted">{before}</p>
                <div class="task-grid">
                    {cell(Field::State, t.task_state_label())}
                    {cell(Field::Percent, t.task_percent())}
                </div>
                {cell(Field::Note, t.task_note())}
                <details class="more" open=open>
                    <summary>{t.task_delay_fold()}</summary>
                    <div class="task-grid">{cell(Field::Cause, t.task_cause())}{cell(Field::ExpectedOn, t.task_expected())}</div>
                </details>
                <fieldset class="task-steps"><legend>{t.task_reached_on()}</legend><div class="task-grid">{steps}</div></fieldset>
            }
            .into_any()
        }
        None => view! { <span class="hint">{t.funding_spent_hint()}</span><div class="task-grid">{cell(Field::Value, t.funding_spent_label())}</div> }.into_any(),
    };
    let thread = row.returned.is_some() || !row.thread.is_empty();
    view! {
        <section class="card task stack-s" id=format!("r-{item}") data-item=item.clone() aria-labelledby=format!("l-{item}")>
            <h3 id=format!("l-{item}")>{title(t, row)}</h3>
            {talk(t, row.returned.as_ref(), &row.thread)}
            {body}
            <p class="counter"><span class=class id=format!("s-{item}") role="status">{state}</span></p>
            {choices(t, &item, &both, data.seen)}
            {files_of(t, data, &item)}
            {answer(t, &item, thread && data.typing, &row.answer)}
        </section>
    }
    .into_any()
}

/// A field with its label and what is wrong with it.
fn cell(t: Words, row: &Row, field: Field, label: &str, problems: &[(Field, Problem)]) -> AnyView {
    let (id, name) = (format!("{}-{}", row.item, field.name()), entry_name(&row.item, field));
    let wrong = problems.iter().find(|(f, _)| *f == field);
    let error_id = format!("{id}-error");
    let described = wrong.map(|_| error_id.clone());
    let invalid = wrong.map(|_| "true");
    let sentence = wrong.map(|(f, p)| {
        view! { <span class="fielderr" id=error_id>{icon("err")}<span>{t.task_problem(*f, *p)}</span></span> }
    });
    let typed = row.typed.whole(field).to_owned();
    let unsaved = unsaved(&typed, row.stored.whole(field));
    let class = |plain: &'static str| {
        if wrong.is_some() {
            format!("{plain} is-err")
        } else {
            plain.to_owned()
        }
    };
    let control = match field {
        Field::State => {
            let options = State::ALL
                .iter()
                .map(|s| view! { <option value=s.name() selected=s.name() == typed.trim()>{t.task_state(*s)}</option> })
                .collect_view();
            let none = State::parse(typed.trim()).is_none();
            view! {
                <select class=class("select") id=id.clone() name=name disabled=!row.open data-stored=row.stored.whole(field).to_owned() aria-invalid=invalid aria-describedby=described>
                    <option value="" selected=none>{t.task_choose()}</option>
                    {options}
                </select>
            }
            .into_any()
        }
        Field::Note | Field::Cause => view! {
            <textarea class=class("area") id=id.clone() name=name rows="2" readonly=!row.open data-unsaved=unsaved aria-invalid=invalid aria-describedby=described>{area_text(&typed)}</textarea>
        }
        .into_any(),
        _ => {
            let day = matches!(field, Field::ExpectedOn | Field::DoneOn(_));
            // What is no date would not be shown in a field of dates.
            let kind = if day && wrong.is_none() { "date" } else { "text" };
            let number = (!day).then_some("decimal");
            let plain = if day { "input" } else { "input input--num" };
            view! {
                <input class=class(plain) type=kind id=id.clone() name=name value=typed inputmode=number autocomplete="off" readonly=!row.open data-unsaved=unsaved aria-invalid=invalid aria-describedby=described />
            }
            .into_any()
        }
    };
    view! { <div class="field"><label for=id>{label.to_owned()}</label>{control}{sentence}</div> }.into_any()
}
