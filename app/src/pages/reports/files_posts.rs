//! The posts of a page of files, of a report, a problem, a practice or an adoption: adds files of a multipart form, in any
//! order of its fields, or removes one. An upload runs apart from its request, so that a cut connection is cleared up behind it.

use std::time::Duration;

use axum::{
    Extension,
    body::Body,
    extract::{FromRequest, Multipart, Path, Request, State, multipart::Field},
    http::{StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    evidence::{FileFault, file_name},
    period::Period,
};
use storage::{
    Caller, Refusal, Store,
    evidence::{self, FILES_MAX, Owner, Received},
};

use super::{files::Refused, posts::read_form, rows::period_of};
use crate::{
    error::Error,
    locales::Words,
    pages::{Failed, again},
    visit::{App, Visit},
};

/// How long the next piece of a file may take.
const PIECE: Duration = Duration::from_secs(60);
/// Of a file that is not taken so many bytes more are read, so that its sender hears why.
const READ_ON: usize = 200_000_000;

/// What a page of files belongs to; its items are chosen in the form.
#[derive(Clone)]
enum Place {
    Report { city: String, period: Period },
    Whole(Owner),
}

impl Place {
    fn owner(&self, item: &str) -> Owner {
        match self {
            Place::Report { city, period } => Owner::Report {
                city: city.clone(),
                period: *period,
                item: item.to_owned(),
            },
            Place::Whole(owner) => owner.clone(),
        }
    }

    /// Who may not read it is told before a byte is read whether it exists for him.
    async fn seen(&self, store: &Store, caller: &Caller) -> Result<(), Error> {
        let (read, first) = match self {
            Place::Report { city, period } => {
                let first = domain::indicator::items(*period)
                    .first()
                    .map_or("", |d| d.code.as_str());
                let read = evidence::of_report(store, caller, city, *period).await.map(drop);
                (read, self.owner(first))
            }
            Place::Whole(owner) => (evidence::of_whole(store, caller, owner).await.map(drop), owner.clone()),
        };
        if read.is_err() {
            evidence::check(store, caller, &first).await?;
        }
        Ok(read?)
    }
}

/// The post of a report's files.
pub async fn post(
    State(app): State<App>,
    Extension(visit): Extension<Visit>,
    Path((city, period)): Path<(String, String)>,
    request: Request,
) -> Response {
    let place = period_of(&period).map(|period| Place::Report { city, period });
    answer(app, visit, place, request).await
}

/// The post of a problem's files.
pub async fn of_problem(
    State(app): State<App>,
    Extension(visit): Extension<Visit>,
    Path(id): Path<String>,
    request: Request,
) -> Response {
    let number = domain::problem::number(&id).ok_or(Error::NotFound);
    answer(app, visit, number.map(|n| Place::Whole(Owner::Problem(n))), request).await
}

/// The post of a practice's files.
pub async fn of_practice(
    State(app): State<App>,
    Extension(visit): Extension<Visit>,
    Path(id): Path<String>,
    request: Request,
) -> Response {
    let number = domain::practice::number_of(&id).ok_or(Error::NotFound);
    answer(app, visit, number.map(|n| Place::Whole(Owner::Practice(n))), request).await
}

/// The post of what shows an adoption.
pub async fn of_adoption(
    State(app): State<App>,
    Extension(visit): Extension<Visit>,
    Path((id, city)): Path<(String, String)>,
    request: Request,
) -> Response {
    let number = domain::practice::number_of(&id).ok_or(Error::NotFound);
    let owner = number.map(|practice| Owner::Adoption { practice, city });
    answer(app, visit, owner.map(Place::Whole), request).await
}

async fn answer(app: App, visit: Visit, place: Result<Place, Error>, request: Request) -> Response {
    let multipart = request
        .headers()
        .get(header::CONTENT_TYPE)
        .and_then(|v| v.to_str().ok())
        .is_some_and(|kind| kind.starts_with("multipart/form-data"));
    let (parts, body) = request.into_parts();
    let page = Request::from_parts(parts.clone(), Body::empty());
    let request = Request::from_parts(parts, body);
    let mut item = visit.asked("item").unwrap_or_default().to_owned();
    let done = match (visit.caller(), place) {
        (Ok(caller), Ok(place)) if multipart => upload(&app, caller, &place, &mut item, request).await,
        (Ok(caller), Ok(place)) => remove(&app, &caller, &place, &mut item, request).await,
        (Err(e), _) | (_, Err(e)) => Err(e),
    };
    let t = visit.words();
    match done {
        Ok(what) => {
            let path = page.uri().path();
            Redirect::to(&format!("{path}?item={item}&done={what}#i-{item}")).into_response()
        }
        Err(error @ (Error::NotFound | Error::Forbidden | Error::SignIn)) => {
            let status = error.status();
            again(app, Failed(error), status, page).await
        }
        Err(error) => {
            let (why, status) = explain(t, error);
            again(app, Refused { item, why }, status, page).await
        }
    }
}

fn explain(t: Words, error: Error) -> (String, StatusCode) {
    let mut sentences = Vec::new();
    let status = error.say(t, &mut sentences);
    (sentences.join(t.sentence_gap()), status)
}

async fn remove(
    app: &App,
    caller: &Caller,
    place: &Place,
    item: &mut String,
    request: Request,
) -> Result<&'static str, Error> {
    let (pairs, _) = read_form(request).await.map_err(|_| Error::NotFound)?;
    let field = |name: &str| {
        pairs
            .iter()
            .rev()
            .find(|(n, _)| n == name)
            .map_or("", |(_, v)| v.as_str())
    };
    field("item").clone_into(item);
    if field("action") != "remove" {
        return Err(Refusal::File(FileFault::Missing).into());
    }
    evidence::remove(&app.store, caller, &place.owner(item), field("id")).await?;
    Ok("remove")
}

