//! Schemes over HTTP: who reads, writes and files; the whole way by plain forms; what is wrong is said at its field and
//! nothing typed is lost.

use domain::scheme::State;
use tests::{
    APPROVER_SUZHOU, Answer, Board, CITY, Client, EDITOR_KUNMING, EDITOR_SUZHOU, WORDS, Who, both, scheme_form,
};

use crate::table::{Row, fits};

both!(
    a_scheme_goes_its_way_by_plain_forms,
    an_amendment_is_compared_and_filed,
    two_people_are_told_of_each_other,
    cnipa_sets_what_schemes_must_hold,
);

const SCHEME: &str = "/schemes/suzhou";
const REVIEW: &str = "/schemes/suzhou/review";

fn form(action: &str, more: &[(&str, &str)]) -> Vec<(String, String)> {
    let action = [("action", action)];
    more.iter()
        .chain(&action)
        .map(|(n, v)| ((*n).to_owned(), (*v).to_owned()))
        .collect()
}

/// Who may not changes nothing; who may is answered as the row says.
async fn tried(row: &Row, states: &[State], posts: &[(&str, Vec<(String, String)>)]) {
    for state in states {
        let board = Board::sqlite().await;
        board.scheme(CITY, *state).await;
        let before = board.audit_lines().await;
        for (who, word) in &row.cells {
            let mut client = board.client(*who).await;
            if posts.is_empty() {
                fits(
                    &client.get(SCHEME).await,
                    word,
                    true,
                    &format!("{who:?} reads {state:?}"),
                );
            }
            for (path, post) in posts.iter().filter(|_| word != "allow") {
                fits(
                    &client.post(path, post).await,
                    word,
                    false,
                    &format!("{who:?} posts {post:?} to {path}"),
                );
            }
        }
        let signed_in = row.cells.iter().filter(|(who, _)| *who != Who::Anonymous).count();
        let made = board.audit_lines().await - before;
        assert!(made <= 3 * i64::try_from(signed_in).unwrap(), "accounts only: {made}");
        assert_eq!(board.scheme_state(CITY).await, *state);
        board.audit_is_sound().await;
    }
}

pub async fn drafts(board: Board, row: Row) {
    drop(board);
    tried(&row, &[State::Drafting, State::Returned], &[]).await;
    let posts = [
        (SCHEME, form("save", &[("objectives", "x")])),
        (SCHEME, form("sign_off", &[])),
    ];
    tried(&row, &[State::Drafting, State::Returned], &posts).await;
}

pub async fn read(board: Board, row: Row) {
    drop(board);
    tried(&row, &[State::Submitted, State::Filed], &[]).await;
}

pub async fn decided(board: Board, row: Row) {
    drop(board);
    let posts = [
        (REVIEW, form("return", &[("items[funding][comment]", "x")])),
        (REVIEW, form("file", &[])),
        (REVIEW, form("take", &[])),
    ];
    tried(&row, &[State::Submitted], &posts).await;
    for (action, more, state) in [
        (
            "return",
            &[("items[S1-02][verdict]", "return"), ("items[S1-02][comment]", "x")][..],
            State::Returned,
        ),
        ("file", &[][..], State::Filed),
    ] {
        for (who, _) in row.cells.iter().filter(|(_, word)| word == "allow") {
            let board = Board::sqlite().await;
            board.scheme(CITY, State::Submitted).await;
            let mut client = board.client(*who).await;
            let _ = client.post(REVIEW, &form(action, more)).await.expect(303);
            assert_eq!(board.scheme_state(CITY).await, state, "{who:?}");
            // The second click of a double click finds the work done.
            let _ = client.post(REVIEW, &form(action, more)).await.expect(303);
        }
    }
}

/// The names of the fields that are marked as wrong.
fn invalid(answer: &Answer) -> Vec<String> {
    let page = answer.page();
    let wrong = page.elements().filter(|e| e.attribute("aria-invalid") == Some("true"));
    wrong.filter_map(|e| Some(e.attribute("name")?.to_owned())).collect()
}

async fn post(client: &mut Client, path: &str, action: &str, more: &[(&str, &str)]) -> Answer {
    client.post(path, &form(action, more)).await
}

