//! The posts of `/admin/calendar`: extend, exempt, set a due day or a term, make a year, take back. A refusal shows the
//! page again with everything typed.

use axum::{
    Extension,
    extract::{Request, State},
    response::Response,
};
use domain::calendar::Rule;
use storage::calendar::Change;

use super::rule_of;
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
    let done = outcome.map(|()| "/admin/calendar?done=1".to_owned());
    Ok(answer(app, request, fields, done).await)
}

async fn act(app: &App, visit: &Visit, fields: &Fields) -> Result<(), Refused> {
    let caller = visit.caller()?;
    let t = visit.words();
    // Who may not is told so before anything is said of his fields.
    storage::calendar::history(&app.store, &caller).await?;
    let calendar = storage::calendar::get(&app.store, &caller).await?;
    let get = |name: &str| forms::get(fields, name);
    let say = |field: &str, fault| t.fault(field, fault);
    let reason = get("reason").unwrap_or_default();
    let action = get("action").unwrap_or_default();
    let change = match (action, rule_of(action)) {
        ("take_back", _) => Change::TakeBack {
            rule: get("rule").unwrap_or_default().to_owned(),
            city: get("city").unwrap_or_default().to_owned(),
            period: get("period").unwrap_or_default().to_owned(),
        },
        (_, Some(name)) => match Rule::read(name, &calendar, visit.today(), get) {
            Ok(rule) => Change::Set(rule),
            Err(mut faults) => {
                // What is wrong with the reason is said together with the rest.
                if let Err(fault) = domain::fault::text(reason, storage::calendar::REASON_MAX) {
                    faults.push(("reason", fault));
                }
                return Err(Refused::faults(&faults, say));
            }
        },
        _ => return Err(Refused::unknown(t)),
    };
    let done = storage::calendar::change(&app.store, &caller, &change, reason).await;
    done.map_err(|e| Refused::store(t, e, say))
}
