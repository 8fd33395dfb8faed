//! The workbench: what came back side by side, filters that keep what is typed, what to look at, the next report after a
//! verdict; and what the city reads of it on its home.

use domain::{city::cities, report::State};
use tests::{
    APPROVER_SUZHOU, Board, CITY, Client, EDITOR_KUNMING, EDITOR_SUZHOU, Figures, LIAISON_JIANGSU, MONTH, QUARTER,
    WORDS, Who, board::NOW, both, html::Page, report, reports::verdicts, review,
};

both!(
    what_was_returned_comes_back_side_by_side,
    a_filter_keeps_what_is_typed,
    an_acceptance_says_what_it_passes_over,
    what_is_far_from_the_others_is_flagged_to_reviewers_alone,
    what_was_promised_last_time_stands_beside,
    after_a_verdict_comes_the_next_report,
    an_unread_return_stands_on_the_home_item_by_item,
    the_approver_says_why_it_goes_back,
);

fn april() -> Figures {
    Figures::whole(MONTH)
}

/// The items of the workbench in their order.
fn sections(page: &Page) -> Vec<String> {
    let items = page.elements().filter(|e| e.name() == "section");
    let ids = items.filter_map(|e| e.attribute("id"));
    ids.filter_map(|id| id.strip_prefix("r-").map(str::to_owned)).collect()
}

async fn submit(board: &Board) {
    let page = report(CITY, MONTH);
    let mut approver = board.client(APPROVER_SUZHOU).await;
    let _ = approver.post(&page, &[("action", "submit")]).await.expect(303);
}

async fn what_was_returned_comes_back_side_by_side(board: Board) {
    let items = ["N1-01", "F3-01"];
    board.returned(CITY, MONTH, &april(), &items).await;
    let page = report(CITY, MONTH);
    let mut editor = board.client(EDITOR_SUZHOU).await;
    let mended = april()
        .with("N1-01", "numerator", "400111")
        .and("items[F3-01][comment]", "The ledger says so too.")
        .action("sign_off");
    let _ = editor.post(&page, &mended.0).await.expect(303);
    submit(&board).await;

    let mut reviewer = board.client(Who::Reviewer).await;
    let shown = reviewer
        .get(&format!("{}?show=all", review(CITY, MONTH)))
        .await
        .expect(200);
    let shown = shown.page();
    let order = sections(&shown);
    assert_eq!(order.len(), 14);
    let first: std::collections::BTreeSet<_> = order[..2].iter().map(String::as_str).collect();
    assert_eq!(first, items.into(), "what came back comes first: {order:?}");
    let back = |code: &str| {
        shown
            .find("data-back", code)
            .unwrap_or_else(|| panic!("no {code}"))
            .text()
    };
    let changed = back("N1-01");
    for part in [
        &WORDS.back_old(1),
        &WORDS.back_new(2),
        "please check",
        WORDS.back_no_answer(),
    ] {
        assert!(changed.contains(part), "{part} in {changed}");
    }
    let figure = |n: &str, of: &str| {
        let rate = n.parse::<domain::Decimal>().unwrap() * domain::Decimal::ONE_HUNDRED
            / of.parse::<domain::Decimal>().unwrap();
        domain::number::show(rate, 2)
    };
    let of = april().get("B4", "value").to_owned();
    let (old, new) = (figure(april().get("N1-01", "numerator"), &of), figure("400111", &of));
    assert!(
        changed.contains(&old) && changed.contains(&new),
        "{old} and {new} in {changed}"
    );
    let answered = back("F3-01");
    for part in ["please check", "The ledger says so too.", WORDS.back_same()] {
        assert!(answered.contains(part), "{part} in {answered}");
    }
    assert_eq!(
        shown.text().matches("The ledger says so too.").count(),
        1,
        "the thread below does not repeat it"
    );
    assert!(shown.text().contains(&WORDS.promised_answered(WORDS.item("F3-01"))));
}

