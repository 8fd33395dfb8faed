//! Digests by e-mail, from what happened to a mail server of the test's own: once a person and day, never what is done or
//! closed to its reader, through cuts, refusals and several copies of the program.

use std::{sync::Arc, time::Duration};

use app::mail::{Mail, round};
use domain::{
    mail::State as Stands,
    problem::{Content, Level},
    report::State,
};
use storage::{AuditKey, Store, mail, messages, problems, users};
use tests::{
    APPROVER_SUZHOU, Board, CITY, EDITOR_KUNMING, EDITOR_SUZHOU, MONTH, Smtp, WORDS, Who, both, password_hash, program,
};

both!(
    a_digest_comes_once_with_what_is_unread,
    nothing_comes_of_what_is_read_done_or_switched_off,
    days_of_rest_and_nights_are_quiet,
    a_cut_line_is_tried_again_and_comes_once,
    a_refused_address_is_given_up_and_said_why,
    two_copies_send_once,
    of_many_takers_one_gets_it,
    a_dead_senders_lease_is_taken_over,
    who_may_no_longer_read_is_not_told,
    what_was_not_sent_on_its_day_goes_into_the_next,
    an_account_that_is_no_address_names_one,
    the_administrator_sees_the_log_and_tests_the_mail,
);

const SITE: &str = "https://pilot.example";

fn mailing(smtp: &Smtp) -> Mail {
    let mailer = server::mail::Smtp::new(&smtp.url(), "试点看板 <pilot@board.example>", SITE).unwrap();
    Mail {
        mailer: Arc::new(mailer),
        site: SITE.to_owned(),
    }
}

async fn send(board: &Board, smtp: &Smtp) -> usize {
    send_from(board, &board.store, smtp).await
}

async fn send_from(board: &Board, store: &Store, smtp: &Smtp) -> usize {
    let now = board.now();
    round(store, &mailing(smtp), &move || now, &|| false).await.unwrap()
}

/// Brings Suzhou's report of April to CNIPA on 8 May: the reviewer and the administrator are told.
async fn submitted(board: &Board) {
    for who in [
        EDITOR_SUZHOU,
        APPROVER_SUZHOU,
        EDITOR_KUNMING,
        Who::Reviewer,
        Who::Admin,
        Who::Auditor,
    ] {
        board.actor(who).await;
    }
    board.bring(CITY, MONTH, State::Submitted).await;
}

fn recipients(smtp: &Smtp) -> Vec<String> {
    let mut all: Vec<_> = smtp.took().into_iter().flat_map(|m| m.to).collect();
    all.sort();
    all
}

async fn log(board: &Board) -> Vec<mail::Logged> {
    mail::log(&board.store, &board.caller(Who::Admin).await).await.unwrap()
}

async fn a_digest_comes_once_with_what_is_unread(board: Board) {
    let smtp = Smtp::new();
    submitted(&board).await;
    assert_eq!(send(&board, &smtp).await, 2);
    assert_eq!(recipients(&smtp), [Who::Admin.account(), Who::Reviewer.account()]);
    let letter = smtp.to(&Who::Reviewer.account()).remove(0);
    assert_eq!(letter.from, "pilot@board.example");
    assert_eq!(
        letter.header("subject"),
        "试点看板：1 条未读消息 | Pilotboard: 1 unread message"
    );
    assert_eq!(letter.header("auto-submitted"), "auto-generated");
    assert!(
        letter.header("message-id").ends_with("@board.example>"),
        "{}",
        letter.raw
    );
    assert_eq!(letter.header("to"), Who::Reviewer.account());
    let text = letter.text();
    for part in [
        "Reviewer，您好：",
        "Dear Reviewer,",
        "苏州 2026 年 4 月报告已报送，待审核。",
        "submitted, waits for review.",
        "https://pilot.example/reports/suzhou/2026-04/review\n",
        "https://pilot.example/account\n",
        "https://pilot.example/messages\n",
    ] {
        assert!(text.contains(part), "{part} in {text}");
    }
    assert!(text.find("您好") < text.find("Dear"), "Chinese first");
    assert!(!text.contains("演示"), "no demonstration");

    // The same day nothing more, also of what is new; the next working day only that.
    assert_eq!(send(&board, &smtp).await, 0);
    let editor = board.caller(EDITOR_SUZHOU).await;
    let period = MONTH.parse().unwrap();
    storage::reports::comment(&board.store, &editor, CITY, period, "F3-01", "@CNIPA reviewer see")
        .await
        .unwrap();
    board.at("2026-05-08T18:00");
    assert_eq!(send(&board, &smtp).await, 0);
    board.at("2026-05-09T08:00");
    assert_eq!(send(&board, &smtp).await, 1);
    let second = smtp.to(&Who::Reviewer.account()).remove(1);
    let text = second.text();
    assert!(
        text.contains("mentioned you") && !text.contains("waits for review"),
        "{text}"
    );
    assert!(!text.contains("see"), "the words stay in the thread");
    assert_ne!(second.header("message-id"), letter.header("message-id"));
    board.at("2026-05-11T08:00");
    assert_eq!(send(&board, &smtp).await, 0, "each is told once");
    board.audit_is_sound().await;
}

