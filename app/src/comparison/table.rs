//! The numbers behind the charts as tables, for reading, copying and screen readers.

use domain::{
    Decimal,
    city::City,
    compare::{Mode, Ranked, place_of},
    entry::{Amount, Entry, Kind},
    indicator::{Definition, Frequency, Way},
    number,
};
use leptos::prelude::*;
use storage::facts::Observation;

use super::{
    change, peers,
    sheet::{Sheet, Told, background, told},
    target,
};
use crate::{components::bits::escape, locales::Words, pages::reports::words};

fn scrolled(label: String, table: AnyView) -> AnyView {
    view! { <div class="scroll" tabindex="0" role="group" aria-label=label>{table}</div> }.into_any()
}

fn city_head(sheet: &Sheet, city: &City) -> AnyView {
    let to = format!("/cities/{}", city.slug);
    view! { <th scope="row"><a href=to>{city.short(sheet.t.lang()).to_owned()}</a></th> }.into_any()
}

/// What is said of a value that waits for a verdict.
fn waiting(t: Words, submitted: bool) -> Option<AnyView> {
    submitted.then(|| view! { <span class="sub">{t.waits_for_review()}</span> }.into_any())
}

/// CNIPA's note beside a value.
fn note(o: Option<&Observation>) -> Option<AnyView> {
    let note = o?.note.clone()?;
    Some(view! { <span class="sub" data-note>{note}</span> }.into_any())
}

/// What is said of a value that took the place of another accepted one.
fn corrected(t: Words, o: Option<&Observation>) -> Option<AnyView> {
    o.filter(|o| o.corrected)
        .map(|_| view! { <span class="sub" data-corrected>{t.corrected_mark()}</span> }.into_any())
}

fn row_class(sheet: &Sheet, city: &City) -> Option<&'static str> {
    sheet.is_highlighted(city).then_some("is-hl")
}

/// Median and range in words, dashes where they are not told.
#[must_use]
pub fn told_words(t: Words, d: &Definition, (median, range): Told) -> (String, String) {
    let say = |v| t.number(v, d.decimals);
    let dash = || t.none_dash().to_owned();
    (
        median.map_or_else(dash, say),
        range.map_or_else(dash, |(low, high)| t.range_of(say(low), say(high))),
    )
}

/// The same as the sheet says figures.
fn in_words(sheet: &Sheet, told: Told) -> (String, String) {
    match told {
        (median, Some((low, high))) if sheet.asked.mode == Mode::Change => {
            let median = median.map_or_else(|| sheet.t.none_dash().to_owned(), |m| sheet.say(m));
            (median, sheet.t.range_of(sheet.say(low), sheet.say(high)))
        }
        told => told_words(sheet.t, sheet.d, told),
    }
}

