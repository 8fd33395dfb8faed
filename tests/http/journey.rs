//! The main job, step by step: a report from its first figure to the version that CNIPA accepts.

use domain::report::State;
use tests::{
    APPROVER_SUZHOU, Answer, Board, CITY, EDITOR_SUZHOU, Figures, MONTH, QUARTER, WORDS, Who, board::NOW, both, report,
};

both!(
    an_error_is_told_at_its_field_and_blocks_sign_off_not_saving,
    a_jump_asks_and_passes_with_an_explanation,
    a_double_click_makes_one_version,
    nobody_submits_his_own_draft_unless_cnipa_allowed_it,
    sent_back_by_the_approver_it_is_open_again,
);

/// The figures of April.
fn april() -> Figures {
    Figures::whole(MONTH)
}

/// Where the links of the summary lead.
fn summary(answer: &Answer) -> Vec<String> {
    let page = answer.page();
    let Some(errors) = page.find("id", "errors") else {
        return vec![];
    };
    assert_eq!(errors.attribute("role"), Some("alert"));
    errors
        .within()
        .filter_map(|e| e.attribute("href").map(str::to_owned))
        .collect()
}

/// Every link of the summary leads to something on the page.
fn leads_somewhere(answer: &Answer) {
    let page = answer.page();
    for link in summary(answer) {
        assert!(page.find("id", &link[1..]).is_some(), "{link} is not on the page");
    }
}

async fn an_error_is_told_at_its_field_and_blocks_sign_off_not_saving(board: Board) {
    let mut editor = board.client(EDITOR_SUZHOU).await;
    let page = report(CITY, MONTH);
    let wrong = april()
        .with("N2-02", "numerator", "500")
        .with("N2-02", "denominator", "400");

    let saved = editor.post(&page, &wrong.clone().action("save").0).await.expect(303);
    assert_eq!(saved.location(), "/reports/suzhou/2026-04?saved=1");
    let shown = editor.get(saved.location()).await.expect(200).page();
    let (numerator, denominator) = ("entries[N2-02][numerator]", "entries[N2-02][denominator]");
    assert_eq!(shown.value(numerator), "500", "a draft keeps the text as typed");
    assert!(shown.invalid(numerator) && shown.invalid(denominator));
    assert!(shown.described(numerator).contains(WORDS.p_over()));
    assert!(!shown.invalid("entries[N3-01][numerator]"), "the others are well");

    let refused = editor.post(&page, &wrong.action("sign_off").0).await.expect(422);
    assert_eq!(summary(&refused), ["#N2-02-numerator"]);
    leads_somewhere(&refused);
    let shown = refused.page();
    assert!(shown.invalid(numerator) && shown.described(numerator).contains(WORDS.p_over()));
    assert_eq!(
        shown.value("entries[F4-02][value]"),
        april().get("F4-02", "value"),
        "nothing typed is lost"
    );
    assert_eq!(board.standing(CITY, MONTH).await, (State::Drafting, 0));

    let missing = april().with("B4", "value", "").with("F4-03", "value", "");
    let refused = editor.post(&page, &missing.action("sign_off").0).await.expect(422);
    let shown = refused.page();
    assert!(shown.invalid("entries[B4][value]") && shown.described("entries[B4][value]").contains(WORDS.p_missing()));
    assert!(
        shown.described("entries[N1-01][numerator]").contains(WORDS.p_base()),
        "what stands on the base figure too"
    );
    assert_eq!(summary(&refused), ["#N1-01-numerator", "#B4-value", "#F4-03-value"]);
    leads_somewhere(&refused);

    let done = editor.post(&page, &april().action("sign_off").0).await.expect(303);
    assert_eq!(done.location(), page);
    assert_eq!(board.standing(CITY, MONTH).await, (State::CitySignOff, 0));
    let frozen = editor
        .post(&page, &april().with("B4", "value", "1").action("save").0)
        .await;
    assert_eq!(frozen.status, 422, "sign-off freezes: {}", frozen.says());
    let shown = editor.get(&page).await.expect(200).page();
    assert_eq!(shown.value("entries[B4][value]"), april().get("B4", "value"));
    assert!(shown.field("entries[B4][value]").attribute("readonly").is_some());
}

async fn a_jump_asks_and_passes_with_an_explanation(board: Board) {
    board.at("2026-04-08T10:00");
    board.accepted(CITY, QUARTER, &Figures::whole(QUARTER)).await;
    board.at(NOW);
    let mut editor = board.client(EDITOR_SUZHOU).await;
    let page = report(CITY, MONTH);
    let before: u64 = april().get("F3-01", "value").parse().unwrap();
    let jump = april().with("F3-01", "value", &(before * 4).to_string());

    let _ = editor.post(&page, &jump.clone().action("save").0).await.expect(303);
    let shown = editor.get(&page).await.expect(200).page();
    let (value, explanation) = ("entries[F3-01][value]", "entries[F3-01][explanation]");
    let asks = WORDS.w_jump("4", domain::number::group(before.into()));
    assert!(
        shown.described(value).contains(&asks),
        "{asks} in {}",
        shown.described(value)
    );
    assert!(!shown.invalid(value), "a warning is described but not invalid");
    assert!(
        shown
            .find("id", "r-F3-01")
            .unwrap()
            .text()
            .contains(&domain::number::group(before.into())),
        "the value before is beside it"
    );

    let refused = editor.post(&page, &jump.clone().action("sign_off").0).await.expect(422);
    assert_eq!(summary(&refused), ["#F3-01-explanation"]);
    leads_somewhere(&refused);
    let blank = editor
        .post(&page, &jump.clone().and(explanation, "  ").action("sign_off").0)
        .await;
    assert_eq!(blank.status, 422, "blanks explain nothing");
    let why = "A national campaign <b>&</b> new portal";
    let _ = editor
        .post(&page, &jump.and(explanation, why).action("sign_off").0)
        .await
        .expect(303);
    let mut approver = board.client(APPROVER_SUZHOU).await;
    let _ = approver.post(&page, &[("action", "submit")]).await.expect(303);
    let frozen = board.client(Who::Reviewer).await.get(&page).await.expect(200);
    assert!(frozen.page().text().contains(why), "the reviewer reads it");
    assert!(!frozen.body.contains("<b>&</b>"), "as text");
}

