//! Door, audit, accounts, links, sessions, attempts, settings, opening.

use domain::access::{Role, Scope};
use domain::audit::{Broken, Fault};
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use sqlx::Row;
use storage::audit::{self, Doubt, Filter};
use storage::links::{self, Purpose};
use storage::sessions::{self, Session};
use storage::settings::{self, Demo, Settings};
use storage::users::{self, NewUser, User};
use storage::{AuditKey, Backend, Caller, Error, Line, OpenError, Refusal, Store, attempts};

use crate::support::{Fixture, admin, approver, auditor, editor, folder, key, now, reviewer};

crate::both!(
    a_read_that_is_given_up_leaves_nothing_open,
    fifty_tasks_at_once_make_one_unbroken_chain,
    two_programs_share_a_store,
    a_dropped_write_leaves_nothing,
    a_snapshot_does_not_move,
    every_edit_and_removal_names_its_line,
    a_forged_head_stops_writing,
    an_emptied_store_is_not_sealed_anew,
    only_the_auditor_reads_the_audit,
    what_is_written_is_kept,
    a_newer_schema_and_an_empty_store_are_told_apart,
    another_key_is_noticed,
    an_account_is_added_once,
    users_are_the_administrators,
    a_disabled_user_is_out_at_once,
    a_password_changes_only_from_the_one_compared,
    a_link_works_once,
    a_link_expires_and_is_replaced,
    no_hash_enters_the_audit,
    a_session_lives_until_it_ends,
    attempts_are_counted_by_key_and_time,
    settings_are_kept_and_guarded,
    a_store_becomes_a_demonstration_only_when_empty,
);

async fn add(store: &Store, account: &str) -> User {
    let new = NewUser {
        account: account.into(),
        name: "编辑".into(),
        role: Role::CityEditor,
        scope: Scope::City("suzhou".into()),
    };
    users::add(store, &admin(), new).await.unwrap()
}

async fn broken(store: &Store) -> Broken {
    match audit::verify(store, None).await {
        Err(Doubt::Broken(broken)) => broken,
        other => panic!("{other:?}"),
    }
}

fn line(object: &str) -> Line<'static> {
    Line {
        action: "test.write",
        object: object.into(),
        before: Value::Null,
        after: json!({"n": 1}),
    }
}

/// Reads a number and writes the next: lost if two ever read the same.
async fn count_up(store: &Store, caller: &Caller) -> Result<i64, Error> {
    let mut write = store.write(caller).await?;
    let before: Option<String> = sqlx::query_scalar("SELECT value FROM settings WHERE key = 'n'")
        .fetch_optional(write.conn())
        .await?;
    let n: i64 = before.map_or(0, |n| n.parse().unwrap()) + 1;
    sqlx::query(
        "INSERT INTO settings (key, value) VALUES ('n', $1) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
    )
    .bind(n.to_string())
    .execute(write.conn())
    .await?;
    write.commit(line("n")).await?;
    Ok(n)
}

async fn fifty_tasks_at_once_make_one_unbroken_chain(store: Fixture) {
    let tasks: Vec<_> = (0..50)
        .map(|i| {
            let store = store.store.clone();
            tokio::spawn(async move {
                let caller = editor(&format!("city{i}"));
                for _ in 0..20 {
                    count_up(&store, &caller).await?;
                }
                Ok::<_, Error>(())
            })
        })
        .collect();
    for task in tasks {
        task.await.unwrap().unwrap();
    }
    assert_eq!(count_up(&store, &admin()).await.unwrap(), 1001, "no save was lost");
    assert_eq!(audit::verify(&store, None).await.unwrap().seq, 1001);
}

async fn two_programs_share_a_store(store: Fixture) {
    let other = Store::open(&store.url, key()).await.unwrap();
    let tasks: Vec<_> = (0..10)
        .map(|i| {
            let store = if i % 2 == 0 { store.store.clone() } else { other.clone() };
            tokio::spawn(async move {
                for _ in 0..20 {
                    count_up(&store, &admin()).await?;
                }
                Ok::<_, Error>(())
            })
        })
        .collect();
    for task in tasks {
        task.await.unwrap().unwrap();
    }
    assert_eq!(count_up(&other, &admin()).await.unwrap(), 201);
    assert_eq!(audit::verify(&store, None).await.unwrap().seq, 201);
}

