//! `/charts/{name}.svg`: the page's charts as files that stand alone, with the page's query and its answers.

use axum::{
    Extension,
    extract::{Path, State},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};

use super::{
    chart::{Chart, Shape},
    sheet::{Fault, Sheet},
};
use crate::{
    error::Error,
    pages::exports::{mark_demonstration, refuse},
    visit::{App, Visit},
};

/// What a browser may do with the file on its own: show its style, nothing else.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'";

/// The chart of a name, as the query asks for it.
pub async fn chart(State(app): State<App>, Extension(visit): Extension<Visit>, Path(file): Path<String>) -> Response {
    let Some(shape) = file.strip_suffix(".svg").and_then(Shape::parse) else {
        return refuse(&visit, &Error::NotFound);
    };
    let Ok(width) = visit.asked("width").map_or(Ok(720), str::parse::<u32>) else {
        return (StatusCode::UNPROCESSABLE_ENTITY, visit.words().bad_width()).into_response();
    };
    if !(360..=1600).contains(&width) {
        return (StatusCode::UNPROCESSABLE_ENTITY, visit.words().bad_width()).into_response();
    }
    let sheet = match Sheet::fetch(&visit, &app, visit.asked("indicator").unwrap_or_default()).await {
        Ok(sheet) => sheet,
        Err(Fault::Error(error)) => return refuse(&visit, &error),
        Err(Fault::Fields { errors, .. }) => {
            let sentences: Vec<_> = errors.iter().map(|(_, sentence)| *sentence).collect();
            return (StatusCode::UNPROCESSABLE_ENTITY, sentences.join("\n")).into_response();
        }
    };
    let svg = Chart::of(&sheet, shape).as_file(width);
    let mut response = (
        [
            (header::CONTENT_TYPE, "image/svg+xml"),
            (header::CONTENT_SECURITY_POLICY, POLICY),
        ],
        svg,
    )
        .into_response();
    let demo = if visit.demo.is_some() { "-demonstration" } else { "" };
    let period = sheet.now().map(|(p, _)| p.period.to_string()).unwrap_or_default();
    let name = format!("pilotboard{demo}-{}-{}-{period}.svg", sheet.d.code, shape.name());
    if let Ok(value) = HeaderValue::from_str(&format!("inline; filename=\"{name}\"")) {
        response.headers_mut().insert(header::CONTENT_DISPOSITION, value);
    }
    mark_demonstration(&visit, &mut response);
    response
}
