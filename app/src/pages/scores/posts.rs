//! The posts of a score's page: `agree`, `disagree` that an indicator which a city calls not applicable is so.

use axum::{
    Extension,
    extract::{Path, Request, State},
    response::Response,
};
use domain::{
    access::{Object, Verb},
    period::Period,
};
use storage::scores;

use crate::{
    error::Error,
    pages::{
        forms::{Fields, Refused, answer, get},
        typed::read_small,
    },
    visit::{App, Visit, address},
};

/// The post.
pub async fn post(
    State(app): State<App>,
    Extension(visit): Extension<Visit>,
    Path(city): Path<String>,
    request: Request,
) -> Result<Response, Response> {
    let (fields, request) = read_small(&app, &visit, request).await?;
    let done = act(&app, &visit, &city, &fields).await;
    Ok(answer(app, request, fields, done).await)
}

async fn act(app: &App, visit: &Visit, city: &str, fields: &Fields) -> Result<String, Refused> {
    let (t, caller) = (visit.words(), visit.caller()?);
    let code = get(fields, "indicator").unwrap_or_default();
    let quarter = get(fields, "period").and_then(|p| p.parse::<Period>().ok());
    let action = get(fields, "action").unwrap_or_default();
    let outcome = match (action, quarter) {
        ("agree", Some(quarter)) => {
            let reason = get(fields, "reason").unwrap_or_default();
            scores::agree(&app.store, &caller, city, code, quarter, reason).await
        }
        ("disagree", _) => scores::disagree(&app.store, &caller, city, code).await,
        _ => {
            // Who may not see it is not told what its buttons are.
            let known = domain::city::city(city).ok_or(Error::NotFound)?;
            storage::allow(&caller, Verb::Review, &Object::Score { city: &known.slug })?;
            return Err(Refused::unknown(t));
        }
    };
    outcome.map_err(|e| Refused::store(t, e, |field, fault| t.fault(field, fault)))?;
    let period = quarter.map(|q| q.to_string());
    let query = period.iter().map(|p| ("period", p.as_str()));
    let to = address(&format!("/cities/{city}/score"), query.chain([("done", action)]));
    Ok(format!("{to}#i-{code}"))
}
