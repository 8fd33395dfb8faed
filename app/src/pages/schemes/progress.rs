//! `/schemes/{city}?view=progress`: how far a city has come with the tasks of its filed scheme: a timeline with the present
//! day, its table beside it, and both as of an earlier day.

use charts::{Mark, MarkState, State as Bar, Timeline, TimelineGroup, TimelineRow};
use domain::{
    number::group,
    period::Period,
    scheme::Task,
    task::{Moment, State, Step, counts, steps},
};
use jiff::civil::Date;
use leptos::prelude::*;
use storage::schemes::{self, Progress};

use super::{
    figure::{Figure, number},
    href,
};
use crate::{
    comparison::asked::asked_day,
    components::{bits::notice, frame::Frame},
    error::Error,
    locales::Words,
    pages::reports::paper,
    visit::{App, Visit},
};

/// Its name among the charts.
pub const NAME: &str = "scheme-progress";

/// A task with what was accepted of it and where its milestones stand.
struct Row<'a> {
    task: &'a Task,
    last: Option<&'a Moment>,
    steps: Vec<Step>,
}

impl Row<'_> {
    fn state(&self) -> State {
        self.last.map_or(State::NotStarted, |m| m.state)
    }
}

fn rows(p: &Progress) -> Vec<Row<'_>> {
    let mut all = Vec::new();
    for task in p.filed.iter().flat_map(|content| &content.tasks) {
        let last = p.accepted.tasks.get(&task.number);
        let first = p.first.as_ref().and_then(|content| content.task(task.number));
        let steps = steps(task, first, last, p.now);
        all.push(Row { task, last, steps });
    }
    all
}

/// The day asked for, or why it is none.
fn asked(visit: &Visit) -> (Option<Date>, Option<&'static str>) {
    let mut errors = Vec::new();
    let day = asked_day(visit, &mut errors);
    match errors.first() {
        Some((_, why)) => (None, Some(why)),
        None => (day, None),
    }
}

/// The page.
///
/// # Errors
/// `NotFound` for who may not know of the scheme, `Forbidden` for who may not read it.
pub(super) async fn page(visit: &Visit, app: &App, city: &str) -> Result<AnyView, Error> {
    let (as_of, why) = asked(visit);
    let p = schemes::progress(&app.store, &visit.caller()?, city, as_of).await?;
    Ok(content(visit, &p, as_of, why))
}

/// The chart as a file, with its name.
///
/// # Errors
/// As [`page`]; `NotFound` too where nothing was filed by then.
pub(super) async fn as_file(visit: &Visit, app: &App, width: u32) -> Result<(String, String), Error> {
    let (as_of, why) = asked(visit);
    let city = visit.asked("city").unwrap_or_default();
    let p = schemes::progress(&app.store, &visit.caller()?, city, as_of).await?;
    if p.filed.is_none() || why.is_some() {
        return Err(Error::NotFound);
    }
    let rows = rows(&p);
    let chart = timeline(visit, &p, &rows, as_of);
    let svg = figure(visit, &p, &rows).as_file(width, |frame| charts::timeline(&chart, frame));
    Ok((svg, format!("{NAME}-{city}")))
}

fn figure(visit: &Visit, p: &Progress, rows: &[Row]) -> Figure {
    let t = visit.words();
    let done = rows.iter().filter(|r| r.state() == State::Done).count();
    let late = rows.iter().flat_map(|r| &r.steps).filter(|s| s.days_late > 0).count();
    let desc: Vec<_> = rows.iter().map(|r| said(t, r)).collect();
    let heading = t.progress_chart(paper::city_name(t, &p.city));
    Figure::new(visit, NAME, heading, t.progress_take(done, rows.len(), late), &desc)
}

/// A task in words: `3 title: under way, 40%`.
fn said(t: Words, row: &Row) -> String {
    let state = row
        .last
        .map_or_else(|| t.progress_never().to_owned(), |m| t.task_said(m.state, m.percent));
    t.colon(format!("{} {}", row.task.number, row.task.title), state)
}

/// How a task's state is drawn.
pub(super) const fn bar(state: State) -> Bar {
    match state {
        State::NotStarted => Bar::NotStarted,
        State::UnderWay => Bar::UnderWay,
        State::Done => Bar::Done,
        State::Delayed => Bar::Delayed,
        State::Adjusted => Bar::Adjusted,
    }
}

