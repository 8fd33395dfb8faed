//! Files in a problem's thread and of a practice: who adds and reads them and when; and a practice that answers a problem.

use domain::practice::State;
use tests::{
    APPROVER_SUZHOU, Answer, Board, CITY, Client, EDITOR_KUNMING, EDITOR_SUZHOU, LIAISON_JIANGSU, LIAISON_YUNNAN, Who,
    both,
};

both!(
    files_of_a_thread_are_its_readers,
    files_of_a_practice_follow_its_way,
    a_practice_is_the_answer_to_a_problem,
);

const PDF: &[u8] = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n";
const PROBLEM: &str = "/problems/P-0001";

fn files(answer: &Answer) -> Vec<String> {
    let page = answer.page();
    let links = page.elements().filter_map(|e| e.attribute("href"));
    links.filter(|h| h.starts_with("/files/")).map(str::to_owned).collect()
}

async fn add(client: &mut Client, place: &str, name: &str, bytes: &[u8]) -> Answer {
    client.upload(&format!("{place}/files"), &[], &[(name, bytes)]).await
}

async fn raised(board: &Board) -> Client {
    let mut editor = board.client(EDITOR_SUZHOU).await;
    let made = editor
        .post("/problems/new", &crate::problems::form("national"))
        .await
        .expect(303);
    assert!(made.location().starts_with(PROBLEM), "{}", made.location());
    editor
}

async fn files_of_a_thread_are_its_readers(board: Board) {
    let mut editor = raised(&board).await;
    let done = add(&mut editor, PROBLEM, "数据缺口说明.pdf", PDF).await.expect(303);
    assert_eq!(done.location(), format!("{PROBLEM}/files?item=&done=add#i-"));
    let shown = editor.get(PROBLEM).await.expect(200);
    let links = files(&shown);
    assert_eq!(links.len(), 1, "{}", shown.says());
    for (who, status) in [
        (APPROVER_SUZHOU, 200),
        (LIAISON_JIANGSU, 200),
        (Who::Reviewer, 200),
        (EDITOR_KUNMING, 404),
        (LIAISON_YUNNAN, 404),
        (Who::Observer, 404),
        (Who::Expert, 404),
        (Who::Auditor, 404),
    ] {
        let mut client = board.client(who).await;
        let _ = client.get(&links[0]).await.expect(status);
        let _ = client.get(&format!("{PROBLEM}/files")).await.expect(status);
        let tried = add(
            &mut client,
            PROBLEM,
            &format!("{status}.pdf"),
            &[PDF, format!("{who:?}").as_bytes()].concat(),
        )
        .await;
        assert_eq!(
            tried.status,
            if status == 200 { 303 } else { 404 },
            "{who:?}: {}",
            tried.says()
        );
    }
    // Nobody takes away what another added.
    let page = editor.get(&format!("{PROBLEM}/files")).await.expect(200).page();
    let ids: Vec<String> = page
        .elements()
        .filter(|e| e.attribute("name") == Some("id"))
        .filter_map(|e| e.attribute("value").map(str::to_owned))
        .collect();
    assert_eq!(ids.len(), 1, "a button at one's own file alone");
    let mut reviewer = board.client(Who::Reviewer).await;
    let removal = [("action", "remove"), ("item", ""), ("id", ids[0].as_str())];
    let _ = reviewer.post(&format!("{PROBLEM}/files"), &removal).await.expect(403);
    let _ = editor.post(&format!("{PROBLEM}/files"), &removal).await.expect(303);
    let _ = editor.get(&links[0]).await.expect(404);
    let svg = add(
        &mut editor,
        PROBLEM,
        "a.png",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>",
    )
    .await;
    assert!(svg.expect(422).page().find("id", "file-error").is_some());
    // Shared by CNIPA its files are too; closed it takes none.
    let _ = reviewer.post(PROBLEM, &[("action", "share")]).await.expect(303);
    let mut observer = board.client(Who::Observer).await;
    let shared = files(&observer.get(PROBLEM).await.expect(200));
    assert_eq!(shared.len(), 3);
    let _ = observer.get(&shared[0]).await.expect(200);
    assert_eq!(add(&mut observer, PROBLEM, "x.pdf", PDF).await.status, 403);
    let _ = editor.post(PROBLEM, &[("action", "handle")]).await.expect(303);
    let _ = editor
        .post(PROBLEM, &[("action", "close"), ("comment", "solved")])
        .await
        .expect(303);
    assert_eq!(add(&mut editor, PROBLEM, "late.pdf", PDF).await.status, 422);
}

