//! `/indicators`: the 32 by aspect and goal, each as its reader may see it in one period.

use domain::{
    access::Actor,
    city::City,
    finding::DotsFinding,
    indicator::{Aspect, Definition, Frequency, Way, indicators},
    period::Period,
};
use leptos::prelude::*;
use storage::facts::{Nine, NinePeriod};

use crate::{
    comparison::{
        asked::{Asked, Choices, Errors},
        form::{Offer, form, refused},
        sheet::{dots_finding, told},
        sight::{Sight, home},
        table::told_words,
    },
    components::{bits::notice, frame::Frame},
    error::Error,
    locales::Words,
    pages::{page, reports::words},
    visit::{App, Visit, address, here},
};

/// The anchor of an aspect on this page.
#[must_use]
pub const fn anchor(aspect: Aspect) -> &'static str {
    aspect.name()
}

/// The page.
#[component]
pub fn Indicators() -> impl IntoView {
    let (visit, app) = here();
    page(async move { content(&visit, &app).await })
}

async fn content(visit: &Visit, app: &App) -> Result<AnyView, Error> {
    let t = visit.words();
    let caller = visit.caller()?;
    let choices = Choices::of(visit, app, &caller, None).await?;
    let asked = Asked::read(visit).and_then(|asked| Ok((choices.shown_of_all(visit, &asked)?, asked)));
    let title = t.indicators_title().to_owned();
    let (period, asked) = match asked {
        Ok(asked) => asked,
        Err(errors) => {
            let head = head(visit, &choices, None, (&[], None), &errors);
            let refused = refused(visit, &errors);
            return Ok(view! { <Frame title>{head}{refused}</Frame> }.into_any());
        }
    };
    let all = storage::facts::overview(&app.store, &caller, &[period], asked.view()).await?;
    let home = home(&caller.actor, asked.city);
    let offered = Sight::of(&caller.actor, domain::access::Release::Own, home).visible;
    let head = head(visit, &choices, Some(period), (&offered, home), &Errors::new());
    let empty = choices
        .latest
        .is_none()
        .then(|| notice("", t.no_values_yet().to_owned()));
    let view = View {
        visit,
        t,
        actor: &caller.actor,
        home,
        all: &all,
        period,
    };
    let best = view.all.iter().any(|n| view.sight(n).is_some_and(|(_, s)| s.places));
    let parts = Aspect::ALL.into_iter().map(|a| view.aspect(a, best)).collect_view();
    let lead = t.indicators_lead(t.period_name(period));
    let questions = super::questions::search(visit, app).await?;
    // What was asked for stands first.
    let (above, below) = if visit.asked("q").is_some() {
        (Some(questions), None)
    } else {
        (None, Some(questions))
    };
    Ok(view! { <Frame title>{head}{above}<p class="lead">{lead}</p>{empty}{parts}{below}</Frame> }.into_any())
}

fn head(
    visit: &Visit,
    choices: &Choices,
    period: Option<Period>,
    (cities, city): (&[&'static City], Option<&'static City>),
    errors: &Errors,
) -> AnyView {
    let offer = Offer {
        period,
        cities,
        city,
        ..Offer::of(choices, errors)
    };
    let form = form(visit, &offer);
    view! { <div class="phead"><h1>{visit.words().indicators_title()}</h1>{form}</div> }.into_any()
}

/// What the tables are made from.
struct View<'a> {
    visit: &'a Visit,
    t: Words,
    actor: &'a Actor,
    home: Option<&'static City>,
    all: &'a [Nine],
    period: Period,
}

