//! Mode `change`: how far cities have moved since the baselines of their schemes. A value less its change is the baseline, so
//! other cities' changes are told to nobody who may not read their schemes, whatever is released.

use domain::{Decimal, access::Release};
use storage::releases;
use tests::{Board, EDITOR_KUNMING, EDITOR_SUZHOU, LIAISON_JIANGSU, Who, both};

use crate::targets::{QUARTER, compared, filed};

both!(
    cnipa_reads_who_gained_since_the_baselines,
    another_citys_change_is_told_to_nobody_who_may_not_read_its_scheme,
    a_yes_or_no_and_a_reader_of_no_scheme_have_no_change,
);

fn d(text: &str) -> Decimal {
    text.parse().unwrap()
}

async fn cnipa_reads_who_gained_since_the_baselines(board: Board) {
    filed(&board).await;
    let mut reviewer = board.client(Who::Reviewer).await;
    let query = format!("indicator=F2-01&period={QUARTER}");
    let values = compared(&mut reviewer, &query).await;
    let changes = compared(&mut reviewer, &format!("{query}&mode=change")).await;
    for city in ["suzhou", "kunming"] {
        let row = &changes[city];
        assert_eq!(
            d(&row["value"]),
            d(&values[city]["value"]) - d("20"),
            "{city}: a baseline of 20 %"
        );
        assert_eq!(row["unit"], "百分点");
        assert_eq!((row["change_from"].as_str(), row["base"].as_str()), ("baseline", "20"));
        assert_eq!(
            (row["target"].as_str(), row["mode"].as_str()),
            (values[city]["target"].as_str(), "change")
        );
    }
    assert_eq!(changes["beijing"]["kind"], "baseline_to_be_filed");
    assert_eq!(
        (
            changes["beijing"]["value"].as_str(),
            changes["beijing"]["place"].as_str()
        ),
        ("", "")
    );
    let ahead = match d(&changes["suzhou"]["value"]) > d(&changes["kunming"]["value"]) {
        true => ("Suzhou", "苏州", &changes["suzhou"]),
        false => ("Kunming", "昆明", &changes["kunming"]),
    };
    assert_eq!(ahead.2["place"], "1");
    for (lang, name, said, heading) in [
        (
            "en",
            ahead.0,
            "gained most since the filed baseline: +",
            "since the filed baseline",
        ),
        ("zh-CN", ahead.1, "较备案基期改善最多，为 +", "较备案基期"),
    ] {
        let page = reviewer
            .get(&format!("/compare?{query}&mode=change&lang={lang}"))
            .await
            .expect(200);
        let take = page.page().find("class", "chart__take").map(|e| e.text()).unwrap();
        assert!(take.starts_with(name) && take.contains(said), "{take}");
        assert!(take.contains(&ahead.2["value"]), "{take}");
        let title = page.page().find("class", "chart__title").map(|e| e.text()).unwrap();
        assert!(title.contains(heading), "{title}");
        let of_suzhou = format!("{} / 20", values["suzhou"]["value"]);
        assert!(page.text().contains(&of_suzhou), "{of_suzhou} in {}", page.says());
        let svg = reviewer
            .get(&format!("/charts/ranked-dots.svg?{query}&mode=change&lang={lang}"))
            .await
            .expect(200);
        assert!(svg.body.contains(said) && svg.body.contains(heading), "{}", svg.body);
    }
    // Sessions: 10 + 20 in two of three months, where 20 in twelve months are 3.33 in two.
    let sessions = compared(&mut reviewer, &format!("indicator=F4-03&period={QUARTER}&mode=change")).await;
    let suzhou = &sessions["suzhou"];
    assert_eq!(
        (
            suzhou["value"].as_str(),
            suzhou["unit"].as_str(),
            suzhou["base"].as_str()
        ),
        ("800.0", "%", "3.33")
    );
    let page = reviewer
        .get(&format!(
            "/compare?indicator=F4-03&period={QUARTER}&mode=change&lang=en"
        ))
        .await
        .expect(200);
    assert!(
        page.text().contains("under 10 cases"),
        "a base of 3.33 is greyed: {}",
        page.says()
    );
    assert!(
        page.text().contains("All 2 cities that can be compared moved alike"),
        "{}",
        page.says()
    );
    // A month leads to its quarter, and over time the quarters are told.
    let trend = reviewer
        .get("/compare?indicator=F2-01&period=2025-11&mode=change&chart=trend&lang=en")
        .await
        .expect(200);
    assert!(trend.text().contains("Fewer than two quarters"), "{}", trend.says());
    // Before the schemes were filed there is nothing to measure from.
    let before = compared(&mut reviewer, &format!("{query}&mode=change&as_of=2025-12-09")).await;
    assert!(
        before
            .values()
            .all(|r| r["kind"] == "baseline_to_be_filed" && r["base"].is_empty())
    );
    // Offered where it makes sense.
    for (path, offered) in [
        (format!("/compare?indicator=F2-01&period={QUARTER}"), true),
        ("/compare?indicator=F2-01&period=2025-11".to_owned(), false),
        (format!("/indicators/F2-01?period={QUARTER}"), true),
        (format!("/indicators/S1-01?period={QUARTER}"), false),
    ] {
        let page = reviewer.get(&path).await.expect(200);
        assert_eq!(page.body.contains("value=\"change\""), offered, "{path}");
    }
}

