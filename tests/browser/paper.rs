//! What is taken along on paper, as the browser prints it: the brief on two pages, the overview on A4 and on A3.

use base64::{Engine, prelude::BASE64_STANDARD};
use serde_json::json;
use tests::{Who, office::pages};
use thirtyfour::extensions::cdp::ChromeDevTools;

use crate::{chromium::Browser, stage::Stage};

/// The open page as a PDF, on the paper that it asks for and without its backgrounds.
async fn printed(browser: &Browser, path: &str) -> Vec<u8> {
    browser.open(path).await;
    let tools = ChromeDevTools::new(browser.driver.handle.clone());
    let wanted = json!({ "preferCSSPageSize": true, "printBackground": false });
    let answer = tools.execute_cdp_with_params("Page.printToPDF", wanted).await.unwrap();
    BASE64_STANDARD.decode(answer["data"].as_str().unwrap()).unwrap()
}

/// Width and height of each page, mm.
fn papers(pdf: &[u8]) -> Vec<(i64, i64)> {
    let text: String = pdf.iter().map(|b| char::from(*b)).collect();
    let boxes = text.split("/MediaBox").skip(1).map(|rest| {
        let inside = rest.split(']').next().unwrap().trim_start_matches([' ', '[']);
        let points: Vec<f64> = inside.split_whitespace().map(|n| n.parse().unwrap()).collect();
        let mm = |points: f64| format!("{:.0}", points / 72.0 * 25.4).parse().unwrap();
        (mm(points[2]), mm(points[3]))
    });
    boxes.collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_brief_has_two_pages_and_the_overview_its_paper() {
    let Some(stage) = Stage::demonstration().await else {
        return;
    };
    let browser = stage.browser(true).await;
    browser.sign_in(Who::Admin).await;
    let (a4, a3) = ((210, 297), (420, 297));
    for lang in ["zh-CN", "en"] {
        let brief = printed(&browser, &format!("/brief?lang={lang}")).await;
        assert_eq!((pages(&brief), papers(&brief)), (2, vec![a4; 2]), "{lang}");
        let small = printed(&browser, &format!("/?lang={lang}")).await;
        assert_eq!(papers(&small), vec![a4; pages(&small)], "{lang}");
        assert!(pages(&small) <= 4, "{lang}: {}", pages(&small));
        let large = printed(&browser, &format!("/?lang={lang}&paper=a3")).await;
        assert_eq!((pages(&large), papers(&large)), (2, vec![a3; 2]), "{lang}");
    }
    browser.quit().await;
}
