//! How many entries of each city are of which kind over the periods shown; the kinds are never merged.

use charts::{Kind, Stack, StackRow};
use domain::{
    city::City,
    entry::Entry,
    finding::{self, Audience, Kinds},
};
use leptos::prelude::*;

use super::{sheet::Sheet, sight, table};
use crate::locales::Words;

/// A city's entries over the periods in which the reader sees it.
fn of(sheet: &Sheet, city: &City) -> Kinds {
    let mut all = Kinds::default();
    for (p, _) in sheet
        .nine
        .periods
        .iter()
        .zip(&sheet.sights)
        .filter(|(_, s)| s.sees(city))
    {
        let count = match p.of(city).map(|o| &o.entry) {
            Some(Entry::Value { .. }) => &mut all.values,
            Some(Entry::NotApplicable { no_cases: true, .. }) => &mut all.no_cases,
            Some(Entry::NotApplicable { .. }) => &mut all.not_applicable,
            Some(Entry::NotYetAvailable { .. }) => &mut all.not_yet,
            Some(Entry::Missing) | None => &mut all.missing,
        };
        *count += 1;
    }
    all
}

const fn names(t: Words) -> [(Kind, &'static str); 5] {
    [
        (Kind::Value, t.k_values()),
        (Kind::NoCases, t.k_no_cases()),
        (Kind::NotApplicable, t.kind_not_applicable()),
        (Kind::NotYetAvailable, t.kind_not_yet()),
        (Kind::Missing, t.kind_missing()),
    ]
}

/// The chart.
pub(super) fn drawing(sheet: &Sheet) -> Stack {
    let t = sheet.t;
    let row = |city: &'static City| {
        let kinds = of(sheet, city);
        let name = city.short(t.lang());
        let reads = names(t).into_iter().zip(kinds.counts());
        StackRow {
            label: name.to_owned(),
            counts: kinds.counts().to_vec(),
            text: t.of_nine(kinds.values, kinds.expected()),
            highlighted: sheet.is_highlighted(city),
            reads: reads
                .map(|((_, word), n)| t.colon(name, format!("{word} {n}")))
                .collect(),
        }
    };
    Stack {
        parts: names(t)
            .into_iter()
            .map(|(kind, word)| (kind.into(), word.to_owned()))
            .collect(),
        rows: sheet.order().into_iter().map(row).collect(),
    }
}

/// The finding.
pub(super) fn take(sheet: &Sheet) -> String {
    let t = sheet.t;
    let audience = sight::narrowest(sheet.sights.iter().map(|s| s.audience)).unwrap_or(Audience::NamedNoPlaces);
    let rows: Vec<_> = sheet
        .order()
        .into_iter()
        .map(|c| (c.slug.clone(), of(sheet, c)))
        .collect();
    let found = finding::kinds(&rows, audience);
    if found.all.expected() == 0 {
        return t.f_none().to_owned();
    }
    let others = names(t)
        .into_iter()
        .zip(found.all.counts())
        .skip(1)
        .filter(|(_, n)| *n > 0);
    let others: Vec<_> = others.map(|((_, word), n)| format!("{word} {n}")).collect();
    let mut said = t.k_take(found.all.values, found.all.expected());
    if !others.is_empty() {
        said.push_str(&t.k_others(others.join(t.list_sep())));
    }
    said.push_str(&match found.most.as_slice() {
        [] => t.d_stop().to_owned(),
        cities => t.k_most(t.city_names(cities), found.each),
    });
    said
}

/// The numbers.
pub(super) fn table(sheet: &Sheet, heading: &str) -> AnyView {
    let t = sheet.t;
    let rows = sheet.order().into_iter().map(|c| {
        let kinds = of(sheet, c);
        let all = kinds.counts().into_iter().chain([kinds.expected()]);
        (c, all.map(|n| n.to_string()).collect())
    });
    let heads: Vec<String> = names(t).into_iter().map(|(_, word)| word.to_owned()).collect();
    let heads: Vec<_> = heads.into_iter().chain([t.k_expected().to_owned()]).collect();
    table::plain(sheet, heading, &heads, rows)
}
