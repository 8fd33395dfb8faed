//! How far CNIPA has released accepted values to the other cities and to observers: by report period, and by indicator
//! where set. An indicator's row beats a period's; without a row it is `own`. History is kept; rights are today's.

use std::collections::BTreeMap;

use domain::{
    access::{Object, Release, Verb},
    indicator,
    period::Period,
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use sqlx::AnyConnection;

use crate::{Caller, Error, Line, Refusal, Store, allow};

/// A release as CNIPA set it; none means every one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Set {
    /// Report period; a quarter's covers its last month.
    pub period: Option<Period>,
    /// Indicator or base figure.
    pub indicator: Option<String>,
    /// How far.
    pub level: Release,
}

/// All releases in force.
#[derive(Clone, Debug, Default)]
pub(crate) struct Releases(BTreeMap<(String, String), Release>);

impl Releases {
    pub(crate) async fn load(conn: &mut AnyConnection) -> Result<Self, Error> {
        let rows: Vec<(String, String, String)> =
            sqlx::query_as("SELECT period, indicator, level FROM releases WHERE valid_to IS NULL")
                .fetch_all(conn)
                .await?;
        Ok(Releases(
            rows.into_iter()
                .map(|(p, i, level)| ((p, i), Release::parse(&level).unwrap_or_default()))
                .collect(),
        ))
    }

    /// The same with one of them set otherwise.
    pub(crate) fn change(&mut self, set: &Set) {
        self.0.insert(key(set.period, set.indicator.as_deref()), set.level);
    }

    /// The level of an indicator in a month or quarter.
    pub(crate) fn level(&self, period: Period, indicator: &str) -> Release {
        let report = period.report().to_string();
        let rows = [
            (report.as_str(), indicator),
            ("", indicator),
            (report.as_str(), ""),
            ("", ""),
        ];
        rows.into_iter()
            .find_map(|(p, i)| self.0.get(&(p.to_owned(), i.to_owned())))
            .copied()
            .unwrap_or_default()
    }
}

/// The key of a release: the report period and the indicator, empty for every one.
fn key(period: Option<Period>, indicator: Option<&str>) -> (String, String) {
    let report = period.map(|p| p.report().to_string());
    (report.unwrap_or_default(), indicator.unwrap_or_default().to_owned())
}

/// The release in force of an indicator in a month or quarter.
///
/// # Errors
/// `NotFound` for those who read no values at all.
pub async fn level(store: &Store, caller: &Caller, period: Period, indicator: &str) -> Result<Release, Error> {
    allow(
        caller,
        Verb::Read,
        &Object::Values {
            city: "",
            release: Release::Ranked,
        },
    )?;
    Ok(Releases::load(store.read().await?.conn())
        .await?
        .level(period, indicator))
}

/// All releases as set, the widest first, then by period and code.
///
/// # Errors
/// `Forbidden` for all but the administrator.
pub async fn list(store: &Store, caller: &Caller) -> Result<Vec<Set>, Error> {
    allow(caller, Verb::Manage, &Object::Administration)?;
    let releases = Releases::load(store.read().await?.conn()).await?;
    let set = |((period, indicator), level): ((String, String), Release)| Set {
        period: period.parse().ok(),
        indicator: Some(indicator).filter(|i| !i.is_empty()),
        level,
    };
    let mut all: Vec<_> = releases.0.into_iter().map(set).collect();
    all.sort_by(|a, b| (a.period, &a.indicator).cmp(&(b.period, &b.indicator)));
    Ok(all)
}

/// Sets how far the values of a report period (none: of all) and an indicator (none: of all) are released; no level
/// takes the row away, so that the wider ones count.
///
/// # Errors
/// `Forbidden` for all but the administrator, `Refused(Unknown)` for an unknown indicator.
pub async fn set(
    store: &Store,
    caller: &Caller,
    period: Option<Period>,
    indicator: Option<&str>,
    level: Option<Release>,
) -> Result<(), Error> {
    let mut w = store.write(caller).await?;
    allow(caller, Verb::Manage, &Object::Administration)?;
    if let Some(code) = indicator.filter(|code| indicator::definition(code).is_none()) {
        return Err(Refusal::Unknown(vec![code.to_owned()]).into());
    }
    let key = key(period, indicator);
    let before = Releases::load(w.conn()).await?.0.get(&key).copied();
    if before == level {
        return Ok(());
    }
    let seq = w.seq;
    sqlx::query("UPDATE releases SET valid_to = $1 WHERE period = $2 AND indicator = $3 AND valid_to IS NULL")
        .bind(seq)
        .bind(&key.0)
        .bind(&key.1)
        .execute(w.conn())
        .await?;
    if let Some(level) = level {
        sqlx::query("INSERT INTO releases (period, indicator, level, valid_from) VALUES ($1, $2, $3, $4)")
            .bind(&key.0)
            .bind(&key.1)
            .bind(level.name())
            .bind(seq)
            .execute(w.conn())
            .await?;
    }
    let object = format!("release:{}/{}", key.0, key.1);
    let line = Line {
        action: "release.set",
        object,
        before: json!(before),
        after: json!(level),
    };
    w.commit(line).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_indicators_row_beats_a_periods_and_a_quarter_covers_its_last_month() {
        let rows = [
            (("2026-Q1", ""), Release::Ranked),
            (("", "F2-02"), Release::Own),
            (("2026-Q1", "N1-01"), Release::Named),
        ];
        let all = Releases(
            rows.into_iter()
                .map(|((p, i), l)| ((p.to_owned(), i.to_owned()), l))
                .collect(),
        );
        let level = |p: &str, i| all.level(p.parse().unwrap(), i);
        assert_eq!(level("2026-Q1", "S1-02"), Release::Ranked);
        assert_eq!(
            level("2026-03", "N3-01"),
            Release::Ranked,
            "March lies in the report of the quarter"
        );
        assert_eq!(level("2026-02", "N3-01"), Release::Own, "February has its own report");
        assert_eq!(level("2026-Q1", "F2-02"), Release::Own, "held back everywhere");
        assert_eq!(level("2026-03", "N1-01"), Release::Named);
    }
}
