//! The charts of an indicator. One function builds each, for page and file alike, so that they cannot differ.

use charts::{Axis, Dot, Dots, Frame, Line, Multiples, Panel, Standalone, Strip, StripRow, Trend};
use domain::{
    Decimal,
    city::{City, cities},
    compare::{Mode, Ranked, is_small},
    entry::{Amount, Entry},
    finding::{Audience, TrendFinding},
    indicator::Way,
    number,
    period::Period,
};
use storage::facts::{NinePeriod, Observation, Status};

use super::sheet::{Sheet, background, over_time, plotted, told, value};
use crate::{locales::Words, pages::reports::words};

/// Which chart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// The chosen period: a dot for each city.
    RankedDots,
    /// All periods up to it: a line for each city; a strip of a yes or no.
    Trend,
    /// The same with a small chart for each city, all on one scale.
    SmallMultiples,
}

impl Shape {
    /// Every shape.
    pub const ALL: [Shape; 3] = [Shape::RankedDots, Shape::Trend, Shape::SmallMultiples];

    /// The name in addresses.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Shape::RankedDots => "ranked-dots",
            Shape::Trend => "trend",
            Shape::SmallMultiples => "small-multiples",
        }
    }

    /// The shape of a name, or none.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Shape::ALL.into_iter().find(|s| s.name() == name)
    }

    /// True of a chart of several periods.
    #[must_use]
    pub const fn is_over_time(self) -> bool {
        !matches!(self, Shape::RankedDots)
    }
}

/// The width of a phone's picture, px: the narrowest that charts are drawn with.
const NARROW: u32 = 360;

enum Drawing {
    Dots(Dots),
    Lines(Trend),
    Strip(Strip),
    Panels(Multiples),
}

/// A chart with its words.
pub struct Chart {
    /// Name, unit and period.
    pub heading: String,
    /// The finding.
    pub take: String,
    /// Where the figures come from.
    pub source: String,
    desc: String,
    mark: Option<String>,
    shape: Shape,
    lang: &'static str,
    drawing: Drawing,
}

impl Chart {
    /// Builds a chart of a sheet.
    #[must_use]
    pub fn of(sheet: &Sheet, shape: Shape) -> Self {
        let (t, d) = (sheet.t, sheet.d);
        let yes_no = d.way == Way::YesNo;
        let (heading, take) = match shape {
            Shape::RankedDots => (
                sheet.now().map(|(p, _)| sheet.period_words(p)).unwrap_or_default(),
                dots_take(sheet),
            ),
            Shape::Trend | Shape::SmallMultiples => (span(sheet), trend_take(sheet)),
        };
        let heading = if yes_no {
            t.chart_yes_no(d.name.get(t.lang()), heading)
        } else {
            t.chart_heading(d.name.get(t.lang()), t.unit_name(&d.unit), heading)
        };
        let drawing = match (shape, yes_no) {
            (Shape::RankedDots, false) => Drawing::Dots(dots(sheet)),
            (Shape::Trend, false) => Drawing::Lines(lines(sheet)),
            (Shape::SmallMultiples, false) => Drawing::Panels(panels(sheet)),
            (Shape::RankedDots, true) => Drawing::Strip(strip(sheet, sheet.nine.periods.len().saturating_sub(1))),
            (Shape::Trend | Shape::SmallMultiples, true) => Drawing::Strip(strip(sheet, 0)),
        };
        Chart {
            desc: desc(sheet, &take),
            source: source(sheet),
            mark: sheet.demo.then(|| t.demo_mark().to_owned()),
            lang: t.lang().tag(),
            heading,
            take,
            shape,
            drawing,
        }
    }

    /// The SVG for the page, drawn with a width in px: classes, no colours, no words around it.
    #[must_use]
    pub fn on_page(&self, width: u32) -> String {
        self.draw(width, self.shape.name(), None)
    }

