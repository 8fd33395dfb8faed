//! `/compare`: one indicator of the nine cities in the chart, period and mode that the address says.

use domain::{
    compare::Mode,
    indicator::{Way, definition},
};
use leptos::prelude::*;

use super::{page, views};
use crate::{
    comparison::{
        asked::{Choices, Errors},
        change,
        figure::{figure_as, read_out},
        form::{Offer, form, refused},
        pair, peers,
        shape::Shape,
        sheet::{Fault, Sheet},
        sight::may_add_submitted,
    },
    components::{bits::notice, frame::Frame, icons::icon},
    error::Error,
    visit::{App, Posted, Visit, address, here},
};

/// The indicator shown where none is asked for: monthly, of every city, easy to read.
pub const FIRST: &str = "F2-01";

/// The page.
#[component]
pub fn Compare() -> impl IntoView {
    let (visit, app) = here();
    let posted = use_context::<Posted>().unwrap_or_default();
    page(async move {
        let code = visit.asked("indicator").unwrap_or(FIRST).to_owned();
        let t = visit.words();
        let mut errors = Errors::new();
        if definition(&code).is_none_or(|d| d.is_base()) {
            errors.push(("indicator", t.bad_indicator()));
        }
        let shape = visit.asked("chart").map_or(Some(Shape::RankedDots), Shape::parse);
        if shape.is_none() {
            errors.push(("chart", t.bad_chart()));
        }
        let wanted = if errors.is_empty() { code.as_str() } else { FIRST };
        let (also, more) = also(&visit, &code);
        errors.extend(more);
        match drawn(&visit, &app, wanted, shape.unwrap_or(Shape::RankedDots), &also).await {
            Ok(sheets) if errors.is_empty() => {
                let Some(first) = sheets.first() else {
                    return Err(Error::NotFound);
                };
                let pair = pair::section(&visit, &app, first).await?;
                let saved = views::section(&visit, &app, &posted).await?;
                Ok(content(
                    &visit,
                    &sheets,
                    shape.unwrap_or(Shape::RankedDots),
                    &also,
                    (pair, saved),
                ))
            }
            Ok(sheets) => Ok(refuse(&visit, sheets.first().map(|s| &s.choices), &errors)),
            Err(Fault::Fields { choices, errors: more }) => {
                errors.extend(more);
                Ok(refuse(&visit, Some(&choices), &errors))
            }
            Err(Fault::Error(error)) => Err::<AnyView, Error>(error),
        }
    })
}

/// How many charts a page has at most.
const MOST: usize = 6;

/// The indicators asked for beside the first, without it, and what cannot be understood of them.
fn also(visit: &Visit, first: &str) -> (Vec<String>, Errors) {
    let (t, mut errors) = (visit.words(), Errors::new());
    let mut all: Vec<String> = Vec::new();
    for code in visit.listed("also").filter(|code| *code != first) {
        if definition(code).is_none_or(|d| d.is_base()) {
            errors.push(("also", t.unknown_also()));
        } else if !all.iter().any(|c| c == code) {
            all.push(code.to_owned());
        }
    }
    if all.len() >= MOST {
        errors.push(("also", t.bad_also()));
    }
    errors.dedup();
    all.truncate(MOST - 1);
    (all, errors)
}

/// A sheet for each chart: of each indicator, or of the first against each of the others.
async fn drawn(visit: &Visit, app: &App, first: &str, shape: Shape, also: &[String]) -> Result<Vec<Sheet>, Fault> {
    if shape == Shape::Scatter {
        let mut sheets = Vec::new();
        for other in also
            .iter()
            .map(|c| Some(c.as_str()))
            .chain(also.is_empty().then_some(None))
        {
            sheets.push(Sheet::shaped(visit, app, first, shape, other).await?);
        }
        return Ok(sheets);
    }
    let mut sheets = vec![Sheet::shaped(visit, app, first, shape, None).await?];
    for code in also {
        sheets.push(Sheet::shaped(visit, app, code, shape, None).await?);
    }
    Ok(sheets)
}

