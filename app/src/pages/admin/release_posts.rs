//! The posts of `/admin/releases`: release, take back.

use std::collections::BTreeMap;

use axum::{
    Extension,
    extract::{Request, State},
    response::Response,
};

use super::{Refused, answer, releases::Choice};
use crate::{
    pages::reports::posts::read_form,
    visit::{App, Visit},
};

/// The post.
pub async fn post(State(app): State<App>, Extension(visit): Extension<Visit>, request: Request) -> Response {
    let (pairs, request) = match read_form(request).await {
        Ok(read) => read,
        Err(refusal) => return refusal,
    };
    let fields: BTreeMap<String, String> = pairs.into_iter().collect();
    let outcome = act(&app, &visit, &fields).await;
    answer(app, request, fields, outcome, "/admin/releases?done=1").await
}

async fn act(app: &App, visit: &Visit, fields: &BTreeMap<String, String>) -> Result<(), Refused> {
    let caller = visit.caller()?;
    // Who may not is told so before anything is said of his fields.
    storage::releases::list(&app.store, &caller).await?;
    let t = visit.words();
    let reports = visit.settings.pilot.opened(visit.now);
    let get = |name: &str| fields.get(name).map(|v| v.trim()).filter(|v| !v.is_empty());
    let released = match get("action") {
        Some("set") => true,
        Some("take_back") => false,
        _ => return Err(Refused::Fields(vec![(String::new(), t.action_unknown().to_owned())])),
    };
    let choice = Choice::read(t, &reports, get).map_err(|errors| {
        let owned = |(name, sentence): (&str, &str)| (name.to_owned(), sentence.to_owned());
        Refused::Fields(errors.into_iter().map(owned).collect())
    })?;
    let set = choice.set;
    let level = released.then_some(set.level);
    storage::releases::set(&app.store, &caller, set.period, set.indicator.as_deref(), level).await?;
    Ok(())
}
