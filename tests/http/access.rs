//! The table of access, cell by cell over HTTP: each row's report is brought into its state, each role tries.

use domain::report::State;
use tests::{Board, CITY, Figures, Who, report, reports::verdicts, review};

use crate::table::{Row, fits, row, table};

/// Reports that can be brought into a state one after another, each in its time.
const SLOTS: [(&str, &str); 5] = [
    ("2026-04", "2026-05-08T10:00"),
    ("2026-02", "2026-03-04T10:00"),
    ("2026-01", "2026-02-04T10:00"),
    ("2025-11", "2025-12-03T10:00"),
    ("2025-10", "2025-11-05T10:00"),
];

/// What is posted, and where.
struct Post {
    to_review: bool,
    /// Of the month.
    form: fn(&str) -> Vec<(String, String)>,
    /// It changes the report's state, so that each who may do it needs a report of his own.
    moves: bool,
}

fn by_button(action: &'static str) -> Vec<(String, String)> {
    vec![("action".into(), action.into())]
}

/// Everyone who may not tries first, on one report, and nothing happens to it; then each who may.
async fn posts(board: &Board, row: &Row, state: State, post: &Post) {
    let mut slots = SLOTS.into_iter();
    let mut slot = slots.next().unwrap();
    let address = |period: &str| {
        if post.to_review {
            review(CITY, period)
        } else {
            report(CITY, period)
        }
    };
    board.at(slot.1);
    board.bring(CITY, slot.0, state).await;
    let before = board.standing(CITY, slot.0).await;
    let (may, may_not): (Vec<_>, Vec<_>) = row.cells.iter().partition(|(_, word)| word == "allow");
    let (object, when, verb) = (&row.object, &row.when, &row.verb);
    for (who, word) in may_not {
        let answer = board
            .client(*who)
            .await
            .post(&address(slot.0), &(post.form)(slot.0))
            .await;
        fits(&answer, word, false, &format!("{object}, {when}, {verb} by {who:?}"));
        assert_eq!(board.standing(CITY, slot.0).await, before, "{who:?} changed it");
    }
    for (who, word) in may {
        let answer = board
            .client(*who)
            .await
            .post(&address(slot.0), &(post.form)(slot.0))
            .await;
        fits(&answer, word, false, &format!("{object}, {when}, {verb} by {who:?}"));
        if post.moves {
            assert_ne!(board.standing(CITY, slot.0).await.0, state, "{who:?} moved nothing");
            if let Some(next) = slots.next() {
                slot = next;
                board.at(slot.1);
                board.bring(CITY, slot.0, state).await;
            }
        }
    }
}

async fn reads(board: &Board, row: &Row, path: &str) {
    for (who, word) in &row.cells {
        let answer = board.client(*who).await.get(path).await;
        let what = format!("{path}: {}, {}, {} by {who:?}", row.object, row.when, row.verb);
        fits(&answer, word, true, &what);
    }
}

/// Rows of objects that no page has yet; what comes into being leaves this list and gets its test.
const LATER: [(&str, &str); 1] = [("report", "save supplement")];
const LATER_OBJECTS: [&str; 3] = ["evaluation material", "evaluation marks", "evaluation result"];

macro_rules! rows {
    ($($name:ident: $object:literal, $when:literal, $verb:literal => $probe:expr;)*) => {
        $(#[tokio::test(flavor = "multi_thread")]
        async fn $name() {
            let board = Board::sqlite().await;
            let probe: fn(Board, Row) -> std::pin::Pin<Box<dyn Future<Output = ()> + Send>> = $probe;
            probe(board, row($object, $when, $verb)).await;
        })*

        #[test]
        fn every_row_of_the_table_is_tried_or_waits_for_its_object() {
            let tried = [$(($object, $when, $verb)),*];
            for row in table() {
                let here = tried.contains(&(&*row.object, &*row.when, &*row.verb));
                let later = LATER.contains(&(&*row.object, &*row.verb)) || LATER_OBJECTS.contains(&&*row.object);
                assert!(here != later, "{}, {}, {}", row.object, row.when, row.verb);
            }
        }
    };
}

