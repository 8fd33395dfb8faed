//! A brief as the paper it is printed on: two pages A4, the second for the charts.

use leptos::prelude::*;

use super::content::{Brief, Picture};
use crate::locales::Words;

/// The paper.
pub(super) fn paper(brief: &Brief) -> AnyView {
    let t = brief.t;
    let reports = brief
        .reports
        .iter()
        .map(|(label, names)| view! { <p><b>{label.clone()}</b>{t.colon("", names)}</p> })
        .collect_view();
    let cities = brief
        .cities
        .iter()
        .map(|(c, line)| view! { <li><b>{c.short(t.lang()).to_owned()}</b>{t.colon("", line)}</li> })
        .collect_view();
    let waits = brief
        .waits
        .iter()
        .map(|line| view! { <li>{line.clone()}</li> })
        .collect_view();
    let opening = (!brief.draft.opening.is_empty())
        .then(|| view! { <p class="brief__opening">{brief.draft.opening.clone()}</p> });
    let charts = brief.charts.iter().map(|p| picture(t, p)).collect_view();
    let mark = || {
        let mark = brief.mark.clone();
        mark.map(|mark| view! { <p class="brief__mark">{mark}</p> })
    };
    let (foot, head) = (mark(), mark());
    let class = if brief.is_full() {
        "paper brief brief--full"
    } else {
        "paper brief"
    };
    view! {
        <article class=class>
            <header>
                <p class="paper__over">{t.pilot_name()}</p>
                <h1 class="paper__title">{t.brief_title()}</h1>
                <p class="brief__when"><span>{t.period_name(brief.period)}</span><span>{t.colon(t.known_at(), &brief.known_at)}</span></p>
                {head}
            </header>
            {opening}
            <section><h2>{t.brief_reports(t.period_name(brief.period.report()))}</h2>{reports}</section>
            <section><h2>{t.brief_cities_title()}</h2><ul class="brief__list">{cities}</ul></section>
            <section><h2>{t.brief_waits_title()}</h2><ul class="brief__list">{waits}</ul></section>
            <p class="brief__source">{t.brief_source()}</p>
            <section class="brief__charts"><h2>{t.brief_charts_title()}</h2>{charts}{foot}</section>
        </article>
    }
    .into_any()
}

fn picture(t: Words, p: &Picture) -> AnyView {
    view! {
        <figure class="brief__chart">
            <h3>{p.heading.clone()}</h3>
            <p>{p.sentence.clone()}</p>
            <div class="chart__body" tabindex="0" role="group" aria-label=t.chart_scrolls() inner_html=p.on_page.clone()></div>
            <figcaption>{p.source.clone()}</figcaption>
        </figure>
    }
    .into_any()
}
