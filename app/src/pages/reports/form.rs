//! The fields of the report form as the server renders them; the island `ReportForm` works on them by their ids:
//! `{code}-{field}` a field, and of a row `f-` figure, `d-` change, `t-` sentences, `k-` mark, `s-` save state,
//! `c-` what to choose, `e-` explanation, `m-` box, `x-` the box's row.

use domain::{
    check::{Checked, ReportCheck},
    entry::{Field, Kind, SECTION_MAX},
};
use leptos::prelude::*;

use super::{
    files_view::files_of,
    fill::fill_boxes,
    form_cells::{cells, input, kind_select, unsaved},
    form_data::{FormData, Group, Item, Section},
    form_said::{Both, about_item, answer, before, both, choices, talk},
    tasks_form::tasks_view,
};
use crate::{
    components::bits::area_text, islands::row::shown, locales::Words, pages::problems::beside::raise_from_report,
};

/// All fields of the form.
#[must_use]
pub fn fields(t: Words, data: &FormData, check: &ReportCheck) -> AnyView {
    let groups = data.groups.iter().map(|g| group_view(t, data, g, check)).collect_view();
    let sections = data.sections.iter().map(|s| section_view(t, s, data)).collect_view();
    // The island shows it once it has started: without it nothing saves itself.
    let saves_itself = data
        .typing
        .then(|| view! { <p class="muted is-quiet" id="saves-itself">{t.saves_itself()}</p> });
    view! {
        {saves_itself}
        <input type="hidden" name="seen" value=data.seen.to_string() />
        <input type="hidden" name="typed_by" value=data.typed_by.clone() />
        {fill_boxes(t, data)}
        <div class="stack">{groups}</div>
        {tasks_view(t, data, check)}
        {sections}
    }
    .into_any()
}

