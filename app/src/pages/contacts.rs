//! `/cities/{city}/contacts`: the people of a city, a reminder of its own state that can be copied, and the log of who
//! was reminded and what was promised.

use axum::{
    Extension,
    extract::{Path, Request, State as Program},
    response::Response,
};
use domain::{
    access::{Decision, Object, Verb, may},
    calendar::{Timeliness, beijing},
    city::{City, city},
    contact::{Channel, Chase, Contact},
    report::State,
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use storage::{
    Caller,
    contacts::{Chased, Kept},
    reports::Row,
};

use super::{
    forms::{self, Fields, Refused, answer},
    page,
    reports::{edit::timeliness_words, rows::due_words},
    typed::{read_small, typed_by},
};
use crate::{
    components::{
        bits::{TextField, area_text, error_summary, notice},
        fields::{Field, Kind},
        frame::Frame,
        icons::icon,
    },
    error::Error,
    locales::Words,
    root::inline,
    visit::{App, Posted, Visit, here},
};

fn path(city: &City) -> String {
    format!("/cities/{}/contacts", city.slug)
}

fn manages(caller: &Caller, object: &Object) -> bool {
    may(Some(&caller.actor), Verb::Manage, object) == Decision::Allow
}

/// The page.
#[component]
pub fn Contacts() -> impl IntoView {
    let (visit, app) = here();
    let slug = use_params_map().get_untracked().get("city").unwrap_or_default();
    let posted = use_context::<Posted>().unwrap_or_default();
    page(async move {
        let caller = visit.caller()?;
        let city = city(&slug).ok_or(Error::NotFound)?;
        let people = storage::contacts::list(&app.store, &caller, &city.slug).await?;
        let chases = storage::contacts::chases(&app.store, &caller, &city.slug).await?;
        let rows = storage::reports::list(&app.store, &caller).await?;
        let rows: Vec<_> = rows.into_iter().filter(|r| r.city == city.slug).collect();
        let t = visit.words();
        let title = t.contacts_title(city.short(visit.lang));
        let done = match visit.asked("done") {
            _ if !posted.errors.is_empty() => None,
            Some("contact") => Some(t.contacts_saved()),
            Some("chase") => Some(t.chases_logged()),
            _ => None,
        };
        let done = done.map(|sentence| notice("ok", sentence.to_owned()));
        let summary = error_summary(t.not_done_title().to_owned(), &posted);
        let chasing = posted.fields.get("action").is_some_and(|a| a == "log_chase");
        let (at_person, at_chase) = match chasing {
            true => (Posted::default(), posted),
            false => (posted, Posted::default()),
        };
        let writes = manages(&caller, &Object::Contacts { city: &city.slug });
        let chases_too = manages(&caller, &Object::Chasing { city: &city.slug });
        let people = people_section(&visit, city, &people, writes.then_some(at_person));
        let reminder = chases_too.then(|| reminder_section(&visit, city, &rows));
        let log = log_section(&visit, city, &rows, &chases, chases_too.then_some(at_chase));
        let script = chases_too.then(|| inline(COPY));
        Ok(view! {
            <Frame title=title.clone() city=Some(city.slug.clone())>
                <nav class="crumbs" aria-label=t.crumbs()>
                    <ol>
                        <li><a href=format!("/cities/{}", city.slug)>{city.short(visit.lang).to_owned()}</a></li>
                        <li>{t.contacts_link()}</li>
                    </ol>
                </nav>
                <div class="phead"><h1>{title}</h1></div>
                <div class="stack-l">{done}{summary}{people}{reminder}{log}</div>
                {script}
            </Frame>
        }
        .into_any())
    })
}

/// Shows the button that copies, and lets it; a page without script has the text to select.
pub(crate) const COPY: &str = r"const button = document.getElementById('copy'), text = document.getElementById('reminder');
button?.classList.remove('is-quiet');
button?.addEventListener('click', () => {
  text.select();
  if (document.execCommand('copy')) document.getElementById('copied').classList.remove('is-quiet');
});";

/// The people; `form` is what was typed where the reader may change them.
fn people_section(visit: &Visit, city: &City, people: &[Kept], form: Option<Posted>) -> AnyView {
    let t = visit.words();
    let writes = form.is_some();
    let rows = people
        .iter()
        .map(|k| {
            let c = &k.contact;
            let edit = writes.then(|| {
                let to = format!("{}#person", visit.with(&[("contact", &k.id), ("done", "")]));
                view! { <td><a href=to aria-label=t.contacts_edit_of(&c.name)>{t.contacts_edit()}</a></td> }
            });
            let changed = t.contacts_changed(&k.changed_by, t.full_day(beijing(k.changed_at).date()));
            view! {
                <tr>
                    <th scope="row">{c.name.clone()}<span class="sub">{changed}</span></th>
                    <td>{c.post.clone()}</td>
                    <td>{tel(&c.landline)}</td>
                    <td>{tel(&c.mobile)}</td>
                    <td>{c.deputy.clone()}</td>
                    {edit}
                </tr>
            }
        })
        .collect_view();
    let table = if people.is_empty() {
        view! { <p class="muted">{t.contacts_none()}</p> }.into_any()
    } else {
        view! {
            <div class="scroll" tabindex="0" role="group" aria-label=t.contacts_people()>
                <table class="tbl tbl--top">
                    <thead>
                        <tr>
                            <th scope="col">{t.contacts_name()}</th><th scope="col">{t.contacts_post()}</th>
                            <th scope="col">{t.contacts_landline()}</th><th scope="col">{t.contacts_mobile()}</th>
                            <th scope="col">{t.contacts_deputy()}</th>
                            {writes.then(|| view! { <th scope="col">{t.contacts_edit()}</th> })}
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        }
        .into_any()
    };
    let form = form.map(|posted| person_form(visit, city, people, posted));
    view! {
        <section class="sect stack" aria-labelledby="people">
            <h2 id="people">{t.contacts_people()}</h2>
            <p class="muted measure">{t.contacts_lead()}</p>
            {table}{form}
        </section>
    }
    .into_any()
}

/// A number that a telephone can dial.
fn tel(number: &str) -> Option<AnyView> {
    let dial: String = number
        .chars()
        .take_while(|c| !matches!(c, '转' | ',' | '/' | 'x'))
        .collect();
    let dial: String = dial.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
    (!number.is_empty()).then(|| view! { <a href=format!("tel:{dial}")>{number.to_owned()}</a> }.into_any())
}

fn person_form(visit: &Visit, city: &City, people: &[Kept], mut posted: Posted) -> AnyView {
    let t = visit.words();
    let refused = !posted.errors.is_empty();
    let id = match refused {
        true => posted.fields.get("id").cloned(),
        false => visit.asked("contact").map(str::to_owned),
    };
    let edited = id.as_deref().and_then(|id| people.iter().find(|k| k.id == id));
    if let Some(Kept { contact: c, .. }) = edited.filter(|_| !refused) {
        let texts = [
            ("name", &c.name),
            ("post", &c.post),
            ("landline", &c.landline),
            ("mobile", &c.mobile),
            ("deputy", &c.deputy),
        ];
        posted.fields = texts.map(|(name, text)| (name.to_owned(), text.clone())).into();
    }
    let heading = edited.map_or_else(|| t.contacts_add().to_owned(), |k| t.contacts_edit_of(&k.contact.name));
    let remove = edited.map(|_| {
        view! {
            <button class="btn btn--2" type="submit" name="action" value="remove_contact">{t.contacts_remove()}</button>
            <a href=format!("{}#people", path(city))>{t.contacts_cancel()}</a>
        }
    });
    let hidden = edited.map(|k| view! { <input type="hidden" name="id" value=k.id.clone() /> });
    let open = edited.is_some() || refused || people.is_empty();
    view! {
        <details class="fold" id="person" open=open>
            <summary>{heading}</summary>
            <form method="post" action=path(city) class="stack measure" novalidate autocomplete="off">
                {typed_by(visit)}
                {hidden}
                <TextField name="name" label=t.contacts_name() posted=posted.clone() />
                <TextField name="post" label=t.contacts_post() posted=posted.clone() />
                <TextField name="landline" label=t.contacts_landline() kind="tel" posted=posted.clone() />
                <TextField name="mobile" label=t.contacts_mobile() hint=t.contacts_phone_hint() kind="tel" posted=posted.clone() />
                <TextField name="deputy" label=t.contacts_deputy() hint=t.contacts_deputy_hint() posted=posted />
                <p class="row">
                    <button class="btn" type="submit" name="action" value="save_contact">{t.save()}</button>
                    {remove}
                </p>
            </form>
        </details>
    }
    .into_any()
}

/// Reports that the city has to see to now.
fn due(rows: &[Row]) -> impl Iterator<Item = &Row> {
    rows.iter().filter(|r| {
        let own = matches!(r.state, State::Drafting | State::CitySignOff | State::Returned);
        let expected = matches!(r.timeliness, Timeliness::Open { .. } | Timeliness::Overdue { .. });
        own && (expected || r.mend.is_some()) && !r.is_spared()
    })
}

/// What may be sent to a city: its own state alone, in plain words; none where it owes nothing.
fn reminder(t: Words, city: &City, rows: &[Row]) -> Option<String> {
    let lines: Vec<String> = due(rows)
        .map(|r| {
            let report = t.home_card(t.period_name(r.period));
            let time = timeliness_words(t, r);
            if r.mend.is_some() {
                return t.reminder_returned(report, time);
            }
            let due = due_words(t, r);
            let state = format!("{} {}/{}", t.state(r.state), r.filled.0, r.filled.1);
            match r.timeliness {
                Timeliness::Overdue { .. } => t.reminder_overdue(report, due, time, state),
                _ => t.reminder_open(report, due, time, state),
            }
        })
        .collect();
    let name = city.name.get(t.lang());
    (!lines.is_empty()).then(|| format!("{}\n{}\n{}", t.reminder_head(name), lines.join("\n"), t.reminder_foot()))
}

fn reminder_section(visit: &Visit, city: &City, rows: &[Row]) -> AnyView {
    let t = visit.words();
    let body = match reminder(t, city, rows) {
        None => view! { <p class="muted">{t.chases_nothing_due()}</p> }.into_any(),
        Some(text) => {
            let lines = (text.lines().count() + 2).to_string();
            view! {
                <p class="muted measure">{t.reminder_lead()}</p>
                <textarea class="area" id="reminder" rows=lines readonly aria-labelledby="remind">{area_text(&text)}</textarea>
                <p class="row">
                    <button class="btn btn--2 is-quiet" type="button" id="copy">{t.reminder_copy()}</button>
                    <span class="istat istat--ok is-quiet" id="copied" role="status">{icon("checkc")}{t.reminder_copied()}</span>
                </p>
            }
            .into_any()
        }
    };
    view! { <section class="sect stack" aria-labelledby="remind"><h2 id="remind">{t.reminder_title()}</h2>{body}</section> }
        .into_any()
}

/// The log; `form` is what was typed where the reader may add to it.
fn log_section(visit: &Visit, city: &City, rows: &[Row], chases: &[Chased], form: Option<Posted>) -> AnyView {
    let t = visit.words();
    let lines = chases
        .iter()
        .map(|c| {
            let row = rows.iter().find(|r| r.period == c.chase.period);
            let came = row.and_then(|r| r.submitted_at).is_some_and(|at| at > c.at);
            let broken = c.chase.promised_on.is_some_and(|day| day < visit.today());
            let stands = match (came, broken) {
                (true, _) => {
                    Some(view! { <span class="istat istat--ok">{icon("checkc")}{t.chases_came()}</span> }.into_any())
                }
                (false, true) => {
                    Some(view! { <span class="istat istat--err">{icon("clock")}{t.chases_broken()}</span> }.into_any())
                }
                _ => None,
            };
            let promised = c.chase.promised_on.map(|day| t.full_day(day));
            view! {
                <tr>
                    <td>{t.stamp(c.at)}<span class="sub">{c.by.clone()}</span></td>
                    <td>{t.period_name(c.chase.period)}</td>
                    <td>{c.chase.spoke_to.clone()}<span class="sub">{t.channel(c.chase.channel)}</span></td>
                    <td>{c.chase.said.clone()}</td>
                    <td>{promised}{stands.map(|s| view! { <span class="sub">{s}</span> })}</td>
                </tr>
            }
        })
        .collect_view();
    let table = if chases.is_empty() {
        view! { <p class="muted">{t.chases_none()}</p> }.into_any()
    } else {
        view! {
            <div class="scroll" tabindex="0" role="group" aria-label=t.chases_title()>
                <table class="tbl tbl--top">
                    <thead>
                        <tr>
                            <th scope="col">{t.chases_when()}</th><th scope="col">{t.chases_period()}</th>
                            <th scope="col">{t.chases_spoke_to()}</th><th scope="col">{t.chases_said()}</th>
                            <th scope="col">{t.chases_promised_on()}</th>
                        </tr>
                    </thead>
                    <tbody>{lines}</tbody>
                </table>
            </div>
        }
        .into_any()
    };
    let form = form.map(|posted| chase_form(visit, city, rows, &posted));
    view! { <section class="sect stack" aria-labelledby="chases"><h2 id="chases">{t.chases_title()}</h2>{table}{form}</section> }
        .into_any()
}

fn chase_form(visit: &Visit, city: &City, rows: &[Row], posted: &Posted) -> AnyView {
    let t = visit.words();
    let open: Vec<_> = due(rows).collect();
    if open.is_empty() && posted.errors.is_empty() {
        return view! { <p class="muted">{t.chases_nothing_due()}</p> }.into_any();
    }
    let periods = open.iter().map(|r| (r.period.to_string(), t.period_name(r.period)));
    let periods = Kind::Choice(periods.collect(), None);
    let channels = Channel::ALL.map(|c| (c.name().to_owned(), t.channel(c).to_owned()));
    let channels = Kind::Choice(channels.into(), None);
    let one =
        |name: &'static str, label, kind| Field::new(name, label, kind, posted.field(name)).error(posted.error(name));
    let refused = !posted.errors.is_empty();
    view! {
        <details class="fold" id="chase" open=refused>
            <summary>{t.chases_log()}</summary>
            <form method="post" action=path(city) class="stack measure" novalidate autocomplete="off">
                {typed_by(visit)}
                {one("period", t.chases_period(), periods).view()}
                {one("channel", t.chases_channel(), channels).view()}
                {one("spoke_to", t.chases_spoke_to(), Kind::Line("text")).view()}
                {one("said", t.chases_said(), Kind::Area { most: None, rows: Some(3) }).view()}
                {one("promised_on", t.chases_promised_on(), Kind::Line("date")).hint(t.chases_promised_hint()).view()}
                <p><button class="btn" type="submit" name="action" value="log_chase">{t.chases_log()}</button></p>
            </form>
        </details>
    }
    .into_any()
}

/// The post.
pub async fn post(
    Program(app): Program<App>,
    Extension(visit): Extension<Visit>,
    Path(city): Path<String>,
    request: Request,
) -> Result<Response, Response> {
    let (fields, request) = read_small(&app, &visit, request).await?;
    let outcome = act(&app, &visit, &city, &fields).await;
    let done = outcome.map(|what| format!("/cities/{city}/contacts?done={what}"));
    Ok(answer(app, request, fields, done).await)
}

/// Does what the form asks for; gives what was done.
async fn act(app: &App, visit: &Visit, city: &str, fields: &Fields) -> Result<&'static str, Refused> {
    let (t, caller) = (visit.words(), visit.caller()?);
    let say = |field: &str, fault| t.fault(field, fault);
    let action = forms::get(fields, "action").unwrap_or_default();
    // Who may not is told so before what is wrong with a field.
    let object = match action {
        "log_chase" => Object::Chasing { city },
        _ => Object::Contacts { city },
    };
    storage::allow(&caller, Verb::Manage, &object)?;
    let id = forms::get(fields, "id");
    match action {
        "save_contact" => {
            let contact = Contact::read(fields).map_err(|faults| Refused::faults(&faults, say))?;
            storage::contacts::save(&app.store, &caller, city, id, &contact).await?;
            Ok("contact")
        }
        "remove_contact" => {
            storage::contacts::remove(&app.store, &caller, city, id.ok_or(Error::NotFound)?).await?;
            Ok("contact")
        }
        "log_chase" => {
            let chase = Chase::read(fields, visit.today()).map_err(|faults| Refused::faults(&faults, say))?;
            let done = storage::contacts::log(&app.store, &caller, city, &chase).await;
            done.map(|()| "chase").map_err(|e| Refused::store(t, e, say))
        }
        _ => Err(Error::NotFound.into()),
    }
}
