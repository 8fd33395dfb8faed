//! `/reports?view=completeness`: of each city how many reports are in, in time, late, extended, exempt, returned; CNIPA's
//! own term beside them; entries by kind. A city reads its own, CNIPA all; `/exports/completeness.csv` has the same numbers.

mod tables;

use domain::{
    Decimal,
    access::{Decision, Object, Verb, may},
    city::{City, cities},
    punctuality::tally,
};
use jiff::civil::Date;
use leptos::prelude::*;
use storage::completeness::Completeness;

use self::tables::{lines, matrix, sums};

use crate::{
    comparison::asked::{Errors, asked_city, asked_day},
    components::{bits::notice, frame::Frame, icons::icon},
    error::Error,
    locales::Words,
    visit::{App, Visit, address},
};

/// What is asked of the view: a city, and as of which day.
pub struct Asked {
    /// Only this city.
    pub city: Option<&'static City>,
    /// As known at the end of this Beijing day.
    pub as_of: Option<Date>,
}

impl Asked {
    /// Reads `city` and `as_of`.
    ///
    /// # Errors
    /// Each field that cannot be understood, with its sentence.
    pub fn read(visit: &Visit) -> Result<Self, Errors> {
        let mut errors = Errors::new();
        let asked = Asked {
            city: asked_city(visit, &mut errors),
            as_of: asked_day(visit, &mut errors),
        };
        if errors.is_empty() { Ok(asked) } else { Err(errors) }
    }

    /// The reports asked for; `NotFound` where the reader may know nothing of the city.
    ///
    /// # Errors
    /// Also the store's.
    pub async fn fetch(&self, visit: &Visit, app: &App) -> Result<Completeness, Error> {
        let mut all = storage::completeness::of(&app.store, &visit.caller()?, self.as_of).await?;
        if let Some(city) = self.city {
            all.reports.retain(|r| r.city == city.slug);
            let lateness = Object::Lateness { city: &city.slug };
            if may(visit.actor.as_ref(), Verb::Read, &lateness) != Decision::Allow {
                return Err(Error::NotFound);
            }
        }
        Ok(all)
    }
}

/// The links between the two views of `/reports`.
#[must_use]
pub fn tabs(visit: &Visit) -> AnyView {
    let t = visit.words();
    let here = visit.asked("view") == Some("completeness");
    view! {
        <nav class="seg" aria-label=t.reports_title()>
            <a href="/reports" aria-current=(!here).then_some("page")>{t.states_tab()}</a>
            <a href="/reports?view=completeness" aria-current=here.then_some("page")>{t.completeness_tab()}</a>
        </nav>
    }
    .into_any()
}

/// The page.
///
/// # Errors
/// `NotFound` for who may know no city's lateness.
pub async fn content(visit: &Visit, app: &App) -> Result<AnyView, Error> {
    let t = visit.words();
    let (asked, wrong) = match Asked::read(visit) {
        Ok(asked) => (asked, Vec::new()),
        Err(errors) => {
            let none = Asked {
                city: None,
                as_of: None,
            };
            (none, errors)
        }
    };
    if !wrong.is_empty()
        && let Some(response) = use_context::<leptos_axum::ResponseOptions>()
    {
        response.set_status(http::StatusCode::UNPROCESSABLE_ENTITY);
    }
    let all = asked.fetch(visit, app).await?;
    let now = all.known_at;
    let whole = tally(&all.reports, now);
    let lead = match (whole.complete(), whole.punctual()) {
        (Some(complete), punctual) => {
            let punctual = punctual.map_or_else(|| t.none_dash().to_owned(), |p| percent(t, p));
            t.completeness_sentence(whole.is_in(), whole.expected, percent(t, complete), punctual)
        }
        _ => t.completeness_nothing().to_owned(),
    };
    let errors = wrong
        .iter()
        .map(|(_, sentence)| notice("err", (*sentence).to_owned()))
        .collect_view();
    let known = asked
        .as_of
        .map(|day| view! { <p class="muted">{t.known_on(t.full_day(day))}</p> });
    let shown: Vec<&City> = cities()
        .iter()
        .filter(|c| all.reports.iter().any(|r| r.city == c.slug))
        .collect();
    let detail = match shown.as_slice() {
        [one] => lines(visit, &all, one),
        _ => matrix(t, &all, &shown),
    };
    let (sums, form) = (sums(t, &all, &shown, whole), filters(visit, &asked, &wrong, &shown));
    let tabs = tabs(visit);
    let csv = address("/exports/completeness.csv", visit.kept(&["city", "as_of"]));
    Ok(view! {
        <Frame title=t.completeness_title().to_owned()>
            <div class="phead"><h1>{t.completeness_title()}</h1>{tabs}</div>
            <div class="stack-l">
                {errors}
                <div class="stack-s"><p class="lead">{lead}</p>{known}<p class="sm muted measure">{t.completeness_lead()}</p></div>
                {form}
                {sums}
                {detail}
                <p class="dl">{icon("dl")}<a href=csv download="">{t.csv()}</a></p>
            </div>
        </Frame>
    }
    .into_any())
}

fn percent(t: Words, value: Decimal) -> String {
    t.percent_of(t.number(value, 1))
}

fn filters(visit: &Visit, asked: &Asked, wrong: &[(&str, &'static str)], shown: &[&City]) -> AnyView {
    let t = visit.words();
    let several = shown.len() > 1 || (asked.city.is_some() && visit.actor.as_ref().is_some_and(|a| a.city().is_none()));
    let by_city = several.then(|| {
        let options = cities()
            .iter()
            .map(|c| {
                let chosen = asked.city.is_some_and(|a| a.slug == c.slug);
                view! { <option value=c.slug.clone() selected=chosen>{c.short(t.lang()).to_owned()}</option> }
            })
            .collect_view();
        view! { <div><label for="city">{t.city()}</label><select class="select select--s" id="city" name="city"><option value="">{t.list_all_cities()}</option>{options}</select></div> }
    });
    let as_of = visit.asked("as_of").unwrap_or_default().to_owned();
    let error = wrong
        .iter()
        .find(|(field, _)| *field == "as_of")
        .map(|(_, sentence)| *sentence);
    let (invalid, described) = (error.map(|_| "true"), error.map(|_| "as_of-error"));
    let sentence = error.map(|e| view! { <span class="fielderr" id="as_of-error">{icon("err")}{e}</span> });
    let kind = if error.is_some() { "text" } else { "date" };
    view! {
        <form class="filters" method="get" action="/reports">
            <input type="hidden" name="view" value="completeness" />
            {by_city}
            <div><label for="as_of">{t.as_of_label()}</label><input class="input input--s" type=kind id="as_of" name="as_of" value=as_of aria-invalid=invalid aria-describedby=described />{sentence}</div>
            <div><button class="btn btn--2 btn--s" type="submit">{t.show()}</button></div>
        </form>
    }
    .into_any()
}
