//! `/exports/practices.csv` and `.xlsx`: the practices that the list shows, with the same filters, all of them.

use axum::{Extension, extract::State, response::Response};
use domain::{
    calendar::beijing,
    indicator::{Aspect, Goal},
    practice::code,
};
use storage::practices::{self, Query, Row, Wanted};

use super::list::asked;
use crate::{
    error::Error,
    locales::Words,
    pages::exports::{
        refuse,
        table::{Cell, Table, asked_in_words},
    },
    visit::{App, Visit},
};

/// Most practices of a file.
const MOST: usize = 10_000;

/// The file as CSV.
pub async fn csv(State(app): State<App>, Extension(visit): Extension<Visit>) -> Response {
    match table(&visit, &app).await {
        Ok((table, _)) => table.csv(&visit),
        Err(error) => refuse(&visit, &error),
    }
}

/// The file as a workbook.
pub async fn xlsx(State(app): State<App>, Extension(visit): Extension<Visit>) -> Response {
    match table(&visit, &app).await {
        Ok((table, source)) => table.workbook(&visit, source).await,
        Err(error) => refuse(&visit, &error),
    }
}

/// The practices that the address asks for, and its question in words.
async fn table(visit: &Visit, app: &App) -> Result<(Table<9>, String), Error> {
    let query = Query {
        from: 0,
        most: MOST,
        ..asked(visit)
    };
    let listing = practices::list(&app.store, &visit.caller()?, &query).await?;
    let t = visit.words();
    let table = Table {
        name: "practices",
        title: t.practices_title(),
        columns: [
            ("number", t.col_number()),
            ("city", t.city()),
            ("state", t.state_heading()),
            ("title", t.practice_title_field()),
            ("aspect", t.practice_aspect()),
            ("goal", t.practice_goal()),
            ("indicator", t.practice_indicator()),
            ("since", t.practice_in_state_since()),
            ("adopted_by", t.practice_adopters()),
        ],
        records: listing.rows.iter().map(|row| record(t, row)).collect(),
    };
    Ok((table, asked_in_words(visit, in_words(t, &query))))
}

fn record(t: Words, row: &Row) -> [Cell; 9] {
    let adopters = |name: fn(Words, &str) -> String, sep: &str| {
        let each = row.adoptions.iter().map(|a| format!("{} {}", name(t, &a.city), a.on));
        each.collect::<Vec<_>>().join(sep)
    };
    let named = |name: &String, word: Option<String>| match name.as_str() {
        "" => Cell::None,
        known => Cell::named(known, word.unwrap_or_else(|| known.to_owned())),
    };
    let aspect = Aspect::ALL.into_iter().find(|a| a.name() == row.aspect);
    let goal = Goal::ALL.into_iter().find(|g| g.name() == row.goal);
    [
        Cell::Text(code(row.number)),
        Cell::named(&row.city, t.city_short(&row.city)),
        Cell::named(row.state.name(), t.practice_state(row.state)),
        Cell::Text(row.title.clone()),
        named(&row.aspect, aspect.map(|a| t.aspect(a).to_owned())),
        named(&row.goal, goal.map(|g| t.goal(g).to_owned())),
        named(&row.indicator, Some(t.item(&row.indicator))),
        Cell::Day(beijing(row.at).date()),
        Cell::named(
            adopters(|_, slug| slug.to_owned(), "; "),
            adopters(|t, slug| t.city_short(slug).to_owned(), t.asked_sep()),
        ),
    ]
}

/// What the list was asked for, each with its label.
fn in_words(t: Words, query: &Query<'_>) -> Vec<(&'static str, String)> {
    let text = query.text.trim();
    let adopted = query.adopted.map(|wanted| match wanted {
        Wanted::Adopted => t.practices_adopted_yes(),
        Wanted::NotYet => t.practices_adopted_no(),
    });
    [
        Some((t.state_heading(), t.practice_state(query.state).to_owned())),
        query.aspect.map(|a| (t.practice_aspect(), t.aspect(a).to_owned())),
        query.goal.map(|g| (t.practice_goal(), t.goal(g).to_owned())),
        query.city.map(|c| (t.city(), t.city_short(c).to_owned())),
        query.indicator.map(|code| (t.practice_indicator(), t.item(code))),
        adopted.map(|word| (t.practices_adopted(), word.to_owned())),
        (!text.is_empty()).then(|| (t.practices_search(), text.to_owned())),
    ]
    .into_iter()
    .flatten()
    .collect()
}