fn mark(t: Words, step: &Step) -> Mark {
    let state = match step {
        Step { done_on: Some(_), .. } => MarkState::Done,
        Step { days_late: 1.., .. } => MarkState::Late,
        Step {
            moved_from: Some(_), ..
        } => MarkState::Moved,
        _ => MarkState::Due,
    };
    Mark {
        at: number(step.at),
        label: step.number.to_string(),
        title: step_words(t, step),
        state,
        moved_from: step.moved_from.filter(|day| *day != step.at).map(number),
    }
}

/// A milestone in words.
fn step_words(t: Words, step: &Step) -> String {
    let mut parts = vec![match step.done_on {
        Some(day) => t.task_reached(&step.name, day),
        None => t.task_due(&step.name, step.due),
    }];
    if step.days_late > 0 {
        parts.push(t.milestone_late_by(step.days_late));
    }
    if step.awaited {
        parts.push(t.milestone_awaited().to_owned());
    }
    if step.done_on.is_none() && step.at != step.due {
        parts.push(t.task_expected_on(step.at));
    }
    if let Some(before) = step.moved_from.filter(|day| *day != step.due) {
        parts.push(t.milestone_moved(before));
    }
    parts.join(t.list_sep())
}

fn timeline(visit: &Visit, p: &Progress, rows: &[Row], as_of: Option<Date>) -> Timeline {
    let t = visit.words();
    let pilot = visit.settings.pilot;
    let months = std::iter::successors(Some(Period::month_of(pilot.first)), |m| Some(m.next()));
    let mut year = None;
    let ticks = months.take_while(|m| m.first_day() <= pilot.last).map(|m| {
        let short = t.period_short(m, false);
        let label = match year.replace(m.year()) == Some(m.year()) {
            true => short,
            false => format!("{short}\n{}", m.year()),
        };
        (number(m.first_day()), label)
    });
    let row = |r: &Row| TimelineRow {
        label: format!("{} {}", r.task.number, r.task.title),
        title: said(t, r),
        bar: r
            .steps
            .iter()
            .map(|s| s.at)
            .max()
            .map(|end| (number(pilot.first), number(end))),
        done: r.last.map(|m| f64::from(m.percent) / 100.0),
        state: bar(r.state()),
        marks: r.steps.iter().map(|s| mark(t, s)).collect(),
    };
    let of = |own: bool| rows.iter().filter(move |r| r.task.required.is_empty() == own);
    let groups = [(t.scheme_required(), false), (t.scheme_task_own(), true)];
    let groups = groups.map(|(label, own)| TimelineGroup {
        label: label.to_owned(),
        rows: of(own).map(row).collect(),
    });
    let today = match as_of {
        Some(day) => t.progress_as_of_day(t.day(day)),
        None => t.progress_today(t.day(p.now.today)),
    };
    Timeline {
        from: number(pilot.first),
        to: number(pilot.last),
        ticks: ticks.collect(),
        today: Some((number(p.now.today), today)),
        groups: groups.into_iter().filter(|g| !g.rows.is_empty()).collect(),
        states: State::ALL
            .iter()
            .map(|s| (bar(*s), t.task_state(*s).to_owned()))
            .collect(),
        marks: vec![
            (MarkState::Due, t.mark_due().to_owned()),
            (MarkState::Done, t.mark_done().to_owned()),
            (MarkState::Late, t.mark_late().to_owned()),
            (MarkState::Moved, t.mark_moved().to_owned()),
        ],
    }
}

