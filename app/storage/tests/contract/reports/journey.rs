//! The main job: save, sign off, submit, return, mend, accept; and the turns it can take.

use domain::{
    calendar::Timeliness,
    check::Problem,
    entry::Entry,
    report::{Signature, State},
};
use storage::{
    Error, Refusal,
    facts::{self, Filter, Status},
    reports::{self, Fate, RemarkKind},
    settings::{self, Settings},
};

use super::{accepted, at, form, minute, month, second, state, submitted, whole, wrong_state};
use crate::support::{Fixture, admin, approver, editor, reviewer};

crate::both!(
    the_whole_journey,
    a_withdrawn_version_counts_no_more,
    a_returned_base_figure_is_judged_with_what_stands_on_it,
    nobody_approves_what_he_drafted,
    a_question_changes_no_state,
    a_signature_on_paper_is_whole,
    an_unexplained_jump_stops_sign_off,
    a_quarter_holds_its_last_month,
);

async fn the_whole_journey(store: Fixture) {
    let (city, p) = ("suzhou", month());
    let ed = |n| at(editor(city), minute(n));
    let ap = |n| at(approver(city), minute(n));
    let re = |n| at(reviewer(), minute(n));
    let refused = |r: Result<(), Error>, want: Refusal| assert_eq!(r, Err(Error::Refused(want)));

    reports::save(&store, &ed(1), city, p, &form(&[("entries[B4][value]", "200")]))
        .await
        .unwrap();
    refused(
        reports::sign_off(&store, &ed(2), city, p).await,
        Refusal::Errors { count: 13 },
    );
    assert!(wrong_state(
        reports::submit(&store, &ap(2), city, p, Signature::OnScreen).await
    ));
    reports::save(&store, &ed(3), city, p, &whole(p)).await.unwrap();
    assert_eq!(
        reports::send_back(&store, &ed(3), city, p, "").await,
        Err(Error::Forbidden)
    );
    reports::sign_off(&store, &ed(4), city, p).await.unwrap();
    assert!(
        wrong_state(reports::save(&store, &ed(5), city, p, &form(&[("entries[B4][value]", "1")])).await),
        "frozen"
    );
    reports::send_back(&store, &ap(5), city, p, "").await.unwrap();
    assert_eq!(state(&store, city, p).await, State::Drafting);
    reports::sign_off(&store, &ed(6), city, p).await.unwrap();
    assert_eq!(
        reports::submit(&store, &ed(7), city, p, Signature::OnScreen).await,
        Err(Error::Forbidden)
    );
    let first = reports::submit(&store, &ap(7), city, p, Signature::OnScreen)
        .await
        .unwrap();
    assert_eq!((first.number, first.check_code.len(), first.own_draft), (1, 8, false));

    reports::take(&store, &re(8), city, p, &form(&[("items[B4][verdict]", "accept")]))
        .await
        .unwrap();
    assert!(wrong_state(reports::withdraw(&store, &ap(9), city, p).await), "taken");
    refused(
        reports::return_items(&store, &re(10), city, p, &form(&[])).await,
        Refusal::NothingReturned,
    );
    let bare = form(&[("items[N3-02][verdict]", "return"), ("items[N3-02][comment]", "  ")]);
    refused(
        reports::return_items(&store, &re(10), city, p, &bare).await,
        Refusal::CommentMissing(vec!["N3-02".into()]),
    );
    assert_eq!(
        state(&store, city, p).await,
        State::Submitted,
        "a refusal undoes all of it"
    );
    let why = form(&[
        ("items[N3-02][verdict]", "return"),
        ("items[N3-02][comment]", "与台账不符"),
    ]);
    reports::return_items(&store, &re(11), city, p, &why).await.unwrap();

    let view = reports::editor(&store, &ed(12), city, p).await.unwrap();
    assert_eq!(view.open.unwrap().into_iter().collect::<Vec<_>>(), ["N3-02"]);
    assert_eq!(view.returned["N3-02"], "与台账不符");
    assert_eq!(
        (view.threads["N3-02"][0].kind, view.threads["N3-02"][0].version),
        (RemarkKind::Return, 1)
    );
    assert_eq!(view.heads[0].fate.map(|(fate, _)| fate), Some(Fate::Returned));
    let both = form(&[("entries[B5][value]", "999"), ("entries[N3-02][explanation]", "")]);
    let saved = reports::save(&store, &ed(12), city, p, &both).await.unwrap();
    assert_eq!(saved.closed, ["B5"]);
    refused(
        reports::sign_off(&store, &ed(13), city, p).await,
        Refusal::Untouched(vec!["N3-02".into()]),
    );
    reports::save(&store, &ed(14), city, p, &form(&[("entries[N3-02][value]", "13")]))
        .await
        .unwrap();
    reports::sign_off(&store, &ed(15), city, p).await.unwrap();
    let second = reports::submit(&store, &ap(16), city, p, Signature::OnScreen)
        .await
        .unwrap();
    assert_eq!(second.number, 2);
    assert_ne!(second.hash, first.hash);

    let none = facts::observations(&store, &re(17), Filter::default()).await.unwrap();
    assert!(none.is_empty(), "not a fact before acceptance");
    let hollow = Filter {
        include_submitted: true,
        ..Filter::default()
    };
    let hollow = facts::observations(&store, &re(17), hollow).await.unwrap();
    assert!(hollow.len() == 14 && hollow.iter().all(|o| o.status == Status::Submitted && o.version == 2));

    let view = reports::review(&store, &re(17), city, p).await.unwrap();
    assert!(view.verdicts.is_empty() && !view.row.taken, "a new version starts anew");
    assert_eq!(
        view.before.unwrap().content.typed["N3-02"].get(domain::entry::Field::Value),
        "12"
    );
    assert!(view.check.ready());
    let pending = form(&[("items[N3-02][verdict]", "return"), ("items[N3-02][comment]", "仍不符")]);
    let want = Refusal::ReturnedItemsPending(vec!["N3-02".into()]);
    refused(reports::accept(&store, &re(18), city, p, &pending).await, want.clone());
    reports::take(&store, &re(18), city, p, &pending).await.unwrap();
    refused(reports::accept(&store, &re(18), city, p, &form(&[])).await, want);
    assert!(
        reports::editor(&store, &ed(18), city, p)
            .await
            .unwrap()
            .returned
            .is_empty(),
        "not told before it is done"
    );
    reports::accept(&store, &re(19), city, p, &form(&[("items[N3-02][verdict]", "accept")]))
        .await
        .unwrap();

    let row = reports::row(&store, &ed(20), city, p).await.unwrap();
    assert_eq!(
        (row.state, row.accepted, row.filled),
        (State::Accepted, Some(2), (14, 14))
    );
    assert_eq!(row.timeliness, Timeliness::OnTime { extended: false });
    assert_eq!(
        row.first_submitted_at,
        Some(minute(7)),
        "the return does not make it late"
    );
    let now = facts::observations(&store, &re(20), Filter::default()).await.unwrap();
    assert_eq!(now.len(), 14);
    let one = Filter {
        indicator: Some("N3-02"),
        ..Filter::default()
    };
    let o = &facts::observations(&store, &re(20), one).await.unwrap()[0];
    assert_eq!(
        (o.version, o.accepted_at, o.status),
        (2, Some(minute(19)), Status::Accepted)
    );
    assert_eq!(o.figure(), Some(13.into()));
    let yesterday = Filter {
        as_of: Some("2026-03-02".parse().unwrap()),
        ..one
    };
    assert!(
        facts::observations(&store, &re(20), yesterday)
            .await
            .unwrap()
            .is_empty()
    );
    let today = Filter {
        as_of: Some("2026-03-03".parse().unwrap()),
        ..one
    };
    assert_eq!(facts::observations(&store, &re(20), today).await.unwrap().len(), 1);
    assert!(wrong_state(reports::accept(&store, &re(21), city, p, &form(&[])).await));
    storage::audit::verify(&store, None).await.unwrap();
}