    /// The same for phones, in a picture of its own.
    #[must_use]
    pub fn on_phone(&self) -> String {
        self.draw(NARROW, &format!("{}-narrow", self.shape.name()), None)
    }

    /// The SVG as a file of its own.
    #[must_use]
    pub fn as_file(&self, width: u32) -> String {
        let words = Standalone {
            heading: self.heading.clone(),
            take: self.take.clone(),
            source: self.source.clone(),
            mark: self.mark.clone(),
        };
        self.draw(width, self.shape.name(), Some(words))
    }

    fn draw(&self, width: u32, id: &str, standalone: Option<Standalone>) -> String {
        let frame = Frame {
            width,
            title: self.heading.clone(),
            desc: self.desc.clone(),
            id: id.to_owned(),
            lang: self.lang.to_owned(),
            standalone,
        };
        match &self.drawing {
            Drawing::Dots(chart) => charts::ranked_dots(chart, &frame),
            Drawing::Lines(chart) => charts::trend(chart, &frame),
            Drawing::Strip(chart) => charts::strip(chart, &frame),
            Drawing::Panels(chart) => charts::multiples(chart, &frame),
        }
    }
}

impl Words {
    /// A chart's shape in words.
    #[must_use]
    pub const fn shape(self, shape: Shape) -> &'static str {
        match shape {
            Shape::RankedDots => self.shape_ranked_dots(),
            Shape::Trend => self.shape_trend(),
            Shape::SmallMultiples => self.shape_small_multiples(),
        }
    }
}

/// The first and the last period shown.
fn span(sheet: &Sheet) -> String {
    let name = |p: &NinePeriod| sheet.t.period_name(p.period);
    match sheet.nine.periods.as_slice() {
        [] => String::new(),
        [only] => name(only),
        [first, .., last] => sheet.t.span(name(first), name(last)),
    }
}

/// The finding of the chosen period; to a city whose total has fewer months than others, only that.
fn dots_take(sheet: &Sheet) -> String {
    let (t, d) = (sheet.t, sheet.d);
    let rolled = sheet.now().is_some_and(|(p, _)| p.fullest.is_some());
    if let Some((p, sight)) = sheet.now()
        && let Audience::City(own) = sight.audience
        && !p.is_comparable(own)
        && let Some((figure, m)) = value(p, own).and_then(Observation::figure).zip(p.months.get(own))
    {
        return t.f_own_part(t.city_short(own), t.amount(d, figure), m.held, m.expected);
    }
    t.dots_finding(d, &sheet.dots_finding(), rolled)
}

/// The finding over time; of a yes or no the present count stands before it.
fn trend_take(sheet: &Sheet) -> String {
    let (t, d) = (sheet.t, sheet.d);
    let finding = sheet.trend_finding();
    if d.way != Way::YesNo {
        return t.trend_finding(d, &finding);
    }
    let now = dots_take(sheet);
    match finding {
        TrendFinding::TooShort => now,
        finding => t.sentences(&now, t.trend_finding(d, &finding)),
    }
}

/// Where the figures come from, how many cities are in, and as of when.
fn source(sheet: &Sheet) -> String {
    let t = sheet.t;
    let Some((p, _)) = sheet.now() else {
        return String::new();
    };
    let line = t.source_line(p.held, p.expected, &sheet.known_at, sheet.d.version);
    match p.fullest {
        Some(m) => t.sentences(&line, t.rolled_note(m.held, m.expected)),
        None => line,
    }
}

