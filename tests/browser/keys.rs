//! The keyboard on the workbench: nine reports from the queue to their verdicts without a pointer, by a counted number of
//! keys; keys that can be switched off, and that do nothing while one types.

use domain::{
    access::{Actor, Role, Scope},
    city::cities,
    entry::Field,
    form::{ReportForm, entry_name},
    indicator::items,
    period::Period,
    report::{Signature, State},
};
use std::{
    sync::atomic::{AtomicUsize, Ordering},
    time::{Duration, Instant},
};
use storage::{Caller, Store, reports};
use tests::{Figures, WORDS, Who, board::beijing, review};
use thirtyfour::Key;

use crate::{chromium::Browser, fields::PERIOD, pages::Axe, stage::Stage};

/// So many keys at most for nine reports, one of them returned with a word.
const BOUND: usize = 30;

fn period() -> Period {
    PERIOD.parse().unwrap()
}

fn caller(role: Role, scope: Scope) -> Caller {
    let id = format!("{role:?} {scope:?}");
    let actor = Actor {
        account: id.clone(),
        name: id.clone(),
        id,
        role,
        scope,
    };
    Caller {
        actor,
        at: beijing("2026-07-08T09:30"),
        from: "test".into(),
    }
}

/// Brings the report of every city to CNIPA, one of them as a correction; nine wait then.
async fn nine_wait(store: &Store) -> usize {
    let reviewer = caller(Role::Reviewer, Scope::Nation);
    for city in cities() {
        let of = |role| caller(role, Scope::City(city.slug.clone()));
        let (editor, approver) = (of(Role::CityEditor), of(Role::CityApprover));
        let state = reports::row(store, &reviewer, &city.slug, period())
            .await
            .unwrap()
            .state;
        match state {
            State::Submitted => continue,
            State::Accepted => {
                let form = ReportForm::from_pairs([
                    ("items[F3-01][selected]".to_owned(), "on".to_owned()),
                    ("reason".to_owned(), "A wrong count.".to_owned()),
                ]);
                reports::request_correction(store, &editor, &city.slug, period(), &form)
                    .await
                    .unwrap();
                reports::grant_correction(store, &reviewer, &city.slug, period(), &form)
                    .await
                    .unwrap();
                reports::comment(store, &editor, &city.slug, period(), "F3-01", "It is right.")
                    .await
                    .unwrap();
                reports::sign_off(store, &editor, &city.slug, period()).await.unwrap();
            }
            State::Drafting => {
                let mut form = Figures::of(PERIOD, city.order);
                for d in items(period()) {
                    form = form.and(&entry_name(&d.code, Field::Kind), "value");
                    form = form.and(&entry_name(&d.code, Field::Explanation), "A new way of counting.");
                }
                for n in 1..=20 {
                    form = form.and(&format!("tasks[{n}][state]"), "under_way");
                    form = form.and(&format!("tasks[{n}][percent]"), "50");
                }
                reports::save(store, &editor, &city.slug, period(), &form.form())
                    .await
                    .unwrap();
                reports::sign_off(store, &editor, &city.slug, period()).await.unwrap();
            }
            State::Returned => {
                let open = reports::editor(store, &editor, &city.slug, period()).await.unwrap();
                for item in open.returned.keys() {
                    reports::comment(store, &editor, &city.slug, period(), item, "It is right.")
                        .await
                        .unwrap();
                }
                reports::sign_off(store, &editor, &city.slug, period()).await.unwrap();
            }
            State::CitySignOff => {}
        }
        reports::submit(store, &approver, &city.slug, period(), Signature::OnScreen)
            .await
            .unwrap();
    }
    reports::waiting_reports(store, &reviewer).await.unwrap().len()
}

/// Lets through as many keys as were pressed: where a page is left by a key, chromedriver presses it again on the next.
const ONCE: &str = "addEventListener('keydown', event => {
    const of = name => Number(sessionStorage.getItem(name));
    if (of('seen') < of('pressed')) sessionStorage.setItem('seen', of('seen') + 1);
    else { event.stopImmediatePropagation(); event.preventDefault(); }
}, true);";

/// Presses keys one by one and counts them.
struct Keys<'a> {
    browser: &'a Browser,
    count: AtomicUsize,
}

