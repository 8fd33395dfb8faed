//! A chart in the house's frame: title, finding, picture, source, files, numbers.

use leptos::prelude::*;

use super::{
    chart::{Chart, Shape},
    sheet::Sheet,
    table,
};
use crate::{
    components::{bits::demo_mark, icons::icon},
    islands::ReadOut,
    locales::Words,
    visit::{Visit, address},
};

/// What of a page's query goes along to its files.
const KEPT: [&str; 5] = ["city", "as_of", "sort", "mode", "include"];

/// A chart of a sheet, drawn with a width in px, and once more for phones.
#[must_use]
pub fn figure(visit: &Visit, sheet: &Sheet, shape: Shape, width: u32) -> AnyView {
    let t = sheet.t;
    let chart = Chart::of(sheet, shape);
    let period = sheet.now().map(|(p, _)| p.period.to_string()).unwrap_or_default();
    let kept = visit.kept(&KEPT);
    let query = || {
        [("indicator", sheet.d.code.as_str()), ("period", period.as_str())]
            .into_iter()
            .chain(kept.iter().copied())
    };
    let lang = [("lang", visit.lang.tag())];
    let picture = |ending: &str| address(&format!("/charts/{}.{ending}", shape.name()), query().chain(lang));
    let numbers = address("/exports/comparison.csv", query().chain([("chart", shape.name())]));
    let files = files(t, &picture("svg"), &picture("png"), &numbers);
    let table = if shape.is_over_time() {
        table::over_time(sheet, &chart.heading)
    } else {
        table::of_period(sheet, &chart.heading)
    };
    let (svg, narrow) = (chart.on_page(width), chart.on_phone());
    let demo = sheet.demo.then(|| demo_mark(t));
    view! {
        <figure class=format!("chart chart--{}", shape.name())>
            <h2 class="chart__title"><b>{chart.heading.clone()}</b></h2>
            <p class="chart__take">{chart.take.clone()}</p>
            <div class="chart__body chart__body--wide" tabindex="0" role="group" aria-label=t.chart_scrolls() inner_html=svg></div>
            <div class="chart__body chart__body--narrow" tabindex="0" role="group" aria-label=t.chart_scrolls() inner_html=narrow></div>
            <figcaption class="chart__foot"><span>{chart.source.clone()}" "{demo}</span>{files}</figcaption>
            <details><summary>{t.table_of(&chart.heading)}</summary>{table}</details>
        </figure>
    }
    .into_any()
}

/// The read-out of a page's charts, once on a page that has any.
#[must_use]
pub fn read_out(t: Words) -> AnyView {
    view! {
        <ReadOut>
            <p class="vh" role="status" id="read-out-said"></p>
            <p id="read-out-how" hidden>{t.read_out_how()}</p>
            <div class="readout is-quiet" id="read-out" aria-hidden="true"></div>
        </ReadOut>
    }
    .into_any()
}

/// The files of a chart.
#[must_use]
pub fn files(t: Words, svg: &str, png: &str, csv: &str) -> AnyView {
    let link = |to: &str, word: &'static str| view! { <a href=to.to_owned() download="">{word}</a> };
    view! {
        <span class="dl"><span>{icon("dl")}{link(csv, t.csv())}</span>{link(svg, t.svg())}{link(png, t.png())}</span>
    }
    .into_any()
}
