//! The charts of `/compare` beside dots and trends: what they draw is what their files say, several stand together, single
//! cities alone, two head to head; what cannot be drawn is said at its field, and a city reads of itself alone.

use std::collections::{BTreeMap, BTreeSet};

use domain::{city::cities, lang::Lang};
use tests::{Board, Client, WORDS};

const SHAPES: [&str; 7] = [
    "ranked-dots",
    "trend",
    "small-multiples",
    "slope",
    "distance",
    "kinds",
    "scatter",
];

async fn demonstration() -> Board {
    let board = Board::sqlite().await;
    server::demo::run(&board.store, "2026-07-08".parse().unwrap())
        .await
        .unwrap();
    board.at("2026-07-08T09:30");
    board
}

async fn client(board: &Board, account: &str) -> Client {
    let mut client = board.visitor();
    let _ = client
        .sign_in(account, app::pages::sign_in::DEMO_PASSWORD)
        .await
        .expect(303);
    client
}

/// The rows of the file of a chart, by the names of its columns.
async fn file(client: &mut Client, query: &str) -> Vec<BTreeMap<String, String>> {
    let csv = client
        .get(&format!("/exports/comparison.csv?{query}"))
        .await
        .expect(200)
        .body;
    let mut reader = csv::Reader::from_reader(csv.trim_start_matches('\u{feff}').as_bytes());
    let head = reader.headers().unwrap().clone();
    let row = |r: csv::StringRecord| {
        head.iter()
            .map(str::to_owned)
            .zip(r.iter().map(str::to_owned))
            .collect()
    };
    reader.records().map(|r| row(r.unwrap())).collect()
}

fn short(slug: &str) -> &str {
    domain::city::city(slug).unwrap().short(Lang::En)
}

