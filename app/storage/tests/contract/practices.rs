//! Practices: typed, handed in, returned, chosen, published, found, adopted, and what moved.

use domain::{
    access::{Role, Scope},
    fault::Fault,
    indicator::{Aspect, Goal},
    practice::{Action, Case, State},
};
use jiff::civil::date;
use storage::{
    Caller, Error, Refusal, audit,
    practices::{self, Query, Wanted},
};

use crate::{
    reports::{accepted, at, minute, month},
    support::{Fixture, approver, auditor, caller, editor, reviewer},
};

crate::both!(
    a_practice_goes_its_way,
    nothing_typed_is_lost,
    what_is_typed_after_a_return_is_the_citys_own,
    the_library_is_searched_without_spaces,
    an_adoption_shows_what_moved_as_far_as_it_is_released,
    drafts_are_sealed_in_the_audit,
);

fn case(title: &str) -> Case {
    let mut case = Case::default();
    for (name, text) in [
        ("title", title),
        ("aspect", "facilitation"),
        ("goal", "online-offline"),
        ("background", "企业办事多头跑"),
        ("measures", "设立知识产权公共服务一窗通办窗口，PCT申请辅导同窗办理"),
        ("results", "平均办理时间缩短"),
        ("conditions", "需要政务服务中心支持"),
        ("indicator", "F3-01"),
    ] {
        case.set(name, text);
    }
    case
}

fn liaison() -> Caller {
    caller("liaison", Role::Liaison, Scope::Province("jiangsu".into()))
}

async fn submitted(store: &Fixture, city: &str, title: &str) -> i64 {
    let number = practices::create(store, &editor(city), &case(title)).await.unwrap();
    practices::submit(store, &approver(city), number, &case(title), Some(1))
        .await
        .unwrap();
    number
}

async fn published(store: &Fixture, city: &str, title: &str) -> i64 {
    let number = submitted(store, city, title).await;
    for action in [Action::Select, Action::Publish] {
        practices::act(store, &reviewer(), number, action, "", None)
            .await
            .unwrap();
    }
    number
}

async fn found(store: &Fixture, who: &Caller, query: Query<'_>) -> Vec<i64> {
    let listing = practices::list(store, who, &query).await.unwrap();
    assert_eq!(listing.total, listing.rows.len());
    listing.rows.iter().map(|r| r.number).collect()
}

async fn a_practice_goes_its_way(store: Fixture) {
    let number = practices::create(&store, &editor("suzhou"), &Case::default())
        .await
        .unwrap();
    assert_eq!(number, 1);
    for stranger in [editor("kunming"), reviewer(), liaison(), auditor()] {
        assert_eq!(practices::get(&store, &stranger, number).await, Err(Error::NotFound));
    }
    let missing = practices::submit(&store, &editor("suzhou"), number, &Case::default(), Some(1)).await;
    assert!(matches!(missing, Err(Error::Refused(Refusal::Fields(f))) if f.contains(&("title", Fault::Missing))));
    practices::submit(&store, &editor("suzhou"), number, &case("一窗通办"), Some(1))
        .await
        .unwrap();
    for reader in [reviewer(), liaison(), editor("suzhou")] {
        assert_eq!(
            practices::get(&store, &reader, number).await.unwrap().state,
            State::Submitted
        );
    }
    assert_eq!(
        practices::get(&store, &editor("kunming"), number).await,
        Err(Error::NotFound)
    );

    let act =
        async |who: Caller, action, reason: &str| practices::act(&store, &who, number, action, reason, None).await;
    assert_eq!(act(editor("suzhou"), Action::Select, "").await, Err(Error::Forbidden));
    assert_eq!(act(liaison(), Action::Select, "").await, Err(Error::Forbidden));
    let reason = Refusal::Fields(vec![("reason", Fault::Missing)]);
    assert_eq!(act(reviewer(), Action::Decline, " ").await, Err(reason.into()));
    let state = |s| Err(Error::Refused(Refusal::PracticeState(s)));
    assert_eq!(act(reviewer(), Action::Publish, "").await, state(State::Submitted));
    assert_eq!(act(reviewer(), Action::Submit, "").await, state(State::Submitted));
    let stale = practices::act(&store, &reviewer(), number, Action::Select, "", Some(1)).await;
    assert_eq!(stale, Err(Refusal::PracticeChanged.into()));
    act(reviewer(), Action::Select, "有推广价值").await.unwrap();
    assert_eq!(act(reviewer(), Action::Return, "x").await, state(State::Selected));
    assert_eq!(
        practices::get(&store, &editor("kunming"), number).await,
        Err(Error::NotFound)
    );
    act(reviewer(), Action::Publish, "").await.unwrap();

    let read = practices::get(&store, &editor("kunming"), number).await.unwrap();
    assert_eq!(
        (read.state, read.steps.len(), read.can),
        (State::Published, 0, vec![Action::Adopt])
    );
    let own = practices::get(&store, &editor("suzhou"), number).await.unwrap();
    let steps: Vec<_> = own.steps.iter().map(|s| s.action.name()).collect();
    assert_eq!(steps, ["submit", "select", "publish"]);
    assert_eq!(practices::get(&store, &auditor(), number).await, Err(Error::NotFound));
    let save = practices::save(&store, &editor("suzhou"), number, &case("x"), None).await;
    assert_eq!(save, Err(Refusal::PracticeState(State::Published).into()));
    audit::verify(&store, None).await.unwrap();
}

