//! Every page of the router's own list by every role: its status, and what every page owes its readers.

use std::collections::BTreeSet;

use domain::{practice::State as Practice, report::State};
use tests::{
    APPROVER_SUZHOU, Answer, Board, CITY, EDITOR_KUNMING, EDITOR_SUZHOU, LIAISON_JIANGSU, LIAISON_YUNNAN, MONTH,
    QUARTER, Who, board::NOW,
};

const ROLES: [Who; 11] = [
    EDITOR_SUZHOU,
    APPROVER_SUZHOU,
    LIAISON_JIANGSU,
    EDITOR_KUNMING,
    LIAISON_YUNNAN,
    Who::Reviewer,
    Who::Admin,
    Who::Expert,
    Who::Observer,
    Who::Auditor,
    Who::Anonymous,
];

/// Route, an address of it, and the status for each of [`ROLES`]. Suzhou's February waits for its signature, its first
/// quarter is accepted, its April submitted, its May not open yet.
const PAGES: &[(&str, &str, &str)] = &[
    //                                                                       ed  ap  li  ek  ly  re  ad  ex  ob  au  no
    ("/", "/", "200 200 200 200 200 200 200 200 200 200 303"),
    ("/sign-in", "/sign-in", "200 200 200 200 200 200 200 200 200 200 200"),
    (
        "/link/{token}",
        "/link/none",
        "200 200 200 200 200 200 200 200 200 200 200",
    ),
    ("/account", "/account", "200 200 200 200 200 200 200 200 200 200 303"),
    ("/messages", "/messages", "200 200 200 200 200 200 200 200 200 200 303"),
    ("/reports", "/reports", "200 200 200 200 200 200 200 200 200 200 303"),
    (
        "/reports/{city}/{period}",
        "/reports/suzhou/2026-Q1",
        "200 200 200 404 404 200 200 404 404 404 303",
    ),
    (
        "/reports/{city}/{period}",
        "/reports/suzhou/2026-04",
        "200 200 200 404 404 200 200 404 404 404 303",
    ),
    (
        "/reports/{city}/{period}",
        "/reports/suzhou/2026-05",
        "200 200 404 404 404 404 404 404 404 404 303",
    ),
    (
        "/reports/{city}/{period}/versions/{number}",
        "/reports/suzhou/2026-Q1/versions/1",
        "200 200 200 404 404 200 200 404 404 404 303",
    ),
    (
        "/reports/{city}/{period}/versions/{number}",
        "/reports/suzhou/2026-Q1/versions/2",
        "404 404 404 404 404 404 404 404 404 404 303",
    ),
    (
        "/reports/{city}/{period}/versions/{number}/receipt",
        "/reports/suzhou/2026-Q1/versions/1/receipt",
        "200 200 200 404 404 200 200 404 404 404 303",
    ),
    (
        "/reports/{city}/{period}/versions/{number}/receipt",
        "/reports/suzhou/2026-Q1/versions/2/receipt",
        "404 404 404 404 404 404 404 404 404 404 303",
    ),
    (
        "/reports/{city}/{period}/versions/{number}/sign-off",
        "/reports/suzhou/2026-04/versions/1/sign-off",
        "200 200 200 404 404 200 200 404 404 404 303",
    ),
    (
        "/reports/{city}/{period}/sign-off",
        "/reports/suzhou/2026-02/sign-off",
        "200 200 404 404 404 404 404 404 404 404 303",
    ),
    (
        "/reports/{city}/{period}/sign-off",
        "/reports/suzhou/2026-05/sign-off",
        "404 404 404 404 404 404 404 404 404 404 303",
    ),
    (
        "/reports/{city}/{period}/files",
        "/reports/suzhou/2026-04/files",
        "200 200 200 404 404 200 200 404 404 404 303",
    ),
    (
        "/reports/{city}/{period}/files",
        "/reports/suzhou/2026-02/files?item=signature",
        "200 200 404 404 404 404 404 404 404 404 303",
    ),
    (
        "/reports/{city}/{period}/compare",
        "/reports/suzhou/2026-Q1/compare",
        "200 200 200 404 404 200 200 404 404 404 303",
    ),
    (
        "/reports/{city}/{period}/compare",
        "/reports/suzhou/2026-Q1/compare?from=1&to=1&show=all",
        "200 200 200 404 404 200 200 404 404 404 303",
    ),
    (
        "/reports/{city}/{period}/compare",
        "/reports/suzhou/2026-Q1/compare?from=1&to=9",
        "404 404 404 404 404 404 404 404 404 404 303",
    ),
    (
        "/reports",
        "/reports?code=0a1b",
        "200 200 200 200 200 200 200 200 200 200 303",
    ),
    (
        "/reports/{city}/{period}/review",
        "/reports/suzhou/2026-04/review",
        "403 403 403 404 404 200 200 404 404 404 303",
    ),
    //                                                                       ed  ap  li  ek  ly  re  ad  ex  ob  au  no
    ("/schemes", "/schemes", "200 200 200 200 200 200 200 404 404 404 303"),
    (
        "/schemes/{city}",
        "/schemes/suzhou?part=targets",
        "200 200 200 404 404 200 200 404 404 404 303",
    ),
    (
        "/schemes/{city}",
        "/schemes/kunming?part=check",
        "404 404 404 200 404 404 404 404 404 404 303",
    ),
    (
        "/schemes/{city}/review",
        "/schemes/suzhou/review",
        "403 403 403 404 404 200 200 404 404 404 303",
    ),
    (
        "/schemes/{city}/versions/{number}",
        "/schemes/suzhou/versions/1",
        "200 200 200 404 404 200 200 404 404 404 303",
    ),
    (
        "/schemes/{city}/compare",
        "/schemes/suzhou/compare?from=1&to=1",
        "200 200 200 404 404 200 200 404 404 404 303",
    ),
    (
        "/indicators",
        "/indicators",
        "200 200 200 200 200 200 200 404 200 404 303",
    ),
    (
        "/cities/{city}/contacts",
        "/cities/suzhou/contacts",
        "200 200 200 404 404 200 200 404 404 404 303",
    ),
    (
        "/indicators/{code}",
        "/indicators/F3-01",
        "200 200 200 200 200 200 200 404 200 404 303",
    ),
    (
        "/indicators/{code}",
        "/indicators/X9-99",
        "404 404 404 404 404 404 404 404 404 404 303",
    ),
    ("/brief", "/brief", "404 404 404 404 404 200 200 404 404 404 303"),
    ("/compare", "/compare", "200 200 200 200 200 200 200 404 200 404 303"),
    (
        "/practices",
        "/practices",
        "200 200 200 200 200 200 200 404 200 404 303",
    ),
    (
        "/practices",
        "/practices?q=%E4%B8%80%E7%AA%97&aspect=facilitation&state=submitted&page=2",
        "200 200 200 200 200 200 200 404 200 404 303",
    ),
    (
        "/practices/new",
        "/practices/new",
        "200 200 404 200 404 404 404 404 404 404 303",
    ),
    (
        "/practices/new",
        "/practices/new?report=2026-Q1",
        "200 200 404 404 404 404 404 404 404 404 303",
    ),
    (
        "/practices/{id}",
        "/practices/C-0001",
        "200 200 200 200 200 200 200 404 200 404 303",
    ),
    (
        "/practices/{id}",
        "/practices/C-0002",
        "200 200 404 404 404 404 404 404 404 404 303",
    ),
    (
        "/practices/{id}",
        "/practices/C-0003",
        "200 200 200 404 404 200 200 404 404 404 303",
    ),
    (
        "/practices/{id}",
        "/practices/1",
        "404 404 404 404 404 404 404 404 404 404 303",
    ),
    (
        "/cities/{city}",
        "/cities/suzhou",
        "200 200 200 404 404 200 200 404 200 404 303",
    ),
    (
        "/cities/{city}",
        "/cities/atlantis",
        "404 404 404 404 404 404 404 404 404 404 303",
    ),
    (
        "/cities/{city}/score",
        "/cities/suzhou/score",
        "200 200 200 404 404 200 200 404 404 404 303",
    ),
    (
        "/cities/{city}/score",
        "/cities/suzhou/score?period=2026-Q1&as_of=2026-04-20",
        "200 200 200 404 404 200 200 404 404 404 303",
    ),
    (
        "/cities/{city}/score",
        "/cities/atlantis/score",
        "404 404 404 404 404 404 404 404 404 404 303",
    ),
    (
        "/reports",
        "/reports?view=completeness",
        "200 200 200 200 200 200 200 404 404 404 303",
    ),
    (
        "/admin/calendar",
        "/admin/calendar",
        "403 403 403 403 403 403 200 403 403 403 303",
    ),
    (
        "/admin/calendar",
        "/admin/calendar?rule=extended&city=suzhou&period=2026-04&until=2026-06-30",
        "403 403 403 403 403 403 200 403 403 403 303",
    ),
    (
        "/admin/releases",
        "/admin/releases",
        "403 403 403 403 403 403 200 403 403 403 303",
    ),
    (
        "/admin/settings",
        "/admin/settings",
        "403 403 403 403 403 403 200 403 403 403 303",
    ),
    (
        "/admin/users",
        "/admin/users",
        "403 403 403 403 403 403 200 403 403 403 303",
    ),
    ("/problems", "/problems", "200 200 200 200 200 200 200 404 200 404 303"),
    (
        "/problems",
        "/problems?by=city&state=all&view=shared&page=3",
        "200 200 200 200 200 200 200 404 200 404 303",
    ),
    (
        "/problems/new",
        "/problems/new?indicator=F3-01&period=2026-04&from=report",
        "200 200 404 200 404 403 403 404 404 404 303",
    ),
    (
        "/problems/{id}",
        "/problems/P-0001",
        "200 200 200 404 404 200 200 404 404 404 303",
    ),
    (
        "/problems/{id}/files",
        "/problems/P-0001/files",
        "200 200 200 404 404 200 200 404 404 404 303",
    ),
    (
        "/practices/{id}/files",
        "/practices/C-0001/files",
        "200 200 200 200 200 200 200 404 200 404 303",
    ),
    (
        "/practices/{id}/adoptions/{city}/files",
        "/practices/C-0001/adoptions/kunming/files",
        "200 200 200 200 200 200 200 404 200 404 303",
    ),
    (
        "/practices/{id}/adoptions/{city}/files",
        "/practices/C-0001/adoptions/beijing/files",
        "404 404 404 404 404 404 404 404 404 404 303",
    ),
    (
        "/practices/{id}/adoptions/{city}/files",
        "/practices/C-0002/adoptions/kunming/files",
        "404 404 404 404 404 404 404 404 404 404 303",
    ),
    ("/audit", "/audit", "403 403 403 403 403 403 403 403 403 200 303"),
];

