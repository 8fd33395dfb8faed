//! `/charts/{name}.svg` and `.png`: the pages' charts as files that stand alone, with the page's query and its answers.

use axum::{
    Extension,
    extract::{Path, State},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};

use crate::{
    comparison::{
        chart::Chart,
        heat::{self, HeatMap},
        shape::Shape,
        sheet::{Fault, Sheet},
    },
    error::Error,
    pages::{
        exports::{mark_demonstration, refuse, refuse_fault, unavailable},
        problems::months,
        schemes,
    },
    visit::{App, Visit},
};

/// What a browser may do with the file on its own: show its style, nothing else.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'";

/// How many dots of a PNG one px has.
const SCALE: f32 = 2.0;

/// The picture of a name, as the query asks for it.
pub async fn chart(State(app): State<App>, Extension(visit): Extension<Visit>, Path(file): Path<String>) -> Response {
    let Some((name, ending @ ("svg" | "png"))) = file.rsplit_once('.') else {
        return refuse(&visit, &Error::NotFound);
    };
    let width = visit.asked("width").map_or(Ok(720), str::parse::<u32>);
    let Some(width) = width.ok().filter(|w| (360..=1600).contains(w)) else {
        return (StatusCode::UNPROCESSABLE_ENTITY, visit.words().bad_width()).into_response();
    };
    let drawn = match Shape::parse(name) {
        Some(shape) => of_indicator(&visit, &app, shape, width).await,
        None if name == heat::NAME => heat_map(&visit, &app, width).await,
        None if name == months::NAME => months::Months::fetch(&visit, &app)
            .await
            .map(|m| (m.as_file(width), months::NAME.to_owned()))
            .map_err(Fault::Error),
        None => match schemes::as_file(&visit, &app, name, width).await {
            Some(drawn) => drawn.map_err(Fault::Error),
            None => Err(Fault::Error(Error::NotFound)),
        },
    };
    let (svg, name) = match drawn {
        Ok(drawn) => drawn,
        Err(fault) => return refuse_fault(&visit, &fault),
    };
    let (kind, bytes) = match ending {
        "svg" => ("image/svg+xml", svg.into_bytes()),
        _ => match tokio::task::spawn_blocking(move || charts::png(&svg, SCALE)).await {
            Ok(Ok(bytes)) => ("image/png", bytes),
            Ok(Err(cause)) => return refuse(&visit, &unavailable(&cause)),
            Err(cause) => return refuse(&visit, &unavailable(&cause)),
        },
    };
    let headers = [(header::CONTENT_TYPE, kind), (header::CONTENT_SECURITY_POLICY, POLICY)];
    let mut response = (headers, bytes).into_response();
    let demo = if visit.demo().is_some() { "-demonstration" } else { "" };
    if let Ok(value) = HeaderValue::from_str(&format!("inline; filename=\"pilotboard{demo}-{name}.{ending}\"")) {
        response.headers_mut().insert(header::CONTENT_DISPOSITION, value);
    }
    mark_demonstration(&visit, &mut response);
    response
}

/// A chart of an indicator, and its name as a file.
async fn of_indicator(visit: &Visit, app: &App, shape: Shape, width: u32) -> Result<(String, String), Fault> {
    let other = visit.listed("also").next();
    let sheet = Sheet::shaped(visit, app, visit.asked("indicator").unwrap_or_default(), shape, other).await?;
    let period = sheet.now().map(|(p, _)| p.period.to_string()).unwrap_or_default();
    let name = format!("{}-{}-{period}", sheet.d.code, shape.name());
    Ok((Chart::of(&sheet, shape).as_file(width), name))
}

/// The heat map of a period, and its name as a file.
async fn heat_map(visit: &Visit, app: &App, width: u32) -> Result<(String, String), Fault> {
    let map = HeatMap::fetch(visit, app).await?;
    Ok((map.as_file(width), format!("{}-{}", heat::NAME, map.period)))
}