async fn nothing_typed_is_lost(store: Fixture) {
    let number = practices::create(&store, &editor("suzhou"), &case("甲")).await.unwrap();
    let lines = async || audit::anchor(&store).await.unwrap().seq;
    let before = lines().await;
    assert_eq!(
        practices::save(&store, &approver("suzhou"), number, &case("甲"), Some(1)).await,
        Ok(1)
    );
    assert_eq!(lines().await, before, "the same text again writes nothing");
    assert_eq!(
        practices::save(&store, &approver("suzhou"), number, &case("乙"), Some(1)).await,
        Ok(2)
    );
    let stale = practices::save(&store, &editor("suzhou"), number, &case("丙"), Some(1)).await;
    assert_eq!(stale, Err(Refusal::PracticeChanged.into()));
    assert_eq!(
        practices::get(&store, &editor("suzhou"), number)
            .await
            .unwrap()
            .case
            .title,
        "乙"
    );
    // What cannot be handed in is kept all the same.
    let mut long = case("丁");
    long.results = "字".repeat(2_001);
    let refused = practices::submit(&store, &editor("suzhou"), number, &long, Some(2)).await;
    let fault = vec![("measures", Fault::TooLong { most: 2_000 })];
    assert_eq!(refused, Err(Refusal::Fields(fault).into()));
    let kept = practices::get(&store, &editor("suzhou"), number).await.unwrap();
    assert_eq!((kept.case, kept.state, kept.revision), (long, State::Draft, 3));
    audit::verify(&store, None).await.unwrap();
}

async fn what_is_typed_after_a_return_is_the_citys_own(store: Fixture) {
    let number = submitted(&store, "suzhou", "一窗通办").await;
    practices::act(&store, &reviewer(), number, Action::Return, "补充数据", None)
        .await
        .unwrap();
    practices::save(&store, &editor("suzhou"), number, &case("秘密草稿"), None)
        .await
        .unwrap();
    assert_eq!(
        practices::get(&store, &editor("suzhou"), number)
            .await
            .unwrap()
            .case
            .title,
        "秘密草稿"
    );
    for other in [reviewer(), liaison()] {
        assert_eq!(
            practices::get(&store, &other, number).await.unwrap().case.title,
            "一窗通办"
        );
    }
    let returned = |text| Query {
        state: State::Returned,
        text,
        ..Query::default()
    };
    assert!(
        found(&store, &reviewer(), returned("秘密")).await.is_empty(),
        "nor is it found"
    );
    assert_eq!(found(&store, &reviewer(), returned("一窗")).await, [number]);
    assert_eq!(found(&store, &editor("kunming"), returned("")).await, [0_i64; 0]);
    practices::submit(&store, &editor("suzhou"), number, &case("秘密草稿"), None)
        .await
        .unwrap();
    assert_eq!(
        practices::get(&store, &reviewer(), number).await.unwrap().case.title,
        "秘密草稿"
    );
}

async fn the_library_is_searched_without_spaces(store: Fixture) {
    let first = published(&store, "suzhou", "一窗通办").await;
    let second = published(&store, "kunming", "100% 上门服务_试行").await;
    submitted(&store, "changsha", "一窗未发布").await;
    let kunming = editor("kunming");
    let search = async |text: &str| {
        let query = Query {
            text,
            ..Query::default()
        };
        found(&store, &kunming, query).await
    };
    assert_eq!(search("").await, [second, first]);
    for (text, want) in [
        ("公共服务一窗", vec![second, first]),
        ("pct申请", vec![second, first]),
        ("一窗通办 苏州", vec![first]),
        ("Kunming", vec![second]),
        ("C-0001", vec![first]),
        ("100%", vec![second]),
        ("_试", vec![second]),
        ("试!", vec![]),
        ("1%", vec![]),
        ("办_务", vec![]),
        ("'; DROP TABLE practices; --", vec![]),
    ] {
        assert_eq!(search(text).await, want, "{text}");
    }
    practices::adopt(&store, &kunming, first, ("2026-07-08", "F3-01", "文件"))
        .await
        .unwrap();
    let limit = async |query: Query<'_>| found(&store, &reviewer(), query).await;
    let d = Query::default;
    assert_eq!(
        limit(Query {
            adopted: Some(Wanted::Adopted),
            ..d()
        })
        .await,
        [first]
    );
    assert_eq!(
        limit(Query {
            adopted: Some(Wanted::NotYet),
            ..d()
        })
        .await,
        [second]
    );
    assert_eq!(
        limit(Query {
            city: Some("suzhou"),
            ..d()
        })
        .await,
        [first]
    );
    assert_eq!(
        limit(Query {
            aspect: Some(Aspect::Standardization),
            ..d()
        })
        .await,
        [0_i64; 0]
    );
    assert_eq!(
        limit(Query {
            goal: Some(Goal::OnlineOffline),
            indicator: Some("F3-01"),
            ..d()
        })
        .await,
        [second, first]
    );
    let counts = practices::counts(&store, &reviewer()).await.unwrap();
    assert_eq!(
        (counts.published, counts.cities, counts.adoptions, counts.adopters),
        (2, 2, 1, 1)
    );
    let page = practices::list(
        &store,
        &kunming,
        &Query {
            from: 1,
            most: 1,
            ..d()
        },
    )
    .await
    .unwrap();
    assert_eq!((page.total, page.rows.len(), page.rows[0].number), (2, 1, first));
    assert_eq!(practices::list(&store, &auditor(), &d()).await, Err(Error::NotFound));
    // What concerns each beside the library.
    let open = practices::open(&store, &reviewer()).await.unwrap();
    assert_eq!(
        open.iter().map(|(s, l)| (*s, l.total)).collect::<Vec<_>>(),
        [(State::Submitted, 1)]
    );
    assert!(practices::open(&store, &kunming).await.unwrap().is_empty());
}

