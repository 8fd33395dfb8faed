//! Whom a kept answer is given to: the session it was made for and nobody else, in its language, by every copy of the
//! program; and what is never kept.

use axum::http::Method;
use domain::access::Release;
use server::cache::{Cache, MEGABYTES};
use tests::{Answer, Board, Client, EDITOR_KUNMING, EDITOR_SUZHOU, Figures, MONTH, PASSWORD, Who, both};

use crate::stale::{COMPARE, Reader, VIEWS};

both!(
    who_signs_out_takes_the_answers_along,
    two_programs_on_one_store_are_both_right,
);

async fn accepted(board: &Board) {
    for (n, city) in ["suzhou", "kunming", "beijing"].into_iter().enumerate() {
        board.accepted(city, MONTH, &Figures::of(MONTH, n)).await;
    }
}

/// Gets a page twice: the answer and how often it came from memory.
async fn twice(board: &Board, client: &mut Client, address: &str) -> (Answer, u64) {
    let before = board.cache.hits();
    let first = client.get(address).await;
    let second = client.get(address).await;
    assert_eq!(first.bytes, second.bytes, "{address}");
    (second, board.cache.hits() - before)
}

async fn who_signs_out_takes_the_answers_along(board: Board) {
    accepted(&board).await;
    let mut browser = board.client(EDITOR_SUZHOU).await;
    let suzhou = twice(&board, &mut browser, "/").await;
    assert_eq!((suzhou.0.status, suzhou.1), (200, 1));
    let gone = browser.clone();
    let none: [(&str, &str); 0] = [];
    let _ = browser.post("/sign-out", &none).await.expect(303);
    for mut client in [gone, browser.clone()] {
        for address in ["/", COMPARE] {
            let out = client.get(address).await.expect(303);
            assert!(out.location().starts_with("/sign-in") && out.body.is_empty());
        }
    }
    // Another account in the same browser, then again the first.
    board.actor(EDITOR_KUNMING).await;
    let _ = browser.sign_in(&EDITOR_KUNMING.account(), PASSWORD).await.expect(303);
    let (kunming, hits) = twice(&board, &mut browser, "/").await;
    assert_eq!(hits, 1, "its own, made anew");
    assert!(kunming.body.contains("editor@kunming.example") && !kunming.body.contains("editor@suzhou.example"));
    // Signed in as another without signing out.
    let _ = browser.sign_in(&EDITOR_SUZHOU.account(), PASSWORD).await.expect(303);
    let back = browser.get("/").await.expect(200);
    assert!(back.body.contains("editor@suzhou.example") && !back.body.contains("editor@kunming.example"));
    // A cookie of another's session beside the own one.
    let other = board.client(EDITOR_KUNMING).await.cookies["pilotboard"].clone();
    let both = format!("pilotboard={other}; pilotboard={}", browser.cookies["pilotboard"]);
    let hits = board.cache.hits();
    let mut bare = board.visitor();
    let _ = bare.send(Method::GET, "/", &[("cookie", &both)], String::new()).await;
    assert_eq!(
        board.cache.hits(),
        hits,
        "which of the two is asked is not for memory to say"
    );
}

async fn two_programs_on_one_store_are_both_right(board: Board) {
    accepted(&board).await;
    let second = Cache::new(MEGABYTES);
    let copy = board.copy(&second);
    let admin = board.caller(Who::Admin).await;
    let one = board.client(EDITOR_KUNMING).await;
    let mut both = [one.clone(), one];
    both[1].ask(copy.clone());
    let value = Figures::of(MONTH, 0).get("F3-01", "value").to_owned();
    let csv = "/exports/comparison.csv?indicator=F3-01&period=2026-04";
    for (level, shown) in [(Release::Own, false), (Release::Named, true), (Release::Own, false)] {
        storage::releases::set(&board.store, &admin, None, None, Some(level))
            .await
            .unwrap();
        for client in &mut both {
            for _ in 0..2 {
                let answer = client.get(csv).await.expect(200);
                assert_eq!(answer.body.contains(&value), shown, "{level:?}");
            }
        }
    }
    assert!(board.cache.hits() >= 3 && second.hits() >= 3, "both kept answers");
    // Signed out at one, it is out at the other.
    let none: [(&str, &str); 0] = [];
    let _ = both[0].clone().post("/sign-out", &none).await.expect(303);
    assert_eq!(both[1].get(csv).await.status, 303);
}

