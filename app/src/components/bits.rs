//! Small parts: state chips, notices, fields with their sentence, error summary.

use std::borrow::Cow;

use domain::{lang::Lang, report::State};
use leptos::prelude::*;

use super::{
    fields::{Field, Kind},
    icons::icon,
};
use crate::{locales::Words, visit::Posted};

/// The chip of a report's state: icon and word, with `data-state` for scripts.
#[must_use]
pub fn state_chip(lang: Lang, state: State) -> AnyView {
    let t = Words(lang);
    let (class, name) = match state {
        State::Drafting => ("chip", "pen"),
        State::CitySignOff => ("chip chip--info", "user"),
        State::Submitted => ("chip chip--info", "send"),
        State::Returned => ("chip chip--warn", "ret"),
        State::Accepted => ("chip chip--ok", "checkc"),
    };
    view! { <span class=class data-state=state.name()>{icon(name)}{t.state(state)}</span> }.into_any()
}

/// Says that a figure is the demonstration's.
#[must_use]
pub fn demo_mark(t: Words) -> AnyView {
    view! { <b>{t.demo_mark()}</b> }.into_any()
}

/// A notice that stays where it is: `""`, `ok`, `warn` or `err`.
#[must_use]
pub fn notice(tone: &'static str, text: String) -> AnyView {
    notice_with(tone, view! { <p>{text}</p> }.into_any())
}

/// A notice of more than a sentence: paragraphs, a link.
#[must_use]
pub fn notice_with(tone: &'static str, body: AnyView) -> AnyView {
    let (class, name) = match tone {
        "ok" => ("notice notice--ok", "checkc"),
        "warn" => ("notice notice--warn", "warn"),
        "err" => ("notice notice--err", "err"),
        _ => ("notice", "info"),
    };
    let role = if tone == "err" { "alert" } else { "status" };
    view! { <div class=class role=role>{icon(name)}<div>{body}</div></div> }.into_any()
}

/// The errors of a refused small form, each linked to its field; nothing if there are none.
#[must_use]
pub fn error_summary(heading: String, posted: &Posted) -> AnyView {
    if posted.errors.is_empty() {
        return ().into_any();
    }
    let items = posted
        .errors
        .iter()
        .map(|(name, sentence)| {
            let body = if name.is_empty() {
                view! { <span>{sentence.clone()}</span> }.into_any()
            } else {
                view! { <a href=format!("#{name}")>{sentence.clone()}</a> }.into_any()
            };
            view! { <li class="e">{icon("err")}{body}</li> }
        })
        .collect_view();
    view! {
        <div class="errsum" role="alert" tabindex="-1">
            <h2>{heading}</h2>
            <ul>{items}</ul>
        </div>
    }
    .into_any()
}

/// A labelled text field of a small form, with hint and error.
#[component]
pub fn TextField(
    /// Name and id.
    name: &'static str,
    /// Label.
    label: &'static str,
    /// Hint under the label.
    #[prop(optional)]
    hint: &'static str,
    /// `text` or `password`.
    #[prop(default = "text")]
    kind: &'static str,
    /// Autocomplete token.
    #[prop(default = "off")]
    autocomplete: &'static str,
    /// What was posted, with its errors.
    posted: Posted,
) -> impl IntoView {
    let value = if kind == "password" {
        String::new()
    } else {
        posted.field(name)
    };
    let field = Field::new(name, label, Kind::Line(kind), value);
    Field { autocomplete, ..field }
        .hint(hint)
        .error(posted.error(name))
        .view()
}

/// A text as the content of `<textarea>`, which leptos writes as it is: escaped, and behind the line break that
/// browsers drop.
#[must_use]
pub fn area_text(text: &str) -> String {
    format!("\n{}", escape(text))
}

/// A text as it may stand in HTML that is not made by leptos: as content and within double quotes.
#[must_use]
pub fn escape(text: &str) -> Cow<'_, str> {
    if !text.contains(['&', '<', '>', '"']) {
        return text.into();
    }
    let mut escaped = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            c => escaped.push(c),
        }
    }
    escaped.into()
}

#[cfg(test)]
mod tests {
    use super::area_text;

    #[test]
    fn what_is_typed_never_closes_its_field() {
        assert_eq!(
            area_text("a</textarea><b>&lt;"),
            "\na&lt;/textarea&gt;&lt;b&gt;&amp;lt;"
        );
    }
}
