//! The problem register over HTTP: who sees what, what is refused and keeps what was typed, the whole way by plain forms.

use tests::{APPROVER_SUZHOU, Answer, Board, Client, EDITOR_KUNMING, EDITOR_SUZHOU, LIAISON_JIANGSU, WORDS, Who, both};

use crate::table::{Row, fits};

both!(
    a_problem_goes_its_way_by_plain_forms,
    what_is_refused_keeps_what_was_typed,
    the_private_ones_of_others_are_hidden_everywhere,
    the_same_problem_of_two_cities_is_answered_once,
    homes_say_what_waits,
);

const TITLE: &str = "县级窗口打不开 <检索> 系统";

/// A problem of Suzhou, as the form of its level is filled.
pub fn form(level: &'static str) -> Vec<(&'static str, &'static str)> {
    vec![
        ("title", TITLE),
        ("description", "群众只能到市里办理。\n影响 2 个县。"),
        ("category", "data-sharing"),
        ("kind", "systems_data"),
        ("severity", "important"),
        ("level", level),
        ("indicator", "F3-01"),
        ("period", ""),
        ("action", "save"),
    ]
}

fn with<'a>(fields: &[(&'a str, &'a str)], more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let kept = fields.iter().filter(|(n, _)| more.iter().all(|(m, _)| m != n));
    kept.chain(more).copied().collect()
}

/// Raises one and gives its address.
async fn raised(client: &mut Client, level: &'static str) -> String {
    let answer = client.post("/problems/new", &form(level)).await.expect(303);
    answer.location().split('?').next().unwrap().to_owned()
}

async fn step(client: &mut Client, address: &str, fields: &[(&str, &str)]) -> Answer {
    client.post(address, fields).await
}

/// A problem of Suzhou at a stage of its way: registered, escalated, assigned.
async fn at_stage(board: &Board, level: &'static str, stage: &str) -> String {
    let mut approver = board.client(APPROVER_SUZHOU).await;
    let address = raised(&mut approver, level).await;
    if stage != "registered" {
        let _ = step(&mut approver, &address, &[("action", "escalate"), ("level", level)])
            .await
            .expect(303);
    }
    address
}

async fn a_problem_goes_its_way_by_plain_forms(board: Board) {
    let mut editor = board.client(EDITOR_SUZHOU).await;
    let page = editor
        .get("/problems/new?indicator=F3-01&period=2026-03&from=report")
        .await
        .expect(200)
        .page();
    assert_eq!(
        (page.value("indicator"), page.value("period"), page.value("from")),
        ("F3-01".into(), "2026-03".into(), "report".into())
    );
    let once = page.value("once");
    let filled = with(
        &form("national"),
        &[("period", "2026-03"), ("from", "report"), ("once", &once)],
    );
    let made = editor.post("/problems/new", &filled).await.expect(303);
    let again = editor.post("/problems/new", &filled).await.expect(303);
    assert_eq!(made.location(), again.location(), "a double click raises one");
    assert_eq!(made.location(), "/problems/P-0001?done=register");
    let address = "/problems/P-0001";
    let shown = editor.get(address).await.expect(200);
    assert!(
        shown.page().find("href", "/reports/suzhou/2026-Q1").is_some(),
        "the way back to the report"
    );
    assert!(shown.text().contains(TITLE) && !shown.body.contains("<检索>"));
    assert!(shown.page().find("value", "escalate").is_none() && shown.page().find("value", "receive").is_none());
    let mut approver = board.client(APPROVER_SUZHOU).await;
    let mut reviewer = board.client(Who::Reviewer).await;
    let _ = step(&mut approver, address, &[("action", "escalate"), ("level", "national")])
        .await
        .expect(303);
    let _ = step(&mut reviewer, address, &[("action", "receive"), ("severity", "urgent")])
        .await
        .expect(303);
    let assign = [
        ("action", "assign"),
        ("unit", "信息化承办单位"),
        ("due_on", "2026-05-20"),
    ];
    let _ = step(&mut reviewer, address, &assign).await.expect(303);
    board.at("2026-05-21T09:00");
    let mut reviewer = board.client(Who::Reviewer).await;
    let list = reviewer.get("/problems?overdue=yes").await.expect(200).page();
    assert!(list.text().contains(&WORDS.due_over(1)), "{}", list.text());
    let _ = step(
        &mut reviewer,
        address,
        &[("action", "reply"), ("comment", "Ports are <open>.")],
    )
    .await
    .expect(303);
    let mut editor = board.client(EDITOR_SUZHOU).await;
    let refused = step(&mut editor, address, &[("action", "reopen"), ("comment", " ")])
        .await
        .expect(422)
        .page();
    assert!(refused.invalid("comment") && refused.described("comment").contains(WORDS.fault_missing()));
    let _ = step(&mut editor, address, &[("action", "confirm")]).await.expect(303);
    let _ = step(&mut reviewer, address, &[("action", "strike_off")])
        .await
        .expect(303);
    let page = editor.get(address).await.expect(200);
    assert!(page.page().find("data-state", "closed").is_some());
    assert!(
        page.text().contains("Ports are <open>.") && page.text().contains(&WORDS.step_severity("Important", "Urgent"))
    );
    assert!(page.page().find("name", "action").is_none(), "nothing more can be done");
    assert!(!editor.get("/problems").await.text().contains(TITLE), "open ones alone");
    assert!(editor.get("/problems?state=closed").await.text().contains(TITLE));
    board.audit_is_sound().await;
}

