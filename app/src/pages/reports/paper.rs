//! What a report is on paper, for sheet, printed version and receipt alike: head, values, texts, the lines to sign, and the
//! mark that every printed page bears.

use std::collections::BTreeMap;

use domain::{
    city::city,
    entry::{Entry, SECTIONS},
    indicator::items,
    period::Period,
    report::{Content, Signature},
};
use leptos::prelude::*;
use storage::reports::{Remark, Version};

use super::{
    frozen::thread_view,
    words::{detail, figure},
};
use crate::{locales::Words, visit::Visit};

/// The full name of a city, in the reader's language.
#[must_use]
pub fn city_name(t: Words, slug: &str) -> &'static str {
    city(slug).map(|c| c.name.get(t.lang())).unwrap_or_default()
}

/// Whether a report is monthly or quarterly.
#[must_use]
pub const fn kind_of(t: Words, period: Period) -> &'static str {
    if period.is_quarter() {
        t.quarterly()
    } else {
        t.monthly()
    }
}

/// The line that every printed page bears; of a demonstration it says so.
#[must_use]
pub fn mark(visit: &Visit, text: String) -> AnyView {
    let t = visit.words();
    let text = if visit.demo().is_some() {
        t.printed_mark(t.demo_label(), text)
    } else {
        text
    };
    view! { <p class="printmark" aria-hidden="true">{text}</p> }.into_any()
}

/// The same of one version: city, period, number, check code.
#[must_use]
pub fn version_mark(visit: &Visit, content: &Content, check_code: &str) -> AnyView {
    let t = visit.words();
    let (name, period) = (city_name(t, &content.city), t.period_name(content.period));
    mark(visit, t.print_mark(name, period, content.number, check_code))
}

/// The title in two lines; the page's own heading, or what stands in its place in print.
#[must_use]
pub fn title(t: Words, title: String, heading: bool) -> AnyView {
    let over = view! { <p class="paper__over">{t.pilot_name()}</p> };
    if heading {
        view! { {over}<h1 class="paper__title">{title}</h1> }.into_any()
    } else {
        view! { {over}<p class="paper__title">{title}</p> }.into_any()
    }
}

/// Names and what stands beside them, in two columns.
#[must_use]
pub fn facts(all: Vec<(&'static str, AnyView)>) -> AnyView {
    let all = all
        .into_iter()
        .map(|(name, value)| view! { <div><dt>{name}</dt><dd>{value}</dd></div> })
        .collect_view();
    view! { <dl class="paper__facts">{all}</dl> }.into_any()
}

/// What a version's paper begins with; the document's number is left to write where none is recorded.
#[must_use]
pub fn head(t: Words, content: &Content, check_code: &str, signature: Option<&Signature>) -> AnyView {
    let number = match signature {
        Some(Signature::OnPaper { document_number, .. }) => document_number.clone(),
        _ => String::new(),
    };
    let code = view! { <code>{check_code.to_owned()}</code> }.into_any();
    facts(vec![
        (t.reporting_unit(), city_name(t, &content.city).into_any()),
        (t.report_period(), t.period_name(content.period).into_any()),
        (t.report_kind(), kind_of(t, content.period).into_any()),
        (t.document_number_short(), number.into_any()),
        (t.version(), t.version_n(content.number).into_any()),
        (t.check_code_label(), code),
    ])
}

type Threads = BTreeMap<String, Vec<Remark>>;

/// The table of a content's entries: figure, kind, basis and words.
#[must_use]
pub fn values(t: Words, content: &Content, threads: &Threads) -> AnyView {
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
                    <td>{t.kind(entry.kind())}</td>
                    <td>{detail(t, d, &entry)}{(!explanation.is_empty()).then(|| view! { <span class="sub">{explanation}</span> })}</td>
                </tr>
            }
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
                            <th scope="col">{t.unit()}</th><th scope="col" class="nowrap">{t.kind_of_entry()}</th><th scope="col">{t.basis_and_words()}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </section>
    }
    .into_any()
}

/// The narrative sections; none in a month.
#[must_use]
pub fn texts(t: Words, content: &Content, threads: &Threads) -> AnyView {
    SECTIONS
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
        .collect_view()
        .into_any()
}

/// What a version bears only in print, above its values and below its texts.
#[must_use]
pub fn around(visit: &Visit, version: &Version) -> (AnyView, AnyView) {
    let t = visit.words();
    let content = &version.content;
    let over = title(t, t.report_title(t.period_name(content.period)), false);
    let head = head(t, content, &version.head.check_code, Some(&version.signature));
    let sign = sign_lines(t, version.drafted_by.as_deref(), Some(version));
    let own = version.head.own_draft.then(|| view! { <p>{t.own_draft_mark()}</p> });
    (
        view! { <div class="is-print paper">{over}{head}</div> }.into_any(),
        view! { <div class="is-print paper">{sign}{own}</div> }.into_any(),
    )
}

/// The lines to sign, with what is recorded of a submitted version; the rest is left to write.
#[must_use]
pub fn sign_lines(t: Words, drafted_by: Option<&str>, version: Option<&Version>) -> AnyView {
    let drafted = drafted_by.unwrap_or_default().to_owned();
    let (issued, day) = match version {
        None => (String::new(), None),
        Some(v) => {
            let day = match &v.signature {
                Signature::OnPaper { signed_on, .. } => t.typed_day(signed_on),
                Signature::OnScreen => t.stamp(v.head.submitted_at),
            };
            (t.signer(&v.signature, &v.head.submitted_by), Some(day))
        }
    };
    signed(t, &drafted, issued, day)
}

/// The lines to sign, with who drafted and who issued; a day that is not known is left to write.
#[must_use]
pub fn signed(t: Words, drafted: &str, issued: String, day: Option<String>) -> AnyView {
    let cell = |word: &'static str, name: String, day: Option<String>| {
        let day = day.unwrap_or_else(|| t.blank_day().to_owned());
        view! { <th scope="row">{word}</th><td><p class="paper__name">{name}</p><p class="paper__day">{day}</p></td> }
    };
    view! {
        <table class="paper__sign">
            <tbody>
                <tr>{cell(t.sign_drafted(), drafted.to_owned(), None)}{cell(t.sign_checked(), String::new(), None)}</tr>
                <tr>{cell(t.sign_issued(), issued, day)}{cell(t.sign_seal(), String::new(), None)}</tr>
            </tbody>
        </table>
    }
    .into_any()
}
