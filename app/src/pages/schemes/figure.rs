//! A chart of schemes in the house's frame: on the page in two widths with its numbers below, and as a file.

use charts::{Frame, Standalone};
use jiff::civil::{Date, date};
use leptos::prelude::*;

use crate::{
    components::{bits::demo_mark, icons::icon},
    locales::Words,
    visit::{Visit, address},
};

/// What a chart says beside its picture.
pub(super) struct Figure {
    t: Words,
    /// Its name among the charts.
    pub name: &'static str,
    /// Its heading.
    pub heading: String,
    /// What it shows, in a sentence.
    pub take: String,
    /// The picture in words.
    pub desc: String,
    source: String,
    demo: bool,
}

impl Figure {
    /// As the reader sees it now.
    pub fn new(visit: &Visit, name: &'static str, heading: String, take: String, desc: &[String]) -> Self {
        let t = visit.words();
        Figure {
            t,
            name,
            heading,
            take,
            desc: desc.join(t.semicolon()),
            source: t.progress_source(t.stamp(visit.known)),
            demo: visit.demo().is_some(),
        }
    }

    fn frame(&self, width: u32, id: String, file: bool) -> Frame {
        let words = || Standalone {
            heading: self.heading.clone(),
            take: self.take.clone(),
            source: self.source.clone(),
            mark: self.demo.then(|| self.t.demo_mark().to_owned()),
        };
        Frame {
            width,
            title: self.heading.clone(),
            desc: self.desc.clone(),
            id,
            lang: self.t.lang().tag().to_owned(),
            standalone: file.then(words),
        }
    }

    /// The picture as a file of its own.
    pub fn as_file(&self, width: u32, draw: impl Fn(&Frame) -> String) -> String {
        draw(&self.frame(width, self.name.to_owned(), true))
    }

    /// The figure on the page, of a width in px; `query` goes along to its files.
    pub fn view(&self, width: u32, query: &[(&str, &str)], draw: impl Fn(&Frame) -> String, table: AnyView) -> AnyView {
        let t = self.t;
        let lang = [("lang", t.lang().tag())];
        let file = |ending: &str| {
            let query = query.iter().copied().chain(lang);
            address(&format!("/charts/{}.{ending}", self.name), query)
        };
        let (svg, png) = (file("svg"), file("png"));
        let wide = draw(&self.frame(width, self.name.to_owned(), false));
        let narrow = draw(&self.frame(360, format!("{}-narrow", self.name), false));
        let demo = self.demo.then(|| demo_mark(t));
        view! {
            <figure class="chart">
                <h2 class="chart__title"><b>{self.heading.clone()}</b></h2>
                <p class="chart__take">{self.take.clone()}</p>
                <div class="chart__body chart__body--wide" tabindex="0" role="group" aria-label=t.chart_scrolls() inner_html=wide></div>
                <div class="chart__body chart__body--narrow" tabindex="0" role="group" aria-label=t.chart_scrolls() inner_html=narrow></div>
                <figcaption class="chart__foot">
                    <span>{self.source.clone()}" "{demo}</span>
                    <span class="dl"><span>{icon("dl")}<a href=svg download="">{t.svg()}</a></span><a href=png download="">{t.png()}</a></span>
                </figcaption>
                <details open=true><summary>{t.table_of(&self.heading)}</summary>{table}</details>
            </figure>
        }
        .into_any()
    }
}

/// A day as a number that charts place.
pub(super) fn number(day: Date) -> f64 {
    let days = date(1970, 1, 1).until(day).map_or(0, |span| span.get_days());
    f64::from(days)
}
