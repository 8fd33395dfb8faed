//! The problem register: a problem's way, who sees it, what is found, what is joined, and what the audit says.

use domain::{
    access::{Role, Scope},
    calendar::beijing,
    fault::Fault,
    problem::{Action, Content, Deed, Level, Refusal as No, Severity, State, Turn},
};
use jiff::{Timestamp, civil::Date};
use storage::{
    Caller, Error, Refusal, audit,
    problems::{self, Filter, Which},
};

use crate::support::{Fixture, approver, auditor, caller, editor, reviewer};

crate::both!(
    a_problem_goes_its_way_and_is_counted,
    it_is_seen_by_its_city_its_liaison_and_cnipa_until_it_is_shared,
    a_provincial_one_waits_for_the_liaison,
    a_stale_form_and_a_double_click_do_nothing,
    the_register_finds_and_pages,
    one_answer_goes_to_all_that_are_joined,
    the_audit_tells_no_texts,
);

fn at(mut who: Caller, day: &str) -> Caller {
    who.at = format!("{day}T10:00:00+08:00").parse().unwrap();
    who
}

fn today(who: &Caller) -> Date {
    beijing(who.at).date()
}

fn liaison(province: &str) -> Caller {
    caller("liaison", Role::Liaison, Scope::Province(province.into()))
}

fn content(title: &str, level: Level) -> Content {
    let get = |name: &str| match name {
        "title" => Some(title),
        "description" => Some("县级窗口的政务外网 100% 不能访问"),
        "category" => Some("data-sharing"),
        "kind" => Some("systems_data"),
        "level" => Some(level.name()),
        "indicator" => Some("F3-01"),
        _ => None,
    };
    Content::read(get).unwrap()
}

async fn raised(store: &Fixture, city: &str, day: &str, title: &str, level: Level) -> i64 {
    problems::register(store, &at(editor(city), day), None, &content(title, level), false, None)
        .await
        .unwrap()
}

fn deed(action: Action) -> Deed {
    let words = if Deed::needs_words(action) { "words" } else { "" };
    Deed {
        comment: words.into(),
        unit: (action == Action::Assign).then(|| "承办单位".into()),
        due_on: (action == Action::Assign).then(|| "2026-07-20".parse().unwrap()),
        ..Deed::plain(action)
    }
}

async fn act(store: &Fixture, who: Caller, number: i64, action: Action) -> Result<(), Error> {
    problems::act(store, &who, number, None, &deed(action)).await
}

async fn state(store: &Fixture, number: i64) -> State {
    problems::find(store, &reviewer(), number).await.unwrap().row.state
}

