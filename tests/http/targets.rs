//! Targets stand beside figures: a city reads its own, CNIPA all; attainment of others follows the release of their values;
//! an amendment is a step with its reason, and a day before it the picture is the earlier one.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    access::Release,
    calendar,
    city::cities,
    indicator::{Way, indicators},
    report::Signature,
    scheme::Slot,
};
use storage::{
    releases,
    schemes::{self, Letter},
};
use tests::{Board, Client, EDITOR_KUNMING, EDITOR_SUZHOU, Figures, LIAISON_JIANGSU, LIAISON_YUNNAN, Who, both};

both!(
    a_city_reads_its_own_target_and_cnipa_all,
    attainment_of_others_follows_the_release_of_their_values,
    an_amendment_is_a_step_with_its_reason_and_a_day_before_there_is_none,
    the_editor_says_the_target_and_what_is_reached,
);

pub(crate) const QUARTER: &str = "2025-Q4";

/// October and November of all nine cities are accepted; F4-03 of Suzhou is 10 and 20, of Kunming 12 and 18.
pub(crate) async fn two_months(board: &Board) {
    for (month, day, own) in [
        ("2025-10", "2025-11-05T10:00", ["10", "12"]),
        ("2025-11", "2025-12-03T10:00", ["20", "18"]),
    ] {
        board.at(day);
        for (n, city) in cities().iter().enumerate() {
            let mut figures = Figures::of(month, n);
            if let Some(at) = ["suzhou", "kunming"].iter().position(|c| *c == city.slug) {
                figures = figures.with("F4-03", "value", own[at]);
            }
            board.accepted(&city.slug, month, &figures).await;
        }
    }
}

