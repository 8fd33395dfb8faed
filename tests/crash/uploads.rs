//! The program is killed while files come in: every acknowledged one is whole, and no bytes stand without a row nor a row
//! without bytes.

use std::{
    net::SocketAddr,
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex,
        atomic::{AtomicU64, Ordering},
    },
    thread,
};

use sqlx::{AnyConnection, Connection};
use tests::{
    Board, CITY, EDITOR_SUZHOU, PASSWORD, both,
    client::{BOUNDARY, multipart},
    program::{Program, file, get_bytes, post_bytes, run, sign_in},
};

use crate::{kill_after, open_month};

/// Items, one for each writer.
const ITEMS: [&str; 4] = ["B4", "B5", "F3-01", "F4-02"];
const ROUNDS: usize = 2;
/// Acknowledged files before the program is killed.
const FILES: u64 = 12;

both!(killed_in_a_stream_of_uploads_it_keeps_rows_and_bytes_together);

async fn killed_in_a_stream_of_uploads_it_keeps_rows_and_bytes_together(board: Board) {
    let Some(bin) = file("PILOTBOARD_BIN") else { return };
    board.actor(EDITOR_SUZHOU).await;
    let folder = tests::board::Folder::new();
    let (key, place) = (folder.0.join("key"), folder.0.join("files"));
    std::fs::write(&key, "07".repeat(32)).unwrap();
    let period = open_month(&board).await;
    board.store.close().await;
    let mut acknowledged = Vec::new();
    for round in 0..ROUNDS {
        let mut program = Program::serve_with(&bin, &board.url, &key, &place);
        let cookie = sign_in(program.address, EDITOR_SUZHOU, PASSWORD);
        check(&board.url, &place, program.address, &cookie, &acknowledged).await;
        let new = stream(&mut program, &cookie, &period, round);
        assert!(!new.is_empty(), "round {round} kept nothing");
        acknowledged.extend(new);
    }
    let program = Program::serve_with(&bin, &board.url, &key, &place);
    let cookie = sign_in(program.address, EDITOR_SUZHOU, PASSWORD);
    check(&board.url, &place, program.address, &cookie, &acknowledged).await;
    drop(program);
    run(&bin, &board.url, &key, &["audit", "verify"]);
}

/// A file of its own for each number: large enough to be under way when the program dies.
fn text(number: u64) -> Vec<u8> {
    let line = format!("line of file {number}\n");
    line.as_bytes()
        .iter()
        .copied()
        .cycle()
        .take(700_000 + usize::try_from(number % 97).unwrap())
        .collect()
}

fn stream(program: &mut Program, cookie: &str, period: &str, round: usize) -> Vec<u64> {
    let (address, count) = (program.address, Arc::new(AtomicU64::new(0)));
    let done = Arc::new(Mutex::new(Vec::new()));
    let writers: Vec<_> = (0_u64..)
        .zip(ITEMS)
        .map(|(at, item)| {
            let (cookie, path) = (cookie.to_owned(), format!("/reports/{CITY}/{period}/files"));
            let (count, done) = (count.clone(), done.clone());
            thread::spawn(move || {
                for n in 0..8 {
                    let number = (round as u64) * 100 + at * 10 + n;
                    let name = format!("{number}.txt");
                    let body = multipart(&[("item", item)], &[(&name, &text(number))]);
                    let kind = format!("multipart/form-data; boundary={BOUNDARY}");
                    match post_bytes(address, &path, &cookie, &kind, &body) {
                        Some(status) => assert_eq!(status, 303, "{name}"),
                        None => return,
                    }
                    done.lock().unwrap().push(number);
                    count.fetch_add(1, Ordering::SeqCst);
                }
            })
        })
        .collect();
    kill_after(program, &count, FILES, writers);
    Arc::into_inner(done).unwrap().into_inner().unwrap()
}

async fn check(url: &str, place: &Path, address: SocketAddr, cookie: &str, acknowledged: &[u64]) {
    sqlx::any::install_default_drivers();
    let mut conn = AnyConnection::connect(url).await.unwrap();
    let all = "SELECT e.name, e.hash, b.key FROM evidence e LEFT JOIN blobs b ON b.hash = e.hash";
    let rows: Vec<(String, String, Option<String>)> = sqlx::query_as(all).fetch_all(&mut conn).await.unwrap();
    let known: Vec<String> = sqlx::query_scalar("SELECT key FROM blobs UNION ALL SELECT key FROM uploads")
        .fetch_all(&mut conn)
        .await
        .unwrap();
    conn.close().await.unwrap();
    for number in acknowledged {
        let name = format!("{number}.txt");
        let row = rows.iter().find(|(n, ..)| *n == name);
        let (_, hash, _) = row.unwrap_or_else(|| panic!("{name} was acknowledged and is gone"));
        let bytes = get_bytes(address, &format!("/files/{hash}/{name}"), cookie).unwrap();
        assert!(bytes == text(*number), "{name} is not whole: {} bytes", bytes.len());
    }
    for (name, hash, key) in &rows {
        assert!(key.is_some(), "{name} has no bytes' row");
        assert!(
            get_bytes(address, &format!("/files/{hash}/{name}"), cookie).is_some(),
            "{name} has no bytes"
        );
    }
    for path in walk(place) {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let key = name.split('#').next().unwrap_or_default();
        assert!(known.iter().any(|k| k == key), "{name} stands without a row");
    }
}

fn walk(folder: &Path) -> Vec<PathBuf> {
    let mut all = Vec::new();
    for entry in std::fs::read_dir(folder).into_iter().flatten() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            all.extend(walk(&path));
        } else {
            all.push(path);
        }
    }
    all
}