async fn upload(
    app: &App,
    caller: Caller,
    place: &Place,
    item: &mut String,
    request: Request,
) -> Result<&'static str, Error> {
    place.seen(&app.store, &caller).await?;
    let form = Multipart::from_request(request, &()).await;
    let form = form.map_err(|_| Error::from(Refusal::File(FileFault::Cut)))?;
    let (store, place, asked) = (app.store.clone(), place.clone(), item.clone());
    let task = tokio::spawn(async move {
        let mut asked = asked;
        let done = take(&store, &caller, &place, &mut asked, form).await;
        (asked, done)
    });
    let (named, done) = task.await.map_err(|e| Error::from(storage::Error::unavailable(e)))?;
    *item = named;
    done.map(|()| "add")
}

/// Takes all fields, then names what was received; refused, nothing of any file is left.
async fn take(
    store: &Store,
    caller: &Caller,
    place: &Place,
    item: &mut String,
    mut form: Multipart,
) -> Result<(), Error> {
    let mut all: Vec<(String, Received)> = Vec::new();
    let outcome = fields(store, caller, place, item, &mut form, &mut all).await;
    let mut outcome = match outcome {
        Ok(()) if all.is_empty() => Err(Refusal::File(FileFault::Missing).into()),
        Err(e) => {
            read_on(&mut form).await;
            Err(e)
        }
        done => done,
    };
    for (name, received) in all {
        match outcome {
            Ok(()) => {
                let added = evidence::add(store, caller, &place.owner(item), &name, received).await;
                outcome = added.map(|_| ()).map_err(Error::from);
            }
            Err(_) => received.discard(store).await,
        }
    }
    outcome
}

async fn fields(
    store: &Store,
    caller: &Caller,
    place: &Place,
    item: &mut String,
    form: &mut Multipart,
    all: &mut Vec<(String, Received)>,
) -> Result<(), Error> {
    let cut = || Error::from(Refusal::File(FileFault::Cut));
    while let Some(mut field) = in_time(form.next_field()).await? {
        match field.name() {
            Some("item") => {
                let mut text = Vec::new();
                while let Some(piece) = in_time(field.chunk()).await? {
                    text.extend_from_slice(&piece);
                    if text.len() > 200 {
                        return Err(Refusal::Unknown(vec![]).into());
                    }
                }
                *item = String::from_utf8(text).map_err(|_| cut())?.trim().to_owned();
            }
            Some("file") => {
                let name = field.file_name().unwrap_or_default().to_owned();
                if name.is_empty() {
                    // A form without a chosen file sends an empty one.
                    continue;
                }
                if all.len() >= FILES_MAX as usize {
                    return Err(Refusal::TooManyFiles { most: FILES_MAX }.into());
                }
                let name = file_name(&name).map_err(Refusal::File)?;
                if !item.is_empty() || matches!(place, Place::Whole(_)) {
                    evidence::check(store, caller, &place.owner(item)).await?;
                }
                all.push((name, receive(store, caller, field).await?));
            }
            _ => while in_time(field.chunk()).await?.is_some() {},
        }
    }
    Ok(())
}

async fn receive(store: &Store, caller: &Caller, mut field: Field<'_>) -> Result<Received, Error> {
    let mut receiving = evidence::receive(store, caller).await?;
    loop {
        let taken = match in_time(field.chunk()).await {
            Ok(Some(piece)) => receiving.take(piece).await.map_err(Error::from),
            Ok(None) => return Ok(receiving.finish().await?),
            Err(e) => Err(e),
        };
        if let Err(e) = taken {
            receiving.abort().await;
            return Err(e);
        }
    }
}

/// The next of something that comes over the network; a cut or a minute without anything ends it.
async fn in_time<T>(
    next: impl Future<Output = Result<T, axum::extract::multipart::MultipartError>>,
) -> Result<T, Error> {
    match tokio::time::timeout(PIECE, next).await {
        Ok(Ok(next)) => Ok(next),
        _ => Err(Refusal::File(FileFault::Cut).into()),
    }
}

async fn read_on(form: &mut Multipart) {
    let mut left = READ_ON;
    while let Ok(Some(mut field)) = in_time(form.next_field()).await {
        while let Ok(Some(piece)) = in_time(field.chunk()).await {
            left = left.saturating_sub(piece.len());
            if left == 0 {
                return;
            }
        }
    }
}
