//! The posts of practices: save, submit, CNIPA's decisions, adopt. A refusal shows the page again with everything typed.

use axum::{
    Extension,
    extract::{Path, Request, State},
    response::Response,
};
use domain::practice::{Action, Case, number_of};
use storage::practices;

use super::href;
use crate::{
    error::Error,
    locales::Words,
    pages::{
        forms::{Fields, Refused, answer},
        typed::read_small,
    },
    visit::{App, Visit},
};

/// The post of a new one.
pub async fn begin(
    State(app): State<App>,
    Extension(visit): Extension<Visit>,
    request: Request,
) -> Result<Response, Response> {
    let (fields, request) = read_small(&app, &visit, request).await?;
    let made = async {
        let case = Case::read(|n| fields.get(n).map(String::as_str));
        let number = practices::create(&app.store, &visit.caller()?, &case).await;
        number.map_err(|e| refused(visit.words(), e))
    };
    let done = made.await.map(|number| format!("{}?done=save", href(number)));
    Ok(answer(app, request, fields, done).await)
}

/// The post of one that is there.
pub async fn act(
    State(app): State<App>,
    Extension(visit): Extension<Visit>,
    Path(id): Path<String>,
    request: Request,
) -> Result<Response, Response> {
    let (fields, request) = read_small(&app, &visit, request).await?;
    let done = done(&app, &visit, &id, &fields).await;
    let to = done.map(|action| format!("/practices/{id}?done={}", action.name()));
    Ok(answer(app, request, fields, to).await)
}

/// Does what the form asks for; gives what was done.
async fn done(app: &App, visit: &Visit, id: &str, fields: &Fields) -> Result<Action, Refused> {
    let (t, caller) = (visit.words(), visit.caller()?);
    let number = number_of(id).ok_or(Error::NotFound)?;
    let get = |name: &str| fields.get(name).map(String::as_str).unwrap_or_default();
    let seen = get("seen").parse().ok();
    let case = Case::read(|n| fields.get(n).map(String::as_str));
    let Some(action) = Action::parse(get("action")) else {
        // Who may not see it is not told what its buttons are.
        practices::get(&app.store, &caller, number).await?;
        return Err(Refused::unknown(t));
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
    outcome.map(|()| action).map_err(|e| refused(t, e))
}

fn refused(t: Words, error: storage::Error) -> Refused {
    Refused::store(t, error, |field, fault| t.practice_fault(field, fault))
}
