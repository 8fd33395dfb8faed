//! Files of evidence as pages show them: under a row of the editor, in a frozen version, on the workbench.

use domain::{
    entry::SECTIONS,
    evidence::FrozenFile,
    indicator::items,
    report::Content,
    scheme::TASKS_MAX,
    task::{self, FUNDING_SPENT},
};
use leptos::prelude::*;
use storage::{
    evidence::{Attached, Elsewhere, Owner},
    reports::Review,
};

use super::form_data::FormData;
use crate::{components::icons::icon, locales::Words, visit::Visit};

/// The page of a report's evidence, at an item.
#[must_use]
pub fn href(city: &str, period: impl std::fmt::Display, item: Option<&str>) -> String {
    let base = format!("/reports/{city}/{period}/files");
    item.map_or_else(|| base.clone(), |item| format!("{base}?item={item}#i-{item}"))
}

/// A file with its facts; pictures in small before it.
#[must_use]
pub fn file_link(t: Words, file: &FrozenFile) -> AnyView {
    let href = file.href();
    let small = file.kind.is_picture().then(|| {
        view! { <img class="proof__small" src=href.clone() alt=t.files_preview(&file.name) loading="lazy" decoding="async" width="64" height="48" /> }
    });
    view! {
        <span class="proof__file">
            {small.map_or_else(|| icon("file"), IntoAny::into_any)}
            <span><a href=href download="">{file.name.clone()}</a>" "<span class="proof__facts">{t.file_facts(file)}</span></span>
        </span>
    }
    .into_any()
}

/// Under a row or section of the editor: its files, and the way to add one. Without or with the island, the button saves
/// the form before it leads on.
#[must_use]
pub fn files_of(t: Words, data: &FormData, item: &str) -> AnyView {
    let files = data.files.get(item).map_or(&[][..], Vec::as_slice);
    let list = list(t, files.iter().map(|a| &a.file));
    let word = if files.is_empty() {
        t.files_title().to_owned()
    } else {
        t.files_n(files.len())
    };
    let label = t.colon(t.item(item), &word);
    let (city, period) = &data.of;
    let lead = if data.typing {
        view! { <button type="submit" class="go proof__add" name="files" value=item.to_owned() aria-label=label>{icon("clip")}{word}</button> }
            .into_any()
    } else if files.is_empty() {
        ().into_any()
    } else {
        view! { <a class="proof__add" href=href(city, period, Some(item)) aria-label=label>{icon("clip")}{word}</a> }
            .into_any()
    };
    view! { <div class="proof">{list}{lead}</div> }.into_any()
}

/// A list of files; nothing where there is none.
fn list<'a>(t: Words, files: impl Iterator<Item = &'a FrozenFile>) -> AnyView {
    let all: Vec<_> = files.map(|f| view! { <li>{file_link(t, f)}</li> }).collect();
    if all.is_empty() {
        return ().into_any();
    }
    view! { <ul class="proof__list">{all}</ul> }.into_any()
}

/// The evidence of a frozen content, by item in the form's order; nothing where it has none.
#[must_use]
pub fn evidence_section(t: Words, content: &Content) -> AnyView {
    let codes = items(content.period).into_iter().map(|d| d.code.as_str());
    let rows: Vec<_> = codes
        .chain((1..=TASKS_MAX).filter_map(task::item))
        .chain([FUNDING_SPENT])
        .chain(SECTIONS)
        .filter_map(|item| Some((item, content.files.get(item)?)))
        .map(|(item, files)| {
            let codes = files.iter().map(|f| format!("SHA-256 {}…", &f.hash[..f.hash.len().min(12)]));
            let codes = codes.collect::<Vec<_>>().join(" ");
            view! { <div class="proof__of"><h3>{t.item(item)}</h3>{list(t, files.iter())}<p class="sm muted hash">{codes}</p></div> }
        })
        .collect();
    if rows.is_empty() {
        return ().into_any();
    }
    view! { <section class="sect stack-s"><h2>{t.files_title()}</h2>{rows}</section> }.into_any()
}

