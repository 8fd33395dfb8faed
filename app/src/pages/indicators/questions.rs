//! Questions of definition beside an indicator: reading, asking, answering, searching, and what waits for CNIPA.

use axum::{
    Extension,
    extract::{Path, Request, State},
    response::Response,
};
use domain::{calendar::beijing, indicator::definition};
use leptos::prelude::*;
use storage::{
    Caller,
    questions::{self, Question},
};

use crate::{
    components::{
        bits::{error_summary, notice},
        fields::{Field, Kind},
        icons::icon,
    },
    error::Error,
    locales::Words,
    pages::{
        forms::{Fields, Refused, answer},
        typed::{read_small, typed_by},
    },
    visit::{App, Posted, Visit},
};

/// The section of an indicator's page.
///
/// # Errors
/// Of the store.
pub async fn section(visit: &Visit, app: &App, code: &str, posted: &Posted) -> Result<AnyView, Error> {
    let (t, caller) = (visit.words(), visit.caller()?);
    let all = questions::find(&app.store, &caller, Some(code), "").await?;
    let refused = !posted.errors.is_empty();
    let done = (visit.asked("done").is_some() && !refused).then(|| notice("ok", t.question_done().to_owned()));
    let summary = error_summary(t.not_done_title().to_owned(), posted);
    let none = all
        .is_empty()
        .then(|| view! { <p class="muted">{t.questions_none()}</p> });
    let items = all.iter().map(|q| item(visit, &caller, q, posted)).collect_view();
    let asks = matches!(caller.actor.city(), Some(city) if may_ask(&caller, city));
    let form = asks.then(|| ask_form(visit, code, posted));
    Ok(view! {
        <section class="sect stack" aria-labelledby="questions">
            <div class="sect__head"><h2 id="questions">{t.questions_title()}</h2><p>{t.questions_lead()}</p></div>
            {summary}{done}{none}
            <ol class="qa">{items}</ol>
            {form}
        </section>
    }
    .into_any())
}

fn may_ask(caller: &Caller, city: &str) -> bool {
    use domain::access::{Decision, Object, Verb, may};
    let object = Object::Question { city, answered: true };
    may(Some(&caller.actor), Verb::Save, &object) == Decision::Allow
}

/// A question with its answer, as all read it.
fn said(t: Words, q: &Question) -> AnyView {
    let day = |at| t.full_day(beijing(at).date());
    let who = q
        .asker
        .as_ref()
        .map(|(city, name)| t.question_by(t.city_short(city), name));
    let head = match who {
        Some(who) => format!("{} · {who}", t.question_asked(day(q.asked_at))),
        None => t.question_asked(day(q.asked_at)),
    };
    let answer = match &q.answer {
        None => view! { <p class="istat istat--warn">{icon("clock")}{t.question_waits()}</p> }.into_any(),
        Some(a) => {
            let given = if a.declined {
                t.question_declined(day(a.at))
            } else {
                t.question_answered(day(a.at))
            };
            let changed = a.changed_at.map(|at| format!(" · {}", t.question_changed(day(at))));
            view! { <div class="say say--us"><header>{given}{changed}</header><p class="case__text">{a.text.clone()}</p></div> }
                .into_any()
        }
    };
    view! { <p class="qa__q"><b class="case__text">{q.text.clone()}</b><span class="sub">{head}</span></p>{answer} }
        .into_any()
}

fn item(visit: &Visit, caller: &Caller, q: &Question, posted: &Posted) -> AnyView {
    let t = visit.words();
    let form = caller.actor.is_cnipa().then(|| answer_form(visit, q, posted));
    view! { <li class="stack-s" id=format!("q-{}", q.id)>{said(t, q)}{form}</li> }.into_any()
}

/// CNIPA's form at a question; of an answered one it is folded.
fn answer_form(visit: &Visit, q: &Question, posted: &Posted) -> AnyView {
    let t = visit.words();
    let here = posted.field("id") == q.id && !posted.errors.is_empty();
    let stored = q.answer.as_ref().map(|a| a.text.clone()).unwrap_or_default();
    let text = if here { posted.field("answer") } else { stored };
    let kind = Kind::Area { most: None, rows: None };
    let field = Field::new("answer", t.question_answer_label(), kind, text).hint(t.question_answer_hint());
    // The refused one alone is where its summary leads.
    let field = match here {
        true => field.error(posted.error("answer")),
        false => Field {
            id: format!("a-{}", q.id),
            ..field
        },
    };
    let button = if q.answer.is_some() {
        t.question_answer_change()
    } else {
        t.question_answer_send()
    };
    let form = view! {
        <form method="post" action=visit.path.clone() class="stack-s" novalidate>
            {typed_by(visit)}
            <input type="hidden" name="id" value=q.id.clone() />
            <div class="measure">{field.view()}</div>
            <p class="row">
                <button class="btn btn--s" type="submit" name="action" value="answer">{button}</button>
                <button class="btn btn--2 btn--s" type="submit" name="action" value="decline">{t.question_answer_decline()}</button>
            </p>
        </form>
    };
    if q.answer.is_none() {
        return view! { <div class="is-screen">{form}</div> }.into_any();
    }
    view! { <details class="fold is-screen" open=here><summary>{button}</summary>{form}</details> }.into_any()
}