/// Files beside the pages, which the list of routes does not hold.
const FILES: &[(&str, &str)] = &[
    (
        "/charts/ranked-dots.svg?indicator=F3-01&period=2026-03",
        "200 200 200 200 200 200 200 404 200 404 303",
    ),
    (
        "/charts/trend.svg?indicator=F3-01",
        "200 200 200 200 200 200 200 404 200 404 303",
    ),
    (
        "/charts/nothing.svg?indicator=F3-01",
        "404 404 404 404 404 404 404 404 404 404 303",
    ),
    (
        "/exports/observations.csv",
        "200 200 200 200 200 200 200 404 200 404 303",
    ),
    (
        "/files/0000000000000000000000000000000000000000000000000000000000000000/a.pdf",
        "404 404 404 404 404 404 404 404 404 404 303",
    ),
    (
        "/charts/trend.png?indicator=F3-01",
        "200 200 200 200 200 200 200 404 200 404 303",
    ),
    ("/charts/heat-map.svg", "200 200 200 200 200 200 200 404 200 404 303"),
    (
        "/exports/comparison.csv?indicator=F3-01",
        "200 200 200 200 200 200 200 404 200 404 303",
    ),
    (
        "/charts/problem-months.svg",
        "200 200 200 200 200 200 200 404 200 404 303",
    ),
    (
        "/exports/problem-months.csv",
        "200 200 200 200 200 200 200 404 200 404 303",
    ),
    ("/exports/problems.csv", "200 200 200 200 200 200 200 404 200 404 303"),
    (
        "/exports/practices.csv?q=a",
        "200 200 200 200 200 200 200 404 200 404 303",
    ),
    (
        "/exports/score.xlsx?city=suzhou",
        "200 200 200 404 404 200 200 404 404 404 303",
    ),
    (
        "/exports/score.csv?city=suzhou",
        "200 200 200 404 404 200 200 404 404 404 303",
    ),
    ("/exports/problems.xlsx", "200 200 200 200 200 200 200 404 200 404 303"),
    ("/exports/practices.xlsx", "200 200 200 200 200 200 200 404 200 404 303"),
    ("/exports/nothing.csv", "404 404 404 404 404 404 404 404 404 404 303"),
];

