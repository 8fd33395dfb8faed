//! `/practices/C-0012`: to its city the form while it types, to all others the case; with what CNIPA said, the chain from
//! the practice to its adopters and what moved there, and the forms of who may act. Printed, the case alone.

use domain::{
    calendar::beijing,
    indicator::Definition,
    practice::{Action, Case, State, TEXTS, code, number_of},
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use storage::{
    Caller,
    evidence::{Owner, of_adoptions},
    practices::{self, Practice},
};

use super::{
    acts::{adopt, decide},
    chain::{Proofs, chain},
    chip,
    fields::{fields, saved_meanwhile},
};
use crate::{
    components::{
        bits::{demo_mark, error_summary, notice, notice_with},
        frame::Frame,
        icons::icon,
    },
    error::Error,
    locales::Words,
    pages::{attachments, page, problems, typed::typed_by},
    visit::{Posted, Visit, here},
};

/// The page.
#[component]
pub fn ShowPractice() -> impl IntoView {
    let (visit, app) = here();
    let id = use_params_map().get_untracked().get("id").unwrap_or_default();
    let posted = use_context::<Posted>().unwrap_or_default();
    page(async move {
        let caller = visit.caller()?;
        let number = number_of(&id).ok_or(Error::NotFound)?;
        let practice = practices::get(&app.store, &caller, number).await?;
        let files = attachments::beside(&visit, &app, &caller, &Owner::Practice(number)).await?;
        let proofs = of_adoptions(&app.store, &caller, number).await?;
        let solved = problems::beside::answered_by(&visit, &app, &caller, number).await?;
        let beside = view! { {files}{solved} }.into_any();
        Ok::<_, Error>(content(&visit, &caller, (&practice, &proofs), &posted, beside))
    })
}

fn content(
    visit: &Visit,
    caller: &Caller,
    (p, proofs): (&Practice, &Proofs),
    posted: &Posted,
    beside: AnyView,
) -> AnyView {
    let t = visit.words();
    let refused = !posted.errors.is_empty();
    let typed = Case::read(|n| posted.fields.get(n).map(String::as_str));
    let editing = p.can.contains(&Action::Save);
    let heading = match posted.field("action").as_str() {
        "submit" if posted.errors.iter().any(|(field, _)| !field.is_empty()) => t.practice_not_submitted(),
        _ => t.practice_not_done(),
    };
    let summary = error_summary(heading.to_owned(), posted);
    let done = visit.asked("done").filter(|_| !refused).and_then(Action::parse);
    let done = done.map(|action| notice("ok", done_words(t, action).to_owned()));
    let name = match p.case.title.trim() {
        "" => t.practice_untitled().to_owned(),
        title => title.to_owned(),
    };
    let title = format!("{} {name}", code(p.number));
    let word = word(t, p);
    let body = if editing {
        let case = if refused { &typed } else { &p.case };
        let mine = refused.then(|| saved_meanwhile(t, &typed, &p.case));
        view! { {mine}{editor(visit, p, case, posted)} }.into_any()
    } else {
        article(visit, p)
    };
    let chain = (p.state == State::Published).then(|| chain(visit, p, proofs));
    let decide = decide(visit, p, posted);
    let adopt = p.can.contains(&Action::Adopt).then(|| adopt(visit, caller, p, posted));
    let history = history(t, p);
    let city = t.city_short(&p.city).to_owned();
    let (number, mark, facts) = (code(p.number), chip(t, p.state), facts(visit, p));
    view! {
        <Frame title=title city=Some(p.city.clone()) paper=true>
            <nav class="crumbs is-screen" aria-label=t.crumbs()><ol><li><a href="/practices">{t.practices_title()}</a></li><li>{city}</li></ol></nav>
            <div class="stack-l case">
                <div>
                    <p class="case__over"><span>{number}</span>" "<span class="is-screen">{mark}</span></p>
                    <h1>{name}</h1>
                    {facts}
                </div>
                <div class="is-screen stack">{summary}{done}{word}</div>
                {body}
                {chain}
                {beside}
                <div class="is-screen stack-l">{decide}{adopt}{history}</div>
            </div>
        </Frame>
    }
    .into_any()
}

const fn done_words(t: Words, action: Action) -> &'static str {
    match action {
        Action::Save => t.practice_done_save(),
        Action::Submit => t.practice_done_submit(),
        Action::Return => t.practice_done_return(),
        Action::Select => t.practice_done_select(),
        Action::Decline => t.practice_done_decline(),
        Action::Publish => t.practice_done_publish(),
        Action::Adopt => t.practice_done_adopt(),
    }
}

