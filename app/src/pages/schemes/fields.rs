//! The fields of a scheme's editor: labelled, with the sentence of what is wrong, and shut where CNIPA did not return them.

use std::collections::BTreeMap;

use domain::scheme::{Flawed, Slot};
use leptos::prelude::*;
use storage::schemes::Draft;

use crate::{
    components::fields::{Field, Kind},
    locales::Words,
    visit::{Posted, Visit},
};

/// What the fields show: what was posted, else what is stored; and what is wrong where the reader asked to be told.
pub(super) struct Shown<'a> {
    pub t: Words,
    pub draft: &'a Draft,
    posted: &'a Posted,
    refused: bool,
    flaws: BTreeMap<String, Vec<&'a Flawed>>,
    titles: &'a BTreeMap<String, String>,
}

impl<'a> Shown<'a> {
    /// Of a draft; `strict` says what is missing too, as after a refused sign-off.
    pub fn new(
        visit: &Visit,
        draft: &'a Draft,
        posted: &'a Posted,
        strict: bool,
        titles: &'a BTreeMap<String, String>,
    ) -> Self {
        let mut flaws: BTreeMap<String, Vec<&Flawed>> = BTreeMap::new();
        for flawed in &draft.flaws {
            let typed = draft
                .texts
                .get(&flawed.slot.to_string())
                .is_some_and(|t| !t.trim().is_empty());
            if strict || typed || flawed.asks_why() {
                flaws.entry(flawed.slot.to_string()).or_default().push(flawed);
            }
        }
        Shown {
            t: visit.words(),
            draft,
            posted,
            refused: !posted.errors.is_empty(),
            flaws,
            titles,
        }
    }

    /// What a field shows.
    pub fn value(&self, slot: Slot) -> String {
        let name = slot.to_string();
        match self.posted.fields.get(&name).filter(|_| self.refused) {
            Some(typed) => typed.clone(),
            None => self.draft.texts.get(&name).cloned().unwrap_or_default(),
        }
    }

    /// True where nothing is typed.
    pub fn is_empty(&self, slot: Slot) -> bool {
        self.value(slot).trim().is_empty()
    }

    /// True where CNIPA has not returned the field's item, so that it cannot be changed.
    pub fn shut(&self, slot: Slot) -> bool {
        self.draft
            .open
            .as_ref()
            .is_some_and(|open| !open.contains_key(&slot.item()))
    }

    /// What is wrong with a field, in one sentence or some.
    pub fn error(&self, slot: Slot) -> Option<String> {
        let name = slot.to_string();
        let said = self.posted.error(&name);
        let flaws = self.flaws.get(&name).into_iter().flatten();
        let title = |key: &str| self.titles.get(key).cloned().unwrap_or_else(|| key.to_owned());
        let flaws = flaws.map(|f| self.t.scheme_flaw(f, title));
        let all: Vec<String> = said.into_iter().chain(flaws).collect();
        (!all.is_empty()).then(|| all.join(self.t.sentence_gap()))
    }

    /// The title of a required task.
    pub fn title(&self, key: &str) -> String {
        self.titles.get(key).cloned().unwrap_or_else(|| key.to_owned())
    }

    /// The keys and titles of the tasks that CNIPA requires.
    pub fn required(&self) -> Vec<(String, String)> {
        let keys = self.draft.given.required.iter();
        keys.map(|key| (key.clone(), self.title(key))).collect()
    }

    /// A labelled field.
    pub fn one(&self, slot: Slot, hint: &str, kind: Kind) -> AnyView {
        let label = self.t.scheme_field(slot);
        if self.shut(slot) {
            let value = self.value(slot);
            return view! { <div class="field"><p class="label">{label}</p><p class="case__text muted">{value}</p></div> }
                .into_any();
        }
        let field = Field::new(slot.to_string(), &label, kind, self.value(slot));
        field.hint(hint).error(self.error(slot)).view()
    }
}
