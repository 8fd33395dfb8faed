//! What a reviewer reads beside the figures, what is kept on the way, and what the city is told of a return.

use domain::city::cities;
use storage::{
    Error, audit,
    reports::{self, Waiting},
};

use super::{accepted, at, form, minute, month, submitted};
use crate::support::{Fixture, approver, editor, reviewer};

crate::both!(
    a_figure_far_from_the_others_is_told,
    on_the_way_only_what_is_new_is_kept,
    a_return_is_unread_until_the_city_opens_it,
    an_approvers_word_stays_until_it_is_handed_in_again,
    the_queue_goes_by_waiting,
);

const CITY: &str = "suzhou";

async fn a_figure_far_from_the_others_is_told(store: Fixture) {
    let p = month();
    let rate = |n: &str| [("entries[N2-02][numerator]".to_owned(), n.to_owned())];
    let others: Vec<_> = cities().iter().filter(|c| c.slug != CITY).collect();
    for (n, city) in others.iter().take(4).enumerate() {
        let numerator = rate(&(80 + 2 * n).to_string());
        let other: Vec<_> = numerator.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
        accepted(&store, &city.slug, p, minute(0), &other).await;
    }
    submitted(&store, CITY, p, minute(1), &[("entries[N2-02][numerator]", "20")]).await;
    let far = async || {
        let review = reports::review(&store, &at(reviewer(), minute(2)), CITY, p)
            .await
            .unwrap();
        review.far
    };
    assert!(!far().await.contains_key("N2-02"), "four others are no band");
    accepted(
        &store,
        &others[4].slug,
        p,
        minute(1),
        &[("entries[N2-02][numerator]", "88")],
    )
    .await;
    let told = far().await;
    assert_eq!(told["N2-02"].band.cities, 5);
    assert_eq!(
        (told["N2-02"].figure, told["N2-02"].band.median),
        (20.into(), 84.into())
    );
    assert!(!told.contains_key("N3-01"), "{told:?}");
}

async fn on_the_way_only_what_is_new_is_kept(store: Fixture) {
    let p = month();
    submitted(&store, CITY, p, minute(0), &[]).await;
    let lines = async || audit::anchor(&store).await.unwrap().seq;
    let keep = async |n, words| reports::keep_words(&store, &at(reviewer(), minute(n)), CITY, p, &words).await;
    let before = lines().await;
    keep(1, form(&[])).await.unwrap();
    assert_eq!(lines().await, before);
    let words = [("items[B4][verdict]", "return"), ("items[B4][comment]", "why?")];
    for n in [2, 3] {
        keep(n, form(&words)).await.unwrap();
    }
    assert_eq!(lines().await, before + 1, "the same again is not written");
    let review = reports::review(&store, &at(reviewer(), minute(4)), CITY, p)
        .await
        .unwrap();
    assert_eq!(review.verdicts["B4"].comment, "why?");
    assert!(review.row.taken);
    let withdrawn = reports::withdraw(&store, &at(approver(CITY), minute(5)), CITY, p).await;
    assert!(super::wrong_state(withdrawn), "the first verdict takes it");
    let stranger = reports::keep_words(&store, &at(editor(CITY), minute(5)), CITY, p, &form(&words)).await;
    assert_eq!(stranger, Err(Error::Forbidden));
}

async fn a_return_is_unread_until_the_city_opens_it(store: Fixture) {
    let p = month();
    submitted(&store, CITY, p, minute(0), &[]).await;
    let back = form(&[("items[B4][verdict]", "return"), ("items[B4][comment]", "look again")]);
    let row = async |who, n| reports::row(&store, &at(who, minute(n)), CITY, p).await.unwrap();
    assert!(!row(editor(CITY), 0).await.unread);
    reports::return_items(&store, &at(reviewer(), minute(1)), CITY, p, &back)
        .await
        .unwrap();
    assert!(row(editor(CITY), 2).await.unread && row(approver(CITY), 2).await.unread);
    assert!(!row(reviewer(), 2).await.unread, "that is the city's own");
    reports::opened(&store, &at(reviewer(), minute(3)), CITY, p)
        .await
        .unwrap();
    assert!(row(editor(CITY), 3).await.unread, "it is read by the city alone");
    let lines = audit::anchor(&store).await.unwrap().seq;
    for n in [4, 5] {
        reports::opened(&store, &at(approver(CITY), minute(n)), CITY, p)
            .await
            .unwrap();
    }
    assert_eq!(audit::anchor(&store).await.unwrap().seq, lines + 1);
    assert!(!row(editor(CITY), 6).await.unread);
}

async fn an_approvers_word_stays_until_it_is_handed_in_again(store: Fixture) {
    let p = month();
    reports::save(&store, &at(editor(CITY), minute(0)), CITY, p, &super::whole(p))
        .await
        .unwrap();
    reports::sign_off(&store, &at(editor(CITY), minute(1)), CITY, p)
        .await
        .unwrap();
    reports::send_back(&store, &at(approver(CITY), minute(2)), CITY, p, " B4 is old ")
        .await
        .unwrap();
    let said = async || {
        let editor = reports::editor(&store, &at(editor(CITY), minute(3)), CITY, p)
            .await
            .unwrap();
        editor.sent_back.map(|s| s.comment)
    };
    assert_eq!(said().await.as_deref(), Some("B4 is old"));
    let row = reports::row(&store, &at(reviewer(), minute(3)), CITY, p).await.unwrap();
    assert!(!row.sent_back, "a draft's content is the city's");
    reports::sign_off(&store, &at(editor(CITY), minute(4)), CITY, p)
        .await
        .unwrap();
    assert_eq!(said().await, None);
}

async fn the_queue_goes_by_waiting(store: Fixture) {
    let p = month();
    for (n, city) in [(2, "suzhou"), (1, "kunming"), (3, "changsha")] {
        submitted(&store, city, p, minute(n), &[]).await;
    }
    let other = super::second(reviewer());
    reports::take(&store, &at(other, minute(4)), "suzhou", p, &form(&[]))
        .await
        .unwrap();
    let all = reports::waiting_reports(&store, &at(reviewer(), minute(5)))
        .await
        .unwrap();
    let found: Vec<_> = all
        .iter()
        .map(|w: &Waiting| (w.city.as_str(), w.with_another))
        .collect();
    assert_eq!(found, [("kunming", false), ("suzhou", true), ("changsha", false)]);
    assert_eq!(reports::next_after(&all, "kunming", p).unwrap().city, "changsha");
    assert!(
        reports::waiting_reports(&store, &at(editor(CITY), minute(5)))
            .await
            .unwrap()
            .is_empty()
    );
}