fn content(visit: &Visit, p: &Progress, as_of: Option<Date>, why: Option<&'static str>) -> AnyView {
    let t = visit.words();
    let (name, rows) = (paper::city_name(t, &p.city), rows(p));
    let title = t.progress_title(name);
    let body = match &p.filed {
        None => view! { <div class="empty"><h2>{t.scheme_none()}</h2><p>{t.progress_none()}</p></div> }.into_any(),
        Some(filed) => {
            let chart = timeline(visit, p, &rows, as_of);
            let day = as_of.map(|day| day.to_string()).unwrap_or_default();
            let query = [("city", p.city.as_str()), ("as_of", day.as_str())];
            let query: Vec<_> = query.into_iter().filter(|(_, v)| !v.is_empty()).collect();
            let table = table(t, &p.city, &rows);
            let drawn = figure(visit, p, &rows).view(1080, &query, |frame| charts::timeline(&chart, frame), table);
            let states = counts(&filed.tasks, &p.accepted.tasks);
            let states = State::ALL
                .iter()
                .zip(states)
                .map(|(s, n)| view! { <div><dt>{t.task_state(*s)}</dt><dd>{n}</dd></div> })
                .collect_view();
            let planned = filed.funding_planned.map_or_else(|| t.none_dash().to_owned(), group);
            let spent = p.accepted.spent.map_or_else(
                || t.plan_not_reported().to_owned(),
                |(period, n)| format!("{} ({})", group(n), t.period_name(period)),
            );
            view! {
                <dl class="facts">
                    {states}
                    <div><dt>{t.colon(t.plan_planned(), t.plan_unit())}</dt><dd>{planned}</dd></div>
                    <div><dt>{t.colon(t.plan_spent(), t.plan_unit())}</dt><dd>{spent}</dd></div>
                </dl>
                {drawn}
            }
            .into_any()
        }
    };
    let wrong = why.map(|why| notice("err", why.to_owned()));
    let (day, most) = (
        visit.asked("as_of").unwrap_or_default().to_owned(),
        visit.today().to_string(),
    );
    let kind = if why.is_some() { "text" } else { "date" };
    let back = as_of.map(|_| view! { <a href=super::progress_href(&p.city)>{t.progress_now()}</a> });
    let form = view! {
        <form class="filters is-screen" method="get" action=href(&p.city)>
            <input type="hidden" name="view" value="progress" />
            <div><label for="as_of">{t.as_of_label()}</label><input class="input input--s" type=kind id="as_of" name="as_of" value=day max=most /></div>
            <div><button class="btn btn--2 btn--s" type="submit">{t.progress_show()}</button></div>
            {back}
        </form>
    };
    let (scheme, city) = (href(&p.city), p.city.clone());
    view! {
        <Frame title=title.clone() city=Some(city)>
            <nav class="crumbs" aria-label=t.crumbs()><ol><li><a href="/schemes">{t.schemes_title()}</a></li><li><a href=scheme>{t.scheme_title(name)}</a></li><li>{t.progress_link()}</li></ol></nav>
            <div class="stack-l">
                <div class="phead"><h1>{title}</h1></div>
                {wrong}
                {form}
                {body}
            </div>
        </Frame>
    }
    .into_any()
}

fn table(t: Words, city: &str, rows: &[Row]) -> AnyView {
    let lines = rows.iter().map(|row| line(t, city, row)).collect_view();
    view! {
        <div class="scroll" tabindex="0" role="group" aria-label=t.progress_link()>
            <table class="tbl tbl--top">
                <caption class="vh">{t.progress_link()}</caption>
                <thead>
                    <tr>
                        <th scope="col">{t.scheme_task_title()}</th><th scope="col">{t.task_state_label()}</th><th scope="col" class="num">{t.tasks_percent_col()}</th>
                        <th scope="col">{t.progress_next()}</th><th scope="col">{t.task_note()}</th><th scope="col">{t.progress_last()}</th>
                    </tr>
                </thead>
                <tbody>{lines}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn line(t: Words, city: &str, row: &Row) -> AnyView {
    let open = || row.steps.iter().filter(|s| s.done_on.is_none());
    let next = open().filter(|s| s.days_late == 0).map(|s| s.at).min();
    let shown = open().filter(|s| s.days_late > 0 || s.awaited || Some(s.at) == next);
    let steps = shown
        .map(|s| view! { <li data-late=(s.days_late > 0).then_some("true")>{step_words(t, s)}</li> })
        .collect_view();
    let (state, percent, note, last) = match row.last {
        None => (
            t.none_dash().into_any(),
            None,
            ().into_any(),
            t.progress_never().into_any(),
        ),
        Some(m) => {
            let cause = (!m.cause.is_empty())
                .then(|| view! { <span class="sub case__text">{t.colon(t.task_cause(), &m.cause)}</span> });
            let to = format!(
                "/reports/{city}/{}/versions/{}#r-task-{}",
                m.period, m.version, row.task.number
            );
            (
                t.task_state(m.state).into_any(),
                Some(format!("{}%", m.percent)),
                view! { <span class="case__text">{m.note.clone()}</span>{cause} }.into_any(),
                view! { <a href=to>{t.period_name(m.period)}</a> }.into_any(),
            )
        }
    };
    view! {
        <tr id=format!("task-{}", row.task.number) data-state=row.last.map(|m| m.state.name())>
            <th scope="row">{t.scheme_task(row.task.number)}" "{row.task.title.clone()}</th>
            <td class="nowrap">{state}</td><td class="num">{percent}</td><td><ul class="plain">{steps}</ul></td><td>{note}</td><td>{last}</td>
        </tr>
    }
    .into_any()
}
