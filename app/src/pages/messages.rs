//! `/messages`: what waits for me, and what I was told, the unread first. Opening a message is a post, since it marks it
//! as read and leads to the thing.

use axum::{
    Extension,
    extract::{Request, State as Program},
    response::Response,
};
use domain::{access::Role, message::Kind, report::State};
use leptos::prelude::*;
use storage::{
    Caller,
    messages::{self, Inbox, Message, UNREAD_MOST},
};

use super::{
    forms::{self, Fields, Refused, answer},
    home, indicators, page, practices, problems,
};
use crate::{
    components::{
        bits::{error_summary, notice},
        frame::Frame,
        icons::icon,
    },
    error::Error,
    visit::{App, Posted, Visit, here},
};

/// The way to the messages beside the account, with how many are unread.
#[must_use]
pub fn link(visit: &Visit) -> AnyView {
    let t = visit.words();
    let here = (visit.path == "/messages").then_some("page");
    let word = move |count: i64| {
        let count = (count > 0).then(|| {
            let more = (count > 99).then_some("+");
            view! { " "<span class="count count--hot">{count.min(99)}{more}</span><span class="vh">" "{t.messages_unread()}</span> }
        });
        view! { <a class="inbox" href="/messages" aria-current=here>{icon("bell")}<span class="inbox__word">{t.messages_title()}</span>{count}</a> }
    };
    let Some(app) = use_context::<App>() else {
        return word(0).into_any();
    };
    let visit = visit.clone();
    let waiting = Suspend::new(async move {
        let count = match visit.caller() {
            // A page is not lost for a number in its masthead; the log has the cause.
            Ok(caller) => messages::unread(&app.store, &caller).await.unwrap_or(0),
            Err(_) => 0,
        };
        word(count)
    });
    view! { {waiting} }.into_any()
}

/// The page.
#[component]
pub fn Messages() -> impl IntoView {
    let (visit, app) = here();
    let posted = use_context::<Posted>().unwrap_or_default();
    page(async move {
        let caller = visit.caller()?;
        let t = visit.words();
        let number = visit.asked("page").and_then(|p| p.parse().ok()).unwrap_or(1_u32).max(1);
        let inbox = messages::inbox(&app.store, &caller, number).await?;
        let waiting = waiting(&visit, &app, &caller).await?;
        let lead = match inbox.unread_count {
            0 => t.messages_lead_none().to_owned(),
            n => t.messages_lead(n),
        };
        let done = visit.asked("done").filter(|_| posted.errors.is_empty());
        let done = done.map(|_| notice("ok", t.messages_marked().to_owned()));
        let summary = error_summary(t.not_done_title().to_owned(), &posted);
        let empty = inbox.unread.is_empty() && inbox.read.is_empty() && number == 1;
        let lists = if empty {
            view! { <div class="empty"><h2>{t.messages_none()}</h2><p>{t.messages_none_hint()}</p></div> }.into_any()
        } else {
            lists(&visit, &inbox, number)
        };
        Ok(view! {
            <Frame title=t.messages_title().to_owned()>
                <div class="stack-l">
                    <div><h1>{t.messages_title()}</h1><p class="muted">{lead}</p></div>
                    {done}{summary}{waiting}{lists}
                </div>
            </Frame>
        }
        .into_any())
    })
}

/// Everything that waits for the reader, as on his home.
async fn waiting(visit: &Visit, app: &App, caller: &Caller) -> Result<AnyView, Error> {
    let t = visit.words();
    let role = caller.actor.role;
    if matches!(role, Role::Expert | Role::Observer | Role::Auditor) {
        return Ok(().into_any());
    }
    let city = matches!(role, Role::CityEditor | Role::CityApprover);
    let mut lines = problems::beside::lines(visit, app, caller).await?;
    let mut count = lines.len();
    let mut reports = Vec::new();
    if city {
        let mine = |state| match state {
            State::CitySignOff => role == Role::CityApprover,
            State::Drafting | State::Returned => role == Role::CityEditor,
            _ => false,
        };
        let rows = storage::reports::list(&app.store, caller).await?;
        let rows = rows.iter().filter(|r| mine(r.state) && !r.is_spared());
        reports = rows.map(|row| home::line(visit, row, None)).collect();
    }
    if caller.actor.is_cnipa() {
        let waits = storage::reports::waiting_reports(&app.store, caller).await?.len();
        let asked = storage::reports::open_corrections(&app.store, caller, visit.now).await?;
        let asked = asked.iter().filter(|c| c.outcome.is_none()).count();
        let to = format!("/reports?state={}", State::Submitted.name());
        let queue = [
            (waits, to, t.messages_to_review(waits)),
            (asked, "/".to_owned(), t.messages_to_decide(asked)),
        ];
        let queue = queue.into_iter().filter(|(n, ..)| *n > 0);
        let queue = queue
            .map(|(_, to, words)| view! { <li><div class="work__main"><a href=to>{words}</a></div></li> }.into_any());
        lines.splice(0..0, queue);
        count = lines.len();
    }
    let more = async {
        Ok::<_, Error>(if caller.actor.is_cnipa() {
            let practices = practices::beside::waiting(visit, app, caller).await?;
            let questions = indicators::questions::waiting(visit, app, caller).await?;
            view! { {practices}{questions} }.into_any()
        } else if city {
            practices::beside::waiting(visit, app, caller).await?
        } else {
            ().into_any()
        })
    };
    let more = more.await?;
    let none = count == 0 && reports.is_empty();
    let none = none.then(|| view! { <p class="muted">{t.messages_waiting_none()}</p> });
    let reports = (!reports.is_empty()).then(|| view! { <ul class="plain">{reports}</ul> });
    let lines = (!lines.is_empty()).then(|| view! { <ul class="work">{lines}</ul> });
    Ok(view! {
        <section class="sect stack" aria-labelledby="waiting">
            <h2 id="waiting">{t.waiting_for_me()}</h2>
            {none}{lines}{reports}
        </section>
        {more}
    }
    .into_any())
}

