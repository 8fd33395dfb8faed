//! Chart notes: proposed to the city, published once it was heard, as of a day, and withdrawn.

use domain::report::Signature;
use storage::{
    Caller, Error, Refusal, audit,
    facts::{self, View},
    reports::{self, Note, RemarkKind},
};

use super::{accepted, at, form, minute, month, submitted};
use crate::support::{Fixture, approver, auditor, editor, reviewer};

crate::both!(
    a_note_goes_its_way,
    a_note_is_one_short_line_beside_an_indicator,
    another_proposal_takes_the_first_ones_place,
    a_note_ends_with_the_value_that_it_speaks_of,
);

const CITY: &str = "suzhou";

fn note(text: &str) -> domain::form::ReportForm {
    form(&[("items[F3-01][note]", text)])
}

fn day(text: &str) -> jiff::Timestamp {
    format!("{text}T10:00:00+08:00").parse().unwrap()
}

async fn open(store: &Fixture, caller: Caller) -> Vec<Note> {
    reports::proposed_notes(store, &caller).await.unwrap()
}

async fn shown(store: &Fixture, as_of: Option<&str>) -> Option<String> {
    let view = View {
        as_of: as_of.map(|d| d.parse().unwrap()),
        ..View::default()
    };
    let nine = facts::nine(store, &at(reviewer(), day("2026-03-31")), "F3-01", &[month()], view)
        .await
        .unwrap();
    nine.periods[0].value(CITY).and_then(|o| o.note.clone())
}

async fn a_note_goes_its_way(store: Fixture) {
    let p = month();
    submitted(&store, CITY, p, minute(0), &[]).await;
    reports::take(&store, &at(reviewer(), minute(1)), CITY, p, &note("two centres merged"))
        .await
        .unwrap();
    let own = open(&store, at(editor(CITY), minute(2))).await;
    assert_eq!(
        (own.len(), own[0].text.as_str(), own[0].answered),
        (1, "two centres merged", false)
    );
    assert!(open(&store, at(editor("kunming"), minute(2))).await.is_empty());
    assert!(open(&store, at(auditor(), minute(2))).await.is_empty());
    let threads = reports::threads(&store, &at(editor(CITY), minute(2)), CITY, p)
        .await
        .unwrap();
    assert_eq!(threads["F3-01"][0].kind, RemarkKind::Note);

    let id = own[0].id.clone();
    let publish = async |time| reports::publish_note(&store, &at(reviewer(), time), CITY, p, &id).await;
    assert_eq!(publish(minute(3)).await, Err(Refusal::NoteNotAccepted.into()));
    reports::accept(&store, &at(reviewer(), minute(4)), CITY, p, &form(&[]))
        .await
        .unwrap();
    let until = "2026-03-06".parse().unwrap();
    assert_eq!(publish(minute(5)).await, Err(Refusal::NoteWaits(until).into()));
    reports::comment(&store, &at(editor(CITY), minute(6)), CITY, p, "F3-01", "yes")
        .await
        .unwrap();
    assert_eq!(shown(&store, None).await, None);
    publish(day("2026-03-05")).await.unwrap();
    publish(day("2026-03-05")).await.unwrap();
    assert_eq!(shown(&store, None).await.as_deref(), Some("two centres merged"));
    assert_eq!(shown(&store, Some("2026-03-04")).await, None);
    assert!(open(&store, at(editor(CITY), minute(2))).await.is_empty());

    let withdraw = async |who: Caller| reports::withdraw_note(&store, &at(who, day("2026-03-10")), CITY, p, &id).await;
    assert_eq!(withdraw(editor(CITY)).await, Err(Error::Forbidden));
    assert_eq!(withdraw(editor("kunming")).await, Err(Error::NotFound));
    withdraw(reviewer()).await.unwrap();
    assert_eq!(withdraw(reviewer()).await, Err(Error::NotFound));
    assert_eq!(shown(&store, None).await, None);
    assert_eq!(
        shown(&store, Some("2026-03-09")).await.as_deref(),
        Some("two centres merged")
    );
    audit::verify(&store, None).await.unwrap();
    let lines = audit::list(&store, &auditor(), &audit::Filter::default())
        .await
        .unwrap();
    let of = |action: &str| lines.iter().filter(|l| l.record.action == action).collect::<Vec<_>>();
    assert_eq!(
        (of("report.publish_note").len(), of("report.withdraw_note").len()),
        (1, 1)
    );
    let taken = &of("report.take")[0].record;
    assert!(
        !format!("{taken:?}").contains("merged"),
        "a proposal stands in the audit sealed"
    );
}

