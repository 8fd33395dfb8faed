//! Whatever is typed gets its answer at its field, and nothing else typed on the page is lost.

use axum::http::Method;
use domain::report::State;
use tests::{Board, CITY, Client, EDITOR_KUNMING, EDITOR_SUZHOU, Figures, MONTH, QUARTER, WORDS, Who, both, report};

both!(
    what_is_typed_is_kept_and_answered_at_its_field,
    a_name_sent_twice_counts_last
);

/// What is said at a field.
enum Said {
    /// An error: marked, described, in the way of sign-off.
    Wrong(String),
    /// Understood as a number that is shown.
    Understood(&'static str),
    /// Nothing until sign-off, then this.
    Later(String),
}

struct Case {
    period: &'static str,
    /// Code and field.
    at: (&'static str, &'static str),
    typed: String,
    said: Said,
}

fn case(period: &'static str, at: (&'static str, &'static str), typed: impl Into<String>, said: Said) -> Case {
    Case {
        period,
        at,
        typed: typed.into(),
        said,
    }
}

fn cases() -> Vec<Case> {
    use Said::{Later, Understood, Wrong};
    let (count, total, rate) = (("F3-01", "value"), ("N2-03", "numerator"), ("N2-02", "numerator"));
    let no_number = || Wrong(WORDS.p_not_a_number().into());
    vec![
        case(MONTH, count, "not a number", no_number()),
        case(MONTH, count, "-1", Wrong(WORDS.p_negative().into())),
        case(MONTH, rate, "101", Wrong(WORDS.p_over().into())),
        case(MONTH, ("B4", "value"), "12.5%", Wrong(WORDS.p_percent().into())),
        case(MONTH, count, "１２３", Understood("123")),
        case(MONTH, total, "1,100.50", Understood("1,100.50")),
        case(MONTH, count, "1,100.50", Wrong(WORDS.p_whole().into())),
        case(MONTH, count, "3.2万", Understood("32,000")),
        case(QUARTER, ("F4-04", "value"), "1.5亿", Understood("15,000")),
        case(MONTH, count, "1e400", no_number()),
        case(MONTH, count, "9".repeat(10_000), no_number()),
        case(MONTH, count, "99999999999999999999", Wrong(WORDS.p_too_large().into())),
        case(MONTH, count, "10000001", Wrong(WORDS.p_range("0", "10,000,000"))),
        case(MONTH, count, "<script>alert('x')</script>", no_number()),
        case(MONTH, count, "\"><img src=x onerror=alert(1)>", no_number()),
        case(MONTH, count, "'; DROP TABLE reports; --", no_number()),
        case(MONTH, count, "", Later(WORDS.p_missing().into())),
        case(MONTH, count, "   ", Later(WORDS.p_missing().into())),
        case(
            MONTH,
            ("F3-01", "explanation"),
            "长".repeat(10_000),
            Wrong(WORDS.p_too_long(500)),
        ),
        case(QUARTER, ("F2-02", "n"), "0", Wrong(WORDS.p_sample().into())),
        case(
            QUARTER,
            ("N4-01", "high_denominator"),
            "9",
            Wrong(WORDS.p_few_cases().into()),
        ),
    ]
}

/// Every other field shows what was typed there.
#[track_caller]
fn nothing_lost(page: &tests::html::Page, form: &Figures, typed: &str) {
    for (name, value) in form.0.iter().filter(|(name, _)| name != "action") {
        assert_eq!(&page.value(name), value, "{name} beside {:.30}", typed);
    }
}

async fn what_is_typed_is_kept_and_answered_at_its_field(board: Board) {
    let mut editor = board.client(EDITOR_SUZHOU).await;
    for Case {
        period,
        at,
        typed,
        said,
    } in cases()
    {
        let (address, name) = (report(CITY, period), format!("entries[{}][{}]", at.0, at.1));
        let mut form = Figures::whole(period).and(&name, &typed);
        if at == ("N2-02", "numerator") {
            form = form.with("N2-02", "denominator", "100");
        }
        if at == ("N2-03", "numerator") {
            form = form.with("N2-03", "denominator", "400");
        }
        let what = format!("{name} = {typed:.40}");
        let saved = editor.post(&address, &form.clone().action("save").0).await;
        assert_eq!(saved.status, 303, "{what} is saved as it is: {}", saved.says());
        let shown = editor.get(saved.location()).await.expect(200);
        safe(&shown.body, &what);
        let page = shown.page();
        nothing_lost(&page, &form, &typed);
        let (invalid, described) = (page.invalid(&name), page.described(&name));
        match &said {
            Said::Wrong(sentence) => {
                assert!(
                    invalid && described.contains(sentence),
                    "{what}: {sentence} expected, {described} said"
                );
            }
            Said::Understood(value) => {
                let sentence = WORDS.understood(value);
                assert!(
                    !invalid && described.contains(&sentence),
                    "{what}: {sentence} expected, {described} said"
                );
            }
            Said::Later(_) => assert!(!invalid, "{what}: a draft may have gaps"),
        }
        let signed = editor.post(&address, &form.clone().action("sign_off").0).await;
        match said {
            Said::Understood(_) => {
                assert_eq!(signed.status, 303, "{what}: {}", signed.says());
                board.back(period).await;
            }
            Said::Wrong(sentence) | Said::Later(sentence) => {
                assert_eq!(signed.status, 422, "{what}: {}", signed.says());
                safe(&signed.body, &what);
                let page = signed.page();
                nothing_lost(&page, &form, &typed);
                let described = page.described(&name);
                assert!(
                    page.invalid(&name) && described.contains(&sentence),
                    "{what}: {sentence} at its field: {described}"
                );
                let link = format!("#{}-{}", at.0, at.1);
                let summary = page.find("id", "errors").unwrap();
                assert!(
                    summary.within().any(|e| e.attribute("href") == Some(&link)),
                    "{what}: {link} in {}",
                    signed.says()
                );
            }
        }
    }
}

/// Nothing typed becomes markup.
#[track_caller]
fn safe(body: &str, what: &str) {
    assert!(
        !body.contains("<script>alert") && !body.contains("<img src=x"),
        "{what}"
    );
}

trait Back {
    async fn back(&self, period: &str);
}

impl Back for Board {
    /// The approver sends the report back.
    async fn back(&self, period: &str) {
        let mut approver = self.client(Who::Approver(CITY)).await;
        let _ = approver
            .post(&report(CITY, period), &[("action", "send_back")])
            .await
            .expect(303);
    }
}

async fn a_name_sent_twice_counts_last(board: Board) {
    let mut editor = board.client(EDITOR_SUZHOU).await;
    let mut form = Figures::whole(MONTH);
    form.0.insert(0, ("entries[F3-01][value]".into(), "1".into()));
    form.0.push(("action".into(), "submit".into()));
    form.0.push(("action".into(), "save".into()));
    form.0.push(("entries[F3-01][value]".into(), "2".into()));
    let saved = editor.post(&report(CITY, MONTH), &form.0).await.expect(303);
    assert_eq!(
        editor.get(saved.location()).await.page().value("entries[F3-01][value]"),
        "2"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_kept_is_said_and_still_on_the_page() {
    let board = Board::sqlite().await;
    let mut editor = board.client(EDITOR_SUZHOU).await;
    let page = report(CITY, MONTH);
    let long = "9".repeat(20_001);
    let form = Figures::whole(MONTH).with("F3-01", "value", &long);
    let refused = editor.post(&page, &form.clone().action("save").0).await.expect(422);
    let shown = refused.page();
    assert!(
        shown
            .find("id", "errors")
            .unwrap()
            .text()
            .contains(&WORDS.too_long_line(WORDS.item("F3-01")))
    );
    nothing_lost(&shown, &form, "20,001 digits");
    let stored = editor.get(&page).await.page();
    assert_eq!(stored.value("entries[F3-01][value]"), "");
    assert_eq!(
        stored.value("entries[F4-02][value]"),
        form.get("F4-02", "value"),
        "the others are saved"
    );

    let huge = editor.post(&page, &[("progress", "x".repeat(5_000_000))]).await;
    assert_eq!(huge.status, 413);
    let strange = editor
        .send(
            Method::POST,
            &page,
            &[("sec-fetch-site", "same-origin")],
            "%FF%FE=%zz&=&&;[".into(),
        )
        .await;
    assert!(matches!(strange.status, 303 | 403 | 422), "{}", strange.says());
}

#[tokio::test(flavor = "multi_thread")]
async fn the_four_kinds_are_kept_apart() {
    let board = Board::sqlite().await;
    let mut editor = board.client(EDITOR_SUZHOU).await;
    let page = report(CITY, MONTH);
    let form = Figures::whole(MONTH)
        .with("N2-02", "numerator", "0")
        .with("N2-02", "denominator", "0")
        .with("F4-03", "value", "0")
        .with("N3-01", "kind", "not_applicable")
        .with("N3-01", "reason", "No <updates> were planned.")
        .with("F1-03", "kind", "not_yet_available")
        .with("F1-03", "reason", "The centre closes its books on the 20th.")
        .with("F1-03", "expected_on", "2026-05-20");
    for (code, field, value, sentence) in [
        ("N3-01", "reason", "", WORDS.p_no_reason()),
        ("F1-03", "expected_on", "", WORDS.p_no_date()),
        ("F1-03", "expected_on", "soon", WORDS.p_not_a_date()),
        ("F1-03", "expected_on", "2026-05-08", WORDS.p_date_past()),
    ] {
        let wrong = form.clone().with(code, field, value).action("sign_off");
        let shown = editor.post(&page, &wrong.0).await.expect(422).page();
        let name = format!("entries[{code}][{field}]");
        assert!(
            shown.invalid(&name) && shown.described(&name).contains(sentence),
            "{name} = {value}"
        );
    }
    let _ = editor.post(&page, &form.action("sign_off").0).await.expect(303);
    let _ = board
        .client(Who::Approver(CITY))
        .await
        .post(&page, &[("action", "submit")])
        .await
        .expect(303);
    assert_eq!(board.standing(CITY, MONTH).await, (State::Submitted, 1));
    let shown = board.client(Who::Reviewer).await.get(&page).await.expect(200).page();
    let kind = |code: &str| {
        shown
            .find("id", &format!("r-{code}"))
            .unwrap()
            .attribute("data-kind")
            .unwrap()
            .to_owned()
    };
    assert_eq!(kind("N2-02"), "not_applicable", "no cases");
    assert_eq!(kind("F4-03"), "value", "zero is a value");
    assert_eq!(kind("N3-01"), "not_applicable");
    assert_eq!(kind("F1-03"), "not_yet_available");
    let row = |code: &str| shown.find("id", &format!("r-{code}")).unwrap().text();
    assert!(row("N2-02").contains(WORDS.no_cases()) && row("N3-01").contains("No <updates> were planned."));
    assert!(row("F1-03").contains("2026"), "{}", row("F1-03"));
}

#[tokio::test(flavor = "multi_thread")]
async fn texts_of_a_quarter_are_kept_as_typed() {
    let board = Board::sqlite().await;
    let mut editor = board.client(EDITOR_SUZHOU).await;
    let page = report(CITY, QUARTER);
    let text =
        "\n  First line\r\n</textarea><script>alert('x')</script>\n\n第二段 & more; '; DROP TABLE versions; -- 😀 ";
    let form = Figures::whole(QUARTER).and("progress", text);
    let saved = editor.post(&page, &form.clone().action("save").0).await.expect(303);
    let shown = editor.get(saved.location()).await.expect(200);
    safe(&shown.body, "progress");
    assert_eq!(shown.page().value("progress"), text.replace("\r\n", "\n"));
    let long = form.and("progress", &"字".repeat(5_001));
    let refused = editor.post(&page, &long.action("sign_off").0).await.expect(422).page();
    assert!(refused.invalid("progress") && refused.described("progress").contains(&WORDS.p_too_long(5_000)));
    assert_eq!(refused.value("progress").chars().count(), 5_001);
}

/// What the island of the editor sends.
async fn island(client: &mut Client, city: &str, item: &str, text: &str) -> tests::Answer {
    let body = serde_json::json!({
        "city": city, "period": MONTH, "item": item, "fields": [["value", text]], "seen": 0,
    });
    let json = "application/json";
    let headers = [
        ("sec-fetch-site", "same-origin"),
        ("content-type", json),
        ("accept", json),
    ];
    client
        .send(Method::POST, "/islands/save", &headers, body.to_string())
        .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_field_that_is_left_is_saved_by_the_same_rules() {
    let board = Board::sqlite().await;
    let mut editor = board.client(EDITOR_SUZHOU).await;
    let saved = island(&mut editor, CITY, "F3-01", "3.2万").await.expect(200);
    let said: serde_json::Value = serde_json::from_str(&saved.body).unwrap();
    assert_eq!(
        (&said["revision"], &said["at"], &said["clash"]),
        (&1.into(), &"10:00".into(), &serde_json::Value::Null)
    );
    let page = editor.get(&report(CITY, MONTH)).await.page();
    assert_eq!(page.value("entries[F3-01][value]"), "3.2万");

    let mut approver = board.client(Who::Approver(CITY)).await;
    let clash = island(&mut approver, CITY, "F3-01", "777").await.expect(200);
    let said: serde_json::Value = serde_json::from_str(&clash.body).unwrap();
    assert_eq!(
        said["clash"]["theirs"], "3.2万",
        "the second sees both and chooses: {said}"
    );
    let page = editor.get(&report(CITY, MONTH)).await.page();
    assert_eq!(page.value("entries[F3-01][value]"), "3.2万", "nothing was overwritten");

    let mut anonymous = board.visitor();
    assert_eq!(island(&mut anonymous, CITY, "F3-01", "1").await.status, 401);
    for who in [EDITOR_KUNMING, Who::Reviewer, Who::Auditor] {
        let answer = island(&mut board.client(who).await, CITY, "F3-01", "1").await;
        assert!(answer.status >= 400, "{who:?}: {} {}", answer.status, answer.body);
    }
    let closed = island(&mut editor, CITY, "X9", "1").await;
    assert!(closed.status < 500, "{}", closed.body);
    let page = editor.get(&report(CITY, MONTH)).await.page();
    assert_eq!(page.value("entries[F3-01][value]"), "3.2万");
}
