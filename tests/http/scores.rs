//! Scores: the demonstration's pages add up, files say what pages say, agreements and settings change what counts, and
//! nobody reads another city's.

use std::{collections::BTreeMap, str::FromStr};

use domain::{
    Decimal,
    city::{City, cities},
};
use tests::{Answer, Board, CITY, Client, EDITOR_KUNMING, EDITOR_SUZHOU, Figures, Who, html::Page};

use crate::table::{Row, fits};

const QUARTERS: [&str; 3] = ["2025-Q4", "2026-Q1", "2026-Q2"];

/// A board filled with the demonstration, on its own day.
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
    let _ = client.sign_in(account, "pilot-demo-2026").await.expect(303);
    client
}

fn number(text: &str) -> Decimal {
    Decimal::from_str(&text.trim().replace(',', "")).unwrap_or_else(|e| panic!("{text}: {e}"))
}

/// The text of every element that has an attribute, beside the indicator of its row.
fn adds(page: &Page) -> BTreeMap<String, String> {
    let rows = page.elements().filter(|e| e.attribute("data-code").is_some());
    rows.map(|row| {
        let cell = row.within().find(|e| e.attribute("data-adds").is_some()).unwrap();
        (
            row.attribute("data-code").unwrap().to_owned(),
            cell.text().trim().to_owned(),
        )
    })
    .collect()
}

fn text_of(page: &Page, attribute: &str) -> String {
    let found = page.elements().find(|e| e.attribute(attribute).is_some());
    found
        .unwrap_or_else(|| panic!("no {attribute}"))
        .text()
        .trim()
        .to_owned()
}

fn outcome(page: &Page, code: &str) -> String {
    page.find("data-code", code)
        .unwrap()
        .attribute("data-outcome")
        .unwrap()
        .to_owned()
}

fn address(city: &str, quarter: &str) -> String {
    format!("/cities/{city}/score?period={quarter}")
}

fn rows(csv: &str) -> Vec<BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_reader(csv.trim_start_matches('\u{feff}').as_bytes());
    let heads = reader.headers().unwrap().clone();
    let named = |row: csv::StringRecord| {
        heads
            .iter()
            .map(str::to_owned)
            .zip(row.iter().map(str::to_owned))
            .collect()
    };
    reader.records().map(|r| named(r.unwrap())).collect()
}

/// What the page prints adds up to what it says, and the file says the same. Gives the total, without brackets.
fn adds_up(what: &str, city: &City, answer: &Answer, file: &[BTreeMap<String, String>]) -> String {
    let page = answer.page();
    let adds = adds(&page);
    assert_eq!(adds.len(), 32, "{what}");
    let printed: Vec<Decimal> = adds.values().filter(|t| *t != "—").map(|t| number(t)).collect();
    assert!(!printed.is_empty(), "{what}");
    let total = text_of(&page, "data-total");
    assert_eq!(
        printed.iter().sum::<Decimal>().to_string(),
        total,
        "{what}: digit for digit"
    );
    let shown = text_of(&page, "data-score");
    assert_eq!(shown.trim_matches(['（', '）', '(', ')']), total, "{what}");
    let own: Vec<_> = file.iter().filter(|r| r["city"] == city.slug).collect();
    assert_eq!(own.len(), 33, "{what}: 32 indicators and the total");
    for row in own {
        match row["indicator"].as_str() {
            "total" => {
                assert_eq!(row["contribution"], total, "{what}");
                let grey = is_grey(&page);
                assert_eq!(row["outcome"] == "grey", grey, "{what}");
            }
            code => {
                let on_page = adds[code].as_str();
                assert_eq!(
                    row["contribution"],
                    if on_page == "—" { "" } else { on_page },
                    "{what} {code}"
                );
                let state = row["outcome"].split(':').next().unwrap();
                assert_eq!(outcome(&page, code), state, "{what} {code}");
            }
        }
    }
    total
}

