//! Who reads what of a report: drafts stay in the city, versions go to CNIPA and the liaison, strangers find nothing.

use domain::{
    access::{Role, Scope},
    calendar::Timeliness,
    report::{Signature, State},
};
use storage::{Caller, Error, reports};

use super::{at, form, minute, month, submitted, whole};
use crate::support::{Fixture, admin, approver, auditor, caller, editor, reviewer};

crate::both!(
    another_city_finds_nothing,
    a_draft_is_the_citys_own,
    the_liaison_reads_and_comments,
    the_list_is_what_one_may_see,
    what_is_at_hand_is_the_list_without_what_is_done_and_past,
);

fn strangers() -> Vec<Caller> {
    vec![
        editor("kunming"),
        approver("kunming"),
        caller("liaison", Role::Liaison, Scope::Province("yunnan".into())),
        caller("expert", Role::Expert, Scope::None),
        caller("observer", Role::Observer, Scope::City("suzhou".into())),
        auditor(),
    ]
}

async fn another_city_finds_nothing(store: Fixture) {
    let (city, p, verdicts) = (
        "suzhou",
        month(),
        form(&[("items[B4][verdict]", "ask"), ("items[B4][comment]", "x")]),
    );
    let everything = async |who: &Caller| {
        let who = at(who.clone(), minute(9));
        vec![
            reports::row(&store, &who, city, p).await.err(),
            reports::editor(&store, &who, city, p).await.err(),
            reports::version(&store, &who, city, p, 1).await.err(),
            reports::current(&store, &who, city, p).await.err(),
            reports::heads(&store, &who, city, p).await.err(),
            reports::threads(&store, &who, city, p).await.err(),
            reports::review(&store, &who, city, p).await.err(),
            reports::save(&store, &who, city, p, &whole(p)).await.err(),
            reports::sign_off(&store, &who, city, p).await.err(),
            reports::send_back(&store, &who, city, p, "").await.err(),
            reports::submit(&store, &who, city, p, Signature::OnScreen).await.err(),
            reports::withdraw(&store, &who, city, p).await.err(),
            reports::take(&store, &who, city, p, &verdicts).await.err(),
            reports::ask(&store, &who, city, p, &verdicts).await.err(),
            reports::return_items(&store, &who, city, p, &verdicts).await.err(),
            reports::accept(&store, &who, city, p, &verdicts).await.err(),
            reports::comment(&store, &who, city, p, "B4", "x").await.err(),
        ]
    };
    for round in ["drafting", "submitted", "accepted"] {
        match round {
            "drafting" => {
                reports::save(
                    &store,
                    &at(editor(city), minute(1)),
                    city,
                    p,
                    &form(&[("entries[B4][value]", "1")]),
                )
                .await
                .unwrap();
            }
            "submitted" => submitted(&store, city, p, minute(2), &[]).await,
            _ => reports::accept(&store, &at(reviewer(), minute(3)), city, p, &form(&[]))
                .await
                .unwrap(),
        }
        for who in strangers() {
            let errors = everything(&who).await;
            assert!(
                errors.iter().all(|e| *e == Some(Error::NotFound)),
                "{round}: {} {errors:?}",
                who.actor.account
            );
        }
    }
}

async fn a_draft_is_the_citys_own(store: Fixture) {
    let (city, p) = ("suzhou", month());
    let (ed, re) = (at(editor(city), minute(3)), at(reviewer(), minute(3)));
    reports::save(&store, &ed, city, p, &whole(p)).await.unwrap();
    for who in [re.clone(), at(admin(), minute(3))] {
        let row = reports::row(&store, &who, city, p).await.unwrap();
        assert_eq!(
            (row.state, row.filled),
            (State::Drafting, (14, 14)),
            "state and share are seen"
        );
        assert_eq!(
            reports::editor(&store, &who, city, p).await.unwrap_err(),
            Error::NotFound
        );
        assert_eq!(
            reports::current(&store, &who, city, p).await.unwrap_err(),
            Error::NotFound
        );
        assert_eq!(
            reports::review(&store, &who, city, p).await.unwrap_err(),
            Error::NotFound
        );
        assert_eq!(
            reports::save(&store, &who, city, p, &whole(p)).await.unwrap_err(),
            Error::Forbidden
        );
    }
    reports::sign_off(&store, &ed, city, p).await.unwrap();
    assert_eq!(
        reports::current(&store, &re, city, p).await.unwrap_err(),
        Error::NotFound
    );
    reports::submit(&store, &at(approver(city), minute(4)), city, p, Signature::OnScreen)
        .await
        .unwrap();
    assert_eq!(
        reports::editor(&store, &re, city, p).await.unwrap_err(),
        Error::Forbidden,
        "the version, not the editor"
    );
    assert_eq!(reports::current(&store, &re, city, p).await.unwrap().head.number, 1);
    let why = form(&[("items[B4][verdict]", "return"), ("items[B4][comment]", "x")]);
    reports::return_items(&store, &re, city, p, &why).await.unwrap();
    reports::save(&store, &ed, city, p, &form(&[("entries[B4][value]", "234")]))
        .await
        .unwrap();
    let frozen = reports::current(&store, &re, city, p).await.unwrap();
    assert!(
        !frozen.content.canonical().unwrap().contains("234"),
        "the version, not the draft"
    );
    assert_eq!(
        reports::editor(&store, &re, city, p).await.unwrap_err(),
        Error::NotFound
    );
    assert_eq!(
        reports::review(&store, &ed, city, p).await.unwrap_err(),
        Error::Forbidden
    );
    assert!(
        reports::editor(&store, &ed, city, p).await.unwrap().typed["B4"]
            .0
            .values()
            .any(|t| t == "234")
    );
}

