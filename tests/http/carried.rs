//! Small forms that are posted after their session has ended: the sign-in page carries what was typed, and after the
//! sign-in the form is shown again with it, not yet sent. No other account gets it.

use domain::{practice::State, report::State as ReportState};
use tests::{
    APPROVER_SUZHOU, Board, CITY, Client, EDITOR_SUZHOU, MONTH, PASSWORD, WORDS, Who, both, html::Page, review,
};

use crate::{expired::sign_in_form, problems::form as problem};

both!(
    a_small_form_is_shown_again_after_the_sign_in,
    no_other_account_gets_a_small_form,
    what_carries_no_form_leads_to_sign_in,
    a_workbench_comes_back_with_its_verdicts,
    a_button_in_a_row_is_not_carried,
);

const TYPED: &str = "\"></textarea><script>alert('x')</script> & more";

/// A page with a small form, and what its person does with it.
struct Form {
    /// Who types, and who else might sign in on the same browser.
    who: (Who, Who),
    page: String,
    /// The field that is typed in, and what.
    typed: (&'static str, &'static str),
    /// All else that its form sends.
    rest: Vec<(&'static str, String)>,
    /// The status of its post, and how many lines it adds to the audit.
    sent: (u16, i64),
}

fn fields(all: &[(&'static str, &str)]) -> Vec<(&'static str, String)> {
    all.iter().map(|(n, v)| (*n, (*v).to_owned())).collect()
}

async fn forms(board: &Board) -> Vec<Form> {
    let mut editor = board.client(EDITOR_SUZHOU).await;
    let made = editor.post("/problems/new", &problem("national")).await.expect(303);
    let known = made.location().split('?').next().unwrap().to_owned();
    let draft = board.practice("suzhou", State::Draft).await;
    let mut new = fields(&problem("national"));
    new.retain(|(name, _)| !matches!(*name, "title" | "period"));
    new.push(("period", "2026-03".into()));
    let of_city = |page: &str, field, rest| Form {
        who: (EDITOR_SUZHOU, APPROVER_SUZHOU),
        page: page.to_owned(),
        typed: (field, TYPED),
        rest,
        sent: (303, 1),
    };
    let of_admin = |page: &str, field, typed, rest: &[(&'static str, &str)], sent| Form {
        who: (Who::Admin, Who::Reviewer),
        page: page.to_owned(),
        typed: (field, typed),
        rest: fields(rest),
        sent,
    };
    board.bring(CITY, MONTH, ReportState::Submitted).await;
    vec![
        of_city("/problems/new?indicator=F3-01&period=2026-03&from=report", "title", new),
        of_city(&known, "comment", fields(&[("action", "comment")])),
        of_city("/practices/new", "title", fields(&[("action", "save")])),
        of_city(
            &format!("/practices/{}", domain::practice::code(draft)),
            "measures",
            fields(&[("action", "save"), ("title", "一窗通办")]),
        ),
        of_city("/indicators/F2-01", "question", fields(&[("action", "ask")])),
        of_city(
            "/cities/suzhou/contacts",
            "name",
            fields(&[("action", "save_contact"), ("landline", "0512-68000000")]),
        ),
        of_admin(
            "/admin/users?role=expert",
            "name",
            TYPED,
            &[
                ("action", "invite"),
                ("account", "new@suzhou.example"),
                ("role", "city_editor"),
                ("scope", "city:suzhou"),
            ],
            (200, 2),
        ),
        of_admin(
            "/admin/calendar",
            "reason",
            TYPED,
            &[
                ("action", "extend"),
                ("city", "kunming"),
                ("period", MONTH),
                ("until", "2026-05-20"),
            ],
            (303, 1),
        ),
        // As the preview of a change sends it.
        of_admin(
            "/admin/calendar?rule=due_on&period=2026-05&due_on=2026-06-10",
            "reason",
            TYPED,
            &[("action", "set_due"), ("period", "2026-05"), ("due_on", "2026-06-10")],
            (303, 1),
        ),
        of_admin(
            "/admin/settings",
            "review",
            "7",
            &[
                ("action", "save"),
                ("returned", "6"),
                ("lock_after", "21"),
                ("sessions_idle_minutes", "55"),
                ("self_approval[suzhou]", "on"),
            ],
            (303, 1),
        ),
        of_admin(
            "/admin/releases?period=2026-Q1&indicator=F3-01&level=named&city=suzhou",
            "level",
            "named",
            &[("action", "set"), ("period", "2026-Q1"), ("indicator", "F3-01")],
            (303, 1),
        ),
        Form {
            who: (Who::Reviewer, Who::Admin),
            page: format!("{}?show=all", review(CITY, MONTH)),
            typed: ("items[F3-01][comment]", TYPED),
            rest: fields(&[("items[F3-01][verdict]", "ask"), ("action", "ask")]),
            sent: (303, 1),
        },
    ]
}

/// The form of a page as its person would send it.
async fn typed(board: &Board, form: &Form) -> Vec<(String, String)> {
    let page = &form.page;
    let by = board.client(form.who.0).await.get(page).await.expect(200).page();
    let by = by.value("typed_by");
    assert!(!by.is_empty(), "{page} does not say whose it is");
    let own = [("typed_by", by.as_str()), form.typed];
    let rest = form.rest.iter().map(|(n, v)| (*n, v.as_str()));
    own.into_iter()
        .chain(rest)
        .map(|(n, v)| (n.to_owned(), v.to_owned()))
        .collect()
}

/// A browser whose session has ended.
async fn ended(board: &Board, who: Who) -> Client {
    let client = board.client(who).await;
    let id = client.cookies["pilotboard"].clone();
    storage::sessions::delete(&board.store, &id).await.unwrap();
    client
}

/// The form of a page that holds a field.
fn form_of<'a>(page: &'a Page, field: &str) -> tests::html::Found<'a> {
    let mut forms = page.elements().filter(|e| e.name() == "form");
    let holds = |form: &tests::html::Found<'_>| form.within().any(|e| e.attribute("name") == Some(field));
    forms.find(holds).unwrap_or_else(|| panic!("no form with {field}"))
}

/// What a field shows in the form that holds another one: a page may have a filter of the same name.
fn value_in(page: &Page, field: &str, name: &str) -> String {
    let form = form_of(page, field);
    let select = form
        .within()
        .find(|e| e.name() == "select" && e.attribute("name") == Some(name));
    let Some(select) = select else {
        return page.value(name);
    };
    let chosen = select.within().find(|o| o.attribute("selected").is_some());
    chosen.and_then(|o| o.attribute("value")).unwrap_or_default().to_owned()
}

async fn a_small_form_is_shown_again_after_the_sign_in(board: Board) {
    for form in forms(&board).await {
        let (page, (field, text), account) = (&form.page, form.typed, form.who.0.account());
        let sent = typed(&board, &form).await;
        let mut client = ended(&board, form.who.0).await;
        let before = board.audit_lines().await;

        let carried = client.post(page, &sent).await.expect(422);
        assert!(
            carried.text().contains(WORDS.carried_again_lead()),
            "{page}: {}",
            carried.says()
        );
        assert!(!carried.body.contains("<script>alert"), "what was typed is text");
        let (action, wrong) = sign_in_form(&carried, &account, "wrong");
        let refused = client.post(&action, &wrong).await.expect(422);
        let (action, right) = sign_in_form(&refused, &account, PASSWORD);
        let shown = client.post(&action, &right).await.expect(422);
        assert!(shown.text().contains(WORDS.carried_back()), "{page}: {}", shown.says());
        assert!(!shown.body.contains("<script>alert"), "what was typed is text");
        let shown = shown.page();
        assert_eq!(shown.value(field), text, "{page}");
        for (name, value) in form.rest.iter().filter(|(name, _)| *name != "action") {
            assert_eq!(value_in(&shown, field, name), *value, "{page}: {name}");
        }
        assert_eq!(board.audit_lines().await, before, "{page}: nothing is sent unasked");

        // The form that is shown leads to its page, wherever the browser says that it is.
        let to = form_of(&shown, field).attribute("action").unwrap().to_owned();
        assert_eq!(to.split(['?', '#']).next(), page.split('?').next());
        let (status, lines) = form.sent;
        let _ = client.post(&to, &sent).await.expect(status);
        assert_eq!(board.audit_lines().await, before + lines, "{page}: and then it is");
    }
}

async fn no_other_account_gets_a_small_form(board: Board) {
    for form in forms(&board).await {
        let (page, (field, text), (own, foreign)) = (&form.page, form.typed, form.who);
        let sent = typed(&board, &form).await;
        // Another has signed in on the same browser since the page was made.
        let mut other = board.client(foreign).await;
        let before = board.audit_lines().await;
        let answer = other.post(page, &sent).await.expect(422);
        let (action, fields) = sign_in_form(&answer, &foreign.account(), PASSWORD);
        let refused = other.post(&action, &fields).await.expect(422);
        assert!(
            refused.text().contains(WORDS.typed_by_other()),
            "{page}: {}",
            refused.says()
        );
        assert_eq!(board.audit_lines().await, before, "{page}");

        let (action, fields) = sign_in_form(&refused, &own.account(), PASSWORD);
        let shown = other.post(&action, &fields).await.expect(422);
        assert_eq!(shown.page().value(field), text, "{page}: to whom it belongs");
    }
}

async fn what_carries_no_form_leads_to_sign_in(board: Board) {
    for form in forms(&board).await {
        let (page, (field, text)) = (&form.page, form.typed);
        let path = page.split('?').next().unwrap();
        let to = app::visit::address("/sign-in", [("next", path)]);
        let answer = board.visitor().post(page, &[(field, text)]).await.expect(303);
        assert_eq!(answer.location(), to, "who never had a session typed nothing here");

        let mut client = ended(&board, form.who.0).await;
        let answer = client.post(page, &[("action", "save"), (field, " ")]).await.expect(303);
        assert_eq!(answer.location(), to, "{page}: nothing typed");
        let files = [("a.txt", b"text".as_slice())];
        let answer = client.upload(page, &[(field, text)], &files).await.expect(303);
        assert_eq!(answer.location(), to, "{page}: files are not carried");
    }
}

async fn a_workbench_comes_back_with_its_verdicts(board: Board) {
    board.bring(CITY, MONTH, ReportState::Submitted).await;
    let mut reviewer = board.client(Who::Reviewer).await;
    let page = format!("{}?show=flagged", review(CITY, MONTH));
    let by = reviewer.get(&page).await.expect(200).page().value("typed_by");
    let form = [
        ("typed_by", by.as_str()),
        ("items[F3-01][verdict]", "return"),
        ("items[F3-01][comment]", "请核对\n两行"),
        ("items[F3-01][note]", "平台上线"),
        ("items[B4][verdict]", "accept"),
        ("items[N1-01][verdict]", "ask"),
        ("items[N1-01][comment]", "why?"),
        ("action", "return"),
    ];
    let mut client = ended(&board, Who::Reviewer).await;
    let carried = client.post(&page, &form).await.expect(422);
    let (action, fields) = sign_in_form(&carried, &Who::Reviewer.account(), PASSWORD);
    let shown = client.post(&action, &fields).await.expect(422);
    let page = shown.page();
    for (name, value) in &form[1..7] {
        assert_eq!(page.value(name), *value, "{name}: {}", shown.says());
    }
    assert_eq!(
        board.standing(CITY, MONTH).await.0,
        ReportState::Submitted,
        "no verdict is given by a sign-in"
    );
    let to = form_of(&page, "items[F3-01][comment]")
        .attribute("action")
        .unwrap()
        .to_owned();
    let _ = client.post(&to, &form).await.expect(303);
    assert_eq!(board.standing(CITY, MONTH).await.0, ReportState::Returned);
}

async fn a_button_in_a_row_is_not_carried(board: Board) {
    let admin = board.actor(Who::Admin).await;
    let mut client = ended(&board, Who::Admin).await;
    for (page, form) in [
        ("/admin/users", vec![("user", admin.id.as_str()), ("action", "reset")]),
        (
            "/admin/releases",
            vec![("period", "2026-Q1"), ("indicator", ""), ("action", "take_back")],
        ),
    ] {
        let answer = client.post(page, &form).await.expect(303);
        assert_eq!(answer.location(), app::visit::address("/sign-in", [("next", page)]));
    }
}
