//! Both sides of the workbench: the list of items by verdict, and the decision on the whole report.

use domain::report::{State, Verdict};
use leptos::prelude::*;
use storage::reports::Review;

use super::{
    review_data::{Item, Show},
    review_look::{left, why},
    rows::verdict_due,
    versions::timeline,
};
use crate::{components::icons::icon, visit::Visit};

/// The items by what is to be done with them; a link leads to the item, if need be with all items shown.
#[must_use]
pub fn queue(visit: &Visit, items: &[Item], shown: &dyn Fn(&Item) -> bool, deciding: bool) -> AnyView {
    let t = visit.words();
    let is = |item: &Item, verdict| !item.todo && item.verdict == Some(verdict);
    let pick = |f: &dyn Fn(&Item) -> bool| items.iter().filter(|i| f(i)).collect::<Vec<_>>();
    let todo = pick(&|i| i.todo);
    let returned = pick(&|i| is(i, Verdict::Return));
    let asked = pick(&|i| is(i, Verdict::Ask) || (i.asked && i.verdict.is_none()));
    let accepted = pick(&|i| is(i, Verdict::Accept));
    let fine = pick(&|i| !i.todo && !i.asked && i.verdict.is_none());
    let group = |heading: String, items: Vec<&Item>, folded: bool| {
        if items.is_empty() {
            return ().into_any();
        }
        let lines = items
            .into_iter()
            .map(|item| line(visit, item, shown(item), deciding))
            .collect_view();
        if folded {
            view! { <details class="queue__fold"><summary>{heading}</summary><ul class="queue">{lines}</ul></details> }
                .into_any()
        } else {
            view! { <h2 class="queue__h">{heading}</h2><ul class="queue">{lines}</ul> }.into_any()
        }
    };
    let groups = [
        group(t.queue_todo(todo.len(), items.len()), todo, false),
        group(t.queue_returned(returned.len()), returned, false),
        group(t.queue_asked(asked.len()), asked, false),
        group(t.queue_accepted(accepted.len()), accepted, true),
        group(t.queue_fine(fine.len()), fine, true),
    ]
    .collect_view();
    view! { <nav class="bench__list" aria-label=t.queue_label()>{groups}</nav> }.into_any()
}

/// The way to an item: within the page where it is shown there; else a button that keeps what is typed in the bench's
/// form and shows all items, or a link where there is no form.
#[must_use]
pub fn to_item(visit: &Visit, name: &str, shown: bool, deciding: bool, inside: AnyView) -> AnyView {
    if shown {
        return view! { <a href=format!("#r-{name}")>{inside}</a> }.into_any();
    }
    if deciding {
        let name = name.to_owned();
        return view! { <button class="go" type="submit" form="bench" name="go" value=name>{inside}</button> }
            .into_any();
    }
    let to = visit.with(&[("show", Show::All.name()), ("done", ""), ("of", "")]);
    view! { <a href=format!("{to}#r-{name}")>{inside}</a> }.into_any()
}

fn line(visit: &Visit, item: &Item, shown: bool, deciding: bool) -> AnyView {
    let t = visit.words();
    let (class, name) = match (item.verdict.filter(|_| !item.todo), item.warning) {
        (Some(Verdict::Accept), _) => ("ok", "check"),
        (Some(Verdict::Return), _) => ("warn", "ret"),
        (Some(Verdict::Ask), _) => ("info", "chat"),
        (None, _) if item.asked => ("info", "chat"),
        (None, Some((_, false))) => ("warn", "spike"),
        (None, _) if item.came_back => ("warn", "ret"),
        (None, _) if item.changed => ("info", "sync"),
        (None, Some((_, true))) => ("info", "spike"),
        (None, _) if item.far.is_some() => ("info", "eye"),
        (None, None) if item.todo => ("muted", "idle"),
        (None, None) => ("muted", "eq"),
    };
    let (code, title) = match item.definition {
        Some(d) => (d.code.clone(), d.name.get(visit.lang).to_owned()),
        None => (t.text_label().to_owned(), t.section(&item.name).to_owned()),
    };
    let why = why(t, item)
        .filter(|_| item.todo)
        .map(|why| view! { <small>{why}</small> });
    let inside = view! { <span class=class>{icon(name)}</span><code>{code}</code><span>{title}</span>{why} };
    let todo = item.todo.then(|| item.name.clone());
    view! { <li data-todo=todo>{to_item(visit, &item.name, shown, deciding, inside.into_any())}</li> }.into_any()
}

