//! What the city does with a filled report: sign off, send back, submit as a frozen version, withdraw.

use std::collections::BTreeMap;

use domain::{
    access::{Role, Verb},
    calendar::beijing,
    check::ReportCheck,
    message::Kind,
    period::Period,
    report::{Action, Content, Signature},
};
use serde_json::json;

use super::{
    changed,
    draft::{self, Draft, same},
    evidence::{self, FilesByItem},
    object,
    report::{self, Report},
    review::returned,
    thread::{self, Remark, RemarkKind},
    told::Told,
    version::{self, Fate, VersionHead},
};
use crate::{Caller, Error, Line, Refusal, Store, Write, messages::Who, micros, schemes, settings};

/// Freezes the content for the approver.
///
/// # Errors
/// `WrongState`; `Refused` with `Errors`, `Unexplained`, or `Untouched` where a returned item was neither changed nor
/// answered; `NotOpenYet`, `Locked`.
pub async fn sign_off(store: &Store, caller: &Caller, city: &str, period: Period) -> Result<(), Error> {
    let (mut w, calendar, report) = report::enter(store, caller, city, period, Verb::SignOff).await?;
    let state = report.after(Action::SignOff)?;
    report.in_its_time(&calendar, caller.at)?;
    let draft = Draft::load(w.conn(), &report).await?;
    let check = ready(&mut w, &report, &draft).await?;
    untouched(&mut w, &report, &draft, &check).await?;
    let files = evidence::of_draft(w.conn(), &report).await?;
    let frozen = version::content(&report, &check, &draft, files).canonical()?;
    // What the approver said when sending it back is done with now.
    sqlx::query("UPDATE reports SET state = $1, signed_off_by = $2, frozen = $3, sent_back_at = NULL WHERE id = $4")
        .bind(state.name())
        .bind(&caller.actor.id)
        .bind(frozen)
        .bind(&report.id)
        .execute(w.conn())
        .await?;
    let told = Told::of(&report, state);
    told.settle(&mut w).await?;
    let approvers = Who::OfCity(city, Role::CityApprover);
    told.tell(&mut w, &approvers, Kind::ReportSignedOff, &[]).await?;
    let after = json!({ "state": state, "revision": report.revision });
    w.commit(line("report.sign_off", &report, after)).await?;
    Ok(())
}

/// Gives the report back to its editor, with a comment that may be empty.
///
/// # Errors
/// `WrongState`, `Forbidden` for the editor; `Refused` with `TooLong`.
pub async fn send_back(store: &Store, caller: &Caller, city: &str, period: Period, comment: &str) -> Result<(), Error> {
    let (mut w, _, report) = report::enter(store, caller, city, period, Verb::Approve).await?;
    let state = report.after(Action::SendBack)?;
    let comment = thread::clean_field("comment".to_owned(), comment)?;
    let at = w.at();
    sqlx::query(
        "UPDATE reports SET state = $1, signed_off_by = NULL, sent_back_at = $2, sent_back_by = $3, \
         sent_back_comment = $4 WHERE id = $5",
    )
    .bind(state.name())
    .bind(at)
    .bind(&caller.actor.id)
    .bind(&comment)
    .bind(&report.id)
    .execute(w.conn())
    .await?;
    let told = Told::of(&report, state);
    told.settle(&mut w).await?;
    told.tell_city(&mut w, Kind::ReportSentBack, &[]).await?;
    let sealed = (!comment.is_empty()).then(|| w.seal(&comment));
    w.commit(line(
        "report.send_back",
        &report,
        json!({ "state": state, "comment": sealed }),
    ))
    .await?;
    Ok(())
}

/// Freezes the next version and sends it to CNIPA; gives its head for the receipt.
///
/// # Errors
/// `WrongState`, `Forbidden`; `Refused` with `OwnDraft`, `Errors`, `Unexplained`, `Locked`, and `Signature`
/// where the signature on paper is not whole or dated in the future.
pub async fn submit(
    store: &Store,
    caller: &Caller,
    city: &str,
    period: Period,
    signature: Signature,
) -> Result<VersionHead, Error> {
    submit_seen(store, caller, city, period, signature, None).await
}

