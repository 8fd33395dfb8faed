//! The editor: head, form, sign-off.

use std::collections::BTreeMap;

use domain::{
    access::Role,
    calendar::{Timeliness, beijing, last_day},
    check::{ReportCheck, check_report},
    city::city,
    indicator::definition,
    period::Period,
    report::State,
};
use leptos::prelude::*;
use storage::reports::{Editor, Mend, Opening, Row};

use super::{
    contents::contents,
    correction::opened,
    form::fields,
    form_data::{Beside, FormData, Refused, form_data, form_key},
    frozen::asked_items,
    hand_in::{approve_box, sign_off_box},
    rows::{chip, flags},
    sheet,
    summary::summary,
    unsaved::{again_dialog, left_over, paste_dialog, unsaved_bar},
    versions::versions_section,
};
use crate::{
    components::{
        bits::{notice, notice_with},
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
    match row.mend {
        // A returned report has a term of its own, whether or not the first submission came in time.
        Some(Mend { by, over: true }) => t.home_mend_over(t.day(by)),
        Some(Mend { by, over: false }) => t.home_mend_by(t.day(by)),
        None => first_time_words(t, row),
    }
}

/// Whether the first submission came, or may still come, in time.
#[must_use]
pub fn first_time_words(t: Words, row: &Row) -> String {
    match row.timeliness {
        Timeliness::NotOpen => t.opens_at(t.full_day(beijing(row.deadlines.opens).date())),
        Timeliness::Open {
            working_days_left: 0, ..
        } => t.due_today().into(),
        Timeliness::Open { working_days_left, .. } => t.due_in(working_days_left),
        Timeliness::Overdue { days } => t.overdue_by(days),
        Timeliness::OnTime { extended: false } => t.on_time().into(),
        Timeliness::OnTime { extended: true } => t.on_time_extended().into(),
        Timeliness::Late { days } => t.late_by(days),
        Timeliness::Exempt => t.exempt().into(),
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
    let own = row.in_correction() && row.latest == row.accepted && row.opened == Some(Opening::Supplement);
    let due = match row.returned_at.filter(|_| row.mend.is_some() || own) {
        Some(at) if own => t.opened_for_supplement_on(t.stamp(at)),
        Some(at) if row.in_correction() => t.opened_for_correction_on(t.stamp(at)),
        Some(at) => t.returned_on(t.stamp(at)),
        None => t.due_at(t.full_day(row.deadlines.due_on)),
    };
    let extended = row
        .extended_until
        .filter(|_| row.mend.is_none())
        .map(|until| view! { <p>{t.extended_to(t.full_day(last_day(until)))}</p> });
    view! {
        <nav class="crumbs" aria-label=t.crumbs()>
            <ol><li><a href="/reports">{t.nav_reports()}</a></li><li>{format!("{name} {}", t.period_name(row.period))}</li></ol>
        </nav>
        <div class="phead">
            <div>
                <h1>{title}</h1>
                <p class="phead__meta">{chip(visit.lang, row)}{flags(t, row)}<span>{name.clone()}</span><span>{kind}</span>{more}</p>
            </div>
            <div class="due"><p class="due__n">{timeliness_words(t, row)}</p><div><p>{due}</p>{extended}</div></div>
        </div>
    }
    .into_any()
}

/// The editor's page.
#[must_use]
pub fn editor_view(visit: &Visit, editor: &Editor, beside: &Beside, refused: &Refused) -> AnyView {
    let t = visit.words();
    let row = &editor.row;
    let title = t.report_title(t.period_name(row.period));
    let typing = matches!(row.state, State::Drafting | State::Returned)
        && row.locked_since.is_none()
        && !matches!(row.timeliness, Timeliness::NotOpen);
    let data = form_data(visit, editor, beside, refused, typing);
    let check = recheck(visit, editor, &data);
    let (done, all) = editor.check.filled();
    let saved =
        (visit.asked("saved").is_some() && refused.sentences.is_empty()).then(|| notice("ok", t.saved_all().into()));
    let typed_in = matches!(row.state, State::Drafting | State::Returned);
    let sent_back = editor.sent_back.as_ref().filter(|_| typed_in).map(|s| {
        let said = (!s.comment.is_empty()).then(|| view! { <p class="sent-back">{s.comment.clone()}</p> });
        view! {
            <div class="errsum" role="note" id="sent-back">
                <h2>{t.sent_back_title()}</h2>
                <p>{t.sent_back_by(&s.by_name, t.stamp(s.at))}</p>
                {said}
            </div>
        }
    });
    let correcting = (row.state == State::Returned && editor.correcting.is_some()).then(|| opened(t, editor));
    let returned = (row.state == State::Returned && editor.correcting.is_none()).then(|| {
        let list = editor
            .returned
            .iter()
            .map(|(item, comment)| view! { <li class="w">{icon("ret")}<span><a href=format!("#r-{item}")>{t.item(item)}</a>" "{comment.clone()}</span></li> })
            .collect_view();
        view! {
            <div class="errsum" role="note">
                <h2>{t.returned_title(editor.returned.len())}</h2>
                <p>{t.returned_lead()}</p>
                <ul>{list}{opened_along(t, editor)}</ul>
            </div>
        }
    });
    // After a refusal for that reason it stands above already.
    let locked = row
        .locked_since
        .filter(|_| refused.sentences.is_empty())
        .map(|since| notice("warn", t.refused_locked(t.stamp(since))));
    let approver = visit.actor.as_ref().is_some_and(|a| a.role == Role::CityApprover)
        && row.state == State::CitySignOff
        && row.locked_since.is_none();
    let frozen = beside.to_sign.as_ref().filter(|_| row.locked_since.is_none()).map(|s| {
        let text = format!(
            "{}{}{}",
            t.frozen_sign_off(),
            t.sentence_gap(),
            t.frozen_waiting_approver()
        );
        let code = t.sheet_compare(s.content.number, &s.check_code);
        let to = sheet::href(&row.city, row.period, None);
        // The approver has both in the box below.
        let sheet = (!approver).then(|| view! { <p>{code}" "<a href=to>{t.sheet_print()}</a></p> });
        notice_with("", view! { <p>{text}</p>{sheet} }.into_any())
    });
    let not_open = matches!(row.timeliness, Timeliness::NotOpen).then(|| notice("warn", t.refused_not_open().into()));
    let contents = contents(t, editor, &data);
    let form_buttons = typing.then(|| sign_off_box(t, editor));
    let approve = approver.then(|| approve_box(visit, refused, beside.to_sign.as_ref()));
    let head = head(
        visit,
        row,
        title.clone(),
        view! { <span id="done-count">{t.filled_of(done, all)}</span> }.into_any(),
    );
    let versions = (!editor.heads.is_empty()).then(|| versions_section(t, &row.city, row.period, &editor.heads, None));
    let months = (row.period.is_quarter() && typing).then(|| notice("", month_hint(t, row.period)));
    let unfiled = (row.period.is_quarter() && typing && editor.plan.version.is_none()).then(|| {
        let to = crate::pages::schemes::href(&row.city);
        notice_with(
            "warn",
            view! { <p>{t.tasks_scheme_warn()}" "<a href=to>{t.tasks_scheme_link()}</a></p> }.into_any(),
        )
    });
    let (key, fields) = (form_key(visit, editor, &data), fields(t, &data, &check));
    let left_over = left_over(t);
    let form = if typing {
        let (path, bar, again, paste) = (visit.path.clone(), unsaved_bar(t), again_dialog(visit), paste_dialog(t));
        view! {
            <p class="muted">{t.editor_hint()}</p>
            {months}
            <ReportForm key>
                {left_over}
                <form method="post" action=path class="stack-l" autocomplete="off" novalidate>
                    // Enter presses a form's first button: it saves.
                    <button class="vh" type="submit" name="enter" value="1" tabindex="-1" aria-hidden="true"></button>
                    {fields}
                    {form_buttons}
                </form>
                {bar}
                {again}
                {paste}
            </ReportForm>
        }
        .into_any()
    } else {
        view! { <ReportForm key>{left_over}<div class="stack-l">{fields}</div></ReportForm> }.into_any()
    };
    let asked = (!typing).then(|| asked_items(t, visit, &editor.threads));
    let (summary, city) = (summary(t, &data, &check, refused), row.city.clone());
    view! {
        <Frame title city=Some(city)>
            {head}
            <div class="editor">
                {contents}
                <div class="stack-l">
                    {saved}
                    {summary}
                    {sent_back}
                    {returned}
                    {correcting}
                    {locked}
                    {frozen}
                    {not_open}
                    {unfiled}
                    {approve}
                    {asked}
                    {form}
                    {versions}
                </div>
            </div>
        </Frame>
    }
    .into_any()
}

/// The base figures that a return opened along with their indicators.
fn opened_along(t: Words, editor: &Editor) -> AnyView {
    let mut along: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for code in editor.returned.keys() {
        let base = definition(code).and_then(|d| d.denominator_base.as_deref());
        if let Some(base) = base.filter(|base| !editor.returned.contains_key(*base)) {
            along.entry(base).or_default().push(code);
        }
    }
    along
        .into_iter()
        .map(|(base, codes)| {
            let text = t.opened_along(codes.join(t.list_sep()));
            view! { <li class="w">{icon("info")}<span><a href=format!("#r-{base}")>{t.item(base)}</a>" "{text}</span></li> }
        })
        .collect_view()
        .into_any()
}

/// Which month the monthly items of a quarter want.
fn month_hint(t: Words, quarter: Period) -> String {
    let months = quarter.months();
    let before = months.iter().take(2).map(|m| t.month_name(*m)).collect::<Vec<_>>();
    t.month_only_hint(t.month_name(quarter), before.join(t.and()))
}

/// The checks over what the form shows, which after a refusal is more than what is stored.
fn recheck(visit: &Visit, editor: &Editor, data: &FormData) -> ReportCheck {
    let items = data.groups.iter().flat_map(|g| &g.items);
    let typed = items.map(|i| (i.definition.code.clone(), i.typed.clone())).collect();
    let sections = data.sections.iter().map(|s| (s.name.clone(), s.text.clone())).collect();
    let today = visit.today();
    let check = check_report(editor.row.period, &typed, &sections, &editor.previous, today);
    let rows = data.tasks.iter().flat_map(|tasks| &tasks.rows);
    let told = rows.map(|row| (row.item.clone(), row.typed.clone())).collect();
    check.with_tasks(&editor.plan, &told, today)
}
