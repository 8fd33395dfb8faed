//! `/exports/completeness.csv`: what `/reports?view=completeness` shows, a line a report, with the same query.

use axum::{Extension, extract::State, response::Response};
use domain::{
    calendar::{Timeliness, beijing, last_day},
    punctuality::Assessed,
};
use jiff::Timestamp;
use storage::completeness::Completeness;

use super::{csv_file, csv_text, file_name, refuse, refuse_fields, unavailable};
use crate::{
    pages::reports::completeness::Asked,
    visit::{App, Visit},
};

/// The columns, in order; days are calendar days over a term, 0 in time.
const COLUMNS: [&str; 17] = [
    "city",
    "period",
    "expected",
    "result",
    "due_on",
    "extended_until",
    "first_submitted_at",
    "days_over",
    "returns",
    "returns_over",
    "reviews",
    "review_days_over",
    "corrections",
    "value",
    "not_applicable",
    "not_yet_available",
    "missing",
];

/// The file.
pub async fn file(State(app): State<App>, Extension(visit): Extension<Visit>) -> Response {
    let asked = match Asked::read(&visit) {
        Ok(asked) => asked,
        Err(errors) => return refuse_fields(&errors),
    };
    let all = match asked.fetch(&visit, &app).await {
        Ok(all) => all,
        Err(error) => return refuse(&visit, &error),
    };
    match csv_text(COLUMNS, all.reports.iter().map(|r| record(&all, r))) {
        Ok(text) => csv_file(&visit, text, &file_name(&visit, "completeness", None, None)),
        Err(cause) => refuse(&visit, &unavailable(&cause)),
    }
}

fn record(all: &Completeness, r: &Assessed) -> [String; 17] {
    let (result, days) = match r.timeliness {
        Timeliness::NotOpen => ("not_open", 0),
        Timeliness::Open { .. } => ("open", 0),
        Timeliness::Overdue { days } => ("overdue", days),
        Timeliness::OnTime { extended: false } => ("on_time", 0),
        Timeliness::OnTime { extended: true } => ("on_time_extended", 0),
        Timeliness::Late { days } => ("late", days),
        Timeliness::Exempt => ("exempt", 0),
    };
    let over = |n: &[domain::punctuality::Term]| n.iter().map(|term| term.days_over(all.known_at)).collect::<Vec<_>>();
    let (returns, reviews) = (over(&r.returns), over(&r.reviews));
    let stamp = |at: Timestamp| beijing(at).strftime("%Y-%m-%dT%H:%M:%S+08:00").to_string();
    let extended = all.calendar.relief(&r.city, r.period).extended_until;
    [
        r.city.clone(),
        r.period.to_string(),
        if r.is_expected() { "yes" } else { "" }.to_owned(),
        result.to_owned(),
        all.calendar.deadlines(r.period).due_on.to_string(),
        extended.map(|until| last_day(until).to_string()).unwrap_or_default(),
        r.first_submitted_at.map(stamp).unwrap_or_default(),
        days.to_string(),
        returns.len().to_string(),
        returns.iter().filter(|days| **days > 0).count().to_string(),
        reviews.len().to_string(),
        reviews.iter().max().copied().unwrap_or(0).to_string(),
        r.corrections.to_string(),
        r.kinds.value.to_string(),
        r.kinds.not_applicable.to_string(),
        r.kinds.not_yet_available.to_string(),
        r.kinds.missing.to_string(),
    ]
}