fn ask_form(visit: &Visit, code: &str, posted: &Posted) -> AnyView {
    let t = visit.words();
    let kind = Kind::Area { most: None, rows: None };
    let field = Field::new("question", t.question_label(), kind, posted.field("question"));
    let field = field.hint(t.question_hint()).error(posted.error("question"));
    view! {
        <form method="post" action=format!("/indicators/{code}") class="decide stack-s is-screen" novalidate>
            {typed_by(visit)}
            <div class="measure">{field.view()}</div>
            <p><button class="btn" type="submit" name="action" value="ask">{t.question_send()}</button></p>
        </form>
    }
    .into_any()
}

/// The search of `/indicators`, with what it found if it was asked for.
///
/// # Errors
/// Of the store.
pub async fn search(visit: &Visit, app: &App) -> Result<AnyView, Error> {
    let t = visit.words();
    let text = visit.asked("q").unwrap_or_default().to_owned();
    let found = match text.as_str() {
        "" => None,
        words => Some(questions::find(&app.store, &visit.caller()?, None, words).await?),
    };
    let found = found.map(|all| {
        let heading = match all.len() {
            0 => t.questions_found_none().to_owned(),
            n => t.questions_found(n),
        };
        let items = all
            .iter()
            .map(|q| {
                let name = definition(&q.indicator).map(|d| format!("{} {}", d.code, d.name.get(t.lang())));
                let to = format!("/indicators/{}#q-{}", q.indicator, q.id);
                view! { <li class="stack-s"><p class="sm"><a href=to>{name}</a></p>{said(t, q)}</li> }
            })
            .collect_view();
        view! { <p role="status">{heading}</p><ol class="qa">{items}</ol> }
    });
    Ok(view! {
        <section class="sect stack" aria-labelledby="questions">
            <h2 id="questions">{t.questions_title()}</h2>
            <form class="filters" method="get" action="/indicators" role="search" aria-label=t.questions_search()>
                <div>
                    <label for="q">{t.questions_search()}</label>
                    <input class="input input--s" id="q" type="search" name="q" value=text maxlength="100" autocomplete="off" />
                </div>
                <button class="btn btn--2 btn--s" type="submit">{t.show()}</button>
            </form>
            {found}
        </section>
    }
    .into_any())
}

/// How many questions wait for CNIPA, and which; nothing where none does.
///
/// # Errors
/// Of the store.
pub async fn waiting(visit: &Visit, app: &App, caller: &Caller) -> Result<AnyView, Error> {
    let t = visit.words();
    let all = questions::waiting(&app.store, caller).await?;
    if all.is_empty() {
        return Ok(().into_any());
    }
    let lines = all
        .iter()
        .take(5)
        .map(|q| {
            let to = format!("/indicators/{}#q-{}", q.indicator, q.id);
            let name = definition(&q.indicator).map(|d| format!("{} {}", d.code, d.name.get(t.lang())));
            view! { <li><a href=to><span class="grow"><b>{name}</b><span>{q.text.clone()}</span></span>{icon("right")}</a></li> }
        })
        .collect_view();
    Ok(view! {
        <section class="sect" aria-labelledby="asked">
            <h2 id="asked">{t.questions_home(all.len())}</h2>
            <ul class="plain">{lines}</ul>
        </section>
    }
    .into_any())
}

/// The latest answered questions beside a field of the editor.
#[must_use]
pub fn beside(t: Words, all: &[Question]) -> AnyView {
    let answered: Vec<_> = all
        .iter()
        .filter_map(|q| Some((q, q.answer.as_ref().filter(|a| !a.declined)?)))
        .take(3)
        .map(|(q, a)| view! { <div><dt>{q.text.clone()}</dt><dd class="case__text">{a.text.clone()}</dd></div> })
        .collect();
    if answered.is_empty() {
        return ().into_any();
    }
    view! { <p class="about__h">{t.questions_beside()}</p><dl class="about__qa">{answered}</dl> }.into_any()
}

/// The posts of an indicator's page: `ask`, `answer`, `decline`.
pub async fn post(
    State(app): State<App>,
    Extension(visit): Extension<Visit>,
    Path(code): Path<String>,
    request: Request,
) -> Result<Response, Response> {
    let (fields, request) = read_small(&app, &visit, request).await?;
    let outcome = act(&app, &visit, &code, &fields).await;
    let done = outcome.map(|()| format!("/indicators/{code}?done=1#questions"));
    Ok(answer(app, request, fields, done).await)
}

async fn act(app: &App, visit: &Visit, code: &str, fields: &Fields) -> Result<(), Refused> {
    let (t, caller) = (visit.words(), visit.caller()?);
    let get = |name: &str| fields.get(name).map(String::as_str).unwrap_or_default();
    let outcome = match get("action") {
        "ask" => questions::ask(&app.store, &caller, code, get("question"))
            .await
            .map(drop),
        "answer" => questions::answer(&app.store, &caller, get("id"), get("answer"), false).await,
        "decline" => questions::answer(&app.store, &caller, get("id"), get("answer"), true).await,
        _ => {
            // Who may not see it is not told what its buttons are.
            questions::find(&app.store, &caller, Some(code), "").await?;
            return Err(Refused::unknown(t));
        }
    };
    outcome.map_err(|e| Refused::store(t, e, |field, fault| t.fault(field, fault)))
}