/// Whose it is and what it is about.
fn facts(visit: &Visit, p: &Practice) -> AnyView {
    let t = visit.words();
    let aspect = p.case.aspect().map(|a| t.aspect(a).to_owned());
    let goal = p.case.goal().map(|g| t.goal(g).to_owned());
    let published = p
        .published_at
        .map(|at| t.practice_by(city_name(t, &p.city), t.full_day(beijing(at).date())));
    let whose = published.unwrap_or_else(|| t.practice_of(city_name(t, &p.city)));
    let demo = visit
        .demo()
        .map(|_| view! { <span class="is-print">{demo_mark(t)}</span> });
    let facts: Vec<_> = [Some(whose), aspect, goal].into_iter().flatten().collect();
    view! { <p class="phead__meta">{facts.into_iter().map(|f| view! { <span>{f}</span> }).collect_view()}{demo}</p> }
        .into_any()
}

pub(super) fn city_name(t: Words, slug: &str) -> String {
    domain::city::city(slug)
        .map(|c| c.name.get(t.lang()).to_owned())
        .unwrap_or_default()
}

/// What CNIPA said last, while it matters.
fn word(t: Words, p: &Practice) -> AnyView {
    let last = p
        .last_word()
        .filter(|_| matches!(p.state, State::Returned | State::Declined | State::Selected));
    let Some(step) = last else {
        return ().into_any();
    };
    let tone = if p.state == State::Selected { "" } else { "warn" };
    let who = format!("{} · {} · {}", t.practice_step(step.action), step.by, t.stamp(step.at));
    notice_with(
        tone,
        view! { <p><b>{who}</b></p><p class="case__text">{step.text.clone()}</p> }.into_any(),
    )
}

fn editor(visit: &Visit, p: &Practice, case: &Case, posted: &Posted) -> AnyView {
    let t = visit.words();
    let (at, who) = &p.saved;
    view! {
        <form method="post" action=visit.path.clone() class="stack-l case-form is-screen" novalidate autocomplete="off">
            {typed_by(visit)}
            <input type="hidden" name="seen" value=p.revision.to_string() />
            {fields(visit, case, posted)}
            <div class="stack-s">
                <p class="row">
                    <button class="btn btn--2" type="submit" name="action" value="save">{t.practice_save()}</button>
                    <button class="btn" type="submit" name="action" value="submit">{icon("send")}{t.practice_submit()}</button>
                </p>
                <p class="sm muted">{t.practice_submit_hint()}" "{t.practice_saved(t.stamp(*at), who)}</p>
            </div>
        </form>
    }
    .into_any()
}

/// The case as it is read and printed.
fn article(visit: &Visit, p: &Practice) -> AnyView {
    let t = visit.words();
    let sections = TEXTS
        .into_iter()
        .filter_map(|name| Some((name, p.case.get(name).filter(|text| !text.trim().is_empty())?)))
        .map(|(name, text)| {
            view! { <section class="sect"><h2>{t.practice_field(name)}</h2><div class="stack-s">{paragraphs(text)}</div></section> }
        })
        .collect_view();
    view! { <article class="stack measure">{sections}{own_figures(t, &p.case)}</article> }.into_any()
}

/// A text's lines, each a paragraph.
fn paragraphs(text: &str) -> AnyView {
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    lines
        .map(|line| view! { <p class="case__text">{line.to_owned()}</p> })
        .collect_view()
        .into_any()
}

/// The figures that the city gives of itself.
fn own_figures(t: Words, case: &Case) -> AnyView {
    let Some(d) = case.definition() else {
        return ().into_any();
    };
    let figure = |value: &str, period: &str| {
        let number = domain::number::parse(value, &d.unit).ok()?.value;
        let period: domain::period::Period = period.parse().ok()?;
        Some((number, t.in_brackets(t.amount(d, number), t.period_name(period))))
    };
    let both = figure(&case.before, &case.before_period).zip(figure(&case.after, &case.after_period));
    let line = both.map(|((before, from), (after, to))| {
        let by = t.signed_difference(d, after - before);
        view! { <p>{t.practice_move_by(from, to, by)}</p> }
    });
    view! {
        <section class="sect"><h2>{t.practice_data()}</h2><p>{indicator_link(t, d)}</p>{line}</section>
    }
    .into_any()
}

pub(super) fn indicator_link(t: Words, d: &Definition) -> AnyView {
    view! { <a href=format!("/indicators/{}", d.code)>{format!("{} {}", d.code, d.name.get(t.lang()))}</a> }.into_any()
}

/// What was done with it, for who may read it before it is published.
fn history(t: Words, p: &Practice) -> AnyView {
    if p.steps.is_empty() {
        return ().into_any();
    }
    let steps = p
        .steps
        .iter()
        .map(|s| {
            let text = (!s.text.is_empty()).then(|| view! { <p class="case__text">{s.text.clone()}</p> });
            view! { <li><b>{t.practice_step(s.action)}</b><time>{format!("{} · {}", t.stamp(s.at), s.by)}</time>{text}</li> }
        })
        .collect_view();
    view! { <section class="sect" aria-labelledby="history"><h2 id="history">{t.practice_history()}</h2><ol class="tl">{steps}</ol></section> }
        .into_any()
}
