//! What CNIPA does with several cities in view: shares a problem with all of them, joins the same problem of several, and
//! looks for what is alike. Nothing is joined without a person.

use domain::{
    access::Verb,
    fault::Fault,
    likeness::Letters,
    problem::{Action, Refusal as No, Turn},
};
use serde_json::json;

use super::{
    row::{Row, by_number, some},
    stored::{enter, facts, object, update},
    thread::{Said, add_step},
};
use crate::{
    Caller, Error, Line, Refusal, Store, allow,
    packed::{packed, records},
};

/// From this likeness on a problem is suggested, 0 to 1.
const ALIKE: f64 = 0.3;

/// Of how many, by their titles the most alike, the whole text is compared.
const READ: usize = 300;

/// How many are suggested.
const SUGGESTED: usize = 5;

/// Shares a problem with all cities and observers, or no longer.
///
/// # Errors
/// `Forbidden`, `NotFound`; `Refused` where the form shows an older revision.
pub async fn share(store: &Store, caller: &Caller, number: i64, seen: Option<i64>, shared: bool) -> Result<(), Error> {
    let action = if shared { Action::Share } else { Action::Unshare };
    let (mut w, mut row) = enter(store, caller, number, seen, action).await?;
    if row.shared == shared {
        return Ok(());
    }
    let before = facts(&w, &row);
    row.shared = shared;
    let state = row.state;
    add_step(&mut w, &row, Some(state), 0, Said::of(action)).await?;
    update(&mut w, &mut row).await?;
    let after = facts(&w, &row);
    let line = Line {
        action: if shared { "problem.share" } else { "problem.unshare" },
        object: object(number),
        before,
        after,
    };
    w.commit(line).await?;
    Ok(())
}

/// Joins a problem with others: what is assigned or answered then goes to all of them.
///
/// # Errors
/// `Forbidden`, `NotFound`; `Refused` where one of them is closed or not there, or the form shows an older revision.
pub async fn join(
    store: &Store,
    caller: &Caller,
    number: i64,
    seen: Option<i64>,
    numbers: &[i64],
) -> Result<(), Error> {
    let (mut w, row) = enter(store, caller, number, seen, Action::Join).await?;
    row.standing()
        .next(Action::Join, Turn::Cnipa)
        .map_err(Refusal::Problem)?;
    let mut all = vec![row];
    for n in numbers {
        if all.iter().any(|r| r.number == *n) {
            continue;
        }
        let other = match by_number(w.conn(), *n).await {
            Err(Error::NotFound) => return Err(Refusal::Fields(vec![("join", Fault::Unknown)]).into()),
            other => other?,
        };
        allow(caller, Verb::Handle, &other.object())?;
        other
            .standing()
            .next(Action::Join, Turn::Cnipa)
            .map_err(Refusal::Problem)?;
        all.push(other);
    }
    if all.len() < 2 {
        return Err(Refusal::Problem(No::NothingToJoin).into());
    }
    let group = all.iter().find_map(|r| r.group.clone()).unwrap_or_else(|| w.new_id());
    // Groups that meet become one.
    let others: Vec<String> = all
        .iter()
        .filter_map(|r| r.group.clone())
        .filter(|g| *g != group)
        .collect();
    for other in others {
        for met in some(w.conn(), "p.joined_to = $1", &other).await? {
            if all.iter().all(|r| r.number != met.number) {
                all.push(met);
            }
        }
    }
    let mut joined = Vec::new();
    for row in &mut all {
        joined.push(row.code());
        if row.group.as_ref() == Some(&group) {
            continue;
        }
        row.group = Some(group.clone());
        let state = row.state;
        add_step(&mut w, row, Some(state), 0, Said::of(Action::Join)).await?;
        update(&mut w, row).await?;
    }
    let line = Line {
        action: "problem.join",
        object: object(number),
        before: json!(null),
        after: json!({ "group": group, "problems": joined }),
    };
    w.commit(line).await?;
    Ok(())
}