/// The unread and the read messages.
fn lists(visit: &Visit, inbox: &Inbox, number: u32) -> AnyView {
    let t = visit.words();
    let line = |m: &Message| line(visit, m);
    let latest = inbox.unread.first().map(|m| m.seq);
    let all = latest.map(|seq| {
        view! {
            <form method="post" action="/messages">
                <input type="hidden" name="until" value=seq.to_string() />
                <button class="btn btn--2" type="submit" name="action" value="read_all">{t.messages_mark_all()}</button>
            </form>
        }
    });
    let cut =
        (inbox.unread_count > UNREAD_MOST).then(|| view! { <p class="sm muted">{t.messages_newest(UNREAD_MOST)}</p> });
    let unread = (!inbox.unread.is_empty()).then(|| {
        view! {
            <section class="sect" aria-labelledby="unread">
                <div class="sect__head row row--between"><h2 id="unread">{t.messages_unread()}</h2>{all}</div>
                {cut}
                <ul class="msgs">{inbox.unread.iter().map(line).collect_view()}</ul>
            </section>
        }
    });
    let at = |n: u32| visit.with(&[("page", &n.to_string()), ("done", "")]);
    let newer = (number > 1).then(|| view! { <a href=at(number - 1)>{t.newer()}</a> });
    let older = inbox.older.then(|| view! { <a href=at(number + 1)>{t.older()}</a> });
    let ways = (number > 1 || inbox.older).then(|| view! { <p class="row sm">{newer}{older}</p> });
    let read = (!inbox.read.is_empty() || number > 1).then(|| {
        view! {
            <section class="sect" aria-labelledby="read">
                <h2 id="read">{t.messages_read()}</h2>
                <ul class="msgs">{inbox.read.iter().map(line).collect_view()}</ul>
                {ways}
            </section>
        }
    });
    view! { {unread}{read} }.into_any()
}

/// The address that a message leads to: of a report that waits for a reviewer its workbench, of a question its item.
pub(crate) fn leads_to(m: &Message) -> String {
    let item = m.params.items.first();
    match (m.kind, item) {
        (Kind::ReportSubmitted | Kind::ItemAnswered | Kind::CorrectionRequested, _) => format!("{}/review", m.about),
        (Kind::ReportAsked | Kind::ItemCommented, Some(item)) => format!("{}#answer-{item}", m.about),
        _ => m.about.clone(),
    }
}

fn line(visit: &Visit, m: &Message) -> AnyView {
    let t = visit.words();
    let own = visit.actor.as_ref().and_then(|a| a.city());
    let words = t.message(m, own);
    let time = domain::calendar::beijing(m.at)
        .strftime("%Y-%m-%dT%H:%M:%S+08:00")
        .to_string();
    let time = view! { <time datetime=time>{t.stamp(m.at)}</time> };
    let done = m
        .done
        .then(|| view! { <span class="chip chip--ok chip--plain">{icon("checkc")}{t.messages_done()}</span> });
    if m.read {
        return view! {
            <li data-message=m.kind.name()>
                <div class="msgs__main"><a href=leads_to(m)>{words}</a><p>{time}" "{done}</p></div>
            </li>
        }
        .into_any();
    }
    let mark = t.messages_mark_of(&words);
    view! {
        <li data-message=m.kind.name() data-unread="">
            <form method="post" action="/messages">
                <input type="hidden" name="id" value=m.id.clone() />
                <div class="msgs__main">
                    <button class="linkbtn" type="submit" name="action" value="open">{words}</button>
                    <p>{time}</p>
                </div>
                <button class="btn btn--2 btn--s" type="submit" name="action" value="read" aria-label=mark>{t.messages_mark()}</button>
            </form>
        </li>
    }
    .into_any()
}

/// The post: `read` marks one, `open` marks it and leads to it, `read_all` marks those that the page showed.
pub async fn post(
    Program(app): Program<App>,
    Extension(visit): Extension<Visit>,
    request: Request,
) -> Result<Response, Response> {
    let (fields, request) = forms::read(request).await?;
    let outcome = act(&app, &visit, &fields).await;
    Ok(answer(app, request, fields, outcome).await)
}

async fn act(app: &App, visit: &Visit, fields: &Fields) -> Result<String, Refused> {
    let (t, caller) = (visit.words(), visit.caller()?);
    let get = |name: &str| fields.get(name).map(String::as_str).unwrap_or_default();
    let done = "/messages?done=1".to_owned();
    Ok(match get("action") {
        "open" => leads_to(&messages::mark_read(&app.store, &caller, get("id")).await?),
        "read" => {
            messages::mark_read(&app.store, &caller, get("id")).await?;
            done
        }
        "read_all" => {
            messages::mark_all_read(&app.store, &caller, get("until").parse().unwrap_or(0)).await?;
            done
        }
        _ => return Err(Refused::unknown(t)),
    })
}
