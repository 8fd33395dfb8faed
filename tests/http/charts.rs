//! Charts and files show what is accepted: nothing before, the new value after, the old one as of a day before.

use domain::{number, report::State};
use tests::{
    APPROVER_SUZHOU, Board, CITY, Client, EDITOR_KUNMING, EDITOR_SUZHOU, Figures, MONTH, QUARTER, Who, board::NOW,
    both, report, reports::verdicts, review,
};

both!(the_chart_shows_a_value_once_it_is_accepted);

/// The value that the city hands in first, and the one that is accepted.
const FIRST: &str = "381234";
const SECOND: &str = "385678";

/// Whether the indicator's page, both chart files and the CSV hold a value.
async fn shown(client: &mut Client, query: &str, value: &str) -> Vec<bool> {
    let grouped = number::group(value.parse().unwrap());
    let mut shown = Vec::new();
    for address in [
        format!("/indicators/F3-01?{query}"),
        format!("/charts/ranked-dots.svg?indicator=F3-01&{query}"),
        format!("/charts/trend.svg?indicator=F3-01&{query}"),
        format!("/exports/observations.csv?indicator=F3-01&{query}"),
    ] {
        let answer = client.get(&address).await.expect(200);
        shown.push(answer.body.contains(value) || answer.body.contains(&grouped));
    }
    shown
}

/// Page, ranked dots, CSV: the trend writes only the values of its ends, so it is asked for absence alone.
fn everywhere(shown: &[bool]) -> bool {
    shown[0] && shown[1] && shown[3]
}

async fn the_chart_shows_a_value_once_it_is_accepted(board: Board) {
    board.at("2026-04-08T10:00");
    board.bring(CITY, QUARTER, State::Accepted).await;
    board.at("2026-05-07T10:00");
    let april = Figures::whole(MONTH).with("F3-01", "value", FIRST);
    board.submitted(CITY, MONTH, &april).await;
    let (page, desk, month) = (report(CITY, MONTH), review(CITY, MONTH), format!("period={MONTH}"));
    let mut editor = board.client(EDITOR_SUZHOU).await;
    let mut approver = board.client(APPROVER_SUZHOU).await;
    let mut reviewer = board.client(Who::Reviewer).await;
    let nowhere = [false; 4];
    assert_eq!(
        shown(&mut reviewer, &month, FIRST).await,
        nowhere,
        "submitted is not accepted"
    );
    assert_eq!(shown(&mut editor, &month, FIRST).await, nowhere);

    // The file of numbers may hold what is submitted, as such, for who may read the report.
    let csv = format!("/exports/observations.csv?indicator=F3-01&{month}&include=submitted");
    for (who, there) in [
        (Who::Reviewer, true),
        (EDITOR_SUZHOU, true),
        (EDITOR_KUNMING, false),
        (Who::Observer, false),
    ] {
        let rows = board.client(who).await.get(&csv).await.expect(200).body;
        let row = format!("suzhou,2026-04,F3-01,submitted,value,,,{FIRST}");
        assert_eq!(rows.contains(&row), there, "{who:?}: {rows}");
    }

    board.at("2026-05-07T16:00");
    let mut back = verdicts(&[("F3-01", "return", "Please count again.")]);
    back.push(("action".into(), "return".into()));
    let _ = reviewer.post(&desk, &back).await.expect(303);
    let changed = Figures(vec![]).with("F3-01", "value", SECOND).action("sign_off");
    let _ = editor.post(&page, &changed.0).await.expect(303);
    let _ = approver.post(&page, &[("action", "submit")]).await.expect(303);
    assert_eq!(
        shown(&mut reviewer, &month, SECOND).await,
        nowhere,
        "version 2 is not accepted yet"
    );

    board.at(NOW);
    let _ = reviewer.post(&desk, &[("action", "accept")]).await.expect(303);
    assert_eq!(board.standing(CITY, MONTH).await, (State::Accepted, 2));
    for client in [&mut reviewer, &mut editor] {
        assert!(
            everywhere(&shown(client, &month, SECOND).await),
            "accepted, it is everywhere"
        );
        assert_eq!(
            shown(client, &month, FIRST).await,
            nowhere,
            "what was returned is nowhere"
        );
        // As of the day before: what was known then.
        let before = format!("{month}&as_of=2026-05-07");
        assert_eq!(shown(client, &before, SECOND).await, nowhere, "as of the day before");
        let march = Figures::whole(QUARTER).get("F3-01", "value").to_owned();
        let then = "period=2026-03&as_of=2026-05-07";
        assert!(
            everywhere(&shown(client, then, &march).await),
            "March was there already"
        );
    }
    board.at("2026-05-09T10:00");
    assert!(everywhere(
        &shown(&mut reviewer, &format!("{month}&as_of=2026-05-08"), SECOND).await
    ));
    let row = format!("suzhou,2026-04,F3-01,accepted,value,,,{SECOND},,次,1,2,2026-05-08T10:00:00+08:00");
    let csv = reviewer
        .get(&format!("/exports/observations.csv?{month}"))
        .await
        .expect(200);
    assert!(csv.body.contains(&row), "{row} in {}", csv.body);
    let head = csv.body.trim_start_matches('\u{feff}').lines().next().unwrap();
    assert_eq!(
        head,
        "city,period,indicator,status,kind,numerator,denominator,value,n,unit,definition,version,accepted_at"
    );
    assert_eq!(csv.body.lines().count(), 15, "a head and 14 items");
}

