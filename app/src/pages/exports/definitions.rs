//! The sheet "Definitions and sources" of a workbook: what each number means, how far it holds, where it comes from, who may
//! not be shown in it and why. A file that is sent on alone says all of it.

use std::collections::BTreeSet;

use domain::{
    access::Release,
    city::{City, cities},
    indicator::{Aggregation, Definition, Way, definition},
};
use storage::facts::{NinePeriod, Observation};

use super::workbook::Notes;
use crate::{
    comparison::{
        chart::{self, Chart},
        shape::Shape,
        sheet::Sheet,
    },
    locales::Words,
    visit::{Visit, address},
};

/// What of a page's query an address keeps, so that it shows the same again.
const KEPT: [&str; 8] = [
    "indicator",
    "period",
    "mode",
    "chart",
    "city",
    "sort",
    "as_of",
    "include",
];

type Rows = Vec<(String, String)>;

fn add(rows: &mut Rows, of: &str, what: impl Into<String>) {
    let what = what.into();
    if !what.is_empty() {
        rows.push((of.to_owned(), what));
    }
}

/// How the months of a quarter become one figure.
fn adds_up(t: Words, d: &Definition) -> &'static str {
    match (d.way, d.aggregation) {
        (Way::YesNo, _) | (_, Aggregation::Last) => t.rolls_last(),
        (_, Aggregation::Sum) => t.rolls_sum(),
        (_, Aggregation::Avg) => t.rolls_average(),
    }
}

/// What is said of an indicator in any file.
fn of_indicator(t: Words, d: &Definition, rows: &mut Rows) {
    add(rows, t.indicator(), format!("{} {}", d.code, d.name.get(t.lang())));
    add(rows, t.unit(), t.unit_name(&d.unit));
    add(rows, t.definition(), t.version_n(d.version));
    add(rows, t.formula(), d.formula.get(t.lang()));
    if !d.is_base() {
        add(rows, t.direction(), t.direction_words(d));
    }
    add(rows, t.frequency(), t.frequency_words(d.frequency));
    add(rows, t.rolls_up(), adds_up(t, d));
}

/// Of the workbook of a chart.
pub(super) fn of_chart(visit: &Visit, sheet: &Sheet, shape: Shape, chart: &Chart) -> Notes {
    let (t, d) = (sheet.t, sheet.d);
    let mut rows = Rows::new();
    add(&mut rows, t.chart_label(), &chart.heading);
    add(&mut rows, t.finding(), &chart.take);
    of_indicator(t, sheet.counted(), &mut rows);
    add(&mut rows, t.mode_label(), t.mode(sheet.asked.mode));
    if d.unit != sheet.counted().unit {
        add(&mut rows, t.unit_shown(), t.unit_name(&d.unit));
    }
    add(
        &mut rows,
        t.mode_label(),
        t.mode_note(sheet.asked.mode).unwrap_or_default(),
    );
    if d.way != Way::YesNo {
        let least = t.number(d.smallest_difference, d.smallest_difference.normalize().scale());
        add(&mut rows, t.place(), t.shared_below(t.with_unit(&least, &d.unit)));
    }
    add(&mut rows, t.known_at(), &sheet.known_at);
    add(&mut rows, t.source_heading(), &chart.source);
    if sheet.asked.submitted {
        add(&mut rows, t.state_heading(), t.include_submitted());
    }
    let last = sheet.nine.periods.len().saturating_sub(1);
    let from = if shape.is_over_time() { 0 } else { last };
    let shown: Vec<_> = sheet.nine.periods.iter().zip(&sheet.sights).skip(from).collect();
    for (p, _) in &shown {
        add(
            &mut rows,
            &t.in_brackets(t.cities_in(), t.period_name(p.period)),
            t.of_nine(p.held, p.expected),
        );
    }
    for (p, sight) in &shown {
        let lacking = sight
            .visible
            .iter()
            .filter(|c| p.of(c).is_none_or(|o| o.entry.amount().is_none()));
        let list: Vec<_> = lacking
            .map(|c| t.colon(c.short(t.lang()), sheet.shown(p, &c.slug)))
            .collect();
        add(
            &mut rows,
            &t.in_brackets(t.without_value(), t.period_name(p.period)),
            list.join(t.semicolon()),
        );
    }
    add(&mut rows, t.notes_heading(), chart::notes(sheet, shape).join("\n"));
    add(
        &mut rows,
        t.corrected_values_heading(),
        chart::corrected(sheet, shape).join(t.list_sep()),
    );
    add(
        &mut rows,
        t.adoptions_heading(),
        chart::adopted(sheet, shape).join("\n"),
    );
    for (release, periods, hidden) in releases(sheet, shape) {
        let whole = hidden.is_empty() && visit.actor.as_ref().is_some_and(domain::access::Actor::is_cnipa);
        let words = if whole {
            t.release_all()
        } else {
            t.release_words(release)
        };
        add(&mut rows, t.whose_values(), t.colon(&periods, words));
        let names: Vec<_> = hidden.iter().map(|c| c.short(t.lang())).collect();
        if !names.is_empty() {
            add(
                &mut rows,
                t.whose_values(),
                t.colon(periods, t.not_shown(names.join(t.list_sep()))),
            );
        }
    }
    add(&mut rows, t.no_value_heading(), t.kinds_note());
    close(visit, &mut rows, "/compare", shape.name());
    Notes {
        title: t.sheet_definitions(),
        rows,
    }
}

