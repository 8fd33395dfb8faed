//! `/schemes`: the schemes of the cities whose scheme the reader may know of.

use domain::scheme::{Action, State};
use leptos::prelude::*;
use storage::schemes::{self, Row};

use super::{chip, href, nine, progress_href, show::done_words, view};
use crate::{
    components::{bits::notice, frame::Frame},
    error::Error,
    locales::Words,
    pages::page,
    visit::{Visit, here},
};

/// The page.
#[component]
pub fn Schemes() -> impl IntoView {
    let (visit, app) = here();
    page(async move {
        let caller = visit.caller()?;
        let rows = schemes::list(&app.store, &caller).await?;
        if rows.is_empty() {
            return Err(Error::NotFound);
        }
        Ok::<_, Error>(content(&visit, &rows))
    })
}

fn content(visit: &Visit, rows: &[Row]) -> AnyView {
    let t = visit.words();
    let done = visit.asked("done").and_then(Action::parse);
    let done = done.map(|action| notice("ok", done_words(t, action).to_owned()));
    let nine = nine::view(visit, rows);
    let lines = rows.iter().map(|row| line(visit, row)).collect_view();
    view! {
        <Frame title=t.schemes_title().to_owned()>
            <div class="stack-l">
                <div><h1>{t.schemes_title()}</h1><p class="muted measure">{t.schemes_lead()}</p></div>
                {done}
                <div class="scroll" tabindex="0" role="group" aria-label=t.schemes_title()>
                    <table class="tbl tbl--top">
                        <caption class="vh">{t.schemes_title()}</caption>
                        <thead><tr><th scope="col">{t.city()}</th><th scope="col">{t.scheme_state_col()}</th><th scope="col">{t.scheme_content()}</th><th scope="col">{t.scheme_next_due()}</th></tr></thead>
                        <tbody>{lines}</tbody>
                    </table>
                </div>
                {nine}
            </div>
        </Frame>
    }
    .into_any()
}

fn line(visit: &Visit, row: &Row) -> AnyView {
    let t = visit.words();
    let name = t.city_short(&row.city).to_owned();
    let city = match row.readable {
        true => view! { <a href=href(&row.city)>{name}</a> }.into_any(),
        false => name.into_any(),
    };
    let filed = row
        .filed
        .as_ref()
        .map(|v| view! { <span class="sub">{view::fate(t, &v.head)}</span> });
    let waits = row.submitted_at.filter(|_| row.state == State::Submitted);
    let waits = waits.map(|at| view! { <span class="sub">{t.scheme_submitted()}" "{t.stamp(at)}</span> });
    let content = match &row.filed {
        Some(v) => view! { <a href=progress_href(&row.city)>{counts(t, v)}</a> }.into_any(),
        None => t.scheme_to_be_filed().into_any(),
    };
    let next = row.filed.as_ref().and_then(|v| {
        let today = visit.today();
        let all = v
            .content
            .tasks
            .iter()
            .flat_map(|task| task.milestones.iter().map(move |m| (m.due, task.number, m)));
        let next = all
            .filter(|(due, ..)| *due >= today)
            .min_by_key(|(due, n, m)| (*due, *n, m.number));
        next.map(
            |(due, n, m)| view! { {due.to_string()}<span class="sub">{t.scheme_task(n)}" · "{m.name.clone()}</span> },
        )
    });
    view! {
        <tr><th scope="row">{city}</th><td>{chip(t, row.state)}{waits}{filed}</td><td>{content}</td><td>{next}</td></tr>
    }
    .into_any()
}

fn counts(t: Words, v: &schemes::Version) -> String {
    let tasks = &v.content.tasks;
    t.scheme_counts(
        tasks.len(),
        tasks.iter().map(|task| task.milestones.len()).sum::<usize>(),
    )
}
