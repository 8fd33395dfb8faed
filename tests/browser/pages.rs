//! Every page of every role: axe finds nothing in both languages and themes, the console is quiet, islands answer, and
//! nothing scrolls sideways on a phone.

use std::collections::BTreeSet;

use serde_json::json;
use tests::{APPROVER_SUZHOU, EDITOR_KUNMING, EDITOR_SUZHOU, LIAISON_JIANGSU, Who, program::file};

use crate::{chromium::Browser, stage::Stage};

/// Who looks at what. Every route of the program stands here at least once.
const PAGES: &[(Who, &[&str])] = &[
    (
        Who::Anonymous,
        &["/sign-in", "/sign-in?next=%2F", "/sign-in?signed_out=1", "/link/none"],
    ),
    (
        EDITOR_SUZHOU,
        &[
            "/",
            "/reports",
            "/reports/suzhou/2026-Q2",
            "/reports/suzhou/2026-Q2/files?item=F3-01",
            "/reports/suzhou/2026-05",
            "/reports/suzhou/2026-05/versions/1",
            "/reports/suzhou/2026-05/versions/1/receipt",
            "/reports/suzhou/2026-05/versions/1/sign-off",
            "/reports/suzhou/2026-02/compare?show=all",
            "/reports/suzhou/2026-07",
            "/indicators",
            "/indicators/F3-01",
            "/compare?chart=trend",
            "/practices",
            "/practices/new",
            "/practices/C-0001",
            "/practices/C-0001/files",
            "/practices/C-0002",
            "/practices?state=draft",
            "/cities/suzhou",
            "/cities/suzhou/score",
            "/schemes",
            "/schemes/suzhou",
            "/schemes/suzhou/versions/1",
            "/account",
            "/messages",
            "/problems",
            "/problems/new?indicator=F3-01",
            "/nowhere",
        ],
    ),
    (APPROVER_SUZHOU, &["/", "/reports/suzhou/2026-Q2"]),
    (
        Who::Approver("shenzhen"),
        &["/reports/shenzhen/2026-Q2", "/reports/shenzhen/2026-Q2/sign-off"],
    ),
    (Who::Editor("guangzhou"), &["/", "/reports/guangzhou/2026-Q2"]),
    (
        EDITOR_KUNMING,
        &[
            "/",
            "/reports",
            "/indicators/F3-01?period=2026-05",
            "/schemes/kunming/compare?from=2&to=3",
            "/practices/C-0005",
            "/practices/C-0005/adoptions/kunming/files",
        ],
    ),
    (LIAISON_JIANGSU, &["/", "/reports", "/problems"]),
    (Who::Editor("beijing"), &["/", "/practices", "/practices/C-0013"]),
    (LIAISON_JIANGSU, &["/", "/reports", "/practices"]),
    (
        Who::Reviewer,
        &[
            "/",
            "/reports",
            "/reports/suzhou/2026-05",
            "/reports/suzhou/2026-05/review",
            "/reports/suzhou/2026-05/compare",
            "/reports/changsha/2026-Q1/compare",
            "/reports?code=abc",
            "/reports?code=0000",
            "/reports/hangzhou/2026-Q2/review",
            "/reports/hangzhou/2026-Q2/review?show=all&done=accept&of=suzhou%2F2026-05",
            "/reports/changsha/2026-Q1/review?show=all",
            "/reports/beijing/2026-Q1/files",
            "/reports/beijing/2026-Q1/versions/1",
            "/indicators",
            "/indicators/S1-01",
            "/indicators/N2-03",
            "/indicators?q=%E7%BD%91%E4%B8%8A",
            "/?city=kunming&include=submitted&indicator=F3-01",
            "/?indicator=X9",
            "/compare?indicator=F3-01&mode=per_million&sort=value",
            "/compare?chart=small-multiples&include=submitted&period=2026-06",
            "/practices",
            "/practices?q=%E6%9C%8D%E5%8A%A1&state=submitted",
            "/practices/C-0001",
            "/practices/C-0009",
            "/practices/C-0014",
            "/compare?mode=sideways",
            "/brief",
            "/brief?as_of=2026-13-40",
            "/cities/kunming",
            "/schemes",
            "/schemes/kunming",
            "/schemes/kunming/review",
            "/cities/kunming/contacts",
            "/cities/kunming/score?period=2026-Q1",
            "/problems",
            "/problems?by=state&state=all&page=2",
            "/problems?turn=nobody",
            "/problems/P-0026",
            "/problems/P-0026/files",
            "/problems/P-0027",
            "/messages",
            "/messages?page=2&done=1",
        ],
    ),
    (
        Who::Admin,
        &[
            "/",
            "/admin/users",
            "/reports?view=completeness",
            "/admin/calendar",
            "/admin/calendar?rule=extended&city=suzhou&period=2026-04&until=2026-06-30",
            "/admin/releases",
            "/admin/releases?level=ranked&period=2026-Q1",
            "/admin/settings",
            "/indicators/N1-01?period=2026-05",
            "/audit",
        ],
    ),
    (Who::Expert, &["/", "/indicators"]),
    (
        Who::Observer,
        &[
            "/",
            "/indicators",
            "/indicators/F4-02",
            "/compare?indicator=F4-02",
            "/problems",
            "/practices",
            "/practices/C-0003",
        ],
    ),
    (Who::Auditor, &["/", "/messages", "/audit"]),
];

