//! `/reports/{city}/{period}/review`: the workbench, one form for all items, usable without JavaScript.

use domain::{
    city::city,
    report::{Action, State},
};
use leptos::prelude::*;

use super::{
    correction,
    review_data::{Item, Refused, Show, all},
    review_item::item_view,
    review_side::{decision, queue},
    rows::{flags, period_of},
    show::address,
};
use crate::{
    components::{
        bits::{notice, state_chip},
        frame::Frame,
        icons::icon,
    },
    locales::Words,
    pages::page,
    visit::{Visit, here},
};

/// The page.
#[component]
pub fn Review() -> impl IntoView {
    let (visit, app) = here();
    let (city, period) = address();
    let refused = use_context::<Refused>().unwrap_or_default();
    page(async move {
        let caller = visit.caller()?;
        let period = period_of(&period)?;
        let review = storage::reports::review(&app.store, &caller, &city, period).await?;
        let term = visit.settings.terms.review;
        Ok(content(&visit, &review, &refused, term))
    })
}

fn content(visit: &Visit, review: &storage::reports::Review, refused: &Refused, term: u32) -> AnyView {
    let t = visit.words();
    let row = &review.row;
    let show = Show::parse(visit.asked("show"));
    // After a refusal what was typed stays on the page, wherever the report stands now.
    let answering = matches!(
        refused.form.action,
        Some(Action::GrantCorrection | Action::DeclineCorrection)
    );
    let deciding = row.state == State::Submitted || (refused.any() && !answering);
    let items = all(review, refused);
    let typed = |item: &Item| refused.any() && refused.form.verdicts.contains_key(&item.name);
    let shown = |item: &Item| show.has(item) || item.error.is_some() || typed(item);
    let sections = items
        .iter()
        .filter(|i| shown(i))
        .map(|i| item_view(t, review, i, deciding))
        .collect::<Vec<_>>();
    let sections = if sections.is_empty() {
        let text = if show == Show::Todo {
            t.show_none_todo()
        } else {
            t.show_none_other()
        };
        view! { <div class="empty"><h2>{t.show_none_title()}</h2><p>{text}</p></div> }.into_any()
    } else {
        sections.into_any()
    };
    let bench = view! {
        {queue(visit, &items, shown)}
        <div>{sections}</div>
        {decision(visit, review, &items, term, deciding)}
    };
    let action = visit.with(&[("done", "")]);
    let bench = if deciding {
        view! { <form class="bench" method="post" action=action novalidate autocomplete="off">{bench}</form> }
            .into_any()
    } else {
        view! { <div class="bench">{bench}</div> }.into_any()
    };
    let reading = (!deciding && review.correction.is_none()).then(|| notice("", t.not_in_review(t.state(row.state))));
    let done = match visit.asked("done") {
        _ if refused.any() => None,
        Some("take") => Some(notice("ok", t.done_take().into())),
        Some("ask") => Some(notice("ok", t.done_ask().into())),
        Some("decline_correction") => Some(notice("ok", t.correction_done_declined().into())),
        _ => None,
    };
    let name = city(&row.city)
        .map(|c| c.short(visit.lang).to_owned())
        .unwrap_or_default();
    let title = t.review_title(name, t.period_name(row.period));
    let (head, place) = (head(visit, review, title.clone(), show, &items), row.city.clone());
    let errors = summary(t, refused, &items);
    let correction = correction::answer(visit, review, refused);
    view! {
        <Frame title city=Some(place)>
            {head}
            <div class="stack-l">{done}{errors}{correction}{reading}{bench}</div>
        </Frame>
    }
    .into_any()
}

fn head(visit: &Visit, review: &storage::reports::Review, title: String, show: Show, items: &[Item]) -> AnyView {
    let t = visit.words();
    let (row, version) = (&review.row, &review.version.head);
    let report = format!("/reports/{}/{}", row.city, row.period);
    let choices = Show::ALL
        .into_iter()
        .map(|s| {
            let n = items.iter().filter(|i| s.has(i)).count();
            let word = match s {
                Show::Todo => t.show_todo(n),
                Show::Changed => t.show_changed(n),
                Show::Flagged => t.show_flagged(n),
                Show::All => t.show_all(n),
            };
            let to = visit.with(&[("show", s.name()), ("done", "")]);
            view! { <a href=to aria-current=(s == show).then_some("true")>{word}</a> }
        })
        .collect_view();
    let taken = row.taken.then(|| view! { <span>{t.taken_mark()}</span> });
    let compare = (review.heads.len() > 1).then(|| {
        let to = super::compare::href(&row.city, row.period);
        view! { <a href=to>{t.compare_versions()}</a> }
    });
    view! {
        <nav class="crumbs" aria-label=t.crumbs()>
            <ol>
                <li><a href="/reports">{t.nav_reports()}</a></li>
                <li><a href=report>{t.report_title(t.period_name(row.period))}</a></li>
                <li>{t.review_crumb()}</li>
            </ol>
        </nav>
        <div class="phead">
            <div>
                <h1>{title}</h1>
                <p class="phead__meta">
                    {state_chip(visit.lang, row.state)}
                    {flags(t, row)}
                    <span>{t.version_n(version.number)}</span>
                    <span>{t.submitted_at(t.stamp(version.submitted_at), &version.submitted_by)}</span>
                    {taken}
                    <span>{t.review_items(items.len())}</span>
                    {compare}
                </p>
            </div>
            <nav class="seg" aria-label=t.show_which()>{choices}</nav>
        </div>
    }
    .into_any()
}

/// Why a post was refused, each sentence linked to its item.
fn summary(t: Words, refused: &Refused, items: &[Item]) -> AnyView {
    if !refused.any() {
        return ().into_any();
    }
    let sentences = refused
        .sentences
        .iter()
        .map(|s| view! { <li class="e">{icon("err")}<span>{s.clone()}</span></li> })
        .collect_view();
    let lines = items
        .iter()
        .filter_map(|i| Some((i, i.error.clone()?)))
        .map(|(i, e)| {
            let (to, text) = (format!("#{}-comment", i.name), t.colon(t.item(&i.name), e));
            view! { <li class="e">{icon("err")}<span><a href=to>{text}</a></span></li> }
        })
        .collect_view();
    let answer = refused
        .correction
        .iter()
        .map(|(field, s)| view! { <li class="e">{icon("err")}<span><a href=format!("#{field}")>{s.clone()}</a></span></li> })
        .collect_view();
    view! {
        <div class="errsum" role="alert" aria-labelledby="summary" tabindex="-1" id="errors">
            <h2 id="summary">{t.e_summary()}</h2>
            <ul>{sentences}{answer}{lines}</ul>
        </div>
    }
    .into_any()
}
