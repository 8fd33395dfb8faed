//! The charts of an indicator. One function builds each, for page and file alike, so that they cannot differ.

use charts::{Dots, Frame, Multiples, Standalone, Strip, Trend};
use domain::{
    finding::{Audience, TrendFinding},
    indicator::{Frequency, Way},
};
use storage::facts::{NinePeriod, Observation};

use super::{
    change,
    drawing::{dots, lines, panels, strip},
    peers,
    sheet::{Sheet, told},
    target,
};
use crate::locales::Words;

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
        let heading = match change::base(sheet) {
            Some(base) => t.in_brackets(heading, t.base(base)),
            None => heading,
        };
        let heading = peers::heading(sheet, heading);
        let take = peers::within(sheet, take);
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
            desc: desc(sheet, shape, &take),
            source: source(sheet, shape),
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

    /// The same under another id, where a page has several of one shape.
    #[must_use]
    pub fn on_page_as(&self, width: u32, id: &str) -> String {
        self.draw(width, id, None)
    }

    /// The same for paper, on which its rows stand closer.
    #[must_use]
    pub fn dense(mut self) -> Self {
        if let Drawing::Dots(dots) = &mut self.drawing {
            dots.dense = true;
        }
        self
    }

    /// The SVG as a picture in a file that has the words itself: it stands alone, without heading, finding and source.
    #[must_use]
    pub fn as_picture(&self, width: u32) -> String {
        let words = Standalone {
            mark: self.mark.clone(),
            ..Standalone::default()
        };
        self.draw(width, self.shape.name(), Some(words))
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
    if let Some(base) = change::base(sheet) {
        return change::take(sheet, base);
    }
    if let Some((p, sight)) = sheet.now()
        && let Audience::City(own) = sight.audience
        && !p.is_comparable(own)
        && let Some((figure, m)) = p.value(own).and_then(Observation::figure).zip(p.months.get(own))
    {
        let (city, figure) = (t.city_short(own), t.amount(d, figure));
        return match sheet.counted().frequency {
            Frequency::Monthly => t.f_own_part(city, figure, m.held, m.expected),
            _ => t.f_own_quarters(city, figure, m.held, m.expected),
        };
    }
    let finding = sheet.dots_finding();
    peers::of_few(sheet, &finding).unwrap_or_else(|| t.dots_finding(d, &finding, sheet.compared()))
}

/// The finding over time; of a yes or no the present count stands before it.
fn trend_take(sheet: &Sheet) -> String {
    let (t, d) = (sheet.t, sheet.d);
    let finding = sheet.trend_finding();
    if let Some(base) = change::base(sheet) {
        return change::trend_take(sheet, base, &finding);
    }
    if finding == TrendFinding::TooShort && sheet.asked.mode.is_of_targets() {
        return t.f_too_short_targets().to_owned();
    }
    if d.way != Way::YesNo {
        return t.trend_finding(d, &finding);
    }
    let now = dots_take(sheet);
    match finding {
        TrendFinding::TooShort => now,
        finding => t.sentences(&now, t.trend_finding(d, &finding)),
    }
}

/// Where the figures come from, how many cities are in, and as of when; and which of them were corrected.
fn source(sheet: &Sheet, shape: Shape) -> String {
    let t = sheet.t;
    let Some((p, _)) = sheet.now() else {
        return String::new();
    };
    let by_targets = sheet.asked.mode.is_of_targets();
    let line = match change::base(sheet) {
        Some(base) => t.source_change(t.base(base), p.held, p.expected, &sheet.known_at, sheet.d.version),
        None if by_targets => t.source_targets(p.held, p.expected, &sheet.known_at, sheet.d.version),
        None => t.source_line(p.held, p.expected, &sheet.known_at, sheet.d.version),
    };
    let line = match peers::source(sheet) {
        Some(group) => t.sentences(&line, group),
        None => line,
    };
    let line = match p.fullest {
        Some(m) if change::base(sheet).is_some() && target::is_flow(sheet.counted()) => {
            t.sentences(&line, t.fullest_paired(sheet.held_words(m.held, m.expected)))
        }
        Some(m) if by_targets && target::is_flow(sheet.d) => {
            t.sentences(&line, t.fullest_hold(sheet.held_words(m.held, m.expected)))
        }
        Some(m) => t.sentences(&line, t.rolled_note(m.held, m.expected)),
        None => line,
    };
    let line = match said(sheet) {
        Some(said) => t.sentences(&line, said),
        None => line,
    };
    // A chart of lines or dots has the notes at their values.
    let drawn = sheet.d.way != Way::YesNo && shape != Shape::SmallMultiples;
    let notes = notes(sheet, shape);
    let line = match notes.is_empty() || drawn {
        true => line,
        false => t.sentences(&line, t.notes_line(notes.join(t.semicolon()))),
    };
    let corrected = corrected(sheet, shape);
    if corrected.is_empty() {
        return line;
    }
    let ringed = sheet.d.way != Way::YesNo;
    let list = corrected.join(t.list_sep());
    t.sentences(
        &line,
        if ringed {
            t.corrected_ring(list)
        } else {
            t.corrected_note(list)
        },
    )
}

