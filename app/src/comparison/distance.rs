//! Each city's value beside its own target in the chosen period: who has reached it, and what is left. Of what is counted
//! since the pilot began, in quarters alone.

use charts::{Distance, DistanceKey, DistanceRow};
use domain::{
    Decimal,
    city::City,
    finding::{self, Audience, DistanceFinding, Reach},
    score::Standing,
};
use storage::facts::Observation;

use super::{
    drawing::axis,
    sheet::{Sheet, plotted},
    target::{self, is_flow},
};
use crate::locales::Words;

/// A city's figure and its own target.
fn reach(sheet: &Sheet, city: &City) -> Reach {
    let none = || Reach {
        city: city.slug.clone(),
        value: None,
        target: None,
    };
    let Some((p, sight)) = sheet.now().filter(|(_, sight)| sight.sees(city)) else {
        return none();
    };
    debug_assert!(sight.sees(city));
    let flow = is_flow(sheet.counted());
    let value = match flow {
        true => p.reached.get(&city.slug).and_then(|r| match r.standing {
            Standing::Value(value) => Some(value),
            _ => None,
        }),
        false => p.value(&city.slug).and_then(Observation::figure),
    };
    let ends = !flow || p.period.last_day() == p.period.quarter().last_day();
    Reach {
        value,
        target: target::at(sheet, city, p.period).filter(|_| ends),
        ..none()
    }
}

/// What is said at the end of a row: value and what is left, or what is lacking.
fn words(sheet: &Sheet, city: &City, reach: &Reach) -> String {
    let t = sheet.t;
    let value = match (reach.value, sheet.now()) {
        (Some(value), _) => t.number(value, sheet.d.decimals),
        (None, Some((p, _))) => sheet.shown(p, &city.slug),
        _ => String::new(),
    };
    let after = match reach.left(sheet.d) {
        Some(left) if left.is_zero() => t.d_reached().to_owned(),
        Some(left) => t.d_left(t.difference(sheet.d, left)),
        None if reach.target.is_none() => t.d_no_target().to_owned(),
        None => return value,
    };
    format!("{value} · {after}")
}

/// The chart.
pub(super) fn drawing(sheet: &Sheet) -> Distance {
    let (t, d) = (sheet.t, sheet.d);
    let draw = |v: Option<Decimal>| v.and_then(|v| plotted(d, v));
    let row = |city: &'static City| {
        let reach = reach(sheet, city);
        let p = sheet.now().map(|(p, _)| p);
        let baseline = p.and_then(|p| p.reached.get(&city.slug)?.baseline);
        let text = words(sheet, city, &reach);
        let target = reach
            .target
            .map(|v| format!("{} {}", t.target(), target::bare(t, d, v)));
        let read = [city.short(t.lang()).to_owned(), text.clone()]
            .into_iter()
            .chain(target);
        DistanceRow {
            label: city.short(t.lang()).to_owned(),
            baseline: draw(baseline.filter(|_| reach.target.is_some())),
            value: draw(reach.value),
            target: draw(reach.target),
            met: reach.left(d).is_some_and(|left| left.is_zero()),
            hollow: p.is_some_and(|p| p.is_submitted(&city.slug)),
            highlighted: sheet.is_highlighted(city),
            read: read.collect::<Vec<_>>().join(" "),
            text,
        }
    };
    Distance {
        rows: sheet.order().into_iter().map(row).collect(),
        axis: axis(sheet),
        key: DistanceKey {
            baseline: t.scheme_target_baseline().to_owned(),
            value: t.value_heading().to_owned(),
            target: t.target().to_owned(),
            short: t.d_key_short().to_owned(),
            met: t.d_key_met().to_owned(),
        },
    }
}

/// The finding.
pub(super) fn take(sheet: &Sheet) -> String {
    let Some((_, sight)) = sheet.now() else {
        return sheet.t.d_none().to_owned();
    };
    let rows: Vec<_> = sight.visible.iter().map(|c| reach(sheet, c)).collect();
    // Whose target the reader does not read is not measured, whoever reads its value.
    let audience = match sight.audience {
        Audience::NamedNoPlaces | Audience::Ranked { .. } if rows.iter().filter(|r| r.target.is_some()).count() < 2 => {
            let own = rows.iter().find(|r| r.target.is_some()).map(|r| r.city.clone());
            return said(
                sheet,
                &finding::distance(sheet.d, &rows, Audience::City(own.as_deref().unwrap_or_default())),
            );
        }
        audience => audience,
    };
    said(sheet, &finding::distance(sheet.d, &rows, audience))
}

fn said(sheet: &Sheet, finding: &DistanceFinding) -> String {
    let (t, d) = (sheet.t, sheet.d);
    let by = |v: Decimal| t.difference(d, v);
    match finding {
        DistanceFinding::None => t.d_none().to_owned(),
        DistanceFinding::Own { city, left } if city.is_empty() || left.is_none() => match city.as_str() {
            "" => t.d_none().to_owned(),
            city => t.d_own_missing(t.city_short(city)),
        },
        DistanceFinding::Own { city, left } => match left.unwrap_or_default() {
            left if left.is_zero() => t.d_own_met(t.city_short(city)),
            left => t.d_own_left(t.city_short(city), by(left)),
        },
        DistanceFinding::Met {
            met,
            of,
            without,
            farthest,
            left,
        } => {
            let far = match farthest.as_slice() {
                _ if left.is_zero() => t.d_stop().to_owned(),
                [] => t.d_far_figure(by(*left)),
                [city] => t.d_far(t.city_short(city), by(*left)),
                cities => t.d_fars(t.city_names(cities), by(*left)),
            };
            let said = match *met {
                0 => t.d_met_none(of),
                met if met == *of => t.d_met_all(of),
                met => t.d_met(met, of),
            };
            said + &far + &without_words(t, *without)
        }
    }
}

fn without_words(t: Words, n: usize) -> String {
    match n {
        0 => String::new(),
        n => t.d_without(t.count_cities(n)),
    }
}
