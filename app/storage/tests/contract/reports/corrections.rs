//! Corrections: asked for, granted or declined; what counts meanwhile, and what is known of which day.

use domain::{
    calendar::{beijing, start_of},
    entry::Amount,
    fault::Fault,
    report::{Signature, State},
};
use jiff::civil::date;
use storage::{
    Caller, Error, Refusal, audit,
    facts::{self, Filter, Observation},
    reports::{self, Fate},
};

use super::{accepted, at, form, minute, month, state, wrong_state};
use crate::support::{Fixture, admin, approver, auditor, caller, editor, reviewer};

crate::both!(
    a_correction_is_asked_for_granted_and_accepted,
    a_request_says_what_and_why_and_only_one_waits,
    a_correction_may_be_declined,
    a_withdrawn_correction_leaves_the_accepted_version_in_force,
);

const CITY: &str = "suzhou";

fn later(who: Caller, day: i8) -> Caller {
    let noon = start_of(date(2026, 3, day)) + jiff::SignedDuration::from_hours(12);
    Caller { at: noon, ..who }
}

async fn f3(store: &Fixture, as_of: Option<jiff::civil::Date>) -> Observation {
    let filter = Filter {
        period: Some(month()),
        indicator: Some("F3-01"),
        city: Some(CITY),
        as_of,
        include_submitted: false,
    };
    let mut all = facts::observations(store, &later(reviewer(), 30), filter)
        .await
        .unwrap();
    assert_eq!(all.len(), 1);
    all.remove(0)
}

fn figure(o: &Observation) -> String {
    match o.entry.amount() {
        Some(Amount::Number(n)) => n.to_string(),
        other => panic!("{other:?}"),
    }
}

async fn a_correction_is_asked_for_granted_and_accepted(store: Fixture) {
    let p = month();
    accepted(&store, CITY, p, minute(1), &[]).await;
    let ask = form(&[
        ("items[F3-01][selected]", "on"),
        ("items[N1-01][selected]", "on"),
        ("reason", "counted twice"),
    ]);
    reports::request_correction(&store, &later(editor(CITY), 10), CITY, p, &ask)
        .await
        .unwrap();
    assert_eq!(state(&store, CITY, p).await, State::Accepted, "asking changes nothing");
    let row = reports::row(&store, &reviewer(), CITY, p).await.unwrap();
    assert!(row.correction_asked_at.is_some() && row.corrected_at.is_none());

    // CNIPA opens one of the two.
    let grant = form(&[("items[F3-01][selected]", "on"), ("items[F1-01][selected]", "on")]);
    reports::grant_correction(&store, &later(reviewer(), 11), CITY, p, &grant)
        .await
        .unwrap();
    let row = reports::row(&store, &later(reviewer(), 11), CITY, p).await.unwrap();
    assert_eq!(
        (row.state, row.accepted, row.in_correction()),
        (State::Returned, Some(1), true)
    );
    let open = reports::editor(&store, &later(editor(CITY), 11), CITY, p)
        .await
        .unwrap();
    assert_eq!(open.opened(), ["F3-01"], "what was not asked for is not opened");
    assert!(open.returned.is_empty(), "nobody returned it");
    assert_eq!(open.open.unwrap().into_iter().collect::<Vec<_>>(), ["F3-01"]);

    // Only that item is open, and it must be changed or answered.
    let others = form(&[("entries[N1-01][numerator]", "80"), ("entries[F3-01][value]", "12")]);
    let saved = reports::save(&store, &later(editor(CITY), 12), CITY, p, &others)
        .await
        .unwrap();
    assert_eq!(saved.closed, ["N1-01"]);
    assert_eq!(
        reports::sign_off(&store, &later(editor(CITY), 12), CITY, p).await,
        Err(Refusal::Untouched(vec!["F3-01".into()]).into())
    );
    let change = form(&[("entries[F3-01][value]", "11")]);
    reports::save(&store, &later(editor(CITY), 12), CITY, p, &change)
        .await
        .unwrap();
    assert_eq!(
        (figure(&f3(&store, None).await), f3(&store, None).await.corrected),
        ("12".into(), false)
    );
    reports::sign_off(&store, &later(editor(CITY), 12), CITY, p)
        .await
        .unwrap();
    reports::submit(&store, &later(approver(CITY), 12), CITY, p, Signature::OnScreen)
        .await
        .unwrap();
    assert_eq!(
        figure(&f3(&store, None).await),
        "12",
        "the accepted version counts until the new one is"
    );
    reports::accept(&store, &later(reviewer(), 13), CITY, p, &form(&[]))
        .await
        .unwrap();

    let now = f3(&store, None).await;
    assert_eq!((figure(&now), now.corrected, now.version), ("11".into(), true, 2));
    let then = f3(&store, Some(date(2026, 3, 12))).await;
    assert_eq!((figure(&then), then.corrected, then.version), ("12".into(), false, 1));
    let marked = f3(&store, Some(date(2026, 3, 13))).await;
    assert_eq!((figure(&marked), marked.corrected), ("11".into(), true));
    let untouched = Filter {
        period: Some(p),
        indicator: Some("N1-01"),
        ..Filter::default()
    };
    let untouched = facts::observations(&store, &later(reviewer(), 30), untouched)
        .await
        .unwrap();
    assert!(
        untouched.iter().all(|o| !o.corrected),
        "what did not move bears no mark"
    );

    let row = reports::row(&store, &later(reviewer(), 13), CITY, p).await.unwrap();
    assert_eq!(
        (row.state, row.accepted, row.in_correction()),
        (State::Accepted, Some(2), false)
    );
    assert_eq!(row.corrected_at.map(|at| beijing(at).date()), Some(date(2026, 3, 13)));
    let first = reports::version(&store, &later(editor(CITY), 30), CITY, p, 1)
        .await
        .unwrap();
    assert!(
        matches!(first.head.fate, Some((Fate::Accepted, _))),
        "it stays what it was, and citable"
    );
    assert_eq!(
        first.content.entries["F3-01"]
            .amount()
            .map(|a| format!("{a:?}").contains("12")),
        Some(true)
    );

    let all = reports::corrections(&store, &later(editor(CITY), 30), CITY, p)
        .await
        .unwrap();
    let outcome = all[0].outcome.as_ref().unwrap();
    assert_eq!(
        (all.len(), &all[0].items, &outcome.granted),
        (
            1,
            &vec!["N1-01".to_owned(), "F3-01".to_owned()],
            &vec!["F3-01".to_owned()]
        )
    );
    let lines = audit::list(&store, &auditor(), &audit::Filter::default())
        .await
        .unwrap();
    let told: Vec<_> = lines.iter().map(|l| l.record.action.as_str()).collect();
    for action in ["report.request_correction", "report.grant_correction"] {
        assert_eq!(told.iter().filter(|a| **a == action).count(), 1, "{action}");
    }
    assert!(
        lines.iter().all(|l| !l.record.after.contains("counted twice")),
        "reasons are sealed"
    );
    audit::verify(&store, None).await.unwrap();
}

