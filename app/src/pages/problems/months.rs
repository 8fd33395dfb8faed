//! What was raised and closed by month: the chart on the page and as a file, and its numbers.

use charts::{Bars, Frame, Standalone};
use domain::{lang::Lang, period::Period};
use leptos::prelude::*;
use storage::problems::{Summary, summary};

use super::asked::{Asked, file};
use crate::{
    comparison::figure::files,
    components::bits::demo_mark,
    error::Error,
    locales::Words,
    visit::{App, Visit},
};

/// Its name among the charts.
pub const NAME: &str = "problem-months";

/// How many months are drawn at most.
const MOST: usize = 18;

/// The months with both counts.
pub struct Months {
    t: Words,
    /// Month, raised, closed; the last is the present one.
    pub all: Vec<(Period, u32, u32)>,
    source: String,
    mark: Option<String>,
}

impl Months {
    /// From the register's figures: from the pilot's first month to this one.
    #[must_use]
    pub fn of(visit: &Visit, summary: &Summary) -> Self {
        let t = visit.words();
        let now = Period::month_of(visit.today());
        let known = summary.months.keys().next().and_then(|m| m.parse().ok());
        let first = Period::month_of(visit.settings.pilot.first);
        let first = known.unwrap_or(first).min(first).min(now);
        let months = std::iter::successors(Some(first), |m| Some(m.next())).take_while(|m| *m <= now);
        let count = |n: i64| u32::try_from(n).unwrap_or(0);
        let mut all: Vec<_> = months
            .map(|m| {
                let (raised, closed) = summary.months.get(&m.to_string()).copied().unwrap_or_default();
                (m, count(raised), count(closed))
            })
            .collect();
        all.drain(..all.len().saturating_sub(MOST));
        Months {
            t,
            all,
            source: t.months_source(t.stamp(visit.now)),
            mark: visit.demo().map(|_| t.demo_mark().to_owned()),
        }
    }

    /// From the store, for a file.
    ///
    /// # Errors
    /// The store's; a filter that is not understood is no such file.
    pub async fn fetch(visit: &Visit, app: &App) -> Result<Self, Error> {
        let caller = visit.caller()?;
        let asked = Asked::read(visit, &caller).map_err(|_| Error::NotFound)?;
        let summary = summary(&app.store, &caller, &asked.filter, visit.today()).await?;
        Ok(Months::of(visit, &summary))
    }

    fn heading(&self) -> String {
        let name = |m: Option<&(Period, u32, u32)>| m.map(|m| self.t.period_name(m.0)).unwrap_or_default();
        self.t.months_chart(name(self.all.first()), name(self.all.last()))
    }

    fn take(&self) -> String {
        let (_, raised, closed) = self
            .all
            .last()
            .copied()
            .unwrap_or((Period::month_of(jiff::civil::Date::MIN), 0, 0));
        self.t.months_take(closed, raised)
    }

    fn draw(&self, width: u32, id: &str, file: bool) -> String {
        let t = self.t;
        let mut year = None;
        let label = |m: Period| match year.replace(m.year()) == Some(m.year()) {
            true => t.period_short(m, false),
            false if t.lang() == Lang::Zh => format!("{}\n{} 年", t.period_short(m, false), m.year()),
            false => format!("{}\n{}", t.period_short(m, false), m.year()),
        };
        let chart = Bars {
            labels: self.all.iter().map(|m| m.0).map(label).collect(),
            first: (t.months_raised().to_owned(), self.all.iter().map(|m| m.1).collect()),
            second: (t.months_closed().to_owned(), self.all.iter().map(|m| m.2).collect()),
        };
        let said = |m: &(Period, u32, u32)| {
            let counts = format!("{} {}, {} {}", t.months_raised(), m.1, t.months_closed(), m.2);
            t.colon(t.period_name(m.0), counts)
        };
        let desc: Vec<_> = self.all.iter().map(said).collect();
        let words = || Standalone {
            heading: self.heading(),
            take: self.take(),
            source: self.source.clone(),
            mark: self.mark.clone(),
        };
        let frame = Frame {
            width,
            title: self.heading(),
            desc: desc.join(t.semicolon()),
            id: id.to_owned(),
            lang: t.lang().tag().to_owned(),
            standalone: file.then(words),
        };
        charts::bars(&chart, &frame)
    }

    /// The picture as a file of its own.
    #[must_use]
    pub fn as_file(&self, width: u32) -> String {
        self.draw(width, NAME, true)
    }

    /// The figure on the page.
    #[must_use]
    pub fn figure(&self, visit: &Visit) -> AnyView {
        let t = self.t;
        let picture = |ending: &str| file(visit, &format!("/charts/{NAME}.{ending}"));
        let files = files(
            t,
            &picture("svg"),
            &picture("png"),
            &file(visit, &format!("/exports/{NAME}.csv")),
            None,
        );
        let rows = self
            .all
            .iter()
            .map(|(m, raised, closed)| view! { <tr><th scope="row">{t.period_name(*m)}</th><td class="num">{*raised}</td><td class="num">{*closed}</td></tr> })
            .collect_view();
        let (heading, demo) = (self.heading(), visit.demo().map(|_| demo_mark(t)));
        let (wide, narrow) = (
            self.draw(620, NAME, false),
            self.draw(360, "problem-months-narrow", false),
        );
        view! {
            <figure class="chart">
                <h2 class="chart__title"><b>{heading.clone()}</b></h2>
                <p class="chart__take">{self.take()}</p>
                <div class="chart__body chart__body--wide" tabindex="0" role="group" aria-label=t.chart_scrolls() inner_html=wide></div>
                <div class="chart__body chart__body--narrow" tabindex="0" role="group" aria-label=t.chart_scrolls() inner_html=narrow></div>
                <figcaption class="chart__foot"><span>{self.source.clone()}" "{demo}</span>{files}</figcaption>
                <details>
                    <summary>{t.table_of(&heading)}</summary>
                    <table class="tbl">
                        <thead><tr><th scope="col">{t.month_heading()}</th><th scope="col" class="num">{t.months_raised()}</th><th scope="col" class="num">{t.months_closed()}</th></tr></thead>
                        <tbody>{rows}</tbody>
                    </table>
                </details>
            </figure>
        }
        .into_any()
    }
}