async fn a_note_is_one_short_line_beside_an_indicator(store: Fixture) {
    let p = month();
    accepted(&store, CITY, p, minute(0), &[]).await;
    let propose = async |form| reports::propose_notes(&store, &at(reviewer(), minute(1)), CITY, p, &form).await;
    let long = Refusal::TooLong {
        field: "items[F3-01][note]".into(),
        most: 40,
    };
    assert_eq!(propose(note(&"字".repeat(41))).await, Err(long.into()));
    assert_eq!(propose(note(" \n ")).await, Err(Refusal::Empty("note").into()));
    let base = form(&[("items[B4][note]", "x")]);
    assert_eq!(propose(base).await, Err(Refusal::Unknown(vec!["B4".into()]).into()));
    propose(note(&format!("{}\n{}", "字".repeat(20), "字".repeat(19))))
        .await
        .unwrap();
    let open = open(&store, at(reviewer(), minute(2))).await;
    assert_eq!(open[0].text.chars().count(), 40);
    assert!(!open[0].text.contains('\n'));
}

async fn another_proposal_takes_the_first_ones_place(store: Fixture) {
    let p = month();
    accepted(&store, CITY, p, minute(0), &[]).await;
    for (n, text) in ["first", "second", "second"].into_iter().enumerate() {
        let n = i64::try_from(n).unwrap();
        let done = reports::propose_notes(&store, &at(reviewer(), minute(n + 1)), CITY, p, &note(text)).await;
        assert_eq!(done.is_ok(), n < 2, "the same again is nothing new");
    }
    let all = open(&store, at(reviewer(), minute(9))).await;
    assert_eq!(all.iter().map(|n| n.text.as_str()).collect::<Vec<_>>(), ["second"]);
    // What was published stays until what follows it is published too.
    let later = |d: &str| at(reviewer(), day(d));
    reports::publish_note(&store, &later("2026-03-12"), CITY, p, &all[0].id)
        .await
        .unwrap();
    reports::propose_notes(&store, &later("2026-03-13"), CITY, p, &note("third"))
        .await
        .unwrap();
    assert_eq!(shown(&store, None).await.as_deref(), Some("second"));
    let third = open(&store, later("2026-03-13")).await[0].id.clone();
    reports::publish_note(&store, &later("2026-03-20"), CITY, p, &third)
        .await
        .unwrap();
    assert_eq!(shown(&store, None).await.as_deref(), Some("third"));
    assert_eq!(shown(&store, Some("2026-03-19")).await.as_deref(), Some("second"));
}

async fn a_note_ends_with_the_value_that_it_speaks_of(store: Fixture) {
    let p = month();
    accepted(&store, CITY, p, minute(0), &[]).await;
    let later = |who: Caller, d: &str| at(who, day(d));
    reports::propose_notes(
        &store,
        &later(reviewer(), "2026-03-05"),
        CITY,
        p,
        &note("two centres merged"),
    )
    .await
    .unwrap();
    let id = open(&store, later(reviewer(), "2026-03-12")).await[0].id.clone();
    reports::publish_note(&store, &later(reviewer(), "2026-03-20"), CITY, p, &id)
        .await
        .unwrap();
    let named = |item: &str| {
        form(&[
            (&format!("items[{item}][selected]"), "on"),
            ("reason", "a register was counted twice"),
        ])
    };
    for (item, field, value, kept) in [("N1-01", "numerator", "80", true), ("F3-01", "value", "11", false)] {
        reports::request_correction(&store, &later(editor(CITY), "2026-03-21"), CITY, p, &named(item))
            .await
            .unwrap();
        reports::grant_correction(&store, &later(reviewer(), "2026-03-22"), CITY, p, &named(item))
            .await
            .unwrap();
        let name = format!("entries[{item}][{field}]");
        reports::save(
            &store,
            &later(editor(CITY), "2026-03-23"),
            CITY,
            p,
            &form(&[(&name, value)]),
        )
        .await
        .unwrap();
        reports::sign_off(&store, &later(editor(CITY), "2026-03-23"), CITY, p)
            .await
            .unwrap();
        reports::submit(
            &store,
            &later(approver(CITY), "2026-03-23"),
            CITY,
            p,
            Signature::OnScreen,
        )
        .await
        .unwrap();
        reports::accept(&store, &later(reviewer(), "2026-03-24"), CITY, p, &form(&[]))
            .await
            .unwrap();
        assert_eq!(shown(&store, None).await.is_some(), kept, "{item}");
    }
    assert!(
        shown(&store, Some("2026-03-22")).await.is_some(),
        "as it was known then"
    );
}
