//! The administrator's settings: the pilot's span, its terms, who may approve his own draft, and whether this
//! store is a demonstration.

use std::collections::{BTreeMap, BTreeSet};

use domain::Decimal;
use domain::access::{Object, Verb};
use domain::calendar::{Pilot, Terms};
use domain::score::Rule;
use jiff::civil::{Date, date};
use serde::{Deserialize, Serialize};
use sqlx::AnyConnection;

use crate::error::{Error, Refusal};
use crate::store::{Caller, Line, Store, allow};

/// All settings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// First and last day of the pilot.
    pub pilot: Pilot,
    /// The calendar's terms in working days, each 1 to 60.
    pub terms: Terms,
    /// Set where the store is a demonstration.
    pub demo: Option<Demo>,
    /// Cities, by slug, where an approver may approve what he drafted; it is marked.
    pub self_approval: BTreeSet<String>,
    /// The tasks that every city's scheme must hold 规定动作, at most 30.
    pub required_tasks: Vec<RequiredTask>,
    /// How many required tasks were ever made: their keys are never used again.
    pub required_tasks_made: u32,
    /// CNIPA's reference target by indicator; a lower one asks for a reason.
    pub reference_targets: BTreeMap<String, Decimal>,
    /// A quarterly report is submitted only once the city has submitted its scheme.
    pub scheme_first: bool,
    /// How scores are made.
    pub score_rule: Rule,
    /// A score with less than this share of its expected values is grey and unranked, 0 to 100 percent.
    pub score_share_least: u32,
    /// A session ends after this many minutes without a request, 5 to 1440.
    pub sessions_idle_minutes: u32,
}

/// A task that CNIPA gives to all cities.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RequiredTask {
    /// What schemes refer to it by; never used for another.
    pub key: String,
    /// Its title, 1 to 120 characters.
    pub title: String,
}

/// A demonstration's clock: its own today when it was filled, from where it runs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Demo {
    /// The day it was filled for.
    pub today: Date,
    /// When it was filled, microseconds UTC of the real clock.
    pub filled_at: i64,
}

impl Default for Settings {
    fn default() -> Self {
        Settings {
            pilot: Pilot {
                first: date(2025, 10, 1),
                last: date(2026, 9, 30),
            },
            terms: Terms::default(),
            demo: None,
            self_approval: BTreeSet::new(),
            required_tasks: Vec::new(),
            required_tasks_made: 0,
            reference_targets: BTreeMap::new(),
            scheme_first: false,
            score_rule: Rule::default(),
            score_share_least: 50,
            sessions_idle_minutes: 480,
        }
    }
}

/// The settings in force.
///
/// # Errors
/// `Unavailable`.
pub async fn get(store: &Store) -> Result<Settings, Error> {
    of(&mut *store.one().await?).await
}

/// The same for who may change them.
///
/// # Errors
/// `Forbidden` for all but the administrator.
pub async fn manage(store: &Store, caller: &Caller) -> Result<Settings, Error> {
    allow(caller, Verb::Manage, &Object::Administration)?;
    get(store).await
}

/// The settings in force, inside a transaction.
///
/// # Errors
/// `Unavailable`.
pub async fn of(conn: &mut AnyConnection) -> Result<Settings, Error> {
    let value: Option<String> = sqlx::query_scalar("SELECT value FROM settings WHERE key = 'settings'")
        .fetch_optional(conn)
        .await?;
    Ok(match value {
        Some(value) => serde_json::from_str(&value)?,
        None => Settings::default(),
    })
}

/// Changes the settings. A demonstration stays one, and a store becomes one by its very first write only.
///
/// # Errors
/// `Forbidden`; refused as `BadSetting` with the field's name, `NotEmpty`.
pub async fn set(store: &Store, caller: &Caller, new: Settings) -> Result<(), Error> {
    allow(caller, Verb::Manage, &Object::Administration)?;
    check(&new)?;
    let mut write = store.write(caller).await?;
    let before = of(write.conn()).await?;
    if new.demo != before.demo && write.seq > 1 {
        return Err(Refusal::NotEmpty.into());
    }
    keep(write.conn(), &new).await?;
    let line = Line {
        action: "settings.set",
        object: "settings".into(),
        before: serde_json::to_value(&before)?,
        after: serde_json::to_value(&new)?,
    };
    write.commit(line).await?;
    Ok(())
}