/// The picture in words: the finding, then the figures of the chosen period that the reader sees.
fn desc(sheet: &Sheet, take: &str) -> String {
    let t = sheet.t;
    let Some((p, _)) = sheet.now() else {
        return take.to_owned();
    };
    let list: Vec<_> = sheet
        .order()
        .iter()
        .map(|c| format!("{} {}", c.short(t.lang()), shown(t, sheet, value(p, &c.slug))))
        .collect();
    let mut text = t.sentences(take, t.values_of_nine(list.join(t.list_sep())));
    if let (Some(median), Some((low, high))) = told(p) {
        let say = |v| t.number(v, sheet.d.decimals);
        let more = [
            t.colon(t.nine_median(), say(median)),
            t.colon(t.nine_range(), t.range_of(say(low), say(high))),
        ];
        text = t.sentences(&text, t.sentence(more.join(t.list_sep())));
    }
    text
}

/// An entry as charts and tables show it: the figure, or which of the kinds without one it is.
#[must_use]
pub fn shown(t: Words, sheet: &Sheet, o: Option<&Observation>) -> String {
    match o {
        None => t.not_in().to_owned(),
        Some(o) if o.entry == Entry::Missing => t.not_in().to_owned(),
        Some(o) => words::figure(t, sheet.d, &o.entry),
    }
}

fn axis(sheet: &Sheet) -> Axis {
    let d = sheet.d;
    let bound = |v: Option<Decimal>| v.and_then(|v| plotted(d, v));
    Axis {
        min: bound(d.min),
        max: bound(d.max),
        from_zero: d.way == Way::Value || sheet.asked.mode == Mode::PerMillion,
        ticks: Box::new(|v| {
            let exact: Decimal = format!("{v:.6}").parse().unwrap_or_default();
            number::group(exact.normalize())
        }),
        unit: sheet.t.unit_name(&d.unit).to_owned(),
    }
}

fn dots(sheet: &Sheet) -> Dots {
    let (t, d) = (sheet.t, sheet.d);
    let now = sheet.now();
    let ranked = now.map(|(p, sight)| sheet.ranked(p, sight)).unwrap_or_default();
    let rows = sheet.order().into_iter().map(|c| {
        let o = now.and_then(|(p, _)| value(p, &c.slug));
        let place = ranked.iter().find(|r| r.city == c.slug);
        let place = place.map(Ranked::shown);
        Dot {
            label: c.short(t.lang()).to_owned(),
            value: o.and_then(Observation::figure).and_then(|f| plotted(d, f)),
            text: shown(t, sheet, o),
            place,
            highlighted: sheet.is_highlighted(c),
            hollow: o.is_some_and(|o| o.status == Status::Submitted),
            grey: now.and_then(|(p, _)| why_grey(sheet, p, o?)),
            note: o
                .filter(|o| o.status == Status::Submitted)
                .map(|_| t.waits_for_review().to_owned()),
        }
    });
    let rows = rows.collect();
    let say = |v| t.number(v, d.decimals);
    let (median, range) = now.map_or((None, None), |(p, _)| told(p));
    Dots {
        rows,
        median: median.and_then(|m| Some((plotted(d, m)?, format!("{} {}", t.nine_median(), say(m))))),
        range: range.and_then(|(low, high)| plotted(d, low).zip(plotted(d, high))),
        range_label: range.map_or_else(String::new, |(low, high)| {
            format!("{} {}", t.nine_range(), t.range_of(say(low), say(high)))
        }),
        axis: axis(sheet),
        value_heading: t.value_heading().to_owned(),
    }
}

/// Why a value is too uncertain to compare: few cases, or fewer months than others.
fn why_grey(sheet: &Sheet, p: &NinePeriod, o: &Observation) -> Option<String> {
    let t = sheet.t;
    let amount: &Amount = o.entry.amount()?;
    // Residents in millions are no cases.
    let small = sheet.asked.mode == Mode::Absolute && is_small(amount);
    let small = small.then(|| t.small_cases().to_owned());
    let months = p.months.get(&o.city).filter(|m| Some(**m) < p.fullest);
    small.or(months.map(|m| t.months_held(m.held, m.expected)))
}