async fn the_liaison_reads_and_comments(store: Fixture) {
    let (city, p) = ("suzhou", month());
    let liaison = at(
        caller("liaison", Role::Liaison, Scope::Province("jiangsu".into())),
        minute(4),
    );
    reports::save(
        &store,
        &at(editor(city), minute(1)),
        city,
        p,
        &form(&[("entries[B4][value]", "1")]),
    )
    .await
    .unwrap();
    assert_eq!(reports::row(&store, &liaison, city, p).await.unwrap().filled, (1, 14));
    assert_eq!(
        reports::current(&store, &liaison, city, p).await.unwrap_err(),
        Error::NotFound
    );
    submitted(&store, city, p, minute(2), &[]).await;
    assert_eq!(
        reports::current(&store, &liaison, city, p)
            .await
            .unwrap()
            .head
            .submitted_by,
        "approver-suzhou"
    );
    reports::comment(&store, &liaison, city, p, "B4", "已与市局核对")
        .await
        .unwrap();
    assert_eq!(
        reports::take(&store, &liaison, city, p, &form(&[])).await,
        Err(Error::Forbidden)
    );
    assert_eq!(
        reports::editor(&store, &liaison, city, p).await.unwrap_err(),
        Error::Forbidden
    );
    assert_eq!(
        reports::threads(&store, &liaison, city, p).await.unwrap()["B4"][0].author_role,
        Role::Liaison
    );
}

async fn what_is_at_hand_is_the_list_without_what_is_done_and_past(store: Fixture) {
    let stands = |city: &str, period: &str, state: &str| {
        format!(
            "INSERT INTO reports (id, city, period, state, revision, versions, latest_version, created_at) \
             VALUES ('{city}{period}', '{city}', '{period}', '{state}', 1, 1, 1, 1);"
        )
    };
    let rows = [
        stands("suzhou", "2025-10", "accepted"),
        stands("suzhou", "2025-11", "returned"),
        stands("suzhou", "2026-01", "accepted"),
        stands("kunming", "2025-10", "accepted"),
        stands("kunming", "2025-Q4", "accepted"),
    ];
    store.sql(&rows.concat()).await;
    for who in [reviewer(), editor("suzhou"), auditor()] {
        let who = at(who, minute(2));
        let list = reports::list(&store, &who).await.unwrap();
        let mut periods: Vec<_> = list.iter().map(|r| r.period).collect();
        periods.sort_by_key(|p| p.last_day());
        periods.dedup();
        for n in 0..=6 {
            let last = &periods[periods.len().saturating_sub(n)..];
            let wanted = list
                .iter()
                .filter(|r| r.state != State::Accepted || last.contains(&r.period));
            let at_hand = reports::at_hand(&store, &who, n).await.unwrap();
            assert_eq!(at_hand, wanted.cloned().collect::<Vec<_>>(), "{n} periods");
        }
    }
}

async fn the_list_is_what_one_may_see(store: Fixture) {
    let p = month();
    reports::save(
        &store,
        &at(editor("suzhou"), minute(1)),
        "suzhou",
        p,
        &form(&[("entries[B4][value]", "0")]),
    )
    .await
    .unwrap();
    reports::save(
        &store,
        &at(editor("beijing"), minute(1)),
        "beijing",
        p,
        &form(&[("entries[B5][reason]", "x")]),
    )
    .await
    .unwrap();
    let list = async |who: Caller| reports::list(&store, &at(who, minute(2))).await.unwrap();
    let all = list(reviewer()).await;
    assert_eq!(
        all.len(),
        9 * 5,
        "October to February, with the quarter in December's place"
    );
    assert_eq!(
        (all[0].city.as_str(), all[4].period, all[4].filled),
        ("beijing", p, (1, 14))
    );
    assert!(
        matches!(
            all[4].timeliness,
            Timeliness::Open {
                working_days_left: 3..=4,
                extended: false
            }
        ),
        "{:?}",
        all[4]
    );
    assert!(matches!(all[0].timeliness, Timeliness::Overdue { .. }));
    let own = list(editor("suzhou")).await;
    assert_eq!((own.len(), own[4].filled, own[4].revision), (5, (1, 14), 1));
    assert!(own.iter().all(|row| row.city == "suzhou"));
    assert_eq!(
        list(caller("liaison", Role::Liaison, Scope::Province("jiangsu".into()))).await,
        own
    );
    for who in [
        caller("expert", Role::Expert, Scope::None),
        auditor(),
        caller("observer", Role::Observer, Scope::Nation),
    ] {
        assert!(list(who).await.is_empty());
    }
}
