//! One indicator as its reader asked for it: everything that page, chart files and tables are made from, fetched once.

use domain::{
    Decimal,
    access::Actor,
    calendar::Pilot,
    change::measure,
    city::{City, cities},
    compare::{self, Mode, Ranked, comparable},
    entry::Entry,
    finding::{self, Audience, DotsFinding, TrendFinding},
    indicator::{Aggregation, Definition, Direction, Frequency, Way, definition, in_mode},
    number::round,
    peers::FEWEST,
    period::Period,
};
use storage::{
    facts::{Months, Nine, NinePeriod, Observation, View, reads_baselines},
    practices::{self, Mark},
};

use super::{
    asked::{Asked, Choices, Errors},
    change,
    shape::Shape,
    sight::{self, Sight},
};
use crate::{
    error::Error,
    locales::{Words, findings::Compared},
    pages::reports::words,
    visit::{App, Visit},
};

/// One indicator of the nine cities up to a period.
pub struct Sheet {
    /// The reader's words.
    pub t: Words,
    /// The indicator as the mode shows it.
    pub d: &'static Definition,
    /// What was asked for; the mode is that of the sheet.
    pub asked: Asked,
    /// The periods to choose from.
    pub choices: Choices,
    /// The periods shown, the chosen one last.
    pub nine: Nine,
    /// What the reader sees of each of them.
    pub sights: Vec<Sight>,
    /// The city highlighted.
    pub highlight: Option<&'static City>,
    /// The second indicator, of a chart of two.
    pub beside: Option<Box<Sheet>>,
    /// Adoptions of practices that name the indicator, as the reader may see them.
    pub adoptions: Vec<Mark>,
    /// True for who reads the baseline of any city, and so may ask for changes.
    pub reads_baselines: bool,
    /// When this is known.
    pub known_at: String,
    /// True in a demonstration store.
    pub demo: bool,
}

/// Why there is no sheet.
pub enum Fault {
    /// It is not there, or not for this reader.
    Error(Error),
    /// Fields that cannot be understood.
    Fields {
        /// The periods to choose from.
        choices: Choices,
        /// The fields.
        errors: Errors,
    },
}

impl<E: Into<Error>> From<E> for Fault {
    fn from(error: E) -> Self {
        Fault::Error(error.into())
    }
}

impl Sheet {
    /// Fetches the sheet of an indicator as the visit asks for it, over all periods up to the one asked for.
    ///
    /// # Errors
    /// [`Fault`].
    pub async fn fetch(visit: &Visit, app: &App, code: &str) -> Result<Self, Fault> {
        Self::read(visit, app, code, usize::MAX, Some(visit.settings.pilot)).await
    }

    /// The same as a shape wants it: distances to targets are of values as reported, and a chart of two indicators has a
    /// second one, of the same period.
    ///
    /// # Errors
    /// [`Fault`].
    pub async fn shaped(
        visit: &Visit,
        app: &App,
        code: &str,
        shape: Shape,
        other: Option<&str>,
    ) -> Result<Self, Fault> {
        match shape {
            Shape::Distance => {
                let mut visit = visit.clone();
                visit.query.remove("mode");
                Self::fetch(&visit, app, code).await
            }
            Shape::Scatter => Self::of_two(visit, app, code, other).await,
            _ => Self::fetch(visit, app, code).await,
        }
    }

    async fn of_two(visit: &Visit, app: &App, code: &str, other: Option<&str>) -> Result<Self, Fault> {
        let t = visit.words();
        let mut sheet = Self::fetch(visit, app, code).await?;
        let refused = |sheet: Sheet, field, sentence| Fault::Fields {
            choices: sheet.choices,
            errors: vec![(field, sentence)],
        };
        let Some(other) = other else {
            return Err(refused(sheet, "also", t.needs_second()));
        };
        if sheet.d.way == Way::YesNo {
            return Err(refused(sheet, "indicator", t.needs_size()));
        }
        let mut beside = Self::fetch(visit, app, other).await?;
        if beside.d.way == Way::YesNo {
            return Err(refused(sheet, "also", t.needs_size()));
        }
        // What is reported monthly and what quarterly meet in a quarter.
        let period = |s: &Sheet| s.now().map(|(p, _)| p.period);
        if let (Some(a), Some(b)) = (period(&sheet), period(&beside))
            && a != b
        {
            let mut visit = visit.clone();
            visit
                .query
                .insert("period".into(), a.quarter().min(b.quarter()).to_string());
            sheet = Self::fetch(&visit, app, code).await?;
            beside = Self::fetch(&visit, app, other).await?;
        }
        sheet.beside = Some(Box::new(beside));
        Ok(sheet)
    }

