//! A small scheme brought into force, for the tests of the store and of the pages alike: task 1 with two milestones and task 3
//! with one, funds planned, and a target for every indicator.

use std::collections::{BTreeMap, BTreeSet};

use domain::{report::Signature, scheme::Slot};
use storage::{
    Caller, Store,
    schemes::{self, Letter},
};

use crate::scheme_form::scheme_form;

/// Every field of it, by name.
fn texts() -> Vec<(String, String)> {
    let mut all = scheme_form();
    all.retain(|(name, _)| !name.starts_with("tasks["));
    let mut put = |name: String, text: &str| all.push((name, text.to_owned()));
    let task = [("measures", "梳理"), ("result", "公布")];
    for (n, title) in [(1, "List of matters"), (3, "Local standard")] {
        put(format!("tasks[{n}][title]"), title);
        for (field, text) in task {
            put(format!("tasks[{n}][{field}]"), text);
        }
    }
    for (n, m, name, due) in [
        (1, 1, "Published", "2025-12-31"),
        (1, 2, "Assessed", "2026-06-30"),
        (3, 1, "Approved", "2026-02-27"),
    ] {
        for (field, text) in [("name", name), ("due", due), ("lead", "市知识产权局")] {
            put(format!("tasks[{n}][milestones][{m}][{field}]"), text);
        }
    }
    all
}

/// The fields of a scheme as its store takes them.
pub fn slots(texts: &[(String, String)]) -> BTreeMap<Slot, String> {
    let slot = |(name, text): &(String, String)| (Slot::parse(name).unwrap(), text.clone());
    texts.iter().map(slot).collect()
}

/// Types it, with some fields otherwise, and submits it.
pub async fn submit(store: &Store, [editor, approver]: [&Caller; 2], city: &str, other: &[(String, String)]) {
    let texts = if schemes::get(store, editor, city).await.unwrap().filed.is_some() {
        schemes::amend(store, editor, city, "dates").await.unwrap();
        vec![]
    } else {
        texts()
    };
    schemes::save(store, editor, city, &slots(&[&texts[..], other].concat()), None)
        .await
        .unwrap();
    schemes::sign_off(store, editor, city).await.unwrap();
    schemes::submit(store, approver, city, &Signature::OnScreen, None)
        .await
        .unwrap();
}

/// … and files it; what is in force already is amended.
pub async fn file(store: &Store, people: [&Caller; 3], city: &str, other: &[(String, String)]) {
    let [editor, approver, reviewer] = people;
    submit(store, [editor, approver], city, other).await;
    schemes::file(store, reviewer, city, &Letter::default(), &BTreeSet::new())
        .await
        .unwrap();
}
