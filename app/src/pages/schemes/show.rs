//! `/schemes/{city}`: the editor for the city while it types, else what was submitted or filed, with what may be done next.

use std::collections::BTreeMap;

use domain::scheme::{Action, REASON_MAX, State, TEXT_MAX};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use storage::schemes::{self, Scheme};

use super::{chip, edit, href, progress, progress_href, view};
use crate::{
    components::{
        bits::{demo_mark, error_summary, notice, notice_with},
        fields::{Field, Kind},
        frame::Frame,
        icons::icon,
    },
    error::Error,
    locales::Words,
    pages::{
        page,
        reports::{hand_in::signature_fields, paper},
        typed::typed_by,
    },
    visit::{Posted, Visit, here},
};

/// The page.
#[component]
pub fn SchemePage() -> impl IntoView {
    let (visit, app) = here();
    let city = use_params_map().get_untracked().get("city").unwrap_or_default();
    let posted = use_context::<Posted>().unwrap_or_default();
    page(async move {
        let caller = visit.caller()?;
        if visit.asked("view") == Some("progress") {
            return progress::page(&visit, &app, &city).await;
        }
        let scheme = schemes::get(&app.store, &caller, &city).await?;
        let titles = titles(&visit);
        Ok::<_, Error>(content(&visit, &scheme, &posted, &titles))
    })
}

/// The titles of the tasks that CNIPA requires, by key.
pub(super) fn titles(visit: &Visit) -> BTreeMap<String, String> {
    let all = visit.settings.required_tasks.iter();
    all.map(|task| (task.key.clone(), task.title.clone())).collect()
}

/// The title of a required task; one that CNIPA requires no more is named by its key.
pub(super) fn named(titles: &BTreeMap<String, String>) -> impl Fn(&str) -> String + '_ {
    |key| titles.get(key).cloned().unwrap_or_else(|| key.to_owned())
}

fn content(visit: &Visit, scheme: &Scheme, posted: &Posted, titles: &BTreeMap<String, String>) -> AnyView {
    let t = visit.words();
    let summary = error_summary(t.scheme_not_done().to_owned(), posted);
    let done = visit
        .asked("done")
        .filter(|_| posted.errors.is_empty())
        .and_then(Action::parse);
    let done = done.map(|action| notice("ok", done_words(t, action).to_owned()));
    let city = paper::city_name(t, &scheme.city);
    let said = said(t, scheme);
    let body = match (&scheme.draft, &scheme.to_sign, &scheme.version) {
        (Some(draft), _, _) => {
            view! { <div class="is-screen stack-l">{edit::editor(visit, scheme, draft, posted, titles)}</div> }
                .into_any()
        }
        (None, Some((content, code)), _) => {
            let approve = scheme
                .can
                .contains(&Action::Submit)
                .then(|| approve(visit, content.number, code, posted));
            let waits = approve
                .is_none()
                .then(|| notice("", t.scheme_waits_approver().to_owned()));
            view! { {waits}{approve}{view::content(t, content, &named(titles))} }.into_any()
        }
        (None, None, Some(v)) => {
            let (over, under) = view::around(visit, v);
            view! { {over}<div class="is-screen">{view::about(t, v)}</div>{view::content(t, &v.content, &named(titles))}{under} }.into_any()
        }
        (None, None, None) => {
            view! { <div class="empty"><h3>{t.scheme_none()}</h3><p>{t.scheme_none_hint()}</p></div> }.into_any()
        }
    };
    let steps = steps(visit, scheme, posted);
    let versions = versions(t, scheme);
    let remarks = remarks(t, scheme);
    let facts = facts(t, scheme);
    let demo = visit
        .demo()
        .map(|_| view! { <span class="is-print">{demo_mark(t)}</span> });
    view! {
        <Frame title=t.scheme_title(city) city=Some(scheme.city.clone()) paper=true>
            <nav class="crumbs is-screen" aria-label=t.crumbs()><ol><li><a href="/schemes">{t.schemes_title()}</a></li><li>{city}</li></ol></nav>
            <div class="stack-l">
                <div class="is-screen"><h1>{t.scheme_title(city)}</h1>{facts}</div>
                <div class="is-screen stack">{summary}{done}{said}</div>
                {demo}
                {body}
                <div class="is-screen stack-l">{steps}{remarks}{versions}</div>
            </div>
        </Frame>
    }
    .into_any()
}

