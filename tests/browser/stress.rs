//! Nothing typed is lost: whatever happens to tab, network, server and session while one types, each character is
//! stored or offered again. Thirty orders of events, each from a printed seed; `PILOTBOARD_SEED` tries one alone.

use std::{
    collections::BTreeMap,
    time::{Duration, Instant},
};

use app::pages::sign_in::DEMO_PASSWORD;
use serde_json::json;
use tests::{Dice, EDITOR_SUZHOU};

use crate::{
    chromium::Browser,
    fields::{figures, page},
    stage::Stage,
    unsaved::{KEPT, sign_in_over},
};

/// How many orders of events are tried.
const SEEDS: u64 = 30;
/// Fields typed into under each.
const FIELDS: usize = 20;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Event {
    TabClosed,
    NetworkCut,
    NetworkBack,
    ServerKilled,
    ServerBack,
    SessionGone,
    SignedInOverTheForm,
}

/// A person at the form, and what has happened to him.
struct Person {
    stage: Stage,
    browser: Browser,
    offline: bool,
    down: bool,
    /// False once its tab is closed.
    open: bool,
}

impl Person {
    async fn happens(&mut self, event: Event) {
        match event {
            Event::TabClosed => {
                self.browser.another_tab().await;
                (self.open, self.offline) = (false, false);
            }
            Event::NetworkCut | Event::NetworkBack => {
                self.offline = event == Event::NetworkCut;
                self.browser.network(!self.offline).await;
            }
            Event::ServerKilled => {
                self.down = true;
                self.stage.program.kill();
            }
            Event::ServerBack if self.down => {
                self.down = false;
                self.stage.restart();
            }
            Event::ServerBack => {}
            Event::SessionGone => self.stage.end_session(&self.browser).await,
            Event::SignedInOverTheForm => {
                let asked = "#unsaved:not(.is-quiet) [data-do=sign-in]:not(.is-quiet)";
                if self.open && !self.offline && !self.down && self.browser.find(asked).await.is_some() {
                    sign_in_over(&self.browser).await;
                }
            }
        }
    }

    /// Network and server are there, and the form is open, as after a person came back.
    async fn heals(&mut self) {
        self.happens(Event::ServerBack).await;
        if self.offline {
            self.happens(Event::NetworkBack).await;
        }
        self.opens().await;
    }

