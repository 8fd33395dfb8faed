//! The heat map of a period: 32 indicators by nine cities, each cell shaded by its distance from the median of all. A
//! table on pages, a picture in files; both from the same rows.

mod page;

pub(crate) use page::class;

use std::collections::BTreeMap;

use charts::{Frame, Heat, HeatCell, HeatGroup, HeatRow, Shade, Standalone};
use domain::{
    Decimal,
    city::{City, cities},
    compare::{Mode, comparable, steps},
    entry::{Entry, Kind},
    indicator::{Aspect, Definition, Direction, Frequency, in_mode, indicators},
    period::Period,
};
use storage::facts::{Nine, NinePeriod, Status, View};

use super::{
    asked::{Asked, Choices},
    sheet::Fault,
    sight::{Sight, home},
};
use crate::{
    locales::Words,
    pages::reports::words,
    visit::{App, Visit},
};

/// The name in addresses.
pub const NAME: &str = "heat-map";

/// What stands behind a corrected figure.
const CORRECTED: &str = "*";

/// A row: one indicator.
struct Row {
    d: &'static Definition,
    cells: Vec<HeatCell>,
}

/// The heat map of a period as its reader sees it.
pub struct HeatMap {
    t: Words,
    /// Month or quarter.
    pub period: Period,
    /// The periods to choose from.
    pub choices: Choices,
    cities: Vec<&'static City>,
    highlight: Option<&'static City>,
    rows: Vec<Row>,
    source: String,
    demo: bool,
}

impl HeatMap {
    /// Fetches it as the visit asks for it: unasked, the latest quarter of which most cities are in, else the latest
    /// period with values. Counts are per million residents.
    ///
    /// # Errors
    /// [`Fault`].
    pub async fn fetch(visit: &Visit, app: &App) -> Result<Self, Fault> {
        let caller = visit.caller()?;
        let choices = Choices::of(visit, app, &caller, None).await?;
        let refuse = |errors| Fault::Fields {
            choices: choices.clone(),
            errors,
        };
        let asked = Asked::read(visit).map_err(refuse)?;
        let view = View {
            mode: Mode::PerMillion,
            ..asked.view()
        };
        let period = choices.shown_of_all(visit, &asked).map_err(refuse)?;
        let all = storage::facts::overview(&app.store, &caller, &[period], view).await?;
        let t = visit.words();
        let home = home(&caller.actor, asked.city);
        let sights: BTreeMap<&str, Sight> = all
            .iter()
            .filter_map(|n| {
                Some((
                    n.indicator.as_str(),
                    Sight::of(&caller.actor, n.periods.first()?.release, home),
                ))
            })
            .collect();
        let values = || all.iter().flat_map(|n| &n.periods).flat_map(|p| &p.values);
        let source = match values().any(|o| o.corrected) {
            true => [t.heat_source(asked.known_at(visit)), t.heat_corrected().to_owned()].join(t.sentence_gap()),
            false => t.heat_source(asked.known_at(visit)),
        };
        let seen: Vec<_> = cities().iter().filter(|c| sights.values().any(|s| s.sees(c))).collect();
        let rows = indicators()
            .filter_map(|d| {
                let d = in_mode(&d.code, Mode::PerMillion)?;
                let p = all
                    .iter()
                    .find(|n| n.indicator == d.code)
                    .and_then(|n: &Nine| n.periods.first())?;
                Some(Row {
                    d,
                    cells: cells(t, d, p, sights.get(d.code.as_str())?, &seen),
                })
            })
            .collect();
        Ok(HeatMap {
            t,
            period,
            choices,
            highlight: asked.city.or(home).filter(|c| seen.iter().any(|s| s.slug == c.slug)),
            cities: seen,
            rows,
            source,
            demo: visit.demo().is_some(),
        })
    }

    fn heading(&self) -> String {
        self.t.heat_heading(self.t.period_name(self.period))
    }

    /// The finding: which cities stand last most often, and first; said only where several cities are seen.
    fn take(&self) -> String {
        let t = self.t;
        let with = |test: fn(i8) -> bool| {
            let mut count = vec![0_usize; self.cities.len()];
            for row in &self.rows {
                for (n, cell) in count.iter_mut().zip(&row.cells) {
                    *n += usize::from(matches!(cell.shade, Shade::Step(s) if test(s)));
                }
            }
            let most = count.iter().copied().max().filter(|n| *n > 0)?;
            let named: Vec<_> = self.cities.iter().zip(&count).filter(|(_, n)| **n == most).collect();
            let slugs: Vec<_> = named.iter().map(|(c, _)| c.slug.clone()).collect();
            Some((slugs, most))
        };
        let compared = self
            .rows
            .iter()
            .filter(|r| r.cells.iter().any(|c| matches!(c.shade, Shade::Step(_))))
            .count();
        match (with(|s| s < 0), with(|s| s > 0)) {
            (Some((behind, n)), Some((ahead, m))) => t.heat_take(
                t.city_names(&behind),
                t.of_indicators(n, compared),
                t.city_names(&ahead),
                t.of_indicators(m, compared),
            ),
            _ => t.heat_nothing().to_owned(),
        }
    }