pub(super) const fn done_words(t: Words, action: Action) -> &'static str {
    match action {
        Action::Save => t.scheme_done_save(),
        Action::SignOff => t.scheme_done_sign_off(),
        Action::SendBack => t.scheme_done_send_back(),
        Action::Submit => t.scheme_done_submit(),
        Action::Withdraw => t.scheme_done_withdraw(),
        Action::Take => t.scheme_done_take(),
        Action::Return => t.scheme_done_return(),
        Action::File => t.scheme_done_file(),
        Action::Amend => t.scheme_done_amend(),
        Action::Abandon => t.scheme_done_abandon(),
    }
}

/// Its state, and what is in force.
fn facts(t: Words, scheme: &Scheme) -> AnyView {
    let filed = scheme.filed.as_ref().map(|head| {
        let about = view::fate(t, head);
        view! { <span>{t.scheme_in_force(head.number)}</span><span>{about}</span> }
    });
    let progress = scheme
        .filed
        .as_ref()
        .map(|_| view! { <a href=progress_href(&scheme.city)>{t.progress_link()}</a> });
    view! { <p class="phead__meta">{chip(t, scheme.state)}{filed}{progress}</p> }.into_any()
}

/// What the reader should know before he goes on.
fn said(t: Words, scheme: &Scheme) -> AnyView {
    let amending = (scheme.filed.is_some() && scheme.state != State::Filed).then(|| {
        let reason = (!scheme.reason.is_empty())
            .then(|| view! { <p class="case__text">{t.scheme_reason_is(&scheme.reason)}</p> });
        notice_with("", view! { <p>{t.scheme_amending()}</p>{reason} }.into_any())
    });
    let draft = scheme.draft.as_ref();
    let returned = draft.and_then(|d| d.open.as_ref()).map(|open| {
        let items = open.iter().map(|(item, why)| {
            let part = edit::part_of_item(item);
            let to = format!("{}#{}", part.href(&scheme.city), edit::anchor(item));
            view! { <li><a href=to>{t.scheme_item(item)}</a>": "<span class="case__text">{why.clone()}</span></li> }
        });
        let items = items.collect_view();
        notice_with(
            "warn",
            view! { <p><b>{t.scheme_returned(open.len())}</b></p><ul>{items}</ul> }.into_any(),
        )
    });
    let sent_back = draft.and_then(|d| d.sent_back.as_ref()).map(|why| {
        notice_with(
            "warn",
            view! { <p><b>{t.scheme_sent_back()}</b></p><p class="case__text">{why.clone()}</p> }.into_any(),
        )
    });
    let waits = (scheme.state == State::Submitted && !scheme.can.contains(&Action::File))
        .then(|| notice("", t.scheme_waits_cnipa().to_owned()));
    view! { {amending}{sent_back}{returned}{waits} }.into_any()
}

/// The approver's decision: submit, on screen or for a leader who signed on paper, or send back.
fn approve(visit: &Visit, number: u32, code: &str, posted: &Posted) -> AnyView {
    let t = visit.words();
    let signature = signature_fields(t, |name| posted.field(name), |name| posted.error(name));
    let comment = Field::new(
        "comment",
        t.sent_back_label(),
        Kind::area(TEXT_MAX),
        posted.field("comment"),
    );
    view! {
        <section class="submit stack is-screen" aria-labelledby="sign-title">
            <h2 id="sign-title">{t.sign_title()}</h2>
            <p>{t.sign_lead()}</p>
            <p class="codeline"><b>{t.version_n(number)}</b><code>{code.to_owned()}</code></p>
            <form method="post" action=visit.path.clone() class="stack">
                {typed_by(visit)}
                <input type="hidden" name="check_code" value=code.to_owned() />
                {signature}
                {comment.error(posted.error("comment")).view()}
                <p class="row">
                    <button class="btn" type="submit" name="action" value="submit">{t.submit_button()}</button>
                    <button class="btn btn--2" type="submit" name="action" value="send_back">{t.send_back_button()}</button>
                </p>
            </form>
        </section>
    }
    .into_any()
}

