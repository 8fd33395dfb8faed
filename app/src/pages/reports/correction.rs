//! Corrections on a report's pages: the city's request and CNIPA's answer as plain forms, and what was asked for so far.

use std::collections::BTreeMap;

use domain::{
    access::{Decision, Object, Verb, may},
    entry::SECTIONS,
    form::ReportForm,
    indicator::items,
    report::State,
    scheme::task_item,
    task::FUNDING_SPENT,
};
use leptos::prelude::*;
use storage::reports::{Correction, Editor, Review, Row, Version};

use super::{form_data, review_data};
use crate::{
    components::{
        bits::{area_text, notice},
        icons::icon,
    },
    locales::Words,
    pages::typed::typed_by,
    visit::Visit,
};

/// The section of a report's page: the form of a request, closed until it is wanted, and the requests so far.
#[must_use]
pub fn section(
    visit: &Visit,
    row: &Row,
    version: &Version,
    corrections: &[Correction],
    refused: &form_data::Refused,
) -> AnyView {
    let t = visit.words();
    let object = Object::Report {
        city: &row.city,
        state: row.state,
        versions: row.versions,
    };
    let asks = may(visit.actor.as_ref(), Verb::AskCorrection, &object) == Decision::Allow;
    let answers = may(visit.actor.as_ref(), Verb::GrantCorrection, &object) == Decision::Allow;
    let waiting = corrections.iter().find(|c| c.outcome.is_none());
    let sent = (visit.asked("done") == Some("request_correction") && waiting.is_some())
        .then(|| notice("ok", t.correction_sent().into()));
    // After a refusal what was typed stays, also where another request was first.
    let asked = waiting.is_some() && refused.correction.is_empty();
    let form = (asks && row.state == State::Accepted && !asked).then(|| request(visit, version, refused));
    let to_answer = (answers && waiting.is_some()).then(|| {
        view! { <p><a class="btn" href=format!("{}/review#correction", visit.path)>{t.correction_decide()}</a></p> }
    });
    if corrections.is_empty() {
        return form.into_any();
    }
    let list = corrections.iter().map(|c| entry(t, c)).collect_view();
    view! {
        <section class="sect stack" id="corrections" aria-labelledby="corrections-title">
            <h2 id="corrections-title">{t.corrections_title()}</h2>
            {sent}
            <ol class="tl measure">{list}</ol>
            {to_answer}
            {form}
        </section>
    }
    .into_any()
}

/// One request and its answer, as a line of a timeline.
fn entry(t: Words, c: &Correction) -> AnyView {
    let who = if c.supplement {
        t.supplement_opened(&c.asked_by, t.stamp(c.asked_at))
    } else {
        t.correction_asked_by(&c.asked_by, t.stamp(c.asked_at))
    };
    let asked = format!("{who}{}{}", t.semicolon(), t.correction_about(c.version));
    let answer = match &c.outcome {
        None => view! { <p><span class="chip chip--warn">{icon("clock")}{t.correction_waits()}</span></p> }.into_any(),
        Some(_) if c.supplement => ().into_any(),
        Some(o) => {
            let (class, who) = if o.granted.is_empty() {
                ("say say--us", t.correction_declined(&o.by, t.stamp(o.at)))
            } else {
                ("say say--us", t.correction_granted(&o.by, t.stamp(o.at)))
            };
            let opened = (!o.granted.is_empty()).then(|| view! { <p>{t.correction_opened(t.items(&o.granted))}</p> });
            let words = (!o.words.is_empty()).then(|| view! { <p>{o.words.clone()}</p> });
            view! { <div class=class><header>{who}</header>{opened}{words}</div> }.into_any()
        }
    };
    let class = c.outcome.is_none().then_some("is-now");
    let outcome = match &c.outcome {
        None => "waiting",
        Some(_) if c.supplement => "supplement",
        Some(o) if o.granted.is_empty() => "declined",
        Some(_) => "granted",
    };
    view! {
        <li class=class data-correction=outcome>
            <b>{asked}</b>
            <p>{t.items(&c.items)}</p>
            <p>{c.reason.clone()}</p>
            {answer}
        </li>
    }
    .into_any()
}

/// The form of a request.
fn request(visit: &Visit, version: &Version, refused: &form_data::Refused) -> AnyView {
    let t = visit.words();
    let sections = SECTIONS.iter().filter(|s| version.content.sections.contains_key(**s));
    let names: Vec<String> = items(version.content.period)
        .into_iter()
        .map(|d| d.code.clone())
        .chain(version.content.tasks.keys().map(|n| task_item(*n)))
        .chain((!version.content.tasks.is_empty()).then(|| FUNDING_SPENT.to_owned()))
        .chain(sections.map(|s| (*s).to_owned()))
        .collect();
    let nothing = BTreeMap::new();
    let wrong = if refused.supplementing() {
        &nothing
    } else {
        &refused.correction
    };
    let open = !wrong.is_empty();
    let fields = fields(
        t,
        &names,
        |name| open && refused.form.ticked(name),
        (t.correction_items(), Some(t.correction_items_hint())),
        (t.correction_reason(), Some(t.correction_reason_hint())),
        (&refused.form, wrong),
    );
    view! {
        <details class="fold" id="ask-correction" open=open>
            <summary>{icon("pen")}{t.correction_ask()}</summary>
            <form method="post" action=visit.path.clone() class="stack" novalidate>
                <p class="measure">{t.correction_ask_lead()}</p>
                {fields}
                <p><button class="btn" type="submit" name="action" value="request_correction">{t.correction_send()}</button></p>
            </form>
        </details>
    }
    .into_any()
}

