//! The editor: head, table of contents, form, sign-off.

use domain::{
    access::Role,
    calendar::{Timeliness, beijing},
    check::{Problem, ReportCheck, check_report},
    city::city,
    entry::Field,
    indicator::Way,
    report::State,
};
use leptos::prelude::*;
use storage::reports::{Editor, Row};

use super::{
    form::fields,
    form_data::{FormData, Group, Refused, form_data, form_key},
    versions::versions_section,
};
use crate::{
    components::{
        bits::{notice, state_chip},
        frame::Frame,
        icons::icon,
    },
    islands::ReportForm,
    locales::Words,
    visit::Visit,
};

/// How much time is left, in a line.
#[must_use]
pub fn timeliness_words(t: Words, row: &Row) -> String {
    match row.timeliness {
        Timeliness::NotOpen => t.opens_at(t.full_day(beijing(row.deadlines.opens).date())),
        Timeliness::Open {
            working_days_left: 0, ..
        } => t.due_today().into(),
        Timeliness::Open { working_days_left, .. } => t.due_in(working_days_left),
        Timeliness::Overdue { days } => t.overdue_by(days),
        Timeliness::OnTime { .. } => t.on_time().into(),
        Timeliness::Late { days } => t.late_by(days),
    }
}

/// The head of every page of a report: where, title, state, time.
#[must_use]
pub fn head(visit: &Visit, row: &Row, title: String, more: AnyView) -> AnyView {
    let t = visit.words();
    let name = city(&row.city)
        .map(|c| c.name.get(visit.lang).to_owned())
        .unwrap_or_default();
    let kind = if row.period.is_quarter() {
        t.quarterly()
    } else {
        t.monthly()
    };
    let due = t.due_at(t.full_day(row.deadlines.due_on));
    let extended = row
        .extended_until
        .map(|until| view! { <p>{t.extended_to(t.stamp(until))}</p> });
    view! {
        <nav class="crumbs" aria-label=t.crumbs()>
            <ol><li><a href="/reports">{t.nav_reports()}</a></li><li>{format!("{name} {}", t.period_name(row.period))}</li></ol>
        </nav>
        <div class="phead">
            <div>
                <h1>{title}</h1>
                <p class="phead__meta">{state_chip(visit.lang, row.state)}<span>{name.clone()}</span><span>{kind}</span>{more}</p>
            </div>
            <div class="due"><p class="due__n">{timeliness_words(t, row)}</p><div><p>{due}</p>{extended}</div></div>
        </div>
    }
    .into_any()
}