async fn what_is_refused_keeps_what_was_typed(board: Board) {
    let mut editor = board.client(EDITOR_SUZHOU).await;
    let bad = with(
        &form("city"),
        &[
            ("title", ""),
            ("description", "a</textarea>&b"),
            ("category", "none"),
            ("kind", ""),
        ],
    );
    let page = editor.post("/problems/new", &bad).await.expect(422).page();
    for name in ["title", "category", "kind"] {
        assert!(page.invalid(name), "{name}");
    }
    assert!(!page.invalid("description") && page.value("description") == "a</textarea>&b");
    assert_eq!(
        (page.value("severity"), page.value("indicator")),
        ("important".into(), "F3-01".into())
    );
    let mut approver = board.client(APPROVER_SUZHOU).await;
    let address = raised(&mut approver, "city").await;
    let none = step(
        &mut approver,
        &address,
        &[("action", "escalate"), ("comment", "kept words")],
    )
    .await
    .expect(422)
    .page();
    assert!(none.invalid("level") && none.described("level").contains(WORDS.no_level()));
    assert_eq!(none.value("comment"), "kept words");
    let seen = editor.get(&address).await.page().value("seen");
    let _ = step(
        &mut approver,
        &address,
        &[("action", "escalate"), ("level", "national"), ("seen", &seen)],
    )
    .await
    .expect(303);
    let stale = [
        ("action", "comment"),
        ("comment", "still here"),
        ("seen", seen.as_str()),
    ];
    let stale = step(&mut editor, &address, &stale).await.expect(422);
    assert!(stale.text().contains(WORDS.problem_moved()) && stale.page().value("comment") == "still here");
    let mut reviewer = board.client(Who::Reviewer).await;
    let early = step(&mut reviewer, &address, &[("action", "reply"), ("comment", "x")])
        .await
        .expect(422);
    let sentence = WORDS.problem_wrong("Sent up", WORDS.problem_action(domain::problem::Action::Reply));
    assert!(early.text().contains(&sentence), "{}", early.says());
    let _ = step(&mut reviewer, &address, &[("action", "receive")])
        .await
        .expect(303);
    let page = step(
        &mut reviewer,
        &address,
        &[("action", "assign"), ("due_on", "2026-05-07"), ("unit", "")],
    )
    .await
    .expect(422)
    .page();
    assert!(page.invalid("unit") && page.invalid("due_on") && page.value("due_on") == "2026-05-07");
    assert_eq!(step(&mut reviewer, &address, &[("action", "dance")]).await.status, 422);
    for (bad, status) in [
        ("/problems/P-0099", 404),
        ("/problems/x", 404),
        ("/problems?state=nowhere", 200),
        ("/problems?page=0", 200),
    ] {
        assert_eq!(reviewer.get(bad).await.status, status, "{bad}");
    }
    assert!(
        reviewer
            .get("/problems?turn=nobody")
            .await
            .text()
            .contains(WORDS.filter_bad())
    );
    assert_eq!(reviewer.get("/exports/problems.csv?age=old").await.status, 422);
}

async fn the_private_ones_of_others_are_hidden_everywhere(board: Board) {
    let address = at_stage(&board, "national", "escalated").await;
    let files = [
        "/problems",
        "/problems?view=shared&state=all",
        "/exports/problems.csv?state=all",
        "/exports/problems.csv?view=shared&state=all",
        "/indicators/F3-01",
        "/",
    ];
    for who in [
        EDITOR_KUNMING,
        Who::Liaison("yunnan"),
        Who::Observer,
        Who::Expert,
        Who::Auditor,
    ] {
        let mut client = board.client(who).await;
        assert_eq!(client.get(&address).await.status, 404, "{who:?}");
        let post = client.post(&address, &[("action", "comment"), ("comment", "x")]).await;
        assert_eq!(post.status, 404, "{who:?}");
        for file in files {
            assert!(!client.get(file).await.body.contains("县级窗口"), "{who:?} {file}");
        }
        let months = client.get("/exports/problem-months.csv").await;
        assert!(!months.body.contains(",1,"), "{who:?}: {}", months.body);
    }
    for who in [EDITOR_SUZHOU, LIAISON_JIANGSU, Who::Reviewer, Who::Admin] {
        let mut client = board.client(who).await;
        assert!(
            client
                .get("/exports/problems.csv")
                .await
                .expect(200)
                .body
                .contains("P-0001,suzhou"),
            "{who:?}"
        );
        assert!(client.get("/indicators/F3-01").await.body.contains("P-0001"), "{who:?}");
        assert_eq!(client.get("/charts/problem-months.svg").await.status, 200);
    }
    let mut reviewer = board.client(Who::Reviewer).await;
    let _ = step(&mut reviewer, &address, &[("action", "share")]).await.expect(303);
    for who in [EDITOR_KUNMING, Who::Observer] {
        let mut client = board.client(who).await;
        assert_eq!(client.get(&address).await.status, 200, "{who:?}");
        assert!(client.get("/problems?view=shared").await.text().contains("P-0001"));
        assert_eq!(
            step(&mut client, &address, &[("action", "receive")]).await.status,
            403,
            "{who:?}"
        );
        assert!(client.get(&address).await.page().find("name", "action").is_none());
    }
}

