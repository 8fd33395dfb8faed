//! The log of digests on `/admin/settings`, and the button that sends the administrator a test message.

use domain::{calendar::beijing, mail::State};
use leptos::prelude::*;
use storage::{
    Caller,
    mail::{self, LOGGED, Logged},
};

use crate::{
    components::{bits::notice, icons::icon},
    locales::Words,
    mail::{Unsent, test_letter},
    pages::forms::Refused,
    visit::{App, Visit},
};

/// The log.
pub(super) fn section(visit: &Visit, on: bool, all: &[Logged]) -> AnyView {
    let t = visit.words();
    let off = (!on).then(|| notice("", t.mail_off().to_owned()));
    let table = if all.is_empty() {
        view! { <p class="muted">{t.mail_none()}</p> }.into_any()
    } else {
        let rows = all.iter().map(|d| row(t, d)).collect_view();
        view! {
            <div class="scroll" tabindex="0" role="group" aria-label=t.mail_log()>
                <table class="tbl tbl--top">
                    <thead>
                        <tr>
                            <th scope="col">{t.mail_person()}</th><th scope="col">{t.mail_state()}</th>
                            <th scope="col" class="num">{t.mail_messages()}</th>
                            <th scope="col" class="num">{t.mail_attempts()}</th>
                            <th scope="col">{t.mail_day()}</th><th scope="col">{t.mail_when()}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        }
        .into_any()
    };
    let test = on.then(|| {
        view! {
            <form method="post" action="/admin/settings">
                <p><button class="btn btn--2" type="submit" name="action" value="test_mail">{t.mail_test()}</button></p>
            </form>
        }
    });
    view! {
        <section class="sect stack" aria-labelledby="mail">
            <h2 id="mail">{t.mail_log()}</h2>
            <p class="muted measure">{t.mail_log_lead(LOGGED)}</p>
            {off}{table}{test}
        </section>
    }
    .into_any()
}

fn row(t: Words, d: &Logged) -> AnyView {
    let (class, name) = match d.state {
        State::Waiting => ("chip chip--info", "clock"),
        State::Sent => ("chip chip--ok", "send"),
        State::Spared => ("chip", "checkc"),
        State::Failed => ("chip chip--warn", "warn"),
    };
    let waits = d.state == State::Waiting && d.attempts > 0;
    let next = waits.then(|| view! { <span class="sub">{t.mail_next(t.clock(d.next))}</span> });
    let why = d.error.as_deref().map(|why| t.mail_reason(why).to_owned());
    let why = why.map(|why| view! { <span class="sub">{why}</span> });
    view! {
        <tr data-mail=d.state.name()>
            <th scope="row">{d.person.clone()}<span class="sub">{d.recipient.clone()}</span></th>
            <td><span class=class>{icon(name)}{t.mail_state_name(d.state)}</span>{why}{next}</td>
            <td class="num">{d.messages}</td>
            <td class="num">{d.attempts}</td>
            <td class="nowrap">{d.day.to_string()}</td>
            <td class="nowrap">{t.stamp(d.sent_at.unwrap_or(d.at))}</td>
        </tr>
    }
    .into_any()
}

/// What was done by the test message, where it was.
pub(super) fn tested(visit: &Visit) -> Option<AnyView> {
    let to = visit.asked("mailed")?;
    Some(notice("ok", visit.words().mail_test_done(to)))
}

/// Sends the caller a test message; gives the address that it went to.
pub(super) async fn test(app: &App, visit: &Visit, caller: &Caller) -> Result<String, Refused> {
    let t = visit.words();
    storage::settings::manage(&app.store, caller).await?;
    let said = |sentence: String| Refused::Fields(vec![(String::new(), sentence)]);
    let Some(mail) = &app.mail else {
        return Err(said(t.mail_off().to_owned()));
    };
    let choice = mail::choice(&app.store, caller).await?;
    let to = match choice.own {
        true => caller.actor.account.clone(),
        false => choice.to,
    };
    if to.is_empty() {
        return Err(said(t.mail_test_nowhere().to_owned()));
    }
    let id = app.store.new_id(visit.now);
    let letter = test_letter(id, to.clone(), &mail.site, visit.demo().is_some());
    match mail.mailer.send(&letter).await {
        Ok(()) => Ok(to),
        Err(Unsent { why, .. }) => Err(said(t.mail_test_failed(t.mail_reason(&why)))),
    }
}

/// The day of a digest and its hour, for its reader.
pub(in crate::pages) fn when(t: Words, d: &Logged) -> String {
    let at = d.sent_at.unwrap_or(d.at);
    format!("{} {}", t.full_day(beijing(at).date()), t.clock(at))
}
