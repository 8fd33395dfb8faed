//! A frozen view: a version's entries and texts, for reading and printing.

use std::collections::BTreeMap;

use domain::{
    access::Role,
    report::{Signature, State},
};
use leptos::prelude::*;
use storage::reports::{Correction, Opening, Remark, RemarkKind, Row, Version, VersionHead};

use super::{
    compare, correction,
    edit::head,
    files_view::{self, evidence_section},
    form_data::Refused,
    paper, supplement,
    tasks_view::tasks,
    versions::versions_section,
};
use crate::{
    components::{
        bits::{notice, notice_with},
        frame::Frame,
        icons::icon,
    },
    locales::Words,
    visit::Visit,
};

/// How a version was signed, in words.
#[must_use]
pub fn signature_words(t: Words, version: &Version) -> String {
    match &version.signature {
        Signature::OnScreen => t.signed_by_screen(&version.head.submitted_by),
        Signature::OnPaper {
            name,
            post,
            signed_on,
            document_number,
        } => {
            let text = t.signed_by_paper(name, post, signed_on);
            if document_number.is_empty() {
                text
            } else {
                format!("{text}{}{}", t.list_sep(), t.document_no(document_number))
            }
        }
    }
}

/// The strip of facts of a version: number, when, by whom, how signed, check code.
#[must_use]
pub fn version_facts(t: Words, version: &Version) -> AnyView {
    let h = &version.head;
    view! {
        <dl class="facts">
            <div><dt>{t.version()}</dt><dd>{t.version_n(h.number)}</dd></div>
            <div><dt>{t.time()}</dt><dd>{t.stamp(h.submitted_at)}</dd></div>
            <div><dt>{t.sign_how()}</dt><dd>{signature_words(t, version)}</dd></div>
            <div><dt>{t.check_code_label()}</dt><dd><code>{h.check_code.clone()}</code></dd></div>
        </dl>
        {h.own_draft.then(|| notice("warn", t.own_draft_mark().into()))}
    }
    .into_any()
}

/// The table of a version's entries, and its texts.
#[must_use]
pub fn content_view(t: Words, version: &Version, threads: &BTreeMap<String, Vec<Remark>>) -> AnyView {
    view! { {paper::values(t, &version.content, threads)}{tasks(t, &version.content, threads)}{paper::texts(t, &version.content, threads)}{evidence_section(t, &version.content)} }.into_any()
}

/// Where a version leads: its receipt, its sheet, and the comparison where there is another.
#[must_use]
pub fn version_links(visit: &Visit, row: &Row, number: u32, heads: &[VersionHead]) -> AnyView {
    let t = visit.words();
    let base = format!("/reports/{}/{}/versions/{number}", row.city, row.period);
    let compare = (heads.len() > 1).then(|| {
        let to = format!("{}?to={number}", compare::href(&row.city, row.period));
        view! { <a href=to>{icon("sync")}{t.compare_versions()}</a> }
    });
    let files = (row.latest == Some(number) && matches!(row.state, State::Submitted | State::Accepted)).then(|| {
        let to = files_view::href(&row.city, row.period, None);
        view! { <a href=to>{icon("clip")}{t.files_title()}</a> }
    });
    let printed = (visit.path != base).then(|| view! { <a href=base.clone()>{icon("print")}{t.printed_version()}</a> });
    view! {
        <p class="row is-screen version-links">
            <a href=format!("{base}/receipt")>{icon("checkc")}{t.receipt()}</a>
            <a href=format!("{base}/sign-off")>{icon("seal")}{t.sheet()}</a>
            {files}
            {printed}
            {compare}
        </p>
    }
    .into_any()
}

/// The remarks of an item, oldest first.
#[must_use]
pub fn thread_view(t: Words, thread: Option<&Vec<Remark>>) -> AnyView {
    let Some(thread) = thread.filter(|r| !r.is_empty()) else {
        return ().into_any();
    };
    thread
        .iter()
        .map(|r| {
            let class = if matches!(r.author_role, Role::Reviewer | Role::Admin) {
                "say say--us"
            } else {
                "say"
            };
            let who = format!("{} · {} · {}", r.author, t.role_name(r.author_role), t.stamp(r.at));
            view! { <div class=class><header>{who}</header><p>{said(t, r)}</p></div> }
        })
        .collect_view()
        .into_any()
}

/// What a remark says.
#[must_use]
pub fn said(t: Words, r: &Remark) -> String {
    match r.kind {
        RemarkKind::Note => t.note_proposed(&r.text),
        _ => r.text.clone(),
    }
}