/// CNIPA's answer to the correction that waits, on the review page.
#[must_use]
pub fn answer(visit: &Visit, review: &Review, refused: &review_data::Refused) -> AnyView {
    let t = visit.words();
    let Some(asked) = &review.correction else {
        return ().into_any();
    };
    let typed = !refused.correction.is_empty();
    let fields = fields(
        t,
        &asked.items,
        |name| !typed || refused.form.ticked(name),
        (t.correction_open_items(), None),
        (t.correction_words(), None),
        (&refused.form, &refused.correction),
    );
    view! {
        <section class="submit stack" id="correction" aria-labelledby="correction-title">
            <h2 id="correction-title">{t.correction_decide()}</h2>
            <div class="say"><header>{t.correction_asked_by(&asked.asked_by, t.stamp(asked.asked_at))}</header><p>{asked.reason.clone()}</p></div>
            <p class="measure">{t.correction_decide_lead()}</p>
            <form method="post" action=visit.with(&[("done", "")]) class="stack" novalidate autocomplete="off">
                {typed_by(visit)}
                {fields}
                <p class="row">
                    <button class="btn" type="submit" name="action" value="grant_correction">{t.correction_grant()}</button>
                    <button class="btn btn--2" type="submit" name="action" value="decline_correction">{t.correction_decline()}</button>
                </p>
            </form>
        </section>
    }
    .into_any()
}

type Label = (&'static str, Option<&'static str>);

/// The boxes of the items and the reason, each with hint and sentence.
fn fields(
    t: Words,
    names: &[String],
    ticked: impl Fn(&str) -> bool,
    (items_label, items_hint): Label,
    (reason_label, reason_hint): Label,
    (form, wrong): (&ReportForm, &BTreeMap<&'static str, String>),
) -> AnyView {
    let sentence = |field: &'static str| {
        wrong.get(field).map(|s| {
            view! { <p class="fielderr" id=format!("{field}-error")>{icon("err")}<span>{s.clone()}</span></p> }
        })
    };
    let described = |field: &'static str, hint: bool| {
        let ids = [
            hint.then(|| format!("{field}-hint")),
            wrong.contains_key(field).then(|| format!("{field}-error")),
        ];
        let ids = ids.into_iter().flatten().collect::<Vec<_>>().join(" ");
        (!ids.is_empty()).then_some(ids)
    };
    let hint = |field: &'static str, text: Option<&'static str>| {
        text.map(|text| view! { <span class="hint" id=format!("{field}-hint")>{text}</span> })
    };
    let invalid = |field: &'static str| wrong.contains_key(field).then_some("true");
    let boxes = names
        .iter()
        .map(|name| {
            let checked = ticked(name);
            view! {
                <label class="check">
                    <input
                        type="checkbox" name=format!("items[{name}][selected]") value="on" checked=checked
                        aria-invalid=invalid("items") aria-describedby=described("items", false)
                    />
                    <span>{t.item(name)}</span>
                </label>
            }
        })
        .collect_view();
    let class = if wrong.contains_key("reason") {
        "area is-err"
    } else {
        "area"
    };
    view! {
        <fieldset class="stack-s" id="items" tabindex="-1">
            <legend class="label">{items_label}</legend>
            {hint("items", items_hint)}
            {sentence("items")}
            <div class="ticks">{boxes}</div>
        </fieldset>
        <div class="field measure">
            <label for="reason">{reason_label}</label>
            {hint("reason", reason_hint)}
            {sentence("reason")}
            <textarea
                class=class id="reason" name="reason" maxlength="500"
                aria-invalid=invalid("reason") aria-describedby=described("reason", reason_hint.is_some())
            >
                {area_text(form.reason())}
            </textarea>
        </div>
    }
    .into_any()
}

/// What CNIPA opened for correction, above the city's form, with what was asked and answered.
#[must_use]
pub fn opened(t: Words, editor: &Editor) -> AnyView {
    let list = editor
        .opened()
        .iter()
        .map(|item| view! { <li class="w">{icon("pen")}<span><a href=format!("#r-{item}")>{t.item(item)}</a></span></li> })
        .collect_view();
    let said = editor.correcting.as_ref().filter(|c| !c.supplement).map(|c| {
        let who = t.correction_asked_by(&c.asked_by, t.stamp(c.asked_at));
        let answer = c.outcome.as_ref().map(|o| {
            let who = t.correction_granted(&o.by, t.stamp(o.at));
            view! { <div class="say say--us"><header>{who}</header><p>{o.words.clone()}</p></div> }
        });
        view! { <div class="say"><header>{who}</header><p>{c.reason.clone()}</p></div>{answer} }
    });
    let (n, accepted) = (editor.opened().len(), editor.row.accepted.unwrap_or_default());
    let supplement = editor.correcting.as_ref().is_some_and(|c| c.supplement);
    let (title, lead) = if supplement {
        (t.supplementing_title(n), t.supplementing_lead(accepted))
    } else {
        (t.correcting_title(n), t.correcting_lead(accepted))
    };
    view! {
        <div class="errsum errsum--note stack-s" role="note" data-correcting>
            <h2>{title}</h2>
            <p>{lead}</p>
            <ul>{list}</ul>
            {said}
        </div>
    }
    .into_any()
}
