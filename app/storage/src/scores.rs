//! Scores: of cities by quarter, from accepted values and the targets in force, both as known at the end of a day. The sum
//! itself is `domain::score`; what it is made of is read here in one statement each for facts, targets and agreements.

mod agreements;
mod made_of;

use std::collections::HashMap;

use domain::{
    Decimal,
    access::{Decision, Object, Verb, may},
    aggregate::{RolledUp, roll_up},
    city::{City, cities, city},
    entry::Entry,
    indicator::{Aspect, Definition, Goal, definition, indicators},
    period::Period,
    score::{self, Row, Rule, Total, When, periods},
};
use jiff::civil::Date;
use sqlx::AnyConnection;

pub use agreements::{Agreement, agree, disagree};
use made_of::{promises, row};

use crate::{
    Caller, Error, Store, allow,
    facts::{Source, line_as_of, to_date},
    schemes::{self, InForce},
    settings::Settings,
};

/// What a score is asked of.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// The quarter.
    pub quarter: Period,
    /// As known at the end of this Beijing day; rights, rule and weights are today's.
    pub as_of: Option<Date>,
    /// The settings in force.
    pub settings: &'a Settings,
}

impl Asked<'_> {
    fn pilot(&self) -> Vec<Period> {
        self.settings.pilot.quarters()
    }
}

/// The score of a city in a quarter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Score {
    /// City slug.
    pub city: String,
    /// The quarter.
    pub quarter: Period,
    /// How it is scored.
    pub rule: Rule,
    /// The share of expected values under which it is grey.
    pub least: Decimal,
    /// True where a scheme is filed.
    pub filed: bool,
    /// A row for each indicator, in the order of the table.
    pub rows: Vec<Row>,
    /// The total over all of them.
    pub total: Total,
}

impl Score {
    /// The total over the indicators of which this holds.
    #[must_use]
    pub fn over(&self, holds: impl Fn(&Definition) -> bool) -> Total {
        let rows = self.rows.iter().filter(|row| definition(&row.code).is_some_and(&holds));
        score::city(rows, self.rule, When::Running, self.least)
    }

    /// The total of an aspect.
    #[must_use]
    pub fn of_aspect(&self, aspect: Aspect) -> Total {
        self.over(|d| d.aspect == Some(aspect))
    }

    /// The total of a goal.
    #[must_use]
    pub fn of_goal(&self, goal: Goal) -> Total {
        self.over(|d| d.goal == Some(goal))
    }
}

/// What the row of an indicator is made of.
#[derive(Clone, Debug)]
pub struct Item {
    /// The indicator.
    pub d: &'static Definition,
    /// The periods of which a value is expected, in order.
    pub expected: Vec<Period>,
    /// The accepted entries of those periods.
    pub inputs: Vec<Source>,
    /// What they come to.
    pub rolled: RolledUp,
    /// The promise in force.
    pub promise: Option<InForce>,
    /// A reviewer's agreement that it does not apply.
    pub agreement: Option<Agreement>,
}

/// A score with what each point is made of.
#[derive(Clone, Debug)]
pub struct Explained {
    /// The score.
    pub score: Score,
    /// An item for each row.
    pub items: Vec<Item>,
}

/// The cities whose score the caller may read, in the notice's order.
#[must_use]
pub fn readable(caller: &Caller) -> Vec<&'static City> {
    let reads = |c: &&City| {
        let object = Object::Score { city: &c.slug };
        may(Some(&caller.actor), Verb::Read, &object) == Decision::Allow
    };
    cities().iter().filter(reads).collect()
}

/// The scores of all cities whose score the caller may read, in the notice's order.
///
/// # Errors
/// `Unavailable` only; who may read none gets none.
pub async fn all(store: &Store, caller: &Caller, asked: Asked<'_>) -> Result<Vec<Score>, Error> {
    let read = readable(caller);
    match read.as_slice() {
        [] => Ok(Vec::new()),
        [one] => load(store, &read, Some(&one.slug), asked).await,
        _ => load(store, &read, None, asked).await,
    }
}

/// The score of a city.
///
/// # Errors
/// `NotFound` for who may not read it.
pub async fn one(store: &Store, caller: &Caller, city: &str, asked: Asked<'_>) -> Result<Score, Error> {
    let known = self::city(city).ok_or(Error::NotFound)?;
    allow(caller, Verb::Read, &Object::Score { city })?;
    let mut all = load(store, &[known], Some(city), asked).await?;
    all.pop().ok_or(Error::NotFound)
}

