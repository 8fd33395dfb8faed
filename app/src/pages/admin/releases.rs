//! `/admin/releases`: how far accepted values are released, by report period and by indicator where set. What a choice
//! shows is seen before it is set, as the editor of a city would see it.

use domain::{
    access::{Actor, Release, Role, Scope},
    city::{City, cities, city},
    compare::{Ranked, place_of},
    indicator::{Definition, Frequency, definition, indicators},
    period::Period,
};
use leptos::prelude::*;
use storage::{
    facts::{Nine, NinePeriod},
    releases::Set,
};

use crate::{
    comparison::{
        form::refused,
        sheet::{places_of, told},
        sight::Sight,
        table::told_words,
    },
    components::{bits::notice, frame::Frame, icons::icon},
    error::Error,
    locales::Words,
    pages::{page, reports::words, typed::typed_by},
    visit::{App, Posted, Visit, here},
};

/// What is to be released, as the query or a post says it.
#[derive(Clone, Debug)]
pub struct Choice {
    /// What would be set.
    pub set: Set,
    /// As whose editor it is looked at.
    pub seen_by: &'static City,
}

impl Choice {
    /// Reads the fields `period`, `indicator`, `level` and `city`; empty ones mean every period, every indicator, `own`
    /// and Kunming, the farthest from Beijing.
    ///
    /// # Errors
    /// Each field that cannot be understood, with its sentence.
    pub fn read<'a>(
        t: Words,
        reports: &[Period],
        get: impl Fn(&str) -> Option<&'a str>,
    ) -> Result<Self, Vec<(&'static str, &'static str)>> {
        let mut errors = Vec::new();
        let period = get("period").map(|p| p.parse::<Period>().ok().filter(|p| reports.contains(p)));
        if matches!(period, Some(None)) {
            errors.push(("period", t.bad_period()));
        }
        let indicator = get("indicator").filter(|code| definition(code).is_none());
        if indicator.is_some() {
            errors.push(("indicator", t.bad_indicator()));
        }
        let level = get("level").map_or(Some(Release::Own), Release::parse);
        if level.is_none() {
            errors.push(("level", t.bad_level()));
        }
        let seen_by = city(get("city").unwrap_or("kunming"));
        if seen_by.is_none() {
            errors.push(("city", t.bad_city()));
        }
        match (level, seen_by) {
            (Some(level), Some(seen_by)) if errors.is_empty() => Ok(Choice {
                set: Set {
                    period: period.flatten(),
                    indicator: get("indicator").map(str::to_owned),
                    level,
                },
                seen_by,
            }),
            _ => Err(errors),
        }
    }
}

/// The page.
#[component]
pub fn Releases() -> impl IntoView {
    let (visit, app) = here();
    let posted = use_context::<Posted>().unwrap_or_default();
    page(async move { content(&visit, &app, &posted).await })
}

async fn content(visit: &Visit, app: &App, posted: &Posted) -> Result<AnyView, Error> {
    let t = visit.words();
    let caller = visit.caller()?;
    let in_force = storage::releases::list(&app.store, &caller).await?;
    let pilot = visit.settings.pilot;
    let reports = pilot.opened(visit.now);
    let title = t.releases_title().to_owned();
    let asked = Choice::read(t, &reports, |name| visit.asked(name));
    let (choice, wrong) = match asked {
        Ok(choice) => (Some(choice), None),
        Err(errors) => (None, Some(refused(visit, &errors))),
    };
    let form = form(t, &reports, choice.as_ref());
    let looked = visit.asked("level").is_some();
    let preview = match choice.as_ref().filter(|_| looked) {
        Some(choice) => Some(preview(app, visit, choice, &reports).await?),
        None => None,
    };
    let done = visit.asked("done").map(|_| notice("ok", t.release_done().to_owned()));
    let errors: Vec<_> = posted.errors.iter().map(|(_, s)| notice("err", s.clone())).collect();
    let list = list(visit, &in_force);
    Ok(view! {
        <Frame title=title.clone()>
            <div class="stack-l">
                <div><h1>{title}</h1><p class="lead measure">{t.releases_lead()}</p></div>
                {done}{errors}{wrong}
                <section class="sect" aria-labelledby="in-force"><h2 id="in-force">{t.releases_in_force()}</h2>{list}</section>
                <section class="sect" aria-labelledby="change"><h2 id="change">{t.releases_change()}</h2>{form}</section>
                {preview}
            </div>
        </Frame>
    }
    .into_any())
}

