//! Evidence over HTTP: what is taken and what is refused, by whom, where it is read, and what reviewers are shown.

use domain::report::State;
use sqlx::{AnyConnection, Connection};
use storage::evidence::sweep;
use tests::{
    APPROVER_SUZHOU, Answer, Board, CITY, Client, EDITOR_KUNMING, EDITOR_SUZHOU, Figures, LIAISON_JIANGSU, MONTH, Who,
    both, client::multipart, report, review,
};

const PDF: &[u8] = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n";
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89";

fn page() -> String {
    format!("{}/files", report(CITY, MONTH))
}

/// The addresses of the files that a page links.
fn files(answer: &Answer) -> Vec<String> {
    let page = answer.page();
    let links = page.elements().filter_map(|e| e.attribute("href"));
    links.filter(|h| h.starts_with("/files/")).map(str::to_owned).collect()
}

async fn count(board: &Board, table: &str) -> i64 {
    sqlx::any::install_default_drivers();
    let mut conn = AnyConnection::connect(&board.url).await.unwrap();
    let n = sqlx::query_scalar(&format!("SELECT COUNT(*) FROM {table}"))
        .fetch_one(&mut conn)
        .await
        .unwrap();
    conn.close().await.unwrap();
    n
}

/// Nothing is left of a refused upload: no row, and no bytes that the sweep would find.
async fn nothing_left(board: &Board, why: &str) {
    for table in ["uploads", "blobs", "evidence"] {
        assert_eq!(count(board, table).await, 0, "{table} after {why}");
    }
    let far = board.now() + jiff::SignedDuration::from_hours(24 * 365 * 10);
    let swept = sweep(&board.store, board.now(), far).await.unwrap();
    assert_eq!(swept.orphans, 0, "bytes after {why}");
}

async fn add(client: &mut Client, item: &str, name: &str, bytes: &[u8]) -> Answer {
    client.upload(&page(), &[("item", item)], &[(name, bytes)]).await
}

both!(
    a_file_goes_with_its_report,
    what_is_refused_leaves_nothing_and_says_why,
    the_table_of_who_adds_and_reads_holds,
    the_same_file_is_shown_to_reviewers,
    removed_files_stay_in_versions,
);

async fn a_file_goes_with_its_report(board: Board) {
    board.bring(CITY, MONTH, State::Drafting).await;
    let mut editor = board.client(EDITOR_SUZHOU).await;
    let answer = add(&mut editor, "F3-01", "佐证 一.PDF", PDF).await.expect(303);
    assert_eq!(answer.location(), format!("{}?item=F3-01&done=add#i-F3-01", page()));
    // A second try after an answer that was lost adds nothing.
    let _ = add(&mut editor, "F3-01", "again.pdf", PDF).await.expect(303);
    let shown = editor.get(&page()).await.expect(200);
    let links = files(&shown);
    assert_eq!(links.len(), 1, "{}", shown.says());
    assert!(
        shown.text().contains("佐证 一.PDF") && shown.text().contains("classified"),
        "{}",
        shown.says()
    );
    // In the row of the editor too.
    assert_eq!(files(&editor.get(&report(CITY, MONTH)).await), links);
    let file = editor.get(&links[0]).await.expect(200);
    assert_eq!(file.bytes, PDF);
    assert_eq!(file.header("content-type"), "application/pdf");
    assert_eq!(file.header("x-content-type-options"), "nosniff");
    assert!(file.header("content-security-policy").contains("sandbox"));
    let disposition = file.header("content-disposition");
    assert!(
        disposition.starts_with("attachment;") && disposition.contains("filename*=UTF-8''%E4%BD%90"),
        "{disposition}"
    );
    let _ = add(&mut editor, "F4-02", "a.png", PNG).await.expect(303);
    // Handed in, its version names the files and its code covers them.
    board.signed_off(CITY, MONTH, &Figures(vec![])).await;
    let refused = add(&mut editor, "F4-03", "late.pdf", PDF).await.expect(422);
    assert!(
        refused.page().find("id", "file-error").is_none(),
        "no form where nothing can be added"
    );
    let mut approver = board.client(APPROVER_SUZHOU).await;
    let _ = approver
        .upload(&page(), &[("item", "signature")], &[("scan.png", PNG)])
        .await
        .expect(303);
    let _ = approver
        .post(&report(CITY, MONTH), &[("action", "submit")])
        .await
        .expect(303);
    let mut reviewer = board.client(Who::Reviewer).await;
    let read = reviewer.get(&report(CITY, MONTH)).await.expect(200);
    assert!(files(&read).contains(&links[0]), "{}", read.says());
    let bench = reviewer
        .get(&format!("{}?show=all", review(CITY, MONTH)))
        .await
        .expect(200);
    assert!(files(&bench).contains(&links[0]), "{}", bench.says());
    assert_eq!(reviewer.get(&links[0]).await.expect(200).bytes, PDF);
    let scan = reviewer.get(&page()).await.expect(200);
    assert!(scan.text().contains("scan.png"), "{}", scan.says());
    board.audit_is_sound().await;
}