async fn a_filter_keeps_what_is_typed(board: Board) {
    board.bring(CITY, MONTH, State::Submitted).await;
    let desk = review(CITY, MONTH);
    let mut reviewer = board.client(Who::Reviewer).await;
    let taken = async || {
        let caller = board.caller(Who::Reviewer).await;
        let row = storage::reports::row(&board.store, &caller, CITY, MONTH.parse().unwrap()).await;
        row.unwrap().taken
    };
    let lines = async || board.audit_lines().await;

    // Nothing typed: nothing kept, nothing taken.
    let before = lines().await;
    let to = reviewer
        .post(&desk, &[("show", "flagged"), ("items[B4][comment]", "")])
        .await
        .expect(303);
    assert_eq!(to.location(), format!("{desk}?show=flagged"));
    assert!(!taken().await && lines().await == before, "looking is not taking");

    let mut typed = verdicts(&[("N1-01", "return", "Which cases?"), ("B4", "accept", "")]);
    typed.push(("show".into(), "all".into()));
    let to = reviewer.post(&desk, &typed).await.expect(303);
    assert_eq!(to.location(), format!("{desk}?show=all"));
    assert!(taken().await, "the first verdict takes it");
    let kept = lines().await;
    let shown = reviewer.get(to.location()).await.expect(200).page();
    assert_eq!(shown.value("items[N1-01][verdict]"), "return");
    assert_eq!(shown.value("items[N1-01][comment]"), "Which cases?");
    assert_eq!(shown.value("items[B4][verdict]"), "accept");
    let _ = reviewer.post(&desk, &typed).await.expect(303);
    assert_eq!(lines().await, kept, "what is kept already is not written again");

    // To an item that is not shown, and to the next report, the same way.
    let mut go = verdicts(&[("F3-01", "accept", "")]);
    go.push(("go".into(), "F1-03".into()));
    let to = reviewer.post(&desk, &go).await.expect(303);
    assert_eq!(to.location(), format!("{desk}?show=all#r-F1-03"));
    let shown = reviewer.get(&format!("{desk}?show=all")).await.page();
    assert_eq!(shown.value("items[F3-01][verdict]"), "accept");

    // A comment without a verdict cannot be kept, and is not lost.
    let half = [("items[F1-03][comment]", "half a thought"), ("show", "changed")];
    let refused = reviewer.post(&desk, &half).await.expect(422).page();
    assert_eq!(refused.value("items[F1-03][comment]"), "half a thought");
    assert!(refused.invalid("items[F1-03][comment]"));

    // Of a report that is not under review the filters are links.
    board.bring("kunming", MONTH, State::Accepted).await;
    let read = reviewer.get(&review("kunming", MONTH)).await.expect(200).page();
    assert!(read.find("name", "show").is_none());
    let link = format!("{}?show=all", review("kunming", MONTH));
    assert!(read.find("href", &link).is_some(), "{link}");

    for who in [EDITOR_SUZHOU, LIAISON_JIANGSU] {
        let mut client = board.client(who).await;
        assert_eq!(client.post(&desk, &typed).await.status, 403, "{who:?}");
    }
    let mut stranger = board.client(EDITOR_KUNMING).await;
    assert_eq!(stranger.post(&desk, &typed).await.status, 404);
}

async fn an_acceptance_says_what_it_passes_over(board: Board) {
    board.bring(CITY, MONTH, State::Submitted).await;
    let desk = review(CITY, MONTH);
    let mut reviewer = board.client(Who::Reviewer).await;
    let leaves = |page: &Page| page.find("id", "leaves").unwrap().text();
    let shown = reviewer.get(&desk).await.expect(200).page();
    assert!(
        leaves(&shown).contains(&WORDS.leaves_undecided(14)),
        "{}",
        leaves(&shown)
    );
    let codes = domain::indicator::items(MONTH.parse().unwrap());
    let all: Vec<_> = codes.iter().map(|d| (d.code.as_str(), "accept", "")).collect();
    let mut form = verdicts(&all);
    form.push(("action".into(), "take".into()));
    let _ = reviewer.post(&desk, &form).await.expect(303);
    let shown = reviewer.get(&desk).await.expect(200).page();
    assert_eq!(leaves(&shown).trim(), WORDS.leaves_nothing());
    let _ = reviewer.post(&desk, &[("action", "accept")]).await.expect(303);
    assert_eq!(board.standing(CITY, MONTH).await, (State::Accepted, 1));
}

