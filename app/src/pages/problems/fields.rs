//! The fields of a problem's forms: label, hint, sentence, and what was typed.

use leptos::prelude::*;

use crate::{
    components::{bits::area_text, icons::icon},
    visit::Posted,
};

/// Where fields take what they show from: what was posted to this very form, else what is stored.
pub(super) struct Fields {
    posted: Option<Posted>,
    /// Stands before ids, since two forms share names.
    prefix: &'static str,
}

/// How a field is typed.
pub(super) enum Kind {
    /// A line of this type.
    Line(&'static str),
    /// Some lines of text, at most so many characters.
    Area(u32),
    /// One of these options, value and words; before them one that means none, if it has words.
    Choice(Vec<(String, String)>, Option<&'static str>),
}

impl Fields {
    /// Of a form; `mine` says whether what was posted is its own.
    pub(super) fn new(posted: &Posted, prefix: &'static str, mine: bool) -> Self {
        Fields {
            posted: mine.then(|| posted.clone()),
            prefix,
        }
    }

    /// What a field shows.
    pub(super) fn value(&self, name: &str, stored: &str) -> String {
        match &self.posted {
            Some(posted) => posted.field(name),
            None => stored.to_owned(),
        }
    }

    /// The sentence at a field.
    pub(super) fn error(&self, name: &str) -> Option<String> {
        self.posted.as_ref().and_then(|p| p.error(name))
    }

    /// What was posted, its errors led to this form's ids.
    pub(super) fn errors(&self) -> Posted {
        let mut posted = self.posted.clone().unwrap_or_default();
        for (name, _) in posted.errors.iter_mut().filter(|(name, _)| !name.is_empty()) {
            *name = format!("{}{name}", self.prefix);
        }
        posted
    }

    /// A labelled field.
    pub(super) fn one(&self, name: &'static str, label: &str, hint: &str, kind: Kind, stored: &str) -> AnyView {
        let id = format!("{}{name}", self.prefix);
        let value = self.value(name, stored);
        let error = self.error(name);
        let wrong = error.is_some();
        let ids = [
            (!hint.is_empty()).then(|| format!("{id}-hint")),
            wrong.then(|| format!("{id}-error")),
        ];
        let described = ids.into_iter().flatten().collect::<Vec<_>>().join(" ");
        let described = (!described.is_empty()).then_some(described);
        let invalid = wrong.then_some("true");
        let hint =
            (!hint.is_empty()).then(|| view! { <span class="hint" id=format!("{id}-hint")>{hint.to_owned()}</span> });
        let sentence =
            error.map(|e| view! { <p class="fielderr" id=format!("{id}-error")>{icon("err")}<span>{e}</span></p> });
        let class = |plain: &str| {
            if wrong {
                format!("{plain} is-err")
            } else {
                plain.to_owned()
            }
        };
        let control = match kind {
            Kind::Line(kind) => {
                // What is no date would not be shown in a field of dates.
                let kind = if wrong && kind == "date" { "text" } else { kind };
                view! { <input class=class("input") type=kind id=id.clone() name=name value=value autocomplete="off" aria-invalid=invalid aria-describedby=described /> }
                    .into_any()
            }
            Kind::Area(most) => {
                let most = most.to_string();
                view! { <textarea class=class("area") id=id.clone() name=name maxlength=most aria-invalid=invalid aria-describedby=described>{area_text(&value)}</textarea> }
                    .into_any()
            }
            Kind::Choice(options, none) => {
                let known = options.iter().any(|(v, _)| *v == value);
                let options = options
                    .into_iter()
                    .map(|(v, words)| {
                        let chosen = v == value;
                        view! { <option value=v selected=chosen>{words}</option> }
                    })
                    .collect_view();
                let none = none.map(|words| view! { <option value="" selected=!known>{words}</option> });
                view! { <select class=class("select") id=id.clone() name=name aria-invalid=invalid aria-describedby=described>{none}{options}</select> }
                    .into_any()
            }
        };
        view! { <div class="field"><label for=id>{label.to_owned()}</label>{hint}{sentence}{control}</div> }.into_any()
    }
}
