//! Charts as workbooks: the numbers are the page's and the CSV's, what has no number is a word, what is not released is in no
//! sheet, the chart is the spreadsheet's own, and LibreOffice opens it.

use std::io::Cursor;

use calamine::{Data, Range, Reader, Xlsx, open_workbook_from_rs};
use domain::{city::cities, number};
use tests::{
    Answer, Board, Client, EDITOR_KUNMING, Figures, QUARTER, WORDS, Who, both,
    office::{converted, holds},
};

both!(
    the_numbers_are_the_pages_and_the_csvs,
    what_is_not_released_is_in_no_sheet,
    all_data_is_a_workbook_too,
    what_cannot_be_understood_is_said,
);

/// All but Kunming, which is not in; in Beijing an indicator does not apply.
async fn filled(board: &Board) {
    board.at("2026-04-08T10:00");
    for (n, city) in cities().iter().enumerate().filter(|(_, c)| c.slug != "kunming") {
        let mut figures = Figures::of(QUARTER, n);
        if n == 0 {
            figures.0.retain(|(name, _)| !name.starts_with("entries[S1-02]"));
            figures = figures
                .with("S1-02", "kind", "not_applicable")
                .with("S1-02", "reason", "=no desks");
        }
        board.accepted(&city.slug, QUARTER, &figures).await;
    }
    board.at("2026-05-08T10:00");
}

/// The workbook's sheets by name, in order.
fn sheets(answer: &Answer) -> Vec<(String, Range<Data>)> {
    let kind = answer.header("content-type");
    assert!(kind.ends_with("spreadsheetml.sheet"), "{kind} {}", answer.says());
    let mut book: Xlsx<_> = open_workbook_from_rs(Cursor::new(answer.bytes.clone())).unwrap();
    let names = book.sheet_names();
    let read = |name: String| {
        let formulas = book.worksheet_formula(&name).unwrap();
        assert!(formulas.cells().all(|(_, _, f)| f.is_empty()), "no cell is a formula");
        let range = book.worksheet_range(&name).unwrap();
        (name, range)
    };
    names.into_iter().map(read).collect()
}

/// The heading and the rows below it, from the one that begins with the word for a city.
fn table(range: &Range<Data>) -> (Vec<String>, Vec<Vec<Data>>) {
    let mut rows = range.rows().skip_while(|r| r[0] != *WORDS.city());
    let head = rows
        .next()
        .expect("a heading")
        .iter()
        .map(ToString::to_string)
        .collect();
    (head, rows.map(<[Data]>::to_vec).collect())
}

/// What a sheet of definitions says of something, one after another.
fn told(range: &Range<Data>, of: &str) -> Vec<String> {
    let rows = range.rows().filter(|r| r[0] == *of);
    rows.map(|r| r[1].to_string()).collect()
}

/// The CSV by its heading.
fn records(answer: &Answer) -> Vec<std::collections::BTreeMap<String, String>> {
    let text = answer.body.trim_start_matches('\u{feff}');
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    reader.deserialize().map(|r| r.unwrap()).collect()
}

async fn files(client: &mut Client, query: &str) -> (Answer, Answer) {
    let csv = client
        .get(&format!("/exports/comparison.csv?{query}"))
        .await
        .expect(200);
    let xlsx = client
        .get(&format!("/exports/comparison.xlsx?{query}&lang=en"))
        .await
        .expect(200);
    (csv, xlsx)
}

fn is(cell: &Data, number: &str) -> bool {
    matches!(cell, Data::Float(f) if *f == number.parse::<f64>().unwrap())
}