/// What is set, each with a button that takes it back.
fn list(visit: &Visit, all: &[Set]) -> AnyView {
    let (t, action) = (visit.words(), visit.with(&[("done", "")]));
    if all.is_empty() {
        return view! { <p>{t.releases_none()}</p> }.into_any();
    }
    let rows = all
        .iter()
        .map(|set| {
            let period = set.period.map(|p| p.to_string()).unwrap_or_default();
            let code = set.indicator.clone().unwrap_or_default();
            view! {
                <tr data-level=set.level.name()>
                    <th scope="row">{period_words(t, set.period)}</th>
                    <td>{indicator_words(t, set.indicator.as_deref())}</td>
                    <td>{t.release_words(set.level)}</td>
                    <td>
                        <form method="post" action=action.clone()>
                            <input type="hidden" name="period" value=period /><input type="hidden" name="indicator" value=code />
                            <button class="btn btn--2 btn--s" type="submit" name="action" value="take_back">{t.release_take_back()}</button>
                        </form>
                    </td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <p>{t.releases_rest()}</p>
        <div class="scroll" tabindex="0" role="group" aria-label=t.releases_in_force()>
            <table class="tbl">
                <thead><tr><th scope="col">{t.period()}</th><th scope="col">{t.indicator()}</th><th scope="col">{t.whose_values()}</th><th scope="col"><span class="vh">{t.row_actions()}</span></th></tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn period_words(t: Words, period: Option<Period>) -> String {
    period.map_or_else(|| t.every_period().to_owned(), |p| t.period_name(p))
}

fn indicator_words(t: Words, code: Option<&str>) -> String {
    match code.and_then(definition) {
        Some(d) => format!("{} {}", d.code, d.name.get(t.lang())),
        None => t.every_indicator().to_owned(),
    }
}

/// The form that looks at a choice: a GET.
fn form(t: Words, reports: &[Period], choice: Option<&Choice>) -> AnyView {
    let set = choice.map(|c| &c.set);
    let periods = reports
        .iter()
        .rev()
        .map(|p| view! { <option value=p.to_string() selected=set.is_some_and(|s| s.period == Some(*p))>{t.period_name(*p)}</option> })
        .collect_view();
    let codes = indicators()
        .map(|d| {
            let chosen = set.is_some_and(|s| s.indicator.as_deref() == Some(d.code.as_str()));
            view! { <option value=d.code.clone() selected=chosen>{format!("{} {}", d.code, d.name.get(t.lang()))}</option> }
        })
        .collect_view();
    let levels = Release::ALL
        .into_iter()
        .map(|level| {
            let chosen = set.map_or(level == Release::Own, |s| s.level == level);
            view! { <option value=level.name() selected=chosen>{t.release_words(level)}</option> }
        })
        .collect_view();
    let seen_by = cities()
        .iter()
        .map(|c| {
            let chosen = choice.map_or(c.slug == "kunming", |o| o.seen_by.slug == c.slug);
            view! { <option value=c.slug.clone() selected=chosen>{c.short(t.lang()).to_owned()}</option> }
        })
        .collect_view();
    view! {
        <form class="filters" method="get" action="/admin/releases">
            <div><label for="period">{t.report_period()}</label><select class="select select--s" id="period" name="period"><option value="">{t.every_period()}</option>{periods}</select></div>
            <div><label for="indicator">{t.indicator()}</label><select class="select select--s select--name" id="indicator" name="indicator"><option value="">{t.every_indicator()}</option>{codes}</select></div>
            <div><label for="level">{t.whose_values()}</label><select class="select select--s" id="level" name="level">{levels}</select></div>
            <div><label for="city">{t.seen_by()}</label><select class="select select--s" id="city" name="city">{seen_by}</select></div>
            <button class="btn btn--2 btn--s" type="submit">{t.release_preview()}</button>
        </form>
    }
    .into_any()
}

/// What the editor of a city would see, and the button that sets it.
async fn preview(app: &App, visit: &Visit, choice: &Choice, reports: &[Period]) -> Result<AnyView, Error> {
    let t = visit.words();
    let caller = visit.caller()?;
    let quarters = reports.iter().rev().filter(|p| p.is_quarter());
    let period = match choice.set.period {
        Some(period) => Some(period),
        // Of every period the latest quarter with values is looked at.
        None => {
            let held = storage::facts::periods(&app.store, &caller, None, None).await?;
            let mut quarters = quarters.copied();
            let latest = quarters.find(|q| held.iter().any(|(p, n)| p == q && n * 2 > cities().len()));
            latest.or_else(|| reports.last().copied())
        }
    };
    let Some(period) = period else {
        return Ok(().into_any());
    };
    let reader = Actor {
        id: String::new(),
        account: String::new(),
        name: String::new(),
        role: Role::CityEditor,
        scope: Scope::City(choice.seen_by.slug.clone()),
    };
    let all = storage::facts::preview(
        &app.store,
        &caller,
        &reader,
        &choice.set,
        &[period, period.last_month()],
    )
    .await?;
    let wanted = |d: &&Definition| choice.set.indicator.as_ref().is_none_or(|code| *code == d.code);
    let rows = indicators()
        .filter(wanted)
        .filter_map(|d| {
            let nine = all.iter().find(|n: &&Nine| n.indicator == d.code)?;
            row(t, d, nine, (period, &reader), choice.seen_by)
        })
        .collect_view();
    let heads = cities()
        .iter()
        .map(|c| view! { <th scope="col" class="num">{c.short(t.lang()).to_owned()}</th> })
        .collect_view();
    let heading = t.preview_heading(choice.seen_by.short(t.lang()), t.period_name(period));
    let (set, action) = (&choice.set, visit.with(&[("done", "")]));
    let says = t.release_says(
        period_words(t, set.period),
        indicator_words(t, set.indicator.as_deref()),
        t.release_words(set.level),
    );
    let (p, code) = (
        set.period.map(|p| p.to_string()).unwrap_or_default(),
        set.indicator.clone().unwrap_or_default(),
    );
    Ok(view! {
        <section class="sect stack" aria-labelledby="preview">
            <h2 id="preview">{heading.clone()}</h2>
            <p>{says}</p>
            <form method="post" action=action class="row">
                {typed_by(visit)}
                <input type="hidden" name="period" value=p /><input type="hidden" name="indicator" value=code />
                <input type="hidden" name="level" value=set.level.name() />
                <button class="btn" type="submit" name="action" value="set">{icon("send")}{t.release_now()}</button>
                <span class="sm muted">{t.release_audited()}</span>
            </form>
            <div class="scroll" tabindex="0" role="group" aria-label=heading>
                <table class="tbl tbl--top tbl--wide">
                    <thead><tr><th scope="col">{t.indicator()}</th><th scope="col" class="num">{t.nine_median()}</th><th scope="col" class="num">{t.nine_range()}</th>{heads}</tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </section>
    }
    .into_any())
}

/// One indicator as the reader would see it: what is withheld stands as such.
fn row(
    t: Words,
    d: &'static Definition,
    nine: &Nine,
    (report, reader): (Period, &Actor),
    home: &'static City,
) -> Option<AnyView> {
    // What the report holds: of a quarter's its last month's monthly indicators.
    let p: &NinePeriod = nine.periods.iter().find(|p| p.period == d.fact_period(report))?;
    if d.frequency == Frequency::Quarterly && !report.is_quarter() {
        return None;
    }
    let month = (p.period != report).then(|| view! { <span class="sub">{t.period_name(p.period)}</span> });
    let sight = Sight::of(reader, p.release, Some(home));
    let ranked = places_of(d, p, &sight);
    let (median, range) = told_words(t, d, told(p));
    let cells = cities()
        .iter()
        .map(|c| {
            if !sight.sees(c) {
                return view! { <td class="num muted">{t.withheld()}</td> }.into_any();
            }
            let text = p
                .value(&c.slug)
                .map_or_else(|| t.not_in().to_owned(), |o| words::figure(t, d, &o.entry));
            let place = place_of(&ranked, &c.slug).map(Ranked::shown);
            let place = place.map(|place| view! { <span class="sub">{t.place_of(place)}</span> });
            view! { <td class="num">{text}{place}</td> }.into_any()
        })
        .collect_view();
    let name = format!("{} {}", d.code, d.name.get(t.lang()));
    Some(
        view! { <tr data-release=p.release.name()><th scope="row">{name}{month}</th><td class="num">{median}</td><td class="num">{range}</td>{cells}</tr> }
            .into_any(),
    )
}
