//! What a chart of a sheet is drawn from: dots, lines, panels and strips, with their scale and labels.

use charts::{Axis, Dot, Dots, Line, MOST_GHOSTS, Multiples, Note, Panel, Strip, StripRow, Trend};
use domain::{
    Decimal,
    city::{City, cities},
    compare::{Mode, Ranked, is_small, place_of},
    entry::Amount,
    indicator::Way,
    number,
    period::Period,
};
use storage::facts::{NinePeriod, Observation, Status};

use super::{
    peers,
    read::Reader,
    sheet::{Sheet, background, over_time, plotted, told},
    target,
};
use crate::locales::Words;

/// Scale and unit of a sheet.
pub(super) fn axis(sheet: &Sheet) -> Axis {
    let d = sheet.d;
    let bound = |v: Option<Decimal>| v.and_then(|v| plotted(d, v));
    Axis {
        min: bound(d.min),
        max: bound(d.max),
        from_zero: match sheet.asked.mode {
            Mode::Absolute => d.way == Way::Value,
            Mode::PerMillion | Mode::Change => true,
            Mode::Attainment | Mode::Progress => false,
        },
        ticks: Box::new(|v| {
            let exact: Decimal = format!("{v:.6}").parse().unwrap_or_default();
            number::group(exact.normalize())
        }),
        unit: sheet.t.unit_name(&d.unit).to_owned(),
    }
}

/// The chosen period: a dot for each city.
pub(super) fn dots(sheet: &Sheet) -> Dots {
    let (t, d) = (sheet.t, sheet.d);
    let now = sheet.now();
    let ranked = now.map(|(p, sight)| sheet.ranked(p, sight)).unwrap_or_default();
    let (reader, last) = (Reader::of(sheet), sheet.nine.periods.len().saturating_sub(1));
    let rows = sheet.order().into_iter().map(|c| {
        let o = now.and_then(|(p, _)| p.value(&c.slug));
        let submitted = o.is_some_and(|o| o.status == Status::Submitted);
        Dot {
            label: c.short(t.lang()).to_owned(),
            value: o.and_then(Observation::figure).and_then(|f| plotted(d, f)),
            text: now.map_or_else(String::new, |(p, _)| sheet.shown(p, &c.slug)),
            place: place_of(&ranked, &c.slug).map(Ranked::shown),
            highlighted: sheet.is_highlighted(c),
            hollow: submitted,
            corrected: o.is_some_and(|o| o.corrected),
            grey: now.and_then(|(p, _)| why_grey(sheet, p, o?)),
            note: beside(t, o, submitted),
            target: target::mark(sheet, c),
            read: reader.read(last, c),
        }
    });
    let rows = rows.collect();
    let say = |v| sheet.say(v);
    let (median_label, range_label) = peers::short_labels(sheet);
    let (median, range) = now.map_or((None, None), |(p, _)| told(p));
    Dots {
        rows,
        median: median.and_then(|m| Some((plotted(d, m)?, format!("{} {}", median_label, say(m))))),
        range: range.and_then(|(low, high)| plotted(d, low).zip(plotted(d, high))),
        range_label: range.map_or_else(String::new, |(low, high)| {
            format!("{} {}", range_label, t.range_of(say(low), say(high)))
        }),
        axis: axis(sheet),
        value_heading: t.value_heading().to_owned(),
        target_label: t.target_mark().to_owned(),
        dense: false,
    }
}

/// What stands below a value: that it waits for a verdict, and CNIPA's note.
fn beside(t: Words, o: Option<&Observation>, submitted: bool) -> Option<String> {
    let waits = submitted.then(|| t.waits_for_review().to_owned());
    let parts: Vec<_> = waits.into_iter().chain(o?.note.clone()).collect();
    (!parts.is_empty()).then(|| parts.join(" · "))
}

/// Why a value is too uncertain to compare: few cases, or fewer months than others.
pub(super) fn why_grey(sheet: &Sheet, p: &NinePeriod, o: &Observation) -> Option<String> {
    let t = sheet.t;
    let amount: &Amount = o.entry.amount()?;
    // Residents in millions are no cases.
    let small = match sheet.asked.mode {
        Mode::Absolute => is_small(amount),
        Mode::PerMillion => false,
        Mode::Attainment | Mode::Progress | Mode::Change => p.small.contains(&o.city),
    };
    let small = small.then(|| t.small_cases().to_owned());
    let months = p.months.get(&o.city).filter(|m| Some(**m) < p.fullest);
    small.or(months.map(|m| sheet.held_words(m.held, m.expected)))
}

