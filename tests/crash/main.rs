//! The crash ring: the program is killed in the midst of a stream of saves, and no acknowledged value is gone.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stderr)]

mod uploads;

use std::{
    collections::BTreeMap,
    net::SocketAddr,
    sync::{
        Arc, Mutex,
        atomic::{AtomicU64, Ordering},
    },
    thread::{self, JoinHandle},
    time::{Duration, Instant},
};

use domain::{calendar, period::Period};
use jiff::{Timestamp, civil::date};
use storage::settings;
use tests::{
    Board, CITY, EDITOR_SUZHOU, PASSWORD, Who, both,
    client::encode,
    html::Page,
    program::{Program, ask, file, run, sign_in},
};

/// Fields of a month that are typed by value, one for each writer.
const ITEMS: [&str; 6] = ["B4", "B5", "N3-02", "F3-01", "F4-02", "F4-03"];
/// How often the program is killed.
const ROUNDS: usize = 3;
/// Acknowledged saves before it is.
const SAVES: u64 = 60;

both!(killed_in_a_stream_of_saves_it_loses_nothing_acknowledged);

async fn killed_in_a_stream_of_saves_it_loses_nothing_acknowledged(board: Board) {
    let Some(bin) = file("PILOTBOARD_BIN") else { return };
    board.actor(EDITOR_SUZHOU).await;
    let folder = tests::board::Folder::new();
    let key = folder.0.join("key");
    std::fs::write(&key, "07".repeat(32)).unwrap();
    let period = open_month(&board).await;
    board.store.close().await;
    let url = board.url.clone();
    let mut last = BTreeMap::new();
    for round in 0..ROUNDS {
        let mut program = Program::serve(&bin, &url, &key);
        let cookie = sign_in(program.address, EDITOR_SUZHOU, PASSWORD);
        // What earlier rounds acknowledged is still there.
        check(program.address, &cookie, &period, &last);
        last = stream(&mut program, &cookie, &period, &last);
        assert!(last.values().sum::<u64>() > 0, "round {round} saved nothing");
    }
    let program = Program::serve(&bin, &url, &key);
    check(
        program.address,
        &sign_in(program.address, EDITOR_SUZHOU, PASSWORD),
        &period,
        &last,
    );
    drop(program);
    run(&bin, &url, &key, &["audit", "verify"]);
}

/// The report of the month that has just ended by the real clock, which the program goes by; the pilot is moved there.
async fn open_month(board: &Board) -> String {
    let today = calendar::beijing(Timestamp::now()).date();
    let last = today.first_of_month().yesterday().unwrap();
    let admin = board.caller(Who::Admin).await;
    let mut rules = settings::get(&board.store).await.unwrap();
    rules.pilot.first = date(last.year() - 1, 1, 1);
    rules.pilot.last = date(last.year() + 1, 12, 31);
    settings::set(&board.store, &admin, rules).await.unwrap();
    Period::month_of(last).report().to_string()
}

/// Kills the program once so much was acknowledged, at the latest after half a minute, and waits for its writers.
fn kill_after(program: &mut Program, acknowledged: &AtomicU64, most: u64, writers: Vec<JoinHandle<()>>) {
    let began = Instant::now();
    while acknowledged.load(Ordering::SeqCst) < most && began.elapsed() < Duration::from_secs(30) {
        thread::sleep(Duration::from_millis(1));
    }
    program.kill();
    for writer in writers {
        writer.join().unwrap();
    }
}

/// Every writer counts up in its own field until the program is killed; gives the last acknowledged number of each.
fn stream(program: &mut Program, cookie: &str, period: &str, from: &BTreeMap<String, u64>) -> BTreeMap<String, u64> {
    let (address, acknowledged) = (program.address, Arc::new(AtomicU64::new(0)));
    let last = Arc::new(Mutex::new(from.clone()));
    let writers: Vec<_> = ITEMS
        .map(|item| {
            let (cookie, period) = (cookie.to_owned(), period.to_owned());
            let (acknowledged, last) = (acknowledged.clone(), last.clone());
            let first = from.get(item).copied().unwrap_or(0) + 1;
            thread::spawn(move || {
                // One in flight when the program dies may or may not be in; the next round starts beyond it.
                for number in first.. {
                    if !save(address, &cookie, &period, item, number) {
                        return;
                    }
                    last.lock().unwrap().insert(item.to_owned(), number);
                    acknowledged.fetch_add(1, Ordering::SeqCst);
                }
            })
        })
        .into_iter()
        .collect();
    kill_after(program, &acknowledged, SAVES, writers);
    Arc::into_inner(last).unwrap().into_inner().unwrap()
}

/// Each field holds its last acknowledged number, or the one after it, which was in flight.
fn check(address: SocketAddr, cookie: &str, period: &str, last: &BTreeMap<String, u64>) {
    let (status, body) = ask(address, &format!("GET /reports/{CITY}/{period}"), cookie, None).unwrap();
    assert_eq!(status, 200, "{body}");
    let page = Page::read(&body);
    for (item, number) in last {
        let stored: u64 = page.value(&format!("entries[{item}][value]")).parse().unwrap();
        assert!(
            stored == *number || stored == number + 1,
            "{item}: {number} was acknowledged, {stored} is there"
        );
    }
}

fn save(address: SocketAddr, cookie: &str, period: &str, item: &str, number: u64) -> bool {
    let form = encode(&[
        (format!("entries[{item}][value]"), number.to_string()),
        ("action".into(), "save".into()),
    ]);
    let answer = ask(address, &format!("POST /reports/{CITY}/{period}"), cookie, Some(&form));
    match answer {
        Some((status, body)) => {
            assert_eq!(status, 303, "{body}");
            true
        }
        None => false,
    }
}
