//! What two versions say, side by side: figures with their change, kinds, explanations, and texts with their differences.

use domain::{
    difference::Difference,
    entry::{Entry, SECTIONS},
    indicator::{Definition, items},
};
use leptos::prelude::*;
use storage::reports::Version;

use super::{
    diff::diff_view,
    review_item::{change, figure_with_unit},
    words::detail,
};
use crate::locales::Words;

fn entry<'a>(version: &'a Version, d: &Definition) -> &'a Entry {
    static MISSING: Entry = Entry::Missing;
    version.content.entries.get(&d.code).unwrap_or(&MISSING)
}

/// What the city said to an entry: explanation, or why there is no value.
fn said(t: Words, d: &Definition, entry: &Entry) -> String {
    match entry {
        Entry::Value { explanation, .. } => explanation.clone(),
        Entry::Missing => String::new(),
        _ => detail(t, d, entry),
    }
}

/// The table of figures.
#[must_use]
pub fn values(t: Words, old: &Version, new: &Version, found: &[Difference], all: bool) -> AnyView {
    let differs = |d: &&Definition| found.iter().any(|f| f.item == d.code);
    let shown: Vec<_> = items(new.content.period)
        .into_iter()
        .filter(|d| all || differs(d))
        .collect();
    if shown.is_empty() {
        return view! { <p class="muted">{t.compare_no_values()}</p> }.into_any();
    }
    let rows = shown.into_iter().map(|d| row(t, d, old, new)).collect_view();
    let column = |v: &Version| {
        let day = t.day(domain::calendar::beijing(v.head.submitted_at).date());
        view! { <th scope="col" class="num">{t.version_n(v.head.number)}<small>{day}</small></th> }
    };
    view! {
        <section class="sect">
            <h2>{t.report_values()}</h2>
            <div class="scroll" tabindex="0" role="group" aria-label=t.report_values()>
                <table class="tbl tbl--top tbl--two">
                    <thead>
                        <tr>
                            <th scope="col">{t.code()}</th><th scope="col">{t.item_heading()}</th>
                            {column(old)}{column(new)}
                            <th scope="col" class="num">{t.change()}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </section>
    }
    .into_any()
}

fn row(t: Words, d: &Definition, old: &Version, new: &Version) -> AnyView {
    let (a, b) = (entry(old, d), entry(new, d));
    let cell = |e: &Entry, out: bool| {
        let label = t.version_n(if out { old } else { new }.head.number);
        let (text, basis) = (figure_with_unit(t, d, e), detail(t, d, e));
        let same = figure_with_unit(t, d, a) == figure_with_unit(t, d, b);
        let text = match (same, out) {
            (true, _) => view! { <span>{text}</span> }.into_any(),
            (false, true) => view! { <del>{text}</del> }.into_any(),
            (false, false) => view! { <ins>{text}</ins> }.into_any(),
        };
        let basis = matches!(e, Entry::Value { .. }).then(|| view! { <span class="sub">{basis}</span> });
        view! { <td class="num" data-label=label>{text}{basis}</td> }
    };
    let moved = if a.kind() == b.kind() {
        change(t, d, b, a).filter(|_| a != b).unwrap_or_default()
    } else {
        t.from_to(t.kind(a.kind()), t.kind(b.kind()))
    };
    let (before, after) = (said(t, d, a), said(t, d, b));
    let words = if before != after {
        view! { <p class="sub">{t.city_explains()}</p>{diff_view(&before, &after)} }.into_any()
    } else if before.is_empty() {
        ().into_any()
    } else {
        view! { <span class="sub">{t.colon(t.city_explains(), before)}</span> }.into_any()
    };
    view! {
        <tr id=format!("r-{}", d.code)>
            <td class="nowrap">{d.code.clone()}</td>
            <th scope="row">{d.name.get(t.lang()).to_owned()}{words}</th>
            {cell(a, true)}{cell(b, false)}
            <td class="num" data-label=t.change()>{moved}</td>
        </tr>
    }
    .into_any()
}

/// The narrative sections, each with what went out and what came in.
#[must_use]
pub fn texts(t: Words, old: &Version, new: &Version, found: &[Difference], all: bool) -> AnyView {
    let text = |v: &Version, name: &str| v.content.sections.get(name).cloned().unwrap_or_default();
    SECTIONS
        .iter()
        .filter(|_| new.content.period.is_quarter())
        .filter_map(|name| {
            let differs = found.iter().any(|f| f.item == *name);
            let now = text(new, name);
            let body = if differs {
                diff_view(&text(old, name), &now)
            } else if all {
                let paragraphs = now.split('\n').map(|p| view! { <p>{p.to_owned()}</p> }).collect_view();
                view! { <div class="measure stack-s">{paragraphs}</div> }.into_any()
            } else {
                return None;
            };
            Some(view! { <section class="sect stack-s" id=format!("r-{name}")><h2>{t.section(name)}</h2>{body}</section> })
        })
        .collect_view()
        .into_any()
}
