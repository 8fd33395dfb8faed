//! The calendar's administration over HTTP, refusals first: extend, exempt, due days and terms with what they would do,
//! the pilot's year, taking back; and the lock that holds for who posts without the page.

use domain::report::State;
use tests::{Board, CITY, EDITOR_KUNMING, EDITOR_SUZHOU, Figures, LIAISON_JIANGSU, MONTH, WORDS, Who, both, report};

both!(
    only_the_administrator_sees_and_changes_the_calendar,
    an_extension_is_refused_with_every_reason_at_its_field,
    an_extended_report_is_open_again_and_others_stay_locked,
    a_change_shows_what_it_does_before_it_is_saved,
    terms_and_years_are_set_from_a_period_on,
);

const ADDRESS: &str = "/admin/calendar";

fn extend<'a>(city: &'a str, period: &'a str, until: &'a str, reason: &'a str) -> [(&'a str, &'a str); 5] {
    [
        ("city", city),
        ("period", period),
        ("until", until),
        ("reason", reason),
        ("action", "extend"),
    ]
}

async fn only_the_administrator_sees_and_changes_the_calendar(board: Board) {
    let form = extend(CITY, MONTH, "2026-05-20", "heavy rain");
    for who in [
        Who::Reviewer,
        EDITOR_SUZHOU,
        LIAISON_JIANGSU,
        Who::Expert,
        Who::Observer,
        Who::Auditor,
    ] {
        let mut client = board.client(who).await;
        assert_eq!(client.get(ADDRESS).await.status, 403, "{who:?}");
        let answer = client.post(ADDRESS, &form).await;
        assert_eq!(answer.status, 403, "{who:?}: {}", answer.says());
    }
    let mut nobody = board.client(Who::Anonymous).await;
    assert!(nobody.get(ADDRESS).await.location().starts_with("/sign-in"));
    assert!(nobody.post(ADDRESS, &form).await.location().starts_with("/sign-in"));
    let mut admin = board.client(Who::Admin).await;
    let page = admin.get(ADDRESS).await.expect(200).page();
    assert_eq!(
        page.elements().filter(|e| e.attribute("data-period").is_some()).count(),
        12
    );
    let april = page.find("data-period", MONTH).unwrap();
    assert_eq!(
        (april.attribute("data-due"), april.attribute("data-locks")),
        (Some("2026-05-11"), Some("2026-06-08"))
    );
    assert!(page.text().contains(WORDS.calendar_relief_none()));
}

async fn an_extension_is_refused_with_every_reason_at_its_field(board: Board) {
    let mut admin = board.client(Who::Admin).await;
    let bad = admin
        .post(ADDRESS, &extend("atlantis", "2026-03", "Friday", ""))
        .await
        .expect(422)
        .page();
    for field in ["city", "period", "until", "reason"] {
        assert!(bad.invalid(field) && !bad.described(field).is_empty(), "{field}");
    }
    assert_eq!(bad.value("until"), "Friday", "what was typed is still there");
    let due = admin
        .post(ADDRESS, &extend(CITY, MONTH, "2026-05-11", "rain"))
        .await
        .expect(422)
        .page();
    assert!(
        due.invalid("until") && !due.invalid("city"),
        "that day is in time already"
    );
    assert_eq!(
        (due.value("reason"), due.value("city")),
        ("rain".to_owned(), CITY.to_owned())
    );
    board.at("2026-05-20T10:00");
    let past = admin
        .post(ADDRESS, &extend(CITY, MONTH, "2026-05-19", "rain"))
        .await
        .expect(422)
        .page();
    assert!(past.invalid("until"), "that day is over");
    let silent = admin
        .post(ADDRESS, &extend(CITY, MONTH, "2026-05-22", " "))
        .await
        .expect(422)
        .page();
    assert!(silent.invalid("reason") && silent.described("reason").contains(WORDS.fault_reason()));
    let strange = admin.post(ADDRESS, &[("action", "abolish")]).await.expect(422);
    assert!(strange.text().contains(WORDS.action_unknown()));
    let page = admin.get(ADDRESS).await.page();
    assert!(
        page.text().contains(WORDS.calendar_history_none()),
        "nothing was written"
    );
}

