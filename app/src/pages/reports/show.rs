//! `/reports/{city}/{period}`: the editor for the city, the frozen view for who may read what was submitted.

use domain::{
    access::{Decision, Object, Verb, may},
    period::Period,
    report::State,
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::{
    about::About,
    edit::editor_view,
    form_data::{Beside, Refused},
    frozen::frozen_view,
};
use crate::{
    error::Error,
    pages::{lead_to, page},
    visit::{App, Visit, here},
};

/// City and period of the address.
pub(super) fn address() -> (String, String) {
    let params = use_params_map().get_untracked();
    (
        params.get("city").unwrap_or_default(),
        params.get("period").unwrap_or_default(),
    )
}

/// The page.
#[component]
pub fn Report() -> impl IntoView {
    let (visit, app) = here();
    let (city, period) = address();
    let refused = use_context::<Refused>().unwrap_or_default();
    page(async move {
        let asked: Period = period.parse().map_err(|_| Error::NotFound)?;
        if asked.report() != asked {
            lead_to(&format!("/reports/{city}/{}", asked.report()));
            return Ok(().into_any());
        }
        content(&visit, &app, &city, asked, &refused).await
    })
}

async fn content(visit: &Visit, app: &App, city: &str, period: Period, refused: &Refused) -> Result<AnyView, Error> {
    let caller = visit.caller()?;
    let row = storage::reports::row(&app.store, &caller, city, period).await?;
    let object = Object::Report {
        city,
        state: row.state,
        versions: row.versions,
    };
    let own = may(Some(&caller.actor), Verb::Save, &object) == Decision::Allow;
    if row.unread
        && let Err(e) = storage::reports::opened(&app.store, &caller, city, period).await
    {
        // The page does not depend on it: it stays unread and is noted the next time.
        tracing::warn!(error = %e, "a return that was opened");
    }
    match row.state {
        State::Drafting | State::Returned | State::CitySignOff if own => {
            let editor = storage::reports::editor(&app.store, &caller, city, period).await?;
            let about = match visit.asked("about") {
                Some(code) => Some((code.to_owned(), About::fetch(visit, app, city, period, code).await?)),
                None => None,
            };
            let sections = storage::reports::sections_before(&app.store, &caller, city, period).await?;
            let to_sign = match storage::reports::to_sign(&app.store, &caller, city, period).await {
                Err(storage::Error::NotFound) => None,
                other => Some(other?),
            };
            let files = storage::evidence::of_report(&app.store, &caller, city, period)
                .await?
                .files;
            let promises = storage::facts::promises(&app.store, &caller, city).await?;
            let beside = Beside {
                promises,
                sections,
                about,
                to_sign,
                files,
            };
            Ok(editor_view(visit, &editor, &beside, refused))
        }
        _ => {
            let version = storage::reports::current(&app.store, &caller, city, period).await?;
            let threads = storage::reports::threads(&app.store, &caller, city, period).await?;
            let heads = storage::reports::heads(&app.store, &caller, city, period).await?;
            let corrections = match storage::reports::corrections(&app.store, &caller, city, period).await {
                // Who reads the report need not know what its city asks CNIPA for.
                Err(storage::Error::NotFound) => Vec::new(),
                other => other?,
            };
            Ok(frozen_view(
                visit,
                &row,
                &version,
                &heads,
                &threads,
                &corrections,
                refused,
            ))
        }
    }
}
