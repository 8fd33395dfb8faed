//! What can be filled in at one stroke, above the form's fields: each empty item with what it becomes and a box of its
//! own. The boxes belong to the form, so its button works without JavaScript.

use domain::{
    entry::{Field, Kind},
    fill::{Fill, Filling},
    indicator::{Definition, definition},
    number,
};
use leptos::prelude::*;

use super::form_data::FormData;
use crate::{components::icons::icon, locales::Words};

/// A fold for each way of filling that has something to fill.
#[must_use]
pub fn fill_boxes(t: Words, data: &FormData) -> AnyView {
    let of = |fill: Fill| {
        let lines: Vec<_> = data.fills.iter().filter(|(f, _)| *f == fill).map(|(_, f)| f).collect();
        (!lines.is_empty()).then(|| fold(t, data, fill, &lines))
    };
    let folds: Vec<_> = Fill::ALL.into_iter().filter_map(of).collect();
    (!folds.is_empty()).then(|| view! { <div>{folds}</div> }).into_any()
}

fn fold(t: Words, data: &FormData, fill: Fill, lines: &[&Filling]) -> AnyView {
    let (title, lead) = match fill {
        Fill::Unchanged => (t.fill_unchanged(&data.before, lines.len()), t.fill_unchanged_lead()),
        Fill::Nothing => (t.fill_nothing(lines.len()), t.fill_nothing_lead()),
    };
    let boxes = lines
        .iter()
        .map(|filling| {
            let code = &filling.code;
            let label = t.colon(t.item(code), definition(code).map(|d| becomes(t, d, filling)).unwrap_or_default());
            view! {
                <label class="check">
                    <input type="checkbox" name=format!("items[{code}][selected]") value="on" data-code=code.clone() checked />
                    <span>{label}</span>
                </label>
            }
        })
        .collect_view();
    let id = format!("fill-{}", fill.name());
    view! {
        <details class="fold" id=id>
            <summary>{icon("sync")}{title}</summary>
            <div class="stack-s fold__body">
                <p class="measure">{lead}</p>
                <div class="ticks">{boxes}</div>
                <p><button class="btn btn--2" type="submit" name="fill" value=fill.name() data-fill=fill.name()>{t.fill_ticked()}</button></p>
            </div>
        </details>
    }
    .into_any()
}

/// What is typed, in words.
fn becomes(t: Words, d: &Definition, filling: &Filling) -> String {
    let text = |field: Field| {
        let found = filling.texts.iter().find(|(f, _)| *f == field);
        found.map(|(_, text)| text.as_str())
    };
    let grouped = |text: &str| text.parse().map_or_else(|_| text.to_owned(), number::group);
    let part = |field: Field| text(field).map(|n| format!("{} {}", t.field(field, d.way), grouped(n)));
    if text(Field::Kind) == Some(Kind::NotApplicable.name()) {
        return t.in_brackets(
            t.kind_not_applicable().to_owned(),
            text(Field::Reason).unwrap_or_default().to_owned(),
        );
    }
    match (text(Field::Value), text(Field::Denominator)) {
        (Some("yes"), _) => t.yes().to_owned(),
        (Some("no"), _) => t.no().to_owned(),
        (Some(value), _) => t.with_unit(&grouped(value), &d.unit),
        (None, Some("0")) => t.no_cases().to_owned(),
        (None, _) => {
            let parts = [Field::Numerator, Field::Denominator].into_iter().filter_map(part);
            parts.collect::<Vec<_>>().join(t.list_sep())
        }
    }
}
