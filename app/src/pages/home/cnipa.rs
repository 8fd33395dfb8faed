//! CNIPA's home, the overview: one sentence of facts on the latest period, the reports that wait for review with CNIPA's
//! own term, where the nine cities' reports stand, the heat map of a period, and a chosen indicator in two charts.

use domain::{
    calendar::{Timeliness, beijing, nth_working_day},
    city::city,
    indicator,
    report::State,
};
use leptos::prelude::*;
use storage::{
    Caller,
    reports::{Correction, Note, Row},
};

use super::latest;
use crate::{
    comparison::{
        asked::{Choices, Errors},
        figure::{figure, read_out},
        form::{Offer, form, refused},
        heat::HeatMap,
        shape::Shape,
        sheet::{Fault, Sheet},
    },
    components::{frame::Frame, icons::icon},
    error::Error,
    locales::Words,
    pages::{
        compare, problems,
        reports::{
            matrix::matrix,
            review::verdict_given,
            rows::{flags, href, verdict_due},
        },
        scores,
    },
    visit::{App, Visit, address},
};

/// How many periods the table of states shows.
const PERIODS: usize = 4;

/// How many reports the queue lists before it leads to the rest.
const LISTED: usize = 20;

/// How many reports a sentence names before it counts the rest.
const NAMED: usize = 9;

/// The page.
pub(super) async fn home(visit: &Visit, app: &App, caller: &Caller) -> Result<AnyView, Error> {
    let t = visit.words();
    // The database answers these side by side.
    let (rows, corrections, notes, cities, problems, practices, asked, schemes) = tokio::join!(
        storage::reports::at_hand(&app.store, caller, PERIODS),
        storage::reports::open_corrections(&app.store, caller, visit.now),
        storage::reports::proposed_notes(&app.store, caller),
        compared(visit, app, caller),
        problems::beside::lines(visit, app, caller),
        crate::pages::practices::beside::waiting(visit, app, caller),
        crate::pages::indicators::questions::waiting(visit, app, caller),
        crate::pages::schemes::beside::waiting(visit, app, caller),
    );
    let (rows, corrections, notes, cities) = (rows?, corrections?, notes?, cities?);
    let (problems, practices, questions, schemes) = (problems?, practices?, asked?, schemes?);
    let term = visit.settings.terms.review;
    let lead = lead(t, &rows);
    let remind = remind(t, &rows);
    let mut waiting: Vec<Row> = rows.iter().filter(|r| r.state == State::Submitted).cloned().collect();
    waiting.sort_by_key(|r| r.submitted_at);
    let corrections: Vec<_> = corrections.into_iter().filter(|c| c.outcome.is_none()).collect();
    let notes: Vec<_> = notes.into_iter().filter(|n| n.is_ripe(visit.now)).collect();
    let count = waiting.len();
    let queue = if waiting.is_empty() && corrections.is_empty() && notes.is_empty() && problems.is_empty() {
        view! { <div class="empty"><h3>{t.home_queue_empty()}</h3><p>{t.nothing_waiting_hint()}</p></div> }.into_any()
    } else {
        let lines = waiting
            .iter()
            .take(LISTED)
            .enumerate()
            .map(|(i, row)| waits(visit, row, term, i == 0))
            .collect_view();
        let asked = corrections.iter().map(|c| asks(visit, c, term)).collect_view();
        let more = count.checked_sub(LISTED).filter(|n| *n > 0).map(|n| {
            let to = format!("/reports?state={}", State::Submitted.name());
            view! { <p class="sm"><a href=to>{t.home_queue_more(n)}</a></p> }
        });
        let ripe = notes.iter().map(|n| ripe(visit, n)).collect_view();
        view! { <ul class="work">{lines}{asked}{ripe}{problems}</ul>{more} }.into_any()
    };
    let all_reports = || view! { <p class="sm"><a href="/reports">{t.home_all_reports()}</a></p> };
    let states = (!rows.is_empty()).then(|| {
        if !few() {
            return all_reports().into_any();
        }
        view! {
            <section class="sect" aria-labelledby="states">
                <div class="sect__head"><h2 id="states">{t.home_states_title()}</h2><p>{t.home_states_hint()}</p></div>
                {matrix(t, &caller.actor, &latest(&rows, PERIODS))}
                {all_reports()}
            </section>
        }
        .into_any()
    });
    let hint = (count > 0).then(|| view! { <p>{t.home_queue_hint(count)}</p> });
    // From the keyboard the queue is a step away: it stands behind the whole navigation.
    let skip = (count > 0).then(|| view! { <a class="skip" href="#first-waiting">{t.to_queue()}</a> });
    let done = verdict_given(visit, count);
    let as_of = t.home_as_of(t.stamp(visit.now));
    let papers = papers(visit);
    let main = if is_large(visit) {
        "wrap page page--overview page--a3"
    } else {
        "wrap page page--overview"
    };
    Ok(view! {
        <Frame title=t.nav_overview().to_owned() main=main>
            {skip}
            {done}
            <div class="phead">
                <div><h1>{t.home_cnipa_title()}</h1><p class="phead__meta"><span>{as_of}</span></p></div>
                {papers}
            </div>
            <p class="lead">{lead}</p>
            {remind}
            <div class="grid grid--5-7">
                <section class="sect" aria-labelledby="queue">
                    <div class="sect__head"><h2 id="queue">{t.home_queue_title()}</h2>{hint}</div>
                    {queue}
                    {schemes}{practices}{questions}
                </section>
                {states}
            </div>
            {cities}
        </Frame>
    }
    .into_any())
}

