//! One visit: who asks, in which language, when and from where. A middleware makes it, every page reads it.

use std::{collections::BTreeMap, sync::Arc};

use axum::extract::FromRef;
use domain::{access::Actor, lang::Lang};
use jiff::{Timestamp, civil::Date};
use leptos::prelude::*;
use storage::{Caller, Store, settings::Settings};

use crate::{error::Error, locales::Words, mail::Mail};

/// What the pages need from the program.
#[derive(Clone)]
pub struct App {
    /// The store.
    pub store: Store,
    /// Names of the browser code; `output_name` carries the hash of the bundle.
    pub options: LeptosOptions,
    /// The present instant: real, a demonstration's, or a test's.
    pub clock: Arc<dyn Fn() -> Timestamp + Send + Sync>,
    /// Mail, where it is configured.
    pub mail: Option<Mail>,
}

impl FromRef<App> for LeptosOptions {
    fn from_ref(app: &App) -> Self {
        app.options.clone()
    }
}

/// One visit to one address.
#[derive(Clone, Debug)]
pub struct Visit {
    /// Who asks; none before sign-in.
    pub actor: Option<Actor>,
    /// The reader's language.
    pub lang: Lang,
    /// When; on pages that may be kept a step of the clock (see `server::cache`).
    pub now: Timestamp,
    /// When anything was last changed that the page may show: what figures say that they are as of.
    pub known: Timestamp,
    /// The network address asked from.
    pub from: String,
    /// The settings in force when it came.
    pub settings: Arc<Settings>,
    /// The path asked for.
    pub path: String,
    /// The query, of a name given twice the last; of `also` and `cities` all, with commas between.
    pub query: BTreeMap<String, String>,
}

impl Visit {
    /// The words in the reader's language.
    #[must_use]
    pub const fn words(&self) -> Words {
        Words(self.lang)
    }

    /// Today in Beijing.
    #[must_use]
    pub fn today(&self) -> Date {
        domain::calendar::beijing(self.now).date()
    }

    /// The demonstration's today, in a demonstration store.
    #[must_use]
    pub fn demo(&self) -> Option<Date> {
        self.settings.demo.map(|d| d.today)
    }

    /// `10:32` for today, else the day.
    #[must_use]
    pub fn moment(&self, at: Timestamp) -> String {
        let day = domain::calendar::beijing(at).date();
        let t = self.words();
        if day == self.today() { t.clock(at) } else { t.day(day) }
    }

    /// Who asks, for the store.
    ///
    /// # Errors
    /// [`Error::SignIn`] before sign-in.
    pub fn caller(&self) -> Result<Caller, Error> {
        let actor = self.actor.clone().ok_or(Error::SignIn)?;
        Ok(Caller {
            actor,
            at: self.now,
            from: self.from.clone(),
        })
    }

    /// A value of the query, trimmed; none if absent or empty.
    #[must_use]
    pub fn asked(&self, name: &str) -> Option<&str> {
        self.query.get(name).map(|v| v.trim()).filter(|v| !v.is_empty())
    }

    /// The values of a name that may be given several times, or once with commas between.
    pub fn listed<'a>(&'a self, name: &str) -> impl Iterator<Item = &'a str> {
        let values = self.asked(name).unwrap_or_default().split(',');
        values.map(str::trim).filter(|v| !v.is_empty())
    }

    /// What of these names the query has: what a link takes along.
    #[must_use]
    pub fn kept<'a>(&'a self, names: &[&'static str]) -> Vec<(&'static str, &'a str)> {
        names
            .iter()
            .filter_map(|name| Some((*name, self.asked(name)?)))
            .collect()
    }

    /// This address with one query value changed (or removed, if empty): how links keep everything a person chose.
    #[must_use]
    pub fn with(&self, changes: &[(&str, &str)]) -> String {
        let mut query = self.query.clone();
        for (name, value) in changes {
            if value.is_empty() {
                query.remove(*name);
            } else {
                query.insert((*name).to_owned(), (*value).to_owned());
            }
        }
        address(&self.path, query.iter().map(|(k, v)| (k.as_str(), v.as_str())))
    }
}

/// A path with a query.
pub fn address<'a>(path: &str, query: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    let text = form_urlencoded::Serializer::new(String::new())
        .extend_pairs(query)
        .finish();
    if text.is_empty() {
        path.to_owned()
    } else {
        format!("{path}?{text}")
    }
}

/// The visit and the program, inside a page.
#[must_use]
pub fn here() -> (Visit, App) {
    (expect_context::<Visit>(), expect_context::<App>())
}

/// What was typed into a small form that was refused, and why; a page in context shows it again.
#[derive(Clone, Debug, Default)]
pub struct Posted {
    /// The fields as typed; passwords are left out.
    pub fields: BTreeMap<String, String>,
    /// Field name and sentence; an empty name is the form's own.
    pub errors: Vec<(String, String)>,
    /// Something that succeeded and is shown once (an invitation link).
    pub done: Option<(String, String)>,
    /// What was typed into another form, whose session had ended: it goes on with the sign-in.
    pub carried: Vec<(String, String)>,
}

impl Posted {
    /// The text of a field, empty if it was not typed.
    #[must_use]
    pub fn field(&self, name: &str) -> String {
        self.fields.get(name).cloned().unwrap_or_default()
    }

    /// The sentence at a field.
    #[must_use]
    pub fn error(&self, name: &str) -> Option<String> {
        self.errors.iter().find(|(n, _)| n == name).map(|(_, s)| s.clone())
    }
}