/// Beside an item of the workbench: its files, and where the same ones stand too.
#[must_use]
pub fn of_item(visit: &Visit, review: &Review, item: &str) -> AnyView {
    let t = visit.words();
    let Some(files) = review.version.content.files.get(item) else {
        return ().into_any();
    };
    let others = review.elsewhere.get(item).map_or(&[][..], Vec::as_slice);
    let rows = rows(visit, files.iter(), others);
    view! { <div class="proof"><h3 class="label">{t.files_title()}</h3><ul class="proof__list">{rows}</ul></div> }
        .into_any()
}

/// The files of a problem, a practice or an adoption as they stand on its page; nothing where there is none.
pub(in crate::pages) fn of_whole(visit: &Visit, files: &[Attached], elsewhere: &[Elsewhere]) -> AnyView {
    if files.is_empty() {
        return ().into_any();
    }
    let rows = rows(visit, files.iter().map(|a| &a.file), elsewhere);
    view! { <ul class="proof__list">{rows}</ul> }.into_any()
}

fn rows<'a>(visit: &Visit, files: impl Iterator<Item = &'a FrozenFile>, elsewhere: &[Elsewhere]) -> Vec<AnyView> {
    let row = |file: &FrozenFile| {
        view! { <li>{file_link(visit.words(), file)}{same(visit, elsewhere, file)}</li> }.into_any()
    };
    files.map(row).collect()
}

/// Where a file stands too, each with the way there; nothing where it stands only here.
pub(in crate::pages) fn same(visit: &Visit, elsewhere: &[Elsewhere], file: &FrozenFile) -> AnyView {
    let t = visit.words();
    let places: Vec<_> = elsewhere
        .iter()
        .filter(|other| other.hash == file.hash)
        .map(|other| {
            let (to, text) = place(visit, &other.at);
            view! { <li><a href=to>{text}</a></li> }
        })
        .collect();
    (!places.is_empty())
        .then(|| {
            view! { <div class="rowmsg is-screen" data-same=file.hash.clone()><p class="rowmsg__h">{icon("eye")}<span>{t.files_same()}</span></p><ul>{places}</ul></div> }
        })
        .into_any()
}

/// The address and the name of what a file stands at.
fn place(visit: &Visit, at: &Owner) -> (String, String) {
    let t = visit.words();
    let to = match at {
        Owner::Report { city, period, item } => format!("/reports/{city}/{period}/review?show=all#r-{item}"),
        Owner::Problem(number) => format!("/problems/{}", domain::problem::code(*number)),
        Owner::Practice(number) | Owner::Adoption { practice: number, .. } => {
            format!("/practices/{}", domain::practice::code(*number))
        }
    };
    let text = match at {
        Owner::Report { city, period, item } => {
            let report = t.home_report_of(t.city_short(city), t.period_name(*period));
            Some(format!("{report} · {}", t.item(item)))
        }
        other => t.files_place(other),
    };
    (to, text.unwrap_or_default())
}

/// A file of the page of evidence: who added it when, and the button that takes it away.
pub(in crate::pages) fn attached(
    visit: &Visit,
    action: &str,
    item: &str,
    one: &Attached,
    open: bool,
    same: AnyView,
) -> AnyView {
    let t = visit.words();
    let by = t.files_by(&one.by_name, visit.moment(one.at));
    let version = one
        .version
        .map(|n| view! { <span class="chip">{t.files_signature_of(n)}</span> });
    let remove = open.then(|| {
        view! {
            <form method="post" action=action.to_owned()>
                <input type="hidden" name="item" value=item.to_owned() />
                <input type="hidden" name="id" value=one.id.clone() />
                <button class="btn btn--2 btn--s" type="submit" name="action" value="remove" aria-label=t.files_remove_one(&one.file.name, t.files_item_name(item))>
                    {t.files_remove()}
                </button>
            </form>
        }
    });
    view! { <li class="proof__row"><div>{file_link(t, &one.file)}<p class="sub">{by}" "{version}</p>{same}</div>{remove}</li> }.into_any()
}