async fn an_extended_report_is_open_again_and_others_stay_locked(board: Board) {
    let form = Figures(vec![]).with("F3-01", "value", "1").action("save").0;
    let mut suzhou = board.client(EDITOR_SUZHOU).await;
    let mut kunming = board.client(EDITOR_KUNMING).await;
    let mut admin = board.client(Who::Admin).await;
    let (own, other) = (report("suzhou", MONTH), report("kunming", MONTH));
    board.at("2026-06-08T23:59");
    let _ = suzhou.post(&own, &form).await.expect(303);
    board.at("2026-06-09T00:00");
    for (client, page) in [(&mut suzhou, &own), (&mut kunming, &other)] {
        let locked = client.post(page, &form).await;
        assert_eq!(locked.status, 422, "the lock holds without the page: {}", locked.says());
        let shown = client.get(page).await.page();
        assert!(shown.find("value", "save").is_none());
    }

    let _ = admin
        .post(ADDRESS, &extend("suzhou", MONTH, "2026-06-12", "heavy rain"))
        .await
        .expect(303);
    let change = Figures(vec![]).with("F3-01", "value", "2").action("save").0;
    let _ = suzhou.post(&own, &change).await.expect(303);
    assert_eq!(
        kunming.post(&other, &change).await.status,
        422,
        "another city's stays locked"
    );
    let open = suzhou.get(&own).await.page();
    assert!(open.find("data-flag", "extended").is_some() && open.text().contains("Extended to 12 June 2026"));
    assert!(suzhou.get("/").await.text().contains("12 June 2026"));
    board.at("2026-06-12T23:59");
    board.submitted("suzhou", MONTH, &Figures::whole(MONTH)).await;
    let list = admin.get("/reports?city=suzhou&period=2026-04").await.expect(200);
    assert!(
        list.text().contains(WORDS.on_time_extended()) && !list.text().contains("late"),
        "{}",
        list.says()
    );

    // An extension ends by itself.
    let _ = admin
        .post(ADDRESS, &extend("kunming", MONTH, "2026-06-15", "flood"))
        .await
        .expect(303);
    let _ = kunming.post(&other, &form).await.expect(303);
    board.at("2026-06-16T00:00");
    assert_eq!(kunming.post(&other, &change).await.status, 422);
    // Another day takes the place of the first; taken back, it is locked at once.
    let _ = admin
        .post(ADDRESS, &extend("kunming", MONTH, "2026-06-30", "flood again"))
        .await
        .expect(303);
    let _ = kunming.post(&other, &change).await.expect(303);
    let back = [
        ("rule", "extended"),
        ("city", "kunming"),
        ("period", MONTH),
        ("action", "take_back"),
    ];
    let silent = admin.post(ADDRESS, &back).await.expect(422).page();
    assert!(silent.invalid("reason"));
    let mut reasoned = back.to_vec();
    reasoned.push(("reason", "sent by mistake"));
    let _ = admin.post(ADDRESS, &reasoned).await.expect(303);
    assert_eq!(kunming.post(&other, &form).await.status, 422);
    let history = admin.get(ADDRESS).await.expect(200);
    for reason in ["heavy rain", "flood", "flood again", "sent by mistake"] {
        assert!(history.text().contains(reason), "{reason}");
    }
    assert_eq!(board.standing("suzhou", MONTH).await.0, State::Submitted);
}

