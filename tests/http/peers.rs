//! Peer groups: median, range and places of a region or a class of population, said wherever they stand. Only who sees all
//! cities by name is shown a group, and then from what he sees: so nobody learns another city's value from it.

use std::collections::BTreeMap;

use domain::{Decimal, access::Release, city::cities, number, peers::Peers};
use storage::releases;
use tests::{Board, EDITOR_KUNMING, EDITOR_SUZHOU, LIAISON_JIANGSU, Who, both};

use crate::targets::{compared, two_months};

both!(
    a_group_is_compared_within_itself_and_says_so,
    under_own_a_group_changes_no_file_and_is_refused_in_words,
    a_groups_median_is_made_of_what_its_reader_sees,
    what_is_no_group_is_said_at_its_field,
);

const MONTH: &str = "2025-11";

fn d(text: &str) -> Decimal {
    text.parse().unwrap()
}

/// The middle of three or more numbers, by its own way.
fn middle(rows: &BTreeMap<String, BTreeMap<String, String>>, period: &str) -> Option<String> {
    let here = rows
        .values()
        .filter(|r| r["period"] == period && !r["value"].is_empty());
    let mut all: Vec<Decimal> = here.map(|r| d(&r["value"])).collect();
    all.sort();
    let (low, high) = (all.get((all.len().checked_sub(1)?) / 2)?, all.get(all.len() / 2)?);
    (all.len() > 2).then(|| number::canonical(number::round((low + high) / Decimal::TWO, 2).normalize()))
}

async fn a_group_is_compared_within_itself_and_says_so(board: Board) {
    two_months(&board).await;
    let mut reviewer = board.client(Who::Reviewer).await;
    let nine = compared(&mut reviewer, &format!("indicator=F2-01&period={MONTH}")).await;
    for peers in Peers::ALL {
        let query = format!("indicator=F2-01&period={MONTH}&peers={}", peers.name());
        let rows = compared(&mut reviewer, &query).await;
        let slugs: Vec<_> = peers.cities().iter().map(|c| c.slug.clone()).collect();
        assert_eq!(rows.len(), slugs.len());
        let mut places: Vec<usize> = Vec::new();
        for (city, row) in &rows {
            assert!(slugs.contains(city));
            assert_eq!(row["value"], nine[city]["value"], "{city}");
            assert_eq!(
                (row["peers"].as_str(), row["nine_city_median"].as_str()),
                (peers.name(), "")
            );
            let shown =
                (!row["peers_median"].is_empty()).then(|| number::canonical(d(&row["peers_median"]).normalize()));
            assert_eq!(shown, middle(&rows, MONTH), "{peers:?}");
            places.push(row["place"].parse().unwrap());
        }
        places.sort_unstable();
        assert_eq!(places, (1..=slugs.len()).collect::<Vec<_>>(), "{peers:?}");
    }
    for (lang, group, median, few) in [
        (
            "en",
            "6 eastern cities",
            "Median of 6 eastern cities",
            "no median or range",
        ),
        ("zh-CN", "东部 6 市", "东部 6 市中位数", "不计算中位数和范围"),
    ] {
        let query = format!("indicator=F2-01&period={MONTH}&peers=east&lang={lang}");
        let page = reviewer.get(&format!("/compare?{query}")).await.expect(200);
        for class in ["chart__title", "chart__take"] {
            let text = page.page().find("class", class).map(|e| e.text()).unwrap();
            assert!(text.contains(group), "{class}: {text}");
        }
        let source = page.page().find("class", "chart__foot").map(|e| e.text()).unwrap();
        assert!(source.contains(group), "{source}");
        assert!(page.text().contains(median), "{}", page.says());
        let svg = reviewer
            .get(&format!("/charts/ranked-dots.svg?{query}"))
            .await
            .expect(200);
        assert!(svg.body.contains(median), "its description");
        let short = if lang == "en" {
            "Group median"
        } else {
            "组内中位数"
        };
        assert!(svg.body.contains(short), "a name that fits a phone, with its number");
        assert!(
            !svg.body.contains("Nine-city") && !svg.body.contains("九市中位数"),
            "{}",
            svg.body
        );
        let detail = reviewer
            .get(&format!("/indicators/F2-01?period={MONTH}&peers=east&lang={lang}"))
            .await
            .expect(200);
        assert!(detail.text().contains(median) && !detail.text().contains("Nine-city median"));
        // Kunming is the only city of the west: of one there is no median, and why is said.
        let west = reviewer
            .get(&format!("/compare?{}", query.replace("east", "west")))
            .await
            .expect(200);
        assert!(west.text().contains(few), "{}", west.says());
        assert!(
            !west.text().contains("Nine-city") && !west.text().contains("九市中位数"),
            "{}",
            west.says()
        );
    }
    // A file is named after its group.
    let csv = reviewer
        .get(&format!(
            "/exports/comparison.csv?indicator=F2-01&period={MONTH}&peers=large"
        ))
        .await
        .expect(200);
    assert!(
        csv.header("content-disposition").contains("ranked-dots-large"),
        "{}",
        csv.header("content-disposition")
    );
}