async fn a_request_says_what_and_why_and_only_one_waits(store: Fixture) {
    let p = month();
    let whole = form(&[("items[F3-01][selected]", "on"), ("reason", "why")]);
    accepted(&store, CITY, p, minute(1), &[]).await;
    let ask = |form| {
        let store = &store;
        async move { reports::request_correction(store, &later(editor(CITY), 10), CITY, p, &form).await }
    };
    assert_eq!(
        ask(form(&[("items[F3-01][selected]", ""), ("reason", " ")])).await,
        Err(Refusal::Fields(vec![("items", Fault::Missing), ("reason", Fault::Missing)]).into())
    );
    for (who, want) in [
        (reviewer(), Error::Forbidden),
        (admin(), Error::Forbidden),
        (editor("kunming"), Error::NotFound),
        (auditor(), Error::NotFound),
    ] {
        assert_eq!(
            reports::request_correction(&store, &who, CITY, p, &whole).await,
            Err(want.clone())
        );
    }
    ask(whole.clone()).await.unwrap();
    assert_eq!(ask(whole.clone()).await, Err(Refusal::CorrectionWaits.into()));
    assert_eq!(
        reports::grant_correction(
            &store,
            &later(reviewer(), 11),
            CITY,
            p,
            &form(&[("items[N1-01][selected]", "on")])
        )
        .await,
        Err(Refusal::Fields(vec![("items", Fault::Missing)]).into()),
        "none of those asked for"
    );
    for (who, want) in [
        (editor(CITY), Error::Forbidden),
        (approver(CITY), Error::Forbidden),
        (editor("kunming"), Error::NotFound),
    ] {
        assert_eq!(
            reports::grant_correction(&store, &who, CITY, p, &whole).await,
            Err(want.clone())
        );
        assert_eq!(
            reports::decline_correction(&store, &who, CITY, p, &whole).await,
            Err(want)
        );
    }
    // Who waits is seen by the city and by CNIPA, not by the province or by other cities.
    let liaison = caller(
        "liaison",
        domain::access::Role::Liaison,
        domain::access::Scope::Province("jiangsu".into()),
    );
    let since = minute(0);
    let seen = |who: Caller| {
        let store = &store;
        async move { reports::open_corrections(store, &who, since).await.unwrap().len() }
    };
    assert_eq!((seen(editor(CITY)).await, seen(reviewer()).await), (1, 1));
    assert_eq!((seen(editor("kunming")).await, seen(liaison.clone()).await), (0, 0));
    assert_eq!(
        reports::corrections(&store, &liaison, CITY, p).await,
        Err(Error::NotFound)
    );
    let row = reports::row(&store, &liaison, CITY, p).await.unwrap();
    assert_eq!(row.correction_asked_at, None);

    // Of a report that is not accepted nothing is asked.
    super::submitted(&store, "kunming", p, minute(1), &[]).await;
    assert!(wrong_state(
        reports::request_correction(&store, &later(editor("kunming"), 10), "kunming", p, &whole).await
    ));
}

