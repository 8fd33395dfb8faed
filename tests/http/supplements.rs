//! What an accepted report leaves to come, over HTTP: opened by the city itself until its day, reviewed alone; given up; and
//! what is filled in at one stroke by the plain form.

use domain::report::State;
use tests::{
    APPROVER_SUZHOU, Board, CITY, EDITOR_KUNMING, EDITOR_SUZHOU, Figures, LIAISON_JIANGSU, MONTH, WORDS, Who, both,
    report, review,
};

both!(
    a_supplement_is_opened_by_its_city_and_reviewed_alone,
    after_its_day_only_a_correction_opens_it,
    what_was_opened_is_given_up,
    what_stands_as_it_did_is_filled_in_at_once,
);

/// The month with one item that comes until 20 May.
fn later() -> Figures {
    Figures::whole(MONTH)
        .with("F3-01", "value", "")
        .with("F3-01", "kind", "not_yet_available")
        .with("F3-01", "reason", "the province sums it up")
        .with("F3-01", "expected_on", "2026-05-20")
}

const OPEN: [(&str, &str); 2] = [("items[F3-01][selected]", "on"), ("action", "supplement")];

async fn a_supplement_is_opened_by_its_city_and_reviewed_alone(board: Board) {
    board.accepted(CITY, MONTH, &later()).await;
    let (page, desk) = (report(CITY, MONTH), review(CITY, MONTH));
    let mut editor = board.client(EDITOR_SUZHOU).await;
    let mut approver = board.client(APPROVER_SUZHOU).await;
    let mut reviewer = board.client(Who::Reviewer).await;
    let home = editor.get("/").await.expect(200);
    assert!(home.body.contains(&format!("{page}#awaited")), "{}", home.says());
    let shown = editor.get(&page).await.expect(200).page();
    assert!(shown.find("value", "supplement").is_some());
    for (who, status) in [
        (Who::Reviewer, 403),
        (Who::Admin, 403),
        (LIAISON_JIANGSU, 404),
        (EDITOR_KUNMING, 404),
    ] {
        let mut client = board.client(who).await;
        let form = client.get(&page).await.page();
        assert!(form.find("value", "supplement").is_none(), "{who:?}");
        let answer = client.post(&page, &OPEN).await;
        assert_eq!(answer.status, status, "{who:?}: {}", answer.says());
    }
    let none = editor.post(&page, &[("action", "supplement")]).await;
    assert_eq!(none.status, 422);
    assert!(none.text().contains(WORDS.fault_items()), "{}", none.says());
    let other = editor
        .post(&page, &[("items[N1-01][selected]", "on"), ("action", "supplement")])
        .await;
    assert_eq!(other.status, 422, "what has its value is not opened");
    assert_eq!(board.standing(CITY, MONTH).await, (State::Accepted, 1));

    for _ in 0..2 {
        let _ = editor.post(&page, &OPEN).await.expect(303);
    }
    assert_eq!(board.standing(CITY, MONTH).await, (State::Returned, 1));
    let open = editor.get(&page).await.expect(200);
    assert!(open.text().contains(&WORDS.supplementing_title(1)), "{}", open.says());
    assert!(open.page().find("data-flag", "in_supplement").is_some());
    let typed = Figures(vec![])
        .with("F3-01", "kind", "value")
        .with("F3-01", "value", "377000")
        .with("N1-01", "numerator", "1");
    let closed = editor.post(&page, &typed.action("save").0).await;
    assert_eq!(closed.status, 422, "only what was awaited is open");
    let read = reviewer.get(&page).await.expect(200);
    assert!(read.text().contains(&WORDS.supplement_meanwhile(1)), "{}", read.says());

    let typed = Figures(vec![])
        .with("F3-01", "kind", "value")
        .with("F3-01", "value", "377000");
    let _ = editor.post(&page, &typed.action("sign_off").0).await.expect(303);
    let _ = approver.post(&page, &[("action", "submit")]).await.expect(303);
    let bench = reviewer.get(&desk).await.expect(200).page();
    assert!(bench.find("id", "r-F3-01").is_some() && bench.find("id", "r-N1-01").is_none());
    let _ = reviewer.post(&desk, &[("action", "accept")]).await.expect(303);
    let figure = reviewer
        .get(&format!("/indicators/F3-01?period={MONTH}"))
        .await
        .expect(200);
    assert!(figure.text().contains("377,000"));
    let marked = figure
        .page()
        .elements()
        .any(|e| e.attribute("data-corrected").is_some());
    assert!(!marked, "what was awaited was not wrong");
    let done = editor.get(&page).await.expect(200).page();
    assert!(done.find("data-flag", "corrected").is_none() && done.find("id", "awaited").is_none());
    assert!(!editor.get("/").await.body.contains("#awaited"));
}

