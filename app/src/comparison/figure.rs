//! A chart in the house's frame: title, finding, picture, source, files, numbers.

use leptos::prelude::*;

use super::{chart::Chart, shape::Shape, sheet::Sheet};
use crate::{
    components::{bits::demo_mark, icons::icon},
    islands::ReadOut,
    locales::Words,
    visit::{Visit, address},
};

/// What of a page's query goes along to its files.
const KEPT: [&str; 7] = ["city", "as_of", "sort", "mode", "include", "peers", "cities"];

/// A chart of a sheet, drawn with a width in px, and once more for phones.
#[must_use]
pub fn figure(visit: &Visit, sheet: &Sheet, shape: Shape, width: u32) -> AnyView {
    figure_as(visit, sheet, shape, width, shape.name())
}

/// The same under another id, where a page has several of one shape.
#[must_use]
pub fn figure_as(visit: &Visit, sheet: &Sheet, shape: Shape, width: u32, id: &str) -> AnyView {
    let t = sheet.t;
    let chart = Chart::of(sheet, shape);
    let period = sheet.now().map(|(p, _)| p.period.to_string()).unwrap_or_default();
    let kept = visit.kept(&KEPT);
    let query = || {
        [("indicator", sheet.d.code.as_str()), ("period", period.as_str())]
            .into_iter()
            .chain(sheet.beside.iter().map(|other| ("also", other.d.code.as_str())))
            .chain(kept.iter().copied())
    };
    let lang = [("lang", visit.lang.tag())];
    let picture = |ending: &str| address(&format!("/charts/{}.{ending}", shape.name()), query().chain(lang));
    let shaped = || query().chain([("chart", shape.name())]);
    let numbers = address("/exports/comparison.csv", shaped());
    let book = address("/exports/comparison.xlsx", shaped().chain(lang));
    let files = files(t, &picture("svg"), &picture("png"), &numbers, Some(&book));
    let table = chart.table(sheet);
    let (svg, narrow) = (chart.on_page_as(width, id), chart.on_phone_as(id));
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

/// The files of a chart; the workbook of its numbers where there is one.
#[must_use]
pub fn files(t: Words, svg: &str, png: &str, csv: &str, xlsx: Option<&str>) -> AnyView {
    let link = |to: &str, word: &'static str| view! { <a href=to.to_owned() download="">{word}</a> };
    view! {
        <span class="dl"><span>{icon("dl")}{link(csv, t.csv())}</span>{xlsx.map(|to| link(to, t.xlsx()))}{link(svg, t.svg())}{link(png, t.png())}</span>
    }
    .into_any()
}