async fn what_is_refused_leaves_nothing_and_says_why(board: Board) {
    board.bring(CITY, MONTH, State::Drafting).await;
    let t = tests::WORDS;
    let mut editor = board.client(EDITOR_SUZHOU).await;
    let large = vec![b'a'; 20_000_001];
    let long = format!("{}.pdf", "名".repeat(296));
    let mut exe = b"MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff".to_vec();
    exe.resize(300, 0);
    let svg = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>";
    let lines = board.audit_lines().await;
    for (name, bytes, why) in [
        ("empty.pdf", &b""[..], t.file_empty().to_owned()),
        ("large.txt", &large[..], t.file_too_large(20)),
        ("report.pdf", &exe[..], t.file_program().to_owned()),
        ("picture.png", &svg[..], t.file_markup().to_owned()),
        (
            "page.txt",
            b"<!doctype html><script>1</script>",
            t.file_markup().to_owned(),
        ),
        ("noise.pdf", b"\0\x01\x02\x03", t.file_unknown().to_owned()),
        (long.as_str(), PDF, t.file_long_name(120)),
        ("../../etc/passwd.pdf", PDF, t.file_bad_name().to_owned()),
        ("a\\b.pdf", PDF, t.file_bad_name().to_owned()),
        ("", PDF, t.file_missing().to_owned()),
    ] {
        let answer = add(&mut editor, "F3-01", name, bytes).await.expect(422);
        let said = answer
            .page()
            .find("id", "file-error")
            .map(|e| e.text())
            .unwrap_or_default();
        assert_eq!(said, why, "{name}");
        nothing_left(&board, name).await;
    }
    // One bad file among several: none is kept.
    let both = editor
        .upload(&page(), &[("item", "F3-01")], &[("a.pdf", PDF), ("b.pdf", &exe)])
        .await;
    let _ = both.expect(422);
    nothing_left(&board, "one of two").await;
    // The fields in another order, and an item that is none.
    let mut body = multipart(&[], &[("a.pdf", PDF)]);
    body.truncate(body.len() - "------a-boundary-of-the-tests--\r\n".len());
    body.extend(multipart(&[("item", "X9-99")], &[]));
    let kind = format!("multipart/form-data; boundary={}", tests::client::BOUNDARY);
    let headers = [("sec-fetch-site", "same-origin"), ("content-type", kind.as_str())];
    let answer = editor.send(axum::http::Method::POST, &page(), &headers, body).await;
    let _ = answer.expect(422);
    nothing_left(&board, "an unknown item").await;
    // Cut in the middle.
    let mut cut = multipart(&[("item", "F3-01")], &[("a.pdf", PDF)]);
    cut.truncate(cut.len() - 60);
    let answer = editor
        .send(axum::http::Method::POST, &page(), &headers, cut)
        .await
        .expect(422);
    assert!(answer.text().contains(t.file_cut()), "{}", answer.says());
    nothing_left(&board, "a cut").await;
    assert_eq!(board.audit_lines().await, lines, "no line for what did not happen");
    // From another site it is refused before a byte is read.
    let foreign = [("sec-fetch-site", "cross-site"), ("content-type", kind.as_str())];
    let body = multipart(&[("item", "F3-01")], &[("a.pdf", PDF)]);
    let _ = editor
        .send(axum::http::Method::POST, &page(), &foreign, body)
        .await
        .expect(403);
    nothing_left(&board, "another site").await;
}