rows! {
    a_draft_exists_for: "report", "no draft yet or drafting", "see that it exists (state; due; share filled)" =>
        |board, row| Box::pin(async move {
            for drafted in [false, true] {
                if drafted {
                    board.bring(CITY, "2026-04", State::Drafting).await;
                }
                for (who, word) in &row.cells {
                    let list = board.client(*who).await.get("/reports?city=suzhou&period=2026-04").await;
                    let seen = list.page().find("data-state", "drafting").is_some();
                    assert_eq!(seen, word == "allow", "{who:?}, drafted {drafted}: {}", list.says());
                    assert_eq!(*who == Who::Anonymous, list.status == 303);
                }
            }
        });
    a_drafts_content_is_read_by: "report", "drafting or returned", "read content" =>
        |board, row| Box::pin(async move {
            board.bring(CITY, "2026-04", State::Drafting).await;
            reads(&board, &row, &report(CITY, "2026-04")).await;
            // Returned: CNIPA and the liaison read the version that was submitted, never what is typed since.
            board.at("2026-03-04T10:00");
            board.bring(CITY, "2026-02", State::Returned).await;
            board.draft(CITY, "2026-02", &Figures(vec![]).with("F3-01", "value", "777888")).await;
            for (who, word) in &row.cells {
                let answer = board.client(*who).await.get(&report(CITY, "2026-02")).await;
                let reads = answer.body.contains("777888") || answer.body.contains("777,888");
                assert_eq!(reads, word == "allow", "{who:?}: {}", answer.says());
            }
        });
    a_draft_is_saved_by: "report", "drafting or returned (open items)", "save" =>
        |board, row| Box::pin(async move {
            let form = |_: &str| Figures(vec![]).with("F3-01", "value", "777888").action("save").0;
            let post = Post { to_review: false, form, moves: false };
            posts(&board, &row, State::Drafting, &post).await;
            let other = Board::sqlite().await;
            posts(&other, &row, State::Returned, &post).await;
        });
    a_draft_is_signed_off_by: "report", "drafting or returned", "sign_off" =>
        |board, row| Box::pin(async move {
            let form = |period: &str| Figures::whole(period).action("sign_off").0;
            posts(&board, &row, State::Drafting, &Post { to_review: false, form, moves: true }).await;
            let form = |_: &str| Figures(vec![]).with("F3-01", "value", "380001").action("sign_off").0;
            let other = Board::sqlite().await;
            posts(&other, &row, State::Returned, &Post { to_review: false, form, moves: true }).await;
        });
    what_is_signed_off_is_read_by: "report", "city_sign_off", "read content" =>
        |board, row| Box::pin(async move {
            board.bring(CITY, "2026-04", State::CitySignOff).await;
            reads(&board, &row, &report(CITY, "2026-04")).await;
            reads(&board, &row, &format!("{}/sign-off", report(CITY, "2026-04"))).await;
        });
    it_is_sent_back_or_submitted_by: "report", "city_sign_off", "send_back or submit (not own draft unless allowed)" =>
        |board, row| Box::pin(async move {
            let back = Post { to_review: false, form: |_| by_button("send_back"), moves: true };
            posts(&board, &row, State::CitySignOff, &back).await;
            let other = Board::sqlite().await;
            let submit = Post { to_review: false, form: |_| by_button("submit"), moves: true };
            posts(&other, &row, State::CitySignOff, &submit).await;
        });
    it_is_withdrawn_by: "report", "submitted and not taken", "withdraw" =>
        |board, row| Box::pin(async move {
            let post = Post { to_review: false, form: |_| by_button("withdraw"), moves: true };
            posts(&board, &row, State::Submitted, &post).await;
        });
    what_is_submitted_is_read_by: "report", "submitted", "read content" =>
        |board, row| Box::pin(async move {
            board.bring(CITY, "2026-04", State::Submitted).await;
            reads(&board, &row, &report(CITY, "2026-04")).await;
        });
    it_is_reviewed_by: "report", "submitted", "take or ask or return or accept" =>
        |board, row| Box::pin(async move {
            board.bring(CITY, "2026-04", State::Submitted).await;
            reads(&board, &row, &review(CITY, "2026-04")).await;
            fn of(verdict: &str) -> Vec<(String, String)> {
                let mut form = verdicts(&[("F3-01", verdict, "why?")]);
                form.push(("action".into(), verdict.into()));
                form
            }
            let take = Post { to_review: true, form: |_| by_button("take"), moves: false };
            let ask = Post { to_review: true, form: |_| of("ask"), moves: false };
            let back = Post { to_review: true, form: |_| of("return"), moves: true };
            let accept = Post { to_review: true, form: |_| by_button("accept"), moves: true };
            for post in [take, ask, back, accept] {
                let board = Board::sqlite().await;
                posts(&board, &row, State::Submitted, &post).await;
            }
        });
    its_threads_are_written_by: "report", "submitted or later", "comment in an item's thread" =>
        |board, row| Box::pin(async move {
            fn form(_: &str) -> Vec<(String, String)> {
                vec![("items[F3-01][comment]".into(), "A word.".into()), ("action".into(), "comment".into())]
            }
            for state in [State::Submitted, State::Returned, State::Accepted] {
                let board = Board::sqlite().await;
                posts(&board, &row, state, &Post { to_review: false, form, moves: false }).await;
            }
            drop(board);
        });
    what_is_accepted_is_read_by: "report", "accepted", "read content and versions" =>
        |board, row| Box::pin(async move {
            board.bring(CITY, "2026-04", State::Accepted).await;
            reads(&board, &row, &report(CITY, "2026-04")).await;
            for page in ["versions/1", "versions/1/sign-off", "versions/1/receipt", "compare"] {
                reads(&board, &row, &format!("{}/{page}", report(CITY, "2026-04"))).await;
            }
        });
    a_correction_is_asked_for_by: "report", "accepted", "ask for correction" =>
        |board, row| Box::pin(async move {
            fn form(_: &str) -> Vec<(String, String)> {
                let fields = [("items[F3-01][selected]", "on"), ("reason", "counted twice"), ("action", "request_correction")];
                fields.map(|(n, v)| (n.to_owned(), v.to_owned())).to_vec()
            }
            // One that waits stands in the way of the next: each who may asks on a board of his own.
            for (who, word) in &row.cells {
                let own = Board::sqlite().await;
                own.bring(CITY, "2026-04", State::Accepted).await;
                let answer = own.client(*who).await.post(&report(CITY, "2026-04"), &form("")).await;
                fits(&answer, word, false, &format!("a correction is asked for by {who:?}"));
                let reviewer = own.caller(Who::Reviewer).await;
                let asked = storage::reports::corrections(&own.store, &reviewer, CITY, "2026-04".parse().unwrap()).await.unwrap();
                assert_eq!(asked.len(), usize::from(word == "allow"), "{who:?}");
            }
            drop(board);
        });
    a_correction_is_granted_by: "report", "accepted", "grant correction" =>
        |board, row| Box::pin(async move {
            for (who, word) in &row.cells {
                let own = Board::sqlite().await;
                own.bring(CITY, "2026-04", State::Accepted).await;
                let ask = [("items[F3-01][selected]", "on"), ("reason", "counted twice"), ("action", "request_correction")];
                let _ = own.client(tests::EDITOR_SUZHOU).await.post(&report(CITY, "2026-04"), &ask).await.expect(303);
                let grant = [("items[F3-01][selected]", "on"), ("action", "grant_correction")];
                let answer = own.client(*who).await.post(&review(CITY, "2026-04"), &grant).await;
                fits(&answer, word, false, &format!("a correction is granted by {who:?}"));
                let after = own.standing(CITY, "2026-04").await.0;
                assert_eq!(after == State::Returned, word == "allow", "{who:?}");
            }
            drop(board);
        });
    own_values_are_read_by: "accepted values", "release own", "read own values with median and range" =>
        |board, row| Box::pin(crate::releases::own_values(board, row));
    values_of_others_are_hidden_from: "accepted values", "release own", "read another city's values" =>
        |board, row| Box::pin(crate::releases::values_of_others(board, row));
    named_values_are_read_by: "accepted values", "release named", "read another city's values without places" =>
        |board, row| Box::pin(crate::releases::named_values(board, row));
    places_are_read_by: "accepted values", "release ranked", "read values with places" =>
        |board, row| Box::pin(crate::releases::places(board, row));
    lateness_is_read_by: "lateness of a city", "always", "read" =>
        |board, row| Box::pin(async move {
            // Nothing of Suzhou is in on 12 May: April is a day overdue.
            board.at("2026-05-12T10:00");
            for (who, word) in &row.cells {
                let list = board.client(*who).await.get("/reports?city=suzhou&period=2026-04").await;
                let late = list.page().text().contains(&tests::WORDS.overdue_by(1));
                assert_eq!(late, word == "allow", "{who:?}: {}", list.says());
            }
        });
    a_private_problem_is_read_by: "problem", "not shared", "read" =>
        |board, row| Box::pin(crate::problems::read(board, row));
    a_shared_problem_is_read_by: "problem", "shared by CNIPA", "read" =>
        |board, row| Box::pin(crate::problems::read(board, row));
    a_problem_is_written_by: "problem", "registered or handled by the city", "write" =>
        |board, row| Box::pin(async move {
            crate::problems::posts(board, row, "national", "registered", &[("action", "handle")]).await;
        });
    a_provincial_problem_is_answered_by: "problem", "level provincial and with the liaison", "reply or pass on" =>
        |board, row| Box::pin(async move {
            for action in [[("action", "pass_on"), ("comment", "")], [("action", "reply"), ("comment", "x")]] {
                let row = crate::table::row(&row.object, &row.when, &row.verb);
                crate::problems::posts(Board::sqlite().await, row, "provincial", "escalated", &action).await;
            }
            drop(board);
        });
    a_problem_is_sent_up_by: "problem", "always", "escalate" =>
        |board, row| Box::pin(async move {
            crate::problems::posts(board, row, "national", "registered", &[("action", "escalate"), ("level", "national")]).await;
        });
    a_problem_is_handled_by: "problem", "escalated or later", "receive; return; assign; reply; strike off" =>
        |board, row| Box::pin(async move {
            for action in [[("action", "receive"), ("comment", "")], [("action", "return"), ("comment", "x")]] {
                let row = crate::table::row(&row.object, &row.when, &row.verb);
                crate::problems::posts(Board::sqlite().await, row, "national", "escalated", &action).await;
            }
            drop(board);
        });
    a_practices_draft_is_read_and_written_by: "practice", "draft", "read and write" =>
        |board, row| Box::pin(crate::practices::drafts(board, row));
    an_unpublished_practice_is_read_by: "practice", "submitted or later and not published", "read" =>
        |board, row| Box::pin(crate::practices::unpublished(board, row));
    a_published_practice_is_read_by: "practice", "published", "read; record an adoption for own city" =>
        |board, row| Box::pin(crate::practices::published(board, row));
    a_practice_is_decided_on_by: "practice", "submitted", "return; select; publish" =>
        |board, row| Box::pin(crate::practices::decided(board, row));
    a_schemes_draft_is_read_and_written_by: "scheme", "drafting or returned", "read and write" =>
        |board, row| Box::pin(crate::schemes::drafts(board, row));
    a_scheme_is_read_by: "scheme", "submitted or filed", "read" =>
        |board, row| Box::pin(crate::schemes::read(board, row));
    a_scheme_is_filed_by: "scheme", "submitted", "return; file" =>
        |board, row| Box::pin(crate::schemes::decided(board, row));
    a_score_is_read_by: "score explanation", "running", "read" =>
        |board, row| Box::pin(async move {
            board.at("2026-04-08T10:00");
            board.bring(CITY, "2026-Q1", State::Accepted).await;
            for path in ["/cities/suzhou/score", "/cities/suzhou/score?period=2025-Q4", "/exports/score.csv?city=suzhou"] {
                reads(&board, &row, path).await;
            }
        });
    what_does_not_apply_is_agreed_by: "score explanation", "running", "agree that an indicator does not apply" =>
        |board, row| Box::pin(crate::scores::agreed(board, row));
    a_saved_view_is_for: "saved view", "always", "read; save; remove" =>
        |board, row| Box::pin(crate::views::access(board, row));
    the_administration_is: "users; calendar; indicators; releases; settings", "always", "manage" =>
        |board, row| Box::pin(async move {
            for page in ["/admin/users", "/admin/calendar", "/admin/releases", "/admin/settings"] {
                reads(&board, &row, page).await;
            }
            let form = [("account", "new@x.example"), ("name", "New"), ("role", "auditor"), ("of", "nation"), ("action", "add")];
            for (who, word) in row.cells.iter().filter(|(_, word)| word != "allow") {
                let answer = board.client(*who).await.post("/admin/users", &form).await;
                fits(&answer, word, false, &format!("adding a user by {who:?}"));
            }
            let admin = board.caller(Who::Admin).await;
            let all = storage::users::list(&board.store, &admin).await.unwrap();
            assert!(all.iter().all(|u| u.actor.account != "new@x.example"));
        });
    the_audit_is_read_by: "audit", "always", "read" =>
        |board, row| Box::pin(async move { reads(&board, &row, "/audit").await });
    the_brief_is_read_and_written_by: "brief", "always", "read and write own draft" =>
        |board, row| Box::pin(async move {
            reads(&board, &row, "/brief").await;
            for (who, word) in &row.cells {
                let answer = board.client(*who).await.post("/brief?period=2026-Q1", &[("action", "reset")]).await;
                fits(&answer, word, false, &format!("a brief written by {who:?}"));
            }
        });
    the_own_account_is: "own account and messages", "always", "read and write" =>
        |board, row| Box::pin(async move {
            reads(&board, &row, "/account").await;
            reads(&board, &row, "/messages").await;
            for (who, word) in &row.cells {
                let all = [("until", "9"), ("action", "read_all")];
                let answer = board.client(*who).await.post("/messages", &all).await;
                fits(&answer, word, false, &format!("messages marked by {who:?}"));
            }
            for (who, word) in &row.cells {
                let new = [("current", tests::PASSWORD), ("new", "another long password"), ("repeat", "another long password")];
                let answer = board.client(*who).await.post("/account", &new).await;
                fits(&answer, word, false, &format!("a new password by {who:?}"));
            }
        });
}
