//! `/brief`, the brief 情况简报 of a period for CNIPA: two pages to print, or the same as a Word file; three charts of one's
//! own choice with sentences that can be edited.

mod content;
mod form;
mod paper;
pub mod posts;
mod waits;
mod word;

use axum::{Extension, extract::State, response::Response};
use leptos::prelude::*;

use super::{
    exports::{attachment, file_name, refuse, refuse_fault, unavailable},
    page,
};
use crate::{
    comparison::{
        asked::Errors,
        form::{Offer, form as chooser, refused},
        sheet::Fault,
    },
    components::{frame::Frame, icons::icon},
    error::Error,
    visit::{App, Posted, Visit, address, here},
};
use content::Brief;

/// Its address.
pub const PATH: &str = "/brief";

/// The page.
#[component]
pub fn BriefPage() -> impl IntoView {
    let (visit, app) = here();
    let posted = use_context::<Posted>().unwrap_or_default();
    page(async move {
        match Brief::fetch(&visit, &app).await {
            Ok(brief) => Ok(shown(&visit, &brief, &posted)),
            Err(Fault::Error(error)) => Err::<AnyView, Error>(error),
            Err(Fault::Fields { choices, errors }) => {
                let (form, refused) = (chooser(&visit, &Offer::of(&choices, &errors)), refused(&visit, &errors));
                let title = visit.words().brief_title().to_owned();
                Ok(view! { <Frame title=title.clone()><div class="phead"><h1>{title}</h1></div>{form}{refused}</Frame> }
                    .into_any())
            }
        }
    })
}

fn shown(visit: &Visit, brief: &Brief, posted: &Posted) -> AnyView {
    let t = brief.t;
    let none = Errors::new();
    let offer = Offer {
        period: Some(brief.period),
        ..Offer::of(&brief.choices, &none)
    };
    let chooser = chooser(visit, &offer);
    let period = brief.period.to_string();
    let query = [("period", period.as_str())].into_iter().chain(visit.kept(&["as_of"]));
    let word = address("/exports/brief.docx", query.chain([("lang", visit.lang.tag())]));
    let title = t.colon(t.brief_title(), t.period_name(brief.period));
    let (form, paper) = (form::form(visit, brief, posted), paper::paper(brief));
    view! {
        <Frame title main="wrap page page--brief" paper=true>
            <div class="is-screen stack">
                <p class="lead measure">{t.brief_lead()}</p>
                {chooser}
                <p class="row sm"><a class="file" href=word download="">{icon("dl")}{t.brief_word()}</a><span class="muted">{icon("print")}" "{t.brief_print()}</span></p>
                {form}
            </div>
            {paper}
        </Frame>
    }
    .into_any()
}

/// `/exports/brief.docx`: the brief as a Word file, with the same query.
pub async fn docx(State(app): State<App>, Extension(visit): Extension<Visit>) -> Response {
    const KIND: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    let brief = match Brief::fetch(&visit, &app).await {
        Ok(brief) => brief,
        Err(fault) => return refuse_fault(&visit, &fault),
    };
    let name = file_name(&visit, "brief", None, Some(brief.period));
    let now = visit.now;
    // Pictures take a tenth of a second, which no other request should wait for.
    match tokio::task::spawn_blocking(move || word::bytes(&brief, now)).await {
        Ok(Ok(bytes)) => attachment(&visit, KIND, bytes, &format!("{name}.docx")),
        Ok(Err(cause)) => refuse(&visit, &unavailable(&cause)),
        Err(cause) => refuse(&visit, &unavailable(&cause)),
    }
}
