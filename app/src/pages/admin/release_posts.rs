//! The posts of `/admin/releases`: release, take back.

use axum::{
    Extension,
    extract::{Request, State},
    response::Response,
};

use super::releases::Choice;
use crate::{
    pages::{
        forms::{self, Fields, Refused, answer},
        typed::read_small,
    },
    visit::{App, Visit},
};

/// The post.
pub async fn post(
    State(app): State<App>,
    Extension(visit): Extension<Visit>,
    request: Request,
) -> Result<Response, Response> {
    let (fields, request) = read_small(&app, &visit, request).await?;
    let outcome = act(&app, &visit, &fields).await;
    let done = outcome.map(|()| "/admin/releases?done=1".to_owned());
    Ok(answer(app, request, fields, done).await)
}

async fn act(app: &App, visit: &Visit, fields: &Fields) -> Result<(), Refused> {
    let caller = visit.caller()?;
    // Who may not is told so before anything is said of his fields.
    storage::releases::list(&app.store, &caller).await?;
    let t = visit.words();
    let reports = visit.settings.pilot.opened(visit.now);
    let get = |name: &str| forms::get(fields, name);
    let released = match get("action") {
        Some("set") => true,
        Some("take_back") => false,
        _ => return Err(Refused::unknown(t)),
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