async fn a_withdrawn_version_counts_no_more(store: Fixture) {
    let (city, p) = ("suzhou", month());
    let (ed, ap, re) = (
        at(editor(city), minute(5)),
        at(approver(city), minute(5)),
        at(reviewer(), minute(5)),
    );
    submitted(&store, city, p, minute(1), &[]).await;
    assert_eq!(reports::withdraw(&store, &ed, city, p).await, Err(Error::Forbidden));
    reports::withdraw(&store, &ap, city, p).await.unwrap();
    let row = reports::row(&store, &ap, city, p).await.unwrap();
    assert_eq!(
        (row.state, row.versions, row.first_submitted_at),
        (State::CitySignOff, 0, None)
    );
    assert_eq!(
        reports::version(&store, &re, city, p, 1).await.unwrap_err(),
        Error::NotFound
    );
    assert_eq!(
        reports::current(&store, &re, city, p).await.unwrap_err(),
        Error::NotFound
    );
    let kept = reports::version(&store, &ed, city, p, 1).await.unwrap();
    assert_eq!(kept.head.fate, Some((Fate::Withdrawn, minute(5))));
    reports::send_back(&store, &ap, city, p, "").await.unwrap();
    assert_eq!(
        state(&store, city, p).await,
        State::Drafting,
        "nothing was returned, so all is open"
    );
    reports::sign_off(&store, &ed, city, p).await.unwrap();
    let again = reports::submit(&store, &at(ap, minute(6)), city, p, Signature::OnScreen)
        .await
        .unwrap();
    assert_eq!(again.number, 2, "a number is used once");
    assert_eq!(reports::current(&store, &re, city, p).await.unwrap().content.number, 2);
}

