//! The post of `/reports/{city}/{period}`: keep what was typed, then do the action; a refusal shows the page again
//! with everything typed.

use axum::{
    Extension,
    body::Body,
    extract::{Path, Request, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    access::Actor,
    entry::{Field, SECTIONS},
    fill::{Fill, fillings},
    form::ReportForm,
    period::Period,
    report::{Action, Signature, State as ReportState},
};
use storage::{Caller, Refusal, reports};

use super::form_data::Refused;
use crate::{
    error::Error,
    islands::save::Clash,
    locales::Words,
    pages::{Failed, again, typed::read_typed},
    visit::{App, Visit},
};

/// City and period of a report's address.
#[must_use]
pub fn address(path: &str) -> Option<(String, String)> {
    let (city, period) = path.strip_prefix("/reports/")?.split_once('/')?;
    let whole = !city.is_empty() && !period.is_empty() && !period.contains('/');
    whole.then(|| (city.to_owned(), period.to_owned()))
}

/// Most bytes a posted form may have.
pub const FORM_MAX: usize = 4 * 1024 * 1024;

/// The pairs of a posted form, and the request without its body, for showing the page again.
///
/// # Errors
/// 413 where the form is too large.
pub async fn read_form(request: Request) -> Result<(Vec<(String, String)>, Request), Response> {
    let (parts, body) = request.into_parts();
    let bytes = axum::body::to_bytes(body, FORM_MAX)
        .await
        .map_err(|_| StatusCode::PAYLOAD_TOO_LARGE.into_response())?;
    let pairs = form_urlencoded::parse(&bytes).into_owned().collect();
    Ok((pairs, Request::from_parts(parts, Body::empty())))
}

/// The post.
pub async fn post(
    State(app): State<App>,
    Extension(visit): Extension<Visit>,
    Path((city, period)): Path<(String, String)>,
    request: Request,
) -> Response {
    // Another account that has signed in since the page was made gets nothing of what the first one typed.
    let (pairs, request) = match read_typed(&app, &visit, request).await {
        Ok(read) => read,
        Err(answer) => return answer,
    };
    take(app, visit, (city, period), pairs, request).await
}

/// Does what a posted form asks; a refusal shows the page with everything typed.
pub async fn take(
    app: App,
    visit: Visit,
    (city, period): (String, String),
    pairs: Vec<(String, String)>,
    request: Request,
) -> Response {
    let form = ReportForm::from_pairs(pairs);
    let mut refused = Refused {
        form,
        ..Refused::default()
    };
    match act(&app, &visit, &city, &period, &mut refused).await {
        Ok(to) => Redirect::to(&to).into_response(),
        // Who may not type here at all gets the answer, not a page he may not see.
        Err(error @ Error::Forbidden) if visit.actor.as_ref().and_then(Actor::city) != Some(&city) => {
            let status = error.status();
            again(app, Failed(error), status, request).await
        }
        Err(error) => {
            let status = explain(visit.words(), error, &mut refused);
            again(app, refused, status, request).await
        }
    }
}

/// Puts the error's sentence on the page; one that hides the page shows as itself.
fn explain(t: Words, error: Error, refused: &mut Refused) -> StatusCode {
    match error {
        Error::Refused(refusal) => {
            refused.strict |= matches!(
                refusal,
                Refusal::Errors { .. } | Refusal::Unexplained(_) | Refusal::Untouched(_)
            );
            let status = match refusal {
                Refusal::OwnDraft => StatusCode::FORBIDDEN,
                _ => StatusCode::UNPROCESSABLE_ENTITY,
            };
            match refusal {
                Refusal::Errors { .. } | Refusal::Unexplained(_) => {}
                Refusal::Untouched(items) => refused.untouched = items,
                Refusal::SchemeFirst => refused.scheme_first = true,
                Refusal::Signature(problems) => {
                    let at = |(field, problem)| (field, t.signature_field(problem));
                    refused.sentences.push(t.refusal(&Refusal::Signature(problems.clone())));
                    refused.signature = problems.into_iter().map(at).collect();
                }
                Refusal::CorrectionWaits => {
                    let sentence = t.refused_correction_waits().to_owned();
                    refused.sentences.push(sentence.clone());
                    refused.correction.insert("items", sentence);
                }
                Refusal::Fields(faults) => {
                    let why = t.refusal(&Refusal::Fields(faults.clone()));
                    refused.sentences.push(t.colon(t.not_done_title(), why));
                    let at = |(field, fault)| (field, t.fault(field, fault));
                    refused.correction = faults.into_iter().map(at).collect();
                }
                refusal => refused.sentences.push(t.refusal(&refusal)),
            }
            status
        }
        error => error.say(t, &mut refused.sentences),
    }
}

async fn act(app: &App, visit: &Visit, city: &str, period: &str, refused: &mut Refused) -> Result<String, Error> {
    let caller = visit.caller()?;
    let period: Period = period.parse().map_err(|_| Error::NotFound)?;
    let store = &app.store;
    let here = format!("/reports/{city}/{period}");
    let form = refused.form.clone();
    let done = |e: storage::Error, target: ReportState| match e {
        // The second click of a double click finds the work done.
        storage::Error::WrongState(w) if w.state == target => Ok(()),
        e => Err(Error::from(e)),
    };
    let entered = form.other.contains_key("enter").then_some(Action::Save);
    match form.action.or(entered) {
        Some(Action::SendBack) => {
            let comment = form.other.get("comment").map_or("", String::as_str);
            reports::send_back(store, &caller, city, period, comment).await?;
        }
        Some(Action::Withdraw) => reports::withdraw(store, &caller, city, period)
            .await
            .or_else(|e| done(e, ReportState::CitySignOff))?,
        Some(Action::Submit) => {
            let code = form.other.get("check_code").map(|c| c.trim()).filter(|c| !c.is_empty());
            reports::submit_seen(
                store,
                &caller,
                city,
                period,
                Signature::of(|name| form.other.get(name).cloned()),
                code,
            )
            .await
            .map(|_| ())
            .or_else(|e| done(e, ReportState::Submitted))?;
        }
        Some(Action::SignOff) => {
            keep(store, visit, city, period, &form, refused).await?;
            answers(store, &caller, city, period, &form).await?;
            refused.form.verdicts.clear();
            reports::sign_off(store, &caller, city, period)
                .await
                .or_else(|e| done(e, ReportState::CitySignOff))?;
        }
        Some(Action::Save) => {
            keep(store, visit, city, period, &form, refused).await?;
            answers(store, &caller, city, period, &form).await?;
            refused.form.verdicts.clear();
            return Ok(format!("{here}?saved=1"));
        }
        None if form.other.contains_key("copy") => {
            keep(store, visit, city, period, &form, refused).await?;
            let section = form.other.get("copy").map_or("", String::as_str);
            let section = SECTIONS.into_iter().find(|s| *s == section).ok_or(Error::NotFound)?;
            return Ok(format!("{here}?copy={section}#r-{section}"));
        }
        None if form.other.contains_key("about") => {
            keep(store, visit, city, period, &form, refused).await?;
            let code = form.other.get("about").map_or("", String::as_str);
            let d = domain::indicator::definition(code).ok_or(Error::NotFound)?;
            return Ok(format!("{here}?about={0}#r-{0}", d.code));
        }
        None if form.other.contains_key("files") => {
            keep(store, visit, city, period, &form, refused).await?;
            let item = form.other.get("files").map_or("", String::as_str);
            let item = Some(item).filter(|item| domain::form::is_item(item));
            return Ok(super::files_view::href(city, period, item));
        }
        None if form.other.contains_key("fill") => {
            let form = filled(store, &caller, city, period, form).await?;
            refused.form = form.clone();
            keep(store, visit, city, period, &form, refused).await?;
            return Ok(format!("{here}?saved=1"));
        }
        None if form.other.get("action").is_some_and(|a| a == "comment") => {
            answers(store, &caller, city, period, &form).await?;
        }
        Some(Action::RequestCorrection) => {
            reports::request_correction(store, &caller, city, period, &form).await?;
            return Ok(format!("{here}?done=request_correction"));
        }
        Some(Action::Supplement) => reports::supplement(store, &caller, city, period, &form)
            .await
            .or_else(|e| done(e, ReportState::Returned))?,
        Some(Action::Abandon) => {
            reports::abandon(store, &caller, city, period)
                .await
                .or_else(|e| done(e, ReportState::Accepted))?;
            return Ok(format!("{here}?done=abandon"));
        }
        // Verdicts are posted to the review page.
        _ => return Err(Error::Forbidden),
    }
    Ok(here)
}

/// Keeps what was typed; what could not be kept is said at its field.
async fn keep(
    store: &storage::Store,
    visit: &Visit,
    city: &str,
    period: Period,
    form: &ReportForm,
    refused: &mut Refused,
) -> Result<(), Error> {
    let t = visit.words();
    let caller = visit.caller()?;
    let saved = reports::save(store, &caller, city, period, form).await?;
    for conflict in &saved.conflicts {
        let clashes = refused.clashes.entry(conflict.item.clone()).or_default();
        clashes.push(Clash::of(visit, conflict));
    }
    // A page shown again shows these as they are now, not as they were on the page that was posted.
    for moved in &saved.moved_on {
        if moved.field == Field::Text {
            refused.form.sections.remove(&moved.item);
        } else if let Some(typed) = refused.form.entries.get_mut(&moved.item) {
            typed.0.remove(&moved.field);
        }
    }
    let conflicts = saved
        .conflicts
        .iter()
        .map(|c| t.conflict_line(t.item(&c.item), &c.theirs_by, &c.theirs));
    let long = saved.too_long.iter().map(|(item, _)| t.too_long_line(t.item(item)));
    refused.sentences.extend(conflicts.chain(long));
    if !saved.closed.is_empty() {
        refused.sentences.push(t.refused_closed(t.items(&saved.closed)));
    }
    if refused.sentences.is_empty() {
        return Ok(());
    }
    refused.sentences.insert(0, t.not_all_saved().to_owned());
    // An empty list: the sentences above already say what it was.
    Err(Error::Refused(Refusal::Errors { count: 0 }))
}

/// The form with what its ticked boxes fill in; what is typed in it stays.
async fn filled(
    store: &storage::Store,
    caller: &Caller,
    city: &str,
    period: Period,
    mut form: ReportForm,
) -> Result<ReportForm, Error> {
    let fill = form.other.get("fill").and_then(|name| Fill::parse(name));
    let fill = fill.ok_or(Error::NotFound)?;
    let editor = reports::editor(store, caller, city, period).await?;
    let mut typed = editor.typed;
    typed.extend(form.entries.clone());
    for filling in fillings(fill, period, &typed, &editor.previous) {
        if form.ticked(&filling.code) {
            form.entries.entry(filling.code).or_default().0.extend(filling.texts);
        }
    }
    Ok(form)
}

/// Adds the answers typed under items to their threads.
async fn answers(
    store: &storage::Store,
    caller: &Caller,
    city: &str,
    period: Period,
    form: &ReportForm,
) -> Result<(), Error> {
    for (item, said) in form.verdicts.iter().filter(|(_, v)| !v.comment.trim().is_empty()) {
        reports::comment(store, caller, city, period, item, &said.comment).await?;
    }
    Ok(())
}