fn refuse(visit: &Visit, choices: Option<&Choices>, errors: &Errors) -> AnyView {
    let t = visit.words();
    let (none, also) = (
        Choices::default(),
        visit.listed("also").map(str::to_owned).collect::<Vec<_>>(),
    );
    let choices = choices.unwrap_or(&none);
    let shape = visit.asked("chart").and_then(Shape::parse);
    let offer = Offer {
        indicator: definition(FIRST),
        mode: Some(Mode::Absolute),
        chart: shape.or(Some(Shape::RankedDots)),
        more: Some(&also),
        ..Offer::of(choices, errors)
    };
    let (form, refused) = (form(visit, &offer), refused(visit, errors));
    let title = t.compare_title().to_owned();
    view! { <Frame title><div class="phead"><h1>{t.compare_title()}</h1></div>{form}{refused}</Frame> }.into_any()
}

fn content(
    visit: &Visit,
    sheets: &[Sheet],
    shape: Shape,
    also: &[String],
    (pair, saved): (AnyView, AnyView),
) -> AnyView {
    let Some(sheet) = sheets.first() else {
        return ().into_any();
    };
    let (t, d) = (sheet.t, sheet.d);
    let counted = sheet.counted();
    let (visible, places) = sheet
        .now()
        .map_or((Vec::new(), false), |(_, s)| (s.visible.clone(), s.places));
    let none = Errors::new();
    let mut modes = sheet.modes();
    if !modes.contains(&Mode::PerMillion) {
        // Chosen for an indicator that is no count, it says so; another indicator may be one.
        modes.insert(1, Mode::PerMillion);
    }
    let offer = Offer {
        period: sheet.now().map(|(p, _)| p.period),
        cities: &visible,
        city: sheet.highlight,
        by_value: places && d.way != Way::YesNo && !d.per_million,
        indicator: Some(d),
        mode: Some(sheet.asked.mode),
        modes: &modes,
        chart: Some(shape),
        peers: sheet.offers_peers(),
        more: Some(also),
        submitted: visit.actor.as_ref().is_some_and(may_add_submitted),
        ..Offer::of(&sheet.choices, &none)
    };
    let form = form(visit, &offer);
    let empty = sheet
        .choices
        .latest
        .is_none()
        .then(|| notice("", t.no_values_yet().to_owned()));
    let mode = mode_note(visit, sheet);
    let (change, peers) = (change::note(visit, sheet), peers::note(sheet));
    let kept = visit.kept(&["period", "city", "as_of", "sort", "mode", "include", "peers"]);
    let more = address(&format!("/indicators/{}", d.code), kept);
    let (several, width) = match sheets {
        [_] => (None, 1000),
        _ => (Some("grid grid--6-6 charts"), 620),
    };
    let figures = sheets.iter().map(|sheet| {
        let other = sheet.beside.as_ref().map_or("", |other| other.d.code.as_str());
        figure_as(
            visit,
            sheet,
            shape,
            width,
            &format!("{}-{}{other}", shape.name(), sheet.d.code),
        )
    });
    let figures = figures.collect_view();
    let name = format!("{} {}", d.code, counted.name.get(t.lang()));
    let title = t.colon(t.compare_title(), &name);
    view! {
        <Frame title>
            <div class="phead">
                <div>
                    <h1>{t.compare_title()}</h1>
                    <p class="phead__meta"><a href=more>{name}</a><span>{t.direction_words(counted)}</span></p>
                </div>
            </div>
            {saved}
            {form}
            {empty}
            {mode}
            {change}
            {peers}
            <div class=format!("compare {}", several.unwrap_or_default())>{figures}</div>
            {pair}
            <p class="xs muted charts__note">{t.kinds_note()}</p>
            {read_out(t)}
        </Frame>
    }
    .into_any()
}

/// Why counts get no places, and where they do; or that a rate needs no residents.
fn mode_note(visit: &Visit, sheet: &Sheet) -> AnyView {
    let t = sheet.t;
    if let Some(text) = t.mode_note(sheet.asked.mode) {
        return view! { <p class="sm modenote">{icon("info")}{text}</p> }.into_any();
    }
    if sheet.d.per_million {
        let to = visit.with(&[("mode", Mode::PerMillion.name())]);
        return view! {
            <p class="sm modenote">{icon("info")}{t.counts_unranked()}" "<a href=to>{t.see_per_million()}</a></p>
        }
        .into_any();
    }
    let unscaled = visit.asked("mode") == Some(Mode::PerMillion.name()) && sheet.asked.mode == Mode::Absolute;
    unscaled
        .then(|| view! { <p class="sm modenote">{icon("info")}{t.needs_no_scale()}</p> })
        .into_any()
}
