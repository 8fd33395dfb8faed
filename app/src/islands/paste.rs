//! A block copied from a spreadsheet: the plan of `domain::paste` is shown before anything is typed, then its cells go
//! into their fields, and each that could not be read is marked at its field, which keeps what it had.

use domain::paste::{Cell, Fate, Line, cells, plan};
use leptos::{prelude::*, wasm_bindgen::JsCast};
use web_sys::{ClipboardEvent, Event, HtmlDialogElement, HtmlInputElement};

use super::{
    dom::{add, by_id, focus, note, set_class, set_quiet, set_text, target},
    keep,
    place::Place,
    report_form::{Form, FormKey},
    row_view::{quieten, recheck, today},
    sending::send,
};
use crate::locales::Words;

fn dialog() -> Option<HtmlDialogElement> {
    by_id("paste")?.dyn_into().ok()
}

/// A single cell is pasted as ever; a block opens its plan.
pub(super) fn pasted(form: Form, event: &Event) {
    let Some(event) = event.dyn_ref::<ClipboardEvent>() else {
        return;
    };
    let into = target(event).filter(|e| e.dyn_ref::<HtmlInputElement>().is_some());
    let Some(place) = into.as_ref().and_then(Place::of) else {
        return;
    };
    let text = event.clipboard_data().and_then(|data| data.get_data("text/plain").ok());
    let block = cells(&text.unwrap_or_default());
    if block.iter().map(Vec::len).sum::<usize>() < 2 {
        return;
    }
    event.prevent_default();
    let cells = form.key.with_value(|key| {
        let lines: Vec<Line> = key.rules.iter().map(line).collect();
        let start = lines.iter().position(|l| l.definition.code == place.item);
        start.map(|start| plan(&block, &lines, start, place.field, today(key)))
    });
    let Some(cells) = cells else { return };
    form.key.with_value(|key| show(key, &cells));
    form.pasted.set_value(cells);
    if let Some(dialog) = dialog() {
        let _ = dialog.show_modal();
    }
}

fn line(rule: &super::report_form::Rule) -> Line<'_> {
    let definition = &rule.definition;
    let open = Place::all(&definition.code).any(|p| !p.is_closed());
    Line { definition, open }
}

/// One row of the plan for each cell.
fn show(key: &FormKey, cells: &[Cell]) {
    let (Some(rows), words) = (by_id("paste-rows"), Words(key.lang)) else {
        return;
    };
    rows.set_text_content(None);
    for cell in cells {
        let Some(row) = add(&rows, "tr", "", "") else { continue };
        let rule = key
            .rules
            .iter()
            .find(|r| Some(&r.definition.code) == cell.item.as_ref());
        let (item, field) = rule.map_or_else(Default::default, |r| {
            let d = &r.definition;
            let field = cell.field.map_or("", |f| words.field(f, d.way));
            (format!("{} {}", d.code, d.name.get(key.lang)), field)
        });
        let unit = rule.map_or("", |r| r.definition.unit.as_str());
        let (class, becomes) = match &cell.fate {
            Fate::Fits(None) => ("istat istat--ok", shown(words, &cell.text, unit)),
            Fate::Fits(Some(n)) => ("istat istat--ok", domain::number::group(*n)),
            Fate::Wrong(problem) => ("istat istat--err", words.problem(*problem)),
            Fate::Closed => ("istat istat--warn", words.paste_closed().to_owned()),
            Fate::Heading => ("istat", words.paste_heading().to_owned()),
            Fate::NoField => ("istat istat--warn", words.paste_no_field().to_owned()),
            Fate::PassedOver => ("istat", words.paste_passed_over().to_owned()),
        };
        add(&row, "td", "num", &cell.row.to_string());
        add(&row, "td", "", &item);
        add(&row, "td", "", field);
        add(&row, "td", "num", &cell.text);
        if let Some(last) = add(&row, "td", "", "") {
            add(&last, "span", class, &becomes);
        }
        note(&row, "data-fits", matches!(cell.fate, Fate::Fits(_)).then_some("true"));
    }
    let fit = cells.iter().filter(|c| matches!(c.fate, Fate::Fits(_))).count();
    let wrong = cells.iter().filter(|c| matches!(c.fate, Fate::Wrong(_))).count();
    set_text("paste-lead", &words.paste_lead(fit, wrong));
    set_text("paste-apply", &words.paste_apply(fit));
    set_quiet("paste-apply", fit == 0);
}

fn shown(words: Words, text: &str, unit: &str) -> String {
    match text {
        "yes" => words.yes().to_owned(),
        "no" => words.no().to_owned(),
        text => domain::paste::shown(text, unit).unwrap_or_else(|| text.to_owned()),
    }
}

/// Closes the plan; nothing was typed.
pub(super) fn cancel(form: Form) {
    form.pasted.set_value(vec![]);
    if let Some(dialog) = dialog() {
        dialog.close();
    }
}

/// Types what fits into its fields, saves it, and marks what could not be read.
pub(super) fn apply(form: Form) {
    let cells = form.pasted.try_update_value(std::mem::take).unwrap_or_default();
    if let Some(dialog) = dialog() {
        dialog.close();
    }
    let place = |cell: &Cell| {
        let (item, field) = (cell.item.clone()?, cell.field?);
        Some(Place { item, field })
    };
    let (mut items, mut last) = (Vec::new(), None);
    for cell in cells.iter().filter(|c| matches!(c.fate, Fate::Fits(_))) {
        let Some(place) = place(cell).filter(|p| !p.is_closed()) else {
            continue;
        };
        place.set(&cell.text);
        form.key.with_value(|k| keep::typed(k, &place));
        last = place.element();
        if items.last() != Some(&place.item) {
            items.push(place.item);
        }
    }
    for item in &items {
        form.key.with_value(|k| recheck(k, item));
        send(form, item);
    }
    for cell in &cells {
        if let (Fate::Wrong(problem), Some(place)) = (&cell.fate, place(cell)) {
            mark(form.words(), &place, &cell.text, &form.words().problem(*problem));
        }
    }
    if let Some(field) = last {
        focus(&field);
    }
}

/// Says at a field what was not pasted into it.
fn mark(words: Words, place: &Place, text: &str, why: &str) {
    let (said, line) = (format!("t-{}", place.item), words.paste_not_taken(text, why));
    let before = by_id(&said).and_then(|e| e.text_content()).unwrap_or_default();
    set_text(&said, [before, line].join("\n").trim());
    if let Some(field) = place.element() {
        let _ = field.class_list().add_1("is-err");
        note(&field, "aria-invalid", Some("true"));
    }
    set_class(&format!("m-{}", place.item), "rowmsg rowmsg--err");
    quieten(&place.item);
}