    /// Opens the form anew, signing in where it is asked for; a page that came in two halves, before and after the
    /// network was back, is loaded again, as a person does.
    async fn opens(&mut self) {
        let (browser, began) = (&self.browser, Instant::now());
        browser.driver.goto("about:blank").await.ok();
        while browser.find("leptos-island [data-started=true]").await.is_none() {
            assert!(began.elapsed() < Duration::from_secs(120), "the form does not open");
            let address = self.stage.program.url(&format!("{}?lang=en", page()));
            browser.driver.goto(address).await.ok();
            if browser.find("main.signin [name=password]").await.is_some() {
                browser.type_into("email", &EDITOR_SUZHOU.account()).await;
                browser.type_into("password", DEMO_PASSWORD).await;
                browser.press("main form button[type=submit]").await;
            }
            let loaded = Instant::now();
            while browser.find("leptos-island [data-started=true]").await.is_none()
                && loaded.elapsed() < Duration::from_secs(15)
            {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
            if browser.find("leptos-island [data-started=true]").await.is_none() {
                browser.another_tab().await;
            }
        }
        self.open = true;
    }

    async fn types(&mut self, name: &str, text: &str) {
        if !self.open {
            self.heals().await;
        }
        self.browser.type_into(name, text).await;
    }

    /// Waits until nothing is kept in the browser any more, or can be without an answer of the person.
    async fn settles(&self) {
        let began = Instant::now();
        while self.browser.script(KEPT).await != json!(0) && began.elapsed() < Duration::from_secs(15) {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// After a reload: fields in which what was typed is neither stored nor offered, and those where it is offered.
    async fn lacks(&mut self, typed: &BTreeMap<String, String>) -> (Vec<String>, Vec<String>) {
        self.opens().await;
        let found = self.browser.script(STORED).await;
        let (mut lost, mut offered) = (vec![], vec![]);
        for (name, text) in typed {
            let (stored, shown) = (&found[name.as_str()][0], &found[name.as_str()][1]);
            let line = format!("{name}: “{text}” typed, {stored} stored, {shown} shown");
            if shown != text {
                lost.push(line);
            } else if stored != text {
                offered.push(line);
            }
        }
        (lost, offered)
    }
}

/// What the page knows to be in the store and what it shows, by the names of its fields.
const STORED: &str = "const all = {};
    for (const e of document.querySelectorAll('form [name]')) if ('defaultValue' in e) all[e.name] = [e.defaultValue, e.value];
    return all;";

/// Texts for a field: what people type, with what would be markup.
fn text(dice: &mut Dice, name: &str) -> String {
    let number = dice.index(90_000) + 10;
    if name.contains('[') {
        return match dice.index(4) {
            0 => format!("{number}.5"),
            1 => format!("{number}万"),
            2 => format!("<b>{number}"),
            _ => number.to_string(),
        };
    }
    format!("第 {number} 项 “done” & <b>more</b>")
}

#[tokio::test(flavor = "multi_thread")]
async fn whatever_happens_while_one_types_each_character_is_stored_or_offered_again() {
    let Some(stage) = Stage::demonstration().await else {
        return;
    };
    let browser = stage.browser(true).await;
    browser.sign_in(EDITOR_SUZHOU).await;
    let mut person = Person {
        stage,
        browser,
        offline: false,
        down: false,
        open: false,
    };
    let seeds = match std::env::var("PILOTBOARD_SEED").ok().and_then(|s| s.parse().ok()) {
        Some(seed) => seed..seed + 1,
        None => 0..SEEDS,
    };
    for seed in seeds {
        one_order(&mut person, seed).await;
    }
    person.browser.quit().await;
}

async fn one_order(person: &mut Person, seed: u64) {
    let mut dice = Dice::of(seed);
    let mut names: Vec<String> = figures().0.into_iter().map(|(name, _)| name).collect();
    names.retain(|n| !n.contains("[S1-01]") && n != "action");
    dice.shuffle(&mut names);
    names.truncate(FIELDS);
    let mut events = vec![
        Event::TabClosed,
        Event::NetworkCut,
        Event::NetworkBack,
        Event::ServerKilled,
        Event::ServerBack,
        Event::SessionGone,
        Event::SignedInOverTheForm,
    ];
    dice.shuffle(&mut events);
    let mut at: Vec<usize> = events.iter().map(|_| dice.index(FIELDS)).collect();
    at.sort_unstable();
    let story: Vec<_> = at.iter().zip(&events).collect();
    println!("seed {seed}: {story:?}");
    if !person.open {
        person.heals().await;
    }
    let mut typed = BTreeMap::new();
    for (i, name) in names.iter().enumerate() {
        let whole = text(&mut dice, name);
        let happening: Vec<_> = story.iter().filter(|(at, _)| **at == i).collect();
        let most = whole.chars().count();
        let cut = if happening.is_empty() {
            most
        } else {
            dice.index(most) + 1
        };
        let start: String = whole.chars().take(cut).collect();
        person.types(name, &start).await;
        typed.insert(name.clone(), start);
        for (_, event) in happening {
            person.happens(**event).await;
        }
        // On the same page one types on; elsewhere the field is what it was when the tab was closed.
        if person.open && cut < most {
            let rest: String = whole.chars().skip(cut).collect();
            person.browser.type_on(name, &rest).await;
            typed.insert(name.clone(), whole);
        }
    }
    person.heals().await;
    person.settles().await;
    let (lost, offered) = person.lacks(&typed).await;
    assert!(lost.is_empty(), "seed {seed}, {story:?}, lost:\n{}", lost.join("\n"));
    // One account typed alone: everything could be stored, and then nothing is kept.
    assert!(offered.is_empty(), "seed {seed}, {story:?}:\n{}", offered.join("\n"));
    assert_eq!(person.browser.script(KEPT).await, json!(0), "seed {seed}");
}
