//! A city's total as a line on its pages, with the way to how it comes about, for who may read it.

use domain::access::{Decision, Object, Verb, may};
use leptos::prelude::*;
use storage::{Caller, scores};

use super::{
    asked::{self, Asked},
    explain::percent,
    sums,
};
use crate::{
    components::icons::icon,
    error::Error,
    visit::{App, Visit},
};

/// The line; nothing before the pilot's first quarter is over, and where nothing is scored.
///
/// # Errors
/// Of the store.
pub(in crate::pages) async fn line(visit: &Visit, app: &App, caller: &Caller, city: &str) -> Result<AnyView, Error> {
    let t = visit.words();
    let reads = may(Some(&caller.actor), Verb::Read, &Object::Score { city }) == Decision::Allow;
    let asked = Asked::of_last(visit);
    let Some(quarter) = asked.quarter.filter(|_| reads) else {
        return Ok(().into_any());
    };
    let score = scores::one(&app.store, caller, city, asked::of(visit, quarter, asked.as_of)).await?;
    if score.total.total.is_none() {
        return Ok(().into_any());
    }
    let share = score
        .total
        .value_share
        .map(|share| t.score_line_share(percent(t, share)));
    let line = t.score_line(t.period_name(quarter), sums::total(t, &score.total));
    let to = asked::href(visit, city, quarter);
    Ok(view! {
        <p class="row score-line" data-score-of=city.to_owned()>
            <b>{line}</b><span class="muted">{share}</span>
            <a class="file" href=to>{icon("right")}{t.score_line_link()}</a>
        </p>
    }
    .into_any())
}
