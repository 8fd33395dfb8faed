//! The forms of who may act on a practice: CNIPA's decision, and another city's adoption.

use domain::{
    indicator::indicators,
    practice::{Action, REASON_MAX},
};
use leptos::prelude::*;
use storage::{Caller, practices::Practice};

use super::{chain::add_proof, href, show::city_name};
use crate::{
    components::fields::{Field, Kind},
    pages::typed::typed_by,
    visit::{Posted, Visit},
};

/// CNIPA's buttons.
pub(super) fn decide(visit: &Visit, p: &Practice, posted: &Posted) -> AnyView {
    let t = visit.words();
    let offered: Vec<_> = [Action::Select, Action::Return, Action::Decline, Action::Publish]
        .into_iter()
        .filter(|a| p.can.contains(a))
        .collect();
    if offered.is_empty() {
        return ().into_any();
    }
    let publish = offered == [Action::Publish];
    let buttons = offered
        .iter()
        .enumerate()
        .map(|(i, action)| {
            let word = match action {
                Action::Select => t.practice_select(),
                Action::Return => t.practice_return(),
                Action::Decline => t.practice_decline(),
                _ => t.practice_publish(),
            };
            let class = if i == 0 { "btn" } else { "btn btn--2" };
            view! { <button class=class type="submit" name="action" value=action.name()>{word}</button> }
        })
        .collect_view();
    let reason = (!publish).then(|| {
        let field = Field::new(
            "reason",
            t.practice_reason(),
            Kind::area(REASON_MAX),
            posted.field("reason"),
        );
        field
            .hint(t.practice_reason_hint())
            .error(posted.error("reason"))
            .view()
    });
    let lead = publish.then(|| view! { <p>{t.practice_publish_lead()}</p> });
    view! {
        <form method="post" action=href(p.number) class="decide stack" aria-labelledby="decide" novalidate>
            {typed_by(visit)}
            <h2 id="decide">{t.practice_decide()}</h2>
            <input type="hidden" name="seen" value=p.revision.to_string() />
            {lead}{reason}
            <p class="row">{buttons}</p>
        </form>
    }
    .into_any()
}

/// The form by which another city says that it does this too.
pub(super) fn adopt(visit: &Visit, caller: &Caller, p: &Practice, posted: &Posted) -> AnyView {
    let t = visit.words();
    let slug = caller.actor.city().unwrap_or_default();
    let own = p.adoptions.iter().find(|a| a.city == slug);
    let mut shown = posted.clone();
    if posted.errors.is_empty() {
        let indicator = own.map_or_else(|| p.case.indicator.clone(), |a| a.indicator.clone());
        shown.fields.insert("indicator".to_owned(), indicator);
        if let Some(a) = own {
            shown.fields.insert("adopted_on".to_owned(), a.on.to_string());
            shown.fields.insert("proof".to_owned(), a.proof.clone());
        }
    }
    let one =
        |name: &'static str, label, kind| Field::new(name, label, kind, shown.field(name)).error(shown.error(name));
    let known = indicators().map(|d| (d.code.clone(), format!("{} {}", d.code, d.name.get(t.lang()))));
    let known = Kind::Choice(known.collect(), Some(t.none_dash()));
    let (lead, button) = match own {
        Some(_) => (t.practice_adopt_again().to_owned(), t.practice_adopt_change()),
        None => (t.practice_adopt_lead(city_name(t, slug)), t.practice_adopt_send()),
    };
    let files = own.map(|a| add_proof(t, p, &a.city));
    view! {
        <form method="post" action=href(p.number) class="decide stack" aria-labelledby="adopt" novalidate autocomplete="off">
            {typed_by(visit)}
            <h2 id="adopt">{t.practice_adopt()}</h2>
            <p>{lead}</p>
            {files}
            {one("adopted_on", t.practice_adopted_on(), Kind::Line("date")).view()}
            {one("indicator", t.practice_adopt_indicator(), known).view()}
            {one("proof", t.practice_proof(), Kind::area(REASON_MAX)).hint(t.practice_proof_hint()).view()}
            <p><button class="btn" type="submit" name="action" value="adopt">{button}</button></p>
        </form>
    }
    .into_any()
}