async fn nothing_comes_of_what_is_read_done_or_switched_off(board: Board) {
    let smtp = Smtp::new();
    submitted(&board).await;
    let mut admin = board.client(Who::Admin).await;
    let off = admin.post("/account", &[("action", "digest")]).await.expect(303);
    let page = admin.get(off.location()).await.expect(200);
    assert!(page.text().contains(WORDS.digest_saved()), "{}", page.says());
    assert!(page.page().find("id", "digest").unwrap().attribute("checked").is_none());
    let reviewer = board.caller(Who::Reviewer).await;
    messages::mark_all_read(&board.store, &reviewer, i64::MAX)
        .await
        .unwrap();
    let lines = board.audit_lines().await;
    assert_eq!(send(&board, &smtp).await, 0);
    assert_eq!(
        (smtp.connections(), board.audit_lines().await),
        (0, lines),
        "nobody is to be told"
    );

    let _ = admin
        .post("/account", &[("action", "digest"), ("digest", "on")])
        .await
        .expect(303);
    // Between the making of a digest and its sending all is read: nothing is sent.
    mail::make(&board.store, board.now()).await.unwrap();
    let caller = board.caller(Who::Admin).await;
    messages::mark_all_read(&board.store, &caller, i64::MAX).await.unwrap();
    assert_eq!(send(&board, &smtp).await, 0);
    assert_eq!(smtp.connections(), 0);
    assert_eq!(log(&board).await[0].state, Stands::Spared);

    // Of a report that was sent back nothing waits for its approver any more.
    board.at("2026-05-09T09:00");
    let approver = board.caller(APPROVER_SUZHOU).await;
    let period = MONTH.parse().unwrap();
    storage::reports::withdraw(&board.store, &approver, CITY, period)
        .await
        .unwrap();
    storage::reports::send_back(&board.store, &approver, CITY, period, "look")
        .await
        .unwrap();
    mail::make(&board.store, board.now()).await.unwrap();
    let editor = board.caller(EDITOR_SUZHOU).await;
    storage::reports::sign_off(&board.store, &editor, CITY, period)
        .await
        .unwrap();
    assert_eq!(
        send(&board, &smtp).await,
        1,
        "the approver, not the editor who has done it"
    );
    assert_eq!(recipients(&smtp), [APPROVER_SUZHOU.account()]);

    let new = [
        ("action", "digest"),
        ("digest", "on"),
        ("digest_to", "elsewhere@x.example"),
    ];
    let _ = admin.post("/account", &new).await.expect(303);
    let kept = mail::choice(&board.store, &caller).await.unwrap();
    assert!(
        kept.own && kept.to.is_empty(),
        "an account that is an address gets it there"
    );
}

async fn days_of_rest_and_nights_are_quiet(board: Board) {
    let smtp = Smtp::new();
    submitted(&board).await;
    for quiet in ["2026-05-10T09:00", "2026-05-09T07:59"] {
        board.at(quiet);
        assert_eq!(send(&board, &smtp).await, 0, "{quiet}");
    }
    assert_eq!(smtp.connections(), 0);
    board.at("2026-05-11T08:00");
    assert_eq!(send(&board, &smtp).await, 2);
}

