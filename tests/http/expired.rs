//! A form posted after its session has ended: the sign-in page carries what was typed, and signing in saves it by the
//! rules of any other save. No other account gets or sends it.

use tests::{
    APPROVER_SUZHOU, Answer, Board, CITY, Client, EDITOR_SUZHOU, Figures, MONTH, PASSWORD, WORDS, both, report,
};

both!(
    what_was_typed_goes_on_with_the_sign_in,
    no_other_account_sends_it,
    what_another_changed_meanwhile_is_asked_about,
    what_is_only_pressed_leads_to_sign_in,
);

const MARKUP: &str = "\"></form><script>alert('x')</script>\n& more";

/// The fields of the editor's page with some of them typed anew, and a client whose session has ended.
async fn expired(board: &Board, typed: &[(&str, &str)]) -> (Client, Vec<(String, String)>) {
    let mut editor = board.client(EDITOR_SUZHOU).await;
    let page = editor.get(&report(CITY, MONTH)).await.expect(200).page();
    let mut form: Vec<(String, String)> = ["seen", "typed_by"]
        .map(|name| (name.to_owned(), page.value(name)))
        .into();
    form.extend(typed.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())));
    form.push(("action".into(), "save".into()));
    let id = editor.cookies["pilotboard"].clone();
    storage::sessions::delete(&board.store, &id).await.unwrap();
    (editor, form)
}

/// What the sign-in page would post, and where.
pub fn sign_in_form(answer: &Answer, account: &str, password: &str) -> (String, Vec<(String, String)>) {
    let page = answer.page();
    let hidden = page.elements().filter(|e| e.attribute("type") == Some("hidden"));
    let mut fields: Vec<_> = hidden
        .map(|e| {
            let text = |name| e.attribute(name).unwrap_or_default().to_owned();
            (text("name"), text("value"))
        })
        .collect();
    fields.push(("email".into(), account.into()));
    fields.push(("password".into(), password.into()));
    let form = page
        .elements()
        .find(|e| e.attribute("action").is_some_and(|a| a.starts_with("/sign-in")));
    (form.unwrap().attribute("action").unwrap().to_owned(), fields)
}

async fn stored(board: &Board, name: &str) -> String {
    let mut editor = board.client(EDITOR_SUZHOU).await;
    editor.get(&report(CITY, MONTH)).await.expect(200).page().value(name)
}

async fn what_was_typed_goes_on_with_the_sign_in(board: Board) {
    let name = "entries[F3-01][explanation]";
    let typed = [("entries[F3-01][value]", "3.2万"), (name, MARKUP)];
    let (mut client, form) = expired(&board, &typed).await;
    let page = client.post(&report(CITY, MONTH), &form).await.expect(422);
    assert!(page.text().contains(&WORDS.carried_lead(2)), "{}", page.says());
    assert!(!page.body.contains("<script>alert"), "what was typed is text");
    let (action, fields) = sign_in_form(&page, &EDITOR_SUZHOU.account(), "wrong");
    for (name, value) in &form {
        assert!(fields.contains(&(name.clone(), value.clone())), "{name} is not carried");
    }

    let refused = client.post(&action, &fields).await.expect(422);
    assert!(refused.text().contains(WORDS.sign_in_refused()), "{}", refused.says());
    assert_eq!(refused.page().value("password"), "");
    let (action, fields) = sign_in_form(&refused, &EDITOR_SUZHOU.account(), PASSWORD);
    let saved = client.post(&action, &fields).await.expect(303);
    assert_eq!(saved.location(), format!("{}?saved=1", report(CITY, MONTH)));
    let page = client.get(saved.location()).await.expect(200).page();
    assert_eq!(page.value("entries[F3-01][value]"), "3.2万");
    // A one-line field has no line breaks, as in any browser.
    assert_eq!(page.value(name), MARKUP);
    drop(board);
}

