//! What the pages tell a city about its report: that it is locked, which month is wanted, what a return opened, what
//! was asked; and that they tell nothing that is not so.

use domain::{indicator::items, number, report::State};
use storage::reports::row;
use tests::{
    APPROVER_SUZHOU, Board, CITY, EDITOR_SUZHOU, Figures, MONTH, QUARTER, WORDS, both, html::Page, report,
    reports::verdicts, review,
};

use crate::kinds::island;

both!(
    a_locked_report_is_for_reading_and_says_so,
    nobody_signs_tomorrow,
    a_quarter_says_which_month_it_wants,
    a_returned_report_has_its_own_term_and_says_what_is_open,
    a_question_waits_on_the_home,
);

fn links(page: &Page, within: &str) -> Vec<String> {
    let found = page.find("id", within).unwrap_or_else(|| panic!("no {within}"));
    found
        .within()
        .filter_map(|e| e.attribute("href").map(str::to_owned))
        .collect()
}

async fn a_locked_report_is_for_reading_and_says_so(board: Board) {
    board.draft(CITY, MONTH, &Figures::whole(MONTH)).await;
    let page = report(CITY, MONTH);
    let mut editor = board.client(EDITOR_SUZHOU).await;
    let open = editor.get(&page).await.expect(200).page();
    assert!(open.find("data-island", "report-form").is_some() && open.find("value", "save").is_some());
    board.at("2026-07-15T10:00");
    let mut editor = board.client(EDITOR_SUZHOU).await;
    let caller = board.caller(EDITOR_SUZHOU).await;
    let stands = row(&board.store, &caller, CITY, MONTH.parse().unwrap()).await.unwrap();
    assert_eq!(stands.locked_since, Some(stands.deadlines.locks));
    let sentence = WORDS.refused_locked(WORDS.stamp(stands.deadlines.locks));

    // Typed into or never begun, it is the same.
    for period in [MONTH, "2026-05"] {
        let shown = editor.get(&report(CITY, period)).await.expect(200).page();
        assert_eq!(shown.text().matches("has been locked since").count(), 1, "{period}");
        for code in ["F3-01", "B4"] {
            let field = shown.field(&format!("entries[{code}][value]"));
            assert!(field.attribute("readonly").is_some(), "{period} {code}");
        }
        for action in ["save", "sign_off"] {
            assert!(shown.find("value", action).is_none(), "{period}: no button to {action}");
        }
        assert!(
            shown.find("data-island", "report-form").is_none(),
            "nothing saves itself"
        );
        assert!(shown.find("id", "saves-itself").is_none(), "and nothing says so");
    }
    let shown = editor.get(&page).await.page();
    assert!(shown.text().contains(&sentence), "{}", shown.text());
    assert_eq!(
        shown.value("entries[F3-01][value]"),
        Figures::whole(MONTH).get("F3-01", "value")
    );

    let home = editor.get("/").await.expect(200).page();
    let way = home.find("href", &page).unwrap();
    assert_eq!(way.text(), WORDS.view_only(), "{}", home.text());
    assert!(home.text().contains(WORDS.home_locked()), "{}", home.text());
    let listed = editor.get("/reports?period=2026-05").await.expect(200).page().text();
    assert!(
        !listed.contains(WORDS.start_filling()) && listed.contains(WORDS.home_locked()),
        "{listed}"
    );

    let left = island(&mut editor, CITY, "F3-01", "7").await;
    assert_eq!(left.status, 422, "{}", left.body);
    assert!(left.body.contains(&sentence), "{}", left.body);
    let form = Figures::whole(MONTH).with("F3-01", "value", "7").action("save");
    let refused = editor.post(&page, &form.0).await.expect(422).page();
    assert_eq!(refused.text().matches(&sentence).count(), 1);
}

