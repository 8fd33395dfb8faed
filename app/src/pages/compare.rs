//! `/compare`: one indicator of the nine cities in the chart, period and mode that the address says.

use domain::{
    compare::Mode,
    indicator::{Way, definition},
};
use leptos::prelude::*;

use super::page;
use crate::{
    comparison::{
        asked::{Choices, Errors},
        chart::Shape,
        figure::{figure, read_out},
        form::{Offer, form, refused},
        sheet::{Fault, Sheet},
        sight::may_add_submitted,
    },
    components::{bits::notice, frame::Frame, icons::icon},
    error::Error,
    visit::{Visit, address, here},
};

/// The indicator shown where none is asked for: monthly, of every city, easy to read.
pub const FIRST: &str = "F2-01";

/// The page.
#[component]
pub fn Compare() -> impl IntoView {
    let (visit, app) = here();
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
        match Sheet::fetch(&visit, &app, wanted).await {
            Ok(sheet) if errors.is_empty() => Ok(content(&visit, &sheet, shape.unwrap_or(Shape::RankedDots))),
            Ok(sheet) => Ok(refuse(&visit, &sheet.choices, &errors)),
            Err(Fault::Fields { choices, errors: more }) => {
                errors.extend(more);
                Ok(refuse(&visit, &choices, &errors))
            }
            Err(Fault::Error(error)) => Err::<AnyView, Error>(error),
        }
    })
}

fn refuse(visit: &Visit, choices: &Choices, errors: &Errors) -> AnyView {
    let t = visit.words();
    let offer = Offer {
        indicator: definition(FIRST),
        mode: Some(Mode::Absolute),
        chart: Some(Shape::RankedDots),
        ..Offer::of(choices, errors)
    };
    let (form, refused) = (form(visit, &offer), refused(visit, errors));
    let title = t.compare_title().to_owned();
    view! { <Frame title><div class="phead"><h1>{t.compare_title()}</h1></div>{form}{refused}</Frame> }.into_any()
}

fn content(visit: &Visit, sheet: &Sheet, shape: Shape) -> AnyView {
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
    let kept = visit.kept(&["period", "city", "as_of", "sort", "mode", "include"]);
    let more = address(&format!("/indicators/{}", d.code), kept);
    let figure = figure(visit, sheet, shape, 1000);
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
            {form}
            {empty}
            {mode}
            <div class="compare">{figure}</div>
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