    /// The same over so many periods at most, as reported and without targets.
    ///
    /// # Errors
    /// [`Fault`].
    pub async fn fetch_last(visit: &Visit, app: &App, code: &str, most: usize) -> Result<Self, Fault> {
        Self::read(visit, app, code, most, None).await
    }

    async fn read(visit: &Visit, app: &App, code: &str, most: usize, targets: Option<Pilot>) -> Result<Self, Fault> {
        let caller = visit.caller()?;
        let d = definition(code).filter(|d| !d.is_base()).ok_or(Error::NotFound)?;
        let mut choices = Choices::of(visit, app, &caller, Some(d)).await?;
        let mut asked = match Asked::read(visit) {
            Ok(asked) => asked,
            Err(errors) => return Err(Fault::Fields { choices, errors }),
        };
        asked.mode = match asked.mode {
            Mode::PerMillion if !d.per_million => Mode::Absolute,
            Mode::Change if measure(d).is_none() || !reads_baselines(&caller) => Mode::Absolute,
            mode if mode.is_by_quarter() && targets.is_none() => Mode::Absolute,
            mode => mode,
        };
        if asked.mode.is_by_quarter() {
            choices.keep_quarters();
        }
        let period = match choices.shown(visit, &asked) {
            Ok(period) => period,
            Err(errors) => return Err(Fault::Fields { choices, errors }),
        };
        let d = in_mode(code, asked.mode).ok_or(Error::NotFound)?;
        let mut periods = choices.up_to(period);
        periods.drain(..periods.len().saturating_sub(most));
        let view = View {
            targets,
            peers: asked.peers.filter(|_| targets.is_some()),
            ..asked.view()
        };
        let mut nine = storage::facts::nine(&app.store, &caller, code, &periods, view).await?;
        let last = nine.periods.len().saturating_sub(1);
        let first = nine.periods.iter().position(|p| p.held > 0).unwrap_or(last);
        nine.periods.drain(..first.min(last));
        let adoptions = practices::marks(&app.store, &caller, Some(code), None, asked.as_of).await?;
        let t = visit.words();
        let known_at = asked.known_at(visit);
        let mut sheet = Sheet::new(
            t,
            d,
            &caller.actor,
            (asked, choices),
            nine,
            (known_at, visit.demo().is_some()),
        );
        sheet.adoptions = adoptions;
        sheet.reads_baselines = reads_baselines(&caller);
        Ok(sheet)
    }

    fn new(
        t: Words,
        d: &'static Definition,
        actor: &Actor,
        (asked, choices): (Asked, Choices),
        nine: Nine,
        (known_at, demo): (String, bool),
    ) -> Self {
        let home = sight::home(actor, asked.city);
        let sight = |p: &NinePeriod| {
            let sight = Sight::of(actor, p.release, home);
            sight.only(p.only.as_ref(), home).within(nine.peers)
        };
        let sights: Vec<_> = nine.periods.iter().map(sight).collect();
        let home = home.filter(|c| nine.peers.is_none_or(|p| p.holds(c)));
        let sees = |c: &&City| sights.iter().any(|s| s.sees(c));
        let highlight = asked.city.filter(sees).or(home);
        Sheet {
            t,
            d,
            asked,
            choices,
            nine,
            sights,
            highlight,
            beside: None,
            adoptions: Vec::new(),
            reads_baselines: false,
            known_at,
            demo,
        }
    }

    /// The chosen period with what the reader sees of it; none only if no period was asked for.
    #[must_use]
    pub fn now(&self) -> Option<(&NinePeriod, &Sight)> {
        self.nine.periods.last().zip(self.sights.last())
    }

    /// The period's name; of a quarter whose months are not all in, with how many are.
    #[must_use]
    pub fn period_words(&self, p: &NinePeriod) -> String {
        let name = self.t.period_name(p.period);
        match p.fullest.filter(|m| m.held < m.expected) {
            Some(Months { held, expected }) => self.t.in_brackets(name, self.held_words(held, expected)),
            None => name,
        }
    }

    /// How many of its months, or of the quarters of what is reported quarterly, a total holds.
    #[must_use]
    pub fn held_words(&self, held: usize, expected: usize) -> String {
        match self.counted().frequency {
            Frequency::Monthly => self.t.months_held(held, expected),
            _ => self.t.quarters_held(held, expected),
        }
    }