impl<'a> Keys<'a> {
    async fn of(browser: &'a Browser) -> Keys<'a> {
        let once = serde_json::json!({ "source": ONCE });
        browser.tools("Page.enable", serde_json::json!({})).await;
        browser.tools("Page.addScriptToEvaluateOnNewDocument", once).await;
        let count = AtomicUsize::new(0);
        Keys { browser, count }
    }

    async fn press(&self, keys: &[char]) {
        for key in keys {
            let pressed = self.count.fetch_add(1, Ordering::Relaxed) + 1;
            let set = format!("sessionStorage.setItem('pressed', {pressed})");
            self.browser.script(&set).await;
            // That the page is left between down and up is no failure.
            let _ = self
                .browser
                .driver
                .action_chain()
                .send_keys(key.to_string())
                .perform()
                .await;
        }
    }

    /// Presses a key that leads to another page, and waits for that.
    async fn leave(&self, key: char) {
        let page = self.browser.wait("html").await;
        self.press(&[key]).await;
        let began = Instant::now();
        while page.is_present().await.unwrap_or(false) {
            assert!(began.elapsed() < Duration::from_secs(10), "{key:?} led nowhere");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        // The foot stands last: by then it is known whether the page holds an island.
        self.browser.wait("footer.foot").await;
        if self.browser.find("leptos-island").await.is_some() {
            self.browser.wait("leptos-island [data-started=true]").await;
        }
    }
}

const TAB: char = '\u{e004}';
const ENTER: char = '\u{e007}';
const ESCAPE: char = '\u{e00c}';

#[tokio::test(flavor = "multi_thread")]
async fn nine_reports_by_the_keyboard_alone() {
    let Some(stage) = Stage::demonstration().await else {
        return;
    };
    let store = stage.store().await;
    let waiting = nine_wait(&store).await;
    assert_eq!(waiting, 9);
    let browser = stage.browser(true).await;
    browser.sign_in(Who::Reviewer).await;
    let keys = Keys::of(&browser).await;
    browser.open("/").await;
    // Past the head, to the queue, into the report that waits longest.
    keys.press(&[TAB, ENTER, TAB, ENTER]).await;
    keys.leave(ENTER).await;
    let first = browser.driver.current_url().await.unwrap();
    assert!(first.path().ends_with("/review"), "{first}");

    // The second item of the first report goes back with a word.
    keys.press(&['j', 'j', 'r']).await;
    let focus = "return document.activeElement.tagName";
    assert_eq!(browser.script(focus).await, "TEXTAREA", "the comment has the cursor");
    keys.press(&['W', 'h', 'a', 't', '?']).await;
    assert!(
        browser.find("dialog[open]").await.is_none(),
        "no key works while one types"
    );
    keys.press(&[ESCAPE]).await;
    assert_eq!(browser.script(focus).await, "SECTION", "Esc leaves the field");
    keys.leave('R').await;
    browser.says("main", &WORDS.done_left(waiting - 1)).await;

    // The others are accepted, each after one sentence; the correction that changes nothing without one.
    let mut asked = 0;
    for left in (1..waiting).rev() {
        if browser.find("[data-todo]").await.is_some() {
            keys.press(&['A']).await;
            browser.wait("dialog#confirm[open]").await;
            browser.says("#confirm-text", "undecided").await;
            keys.leave(ENTER).await;
            asked += 1;
        } else {
            keys.leave('A').await;
        }
        if left > 1 {
            browser.says("main", &WORDS.done_left(left - 1)).await;
        }
    }
    browser.says("main", WORDS.done_none_left()).await;
    assert_eq!(asked, waiting - 2);
    let pressed = keys.count.load(Ordering::Relaxed);
    assert!(pressed <= BOUND, "{pressed} keys for {waiting} reports");
    let reviewer = caller(Role::Reviewer, Scope::Nation);
    let mut returned = 0;
    for city in cities() {
        let state = reports::row(&store, &reviewer, &city.slug, period())
            .await
            .unwrap()
            .state;
        returned += usize::from(state == State::Returned);
        assert!(
            matches!(state, State::Returned | State::Accepted),
            "{}: {state:?}",
            city.slug
        );
    }
    assert_eq!(returned, 1);
    store.close().await;
    Browser::quiet(&browser.complaints().await, "the workbench");
    browser.quit().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_keys_are_shown_and_can_be_switched_off() {
    let Some(stage) = Stage::demonstration().await else {
        return;
    };
    let browser = stage.browser(true).await;
    browser.sign_in(Who::Reviewer).await;
    let keys = Keys::of(&browser).await;
    let desk = format!("{}?show=all", review("beijing", PERIOD));
    browser.open(&desk).await;
    let before = browser.text("#leaves").await;
    keys.press(&['j', 'a']).await;
    let chosen = "return document.querySelectorAll('section.item input[value=accept]:checked').length";
    assert_eq!(browser.script(chosen).await, 1, "a verdict by its key");
    assert_ne!(browser.text("#leaves").await, before, "the sentence follows");
    keys.press(&['j', '1', 'k']).await;
    assert_eq!(browser.script(chosen).await, 2);
    let at = "return document.activeElement.id";
    let first = browser.script("return document.querySelector('section.item').id").await;
    assert_eq!(browser.script(at).await, first);

    // What was chosen survives a filter.
    browser.press("button[name=show][value=changed]").await;
    browser.open(&desk).await;
    assert_eq!(browser.script(chosen).await, 2, "kept by the filter");

    keys.press(&['?']).await;
    browser.wait("dialog#keys[open]").await;
    let faults = Axe::here().faults(&browser).await;
    assert!(faults.is_empty(), "the keys: {}", faults.join("\n"));
    browser.click("#keys-on").await;
    keys.press(&[ESCAPE]).await;
    browser.gone("dialog[open]").await;
    for _ in 0..2 {
        keys.press(&['?', 'j', 'q', 'A']).await;
        assert!(browser.find("dialog[open]").await.is_none(), "off is off");
        assert_eq!(
            browser
                .script("return document.querySelectorAll('input[value=ask]:checked').length")
                .await,
            0
        );
        browser.open(&desk).await;
    }
    // They are switched on again where they were switched off, by a button that needs no key.
    browser.click("#keys-open").await;
    browser.click("#keys-on").await;
    browser.click("#keys [data-do=close]").await;
    browser.gone("dialog[open]").await;
    browser.script("document.activeElement.blur()").await;
    keys.press(&['j', 'q']).await;
    assert_eq!(
        browser.script("return document.activeElement.tagName").await,
        "TEXTAREA"
    );
    let alt = browser
        .driver
        .action_chain()
        .key_down(Key::Alt)
        .send_keys(Key::Down)
        .key_up(Key::Alt);
    keys.press(&[ESCAPE]).await;
    browser.script("sessionStorage.setItem('pressed', 1000)").await;
    alt.perform().await.unwrap();
    let second = browser
        .script("return document.querySelectorAll('section.item')[1].id")
        .await;
    assert_eq!(browser.script(at).await, second, "Alt + ↓ too");
    Browser::quiet(&browser.complaints().await, "the workbench");
    browser.quit().await;
}
