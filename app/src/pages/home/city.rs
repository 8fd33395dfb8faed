//! A city's home: what to do next, most urgent first; what is not mine now; the dates ahead.

use domain::{
    access::Role,
    calendar::{Calendar, Timeliness, beijing, last_day, start_of},
    note::city_has_until,
    report::State,
};
use jiff::SignedDuration;
use leptos::prelude::*;
use storage::{
    Caller,
    reports::{Correction, Editor, Note, Opening, Question, RemarkKind, Row},
};

use super::line;
use crate::{
    comparison::asked::Asked,
    components::{frame::Frame, icons::icon},
    error::Error,
    locales::Words,
    pages::{
        cities::Figures,
        problems,
        reports::{
            edit::timeliness_words,
            rows::{chip, due_words, flags, href, turn},
            supplement,
        },
    },
    visit::{App, Visit},
};

/// How many accepted reports the list of what is done names.
const DONE: usize = 3;

/// For how many days the answer to a correction that was declined is shown.
const TOLD_DAYS: i64 = 14;

/// The page.
pub(super) async fn home(visit: &Visit, app: &App, caller: &Caller, rows: Vec<Row>) -> Result<AnyView, Error> {
    let t = visit.words();
    let calendar = storage::calendar::get(&app.store, caller).await?;
    let approver = caller.actor.role == Role::CityApprover;
    let mine = |r: &Row| match r.state {
        State::CitySignOff => approver,
        State::Drafting | State::Returned => !approver,
        _ => false,
    };
    let asked = rows.into_iter().filter(|r| !r.is_spared());
    let (mut todo, mut rest): (Vec<Row>, Vec<Row>) = asked.partition(mine);
    todo.sort_by_key(|r| (r.state != State::Returned, r.deadlines.due));
    rest.sort_by_key(|r| (r.state == State::Accepted, std::cmp::Reverse(r.period.last_day())));
    let open = rest.iter().filter(|r| r.state != State::Accepted).count();
    rest.truncate(open + DONE);
    let questions = storage::reports::questions(&app.store, caller).await?;
    let city = caller.actor.city().unwrap_or_default();
    // What was declined stays in sight for as long as CNIPA's own term is.
    let told_since = start_of(visit.today())
        .checked_sub(SignedDuration::from_hours(24 * TOLD_DAYS))
        .unwrap_or(visit.now);
    let asked = storage::reports::open_corrections(&app.store, caller, told_since).await?;
    let mut cards: Vec<_> = questions.iter().map(|q| question(t, city, q)).collect();
    let notes = storage::reports::proposed_notes(&app.store, caller).await?;
    cards.extend(notes.iter().filter(|n| !n.is_ripe(visit.now)).map(|n| note(t, n)));
    cards.extend(problems::beside::cards(visit, app, caller).await?);
    for row in &todo {
        cards.push(card(visit, app, caller, row).await?);
    }
    let count = cards.len();
    let cards = if cards.is_empty() {
        view! { <div class="empty"><h3>{t.nothing_waiting()}</h3><p>{t.nothing_waiting_hint()}</p></div> }.into_any()
    } else {
        view! { <div class="cards">{cards}</div> }.into_any()
    };
    let not_mine = (!rest.is_empty()).then(|| {
        let lines = rest
            .iter()
            .map(|r| line(visit, r, (r.state != State::Accepted).then(|| turn(t, r).to_owned())))
            .collect_view();
        view! {
            <section class="sect" aria-labelledby="rest">
                <h2 id="rest">{t.not_yours_now()}</h2>
                <ul class="plain">{lines}</ul>
                <p class="sm"><a href="/reports">{t.home_all_reports()}</a></p>
            </section>
        }
    });
    let asked = corrections(t, &asked);
    let owed = supplement::owed(visit, city, &storage::reports::owed(&app.store, caller).await?);
    let lead = t.home_todo_count(format!("{} {}", t.day(visit.today()), t.clock(visit.now)), count);
    let dates = dates(visit, &calendar, city);
    let figures = figures(visit, app, caller).await?;
    let practices = crate::pages::practices::beside::waiting(visit, app, caller).await?;
    let schemes = crate::pages::schemes::beside::waiting(visit, app, caller).await?;
    Ok(view! {
        <Frame title=t.nav_home().to_owned()>
            <div class="stack-l">
                <div><h1>{t.home_todo_title()}</h1><p class="muted">{lead}</p></div>
                <section class="stack" aria-labelledby="todo"><h2 id="todo" class="vh">{t.waiting_for_me()}</h2>{cards}</section>
                <div class="grid grid--7-5">{not_mine}<div class="stack-l">{schemes}{practices}{owed}{asked}{dates}</div></div>
                {figures}
            </div>
        </Frame>
    }
    .into_any())
}

