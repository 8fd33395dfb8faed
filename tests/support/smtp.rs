//! A mail server of a test's own: real SMTP over TCP, as much of it as a sender needs. It keeps what it took, decoded for
//! looking at, and can be told to refuse, to be busy, to be slow, or to cut the line.

use std::{
    collections::BTreeSet,
    io::{BufRead, BufReader, Write},
    net::{SocketAddr, TcpListener, TcpStream},
    sync::{Arc, Mutex, MutexGuard},
    time::Duration,
};

use base64::{Engine as _, prelude::BASE64_STANDARD};

/// The server; it ends with the test process.
pub struct Smtp {
    pub address: SocketAddr,
    state: Arc<Mutex<State>>,
}

#[derive(Default)]
struct State {
    took: Vec<Mail>,
    refused: BTreeSet<String>,
    busy: u32,
    cuts: u32,
    slow: Duration,
    connections: u32,
}

/// What the server took.
#[derive(Clone, Debug)]
pub struct Mail {
    pub from: String,
    pub to: Vec<String>,
    /// As it came, dots unstuffed.
    pub raw: String,
}

impl Mail {
    /// A header, unfolded and decoded; empty where it is not there.
    #[must_use]
    pub fn header(&self, name: &str) -> String {
        let head = self.raw.split("\r\n\r\n").next().unwrap_or_default();
        let unfolded = head.replace("\r\n ", " ").replace("\r\n\t", " ");
        let mut lines = unfolded.lines().filter_map(|line| line.split_once(':'));
        let found = lines.find(|(own, _)| own.eq_ignore_ascii_case(name));
        found.map(|(_, value)| words(value.trim())).unwrap_or_default()
    }

    /// The text, decoded, with `\n` at the end of lines.
    #[must_use]
    pub fn text(&self) -> String {
        let (_, body) = self.raw.split_once("\r\n\r\n").unwrap_or_default();
        let bytes = match self.header("content-transfer-encoding").as_str() {
            "base64" => BASE64_STANDARD.decode(body.replace("\r\n", "")).unwrap(),
            "quoted-printable" => quoted_printable::decode(body, quoted_printable::ParseMode::Robust).unwrap(),
            _ => body.as_bytes().to_vec(),
        };
        String::from_utf8(bytes).unwrap().replace("\r\n", "\n")
    }
}

/// The encoded words of a header (RFC 2047); blanks between two of them are none.
fn words(value: &str) -> String {
    let mut text = String::new();
    let mut encoded = false;
    for word in value.split_whitespace() {
        let inner = word.strip_prefix("=?utf-8?").and_then(|w| w.strip_suffix("?="));
        let decoded = inner.and_then(|w| w.split_once('?')).map(|(kind, w)| match kind {
            "b" | "B" => BASE64_STANDARD.decode(w).unwrap(),
            _ => quoted_printable::decode(w.replace('_', " "), quoted_printable::ParseMode::Robust).unwrap(),
        });
        let joined = encoded && decoded.is_some();
        if !(joined || text.is_empty()) {
            text.push(' ');
        }
        encoded = decoded.is_some();
        match decoded {
            Some(bytes) => text += &String::from_utf8(bytes).unwrap(),
            None => text += word,
        }
    }
    text
}

impl Default for Smtp {
    fn default() -> Self {
        Self::new()
    }
}

