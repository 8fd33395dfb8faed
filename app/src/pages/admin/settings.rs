//! `/admin/settings`: the terms that no rule of the calendar sets, how scores are made, how long a session lasts, and the
//! cities where an approver may submit what he drafted.

use axum::{
    Extension,
    extract::{Request, State},
    response::Response,
};
use domain::{
    city::cities,
    fault::{Fault, count},
    score::Rule,
};
use leptos::prelude::*;
use storage::{
    mail::Logged,
    settings::{self, Settings},
};

use super::{mail_log, scheme_rules};

use crate::{
    components::{
        bits::{TextField, error_summary, notice},
        fields::{Field, Kind},
        frame::Frame,
    },
    locales::Words,
    pages::{
        forms::{Fields, Refused, answer},
        page,
        typed::{read_small, typed_by},
    },
    visit::{App, Posted, Visit, address, here},
};

/// Names of the numbers, as in the form and the settings.
const NUMBERS: [&str; 5] = [
    "review",
    "returned",
    "lock_after",
    "sessions_idle_minutes",
    "score_share_least",
];

/// A number of the settings by its name, with its least and greatest value.
fn number<'a>(settings: &'a mut Settings, name: &str) -> (&'a mut u32, u32, u32) {
    match name {
        "review" => (&mut settings.terms.review, 1, 60),
        "returned" => (&mut settings.terms.returned, 1, 60),
        "lock_after" => (&mut settings.terms.lock_after, 1, 60),
        "score_share_least" => (&mut settings.score_share_least, 0, 100),
        _ => (&mut settings.sessions_idle_minutes, 5, 1440),
    }
}

/// Name of the choice of how scores are made.
const SCORE_RULE: &str = "score_rule";

fn self_approval(slug: &str) -> String {
    format!("self_approval[{slug}]")
}

/// The page.
#[component]
pub fn SettingsPage() -> impl IntoView {
    let (visit, app) = here();
    let posted = use_context::<Posted>().unwrap_or_default();
    page(async move {
        let caller = visit.caller()?;
        let now = settings::manage(&app.store, &caller).await?;
        let log = storage::mail::log(&app.store, &caller).await?;
        Ok(content(&visit, now, posted, (app.mail.is_some(), &log)))
    })
}

fn content(visit: &Visit, mut now: Settings, posted: Posted, (mail, log): (bool, &[Logged])) -> AnyView {
    let t = visit.words();
    let refused = !posted.fields.is_empty() && posted.fields.get("action").is_none_or(|a| a == "save");
    let well = posted.errors.is_empty();
    let done = (visit.asked("done").is_some() && well).then(|| notice("ok", t.settings_done().to_owned()));
    let tested = mail_log::tested(visit).filter(|_| well);
    let summary = error_summary(t.not_done_title().to_owned(), &posted);
    let ticked = |slug: &str| match refused {
        true => posted.fields.contains_key(&self_approval(slug)),
        false => now.self_approval.contains(slug),
    };
    let boxes = cities()
        .iter()
        .map(|c| {
            view! {
                <label class="check">
                    <input type="checkbox" name=self_approval(&c.slug) value="on" checked=ticked(&c.slug) />
                    <span>{c.short(t.lang()).to_owned()}</span>
                </label>
            }
        })
        .collect_view();
    let mut shown = posted.clone();
    if !refused {
        for name in NUMBERS {
            let value = number(&mut now, name).0.to_string();
            shown.fields.insert(name.to_owned(), value);
        }
        let rule = now.score_rule.name().to_owned();
        shown.fields.insert(SCORE_RULE.to_owned(), rule);
    }
    let rules = Rule::ALL
        .iter()
        .map(|&rule| (rule.name().to_owned(), t.score_rule_name(rule).to_owned()));
    let rule = Field::new(
        SCORE_RULE,
        t.settings_score_rule(),
        Kind::Choice(rules.collect(), None),
        shown.field(SCORE_RULE),
    );
    let rule = rule
        .hint(t.settings_score_rule_hint())
        .error(shown.error(SCORE_RULE))
        .view();
    let numbers = NUMBERS.map(|name| {
        let (label, hint) = label(t, name);
        view! { <TextField name label hint posted=shown.clone() /> }
    });
    let schemes = scheme_rules::section(visit, &now, &posted);
    let log = mail_log::section(visit, mail, log);
    let (title, typed_by) = (t.settings_title().to_owned(), typed_by(visit));
    view! {
        <Frame title=title.clone()>
            <div class="stack-l">
                <div><h1>{title}</h1><p class="lead measure">{t.settings_lead()}</p></div>
                {done}{tested}{summary}
                <form method="post" action="/admin/settings" class="stack-l" novalidate autocomplete="off">
                    {typed_by}
                    <div class="stack measure">{numbers}{rule}</div>
                    <fieldset class="stack-s">
                        <legend class="label">{t.settings_self_approval()}</legend>
                        <span class="hint">{t.settings_self_approval_hint()}</span>
                        <div class="ticks">{boxes}</div>
                    </fieldset>
                    <p><button class="btn" type="submit" name="action" value="save">{t.settings_save()}</button></p>
                </form>
                {schemes}{log}
            </div>
        </Frame>
    }
    .into_any()
}

