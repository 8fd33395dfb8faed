//! What CNIPA sets over the calendar's settings: the pilot's year, due days, extensions, exemptions. Each rule holds from
//! one line of the audit until another, so that the calendar can be read as it was known on a past day.

use domain::{
    access::{Decision, Object, Verb, may},
    calendar::{Calendar, Effect, Filed, Moved, Rule, beijing, end_of},
    city::cities,
    fault::text,
    message::Kind,
    period::Period,
};
use jiff::{Timestamp, civil::Date};
use serde_json::{Value, json};
use sqlx::AnyConnection;

use crate::{
    Caller, Error, Line, Refusal, Store, Write, allow,
    messages::{self, Params, Who},
    micros,
    settings::{self, Settings},
    timestamp,
};

/// Most characters of a reason.
pub const REASON_MAX: u32 = domain::entry::NOTE_MAX as u32;

/// A rule as it was set, and how it ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The rule.
    pub rule: Rule,
    /// Why.
    pub reason: String,
    /// Name of who set it.
    pub set_by: String,
    /// When.
    pub set_at: Timestamp,
    /// How it ended; none while it holds.
    pub ended: Option<Ended>,
}

/// How a rule ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ended {
    /// Name of who ended it.
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// Why it was taken back; none where another took its place.
    pub reason: Option<String>,
}

/// What a change of the calendar would do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preview {
    /// Reports whose deadlines move.
    pub moved: Vec<Moved>,
    /// Reports that would be late, in time, locked, open or exempt, and now are not.
    pub effects: Vec<Effect>,
}

/// A change of the calendar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// Sets a rule, in the place of the one with its key.
    Set(Rule),
    /// Takes the rule of this key back.
    TakeBack {
        /// Its name.
        rule: String,
        /// Its city, empty for all.
        city: String,
        /// Its report, empty for all.
        period: String,
    },
}

impl Change {
    /// The rule set, or the one in force that is taken back; `NotFound` where there is none to take back.
    fn rule(&self, calendar: &Calendar) -> Result<Rule, Error> {
        match self {
            Change::Set(rule) => Ok(rule.clone()),
            Change::TakeBack { rule, city, period } => {
                let same = |r: &&Rule| {
                    let (name, of, at) = r.key();
                    (name, &of, &at) == (rule.as_str(), city, period) && name != "year"
                };
                calendar.rules().find(same).cloned().ok_or(Error::NotFound)
            }
        }
    }

    fn applied(&self, calendar: &Calendar) -> Result<Calendar, Error> {
        let rule = self.rule(calendar)?;
        Ok(match self {
            Change::Set(_) => calendar.clone().with(rule),
            Change::TakeBack { .. } => calendar.clone().without(&rule.key()),
        })
    }
}

/// The calendar in force, or as known after a line of the audit.
pub(crate) async fn of(conn: &mut AnyConnection, settings: &Settings, seq: Option<i64>) -> Result<Calendar, Error> {
    let rows: Vec<(String, String, String, String)> = match seq {
        None => {
            let sql = "SELECT rule, city, period, value FROM calendar_rules WHERE valid_to IS NULL";
            sqlx::query_as(sql).fetch_all(conn).await?
        }
        Some(seq) => {
            let sql = "SELECT rule, city, period, value FROM calendar_rules \
                       WHERE valid_from <= $1 AND (valid_to IS NULL OR valid_to > $1)";
            sqlx::query_as(sql).bind(seq).fetch_all(conn).await?
        }
    };
    let rules = rows
        .iter()
        .filter_map(|(rule, city, period, value)| Rule::parse(rule, city, period, value));
    Ok(Calendar::new(settings.pilot, settings.terms, rules))
}

/// The calendar in force with the extensions and exemptions of the cities whose lateness the caller may know.
///
/// # Errors
/// `Unavailable`.
pub async fn get(store: &Store, caller: &Caller) -> Result<Calendar, Error> {
    let mut read = store.read().await?;
    let settings = settings::of(read.conn()).await?;
    let mut calendar = of(read.conn(), &settings, None).await?;
    let hidden: Vec<_> = calendar
        .rules()
        .map(Rule::key)
        .filter(|(_, city, _)| !city.is_empty() && !knows(caller, city))
        .collect();
    for key in hidden {
        calendar = calendar.without(&key);
    }
    Ok(calendar)
}

