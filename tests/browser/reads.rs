//! The read-out of charts: by mouse, finger and keys, in the drawing that is shown, in current and old browsers.

use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tests::Who;

use crate::{
    chromium::Browser,
    driver::Chromium::{self, Current, Old},
    pages::Axe,
    stage::Stage,
};

const TREND: &str = "/compare?indicator=F2-01&chart=trend&period=2026-05";
const DOTS: &str = "/compare?indicator=F2-01&chart=ranked-dots&period=2026-05";

#[tokio::test(flavor = "multi_thread")]
async fn charts_are_read_out_by_mouse_and_keys() {
    mouse_and_keys(Current).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn charts_are_read_out_by_mouse_and_keys_in_chromium_108() {
    mouse_and_keys(Old(108)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn charts_are_read_out_by_finger() {
    let Some(stage) = Stage::demonstration().await else {
        return;
    };
    let browser = stage.browser(true).await;
    browser.sign_in(Who::Reviewer).await;
    let phone = json!({ "width": 390, "height": 800, "deviceScaleFactor": 2, "mobile": true });
    browser.tools("Emulation.setDeviceMetricsOverride", phone).await;
    let touch = json!({ "enabled": true, "maxTouchPoints": 1 });
    browser.tools("Emulation.setTouchEmulationEnabled", touch).await;
    browser.open(TREND).await;
    let marks = marks(&browser).await;
    assert!(marks.len() > 20, "{}", marks.len());
    for mark in [&marks[0], &marks[marks.len() / 2], &marks[marks.len() - 1]] {
        browser.script(TO_TOP).await;
        let mark = self::marks(&browser)
            .await
            .into_iter()
            .find(|m| m.words == mark.words)
            .unwrap();
        swipe(&browser, &[(mark.x, mark.y)]).await;
        said(&browser, &mark).await;
    }
    let within = "const box = document.getElementById('read-out').getBoundingClientRect();
        return box.left >= 0 && box.right <= innerWidth && document.documentElement.scrollWidth <= innerWidth";
    assert_eq!(browser.script(within).await, true, "the box stands within the window");

    // A finger that scrolls goes on scrolling.
    let before = browser.script("return scrollY").await.as_f64().unwrap();
    let up: Vec<_> = (0..12).map(|n| (200.0, 300.0 - 15.0 * f64::from(n))).collect();
    swipe(&browser, &up).await;
    hidden(&browser).await;
    let after = browser.script("return scrollY").await.as_f64().unwrap();
    assert!(after > before, "{before} to {after}");
    // A tap beside the chart closes it too.
    let mark = &self::marks(&browser).await[0];
    swipe(&browser, &[(mark.x, mark.y)]).await;
    said(&browser, mark).await;
    browser.script("scrollTo(0, 0)").await;
    swipe(&browser, &[(200.0, 200.0)]).await;
    hidden(&browser).await;
    Browser::quiet(&browser.complaints().await, TREND);
    browser.quit().await;
}

/// A value of the chart that is shown, and where its mark is in the window.
#[derive(Debug)]
struct Mark {
    x: f64,
    y: f64,
    words: String,
}

/// The drawing that is shown; what is hidden has no place.
const SHOWN: &str =
    "const svg = [...document.querySelectorAll('svg[data-reads]')].find(s => s.getClientRects().length > 0);";

const TO_TOP: &str =
    "[...document.querySelectorAll('.chart__body')].find(b => b.getClientRects().length > 0).scrollIntoView()";

async fn marks(browser: &Browser) -> Vec<Mark> {
    let source = format!(
        "{SHOWN} const matrix = svg.getScreenCTM();
        return svg.dataset.reads.split('\\n').map(line => {{
            const [x, y, ...words] = line.split(' ');
            const at = new DOMPoint(x, y).matrixTransform(matrix);
            return [at.x, at.y, words.join(' ')];
        }});"
    );
    let all: Vec<(f64, f64, String)> = serde_json::from_value(browser.script(&source).await).unwrap();
    all.into_iter().map(|(x, y, words)| Mark { x, y, words }).collect()
}

/// What the read-out says, empty where it is closed, and how far its ring is from a place.
async fn state(browser: &Browser) -> (String, String) {
    let source = "const box = document.getElementById('read-out');
        const shown = box.getClientRects().length > 0;
        return [shown ? box.textContent : '', document.querySelector('[role=status]#read-out-said').textContent]";
    serde_json::from_value(browser.script(source).await).unwrap()
}

/// Waits until a mark is read out, with a ring around it.
async fn said(browser: &Browser, mark: &Mark) {
    let began = Instant::now();
    loop {
        let state = state(browser).await;
        if state == (mark.words.clone(), mark.words.clone()) {
            break;
        }
        assert!(began.elapsed() < Duration::from_secs(10), "{state:?} is not {mark:?}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    let rings = format!(
        "{SHOWN} return [...document.querySelectorAll('.readring')].map(r => {{
            const at = r.getBoundingClientRect();
            return [r.closest('svg') === svg, at.x + at.width / 2, at.y + at.height / 2];
        }})"
    );
    let rings: Vec<(bool, f64, f64)> = serde_json::from_value(browser.script(&rings).await).unwrap();
    let here = marks(browser)
        .await
        .into_iter()
        .find(|m| m.words == mark.words)
        .unwrap();
    assert_eq!(rings.len(), 1, "{rings:?}");
    let (shown, x, y) = rings[0];
    assert!(
        shown && (x - here.x).hypot(y - here.y) < 1.0,
        "{rings:?} is not at {here:?}"
    );
}

/// Waits until nothing is read out.
async fn hidden(browser: &Browser) {
    let began = Instant::now();
    while state(browser).await != (String::new(), String::new()) {
        assert!(began.elapsed() < Duration::from_secs(10), "it is still open");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    browser.gone(".readring").await;
}

async fn point(browser: &Browser, x: f64, y: f64) {
    let to = json!({ "type": "mouseMoved", "x": x, "y": y });
    browser.tools("Input.dispatchMouseEvent", to).await;
}

/// A finger that touches a place, goes along others, and lets go.
async fn swipe(browser: &Browser, way: &[(f64, f64)]) {
    for (n, (x, y)) in way.iter().enumerate() {
        let kind = if n == 0 { "touchStart" } else { "touchMove" };
        let at = json!({ "type": kind, "touchPoints": [{ "x": x, "y": y }] });
        browser.tools("Input.dispatchTouchEvent", at).await;
    }
    let end = json!({ "type": "touchEnd", "touchPoints": [] });
    browser.tools("Input.dispatchTouchEvent", end).await;
}

async fn press(browser: &Browser, key: &str) {
    let codes = ["End", "Home", "ArrowLeft", "ArrowUp", "ArrowRight", "ArrowDown"];
    let code = codes.iter().position(|k| *k == key).map_or(27, |n| n + 35);
    for kind in ["keyDown", "keyUp"] {
        let event = json!({ "type": kind, "key": key, "code": key, "windowsVirtualKeyCode": code });
        browser.tools("Input.dispatchKeyEvent", event).await;
    }
}

async fn mouse_and_keys(chromium: Chromium) {
    let Some(stage) = Stage::in_browser(chromium).await else {
        return;
    };
    let browser = stage.browser(true).await;
    browser.sign_in(Who::Reviewer).await;
    browser.open(TREND).await;
    mouse(&browser).await;
    keys(&browser).await;
    rows(&browser).await;
    for page in ["/", "/indicators/F2-01"] {
        browser.open(page).await;
        browser.script(TO_TOP).await;
        let mark = &marks(&browser).await[0];
        point(&browser, mark.x, mark.y).await;
        said(&browser, mark).await;
    }
    Browser::quiet(&browser.complaints().await, "pages with charts");
    browser.quit().await;
}

async fn mouse(browser: &Browser) {
    browser.script(TO_TOP).await;
    let marks = marks(browser).await;
    let (first, last) = (&marks[0], &marks[marks.len() - 1]);
    for mark in [first, last] {
        point(browser, mark.x + 2.0, mark.y - 2.0).await;
        let meant = marks
            .iter()
            .min_by(|a, b| {
                let away = |m: &Mark| (m.x - mark.x - 2.0).hypot(m.y - mark.y + 2.0);
                away(a).total_cmp(&away(b))
            })
            .unwrap();
        said(browser, meant).await;
    }
    assert!(first.words.contains("2025: ") && first.words.contains('%'), "{first:?}");
    assert!(
        last.words.contains("May 2026") && last.words.contains(" place"),
        "{last:?}"
    );
    let faults = Axe::here().faults(browser).await;
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    point(browser, last.x, last.y).await;
    let print = |media: &str| json!({ "media": media });
    browser.tools("Emulation.setEmulatedMedia", print("print")).await;
    let printed = "return ['#read-out', '.readring'].filter(s => document.querySelector(s)?.getClientRects().length)";
    assert_eq!(
        browser.script(printed).await,
        Value::Array(vec![]),
        "on paper nothing is read out"
    );
    browser.tools("Emulation.setEmulatedMedia", print("")).await;
    point(browser, 3.0, 3.0).await;
    hidden(browser).await;
}

async fn keys(browser: &Browser) {
    let focus = format!("{SHOWN} svg.parentElement.focus({{ preventScroll: true }})");
    browser.script("scrollTo(0, 0)").await;
    browser.script(&focus).await;
    let marks = marks(browser).await;
    let last = marks.len() - 1;
    let way = [
        ("ArrowRight", 0),
        ("ArrowRight", 1),
        ("ArrowLeft", 0),
        ("End", last),
        ("ArrowRight", last),
        ("Home", 0),
    ];
    for (key, at) in way {
        press(browser, key).await;
        said(browser, &marks[at]).await;
    }
    let seen = "const ring = document.querySelector('.readring').getBoundingClientRect();
        return ring.top >= 0 && ring.bottom <= innerHeight";
    assert_eq!(browser.script(seen).await, true, "the mark walked to is in the window");
    // Up and down reach each city of the same month, once.
    let column: Vec<_> = marks.iter().filter(|m| (m.x - marks[0].x).abs() < 0.5).collect();
    for key in ["ArrowUp", "ArrowDown"] {
        for _ in &column {
            press(browser, key).await;
        }
        let (said, _) = state(browser).await;
        let end = column.iter().map(|m| m.y);
        let end = match key {
            "ArrowUp" => end.fold(f64::MAX, f64::min),
            _ => end.fold(0.0, f64::max),
        };
        let at = column.iter().find(|m| m.words == said).unwrap();
        assert!((at.y - end).abs() < 0.1, "{key} ends at {at:?}");
    }
    let how = browser.attribute("[aria-describedby=read-out-how]", "class").await;
    assert!(how.is_some_and(|c| c.contains("chart__body")), "it is said how to walk");
    press(browser, "Escape").await;
    hidden(browser).await;
    press(browser, "Home").await;
    said(browser, &marks[0]).await;
    browser.script("document.activeElement.blur()").await;
    hidden(browser).await;
}

/// Of rows the one that is pointed at, however far its mark; by keys each.
async fn rows(browser: &Browser) {
    browser.open(DOTS).await;
    browser.script(TO_TOP).await;
    let marks = marks(browser).await;
    assert!(marks.len() > 5, "{}", marks.len());
    for mark in &marks {
        point(browser, 90.0, mark.y + 4.0).await;
        said(browser, mark).await;
    }
    browser.script(&format!("{SHOWN} svg.parentElement.focus()")).await;
    point(browser, 3.0, 3.0).await;
    hidden(browser).await;
    for mark in &marks {
        press(browser, "ArrowDown").await;
        said(browser, mark).await;
    }
}
