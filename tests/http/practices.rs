//! Practices over HTTP: who reads, writes and decides; what is typed is never lost; the library, its file, the chain and
//! the mark on the adopter's trend.

use domain::practice::State;
use tests::{Answer, Board, CITY, Client, EDITOR_KUNMING, EDITOR_SUZHOU, QUARTER, WORDS, Who};

use crate::table::{Row, fits};

const TEXTS: [(&str, &str); 8] = [
    ("title", "一窗通办"),
    ("aspect", "facilitation"),
    ("goal", "online-offline"),
    ("background", "背景"),
    ("measures", "做法"),
    ("results", "成效"),
    ("conditions", "条件"),
    ("scope", "<b>范围</b>"),
];

fn form(action: &str, more: &[(&str, &str)]) -> Vec<(String, String)> {
    let all = TEXTS
        .iter()
        .chain(more)
        .map(|(n, v)| ((*n).to_owned(), (*v).to_owned()));
    all.chain([("action".to_owned(), action.to_owned())]).collect()
}

fn path(number: i64) -> String {
    format!("/practices/C-{number:04}")
}

async fn standing(board: &Board, number: i64) -> (State, i64) {
    let own = board.caller(EDITOR_SUZHOU).await;
    let p = storage::practices::get(&board.store, &own, number).await.unwrap();
    (p.state, p.revision)
}

/// A row of the table by a page and posts; who may not changes nothing.
async fn tried(board: &Board, row: &Row, number: i64, posts: &[Vec<(String, String)>], reads: bool) {
    let before = standing(board, number).await;
    for (who, word) in &row.cells {
        let mut client = board.client(*who).await;
        if reads {
            fits(&client.get(&path(number)).await, word, true, &format!("{who:?} reads"));
        }
        for post in posts.iter().filter(|_| word != "allow") {
            fits(
                &client.post(&path(number), post).await,
                word,
                false,
                &format!("{who:?} posts {post:?}"),
            );
        }
    }
    assert_eq!(standing(board, number).await, before);
}

pub async fn drafts(board: Board, row: Row) {
    let number = board.practice(CITY, State::Draft).await;
    tried(&board, &row, number, &[form("save", &[]), form("submit", &[])], true).await;
    for (who, _) in row.cells.iter().filter(|(_, word)| word == "allow") {
        let save = form("save", &[("title", &format!("{who:?}"))]);
        let _ = board.client(*who).await.post(&path(number), &save).await.expect(303);
    }
    for (who, word) in row.cells.iter().filter(|(_, word)| word == "404") {
        let list = board.client(*who).await.get("/practices?state=draft").await;
        assert!(!list.text().contains("C-0001"), "{who:?} {word}");
    }
}

pub async fn unpublished(board: Board, row: Row) {
    for state in [State::Submitted, State::Returned, State::Selected, State::Declined] {
        let number = board.practice(CITY, state).await;
        tried(&board, &row, number, &[], true).await;
        for (who, word) in row.cells.iter().filter(|(who, _)| *who != Who::Anonymous) {
            let list = board
                .client(*who)
                .await
                .get(&format!("/practices?state={}", state.name()))
                .await;
            let listed = list.text().contains(&format!("C-{number:04}"));
            assert_eq!(listed, word == "allow", "{who:?} {}", list.says());
        }
    }
}

pub async fn published(board: Board, row: Row) {
    let number = board.practice(CITY, State::Published).await;
    tried(&board, &row, number, &[], true).await;
    let said = [
        ("adopted_on", "2026-05-08"),
        ("indicator", "F3-01"),
        ("proof", "a paper"),
        ("action", "adopt"),
    ];
    for (who, word) in &row.cells {
        let answer = board.client(*who).await.post(&path(number), &said).await;
        // The row lets all of these read; a city that is not its own may also adopt.
        let adopter = matches!(who, Who::Editor("kunming") | Who::Approver("kunming"));
        let want = if word == "allow" && !adopter { "403" } else { word };
        fits(&answer, want, false, &format!("{who:?} adopts"));
    }
}

