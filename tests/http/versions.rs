//! Versions found and compared over HTTP: by the code printed on them, two side by side, and the counts in lists.

use domain::report::State;
use tests::{
    APPROVER_SUZHOU, Board, CITY, Client, EDITOR_KUNMING, EDITOR_SUZHOU, Figures, LIAISON_JIANGSU, MONTH, QUARTER,
    WORDS, Who, both, html::Page, report, review,
};

both!(
    a_code_leads_to_the_versions_that_one_may_read,
    two_versions_stand_side_by_side,
    texts_are_compared_by_phrases,
    lists_say_how_much_changed_since_acceptance,
);

/// Where the versions found lead, and what the page says.
async fn look_up(client: &mut Client, code: &str) -> (Vec<String>, String) {
    let code: String = form_urlencoded::byte_serialize(code.as_bytes()).collect();
    let answer = client.get(&format!("/reports?code={code}")).await.expect(200);
    let page = answer.page();
    let links = page.find("id", "code-found").map_or(vec![], |list| {
        list.within()
            .filter_map(|e| e.attribute("href").map(str::to_owned))
            .collect()
    });
    (links, page.find("id", "check-code").unwrap().text())
}

async fn a_code_leads_to_the_versions_that_one_may_read(board: Board) {
    board.bring(CITY, MONTH, State::CitySignOff).await;
    let page = report(CITY, MONTH);
    let mut approver = board.client(APPROVER_SUZHOU).await;
    let code = approver.get(&page).await.page().value("check_code");
    let (none, says) = look_up(&mut approver, &code).await;
    assert!(
        none.is_empty() && says.contains(&WORDS.code_none(&code)),
        "not submitted yet: {says}"
    );
    let _ = approver.post(&page, &[("action", "submit")]).await.expect(303);
    let there = vec![format!("{page}/versions/1")];
    let spelled = format!(" {} {}", code[..3].to_lowercase(), code[3..].to_lowercase());
    for typed in [code.as_str(), &spelled, &code[..4]] {
        for who in [APPROVER_SUZHOU, EDITOR_SUZHOU, LIAISON_JIANGSU, Who::Reviewer] {
            let (found, says) = look_up(&mut board.client(who).await, typed).await;
            assert_eq!(found, there, "{typed} by {who:?}: {says}");
        }
    }
    // Hidden and unknown are told in the same words.
    let unknown: String = code.chars().rev().collect();
    for who in [EDITOR_KUNMING, Who::Expert, Who::Observer, Who::Auditor] {
        let mut client = board.client(who).await;
        let (found, says) = look_up(&mut client, &code).await;
        assert!(found.is_empty(), "{who:?}");
        let (_, other) = look_up(&mut client, &unknown).await;
        assert_eq!(says.replace(&code, "…"), other.replace(&unknown, "…"), "{who:?}");
    }
    for bad in ["abc", "xyz9", "'; DROP"] {
        let (found, says) = look_up(&mut approver, bad).await;
        assert!(found.is_empty() && says.contains(WORDS.code_bad()), "{bad}: {says}");
    }
    let shown = approver.get("/reports?code=abc").await.page();
    assert!(shown.invalid("code") && shown.value("code") == "abc");
    // Withdrawn it is the city's own.
    let _ = approver.post(&page, &[("action", "withdraw")]).await.expect(303);
    assert_eq!(look_up(&mut approver, &code).await.0, there);
    assert!(
        look_up(&mut board.client(Who::Reviewer).await, &code)
            .await
            .0
            .is_empty()
    );
}

fn changed(page: &Page) -> String {
    page.find("id", "changed").unwrap().text()
}

async fn two_versions_stand_side_by_side(board: Board) {
    let spared = |reason: &str| {
        let figures = Figures::whole(MONTH).with("F3-01", "value", "");
        figures
            .with("F3-01", "kind", "not_applicable")
            .with("F3-01", "reason", reason)
    };
    board
        .returned(CITY, MONTH, &spared("No desk"), &["N1-01", "F3-01"])
        .await;
    board.at("2026-05-08T12:00");
    let page = report(CITY, MONTH);
    let compare = format!("{page}/compare");
    let mut reviewer = board.client(Who::Reviewer).await;
    let alone = reviewer.get(&compare).await.expect(200);
    assert!(alone.text().contains(WORDS.compare_none()), "{}", alone.says());
    assert!(reviewer.get(&page).await.status == 200);
    let mended = spared("No desk <i>in April</i>").with("N1-01", "numerator", "400111");
    board.submitted(CITY, MONTH, &mended).await;

    let shown = reviewer.get(&compare).await.expect(200);
    assert!(!shown.body.contains("<i>in April"), "as text");
    let shown = shown.page();
    assert!(shown.find("id", "r-N1-01").is_some() && shown.find("id", "r-F3-01").is_some());
    assert!(shown.find("id", "r-F4-02").is_none(), "only what changed");
    let lead = changed(&shown);
    let parts = [WORDS.part_figure(1), WORDS.part_words(1)].join(WORDS.list_sep());
    assert_eq!(lead, WORDS.compare_lead(1, 2, 2, 14, parts));
    let row = shown.find("id", "r-F3-01").unwrap();
    let came: Vec<_> = row.within().filter(|e| e.name() == "ins").map(|e| e.text()).collect();
    assert_eq!(came, [" <i>in April</i>"]);
    let all = reviewer.get(&format!("{compare}?show=all")).await.page();
    assert!(all.find("id", "r-F4-02").is_some());
    assert_eq!((all.value("from").as_str(), all.value("to").as_str()), ("1", "2"));
    let back = reviewer.get(&format!("{compare}?from=2&to=1")).await.page();
    let gone = back
        .find("id", "r-F3-01")
        .unwrap()
        .within()
        .filter(|e| e.name() == "del")
        .count();
    assert_eq!(gone, 1, "either way round");
    let same = reviewer.get(&format!("{compare}?from=2&to=2")).await.page();
    assert_eq!(changed(&same), WORDS.compare_same(2, 2));
    for wrong in ["from=1&to=3", "from=0&to=1", "from=x", "to=-1"] {
        assert_eq!(reviewer.get(&format!("{compare}?{wrong}")).await.status, 404, "{wrong}");
    }
    assert_eq!(board.client(EDITOR_KUNMING).await.get(&compare).await.status, 404);
    // It is found from the versions' list, a version, and the workbench.
    for from in [page.clone(), format!("{page}/versions/1"), review(CITY, MONTH)] {
        let links = reviewer.get(&from).await.expect(200).page();
        let led = links
            .elements()
            .any(|e| e.attribute("href").is_some_and(|h| h.starts_with(&compare)));
        assert!(led, "{from}");
    }
    // A withdrawn version is its city's alone.
    let mut approver = board.client(APPROVER_SUZHOU).await;
    let _ = approver.post(&page, &[("action", "withdraw")]).await.expect(303);
    let both = format!("{compare}?from=1&to=2");
    assert_eq!(reviewer.get(&both).await.status, 404);
    let own = approver.get(&both).await.expect(200).page();
    assert!(
        own.field("to").text().contains("ithdrawn"),
        "{}",
        own.field("to").text()
    );
}