async fn a_scheme_goes_its_way_by_plain_forms(board: Board) {
    let mut editor = board.client(EDITOR_SUZHOU).await;
    let mut approver = board.client(APPROVER_SUZHOU).await;
    let mut reviewer = board.client(Who::Reviewer).await;
    let home = editor.get("/").await.expect(200);
    assert!(home.text().contains(WORDS.scheme_home_write()), "{}", home.says());
    let empty = editor.get(SCHEME).await.expect(200);
    for name in ["objectives", "funding_planned"] {
        assert_eq!(empty.page().value(name), "", "{name} is there to be typed");
    }
    for (part, name) in [("tasks", "tasks[1][title]"), ("targets", "targets[F2-01][2026-Q3]")] {
        let page = editor.get(&format!("{SCHEME}?part={part}")).await.expect(200);
        assert_eq!(page.page().value(name), "", "{name}");
    }
    let typed = [("objectives", "目标<b>"), ("funding_planned", "一百万")];
    let _ = post(&mut editor, SCHEME, "save", &typed).await.expect(303);
    let kept = editor.get(SCHEME).await.expect(200);
    assert_eq!(kept.page().value("objectives"), "目标<b>", "as typed");
    assert_eq!(kept.page().value("funding_planned"), "一百万");
    let early = post(&mut editor, SCHEME, "sign_off", &[]).await.expect(422);
    assert!(early.page().text().contains(WORDS.flaw_task_none()), "{}", early.says());
    let what = form("save", &[]);
    assert_eq!(board.client(Who::Reviewer).await.post(SCHEME, &what).await.status, 404);

    let mut whole = scheme_form();
    whole.push(("action".into(), "save".into()));
    let _ = editor.post(SCHEME, &whole).await.expect(303);
    let wrong = [
        ("targets[F2-01][2026-Q3]", "150"),
        ("tasks[1][milestones][1][due]", "2027-01-01"),
    ];
    let _ = post(&mut editor, SCHEME, "save", &wrong).await.expect(303);
    let check = editor.get(&format!("{SCHEME}?part=check")).await.expect(200);
    assert!(
        check.page().text().contains(&WORDS.scheme_check_flaws(2)),
        "{}",
        check.says()
    );
    let targets = editor.get(&format!("{SCHEME}?part=targets&check=1")).await;
    assert_eq!(invalid(&targets), ["targets[F2-01][2026-Q3]"]);
    let right = [
        ("targets[F2-01][2026-Q3]", "96"),
        ("tasks[1][milestones][1][due]", "2026-03-31"),
    ];
    let _ = post(&mut editor, SCHEME, "sign_off", &right).await.expect(303);
    let _ = post(&mut editor, SCHEME, "sign_off", &[]).await.expect(303);
    let _ = post(&mut editor, SCHEME, "submit", &[]).await.expect(403);

    let unsigned = [("signature", "on_paper"), ("signer_name", "李局")];
    let unsigned = post(&mut approver, SCHEME, "submit", &unsigned).await.expect(422);
    assert_eq!(unsigned.page().value("signer_name"), "李局", "nothing typed is lost");
    let _ = post(&mut approver, SCHEME, "send_back", &[("comment", "请补充")])
        .await
        .expect(303);
    assert!(editor.get(SCHEME).await.page().text().contains("请补充"));
    let _ = post(&mut editor, SCHEME, "sign_off", &[]).await.expect(303);
    let _ = post(&mut approver, SCHEME, "submit", &[]).await.expect(303);

    assert!(
        reviewer
            .get("/schemes")
            .await
            .expect(200)
            .page()
            .find("data-state", "submitted")
            .is_some()
    );
    let home = reviewer.get("/").await.expect(200);
    assert!(home.page().find("href", REVIEW).is_some(), "{}", home.says());
    let home = editor.get("/").await.expect(200);
    assert!(!home.text().contains(WORDS.scheme_home()), "{}", home.says());
    let back = [
        ("items[funding][comment]", "写明来源"),
        ("items[S1-02][comment]", "核对基期"),
    ];
    let _ = post(&mut reviewer, REVIEW, "return", &back).await.expect(303);
    let none = post(&mut editor, SCHEME, "save", &[("objectives", "改")])
        .await
        .expect(422);
    assert!(
        none.page()
            .text()
            .contains(&WORDS.scheme_closed(WORDS.scheme_objectives())),
        "{}",
        none.says()
    );
    let half = post(&mut editor, SCHEME, "sign_off", &[("funding_planned", "160")])
        .await
        .expect(422);
    assert!(half.page().text().contains("S1-02"), "{}", half.says());
    let answer = [("items[S1-02][comment]", "基期无误")];
    let _ = post(&mut editor, SCHEME, "sign_off", &answer).await.expect(303);
    let _ = post(&mut approver, SCHEME, "submit", &[]).await.expect(303);
    let bench = reviewer.get(REVIEW).await.expect(200);
    assert!(bench.page().text().contains("基期无误"));
    let half = post(&mut reviewer, REVIEW, "file", &[("letter_number", "函1号")])
        .await
        .expect(422);
    assert_eq!(invalid(&half), ["letter_on"]);
    let _ = post(&mut reviewer, REVIEW, "file", &[]).await.expect(303);
    for who in [EDITOR_SUZHOU, Who::Reviewer, tests::LIAISON_JIANGSU] {
        let page = board.client(who).await.get(SCHEME).await.expect(200);
        assert!(
            page.page().text().contains(&WORDS.scheme_filed_as("2026-001")),
            "{who:?}: {}",
            page.says()
        );
        let list = board.client(who).await.get("/schemes").await.expect(200);
        assert!(list.page().find("data-state", "filed").is_some(), "{who:?}");
    }
    let foreign = board.client(EDITOR_KUNMING).await.get("/schemes").await.expect(200);
    let linked = |to: &str| foreign.page().find("href", to).is_some();
    assert!(!linked("/schemes/suzhou") && linked("/schemes/kunming"));
    for path in [
        SCHEME,
        "/schemes/suzhou/versions/2",
        "/schemes/suzhou/compare?from=1&to=2",
        REVIEW,
    ] {
        let _ = board.client(EDITOR_KUNMING).await.get(path).await.expect(404);
    }
    let inbox = editor.get("/messages").await.expect(200).page().text();
    for told in [
        WORDS.msg_scheme_filed("Suzhou"),
        WORDS.msg_scheme_sent_back("Suzhou", "Approver(\"suzhou\")"),
    ] {
        assert!(inbox.contains(&told), "{told} in {inbox}");
    }
}

