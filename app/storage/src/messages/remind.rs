//! Reminders of what is due, made once for each person, report and day, by however many copies of the program.

use std::collections::HashSet;

use domain::{
    access::{Actor, Scope},
    calendar::{beijing, start_of},
    message::Kind,
    period::Period,
    reminder::{Reminder, Standing, reminder, turn},
};
use jiff::{Timestamp, civil::Date};
use serde_json::{Value, json};

use super::{Params, put, report};
use crate::{Caller, Error, Line, Store, micros, reports, users};

/// Somebody who is to be reminded of a report.
struct Due {
    person: Actor,
    city: String,
    period: Period,
    reminder: Reminder,
}

impl Due {
    /// What makes it one a person, report and day.
    fn once(&self, today: Date) -> String {
        format!("{}/{}/{}/{today}", self.person.id, self.city, self.period)
    }
}

/// Reminds everybody whose turn it is of what is due by today's rule; gives how many messages are new.
///
/// # Errors
/// `Unavailable`; the next time goes on.
pub async fn remind(store: &Store, now: Timestamp) -> Result<usize, Error> {
    let caller = Caller {
        from: "serve".into(),
        ..Caller::cli(now)
    };
    // On most calls nobody is left to be told: the write lock is for those who type.
    let due = due(store, &caller).await?;
    if due.is_empty() {
        return Ok(0);
    }
    let today = beijing(now).date();
    let mut w = store.write(&caller).await?;
    let mut new = 0;
    for d in &due {
        // What happened since it was read is seen under the lock.
        let state = reports::state_of(w.conn(), &d.city, d.period).await?;
        if turn(state) != Some(d.reminder.role) {
            continue;
        }
        let params = Params {
            days: d.reminder.days,
            ..Params::report(&d.city, d.period)
        };
        let about = report(&d.city, d.period);
        let made = put(&mut w, &d.person, Kind::Reminder, &about, &params, Some(&d.once(today))).await?;
        new += usize::from(made);
    }
    if new == 0 {
        return Ok(0);
    }
    w.commit(Line {
        action: "message.remind",
        object: format!("reminders:{today}"),
        before: Value::Null,
        after: json!({ "messages": new }),
    })
    .await?;
    Ok(new)
}

/// Who is to be reminded today and was not yet.
async fn due(store: &Store, caller: &Caller) -> Result<Vec<Due>, Error> {
    let now = caller.at;
    let today = beijing(now).date();
    let mut found = Vec::new();
    for row in reports::at_hand(store, caller, REPORTS).await? {
        let limit = row.extended_until.unwrap_or(row.deadlines.due).max(row.deadlines.due);
        let standing = Standing {
            period: row.period,
            state: row.state,
            timeliness: row.timeliness,
            opens: row.deadlines.opens,
            limit,
        };
        let reminder = reminder(&standing, now).filter(|_| row.locked_since.is_none());
        found.extend(reminder.map(|r| (row.city, row.period, r)));
    }
    if found.is_empty() {
        return Ok(Vec::new());
    }
    let mut read = store.read().await?;
    let told: HashSet<String> = sqlx::query_scalar("SELECT once FROM messages WHERE once IS NOT NULL AND at >= $1")
        .bind(micros(start_of(today)))
        .fetch_all(read.conn())
        .await?
        .into_iter()
        .collect();
    let mut due = Vec::new();
    for (city, period, reminder) in found {
        for person in users::at(read.conn(), &[reminder.role], &Scope::City(city.clone())).await? {
            due.push(Due {
                person,
                city: city.clone(),
                period,
                reminder,
            });
        }
    }
    due.retain(|d| !told.contains(&d.once(today)));
    Ok(due)
}

/// Of how many periods the reports are looked at, beside those that somebody still has to do with.
const REPORTS: usize = 2;