pub async fn decided(board: Board, row: Row) {
    let number = board.practice(CITY, State::Submitted).await;
    let post = |action: &str| {
        vec![
            ("action".to_owned(), action.to_owned()),
            ("reason".to_owned(), "why".to_owned()),
        ]
    };
    let all = ["return", "select", "decline", "publish"].map(post);
    tried(&board, &row, number, &all, false).await;
    for (who, _) in row.cells.iter().filter(|(_, word)| word == "allow") {
        let number = board.practice(CITY, State::Submitted).await;
        let mut client = board.client(*who).await;
        // Not before it is selected.
        let early = client.post(&path(number), &post("publish")).await.expect(422);
        assert!(
            early
                .text()
                .contains(&WORDS.refused_practice_state(WORDS.practice_state(State::Submitted)))
        );
        for action in ["select", "publish"] {
            let _ = client.post(&path(number), &post(action)).await.expect(303);
        }
        assert_eq!(standing(&board, number).await.0, State::Published);
    }
}

async fn opened(client: &mut Client, path: &str) -> Answer {
    client.get(path).await.expect(200)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_case_is_written_returned_and_published() {
    let board = Board::sqlite().await;
    let (mut editor, mut reviewer) = (board.client(EDITOR_SUZHOU).await, board.client(Who::Reviewer).await);
    let made = editor
        .post("/practices/new", &form("save", &[("title", "")]))
        .await
        .expect(303);
    assert_eq!(made.location(), "/practices/C-0001?done=save");
    // What lacks something is kept and said, field by field.
    let refused = editor
        .post("/practices/C-0001", &form("submit", &[("title", ""), ("after", "x")]))
        .await
        .expect(422);
    let page = refused.page();
    let title = page.elements().find(|e| e.attribute("name") == Some("title")).unwrap();
    assert_eq!(title.attribute("aria-invalid"), Some("true"));
    assert!(
        refused.text().contains(WORDS.practice_not_submitted()),
        "{}",
        refused.says()
    );
    let kept = opened(&mut editor, "/practices/C-0001").await;
    assert!(kept.body.contains("&lt;b&gt;范围"), "typed texts stand in the form");
    let _ = editor.post("/practices/C-0001", &form("submit", &[])).await.expect(303);
    assert!(
        opened(&mut reviewer, "/").await.text().contains("一窗通办"),
        "it waits at CNIPA's home"
    );

    let seen = standing(&board, 1).await.1.to_string();
    let no_reason = [("action", "return"), ("seen", seen.as_str())];
    let refused = reviewer.post("/practices/C-0001", &no_reason).await.expect(422);
    assert!(refused.text().contains(WORDS.fault_reason()), "{}", refused.says());
    let give_back = [
        ("action", "return"),
        ("reason", "补充成效数据"),
        ("seen", seen.as_str()),
    ];
    let _ = reviewer.post("/practices/C-0001", &give_back).await.expect(303);
    let home = opened(&mut editor, "/").await;
    assert!(home.text().contains(WORDS.practices_home_returned()) && home.text().contains("补充成效数据"));
    // A form from before that is refused, with everything typed and what is there now.
    let stale = editor
        .post(
            "/practices/C-0001",
            &form("save", &[("title", "又一个"), ("seen", seen.as_str())]),
        )
        .await
        .expect(422);
    assert!(
        stale.text().contains(WORDS.refused_practice_changed()) && stale.body.contains("又一个"),
        "{}",
        stale.says()
    );

    let figures = [
        ("indicator", "F2-01"),
        ("before", "81.2"),
        ("before_period", "2025-12"),
        ("after", "86"),
        ("after_period", "2026-04"),
    ];
    let _ = editor
        .post("/practices/C-0001", &form("submit", &figures))
        .await
        .expect(303);
    for action in ["select", "publish"] {
        let _ = reviewer
            .post("/practices/C-0001", &[("action", action)])
            .await
            .expect(303);
    }
    let read = opened(&mut board.client(EDITOR_KUNMING).await, "/practices/C-0001").await;
    assert!(read.text().contains("+4.80 points"), "{}", read.says());
    assert!(
        !read.text().contains("补充成效数据"),
        "what was said before is not the readers'"
    );
    let nonsense = reviewer
        .post("/practices/C-0001", &[("action", "burn")])
        .await
        .expect(422);
    assert!(nonsense.text().contains(WORDS.action_unknown()));
    board.audit_is_sound().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_adoption_stands_in_library_chain_trend_and_file() {
    let board = Board::sqlite().await;
    for month in ["2026-02", "2026-03"] {
        let period = if month == "2026-03" { QUARTER } else { month };
        board.at(if month == "2026-03" {
            "2026-04-08T10:00"
        } else {
            "2026-03-04T10:00"
        });
        board.bring("kunming", period, domain::report::State::Accepted).await;
        if month == "2026-02" {
            board.at("2026-03-05T10:00");
            board.practice(CITY, State::Published).await;
        }
    }
    let mut kunming = board.client(EDITOR_KUNMING).await;
    let adopt = |on: &'static str, proof: &'static str| {
        [
            ("adopted_on", on),
            ("indicator", "F3-01"),
            ("proof", proof),
            ("action", "adopt"),
        ]
    };
    let refused = kunming
        .post("/practices/C-0001", &adopt("2030-01-01", "云知发〔2026〕3 号"))
        .await
        .expect(422);
    assert!(
        refused.body.contains("云知发〔2026〕3 号"),
        "what was typed stands there"
    );
    let _ = kunming
        .post("/practices/C-0001", &adopt("2026-03-06", "云知发〔2026〕3 号"))
        .await
        .expect(303);

    let feb = WORDS.period_name("2026-02".parse().unwrap());
    let mar = WORDS.period_name("2026-03".parse().unwrap());
    let both = |text: &str| text.contains(&feb) && text.contains(&mar);
    for (who, whole) in [
        (EDITOR_KUNMING, true),
        (Who::Reviewer, true),
        (EDITOR_SUZHOU, false),
        (Who::Liaison("jiangsu"), false),
    ] {
        let mut client = board.client(who).await;
        let show = opened(&mut client, "/practices/C-0001").await;
        assert!(show.text().contains("云知发"), "{who:?}");
        assert_eq!(both(&show.text()), whole, "{who:?} {}", show.says());
        let list = opened(
            &mut client,
            "/practices?adopted=yes&q=%E5%85%AC%E5%85%B1%E6%9C%8D%E5%8A%A1",
        )
        .await;
        assert_eq!(both(&list.text()), whole, "{who:?} {}", list.says());
        assert!(list.text().contains(&WORDS.practices_found(1)));
        let trend = opened(&mut client, "/indicators/F3-01").await;
        let marked = trend.body.contains(">C-0001</text>");
        assert_eq!(marked, whole, "{who:?} sees the mark on the trend");
        let drawn = client.get("/charts/trend.svg?indicator=F3-01").await.expect(200);
        assert_eq!(drawn.body.contains("C-0001"), whole, "{who:?}");
        assert!(trend.text().contains(WORDS.practices_of_indicator()));
        let city = client.get("/cities/kunming").await;
        assert_eq!(city.status == 200 && city.text().contains("C-0001"), whole, "{who:?}");
        let file = client.get("/exports/practices.csv?adopted=yes").await.expect(200);
        assert!(file.body.contains("C-0001,suzhou,published,") && file.body.contains("kunming 2026-03-06"));
    }
    let none = opened(&mut kunming, "/practices?adopted=no").await;
    assert!(none.text().contains(&WORDS.practices_found(0)));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_double_click_begins_one_case() {
    let board = Board::sqlite().await;
    let mut editor = board.client(EDITOR_SUZHOU).await;
    let first = editor.post("/practices/new", &form("save", &[])).await.expect(303);
    let second = editor.post("/practices/new", &form("save", &[])).await.expect(303);
    assert_eq!(first.location(), second.location());
    let other = [("conditions", "others")];
    let third = editor.post("/practices/new", &form("save", &other)).await.expect(303);
    assert_ne!(first.location(), third.location(), "another case is another one");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_quarters_innovations_become_a_case() {
    let board = Board::sqlite().await;
    board.at("2026-04-08T10:00");
    board.bring(CITY, QUARTER, domain::report::State::Accepted).await;
    let mut editor = board.client(EDITOR_SUZHOU).await;
    let report = opened(&mut editor, "/reports/suzhou/2026-Q1").await;
    assert!(report.body.contains("/practices/new?report=2026-Q1"));
    let own = board.caller(EDITOR_SUZHOU).await;
    let version = storage::reports::current(&board.store, &own, CITY, QUARTER.parse().unwrap())
        .await
        .unwrap();
    let new = opened(&mut editor, "/practices/new?report=2026-Q1").await;
    assert!(
        new.text().contains(version.content.sections["innovations"].trim()),
        "{}",
        new.says()
    );
    let others = opened(&mut board.client(Who::Reviewer).await, "/reports/suzhou/2026-Q1").await;
    assert!(!others.body.contains("/practices/new"));
}