async fn an_amendment_is_compared_and_filed(board: Board) {
    board.scheme(CITY, State::Filed).await;
    let mut editor = board.client(EDITOR_SUZHOU).await;
    let mut reviewer = board.client(Who::Reviewer).await;
    let silent = post(&mut editor, SCHEME, "amend", &[("reason", " ")]).await.expect(422);
    assert_eq!(invalid(&silent), ["reason"]);
    let _ = post(&mut editor, SCHEME, "amend", &[("reason", "口径调整")])
        .await
        .expect(303);
    let idle = post(&mut editor, SCHEME, "sign_off", &[]).await.expect(422);
    assert!(idle.page().text().contains(WORDS.scheme_unchanged()), "{}", idle.says());
    assert!(
        !reviewer.get(SCHEME).await.text().contains("口径调整"),
        "not yet CNIPA's to know"
    );
    let lower = [
        ("targets[F2-01][2026-Q3]", "90"),
        ("targets[F2-01][explanation]", "理由"),
    ];
    let _ = post(&mut editor, SCHEME, "sign_off", &lower).await.expect(303);
    let _ = post(&mut board.client(APPROVER_SUZHOU).await, SCHEME, "submit", &[])
        .await
        .expect(303);
    let bench = reviewer.get(REVIEW).await.expect(200);
    for part in ["口径调整", &WORDS.scheme_changes(1)] {
        assert!(bench.page().text().contains(part), "{part} in {}", bench.says());
    }
    assert!(
        bench.page().find("name", "items[F2-01][granted]").is_some(),
        "{}",
        bench.says()
    );
    let _ = post(&mut reviewer, REVIEW, "file", &[("items[F2-01][granted]", "yes")])
        .await
        .expect(303);
    let two = editor
        .get("/schemes/suzhou/compare?from=1&to=2")
        .await
        .expect(200)
        .page()
        .text();
    assert!(
        two.contains("F2-01") && two.contains("90") && two.contains("96"),
        "{two}"
    );
    let _ = editor.get("/schemes/suzhou/compare?from=1&to=7").await.expect(404);
    let first = editor.get("/schemes/suzhou/versions/1").await.expect(200);
    assert!(
        first.page().text().contains(&WORDS.scheme_filed_as("2026-001")),
        "what was filed stays citable"
    );
    let _ = post(&mut editor, SCHEME, "amend", &[("reason", "再次")])
        .await
        .expect(303);
    let _ = post(&mut editor, SCHEME, "save", &[("funding_planned", "9")])
        .await
        .expect(303);
    let _ = post(&mut editor, SCHEME, "abandon", &[]).await.expect(303);
    assert_eq!(board.scheme_state(CITY).await, State::Filed);
}

