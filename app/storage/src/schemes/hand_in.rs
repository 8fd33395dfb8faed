//! What the city does with its scheme: sign off, send back, submit as a frozen version, withdraw, amend what is filed.

use std::collections::BTreeMap;

use domain::{
    access::Role,
    calendar::beijing,
    fault,
    message::Kind,
    report::Signature,
    scheme::{Action, Content, REASON_MAX, TEXT_MAX, changes, read},
};
use serde_json::{Value, json};

use super::{
    Head, draft, enter, given, object, review,
    told::step,
    version::{self, Fate},
};
use crate::{Caller, Error, Line, Refusal, Store, Write, messages::Who, settings};

fn line<'a>(action: &'a str, head: &Head, after: Value) -> Line<'a> {
    let before = json!({ "state": head.state, "version": head.latest });
    Line {
        action,
        object: object(&head.city),
        before,
        after,
    }
}

/// Freezes the content for the approver.
///
/// # Errors
/// `Refused` with `SchemeState`; `Scheme` with what is wrong, `Untouched` where a returned item was neither changed nor
/// answered, `Unchanged` where an amendment changes nothing.
pub async fn sign_off(store: &Store, caller: &Caller, city: &str) -> Result<(), Error> {
    let (mut w, head, state) = enter(store, caller, city, Action::SignOff).await?;
    let fields = draft::load(w.conn(), &head.id).await?;
    let texts = draft::texts(w.conn(), &fields).await?;
    let given = given(w.conn()).await?;
    let reading = read(city, &texts, &given);
    if !reading.flaws.is_empty() {
        return Err(Refusal::Scheme(reading.flaws).into());
    }
    untouched(&mut w, &head, &reading.content).await?;
    if let Some(number) = head.filed.filter(|_| head.returned_at.is_none()) {
        let filed = version::load(w.conn(), &head.id, number, false).await?;
        if changes(&filed.content, &reading.content).is_empty() {
            return Err(Refusal::Unchanged.into());
        }
    }
    sqlx::query("UPDATE schemes SET state = $1, signed_off_by = $2, frozen = $3, sent_back = NULL WHERE id = $4")
        .bind(state.name())
        .bind(&caller.actor.id)
        .bind(serde_json::to_string(&reading.content)?)
        .bind(&head.id)
        .execute(w.conn())
        .await?;
    let approvers = Who::OfCity(city, Role::CityApprover);
    step(&mut w, &head, state, Some((approvers, Kind::SchemeSignedOff)), &[]).await?;
    let after = json!({ "state": state, "revision": head.revision });
    w.commit(line("scheme.sign_off", &head, after)).await?;
    Ok(())
}

/// Refuses while a returned item is what it was and the city has not answered since.
async fn untouched(w: &mut Write, head: &Head, content: &Content) -> Result<(), Error> {
    let Some(returned) = review::open_items(w.conn(), head).await? else {
        return Ok(());
    };
    let last = version::load(w.conn(), &head.id, head.latest.ok_or(Error::NotFound)?, false).await?;
    let changed: Vec<String> = changes(&last.content, content).into_iter().map(|c| c.item).collect();
    let answered = review::answered(w.conn(), head).await?;
    let left = returned.into_keys();
    let left: Vec<String> = left
        .filter(|item| !changed.contains(item) && !answered.contains(item))
        .collect();
    if left.is_empty() {
        Ok(())
    } else {
        Err(Refusal::Untouched(left).into())
    }
}

/// Gives the scheme back to its editor, with a comment that may be empty.
///
/// # Errors
/// `Refused` with `SchemeState` or `Fields`; `Forbidden` for the editor.
pub async fn send_back(store: &Store, caller: &Caller, city: &str, comment: &str) -> Result<(), Error> {
    let (mut w, head, state) = enter(store, caller, city, Action::SendBack).await?;
    let comment = match fault::text(comment, TEXT_MAX) {
        Err(fault::Fault::Missing) => String::new(),
        read => read.map_err(|fault| Refusal::Fields(vec![("comment", fault)]))?,
    };
    sqlx::query("UPDATE schemes SET state = $1, signed_off_by = NULL, frozen = NULL, sent_back = $2 WHERE id = $3")
        .bind(state.name())
        .bind(&comment)
        .bind(&head.id)
        .execute(w.conn())
        .await?;
    let editors = Who::OfCity(city, Role::CityEditor);
    step(&mut w, &head, state, Some((editors, Kind::SchemeSentBack)), &[]).await?;
    let said = (!comment.is_empty()).then(|| w.seal(&comment));
    let after = json!({ "state": state, "comment": said });
    w.commit(line("scheme.send_back", &head, after)).await?;
    Ok(())
}

