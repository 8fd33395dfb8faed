//! The cities' own targets beside their figures, as far as the reader may read them: the path on a trend, the mark on a row
//! of dots, a sentence, and columns of tables. Drawn only where a target speaks of the quantity that is drawn.

use charts::{Revision, Target};
use domain::{
    Decimal,
    calendar::beijing,
    city::City,
    compare::Mode,
    indicator::{Aggregation, Definition, Direction, Way},
    number,
    period::Period,
    scheme::Promise,
    score::{Reached, Standing},
};
use storage::{facts::NinePeriod, schemes::InForce};

use super::sheet::{Sheet, plotted};
use crate::locales::Words;

/// True of what is counted since the pilot began.
#[must_use]
pub fn is_flow(d: &Definition) -> bool {
    d.aggregation == Aggregation::Sum
}

/// A target in as few words as a column needs.
#[must_use]
pub fn bare(t: Words, d: &Definition, target: Decimal) -> String {
    match d.way {
        Way::YesNo => t.scheme_level(&d.code, target),
        _ => number::group(target.normalize()),
    }
}

/// True where targets can stand on the drawing: levels and rates as they are reported.
pub(crate) fn is_drawn(sheet: &Sheet) -> bool {
    let d = sheet.counted();
    sheet.asked.mode == Mode::Absolute && !is_flow(d) && d.way != Way::YesNo
}

/// What a city promises, the earliest first.
fn promises<'a>(sheet: &'a Sheet, city: &City) -> Vec<&'a InForce> {
    sheet.nine.targets.iter().filter(|p| p.city == city.slug).collect()
}

/// The target in force at a period, as filed.
#[must_use]
pub fn at(sheet: &Sheet, city: &City, period: Period) -> Option<Decimal> {
    promises(sheet, city).last()?.promise.path()?.at(period)
}

/// The target of a period for files, as filed: `yes` or `no`, else the number; empty where there is none to tell, as of a
/// month of what is counted since the pilot began.
#[must_use]
pub fn in_file(sheet: &Sheet, city: &City, period: Period) -> String {
    let d = sheet.counted();
    let target = at(sheet, city, period).filter(|_| ends_quarter(d, period));
    match (target, d.way) {
        (None, _) => String::new(),
        (Some(target), Way::YesNo) => if target.is_zero() { "no" } else { "yes" }.to_owned(),
        (Some(target), _) => number::canonical(target.normalize()),
    }
}

/// What is counted since the pilot began is promised for the end of a quarter.
fn ends_quarter(d: &Definition, period: Period) -> bool {
    !is_flow(d) || period.last_day() == period.quarter().last_day()
}

/// The targets of the periods shown.
fn steps(sheet: &Sheet, promise: &Promise) -> Vec<Option<f64>> {
    let step = |p: &NinePeriod| promise.path()?.at(p.period).and_then(|step| plotted(sheet.d, step));
    sheet.nine.periods.iter().map(step).collect()
}

/// When and why a promise took another's place.
fn why(t: Words, city: &City, new: &InForce) -> String {
    let day = t.full_day(beijing(new.from).date());
    t.target_revised(city.short(t.lang()), day, &new.reason)
}

/// Each change of a city's path that shows in the periods: the first of them that it changes, the path before, and why.
fn revisions<'a>(sheet: &Sheet, all: &[&'a InForce]) -> Vec<(usize, Vec<Option<f64>>, &'a InForce)> {
    let pairs = all.iter().zip(all.iter().skip(1));
    let changed = pairs.filter_map(|(old, new)| {
        let (before, now) = (steps(sheet, &old.promise), steps(sheet, &new.promise));
        let at = before.iter().zip(&now).position(|(a, b)| a != b)?;
        Some((at, before, *new))
    });
    changed.collect()
}

/// The path of the highlighted city on a trend, with what was revised.
pub(super) fn path(sheet: &Sheet) -> Option<Target> {
    let t = sheet.t;
    let city = sheet.highlight.filter(|_| is_drawn(sheet))?;
    let all = promises(sheet, city);
    let steps = steps(sheet, &all.last()?.promise);
    let revised = revisions(sheet, &all);
    if steps.iter().all(Option::is_none) && revised.is_empty() {
        return None;
    }
    let last = sheet.nine.periods.last().and_then(|p| at(sheet, city, p.period));
    let revisions = revised.into_iter().map(|(period, before, new)| Revision {
        period,
        before,
        text: why(t, city, new),
    });
    Some(Target {
        label: t.target().to_owned(),
        end_text: last.map(|l| bare(t, sheet.d, l)).unwrap_or_default(),
        steps,
        revisions: revisions.collect(),
    })
}

/// The mark of a city's target on its row, with its words.
pub(super) fn mark(sheet: &Sheet, city: &City) -> Option<(f64, String)> {
    let (p, _) = sheet.now().filter(|_| is_drawn(sheet))?;
    let target = at(sheet, city, p.period)?;
    let words = format!("{} {}", sheet.t.target(), bare(sheet.t, sheet.d, target));
    Some((plotted(sheet.d, target)?, words))
}

/// The revisions of the highlighted city's path in words, as the picture tells them.
pub(super) fn revised(sheet: &Sheet) -> Vec<String> {
    let Some(city) = sheet.highlight.filter(|_| is_drawn(sheet)) else {
        return Vec::new();
    };
    let all = promises(sheet, city);
    let revised = revisions(sheet, &all).into_iter();
    revised.map(|(.., new)| why(sheet.t, city, new)).collect()
}

