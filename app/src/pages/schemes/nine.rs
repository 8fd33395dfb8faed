//! The cities side by side, below the list of schemes: tasks by state, milestones that are late, funding planned and spent.
//! Of each city what its reader may see, as the list itself.

use charts::{Plan, PlanRow, Stack, StackRow};
use domain::{
    Decimal,
    number::group,
    task::{Late, State, counts, late},
};
use leptos::prelude::*;
use storage::schemes::{self, Row};

use super::{figure::Figure, progress::bar, progress_href};
use crate::{
    error::Error,
    locales::Words,
    visit::{App, Visit},
};

/// The names of the two charts.
pub const TASKS: &str = "scheme-tasks";
/// See [`TASKS`].
pub const FUNDS: &str = "scheme-funds";

/// Of each city with a filed scheme the counts of its tasks, in the order of [`State::ALL`].
fn by_state(rows: &[Row]) -> Vec<(&str, [u32; 5])> {
    let one = |row: &'_ Row| Some(counts(&row.filed.as_ref()?.content.tasks, &row.accepted.tasks));
    rows.iter()
        .filter_map(|row| Some((row.city.as_str(), one(row)?)))
        .collect()
}

fn number(n: Decimal) -> Option<f64> {
    n.to_string().parse().ok()
}

/// Both charts and the list of late milestones; nothing where no scheme is filed.
pub(super) fn view(visit: &Visit, rows: &[Row]) -> AnyView {
    if rows.iter().all(|row| row.filed.is_none()) {
        return ().into_any();
    }
    let (stack, plan) = (stack(visit, rows), plan(visit, rows));
    let t = visit.words();
    let stacked = stack_figure(visit, rows).view(620, &[], |frame| charts::stack(&stack, frame), state_table(t, rows));
    let planned = plan_figure(visit, rows).view(620, &[], |frame| charts::plan(&plan, frame), plan_table(t, rows));
    view! { <div class="grid grid--6-6">{stacked}{planned}</div>{late_list(t, rows)} }.into_any()
}

/// A chart as a file, with its name.
///
/// # Errors
/// `NotFound` for who may see no scheme.
pub(super) async fn as_file(visit: &Visit, app: &App, name: &str, width: u32) -> Result<(String, String), Error> {
    let rows = schemes::list(&app.store, &visit.caller()?).await?;
    if rows.iter().all(|row| row.filed.is_none()) {
        return Err(Error::NotFound);
    }
    let svg = if name == TASKS {
        let chart = stack(visit, &rows);
        stack_figure(visit, &rows).as_file(width, |frame| charts::stack(&chart, frame))
    } else {
        let chart = plan(visit, &rows);
        plan_figure(visit, &rows).as_file(width, |frame| charts::plan(&chart, frame))
    };
    Ok((svg, name.to_owned()))
}

fn mine(visit: &Visit, city: &str) -> bool {
    visit.actor.as_ref().and_then(|a| a.city()) == Some(city)
}

fn stack(visit: &Visit, rows: &[Row]) -> Stack {
    let t = visit.words();
    let row = |(city, counts): (&str, [u32; 5])| StackRow {
        label: t.city_short(city).to_owned(),
        counts: counts.to_vec(),
        text: t.stack_total(counts.iter().sum::<u32>()),
        highlighted: mine(visit, city),
        ..StackRow::default()
    };
    Stack {
        parts: State::ALL
            .iter()
            .map(|s| (bar(*s).into(), t.task_state(*s).to_owned()))
            .collect(),
        rows: by_state(rows).into_iter().map(row).collect(),
    }
}

fn stack_figure(visit: &Visit, rows: &[Row]) -> Figure {
    let t = visit.words();
    let all = by_state(rows);
    let [.., done, delayed, _] = all
        .iter()
        .fold([0; 5], |sum, (_, n)| std::array::from_fn(|i| sum[i] + n[i]));
    let total: u32 = all.iter().flat_map(|(_, n)| n).sum();
    let desc = all.iter().map(|(city, n)| {
        let parts = State::ALL.iter().zip(n).filter(|(_, n)| **n > 0);
        let parts: Vec<_> = parts.map(|(s, n)| format!("{} {n}", t.task_state(*s))).collect();
        t.colon(t.city_short(city), parts.join(t.list_sep()))
    });
    let desc: Vec<_> = desc.collect();
    Figure::new(
        visit,
        TASKS,
        t.stack_title().to_owned(),
        t.stack_take(done, total, delayed),
        &desc,
    )
}

fn state_table(t: Words, rows: &[Row]) -> AnyView {
    let heads = State::ALL
        .iter()
        .map(|s| view! { <th scope="col" class="num">{t.task_state(*s)}</th> })
        .collect_view();
    let lines = by_state(rows)
        .into_iter()
        .map(|(city, counts)| {
            let cells = counts.map(|n| view! { <td class="num">{n}</td> }).collect_view();
            view! { <tr><th scope="row"><a href=progress_href(city)>{t.city_short(city).to_owned()}</a></th>{cells}</tr> }
        })
        .collect_view();
    table(
        t.stack_title(),
        view! { <th scope="col">{t.city()}</th>{heads} }.into_any(),
        lines.into_any(),
    )
}

fn table(name: &'static str, heads: AnyView, lines: AnyView) -> AnyView {
    view! {
        <div class="scroll" tabindex="0" role="group" aria-label=name>
            <table class="tbl tbl--top"><caption class="vh">{name}</caption><thead><tr>{heads}</tr></thead><tbody>{lines}</tbody></table>
        </div>
    }
    .into_any()
}