/// What a city could subtract from one another must not differ by a byte.
async fn under_own_a_group_changes_no_file_and_is_refused_in_words(board: Board) {
    two_months(&board).await;
    board.at("2026-01-05T10:00");
    for who in [
        EDITOR_SUZHOU,
        EDITOR_KUNMING,
        LIAISON_JIANGSU,
        Who::ObserverOf("suzhou"),
    ] {
        let mut client = board.client(who).await;
        for file in [
            "/exports/comparison.csv?indicator=F2-01&chart=trend",
            "/exports/comparison.csv?indicator=S1-01&chart=ranked-dots",
            "/exports/comparison.csv?indicator=F3-01&mode=per_million",
            "/charts/ranked-dots.svg?indicator=F2-01",
            "/charts/trend.svg?indicator=F2-01",
            "/charts/small-multiples.svg?indicator=F4-03&mode=attainment",
        ] {
            let period = if file.contains("S1-01") || file.contains("attainment") {
                "2025-Q4"
            } else {
                MONTH
            };
            let plain = client.get(&format!("{file}&period={period}")).await.expect(200).body;
            for peers in Peers::ALL {
                let path = format!("{file}&period={period}&peers={}", peers.name());
                assert_eq!(client.get(&path).await.expect(200).body, plain, "{who:?} {path}");
            }
        }
        let page = client
            .get(&format!("/compare?indicator=F2-01&period={MONTH}&peers=east&lang=en"))
            .await
            .expect(200);
        assert!(page.text().contains("Nine-city median"), "{}", page.says());
        assert!(page.text().contains("All cities are shown instead"), "{}", page.says());
        assert!(page.page().find("id", "peers").is_none(), "it is not offered");
    }
}

/// October is seen by name and November is not, then both are, then in places.
async fn a_groups_median_is_made_of_what_its_reader_sees(board: Board) {
    two_months(&board).await;
    let admin = board.caller(Who::Admin).await;
    let release = async |period: &str, level| {
        let period = Some(period.parse().unwrap());
        releases::set(&board.store, &admin, period, None, Some(level))
            .await
            .unwrap();
    };
    let mut suzhou = board.client(EDITOR_SUZHOU).await;
    let query = |period: &str, peers: &str| format!("indicator=F2-01&period={period}&peers={peers}");
    release("2025-10", Release::Named).await;
    assert_eq!(compared(&mut suzhou, &query("2025-10", "east")).await.len(), 6);
    let november = compared(&mut suzhou, &query(MONTH, "east")).await;
    assert_eq!(november.keys().collect::<Vec<_>>(), ["suzhou"]);
    assert_eq!(november["suzhou"]["peers"], "");

    release(MONTH, Release::Named).await;
    release("2025-10", Release::Own).await;
    let text = suzhou
        .get(&format!("/exports/comparison.csv?{}&chart=trend", query(MONTH, "east")))
        .await
        .expect(200)
        .body;
    let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let rows: Vec<_> = reader.records().map(|r| r.unwrap()).collect();
    let october: Vec<_> = rows.iter().filter(|r| &r[1] == "2025-10").collect();
    assert_eq!(october.iter().map(|r| &r[0]).collect::<Vec<_>>(), ["suzhou"]);
    assert_eq!(
        (&october[0][9], &october[0][18]),
        ("", ""),
        "no median of a group that is not seen, nor of nine beside it"
    );
    assert_eq!(rows.iter().filter(|r| &r[1] == MONTH && !r[18].is_empty()).count(), 6);
    // The chart over time names nobody whom October hides.
    let svg = suzhou
        .get(&format!("/charts/trend.svg?{}&lang=en", query(MONTH, "large")))
        .await
        .expect(200)
        .body;
    assert!(svg.contains("4 cities of 15 million residents or more"));

    for level in [Release::Named, Release::Ranked] {
        release("2025-10", level).await;
        release(MONTH, level).await;
        for peers in Peers::ALL {
            let rows = compared(&mut suzhou, &query(MONTH, peers.name())).await;
            let median = middle(&rows, MONTH);
            for city in cities().iter().filter(|c| peers.holds(c)) {
                let row = &rows[&city.slug];
                let shown = &row["peers_median"];
                let shown = (!shown.is_empty()).then(|| number::canonical(d(shown).normalize()));
                assert_eq!(shown, median, "{peers:?}: no more than the rows say");
                assert_eq!(row["place"].is_empty(), level == Release::Named, "{peers:?} {level:?}");
            }
        }
    }
    let page = suzhou
        .get(&format!("/compare?{}&lang=en", query(MONTH, "east")))
        .await
        .expect(200);
    assert!(page.text().contains("6 eastern cities: "), "{}", page.says());
    assert_eq!(page.page().value("peers"), "east");
}

async fn what_is_no_group_is_said_at_its_field(board: Board) {
    two_months(&board).await;
    let mut reviewer = board.client(Who::Reviewer).await;
    for path in [
        "/compare?indicator=F2-01&peers=south&lang=en",
        "/indicators/F2-01?peers=south&lang=en",
    ] {
        let page = reviewer.get(path).await.expect(422);
        assert!(page.page().invalid("peers"), "{path}");
        assert!(page.text().contains("no such group"), "{}", page.says());
    }
    for path in [
        "/charts/trend.svg?indicator=F2-01&peers=south",
        "/exports/comparison.csv?indicator=F2-01&peers=south",
    ] {
        assert_eq!(reviewer.get(path).await.status, 422, "{path}");
    }
}