async fn what_is_far_from_the_others_is_flagged_to_reviewers_alone(board: Board) {
    for city in cities().iter().filter(|c| c.slug != CITY).take(5) {
        board.accepted(&city.slug, MONTH, &Figures::of(MONTH, city.order)).await;
    }
    board
        .submitted(CITY, MONTH, &april().with("N2-02", "numerator", "1000"))
        .await;
    let mut reviewer = board.client(Who::Reviewer).await;
    let desk = format!("{}?show=flagged", review(CITY, MONTH));
    let shown = reviewer.get(&desk).await.expect(200).page();
    let far = shown.find("data-far", "N2-02").expect("far from the others").text();
    assert!(far.contains("median") && far.contains("The 5 others"), "{far}");
    assert!(sections(&shown).contains(&"N2-02".to_owned()));
    assert!(
        !sections(&shown).contains(&"N3-01".to_owned()),
        "{:?}",
        sections(&shown)
    );
    for who in [EDITOR_SUZHOU, APPROVER_SUZHOU, LIAISON_JIANGSU] {
        let mut client = board.client(who).await;
        for address in ["/".to_owned(), report(CITY, MONTH), format!("/cities/{CITY}")] {
            let body = client.get(&address).await.body;
            assert!(
                !body.contains(WORDS.flag_far()) && !body.contains("data-far"),
                "{who:?} {address}"
            );
        }
    }
}

async fn what_was_promised_last_time_stands_beside(board: Board) {
    board.at("2026-04-08T10:00");
    let quarter = Figures::whole(QUARTER)
        .and("next_steps", "Open two <windows>.")
        .with("F1-03", "kind", "not_yet_available")
        .with("F1-03", "reason", "The books close on the 20th.")
        .with("F1-03", "expected_on", "2026-04-20");
    board.accepted(CITY, QUARTER, &quarter).await;
    board.at(NOW);
    board.bring(CITY, MONTH, State::Submitted).await;
    let mut reviewer = board.client(Who::Reviewer).await;
    let answer = reviewer.get(&review(CITY, MONTH)).await.expect(200);
    let text = answer.page().text();
    assert!(
        text.contains("Open two <windows>.") && !answer.body.contains("<windows>"),
        "{text}"
    );
    let due = WORDS.promised_due(
        WORDS.item("F1-03"),
        WORDS.period_name("2026-03".parse().unwrap()),
        WORDS.full_day("2026-04-20".parse().unwrap()),
    );
    assert!(text.contains(&due), "{due} in {text}");
}

async fn after_a_verdict_comes_the_next_report(board: Board) {
    for (minute, city) in ["suzhou", "kunming", "hangzhou"].into_iter().enumerate() {
        board.at(&format!("2026-05-08T10:0{minute}"));
        board.bring(city, MONTH, State::Submitted).await;
    }
    let mut reviewer = board.client(Who::Reviewer).await;
    let home = reviewer.get("/").await.expect(200).page();
    assert_eq!(
        home.find("id", "first-waiting").unwrap().attribute("href"),
        Some(review("suzhou", MONTH).as_str())
    );
    assert!(
        home.find("href", "#first-waiting").is_some(),
        "a step from the keyboard"
    );

    // Passed over, the first waits still; from the second the third is next.
    let to = reviewer
        .post(&review("suzhou", MONTH), &[("go", "next")])
        .await
        .expect(303);
    assert_eq!(to.location(), review("kunming", MONTH));
    let accept = |city: &str| format!("{}?then=next", review(city, MONTH));
    let to = reviewer
        .post(&accept("kunming"), &[("action", "accept")])
        .await
        .expect(303);
    let (path, query) = to.location().split_once('?').unwrap();
    assert_eq!(path, review("hangzhou", MONTH));
    assert!(query.contains("done=accept") && query.contains("of=kunming"), "{query}");
    let said = reviewer.get(to.location()).await.expect(200).page().text();
    assert!(said.contains(&WORDS.done_left(2)), "{said}");

    let mut back = verdicts(&[("N1-01", "return", "Which cases?")]);
    back.push(("action".into(), "return".into()));
    let to = reviewer.post(&accept("hangzhou"), &back).await.expect(303);
    assert!(to.location().starts_with(&review("suzhou", MONTH)), "{}", to.location());
    assert_eq!(board.standing("hangzhou", MONTH).await.0, State::Returned);
    let refused = reviewer
        .post(&accept("suzhou"), &[("action", "return")])
        .await
        .expect(422)
        .page();
    let form = refused.find("id", "bench").unwrap();
    assert!(
        !form.attribute("action").unwrap().contains("then="),
        "the plain buttons stay plain"
    );
    let to = reviewer
        .post(&accept("suzhou"), &[("action", "accept")])
        .await
        .expect(303);
    assert!(
        to.location().starts_with("/?") && to.location().ends_with("#queue"),
        "{}",
        to.location()
    );
    let address = to.location().trim_end_matches("#queue").to_owned();
    let said = reviewer.get(&address).await.expect(200).page().text();
    assert!(said.contains(WORDS.done_none_left()), "{said}");
    // Without it a verdict leads to the report, as ever.
    board.bring("changsha", MONTH, State::Submitted).await;
    let to = reviewer
        .post(&review("changsha", MONTH), &[("action", "accept")])
        .await
        .expect(303);
    assert_eq!(to.location(), report("changsha", MONTH));
}

