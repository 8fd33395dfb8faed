//! The fields of a row: by way of entry, each with its label, its sentence and what of it is stored.

use domain::{
    entry::{Field, Kind},
    form::entry_name,
    indicator::Way,
};
use leptos::prelude::*;

use super::form_data::Item;
use crate::{islands::row::Shown, locales::Words};

/// The cells of numerator and denominator, or what the way of entry has in their place.
pub(super) fn cells(t: Words, item: &Item, denominator: &str, field: &dyn Fn(Field) -> AnyView) -> AnyView {
    let d = &item.definition;
    match d.way {
        Way::Ratio | Way::Average => {
            let denominator = match &d.denominator_base {
                Some(base) => {
                    view! { <span class="ref" id=format!("b-{}", d.code)>{denominator.to_owned()}</span><span class="delta">{t.from_base(base)}</span> }
                        .into_any()
                }
                None => field(Field::Denominator),
            };
            view! {
                <td class="in" data-l=t.field(Field::Numerator, d.way)>{field(Field::Numerator)}</td>
                <td class="in" data-l=t.field(Field::Denominator, d.way)>{denominator}</td>
            }
            .into_any()
        }
        Way::Value => view! { <td class="in in--2" colspan="2" data-l=t.value()>{field(Field::Value)}</td> }.into_any(),
        Way::MeanN => view! {
            <td class="in" data-l=t.mean()>{field(Field::Value)}</td>
            <td class="in" data-l=t.sample()>{field(Field::N)}</td>
        }
        .into_any(),
        Way::YesNo => yes_no(t, item),
        Way::DistrictGap => {
            let fields = [
                Field::HighName,
                Field::HighNumerator,
                Field::HighDenominator,
                Field::LowName,
                Field::LowNumerator,
                Field::LowDenominator,
                Field::Districts,
            ]
            .map(|f| view! { <div><span class="in-l">{t.field(f, d.way)}</span>{field(f)}</div> })
            .collect_view();
            view! { <td class="in in--2" colspan="2"><div class="gap-grid">{fields}</div></td> }.into_any()
        }
    }
}

/// A field of an item.
pub(super) fn input(t: Words, item: &Item, field: Field, row: &Shown) -> AnyView {
    let d = &item.definition;
    let code = &d.code;
    let wrong = row.invalid.contains(&field);
    let words = matches!(
        field,
        Field::HighName | Field::LowName | Field::Reason | Field::Explanation
    );
    let class = match (words, wrong) {
        (true, false) => "input",
        (true, true) => "input is-err",
        (false, false) => "input input--num",
        (false, true) => "input input--num is-err",
    };
    let kind = if field == Field::ExpectedOn { "date" } else { "text" };
    let value = item.typed.0.get(&field).cloned().unwrap_or_default();
    let unsaved = unsaved(&value, item.stored.0.get(&field).map_or("", String::as_str));
    let mut label = format!("{} {}", d.name.get(t.lang()), t.field(field, d.way));
    if let Some(month) = item.month.filter(|_| !words && kind == "text") {
        label = format!("{label}{}{}", t.list_sep(), t.month_only(t.month_name(month)));
    }
    view! {
        <input
            class=class type=kind id=format!("{code}-{}", field.name()) name=entry_name(code, field) value=value
            inputmode=(!words && kind == "text").then_some("decimal") autocomplete="off"
            aria-label=label
            aria-describedby=format!("t-{code}") aria-invalid=wrong.then_some("true") readonly=!item.open
            data-unsaved=unsaved
        />
    }
    .into_any()
}

/// The list of kinds of entry.
pub(super) fn kind_select(t: Words, item: &Item, chosen: Kind) -> AnyView {
    let code = &item.definition.code;
    let options = [Kind::Value, Kind::NotApplicable, Kind::NotYetAvailable]
        .map(|k| view! { <option value=k.name() selected=k == chosen>{t.kind(k)}</option> })
        .collect_view();
    let label = format!("{} {}", item.definition.name.get(t.lang()), t.entry_kind());
    let stored = Kind::parse(item.stored.get(Field::Kind)).unwrap_or(Kind::Value);
    view! {
        <select
            class="select select--s" name=entry_name(code, Field::Kind) id=format!("{code}-kind") aria-label=label
            disabled=!item.open data-stored=stored.name()
        >
            {options}
        </select>
    }
    .into_any()
}

/// The answers of a yes or no.
fn yes_no(t: Words, item: &Item) -> AnyView {
    let d = &item.definition;
    let chosen = item.typed.get(Field::Value).to_owned();
    let unsaved = unsaved(&chosen, item.stored.get(Field::Value));
    let radios = [("yes", t.yes()), ("no", t.no())]
        .map(|(value, word)| {
            view! {
                <label class="radio">
                    <input
                        type="radio" id=format!("{}-{value}", d.code) name=entry_name(&d.code, Field::Value) value=value
                        checked=chosen == value disabled=!item.open aria-describedby=format!("t-{}", d.code)
                        data-unsaved=unsaved.clone()
                    />
                    {word}
                </label>
            }
        })
        .collect_view();
    view! {
        <td colspan="2" class="in in--2">
            <fieldset class="row"><legend class="vh">{d.name.get(t.lang()).to_owned()}</legend>{radios}</fieldset>
        </td>
    }
    .into_any()
}

/// The stored text of a field that shows another: after a refusal not all that is typed is stored.
pub(super) fn unsaved(typed: &str, stored: &str) -> Option<String> {
    (typed != stored).then(|| stored.to_owned())
}
