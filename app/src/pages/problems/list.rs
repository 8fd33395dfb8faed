//! The register's list: the filters as a plain form, one line a problem, the pages.

use domain::{
    city::cities,
    indicator::Goal,
    problem::{Age, Severity, State, Turn, category_name},
};
use leptos::prelude::*;
use storage::{
    Caller,
    problems::{Listed, PAGE, Row, Which},
};

use super::{
    asked::{Asked, is_city},
    bits::{bar, due, href, place, severity_chip, state_chip},
};
use crate::{
    components::{fields, icons::icon},
    locales::Words,
    visit::{Visit, address},
};

/// How many pages stand beside the present one.
const NEAR: i64 = 2;

/// The filters.
pub(super) fn filters(visit: &Visit, caller: &Caller, asked: Option<&Asked>) -> AnyView {
    let t = visit.words();
    let select = |name, label, all, options| fields::filter(visit, name, label, all, options);
    let which = asked.map(|a| a.filter.which).unwrap_or_default();
    let by_city = (which == Which::Shared || !is_city(caller)).then(|| {
        let seen = cities()
            .iter()
            .filter(|c| which == Which::Shared || caller.actor.covers(&c.slug));
        let options = seen.map(|c| (c.slug.clone(), c.short(visit.lang).to_owned())).collect();
        select("city", t.city(), t.list_all_cities(), options)
    });
    let goals = Goal::ALL.into_iter();
    let goals = goals
        .map(|g| (category_name(g).to_owned(), t.goal(g).to_owned()))
        .collect();
    let states = State::ALL
        .iter()
        .map(|s| (s.name().to_owned(), t.problem_state(*s).to_owned()));
    let states = states
        .chain([("all".to_owned(), t.filter_every().to_owned())])
        .collect();
    let turns = [Turn::City, Turn::Province, Turn::Cnipa].into_iter();
    let turns = turns.map(|s| (s.name().to_owned(), t.turn(s).to_owned())).collect();
    let severities = Severity::ALL.iter().rev();
    let severities = severities
        .map(|s| (s.name().to_owned(), t.severity(*s).to_owned()))
        .collect();
    let ages = Age::ALL
        .iter()
        .map(|a| (a.name().to_owned(), t.age(*a).to_owned()))
        .collect();
    let kept = visit
        .kept(&["view", "by", "indicator"])
        .into_iter()
        .map(|(name, value)| view! { <input type="hidden" name=name value=value.to_owned() /> })
        .collect_view();
    let overdue = visit.asked("overdue") == Some("yes");
    let clear = asked.is_none_or(Asked::is_narrowed).then(|| {
        let to = address("/problems", visit.kept(&["view", "by"]));
        view! { <div><a class="btn btn--text btn--s" href=to>{t.clear_filter()}</a></div> }
    });
    view! {
        <form class="filters" method="get" action="/problems#list" role="search" aria-label=t.problems_filter()>
            {kept}
            {by_city}
            {select("category", t.filter_goal(), t.filter_goals(), goals)}
            {select("state", t.state_heading(), t.filter_open(), states)}
            {select("turn", t.filter_turn(), t.all(), turns)}
            {select("severity", t.col_severity(), t.all(), severities)}
            {select("age", t.filter_age(), t.all(), ages)}
            <div>
                <label for="q">{t.filter_text()}</label>
                <input class="input input--s" id="q" name="q" type="search" value=visit.asked("q").unwrap_or_default().to_owned() />
            </div>
            <div><label class="check"><input type="checkbox" name="overdue" value="yes" checked=overdue /><span>{t.filter_overdue()}</span></label></div>
            <div><button class="btn btn--2 btn--s" type="submit">{t.filter()}</button></div>
            {clear}
        </form>
    }
    .into_any()
}

/// The flags beside a state.
pub(super) fn flags(t: Words, row: &Row, cnipa: bool) -> AnyView {
    let shared = row
        .shared
        .then(|| view! { <span class="chip chip--plain">{icon("eye")}{t.shared_chip()}</span> });
    let joined = (cnipa && row.group.is_some())
        .then(|| view! { <span class="chip chip--plain">{icon("sync")}{t.joined_chip()}</span> });
    view! { <span class="flags">{shared}{joined}</span> }.into_any()
}

