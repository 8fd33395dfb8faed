//! The report form: every item and section of a report, each saved as it is left. One island, so that a base figure
//! re-checks every indicator that uses it.

use std::collections::BTreeMap;

use domain::{
    entry::{Entry, Typed},
    indicator::Definition,
    lang::Lang,
};
use jiff::civil::Date;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::{entry_row::EntryRow, section_field::SectionField};
use crate::locales::Words;

/// Everything the form shows.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct FormData {
    /// City slug.
    pub city: String,
    /// Report period, as in the address.
    pub period: String,
    /// The reader's language.
    pub lang: Lang,
    /// Today in Beijing.
    pub today: Date,
    /// The revision shown.
    pub seen: i64,
    /// True where missing entries are shown as errors: after an attempt to sign off.
    pub strict: bool,
    /// Groups of items in the form's order.
    pub groups: Vec<Group>,
    /// Narrative sections; none in a month.
    pub sections: Vec<Section>,
}

/// Items under one heading.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Group {
    /// Id of the heading, for links.
    pub id: String,
    /// A heading of the first level above it, as 标准化, if one begins here.
    pub opens: Option<String>,
    /// The heading.
    pub title: String,
    /// The items.
    pub items: Vec<Item>,
}

/// One item.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Item {
    /// Its definition.
    pub definition: Definition,
    /// The texts as typed.
    pub typed: Typed,
    /// The entry of the period before.
    pub previous: Option<Entry>,
    /// The same in words.
    pub previous_text: String,
    /// For a monthly item in a quarter: the quarter so far, in words.
    pub quarter_text: Option<String>,
    /// When it was last saved, `10:32`, and by whom.
    pub saved: Option<String>,
    /// False where it is not open for typing.
    pub open: bool,
    /// What the reviewer said, where it stands as returned.
    pub returned: Option<String>,
    /// Remarks so far: author and time, text.
    pub thread: Vec<(String, String)>,
    /// Another person's text in a field of it that was refused as a conflict: name, text.
    pub clash: Option<super::save::Clash>,
}

/// One narrative section.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Section {
    /// Field name.
    pub name: String,
    /// Heading.
    pub title: String,
    /// Hint.
    pub hint: String,
    /// Text as typed.
    pub text: String,
    /// When it was last saved.
    pub saved: Option<String>,
    /// False where it is not open for typing.
    pub open: bool,
    /// What the reviewer said, where it stands as returned.
    pub returned: Option<String>,
    /// Remarks so far.
    pub thread: Vec<(String, String)>,
    /// What the checks say, in words.
    pub error: Option<String>,
}

/// What the rows share.
#[derive(Clone, Copy)]
pub(super) struct Shared {
    pub form: StoredValue<FormKey>,
    /// The revision the page came with.
    pub seen: i64,
    /// The entries of base figures as they stand in the form.
    pub base: RwSignal<BTreeMap<String, Entry>>,
}

/// What every save needs to say.
#[derive(Clone)]
pub(super) struct FormKey {
    pub city: String,
    pub period: String,
    pub words: Words,
    pub today: Date,
    pub strict: bool,
}

/// The form's fields; the form element and its buttons stand around it, rendered by the page.
#[island]
pub fn ReportForm(
    /// Everything the form shows.
    data: FormData,
) -> impl IntoView {
    let words = Words(data.lang);
    let mut base = BTreeMap::new();
    for item in data
        .groups
        .iter()
        .flat_map(|g| &g.items)
        .filter(|i| i.definition.is_base())
    {
        let cx = domain::check::Context {
            definition: &item.definition,
            base: None,
            previous: None,
            today: data.today,
        };
        base.insert(
            item.definition.code.clone(),
            domain::check::check(&item.typed, &cx).entry,
        );
    }
    let shared = Shared {
        form: StoredValue::new(FormKey {
            city: data.city,
            period: data.period,
            words,
            today: data.today,
            strict: data.strict,
        }),
        seen: data.seen,
        base: RwSignal::new(base),
    };
    let groups = data
        .groups
        .into_iter()
        .map(|group| {
            let rows = group
                .items
                .into_iter()
                .map(|item| view! { <EntryRow item shared /> })
                .collect_view();
            let (label, caption) = (group.title.clone(), group.title.clone());
            view! {
                {group.opens.map(|title| view! { <h2 class="aspect">{title}</h2> })}
                <h3 class="label" id=group.id>{group.title}</h3>
                <div class="scroll" tabindex="0" role="group" aria-label=label>
                    <table class="entry">
                        <caption class="vh">{caption}</caption>
                        <colgroup>
                            <col class="c-name" /><col class="c-in" /><col class="c-in" /><col class="c-res" />
                            <col class="c-ref" /><col class="c-st" />
                        </colgroup>
                        <thead>
                            <tr>
                                <th scope="col">{words.item_heading()}</th>
                                <th scope="col">{words.numerator()}</th>
                                <th scope="col">{words.denominator()}</th>
                                <th scope="col">{words.this_period()}<small>{words.computed()}</small></th>
                                <th scope="col">{words.previous()}</th>
                                <th scope="col" class="st"><span class="vh">{words.save_state()}</span></th>
                            </tr>
                        </thead>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
            }
        })
        .collect_view();
    let sections = data
        .sections
        .into_iter()
        .map(|section| view! { <SectionField section shared /> })
        .collect_view();
    view! {
        <div class="stack-l" data-island="report-form">
            <input type="hidden" name="seen" value=data.seen.to_string() />
            <div class="stack">{groups}</div>
            {sections}
        </div>
    }
}