async fn a_returned_base_figure_is_judged_with_what_stands_on_it(store: Fixture) {
    let (city, p) = ("suzhou", month());
    let (ed, re) = (at(editor(city), minute(5)), at(reviewer(), minute(4)));
    submitted(&store, city, p, minute(1), &[]).await;
    let why = form(&[("items[N1-01][verdict]", "return"), ("items[N1-01][comment]", "请核对")]);
    reports::return_items(&store, &re, city, p, &why).await.unwrap();
    let open = reports::editor(&store, &ed, city, p).await.unwrap().open.unwrap();
    assert_eq!(
        open.into_iter().collect::<Vec<_>>(),
        ["B4", "N1-01"],
        "an indicator opens its base figure"
    );
    let saved = reports::save(&store, &ed, city, p, &form(&[("entries[B4][value]", "80")]))
        .await
        .unwrap();
    assert!(saved.closed.is_empty());
    assert_eq!(
        reports::sign_off(&store, &ed, city, p).await,
        Err(Refusal::Errors { count: 1 }.into()),
        "90 of 80"
    );
    reports::save(&store, &ed, city, p, &form(&[("entries[B4][value]", "95")]))
        .await
        .unwrap();
    reports::sign_off(&store, &ed, city, p).await.unwrap();

    let ap = at(approver(city), minute(6));
    reports::submit(&store, &ap, city, p, Signature::OnScreen)
        .await
        .unwrap();
    let why = form(&[("items[B5][verdict]", "return"), ("items[B5][comment]", "少报")]);
    reports::return_items(&store, &at(reviewer(), minute(7)), city, p, &why)
        .await
        .unwrap();
    let ed = at(editor(city), minute(8));
    let early = form(&[("entries[F2-01][numerator]", "70")]);
    assert_eq!(
        reports::save(&store, &ed, city, p, &early).await.unwrap().closed,
        ["F2-01"],
        "not returned"
    );
    reports::save(&store, &ed, city, p, &form(&[("entries[B5][value]", "80")]))
        .await
        .unwrap();
    let open = reports::editor(&store, &ed, city, p).await.unwrap().open.unwrap();
    assert_eq!(
        open.into_iter().collect::<Vec<_>>(),
        ["B5", "F2-01"],
        "its base figure moved"
    );
    reports::save(&store, &ed, city, p, &early).await.unwrap();
    reports::sign_off(&store, &ed, city, p).await.unwrap();
}