/// What of the overview is taken along on paper: the brief, and the overview itself on A4 or A3.
fn papers(visit: &Visit) -> AnyView {
    let t = visit.words();
    let brief = address(crate::pages::brief::PATH, visit.kept(&["period", "as_of"]));
    let large = is_large(visit);
    let (size, word) = if large { ("", t.print_a4()) } else { (A3, t.print_a3()) };
    let other = visit.with(&[("paper", size)]);
    let said = large.then(|| view! { <span class="muted">{t.print_large()}</span> });
    view! { <p class="row sm papers"><a class="file" href=brief>{icon("file")}{t.brief_nav()}</a><a class="file" href=other>{icon("print")}{word}</a>{said}</p> }
        .into_any()
}

/// The larger paper's name in addresses.
const A3: &str = "a3";

/// True where the address asks for the larger paper.
fn is_large(visit: &Visit) -> bool {
    visit.asked("paper") == Some(A3)
}

/// Links to the people of the cities that are overdue.
fn remind(t: Words, rows: &[Row]) -> Option<AnyView> {
    let overdue = |r: &&Row| matches!(r.timeliness, Timeliness::Overdue { .. });
    let mut late: Vec<_> = rows.iter().filter(overdue).filter_map(|r| city(&r.city)).collect();
    late.dedup_by_key(|c| &c.slug);
    let links = late.iter().take(LISTED).map(|c| {
        let to = format!("/cities/{}/contacts", c.slug);
        view! { <a class="file" href=to>{icon("user")}{t.home_remind(c.short(t.lang()))}</a> }
    });
    let links = links.collect_view();
    (!late.is_empty()).then(|| view! { <p class="row sm remind">{links}</p> }.into_any())
}