/// True if an address is one of a route.
fn of(route: &str, address: &str) -> bool {
    let path = address.split('?').next().unwrap_or_default();
    let (route, path): (Vec<_>, Vec<_>) = (route.split('/').collect(), path.split('/').collect());
    route.len() == path.len() && route.iter().zip(path).all(|(r, p)| r.starts_with('{') || *r == p)
}

#[test]
fn every_route_is_looked_at() {
    let all: Vec<_> = PAGES.iter().flat_map(|(_, addresses)| addresses.iter()).collect();
    let left: BTreeSet<_> = server::router::pages()
        .into_iter()
        .filter(|route| !all.iter().any(|address| of(route, address)))
        .collect();
    assert!(left.is_empty(), "no page of {left:?} is looked at");
}

const AXE: &str = "const done = arguments[arguments.length - 1];
    const places = v => v.nodes.slice(0, 5).map(n => n.target + ' ' + n.html).join(' | ');
    axe.run(document, { resultTypes: ['violations'] }).then(
        r => done(r.violations.map(v => v.id + ': ' + v.help + ' ' + places(v))),
        e => done(['axe failed: ' + e]));";

/// What is wider than the window, the outermost of it.
const WIDE: &str = "const wide = document.documentElement.scrollWidth, window_ = window.innerWidth;
    if (wide <= window_) return '';
    const over = [...document.querySelectorAll('body *')].find(e => e.getBoundingClientRect().right > window_ + 1 && !e.closest('.scroll'));
    return wide + ' of ' + window_ + (over ? ' ' + over.outerHTML.slice(0, 100) : '');";

/// The source of axe; without it nothing is asserted of it.
pub struct Axe(Option<String>);

impl Axe {
    pub fn here() -> Axe {
        Axe(file("PILOTBOARD_AXE").map(|p| std::fs::read_to_string(p).unwrap()))
    }

    /// What it finds on the page that is open, in both themes.
    pub async fn faults(&self, browser: &Browser) -> Vec<String> {
        let Some(axe) = &self.0 else { return vec![] };
        browser.script(axe).await;
        let mut faults = Vec::new();
        for theme in ["light", "dark"] {
            let features = json!({ "features": [{ "name": "prefers-color-scheme", "value": theme }] });
            browser.tools("Emulation.setEmulatedMedia", features).await;
            let found: Vec<String> = serde_json::from_value(browser.script_async(AXE).await).unwrap();
            faults.extend(found.iter().map(|f| format!("{theme}: {f}")));
        }
        faults
    }
}

/// Where the page that is open is wider than its window, from phones to screens.
async fn wide(browser: &Browser) -> Vec<String> {
    let mut wide = Vec::new();
    for width in [360, 390, 768, 1024, 1366] {
        let screen = json!({ "width": width, "height": 800, "deviceScaleFactor": 1, "mobile": width < 500 });
        browser.tools("Emulation.setDeviceMetricsOverride", screen).await;
        let over = browser.script(WIDE).await;
        wide.extend(over.as_str().filter(|o| !o.is_empty()).map(str::to_owned));
    }
    browser.tools("Emulation.clearDeviceMetricsOverride", json!({})).await;
    wide
}

#[tokio::test(flavor = "multi_thread")]
async fn every_page_is_sound_in_both_languages_and_themes_and_on_every_screen() {
    let Some(stage) = Stage::demonstration().await else {
        return;
    };
    let (browser, axe) = (stage.browser(true).await, Axe::here());
    let mut faults = Vec::new();
    for (who, addresses) in PAGES {
        if *who != Who::Anonymous {
            browser.sign_in(*who).await;
        }
        for address in *addresses {
            for lang in ["zh-CN", "en"] {
                let joined = if address.contains('?') { "&" } else { "?" };
                let address = format!("{address}{joined}lang={lang}");
                browser.open(&address).await;
                let found = [
                    axe.faults(&browser).await,
                    wide(&browser).await,
                    browser.complaints().await,
                ]
                .concat();
                faults.extend(found.iter().map(|f| format!("{who:?} {address} {f}")));
            }
        }
        if *who != Who::Anonymous {
            browser.sign_out().await;
        }
    }
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
    browser.quit().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_island_answers() {
    let Some(stage) = Stage::demonstration().await else {
        return;
    };
    let browser = stage.browser(true).await;
    for (who, page) in [
        (EDITOR_SUZHOU, "/reports/suzhou/2026-Q2"),
        (Who::Reviewer, "/reports/hangzhou/2026-Q2/review"),
        (Who::Reviewer, "/compare"),
    ] {
        browser.sign_in(who).await;
        browser.open(page).await;
        browser.wait("leptos-island").await;
        let found = browser.script_async(ISLANDS).await;
        assert!(
            found[0].as_array().is_some_and(|ids| !ids.is_empty()),
            "{page}: {found}"
        );
        assert_eq!(found[1], json!([]), "islands of {page} without their code");
        Browser::quiet(&browser.complaints().await, page);
        browser.sign_out().await;
    }
    browser.quit().await;
}

/// The ids of the page's islands, and those of them that the module does not know.
const ISLANDS: &str = "const done = arguments[arguments.length - 1];
    const ids = [...document.querySelectorAll('leptos-island')].map(i => i.dataset.component);
    const module = document.querySelector('script[type=module]').textContent.split(String.fromCharCode(39))[1];
    import(module).then(m => done([ids, ids.filter(id => typeof m[id] !== 'function')]), e => done(['failed', String(e)]));";
