//! Saving: only what was changed is written, nothing typed is lost, and time and state limit it.

use domain::{
    calendar::{Rule, beijing},
    entry::Field,
    report::{Signature, State},
};
use storage::{
    Error, Refusal, audit,
    calendar::{self, Change},
    reports::{self, TEXT_MAX},
};

use super::{at, form, minute, month, second, submitted, whole};
use crate::support::{Fixture, admin, auditor, editor, reviewer};

crate::both!(
    two_on_one_field_both_see_both,
    what_was_only_shown_is_no_change,
    what_a_browser_kept_does_not_undo_ones_own_newer_text,
    the_same_text_again_is_nothing,
    a_draft_keeps_strange_texts_as_typed,
    time_opens_and_locks,
    fifty_saves_at_once_all_stand,
);

async fn two_on_one_field_both_see_both(store: Fixture) {
    let (city, p) = ("suzhou", month());
    let (a, b) = (at(editor(city), minute(1)), at(second(editor(city)), minute(2)));
    let first = reports::save(&store, &a, city, p, &form(&[("entries[B4][value]", "100")]))
        .await
        .unwrap();
    assert_eq!(first.revision, 1);
    let seen = form(&[
        ("entries[B4][value]", "120"),
        ("entries[B4][seen]", "0"),
        ("entries[B5][value]", "9"),
        ("seen", "1"),
    ]);
    let saved = reports::save(&store, &b, city, p, &seen).await.unwrap();
    let c = &saved.conflicts[0];
    assert_eq!(
        (c.item.as_str(), c.field, c.theirs.as_str(), c.mine.as_str()),
        ("B4", Field::Value, "100", "120")
    );
    assert_eq!((c.theirs_by.as_str(), c.theirs_at), ("editor-suzhou", minute(1)));
    assert_eq!(
        (saved.conflicts.len(), saved.revision),
        (1, 2),
        "the other field is written"
    );
    let typed = reports::editor(&store, &a, city, p).await.unwrap().typed;
    assert_eq!(
        (typed["B4"].get(Field::Value), typed["B5"].get(Field::Value)),
        ("100", "9")
    );
    let chosen = form(&[("entries[B4][value]", "120"), ("seen", "2")]);
    assert!(
        reports::save(&store, &b, city, p, &chosen)
            .await
            .unwrap()
            .conflicts
            .is_empty(),
        "he saw it and chose"
    );
    let absent = form(&[("entries[B4][value]", "130")]);
    assert!(
        reports::save(&store, &a, city, p, &absent)
            .await
            .unwrap()
            .conflicts
            .is_empty(),
        "without `seen` the current"
    );
}

async fn what_was_only_shown_is_no_change(store: Fixture) {
    let (city, p) = ("suzhou", month());
    let (a, b) = (at(editor(city), minute(1)), at(second(editor(city)), minute(2)));
    reports::save(&store, &a, city, p, &form(&[("entries[B4][value]", "100")]))
        .await
        .unwrap();
    reports::save(&store, &b, city, p, &form(&[("entries[B4][value]", "200")]))
        .await
        .unwrap();
    reports::save(&store, &b, city, p, &form(&[("entries[B4][value]", "300")]))
        .await
        .unwrap();
    // The whole page as it was at revision 1, where B5 was empty: only N3-02 was typed.
    let page = [
        ("entries[B4][value]", "100"),
        ("entries[B5][value]", ""),
        ("entries[N3-02][value]", "0"),
        ("seen", "1"),
    ];
    let saved = reports::save(&store, &at(editor(city), minute(3)), city, p, &form(&page))
        .await
        .unwrap();
    assert!(saved.conflicts.is_empty() && saved.revision == 4, "{saved:?}");
    let moved: Vec<_> = saved
        .moved_on
        .iter()
        .map(|c| (c.item.as_str(), c.theirs.as_str()))
        .collect();
    assert_eq!(moved, [("B4", "300")], "and is told as what another changed");
    let view = reports::editor(&store, &a, city, p).await.unwrap();
    assert_eq!(
        (
            view.typed["B4"].get(Field::Value),
            view.typed["N3-02"].get(Field::Value)
        ),
        ("300", "0")
    );
    assert_eq!(
        (view.saved["N3-02"].at, view.saved["B4"].by_name.as_str()),
        (minute(3), "second-editor-suzhou")
    );
    let old = form(&[("entries[B4][value]", "150"), ("seen", "2")]);
    let conflict = reports::save(&store, &a, city, p, &old).await.unwrap().conflicts;
    assert_eq!((conflict.len(), conflict[0].theirs.as_str()), (1, "300"));
}