async fn nobody_signs_tomorrow(board: Board) {
    board.bring(CITY, MONTH, State::CitySignOff).await;
    let page = report(CITY, MONTH);
    let mut approver = board.client(APPROVER_SUZHOU).await;
    let paper = |day: &'static str| {
        [
            ("action", "submit"),
            ("signature", "on_paper"),
            ("signer_name", "Li Ming"),
            ("signer_post", "Director"),
            ("signed_on", day),
            ("document_number", "No. 7"),
        ]
    };
    let refused = approver.post(&page, &paper("2026-05-09")).await.expect(422).page();
    assert!(refused.invalid("signed_on") && refused.described("signed_on").contains(WORDS.p_future_date()));
    assert!(!refused.invalid("signer_name"));
    for (name, value) in paper("2026-05-09").into_iter().skip(2) {
        assert_eq!(refused.value(name), value, "{name} is not lost");
    }
    assert_eq!(board.standing(CITY, MONTH).await, (State::CitySignOff, 0));
    // It is the ninth in Beijing half an hour after midnight, and still the eighth in Greenwich.
    board.at("2026-05-09T00:30");
    let mut approver = board.client(APPROVER_SUZHOU).await;
    let _ = approver.post(&page, &paper("2026-05-09")).await.expect(303);
}

/// Each monthly item, and no other, is marked with its month.
#[track_caller]
fn months_marked(page: &Page, mark: &str) {
    let quarter = QUARTER.parse().unwrap();
    for d in items(quarter) {
        let row = page.find("id", &format!("r-{}", d.code)).unwrap();
        let marks: Vec<_> = row.within().filter(|e| e.attribute("data-month").is_some()).collect();
        let monthly = d.fact_period(quarter) != quarter;
        assert_eq!(marks.len(), usize::from(monthly), "{}", d.code);
        assert!(marks.iter().all(|m| m.text() == mark), "{}", d.code);
    }
}

async fn a_quarter_says_which_month_it_wants(board: Board) {
    board.at("2026-02-04T10:00");
    let january = Figures::whole("2026-01");
    board.accepted(CITY, "2026-01", &january).await;
    board.at("2026-04-08T10:00");
    let mut editor = board.client(EDITOR_SUZHOU).await;
    let page = report(CITY, QUARTER);
    let shown = editor.get(&page).await.expect(200).page();
    months_marked(&shown, &WORDS.month_only("March"));
    assert!(
        shown
            .text()
            .contains(&WORDS.month_only_hint("March", "January and February"))
    );
    let quiet = shown.find("id", "saves-itself").unwrap();
    assert!(
        quiet.attribute("class").unwrap().contains("is-quiet"),
        "said once the island has started"
    );
    let b5 = number::group(january.get("B5", "value").parse().unwrap());
    let first = WORDS.months_so_far(format!("{}; January {b5}", WORDS.months_missing("February")));
    let said = shown.find("id", "r-B5").unwrap().text();
    assert!(said.contains(&first), "{first} in {said}");

    board.signed_off(CITY, QUARTER, &Figures::whole(QUARTER)).await;
    let mut approver = board.client(APPROVER_SUZHOU).await;
    let frozen = approver.get(&page).await.expect(200).page();
    months_marked(&frozen, &WORDS.month_alone("March"));
    assert!(frozen.find("id", "saves-itself").is_none());
    let _ = approver.post(&page, &[("action", "submit")]).await.expect(303);
    months_marked(
        &approver.get(&page).await.expect(200).page(),
        &WORDS.month_alone("March"),
    );
}

