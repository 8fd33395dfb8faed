//! A reviewer's questions, and what readers see of a report's versions.

use storage::{
    Error,
    reports::{self, Fate},
};

use super::{at, form, minute, month, submitted};
use crate::support::{Fixture, approver, editor, reviewer};

crate::both!(
    a_question_put_twice_is_asked_once,
    heads_hide_withdrawn_versions_from_others,
    a_row_knows_when_its_last_version_came,
);

async fn a_question_put_twice_is_asked_once(store: Fixture) {
    let (city, p) = ("suzhou", month());
    submitted(&store, city, p, minute(0), &[]).await;
    let ask = form(&[("items[B4][verdict]", "ask"), ("items[B4][comment]", "why?")]);
    for n in [1, 2] {
        reports::ask(&store, &at(reviewer(), minute(n)), city, p, &ask)
            .await
            .unwrap();
    }
    let other = form(&[("items[B4][verdict]", "ask"), ("items[B4][comment]", "since when?")]);
    reports::ask(&store, &at(reviewer(), minute(3)), city, p, &other)
        .await
        .unwrap();
    let review = reports::review(&store, &at(reviewer(), minute(4)), city, p)
        .await
        .unwrap();
    let texts: Vec<_> = review.threads["B4"].iter().map(|r| r.text.as_str()).collect();
    assert_eq!(texts, ["why?", "since when?"]);
    assert!(review.verdicts["B4"].was_asked(&review.threads["B4"], 1));
    assert!(
        !review.verdicts["B4"].was_asked(&review.threads["B4"], 2),
        "another version is another matter"
    );
}

async fn heads_hide_withdrawn_versions_from_others(store: Fixture) {
    let (city, p) = ("suzhou", month());
    submitted(&store, city, p, minute(0), &[]).await;
    reports::withdraw(&store, &at(approver(city), minute(1)), city, p)
        .await
        .unwrap();
    let heads = async |who| reports::heads(&store, &at(who, minute(2)), city, p).await;
    assert_eq!(heads(reviewer()).await.err(), Some(Error::NotFound), "nothing stands");
    let own = heads(editor(city)).await.unwrap();
    assert!(
        matches!(own[..], [ref h] if matches!(h.fate, Some((Fate::Withdrawn, _)))),
        "{own:?}"
    );
    assert_eq!(heads(editor("kunming")).await.err(), Some(Error::NotFound));
    let signature = domain::report::Signature::OnScreen;
    reports::submit(&store, &at(approver(city), minute(3)), city, p, signature)
        .await
        .unwrap();
    let numbers = async |who| heads(who).await.unwrap().iter().map(|h| h.number).collect::<Vec<_>>();
    assert_eq!(numbers(reviewer()).await, [2]);
    assert_eq!(numbers(approver(city)).await, [2, 1]);
}

async fn a_row_knows_when_its_last_version_came(store: Fixture) {
    let (city, p) = ("suzhou", month());
    let row = async || reports::row(&store, &at(reviewer(), minute(9)), city, p).await.unwrap();
    assert_eq!(row().await.submitted_at, None);
    submitted(&store, city, p, minute(0), &[]).await;
    assert_eq!(row().await.submitted_at, Some(minute(0)));
    let back = form(&[("items[B4][verdict]", "return"), ("items[B4][comment]", "look again")]);
    reports::return_items(&store, &at(reviewer(), minute(1)), city, p, &back)
        .await
        .unwrap();
    reports::comment(&store, &at(editor(city), minute(2)), city, p, "B4", "it is right")
        .await
        .unwrap();
    reports::sign_off(&store, &at(editor(city), minute(3)), city, p)
        .await
        .unwrap();
    let signature = domain::report::Signature::OnScreen;
    reports::submit(&store, &at(approver(city), minute(5)), city, p, signature)
        .await
        .unwrap();
    let row = row().await;
    assert_eq!(
        (row.submitted_at, row.first_submitted_at),
        (Some(minute(5)), Some(minute(0)))
    );
}
