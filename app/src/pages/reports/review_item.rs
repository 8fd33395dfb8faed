//! One item of the workbench: its figures, what changed, what is unusual, what was said, and the verdict.

use domain::{
    check,
    entry::{Entry, Field, Kind, Typed},
    indicator::{Definition, Quantity},
    report::Verdict,
    task,
};
use leptos::prelude::*;
use storage::reports::{Remark, Review};

use super::{
    diff::diff_view,
    files_view,
    frozen::thread_view,
    review_back::{is_beside, returned_view},
    review_data::{Item, Refused},
    review_look::far_words,
    review_notes::note_field,
    tasks_view,
    words::{detail, figure},
};
use crate::{
    components::{bits::area_text, icons::icon},
    locales::Words,
    visit::Visit,
};

/// The section of an item; with its verdict where one can be given.
#[must_use]
pub fn item_view(visit: &Visit, review: &Review, item: &Item, refused: &Refused, deciding: bool) -> AnyView {
    let t = visit.words();
    let id = format!("r-{}", item.name);
    let body = match item.definition {
        Some(d) => figures(t, review, item, d),
        None if task::is_item(&item.name) => tasks_view::reviewed(t, review, item),
        None => text(t, review, item),
    };
    let thread: Vec<Remark> = review.threads.get(&item.name).into_iter().flatten().cloned().collect();
    let thread: Vec<Remark> = thread.into_iter().filter(|r| !is_beside(review, item, r)).collect();
    let thread = thread_view(t, Some(&thread));
    let note = note_field(visit, review, item, refused, deciding);
    let decide = if deciding { decide(t, item, note) } else { note };
    let title = format!("{id}-title");
    view! {
        <section class="item stack" id=id aria-labelledby=title tabindex="-1">
            <div class="row row--between"><h2 id=title.clone()>{tasks_view::title(t, &review.version.content, &item.name)}</h2><div class="row">{chips(t, review, item)}</div></div>
            {returned_view(t, review, item)}
            {body}
            {files_view::of_item(visit, review, &item.name)}
            {thread}
            {decide}
        </section>
    }
    .into_any()
}

fn chip(class: &'static str, name: &'static str, text: String) -> AnyView {
    view! { <span class=class>{icon(name)}{text}</span> }.into_any()
}

/// The flags of an item, most urgent first.
fn chips(t: Words, review: &Review, item: &Item) -> AnyView {
    let mut all = Vec::new();
    match item.warning {
        Some((_, false)) => all.push(chip("chip chip--warn", "spike", t.flag_unexplained().into())),
        Some((_, true)) => all.push(chip("chip", "spike", t.flag_warned().into())),
        None => {}
    }
    if item.far.is_some() {
        all.push(chip("chip chip--warn", "eye", t.flag_far().into()));
    }
    if item.came_back {
        all.push(chip("chip chip--warn", "ret", t.flag_answered().into()));
    }
    if let Some(before) = review.before.as_ref().filter(|_| item.changed) {
        all.push(chip("chip chip--info", "sync", t.flag_changed(before.head.number)));
    }
    if item.asked {
        all.push(chip("chip chip--info", "chat", t.flag_asked().into()));
    }
    all.collect_view().into_any()
}

fn entry<'a>(entries: &'a std::collections::BTreeMap<String, Entry>, code: &str) -> &'a Entry {
    static MISSING: Entry = Entry::Missing;
    entries.get(code).unwrap_or(&MISSING)
}

/// An entry's figure with its unit.
pub(super) fn figure_with_unit(t: Words, d: &Definition, entry: &Entry) -> String {
    let text = figure(t, d, entry);
    match entry.kind() {
        Kind::Value => t.with_unit(&text, &d.unit),
        _ => text,
    }
}