async fn a_change_shows_what_it_does_before_it_is_saved(board: Board) {
    board.at("2026-05-13T10:00");
    board.submitted(CITY, MONTH, &Figures::whole(MONTH)).await;
    let mut admin = board.client(Who::Admin).await;
    let looked = admin
        .get("/admin/calendar?rule=due_on&period=2026-04&due_on=2026-05-13")
        .await
        .expect(200)
        .page();
    assert!(looked.find("data-moved", MONTH).is_some());
    let suzhou = looked.find("data-effect", "suzhou/2026-04").unwrap().text();
    assert!(
        suzhou.contains(&WORDS.late_by(2)) && suzhou.contains(WORDS.on_time()),
        "{suzhou}"
    );
    let beijing = looked.find("data-effect", "beijing/2026-04").unwrap().text();
    assert!(
        beijing.contains(&WORDS.days_overdue_cell(2)) && beijing.contains(WORDS.open_still()),
        "{beijing}"
    );
    assert!(looked.find("value", "set_due").is_some(), "the button that saves it");
    let calendar = admin.get(ADDRESS).await.page();
    assert_eq!(
        calendar.find("data-period", MONTH).unwrap().attribute("data-due"),
        Some("2026-05-11"),
        "looking changes nothing"
    );

    let silent = [("period", MONTH), ("due_on", "2026-05-13"), ("action", "set_due")];
    let refused = admin.post(ADDRESS, &silent).await.expect(422).page();
    assert!(refused.invalid("reason") && refused.find("data-effect", "suzhou/2026-04").is_some());
    let mut set = silent.to_vec();
    set.push(("reason", "the ministry's letter of 12 May"));
    let _ = admin.post(ADDRESS, &set).await.expect(303);
    let calendar = admin.get(ADDRESS).await.page();
    assert_eq!(
        calendar.find("data-period", MONTH).unwrap().attribute("data-due"),
        Some("2026-05-13")
    );
    let list = admin.get("/reports?city=suzhou&period=2026-04").await;
    assert!(list.text().contains(WORDS.on_time()), "{}", list.says());

    // A city that is exempt is neither late nor asked for anything.
    let exempt = [
        ("city", "kunming"),
        ("period", MONTH),
        ("reason", "systems move"),
        ("action", "exempt"),
    ];
    let _ = admin.post(ADDRESS, &exempt).await.expect(303);
    board.at("2026-07-01T10:00");
    let list = admin.get("/reports?city=kunming&period=2026-04").await;
    assert!(list.page().find("data-flag", "exempt").is_some(), "{}", list.says());
    let home = board.client(EDITOR_KUNMING).await.get("/").await.expect(200);
    assert!(!home.text().contains("April 2026"), "nothing to do: {}", home.says());
    let mut zh = board.client(Who::Admin).await;
    zh.language = "zh-CN";
    let page = zh
        .get("/admin/calendar?rule=exempt&city=kunming&period=2026-04&take_back=1")
        .await
        .expect(200);
    assert!(
        page.text().contains("撤回：昆明 2026 年 4 月报告免报"),
        "{}",
        page.says()
    );
}

async fn terms_and_years_are_set_from_a_period_on(board: Board) {
    let mut admin = board.client(Who::Admin).await;
    let bad = admin
        .get("/admin/calendar?rule=term&period=2026-05&working_day=99")
        .await
        .page();
    assert!(bad.invalid("working_day"));
    let term = [
        ("period", "2026-05"),
        ("working_day", "6"),
        ("reason", "one day more"),
        ("action", "set_term"),
    ];
    let _ = admin.post(ADDRESS, &term).await.expect(303);
    let page = admin.get(ADDRESS).await.page();
    // By hand: 1 to 5 June (5), Monday 8 (6); 3 to 7 August (5), Monday 10 (6); quarters and earlier months stay.
    for (period, due) in [
        ("2026-04", "2026-05-11"),
        ("2026-05", "2026-06-08"),
        ("2026-Q2", "2026-07-14"),
        ("2026-07", "2026-08-10"),
    ] {
        assert_eq!(
            page.find("data-period", period).unwrap().attribute("data-due"),
            Some(due),
            "{period}"
        );
    }
    let year = admin
        .get("/admin/calendar?rule=year&first=2026-01-15")
        .await
        .expect(200)
        .page();
    assert!(year.find("data-moved", "2026-Q4").is_some() && year.find("data-moved", "2025-10").is_some());
    board.bring(CITY, MONTH, State::Drafting).await;
    let outside = [
        ("first", "2026-10-01"),
        ("reason", "the second year"),
        ("action", "make_year"),
    ];
    let refused = admin.post(ADDRESS, &outside).await.expect(422);
    assert!(
        refused.text().contains(&WORDS.refused_outside(MONTH)),
        "{}",
        refused.says()
    );
    let inside = [
        ("first", "2026-04-01"),
        ("reason", "it began in April"),
        ("action", "make_year"),
    ];
    let _ = admin.post(ADDRESS, &inside).await.expect(303);
    let page = admin.get(ADDRESS).await.expect(200);
    assert!(
        page.page().find("data-period", "2027-Q1").is_some() && page.page().find("data-period", "2026-02").is_none()
    );
    assert!(
        page.text().contains(&WORDS.calendar_provisional_note("2027")),
        "2027 has no table yet"
    );
}