async fn a_double_click_makes_one_version(board: Board) {
    board.bring(CITY, MONTH, State::CitySignOff).await;
    let page = report(CITY, MONTH);
    let approver = board.client(APPROVER_SUZHOU).await;
    let clicks: Vec<_> = (0..4)
        .map(|_| {
            let (mut browser, page) = (approver.clone(), page.clone());
            tokio::spawn(async move { browser.post(&page, &[("action", "submit")]).await })
        })
        .collect();
    for click in clicks {
        let answer = click.await.unwrap();
        assert_eq!(
            (answer.status, answer.location()),
            (303, page.as_str()),
            "{}",
            answer.says()
        );
    }
    assert_eq!(board.standing(CITY, MONTH).await, (State::Submitted, 1));
    let shown = approver.clone().get(&page).await.expect(200);
    assert!(shown.page().find("data-state", "submitted").is_some());
    assert!(shown.page().text().contains(&WORDS.version_n(1)));
}

async fn nobody_submits_his_own_draft_unless_cnipa_allowed_it(board: Board) {
    board.draft(CITY, MONTH, &april()).await;
    let page = report(CITY, MONTH);
    let mut approver = board.client(APPROVER_SUZHOU).await;
    let _ = approver
        .post(&page, &april().with("F4-03", "value", "12").action("sign_off").0)
        .await
        .expect(303);
    let own = approver.post(&page, &[("action", "submit")]).await;
    assert_eq!(own.status, 403, "{}", own.says());
    assert_eq!(board.standing(CITY, MONTH).await, (State::CitySignOff, 0));

    let settings = "/admin/settings";
    let mut admin = board.client(Who::Admin).await;
    let form = |review| {
        [
            ("review", review),
            ("returned", "5"),
            ("lock_after", "10"),
            ("sessions_idle_minutes", "480"),
            ("self_approval[suzhou]", "on"),
        ]
    };
    let wrong = admin.post(settings, &form("0")).await.expect(422).page();
    assert!(wrong.invalid("review") && wrong.described("review").contains(&WORDS.fault_out_of_range(1, 60)));
    assert!(
        wrong.field("self_approval[suzhou]").attribute("checked").is_some(),
        "what was ticked stays"
    );
    assert_eq!(approver.post(settings, &form("5")).await.status, 403);
    assert_eq!(approver.post(&page, &[("action", "submit")]).await.status, 403);
    let told = admin.post(settings, &form("5")).await.expect(303);
    let told = admin.get(told.location()).await.expect(200);
    assert!(told.text().contains(WORDS.settings_done()), "{}", told.says());
    assert!(
        told.page()
            .field("self_approval[suzhou]")
            .attribute("checked")
            .is_some()
    );
    assert!(
        told.page()
            .field("self_approval[kunming]")
            .attribute("checked")
            .is_none()
    );
    let _ = approver.post(&page, &[("action", "submit")]).await.expect(303);
    let shown = board.client(Who::Reviewer).await.get(&page).await.expect(200);
    assert!(shown.body.contains(WORDS.own_draft_mark()), "and then it is marked");
}

async fn sent_back_by_the_approver_it_is_open_again(board: Board) {
    board.bring(CITY, MONTH, State::CitySignOff).await;
    let page = report(CITY, MONTH);
    let mut approver = board.client(APPROVER_SUZHOU).await;
    let paper = [
        ("action", "submit"),
        ("signature", "on_paper"),
        ("signer_name", "Li Ming"),
        ("signer_post", ""),
    ];
    let half = approver.post(&page, &paper).await.expect(422);
    assert_eq!(
        half.page().value("signer_name"),
        "Li Ming",
        "what was typed is still there"
    );
    let _ = approver.post(&page, &[("action", "send_back")]).await.expect(303);
    assert_eq!(board.standing(CITY, MONTH).await, (State::Drafting, 0));
    let mut editor = board.client(EDITOR_SUZHOU).await;
    let _ = editor.post(&page, &april().action("sign_off").0).await.expect(303);
    let paper = [
        ("action", "submit"),
        ("signature", "on_paper"),
        ("signer_name", "Li Ming"),
        ("signer_post", "Director"),
        ("signed_on", "2026-05-07"),
    ];
    let _ = approver.post(&page, &paper).await.expect(303);
    let shown = board.client(Who::Reviewer).await.get(&page).await.expect(200);
    assert!(
        shown
            .page()
            .text()
            .contains(&WORDS.signed_by_paper("Li Ming", "Director", "2026-05-07"))
    );
}