async fn a_dropped_write_leaves_nothing(store: Fixture) {
    let mut write = store.write(&admin()).await.unwrap();
    sqlx::query("INSERT INTO settings (key, value) VALUES ('n', '1')")
        .execute(write.conn())
        .await
        .unwrap();
    drop(write);
    assert_eq!(count_up(&store, &admin()).await.unwrap(), 1);
    assert_eq!(
        audit::verify(&store, None).await.unwrap().seq,
        1,
        "the number is not used up"
    );
}

async fn a_snapshot_does_not_move(store: Fixture) {
    let n = async |read: &mut storage::Read| -> i64 {
        sqlx::query_scalar("SELECT COUNT(*) FROM audit")
            .fetch_one(read.conn())
            .await
            .unwrap()
    };
    let mut read = store.read().await.unwrap();
    assert_eq!(n(&mut read).await, 0);
    count_up(&store, &admin()).await.unwrap();
    assert_eq!(n(&mut read).await, 0, "still as it was when it began");
    assert_eq!(n(&mut store.read().await.unwrap()).await, 1);
}

async fn every_edit_and_removal_names_its_line(store: Fixture) {
    for _ in 0..5 {
        count_up(&store, &editor("suzhou")).await.unwrap();
    }
    let whole = audit::verify(&store, None).await.unwrap();
    assert_eq!(whole, audit::anchor(&store).await.unwrap());
    store.sql("CREATE TABLE kept AS SELECT * FROM audit").await;
    store.sql("CREATE TABLE kept_head AS SELECT * FROM audit_head").await;
    let restore = "DELETE FROM audit; INSERT INTO audit SELECT * FROM kept; \
                   DELETE FROM audit_head; INSERT INTO audit_head SELECT * FROM kept_head";
    for seq in [1, 3, 5] {
        for (column, value) in [
            ("at", "at + 1"),
            ("actor_id", "'x'"),
            ("account", "'x'"),
            ("source", "'x'"),
            ("action", "'x'"),
            ("object", "'x'"),
            ("before_value", "'0'"),
            ("after_value", "'0'"),
            ("hash", "'x'"),
        ] {
            store
                .sql(&format!("UPDATE audit SET {column} = {value} WHERE seq = {seq}"))
                .await;
            assert_eq!(
                broken(&store).await,
                Broken {
                    seq,
                    what: Fault::Altered
                },
                "{column} of {seq}"
            );
            store.sql(restore).await;
        }
        store.sql(&format!("DELETE FROM audit WHERE seq = {seq}")).await;
        assert_eq!(
            broken(&store).await,
            Broken {
                seq,
                what: Fault::Missing
            }
        );
        store.sql(restore).await;
    }
    // The last line removed and the head set back by hand: its seal is not the program's.
    store
        .sql(
            "DELETE FROM audit WHERE seq = 5; UPDATE audit_head SET seq = 4, \
             hash = (SELECT hash FROM audit WHERE seq = 4)",
        )
        .await;
    assert_eq!(
        broken(&store).await,
        Broken {
            seq: 4,
            what: Fault::Head
        }
    );
    store.sql(restore).await;
    for head in [
        "UPDATE audit_head SET seq = 6",
        "UPDATE audit_head SET mac = 'x'",
        "DELETE FROM audit_head",
    ] {
        store.sql(head).await;
        assert_eq!(
            broken(&store).await,
            Broken {
                seq: 5,
                what: Fault::Head
            },
            "{head}"
        );
        store.sql(restore).await;
    }
    store.sql("INSERT INTO audit SELECT 6, at, actor_id, account, source, action, object, '0', '0', hash FROM kept WHERE seq = 5").await;
    assert!(matches!(broken(&store).await, Broken { seq: 6, .. }));
    store.sql(restore).await;
    assert_eq!(
        audit::verify(&store, Some(&whole)).await,
        Ok(whole.clone()),
        "restored, and the anchor holds"
    );
    count_up(&store, &admin()).await.unwrap();
    assert!(
        audit::verify(&store, Some(&whole)).await.is_ok(),
        "an older anchor holds"
    );
}

