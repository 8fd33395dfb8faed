//! `/exports/problems.csv`: the register as the page lists it, whole; `/exports/problem-months.csv`: the numbers of its
//! chart. Both with the page's query.

use axum::{
    Extension,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use domain::problem::category_name;
use jiff::civil::Date;
use storage::problems::{self, Row};

use super::{asked::Asked, months::Months};
use crate::{
    error::Error,
    pages::exports::{csv_file, csv_text, file_name, refuse, unavailable},
    visit::{App, Visit},
};

/// The columns, in order; days are calendar days.
const COLUMNS: [&str; 26] = [
    "number",
    "city",
    "title",
    "description",
    "category",
    "kind",
    "severity",
    "level",
    "state",
    "turn",
    "unit",
    "due_on",
    "overdue",
    "indicator",
    "period",
    "shared",
    "joined",
    "raised_on",
    "escalated_on",
    "replied_on",
    "closed_on",
    "days",
    "days_city",
    "days_province",
    "days_cnipa",
    "reply_days",
];

/// The register.
pub async fn register(State(app): State<App>, Extension(visit): Extension<Visit>) -> Response {
    let caller = match visit.caller() {
        Ok(caller) => caller,
        Err(error) => return refuse(&visit, &error),
    };
    let asked = match Asked::read(&visit, &caller) {
        Ok(asked) => asked,
        Err(sentence) => return (StatusCode::UNPROCESSABLE_ENTITY, sentence).into_response(),
    };
    let all = match problems::all(&app.store, &caller, &asked.filter, visit.today()).await {
        Ok(all) => all,
        Err(error) => return refuse(&visit, &Error::from(error)),
    };
    // Which problems are joined is CNIPA's to know.
    let cnipa = caller.actor.is_cnipa();
    match csv_text(COLUMNS, all.iter().map(|r| record(r, visit.today(), cnipa))) {
        Ok(text) => csv_file(&visit, text, &file_name(&visit, "problems", None, None)),
        Err(cause) => refuse(&visit, &unavailable(&cause)),
    }
}

fn record(r: &Row, today: Date, cnipa: bool) -> [String; 26] {
    let day = |d: Option<Date>| d.map(|d| d.to_string()).unwrap_or_default();
    let yes = |is: bool| if is { "yes" } else { "" }.to_owned();
    let age = r.ageing(today);
    [
        r.code(),
        r.city.clone(),
        r.content.title.clone(),
        r.content.description.clone(),
        category_name(r.content.category).to_owned(),
        r.content.kind.name().to_owned(),
        r.content.severity.name().to_owned(),
        r.content.level.name().to_owned(),
        r.state.name().to_owned(),
        r.turn().name().to_owned(),
        r.unit.clone().unwrap_or_default(),
        day(r.due_on),
        yes(r.is_overdue(today)),
        r.content.indicator.clone().unwrap_or_default(),
        r.content.period.map(|p| p.to_string()).unwrap_or_default(),
        yes(r.shared),
        r.group.clone().filter(|_| cnipa).unwrap_or_default(),
        domain::calendar::beijing(r.raised_at).date().to_string(),
        day(r.escalated_on),
        day(r.replied_on),
        day(r.closed_on),
        age.total().to_string(),
        age.city.to_string(),
        age.province.to_string(),
        age.cnipa.to_string(),
        r.reply_days.map(|d| d.to_string()).unwrap_or_default(),
    ]
}

/// The chart's numbers.
pub async fn months(State(app): State<App>, Extension(visit): Extension<Visit>) -> Response {
    let months = match Months::fetch(&visit, &app).await {
        Ok(months) => months,
        Err(error) => return refuse(&visit, &error),
    };
    let records = months.all.iter();
    let records = records.map(|(m, raised, closed)| [m.to_string(), raised.to_string(), closed.to_string()]);
    match csv_text(["month", "raised", "closed"], records) {
        Ok(text) => csv_file(&visit, text, &file_name(&visit, "problem-months", None, None)),
        Err(cause) => refuse(&visit, &unavailable(&cause)),
    }
}