/// As [`submit`], of the content that bears this check code and no other: what was signed is what is sent.
///
/// # Errors
/// As there; `Refused` with `OtherContent` where the frozen content has another code by now.
pub async fn submit_seen(
    store: &Store,
    caller: &Caller,
    city: &str,
    period: Period,
    signature: Signature,
    code: Option<&str>,
) -> Result<VersionHead, Error> {
    let (mut w, calendar, report) = report::enter(store, caller, city, period, Verb::Approve).await?;
    let state = report.after(Action::Submit)?;
    report.in_its_time(&calendar, caller.at)?;
    let problems = signature.problems(beijing(caller.at).date());
    if !problems.is_empty() {
        return Err(Refusal::Signature(problems).into());
    }
    let draft = Draft::load(w.conn(), &report).await?;
    let own = own_draft(caller, &report, &draft);
    let settings = settings::of(w.conn()).await?;
    if own && !settings.self_approval.iter().any(|allowed| allowed == city) {
        return Err(Refusal::OwnDraft.into());
    }
    ready(&mut w, &report, &draft).await?;
    let content = version::next(w.conn(), &report).await?;
    let head = version::freeze(&mut w, &report, content, &signature, own, code).await?;
    sqlx::query(
        "UPDATE reports SET state = $1, versions = versions + 1, latest_version = $2, taken_at = NULL, taken_by = NULL, \
         first_submitted_at = COALESCE(first_submitted_at, $3) WHERE id = $4",
    )
    .bind(state.name())
    .bind(i64::from(head.number))
    .bind(micros(caller.at))
    .bind(&report.id)
    .execute(w.conn())
    .await?;
    changed::recount(&mut w, &report).await?;
    let step = Told::of(&report, state);
    step.settle(&mut w).await?;
    step.tell(&mut w, &Who::Cnipa, Kind::ReportSubmitted, &[]).await?;
    let signature = told(&w, &signature);
    let after = json!({
        "state": state, "version": head.number, "hash": head.hash, "own_draft": own, "signature": signature,
    });
    w.commit(line("report.submit", &report, after)).await?;
    Ok(head)
}

/// Takes a submission back before a reviewer has taken it. The version keeps its number and record, but counts no more,
/// neither as submitted nor as in time.
///
/// # Errors
/// `WrongState` where it was taken or is not submitted, `Forbidden` for the editor.
pub async fn withdraw(store: &Store, caller: &Caller, city: &str, period: Period) -> Result<(), Error> {
    let (mut w, _, report) = report::enter(store, caller, city, period, Verb::Withdraw).await?;
    let state = report.after(Action::Withdraw)?;
    let number = report.latest()?;
    version::close(&mut w, &report.id, number, Fate::Withdrawn).await?;
    sqlx::query(
        "UPDATE reports SET state = $1, versions = versions - 1, \
         latest_version = (SELECT MAX(number) FROM versions WHERE report_id = $2 \
             AND (closed_as IS NULL OR closed_as <> 'withdrawn')), \
         first_submitted_at = CASE WHEN versions = 1 THEN NULL ELSE first_submitted_at END WHERE id = $2",
    )
    .bind(state.name())
    .bind(&report.id)
    .execute(w.conn())
    .await?;
    changed::recount(&mut w, &report).await?;
    Told::of(&report, state).settle(&mut w).await?;
    w.commit(line(
        "report.withdraw",
        &report,
        json!({ "state": state, "withdrawn": number }),
    ))
    .await?;
    Ok(())
}