async fn another_citys_change_is_told_to_nobody_who_may_not_read_its_scheme(board: Board) {
    filed(&board).await;
    let query = format!("indicator=F2-01&period={QUARTER}&mode=change");
    let mut reviewer = board.client(Who::Reviewer).await;
    let all = compared(&mut reviewer, &query).await;
    let own = |city: &str| all[city]["value"].clone();
    let admin = board.caller(Who::Admin).await;
    for level in [Release::Own, Release::Named, Release::Ranked] {
        releases::set(&board.store, &admin, None, None, Some(level))
            .await
            .unwrap();
        for (who, city, other) in [
            (EDITOR_SUZHOU, "suzhou", "kunming"),
            (LIAISON_JIANGSU, "suzhou", "kunming"),
            (EDITOR_KUNMING, "kunming", "suzhou"),
        ] {
            let mut client = board.client(who).await;
            let rows = compared(&mut client, &query).await;
            assert_eq!(rows.keys().collect::<Vec<_>>(), [city], "{who:?} {level:?}");
            let row = &rows[city];
            assert_eq!((row["value"].clone(), row["base"].as_str()), (own(city), "20"));
            assert_eq!(
                (row["place"].as_str(), row["nine_city_median"].as_str()),
                ("", ""),
                "one other is too few"
            );
            for path in [
                format!("/compare?{query}&lang=en"),
                format!("/compare?{query}&chart=trend&lang=en"),
                format!("/compare?{query}&peers=east&lang=en"),
                format!("/indicators/F2-01?period={QUARTER}&mode=change&city={other}&lang=en"),
                format!("/charts/ranked-dots.svg?{query}"),
                format!("/charts/small-multiples.svg?{query}&peers=smaller"),
                format!("/exports/comparison.csv?{query}&chart=trend&peers=large"),
            ] {
                let answer = client.get(&path).await.expect(200);
                assert!(answer.body.contains(&own(city)), "{who:?} {level:?} {path}");
                assert!(!answer.body.contains(&own(other)), "{who:?} {level:?} {path}");
            }
            let page = client.get(&format!("/compare?{query}&lang=en")).await.expect(200);
            assert!(
                page.text().contains("only cities whose schemes you may read"),
                "{}",
                page.says()
            );
        }
    }
}

async fn a_yes_or_no_and_a_reader_of_no_scheme_have_no_change(board: Board) {
    filed(&board).await;
    let admin = board.caller(Who::Admin).await;
    releases::set(&board.store, &admin, None, None, Some(Release::Ranked))
        .await
        .unwrap();
    let mut reviewer = board.client(Who::Reviewer).await;
    let page = reviewer
        .get(&format!(
            "/compare?indicator=S1-01&period={QUARTER}&mode=change&lang=en"
        ))
        .await
        .expect(200);
    assert!(
        page.text().contains("A yes or no has no size of change"),
        "{}",
        page.says()
    );
    let asked = format!("indicator=F2-01&period={QUARTER}&mode=change");
    for who in [Who::Observer, Who::ObserverOf("suzhou")] {
        let mut client = board.client(who).await;
        let rows = compared(&mut client, &asked).await;
        assert!(
            rows.values().all(|r| r["mode"] == "absolute" && r["base"].is_empty()),
            "{who:?}"
        );
        let page = client.get(&format!("/compare?{asked}&lang=en")).await.expect(200);
        assert!(page.text().contains("which you may not read"), "{}", page.says());
        assert!(!page.body.contains("value=\"change\""), "{who:?}");
    }
}
