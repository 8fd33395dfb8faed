//! The mode of change on a sheet: what all changes are measured from, what each city's is made of, and what the picture claims.

use domain::{
    Decimal,
    change::{Base, measure},
    city::City,
    compare::Mode,
    finding::{self, Audience, ChangeFinding, TrendFinding},
    indicator::Way,
    number,
    period::Period,
};
use leptos::prelude::*;
use storage::facts::{NinePeriod, Observation};

use super::{
    sheet::{Sheet, comparable_figures, told},
    target::is_flow,
};
use crate::{components::icons::icon, visit::Visit};

/// What all changes of the sheet are measured from; none in the other modes.
#[must_use]
pub fn base(sheet: &Sheet) -> Option<Base> {
    sheet.nine.base.filter(|_| sheet.asked.mode == Mode::Change)
}

/// What the chart of the chosen quarter claims.
fn found(sheet: &Sheet) -> ChangeFinding {
    let Some((p, sight)) = sheet.now() else {
        return ChangeFinding::NoValues;
    };
    let values = comparable_figures(sheet.d, p, sight);
    match sight.audience {
        Audience::City(own) => {
            let figure = values.iter().find(|(city, _)| city == own).and_then(|(_, v)| *v);
            finding::own_change(sheet.d, own, figure, told(p).0)
        }
        audience => finding::change(sheet.d, &values, audience),
    }
}

/// The claim in words; to a city whose total has fewer months than others, only that.
pub(super) fn take(sheet: &Sheet, base: Base) -> String {
    let t = sheet.t;
    if let Some((p, sight)) = sheet.now()
        && let Audience::City(own) = sight.audience
        && !p.is_comparable(own)
        && let Some((change, m)) = p.value(own).and_then(Observation::figure).zip(p.months.get(own))
    {
        let held = sheet.held_words(m.held, m.expected);
        return t.c_own_part(t.city_short(own), t.moved_by(sheet.d, change), t.base(base), held);
    }
    let finding = match found(sheet) {
        // The only city of its group is no first of several.
        ChangeFinding::OneCity { city, figure, turn, .. }
            if sheet.nine.peers.is_some_and(|p| p.cities().len() == 1) =>
        {
            ChangeFinding::Own {
                city,
                figure,
                turn,
                median: None,
            }
        }
        finding => finding,
    };
    t.change_finding(sheet.d, &finding, base)
}

/// The same over quarters: how it stands, and how far that has come.
pub(super) fn trend_take(sheet: &Sheet, base: Base, trend: &TrendFinding) -> String {
    let (t, d) = (sheet.t, sheet.d);
    let course = match trend {
        TrendFinding::TooShort => t.f_too_short_targets().to_owned(),
        TrendFinding::Rose(c) | TrendFinding::Fell(c) | TrendFinding::Level(c) => {
            let who = c.city.as_deref().map_or(t.c_the_median(), |city| t.city_short(city));
            let name = |p: Period| t.period_name(p);
            let by = |v| t.moved_by(d, v);
            t.c_course(name(c.first), name(c.last), who, by(c.from), by(c.to))
        }
        gap => t.trend_finding(d, gap),
    };
    t.sentences(take(sheet, base), course)
}

/// A city's value and base in the chosen quarter, as few words as a column needs; a dash where the reader may not read them.
pub(super) fn cell(sheet: &Sheet, city: &City) -> String {
    parts(sheet, city).map_or_else(
        || sheet.t.none_dash().to_owned(),
        |(value, base)| sheet.t.target_part(value, base),
    )
}

fn parts(sheet: &Sheet, city: &City) -> Option<(String, String)> {
    let (p, _) = sheet.now()?;
    let moved = p.moves.get(&city.slug)?;
    let decimals = sheet.d.decimals;
    let say = |v: Option<Decimal>| match v {
        Some(v) if v.fract().is_zero() => number::group(v.normalize()),
        Some(v) => sheet.t.number(v, decimals),
        None => sheet.t.none_dash().to_owned(),
    };
    (moved.value.is_some() || moved.base.is_some()).then(|| (say(moved.value), say(moved.base)))
}

/// The heading of that column, and what stands below it.
pub(crate) fn heading(sheet: &Sheet, base: Base) -> (&'static str, &'static str) {
    let t = sheet.t;
    match base {
        Base::Baseline => (t.value_and_base(), t.base_of_baseline()),
        Base::YearBefore => (t.value_and_base(), t.base_of_year_before()),
    }
}

/// The highlighted city's value and base, in a sentence.
pub(super) fn said(sheet: &Sheet) -> Option<String> {
    base(sheet)?;
    let city = sheet.highlight?;
    let (value, base) = parts(sheet, city)?;
    Some(sheet.t.change_of(city.short(sheet.t.lang()), value, base))
}

/// A city's base in a period, for files; empty where the reader may not read it.
#[must_use]
pub fn base_in_file(sheet: &Sheet, city: &City, p: &NinePeriod) -> String {
    let base = p.moves.get(&city.slug).and_then(|m| m.base);
    base.map_or_else(String::new, |b| {
        number::canonical(number::round(b, sheet.d.decimals.max(2)).normalize())
    })
}

/// What is compared, and that only some cities are shown; or why there is no change to show, though it is asked for.
#[must_use]
pub fn note(visit: &Visit, sheet: &Sheet) -> AnyView {
    let said = said_of_mode(visit, sheet);
    said.map(|text| view! { <p class="sm modenote" data-change>{icon("info")}{text}</p> })
        .into_any()
}

fn said_of_mode(visit: &Visit, sheet: &Sheet) -> Option<String> {
    let t = sheet.t;
    let asked = visit.asked("mode") == Some(Mode::Change.name());
    if asked && sheet.asked.mode != Mode::Change {
        let yes_no = sheet.counted().way == Way::YesNo;
        let why = if yes_no {
            t.change_no_yes_no()
        } else {
            t.change_not_read()
        };
        return Some(why.to_owned());
    }
    let what = match base(sheet)? {
        Base::YearBefore => t.change_of_year(),
        Base::Baseline if is_flow(sheet.counted()) => t.change_of_flow(),
        Base::Baseline => t.change_of_level(),
    };
    let (p, _) = sheet.now()?;
    Some(match p.only {
        Some(_) => t.sentences(what, t.change_only_own()),
        None => what.to_owned(),
    })
}

/// True where the mode makes sense: of what has a size, in quarters, to who may read a scheme.
pub(super) fn is_offered(sheet: &Sheet) -> bool {
    let quarter = sheet.now().is_some_and(|(p, _)| p.period.is_quarter());
    quarter && sheet.reads_baselines && measure(sheet.counted()).is_some()
}