async fn the_same_problem_of_two_cities_is_answered_once(board: Board) {
    let first = at_stage(&board, "national", "escalated").await;
    let mut kunming = board.client(Who::Approver("kunming")).await;
    let second = raised(&mut kunming, "national").await;
    let _ = step(&mut kunming, &second, &[("action", "escalate"), ("level", "national")])
        .await
        .expect(303);
    let mut reviewer = board.client(Who::Reviewer).await;
    let page = reviewer.get(&first).await.expect(200).page();
    assert!(page.find("name", "join[P-0002]").is_some(), "it reads alike");
    let none = step(&mut reviewer, &first, &[("action", "join")]).await.expect(422);
    assert!(none.text().contains(WORDS.join_missing()));
    let _ = step(&mut reviewer, &first, &[("action", "join"), ("join[P-0002]", "on")])
        .await
        .expect(303);
    let _ = step(&mut reviewer, &first, &[("action", "receive")]).await.expect(303);
    let _ = step(
        &mut reviewer,
        &first,
        &[("action", "assign"), ("unit", "U"), ("due_on", "2026-05-20")],
    )
    .await
    .expect(303);
    let _ = step(&mut reviewer, &first, &[("action", "reply"), ("comment", "one answer")])
        .await
        .expect(303);
    let other = kunming.get(&second).await.expect(200);
    assert!(other.text().contains("one answer") && other.page().find("value", "confirm").is_some());
    assert!(
        other.text().contains(WORDS.joined_note()) && !other.body.contains("P-0001"),
        "not whose else"
    );
    let _ = step(&mut kunming, &second, &[("action", "confirm")]).await.expect(303);
    assert!(
        reviewer
            .get(&first)
            .await
            .page()
            .find("data-state", "replied")
            .is_some()
    );
}

async fn homes_say_what_waits(board: Board) {
    let address = at_stage(&board, "provincial", "escalated").await;
    let mut liaison = board.client(LIAISON_JIANGSU).await;
    assert!(liaison.get("/").await.text().contains(&WORDS.wait_province(1)));
    let page = liaison.get(&address).await.expect(200).page();
    assert!(page.find("value", "pass_on").is_some() && page.find("value", "reply").is_some());
    let mut reviewer = board.client(Who::Reviewer).await;
    assert!(!reviewer.get("/").await.text().contains(&WORDS.wait_receive(1)));
    let _ = step(&mut liaison, &address, &[("action", "pass_on")]).await.expect(303);
    let home = reviewer.get("/").await.expect(200);
    assert!(home.text().contains(&WORDS.wait_receive(1)));
    assert!(
        home.page().find("aria-label", &WORDS.waiting_count(1)).is_some(),
        "the navigation counts too"
    );
    let _ = step(
        &mut reviewer,
        &address,
        &[("action", "return"), ("comment", "more detail")],
    )
    .await
    .expect(303);
    let mut editor = board.client(EDITOR_SUZHOU).await;
    let home = editor.get("/").await.expect(200);
    assert!(home.text().contains(&WORDS.wait_detail(1)));
    let link = home.page().elements().find_map(|e| {
        e.attribute("href")
            .filter(|h| h.starts_with("/problems?"))
            .map(str::to_owned)
    });
    let listed = editor.get(&link.unwrap()).await.expect(200);
    assert!(listed.text().contains("P-0001"));
}

/// Reads of a row of the table of access.
pub async fn read(board: Board, row: Row) {
    let address = at_stage(&board, "national", "escalated").await;
    if row.when.starts_with("shared") {
        let mut reviewer = board.client(Who::Reviewer).await;
        let _ = step(&mut reviewer, &address, &[("action", "share")]).await.expect(303);
    }
    for (who, word) in &row.cells {
        let answer = board.client(*who).await.get(&address).await;
        fits(&answer, word, true, &format!("{}, {} by {who:?}", row.when, row.verb));
    }
}

/// Posts of a row of the table of access, each on a problem of its own.
pub async fn posts(board: Board, row: Row, level: &'static str, stage: &str, form: &[(&str, &str)]) {
    for (who, word) in &row.cells {
        let address = at_stage(&board, level, stage).await;
        let answer = board.client(*who).await.post(&address, form).await;
        fits(&answer, word, false, &format!("{}, {} by {who:?}", row.when, row.verb));
    }
}