async fn a_cut_line_is_tried_again_and_comes_once(board: Board) {
    let smtp = Smtp::new();
    submitted(&board).await;
    smtp.cut(1);
    assert_eq!(send(&board, &smtp).await, 0, "after a cut the round ends");
    let waits: Vec<_> = log(&board).await.into_iter().map(|d| (d.attempts, d.error)).collect();
    assert_eq!(
        waits
            .iter()
            .filter(|w| **w == (1, Some("connection".to_owned())))
            .count(),
        1,
        "{waits:?}"
    );
    assert_eq!(
        waits.iter().filter(|w| **w == (0, None)).count(),
        1,
        "the others keep their tries: {waits:?}"
    );
    assert_eq!(send(&board, &smtp).await, 1, "the other one");
    board.at("2026-05-08T10:04");
    assert_eq!(send(&board, &smtp).await, 0, "not yet");
    board.at("2026-05-08T10:05");
    smtp.busy(1);
    assert_eq!(send(&board, &smtp).await, 0, "busy");
    board.at("2026-05-08T10:20");
    assert_eq!(send(&board, &smtp).await, 1);
    assert_eq!(recipients(&smtp), [Who::Admin.account(), Who::Reviewer.account()]);
    let all = log(&board).await;
    assert!(
        all.iter().all(|d| d.state == Stands::Sent && d.error.is_none()),
        "{all:?}"
    );
    assert_eq!(all.iter().map(|d| d.attempts).sum::<i64>(), 4);
    board.audit_is_sound().await;
}

async fn a_refused_address_is_given_up_and_said_why(board: Board) {
    let smtp = Smtp::new();
    submitted(&board).await;
    smtp.refuse(Some(&Who::Reviewer.account()));
    assert_eq!(send(&board, &smtp).await, 1, "the other one");
    let mut admin = board.client(Who::Admin).await;
    let page = admin.get("/admin/settings").await.expect(200).page();
    let failed = page.find("data-mail", "failed").unwrap().text();
    assert!(failed.contains("550 5.1.1 no such mailbox here"), "{failed}");
    assert!(
        failed.contains(&Who::Reviewer.account()) && failed.contains(WORDS.mail_failed()),
        "{failed}"
    );
    board.at("2026-05-08T15:00");
    assert_eq!(send(&board, &smtp).await, 0, "given up for the day");
    smtp.refuse(None);
    board.at("2026-05-09T08:00");
    assert_eq!(
        send(&board, &smtp).await,
        1,
        "it was not told, so the next day's digest brings it"
    );

    // What is never answered is given up after four tries.
    board.at("2026-05-11T08:00");
    board.bring("kunming", MONTH, State::Submitted).await;
    smtp.busy(u32::MAX);
    for (time, tries) in [("08:00", 1), ("08:05", 2), ("08:20", 3), ("09:20", 4), ("10:20", 4)] {
        board.at(&format!("2026-05-11T{time}"));
        assert_eq!(send(&board, &smtp).await, 0);
        let last = log(&board).await.remove(0);
        assert_eq!(last.attempts, tries, "{time}");
        let stands = if tries == 4 { Stands::Failed } else { Stands::Waiting };
        assert_eq!(last.state, stands, "{time}");
        assert_eq!(last.error.as_deref(), Some("451 4.3.0 busy, come again"));
    }
}

async fn two_copies_send_once(board: Board) {
    let smtp = Smtp::new();
    submitted(&board).await;
    smtp.slow(Duration::from_millis(200));
    let other = Store::open(&board.url, AuditKey::new([7; 32])).await.unwrap();
    let (a, b) = tokio::join!(send_from(&board, &board.store, &smtp), send_from(&board, &other, &smtp));
    assert_eq!(a + b, 2);
    other.close().await;
    assert_eq!(recipients(&smtp), [Who::Admin.account(), Who::Reviewer.account()]);
    assert!(log(&board).await.iter().all(|d| d.attempts == 1));
    board.audit_is_sound().await;
}

