//! Fills a report's form in the browser, as a person does: field after field.

use tests::{CITY, Figures};

use crate::chromium::Browser;

/// The demonstration's report that is being drafted.
pub const PERIOD: &str = "2026-Q2";

/// Valid figures of the report.
pub fn figures() -> Figures {
    Figures::whole(PERIOD)
}

/// Types every figure and text of the form, but not those of the items named.
pub async fn fill(browser: &Browser, form: &Figures, but: &[&str]) {
    for (name, value) in &form.0 {
        if but.iter().any(|code| name.contains(&format!("[{code}]"))) {
            continue;
        }
        if value == "yes" {
            browser.click(&format!("[name='{name}'][value=yes]")).await;
        } else if browser.value(name).await != *value {
            choose_value(browser, name).await;
            browser.type_into(name, value).await;
        }
    }
    tasks(browser).await;
}

/// Says of each task of the scheme that is in delay, or of which nothing is said, that it is under way.
async fn tasks(browser: &Browser) {
    for n in 1..=domain::scheme::TASKS_MAX {
        let state = format!("tasks[{n}][state]");
        if browser.find(&format!("[name='{state}']")).await.is_none() {
            break;
        }
        if matches!(browser.value(&state).await.as_str(), "" | "delayed") {
            browser
                .click(&format!("[name='{state}'] option[value=under_way]"))
                .await;
            browser.type_into(&format!("tasks[{n}][percent]"), "50").await;
        }
    }
}

/// Says that an item has a value, where the demonstration's draft says otherwise.
async fn choose_value(browser: &Browser, name: &str) {
    let Some(code) = name.strip_prefix("entries[").and_then(|n| n.split(']').next()) else {
        return;
    };
    let kind = format!("entries[{code}][kind]");
    if browser.find(&format!("[name='{kind}']")).await.is_some() && browser.value(&kind).await != "value" {
        browser.click(&format!("[name='{kind}'] option[value=value]")).await;
    }
}

/// Explains every item whose figure moved, as the summary of a refused sign-off lists them.
pub async fn explain(browser: &Browser) -> usize {
    let links = browser.driver.find_all(thirtyfour::By::Css("#errors a")).await.unwrap();
    let mut codes = Vec::new();
    for link in links {
        let to = link.attr("href").await.unwrap().unwrap_or_default();
        match to.strip_prefix('#').and_then(|t| t.strip_suffix("-explanation")) {
            Some(code) => codes.push(code.to_owned()),
            None => panic!("{to} is in the way of sign-off: {}", link.text().await.unwrap()),
        }
    }
    for code in &codes {
        browser
            .type_into(
                &format!("entries[{code}][explanation]"),
                "A new way of counting since April.",
            )
            .await;
    }
    codes.len()
}

/// The page of the report.
pub fn page() -> String {
    tests::report(CITY, PERIOD)
}