/// Labels of periods; the year stands below where it begins.
fn labels(t: Words, periods: impl Iterator<Item = Period>) -> Vec<String> {
    let mut year = None;
    periods
        .map(|p| {
            let short = t.period_short(p, false);
            if year.replace(p.year()) == Some(p.year()) {
                short
            } else {
                format!("{short}\n{}", p.year())
            }
        })
        .collect()
}

/// A city over the periods: its points, from where on they are submitted only, which were corrected, and its last value
/// in words.
struct Course {
    city: &'static City,
    points: Vec<Option<f64>>,
    hollow_from: Option<usize>,
    corrected: Vec<usize>,
    /// What is read out at each point.
    reads: Vec<String>,
    /// The last value and its period, if that is not the last one.
    last: Option<(String, Option<Period>)>,
}

/// The cities that the reader sees in any period with values.
fn courses(sheet: &Sheet) -> Vec<Course> {
    let d = sheet.d;
    let periods = &sheet.nine.periods;
    let with_values = |p: &NinePeriod| p.held > 0 || !p.values.is_empty();
    let seen = cities().iter().filter(|c| sheet.draws(c)).filter(|c| {
        sheet
            .sights
            .iter()
            .zip(periods)
            .any(|(s, p)| with_values(p) && s.sees(c))
    });
    let reader = Reader::of(sheet);
    // Of more cities than a chart tells apart only the highlighted one is read out: the table has them all.
    let few = cities().len() <= MOST_GHOSTS;
    seen.map(|city| {
        let known: Vec<_> = periods.iter().map(|p| over_time(d, p, &city.slug)).collect();
        let last = known
            .iter()
            .zip(periods)
            .rev()
            .find_map(|(v, p)| Some(((*v)?, p.period)));
        let now = periods.last().map(|p| p.period);
        let submitted = periods.iter().position(|p| p.is_submitted(&city.slug));
        Course {
            city,
            points: known.iter().map(|v| v.and_then(|v| plotted(d, v))).collect(),
            hollow_from: submitted,
            corrected: corrected(sheet, city),
            last: last.map(|(v, at)| (sheet.say(v), Some(at).filter(|at| Some(*at) != now))),
            reads: if few || sheet.is_highlighted(city) {
                reader.course(0, city)
            } else {
                Vec::new()
            },
        }
    })
    .collect()
}

/// The periods in which a city's value was corrected, by index.
fn corrected(sheet: &Sheet, city: &City) -> Vec<usize> {
    let of = |p: &NinePeriod| p.value(&city.slug).is_some_and(|o| o.corrected);
    let periods = sheet.nine.periods.iter().enumerate();
    periods.filter(|(_, p)| of(p)).map(|(i, _)| i).collect()
}

/// A course's last value as it stands at the end of its line.
fn end_text(sheet: &Sheet, c: &Course) -> String {
    match &c.last {
        None => without(sheet, c.city),
        Some((text, None)) => text.clone(),
        Some((text, Some(at))) => sheet.t.in_brackets(text, sheet.t.period_short(*at, false)),
    }
}

/// What stands in the place of a course's last value where it has none.
pub(super) fn without(sheet: &Sheet, city: &City) -> String {
    let lack = sheet.now().and_then(|(p, _)| p.lacks.get(&city.slug));
    lack.map_or(sheet.t.not_in(), |l| sheet.t.lack(*l)).to_owned()
}

type Behind = (Vec<Option<f64>>, Vec<Option<(f64, f64)>>);

/// Median and range behind the lines.
fn behind(sheet: &Sheet) -> Behind {
    let d = sheet.d;
    let told = sheet.nine.periods.iter().map(|p| background(d, p));
    told.map(|(median, range)| {
        let range = range.and_then(|(low, high)| plotted(d, low).zip(plotted(d, high)));
        (median.and_then(|m| plotted(d, m)), range)
    })
    .unzip()
}

/// The periods: a line for each city.
pub(super) fn lines(sheet: &Sheet) -> Trend {
    let t = sheet.t;
    let line = |c: Course| Line {
        label: c.city.short(t.lang()).to_owned(),
        end_text: end_text(sheet, &c),
        points: c.points,
        highlighted: sheet.is_highlighted(c.city),
        class: None,
        hollow_from: c.hollow_from,
        corrected: c.corrected,
        reads: c.reads,
    };
    let courses = courses(sheet);
    let notes = notes(sheet, &courses);
    let lines: Vec<_> = courses.into_iter().map(line).collect();
    let (median, band) = behind(sheet);
    Trend {
        notes,
        periods: labels(t, sheet.nine.periods.iter().map(|p| p.period)),
        band: (lines.len() < cities().len()).then_some(band),
        lines,
        median: Some(median),
        median_label: t.median().to_owned(),
        axis: axis(sheet),
        targets: target::path(sheet).into_iter().collect(),
        ..Trend::default()
    }
}

