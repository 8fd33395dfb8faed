//! Releases: with `own` nothing that another city may fetch holds a city's figure; with `named` it does.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    access::Release,
    check::figure,
    city::cities,
    entry::Amount,
    indicator::{Definition, items},
    number,
    period::Period,
};
use tests::{Board, EDITOR_KUNMING, Figures, LIAISON_YUNNAN, MONTH, Who};

use crate::access::Row;

/// Place of Kunming in the notice's order.
const KUNMING: usize = 7;

fn period() -> Period {
    MONTH.parse().unwrap()
}

/// April of all nine cities is accepted.
async fn nine(board: &Board) {
    for (n, city) in cities().iter().enumerate() {
        board.accepted(&city.slug, MONTH, &Figures::of(MONTH, n)).await;
    }
}

async fn release(board: &Board, level: Release) {
    let admin = board.caller(Who::Admin).await;
    storage::releases::set(&board.store, &admin, None, None, Some(level))
        .await
        .unwrap();
}

/// What gives each city's entries away, by code: texts as pages and files write them.
struct Marks {
    /// Counts as typed, with and without separators: nobody but the city and CNIPA ever reads those.
    counts: BTreeMap<String, Vec<[String; 2]>>,
    /// Figures as shown; none where it is the median or an end of the range, which all may read.
    figures: BTreeMap<String, Vec<Option<String>>>,
}

fn marks() -> Marks {
    let (mut counts, mut figures) = (BTreeMap::new(), BTreeMap::new());
    for d in items(period()) {
        let amounts: Vec<Amount> = (0..9).map(|n| amount(d, n)).collect();
        let all: Vec<_> = amounts.iter().filter_map(|a| figure(d, a)).collect();
        let known: BTreeSet<_> = {
            let (least, most) = domain::compare::range(&all).unwrap();
            BTreeSet::from([least, most, domain::compare::median(&all).unwrap()])
        };
        let shown = all
            .iter()
            .map(|f| (!known.contains(f)).then(|| number::show(*f, d.decimals)));
        figures.insert(d.code.clone(), shown.collect());
        let typed = amounts.iter().map(|a| match a {
            Amount::Quotient { numerator, .. } => [number::canonical(*numerator), number::group(*numerator)],
            Amount::Number(n) if known.contains(n) => [String::new(), String::new()],
            Amount::Number(n) => [number::canonical(*n), number::group(*n)],
            _ => [String::new(), String::new()],
        });
        let long = |pair: [String; 2]| {
            if pair[0].len() > 5 {
                pair
            } else {
                [String::new(), String::new()]
            }
        };
        counts.insert(d.code.clone(), typed.map(long).collect());
    }
    Marks { counts, figures }
}

fn amount(d: &Definition, n: usize) -> Amount {
    let form = Figures::of(MONTH, n).form();
    let check = domain::check::check_report(
        period(),
        &form.entries,
        &form.sections,
        &BTreeMap::new(),
        jiff::civil::date(2026, 5, 8),
    );
    check.items[&d.code].entry.amount().unwrap().clone()
}

/// Every address that a client is led to from these, pages and files.
async fn everything(client: &mut tests::Client, from: &[String]) -> BTreeMap<String, String> {
    let mut bodies = BTreeMap::new();
    let mut left = from.to_vec();
    while let Some(address) = left.pop() {
        if bodies.contains_key(&address) {
            continue;
        }
        let answer = client.get(&address).await;
        if answer.header("content-type").starts_with("text/html") {
            for e in answer.page().elements() {
                let link = e.attribute("href").or_else(|| e.attribute("src")).unwrap_or_default();
                let file = link.starts_with("/charts/") || link.starts_with("/exports/");
                let page = link.starts_with("/indicators") || link.starts_with("/reports");
                if file || (page && bodies.len() < 80) {
                    left.push(link.split('#').next().unwrap_or_default().to_owned());
                }
            }
        }
        bodies.insert(address, format!("{}\n{}", answer.status, answer.body));
    }
    bodies
}

