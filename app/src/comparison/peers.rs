//! The peer group that a sheet is narrowed to: its name beside medians and ranges, before findings and below pictures.

use domain::{
    finding::DotsFinding,
    indicator::Way,
    peers::{FEWEST, Peers},
};
use leptos::prelude::*;

use super::sheet::{Sheet, told};
use crate::{components::icons::icon, locales::Words};

/// What a median is called.
#[must_use]
pub fn median_label(sheet: &Sheet) -> String {
    let t = sheet.t;
    sheet
        .nine
        .peers
        .map_or_else(|| t.nine_median().to_owned(), |p| t.peers_median(t.peers(p)))
}

/// What a range is called.
#[must_use]
pub fn range_label(sheet: &Sheet) -> String {
    let t = sheet.t;
    sheet
        .nine
        .peers
        .map_or_else(|| t.nine_range().to_owned(), |p| t.peers_range(t.peers(p)))
}

/// What median and range are called in a picture, where there is little room and the title has the group's name.
pub(super) fn short_labels(sheet: &Sheet) -> (&'static str, &'static str) {
    let t = sheet.t;
    match sheet.nine.peers {
        Some(_) => (t.peers_median_short(), t.peers_range_short()),
        None => (t.nine_median(), t.nine_range()),
    }
}

/// A finding as one of the group.
pub(super) fn within(sheet: &Sheet, said: String) -> String {
    match sheet.nine.peers {
        Some(peers) if !said.is_empty() => sheet.t.of_peers(peers, &said),
        _ => said,
    }
}

/// The finding of a group of fewer than three values, where it is not to speak of a median, or of one city alone.
pub(super) fn of_few(sheet: &Sheet, finding: &DotsFinding) -> Option<String> {
    let (t, d) = (sheet.t, sheet.d);
    let peers = sheet.nine.peers?;
    match finding {
        DotsFinding::OneCity { city, figure } if peers.cities().len() == 1 => {
            Some(t.peers_only(t.city_short(city), t.amount(d, *figure)))
        }
        DotsFinding::SpreadOf {
            low_figure,
            high_figure,
            cities,
            ..
        } if *cities < FEWEST => Some(t.peers_pair(t.amount(d, *low_figure), t.amount(d, *high_figure))),
        DotsFinding::AllEqual {
            cities, exact: false, ..
        } if *cities < FEWEST => {
            let (p, sight) = sheet.now()?;
            let figures = super::sheet::comparable_figures(d, p, sight);
            let highest = figures.into_iter().filter_map(|(_, v)| v).max()?;
            Some(t.peers_pair_level(t.amount(d, highest), t.difference(d, d.smallest_difference)))
        }
        _ => None,
    }
}

/// Which cities the group is, and that too few of them have a value.
pub(super) fn source(sheet: &Sheet) -> Option<String> {
    let t = sheet.t;
    let peers = sheet.nine.peers?;
    let names: Vec<_> = peers.cities().iter().map(|c| c.short(t.lang())).collect();
    let line = t.peers_source(t.peers(peers), names.join(t.list_sep()));
    let few = sheet.d.way != Way::YesNo && sheet.now().is_some_and(|(p, _)| told(p).0.is_none());
    Some(if few { t.sentences(&line, t.peers_few()) } else { line })
}

/// That a group is asked for and not shown, and why.
#[must_use]
pub fn note(sheet: &Sheet) -> AnyView {
    let withheld = sheet.asked.peers.is_some() && sheet.nine.peers.is_none();
    withheld
        .then(|| view! { <p class="sm modenote" data-peers="withheld">{icon("info")}{sheet.t.peers_withheld()}</p> })
        .into_any()
}

/// The groups to choose from, in the field of a form; none where there is nothing to choose.
#[must_use]
pub fn field(t: Words, chosen: Option<Peers>) -> AnyView {
    let options = |classes: bool| {
        let is_class = |p: &Peers| matches!(p, Peers::Large | Peers::Smaller);
        Peers::offered()
            .filter(|p| is_class(p) == classes)
            .map(|p| view! { <option value=p.name() selected=chosen == Some(p)>{t.peers(p)}</option> })
            .collect_view()
    };
    view! {
        <option value="">{t.peers_all()}</option>
        <optgroup label=t.peers_region()>{options(false)}</optgroup>
        <optgroup label=t.peers_class()>{options(true)}</optgroup>
    }
    .into_any()
}