async fn no_other_account_sends_it(board: Board) {
    board.actor(APPROVER_SUZHOU).await;
    let name = "entries[F3-01][value]";
    let (mut client, form) = expired(&board, &[(name, "777888")]).await;
    let page = client.post(&report(CITY, MONTH), &form).await.expect(422);
    let (action, fields) = sign_in_form(&page, &APPROVER_SUZHOU.account(), PASSWORD);
    let refused = client.post(&action, &fields).await.expect(422);
    assert!(refused.text().contains(WORDS.typed_by_other()), "{}", refused.says());
    assert_eq!(client.get("/account").await.status, 303, "not signed in either");
    assert_eq!(stored(&board, name).await, "");

    // Another has signed in on the same browser since the page was made.
    let mut approver = board.client(APPROVER_SUZHOU).await;
    let answer = approver.post(&report(CITY, MONTH), &form).await.expect(422);
    assert!(answer.page().find("name", "password").is_some(), "{}", answer.says());
    assert_eq!(stored(&board, name).await, "");
    let (action, fields) = sign_in_form(&answer, &EDITOR_SUZHOU.account(), PASSWORD);
    let _ = approver.post(&action, &fields).await.expect(303);
    assert_eq!(stored(&board, name).await, "777888");
}

async fn what_another_changed_meanwhile_is_asked_about(board: Board) {
    let figures = |value| Figures(vec![]).with("F3-01", "value", value).with("B4", "value", "5");
    board.draft(CITY, MONTH, &figures("1")).await;
    let typed = [("entries[F3-01][value]", "2"), ("entries[B4][value]", "5")];
    let (mut client, form) = expired(&board, &typed).await;
    let mut approver = board.client(APPROVER_SUZHOU).await;
    let other = Figures(vec![]).with("F3-01", "value", "3").with("B4", "value", "6");
    let _ = approver
        .post(&report(CITY, MONTH), &other.action("save").0)
        .await
        .expect(303);

    let page = client.post(&report(CITY, MONTH), &form).await.expect(422);
    let (action, fields) = sign_in_form(&page, &EDITOR_SUZHOU.account(), PASSWORD);
    let asked = client.post(&action, &fields).await.expect(422);
    assert!(client.cookies.contains_key("pilotboard"), "signed in all the same");
    let page = asked.page();
    assert_eq!(page.value("entries[F3-01][value]"), "2", "his own is still there");
    let both = page.find("id", "o-F3-01").unwrap().text();
    assert!(both.contains('3') && both.contains('2'), "both are shown: {both}");
    assert!(both.contains("10:00"), "and when: {both}");
    assert_eq!(
        page.value("entries[B4][value]"),
        "6",
        "what he did not type is shown as it is now"
    );
    assert_eq!(
        stored(&board, "entries[F3-01][value]").await,
        "3",
        "nothing was overwritten"
    );

    // Saving what this page shows keeps his, and nothing else changes.
    let again: Vec<(String, String)> = ["seen", "typed_by", "entries[F3-01][value]", "entries[B4][value]"]
        .map(|name| (name.to_owned(), page.value(name)))
        .into_iter()
        .chain([("action".to_owned(), "save".to_owned())])
        .collect();
    let _ = client.post(&report(CITY, MONTH), &again).await.expect(303);
    assert_eq!(stored(&board, "entries[F3-01][value]").await, "2");
    assert_eq!(stored(&board, "entries[B4][value]").await, "6");
}

async fn what_is_only_pressed_leads_to_sign_in(board: Board) {
    let (mut client, _) = expired(&board, &[]).await;
    for form in [
        vec![("action", "submit")],
        vec![
            ("action", "save"),
            ("seen", "0"),
            ("entries[F3-01][kind]", "value"),
            ("entries[F3-01][value]", " "),
        ],
    ] {
        let answer = client.post(&report(CITY, MONTH), &form).await.expect(303);
        assert_eq!(answer.location(), "/sign-in?next=%2Freports%2Fsuzhou%2F2026-04");
    }
    let typed = [("entries[F3-01][value]", "5"), ("action", "save")];
    let answer = board.visitor().post(&report(CITY, MONTH), &typed).await;
    assert_eq!(answer.status, 303, "who never had a session typed nothing here");
    // Nothing is carried to any other page, and nothing saved for who signs in there.
    let fields = [
        ("email", EDITOR_SUZHOU.account()),
        ("password", PASSWORD.to_owned()),
        ("entries[F3-01][value]", "5".to_owned()),
    ];
    for next in ["/", "/account", "/reports", "/reports/suzhou/2026-04/versions/1"] {
        let address = app::visit::address("/sign-in", [("next", next)]);
        assert_eq!(
            board.visitor().post(&address, &fields).await.expect(303).location(),
            next
        );
    }
    assert_eq!(stored(&board, "entries[F3-01][value]").await, "");
}