/// City, planned and spent, in 万元.
fn funds(rows: &[Row]) -> Vec<(&str, Option<Decimal>, Option<Decimal>)> {
    let one = |row: &'_ Row| Some(row.filed.as_ref()?.content.funding_planned);
    let spent = |row: &Row| row.accepted.spent.map(|(_, n)| n);
    let all = rows
        .iter()
        .filter_map(|row| Some((row.city.as_str(), one(row)?, spent(row))));
    all.collect()
}

fn or_not(t: Words, n: Option<Decimal>) -> String {
    n.map_or_else(|| t.plan_not_reported().to_owned(), group)
}

fn plan(visit: &Visit, rows: &[Row]) -> Plan {
    let t = visit.words();
    let row = |(city, planned, spent): (&str, Option<Decimal>, Option<Decimal>)| PlanRow {
        label: t.city_short(city).to_owned(),
        planned: planned.and_then(number),
        actual: spent.and_then(number),
        text: t.plan_text(or_not(t, spent), or_not(t, planned)),
        highlighted: mine(visit, city),
    };
    Plan {
        planned: t.plan_planned().to_owned(),
        actual: t.plan_spent().to_owned(),
        rows: funds(rows).into_iter().map(row).collect(),
    }
}

fn plan_figure(visit: &Visit, rows: &[Row]) -> Figure {
    let t = visit.words();
    let all = funds(rows);
    let sum = |of: Vec<Option<Decimal>>| {
        let zero = Some(Decimal::ZERO);
        let sum = of.into_iter().flatten().fold(zero, |sum, n| sum?.checked_add(n));
        sum.map_or_else(|| t.none_dash().to_owned(), group)
    };
    let (spent, planned) = (all.iter().map(|f| f.2), all.iter().map(|f| f.1));
    let take = t.plan_take(sum(spent.collect()), sum(planned.collect()));
    let desc = all.iter().map(|(city, planned, spent)| {
        let text = t.plan_text(or_not(t, *spent), or_not(t, *planned));
        t.colon(t.city_short(city), text)
    });
    let desc: Vec<_> = desc.collect();
    let heading = t.plan_heading(t.plan_title(), t.plan_unit());
    Figure::new(visit, FUNDS, heading, take, &desc)
}

fn plan_table(t: Words, rows: &[Row]) -> AnyView {
    let heads = [t.plan_planned(), t.plan_spent(), t.plan_share()]
        .map(|word| view! { <th scope="col" class="num">{word}</th> })
        .collect_view();
    let lines = rows
        .iter()
        .filter_map(|row| Some((row, row.filed.as_ref()?.content.funding_planned)))
        .map(|(row, planned)| {
            let (period, spent) = row.accepted.spent.unzip();
            let share = spent.zip(planned).and_then(|(spent, planned)| {
                let share = spent.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(planned)?;
                Some(format!("{}%", t.number(share, 1)))
            });
            let period = period.map(|p| view! { <span class="sub">{t.period_name(p)}</span> });
            view! {
                <tr>
                    <th scope="row"><a href=progress_href(&row.city)>{t.city_short(&row.city).to_owned()}</a></th>
                    <td class="num">{or_not(t, planned)}</td><td class="num">{or_not(t, spent)}{period}</td>
                    <td class="num">{share.unwrap_or_else(|| t.none_dash().to_owned())}</td>
                </tr>
            }
        })
        .collect_view();
    table(
        t.plan_title(),
        view! { <th scope="col">{t.city()}</th>{heads} }.into_any(),
        lines.into_any(),
    )
}

/// The milestones of all cities whose day has passed, the longest first.
fn late_list(t: Words, rows: &[Row]) -> AnyView {
    let of = |row: &'_ Row| {
        let tasks = row.filed.as_ref().map_or(&[][..], |v| &v.content.tasks);
        late(tasks, &row.accepted.tasks, row.now)
    };
    let mut all: Vec<(&str, Late)> = Vec::new();
    for row in rows {
        all.extend(of(row).into_iter().map(|late| (row.city.as_str(), late)));
    }
    all.sort_by_key(|(_, late)| std::cmp::Reverse(late.step.days_late));
    let body = if all.is_empty() {
        view! { <p class="muted">{t.late_none()}</p> }.into_any()
    } else {
        let heads = [
            t.city(),
            t.scheme_task_title(),
            t.scheme_milestone_name(),
            t.late_due(),
            t.late_days(),
            t.scheme_milestone_lead(),
        ]
        .map(|word| view! { <th scope="col">{word}</th> })
        .collect_view();
        let lines = all
            .into_iter()
            .map(|(city, late)| {
                let to = format!("{}#task-{}", progress_href(city), late.task);
                let moved = (late.step.at != late.step.due)
                    .then(|| view! { <span class="sub">{t.task_expected_on(late.step.at)}</span> });
                view! {
                    <tr>
                        <th scope="row">{t.city_short(city).to_owned()}</th><td><a href=to>{t.scheme_task(late.task)}" "{late.title}</a></td>
                        <td>{late.step.name}</td><td class="nowrap">{late.step.due.to_string()}{moved}</td><td class="num">{late.step.days_late}</td><td>{late.step.lead}</td>
                    </tr>
                }
            })
            .collect_view();
        table(t.late_title(), heads.into_any(), lines.into_any())
    };
    view! { <section class="sect stack-s" id="late" aria-labelledby="late-title"><h2 id="late-title">{t.late_title()}</h2>{body}</section> }
        .into_any()
}
