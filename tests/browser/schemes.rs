//! A filed scheme is amended in a browser: a field saves as it is left or by its button, two items come back and are put
//! right, and CNIPA files it anew.

use tests::{APPROVER_SUZHOU, EDITOR_SUZHOU, Who};

use crate::{chromium::Browser, stage::Stage};

pub const SCHEME: &str = "/schemes/suzhou";
const TARGET: &str = "targets[F2-01][2026-Q3]";
const FUNDS: &str = "funding_planned";

#[tokio::test(flavor = "multi_thread")]
async fn a_scheme_is_amended_with_javascript() {
    if let Some(stage) = Stage::demonstration().await {
        amended(&stage, true).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_scheme_is_amended_by_plain_forms() {
    if let Some(stage) = Stage::demonstration().await {
        amended(&stage, false).await;
    }
}

async fn amended(stage: &Stage, javascript: bool) {
    let browser = stage.browser(javascript).await;
    browser.sign_in(EDITOR_SUZHOU).await;
    browser.open(SCHEME).await;
    browser.type_into("reason", "A new way of counting.").await;
    browser.press("button[name=action][value=amend]").await;
    typed(&browser, "targets", TARGET, "90").await;
    typed(&browser, "sections", FUNDS, "480").await;
    signed_off(&browser).await;
    submitted(&browser).await;

    browser.sign_in(Who::Reviewer).await;
    browser.open("/schemes/suzhou/review").await;
    browser.says("main", "A new way of counting.").await;
    return_items(&browser, &[("F2-01", "Why so low?"), ("funding", "From which budget?")]).await;

    browser.sign_in(EDITOR_SUZHOU).await;
    browser.open(SCHEME).await;
    browser.says("main", "Why so low?").await;
    let shut = browser.find("textarea[name=objectives]").await;
    assert!(shut.is_none(), "what was not returned is closed");
    typed(&browser, "targets", TARGET, "90.5").await;
    typed(&browser, "sections", FUNDS, "470").await;
    signed_off(&browser).await;
    submitted(&browser).await;

    browser.sign_in(Who::Reviewer).await;
    browser.open("/schemes/suzhou/review").await;
    browser.click("[name='items[F2-01][granted]']").await;
    browser.press("button[name=action][value=file]").await;
    browser.wait(".phead__meta [data-state=filed]").await;
    browser.open("/schemes/suzhou/compare?from=1&to=3").await;
    browser.says("main", "90.5%").await;
    Browser::quiet(&browser.complaints().await, "a scheme's way");
    browser.quit().await;
}

/// The reviewer, signed in, returns items with a sentence each, and signs out.
pub async fn return_items(browser: &Browser, items: &[(&str, &str)]) {
    browser.open("/schemes/suzhou/review").await;
    for (item, why) in items {
        let name = format!("items[{item}][comment]");
        browser.click(&format!("details:has([name='{name}']) > summary")).await;
        browser.type_into(&name, why).await;
    }
    browser.press("button[name=action][value=return]").await;
    browser.wait(".notice--ok").await;
    browser.wait("[data-state=returned]").await;
    browser.sign_out().await;
}

/// Types a text into a field of a part; it is in the store when the page is opened again.
pub async fn typed(browser: &Browser, part: &str, name: &str, text: &str) {
    let page = format!("{SCHEME}?part={part}");
    browser.open(&page).await;
    if browser.islands {
        browser.wait("[data-island=scheme-form][data-started]").await;
    }
    browser.type_into(name, text).await;
    if browser.islands {
        // Leaving the field is enough.
        browser.click("h1").await;
        browser
            .says(&format!(".field:has(> [name='{name}']) .istat"), "saved")
            .await;
    } else {
        browser.press(".form-end button[name=action][value=save]").await;
    }
    browser.open(&page).await;
    assert_eq!(browser.value(name).await, text);
}

/// Signs the draft off, and signs out.
pub async fn signed_off(browser: &Browser) {
    browser.open(&format!("{SCHEME}?part=check")).await;
    browser.press("button[name=action][value=sign_off]").await;
    browser.wait(".phead__meta [data-state=city_sign_off]").await;
    browser.sign_out().await;
}

/// The approver submits what is signed off, and signs out.
pub async fn submitted(browser: &Browser) {
    browser.sign_in(APPROVER_SUZHOU).await;
    browser.open(SCHEME).await;
    browser.press("button[name=action][value=submit]").await;
    browser.wait(".phead__meta [data-state=submitted]").await;
    browser.sign_out().await;
}
