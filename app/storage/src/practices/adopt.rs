//! A city records that it does what another one does.

use domain::{
    access::Verb,
    calendar::beijing,
    practice::{Action, adopted},
};
use serde_json::json;

use super::{
    step::{after, enter},
    told,
};
use crate::{Caller, Error, Line, Refusal, Store};

/// Records that the caller's city does it too; recorded again, what is new takes the place of what was said.
///
/// # Errors
/// `Forbidden`, `NotFound`; `Refused` with `PracticeState` or `Fields`.
pub async fn adopt(
    store: &Store,
    caller: &Caller,
    number: i64,
    (on, indicator, proof): (&str, &str, &str),
) -> Result<(), Error> {
    let (mut w, head) = enter(store, caller, number, Verb::Adopt).await?;
    after(caller, &head, Action::Adopt)?;
    let published = beijing(head.published_at.unwrap_or(caller.at)).date();
    let said = adopted(on, indicator, proof, published, beijing(caller.at).date());
    let said = said.map_err(Refusal::Fields)?;
    let city = caller.actor.city().unwrap_or_default().to_owned();
    let (id, at, by) = (w.new_id(), w.at(), w.caller().actor.id.clone());
    let before: Option<(String, String, String)> =
        sqlx::query_as("SELECT adopted_on, indicator, proof FROM adoptions WHERE practice_id = $1 AND city = $2")
            .bind(&head.id)
            .bind(&city)
            .fetch_optional(w.conn())
            .await?;
    sqlx::query(
        "INSERT INTO adoptions (id, practice_id, city, adopted_on, indicator, proof, by_id, at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (practice_id, city) DO UPDATE SET \
         adopted_on = excluded.adopted_on, indicator = excluded.indicator, proof = excluded.proof, \
         by_id = excluded.by_id, at = excluded.at",
    )
    .bind(id)
    .bind(&head.id)
    .bind(&city)
    .bind(said.on.to_string())
    .bind(&said.indicator)
    .bind(&said.proof)
    .bind(by)
    .bind(at)
    .execute(w.conn())
    .await?;
    if before.is_none() {
        told::adopted(&mut w, &head, &city).await?;
    }
    let after = json!({ "city": city, "on": said.on.to_string(), "indicator": said.indicator, "proof": said.proof });
    let before = before.map(|(on, indicator, proof)| json!({ "on": on, "indicator": indicator, "proof": proof }));
    w.commit(Line {
        action: "practice.adopt",
        object: head.object(),
        before: before.unwrap_or_default(),
        after,
    })
    .await?;
    Ok(())
}
