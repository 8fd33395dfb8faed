//! Files in a problem's thread and of a practice: who adds and reads them and when; and a practice that answers a problem.

use domain::practice::{Action, State};
use tests::{
    APPROVER_SUZHOU, Answer, Board, CITY, Client, EDITOR_KUNMING, EDITOR_SUZHOU, LIAISON_JIANGSU, LIAISON_YUNNAN,
    MONTH, Who, both, report, review,
};

both!(
    files_of_a_thread_are_its_readers,
    files_of_a_practice_follow_its_way,
    what_shows_an_adoption_is_its_citys,
    the_same_file_elsewhere_is_shown_to_reviewers,
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

const ADOPTED: [(&str, &str); 4] = [
    ("adopted_on", "2026-05-08"),
    ("indicator", "F3-01"),
    ("proof", "a paper"),
    ("action", "adopt"),
];

async fn what_shows_an_adoption_is_its_citys(board: Board) {
    let _ = board.practice(CITY, State::Published).await;
    let (case, proof) = ("/practices/C-0001", "/practices/C-0001/adoptions/kunming");
    let mut kunming = board.client(EDITOR_KUNMING).await;
    let _ = kunming.get(&format!("{proof}/files")).await.expect(404);
    assert_eq!(
        add(&mut kunming, proof, "early.pdf", PDF).await.status,
        404,
        "nothing is adopted yet"
    );
    let _ = kunming.post(case, &ADOPTED).await.expect(303);
    let shown = kunming.get(case).await.expect(200);
    assert!(
        shown.page().find("href", &format!("{proof}/files")).is_some(),
        "{}",
        shown.says()
    );
    let done = add(&mut kunming, proof, "采用通知.pdf", PDF).await.expect(303);
    assert_eq!(done.location(), format!("{proof}/files?item=&done=add#i-"));
    let _ = kunming.get(done.location()).await.expect(200);
    let again = add(&mut kunming, proof, "采用通知.pdf", PDF).await.expect(303);
    assert_eq!(
        again.location(),
        done.location(),
        "who tries again after a cut adds nothing twice"
    );
    let links = files(&kunming.get(case).await.expect(200));
    assert_eq!(links.len(), 1);
    for (who, reads, adds) in [
        (Who::Approver("kunming"), 200, 303),
        (EDITOR_SUZHOU, 200, 403),
        (Who::Editor("beijing"), 200, 403),
        (LIAISON_YUNNAN, 200, 403),
        (Who::Reviewer, 200, 403),
        (Who::Admin, 200, 403),
        (Who::Observer, 200, 403),
        (Who::Expert, 404, 404),
        (Who::Auditor, 404, 404),
    ] {
        let mut client = board.client(who).await;
        let _ = client.get(&links[0]).await.expect(reads);
        let _ = client.get(&format!("{proof}/files")).await.expect(reads);
        let page = client.get(case).await.expect(reads);
        let offered = page.page().find("href", &format!("{proof}/files")).is_some();
        assert_eq!(
            (files(&page).contains(&links[0]), offered),
            (reads == 200, adds == 303),
            "{who:?}"
        );
        let bytes = [PDF, format!("{who:?}").as_bytes()].concat();
        let tried = add(&mut client, proof, "x.pdf", &bytes).await;
        assert_eq!(tried.status, adds, "{who:?}: {}", tried.says());
        // Nobody else's adoption, and none of a practice that he may not read.
        for other in [
            "/practices/C-0001/adoptions/beijing",
            "/practices/C-0009/adoptions/kunming",
        ] {
            let tried = add(&mut client, other, "x.pdf", &bytes).await;
            assert_eq!(tried.status, 404, "{who:?} {other}: {}", tried.says());
        }
    }
    assert_eq!(
        files(&kunming.get(case).await).len(),
        2,
        "its editor's and its approver's"
    );
    let draft = board.practice(CITY, State::Draft).await;
    let hidden = format!("/practices/{}/adoptions/kunming/files", domain::practice::code(draft));
    let _ = kunming.get(&hidden).await.expect(404);
    let svg = b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>";
    let refused = add(&mut kunming, proof, "a.png", svg).await.expect(422).page();
    assert!(refused.find("id", "file-error").is_some());
    // Whoever of its city.
    let page = kunming.get(&format!("{proof}/files")).await.expect(200).page();
    let mut rows = page.elements().filter(|e| e.name() == "li");
    let row = rows.find(|row| row.within().any(|e| e.attribute("href") == Some(&links[0])));
    let mut within = row.unwrap().within();
    let id = within.find(|e| e.attribute("name") == Some("id")).unwrap();
    let id = id.attribute("value").unwrap().to_owned();
    let removal = [("action", "remove"), ("item", ""), ("id", id.as_str())];
    let mut suzhou = board.client(EDITOR_SUZHOU).await;
    let _ = suzhou.post(&format!("{proof}/files"), &removal).await.expect(403);
    let mut approver = board.client(Who::Approver("kunming")).await;
    let _ = approver.post(&format!("{proof}/files"), &removal).await.expect(303);
    let _ = kunming.get(&links[0]).await.expect(404);
    board.audit_is_sound().await;
}

async fn the_same_file_elsewhere_is_shown_to_reviewers(board: Board) {
    let mut suzhou = raised(&board).await;
    let _ = add(&mut suzhou, PROBLEM, "a.pdf", PDF).await.expect(303);
    let number = board.practice(CITY, State::Draft).await;
    let case = format!("/practices/{}", domain::practice::code(number));
    let _ = add(&mut suzhou, &case, "b.pdf", PDF).await.expect(303);
    let (own, reviewer) = (board.caller(EDITOR_SUZHOU).await, board.caller(Who::Reviewer).await);
    let p = storage::practices::get(&board.store, &own, number).await.unwrap();
    storage::practices::submit(&board.store, &own, number, &p.case, None)
        .await
        .unwrap();
    for action in [Action::Select, Action::Publish] {
        storage::practices::act(&board.store, &reviewer, number, action, "", None)
            .await
            .unwrap();
    }
    let mut kunming = board.client(EDITOR_KUNMING).await;
    let _ = kunming.post(&case, &ADOPTED).await.expect(303);
    let _ = add(&mut kunming, &format!("{case}/adoptions/kunming"), "c.pdf", PDF)
        .await
        .expect(303);
    // A draft, which no reviewer reads, has it too.
    let draft = board.practice("beijing", State::Draft).await;
    let hidden = format!("/practices/{}", domain::practice::code(draft));
    let mut beijing = board.client(Who::Editor("beijing")).await;
    let _ = add(&mut beijing, &hidden, "d.pdf", PDF).await.expect(303);
    board.bring(CITY, MONTH, domain::report::State::Drafting).await;
    let evidence = report(CITY, MONTH);
    let item = [("item", "F3-01")];
    let _ = suzhou
        .upload(&format!("{evidence}/files"), &item, &[("e.pdf", PDF)])
        .await
        .expect(303);
    board.submitted(CITY, MONTH, &tests::Figures(vec![])).await;

    let bench = format!("{}?show=all", review(CITY, MONTH));
    let at_report = format!("{bench}#r-F3-01");
    let all = [at_report.as_str(), PROBLEM, &case, &case];
    let named = |answer: &Answer| -> Vec<Vec<String>> {
        let page = answer.page();
        let boxes = page.elements().filter(|e| e.attribute("data-same").is_some());
        let links = boxes.map(|e| {
            let links = e.within().filter_map(|e| e.attribute("href"));
            links.map(str::to_owned).collect::<Vec<_>>()
        });
        links.collect()
    };
    let mut client = board.client(Who::Reviewer).await;
    for (page, boxes, without) in [
        (PROBLEM, 1, 1),
        (&format!("{PROBLEM}/files"), 1, 1),
        (&case, 2, 2),
        (&format!("{case}/files"), 1, 2),
        (&format!("{case}/adoptions/kunming/files"), 1, 3),
        (&bench, 1, 0),
    ] {
        let shown = client.get(page).await.expect(200);
        let found = named(&shown);
        assert_eq!(found.len(), boxes, "{page}: {}", shown.says());
        let want: Vec<_> = all
            .iter()
            .enumerate()
            .filter(|(i, _)| *i != without)
            .map(|(_, to)| *to)
            .collect();
        for links in found {
            assert_eq!(links, want, "{page}");
        }
    }
    for (who, page) in [
        (EDITOR_SUZHOU, PROBLEM),
        (EDITOR_SUZHOU, &case),
        (EDITOR_KUNMING, &case),
        (LIAISON_JIANGSU, PROBLEM),
        (Who::Observer, &case),
    ] {
        let shown = board.client(who).await.get(page).await.expect(200);
        assert!(named(&shown).is_empty(), "{who:?} {page}");
    }
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
