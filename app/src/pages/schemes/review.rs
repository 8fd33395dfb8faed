//! `/schemes/{city}/review`: CNIPA reads a submitted scheme, returns items with a comment each, or files it for record.

use domain::{
    indicator::{Definition, definition},
    scheme::{Action, Content, Promise, SECTIONS, TEXT_MAX, changes, task_item},
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use storage::schemes::{self, Scheme, Version};

use super::{
    chip, href,
    show::{named, titles},
    versions::side_by_side,
    view,
};
use crate::{
    components::{
        bits::{error_summary, notice, notice_with},
        fields::{Field, Kind},
        frame::Frame,
        icons::icon,
    },
    error::Error,
    locales::Words,
    pages::{page, reports::paper, typed::typed_by},
    visit::{Posted, Visit, here},
};

/// The page.
#[component]
pub fn SchemeReview() -> impl IntoView {
    let (visit, app) = here();
    let city = use_params_map().get_untracked().get("city").unwrap_or_default();
    let posted = use_context::<Posted>().unwrap_or_default();
    page(async move {
        let caller = visit.caller()?;
        let scheme = schemes::under_review(&app.store, &caller, &city).await?;
        Ok::<_, Error>(content(&visit, &scheme, &posted))
    })
}

fn content(visit: &Visit, scheme: &Scheme, posted: &Posted) -> AnyView {
    let t = visit.words();
    let city = paper::city_name(t, &scheme.city);
    let title = t.scheme_review_title(city);
    let summary = error_summary(t.scheme_not_done().to_owned(), posted);
    let done = visit.asked("done") == Some("take") && posted.errors.is_empty();
    let done = done.then(|| notice("ok", t.scheme_done_take().to_owned()));
    let body = match &scheme.version {
        Some(v) if scheme.can.contains(&Action::File) => bench(visit, scheme, v, posted),
        _ => view! { {notice("", t.scheme_state_wrong(t.scheme_state(scheme.state)))}<p><a href=href(&scheme.city)>{t.scheme_open()}</a></p> }.into_any(),
    };
    let (back, state) = (href(&scheme.city), chip(t, scheme.state));
    view! {
        <Frame title=title.clone() city=Some(scheme.city.clone())>
            <div class="stack-l">
                <div class="stack-s">
                    <p><a href=back>{icon("left")}{t.scheme_open()}</a></p>
                    <h1>{title}</h1><p class="phead__meta">{state}</p>
                    <p class="muted">{t.scheme_review_lead()}</p>
                </div>
                {summary}{done}{body}
            </div>
        </Frame>
    }
    .into_any()
}

fn bench(visit: &Visit, scheme: &Scheme, v: &Version, posted: &Posted) -> AnyView {
    let t = visit.words();
    let c = &v.content;
    let titles = titles(visit);
    let before = scheme.before.as_ref().map(|b| &b.content);
    let changed: Vec<String> = before
        .map(|b| changes(b, c).into_iter().map(|ch| ch.item).collect())
        .unwrap_or_default();
    let mark = |item: &str| {
        changed
            .iter()
            .any(|i| i == item)
            .then(|| view! { " "<span class="chip chip--warn">{t.scheme_changed()}</span> })
    };
    let amended = before.map(|b| {
        let reason = (!v.head.reason.is_empty()).then(|| view! { <p class="case__text">{t.scheme_reason_is(&v.head.reason)}</p> });
        let said = notice_with("", view! { <p><b>{t.scheme_changes(changed.len())}</b></p>{reason} }.into_any());
        view! { {said}<details class="fold" open=true><summary>{t.scheme_changes(changed.len())}</summary><div class="fold__body stack">{side_by_side(visit, b, c)}</div></details> }
    });
    let texts = SECTIONS
        .into_iter()
        .map(|name| view! { <div class="stack-s">{view::section(t, c, name)}{mark(name)}{comment(t, posted, scheme, name)}</div> })
        .collect_view();
    let tasks = c
        .tasks
        .iter()
        .map(|task| {
            let item = task_item(task.number);
            view! { <div class="stack-s">{view::task(t, task, &named(&titles))}{mark(&item)}{comment(t, posted, scheme, &item)}</div> }
        })
        .collect_view();
    let targets = c
        .targets
        .keys()
        .map(|code| view! { <li>{t.scheme_item(code)}{mark(code)}{comment(t, posted, scheme, code)}</li> })
        .collect_view();
    let take = scheme.can.contains(&Action::Take) && !scheme.taken;
    let take = take.then(|| view! { <button class="btn btn--2" type="submit" name="action" value="take">{t.scheme_take()}</button><span class="sm muted">{t.scheme_take_hint()}</span> });
    let lowered = lowered(t, before, c, posted);
    let one = |name: &'static str, label: &'static str, kind: &'static str| {
        Field::new(name, label, Kind::Line(kind), posted.field(name))
            .error(posted.error(name))
            .view()
    };
    view! {
        <form method="post" action=visit.path.clone() class="stack-l" novalidate autocomplete="off">
            {typed_by(visit)}
            {view::about(t, v)}
            {amended}
            {texts}
            <section class="sect stack" aria-labelledby="tasks"><h2 id="tasks">{t.scheme_part_tasks()}</h2>{tasks}</section>
            <section class="sect stack" aria-labelledby="targets"><h2 id="targets">{t.scheme_part_targets()}</h2>{view::targets(t, c)}<ul class="plain scheme-comments">{targets}</ul></section>
            <section class="decide stack" aria-labelledby="decide">
                <h2 id="decide">{t.practice_decide()}</h2>
                <p class="row"><button class="btn btn--2" type="submit" name="action" value="return">{icon("ret")}{t.scheme_return()}</button>{take}</p>
                {lowered}
                <p>{t.scheme_file_lead()}</p>
                <div class="sign-grid">{one("letter_number", t.scheme_letter_number(), "text")}{one("letter_on", t.scheme_letter_on(), "date")}</div>
                <p><button class="btn" type="submit" name="action" value="file">{icon("seal")}{t.scheme_file()}</button></p>
            </section>
        </form>
    }
    .into_any()
}