#[tokio::test(flavor = "multi_thread")]
async fn every_listed_view_is_kept_and_nothing_else_is() {
    let board = Board::sqlite().await;
    accepted(&board).await;
    let mut reviewer = board.client(Who::Reviewer).await;
    for address in VIEWS {
        let (answer, hits) = twice(&board, &mut reviewer, address).await;
        assert_eq!((answer.status, hits), (200, 1), "{address}");
        assert_eq!(
            answer.header("cache-control"),
            "no-store",
            "a browser keeps nothing: {address}"
        );
        assert!(!answer.header("etag").is_empty() && !answer.header("content-security-policy").is_empty());
    }
    for address in [
        "/messages",
        "/account",
        "/schemes/suzhou",
        "/reports/suzhou/2026-04",
        "/brief?period=2026-04&done=1",
        "/compare?indicator=F3-01&lang=en",
        "/compare?indicator=none",
        "/cities/atlantis",
    ] {
        let hits = board.cache.hits();
        let _ = reviewer.get(address).await;
        let _ = reviewer.get(address).await;
        assert_eq!(board.cache.hits(), hits, "{address}");
    }
    // A post to a kept address is answered by what it did.
    let _ = reviewer.get("/brief?period=2026-04").await.expect(200);
    let refused = reviewer
        .post("/brief?period=2026-04", &[("action", "save"), ("opening", "typed")])
        .await;
    assert_eq!(refused.status, 422);
    assert!(!reviewer.get("/brief?period=2026-04").await.body.contains(">typed<"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_language_and_an_encoding_have_answers_of_their_own() {
    let board = Board::sqlite().await;
    accepted(&board).await;
    let bare = board.copy(&Cache::new(0));
    let mut reader = Reader::of(&board, Who::Reviewer, &bare).await;
    let lang = |a: &Answer| a.page().find_tag("html").unwrap().attribute("lang").unwrap().to_owned();
    assert_eq!(lang(&reader.see(COMPARE).await), "en");
    let chosen = reader.kept.get(&format!("{COMPARE}&lang=zh-CN")).await.expect(200);
    assert!(chosen.header("set-cookie").starts_with("lang=zh-CN"));
    assert_eq!(lang(&reader.kept.get(COMPARE).await), "zh-CN");
    let _ = reader.kept.get(&format!("{COMPARE}&lang=en")).await.expect(200);
    assert_eq!(lang(&reader.see(COMPARE).await), "en");
    let mut sizes = Vec::new();
    for (accepted, encoding) in [
        ("gzip, br", "br"),
        ("gzip", "gzip"),
        ("identity", ""),
        ("br;q=0, gzip;q=0", ""),
    ] {
        for _ in 0..2 {
            let asked = [("accept-encoding", accepted)];
            let answer = reader
                .kept
                .send(Method::GET, COMPARE, &asked, String::new())
                .await
                .expect(200);
            assert_eq!(answer.header("content-encoding"), encoding, "{accepted}");
            sizes.push(answer.bytes.len());
        }
    }
    assert!(
        sizes[0] < sizes[2] && sizes[2] < sizes[4] && sizes[4] == sizes[6],
        "{sizes:?}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn who_has_the_bytes_is_not_sent_them_again() {
    let board = Board::sqlite().await;
    accepted(&board).await;
    let mut reviewer = board.client(Who::Reviewer).await;
    let first = reviewer.get(COMPARE).await.expect(200);
    let etag = first.header("etag").to_owned();
    let asked = [("if-none-match", etag.as_str())];
    for known in [true, false] {
        if !known {
            board.accepted("shanghai", MONTH, &Figures::of(MONTH, 5)).await;
        }
        let again = reviewer.send(Method::GET, COMPARE, &asked, String::new()).await;
        assert_eq!(again.status, if known { 304 } else { 200 });
        assert_eq!(again.body.is_empty(), known);
        assert_eq!(again.header("etag") == etag, known);
    }
    // Another's answer has another name, and a name of another's is no key to it.
    let mut kunming = board.client(EDITOR_KUNMING).await;
    let own = kunming
        .send(Method::GET, COMPARE, &asked, String::new())
        .await
        .expect(200);
    assert_ne!(own.header("etag"), etag);
    let nobody = board.visitor().send(Method::GET, COMPARE, &asked, String::new()).await;
    assert_eq!(nobody.status, 303);
}

#[tokio::test(flavor = "multi_thread")]
async fn drafts_leave_what_compares_in_memory() {
    let board = Board::sqlite().await;
    accepted(&board).await;
    board.actor(Who::Editor("shanghai")).await;
    let mut reviewer = board.client(Who::Reviewer).await;
    let _ = twice(&board, &mut reviewer, COMPARE).await;
    let _ = twice(&board, &mut reviewer, "/").await;
    board.draft("shanghai", MONTH, &Figures::whole(MONTH)).await;
    let hits = board.cache.hits();
    let _ = reviewer.get(COMPARE).await.expect(200);
    assert_eq!(board.cache.hits(), hits + 1, "no draft is compared");
    let _ = reviewer.get("/").await.expect(200);
    assert_eq!(board.cache.hits(), hits + 1, "the overview says how far drafts are");
    let known = reviewer.get(COMPARE).await.expect(200).text();
    board.at("2026-05-08T18:00");
    assert_eq!(
        reviewer.get(COMPARE).await.expect(200).text(),
        known,
        "it is as of the last change"
    );
}
