//! Two indicators of one period against each other: who lies on the better side of both medians, and who on the worse.

use charts::{Scatter, ScatterPoint};
use domain::{
    city::City,
    finding::{self, ScatterFinding},
    indicator::Definition,
};
use leptos::prelude::*;
use storage::facts::Observation;

use super::{
    drawing::{axis, why_grey},
    peers,
    sheet::{Sheet, comparable_figures, plotted, told},
    sight, table,
};

fn name(sheet: &Sheet) -> String {
    let (t, d) = (sheet.t, sheet.d);
    t.in_brackets(d.name.get(t.lang()), t.unit_name(&d.unit))
}

/// The cities drawn: those that the reader sees in both.
fn cities(x: &Sheet, y: &Sheet) -> Vec<&'static City> {
    let sees = |c: &&City| y.now().is_some_and(|(_, s)| s.sees(c));
    x.order().into_iter().filter(sees).collect()
}

/// What is shown of a city: its figure in words, or what it lacks.
fn shown(sheet: &Sheet, city: &City) -> String {
    sheet.now().map(|(p, _)| sheet.shown(p, &city.slug)).unwrap_or_default()
}

/// The chart.
pub(super) fn drawing(x: &Sheet, y: &Sheet) -> Scatter {
    let t = x.t;
    let point = |city: &'static City| {
        let of = |sheet: &Sheet| {
            let (p, _) = sheet.now()?;
            let o = p.value(&city.slug)?;
            let value = o.figure().and_then(|f| plotted(sheet.d, f));
            Some((value, p.is_submitted(&city.slug), o.corrected, why_grey(sheet, p, o)))
        };
        let (a, b) = (of(x), of(y));
        let lacks = |sheet: &Sheet, found: &Option<(Option<f64>, bool, bool, Option<String>)>| {
            let none = found.as_ref().is_none_or(|(value, ..)| value.is_none());
            none.then(|| t.colon(&sheet.d.code, shown(sheet, city)))
        };
        let missing: Vec<_> = [lacks(x, &a), lacks(y, &b)].into_iter().flatten().collect();
        let text = [x, y].map(|s| t.colon(s.d.name.get(t.lang()), t.with_unit(&shown(s, city), &s.d.unit)));
        let text = text.join(t.semicolon());
        let both = || a.iter().chain(&b);
        ScatterPoint {
            label: city.short(t.lang()).to_owned(),
            x: a.as_ref().and_then(|(value, ..)| *value),
            y: b.as_ref().and_then(|(value, ..)| *value),
            lacks: missing.join(t.list_sep()),
            hollow: both().any(|(_, waits, ..)| *waits),
            corrected: both().any(|(_, _, corrected, _)| *corrected),
            grey: both().find_map(|(.., grey)| grey.clone()),
            highlighted: x.is_highlighted(city),
            read: match missing.is_empty() {
                true => t.colon(city.short(t.lang()), &text),
                false => String::new(),
            },
            text,
        }
    };
    let median = |sheet: &Sheet| {
        let (median, _) = told(sheet.now()?.0);
        let median = median?;
        Some((
            plotted(sheet.d, median)?,
            format!("{} {}", peers::median_label(sheet), sheet.say(median)),
        ))
    };
    Scatter {
        points: cities(x, y).into_iter().map(point).collect(),
        x: axis(x),
        y: axis(y),
        x_heading: name(x),
        y_heading: name(y),
        x_median: median(x),
        y_median: median(y),
    }
}

/// What the picture is of: both indicators and the period.
pub(super) fn heading(x: &Sheet, y: &Sheet) -> String {
    let t = x.t;
    let period = x.now().map(|(p, _)| x.period_words(p)).unwrap_or_default();
    let name = |d: &Definition| d.name.get(t.lang()).to_owned();
    t.s_heading(name(x.d), name(y.d), period)
}

/// The finding.
pub(super) fn take(x: &Sheet, y: &Sheet) -> String {
    let t = x.t;
    let (Some((p, a)), Some((q, b))) = (x.now(), y.now()) else {
        return t.f_none().to_owned();
    };
    let Some(audience) = sight::narrowest([a.audience, b.audience].into_iter()) else {
        return t.f_none().to_owned();
    };
    let upwards = comparable_figures(y.d, q, b);
    let points = comparable_figures(x.d, p, a).into_iter().map(|(city, figure)| {
        let other = upwards.iter().find(|(c, _)| *c == city).and_then(|(_, v)| *v);
        (city, figure, other)
    });
    let said = match finding::scatter(x.d, y.d, &points.collect::<Vec<_>>(), audience) {
        ScatterFinding::TooFew { both } => t.s_few(both),
        ScatterFinding::Unranked { both } => t.s_unranked(both),
        ScatterFinding::Own { city, both: true } => t.s_own(t.city_short(&city), own(x, &city), own(y, &city)),
        ScatterFinding::Own { city, both: false } => t.s_own_missing(t.city_short(&city)),
        ScatterFinding::Sides {
            both,
            better,
            better_named,
            worse,
            worse_named,
        } => {
            let who = |n: usize, named: &[String]| match (n, named) {
                (0, _) => t.s_nobody().to_owned(),
                (n, []) => t.s_cities(n),
                (_, named) => t.city_names(named),
            };
            t.s_sides(who(better, &better_named), who(worse, &worse_named), both)
        }
    };
    peers::within(x, said)
}

fn own(sheet: &Sheet, city: &str) -> String {
    let figure = sheet
        .now()
        .and_then(|(p, _)| p.value(city))
        .and_then(Observation::figure);
    let figure = figure.map(|f| sheet.t.amount(sheet.d, f)).unwrap_or_default();
    sheet.t.colon(sheet.d.name.get(sheet.t.lang()), figure)
}

/// Where the figures upwards come from, behind the source of the others.
pub(super) fn source(y: &Sheet, first: &str) -> String {
    let t = y.t;
    let Some((p, _)) = y.now() else {
        return first.to_owned();
    };
    t.sentences(first, t.s_source(&y.d.code, p.held, p.expected, y.d.version))
}

/// The numbers.
pub(super) fn table(x: &Sheet, y: &Sheet, heading: &str) -> AnyView {
    let rows = cities(x, y).into_iter().map(|c| (c, vec![shown(x, c), shown(y, c)]));
    table::plain(x, heading, &[name(x), name(y)], rows)
}

/// The picture in words: the finding, then both figures of each city.
pub(super) fn desc(x: &Sheet, y: &Sheet, take: &str) -> String {
    let t = x.t;
    let list = cities(x, y)
        .into_iter()
        .map(|c| t.colon(c.short(t.lang()), format!("{}, {}", shown(x, c), shown(y, c))));
    t.sentences(take, t.sentence(list.collect::<Vec<_>>().join(t.semicolon())))
}