async fn board() -> Board {
    let board = Board::sqlite().await;
    board.at("2026-03-03T10:00");
    board.bring(CITY, "2026-02", State::CitySignOff).await;
    board.at("2026-04-08T10:00");
    board.bring(CITY, QUARTER, State::Accepted).await;
    board.at(NOW);
    board.bring(CITY, MONTH, State::Submitted).await;
    let raised = board
        .client(EDITOR_SUZHOU)
        .await
        .post("/problems/new", &crate::problems::form("city"))
        .await;
    assert_eq!(raised.status, 303, "{}", raised.says());
    for state in [Practice::Published, Practice::Draft, Practice::Returned] {
        board.practice(CITY, state).await;
    }
    board.scheme(CITY, domain::scheme::State::Submitted).await;
    let kunming = board.caller(EDITOR_KUNMING).await;
    let adopted = ("2026-05-08", "F3-01", "a paper");
    storage::practices::adopt(&board.store, &kunming, 1, adopted)
        .await
        .unwrap();
    board
}

/// What a page owes its readers and does not give: one main landmark and heading, a title, a language; ids that are each
/// given once and found where they are referred to; no inline style.
fn faults(answer: &Answer) -> Vec<String> {
    let page = answer.page();
    let count = |name: &str| page.elements().filter(|e| e.name() == name).count();
    let mut faults = Vec::new();
    let titles = page
        .find_tag("head")
        .map_or(0, |h| h.within().filter(|e| e.name() == "title").count());
    for (name, all) in [("main", count("main")), ("h1", count("h1")), ("title", titles)] {
        if all != 1 {
            faults.push(format!("{all} × {name}"));
        }
    }
    if page.find_tag("html").and_then(|h| h.attribute("lang")).is_none() {
        faults.push("no language".into());
    }
    let mut ids = BTreeSet::new();
    for id in page.elements().filter_map(|e| e.attribute("id")) {
        if !ids.insert(id) {
            faults.push(format!("two elements have the id {id}"));
        }
    }
    for e in page.elements() {
        if e.attribute("style").is_some() {
            faults.push("inline style".into());
        }
        let named = ["aria-describedby", "aria-labelledby", "for"].map(|name| e.attribute(name).unwrap_or_default());
        let fragment = e
            .attribute("href")
            .and_then(|h| h.strip_prefix('#'))
            .unwrap_or_default();
        let named = named
            .into_iter()
            .flat_map(str::split_whitespace)
            .chain((!fragment.is_empty()).then_some(fragment));
        faults.extend(
            named
                .filter(|id| !ids.contains(id))
                .map(|id| format!("#{id} is not there")),
        );
    }
    faults
}

