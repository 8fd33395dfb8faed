//! The way back: withdrawn, returned by item, answered, handed in again as version 2.

use domain::report::State;
use tests::{
    APPROVER_SUZHOU, Board, CITY, EDITOR_SUZHOU, Figures, MONTH, WORDS, Who, both, report, reports::verdicts, review,
};

both!(
    a_submission_is_withdrawn_until_it_is_taken,
    only_returned_items_are_open_and_each_needs_a_word,
    an_answer_serves_where_nothing_is_to_change,
    an_answer_typed_before_a_refusal_is_still_there,
);

/// A comment that would be markup if it were not text.
const MARKUP: &str = "</textarea><script>alert('x')</script> & well done";

fn april() -> Figures {
    Figures::whole(MONTH)
}

async fn a_submission_is_withdrawn_until_it_is_taken(board: Board) {
    board.bring(CITY, MONTH, State::Submitted).await;
    let (page, desk) = (report(CITY, MONTH), review(CITY, MONTH));
    let mut approver = board.client(APPROVER_SUZHOU).await;
    let mut reviewer = board.client(Who::Reviewer).await;
    let _ = reviewer.get(&page).await.expect(200);
    let _ = reviewer.get(&desk).await.expect(200);
    let _ = approver.post(&page, &[("action", "withdraw")]).await.expect(303);
    assert_eq!(
        board.standing(CITY, MONTH).await,
        (State::CitySignOff, 0),
        "reading is not taking"
    );
    assert_eq!(
        reviewer.get(&page).await.status,
        404,
        "what was withdrawn is the city's own"
    );

    let _ = approver.post(&page, &[("action", "submit")]).await.expect(303);
    let _ = reviewer.post(&desk, &[("action", "take")]).await.expect(303);
    let refused = approver.post(&page, &[("action", "withdraw")]).await;
    assert_eq!(refused.status, 422, "{}", refused.says());
    assert_eq!(board.standing(CITY, MONTH).await, (State::Submitted, 1));
    let shown = approver.get(&page).await.page();
    assert!(
        shown.find("value", "withdraw").is_none(),
        "no button for what is not possible"
    );
}

