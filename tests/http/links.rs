//! One-time links: they set a password once, and nothing else.

use app::pages::link::token_hash;
use storage::links;
use tests::{Board, EDITOR_SUZHOU, PASSWORD, Who, both};

both!(a_link_sets_a_password_once);

async fn a_link_sets_a_password_once(board: Board) {
    let mut session = board.client(EDITOR_SUZHOU).await;
    let (admin, editor) = (board.caller(Who::Admin).await, board.actor(EDITOR_SUZHOU).await);
    let tomorrow = board.now().checked_add(jiff::SignedDuration::from_hours(24)).unwrap();
    let issue = async |token: &str, expires| {
        let purpose = links::Purpose::Reset;
        links::issue(&board.store, &admin, &editor.id, purpose, &token_hash(token), expires)
            .await
            .unwrap();
    };
    issue("old", board.now()).await;
    let new = [("new", "another long password"), ("repeat", "another long password")];
    let mut client = board.visitor();
    let refused = client.post("/link/old", &new).await;
    assert_eq!(refused.status, 422, "expired");
    issue("token", tomorrow).await;
    let page = client.get("/link/token").await.expect(200);
    assert!(page.body.contains(&EDITOR_SUZHOU.account()));
    let weak = client
        .post("/link/token", &[("new", "short"), ("repeat", "short")])
        .await
        .expect(422);
    assert!(weak.page().invalid("new"));
    let done = client.post("/link/token", &new).await.expect(303);
    assert!(done.location().starts_with("/sign-in"), "{}", done.location());
    let twice = client.post("/link/token", &new).await;
    assert_eq!(twice.status, 422, "{}", twice.says());
    assert!(!client.get("/link/token").await.body.contains(&EDITOR_SUZHOU.account()));
    assert!(
        !client
            .get("/link/unknown")
            .await
            .body
            .contains(&EDITOR_SUZHOU.account())
    );
    let _ = session.get("/account").await.expect(303);
    assert_eq!(client.sign_in(&EDITOR_SUZHOU.account(), PASSWORD).await.status, 422);
    assert_eq!(
        client
            .sign_in(&EDITOR_SUZHOU.account(), "another long password")
            .await
            .status,
        303
    );
}