async fn a_returned_report_has_its_own_term_and_says_what_is_open(board: Board) {
    let april = Figures::whole(MONTH);
    board.returned(CITY, MONTH, &april, &["N1-01"]).await;
    board.at("2026-05-08T15:00");
    let page = report(CITY, MONTH);
    let mut editor = board.client(EDITOR_SUZHOU).await;
    let shown = editor.get(&page).await.expect(200).page();
    let text = shown.text();
    assert!(text.contains(&WORDS.home_mend_by("14 May")), "{text}");
    assert!(
        !text.contains(WORDS.on_time()) && !text.contains("Due 11 May"),
        "{text}"
    );
    assert!(
        !text.contains(WORDS.todo_ready()),
        "the returned item has had no answer yet"
    );
    assert!(text.contains(&WORDS.opened_along("N1-01")), "{text}");
    assert!(links(&shown, "hand-in").contains(&"#r-N1-01".to_owned()));

    let refused = editor
        .post(&page, &april.clone().action("sign_off").0)
        .await
        .expect(422)
        .page();
    assert!(links(&refused, "errors").contains(&"#r-N1-01".to_owned()));

    let answered = april
        .and("items[N1-01][comment]", "The figure is right.")
        .action("save");
    let _ = editor.post(&page, &answered.0).await.expect(303);
    let text = editor.get(&page).await.page().text();
    assert!(text.contains(WORDS.todo_ready()), "{text}");
    board.at("2026-05-18T10:00");
    let mut editor = board.client(EDITOR_SUZHOU).await;
    let text = editor.get(&page).await.page().text();
    assert!(text.contains(&WORDS.home_mend_over("14 May")), "{text}");
}

async fn a_question_waits_on_the_home(board: Board) {
    board.bring(CITY, MONTH, State::Submitted).await;
    let mut reviewer = board.client(tests::Who::Reviewer).await;
    let mut asked = verdicts(&[("N1-01", "ask", "Which <cases> were counted?")]);
    asked.push(("action".into(), "ask".into()));
    let _ = reviewer.post(&review(CITY, MONTH), &asked).await.expect(303);
    let to = format!("{}#answer-N1-01", report(CITY, MONTH));
    for who in [EDITOR_SUZHOU, APPROVER_SUZHOU] {
        let mut client = board.client(who).await;
        let home = client.get("/").await.expect(200).page();
        assert!(home.find("href", &to).is_some(), "{who:?}: {}", home.text());
        assert!(home.text().contains("Which <cases> were counted?"));
        let shown = client.get(&report(CITY, MONTH)).await.expect(200).page();
        assert!(shown.find("id", "answer-N1-01").is_some(), "the link leads somewhere");
    }
    let mut other = board.client(tests::EDITOR_KUNMING).await;
    assert!(!other.get("/").await.body.contains("Which"), "nobody else's to see");
    let mut editor = board.client(EDITOR_SUZHOU).await;
    let answer = [
        ("action", "comment"),
        ("items[N1-01][comment]", "All that were closed."),
    ];
    let _ = editor.post(&report(CITY, MONTH), &answer).await.expect(303);
    assert!(
        editor.get("/").await.page().find("href", &to).is_none(),
        "answered it is gone"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_base_figure_in_error_is_told_once() {
    let board = Board::sqlite().await;
    let mut editor = board.client(EDITOR_SUZHOU).await;
    let page = report(CITY, MONTH);
    let wrong = Figures::whole(MONTH).with("B4", "value", "12.5%");
    let _ = editor.post(&page, &wrong.clone().action("save").0).await.expect(303);
    let shown = editor.get(&page).await.page();
    let said = shown.described("entries[N1-01][numerator]");
    assert!(
        said.contains(WORDS.p_base_wrong()) && !said.contains(WORDS.p_base()),
        "{said}"
    );
    let refused = editor.post(&page, &wrong.action("sign_off").0).await.expect(422).page();
    assert_eq!(
        links(&refused, "errors"),
        ["#B4-value"],
        "its indicators are well once it is"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn amounts_are_told_with_their_unit() {
    let board = Board::sqlite().await;
    let mut editor = board.client(EDITOR_SUZHOU).await;
    let page = report(CITY, QUARTER);
    for (typed, said) in [("1.5亿", Some("15,000 (CNY 10k)")), ("3,000", None), ("3000", None)] {
        let form = Figures::whole(QUARTER).with("F4-04", "value", typed).action("save");
        let _ = editor.post(&page, &form.0).await.expect(303);
        let told = editor.get(&page).await.page().described("entries[F4-04][value]");
        match said {
            Some(value) => assert!(told.contains(&WORDS.understood(value)), "{typed}: {told}"),
            None => assert!(!told.contains("understood"), "{typed}: {told}"),
        }
    }
}