/// The fields of targets that a test sets.
type Steps<'a> = &'a [(&'a str, &'a str, &'a str)];

/// A scheme that may be filed: one task, and what is not set here does not apply.
fn whole(steps: Steps<'_>) -> BTreeMap<String, String> {
    let mut all = BTreeMap::new();
    let mut put = |name: String, text: &str| drop(all.insert(name, text.to_owned()));
    for name in ["objectives", "leadership", "safeguards", "funding"] {
        put(name.to_owned(), "工作安排");
    }
    put("funding_planned".to_owned(), "300");
    for (field, text) in [
        ("title", "一窗通办"),
        ("measures", "设立窗口"),
        ("result", "时间缩短"),
        ("indicators", "F2-01"),
    ] {
        put(format!("tasks[1][{field}]"), text);
    }
    for (field, text) in [("name", "窗口启用"), ("due", "2026-03-31"), ("lead", "市知识产权局")] {
        put(format!("tasks[1][milestones][1][{field}]"), text);
    }
    for d in indicators() {
        let set = steps.iter().any(|(code, ..)| *code == d.code);
        let of = |field: &str| format!("targets[{}][{field}]", d.code);
        if !set {
            put(of("kind"), "not_applicable");
            put(of("reason"), "本市暂无此项业务");
            continue;
        }
        put(of("kind"), "value");
        put(of("baseline"), if d.way == Way::YesNo { "no" } else { "20" });
        put(of("baseline_on"), "2025-09-30");
        put(of("source"), "业务系统");
        put(of("explanation"), "按现有基础确定");
    }
    for (code, quarter, target) in steps {
        put(format!("targets[{code}][{quarter}]"), target);
    }
    all
}

async fn hand_in(board: &Board, city: &'static str, texts: BTreeMap<String, String>, granted: &[&str]) {
    let (store, editor) = (&board.store, board.caller(Who::Editor(city)).await);
    let sent = texts
        .into_iter()
        .map(|(name, text)| (Slot::parse(&name).unwrap(), text));
    schemes::save(store, &editor, city, &sent.collect(), None)
        .await
        .unwrap();
    schemes::sign_off(store, &editor, city).await.unwrap();
    let approver = board.caller(Who::Approver(city)).await;
    schemes::submit(store, &approver, city, &Signature::OnScreen, None)
        .await
        .unwrap();
    let reviewer = board.caller(Who::Reviewer).await;
    let granted: BTreeSet<String> = granted.iter().map(|c| (*c).to_owned()).collect();
    schemes::file(store, &reviewer, city, &Letter::default(), &granted)
        .await
        .unwrap();
}

/// Suzhou and Kunming have filed; the others have not.
pub(crate) async fn filed(board: &Board) {
    two_months(board).await;
    board.at("2025-12-10T10:00");
    let suzhou = [
        ("F2-01", QUARTER, "93.71"),
        ("F2-01", "2026-Q3", "97"),
        ("F4-03", QUARTER, "40"),
        ("F4-03", "2026-Q3", "90"),
    ];
    hand_in(board, "suzhou", whole(&suzhou), &[]).await;
    let kunming = [
        ("F2-01", QUARTER, "87.39"),
        ("F2-01", "2026-Q3", "96"),
        ("F4-03", QUARTER, "60"),
        ("F4-03", "2026-Q3", "95"),
    ];
    hand_in(board, "kunming", whole(&kunming), &[]).await;
    board.at("2026-01-05T10:00");
}

/// The rows of a comparison by city, under the names of the columns.
pub(crate) async fn compared(client: &mut Client, query: &str) -> BTreeMap<String, BTreeMap<String, String>> {
    let csv = client
        .get(&format!("/exports/comparison.csv?{query}"))
        .await
        .expect(200)
        .body;
    let mut reader = csv::Reader::from_reader(csv.trim_start_matches('\u{feff}').as_bytes());
    let head = reader.headers().unwrap().clone();
    assert_eq!(&head[12], "note", "what stood there keeps its place");
    assert_eq!((&head[13], &head[14]), ("target", "attainment"));
    let rows = reader.records().map(|row| {
        let row = row.unwrap();
        let fields = head
            .iter()
            .zip(&row)
            .map(|(name, text)| (name.to_owned(), text.to_owned()));
        (row[0].to_owned(), fields.collect())
    });
    rows.collect()
}

async fn a_city_reads_its_own_target_and_cnipa_all(board: Board) {
    filed(&board).await;
    let admin = board.caller(Who::Admin).await;
    releases::set(&board.store, &admin, None, None, Some(Release::Ranked))
        .await
        .unwrap();
    for (who, own, other) in [
        (EDITOR_SUZHOU, true, false),
        (Who::Approver("suzhou"), true, false),
        (LIAISON_JIANGSU, true, false),
        (EDITOR_KUNMING, false, true),
        (LIAISON_YUNNAN, false, true),
        (Who::Editor("beijing"), false, false),
        (Who::Observer, false, false),
        (Who::ObserverOf("suzhou"), false, false),
        (Who::Reviewer, true, true),
        (Who::Admin, true, true),
    ] {
        let mut client = board.client(who).await;
        for path in [
            format!("/indicators/F2-01?period={QUARTER}"),
            "/indicators/F2-01?period=2025-11&city=suzhou".to_owned(),
            format!("/compare?indicator=F2-01&period={QUARTER}&chart=ranked-dots"),
            format!("/compare?indicator=F2-01&period={QUARTER}&mode=attainment"),
            format!("/exports/comparison.csv?indicator=F2-01&period={QUARTER}"),
            format!("/charts/ranked-dots.svg?indicator=F2-01&period={QUARTER}"),
        ] {
            let answer = client.get(&path).await.expect(200);
            let seen = |target: &str| answer.body.contains(target);
            assert_eq!((seen("93.71"), seen("87.39")), (own, other), "{who:?} {path}");
        }
        // A path is drawn for the city that the chart is about.
        let svg = client
            .get("/charts/trend.svg?indicator=F2-01&period=2025-11&city=suzhou")
            .await
            .expect(200);
        assert_eq!(svg.body.contains("class=\"aim\""), own, "{who:?}");
        assert_eq!(svg.body.contains("93.71"), own, "{who:?}");
    }
    // Flows have no mark: what is drawn is a month's, what is promised came together since the pilot began.
    let mut reviewer = board.client(Who::Reviewer).await;
    for period in ["2025-11", QUARTER] {
        let page = reviewer
            .get(&format!("/indicators/F4-03?period={period}&city=suzhou&lang=en"))
            .await
            .expect(200);
        assert!(!page.body.contains("class=\"aim\""), "{period}");
        assert!(page.text().contains("has reached 30 "), "{}", page.says());
        assert!(page.text().contains("of 40 sessions"), "{}", page.says());
        assert!(page.text().contains("75.0%"), "{}", page.says());
    }
    // The file of observations keeps its columns.
    let csv = reviewer
        .get("/exports/observations.csv?indicator=F2-01")
        .await
        .expect(200)
        .body;
    assert!(
        csv.lines()
            .next()
            .unwrap()
            .trim_end()
            .ends_with(",definition,version,accepted_at"),
        "{csv}"
    );
}

async fn attainment_of_others_follows_the_release_of_their_values(board: Board) {
    filed(&board).await;
    let admin = board.caller(Who::Admin).await;
    let release = async |period: &str, level| {
        let period = Some(period.parse().unwrap());
        releases::set(&board.store, &admin, period, Some("F4-03"), Some(level))
            .await
            .unwrap();
    };
    let query = format!("indicator=F4-03&period={QUARTER}&mode=attainment");
    let mut suzhou = board.client(EDITOR_SUZHOU).await;
    let own = compared(&mut suzhou, &query).await;
    assert_eq!(own.keys().collect::<Vec<_>>(), ["suzhou"]);
    // 10 + 20 of 40, and from a baseline of 20 · 1/4 = 5: (30 − 5) / (40 − 5) = 71.4 %.
    assert_eq!(
        (own["suzhou"]["value"].as_str(), own["suzhou"]["target"].as_str()),
        ("75.0", "40")
    );
    let progress = compared(&mut suzhou, &query.replace("attainment", "progress")).await;
    assert_eq!(progress["suzhou"]["value"], "71.4");
    assert_eq!(progress["suzhou"]["unit"], "%");

    release("2025-11", Release::Named).await;
    release("2025-12", Release::Named).await;
    assert_eq!(
        compared(&mut suzhou, &query).await.len(),
        1,
        "October, of which it is made too, is not released"
    );
    release("2025-10", Release::Named).await;
    let named = compared(&mut suzhou, &query).await;
    assert_eq!(named.len(), 9);
    let kunming = &named["kunming"];
    assert_eq!(
        (kunming["value"].as_str(), kunming["place"].as_str()),
        ("50.0", ""),
        "30 of 60"
    );
    assert_eq!(
        (kunming["target"].as_str(), kunming["attainment"].as_str()),
        ("", ""),
        "its target stays its own"
    );
    assert_eq!(
        (named["beijing"]["kind"].as_str(), named["beijing"]["value"].as_str()),
        ("baseline_to_be_filed", "")
    );
    for month in ["2025-10", "2025-11", "2025-12"] {
        release(month, Release::Ranked).await;
    }
    let ranked = compared(&mut suzhou, &query).await;
    assert_eq!(
        (ranked["suzhou"]["place"].as_str(), ranked["kunming"]["place"].as_str()),
        ("1", "2")
    );

    let mut reviewer = board.client(Who::Reviewer).await;
    for (lang, said, lack) in [
        (
            "en",
            "Suzhou leads with 75.0%; Kunming comes last with 50.0%. 7 cities are left out.",
            "Baseline to be filed",
        ),
        (
            "zh-CN",
            "苏州领先，为 75.0%；昆明居末，为 50.0%。另有 7 市未计入。",
            "基期待备案",
        ),
    ] {
        let page = reviewer.get(&format!("/compare?{query}&lang={lang}")).await.expect(200);
        let take = page
            .page()
            .find("class", "chart__take")
            .map(|e| e.text())
            .unwrap_or_default();
        assert_eq!(take, said);
        assert!(page.text().contains(lack), "{}", page.says());
    }
    // What does not apply by the scheme filed is said as such, and a month leads to its quarter.
    let na = compared(&mut reviewer, "indicator=N1-01&period=2025-11&mode=attainment").await;
    assert_eq!(
        (na["suzhou"]["kind"].as_str(), na["suzhou"]["period"].as_str()),
        ("not_applicable", QUARTER)
    );
    // The switch offers such modes in quarters alone.
    for (period, offered) in [("2025-11", false), (QUARTER, true)] {
        for path in ["/compare?indicator=F2-01&", "/indicators/F2-01?"] {
            let page = reviewer.get(&format!("{path}period={period}")).await.expect(200);
            assert_eq!(page.body.contains("value=\"attainment\""), offered, "{path} {period}");
        }
    }
    // The overview measures nobody by targets.
    let home = reviewer
        .get("/?mode=attainment&indicator=F4-03&lang=en")
        .await
        .expect(200);
    assert!(!home.text().contains("Baseline to be filed"), "{}", home.says());
}

async fn an_amendment_is_a_step_with_its_reason_and_a_day_before_there_is_none(board: Board) {
    filed(&board).await;
    let reason = "统计口径经核定调整";
    board.at("2026-01-12T10:00");
    let editor = board.caller(EDITOR_SUZHOU).await;
    schemes::amend(&board.store, &editor, "suzhou", reason).await.unwrap();
    let lower = [("targets[F2-01][2025-Q4]", "80.13"), ("targets[F4-03][2025-Q4]", "30")];
    let lower = lower.map(|(name, text)| (name.to_owned(), text.to_owned()));
    // CNIPA grants the lower target of the rate, and not that of the sessions.
    hand_in(&board, "suzhou", lower.into(), &["F2-01"]).await;
    board.at("2026-01-20T10:00");
    let day = calendar::beijing(board.now()).date().yesterday().unwrap();
    let mut suzhou = board.client(EDITOR_SUZHOU).await;
    let trend = "indicator=F2-01&period=2025-11";
    for (as_of, amended) in [
        (String::new(), true),
        (format!("&as_of={day}"), true),
        ("&as_of=2025-12-31".into(), false),
    ] {
        for path in [
            format!("/charts/trend.svg?{trend}{as_of}"),
            format!("/indicators/F2-01?{trend}{as_of}"),
        ] {
            let body = suzhou.get(&path).await.expect(200).body;
            assert_eq!(body.contains(reason), amended, "{path}");
            assert_eq!(
                body.contains("class=\"aim-old\""),
                amended,
                "{path}: the path before stays, faint"
            );
            assert_eq!(body.contains("80.13"), amended, "{path}");
        }
    }
    // Of the day before the scheme was filed there is no target at all.
    let before = suzhou
        .get(&format!("/charts/trend.svg?{trend}&as_of=2025-12-09"))
        .await
        .expect(200)
        .body;
    assert!(!before.contains("class=\"aim") && !before.contains("93.71"), "{before}");

    let rate = async |client: &mut Client, as_of: &str| {
        let rows = compared(client, &format!("indicator=F2-01&period={QUARTER}{as_of}")).await;
        (rows["suzhou"]["target"].clone(), rows["suzhou"]["attainment"].clone())
    };
    let value: domain::Decimal = {
        let rows = compared(&mut suzhou, &format!("indicator=F2-01&period={QUARTER}")).await;
        rows["suzhou"]["value"].parse().unwrap()
    };
    // The figures stand still, so that the two months' rate is the one shown, rounded.
    let of = |target: &str| {
        let share = value / target.parse::<domain::Decimal>().unwrap() * domain::Decimal::ONE_HUNDRED;
        domain::number::canonical(domain::number::round(share.min(domain::Decimal::ONE_HUNDRED), 1))
    };
    assert_eq!(rate(&mut suzhou, "").await, ("80.13".to_owned(), of("80.13")));
    assert_eq!(
        rate(&mut suzhou, "&as_of=2025-12-31").await,
        ("93.71".to_owned(), of("93.71"))
    );
    assert_eq!(
        rate(&mut suzhou, "&as_of=2025-12-09").await,
        (String::new(), String::new())
    );

    // Not granted: 30 is shown as filed, and attainment still goes by 40.
    let mut reviewer = board.client(Who::Reviewer).await;
    let rows = compared(
        &mut reviewer,
        &format!("indicator=F4-03&period={QUARTER}&mode=attainment"),
    )
    .await;
    assert_eq!(
        (rows["suzhou"]["target"].as_str(), rows["suzhou"]["value"].as_str()),
        ("30", "75.0")
    );
    let page = reviewer
        .get(&format!("/indicators/F4-03?period={QUARTER}&city=suzhou&lang=en"))
        .await
        .expect(200);
    assert!(page.text().contains("still go by 40 sessions"), "{}", page.says());
}

async fn the_editor_says_the_target_and_what_is_reached(board: Board) {
    filed(&board).await;
    let report = "2025-Q4";
    let figures = Figures::of(report, 8).with("F4-03", "value", "5");
    board.draft("suzhou", report, &figures).await;
    board.draft("kunming", report, &Figures::of(report, 7)).await;
    let mut suzhou = board.client(EDITOR_SUZHOU).await;
    let page = suzhou
        .get(&format!("/reports/suzhou/{report}?lang=en"))
        .await
        .expect(200);
    assert!(page.text().contains("Target this quarter 93.71%"), "{}", page.says());
    assert!(
        page.text().contains("by the quarter's end: 40 sessions"),
        "{}",
        page.says()
    );
    assert!(
        page.text().contains("Agreed at filing as not applicable"),
        "{}",
        page.says()
    );
    let about = format!("/islands/about/suzhou/{report}/F4-03");
    let panel = suzhou.get(&format!("{about}?lang=en")).await.expect(200);
    // 10 + 20 accepted and 5 typed are 35 of 40.
    assert!(
        panel.body.contains("35 of 40 sessions") && panel.body.contains("87.5%"),
        "{}",
        panel.body
    );
    let chinese = suzhou
        .get(&format!("/reports/suzhou/{report}?about=F4-03&lang=zh-CN"))
        .await
        .expect(200);
    assert!(
        chinese.text().contains("试点以来累计 35，季末目标 40 场，完成率 87.5%"),
        "{}",
        chinese.says()
    );
    let mut beijing = board.client(Who::Editor("beijing")).await;
    let unfiled = beijing
        .get(&format!("/reports/beijing/{report}?lang=zh-CN"))
        .await
        .expect(200);
    assert!(unfiled.text().contains("基期待备案") && !unfiled.body.contains("93.71"));
}
