//! The posts of `/problems/new` and `/problems/{id}`: each is one use case of the store; a refusal shows the page again
//! with everything typed.

use axum::{
    Extension,
    extract::{Path, Request, State},
    response::Response,
};
use domain::{
    access::{Object, Verb},
    fault::Faults,
    problem::{Action, Content, Deed, Refusal as No, code, number},
};
use storage::{Refusal, allow, problems};

use crate::{
    error::Error,
    locales::Words,
    pages::{
        forms::{Fields, Refused, answer, get},
        typed::read_small,
    },
    visit::{App, Visit},
};

fn faults(t: Words, faults: &Faults) -> Refused {
    Refused::faults(faults, |field, fault| t.problem_fault(field, fault))
}

/// The store's refusal as a sentence at the field that it is about.
fn at_field(t: Words, error: storage::Error) -> Refused {
    let storage::Error::Refused(refusal) = &error else {
        return error.into();
    };
    let field = match refusal {
        Refusal::Fields(all) => return faults(t, all),
        Refusal::Problem(No::NoLevel | No::NoProvince) => "level",
        Refusal::Problem(No::NothingToJoin) => "join",
        _ => "",
    };
    Refused::Fields(vec![(field.to_owned(), t.refusal(refusal))])
}

/// The post of `/problems/new`.
pub async fn raise(
    State(app): State<App>,
    Extension(visit): Extension<Visit>,
    request: Request,
) -> Result<Response, Response> {
    let (fields, request) = read_small(&app, &visit, request).await?;
    let outcome = register(&app, &visit, &fields).await;
    Ok(answer(app, request, fields, outcome).await)
}

async fn register(app: &App, visit: &Visit, fields: &Fields) -> Result<String, Refused> {
    let (caller, t) = (visit.caller()?, visit.words());
    let own = Object::Problem {
        city: caller.actor.city().unwrap_or_default(),
        shared: false,
        with_province: false,
    };
    // Who may not is told so before anything is said of his fields.
    allow(&caller, Verb::Save, &own)?;
    let escalate = match get(fields, "action") {
        Some("escalate") => {
            allow(&caller, Verb::Escalate, &own)?;
            true
        }
        Some("save") | None => false,
        Some(_) => return Err(Refused::unknown(t)),
    };
    let content = Content::read(|name| get(fields, name)).map_err(|all| faults(t, &all))?;
    let deed = escalate.then(|| Deed::plain(Action::Escalate));
    let report = get(fields, "from") == Some("report");
    let once = get(fields, "once");
    let made = problems::register(&app.store, &caller, once, &content, report, deed.as_ref()).await;
    let number = made.map_err(|e| at_field(t, e))?;
    Ok(format!("/problems/{}?done=register", code(number)))
}

/// The post of `/problems/{id}`.
pub async fn post(
    State(app): State<App>,
    Extension(visit): Extension<Visit>,
    Path(id): Path<String>,
    request: Request,
) -> Result<Response, Response> {
    let (fields, request) = read_small(&app, &visit, request).await?;
    let ticked = |name: &String| Some(name.strip_prefix("join[")?.strip_suffix(']')?.to_owned());
    let mut join: Vec<String> = fields.keys().filter_map(ticked).collect();
    join.extend(get(&fields, "join").map(str::to_owned));
    let outcome = act(&app, &visit, &id, &fields, &join).await;
    Ok(answer(app, request, fields, outcome).await)
}

async fn act(app: &App, visit: &Visit, id: &str, fields: &Fields, join: &[String]) -> Result<String, Refused> {
    let (caller, t) = (visit.caller()?, visit.words());
    let n = number(id).ok_or(Error::NotFound)?;
    let found = problems::find(&app.store, &caller, n).await?;
    let Some(action) = get(fields, "action").and_then(Action::parse) else {
        return Err(Refused::unknown(t));
    };
    // Who may not is told so before anything is said of his fields.
    allow(
        &caller,
        problems::verb(action, found.row.standing()),
        &found.row.object(),
    )?;
    let seen = get(fields, "seen").and_then(|s| s.parse().ok());
    let done = match action {
        Action::Save => {
            let content = Content::read(|name| get(fields, name)).map_err(|all| faults(t, &all))?;
            problems::edit(&app.store, &caller, n, seen, &content).await
        }
        _ => {
            let deed = Deed::read(action, |name| get(fields, name), join, visit.today());
            let deed = deed.map_err(|all| faults(t, &all))?;
            match action {
                Action::Share => problems::share(&app.store, &caller, n, seen, true).await,
                Action::Unshare => problems::share(&app.store, &caller, n, seen, false).await,
                Action::Join => problems::join(&app.store, &caller, n, seen, &deed.join).await,
                Action::Leave => problems::leave(&app.store, &caller, n, seen).await,
                _ => problems::act(&app.store, &caller, n, seen, &deed).await,
            }
        }
    };
    done.map_err(|e| at_field(t, e))?;
    Ok(format!("/problems/{}?done={}", code(n), action.name()))
}
