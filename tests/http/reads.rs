//! What a page's charts read out: the values that stand on the page and no more, by what is released to the reader.

use domain::{
    access::Release,
    city::{cities, city},
    indicator::{Way, indicators},
    lang::Lang,
};
use tests::{Board, CITY, Client, EDITOR_KUNMING, Figures, MONTH, WORDS, Who};

/// The month after.
const NEXT: &str = "2026-05";

/// April and May of all nine cities are accepted; Suzhou's rate rises from 80 to 85 %.
async fn two_months() -> Board {
    let board = Board::sqlite().await;
    for (month, percent) in [(MONTH, 80), (NEXT, 85)] {
        if month == NEXT {
            board.at("2026-06-03T10:00");
        }
        for (n, city) in cities().iter().enumerate() {
            let figures = Figures::of(month, n);
            let filed: u32 = figures.get("B5", "value").parse().unwrap();
            let figures = match city.slug == CITY {
                true => figures.with("F2-01", "numerator", &(filed / 100 * percent).to_string()),
                false => figures,
            };
            board.accepted(&city.slug, month, &figures).await;
        }
    }
    board
}

async fn release(board: &Board, level: Release) {
    let admin = board.caller(Who::Admin).await;
    storage::releases::set(&board.store, &admin, None, None, Some(level))
        .await
        .unwrap();
}

const CHARTS: [&str; 3] = ["ranked-dots", "trend", "small-multiples"];

/// What is read out of the drawings of a page, each with where it stands.
async fn reads(client: &mut Client, address: &str) -> Vec<String> {
    let page = client.get(address).await.expect(200).page();
    let all: Vec<_> = page
        .elements()
        .filter_map(|e| e.attribute("data-reads"))
        .flat_map(str::lines)
        .map(str::to_owned)
        .collect();
    for line in &all {
        let mut parts = line.splitn(3, ' ');
        let mut px = || parts.next().unwrap().parse::<f64>();
        let (x, y) = (px(), px());
        assert!(x.is_ok_and(|x| x >= 0.0) && y.is_ok_and(|y| y >= 0.0), "{line}");
    }
    all
}

fn compare(indicator: &str, chart: &str) -> String {
    format!("/compare?indicator={indicator}&chart={chart}&period={NEXT}&lang=en")
}

#[tokio::test(flavor = "multi_thread")]
async fn with_release_own_no_other_citys_value_is_read_out() {
    let board = two_months().await;
    let mut kunming = board.client(EDITOR_KUNMING).await;
    for code in ["F2-01", "F3-01", "N1-01", "F4-02"] {
        let pages = CHARTS.map(|chart| compare(code, chart));
        for address in pages
            .iter()
            .chain([&format!("/indicators/{code}?period={NEXT}&lang=en")])
        {
            let all = reads(&mut kunming, address).await;
            assert!(!all.is_empty(), "{address} reads nothing out");
            for line in all {
                assert!(line.contains(" Kunming, "), "{address}: {line}");
                assert!(!line.contains("place"), "{address} tells a place: {line}");
                let others = cities().iter().filter(|c| c.slug != "kunming");
                for other in others {
                    assert!(!line.contains(other.short(Lang::En)), "{address}: {line}");
                }
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_place_is_read_out_where_places_are_released() {
    let board = two_months().await;
    for (level, places) in [(Release::Named, false), (Release::Ranked, true)] {
        release(&board, level).await;
        let mut kunming = board.client(EDITOR_KUNMING).await;
        for chart in CHARTS {
            let all = reads(&mut kunming, &compare("F2-01", chart)).await;
            let months = if chart == "ranked-dots" { 1 } else { 2 };
            assert_eq!(all.len(), 2 * 9 * months, "wide and narrow, {chart}, {level:?}");
            for line in &all {
                assert_eq!(line.contains(" place"), places, "{level:?}: {line}");
            }
            let change = "+5.00 points on the period before";
            let suzhou = all.iter().find(|l| l.contains(" Suzhou, May 2026: 85.00%")).unwrap();
            assert!(suzhou.contains(change), "{suzhou}");
            let first = all.iter().find(|l| l.contains(" Suzhou, April 2026: 80.00%"));
            assert_eq!(first.is_some(), months == 2);
            assert!(
                first.is_none_or(|l| !l.contains("before")),
                "nothing came before: {first:?}"
            );
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_read_out_is_in_the_readers_language_and_never_in_a_file() {
    let board = two_months().await;
    let mut reviewer = board.client(Who::Reviewer).await;
    let address = compare("F2-01", "trend").replace("lang=en", "lang=zh-CN");
    let all = reads(&mut reviewer, &address).await;
    let name = city(CITY).unwrap().short(Lang::Zh);
    let suzhou = all
        .iter()
        .find(|l| l.contains(&format!(" {name} 2026 年 5 月 85.00%，")))
        .unwrap_or_else(|| panic!("{all:?}"));
    assert!(suzhou.contains("位，较上期 +5.00 个百分点"), "{suzhou}");
    for chart in CHARTS {
        let file = reviewer
            .get(&format!("/charts/{chart}.svg?indicator=F2-01&period={NEXT}"))
            .await
            .expect(200);
        assert!(!file.body.contains("data-reads"), "{chart}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_is_read_out_as_one_and_its_lack_too() {
    let board = Board::sqlite().await;
    board.accepted(CITY, "2026-Q1", &Figures::whole("2026-Q1")).await;
    let mut reviewer = board.client(Who::Reviewer).await;
    let yes_no = indicators().find(|d| d.way == Way::YesNo).unwrap();
    let address = format!("/compare?indicator={}&chart=trend&period=2026-Q1&lang=en", yes_no.code);
    let all = reads(&mut reviewer, &address).await;
    let says = |what: &str| all.iter().any(|l| l.ends_with(what));
    assert!(says(" Suzhou, Q1 2026: Yes") || says(" Suzhou, Q1 2026: No"), "{all:?}");
    assert!(says(&format!(" Kunming, Q1 2026: {}", WORDS.not_in())), "{all:?}");
}
