//! What stands above the table of a score: the total with what is behind it, the totals by aspect and goal, and what is
//! left out.

use domain::{
    Decimal,
    indicator::{Aspect, Goal},
    score::{Outcome, Reason, Total},
};
use leptos::prelude::*;
use storage::scores::{Explained, Score};

use super::explain::{exact, percent, points};
use crate::{
    components::{bits::notice, icons::icon},
    locales::Words,
};

/// The id of an aspect's row.
pub(super) fn of_aspect(aspect: Aspect) -> String {
    format!("score-{}", aspect.name())
}

/// The id of a goal's row.
pub(super) fn of_goal(goal: Goal) -> String {
    format!("score-{}", goal.name())
}

/// The total as it is shown; in brackets where it is unranked.
pub(super) fn total(t: Words, total: &Total) -> String {
    match total.total {
        None => t.none_dash().to_owned(),
        Some(n) if total.is_ranked() => points(t, n),
        Some(n) => t.in_brackets("", points(t, n)).trim().to_owned(),
    }
}

fn weight_behind(t: Words, total: &Total) -> String {
    let Some(share) = total.weight_share else {
        return t.none_dash().to_owned();
    };
    let all: Decimal = total
        .lines
        .iter()
        .filter(|l| !is_removed(l.outcome))
        .map(|l| l.weight)
        .sum();
    t.score_share_of(percent(t, share), exact(total.base), exact(all))
}

const fn is_removed(outcome: Outcome) -> bool {
    matches!(outcome, Outcome::Out(Reason::NotApplicable | Reason::NoCases))
}

fn values_behind(t: Words, total: &Total) -> String {
    total.value_share.map_or_else(
        || t.none_dash().to_owned(),
        |share| t.score_share_of(percent(t, share), total.held, total.expected),
    )
}

/// The total, its rule, what is behind it, and why it is grey.
pub(super) fn head(t: Words, score: &Score) -> AnyView {
    let all = &score.total;
    let shown = match all.total {
        Some(_) => total(t, all),
        None => t.score_none().to_owned(),
    };
    let class = if all.is_ranked() { "fig" } else { "fig is-grey" };
    let grey = all
        .grey
        .iter()
        .map(|grey| notice("warn", t.score_grey(*grey)))
        .collect_view();
    view! {
        <dl class="facts">
            <div><dt>{t.score_total()}</dt><dd class=class data-score="">{shown}</dd></div>
            <div><dt>{t.score_rule()}</dt><dd>{t.score_rule_name(score.rule)}</dd></div>
            <div><dt>{t.score_weight_behind()}</dt><dd>{weight_behind(t, all)}</dd></div>
            <div><dt>{t.score_values_behind()}</dt><dd>{values_behind(t, all)}</dd></div>
        </dl>
        {grey}
        <p class="sm muted measure">{t.score_rule_words()}</p>
    }
    .into_any()
}

/// The totals by aspect and by goal.
pub(super) fn parts(t: Words, score: &Score) -> AnyView {
    let aspects = Aspect::ALL.map(|a| (of_aspect(a), t.aspect(a), score.of_aspect(a)));
    let goals = Goal::ALL.map(|g| (of_goal(g), t.goal(g), score.of_goal(g)));
    view! {
        <div class="grid grid--6-6">
            {table(t, "aspects", t.score_by_aspect(), &aspects)}
            {table(t, "goals", t.score_by_goal(), &goals)}
        </div>
    }
    .into_any()
}

fn table(t: Words, id: &'static str, title: &'static str, all: &[(String, &'static str, Total)]) -> AnyView {
    let rows = all
        .iter()
        .map(|(id, name, part)| {
            let grey: Vec<_> = part.grey.iter().map(|grey| t.score_grey(*grey)).collect();
            let grey = (!grey.is_empty()).then(|| view! { <span class="sub">{grey.join(t.sentence_gap())}</span> });
            view! {
                <tr id=id.clone()>
                    <th scope="row">{*name}{grey}</th>
                    <td class="num"><b>{total(t, part)}</b></td>
                    <td class="num">{weight_behind(t, part)}</td>
                    <td class="num">{values_behind(t, part)}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <section class="sect stack-s" aria-labelledby=id>
            <h2 id=id>{title}</h2>
            <div class="scroll" tabindex="0" role="group" aria-label=title>
                <table class="tbl tbl--parts">
                    <caption class="vh">{title}</caption>
                    <thead><tr><th scope="col">{t.scores_what()}</th><th scope="col" class="num">{t.score_points_of()}</th><th scope="col" class="num">{t.score_weight_behind()}</th><th scope="col" class="num">{t.score_values_behind()}</th></tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </section>
    }
    .into_any()
}

/// What is left out or counts 0, by reason, each with the way to its row.
pub(super) fn left_out(t: Words, explained: &Explained) -> AnyView {
    let reasons = [
        Reason::NotApplicable,
        Reason::NoCases,
        Reason::NoTarget,
        Reason::NotYet,
        Reason::Missing,
        Reason::NoFigure,
    ];
    let zero = (t.score_zero(), Outcome::Zero(Reason::NotApplicable));
    let all = reasons.map(|reason| (t.score_out(reason), Outcome::Out(reason)));
    let groups: Vec<_> = [zero]
        .into_iter()
        .chain(all)
        .filter_map(|(words, outcome)| {
            let lines: Vec<_> = explained
                .score
                .total
                .lines
                .iter()
                .filter(|l| l.outcome == outcome)
                .collect();
            if lines.is_empty() {
                return None;
            }
            let weight: Decimal = lines.iter().map(|l| l.weight).sum();
            let head = t.score_left_line(words, lines.len(), exact(weight));
            let names = lines
                .iter()
                .map(|l| view! { <li><a href=format!("#i-{}", l.code)>{t.item(&l.code)}</a></li> })
                .collect_view();
            Some(view! { <li><b>{head}</b><ul class="score__left">{names}</ul></li> })
        })
        .collect();
    let body = match groups.is_empty() {
        true => view! { <p class="istat istat--ok">{icon("checkc")}{t.score_all_count()}</p> }.into_any(),
        false => view! { <ul class="plain-list stack-s">{groups}</ul> }.into_any(),
    };
    view! {
        <section class="sect stack-s" aria-labelledby="left"><h2 id="left">{t.score_left_out()}</h2>{body}</section>
    }
    .into_any()
}