#[tokio::test(flavor = "multi_thread")]
async fn every_shape_is_drawn_as_page_picture_and_file() {
    let board = demonstration().await;
    let mut reviewer = client(&board, "reviewer@cnipa.example").await;
    for code in ["F2-01", "F1-02", "F3-01", "N3-02", "S1-01"] {
        for shape in SHAPES.into_iter().filter(|s| *s != "scatter") {
            for lang in ["zh-CN", "en"] {
                let query = format!("indicator={code}&chart={shape}&lang={lang}");
                let page = reviewer.get(&format!("/compare?{query}")).await.expect(200).page();
                let take = page.find("class", "chart__take").unwrap().text();
                assert!(take.len() > 10 && take.ends_with(['.', '。']), "{query}: {take}");
                assert!(
                    page.find("class", &format!("chart chart--{shape}")).is_some(),
                    "{query}"
                );
                let svg = reviewer
                    .get(&format!("/charts/{shape}.svg?{query}"))
                    .await
                    .expect(200)
                    .body;
                assert!(
                    svg.starts_with("<svg") && !svg.contains("data-reads"),
                    "{query}: a file is not read out"
                );
                let first: String = take.chars().take(12).collect();
                assert!(
                    svg.contains(&first.replace('&', "&amp;")),
                    "{query}: the file says the finding: {take}"
                );
            }
            let rows = file(&mut reviewer, &format!("indicator={code}&chart={shape}")).await;
            let periods: BTreeSet<_> = rows.iter().map(|r| r["period"].as_str()).collect();
            match shape {
                "slope" => assert_eq!(periods.len(), 2, "{code}: its first and last period"),
                "ranked-dots" | "distance" => assert_eq!(periods.len(), 1, "{code}"),
                _ => assert!(periods.len() > 2, "{code} {shape}"),
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn distances_say_who_has_reached_the_own_target() {
    let board = demonstration().await;
    let mut reviewer = client(&board, "reviewer@cnipa.example").await;
    for (code, lower) in [("F2-01", false), ("F1-02", true)] {
        let query = format!("indicator={code}&chart=distance&period=2026-Q1");
        let rows = file(&mut reviewer, &query).await;
        let number = |r: &BTreeMap<String, String>, name: &str| r[name].parse::<f64>().ok();
        let both = rows
            .iter()
            .filter_map(|r| Some((number(r, "value")?, number(r, "target")?)));
        let both: Vec<_> = both.collect();
        let met = both.iter().filter(|(v, t)| if lower { v <= t } else { v >= t }).count();
        let page = reviewer.get(&format!("/compare?{query}&lang=en")).await.expect(200);
        let said = format!(
            "Of {} cities with a value and a target, {met} reached their own",
            both.len()
        );
        assert!(page.text().contains(&said), "{said}: {}", page.says());
        let reached = page.body.matches("· reached").count();
        assert!(reached >= met, "{code}: {reached} rows of {met}");
    }
    // A mode of targets would set a percentage against a target.
    let page = reviewer
        .get("/compare?indicator=F2-01&chart=distance&mode=attainment&period=2026-Q1&lang=en")
        .await
        .expect(200);
    assert!(
        page.page()
            .find("class", "chart__title")
            .unwrap()
            .text()
            .contains("(%)")
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn two_indicators_stand_against_each_other() {
    let board = demonstration().await;
    let mut reviewer = client(&board, "reviewer@cnipa.example").await;
    let query = "indicator=F2-01&also=F1-02&chart=scatter&lang=en";
    let page = reviewer.get(&format!("/compare?{query}")).await.expect(200);
    let take = page.page().find("class", "chart__take").unwrap().text();
    let rows = file(&mut reviewer, query).await;
    let periods: BTreeSet<_> = rows.iter().map(|r| r["period"].as_str()).collect();
    assert_eq!(
        (rows.len(), periods.len()),
        (18, 1),
        "nine cities, two indicators, one quarter"
    );
    let of = |code: &str, city: &str| {
        let row = rows
            .iter()
            .find(|r| r["indicator"] == code && r["city"] == city)
            .unwrap();
        (
            row["value"].parse::<f64>().unwrap(),
            row["nine_city_median"].parse::<f64>().unwrap(),
        )
    };
    // Nobody is called better on both whose file does not say so.
    let better = take.split("; worse").next().unwrap();
    for city in cities() {
        let ((rate, m), (visits, n)) = (of("F2-01", &city.slug), of("F1-02", &city.slug));
        let named = better.contains(short(&city.slug));
        assert!(
            !named || (rate > m && visits < n),
            "{}: {rate} of {m}, {visits} of {n}: {take}",
            city.slug
        );
    }
    for (query, sentence) in [
        ("indicator=F2-01&chart=scatter", WORDS.needs_second()),
        ("indicator=S1-01&also=F2-01&chart=scatter", WORDS.needs_size()),
        ("indicator=F2-01&also=S1-01&chart=scatter", WORDS.needs_size()),
        ("indicator=F2-01&also=X9-99", WORDS.unknown_also()),
        ("indicator=F2-01&cities=atlantis", WORDS.bad_only()),
        (
            "indicator=F2-01&also=F1-01&also=F1-02&also=F1-03&also=F2-02&also=F2-03&also=F3-01",
            WORDS.bad_also(),
        ),
    ] {
        let page = reviewer.get(&format!("/compare?{query}&lang=en")).await.expect(422);
        assert!(page.text().contains(sentence), "{query}: {}", page.says());
        assert!(
            page.page().find("class", "chart__body").is_none(),
            "nothing is drawn: {query}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn six_charts_stand_together_and_boxes_keep_what_is_ticked() {
    let board = demonstration().await;
    let mut reviewer = client(&board, "reviewer@cnipa.example").await;
    // Boxes of a form come one by one, a saved address with commas between.
    let boxes = "indicator=F2-01&chart=trend&also=F1-02&also=F2-02&also=N1-01&also=F3-01&also=N2-03&lang=en";
    let list = "indicator=F2-01&chart=trend&also=F1-02,F2-02,N1-01,F3-01,N2-03&lang=en";
    let page = reviewer.get(&format!("/compare?{boxes}")).await.expect(200);
    assert_eq!(page.body.matches("<figure").count(), 6);
    let figures = |body: &str| body.split("<figure").skip(1).map(str::to_owned).collect::<Vec<_>>();
    let same = reviewer.get(&format!("/compare?{list}")).await.expect(200);
    assert_eq!(figures(&page.body), figures(&same.body));
    let parsed = page.page();
    let mut ids = BTreeSet::new();
    for id in parsed.elements().filter_map(|e| e.attribute("id")) {
        assert!(ids.insert(id.to_owned()), "{id} stands twice");
    }
    let ticked: Vec<_> = parsed
        .elements()
        .filter(|e| e.attribute("name") == Some("also") && e.attribute("checked").is_some())
        .filter_map(|e| e.attribute("value").map(str::to_owned))
        .collect();
    assert_eq!(ticked.len(), 5, "{ticked:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn two_cities_stand_head_to_head() {
    let board = demonstration().await;
    let mut reviewer = client(&board, "reviewer@cnipa.example").await;
    let query = "indicator=F2-01&period=2026-Q1&cities=suzhou&cities=changsha&lang=en";
    let page = reviewer.get(&format!("/compare?{query}")).await.expect(200).page();
    let drawn = file(&mut reviewer, query).await;
    let drawn: Vec<_> = drawn.iter().map(|r| r["city"].as_str()).collect();
    assert_eq!(drawn, ["changsha", "suzhou"], "in the notice's order");
    let rows: Vec<_> = page.elements().filter_map(|e| e.attribute("data-ahead")).collect();
    let count = |word: &str| rows.iter().filter(|r| **r == word).count();
    let (first, second, level) = (count("first"), count("second"), count("level"));
    let apart = 32 - first - second - level;
    let said = WORDS.pair_take("Changsha", first, "Suzhou", second, level, apart);
    assert!(page.text().contains(&said), "{said}");
    assert!(
        first + second > 10 && said.starts_with("Changsha is ahead on"),
        "{said}"
    );
    // Each row agrees with the file of its indicator.
    for code in ["F2-01", "F1-02", "N1-01"] {
        let rows = file(&mut reviewer, &query.replace("F2-01", code)).await;
        let value = |city: &str| {
            rows.iter().find(|r| r["city"] == city).unwrap()["value"]
                .parse::<f64>()
                .unwrap()
        };
        let lower = domain::indicator::definition(code).unwrap().direction == Some(domain::indicator::Direction::Lower);
        let better = (value("changsha") > value("suzhou")) != lower;
        let row = page
            .elements()
            .find(|e| e.attribute("data-ahead").is_some() && e.text().contains(code));
        let ahead = row.unwrap().attribute("data-ahead").unwrap().to_owned();
        assert!(ahead == "level" || (ahead == "first") == better, "{code}: {ahead}");
    }
    let three = page_without(&mut reviewer, "cities=suzhou,changsha,beijing").await;
    assert!(!three, "of three there is no pair");
}

async fn page_without(client: &mut Client, query: &str) -> bool {
    let page = client
        .get(&format!("/compare?indicator=F2-01&{query}&lang=en"))
        .await
        .expect(200);
    page.page().find("id", "pair").is_some()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_city_reads_of_itself_alone() {
    let board = demonstration().await;
    let mut kunming = client(&board, "editor@kunming.example").await;
    let others: Vec<_> = cities().iter().filter(|c| c.slug != "kunming").collect();
    for shape in SHAPES {
        let query = format!("indicator=F2-01&also=F1-02&chart={shape}&period=2026-Q1&cities=kunming,changsha&lang=en");
        let page = kunming.get(&format!("/compare?{query}")).await.expect(200);
        let svg = kunming
            .get(&format!("/charts/{shape}.svg?{query}"))
            .await
            .expect(200)
            .body;
        for figure in page.body.split("<figure").skip(1).chain([svg.as_str()]) {
            for other in &others {
                let figure = figure.split("</figure>").next().unwrap();
                assert!(
                    !figure.contains(other.short(Lang::En)),
                    "{shape} names {}: {figure}",
                    other.slug
                );
            }
        }
        let rows = file(&mut kunming, &query).await;
        assert!(rows.iter().all(|r| r["city"] == "kunming"), "{shape}");
        assert!(!page.text().contains("is ahead on"), "{shape}");
    }
    let slope = kunming
        .get("/compare?indicator=F2-01&chart=slope&period=2026-Q1&lang=en")
        .await
        .expect(200);
    let take = slope.page().find("class", "chart__take").unwrap().text();
    assert!(take.starts_with("Kunming moved by"), "{take}");
}
