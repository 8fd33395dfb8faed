//! The posts of schemes: of the city at `/schemes/{city}`, of CNIPA at `…/review`. A refusal shows the page again with
//! everything typed.

use std::collections::{BTreeMap, BTreeSet};

use axum::{
    Extension,
    extract::{Path, Request, State},
    response::Response,
};
use domain::{
    indicator::indicators,
    report::Signature,
    scheme::{Action, Slot, State as SchemeState, TargetField},
};
use storage::{
    Refusal,
    schemes::{self, Letter},
};

use super::{edit::Part, href};
use crate::{
    error::Error,
    pages::{
        forms::{Fields, Refused, answer, get},
        typed::read_small,
    },
    visit::{App, Visit},
};

/// The post of a city's scheme.
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

/// The post of its review.
pub async fn review(
    State(app): State<App>,
    Extension(visit): Extension<Visit>,
    Path(city): Path<String>,
    request: Request,
) -> Result<Response, Response> {
    let (fields, request) = read_small(&app, &visit, request).await?;
    let done = decide(&app, &visit, &city, &fields).await;
    Ok(answer(app, request, fields, done).await)
}

async fn act(app: &App, visit: &Visit, city: &str, fields: &Fields) -> Result<String, Refused> {
    let (t, caller) = (visit.words(), visit.caller()?);
    let store = &app.store;
    let go = get(fields, "go");
    let action = get(fields, "action")
        .and_then(Action::parse)
        .or(go.map(|_| Action::Save));
    let here = href(city);
    let part = visit.asked("part").and_then(Part::parse);
    let Some(action) = action else {
        // Who may not know of it is not told what its buttons are.
        schemes::get(store, &caller, city).await?;
        return Err(Refused::unknown(t));
    };
    let outcome = match action {
        Action::Save => {
            keep(app, visit, city, fields, go == Some("fill")).await?;
            let to = match go {
                Some("fill") => Part::Targets.href(city),
                Some(next) => Part::parse(next).unwrap_or(Part::Check).href(city),
                None => part.map_or(here, |p| p.href(city)),
            };
            let joint = if to.contains('?') { '&' } else { '?' };
            return Ok(format!("{to}{joint}done=save"));
        }
        Action::SignOff => {
            // The button alone keeps nothing: of a double click the second finds the work done.
            if fields
                .keys()
                .any(|name| Slot::parse(name).is_some() || name.starts_with("items["))
            {
                keep(app, visit, city, fields, false).await?;
            }
            schemes::sign_off(store, &caller, city).await
        }
        Action::SendBack => schemes::send_back(store, &caller, city, get(fields, "comment").unwrap_or_default()).await,
        Action::Submit => {
            let code = get(fields, "check_code");
            schemes::submit(
                store,
                &caller,
                city,
                &Signature::of(|name| fields.get(name).cloned()),
                code,
            )
            .await
            .map(drop)
        }
        Action::Withdraw => schemes::withdraw(store, &caller, city).await,
        Action::Amend => schemes::amend(store, &caller, city, get(fields, "reason").unwrap_or_default()).await,
        Action::Abandon => schemes::abandon(store, &caller, city).await,
        // CNIPA's are posted to the review.
        Action::Take | Action::Return | Action::File => return Err(Error::Forbidden.into()),
    };
    match outcome {
        Ok(()) => Ok(format!("{here}?done={}", action.name())),
        // The second click of a double click finds the work done.
        Err(storage::Error::Refused(Refusal::SchemeState(state))) if Some(state) == reached(action) => {
            Ok(format!("{here}?done={}", action.name()))
        }
        Err(e) => Err(refused(visit, e)),
    }
}

/// The state that an action leads to, where it is one.
const fn reached(action: Action) -> Option<SchemeState> {
    Some(match action {
        Action::SignOff | Action::Withdraw => SchemeState::CitySignOff,
        Action::Submit => SchemeState::Submitted,
        Action::Return => SchemeState::Returned,
        Action::File | Action::Abandon => SchemeState::Filed,
        Action::Amend => SchemeState::Drafting,
        _ => return None,
    })
}