impl View<'_> {
    fn sight<'n>(&self, nine: &'n Nine) -> Option<(&'n NinePeriod, Sight)> {
        let p = nine.periods.first()?;
        Some((p, Sight::of(self.actor, p.release, self.home)))
    }

    /// The table of an aspect, its rows grouped by goal.
    fn aspect(&self, aspect: Aspect, best: bool) -> AnyView {
        let t = self.t;
        let columns = (5 + usize::from(self.home.is_some()) + usize::from(best)).to_string();
        let groups = domain::indicator::Goal::ALL
            .into_iter()
            .map(|goal| {
                let rows = indicators()
                    .filter(|d| d.aspect == Some(aspect) && d.goal == Some(goal))
                    .map(|d| self.row(d, best))
                    .collect_view();
                view! {
                    <tbody>
                        <tr><th scope="rowgroup" colspan=columns.clone() class="goal">{t.goal(goal)}</th></tr>
                        {rows}
                    </tbody>
                }
            })
            .collect_view();
        let home = self
            .home
            .map(|c| view! { <th scope="col" class="num">{c.short(t.lang()).to_owned()}</th> });
        let id = anchor(aspect);
        view! {
            <section class="sect" aria-labelledby=id>
                <h2 id=id>{t.aspect(aspect)}</h2>
                <div class="scroll" tabindex="0" role="group" aria-label=t.aspect(aspect)>
                    <table class="tbl tbl--top overview">
                        <thead>
                            <tr>
                                <th scope="col">{t.indicator()}</th>
                                <th scope="col" class="unit">{t.unit()}</th>
                                {home}
                                <th scope="col" class="num">{t.nine_median()}</th>
                                <th scope="col" class="num">{t.nine_range()}</th>
                                {best.then(|| view! { <th scope="col">{t.best()}</th> })}
                                <th scope="col" class="num in">{t.cities_in()}</th>
                            </tr>
                        </thead>
                        {groups}
                    </table>
                </div>
            </section>
        }
        .into_any()
    }

    fn row(&self, d: &'static Definition, best: bool) -> AnyView {
        let t = self.t;
        let kept = self.visit.kept(&["period", "city", "as_of"]);
        let link = address(&format!("/indicators/{}", d.code), kept);
        let name = view! { <th scope="row"><a href=link>{format!("{} {}", d.code, d.name.get(t.lang()))}</a></th> };
        let unit = t.unit_name(&d.unit).to_owned();
        let nine = self.all.iter().find(|n| n.indicator == d.code);
        let Some((p, sight)) = nine.and_then(|n| self.sight(n)) else {
            return ().into_any();
        };
        if d.frequency == Frequency::Quarterly && !self.period.is_quarter() {
            let rest = (3 + usize::from(self.home.is_some()) + usize::from(best)).to_string();
            return view! { <tr>{name}<td>{unit}</td><td colspan=rest class="muted">{t.by_quarter_only()}</td></tr> }
                .into_any();
        }
        let part = p.fullest.filter(|m| m.held < m.expected);
        let part = part.map(|m| view! { <span class="sub">{t.months_held(m.held, m.expected)}</span> });
        let home = self.home.map(|c| {
            let o = p.value(&c.slug);
            let text = o.map_or_else(|| t.not_in().to_owned(), |o| words::figure(t, d, &o.entry));
            view! { <td class="num"><b>{text}</b></td> }
        });
        let dash = || t.none_dash().to_owned();
        let finding = dots_finding(d, p, &sight);
        let (median, range) = match (&finding, d.way) {
            (DotsFinding::YesCount { yes, of, .. }, _) => (t.yes_of(yes, of), dash()),
            (_, Way::YesNo) => (dash(), dash()),
            _ => told_words(t, d, told(p)),
        };
        let best = best.then(|| {
            let text = if sight.places { best_words(t, d, &finding) } else { None };
            view! { <td>{text.unwrap_or_else(dash)}</td> }
        });
        view! {
            <tr>
                {name}<td>{unit}</td>{home}
                <td class="num">{median}</td><td class="num">{range}</td>
                {best}
                <td class="num">{t.of_nine(p.held, p.expected)}{part}</td>
            </tr>
        }
        .into_any()
    }
}

/// Who is best; none where nobody is alone ahead of anybody.
fn best_words(t: Words, d: &Definition, finding: &DotsFinding) -> Option<String> {
    let (cities, figure) = match finding {
        DotsFinding::Leader { city, figure, .. } => (vec![city.clone()], figure),
        DotsFinding::LeadersTie { cities, figure, .. } => (cities.clone(), figure),
        _ => return None,
    };
    Some(t.best_of(t.city_names(&cities), t.number(*figure, d.decimals)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_indicator_has_a_place_on_the_page() {
        let placed = Aspect::ALL
            .into_iter()
            .flat_map(|a| indicators().filter(move |d| d.aspect == Some(a) && d.goal.is_some()));
        assert_eq!(placed.count(), 32);
        assert!(domain::indicator::definition("B1").is_some_and(|d| d.aspect.is_none()));
    }
}