/// CNIPA's notes beside values of these cities, in the order of the periods.
fn notes(sheet: &Sheet, courses: &[Course]) -> Vec<Note> {
    let t = sheet.t;
    let periods = sheet.nine.periods.iter().zip(&sheet.sights).enumerate();
    let of = |(period, (p, sight)): (usize, (&NinePeriod, &super::sight::Sight))| {
        let here = courses.iter().enumerate().filter(|(_, c)| sight.sees(c.city));
        let note = |(line, c): (usize, &Course)| {
            let note = p.value(&c.city.slug)?.note.as_ref()?;
            let text = t.note_of(c.city.short(t.lang()), t.period_name(p.period), note);
            Some(Note {
                line,
                period,
                label: String::new(),
                text,
            })
        };
        here.filter_map(note).collect::<Vec<_>>()
    };
    let adopted = sheet.marks().filter_map(|(at, m)| {
        let line = courses.iter().position(|c| c.city.slug == m.city)?;
        // Where that period has no value, the mark stands at the next that has one.
        let points = courses.get(line)?.points.iter().enumerate();
        let (period, _) = points.skip(at).find(|(_, v)| v.is_some())?;
        Some(Note {
            line,
            period,
            label: domain::practice::code(m.number),
            text: t.practice_adopted_mark(t.city_short(&m.city), m.on, &m.title),
        })
    });
    periods.flat_map(of).chain(adopted).collect()
}

/// The periods: a panel for each city.
pub(super) fn panels(sheet: &Sheet) -> Multiples {
    let t = sheet.t;
    let panel = |c: Course| {
        let note = match &c.last {
            Some((_, Some(at))) => Some(t.period_short(*at, false)),
            _ => None,
        };
        Panel {
            label: c.city.short(t.lang()).to_owned(),
            end_text: c.last.map_or_else(|| without(sheet, c.city), |(text, _)| text),
            points: c.points,
            highlighted: sheet.is_highlighted(c.city),
            hollow_from: c.hollow_from,
            corrected: c.corrected,
            note,
            reads: c.reads,
        }
    };
    let panels: Vec<_> = courses(sheet).into_iter().map(panel).collect();
    let (median, band) = behind(sheet);
    Multiples {
        periods: labels(t, sheet.nine.periods.iter().map(|p| p.period)),
        band: (panels.len() < cities().len() || panels.len() > MOST_GHOSTS).then_some(band),
        panels,
        median: Some(median),
        median_label: t.median().to_owned(),
        axis: axis(sheet),
        ..Multiples::default()
    }
}

/// Yes or no, from a period on.
pub(super) fn strip(sheet: &Sheet, first: usize) -> Strip {
    let t = sheet.t;
    let periods = sheet.nine.periods.get(first..).unwrap_or_default();
    let answer = |p: &NinePeriod, slug: &str| match p.value(slug)?.entry.amount()? {
        Amount::YesNo(yes) => Some(*yes),
        _ => None,
    };
    let reader = Reader::of(sheet);
    // Since when a yes holds is told of all periods shown or not, as far back as the sheet goes.
    let since = |slug: &str| {
        let all = sheet.nine.periods.iter().rev();
        let held = all.take_while(|p| answer(p, slug) == Some(true)).last()?;
        let whole = sheet.nine.periods.first().is_some_and(|p| p.period == held.period);
        let name = t.period_name(held.period);
        Some(if whole {
            t.yes_since_first(name)
        } else {
            t.yes_since(name)
        })
    };
    let order = sheet.order();
    let now = |wanted: bool| {
        let last = sheet.nine.periods.last();
        let says = |c: &&&City| last.and_then(|p| answer(p, &c.slug)) == Some(wanted);
        order.iter().filter(says).count()
    };
    let foot = match order.len() {
        0 | 1 => String::new(),
        of => t.strip_yes_of(now(true), of, of - now(true) - now(false)),
    };
    let rows = order.iter().map(|c| StripRow {
        label: c.short(t.lang()).to_owned(),
        cells: periods.iter().map(|p| answer(p, &c.slug)).collect(),
        highlighted: sheet.is_highlighted(c),
        since: since(&c.slug).unwrap_or_default(),
        reads: reader.course(first, c),
    });
    Strip {
        rows: rows.collect(),
        periods: labels(t, periods.iter().map(|p| p.period)),
        yes: t.yes().to_owned(),
        no: t.no().to_owned(),
        missing: t.no_answer().to_owned(),
        foot,
    }
}
