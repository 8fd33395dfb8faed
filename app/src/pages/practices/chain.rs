//! From a practice to its adopters: since when, what moved there, and what shows it.

use std::collections::BTreeMap;

use leptos::prelude::*;
use storage::{evidence::OfWhole, practices::Practice};

use super::{dated, href, show::indicator_link};
use crate::{components::icons::icon, locales::Words, pages::reports::files_view::of_whole, visit::Visit};

/// What shows the adoptions, by city.
pub(super) type Proofs = BTreeMap<String, OfWhole>;

/// Practice, adopters, what moved.
pub(super) fn chain(visit: &Visit, p: &Practice, proofs: &Proofs) -> AnyView {
    let t = visit.words();
    if p.adoptions.is_empty() {
        return view! { <section class="sect" aria-labelledby="chain"><h2 id="chain">{t.practice_chain()}</h2><p class="muted">{t.practice_adopters_none()}</p></section> }.into_any();
    }
    let dash = || t.none_dash().to_owned();
    let rows = p
        .adoptions
        .iter()
        .map(|a| {
            let d = domain::indicator::definition(&a.indicator);
            let by = a
                .moved
                .by()
                .zip(d)
                .map_or_else(dash, |(by, d)| t.signed_difference(d, by));
            let before = a.moved.before.as_ref().map_or_else(dash, |o| dated(t, o));
            let after = a.moved.after.as_ref().map_or_else(dash, |o| dated(t, o));
            view! {
                <tr>
                    <th scope="row">{t.city_short(&a.city).to_owned()}<span class="sub">{a.on.to_string()}</span></th>
                    <td>{d.map(|d| indicator_link(t, d))}</td>
                    <td class="num">{before}</td><td class="num">{after}</td><td class="num"><b>{by}</b></td>
                    <td class="case__proof">{a.proof.clone()}{proof(visit, p, &a.city, proofs)}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <section class="sect stack-s case__chain" aria-labelledby="chain">
            <h2 id="chain">{t.practice_chain()}</h2>
            <div class="scroll" tabindex="0" role="group" aria-label=t.practice_chain()>
                <table class="tbl tbl--top">
                    <caption class="vh">{t.practice_chain()}</caption>
                    <thead><tr>
                        <th scope="col">{t.city()}<small>{t.practice_adopted_on()}</small></th><th scope="col">{t.practice_indicator()}</th>
                        <th scope="col" class="num">{t.practice_moved_before()}</th><th scope="col" class="num">{t.practice_moved_after()}</th>
                        <th scope="col" class="num">{t.practice_moved_by()}</th><th scope="col">{t.practice_proof()}</th>
                    </tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            <p class="xs muted">{t.practice_chain_note()}</p>
        </section>
    }
    .into_any()
}

/// The files that show an adoption, and to its city the way to add one.
fn proof(visit: &Visit, p: &Practice, city: &str, proofs: &Proofs) -> AnyView {
    let Some(OfWhole { files, open, elsewhere }) = proofs.get(city) else {
        return ().into_any();
    };
    let all = of_whole(visit, files, elsewhere);
    let add = open.then(|| add_proof(visit.words(), p, city));
    view! { {all}{add} }.into_any()
}

pub(super) fn add_proof(t: Words, p: &Practice, city: &str) -> AnyView {
    let to = format!("{}/adoptions/{city}/files", href(p.number));
    view! { <p class="is-screen"><a class="proof__add" href=to>{icon("clip")}{t.files_add()}</a></p> }.into_any()
}
