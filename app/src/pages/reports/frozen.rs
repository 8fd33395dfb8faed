//! A frozen view: a version's entries and texts, for reading and printing.

use std::collections::BTreeMap;

use domain::{
    access::Role,
    entry::{Entry, SECTIONS},
    indicator::items,
    report::{Signature, State},
};
use leptos::prelude::*;
use storage::reports::{Correction, Remark, RemarkKind, Row, Version, VersionHead};

use super::{
    correction,
    edit::head,
    form_data::Refused,
    versions::{print_mark, versions_section},
    words::{detail, figure},
};
use crate::{
    components::{bits::notice, frame::Frame},
    locales::Words,
    visit::Visit,
};

/// How a version was signed, in words.
#[must_use]
pub fn signature_words(t: Words, version: &Version) -> String {
    match &version.content.signature {
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
    let content = &version.content;
    let rows = items(content.period)
        .into_iter()
        .map(|d| {
            let entry = content.entries.get(&d.code).cloned().unwrap_or_default();
            let explanation = match &entry {
                Entry::Value { explanation, .. } => explanation.clone(),
                _ => String::new(),
            };
            let month = d.fact_period(content.period);
            let month = (month != content.period).then(|| {
                view! { " "<span class="chip chip--info" data-month>{t.month_alone(t.month_name(month))}</span> }
            });
            view! {
                <tr id=format!("r-{}", d.code) data-kind=entry.kind().name()>
                    <td class="nowrap">{d.code.clone()}</td>
                    <th scope="row">{d.name.get(t.lang()).to_owned()}{month}{thread_view(t, threads.get(&d.code))}</th>
                    <td class="num"><b>{figure(t, d, &entry)}</b></td>
                    <td class="nowrap">{t.unit_name(&d.unit).to_owned()}</td>
                    <td>{detail(t, d, &entry)}{(!explanation.is_empty()).then(|| view! { <span class="sub">{explanation}</span> })}</td>
                </tr>
            }
        })
        .collect_view();
    let sections = SECTIONS
        .iter()
        .filter_map(|name| {
            let text = content.sections.get(*name)?.clone();
            let paragraphs = text.split('\n').map(|p| view! { <p>{p.to_owned()}</p> }).collect_view();
            Some(view! {
                <section class="sect stack-s" id=format!("r-{name}")>
                    <h2>{t.section(name)}</h2>
                    <div class="measure stack-s">{paragraphs}</div>
                    {thread_view(t, threads.get(*name))}
                </section>
            })
        })
        .collect_view();
    view! {
        <section class="sect">
            <h2>{t.report_values()}</h2>
            <div class="scroll" tabindex="0" role="group" aria-label=t.report_values()>
                <table class="tbl tbl--top">
                    <thead>
                        <tr>
                            <th scope="col">{t.code()}</th><th scope="col">{t.item_heading()}</th><th scope="col" class="num">{t.this_period()}</th>
                            <th scope="col">{t.unit()}</th><th scope="col">{t.basis()}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </section>
        {sections}
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
    let correction = correction::section(visit, row, version, corrections, refused);
    let meanwhile = (row.in_correction() && row.accepted == Some(version.head.number))
        .then(|| notice("", t.version_in_force_meanwhile(version.head.number)));
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
    let mark = print_mark(t, version);
    view! {
        <Frame title city=Some(city)>
            {head}
            <div class="stack-l">
                {refusals}
                {meanwhile}{corrected}
                {facts}
                {review}
                {withdraw}
                {asked}
                {correction}
                {content}
                {versions}
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
