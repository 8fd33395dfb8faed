//! Two cities head to head: every indicator of a period, both values and who is ahead.

use std::cmp::Ordering;

use domain::{
    Decimal,
    city::City,
    compare::{Mode, ahead, comparable},
    indicator::{Aspect, Definition, in_mode, indicators},
    period::Period,
};
use leptos::prelude::*;
use storage::facts::{NinePeriod, View};

use super::{sheet::Sheet, sight};
use crate::{
    error::Error,
    locales::Words,
    pages::reports::words,
    visit::{App, Visit},
};

/// One indicator of two cities.
struct Row {
    d: &'static Definition,
    shown: [String; 2],
    /// The first less the second, where both are comparable.
    by: Option<Decimal>,
    /// Which is ahead; none for who sees no places, and where they cannot be compared.
    ahead: Option<Ordering>,
}

/// Both cities, where the sheet draws exactly two.
fn two(sheet: &Sheet) -> Option<[&'static City; 2]> {
    match sheet.asked.only.as_slice() {
        [a, b] => Some([*a, *b]),
        _ => None,
    }
}

/// The section; nothing unless exactly two cities are drawn.
///
/// # Errors
/// Of the store.
pub async fn section(visit: &Visit, app: &App, sheet: &Sheet) -> Result<AnyView, Error> {
    let (Some(pair), Some((now, _))) = (two(sheet), sheet.now()) else {
        return Ok(().into_any());
    };
    let (caller, period) = (visit.caller()?, quarter(now.period));
    let view = View {
        mode: Mode::PerMillion,
        ..sheet.asked.view()
    };
    let all = storage::facts::overview(&app.store, &caller, &[period], view).await?;
    let home = sight::home(&caller.actor, sheet.asked.city);
    let row = |d: &'static Definition| {
        let d = in_mode(&d.code, Mode::PerMillion)?;
        let p = all.iter().find(|n| n.indicator == d.code)?.periods.first()?;
        let sight = sight::Sight::of(&caller.actor, p.release, home);
        Some(row(sheet.t, d, p, &sight, pair))
    };
    let rows: Vec<_> = indicators().filter_map(row).collect();
    Ok(shown(sheet.t, &rows, pair, period))
}

/// The quarter of which all indicators are told: the one shown, or of a month the last one that ends by then.
fn quarter(period: Period) -> Period {
    let quarter = period.quarter();
    match period.is_quarter() || period == quarter.last_month() {
        true => quarter,
        false => quarter.previous(),
    }
}

fn row(t: Words, d: &'static Definition, p: &NinePeriod, sight: &sight::Sight, pair: [&City; 2]) -> Row {
    let shown = pair.map(|c| match p.of(c) {
        _ if !sight.sees(c) => t.withheld().to_owned(),
        Some(o) => words::figure(t, d, &o.entry),
        None => t.not_in().to_owned(),
    });
    let figure = |c: &City| {
        let amount = p.of(c).filter(|_| sight.sees(c))?.entry.amount()?;
        comparable(d, amount).filter(|_| p.is_comparable(&c.slug))
    };
    let both = figure(pair[0]).zip(figure(pair[1]));
    Row {
        d,
        shown,
        by: both.and_then(|(a, b)| a.checked_sub(b)),
        ahead: both.filter(|_| sight.places).map(|(a, b)| ahead(d, a, b)),
    }
}

fn shown(t: Words, rows: &[Row], pair: [&City; 2], period: Period) -> AnyView {
    let [a, b] = pair.map(|c| c.short(t.lang()).to_owned());
    let count = |wanted| rows.iter().filter(|r| r.ahead == Some(wanted)).count();
    let (more, fewer, level) = (count(Ordering::Greater), count(Ordering::Less), count(Ordering::Equal));
    let apart = rows.len() - more - fewer - level;
    let take = match rows.iter().any(|r| r.ahead.is_some()) {
        true => t.pair_take(&a, more, &b, fewer, level, apart),
        false if rows.iter().any(|r| r.by.is_some()) => t.pair_no_places().to_owned(),
        false => t.pair_none().to_owned(),
    };
    let groups = Aspect::ALL
        .into_iter()
        .map(|aspect| {
            let lines = rows.iter().filter(|r| r.d.aspect == Some(aspect)).map(|r| line(t, r)).collect_view();
            view! { <tbody><tr class="grp"><th scope="rowgroup" colspan="5">{t.aspect(aspect)}</th></tr>{lines}</tbody> }
        })
        .collect_view();
    let title = t.pair_title(&a, &b, t.period_name(period));
    view! {
        <section class="sect pair" aria-labelledby="pair">
            <h2 id="pair">{title.clone()}</h2>
            <p class="lead lead--s">{take}</p>
            <div class="scroll" tabindex="0" role="group" aria-label=title.clone()>
                <table class="tbl tbl--pad">
                    <caption class="vh">{title.clone()}</caption>
                    <thead><tr><th scope="col">{t.indicator()}</th><th scope="col" class="num">{a}</th><th scope="col" class="num">{b}</th><th scope="col" class="num">{t.pair_difference()}</th><th scope="col">{t.pair_ahead()}</th></tr></thead>
                    {groups}
                </table>
            </div>
            <p class="xs muted">{t.pair_note()}</p>
        </section>
    }
    .into_any()
}

fn line(t: Words, r: &Row) -> AnyView {
    let by = r.by.filter(|_| r.d.way != domain::indicator::Way::YesNo);
    let by = by.map_or_else(|| t.none_dash().to_owned(), |v| t.signed(v, r.d.decimals));
    let (left, right) = (r.ahead == Some(Ordering::Greater), r.ahead == Some(Ordering::Less));
    let said = match r.ahead {
        Some(Ordering::Equal) => t.pair_level().to_owned(),
        Some(Ordering::Greater) => t.pair_first().to_owned(),
        Some(Ordering::Less) => t.pair_second().to_owned(),
        None => t.none_dash().to_owned(),
    };
    let name = format!("{} {}", r.d.code, r.d.name.get(t.lang()));
    let unit = t.unit_name(&r.d.unit).to_owned();
    let [a, b] = r.shown.clone();
    let cell = |text: String, best: bool| match best {
        true => view! { <td class="num"><b>{text}</b></td> }.into_any(),
        false => view! { <td class="num">{text}</td> }.into_any(),
    };
    view! {
        <tr data-ahead=r.ahead.map(|o| if o.is_eq() { "level" } else if o.is_gt() { "first" } else { "second" })>
            <th scope="row"><a href=format!("/indicators/{}", r.d.code)>{name}</a><span class="sub">{unit}</span></th>
            {cell(a, left)}{cell(b, right)}<td class="num">{by}</td><td class="nowrap">{said}</td>
        </tr>
    }
    .into_any()
}
