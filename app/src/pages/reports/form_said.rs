//! What is said at a row or section: by the reviewer, by another who typed in the same field, by the quarter before.

use leptos::prelude::*;

use super::form_data::{FormData, Item, Section};
use crate::{
    components::bits::area_text, islands::save::Clash, locales::Words, pages::problems::beside::raise_from_report,
};

/// What the reviewer said, and the remarks so far.
pub(super) fn talk(t: Words, returned: Option<&String>, thread: &[(String, String)]) -> AnyView {
    let thread = thread
        .iter()
        .map(|(who, text)| view! { <div class="say"><header>{who.clone()}</header><p>{text.clone()}</p></div> })
        .collect_view();
    let returned = returned.map(|text| view! { <p class="rowmsg__h">{t.returned_because(text)}</p> });
    view! { {returned}{thread} }.into_any()
}

/// The field for an answer to a reviewer.
pub(super) fn answer(t: Words, item: &str, thread: bool, typed: &str) -> AnyView {
    thread
        .then(|| {
            let (id, name) = (format!("answer-{item}"), format!("items[{item}][comment]"));
            view! { <label for=id.clone()>{t.answer_label()}</label><textarea class="area" id=id name=name maxlength="2000">{area_text(typed)}</textarea> }
        })
        .into_any()
}

/// What another and the reader typed in one field.
pub(super) struct Both<'a> {
    pub clash: &'a Clash,
    /// Which field; empty of a section.
    pub field: &'static str,
    pub mine: &'a str,
}

/// The fields of an item that two people changed.
pub(super) fn both(t: Words, item: &Item) -> Vec<Both<'_>> {
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
pub(super) fn choices(t: Words, item: &str, both: &[Both], revision: i64) -> AnyView {
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

/// The last values and who changed it when; the island fetches it where the link is followed.
pub(super) fn about_item(t: Words, data: &FormData, item: &Item) -> AnyView {
    let code = item.definition.code.clone();
    let inside = match &item.about {
        Some(about) => about.view(t),
        None => {
            let (city, period) = &data.of;
            let part = format!("/islands/about/{city}/{period}/{code}");
            let raise = raise_from_report(t, (!item.definition.is_base()).then_some(code.as_str()), period);
            if data.typing {
                // Without the island the button saves the form first.
                let name = code.clone();
                view! { <p><button type="submit" class="go" name="about" value=name.clone() data-do="about" data-item=name data-part=part>{t.about_link()}</button></p>{raise} }
                    .into_any()
            } else {
                let page = format!("/reports/{city}/{period}?about={code}#r-{code}");
                view! { <p><a href=page data-do="about" data-item=code.clone() data-part=part>{t.about_link()}</a></p> }
                    .into_any()
            }
        }
    };
    view! { <div class="about" id=format!("a-{code}")>{inside}</div> }.into_any()
}

/// The text of the quarter before, and a button that copies it; without the island the button saves the form first.
pub(super) fn before(t: Words, section: &Section) -> AnyView {
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
