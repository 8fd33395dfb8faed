//! The rows of the form in the page: what stands in one is checked again with the rules of `domain`, and shown.

use domain::{
    check::{Checked, Context, check},
    entry::{Entry, Field, Typed},
};
use jiff::civil::{Date, date};

use super::{
    dom::{by_id, note, set_class, set_quiet, set_text},
    place::Place,
    report_form::{FormKey, Rule},
    row::{Shown, shown},
};
use crate::locales::Words;

/// What stands in an item's fields now.
pub(super) fn typed(code: &str) -> Typed {
    let mut typed = Typed::default();
    // One by one: collecting them would bring a sort along.
    for place in Place::all(code) {
        typed.0.insert(place.field, place.text());
    }
    typed
}

/// The checks of the base figure that is an item's denominator, as it stands in the form.
fn base(key: &FormKey, rule: &Rule) -> Option<Checked> {
    let code = rule.definition.denominator_base.as_ref()?;
    let base = key.rules.iter().find(|r| &r.definition.code == code)?;
    Some(check_typed(key, base, None, &typed(code)))
}

/// The checks of some texts as an item's; `base` are those of its denominator.
pub(super) fn check_typed(key: &FormKey, rule: &Rule, base: Option<&Checked>, typed: &Typed) -> Checked {
    let previous = rule.previous.clone().map(|amount| Entry::Value {
        amount,
        explanation: String::new(),
    });
    let cx = Context {
        definition: &rule.definition,
        base: base.map(|b| &b.entry),
        base_wrong: base.is_some_and(Checked::is_wrong),
        previous: previous.as_ref(),
        today: today(key),
    };
    check(typed, &cx)
}

/// Today in Beijing, as the page knows it.
pub(super) fn today(key: &FormKey) -> Date {
    let (year, month, day) = key.today;
    Date::new(year, month, day).unwrap_or(date(2026, 1, 1))
}

/// The checks of an item as it stands in the form.
pub(super) fn check_item(key: &FormKey, rule: &Rule) -> Checked {
    let base = base(key, rule);
    check_typed(key, rule, base.as_ref(), &typed(&rule.definition.code))
}

/// Re-checks an item's row, and the rows that use it as their denominator.
pub(super) fn recheck(key: &FormKey, item: &str) {
    for rule in &key.rules {
        let d = &rule.definition;
        if d.code == item || d.denominator_base.as_deref() == Some(item) {
            let base = base(key, rule);
            let checked = check_typed(key, rule, base.as_ref(), &typed(&d.code));
            let shown = shown(
                Words(key.lang),
                d,
                &checked,
                base.as_ref().map(|b| &b.entry),
                rule.previous.as_ref(),
                key.strict,
            );
            show(&d.code, &shown);
        }
    }
}

/// Puts what a row shows into the page.
fn show(code: &str, row: &Shown) {
    set_text(&format!("f-{code}"), &row.figure);
    set_text(&format!("d-{code}"), &row.delta);
    set_text(&format!("b-{code}"), &row.denominator);
    set_text(&format!("t-{code}"), &row.lines.join("\n"));
    set_class(&format!("m-{code}"), row.tone());
    let (class, word) = row.mark.unwrap_or(("istat", ""));
    set_class(&format!("k-{code}"), class);
    set_text(&format!("k-{code}"), word);
    for place in Place::all(code) {
        if place.field == Field::Explanation {
            set_quiet(&format!("e-{code}"), !row.warned && place.text().is_empty());
        }
        let wrong = row.invalid.contains(&place.field);
        if let Some(element) = by_id(&place.id()) {
            let _ = element.class_list().toggle_with_force("is-err", wrong);
            note(&element, "aria-invalid", wrong.then_some("true"));
        }
    }
    quieten(code);
}

/// Hides the row's box where it has nothing to say or ask.
pub(super) fn quieten(code: &str) {
    let speaks = |id: String| by_id(&id).is_some_and(|e| e.text_content().is_some_and(|t| !t.is_empty()));
    let open = |id: String| by_id(&id).is_some_and(|e| !e.class_list().contains("is-quiet"));
    let thread = by_id(&format!("x-{code}")).is_some_and(|e| e.has_attribute("data-thread"));
    let says = speaks(format!("t-{code}")) || open(format!("c-{code}")) || open(format!("e-{code}"));
    set_quiet(&format!("x-{code}"), !says && !thread);
}
