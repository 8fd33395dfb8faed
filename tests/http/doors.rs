//! What every request passes: same origin, headers, language, addresses that do not exist.

use axum::http::Method;
use base64::{Engine as _, engine::general_purpose::STANDARD};
use sha2::{Digest as _, Sha256};
use tests::{Board, CITY, EDITOR_SUZHOU, Figures, MONTH, WORDS, client::encode, report};

#[tokio::test(flavor = "multi_thread")]
async fn posts_from_other_sites_are_refused_and_write_nothing() {
    let board = Board::sqlite().await;
    let mut editor = board.client(EDITOR_SUZHOU).await;
    let form = encode(&Figures::whole(MONTH).action("save").0);
    for headers in [
        vec![("sec-fetch-site", "cross-site")],
        vec![("sec-fetch-site", "same-site")],
        vec![("sec-fetch-site", "cross-site"), ("origin", "http://board.example")],
        vec![("origin", "https://evil.example")],
        vec![("origin", "null")],
        vec![("referer", "https://evil.example/board.example/")],
        vec![],
    ] {
        for path in [
            &report(CITY, MONTH),
            "/account",
            "/sign-out",
            "/sign-in",
            "/islands/save",
            "/nowhere",
        ] {
            let answer = editor.send(Method::POST, path, &headers, form.clone()).await;
            assert_eq!(answer.status, 403, "{path} {headers:?}");
            assert!(answer.body.contains(WORDS.err_cross_site()), "{}", answer.body);
        }
    }
    for method in [Method::PUT, Method::DELETE, Method::PATCH] {
        let answer = editor.send(method, &report(CITY, MONTH), &[], String::new()).await;
        assert_eq!(answer.status, 403);
    }
    let page = editor.get(&report(CITY, MONTH)).await.expect(200).page();
    assert_eq!(page.value("entries[B4][value]"), "", "nothing was written");
    for headers in [
        vec![("sec-fetch-site", "same-origin")],
        vec![("origin", "http://board.example")],
        vec![("referer", "http://board.example/reports/suzhou/2026-04")],
    ] {
        let answer = editor
            .send(Method::POST, &report(CITY, MONTH), &headers, form.clone())
            .await;
        assert_eq!(answer.status, 303, "{headers:?}: {}", answer.says());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_answer_has_a_policy() {
    let board = Board::sqlite().await;
    let mut editor = board.client(EDITOR_SUZHOU).await;
    for path in [
        "/",
        "/account",
        "/nowhere",
        "/reports/suzhou/2026-04",
        "/reports/kunming/2026-04",
        "/healthz",
        "/favicon.svg",
    ] {
        let answer = editor.get(path).await;
        let policy = answer.header("content-security-policy");
        for part in [
            "default-src 'self'",
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        ] {
            assert!(policy.contains(part), "{path}: {part} in {policy}");
        }
        assert!(
            !policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"),
            "{path}: {policy}"
        );
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(answer.header("referrer-policy"), "same-origin", "{path}");
        assert!(!answer.header("x-request-id").is_empty(), "{path}");
        let page = answer.page();
        let inline = page
            .elements()
            .find(|e| e.attribute("style").is_some() || e.name() == "style");
        assert!(inline.is_none(), "{path} has inline style");
        for script in answer.body.split("<script").skip(1) {
            let (_, script) = script.split_once('>').unwrap();
            let (script, _) = script.split_once("</script>").unwrap();
            let hash = STANDARD.encode(Sha256::digest(script.as_bytes()));
            assert!(
                policy.contains(&format!("'sha256-{hash}'")),
                "{path}: a script that the policy does not know: {script}"
            );
        }
        let handler = page
            .elements()
            .find_map(|e| e.attribute("onclick").or(e.attribute("onload")));
        assert_eq!(handler, None, "{path}");
    }
    let editor_page = editor.get("/reports/suzhou/2026-04").await;
    assert!(
        editor_page
            .header("content-security-policy")
            .contains("'wasm-unsafe-eval'")
    );
    assert_eq!(editor_page.header("cache-control"), "no-store");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_language_is_in_the_address_and_is_remembered() {
    let board = Board::sqlite().await;
    let mut client = board.visitor();
    let lang = |a: &tests::Answer| a.page().find_tag("html").unwrap().attribute("lang").unwrap().to_owned();
    client.language = "fr";
    assert_eq!(lang(&client.get("/sign-in").await), "zh-CN", "the default");
    client.language = "en-GB,en;q=0.8";
    assert_eq!(lang(&client.get("/sign-in").await), "en", "the browser's");
    let chosen = client.get("/sign-in?lang=zh-CN").await;
    assert_eq!(lang(&chosen), "zh-CN");
    assert!(
        chosen.header("set-cookie").starts_with("lang=zh-CN; "),
        "{}",
        chosen.header("set-cookie")
    );
    assert_eq!(lang(&client.get("/sign-in").await), "zh-CN", "remembered");
    assert_eq!(lang(&client.get("/sign-in?lang=en").await), "en");
    assert_eq!(
        lang(&client.get("/sign-in?lang=klingon").await),
        "en",
        "not a language of ours"
    );
    let page = client.get("/sign-in?next=%2Faccount&lang=en").await.page();
    let switch = page.find("hreflang", "zh-CN").unwrap().attribute("href").unwrap();
    assert_eq!(
        switch, "/sign-in?lang=zh-CN&next=%2Faccount",
        "the switch keeps what was chosen"
    );
    let refused = client
        .post("/sign-in?lang=zh-CN", &[("email", "x"), ("password", "y")])
        .await
        .expect(422);
    assert_eq!(lang(&refused), "zh-CN", "a refusal speaks the same language");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_does_not_exist_is_not_found_and_says_where_to_go() {
    let board = Board::sqlite().await;
    let mut editor = board.client(EDITOR_SUZHOU).await;
    for path in [
        "/nowhere",
        "/reports/atlantis/2026-04",
        "/reports/SUZHOU/2026-04",
        "/reports/kunming/2026-04",
        "/reports/suzhou/2026-13",
        "/reports/suzhou/2026-Q5",
        "/reports/suzhou/2024-01",
        "/reports/suzhou/2027-Q1",
        "/reports/suzhou/april",
        "/reports/suzhou/2026-04/nothing",
        "/reports/suzhou/%00",
        "/reports/suzhou/2026-04%27%20OR%201=1",
    ] {
        let answer = editor.get(path).await;
        assert_eq!(answer.status, 404, "{path}: {}", answer.says());
        let page = answer.page();
        assert_eq!(
            page.find_tag("h1").unwrap().text(),
            WORDS.err_not_found_title(),
            "{path}"
        );
        assert!(
            page.find_tag("main")
                .unwrap()
                .within()
                .any(|e| e.attribute("href") == Some("/")),
            "{path}"
        );
        let posted = editor
            .post(path, &[("action", "save"), ("entries[B4][value]", "7")])
            .await;
        assert!(
            matches!(posted.status, 404 | 405),
            "posted to {path}: {}",
            posted.status
        );
    }
    // A quarter's last month has no report of its own; whoever asks is led to the quarter's.
    for accepts in ["text/html", "*/*"] {
        let month = editor
            .send(
                Method::GET,
                "/reports/suzhou/2026-03",
                &[("accept", accepts)],
                String::new(),
            )
            .await;
        assert!(matches!(month.status, 302 | 303 | 307), "{accepts}: {}", month.status);
        assert_eq!(month.location(), "/reports/suzhou/2026-Q1");
    }
    let foreign = editor.get("/reports/kunming/2026-03").await;
    assert!(foreign.status == 404 || foreign.location() == "/reports/kunming/2026-Q1");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_program_says_whether_it_lives_and_is_ready() {
    let board = Board::sqlite().await;
    let mut visitor = board.visitor();
    assert_eq!(visitor.get("/healthz").await.expect(200).body, "ok");
    assert_eq!(visitor.get("/readyz").await.expect(200).body, "ready");
    board.store.close().await;
    assert_eq!(visitor.get("/healthz").await.status, 200, "it lives without its store");
    let without = visitor.get("/readyz").await;
    assert_eq!(without.status, 503);
    let page = visitor.get("/account").await;
    assert_eq!(page.status, 503, "a page without the store says so: {}", page.says());
    assert!(
        !page.body.to_lowercase().contains("sqlx") && !page.body.contains("pool"),
        "{}",
        page.body
    );
}
