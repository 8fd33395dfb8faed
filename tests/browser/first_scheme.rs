//! A city's first scheme in a browser, from the empty form to the chart and the score: drafted, returned on two items,
//! filed; months later one target is lowered with a reason, and a day before that the earlier picture stands.
//! The pages are served from the test's own process, whose clock moves from day to day.

use tests::{APPROVER_SUZHOU, Board, EDITOR_SUZHOU, Figures, Who, scheme_form};

use crate::{
    chromium::Browser,
    schemes::{SCHEME, return_items, signed_off, submitted, typed},
    stage::BoardStage,
};

const SCORE: &str = "/cities/suzhou/score?period=2025-Q4";
const TREND: &str = "/indicators/F2-01?period=2025-Q4&city=suzhou";
const WHY: &str = "The hall moved in spring.";
const STEP: &str = "targets[F2-01][2025-Q4]";
const FINAL: &str = "targets[F2-01][2026-Q3]";

#[tokio::test(flavor = "multi_thread")]
async fn a_first_scheme_counts_with_javascript() {
    if let Some(stage) = BoardStage::start().await {
        counts(&stage, true).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_first_scheme_counts_by_plain_forms() {
    if let Some(stage) = BoardStage::start().await {
        counts(&stage, false).await;
    }
}

async fn counts(stage: &BoardStage, javascript: bool) {
    let board = &stage.board;
    for who in [EDITOR_SUZHOU, APPROVER_SUZHOU, Who::Reviewer] {
        board.actor(who).await;
    }
    months(board).await;
    let browser = stage.browser(javascript).await;

    board.at("2025-12-08T10:00");
    browser.sign_in(EDITOR_SUZHOU).await;
    drafted(&browser, board).await;
    signed_off(&browser).await;
    submitted(&browser).await;
    board.at("2025-12-09T10:00");
    browser.sign_in(Who::Reviewer).await;
    return_items(
        &browser,
        &[("F2-01", "Start higher."), ("funding", "From which budget?")],
    )
    .await;
    browser.sign_in(EDITOR_SUZHOU).await;
    browser.open(SCHEME).await;
    browser.says("main", "From which budget?").await;
    typed(&browser, "targets", STEP, "99").await;
    typed(&browser, "sections", "funding", "The city's budget of 2026.").await;
    signed_off(&browser).await;
    submitted(&browser).await;
    board.at("2025-12-10T10:00");
    filed(&browser, None).await;

    board.at("2026-01-08T10:00");
    let quarter = Figures::whole("2025-Q4")
        .and("tasks[1][state]", "under_way")
        .and("tasks[1][percent]", "40");
    board.accepted("suzhou", "2025-Q4", &quarter).await;
    browser.sign_in(Who::Reviewer).await;
    let before = score(&browser, "").await;
    assert!(before > 0.0 && before < 100.0, "99 % is not reached: {before}");
    assert_eq!(drawn(&browser, "").await, (true, false), "a path, not yet revised");
    browser.sign_out().await;

    board.at("2026-03-02T10:00");
    browser.sign_in(EDITOR_SUZHOU).await;
    browser.open(SCHEME).await;
    browser.type_into("reason", WHY).await;
    browser.press("button[name=action][value=amend]").await;
    typed(&browser, "targets", STEP, "80").await;
    signed_off(&browser).await;
    submitted(&browser).await;
    board.at("2026-03-04T10:00");
    browser.sign_in(Who::Reviewer).await;
    assert_eq!(score(&browser, "").await, before, "the filed version stays in force");
    browser.sign_out().await;
    filed(&browser, Some("F2-01")).await;

    board.at("2026-03-09T10:00");
    browser.sign_in(Who::Reviewer).await;
    let after = score(&browser, "").await;
    assert!(after > before, "a lower target that is granted: {before}, {after}");
    assert_eq!(drawn(&browser, "").await, (true, true), "the step and its reason");
    let day = "&as_of=2026-03-03";
    assert_eq!(score(&browser, day).await, before, "as known before the amendment");
    assert_eq!(drawn(&browser, day).await, (true, false));
    let day = "&as_of=2025-12-09";
    assert_eq!(drawn(&browser, day).await, (false, false), "nothing was filed yet");
    Browser::quiet(&browser.complaints().await, "a first scheme");
    browser.quit().await;
}

/// October and November are accepted.
async fn months(board: &Board) {
    for (month, day) in [("2025-10", "2025-11-05T10:00"), ("2025-11", "2025-12-03T10:00")] {
        board.at(day);
        board.accepted("suzhou", month, &Figures::whole(month)).await;
    }
}

/// The editor types a section, a task and a target of two quarters; the other fields are a colleague's.
async fn drafted(browser: &Browser, board: &Board) {
    let own = [
        ("sections", "objectives", "One window for all matters."),
        ("tasks", "tasks[1][title]", "Move the hall"),
        ("targets", FINAL, "99.5"),
        ("targets", STEP, "95"),
    ];
    for (part, name, text) in own {
        typed(browser, part, name, text).await;
    }
    let mut others = scheme_form();
    others.retain(|(name, _)| own.iter().all(|(_, typed, _)| name != typed));
    board.scheme_fields("suzhou", &others).await;
}

/// CNIPA files what was submitted, and grants a lower target.
async fn filed(browser: &Browser, granted: Option<&str>) {
    browser.sign_in(Who::Reviewer).await;
    browser.open("/schemes/suzhou/review").await;
    if let Some(code) = granted {
        browser.says("main", WHY).await;
        browser.click(&format!("[name='items[{code}][granted]']")).await;
    }
    browser.press("button[name=action][value=file]").await;
    browser.wait(".phead__meta [data-state=filed]").await;
    browser.sign_out().await;
}

/// The city's total of the quarter.
async fn score(browser: &Browser, more: &str) -> f64 {
    browser.open(&format!("{SCORE}{more}")).await;
    browser.wait("[data-total]").await;
    let text = browser.text("[data-total]").await;
    text.trim().parse().unwrap_or_else(|_| panic!("no score: {text}"))
}

/// Whether the trend bears a target's path, and whether one that was revised with its reason.
async fn drawn(browser: &Browser, more: &str) -> (bool, bool) {
    browser.open(&format!("{TREND}{more}")).await;
    browser.wait(".chart--trend svg").await;
    let step = browser.find(".chart--trend svg .aim").await.is_some();
    let old = browser.find(".chart--trend svg .aim-old").await.is_some();
    let said = browser.text(".chart--trend").await.contains(WHY);
    assert_eq!(old, said, "the step that was stands with the reason");
    (step, old)
}