/// The highlighted city's target of the chosen period and what is reached of it, in a sentence; none where the reader may
/// not read it.
pub(super) fn said(sheet: &Sheet) -> Option<String> {
    let t = sheet.t;
    let (p, _) = sheet.now()?;
    let city = sheet.highlight?;
    let reached = p.reached.get(&city.slug)?;
    let sentence = sentence(sheet, city, p, reached);
    // Scores go by what was filed before where a lower target was not granted.
    let other = reached
        .target
        .filter(|target| at(sheet, city, p.period).is_some_and(|filed| filed != *target));
    Some(match other {
        Some(target) => t.sentences(&sentence, t.target_not_granted(t.scheme_level(&sheet.d.code, target))),
        None => sentence,
    })
}

fn sentence(sheet: &Sheet, city: &City, p: &NinePeriod, reached: &Reached) -> String {
    let (t, d) = (sheet.t, sheet.counted());
    let name = city.short(t.lang());
    if !reached.filed {
        return t.target_to_file(name);
    }
    let Some(filed) = promises(sheet, city).last().map(|p| &p.promise) else {
        return t.target_to_file(name);
    };
    let Some(path) = filed.path() else {
        return t.target_not_applicable(name);
    };
    let quarter = t.period_name(p.period.quarter());
    let Some(target) = path.at(p.period) else {
        return t.target_none_yet(name, quarter);
    };
    let target = t.scheme_level(&d.code, target);
    let share = reached.score.map(|s| t.share_reached(s.attainment));
    match (share, reached.standing) {
        (Some(share), Standing::Value(value)) if is_flow(d) => {
            let value = held(sheet, number::group(value.normalize()), reached);
            match d.direction {
                Some(Direction::Lower) => t.target_flow_lower(name, value, quarter, target, share),
                _ => t.target_flow(name, value, quarter, target, share),
            }
        }
        _ if is_flow(d) => t.target_flow_only(name, quarter, target),
        (Some(share), _) if p.period.is_quarter() => {
            t.target_reached(name, quarter, target, held(sheet, share, reached))
        }
        _ => t.target_only(name, quarter, target),
    }
}

/// A total with how many of its values it holds, where that is not all.
fn held(sheet: &Sheet, text: String, reached: &Reached) -> String {
    if reached.held < reached.expected {
        let held = sheet.held_words(reached.held, reached.expected);
        sheet.t.in_brackets(text, held)
    } else {
        text
    }
}

/// The columns of targets in the table of a period; none where the reader may read nobody's.
pub(super) struct Columns {
    /// Heading of the column of targets, with the quarter below.
    pub heading: (&'static str, String),
    /// True where attainment stands beside: in quarters, and of what is counted since the pilot began; where the mode
    /// compares by it it is there already.
    pub attained: bool,
}

pub(super) fn columns(sheet: &Sheet) -> Option<Columns> {
    let (p, _) = sheet.now().filter(|(p, _)| !p.reached.is_empty())?;
    if sheet.asked.mode == Mode::Change {
        return None;
    }
    let (t, d) = (sheet.t, sheet.counted());
    let quarter = t.period_name(p.period.quarter());
    Some(Columns {
        heading: if is_flow(d) {
            (t.target_since_column(), t.target_until(quarter))
        } else if sheet.asked.mode.is_of_targets() {
            (t.value_and_target(), quarter)
        } else {
            (t.target(), quarter)
        },
        attained: sheet.asked.mode != Mode::Attainment && (is_flow(d) || p.period.is_quarter()),
    })
}

/// A city's target and attainment in those columns; dashes where the reader may not read them or there are none.
pub(super) fn cells(sheet: &Sheet, city: &City) -> (String, String) {
    let (t, d) = (sheet.t, sheet.counted());
    let dash = || t.none_dash().to_owned();
    let found = sheet.now().and_then(|(p, _)| Some((p, p.reached.get(&city.slug)?)));
    let Some((p, reached)) = found else {
        return (dash(), dash());
    };
    if !reached.filed {
        return (t.lack_to_file().to_owned(), dash());
    }
    let filed = at(sheet, city, p.period);
    let mut target = filed.map_or_else(dash, |target| bare(t, d, target));
    if is_flow(d) || sheet.asked.mode.is_of_targets() {
        let value = match reached.standing {
            Standing::Value(value) if is_flow(d) || d.way == Way::YesNo => held(sheet, bare(t, d, value), reached),
            Standing::Value(value) => t.number(value, d.decimals),
            _ => dash(),
        };
        target = t.target_part(value, target);
    }
    if let Some(scored) = reached.target.filter(|n| filed.is_some_and(|f| f != *n)) {
        target = t.in_brackets(target, t.target_scored(bare(t, d, scored)));
    }
    let share = reached.score.map(|s| t.share_reached(s.attainment));
    (target, share.unwrap_or_else(dash))
}

/// The highlighted city's targets of the periods shown, as a row of the table over time: its heading and a cell each.
pub(super) fn row(sheet: &Sheet) -> Option<(String, Vec<String>)> {
    let (t, d) = (sheet.t, sheet.counted());
    let city = sheet.highlight.filter(|_| sheet.asked.mode != Mode::Change)?;
    let path = promises(sheet, city).last()?.promise.path()?;
    let name = city.short(t.lang());
    let heading = if is_flow(d) {
        t.target_row_flow(name)
    } else {
        t.target_row(name)
    };
    let cell = |p: &NinePeriod| {
        let step = path.at(p.period).filter(|_| ends_quarter(d, p.period));
        step.map_or_else(|| t.none_dash().to_owned(), |step| bare(t, d, step))
    };
    Some((heading, sheet.nine.periods.iter().map(cell).collect()))
}