fn group_view(t: Words, data: &FormData, group: &Group, check: &ReportCheck) -> AnyView {
    let rows = group.items.iter().map(|item| row(t, item, check, data)).collect_view();
    view! {
        {group.opens.clone().map(|title| view! { <h2 class="aspect">{title}</h2> })}
        <h3 class="label" id=group.id.clone()>{group.title.clone()}</h3>
        <div class="scroll" tabindex="0" role="group" aria-label=group.title.clone()>
            <table class="entry">
                <caption class="vh">{group.title.clone()}</caption>
                <colgroup>
                    <col class="c-name" /><col class="c-in" /><col class="c-in" /><col class="c-res" /><col class="c-ref" /><col class="c-st" />
                </colgroup>
                <thead>
                    <tr>
                        <th scope="col">{t.item_heading()}</th>
                        {if group.id == "base" {
                            view! { <th scope="col" colspan="2">{t.value()}</th> }.into_any()
                        } else {
                            view! { <th scope="col">{t.numerator()}</th><th scope="col">{t.denominator()}</th> }.into_any()
                        }}
                        <th scope="col">{t.this_period()}<small>{t.computed()}</small></th>
                        <th scope="col">{t.previous()}</th>
                        <th scope="col" class="st"><span class="vh">{t.save_state()}</span></th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn row(t: Words, item: &Item, check: &ReportCheck, data: &FormData) -> AnyView {
    let d = &item.definition;
    let nothing = Checked::default();
    let checked = check.items.get(&d.code).unwrap_or(&nothing);
    let code = d.code.clone();
    let base = d
        .denominator_base
        .as_ref()
        .and_then(|b| check.items.get(b))
        .map(|c| &c.entry);
    let row = shown(
        t,
        d,
        checked,
        base,
        item.previous.as_ref().and_then(|e| e.amount()),
        data.strict,
    );
    let name = d.name.get(t.lang()).to_owned();
    let kind = Kind::parse(item.typed.get(Field::Kind)).unwrap_or(Kind::Value);
    let (mark_class, mark) = row.mark.unwrap_or(("istat", ""));
    let formula = d.formula.get(t.lang()).to_owned();
    let explain = row.warned || !item.typed.get(Field::Explanation).is_empty();
    let thread = item.returned.is_some() || !item.thread.is_empty();
    let month = item.month.map(|month| {
        let month = t.month_name(month);
        let text = if data.typing {
            t.month_only(month)
        } else {
            t.month_alone(month)
        };
        view! { " "<span class="chip chip--info" data-month>{text}</span> }
    });
    let quiet = row.lines.is_empty() && !explain && !thread && item.clashes.is_empty();
    let (state_class, state) = match item.clashes.first() {
        Some(c) => ("istat istat--err", t.clash_state(&c.by)),
        None => (
            "istat istat--ok",
            item.saved.as_ref().map(|at| t.saved_at(at)).unwrap_or_default(),
        ),
    };
    let field = |f: Field| input(t, item, f, &row);
    view! {
        <tr id=format!("r-{code}") data-item=code.clone()>
            <th scope="row">
                <b>{name}</b>
                <span>{format!("{code}{}{}", t.list_sep(), t.unit_name(&d.unit))}</span>
                {month}
                {files_of(t, data, &code)}
                <details class="more" open=kind != Kind::Value || item.about.is_some()>
                    <summary>{t.more_about()}</summary>
                    {(!formula.is_empty()).then(|| view! { <p>{formula}</p> })}
                    {about_item(t, data, item)}
                    <label for=format!("{code}-kind")>{t.entry_kind()}</label>
                    {kind_select(t, item, kind)}
                    <label for=format!("{code}-reason")>{t.reason()}</label>
                    {field(Field::Reason)}
                    <label for=format!("{code}-expected_on")>{t.expected_on()}</label>
                    {field(Field::ExpectedOn)}
                </details>
            </th>
            {cells(t, item, &row.denominator, &field)}
            <td data-l=t.this_period()>
                <span class="res" id=format!("f-{code}")>{row.figure.clone()}</span>
                <span class="delta" id=format!("d-{code}")>{row.delta.clone()}</span>
            </td>
            <td class="ref" data-l=t.previous()>
                {item.previous_text.clone()}
                {item.quarter_text.clone().map(|q| view! { <span class="delta">{q}</span> })}
                {item.target.clone().map(|target| view! { <span class="delta" data-target>{target}</span> })}
            </td>
            <td class="st">
                <span class=mark_class id=format!("k-{code}")>{mark}</span>
                " "
                <span class=state_class id=format!("s-{code}") role="status">{state}</span>
            </td>
        </tr>
        <tr class=if quiet { "msg is-quiet" } else { "msg" } id=format!("x-{code}") data-thread=thread.then_some("true")>
            <td colspan="6">
                <div class=row.tone() id=format!("m-{code}")>
                    {talk(t, item.returned.as_ref(), &item.thread)}
                    <p class="rowmsg__h rowmsg__t" id=format!("t-{code}")>{row.lines.join("\n")}</p>
                    {choices(t, &code, &both(t, item), data.seen)}
                    <div class=if explain { "" } else { "is-quiet" } id=format!("e-{code}")>
                        <label for=format!("{code}-explanation")>{t.explanation()}</label>
                        {field(Field::Explanation)}
                    </div>
                    {answer(t, &code, thread && data.typing, &item.answer)}
                </div>
            </td>
        </tr>
    }
    .into_any()
}

fn section_view(t: Words, section: &Section, data: &FormData) -> AnyView {
    let name = section.name.clone();
    let wrong = section.error.is_some();
    let described = if wrong {
        format!("h-{name} t-{name}")
    } else {
        format!("h-{name}")
    };
    let thread = section.returned.is_some() || !section.thread.is_empty();
    let count = t.characters(section.text.chars().count(), SECTION_MAX);
    let (state_class, state) = match section.clashes.first() {
        Some(c) => ("istat istat--err", t.clash_state(&c.by)),
        None => (
            "istat istat--ok",
            section.saved.as_ref().map(|at| t.saved_at(at)).unwrap_or_default(),
        ),
    };
    let both: Vec<_> = section
        .clashes
        .iter()
        .map(|clash| Both {
            clash,
            field: "",
            mine: &section.text,
        })
        .collect();
    let (typing, revision) = (data.typing, data.seen);
    view! {
        <section class="sect stack" id=format!("r-{name}") data-item=name.clone() aria-labelledby=format!("l-{name}")>
            <h2 id=format!("l-{name}")>{section.title.clone()}</h2>
            <div class="field measure">
                <span class="hint" id=format!("h-{name}")>{section.hint.clone()}</span>
                {talk(t, section.returned.as_ref(), &section.thread)}
                {section.error.clone().map(|e| view! { <span class="fielderr" id=format!("t-{name}")>{e}</span> })}
                <textarea
                    class=if wrong { "area is-err" } else { "area" } id=name.clone() name=name.clone() rows="7"
                    aria-labelledby=format!("l-{name}") aria-describedby=described aria-invalid=wrong.then_some("true") readonly=!section.open
                    data-unsaved=unsaved(&section.text, &section.stored)
                >
                    {area_text(&section.text)}
                </textarea>
                <p class="counter">
                    <span class=state_class id=format!("s-{name}") role="status">{state}</span>
                    <span id=format!("n-{name}")>{count}</span>
                </p>
                {choices(t, &name, &both, revision)}
                {before(t, section)}
                {(typing && name == "problems").then(|| raise_from_report(t, None, &data.of.1))}
                {files_of(t, data, &name)}
                {answer(t, &name, thread && typing, &section.answer)}
            </div>
        </section>
    }
    .into_any()
}
