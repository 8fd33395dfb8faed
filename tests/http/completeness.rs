//! Completeness and punctuality over HTTP: who sees whose, the same numbers on page and in the file, and as of a day.

use tests::{Board, CITY, EDITOR_KUNMING, EDITOR_SUZHOU, Figures, LIAISON_JIANGSU, MONTH, WORDS, Who, both};

both!(each_sees_what_it_may_know, page_and_file_say_the_same_as_of_any_day);

const PAGE: &str = "/reports?view=completeness";
const FILE: &str = "/exports/completeness.csv";

/// The cities of a file's lines.
fn cities(csv: &str) -> Vec<String> {
    let mut all: Vec<_> = csv
        .lines()
        .skip(1)
        .filter_map(|l| Some(l.split_once(',')?.0.to_owned()))
        .collect();
    all.dedup();
    all
}

async fn each_sees_what_it_may_know(board: Board) {
    board.at("2026-06-01T10:00");
    for (who, status) in [
        (Who::Expert, 404),
        (Who::Observer, 404),
        (Who::Auditor, 404),
        (Who::Anonymous, 303),
    ] {
        let mut client = board.client(who).await;
        assert_eq!(client.get(PAGE).await.status, status, "{who:?}");
        let file = client.get(FILE).await.status;
        assert_eq!(file, status, "{who:?}");
    }
    for (who, own) in [
        (EDITOR_SUZHOU, "suzhou"),
        (EDITOR_KUNMING, "kunming"),
        (LIAISON_JIANGSU, "suzhou"),
    ] {
        let mut client = board.client(who).await;
        let page = client.get(PAGE).await.expect(200).page();
        let shown: Vec<_> = page.elements().filter_map(|e| e.attribute("data-city")).collect();
        assert_eq!(shown, [own], "{who:?}");
        assert_eq!(cities(&client.get(FILE).await.expect(200).body), [own]);
        let other = if own == "suzhou" { "kunming" } else { "suzhou" };
        assert_eq!(client.get(&format!("{PAGE}&city={other}")).await.status, 404);
        assert_eq!(client.get(&format!("{FILE}?city={other}")).await.status, 404);
    }
    let mut reviewer = board.client(Who::Reviewer).await;
    assert_eq!(cities(&reviewer.get(FILE).await.expect(200).body).len(), 9);
    let bad = reviewer
        .get(&format!("{PAGE}&as_of=2026-13-01"))
        .await
        .expect(422)
        .page();
    assert!(bad.invalid("as_of"));
    assert_eq!(reviewer.get(&format!("{FILE}?as_of=tomorrow")).await.status, 422);
}

async fn page_and_file_say_the_same_as_of_any_day(board: Board) {
    board.at("2026-05-13T10:00");
    board.returned(CITY, MONTH, &Figures::whole(MONTH), &["F3-01"]).await;
    board.at("2026-06-01T10:00");
    let mut reviewer = board.client(Who::Reviewer).await;
    let csv = reviewer.get(FILE).await.expect(200);
    let head: Vec<_> = csv
        .body
        .trim_start_matches('\u{feff}')
        .lines()
        .next()
        .unwrap()
        .split(',')
        .collect();
    let line = csv.body.lines().find(|l| l.starts_with("suzhou,2026-04,")).unwrap();
    let cell = |name: &str| {
        let i = head.iter().position(|h| *h == name).unwrap();
        line.split(',').nth(i).unwrap().to_owned()
    };
    assert_eq!(
        (cell("expected"), cell("result"), cell("days_over")),
        ("yes".into(), "late".into(), "2".into())
    );
    // Returned on Wednesday 13 May: 14, 15, 18, 19, 20; it is still out on 1 June.
    assert_eq!(
        (cell("returns"), cell("returns_over"), cell("value")),
        ("1".into(), "1".into(), "14".into())
    );
    let page = reviewer.get(PAGE).await.expect(200).page();
    let told = page.find("data-report", "suzhou/2026-04").unwrap().text();
    assert!(
        told.contains(&WORDS.days_late_cell(2)) && told.contains(&WORDS.returns_cell(1, 1)),
        "{told}"
    );
    let mut editor = board.client(EDITOR_SUZHOU).await;
    let own = editor
        .get(PAGE)
        .await
        .expect(200)
        .page()
        .find("data-report", "suzhou/2026-04")
        .unwrap()
        .text();
    assert!(own.contains(&WORDS.days_late_cell(2)), "{own}");
    let before = reviewer
        .get(&format!("{PAGE}&as_of=2026-05-12"))
        .await
        .expect(200)
        .page();
    let before = before.find("data-report", "suzhou/2026-04").unwrap().text();
    assert!(before.contains(&WORDS.days_overdue_cell(1)), "{before}");
}