impl Smtp {
    /// Starts one on a free port.
    #[must_use]
    pub fn new() -> Smtp {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let state = Arc::new(Mutex::new(State::default()));
        let held = state.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let held = held.clone();
                std::thread::spawn(move || serve(stream, &held));
            }
        });
        Smtp { address, state }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap()
    }

    /// Its address for `--smtp`.
    #[must_use]
    pub fn url(&self) -> String {
        format!("smtp://{}", self.address)
    }

    /// All that it took, in their order.
    #[must_use]
    pub fn took(&self) -> Vec<Mail> {
        self.state().took.clone()
    }

    /// What it took for one address.
    #[must_use]
    pub fn to(&self, address: &str) -> Vec<Mail> {
        let for_it = |m: &Mail| m.to.iter().any(|to| to == address);
        self.took().into_iter().filter(for_it).collect()
    }

    /// Waits until it took so many for an address, at most half a minute.
    #[must_use]
    pub fn wait_for(&self, address: &str, count: usize) -> Vec<Mail> {
        for _ in 0..300 {
            let found = self.to(address);
            if found.len() >= count {
                return found;
            }
            std::thread::sleep(Duration::from_millis(100));
        }
        panic!("no {count} letters to {address} came: {:?}", self.took());
    }

    /// How many times somebody connected.
    #[must_use]
    pub fn connections(&self) -> u32 {
        self.state().connections
    }

    /// From now on it answers 550 to this recipient, or to none.
    pub fn refuse(&self, address: Option<&str>) {
        self.state().refused = address.map(str::to_owned).into_iter().collect();
    }

    /// It answers 451 to the next so many recipients.
    pub fn busy(&self, times: u32) {
        self.state().busy = times;
    }

    /// It cuts the line in the middle of the next so many letters.
    pub fn cut(&self, times: u32) {
        self.state().cuts = times;
    }

    /// It takes so long to answer a letter.
    pub fn slow(&self, by: Duration) {
        self.state().slow = by;
    }
}

/// One of so many times, if any is left.
fn once(of: &mut u32) -> bool {
    let is = *of > 0;
    *of = of.saturating_sub(1);
    is
}

/// The address between `<` and `>`.
fn address(line: &str) -> String {
    let inner = line.split_once('<').and_then(|(_, rest)| rest.split_once('>'));
    inner.map(|(address, _)| address.to_owned()).unwrap_or_default()
}

/// One connection; none where the other side is gone.
fn serve(stream: TcpStream, held: &Mutex<State>) -> Option<()> {
    held.lock().unwrap().connections += 1;
    let mut lines = BufReader::new(stream.try_clone().ok()?);
    let say = |answer: &str| (&stream).write_all(format!("{answer}\r\n").as_bytes()).ok();
    let (mut from, mut to) = (String::new(), Vec::new());
    say("220 a test's mail server")?;
    loop {
        let mut line = String::new();
        if lines.read_line(&mut line).ok()? == 0 {
            return None;
        }
        let command: String = line.chars().take(4).collect::<String>().to_ascii_uppercase();
        match command.as_str() {
            "EHLO" => say("250-here\r\n250-8BITMIME\r\n250 SMTPUTF8")?,
            "HELO" | "NOOP" => say("250 here")?,
            "MAIL" => {
                from = address(&line);
                say("250 a sender")?;
            }
            "RCPT" => {
                let recipient = address(&line);
                let mut state = held.lock().unwrap();
                if state.refused.contains(&recipient) {
                    drop(state);
                    say("550 5.1.1 no such mailbox here")?;
                } else if once(&mut state.busy) {
                    drop(state);
                    say("451 4.3.0 busy, come again")?;
                } else {
                    drop(state);
                    to.push(recipient);
                    say("250 a recipient")?;
                }
            }
            "DATA" => {
                say("354 go on")?;
                let cuts = once(&mut held.lock().unwrap().cuts);
                let raw = data(&mut lines, cuts)?;
                std::thread::sleep(held.lock().unwrap().slow);
                let mail = Mail {
                    from: std::mem::take(&mut from),
                    to: std::mem::take(&mut to),
                    raw,
                };
                held.lock().unwrap().took.push(mail);
                say("250 taken")?;
            }
            "RSET" => {
                (from, to) = (String::new(), Vec::new());
                say("250 forgotten")?;
            }
            "QUIT" => {
                say("221 bye")?;
                return Some(());
            }
            _ => say("502 not known here")?,
        }
    }
}

/// The lines of a letter up to its single dot; none, and the line is cut, after the first of them where it is to be.
fn data(lines: &mut impl BufRead, cut: bool) -> Option<String> {
    let mut raw = String::new();
    loop {
        let mut line = String::new();
        if lines.read_line(&mut line).ok()? == 0 || cut {
            return None;
        }
        match line.as_str() {
            ".\r\n" => return Some(raw),
            stuffed if stuffed.starts_with('.') => raw += &stuffed[1..],
            plain => raw += plain,
        }
    }
}
