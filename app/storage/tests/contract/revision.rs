//! How far the store has come: each write moves it, a draft's save only what shows drafts, and a session ends with it.

use jiff::{SignedDuration, Timestamp};
use storage::{
    audit, reports,
    revision::{with_session, with_settings},
    sessions::{self, Session},
    settings::{self, Settings},
};

use crate::{
    reports::{at, form, minute, month},
    support::{Fixture, admin, editor, now},
};

crate::both!(each_write_moves_the_revision, a_session_is_read_with_the_revision);

async fn each_write_moves_the_revision(store: Fixture) {
    let revision = async || {
        let (settings, found) = with_settings(&store).await.unwrap();
        assert_eq!(settings, settings::get(&store).await.unwrap());
        found.unwrap()
    };
    let new = revision().await;
    assert_eq!((new.all.seq, new.shown.seq), (0, 0));
    let mut changed = Settings::default();
    changed.terms.monthly_due = 6;
    settings::set(&store, &admin(), changed.clone()).await.unwrap();
    let set = revision().await;
    assert_eq!((set.all.seq, set.all), (1, set.shown));
    assert_eq!(set.all.at, admin().at);
    // A draft's save, later.
    let typing = at(editor("suzhou"), minute(3));
    let fields = form(&[("entries[B4][value]", "2")]);
    reports::save(&store, &typing, "suzhou", month(), &fields)
        .await
        .unwrap();
    let drafted = revision().await;
    assert_eq!(drafted.shown, set.shown, "what shows no draft is as it was");
    assert_eq!((drafted.all.seq, drafted.all.at), (2, typing.at));
    // Nothing is written where a use case fails, and nothing moves.
    assert!(settings::set(&store, &typing, changed.clone()).await.is_err());
    assert_eq!(revision().await, drafted);
    changed.terms.monthly_due = 7;
    settings::set(&store, &admin(), changed).await.unwrap();
    let last = revision().await;
    assert_eq!((last.all.seq, last.all), (3, last.shown));
    assert_eq!(audit::verify(&store, None).await.unwrap().seq, last.all.seq);
    // An intruder's store without a head is still read, and nothing of it is kept.
    store.sql("DELETE FROM audit_head").await;
    assert_eq!(with_settings(&store).await.unwrap().1, None);
}

async fn a_session_is_read_with_the_revision(store: Fixture) {
    let end = Timestamp::from_second(1_800_000_000).unwrap();
    let session = |user: Option<&str>| Session {
        data: "{\"seen\":1}".into(),
        user_id: user.map(str::to_owned),
        expires_at: end,
    };
    sessions::create(&store, "one", &session(Some("u")), now())
        .await
        .unwrap();
    sessions::create(&store, "nobody", &session(None), now()).await.unwrap();
    let before = end - SignedDuration::from_secs(1);
    let found = with_session(&store, "one", before).await.unwrap().unwrap();
    assert_eq!((found.user_id.as_str(), found.data.as_str()), ("u", "{\"seen\":1}"));
    assert_eq!(Some(found.revision), with_settings(&store).await.unwrap().1);
    assert_eq!(with_session(&store, "one", end).await.unwrap(), None, "it has ended");
    assert_eq!(with_session(&store, "nobody", before).await.unwrap(), None);
    assert_eq!(with_session(&store, "none", before).await.unwrap(), None);
    sessions::delete(&store, "one").await.unwrap();
    assert_eq!(with_session(&store, "one", before).await.unwrap(), None, "signed out");
}
