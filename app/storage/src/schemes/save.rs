//! Saving a scheme: each field on its own, exactly as typed. Only what the caller changed is written; what another changed
//! meanwhile comes back with both texts.

use std::collections::BTreeMap;

use domain::scheme::{Action, Slot};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::{
    Head, draft,
    draft::{Stood, put},
    enter, object, review,
};
use crate::{Caller, Error, Line, Store, Write, reports::TEXT_MAX, timestamp};

/// What a save did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Saved {
    /// The scheme's revision now, for the form's hidden `seen`.
    pub revision: i64,
    /// When.
    pub at: Timestamp,
    /// Fields that were not written, since another changed them.
    pub conflicts: Vec<Conflict>,
    /// Items that were not written, since they were not returned.
    pub closed: Vec<String>,
    /// Fields that were not written, since their text is beyond all measure.
    pub too_long: Vec<String>,
}

/// One field that two people changed; the second chooses.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Conflict {
    /// The field's name.
    pub name: String,
    /// What stands in the draft.
    pub theirs: String,
    /// Name of who typed it.
    pub theirs_by: String,
    /// When it was saved.
    pub theirs_at: Timestamp,
    /// What the caller typed.
    pub mine: String,
}

/// Keeps fields as typed. `seen` is the revision that was shown; without one it is the present one.
///
/// # Errors
/// `NotFound`, `Forbidden`; `Refused` with `SchemeState` where it is not with its editors.
pub async fn save(
    store: &Store,
    caller: &Caller,
    city: &str,
    sent: &BTreeMap<Slot, String>,
    seen: Option<i64>,
) -> Result<Saved, Error> {
    let (mut w, mut head, _) = enter(store, caller, city, Action::Save).await?;
    let stood = draft::load(w.conn(), &head.id).await?;
    // What the page showed of a scheme never typed into is typed once any of it is kept.
    let template = match stood.is_empty() {
        true => draft::texts(w.conn(), &stood).await?,
        false => BTreeMap::new(),
    };
    let open = review::open_items(w.conn(), &head).await?;
    let mut saved = Saved {
        revision: head.revision,
        at: caller.at,
        conflicts: vec![],
        closed: vec![],
        too_long: vec![],
    };
    let seen = seen.unwrap_or(head.revision);
    let mut changed: Vec<(String, String)> = Vec::new();
    for (slot, text) in sent {
        let (name, text) = (slot.to_string(), tidy(text));
        let field = stood.get(&name);
        let current = field.map_or("", |f| f.text.as_str());
        if text == current || field.is_some_and(|f| f.revision > seen && f.at(seen) == text) {
            continue;
        }
        let newer = field.filter(|f| f.revision > seen && f.saved_by != caller.actor.id);
        if open.as_ref().is_some_and(|open| !open.contains_key(&slot.item())) {
            if !saved.closed.contains(&slot.item()) {
                saved.closed.push(slot.item());
            }
        } else if text.chars().count() > TEXT_MAX {
            saved.too_long.push(name);
        } else if let Some(theirs) = newer {
            saved.conflicts.push(conflict(name, theirs, text));
        } else {
            changed.push((name, text));
        }
    }
    let only_shown = changed.iter().all(|(name, text)| template.get(name) == Some(text));
    if only_shown {
        return Ok(saved);
    }
    let missing = template
        .into_iter()
        .filter(|(name, _)| Slot::parse(name).is_some_and(|slot| !sent.contains_key(&slot)));
    changed.extend(missing.collect::<Vec<_>>());
    saved.revision += 1;
    begin(&mut w, &mut head, saved.revision).await?;
    let mut fields = Map::new();
    for (name, text) in &changed {
        fields.insert(name.clone(), Value::from(w.seal(&format!("{name}={text}"))));
        put(&mut w, &head.id, name, text, stood.get(name), saved.revision).await?;
    }
    w.commit(Line {
        action: "scheme.save",
        object: object(city),
        before: json!({ "revision": head.revision }),
        after: json!({ "revision": saved.revision, "fields": fields }),
    })
    .await?;
    Ok(saved)
}

/// Line ends as the program keeps them, without NUL, which no database keeps.
fn tidy(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\0', "")
}

fn conflict(name: String, theirs: &Stood, mine: String) -> Conflict {
    Conflict {
        name,
        theirs: theirs.text.clone(),
        theirs_by: theirs.by_name.clone(),
        theirs_at: timestamp(theirs.saved_at),
        mine,
    }
}

/// The row of the scheme at this revision; made with the first field.
async fn begin(w: &mut Write, head: &mut Head, revision: i64) -> Result<(), Error> {
    if !head.id.is_empty() {
        sqlx::query("UPDATE schemes SET revision = $1 WHERE id = $2")
            .bind(revision)
            .bind(&head.id)
            .execute(w.conn())
            .await?;
        return Ok(());
    }
    let (id, at) = (w.new_id(), w.at());
    sqlx::query("INSERT INTO schemes (id, city, state, revision, reason, opened_at) VALUES ($1, $2, $3, $4, '', $5)")
        .bind(&id)
        .bind(&head.city)
        .bind(head.state.name())
        .bind(revision)
        .bind(at)
        .execute(w.conn())
        .await?;
    head.id = id;
    Ok(())
}
