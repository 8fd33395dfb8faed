//! Tasks in motion over HTTP: the quarterly form by field names, refusals at their fields, review by item, print, and the
//! pages of progress.

use domain::scheme::State as Scheme;
use tests::{
    APPROVER_SUZHOU, Board, CITY, EDITOR_KUNMING, EDITOR_SUZHOU, Figures, LIAISON_JIANGSU, LIAISON_YUNNAN, QUARTER,
    WORDS, Who, board::NOW, both, report, review,
};

both!(
    the_form_asks_for_every_task_and_says_what_is_wrong_where,
    a_task_is_returned_mended_compared_and_printed,
    progress_is_its_citys_its_provinces_and_cnipas,
    without_a_scheme_the_report_says_so,
    evidence_stands_at_a_task,
);

/// Suzhou's scheme filed in November.
async fn filed(board: &Board) {
    board.at("2025-11-03T10:00");
    let people = [EDITOR_SUZHOU, APPROVER_SUZHOU, Who::Reviewer];
    let mut callers = Vec::new();
    for who in people {
        callers.push(board.caller(who).await);
    }
    tests::filed::file(&board.store, [&callers[0], &callers[1], &callers[2]], CITY, &[]).await;
    board.at(NOW);
}

const STATES: [(&str, &str); 4] = [
    ("tasks[1][state]", "under_way"),
    ("tasks[1][percent]", "60"),
    ("tasks[1][milestones][1][done_on]", "2025-12-20"),
    ("tasks[3][state]", "done"),
];

fn figures(other: &[(&str, &str)]) -> Figures {
    let all = STATES.iter().chain(other);
    all.fold(Figures::whole(QUARTER), |figures, (name, text)| figures.and(name, text))
}

async fn the_form_asks_for_every_task_and_says_what_is_wrong_where(board: Board) {
    filed(&board).await;
    board.draft(CITY, QUARTER, &Figures::whole(QUARTER)).await;
    let page = report(CITY, QUARTER);
    let mut editor = board.client(EDITOR_SUZHOU).await;
    let shown = editor.get(&page).await.expect(200).page();
    assert_eq!(shown.value("tasks[1][state]"), "");
    assert!(shown.find("id", "r-task-3").is_some() && shown.find("id", "r-task-2").is_none());
    let sent = [
        ("tasks[1][state]", "delayed"),
        ("tasks[1][percent]", "40.5"),
        ("tasks[1][expected_on]", "2026-03-31"),
        ("tasks[1][milestones][1][done_on]", "2026-05-09"),
        ("funding_spent", "-3"),
        ("action", "sign_off"),
    ];
    let refused = editor.post(&page, &sent).await.expect(422).page();
    for (name, words) in [
        ("tasks[1][percent]", WORDS.p_whole().to_owned()),
        ("tasks[1][cause]", WORDS.task_p_cause().to_owned()),
        ("tasks[1][expected_on]", WORDS.p_not_after("31 March 2026")),
        ("tasks[1][milestones][1][done_on]", WORDS.p_future_date().to_owned()),
        ("funding_spent", WORDS.p_negative().to_owned()),
        ("tasks[3][state]", WORDS.task_p_state().to_owned()),
    ] {
        assert!(refused.invalid(name), "{name}");
        assert!(
            refused.described(name).contains(&words),
            "{name}: {}",
            refused.described(name)
        );
    }
    assert_eq!(refused.value("tasks[1][percent]"), "40.5", "as typed");
    assert!(
        refused.find("href", "#task-3-state").is_some(),
        "the summary leads there"
    );
    let saved = editor.get(&page).await.page();
    assert_eq!(
        saved.value("tasks[1][state]"),
        "delayed",
        "what was typed is kept all the same"
    );
    let mended = [
        ("tasks[1][state]", "done"),
        ("tasks[1][percent]", ""),
        ("tasks[1][milestones][1][done_on]", "2025-12-20"),
        ("tasks[3][state]", "not_started"),
        ("funding_spent", "1.5亿"),
        ("action", "sign_off"),
    ];
    let _ = editor.post(&page, &mended).await.expect(303);
    let frozen = board.client(APPROVER_SUZHOU).await.get(&page).await.expect(200);
    assert!(frozen.text().contains("Local standard"));
}

