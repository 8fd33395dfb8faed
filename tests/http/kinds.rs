//! The four kinds of entry, texts, and the fields that are saved one by one.

use axum::http::Method;
use domain::report::State;
use tests::{Board, CITY, Client, EDITOR_KUNMING, EDITOR_SUZHOU, Figures, MONTH, QUARTER, WORDS, Who, report};

use crate::inputs::safe;

#[tokio::test(flavor = "multi_thread")]
async fn the_four_kinds_are_kept_apart() {
    let board = Board::sqlite().await;
    let mut editor = board.client(EDITOR_SUZHOU).await;
    let page = report(CITY, MONTH);
    let form = Figures::whole(MONTH)
        .with("N2-02", "numerator", "0")
        .with("N2-02", "denominator", "0")
        .with("F4-03", "value", "0")
        .with("N3-01", "kind", "not_applicable")
        .with("N3-01", "reason", "No <updates> were planned.")
        .with("F1-03", "kind", "not_yet_available")
        .with("F1-03", "reason", "The centre closes its books on the 20th.")
        .with("F1-03", "expected_on", "2026-05-20");
    for (code, field, value, sentence) in [
        ("N3-01", "reason", "", WORDS.p_no_reason()),
        ("F1-03", "expected_on", "", WORDS.p_no_date()),
        ("F1-03", "expected_on", "soon", WORDS.p_not_a_date()),
        ("F1-03", "expected_on", "2026-05-08", WORDS.p_date_past()),
    ] {
        let wrong = form.clone().with(code, field, value).action("sign_off");
        let shown = editor.post(&page, &wrong.0).await.expect(422).page();
        let name = format!("entries[{code}][{field}]");
        assert!(
            shown.invalid(&name) && shown.described(&name).contains(sentence),
            "{name} = {value}"
        );
    }
    let _ = editor.post(&page, &form.action("sign_off").0).await.expect(303);
    let _ = board
        .client(Who::Approver(CITY))
        .await
        .post(&page, &[("action", "submit")])
        .await
        .expect(303);
    assert_eq!(board.standing(CITY, MONTH).await, (State::Submitted, 1));
    let shown = board.client(Who::Reviewer).await.get(&page).await.expect(200).page();
    let kind = |code: &str| {
        shown
            .find("id", &format!("r-{code}"))
            .unwrap()
            .attribute("data-kind")
            .unwrap()
            .to_owned()
    };
    assert_eq!(kind("N2-02"), "not_applicable", "no cases");
    assert_eq!(kind("F4-03"), "value", "zero is a value");
    assert_eq!(kind("N3-01"), "not_applicable");
    assert_eq!(kind("F1-03"), "not_yet_available");
    let row = |code: &str| shown.find("id", &format!("r-{code}")).unwrap().text();
    assert!(row("N2-02").contains(WORDS.no_cases()) && row("N3-01").contains("No <updates> were planned."));
    assert!(row("F1-03").contains("2026"), "{}", row("F1-03"));
}

#[tokio::test(flavor = "multi_thread")]
async fn texts_of_a_quarter_are_kept_as_typed() {
    let board = Board::sqlite().await;
    let mut editor = board.client(EDITOR_SUZHOU).await;
    let page = report(CITY, QUARTER);
    let text =
        "\n  First line\r\n</textarea><script>alert('x')</script>\n\n第二段 & more; '; DROP TABLE versions; -- 😀 ";
    let form = Figures::whole(QUARTER).and("progress", text);
    let saved = editor.post(&page, &form.clone().action("save").0).await.expect(303);
    let shown = editor.get(saved.location()).await.expect(200);
    safe(&shown.body, "progress");
    assert_eq!(shown.page().value("progress"), text.replace("\r\n", "\n"));
    let long = form.and("progress", &"字".repeat(5_001));
    let refused = editor.post(&page, &long.action("sign_off").0).await.expect(422).page();
    assert!(refused.invalid("progress") && refused.described("progress").contains(&WORDS.p_too_long(5_000)));
    assert_eq!(refused.value("progress").chars().count(), 5_001);
}

/// What the island of the editor sends.
pub async fn island(client: &mut Client, city: &str, item: &str, text: &str) -> tests::Answer {
    let body = serde_json::json!({
        "city": city, "period": MONTH, "item": item, "fields": [["value", text]], "seen": 0,
    });
    let json = "application/json";
    let headers = [
        ("sec-fetch-site", "same-origin"),
        ("content-type", json),
        ("accept", json),
    ];
    client
        .send(Method::POST, "/islands/save", &headers, body.to_string())
        .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_field_that_is_left_is_saved_by_the_same_rules() {
    let board = Board::sqlite().await;
    let mut editor = board.client(EDITOR_SUZHOU).await;
    let saved = island(&mut editor, CITY, "F3-01", "3.2万").await.expect(200);
    let said: serde_json::Value = serde_json::from_str(&saved.body).unwrap();
    assert_eq!(
        (&said["revision"], &said["at"], &said["clashes"]),
        (&1.into(), &"10:00".into(), &serde_json::json!([]))
    );
    let page = editor.get(&report(CITY, MONTH)).await.page();
    assert_eq!(page.value("entries[F3-01][value]"), "3.2万");

    let mut approver = board.client(Who::Approver(CITY)).await;
    let clash = island(&mut approver, CITY, "F3-01", "777").await.expect(200);
    let said: serde_json::Value = serde_json::from_str(&clash.body).unwrap();
    let clash = &said["clashes"][0];
    assert_eq!(
        (&clash["theirs"], &clash["at"]),
        (&"3.2万".into(), &"10:00".into()),
        "the second sees both and chooses: {said}"
    );
    let page = editor.get(&report(CITY, MONTH)).await.page();
    assert_eq!(page.value("entries[F3-01][value]"), "3.2万", "nothing was overwritten");

    let mut anonymous = board.visitor();
    assert_eq!(island(&mut anonymous, CITY, "F3-01", "1").await.status, 401);
    for who in [EDITOR_KUNMING, Who::Reviewer, Who::Auditor] {
        let answer = island(&mut board.client(who).await, CITY, "F3-01", "1").await;
        assert!(answer.status >= 400, "{who:?}: {} {}", answer.status, answer.body);
    }
    let closed = island(&mut editor, CITY, "X9", "1").await;
    assert!(closed.status < 500, "{}", closed.body);
    let page = editor.get(&report(CITY, MONTH)).await.page();
    assert_eq!(page.value("entries[F3-01][value]"), "3.2万");
}