async fn the_numbers_are_the_pages_and_the_csvs(board: Board) {
    filled(&board).await;
    let mut reviewer = board.client(Who::Reviewer).await;
    for (indicator, chart, mode) in [
        ("S1-02", "ranked-dots", "absolute"),
        ("N1-01", "ranked-dots", "absolute"),
        ("F3-01", "ranked-dots", "per_million"),
        ("F3-01", "trend", "absolute"),
        ("F2-01", "small-multiples", "absolute"),
        ("S1-01", "ranked-dots", "absolute"),
        ("S1-01", "trend", "absolute"),
    ] {
        let query = format!("indicator={indicator}&period={QUARTER}&chart={chart}&mode={mode}");
        let page = reviewer.get(&format!("/compare?{query}&lang=en")).await.expect(200);
        let link = format!("chart={chart}&amp;lang=en\"");
        assert!(
            page.body.contains("/exports/comparison.xlsx?") && page.body.contains(&link),
            "{query}"
        );
        let text = page.text();
        let (csv, xlsx) = files(&mut reviewer, &query).await;
        let all = sheets(&xlsx);
        let names: Vec<_> = all.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(
            names,
            [WORDS.sheet_numbers(), WORDS.sheet_definitions(), WORDS.sheet_drawn()]
        );
        let (head, rows) = table(&all[0].1);
        let csv = records(&csv);
        let mut numbers = 0;
        for record in &csv {
            let city = WORDS.city_short(&record["city"]);
            let row = rows.iter().find(|r| r[0] == *city).expect("a row for each city");
            let period = WORDS.period_name(record["period"].parse().unwrap());
            let column = match chart {
                "ranked-dots" => 1,
                _ => head
                    .iter()
                    .position(|h| h.starts_with(&period))
                    .expect("a column for each period"),
            };
            let (cell, value) = (&row[column], record["value"].as_str());
            if value.parse::<f64>().is_ok() {
                assert!(is(cell, value), "{query} {record:?} {cell:?}");
                assert!(
                    text.contains(&number::group(value.parse().unwrap())),
                    "{value} on the page"
                );
                numbers += 1;
            } else {
                let Data::String(word) = cell else {
                    panic!("{query}: {record:?} is a word, never a number: {cell:?}")
                };
                assert!(!word.is_empty() && text.contains(word.as_str()), "{word}");
            }
        }
        assert!(
            numbers >= if indicator == "S1-01" { 0 } else { 7 },
            "{query}: {numbers}"
        );
        let unit = head.get(1).is_some_and(|h| h.contains('('));
        assert_eq!(unit, indicator != "S1-01", "a unit in the heading: {head:?}");
        // The finding is the page's, and the sheet says what the numbers mean.
        let take = page
            .page()
            .elements()
            .find(|e| e.attribute("class") == Some("chart__take"))
            .unwrap()
            .text();
        let definitions = &all[1].1;
        assert_eq!(told(definitions, WORDS.finding()), [take.trim()]);
        assert_eq!(told(definitions, WORDS.definition()), [WORDS.version_n(1)]);
        let known = domain::indicator::definition(indicator).unwrap();
        assert_eq!(
            told(definitions, WORDS.formula()),
            std::slice::from_ref(&known.formula.en)
        );
        let held = WORDS.in_brackets(WORDS.cities_in(), WORDS.period_name(QUARTER.parse().unwrap()));
        let expected = if indicator == "S1-02" { 7 } else { 8 };
        assert_eq!(told(definitions, &held), [WORDS.of_nine(expected, 9)]);
        assert_eq!(told(definitions, WORDS.whose_values()).len(), 1);
        assert!(holds(&xlsx.bytes, "xl/charts/chart1.xml"), "a chart of its own");
        let several = holds(&xlsx.bytes, "xl/charts/chart2.xml");
        assert_eq!(several, chart == "small-multiples", "{query}");
    }
    let (_, xlsx) = files(&mut reviewer, "indicator=S1-02&chart=ranked-dots&period=2026-Q1").await;
    let all = sheets(&xlsx);
    let (_, rows) = table(&all[0].1);
    let cell = |city: &str| rows.iter().find(|r| r[0] == *WORDS.city_short(city)).unwrap()[1].to_string();
    assert_eq!(cell("beijing"), WORDS.kind_not_applicable());
    assert_eq!(cell("kunming"), WORDS.not_in());
    // What the chart is drawn from has a gap where there is no number.
    let drawn = &all[2].1;
    let gaps = drawn.rows().skip(1).filter(|r| r[1] == Data::Empty).count();
    assert_eq!(gaps, 2, "{drawn:?}");
    let Some(ods) = converted(&xlsx.bytes, "xlsx", "ods") else {
        return;
    };
    assert!(holds(&ods, "Object 1/content.xml"), "LibreOffice shows a chart");
    let (_, many) = files(&mut reviewer, "indicator=F2-01&chart=small-multiples&period=2026-Q1").await;
    let ods = converted(&many.bytes, "xlsx", "ods").unwrap();
    assert!(holds(&ods, "Object 9/content.xml"), "LibreOffice shows nine charts");
}

