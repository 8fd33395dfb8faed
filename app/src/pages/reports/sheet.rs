//! `/reports/{city}/{period}/sign-off` and `…/versions/{n}/sign-off`: the sign-off sheet 报送审签单, made for paper: what a
//! leader signs before submission, and what was signed of a version.

use std::collections::BTreeMap;

use domain::{
    period::Period,
    report::{Content, Signature, State},
};
use leptos::prelude::*;
use storage::reports::Version;

use super::{paper, rows::period_of, show::address, versions::number};
use crate::{
    components::{bits::notice, frame::Frame, icons::icon},
    error::Error,
    pages::{lead_to, page},
    visit::{Visit, here},
};

/// What the sheet is of.
struct Sheet<'a> {
    content: &'a Content,
    hash: &'a str,
    check_code: &'a str,
    drafted_by: Option<&'a str>,
    /// The version, once it is submitted.
    version: Option<&'a Version>,
}

/// The sheet before the signature; of a report that is submitted it leads to its version's.
#[component]
pub fn SignOff() -> impl IntoView {
    let (visit, app) = here();
    let (city, period) = address();
    page(async move {
        let caller = visit.caller()?;
        let period = period_of(&period)?;
        let frozen = match storage::reports::to_sign(&app.store, &caller, &city, period).await {
            Err(storage::Error::NotFound) => {
                let row = storage::reports::row(&app.store, &caller, &city, period).await?;
                let version = storage::reports::current(&app.store, &caller, &city, period).await?;
                if !matches!(row.state, State::Submitted | State::Accepted) {
                    return Err(Error::NotFound);
                }
                lead_to(&href(&city, period, Some(version.head.number)));
                return Ok(().into_any());
            }
            other => other?,
        };
        let sheet = Sheet {
            content: &frozen.content,
            hash: &frozen.hash,
            check_code: &frozen.check_code,
            drafted_by: frozen.drafted_by.as_deref(),
            version: None,
        };
        Ok(view_of(&visit, &sheet))
    })
}

/// The sheet of a version, with what was recorded of its signature.
#[component]
pub fn VersionSignOff() -> impl IntoView {
    let (visit, app) = here();
    let (city, period) = address();
    let number = number();
    page(async move {
        let caller = visit.caller()?;
        let period = period_of(&period)?;
        let number = number?;
        let version = storage::reports::version(&app.store, &caller, &city, period, number).await?;
        let sheet = Sheet {
            content: &version.content,
            hash: &version.head.hash,
            check_code: &version.head.check_code,
            drafted_by: version.drafted_by.as_deref(),
            version: Some(&version),
        };
        Ok(view_of(&visit, &sheet))
    })
}

/// The address of a report's sheet, or of a version's.
#[must_use]
pub fn href(city: &str, period: Period, number: Option<u32>) -> String {
    match number {
        Some(n) => format!("/reports/{city}/{period}/versions/{n}/sign-off"),
        None => format!("/reports/{city}/{period}/sign-off"),
    }
}

fn view_of(visit: &Visit, sheet: &Sheet) -> AnyView {
    let t = visit.words();
    let content = sheet.content;
    let report = format!("/reports/{}/{}", content.city, content.period);
    let title = t.sheet_title(t.period_name(content.period));
    let state = match sheet.version {
        None => notice("", t.sheet_not_sent().into()),
        Some(v) => notice("", super::versions::fate_words(t, &v.head)),
    };
    let signature: Option<&Signature> = sheet.version.map(|v| &v.signature);
    let none = BTreeMap::new();
    let (values, texts) = (paper::values(t, content, &none), paper::texts(t, content, &none));
    let tasks = super::tasks_view::tasks(t, content, &none);
    let texts = view! { {tasks}{texts}{super::files_view::evidence_section(t, content)} };
    let own = sheet.version.filter(|v| v.head.own_draft);
    let own = own.map(|_| view! { <p>{t.own_draft_mark()}</p> });
    let (place, heading) = (content.city.clone(), paper::title(t, title.clone(), true));
    let head = paper::head(t, content, sheet.check_code, signature);
    let sign = paper::sign_lines(t, sheet.drafted_by, sheet.version);
    let (hash, mark) = (
        t.colon(t.hash_label(), sheet.hash),
        paper::version_mark(visit, content, sheet.check_code),
    );
    view! {
        <Frame title=title city=Some(place) paper=true>
            <div class="is-screen stack">
                <p><a href=report>{icon("left")}{t.open_report()}</a></p>
                {state}
                <p class="muted">{icon("print")}" "{t.sheet_hint()}</p>
            </div>
            <article class="paper stack">
                {heading}
                {head}
                {values}
                {texts}
                {sign}
                {own}
                <p class="paper__small hash">{hash}</p>
            </article>
            {mark}
        </Frame>
    }
    .into_any()
}
