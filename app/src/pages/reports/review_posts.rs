//! The post of `/reports/{city}/{period}/review`: keep the verdicts and take, ask, return or accept; a refusal shows the
//! page again with the sentence at its item and everything typed.

use axum::{
    Extension,
    extract::{Path, Request, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    form::ReportForm,
    period::Period,
    report::{Action, State as ReportState, Verdict},
};
use storage::{
    Caller, Refusal, Store,
    reports::{self, Waiting},
};

use super::{
    review_data::{Refused, Show},
    rows::period_of,
};
use crate::{
    error::Error,
    locales::Words,
    pages::{again, typed::read_typed},
    visit::{App, Visit, address},
};

/// The post.
pub async fn post(
    State(app): State<App>,
    Extension(visit): Extension<Visit>,
    Path((city, period)): Path<(String, String)>,
    request: Request,
) -> Response {
    let (pairs, request) = match read_typed(&app, &visit, request).await {
        Ok(read) => read,
        Err(answer) => return answer,
    };
    let mut refused = Refused {
        form: ReportForm::from_pairs(pairs),
        ..Refused::default()
    };
    match act(&app, &visit, &city, &period, &mut refused).await {
        Ok(to) => Redirect::to(&to).into_response(),
        Err(error) => {
            let status = explain(visit.words(), error, &mut refused);
            again(app, refused, status, request).await
        }
    }
}

async fn act(app: &App, visit: &Visit, city: &str, period: &str, refused: &mut Refused) -> Result<String, Error> {
    let caller = visit.caller()?;
    let period = period_of(period)?;
    let (store, form) = (&app.store, refused.form.clone());
    let report = format!("/reports/{city}/{period}");
    // Who may not review is told so before anything else.
    reports::review(store, &caller, city, period).await?;
    let undecided = form
        .verdicts
        .iter()
        .filter(|(_, v)| v.verdict.is_none() && !v.comment.trim().is_empty());
    let undecided: Vec<_> = undecided.map(|(item, _)| item.clone()).collect();
    if !undecided.is_empty() {
        let sentence = visit.words().e_verdict().to_owned();
        refused
            .items
            .extend(undecided.into_iter().map(|item| (item, sentence.clone())));
        return Err(Error::Refused(Refusal::Empty("verdict")));
    }
    // The second click of a double click finds the work done.
    let done = |e: storage::Error, target: ReportState| match e {
        storage::Error::WrongState(w) if w.state == target => Ok(()),
        e => Err(Error::from(e)),
    };
    let other = |name: &str| form.other.get(name).map(String::as_str);
    // What follows a verdict: the report itself, or the next one that waits.
    let waiting = reports::waiting_reports(store, &caller).await?;
    let of = format!("{city}/{period}");
    let next = |said: &[(&str, &str)]| next_of(&waiting, city, period, said);
    let after = |done: &str| match visit.asked("then") {
        Some("next") => next(&[("done", done), ("of", &of)]),
        _ => report.clone(),
    };
    match form.action {
        None if other("action") == Some("propose_note") => {
            reports::propose_notes(store, &caller, city, period, &form).await?;
            Ok(visit.with(&[("done", "propose_note"), ("of", "")]))
        }
        // Every other button of the page keeps what is typed before it does its own.
        None => {
            keep(store, &caller, city, period, &form).await?;
            let show = |all: &str| visit.with(&[("show", all), ("done", ""), ("of", "")]);
            if let Some(id) = other("publish_note") {
                reports::publish_note(store, &caller, city, period, id).await?;
                return Ok(visit.with(&[("done", "publish_note"), ("of", "")]));
            }
            if let Some(id) = other("withdraw_note") {
                reports::withdraw_note(store, &caller, city, period, id).await?;
                return Ok(visit.with(&[("done", "withdraw_note"), ("of", "")]));
            }
            match (other("show"), other("go")) {
                (Some(choice), _) => Ok(show(Show::parse(Some(choice)).name())),
                (_, Some("next")) => Ok(next(&[])),
                (_, Some(item)) => {
                    let item: String = form_urlencoded::byte_serialize(item.as_bytes()).collect();
                    Ok(format!("{}#r-{item}", show(Show::All.name())))
                }
                _ => Err(Error::Forbidden),
            }
        }
        Some(Action::Take) => {
            reports::take(store, &caller, city, period, &form).await?;
            Ok(visit.with(&[("done", "take")]))
        }
        Some(Action::Ask) => {
            reports::ask(store, &caller, city, period, &form).await?;
            Ok(visit.with(&[("done", "ask")]))
        }
        Some(Action::Return) => {
            let result = reports::return_items(store, &caller, city, period, &form).await;
            result.or_else(|e| done(e, ReportState::Returned))?;
            Ok(after("return"))
        }
        Some(Action::Accept) => {
            let result = reports::accept(store, &caller, city, period, &form).await;
            result.or_else(|e| done(e, ReportState::Accepted))?;
            Ok(after("accept"))
        }
        Some(Action::GrantCorrection) => {
            let result = reports::grant_correction(store, &caller, city, period, &form).await;
            result.or_else(|e| done(e, ReportState::Returned))?;
            Ok(report)
        }
        Some(Action::DeclineCorrection) => {
            reports::decline_correction(store, &caller, city, period, &form).await?;
            Ok(visit.with(&[("done", "decline_correction")]))
        }
        // The city's actions are posted to the report's own page.
        _ => Err(Error::Forbidden),
    }
}

/// Keeps what is typed of a report that is being reviewed; of any other there is nothing to keep.
async fn keep(store: &Store, caller: &Caller, city: &str, period: Period, form: &ReportForm) -> Result<(), Error> {
    let typed = form
        .verdicts
        .values()
        .any(|v| v.verdict.is_some() || !v.note.trim().is_empty());
    if typed {
        reports::keep_words(store, caller, city, period, form).await?;
    }
    Ok(())
}

/// The workbench of the report that comes next of those that waited, or the queue where none does.
fn next_of(waiting: &[Waiting], city: &str, period: Period, said: &[(&str, &str)]) -> String {
    let said = said.iter().copied();
    match reports::next_after(waiting, city, period) {
        Some(next) => address(&format!("/reports/{}/{}/review", next.city, next.period), said),
        None => format!("{}#queue", address("/", said)),
    }
}

/// Puts the error's sentence at its item or above the form; one that hides the page shows as itself.
fn explain(t: Words, error: Error, refused: &mut Refused) -> StatusCode {
    match error {
        Error::Refused(refusal) => {
            place(t, refusal, refused);
            StatusCode::UNPROCESSABLE_ENTITY
        }
        error => error.say(t, &mut refused.sentences),
    }
}

/// Where a refusal's sentence belongs.
fn place(t: Words, refusal: Refusal, refused: &mut Refused) {
    let mut at = |items: Vec<String>, sentence: &str| {
        refused
            .items
            .extend(items.into_iter().map(|item| (item, sentence.to_owned())));
    };
    match refusal {
        Refusal::CommentMissing(items) => at(items, t.e_comment()),
        Refusal::ReturnedItemsPending(items) => {
            let asks = |item: &String| {
                refused
                    .form
                    .verdicts
                    .get(item)
                    .is_some_and(|v| v.verdict == Some(Verdict::Ask))
            };
            let (asked, returned): (Vec<_>, Vec<_>) = items.into_iter().partition(asks);
            let mut at = |items: Vec<String>, sentence: &str| {
                refused
                    .items
                    .extend(items.into_iter().map(|item| (item, sentence.to_owned())));
            };
            at(asked, t.e_pending_ask());
            at(returned, t.e_pending_return());
        }
        Refusal::TooLong { field, most } if field.ends_with("[note]") => {
            let item = field.strip_prefix("items[").and_then(|rest| rest.split(']').next());
            let sentence = t.e_note_long(most);
            refused.notes.extend(item.map(|item| (item.to_owned(), sentence)));
        }
        Refusal::TooLong { field, most } => {
            let item = field.strip_prefix("items[").and_then(|rest| rest.split(']').next());
            at(item.map(str::to_owned).into_iter().collect(), &t.e_too_long(most));
        }
        Refusal::Fields(faults) => {
            let at = |(field, fault)| (field, t.fault(field, fault));
            refused.correction = faults.into_iter().map(at).collect();
        }
        // The sentence stands at its items already.
        Refusal::Empty("verdict") => {}
        Refusal::Empty(_) => refused.sentences.push(t.e_no_question().to_owned()),
        other => refused.sentences.push(t.refusal(&other)),
    }
}

#[cfg(test)]
mod tests {
    use domain::{form::ItemVerdict, lang::Lang};

    use super::*;

    #[test]
    fn each_refusal_finds_its_item() {
        let t = Words(Lang::En);
        let mut refused = Refused::default();
        let ask = ItemVerdict {
            verdict: Some(Verdict::Ask),
            ..ItemVerdict::default()
        };
        refused.form.verdicts.insert("B1".into(), ask);
        place(
            t,
            Refusal::ReturnedItemsPending(vec!["B1".into(), "F1-01".into()]),
            &mut refused,
        );
        assert_eq!(refused.items["B1"], t.e_pending_ask());
        assert_eq!(refused.items["F1-01"], t.e_pending_return());
        place(
            t,
            Refusal::TooLong {
                field: "items[progress][comment]".into(),
                most: 2000,
            },
            &mut refused,
        );
        assert_eq!(refused.items["progress"], t.e_too_long(2000));
        assert!(refused.sentences.is_empty());
        place(t, Refusal::NothingReturned, &mut refused);
        assert_eq!(refused.sentences, [t.refused_nothing_returned()]);
    }
}