/// True for who may know whether a city is late.
pub(crate) fn knows(caller: &Caller, city: &str) -> bool {
    may(Some(&caller.actor), Verb::Read, &Object::Lateness { city }) == Decision::Allow
}

/// All rules ever set, the latest first.
///
/// # Errors
/// `Forbidden` for all but the administrator.
pub async fn history(store: &Store, caller: &Caller) -> Result<Vec<Entry>, Error> {
    type Columns = (
        (String, String, String, String),
        (String, String, i64),
        (Option<String>, Option<i64>, Option<String>),
    );
    allow(caller, Verb::Manage, &Object::Administration)?;
    let sql = "SELECT c.rule, c.city, c.period, c.value, c.reason, COALESCE(u.name, c.set_by) AS by_name, c.set_at, \
               COALESCE(e.name, c.ended_by) AS ended_name, c.ended_at, c.ended_reason FROM calendar_rules c \
               LEFT JOIN users u ON u.id = c.set_by LEFT JOIN users e ON e.id = c.ended_by \
               ORDER BY c.valid_from DESC";
    let mut read = store.read().await?;
    let rows = sqlx::query(sql).fetch_all(read.conn()).await?;
    let mut all = Vec::with_capacity(rows.len());
    for row in rows {
        use sqlx::Row;
        let columns: Columns = (
            (row.try_get(0)?, row.try_get(1)?, row.try_get(2)?, row.try_get(3)?),
            (row.try_get(4)?, row.try_get(5)?, row.try_get(6)?),
            (row.try_get(7)?, row.try_get(8)?, row.try_get(9)?),
        );
        let ((rule, city, period, value), (reason, set_by, set_at), (ended_by, ended_at, ended_reason)) = columns;
        let Some(rule) = Rule::parse(&rule, &city, &period, &value) else {
            continue;
        };
        let ended = ended_by.zip(ended_at).map(|(by, at)| Ended {
            by,
            at: timestamp(at),
            reason: ended_reason,
        });
        all.push(Entry {
            rule,
            reason,
            set_by,
            set_at: timestamp(set_at),
            ended,
        });
    }
    Ok(all)
}

/// What a change would do to the reports there are, before it is made.
///
/// # Errors
/// `Forbidden` for all but the administrator; `NotFound` where there is nothing to take back.
pub async fn preview(store: &Store, caller: &Caller, change: &Change) -> Result<Preview, Error> {
    allow(caller, Verb::Manage, &Object::Administration)?;
    let mut read = store.read().await?;
    let settings = settings::of(read.conn()).await?;
    let before = of(read.conn(), &settings, None).await?;
    let after = change.applied(&before)?;
    let filed = filed(read.conn(), &before, caller.at).await?;
    Ok(Preview {
        moved: before.moved(&after),
        effects: before.effects(&after, &filed, caller.at),
    })
}

/// Every city's report that has opened, and when it was first submitted.
async fn filed(conn: &mut AnyConnection, calendar: &Calendar, now: Timestamp) -> Result<Vec<Filed>, Error> {
    let rows: Vec<(String, String, i64)> =
        sqlx::query_as("SELECT city, period, first_submitted_at FROM reports WHERE first_submitted_at IS NOT NULL")
            .fetch_all(conn)
            .await?;
    let first = |city: &str, period: Period| {
        let period = period.to_string();
        let row = rows.iter().find(|(c, p, _)| c == city && *p == period);
        row.map(|(_, _, at)| timestamp(*at))
    };
    let opened = calendar.pilot.opened(now);
    let all = cities().iter().flat_map(|c| {
        opened.iter().map(|period| Filed {
            city: c.slug.clone(),
            period: *period,
            first_submitted_at: first(&c.slug, *period),
        })
    });
    Ok(all.collect())
}