/// Labels of periods; the year stands below where it begins.
#[must_use]
pub fn labels(t: Words, periods: impl Iterator<Item = Period>) -> Vec<String> {
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

/// A city over the periods: its points, from where on they are submitted only, and its last value in words.
struct Course {
    city: &'static City,
    points: Vec<Option<f64>>,
    hollow_from: Option<usize>,
    /// The last value and its period, if that is not the last one.
    last: Option<(String, Option<Period>)>,
}

/// The cities that the reader sees in any period with values.
fn courses(sheet: &Sheet) -> Vec<Course> {
    let (t, d) = (sheet.t, sheet.d);
    let periods = &sheet.nine.periods;
    let with_values = |p: &NinePeriod| p.held > 0 || !p.values.is_empty();
    let seen = cities().iter().filter(|c| {
        sheet
            .sights
            .iter()
            .zip(periods)
            .any(|(s, p)| with_values(p) && s.sees(&c.slug))
    });
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
            last: last.map(|(v, at)| (t.number(v, d.decimals), Some(at).filter(|at| Some(*at) != now))),
        }
    })
    .collect()
}

/// A course's last value as it stands at the end of its line.
fn end_text(t: Words, last: &Option<(String, Option<Period>)>) -> String {
    match last {
        None => t.not_in().to_owned(),
        Some((text, None)) => text.clone(),
        Some((text, Some(at))) => t.in_brackets(text, t.period_short(*at, false)),
    }
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

fn lines(sheet: &Sheet) -> Trend {
    let t = sheet.t;
    let line = |c: Course| Line {
        label: c.city.short(t.lang()).to_owned(),
        end_text: end_text(t, &c.last),
        points: c.points,
        highlighted: sheet.is_highlighted(c.city),
        class: None,
        hollow_from: c.hollow_from,
    };
    let lines: Vec<_> = courses(sheet).into_iter().map(line).collect();
    let (median, band) = behind(sheet);
    Trend {
        periods: labels(t, sheet.nine.periods.iter().map(|p| p.period)),
        band: (lines.len() < cities().len()).then_some(band),
        lines,
        median: Some(median),
        median_label: t.median().to_owned(),
        axis: axis(sheet),
    }
}

fn panels(sheet: &Sheet) -> Multiples {
    let t = sheet.t;
    let panel = |c: Course| {
        let note = match &c.last {
            Some((_, Some(at))) => Some(t.period_short(*at, false)),
            _ => None,
        };
        Panel {
            label: c.city.short(t.lang()).to_owned(),
            end_text: c.last.map_or_else(|| t.not_in().to_owned(), |(text, _)| text),
            points: c.points,
            highlighted: sheet.is_highlighted(c.city),
            hollow_from: c.hollow_from,
            note,
        }
    };
    let panels: Vec<_> = courses(sheet).into_iter().map(panel).collect();
    let (median, band) = behind(sheet);
    Multiples {
        periods: labels(t, sheet.nine.periods.iter().map(|p| p.period)),
        band: (panels.len() < cities().len()).then_some(band),
        panels,
        median: Some(median),
        median_label: t.median().to_owned(),
        axis: axis(sheet),
    }
}

fn strip(sheet: &Sheet, first: usize) -> Strip {
    let t = sheet.t;
    let periods = sheet.nine.periods.get(first..).unwrap_or_default();
    let answer = |p: &NinePeriod, slug: &str| match value(p, slug)?.entry.amount()? {
        Amount::YesNo(yes) => Some(*yes),
        _ => None,
    };
    let rows = sheet.order().into_iter().map(|c| StripRow {
        label: c.short(t.lang()).to_owned(),
        cells: periods.iter().map(|p| answer(p, &c.slug)).collect(),
        highlighted: sheet.is_highlighted(c),
    });
    Strip {
        rows: rows.collect(),
        periods: labels(t, periods.iter().map(|p| p.period)),
        yes: t.yes().to_owned(),
        no: t.no().to_owned(),
        missing: t.no_answer().to_owned(),
    }
}