/// The city's own figures beside median and range of the nine; nothing before its first is accepted.
async fn figures(visit: &Visit, app: &App, caller: &Caller) -> Result<AnyView, Error> {
    let t = visit.words();
    let Some(own) = caller.actor.city().and_then(domain::city::city) else {
        return Ok(().into_any());
    };
    let figures = Figures::fetch(visit, app, caller, own, &Asked::default()).await?;
    if figures.is_empty() {
        return Ok(().into_any());
    }
    let score = crate::pages::scores::beside::line(visit, app, caller, &own.slug).await?;
    let table = figures.table(visit, false);
    Ok(view! {
        <section class="figures-home" aria-labelledby="figures">
            <div class="phead"><h2 id="figures">{t.figures_title()}</h2><a href=format!("/cities/{}", own.slug)>{t.figures_more()}</a></div>
            <div class="stack-l">{score}{table}</div>
        </section>
    }
    .into_any())
}

/// The corrections that the city asked for: those that wait, and those lately declined; what was granted is a card.
fn corrections(t: Words, all: &[Correction]) -> AnyView {
    let lines = all
        .iter()
        .filter_map(|c| {
            let word = match &c.outcome {
                None => t.home_correction_waits(t.stamp(c.asked_at)),
                Some(o) if o.granted.is_empty() => t.home_correction_declined(t.stamp(o.at)),
                Some(_) => return None,
            };
            let to = format!("/reports/{}/{}#corrections", c.city, c.period);
            Some(view! {
                <li>
                    <a href=to>
                        <span class="grow"><b>{t.home_correction_own(t.period_name(c.period))}</b><span>{word}</span></span>
                        {icon("right")}
                    </a>
                </li>
            })
        })
        .collect::<Vec<_>>();
    if lines.is_empty() {
        return ().into_any();
    }
    view! {
        <section class="sect" aria-labelledby="corrections">
            <h2 id="corrections">{t.home_corrections()}</h2>
            <ul class="plain">{lines}</ul>
        </section>
    }
    .into_any()
}

/// A reviewer's question that waits for an answer.
fn question(t: Words, city: &str, q: &Question) -> AnyView {
    let to = format!("/reports/{city}/{}#answer-{}", q.period, q.item);
    view! {
        <div class="next next--warn">
            <p class="row row--between"><span class="chip chip--info">{icon("chat")}{t.home_question_mark()}</span><b class="sm">{t.stamp(q.at)}</b></p>
            <h3>{t.home_question(t.item(&q.item))}</h3>
            <p>{t.home_question_by(&q.author, t.period_name(q.period), &q.text)}</p>
            <a class="btn btn--wide" href=to>{t.home_answer()}</a>
        </div>
    }
    .into_any()
}

/// A chart note that CNIPA proposes, as long as the city may answer.
fn note(t: Words, n: &Note) -> AnyView {
    let until = city_has_until(beijing(n.proposed_at).date());
    let to = format!("/reports/{}/{}#answer-{}", n.city, n.report, n.indicator);
    view! {
        <div class="next next--warn">
            <p class="row row--between"><span class="chip chip--info">{icon("flag")}{t.home_note_mark()}</span><b class="sm">{t.home_note_until(t.day(until))}</b></p>
            <h3>{t.home_note(t.item(&n.indicator))}</h3>
            <p>{t.home_note_text(&n.proposed_by, t.period_name(n.period), &n.text)}</p>
            <a class="btn btn--wide" href=to>{t.home_answer()}</a>
        </div>
    }
    .into_any()
}

/// What was returned and nobody of the city has opened: why, item by item.
fn unread(t: Words, row: &Row, editor: &Editor) -> AnyView {
    let lines = editor
        .returned
        .iter()
        .map(|(item, comment)| {
            let to = format!("{}#r-{item}", href(row));
            view! { <li><a href=to>{t.item(item)}</a>" "{comment.clone()}</li> }
        })
        .collect_view();
    view! { <ul class="unread">{lines}</ul> }.into_any()
}

