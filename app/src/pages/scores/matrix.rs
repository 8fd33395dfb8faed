//! The overview's matrix of a quarter: the total, aspects and goals of all cities, shaded by the distance from the median
//! like the heat map. Each figure leads to how it comes about.

use charts::{MOST_GHOSTS, Shade};
use domain::{
    Decimal,
    city::{City, cities},
    compare::{Ranked, place_of, places, steps},
    indicator::{Aspect, Direction, Goal},
    score::Total,
};
use leptos::prelude::*;
use storage::{
    Caller,
    scores::{self, Score},
};

use super::{
    asked::{self, Asked},
    explain::{percent, points},
    sums,
};
use crate::{
    comparison::heat::class,
    components::{bits::demo_mark, icons::icon},
    error::Error,
    locales::Words,
    visit::{App, Visit, address},
};

/// Totals that differ by less share a place: a tenth of a point.
fn smallest_difference() -> Decimal {
    Decimal::new(1, 1)
}

/// The matrix of the quarter that the period asked for lies in, else of the last that is over. Nothing before the first
/// is, where nothing is filed, and of more cities than stand side by side.
///
/// # Errors
/// Of the store.
pub(in crate::pages) async fn section(visit: &Visit, app: &App, caller: &Caller) -> Result<AnyView, Error> {
    // What is asked wrongly is said by the page's form.
    let Ok(Asked {
        quarter: Some(quarter),
        as_of,
        ..
    }) = Asked::read(visit)
    else {
        return Ok(().into_any());
    };
    if cities().len() > MOST_GHOSTS {
        return Ok(().into_any());
    }
    let all = scores::all(&app.store, caller, asked::of(visit, quarter, as_of)).await?;
    if all.iter().all(|score| score.total.total.is_none()) {
        return Ok(().into_any());
    }
    Ok(table(visit, &all))
}

fn table(visit: &Visit, all: &[Score]) -> AnyView {
    let t = visit.words();
    let Some((first, seen)) = all.first().zip(named(all)) else {
        return ().into_any();
    };
    let heading = t.scores_heading(t.period_name(first.quarter), t.score_rule_name(first.rule));
    let heads = seen
        .iter()
        .map(|c| {
            let to = address(&format!("/cities/{}", c.slug), visit.kept(&["as_of"]));
            view! { <th scope="col" class="c"><a href=to>{c.short(t.lang()).to_owned()}</a></th> }
        })
        .collect_view();
    let ranked = ranked(all);
    let totals: Vec<_> = all.iter().map(|s| s.total.clone()).collect();
    let row = |name: &'static str, id: &str, parts: &[Total]| shaded(visit, name, id, all, parts);
    let aspects = Aspect::ALL.map(|a| {
        let parts: Vec<_> = all.iter().map(|s| s.of_aspect(a)).collect();
        row(t.aspect(a), &sums::of_aspect(a), &parts)
    });
    let goals = Goal::ALL.map(|g| {
        let parts: Vec<_> = all.iter().map(|s| s.of_goal(g)).collect();
        row(t.goal(g), &sums::of_goal(g), &parts)
    });
    let group = |name: &'static str| {
        let columns = (all.len() + 1).to_string();
        view! { <tr><th scope="rowgroup" colspan=columns class="grp">{name}</th></tr> }
    };
    let places = all
        .iter()
        .map(|s| {
            let place = place_of(&ranked, &s.city).map_or_else(|| t.none_dash().to_owned(), Ranked::shown);
            view! { <td class="h-plain"><span>{place}</span></td> }
        })
        .collect_view();
    let values = all
        .iter()
        .map(|s| {
            let share = s
                .total
                .value_share
                .map(|share| format!("{}%", t.number(share * Decimal::ONE_HUNDRED, 1)));
            view! { <td class="h-plain"><span>{share}</span></td> }
        })
        .collect_view();
    let period = first.quarter.to_string();
    let query = [("period", period.as_str())].into_iter().chain(visit.kept(&["as_of"]));
    let [xlsx, csv] = ["/exports/score.xlsx", "/exports/score.csv"].map(|path| address(path, query.clone()));
    let demo = visit.demo().map(|_| demo_mark(t));
    view! {
        <figure class="chart chart--scores">
            <h2 class="chart__title"><b>{heading.clone()}</b></h2>
            <p class="chart__take">{take(t, &ranked)}</p>
            <p class="xs muted">{t.scores_legend()}</p>
            <div class="scroll" tabindex="0" role="group" aria-label=heading.clone()>
                <table class="heat heat--name">
                    <caption class="vh">{heading.clone()}</caption>
                    <thead><tr><th scope="col" class="lbl">{t.scores_what()}</th>{heads}</tr></thead>
                    <tbody>
                        {row(t.score_total(), "score", &totals)}
                        <tr><th scope="row">{t.scores_place()}</th>{places}</tr>
                        <tr><th scope="row">{t.scores_values()}</th>{values}</tr>
                    </tbody>
                    <tbody>{group(t.scores_aspects())}{aspects.into_iter().collect_view()}</tbody>
                    <tbody>{group(t.scores_goals())}{goals.into_iter().collect_view()}</tbody>
                </table>
            </div>
            <figcaption class="chart__foot">
                <span>{t.scores_why(smallest_difference())}" "{demo}</span>
                <span class="dl"><span>{icon("dl")}<a href=xlsx download="">{t.xlsx()}</a></span><a href=csv download="">{t.csv()}</a></span>
            </figcaption>
        </figure>
    }
    .into_any()
}

