use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Deref,
    path::PathBuf,
    sync::atomic::{AtomicU32, Ordering},
};

use domain::{
    access::{Role, Scope},
    calendar::Timeliness,
    check::Problem,
    entry::{Entry, Kind},
    period::Period,
    report::State,
};
use storage::{
    AuditKey, audit,
    facts::{Filter, Observation, observations},
    links, reports,
    reports::Row,
    users::NewUser,
};

use super::*;
use crate::passwords::Passwords;

const TODAY: Date = date(2026, 7, 8);

/// An empty store of the test's own.
struct Fixture {
    store: Store,
    folder: PathBuf,
}

impl Fixture {
    async fn new() -> Self {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let folder = std::env::temp_dir().join(format!("pilotboard-demo-{}-{number}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let url = format!("sqlite:{}", folder.join("x.db").display());
        let store = Store::open(&url, AuditKey::new([7; 32])).await.unwrap();
        store.migrate().await.unwrap();
        Fixture { store, folder }
    }

    async fn filled(today: Date) -> Self {
        let fixture = Fixture::new().await;
        run(&fixture, today).await.unwrap();
        fixture
    }

    async fn caller(&self, account: &str, at: Timestamp) -> Caller {
        let user = users::find_by_account(self, account).await.unwrap().unwrap().user;
        Caller {
            actor: user.actor,
            at,
            from: "127.0.0.1".into(),
        }
    }

    async fn facts(&self, as_of: Option<Date>) -> Vec<Observation> {
        let filter = Filter {
            as_of,
            ..Filter::default()
        };
        observations(self, &Caller::cli(moment(TODAY, 9)), filter)
            .await
            .unwrap()
    }

    async fn rows(&self, today: Date) -> BTreeMap<(String, String), Row> {
        let rows = reports::list(self, &Caller::cli(moment(today, 9))).await.unwrap();
        rows.into_iter()
            .map(|r| ((r.city.clone(), r.period.to_string()), r))
            .collect()
    }
}

impl Deref for Fixture {
    type Target = Store;
    fn deref(&self) -> &Store {
        &self.store
    }
}

impl Drop for Fixture {
    fn drop(&mut self) {
        std::fs::remove_dir_all(&self.folder).ok();
    }
}

#[tokio::test]
async fn the_same_day_makes_the_same_figures_of_every_kind() {
    let (one, two) = (Fixture::filled(TODAY).await, Fixture::filled(TODAY).await);
    let facts = one.facts(None).await;
    assert_eq!(facts, two.facts(None).await);
    // Eight closed reports of nine cities but one month overdue and one exempt, and an open quarter that is accepted already.
    assert_eq!(facts.len(), 9 * (6 * 14 + 2 * 39) - 2 * 14 + 39);
    let (mut kinds, mut no_cases) = (BTreeSet::new(), 0);
    for fact in &facts {
        kinds.insert(fact.entry.kind());
        no_cases += u32::from(matches!(fact.entry, Entry::NotApplicable { no_cases: true, .. }));
    }
    assert_eq!(
        kinds,
        BTreeSet::from([Kind::Value, Kind::NotApplicable, Kind::NotYetAvailable])
    );
    assert!(no_cases > 3, "{no_cases}");

    let winter = one.facts(Some(date(2026, 1, 31))).await;
    let first: Period = "2025-10".parse().unwrap();
    assert!(winter.iter().any(|o| o.period == first) && winter.len() < facts.len() / 2);
    assert_eq!(one.facts(Some(date(2025, 10, 31))).await, []);
}

#[tokio::test]
async fn every_city_stands_elsewhere_and_what_was_accepted_passes_the_checks() {
    let demo = Fixture::filled(TODAY).await;
    let rows = demo.rows(TODAY).await;
    let reviewer = demo.caller("reviewer@cnipa.example", moment(TODAY, 9)).await;
    let mut warned = 0;
    for ((city, _), row) in rows.iter().filter(|(_, row)| row.state == State::Accepted) {
        let review = reports::review(&demo, &reviewer, city, row.period).await.unwrap();
        assert!(review.check.ready(), "{city} {}", row.period);
        assert!(review.version.content.sections.values().all(|s| s.chars().count() > 60));
        warned += review.check.items.values().filter(|c| c.warning.is_some()).count();
    }
    assert!((12..60).contains(&warned), "{warned} warnings, all explained");

    let row = |city: &str, period: &str| &rows[&(city.to_owned(), period.to_owned())];
    let open = |city| {
        let row = row(city, "2026-Q2");
        (row.state, row.versions, row.taken)
    };
    assert_eq!(open("beijing"), (State::Submitted, 1, true));
    assert_eq!(open("shanghai"), (State::Accepted, 1, true));
    assert_eq!(open("guangzhou").0, State::Returned);
    assert_eq!(open("shenzhen"), (State::CitySignOff, 0, false));
    assert_eq!(open("hangzhou"), (State::Submitted, 1, false));
    for (city, filled) in [("changchun", 23), ("changsha", 59), ("kunming", 0), ("suzhou", 43)] {
        assert_eq!(open(city), (State::Drafting, 0, false), "{city}");
        assert_eq!(row(city, "2026-Q2").filled, (filled, 63), "{city}");
    }
    let gap = row("kunming", "2026-05");
    assert_eq!(
        (gap.state, gap.filled.0, gap.timeliness),
        (State::Drafting, 0, Timeliness::Overdue { days: 33 })
    );
    assert!(matches!(
        row("changchun", "2025-Q4").timeliness,
        Timeliness::Late { .. }
    ));
    assert_eq!(row("changsha", "2026-Q1").accepted, Some(2));
    let late = |r: &&Row| matches!(r.timeliness, Timeliness::Late { .. } | Timeliness::Overdue { .. });
    assert_eq!(rows.values().filter(late).count(), 2, "all others came in time");
    assert_eq!(row("changchun", "2025-11").timeliness, Timeliness::Exempt);
    assert_eq!(
        row("kunming", "2026-04").timeliness,
        Timeliness::OnTime { extended: true }
    );
    assert!(matches!(
        row("kunming", "2026-Q2").timeliness,
        Timeliness::Open { extended: true, .. }
    ));
    let corrected = row("suzhou", "2026-02");
    assert_eq!((corrected.state, corrected.accepted), (State::Accepted, Some(2)));
    assert!(corrected.corrected_at.is_some());
    assert!(
        row("hangzhou", "2026-05").correction_asked_at.is_some(),
        "a correction waits"
    );
    let under_way = row("beijing", "2026-04");
    assert_eq!(
        (under_way.in_correction(), under_way.accepted, under_way.changed),
        (true, Some(1), 0)
    );
    let beijing = demo.caller("editor@beijing.example", moment(TODAY, 9)).await;
    let typed = reports::row(&demo, &beijing, "beijing", under_way.period)
        .await
        .unwrap();
    assert_eq!(typed.changed, 1, "only its city sees what it types");
    let declined = reports::corrections(&demo, &reviewer, "guangzhou", "2026-01".parse().unwrap())
        .await
        .unwrap();
    assert!(declined[0].outcome.as_ref().is_some_and(|o| o.granted.is_empty()));
    let marked: Vec<_> = demo.facts(None).await.into_iter().filter(|o| o.corrected).collect();
    assert_eq!(marked.len(), 1, "only the figure that moved is marked");
    assert_eq!(
        (marked[0].city.as_str(), marked[0].indicator.as_str()),
        ("suzhou", "F2-01")
    );
    let before = demo.facts(Some(date(2026, 3, 20))).await;
    assert!(before.iter().all(|o| !o.corrected), "before the correction it was not");

    let quarter = "2026-Q2".parse().unwrap();
    let editor = |city: &'static str| {
        let demo = &demo;
        async move {
            let editor = demo.caller(&format!("editor@{city}.example"), moment(TODAY, 9)).await;
            reports::editor(demo, &editor, city, quarter).await.unwrap()
        }
    };
    let suzhou = editor("suzhou").await.check;
    assert!(
        suzhou
            .items
            .values()
            .flat_map(|c| &c.errors)
            .all(|(_, p)| *p == Problem::Missing)
    );
    assert_eq!((suzhou.unexplained(), suzhou.filled().0), (vec![], 43));
    assert_eq!(editor("changsha").await.check.unexplained(), ["F4-02"]);
    let guangzhou = editor("guangzhou").await;
    assert_eq!(guangzhou.returned.keys().collect::<Vec<_>>(), ["F1-01", "N2-01"]);
    assert!(guangzhou.returned.values().all(|comment| !comment.is_empty()));
}

#[tokio::test]
async fn a_store_in_use_is_left_alone_and_a_demonstration_is_filled_once() {
    let used = Fixture::new().await;
    let admin = NewUser {
        account: "someone".into(),
        name: "someone".into(),
        role: Role::Admin,
        scope: Scope::Nation,
    };
    let cli = Caller::cli(moment(TODAY, 9));
    users::add(&used, &cli, admin).await.unwrap();
    assert!(run(&used, TODAY).await.unwrap_err().to_string().contains("in use"));
    assert_eq!(users::list(&used, &cli).await.unwrap().len(), 1);

    let demo = Fixture::filled(TODAY).await;
    let told = run(&demo, date(2026, 3, 1)).await.unwrap();
    assert!(
        told.contains("2026-07-08") && told.contains("nothing was changed"),
        "{told}"
    );

    let broken = Fixture::new().await;
    let settings = settings::get(&demo).await.unwrap();
    settings::set(&broken, &cli, settings).await.unwrap();
    assert!(
        run(&broken, TODAY)
            .await
            .unwrap_err()
            .to_string()
            .contains("not filled to its end")
    );
}

#[tokio::test]
async fn everyone_can_sign_in_with_the_password_that_the_page_names() {
    let demo = Fixture::filled(date(2025, 10, 8)).await;
    let all = users::list(&demo, &Caller::cli(moment(TODAY, 9))).await.unwrap();
    assert_eq!(all.len(), 6 + 1 + 6 + 18);
    assert!(all.iter().all(|u| u.has_password && !u.disabled));
    let credentials = users::find_by_account(&demo, "liaison@guangdong.example")
        .await
        .unwrap()
        .unwrap();
    assert_eq!(credentials.user.actor.name, "广东省联络员");
    let password = app::pages::sign_in::DEMO_PASSWORD.to_owned();
    let passwords = Passwords::new().unwrap();
    assert!(passwords.fits(password, credentials.password_hash).await);
    let token = format!("demonstration {}", accounts::LAST);
    assert_eq!(
        links::find(&demo, &token, moment(TODAY, 9)).await.unwrap(),
        None,
        "every invitation is used up"
    );
}

#[tokio::test]
async fn the_periods_with_figures_are_the_same_by_reports_and_by_facts() {
    let demo = Fixture::filled(TODAY).await;
    let who = Caller::cli(moment(TODAY, 9));
    // Of a day to come the facts are counted one by one.
    let later = Some(date(2026, 12, 31));
    let periods = async |code, as_of| storage::facts::periods(&demo, &who, code, as_of).await.unwrap();
    let all = periods(None, None).await;
    assert!(all.len() > 9, "{all:?}");
    assert_eq!(all, periods(None, later).await);
    for code in ["F3-01", "F2-01", "B1"] {
        let one = periods(Some(code), None).await;
        assert!(one.len() > 1, "{one:?}");
        assert_eq!(one, periods(Some(code), later).await, "{code}");
    }
}

#[tokio::test]
async fn any_other_day_works_and_its_sentence_says_what_there_is() {
    for (today, open, said) in [
        (date(2025, 6, 1), 0, "no report yet"),
        (date(2025, 10, 31), 0, "no report yet"),
        (date(2025, 11, 1), 9, "the first report period"),
        (date(2025, 11, 3), 9, "the first report period"),
        (date(2026, 1, 16), 0, "3 report periods"),
        (date(2026, 3, 4), 9, "5 report periods"),
        (date(2026, 4, 18), 0, "6 report periods"),
        (date(2027, 3, 1), 0, "all 12 report periods"),
    ] {
        let demo = Fixture::new().await;
        let told = run(&demo, today).await.unwrap();
        assert!(told.contains(said), "{today}: {told}");
        audit::verify(&demo, None).await.unwrap();
        let rows = demo.rows(today).await;
        let opened = rows
            .values()
            .filter(|r| matches!(r.timeliness, Timeliness::Open { .. }));
        let submitted_in_time = rows
            .values()
            .filter(|r| r.deadlines.due > moment(today, 9) && matches!(r.timeliness, Timeliness::OnTime { .. }));
        assert_eq!(opened.count() + submitted_in_time.count(), open, "{today}");
    }
}

#[tokio::test]
async fn reminders_and_mentions_stand_in_the_inboxes_of_whose_turn_it_is() {
    use domain::message::Kind;
    let demo = Fixture::filled(TODAY).await;
    let unread = async |account: &str, kind: Kind| {
        let caller = demo.caller(account, moment(TODAY, 9)).await;
        let inbox = storage::messages::inbox(&demo, &caller, 1).await.unwrap();
        let of = inbox.unread.into_iter().filter(|m| m.kind == kind);
        of.map(|m| (m.about, m.params.days, m.at)).collect::<Vec<_>>()
    };
    let at = moment(date(2026, 7, 7), 0);
    for (account, days) in [
        ("editor@suzhou.example", Some(5)),
        // Its report is extended, and due ten working days later.
        ("editor@kunming.example", Some(10)),
        ("editor@shanghai.example", None),
        ("approver@suzhou.example", None),
    ] {
        let city = account.split(['@', '.']).nth(1).unwrap_or_default();
        let want: Vec<_> = days
            .map(|days| (format!("/reports/{city}/2026-Q2"), days, at))
            .into_iter()
            .collect();
        assert_eq!(unread(account, Kind::Reminder).await, want, "{account}");
    }
    let named = unread("liaison@guangdong.example", Kind::Mentioned).await;
    assert_eq!(named.len(), 1, "{named:?}");
    assert!(named[0].0.starts_with("/problems/P-"), "{named:?}");
}

#[tokio::test]
async fn practices_of_every_state_stand_in_it_and_adoptions_have_moved_something() {
    use domain::practice::State as Practice;
    use storage::practices::{Query, counts, list};
    let demo = Fixture::filled(TODAY).await;
    let reviewer = demo.caller("reviewer@cnipa.example", moment(TODAY, 9)).await;
    let library = counts(&demo, &reviewer).await.unwrap();
    assert_eq!((library.published, library.adoptions), (8, 14));
    assert_eq!((library.cities, library.adopters), (8, 9));
    let mut all = Vec::new();
    for state in Practice::ALL {
        let query = Query {
            state,
            ..Query::default()
        };
        let rows = list(&demo, &reviewer, &query).await.unwrap().rows;
        assert_eq!(rows.is_empty(), state == Practice::Draft, "{state:?}");
        all.extend(rows);
    }
    assert_eq!(all.len(), 20);
    let adoptions: Vec<_> = all.iter().flat_map(|r| &r.adoptions).collect();
    let moved = adoptions.iter().filter(|a| a.moved.by().is_some()).count();
    assert!(moved >= 12, "{moved} of {}", adoptions.len());
    audit::verify(&demo, None).await.unwrap();
    let asked = storage::questions::find(&demo, &reviewer, None, "").await.unwrap();
    assert_eq!(
        (asked.len(), asked.iter().filter(|q| q.answer.is_none()).count()),
        (8, 2)
    );
    let early = Fixture::filled(date(2026, 1, 10)).await;
    let reviewer = early
        .caller("reviewer@cnipa.example", moment(date(2026, 1, 10), 9))
        .await;
    assert_eq!(counts(&early, &reviewer).await.unwrap().published, 0);
}