/// The releases of the periods shown, each with those periods and the cities that the reader may not be shown; periods with
/// the same stand together.
fn releases(sheet: &Sheet, shape: Shape) -> Vec<(Release, String, Vec<&'static City>)> {
    let last = sheet.nine.periods.len().saturating_sub(1);
    let from = if shape.is_over_time() { 0 } else { last };
    let mut all: Vec<(Release, Vec<&NinePeriod>, Vec<&'static City>)> = Vec::new();
    for (p, sight) in sheet.nine.periods.iter().zip(&sheet.sights).skip(from) {
        let hidden: Vec<_> = cities()
            .iter()
            .filter(|c| !sight.sees(c) && sheet.nine.peers.is_none_or(|p| p.holds(c)))
            .collect();
        let alike = |(release, _, cities): &&mut (Release, Vec<&NinePeriod>, Vec<&City>)| {
            *release == p.release && cities.iter().map(|c| c.order).eq(hidden.iter().map(|c| c.order))
        };
        match all.iter_mut().find(alike) {
            Some((_, periods, _)) => periods.push(p),
            None => all.push((p.release, vec![p], hidden)),
        }
    }
    let name = |p: &NinePeriod| sheet.t.period_name(p.period);
    let follow = |periods: &[&NinePeriod]| periods.windows(2).all(|two| two[1].period.previous() == two[0].period);
    let named = |periods: Vec<&NinePeriod>| match periods.as_slice() {
        [first, _, .., last] if follow(&periods) => sheet.t.span(name(first), name(last)),
        _ => periods
            .iter()
            .map(|p| name(p))
            .collect::<Vec<_>>()
            .join(sheet.t.list_sep()),
    };
    all.into_iter()
        .map(|(release, periods, hidden)| (release, named(periods), hidden))
        .collect()
}

/// The address that shows the same again, and the demonstration's mark.
fn close(visit: &Visit, rows: &mut Rows, path: &str, shape: &str) {
    let t = visit.words();
    let kept: Vec<_> = visit
        .kept(&KEPT)
        .into_iter()
        .filter(|(name, _)| *name != "chart")
        .collect();
    let shape = (!shape.is_empty()).then_some(("chart", shape));
    add(rows, t.address_heading(), address(path, kept.into_iter().chain(shape)));
    if let Some(day) = visit.demo() {
        add(rows, t.demo_label(), t.demo_file_note(t.full_day(day)));
    }
}

/// Of the workbook of observations: how they are known, then each indicator in it.
pub(super) fn of_observations(visit: &Visit, all: &[Observation], known_at: String) -> Notes {
    let t = visit.words();
    let mut rows = Rows::new();
    add(&mut rows, t.known_at(), known_at);
    add(&mut rows, t.source_heading(), t.observations_source());
    add(
        &mut rows,
        t.state_heading(),
        if visit.asked("include").is_some() {
            t.include_submitted()
        } else {
            ""
        },
    );
    add(&mut rows, t.no_value_heading(), t.kinds_note());
    add(&mut rows, t.whose_values(), t.observations_seen());
    let notes: Vec<_> = all
        .iter()
        .filter_map(|o| Some(t.note_of(t.city_short(&o.city), t.period_name(o.period), o.note.as_ref()?)))
        .collect();
    add(&mut rows, t.notes_heading(), notes.join("\n"));
    let codes: BTreeSet<_> = all.iter().map(|o| o.indicator.as_str()).collect();
    for d in codes.iter().filter_map(|code| definition(code)) {
        rows.push((String::new(), String::new()));
        of_indicator(t, d, &mut rows);
    }
    rows.push((String::new(), String::new()));
    close(visit, &mut rows, "/exports/observations.xlsx", "");
    Notes {
        title: t.sheet_definitions(),
        rows,
    }
}
