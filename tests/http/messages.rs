//! Messages over HTTP: the count in the masthead, opening and marking by plain forms, and nobody else's.

use domain::report::State;
use tests::{APPROVER_SUZHOU, Board, CITY, EDITOR_KUNMING, EDITOR_SUZHOU, MONTH, WORDS, Who, both};

both!(
    what_happened_is_told_opened_and_marked,
    nobody_elses_is_opened,
    reminders_and_mentions_have_their_words,
);

async fn what_happened_is_told_opened_and_marked(board: Board) {
    let all = [EDITOR_SUZHOU, APPROVER_SUZHOU, Who::Reviewer, Who::Admin, Who::Auditor];
    for who in all {
        board.actor(who).await;
    }
    let mut reviewer = board.client(Who::Reviewer).await;
    let empty = reviewer.get("/messages").await.expect(200);
    assert!(empty.text().contains(WORDS.messages_none()), "{}", empty.says());
    board.bring(CITY, MONTH, State::Submitted).await;
    for page in ["/", "/messages", "/reports"] {
        let count = reviewer.get(page).await.expect(200).page();
        let link = count
            .elements()
            .find(|e| e.attribute("href") == Some("/messages"))
            .unwrap();
        let words = link.text();
        assert!(
            words.contains('1') && words.ends_with(WORDS.messages_unread()),
            "{page}: {words}"
        );
    }
    let inbox = reviewer.get("/messages").await.expect(200);
    assert!(inbox.text().contains(&WORDS.messages_to_review(1)), "{}", inbox.says());
    let page = inbox.page();
    let unread = page.elements().find(|e| e.attribute("data-unread").is_some()).unwrap();
    assert!(unread.text().contains("submitted"), "{}", unread.text());
    let id = unread.within().find(|e| e.attribute("name") == Some("id")).unwrap();
    let id = id.attribute("value").unwrap().to_owned();

    let opened = reviewer
        .post("/messages", &[("id", id.as_str()), ("action", "open")])
        .await
        .expect(303);
    assert_eq!(opened.location(), format!("/reports/{CITY}/{MONTH}/review"));
    let _ = reviewer.get(opened.location()).await.expect(200);
    let after = reviewer.get("/messages").await.expect(200);
    assert!(after.text().contains(WORDS.messages_lead_none()), "{}", after.says());
    assert!(after.page().elements().all(|e| e.attribute("data-unread").is_none()));

    let mut admin = board.client(Who::Admin).await;
    let until = admin.get("/messages").await.expect(200).page();
    let until = until.elements().find(|e| e.attribute("name") == Some("until")).unwrap();
    let until = until.attribute("value").unwrap().to_owned();
    let all = [("until", until.as_str()), ("action", "read_all")];
    let marked = admin.post("/messages", &all).await.expect(303);
    let marked = admin.get(marked.location()).await.expect(200);
    assert!(marked.text().contains(WORDS.messages_marked()) && marked.text().contains(WORDS.messages_lead_none()));

    let unknown = admin.post("/messages", &[("action", "burn")]).await.expect(422);
    assert!(unknown.text().contains(WORDS.action_unknown()), "{}", unknown.says());
    let nobody = board.visitor().post("/messages", &all).await;
    assert!(nobody.status == 303 && nobody.location().starts_with("/sign-in"));
    let auditor = board.client(Who::Auditor).await.get("/messages").await.expect(200);
    assert!(auditor.text().contains(WORDS.messages_none()));
}

async fn nobody_elses_is_opened(board: Board) {
    for who in [Who::Reviewer, Who::Admin, EDITOR_KUNMING] {
        board.actor(who).await;
    }
    board.bring(CITY, MONTH, State::Submitted).await;
    let reviewer = board.caller(Who::Reviewer).await;
    let inbox = storage::messages::inbox(&board.store, &reviewer, 1).await.unwrap();
    let id = inbox.unread[0].id.clone();
    for who in [Who::Admin, EDITOR_KUNMING, EDITOR_SUZHOU] {
        for action in ["open", "read"] {
            let answer = board
                .client(who)
                .await
                .post("/messages", &[("id", id.as_str()), ("action", action)])
                .await;
            assert_eq!(answer.status, 404, "{who:?} {}", answer.says());
        }
        let all = [("until", "9999"), ("action", "read_all")];
        let _ = board.client(who).await.post("/messages", &all).await.expect(303);
    }
    assert_eq!(storage::messages::unread(&board.store, &reviewer).await.unwrap(), 1);
}

async fn reminders_and_mentions_have_their_words(board: Board) {
    for who in [EDITOR_SUZHOU, EDITOR_KUNMING, Who::Reviewer] {
        board.actor(who).await;
    }
    board.at("2026-05-09T09:00");
    assert_eq!(storage::messages::remind(&board.store, board.now()).await.unwrap(), 2);
    let mut editor = board.client(EDITOR_SUZHOU).await;
    let own = editor.get("/messages").await.expect(200);
    let report = WORDS.home_card(WORDS.period_name("2026-04".parse().unwrap()));
    assert!(own.text().contains(&WORDS.msg_due_in(&report, 1)), "{}", own.says());
    board.at("2026-05-08T10:00");
    board.bring(CITY, MONTH, State::Submitted).await;
    let words = [
        ("items[F3-01][comment]", "@CNIPA reviewer <b>see</b>"),
        ("action", "comment"),
    ];
    let answer = editor.post(&format!("/reports/{CITY}/{MONTH}"), &words).await;
    assert_eq!(answer.status, 303, "{}", answer.says());
    let told = board.client(Who::Reviewer).await.get("/messages").await.expect(200);
    assert!(told.text().contains("mentioned you"), "{}", told.says());
    assert!(!told.text().contains("see"), "the words stay in the thread");
}