async fn a_task_is_returned_mended_compared_and_printed(board: Board) {
    filed(&board).await;
    board
        .submitted(CITY, QUARTER, &figures(&[("funding_spent", "42")]))
        .await;
    let (page, bench) = (report(CITY, QUARTER), review(CITY, QUARTER));
    let mut reviewer = board.client(Who::Reviewer).await;
    let shown = reviewer.get(&format!("{bench}?show=all")).await.expect(200);
    assert!(shown.text().contains("Task 1 List of matters") && shown.page().find("id", "r-funding_spent").is_some());
    let verdict = [
        ("items[task-3][verdict]", "return"),
        ("items[task-3][comment]", "the approval is of June"),
        ("action", "return"),
    ];
    let _ = reviewer.post(&bench, &verdict).await.expect(303);
    let mut editor = board.client(EDITOR_SUZHOU).await;
    let back = editor.get(&page).await.expect(200);
    assert!(back.text().contains("the approval is of June"));
    let back = back.page();
    assert!(
        back.field("tasks[1][state]").attribute("disabled").is_some(),
        "not returned"
    );
    assert!(back.field("tasks[3][state]").attribute("disabled").is_none());
    let mended = [
        ("tasks[3][state]", "delayed"),
        ("tasks[3][percent]", "80"),
        ("tasks[3][cause]", "one more <round>"),
        ("tasks[3][expected_on]", "2026-06-15"),
        ("action", "sign_off"),
    ];
    let _ = editor.post(&page, &mended).await.expect(303);
    let mut approver = board.client(APPROVER_SUZHOU).await;
    let sheet = approver.get(&format!("{page}/sign-off")).await.expect(200);
    assert!(
        sheet.page().find("id", "r-task-3").is_some(),
        "on the sheet that is signed"
    );
    let _ = approver.post(&page, &[("action", "submit")]).await.expect(303);
    let printed = approver.get(&format!("{page}/versions/2")).await.expect(200);
    let row = printed.page().find("id", "r-task-3").unwrap().text();
    assert!(
        row.contains(WORDS.task_state_delayed()) && row.contains("one more <round>"),
        "{row}"
    );
    assert!(printed.text().contains("42 (10,000 yuan)"));
    let compared = reviewer.get(&format!("{page}/compare")).await.expect(200).page();
    let task = compared.find("id", "r-task-3").unwrap();
    let came: Vec<_> = task.within().filter(|e| e.name() == "ins").map(|e| e.text()).collect();
    assert!(came.contains(&"80%".to_owned()), "{came:?}");
    assert!(compared.find("id", "r-task-1").is_none(), "only what changed");
    let _ = reviewer.post(&bench, &[("action", "accept")]).await.expect(303);
    let progress = reviewer.get("/schemes/suzhou?view=progress").await.expect(200).page();
    let row = progress.find("id", "task-3").unwrap().text();
    assert!(row.contains("80%") && row.contains("one more <round>"), "{row}");
}

async fn progress_is_its_citys_its_provinces_and_cnipas(board: Board) {
    filed(&board).await;
    board
        .accepted(CITY, QUARTER, &figures(&[("funding_spent", "42")]))
        .await;
    board.at("2026-05-20T10:00");
    let path = "/schemes/suzhou?view=progress";
    let picture = "/charts/scheme-progress.svg?city=suzhou";
    for who in [
        EDITOR_SUZHOU,
        APPROVER_SUZHOU,
        LIAISON_JIANGSU,
        Who::Reviewer,
        Who::Admin,
    ] {
        let mut client = board.client(who).await;
        let answer = client.get(path).await.expect(200);
        assert!(answer.text().contains("Local standard"), "{who:?}");
        let _ = client.get(picture).await.expect(200);
        let list = client.get("/schemes").await.expect(200).text();
        assert!(list.contains("42 / 150"), "{who:?}: {list}");
    }
    for who in [EDITOR_KUNMING, LIAISON_YUNNAN, Who::Expert, Who::Observer, Who::Auditor] {
        let mut client = board.client(who).await;
        for path in [path, picture] {
            assert_eq!(client.get(path).await.status, 404, "{who:?} {path}");
        }
        let list = client.get("/schemes").await;
        assert!(!list.text().contains("42 / 150"), "{who:?}");
    }
    let mut editor = board.client(EDITOR_SUZHOU).await;
    let now = editor.get(path).await.page();
    assert_eq!(now.find("id", "task-3").unwrap().attribute("data-state"), Some("done"));
    assert!(now.find_tag("svg").is_some());
    let then = editor.get(&format!("{path}&as_of=2026-05-07")).await.expect(200).page();
    assert_eq!(
        then.find("id", "task-3").unwrap().attribute("data-state"),
        None,
        "accepted later"
    );
    let before = editor.get(&format!("{path}&as_of=2025-11-01")).await.expect(200);
    assert!(before.text().contains(WORDS.progress_none()), "not filed by then");
    for bad in ["2027-01-01", "soon"] {
        let told = editor.get(&format!("{path}&as_of={bad}")).await.expect(200).text();
        assert!(
            told.contains(WORDS.bad_as_of()) || told.contains(WORDS.future_as_of()),
            "{bad}"
        );
    }
    // Task 3's milestone was never given its day: late by what is filed, whatever the state says.
    let list = editor.get("/schemes").await.page();
    let late = list.find("id", "late").unwrap().text();
    assert!(
        late.contains("Approved") && late.contains("82") && !late.contains("Assessed"),
        "{late}"
    );
    for name in ["scheme-tasks", "scheme-funds"] {
        let svg = editor.get(&format!("/charts/{name}.svg")).await.expect(200);
        assert!(svg.body.contains("<svg"), "{name}");
        assert_eq!(
            board
                .client(Who::Expert)
                .await
                .get(&format!("/charts/{name}.svg"))
                .await
                .status,
            404
        );
    }
}

