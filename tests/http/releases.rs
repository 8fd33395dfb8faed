//! Releases: with `own` nothing that another city may fetch holds a city's figure; with `named` it does.

use domain::{access::Release, city::cities, number, period::Period};
use tests::{Board, EDITOR_KUNMING, Figures, LIAISON_YUNNAN, MONTH, Who};

use crate::{
    leaks::{everything, leaks, marks, starts},
    table::Row,
};

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

pub async fn places(board: Board, row: Row) {
    nine(&board).await;
    let address = format!("/indicators/F3-01?period={MONTH}&city=suzhou&mode=per_million");
    for level in [Release::Named, Release::Ranked] {
        release(&board, level).await;
        for (who, word) in &row.cells {
            let answer = board.client(*who).await.get(&address).await;
            let page = answer.page();
            let place = page
                .elements()
                .any(|e| e.name() == "dt" && e.text() == tests::WORDS.place());
            let cnipa = matches!(who, Who::Reviewer | Who::Admin);
            let wanted = word == "allow" && (level == Release::Ranked || cnipa);
            assert_eq!(place, wanted, "{level:?}, {who:?}: {}", answer.says());
        }
    }
}