/// Freezes the next version and sends it to CNIPA; gives its number and check code. `seen` is the check code of what was
/// signed, and other content is refused.
///
/// # Errors
/// `Forbidden`; `Refused` with `SchemeState`, `OwnDraft`, `Signature`, `OtherContent`.
pub async fn submit(
    store: &Store,
    caller: &Caller,
    city: &str,
    signature: &Signature,
    seen: Option<&str>,
) -> Result<(u32, String), Error> {
    let (mut w, head, state) = enter(store, caller, city, Action::Submit).await?;
    let problems = signature.problems(beijing(caller.at).date());
    if !problems.is_empty() {
        return Err(Refusal::Signature(problems).into());
    }
    let fields = draft::load(w.conn(), &head.id).await?;
    let me = &caller.actor.id;
    let typed = fields.values().any(|f| &f.saved_by == me && f.saved_at >= head.round());
    let own = head.signed_off_by.as_ref() == Some(me) || typed;
    if own && !settings::of(w.conn()).await?.self_approval.contains(city) {
        return Err(Refusal::OwnDraft.into());
    }
    let content = version::next(w.conn(), &head.id).await?;
    let (number, code) = version::freeze(&mut w, &head, &content, signature, own, seen).await?;
    sqlx::query("UPDATE schemes SET state = $1, latest = $2, taken_by = NULL WHERE id = $3")
        .bind(state.name())
        .bind(i64::from(number))
        .bind(&head.id)
        .execute(w.conn())
        .await?;
    step(&mut w, &head, state, Some((Who::Cnipa, Kind::SchemeSubmitted)), &[]).await?;
    let after = json!({ "state": state, "version": number, "check_code": code, "own_draft": own });
    w.commit(line("scheme.submit", &head, after)).await?;
    Ok((number, code))
}

/// Takes a submission back before a reviewer has taken it; the version keeps its number and record.
///
/// # Errors
/// `Forbidden` for the editor; `Refused` with `SchemeState`.
pub async fn withdraw(store: &Store, caller: &Caller, city: &str) -> Result<(), Error> {
    let (mut w, head, state) = enter(store, caller, city, Action::Withdraw).await?;
    let number = head.latest.ok_or(Error::NotFound)?;
    version::close(&mut w, &head.id, number, Fate::Withdrawn).await?;
    sqlx::query(
        "UPDATE schemes SET state = $1, latest = (SELECT MAX(v.number) FROM scheme_versions v WHERE v.scheme_id = $2 \
         AND (v.closed_as IS NULL OR v.closed_as <> 'withdrawn')) WHERE id = $2",
    )
    .bind(state.name())
    .bind(&head.id)
    .execute(w.conn())
    .await?;
    step(&mut w, &head, state, None, &[]).await?;
    let after = json!({ "state": state, "withdrawn": number });
    w.commit(line("scheme.withdraw", &head, after)).await?;
    Ok(())
}

/// Opens what is filed for an amendment, with its reason; the filed version stays in force.
///
/// # Errors
/// `Refused` with `SchemeState`, `Fields` where the reason is missing or too long.
pub async fn amend(store: &Store, caller: &Caller, city: &str, reason: &str) -> Result<(), Error> {
    let (mut w, head, state) = enter(store, caller, city, Action::Amend).await?;
    let reason = fault::text(reason, REASON_MAX);
    let reason = reason.map_err(|fault| Refusal::Fields(vec![("reason", fault)]))?;
    let at = w.at();
    sqlx::query(
        "UPDATE schemes SET state = $1, reason = $2, opened_at = $3, returned_at = NULL, frozen = NULL, \
         signed_off_by = NULL, taken_by = NULL WHERE id = $4",
    )
    .bind(state.name())
    .bind(&reason)
    .bind(at)
    .bind(&head.id)
    .execute(w.conn())
    .await?;
    step(&mut w, &head, state, None, &[]).await?;
    let after = json!({ "state": state, "reason": w.seal(&reason) });
    w.commit(line("scheme.amend", &head, after)).await?;
    Ok(())
}

/// Gives an amendment up: the fields stand again as filed.
///
/// # Errors
/// `Refused` with `SchemeState`.
pub async fn abandon(store: &Store, caller: &Caller, city: &str) -> Result<(), Error> {
    let (mut w, head, state) = enter(store, caller, city, Action::Abandon).await?;
    let number = head.filed.ok_or(Error::NotFound)?;
    let filed = version::load(w.conn(), &head.id, number, false).await?.content;
    let fields = draft::load(w.conn(), &head.id).await?;
    let revision = head.revision + 1;
    let mut wanted: BTreeMap<&str, &str> = fields.keys().map(|name| (name.as_str(), "")).collect();
    wanted.extend(filed.typed.iter().map(|(name, text)| (name.as_str(), text.as_str())));
    for (name, text) in wanted {
        let stood = fields.get(name);
        if stood.map_or("", |f| f.text.as_str()) != text {
            draft::put(&mut w, &head.id, name, text, stood, revision).await?;
        }
    }
    sqlx::query(
        "UPDATE schemes SET state = $1, revision = $2, reason = '', returned_at = NULL, frozen = NULL, \
         signed_off_by = NULL, sent_back = NULL, latest = filed WHERE id = $3",
    )
    .bind(state.name())
    .bind(revision)
    .bind(&head.id)
    .execute(w.conn())
    .await?;
    step(&mut w, &head, state, None, &[]).await?;
    w.commit(line("scheme.abandon", &head, json!({ "state": state })))
        .await?;
    Ok(())
}
