//! Signing in and out: who cannot come in, and that all who cannot are answered alike.

use axum::http::Method;
use storage::users;
use tests::{APPROVER_SUZHOU, Answer, Board, EDITOR_SUZHOU, PASSWORD, WORDS, Who, both};

both!(
    wrong_password_unknown_account_and_disabled_account_answer_alike,
    attempts_are_limited_by_account,
    a_disabled_account_is_out_at_once,
    only_sign_out_takes_the_sessions_cookie_away,
    a_new_password_ends_the_other_sessions,
);

/// The answer without what differs by nature: the account typed and the request's own number.
fn alike(answer: &Answer, account: &str) -> (u16, String, Vec<(String, String)>) {
    let headers = answer
        .headers
        .iter()
        .filter(|(name, _)| name.as_str() != "x-request-id");
    let headers = headers
        .map(|(n, v)| (n.to_string(), v.to_str().unwrap().to_owned()))
        .collect();
    (answer.status, answer.body.replace(account, "…"), headers)
}

async fn wrong_password_unknown_account_and_disabled_account_answer_alike(board: Board) {
    for who in [EDITOR_SUZHOU, APPROVER_SUZHOU, Who::Admin] {
        board.actor(who).await;
    }
    let admin = board.caller(Who::Admin).await;
    users::disable(&board.store, &admin, &board.actor(APPROVER_SUZHOU).await.id)
        .await
        .unwrap();
    let mut answers = Vec::new();
    let nobody = "nobody@nowhere.example".to_owned();
    for (account, password) in [
        (EDITOR_SUZHOU.account(), "wrong"),
        (EDITOR_SUZHOU.account(), ""),
        (nobody, PASSWORD),
        (APPROVER_SUZHOU.account(), PASSWORD),
        ("x or 1=1; drop table users --".into(), PASSWORD),
    ] {
        let mut client = board.visitor();
        let answer = client.sign_in(&account, password).await.expect(422);
        let page = answer.page();
        assert_eq!(page.value("email"), account, "what was typed is still there");
        assert_eq!(page.value("password"), "", "but no password");
        assert!(page.invalid("email") && page.described("email").contains(WORDS.sign_in_refused()));
        assert!(
            client.cookies.is_empty(),
            "no session for who is not in: {:?}",
            client.cookies
        );
        answers.push(alike(&answer, &account));
    }
    for other in &answers[1..] {
        assert_eq!(other, &answers[0]);
    }
}

async fn attempts_are_limited_by_account(board: Board) {
    board.actor(EDITOR_SUZHOU).await;
    board.actor(APPROVER_SUZHOU).await;
    let mut client = board.visitor();
    for attempt in 1..=8 {
        let answer = client.sign_in(&EDITOR_SUZHOU.account(), "wrong").await;
        assert_eq!(answer.status, 422, "attempt {attempt}");
    }
    let blocked = client.sign_in(&EDITOR_SUZHOU.account(), PASSWORD).await.expect(429);
    assert!(blocked.body.contains(&WORDS.sign_in_blocked(15)));
    let capitals = client.sign_in(" EDITOR@Suzhou.example ", PASSWORD).await;
    assert_eq!(capitals.status, 429, "the same account in other letters");
    for attempt in 1..=9 {
        let answer = client.sign_in("nobody@nowhere.example", "wrong").await;
        let wanted = if attempt > 8 { 429 } else { 422 };
        assert_eq!(
            answer.status, wanted,
            "an unknown account is limited alike, attempt {attempt}"
        );
    }
    let other = client.sign_in(&APPROVER_SUZHOU.account(), PASSWORD).await;
    assert_eq!(other.status, 303, "the others come in");
}

async fn only_sign_out_takes_the_sessions_cookie_away(board: Board) {
    let mut editor = board.client(EDITOR_SUZHOU).await;
    let id = editor.cookies["pilotboard"].clone();
    storage::sessions::delete(&board.store, &id).await.unwrap();
    // The answer may come late, when another session has begun in the same browser.
    let _ = editor.get("/account").await.expect(303);
    assert_eq!(editor.cookies.get("pilotboard"), Some(&id));

    let mut editor = board.client(EDITOR_SUZHOU).await;
    let _ = editor.post::<&str, &str>("/sign-out", &[]).await.expect(303);
    assert_eq!(editor.cookies.get("pilotboard").filter(|c| !c.is_empty()), None);
}

