//! A problem's way in a browser: raised from the editor of a report at an indicator, sent up, joined by CNIPA with one of
//! another city, assigned and answered at once with a practice; each city decides on its own, and each person's inbox,
//! the thread, the audit and the letters of the next working day say what they should.

use std::{collections::BTreeMap, sync::Arc};

use app::mail::{Mail, round};
use storage::{Caller, Store, audit::Filter, messages, users};
use tests::{Smtp, Who};

use crate::{chromium::Browser, stage::Stage};

const REPORT: &str = "/reports/kunming/2026-Q2";
/// A published one.
const PRACTICE: &str = "C-0001";
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
    browser.press("main a[href='/practices/C-0001']").await;
    browser.says("h1", "").await;
    browser.open(&kunming).await;
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
    browser.open("/messages").await;
    browser.says("main", TITLE).await;
    browser.quit().await;
    told(stage, &kunming, &changchun).await;
}

const PEOPLE: [Who; 7] = [
    Who::Editor("kunming"),
    Who::Approver("kunming"),
    Who::Editor("changchun"),
    Who::Approver("changchun"),
    Who::Reviewer,
    Who::Admin,
    Who::Editor("suzhou"),
];

async fn caller(store: &Store, who: Who, at: jiff::Timestamp) -> Caller {
    let found = users::find_by_account(store, &who.account()).await.unwrap().unwrap();
    Caller {
        actor: found.user.actor,
        at,
        from: "test".into(),
    }
}

/// What everybody's inbox, the audit and the letters of the next working day hold of both problems.
async fn told(stage: &Stage, kunming: &str, changchun: &str) {
    let store = stage.store().await;
    // Thursday, 9 July 2026, 9:00 in Beijing.
    let next_day: jiff::Timestamp = "2026-07-09T09:00:00+08:00".parse().unwrap();
    let mut inboxes = BTreeMap::new();
    for who in PEOPLE {
        let inbox = messages::inbox(&store, &caller(&store, who, next_day).await, 1)
            .await
            .unwrap();
        let all = inbox.unread.iter().chain(&inbox.read);
        let mine = all.filter(|m| m.about == kunming || m.about == changchun);
        let mut mine: Vec<_> = mine
            .map(|m| {
                let city = if m.about == kunming { "kunming" } else { "changchun" };
                format!("{city} {}{}", m.kind.name(), if m.done { " done" } else { "" })
            })
            .collect();
        mine.sort();
        inboxes.insert(format!("{who:?}"), mine);
    }
    let of = |who: Who| inboxes[&format!("{who:?}")].clone();
    for city in ["kunming", "changchun"] {
        let answered = [
            format!("{city} problem_assigned"),
            format!("{city} problem_replied done"),
        ];
        for who in [Who::Editor(city), Who::Approver(city)] {
            assert_eq!(of(who), answered, "{who:?}");
        }
    }
    let cnipa = [
        "changchun problem_escalated done",
        "changchun problem_reopened",
        "kunming problem_confirmed",
        "kunming problem_escalated done",
    ];
    assert_eq!(of(Who::Reviewer), cnipa);
    assert_eq!(of(Who::Admin), cnipa);
    assert_eq!(
        of(Who::Editor("suzhou")),
        Vec::<String>::new(),
        "another city is told nothing"
    );

    for (address, way) in [
        (kunming, "register escalate join receive assign reply confirm"),
        (changchun, "register escalate reopen"),
    ] {
        let done = audit(&store, &format!("problem:{}", address.rsplit('/').next().unwrap())).await;
        let done: Vec<_> = done.iter().map(|a| a.trim_start_matches("problem.")).collect();
        assert_eq!(
            done.join(" "),
            way,
            "one line a step; what is joined is named in the other's"
        );
    }
    storage::audit::verify(&store, None).await.unwrap();

    let smtp = Smtp::new();
    let site = "https://pilot.example".to_owned();
    let mailer = server::mail::Smtp::new(&smtp.url(), "pilot@board.example", &site).unwrap();
    let mail = Mail {
        mailer: Arc::new(mailer),
        site,
    };
    round(&store, &mail, &move || next_day, &|| false).await.unwrap();
    let letter = |who: Who| {
        let all = smtp.to(&who.account());
        assert_eq!(all.len(), 1, "one letter a day to {who:?}");
        all[0].text()
    };
    let link = |address: &str| format!("https://pilot.example{address}\n");
    for (who, has, hasnt) in [
        (Who::Editor("kunming"), kunming, changchun),
        (Who::Approver("changchun"), changchun, kunming),
    ] {
        let text = letter(who);
        assert!(
            text.contains(&link(has)) && !text.contains(&link(hasnt)),
            "{who:?}: {text}"
        );
        let lines: Vec<_> = text
            .lines()
            .filter(|l| l.contains(has.rsplit('/').next().unwrap()))
            .collect();
        let asks = lines.iter().any(|l| l.contains("please confirm"));
        assert!(!asks, "{who:?} is not asked for what is done: {lines:?}");
    }
    let text = letter(Who::Reviewer);
    assert!(
        text.contains(&link(kunming)) && text.contains(&link(changchun)),
        "{text}"
    );
    assert!(text.contains("asks for new handling"), "{text}");
    assert!(
        smtp.to(&Who::Editor("suzhou").account())
            .iter()
            .all(|m| !m.text().contains(TITLE))
    );
    store.close().await;
}

/// What the audit says was done to a thing, in order.
async fn audit(store: &Store, object: &str) -> Vec<String> {
    let auditor = caller(store, Who::Auditor, jiff::Timestamp::UNIX_EPOCH).await;
    let filter = Filter {
        object: object.to_owned(),
        ..Filter::default()
    };
    let lines = storage::audit::list(store, &auditor, &filter).await.unwrap();
    lines.into_iter().rev().map(|line| line.record.action).collect()
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
    browser.type_into("practice", PRACTICE).await;
    act(browser, "reply", "replied").await;
    browser.says("main", PRACTICE).await;
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
