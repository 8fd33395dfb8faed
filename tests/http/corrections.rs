//! Corrections over HTTP, refusals first: asked for on the report's page, answered on the review page, seen by both, and
//! the mark at the figure that was corrected.

use domain::{lang::Lang, report::State};
use tests::{
    APPROVER_SUZHOU, Board, CITY, Client, EDITOR_KUNMING, EDITOR_SUZHOU, Figures, LIAISON_JIANGSU, MONTH, WORDS, Who,
    both, report, review,
};

both!(
    a_request_needs_items_and_a_reason,
    a_granted_correction_opens_just_its_items_and_marks_the_figure,
    a_declined_correction_is_told_with_its_reason,
);

const REASON: &str = "</textarea><b>two desks counted the same cases</b>";

fn ask<'a>(items: &[&str], reason: &'a str) -> Vec<(String, &'a str)> {
    let boxes = items.iter().map(|i| (format!("items[{i}][selected]"), "on"));
    let rest = [
        ("reason".to_owned(), reason),
        ("action".to_owned(), "request_correction"),
    ];
    boxes.chain(rest).collect()
}

fn answer<'a>(items: &[&str], reason: &'a str, action: &'a str) -> Vec<(String, &'a str)> {
    let boxes = items.iter().map(|i| (format!("items[{i}][selected]"), "on"));
    let rest = [("reason".to_owned(), reason), ("action".to_owned(), action)];
    boxes.chain(rest).collect()
}

async fn a_request_needs_items_and_a_reason(board: Board) {
    board.bring(CITY, MONTH, State::Accepted).await;
    let page = report(CITY, MONTH);
    let mut editor = board.client(EDITOR_SUZHOU).await;
    let shown = editor.get(&page).await.expect(200).page();
    let form = shown.find("value", "request_correction").expect("the city may ask");
    assert!(form.text().contains(WORDS.correction_send()));

    let refused = editor.post(&page, &ask(&[], " ")).await.expect(422).page();
    assert!(refused.invalid("reason") && refused.described("reason").contains(WORDS.fault_reason()));
    assert!(refused.invalid("items[F3-01][selected]"));
    assert!(
        refused
            .described("items[F3-01][selected]")
            .contains(WORDS.fault_items())
    );
    let refused = editor.post(&page, &ask(&[], REASON)).await.expect(422);
    assert!(!refused.body.contains("<b>two desks"), "a reason is text");
    assert_eq!(refused.page().value("reason"), REASON, "what was typed is still there");
    let long = "字".repeat(501);
    let refused = editor.post(&page, &ask(&["F3-01"], &long)).await.expect(422).page();
    assert!(
        refused.invalid("reason") && refused.field("items[F3-01][selected]").attribute("checked").is_some(),
        "the box is still ticked"
    );
    assert_eq!(board.standing(CITY, MONTH).await.0, State::Accepted);

    // Others see no form and cannot post one.
    for (who, status) in [
        (Who::Reviewer, 403),
        (Who::Admin, 403),
        (LIAISON_JIANGSU, 404),
        (EDITOR_KUNMING, 404),
    ] {
        let mut client = board.client(who).await;
        let shown = client.get(&page).await;
        assert!(shown.page().find("value", "request_correction").is_none(), "{who:?}");
        let answer = client.post(&page, &ask(&["F3-01"], "why")).await;
        assert_eq!(answer.status, status, "{who:?}: {}", answer.says());
    }

    let _ = editor.post(&page, &ask(&["F3-01"], REASON)).await.expect(303);
    let again = editor.post(&page, &ask(&["N1-01"], "once more")).await;
    assert_eq!(again.status, 422);
    let kept = again.page();
    assert_eq!(kept.value("reason"), "once more", "what was typed is still there");
    assert!(kept.field("items[N1-01][selected]").attribute("checked").is_some());
    assert!(
        again.text().contains(WORDS.refused_correction_waits()),
        "{}",
        again.says()
    );
    // It is seen by the city and by CNIPA, not by the liaison.
    for (who, seen) in [
        (EDITOR_SUZHOU, true),
        (APPROVER_SUZHOU, true),
        (Who::Reviewer, true),
        (LIAISON_JIANGSU, false),
    ] {
        let mut client = board.client(who).await;
        let told = client.get(&page).await.expect(200).page();
        assert_eq!(told.find("data-correction", "waiting").is_some(), seen, "{who:?}");
        let list = client.get("/reports?city=suzhou").await.expect(200).page();
        assert_eq!(list.find("data-flag", "correction_asked").is_some(), seen, "{who:?}");
        let home = client.get("/").await.expect(200);
        assert_eq!(
            home.text().contains(WORDS.home_corrections()) || home.body.contains("#correction"),
            seen,
            "{who:?}"
        );
    }
}