async fn the_table_of_who_adds_and_reads_holds(board: Board) {
    board.bring(CITY, MONTH, State::Drafting).await;
    let mut editor = board.client(EDITOR_SUZHOU).await;
    let _ = add(&mut editor, "F3-01", "a.pdf", PDF).await.expect(303);
    let link = files(&editor.get(&page()).await).remove(0);
    let all = [
        EDITOR_SUZHOU,
        APPROVER_SUZHOU,
        LIAISON_JIANGSU,
        EDITOR_KUNMING,
        Who::Reviewer,
        Who::Admin,
        Who::Expert,
        Who::Observer,
        Who::Auditor,
        Who::Anonymous,
    ];
    let mut clients = board.clients(&all).await;
    let mut check = async |drafted: bool, reads: [u16; 10], adds: [u16; 10], signs: [u16; 10]| {
        for (i, (who, client)) in clients.iter_mut().enumerate() {
            let when = if drafted { "drafted" } else { "submitted" };
            assert_eq!(client.get(&link).await.status, reads[i], "{who:?} reads what is {when}");
            assert_eq!(
                client.get(&page()).await.status,
                reads[i],
                "{who:?} reads the page of what is {when}"
            );
            let added = client
                .upload(&page(), &[("item", "F4-02")], &[("b.txt", format!("{i}").as_bytes())])
                .await;
            assert_eq!(
                added.status,
                adds[i],
                "{who:?} adds to what is {when}: {}",
                added.says()
            );
            let scan = client
                .upload(&page(), &[("item", "signature")], &[("s.png", PNG)])
                .await;
            assert_eq!(
                scan.status,
                signs[i],
                "{who:?} adds a scan to what is {when}: {}",
                scan.says()
            );
            let fields = [("item", "F3-01"), ("id", "none"), ("action", "remove")];
            let removed = client.post(&page(), &fields).await;
            let wanted = if adds[i] == 303 && i < 9 { 404 } else { adds[i] };
            assert_eq!(removed.status, wanted, "{who:?} removes from what is {when}");
        }
    };
    //            ed   ap   li   ek   re   ad   ex   ob   au   no
    let reads = [200, 200, 404, 404, 404, 404, 404, 404, 404, 303];
    let adds = [303, 303, 404, 404, 403, 403, 404, 404, 404, 303];
    let signs = [403, 422, 404, 404, 403, 403, 404, 404, 404, 303];
    check(true, reads, adds, signs).await;
    board.submitted(CITY, MONTH, &Figures(vec![])).await;
    let reads = [200, 200, 200, 404, 200, 200, 404, 404, 404, 303];
    let adds = [422, 422, 404, 404, 403, 403, 404, 404, 404, 303];
    let signs = [403, 303, 404, 404, 403, 403, 404, 404, 404, 303];
    check(false, reads, adds, signs).await;
}

async fn the_same_file_is_shown_to_reviewers(board: Board) {
    for city in [CITY, "kunming"] {
        board.bring(city, MONTH, State::Drafting).await;
        let mut editor = board.client(Who::Editor(city)).await;
        let to = format!("{}/files", report(city, MONTH));
        let item = if city == CITY { "F3-01" } else { "F4-02" };
        let _ = editor
            .upload(&to, &[("item", item)], &[("a.pdf", PDF)])
            .await
            .expect(303);
        board.submitted(city, MONTH, &Figures(vec![])).await;
    }
    assert_eq!(count(&board, "blobs").await, 1, "the bytes are kept once");
    let mut reviewer = board.client(Who::Reviewer).await;
    let bench = reviewer
        .get(&format!("{}?show=all", review(CITY, MONTH)))
        .await
        .expect(200);
    let same = bench
        .page()
        .elements()
        .find(|e| e.attribute("data-same").is_some())
        .map(|e| e.text());
    let same = same.unwrap_or_else(|| panic!("{}", bench.says()));
    assert!(same.contains("Kunming") && same.contains("F4-02"), "{same}");
    // Its city learns nothing of that, nor of the other's place.
    let mut editor = board.client(EDITOR_SUZHOU).await;
    for path in [report(CITY, MONTH), page()] {
        let body = editor.get(&path).await.expect(200).body;
        assert!(!body.contains("Kunming") && !body.contains("data-same"), "{path}");
    }
}

async fn removed_files_stay_in_versions(board: Board) {
    board.bring(CITY, MONTH, State::Drafting).await;
    let mut editor = board.client(EDITOR_SUZHOU).await;
    let _ = add(&mut editor, "F3-01", "a.pdf", PDF).await.expect(303);
    let link = files(&editor.get(&page()).await).remove(0);
    board.returned(CITY, MONTH, &Figures(vec![]), &["F3-01"]).await;
    let shown = editor.get(&page()).await.expect(200);
    let id = shown
        .page()
        .elements()
        .find(|e| e.attribute("name") == Some("id"))
        .unwrap()
        .attribute("value")
        .unwrap()
        .to_owned();
    // What was not returned is closed.
    let _ = add(&mut editor, "F4-02", "b.pdf", PDF).await.expect(422);
    let fields = [("item", "F3-01"), ("id", id.as_str()), ("action", "remove")];
    let _ = editor.post(&page(), &fields).await.expect(303);
    assert!(files(&editor.get(&page()).await).is_empty());
    // The version still names it: for the reviewer, who does not see the draft.
    let mut reviewer = board.client(Who::Reviewer).await;
    let version = reviewer
        .get(&format!("{}/versions/1", report(CITY, MONTH)))
        .await
        .expect(200);
    assert!(files(&version).contains(&link), "{}", version.says());
    assert_eq!(reviewer.get(&link).await.expect(200).bytes, PDF);
    // Another file is a change of the item: it may be handed in again.
    let _ = add(&mut editor, "F3-01", "other.png", PNG).await.expect(303);
    let other = files(&editor.get(&page()).await).remove(0);
    let _ = reviewer.get(&other).await.expect(404);
    board.signed_off(CITY, MONTH, &Figures(vec![])).await;
}
