//! The form that chooses what is shown: indicator, period, mode, chart, city, as-of day, order. A plain GET to the
//! page's own address.

use domain::{
    city::City,
    compare::Mode,
    indicator::{Aspect, Definition, indicators},
    period::Period,
};
use leptos::prelude::*;

use super::{
    asked::{Choices, Errors},
    peers,
    shape::Shape,
};
use crate::{components::icons::icon, locales::Words, visit::Visit};

/// What the form offers.
#[derive(Clone, Copy)]
pub struct Offer<'a> {
    /// The periods.
    pub choices: &'a Choices,
    /// The period shown; none where a field could not be understood.
    pub period: Option<Period>,
    /// The cities that can be chosen; fewer than two: no field.
    pub cities: &'a [&'static City],
    /// The city chosen.
    pub city: Option<&'static City>,
    /// True where cities can be ordered by value.
    pub by_value: bool,
    /// The indicator chosen; none: no field.
    pub indicator: Option<&'a Definition>,
    /// The mode chosen; none: no field.
    pub mode: Option<Mode>,
    /// The modes to choose from.
    pub modes: &'a [Mode],
    /// The chart chosen; none: no field.
    pub chart: Option<Shape>,
    /// True where a peer group can be chosen: for who sees all cities by name.
    pub peers: bool,
    /// The indicators beside it and the cities drawn alone, to choose in boxes; none: no boxes.
    pub more: Option<&'a [String]>,
    /// True where submitted values can be added.
    pub submitted: bool,
    /// The fields in error.
    pub errors: &'a Errors,
}

impl<'a> Offer<'a> {
    /// Period and as-of day alone.
    #[must_use]
    pub const fn of(choices: &'a Choices, errors: &'a Errors) -> Self {
        Offer {
            choices,
            period: None,
            cities: &[],
            city: None,
            by_value: false,
            indicator: None,
            mode: None,
            modes: &Mode::ALL,
            chart: None,
            peers: false,
            more: None,
            submitted: false,
            errors,
        }
    }
}

fn field(label: &'static str, name: &'static str, error: Option<&'static str>, control: AnyView) -> AnyView {
    let error = error.map(|e| view! { <span class="fielderr" id=format!("{name}-error")>{icon("err")}{e}</span> });
    view! { <div><label for=name>{label}</label>{error}{control}</div> }.into_any()
}

/// The form.
#[must_use]
pub fn form(visit: &Visit, offer: &Offer<'_>) -> AnyView {
    let t = visit.words();
    let error = |name: &str| offer.errors.iter().find(|(n, _)| *n == name).map(|(_, s)| *s);
    let described = |name: &str| error(name).map(|_| format!("{name}-error"));
    let invalid = |name: &str| error(name).map(|_| "true");
    let options = |all: &[Period]| {
        all.iter()
            .rev()
            .map(|p| view! { <option value=p.to_string() selected=offer.period == Some(*p)>{t.period_name(*p)}</option> })
            .collect_view()
    };
    let periods = if offer.choices.months.is_empty() {
        options(&offer.choices.quarters).into_any()
    } else {
        view! {
            <optgroup label=t.months_group()>{options(&offer.choices.months)}</optgroup>
            <optgroup label=t.quarters_group()>{options(&offer.choices.quarters)}</optgroup>
        }
        .into_any()
    };
    let period = view! {
        <select class="select select--s" id="period" name="period" aria-invalid=invalid("period") aria-describedby=described("period")>{periods}</select>
    };
    let city = (offer.cities.len() > 1).then(|| {
        let options = offer
            .cities
            .iter()
            .map(|c| {
                let chosen = offer.city.is_some_and(|o| o.slug == c.slug);
                view! { <option value=c.slug.clone() selected=chosen>{c.short(visit.lang).to_owned()}</option> }
            })
            .collect_view();
        let control = view! {
            <select class="select select--s" id="city" name="city" aria-invalid=invalid("city") aria-describedby=described("city")>
                <option value="">{t.no_city()}</option>
                {options}
            </select>
        };
        field(t.highlight_city(), "city", error("city"), control.into_any())
    });
    let as_of = visit.asked("as_of").unwrap_or_default().to_owned();
    let kind = if error("as_of").is_some() { "text" } else { "date" };
    let class = if error("as_of").is_some() {
        "input input--s is-err"
    } else {
        "input input--s"
    };
    let as_of = view! {
        <input class=class id="as_of" name="as_of" type=kind value=as_of max=visit.today().to_string()
            aria-invalid=invalid("as_of") aria-describedby=described("as_of") />
    };
    let sort = offer.by_value.then(|| {
        let by_value = visit.asked("sort") == Some("value");
        let control = view! {
            <select class="select select--s" id="sort" name="sort">
                <option value="">{t.order_notice()}</option>
                <option value="value" selected=by_value>{t.order_value()}</option>
            </select>
        };
        field(t.order_of_cities(), "sort", None, control.into_any())
    });
    let indicator = offer
        .indicator
        .map(|d| field(t.indicator(), "indicator", None, indicator_field(t, d)));
    let mode = offer.mode.map(|mode| {
        let options = offer
            .modes
            .iter()
            .map(|&m| view! { <option value=m.name() selected=m == mode>{t.mode(m)}</option> })
            .collect_view();
        let control = view! {
            <select class="select select--s" id="mode" name="mode" aria-invalid=invalid("mode") aria-describedby=described("mode")>{options}</select>
        };
        field(t.mode_label(), "mode", error("mode"), control.into_any())
    });
    let chart = offer.chart.map(|chart| {
        let options = Shape::ALL
            .into_iter()
            .map(|s| view! { <option value=s.name() selected=s == chart>{t.shape(s)}</option> })
            .collect_view();
        let control = view! {
            <select class="select select--s" id="chart" name="chart" aria-invalid=invalid("chart") aria-describedby=described("chart")>{options}</select>
        };
        field(t.chart_label(), "chart", error("chart"), control.into_any())
    });
    let peers = (offer.peers || error("peers").is_some()).then(|| {
        let chosen = visit.asked("peers").and_then(domain::peers::Peers::parse);
        let options = peers::field(t, chosen);
        let control = view! {
            <select class="select select--s" id="peers" name="peers" aria-invalid=invalid("peers") aria-describedby=described("peers")>{options}</select>
        };
        field(t.peers_label(), "peers", error("peers"), control.into_any())
    });
    let submitted = (offer.submitted || error("include").is_some()).then(|| {
        let on = visit.asked("include") == Some("submitted");
        let error = error("include").map(|e| view! { <span class="fielderr" id="include-error">{icon("err")}{e}</span> });
        view! {
            <div>
                {error}
                <label class="check"><input type="checkbox" id="include" name="include" value="submitted" checked=on />{t.include_submitted()}</label>
            </div>
        }
    });
    let more = offer.more.map(|also| more(visit, offer, also, &error));
    let lang = visit
        .asked("lang")
        .map(|l| view! { <input type="hidden" name="lang" value=l.to_owned() /> });
    view! {
        <form class="filters" method="get" action=visit.path.clone()>
            {indicator}
            {field(t.period(), "period", error("period"), period.into_any())}
            {mode}
            {chart}
            {peers}
            {city}
            {field(t.as_of_label(), "as_of", error("as_of"), as_of.into_any())}
            {sort}
            {submitted}
            {more}
            {lang}
            <button class="btn btn--2 btn--s" type="submit">{t.show()}</button>
        </form>
    }
    .into_any()
}

