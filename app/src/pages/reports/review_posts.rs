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
    report::{Action, State as ReportState, Verdict},
};
use storage::{Refusal, reports};

use super::{posts::read_form, review_data::Refused, rows::period_of};
use crate::{
    error::Error,
    locales::Words,
    pages::again,
    visit::{App, Visit},
};

/// The post.
pub async fn post(
    State(app): State<App>,
    Extension(visit): Extension<Visit>,
    Path((city, period)): Path<(String, String)>,
    request: Request,
) -> Response {
    let (pairs, request) = match read_form(request).await {
        Ok(read) => read,
        Err(refusal) => return refusal,
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
    match form.action {
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
            Ok(report)
        }
        Some(Action::Accept) => {
            let result = reports::accept(store, &caller, city, period, &form).await;
            result.or_else(|e| done(e, ReportState::Accepted))?;
            Ok(report)
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
