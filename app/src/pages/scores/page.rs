//! `/cities/{city}/score`: the score of a city in a quarter, opened to what each point is made of.

use domain::{
    access::{Decision, Object, Verb, may},
    city::{City, city},
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use storage::scores::{self, Explained};

use super::{
    asked::{self, Asked},
    rows::Table,
    sums,
};
use crate::{
    comparison::{
        asked::Errors,
        form::{Offer, form, refused},
    },
    components::{
        bits::{demo_mark, error_summary, notice, notice_with},
        frame::Frame,
        icons::icon,
    },
    error::Error,
    pages::page,
    visit::{Posted, Visit, address, here},
};

/// The page.
#[component]
pub fn ScorePage() -> impl IntoView {
    let (visit, app) = here();
    let slug = use_params_map().get_untracked().get("city").unwrap_or_default();
    let posted = use_context::<Posted>().unwrap_or_default();
    page(async move {
        let caller = visit.caller()?;
        let city = city(&slug).ok_or(Error::NotFound)?;
        let score = Object::Score { city: &city.slug };
        let is_allowed = |verb| may(Some(&caller.actor), verb, &score) == Decision::Allow;
        if !is_allowed(Verb::Read) {
            return Err(Error::NotFound);
        }
        let asked = match Asked::read(&visit) {
            Ok(asked) => asked,
            Err(errors) => {
                let refused = refused(&visit, &errors);
                return Ok(frame(&visit, city, ().into_any(), refused));
            }
        };
        let none = Errors::new();
        let choices = asked.choices();
        let offer = Offer {
            period: asked.quarter,
            ..Offer::of(&choices, &none)
        };
        let Some(quarter) = asked.quarter else {
            let none = notice("", visit.words().score_no_quarter().to_owned());
            return Ok(frame(&visit, city, ().into_any(), none));
        };
        let explained = scores::of_city(&app.store, &caller, &slug, asked::of(&visit, quarter, asked.as_of)).await?;
        let agrees = is_allowed(Verb::Review) && asked.as_of.is_none();
        let body = body(&visit, &explained, &asked, &posted, agrees);
        Ok(frame(&visit, city, form(&visit, &offer), body))
    })
}

fn frame(visit: &Visit, city: &City, form: AnyView, body: AnyView) -> AnyView {
    let t = visit.words();
    let title = t.score_title(city.short(visit.lang));
    let to = address(&format!("/cities/{}", city.slug), visit.kept(&["as_of"]));
    let crumb = t.city_title(city.name.get(visit.lang));
    view! {
        <Frame title=title.clone() city=Some(city.slug.clone())>
            <nav class="crumbs is-screen" aria-label=t.crumbs()><ol><li><a href=to>{crumb}</a></li><li>{title.clone()}</li></ol></nav>
            <div class="phead"><div><h1>{title}</h1><p class="muted measure">{t.score_lead()}</p></div>{form}</div>
            <div class="stack-l">{body}</div>
        </Frame>
    }
    .into_any()
}

fn body(visit: &Visit, explained: &Explained, asked: &Asked, posted: &Posted, agrees: bool) -> AnyView {
    let (t, score) = (visit.words(), &explained.score);
    let mut led = posted.clone();
    // The field of a row has that row's id.
    for (name, _) in led.errors.iter_mut().filter(|(name, _)| name == "reason") {
        *name = format!("{}reason", posted.field("indicator"));
    }
    let summary = error_summary(t.not_done_title().to_owned(), &led);
    let done = match visit.asked("done").filter(|_| posted.errors.is_empty()) {
        Some("agree") => Some(notice("ok", t.score_done_agree().to_owned())),
        Some("disagree") => Some(notice("ok", t.score_done_disagree().to_owned())),
        _ => None,
    };
    let unfiled = (!score.filed).then(|| {
        let to = format!("/schemes/{}", score.city);
        let link = view! { <p>{t.score_unfiled()}</p><p><a href=to>{t.score_unfiled_link()}</a></p> };
        notice_with("", link.into_any())
    });
    let known = match asked.as_of {
        Some(day) => t.as_of_day(t.full_day(day)),
        None => t.stamp(visit.known),
    };
    let period = score.quarter.to_string();
    let query = [("city", score.city.as_str()), ("period", period.as_str())];
    let [xlsx, csv] = ["/exports/score.xlsx", "/exports/score.csv"]
        .map(|path| address(path, query.into_iter().chain(visit.kept(&["as_of"]))));
    let table = Table {
        visit,
        explained,
        posted,
        agrees,
    };
    let demo = visit.demo().map(|_| demo_mark(t));
    view! {
        {summary}{done}
        <section class="stack" aria-labelledby="score">
            <h2 id="score">{t.score_heading(t.period_name(score.quarter))}</h2>
            {unfiled}
            {sums::head(t, score)}
        </section>
        {sums::parts(t, score)}
        {sums::left_out(t, explained)}
        {table.view()}
        <p class="row row--between xs muted"><span>{t.score_source(known)}" "{demo}</span><span class="dl is-screen"><span>{icon("dl")}{t.score_file()}</span><a href=xlsx download="">{t.xlsx()}</a><a href=csv download="">{t.csv()}</a></span></p>
    }
    .into_any()
}
