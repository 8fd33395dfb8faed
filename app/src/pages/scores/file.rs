//! `/exports/score.csv` and `.xlsx`: the points of a score as its page shows them, a line an indicator and one for the
//! total; of the city asked for, else of all whose score the reader may read.

use axum::{Extension, extract::State, response::Response};
use domain::{
    Decimal,
    number::{canonical, round},
    period::Period,
    score::{Line, Outcome, Reason, Row, Standing},
};
use storage::{
    Caller,
    scores::{self, Explained, Item},
};

use super::{
    asked::{self, Asked},
    explain,
};
use crate::{
    comparison::asked::asked_city,
    error::Error,
    locales::Words,
    pages::exports::{
        refuse, refuse_fields,
        table::{Cell, Table, asked_in_words},
    },
    visit::{App, Visit},
};

/// How many columns there are.
const COLUMNS: usize = 21;

/// The file as CSV.
pub async fn csv(State(app): State<App>, Extension(visit): Extension<Visit>) -> Response {
    match table(&visit, &app).await {
        Ok((table, _)) => table.csv(&visit),
        Err(refused) => refused,
    }
}

/// The file as a workbook.
pub async fn xlsx(State(app): State<App>, Extension(visit): Extension<Visit>) -> Response {
    match table(&visit, &app).await {
        Ok((table, source)) => table.workbook(&visit, source).await,
        Err(refused) => refused,
    }
}

/// The table that the address asks for, and its question in words.
async fn table(visit: &Visit, app: &App) -> Result<(Table<COLUMNS>, String), Response> {
    let caller = visit.caller().map_err(|error| refuse(visit, &error))?;
    let mut errors = Vec::new();
    let one = asked_city(visit, &mut errors);
    let asked = match Asked::read(visit) {
        Ok(asked) if errors.is_empty() => asked,
        Ok(_) => return Err(refuse_fields(&errors)),
        Err(more) => {
            errors.extend(more);
            return Err(refuse_fields(&errors));
        }
    };
    let all = fetch(app, visit, &caller, one.map(|c| c.slug.as_str()), &asked).await;
    let all = all.map_err(|error| refuse(visit, &error))?;
    let t = visit.words();
    let words = [
        asked.quarter.map(|q| (t.period(), t.period_name(q))),
        one.map(|c| (t.city(), c.short(t.lang()).to_owned())),
        asked.as_of.map(|day| (t.as_of_label(), t.full_day(day))),
    ];
    let source = asked_in_words(visit, words.into_iter().flatten().collect());
    let table = Table {
        name: "score",
        title: t.score_points_of(),
        columns: columns(t),
        records: all.iter().flat_map(|explained| records(t, explained)).collect(),
    };
    Ok((table, source))
}

fn columns(t: Words) -> [(&'static str, &'static str); COLUMNS] {
    [
        ("city", t.city()),
        ("period", t.period()),
        ("indicator", t.indicator()),
        ("standing", t.state_heading()),
        ("value", t.score_value()),
        ("numerator", t.numerator()),
        ("denominator", t.denominator()),
        ("held", t.score_values_behind()),
        ("expected", t.score_expected()),
        ("baseline", t.score_baseline()),
        ("target", t.score_target()),
        ("filed_target", t.score_filed_target()),
        ("scheme_version", t.score_scheme_version()),
        ("outcome", t.score_outcome()),
        ("rule", t.score_rule()),
        ("attainment", t.score_attainment()),
        ("progress", t.score_progress()),
        ("points", t.score_points()),
        ("weight", t.weight()),
        ("share", t.score_share()),
        ("contribution", t.score_adds()),
    ]
}

async fn fetch(
    app: &App,
    visit: &Visit,
    caller: &Caller,
    one: Option<&str>,
    asked: &Asked,
) -> Result<Vec<Explained>, Error> {
    let slugs = match one {
        Some(slug) => vec![slug],
        None => scores::readable(caller).into_iter().map(|c| c.slug.as_str()).collect(),
    };
    if slugs.is_empty() {
        return Err(Error::NotFound);
    }
    let mut all = Vec::new();
    for slug in slugs {
        // Who may not read it is told so before any quarter is over too.
        let first = || Period::month_of(visit.today()).quarter();
        let quarter = asked.quarter.unwrap_or_else(first);
        let explained = scores::of_city(&app.store, caller, slug, asked::of(visit, quarter, asked.as_of)).await?;
        if asked.quarter.is_some() {
            all.push(explained);
        }
    }
    Ok(all)
}

/// A number that is not rounded on the page: at most six decimals.
fn number(n: Option<Decimal>) -> Cell {
    n.map_or(Cell::None, |n| Cell::Figure(canonical(round(n, 6).normalize())))
}