async fn after_its_day_only_a_correction_opens_it(board: Board) {
    board.accepted(CITY, MONTH, &later()).await;
    let page = report(CITY, MONTH);
    let mut editor = board.client(EDITOR_SUZHOU).await;
    board.at("2026-05-20T23:59");
    assert!(editor.get(&page).await.page().find("value", "supplement").is_some());
    board.at("2026-05-21T00:00");
    let shown = editor.get(&page).await.expect(200);
    assert!(shown.page().find("value", "supplement").is_none());
    assert!(shown.text().contains(WORDS.awaited_over_hint()), "{}", shown.says());
    let late = editor.post(&page, &OPEN).await;
    assert_eq!(late.status, 422, "{}", late.says());
    assert_eq!(board.standing(CITY, MONTH).await, (State::Accepted, 1));
}

async fn what_was_opened_is_given_up(board: Board) {
    board.accepted(CITY, MONTH, &later()).await;
    let page = report(CITY, MONTH);
    let mut editor = board.client(EDITOR_SUZHOU).await;
    let refused = editor.post(&page, &[("action", "abandon")]).await;
    assert_eq!(refused.status, 303, "there is nothing to give up, and nothing changes");
    assert_eq!(board.standing(CITY, MONTH).await, (State::Accepted, 1));
    let _ = editor.post(&page, &OPEN).await.expect(303);
    let typed = Figures(vec![])
        .with("F3-01", "kind", "value")
        .with("F3-01", "value", "377000");
    let _ = editor.post(&page, &typed.action("save").0).await.expect(303);
    for _ in 0..2 {
        let given_up = editor.post(&page, &[("action", "abandon")]).await.expect(303);
        let told = editor.get(given_up.location()).await.expect(200);
        assert!(told.text().contains(WORDS.abandon_done()), "{}", told.says());
    }
    assert_eq!(board.standing(CITY, MONTH).await, (State::Accepted, 1));
    // Opened again, it holds what the accepted version does.
    let _ = editor.post(&page, &OPEN).await.expect(303);
    let shown = editor.get(&page).await.expect(200).page();
    assert_eq!(shown.value("entries[F3-01][value]"), "");
    assert_eq!(shown.value("entries[F3-01][reason]"), "the province sums it up");
    let untouched = editor.post(&page, &[("action", "sign_off")]).await;
    assert_eq!(untouched.status, 422, "a supplement brings something");
}

async fn what_stands_as_it_did_is_filled_in_at_once(board: Board) {
    let page = report(CITY, MONTH);
    let mut editor = board.client(EDITOR_SUZHOU).await;
    let shown = editor.get(&page).await.expect(200).page();
    let fold = shown.find("id", "fill-nothing").expect("flows may not have happened");
    assert!(fold.text().contains("F3-01"), "{}", fold.text());
    assert!(shown.field("items[F3-01][selected]").attribute("checked").is_some());
    let form = [
        ("entries[F3-01][value]", ""),
        ("entries[N2-02][numerator]", ""),
        ("entries[N2-02][denominator]", ""),
        ("entries[F4-03][value]", "7"),
        ("items[F3-01][selected]", "on"),
        ("items[N2-02][selected]", "on"),
        ("items[F4-03][selected]", "on"),
        ("fill", "nothing"),
    ];
    let _ = editor.post(&page, &form).await.expect(303);
    let filled = editor.get(&page).await.expect(200).page();
    assert_eq!(filled.value("entries[F3-01][value]"), "0");
    assert_eq!(filled.value("entries[N2-02][denominator]"), "0");
    assert_eq!(filled.value("entries[F4-03][value]"), "7", "what is typed stays");
    assert_eq!(
        filled.value("entries[F4-02][value]"),
        "",
        "what is not ticked stays empty"
    );
    let fold = filled.find("id", "fill-nothing").expect("some are still empty");
    assert!(!fold.text().contains("F3-01") && fold.text().contains("F4-02"));
    let unknown = editor.post(&page, &[("fill", "everything")]).await;
    assert_eq!(unknown.status, 404);
}