fn starts() -> Vec<String> {
    let mut all = vec![
        "/".to_owned(),
        "/indicators".into(),
        "/reports".into(),
        "/exports/observations.csv".into(),
    ];
    for code in items(period()).iter().map(|d| &d.code) {
        for lang in ["en", "zh-CN"] {
            all.push(format!("/indicators/{code}?period={MONTH}&lang={lang}"));
        }
        all.push(format!("/exports/observations.csv?period={MONTH}&indicator={code}"));
        all.push(format!(
            "/exports/observations.csv?period={MONTH}&indicator={code}&city=suzhou"
        ));
        all.push(format!(
            "/exports/observations.csv?period={MONTH}&indicator={code}&include=submitted"
        ));
        all.push(format!(
            "/indicators/{code}?period={MONTH}&include=submitted&as_of=2026-05-08"
        ));
        all.push(format!("/charts/ranked-dots.svg?indicator={code}&period={MONTH}"));
        all.push(format!("/charts/trend.svg?indicator={code}&period={MONTH}"));
    }
    all.extend(["/reports/suzhou/2026-04", "/reports/suzhou/2026-04/versions/1"].map(str::to_owned));
    all
}

/// Text that people read, without addresses and drawing coordinates; of a CSV all.
fn readable(body: &str) -> String {
    if !body.contains('<') {
        return body.to_owned();
    }
    let (_, source) = body.split_once('\n').unwrap();
    let page = tests::html::Page::read(source);
    let mut text = String::new();
    for e in page.elements() {
        for name in ["aria-label", "title", "alt", "content", "value", "data-value"] {
            text.push_str(e.attribute(name).unwrap_or_default());
            text.push('\n');
        }
    }
    for root in ["html", "svg"] {
        if let Some(root) = page.find_tag(root) {
            text.push_str(&root.text());
            return text;
        }
    }
    text
}

/// Where another city's figure stands in what Kunming may fetch.
fn leaks(bodies: &BTreeMap<String, String>, but: usize) -> Vec<String> {
    let marks = marks();
    let mut found = Vec::new();
    let texts: BTreeMap<_, _> = bodies.iter().map(|(a, b)| (a, readable(b))).collect();
    for (code, cities) in &marks.counts {
        for (n, spellings) in cities.iter().enumerate().filter(|(n, _)| *n != but) {
            for mark in spellings.iter().filter(|m| !m.is_empty()) {
                let places = bodies.iter().filter(|(_, body)| body.contains(mark));
                found.extend(places.map(|(address, _)| format!("{address}: {mark}, {code} of city {n}")));
            }
        }
    }
    for (code, cities) in &marks.figures {
        for (n, mark) in cities.iter().enumerate().filter(|(n, _)| *n != but) {
            let Some(mark) = mark.as_ref().filter(|m| m.len() > 4) else {
                continue;
            };
            let places = texts.iter().filter(|(_, text)| text.contains(mark));
            found.extend(places.map(|(address, _)| format!("{address}: {mark}, the figure {code} of city {n}")));
        }
    }
    found
}

