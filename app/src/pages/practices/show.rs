//! `/practices/C-0012`: to its city the form while it types, to all others the case; with what CNIPA said, the chain from
//! the practice to its adopters and what moved there, and the forms of who may act. Printed, the case alone.

use domain::{
    calendar::beijing,
    indicator::{Definition, indicators},
    practice::{Action, Case, REASON_MAX, State, TEXTS, code, number_of},
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use storage::{
    Caller,
    evidence::Owner,
    practices::{self, Practice},
};

use super::{chip, dated, fields::fields, fields::saved_meanwhile};
use crate::{
    components::{
        bits::{demo_mark, error_summary, notice, notice_with},
        fields::{Field, Kind},
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
        let solved = problems::beside::answered_by(&visit, &app, &caller, number).await?;
        let beside = view! { {files}{solved} }.into_any();
        Ok::<_, Error>(content(&visit, &caller, &practice, &posted, beside))
    })
}

fn content(visit: &Visit, caller: &Caller, p: &Practice, posted: &Posted, beside: AnyView) -> AnyView {
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
    let chain = (p.state == State::Published).then(|| chain(t, p));
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

fn city_name(t: Words, slug: &str) -> String {
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

fn indicator_link(t: Words, d: &Definition) -> AnyView {
    view! { <a href=format!("/indicators/{}", d.code)>{format!("{} {}", d.code, d.name.get(t.lang()))}</a> }.into_any()
}

/// Practice, adopters, what moved.
fn chain(t: Words, p: &Practice) -> AnyView {
    if p.adoptions.is_empty() {
        return view! { <section class="sect" aria-labelledby="chain"><h2 id="chain">{t.practice_chain()}</h2><p class="muted">{t.practice_adopters_none()}</p></section> }.into_any();
    }
    let dash = || t.none_dash().to_owned();
    let rows = p
        .adoptions
        .iter()
        .map(|a| {
            let d = domain::indicator::definition(&a.indicator);
            let by = a
                .moved
                .by()
                .zip(d)
                .map_or_else(dash, |(by, d)| t.signed_difference(d, by));
            let before = a.moved.before.as_ref().map_or_else(dash, |o| dated(t, o));
            let after = a.moved.after.as_ref().map_or_else(dash, |o| dated(t, o));
            view! {
                <tr>
                    <th scope="row">{t.city_short(&a.city).to_owned()}<span class="sub">{a.on.to_string()}</span></th>
                    <td>{d.map(|d| indicator_link(t, d))}</td>
                    <td class="num">{before}</td><td class="num">{after}</td><td class="num"><b>{by}</b></td>
                    <td class="case__proof">{a.proof.clone()}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <section class="sect stack-s case__chain" aria-labelledby="chain">
            <h2 id="chain">{t.practice_chain()}</h2>
            <div class="scroll" tabindex="0" role="group" aria-label=t.practice_chain()>
                <table class="tbl tbl--top">
                    <caption class="vh">{t.practice_chain()}</caption>
                    <thead><tr>
                        <th scope="col">{t.city()}<small>{t.practice_adopted_on()}</small></th><th scope="col">{t.practice_indicator()}</th>
                        <th scope="col" class="num">{t.practice_moved_before()}</th><th scope="col" class="num">{t.practice_moved_after()}</th>
                        <th scope="col" class="num">{t.practice_moved_by()}</th><th scope="col">{t.practice_proof()}</th>
                    </tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            <p class="xs muted">{t.practice_chain_note()}</p>
        </section>
    }
    .into_any()
}

/// CNIPA's buttons.
fn decide(visit: &Visit, p: &Practice, posted: &Posted) -> AnyView {
    let t = visit.words();
    let offered: Vec<_> = [Action::Select, Action::Return, Action::Decline, Action::Publish]
        .into_iter()
        .filter(|a| p.can.contains(a))
        .collect();
    if offered.is_empty() {
        return ().into_any();
    }
    let publish = offered == [Action::Publish];
    let buttons = offered
        .iter()
        .enumerate()
        .map(|(i, action)| {
            let word = match action {
                Action::Select => t.practice_select(),
                Action::Return => t.practice_return(),
                Action::Decline => t.practice_decline(),
                _ => t.practice_publish(),
            };
            let class = if i == 0 { "btn" } else { "btn btn--2" };
            view! { <button class=class type="submit" name="action" value=action.name()>{word}</button> }
        })
        .collect_view();
    let reason = (!publish).then(|| {
        let field = Field::new(
            "reason",
            t.practice_reason(),
            Kind::area(REASON_MAX),
            posted.field("reason"),
        );
        field
            .hint(t.practice_reason_hint())
            .error(posted.error("reason"))
            .view()
    });
    let lead = publish.then(|| view! { <p>{t.practice_publish_lead()}</p> });
    view! {
        <form method="post" action=super::href(p.number) class="decide stack" aria-labelledby="decide" novalidate>
            {typed_by(visit)}
            <h2 id="decide">{t.practice_decide()}</h2>
            <input type="hidden" name="seen" value=p.revision.to_string() />
            {lead}{reason}
            <p class="row">{buttons}</p>
        </form>
    }
    .into_any()
}

/// The form by which another city says that it does this too.
fn adopt(visit: &Visit, caller: &Caller, p: &Practice, posted: &Posted) -> AnyView {
    let t = visit.words();
    let slug = caller.actor.city().unwrap_or_default();
    let own = p.adoptions.iter().find(|a| a.city == slug);
    let mut shown = posted.clone();
    if posted.errors.is_empty() {
        let indicator = own.map_or_else(|| p.case.indicator.clone(), |a| a.indicator.clone());
        shown.fields.insert("indicator".to_owned(), indicator);
        if let Some(a) = own {
            shown.fields.insert("adopted_on".to_owned(), a.on.to_string());
            shown.fields.insert("proof".to_owned(), a.proof.clone());
        }
    }
    let one =
        |name: &'static str, label, kind| Field::new(name, label, kind, shown.field(name)).error(shown.error(name));
    let known = indicators().map(|d| (d.code.clone(), format!("{} {}", d.code, d.name.get(t.lang()))));
    let known = Kind::Choice(known.collect(), Some(t.none_dash()));
    let (lead, button) = match own {
        Some(_) => (t.practice_adopt_again().to_owned(), t.practice_adopt_change()),
        None => (t.practice_adopt_lead(city_name(t, slug)), t.practice_adopt_send()),
    };
    view! {
        <form method="post" action=super::href(p.number) class="decide stack" aria-labelledby="adopt" novalidate autocomplete="off">
            {typed_by(visit)}
            <h2 id="adopt">{t.practice_adopt()}</h2>
            <p>{lead}</p>
            {one("adopted_on", t.practice_adopted_on(), Kind::Line("date")).view()}
            {one("indicator", t.practice_adopt_indicator(), known).view()}
            {one("proof", t.practice_proof(), Kind::area(REASON_MAX)).hint(t.practice_proof_hint()).view()}
            <p><button class="btn" type="submit" name="action" value="adopt">{button}</button></p>
        </form>
    }
    .into_any()
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