async fn nobody_approves_what_he_drafted(store: Fixture) {
    let (city, p) = ("kunming", month());
    let (ed, ap) = (at(editor(city), minute(1)), at(approver(city), minute(2)));
    reports::save(&store, &ed, city, p, &whole(p)).await.unwrap();
    reports::sign_off(&store, &ap, city, p).await.unwrap();
    let submit = |who| reports::submit(&store, who, city, p, Signature::OnScreen);
    assert_eq!(submit(&ap).await, Err(Refusal::OwnDraft.into()), "he signed it off");
    reports::send_back(&store, &ap, city, p, "").await.unwrap();
    reports::save(&store, &ap, city, p, &form(&[("entries[B4][value]", "201")]))
        .await
        .unwrap();
    reports::sign_off(&store, &ed, city, p).await.unwrap();
    assert_eq!(submit(&ap).await, Err(Refusal::OwnDraft.into()), "he typed a field");
    let allowed = Settings {
        self_approval: [city.to_owned()].into(),
        ..Settings::default()
    };
    settings::set(&store, &admin(), allowed).await.unwrap();
    assert!(submit(&ap).await.unwrap().own_draft, "marked");
    reports::withdraw(&store, &ap, city, p).await.unwrap();
    assert!(!submit(&second(ap.clone())).await.unwrap().own_draft);
}

async fn a_question_changes_no_state(store: Fixture) {
    let (city, p) = ("suzhou", month());
    let (ed, re) = (at(editor(city), minute(5)), at(reviewer(), minute(4)));
    submitted(&store, city, p, minute(1), &[]).await;
    assert_eq!(
        reports::ask(&store, &re, city, p, &form(&[])).await,
        Err(Refusal::Empty("ask").into())
    );
    let why = form(&[
        ("items[B4][verdict]", "ask"),
        ("items[B4][comment]", "含代办件吗？"),
        ("items[B5][verdict]", "accept"),
    ]);
    reports::ask(&store, &re, city, p, &why).await.unwrap();
    reports::comment(&store, &ed, city, p, "B4", " 含\0。 ").await.unwrap();
    reports::comment(&store, &re, city, p, "B4", "谢谢").await.unwrap();
    let bad = reports::comment(&store, &ed, city, p, "S1-01", "x").await;
    assert_eq!(bad, Err(Refusal::Unknown(vec!["S1-01".into()]).into()));
    assert_eq!(
        reports::comment(&store, &ed, city, p, "B4", " ").await,
        Err(Refusal::Empty("comment").into())
    );
    let view = reports::review(&store, &re, city, p).await.unwrap();
    assert_eq!(
        (view.row.state, view.row.taken, view.verdicts.len()),
        (State::Submitted, true, 2)
    );
    let thread = &reports::threads(&store, &ed, city, p).await.unwrap()["B4"];
    let thread: Vec<_> = thread.iter().map(|r| (r.kind, r.text.as_str())).collect();
    let want = [
        (RemarkKind::Ask, "含代办件吗？"),
        (RemarkKind::Answer, "含。"),
        (RemarkKind::Comment, "谢谢"),
    ];
    assert_eq!(thread, want, "in the order they were said");

    let why = form(&[("items[B4][verdict]", "return"), ("items[B4][comment]", "请改")]);
    reports::return_items(&store, &at(reviewer(), minute(6)), city, p, &why)
        .await
        .unwrap();
    let ed = at(editor(city), minute(7));
    let untouched = Err(Refusal::Untouched(vec!["B4".into()]).into());
    assert_eq!(
        reports::sign_off(&store, &ed, city, p).await,
        untouched,
        "an answer before the return is none"
    );
    reports::comment(&store, &ed, city, p, "B4", "数字无误").await.unwrap();
    reports::sign_off(&store, &ed, city, p).await.unwrap();
}

async fn a_signature_on_paper_is_whole(store: Fixture) {
    let (city, p) = ("suzhou", month());
    let (ed, ap) = (at(editor(city), minute(1)), at(approver(city), minute(2)));
    reports::save(&store, &ed, city, p, &whole(p)).await.unwrap();
    reports::sign_off(&store, &ed, city, p).await.unwrap();
    let paper = |name: &str, day: &str| Signature::OnPaper {
        name: name.into(),
        post: "副局长".into(),
        signed_on: day.into(),
        document_number: String::new(),
    };
    let submit = |signature| reports::submit(&store, &ap, city, p, signature);
    assert_eq!(
        submit(paper(" ", "2026-03-02")).await,
        Err(Refusal::Signature(vec![("signer_name", Problem::Missing)]).into())
    );
    assert_eq!(
        submit(paper("李明", "yesterday")).await,
        Err(Refusal::Signature(vec![("signed_on", Problem::NotADate)]).into())
    );
    assert_eq!(
        submit(paper("李明", "2099-01-01")).await,
        Err(Refusal::Signature(vec![("signed_on", Problem::FutureDate)]).into())
    );
    submit(paper("李明", "2026-03-02")).await.unwrap();
    let version = reports::current(&store, &at(reviewer(), minute(3)), city, p)
        .await
        .unwrap();
    assert_eq!(version.signature, paper("李明", "2026-03-02"));
    assert_eq!(
        version.drafted_by.as_deref(),
        Some(ed.actor.id.as_str()),
        "who handed it in"
    );
    let canonical = version.content.canonical().unwrap();
    assert!(
        !canonical.contains("李明"),
        "the code covers what is signed, not the signature"
    );
    assert_eq!(
        domain::report::hash(&canonical),
        (version.head.hash, version.head.check_code),
        "frozen as hashed"
    );
}

