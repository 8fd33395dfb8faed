//! Accounts and the audit over HTTP: refusals at their fields, a link that is shown once and works, the log's pages.

use storage::{settings, users};
use tests::{Board, EDITOR_SUZHOU, Who, both};

const USERS: &str = "/admin/users";

both!(
    an_invitation_is_shown_once_and_works,
    a_refused_invitation_keeps_what_was_typed,
    a_row_is_reset_disabled_and_enabled,
    a_link_ends_after_seven_days,
    the_audit_is_narrowed_and_paged_by_its_address,
);

fn invitation(account: &'static str, scope: &'static str) -> [(&'static str, &'static str); 5] {
    let role = "city_editor";
    [
        ("action", "invite"),
        ("account", account),
        ("name", "填报岗"),
        ("role", role),
        ("scope", scope),
    ]
}

/// The path of the link on the page.
fn link(answer: &tests::Answer) -> String {
    let page = answer.page();
    let text = page
        .find("id", "link")
        .expect("a link is shown")
        .attribute("value")
        .unwrap()
        .to_owned();
    text.strip_prefix("https://board.example")
        .expect("an absolute address")
        .to_owned()
}

async fn an_invitation_is_shown_once_and_works(board: Board) {
    let mut admin = board.client(Who::Admin).await;
    let made = admin
        .post(USERS, &invitation("New@Suzhou.example", "city:suzhou"))
        .await
        .expect(200);
    let path = link(&made);
    assert!(made.page().find("id", "link").unwrap().attribute("readonly").is_some());
    let list = admin.get(USERS).await.expect(200);
    assert!(list.body.contains("new@suzhou.example"));
    assert!(
        list.page().find("id", "link").is_none() && !list.body.contains(&path[6..]),
        "shown once"
    );

    let mut person = board.visitor();
    let new = [
        ("new", "a password of one's own"),
        ("repeat", "a password of one's own"),
    ];
    assert_eq!(person.post(&path, &new).await.expect(303).location(), "/sign-in?set=1");
    let signed_in = person.sign_in("new@suzhou.example", new[0].1).await.expect(303);
    assert_eq!(signed_in.location(), "/");
    let _ = person
        .post(USERS, &invitation("other@suzhou.example", "city:suzhou"))
        .await
        .expect(403);
    let all = users::list(&board.store, &board.caller(Who::Admin).await)
        .await
        .unwrap();
    assert!(all.iter().all(|u| u.actor.account != "other@suzhou.example"));
}

async fn a_refused_invitation_keeps_what_was_typed(board: Board) {
    let mut admin = board.client(Who::Admin).await;
    board.actor(EDITOR_SUZHOU).await;
    for (account, scope, wrong) in [
        ("editor@suzhou.example", "city:suzhou", "account"),
        ("two words", "city:suzhou", "account"),
        ("x@suzhou.example", "", "scope"),
        ("x@suzhou.example", "province:jiangsu", "scope"),
    ] {
        let page = admin.post(USERS, &invitation(account, scope)).await.expect(422).page();
        let field = |id: &str| page.find("id", id).unwrap();
        for id in ["account", "name", "role", "scope"] {
            let marked = field(id).attribute("aria-invalid") == Some("true");
            assert_eq!(marked, id == wrong, "{account} {scope}: {id}");
        }
        assert!(page.find("id", &format!("{wrong}-error")).is_some());
        assert_eq!(
            (page.value("account").as_str(), page.value("name").as_str()),
            (account, "填报岗")
        );
        let chosen = |id: &str| {
            let chosen = field(id).within().find(|o| o.attribute("selected").is_some());
            chosen.and_then(|o| o.attribute("value")).unwrap_or_default().to_owned()
        };
        assert_eq!(
            (chosen("role").as_str(), chosen("scope").as_str()),
            ("city_editor", scope)
        );
    }
}