#[tokio::test(flavor = "multi_thread")]
async fn with_release_own_nothing_kunming_may_fetch_holds_another_citys_figure() {
    let board = Board::sqlite().await;
    nine(&board).await;
    for who in [EDITOR_KUNMING, LIAISON_YUNNAN, Who::ObserverOf("kunming")] {
        let bodies = everything(&mut board.client(who).await, &starts()).await;
        let found = leaks(&bodies, KUNMING);
        assert!(found.is_empty(), "{who:?} reads\n{}", found.join("\n"));
        let own = Figures::of(MONTH, KUNMING);
        let own = number::group(own.get("F3-01", "value").parse().unwrap());
        let page = &bodies["/indicators/F3-01?period=2026-04&lang=en"];
        assert!(page.contains(&own), "{who:?} does not read the own figure {own}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_figures_of_the_nine_differ_and_are_found_where_they_stand() {
    let board = Board::sqlite().await;
    nine(&board).await;
    let bodies = everything(&mut board.client(Who::Reviewer).await, &starts()).await;
    let found = leaks(&bodies, KUNMING);
    // The search itself is tested: CNIPA reads every mark.
    let marks = marks();
    for code in ["F3-01", "N1-01", "F4-02"] {
        for (n, [_, grouped]) in marks.counts[code]
            .iter()
            .enumerate()
            .filter(|(n, m)| *n != KUNMING && !m[1].is_empty())
        {
            let there = found
                .iter()
                .any(|f| f.contains(&format!("{grouped}, {code} of city {n}")));
            assert!(there, "{grouped}, {code} of city {n} is nowhere to be read");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn once_named_the_figures_of_others_appear() {
    let board = Board::sqlite().await;
    nine(&board).await;
    let suzhou = number::group(Figures::of(MONTH, 8).get("F3-01", "value").parse().unwrap());
    let mut kunming = board.client(EDITOR_KUNMING).await;
    let (page, csv) = (
        "/indicators/F3-01?period=2026-04",
        "/exports/observations.csv?period=2026-04&indicator=F3-01",
    );
    let chart = "/charts/ranked-dots.svg?indicator=F3-01&period=2026-04";
    assert!(!kunming.get(csv).await.expect(200).body.contains("suzhou"));
    for level in [Release::Named, Release::Ranked] {
        release(&board, level).await;
        for address in [page, chart] {
            let answer = kunming.get(address).await.expect(200);
            assert!(answer.body.contains(&suzhou), "{address} with {level:?}");
        }
        let rows = kunming.get(csv).await.expect(200).body;
        assert!(
            rows.contains(&format!(
                "suzhou,2026-04,F3-01,accepted,value,,,{}",
                suzhou.replace(',', "")
            )),
            "{rows}"
        );
        assert_eq!(rows.lines().count(), 10, "a head and nine cities: {rows}");
    }
    release(&board, Release::Own).await;
    assert!(
        !kunming.get(page).await.expect(200).body.contains(&suzhou),
        "taken back, it is hidden at once"
    );
    // By indicator: the others stay as they were.
    let admin = board.caller(Who::Admin).await;
    storage::releases::set(
        &board.store,
        &admin,
        Some(period()),
        Some("F4-02"),
        Some(Release::Named),
    )
    .await
    .unwrap();
    assert!(!kunming.get(page).await.expect(200).body.contains(&suzhou));
    let other = number::group(Figures::of(MONTH, 8).get("F4-02", "value").parse().unwrap());
    assert!(
        kunming
            .get("/indicators/F4-02?period=2026-04")
            .await
            .expect(200)
            .body
            .contains(&other)
    );
}

/// A cell of the table: the page with the figure (200 and there), or hidden (not there, whatever the page says).
async fn values(board: &Board, row: &Row, of: &str, allow: &str) {
    let n = cities().iter().position(|c| c.slug == of).unwrap();
    let figure = Figures::of(MONTH, n).get("F3-01", "value").to_owned();
    let grouped = number::group(figure.parse().unwrap());
    let addresses = [
        format!("/indicators/F3-01?period={MONTH}"),
        format!("/charts/ranked-dots.svg?indicator=F3-01&period={MONTH}"),
        format!("/exports/observations.csv?period={MONTH}&city={of}"),
    ];
    for (who, word) in &row.cells {
        let mut client = board.client(*who).await;
        for address in &addresses {
            let answer = client.get(address).await;
            let there = answer.body.contains(&figure) || answer.body.contains(&grouped);
            let what = format!("{of} in {address}, {}, by {who:?}: {}", row.when, answer.says());
            assert_eq!(there, word == allow, "{what}");
            match word.as_str() {
                "sign-in" => assert!(
                    answer.status == 303 && answer.location().starts_with("/sign-in"),
                    "{what}"
                ),
                "allow" => assert_eq!(answer.status, 200, "{what}"),
                _ => assert!(matches!(answer.status, 200 | 404), "{what}"),
            }
        }
    }
}

pub async fn own_values(board: Board, row: Row) {
    nine(&board).await;
    values(&board, &row, "suzhou", "allow").await;
    let page = board
        .client(tests::EDITOR_SUZHOU)
        .await
        .get("/indicators/F3-01?period=2026-04")
        .await;
    let mut all: Vec<u32> = (0..9)
        .map(|n| Figures::of(MONTH, n).get("F3-01", "value").parse().unwrap())
        .collect();
    all.sort_unstable();
    let median = number::group(all[4].into());
    assert!(
        page.page().text().contains(&median),
        "the median {median} stands beside the own figure: {}",
        page.says()
    );
}

pub async fn values_of_others(board: Board, row: Row) {
    nine(&board).await;
    // For the people of Suzhou, Hangzhou is another city; for those of Kunming the row's own words hold as well.
    values(&board, &row, "hangzhou", "allow").await;
}

pub async fn named_values(board: Board, row: Row) {
    nine(&board).await;
    release(&board, Release::Named).await;
    values(&board, &row, "hangzhou", "allow").await;
}