/// How far the figure moved since the period before; none where the two do not compare.
pub(super) fn change(t: Words, d: &Definition, now: &Entry, previous: &Entry) -> Option<String> {
    if d.quantity() == Quantity::Flag {
        return None;
    }
    let shown = |entry: &Entry| Some(domain::number::round(check::figure(d, entry.amount()?)?, d.decimals));
    let moved = shown(now)?.checked_sub(shown(previous)?)?;
    let text = t.signed(moved, d.decimals);
    Some(match d.unit.as_str() {
        _ if domain::number::round(moved, d.decimals).is_zero() => t.no_change().to_owned(),
        "%" => t.points_change(text),
        unit => t.with_unit(&text, unit),
    })
}

fn figures(t: Words, review: &Review, item: &Item, d: &Definition) -> AnyView {
    let now = entry(&review.version.content.entries, &d.code);
    let period = d.fact_period(review.row.period);
    let previous = review.previous.get(&d.code);
    let before = previous.map_or_else(|| t.none_dash().to_owned(), |p| figure_with_unit(t, d, p));
    let change = previous.and_then(|p| change(t, d, now, p)).map(|change| {
        view! { <div><dt>{t.change()}</dt><dd class="fig">{change}</dd></div> }
    });
    let basis = detail(t, d, now);
    let basis = (!basis.is_empty()).then(|| view! { <div><dt>{t.basis()}</dt><dd>{basis}</dd></div> });
    let flagged = item.warning.map(|(warning, explained)| {
        let why = match now {
            Entry::Value { explanation, .. } if explained => explanation.clone(),
            _ => t.no_explanation().to_owned(),
        };
        view! {
            <div class="rowmsg">
                <p class="rowmsg__h">{icon("spike")}<span>{t.flag(warning)}</span></p>
                <p>{t.colon(t.city_explains(), why)}</p>
            </div>
        }
    });
    let far = item.far.map(|far| {
        view! {
            <div class="rowmsg" data-far=d.code.clone()>
                <p class="rowmsg__h">{icon("eye")}<span>{far_words(t, &d.code, &far)}</span></p>
                <p>{t.far_hint()}</p>
            </div>
        }
    });
    view! {
        <dl class="facts">
            <div><dt>{t.period_name(period)}</dt><dd class="fig">{figure_with_unit(t, d, now)}</dd></div>
            <div><dt>{t.previous_value(t.period_name(period.previous()))}</dt><dd class="fig">{before}</dd></div>
            {change}
            {basis}
        </dl>
        {flagged}
        {far}
        {compared(t, review, item, d)}
    }
    .into_any()
}

/// An item's figure in a version, with its unit.
#[must_use]
pub fn shown_in(t: Words, d: &Definition, content: &domain::report::Content) -> String {
    figure_with_unit(t, d, entry(&content.entries, &d.code))
}