async fn two_people_are_told_of_each_other(board: Board) {
    let mut editor = board.client(EDITOR_SUZHOU).await;
    let mut approver = board.client(APPROVER_SUZHOU).await;
    let _ = post(&mut editor, SCHEME, "save", &[("objectives", "一")])
        .await
        .expect(303);
    let seen = editor.get(SCHEME).await.page().value("seen");
    let _ = post(&mut approver, SCHEME, "save", &[("objectives", "二"), ("seen", &seen)])
        .await
        .expect(303);
    let both = [("objectives", "三"), ("leadership", "四"), ("seen", &seen)];
    let clash = post(&mut editor, SCHEME, "save", &both).await.expect(422);
    assert!(clash.page().text().contains("二"), "{}", clash.says());
    assert_eq!(clash.page().value("objectives"), "三", "nothing typed is lost");
    let newer = clash.page().value("seen");
    let _ = post(&mut editor, SCHEME, "save", &[("objectives", "三"), ("seen", &newer)])
        .await
        .expect(303);
    let kept = approver.get(SCHEME).await;
    assert_eq!(
        (kept.page().value("objectives"), kept.page().value("leadership")),
        ("三".into(), "四".into())
    );
}

async fn cnipa_sets_what_schemes_must_hold(board: Board) {
    let mut admin = board.client(Who::Admin).await;
    let rules = |more: &[(&str, &str)]| form("save_scheme_rules", more);
    let new = rules(&[
        ("required[new-1]", "事项清单"),
        ("required[new-3]", "数据目录"),
        ("reference[F2-01]", "95"),
    ]);
    let _ = admin.post("/admin/settings", &new).await.expect(303);
    let page = admin.get("/admin/settings").await.expect(200);
    assert_eq!(
        (page.page().value("required[t2]"), page.page().value("reference[F2-01]")),
        ("数据目录".into(), "95".into())
    );
    let wrong = admin
        .post(
            "/admin/settings",
            &rules(&[("required[t1]", "x"), ("reference[F2-01]", "950")]),
        )
        .await;
    assert_eq!(invalid(&wrong.expect(422)), ["reference[F2-01]"]);
    let less = rules(&[
        ("required[t1]", "事项清单"),
        ("required[new-1]", "第三项"),
        ("reference[F2-01]", "95"),
    ]);
    let _ = admin.post("/admin/settings", &less).await.expect(303);
    let page = admin.get("/admin/settings").await;
    assert_eq!(page.page().value("required[t3]"), "第三项", "a key is not used again");

    let mut editor = board.client(EDITOR_SUZHOU).await;
    let tasks = editor.get(&format!("{SCHEME}?part=tasks")).await.expect(200);
    assert_eq!(tasks.page().value("tasks[2][title]"), "第三项");
    let mut form: Vec<_> = scheme_form();
    form.retain(|(name, _)| name != "targets[F2-01][2026-Q3]");
    form.push(("targets[F2-01][2026-Q3]".into(), "94".into()));
    for name in ["title", "required"] {
        form.push((format!("tasks[2][{name}]"), String::new()));
    }
    form.push(("action".into(), "sign_off".into()));
    let asked = editor.post(SCHEME, &form).await.expect(422).page().text();
    assert!(asked.contains(&WORDS.flaw_required_missing("第三项")), "{asked}");
    assert!(asked.contains("95%"), "short of the reference target: {asked}");
}