async fn what_a_browser_kept_does_not_undo_ones_own_newer_text(store: Fixture) {
    let (city, p) = ("suzhou", month());
    let ed = at(editor(city), minute(1));
    for text in ["100", "200"] {
        reports::save(&store, &ed, city, p, &form(&[("entries[B4][value]", text)]))
            .await
            .unwrap();
    }
    let mut kept = form(&[("entries[B4][value]", "150"), ("seen", "1")]);
    kept.own_too = true;
    let saved = reports::save(&store, &ed, city, p, &kept).await.unwrap();
    assert_eq!((saved.conflicts.len(), saved.conflicts[0].theirs.as_str()), (1, "200"));
    kept.own_too = false;
    let saved = reports::save(&store, &ed, city, p, &kept).await.unwrap();
    assert!(
        saved.conflicts.is_empty(),
        "typed on one page it is one's own to change"
    );
}

async fn the_same_text_again_is_nothing(store: Fixture) {
    let (city, p) = ("suzhou", month());
    let ed = at(editor(city), minute(1));
    let blank = form(&[
        ("entries[B4][value]", ""),
        ("entries[B4][kind]", "value"),
        ("entries[S1-01][value]", "yes"),
    ]);
    assert_eq!(
        reports::save(&store, &ed, city, p, &blank).await.unwrap().revision,
        0,
        "S1-01 is not of a month"
    );
    assert_eq!(
        reports::save(&store, &ed, city, p, &whole(p)).await.unwrap().revision,
        1
    );
    assert_eq!(
        reports::save(&store, &ed, city, p, &whole(p)).await.unwrap().revision,
        1
    );
    let lines = audit::list(&store, &auditor(), &audit::Filter::default())
        .await
        .unwrap();
    assert_eq!(lines.len(), 1, "what changes nothing leaves no line");
    assert_eq!(
        (lines[0].record.action.as_str(), lines[0].record.object.as_str()),
        ("report.save", "report:suzhou/2026-02")
    );
    assert!(
        lines[0].record.after.contains("N3-02.value") && !lines[0].record.after.contains("\"12\""),
        "draft values are sealed"
    );
    audit::verify(&store, None).await.unwrap();
}

async fn a_draft_keeps_strange_texts_as_typed(store: Fixture) {
    let (city, p) = ("suzhou", "2026-Q1".parse().unwrap());
    let ed = at(editor(city), "2026-04-02T09:00:00+08:00".parse().unwrap());
    let long = "多".repeat(10_000);
    let strange = [
        "not a number",
        "-1",
        "１２３",
        "1e400",
        "<script>",
        "'; DROP TABLE reports; --",
        " 1,100.50 ",
        &long,
    ];
    for text in strange {
        reports::save(
            &store,
            &ed,
            city,
            p,
            &form(&[("entries[B4][value]", text), ("progress", text)]),
        )
        .await
        .unwrap();
        let view = reports::editor(&store, &ed, city, p).await.unwrap();
        assert_eq!(view.typed["B4"].0[&Field::Value], text);
        assert_eq!(view.sections["progress"], text);
    }
    let mut raw = form(&[]);
    raw.sections.insert("progress".into(), "a\0b".into());
    raw.sections.insert("problems".into(), "长".repeat(TEXT_MAX + 1));
    let saved = reports::save(&store, &ed, city, p, &raw).await.unwrap();
    assert_eq!(saved.too_long, [("problems".to_owned(), Field::Text)]);
    assert_eq!(
        reports::editor(&store, &ed, city, p).await.unwrap().sections["progress"],
        "ab"
    );
}