async fn a_problem_goes_its_way_and_is_counted(store: Fixture) {
    let n = raised(&store, "suzhou", "2026-07-02", "窗口打不开检索系统", Level::National).await;
    assert_eq!(n, 1);
    let refused = act(&store, at(reviewer(), "2026-07-03"), n, Action::Receive).await;
    let wrong = |action, state| Err(Refusal::Problem(No::WrongStep { action, state }).into());
    assert_eq!(refused, wrong(Action::Receive, State::Registered));
    assert_eq!(
        act(&store, at(editor("suzhou"), "2026-07-03"), n, Action::Escalate).await,
        Err(Error::Forbidden),
        "an editor registers, the approver sends it up"
    );
    act(&store, at(approver("suzhou"), "2026-07-06"), n, Action::Escalate)
        .await
        .unwrap();
    for action in [Action::Receive, Action::Assign] {
        act(&store, at(reviewer(), "2026-07-07"), n, action).await.unwrap();
    }
    let late = at(reviewer(), "2026-07-21");
    let overdue = Filter {
        overdue: true,
        ..Filter::default()
    };
    assert_eq!(
        problems::list(&store, &late, &overdue, today(&late), 1)
            .await
            .unwrap()
            .total,
        1
    );
    let found = problems::find(&store, &late, n).await.unwrap();
    let age = found.row.ageing(today(&late));
    assert_eq!((age.total(), age.city, age.cnipa), (19, 4, 15));
    assert!(found.row.is_overdue(today(&late)) && found.row.turn() == Turn::Cnipa);
    let waits = problems::waiting(&store, &late, today(&late)).await.unwrap();
    assert_eq!(
        (waits.len(), waits[0].state, waits[0].count, waits[0].overdue),
        (1, State::Assigned, 1, 1)
    );
    act(&store, at(reviewer(), "2026-07-22"), n, Action::Reply)
        .await
        .unwrap();
    assert!(problems::waiting(&store, &late, today(&late)).await.unwrap().is_empty());
    let city = at(editor("suzhou"), "2026-07-23");
    assert_eq!(
        problems::waiting(&store, &city, today(&city)).await.unwrap()[0].state,
        State::Replied
    );
    act(&store, city.clone(), n, Action::Reopen).await.unwrap();
    for action in [Action::Assign, Action::Reply] {
        act(&store, at(reviewer(), "2026-07-24"), n, action).await.unwrap();
    }
    act(&store, at(editor("suzhou"), "2026-07-27"), n, Action::Confirm)
        .await
        .unwrap();
    assert_eq!(
        act(&store, at(approver("suzhou"), "2026-07-27"), n, Action::StrikeOff).await,
        Err(Error::Forbidden)
    );
    act(&store, at(reviewer(), "2026-07-28"), n, Action::StrikeOff)
        .await
        .unwrap();
    let found = problems::find(&store, &city, n).await.unwrap();
    assert_eq!((found.row.state, found.row.reply_days), (State::Closed, Some(16)));
    let states: Vec<_> = found.steps.iter().map(|s| s.to).collect();
    use State as S;
    assert_eq!(
        states,
        [
            S::Registered,
            S::Escalated,
            S::Received,
            S::Assigned,
            S::Replied,
            S::Reopened,
            S::Assigned,
            S::Replied,
            S::Confirmed,
            S::Closed
        ]
    );
    assert_eq!(found.steps[0].text, "县级窗口的政务外网 100% 不能访问");
    let s = problems::summary(&store, &late, &Filter::default(), today(&late))
        .await
        .unwrap();
    assert_eq!(s.months["2026-07"], (1, 1));
    assert_eq!(s.replies["2026-07"], (1, 16));
    assert!(s.open.is_empty());
    audit::verify(&store, None).await.unwrap();
}

async fn it_is_seen_by_its_city_its_liaison_and_cnipa_until_it_is_shared(store: Fixture) {
    let n = raised(&store, "suzhou", "2026-07-02", "x", Level::National).await;
    let observer = caller("observer", Role::Observer, Scope::City("suzhou".into()));
    let expert = caller("expert", Role::Expert, Scope::None);
    let sees = async |who: &Caller| problems::find(&store, who, n).await.is_ok();
    for who in [editor("suzhou"), approver("suzhou"), liaison("jiangsu"), reviewer()] {
        assert!(sees(&who).await, "{who:?}");
    }
    let others = [editor("kunming"), liaison("yunnan"), observer];
    for who in &others {
        assert!(!sees(who).await, "{who:?}");
        for which in [Which::Own, Which::Shared] {
            let filter = Filter {
                which,
                ..Filter::default()
            };
            assert!(
                problems::all(&store, who, &filter, today(who))
                    .await
                    .unwrap()
                    .is_empty()
            );
        }
    }
    let share = async |who: Caller, shared| problems::share(&store, &who, n, None, shared).await;
    assert_eq!(share(approver("suzhou"), true).await, Err(Error::Forbidden));
    assert_eq!(share(editor("kunming"), true).await, Err(Error::NotFound));
    problems::share(&store, &reviewer(), n, None, true).await.unwrap();
    let shared = Filter {
        which: Which::Shared,
        ..Filter::default()
    };
    for who in &others {
        assert!(sees(who).await, "{who:?}");
        assert_eq!(
            problems::list(&store, who, &shared, today(who), 1).await.unwrap().total,
            1
        );
        assert_eq!(
            act(&store, who.clone(), n, Action::Comment).await,
            Err(Error::Forbidden)
        );
    }
    let own = editor("suzhou");
    assert_eq!(
        problems::list(&store, &own, &shared, today(&own), 1)
            .await
            .unwrap()
            .total,
        0,
        "it is its own"
    );
    for who in [expert, auditor()] {
        assert!(!sees(&who).await);
        assert_eq!(
            problems::list(&store, &who, &shared, today(&who), 1).await,
            Err(Error::NotFound)
        );
    }
    problems::share(&store, &reviewer(), n, None, false).await.unwrap();
    assert!(!sees(&editor("kunming")).await);
}