async fn card(visit: &Visit, app: &App, caller: &Caller, row: &Row) -> Result<AnyView, Error> {
    let t = visit.words();
    let late = matches!(row.timeliness, Timeliness::Overdue { .. });
    let time = timeliness_words(t, row);
    let mut text = t.due_at(due_words(t, row));
    let (mut class, mut button) = ("next", t.continue_filling());
    let (mut more, mut mark) = (None, None);
    let locked = row.locked_since.is_some();
    match row.state {
        _ if locked => {
            (class, button) = ("next next--err", t.view_only());
            text = row
                .locked_since
                .map(|since| t.refused_locked(t.stamp(since)))
                .unwrap_or_default();
        }
        State::Returned if row.in_correction() && row.latest == row.accepted => {
            (class, button) = ("next next--warn", t.continue_filling());
            let editor = storage::reports::editor(&app.store, caller, &row.city, row.period).await?;
            let n = editor.opened().len();
            text = match row.opened {
                Some(Opening::Supplement) => t.home_supplement_card(n),
                _ => t.home_correcting_card(n),
            };
        }
        State::Returned => {
            (class, button) = ("next next--warn", t.see_comments());
            let editor = storage::reports::editor(&app.store, caller, &row.city, row.period).await?;
            text = t.home_returned_by(returned_by(&editor), editor.returned.len());
            if row.unread {
                mark = Some(
                    view! { <span class="chip chip--warn" data-flag="unread">{icon("bell")}{t.home_unread()}</span> },
                );
                let when = row.returned_at.map(|at| t.stamp(at)).unwrap_or_default();
                text = t.home_unread_by(returned_by(&editor), when, editor.returned.len());
                more = Some(unread(t, row, &editor));
            }
        }
        State::CitySignOff => {
            button = t.to_sign_off();
            text = format!("{}{}{}", t.home_sign_card(), t.sentence_gap(), text);
        }
        _ if row.filled.0 == 0 => button = t.start_filling(),
        _ => {}
    }
    if row.sent_back && !locked {
        let editor = storage::reports::editor(&app.store, caller, &row.city, row.period).await?;
        if let Some(s) = &editor.sent_back {
            class = "next next--warn";
            let said = (!s.comment.is_empty()).then(|| view! { <p class="sent-back">{s.comment.clone()}</p> });
            let by = t.sent_back_by(&s.by_name, t.stamp(s.at));
            more = Some(view! { <p>{by}</p>{said}{more} }.into_any());
        }
    }
    if late && !locked {
        class = "next next--err";
        text = format!("{text}{}{}", t.sentence_gap(), t.home_late_card());
    }
    let kind = if row.period.is_quarter() {
        t.quarterly()
    } else {
        t.monthly()
    };
    let (done, all) = row.filled;
    let width = (done * 320).checked_div(all).unwrap_or(0).to_string();
    let bar = matches!(row.state, State::Drafting).then(|| {
        view! {
            <div class="bar-row">
                <span>{t.filled_of(done, all)}</span>
                <svg viewBox="0 0 320 8" preserveAspectRatio="none" aria-hidden="true">
                    <rect class="bar-bg" width="320" height="8" /><rect class="bar-hl" width=width height="8" />
                </svg>
            </div>
        }
    });
    Ok(view! {
        <div class=class>
            <p class="row row--between"><span class="row">{chip(visit.lang, row)}{mark}{flags(t, row)}</span><b class="sm">{time}</b></p>
            <h3>{t.home_card(t.period_name(row.period))}</h3>
            <p>{format!("{kind}{}{text}", t.stop())}</p>
            <p class="istat istat--warn is-quiet" data-kept-of=format!("{}/{}/", row.city, row.period)>{icon("warn")}{t.home_kept()}</p>
            {more}
            {bar}
            <a class="btn btn--wide" href=href(row)>{button}</a>
        </div>
    }
    .into_any())
}

/// Who returned it last.
fn returned_by(editor: &Editor) -> String {
    let last = editor
        .threads
        .values()
        .flatten()
        .filter(|r| r.kind == RemarkKind::Return)
        .max_by_key(|r| r.at);
    last.map_or_else(|| "CNIPA".to_owned(), |r| r.author.clone())
}

/// The next three due days, those of open reports first; none of a report that the city is exempt from.
fn dates(visit: &Visit, calendar: &Calendar, city: &str) -> AnyView {
    let t: Words = visit.words();
    let ahead = calendar.pilot.reports().into_iter().filter_map(|p| {
        let (d, relief) = (calendar.deadlines(p), calendar.relief(city, p));
        let extended = relief.extended_until.filter(|until| *until > d.due);
        let day = extended.map_or(d.due_on, last_day);
        let ahead = extended.unwrap_or(d.due) > visit.now && !relief.exempt;
        ahead.then_some((p, day, d.opens <= visit.now))
    });
    let lines = ahead
        .take(3)
        .map(|(p, day, open)| {
            let class = if open { "is-now" } else { "is-next" };
            view! { <li class=class><b>{t.home_card(t.period_name(p))}</b><time datetime=day.to_string()>{t.full_day(day)}</time></li> }
        })
        .collect::<Vec<_>>();
    let body = if lines.is_empty() {
        view! { <p class="muted">{icon("clock")}" "{t.home_no_dates()}</p> }.into_any()
    } else {
        view! { <ol class="tl">{lines}</ol> }.into_any()
    };
    view! { <section class="sect" aria-labelledby="dates"><h2 id="dates">{t.next_dates()}</h2>{body}</section> }
        .into_any()
}
