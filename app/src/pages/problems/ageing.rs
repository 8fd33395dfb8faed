//! How old the open problems are, by goal, state, city or whose turn it is: a table first, colour second; each number leads
//! to its problems.

use domain::{
    city::cities,
    indicator::Goal,
    problem::{Age, State, Turn, category_name},
};
use leptos::prelude::*;
use storage::{
    Caller,
    problems::{Cell, Summary},
};

use super::asked::{Asked, By, file};
use crate::{
    components::{bits::demo_mark, icons::icon},
    locales::Words,
    visit::Visit,
};

/// A row: its value in addresses, its name, its counts by age.
struct Row {
    value: String,
    name: String,
    counts: [i64; 4],
}

impl Row {
    fn total(&self) -> i64 {
        self.counts.iter().sum()
    }
}

impl Words {
    /// What the rows of the ageing stand for.
    const fn by(self, by: By) -> &'static str {
        match by {
            By::Category => self.dim_category(),
            By::State => self.dim_state(),
            By::City => self.dim_city(),
            By::Turn => self.dim_turn(),
        }
    }
}

fn rows(visit: &Visit, summary: &Summary, by: By) -> Vec<Row> {
    let t = visit.words();
    let row = |value: &str, name: &str, fits: &dyn Fn(&Cell) -> bool| Row {
        value: value.to_owned(),
        name: name.to_owned(),
        counts: std::array::from_fn(|i| summary.count(|c| fits(c) && Age::ALL.get(i) == Some(&c.age))),
    };
    let used = |row: &Row| row.total() > 0;
    match by {
        By::Category => {
            let one = |g: Goal| row(category_name(g), t.goal(g), &|c| c.category == g);
            Goal::ALL.into_iter().map(one).collect()
        }
        By::State => {
            let open = State::ALL.iter().filter(|s| **s != State::Closed);
            let one = |s: &State| row(s.name(), t.problem_state(*s), &|c| c.state == *s);
            open.map(one).filter(used).collect()
        }
        By::City => {
            let one = |c: &domain::city::City| row(&c.slug, c.short(visit.lang), &|cell| cell.city == c.slug);
            cities().iter().map(one).filter(used).collect()
        }
        By::Turn => {
            let sides = [Turn::City, Turn::Province, Turn::Cnipa].into_iter();
            let one = |s: Turn| row(s.name(), t.turn(s), &|c| c.turn == s);
            sides.map(one).collect()
        }
    }
}

/// Which has most, or which share that.
fn take(t: Words, rows: &[Row]) -> String {
    let most = rows.iter().map(Row::total).max().unwrap_or(0);
    let top: Vec<_> = rows.iter().filter(|r| r.total() == most).collect();
    match top.as_slice() {
        _ if most == 0 => t.problems_lead_none().to_owned(),
        [only] => t.ageing_most(&only.name, most, only.counts.iter().skip(2).sum::<i64>()),
        top => {
            let names: Vec<_> = top.iter().map(|r| r.name.as_str()).collect();
            t.ageing_tie(names.join(t.list_sep()), most)
        }
    }
}

/// The figure.
pub(super) fn figure(visit: &Visit, caller: &Caller, asked: &Asked, summary: &Summary) -> AnyView {
    let t = visit.words();
    let by = asked.by;
    let rows = rows(visit, summary, by);
    // Few problems are not shaded as if they were many.
    let most = rows.iter().flat_map(|r| r.counts).max().unwrap_or(0).max(5);
    let heads = Age::ALL
        .iter()
        .map(|a| view! { <th scope="col" class="c">{t.age(*a)}</th> })
        .collect_view();
    let link = |value: &str, age: Option<Age>| {
        let state = if by == By::State { value } else { "" };
        let age = age.map_or("", Age::name);
        format!(
            "{}#list",
            visit.with(&[
                ("state", state),
                (by.name(), value),
                ("age", age),
                ("page", ""),
                ("overdue", "")
            ])
        )
    };
    let take = take(t, &rows);
    let body = rows
        .iter()
        .map(|row| {
            let cells = row
                .counts
                .iter()
                .zip(Age::ALL)
                .map(|(n, age)| {
                    if *n == 0 {
                        return view! { <td class="muted">"0"</td> }.into_any();
                    }
                    // Five steps of the scale of amounts.
                    let step = (n * 5 + most - 1) / most;
                    let to = link(&row.value, Some(*age));
                    let said = format!("{} {}", row.name, t.age(*age));
                    view! { <td class=format!("q-{}", step.clamp(1, 5))><a href=to aria-label=t.colon(said, n)>{*n}</a></td> }.into_any()
                })
                .collect_view();
            view! { <tr><th scope="row">{row.name.clone()}</th>{cells}<td class="tot"><a href=link(&row.value, None)>{row.total()}</a></td></tr> }
        })
        .collect_view();
    let one_city = asked.filter.city.is_some()
        || super::asked::is_city(caller) && asked.filter.which == storage::problems::Which::Own;
    let choices = By::ALL
        .into_iter()
        .filter(|b| *b != By::City || !one_city)
        .map(|b| {
            let current = (b == by).then_some("page");
            view! { <a href=visit.with(&[("by", b.name()), ("page", "")]) aria-current=current>{t.by(b)}</a> }
        })
        .collect_view();
    let heading = t.ageing_of(t.by(by));
    let (time, csv) = (t.stamp(visit.now), file(visit, "/exports/problems.csv"));
    let demo = visit.demo().map(|_| demo_mark(t));
    view! {
        <figure class="chart chart--ageing">
            <h2 class="chart__title"><b>{heading.clone()}</b></h2>
            <p class="chart__take">{take}</p>
            <p class="grain"><span class="seg seg--wrap" role="group" aria-label=t.ageing_heading()>{choices}</span></p>
            <div class="scroll" tabindex="0" role="group" aria-label=heading.clone()>
                <table class="heat heat--ageing">
                    <caption class="vh">{heading.clone()}</caption>
                    <thead><tr><th scope="col">{t.by(by)}</th>{heads}<th scope="col" class="c">{t.ageing_total()}</th></tr></thead>
                    <tbody>{body}</tbody>
                </table>
            </div>
            <figcaption class="chart__foot"><span>{t.ageing_source(time)}" "{demo}</span><span class="dl"><span>{icon("dl")}<a href=csv download="">{t.csv()}</a></span></span></figcaption>
        </figure>
    }
    .into_any()
}
