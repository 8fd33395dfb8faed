//! What is not saved stays with the account that typed it: over an ended session, another sign-in, the sign-out; and
//! two people on one field see both texts.

use app::pages::sign_in::DEMO_PASSWORD;
use serde_json::json;
use tests::{APPROVER_SUZHOU, EDITOR_SUZHOU, WORDS, Who, report, review};

use crate::{
    chromium::Browser,
    driver::Chromium::Old,
    fields::{PERIOD, page},
    pages::Axe,
    stage::Stage,
};

const VALUE: &str = "entries[F4-03][value]";
const OTHER: &str = "entries[F4-02][value]";

/// How many texts are kept in the browser; -1 where the page is the browser's own, of an error.
pub const KEPT: &str = "try { return Object.keys(localStorage).length; } catch { return -1; }";

/// Signs in through the dialog over the form.
pub async fn sign_in_over(browser: &Browser) {
    browser.click("#unsaved [data-do=sign-in]").await;
    browser.type_in("#again-password", DEMO_PASSWORD).await;
    browser.click("#again-form button[type=submit]").await;
    browser.gone("#again[open]").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn one_signs_in_over_the_form_and_it_goes_on() {
    if let Some(stage) = Stage::demonstration().await {
        over_the_form(&stage).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn one_signs_in_over_the_form_in_chromium_108() {
    if let Some(stage) = Stage::in_browser(Old(108)).await {
        over_the_form(&stage).await;
    }
}

async fn over_the_form(stage: &Stage) {
    let browser = stage.browser(true).await;
    browser.sign_in(EDITOR_SUZHOU).await;
    browser.open(&page()).await;
    Browser::quiet(&browser.complaints().await, "the editor");
    stage.end_session(&browser).await;
    for (name, text) in [(VALUE, "41"), (OTHER, "42"), ("progress", "Half a sent")] {
        browser.type_into(name, text).await;
    }
    browser.says("#unsaved:not(.is-quiet)", &WORDS.unsaved_session(3)).await;
    browser.click("#unsaved [data-do=sign-in]").await;
    browser.wait("#again[open]").await;
    let faults = Axe::here().faults(&browser).await;
    assert!(faults.is_empty(), "the sign-in over the form: {}", faults.join("\n"));

    // Neither a wrong password nor another account of the city gets further.
    browser.type_in("#again-password", "wrong").await;
    browser.click("#again-form button[type=submit]").await;
    browser.says("#again-error", WORDS.sign_in_refused()).await;
    browser.type_in("#again-account", &APPROVER_SUZHOU.account()).await;
    browser.type_in("#again-password", DEMO_PASSWORD).await;
    browser.click("#again-form button[type=submit]").await;
    browser.says("#again-error", WORDS.typed_by_other()).await;
    browser.type_in("#again-account", &EDITOR_SUZHOU.account()).await;
    browser.type_in("#again-password", DEMO_PASSWORD).await;
    browser.click("#again-form button[type=submit]").await;
    browser.gone("#again[open]").await;
    for line in ["#s-F4-03.istat--ok", "#s-F4-02.istat--ok", "#s-progress.istat--ok"] {
        browser.wait(line).await;
    }
    browser.wait("#unsaved.is-quiet").await;
    browser.driver.refresh().await.unwrap();
    browser.wait("leptos-island [data-started=true]").await;
    assert_eq!(browser.value("progress").await, "Half a sent");
    browser.quit().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_saved_stays_with_its_account_until_it_signs_out() {
    let Some(stage) = Stage::demonstration().await else {
        return;
    };
    let browser = stage.browser(true).await;
    browser.sign_in(EDITOR_SUZHOU).await;
    browser.open(&page()).await;
    let before = browser.value(VALUE).await;
    browser.network(false).await;
    browser.type_into(VALUE, "5151").await;
    browser.another_tab().await;

    // Another account on the same browser sees nothing of it, and its own typing is not mixed up with it.
    browser.driver.delete_all_cookies().await.unwrap();
    browser.sign_in(APPROVER_SUZHOU).await;
    browser.open(&page()).await;
    assert_eq!(browser.value(VALUE).await, before);
    browser.sign_out().await;

    // A page made for one account saves nothing under another that has signed in meanwhile.
    browser.sign_in(EDITOR_SUZHOU).await;
    browser.open(&page()).await;
    browser.wait("#s-F4-03.istat--ok").await;
    assert_eq!(browser.value(VALUE).await, "5151", "offered again, and saved");
    let cookie = stage.cookie(APPROVER_SUZHOU);
    browser.set_cookie(&cookie).await;
    browser.type_into(VALUE, "5252").await;
    browser.click("h1").await;
    browser.says("#s-F4-03", WORDS.not_saved_other_account()).await;
    sign_in_over(&browser).await;
    browser.wait("#s-F4-03.istat--ok").await;

    // Signing out asks first; who stays keeps it, who goes leaves nothing behind.
    browser.network(false).await;
    browser.type_into(VALUE, "5353").await;
    browser.click("h1").await;
    browser.says("#s-F4-03", "not saved").await;
    browser.click("form[action='/sign-out'] button").await;
    let asked = browser.driver.get_alert_text().await.unwrap();
    assert_eq!(asked, WORDS.sign_out_unsaved());
    browser.driver.dismiss_alert().await.unwrap();
    assert_eq!(browser.value(VALUE).await, "5353");
    browser.network(true).await;
    browser.wait("#s-F4-03.istat--ok").await;
    stage.end_session(&browser).await;
    browser.type_into(VALUE, "5454").await;
    browser.click("h1").await;
    browser.wait("#unsaved:not(.is-quiet)").await;
    browser.click("form[action='/sign-out'] button").await;
    browser.driver.accept_alert().await.unwrap();
    browser.wait("main [name=password]").await;
    assert_eq!(browser.script(KEPT).await, json!(0), "nothing is left in the browser");
    browser.quit().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_kept_of_a_form_that_is_for_reading_now_is_shown() {
    let Some(stage) = Stage::demonstration().await else {
        return;
    };
    let browser = stage.browser(true).await;
    browser.sign_in(EDITOR_SUZHOU).await;
    browser.open(&page()).await;
    browser.network(false).await;
    browser.type_into(VALUE, "8181").await;
    // The same text as if it had been typed into a report that cannot be typed into.
    browser
        .script(
            "const name = Object.keys(localStorage)[0];
             localStorage.setItem(name.replace('2026-Q2', '2026-07'), localStorage.getItem(name));",
        )
        .await;
    browser.another_tab().await;
    browser.open("/reports/suzhou/2026-07").await;
    let said = browser.says("#left-over:not(.is-quiet)", "8181").await;
    assert!(said.contains("F4-03"), "{said}");
    let faults = Axe::here().faults(&browser).await;
    assert!(faults.is_empty(), "what was kept: {}", faults.join("\n"));
    browser.click("#left-over [data-do=discard]").await;
    browser.wait("#left-over.is-quiet").await;
    let left = browser
        .script("return Object.keys(localStorage).filter((name) => name.includes('2026-07')).length")
        .await;
    assert_eq!(left, json!(0), "and given up");
    Browser::quiet(&browser.complaints().await, "what was kept");
    browser.quit().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_browsers_on_one_field_never_overwrite_silently() {
    let Some(stage) = Stage::demonstration().await else {
        return;
    };
    let (first, second) = (stage.browser(true).await, stage.browser(true).await);
    first.sign_in(EDITOR_SUZHOU).await;
    second.sign_in(APPROVER_SUZHOU).await;
    first.open(&page()).await;
    second.open(&page()).await;
    let by = first.text("a.role").await;
    assert!(!by.is_empty());
    for (name, item) in [(VALUE, "F4-03"), ("progress", "progress")] {
        first.type_into(name, "61").await;
        first.click("h1").await;
        first.stored(name, "61").await;
        second.type_into(name, "62").await;
        second.click("h1").await;
        let both = second.says(&format!("#o-{item}"), "62").await;
        assert!(both.contains("61"), "the second sees both: {both}");
        let when: Vec<_> = both.split([',', ' ']).filter(|w| w.contains(':')).collect();
        assert!(!when.is_empty(), "and when the other was saved: {both}");
    }
    let faults = Axe::here().faults(&second).await;
    assert!(faults.is_empty(), "two texts of a field: {}", faults.join("\n"));

    // What comes after he was asked is asked about again.
    first.type_into(VALUE, "63").await;
    first.click("h1").await;
    first.stored(VALUE, "63").await;
    second.click("#c-F4-03 [data-choice=mine]").await;
    second.says("#o-F4-03", "63").await;
    second.click("#c-F4-03 [data-choice=mine]").await;
    second.wait("#s-F4-03.istat--ok").await;
    second.click("#c-progress [data-choice=theirs]").await;
    second.wait("#c-progress.is-quiet").await;
    assert_eq!(second.value("progress").await, "61");
    for browser in [&first, &second] {
        browser.driver.refresh().await.unwrap();
        browser.wait("leptos-island [data-started=true]").await;
        assert_eq!(browser.value(VALUE).await, "62");
        assert_eq!(browser.value("progress").await, "61");
        Browser::quiet(&browser.complaints().await, "two on one field");
    }

    // By plain form: the page shown again has both, and the choice works there too.
    first.type_into(VALUE, "71").await;
    first.click("h1").await;
    first.stored(VALUE, "71").await;
    second.network(false).await;
    second.type_into(VALUE, "72").await;
    second.click("h1").await;
    second.says("#s-F4-03", "not saved").await;
    second.script("window.fetch = () => new Promise(() => {});").await;
    second.network(true).await;
    second.press("button[name=action][value=save]").await;
    let both = second.says("#o-F4-03", "72").await;
    assert!(both.contains("71"), "{both}");
    second.wait("leptos-island [data-started=true]").await;
    second.click("#c-F4-03 [data-choice=mine]").await;
    second.wait("#s-F4-03.istat--ok").await;
    second.driver.refresh().await.unwrap();
    assert_eq!(second.value(VALUE).await, "72");
    first.quit().await;
    second.quit().await;
}

/// An answer to a reviewer is sent with the form; until then it is kept like a field.
#[tokio::test(flavor = "multi_thread")]
async fn an_answer_to_a_reviewer_survives_a_closed_tab_until_it_is_sent() {
    let Some(stage) = Stage::demonstration().await else {
        return;
    };
    let browser = stage.browser(true).await;
    browser.sign_in(Who::Editor("guangzhou")).await;
    let form = report("guangzhou", PERIOD);
    browser.open(&form).await;
    browser.wait("leptos-island [data-started=true]").await;
    let area = "textarea[id^=answer-]";
    let name = browser.attribute(area, "name").await.expect("an answer has its field");
    browser.type_on(&name, "Counted anew on 7 July.").await;
    browser.another_tab().await;
    browser.open("/").await;
    browser
        .wait(&format!("[data-kept-of='guangzhou/{PERIOD}/']:not(.is-quiet)"))
        .await;
    browser.open(&form).await;
    browser.wait("leptos-island [data-started=true]").await;
    assert_eq!(browser.value(&name).await, "Counted anew on 7 July.");
    browser.press("button[name=action][value=save]").await;
    browser.wait("leptos-island [data-started=true]").await;
    assert_eq!(browser.value(&name).await, "", "it is in the thread now");
    let kept = "return Object.keys(localStorage).filter(k => k.includes('answer-')).length";
    assert_eq!(browser.script(kept).await, 0);
    browser.open("/").await;
    browser.wait("[data-kept-of].is-quiet").await;
    Browser::quiet(&browser.complaints().await, "an answer that is kept");
    browser.quit().await;
}

/// A reviewer's verdicts and comments that no button has sent survive a closed tab; once they are sent nothing is kept.
#[tokio::test(flavor = "multi_thread")]
async fn a_half_done_review_survives_a_closed_tab() {
    let Some(stage) = Stage::demonstration().await else {
        return;
    };
    let browser = stage.browser(true).await;
    browser.sign_in(Who::Reviewer).await;
    let bench = review("hangzhou", PERIOD);
    let (chosen, comment) = ("[name='items[B2][verdict]'][value=return]", "items[B2][comment]");
    browser.open(&bench).await;
    browser.wait("leptos-island [data-started=true]").await;
    browser.click(chosen).await;
    browser.type_into(comment, "Which outlets are new?").await;
    browser.another_tab().await;
    browser.open(&bench).await;
    browser.wait("leptos-island [data-started=true]").await;
    assert_eq!(browser.value(comment).await, "Which outlets are new?");
    browser.wait(&format!("{chosen}:checked")).await;
    browser.press("button[name=action][value=return]").await;
    browser.wait("[data-state=returned]").await;
    assert_eq!(browser.script(KEPT).await, 0);
    Browser::quiet(&browser.complaints().await, "a half-done review");
    browser.quit().await;
}
