//! A narrative section of the form, saved as it is left.

use domain::entry::{Field, SECTION_MAX};
use leptos::{prelude::*, task::spawn_local};

use super::{
    entry_row::{SaveState, save_line},
    report_form::{Section, Shared},
    save::save_item,
};

/// The section.
#[component]
pub(super) fn SectionField(section: Section, shared: Shared) -> impl IntoView {
    let key = shared.form.get_value();
    let words = key.words;
    let state = RwSignal::new(SaveState::Shown(section.saved.clone()));
    let stored = RwSignal::new(section.text.clone());
    let count = RwSignal::new(section.text.chars().count());
    let node = NodeRef::<leptos::html::Textarea>::new();
    let name = section.name.clone();
    let leave = move |text: String| {
        // Browsers hand out \n; a text stored with \r\n is the same text.
        if stored.with_untracked(|s| s.replace("\r\n", "\n") == text) {
            return;
        }
        stored.set(text.clone());
        let (key, name, seen) = (shared.form.get_value(), name.clone(), shared.seen);
        state.set(SaveState::Saving);
        spawn_local(async move {
            let outcome = save_item(key.city, key.period, name, vec![(Field::Text, text)], seen).await;
            state.set(match outcome {
                Ok(answer) => match answer.clash {
                    Some(clash) => SaveState::Clashed(clash),
                    None => SaveState::Saved(answer.at),
                },
                Err(e) => SaveState::Failed(e),
            });
        });
    };
    let leave = StoredValue::new(leave);
    Effect::new(move |_| {
        if let Some(area) = node.get() {
            leave.with_value(|l| l(area.value()));
        }
    });
    let (id, hint_id, message_id) = (
        section.name.clone(),
        format!("{}-hint", section.name),
        format!("m-{}", section.name),
    );
    let returned = section
        .returned
        .clone()
        .map(|text| view! { <p class="notice notice--warn">{words.returned_because(text)}</p> });
    let thread = section
        .thread
        .iter()
        .map(|(who, text)| view! { <div class="say"><header>{who.clone()}</header><p>{text.clone()}</p></div> })
        .collect_view();
    let answer = (section.returned.is_some() || !section.thread.is_empty()).then(|| {
        let (id, name) = (format!("answer-{}", section.name), format!("items[{}][comment]", section.name));
        view! { <label for=id.clone()>{words.answer_label()}</label><textarea class="area" id=id name=name maxlength="2000"></textarea> }
    });
    view! {
        <section class="sect stack" id=format!("r-{}", section.name) data-item=section.name.clone()>
            <div class="field measure">
                <h2><label for=id.clone()>{section.title}</label></h2>
                <span class="hint" id=hint_id.clone()>{section.hint}</span>
                {returned}
                {thread}
                {section.error.clone().map(|e| view! { <span class="fielderr" id=message_id.clone()>{e}</span> })}
                <textarea
                    class="area" class:is-err=section.error.is_some() id=id name=section.name.clone() rows="7"
                    aria-describedby=if section.error.is_some() { format!("{hint_id} {message_id}") } else { hint_id }
                    aria-invalid=section.error.is_some().then_some("true") readonly=!section.open node_ref=node
                    on:input:target=move |ev| count.set(ev.target().value().chars().count())
                    on:change:target=move |ev| leave.with_value(|l| l(ev.target().value()))
                >
                    {section.text.clone()}
                </textarea>
                <p class="counter">
                    <span role="status">{move || save_line(words, &state.get())}</span>
                    <span>{move || words.characters(count.get(), SECTION_MAX)}</span>
                </p>
                {answer}
            </div>
        </section>
    }
}