fn label(t: Words, name: &str) -> (&'static str, &'static str) {
    match name {
        "review" => (t.settings_review(), t.settings_working_days()),
        "returned" => (t.settings_returned(), t.settings_working_days()),
        "lock_after" => (t.settings_lock_after(), t.settings_working_days()),
        "score_share_least" => (t.settings_score_share(), t.settings_percent()),
        _ => (t.settings_idle(), t.settings_minutes()),
    }
}

/// The post.
pub async fn post(
    State(app): State<App>,
    Extension(visit): Extension<Visit>,
    request: Request,
) -> Result<Response, Response> {
    let (fields, request) = read_small(&app, &visit, request).await?;
    let done = act(&app, &visit, &fields).await;
    Ok(answer(app, request, fields, done).await)
}

/// Does what the button asks; gives where to go then.
async fn act(app: &App, visit: &Visit, fields: &Fields) -> Result<String, Refused> {
    match fields.get("action").map_or("", String::as_str) {
        "" | "save" => save(app, visit, fields).await?,
        "save_scheme_rules" => scheme_rules::save(app, visit, fields).await?,
        "test_mail" => return test(app, visit).await,
        _ => return Err(Refused::unknown(visit.words())),
    }
    Ok("/admin/settings?done=1".to_owned())
}

async fn test(app: &App, visit: &Visit) -> Result<String, Refused> {
    let to = mail_log::test(app, visit, &visit.caller()?).await?;
    Ok(address("/admin/settings", [("mailed", to.as_str())]))
}

async fn save(app: &App, visit: &Visit, fields: &Fields) -> Result<(), Refused> {
    let (t, caller) = (visit.words(), visit.caller()?);
    let mut new = settings::manage(&app.store, &caller).await?;
    let mut errors = Vec::new();
    for name in NUMBERS {
        let (place, least, most) = number(&mut new, name);
        // What a form lacks stays as it is.
        let Some(typed) = fields.get(name) else { continue };
        match count(typed, least, most) {
            Ok(n) => *place = n,
            Err(fault) => errors.push((name.to_owned(), t.fault(name, fault))),
        }
    }
    let rule = fields
        .get(SCORE_RULE)
        .map_or(Some(new.score_rule), |name| Rule::parse(name));
    match rule {
        Some(rule) => new.score_rule = rule,
        None => errors.push((SCORE_RULE.to_owned(), t.fault(SCORE_RULE, Fault::Unknown))),
    }
    if !errors.is_empty() {
        return Err(Refused::Fields(errors));
    }
    let ticked = cities().iter().filter(|c| fields.contains_key(&self_approval(&c.slug)));
    new.self_approval = ticked.map(|c| c.slug.clone()).collect();
    Ok(settings::set(&app.store, &caller, new).await?)
}