/// The editor's page.
#[must_use]
pub fn editor_view(visit: &Visit, editor: &Editor, refused: &Refused) -> AnyView {
    let t = visit.words();
    let row = &editor.row;
    let title = t.report_title(t.period_name(row.period));
    let typing =
        matches!(row.state, State::Drafting | State::Returned) && !matches!(row.timeliness, Timeliness::NotOpen);
    let data = form_data(visit, editor, refused, typing);
    let check = recheck(visit, editor, &data);
    let groups = data
        .groups
        .iter()
        .map(|g| (g.id.clone(), g.title.clone(), filled(editor, g)))
        .collect::<Vec<_>>();
    let sections = data
        .sections
        .iter()
        .map(|s| (format!("r-{}", s.name), s.title.clone(), !s.text.trim().is_empty()))
        .collect::<Vec<_>>();
    let (done, all) = editor.check.filled();
    let percent = (done * 100).checked_div(all).unwrap_or(0);
    let toc = groups
        .into_iter()
        .map(|(id, title, (n, of))| {
            let mark = if n == of {
                view! { <span class="d">{icon("check")}{format!("{n} / {of}")}</span> }.into_any()
            } else {
                view! { <span>{format!("{n} / {of}")}</span> }.into_any()
            };
            view! { <li><a href=format!("#{id}")>{title}{mark}</a></li> }
        })
        .collect_view();
    let toc_sections = sections
        .into_iter()
        .map(|(id, title, done)| {
            let mark = done.then(|| view! { <span class="d">{icon("check")}</span> });
            view! { <li><a href=format!("#{id}")>{title}{mark}</a></li> }
        })
        .collect_view();
    let saved =
        (visit.asked("saved").is_some() && refused.sentences.is_empty()).then(|| notice("ok", t.saved_all().into()));
    let returned = (row.state == State::Returned).then(|| {
        let list = editor
            .returned
            .iter()
            .map(|(item, comment)| view! { <li class="w">{icon("ret")}<span><a href=format!("#r-{item}")>{t.item(item)}</a>" "{comment.clone()}</span></li> })
            .collect_view();
        view! {
            <div class="errsum" role="note">
                <h2>{t.returned_title(editor.returned.len())}</h2>
                <p>{t.returned_lead()}</p>
                <ul>{list}</ul>
            </div>
        }
    });
    let frozen = (row.state == State::CitySignOff)
        .then(|| notice("", format!("{}{}", t.frozen_sign_off(), t.frozen_waiting_approver())));
    let not_open = matches!(row.timeliness, Timeliness::NotOpen).then(|| notice("warn", t.refused_not_open().into()));
    let toc_end = typing.then(|| view! { <li><a href="#hand-in">{t.check_title()}</a></li> });
    let form_buttons = typing.then(|| sign_off_box(t, editor));
    let approver =
        visit.actor.as_ref().is_some_and(|a| a.role == Role::CityApprover) && row.state == State::CitySignOff;
    let approve = approver.then(|| approve_box(visit, refused));
    let head = head(
        visit,
        row,
        title.clone(),
        view! { <span>{t.filled_of(done, all)}</span> }.into_any(),
    );
    let versions = (!editor.heads.is_empty()).then(|| versions_section(t, &row.city, row.period, &editor.heads, None));
    let (key, fields) = (form_key(visit, editor, &data), fields(t, &data, &check));
    let (summary, action, city) = (summary(t, &data, &check, refused), visit.path.clone(), row.city.clone());
    view! {
        <Frame title city=Some(city)>
            {head}
            <div class="editor">
                <aside class="side" aria-label=t.toc()>
                    <h2 class="side__h">{t.done_share(percent)}</h2>
                    <div class="meter">
                        <svg viewBox="0 0 240 8" width="100%" height="8" preserveAspectRatio="none" aria-hidden="true">
                            <rect class="bar-bg" width="240" height="8" />
                            <rect class="bar-hl" width=(percent * 240 / 100).to_string() height="8" />
                        </svg>
                    </div>
                    <nav aria-label=t.toc()>
                        <ol class="toc">{toc}{toc_sections}{toc_end}</ol>
                    </nav>
                </aside>
                <div class="stack-l">
                    {saved}
                    {summary}
                    {returned}
                    {frozen}
                    {not_open}
                    {approve}
                    <p class="muted">{t.editor_hint()}</p>
                    <form method="post" action=action class="stack-l" autocomplete="off" novalidate>
                        <ReportForm key>{fields}</ReportForm>
                        {form_buttons}
                    </form>
                    {versions}
                </div>
            </div>
        </Frame>
    }
    .into_any()
}

/// The checks over what the form shows, which after a refusal is more than what is stored.
fn recheck(visit: &Visit, editor: &Editor, data: &FormData) -> ReportCheck {
    let items = data.groups.iter().flat_map(|g| &g.items);
    let typed = items.map(|i| (i.definition.code.clone(), i.typed.clone())).collect();
    let sections = data.sections.iter().map(|s| (s.name.clone(), s.text.clone())).collect();
    check_report(editor.row.period, &typed, &sections, &editor.previous, visit.today())
}

fn filled(editor: &Editor, group: &Group) -> (usize, usize) {
    let done = group
        .items
        .iter()
        .filter(|i| {
            editor
                .check
                .items
                .get(&i.definition.code)
                .is_some_and(|c| c.errors.is_empty())
        })
        .count();
    (done, group.items.len())
}

/// The id of a field's element; of a yes or no that of its first answer.
fn element(code: &str, field: Field, way: Way) -> String {
    if way == Way::YesNo && field == Field::Value {
        format!("{code}-yes")
    } else {
        format!("{code}-{}", field.name())
    }
}