/// What the city typed in the version before and in this one, field by field.
fn compared(t: Words, review: &Review, item: &Item, d: &Definition) -> AnyView {
    let Some(before) = review.before.as_ref().filter(|_| item.changed) else {
        return ().into_any();
    };
    let now = &review.version;
    let blank = Typed::default();
    let typed = |content: &domain::report::Content, field| {
        let text = content.typed.get(&d.code).unwrap_or(&blank).get(field).to_owned();
        match field {
            Field::Kind => Kind::parse(&text)
                .filter(|k| *k != Kind::Value)
                .map(|k| t.kind(k).to_owned())
                .unwrap_or_default(),
            Field::Value if d.quantity() == Quantity::Flag => match text.as_str() {
                "yes" => t.yes().to_owned(),
                "no" => t.no().to_owned(),
                _ => text,
            },
            _ => text,
        }
    };
    let mut rows: Vec<(String, String, String)> = Field::ALL
        .into_iter()
        .map(|f| {
            (
                t.field(f, d.way).to_owned(),
                typed(&before.content, f),
                typed(&now.content, f),
            )
        })
        .filter(|(_, old, new)| !old.is_empty() || !new.is_empty())
        .collect();
    let shown = |content| shown_in(t, d, content);
    rows.push((t.this_period().to_owned(), shown(&before.content), shown(&now.content)));
    let rows = rows
        .into_iter()
        .map(|(label, old, new)| {
            let (old, new) = if old == new {
                (
                    view! { <span>{old}</span> }.into_any(),
                    view! { <span>{new}</span> }.into_any(),
                )
            } else {
                let old = (!old.is_empty()).then(|| view! { <del>{old}</del> });
                let new = (!new.is_empty()).then(|| view! { <ins>{new}</ins> });
                (old.into_any(), new.into_any())
            };
            view! { <tr><th scope="row">{label}</th><td>{old}</td><td>{new}</td></tr> }
        })
        .collect_view();
    let (a, b) = (before.head.number, now.head.number);
    let caption = t.versions_compared(a, b, t.item(&d.code));
    let day = |at| t.day(domain::calendar::beijing(at).date());
    view! {
        <div class="scroll" tabindex="0" role="group" aria-label=caption>
            <table class="tbl">
                <caption class="vh">{caption.clone()}</caption>
                <thead>
                    <tr>
                        <th scope="col">{t.field_heading()}</th>
                        <th scope="col">{t.version_n(a)}<small>{day(before.head.submitted_at)}</small></th>
                        <th scope="col">{t.version_n(b)}<small>{day(now.head.submitted_at)}</small></th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

/// A narrative section; with what changed in it.
fn text(t: Words, review: &Review, item: &Item) -> AnyView {
    let now = review
        .version
        .content
        .sections
        .get(&item.name)
        .cloned()
        .unwrap_or_default();
    match review.before.as_ref().filter(|_| item.changed) {
        Some(before) => diff_view(before.content.sections.get(&item.name).map_or("", String::as_str), &now),
        None if now.trim().is_empty() => view! { <p class="muted">{t.no_text()}</p> }.into_any(),
        None => {
            let paragraphs = now.split('\n').map(|p| view! { <p>{p.to_owned()}</p> }).collect_view();
            view! { <div class="measure stack-s">{paragraphs}</div> }.into_any()
        }
    }
}

/// The verdict and the comment, and the field for a chart note.
fn decide(t: Words, item: &Item, note: AnyView) -> AnyView {
    let name = &item.name;
    let (comment_id, error_id) = (format!("{name}-comment"), format!("{name}-error"));
    let invalid = item.error.is_some().then_some("true");
    let described = item.error.is_some().then(|| error_id.clone());
    let error = item
        .error
        .clone()
        .map(|e| view! { <p class="fielderr" id=error_id>{icon("err")}<span>{e}</span></p> });
    let radios = [
        (Verdict::Accept, t.verdict_accept()),
        (Verdict::Return, t.verdict_return()),
        (Verdict::Ask, t.verdict_ask()),
    ]
    .into_iter()
    .map(|(verdict, word)| {
        let checked = item.verdict == Some(verdict);
        view! {
            <label class="radio">
                <input type="radio" name=format!("items[{name}][verdict]") value=verdict.name() checked=checked />
                <span>{word}</span>
            </label>
        }
    })
    .collect_view();
    let class = if invalid.is_some() { "area is-err" } else { "area" };
    view! {
        <div class="decide stack-s">
            {error}
            <fieldset class="row" role="radiogroup" aria-invalid=invalid aria-describedby=described.clone()>
                <legend class="vh">{t.verdict_of(t.item(name))}</legend>
                {radios}
            </fieldset>
            <div class="field">
                <label for=comment_id.clone()>{t.comment_label()}</label>
                <textarea
                    class=class id=comment_id name=format!("items[{name}][comment]") rows="2" placeholder=" "
                    maxlength=storage::reports::COMMENT_MAX.to_string() aria-invalid=invalid aria-describedby=described
                >{area_text(&item.comment)}</textarea>
            </div>
            {note}
        </div>
    }
    .into_any()
}