    /// The picture as a file of its own.
    #[must_use]
    pub fn as_file(&self, width: u32) -> String {
        let t = self.t;
        let heading = self.heading();
        let take = self.take();
        let groups = Aspect::ALL.into_iter().map(|aspect| HeatGroup {
            label: t.aspect(aspect).to_owned(),
            rows: self
                .of(aspect)
                .map(|row| HeatRow {
                    label: format!("{} {}", row.d.code, row.d.name.get(t.lang())),
                    unit: t.unit_name(&row.d.unit).to_owned(),
                    cells: row.cells.clone(),
                })
                .collect(),
        });
        let chart = Heat {
            columns: self.cities.iter().map(|c| c.short(t.lang()).to_owned()).collect(),
            highlighted: self
                .highlight
                .and_then(|h| self.cities.iter().position(|c| c.slug == h.slug)),
            groups: groups.collect(),
            legend_title: t.heat_legend().to_owned(),
            legend: legend(t),
        };
        let frame = Frame {
            width,
            title: heading.clone(),
            desc: take.clone(),
            id: NAME.to_owned(),
            lang: t.lang().tag().to_owned(),
            standalone: Some(Standalone {
                heading,
                take,
                source: self.source.clone(),
                mark: self.demo.then(|| t.demo_mark().to_owned()),
            }),
        };
        charts::heat(&chart, &frame)
    }

    fn of(&self, aspect: Aspect) -> impl Iterator<Item = &Row> {
        self.rows.iter().filter(move |r| r.d.aspect == Some(aspect))
    }
}

/// The cells of a row in the order of the cities.
fn cells(t: Words, d: &'static Definition, p: &NinePeriod, sight: &Sight, seen: &[&'static City]) -> Vec<HeatCell> {
    let figure = |c: &&City| -> Option<Decimal> {
        let amount = p.of(c).filter(|_| sight.sees(c))?.entry.amount()?;
        comparable(d, amount).filter(|_| p.is_comparable(&c.slug))
    };
    let figures: Vec<_> = seen.iter().map(figure).collect();
    let numbers: Vec<_> = figures.iter().copied().flatten().collect();
    // Who does not see all the others is not told how they stand, and one value alone stands nowhere.
    let all = sight.visible.len() == cities().len() && numbers.len() > 1;
    let direction = d.direction.unwrap_or(Direction::Higher);
    let mut steps = steps(&numbers, direction, d.smallest_difference, d.decimals).into_iter();
    let quarterly = d.frequency == Frequency::Quarterly && !p.period.is_quarter();
    seen.iter()
        .zip(figures)
        .map(|(c, figure)| {
            let step = figure.and_then(|_| steps.next());
            let name = format!("{} {}", c.short(t.lang()), d.name.get(t.lang()));
            let o = p.of(c).filter(|_| sight.sees(c));
            let (text, shade, more) = match o {
                _ if quarterly => (String::new(), Shade::Plain, t.by_quarter_only().to_owned()),
                None if !sight.sees(c) => (String::new(), Shade::Plain, t.withheld().to_owned()),
                None => (t.heat_missing().to_owned(), Shade::Missing, t.not_in().to_owned()),
                Some(o) => {
                    let text = words::figure(t, d, &o.entry);
                    let shade = match (o.entry.kind(), o.status, step) {
                        (Kind::Value, Status::Submitted, _) => Shade::Open,
                        (Kind::Value, _, Some(step)) if all => Shade::Step(step),
                        (Kind::Value, ..) => Shade::Plain,
                        _ => Shade::Missing,
                    };
                    let cell = short(t, &o.entry, &text);
                    if o.corrected {
                        (
                            format!("{cell}{CORRECTED}"),
                            shade,
                            t.in_brackets(text, t.corrected_mark()),
                        )
                    } else {
                        (cell, shade, text)
                    }
                }
            };
            HeatCell {
                text,
                shade,
                title: t.colon(name, more),
            }
        })
        .collect()
}

/// What stands in a cell; the kinds without a figure in as few letters as a heading of columns explains.
fn short(t: Words, entry: &Entry, figure: &str) -> String {
    match entry {
        Entry::NotApplicable { .. } => t.heat_not_applicable().to_owned(),
        Entry::NotYetAvailable { .. } => t.heat_not_yet().to_owned(),
        _ => figure.to_owned(),
    }
}

fn legend(t: Words) -> Vec<(Shade, String)> {
    let steps = [
        (-3, t.heat_far_worse()),
        (-2, t.heat_worse()),
        (-1, t.heat_bit_worse()),
        (0, t.heat_level()),
        (1, t.heat_bit_better()),
        (2, t.heat_better()),
        (3, t.heat_far_better()),
    ];
    let steps = steps
        .into_iter()
        .map(|(step, word)| (Shade::Step(step), word.to_owned()));
    steps.chain([(Shade::Missing, t.heat_kinds().to_owned())]).collect()
}
