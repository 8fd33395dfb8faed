//! `/exports/practices.csv`: the practices that the list shows, with the same filters, all of them.

use axum::{Extension, extract::State, response::Response};
use domain::{calendar::beijing, practice::code};
use storage::practices::{self, Query, Row};

use super::list::asked;
use crate::{
    error::Error,
    pages::exports::{csv_file, csv_text, file_name, refuse, unavailable},
    visit::{App, Visit},
};

const COLUMNS: [&str; 9] = [
    "number",
    "city",
    "state",
    "title",
    "aspect",
    "goal",
    "indicator",
    "since",
    "adopted_by",
];

/// Most practices of a file.
const MOST: usize = 10_000;

/// The file.
pub async fn file(State(app): State<App>, Extension(visit): Extension<Visit>) -> Response {
    match made(&visit, &app).await {
        Ok(response) => response,
        Err(error) => refuse(&visit, &error),
    }
}

async fn made(visit: &Visit, app: &App) -> Result<Response, Error> {
    let query = Query {
        from: 0,
        most: MOST,
        ..asked(visit)
    };
    let listing = practices::list(&app.store, &visit.caller()?, &query).await?;
    let text = csv_text(COLUMNS, listing.rows.iter().map(record)).map_err(|cause| unavailable(&cause))?;
    Ok(csv_file(visit, text, &file_name(visit, "practices", None, None)))
}

fn record(row: &Row) -> [String; 9] {
    let adopters: Vec<_> = row.adoptions.iter().map(|a| format!("{} {}", a.city, a.on)).collect();
    [
        code(row.number),
        row.city.clone(),
        row.state.name().to_owned(),
        row.title.clone(),
        row.aspect.clone(),
        row.goal.clone(),
        row.indicator.clone(),
        beijing(row.at).date().to_string(),
        adopters.join("; "),
    ]
}
