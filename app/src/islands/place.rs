//! One field of the report form, whatever element it is: what stands in it, what of that is in the store, and the
//! revision its reader has seen. The page's own elements hold this: the default value is what is stored.

use domain::entry::Field;
use leptos::wasm_bindgen::JsCast;
use web_sys::{Element, HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement};

use super::dom::{by_id, input, note};

const ANSWERS: [&str; 2] = ["yes", "no"];

/// A field of an item, or the text of a section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Place {
    /// Code, task or section name.
    pub item: String,
    /// The field; `Text` of a section.
    pub field: Field,
}

impl Place {
    /// The place of a form's name: `entries[S1-02][numerator]`, a task's, or a section's.
    pub fn named(name: &str) -> Option<Self> {
        let (item, field) = domain::form::place(name)?;
        Some(Place { item, field })
    }

    /// The place of an element.
    pub fn of(element: &Element) -> Option<Self> {
        Place::named(&element.get_attribute("name")?)
    }

    /// The fields of an item that the page has.
    pub fn all(item: &str) -> impl Iterator<Item = Place> {
        let item = item.to_owned();
        let place = move |field| Place {
            item: item.clone(),
            field,
        };
        Field::ALL.into_iter().map(place).filter(|p| p.element().is_some())
    }

    /// The id of its element, and its name in the browser's store; sections bear their own name.
    pub fn id(&self) -> String {
        match self.field {
            Field::Text => self.item.clone(),
            field => format!("{}-{}", self.item, field.name()),
        }
    }

    /// The place of an id.
    pub fn of_id(id: &str) -> Option<Self> {
        if let Some(section) = Place::named(id) {
            return Some(section);
        }
        let (item, field) = id.rsplit_once('-')?;
        let (item, field) = (item.to_owned(), Field::parse(field)?);
        Some(Place { item, field })
    }

    fn answers(&self) -> impl Iterator<Item = (&'static str, HtmlInputElement)> {
        let radio = self.field == Field::Value;
        let item = self.item.clone();
        ANSWERS
            .into_iter()
            .filter(move |_| radio)
            .filter_map(move |answer| Some((answer, input(&format!("{item}-{answer}"))?)))
    }

    /// Its element; of a yes or no that of the first answer.
    pub fn element(&self) -> Option<Element> {
        by_id(&self.id()).or_else(|| self.answers().next().map(|(_, radio)| radio.into()))
    }

    /// What stands in it.
    pub fn text(&self) -> String {
        let Some(element) = self.element() else {
            return String::new();
        };
        if let Some(area) = element.dyn_ref::<HtmlTextAreaElement>() {
            return area.value();
        }
        if let Some(select) = element.dyn_ref::<HtmlSelectElement>() {
            return select.value();
        }
        let chosen = self.answers().find(|(_, radio)| radio.checked());
        match element.dyn_ref::<HtmlInputElement>() {
            Some(radio) if radio.type_() == "radio" => chosen.map_or("", |(answer, _)| answer).to_owned(),
            Some(field) => field.value(),
            None => String::new(),
        }
    }

    /// What of it is in the store.
    pub fn stored(&self) -> String {
        let Some(element) = self.element() else {
            return String::new();
        };
        if let Some(area) = element.dyn_ref::<HtmlTextAreaElement>() {
            return area.default_value().unwrap_or_default();
        }
        let chosen = self.answers().find(|(_, radio)| radio.default_checked());
        match element.dyn_ref::<HtmlInputElement>() {
            Some(radio) if radio.type_() == "radio" => chosen.map_or("", |(answer, _)| answer).to_owned(),
            Some(field) => field.default_value(),
            None => element.get_attribute("data-stored").unwrap_or_default(),
        }
    }

    /// Types a text into it.
    pub fn set(&self, text: &str) {
        for (answer, radio) in self.answers() {
            radio.set_checked(answer == text);
        }
        let Some(element) = by_id(&self.id()) else { return };
        if let Some(area) = element.dyn_ref::<HtmlTextAreaElement>() {
            area.set_value(text);
        } else if let Some(select) = element.dyn_ref::<HtmlSelectElement>() {
            select.set_value(text);
        } else if let Some(field) = element.dyn_ref::<HtmlInputElement>() {
            field.set_value(text);
        }
    }

    /// Notes that a text is in the store now. The default value of an untouched element is its value too, and a text
    /// typed meanwhile must not give way to it.
    pub fn set_stored(&self, text: &str) {
        let typed = self.text();
        for (answer, radio) in self.answers() {
            radio.set_default_checked(answer == text);
        }
        if let Some(element) = by_id(&self.id()) {
            if let Some(area) = element.dyn_ref::<HtmlTextAreaElement>() {
                let _ = area.set_default_value(text);
            } else if let Some(field) = element.dyn_ref::<HtmlInputElement>() {
                field.set_default_value(text);
            } else {
                note(&element, "data-stored", Some(text));
            }
        }
        if self.text() != typed {
            self.set(&typed);
        }
    }

    /// True where it cannot be typed into.
    pub fn is_closed(&self) -> bool {
        self.element()
            .is_none_or(|e| e.has_attribute("readonly") || e.has_attribute("disabled"))
    }

    /// True where something is typed that is not in the store.
    pub fn is_dirty(&self) -> bool {
        !self.is_closed() && self.text() != self.stored()
    }

    /// The revision of the text that its reader was shown; that of the page where it has none of its own.
    pub fn seen(&self, page: i64) -> i64 {
        let own = self.element().and_then(|e| e.get_attribute("data-seen"));
        own.and_then(|seen| seen.parse().ok()).unwrap_or(page)
    }

    /// Notes the revision that its reader has been shown now.
    pub fn set_seen(&self, seen: i64) {
        if let Some(element) = self.element() {
            note(&element, "data-seen", Some(&seen.to_string()));
        }
    }

    /// True where a newer text of one's own is asked about too: see `ReportForm::own_too`.
    pub fn asks_own(&self) -> bool {
        self.element().is_some_and(|e| e.has_attribute("data-own"))
    }

    /// Sets or takes away that mark.
    pub fn set_asks_own(&self, asks: bool) {
        if let Some(element) = self.element() {
            note(&element, "data-own", asks.then_some("true"));
        }
    }
}
