//! Questions of definition over HTTP, for every role.

use tests::{APPROVER_SUZHOU, Board, EDITOR_KUNMING, EDITOR_SUZHOU, LIAISON_JIANGSU, WORDS, Who, both};

const PAGE: &str = "/indicators/F2-01";
const ASKED: &str = "Does a kiosk count?";

#[tokio::test(flavor = "multi_thread")]
async fn who_may_asks_and_answers_and_all_read_without_who_asked() {
    let board = Board::sqlite().await;
    let ask = [("action", "ask"), ("question", ASKED)];
    for (who, status) in [
        (LIAISON_JIANGSU, 403),
        (Who::Reviewer, 403),
        (Who::Admin, 403),
        (Who::Observer, 403),
        (Who::Expert, 404),
        (Who::Auditor, 404),
        (Who::Anonymous, 303),
        (EDITOR_SUZHOU, 303),
    ] {
        let answer = board.client(who).await.post(PAGE, &ask).await;
        assert_eq!(answer.status, status, "{who:?} {}", answer.says());
    }
    let own = board.caller(APPROVER_SUZHOU).await;
    let all = storage::questions::find(&board.store, &own, None, "").await.unwrap();
    assert_eq!(all.len(), 1, "the sign-in page asked nothing");
    let id = all[0].id.clone();
    for (who, reads) in [
        (EDITOR_SUZHOU, true),
        (APPROVER_SUZHOU, true),
        (Who::Reviewer, true),
        (EDITOR_KUNMING, false),
        (LIAISON_JIANGSU, false),
        (Who::Observer, false),
    ] {
        let page = board.client(who).await.get(PAGE).await.expect(200);
        assert_eq!(page.text().contains(ASKED), reads, "{who:?}");
    }
    let home = board.client(Who::Reviewer).await.get("/").await.expect(200);
    assert!(home.text().contains(&WORDS.questions_home(1)), "{}", home.says());

    let answer = [
        ("action", "answer"),
        ("id", id.as_str()),
        ("answer", "It does, by its owner."),
    ];
    for (who, status) in [
        (EDITOR_KUNMING, 404),
        (EDITOR_SUZHOU, 403),
        (LIAISON_JIANGSU, 404),
        (Who::Expert, 404),
        (Who::Observer, 404),
        (Who::Auditor, 404),
        (Who::Reviewer, 303),
        (Who::Admin, 303),
    ] {
        let got = board.client(who).await.post(PAGE, &answer).await;
        assert_eq!(got.status, status, "{who:?} {}", got.says());
    }
    let name = format!("{EDITOR_SUZHOU:?}");
    for (who, knows) in [
        (EDITOR_SUZHOU, true),
        (Who::Reviewer, true),
        (EDITOR_KUNMING, false),
        (LIAISON_JIANGSU, false),
        (Who::Observer, false),
    ] {
        let mut client = board.client(who).await;
        for address in [PAGE, "/indicators?q=kiosk%20owner"] {
            let page = client.get(address).await.expect(200);
            assert!(page.text().contains("It does, by its owner."), "{who:?} {address}");
            assert_eq!(page.text().contains(&name), knows, "{who:?} {address}");
        }
        let none = client.get("/indicators?q=zzz").await.expect(200);
        assert!(none.text().contains(WORDS.questions_found_none()));
    }
    let beside = board
        .client(EDITOR_KUNMING)
        .await
        .get("/islands/about/kunming/2026-04/F2-01")
        .await
        .expect(200);
    assert!(beside.body.contains("It does, by its owner."), "{}", beside.body);
    board.audit_is_sound().await;
}

both!(a_double_click_asks_once);

async fn a_double_click_asks_once(board: Board) {
    let ask = |text: &'static str| [("action", "ask"), ("question", text)];
    let (mut one, mut two) = (board.client(EDITOR_SUZHOU).await, board.client(EDITOR_SUZHOU).await);
    let before = board.audit_lines().await;
    let (first, second) = (ask(ASKED), ask(ASKED));
    let (first, second) = tokio::join!(one.post(PAGE, &first), two.post(PAGE, &second));
    assert_eq!((first.status, second.status), (303, 303));
    assert_eq!(first.location(), second.location());
    // Blanks around it are no other question.
    let _ = one.post(PAGE, &ask(" Does a kiosk count? ")).await.expect(303);
    assert_eq!(board.audit_lines().await, before + 1, "one question, one line");
    let own = board.caller(EDITOR_SUZHOU).await;
    let all = async || storage::questions::find(&board.store, &own, None, "").await.unwrap();
    let asked = all().await;
    assert_eq!(asked.len(), 1);
    // Another text, another person, another indicator, or the same once it is answered: each is asked.
    let _ = one.post(PAGE, &ask("Does a counter count?")).await.expect(303);
    let _ = board
        .client(APPROVER_SUZHOU)
        .await
        .post(PAGE, &ask(ASKED))
        .await
        .expect(303);
    let _ = one.post("/indicators/F3-01", &ask(ASKED)).await.expect(303);
    assert_eq!(all().await.len(), 4);
    let reviewer = board.caller(Who::Reviewer).await;
    storage::questions::answer(&board.store, &reviewer, &asked[0].id, "It does.", false)
        .await
        .unwrap();
    let _ = one.post(PAGE, &ask(ASKED)).await.expect(303);
    assert_eq!(all().await.len(), 5);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_refused_is_said_where_it_was_typed() {
    let board = Board::sqlite().await;
    let mut editor = board.client(EDITOR_SUZHOU).await;
    let long = "x".repeat(501);
    let refused = editor
        .post(PAGE, &[("action", "ask"), ("question", long.as_str())])
        .await
        .expect(422);
    assert!(refused.body.contains(&long) && refused.text().contains(&WORDS.fault_too_long(500)));
    let _ = editor
        .post(PAGE, &[("action", "ask"), ("question", ASKED)])
        .await
        .expect(303);
    let caller = board.caller(EDITOR_SUZHOU).await;
    let id = storage::questions::find(&board.store, &caller, None, "").await.unwrap()[0]
        .id
        .clone();
    let mut reviewer = board.client(Who::Reviewer).await;
    let empty = [("action", "decline"), ("id", id.as_str()), ("answer", " ")];
    let refused = reviewer.post(PAGE, &empty).await.expect(422);
    assert!(refused.text().contains(WORDS.fault_missing()), "{}", refused.says());
    let _ = reviewer
        .post(
            PAGE,
            &[
                ("action", "decline"),
                ("id", id.as_str()),
                ("answer", "not of definition"),
            ],
        )
        .await
        .expect(303);
    assert!(editor.get(PAGE).await.expect(200).text().contains("not of definition"));
    let other = board.client(EDITOR_KUNMING).await.get(PAGE).await.expect(200);
    assert!(!other.text().contains(ASKED));
    let _ = editor.post(PAGE, &[("action", "burn")]).await.expect(422);
}