/// Takes a problem out of its group; a group of one is none.
///
/// # Errors
/// `Forbidden`, `NotFound`; `Refused` where it is in none, or the form shows an older revision.
pub async fn leave(store: &Store, caller: &Caller, number: i64, seen: Option<i64>) -> Result<(), Error> {
    let (mut w, mut row) = enter(store, caller, number, seen, Action::Leave).await?;
    let (action, state) = (Action::Leave, row.state);
    row.standing().next(action, Turn::Cnipa).map_err(Refusal::Problem)?;
    let Some(group) = row.group.take() else {
        return Err(Refusal::Problem(No::WrongStep { action, state }).into());
    };
    add_step(&mut w, &row, Some(state), 0, Said::of(action)).await?;
    update(&mut w, &mut row).await?;
    let mut left = some(w.conn(), "p.joined_to = $1", &group).await?;
    if let [last] = left.as_mut_slice() {
        last.group = None;
        update(&mut w, last).await?;
    }
    let line = Line {
        action: "problem.leave",
        object: object(number),
        before: json!({ "group": group }),
        after: json!(null),
    };
    w.commit(line).await?;
    Ok(())
}

/// A problem that is like another.
#[derive(Clone, Debug, PartialEq)]
pub struct Like {
    /// The problem.
    pub row: Row,
    /// How like, 0 to 1.
    pub likeness: f64,
}

/// The open problems of other cities that are most like one, to whoever joins them.
///
/// # Errors
/// `Forbidden`, `NotFound`.
pub async fn like(store: &Store, caller: &Caller, number: i64) -> Result<Vec<Like>, Error> {
    let mut read = store.read().await?;
    let row = by_number(read.conn(), number).await?;
    allow(caller, Verb::Handle, &row.object())?;
    // Titles first: ten thousand of them are read in the time of a few hundred texts.
    let sql = format!(
        "SELECT {} FROM problems p WHERE p.state <> 'closed' AND p.city <> $1",
        packed(&["p.number", "p.title", "p.joined_to"])
    );
    let text: Option<String> = sqlx::query_scalar(&sql)
        .bind(row.city.clone())
        .fetch_one(read.conn())
        .await?;
    let (title, description) = (Letters::of(&row.content.title), Letters::of(&row.content.description));
    let mut near = Vec::new();
    for mut other in records(text.as_deref()) {
        let (number, other_title, group): (i64, _, _) = (other.of()?, other.text()?, other.some()?);
        if group.is_some() && group == row.group.as_deref() {
            continue;
        }
        let alike = title.like(&Letters::of(other_title));
        if alike > 0.0 {
            near.push((number, alike));
        }
    }
    best(&mut near, READ);
    // A likeness of titles says as much as one of the whole.
    let sql = format!(
        "SELECT {} FROM problems p WHERE p.number IN ({})",
        packed(&["p.number", "p.description"]),
        numbers(&near)
    );
    let wholes: Option<String> = sqlx::query_scalar(&sql).fetch_one(read.conn()).await?;
    for mut other in records(wholes.as_deref()) {
        let (number, whole): (i64, _) = (other.of()?, description.like(&Letters::of(other.text()?)));
        for (_, alike) in near.iter_mut().filter(|(n, _)| *n == number) {
            *alike = alike.max(whole);
        }
    }
    near.retain(|(_, alike)| *alike >= ALIKE);
    best(&mut near, SUGGESTED);
    let of_these = format!("p.city <> $1 AND p.number IN ({})", numbers(&near));
    let rows = some(read.conn(), &of_these, &row.city).await?;
    let of = |(number, likeness): &(i64, f64)| {
        let row = rows.iter().find(|r| r.number == *number)?.clone();
        Some(Like {
            row,
            likeness: *likeness,
        })
    };
    Ok(near.iter().filter_map(of).collect())
}

/// The numbers as a list of the SQL; zero is none's.
fn numbers(near: &[(i64, f64)]) -> String {
    let all = std::iter::once(0).chain(near.iter().map(|(number, _)| *number));
    all.map(|n| n.to_string()).collect::<Vec<_>>().join(", ")
}

/// Leaves the most alike, the earlier first among equals.
fn best(near: &mut Vec<(i64, f64)>, most: usize) {
    near.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    near.truncate(most);
}