async fn of_many_takers_one_gets_it(board: Board) {
    submitted(&board).await;
    let now = board.now();
    assert_eq!(mail::make(&board.store, now).await, Ok(2));
    let other = Store::open(&board.url, AuditKey::new([7; 32])).await.unwrap();
    let together = Arc::new(tokio::sync::Barrier::new(16));
    let takers = (0..16).map(|n| {
        let (store, together) = (if n % 2 == 0 { &board.store } else { &other }.clone(), together.clone());
        tokio::spawn(async move {
            together.wait().await;
            let mut taken = Vec::new();
            while let Some(job) = mail::take(&store, now).await.unwrap() {
                taken.push(job.id);
            }
            taken
        })
    });
    let mut all = Vec::new();
    for taker in takers.collect::<Vec<_>>() {
        all.extend(taker.await.unwrap());
    }
    other.close().await;
    assert_eq!(all.len(), 2, "{all:?}");
    assert_ne!(all[0], all[1]);
}

async fn a_dead_senders_lease_is_taken_over(board: Board) {
    let smtp = Smtp::new();
    submitted(&board).await;
    mail::make(&board.store, board.now()).await.unwrap();
    let dead = mail::take(&board.store, board.now()).await.unwrap().unwrap();
    assert_eq!(send(&board, &smtp).await, 1, "its lease holds");
    board.at("2026-05-08T10:05");
    assert_eq!(send(&board, &smtp).await, 1, "and has ended");
    let letter = smtp.to(dead.to.as_deref().unwrap()).remove(0);
    assert_eq!(
        letter.header("message-id"),
        format!("<{}@board.example>", dead.id),
        "the same at every try"
    );
    // It was not dead after all, and says so late: what was sent stays so.
    let late = mail::Outcome::Failed("timeout".into());
    mail::finish(&board.store, &dead, &late, board.now()).await.unwrap();
    assert!(log(&board).await.iter().all(|d| d.state == Stands::Sent));
    board.at("2026-05-08T18:00");
    assert_eq!(send(&board, &smtp).await, 0);
}

async fn who_may_no_longer_read_is_not_told(board: Board) {
    let smtp = Smtp::new();
    for who in [EDITOR_SUZHOU, EDITOR_KUNMING, Who::Reviewer] {
        board.actor(who).await;
    }
    let (suzhou, reviewer) = (board.caller(EDITOR_SUZHOU).await, board.caller(Who::Reviewer).await);
    let get = |name: &str| match name {
        "title" => Some("政务外网不通"),
        "description" => Some("县级窗口"),
        "category" => Some("data-sharing"),
        "kind" => Some("systems_data"),
        "level" => Some(Level::National.name()),
        _ => None,
    };
    let content = Content::read(get).unwrap();
    let mut numbers = Vec::new();
    for _ in 0..2 {
        let n = problems::register(&board.store, &suzhou, None, &content, false, None)
            .await
            .unwrap();
        problems::share(&board.store, &reviewer, n, None, true).await.unwrap();
        let words = domain::problem::Deed {
            comment: "@昆明填报员 see".into(),
            ..domain::problem::Deed::plain(domain::problem::Action::Comment)
        };
        problems::act(&board.store, &suzhou, n, None, &words).await.unwrap();
        numbers.push(n);
    }
    let kunming = board.caller(EDITOR_KUNMING).await;
    assert_eq!(messages::unread(&board.store, &kunming).await.unwrap(), 2);
    problems::share(&board.store, &reviewer, numbers[0], None, false)
        .await
        .unwrap();
    assert_eq!(send(&board, &smtp).await, 1);
    let text = smtp.to(&EDITOR_KUNMING.account()).remove(0).text();
    let code = |n| domain::problem::code(n);
    assert!(
        text.contains(&code(numbers[1])) && !text.contains(&code(numbers[0])),
        "{text}"
    );

    // Who is disabled is not told either.
    board.at("2026-05-09T09:00");
    submitted(&board).await;
    mail::make(&board.store, board.now()).await.unwrap();
    let id = board.actor(Who::Reviewer).await.id;
    users::disable(&board.store, &board.caller(Who::Admin).await, &id)
        .await
        .unwrap();
    assert_eq!(send(&board, &smtp).await, 1);
    assert!(smtp.to(&Who::Reviewer.account()).is_empty());
}