async fn a_disabled_account_is_out_at_once(board: Board) {
    let mut editor = board.client(EDITOR_SUZHOU).await;
    let _ = editor.get("/account").await.expect(200);
    let admin = board.caller(Who::Admin).await;
    users::disable(&board.store, &admin, &board.actor(EDITOR_SUZHOU).await.id)
        .await
        .unwrap();
    assert_eq!(
        editor.get("/account").await.expect(303).location(),
        "/sign-in?next=%2Faccount"
    );
}

async fn a_new_password_ends_the_other_sessions(board: Board) {
    let mut here = board.client(EDITOR_SUZHOU).await;
    let mut there = board.client(EDITOR_SUZHOU).await;
    let new = "another long password";
    for (form, wrong) in [
        ([("current", "wrong"), ("new", new), ("repeat", new)], "current"),
        ([("current", PASSWORD), ("new", "short"), ("repeat", "short")], "new"),
        (
            [("current", PASSWORD), ("new", new), ("repeat", "something else 12")],
            "repeat",
        ),
    ] {
        let page = here.post("/account", &form).await.expect(422).page();
        assert!(page.invalid(wrong), "{wrong}");
        assert!(!page.described(wrong).is_empty());
        assert_eq!(page.value("current"), "", "no password comes back");
    }
    let done = here
        .post("/account", &[("current", PASSWORD), ("new", new), ("repeat", new)])
        .await;
    assert_eq!(done.expect(303).location(), "/account?done=1");
    let _ = here.get("/account").await.expect(200);
    let _ = there.get("/account").await.expect(303);
    assert_eq!(
        board.visitor().sign_in(&EDITOR_SUZHOU.account(), PASSWORD).await.status,
        422
    );
    assert_eq!(board.visitor().sign_in(&EDITOR_SUZHOU.account(), new).await.status, 303);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_signs_in_comes_where_he_wanted_and_stays_on_this_site() {
    let board = Board::sqlite().await;
    board.actor(EDITOR_SUZHOU).await;
    let wanted = "/reports/suzhou/2026-04?lang=en";
    let to = board.visitor().get(wanted).await.expect(303);
    assert_eq!(to.location(), "/sign-in?next=%2Freports%2Fsuzhou%2F2026-04%3Flang%3Den");
    let form = [("email", EDITOR_SUZHOU.account()), ("password", PASSWORD.into())];
    let page = board.visitor().get(to.location()).await.expect(200).page();
    let action = page
        .elements()
        .find(|e| e.name() == "form")
        .unwrap()
        .attribute("action")
        .unwrap()
        .to_owned();
    assert_eq!(
        board.visitor().post(&action, &form).await.expect(303).location(),
        wanted
    );
    for elsewhere in [
        "//evil.example",
        "https://evil.example/",
        "/\\evil.example",
        "javascript:alert(1)",
    ] {
        let address = app::visit::address("/sign-in", [("next", elsewhere)]);
        assert_eq!(
            board.visitor().post(&address, &form).await.expect(303).location(),
            "/",
            "{elsewhere}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn signing_out_ends_the_session_on_the_server() {
    let board = Board::sqlite().await;
    let mut client = board.client(EDITOR_SUZHOU).await;
    let kept = client.clone();
    let out = client.post::<&str, &str>("/sign-out", &[]).await.expect(303);
    assert_eq!(out.location(), "/sign-in?signed_out=1");
    let _ = client.get("/account").await.expect(303);
    let _ = kept.clone().get("/account").await.expect(303);
    let by_link = board
        .client(EDITOR_SUZHOU)
        .await
        .send(Method::GET, "/sign-out", &[], String::new())
        .await;
    assert!(
        matches!(by_link.status, 404 | 405),
        "a link does not sign out: {}",
        by_link.status
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_cookie_is_for_this_site_and_no_script() {
    let board = Board::sqlite().await;
    board.actor(EDITOR_SUZHOU).await;
    let answer = board
        .visitor()
        .sign_in(&EDITOR_SUZHOU.account(), PASSWORD)
        .await
        .expect(303);
    let cookie = answer.header("set-cookie");
    for part in ["pilotboard=", "HttpOnly", "SameSite=Lax", "Path=/"] {
        assert!(cookie.contains(part), "{part} in {cookie}");
    }
    assert!(!cookie.contains("Secure"), "loopback http has no Secure");
    let passwords = server::passwords::Passwords::new().unwrap();
    let app = server::serve::app(board.store.clone(), std::sync::Arc::new(jiff::Timestamp::now));
    let mut https = Board::sqlite().await;
    https.router = server::router::router(app, passwords, true, server::cache::Cache::new(0));
    let answer = https
        .visitor()
        .sign_in(&EDITOR_SUZHOU.account(), PASSWORD)
        .await
        .expect(303);
    assert!(answer.header("set-cookie").contains("Secure"));
}
