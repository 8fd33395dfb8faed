//! From the first to the last of the periods shown: a line for each city, who gained most and who fell back.

use charts::{Slope, SlopeEnd, SlopeLine};
use domain::{
    Decimal,
    city::City,
    compare::Mode,
    finding::{self, Audience, ChangeFinding},
    indicator::Definition,
};
use leptos::prelude::*;
use storage::facts::NinePeriod;

use super::{
    drawing::{axis, without},
    peers,
    read::Reader,
    sheet::{Sheet, background, over_time, plotted},
    sight, table,
};

/// The first and the last period shown, where these are two.
fn ends(sheet: &Sheet) -> Option<(usize, usize)> {
    let last = sheet.nine.periods.len().checked_sub(1).filter(|last| *last > 0)?;
    Some((0, last))
}

fn value(sheet: &Sheet, at: usize, city: &City) -> Option<Decimal> {
    let p = sheet.nine.periods.get(at)?;
    let sees = sheet.sights.get(at)?.sees(city);
    over_time(sheet.d, p, &city.slug).filter(|_| sees)
}

/// A city's change between both ends, of accepted values that may be compared.
fn change(sheet: &Sheet, city: &City) -> Option<Decimal> {
    let (first, last) = ends(sheet)?;
    let of = |at: usize| {
        let whole = sheet.nine.periods.get(at)?.is_comparable(&city.slug);
        value(sheet, at, city).filter(|_| whole)
    };
    of(last)?.checked_sub(of(first)?)
}

/// The indicator as its changes are measured: of percentages in points.
fn of_changes(d: &Definition) -> Definition {
    let mut d = d.clone();
    if d.unit == "%" {
        d.unit = "百分点".to_owned();
    }
    d
}

fn end(reader: &Reader<'_>, sheet: &Sheet, at: usize, city: &City) -> SlopeEnd {
    let Some(p) = sheet.nine.periods.get(at) else {
        return SlopeEnd::default();
    };
    let known = value(sheet, at, city);
    let text = known.map(|v| sheet.say(v)).unwrap_or_default();
    SlopeEnd {
        value: known.and_then(|v| plotted(sheet.d, v)),
        hollow: known.is_some() && p.is_submitted(&city.slug),
        read: known.map(|_| reader.read(at, city)).unwrap_or_default(),
        text,
    }
}

/// The chart.
pub(super) fn drawing(sheet: &Sheet) -> Slope {
    let t = sheet.t;
    let (first, last) = ends(sheet).unwrap_or((0, 0));
    let (d, reader) = (of_changes(sheet.d), Reader::of(sheet));
    let line = |city: &'static City| {
        let mut to = end(&reader, sheet, last, city);
        if let Some(by) = change(sheet, city).filter(|_| !to.text.is_empty()) {
            to.text = t.in_brackets(&to.text, t.signed(by, d.decimals));
        }
        SlopeLine {
            label: city.short(t.lang()).to_owned(),
            from: end(&reader, sheet, first, city),
            to,
            lacks: without(sheet, city),
            highlighted: sheet.is_highlighted(city),
        }
    };
    let median = |p: &NinePeriod| {
        let (median, _) = background(sheet.d, p);
        SlopeEnd {
            value: median.and_then(|m| plotted(sheet.d, m)),
            text: median.map(|m| sheet.say(m)).unwrap_or_default(),
            ..SlopeEnd::default()
        }
    };
    let periods = sheet.nine.periods.as_slice();
    let name = |p: Option<&NinePeriod>| p.map(|p| t.period_name(p.period)).unwrap_or_default();
    let both = periods.first().zip(periods.last());
    Slope {
        periods: [name(periods.first()), name(periods.last())],
        lines: sheet.order().into_iter().map(line).collect(),
        median: both.map(|(first, last)| SlopeLine {
            label: peers::median_label(sheet),
            from: median(first),
            to: median(last),
            ..SlopeLine::default()
        }),
        axis: axis(sheet),
        breaks: Vec::new(),
    }
}

/// The finding: who gained most and who fell back between both ends.
pub(super) fn take(sheet: &Sheet) -> String {
    let t = sheet.t;
    let Some((first, last)) = ends(sheet) else {
        return t.f_too_short().to_owned();
    };
    let sights = [first, last].into_iter().filter_map(|at| sheet.sights.get(at));
    let audience = sight::narrowest(sights.clone().map(|s| s.audience)).unwrap_or(Audience::NamedNoPlaces);
    let seen = |c: &&City| sights.clone().all(|s| s.sees(c));
    let cities = domain::city::cities().iter().filter(seen);
    let d = of_changes(sheet.d);
    let changes: Vec<_> = cities.map(|c| (c.slug.clone(), change(sheet, c))).collect();
    let finding = match audience {
        Audience::City(own) => {
            let figure = changes.iter().find(|(city, _)| city == own).and_then(|(_, v)| *v);
            finding::own_change(&d, own, figure, None)
        }
        audience => finding::change(&d, &changes, audience),
    };
    if matches!(finding, ChangeFinding::NoValues | ChangeFinding::OwnMissing { .. }) {
        return t.f_too_short().to_owned();
    }
    let since = sheet.nine.periods.get(first).map(|p| t.period_name(p.period));
    t.change_finding_since(&d, &finding, &t.since(since.unwrap_or_default()))
}

/// The numbers: both ends and the change of each city.
pub(super) fn table(sheet: &Sheet, heading: &str) -> AnyView {
    let t = sheet.t;
    let (first, last) = ends(sheet).unwrap_or((0, 0));
    let name = |at: usize| {
        sheet
            .nine
            .periods
            .get(at)
            .map(|p| t.period_name(p.period))
            .unwrap_or_default()
    };
    let said = |at: usize, city: &City| match (sheet.nine.periods.get(at), sheet.sights.get(at)) {
        (Some(p), Some(sight)) if sight.sees(city) => sheet.shown(p, &city.slug),
        _ => t.withheld().to_owned(),
    };
    let d = of_changes(sheet.d);
    let rows = sheet.order().into_iter().map(|c| {
        let by = change(sheet, c).map_or_else(|| t.none_dash().to_owned(), |v| t.signed(v, d.decimals));
        (c, vec![said(first, c), said(last, c), by])
    });
    let unit = t.unit_name(&d.unit);
    let heads = [name(first), name(last), t.in_brackets(t.mode(Mode::Change), unit)];
    table::plain(sheet, heading, &heads, rows)
}
