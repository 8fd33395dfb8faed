//! What CNIPA compares: the overview, `/compare`, a city at a glance, releases looked at before they are set, and the files
//! beside them.

use domain::{city::cities, report::State};
use tests::{Board, CITY, EDITOR_KUNMING, Figures, MONTH, Who};

/// April of all nine cities is accepted.
async fn nine() -> Board {
    let board = Board::sqlite().await;
    for (n, city) in cities().iter().enumerate() {
        board.accepted(&city.slug, MONTH, &Figures::of(MONTH, n)).await;
    }
    board
}

fn rows(csv: &str) -> Vec<Vec<String>> {
    let text = csv.trim_start_matches('\u{feff}');
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    reader
        .records()
        .map(|r| r.unwrap().iter().map(str::to_owned).collect())
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn counts_get_places_per_million_residents_alone() {
    let board = nine().await;
    let mut reviewer = board.client(Who::Reviewer).await;
    for (mode, ranked) in [("absolute", false), ("per_million", true)] {
        let query = format!("indicator=F3-01&period={MONTH}&mode={mode}");
        let page = reviewer.get(&format!("/compare?{query}&lang=en")).await.expect(200);
        assert_eq!(page.body.contains("leads with"), ranked, "{mode}: {}", page.says());
        let csv = reviewer
            .get(&format!("/exports/comparison.csv?{query}"))
            .await
            .expect(200);
        let rows = rows(&csv.body);
        assert_eq!(rows.len(), 9);
        for row in &rows {
            assert_eq!(row[3], mode);
            assert_eq!(!row[8].is_empty(), ranked, "a place: {row:?}");
            let shown = domain::number::group(row[6].parse().unwrap());
            assert!(page.text().contains(&shown), "{shown} of {} stands on the page", row[0]);
        }
        let unit = if ranked { "次/百万人" } else { "次" };
        assert_eq!(rows[0][7], unit);
    }
    // A rate needs no residents: it is shown as it is, and the page says so.
    let rate = reviewer
        .get(&format!(
            "/compare?indicator=F2-01&period={MONTH}&mode=per_million&lang=en"
        ))
        .await
        .expect(200);
    assert!(rate.text().contains("compared as reported"), "{}", rate.says());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_asked_wrongly_of_a_comparison_is_said_at_its_field() {
    let board = nine().await;
    let mut reviewer = board.client(Who::Reviewer).await;
    for (query, field) in [
        ("indicator=X9", "indicator"),
        ("mode=sideways", "mode"),
        ("chart=pie", "chart"),
        ("period=soon", "period"),
        ("as_of=2030-01-01", "as_of"),
    ] {
        let answer = reviewer.get(&format!("/compare?{query}")).await;
        assert_eq!(answer.status, 422, "{query}: {}", answer.says());
        assert!(answer.body.contains(&format!("href=\"#{field}\"")), "{query}");
    }
    for query in ["indicator=X9", "period=soon"] {
        let answer = reviewer.get(&format!("/?{query}")).await;
        assert_eq!(answer.status, 422, "/?{query}: {}", answer.says());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn submitted_values_are_added_hollow_and_compared_with_nobody() {
    let board = Board::sqlite().await;
    for (n, city) in cities().iter().enumerate().take(4) {
        board.accepted(&city.slug, MONTH, &Figures::of(MONTH, n)).await;
    }
    board.bring(CITY, MONTH, State::Submitted).await;
    let query = format!("indicator=F3-01&period={MONTH}");
    for (who, adds) in [
        (Who::Reviewer, true),
        (Who::Editor(CITY), true),
        (EDITOR_KUNMING, false),
        (Who::Observer, false),
    ] {
        let mut client = board.client(who).await;
        let of_suzhou = async |client: &mut tests::Client, more: &str| {
            let csv = client
                .get(&format!("/exports/comparison.csv?{query}{more}"))
                .await
                .expect(200);
            rows(&csv.body).into_iter().find(|r| r[0] == CITY)
        };
        let without = of_suzhou(&mut client, "").await;
        assert!(
            without.is_none_or(|r| r[6].is_empty()),
            "{who:?}: only accepted unasked"
        );
        let with = of_suzhou(&mut client, "&include=submitted")
            .await
            .filter(|r| !r[6].is_empty());
        assert_eq!(with.is_some(), adds, "{who:?}: {with:?}");
        if let Some(row) = with {
            assert_eq!((row[4].as_str(), row[8].as_str()), ("submitted", ""), "no place");
            let svg = client
                .get(&format!("/charts/ranked-dots.svg?{query}&include=submitted&lang=en"))
                .await
                .expect(200);
            assert!(svg.body.contains("class=\"dot-open"), "{who:?}: it is drawn open");
            assert!(svg.body.contains("not yet accepted"), "and labelled");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_overview_holds_every_indicator_of_every_city() {
    let board = nine().await;
    let mut reviewer = board.client(Who::Reviewer).await;
    for lang in ["zh-CN", "en"] {
        let page = reviewer.get(&format!("/?period={MONTH}&lang={lang}")).await.expect(200);
        let (_, table) = page.body.split_once("class=\"heat ").unwrap();
        let (table, _) = table.split_once("</table>").unwrap();
        assert_eq!(table.matches("<td").count(), 32 * 9);
        assert!(table.contains("h-3p") && table.contains("h-3m") && table.contains("h-0"));
        assert!(page.body.contains("chart--small-multiples") && page.body.contains("chart--ranked-dots"));
    }
    // A city has no such overview, and the picture holds its own column alone.
    let mut kunming = board.client(EDITOR_KUNMING).await;
    assert!(!kunming.get("/").await.expect(200).body.contains("class=\"heat "));
    let svg = kunming
        .get(&format!("/charts/heat-map.svg?period={MONTH}&lang=en"))
        .await
        .expect(200);
    assert!(
        svg.body.contains(">Kunming<") && !svg.body.contains("Suzhou"),
        "{}",
        svg.body
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_picture_can_be_had_as_png() {
    let board = nine().await;
    let mut reviewer = board.client(Who::Reviewer).await;
    for name in ["ranked-dots", "trend", "small-multiples", "heat-map"] {
        let address = format!("/charts/{name}.png?indicator=F3-01&period={MONTH}&lang=zh-CN");
        let answer = reviewer.get(&address).await.expect(200);
        assert_eq!(answer.header("content-type"), "image/png", "{address}");
        let bytes = answer.bytes;
        assert!(bytes.starts_with(b"\x89PNG\r\n"), "{address}");
        let width = u32::from_be_bytes(bytes[16..20].try_into().unwrap());
        assert!(width >= 2 * 720, "{address}: two dots a px, {width}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_city_at_a_glance_is_its_own_and_cnipas_until_more_is_released() {
    let board = nine().await;
    let mut kunming = board.client(EDITOR_KUNMING).await;
    let own = kunming.get("/cities/kunming?lang=en").await.expect(200);
    let value = domain::number::group(Figures::of(MONTH, 7).get("F3-01", "value").parse().unwrap());
    assert!(own.text().contains(&value), "{}", own.says());
    assert_eq!(kunming.get("/cities/suzhou").await.status, 404);
    let home = kunming.get("/?lang=en").await.expect(200);
    assert!(home.text().contains(&value), "its figures stand on its home");

    let mut reviewer = board.client(Who::Reviewer).await;
    let page = reviewer.get("/cities/kunming?lang=en").await.expect(200);
    assert!(page.text().contains("of 9"), "CNIPA reads places: {}", page.says());
    assert!(page.text().contains("8.68 million residents"), "{}", page.says());
    let chinese = reviewer.get("/cities/kunming?lang=zh-CN").await.expect(200);
    assert!(chinese.text().contains("常住人口 868 万人"), "{}", chinese.says());
    assert!(
        page.body.contains("class=\"spark\"") || page.body.contains("spark"),
        "and the course"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_release_is_looked_at_before_it_is_set() {
    let board = nine().await;
    let suzhou = domain::number::group(Figures::of(MONTH, 8).get("F3-01", "value").parse().unwrap());
    let mut admin = board.client(Who::Admin).await;
    let look = format!("/admin/releases?period={MONTH}&indicator=F3-01&level=named&city=kunming&lang=en");
    let preview = admin.get(&look).await.expect(200);
    assert!(
        preview.text().contains(&suzhou),
        "the administrator sees what Kunming would: {}",
        preview.says()
    );
    let narrow = admin.get(&look.replace("named", "own")).await.expect(200);
    assert!(!narrow.text().contains(&suzhou), "and what it would not");
    let mut kunming = board.client(EDITOR_KUNMING).await;
    let page = format!("/indicators/F3-01?period={MONTH}");
    assert!(
        !kunming.get(&page).await.expect(200).body.contains(&suzhou),
        "looking sets nothing"
    );

    let fields = [
        ("period", MONTH),
        ("indicator", "F3-01"),
        ("level", "named"),
        ("action", "set"),
    ];
    let done = admin.post("/admin/releases", &fields).await;
    assert_eq!(done.status, 303, "{}", done.says());
    assert!(kunming.get(&page).await.expect(200).body.contains(&suzhou));
    let mut auditor = board.client(Who::Auditor).await;
    assert!(
        auditor
            .get("/audit?lang=en")
            .await
            .expect(200)
            .text()
            .contains("Release changed")
    );

    let wrong = [("period", MONTH), ("level", "everyone"), ("action", "set")];
    assert_eq!(admin.post("/admin/releases", &wrong).await.status, 422);
    let refused = kunming.post("/admin/releases", &fields).await;
    assert_eq!(refused.status, 403, "{}", refused.says());

    let page_of_suzhou = kunming.get("/cities/suzhou?lang=en").await.expect(200).text();
    assert!(page_of_suzhou.contains(&suzhou), "{page_of_suzhou}");
    assert!(page_of_suzhou.contains("Not shown"), "what is not released is withheld");
    assert!(
        !page_of_suzhou.contains("Not in"),
        "and nothing is said of whether it is in"
    );

    let back = [("period", MONTH), ("indicator", "F3-01"), ("action", "take_back")];
    assert_eq!(admin.post("/admin/releases", &back).await.status, 303);
    assert!(
        !kunming.get(&page).await.expect(200).body.contains(&suzhou),
        "taken back at once"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn totals_of_fewer_months_are_drawn_but_no_title_compares_them() {
    let board = Board::sqlite().await;
    // A month of each of two quarters is in for nine cities, of the second Suzhou has one more: there its total is the
    // fullest, and the others' are not compared with it.
    for (day, month) in [("2025-11-05T10:00", "2025-10"), ("2026-02-05T10:00", "2026-01")] {
        board.at(day);
        for (n, city) in cities().iter().enumerate() {
            board.accepted(&city.slug, month, &Figures::of(month, n)).await;
        }
    }
    board.at("2026-03-05T10:00");
    board.accepted(CITY, "2026-02", &Figures::of("2026-02", 8)).await;
    let mut reviewer = board.client(Who::Reviewer).await;
    for chart in ["ranked-dots", "trend", "small-multiples"] {
        let page = reviewer
            .get(&format!(
                "/compare?indicator=F2-01&period=2026-Q1&chart={chart}&lang=en"
            ))
            .await
            .expect(200);
        let take = page
            .page()
            .find("class", "chart__take")
            .map(|e| e.text())
            .unwrap_or_default();
        assert!(
            !take.contains("gap between") && !take.contains("comes last"),
            "{chart} says “{take}”"
        );
        assert!(page.text().contains("1 of 3 months") || page.text().contains("2 of 3 months"));
    }
}
