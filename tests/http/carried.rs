//! Small forms that are posted after their session has ended: the sign-in page carries what was typed, and after the
//! sign-in the form is shown again with it, not yet sent. No other account gets it.

use domain::practice::State;
use tests::{APPROVER_SUZHOU, Board, EDITOR_SUZHOU, PASSWORD, WORDS, both};

use crate::{expired::sign_in_form, problems::form as problem};

both!(
    a_small_form_is_shown_again_after_the_sign_in,
    no_other_account_gets_a_small_form,
    what_carries_no_form_leads_to_sign_in,
);

const TYPED: &str = "\"></textarea><script>alert('x')</script> & more";

/// A page with a small form, the field that is typed in, and all that its form sends.
type Form = (String, &'static str, Vec<(&'static str, String)>);

async fn forms(board: &Board) -> Vec<Form> {
    let mut editor = board.client(EDITOR_SUZHOU).await;
    let made = editor.post("/problems/new", &problem("national")).await.expect(303);
    let known = made.location().split('?').next().unwrap().to_owned();
    let draft = board.practice("suzhou", State::Draft).await;
    let fields = |all: &[(&'static str, &str)]| all.iter().map(|(n, v)| (*n, (*v).to_owned())).collect::<Vec<_>>();
    let mut new = fields(&problem("national"));
    new.retain(|(name, _)| !matches!(*name, "title" | "period"));
    new.push(("period", "2026-03".into()));
    vec![
        (
            "/problems/new?indicator=F3-01&period=2026-03&from=report".into(),
            "title",
            new,
        ),
        (known, "comment", fields(&[("action", "comment")])),
        ("/practices/new".into(), "title", fields(&[("action", "save")])),
        (
            format!("/practices/{}", domain::practice::code(draft)),
            "measures",
            fields(&[("action", "save"), ("title", "一窗通办")]),
        ),
        ("/indicators/F2-01".into(), "question", fields(&[("action", "ask")])),
        (
            "/cities/suzhou/contacts".into(),
            "name",
            fields(&[("action", "save_contact"), ("landline", "0512-68000000")]),
        ),
    ]
}

/// The form of a page as its person would send it.
async fn typed(board: &Board, (page, field, rest): &Form) -> Vec<(String, String)> {
    let mut editor = board.client(EDITOR_SUZHOU).await;
    let by = editor.get(page).await.expect(200).page().value("typed_by");
    assert!(!by.is_empty(), "{page} does not say whose it is");
    let own = [("typed_by", by.as_str()), (*field, TYPED)];
    let rest = rest.iter().map(|(n, v)| (*n, v.as_str()));
    own.into_iter()
        .chain(rest)
        .map(|(n, v)| (n.to_owned(), v.to_owned()))
        .collect()
}

/// How many lines the audit has, which is how much was written.
async fn written(board: &Board) -> i64 {
    board.audit_lines().await
}

async fn a_small_form_is_shown_again_after_the_sign_in(board: Board) {
    for form in forms(&board).await {
        let (page, field, rest) = &form;
        let sent = typed(&board, &form).await;
        let mut client = board.client(EDITOR_SUZHOU).await;
        let id = client.cookies["pilotboard"].clone();
        storage::sessions::delete(&board.store, &id).await.unwrap();
        let before = written(&board).await;

        let carried = client.post(page, &sent).await.expect(422);
        assert!(
            carried.text().contains(WORDS.carried_again_lead()),
            "{page}: {}",
            carried.says()
        );
        assert!(!carried.body.contains("<script>alert"), "what was typed is text");
        let (action, wrong) = sign_in_form(&carried, &EDITOR_SUZHOU.account(), "wrong");
        let refused = client.post(&action, &wrong).await.expect(422);
        let (action, right) = sign_in_form(&refused, &EDITOR_SUZHOU.account(), PASSWORD);
        let shown = client.post(&action, &right).await.expect(422);
        assert!(shown.text().contains(WORDS.carried_back()), "{page}: {}", shown.says());
        assert!(!shown.body.contains("<script>alert"), "what was typed is text");
        assert_eq!(shown.page().value(field), TYPED, "{page}");
        for (name, value) in rest.iter().filter(|(name, _)| *name != "action") {
            assert_eq!(shown.page().value(name), *value, "{page}: {name}");
        }
        assert_eq!(written(&board).await, before, "{page}: nothing is sent unasked");

        // The form that is shown leads to its page, wherever the browser says that it is.
        let shown = shown.page();
        let own = shown
            .elements()
            .filter(|e| e.name() == "form")
            .find(|form| form.within().any(|e| e.attribute("name") == Some(*field)))
            .unwrap();
        let to = own.attribute("action").unwrap().to_owned();
        assert_eq!(to.split('?').next(), page.split('?').next());
        let _ = client.post(&to, &sent).await.expect(303);
        assert_eq!(written(&board).await, before + 1, "{page}: and then it is");
    }
}

async fn no_other_account_gets_a_small_form(board: Board) {
    for form in forms(&board).await {
        let (page, field, _) = &form;
        let sent = typed(&board, &form).await;
        // Another has signed in on the same browser since the page was made.
        let mut approver = board.client(APPROVER_SUZHOU).await;
        let before = written(&board).await;
        let answer = approver.post(page, &sent).await.expect(422);
        let (action, fields) = sign_in_form(&answer, &APPROVER_SUZHOU.account(), PASSWORD);
        let refused = approver.post(&action, &fields).await.expect(422);
        assert!(
            refused.text().contains(WORDS.typed_by_other()),
            "{page}: {}",
            refused.says()
        );
        assert_eq!(written(&board).await, before, "{page}");

        let (action, fields) = sign_in_form(&refused, &EDITOR_SUZHOU.account(), PASSWORD);
        let shown = approver.post(&action, &fields).await.expect(422);
        assert_eq!(shown.page().value(field), TYPED, "{page}: to whom it belongs");
    }
}

async fn what_carries_no_form_leads_to_sign_in(board: Board) {
    for form in forms(&board).await {
        let (page, field, _) = &form;
        let path = page.split('?').next().unwrap();
        let to = app::visit::address("/sign-in", [("next", path)]);
        let answer = board.visitor().post(page, &[(field, TYPED)]).await.expect(303);
        assert_eq!(answer.location(), to, "who never had a session typed nothing here");

        let mut client = board.client(EDITOR_SUZHOU).await;
        let id = client.cookies["pilotboard"].clone();
        storage::sessions::delete(&board.store, &id).await.unwrap();
        let answer = client
            .post(page, &[("action", "save"), (*field, " ")])
            .await
            .expect(303);
        assert_eq!(answer.location(), to, "{page}: nothing typed");
        let files = [("a.txt", b"text".as_slice())];
        let answer = client.upload(page, &[(*field, TYPED)], &files).await.expect(303);
        assert_eq!(answer.location(), to, "{page}: files are not carried");
    }
}