/// What the nine cities report: the heat map of a period, and one indicator as ranked dots and small multiples. All of it
/// is chosen by one form and by links.
async fn compared(visit: &Visit, app: &App, caller: &Caller) -> Result<AnyView, Error> {
    let t = visit.words();
    let code = visit.asked("indicator").unwrap_or(compare::FIRST);
    let known = indicator::definition(code).is_some_and(|d| !d.is_base());
    let bad: Errors = (!known).then(|| ("indicator", t.bad_indicator())).into_iter().collect();
    let shown = if known { code } else { compare::FIRST };
    let periods = if few() { usize::MAX } else { 1 };
    let (map, sheet, scores) = tokio::join!(
        HeatMap::fetch(visit, app),
        Sheet::fetch_last(visit, app, shown, periods),
        scores::matrix::section(visit, app, caller)
    );
    let scores = scores?;
    let (map, sheet) = match (map, sheet) {
        (Ok(map), Ok(sheet)) if known => (map, sheet),
        (Err(Fault::Error(error)), _) | (_, Err(Fault::Error(error))) => return Err(error),
        (Err(Fault::Fields { choices, errors }), _) => return Ok(not_understood(visit, &choices, errors, bad)),
        (Ok(map), Err(Fault::Fields { errors, .. })) => return Ok(not_understood(visit, &map.choices, errors, bad)),
        (Ok(map), Ok(_)) => return Ok(not_understood(visit, &map.choices, bad, Errors::new())),
    };
    let none = Errors::new();
    let cities: Vec<_> = domain::city::cities().iter().collect();
    let offer = Offer {
        period: Some(map.period),
        cities: &cities,
        city: sheet.highlight,
        indicator: Some(sheet.d),
        submitted: true,
        ..Offer::of(&map.choices, &none)
    };
    let form = form(visit, &offer);
    let heat = map.on_page(visit);
    let dots = figure(visit, &sheet, Shape::RankedDots, 560);
    let panels = if few() {
        figure(visit, &sheet, Shape::SmallMultiples, 620)
    } else {
        let query = [
            ("indicator", sheet.d.code.as_str()),
            ("chart", Shape::SmallMultiples.name()),
        ];
        let to = address(
            "/compare",
            query.into_iter().chain(visit.kept(&["period", "as_of", "include"])),
        );
        view! { <p><a href=to>{t.home_all_panels(cities.len())}</a></p> }.into_any()
    };
    Ok(view! {
        <section class="overview-cities" aria-labelledby="cities">
            <div class="phead"><h2 id="cities">{t.home_compared_title()}</h2>{form}</div>
            {scores}
            {heat}
            <div class="grid grid--6-6 charts">{dots}{panels}</div>
            <p class="xs muted charts__note">{t.kinds_note()}</p>
            {read_out(t)}
        </section>
    }
    .into_any())
}

fn not_understood(visit: &Visit, choices: &Choices, mut errors: Errors, more: Errors) -> AnyView {
    errors.extend(more);
    let offer = Offer {
        indicator: indicator::definition(compare::FIRST),
        ..Offer::of(choices, &errors)
    };
    let (form, refused) = (form(visit, &offer), refused(visit, &errors));
    view! {
        <section class="overview-cities" aria-labelledby="cities">
            <div class="phead"><h2 id="cities">{visit.words().home_compared_title()}</h2>{form}</div>
            {refused}
        </section>
    }
    .into_any()
}

/// True of so many cities as stand side by side on one page; of more the table of states and the small charts are where
/// they are asked for.
fn few() -> bool {
    domain::city::cities().len() <= charts::MOST_GHOSTS
}

/// A report that waits, since when, and by when CNIPA should have decided.
fn waits(visit: &Visit, row: &Row, term: u32, first: bool) -> AnyView {
    let t = visit.words();
    let name = city(&row.city).map(|c| c.short(visit.lang)).unwrap_or_default();
    let title = t.home_report_of(name, t.period_name(row.period));
    let taken = if row.taken { t.taken_mark() } else { t.home_queue_new() };
    let submitted = row.submitted_at.map(|at| t.stamp(at)).unwrap_or_default();
    let since = t.home_queue_line(row.latest.unwrap_or(1), submitted, taken);
    let due = verdict_due(visit, row, term).map(|(by, over)| {
        let late = (over > 0)
            .then(|| view! { <br /><span class="istat istat--err">{icon("clock")}{t.decide_overdue(over)}</span> });
        view! { <div class="work__due"><span class="muted">{t.decide_by()}</span>" "<br /><b>{t.day(by)}</b>{late}</div> }
    });
    view! {
        <li>
            <div class="work__main">
                <a href=format!("{}/review", href(row)) id=first.then_some("first-waiting")>{title}</a>
                <p>{since}{flags(t, row)}</p>
            </div>
            {due}
        </li>
    }
    .into_any()
}

