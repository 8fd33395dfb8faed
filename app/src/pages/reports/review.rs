//! `/reports/{city}/{period}/review`: the workbench, one form for all items, usable without JavaScript.

use domain::{
    city::city,
    report::{Action, State},
};
use leptos::prelude::*;
use storage::reports::{Waiting, next_after};

use super::{
    correction,
    review_data::{Item, Refused, Show, all},
    review_item::item_view,
    review_keys::{confirm_dialog, keys_dialog},
    review_look::{filters, look},
    review_notes::notes,
    review_side::{decision, queue, then_next},
    rows::{flags, period_of},
    show::address,
};
use crate::{
    components::{
        bits::{notice, state_chip},
        frame::Frame,
        icons::icon,
    },
    islands::{Workbench, keep},
    locales::Words,
    pages::{page, typed::typed_by},
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
        let waiting = storage::reports::waiting_reports(&app.store, &caller).await?;
        Ok(content(&visit, &review, &refused, &waiting))
    })
}

fn content(visit: &Visit, review: &storage::reports::Review, refused: &Refused, waiting: &[Waiting]) -> AnyView {
    let (t, term) = (visit.words(), visit.settings.terms.review);
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
        .map(|i| item_view(visit, review, i, refused, deciding))
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
    let look = look(visit, review, &items, &shown, deciding);
    let confirm = deciding.then(|| confirm_dialog(t, then_next(visit)));
    let bench = view! {
        {queue(visit, &items, &shown, deciding)}
        <div>{sections}</div>
        {decision(visit, review, &items, term, deciding, look)}
        {confirm}
    };
    let action = visit.with(&[("done", ""), ("of", ""), ("then", "")]);
    let bench = if deciding {
        view! { <form class="bench" id="bench" method="post" action=action novalidate autocomplete="off">{typed_by(visit)}{bench}</form> }
            .into_any()
    } else {
        view! { <div class="bench">{bench}</div> }.into_any()
    };
    let reading = (!deciding && review.correction.is_none()).then(|| notice("", t.not_in_review(t.state(row.state))));
    let done = match visit.asked("done") {
        _ if refused.any() => None,
        Some("take") => Some(notice("ok", t.done_take().into())),
        Some("ask") => Some(notice("ok", t.done_ask().into())),
        Some("publish_note") => Some(notice("ok", t.note_done_publish().into())),
        Some("withdraw_note") => Some(notice("ok", t.note_done_withdraw().into())),
        Some("propose_note") => Some(notice("ok", t.note_done_propose().into())),
        Some(_) if visit.asked("of").is_some() => verdict_given(visit, waiting.len()),
        Some("decline_correction") => Some(notice("ok", t.correction_done_declined().into())),
        _ => None,
    };
    let name = city(&row.city)
        .map(|c| c.short(visit.lang).to_owned())
        .unwrap_or_default();
    let title = t.review_title(name, t.period_name(row.period));
    let filters = filters(visit, &items, show, deciding);
    let next = next_report(visit, review, waiting, deciding);
    let (head, place) = (
        head(visit, review, title.clone(), items.len(), filters, next),
        row.city.clone(),
    );
    let errors = summary(t, refused, &items);
    let correction = correction::answer(visit, review, refused);
    let notes = notes(visit, review, &items, &shown, deciding);
    let (keys, lang) = (keys_dialog(t), visit.lang);
    let account = visit.actor.as_ref().map(|a| a.id.as_str()).unwrap_or_default();
    let of = keep::of_account(account);
    let kept = format!("{of}{}/{}/review-{}/", row.city, row.period, review.version.head.number);
    view! {
        <Frame title city=Some(place)>
            {head}
            <Workbench lang kept>{done}{errors}{correction}{reading}{notes}{bench}{keys}</Workbench>
        </Frame>
    }
    .into_any()
}

/// What was just decided on another report, and how many wait still.
#[must_use]
pub fn verdict_given(visit: &Visit, left: usize) -> Option<AnyView> {
    let t = visit.words();
    let (slug, period) = visit.asked("of")?.split_once('/')?;
    let (of, period) = (city(slug)?, period_of(period).ok()?);
    let report = t.home_report_of(of.short(visit.lang), t.period_name(period));
    let done = match visit.asked("done")? {
        "accept" => t.done_accepted(report),
        "return" => t.done_returned(report),
        _ => return None,
    };
    let left = if left > 0 {
        t.done_left(left)
    } else {
        t.done_none_left().to_owned()
    };
    Some(notice("ok", format!("{done}{}{left}", t.sentence_gap())))
}

/// The way to the next report that waits; in the bench's form it keeps what is typed.
fn next_report(
    visit: &Visit,
    review: &storage::reports::Review,
    waiting: &[Waiting],
    deciding: bool,
) -> Option<AnyView> {
    let t = visit.words();
    let next = next_after(waiting, &review.row.city, review.row.period)?;
    let name = city(&next.city).map(|c| c.short(visit.lang)).unwrap_or_default();
    let word = t.next_waiting(t.home_report_of(name, t.period_name(next.period)));
    Some(if deciding {
        view! { <button class="go" type="submit" form="bench" name="go" value="next" id="next-report">{word}</button> }
            .into_any()
    } else {
        let to = format!("/reports/{}/{}/review", next.city, next.period);
        view! { <a href=to id="next-report">{word}</a> }.into_any()
    })
}

fn head(
    visit: &Visit,
    review: &storage::reports::Review,
    title: String,
    count: usize,
    filters: AnyView,
    next: Option<AnyView>,
) -> AnyView {
    let t = visit.words();
    let (row, version) = (&review.row, &review.version.head);
    let report = format!("/reports/{}/{}", row.city, row.period);
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
                    <span>{t.review_items(count)}</span>
                    {compare}
                </p>
            </div>
            <div class="head-tools">{filters}{next}</div>
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
    let notes = refused
        .notes
        .iter()
        .map(|(item, e)| {
            let (to, text) = (format!("#{item}-note"), t.colon(t.item(item), e.clone()));
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
            <ul>{sentences}{answer}{lines}{notes}</ul>
        </div>
    }
    .into_any()
}
