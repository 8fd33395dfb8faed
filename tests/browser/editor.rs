//! The editor at speed: a block from a spreadsheet, the keyboard, the box that finds an item, counts that move; and a
//! report is handed in once, however often one clicks or goes back.

use serde_json::json;
use tests::{APPROVER_SUZHOU, CITY, EDITOR_KUNMING, EDITOR_SUZHOU, WORDS, Who, report};

use crate::{
    chromium::Browser,
    fields::{PERIOD, explain, figures, fill, page},
    pages::Axe,
    stage::Stage,
};

/// Pastes a text into a field, as the browser does after Ctrl+V.
async fn paste(browser: &Browser, name: &str, text: &str) {
    let script = format!(
        "const data = new DataTransfer(); data.setData('text/plain', {});
         const field = document.querySelector({}); field.focus();
         return field.dispatchEvent(new ClipboardEvent('paste', {{ clipboardData: data, bubbles: true, cancelable: true }}));",
        json!(text),
        json!(format!("[name='{name}']")),
    );
    browser.script(&script).await;
}

/// The name of the field that has the cursor.
async fn cursor(browser: &Browser) -> String {
    let name = browser.script("return document.activeElement.name").await;
    name.as_str().unwrap_or_default().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_column_from_a_spreadsheet_fills_the_fields_below() {
    let Some(stage) = Stage::demonstration().await else {
        return;
    };
    let browser = stage.browser(true).await;
    browser.sign_in(EDITOR_SUZHOU).await;
    browser.open(&page()).await;
    let bad = "entries[S2-02][numerator]";
    let before = browser.value(bad).await;
    // A heading, and thirty rows of which the twelfth is no number.
    let mut column = "数值\r\n".to_owned();
    for i in 1..=30 {
        column += &if i == 12 {
            "12a\r\n".to_owned()
        } else {
            format!("{}\r\n", 30 + i)
        };
    }
    paste(&browser, "entries[B1][value]", &column).await;
    browser.wait("#paste[open]").await;
    assert_eq!(browser.text("#paste-lead").await, WORDS.paste_lead(29, 1));
    assert_ne!(
        browser.value("entries[B1][value]").await,
        "31",
        "nothing is typed before it is seen"
    );
    let faults = Axe::here().faults(&browser).await;
    assert!(faults.is_empty(), "the plan of a block: {}", faults.join("\n"));
    browser.click("#paste-apply").await;
    let wanted = [
        ("entries[B1][value]", "31"),
        ("entries[B7][value]", "37"),
        ("entries[S1-02][numerator]", "38"),
        ("entries[S2-01][numerator]", "41"),
        ("entries[S3-01][numerator]", "43"),
        ("entries[F2-02][value]", "60"),
    ];
    for (name, text) in wanted {
        assert_eq!(browser.value(name).await, text, "{name}");
        browser.stored(name, text).await;
    }
    assert_eq!(browser.value(bad).await, before, "what cannot be read changes nothing");
    let invalid = browser.attribute(&format!("[name='{bad}']"), "aria-invalid").await;
    assert_eq!(invalid.as_deref(), Some("true"), "and is marked");
    let said = browser.text("#t-S2-02").await;
    assert!(said.contains("12a"), "{said}");
    let filled = browser
        .script("return [...document.querySelectorAll('td.in input')].filter(e => /^(3[1-9]|4[0-9]|5[0-9]|60)$/.test(e.value)).length")
        .await;
    assert!(filled.as_u64().is_some_and(|n| n >= 29), "{filled}");

    // Numerator and denominator side by side; one cell alone is pasted as ever.
    paste(&browser, "entries[N2-02][numerator]", "7\t9\r\n").await;
    browser.click("#paste-apply").await;
    browser.stored("entries[N2-02][denominator]", "9").await;
    assert_eq!(browser.value("entries[N2-02][numerator]").await, "7");
    paste(&browser, "entries[N2-02][numerator]", "8\r\n").await;
    assert!(browser.find("#paste[open]").await.is_none());
    paste(&browser, "entries[N2-02][numerator]", "5\t5\n6\t6").await;
    browser.click("[data-do=paste-cancel]").await;
    browser.gone("#paste[open]").await;
    assert_eq!(browser.value("entries[N2-02][numerator]").await, "7", "not wanted");
    Browser::quiet(&browser.complaints().await, "pasting");
    browser.quit().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn one_moves_by_keyboard_finds_an_item_and_sees_how_much_is_done() {
    let Some(stage) = Stage::demonstration().await else {
        return;
    };
    let browser = stage.browser(true).await;
    browser.sign_in(EDITOR_KUNMING).await;
    browser.open(&report("kunming", PERIOD)).await;
    let keys = async |name: &str, keys: &str| {
        browser.type_on(name, keys).await;
        cursor(&browser).await
    };
    let (enter, down, up) = ("\u{e007}", "\u{e015}", "\u{e013}");
    let (numerator, denominator) = ("entries[N2-02][numerator]", "entries[N2-02][denominator]");
    browser.type_into(numerator, "3").await;
    assert_eq!(
        keys(numerator, enter).await,
        denominator,
        "Enter goes on and sends no form"
    );
    browser.stored(numerator, "3").await;
    assert_eq!(
        keys(denominator, down).await,
        "entries[N2-03][denominator]",
        "down its column"
    );
    assert_eq!(keys("entries[N2-03][denominator]", up).await, denominator);
    assert_eq!(keys("entries[F3-01][value]", down).await, "entries[F3-02][numerator]");
    browser.type_into("progress", "one").await;
    browser.type_on("progress", enter).await;
    browser.type_on("progress", "two").await;
    assert_eq!(browser.value("progress").await, "one\ntwo", "in a text it is a line");

    // How much is done moves as fields are saved.
    let name = "entries[F4-03][value]";
    browser.type_into(name, "").await;
    browser.click("h1").await;
    browser.stored(name, "").await;
    let count = |text: String| {
        let (n, of) = text.split_once(" / ").unwrap();
        (n.parse::<u32>().unwrap(), of.to_owned())
    };
    let (n, of) = count(browser.text("#g-F4").await);
    let all = browser.text("#done-count").await;
    browser.type_into(name, "12").await;
    browser.click("h1").await;
    browser.stored(name, "12").await;
    browser.says("#g-F4", &format!("{} / {of}", n + 1)).await;
    assert_ne!(browser.text("#done-count").await, all);

    for (sought, code) in [
        ("F3-01", "F3-01"),
        ("hotline", "F2-03"),
        ("热线", "F2-03"),
        ("B4", "B4"),
    ] {
        browser.type_in("#find", sought).await;
        browser.says("#find-n", &WORDS.found(1)).await;
        let seen = browser
            .script("return [...document.querySelectorAll('.entry tr[data-item]')].filter(r => r.offsetParent).map(r => r.dataset.item).join()")
            .await;
        assert_eq!(seen, json!(code), "{sought}");
    }
    assert!(
        keys_in_find(&browser, enter).await.starts_with("entries[B4]"),
        "Enter goes to what was found"
    );
    browser.type_in("#find", "nothing like it").await;
    browser.says("#find-n", &WORDS.found(0)).await;
    let faults = Axe::here().faults(&browser).await;
    assert!(faults.is_empty(), "a form that is searched: {}", faults.join("\n"));
    Browser::quiet(&browser.complaints().await, "the keyboard");
    browser.quit().await;
}

async fn keys_in_find(browser: &Browser, keys: &str) -> String {
    browser.wait("#find").await.send_keys(keys).await.unwrap();
    cursor(browser).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_report_is_handed_in_once() {
    let Some(stage) = Stage::demonstration().await else {
        return;
    };
    let browser = stage.browser(true).await;
    browser.sign_in(EDITOR_SUZHOU).await;
    browser.open(&page()).await;
    fill(&browser, &figures(), &[]).await;
    browser.press("button[name=action][value=sign_off]").await;
    browser.wait("#errors").await;
    explain(&browser).await;
    browser.press("button[name=action][value=sign_off]").await;
    browser.wait("[data-state=city_sign_off]").await;
    let kept = browser.script("return Object.keys(localStorage).length").await;
    assert_eq!(kept, json!(0), "what was handed in is not kept as unsaved");
    browser.sign_out().await;

    browser.sign_in(APPROVER_SUZHOU).await;
    browser.open(&page()).await;
    let button = "button[name=action][value=submit]";
    let old = browser.wait("html").await;
    browser
        .script(&format!(
            "const b = document.querySelector('{button}'); b.click(); b.click();"
        ))
        .await;
    while old.is_present().await.unwrap_or(false) {
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    browser.wait("[data-state=submitted]").await;
    let versions = || stage.file(Who::Reviewer, &format!("/reports/{CITY}/{PERIOD}?lang=en"));
    let numbers = |body: &str| body.matches(&format!("/reports/{CITY}/{PERIOD}/versions/")).count();
    let after_submit = numbers(&versions());
    for _ in 0..2 {
        browser.driver.back().await.unwrap();
        browser.wait("[data-state]").await;
        browser.driver.forward().await.unwrap();
        browser.wait("[data-state=submitted]").await;
    }
    assert_eq!(numbers(&versions()), after_submit, "back and forward hand in nothing");
    let second = browser.find(&format!("a[href$='/{PERIOD}/versions/2']")).await;
    assert!(second.is_none(), "one version");
    browser.quit().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_stands_as_it_did_is_filled_in_at_once() {
    let Some(stage) = Stage::demonstration().await else {
        return;
    };
    let browser = stage.browser(true).await;
    browser.sign_in(EDITOR_SUZHOU).await;
    browser.open(&page()).await;
    let faults = Axe::here().faults(&browser).await;
    assert!(faults.is_empty(), "the folds: {}", faults.join("\n"));
    let (outlets, visits) = ("entries[F4-01][value]", "entries[F1-02][numerator]");
    assert_eq!(browser.value(outlets).await, "");
    browser.click("#fill-unchanged summary").await;
    let label = browser.text("#fill-unchanged [data-code=F4-01] + span").await;
    browser.click("#fill-unchanged [data-code=F1-02]").await;
    browser.click("#fill-unchanged [data-fill]").await;
    browser.wait("#s-F4-01.istat--ok").await;
    let filled = browser.value(outlets).await;
    assert!(!filled.is_empty() && label.contains(&filled), "{label}: {filled}");
    browser.driver.refresh().await.unwrap();
    browser.wait("leptos-island [data-started=true]").await;
    assert_eq!(browser.value(outlets).await, filled, "it is saved");
    assert_eq!(browser.value(visits).await, "", "what is not ticked stays empty");
    Browser::quiet(&browser.complaints().await, "filling in at once");
    browser.quit().await;
}
