//! Sign-off as offices do it, over HTTP: the sheet that is signed, the form that records it, what the version says of it,
//! and the receipt.

use domain::{calendar::working_days_between, report::State};
use storage::reports;
use tests::{
    APPROVER_SUZHOU, Board, CITY, EDITOR_KUNMING, EDITOR_SUZHOU, Figures, MONTH, WORDS, Who, board::NOW, both, report,
    reports::verdicts, review,
};

both!(
    the_sheet_bears_the_code_that_submission_gives,
    content_that_moved_since_is_not_submitted,
    every_place_says_how_it_was_signed_and_by_whom,
    the_receipt_says_what_came_and_whether_in_time,
);

fn paper(code: &str) -> Vec<(&'static str, String)> {
    let fields = [
        ("action", "submit"),
        ("signature", "on_paper"),
        ("signer_name", "Li Ming"),
        ("signer_post", "Director"),
        ("signed_on", "2026-05-07"),
        ("document_number", "No. 7 of 2026"),
        ("check_code", code),
    ];
    fields.into_iter().map(|(n, v)| (n, v.to_owned())).collect()
}

async fn the_sheet_bears_the_code_that_submission_gives(board: Board) {
    let (page, sheet) = (report(CITY, MONTH), format!("{}/sign-off", report(CITY, MONTH)));
    let mut approver = board.client(APPROVER_SUZHOU).await;
    let mut editor = board.client(EDITOR_SUZHOU).await;
    assert_eq!(editor.get(&sheet).await.status, 404, "nothing is frozen");
    board.bring(CITY, MONTH, State::CitySignOff).await;
    for who in [Who::Reviewer, Who::Admin, EDITOR_KUNMING, Who::Auditor] {
        assert_eq!(board.client(who).await.get(&sheet).await.status, 404, "{who:?}");
    }
    let shown = approver.get(&page).await.expect(200).page();
    let code = shown.value("check_code");
    assert!(shown.find("href", &sheet).is_some(), "it leads to the sheet");
    assert!(
        editor.get(&page).await.page().find("href", &sheet).is_some(),
        "for the editor too"
    );
    for client in [&mut approver, &mut editor] {
        let paper = client.get(&sheet).await.expect(200);
        let text = paper.text();
        for part in [
            &code,
            &WORDS.version_n(1),
            "Suzhou",
            WORDS.sign_seal(),
            WORDS.sign_checked(),
        ] {
            assert!(text.contains(part), "{part} in {text}");
        }
        let paper = paper.page();
        let mark = paper.elements().find(|e| e.attribute("class") == Some("printmark"));
        assert!(mark.unwrap().text().contains(&code), "the mark of every printed page");
        let row = paper.find("id", "r-F3-01").unwrap();
        assert!(
            row.text()
                .contains(&Figures::whole(MONTH).get("F3-01", "value").to_owned())
                || row.text().contains(',')
        );
    }
    let _ = approver.post(&page, &paper(&code)).await.expect(303);
    let head = &reports::heads(
        &board.store,
        &board.caller(Who::Reviewer).await,
        CITY,
        MONTH.parse().unwrap(),
    )
    .await
    .unwrap()[0];
    assert_eq!(head.check_code, code);
    let led = approver.get(&sheet).await.expect(303);
    assert_eq!(
        led.location(),
        format!("{page}/versions/1/sign-off"),
        "the sheet of what was submitted"
    );
    let kept = board.client(Who::Reviewer).await.get(led.location()).await.expect(200);
    assert!(kept.text().contains(&code) && kept.text().contains("No. 7 of 2026"));
}

async fn content_that_moved_since_is_not_submitted(board: Board) {
    board.bring(CITY, MONTH, State::CitySignOff).await;
    let page = report(CITY, MONTH);
    let mut approver = board.client(APPROVER_SUZHOU).await;
    let mut editor = board.client(EDITOR_SUZHOU).await;
    let seen = approver.get(&page).await.page().value("check_code");
    let _ = approver.post(&page, &[("action", "send_back")]).await.expect(303);
    let moved = Figures::whole(MONTH)
        .with("N1-01", "numerator", "400111")
        .action("sign_off");
    let _ = editor.post(&page, &moved.0).await.expect(303);
    let refused = approver.post(&page, &paper(&seen)).await.expect(422);
    let shown = refused.page();
    let now = shown.value("check_code");
    assert_ne!(now, seen);
    assert!(
        refused.text().contains(&WORDS.refused_other_content(&now)),
        "{}",
        refused.says()
    );
    assert_eq!(shown.value("signer_name"), "Li Ming", "what was typed is still there");
    assert_eq!(board.standing(CITY, MONTH).await, (State::CitySignOff, 0));
    let _ = approver.post(&page, &paper(&now)).await.expect(303);
    assert_eq!(board.standing(CITY, MONTH).await, (State::Submitted, 1));
}