async fn a_provincial_one_waits_for_the_liaison(store: Fixture) {
    let n = raised(&store, "suzhou", "2026-07-02", "x", Level::Provincial).await;
    assert_eq!(
        act(&store, liaison("jiangsu"), n, Action::Reply).await,
        Err(Error::Forbidden)
    );
    act(&store, approver("suzhou"), n, Action::Escalate).await.unwrap();
    let who = liaison("jiangsu");
    assert_eq!(problems::waiting(&store, &who, today(&who)).await.unwrap()[0].count, 1);
    assert_eq!(
        act(&store, liaison("yunnan"), n, Action::Reply).await,
        Err(Error::NotFound)
    );
    act(&store, who.clone(), n, Action::PassOn).await.unwrap();
    assert_eq!(
        act(&store, who, n, Action::Reply).await,
        Err(Error::Forbidden),
        "it is CNIPA's now"
    );
    act(&store, reviewer(), n, Action::Receive).await.unwrap();
    let alone = content("x", Level::Provincial);
    let refused = problems::register(&store, &editor("beijing"), None, &alone, false, None).await;
    assert_eq!(refused, Err(Refusal::Problem(No::NoProvince).into()));
}

async fn a_stale_form_and_a_double_click_do_nothing(store: Fixture) {
    let once = "0198a1b2-0000-7000-8000-00000000000a";
    let what = content("x", Level::National);
    let urgent = Content {
        severity: Severity::Urgent,
        ..what.clone()
    };
    let up = Deed::plain(Action::Escalate);
    let register = async |who: Caller| problems::register(&store, &who, Some(once), &urgent, false, Some(&up)).await;
    assert_eq!(register(editor("suzhou")).await, Err(Error::Forbidden));
    let n = register(approver("suzhou")).await.unwrap();
    assert_eq!(register(approver("suzhou")).await, Ok(n), "the same form once more");
    assert_eq!(register(approver("kunming")).await, Err(Error::NotFound));
    assert_eq!(state(&store, n).await, State::Escalated);
    let seen = problems::find(&store, &reviewer(), n).await.unwrap().row.revision;
    problems::act(&store, &reviewer(), n, Some(seen), &deed(Action::Comment))
        .await
        .unwrap();
    let again = problems::act(&store, &reviewer(), n, Some(seen), &deed(Action::Comment)).await;
    assert_eq!(again, Err(Refusal::Problem(No::Moved).into()));
    assert_eq!(
        problems::edit(&store, &editor("suzhou"), n, None, &what)
            .await
            .unwrap_err(),
        Refusal::Problem(No::WrongStep {
            action: Action::Save,
            state: State::Escalated
        })
        .into()
    );
    problems::act(&store, &reviewer(), n, None, &deed(Action::Return))
        .await
        .unwrap();
    problems::edit(&store, &editor("suzhou"), n, None, &what).await.unwrap();
    let found = problems::find(&store, &reviewer(), n).await.unwrap();
    assert_eq!(found.row.content.severity, Severity::General);
    let lines = audit::anchor(&store).await.unwrap().seq;
    problems::edit(&store, &editor("suzhou"), n, None, &what).await.unwrap();
    assert_eq!(
        audit::anchor(&store).await.unwrap().seq,
        lines,
        "nothing changed, nothing written"
    );
}

async fn the_register_finds_and_pages(store: Fixture) {
    for n in 0..30 {
        let city = if n % 2 == 0 { "suzhou" } else { "kunming" };
        let day = format!("2026-06-{:02}", n + 1);
        raised(&store, city, &day, &format!("电子证照第{n}件_Data"), Level::National).await;
    }
    let who = reviewer();
    let day = today(&who);
    let find = async |text: &str| {
        let filter = Filter {
            text: text.into(),
            ..Filter::default()
        };
        problems::list(&store, &who, &filter, day, 1).await.unwrap().total
    };
    assert_eq!(find("证照第3件").await, 1, "words without blanks");
    assert_eq!(
        (find("ＤＡＴＡ").await, find("100%").await, find("%_").await),
        (30, 30, 0)
    );
    assert_eq!(
        (find("P-0007").await, find("7").await, find("p-0007 ").await),
        (1, 1, 1)
    );
    let page = problems::list(&store, &who, &Filter::default(), day, 2).await.unwrap();
    assert_eq!((page.total, page.page, page.rows.len()), (30, 2, 5));
    assert_eq!(
        problems::list(&store, &who, &Filter::default(), day, 99)
            .await
            .unwrap()
            .page,
        2
    );
    let first = problems::list(&store, &who, &Filter::default(), day, 1).await.unwrap();
    let times: Vec<Timestamp> = first.rows.iter().map(|r| r.raised_at).collect();
    assert!(times.is_sorted(), "the oldest first");
    let s = problems::summary(&store, &who, &Filter::default(), day).await.unwrap();
    let banded: i64 = s.count(|c| c.city == "suzhou");
    assert_eq!((s.count(|_| true), banded), (30, 15));
    for age in domain::problem::Age::ALL {
        let filter = Filter {
            age: Some(*age),
            ..Filter::default()
        };
        let listed = problems::list(&store, &who, &filter, day, 1).await.unwrap().total;
        assert_eq!(listed, s.count(|c| c.age == *age), "{age:?}");
    }
}