/// Points, a share in percent, a contribution: rounded half-up to two decimals as on the page.
fn points(n: Option<Decimal>) -> Cell {
    let shown = |n: Decimal| {
        let mut rounded = round(n, 2);
        rounded.rescale(2);
        rounded.to_string()
    };
    n.map_or(Cell::None, |n| Cell::Figure(shown(n)))
}

fn count(n: usize) -> Cell {
    Cell::Number(i64::try_from(n).unwrap_or(i64::MAX))
}

fn records(t: Words, explained: &Explained) -> Vec<[Cell; COLUMNS]> {
    let score = &explained.score;
    let lines = score.total.lines.iter().zip(&score.rows).zip(&explained.items);
    let mut all: Vec<_> = lines
        .map(|((line, row), item)| record(t, explained, (line, row), item))
        .collect();
    let mut total: [Cell; COLUMNS] = std::array::from_fn(|_| Cell::None);
    let ranked = match (score.total.total, score.total.is_ranked()) {
        (None, _) => Cell::named("none", t.score_none()),
        (Some(_), true) => Cell::named("ranked", t.score_ranked()),
        (Some(_), false) => Cell::named("grey", t.score_unranked()),
    };
    for (at, cell) in [
        (0, Cell::named(&score.city, t.city_short(&score.city))),
        (1, Cell::named(score.quarter.to_string(), t.period_name(score.quarter))),
        (2, Cell::named("total", t.score_total())),
        (7, count(score.total.held)),
        (8, count(score.total.expected)),
        (13, ranked),
        (14, Cell::named(score.rule.name(), t.score_rule_name(score.rule))),
        (18, number(Some(score.total.base))),
        (20, points(score.total.total)),
    ] {
        total[at] = cell;
    }
    all.push(total);
    all
}

fn record(t: Words, explained: &Explained, (line, row): (&Line, &Row), item: &Item) -> [Cell; COLUMNS] {
    let score = &explained.score;
    let value = match row.standing {
        Standing::Value(value) => Some(value),
        _ => None,
    };
    let parts = explain::behind(item).filter(|_| value.is_some());
    let (got, zero) = match line.outcome {
        Outcome::Scored(got) => (Some(got), None),
        Outcome::Zero(_) => (None, Some(Decimal::ZERO)),
        Outcome::Out(_) => (None, None),
    };
    let rule = got.map_or(score.rule, |got| got.by);
    let filed = item.promise.as_ref().and_then(|p| p.promise.path());
    let standing = match row.standing {
        Standing::Value(_) => Cell::named("value", t.score_value()),
        other => Cell::named(standing(other), explain::standing(t, item.d, other)),
    };
    [
        Cell::named(&score.city, t.city_short(&score.city)),
        Cell::named(score.quarter.to_string(), t.period_name(score.quarter)),
        Cell::named(&line.code, t.item(&line.code)),
        standing,
        number(value),
        number(parts.map(|(n, _)| n)),
        number(parts.map(|(_, of)| of)),
        count(line.held),
        count(line.expected),
        number(row.baseline),
        number(row.target),
        number(filed.and_then(|path| path.at(score.quarter))),
        item.promise
            .as_ref()
            .map_or(Cell::None, |p| Cell::Number(p.version.into())),
        outcome(t, line.outcome),
        Cell::named(rule.name(), t.score_rule_name(rule)),
        points(got.map(|got| got.attainment)),
        points(got.and_then(|got| got.progress)),
        points(got.map(|got| got.points).or(zero)),
        number(Some(line.weight)),
        points(line.share.map(|share| share * Decimal::ONE_HUNDRED)),
        points(line.contribution),
    ]
}

const fn standing(standing: Standing) -> &'static str {
    match standing {
        Standing::Value(_) => "value",
        Standing::NoCases => "no_cases",
        Standing::NotApplicable { agreed: true } => "not_applicable_agreed",
        Standing::NotApplicable { agreed: false } => "not_applicable",
        Standing::NotYet => "not_yet_available",
        Standing::Missing => "missing",
        Standing::NoFigure => "no_figure",
    }
}

fn outcome(t: Words, outcome: Outcome) -> Cell {
    let name = |reason| match reason {
        Reason::NotApplicable => "not_applicable",
        Reason::NoCases => "no_cases",
        Reason::NoTarget => "no_target",
        Reason::NotYet => "not_yet_available",
        Reason::Missing => "missing",
        Reason::NoFigure => "no_figure",
        Reason::Exempt => "exempt",
    };
    match outcome {
        Outcome::Scored(_) => Cell::named("scored", t.score_scored()),
        Outcome::Zero(reason) => Cell::named(format!("zero:{}", name(reason)), t.score_zero()),
        Outcome::Out(reason) => Cell::named(format!("out:{}", name(reason)), t.score_out(reason)),
    }
}
