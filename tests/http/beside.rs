//! What stands beside the editor's fields: earlier values, who changed an item, the text of the quarter before.

use axum::http::Method;
use tests::{
    APPROVER_SUZHOU, Board, CITY, EDITOR_KUNMING, EDITOR_SUZHOU, Figures, LIAISON_JIANGSU, MONTH, QUARTER, WORDS, Who,
    both, report,
};

both!(
    the_side_of_a_field_tells_its_past,
    the_text_of_the_quarter_before_is_copied_without_javascript,
    asking_about_an_item_saves_what_is_typed_first,
);

fn part(code: &str) -> String {
    format!("/islands/about/{CITY}/{MONTH}/{code}")
}

async fn the_side_of_a_field_tells_its_past(board: Board) {
    board.at("2026-03-04T10:00");
    board
        .accepted(
            CITY,
            "2026-02",
            &Figures::whole("2026-02").with("F3-01", "value", "654321"),
        )
        .await;
    board.at(tests::board::NOW);
    for (who, text) in [(EDITOR_SUZHOU, "1"), (APPROVER_SUZHOU, "222333")] {
        let form = Figures(vec![]).with("F3-01", "value", text).action("save");
        let _ = board
            .client(who)
            .await
            .post(&report(CITY, MONTH), &form.0)
            .await
            .expect(303);
    }
    let mut editor = board.client(EDITOR_SUZHOU).await;
    let told = editor.get(&part("F3-01")).await.expect(200).body;
    for wanted in [
        "654,321",
        "February 2026",
        "Editor(",
        "Approver(",
        "2026-05-08 10:00",
        "<svg",
    ] {
        assert!(told.contains(wanted), "{wanted}: {told}");
    }
    let (first, second) = (told.find("Approver(").unwrap(), told.find("Editor(").unwrap());
    assert!(first < second, "the latest change first");
    assert!(
        !told.contains("222333") && !told.contains("222,333"),
        "who and when, not what"
    );
    let other = editor.get(&part("F3-02")).await;
    assert!(
        other.status == 200 && !other.body.contains("Approver("),
        "{}",
        other.body
    );

    // Without JavaScript it stands in the page that its button leads to.
    let page = editor.get(&report(CITY, MONTH)).await.expect(200).page();
    let button = page
        .find("data-item", "F3-01")
        .and_then(|r| r.within().find(|e| e.attribute("data-part").is_some()))
        .unwrap();
    let pressed = (button.attribute("name").unwrap(), button.attribute("value").unwrap());
    let told = editor.post(&report(CITY, MONTH), &[pressed]).await.expect(303);
    let to = told.location().split('#').next().unwrap().to_owned();
    let page = editor.get(&to).await.expect(200).page();
    assert!(page.find("id", "a-F3-01").unwrap().text().contains("654,321"));
    assert_eq!(editor.get(&part("X9")).await.status, 404);

    for (who, status) in [
        (EDITOR_KUNMING, 404),
        (LIAISON_JIANGSU, 404),
        (Who::Reviewer, 403),
        (Who::Auditor, 404),
        (Who::Anonymous, 401),
    ] {
        let answer = board
            .client(who)
            .await
            .send(Method::GET, &part("F3-01"), &[], String::new())
            .await;
        assert!(
            answer.status == status || (status != 401 && matches!(answer.status, 403 | 404)),
            "{who:?}: {} {}",
            answer.status,
            answer.body
        );
        assert!(
            !answer.body.contains("654,321") && !answer.body.contains("Editor("),
            "{who:?}"
        );
    }
}

const MARKUP: &str = "Last quarter </textarea><script>alert('x')</script>\n& two lines";

async fn the_text_of_the_quarter_before_is_copied_without_javascript(board: Board) {
    board.at("2026-01-08T10:00");
    board
        .submitted(CITY, "2025-Q4", &Figures::whole("2025-Q4").and("progress", MARKUP))
        .await;
    board.at("2026-04-08T10:00");
    let mut editor = board.client(EDITOR_SUZHOU).await;
    let shown = editor.get(&report(CITY, QUARTER)).await.expect(200);
    assert!(!shown.body.contains("<script>alert"), "what was typed is text");
    assert_eq!(shown.page().find("id", "p-progress").unwrap().text(), MARKUP);
    assert_eq!(shown.page().value("progress"), "");

    // What else is typed is saved along, and the copy is typed, not saved.
    let form = [("entries[B4][value]", "77"), ("progress", "New."), ("copy", "progress")];
    let to = editor.post(&report(CITY, QUARTER), &form).await.expect(303);
    let copied = editor
        .get(to.location().split('#').next().unwrap())
        .await
        .expect(200)
        .page();
    assert_eq!(copied.value("progress"), format!("New.\n\n{MARKUP}"));
    assert_eq!(copied.value("entries[B4][value]"), "77");
    let plain = editor.get(&report(CITY, QUARTER)).await.expect(200).page();
    assert_eq!(plain.value("progress"), "New.");
    let wrong = [("copy", "nothing"), ("progress", "New.")];
    assert_eq!(editor.post(&report(CITY, QUARTER), &wrong).await.status, 404);
    // A first quarter has none before it, and a month no texts.
    let page = editor.get(&report(CITY, "2026-03")).await;
    assert!(!page.body.contains(WORDS.before_copy()));
}

async fn asking_about_an_item_saves_what_is_typed_first(board: Board) {
    let page = report(CITY, MONTH);
    let mut editor = board.client(EDITOR_SUZHOU).await;
    let first = editor.get(&page).await.expect(200).page();
    let buttons: Vec<_> = first
        .elements()
        .filter(|e| e.attribute("type") == Some("submit"))
        .collect();
    let entered = buttons.iter().position(|b| b.attribute("name") == Some("enter"));
    let other = buttons.iter().position(|b| b.attribute("name") == Some("about"));
    assert!(
        entered.is_some() && entered < other,
        "Enter in a field saves and does nothing else"
    );
    let form = Figures(vec![]).with("F3-01", "value", "16").and("enter", "1").0;
    let _ = editor.post(&page, &form).await.expect(303);
    assert_eq!(editor.get(&page).await.page().value("entries[F3-01][value]"), "16");
    let form = Figures(vec![]).with("F3-01", "value", "17").and("about", "F3-02").0;
    let answer = editor.post(&page, &form).await.expect(303);
    assert_eq!(answer.location(), format!("{page}?about=F3-02#r-F3-02"));
    let shown = editor.get(answer.location()).await.expect(200).page();
    assert_eq!(shown.value("entries[F3-01][value]"), "17");
    let nothing = editor.post(&page, &[("about", "F9-99")]).await;
    assert_eq!(nothing.status, 404);
}
