//! Chart notes: proposed by a reviewer, seen by the city first, published beside the value to those who see the value,
//! and not as of a day before.

use domain::report::State;
use tests::{
    Board, CITY, Client, EDITOR_KUNMING, EDITOR_SUZHOU, Figures, LIAISON_JIANGSU, MONTH, WORDS, Who, both, report,
    review,
};

both!(
    a_note_is_the_citys_first_and_then_public,
    a_silent_city_is_waited_for_three_working_days,
    a_note_follows_the_releases_and_the_day,
);

const NOTE: &str = "items[F3-01][note]";
const WORDS_OF_IT: &str = "Two search centres <merged>";

/// What stands beside the value in page, table, chart files and CSV.
async fn tells(client: &mut Client, query: &str) -> Vec<bool> {
    let mut all = Vec::new();
    for address in [
        format!("/indicators/F3-01?period={MONTH}{query}"),
        format!("/charts/ranked-dots.svg?indicator=F3-01&period={MONTH}{query}"),
        format!("/charts/trend.svg?indicator=F3-01&period={MONTH}{query}"),
        format!("/exports/comparison.csv?indicator=F3-01&period={MONTH}{query}"),
    ] {
        let answer = client.get(&address).await.expect(200);
        let csv = address.contains(".csv");
        assert!(csv || !answer.body.contains("<merged>"), "words are text: {address}");
        all.push(answer.body.contains("Two search centres"));
    }
    all
}

const ALL: [bool; 4] = [true; 4];
const NONE: [bool; 4] = [false; 4];

async fn a_note_is_the_citys_first_and_then_public(board: Board) {
    board.bring(CITY, MONTH, State::Submitted).await;
    let desk = review(CITY, MONTH);
    let mut reviewer = board.client(Who::Reviewer).await;
    let long = "字".repeat(41);
    let refused = reviewer
        .post(&desk, &[(NOTE, long.as_str()), ("action", "take")])
        .await
        .expect(422)
        .page();
    assert!(refused.invalid(NOTE) && refused.described(NOTE).contains(&WORDS.e_note_long(40)));
    assert_eq!(refused.value(NOTE), long);
    let _ = reviewer
        .post(&desk, &[(NOTE, WORDS_OF_IT), ("action", "take")])
        .await
        .expect(303);
    let _ = reviewer
        .post(&desk, &[(NOTE, WORDS_OF_IT), ("action", "take")])
        .await
        .expect(303);

    let mut editor = board.client(EDITOR_SUZHOU).await;
    let home = editor.get("/").await.expect(200).page();
    assert_eq!(home.text().matches(WORDS_OF_IT).count(), 1, "{}", home.text());
    assert!(
        home.text()
            .contains(&WORDS.home_note_until(WORDS.day("2026-05-12".parse().unwrap())))
    );
    let link = format!("{}#answer-F3-01", report(CITY, MONTH));
    assert!(home.find("href", &link).is_some());
    let page = editor.get(&report(CITY, MONTH)).await.expect(200).page();
    assert!(page.find("id", "answer-F3-01").is_some() && page.text().contains(&WORDS.note_proposed(WORDS_OF_IT)));
    let mut other = board.client(EDITOR_KUNMING).await;
    assert!(!other.get("/").await.body.contains("Two search centres"));

    // Not before the city was heard.
    let tick = [("items[F3-01][publish]", "on"), ("action", "accept")];
    let refused = reviewer.post(&desk, &tick).await.expect(422);
    let until = WORDS.full_day("2026-05-12".parse().unwrap());
    assert!(
        refused.page().text().contains(&WORDS.refused_note_waits(until)),
        "{}",
        refused.says()
    );
    assert_eq!(board.standing(CITY, MONTH).await.0, State::Submitted);
    let answer = [("items[F3-01][comment]", "That is right."), ("action", "comment")];
    let _ = editor.post(&report(CITY, MONTH), &answer).await.expect(303);
    assert!(
        !editor.get("/").await.body.contains("Two search centres"),
        "answered, it is done with"
    );
    assert_eq!(tells(&mut reviewer, "").await, NONE, "proposed is not published");
    let _ = reviewer.post(&desk, &tick).await.expect(303);
    assert_eq!(tells(&mut reviewer, "").await, ALL);
    assert_eq!(tells(&mut editor, "").await, ALL, "beside its own value");
    let dots = reviewer
        .get(&format!("/charts/ranked-dots.png?indicator=F3-01&period={MONTH}"))
        .await;
    assert_eq!(dots.status, 200);

    // Withdrawn it is gone, and the history keeps it.
    let id = note_id(&mut reviewer).await;
    board.at("2026-05-11T10:00");
    let mut reviewer = board.client(Who::Reviewer).await;
    let _ = reviewer
        .post(&desk, &[("withdraw_note", id.as_str())])
        .await
        .expect(303);
    assert_eq!(tells(&mut reviewer, "").await, NONE);
    assert_eq!(tells(&mut reviewer, "&as_of=2026-05-08").await, ALL);
    board.audit_is_sound().await;
}

