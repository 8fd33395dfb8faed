//! A scheme's draft: each field as typed, when and by whom, and what stood there before.

use std::collections::BTreeMap;

use domain::scheme::{Slot, TaskField};
use sqlx::AnyConnection;

use super::Texts;
use crate::{Error, settings};

/// How many earlier texts of a field are kept.
const PAST_MOST: usize = 20;

/// A field as it stands.
#[derive(Clone, Debug)]
pub(super) struct Stood {
    pub text: String,
    pub revision: i64,
    pub saved_at: i64,
    pub saved_by: String,
    pub by_name: String,
    /// What stood there before, with the revision that it came with.
    pub past: Vec<(i64, String)>,
}

impl Stood {
    /// The text at a revision.
    pub fn at(&self, revision: i64) -> &str {
        if self.revision <= revision {
            return &self.text;
        }
        let then = self.past.iter().rev().find(|(from, _)| *from <= revision);
        then.map_or("", |(_, text)| text)
    }

    /// What is kept of the past once this text is replaced.
    pub fn passed(&self) -> Vec<(i64, String)> {
        let mut past = self.past.clone();
        past.push((self.revision, self.text.clone()));
        let surplus = past.len().saturating_sub(PAST_MOST);
        past.split_off(surplus)
    }
}

/// All fields, by name.
pub(super) async fn load(conn: &mut AnyConnection, scheme_id: &str) -> Result<BTreeMap<String, Stood>, Error> {
    let rows: Vec<(String, String, i64, i64, String, String, String)> = sqlx::query_as(
        "SELECT f.name, f.text, f.revision, f.saved_at, f.saved_by, COALESCE(u.name, f.saved_by), f.past \
         FROM scheme_fields f LEFT JOIN users u ON u.id = f.saved_by WHERE f.scheme_id = $1",
    )
    .bind(scheme_id)
    .fetch_all(conn)
    .await?;
    let field = |(name, text, revision, saved_at, saved_by, by_name, past): (_, _, _, _, _, _, String)| {
        let past = serde_json::from_str(&past)?;
        Ok((
            name,
            Stood {
                text,
                revision,
                saved_at,
                saved_by,
                by_name,
                past,
            },
        ))
    };
    rows.into_iter().map(field).collect()
}

/// The texts that a city sees: of a scheme never typed into, the tasks that CNIPA requires.
pub(super) async fn texts(conn: &mut AnyConnection, fields: &BTreeMap<String, Stood>) -> Result<Texts, Error> {
    if !fields.is_empty() {
        return Ok(fields.iter().map(|(name, f)| (name.clone(), f.text.clone())).collect());
    }
    let required = settings::of(conn).await?.required_tasks;
    let numbered = (1..).zip(required);
    Ok(numbered
        .flat_map(|(n, task)| {
            [
                (Slot::Task(n, TaskField::Title).to_string(), task.title),
                (Slot::Task(n, TaskField::Required).to_string(), task.key),
            ]
        })
        .collect())
}

/// Writes a field.
pub(super) async fn put(
    w: &mut crate::Write,
    scheme_id: &str,
    name: &str,
    text: &str,
    stood: Option<&Stood>,
    revision: i64,
) -> Result<(), Error> {
    let past = stood.map(Stood::passed).unwrap_or_default();
    let (at, by) = (w.at(), w.caller().actor.id.clone());
    sqlx::query(
        "INSERT INTO scheme_fields (scheme_id, name, text, revision, saved_at, saved_by, past) \
         VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (scheme_id, name) DO UPDATE SET text = excluded.text, \
         revision = excluded.revision, saved_at = excluded.saved_at, saved_by = excluded.saved_by, past = excluded.past",
    )
    .bind(scheme_id)
    .bind(name)
    .bind(text)
    .bind(revision)
    .bind(at)
    .bind(by)
    .bind(serde_json::to_string(&past)?)
    .execute(w.conn())
    .await?;
    Ok(())
}