async fn a_forged_head_stops_writing(store: Fixture) {
    count_up(&store, &admin()).await.unwrap();
    store.sql("UPDATE audit_head SET hash = 'x'").await;
    assert!(
        matches!(count_up(&store, &admin()).await, Err(Error::Unavailable { .. })),
        "a new line would hide it"
    );
    assert!(matches!(store.ready().await, Err(OpenError::WrongKey)));
    store.sql("DELETE FROM audit_head").await;
    assert!(matches!(
        count_up(&store, &admin()).await,
        Err(Error::Unavailable { .. })
    ));
}

async fn an_emptied_store_is_not_sealed_anew(store: Fixture) {
    add(&store, "a@suzhou.example").await;
    store
        .sql("DELETE FROM audit; UPDATE audit_head SET seq = 0, hash = '', mac = ''")
        .await;
    assert!(matches!(store.migrate().await, Err(OpenError::WrongKey)));
    assert_eq!(
        broken(&store).await,
        Broken {
            seq: 0,
            what: Fault::Head
        }
    );
}

async fn only_the_auditor_reads_the_audit(store: Fixture) {
    for _ in 0..3 {
        count_up(&store, &editor("suzhou")).await.unwrap();
    }
    add(&store, "a@suzhou.example").await;
    for other in [admin(), reviewer(), editor("suzhou"), approver("suzhou")] {
        assert_eq!(
            audit::list(&store, &other, &Filter::default()).await,
            Err(Error::Forbidden)
        );
    }
    let seqs = async |filter: Filter| -> Vec<i64> {
        audit::list(&store, &auditor(), &filter)
            .await
            .unwrap()
            .iter()
            .map(|l| l.record.seq)
            .collect()
    };
    assert_eq!(seqs(Filter::default()).await, [4, 3, 2, 1], "newest first");
    let end = audit::anchor(&store).await.unwrap();
    let newest = &audit::list(&store, &auditor(), &Filter::default()).await.unwrap()[0];
    assert_eq!((newest.record.seq, &newest.hash), (end.seq, &end.hash));
    assert_eq!(
        seqs(Filter {
            before: Some(3),
            ..Filter::default()
        })
        .await,
        [2, 1]
    );
    assert_eq!(
        seqs(Filter {
            action: "user.add".into(),
            ..Filter::default()
        })
        .await,
        [4]
    );
    let first = audit::list(
        &store,
        &auditor(),
        &Filter {
            object: "n".into(),
            ..Filter::default()
        },
    )
    .await
    .unwrap();
    let first = &first.last().unwrap().record;
    assert_eq!((first.at, first.source.as_str()), (now().as_microsecond(), "192.0.2.1"));
    assert_eq!(
        (first.account.as_str(), first.after.as_str()),
        ("editor-suzhou@cnipa.example", r#"{"n":1}"#)
    );
}

async fn what_is_written_is_kept(store: Fixture) {
    let kept = store.durability().await.unwrap();
    match store.backend() {
        Backend::Sqlite => {
            assert_eq!(kept, "journal_mode=wal synchronous=2 foreign_keys=1 busy_timeout=10000");
        }
        Backend::Postgres => {
            // A database that promises less does not make the program promise less.
            assert!(
                kept.starts_with("synchronous_commit=on ") && !kept.contains(';'),
                "{kept}"
            );
            let name: String = sqlx::query_scalar("SELECT CAST(current_database() AS TEXT)")
                .fetch_one(&mut store.raw().await)
                .await
                .unwrap();
            store
                .sql(&format!("ALTER DATABASE {name} SET synchronous_commit = off"))
                .await;
            let weak: String = sqlx::query_scalar("SHOW synchronous_commit")
                .fetch_one(&mut store.raw().await)
                .await
                .unwrap();
            assert_eq!(weak, "off");
            let again = Store::open(&store.url, key())
                .await
                .unwrap()
                .durability()
                .await
                .unwrap();
            assert!(again.starts_with("synchronous_commit=on "), "{again}");
        }
    }
}

async fn a_newer_schema_and_an_empty_store_are_told_apart(store: Fixture) {
    let known: i64 = sqlx::query("SELECT MAX(version) FROM _sqlx_migrations")
        .fetch_one(&mut store.raw().await)
        .await
        .unwrap()
        .get(0);
    store.ready().await.unwrap();
    store.migrate().await.unwrap();
    store
        .sql("UPDATE _sqlx_migrations SET version = 9000 WHERE version = 1")
        .await;
    match Store::open(&store.url, key()).await {
        Err(OpenError::NewerSchema { found: 9000, known: k }) => assert_eq!(k, known),
        other => panic!("{other:?}"),
    }
    store.sql("DROP TABLE _sqlx_migrations").await;
    let empty = Store::open(&store.url, key()).await.unwrap();
    assert!(matches!(empty.ready().await, Err(OpenError::NotMigrated)));
}

async fn another_key_is_noticed(store: Fixture) {
    count_up(&store, &admin()).await.unwrap();
    let other = Store::open(&store.url, AuditKey::new([8; 32])).await.unwrap();
    assert!(matches!(other.ready().await, Err(OpenError::WrongKey)));
    assert!(matches!(other.migrate().await, Err(OpenError::WrongKey)));
    assert!(count_up(&other, &admin()).await.is_err());
    assert_ne!(other.seal("12"), store.seal("12"));
    store.ready().await.unwrap();
}

async fn an_account_is_added_once(store: Fixture) {
    let user = add(&store, " Editor@Suzhou.Example ").await;
    assert_eq!(user.actor.account, "editor@suzhou.example");
    for again in ["editor@suzhou.example", "EDITOR@SUZHOU.EXAMPLE"] {
        let new = NewUser {
            account: again.into(),
            name: "x".into(),
            role: Role::Expert,
            scope: Scope::None,
        };
        assert_eq!(
            users::add(&store, &admin(), new).await,
            Err(Refusal::AccountTaken.into())
        );
        let found = users::find_by_account(&store, again).await.unwrap().unwrap();
        assert_eq!((found.user, found.password_hash), (user.clone(), None));
    }
    assert_eq!(users::find_by_account(&store, "editor@suzhou").await.unwrap(), None);
    assert_eq!(users::find_by_account(&store, "").await.unwrap(), None);
    assert_eq!(users::get(&store, &user.actor.id).await.unwrap().unwrap().user, user);
    let bad = |account: &str, name: &str, scope| NewUser {
        account: account.into(),
        name: name.into(),
        role: Role::CityEditor,
        scope,
    };
    let city = || Scope::City("suzhou".into());
    for (new, why) in [
        (bad("two words", "x", city()), Refusal::BadAccount),
        (bad("ab", " ", city()), Refusal::Empty("name")),
        (
            bad("ab", &"x".repeat(61), city()),
            Refusal::TooLong {
                field: "name".into(),
                most: 60,
            },
        ),
        (bad("ab", "x", Scope::Nation), Refusal::BadScope),
    ] {
        assert_eq!(users::add(&store, &admin(), new).await, Err(why.into()));
    }
    assert_eq!(
        audit::verify(&store, None).await.unwrap().seq,
        1,
        "what was refused left no line"
    );
}

async fn users_are_the_administrators(store: Fixture) {
    let user = add(&store, "b@suzhou.example").await;
    add(&store, "a@suzhou.example").await;
    let new = NewUser {
        account: "c".into(),
        name: "c".into(),
        role: Role::Expert,
        scope: Scope::None,
    };
    for other in [reviewer(), editor("suzhou"), auditor()] {
        assert_eq!(users::add(&store, &other, new.clone()).await, Err(Error::Forbidden));
        assert_eq!(users::list(&store, &other).await, Err(Error::Forbidden));
        assert_eq!(
            users::disable(&store, &other, &user.actor.id).await,
            Err(Error::Forbidden)
        );
        assert_eq!(
            users::disable(&store, &other, &other.actor.id).await,
            Err(Error::Forbidden)
        );
        assert_eq!(
            users::enable(&store, &other, &user.actor.id).await,
            Err(Error::Forbidden)
        );
        let link = links::issue(&store, &other, &user.actor.id, Purpose::Reset, "t", now()).await;
        assert_eq!(link, Err(Error::Forbidden));
        assert_eq!(
            settings::set(&store, &other, Settings::default()).await,
            Err(Error::Forbidden)
        );
    }
    let names: Vec<_> = users::list(&store, &Caller::cli(now()))
        .await
        .unwrap()
        .into_iter()
        .map(|u| u.actor.account)
        .collect();
    assert_eq!(names, ["a@suzhou.example", "b@suzhou.example"]);
}

fn session(user: Option<&str>) -> Session {
    Session {
        data: r#"{"身份":1}"#.into(),
        user_id: user.map(str::to_owned),
        expires_at: now() + SignedDuration::from_hours(8),
    }
}

async fn a_disabled_user_is_out_at_once(store: Fixture) {
    let id = add(&store, "a@suzhou.example").await.actor.id;
    sessions::create(&store, "s", &session(Some(&id)), now()).await.unwrap();
    links::issue(
        &store,
        &admin(),
        &id,
        Purpose::Invite,
        "t",
        now() + SignedDuration::from_hours(1),
    )
    .await
    .unwrap();
    users::disable(&store, &admin(), &id).await.unwrap();
    users::disable(&store, &admin(), &id).await.unwrap();
    assert!(users::get(&store, &id).await.unwrap().unwrap().user.disabled);
    assert_eq!(sessions::load(&store, "s", now()).await.unwrap(), None);
    assert_eq!(
        links::redeem(&store, "t", "hash", now(), "::1").await,
        Err(Refusal::LinkUsed.into())
    );
    let link = links::issue(&store, &admin(), &id, Purpose::Reset, "u", now()).await;
    assert_eq!(link, Err(Refusal::Disabled.into()));
    users::enable(&store, &admin(), &id).await.unwrap();
    assert!(!users::get(&store, &id).await.unwrap().unwrap().user.disabled);
    assert_eq!(users::disable(&store, &admin(), "nobody").await, Err(Error::NotFound));
    assert_eq!(
        users::disable(&store, &admin(), "admin").await,
        Err(Refusal::OwnAccount.into())
    );
    assert_eq!(
        audit::verify(&store, None).await.unwrap().seq,
        4,
        "add, link, disable once, enable"
    );
}

async fn a_password_changes_only_from_the_one_compared(store: Fixture) {
    let user = add(&store, "a@suzhou.example").await;
    let me = Caller {
        actor: user.actor.clone(),
        at: now(),
        from: "::1".into(),
    };
    let id = &user.actor.id;
    assert_eq!(
        users::change_password(&store, &me, "h0", "h1").await,
        Err(Refusal::WrongPassword.into()),
        "none is set"
    );
    links::issue(
        &store,
        &admin(),
        id,
        Purpose::Invite,
        "t",
        now() + SignedDuration::from_hours(1),
    )
    .await
    .unwrap();
    links::redeem(&store, "t", "h0", now(), "::1").await.unwrap();
    for s in ["one", "two"] {
        assert!(sessions::create(&store, s, &session(Some(id)), now()).await.unwrap());
    }
    sessions::create(&store, "other", &session(Some("someone")), now())
        .await
        .unwrap();
    users::change_password(&store, &me, "h0", "h1").await.unwrap();
    assert_eq!(
        users::change_password(&store, &me, "h0", "h2").await,
        Err(Refusal::WrongPassword.into())
    );
    let kept = users::get(&store, id).await.unwrap().unwrap();
    assert_eq!(kept.password_hash.as_deref(), Some("h1"));
    assert!(kept.user.has_password);
    for s in ["one", "two"] {
        assert_eq!(
            sessions::load(&store, s, now()).await.unwrap(),
            None,
            "signed out everywhere"
        );
    }
    assert!(sessions::load(&store, "other", now()).await.unwrap().is_some());
}

async fn a_link_works_once(store: Fixture) {
    let user = add(&store, "a@suzhou.example").await;
    let id = user.actor.id.clone();
    links::issue(
        &store,
        &admin(),
        &id,
        Purpose::Invite,
        "t",
        now() + SignedDuration::from_hours(1),
    )
    .await
    .unwrap();
    assert_eq!(
        links::find(&store, "t", now()).await.unwrap(),
        Some((user, Purpose::Invite))
    );
    let tries: Vec<_> = (0..5)
        .map(|i| {
            let store = store.store.clone();
            tokio::spawn(async move { links::redeem(&store, "t", &format!("h{i}"), now(), "::1").await })
        })
        .collect();
    let mut won = Vec::new();
    for (i, task) in tries.into_iter().enumerate() {
        match task.await.unwrap() {
            Ok(user) => {
                assert!(user.has_password);
                won.push(format!("h{i}"));
            }
            Err(e) => assert_eq!(e, Refusal::LinkUsed.into()),
        }
    }
    assert_eq!(won.len(), 1, "{won:?}");
    assert_eq!(users::get(&store, &id).await.unwrap().unwrap().password_hash, won.pop());
    assert_eq!(links::find(&store, "t", now()).await.unwrap(), None);
    assert_eq!(
        links::redeem(&store, "nothing", "h", now(), "::1").await,
        Err(Refusal::LinkUsed.into())
    );
    assert_eq!(audit::verify(&store, None).await.unwrap().seq, 3, "add, link, password");
}

async fn a_link_expires_and_is_replaced(store: Fixture) {
    let id = add(&store, "a@suzhou.example").await.actor.id;
    let end = now() + SignedDuration::from_hours(1);
    links::issue(&store, &admin(), &id, Purpose::Invite, "old", end)
        .await
        .unwrap();
    assert_eq!(
        links::redeem(&store, "old", "h", end, "::1").await,
        Err(Refusal::LinkUsed.into())
    );
    links::issue(&store, &admin(), &id, Purpose::Reset, "new", end)
        .await
        .unwrap();
    assert_eq!(
        links::redeem(&store, "old", "h", now(), "::1").await,
        Err(Refusal::LinkUsed.into())
    );
    assert_eq!(
        links::find(&store, "new", now()).await.unwrap().unwrap().1,
        Purpose::Reset
    );
    links::redeem(&store, "new", "h", now(), "::1").await.unwrap();
    assert_eq!(
        links::issue(&store, &admin(), "nobody", Purpose::Reset, "x", end).await,
        Err(Error::NotFound)
    );
}

async fn no_hash_enters_the_audit(store: Fixture) {
    let id = add(&store, "a@suzhou.example").await.actor.id;
    let end = now() + SignedDuration::from_hours(1);
    links::issue(&store, &admin(), &id, Purpose::Invite, "token-hash", end)
        .await
        .unwrap();
    let actor = links::redeem(&store, "token-hash", "$argon2id$one", now(), "198.51.100.7")
        .await
        .unwrap()
        .actor;
    let me = Caller {
        actor,
        at: now(),
        from: "198.51.100.7".into(),
    };
    users::change_password(&store, &me, "$argon2id$one", "$argon2id$two")
        .await
        .unwrap();
    let lines = audit::list(&store, &auditor(), &Filter::default()).await.unwrap();
    let text = format!("{lines:?}");
    assert!(!text.contains("argon2") && !text.contains("token-hash"), "{text}");
    assert!(
        lines[..2]
            .iter()
            .all(|l| l.record.account == "a@suzhou.example" && l.record.source == "198.51.100.7")
    );
}

async fn a_session_lives_until_it_ends(store: Fixture) {
    let s = session(None);
    assert!(sessions::create(&store, "id", &s, now()).await.unwrap());
    let other = Session {
        data: "{}".into(),
        ..session(Some("u"))
    };
    assert!(!sessions::create(&store, "id", &other, now()).await.unwrap(), "taken");
    assert_eq!(sessions::load(&store, "id", now()).await.unwrap(), Some(s.clone()));
    sessions::save(&store, "id", &other).await.unwrap();
    assert_eq!(sessions::load(&store, "id", now()).await.unwrap(), Some(other));
    assert_eq!(sessions::load(&store, "id", s.expires_at).await.unwrap(), None, "ended");
    sessions::delete_expired(&store, now()).await.unwrap();
    assert!(sessions::load(&store, "id", now()).await.unwrap().is_some());
    let kept: String = sqlx::query_scalar("SELECT id FROM sessions")
        .fetch_one(&mut store.raw().await)
        .await
        .unwrap();
    assert_eq!(kept.len(), 64, "a hash is kept, not the id");
    sessions::delete_expired(&store, s.expires_at).await.unwrap();
    assert_eq!(sessions::load(&store, "id", now()).await.unwrap(), None);
    sessions::save(&store, "id", &s).await.unwrap();
    assert_eq!(
        sessions::load(&store, "id", now()).await.unwrap(),
        None,
        "an ended session stays ended"
    );
    for id in ["id", "id2"] {
        assert!(sessions::create(&store, id, &session(Some("u")), now()).await.unwrap());
    }
    sessions::delete(&store, "id").await.unwrap();
    assert_eq!(sessions::load(&store, "id", now()).await.unwrap(), None);
    sessions::delete_of_user(&store, "u").await.unwrap();
    assert_eq!(sessions::load(&store, "id2", now()).await.unwrap(), None);
    assert_eq!(audit::anchor(&store).await.unwrap().seq, 0, "sessions are not audited");
}

async fn attempts_are_counted_by_key_and_time(store: Fixture) {
    let minute = |m: i64| now() + SignedDuration::from_mins(m);
    for m in [0, 5, 10] {
        attempts::record(&store, "a", minute(m)).await.unwrap();
    }
    attempts::record(&store, "b", minute(10)).await.unwrap();
    let count = async |key: &str, since: Timestamp| attempts::count_since(&store, key, since).await.unwrap();
    assert_eq!(count("a", minute(0)).await, 3);
    assert_eq!(count("a", minute(5)).await, 2);
    assert_eq!(count("b", minute(0)).await, 1);
    attempts::clear(&store, "a").await.unwrap();
    assert_eq!((count("a", minute(0)).await, count("b", minute(0)).await), (0, 1));
    attempts::record(&store, "a", minute(10 + 24 * 60 + 1)).await.unwrap();
    assert_eq!(count("b", minute(0)).await, 0, "forgotten after a day");
}

async fn settings_are_kept_and_guarded(store: Fixture) {
    assert_eq!(settings::get(&store).await.unwrap(), Settings::default());
    let mut new = Settings {
        sessions_idle_minutes: 60,
        ..Settings::default()
    };
    new.self_approval.insert("suzhou".into());
    settings::set(&store, &admin(), new.clone()).await.unwrap();
    assert_eq!(settings::get(&store).await.unwrap(), new);
    new.terms.monthly_due = 0;
    assert_eq!(
        settings::set(&store, &admin(), new).await,
        Err(Refusal::BadSetting("monthly_due").into())
    );
    let line = audit::list(&store, &auditor(), &Filter::default())
        .await
        .unwrap()
        .remove(0)
        .record;
    let (before, after): (Settings, Settings) = (
        serde_json::from_str(&line.before).unwrap(),
        serde_json::from_str(&line.after).unwrap(),
    );
    assert_eq!((before.sessions_idle_minutes, after.sessions_idle_minutes), (480, 60));
}

async fn a_store_becomes_a_demonstration_only_when_empty(store: Fixture) {
    let demo = Some(Demo {
        today: jiff::civil::date(2026, 7, 8),
        filled_at: 1,
    });
    settings::set(
        &store,
        &Caller::cli(now()),
        Settings {
            demo,
            ..Settings::default()
        },
    )
    .await
    .unwrap();
    let forget = settings::set(&store, &admin(), Settings::default()).await;
    assert_eq!(forget, Err(Refusal::NotEmpty.into()), "a demonstration stays one");
    settings::set(
        &store,
        &admin(),
        Settings {
            demo,
            sessions_idle_minutes: 30,
            ..Settings::default()
        },
    )
    .await
    .unwrap();
    let real = crate::support::sqlite().await;
    add(&real, "a@suzhou.example").await;
    let late = settings::set(
        &real,
        &admin(),
        Settings {
            demo,
            ..Settings::default()
        },
    )
    .await;
    assert_eq!(late, Err(Refusal::NotEmpty.into()));
}

#[tokio::test]
async fn a_bad_address_and_a_closed_folder_are_told() {
    for bad in [
        "",
        "store.db",
        "mysql://x/y",
        "sqlite:",
        "sqlite::memory:",
        "sqlite:x/",
        "sqlite:x?mode=memory",
    ] {
        assert!(
            matches!(Store::open(bad, key()).await, Err(OpenError::BadAddress)),
            "{bad}"
        );
    }
    let file = folder();
    std::fs::write(&file, "").unwrap();
    let inside = format!("sqlite:{}", file.join("folder/store.db").display());
    assert!(matches!(
        Store::open(&inside, key()).await,
        Err(OpenError::FolderNotWritable { .. })
    ));
    std::fs::write(
        &file,
        "not a database, certainly not one; long enough to have a header".repeat(20),
    )
    .unwrap();
    let garbage = format!("sqlite:{}", file.display());
    assert!(matches!(
        Store::open(&garbage, key()).await,
        Err(OpenError::CannotConnect(_))
    ));
    std::fs::remove_file(&file).unwrap();
    let nobody = Store::open("postgres://someone:secret@127.0.0.1:1/nothing", key()).await;
    let Err(OpenError::CannotConnect(why)) = nobody else {
        panic!("{nobody:?}")
    };
    assert!(!why.contains("secret"), "{why}");
}

#[tokio::test]
async fn folder_and_file_are_made_whatever_their_name() {
    let root = folder();
    let path = root.join("试点 数据#1 100%/store db");
    let store = Store::open(&format!("sqlite:{}", path.display()), key()).await.unwrap();
    store.migrate().await.unwrap();
    assert!(path.is_file());
    store.close().await;
    std::fs::remove_dir_all(&root).unwrap();
}

#[tokio::test]
async fn ids_are_version_7_unless_seeded() {
    let store = crate::support::sqlite().await;
    let (a, b) = (store.new_id(now()), store.new_id(now()));
    assert!(a != b && a.len() == 36 && a.as_bytes()[14] == b'7', "{a}");
    let later = store.new_id(now() + SignedDuration::from_secs(1));
    assert!(later > a && later > b, "ids sort by time");
    let seeded = store.store.clone().with_ids(|at| format!("at {at}"));
    assert_eq!(seeded.new_id(Timestamp::UNIX_EPOCH), "at 1970-01-01T00:00:00Z");
}

/// Polls a future so many times, a moment apart, and drops it: a visitor who goes away.
async fn given_up<F: Future>(future: F, polls: usize) {
    let mut future = std::pin::pin!(future);
    for _ in 0..polls {
        if std::future::poll_fn(|cx| std::task::Poll::Ready(future.as_mut().poll(cx).is_ready())).await {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(1)).await;
    }
}

async fn a_read_that_is_given_up_leaves_nothing_open(store: Fixture) {
    for n in 0..40 {
        given_up(store.read(), n % 5).await;
    }
    // More at once than there are connections: each is used.
    let reads = (0..32).map(|_| {
        let store = (*store).clone();
        tokio::spawn(async move { store.read().await.map(drop) })
    });
    for read in reads.collect::<Vec<_>>() {
        assert_eq!(read.await.unwrap(), Ok(()));
    }
}