async fn every_place_says_how_it_was_signed_and_by_whom(board: Board) {
    board.bring(CITY, MONTH, State::CitySignOff).await;
    let page = report(CITY, MONTH);
    let mut approver = board.client(APPROVER_SUZHOU).await;
    let mut reviewer = board.client(Who::Reviewer).await;
    let mut auditor = board.client(Who::Auditor).await;
    let code = approver.get(&page).await.page().value("check_code");
    let _ = approver.post(&page, &paper(&code)).await.expect(303);
    let signed = WORDS.signed_by_paper("Li Ming", "Director", "2026-05-07");
    let on_paper = WORDS.signed_paper_short("Li Ming", "Director");
    for (address, says) in [
        (page.clone(), &signed),
        (format!("{page}/versions/1"), &signed),
        (format!("{page}/versions/1"), &on_paper),
        (format!("{page}/versions/1/receipt"), &signed),
        (format!("{page}/versions/1/sign-off"), &on_paper),
    ] {
        let shown = reviewer.get(&address).await.expect(200);
        assert!(shown.text().contains(says), "{address}: {says} in {}", shown.says());
    }
    let log = auditor.get("/audit?action=report.submit").await.expect(200).text();
    assert!(
        log.contains("on_paper") && log.contains("Li Ming") && log.contains("Director"),
        "{log}"
    );
    assert!(
        !log.contains("No. 7 of 2026"),
        "the number of a paper that an auditor may not see"
    );

    let _ = approver.post(&page, &[("action", "withdraw")]).await.expect(303);
    let _ = approver.post(&page, &[("action", "submit")]).await.expect(303);
    let who = format!("{APPROVER_SUZHOU:?}");
    let on_screen = WORDS.signed_screen_short(&who);
    for (address, says) in [
        (format!("{page}/versions/2"), WORDS.signed_by_screen(&who)),
        (format!("{page}/versions/2"), on_screen.clone()),
        (format!("{page}/versions/2/receipt"), WORDS.signed_by_screen(&who)),
        (format!("{page}/versions/2/sign-off"), on_screen),
    ] {
        let shown = reviewer.get(&address).await.expect(200);
        assert!(shown.text().contains(&says), "{address}: {says} in {}", shown.says());
    }
    let log = auditor.get("/audit?action=report.submit").await.expect(200).text();
    assert!(
        log.contains("on_screen") && log.contains("approver@suzhou.example"),
        "{log}"
    );
    // The withdrawn one's papers are the city's own, and say that it counts no more.
    for what in ["receipt", "sign-off"] {
        let address = format!("{page}/versions/1/{what}");
        assert_eq!(reviewer.get(&address).await.status, 404, "{address}");
        let own = approver.get(&address).await.expect(200).text();
        assert!(own.contains("ithdrawn"), "{address}: {own}");
    }
}

async fn the_receipt_says_what_came_and_whether_in_time(board: Board) {
    board.bring(CITY, MONTH, State::Submitted).await;
    let page = report(CITY, MONTH);
    let mut approver = board.client(APPROVER_SUZHOU).await;
    let receipt = format!("{page}/versions/1/receipt");
    let led = approver.get(&page).await.expect(200);
    assert!(
        led.page().find("href", &receipt).is_some(),
        "the page after the submission leads to it"
    );
    let head = reports::heads(
        &board.store,
        &board.caller(Who::Reviewer).await,
        CITY,
        MONTH.parse().unwrap(),
    )
    .await
    .unwrap()
    .remove(0);
    let text = approver.get(&receipt).await.expect(200).text();
    let stands = reports::row(
        &board.store,
        &board.caller(Who::Reviewer).await,
        CITY,
        MONTH.parse().unwrap(),
    )
    .await
    .unwrap();
    let due = WORDS.due_of_report(WORDS.full_day(stands.deadlines.due_on));
    for part in [
        head.hash.clone(),
        head.check_code,
        "2026-05-08 10:00:00".into(),
        WORDS.in_time_by(WORDS.on_time(), due),
        WORDS.receipt_all(14),
        WORDS.receipt_count(WORDS.kind_value(), 14),
        format!("{APPROVER_SUZHOU:?}"),
    ] {
        assert!(text.contains(&part), "{part} in {text}");
    }
    // After a return its own term counts; late it is said in working days.
    board.at("2026-05-11T10:00");
    let mut said = verdicts(&[("N1-01", "return", "Which cases?")]);
    said.push(("action".into(), "return".into()));
    let _ = board
        .client(Who::Reviewer)
        .await
        .post(&review(CITY, MONTH), &said)
        .await
        .expect(303);
    board.at("2026-06-30T10:00");
    board
        .submitted(CITY, MONTH, &Figures::whole(MONTH).with("N1-01", "numerator", "400111"))
        .await;
    let text = approver
        .get(&format!("{page}/versions/2/receipt"))
        .await
        .expect(200)
        .text();
    assert!(text.contains("working days after its term"), "{text}");

    let late = "2026-05-25T10:00";
    board.at(late);
    board.submitted("kunming", MONTH, &Figures::whole(MONTH)).await;
    let text = board
        .client(Who::Reviewer)
        .await
        .get(&format!("{}/versions/1/receipt", report("kunming", MONTH)))
        .await
        .expect(200)
        .text();
    let last = stands.deadlines.due_on;
    let day = jiff::civil::date(2026, 5, 25);
    let (working, days) = (working_days_between(last, day), i64::from((day - last).get_days()));
    assert!(working > 5 && days > i64::from(working), "{working} {days}");
    assert!(text.contains(&WORDS.late_working(working, days)), "{text}");
    board.at(NOW);
}