async fn what_was_not_sent_on_its_day_goes_into_the_next(board: Board) {
    let smtp = Smtp::new();
    submitted(&board).await;
    smtp.busy(u32::MAX);
    board.at("2026-05-08T23:58");
    assert_eq!(send(&board, &smtp).await, 0);
    smtp.busy(0);
    board.at("2026-05-09T00:30");
    assert_eq!(send(&board, &smtp).await, 0, "not at night");
    board.at("2026-05-09T08:00");
    assert_eq!(send(&board, &smtp).await, 2);
    assert_eq!(recipients(&smtp), [Who::Admin.account(), Who::Reviewer.account()]);
    let stands: Vec<_> = log(&board)
        .await
        .into_iter()
        .map(|d| (d.day.to_string(), d.state))
        .collect();
    assert_eq!(
        stands
            .iter()
            .filter(|s| **s == ("2026-05-08".into(), Stands::Failed))
            .count(),
        2,
        "{stands:?}"
    );
    assert_eq!(
        stands
            .iter()
            .filter(|s| **s == ("2026-05-09".into(), Stands::Sent))
            .count(),
        2,
        "{stands:?}"
    );
}

async fn an_account_that_is_no_address_names_one(board: Board) {
    let smtp = Smtp::new();
    let cli = storage::Caller::cli(board.now());
    let new = users::NewUser {
        account: "审核岗".into(),
        name: "审核岗".into(),
        role: domain::access::Role::Reviewer,
        scope: domain::access::Scope::Nation,
    };
    let person = users::add(&board.store, &cli, new).await.unwrap().actor;
    let until = tests::board::beijing("2026-12-31T00:00");
    let invite = storage::links::Purpose::Invite;
    storage::links::issue(&board.store, &cli, &person.id, invite, "t", until)
        .await
        .unwrap();
    storage::links::redeem(&board.store, "t", password_hash(), board.now(), "test")
        .await
        .unwrap();
    submitted(&board).await;
    assert_eq!(send(&board, &smtp).await, 2, "without an address nobody is told");
    let mut desk = board.visitor();
    assert_eq!(desk.sign_in("审核岗", tests::PASSWORD).await.status, 303);
    for (typed, sentence) in [
        ("", WORDS.fault_missing()),
        ("desk@", WORDS.fault_not_an_address()),
        ("a@b.example, c@d.example", WORDS.fault_not_an_address()),
    ] {
        let form = [("action", "digest"), ("digest", "on"), ("digest_to", typed)];
        let refused = desk.post("/account", &form).await.expect(422);
        assert!(refused.text().contains(sentence), "{typed}: {}", refused.says());
        let page = refused.page();
        assert_eq!(page.value("digest_to"), typed);
        assert!(
            page.find("id", "digest").unwrap().attribute("checked").is_some(),
            "the tick is kept"
        );
        let field = page.find("id", "digest_to").unwrap();
        assert_eq!(field.attribute("aria-invalid"), Some("true"));
    }
    let form = [
        ("action", "digest"),
        ("digest", "on"),
        ("digest_to", " desk@x.example "),
    ];
    let saved = desk.post("/account", &form).await.expect(303);
    let page = desk.get(saved.location()).await.expect(200);
    assert_eq!(page.page().value("digest_to"), "desk@x.example");
    assert!(page.text().contains(WORDS.digest_never()) && page.text().contains(WORDS.digest_mail_off()));
    assert_eq!(send(&board, &smtp).await, 1);
    assert_eq!(smtp.to("desk@x.example").len(), 1);
    let page = desk.get("/account").await.expect(200).text();
    let told = WORDS.digest_last("8 May 2026 10:00", 1, "desk@x.example");
    assert!(page.contains(&told), "{told} in {page}");
    let lines = board.audit_lines().await;
    let _ = desk.post("/account", &form).await.expect(303);
    assert_eq!(board.audit_lines().await, lines, "twice is once");
}

