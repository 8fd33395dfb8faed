//! The posts of practices: save, submit, CNIPA's decisions, adopt. A refusal shows the page again with everything typed.

use std::collections::BTreeMap;

use axum::{
    Extension,
    extract::{Path, Request, State},
    response::Response,
};
use domain::practice::{Action, Case, number_of};
use storage::{Refusal, practices};

use super::href;
use crate::{
    error::Error,
    locales::Words,
    pages::{
        admin::{Refused, answer},
        typed::read_typed,
    },
    visit::{App, Visit},
};

type Fields = BTreeMap<String, String>;

/// The post of a new one.
pub async fn begin(State(app): State<App>, Extension(visit): Extension<Visit>, request: Request) -> Response {
    let (pairs, request) = match read_typed(&app, &visit, request).await {
        Ok(read) => read,
        Err(answer) => return answer,
    };
    let fields: Fields = pairs.into_iter().collect();
    let made = async {
        let case = Case::read(|n| fields.get(n).map(String::as_str));
        let number = practices::create(&app.store, &visit.caller()?, &case).await;
        number.map_err(|e| refused(visit.words(), e))
    };
    let (outcome, done) = match made.await {
        Ok(number) => (Ok(()), format!("{}?done=save", href(number))),
        Err(refused) => (Err(refused), String::new()),
    };
    answer(app, request, fields, outcome, &done).await
}

/// The post of one that is there.
pub async fn act(
    State(app): State<App>,
    Extension(visit): Extension<Visit>,
    Path(id): Path<String>,
    request: Request,
) -> Response {
    let (pairs, request) = match read_typed(&app, &visit, request).await {
        Ok(read) => read,
        Err(answer) => return answer,
    };
    let fields: Fields = pairs.into_iter().collect();
    let outcome = done(&app, &visit, &id, &fields).await;
    let action = fields.get("action").map(String::as_str).and_then(Action::parse);
    let to = format!("/practices/{id}?done={}", action.map_or("", Action::name));
    answer(app, request, fields, outcome, &to).await
}

async fn done(app: &App, visit: &Visit, id: &str, fields: &Fields) -> Result<(), Refused> {
    let (t, caller) = (visit.words(), visit.caller()?);
    let number = number_of(id).ok_or(Error::NotFound)?;
    let get = |name: &str| fields.get(name).map(String::as_str).unwrap_or_default();
    let seen = get("seen").parse().ok();
    let case = Case::read(|n| fields.get(n).map(String::as_str));
    let Some(action) = Action::parse(get("action")) else {
        // Who may not see it is not told what its buttons are.
        practices::get(&app.store, &caller, number).await?;
        return Err(Refused::Fields(vec![(String::new(), t.action_unknown().to_owned())]));
    };
    let outcome = match action {
        Action::Save => practices::save(&app.store, &caller, number, &case, seen)
            .await
            .map(drop),
        Action::Submit => practices::submit(&app.store, &caller, number, &case, seen).await,
        Action::Adopt => {
            let said = (get("adopted_on"), get("indicator"), get("proof"));
            practices::adopt(&app.store, &caller, number, said).await
        }
        _ => practices::act(&app.store, &caller, number, action, get("reason"), seen).await,
    };
    outcome.map_err(|e| refused(t, e))
}

fn refused(t: Words, error: storage::Error) -> Refused {
    match error {
        storage::Error::Refused(Refusal::Fields(faults)) => {
            let sentence = |(field, fault): (&'static str, _)| (field.to_owned(), t.practice_fault(field, fault));
            Refused::Fields(faults.into_iter().map(sentence).collect())
        }
        storage::Error::Refused(refusal) => Refused::Fields(vec![(String::new(), t.refusal(&refusal))]),
        error => Refused::Page(Error::from(error)),
    }
}
