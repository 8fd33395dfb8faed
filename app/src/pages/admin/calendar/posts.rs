//! The posts of `/admin/calendar`: extend, exempt, set a due day or a term, make a year, take back. A refusal shows the
//! page again with everything typed.

use std::collections::BTreeMap;

use axum::{
    Extension,
    extract::{Request, State},
    response::Response,
};
use domain::calendar::Rule;
use storage::{Refusal, calendar::Change};

use super::{
    super::{Refused, answer},
    rule_of,
};
use crate::{
    error::Error,
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
    answer(app, request, fields, outcome, "/admin/calendar?done=1").await
}

async fn act(app: &App, visit: &Visit, fields: &BTreeMap<String, String>) -> Result<(), Refused> {
    let caller = visit.caller()?;
    let t = visit.words();
    // Who may not is told so before anything is said of his fields.
    storage::calendar::history(&app.store, &caller).await?;
    let calendar = storage::calendar::get(&app.store, &caller).await?;
    let get = |name: &str| fields.get(name).map(|v| v.trim()).filter(|v| !v.is_empty());
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
                return Err(Refused::Fields(sentences(t, &faults)));
            }
        },
        _ => return Err(Refused::Fields(vec![(String::new(), t.action_unknown().to_owned())])),
    };
    match storage::calendar::change(&app.store, &caller, &change, reason).await {
        Ok(()) => Ok(()),
        Err(storage::Error::Refused(Refusal::Fields(faults))) => Err(Refused::Fields(sentences(t, &faults))),
        Err(storage::Error::Refused(refusal)) => Err(Refused::Fields(vec![(String::new(), t.refusal(&refusal))])),
        Err(error) => Err(Refused::Page(Error::from(error))),
    }
}

fn sentences(t: crate::locales::Words, faults: &domain::fault::Faults) -> Vec<(String, String)> {
    let at = |(field, fault): &(&'static str, domain::fault::Fault)| ((*field).to_owned(), t.fault(field, *fault));
    faults.iter().map(at).collect()
}