async fn a_correction_may_be_declined(store: Fixture) {
    let p = month();
    accepted(&store, CITY, p, minute(1), &[]).await;
    let ask = form(&[("items[F3-01][selected]", "on"), ("reason", "why")]);
    assert_eq!(
        reports::decline_correction(&store, &later(reviewer(), 9), CITY, p, &ask).await,
        Err(Refusal::NoCorrectionWaits.into())
    );
    reports::request_correction(&store, &later(approver(CITY), 10), CITY, p, &ask)
        .await
        .unwrap();
    assert_eq!(
        reports::decline_correction(&store, &later(admin(), 11), CITY, p, &form(&[])).await,
        Err(Refusal::Fields(vec![("reason", Fault::Missing)]).into())
    );
    reports::decline_correction(
        &store,
        &later(admin(), 11),
        CITY,
        p,
        &form(&[("reason", "it is right")]),
    )
    .await
    .unwrap();
    let row = reports::row(&store, &reviewer(), CITY, p).await.unwrap();
    assert_eq!((row.state, row.correction_asked_at), (State::Accepted, None));
    let told = reports::open_corrections(&store, &later(editor(CITY), 12), minute(0))
        .await
        .unwrap();
    let outcome = told[0].outcome.as_ref().unwrap();
    assert_eq!((outcome.granted.len(), outcome.words.as_str()), (0, "it is right"));
    // Then it may be asked again.
    reports::request_correction(&store, &later(editor(CITY), 13), CITY, p, &ask)
        .await
        .unwrap();
    let all = reports::corrections(&store, &reviewer(), CITY, p).await.unwrap();
    assert_eq!((all.len(), all[0].outcome.is_none()), (2, true), "the latest first");
}

async fn a_withdrawn_correction_leaves_the_accepted_version_in_force(store: Fixture) {
    let p = month();
    accepted(&store, CITY, p, minute(1), &[]).await;
    let ask = form(&[("items[F3-01][selected]", "on"), ("reason", "why")]);
    reports::request_correction(&store, &later(editor(CITY), 10), CITY, p, &ask)
        .await
        .unwrap();
    reports::grant_correction(&store, &later(reviewer(), 11), CITY, p, &ask)
        .await
        .unwrap();
    let change = form(&[("entries[F3-01][value]", "11")]);
    reports::save(&store, &later(editor(CITY), 12), CITY, p, &change)
        .await
        .unwrap();
    reports::sign_off(&store, &later(editor(CITY), 12), CITY, p)
        .await
        .unwrap();
    reports::submit(&store, &later(approver(CITY), 12), CITY, p, Signature::OnScreen)
        .await
        .unwrap();
    reports::withdraw(&store, &later(approver(CITY), 12), CITY, p)
        .await
        .unwrap();
    let row = reports::row(&store, &later(reviewer(), 13), CITY, p).await.unwrap();
    assert_eq!(
        (row.state, row.accepted, row.latest),
        (State::CitySignOff, Some(1), Some(1))
    );
    assert!(
        row.first_submitted_at.is_some(),
        "the first submission came in time and stays so"
    );
    reports::send_back(&store, &later(approver(CITY), 13), CITY, p, "")
        .await
        .unwrap();
    let open = reports::editor(&store, &later(editor(CITY), 13), CITY, p)
        .await
        .unwrap();
    assert_eq!(
        (open.row.state, open.opened().to_vec()),
        (State::Returned, vec!["F3-01".to_owned()])
    );
    // CNIPA and everybody else still read the version in force.
    let read = reports::current(&store, &later(reviewer(), 13), CITY, p).await.unwrap();
    assert_eq!(read.head.number, 1);
    let corrected = at(approver(CITY), later(approver(CITY), 14).at);
    reports::sign_off(&store, &later(editor(CITY), 14), CITY, p)
        .await
        .unwrap();
    let head = reports::submit(&store, &corrected, CITY, p, Signature::OnScreen)
        .await
        .unwrap();
    assert_eq!(head.number, 3, "a withdrawn version keeps its number");
}
