//! `/problems/{id}/files`, `/practices/{id}/files` and `/practices/{id}/adoptions/{city}/files`: the files of a problem's
//! thread, of a practice and of an adoption, with the form that adds to them; and how they stand on the page of the thing.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use storage::{
    Caller,
    evidence::{self, OfWhole, Owner},
};

use super::{
    page,
    reports::{
        files::{Refused, SENDING, upload_form},
        files_view::{attached, of_whole, same},
    },
};
use crate::{
    components::{bits::notice, frame::Frame, icons::icon},
    error::Error,
    locales::Words,
    root::inline,
    visit::{App, Visit, here},
};

/// The page of a problem's files.
#[component]
pub fn ProblemFiles() -> impl IntoView {
    let id = asked("id");
    let owner = domain::problem::number(&id).map(Owner::Problem);
    files(owner, format!("/problems/{id}"), |t, id, _| {
        (id.to_owned(), t.files_of_problem())
    })
}

/// The page of a practice's files.
#[component]
pub fn PracticeFiles() -> impl IntoView {
    let id = asked("id");
    let owner = domain::practice::number_of(&id).map(Owner::Practice);
    files(owner, format!("/practices/{id}"), |t, id, _| {
        (id.to_owned(), t.files_of_practice())
    })
}

/// The page of what shows that a city adopted a practice.
#[component]
pub fn AdoptionFiles() -> impl IntoView {
    let (id, city) = (asked("id"), asked("city"));
    let owner = domain::practice::number_of(&id).map(|practice| Owner::Adoption { practice, city });
    files(owner, format!("/practices/{id}"), |t, id, owner| {
        (
            t.files_place(owner).unwrap_or_else(|| id.to_owned()),
            t.files_of_adoption(),
        )
    })
}

/// A part of the address.
fn asked(name: &str) -> String {
    use_params_map().get_untracked().get(name).unwrap_or_default()
}

/// The page of an owner's files; `back` is where the thing itself stands, and `says` gives its name and who reads them.
fn files(
    owner: Option<Owner>,
    back: String,
    says: impl Fn(Words, &str, &Owner) -> (String, &'static str) + Send + 'static,
) -> impl IntoView {
    let (visit, app) = here();
    let refused = use_context::<Refused>().unwrap_or_default();
    page(async move {
        let owner = owner.ok_or(Error::NotFound)?;
        let found = evidence::of_whole(&app.store, &visit.caller()?, &owner).await?;
        let t = visit.words();
        let id = back.rsplit('/').next().unwrap_or_default().to_owned();
        let (name, lead) = says(t, &id, &owner);
        let title = t.colon(name, t.files_title());
        let action = visit.path.clone();
        let own = visit.actor.as_ref().map(|a| a.name.clone()).unwrap_or_default();
        let rows: Vec<_> = found
            .files
            .iter()
            .map(|one| {
                let removable = found.open && (!matches!(owner, Owner::Problem(_)) || one.by_name == own);
                attached(
                    &visit,
                    &action,
                    "",
                    one,
                    removable,
                    same(&visit, &found.elsewhere, &one.file),
                )
            })
            .collect();
        let rows = if rows.is_empty() {
            let hint = if found.open {
                t.files_none_whole()
            } else {
                t.files_none_closed_whole()
            };
            view! { <div class="empty"><h2>{t.files_none()}</h2><p>{hint}</p></div> }.into_any()
        } else {
            view! { <section class="sect stack-s" id="i-"><ul class="proof__list">{rows}</ul></section> }.into_any()
        };
        let form = found
            .open
            .then(|| upload_form(&visit, &[], &refused, app.store.files().megabytes()));
        let done = match visit.asked("done").filter(|_| refused.why.is_empty()) {
            Some("add") => Some(notice("ok", t.files_done_add().into())),
            Some("remove") => Some(notice("ok", t.files_done_remove_whole().into())),
            _ => None,
        };
        Ok::<_, Error>(
            view! {
                <Frame title=title.clone()>
                    <div class="phead"><h1>{title}</h1></div>
                    <div class="stack-l">
                        {done}
                        <p class="lead">{lead}</p>
                        <p><a href=back.clone()>{icon("left")}{t.files_back_to(&id)}</a></p>
                        {form}
                        {rows}
                    </div>
                </Frame>
                {inline(SENDING)}
            }
            .into_any(),
        )
    })
}

/// The files as they stand on the page of the thing, with the way to add one; nothing where there is neither.
///
/// # Errors
/// As [`evidence::of_whole`].
pub(super) async fn beside(visit: &Visit, app: &App, caller: &Caller, owner: &Owner) -> Result<AnyView, Error> {
    let t = visit.words();
    let OfWhole { files, open, elsewhere } = evidence::of_whole(&app.store, caller, owner).await?;
    if files.is_empty() && !open {
        return Ok(().into_any());
    }
    let all = of_whole(visit, &files, &elsewhere);
    let to = format!("{}/files", visit.path);
    let add = open
        .then(|| view! { <p class="is-screen"><a class="proof__add" href=to>{icon("clip")}{t.files_add()}</a></p> });
    Ok(view! {
        <section class="sect stack-s" aria-labelledby="files"><h2 id="files">{t.files_title()}</h2>{all}{add}</section>
    }
    .into_any())
}