/// A city's request for a correction, since when, and by when CNIPA should have answered: its own term is one.
fn asks(visit: &Visit, c: &Correction, term: u32) -> AnyView {
    let t = visit.words();
    let name = city(&c.city).map(|c| c.short(visit.lang)).unwrap_or_default();
    let to = format!("/reports/{}/{}/review#correction", c.city, c.period);
    let by = nth_working_day(beijing(c.asked_at).date(), term);
    let over = i64::from((visit.today() - by).get_days());
    let late = (over > 0)
        .then(|| view! { <br /><span class="istat istat--err">{icon("clock")}{t.decide_overdue(over)}</span> });
    view! {
        <li>
            <div class="work__main">
                <a href=to>{t.home_correction_of(name, t.period_name(c.period))}</a>
                <p>{t.home_correction_line(c.items.len(), t.stamp(c.asked_at))}</p>
            </div>
            <div class="work__due"><span class="muted">{t.decide_by()}</span>" "<br /><b>{t.day(by)}</b>{late}</div>
        </li>
    }
    .into_any()
}

/// A chart note whose city was heard: it can be published now.
fn ripe(visit: &Visit, note: &Note) -> AnyView {
    let t = visit.words();
    let name = city(&note.city).map(|c| c.short(visit.lang)).unwrap_or_default();
    let to = format!("/reports/{}/{}/review#notes", note.city, note.report);
    view! {
        <li>
            <div class="work__main">
                <a href=to>{t.home_notes_ripe(name, t.period_name(note.period))}</a>
                <p>{t.note_about(t.item(&note.indicator), &note.text)}</p>
            </div>
        </li>
    }
    .into_any()
}

/// The latest period that has opened: how many are in, how many accepted, and who is late by name.
fn lead(t: Words, rows: &[Row]) -> String {
    let Some(period) = rows.iter().map(|r| r.period).max_by_key(|p| p.last_day()) else {
        return t.home_lead_nothing().to_owned();
    };
    let asked = |r: &&Row| r.period == period && r.timeliness != Timeliness::Exempt;
    let here: Vec<&Row> = rows.iter().filter(asked).collect();
    let came = here.iter().filter(|r| r.first_submitted_at.is_some()).count();
    let accepted = here.iter().filter(|r| r.accepted.is_some()).count();
    let mut sentences = vec![t.home_lead_period(t.period_name(period), came, here.len(), accepted)];
    let open: Vec<u32> = here
        .iter()
        .filter_map(|r| match r.timeliness {
            Timeliness::Open { working_days_left, .. } => Some(working_days_left),
            _ => None,
        })
        .collect();
    match open.iter().min() {
        Some(0) => sentences.push(t.home_lead_today(open.len())),
        Some(days) => sentences.push(t.home_lead_left(open.len(), days)),
        None => {}
    }
    let named = |rows: Vec<&Row>, all: bool| {
        let one = |r: &&Row| {
            let name = city(&r.city).map(|c| c.short(t.lang())).unwrap_or_default();
            if all {
                t.home_report_of(name, t.period_name(r.period))
            } else {
                name.to_owned()
            }
        };
        let mut names: Vec<_> = rows.iter().map(one).collect();
        let more = names.len().saturating_sub(NAMED);
        names.truncate(NAMED);
        let names = names.join(t.list_sep());
        if more > 0 { t.and_more(names, more) } else { names }
    };
    let late: Vec<&Row> = here
        .iter()
        .copied()
        .filter(|r| matches!(r.timeliness, Timeliness::Late { .. }))
        .collect();
    let overdue: Vec<&Row> = rows
        .iter()
        .filter(|r| matches!(r.timeliness, Timeliness::Overdue { .. }))
        .collect();
    if !late.is_empty() {
        sentences.push(t.home_lead_late(named(late, false)));
    }
    if !overdue.is_empty() {
        sentences.push(t.home_lead_overdue(named(overdue, true)));
    }
    sentences.join(t.sentence_gap())
}