async fn only_returned_items_are_open_and_each_needs_a_word(board: Board) {
    board.bring(CITY, MONTH, State::Submitted).await;
    let (page, desk) = (report(CITY, MONTH), review(CITY, MONTH));
    let mut editor = board.client(EDITOR_SUZHOU).await;
    let mut approver = board.client(APPROVER_SUZHOU).await;
    let mut reviewer = board.client(Who::Reviewer).await;

    // A return needs an item, and each item a comment.
    let nothing = reviewer.post(&desk, &[("action", "return")]).await;
    assert_eq!(nothing.status, 422, "{}", nothing.says());
    let mut silent = verdicts(&[("N1-01", "return", ""), ("F3-01", "accept", MARKUP)]);
    silent.push(("action".into(), "return".into()));
    let refused = reviewer.post(&desk, &silent).await.expect(422);
    assert!(!refused.body.contains("<script>alert"), "a comment is text");
    let refused = refused.page();
    assert!(refused.invalid("items[N1-01][comment]") && !refused.described("items[N1-01][comment]").is_empty());
    assert_eq!(
        refused.value("items[N1-01][verdict]"),
        "return",
        "the verdicts are still there"
    );
    assert_eq!(refused.value("items[F3-01][comment]"), MARKUP);
    assert_eq!(board.standing(CITY, MONTH).await.0, State::Submitted);

    let mut said = verdicts(&[("N1-01", "return", "Which cases were counted?")]);
    said.push(("action".into(), "return".into()));
    let _ = reviewer.post(&desk, &said).await.expect(303);
    assert_eq!(board.standing(CITY, MONTH).await, (State::Returned, 1));

    // The returned item and its base figure are open, the others are not.
    let shown = editor.get(&page).await.expect(200).page();
    let open = |code: &str, field: &str| {
        let field = shown.field(&format!("entries[{code}][{field}]"));
        field.attribute("readonly").is_none()
    };
    assert!(open("N1-01", "numerator") && open("B4", "value"));
    assert!(!open("F3-01", "value") && !open("B5", "value"));
    assert!(shown.text().contains("Which cases were counted?"));
    let other = april().with("F3-01", "value", "7").action("save");
    let closed = editor.post(&page, &other.0).await.expect(422);
    let name = WORDS.item("F3-01");
    assert!(
        closed.page().find("id", "errors").unwrap().text().contains(&name),
        "{}",
        closed.says()
    );
    let shown = editor.get(&page).await.page();
    assert_eq!(shown.value("entries[F3-01][value]"), april().get("F3-01", "value"));

    // Untouched it is not sent again.
    let untouched = editor.post(&page, &april().action("sign_off").0).await.expect(422);
    let name = WORDS.item("N1-01");
    assert!(
        untouched.page().find("id", "errors").unwrap().text().contains(&name),
        "{}",
        untouched.says()
    );
    assert_eq!(board.standing(CITY, MONTH).await.0, State::Returned);

    let changed = april().with("N1-01", "numerator", "400111");
    let _ = editor.post(&page, &changed.action("sign_off").0).await.expect(303);
    let _ = approver.post(&page, &[("action", "submit")]).await.expect(303);
    assert_eq!(board.standing(CITY, MONTH).await, (State::Submitted, 2));
    let first = reviewer.get(&format!("{page}/versions/1")).await.expect(200);
    let second = reviewer.get(&page).await.expect(200);
    assert!(
        !first.body.contains("400,111") && second.body.contains("400,111"),
        "a version is frozen for ever"
    );

    // A question blocks acceptance no more once it is gone; acceptance makes facts.
    let _ = reviewer.post(&desk, &[("action", "accept")]).await.expect(303);
    assert_eq!(board.standing(CITY, MONTH).await, (State::Accepted, 2));
    let again = reviewer.post(&desk, &[("action", "accept")]).await;
    assert!(again.status == 422 || again.status == 303, "{}", again.says());
    for action in ["save", "sign_off", "submit", "withdraw"] {
        let late = approver
            .post(&page, &april().with("B4", "value", "1").action(action).0)
            .await;
        assert_eq!(late.status, 422, "{action} after acceptance: {}", late.says());
    }
    assert_eq!(board.standing(CITY, MONTH).await, (State::Accepted, 2));
}

async fn an_answer_serves_where_nothing_is_to_change(board: Board) {
    board.returned(CITY, MONTH, &april(), &["N1-01"]).await;
    board.at("2026-05-08T15:00");
    let page = report(CITY, MONTH);
    let mut editor = board.client(EDITOR_SUZHOU).await;
    let answered = april().and("items[N1-01][comment]", "The figure is right: see the ledger.");
    let _ = editor.post(&page, &answered.action("sign_off").0).await.expect(303);
    assert_eq!(board.standing(CITY, MONTH).await.0, State::CitySignOff);
}

async fn an_answer_typed_before_a_refusal_is_still_there(board: Board) {
    board.bring(CITY, MONTH, State::Returned).await;
    let page = report(CITY, MONTH);
    let mut editor = board.client(EDITOR_SUZHOU).await;
    let (answer, explanation) = ("items[F3-01][comment]", "entries[F3-01][explanation]");
    let long = "x".repeat(storage::reports::TEXT_MAX + 1);
    let form = [(answer, MARKUP), (explanation, long.as_str()), ("action", "save")];
    let refused = editor.post(&page, &form).await.expect(422);
    assert!(!refused.body.contains("<script>alert"), "an answer is text");
    assert_eq!(refused.page().value(answer), MARKUP);
    let form = [(answer, MARKUP), (explanation, "short"), ("action", "save")];
    let to = editor.post(&page, &form).await.expect(303);
    let shown = editor.get(to.location()).await.expect(200).page();
    assert_eq!(shown.value(answer), "", "it is in the thread now");
    assert!(shown.find("id", "x-F3-01").unwrap().text().contains(MARKUP));
}
