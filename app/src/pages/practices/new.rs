//! `/practices/new`: an empty case, or one that begins with the innovations of a quarter's report.

use domain::{period::Period, practice::Case};
use leptos::prelude::*;
use storage::practices;

use super::fields::fields;
use crate::{
    components::{
        bits::{error_summary, notice},
        frame::Frame,
    },
    error::Error,
    pages::{page, typed::typed_by},
    visit::{App, Posted, Visit, here},
};

/// The page.
#[component]
pub fn NewPractice() -> impl IntoView {
    let (visit, app) = here();
    let posted = use_context::<Posted>();
    page(async move {
        let caller = visit.caller()?;
        let city = practices::editor_of(&caller)?.to_owned();
        let (case, from) = match &posted {
            Some(posted) => (Case::read(|n| posted.fields.get(n).map(String::as_str)), None),
            None => begun(&visit, &app, &city).await?,
        };
        Ok(content(&visit, &case, from, &posted.unwrap_or_default()))
    })
}

/// The case that the address begins, and the report it comes from.
async fn begun(visit: &Visit, app: &App, city: &str) -> Result<(Case, Option<Period>), Error> {
    let mut case = Case::default();
    let Some(period) = visit.asked("report").and_then(|p| p.parse::<Period>().ok()) else {
        return Ok((case, None));
    };
    let version = storage::reports::current(&app.store, &visit.caller()?, city, period.report()).await?;
    let text = version.content.sections.get("innovations");
    case.set("background", text.map(String::as_str).unwrap_or_default());
    Ok((case, Some(period)))
}

fn content(visit: &Visit, case: &Case, from: Option<Period>, posted: &Posted) -> AnyView {
    let t = visit.words();
    let title = t.practice_new();
    let from = from.map(|p| notice("", t.practice_from_report(t.period_name(p))));
    let summary = error_summary(t.practice_not_done().to_owned(), posted);
    let (typed_by, fields) = (typed_by(visit), fields(visit, case, posted));
    view! {
        <Frame title=title.to_owned()>
            <nav class="crumbs" aria-label=t.crumbs()><ol><li><a href="/practices">{t.practices_title()}</a></li></ol></nav>
            <div class="stack-l">
                <h1>{title}</h1>
                {summary}{from}
                <form method="post" action="/practices/new" class="stack-l case-form" novalidate autocomplete="off">
                    {typed_by}
                    {fields}
                    <p class="row"><button class="btn" type="submit" name="action" value="save">{t.practice_save()}</button></p>
                </form>
            </div>
        </Frame>
    }
    .into_any()
}