async fn corrected(client: &mut Client, path: &str) -> (bool, bool) {
    let answer = client.get(path).await.expect(200);
    (
        answer
            .page()
            .elements()
            .any(|e| e.attribute("data-corrected").is_some()),
        answer.body.contains(r#"class="ring""#),
    )
}

async fn a_granted_correction_opens_just_its_items_and_marks_the_figure(board: Board) {
    board.bring(CITY, MONTH, State::Accepted).await;
    let (page, desk) = (report(CITY, MONTH), review(CITY, MONTH));
    let mut editor = board.client(EDITOR_SUZHOU).await;
    let mut approver = board.client(APPROVER_SUZHOU).await;
    let mut reviewer = board.client(Who::Reviewer).await;
    let nothing = reviewer.post(&desk, &answer(&["F3-01"], "", "grant_correction")).await;
    assert_eq!(nothing.status, 422);
    assert!(
        nothing.text().contains(WORDS.refused_no_correction()),
        "{}",
        nothing.says()
    );
    let _ = approver
        .post(&page, &ask(&["F3-01", "N1-01"], "counted twice"))
        .await
        .expect(303);

    let shown = reviewer.get(&desk).await.expect(200).page();
    assert!(shown.text().contains("counted twice"));
    assert!(
        shown.field("items[F3-01][selected]").attribute("checked").is_some()
            && shown.field("items[N1-01][selected]").attribute("checked").is_some()
    );
    let refused = reviewer
        .post(&desk, &answer(&[], "", "grant_correction"))
        .await
        .expect(422)
        .page();
    assert!(refused.invalid("items[F3-01][selected]"));
    assert!(
        refused.field("items[F3-01][selected]").attribute("checked").is_none(),
        "as it was sent"
    );
    let _ = reviewer
        .post(&desk, &answer(&["F3-01"], "", "grant_correction"))
        .await
        .expect(303);
    let _ = reviewer
        .post(&desk, &answer(&["F3-01"], "", "grant_correction"))
        .await
        .expect(303);
    assert_eq!(
        board.standing(CITY, MONTH).await,
        (State::Returned, 1),
        "a double click does it once"
    );

    let open = editor.get(&page).await.expect(200).page();
    assert!(
        open.elements().any(|e| e.attribute("data-correcting").is_some())
            && open.find("data-flag", "in_correction").is_some()
    );
    let typed = Figures(vec![])
        .with("F3-01", "value", "377000")
        .with("N1-01", "numerator", "1");
    let closed = editor.post(&page, &typed.action("save").0).await;
    assert_eq!(closed.status, 422, "N1-01 was asked for, but not opened");
    // CNIPA reads the version in force, and values stay as they are.
    let read = reviewer.get(&page).await.expect(200);
    assert!(
        read.text().contains(&WORDS.version_in_force_meanwhile(1)),
        "{}",
        read.says()
    );
    let figure = format!("/indicators/F3-01?period={MONTH}");
    assert_eq!(corrected(&mut reviewer, &figure).await, (false, false));

    let change = Figures(vec![]).with("F3-01", "value", "377000").action("sign_off").0;
    let _ = editor.post(&page, &change).await.expect(303);
    let _ = approver.post(&page, &[("action", "submit")]).await.expect(303);
    board.at("2026-05-20T10:00");
    let _ = reviewer.post(&desk, &[("action", "accept")]).await.expect(303);
    let done = editor.get(&page).await.expect(200).page();
    assert!(done.find("data-flag", "corrected").is_some());
    let first = editor.get(&format!("{page}/versions/1")).await.expect(200);
    assert!(first.text().contains(&WORDS.version_superseded(2)), "{}", first.says());
    let list = reviewer.get("/reports?city=suzhou").await.expect(200).page();
    assert!(list.find("data-flag", "corrected").is_some());

    assert_eq!(corrected(&mut reviewer, &figure).await, (true, true));
    let svg = reviewer
        .get(&format!("/charts/trend.svg?indicator=F3-01&period={MONTH}"))
        .await
        .expect(200);
    assert!(svg.body.contains(r#"class="ring""#));
    assert!(
        svg.body.contains("ring") && svg.body.contains("corrected"),
        "the mark is explained in the file too"
    );
    let csv = reviewer
        .get(&format!("/exports/comparison.csv?indicator=F3-01&period={MONTH}"))
        .await
        .expect(200);
    let suzhou = csv.body.lines().find(|l| l.starts_with("suzhou,")).unwrap();
    assert!(suzhou.contains(",yes,"), "{suzhou}");
    board.at("2026-05-21T10:00");
    let before: i64 = Figures::whole(MONTH).get("F3-01", "value").parse().unwrap();
    let before = domain::number::group(before.into());
    for (day, marked, value) in [("2026-05-19", false, before.as_str()), ("2026-05-20", true, "377,000")] {
        let path = format!("{figure}&as_of={day}");
        assert_eq!(corrected(&mut reviewer, &path).await, (marked, marked), "{day}");
        let told = reviewer.get(&path).await;
        assert!(told.text().contains(value), "{day}: {}", told.says());
    }
    let untouched = format!("/indicators/N1-01?period={MONTH}");
    assert_eq!(corrected(&mut reviewer, &untouched).await, (false, false));
}

async fn a_declined_correction_is_told_with_its_reason(board: Board) {
    board.bring(CITY, MONTH, State::Accepted).await;
    let (page, desk) = (report(CITY, MONTH), review(CITY, MONTH));
    let mut editor = board.client(EDITOR_SUZHOU).await;
    let mut admin = board.client(Who::Admin).await;
    let _ = editor.post(&page, &ask(&["F3-01"], "counted twice")).await.expect(303);
    let refused = admin
        .post(&desk, &answer(&["F3-01"], "", "decline_correction"))
        .await
        .expect(422)
        .page();
    assert!(refused.invalid("reason") && refused.described("reason").contains(WORDS.fault_reason()));
    let _ = admin
        .post(&desk, &answer(&[], "The definition counts both.", "decline_correction"))
        .await
        .expect(303);
    let told = editor.get(&page).await.expect(200);
    assert!(told.page().find("data-correction", "declined").is_some());
    assert!(told.text().contains("The definition counts both."));
    assert!(
        told.page().find("value", "request_correction").is_some(),
        "the city may ask again"
    );
    assert!(editor.get("/").await.text().contains(WORDS.home_corrections()));
    assert_eq!(board.standing(CITY, MONTH).await.0, State::Accepted);
    let chinese = app::locales::Words(Lang::Zh);
    let zh = editor.get(&format!("{page}?lang=zh-CN")).await.expect(200);
    assert!(zh.text().contains(chinese.corrections_title()) && zh.text().contains(chinese.correction_ask()));
}
