//! Chart notes on the workbench: proposed at an item, listed with where they stand, published and withdrawn.

use domain::{
    calendar::beijing,
    note::{CHART_NOTE_MAX, city_has_until},
    report::State,
};
use leptos::prelude::*;
use storage::reports::{Note, Review};

use super::{
    review_data::{Item, Refused},
    review_side::to_item,
};
use crate::{components::icons::icon, locales::Words, pages::typed::typed_by, visit::Visit};

/// Where a note stands, in words.
#[must_use]
pub fn stand(visit: &Visit, note: &Note) -> String {
    let t = visit.words();
    let until = city_has_until(beijing(note.proposed_at).date());
    match note.published_at {
        Some(at) => t.note_published(t.stamp(at)),
        None if note.answered => t.note_ripe_answered().to_owned(),
        None if note.is_ripe(visit.now) => t.note_ripe_over().to_owned(),
        None => t.note_waits(t.full_day(until)),
    }
}

/// The notes of the report, each with its buttons; nothing where there are none.
#[must_use]
pub fn notes(visit: &Visit, review: &Review, items: &[Item], shown: &dyn Fn(&Item) -> bool, deciding: bool) -> AnyView {
    let t = visit.words();
    if review.notes.is_empty() {
        return ().into_any();
    }
    // The buttons belong to the bench's form where there is one, so that what is typed there is kept.
    let form = if deciding { "bench" } else { "notes-form" };
    let lines = review
        .notes
        .iter()
        .map(|note| {
            let here = items.iter().find(|i| i.name == note.indicator).is_some_and(shown);
            let words = t.note_about(t.item(&note.indicator), &note.text);
            let to = to_item(visit, &note.indicator, here, deciding, view! { <span>{words}</span> }.into_any());
            let may = note.published_at.is_none() && note.is_ripe(visit.now) && review.row.state == State::Accepted;
            let publish = may.then(|| {
                view! { <button class="btn btn--s" type="submit" form=form name="publish_note" value=note.id.clone()>{t.note_publish()}</button> }
            });
            let described = t.note_about(t.note_withdraw(), &note.text);
            view! {
                <li class="note">
                    {icon("flag")}
                    <span class="grow">{to}<span class="sub">{stand(visit, note)}</span></span>
                    {publish}
                    <button
                        class="btn btn--s btn--2" type="submit" form=form name="withdraw_note" value=note.id.clone()
                        aria-label=described
                    >{t.note_withdraw()}</button>
                </li>
            }
        })
        .collect_view();
    let own = (!deciding).then(|| {
        let action = visit.with(&[("done", ""), ("of", "")]);
        view! { <form method="post" action=action id="notes-form"></form> }
    });
    view! {
        <section class="sect" aria-labelledby="notes">
            <h2 id="notes">{t.note_title()}</h2>
            {own}
            <ul class="notes">{lines}</ul>
        </section>
    }
    .into_any()
}

/// The field at an item in which a note is proposed, and the box that publishes the one that stands with the acceptance.
#[must_use]
pub fn note_field(visit: &Visit, review: &Review, item: &Item, refused: &Refused, deciding: bool) -> AnyView {
    let t = visit.words();
    let accepted = review.row.state == State::Accepted;
    if item.definition.is_none_or(|d| d.is_base()) || !(deciding || accepted) {
        return ().into_any();
    }
    let name = &item.name;
    let typed = refused.form.verdicts.get(name);
    let text = typed.map(|said| said.note.clone()).unwrap_or_default();
    let error = refused.notes.get(name).cloned();
    let open = !text.is_empty() || error.is_some();
    let ripe = review
        .notes
        .iter()
        .find(|n| n.indicator == *name && n.published_at.is_none() && n.is_ripe(visit.now));
    let publish = ripe.filter(|_| deciding).map(|_| {
        let checked = typed.is_some_and(|said| said.publish);
        view! {
            <label class="check"><input type="checkbox" name=format!("items[{name}][publish]") value="on" checked=checked />{t.note_with_accept()}</label>
        }
    });
    let field = field(t, name, text, error);
    let inside = if deciding {
        field
    } else {
        let action = visit.with(&[("done", ""), ("of", "")]);
        view! {
            <form method="post" action=action class="stack-s">
                {typed_by(visit)}
                {field}
                <p><button class="btn btn--s btn--2" type="submit" name="action" value="propose_note">{t.note_propose()}</button></p>
            </form>
        }
        .into_any()
    };
    view! {
        {publish}
        <details class="note-fold" open=open><summary>{t.note_fold()}</summary>{inside}</details>
    }
    .into_any()
}

fn field(t: Words, name: &str, text: String, error: Option<String>) -> AnyView {
    let (id, hint, wrong) = (
        format!("{name}-note"),
        format!("{name}-note-hint"),
        format!("{name}-note-error"),
    );
    let described = match error {
        Some(_) => format!("{wrong} {hint}"),
        None => hint.clone(),
    };
    let invalid = error.is_some().then_some("true");
    let class = if error.is_some() { "input is-err" } else { "input" };
    let error = error.map(|e| view! { <p class="fielderr" id=wrong>{icon("err")}<span>{e}</span></p> });
    view! {
        <div class="field">
            <label for=id.clone()>{t.note_label()}</label>
            <span class="hint" id=hint>{t.note_hint()}</span>
            {error}
            <input
                class=class type="text" id=id name=format!("items[{name}][note]") value=text autocomplete="off"
                maxlength=CHART_NOTE_MAX.to_string() aria-describedby=described aria-invalid=invalid
            />
        </div>
    }
    .into_any()
}
