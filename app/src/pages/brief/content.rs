//! What stands in a brief, in words, fetched once for page and Word file alike: accepted values, reports, problems and
//! adoptions as known at one moment, and the charts that the reader has chosen.

use std::collections::BTreeMap;

use domain::{
    brief::{Adopted, CHARTS, Choice, Draft, End, Known, Open, ends, points},
    calendar::Timeliness,
    city::{City, cities},
    compare::Mode,
    indicator::{definition, in_mode},
    period::Period,
    problem::code,
};
use storage::{
    Caller, briefs, completeness,
    facts::{Nine, View},
    practices,
    problems::{self, Filter},
};

use super::waits;
use crate::{
    comparison::{
        asked::{Asked, Choices},
        chart::Chart,
        shape::Shape,
        sheet::{Fault, Sheet, places_of},
        sight::Sight,
    },
    error::Error,
    locales::Words,
    visit::{App, Visit},
};

/// The charts of a brief that nobody has changed: an indicator of each aspect, by city and over time.
const FIRST: [(&str, Shape); CHARTS] = [
    ("F2-01", Shape::RankedDots),
    ("N1-01", Shape::Trend),
    ("S1-02", Shape::RankedDots),
];

/// How wide a chart is drawn, px: so that three of them, as high as a page takes, have letters that can be read.
const fn width(shape: Shape) -> u32 {
    match shape {
        Shape::RankedDots => 720,
        _ => 600,
    }
}

/// A chart with what stands beside it.
pub(super) struct Picture {
    /// Name, unit and period.
    pub heading: String,
    /// The finding.
    pub take: String,
    /// What was written, else the finding.
    pub sentence: String,
    /// Where the figures come from.
    pub source: String,
    /// As it stands on the page.
    pub on_page: String,
    /// As a file draws it.
    pub in_file: String,
}