async fn what_is_not_released_is_in_no_sheet(board: Board) {
    filled(&board).await;
    let mut suzhou = board.client(Who::Editor("suzhou")).await;
    let mut reviewer = board.client(Who::Reviewer).await;
    for chart in ["ranked-dots", "trend"] {
        let query = format!("indicator=F3-01&period={QUARTER}&chart={chart}");
        let (csv, _) = files(&mut reviewer, &query).await;
        let others: Vec<_> = records(&csv)
            .into_iter()
            .filter(|r| r["city"] != "suzhou" && !r["value"].is_empty())
            .map(|r| r["value"].clone())
            .collect();
        assert!(others.len() > 6, "{others:?}");
        let (_, xlsx) = files(&mut suzhou, &query).await;
        let all = sheets(&xlsx);
        let told_of_all = ["Median", "median", "least", "greatest"];
        for (name, range) in &all {
            for row in range.rows() {
                let first = row[0].to_string();
                if told_of_all.iter().any(|word| first.contains(word)) {
                    continue;
                }
                for cell in row {
                    // The median is some city's value, and told as the median.
                    assert!(
                        name == WORDS.sheet_drawn() || !others.iter().any(|o| is(cell, o)),
                        "{name}: {row:?}"
                    );
                }
            }
        }
        let (_, rows) = table(&all[0].1);
        let named: Vec<_> = rows.iter().map(|r| r[0].to_string()).collect();
        let cities_named = cities()
            .iter()
            .filter(|c| named.contains(&WORDS.city_short(&c.slug).to_owned()))
            .count();
        assert_eq!(cities_named, 1, "{named:?}");
        let whose = told(&all[1].1, WORDS.whose_values()).join("\n");
        assert!(whose.contains(WORDS.release_own()), "{whose}");
        assert!(
            whose.contains("Kunming") && !whose.contains("Suzhou,"),
            "who is not shown is said: {whose}"
        );
    }
    let refused = board
        .client(Who::Expert)
        .await
        .get("/exports/comparison.xlsx?indicator=F3-01")
        .await;
    assert_eq!(refused.status, 404);
}

async fn all_data_is_a_workbook_too(board: Board) {
    filled(&board).await;
    let mut reviewer = board.client(Who::Reviewer).await;
    let query = format!("period={QUARTER}");
    let csv = reviewer
        .get(&format!("/exports/observations.csv?{query}"))
        .await
        .expect(200);
    let xlsx = reviewer
        .get(&format!("/exports/observations.xlsx?{query}&lang=en"))
        .await
        .expect(200);
    let all = sheets(&xlsx);
    assert_eq!(all[1].0, WORDS.sheet_definitions());
    let (head, rows) = table(&all[0].1);
    let csv = records(&csv);
    assert_eq!((head.len(), rows.len()), (13, csv.len()));
    assert!(csv.len() > 250, "{}", csv.len());
    for (row, record) in rows.iter().zip(&csv) {
        assert_eq!(row[0].to_string(), WORDS.city_short(&record["city"]));
        assert!(row[2].to_string().starts_with(&record["indicator"]));
        for (at, name) in [
            (5, "numerator"),
            (6, "denominator"),
            (7, "value"),
            (8, "n"),
            (10, "definition"),
            (11, "version"),
        ] {
            match record[name].as_str() {
                "" => assert_eq!(row[at], Data::Empty, "{record:?}"),
                "yes" => assert_eq!(row[at].to_string(), WORDS.yes()),
                number => assert!(is(&row[at], number), "{record:?} {:?}", row[at]),
            }
        }
    }
    let codes = all[1].1.rows().filter(|r| r[0] == *WORDS.indicator()).count();
    let there: std::collections::BTreeSet<_> = csv.iter().map(|r| r["indicator"].as_str()).collect();
    assert_eq!(codes, there.len(), "each indicator is explained");
    // Kunming's editor has only Kunming's, which has none.
    let mut kunming = board.client(EDITOR_KUNMING).await;
    let none = kunming
        .get(&format!("/exports/observations.xlsx?{query}&lang=en"))
        .await
        .expect(200);
    assert_eq!(table(&sheets(&none)[0].1).1.len(), 0);
    let page = reviewer.get("/indicators/F3-01?lang=en").await.expect(200);
    assert!(page.body.contains("/exports/observations.xlsx?indicator=F3-01"));
}

async fn what_cannot_be_understood_is_said(board: Board) {
    filled(&board).await;
    let mut reviewer = board.client(Who::Reviewer).await;
    for (query, status) in [
        ("indicator=F3-01&chart=pie", 422),
        ("indicator=F3-01&period=2031-01", 422),
        ("indicator=X1", 404),
        ("", 404),
    ] {
        let answer = reviewer.get(&format!("/exports/comparison.xlsx?{query}")).await;
        assert_eq!(answer.status, status, "{query}");
    }
    assert_eq!(reviewer.get("/exports/observations.xlsx?period=abc").await.status, 422);
}