async fn an_unread_return_stands_on_the_home_item_by_item(board: Board) {
    board.returned(CITY, MONTH, &april(), &["N1-01", "F3-01"]).await;
    let unread = |page: &Page| page.find("data-flag", "unread").is_some();
    let mut editor = board.client(EDITOR_SUZHOU).await;
    let mut liaison = board.client(LIAISON_JIANGSU).await;
    let _ = liaison.get(&report(CITY, MONTH)).await;
    let home = editor.get("/").await.expect(200).page();
    assert!(unread(&home), "nobody of the city has opened it");
    let text = home.text();
    for part in [
        "please check".to_owned(),
        "Reviewer".to_owned(),
        WORDS.stamp(board.now()),
        WORDS.home_mend_by(WORDS.day("2026-05-14".parse().unwrap())),
    ] {
        assert!(text.contains(&part), "{part} in {text}");
    }
    for item in ["N1-01", "F3-01"] {
        let to = format!("{}#r-{item}", report(CITY, MONTH));
        assert!(home.find("href", &to).is_some(), "{to}");
    }
    let lines = board.audit_lines().await;
    let _ = editor.get(&report(CITY, MONTH)).await.expect(200);
    assert_eq!(
        board.audit_lines().await,
        lines + 1,
        "that it was opened is written once"
    );
    let _ = editor.get(&report(CITY, MONTH)).await.expect(200);
    assert_eq!(board.audit_lines().await, lines + 1);
    let home = editor.get("/").await.expect(200).page();
    assert!(
        !unread(&home) && home.text().contains(WORDS.see_comments()),
        "an ordinary task now"
    );
    board.audit_is_sound().await;
}

async fn the_approver_says_why_it_goes_back(board: Board) {
    board.bring(CITY, MONTH, State::CitySignOff).await;
    let page = report(CITY, MONTH);
    let mut approver = board.client(APPROVER_SUZHOU).await;
    let mut editor = board.client(EDITOR_SUZHOU).await;
    let words = "B4 is <last> month's.";
    let long = "字".repeat(2_001);
    let refused = approver
        .post(&page, &[("action", "send_back"), ("comment", &long)])
        .await
        .expect(422);
    assert_eq!(refused.page().value("comment"), long, "nothing typed is lost");
    let _ = approver
        .post(&page, &[("action", "send_back"), ("comment", words)])
        .await
        .expect(303);
    assert_eq!(board.standing(CITY, MONTH).await.0, State::Drafting);
    for address in ["/", page.as_str()] {
        let answer = editor.get(address).await.expect(200);
        assert!(
            answer.page().text().contains(words) && !answer.body.contains("<last>"),
            "{address}"
        );
    }
    let hidden = async |client: &mut Client| {
        for address in ["/", page.as_str()] {
            assert!(!client.get(address).await.body.contains("month's."), "{address}");
        }
    };
    hidden(&mut board.client(Who::Reviewer).await).await;
    hidden(&mut board.client(LIAISON_JIANGSU).await).await;
    let _ = editor.post(&page, &april().action("sign_off").0).await.expect(303);
    let shown = editor.get("/").await.page().text();
    assert!(!shown.contains(words), "handed in again it is done with");
    // Without a word it goes back as before.
    let _ = approver.post(&page, &[("action", "send_back")]).await.expect(303);
    let shown = editor.get(&page).await.expect(200).page().text();
    assert!(shown.contains(WORDS.sent_back_title()), "{shown}");
}