/// Boxes for more indicators and for single cities, folded away until they are used.
fn more(visit: &Visit, offer: &Offer<'_>, also: &[String], error: &dyn Fn(&str) -> Option<&'static str>) -> AnyView {
    let t = visit.words();
    let said = |name: &'static str| {
        error(name).map(|e| view! { <span class="fielderr" id=format!("{name}-error")>{icon("err")}{e}</span> })
    };
    let mut only = visit.listed("cities");
    let (only, any): (Vec<_>, bool) = (only.by_ref().collect(), !also.is_empty());
    let groups = Aspect::ALL
        .into_iter()
        .map(|aspect| {
            let here = indicators().filter(|d| d.aspect == Some(aspect));
            let boxes = here.filter(|d| offer.indicator.is_none_or(|o| o.code != d.code)).map(|d| {
                let name = format!("{} {}", d.code, d.name.get(t.lang()));
                let on = also.contains(&d.code);
                view! { <label class="check"><input type="checkbox" name="also" value=d.code.clone() checked=on />{name}</label> }
            });
            let boxes = boxes.collect_view();
            view! { <b>{t.aspect(aspect)}</b><div class="ticks">{boxes}</div> }
        })
        .collect_view();
    let cities = offer.cities.iter().map(|c| {
        let on = only.contains(&c.slug.as_str());
        view! { <label class="check"><input type="checkbox" name="cities" value=c.slug.clone() checked=on />{c.short(t.lang()).to_owned()}</label> }
    });
    let cities = cities.collect_view();
    let cities = (offer.cities.len() > 1).then(|| {
        view! { <fieldset class="filters__boxes" id="cities"><legend>{t.only_label()}</legend>{said("cities")}<div class="filters__few">{cities}</div></fieldset> }
    });
    let open = any || !only.is_empty() || error("also").is_some() || error("cities").is_some();
    view! {
        <details class="filters__more" open=open>
            <summary>{t.options_more()}</summary>
            {cities}
            <fieldset class="filters__boxes" id="also">
                <legend>{t.also_label()}</legend>
                {said("also")}
                {groups}
            </fieldset>
        </details>
    }
    .into_any()
}

/// The 32 indicators by aspect.
fn indicator_field(t: Words, chosen: &Definition) -> AnyView {
    let groups = Aspect::ALL
        .into_iter()
        .map(|aspect| {
            let options = indicators()
                .filter(|d| d.aspect == Some(aspect))
                .map(|d| {
                    let name = format!("{} {}", d.code, d.name.get(t.lang()));
                    view! { <option value=d.code.clone() selected=d.code == chosen.code>{name}</option> }
                })
                .collect_view();
            view! { <optgroup label=t.aspect(aspect)>{options}</optgroup> }
        })
        .collect_view();
    view! { <select class="select select--s select--name" id="indicator" name="indicator">{groups}</select> }.into_any()
}

/// Says that fields were not understood; nothing else is drawn then. Sets the status too.
#[must_use]
pub fn refused(visit: &Visit, errors: &Errors) -> AnyView {
    if let Some(response) = use_context::<leptos_axum::ResponseOptions>() {
        response.set_status(http::StatusCode::UNPROCESSABLE_ENTITY);
    }
    let items = errors
        .iter()
        .map(|(name, sentence)| view! { <li class="e">{icon("err")}<a href=format!("#{name}")>{*sentence}</a></li> })
        .collect_view();
    view! {
        <div class="errsum" role="alert" tabindex="-1"><h2>{visit.words().choose_title()}</h2><ul>{items}</ul></div>
    }
    .into_any()
}
