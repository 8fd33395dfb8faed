//! The check code on `/reports`: a small form, and the versions that bear the code among those that the reader may read.

use domain::report::read_code;
use leptos::prelude::*;
use storage::{
    Caller,
    reports::{Found, by_code},
};

use super::versions::fate_words;
use crate::{
    components::{bits::notice, icons::icon},
    error::Error,
    pages::reports::paper::city_name,
    visit::{App, Visit},
};

/// The form with what the code in the address finds.
///
/// # Errors
/// The store's.
pub async fn section(visit: &Visit, app: &App, caller: &Caller) -> Result<AnyView, Error> {
    let t = visit.words();
    let typed = visit.asked("code").unwrap_or_default().to_owned();
    let code = read_code(&typed).map(|c| c.to_ascii_uppercase());
    let bad = !typed.is_empty() && code.is_none();
    let found = match &code {
        Some(code) => Some((code, by_code(&app.store, caller, code).await?)),
        None => None,
    };
    let answer = found.map(|(code, found)| {
        if found.is_empty() {
            return notice("warn", t.code_none(code));
        }
        let lines = found.iter().map(|f| line(visit, f)).collect_view();
        view! { <p role="status">{t.code_found(found.len(), code)}</p><ul class="plain" id="code-found">{lines}</ul> }
            .into_any()
    });
    let error = bad.then(|| view! { <p class="fielderr" id="code-error">{icon("err")}<span>{t.code_bad()}</span></p> });
    let described = if bad { "code-hint code-error" } else { "code-hint" };
    Ok(view! {
        <section class="sect stack" aria-labelledby="code-title" id="check-code">
            <h2 id="code-title">{t.code_title()}</h2>
            <form class="stack-s measure" method="get" action="/reports#check-code" role="search" aria-labelledby="code-title">
                <label class="label" for="code">{t.check_code_label()}</label>
                <p class="hint" id="code-hint">{t.code_hint()}</p>
                {error}
                <div class="row">
                    <input
                        class="input input--code" type="text" id="code" name="code" value=typed maxlength="100" autocomplete="off"
                        spellcheck="false" aria-invalid=bad.then_some("true") aria-describedby=described
                    />
                    <button class="btn btn--2" type="submit">{t.code_button()}</button>
                </div>
            </form>
            {answer}
        </section>
    }
    .into_any())
}

fn line(visit: &Visit, found: &Found) -> AnyView {
    let t = visit.words();
    let h = &found.head;
    let to = format!("/reports/{}/{}/versions/{}", found.city, found.period, h.number);
    let report = t.home_report_of(city_name(t, &found.city), t.period_name(found.period));
    let what = format!("{} {}", t.version_n(h.number), t.check_code(&h.check_code));
    let when = t.submitted_at(t.stamp(h.submitted_at), &h.submitted_by);
    let more = format!("{what}{}{when}{}{}", t.semicolon(), t.semicolon(), fate_words(t, h));
    view! { <li><a href=to><span class="grow"><b>{report}</b><span>{more}</span></span>{icon("right")}</a></li> }
        .into_any()
}