/// Counts, CNIPA's own term, the four buttons, and the versions so far.
#[must_use]
pub fn decision(visit: &Visit, review: &Review, items: &[Item], term: u32, deciding: bool, look: AnyView) -> AnyView {
    let t = visit.words();
    let (row, of) = (&review.row, items.len());
    let count = |f: &dyn Fn(&Item) -> bool| t.n_of(items.iter().filter(|i| f(i)).count(), of);
    let is = |i: &Item, verdict| !i.todo && i.verdict == Some(verdict);
    let due = verdict_due(visit, row, term)
        .filter(|_| row.state == State::Submitted)
        .map(|(by, over)| {
            let late =
                (over > 0).then(|| view! { <p class="istat istat--err">{icon("clock")}{t.decide_overdue(over)}</p> });
            view! { <dt>{t.decide_by()}</dt><dd><b>{t.full_day(by)}</b>{late}</dd> }
        });
    let counts = view! {
        <dl class="kv">
            <dt>{t.decide_todo()}</dt><dd>{count(&|i| i.todo)}</dd>
            <dt>{t.decide_returned()}</dt><dd>{count(&|i| is(i, Verdict::Return))}</dd>
            <dt>{t.decide_asked()}</dt><dd>{count(&|i| i.asked || is(i, Verdict::Ask))}</dd>
            <dt>{t.decide_accepted()}</dt><dd>{count(&|i| is(i, Verdict::Accept))}</dd>
            {due}
        </dl>
    };
    let keys = view! {
        <button class="btn btn--2 btn--s is-quiet" type="button" id="keys-open" data-do="keys" aria-haspopup="dialog">{t.keys_button()}</button>
    };
    let buttons = deciding.then(|| buttons(visit, row.taken, items));
    view! {
        <aside class="side stack" aria-label=t.decide_title()>
            <div class="card stack"><h2>{t.decide_title()}</h2>{counts}{buttons}{keys}</div>
            {look}
            <div><h3 class="label">{t.versions_title()}</h3>{timeline(t, &row.city, row.period, &review.heads)}</div>
        </aside>
    }
    .into_any()
}

/// The same address with what follows a verdict: the next report that waits.
#[must_use]
pub fn then_next(visit: &Visit) -> String {
    visit.with(&[("done", ""), ("of", ""), ("then", "next")])
}

fn buttons(visit: &Visit, taken: bool, items: &[Item]) -> AnyView {
    let t = visit.words();
    let (undecided, unexplained, flagged) = left(items);
    let next = then_next(visit);
    let keep = if taken { t.keep_button() } else { t.take_button() };
    view! {
        <div class="stack-s decisions">
        <button class="btn btn--2 btn--wide" type="submit" name="action" value="take">{keep}</button>
        <button class="btn btn--2 btn--wide" type="submit" name="action" value="ask">{t.ask_button()}</button>
        <button class="btn btn--2 btn--wide" type="submit" name="action" value="return">{t.return_button()}</button>
        <button class="btn btn--2 btn--wide" type="submit" name="action" value="return" formaction=next.clone() id="return-next">{t.return_next()}</button>
        <p id="leaves" data-unexplained=unexplained.to_string() data-flagged=flagged.to_string()>
            {t.accept_leaves(undecided, unexplained, flagged)}
        </p>
        <button class="btn btn--wide" type="submit" name="action" value="accept">{t.accept_button()}</button>
        <button class="btn btn--2 btn--wide" type="submit" name="action" value="accept" formaction=next id="accept-next">{t.accept_next()}</button>
        </div>
        <p class="xs muted">{t.decide_hint()}</p>
        <p class="xs muted">{t.hidden_kept()}</p>
    }
    .into_any()
}