async fn an_unexplained_jump_stops_sign_off(store: Fixture) {
    let (city, january) = ("suzhou", "2026-01".parse().unwrap());
    submitted(
        &store,
        city,
        january,
        "2026-02-03T09:00:00+08:00".parse().unwrap(),
        &[("entries[F4-02][value]", "300")],
    )
    .await;
    let (p, ed) = (month(), at(editor(city), minute(1)));
    reports::save(&store, &ed, city, p, &whole(p)).await.unwrap();
    let jump = |value: &'static str| form(&[("entries[F4-02][value]", value)]);
    reports::save(&store, &ed, city, p, &jump("1200")).await.unwrap();
    let view = reports::editor(&store, &ed, city, p).await.unwrap();
    assert!(
        matches!(view.previous["F4-02"], Entry::Value { .. }),
        "of the version submitted, before it is accepted"
    );
    let unexplained = Err(Refusal::Unexplained(vec!["F4-02".into()]).into());
    assert_eq!(reports::sign_off(&store, &ed, city, p).await, unexplained);
    reports::accept(&store, &at(reviewer(), minute(2)), city, january, &form(&[]))
        .await
        .unwrap();
    assert_eq!(reports::sign_off(&store, &ed, city, p).await, unexplained);
    reports::save(
        &store,
        &ed,
        city,
        p,
        &form(&[("entries[F4-02][explanation]", "专项行动")]),
    )
    .await
    .unwrap();
    reports::sign_off(&store, &ed, city, p).await.unwrap();
}

async fn a_quarter_holds_its_last_month(store: Fixture) {
    let city = "suzhou";
    accepted(&store, city, month(), minute(1), &[("entries[F4-03][value]", "7")]).await;
    let (p, time) = ("2026-Q1".parse().unwrap(), "2026-04-02T09:00:00+08:00".parse().unwrap());
    let ed = at(editor(city), time);
    assert_eq!(
        reports::editor(&store, &ed, city, "2026-03".parse().unwrap())
            .await
            .unwrap_err(),
        Error::NotFound
    );
    let view = reports::editor(&store, &ed, city, p).await.unwrap();
    assert_eq!(
        (view.row.filled, view.sections.len(), view.months.len()),
        ((0, 43), 4, 14)
    );
    assert_eq!(view.months["F4-03"][0], Entry::Missing, "January is not in");
    assert_eq!(
        view.months["F4-03"][1], view.previous["F4-03"],
        "February is the month before March"
    );
    accepted(&store, city, p, time, &[("next_steps", "下季度…")]).await;
    let of = |period: &str, indicator| Filter {
        period: Some(period.parse().unwrap()),
        indicator,
        ..Filter::default()
    };
    let count = async |filter| facts::observations(&store, &ed, filter).await.unwrap().len();
    assert_eq!(count(of("2026-03", None)).await, 14, "the month keeps its own period");
    assert_eq!(count(of("2026-Q1", None)).await, 25);
    assert_eq!(count(of("2026-Q1", Some("F4-03"))).await, 0);
    let version = reports::current(&store, &at(reviewer(), time), city, p).await.unwrap();
    assert_eq!(version.content.sections["next_steps"], "下季度…");
    let all = facts::observations(&store, &ed, Filter::default()).await.unwrap();
    let order: Vec<_> = all.iter().map(|o| o.period.to_string()).collect();
    let mut sorted = all.clone();
    sorted.sort_by_key(|o| o.period);
    assert_eq!(order, sorted.iter().map(|o| o.period.to_string()).collect::<Vec<_>>());
}
