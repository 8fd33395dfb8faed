//! The fields of small forms: label, hint, the sentence of what is wrong, and what is typed; and the choices of forms that
//! filter.

use std::borrow::Cow;

use leptos::prelude::*;

use super::{bits::area_text, icons::icon};
use crate::visit::{Posted, Visit};

/// Values and words of a choice.
pub type Options = Vec<(String, String)>;

/// How a field is typed.
pub enum Kind {
    /// A line of this type, `text` or `date` among others.
    Line(&'static str),
    /// Some lines of text, at most so many characters where the browser is to hold them back.
    Area {
        /// Most characters.
        most: Option<u32>,
        /// How many lines are seen; the style's own where none.
        rows: Option<u32>,
    },
    /// One of these; before them one that means none, where there are words for it.
    Choice(Options, Option<&'static str>),
}

impl Kind {
    /// Some lines of text of at most so many characters.
    #[must_use]
    pub const fn area(most: u32) -> Self {
        Kind::Area {
            most: Some(most),
            rows: None,
        }
    }
}

/// A labelled field.
pub struct Field<'a> {
    /// Its id, of which those of hint and sentence are made.
    pub id: String,
    /// Its name in the form.
    pub name: Cow<'static, str>,
    /// Its label.
    pub label: &'a str,
    /// A hint under the label; none where empty.
    pub hint: &'a str,
    /// What is wrong with it.
    pub error: Option<String>,
    /// What stands in it.
    pub value: String,
    /// How it is typed.
    pub kind: Kind,
    /// The browser's token of what it may fill in.
    pub autocomplete: &'static str,
}

impl<'a> Field<'a> {
    /// A field with its name as id, without hint or error.
    #[must_use]
    pub fn new(name: impl Into<Cow<'static, str>>, label: &'a str, kind: Kind, value: impl Into<String>) -> Self {
        let name = name.into();
        Field {
            id: name.to_string(),
            name,
            label,
            hint: "",
            error: None,
            value: value.into(),
            kind,
            autocomplete: "off",
        }
    }

    /// The same with a hint.
    #[must_use]
    pub const fn hint(mut self, hint: &'a str) -> Self {
        self.hint = hint;
        self
    }

    /// The same with what is wrong with it.
    #[must_use]
    pub fn error(mut self, error: Option<String>) -> Self {
        self.error = error;
        self
    }

    /// It as a page shows it.
    #[must_use]
    pub fn view(self) -> AnyView {
        let Field { id, name, value, .. } = self;
        let (hint, wrong) = (self.hint.to_owned(), self.error.is_some());
        let (hint_id, error_id) = (format!("{id}-hint"), format!("{id}-error"));
        let ids = [
            (!hint.is_empty()).then(|| hint_id.clone()),
            wrong.then(|| error_id.clone()),
        ];
        let described = ids.into_iter().flatten().collect::<Vec<_>>().join(" ");
        let described = (!described.is_empty()).then_some(described);
        let invalid = wrong.then_some("true");
        let hint = (!hint.is_empty()).then(|| view! { <span class="hint" id=hint_id>{hint}</span> });
        let sentence = self
            .error
            .map(|e| view! { <span class="fielderr" id=error_id>{icon("err")}<span>{e}</span></span> });
        let class = |plain: &str| {
            if wrong {
                format!("{plain} is-err")
            } else {
                plain.to_owned()
            }
        };
        let control = match self.kind {
            Kind::Line(kind) => {
                // What is no date would not be shown in a field of dates.
                let kind = if wrong && kind == "date" { "text" } else { kind };
                view! { <input class=class("input") type=kind id=id.clone() name=name value=value autocomplete=self.autocomplete aria-invalid=invalid aria-describedby=described /> }
                    .into_any()
            }
            Kind::Area { most, rows } => {
                view! { <textarea class=class("area") id=id.clone() name=name maxlength=most rows=rows aria-invalid=invalid aria-describedby=described>{area_text(&value)}</textarea> }
                    .into_any()
            }
            Kind::Choice(mut all, none) => {
                // What was typed elsewhere is not lost because the list does not hold it.
                if !value.is_empty() && all.iter().all(|(v, _)| *v != value) {
                    all.push((value.clone(), value.clone()));
                }
                let none = none.map(|words| view! { <option value="">{words}</option> });
                view! { <select class=class("select") id=id.clone() name=name aria-invalid=invalid aria-describedby=described>{none}{options(all, &value)}</select> }
                    .into_any()
            }
        };
        view! { <div class="field"><label for=id>{self.label.to_owned()}</label>{hint}{sentence}{control}</div> }
            .into_any()
    }
}

/// The options of a choice, of which one is chosen.
#[must_use]
pub fn options(all: Options, chosen: &str) -> AnyView {
    all.into_iter()
        .map(|(value, words)| {
            let selected = value == chosen;
            view! { <option value=value selected=selected>{words}</option> }
        })
        .collect_view()
        .into_any()
}

/// A choice of a form that filters: what the address asks for is chosen, and `all` means that nothing is.
#[must_use]
pub fn filter(visit: &Visit, name: &'static str, label: &'static str, all: &'static str, of: Options) -> AnyView {
    let chosen = visit.asked(name).unwrap_or_default();
    view! {
        <div>
            <label for=name>{label}</label>
            <select class="select select--s" id=name name=name><option value="">{all}</option>{options(of, chosen)}</select>
        </div>
    }
    .into_any()
}

/// Where the fields of a form take what they show from: what was posted to this very form, else what is stored.
pub struct Form {
    posted: Option<Posted>,
    /// Stands before ids, since two forms of a page may share names.
    prefix: &'static str,
}

impl Form {
    /// Of a form; `mine` says whether what was posted is its own.
    #[must_use]
    pub fn new(posted: &Posted, prefix: &'static str, mine: bool) -> Self {
        Form {
            posted: mine.then(|| posted.clone()),
            prefix,
        }
    }

    /// What a field shows.
    #[must_use]
    pub fn value(&self, name: &str, stored: &str) -> String {
        match &self.posted {
            Some(posted) => posted.field(name),
            None => stored.to_owned(),
        }
    }

    /// The sentence at a field.
    #[must_use]
    pub fn error(&self, name: &str) -> Option<String> {
        self.posted.as_ref().and_then(|p| p.error(name))
    }

    /// What was posted, its errors led to this form's ids.
    #[must_use]
    pub fn errors(&self) -> Posted {
        let mut posted = self.posted.clone().unwrap_or_default();
        for (name, _) in posted.errors.iter_mut().filter(|(name, _)| !name.is_empty()) {
            *name = format!("{}{name}", self.prefix);
        }
        posted
    }

    /// A labelled field.
    #[must_use]
    pub fn one(&self, name: &'static str, label: &str, hint: &str, kind: Kind, stored: &str) -> AnyView {
        let field = Field::new(name, label, kind, self.value(name, stored));
        let field = Field {
            id: format!("{}{name}", self.prefix),
            ..field.hint(hint).error(self.error(name))
        };
        field.view()
    }
}