/// Writes the settings, inside a transaction that writes its own line.
pub(crate) async fn keep(conn: &mut AnyConnection, new: &Settings) -> Result<(), Error> {
    sqlx::query(
        "INSERT INTO settings (key, value) VALUES ('settings', $1) \
         ON CONFLICT (key) DO UPDATE SET value = excluded.value",
    )
    .bind(serde_json::to_string(new)?)
    .execute(conn)
    .await?;
    Ok(())
}

fn check(s: &Settings) -> Result<(), Refusal> {
    let t = &s.terms;
    let terms = [
        ("monthly_due", t.monthly_due),
        ("quarterly_due", t.quarterly_due),
        ("lock_after", t.lock_after),
        ("review", t.review),
        ("returned", t.returned),
    ];
    if let Some((name, _)) = terms.into_iter().find(|(_, days)| !(1..=60).contains(days)) {
        return Err(Refusal::BadSetting(name));
    }
    let years = s.pilot.last.year() - s.pilot.first.year();
    if s.pilot.first > s.pilot.last || years > 10 || !(2000..2090).contains(&s.pilot.first.year()) {
        return Err(Refusal::BadSetting("pilot"));
    }
    if !s.self_approval.iter().all(|slug| domain::city::city(slug).is_some()) {
        return Err(Refusal::BadSetting("self_approval"));
    }
    let titled = |t: &RequiredTask| !t.key.is_empty() && (1..=120).contains(&t.title.trim().chars().count());
    let keys: BTreeSet<_> = s.required_tasks.iter().map(|t| &t.key).collect();
    let distinct = keys.len() == s.required_tasks.len() && keys.len() <= 30;
    if !distinct || !s.required_tasks.iter().all(titled) {
        return Err(Refusal::BadSetting("required_tasks"));
    }
    let scored = |code: &String| domain::indicator::definition(code).is_some_and(|d| !d.is_base());
    if !s.reference_targets.keys().all(scored) {
        return Err(Refusal::BadSetting("reference_targets"));
    }
    if s.score_share_least > 100 {
        return Err(Refusal::BadSetting("score_share_least"));
    }
    if !(5..=1440).contains(&s.sessions_idle_minutes) {
        return Err(Refusal::BadSetting("sessions_idle_minutes"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_out_of_range_are_named() {
        assert_eq!(check(&Settings::default()), Ok(()));
        let bad = |change: fn(&mut Settings)| {
            let mut s = Settings::default();
            change(&mut s);
            check(&s)
        };
        assert_eq!(bad(|s| s.terms.review = 0), Err(Refusal::BadSetting("review")));
        assert_eq!(bad(|s| s.terms.lock_after = 61), Err(Refusal::BadSetting("lock_after")));
        assert_eq!(
            bad(|s| s.pilot.last = date(2025, 9, 30)),
            Err(Refusal::BadSetting("pilot"))
        );
        assert_eq!(
            bad(|s| s.score_share_least = 101),
            Err(Refusal::BadSetting("score_share_least"))
        );
        assert_eq!(
            bad(|s| s.sessions_idle_minutes = 1),
            Err(Refusal::BadSetting("sessions_idle_minutes"))
        );
        assert_eq!(
            bad(|s| s.self_approval = ["nowhere".to_owned()].into()),
            Err(Refusal::BadSetting("self_approval"))
        );
    }

    #[test]
    fn settings_written_by_an_older_program_are_read() {
        let old: Settings = serde_json::from_str(r#"{"sessions_idle_minutes": 60}"#).unwrap();
        assert_eq!(
            old,
            Settings {
                sessions_idle_minutes: 60,
                ..Settings::default()
            }
        );
    }
}
