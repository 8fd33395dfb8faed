//! `/cities/{city}`: one city's indicators with last value, change, place where released and course, and its open items.

use std::collections::BTreeMap;

use charts::Spark;
use domain::{
    Decimal,
    access::{Decision, Object, Release, Verb, may},
    city::{City, city},
    compare::{comparable, place_of},
    entry::{Entry, Kind},
    indicator::{Aspect, Definition, Direction, Goal, Way, indicators},
    number::round,
    period::Period,
    report::State,
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use storage::{
    Caller,
    facts::{Filter, Nine, NinePeriod, Observation, Status, View, observations, overview},
    practices::{self, Mark},
};

use super::{
    home::line,
    page,
    practices::beside::link,
    reports::{
        edit::timeliness_words,
        rows::{chip, may_know_late, may_open},
        words,
    },
};
use crate::{
    comparison::{
        asked::Asked,
        form::refused,
        sheet::{places_of, plotted, told},
        sight::Sight,
        table::told_words,
    },
    components::{
        bits::{demo_mark, notice},
        frame::Frame,
        icons::icon,
    },
    error::Error,
    locales::Words,
    visit::{App, Visit, address, here},
};

/// The page.
#[component]
pub fn CityPage() -> impl IntoView {
    let (visit, app) = here();
    let slug = use_params_map().get_untracked().get("city").unwrap_or_default();
    page(async move {
        let caller = visit.caller()?;
        let city = city(&slug).ok_or(Error::NotFound)?;
        let t = visit.words();
        let title = t.city_title(city.name.get(visit.lang));
        let asked = match Asked::read(&visit) {
            Ok(asked) => asked,
            Err(errors) => {
                let refused = refused(&visit, &errors);
                return Ok(view! { <Frame title=title.clone()><h1>{title}</h1>{refused}</Frame> }.into_any());
            }
        };
        let figures = Figures::fetch(&visit, &app, &caller, city, &asked).await?;
        if !figures.whole && figures.is_empty() {
            return Err(Error::NotFound);
        }
        let open = open_items(&visit, &app, &caller, city, &figures).await?;
        let score = super::scores::beside::line(&visit, &app, &caller, &city.slug).await?;
        let problems = super::problems::beside::of_city(&visit, &app, &caller, &city.slug).await?;
        let empty = figures.is_empty().then(|| notice("", t.no_values_yet().to_owned()));
        let table = figures.table(&visit, true);
        let people = Object::Contacts { city: &city.slug };
        let people = (may(Some(&caller.actor), Verb::Read, &people) == Decision::Allow).then(|| {
            let to = format!("/cities/{}/contacts", city.slug);
            view! { <a class="file" href=to>{icon("user")}{t.contacts_link()}</a> }
        });
        let others = others(&visit, &caller, city);
        let meta = t.city_meta(city.province_name.get(visit.lang), t.residents(city.population_10k));
        let source = t.city_source(asked.known_at(&visit));
        let demo = visit.demo().map(|_| demo_mark(t));
        Ok(view! {
            <Frame title=title.clone() city=Some(city.slug.clone())>
                <div class="phead">
                    <div><h1>{title}</h1><p class="phead__meta"><span>{meta}</span>{people}</p></div>
                    {others}
                </div>
                <div class="stack-l">{empty}{score}{open}{problems}{table}<p class="xs muted">{source}" "{demo}</p></div>
            </Frame>
        }
        .into_any())
    })
}

/// Links to the other cities that the reader sees.
fn others(visit: &Visit, caller: &Caller, here: &City) -> AnyView {
    let sight = Sight::of(&caller.actor, Release::Own, None);
    if sight.visible.len() < 2 {
        return ().into_any();
    }
    let links = sight
        .visible
        .iter()
        .map(|c| {
            let to = address(&format!("/cities/{}", c.slug), visit.kept(&["as_of"]));
            let current = (c.slug == here.slug).then_some("page");
            view! { <a href=to aria-current=current>{c.short(visit.lang).to_owned()}</a> }
        })
        .collect_view();
    view! { <nav class="seg seg--wrap" aria-label=visit.words().city()>{links}</nav> }.into_any()
}

/// A city's figures beside the others'.
pub(super) struct Figures {
    t: Words,
    city: &'static City,
    /// True for who reads all of the city's values; to others what is not released is withheld.
    whole: bool,
    /// Its entries that the reader sees, by indicator and period.
    known: BTreeMap<String, BTreeMap<Period, Observation>>,
    beside: Vec<Nine>,
    /// Practices that the city adopted.
    adopted: Vec<Mark>,
    caller: Caller,
}

impl Figures {
    /// Fetches them: the whole course of the city, and all cities in its last month and quarter.
    ///
    /// # Errors
    /// Of the store; `NotFound` for those who read no values at all.
    pub(super) async fn fetch(
        visit: &Visit,
        app: &App,
        caller: &Caller,
        city: &'static City,
        asked: &Asked,
    ) -> Result<Self, Error> {
        let filter = Filter {
            city: Some(&city.slug),
            as_of: asked.as_of,
            ..Filter::default()
        };
        let mut known: BTreeMap<String, BTreeMap<Period, Observation>> = BTreeMap::new();
        let mut last: [Option<Period>; 2] = [None, None];
        for o in observations(&app.store, caller, filter).await? {
            if o.entry.kind() == Kind::Value {
                let last = &mut last[usize::from(o.period.is_quarter())];
                *last = (*last).max(Some(o.period));
            }
            known.entry(o.indicator.clone()).or_default().insert(o.period, o);
        }
        let periods: Vec<_> = last.into_iter().flatten().collect();
        let view = View {
            as_of: asked.as_of,
            ..View::default()
        };
        let beside = overview(&app.store, caller, &periods, view).await?;
        let adopted = practices::marks(&app.store, caller, None, Some(&city.slug), asked.as_of).await?;
        Ok(Figures {
            adopted,
            t: visit.words(),
            city,
            whole: Sight::of(&caller.actor, Release::Own, None).sees(city),
            known,
            beside,
            caller: caller.clone(),
        })
    }

    /// True before its first value is accepted.
    pub(super) fn is_empty(&self) -> bool {
        self.known.is_empty()
    }

    /// The indicators by aspect and goal; `whole` with change, place and course, else beside median and range alone.
    pub(super) fn table(&self, visit: &Visit, whole: bool) -> AnyView {
        let t = self.t;
        let columns = if whole { "7" } else { "3" };
        let aspects = Aspect::ALL
            .into_iter()
            .map(|aspect| {
                let groups = Goal::ALL
                    .into_iter()
                    .map(|goal| {
                        let rows = indicators()
                            .filter(|d| d.aspect == Some(aspect) && d.goal == Some(goal))
                            .map(|d| self.row(visit, d, whole))
                            .collect_view();
                        view! {
                            <tbody>
                                <tr><th scope="rowgroup" colspan=columns class="goal">{t.goal(goal)}</th></tr>
                                {rows}
                            </tbody>
                        }
                    })
                    .collect_view();
                let heads = || {
                    if whole {
                        view! { <th scope="col" class="num">{t.nine_median()}</th><th scope="col" class="num">{t.nine_range()}</th> }
                            .into_any()
                    } else {
                        view! { <th scope="col" class="num">{t.nine_median()}<small>{t.nine_range()}</small></th> }.into_any()
                    }
                };
                let id = crate::pages::indicators::index::anchor(aspect);
                let more = whole.then(|| {
                    view! {
                        <th scope="col" class="num">{t.change()}</th>
                        <th scope="col" class="num">{t.place()}</th>
                        <th scope="col">{t.course()}</th>
                    }
                });
                view! {
                    <section class="sect" aria-labelledby=id>
                        <h2 id=id>{t.aspect(aspect)}</h2>
                        <div class="scroll" tabindex="0" role="group" aria-label=t.aspect(aspect)>
                            <table class=if whole { "tbl tbl--top overview figures" } else { "tbl tbl--top figures" }>
                                <thead>
                                    <tr>
                                        <th scope="col">{t.indicator()}</th>
                                        <th scope="col" class="num">{t.last_value()}</th>
                                        {more}
                                        {heads()}
                                    </tr>
                                </thead>
                                {groups}
                            </table>
                        </div>
                    </section>
                }
            })
            .collect_view();
        view! { {aspects} }.into_any()
    }

    fn row(&self, visit: &Visit, d: &'static Definition, whole: bool) -> AnyView {
        let t = self.t;
        let kept = visit.kept(&["as_of"]);
        let to = address(
            &format!("/indicators/{}", d.code),
            [("city", self.city.slug.as_str())].into_iter().chain(kept),
        );
        let name = format!("{} {}", d.code, d.name.get(t.lang()));
        let unit = t.unit_name(&d.unit).to_owned();
        let none = BTreeMap::new();
        let course = self.known.get(&d.code).unwrap_or(&none);
        let last = course.last_key_value();
        let absent = if self.whole { t.not_in() } else { t.withheld() };
        let value = last.map_or_else(|| absent.to_owned(), |(_, o)| words::figure(t, d, &o.entry));
        let at = last.map(|(p, _)| view! { <span class="sub">{t.period_name(*p)}</span> });
        let beside = last.and_then(|(p, _)| self.beside(d, *p));
        let dash = || t.none_dash().to_owned();
        let beside_told = beside.filter(|_| d.way != Way::YesNo).map_or((None, None), told);
        let (median, range) = told_words(t, d, beside_told);
        let more = whole.then(|| {
            let place = beside.and_then(|p| self.place(d, p)).unwrap_or_else(dash);
            let change = self.change(d, course);
            let adopted: Vec<_> = self.adopted.iter().filter(|m| m.indicator == d.code).collect();
            let spark = marked_spark(t, d, course, &adopted);
            let adopted = adopted
                .into_iter()
                .map(|m| view! { <span class="sub" data-adopted>{link(m.number)}" "{t.practice_adopted_since(m.on)}</span> })
                .collect_view();
            view! { <td class="num">{change}</td><td class="num">{place}</td><td class="course"><span inner_html=spark></span>{adopted}</td> }
        });
        let beside_words = if whole {
            view! { <td class="num">{median}</td><td class="num">{range}</td> }.into_any()
        } else {
            view! { <td class="num">{median}<span class="sub">{range}</span></td> }.into_any()
        };
        let kind = last.map_or(Kind::Missing, |(_, o)| o.entry.kind());
        view! {
            <tr data-kind=kind.name()>
                <th scope="row"><a href=to>{name}</a><span class="sub">{unit}</span></th>
                <td class="num"><b>{value}</b>{at}</td>
                {more}
                {beside_words}
            </tr>
        }
        .into_any()
    }

    /// All cities in a period, if it is the city's last month or quarter.
    fn beside(&self, d: &Definition, period: Period) -> Option<&NinePeriod> {
        let nine = self.beside.iter().find(|n| n.indicator == d.code)?;
        nine.periods.iter().find(|p| p.period == period)
    }

    /// The city's place, where it is released; counts of cities of different size have none.
    fn place(&self, d: &Definition, p: &NinePeriod) -> Option<String> {
        let sight = Sight::of(&self.caller.actor, p.release, Some(self.city));
        let ranked = places_of(d, p, &sight);
        let own = place_of(&ranked, &self.city.slug)?;
        Some(self.t.of_nine(own.shown(), ranked.len()))
    }

    /// The change of the last value since the one of the period before; none where either is none.
    fn change(&self, d: &Definition, course: &BTreeMap<Period, Observation>) -> AnyView {
        let t = self.t;
        let dash = || view! { <span class="muted">{t.none_dash()}</span> }.into_any();
        let Some((period, last)) = course.last_key_value().filter(|_| d.way != Way::YesNo) else {
            return dash();
        };
        let before = course.get(&period.previous());
        let (Some(now), Some(before)) = (last.figure(), before.and_then(Observation::figure)) else {
            return dash();
        };
        let by = round(now, d.decimals) - round(before, d.decimals);
        let text = t.signed(by, d.decimals);
        if by.abs() < d.smallest_difference || by == Decimal::ZERO {
            return view! { <span>{text}</span> }.into_any();
        }
        let better = (by > Decimal::ZERO) == (d.direction != Some(Direction::Lower));
        let (class, word) = if better {
            ("istat istat--ok", t.better())
        } else {
            ("istat istat--warn", t.worse())
        };
        let arrow = if by > Decimal::ZERO { "up" } else { "dn" };
        view! { <span class=class>{icon(arrow)}{text}<span class="vh">{word}</span></span> }.into_any()
    }
}

/// The course of an indicator as a small line; gaps stay gaps.
pub(in crate::pages) fn spark(t: Words, d: &Definition, course: &BTreeMap<Period, Observation>) -> String {
    marked_spark(t, d, course, &[])
}

/// The same with an upright line where a practice was adopted.
fn marked_spark(t: Words, d: &Definition, course: &BTreeMap<Period, Observation>, adopted: &[&Mark]) -> String {
    let (Some((first, _)), Some((last, _))) = (course.first_key_value(), course.last_key_value()) else {
        return String::new();
    };
    let periods = std::iter::successors(Some(*first), |p| Some(p.next())).take_while(|p| p <= last);
    let value = |p: &Period| comparable(d, course.get(p)?.entry.amount()?);
    let values: Vec<_> = periods.map(|p| (p, value(&p))).collect();
    let place = |m: &&&Mark| values.iter().position(|(p, _)| p.last_day() >= m.on);
    let marked = adopted.iter().filter_map(|m| Some((place(&m)?, *m)));
    let (marks, marked): (Vec<_>, Vec<_>) = marked.unzip();
    let adopted = marked.iter().map(|m| {
        format!(
            "{} {}",
            domain::practice::code(m.number),
            t.practice_adopted_since(m.on)
        )
    });
    let said: Vec<_> = values
        .iter()
        .filter_map(|(p, v)| Some(t.colon(t.period_name(*p), t.number((*v)?, d.decimals))))
        .chain(adopted)
        .collect();
    charts::spark(&Spark {
        points: values.iter().map(|(_, v)| v.and_then(|v| plotted(d, v))).collect(),
        hollow_from: None,
        marks,
        title: said.join(t.list_sep()),
    })
}

/// Reports that are not done and values that were promised, for who may know a city's lateness.
async fn open_items(
    visit: &Visit,
    app: &App,
    caller: &Caller,
    city: &City,
    figures: &Figures,
) -> Result<AnyView, Error> {
    let t = visit.words();
    if !may_know_late(&caller.actor, &city.slug) {
        return Ok(().into_any());
    }
    let rows = storage::reports::list(&app.store, caller).await?;
    let reports: Vec<_> = rows
        .iter()
        .filter(|r| r.city == city.slug && r.state != State::Accepted)
        .map(|r| {
            if may_open(&caller.actor, r) {
                return line(visit, r, Some(timeliness_words(t, r)));
            }
            let chip = chip(visit.lang, r);
            let name = t.home_card(t.period_name(r.period));
            let text = timeliness_words(t, r);
            view! { <li><span class="it"><span class="grow"><b>{name}</b><span>{chip}" "{text}</span></span></span></li> }
                .into_any()
        })
        .collect();
    let promised: Vec<_> = indicators()
        .filter_map(|d| {
            let (period, o) = figures.known.get(&d.code)?.last_key_value()?;
            let Entry::NotYetAvailable { expected_on, .. } = &o.entry else {
                return None;
            };
            let over = (*expected_on < visit.today() && o.status == Status::Accepted)
                .then(|| view! { <span class="istat istat--err">{icon("clock")}{t.promise_over()}</span> });
            let text = t.promised(
                format!("{} {}", d.code, d.name.get(t.lang())),
                t.period_name(*period),
                t.full_day(*expected_on),
            );
            Some(view! { <li><span class="it"><span class="grow">{text}</span>{over}</span></li> })
        })
        .collect();
    let body = if reports.is_empty() && promised.is_empty() {
        view! { <p class="muted">{t.nothing_open()}</p> }.into_any()
    } else {
        let promised = (!promised.is_empty()).then(|| view! { <ul class="plain">{promised}</ul> });
        let reports = (!reports.is_empty()).then(|| view! { <ul class="plain">{reports}</ul> });
        view! { {reports}{promised} }.into_any()
    };
    Ok(view! {
        <section class="sect" aria-labelledby="open"><h2 id="open">{t.open_items()}</h2>{body}</section>
    }
    .into_any())
}