async fn files_of_a_practice_follow_its_way(board: Board) {
    let number = board.practice(CITY, State::Draft).await;
    let place = format!("/practices/C-{number:04}");
    let mut editor = board.client(EDITOR_SUZHOU).await;
    let _ = add(&mut editor, &place, "方案.pdf", PDF).await.expect(303);
    let links = files(&editor.get(&place).await.expect(200));
    assert_eq!(links.len(), 1);
    let mut reviewer = board.client(Who::Reviewer).await;
    let mut other = board.client(EDITOR_KUNMING).await;
    for client in [&mut reviewer, &mut other] {
        let _ = client.get(&links[0]).await.expect(404);
        assert_eq!(add(client, &place, "x.pdf", PDF).await.status, 404);
    }
    let own = board.caller(EDITOR_SUZHOU).await;
    let p = storage::practices::get(&board.store, &own, number).await.unwrap();
    storage::practices::submit(&board.store, &own, number, &p.case, None)
        .await
        .unwrap();
    let _ = reviewer.get(&links[0]).await.expect(200);
    assert_eq!(
        add(&mut editor, &place, "late.pdf", &[PDF, b"late"].concat())
            .await
            .status,
        422
    );
    let _ = reviewer
        .post(&place, &[("action", "return"), ("reason", "say more")])
        .await
        .expect(303);
    // What its city adds since the return is its own until it hands it in again.
    board.at("2026-05-20T10:00");
    let mut editor = board.client(EDITOR_SUZHOU).await;
    let _ = add(&mut editor, &place, "more.pdf", &[PDF, b"more"].concat())
        .await
        .expect(303);
    assert_eq!(files(&editor.get(&place).await).len(), 2);
    let mut reviewer = board.client(Who::Reviewer).await;
    assert_eq!(files(&reviewer.get(&place).await.expect(200)), links);
}

async fn a_practice_is_the_answer_to_a_problem(board: Board) {
    let _ = board.practice("kunming", State::Published).await;
    let mut editor = raised(&board).await;
    let mut approver = board.client(APPROVER_SUZHOU).await;
    let escalate = [("action", "escalate"), ("level", "national")];
    let _ = approver.post(PROBLEM, &escalate).await.expect(303);
    let mut reviewer = board.client(Who::Reviewer).await;
    let _ = reviewer.post(PROBLEM, &[("action", "receive")]).await.expect(303);
    let assign = [("action", "assign"), ("unit", "信息化处"), ("due_on", "2027-01-05")];
    let _ = reviewer.post(PROBLEM, &assign).await.expect(303);
    let reply = |practice| [("action", "reply"), ("comment", "see there"), ("practice", practice)];
    for unknown in ["C-0099", "nine"] {
        let page = reviewer.post(PROBLEM, &reply(unknown)).await.expect(422).page();
        let field = page.find("id", "practice").unwrap();
        assert_eq!(field.attribute("aria-invalid"), Some("true"), "{unknown}");
        assert_eq!(
            (page.value("practice"), page.value("comment")),
            (unknown.to_owned(), "see there".to_owned())
        );
    }
    let _ = reviewer.post(PROBLEM, &reply("c-0001")).await.expect(303);
    let thread = editor.get(PROBLEM).await.expect(200);
    assert!(
        thread.page().find("href", "/practices/C-0001").is_some(),
        "{}",
        thread.says()
    );
    let case = editor.get("/practices/C-0001").await.expect(200);
    assert!(case.page().find("href", PROBLEM).is_some(), "{}", case.says());
    let other = board
        .client(EDITOR_KUNMING)
        .await
        .get("/practices/C-0001")
        .await
        .expect(200);
    assert!(
        other.page().find("href", PROBLEM).is_none(),
        "another city's problem stays its own"
    );
}
