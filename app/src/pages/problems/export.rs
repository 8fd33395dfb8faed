//! `/exports/problems.csv` and `.xlsx`: the register as the page lists it, whole; `/exports/problem-months.csv`: the
//! numbers of its chart. All with the page's query.

use axum::{
    Extension,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use domain::problem::category_name;
use storage::problems::{self, Row, Which};

use super::{
    asked::{Asked, views},
    months::Months,
};
use crate::{
    error::Error,
    locales::Words,
    pages::exports::{
        csv_file, csv_text, file_name, refuse,
        table::{Cell, Table, asked_in_words},
        unavailable,
    },
    visit::{App, Visit},
};

/// The register as CSV.
pub async fn csv(State(app): State<App>, Extension(visit): Extension<Visit>) -> Response {
    match table(&app, &visit).await {
        Ok((table, _)) => table.csv(&visit),
        Err(refusal) => refusal,
    }
}

/// The register as a workbook.
pub async fn xlsx(State(app): State<App>, Extension(visit): Extension<Visit>) -> Response {
    match table(&app, &visit).await {
        Ok((table, source)) => table.workbook(&visit, source).await,
        Err(refusal) => refusal,
    }
}

/// The problems that the address asks for, and its question in words.
async fn table(app: &App, visit: &Visit) -> Result<(Table<26>, String), Response> {
    let caller = visit.caller().map_err(|error| refuse(visit, &error))?;
    let asked =
        Asked::read(visit, &caller).map_err(|sentence| (StatusCode::UNPROCESSABLE_ENTITY, sentence).into_response())?;
    let all = problems::all(&app.store, &caller, &asked.filter, visit.today()).await;
    let all = all.map_err(|error| refuse(visit, &Error::from(error)))?;
    // Which problems are joined is CNIPA's to know; to readers a group bears the number of its first problem here.
    let cnipa = caller.actor.is_cnipa();
    let joined = |r: &Row| {
        let Some(group) = r.group.as_ref().filter(|_| cnipa) else {
            return Cell::None;
        };
        let first = all
            .iter()
            .filter(|o| o.group.as_ref() == Some(group))
            .min_by_key(|o| o.number);
        Cell::named(group, first.map(Row::code).unwrap_or_default())
    };
    let t = visit.words();
    let table = Table {
        name: "problems",
        title: t.problems_title(),
        columns: columns(t),
        records: all.iter().map(|r| record(visit, r, joined(r))).collect(),
    };
    let narrow = views(&caller).len() > 1;
    Ok((table, asked_in_words(visit, in_words(t, &asked, narrow))))
}

/// The columns, in order; days are calendar days.
const fn columns(t: Words) -> [(&'static str, &'static str); 26] {
    [
        ("number", t.col_number()),
        ("city", t.city()),
        ("title", t.f_title()),
        ("description", t.f_description()),
        ("category", t.filter_goal()),
        ("kind", t.f_kind()),
        ("severity", t.col_severity()),
        ("level", t.f_level()),
        ("state", t.state_heading()),
        ("turn", t.filter_turn()),
        ("unit", t.f_unit()),
        ("due_on", t.f_due_on()),
        ("overdue", t.fact_overdue()),
        ("indicator", t.f_indicator()),
        ("period", t.f_period()),
        ("shared", t.shared_chip()),
        ("joined", t.joined_chip()),
        ("raised_on", t.col_raised_on()),
        ("escalated_on", t.col_escalated_on()),
        ("replied_on", t.col_replied_on()),
        ("closed_on", t.col_closed_on()),
        ("days", t.col_days()),
        ("days_city", t.col_days_city()),
        ("days_province", t.col_days_province()),
        ("days_cnipa", t.col_days_cnipa()),
        ("reply_days", t.col_reply_days()),
    ]
}

fn record(visit: &Visit, r: &Row, joined: Cell) -> [Cell; 26] {
    let (t, today) = (visit.words(), visit.today());
    let text = |text: Option<&String>| text.map_or(Cell::None, |text| Cell::Text(text.clone()));
    let (age, content) = (r.ageing(today), &r.content);
    [
        Cell::Text(r.code()),
        Cell::named(&r.city, t.city_short(&r.city)),
        Cell::Text(content.title.clone()),
        Cell::Text(content.description.clone()),
        Cell::named(category_name(content.category), t.goal(content.category)),
        Cell::named(content.kind.name(), t.problem_kind(content.kind)),
        Cell::named(content.severity.name(), t.severity(content.severity)),
        Cell::named(content.level.name(), t.level(content.level)),
        Cell::named(r.state.name(), t.problem_state(r.state)),
        Cell::named(r.turn().name(), t.turn(r.turn())),
        text(r.unit.as_ref()),
        r.due_on.into(),
        Cell::yes(visit, r.is_overdue(today)),
        content
            .indicator
            .as_ref()
            .map_or(Cell::None, |code| Cell::named(code, t.item(code))),
        content
            .period
            .map_or(Cell::None, |p| Cell::named(p.to_string(), t.period_name(p))),
        Cell::yes(visit, r.shared),
        joined,
        Cell::Day(domain::calendar::beijing(r.raised_at).date()),
        r.escalated_on.into(),
        r.replied_on.into(),
        r.closed_on.into(),
        Cell::Number(age.total()),
        Cell::Number(age.city),
        Cell::Number(age.province),
        Cell::Number(age.cnipa),
        r.reply_days.map_or(Cell::None, Cell::Number),
    ]
}

/// What the register was asked for, each with its label; its view where there are several.
fn in_words(t: Words, asked: &Asked, several: bool) -> Vec<(&'static str, String)> {
    let f = &asked.filter;
    let view = match f.which {
        Which::Shared => Some((t.problems_views(), t.problems_tab_shared().to_owned())),
        Which::Own => None,
    };
    let state = match (f.state, f.closed_too) {
        (Some(state), _) => t.problem_state(state),
        (None, true) => t.filter_every(),
        (None, false) => t.filter_open(),
    };
    let text = f.text.trim();
    [
        view.filter(|_| several),
        f.city.as_ref().map(|c| (t.city(), t.city_short(c).to_owned())),
        f.category.map(|g| (t.filter_goal(), t.goal(g).to_owned())),
        Some((t.state_heading(), state.to_owned())),
        f.turn.map(|turn| (t.filter_turn(), t.turn(turn).to_owned())),
        f.severity.map(|s| (t.col_severity(), t.severity(s).to_owned())),
        f.age.map(|a| (t.filter_age(), t.age(a).to_owned())),
        f.overdue.then(|| (t.fact_overdue(), t.yes().to_owned())),
        f.indicator.as_ref().map(|code| (t.f_indicator(), t.item(code))),
        (!text.is_empty()).then(|| (t.filter_text(), text.to_owned())),
    ]
    .into_iter()
    .flatten()
    .collect()
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