/// The scores of cities; the rows read are of `one`, or of all.
async fn load(store: &Store, of: &[&'static City], one: Option<&str>, asked: Asked<'_>) -> Result<Vec<Score>, Error> {
    let mut snapshot = store.read().await?;
    let conn = snapshot.conn();
    let seq = line_as_of(conn, asked.as_of).await?;
    let pilot = asked.pilot();
    let facts = to_date::of_all(conn, one, (seq, asked.as_of), asked.quarter, &pilot).await?;
    let mut entries: HashMap<(&str, &str, Period), &Entry> = HashMap::with_capacity(facts.len());
    for o in &facts {
        entries.insert((&o.city, &o.indicator, o.period), &o.entry);
    }
    let promises = promises(conn, one, seq).await?;
    let agreements = agreements::in_force(conn, one, seq).await?;
    let agreed = |city: &str, code: &str| {
        let of = agreements.iter().find(|(of, a)| of == city && a.indicator == code);
        of.map(|(_, a)| a.from)
    };
    let score = |city: &str| {
        let promises = promises.get(city);
        let rows = indicators().filter_map(|d| {
            let expected = periods(d, asked.quarter, &pilot);
            let entry = |p: &Period| entries.get(&(city, d.code.as_str(), *p)).copied().cloned();
            let held: Vec<Entry> = expected.iter().map(|p| entry(p).unwrap_or_default()).collect();
            let promise = promises.and_then(|all| all.get(&d.code));
            row(
                d,
                (&expected, &held),
                promise,
                agreed(city, &d.code),
                (asked.quarter, &pilot),
            )
        });
        summed(city, asked, promises.is_some(), rows.collect())
    };
    Ok(of.iter().map(|c| score(&c.slug)).collect())
}

/// The score of a city with what each point is made of.
///
/// # Errors
/// `NotFound` for who may not read it.
pub async fn of_city(store: &Store, caller: &Caller, city: &str, asked: Asked<'_>) -> Result<Explained, Error> {
    let known = self::city(city).ok_or(Error::NotFound)?;
    allow(caller, Verb::Read, &Object::Score { city })?;
    explained(store.read().await?.conn(), &known.slug, asked).await
}

async fn explained(conn: &mut AnyConnection, city: &str, asked: Asked<'_>) -> Result<Explained, Error> {
    let seq = line_as_of(conn, asked.as_of).await?;
    let pilot = asked.pilot();
    let facts = to_date::of_city(conn, city, seq, asked.quarter, &pilot).await?;
    let mut promises = schemes::of_city(conn, city, asked.as_of).await?;
    promises.retain(|p| p.to.is_none());
    let agreements = agreements::in_force(conn, Some(city), seq).await?;
    let (mut rows, mut items) = (Vec::new(), Vec::new());
    for d in indicators() {
        let expected = periods(d, asked.quarter, &pilot);
        let own = |s: &&Source| s.indicator == d.code && expected.contains(&s.period);
        let inputs: Vec<Source> = facts.iter().filter(own).cloned().collect();
        let entry = |p: &Period| inputs.iter().find(|s| s.period == *p).map(|s| s.entry.clone());
        let held: Vec<Entry> = expected.iter().map(|p| entry(p).unwrap_or_default()).collect();
        let promise = promises.iter().find(|p| p.indicator == d.code).cloned();
        let agreement = agreements
            .iter()
            .find(|(_, a)| a.indicator == d.code)
            .map(|(_, a)| a.clone());
        let (scoring, from) = (promise.as_ref().map(|p| &p.scoring), agreement.as_ref().map(|a| a.from));
        let Some(row) = row(d, (&expected, &held), scoring, from, (asked.quarter, &pilot)) else {
            continue;
        };
        rows.push(row);
        items.push(Item {
            d,
            rolled: roll_up(d, &held),
            expected,
            inputs,
            promise,
            agreement,
        });
    }
    let score = summed(city, asked, !promises.is_empty(), rows);
    Ok(Explained { score, items })
}

fn summed(city: &str, asked: Asked<'_>, filed: bool, rows: Vec<Row>) -> Score {
    let rule = asked.settings.score_rule;
    let least = Decimal::new(i64::from(asked.settings.score_share_least), 2);
    Score {
        city: city.to_owned(),
        quarter: asked.quarter,
        rule,
        least,
        filed,
        total: score::city(&rows, rule, When::Running, least),
        rows,
    }
}