#[tokio::test(flavor = "multi_thread")]
async fn every_page_answers_every_role_as_the_table_says() {
    let board = board().await;
    let mut wrong = Vec::new();
    for (who, mut client) in board.clients(&ROLES).await {
        let role = ROLES.iter().position(|w| *w == who).unwrap();
        let files = FILES.iter().map(|(address, row)| (*address, *row));
        for (address, row) in PAGES.iter().map(|(_, address, row)| (*address, *row)).chain(files) {
            let wanted = row.split(' ').nth(role).unwrap();
            for lang in ["zh-CN", "en"] {
                let joined = if address.contains('?') { "&" } else { "?" };
                let address = format!("{address}{joined}lang={lang}");
                let answer = client.get(&address).await;
                if answer.status.to_string() != wanted {
                    wrong.push(format!(
                        "{address} by {who:?}: {wanted} expected, {} came",
                        answer.status
                    ));
                } else if answer.status == 303 {
                    assert!(
                        answer.location().starts_with("/sign-in"),
                        "{address}: {}",
                        answer.location()
                    );
                } else if answer.header("content-type").starts_with("text/html") {
                    wrong.extend(faults(&answer).iter().map(|f| format!("{address} by {who:?}: {f}")));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_route_has_a_row_and_every_row_a_route() {
    let routes: BTreeSet<String> = server::router::pages().into_iter().collect();
    let rows: BTreeSet<String> = PAGES.iter().map(|(route, _, _)| (*route).to_owned()).collect();
    assert_eq!(routes, rows);
    for (_, address, row) in PAGES {
        assert_eq!(row.split(' ').count(), ROLES.len(), "{address}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_link_that_a_role_is_shown_leads_somewhere() {
    let board = board().await;
    for (who, mut client) in board.clients(&ROLES).await {
        let mut seen = BTreeSet::from(["/".to_owned()]);
        let mut left = vec!["/".to_owned()];
        while let Some(address) = left.pop() {
            let answer = client.get(&address).await;
            let fits = matches!(answer.status, 200) || (answer.status == 303 && !answer.location().is_empty());
            assert!(fits, "{who:?} is led to {address}: {} {}", answer.status, answer.says());
            if !answer.header("content-type").starts_with("text/html") {
                continue;
            }
            for e in answer.page().elements() {
                let link = e.attribute("href").or_else(|| e.attribute("src")).unwrap_or_default();
                let link = link.split('#').next().unwrap_or_default();
                // The pages in the other language, and files of the browser, are not followed.
                let ours = link.starts_with('/') && !link.starts_with("/pkg/") && !link.contains("lang=");
                if ours && seen.len() < 120 && seen.insert(link.to_owned()) {
                    left.push(link.to_owned());
                }
            }
        }
    }
}