/// What is said of the highlighted city beside its figure: its target, or what its change is made of.
fn said(sheet: &Sheet) -> Option<String> {
    match change::base(sheet) {
        Some(_) => change::said(sheet),
        None => target::said(sheet),
    }
}

/// The values in a chart that the reader sees, each with its period.
fn seen(sheet: &Sheet, shape: Shape) -> impl Iterator<Item = (&NinePeriod, &Observation)> {
    let last = sheet.nine.periods.len().saturating_sub(1);
    let from = if shape.is_over_time() { 0 } else { last };
    let shown = sheet.nine.periods.iter().zip(&sheet.sights).skip(from);
    shown.flat_map(|(p, sight)| {
        let here = p.values.iter();
        let here = here.filter(|o| domain::city::city(&o.city).is_some_and(|c| sight.sees(c)));
        here.map(move |o| (p, o))
    })
}

/// CNIPA's notes beside the values in a chart.
pub(crate) fn notes(sheet: &Sheet, shape: Shape) -> Vec<String> {
    let t = sheet.t;
    let note = |(p, o): (&NinePeriod, &Observation)| {
        Some(t.note_of(t.city_short(&o.city), t.period_name(p.period), o.note.as_ref()?))
    };
    seen(sheet, shape).filter_map(note).collect()
}

/// The adoptions marked in a chart over time.
pub(crate) fn adopted(sheet: &Sheet, shape: Shape) -> Vec<String> {
    let t = sheet.t;
    let said = |m: &storage::practices::Mark| {
        let what = t.practice_adopted_mark(t.city_short(&m.city), m.on, &m.title);
        format!("{} {what}", domain::practice::code(m.number))
    };
    let marks = sheet.marks().filter(|_| shape.is_over_time());
    marks.map(|(_, m)| said(m)).collect()
}

/// The values in a chart that were corrected, by city and, over time, period.
pub(crate) fn corrected(sheet: &Sheet, shape: Shape) -> Vec<String> {
    let t = sheet.t;
    let name = |(p, o): (&NinePeriod, &Observation)| match shape.is_over_time() {
        true => format!("{} {}", t.city_short(&o.city), t.period_name(p.period)),
        false => t.city_short(&o.city).to_owned(),
    };
    seen(sheet, shape).filter(|(_, o)| o.corrected).map(name).collect()
}

/// The picture in words: the finding, then the figures of the chosen period that the reader sees.
fn desc(sheet: &Sheet, shape: Shape, take: &str) -> String {
    let t = sheet.t;
    let Some((p, _)) = sheet.now() else {
        return take.to_owned();
    };
    let list: Vec<_> = sheet
        .order()
        .iter()
        .map(|c| format!("{} {}", c.short(t.lang()), sheet.shown(p, &c.slug)))
        .collect();
    let mut text = t.sentences(take, t.values_of_nine(list.join(t.list_sep())));
    if let (Some(median), Some((low, high))) = told(p) {
        let say = |v| sheet.say(v);
        let more = [
            t.colon(peers::median_label(sheet), say(median)),
            t.colon(peers::range_label(sheet), t.range_of(say(low), say(high))),
        ];
        text = t.sentences(&text, t.sentence(more.join(t.list_sep())));
    }
    if let Some(said) = said(sheet) {
        text = t.sentences(&text, said);
    }
    for revised in target::revised(sheet).iter().filter(|_| shape == Shape::Trend) {
        text = t.sentences(&text, revised);
    }
    let notes = notes(sheet, shape);
    if !notes.is_empty() {
        text = t.sentences(&text, t.notes_line(notes.join(t.semicolon())));
    }
    let adopted = adopted(sheet, shape);
    if !adopted.is_empty() {
        text = t.sentences(&text, t.practice_adoptions_line(adopted.join(t.semicolon())));
    }
    text
}