async fn time_opens_and_locks(store: Fixture) {
    let (city, p) = ("suzhou", month());
    let b4 = form(&[("entries[B4][value]", "1")]);
    let ed = |time: &str| at(editor(city), time.parse().unwrap());
    let save = async |time| reports::save(&store, &ed(time), city, p, &b4).await;
    assert_eq!(save("2026-02-28T23:59:59+08:00").await, Err(Refusal::NotOpenYet.into()));
    save("2026-03-01T00:00:00+08:00").await.unwrap();
    let locks = reports::row(&store, &ed("2026-03-02T00:00:00+08:00"), city, p)
        .await
        .unwrap()
        .deadlines
        .locks;
    let late = at(editor(city), locks);
    let change = form(&[("entries[B4][value]", "2")]);
    assert_eq!(
        reports::save(&store, &late, city, p, &change).await,
        Err(Refusal::Locked { since: locks }.into())
    );
    assert_eq!(
        reports::sign_off(&store, &late, city, p).await,
        Err(Refusal::Locked { since: locks }.into())
    );
    let extended = Change::Set(Rule::Extended {
        city: city.into(),
        period: p,
        until: beijing(locks).date(),
    });
    calendar::change(&store, &at(admin(), locks), &extended, "asked for by letter")
        .await
        .unwrap();
    reports::save(&store, &late, city, p, &change).await.unwrap();
    // A returned report has its own term.
    submitted(&store, "kunming", p, minute(1), &[]).await;
    let why = form(&[("items[B4][verdict]", "return"), ("items[B4][comment]", "x")]);
    reports::return_items(&store, &at(reviewer(), minute(2)), "kunming", p, &why)
        .await
        .unwrap();
    reports::save(&store, &at(editor("kunming"), locks), "kunming", p, &change)
        .await
        .unwrap();
    for period in ["2025-09", "2026-10", "2026-03", "2026-Q4"] {
        let result = reports::save(
            &store,
            &ed("2026-12-01T00:00:00+08:00"),
            city,
            period.parse().unwrap(),
            &b4,
        )
        .await;
        assert_eq!(result, Err(Error::NotFound), "{period}");
    }
}

async fn fifty_saves_at_once_all_stand(store: Fixture) {
    let (city, p) = ("suzhou", month());
    let items: Vec<_> = domain::indicator::items(p)
        .into_iter()
        .map(|d| d.code.as_str())
        .collect();
    let tasks: Vec<_> = (0..50)
        .map(|i| {
            let (store, item) = (store.store.clone(), items[i % items.len()]);
            let field = if i < items.len() { "reason" } else { "explanation" };
            let name = format!("entries[{item}][{field}]");
            tokio::spawn(async move {
                let text = i.to_string();
                let form = form(&[(name.as_str(), text.as_str())]);
                reports::save(&store, &at(editor(city), minute(1)), city, p, &form)
                    .await
                    .unwrap()
                    .revision
            })
        })
        .collect();
    let mut revisions = Vec::new();
    for task in tasks {
        revisions.push(task.await.unwrap());
    }
    revisions.sort_unstable();
    assert_eq!(revisions, (1..=50).collect::<Vec<_>>(), "one after the other");
    let view = reports::editor(&store, &at(editor(city), minute(2)), city, p)
        .await
        .unwrap();
    assert!(
        items
            .iter()
            .enumerate()
            .all(|(i, item)| view.typed[*item].get(Field::Reason) == i.to_string())
    );
    let submit = reports::submit(&store, &at(editor(city), minute(2)), city, p, Signature::OnScreen).await;
    assert_eq!((submit, view.row.state), (Err(Error::Forbidden), State::Drafting));
    audit::verify(&store, None).await.unwrap();
}