/// A brief.
pub(super) struct Brief {
    /// The reader's words.
    pub t: Words,
    /// Month or quarter.
    pub period: Period,
    /// The periods to choose from.
    pub choices: Choices,
    /// When this is known.
    pub known_at: String,
    /// The demonstration's mark.
    pub mark: Option<String>,
    /// What was chosen and written; the defaults where nothing was.
    pub draft: Draft,
    /// When that was saved.
    pub saved_at: Option<String>,
    /// Who is in: a label and cities each.
    pub reports: Vec<(String, String)>,
    /// A line for each city.
    pub cities: Vec<(&'static City, String)>,
    /// What waits for CNIPA.
    pub waits: Vec<String>,
    /// The charts.
    pub charts: Vec<Picture>,
}

/// The charts of a brief where nothing was chosen.
fn first() -> Draft {
    let choice = |(indicator, shape): (&str, Shape)| Choice {
        indicator: indicator.to_owned(),
        chart: shape.name().to_owned(),
        sentence: String::new(),
    };
    Draft {
        opening: String::new(),
        charts: FIRST.map(choice).to_vec(),
    }
}

/// A count is compared per million residents, all else as reported.
fn mode(code: &str) -> Mode {
    match definition(code) {
        Some(d) if d.per_million => Mode::PerMillion,
        _ => Mode::Absolute,
    }
}

impl Brief {
    /// Fetches the brief that the address asks for; unasked of the latest quarter of which most cities are in.
    ///
    /// # Errors
    /// [`Fault`]; `NotFound` for all but CNIPA.
    pub(super) async fn fetch(visit: &Visit, app: &App) -> Result<Self, Fault> {
        let caller = visit.caller()?;
        domain_door(&caller)?;
        let choices = Choices::of(visit, app, &caller, None).await?;
        let refuse = |errors| Fault::Fields {
            choices: choices.clone(),
            errors,
        };
        let asked = Asked::read(visit).map_err(refuse)?;
        let period = choices.shown_of_all(visit, &asked).map_err(refuse)?;
        let kept = briefs::read(&app.store, &caller, period).await?;
        let t = visit.words();
        let saved_at = kept.as_ref().map(|k| t.stamp(k.saved_at));
        let draft = kept.map_or_else(first, |k| k.draft);
        let all = completeness::of(&app.store, &caller, asked.as_of).await?;
        let known = known(visit, app, &caller, &asked, period, &all).await?;
        let each = cities()
            .iter()
            .map(|c| (c, line(t, known.get(c.slug.as_str()), period)));
        let (cities, reports) = (each.collect(), reports(t, &all, period));
        let waits = match asked.as_of {
            None => waits::lines(visit, app, &caller).await?,
            Some(_) => vec![t.brief_waits_now().to_owned()],
        };
        let mut charts = Vec::new();
        for (i, choice) in draft.charts.iter().enumerate() {
            charts.extend(picture(visit, app, (i, choice), period).await?);
        }
        Ok(Brief {
            t,
            period,
            known_at: asked.known_at(visit),
            mark: visit.demo().map(|_| t.demo_mark().to_owned()),
            draft,
            saved_at,
            reports,
            cities,
            waits,
            charts,
            choices,
        })
    }
}

/// How many letters of a Latin text, or half as many Chinese characters, a line of the paper takes.
const LETTERS: usize = 92;

/// More lines than this and the first page is set smaller.
const LINES: usize = 36;

/// How many lines a text takes on the paper.
fn lines(text: &str) -> usize {
    wide(text).div_ceil(LETTERS).max(1)
}

/// How wide a text is: Chinese characters are as wide as two letters.
pub(super) fn wide(text: &str) -> usize {
    text.chars().map(|c| if c < '\u{1100}' { 1 } else { 2 }).sum()
}

impl Brief {
    /// True where the first page would not hold its text in the usual size.
    pub(super) fn is_full(&self) -> bool {
        let reports = self
            .reports
            .iter()
            .map(|(label, names)| lines(&format!("{label}{names}")));
        let cities = self
            .cities
            .iter()
            .map(|(c, line)| lines(&format!("{}{line}", c.short(self.t.lang()))));
        let waits = self.waits.iter().map(|line| lines(line));
        let opening = if self.draft.opening.is_empty() {
            0
        } else {
            lines(&self.draft.opening)
        };
        reports.chain(cities).chain(waits).sum::<usize>() + opening > LINES
    }
}

/// Asks first: nothing of a brief is anybody else's.
fn domain_door(caller: &Caller) -> Result<(), Error> {
    use domain::access::{Object, Verb};
    Ok(storage::allow(caller, Verb::Read, &Object::Brief)?)
}

/// A chosen chart of the brief's period; of an indicator that has none yet there, of its latest one.
async fn picture(
    visit: &Visit,
    app: &App,
    (i, choice): (usize, &Choice),
    period: Period,
) -> Result<Option<Picture>, Error> {
    let Some(shape) = Shape::parse(&choice.chart) else {
        return Ok(None);
    };
    let mut view = visit.clone();
    view.query = visit
        .kept(&["as_of"])
        .into_iter()
        .map(|(k, v)| (k.to_owned(), v.to_owned()))
        .collect();
    view.query.insert("mode".into(), mode(&choice.indicator).name().into());
    let latest = view.clone();
    view.query.insert("period".into(), period.to_string());
    let sheet = match Sheet::fetch(&view, app, &choice.indicator).await {
        Err(Fault::Fields { .. }) => Sheet::fetch(&latest, app, &choice.indicator).await,
        other => other,
    };
    let sheet = match sheet {
        Ok(sheet) => sheet,
        Err(Fault::Error(error)) => return Err(error),
        Err(Fault::Fields { .. }) => return Ok(None),
    };
    let chart = Chart::of(&sheet, shape).dense();
    let sentence = match choice.sentence.as_str() {
        "" => chart.take.clone(),
        written => written.to_owned(),
    };
    Ok(Some(Picture {
        sentence,
        on_page: chart.on_page_as(width(shape), &format!("brief-{i}")),
        in_file: chart.as_picture(width(shape)),
        heading: chart.heading,
        take: chart.take,
        source: chart.source,
    }))
}

/// What is known of each city, by slug.
async fn known(
    visit: &Visit,
    app: &App,
    caller: &Caller,
    asked: &Asked,
    period: Period,
    all: &completeness::Completeness,
) -> Result<BTreeMap<String, Known>, Error> {
    let view = View {
        mode: Mode::PerMillion,
        as_of: asked.as_of,
        ..View::default()
    };
    let figures = storage::facts::overview(&app.store, caller, &[period], view).await?;
    let marks = practices::marks(&app.store, caller, None, None, asked.as_of).await?;
    let mut known: BTreeMap<String, Known> = cities().iter().map(|c| (c.slug.clone(), Known::default())).collect();
    for r in &all.reports {
        if let Some(city) = known.get_mut(&r.city) {
            city.reports.push((r.period, r.timeliness));
        }
    }
    for (city, end) in figures.iter().flat_map(|n| ends_of(caller, n)) {
        if let Some(city) = known.get_mut(&city) {
            city.ends.push(end);
        }
    }
    for mark in &marks {
        if let Some(city) = known.get_mut(&mark.city) {
            city.adopted.push(Adopted {
                number: mark.number,
                on: mark.on,
            });
        }
    }
    // Where a problem stood on a past day is told on its own page alone.
    if asked.as_of.is_none() {
        let today = visit.today();
        for city in cities() {
            let filter = Filter {
                city: Some(city.slug.clone()),
                ..Filter::default()
            };
            let first = problems::list(&app.store, caller, &filter, today, 1)
                .await?
                .rows
                .into_iter()
                .next();
            if let Some(known) = known.get_mut(&city.slug) {
                known.problem = first.map(|row| Open {
                    number: row.number,
                    severity: row.content.severity,
                    overdue: row.is_overdue(today),
                    days: row.ageing(today).total(),
                });
            }
        }
    }
    Ok(known)
}

/// Who alone is first and last in an indicator.
fn ends_of(caller: &Caller, n: &Nine) -> Vec<(String, End)> {
    let (Some(d), Some(p)) = (in_mode(&n.indicator, Mode::PerMillion), n.periods.first()) else {
        return Vec::new();
    };
    let sight = Sight::of(&caller.actor, p.release, None);
    ends(d, &places_of(d, p, &sight))
}

fn line(t: Words, known: Option<&Known>, period: Period) -> String {
    let said = known.map(|k| points(k, period)).unwrap_or_default();
    let said: Vec<_> = said.iter().map(|p| t.brief_point(p)).collect();
    t.sentence(said.join(t.semicolon()))
}

/// Who is in of the report that holds the period: in time, late, awaited, overdue, exempt.
fn reports(t: Words, all: &completeness::Completeness, period: Period) -> Vec<(String, String)> {
    let report = period.report();
    let here: Vec<_> = all.reports.iter().filter(|r| r.period == report).collect();
    let group = |word: &str, fits: &dyn Fn(Timeliness) -> Option<String>| {
        let fitting = here.iter().filter_map(|r| {
            let more = fits(r.timeliness)?;
            let name = t.city_short(&r.city);
            Some(if more.is_empty() {
                name.to_owned()
            } else {
                t.in_brackets(name, more)
            })
        });
        let names: Vec<_> = fitting.collect();
        (!names.is_empty()).then(|| (t.brief_cities(word, names.len()), names.join(t.list_sep())))
    };
    let none = || Some(String::new());
    let groups = [
        group(t.brief_on_time(), &|x| match x {
            Timeliness::OnTime { extended } => Some(if extended {
                t.brief_extended().to_owned()
            } else {
                String::new()
            }),
            _ => None,
        }),
        group(t.brief_late(), &|x| match x {
            Timeliness::Late { days } => Some(t.brief_days_late(days)),
            _ => None,
        }),
        group(t.brief_overdue(), &|x| match x {
            Timeliness::Overdue { days } => Some(t.brief_days_over(days)),
            _ => None,
        }),
        group(t.brief_awaited(), &|x| {
            matches!(x, Timeliness::Open { .. }).then(none).flatten()
        }),
        group(t.brief_exempt(), &|x| (x == Timeliness::Exempt).then(none).flatten()),
    ];
    let all: Vec<_> = groups.into_iter().flatten().collect();
    match all.is_empty() {
        true => vec![(t.brief_report_of(t.period_name(report)), t.brief_not_open().to_owned())],
        false => all,
    }
}

impl Words {
    /// A point of a city's line in words, without its stop.
    #[must_use]
    pub fn brief_point(self, point: &domain::brief::Point) -> String {
        use domain::brief::Point as P;
        let item = |i: &String| self.item(i);
        let problem = |p: &Open| (code(p.number), p.days);
        match point {
            P::Overdue { period, days } => self.brief_p_overdue(self.period_name(*period), days),
            P::Pressing(open) if open.overdue => {
                let (code, days) = problem(open);
                self.brief_p_answer(code, days)
            }
            P::Pressing(open) => {
                let (code, days) = problem(open);
                self.brief_p_urgent(code, days)
            }
            P::Late { days } => self.brief_p_late(days),
            P::Last { indicator, of: 1 } => self.brief_p_last(item(indicator)),
            P::Last { indicator, of } => self.brief_p_last_of(item(indicator), of),
            P::First { indicator, of: 1 } => self.brief_p_first(item(indicator)),
            P::First { indicator, of } => self.brief_p_first_of(item(indicator), of),
            P::Adopted(a) => self.brief_p_adopted(domain::practice::code(a.number), self.day(a.on)),
            P::Problem(open) => {
                let (code, days) = problem(open);
                self.brief_p_problem(code, days)
            }
            P::InTime => self.brief_p_in_time().to_owned(),
            P::Awaited => self.brief_p_awaited().to_owned(),
            P::Nothing => self.brief_p_nothing().to_owned(),
        }
    }
}
