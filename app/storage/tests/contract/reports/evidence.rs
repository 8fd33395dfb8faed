//! Evidence in the store: bytes once, names as they stand, sweeps that leave exactly what is named.

use bytes::Bytes;
use domain::{evidence::FileFault, report::Signature};
use jiff::{SignedDuration, Timestamp};
use storage::{
    Caller, Error, Files, Refusal, Store,
    evidence::{self, Owner, Swept},
    reports,
};

use super::{at, minute, month, whole};
use crate::{
    both,
    support::{Fixture, approver, editor, folder, reviewer},
};

both!(
    bytes_are_kept_once_and_go_with_their_last_name,
    a_version_without_evidence_reads_as_it_always_did,
    the_sweep_takes_what_a_cut_left,
    giving_up_a_correction_brings_its_evidence_back,
);

fn owner(item: &str) -> Owner {
    Owner::Report {
        city: "suzhou".into(),
        period: month(),
        item: item.into(),
    }
}

async fn put(store: &Store, caller: &Caller, item: &str, bytes: &[u8]) -> Result<domain::evidence::FrozenFile, Error> {
    let mut receiving = evidence::receive(store, caller).await?;
    for piece in bytes.chunks(7) {
        receiving.take(Bytes::copy_from_slice(piece)).await?;
    }
    let received = receiving.finish().await?;
    evidence::add(store, caller, &owner(item), "a.pdf", received).await
}

async fn rows(f: &Fixture, table: &str) -> i64 {
    let mut conn = f.raw().await;
    let n = sqlx::query_scalar(&format!("SELECT COUNT(*) FROM {table}"))
        .fetch_one(&mut conn)
        .await
        .unwrap();
    sqlx::Connection::close(conn).await.unwrap();
    n
}

fn later() -> Timestamp {
    minute(0) + SignedDuration::from_hours(24 * 3650)
}

async fn bytes_are_kept_once_and_go_with_their_last_name(f: Fixture) {
    let place = folder();
    let store = f
        .store
        .clone()
        .with_files(Files::open(&place.display().to_string(), 1).unwrap());
    let me = at(editor("suzhou"), minute(0));
    let file = put(&store, &me, "F3-01", b"%PDF-1.4 one").await.unwrap();
    assert_eq!(put(&store, &me, "F4-02", b"%PDF-1.4 one").await.unwrap(), file);
    assert_eq!(
        (
            rows(&f, "blobs").await,
            rows(&f, "uploads").await,
            rows(&f, "evidence").await
        ),
        (1, 0, 2)
    );
    let (read, bytes) = evidence::download(&store, &me, &file.hash, "a.pdf").await.unwrap();
    assert_eq!(
        (read, bytes.bytes().await.unwrap()),
        (file.clone(), Bytes::from_static(b"%PDF-1.4 one"))
    );
    let stranger = evidence::download(&store, &reviewer(), &file.hash, "a.pdf").await;
    assert!(matches!(stranger, Err(Error::NotFound)), "a draft is its city's own");
    let large = vec![b'x'; 1_000_001];
    let mut receiving = evidence::receive(&store, &me).await.unwrap();
    let refused = receiving.take(Bytes::from(large)).await;
    assert_eq!(refused, Err(Refusal::File(FileFault::TooLarge { megabytes: 1 }).into()));
    receiving.abort().await;
    for item in ["F3-01", "F4-02"] {
        let all = evidence::of_report(&store, &me, "suzhou", month()).await.unwrap();
        let id = all.files[item][0].id.clone();
        evidence::remove(&store, &me, &owner(item), &id).await.unwrap();
    }
    assert_eq!((rows(&f, "blobs").await, rows(&f, "uploads").await), (0, 0));
    let left = walk(&place);
    assert!(left.is_empty(), "{left:?}");
    std::fs::remove_dir_all(place).ok();
}

fn walk(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
    let mut all = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            all.extend(walk(&path))
        } else {
            all.push(path)
        }
    }
    all
}