/// The comment by which an item is returned, under what was said about it before.
fn comment(t: Words, posted: &Posted, scheme: &Scheme, item: &str) -> AnyView {
    let name = format!("items[{item}][comment]");
    let (typed, error) = (posted.field(&name), posted.error(&name));
    let said = scheme.remarks.get(item).map(|all| {
        all.iter()
            .map(|r| {
                let kind = if r.returned {
                    t.scheme_remark_return()
                } else {
                    t.scheme_remark_answer()
                };
                view! { <p class="sm case__text">{format!("{} · {kind}: {}", r.author, r.text)}</p> }
            })
            .collect_view()
    });
    let label = t.scheme_comment_at(t.scheme_item(item));
    let field = Field::new(
        name,
        &label,
        Kind::Area {
            most: Some(TEXT_MAX),
            rows: Some(2),
        },
        typed.clone(),
    );
    let open = !typed.is_empty() || error.is_some();
    let field = field.error(error).view();
    view! { {said}<details class="scheme-more" open=open><summary>{icon("chat")}{t.verdict_return()}</summary>{field}</details> }.into_any()
}

/// The targets that are lower than what is in force; ticked ones count for scores.
fn lowered(t: Words, before: Option<&Content>, c: &Content, posted: &Posted) -> AnyView {
    let Some(before) = before else { return ().into_any() };
    let line = |code: &str, now: &Promise, then: &Promise, d: &Definition| {
        let steps = now.easier_steps(d, then).into_iter().map(|(quarter, from, to)| {
            t.scheme_lowered_step(
                t.period_name(quarter),
                t.scheme_level(code, from),
                t.scheme_level(code, to),
            )
        });
        let steps: Vec<_> = steps.collect();
        match steps.is_empty() {
            true => t.kind_not_applicable().to_owned(),
            false => steps.join(t.list_sep()),
        }
    };
    let rows: Vec<_> = c
        .targets
        .iter()
        .filter_map(|(code, promise)| {
            let (d, old) = (definition(code)?, before.targets.get(code)?);
            promise.is_easier_than(d, old).then(|| {
                let name = format!("items[{code}][granted]");
                let ticked = posted.fields.contains_key(&name);
                let line = t.colon(t.item(code), line(code, promise, old, d));
                view! { <li><label class="check"><input type="checkbox" name=name value="yes" checked=ticked />{line}</label></li> }
            })
        })
        .collect();
    if rows.is_empty() {
        return ().into_any();
    }
    view! { <fieldset class="stack-s"><legend class="label">{t.scheme_lowered()}</legend><p class="hint">{t.scheme_lowered_lead()}</p><ul class="plain">{rows}</ul></fieldset> }
        .into_any()
}