async fn the_administrator_sees_the_log_and_tests_the_mail(board: Board) {
    let smtp = Smtp::new();
    submitted(&board).await;
    let mut admin = board.client(Who::Admin).await;
    let off = admin.get("/admin/settings").await.expect(200);
    assert!(
        off.text().contains(WORDS.mail_off()) && off.text().contains(WORDS.mail_none()),
        "{}",
        off.says()
    );
    let test = [("action", "test_mail")];
    let refused = admin.post("/admin/settings", &test).await.expect(422);
    assert!(refused.text().contains(WORDS.mail_off()), "{}", refused.says());

    let router = board.router_with(Some(mailing(&smtp)));
    admin.ask(router.clone());
    send(&board, &smtp).await;
    let on = admin.get("/admin/settings").await.expect(200);
    assert!(!on.text().contains(WORDS.mail_off()), "{}", on.says());
    let sent: Vec<_> = on
        .page()
        .elements()
        .filter(|e| e.attribute("data-mail") == Some("sent"))
        .map(|e| e.text())
        .collect();
    assert_eq!(sent.len(), 2);
    assert!(
        sent.iter()
            .any(|row| row.contains(&Who::Reviewer.account()) && row.contains("2026-05-08 10:00")),
        "{sent:?}"
    );
    let done = admin.post("/admin/settings", &test).await.expect(303);
    let done = admin.get(done.location()).await.expect(200);
    assert!(
        done.text().contains(&WORDS.mail_test_done(Who::Admin.account())),
        "{}",
        done.says()
    );
    let letter = smtp.to(&Who::Admin.account()).remove(1);
    assert_eq!(letter.header("subject"), "试点看板测试邮件 | Pilotboard test message");
    smtp.refuse(Some(&Who::Admin.account()));
    let refused = admin.post("/admin/settings", &test).await.expect(422);
    assert!(refused.text().contains("550 5.1.1"), "{}", refused.says());
    assert_eq!(refused.page().value("review"), "5", "the other form stands as it did");
    for who in [Who::Reviewer, EDITOR_SUZHOU, Who::Auditor] {
        let mut client = board.client(who).await;
        client.ask(router.clone());
        assert_eq!(client.post("/admin/settings", &test).await.status, 403, "{who:?}");
        let page = client.get("/account").await.expect(200).text();
        assert!(!page.contains(WORDS.digest_mail_off()), "{page}");
    }
    assert_eq!(smtp.took().len(), 3);
    let unknown = admin.post("/admin/settings", &[("action", "burn")]).await.expect(422);
    assert!(unknown.text().contains(WORDS.action_unknown()));
}

/// A demonstration says so in its mail.
#[tokio::test(flavor = "multi_thread")]
async fn a_demonstrations_mail_says_that_all_is_invented() {
    let smtp = Smtp::new();
    let folder = tests::board::Folder::new();
    let store = Store::open(&folder.url(), AuditKey::new([7; 32])).await.unwrap();
    store.migrate().await.unwrap();
    server::demo::run(&store, "2026-07-08".parse().unwrap()).await.unwrap();
    let now = tests::board::beijing("2026-07-08T09:30");
    let sent = round(&store, &mailing(&smtp), &move || now, &|| false).await.unwrap();
    assert!(sent > 2, "{sent}");
    for letter in smtp.took() {
        assert!(
            letter.header("subject").starts_with("[演示数据 Demonstration data] "),
            "{}",
            letter.header("subject")
        );
        assert!(letter.text().contains(WORDS.demo_mark()), "{}", letter.text());
    }
    store.close().await;
}

/// The program's own rounds, of which the first comes some seconds after the start.
#[test]
fn the_program_sends_by_itself_and_after_a_power_cut_nothing_twice() {
    let Some(bin) = program::file("PILOTBOARD_BIN") else {
        return;
    };
    let (smtp, folder) = (Smtp::new(), tests::board::Folder::new());
    let (url, key) = (folder.url(), folder.0.join("key"));
    program::run(&bin, &url, &key, &["demo"]);
    let mut serving = program::Program::serve_with_mail(&bin, &url, &key, &smtp);
    let letter = smtp.wait_for(&Who::Admin.account(), 1).remove(0);
    assert!(
        letter.text().contains("http://pilot.example/messages\n"),
        "{}",
        letter.text()
    );
    // The round has ended when nothing more comes.
    let mut before = 0;
    while before != smtp.took().len() {
        before = smtp.took().len();
        std::thread::sleep(Duration::from_secs(1));
    }
    serving.kill();
    serving.restart();
    std::thread::sleep(Duration::from_secs(7));
    assert_eq!(smtp.took().len(), before);
}
