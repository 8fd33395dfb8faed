//! Asks for one address over several connections for some seconds: `load ADDRESS PATH COOKIE CONNECTIONS SECONDS` prints
//! answers a second and bytes of an answer's body. It reads no more of an answer than it must, so that what is measured is the program.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout, clippy::panic)]

use std::{
    env,
    io::{Read as _, Write as _},
    net::TcpStream,
    sync::atomic::{AtomicBool, AtomicU64, Ordering},
    thread,
    time::{Duration, Instant},
};

/// Where the head ends and how long the body is, by the head's own word.
fn sizes(answer: &[u8]) -> Option<(usize, usize)> {
    let head = answer.windows(4).position(|w| w == b"\r\n\r\n")? + 4;
    let text = std::str::from_utf8(&answer[..head]).unwrap();
    assert!(text.starts_with("HTTP/1.1 200"), "{text}");
    let line = text.lines().find_map(|l| l.strip_prefix("content-length: "));
    Some((head, line.expect("a length").trim().parse().unwrap()))
}

/// Asks and reads until told to stop; the bytes of a body.
fn ask(address: &str, request: &[u8], answers: &AtomicU64, stop: &AtomicBool) -> usize {
    let mut stream = TcpStream::connect(address).unwrap();
    stream.set_nodelay(true).unwrap();
    let mut buffer = vec![0; 1 << 20];
    // The head is read once: its length is the same for the same answer but for the request's number, which has one length.
    let mut known = None;
    let mut body = 0;
    while !stop.load(Ordering::Relaxed) {
        stream.write_all(request).unwrap();
        let mut filled = 0;
        let whole = loop {
            let read = stream.read(&mut buffer[filled..]).unwrap();
            assert!(read > 0, "the program hung up");
            filled += read;
            known = known.or_else(|| sizes(&buffer[..filled]));
            if let Some((head, length)) = known
                && filled >= head + length
            {
                body = length;
                break head + length;
            }
        };
        assert!(
            filled == whole && buffer.starts_with(b"HTTP/1.1 200"),
            "one answer to one request"
        );
        answers.fetch_add(1, Ordering::Relaxed);
    }
    body
}

fn main() {
    let arguments: Vec<_> = env::args().skip(1).collect();
    let [address, path, cookie, connections, seconds] = arguments.as_slice() else {
        panic!("load ADDRESS PATH COOKIE CONNECTIONS SECONDS");
    };
    let request = format!(
        "GET {path} HTTP/1.1\r\nhost: {address}\r\ncookie: {cookie}\r\naccept-encoding: br, gzip\r\naccept-language: en\r\n\r\n"
    );
    let (answers, stop) = (AtomicU64::new(0), AtomicBool::new(false));
    let (rate, bytes) = thread::scope(|scope| {
        let asks = (0..connections.parse::<usize>().unwrap())
            .map(|_| scope.spawn(|| ask(address, request.as_bytes(), &answers, &stop)))
            .collect::<Vec<_>>();
        // Connections are opened and what is kept is made.
        thread::sleep(Duration::from_millis(200));
        let (begun, before) = (Instant::now(), answers.load(Ordering::Relaxed));
        thread::sleep(Duration::from_secs_f64(seconds.parse().unwrap()));
        let rate = (answers.load(Ordering::Relaxed) - before) as f64 / begun.elapsed().as_secs_f64();
        stop.store(true, Ordering::Relaxed);
        let bytes = asks.into_iter().map(|ask| ask.join().unwrap()).max();
        (rate, bytes.unwrap_or(0))
    });
    println!("{rate:.1} {bytes}");
}
