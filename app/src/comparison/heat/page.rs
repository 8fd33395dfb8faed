//! The heat map as a table, in the frame of a chart.

use charts::{HeatCell, Shade};
use domain::{
    city::City,
    compare::Mode,
    indicator::{Aspect, Definition, definition},
};
use leptos::prelude::*;

use super::{HeatMap, NAME, legend};
use crate::{
    comparison::figure::files,
    components::bits::{demo_mark, escape},
    visit::{Visit, address},
};

/// About as many bytes as a cell takes.
const CELL: usize = 200;

impl HeatMap {
    /// The table on a page, in the frame of a chart. A cell leads to its indicator, a city to its page.
    #[must_use]
    pub fn on_page(&self, visit: &Visit) -> AnyView {
        let t = self.t;
        let lit = |c: &City| self.highlight.is_some_and(|h| h.slug == c.slug);
        let kept = visit.kept(&["as_of", "include"]);
        let period = self.period.to_string();
        let link = |d: &Definition| {
            let scaled = definition(&d.code).is_some_and(|d| d.per_million);
            let mode = scaled.then_some(("mode", Mode::PerMillion.name()));
            let query = [("indicator", d.code.as_str()), ("period", period.as_str())]
                .into_iter()
                .chain(mode);
            address("/compare", query.chain(kept.iter().copied()))
        };
        let heads = self
            .cities
            .iter()
            .map(|c| {
                let to = address(&format!("/cities/{}", c.slug), kept.iter().copied());
                let class = if lit(c) { "c is-hl" } else { "c" };
                view! { <th scope="col" class=class><a href=to>{c.short(t.lang()).to_owned()}</a></th> }
            })
            .collect_view();
        let columns = (self.cities.len() + 1).to_string();
        let groups = Aspect::ALL
            .into_iter()
            .map(|aspect| {
                // Rows are made as text: three hundred cells, and ten thousand where there are more cities.
                let heading = escape(t.aspect(aspect));
                let mut rows =
                    format!("<tr><th scope=\"rowgroup\" colspan=\"{columns}\" class=\"grp\">{heading}</th></tr>");
                rows.reserve(self.of(aspect).count() * self.cities.len() * CELL);
                for row in self.of(aspect) {
                    let name = format!("{} {}", row.d.code, row.d.name.get(t.lang()));
                    let (name, unit) = (escape(&name), escape(t.unit_name(&row.d.unit)));
                    let to = escape(&link(row.d)).into_owned();
                    let head = format!("<tr><th scope=\"row\"><a href=\"{to}\">{name}</a> <small>{unit}</small></th>");
                    rows.push_str(&head);
                    for (c, cell) in self.cities.iter().zip(&row.cells) {
                        html(&mut rows, cell, &to, &c.slug);
                    }
                    rows.push_str("</tr>");
                }
                view! { <tbody inner_html=rows></tbody> }
            })
            .collect_view();
        let steps = legend(t)
            .into_iter()
            .map(|(shade, word)| view! { <li class=class(shade)>{word}</li> })
            .collect_view();
        let query = || {
            [("period", period.as_str())]
                .into_iter()
                .chain(kept.iter().copied())
                .chain(self.highlight.map(|c| ("city", c.slug.as_str())))
        };
        let picture = |ending: &str| {
            address(
                &format!("/charts/{NAME}.{ending}"),
                query().chain([("lang", visit.lang.tag()), ("width", "1200")]),
            )
        };
        let numbers = address("/exports/observations.csv", query());
        let book = address(
            "/exports/observations.xlsx",
            query().chain([("lang", visit.lang.tag())]),
        );
        let files = files(t, &picture("svg"), &picture("png"), &numbers, Some(&book));
        let demo = self.demo.then(|| demo_mark(t));
        let heading = self.heading();
        view! {
            <figure class="chart chart--heat-map">
                <h2 class="chart__title"><b>{heading.clone()}</b></h2>
                <p class="chart__take">{self.take()}</p>
                <div class="legend"><span>{t.heat_legend()}</span><ul aria-label=t.heat_legend()>{steps}</ul></div>
                <div class="scroll" tabindex="0" role="group" aria-label=heading.clone()>
                    <table class="heat heat--name">
                        <caption class="vh">{heading.clone()}</caption>
                        <thead><tr><th scope="col" class="lbl">{t.indicator()}</th>{heads}</tr></thead>
                        {groups}
                    </table>
                </div>
                <figcaption class="chart__foot"><span>{self.source.clone()}" "{demo}</span>{files}</figcaption>
            </figure>
        }
        .into_any()
    }
}

/// The class of a shade in the style sheet.
pub(crate) const fn class(shade: Shade) -> &'static str {
    match shade {
        Shade::Step(step) => match step {
            ..=-3 => "h-3m",
            -2 => "h-2m",
            -1 => "h-1m",
            0 => "h-0",
            1 => "h-1p",
            2 => "h-2p",
            _ => "h-3p",
        },
        Shade::Plain => "h-plain",
        Shade::Missing => "h-na",
        Shade::Open => "h-open",
    }
}

/// Adds a cell that leads to its row's comparison with its city highlighted; a slug needs no escape.
fn html(to: &mut String, cell: &HeatCell, link: &str, slug: &str) {
    let (class, title, text) = (class(cell.shade), escape(&cell.title), escape(&cell.text));
    let parts = [
        "<td class=\"",
        class,
        "\"><a href=\"",
        link,
        "&amp;city=",
        slug,
        "\" title=\"",
        &title,
        "\"><span>",
        &text,
        "</span></a></td>",
    ];
    parts.iter().for_each(|part| to.push_str(part));
}
