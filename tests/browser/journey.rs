//! The main job in a browser: enter, be told, mend, explain, sign off, submit, return one item, accept version 2; the
//! chart, its file and the CSV show the new value then, and not before.

use tests::{APPROVER_SUZHOU, CITY, EDITOR_SUZHOU, WORDS, Who, review};

use crate::{
    chromium::Browser,
    fields::{PERIOD, explain, figures, fill, page},
    pages::Axe,
    stage::Stage,
};

#[tokio::test(flavor = "multi_thread")]
async fn the_main_job_with_javascript() {
    if let Some(stage) = Stage::demonstration().await {
        main_job(&stage, true).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_main_job_by_plain_forms() {
    if let Some(stage) = Stage::demonstration().await {
        main_job(&stage, false).await;
    }
}

const NUMERATOR: &str = "entries[N2-02][numerator]";
const DENOMINATOR: &str = "entries[N2-02][denominator]";
const SEARCHES: &str = "entries[F3-01][value]";

pub async fn main_job(stage: &Stage, javascript: bool) {
    let browser = stage.browser(javascript).await;
    enter(&browser).await;
    Browser::quiet(&browser.complaints().await, "the editor");
    browser.sign_out().await;

    browser.sign_in(APPROVER_SUZHOU).await;
    submit(&browser).await;
    shows(stage, &browser, "9000001", false).await;
    browser.sign_out().await;

    browser.sign_in(Who::Reviewer).await;
    browser.open(&review(CITY, PERIOD)).await;
    browser.click("[name='items[F3-01][verdict]'][value=return]").await;
    browser
        .type_into("items[F3-01][comment]", "Please check the count.")
        .await;
    browser.press("button[name=action][value=return]").await;
    browser.wait("[data-state=returned]").await;
    browser.sign_out().await;

    browser.sign_in(EDITOR_SUZHOU).await;
    browser.open(&page()).await;
    browser.says("main", "Please check the count.").await;
    let closed = browser.attribute("[name='entries[F4-02][value]']", "readonly").await;
    assert!(closed.is_some(), "what was not returned is closed");
    browser.type_into(SEARCHES, "9123457").await;
    browser.press("button[name=action][value=sign_off]").await;
    browser.wait("[data-state=city_sign_off]").await;
    browser.sign_out().await;

    browser.sign_in(APPROVER_SUZHOU).await;
    submit(&browser).await;
    browser.says("main", &WORDS.version_n(2)).await;
    browser.sign_out().await;

    browser.sign_in(Who::Reviewer).await;
    shows(stage, &browser, "9123457", false).await;
    browser.open(&review(CITY, PERIOD)).await;
    browser.press("button[name=action][value=accept]").await;
    browser.wait("[data-state=accepted]").await;
    shows(stage, &browser, "9123457", true).await;
    Browser::quiet(&browser.complaints().await, "the journey");
    browser.quit().await;
}

/// The editor enters the quarter, is told of an error and a jump, mends and explains, and signs off.
async fn enter(browser: &Browser) {
    browser.sign_in(EDITOR_SUZHOU).await;
    browser.open(&page()).await;
    browser.wait("[data-state=drafting]").await;
    let form = figures();
    fill(browser, &form, &["N2-02", "F3-01"]).await;

    browser.type_into(NUMERATOR, "500").await;
    browser.type_into(DENOMINATOR, "400").await;
    browser.type_into(SEARCHES, "9000001").await;
    if browser.islands {
        // Leaving the last field is enough.
        browser.click("h1").await;
        browser.says("#s-F3-01", "saved").await;
        browser.open(&page()).await;
        assert_eq!(
            browser.value(SEARCHES).await,
            "9000001",
            "a field that was left is saved"
        );
    } else {
        browser.press("button[name=action][value=save]").await;
        browser.says("main", WORDS.saved_all()).await;
    }
    browser.says("#t-N2-02", WORDS.p_over()).await;
    assert_eq!(
        browser
            .attribute(&format!("[name='{NUMERATOR}']"), "aria-invalid")
            .await
            .as_deref(),
        Some("true")
    );
    browser.says("#t-F3-01", "times the previous period").await;
    let jump = browser.attribute(&format!("[name='{SEARCHES}']"), "aria-invalid").await;
    assert_eq!(jump, None, "a warning is not an error");

    // Both are in the way of sign-off, and the summary leads to them.
    browser.press("button[name=action][value=sign_off]").await;
    browser.wait("#errors a[href='#N2-02-numerator']").await;
    browser.wait("#errors a[href='#F3-01-explanation']").await;
    if browser.islands {
        let faults = Axe::here().faults(browser).await;
        assert!(
            faults.is_empty(),
            "a form with errors and warnings: {}",
            faults.join("\n")
        );
    }
    browser.type_into(NUMERATOR, "300").await;
    browser.press("button[name=action][value=sign_off]").await;
    browser.wait("#errors a[href='#F3-01-explanation']").await;
    assert!(
        browser.find("#errors a[href='#N2-02-numerator']").await.is_none(),
        "mended"
    );
    let explained = explain(browser).await;
    assert!(explained > 0);
    browser.press("button[name=action][value=sign_off]").await;
    browser.wait("[data-state=city_sign_off]").await;
}

async fn submit(browser: &Browser) {
    browser.open(&page()).await;
    browser.press("button[name=action][value=submit]").await;
    browser.wait("[data-state=submitted]").await;
}

/// Whether the indicator's page, its chart's file and the CSV show a value to CNIPA.
async fn shows(stage: &Stage, browser: &Browser, value: &str, expected: bool) {
    let grouped = domain::number::group(value.parse().unwrap());
    browser.open("/indicators/F3-01?period=2026-06").await;
    let said = browser.text("main").await;
    assert_eq!(said.contains(&grouped), expected, "{grouped} on the page: {said}");
    let chart = stage.file(
        Who::Reviewer,
        "/charts/ranked-dots.svg?indicator=F3-01&period=2026-06&lang=en",
    );
    assert_eq!(chart.contains(&grouped), expected, "{grouped} in the chart's file");
    let rows = stage.file(
        Who::Reviewer,
        "/exports/observations.csv?indicator=F3-01&period=2026-06",
    );
    assert_eq!(rows.contains(value), expected, "{value} in {rows}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_field_that_is_left_turns_to_saved_and_survives_a_reload() {
    if let Some(stage) = Stage::demonstration().await {
        leave_fields(&stage).await;
    }
}

pub async fn leave_fields(stage: &Stage) {
    let browser = stage.browser(true).await;
    browser.sign_in(EDITOR_SUZHOU).await;
    browser.open(&page()).await;
    for (name, status, text) in [
        ("entries[F4-03][value]", "#s-F4-03", "3"),
        ("entries[B4][value]", "#s-B4", "１，２３４"),
        ("progress", "#s-progress", "Two windows opened."),
    ] {
        browser.type_into(name, text).await;
        browser.click("h1").await;
        browser.says(status, "saved").await;
        browser.driver.refresh().await.unwrap();
        assert_eq!(browser.value(name).await, text, "{name} after a reload");
    }
    browser.says("#t-B4", &WORDS.understood("1,234")).await;

    // The rate beside the field follows as one types, also by its base figure.
    browser.type_into("entries[B4][value]", "1000").await;
    browser.type_into("entries[N1-01][numerator]", "250").await;
    browser.click("h1").await;
    browser.says("#f-N1-01", "25").await;
    browser.type_into("entries[B4][value]", "500").await;
    browser.click("h1").await;
    browser.says("#f-N1-01", "50").await;
    browser.type_into("entries[B4][value]", "100").await;
    browser.click("h1").await;
    browser.says("#t-N1-01", WORDS.p_over()).await;
    browser.type_into("entries[B4][value]", "12%").await;
    browser.click("h1").await;
    browser.says("#t-N1-01", WORDS.p_base_wrong()).await;
    browser.says("#saves-itself:not(.is-quiet)", WORDS.saves_itself()).await;

    // Without the server it says that it is not saved, and keeps what was typed.
    browser.tools("Network.enable", serde_json::json!({})).await;
    let offline = serde_json::json!({ "offline": true, "latency": 0, "downloadThroughput": 0, "uploadThroughput": 0 });
    browser.tools("Network.emulateNetworkConditions", offline).await;
    browser.type_into("entries[F4-03][value]", "4").await;
    browser.click("h1").await;
    browser.says("#s-F4-03", "not saved").await;
    assert_eq!(browser.value("entries[F4-03][value]").await, "4");
    let online =
        serde_json::json!({ "offline": false, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1 });
    browser.tools("Network.emulateNetworkConditions", online).await;
    let _ = browser.complaints().await;
    browser.wait("#s-F4-03.istat--ok").await;
    Browser::quiet(&browser.complaints().await, "the editor");
    browser.quit().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_quick_saves_of_a_field_the_last_text_stays() {
    if let Some(stage) = Stage::demonstration().await {
        save_quickly(&stage).await;
    }
}

pub async fn save_quickly(stage: &Stage) {
    let browser = stage.browser(true).await;
    browser.sign_in(EDITOR_SUZHOU).await;
    browser.open(&page()).await;
    // The first request lingers on its way, as on a bad line; what was typed after it may not be overtaken by it.
    browser
        .script(
            "const send = window.fetch.bind(window); let sent = 0;
             window.fetch = (...all) => sent++ ? send(...all) : new Promise(r => setTimeout(() => r(send(...all)), 1000));",
        )
        .await;
    for text in ["1001", "2002"] {
        browser.type_into("entries[F4-03][value]", text).await;
        browser.click("h1").await;
    }
    tokio::time::sleep(std::time::Duration::from_secs(2)).await;
    browser.says("#s-F4-03", "saved").await;
    browser.driver.refresh().await.unwrap();
    assert_eq!(browser.value("entries[F4-03][value]").await, "2002");
    browser.quit().await;
}