async fn texts_are_compared_by_phrases(board: Board) {
    board.at("2026-04-08T10:00");
    let figures = Figures::whole(QUARTER).and("progress", "已完成业务规范目录梳理，下一步开展培训。");
    board.returned(CITY, QUARTER, &figures, &["progress"]).await;
    board.at("2026-04-08T12:00");
    let mended = figures.and("progress", "正在推进业务标准目录梳理，下一步开展培训。");
    board.submitted(CITY, QUARTER, &mended).await;
    let page = format!("{}/compare", report(CITY, QUARTER));
    let shown = board.client(EDITOR_SUZHOU).await.get(&page).await.expect(200).page();
    assert_eq!(changed(&shown), WORDS.compare_lead(1, 2, 1, 43, WORDS.part_text(1)));
    assert!(shown.text().contains(WORDS.compare_no_values()));
    let text = shown.find("id", "r-progress").unwrap();
    let of = |name: &str| {
        text.within()
            .filter(|e| e.name() == name)
            .map(|e| e.text())
            .collect::<Vec<_>>()
    };
    assert_eq!(
        (of("del"), of("ins")),
        (vec!["已完成业务规范".into()], vec!["正在推进业务标准".to_string()])
    );
}

async fn lists_say_how_much_changed_since_acceptance(board: Board) {
    board.bring(CITY, MONTH, State::Accepted).await;
    let page = report(CITY, MONTH);
    let mut editor = board.client(EDITOR_SUZHOU).await;
    let mut reviewer = board.client(Who::Reviewer).await;
    let boxes = ("items[F3-01][selected]", "on");
    let ask = [boxes, ("reason", "counted twice"), ("action", "request_correction")];
    let _ = editor.post(&page, &ask).await.expect(303);
    let grant = [boxes, ("action", "grant_correction")];
    let _ = reviewer.post(&review(CITY, MONTH), &grant).await.expect(303);
    let before: u64 = Figures::whole(MONTH).get("F3-01", "value").parse().unwrap();
    let value = (before - 1).to_string();
    let save = [("entries[F3-01][value]", value.as_str()), ("action", "save")];
    let _ = editor.post(&page, &save).await.expect(303);
    let list = "/reports?city=suzhou&period=2026-04";
    let says = |page: &Page| page.find("data-changed", "1").map(|e| e.text());
    let told = Some(WORDS.changed_since_accepted(1));
    for address in ["/", list, &page] {
        assert_eq!(
            says(&editor.get(address).await.expect(200).page()),
            told,
            "the city: {address}"
        );
    }
    for address in ["/", "/reports", list, "/reports?view=completeness", &page] {
        let shown = reviewer.get(address).await.expect(200).page();
        assert_eq!(says(&shown), None, "CNIPA reads no draft: {address}");
    }
    let _ = editor.post(&page, &[("action", "sign_off")]).await.expect(303);
    let mut approver = board.client(APPROVER_SUZHOU).await;
    let _ = approver.post(&page, &[("action", "submit")]).await.expect(303);
    let desk = review(CITY, MONTH);
    for address in [
        "/",
        "/reports",
        list,
        "/reports?view=completeness",
        "/reports?view=completeness&city=suzhou",
        &desk,
    ] {
        let shown = reviewer.get(address).await.expect(200).page();
        assert_eq!(says(&shown), told, "{address}: {}", shown.text());
    }
    let queue = reviewer.get("/").await.page();
    let work = queue.elements().find(|e| e.attribute("class") == Some("work")).unwrap();
    assert!(
        work.within().any(|e| e.attribute("data-changed") == Some("1")),
        "{}",
        work.text()
    );
    let liaison = board.client(LIAISON_JIANGSU).await.get("/").await.page();
    assert_eq!(says(&liaison), told);
    let other = board.client(EDITOR_KUNMING).await.get("/reports").await.page();
    assert_eq!(says(&other), None);
    // The comparison begins with the accepted version.
    let compare = reviewer.get(&format!("{page}/compare")).await.expect(200).page();
    assert_eq!(
        (compare.value("from").as_str(), compare.value("to").as_str()),
        ("1", "2")
    );
    let _ = reviewer.post(&desk, &[("action", "accept")]).await.expect(303);
    for address in ["/", list] {
        assert_eq!(says(&reviewer.get(address).await.page()), None, "{address}");
    }
}