async fn an_adoption_shows_what_moved_as_far_as_it_is_released(store: Fixture) {
    let number = published(&store, "suzhou", "一窗通办").await;
    accepted(&store, "kunming", month(), minute(0), &[]).await;
    let day = month().last_day().tomorrow().unwrap();
    let adopt = async |who: Caller, on: &str| practices::adopt(&store, &who, number, (on, "F3-01", "文件")).await;
    assert_eq!(adopt(editor("suzhou"), "2026-07-08").await, Err(Error::Forbidden));
    assert_eq!(adopt(reviewer(), "2026-07-08").await, Err(Error::Forbidden));
    let early = Refusal::Fields(vec![("adopted_on", Fault::Before(date(2026, 7, 8)))]);
    assert_eq!(adopt(editor("kunming"), "2026-07-07").await, Err(early.into()));
    let late = Refusal::Fields(vec![("adopted_on", Fault::After(date(2026, 7, 8)))]);
    assert_eq!(adopt(editor("kunming"), "2026-07-09").await, Err(late.into()));
    adopt(editor("kunming"), "2026-07-08").await.unwrap();
    practices::adopt(&store, &editor("kunming"), number, ("2026-07-08", "F3-01", "改正"))
        .await
        .unwrap();
    assert!(day < date(2026, 7, 8));

    let seen = async |who: Caller| {
        let p = practices::get(&store, &who, number).await.unwrap();
        assert_eq!((p.adoptions.len(), p.adoptions[0].proof.as_str()), (1, "改正"));
        let moved = &p.adoptions[0].moved;
        (moved.before.is_some(), moved.after.is_some())
    };
    assert_eq!(seen(editor("kunming")).await, (true, false));
    assert_eq!(seen(reviewer()).await, (true, false));
    assert_eq!(
        seen(editor("suzhou")).await,
        (false, false),
        "another city's values under `own`"
    );
    assert_eq!(seen(liaison()).await, (false, false));
    // Of an adoption in an earlier month the same value stands since.
    store.sql("UPDATE adoptions SET adopted_on = '2026-01-15'").await;
    assert_eq!(seen(editor("kunming")).await, (false, true));

    let marks = async |who: Caller, as_of| {
        practices::marks(&store, &who, Some("F3-01"), None, as_of)
            .await
            .unwrap()
            .len()
    };
    assert_eq!(marks(reviewer(), None).await, 1);
    assert_eq!(marks(reviewer(), Some(date(2026, 7, 7))).await, 0, "not recorded yet");
    assert_eq!(marks(auditor(), None).await, 0);
    assert!(
        practices::marks(&store, &reviewer(), None, Some("beijing"), None)
            .await
            .unwrap()
            .is_empty()
    );
}

async fn drafts_are_sealed_in_the_audit(store: Fixture) {
    let number = practices::create(&store, &editor("suzhou"), &case("不得外泄"))
        .await
        .unwrap();
    practices::save(&store, &editor("suzhou"), number, &case("仍不外泄"), None)
        .await
        .unwrap();
    practices::submit(&store, &editor("suzhou"), number, &case("还是不外泄"), None)
        .await
        .unwrap();
    practices::act(
        &store,
        &at(reviewer(), crate::support::now()),
        number,
        Action::Return,
        "理由外泄",
        None,
    )
    .await
    .unwrap();
    let mut raw = store.raw().await;
    let all: Vec<String> =
        sqlx::query_scalar("SELECT before_value || after_value FROM audit WHERE object = 'practice:C-0001'")
            .fetch_all(&mut raw)
            .await
            .unwrap();
    assert_eq!(all.len(), 4);
    assert!(all.iter().all(|line| !line.contains("外泄")), "{all:?}");
}
