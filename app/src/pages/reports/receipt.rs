//! `/reports/{city}/{period}/versions/{n}/receipt`: the receipt 报送回执 of a submission, one page of paper: what was
//! received, when, from whom, how it was signed, whether in time, and its entries by kind.

use domain::{
    calendar::{Timeliness, beijing, last_day, nth_working_day, timeliness, working_days_between},
    entry::Kind,
    punctuality::Kinds,
};
use leptos::prelude::*;
use storage::reports::{Fate, Row, Version, VersionHead};

use super::{
    frozen::signature_words,
    paper,
    rows::{may_know_late, period_of},
    show::address,
    versions::number,
};
use crate::{
    components::{
        bits::notice,
        frame::{Frame, mark},
        icons::icon,
    },
    locales::Words,
    pages::page,
    visit::{Visit, here},
};

/// The page.
#[component]
pub fn Receipt() -> impl IntoView {
    let (visit, app) = here();
    let (city, period) = address();
    let number = number();
    page(async move {
        let caller = visit.caller()?;
        let period = period_of(&period)?;
        let number = number?;
        let version = storage::reports::version(&app.store, &caller, &city, period, number).await?;
        let heads = storage::reports::heads(&app.store, &caller, &city, period).await?;
        let row = storage::reports::row(&app.store, &caller, &city, period).await?;
        Ok(content(&visit, &row, &version, &heads))
    })
}

/// Whether the version came in time: the first against the due or extended time, one after a return against its own term.
fn in_time(visit: &Visit, row: &Row, version: &Version, heads: &[VersionHead]) -> String {
    let t = visit.words();
    let at = version.head.submitted_at;
    let day = beijing(at).date();
    let stood = |h: &&VersionHead| h.number < version.head.number && !matches!(h.fate, Some((Fate::Withdrawn, _)));
    match heads.iter().filter(stood).max_by_key(|h| h.number).and_then(|h| h.fate) {
        Some((Fate::Returned, back)) => {
            let by = nth_working_day(beijing(back).date(), visit.settings.terms.returned);
            let days = i64::from((day - by).get_days());
            if days > 0 {
                t.returned_late(t.full_day(by), working_days_between(by, day), days)
            } else {
                t.returned_in_time(t.full_day(by))
            }
        }
        Some((Fate::Accepted, _)) => t.correction_apart().to_owned(),
        _ if row.timeliness == Timeliness::Exempt => t.exempt().to_owned(),
        _ => {
            let limit = row
                .extended_until
                .map_or(row.deadlines.due, |until| until.max(row.deadlines.due));
            let result = timeliness(&row.deadlines, row.extended_until, Some(at), visit.now);
            t.first_in_time(result, last_day(limit), day)
        }
    }
}

fn counts(t: Words, kinds: Kinds) -> String {
    let all = [
        (Kind::Value, kinds.value),
        (Kind::NotApplicable, kinds.not_applicable),
        (Kind::NotYetAvailable, kinds.not_yet_available),
        (Kind::Missing, kinds.missing),
    ];
    let each: Vec<_> = all.iter().map(|(kind, n)| t.receipt_count(t.kind(*kind), n)).collect();
    let sum: u32 = all.iter().map(|(_, n)| n).sum();
    t.colon(t.receipt_all(sum), each.join(t.list_sep()))
}

fn content(visit: &Visit, row: &Row, version: &Version, heads: &[VersionHead]) -> AnyView {
    let t = visit.words();
    let (h, content) = (&version.head, &version.content);
    let (name, period) = (paper::city_name(t, &content.city), t.period_name(content.period));
    let title = t.receipt_title(&period);
    let late = may_know_late_of(visit, &content.city).then(|| in_time(visit, row, version, heads));
    let withdrawn = match h.fate {
        Some((Fate::Withdrawn, at)) => Some(notice("warn", t.receipt_withdrawn(t.stamp(at)))),
        _ => None,
    };
    let seconds = beijing(h.submitted_at).strftime("%Y-%m-%d %H:%M:%S").to_string();
    let own = h.own_draft.then(|| view! { <br />{t.own_draft_mark()} });
    let signed = view! { {signature_words(t, version)}{own} }.into_any();
    let mut facts = vec![
        (t.reporting_unit(), name.into_any()),
        (
            t.report_period(),
            t.in_brackets(&period, paper::kind_of(t, content.period)).into_any(),
        ),
        (t.version(), t.version_n(h.number).into_any()),
        (
            t.check_code_label(),
            view! { <code>{h.check_code.clone()}</code> }.into_any(),
        ),
        (t.received_at(), seconds.into_any()),
        (t.submitted_by(), h.submitted_by.clone().into_any()),
        (t.sign_how(), signed),
    ];
    facts.extend(late.map(|text| (t.timeliness_heading(), text.into_any())));
    facts.push((t.receipt_counts(), counts(t, Kinds::of(content)).into_any()));
    facts.push((
        t.hash_label(),
        view! { <code class="hash">{h.hash.clone()}</code> }.into_any(),
    ));
    let back = format!("/reports/{}/{}", row.city, row.period);
    let sentence = t.receipt_sentence(name, &period, h.number, t.stamp(h.submitted_at));
    let (place, brand) = (content.city.clone(), mark(Some(&content.city)));
    let (heading, facts) = (paper::title(t, title.clone(), true), paper::facts(facts));
    let (made, foot) = (
        t.receipt_made(t.stamp(visit.now)),
        paper::version_mark(visit, content, &h.check_code),
    );
    view! {
        <Frame title=title city=Some(place) paper=true>
            <div class="is-screen stack">
                <p><a href=back>{icon("left")}{t.open_report()}</a></p>
                <p class="muted">{icon("print")}" "{t.sheet_hint()}</p>
            </div>
            <article class="paper paper--receipt stack">
                <p class="paper__brand">{brand}" "{t.product()}</p>
                {heading}
                {withdrawn}
                <p>{sentence}</p>
                {facts}
                <p class="paper__small">{made}</p>
            </article>
            {foot}
        </Frame>
    }
    .into_any()
}

fn may_know_late_of(visit: &Visit, city: &str) -> bool {
    visit.actor.as_ref().is_some_and(|actor| may_know_late(actor, city))
}