/// What stands in the way, each linked to its place; only after a refusal.
fn summary(t: Words, data: &FormData, check: &ReportCheck, refused: &Refused) -> AnyView {
    if refused.sentences.is_empty() && !refused.strict {
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
    let heading = if refused.strict && all > 0 {
        t.summary_errors(all)
    } else {
        t.not_done_title().to_owned()
    };
    let lines = lines
        .into_iter()
        .map(|(class, name, to, text)| view! { <li class=class>{icon(name)}<span><a href=to>{text}</a></span></li> })
        .collect_view();
    let sentences = refused
        .sentences
        .iter()
        .map(|s| view! { <li class="e">{icon("err")}<span>{s.clone()}</span></li> })
        .collect_view();
    view! {
        <div class="errsum" role="alert" aria-labelledby="summary" tabindex="-1" id="errors">
            <h2 id="summary">{heading}</h2>
            <ul>{sentences}{lines}{missing}</ul>
        </div>
    }
    .into_any()
}

fn sign_off_box(t: Words, editor: &Editor) -> AnyView {
    let (errors, unexplained) = (editor.check.errors(), editor.check.unexplained().len());
    let todo = if errors + unexplained == 0 {
        view! { <li><span class="ok">{icon("check")}</span><span>{t.todo_ready()}</span></li> }.into_any()
    } else {
        view! {
            {(errors > 0).then(|| view! { <li><span class="bad">{icon("err")}</span><span>{t.todo_errors(errors)}</span></li> })}
            {(unexplained > 0).then(|| view! { <li><span class="mid">{icon("warn")}</span><span>{t.todo_unexplained(unexplained)}</span></li> })}
        }
        .into_any()
    };
    view! {
        <section class="submit stack" id="hand-in" aria-labelledby="hand-in-title">
            <h2 id="hand-in-title">{t.check_title()}</h2>
            <p>{t.check_lead_editor()}</p>
            <ul class="todo">{todo}</ul>
            <p class="row">
                <button class="btn" type="submit" name="action" value="sign_off">{t.sign_off_button()}</button>
                <button class="btn btn--2" type="submit" name="action" value="save">{t.save_draft()}</button>
            </p>
        </section>
    }
    .into_any()
}

/// The approver's decision: submit (on screen or for a leader who signed on paper) or send back.
#[must_use]
pub fn approve_box(visit: &Visit, refused: &Refused) -> AnyView {
    let t = visit.words();
    let typed = |name: &str| refused.form.other.get(name).cloned().unwrap_or_default();
    let paper = typed("signature") == "on_paper";
    view! {
        <section class="submit stack" aria-labelledby="sign-title">
            <h2 id="sign-title">{t.sign_title()}</h2>
            <p>{t.sign_lead()}</p>
            <form method="post" action=visit.path.clone() class="stack">
                <fieldset class="stack-s">
                    <legend class="label">{t.sign_how()}</legend>
                    <label class="radio"><input type="radio" name="signature" value="on_screen" checked=!paper />{t.sign_screen()}</label>
                    <br />
                    <label class="radio"><input type="radio" name="signature" value="on_paper" checked=paper />{t.sign_paper()}</label>
                </fieldset>
                <div class="sign-grid">
                    <div class="field"><label for="signer_name">{t.signer_name()}</label><input class="input" id="signer_name" name="signer_name" value=typed("signer_name") /></div>
                    <div class="field"><label for="signer_post">{t.signer_post()}</label><input class="input" id="signer_post" name="signer_post" value=typed("signer_post") /></div>
                    <div class="field"><label for="signed_on">{t.signed_on()}</label><input class="input" type="date" id="signed_on" name="signed_on" value=typed("signed_on") /></div>
                    <div class="field"><label for="document_number">{t.document_number()}</label><input class="input" id="document_number" name="document_number" value=typed("document_number") /></div>
                </div>
                <p class="row">
                    <button class="btn" type="submit" name="action" value="submit">{t.submit_button()}</button>
                    <button class="btn btn--2" type="submit" name="action" value="send_back">{t.send_back_button()}</button>
                </p>
            </form>
        </section>
    }
    .into_any()
}