fn named(all: &[Score]) -> Option<Vec<&'static City>> {
    all.iter().map(|s| domain::city::city(&s.city)).collect()
}

/// The totals that are ranked, best first.
fn ranked(all: &[Score]) -> Vec<Ranked> {
    let totals = all.iter().filter(|s| s.total.is_ranked());
    let totals: Vec<_> = totals.filter_map(|s| Some((s.city.clone(), s.total.total?))).collect();
    places(&totals, Direction::Higher, smallest_difference(), 2)
}

/// The finding: who leads and who is last, of those that are ranked.
fn take(t: Words, ranked: &[Ranked]) -> String {
    let (Some(best), Some(worst)) = (ranked.first(), ranked.last()) else {
        return t.scores_take_none().to_owned();
    };
    let of_place = |place: usize| {
        let slugs: Vec<_> = ranked
            .iter()
            .filter(|r| r.place == place)
            .map(|r| r.city.clone())
            .collect();
        t.city_names(&slugs)
    };
    match ranked.len() {
        1 => t.scores_take_none().to_owned(),
        n if best.place == worst.place => t.scores_take_level(n, points(t, best.figure)),
        n => t.scores_take(
            of_place(best.place),
            points(t, best.figure),
            of_place(worst.place),
            points(t, worst.figure),
            n,
        ),
    }
}

/// A row of totals; what is unranked is unshaded and in brackets.
fn shaded(visit: &Visit, name: &'static str, id: &str, all: &[Score], parts: &[Total]) -> AnyView {
    let t = visit.words();
    let figures: Vec<_> = parts.iter().map(|p| p.total.filter(|_| p.is_ranked())).collect();
    let numbers: Vec<_> = figures.iter().copied().flatten().collect();
    let mut steps = steps(&numbers, Direction::Higher, smallest_difference(), 2).into_iter();
    let cells = all
        .iter()
        .zip(parts)
        .zip(figures)
        .map(|((score, part), figure)| {
            let step = figure.and_then(|_| steps.next()).filter(|_| numbers.len() > 1);
            let class = match (part.total, step) {
                (None, _) => class(Shade::Missing),
                (_, Some(step)) => class(Shade::Step(step)),
                (_, None) => class(Shade::Plain),
            };
            let city = domain::city::city(&score.city)
                .map(|c| c.short(t.lang()))
                .unwrap_or_default();
            let mut said: Vec<_> = part.grey.iter().map(|grey| t.score_grey(*grey)).collect();
            if let Some(share) = part.value_share {
                said.push(t.colon(t.scores_values(), format!("{}%", percent(t, share))));
            }
            let title = t.colon(format!("{city} {name}"), said.join(t.sentence_gap()));
            let to = format!("{}#{id}", asked::href(visit, &score.city, score.quarter));
            view! { <td class=class><a href=to title=title><span>{sums::total(t, part)}</span></a></td> }
        })
        .collect_view();
    view! { <tr><th scope="row">{name}</th>{cells}</tr> }.into_any()
}
