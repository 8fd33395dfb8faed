//! Whatever is typed gets its answer at its field, and nothing else typed on the page is lost.

use axum::http::Method;
use tests::{Board, CITY, EDITOR_SUZHOU, Figures, MONTH, QUARTER, WORDS, Who, both, report};

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
        case(MONTH, total, "１，１００.50", Understood("1,100.50")),
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
pub fn safe(body: &str, what: &str) {
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
            "%FF%FE=%zz&=&&;[".to_owned(),
        )
        .await;
    assert!(matches!(strange.status, 303 | 403 | 422), "{}", strange.says());
}