/// What may be done with what was submitted or filed.
fn steps(visit: &Visit, scheme: &Scheme, posted: &Posted) -> AnyView {
    let t = visit.words();
    let can = |action| scheme.can.contains(&action);
    let review = can(Action::File).then(|| {
        view! { <p><a class="btn" href=format!("{}/review", href(&scheme.city))>{t.scheme_review()}</a></p> }
    });
    let withdraw = can(Action::Withdraw).then(|| {
        view! { <form method="post" action=visit.path.clone()>{typed_by(visit)}<p><button class="btn btn--2" type="submit" name="action" value="withdraw">{icon("ret")}{t.scheme_withdraw()}</button></p></form> }
    });
    let amend = can(Action::Amend).then(|| {
        let reason = Field::new(
            "reason",
            t.scheme_reason(),
            Kind::area(REASON_MAX),
            posted.field("reason"),
        );
        view! {
            <form method="post" action=visit.path.clone() class="decide stack" aria-labelledby="amend" novalidate>
                {typed_by(visit)}
                <h2 id="amend">{t.scheme_amend()}</h2>
                <p class="measure">{t.scheme_amend_lead()}</p>
                {reason.error(posted.error("reason")).view()}
                <p><button class="btn" type="submit" name="action" value="amend">{t.scheme_amend_button()}</button></p>
            </form>
        }
    });
    view! { {review}{withdraw}{amend} }.into_any()
}

/// What CNIPA returned and the city answered.
fn remarks(t: Words, scheme: &Scheme) -> AnyView {
    if scheme.remarks.is_empty() {
        return ().into_any();
    }
    let items = scheme
        .remarks
        .iter()
        .map(|(item, all)| {
            let all = all
                .iter()
                .map(|r| {
                    let who = format!("{} · {} · {}", r.author, t.role_name(r.role), t.stamp(r.at));
                    let kind = if r.returned { t.scheme_remark_return() } else { t.scheme_remark_answer() };
                    view! { <li class="stack-s"><p class="sm muted">{who}" · "{kind}</p><p class="case__text">{r.text.clone()}</p></li> }
                })
                .collect_view();
            view! { <section class="stack-s"><h3>{t.scheme_item(item)}</h3><ul class="plain">{all}</ul></section> }
        })
        .collect_view();
    view! { <details class="fold"><summary>{icon("chat")}{t.scheme_remarks()}</summary><div class="fold__body stack">{items}</div></details> }.into_any()
}

/// The versions, with the way to set two of them side by side.
fn versions(t: Words, scheme: &Scheme) -> AnyView {
    if scheme.heads.is_empty() {
        return ().into_any();
    }
    let base = href(&scheme.city);
    let rows = scheme
        .heads
        .iter()
        .map(|head| {
            let to = format!("{base}/versions/{}", head.number);
            let reason = (!head.reason.is_empty()).then(|| view! { <span class="sub case__text">{t.scheme_reason_is(&head.reason)}</span> });
            view! {
                <tr><th scope="row"><a href=to>{t.version_n(head.number)}</a></th><td>{t.stamp(head.submitted_at)}<span class="sub">{head.submitted_by.clone()}</span></td><td>{view::fate(t, head)}{reason}</td><td><code>{head.check_code.clone()}</code></td></tr>
            }
        })
        .collect_view();
    let compare = (scheme.heads.len() > 1).then(|| {
        let (new, old) = (scheme.heads[0].number, scheme.heads[1].number);
        view! { <p><a href=format!("{base}/compare?from={old}&to={new}")>{t.scheme_compare()}</a></p> }
    });
    view! {
        <section class="sect stack-s" aria-labelledby="versions">
            <h2 id="versions">{t.scheme_versions()}</h2>
            <div class="scroll" tabindex="0" role="group" aria-label=t.scheme_versions()>
                <table class="tbl tbl--top">
                    <caption class="vh">{t.scheme_versions()}</caption>
                    <thead><tr><th scope="col">{t.version()}</th><th scope="col">{t.scheme_submitted()}</th><th scope="col">{t.scheme_state_col()}</th><th scope="col">{t.check_code_label()}</th></tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            {compare}
        </section>
    }
    .into_any()
}
