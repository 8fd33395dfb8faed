//! A problem's way in a browser: raised from the editor of a report at an indicator, sent up, joined by CNIPA with one of
//! another city, assigned and answered at once; each city decides on its own.

use tests::Who;

use crate::{chromium::Browser, stage::Stage};

const REPORT: &str = "/reports/kunming/2026-Q2";
const TITLE: &str = "County windows cannot open the national search system";

#[tokio::test(flavor = "multi_thread")]
async fn a_problem_is_joined_and_answered_with_javascript() {
    if let Some(stage) = Stage::demonstration().await {
        its_way(&stage, true).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_problem_is_joined_and_answered_by_plain_forms() {
    if let Some(stage) = Stage::demonstration().await {
        its_way(&stage, false).await;
    }
}

async fn its_way(stage: &Stage, javascript: bool) {
    let browser = stage.browser(javascript).await;
    browser.sign_in(Who::Editor("kunming")).await;
    browser.open(REPORT).await;
    browser.click("details:has(#a-F3-01) > summary").await;
    if browser.islands {
        browser.click("#a-F3-01 [data-do=about]").await;
    } else {
        browser.press("#a-F3-01 [data-do=about]").await;
    }
    browser.wait("#a-F3-01 .about__h").await;
    browser.press("#a-F3-01 a[href^='/problems/new']").await;
    let known = (browser.value("indicator").await, browser.value("period").await);
    assert_eq!(known, ("F3-01".into(), "2026-Q2".into()), "what it is about is known");
    let kunming = raise(&browser, TITLE).await;
    browser.says("main", "F3-01").await;
    let up = "button[name=action][value=escalate]";
    assert!(browser.find(up).await.is_none(), "sending it up is the approver's");
    browser.sign_out().await;
    escalate(&browser, "kunming", &kunming).await;

    browser.sign_in(Who::Editor("changchun")).await;
    browser.open("/problems/new").await;
    browser.click("[name=category] option[value=data-sharing]").await;
    let changchun = raise(&browser, "County windows can not open the national search system").await;
    browser.sign_out().await;
    escalate(&browser, "changchun", &changchun).await;

    answer(&browser, &kunming, &changchun).await;

    browser.sign_in(Who::Editor("kunming")).await;
    browser.open(&kunming).await;
    browser.says("main", "It is open again since Monday.").await;
    act(&browser, "confirm", "confirmed").await;
    browser.sign_out().await;

    browser.sign_in(Who::Editor("changchun")).await;
    browser.open(&changchun).await;
    browser.says("main", "It is open again since Monday.").await;
    browser.type_into("comment", "In Nong'an it still does not open.").await;
    act(&browser, "reopen", "reopened").await;
    browser.sign_out().await;

    browser.sign_in(Who::Reviewer).await;
    browser.open(&kunming).await;
    stands(&browser, "confirmed").await;
    browser.open(&changchun).await;
    stands(&browser, "reopened").await;
    browser.says("main", "In Nong'an it still does not open.").await;
    Browser::quiet(&browser.complaints().await, "a problem's way");
    browser.quit().await;
}

/// CNIPA takes up Kunming's problem, joins Changchun's, assigns both with a due day and answers both at once.
async fn answer(browser: &Browser, kunming: &str, changchun: &str) {
    browser.sign_in(Who::Reviewer).await;
    browser.open(kunming).await;
    let code = changchun.rsplit('/').next().unwrap();
    browser.click(&format!("[name='join[{code}]']")).await;
    browser.press("button[name=action][value=join]").await;
    browser.says(".joined", code).await;
    act(browser, "receive", "received").await;
    browser.type_into("unit", "Public Service Department").await;
    // As months, days and years are typed in an English browser.
    browser.type_on("due_on", "07202026").await;
    assert_eq!(browser.value("due_on").await, "2026-07-20");
    act(browser, "assign", "assigned").await;
    browser.says("main", "Public Service Department").await;
    browser.type_into("comment", "It is open again since Monday.").await;
    act(browser, "reply", "replied").await;
    browser.open(changchun).await;
    stands(browser, "replied").await;
    browser.sign_out().await;
}

/// Fills in what a new problem still needs; gives its address.
async fn raise(browser: &Browser, title: &str) -> String {
    browser.type_into("title", title).await;
    browser
        .type_into(
            "description",
            "Since 1 July the system times out in all county windows.",
        )
        .await;
    for (name, value) in [
        ("kind", "systems_data"),
        ("severity", "important"),
        ("level", "national"),
    ] {
        browser.click(&format!("[name={name}] option[value={value}]")).await;
    }
    browser.press("button[name=action][value=save]").await;
    stands(browser, "registered").await;
    let address = browser.driver.current_url().await.unwrap();
    address.path().to_owned()
}

async fn escalate(browser: &Browser, city: &'static str, address: &str) {
    browser.sign_in(Who::Approver(city)).await;
    browser.open(address).await;
    act(browser, "escalate", "escalated").await;
    browser.sign_out().await;
}

/// Presses a button of the form below the thread; the problem stands elsewhere then.
async fn act(browser: &Browser, action: &str, state: &str) {
    browser.press(&format!("button[name=action][value={action}]")).await;
    stands(browser, state).await;
}

async fn stands(browser: &Browser, state: &str) {
    browser.wait(&format!(".phead [data-state={state}]")).await;
}