#[tokio::test(flavor = "multi_thread")]
async fn as_of_a_day_a_view_opens_with_the_latest_period_of_that_day() {
    let board = Board::sqlite().await;
    board.at("2026-04-08T10:00");
    board.bring(CITY, QUARTER, State::Accepted).await;
    board.at(NOW);
    board.bring(CITY, MONTH, State::Accepted).await;
    let mut reviewer = board.client(Who::Reviewer).await;
    let chosen = async |reviewer: &mut Client, query: &str| {
        let page = reviewer
            .get(&format!("/indicators/F3-01{query}"))
            .await
            .expect(200)
            .page();
        page.value("period")
    };
    assert_eq!(chosen(&mut reviewer, "").await, "2026-04");
    assert_eq!(chosen(&mut reviewer, "?as_of=2026-05-07").await, "2026-03");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_asked_wrongly_is_said_never_guessed() {
    let board = Board::sqlite().await;
    board.bring(CITY, MONTH, State::Accepted).await;
    let mut reviewer = board.client(Who::Reviewer).await;
    for query in [
        "period=april",
        "period=2026-13",
        "city=atlantis",
        "as_of=yesterday",
        "as_of=2026-05-09",
        "include=drafts",
    ] {
        for path in [
            "/indicators/F3-01?",
            "/charts/trend.svg?indicator=F3-01&",
            "/exports/observations.csv?",
        ] {
            let answer = reviewer.get(&format!("{path}{query}")).await;
            assert_eq!(answer.status, 422, "{path}{query}: {}", answer.says());
        }
    }
    let wrong = reviewer.get("/indicators/F3-01?period=april").await.page();
    assert!(wrong.invalid("period") && !wrong.described("period").is_empty());
    for path in [
        "/charts/trend.svg?indicator=X9",
        "/charts/trend.jpg?indicator=F3-01",
        "/charts/x?indicator=F3-01",
        "/charts/trend.svg",
    ] {
        assert_eq!(reviewer.get(path).await.status, 404, "{path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_chart_is_a_picture_that_explains_itself() {
    let board = Board::sqlite().await;
    board.bring(CITY, MONTH, State::Accepted).await;
    let mut reviewer = board.client(Who::Reviewer).await;
    for lang in ["zh-CN", "en"] {
        let page = reviewer
            .get(&format!("/indicators/F3-01?period={MONTH}&lang={lang}"))
            .await
            .expect(200)
            .page();
        let charts: Vec<_> = page
            .elements()
            .filter(|e| e.name() == "svg" && e.attribute("role") == Some("img"))
            .collect();
        assert!(!charts.is_empty());
        for chart in charts {
            let named = |name: &str| chart.attribute(name).is_some_and(|text| !text.is_empty());
            assert!(named("aria-label") || named("aria-labelledby"), "a picture has a name");
        }
        assert!(page.find_tag("table").is_some(), "the numbers stand in a table");
        for shape in ["ranked-dots", "trend"] {
            let path = format!("/charts/{shape}.svg?indicator=F3-01&period={MONTH}&lang={lang}");
            let file = reviewer.get(&path).await.expect(200);
            assert!(file.header("content-type").starts_with("image/svg+xml"));
            assert!(
                file.header("content-security-policy").contains("default-src 'none'"),
                "a file runs nothing"
            );
            let svg = file.page();
            let text = |name: &str| svg.find_tag(name).map(|e| e.text()).unwrap_or_default();
            assert!(
                !text("title").is_empty() && !text("desc").is_empty(),
                "{path} explains itself"
            );
            assert!(svg.find_tag("script").is_none());
        }
    }
}
