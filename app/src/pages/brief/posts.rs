//! The post of a brief's form: kept for its person and period, or taken back to what a brief begins with.

use axum::{
    Extension,
    extract::{Request, State},
    response::Response,
};
use domain::{
    brief::{CHARTS, Choice, Draft, field},
    period::Period,
};
use storage::briefs;

use super::PATH;
use crate::{
    comparison::shape::Shape,
    error::Error,
    pages::{
        forms::{Fields, Refused, answer},
        typed::read_small,
    },
    visit::{App, Visit, address},
};

/// The post.
pub async fn post(
    State(app): State<App>,
    Extension(visit): Extension<Visit>,
    request: Request,
) -> Result<Response, Response> {
    let (fields, request) = read_small(&app, &visit, request).await?;
    let done = act(&app, &visit, &fields).await;
    Ok(answer(app, request, fields, done).await)
}

async fn act(app: &App, visit: &Visit, fields: &Fields) -> Result<String, Refused> {
    let (t, caller) = (visit.words(), visit.caller()?);
    // Who has no brief is told so whatever the address says.
    storage::allow(&caller, domain::access::Verb::Save, &domain::access::Object::Brief)?;
    let period = visit.asked("period").and_then(|p| p.parse::<Period>().ok());
    let period = period.ok_or(Refused::Page(Error::NotFound))?;
    let draft = match fields.get("action").map_or("", String::as_str) {
        "" | "save" => {
            let typed = typed(fields).checked(|name| Shape::parse(name).is_some());
            Some(typed.map_err(|faults| Refused::faults(&faults, |field, fault| t.fault(field, fault)))?)
        }
        "reset" => None,
        _ => return Err(Refused::unknown(t)),
    };
    briefs::save(&app.store, &caller, period, draft.as_ref()).await?;
    let period = period.to_string();
    let query = [("period", period.as_str())].into_iter().chain(visit.kept(&["as_of"]));
    Ok(address(PATH, query.chain([("done", "1")])))
}

fn typed(fields: &Fields) -> Draft {
    let get = |name: &str| fields.get(name).cloned().unwrap_or_default();
    let choice = |i: usize| Choice {
        indicator: get(field::INDICATOR[i]),
        chart: get(field::CHART[i]),
        sentence: get(field::SENTENCE[i]),
    };
    Draft {
        opening: get(field::OPENING),
        charts: (0..CHARTS).map(choice).collect(),
    }
}
