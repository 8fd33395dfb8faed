//! Files of numbers that a reader may see: `/exports/observations.csv` and `.xlsx` as reported, with exact decimals, and
//! `/exports/comparison.csv` as a chart shows them; its workbook is in `chart_book`.

use axum::{
    Extension,
    extract::State,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use domain::{
    Decimal, calendar,
    compare::{Ranked, place_of},
    entry::{Amount, Entry, Kind},
    indicator::{self, Definition},
    lang::Lang,
    number::{canonical, round},
    period::Period,
};
use storage::facts::{self, Filter, Observation, Status};

use crate::{
    comparison::{
        asked::{Asked, Errors},
        change,
        shape::Shape,
        sheet::{Fault, Sheet, told},
        target,
    },
    error::Error,
    locales::Words,
    visit::{App, Visit},
};
use table::{Cell, Table};

/// The columns, in order.
const COLUMNS: [&str; 13] = [
    "city",
    "period",
    "indicator",
    "status",
    "kind",
    "numerator",
    "denominator",
    "value",
    "n",
    "unit",
    "definition",
    "version",
    "accepted_at",
];

/// The observations as CSV with the agreed columns.
///
/// # Errors
/// None in practice; the writer's own text.
pub fn observations_csv(all: &[Observation]) -> Result<String, String> {
    let words = Words(Lang::default());
    let records = all.iter().filter_map(|o| record(words, o));
    csv_text(COLUMNS, records.map(|r| std::array::from_fn(|i| r[i].plain())))
}

/// An observation as a line of a table.
fn record(t: Words, o: &Observation) -> Option<[Cell; COLUMNS.len()]> {
    let d = indicator::definition(&o.indicator)?;
    let [numerator, denominator, value, n] = numbers(d, &o.entry);
    let figure = |text: String| match text.as_str() {
        "" => Cell::None,
        "yes" => Cell::named("yes", t.yes()),
        "no" => Cell::named("no", t.no()),
        _ => Cell::Figure(text),
    };
    let status = match o.status {
        Status::Accepted => t.status_accepted(),
        Status::Submitted => t.waits_for_review(),
    };
    let kind = match o.entry {
        Entry::NotApplicable { no_cases: true, .. } => t.no_cases(),
        _ => t.kind(o.entry.kind()),
    };
    Some([
        Cell::named(&o.city, t.city_short(&o.city)),
        Cell::Text(o.period.to_string()),
        Cell::named(&o.indicator, format!("{} {}", o.indicator, d.name.get(t.lang()))),
        Cell::named(o.status.name(), status),
        Cell::named(o.entry.kind().name(), kind),
        figure(numerator),
        figure(denominator),
        figure(value),
        figure(n),
        Cell::named(&d.unit, t.unit_name(&d.unit)),
        Cell::Number(o.definition.into()),
        if o.version == 0 {
            Cell::None
        } else {
            Cell::Number(o.version.into())
        },
        o.accepted_at.map_or(Cell::None, |at| {
            let day = calendar::beijing(at).strftime("%Y-%m-%dT%H:%M:%S+08:00").to_string();
            Cell::named(day, t.stamp(at))
        }),
    ])
}

/// Records under their columns as CSV: UTF-8 with its mark, so that spreadsheets read Chinese.
pub(in crate::pages) fn csv_text<const N: usize>(
    columns: [&str; N],
    records: impl Iterator<Item = [String; N]>,
) -> Result<String, String> {
    let mut writer = csv::Writer::from_writer(b"\xef\xbb\xbf".to_vec());
    writer.write_record(columns).map_err(|e| e.to_string())?;
    for record in records {
        writer.write_record(record.map(harmless)).map_err(|e| e.to_string())?;
    }
    let bytes = writer.into_inner().map_err(|e| e.to_string())?;
    String::from_utf8(bytes).map_err(|e| e.to_string())
}

/// Numerator, denominator, value and sample of an entry: what was typed is exact, what is computed is rounded half-up
/// to the indicator's decimals. No cases has a denominator of 0.
fn numbers(d: &Definition, entry: &Entry) -> [String; 4] {
    let none = String::new;
    let text = |v: &Decimal| canonical(*v);
    let computed = |a: &Amount| domain::check::figure(d, a).map_or_else(none, |f| canonical(round(f, d.decimals)));
    match entry {
        Entry::Value { amount, .. } => match amount {
            Amount::Quotient { numerator, denominator } => {
                [text(numerator), text(denominator), computed(amount), none()]
            }
            Amount::Number(value) => [none(), none(), text(value), none()],
            Amount::YesNo(yes) => [none(), none(), if *yes { "yes" } else { "no" }.to_owned(), none()],
            Amount::Mean { mean, n } => [none(), none(), text(mean), text(n)],
            Amount::Gap { districts, .. } => [none(), none(), computed(amount), text(districts)],
        },
        Entry::NotApplicable { no_cases: true, .. } => [none(), "0".to_owned(), none(), none()],
        _ => [none(), none(), none(), none()],
    }
}

/// A cell that no spreadsheet takes for a formula: one that begins like it and is no number gets an apostrophe.
fn harmless(cell: String) -> String {
    let like_formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
    if like_formula && cell.parse::<Decimal>().is_err() {
        format!("'{cell}")
    } else {
        cell
    }
}

/// `/exports/observations.csv` as the query asks for it; a quarter means its months too.
pub async fn observations(State(app): State<App>, Extension(visit): Extension<Visit>) -> Response {
    match answer(&app, &visit).await {
        Ok(response) => response,
        Err(error) => refuse(&visit, &error),
    }
}

async fn answer(app: &App, visit: &Visit) -> Result<Response, Error> {
    let (all, name) = match asked_observations(app, visit).await? {
        Ok(asked) => asked,
        Err(errors) => return Ok(refuse_fields(&errors)),
    };
    let text = observations_csv(&all).map_err(|cause| unavailable(&cause))?;
    Ok(csv_file(visit, text, &name))
}

/// The observations that the query asks for, and the name of their file.
async fn asked_observations(app: &App, visit: &Visit) -> Result<Result<(Vec<Observation>, String), Errors>, Error> {
    let caller = visit.caller()?;
    let asked = match Asked::read(visit) {
        Ok(asked) => asked,
        Err(errors) => return Ok(Err(errors)),
    };
    let indicator = visit.asked("indicator");
    if indicator.is_some_and(|code| indicator::definition(code).is_none()) {
        return Err(Error::NotFound);
    }
    let filter = Filter {
        period: asked.period.filter(|p| !p.is_quarter()),
        indicator,
        city: asked.city.map(|c| c.slug.as_str()),
        as_of: asked.as_of,
        include_submitted: asked.submitted,
    };
    let mut all = facts::observations(&app.store, &caller, filter).await?;
    if let Some(quarter) = asked.period.filter(|p| p.is_quarter()) {
        all.retain(|o| o.period.quarter() == quarter);
    }
    Ok(Ok((all, file_name(visit, "observations", indicator, asked.period))))
}

/// `/exports/observations.xlsx`: the same as a workbook, with what each number means and where it comes from.
pub async fn observations_xlsx(State(app): State<App>, Extension(visit): Extension<Visit>) -> Response {
    let (all, name) = match asked_observations(&app, &visit).await {
        Ok(Ok(asked)) => asked,
        Ok(Err(errors)) => return refuse_fields(&errors),
        Err(error) => return refuse(&visit, &error),
    };
    let t = visit.words();
    let known_at = Asked::read(&visit).unwrap_or_default().known_at(&visit);
    let heads = [
        t.city(),
        t.period(),
        t.indicator(),
        t.state_heading(),
        t.kind_heading(),
        t.numerator_heading(),
        t.denominator_heading(),
        t.value_heading(),
        t.sample_heading(),
        t.unit(),
        t.definition_heading(),
        t.version_heading(),
        t.accepted_heading(),
    ];
    let table = Table {
        name: "observations",
        title: t.observations_title(),
        columns: std::array::from_fn(|i| (COLUMNS[i], heads[i])),
        records: all.iter().filter_map(|o| record(t, o)).collect(),
    };
    let source = t.sentences(t.sentence(t.colon(t.known_at(), &known_at)), t.observations_source());
    let notes = definitions::of_observations(&visit, &all, known_at);
    table.explained(&visit, source, &name, Some(notes)).await
}

/// The name of a file, without its ending.
pub(in crate::pages) fn file_name(
    visit: &Visit,
    what: &str,
    indicator: Option<&str>,
    period: Option<Period>,
) -> String {
    let demo = visit.demo().map(|_| "demonstration".to_owned());
    let parts = [
        Some("pilotboard".to_owned()),
        demo,
        Some(what.to_owned()),
        indicator.map(str::to_owned),
        period.map(|p| p.to_string()),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join("-")
}

/// `/exports/comparison.csv`: what a chart of an indicator shows, with the same query; `chart` says whether one period
/// or all up to it.
pub async fn comparison(State(app): State<App>, Extension(visit): Extension<Visit>) -> Response {
    let (sheet, shape) = match asked_chart(&visit, &app).await {
        Ok(asked) => asked,
        Err(refused) => return *refused,
    };
    let group = sheet.nine.peers.map_or_else(String::new, |p| format!("-{}", p.name()));
    let name = format!("comparison-{}{group}", shape.name());
    let period = sheet.now().map(|(p, _)| p.period);
    match comparison_csv(&sheet, shape) {
        Ok(text) => csv_file(&visit, text, &file_name(&visit, &name, Some(&sheet.d.code), period)),
        Err(cause) => refuse(&visit, &unavailable(&cause)),
    }
}

/// The chart that the query of a file asks for, or the answer instead.
async fn asked_chart(visit: &Visit, app: &App) -> Result<(Sheet, Shape), Box<Response>> {
    let bad = || (StatusCode::UNPROCESSABLE_ENTITY, visit.words().bad_chart()).into_response();
    let shape = visit.asked("chart").map_or(Some(Shape::RankedDots), Shape::parse);
    let shape = shape.ok_or_else(|| Box::new(bad()))?;
    let (code, other) = (
        visit.asked("indicator").unwrap_or_default(),
        visit.listed("also").next(),
    );
    match Sheet::shaped(visit, app, code, shape, other).await {
        Ok(sheet) => Ok((sheet, shape)),
        Err(fault) => Err(Box::new(refuse_fault(visit, &fault))),
    }
}

/// The columns of a comparison, in order.
const COMPARED: [&str; 19] = [
    "city",
    "period",
    "indicator",
    "mode",
    "status",
    "kind",
    "value",
    "unit",
    "place",
    "nine_city_median",
    "definition",
    "corrected",
    "note",
    "target",
    "attainment",
    "change_from",
    "base",
    "peers",
    "peers_median",
];

/// What a chart shows, city by city: figures rounded as drawn; a place where places are seen, `=3` where it is shared. At
/// the end the city's own target, of flows since the pilot began and for a quarter's end, and how much of it is reached, in
/// percent: where the reader may read them. Of changes what they are measured from, and each city's base; of a peer group its
/// name, and its median in the place of the nine cities'.
fn comparison_csv(sheet: &Sheet, shape: Shape) -> Result<String, String> {
    let both = [Some(sheet), sheet.beside.as_deref()].into_iter().flatten();
    csv_text(COMPARED, both.flat_map(|sheet| compared(sheet, shape)))
}

fn compared(sheet: &Sheet, shape: Shape) -> impl Iterator<Item = [String; 19]> {
    let last = sheet.nine.periods.len().saturating_sub(1);
    let drawn = move |at: usize| match shape {
        Shape::Slope => at == 0 || at == last,
        shape => shape.is_over_time() || at == last,
    };
    let periods = sheet.nine.periods.iter().zip(&sheet.sights).enumerate();
    let peers = sheet.nine.peers;
    let from = change::base(sheet).map_or("", |b| b.name());
    periods
        .filter(move |(at, _)| drawn(*at))
        .flat_map(move |(_, (p, sight))| {
            let ranked = sheet.ranked(p, sight);
            let median = told(p)
                .0
                .map_or_else(String::new, |m| canonical(round(m, sheet.d.decimals)));
            let cities = sight.visible.iter().filter(|c| sheet.draws(c));
            cities.map(move |city| {
                let o = p.value(&city.slug);
                let place = place_of(&ranked, &city.slug).map(Ranked::shown);
                let lack = p.lacks.get(&city.slug).map_or(Kind::Missing.name(), |l| l.name());
                let reached = p.reached.get(&city.slug).and_then(|r| r.score);
                [
                    city.slug.clone(),
                    p.period.to_string(),
                    sheet.d.code.clone(),
                    sheet.asked.mode.name().to_owned(),
                    o.map_or_else(String::new, |o| o.status.name().to_owned()),
                    o.map_or(lack, |o| o.entry.kind().name()).to_owned(),
                    o.map_or_else(String::new, |o| shown_value(sheet.d, o)),
                    sheet.d.unit.clone(),
                    place.unwrap_or_default(),
                    if peers.is_none() { median.clone() } else { String::new() },
                    sheet.d.version.to_string(),
                    if o.is_some_and(|o| o.corrected) { "yes" } else { "" }.to_owned(),
                    o.and_then(|o| o.note.clone()).unwrap_or_default(),
                    target::in_file(sheet, city, p.period),
                    reached.map_or_else(String::new, |s| canonical(round(s.attainment, 1))),
                    from.to_owned(),
                    change::base_in_file(sheet, city, p),
                    peers.map_or("", |p| p.name()).to_owned(),
                    if peers.is_some() { median.clone() } else { String::new() },
                ]
            })
        })
}

/// A value as charts draw it; empty of what is none.
fn shown_value(d: &Definition, o: &Observation) -> String {
    match o.entry.amount() {
        Some(Amount::YesNo(yes)) => if *yes { "yes" } else { "no" }.to_owned(),
        _ => o.figure().map_or_else(String::new, |f| canonical(round(f, d.decimals))),
    }
}

/// A file that could not be made; the log has the cause.
pub fn unavailable(cause: &dyn std::fmt::Display) -> Error {
    tracing::error!(%cause, "file");
    Error::Unavailable(String::new())
}

pub(in crate::pages) fn csv_file(visit: &Visit, text: String, name: &str) -> Response {
    attachment(visit, "text/csv; charset=utf-8", text, &format!("{name}.csv"))
}

/// A file to keep, by its media type and name.
pub(in crate::pages) fn attachment(visit: &Visit, kind: &'static str, body: impl IntoResponse, name: &str) -> Response {
    let mut response = ([(header::CONTENT_TYPE, kind)], body).into_response();
    if let Ok(value) = HeaderValue::from_str(&format!("attachment; filename=\"{name}\"")) {
        response.headers_mut().insert(header::CONTENT_DISPOSITION, value);
    }
    mark_demonstration(visit, &mut response);
    response
}

/// Marks a file of a demonstration store in its headers.
pub fn mark_demonstration(visit: &Visit, response: &mut Response) {
    if visit.demo().is_some() {
        let mark = HeaderValue::from_static("true");
        response.headers_mut().insert("x-pilotboard-demonstration", mark);
    }
}

/// A file that cannot be had, as one sentence with the status of its page.
#[must_use]
pub fn refuse(visit: &Visit, error: &Error) -> Response {
    let t = visit.words();
    let text = match error {
        Error::SignIn => t.sign_in_first().to_owned(),
        Error::Forbidden => t.err_forbidden().to_owned(),
        Error::NotFound => t.err_not_found().to_owned(),
        Error::Unavailable(id) => t.err_unavailable(id),
        Error::Refused(r) => t.refusal(r),
        Error::WrongState(w) => t.wrong_state(*w),
    };
    (error.status(), text).into_response()
}

/// Why a file cannot be had: an error, or fields of its query.
pub fn refuse_fault(visit: &Visit, fault: &Fault) -> Response {
    match fault {
        Fault::Error(error) => refuse(visit, error),
        Fault::Fields { errors, .. } => refuse_fields(errors),
    }
}

/// Fields of a file's query that cannot be understood, a sentence each.
pub(in crate::pages) fn refuse_fields(errors: &Errors) -> Response {
    let sentences: Vec<_> = errors.iter().map(|(_, sentence)| *sentence).collect();
    (StatusCode::UNPROCESSABLE_ENTITY, sentences.join("\n")).into_response()
}

pub mod chart_book;
pub mod completeness;
mod definitions;
mod plot;
pub(in crate::pages) mod table;
mod workbook;

#[cfg(test)]
mod tests;