async fn a_row_is_reset_disabled_and_enabled(board: Board) {
    let mut admin = board.client(Who::Admin).await;
    let mut editor = board.client(EDITOR_SUZHOU).await;
    let id = board.actor(EDITOR_SUZHOU).await.id;
    let act = |action: &'static str| [("action", action.to_owned()), ("user", id.clone())];
    let filtered = format!("{USERS}?role=city_editor");
    let done = admin.post(&filtered, &act("disable")).await.expect(303);
    assert_eq!(
        done.location(),
        format!("{USERS}?changed={id}&role=city_editor"),
        "the filter stays"
    );
    let told = admin.get(done.location()).await.expect(200);
    assert!(
        told.says().contains("editor@suzhou.example is disabled"),
        "{}",
        told.says()
    );
    let _ = editor.get("/account").await.expect(303);
    let refused = admin.post(USERS, &act("reset")).await.expect(422);
    assert!(
        refused.says().contains("This account is disabled."),
        "{}",
        refused.says()
    );
    let _ = admin.post(USERS, &act("enable")).await.expect(303);

    let first = link(&admin.post(USERS, &act("reset")).await.expect(200));
    let second = link(&admin.post(USERS, &act("reset")).await.expect(200));
    let new = [
        ("new", "a password of one's own"),
        ("repeat", "a password of one's own"),
    ];
    let _ = editor.post(&first, &new).await.expect(422);
    let _ = editor.post(&second, &new).await.expect(303);

    let own = [
        ("action", "disable".to_owned()),
        ("user", board.actor(Who::Admin).await.id),
    ];
    let _ = admin.post(USERS, &own).await.expect(422);
    let _ = admin
        .post(USERS, &[("action", "disable"), ("user", "nobody")])
        .await
        .expect(404);
    let _ = admin.post(USERS, &[("action", "rename")]).await.expect(422);
}

async fn a_link_ends_after_seven_days(board: Board) {
    let mut admin = board.client(Who::Admin).await;
    board.at("2026-07-08T09:00");
    let path = link(
        &admin
            .post(USERS, &invitation("x@suzhou.example", "city:suzhou"))
            .await
            .expect(200),
    );
    let mut person = board.visitor();
    board.at("2026-07-15T08:59");
    assert!(person.get(&path).await.body.contains("x@suzhou.example"));
    board.at("2026-07-15T09:00");
    assert!(!person.get(&path).await.body.contains("x@suzhou.example"));
    let new = [
        ("new", "a password of one's own"),
        ("repeat", "a password of one's own"),
    ];
    let _ = person.post(&path, &new).await.expect(422);
}

async fn the_audit_is_narrowed_and_paged_by_its_address(board: Board) {
    let mut auditor = board.client(Who::Auditor).await;
    let admin = board.caller(Who::Admin).await;
    for minutes in 60..120 {
        let new = settings::Settings {
            sessions_idle_minutes: minutes,
            ..settings::Settings::default()
        };
        settings::set(&board.store, &admin, new).await.unwrap();
    }
    let rows = |answer: &tests::Answer| {
        answer
            .page()
            .elements()
            .filter(|e| e.attribute("data-line").is_some())
            .count()
    };
    let first = auditor.get("/audit?action=settings.set").await.expect(200);
    assert_eq!(rows(&first), 50);
    assert!(
        first.page().text().contains("sessions_idle_minutes118119"),
        "{}",
        first.says()
    );
    let older = first
        .page()
        .find("rel", "next")
        .expect("an older page")
        .attribute("href")
        .unwrap()
        .to_owned();
    assert!(older.contains("action=settings.set"), "{older}");
    let second = auditor.get(&older.replace("&amp;", "&")).await.expect(200);
    assert_eq!(rows(&second), 10);
    assert!(second.page().find("rel", "next").is_none());
    let none = auditor.get("/audit?object=report:nowhere").await.expect(200);
    assert_eq!(rows(&none), 0);
    assert!(none.page().text().contains("No line fits"), "{}", none.says());
    let _ = board.client(Who::Admin).await.get("/audit").await.expect(403);
}