async fn note_id(reviewer: &mut Client) -> String {
    let page = reviewer.get(&review(CITY, MONTH)).await.expect(200).page();
    page.find("name", "withdraw_note")
        .unwrap()
        .attribute("value")
        .unwrap()
        .to_owned()
}

async fn a_silent_city_is_waited_for_three_working_days(board: Board) {
    board.bring(CITY, MONTH, State::Accepted).await;
    let desk = review(CITY, MONTH);
    let mut reviewer = board.client(Who::Reviewer).await;
    let empty = reviewer.post(&desk, &[(NOTE, " "), ("action", "propose_note")]).await;
    assert_eq!(empty.status, 422, "{}", empty.says());
    let form = [(NOTE, WORDS_OF_IT), ("action", "propose_note")];
    for who in [EDITOR_SUZHOU, LIAISON_JIANGSU] {
        assert_eq!(board.client(who).await.post(&desk, &form).await.status, 403, "{who:?}");
    }
    let _ = reviewer.post(&desk, &form).await.expect(303);
    let id = note_id(&mut reviewer).await;
    let publish = [("publish_note", id.as_str())];
    // Friday's proposal: Saturday is worked, then Monday and Tuesday.
    for (time, status) in [("2026-05-12T23:59", 422), ("2026-05-13T00:01", 303)] {
        board.at(time);
        let mut reviewer = board.client(Who::Reviewer).await;
        let ripe = reviewer.get("/").await.page().text().contains("Two search centres");
        assert_eq!(
            ripe,
            status == 303,
            "the overview tells when it can be published: {time}"
        );
        let answer = reviewer.post(&desk, &publish).await;
        assert_eq!(answer.status, status, "{time}: {}", answer.says());
    }
    let mut editor = board.client(EDITOR_SUZHOU).await;
    assert_eq!(editor.post(&desk, &publish).await.status, 403);
    assert_eq!(tells(&mut editor, "").await, ALL);
    let mut reviewer = board.client(Who::Reviewer).await;
    assert_eq!(reviewer.post(&desk, &[("publish_note", "none")]).await.status, 404);
}

async fn a_note_follows_the_releases_and_the_day(board: Board) {
    for (n, city) in ["kunming", "hangzhou", "changsha", "beijing"].into_iter().enumerate() {
        board.accepted(city, MONTH, &Figures::of(MONTH, n)).await;
    }
    board.bring(CITY, MONTH, State::Submitted).await;
    let mut reviewer = board.client(Who::Reviewer).await;
    let desk = review(CITY, MONTH);
    let _ = reviewer
        .post(&desk, &[(NOTE, WORDS_OF_IT), ("action", "take")])
        .await
        .expect(303);
    board.at("2026-05-13T10:00");
    let mut reviewer = board.client(Who::Reviewer).await;
    let tick = [("items[F3-01][publish]", "on"), ("action", "accept")];
    let _ = reviewer.post(&desk, &tick).await.expect(303);
    assert_eq!(tells(&mut reviewer, "").await, ALL);
    assert_eq!(
        tells(&mut reviewer, "&as_of=2026-05-12").await,
        NONE,
        "as known before it was published"
    );

    let mut other = board.client(EDITOR_KUNMING).await;
    assert_eq!(
        tells(&mut other, "").await,
        NONE,
        "who does not see the value does not see its note"
    );
    let admin = board.caller(Who::Admin).await;
    let named = Some(domain::access::Release::Named);
    storage::releases::set(&board.store, &admin, None, None, named)
        .await
        .unwrap();
    assert_eq!(tells(&mut other, "").await, ALL, "released with its value");
}
