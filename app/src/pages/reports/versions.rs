//! `/reports/{city}/{period}/versions/{n}`: a frozen version with its hash, check code and fate, fit for A4; and the list
//! of all versions for the other pages of a report.

use std::collections::BTreeMap;

use domain::period::Period;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use storage::reports::{Fate, Remark, Row, Version, VersionHead};

use super::{
    compare,
    edit::head,
    frozen::{content_view, version_facts, version_links},
    paper,
    rows::period_of,
    show::address,
};
use crate::{
    components::{bits::notice, frame::Frame, icons::icon},
    error::Error,
    locales::Words,
    pages::page,
    visit::{Visit, here},
};

/// What became of a version, in words.
#[must_use]
pub fn fate_words(t: Words, head: &VersionHead) -> String {
    match head.fate {
        None => t.fate_waiting().to_owned(),
        Some((Fate::Withdrawn, at)) => t.fate_withdrawn(t.stamp(at)),
        Some((Fate::Returned, at)) => t.fate_returned(t.stamp(at)),
        Some((Fate::Accepted, at)) => t.fate_accepted(t.stamp(at)),
    }
}

fn href(city: &str, period: Period, number: u32) -> String {
    format!("/reports/{city}/{period}/versions/{number}")
}

/// The section that lists all versions, the latest first; `shown` is the one on this page.
#[must_use]
pub fn versions_section(t: Words, city: &str, period: Period, heads: &[VersionHead], shown: Option<u32>) -> AnyView {
    let accepted = |h: &&VersionHead| matches!(h.fate, Some((Fate::Accepted, _)));
    let in_force = heads.iter().filter(accepted).map(|h| h.number).max();
    let rows = heads
        .iter()
        .map(|h| {
            let corrected = in_force.filter(|n| accepted(&h) && *n > h.number);
            let corrected = corrected.map(|n| view! { <span class="sub">{t.corrected_by(n)}</span> });
            let here = shown == Some(h.number);
            let mark = here.then(|| view! { <span class="sub">{t.this_version()}</span> });
            view! {
                <tr>
                    <th scope="row"><a href=href(city, period, h.number) aria-current=here.then_some("page")>{t.version_n(h.number)}</a>{mark}</th>
                    <td>{t.stamp(h.submitted_at)}</td>
                    <td>{h.submitted_by.clone()}</td>
                    <td><code>{h.check_code.clone()}</code></td>
                    <td>{fate_words(t, h)}{corrected}</td>
                </tr>
            }
        })
        .collect_view();
    let body = if heads.is_empty() {
        view! { <p class="muted">{t.no_versions()}</p> }.into_any()
    } else {
        view! {
            <div class="scroll" tabindex="0" role="group" aria-labelledby="versions">
                <table class="tbl tbl--top">
                    <thead>
                        <tr>
                            <th scope="col">{t.version()}</th><th scope="col">{t.time()}</th><th scope="col">{t.submitted_by()}</th>
                            <th scope="col">{t.check_code_label()}</th><th scope="col">{t.version_state()}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        }
        .into_any()
    };
    let two = (heads.len() > 1)
        .then(|| view! { <p class="sm"><a href=compare::href(city, period)>{t.compare_versions()}</a></p> });
    view! { <section class="sect" aria-labelledby="versions"><h2 id="versions">{t.versions_title()}</h2>{body}{two}</section> }.into_any()
}

/// The versions as a timeline beside the workbench, the latest first.
#[must_use]
pub fn timeline(t: Words, city: &str, period: Period, heads: &[VersionHead]) -> AnyView {
    let lines = heads
        .iter()
        .enumerate()
        .map(|(i, h)| {
            let to = href(city, period, h.number);
            let who = t.submitted_at(t.stamp(h.submitted_at), &h.submitted_by);
            view! { <li class=(i == 0).then_some("is-now")><b><a href=to>{t.version_n(h.number)}</a></b><span>{who}</span><br /><span>{fate_words(t, h)}</span></li> }
        })
        .collect_view();
    view! { <ol class="tl">{lines}</ol> }.into_any()
}

/// The number of the version in the page's address.
///
/// # Errors
/// `NotFound` where it is none.
pub fn number() -> Result<u32, Error> {
    let number = use_params_map().get_untracked().get("number").unwrap_or_default();
    number.parse().map_err(|_| Error::NotFound)
}

/// The page.
#[component]
pub fn OneVersion() -> impl IntoView {
    let (visit, app) = here();
    let (city, period) = address();
    let number = number();
    page(async move {
        let caller = visit.caller()?;
        let period = period_of(&period)?;
        let number = number?;
        let store = &app.store;
        let version = storage::reports::version(store, &caller, &city, period, number).await?;
        let heads = storage::reports::heads(store, &caller, &city, period).await?;
        let row = storage::reports::row(store, &caller, &city, period).await?;
        let mut threads = match storage::reports::threads(store, &caller, &city, period).await {
            // Who reads versions but writes in no thread reads none.
            Err(storage::Error::NotFound | storage::Error::Forbidden) => BTreeMap::new(),
            other => other?,
        };
        for thread in threads.values_mut() {
            thread.retain(|r| r.version == number);
        }
        Ok(content(&visit, &row, &version, &heads, &threads))
    })
}

fn content(
    visit: &Visit,
    row: &Row,
    version: &Version,
    heads: &[VersionHead],
    threads: &BTreeMap<String, Vec<Remark>>,
) -> AnyView {
    let t = visit.words();
    let h = &version.head;
    let title = t.version_title(h.number, t.period_name(row.period));
    let tone = match h.fate {
        None => "",
        Some((Fate::Accepted, _)) => "ok",
        Some(_) => "warn",
    };
    // Accepted, and another version of the same report is in force since.
    let superseded = row
        .accepted
        .filter(|n| matches!(h.fate, Some((Fate::Accepted, _))) && *n > h.number);
    let superseded = superseded.map(|n| notice("warn", t.version_superseded(n)));
    let fate = notice(tone, fate_words(t, h));
    let back = format!("/reports/{}/{}", row.city, row.period);
    let back = view! { <a href=back>{icon("left")}{t.open_report()}</a> }.into_any();
    let (head, place) = (head(visit, row, title.clone(), back), row.city.clone());
    let (facts, body) = (version_facts(t, version), content_view(t, version, threads));
    let versions = versions_section(t, &row.city, row.period, heads, Some(h.number));
    let hash = t.colon(t.hash_label(), &h.hash);
    let content = &version.content;
    let mark = paper::version_mark(visit, content, &h.check_code);
    let (above, below) = paper::around(visit, version);
    let links = version_links(visit, row, h.number, heads);
    view! {
        <Frame title city=Some(place) paper=true>
            <div class="is-screen">{head}</div>
            <div class="stack-l paper-version">
                <div class="is-screen stack">{superseded}{fate}{facts}{links}</div>
                {above}
                {body}
                {below}
                <div class="is-screen">{versions}</div>
                <div class="sm muted stack-s"><p class="hash">{hash}</p><p class="is-screen">{t.check_code_hint()}</p></div>
                {mark}
            </div>
        </Frame>
    }
    .into_any()
}
