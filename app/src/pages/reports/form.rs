//! The fields of the report form as the server renders them; the island `ReportForm` works on them by their ids:
//! `{code}-{field}` a field, and of a row `f-` figure, `d-` change, `t-` sentences, `k-` mark, `s-` save state,
//! `c-` what to choose, `e-` explanation, `m-` box, `x-` the box's row.

use domain::{
    check::{Checked, ReportCheck},
    entry::{Field, Kind, SECTION_MAX},
    form::entry_name,
    indicator::Way,
};
use leptos::prelude::*;

use super::form_data::{FormData, Group, Item, Section};
use crate::{
    components::bits::area_text,
    islands::{
        row::{Shown, shown},
        save::Clash,
    },
    locales::Words,
};

/// All fields of the form.
#[must_use]
pub fn fields(t: Words, data: &FormData, check: &ReportCheck) -> AnyView {
    let groups = data.groups.iter().map(|g| group_view(t, data, g, check)).collect_view();
    let sections = data
        .sections
        .iter()
        .map(|s| section_view(t, s, data))
        .collect_view();
    // The island shows it once it has started: without it nothing saves itself.
    let saves_itself = data
        .typing
        .then(|| view! { <p class="muted is-quiet" id="saves-itself">{t.saves_itself()}</p> });
    view! {
        {saves_itself}
        <input type="hidden" name="seen" value=data.seen.to_string() />
        <input type="hidden" name="typed_by" value=data.typed_by.clone() />
        <div class="stack">{groups}</div>
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
                    {answer(t, &code, thread && data.typing)}
                </div>
            </td>
        </tr>
    }
    .into_any()
}

/// The last values and who changed it when; the island fetches it where the link is followed.
fn about_item(t: Words, data: &FormData, item: &Item) -> AnyView {
    let code = item.definition.code.clone();
    let inside = match &item.about {
        Some(about) => about.view(t),
        None => {
            let (city, period) = &data.of;
            let part = format!("/islands/about/{city}/{period}/{code}");
            let page = format!("/reports/{city}/{period}?about={code}#r-{code}");
            view! { <p><a href=page data-do="about" data-item=code.clone() data-part=part>{t.about_link()}</a></p> }.into_any()
        }
    };
    view! { <div class="about" id=format!("a-{code}")>{inside}</div> }.into_any()
}

/// The text of the quarter before, and a button that copies it; without the island the button saves the form first.
fn before(t: Words, section: &Section) -> AnyView {
    let Some(text) = section.before.clone().filter(|_| section.open) else {
        return ().into_any();
    };
    let name = section.name.clone();
    view! {
        <details class="before">
            <summary>{t.before_text()}</summary>
            <p class="before__t" id=format!("p-{name}")>{text}</p>
            <button type="submit" class="btn btn--s btn--2" name="copy" value=name.clone() data-do="copy" data-item=name>{t.before_copy()}</button>
        </details>
    }
    .into_any()
}

/// What the reviewer said, and the remarks so far.
fn talk(t: Words, returned: Option<&String>, thread: &[(String, String)]) -> AnyView {
    let thread = thread
        .iter()
        .map(|(who, text)| view! { <div class="say"><header>{who.clone()}</header><p>{text.clone()}</p></div> })
        .collect_view();
    let returned = returned.map(|text| view! { <p class="rowmsg__h">{t.returned_because(text)}</p> });
    view! { {returned}{thread} }.into_any()
}

fn answer(t: Words, item: &str, thread: bool) -> AnyView {
    thread
        .then(|| {
            let (id, name) = (format!("answer-{item}"), format!("items[{item}][comment]"));
            view! { <label for=id.clone()>{t.answer_label()}</label><textarea class="area" id=id name=name maxlength="2000"></textarea> }
        })
        .into_any()
}

/// What another and the reader typed in one field.
struct Both<'a> {
    clash: &'a Clash,
    /// Which field; empty of a section.
    field: &'static str,
    mine: &'a str,
}

fn both(t: Words, item: &Item) -> Vec<Both<'_>> {
    let way = item.definition.way;
    let one = |clash| Both {
        clash,
        field: t.field(clash.field, way),
        mine: item.typed.0.get(&clash.field).map_or("", String::as_str),
    };
    item.clashes.iter().map(one).collect()
}

/// The texts of two people on one field, the choice between them, and the button after a failed save; the buttons
/// need the island.
fn choices(t: Words, item: &str, both: &[Both], revision: i64) -> AnyView {
    let button = |choice: &'static str, word: &'static str| {
        view! { <button type="button" class="btn btn--s btn--2" data-choice=choice data-item=item.to_owned()>{word}</button> }
    };
    let shown = |text: &str| match text {
        "" => t.clash_empty().to_owned(),
        text => text.to_owned(),
    };
    let texts = both
        .iter()
        .map(|b| {
            let (clash, theirs) = (b.clash, t.clash_theirs(&b.clash.by, &b.clash.at));
            let heading = match b.field {
                "" => theirs,
                field => t.colon(field, theirs),
            };
            view! {
                <div class="clash__one" data-field=clash.field.name() data-theirs=clash.theirs.clone()>
                    <p class="clash__h">{heading}</p>
                    <p class="clash__t">{shown(&clash.theirs)}</p>
                    <p class="clash__h">{t.clash_mine()}</p>
                    <p class="clash__t">{shown(b.mine)}</p>
                </div>
            }
        })
        .collect_view();
    view! {
        <div
            class=if both.is_empty() { "clash is-quiet" } else { "clash" } id=format!("c-{item}")
            data-ask=(!both.is_empty()).then_some("clash")
        >
            <div id=format!("o-{item}") data-revision=revision.to_string()>{texts}</div>
            <p class="row choices">
                {button("mine", t.keep_mine())}
                {button("theirs", t.take_theirs())}
                {button("again", t.try_again())}
            </p>
        </div>
    }
    .into_any()
}

/// The stored text of a field that shows another: after a refusal not all that is typed is stored.
fn unsaved(typed: &str, stored: &str) -> Option<String> {
    (typed != stored).then(|| stored.to_owned())
}

fn input(t: Words, item: &Item, field: Field, row: &Shown) -> AnyView {
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

fn kind_select(t: Words, item: &Item, chosen: Kind) -> AnyView {
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

/// The cells of numerator and denominator, or what the way of entry has in their place.
fn cells(t: Words, item: &Item, denominator: &str, field: &dyn Fn(Field) -> AnyView) -> AnyView {
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
                {answer(t, &name, thread && typing)}
            </div>
        </section>
    }
    .into_any()
}