    /// What the cities are compared by, for sentences.
    #[must_use]
    pub fn compared(&self) -> Compared {
        match self.now() {
            _ if self.asked.mode.is_by_quarter() => Compared::Targets,
            Some((p, _)) if p.fullest.is_some() => Compared::Rolled,
            _ => Compared::Values,
        }
    }

    /// The modes that make sense of what is chosen: by targets in quarters.
    #[must_use]
    pub fn modes(&self) -> Vec<Mode> {
        let quarter = self.now().is_some_and(|(p, _)| p.period.is_quarter());
        let makes_sense = |m: &Mode| match m {
            Mode::Absolute => true,
            Mode::PerMillion => self.counted().per_million,
            Mode::Attainment | Mode::Progress => quarter,
            Mode::Change => change::is_offered(self),
        };
        Mode::ALL.into_iter().filter(makes_sense).collect()
    }

    /// A figure as charts and tables show it: of a change with its sign.
    #[must_use]
    pub fn say(&self, figure: Decimal) -> String {
        match self.asked.mode {
            Mode::Change => self.t.signed(figure, self.d.decimals),
            _ => self.t.number(figure, self.d.decimals),
        }
    }

    /// A city's figure of a period as charts and tables show it, or which of the kinds without one it is.
    #[must_use]
    pub fn shown(&self, p: &NinePeriod, slug: &str) -> String {
        match p.value(slug) {
            Some(o) if self.asked.mode == Mode::Change && o.figure().is_some() => {
                o.figure().map_or_else(String::new, |f| self.say(f))
            }
            Some(o) if o.entry != Entry::Missing => words::figure(self.t, self.d, &o.entry),
            _ => p
                .lacks
                .get(slug)
                .map_or(self.t.not_in(), |l| self.t.lack(*l))
                .to_owned(),
        }
    }

    /// True for who sees all cities by name in the chosen period, and so may compare within peer groups.
    #[must_use]
    pub fn offers_peers(&self) -> bool {
        let all = cities().len();
        self.nine.peers.is_some() || self.now().is_some_and(|(_, s)| s.visible.len() == all)
    }

    /// The indicator as it is reported, whatever the mode.
    #[must_use]
    pub fn counted(&self) -> &'static Definition {
        definition(&self.d.code).unwrap_or(self.d)
    }

    /// The adoptions to mark, each with the place of the period of its day: only where the reader sees that city's value.
    pub fn marks(&self) -> impl Iterator<Item = (usize, &Mark)> {
        self.adoptions.iter().filter_map(|m| {
            let at = self.nine.periods.iter().position(|p| p.period.last_day() >= m.on)?;
            let sees = self.sights.get(at)?.sees(domain::city::city(&m.city)?);
            sees.then_some((at, m))
        })
    }

    /// The adoption that a period's figure of a city is marked by.
    #[must_use]
    pub fn mark_at(&self, at: usize, city: &str) -> Option<&Mark> {
        self.marks().find(|(i, m)| *i == at && m.city == city).map(|(_, m)| m)
    }

    /// True for the highlighted city.
    #[must_use]
    pub fn is_highlighted(&self, city: &City) -> bool {
        self.highlight.is_some_and(|h| h.slug == city.slug)
    }

    /// True for a city that is to be drawn where the reader sees it.
    #[must_use]
    pub fn draws(&self, city: &City) -> bool {
        let only = &self.asked.only;
        only.is_empty() || only.iter().any(|c| c.slug == city.slug)
    }

    /// As [`places_of`].
    #[must_use]
    pub fn ranked(&self, p: &NinePeriod, sight: &Sight) -> Vec<Ranked> {
        places_of(self.d, p, sight)
    }

    /// The visible cities in the order asked for: the notice's, or by value with those without one last.
    #[must_use]
    pub fn order(&self) -> Vec<&'static City> {
        let Some((p, sight)) = self.now() else {
            return Vec::new();
        };
        let mut cities = sight.visible.clone();
        cities.retain(|c| self.draws(c));
        if self.asked.by_value && sight.places {
            let ranked = self.ranked(p, sight);
            cities.sort_by_key(|c| ranked.iter().position(|r| r.city == c.slug).unwrap_or(usize::MAX));
        }
        cities
    }

    /// What the chart of the chosen period may claim.
    #[must_use]
    pub fn dots_finding(&self) -> DotsFinding {
        self.now()
            .map_or(DotsFinding::NoValues, |(p, sight)| dots_finding(self.d, p, sight))
    }

    /// What the chart over time may claim: in the narrowest of its periods' audiences.
    #[must_use]
    pub fn trend_finding(&self) -> TrendFinding {
        let held = || self.nine.periods.iter().zip(&self.sights).filter(|(p, _)| p.held > 0);
        let Some(audience) = sight::narrowest(held().map(|(_, s)| s.audience)) else {
            return TrendFinding::TooShort;
        };
        // A pair has no median, and a gap names nobody.
        let pair = self.nine.peers.is_some_and(|_| held().any(|(p, _)| p.held < FEWEST));
        let audience = match audience {
            Audience::NamedNoPlaces if pair => Audience::Ranked { own: None },
            audience => audience,
        };
        let mut series = std::collections::BTreeMap::<String, Vec<(Period, Option<Decimal>)>>::new();
        for (p, sight) in held() {
            for city in &sight.visible {
                let compared = p.is_comparable(&city.slug);
                let point = (p.period, over_time(self.d, p, &city.slug).filter(|_| compared));
                series.entry(city.slug.clone()).or_default().push(point);
            }
        }
        finding::trend(self.d, &series, audience)
    }
}

