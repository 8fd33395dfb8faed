//! The address book and the log of chasing over HTTP: who sees and keeps them, refusals at their fields, and a reminder
//! that tells of one city alone.

use domain::report::State;
use tests::{APPROVER_SUZHOU, Board, CITY, EDITOR_KUNMING, EDITOR_SUZHOU, LIAISON_JIANGSU, LIAISON_YUNNAN, Who, both};

both!(
    a_city_and_cnipa_keep_its_address_book,
    what_is_wrong_is_said_at_its_field,
    a_reminder_tells_of_one_city_and_is_logged,
);

const PAGE: &str = "/cities/suzhou/contacts";
const PERSON: [(&str, &str); 4] = [
    ("action", "save_contact"),
    ("name", "公共服务处填报岗"),
    ("landline", "０５１２－６８００００００"),
    ("deputy", "值班岗 0512-68000001"),
];
const CHASE: [(&str, &str); 5] = [
    ("action", "log_chase"),
    ("period", "2026-02"),
    ("channel", "phone"),
    ("spoke_to", "值班岗"),
    ("said", "系统升级，周五前报"),
];

async fn a_city_and_cnipa_keep_its_address_book(board: Board) {
    for (who, status) in [
        (EDITOR_SUZHOU, 303),
        (APPROVER_SUZHOU, 303),
        (Who::Reviewer, 303),
        (Who::Admin, 303),
        (LIAISON_JIANGSU, 403),
        (EDITOR_KUNMING, 404),
        (LIAISON_YUNNAN, 404),
        (Who::Expert, 404),
        (Who::Observer, 404),
        (Who::Auditor, 404),
    ] {
        let mut client = board.client(who).await;
        let _ = client.post(PAGE, &PERSON).await.expect(status);
        let page = client.get(PAGE).await;
        assert_eq!(page.status, if status == 404 { 404 } else { 200 }, "{who:?}");
        if status == 303 {
            assert!(page.body.contains("0512-68000000"), "{who:?}: plain digits");
        }
    }
    let mut editor = board.client(EDITOR_SUZHOU).await;
    let page = editor.get(PAGE).await.expect(200);
    let at = page.body.find("contact=").expect("a link to change a person");
    let id: String = page.body[at + 8..]
        .chars()
        .take_while(|c| c.is_ascii_hexdigit() || *c == '-')
        .collect();
    let form = editor.get(&format!("{PAGE}?contact={id}")).await.expect(200).page();
    assert_eq!(form.value("name"), PERSON[1].1);
    // Another city's form does not reach this person.
    let mut other = board.client(EDITOR_KUNMING).await;
    let removal = [("action", "remove_contact"), ("id", id.as_str())];
    let _ = other.post("/cities/kunming/contacts", &removal).await.expect(404);
    let _ = editor.post(PAGE, &removal).await.expect(303);
    let _ = editor.post(PAGE, &removal).await.expect(404);
    let left = editor.get(PAGE).await.expect(200);
    assert_eq!(left.body.matches("0512-68000000").count(), 3, "one of four is gone");
    let auditor = board
        .client(Who::Auditor)
        .await
        .get("/audit?action=contact.save")
        .await
        .expect(200);
    assert!(!auditor.body.contains("68000000"), "no number stands in the audit");
}

async fn what_is_wrong_is_said_at_its_field(board: Board) {
    let mut editor = board.client(EDITOR_SUZHOU).await;
    let wrong = [
        ("action", "save_contact"),
        ("name", ""),
        ("post", "处长"),
        ("mobile", "call me"),
    ];
    let page = editor.post(PAGE, &wrong).await.expect(422).page();
    for name in ["name", "mobile"] {
        let field = page.find("id", name).unwrap();
        assert_eq!(field.attribute("aria-invalid"), Some("true"), "{name}");
    }
    assert_eq!(
        (page.value("post"), page.value("mobile")),
        ("处长".into(), "call me".into()),
        "what was typed stays"
    );
    let mut reviewer = board.client(Who::Reviewer).await;
    let past = [CHASE.as_slice(), &[("promised_on", "2020-01-01")]].concat();
    let page = reviewer.post(PAGE, &past).await.expect(422).page();
    assert_eq!(
        page.find("id", "promised_on").unwrap().attribute("aria-invalid"),
        Some("true")
    );
    let outside: Vec<_> = CHASE
        .iter()
        .map(|(n, v)| if *n == "period" { (*n, "2031-01") } else { (*n, *v) })
        .collect();
    let page = reviewer.post(PAGE, &outside).await.expect(422).page();
    assert_eq!(
        page.find("id", "period").unwrap().attribute("aria-invalid"),
        Some("true")
    );
    let _ = reviewer.post(PAGE, &[("action", "dance")]).await.expect(404);
}

async fn a_reminder_tells_of_one_city_and_is_logged(board: Board) {
    board.at("2026-03-04T10:00");
    board.bring(CITY, "2026-02", State::Drafting).await;
    let mut reviewer = board.client(Who::Reviewer).await;
    let page = reviewer.get(&format!("{PAGE}?lang=zh-CN")).await.expect(200).page();
    let text = page.find("id", "reminder").expect("a reminder").text();
    assert!(text.contains("苏州") && text.contains("2026 年 2 月"), "{text}");
    for other in ["昆明", "北京", "九市", "名"] {
        assert!(!text.contains(other), "{other} in {text}");
    }
    let _ = reviewer.post(PAGE, &CHASE).await.expect(303);
    for (who, status) in [(EDITOR_SUZHOU, 403), (LIAISON_JIANGSU, 303), (EDITOR_KUNMING, 404)] {
        let _ = board.client(who).await.post(PAGE, &CHASE).await.expect(status);
    }
    let own = board.client(EDITOR_SUZHOU).await.get(PAGE).await.expect(200);
    assert_eq!(own.body.matches("系统升级，周五前报").count(), 2);
    assert!(
        own.page().find("id", "reminder").is_none(),
        "a city does not remind itself"
    );
    let auditor = board
        .client(Who::Auditor)
        .await
        .get("/audit?action=chase.log")
        .await
        .expect(200);
    assert!(auditor.body.contains("2026-02") && !auditor.body.contains("周五前报"));
}