async fn one_answer_goes_to_all_that_are_joined(store: Fixture) {
    let mut all = Vec::new();
    for (city, title) in [
        ("suzhou", "县级窗口不能打开国家检索系统"),
        ("kunming", "县级窗口打不开国家检索系统"),
        ("changsha", "两县窗口打不开检索系统"),
    ] {
        let n = raised(&store, city, "2026-07-01", title, Level::National).await;
        act(&store, approver(city), n, Action::Escalate).await.unwrap();
        all.push(n);
    }
    let like = problems::like(&store, &reviewer(), all[0]).await.unwrap();
    assert_eq!(like.iter().map(|l| l.row.number).collect::<Vec<_>>()[..2], all[1..3]);
    assert!(like[0].likeness > 0.6);
    assert_eq!(
        problems::like(&store, &approver("suzhou"), all[0]).await,
        Err(Error::Forbidden)
    );
    let unknown = problems::join(&store, &reviewer(), all[0], None, &[77]).await;
    assert_eq!(unknown, Err(Refusal::Fields(vec![("join", Fault::Unknown)]).into()));
    assert_eq!(
        problems::join(&store, &reviewer(), all[0], None, &[all[0]]).await,
        Err(Refusal::Problem(No::NothingToJoin).into())
    );
    problems::join(&store, &reviewer(), all[0], None, &all[1..])
        .await
        .unwrap();
    assert_eq!(
        problems::find(&store, &reviewer(), all[0]).await.unwrap().joined.len(),
        2
    );
    assert!(
        problems::find(&store, &editor("suzhou"), all[0])
            .await
            .unwrap()
            .joined
            .is_empty()
    );
    // One of them goes back to its city: it is not answered.
    act(&store, reviewer(), all[2], Action::Return).await.unwrap();
    act(&store, reviewer(), all[0], Action::Receive).await.unwrap();
    act(&store, reviewer(), all[0], Action::Assign).await.unwrap();
    assert_eq!(
        (state(&store, all[1]).await, state(&store, all[2]).await),
        (State::Assigned, State::Returned)
    );
    act(&store, reviewer(), all[0], Action::Reply).await.unwrap();
    let other = problems::find(&store, &editor("kunming"), all[1]).await.unwrap();
    assert_eq!(other.row.state, State::Replied);
    assert_eq!(other.steps.last().unwrap().text, "words");
    act(&store, editor("kunming"), all[1], Action::Confirm).await.unwrap();
    assert_eq!(
        state(&store, all[0]).await,
        State::Replied,
        "each city confirms for itself"
    );
    problems::leave(&store, &reviewer(), all[2], None).await.unwrap();
    problems::leave(&store, &reviewer(), all[1], None).await.unwrap();
    assert_eq!(
        problems::find(&store, &reviewer(), all[0]).await.unwrap().row.group,
        None,
        "one alone is no group"
    );
}

async fn the_audit_tells_no_texts(store: Fixture) {
    let n = raised(&store, "suzhou", "2026-07-02", "隐秘的标题", Level::National).await;
    act(&store, approver("suzhou"), n, Action::Escalate).await.unwrap();
    act(&store, reviewer(), n, Action::Return).await.unwrap();
    let lines = audit::list(&store, &auditor(), &audit::Filter::default())
        .await
        .unwrap();
    let text = format!("{lines:?}");
    assert!(
        !text.contains("隐秘") && !text.contains("\"words\"") && text.contains("problem:P-0001"),
        "{text}"
    );
    let actions: Vec<_> = lines.iter().rev().map(|l| l.record.action.as_str()).collect();
    assert_eq!(actions, ["problem.register", "problem.escalate", "problem.return"]);
}
