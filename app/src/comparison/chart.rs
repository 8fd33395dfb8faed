//! The charts of an indicator. One function builds each, for page and file alike, so that they cannot differ.

use charts::{Distance, Dots, Frame, Multiples, Scatter, Slope, Stack, Standalone, Strip, Trend};
use domain::{
    finding::{Audience, TrendFinding},
    indicator::{Frequency, Way},
};
use leptos::prelude::AnyView;
use storage::facts::{NinePeriod, Observation};

use super::{
    change, distance,
    drawing::{dots, lines, panels, strip},
    kinds, peers, scatter,
    shape::Shape,
    sheet::{Sheet, told},
    slope, table, target,
};

/// The width of a phone's picture, px: the narrowest that charts are drawn with.
const NARROW: u32 = 360;

enum Drawing {
    Dots(Dots),
    Lines(Trend),
    Strip(Strip),
    Panels(Multiples),
    Slope(Slope),
    Distance(Distance),
    Kinds(Stack),
    Scatter(Scatter),
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
        if let (Shape::Scatter, Some(other)) = (shape, &sheet.beside) {
            return Chart::of_two(sheet, other);
        }
        let now = || sheet.now().map(|(p, _)| sheet.period_words(p)).unwrap_or_default();
        let (heading, take) = match shape {
            Shape::RankedDots => (now(), dots_take(sheet)),
            Shape::Trend | Shape::SmallMultiples => (span(sheet), trend_take(sheet)),
            Shape::Slope if yes_no => (span(sheet), trend_take(sheet)),
            Shape::Slope => (span(sheet), slope::take(sheet)),
            Shape::Distance if yes_no => (now(), dots_take(sheet)),
            Shape::Distance => (now(), distance::take(sheet)),
            Shape::Kinds => (span(sheet), kinds::take(sheet)),
            Shape::Scatter => (now(), dots_take(sheet)),
        };
        let base = change::base(sheet).map(|base| t.base(base).to_owned());
        let beside: Vec<_> = base.into_iter().chain(sheet.nine.peers.map(|p| t.peers(p))).collect();
        let heading = match beside.as_slice() {
            [] => heading,
            beside => t.in_brackets(heading, beside.join(t.semicolon())),
        };
        let take = peers::within(sheet, take);
        let heading = if yes_no {
            t.chart_yes_no(d.name.get(t.lang()), heading)
        } else {
            t.chart_heading(d.name.get(t.lang()), t.unit_name(&d.unit), heading)
        };
        let drawing = match (shape, yes_no) {
            (Shape::RankedDots | Shape::Scatter, false) => Drawing::Dots(dots(sheet)),
            (Shape::Trend, false) => Drawing::Lines(lines(sheet)),
            (Shape::SmallMultiples, false) => Drawing::Panels(panels(sheet)),
            (Shape::Slope, false) => Drawing::Slope(slope::drawing(sheet)),
            (Shape::Distance, false) => Drawing::Distance(distance::drawing(sheet)),
            (Shape::Kinds, _) => Drawing::Kinds(kinds::drawing(sheet)),
            (Shape::RankedDots | Shape::Distance | Shape::Scatter, true) => {
                Drawing::Strip(strip(sheet, sheet.nine.periods.len().saturating_sub(1)))
            }
            (Shape::Trend | Shape::SmallMultiples | Shape::Slope, true) => Drawing::Strip(strip(sheet, 0)),
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

    fn of_two(x: &Sheet, y: &Sheet) -> Self {
        let t = x.t;
        let take = scatter::take(x, y);
        Chart {
            heading: scatter::heading(x, y),
            desc: scatter::desc(x, y, &take),
            source: scatter::source(y, &source(x, Shape::Scatter)),
            mark: x.demo.then(|| t.demo_mark().to_owned()),
            lang: t.lang().tag(),
            shape: Shape::Scatter,
            drawing: Drawing::Scatter(scatter::drawing(x, y)),
            take,
        }
    }

    /// The numbers behind it.
    #[must_use]
    pub fn table(&self, sheet: &Sheet) -> AnyView {
        match (&self.drawing, &sheet.beside) {
            (Drawing::Scatter(_), Some(other)) => scatter::table(sheet, other, &self.heading),
            (Drawing::Slope(_), _) => slope::table(sheet, &self.heading),
            (Drawing::Kinds(_), _) => kinds::table(sheet, &self.heading),
            _ if self.shape.is_over_time() => table::over_time(sheet, &self.heading),
            _ => table::of_period(sheet, &self.heading),
        }
    }

    /// The SVG for the page, drawn with a width in px under an id of its own: classes, no colours, no words around it.
    #[must_use]
    pub fn on_page_as(&self, width: u32, id: &str) -> String {
        self.draw(width, id, None)
    }

    /// The same for phones, in a picture of its own.
    #[must_use]
    pub fn on_phone_as(&self, id: &str) -> String {
        self.draw(NARROW, &format!("{id}-narrow"), None)
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
            Drawing::Slope(chart) => charts::slope(chart, &frame),
            Drawing::Distance(chart) => charts::distance(chart, &frame),
            Drawing::Kinds(chart) => charts::stack(chart, &frame),
            Drawing::Scatter(chart) => charts::scatter(chart, &frame),
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
    let line = match sheet.asked.only.len() {
        0 => line,
        n => t.sentences(&line, t.only_note(n)),
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
    let drawn = sheet.d.way != Way::YesNo && matches!(shape, Shape::RankedDots | Shape::Trend);
    let notes = notes(sheet, shape);
    let line = match notes.is_empty() || drawn {
        true => line,
        false => t.sentences(&line, t.notes_line(notes.join(t.semicolon()))),
    };
    let corrected = corrected(sheet, shape);
    if corrected.is_empty() {
        return line;
    }
    let bare = matches!(shape, Shape::Slope | Shape::Distance | Shape::Kinds);
    let ringed = sheet.d.way != Way::YesNo && !bare;
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
    let drawn = move |at: usize| match shape {
        Shape::Slope => at == 0 || at == last,
        shape => shape.is_over_time() || at == last,
    };
    let shown = sheet.nine.periods.iter().zip(&sheet.sights).enumerate();
    let shown = shown.filter(move |(at, _)| drawn(*at)).map(|(_, shown)| shown);
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