async fn a_version_without_evidence_reads_as_it_always_did(f: Fixture) {
    let (me, boss) = (at(editor("suzhou"), minute(0)), at(approver("suzhou"), minute(1)));
    reports::save(&f, &me, "suzhou", month(), &whole(month()))
        .await
        .unwrap();
    reports::sign_off(&f, &me, "suzhou", month()).await.unwrap();
    let plain = reports::to_sign(&f, &boss, "suzhou", month()).await.unwrap();
    assert!(!plain.content.canonical().unwrap().contains("files"));
    reports::send_back(&f, &boss, "suzhou", month(), "").await.unwrap();
    let file = put(&f, &me, "F3-01", b"%PDF-1.4 one").await.unwrap();
    reports::sign_off(&f, &me, "suzhou", month()).await.unwrap();
    let with = reports::to_sign(&f, &boss, "suzhou", month()).await.unwrap();
    assert_ne!(with.check_code, plain.check_code, "the code covers the evidence");
    assert!(with.content.canonical().unwrap().contains(&file.hash));
    reports::submit(&f, &boss, "suzhou", month(), Signature::OnScreen)
        .await
        .unwrap();
    let version = reports::current(&f, &reviewer(), "suzhou", month()).await.unwrap();
    assert_eq!(version.content.files["F3-01"], std::slice::from_ref(&file));
    assert!(evidence::download(&f, &reviewer(), &file.hash, "a.pdf").await.is_ok());
    // Withdrawn, it is the city's own again.
    reports::withdraw(&f, &boss, "suzhou", month()).await.unwrap();
    let gone = evidence::download(&f, &reviewer(), &file.hash, "a.pdf").await;
    assert!(matches!(gone, Err(Error::NotFound)));
}

async fn the_sweep_takes_what_a_cut_left(f: Fixture) {
    let place = folder();
    let store = f
        .store
        .clone()
        .with_files(Files::open(&place.display().to_string(), 20).unwrap());
    let me = at(editor("suzhou"), minute(0));
    let kept = put(&store, &me, "F3-01", b"%PDF-1.4 kept").await.unwrap();
    // A cut before the bytes are whole, and one after: in neither has anything a name.
    let mut half = evidence::receive(&store, &me).await.unwrap();
    half.take(Bytes::from(vec![b'x'; 6_000_000])).await.unwrap();
    std::mem::forget(half);
    let mut whole = evidence::receive(&store, &me).await.unwrap();
    whole.take(Bytes::from_static(b"%PDF-1.4 never named")).await.unwrap();
    drop(whole.finish().await.unwrap());
    // Bytes that no row knows.
    std::fs::create_dir_all(place.join("zz")).unwrap();
    std::fs::write(place.join("zz/stray-zz"), "stray").unwrap();
    let soon = minute(59);
    let young = evidence::sweep(&store, soon, Timestamp::now()).await.unwrap();
    assert_eq!(young, Swept::default(), "an hour is theirs");
    let swept = evidence::sweep(&store, minute(61), later()).await.unwrap();
    assert_eq!(swept, Swept { pending: 2, orphans: 1 });
    let left = walk(&place);
    assert_eq!(left.len(), 1, "{left:?}");
    assert!(evidence::download(&store, &me, &kept.hash, "a.pdf").await.is_ok());
    assert_eq!(rows(&f, "uploads").await, 0);
    std::fs::remove_dir_all(place).ok();
}

async fn giving_up_a_correction_brings_its_evidence_back(f: Fixture) {
    let (me, boss) = (at(editor("suzhou"), minute(0)), at(approver("suzhou"), minute(1)));
    reports::save(&f, &me, "suzhou", month(), &whole(month()))
        .await
        .unwrap();
    let first = put(&f, &me, "F3-01", b"%PDF-1.4 first").await.unwrap();
    reports::sign_off(&f, &me, "suzhou", month()).await.unwrap();
    reports::submit(&f, &boss, "suzhou", month(), Signature::OnScreen)
        .await
        .unwrap();
    let cnipa = at(reviewer(), minute(2));
    let none = domain::form::ReportForm::default();
    reports::accept(&f, &cnipa, "suzhou", month(), &none).await.unwrap();
    let ask = super::form(&[("items[F3-01][selected]", "on"), ("reason", "wrong file")]);
    reports::request_correction(&f, &me, "suzhou", month(), &ask)
        .await
        .unwrap();
    let grant = super::form(&[("items[F3-01][selected]", "on")]);
    reports::grant_correction(&f, &cnipa, "suzhou", month(), &grant)
        .await
        .unwrap();
    let second = put(&f, &me, "F3-01", b"%PDF-1.4 second").await.unwrap();
    let row = reports::row(&f, &me, "suzhou", month()).await.unwrap();
    assert_eq!(row.changed, 1, "evidence counts as a difference");
    reports::abandon(&f, &me, "suzhou", month()).await.unwrap();
    let now = evidence::of_report(&f, &me, "suzhou", month()).await.unwrap();
    let names: Vec<_> = now.files["F3-01"].iter().map(|a| a.file.hash.clone()).collect();
    assert_eq!(names, [first.hash]);
    assert!(matches!(
        evidence::download(&f, &me, &second.hash, "a.pdf").await,
        Err(Error::NotFound)
    ));
    assert_eq!(rows(&f, "uploads").await, 0);
}
