//! Saved views of the comparison: saved, shared within CNIPA, replaced and removed; hidden from all others.

use tests::{Board, Client, WORDS, Who, both};

use crate::table::{Row, fits};

both!(a_view_is_saved_shared_replaced_and_removed);

const HERE: &str = "/compare?indicator=F1-02&chart=trend&also=F2-01,N1-01&lang=en";

fn save(name: &str) -> [(&'static str, String); 2] {
    [("name", name.to_owned()), ("action", "save_view".to_owned())]
}

/// The links of the views that a page lists, by name.
async fn listed(client: &mut Client) -> Vec<(String, String)> {
    let page = client.get("/compare?lang=en").await.expect(200).page();
    let list = page.find("class", "plain views");
    let links = list.map(|l| l.within().filter(|e| e.name() == "a").collect::<Vec<_>>());
    let links = links.unwrap_or_default().into_iter();
    links
        .map(|a| (a.text(), a.attribute("href").unwrap_or_default().to_owned()))
        .collect()
}

async fn a_view_is_saved_shared_replaced_and_removed(board: Board) {
    let mut reviewer = board.client(Who::Reviewer).await;
    let mut admin = board.client(Who::Admin).await;
    let empty = reviewer.post(HERE, &save(" ")).await.expect(422);
    assert!(empty.page().invalid("name"), "{}", empty.says());
    let long = "长".repeat(61);
    let refused = reviewer.post(HERE, &save(&long)).await.expect(422);
    assert_eq!(refused.page().value("name"), long, "nothing typed is lost");
    let done = reviewer
        .post(HERE, &save("Before the <b>meeting</b>"))
        .await
        .expect(303);
    let page = reviewer.get(done.location()).await.expect(200);
    assert!(page.text().contains(WORDS.view_saved()), "{}", page.says());
    let views = listed(&mut admin).await;
    assert_eq!(views.len(), 1);
    assert_eq!(views[0].0, "Before the <b>meeting</b>");
    let to = views[0].1.replace("&amp;", "&");
    assert!(
        !to.contains("lang=") && !to.contains("done="),
        "neither language nor notice: {to}"
    );
    let opened = admin.get(&format!("{to}&lang=en")).await.expect(200);
    assert_eq!(opened.body.matches("<figure").count(), 3, "its three charts: {to}");

    // The same name is the same view; saved twice, it is saved once.
    let other = "/compare?indicator=N1-01&lang=en";
    let before = board.audit_lines().await;
    for _ in 0..2 {
        let _ = admin.post(other, &save("Before the <b>meeting</b>")).await.expect(303);
    }
    assert_eq!(board.audit_lines().await - before, 1);
    let views = listed(&mut reviewer).await;
    assert_eq!(views.len(), 1);
    assert!(views[0].1.contains("N1-01"), "{views:?}");

    let page = reviewer.get("/compare").await.expect(200);
    let id = page.page().value("view");
    let remove = [("view", id.as_str()), ("action", "remove_view")];
    for _ in 0..2 {
        let _ = reviewer.post("/compare", &remove).await.expect(303);
    }
    assert!(listed(&mut admin).await.is_empty());
    board.audit_is_sound().await;
}

/// Who may not saves nothing and is shown nothing; for the table of access.
pub async fn access(board: Board, row: Row) {
    let mut admin = board.client(Who::Admin).await;
    let _ = admin.post(HERE, &save("Mine")).await.expect(303);
    for (who, word) in &row.cells {
        let mut client = board.client(*who).await;
        let answer = client.post(HERE, &save(&format!("{who:?}"))).await;
        fits(&answer, word, false, &format!("saved by {who:?}"));
        let page = client.get("/compare").await;
        assert_eq!(
            page.text().contains("Mine"),
            word == "allow",
            "{who:?}: {}",
            page.says()
        );
    }
    let allowed = row.cells.iter().filter(|(_, word)| word == "allow").count();
    assert_eq!(listed(&mut admin).await.len(), 1 + allowed);
}