fn is_grey(page: &Page) -> bool {
    let shown = page.elements().find(|e| e.attribute("data-score").is_some()).unwrap();
    shown.attribute("class").unwrap().contains("is-grey")
}

#[tokio::test(flavor = "multi_thread")]
async fn every_score_of_the_demonstration_adds_up_digit_for_digit() {
    let board = demonstration().await;
    let mut reviewer = client(&board, "reviewer@cnipa.example").await;
    let mut ranked = 0;
    for quarter in QUARTERS {
        let file = reviewer
            .get(&format!("/exports/score.csv?period={quarter}"))
            .await
            .expect(200);
        let file = rows(&file.body);
        assert_eq!(file.len(), 9 * 33, "{quarter}");
        let overview = reviewer.get(&format!("/?period={quarter}&lang=en")).await.expect(200);
        let overview = overview.page();
        for city in cities() {
            let mut totals = Vec::new();
            for lang in ["zh-CN", "en"] {
                let to = format!("{}&lang={lang}", address(&city.slug, quarter));
                let answer = reviewer.get(&to).await.expect(200);
                totals.push(adds_up(&to, city, &answer, &file));
                ranked += usize::from(!is_grey(&answer.page()));
            }
            assert_eq!(totals[0], totals[1]);
            let link = format!("{}#score", address(&city.slug, quarter));
            let cell = overview
                .find("href", &link)
                .unwrap_or_else(|| panic!("{link} on the overview"));
            assert_eq!(cell.text().trim().trim_matches(['(', ')']), totals[0], "{link}");
        }
    }
    assert!(ranked > 30, "{ranked} pages show a ranked score");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_amended_scheme_counts_from_its_day_on() {
    let board = demonstration().await;
    let mut editor = client(&board, "editor@kunming.example").await;
    // Filed as not applicable in October, with a target since 22 April.
    let get = async |editor: &mut Client, more: &str| {
        let to = format!("{}&lang=en{more}", address("kunming", "2026-Q1"));
        editor.get(&to).await.expect(200)
    };
    let before = get(&mut editor, "&as_of=2026-04-20").await;
    assert_eq!(outcome(&before.page(), "F1-03"), "out", "{}", before.says());
    assert!(
        before
            .text()
            .contains("Filed as not applicable in version 2 of the scheme")
    );
    let after = get(&mut editor, "").await;
    assert_eq!(outcome(&after.page(), "F1-03"), "zero");
    assert!(
        after.body.contains("/schemes/kunming/versions/3"),
        "the version of the target"
    );
    assert_ne!(
        text_of(&before.page(), "data-total"),
        text_of(&after.page(), "data-total")
    );
    // Changchun's lower target was not granted: the page says both.
    let mut editor = client(&board, "editor@changchun.example").await;
    let page = editor
        .get(&format!("{}&lang=en", address("changchun", "2026-Q2")))
        .await
        .expect(200);
    let says = "that is not granted for scoring, so the earlier";
    assert!(page.text().contains(says), "{}", page.says());
    let past = format!("{}&lang=en&as_of=2026-04-19", address("changchun", "2026-Q2"));
    assert!(!editor.get(&past).await.expect(200).text().contains(says));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_indicator_is_agreed_not_to_apply_on_the_page() {
    let board = demonstration().await;
    let mut reviewer = client(&board, "reviewer@cnipa.example").await;
    let mut editor = client(&board, "editor@kunming.example").await;
    let to = address("kunming", "2026-Q1");
    let english = format!("{to}&lang=en");
    let form = |action: &'static str, reason: &'static str| {
        [
            ("indicator", "F1-03"),
            ("period", "2026-Q1"),
            ("reason", reason),
            ("action", action),
        ]
    };
    let page = reviewer.get(&english).await.expect(200);
    assert!(page.page().find("value", "agree").is_some(), "{}", page.says());
    let own = editor.get(&english).await.expect(200);
    assert!(
        own.page().find("value", "agree").is_none(),
        "its own city does not agree"
    );
    let _ = editor.post(&to, &form("agree", "we would like it")).await.expect(403);
    let _ = client(&board, "editor@suzhou.example")
        .await
        .post(&to, &form("agree", "r"))
        .await
        .expect(404);
    let refused = reviewer.post(&english, &form("agree", " ")).await.expect(422);
    assert!(refused.page().invalid("reason"), "{}", refused.says());
    assert!(
        refused.body.contains("href=\"#F1-03reason\""),
        "the summary leads to the field"
    );
    let strange = reviewer.post(&english, &form("burn", "r")).await.expect(422);
    assert!(strange.text().contains(tests::WORDS.action_unknown()));
    let before = text_of(&own.page(), "data-total");
    let done = reviewer
        .post(&to, &form("agree", "Pre-examination had not begun."))
        .await
        .expect(303);
    let after = reviewer
        .get(done.location().split('#').next().unwrap())
        .await
        .expect(200);
    assert_eq!(outcome(&after.page(), "F1-03"), "out");
    let inbox = editor.get("/messages?lang=en").await.expect(200);
    let told = "CNIPA agrees that F1-03";
    assert!(inbox.text().contains(told), "{}", inbox.says());
    let own = editor.get(&english).await.expect(200);
    assert!(own.text().contains("Pre-examination had not begun."), "{}", own.says());
    assert!(number(&text_of(&own.page(), "data-total")) > number(&before));
    let again = reviewer.post(&to, &form("agree", "again")).await.expect(422);
    assert!(again.text().contains("nothing to agree"), "{}", again.says());
    let _ = reviewer.post(&to, &form("disagree", "")).await.expect(303);
    let inbox = editor.get("/messages?lang=en").await.expect(200);
    assert!(inbox.text().contains("CNIPA has withdrawn its agreement that F1-03"));
    assert_eq!(
        text_of(&editor.get(&english).await.expect(200).page(), "data-total"),
        before
    );
    board.audit_is_sound().await;
}

/// Each who may agrees in turn, and it is taken back again; for the table of access.
pub async fn agreed(board: Board, row: Row) {
    board.at("2026-04-08T10:00");
    let mut figures = Figures::whole("2026-Q1")
        .with("F1-03", "numerator", "")
        .with("F1-03", "denominator", "");
    for (field, text) in [("kind", "not_applicable"), ("reason", "none here")] {
        figures = figures.with("F1-03", field, text);
    }
    board.accepted(CITY, "2026-Q1", &figures).await;
    let to = address(CITY, "2026-Q1");
    let mut admin = board.client(Who::Admin).await;
    for (who, word) in &row.cells {
        let form = [
            ("indicator", "F1-03"),
            ("period", "2026-Q1"),
            ("reason", "so it is"),
            ("action", "agree"),
        ];
        let answer = board.client(*who).await.post(&to, &form).await;
        fits(&answer, word, false, &format!("agreed by {who:?}"));
        let page = admin.get(&to).await.expect(200);
        let says = page.text().contains("so it is");
        assert_eq!(says, word == "allow", "{who:?}");
        if says {
            let back = [("indicator", "F1-03"), ("period", "2026-Q1"), ("action", "disagree")];
            let _ = admin.post(&to, &back).await.expect(303);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_citys_pages_lead_to_its_score_and_to_no_other() {
    let board = demonstration().await;
    for (account, own) in [
        ("editor@suzhou.example", true),
        ("liaison@jiangsu.example", true),
        ("observer@cnipa.example", false),
    ] {
        let mut client = client(&board, account).await;
        let page = client.get("/cities/suzhou").await.expect(200).page();
        assert_eq!(page.find("data-score-of", "suzhou").is_some(), own, "{account}");
    }
    let mut editor = client(&board, "editor@suzhou.example").await;
    let home = editor.get("/?lang=en").await.expect(200);
    let line = home.page().find("data-score-of", "suzhou").unwrap().text();
    let score = editor.get("/cities/suzhou/score?lang=en").await.expect(200);
    assert!(line.contains(&text_of(&score.page(), "data-score")), "{line}");
    // Neither page nor file tells of another city's score.
    for other in cities().iter().filter(|c| c.slug != "suzhou") {
        let _ = editor.get(&format!("/cities/{}/score", other.slug)).await.expect(404);
        let _ = editor
            .get(&format!("/exports/score.csv?city={}", other.slug))
            .await
            .expect(404);
    }
    let file = rows(&editor.get("/exports/score.csv").await.expect(200).body);
    assert!(file.len() == 33 && file.iter().all(|r| r["city"] == "suzhou"));
    for account in [
        "observer@cnipa.example",
        "expert1@cnipa.example",
        "auditor@cnipa.example",
    ] {
        let _ = client(&board, account)
            .await
            .get("/exports/score.csv")
            .await
            .expect(404);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_rule_and_the_least_share_are_settings() {
    let board = demonstration().await;
    let mut admin = client(&board, "admin@cnipa.example").await;
    let to = format!("{}&lang=en", address("suzhou", "2026-Q2"));
    let mean = admin.get(&to).await.expect(200).page();
    let settings = admin.get("/admin/settings").await.expect(200).page();
    assert_eq!(
        (
            settings.value("score_rule").as_str(),
            settings.value("score_share_least").as_str()
        ),
        ("mean", "50")
    );
    let save = |rule: &'static str, least: &'static str| {
        [("action", "save"), ("score_rule", rule), ("score_share_least", least)]
    };
    for (rule, least, field) in [("best", "50", "score_rule"), ("mean", "101", "score_share_least")] {
        let refused = admin.post("/admin/settings", &save(rule, least)).await.expect(422);
        assert!(refused.page().invalid(field), "{}", refused.says());
    }
    let _ = admin
        .post("/admin/settings", &save("attainment", "100"))
        .await
        .expect(303);
    let page = admin.get(&to).await.expect(200);
    assert!(
        page.text().contains("Attainment") && is_grey(&page.page()),
        "{}",
        page.says()
    );
    assert_ne!(text_of(&page.page(), "data-total"), text_of(&mean, "data-total"));
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_scheme_values_stand_without_a_score() {
    for board in [Some(Board::sqlite().await), Board::postgres().await]
        .into_iter()
        .flatten()
    {
        board.at("2026-04-08T10:00");
        board.bring(CITY, "2026-Q1", domain::report::State::Accepted).await;
        let mut editor = board.client(EDITOR_SUZHOU).await;
        let page = editor.get(&address(CITY, "2026-Q1")).await.expect(200);
        assert!(page.text().contains("the baseline is to be filed"), "{}", page.says());
        assert!(adds(&page.page()).values().all(|t| t == "—"));
        assert_eq!(text_of(&page.page(), "data-total"), "—");
        let row = page.page().find("data-code", "S1-02").unwrap().text();
        assert!(row.contains('/'), "its figure is shown all the same: {row}");
        for wrong in ["period=2026-Q2", "period=soon", "as_of=2030-01-01", "period=2025-Q3"] {
            let _ = editor.get(&format!("/cities/{CITY}/score?{wrong}")).await.expect(422);
            let _ = editor.get(&format!("/exports/score.csv?{wrong}")).await.expect(422);
        }
        let month = editor
            .get(&format!("/cities/{CITY}/score?period=2026-02"))
            .await
            .expect(200);
        assert_eq!(month.page().value("period"), "2026-Q1", "a month means its quarter");
        board.at("2025-11-08T10:00");
        let early = board
            .client(EDITOR_KUNMING)
            .await
            .get("/cities/kunming/score")
            .await
            .expect(200);
        assert!(early.text().contains("not over yet"), "{}", early.says());
        let overview = board.client(Who::Reviewer).await.get("/").await.expect(200);
        assert!(!overview.body.contains("chart--scores"), "nothing to show before");
    }
}