/// Places by the notice's rule, best first; empty for who may not see them, of a yes or no, and of counts of cities of
/// different size.
#[must_use]
pub fn places_of(d: &Definition, p: &NinePeriod, sight: &Sight) -> Vec<Ranked> {
    if !sight.places || d.way == Way::YesNo || d.per_million {
        return Vec::new();
    }
    let figures: Vec<_> = comparable_figures(d, p, sight)
        .into_iter()
        .filter_map(|(c, v)| Some((c, v?)))
        .collect();
    let direction = d.direction.unwrap_or(Direction::Higher);
    compare::places(&figures, direction, d.smallest_difference, d.decimals)
}

/// The claim of one period: to a city its own figure beside the median of all.
#[must_use]
pub fn dots_finding(d: &Definition, p: &NinePeriod, sight: &Sight) -> DotsFinding {
    match sight.audience {
        Audience::City(own) => {
            let figure = p
                .value(own)
                .filter(|_| p.is_comparable(own))
                .and_then(|o| compared(d, o));
            finding::own_dot(d, own, figure, told(p).0)
        }
        audience => finding::dots(d, &comparable_figures(d, p, sight), audience),
    }
}

/// Each visible city's figure to compare: none where a quarter's total holds fewer months than the fullest.
#[must_use]
pub fn comparable_figures(d: &Definition, p: &NinePeriod, sight: &Sight) -> Vec<(String, Option<Decimal>)> {
    let figure = |slug: &str| {
        p.value(slug)
            .filter(|_| p.is_comparable(slug))
            .and_then(|o| compared(d, o))
    };
    sight
        .visible
        .iter()
        .map(|c| (c.slug.clone(), figure(&c.slug)))
        .collect()
}

fn compared(d: &Definition, o: &Observation) -> Option<Decimal> {
    comparable(d, o.entry.amount()?)
}

/// A city's figure to draw in a line: of a sum only if all months are in it.
#[must_use]
pub fn over_time(d: &Definition, p: &NinePeriod, slug: &str) -> Option<Decimal> {
    let whole = |m: &Months| m.held == m.expected || d.aggregation != Aggregation::Sum;
    p.value(slug)
        .filter(|_| p.months.get(slug).is_none_or(whole))
        .and_then(|o| compared(d, o))
}

/// Median and range, as far as they are told.
pub type Told = (Option<Decimal>, Option<(Decimal, Decimal)>);

/// Median and range of a period; none of a single value, which has neither.
#[must_use]
pub fn told(p: &NinePeriod) -> Told {
    let several = p.held > 1;
    (p.median.filter(|_| several), p.range.filter(|_| several))
}

/// Median and range as a line's background: of sums only if the fullest holds all months.
#[must_use]
pub fn background(d: &Definition, p: &NinePeriod) -> Told {
    let whole = |m: Months| m.held == m.expected || d.aggregation != Aggregation::Sum;
    if p.fullest.is_none_or(whole) {
        told(p)
    } else {
        (None, None)
    }
}

/// A figure as charts draw it: rounded as it is shown.
#[must_use]
pub fn plotted(d: &Definition, figure: Decimal) -> Option<f64> {
    round(figure, d.decimals).to_string().parse().ok()
}
