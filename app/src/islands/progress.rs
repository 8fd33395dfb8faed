//! How much of the form is done, in its table of contents, kept up to date as fields are saved.

use domain::{
    entry::{Field, SECTIONS},
    scheme::{TASKS_MAX, task_item},
};
use leptos::prelude::*;

use super::{
    dom::{by_id, note, set_quiet, set_text},
    place::Place,
    report_form::Form,
    row_view::check_item,
};

/// Width of the meter, in its own units.
pub(crate) const METER: usize = 240;

/// Counts again.
pub(super) fn show(form: Form) {
    let words = form.words();
    let (mut done, mut all) = (0, 0);
    form.key.with_value(|key| {
        let mut groups: Vec<(&str, usize, usize)> = Vec::new();
        for rule in &key.rules {
            let checked = check_item(key, rule);
            let filled = usize::from(checked.errors.is_empty());
            done += usize::from(checked.entry != domain::entry::Entry::Missing);
            match groups.iter_mut().find(|(group, ..)| *group == rule.group) {
                Some((_, n, of)) => (*n, *of) = (*n + filled, *of + 1),
                None => groups.push((&rule.group, filled, 1)),
            }
        }
        all = key.rules.len();
        for (group, n, of) in groups {
            set_text(&format!("g-{group}"), &format!("{n} / {of}"));
            set_quiet(&format!("v-{group}"), n < of);
        }
    });
    let states = (1..=TASKS_MAX).map(|n| Place {
        item: task_item(n),
        field: Field::State,
    });
    let states: Vec<_> = states.filter(|p| p.element().is_some()).collect();
    let told = states.iter().filter(|p| !p.text().is_empty()).count();
    (done, all) = (done + told, all + states.len());
    set_text("g-tasks", &format!("{told} / {}", states.len()));
    set_quiet("v-tasks", told < states.len());
    for section in SECTIONS {
        let place = Place::named(section).filter(|p| p.element().is_some());
        let Some(place) = place else { continue };
        let filled = !place.text().trim().is_empty();
        set_quiet(&format!("v-r-{section}"), !filled);
        (done, all) = (done + usize::from(filled), all + 1);
    }
    let percent = (done * 100).checked_div(all).unwrap_or(0);
    set_text("done-share", &words.done_share(percent));
    set_text("done-count", &words.filled_of(done, all));
    if let Some(meter) = by_id("done-meter") {
        note(&meter, "width", Some(&(percent * METER / 100).to_string()));
    }
}