/// Keeps what was typed; what was not kept is said at its field.
async fn keep(app: &App, visit: &Visit, city: &str, fields: &Fields, fill: bool) -> Result<(), Refused> {
    let (t, caller) = (visit.words(), visit.caller()?);
    let mut sent: BTreeMap<Slot, String> = BTreeMap::new();
    for (name, text) in fields {
        if let Some(slot) = Slot::parse(name) {
            sent.insert(slot, text.clone());
        }
    }
    if fill {
        let given = [
            (TargetField::BaselineOn, "fill_on"),
            (TargetField::Source, "fill_source"),
        ];
        for (field, name) in given {
            let Some(text) = get(fields, name) else { continue };
            for d in indicators() {
                let slot = sent.entry(Slot::Target(&d.code, field)).or_default();
                if slot.trim().is_empty() {
                    text.clone_into(slot);
                }
            }
        }
    }
    let seen = get(fields, "seen").and_then(|s| s.parse().ok());
    let answers: BTreeMap<String, String> = comments(fields);
    let saved = schemes::save(&app.store, &caller, city, &sent, seen).await;
    let saved = saved.map_err(|e| refused(visit, e))?;
    schemes::answer(&app.store, &caller, city, &answers)
        .await
        .map_err(|e| refused(visit, e))?;
    let mut errors: Vec<(String, String)> = Vec::new();
    for conflict in &saved.conflicts {
        let place = Slot::parse(&conflict.name)
            .map(|slot| t.scheme_place(slot))
            .unwrap_or_default();
        errors.push((
            conflict.name.clone(),
            t.conflict_line(place, &conflict.theirs_by, &conflict.theirs),
        ));
    }
    for name in &saved.too_long {
        let place = Slot::parse(name).map(|slot| t.scheme_place(slot)).unwrap_or_default();
        errors.push((name.clone(), t.too_long_line(place)));
    }
    if !saved.closed.is_empty() {
        errors.push((String::new(), t.scheme_closed(t.scheme_items(&saved.closed))));
    }
    if errors.is_empty() {
        return Ok(());
    }
    errors.insert(0, (String::new(), t.scheme_not_saved().to_owned()));
    Err(Refused::Fields(errors))
}

/// What is typed at items, by item; only what is not empty.
fn comments(fields: &Fields) -> BTreeMap<String, String> {
    items(fields, "comment")
        .filter(|(_, text)| !text.trim().is_empty())
        .collect()
}

/// The fields `items[…][key]`, by item.
fn items<'a>(fields: &'a Fields, key: &'a str) -> impl Iterator<Item = (String, String)> + 'a {
    fields.iter().filter_map(move |(name, text)| {
        let item = name
            .strip_prefix("items[")?
            .strip_suffix(']')?
            .strip_suffix(key)?
            .strip_suffix("][")?;
        Some((item.to_owned(), text.clone()))
    })
}

async fn decide(app: &App, visit: &Visit, city: &str, fields: &Fields) -> Result<String, Refused> {
    let (t, caller) = (visit.words(), visit.caller()?);
    let store = &app.store;
    let Some(action) = get(fields, "action").and_then(Action::parse) else {
        schemes::under_review(store, &caller, city).await?;
        return Err(Refused::unknown(t));
    };
    let outcome = match action {
        Action::Take => schemes::take(store, &caller, city).await,
        Action::Return => {
            let mut returned = comments(fields);
            for (item, verdict) in items(fields, "verdict") {
                match verdict.as_str() {
                    "return" => drop(returned.entry(item).or_default()),
                    _ => drop(returned.remove(&item)),
                }
            }
            schemes::return_items(store, &caller, city, &returned).await
        }
        Action::File => {
            let letter = Letter {
                number: get(fields, "letter_number").unwrap_or_default().to_owned(),
                on: get(fields, "letter_on").unwrap_or_default().to_owned(),
            };
            let granted: BTreeSet<String> = items(fields, "granted").map(|(item, _)| item).collect();
            schemes::file(store, &caller, city, &letter, &granted).await.map(drop)
        }
        _ => return Err(Error::Forbidden.into()),
    };
    let to = match action {
        Action::Take => format!("{}/review?done=take", href(city)),
        // What came back is the city's own until it is handed in again.
        Action::Return => "/schemes?done=return".to_owned(),
        _ => format!("{}?done={}", href(city), action.name()),
    };
    match outcome {
        Ok(()) => Ok(to),
        Err(storage::Error::Refused(Refusal::SchemeState(state))) if Some(state) == reached(action) => Ok(to),
        Err(e) => Err(refused(visit, e)),
    }
}

/// The sentences of a refusal, at its fields where it has some.
fn refused(visit: &Visit, error: storage::Error) -> Refused {
    let t = visit.words();
    match error {
        // Each is said at its field, and in the part that lists them.
        storage::Error::Refused(Refusal::Scheme(flaws)) => {
            Refused::Fields(vec![(String::new(), t.scheme_flaws(flaws.len()))])
        }
        storage::Error::Refused(Refusal::Signature(problems)) => {
            let at = problems
                .into_iter()
                .map(|(field, problem)| (field.to_owned(), t.signature_field(problem)));
            Refused::Fields(at.collect())
        }
        storage::Error::Refused(Refusal::Untouched(items)) => {
            Refused::Fields(vec![(String::new(), t.refused_untouched(t.scheme_items(&items)))])
        }
        storage::Error::Refused(Refusal::CommentMissing(items)) => {
            let at = items
                .iter()
                .map(|item| (format!("items[{item}][comment]"), t.e_comment().to_owned()));
            Refused::Fields(at.collect())
        }
        storage::Error::Refused(Refusal::OwnDraft) => Refused::Page(Error::Refused(Refusal::OwnDraft)),
        error => Refused::store(t, error, |field, fault| t.fault(field, fault)),
    }
}