/// Cells of text for each city under these headings.
#[must_use]
pub(super) fn plain(
    sheet: &Sheet,
    heading: &str,
    heads: &[String],
    rows: impl Iterator<Item = (&'static City, Vec<String>)>,
) -> AnyView {
    let t = sheet.t;
    let heads = heads
        .iter()
        .map(|h| view! { <th scope="col" class="num">{h.clone()}</th> })
        .collect_view();
    let rows = rows
        .map(|(c, cells)| {
            let cells = cells
                .into_iter()
                .map(|cell| view! { <td class="num">{cell}</td> })
                .collect_view();
            view! { <tr class=row_class(sheet, c)>{city_head(sheet, c)}{cells}</tr> }
        })
        .collect_view();
    let table = view! {
        <table class="tbl tbl--pad">
            <caption class="vh">{heading.to_owned()}</caption>
            <thead><tr><th scope="col">{t.city()}</th>{heads}</tr></thead>
            <tbody>{rows}</tbody>
        </table>
    };
    scrolled(t.table_of(heading), table.into_any())
}

/// The chosen period: each visible city's figure with what stands behind it, then median and range.
#[must_use]
pub fn of_period(sheet: &Sheet, heading: &str) -> AnyView {
    let (t, d) = (sheet.t, sheet.d);
    let Some((p, sight)) = sheet.now() else {
        return ().into_any();
    };
    let ranked = sheet.ranked(p, sight);
    let (with_places, with_months) = (!ranked.is_empty(), p.fullest.is_some());
    let basis = |c: &City| p.value(&c.slug).map(|o| basis(sheet, &o.entry)).unwrap_or_default();
    let with_basis = sheet.order().iter().any(|c| !basis(c).is_empty());
    let columns = target::columns(sheet);
    let base = change::base(sheet);
    let rows = sheet
        .order()
        .into_iter()
        .map(|c| {
            let o = p.value(&c.slug);
            let lack = p.lacks.get(&c.slug).map_or(Kind::Missing.name(), |l| l.name());
            let kind = o.map_or(lack, |o| o.entry.kind().name());
            let place = place_of(&ranked, &c.slug).map(Ranked::shown);
            let place = place.unwrap_or_else(|| t.none_dash().to_owned());
            let months = p.months.get(&c.slug);
            let months = months.map_or_else(|| t.none_dash().to_owned(), |m| t.of_nine(m.held, m.expected));
            let targets = columns.as_ref().map(|columns| {
                let (target, attained) = target::cells(sheet, c);
                let attained = columns.attained.then(|| view! { <td class="num" data-attained>{attained}</td> });
                view! { <td class="num" data-target>{target}</td>{attained} }
            });
            view! {
                <tr class=row_class(sheet, c) data-kind=kind>
                    {city_head(sheet, c)}
                    <td class="num">{sheet.shown(p, &c.slug)}{waiting(t, p.is_submitted(&c.slug))}{corrected(t, o)}{note(o)}</td>
                    {with_places.then(|| view! { <td class="num">{place}</td> })}
                    {with_basis.then(|| view! { <td>{basis(c)}</td> })}
                    {with_months.then(|| view! { <td class="num">{months}</td> })}
                    {base.map(|_| view! { <td class="num" data-base>{change::cell(sheet, c)}</td> })}
                    {targets}
                </tr>
            }
        })
        .collect_view();
    let foot = (d.way != Way::YesNo).then(|| {
        let of_targets = columns.as_ref().map_or(0, |c| 1 + usize::from(c.attained));
        let rest = usize::from(with_basis)
            + usize::from(base.is_some())
            + usize::from(with_places)
            + usize::from(with_months)
            + of_targets;
        let blank = || (rest > 0).then(|| view! { <td colspan=rest.to_string()></td> });
        let (median, range) = in_words(sheet, told(p));
        view! {
            <tfoot>
                <tr><th scope="row">{peers::median_label(sheet)}</th><td class="num">{median}</td>{blank()}</tr>
                <tr><th scope="row">{peers::range_label(sheet)}</th><td class="num">{range}</td>{blank()}</tr>
            </tfoot>
        }
    });
    let unit = t.unit_name(&d.unit).to_owned();
    let months_heading = match sheet.counted().frequency {
        Frequency::Monthly => t.months_heading(),
        _ => t.quarters_heading(),
    };
    let base_head = base.map(|base| {
        let (heading, small) = change::heading(sheet, base);
        view! { <th scope="col" class="num">{heading}<small>{small}</small></th> }
    });
    let target_heads = columns.map(|columns| {
        let attained = columns
            .attained
            .then(|| view! { <th scope="col" class="num">{t.attainment()}</th> });
        let (heading, quarter) = columns.heading;
        view! { <th scope="col" class="num">{heading}<small>{quarter}</small></th>{attained} }
    });
    let table = view! {
        <table class="tbl tbl--pad">
            <caption class="vh">{heading.to_owned()}</caption>
            <thead>
                <tr>
                    <th scope="col">{t.city()}</th>
                    <th scope="col" class="num">{t.value_heading()}<small>{unit}</small></th>
                    {with_places.then(|| view! { <th scope="col" class="num">{t.place()}</th> })}
                    {with_basis.then(|| view! { <th scope="col">{t.basis_heading()}</th> })}
                    {with_months.then(|| view! { <th scope="col" class="num">{months_heading}</th> })}
                    {base_head}
                    {target_heads}
                </tr>
            </thead>
            <tbody>{rows}</tbody>
            {foot}
        </table>
    };
    scrolled(t.table_of(heading), table.into_any())
}

/// What stands behind a figure; of what has none its reason and date, for who may read them.
pub(crate) fn basis(sheet: &Sheet, entry: &Entry) -> String {
    match entry {
        Entry::NotYetAvailable { reason, expected_on } if reason.is_empty() => sheet.t.full_day(*expected_on),
        Entry::Value {
            amount: Amount::Quotient { numerator, denominator },
            ..
        } if sheet.asked.mode == Mode::PerMillion => {
            let residents = denominator.checked_mul(Decimal::ONE_HUNDRED).unwrap_or_default();
            let count = sheet.t.with_unit(&number::group(*numerator), &sheet.counted().unit);
            sheet.t.over_residents(count, sheet.t.residents(residents))
        }
        entry => words::detail(sheet.t, sheet.d, entry),
    }
}

/// All periods: each visible city's figure in each, then median and range.
#[must_use]
pub fn over_time(sheet: &Sheet, heading: &str) -> AnyView {
    let (t, d) = (sheet.t, sheet.d);
    let periods = &sheet.nine.periods;
    let heads = periods
        .iter()
        .map(|p| view! { <th scope="col" class="num">{t.period_short(p.period, false)}<small>{p.period.year()}</small></th> })
        .collect_view();
    let cities = domain::city::cities()
        .iter()
        .filter(|c| sheet.draws(c) && sheet.sights.iter().any(|s| s.sees(c)));
    let rows = cities
        .map(|c| {
            // Cells are made as text: there are as many as periods times cities.
            let cells: String = periods
                .iter()
                .zip(&sheet.sights)
                .enumerate()
                .map(|(at, (p, sight))| {
                    let o = p.value(&c.slug);
                    let text = if sight.sees(c) {
                        sheet.shown(p, &c.slug)
                    } else {
                        t.withheld().to_owned()
                    };
                    let part = p.months.get(&c.slug).filter(|m| m.held < m.expected);
                    let part = part.map(|m| sheet.held_words(m.held, m.expected));
                    let waits = (p.is_submitted(&c.slug) && sight.sees(c)).then(|| t.waits_for_review().to_owned());
                    let under = part.into_iter().chain(waits);
                    let mut under: String = under
                        .map(|s| format!("<span class=\"sub\">{}</span>", escape(&s)))
                        .collect();
                    if o.is_some_and(|o| o.corrected && sight.sees(c)) {
                        under.push_str("<span class=\"sub\" data-corrected>");
                        under.push_str(&escape(t.corrected_mark()));
                        under.push_str("</span>");
                    }
                    if let Some(note) = o.filter(|_| sight.sees(c)).and_then(|o| o.note.as_deref()) {
                        under.push_str(&format!(
                            "<span class=\"sub sub--note\" data-note>{}</span>",
                            escape(note)
                        ));
                    }
                    if let Some(m) = sheet.mark_at(at, &c.slug) {
                        let (to, code) = (
                            crate::pages::practices::href(m.number),
                            domain::practice::code(m.number),
                        );
                        let said = escape(&t.practice_adopted_since(m.on)).into_owned();
                        under.push_str(&format!(
                            "<span class=\"sub\" data-adopted><a href=\"{to}\">{code}</a> {said}</span>"
                        ));
                    }
                    format!("<td class=\"num\">{}{under}</td>", escape(&text))
                })
                .collect();
            let head = format!(
                "<th scope=\"row\"><a href=\"/cities/{}\">{}</a></th>",
                c.slug,
                escape(c.short(t.lang()))
            );
            view! { <tr class=row_class(sheet, c) inner_html=format!("{head}{cells}")></tr> }
        })
        .collect_view();
    let foot = (d.way != Way::YesNo).then(|| {
        let cell = |text: String| view! { <td class="num">{text}</td> };
        let behind = periods.iter().map(|p| in_words(sheet, background(d, p)));
        let (medians, ranges): (Vec<_>, Vec<_>) = behind.map(|(m, r)| (cell(m), cell(r))).unzip();
        let targets = target::row(sheet).map(|(heading, cells)| {
            let cells = cells.into_iter().map(cell).collect_view();
            view! { <tr data-targets><th scope="row">{heading}</th>{cells}</tr> }
        });
        view! {
            <tfoot>
                <tr><th scope="row">{peers::median_label(sheet)}</th>{medians}</tr>
                <tr><th scope="row">{peers::range_label(sheet)}</th>{ranges}</tr>
                {targets}
            </tfoot>
        }
    });
    let table = view! {
        <table class="tbl tbl--pad">
            <caption class="vh">{heading.to_owned()}</caption>
            <thead><tr><th scope="col">{t.city()}</th>{heads}</tr></thead>
            <tbody>{rows}</tbody>
            {foot}
        </table>
    };
    scrolled(t.table_of(heading), table.into_any())
}