/// The page of what was submitted.
#[must_use]
pub fn frozen_view(
    visit: &Visit,
    row: &Row,
    version: &Version,
    heads: &[VersionHead],
    threads: &BTreeMap<String, Vec<Remark>>,
    corrections: &[Correction],
    refused: &Refused,
) -> AnyView {
    let t = visit.words();
    let title = t.report_title(t.period_name(row.period));
    let role = visit.actor.as_ref().map(|a| a.role);
    let review = matches!(role, Some(Role::Reviewer | Role::Admin)) && row.state == State::Submitted;
    let review =
        review.then(|| view! { <p><a class="btn" href=format!("{}/review", visit.path)>{t.review_link()}</a></p> });
    // An approver who reads this page is of this city: to others it does not exist.
    let withdraw = (role == Some(Role::CityApprover) && row.state == State::Submitted && !row.taken).then(|| {
        view! {
            <form method="post" action=visit.path.clone()>
                <button class="btn btn--2" type="submit" name="action" value="withdraw">{t.withdraw_button()}</button>
            </form>
        }
    });
    let refusals = refused
        .sentences
        .iter()
        .map(|s| notice("err", s.clone()))
        .collect_view();
    let asked = asked_items(t, visit, threads);
    let abandoned = (visit.asked("done") == Some("abandon") && row.state == State::Accepted)
        .then(|| notice("ok", t.abandon_done().into()));
    let awaited = supplement::section(visit, row, version, refused);
    let correction = correction::section(visit, row, version, corrections, refused);
    let meanwhile = (row.in_correction() && row.accepted == Some(version.head.number)).then(|| match row.opened {
        Some(Opening::Supplement) => notice("", t.supplement_meanwhile(version.head.number)),
        _ => notice("", t.version_in_force_meanwhile(version.head.number)),
    });
    let corrected = row
        .corrected_at
        .filter(|_| row.state == State::Accepted)
        .map(|at| notice("", t.corrected_on(t.stamp(at))));
    let taken = row.taken.then(|| view! { <span>{t.taken_mark()}</span> });
    let more = view! { <span>{t.version_n(version.head.number)}</span>{taken} }.into_any();
    let (head, city) = (head(visit, row, title.clone(), more), row.city.clone());
    let (facts, content) = (version_facts(t, version), content_view(t, version, threads));
    let hash = t.colon(t.hash_label(), &version.head.hash);
    let versions = versions_section(t, &row.city, row.period, heads, Some(version.head.number));
    let mark = paper::version_mark(visit, &version.content, &version.head.check_code);
    let links = version_links(visit, row, version.head.number, heads);
    // An approver or editor who reads this page is of this city: to others it does not exist.
    let city_reads = matches!(role, Some(Role::CityApprover | Role::CityEditor));
    let sent = (city_reads && row.state == State::Submitted).then(|| {
        let to = format!(
            "/reports/{}/{}/versions/{}/receipt",
            row.city, row.period, version.head.number
        );
        let text = t.receipt_ready(version.head.number, t.stamp(version.head.submitted_at));
        notice_with(
            "ok",
            view! { <p>{text}" "<a href=to>{t.receipt_see()}</a></p> }.into_any(),
        )
    });
    let (above, below) = paper::around(visit, version);
    let innovations = version.content.sections.get("innovations");
    let case = crate::pages::practices::beside::make_case(visit, &row.city, row.period, innovations);
    view! {
        <Frame title city=Some(city) paper=true>
            <div class="is-screen">{head}</div>
            <div class="stack-l paper-version">
                <div class="is-screen stack-l">
                    {refusals}
                    {abandoned}
                    {sent}
                    {meanwhile}{corrected}
                    {facts}
                    {links}
                    {review}
                    {withdraw}
                    {asked}
                    {awaited}
                    {correction}
                </div>
                {above}
                {content}
                {case}
                {below}
                <div class="is-screen">{versions}</div>
                <p class="sm muted hash">{hash}</p>
                {mark}
            </div>
        </Frame>
    }
    .into_any()
}

/// A place to answer each item that has remarks, for who may write in its thread.
#[must_use]
pub fn asked_items(t: Words, visit: &Visit, threads: &BTreeMap<String, Vec<Remark>>) -> AnyView {
    let writes = visit
        .actor
        .as_ref()
        .is_some_and(|a| matches!(a.role, Role::CityEditor | Role::CityApprover | Role::Liaison));
    if !writes || threads.values().all(Vec::is_empty) {
        return ().into_any();
    }
    let items = threads
        .iter()
        .filter(|(_, r)| !r.is_empty())
        .map(|(item, remarks)| {
            let (id, name) = (format!("answer-{item}"), format!("items[{item}][comment]"));
            view! {
                <div class="field">
                    <label for=id.clone()>{t.item(item)}</label>
                    {thread_view(t, Some(remarks))}
                    <textarea class="area" id=id name=name maxlength="2000" aria-label=format!("{} {}", t.item(item), t.answer_label())></textarea>
                </div>
            }
        })
        .collect_view();
    view! {
        <section class="sect stack" aria-labelledby="asked-title">
            <h2 id="asked-title">{t.threads_title()}</h2>
            <form method="post" action=visit.path.clone() class="stack measure">
                {items}
                <p><button class="btn" type="submit" name="action" value="comment">{t.send_answer()}</button></p>
            </form>
        </section>
    }
    .into_any()
}
