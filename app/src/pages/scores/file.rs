//! `/exports/score.csv`: the points of a score as its page shows them, a line an indicator and one for the total; of the
//! city asked for, else of all whose score the reader may read.

use axum::{Extension, extract::State, response::Response};
use domain::{
    Decimal,
    number::{canonical, round},
    score::{Outcome, Reason, Standing},
};
use storage::{
    Caller,
    scores::{self, Explained, Item},
};

use super::{
    asked::{self, Asked},
    explain::behind,
};
use crate::{
    comparison::asked::asked_city,
    error::Error,
    pages::exports::{csv_file, csv_text, file_name, refuse, refuse_fields, unavailable},
    visit::{App, Visit},
};

/// The columns, in order; points, share in percent and contribution rounded half-up to two decimals as on the page.
const COLUMNS: [&str; 21] = [
    "city",
    "period",
    "indicator",
    "standing",
    "value",
    "numerator",
    "denominator",
    "held",
    "expected",
    "baseline",
    "target",
    "filed_target",
    "scheme_version",
    "outcome",
    "rule",
    "attainment",
    "progress",
    "points",
    "weight",
    "share",
    "contribution",
];

/// The file.
pub async fn file(State(app): State<App>, Extension(visit): Extension<Visit>) -> Response {
    match answer(&app, &visit).await {
        Ok(response) => response,
        Err(error) => refuse(&visit, &error),
    }
}

async fn answer(app: &App, visit: &Visit) -> Result<Response, Error> {
    let caller = visit.caller()?;
    let mut errors = Vec::new();
    let one = asked_city(visit, &mut errors);
    let asked = match Asked::read(visit) {
        Ok(asked) if errors.is_empty() => asked,
        Ok(_) => return Ok(refuse_fields(&errors)),
        Err(more) => {
            errors.extend(more);
            return Ok(refuse_fields(&errors));
        }
    };
    let all = fetch(app, visit, &caller, one.map(|c| c.slug.as_str()), &asked).await?;
    let text = csv_text(COLUMNS, all.iter().flat_map(records)).map_err(|cause| unavailable(&cause))?;
    let name = file_name(visit, "score", one.map(|c| c.slug.as_str()), asked.quarter);
    Ok(csv_file(visit, text, &name))
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
        let quarter = asked
            .quarter
            .unwrap_or_else(|| domain::period::Period::month_of(visit.today()).quarter());
        let explained = scores::of_city(&app.store, caller, slug, asked::of(visit, quarter, asked.as_of)).await?;
        if asked.quarter.is_some() {
            all.push(explained);
        }
    }
    Ok(all)
}

fn records(explained: &Explained) -> Vec<[String; 21]> {
    let score = &explained.score;
    let lines = score.total.lines.iter().zip(&score.rows).zip(&explained.items);
    let mut all: Vec<[String; 21]> = lines
        .map(|((line, row), item)| {
            let number = |n: Option<Decimal>| n.map(|n| canonical(round(n, 6).normalize())).unwrap_or_default();
            let points = |n: Option<Decimal>| n.map(shown).unwrap_or_default();
            let value = match row.standing {
                Standing::Value(value) => Some(value),
                _ => None,
            };
            let parts = behind(item).filter(|_| value.is_some());
            let got = match line.outcome {
                Outcome::Scored(got) => Some(got),
                _ => None,
            };
            let (filed, version) = filed(item, score.quarter);
            [
                score.city.clone(),
                score.quarter.to_string(),
                line.code.clone(),
                standing(row.standing).to_owned(),
                number(value),
                parts.map(|(n, _)| canonical(n)).unwrap_or_default(),
                parts.map(|(_, of)| canonical(of)).unwrap_or_default(),
                line.held.to_string(),
                line.expected.to_string(),
                number(row.baseline),
                number(row.target),
                number(filed),
                version,
                outcome(line.outcome),
                got.map_or(score.rule, |got| got.by).name().to_owned(),
                points(got.map(|got| got.attainment)),
                points(got.and_then(|got| got.progress)),
                match line.outcome {
                    Outcome::Zero(_) => shown(Decimal::ZERO),
                    _ => points(got.map(|got| got.points)),
                },
                canonical(line.weight),
                points(line.share.map(|share| share * Decimal::ONE_HUNDRED)),
                points(line.contribution),
            ]
        })
        .collect();
    let mut total: [String; 21] = std::array::from_fn(|_| String::new());
    total[0].clone_from(&score.city);
    total[1] = score.quarter.to_string();
    total[2] = "total".to_owned();
    total[7] = score.total.held.to_string();
    total[8] = score.total.expected.to_string();
    total[13] = match (score.total.total, score.total.is_ranked()) {
        (None, _) => "none",
        (Some(_), true) => "ranked",
        (Some(_), false) => "grey",
    }
    .to_owned();
    score.rule.name().clone_into(&mut total[14]);
    total[18] = canonical(score.total.base);
    total[20] = score.total.total.map(shown).unwrap_or_default();
    all.push(total);
    all
}

/// Two decimals, ungrouped.
fn shown(points: Decimal) -> String {
    let mut points = round(points, 2);
    points.rescale(2);
    points.to_string()
}

fn filed(item: &Item, quarter: domain::period::Period) -> (Option<Decimal>, String) {
    item.promise.as_ref().map_or((None, String::new()), |p| {
        let filed = p.promise.path().and_then(|path| path.at(quarter));
        (filed, p.version.to_string())
    })
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

fn outcome(outcome: Outcome) -> String {
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
        Outcome::Scored(_) => "scored".to_owned(),
        Outcome::Zero(reason) => format!("zero:{}", name(reason)),
        Outcome::Out(reason) => format!("out:{}", name(reason)),
    }
}
