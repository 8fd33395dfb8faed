//! What a reviewer should look at before deciding: how much changed, is unexplained or lies far from the other cities,
//! and what the city promised last time.

use domain::{check::Warning, outlier::compared_as};
use leptos::prelude::*;
use storage::reports::{Far, Review};

use super::{
    review_back::answered,
    review_data::{Item, Show},
    review_side::to_item,
};
use crate::{components::icons::icon, locales::Words, visit::Visit};

/// How many items an acceptance would pass over: undecided, unexplained, flagged.
#[must_use]
pub fn left(items: &[Item]) -> (usize, usize, usize) {
    let count = |f: &dyn Fn(&Item) -> bool| items.iter().filter(|i| f(i)).count();
    (
        count(&|i| i.todo),
        count(&is_unexplained),
        count(&|i| i.warning.is_some() || i.far.is_some()),
    )
}

fn is_unexplained(item: &Item) -> bool {
    matches!(item.warning, Some((_, false)))
}

/// A figure far from the others', in words.
#[must_use]
pub fn far_words(t: Words, code: &str, far: &Far) -> String {
    let Some(d) = domain::indicator::definition(code).and_then(compared_as) else {
        return String::new();
    };
    let say = |v| t.number(v, d.decimals);
    let (band, unit) = (far.band, t.unit_name(&d.unit));
    let with_unit = |v| t.with_unit(&say(v), unit);
    t.far_text(
        with_unit(far.figure),
        t.period_name(far.period),
        band.cities,
        say(band.median),
        say(band.lower),
        say(band.upper),
    )
}

/// What is unusual about an item, by its warning or by the other cities.
#[must_use]
pub fn why(t: Words, item: &Item) -> Option<String> {
    let warned: Option<Warning> = item.warning.map(|(w, _)| w);
    warned
        .map(|w| t.flag(w))
        .or_else(|| item.far.map(|_| t.flag_far().to_owned()))
}

/// The card of what to look at.
#[must_use]
pub fn look(visit: &Visit, review: &Review, items: &[Item], shown: &dyn Fn(&Item) -> bool, deciding: bool) -> AnyView {
    let t = visit.words();
    let count = |f: &dyn Fn(&Item) -> bool| items.iter().filter(|i| f(i)).count();
    let lines = [
        ("sync", count(&|i| i.changed), t.look_changed(count(&|i| i.changed))),
        (
            "spike",
            count(&is_unexplained),
            t.look_unexplained(count(&is_unexplained)),
        ),
        (
            "eye",
            count(&|i| i.far.is_some()),
            t.look_far(count(&|i| i.far.is_some())),
        ),
    ];
    let lines: Vec<_> = lines
        .into_iter()
        .filter(|(_, n, _)| *n > 0)
        .map(|(name, _, text)| view! { <li>{icon(name)}<span>{text}</span></li> })
        .collect();
    let lines = if lines.is_empty() {
        view! { <p class="muted">{t.look_nothing()}</p> }.into_any()
    } else {
        view! { <ul class="look">{lines}</ul> }.into_any()
    };
    let promised = promised(visit, review, items, shown, deciding);
    view! {
        <section class="card stack-s" aria-labelledby="look">
            <h2 id="look">{t.look_title()}</h2>
            {lines}
            <h3 class="label">{t.promised_title()}</h3>
            {promised}
        </section>
    }
    .into_any()
}

fn promised(visit: &Visit, review: &Review, items: &[Item], shown: &dyn Fn(&Item) -> bool, deciding: bool) -> AnyView {
    let t = visit.words();
    let mut lines = Vec::new();
    for item in items.iter().filter(|i| i.came_back) {
        let word = match (item.changed, answered(review, item)) {
            (_, true) => t.promised_answered(t.item(&item.name)),
            (true, false) => t.promised_changed(t.item(&item.name)),
            (false, false) => continue,
        };
        let to = to_item(
            visit,
            &item.name,
            shown(item),
            deciding,
            view! { <span>{word}</span> }.into_any(),
        );
        lines.push(view! { <li>{icon("ret")}{to}</li> }.into_any());
    }
    for (period, item, day) in &review.promised.due {
        let word = t.promised_due(t.item(item), t.period_name(*period), t.full_day(*day));
        let to = format!("/reports/{}/{}#r-{item}", review.row.city, period.report());
        lines.push(view! { <li>{icon("clock")}<a href=to>{word}</a></li> }.into_any());
    }
    let steps = review.promised.next_steps.as_ref().map(|(period, text)| {
        let paragraphs = text.split('\n').map(|p| view! { <p>{p.to_owned()}</p> }).collect_view();
        view! {
            <details class="look__steps"><summary>{t.promised_steps(t.period_name(*period))}</summary><div class="stack-s">{paragraphs}</div></details>
        }
    });
    if lines.is_empty() && steps.is_none() {
        return view! { <p class="muted">{t.promised_nothing()}</p> }.into_any();
    }
    let list = (!lines.is_empty()).then(|| view! { <ul class="look">{lines}</ul> });
    view! { {list}{steps} }.into_any()
}

/// The filters: buttons of the bench's form that keep what is typed, links where there is none.
#[must_use]
pub fn filters(visit: &Visit, items: &[Item], show: Show, deciding: bool) -> AnyView {
    let t = visit.words();
    let choices = Show::ALL
        .into_iter()
        .map(|s| {
            let n = items.iter().filter(|i| s.has(i)).count();
            let word = match s {
                Show::Todo => t.show_todo(n),
                Show::Changed => t.show_changed(n),
                Show::Flagged => t.show_flagged(n),
                Show::All => t.show_all(n),
            };
            let current = (s == show).then_some("true");
            if deciding {
                view! { <button type="submit" form="bench" name="show" value=s.name() aria-current=current>{word}</button> }
                    .into_any()
            } else {
                let to = visit.with(&[("show", s.name()), ("done", ""), ("of", "")]);
                view! { <a href=to aria-current=current>{word}</a> }.into_any()
            }
        })
        .collect_view();
    view! { <nav class="seg" aria-label=t.show_which()>{choices}</nav> }.into_any()
}
