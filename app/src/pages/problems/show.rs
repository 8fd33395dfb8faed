//! `/problems/{id}`: one problem with its thread, its progress and facts, and only the actions that its reader may take now.

use domain::{
    access::{Decision, may},
    problem::{Action, COMMENT_MAX, Level, Standing, State, Turn, category_name, number, side},
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use storage::{
    Caller,
    evidence::Owner,
    problems::{self, Found, Like},
};

use super::{
    bits::{severity_chip, state_chip},
    form::{Stored, fields, levels, severities},
    list::flags,
    side::{facts, joining, progress},
    thread::thread,
};
use crate::{
    components::{
        bits::{error_summary, notice},
        fields::{Form, Kind},
        frame::Frame,
        icons::icon,
    },
    error::Error,
    pages::{attachments, page, typed::typed_by},
    visit::{Posted, Visit, here},
};

/// The actions of the form below the thread, in the order of its buttons.
const BUTTONS: [Action; 14] = [
    Action::Confirm,
    Action::Receive,
    Action::Assign,
    Action::Reply,
    Action::Escalate,
    Action::Handle,
    Action::PassOn,
    Action::StrikeOff,
    Action::Return,
    Action::Reopen,
    Action::Close,
    Action::Comment,
    Action::Share,
    Action::Unshare,
];

/// The page.
#[component]
pub fn ProblemPage() -> impl IntoView {
    let (visit, app) = here();
    let posted = use_context::<Posted>().unwrap_or_default();
    let id = use_params_map().get_untracked().get("id").unwrap_or_default();
    page(async move {
        let caller = visit.caller()?;
        let n = number(&id).ok_or(Error::NotFound)?;
        let found = problems::find(&app.store, &caller, n).await?;
        let like = match offered(&caller, &found, Action::Join) {
            true => problems::like(&app.store, &caller, n).await?,
            false => Vec::new(),
        };
        let files = attachments::beside(&visit, &app, &caller, &Owner::Problem(n)).await?;
        Ok::<_, Error>(content(&visit, &caller, &found, &like, &posted, files))
    })
}

/// Whether a person may take an action now.
fn offered(caller: &Caller, found: &Found, action: Action) -> bool {
    let row = &found.row;
    let standing = row.standing();
    // The level is chosen with the button.
    let asked = match action {
        Action::Escalate => Standing {
            level: Level::National,
            ..standing
        },
        _ => standing,
    };
    let by = side(caller.actor.role);
    let fits = match action {
        Action::Share => !row.shared,
        Action::Unshare => row.shared,
        Action::Leave => row.group.is_some(),
        // CNIPA takes up what is with the province; answering it is the province's.
        Action::Reply | Action::PassOn if standing.turn() == Turn::Province => by == Turn::Province,
        _ => true,
    };
    let verb = problems::verb(action, standing);
    fits && asked.next(action, by).is_ok() && may(Some(&caller.actor), verb, &row.object()) == Decision::Allow
}

fn content(visit: &Visit, caller: &Caller, found: &Found, like: &[Like], posted: &Posted, files: AnyView) -> AnyView {
    let t = visit.words();
    let row = &found.row;
    let asked = posted.fields.get("action").and_then(|a| Action::parse(a));
    let decides = Form::new(
        posted,
        "",
        asked.is_none_or(|a| !matches!(a, Action::Save | Action::Join | Action::Leave)) && !posted.fields.is_empty(),
    );
    let edits = Form::new(posted, "edit-", asked == Some(Action::Save));
    let joins = Form::new(posted, "", matches!(asked, Some(Action::Join | Action::Leave)));
    let errors: Vec<_> = [&decides, &edits, &joins]
        .into_iter()
        .map(|f| f.errors())
        .filter(|p| !p.errors.is_empty())
        .collect();
    let summary = errors.first().map(|p| error_summary(t.act_title().to_owned(), p));
    let done = visit
        .asked("done")
        .filter(|_| posted.fields.is_empty())
        .and_then(|name| match name {
            "register" => Some(t.problem_done_register().to_owned()),
            name => Action::parse(name).map(|a| t.problem_done(t.problem_action(a))),
        });
    let done = done.map(|text| notice("ok", text));
    let joined = (row.group.is_some() && !caller.actor.is_cnipa() && caller.actor.covers(&row.city))
        .then(|| notice("", t.joined_note().to_owned()));
    let edit =
        offered(caller, found, Action::Save).then(|| edit_form(visit, found, &edits, asked == Some(Action::Save)));
    let title = format!("{} {}", row.code(), row.content.title);
    let join = caller
        .actor
        .is_cnipa()
        .then(|| joining(visit, found, like, &joins, offered(caller, found, Action::Join)));
    let meta = view! {
        <p class="phead__meta">{severity_chip(t, row.content.severity, true)}{state_chip(t, row.state)}{flags(t, row, caller.actor.is_cnipa())}</p>
    };
    let (thread, decide) = (thread(visit, found), decide(visit, caller, found, &decides));
    let (progress, facts) = (progress(visit, found), facts(visit, found));
    let (code, city) = (row.code(), row.city.clone());
    view! {
        <Frame title=title.clone() city=Some(city)>
            <nav class="crumbs" aria-label=t.crumbs()><ol><li><a href="/problems">{t.nav_problems()}</a></li><li>{code}</li></ol></nav>
            <div class="phead"><div><h1>{title}</h1>{meta}</div></div>
            <div class="grid grid--8-4">
                <div class="stack-l">
                    {done}
                    {summary}
                    {joined}
                    <section class="sect stack" aria-labelledby="thread"><h2 id="thread">{t.problem_thread()}</h2>{thread}</section>
                    {files}
                    {decide}
                    {edit}
                </div>
                <div class="stack-l">{progress}{facts}{join}</div>
            </div>
        </Frame>
    }
    .into_any()
}

/// The form of what may be done now.
fn decide(visit: &Visit, caller: &Caller, found: &Found, fields: &Form) -> AnyView {
    let t = visit.words();
    let row = &found.row;
    let actions: Vec<_> = BUTTONS.into_iter().filter(|a| offered(caller, found, *a)).collect();
    if actions.is_empty() {
        return ().into_any();
    }
    let has = |action| actions.contains(&action);
    let readers = if row.shared { t.readers_all() } else { t.readers_city() };
    let hint = format!("{}{}{}", t.act_comment_hint(readers), t.sentence_gap(), t.no_secrets());
    let level = has(Action::Escalate).then(|| {
        let stored = match row.content.level {
            Level::City => "",
            level => level.name(),
        };
        fields.one(
            "level",
            t.f_level(),
            "",
            Kind::Choice(levels(t, &row.city, false), Some(t.choose())),
            stored,
        )
    });
    let severity = has(Action::Receive).then(|| {
        fields.one(
            "severity",
            t.f_severity(),
            "",
            Kind::Choice(severities(t), None),
            row.content.severity.name(),
        )
    });
    let assign = has(Action::Assign).then(|| {
        let due = row.due_on.map(|d| d.to_string()).unwrap_or_default();
        view! {
            {fields.one("unit", t.f_unit(), "", Kind::Line("text"), row.unit.as_deref().unwrap_or_default())}
            {fields.one("due_on", t.f_due_on(), "", Kind::Line("date"), &due)}
        }
    });
    let practice =
        has(Action::Reply).then(|| fields.one("practice", t.f_practice(), t.f_practice_hint(), Kind::Line("text"), ""));
    let more = level.is_some() || severity.is_some() || assign.is_some() || practice.is_some();
    let more = more.then(|| view! { <div class="sign-grid">{level}{severity}{assign}{practice}</div> });
    let buttons = actions
        .iter()
        .enumerate()
        .map(|(i, action)| {
            let class = if i == 0 { "btn btn--s" } else { "btn btn--2 btn--s" };
            view! { <button class=class type="submit" name="action" value=action.name()>{t.problem_action(*action)}</button> }
        })
        .collect_view();
    let seen = row.revision.to_string();
    view! {
        <form class="decide stack" method="post" action=visit.path.clone() novalidate autocomplete="off" aria-label=t.act_title()>
            {typed_by(visit)}
            {fields.one("comment", t.f_comment(), &hint, Kind::area(COMMENT_MAX), "")}
            {more}
            <input type="hidden" name="seen" value=seen />
            <p class="row decide__buttons">{buttons}</p>
        </form>
    }
    .into_any()
}

/// The city's form for what it wrote.
fn edit_form(visit: &Visit, found: &Found, form: &Form, open: bool) -> AnyView {
    let t = visit.words();
    let row = &found.row;
    let stored = Stored {
        title: row.content.title.clone(),
        description: row.content.description.clone(),
        category: category_name(row.content.category).to_owned(),
        kind: row.content.kind.name().to_owned(),
        severity: row.content.severity.name().to_owned(),
        level: row.content.level.name().to_owned(),
        indicator: row.content.indicator.clone().unwrap_or_default(),
        period: row.content.period.map(|p| p.to_string()).unwrap_or_default(),
    };
    let open = open || row.state == State::Returned;
    view! {
        <details class="fold" open=open>
            <summary>{icon("pen")}{t.edit_title()}</summary>
            <form method="post" action=visit.path.clone() class="stack" novalidate autocomplete="off">
                {typed_by(visit)}
                {fields(visit, form, &stored, &row.city)}
                <input type="hidden" name="seen" value=row.revision.to_string() />
                <p><button class="btn btn--2" type="submit" name="action" value=Action::Save.name()>{t.problem_action(Action::Save)}</button></p>
            </form>
        </details>
    }
    .into_any()
}