/// Changes the calendar, with a reason; what stands so already is left alone.
///
/// # Errors
/// `Forbidden` for all but the administrator; `NotFound` where there is nothing to take back; `Refused` with `Fields`
/// where the reason is missing or too long, or with `ReportsOutside` where a year would leave reports out.
pub async fn change(store: &Store, caller: &Caller, change: &Change, reason: &str) -> Result<(), Error> {
    let mut w = store.write(caller).await?;
    allow(caller, Verb::Manage, &Object::Administration)?;
    let settings = settings::of(w.conn()).await?;
    let calendar = of(w.conn(), &settings, None).await?;
    let rule = change.rule(&calendar)?;
    let reason = text(reason, REASON_MAX).map_err(|fault| Refusal::Fields(vec![("reason", fault)]))?;
    let old = calendar.rule(&rule.key()).cloned();
    let taken_back = matches!(change, Change::TakeBack { .. });
    if old.as_ref() == Some(&rule) && !taken_back {
        return Ok(());
    }
    if let Rule::Year(pilot) = &rule {
        let begun: Vec<String> = sqlx::query_scalar("SELECT DISTINCT period FROM reports")
            .fetch_all(w.conn())
            .await?;
        let periods = pilot.reports();
        let outside = |p: &String| p.parse::<Period>().is_ok_and(|p| !periods.contains(&p));
        let mut outside: Vec<String> = begun.into_iter().filter(outside).collect();
        if !outside.is_empty() {
            outside.sort_unstable();
            return Err(Refusal::ReportsOutside(outside).into());
        }
        let settings = Settings {
            pilot: *pilot,
            ..settings
        };
        settings::keep(w.conn(), &settings).await?;
    }
    let (name, city, period) = rule.key();
    end(&mut w, &rule, taken_back.then_some(reason.as_str())).await?;
    if !taken_back {
        let (seq, at, by) = (w.seq, w.at(), w.caller().actor.id.clone());
        sqlx::query(
            "INSERT INTO calendar_rules (rule, city, period, value, reason, set_by, set_at, valid_from) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        )
        .bind(name)
        .bind(&city)
        .bind(&period)
        .bind(rule.value())
        .bind(&reason)
        .bind(by)
        .bind(at)
        .bind(seq)
        .execute(w.conn())
        .await?;
    }
    if !taken_back {
        tell_city(&mut w, &rule).await?;
    }
    let said = |rule: &Rule| json!({ "rule": name, "value": rule.value() });
    let after = if taken_back {
        json!({ "reason": reason })
    } else {
        json!({ "rule": name, "value": rule.value(), "reason": reason })
    };
    let action = if taken_back {
        "calendar.take_back"
    } else {
        "calendar.set"
    };
    let line = Line {
        action,
        object: format!("calendar:{city}/{period}"),
        before: old.as_ref().map_or(Value::Null, said),
        after,
    };
    w.commit(line).await?;
    Ok(())
}

/// Tells a city of what CNIPA has granted it.
async fn tell_city(w: &mut Write, rule: &Rule) -> Result<(), Error> {
    let (kind, city, period, until) = match rule {
        Rule::Extended { city, period, until } => (Kind::Extended, city, *period, until.to_string()),
        Rule::Exempt { city, period } => (Kind::Exempted, city, *period, String::new()),
        _ => return Ok(()),
    };
    let params = Params {
        until,
        ..Params::report(city, period)
    };
    let about = messages::report(city, period);
    if kind == Kind::Exempted {
        messages::settle(w, &about, &[Kind::Reminder]).await?;
    }
    let may_read = (Verb::Read, &Object::Lateness { city });
    messages::tell(w, &Who::City(city), kind, &about, &params, may_read).await
}

/// Ends the rule of this key that holds, if one does.
async fn end(w: &mut Write, rule: &Rule, reason: Option<&str>) -> Result<(), Error> {
    let (name, city, period) = rule.key();
    let (seq, at, by) = (w.seq, w.at(), w.caller().actor.id.clone());
    sqlx::query(
        "UPDATE calendar_rules SET valid_to = $1, ended_by = $2, ended_at = $3, ended_reason = $4 \
         WHERE rule = $5 AND city = $6 AND period = $7 AND valid_to IS NULL",
    )
    .bind(seq)
    .bind(by)
    .bind(at)
    .bind(reason)
    .bind(name)
    .bind(city)
    .bind(period)
    .execute(w.conn())
    .await?;
    Ok(())
}

/// The last instant of a Beijing day, but never one to come; and the last line of the audit before it is over.
pub(crate) async fn known(
    conn: &mut AnyConnection,
    as_of: Option<Date>,
    now: Timestamp,
) -> Result<(Timestamp, Option<i64>), Error> {
    let Some(day) = as_of.filter(|day| *day < beijing(now).date()) else {
        return Ok((now, None));
    };
    let seq = crate::facts::last_line(conn, day).await?;
    Ok((timestamp(micros(end_of(day)) - 1), Some(seq)))
}