async fn without_a_scheme_the_report_says_so(board: Board) {
    let page = report(CITY, QUARTER);
    let mut editor = board.client(EDITOR_SUZHOU).await;
    let shown = editor.get(&page).await.expect(200);
    assert!(shown.text().contains(WORDS.tasks_unfiled()) && shown.text().contains(WORDS.tasks_scheme_warn()));
    assert!(shown.page().find("href", "/schemes/suzhou").is_some());
    let admin = board.caller(Who::Admin).await;
    let mut settings = storage::settings::get(&board.store).await.unwrap();
    settings.scheme_first = true;
    storage::settings::set(&board.store, &admin, settings).await.unwrap();
    let sent = Figures::whole(QUARTER).action("sign_off");
    let refused = editor.post(&page, &sent.0).await.expect(422);
    let summary = refused.page().find("id", "errors").unwrap().text();
    assert!(summary.contains(WORDS.refused_scheme_first()), "{summary}");
    assert_eq!(board.scheme_state(CITY).await, Scheme::Drafting);
}

async fn evidence_stands_at_a_task(board: Board) {
    filed(&board).await;
    board.draft(CITY, QUARTER, &figures(&[])).await;
    let (page, files) = (report(CITY, QUARTER), format!("{}/files", report(CITY, QUARTER)));
    let mut editor = board.client(EDITOR_SUZHOU).await;
    let pdf: &[u8] = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n";
    // Task 2 is no task of the scheme.
    let wrong = editor.upload(&files, &[("item", "task-2")], &[("a.pdf", pdf)]).await;
    assert!([404, 422].contains(&wrong.status), "{}", wrong.says());
    let _ = editor
        .upload(&files, &[("item", "task-1")], &[("list.pdf", pdf)])
        .await
        .expect(303);
    let link = |answer: &tests::Answer| {
        let page = answer.page();
        let links = page.elements().filter_map(|e| e.attribute("href").map(str::to_owned));
        links.filter(|h| h.starts_with("/files/")).collect::<Vec<_>>()
    };
    let own = link(&editor.get(&page).await.expect(200));
    assert_eq!(own.len(), 1, "in the row of the task");
    assert_eq!(board.client(EDITOR_KUNMING).await.get(&own[0]).await.status, 404);
    let (ed, ap) = (board.caller(EDITOR_SUZHOU).await, board.caller(APPROVER_SUZHOU).await);
    let quarter = QUARTER.parse().unwrap();
    storage::reports::sign_off(&board.store, &ed, CITY, quarter)
        .await
        .unwrap();
    let signature = domain::report::Signature::OnScreen;
    storage::reports::submit(&board.store, &ap, CITY, quarter, signature)
        .await
        .unwrap();
    let mut reviewer = board.client(Who::Reviewer).await;
    let shown = reviewer.get(&review(CITY, QUARTER)).await.expect(200);
    assert!(shown.text().contains("list.pdf"), "{}", shown.says());
    let file = reviewer.get(&link(&shown)[0]).await.expect(200);
    assert_eq!(file.bytes, pdf);
}