/// The problems of a page, or that there are none.
pub(super) fn table(visit: &Visit, caller: &Caller, asked: &Asked, listed: &Listed) -> AnyView {
    let t = visit.words();
    if listed.rows.is_empty() {
        let own = is_city(caller) && asked.filter.which == Which::Own;
        let (title, hint) = match (asked.is_narrowed(), own) {
            (true, _) => (t.problems_none_found(), ""),
            (_, true) => (t.problems_none(), t.problems_none_hint()),
            _ => (t.problems_none(), t.problems_none_read()),
        };
        return view! { <div class="empty"><h3>{title}</h3><p>{hint}</p></div> }.into_any();
    }
    let cnipa = caller.actor.is_cnipa();
    let many = !(is_city(caller) && asked.filter.which == Which::Own);
    let body = listed
        .rows
        .iter()
        .map(|row| {
            let days = row.ageing(visit.today()).total();
            let hot = row.content.severity == Severity::Urgent && row.state != State::Closed || row.is_overdue(visit.today());
            view! {
                <tr class=hot.then_some("is-hl") data-problem=row.code()>
                    <td class="nowrap"><a href=href(row)>{row.code()}</a></td>
                    <th scope="row">{row.content.title.clone()}<span class="sub">{t.goal(row.content.category)}</span></th>
                    {many.then(|| view! { <td class="nowrap">{place(visit, &row.city)}</td> })}
                    <td class="nowrap">{severity_chip(t, row.content.severity, false)}</td>
                    <td>{state_chip(t, row.state)}{flags(t, row, cnipa)}</td>
                    <td class="num">{days}</td>
                    <td>{bar(visit, row)}</td>
                    <td>{due(visit, row)}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <div class="scroll" tabindex="0" role="group" aria-label=t.problems_list()>
            <table class="tbl tbl--pad tbl--problems">
                <caption class="vh">{t.problems_list()}</caption>
                <thead>
                    <tr>
                        <th scope="col">{t.col_number()}</th><th scope="col">{t.col_problem()}</th>
                        {many.then(|| view! { <th scope="col">{t.city()}</th> })}
                        <th scope="col">{t.col_severity()}</th><th scope="col">{t.state_heading()}</th>
                        <th scope="col" class="num">{t.col_days()}</th><th scope="col">{t.col_bar()}</th>
                        <th scope="col">{t.col_due()}</th>
                    </tr>
                </thead>
                <tbody>{body}</tbody>
            </table>
        </div>
        <p class="xs muted">{t.bar_note()}</p>
        {pager(visit, listed)}
    }
    .into_any()
}

fn pager(visit: &Visit, listed: &Listed) -> AnyView {
    let t = visit.words();
    let pages = (listed.total + PAGE - 1) / PAGE;
    let from = (listed.page - 1) * PAGE + 1;
    let to = from + i64::try_from(listed.rows.len()).unwrap_or(0) - 1;
    let range = t.problems_range(from, to, listed.total);
    let link = |page: i64| format!("{}#list", visit.with(&[("page", &page.to_string())]));
    let near = |n: &i64| *n == 1 || *n == pages || (n - listed.page).abs() <= NEAR;
    let numbers = (1..=pages)
        .filter(near)
        .map(|n| {
            let current = (n == listed.page).then_some("page");
            view! { <li><a href=link(n) aria-current=current aria-label=t.page_n(n)>{n}</a></li> }
        })
        .collect_view();
    let next =
        (listed.page < pages).then(|| view! { <li><a rel="next" href=link(listed.page + 1)>{t.page_next()}</a></li> });
    let list = (pages > 1).then(|| view! { <ul>{numbers}{next}</ul> });
    view! { <nav class="pager" aria-label=t.problems_list()><span class="muted">{range}</span>{list}</nav> }.into_any()
}