/// A signature as the audit tells it: how and by whom. The document's number stands sealed, for it names a paper that the
/// audit's reader may not see.
fn told(w: &Write, signature: &Signature) -> serde_json::Value {
    match signature {
        Signature::OnScreen => json!({ "how": "on_screen" }),
        Signature::OnPaper {
            name,
            post,
            signed_on,
            document_number,
        } => {
            let number = (!document_number.is_empty()).then(|| w.seal(document_number));
            json!({ "how": "on_paper", "name": name, "post": post, "signed_on": signed_on, "document_number": number })
        }
    }
}

fn line<'a>(action: &'a str, report: &Report, after: serde_json::Value) -> Line<'a> {
    let before = json!({ "state": report.state, "version": report.latest });
    Line {
        action,
        object: object(&report.city, report.period),
        before,
        after,
    }
}

/// The checks of today, or why they stand in the way.
async fn ready(w: &mut Write, report: &Report, draft: &Draft) -> Result<ReportCheck, Error> {
    if report.period.is_quarter()
        && settings::of(w.conn()).await?.scheme_first
        && !schemes::is_submitted(w.conn(), &report.city).await?
    {
        return Err(Refusal::SchemeFirst.into());
    }
    let today = beijing(w.caller().at).date();
    let check = draft::checked(w.conn(), report, draft, today).await?;
    if check.errors() > 0 {
        return Err(Refusal::Errors {
            count: u32::try_from(check.errors()).unwrap_or(u32::MAX),
        }
        .into());
    }
    if !check.ready() {
        let open = check.unexplained().into_iter().map(str::to_owned).collect();
        return Err(Refusal::Unexplained(open).into());
    }
    Ok(check)
}

/// Refuses while a returned item is what it was and nobody of the city has answered since.
async fn untouched(w: &mut Write, report: &Report, draft: &Draft, check: &ReportCheck) -> Result<(), Error> {
    let returned = returned(w.conn(), report).await?;
    if returned.is_empty() {
        return Ok(());
    }
    let last = version::load(w.conn(), &report.id, report.latest()?, false)
        .await?
        .content;
    let threads = thread::load(w.conn(), &report.id).await?;
    let files = evidence::of_draft(w.conn(), report).await?;
    let left = left_as_returned(report, draft, check, &returned, &last, &threads, &files);
    if left.is_empty() {
        Ok(())
    } else {
        Err(Refusal::Untouched(left).into())
    }
}

/// The returned items that are what they were in the last version, and that nobody of the city has answered since.
pub(super) fn left_as_returned(
    report: &Report,
    draft: &Draft,
    check: &ReportCheck,
    returned: &BTreeMap<String, String>,
    last: &Content,
    threads: &BTreeMap<String, Vec<Remark>>,
    files: &FilesByItem,
) -> Vec<String> {
    let (typed, sections, entries) = (draft.typed(), draft.sections(report.period), check.entries());
    let answered = |item: &String| {
        let since =
            |r: &Remark| r.kind == RemarkKind::Answer && report.returned_at.is_some_and(|at| micros(r.at) >= at);
        threads.get(item).is_some_and(|t| t.iter().any(since))
    };
    let changed = |item: &String| {
        let section = sections.get(item).map(|s| s.trim()) != last.sections.get(item).map(|s| s.trim());
        let proof = files.get(item) != last.files.get(item);
        section || proof || entries.get(item) != last.entries.get(item) || !same(&typed, &last.typed, item)
    };
    let items = super::names(report).into_iter().map(str::to_owned);
    items
        .filter(|item| returned.contains_key(item) && !changed(item) && !answered(item))
        .collect()
}

/// True where the caller signed the report off or typed a field of it since it was last returned.
fn own_draft(caller: &Caller, report: &Report, draft: &Draft) -> bool {
    let me = &caller.actor.id;
    let round = report.returned_at.unwrap_or(i64::MIN);
    report.signed_off_by.as_ref() == Some(me) || draft.0.values().any(|f| &f.saved_by == me && f.saved_at >= round)
}
